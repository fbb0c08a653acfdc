//! Anchoring: from a meaning to a TIMEX3 value and, where the year is known, a stretch of the calendar.
//!
//! Deictic expressions ("yesterday", "last week") count from the publication, or from the date of a dateline. Names of
//! days and months without a year are the nearest in the direction of the clause: back for the past, ahead for the future.
//! "Earlier", "later" and "that year" count from the date last spoken of. Without an anchor the value keeps its `X`.

use jiff::civil::Date;

use super::lexicon::Unit;
use super::meaning::{Base, Meaning, Recurring, Which};
use super::stretch::{Stretch, add_days, easter, nth_weekday, week_day};

/// How far a date without a year may lie after publication and still be told in the past: time zones, early editions.
const SLACK_DAYS: i32 = 2;
/// The same for a day of a month in the past tense: a day of nearly a year ago would come with its year, so that "was
/// invited for May 3" and "had until May 3" look ahead in April.
const NEAR_DAYS: i32 = 60;
/// The same for holidays, which are spoken of while they are prepared.
const HOLIDAY_DAYS: i32 = 7;
/// How far ahead a date without a year may lie where no tense tells: dates further off come with their year.
const UNCLEAR_DAYS: i32 = 120;
/// How many sentences back a year or date that anchors others may lie.
const MEMORY: usize = 3;

/// Where the clause looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Direction {
    /// Said to be over: "the year ended Sept. 30", "since May 3".
    Over,
    /// Told in the past tense.
    Past,
    /// No verb near by says: "stock of record Nov. 10", "the May summit".
    Unclear,
    /// Told as to come.
    Future,
}

/// What later expressions are anchored on.
#[derive(Debug, Default)]
pub(super) struct Context {
    /// Publication, or the date of a dateline.
    pub(super) reference: Option<Date>,
    /// Stretches spoken of, with their sentence.
    spoken: Vec<(usize, Stretch)>,
}

/// An anchored meaning.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Anchored {
    /// TIMEX3 value.
    pub(super) value: String,
    /// The stretch of the calendar, where known.
    pub(super) stretch: Option<Stretch>,
}

impl From<Stretch> for Anchored {
    fn from(stretch: Stretch) -> Self {
        Self { value: stretch.value(), stretch: Some(stretch) }
    }
}

impl Context {
    /// An empty context with a publication date.
    pub(super) const fn new(reference: Option<Date>) -> Self {
        Self { reference, spoken: Vec::new() }
    }

    /// Remembers a stretch spoken of in a sentence.
    pub(super) fn remember(&mut self, sentence: usize, stretch: Stretch) {
        self.spoken.push((sentence, stretch));
    }

    /// The stretch last spoken of, not too long ago.
    fn previous(&self, sentence: usize) -> Option<Stretch> {
        self.spoken.last().filter(|(at, _)| at + MEMORY >= sentence).map(|(_, stretch)| *stretch)
    }

    /// The stretch last spoken of that passes a test, however long ago.
    fn last(&self, test: impl Fn(Stretch) -> Option<Stretch>) -> Option<Stretch> {
        self.spoken.iter().rev().find_map(|(_, stretch)| test(*stretch))
    }

