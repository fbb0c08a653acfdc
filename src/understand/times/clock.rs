//! Times of day: "10:35 a.m. EDT", "8 p.m.", "0830 GMT", "noon".

use crate::document::TimeKind;

use super::lexicon::{Unit, number, phrase};
use super::meaning::{Found, Meaning};
use super::words::Words;

/// A time of day that begins at `at`, with a day that follows it at once ("9 a.m. Tuesday").
pub(super) fn rules(words: Words, at: usize) -> Option<Found> {
    let (clock, end) = clock(words, at).or_else(|| stamp(words, at))?;
    let end = elsewhere(words, end).unwrap_or(end);
    let next = if words.is(end, &[",", "on"]) { end + 1 } else { end };
    // "8 p.m. this evening", "9 a.m. tonight" say the day by its part.
    if words.is(next, &["this"]) && phrase(words, next + 1, "part").is_some() || words.is(next, &["tonight"]) {
        let end = if words.is(next, &["tonight"]) { next + 1 } else { next + 2 };
        let today = Box::new(Meaning::Calendar(Unit::Day, 0));
        return Some(Found { end, kind: TimeKind::Time, meaning: Meaning::At(today, clock) });
    }
    let day = super::calendar::rules(words, next)
        .chain(super::relative::day_word(words, next))
        .filter(|found| found.kind == TimeKind::Date && is_day(&found.meaning))
        .max_by_key(|found| found.end);
    Some(match day {
        // "9:25 Thursday morning"
        Some(day) => Found {
            end: phrase(words, day.end, "part").map_or(day.end, |(_, end)| end),
            kind: TimeKind::Time,
            meaning: Meaning::At(Box::new(day.meaning), clock),
        },
        None => Found { end, kind: TimeKind::Time, meaning: Meaning::AtPrevious(clock) },
    })
}

/// "14:25" before a date, as pages stamp their articles.
fn stamp(words: Words, at: usize) -> Option<(String, usize)> {
    let glued = words.is(at + 1, &[":"]) && words.glued(at + 1) && words.glued(at + 2);
    let hour = words.number(at).filter(|hour| glued && *hour < 24)?;
    let minute = words.number(at + 2).filter(|minute| *minute < 60 && words.text(at + 2).len() == 2)?;
    let next = if words.is(at + 3, &[",", "on"]) { at + 4 } else { at + 3 };
    let dated = super::calendar::rules(words, next).any(|found| is_day(&found.meaning));
    dated.then(|| (format!("{hour:02}:{minute:02}"), at + 3))
}

/// The index after the same time in another zone: "10:35 a.m. (0735 GMT) Friday".
fn elsewhere(words: Words, at: usize) -> Option<usize> {
    let (_, end) = clock(words, at + 1).filter(|_| words.is(at, &["("]))?;
    words.is(end, &[")"]).then_some(end + 1)
}

/// Whether a meaning is one day.
pub(super) fn is_day(meaning: &Meaning) -> bool {
    use super::meaning::Recurring;
    use super::stretch::Stretch;
    matches!(
        meaning,
        Meaning::Fixed(Stretch::Day(_))
            | Meaning::Recurring(
                Recurring::Day(..)
                    | Recurring::Holiday(..)
                    | Recurring::Weekday(_)
                    | Recurring::NthWeekday(..)
                    | Recurring::WeekdayFrom(..)
                    | Recurring::Easter(_),
                _
            )
            | Meaning::Calendar(Unit::Day, _)
            | Meaning::Offset(Unit::Day, ..)
            | Meaning::Same(Unit::Day, _)
            | Meaning::DayOfMonth(_)
    )
}

/// `HH:MM` (with `Z` for universal time) and the index after it.
fn clock(words: Words, at: usize) -> Option<(String, usize)> {
    if let Some((value, end)) = phrase(words, at, "clock") {
        let named = words.get(at)?.capital && words.get(end).is_some_and(|word| word.capital);
        return (!named).then(|| (value.to_owned(), end));
    }
    if let Some(found) = spoken_hour(words, at) {
        return Some(found);
    }
    if let Some(found) = dotted(words, at) {
        return Some(found);
    }
    let digits = words.text(at).len();
    let value = words.number(at)?;
    let (hour, minute, mut end) = if words.is(at + 1, &[":", "."]) && words.glued(at + 1) && words.glued(at + 2) {
        let minute = words.number(at + 2).filter(|_| words.text(at + 2).len() == 2)?;
        // Seconds are left out of the value.
        let seconds = words.is(at + 3, &[":"]) && words.glued(at + 3) && words.number(at + 4).is_some();
        (value, Some(minute), if seconds { at + 5 } else { at + 3 })
    } else if digits == 4 {
        (value / 100, Some(value % 100), at + 1)
    } else {
        (value, None, at + 1)
    };
    let half = half_of_day(words, end);
    let oclock = words.is(end, &["o"]) && words.is(end + 1, &["'"]) && words.is(end + 2, &["clock"]);
    // "at 0925 hours", "18:00 hrs"
    let hours = (minute.is_some() || digits == 4) && words.is(end, &["hours", "hrs"]);
    if let Some((_, after)) = half {
        end = after;
    } else if oclock {
        end += 3;
    } else if hours {
        end += 1;
    }
    let zone = zone(words, end);
    let said = matches!(
        words.before(at, 1),
        "at" | "by" | "until" | "till" | "from" | "around" | "about" | "before" | "after" | "since"
    );
    let colon = minute.is_some() && digits <= 2;
    // A bare "10:35" needs a word before it (scores look the same); four digits need a zone.
    if half.is_none() && !oclock && !hours && zone.is_none() && !(colon && said) {
        return None;
    }
    if digits == 4 && zone.is_none() && !(hours && said) {
        return None;
    }
    let hour = match half {
        Some((afternoon, _)) if hour <= 12 => hour % 12 + if afternoon { 12 } else { 0 },
        Some(_) => return None,
        None => hour,
    };
    if hour > 24 || minute.is_some_and(|minute| minute > 59) {
        return None;
    }
    let universal = zone.is_some_and(|(universal, _)| universal);
    let end = zone.map_or(end, |(_, after)| after);
    Some((format!("{hour:02}:{:02}{}", minute.unwrap_or(0), if universal { "Z" } else { "" }), end))
}

