//! Names and numbers of the calendar: days, months, years, decades, quarters, seasons, holidays.

mod date;
mod numeric;
mod quarter;
mod season;
mod year;

use super::meaning::Found;
use super::words::Words;

pub(super) use date::listed_day;
pub(super) use season::season_name;

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
    [
        numeric::numeric,
        date::date,
        year::year,
        year::era,
        year::decade,
        year::century,
        quarter::quarter,
        season::season,
        season::holiday,
    ]
    .into_iter()
    .filter_map(move |rule| rule(words, at))
}
