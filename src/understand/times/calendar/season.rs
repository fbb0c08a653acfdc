//! Seasons and holidays.

use super::super::lexicon::{Unit, phrase};
use super::super::meaning::{Found, Meaning, Recurring, Which};
use super::super::stretch::Season;
use super::super::words::{Word, Words};
use super::year::of_year;

/// "the summer", "summer 2014", "the fall of 1989".
pub(super) fn season(words: Words, at: usize) -> Option<Found> {
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
    let noun_follows = words.get(end).is_some_and(Word::is_alphabetic)
        && !words.is(end, &["and", "or", "when", "in", "but", "to", "after", "before", "as"]);
    let meant = if doubtful { the && prepared && !words.is(end, &["of"]) } else { the || prepared };
    (meant && !named && (the || !noun_follows)).then(|| Found::date(end, Meaning::Recurring(recurring, Which::Unsaid)))
}

/// The name of a season, and the index after it.
pub(in crate::understand::times) fn season_name(words: Words, at: usize) -> Option<(Season, usize)> {
    let (code, end) = phrase(words, at, "season")?;
    Some((Season::parse(code)?, end))
}

/// "Christmas Eve", "Thanksgiving", "Independence Day 2014", "Easter week". The lexicon gives a day (`12-25`), a weekday of
/// a month (`11-4-4` is its fourth Thursday, `05-1-L` its last Monday, `11-2>2` its first Tuesday from the 2nd on) or the
/// days after Easter (`E-2`).
pub(super) fn holiday(words: Words, at: usize) -> Option<Found> {
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
