//! Expressions that count from the day of publication or from a time spoken of before: "last week", "this morning",
//! "yesterday", "the next day", "that year", "now".

use crate::document::TimeKind;

use super::calendar::season_name;
use super::lexicon::{Unit, number, phrase, unit};
use super::meaning::{Base, Found, Meaning, Recurring, Which};
use super::part::{day_of_part, with_part};
use super::words::Words;

/// All relative expressions that begin at `at`.
pub(super) fn rules(words: Words, at: usize) -> impl Iterator<Item = Found> {
    [day_word, pointed, beside, definite, end_of_year, year_earlier, reference]
        .into_iter()
        .filter_map(move |rule| rule(words, at))
}

/// "today", "yesterday", "the day before yesterday".
pub(super) fn day_word(words: Words, at: usize) -> Option<Found> {
    let (value, end) = phrase(words, at, "day")?;
    // "USA Today"
    let title = words.get(at)?.capital && at > 0 && words.get(at - 1).is_some_and(|word| word.capital);
    if title {
        return None;
    }
    Some(Found::date(end, Meaning::Calendar(Unit::Day, value.parse().ok()?)))
}

/// "last week", "this year", "next Friday", "the following day", "this summer", "that year".
fn pointed(words: Words, at: usize) -> Option<Found> {
    let the = words.is(at, &["the"]);
    let mut start = if the { at + 1 } else { at };
    let (which, offset) = match words.text(start) {
        "last" => (Which::Last, -1),
        "past" | "previous" | "preceding" => (Which::Last, -1),
        "this" | "current" => (Which::This, 0),
        "next" | "coming" | "upcoming" => (Which::Next, 1),
        "following" | "same" | "latest" | "that" => (Which::Unsaid, 0),
        _ => return None,
    };
    let pointer = words.text(start);
    start += 1;
    let mut which = which;
    if pointer == "this" {
        match words.text(start) {
            "past" => (which, start) = (Which::Last, start + 1),
            "coming" => (which, start) = (Which::Next, start + 1),
            _ => {}
        }
    }
    if pointer == "that" && words.is(start, &["same"]) {
        start += 1;
    }
    if words.is(start, &["fiscal", "calendar"]) && words.is(start + 1, &["year", "quarter"]) {
        start += 1;
    }
    if let Some((unit, false)) = unit(words, start) {
        return pointed_unit(words, start, unit, pointer, the, offset);
    }
    if pointer == "latest" && words.is(start, &["period"]) {
        return Some(Found::date(start + 1, Meaning::Same(Unit::Quarter, 0)));
    }
    if matches!(pointer, "following" | "same" | "that")
        && let Some((part, end)) = phrase(words, start, "part")
    {
        let day = Box::new(day_of_part(pointer)?);
        return Some(Found { end, kind: TimeKind::Time, meaning: Meaning::At(day, part.to_owned()) });
    }
    if matches!(pointer, "latest" | "following" | "same" | "that" | "current") {
        return None;
    }
    if let Some((season, end)) = season_name(words, start) {
        return Some(Found::date(end, Meaning::Recurring(Recurring::Season(season), which)));
    }
    let capital = words.get(start)?.capital;
    if let Some(day) = number(words, start, "weekday").filter(|_| capital) {
        let meaning = Meaning::Recurring(Recurring::Weekday(i8::try_from(day).ok()?), which);
        return Some(with_part(words, Found::date(start + 1, meaning)));
    }
    if let Some(month) = number(words, start, "month").filter(|_| capital) {
        let month = i8::try_from(month).ok()?;
        let day = words.number(start + 1).and_then(|day| i8::try_from(day).ok()).filter(|day| (1..=31).contains(day));
        let meaning = match day {
            Some(day) => Recurring::Day(month, day),
            None => Recurring::Month(month),
        };
        let end = if day.is_some() { start + 2 } else { start + 1 };
        return Some(Found::date(end, Meaning::Recurring(meaning, which)));
    }
    let (part, end) = phrase(words, start, "part")?;
    let day = match pointer {
        "this" => Meaning::Calendar(Unit::Day, 0),
        "last" => Meaning::Calendar(Unit::Day, -1),
        _ => day_of_part(pointer)?,
    };
    Some(Found { end, kind: TimeKind::Time, meaning: Meaning::At(Box::new(day), part.to_owned()) })
}

