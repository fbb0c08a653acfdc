//! Stretches of the calendar: their TIMEX3 values, bounds and arithmetic.

use jiff::civil::{Date, ISOWeekDate, Weekday};

use super::lexicon::Unit;

/// A stretch of the calendar whose year is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stretch {
    Day(Date),
    Week {
        year: i16,
        week: i8,
    },
    Weekend {
        year: i16,
        week: i8,
    },
    Month {
        year: i16,
        month: i8,
    },
    Quarter {
        year: i16,
        quarter: i8,
    },
    Half {
        year: i16,
        half: i8,
    },
    Season {
        year: i16,
        season: Season,
    },
    Year(i16),
    /// Years `10 n` to `10 n + 9`.
    Decade(i16),
    /// Years `100 n` to `100 n + 99`.
    Century(i16),
}

/// Seasons of the north; winter begins in December of its year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Season {
    Spring,
    Summer,
    Autumn,
    Winter,
}

impl Season {
    /// The season of a TIMEX3 code.
    pub(super) fn parse(code: &str) -> Option<Self> {
        Some(match code {
            "SP" => Self::Spring,
            "SU" => Self::Summer,
            "FA" => Self::Autumn,
            "WI" => Self::Winter,
            _ => return None,
        })
    }

    /// Its TIMEX3 code.
    pub(super) const fn code(self) -> &'static str {
        match self {
            Self::Spring => "SP",
            Self::Summer => "SU",
            Self::Autumn => "FA",
            Self::Winter => "WI",
        }
    }

    /// Its first month.
    pub(super) const fn first_month(self) -> i8 {
        match self {
            Self::Spring => 3,
            Self::Summer => 6,
            Self::Autumn => 9,
            Self::Winter => 12,
        }
    }
}

impl Stretch {
    /// The stretch of length `unit` that holds a day; `None` for units shorter than a day.
    pub(super) fn holding(day: Date, unit: Unit) -> Option<Self> {
        let week = day.iso_week_date();
        Some(match unit {
            Unit::Day | Unit::Night => Self::Day(day),
            Unit::Week | Unit::Fortnight => Self::Week { year: week.year(), week: week.week() },
            Unit::Weekend => Self::Weekend { year: week.year(), week: week.week() },
            Unit::Month => Self::Month { year: day.year(), month: day.month() },
            Unit::Quarter => Self::Quarter { year: day.year(), quarter: (day.month() - 1) / 3 + 1 },
            Unit::Year => Self::Year(day.year()),
            Unit::Decade => Self::Decade(day.year() / 10),
            Unit::Century => Self::Century(day.year() / 100),
            Unit::Second | Unit::Minute | Unit::Hour => return None,
        })
    }

    /// Its TIMEX3 value.
    pub(super) fn value(self) -> String {
        match self {
            Self::Year(year) if year < 1 => format!("BC{:04}", 1 - i32::from(year)),
            Self::Day(day) => format!("{:04}-{:02}-{:02}", day.year(), day.month(), day.day()),
            Self::Week { year, week } => format!("{year:04}-W{week:02}"),
            Self::Weekend { year, week } => format!("{year:04}-W{week:02}-WE"),
            Self::Month { year, month } => format!("{year:04}-{month:02}"),
            Self::Quarter { year, quarter } => format!("{year:04}-Q{quarter}"),
            Self::Half { year, half } => format!("{year:04}-H{half}"),
            Self::Season { year, season } => format!("{year:04}-{}", season.code()),
            Self::Year(year) => format!("{year:04}"),
            Self::Decade(decade) => format!("{decade:03}"),
            Self::Century(century) => format!("{century:02}"),
        }
    }

    /// First and last day.
    pub(super) fn days(self) -> Option<(Date, Date)> {
        let months = |year: i16, first: i8, count: i32| -> Option<(Date, Date)> {
            let start = Date::new(year, first, 1).ok()?;
            let end = add_months(start, count)?.yesterday().ok()?;
            Some((start, end))
        };
        match self {
            Self::Day(day) => Some((day, day)),
            Self::Week { year, week } => Some((week_day(year, week, 1)?, week_day(year, week, 7)?)),
            Self::Weekend { year, week } => Some((week_day(year, week, 6)?, week_day(year, week, 7)?)),
            Self::Month { year, month } => months(year, month, 1),
            Self::Quarter { year, quarter } => months(year, quarter * 3 - 2, 3),
            Self::Half { year, half } => months(year, half * 6 - 5, 6),
            Self::Season { year, season } => months(year, season.first_month(), 3),
            Self::Year(year) => months(year, 1, 12),
            Self::Decade(decade) => months(decade * 10, 1, 120),
            Self::Century(century) => months(century * 100, 1, 1200),
        }
    }

