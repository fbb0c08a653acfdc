//! Parts of days: "Friday night", "tonight", "in the morning", "overnight".

use crate::document::TimeKind;

use super::lexicon::{Unit, phrase};
use super::meaning::{Base, Found, Meaning};
use super::relative::day_word;
use super::words::Words;

/// All parts of days that begin at `at`.
pub(super) fn rules(words: Words, at: usize) -> impl Iterator<Item = Found> {
    [part_of_day, spoken_part].into_iter().filter_map(move |rule| rule(words, at))
}

/// "tonight", "yesterday morning", "Friday night".
fn part_of_day(words: Words, at: usize) -> Option<Found> {
    if words.is(at, &["tonight"]) {
        let meaning = Meaning::At(Box::new(Meaning::Calendar(Unit::Day, 0)), "NI".to_owned());
        return Some(Found { end: at + 1, kind: TimeKind::Time, meaning });
    }
    let day = super::calendar::rules(words, at)
        .chain(day_word(words, at))
        .filter(|found| super::clock::is_day(&found.meaning))
        .max_by_key(|found| found.end)?;
    let found = with_part(words, day);
    (found.kind == TimeKind::Time).then_some(found)
}

/// Adds a part of the day that follows.
pub(super) fn with_part(words: Words, day: Found) -> Found {
    let next = if words.is(day.end, &["early", "late"]) { day.end + 1 } else { day.end };
    match phrase(words, next, "part") {
        Some((part, end)) => {
            Found { end, kind: TimeKind::Time, meaning: Meaning::At(Box::new(day.meaning), part.to_owned()) }
        }
        None => day,
    }
}

/// "In the morning", "by afternoon", "overnight": a part of the day spoken of.
fn spoken_part(words: Words, at: usize) -> Option<Found> {
    let time =
        |end, part: &str| Some(Found { end, kind: TimeKind::Time, meaning: Meaning::AtPrevious(part.to_owned()) });
    if words.is(at, &["overnight"]) && !words.get(at)?.capital {
        let adverb = words.get(at + 1).is_none_or(|word| !word.is_alphabetic())
            || words.is(
                at + 1,
                &["in", "into", "on", "and", "after", "as", "by", "from", "to", "at", "for", "with", "when"],
            );
        return if adverb { time(at + 1, "NI") } else { None };
    }
    let the = words.is(at, &["the"]);
    let mut start = if the { at + 1 } else { at };
    let within = words.is(start, &["mid", "early", "late"]);
    if within {
        start = words.skip_hyphen(start + 1);
    }
    let (part, end) = phrase(words, start, "part")?;
    let prepared = matches!(words.before(at, 1), "in" | "during" | "by" | "throughout" | "until");
    let meant = prepared && (the || within || words.before(at, 1) == "by");
    let goes_on = words.is(end, &["of", "'", "-"]);
    if meant && !goes_on && !words.get(start)?.capital { time(end, part) } else { None }
}

/// The day of "the next morning", "that night", "the previous evening": counted from the day spoken of.
pub(super) fn day_of_part(pointer: &str) -> Option<Meaning> {
    let days = match pointer {
        "next" | "following" => 1,
        "previous" | "preceding" => -1,
        "same" | "that" => 0,
        _ => return None,
    };
    Some(Meaning::Offset(Unit::Day, days, Base::Enclosing))
}
