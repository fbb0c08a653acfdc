//! Quotes: who said what, in their words or the article's.
//!
//! | file | finds |
//! |---|---|
//! | `marks` | stretches inside quotation marks |
//! | `telling` | words of saying and who does the saying |
//! | `direct` | quoted stretches that are speech, by the clause beside them or in sequence |
//! | `indirect` | clauses told with a word of saying, "according to" |

mod direct;
mod indirect;
mod lexicon;
mod marks;
mod telling;

#[cfg(test)]
mod tests;

use std::path::Path;

use self::direct::{Speech, fragment, speeches};
use self::indirect::{Content, contents};
use self::lexicon::Lexicon;
use self::telling::{Cue, Telling};
use super::relations::scene::Scene;
use crate::Result;
use crate::article::{Article, Span};
use crate::claim::Quote;
use crate::document::Document;

/// What the quote rules know.
#[derive(Debug)]
pub struct Rules {
    lexicon: Lexicon,
}

impl Rules {
    /// The shipped rules, extended by those of `dir`.
    ///
    /// # Errors
    /// [`Error::Data`](crate::Error::Data) for an entry that does not fit, with file and line.
    pub fn load(dir: Option<&Path>) -> Result<Self> {
        Ok(Self { lexicon: Lexicon::load(dir)? })
    }
}

/// The quotes of an article, in text order. A quotation broken by its cue is two quotes.
pub fn extract(article: &Article, document: &Document, rules: &super::Rules) -> Vec<Quote> {
    let quoted = marks::quoted(&article.text);
    let telling = Telling::new(Scene::new(article, document, &rules.relations), &rules.quotes.lexicon, quoted);
    let speeches = speeches(&telling);
    let contents = contents(&telling);
    let mut quotes: Vec<Quote> = speeches.iter().map(|speech| direct_quote(&telling, speech, &contents)).collect();
    // What indirect speech covers of the quoted stretches is its own: mixed quotes.
    let mut absorbed: Vec<Span> = speeches.iter().map(|speech| telling.quoted[speech.quoted].outer).collect();
    for content in &contents {
        for &part in &content.parts {
            if let Some(part) = beside_speeches(&telling, part, &absorbed, speeches.len()) {
                quotes.push(quote(&telling, part, Some(content.cue), false, content.confidence));
                absorbed.push(part);
            }
        }
    }
    for (at, quoted) in telling.quoted.iter().enumerate() {
        let taken = absorbed.iter().any(|span| span.overlaps(quoted.outer));
        if let Some((cue, span)) = (!taken).then(|| fragment(&telling, at)).flatten() {
            let wholly = telling.words(telling.tokens_in(span)) == telling.words(telling.tokens_in(quoted.inner));
            let content = if wholly { quoted.inner } else { span };
            // as "beyond despicable" and "almost criminal": one statement.
            quotes.retain(|quote| quote.cue != Some(cue.span) || !span.contains(quote.content));
            quotes.push(quote(&telling, content, Some(cue), wholly, 0.65));
            absorbed.push(span);
        }
    }
    quotes.sort_by_key(|quote| (quote.content.start, std::cmp::Reverse(quote.content.end)));
    quotes.dedup_by(|later, earlier| later.content == earlier.content);
    quotes
}

/// A direct quote; one that no cue stands beside may be the clause of a verb all the same.
fn direct_quote(telling: &Telling, speech: &Speech, contents: &[Content]) -> Quote {
    let quoted = telling.quoted[speech.quoted];
    let inside = |content: &&Content| content.parts.iter().any(|part| quoted.outer.contains(*part));
    let cue = speech.cue.or_else(|| contents.iter().find(inside).map(|content| content.cue));
    match speech.mixed {
        Some(whole) => quote(telling, whole, cue, false, speech.confidence),
        None => quote(telling, quoted.inner, cue, true, speech.confidence),
    }
}

/// What of an indirect statement is not direct speech: all of it, or nothing where that is the smaller part.
fn beside_speeches(telling: &Telling, part: Span, taken: &[Span], speeches: usize) -> Option<Span> {
    let mut left = part;
    for &speech in &taken[..speeches] {
        if !speech.overlaps(left) {
            continue;
        }
        let before = Span::new(left.start, speech.start.max(left.start));
        let after = Span::new(speech.end.min(left.end), left.end);
        left = if before.len() >= after.len() { before } else { after };
        if telling.words(telling.tokens_in(left)) < 4 {
            return None;
        }
    }
    Some(left)
}

fn quote(telling: &Telling, content: Span, cue: Option<Cue>, direct: bool, confidence: f32) -> Quote {
    let content = trim(telling.scene.text, content);
    let speaker = cue.and_then(|cue| cue.speaker);
    let actor = speaker.and_then(|token| telling.scene.actor(token));
    let document = telling.scene.document;
    let evidence = document.sentence_at(content.start).map_or(content, |at| document.sentences[at].span);
    Quote {
        speaker: actor.map(|actor| actor.chain),
        speaker_span: speaker.map(|token| telling.speaker_span(token)),
        content,
        cue: cue.map(|cue| cue.span),
        direct,
        confidence,
        evidence,
    }
}

/// Without white space around, and without the comma that only joins a quotation to its cue.
fn trim(text: &str, span: Span) -> Span {
    let words = span.of(text);
    let end = span.start + words.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | ':')).len();
    let start = span.start + (words.len() - words.trim_start_matches(|c: char| c.is_whitespace() || c == ',').len());
    if start < end { Span::new(start, end) } else { span }
}
