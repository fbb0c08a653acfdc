//! Quarters and halves of years: "the third quarter of 2014", "Q3", "H1 FY15".

use super::super::meaning::{Found, Meaning, Recurring, Which};
use super::super::number::ordinal;
use super::super::words::Words;
use super::year::{of_year, year_number};

/// "the third quarter", "fourth-quarter", "Q3 2014", "the 1988 third quarter", "the first half of last year".
pub(super) fn quarter(words: Words, at: usize) -> Option<Found> {
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