/// "1.30pm", "8.30 a.m. GMT": one number with the point between hour and minute.
fn dotted(words: Words, at: usize) -> Option<(String, usize)> {
    let (hour, minute) = words.text(at).split_once('.')?;
    let (afternoon, end) = half_of_day(words, at + 1)?;
    let minute = minute.parse::<u32>().ok().filter(|value| *value < 60 && minute.len() == 2)?;
    let hour = hour.parse::<u32>().ok().filter(|hour| *hour <= 12)? % 12 + if afternoon { 12 } else { 0 };
    let (universal, end) = zone(words, end).unwrap_or((false, end));
    Some((format!("{hour:02}:{minute:02}{}", if universal { "Z" } else { "" }), end))
}

/// "Half past nine", "quarter to five", "nine o'clock", "four in the morning": hours in words.
fn spoken_hour(words: Words, at: usize) -> Option<(String, usize)> {
    let (minutes, hour_at) = match (words.text(at), words.text(at + 1)) {
        ("half", "past") => (30, at + 2),
        ("quarter", "past") => (15, at + 2),
        ("quarter", "to") => (-15, at + 2),
        _ => (0, at),
    };
    let hour = number(words, hour_at, "number").or_else(|| words.number(hour_at).filter(|_| hour_at > at));
    let hour = i32::try_from(hour?).ok().filter(|hour| (1..=12).contains(hour))?;
    let oclock = words.is(hour_at + 1, &["o"]) && words.is(hour_at + 2, &["'"]) && words.is(hour_at + 3, &["clock"]);
    let end = if oclock { hour_at + 4 } else { hour_at + 1 };
    let half = half_of_day(words, end);
    if !oclock && half.is_none() && minutes == 0 {
        return None;
    }
    let noon = half.is_some_and(|(afternoon, _)| afternoon);
    let total = ((hour % 12 + if noon { 12 } else { 0 }) * 60 + minutes).rem_euclid(24 * 60);
    // Without "in the morning" or the like an hour in words keeps its number: "five o'clock" is 05:00.
    let total = if half.is_none() && hour == 12 { total + 12 * 60 } else { total };
    Some((format!("{:02}:{:02}", total / 60 % 24, total % 60), half.map_or(end, |(_, end)| end)))
}

/// "a.m.", "pm", "in the morning": whether it is the afternoon, and the index after it.
fn half_of_day(words: Words, at: usize) -> Option<(bool, usize)> {
    match words.text(at) {
        "in" if words.is(at + 1, &["the"]) => match words.text(at + 2) {
            "morning" => Some((false, at + 3)),
            "afternoon" | "evening" => Some((true, at + 3)),
            _ => None,
        },
        "am" => Some((false, at + 1)),
        "pm" => Some((true, at + 1)),
        "a" | "p" if words.is(at + 1, &["."]) && words.glued(at + 1) && words.is(at + 2, &["m"]) => {
            Some((words.is(at, &["p"]), words.skip_dot(at + 3)))
        }
        _ => None,
    }
}

/// A time zone: whether it is universal time, and the index after it.
fn zone(words: Words, at: usize) -> Option<(bool, usize)> {
    let open = words.is(at, &["("]);
    let start = if open { at + 1 } else { at };
    let universal = match words.text(start) {
        "utc" | "gmt" | "z" => true,
        "est" | "edt" | "cst" | "cdt" | "mst" | "mdt" | "pst" | "pdt" | "et" | "pt" | "ct" | "cet" | "cest" | "bst"
        | "ist" | "jst" | "eet" | "aest" | "msk" => false,
        "local" | "eastern" | "pacific" | "central" if words.is(start + 1, &["time"]) => {
            return (!open).then_some((false, start + 2));
        }
        _ => return None,
    };
    if !words.get(start)?.capital {
        return None;
    }
    if !open {
        return Some((universal, start + 1));
    }
    let close = (start + 1..start + 5).find(|&at| words.is(at, &[")"]))?;
    Some((universal && close == start + 1, close + 1))
}