    /// Anchors a meaning told in a sentence, in a direction.
    pub(super) fn anchor(&self, meaning: &Meaning, sentence: usize, direction: Direction) -> Anchored {
        let stretch = match meaning {
            Meaning::Literal(value) => return Anchored { value: value.clone(), stretch: None },
            Meaning::At(day, clock) => {
                let day = self.anchor(day, sentence, direction);
                return Anchored { value: format!("{}T{clock}", day.value), stretch: day.stretch };
            }
            Meaning::AtPrevious(clock) => {
                let spoken = self.spoken.last().filter(|(at, _)| *at + 1 >= sentence).map(|(_, stretch)| *stretch);
                let day = spoken
                    .filter(|stretch| matches!(stretch, Stretch::Day(_)))
                    .or_else(|| self.reference.map(Stretch::Day));
                let value = day.map_or_else(|| "XXXX-XX-XX".to_owned(), Stretch::value);
                return Anchored { value: format!("{value}T{clock}"), stretch: day };
            }
            Meaning::Offset(unit, _, _) if unit.is_clock() => {
                let day = self.reference.map_or_else(|| "XXXX-XX-XX".to_owned(), |day| Stretch::Day(day).value());
                return Anchored { value: format!("{day}TXX:XX"), stretch: None };
            }
            Meaning::Fixed(stretch) => Some(*stretch),
            Meaning::Recurring(recurring, which) => self.recurring(*recurring, *which, sentence, direction),
            Meaning::Calendar(unit, offset) => self.calendar(*unit, *offset),
            Meaning::Offset(unit, count, base) => self.offset(*unit, *count, *base, sentence, direction),
            Meaning::Same(unit, years) => self.same(*unit, *years),
            Meaning::Weekend => self.weekend(direction),
            Meaning::DayOfMonth(day) => self.day_of_month(*day, sentence, direction),
            Meaning::Beside(time, unit, count) => self.beside(time, *unit, *count, sentence, direction),
        };
        stretch.map_or_else(|| Anchored { value: open_value(meaning), stretch: None }, Anchored::from)
    }

    fn calendar(&self, unit: Unit, offset: i32) -> Option<Stretch> {
        let now = Stretch::holding(self.reference?, unit)?;
        if offset == 0 { Some(now) } else { now.shift(unit, offset) }
    }

    fn offset(&self, unit: Unit, count: i32, base: Base, sentence: usize, direction: Direction) -> Option<Stretch> {
        let spoken = self.previous(sentence);
        let told = matches!(direction, Direction::Over | Direction::Past) && spoken.is_some();
        let base = match base {
            Base::Narrated if told => Base::Enclosing,
            Base::Narrated => return self.calendar(unit, count),
            other => other,
        };
        if base == Base::Enclosing {
            let now = || self.reference.map(Stretch::Day);
            // "2020 … the previous month" in 2020: a year just spoken of says nothing of its months.
            let wider = |stretch: &Stretch| {
                let year = self.reference.map(|day| Stretch::Year(day.year()));
                stretch.widen(unit).is_none() && year == Some(*stretch)
            };
            let widened = spoken.filter(|stretch| !wider(stretch)).or_else(now)?.widen(unit)?;
            return if count == 0 { Some(widened) } else { widened.shift(unit, count) };
        }
        if base == Base::Previous {
            // "Two days later" in a story without dates is not after its publication.
            let ahead = count > 0 && matches!(direction, Direction::Over | Direction::Past);
            let from = spoken.or_else(|| self.reference.map(Stretch::Day).filter(|_| !ahead))?;
            if count.abs() == 1
                && let Some(shifted) = from.shift(unit, count)
            {
                return Some(shifted);
            }
            return from.widen(unit)?.shift(unit, count);
        }
        // "a year ago" beside a quarter means the quarter a year before.
        if unit == Unit::Year
            && count == -1
            && let Some(quarter @ Stretch::Quarter { .. }) = spoken
        {
            return quarter.shift(unit, count);
        }
        Stretch::holding(self.reference?, unit)?.shift(unit, count)
    }

    fn beside(&self, time: &Meaning, unit: Unit, count: i32, sentence: usize, direction: Direction) -> Option<Stretch> {
        let (first, last) = self.anchor(time, sentence, direction).stretch?.days()?;
        let around = Stretch::holding(if count > 0 { last } else { first }, unit)?;
        if count == 0 { Some(around) } else { around.shift(unit, count) }
    }

    /// "The quarter", "that year": the one last spoken of; else the present one, for quarters the last full one.
    fn same(&self, unit: Unit, years: i32) -> Option<Stretch> {
        let spoken = match unit {
            Unit::Quarter => self.last(|stretch| matches!(stretch, Stretch::Quarter { .. }).then_some(stretch)),
            Unit::Year | Unit::Week => None,
            _ => self.last(|stretch| stretch.widen(unit)),
        };
        let now = || {
            let now = Stretch::holding(self.reference?, unit)?;
            if unit == Unit::Quarter { now.shift(unit, -1) } else { Some(now) }
        };
        let found = spoken.or_else(now)?;
        if years == 0 { Some(found) } else { found.shift(Unit::Year, -years) }
    }

