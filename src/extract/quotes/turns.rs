//! Turns of an interview or debate: speech without quotation marks.

use super::telling::Telling;
use super::trim;
use crate::article::Span;
use crate::claim::Quote;
use crate::document::{ChainId, Form};
use crate::transcript::{self, Turn};

/// What is said in turns is all but sure to be theirs whose name stands before it.
const SURE: f32 = 0.9;

/// Adds a quote for each paragraph of each turn whose speaker is known. Quotes within a turn that are nobody's are part
/// of it.
pub(super) fn add(telling: &Telling, quotes: &mut Vec<Quote>) {
    let text = telling.scene.text;
    for turn in transcript::turns(text) {
        let Some(speaker) = speaker(telling, turn) else { continue };
        quotes.retain(|quote| quote.speaker.is_some() || !turn.words.contains(quote.content));
        let mut start = turn.words.start;
        for paragraph in turn.words.of(text).split("\n\n") {
            let content = trim(text, Span::new(start, start + paragraph.len()));
            start += paragraph.len() + 2;
            if !paragraph.contains(char::is_alphanumeric) {
                continue;
            }
            let sentence = telling.scene.document.sentence_at(content.start);
            quotes.push(Quote {
                speaker: Some(speaker),
                speaker_span: Some(turn.label),
                content,
                cue: None,
                direct: true,
                confidence: SURE,
                evidence: sentence.map_or(content, |at| telling.scene.document.sentences[at].span),
            });
        }
    }
    quotes.sort_by_key(|quote| (quote.content.start, std::cmp::Reverse(quote.content.end)));
}

/// Whom a label names: the name that stands there or, where it was read as none, the one other name with all its words.
fn speaker(telling: &Telling, turn: Turn) -> Option<ChainId> {
    let document = telling.scene.document;
    let mut names = document.mentions.iter().filter(|mention| mention.form == Form::Name);
    if let Some(name) = names.clone().find(|mention| turn.label.contains(mention.span)) {
        return Some(name.chain);
    }
    let words = |text: &str| -> Vec<String> { text.split_whitespace().map(str::to_lowercase).collect() };
    let label = words(turn.label.of(telling.scene.text));
    let named = |surface: &str| {
        let surface = words(surface);
        label.iter().all(|word| surface.contains(word))
    };
    let first = names.find(|mention| named(mention.span.of(telling.scene.text)))?.chain;
    names.all(|other| other.chain == first || !named(other.span.of(telling.scene.text))).then_some(first)
}
