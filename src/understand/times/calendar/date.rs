//! Days and months by name: "Wednesday, Nov. 12, 2014", "12th of November", "May", and lists of them.

use jiff::civil::Date;

use super::super::lexicon::number;
use super::super::meaning::{Found, Meaning, Recurring, Which};
use super::super::number::ordinal;
use super::super::stretch::Stretch;
use super::super::words::Words;
use super::TIME_PREPOSITIONS;
use super::year::{of_year, year_number};

/// Dates with a month or weekday: "Wednesday, Nov. 12, 2014", "12th of November", "November 2014", "May", "Friday".
pub(super) fn date(words: Words, at: usize) -> Option<Found> {
    let weekday = weekday(words, at);
    let start = weekday.map_or(at, |(_, end)| if words.is(end, &[","]) { end + 1 } else { end });
    let day_of = if words.is(start, &["the"]) { start + 1 } else { start };
    if let Some(found) =
        month_day(words, start).or_else(|| day_month(words, day_of)).or_else(|| day_of_range(words, day_of))
    {
        return Some(found);
    }
    match weekday {
        Some((day, end)) if words.get(at)?.capital => {
            if let Some((which, end)) = of_week(words, end) {
                return Some(Found::date(end, Meaning::Recurring(Recurring::Weekday(day), which)));
            }
            Some(Found::date(end, Meaning::Recurring(Recurring::Weekday(day), Which::Unsaid)))
        }
        Some(_) => None,
        None => month_alone(words, at).or_else(|| day_of_month(words, at)),
    }
}

/// "Next week", "of last week" behind a weekday.
fn of_week(words: Words, at: usize) -> Option<(Which, usize)> {
    let next = if words.is(at, &["of"]) { at + 1 } else { at };
    let offset = match words.text(next) {
        "last" => -1,
        "this" => 0,
        "next" => 1,
        _ => return None,
    };
    words.is(next + 1, &["week"]).then_some((Which::WeekOffset(offset), next + 2))
}

/// "5" of "5-7 June 2013", "3 and 4 May": the month stands behind the last day.
fn day_of_range(words: Words, at: usize) -> Option<Found> {
    let (day, end) = day_number(words, at)?;
    words.is(end, &["-", "and", "to", "or"]).then_some(())?;
    let last = day_month(words, end + 1)?;
    let (later, month, which) = match last.meaning {
        Meaning::Recurring(Recurring::Day(month, later), which) => (later, month, which),
        Meaning::Fixed(Stretch::Day(date)) => (date.day(), date.month(), Which::Year(date.year())),
        _ => return None,
    };
    Date::new(2000, month, day).ok()?;
    (later > day).then(|| Found::date(end, Meaning::Recurring(Recurring::Day(month, day), which)))
}

/// "The 15th" behind a preposition of time, "the 3rd of the month".
fn day_of_month(words: Words, at: usize) -> Option<Found> {
    let (day, end) = ordinal(words, at + 1).filter(|_| words.is(at, &["the"]) && words.number(at + 1).is_some())?;
    let day = i8::try_from(day).ok().filter(|day| (1..=31).contains(day))?;
    if words.is(end, &["of"]) && words.is(end + 1, &["the"]) && words.is(end + 2, &["month"]) {
        return Some(Found::date(end + 3, Meaning::DayOfMonth(day)));
    }
    let prepared = matches!(words.before(at, 1), "on" | "by" | "until" | "since");
    let closes = words.get(end).is_none_or(|word| !word.is_alphabetic() && word.lower != "-")
        || words.is(end, &["and", "or", "but", "to", "at", "in", "when", "that"]);
    (prepared && closes).then(|| Found::date(end, Meaning::DayOfMonth(day)))
}

/// A weekday; a short one ("Wed") only with a full stop or before a date.
fn weekday(words: Words, at: usize) -> Option<(i8, usize)> {
    let as_day = |value: u32| i8::try_from(value).ok();
    if let Some(value) = number(words, at, "weekday") {
        return Some((as_day(value)?, at + 1));
    }
    let value = number(words, at, "weekday-short")?;
    if !words.get(at)?.capital {
        return None;
    }
    let end = words.skip_dot(at + 1);
    let next = if words.is(end, &[","]) { end + 1 } else { end };
    let before_date =
        month(words, next).is_some() || (words.number(next).is_some() && month(words, next + 1).is_some());
    before_date.then_some((as_day(value)?, end))
}