/// A pointer and a unit: "last week", "the previous day", "the same month".
fn pointed_unit(words: Words, at: usize, unit: Unit, pointer: &str, the: bool, offset: i32) -> Option<Found> {
    let date = |meaning| Some(Found::date(at + 1, meaning));
    if unit.is_clock() {
        return None;
    }
    match (pointer, unit) {
        ("last" | "this", Unit::Night) => Some(Found {
            end: at + 1,
            kind: TimeKind::Time,
            meaning: Meaning::At(Box::new(Meaning::Calendar(Unit::Day, offset)), "NI".to_owned()),
        }),
        (_, Unit::Night) => Some(Found {
            end: at + 1,
            kind: TimeKind::Time,
            meaning: Meaning::At(Box::new(day_of_part(pointer)?), "NI".to_owned()),
        }),
        ("past" | "last" | "next" | "coming", Unit::Decade | Unit::Century) if the || pointer == "past" => {
            Some(Found { end: at + 1, kind: TimeKind::Duration, meaning: Meaning::Literal(unit.duration("1")) })
        }
        // "the next day" follows a day spoken of, "next year" the present one, "the next year" either.
        ("next", Unit::Day) => date(Meaning::Offset(unit, 1, Base::Enclosing)),
        ("next", _) if the && unit != Unit::Weekend && words.before(at, 3) != "in" => {
            date(Meaning::Offset(unit, 1, Base::Narrated))
        }
        ("following", _) => date(Meaning::Offset(unit, 1, Base::Enclosing)),
        ("previous" | "preceding", _) => date(Meaning::Offset(unit, -1, Base::Enclosing)),
        ("same" | "that", Unit::Quarter) => date(Meaning::Same(unit, 0)),
        ("same" | "that", _) => date(Meaning::Offset(unit, 0, Base::Enclosing)),
        ("latest", Unit::Quarter | Unit::Month | Unit::Week | Unit::Year) => date(Meaning::Same(unit, 0)),
        ("latest", _) => None,
        ("last", Unit::Day) => None,
        _ => date(Meaning::Calendar(unit, offset)),
    }
}

/// "the quarter", "the week", "the weekend", "the year".
fn definite(words: Words, at: usize) -> Option<Found> {
    if !words.is(at, &["the"]) {
        return None;
    }
    let start = if words.is(at + 1, &["full", "entire", "whole", "fiscal", "calendar"]) { at + 2 } else { at + 1 };
    let (unit, plural) = unit(words, start)?;
    // "the month of May", "the week before the vote", "the year-ago quarter" go on.
    if plural || words.is(start + 1, &["of", "-", "before", "after"]) || words.get(start)?.capital {
        return None;
    }
    // "in the year ended March 31"
    if words.is(start + 1, &["ended", "ending"]) && unit == Unit::Year {
        return Some(Found { end: start + 1, kind: TimeKind::Duration, meaning: Meaning::Literal(unit.duration("1")) });
    }
    match unit {
        Unit::Weekend => Some(Found::date(start + 1, Meaning::Weekend)),
        Unit::Quarter | Unit::Year | Unit::Week | Unit::Month => Some(Found::date(start + 1, Meaning::Same(unit, 0))),
        _ => None,
    }
}

