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

use std::collections::BTreeMap;
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
    let parts = Parts::new(&contents);
    let mut found = Found::new(telling.quoted.len());
    for speech in &speeches {
        found.add(direct_quote(&telling, speech, &parts));
        found.taken[speech.quoted] = true;
    }
    // What indirect speech covers of the quoted stretches is its own: mixed quotes.
    for content in &contents {
        for &part in &content.parts {
            if let Some(part) = beside_speeches(&telling, part, &speeches) {
                found.add(quote(&telling, part, Some(content.cue), false, content.confidence));
                found.taken[telling.quoted_over(part)].fill(true);
            }
        }
    }
    for (at, quoted) in telling.quoted.iter().enumerate() {
        if let Some((cue, span)) = (!found.taken[at]).then(|| fragment(&telling, at)).flatten() {
            let wholly = telling.words(telling.tokens_in(span)) == telling.words(telling.tokens_in(quoted.inner));
            let content = if wholly { quoted.inner } else { span };
            // as "beyond despicable" and "almost criminal": one statement.
            found.drop_within(cue.span, span);
            found.add(quote(&telling, content, Some(cue), wholly, 0.65));
            found.taken[telling.quoted_over(span)].fill(true);
        }
    }
    let mut quotes: Vec<Quote> = found.quotes.into_iter().flatten().collect();
    quotes.sort_by_key(|quote| (quote.content.start, std::cmp::Reverse(quote.content.end)));
    quotes.dedup_by(|later, earlier| later.content == earlier.content);
    quotes
}

/// Quotes as they are found.
struct Found {
    /// In the order of finding; `None` where a later one took its place.
    quotes: Vec<Option<Quote>>,
    by_cue: BTreeMap<Span, Vec<usize>>,
    /// Per quoted stretch whether a quote covers some of it.
    taken: Vec<bool>,
}

impl Found {
    fn new(quoted: usize) -> Self {
        Self { quotes: Vec::new(), by_cue: BTreeMap::new(), taken: vec![false; quoted] }
    }

    fn add(&mut self, quote: Quote) {
        if let Some(cue) = quote.cue {
            self.by_cue.entry(cue).or_default().push(self.quotes.len());
        }
        self.quotes.push(Some(quote));
    }

    /// Takes quotes of a cue out whose content lies in `span`.
    fn drop_within(&mut self, cue: Span, span: Span) {
        for &at in self.by_cue.get(&cue).into_iter().flatten() {
            self.quotes[at].take_if(|quote| span.contains(quote.content));
        }
    }
}

/// The parts of indirect speech by place: start, index of the content, end.
struct Parts<'a> {
    contents: &'a [Content],
    sorted: Vec<(usize, usize, usize)>,
}

impl<'a> Parts<'a> {
    fn new(contents: &'a [Content]) -> Self {
        let parts = |(at, content): (usize, &'a Content)| {
            content.parts.iter().map(move |part| (part.start, at, part.end)).collect::<Vec<_>>()
        };
        let mut sorted: Vec<_> = contents.iter().enumerate().flat_map(parts).collect();
        sorted.sort_unstable();
        Self { contents, sorted }
    }

    /// The first content with a part inside `span`.
    fn within(&self, span: Span) -> Option<&'a Content> {
        let first = self.sorted.partition_point(|&(start, ..)| start < span.start);
        let beside = self.sorted[first..].iter().take_while(|&&(start, ..)| start <= span.end);
        beside.filter(|&&(.., end)| end <= span.end).map(|&(_, at, _)| at).min().map(|at| &self.contents[at])
    }
}

/// A direct quote; one that no cue stands beside may be the clause of a verb all the same.
fn direct_quote(telling: &Telling, speech: &Speech, parts: &Parts) -> Quote {
    let quoted = telling.quoted[speech.quoted];
    let cue = speech.cue.or_else(|| parts.within(quoted.outer).map(|content| content.cue));
    match speech.mixed {
        Some(whole) => quote(telling, whole, cue, false, speech.confidence),
        None => quote(telling, quoted.inner, cue, true, speech.confidence),
    }
}

/// What of an indirect statement is not direct speech: all of it, or nothing where that is the smaller part.
fn beside_speeches(telling: &Telling, part: Span, speeches: &[Speech]) -> Option<Span> {
    let mut left = part;
    let over = telling.quoted_over(part);
    let first = speeches.partition_point(|speech| speech.quoted < over.start);
    for speech in speeches[first..].iter().take_while(|speech| speech.quoted < over.end) {
        let speech = telling.quoted[speech.quoted].outer;
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
