//! A light reading of quotations: where double quotation marks stand, and who speaks, so that "I" can be resolved.

use crate::document::{Form, TokenId};
use crate::transcript;

use super::features::Scene;

/// Verbs of saying, by lemma.
const SAYING: &[&str] = &[
    "say",
    "tell",
    "add",
    "ask",
    "reply",
    "write",
    "announce",
    "declare",
    "state",
    "explain",
    "note",
    "claim",
    "insist",
    "argue",
    "warn",
    "admit",
    "acknowledge",
    "comment",
    "joke",
    "recall",
    "shout",
    "whisper",
    "cry",
    "continue",
    "conclude",
    "respond",
    "answer",
    "tweet",
    "post",
    "quip",
    "remark",
    "stress",
    "suggest",
    "observe",
    "testify",
    "read",
];
/// The longest quotation in tokens; a mark without its partner ends there.
const LONGEST: usize = 400;

/// A quotation: its tokens between the marks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Quote {
    /// First token after the opening mark.
    pub(super) first: TokenId,
    /// The closing mark.
    pub(super) end: TokenId,
    /// The candidate who speaks.
    pub(super) speaker: Option<usize>,
}

/// The quotations of an article in text order.
pub(super) fn find(scene: &Scene) -> Vec<Quote> {
    let mut quotes: Vec<Quote> = Vec::new();
    let mut open: Option<TokenId> = None;
    for token in 0..scene.document.tokens.len() {
        let mark = scene.surface(token);
        let (opens, closes) = match mark {
            "“" | "``" => (true, false),
            "”" | "''" => (false, true),
            "\"" => (open.is_none(), open.is_some()),
            _ => (false, false),
        };
        // A paragraph of a long quotation opens again without having been closed.
        if opens || open.is_some_and(|first| token - first > LONGEST) {
            open = opens.then_some(token + 1);
        } else if closes && let Some(first) = open.take() {
            quotes.push(Quote { first, end: token, speaker: None });
        }
    }
    let speakers: Vec<Option<usize>> = quotes.iter().map(|quote| speaker(scene, &quotes, quote)).collect();
    for (quote, speaker) in quotes.iter_mut().zip(speakers) {
        quote.speaker = speaker;
    }
    // "It is," he said. "There's still more": the next quotation in the paragraph is by the same speaker.
    for at in 1..quotes.len() {
        if quotes[at].speaker.is_none() && same_paragraph(scene, quotes[at - 1].end, quotes[at].first) {
            quotes[at].speaker = quotes[at - 1].speaker;
        }
    }
    for at in (1..quotes.len()).rev() {
        if quotes[at - 1].speaker.is_none() && same_paragraph(scene, quotes[at - 1].end, quotes[at].first) {
            quotes[at - 1].speaker = quotes[at].speaker;
        }
    }
    with_turns(scene, quotes)
}

/// The turns of a transcript in place of the quotations within them.
fn with_turns(scene: &Scene, mut quotes: Vec<Quote>) -> Vec<Quote> {
    let tokens = &scene.document.tokens;
    for turn in transcript::turns(scene.text) {
        let first = tokens.partition_point(|token| token.span.start < turn.words.start);
        let end = tokens.partition_point(|token| token.span.start < turn.words.end);
        let speaker = scene
            .candidates
            .iter()
            .position(|candidate| candidate.mention.form == Form::Name && turn.label.contains(candidate.mention.span));
        quotes.retain(|quote| quote.end <= first || end <= quote.first);
        quotes.push(Quote { first, end, speaker });
    }
    quotes.sort_by_key(|quote| quote.first);
    quotes
}

/// The quotation that holds a token.
pub(super) fn around(quotes: &[Quote], token: TokenId) -> Option<usize> {
    let at = quotes.partition_point(|quote| quote.end <= token);
    quotes.get(at).filter(|quote| quote.first <= token).map(|_| at)
}

fn same_paragraph(scene: &Scene, a: TokenId, b: TokenId) -> bool {
    let tokens = &scene.document.tokens;
    let (Some(a), Some(b)) = (tokens.get(a), tokens.get(b)) else { return false };
    a.span.end <= b.span.start
        && scene.text.get(a.span.end..b.span.start).is_some_and(|between| !between.contains('\n'))
}

/// The subject of a verb of saying outside the quotation, in the sentence where it ends or else where it begins.
fn speaker(scene: &Scene, quotes: &[Quote], quote: &Quote) -> Option<usize> {
    let last = quote.end.min(scene.document.tokens.len().saturating_sub(1));
    let sentences = [scene.document.sentence_of(last), scene.document.sentence_of(quote.first)];
    for sentence in sentences.into_iter().flatten() {
        let mut verbs: Vec<TokenId> = scene.document.sentences[sentence]
            .tokens()
            .filter(|&token| around(quotes, token).is_none())
            .filter(|&token| SAYING.contains(&scene.document.tokens[token].lemma.as_str()))
            .collect();
        // The nearest verb speaks.
        verbs.sort_by_key(
            |&token| if token < quote.first { quote.first - token } else { token.saturating_sub(quote.end) },
        );
        for verb in verbs {
            let subject = scene.document.children_by(verb, "nsubj").next();
            if let Some(subject) = subject
                && around(quotes, subject).is_none()
                && let Some(speaker) = scene.headed_by(subject)
            {
                return Some(speaker);
            }
        }
    }
    None
}