/// "The day before", "the year after 2009", "the week before last", "the week of May 3", "the morning of May 3".
fn beside(words: Words, at: usize) -> Option<Found> {
    let unit_at = if words.is(at, &["the"]) { at + 1 } else { at };
    let (the, end) = (unit_at > at, unit_at + 2);
    let part = phrase(words, unit_at, "part").map(|(part, _)| part);
    let unit = match unit(words, unit_at) {
        Some((unit, false)) if !unit.is_clock() && unit != Unit::Night => unit,
        _ => Unit::Day,
    };
    let named =
        part.is_some() || words.is(unit_at, &["day", "week", "weekend", "month", "quarter", "year", "fortnight"]);
    let count = match words.text(unit_at + 1) {
        "before" => -1,
        "after" => 1,
        "of" | "beginning" | "starting" | "ending" | "ended" if the => 0,
        _ => return None,
    };
    if !named || words.get(unit_at)?.capital {
        return None;
    }
    let at_part = |day: Meaning, end| match part {
        Some(part) => Found { end, kind: TimeKind::Time, meaning: Meaning::At(Box::new(day), part.to_owned()) },
        None => Found::date(end, day),
    };
    let date = super::calendar::rules(words, end)
        .chain(day_word(words, end))
        .chain(pointed(words, end))
        .filter(|found| found.kind == TimeKind::Date)
        .max_by_key(|found| found.end);
    if let Some(date) = date {
        let day = super::clock::is_day(&date.meaning);
        // "the day of", "the year of" say no more than the date; "the month of May" is May.
        return (count != 0 || (day && part.is_none() && matches!(unit, Unit::Week | Unit::Weekend)))
            .then(|| at_part(Meaning::Beside(Box::new(date.meaning), unit, count), date.end));
    }
    if the && words.is(end, &[if count < 0 { "last" } else { "next" }]) && count != 0 {
        return Some(at_part(Meaning::Calendar(unit, 2 * count), end + 1));
    }
    let closes =
        words.get(end).is_none_or(|word| !word.is_alphabetic()) || words.is(end, &["and", "but", "or", "that"]);
    (the && count != 0 && closes).then(|| at_part(Meaning::Offset(unit, count, Base::Enclosing), end))
}

/// "Year-end", "year's end", "the end of the year" where they stand for a date.
fn end_of_year(words: Words, at: usize) -> Option<Found> {
    let start = if words.is(at, &["the"]) { at + 1 } else { at };
    if !words.is(start, &["year"]) {
        return None;
    }
    let possessive = words.is(start + 1, &["'"]) && words.is(start + 2, &["s"]);
    let end = if possessive { start + 3 } else { words.skip_hyphen(start + 1) };
    let prepared = matches!(words.before(at, 1), "by" | "before" | "at" | "since" | "until" | "from" | "around" | "of");
    let joined = possessive || end > start + 1 || prepared;
    (joined && prepared && words.is(end, &["end"])).then(|| Found::date(end + 1, Meaning::Calendar(Unit::Year, 0)))
}

/// "the year-earlier quarter", "year-ago", "the year-ago period".
fn year_earlier(words: Words, at: usize) -> Option<Found> {
    let start = if words.is(at, &["the", "a"]) { at + 1 } else { at };
    if !(words.is(start, &["year"]) && words.is(start + 1, &["-"]) && words.is(start + 2, &["ago", "earlier"])) {
        return None;
    }
    let end = if words.is(start + 3, &["quarter", "period"]) { start + 4 } else { start + 3 };
    Some(Found::date(end, Meaning::Same(Unit::Quarter, 1)))
}

/// Words before which "in the past" is complete.
const CLOSERS: &[&str] = &[
    "and", "but", "or", "that", "as", "to", "for", "by", "with", "when", "because", "who", "which", "it", "he", "she",
    "they", "we", "i", "you", "the", "a", "has", "have", "had", "is", "are", "was", "were", "would", "will", "could",
];

/// "now", "recently", "the past", "recent years", "the future".
fn reference(words: Words, at: usize) -> Option<Found> {
    let (value, end) = phrase(words, at, "reference")?;
    if words.get(at)?.capital && at > 0 && words.get(at - 1).is_some_and(|word| word.capital) {
        return None;
    }
    let found = Found::date(end, Meaning::Literal(value.to_owned()));
    match words.text(at) {
        "recent" | "coming" | "future" => {
            let units = unit(words, end).is_some_and(|(_, plural)| plural);
            match words.text(at) {
                "coming" | "future" if !units => None,
                _ => Some(if units { found.ending(end + 1) } else { found }),
            }
        }
        // "the past" before a noun points ("the past leaders"); at the end of a phrase it is a time.
        "the" if value == "PAST_REF" && end == at + 2 => {
            let closes = !words.get(end).is_some_and(super::words::Word::is_alphabetic) && words.number(end).is_none();
            (closes
                || (words.before(at, 1) == "in" && words.is(end, CLOSERS))
                || words.is(end, &["and", "but", "has", "have", "was"]))
            .then_some(found)
        }
        // "now-defunct", "futures", "future leaders"
        "now" if words.is(end, &["-"]) && words.glued(end) => None,
        "current" if words.get(at)?.capital => None,
        "in" if words.get(end).is_some_and(super::words::Word::is_alphabetic) => None,
        _ => Some(found),
    }
}
