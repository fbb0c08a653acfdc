//! Quotes: who said what, in their words or the article's.
//!
//! | file | finds |
//! |---|---|
//! | `marks` | stretches inside quotation marks |
//! | `telling` | words of saying |
//! | `speakers` | who does the saying |
//! | `coordination` | coordinated clauses that are said, and those that are not |
//! | `direct` | quoted stretches that are speech |
//! | `beside` | the word of saying before or behind a quotation |
//! | `fragments` | quoted fragments in the writer's own sentence |
//! | `indirect` | clauses, infinitives and phrases told with a verb of saying |
//! | `loose` | clauses that the parser does not hang on the verb of saying |
//! | `objects` | what is said about an object: "condemned the raid" |
//! | `nouns` | clauses told with a noun or adjective |
//! | `passive` | what nobody named says of somebody: "is expected to win" |
//! | `according` | "according to" |
//! | `headings` | who speaks in a line of its own |
//! | `content` | the words that are said, without those around them |
//! | `tellers` | who speaks through a report or statement |
//! | `sequence` | who goes on speaking |
//! | `first_names` | "he" or "she" by a first name |
//! | `voices` | things that speak for nobody named |
//! | `turns` | the turns of interviews and debates |

mod according;
mod beside;
mod content;
mod coordination;
mod direct;
mod first_names;
mod fragments;
mod headings;
mod indirect;
mod lexicon;
mod loose;
mod marks;
mod nouns;
mod objects;
mod passive;
mod sequence;
mod speakers;
mod tellers;
mod telling;
mod turns;
pub mod voices;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::path::Path;

use self::content::{Content, without_lead};
use self::direct::{Speech, begun_outside, is_title, speeches};
use self::fragments::fragment;
use self::indirect::contents;
use self::lexicon::Lexicon;
use self::sequence::carry_on;
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

    /// Whether a thing says what its maker says ("the study").
    pub(super) fn is_document(&self, lemma: &str) -> bool {
        self.lexicon.is_document(lemma)
    }
}