/// A month's name or abbreviation, and the index after it.
fn month(words: Words, at: usize) -> Option<(i8, usize)> {
    let capital = words.get(at)?.capital;
    let full = number(words, at, "month").map(|value| (value, at + 1));
    let (value, end) =
        full.or_else(|| number(words, at, "month-short").map(|value| (value, words.skip_dot(at + 1))))?;
    capital.then_some((i8::try_from(value).ok()?, end))
}

/// A day of the month ("12", "12th"), and the index after it.
fn day_number(words: Words, at: usize) -> Option<(i8, usize)> {
    let (value, end) = ordinal(words, at).or_else(|| words.number(at).map(|value| (value, at + 1)))?;
    let day = i8::try_from(value).ok().filter(|day| (1..=31).contains(day))?;
    // "Oct. 26: a recap" is a date, "May 5:30", "March 10%" and "May 5/6" are not.
    let part_of_more = words.glued(end)
        && (words.is(end, &["%", "/"])
            || (words.is(end, &[":"]) && words.glued(end + 1) && words.number(end + 1).is_some()));
    (!part_of_more && words.text(at).len() <= 11).then_some((day, end))
}

/// "November 12, 2014", "Nov. 12", "November 12th".
fn month_day(words: Words, at: usize) -> Option<Found> {
    let (month, end) = month(words, at)?;
    let next = if words.is(end, &["the"]) { end + 1 } else { end };
    let (day, end) = day_number(words, next)?;
    Date::new(2000, month, day).ok()?;
    let comma = if words.is(end, &[",", "of", "in"]) { end + 1 } else { end };
    if let Some(year) = year_number(words, comma) {
        let day = Date::new(year, month, day).ok()?;
        return Some(Found::date(comma + 1, Meaning::Fixed(Stretch::Day(day))));
    }
    // "the Sept. 11 attacks" are those of one year.
    if (month, day) == (9, 11) && words.is(end, &["attacks", "terrorist", "terror", "hijackings"]) {
        return Some(Found::date(end, Meaning::Fixed(Stretch::Day(Date::new(2001, month, day).ok()?))));
    }
    let which = year_of_range(words, end).map_or(Which::Unsaid, Which::Year);
    Some(Found::date(end, Meaning::Recurring(Recurring::Day(month, day), which)))
}

/// "12 November 2014", "12th of November".
fn day_month(words: Words, at: usize) -> Option<Found> {
    let (day, end) = day_number(words, at)?;
    // "12-Nov-2014"
    let hyphens = words.is(end, &["-"]) && words.glued(end) && words.glued(end + 1);
    let of = if hyphens || words.is(end, &["of"]) { end + 1 } else { end };
    let (month, end) = month(words, of)?;
    Date::new(2000, month, day).ok()?;
    // "the first May Day", "second March on Washington"
    let spelled = words.number(at).is_none() && of == at + 1;
    if spelled {
        return None;
    }
    let comma = if words.is(end, &[",", "of"]) || (hyphens && words.is(end, &["-"])) { end + 1 } else { end };
    if let Some(year) = year_number(words, comma) {
        let day = Date::new(year, month, day).ok()?;
        return Some(Found::date(comma + 1, Meaning::Fixed(Stretch::Day(day))));
    }
    let which = year_of_range(words, end).map_or(Which::Unsaid, Which::Year);
    Some(Found::date(end, Meaning::Recurring(Recurring::Day(month, day), which)))
}

