//! Finds the expressions of a sentence: at every word the longest that any rule reads.

use crate::document::TimeKind;

use super::meaning::Found;
use super::words::Words;
use super::{calendar, clock, duration, part, recurrence, relative};

/// The expressions of a sentence in order: index of the first word and what was found.
pub(super) fn scan(words: Words) -> Vec<(usize, Found)> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < words.0.len() {
        match longest(words, at) {
            Some(expression) if expression.end > at => {
                let mut end = expression.end;
                let mut last = expression.meaning.clone();
                found.push((at, expression));
                while let Some((first, day)) = calendar::listed_day(words, end, &last) {
                    (end, last) = (day.end, day.meaning.clone());
                    found.push((first, day));
                }
                at = end;
            }
            _ => at += 1,
        }
    }
    found
}

/// The longest expression that begins at `at`; the earlier rule where two are equally long.
fn longest(words: Words, at: usize) -> Option<Found> {
    let plain = core(words, at);
    match modified(words, at) {
        Some(longer) if plain.as_ref().is_none_or(|plain| longer.end > plain.end) => Some(longer),
        _ => plain,
    }
}

fn core(words: Words, at: usize) -> Option<Found> {
    let mut best: Option<Found> = None;
    let rules = relative::rules(words, at)
        .chain(clock::rules(words, at))
        .chain(calendar::rules(words, at))
        .chain(duration::rules(words, at))
        .chain(recurrence::rules(words, at))
        .chain(part::rules(words, at));
    for found in rules {
        if best.as_ref().is_none_or(|best| found.end > best.end) {
            best = Some(found);
        }
    }
    best
}

/// "early May", "late last year", "mid-2014", "the end of the 1990s", "earlier this month": the modifier belongs to the
/// span, the value stays that of the whole.
fn modified(words: Words, at: usize) -> Option<Found> {
    let the = words.is(at, &["the"]);
    let start = if the { at + 1 } else { at };
    let after = match words.text(start) {
        "early" | "late" | "mid" => words.skip_hyphen(start + 1),
        "earlier" | "later" if !the => start + 1,
        "beginning" | "end" | "start" | "middle" if the && words.is(start + 1, &["of"]) => start + 2,
        _ => return None,
    };
    let found = core(words, after)?;
    matches!(found.kind, TimeKind::Date | TimeKind::Time).then_some(found)
}
