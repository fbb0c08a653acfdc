//! Whether a clause tells of the past or of what is to come.

use crate::document::{Document, TokenId};

use super::anchor::Direction;
use super::words::Words;

/// Words that turn a clause to the future.
const AHEAD: &[&str] = &["will", "'ll", "shall", "wo"];
/// Verbs and adjectives whose infinitive is to come: "is expected to meet on Friday".
const EXPECTING: &[&str] = &[
    "expect", "plan", "schedule", "set", "intend", "hope", "due", "agree", "vow", "promise", "slate", "prepare", "aim",
    "want", "decide", "likely", "ready", "propose", "ask", "need",
];
/// How many steps up the tree a past tense still holds for a date.
const NEAR: usize = 2;
/// Surfaces that do the same where no tags are known.
const AHEAD_SURFACES: &[&str] = &[
    "will",
    "ll",
    "shall",
    "would",
    "expected",
    "expects",
    "scheduled",
    "plans",
    "planned",
    "due",
    "upcoming",
    "slated",
    "intends",
    "hopes",
    "next",
];

/// The direction of the clause around a word.
pub(super) fn direction(document: &Document, words: Words, at: usize) -> Direction {
    let token = words.get(at).map(|word| word.token);
    let tagged = token.and_then(|token| document.tokens.get(token)).is_some_and(|token| !token.xpos.is_empty());
    match token {
        Some(token) if tagged => by_tree(document, token),
        _ => by_words(words, at),
    }
}

/// Climbs to the verbs above a token: the first that tells the tense decides.
fn by_tree(document: &Document, token: TokenId) -> Direction {
    let mut at = token;
    for steps in 0..document.tokens.len().min(40) {
        if let Some(direction) = tense(document, at) {
            // Deep inside a noun phrase the tense of the clause says little: "a dividend payable Dec. 1 was declared".
            return if steps > NEAR && direction == Direction::Past { Direction::Unclear } else { direction };
        }
        match document.tokens[at].head.filter(|&head| head < document.tokens.len()) {
            Some(head) => at = head,
            None => break,
        }
    }
    Direction::Unclear
}

/// The direction that a verb, or the copula of a noun or adjective, tells.
fn tense(document: &Document, at: TokenId) -> Option<Direction> {
    let token = document.tokens.get(at)?;
    let mut finite = token.xpos.as_str();
    let mut infinitive = false;
    let mut perfect = false;
    for child in document.children(at) {
        let part = &document.tokens[child];
        match part.relation() {
            "aux" | "cop" => {
                if AHEAD.contains(&part.lemma.to_lowercase().as_str()) {
                    return Some(Direction::Future);
                }
                perfect |= part.lemma.eq_ignore_ascii_case("have");
                if matches!(part.xpos.as_str(), "VBD" | "VBZ" | "VBP") {
                    finite = part.xpos.as_str();
                }
            }
            "mark" if part.xpos == "TO" => infinitive = true,
            _ => {}
        }
    }
    if infinitive {
        let above = token.head.and_then(|head| document.tokens.get(head))?;
        return EXPECTING.contains(&above.lemma.to_lowercase().as_str()).then_some(Direction::Future);
    }
    match finite {
        "VBD" => Some(Direction::Past),
        // "has met" is past; "meets on Friday", "is heard in May" are to come; "says" tells nothing.
        "VBZ" | "VBP" if perfect => Some(Direction::Past),
        "VBZ" | "VBP" if token.lemma != "say" && token.xpos != "VBG" && token.upos == "VERB" => Some(Direction::Future),
        _ => None,
    }
}

/// Looks for a word of the future near by, as far as marks and clause openers let it.
fn by_words(words: Words, at: usize) -> Direction {
    let stop = |word: &str| {
        matches!(word, "," | ";" | ":" | "\"" | "”" | "“" | "said" | "that" | "which" | "who" | "was" | "were" | "had")
    };
    let back = (0..at).rev().take(10).map(|n| words.text(n)).take_while(|word| !stop(word));
    // "On Friday the court will rule": a time at the head of its clause looks ahead.
    let opens = at <= 1 || words.before(at, 2) == ",";
    let ahead = (at..words.0.len()).take(if opens { 9 } else { 3 }).map(|n| words.text(n)).filter(|word| *word != ",");
    let ahead = ahead.take_while(|word| !stop(word));
    if back.clone().chain(ahead).any(|word| AHEAD_SURFACES.contains(&word)) {
        return Direction::Future;
    }
    let past = |word: &str| {
        word.len() > 4 && word.ends_with("ed")
            || matches!(word, "fell" | "rose" | "met" | "left" | "died" | "won" | "made")
    };
    let opens_past = at <= 1;
    let past_near = back.take(4).any(past) || words.is(at.saturating_sub(1), &["was", "were"]);
    if opens_past || past_near { Direction::Past } else { Direction::Unclear }
}
