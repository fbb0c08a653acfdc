//! Names and numbers of the calendar: days, months, years, decades, quarters, seasons, holidays.

use jiff::civil::Date;

use crate::document::TimeKind;

use super::lexicon::{Unit, number, phrase};
use super::meaning::{Found, Meaning, Recurring, Which};
use super::number::ordinal;
use super::stretch::{Season, Stretch};
use super::words::Words;

/// Words before which a bare "May", "March", "spring" or "fall", or any number like a year, is a time.
pub(super) const TIME_PREPOSITIONS: &[&str] = &[
    "in",
    "since",
    "until",
    "till",
    "by",
    "of",
    "from",
    "through",
    "throughout",
    "during",
    "before",
    "after",
    "between",
    "last",
    "next",
    "this",
    "early",
    "late",
    "mid",
    "each",
    "every",
    "for",
    "to",
    "around",
    "circa",
    "past",
    "previous",
    "coming",
    "earlier",
    "later",
];

/// All calendar expressions that begin at `at`.
pub(super) fn rules(words: Words, at: usize) -> impl Iterator<Item = Found> {
    [numeric, date, year, era, decade, century, quarter, season, holiday]
        .into_iter()
        .filter_map(move |rule| rule(words, at))
}

/// `2014-11-12`, `2014-11-12T09:30`, `2014/11/12`, `7/8/07` (month first), `12.11.2014` (day first), `9/11`.
fn numeric(words: Words, at: usize) -> Option<Found> {
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

/// "AD 79", "44 BC", "500 B.C.E."
fn era(words: Words, at: usize) -> Option<Found> {
    let mark = |at: usize| -> Option<(bool, usize)> {
        let joined = |letters: &[&str]| {
            let end = at + letters.len() * 2;
            let dotted = letters.iter().enumerate().all(|(n, letter)| {
                words.is(at + 2 * n, &[letter]) && words.is(at + 2 * n + 1, &["."]) && words.glued(at + 2 * n + 1)
            });
            (dotted && words.get(at).is_some_and(|word| word.capital)).then_some(end)
        };
        let capital = words.get(at)?.capital;
        match words.text(at) {
            "bc" | "bce" if capital => Some((true, at + 1)),
            "ad" | "ce" if capital => Some((false, at + 1)),
            _ => [(&["b", "c", "e"][..], true), (&["b", "c"], true), (&["a", "d"], false), (&["c", "e"], false)]
                .into_iter()
                .find_map(|(letters, before)| joined(letters).map(|end| (before, end))),
        }
    };
    let value = |year: u32, before: bool| match before {
        true => Some(Meaning::Literal(format!("BC{year:04}"))),
        false => i16::try_from(year).ok().map(|year| Meaning::Fixed(Stretch::Year(year))),
    };
    if let Some(year) = words.number(at).filter(|year| (1..10_000).contains(year))
        && let Some((before, end)) = mark(at + 1)
    {
        return Some(Found::date(end, value(year, before)?));
    }
    let (before, end) = mark(at).filter(|(before, _)| !before)?;
    let year = words.number(end).filter(|year| (1..3000).contains(year))?;
    Some(Found::date(end + 1, value(year, before)?))
}

fn civil(year: u32, month: u32, day: u32) -> Option<Date> {
    Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

/// Dates with a month or weekday: "Wednesday, Nov. 12, 2014", "12th of November", "November 2014", "May", "Friday".
fn date(words: Words, at: usize) -> Option<Found> {
    let weekday = weekday(words, at);
    let start = weekday.map_or(at, |(_, end)| if words.is(end, &[","]) { end + 1 } else { end });
    let day_of = if words.is(start, &["the"]) { start + 1 } else { start };
    if let Some(found) = month_day(words, start).or_else(|| day_month(words, day_of)) {
        return Some(found);
    }
    match weekday {
        Some((day, end)) if words.get(at)?.capital => {
            Some(Found::date(end, Meaning::Recurring(Recurring::Weekday(day), Which::Unsaid)))
        }
        Some(_) => None,
        None => month_alone(words, at),
    }
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

/// A year right here: four digits in a sensible range.
fn year_number(words: Words, at: usize) -> Option<i16> {
    let value = words.number(at).filter(|value| (1000..=2100).contains(value) && words.text(at).len() == 4)?;
    i16::try_from(value).ok()
}

/// "15" for 2015.
fn short_year(words: Words, at: usize) -> Option<i16> {
    let short = i16::try_from(words.number(at).filter(|_| words.text(at).len() == 2)?).ok()?;
    Some(if short < 40 { 2000 + short } else { 1900 + short })
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
pub(super) fn listed_day(words: Words, at: usize, before: &Meaning) -> Option<(usize, Found)> {
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

/// "of last year", "this year", "of 1989" after a month, quarter or season.
pub(super) fn of_year(words: Words, at: usize) -> Option<(Which, usize)> {
    let next = if words.is(at, &["of", "in", ","]) { at + 1 } else { at };
    if let Some(year) = year_number(words, next) {
        return Some((Which::Year(year), next + 1));
    }
    if let Some((year, end)) = spelled_year(words, next) {
        return Some((Which::Year(year), end));
    }
    let fiscal = if words.is(next, &["fiscal", "fy"]) { next + 1 } else { next };
    if fiscal > next {
        let skip = if words.is(fiscal, &["year"]) { fiscal + 1 } else { fiscal };
        if let Some(year) =
            year_number(words, skip).or_else(|| short_year(words, skip).filter(|_| words.is(next, &["fy"])))
        {
            return Some((Which::Year(year), skip + 1));
        }
    }
    let offset = match words.text(next) {
        "last" | "previous" => -1,
        "this" | "the" => 0,
        "next" => 1,
        _ => return None,
    };
    (words.is(next + 1, &["year"]) && (offset != 0 || words.is(next, &["this"]) || next > at))
        .then_some((Which::YearOffset(offset), next + 2))
}

/// "2014", "fiscal 2014", "the year 2000", "'98", "nineteen ninety-six".
fn year(words: Words, at: usize) -> Option<Found> {
    let mut start = at;
    if words.is(start, &["the"]) && words.is(start + 1, &["year", "fiscal"]) {
        start += 1;
    }
    if words.is(start, &["fiscal"]) {
        start += 1;
    }
    if words.is(start, &["year"]) {
        start += 1;
    }
    if words.is(start, &["fy"]) && words.get(start)?.capital {
        let year = year_number(words, start + 1).or_else(|| short_year(words, start + 1))?;
        return Some(Found::date(start + 2, Meaning::Fixed(Stretch::Year(year))));
    }
    let named = start > at;
    if let Some(year) = year_number(words, start) {
        return (named || year_is_meant(words, start, year))
            .then(|| Found::date(start + 1, Meaning::Fixed(Stretch::Year(year))));
    }
    if words.is(start, &["'"]) && words.glued(start + 1) && words.text(start + 1).len() == 2 {
        let year = short_year(words, start + 1)?;
        let after_word = words.glued(start) && words.get(start.checked_sub(1)?)?.is_alphabetic();
        // A quotation may begin with a number: "'60 Minutes'", "'27 companies said so".
        let next = words.get(start + 2);
        let closed = next.is_none_or(|word| !word.is_alphabetic());
        let before = words.before(start, 1);
        let prepared =
            TIME_PREPOSITIONS.contains(&before) || matches!(before, "the" | "summer" | "winter" | "fall" | "spring");
        let decade = words.glued(start + 2);
        let meant = !after_word && !decade && (closed || (prepared && next.is_some_and(|word| !word.capital)));
        return meant.then(|| Found::date(start + 2, Meaning::Fixed(Stretch::Year(year))));
    }
    spelled_year(words, start).map(|(year, end)| Found::date(end, Meaning::Fixed(Stretch::Year(year))))
}

/// "nineteen ninety-six", "two thousand" after "year".
fn spelled_year(words: Words, at: usize) -> Option<(i16, usize)> {
    let hundreds = match words.text(at) {
        "eighteen" => 1800,
        "nineteen" => 1900,
        "two" if words.is(at + 1, &["thousand"]) && words.before(at, 1) == "year" => return Some((2000, at + 2)),
        _ => return None,
    };
    let tens = number(words, at + 1, "number").filter(|value| (10..100).contains(value))?;
    let next = words.skip_hyphen(at + 2);
    let ones = number(words, next, "number").filter(|value| *value < 10 && tens % 10 == 0 && tens > 10);
    let end = if ones.is_some() { next + 1 } else { at + 2 };
    Some((hundreds + i16::try_from(tens + ones.unwrap_or(0)).ok()?, end))
}

/// Whether four digits are a year and not a quantity, an amount or part of a name or number.
fn year_is_meant(words: Words, at: usize, year: i16) -> bool {
    let mut before = words.before(at, 1);
    if before == "." && matches!(words.before(at, 2), "c" | "ca") {
        before = "circa";
    }
    if matches!(before, "$" | "£" | "€" | "¥" | "#" | "no" | "number" | "." | ":")
        || (before == "." && words.before(at, 2) == "no")
        || (words.glued(at) && !matches!(before, "-" | "(" | "/" | "'" | "\"" | "“" | "[" | ","))
    {
        return false;
    }
    // "A-2000", "555-2000", but "mid-2000" and "2013-2014"
    if before == "-" && words.glued(at) && at >= 2 && !words.is(at - 2, &["mid", "pre", "post", "early", "late"]) {
        let range = words.number(at - 2).is_some_and(|from| (1000..=2100).contains(&from));
        let dash_after_space = !words.glued(at - 1);
        if !range && !dash_after_space {
            return false;
        }
    }
    if words.glued(at + 1) && (words.is(at + 1, &["%", "/", ":"]) || words.text(at + 1) == "s") {
        return words.is(at + 1, &["/"]);
    }
    let prepared = TIME_PREPOSITIONS.contains(&before) || matches!(before, "and" | "or" | "(" | "-" | "than");
    let next = words.text(at + 1);
    if matches!(next, "percent" | "per" | "people" | "million" | "miles" | "dollars" | "men" | "women" | "feet") {
        return false;
    }
    // "2000 troops": a plural noun after a number that nothing prepares; but "the 1992 protests", "its 2012 losses".
    let determined = matches!(before, "the" | "a" | "its" | "his" | "her" | "their" | "our" | "s") && year % 100 != 0
        || words.get(at + 1).is_some_and(|word| word.capital);
    let counts = next.len() > 4 && next.ends_with('s') && !next.ends_with("ss") && !determined;
    if counts && !prepared {
        return false;
    }
    if (1500..=2100).contains(&year) {
        return true;
    }
    matches!(before, "in" | "since" | "until" | "circa")
        && !words.get(at + 1).is_some_and(super::words::Word::is_alphabetic)
}

/// "the 1990s", "1990's", "the '90s", "the nineties".
fn decade(words: Words, at: usize) -> Option<Found> {
    let the = words.is(at, &["the"]);
    let start = if the { at + 1 } else { at };
    let prepared = the || matches!(words.before(at, 1), "early" | "late" | "mid" | "-");
    let decade = |years: u32| i16::try_from(years / 10).ok().map(|decade| Meaning::Fixed(Stretch::Decade(decade)));
    if prepared && let Some(tens) = number(words, start, "decade") {
        return Some(Found::date(start + 1, decade(1900 + tens)?));
    }
    let quote = words.is(start, &["'"]);
    let digits = if quote { start + 1 } else { start };
    let value = words.number(digits).filter(|value| value % 10 == 0)?;
    let mark = if words.is(digits + 1, &["'"]) { digits + 2 } else { digits + 1 };
    if !(words.is(mark, &["s"]) && (digits + 1..=mark).all(|n| words.glued(n))) {
        return None;
    }
    match words.text(digits).len() {
        4 if (1000..2100).contains(&value) => Some(Found::date(mark + 1, decade(value)?)),
        2 if quote || (prepared && value >= 50) => {
            Some(Found::date(mark + 1, decade(if value < 30 { 2000 + value } else { 1900 + value })?))
        }
        _ => None,
    }
}

/// "the 20th century".
fn century(words: Words, at: usize) -> Option<Found> {
    let start = if words.is(at, &["the"]) { at + 1 } else { at };
    let (value, end) = ordinal(words, start)?;
    let end = words.skip_hyphen(end);
    let century = i16::try_from(value).ok().filter(|value| (2..=22).contains(value))? - 1;
    words.is(end, &["century"]).then(|| Found::date(end + 1, Meaning::Fixed(Stretch::Century(century))))
}

/// "the third quarter", "fourth-quarter", "Q3 2014", "the 1988 third quarter", "the first half of last year".
fn quarter(words: Words, at: usize) -> Option<Found> {
    let mut start = if words.is(at, &["the", "its", "their"]) { at + 1 } else { at };
    if let Some(found) = short_quarter(words, at) {
        return Some(found);
    }
    let mut which = Which::Unsaid;
    if let Some(year) = year_number(words, start) {
        (which, start) = (Which::Year(year), start + 1);
    } else if let Some((year, end)) = of_year(words, start).filter(|_| words.is(start, &["last", "this", "next"])) {
        // "last year's third quarter"
        if words.is(end, &["'"]) && words.is(end + 1, &["s"]) {
            (which, start) = (year, end + 2);
        }
    }
    if words.is(start, &["fiscal"]) {
        start += 1;
    }
    let (value, end) = match words.text(start) {
        "last" | "final" if words.is(start + 1, &["quarter"]) && start > at && words.is(start, &["final"]) => {
            (4, start + 1)
        }
        "last" if words.is(start + 1, &["half"]) => (2, start + 1),
        _ => ordinal(words, start).filter(|(value, _)| (1..=4).contains(value))?,
    };
    let value = i8::try_from(value).ok()?;
    // "the second and fourth quarters"
    if words.is(end, &["and", "or", "through", "to"])
        && let Some((_, noun)) = ordinal(words, end + 1)
        && words.is(noun, &["quarters", "quarter"])
    {
        let which = of_year(words, noun + 1).map_or(which, |(which, _)| which);
        return Some(Found::date(end, Meaning::Recurring(Recurring::Quarter(value), which)));
    }
    let fiscal = if words.is(end, &["fiscal"]) { end + 1 } else { end };
    let noun = words.skip_hyphen(fiscal);
    let (recurring, end) = match words.text(noun) {
        "quarter" | "quarters" => (Recurring::Quarter(value), noun + 1),
        "half" if value <= 2 => (Recurring::Half(value), noun + 1),
        _ => return None,
    };
    if which == Which::Unsaid
        && let Some((year, after)) = of_year(words, end)
    {
        return Some(Found::date(after, Meaning::Recurring(recurring, year)));
    }
    // A half without a year is more often one of a match.
    let sure = which != Which::Unsaid || matches!(recurring, Recurring::Quarter(_));
    sure.then(|| Found::date(end, Meaning::Recurring(recurring, which)))
}

/// "Q3", "3Q 2014", "H1 FY15".
fn short_quarter(words: Words, at: usize) -> Option<Found> {
    let (letter, digit) = if words.number(at).is_some() { (at + 1, at) } else { (at, at + 1) };
    if !words.is(letter, &["q", "h"])
        || !words.get(letter)?.capital
        || !words.glued(at + 1)
        || words.glued(at + 2) && !words.is(at + 2, &["'", "-", ",", "."])
    {
        return None;
    }
    let half = words.is(letter, &["h"]);
    let most = if half { 2 } else { 4 };
    let value = i8::try_from(words.number(digit)?).ok().filter(|value| (1..=most).contains(value))?;
    let dated = of_year(words, at + 2);
    if half && dated.is_none() {
        return None;
    }
    let (which, end) = dated.unwrap_or((Which::Unsaid, at + 2));
    let recurring = if half { Recurring::Half(value) } else { Recurring::Quarter(value) };
    Some(Found::date(end, Meaning::Recurring(recurring, which)))
}

/// "the summer", "summer 2014", "the fall of 1989".
fn season(words: Words, at: usize) -> Option<Found> {
    let the = words.is(at, &["the"]);
    let start = if the { at + 1 } else { at };
    let (season, end) = season_name(words, start)?;
    let recurring = Recurring::Season(season);
    if let Some((which, end)) = of_year(words, end) {
        return Some(Found::date(end, Meaning::Recurring(recurring, which)));
    }
    // "fall" and "spring" are verbs, springs and falls too; "Summer Olympics", "summer school" name no time.
    let before = words.before(at, 1);
    let prepared = matches!(before, "in" | "during" | "since" | "until" | "by" | "early" | "late" | "mid" | "-" | "of");
    let doubtful = words.is(start, &["fall", "spring"]);
    let named = words.get(end).is_some_and(|word| word.capital);
    let noun_follows = words.get(end).is_some_and(super::words::Word::is_alphabetic)
        && !words.is(end, &["and", "or", "when", "in", "but", "to", "after", "before", "as"]);
    let meant = if doubtful { the && prepared && !words.is(end, &["of"]) } else { the || prepared };
    (meant && !named && (the || !noun_follows)).then(|| Found::date(end, Meaning::Recurring(recurring, Which::Unsaid)))
}

/// The name of a season, and the index after it.
pub(super) fn season_name(words: Words, at: usize) -> Option<(Season, usize)> {
    let (code, end) = phrase(words, at, "season")?;
    Some((Season::parse(code)?, end))
}

/// "Christmas Eve", "Thanksgiving", "Independence Day 2014", "Easter week". The lexicon gives a day (`12-25`), a weekday of
/// a month (`11-4-4` is its fourth Thursday, `05-1-L` its last Monday, `11-2>2` its first Tuesday from the 2nd on) or the
/// days after Easter (`E-2`).
fn holiday(words: Words, at: usize) -> Option<Found> {
    let (rule, end) = phrase(words, at, "holiday")?;
    let number = |field: &str| field.parse::<i8>().ok();
    let recurring = if let Some(days) = rule.strip_prefix('E') {
        Recurring::Easter(number(days)?)
    } else if let Some((day, from)) = rule.split_once('>') {
        let (month, weekday) = day.split_once('-')?;
        Recurring::WeekdayFrom(number(month)?, number(weekday)?, number(from)?)
    } else {
        match rule.split('-').collect::<Vec<_>>()[..] {
            [month, day] => Recurring::Holiday(number(month)?, number(day)?),
            [month, weekday, nth] => Recurring::NthWeekday(number(month)?, number(weekday)?, number(nth).unwrap_or(0)),
            _ => return None,
        }
    };
    let (which, end) = of_year(words, end).unwrap_or((Which::Unsaid, end));
    if !words.get(at)?.capital && !words.is(at, &["the"]) {
        return None;
    }
    let meaning = Meaning::Recurring(recurring, which);
    if words.is(end, &["week"]) {
        return Some(Found::date(end + 1, Meaning::Beside(Box::new(meaning), Unit::Week, 0)));
    }
    Some(Found::date(if words.is(end, &["weekend"]) { end + 1 } else { end }, meaning))
}
