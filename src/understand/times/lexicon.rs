//! The words of time, read from `data/language/times.csv`.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::words::Words;

const TABLE: &str = include_str!("../../../data/language/times.csv");

/// An entry of the lexicon: the words of the phrase, its class and value.
#[derive(Debug)]
struct Entry {
    words: Vec<&'static str>,
    class: &'static str,
    value: &'static str,
}

/// Entries by first word, longest phrase first.
static ENTRIES: LazyLock<BTreeMap<&'static str, Vec<Entry>>> = LazyLock::new(|| {
    let mut entries: BTreeMap<&str, Vec<Entry>> = BTreeMap::new();
    for line in TABLE.lines().skip(1) {
        let mut fields = line.split(',');
        let (Some(phrase), Some(class), Some(value)) = (fields.next(), fields.next(), fields.next()) else { continue };
        let words: Vec<&str> = phrase.split(' ').collect();
        let Some(&first) = words.first() else { continue };
        entries.entry(first).or_default().push(Entry { words, class, value });
    }
    for list in entries.values_mut() {
        list.sort_by_key(|entry| std::cmp::Reverse(entry.words.len()));
    }
    entries
});

/// The value of the longest phrase of a class that stands at `at`, and the index after it.
pub(super) fn phrase(words: Words, at: usize, class: &str) -> Option<(&'static str, usize)> {
    let entries = ENTRIES.get(words.text(at))?;
    entries
        .iter()
        .filter(|entry| entry.class == class)
        .find(|entry| entry.words.iter().enumerate().all(|(n, word)| words.text(at + n) == *word))
        .map(|entry| (entry.value, at + entry.words.len()))
}

/// The value of the single word at `at` in a class, as a number.
pub(super) fn number(words: Words, at: usize, class: &str) -> Option<u32> {
    phrase(words, at, class).and_then(|(value, _)| value.parse().ok())
}

/// Unit of time at `at`, whether the word is plural.
pub(super) fn unit(words: Words, at: usize) -> Option<(Unit, bool)> {
    let singular = phrase(words, at, "unit").map(|(value, _)| (value, false));
    let (value, plural) = singular.or_else(|| phrase(words, at, "units").map(|(value, _)| (value, true)))?;
    Some((Unit::parse(value)?, plural))
}

/// Units of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    Second,
    Minute,
    Hour,
    Day,
    Night,
    Week,
    Fortnight,
    Weekend,
    Month,
    Quarter,
    Year,
    Decade,
    Century,
}

impl Unit {
    fn parse(code: &str) -> Option<Self> {
        Some(match code {
            "TS" => Self::Second,
            "TM" => Self::Minute,
            "TH" => Self::Hour,
            "D" => Self::Day,
            "NI" => Self::Night,
            "W" => Self::Week,
            "FN" => Self::Fortnight,
            "WE" => Self::Weekend,
            "M" => Self::Month,
            "Q" => Self::Quarter,
            "Y" => Self::Year,
            "DE" => Self::Decade,
            "CE" => Self::Century,
            _ => return None,
        })
    }

    /// Whether it is shorter than a day.
    pub(super) const fn is_clock(self) -> bool {
        matches!(self, Self::Second | Self::Minute | Self::Hour)
    }

    /// TIMEX3 duration of `count` (decimal text or `X`) such units.
    pub(super) fn duration(self, count: &str) -> String {
        // Counts have at most two decimals, so that hundredths are exact.
        let scaled = |factor: u32, letter: char| match count.parse::<f64>() {
            Ok(count) => format!("P{}{letter}", (count * 100.0).round() * f64::from(factor) / 100.0),
            Err(_) => format!("PX{letter}"),
        };
        match self {
            Self::Second => format!("PT{count}S"),
            Self::Minute => format!("PT{count}M"),
            Self::Hour if count == "0.25" => "PT15M".to_owned(),
            Self::Hour => format!("PT{count}H"),
            Self::Day => format!("P{count}D"),
            Self::Night => format!("P{count}NI"),
            Self::Week => format!("P{count}W"),
            Self::Fortnight => scaled(2, 'W'),
            Self::Weekend => format!("P{count}WE"),
            Self::Month => format!("P{count}M"),
            Self::Quarter => format!("P{count}Q"),
            Self::Year => format!("P{count}Y"),
            Self::Decade => scaled(10, 'Y'),
            Self::Century => scaled(100, 'Y'),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_has_three_fields_and_a_known_class() {
        let classes = [
            "month",
            "month-short",
            "weekday",
            "weekdays",
            "weekday-short",
            "unit",
            "units",
            "season",
            "part",
            "parts",
            "clock",
            "number",
            "ordinal",
            "vague",
            "decade",
            "day",
            "reference",
            "set",
            "holiday",
        ];
        for line in TABLE.lines().skip(1) {
            let fields: Vec<&str> = line.split(',').collect();
            assert_eq!(fields.len(), 3, "{line}");
            assert!(classes.contains(&fields[1]), "{line}");
        }
    }

    #[test]
    fn durations_scale_large_units() {
        assert_eq!(Unit::Decade.duration("2"), "P20Y");
        assert_eq!(Unit::Decade.duration("3.5"), "P35Y");
        assert_eq!(Unit::Century.duration("0.25"), "P25Y");
        assert_eq!(Unit::Decade.duration("X"), "PXY");
        assert_eq!(Unit::Hour.duration("1.5"), "PT1.5H");
    }
}