    fn weekend(&self, direction: Direction) -> Option<Stretch> {
        let day = self.reference?;
        let now = Stretch::holding(day, Unit::Weekend)?;
        let begun = day.weekday().to_monday_one_offset() >= 6;
        if direction == Direction::Future || begun { Some(now) } else { now.shift(Unit::Weekend, -1) }
    }

    fn day_of_month(&self, day: i8, sentence: usize, direction: Direction) -> Option<Stretch> {
        let in_month = |stretch: Stretch| match stretch {
            Stretch::Month { year, month } => Date::new(year, month, day).ok(),
            _ => None,
        };
        let spoken = self.previous(sentence).and_then(|stretch| stretch.widen(Unit::Month));
        if let Some(day) = spoken.and_then(in_month) {
            return Some(Stretch::Day(day));
        }
        let reference = self.reference?;
        let now = Stretch::holding(reference, Unit::Month)?;
        let ahead = direction == Direction::Future;
        let fits = |found: &Date| if ahead { *found >= reference } else { *found <= reference };
        let steps = if ahead { [0, 1, 2] } else { [0, -1, -2] };
        steps.into_iter().find_map(|step| in_month(now.shift(Unit::Month, step)?).filter(fits)).map(Stretch::Day)
    }

    fn recurring(&self, recurring: Recurring, which: Which, sentence: usize, direction: Direction) -> Option<Stretch> {
        match which {
            Which::Year(year) => return in_year(recurring, year),
            Which::YearOffset(offset) => {
                let year = self.reference?.year().checked_add(i16::try_from(offset).ok()?)?;
                return in_year(recurring, year);
            }
            Which::WeekOffset(offset) => {
                let Recurring::Weekday(weekday) = recurring else { return None };
                let week = add_days(self.reference?, offset.checked_mul(7)?)?.iso_week_date();
                return week_day(week.year(), week.week(), weekday).map(Stretch::Day);
            }
            _ => {}
        }
        let Some(reference) = self.reference else {
            // Without a publication date the year of a date just spoken of serves, never one that is only likely.
            let (first, _) = self.previous(sentence)?.days()?;
            return if which == Which::Unsaid { in_year(recurring, first.year()) } else { None };
        };
        if let Recurring::Weekday(weekday) = recurring {
            return nearest_weekday(reference, weekday, which, direction).map(Stretch::Day);
        }
        let ahead = match which {
            Which::Next => true,
            Which::Last => false,
            _ => direction == Direction::Future,
        };
        let year = reference.year();
        if which == Which::This {
            return in_year(recurring, year);
        }
        let slack = match (recurring, direction) {
            (Recurring::Quarter(_) | Recurring::Half(_), _) => 0,
            (_, Direction::Unclear) => UNCLEAR_DAYS,
            (Recurring::Day(..), Direction::Past) => NEAR_DAYS,
            (
                Recurring::Holiday(..) | Recurring::Easter(_) | Recurring::NthWeekday(..) | Recurring::WeekdayFrom(..),
                _,
            ) => HOLIDAY_DAYS,
            _ => SLACK_DAYS,
        };
        // A quarter is still spoken of as to come until its figures are out.
        let overdue = if matches!(recurring, Recurring::Quarter(_)) { UNCLEAR_DAYS } else { 0 };
        let candidates = if ahead { [year, year + 1] } else { [year + 1, year] };
        let earlier = (!ahead).then_some(year - 1);
        candidates.into_iter().chain(earlier).filter_map(|year| in_year(recurring, year)).find(|stretch| {
            let Some((first, last)) = stretch.days() else { return false };
            match which {
                Which::Next => first > reference,
                Which::Last => last < reference,
                _ if ahead => add_days(last, overdue).is_some_and(|last| last >= reference),
                _ => add_days(reference, slack).is_some_and(|latest| first <= latest),
            }
        })
    }
}