/// The quotes of an article, in text order. A quotation broken by its cue is two quotes where both parts
/// say something.
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
    let told = speeches_by_cue(&speeches);
    for content in &contents {
        for &part in &content.parts {
            if tells_speech(&telling, content, part, &told) {
                continue;
            }
            let Some(part) = beside_speeches(&telling, part, content.cue, &speeches) else { continue };
            let part = without_lead(&telling, part);
            let over = telling.quoted_over(part);
            match telling.quoted[over.clone()] {
                [only] if only.outer.contains(part) => {
                    let whole =
                        begun_outside(&telling, over.start).filter(|_| content.cue.span.start >= only.outer.end);
                    if let Some(whole) = whole {
                        found.add(quote(&telling, whole, Some(content.cue), false, content.confidence));
                    } else if !is_title(only.inner.of(telling.scene.text)) {
                        found.add(quote(&telling, only.inner, Some(content.cue), true, content.confidence));
                    }
                }
                _ => found.add(quote(&telling, part, Some(content.cue), false, content.confidence)),
            }
            found.taken[telling.quoted_over(part)].fill(true);
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
    carry_on(&telling, &mut quotes);
    turns::add(&telling, &mut quotes);
    quotes
}

/// Without what somebody is only said to think or want: in "Lewis said *they hope to win*" Lewis makes the one statement.
/// What they are said to have said stays theirs. Quotes are in text order.
pub(super) fn without_second_hand(document: &Document, rules: &super::Rules, quotes: Vec<Quote>) -> Vec<Quote> {
    // How far any of the quotes so far reaches.
    let reach: Vec<usize> = quotes
        .iter()
        .scan(0, |far, quote| {
            *far = quote.content.end.max(*far);
            Some(*far)
        })
        .collect();
    let second_hand = |quote: &Quote| {
        let Some(cue) = quote.cue.filter(|_| !quote.direct) else { return false };
        let before = quotes.partition_point(|other| other.content.start <= cue.start).checked_sub(1);
        let within = before.is_some_and(|before| reach[before] >= cue.end && quote.content.start >= cue.end);
        within && !rules.quotes.lexicon.is_saying(document, cue)
    };
    let kept: Vec<bool> = quotes.iter().map(|quote| !second_hand(quote)).collect();
    quotes.into_iter().zip(kept).filter(|(_, kept)| *kept).map(|(quote, _)| quote).collect()
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

/// Whether a word of saying tells direct speech and nothing besides: "…," she said *and left*. A clause of its own it may
/// tell too, and what stands before the word as well: *The plan is sound*, she said, "if we all agree".
fn tells_speech(telling: &Telling, content: &Content, part: Span, told: &BTreeMap<usize, Vec<&Speech>>) -> bool {
    let cue = content.cue.span;
    told.get(&cue.start).into_iter().flatten().any(|speech| {
        if speech.mixed.is_some_and(|whole| whole.overlaps(part)) {
            return true;
        }
        let speech = telling.quoted[speech.quoted].outer;
        let words = speech.of(telling.scene.text).trim_start_matches(|c: char| !c.is_alphanumeric());
        let document = telling.scene.document;
        let apart = document.sentence_at(cue.start) != document.sentence_at(speech.start);
        let goes_on = apart || words.starts_with(char::is_lowercase);
        let continues = part.end <= cue.start && speech.start >= cue.end && goes_on;
        !content.clause && !continues && !part.contains(speech)
    })
}

/// The direct speech that a cue tells, by where the cue begins.
fn speeches_by_cue(speeches: &[Speech]) -> BTreeMap<usize, Vec<&Speech>> {
    let mut found: BTreeMap<usize, Vec<&Speech>> = BTreeMap::new();
    for speech in speeches {
        if let Some(cue) = speech.cue {
            found.entry(cue.span.start).or_default().push(speech);
        }
    }
    found
}

/// What of an indirect statement is not direct speech: all of it, or nothing where that is the smaller part.
fn beside_speeches(telling: &Telling, part: Span, cue: Cue, speeches: &[Speech]) -> Option<Span> {
    let mut left = part;
    let over = telling.quoted_over(part);
    let first = speeches.partition_point(|speech| speech.quoted < over.start);
    for speech in speeches[first..].iter().take_while(|speech| speech.quoted < over.end) {
        let own = speech.cue.is_some_and(|own| own.span == cue.span);
        let speech = telling.quoted[speech.quoted].outer;
        if !speech.overlaps(left) {
            continue;
        }
        let mut before = Span::new(left.start, speech.start.max(left.start));
        // A sentence that ends before the speech is another one, whatever the parser says.
        let words = before.of(telling.scene.text).trim_end().trim_end_matches(['"', '”', '\'', '’']);
        if own && words.ends_with(['.', '!', '?']) {
            before = Span::new(left.start, left.start);
        }
        let after = Span::new(speech.end.min(left.end), left.end);
        left = if before.len() >= after.len() { before } else { after };
        let rest = telling.tokens_in(left);
        let scene = &telling.scene;
        let told = rest.clone().any(|at| matches!(scene.upos(at), "VERB" | "AUX"));
        // "…", *recalling their first meeting*: said by no one.
        let leads = rest
            .clone()
            .find(|&at| !scene.is_punctuation(at))
            .is_some_and(|at| scene.document.tokens[at].xpos == "VBG" && left.start >= speech.end);
        // Who else says something beside it.
        let other = rest.clone().any(|at| {
            telling.verb(at).is_some()
                && at + 6 > rest.end.saturating_sub(1)
                && scene.child(at, &["nsubj"]).is_some_and(|own| rest.contains(&own) && telling.surely_tells(own))
        });
        if telling.words(rest) < 4 || !told || leads || other {
            return None;
        }
    }
    Some(left)
}

fn quote(telling: &Telling, content: Span, cue: Option<Cue>, direct: bool, confidence: f32) -> Quote {
    let content = trim(telling.scene.text, content);
    let speaker = cue.and_then(|cue| cue.speaker);
    let actor = speaker.and_then(|token| telling.teller(token));
    let document = telling.scene.document;
    let evidence = document.sentence_at(content.start).map_or(content, |at| document.sentences[at].span);
    Quote {
        speaker: actor.map(|actor| actor.chain),
        speaker_span: speaker.map(|token| without_cue(telling.scene.text, telling.speaker_span(token), cue)),
        content,
        cue: cue.map(|cue| cue.span),
        direct,
        confidence,
        evidence,
    }
}

/// The words for a speaker without the word of saying, which the parser may hang on them.
fn without_cue(text: &str, span: Span, cue: Option<Cue>) -> Span {
    let Some(cue) = cue.map(|cue| cue.span).filter(|cue| cue.overlaps(span) && cue.start > span.start) else {
        return span;
    };
    let end = span.start + text[span.start..cue.start].trim_end().len();
    Span::new(span.start, end.max(span.start + 1))
}

/// Without white space around, and without the comma that only joins a quotation to its cue.
fn trim(text: &str, span: Span) -> Span {
    let words = span.of(text);
    let end = span.start + words.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | ':')).len();
    let start = span.start + (words.len() - words.trim_start_matches(|c: char| c.is_whitespace() || c == ',').len());
    if start < end { Span::new(start, end) } else { span }
}
