//! Dates in figures: `2014-11-12`, `7/8/07`, `12.11.2014`, `9/11`.

use jiff::civil::Date;

use super::super::meaning::{Found, Meaning};
use super::super::stretch::Stretch;
use super::super::words::Words;
use crate::document::TimeKind;

/// `2014-11-12`, `2014-11-12T09:30`, `2014/11/12`, `7/8/07` (month first), `12.11.2014` (day first), `9/11`.
pub(super) fn numeric(words: Words, at: usize) -> Option<Found> {
    if let Some(found) = dotted(words, at).or_else(|| september_11(words, at)) {
        return Some(found);
    }
    let mark = words.text(at + 1);
    if !matches!(mark, "-" | "/") || words.text(at + 3) != mark || !(1..=4).all(|n| words.glued(at + n)) {
        return None;
    }
    let (a, b, c) = (words.number(at)?, words.number(at + 2)?, words.number(at + 4)?);
    if words.glued(at + 5) && (words.is(at + 5, &["-", "/"]) || words.number(at + 5).is_some()) {
        return None;
    }
    let (year, month, day) = match (words.text(at).len(), mark) {
        (4, _) => (a, b, c),
        (1 | 2, "/") if words.text(at + 4).len() == 2 => (if c < 50 { 2000 + c } else { 1900 + c }, a, b),
        (1 | 2, "/") if words.text(at + 4).len() == 4 => (c, a, b),
        _ => return None,
    };
    // Where the first number cannot be a month, the day stands first.
    let day = civil(year, month, day).or_else(|| civil(year, day, month))?;
    let date = Meaning::Fixed(Stretch::Day(day));
    if words.is(at + 5, &["t"]) && (at + 5..at + 9).all(|n| words.glued(n)) && words.is(at + 7, &[":"]) {
        return iso_time(words, at + 6, date);
    }
    Some(Found::date(at + 5, date))
}

/// The time of `2014-11-12T09:30:00Z`, whose hour stands at `at`; an offset from universal time is left out.
fn iso_time(words: Words, at: usize, date: Meaning) -> Option<Found> {
    let (hour, minute) =
        (words.number(at).filter(|hour| *hour < 24)?, words.number(at + 2).filter(|minute| *minute < 60)?);
    let mut end = at + 3;
    while words.glued(end)
        && (words.is(end, &[":", "+", "-"]) || words.text(end).bytes().all(|c| c.is_ascii_digit() || c == b'.'))
    {
        end += 1;
    }
    let universal = words.is(end, &["z"]) && words.glued(end);
    let clock = format!("{hour:02}:{minute:02}{}", if universal { "Z" } else { "" });
    let end = if universal { end + 1 } else { end };
    Some(Found { end, kind: TimeKind::Time, meaning: Meaning::At(Box::new(date), clock) })
}

/// `12.11.2014`, which is one word here.
fn dotted(words: Words, at: usize) -> Option<Found> {
    let fields: Vec<&str> = words.text(at).split('.').collect();
    let [day, month, year] = fields[..] else { return None };
    if year.len() != 4 || day.len() > 2 || month.len() > 2 || year.contains(',') {
        return None;
    }
    let day = civil(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)?;
    Some(Found::date(at + 1, Meaning::Fixed(Stretch::Day(day))))
}

/// "9/11": the one day that goes by its numbers alone.
fn september_11(words: Words, at: usize) -> Option<Found> {
    let said = words.is(at, &["9"]) && words.is(at + 1, &["/"]) && words.is(at + 2, &["11"]);
    let alone = (1..=2).all(|n| words.glued(at + n))
        && !(words.is(at + 3, &["/", "-"]) && words.glued(at + 3))
        && !words.glued(at);
    (said && alone)
        .then(|| civil(2001, 9, 11))
        .flatten()
        .map(|day| Found::date(at + 3, Meaning::Fixed(Stretch::Day(day))))
}

fn civil(year: u32, month: u32, day: u32) -> Option<Date> {
    Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}