/// The recurring day, month or season of one year.
fn in_year(recurring: Recurring, year: i16) -> Option<Stretch> {
    Some(match recurring {
        Recurring::Day(month, day) | Recurring::Holiday(month, day) => Stretch::Day(Date::new(year, month, day).ok()?),
        Recurring::Month(month) => Stretch::Month { year, month },
        Recurring::Season(season) => Stretch::Season { year, season },
        Recurring::Quarter(quarter) => Stretch::Quarter { year, quarter },
        Recurring::Half(half) => Stretch::Half { year, half },
        Recurring::NthWeekday(month, weekday, nth) => Stretch::Day(nth_weekday(year, month, weekday, nth)?),
        Recurring::WeekdayFrom(month, weekday, day) => {
            let from = Date::new(year, month, day).ok()?;
            let ahead = (weekday - from.weekday().to_monday_one_offset()).rem_euclid(7);
            Stretch::Day(add_days(from, i32::from(ahead))?)
        }
        Recurring::Easter(days) => Stretch::Day(add_days(easter(year)?, i32::from(days))?),
        Recurring::Weekday(_) => return None,
    })
}

fn nearest_weekday(reference: Date, weekday: i8, which: Which, direction: Direction) -> Option<Date> {
    let today = reference.weekday().to_monday_one_offset();
    let back = i32::from((today - weekday).rem_euclid(7));
    let ahead = (7 - back) % 7;
    let days = match which {
        Which::Last => -(if back == 0 { 7 } else { back }),
        Which::Next => {
            if ahead == 0 {
                7
            } else {
                ahead
            }
        }
        Which::This => {
            let week = reference.iso_week_date();
            return week_day(week.year(), week.week(), weekday);
        }
        _ if direction == Direction::Future => ahead,
        _ => -back,
    };
    add_days(reference, days)
}

/// The value that says only what the text says.
fn open_value(meaning: &Meaning) -> String {
    match meaning {
        Meaning::Recurring(recurring, _) => match recurring {
            Recurring::Day(month, day) | Recurring::Holiday(month, day) => format!("XXXX-{month:02}-{day:02}"),
            Recurring::Month(month) => format!("XXXX-{month:02}"),
            Recurring::Weekday(weekday) => format!("XXXX-WXX-{weekday}"),
            Recurring::Season(season) => format!("XXXX-{}", season.code()),
            Recurring::Quarter(quarter) => format!("XXXX-Q{quarter}"),
            Recurring::Half(half) => format!("XXXX-H{half}"),
            Recurring::NthWeekday(month, weekday, _) | Recurring::WeekdayFrom(month, weekday, _) => {
                format!("XXXX-{month:02}-WXX-{weekday}")
            }
            Recurring::Easter(_) => "XXXX-XX-XX".to_owned(),
        },
        Meaning::Calendar(unit, _)
        | Meaning::Offset(unit, _, _)
        | Meaning::Same(unit, _)
        | Meaning::Beside(_, unit, _) => open_unit(*unit).to_owned(),
        Meaning::Weekend => "XXXX-WXX-WE".to_owned(),
        Meaning::DayOfMonth(day) => format!("XXXX-XX-{day:02}"),
        Meaning::Fixed(stretch) => stretch.value(),
        Meaning::Literal(value) => value.clone(),
        Meaning::At(day, clock) => format!("{}T{clock}", open_value(day)),
        Meaning::AtPrevious(clock) => format!("XXXX-XX-XXT{clock}"),
    }
}

const fn open_unit(unit: Unit) -> &'static str {
    match unit {
        Unit::Second | Unit::Minute | Unit::Hour => "XXXX-XX-XXTXX:XX",
        Unit::Day | Unit::Night => "XXXX-XX-XX",
        Unit::Week | Unit::Fortnight => "XXXX-WXX",
        Unit::Weekend => "XXXX-WXX-WE",
        Unit::Month => "XXXX-XX",
        Unit::Quarter => "XXXX-QX",
        Unit::Year => "XXXX",
        Unit::Decade => "XXX",
        Unit::Century => "XX",
    }
}