    /// The stretch `count` units later (earlier where negative), as long as before where that makes sense ("a year after
    /// the third quarter" is a quarter), else as long as the unit; `None` where it is longer than the unit.
    pub(super) fn shift(self, unit: Unit, count: i32) -> Option<Self> {
        let months = match unit {
            Unit::Month => count,
            Unit::Quarter => count.checked_mul(3)?,
            Unit::Year => count.checked_mul(12)?,
            Unit::Decade => count.checked_mul(120)?,
            Unit::Century => count.checked_mul(1200)?,
            _ => return self.shift_days(unit, count),
        };
        let by_year = i16::try_from(months / 12).ok()?;
        let whole_years = months % 12 == 0;
        let add = |year: i16| year.checked_add(by_year);
        match self {
            Self::Day(day) => Some(Self::Day(add_months(day, months)?)),
            Self::Month { year, month } => {
                let start = add_months(Date::new(year, month, 1).ok()?, months)?;
                Some(Self::Month { year: start.year(), month: start.month() })
            }
            Self::Quarter { year, quarter } if months % 3 == 0 => {
                let start = add_months(Date::new(year, quarter * 3 - 2, 1).ok()?, months)?;
                Self::holding(start, Unit::Quarter)
            }
            Self::Week { year, week } if whole_years => Some(Self::Week { year: add(year)?, week }),
            Self::Weekend { year, week } if whole_years => Some(Self::Weekend { year: add(year)?, week }),
            Self::Half { year, half } if whole_years => Some(Self::Half { year: add(year)?, half }),
            Self::Season { year, season } if whole_years => Some(Self::Season { year: add(year)?, season }),
            Self::Year(year) if whole_years => Some(Self::Year(add(year)?)),
            Self::Decade(decade) if months % 120 == 0 => {
                Some(Self::Decade(decade.checked_add(i16::try_from(months / 120).ok()?)?))
            }
            Self::Century(century) if months % 1200 == 0 => {
                Some(Self::Century(century.checked_add(i16::try_from(months / 1200).ok()?)?))
            }
            _ => None,
        }
    }

    fn shift_days(self, unit: Unit, count: i32) -> Option<Self> {
        let days = match unit {
            Unit::Day | Unit::Night => count,
            Unit::Week | Unit::Weekend => count.checked_mul(7)?,
            Unit::Fortnight => count.checked_mul(14)?,
            _ => return None,
        };
        match self {
            Self::Day(day) => Some(Self::Day(add_days(day, days)?)),
            Self::Week { year, week } if days % 7 == 0 => {
                Self::holding(add_days(week_day(year, week, 1)?, days)?, Unit::Week)
            }
            Self::Weekend { year, week } if days % 7 == 0 => {
                Self::holding(add_days(week_day(year, week, 1)?, days)?, Unit::Weekend)
            }
            _ => None,
        }
    }

    /// The longer stretch of length `unit` that holds its first day; itself where it has that length already.
    pub(super) fn widen(self, unit: Unit) -> Option<Self> {
        let (first, last) = self.days()?;
        let wide = Self::holding(first, unit)?;
        let (_, end) = wide.days()?;
        (last <= end).then_some(wide)
    }
}

/// A day so many days later; `None` outside the calendar.
pub(super) fn add_days(day: Date, days: i32) -> Option<Date> {
    day.checked_add(jiff::Span::new().try_days(days).ok()?).ok()
}

fn add_months(day: Date, months: i32) -> Option<Date> {
    day.checked_add(jiff::Span::new().try_months(months).ok()?).ok()
}

/// Easter Sunday of the Gregorian calendar (the algorithm of Meeus, Jones and Butcher).
pub(super) fn easter(year: i16) -> Option<Date> {
    let y = i32::from(year);
    let (golden, century, in_century) = (y % 19, y / 100, y % 100);
    let moon = century - century / 4 - (century - (century + 8) / 25 + 1) / 3 + 19 * golden + 15;
    let epact = moon % 30;
    let sunday = (32 + 2 * (century % 4) + 2 * (in_century / 4) - epact - in_century % 4) % 7;
    let late = (golden + 11 * epact + 22 * sunday) / 451;
    let days = epact + sunday - 7 * late + 114;
    Date::new(year, i8::try_from(days / 31).ok()?, i8::try_from(days % 31 + 1).ok()?).ok()
}

/// The day of an ISO week; weekdays count from Monday, 1.
pub(super) fn week_day(year: i16, week: i8, weekday: i8) -> Option<Date> {
    let weekday = Weekday::from_monday_one_offset(weekday).ok()?;
    Some(ISOWeekDate::new(year, week, weekday).ok()?.date())
}

/// The nth weekday of a month; the last one where `nth` is 0.
pub(super) fn nth_weekday(year: i16, month: i8, weekday: i8, nth: i8) -> Option<Date> {
    let weekday = Weekday::from_monday_one_offset(weekday).ok()?;
    let start = Date::new(year, month, 1).ok()?;
    start.nth_weekday_of_month(if nth == 0 { -1 } else { nth }, weekday).ok()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    const DAY: Date = date(2014, 11, 12);

    #[test]
    fn values_and_bounds() {
        let days = |stretch: Stretch| stretch.days().map(|(a, b)| format!("{a} {b}")).unwrap();
        let week = Stretch::holding(DAY, Unit::Week).unwrap();
        assert_eq!((week.value().as_str(), days(week).as_str()), ("2014-W46", "2014-11-10 2014-11-16"));
        let quarter = Stretch::holding(DAY, Unit::Quarter).unwrap();
        assert_eq!((quarter.value().as_str(), days(quarter).as_str()), ("2014-Q4", "2014-10-01 2014-12-31"));
        assert_eq!(days(Stretch::Decade(199)), "1990-01-01 1999-12-31");
        assert_eq!(days(Stretch::Season { year: 2014, season: Season::Winter }), "2014-12-01 2015-02-28");
        assert_eq!(Stretch::Century(19).value(), "19");
    }

    #[test]
    fn shifts_keep_their_length() {
        let quarter = Stretch::Quarter { year: 1989, quarter: 3 };
        assert_eq!(quarter.shift(Unit::Year, -1), Some(Stretch::Quarter { year: 1988, quarter: 3 }));
        assert_eq!(Stretch::Day(DAY).shift(Unit::Week, -2).map(Stretch::value).as_deref(), Some("2014-10-29"));
        assert_eq!(Stretch::Year(2014).shift(Unit::Day, 3), None);
        assert_eq!(nth_weekday(2014, 11, 4, 4), Some(date(2014, 11, 27)));
        assert_eq!(Stretch::Day(DAY).widen(Unit::Month), Some(Stretch::Month { year: 2014, month: 11 }));
    }
}
