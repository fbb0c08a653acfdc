//! Years, decades, centuries and eras, and the year behind another date.

use super::super::lexicon::number;
use super::super::meaning::{Found, Meaning, Which};
use super::super::number::ordinal;
use super::super::stretch::Stretch;
use super::super::words::{Word, Words};
use super::TIME_PREPOSITIONS;

/// "2014", "fiscal 2014", "the year 2000", "'98", "nineteen ninety-six".
pub(super) fn year(words: Words, at: usize) -> Option<Found> {
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
    // Without a preposition "1600 Pennsylvania Avenue" and "Blade Runner 2049" are none.
    if (1700..=2040).contains(&year) || (prepared && (1500..=2100).contains(&year)) {
        return true;
    }
    matches!(before, "in" | "since" | "until" | "circa") && !words.get(at + 1).is_some_and(Word::is_alphabetic)
}

/// A year right here: four digits in a sensible range.
pub(super) fn year_number(words: Words, at: usize) -> Option<i16> {
    let value = words.number(at).filter(|value| (1000..=2100).contains(value) && words.text(at).len() == 4)?;
    i16::try_from(value).ok()
}

/// "15" for 2015.
fn short_year(words: Words, at: usize) -> Option<i16> {
    let short = i16::try_from(words.number(at).filter(|_| words.text(at).len() == 2)?).ok()?;
    Some(if short < 40 { 2000 + short } else { 1900 + short })
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

/// "AD 79", "44 BC", "500 B.C.E."
pub(super) fn era(words: Words, at: usize) -> Option<Found> {
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

/// "the 1990s", "1990's", "the '90s", "the nineties".
pub(super) fn decade(words: Words, at: usize) -> Option<Found> {
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
pub(super) fn century(words: Words, at: usize) -> Option<Found> {
    let start = if words.is(at, &["the"]) { at + 1 } else { at };
    let (value, end) = ordinal(words, start)?;
    let end = words.skip_hyphen(end);
    let century = i16::try_from(value).ok().filter(|value| (2..=22).contains(value))? - 1;
    words.is(end, &["century"]).then(|| Found::date(end + 1, Meaning::Fixed(Stretch::Century(century))))
}
