//! What the grammar finds: a span of words with a meaning that is not yet anchored.

use crate::document::TimeKind;

use super::lexicon::Unit;
use super::stretch::{Season, Stretch};

/// An expression that the grammar found.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Found {
    /// One past its last word.
    pub(super) end: usize,
    /// Its kind.
    pub(super) kind: TimeKind,
    /// Its meaning.
    pub(super) meaning: Meaning,
}

impl Found {
    /// A date that ends before `end`.
    pub(super) const fn date(end: usize, meaning: Meaning) -> Self {
        Self { end, kind: TimeKind::Date, meaning }
    }

    /// The same with another end.
    pub(super) fn ending(self, end: usize) -> Self {
        Self { end, ..self }
    }
}

/// Which of the recurring days, months or seasons is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Which {
    /// No word says: the tense decides.
    Unsaid,
    /// "last May".
    Last,
    /// "this May".
    This,
    /// "next May".
    Next,
    /// A year is given.
    Year(i16),
    /// In another year of the reference: "third quarter of last year" is -1.
    YearOffset(i32),
    /// In another week of the reference: "Tuesday of next week" is 1.
    WeekOffset(i32),
}

/// A recurring part of the year or week.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Recurring {
    /// Month and day.
    Day(i8, i8),
    /// The same of a holiday.
    Holiday(i8, i8),
    Month(i8),
    /// From Monday, 1.
    Weekday(i8),
    Season(Season),
    Quarter(i8),
    Half(i8),
    /// The nth weekday (last where 0) of a month: month, weekday, nth.
    NthWeekday(i8, i8, i8),
    /// The first weekday from a day of a month on: month, weekday, day.
    WeekdayFrom(i8, i8, i8),
    /// So many days after Easter Sunday.
    Easter(i8),
}

/// From where an offset counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Base {
    /// From publication: "three days ago".
    Publication,
    /// From the time last spoken of, as exact as that: "a year earlier" is a day, a quarter or a year.
    Previous,
    /// From the day, week, month or year that holds the time last spoken of: "the following year", "that year".
    Enclosing,
    /// The same in a clause that tells what is past, from publication in others: "the next month".
    Narrated,
}

/// Meaning before anchoring.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Meaning {
    /// Needs no anchor.
    Fixed(Stretch),
    /// "Friday", "last May", "December 5", "the third quarter".
    Recurring(Recurring, Which),
    /// "last week", "this year", "next decade", counted from the one that holds the publication.
    Calendar(Unit, i32),
    /// "three days ago", "a year earlier": unit, signed count, base.
    Offset(Unit, i32, Base),
    /// "the quarter", "that year": the one last spoken of, so many years before it.
    Same(Unit, i32),
    /// "the 15th": a day of the month spoken of, or of the nearest in the direction of the tense.
    DayOfMonth(i8),
    /// "the weekend": the nearest in the direction of the tense.
    Weekend,
    /// The day, week, month or year beside another time ("the day before Christmas": -1) or around it ("the week of May 3": 0).
    Beside(Box<Self>, Unit, i32),
    /// A value that stands for itself: durations, sets, `PRESENT_REF`.
    Literal(String),
    /// A time of a day: what follows the `T`.
    At(Box<Self>, String),
    /// A time of the day last spoken of.
    AtPrevious(String),
}