/// "November 2014", "November of last year", "May".
fn month_alone(words: Words, at: usize) -> Option<Found> {
    let (value, end) = month(words, at)?;
    let next = if words.is(end, &[",", "of"]) { end + 1 } else { end };
    if let Some(year) = year_number(words, next) {
        return Some(Found::date(next + 1, Meaning::Fixed(Stretch::Month { year, month: value })));
    }
    let recurring = Recurring::Month(value);
    if let Some((which, end)) = of_year(words, end) {
        return Some(Found::date(end, Meaning::Recurring(recurring, which)));
    }
    month_is_meant(words, at, end).then(|| {
        let which = year_of_range(words, end).map_or(Which::Unsaid, Which::Year);
        Found::date(end, Meaning::Recurring(recurring, which))
    })
}

/// Whether a month's name alone is a month, not a verb ("May"), a march or somebody's name ("April Jones").
fn month_is_meant(words: Words, at: usize, end: usize) -> bool {
    let before = words.before(at, 1);
    let listed = matches!(before, "and" | "or" | "," | "-") && at >= 2 && month(words, at - 2).is_some();
    let prepared = TIME_PREPOSITIONS.contains(&before) || listed;
    let shortened = number(words, at, "month").is_none();
    match words.text(at) {
        "may" | "march" => {
            let next = words.get(end);
            // "the March summit", but not "the March on Washington"
            let noun = next.is_some_and(|word| word.is_alphabetic() && !word.capital && word.lower.len() > 3);
            (prepared && !(before == "of" && next.is_some_and(|word| word.capital)))
                || (noun
                    && matches!(before, "the" | "a" | "its" | "his" | "their" | "s")
                    && !words.is(end, &["from", "into"]))
        }
        "april" | "june" | "august" => prepared || !words.get(end).is_some_and(|word| word.capital),
        _ if shortened => prepared || end > at + 1,
        _ => true,
    }
}

/// What joins the days of a list or a range.
const JOINTS: &[&str] = &["-", "to", "and", "until", "through", "or", ","];

/// The year at the end of a list or range of dates that goes on at `at`: "March 3 to May 5, 2014", "Nov. 10-12, 2014",
/// "May 3, 4 and 5, 2014".
fn year_of_range(words: Words, mut at: usize) -> Option<i16> {
    for _ in 0..8 {
        if !words.is(at, JOINTS) {
            return None;
        }
        let joint = if words.is(at, &[","]) && words.is(at + 1, &["and", "or"]) { at + 2 } else { at + 1 };
        let mut next = joint;
        if let Some((_, end)) = month(words, next) {
            next = end;
        }
        if let Some((_, end)) = day_number(words, next) {
            next = end;
        }
        if next == joint {
            return None;
        }
        let comma = if words.is(next, &[","]) { next + 1 } else { next };
        if let Some(year) = year_number(words, comma) {
            return Some(year);
        }
        at = next;
    }
    None
}

/// The next day of a list after a day that ends before `at`: "24 and 25" of "April 24 and 25". Its first word, and it.
pub(in crate::understand::times) fn listed_day(words: Words, at: usize, before: &Meaning) -> Option<(usize, Found)> {
    let Meaning::Recurring(Recurring::Day(month_before, day_before), which) = *before else { return None };
    if !words.is(at, JOINTS) || words.text(at - 1) != day_before.to_string() {
        return None;
    }
    let first = if words.is(at, &[","]) && words.is(at + 1, &["and", "or"]) { at + 2 } else { at + 1 };
    let (day, end) = day_number(words, first).filter(|(day, _)| *day > day_before)?;
    Date::new(2000, month_before, day).ok()?;
    let comma = if words.is(end, &[","]) { end + 1 } else { end };
    if let Some(year) = year_number(words, comma) {
        let day = Date::new(year, month_before, day).ok()?;
        return Some((first, Found::date(comma + 1, Meaning::Fixed(Stretch::Day(day)))));
    }
    // "April 24 and 25 people", "April 24, 25 percent"
    let closes = words.get(end).is_none_or(|word| !word.is_alphabetic() && word.lower != "%" && word.lower != "$")
        || words.is(
            end,
            &["and", "or", "in", "at", "for", "to", "with", "when", "as", "by", "from", "after", "before", "but"],
        );
    closes.then(|| (first, Found::date(end, Meaning::Recurring(Recurring::Day(month_before, day), which))))
}
