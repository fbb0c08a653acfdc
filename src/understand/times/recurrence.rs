//! Recurrences: "every Friday", "twice a week", "15 a year", "daily".

use crate::document::TimeKind;

use super::lexicon::{Unit, number, phrase, unit};
use super::meaning::{Found, Meaning};
use super::number::{count, ordinal};
use super::words::Words;

/// All recurrences that begin at `at`.
pub(super) fn rules(words: Words, at: usize) -> impl Iterator<Item = Found> {
    [frequency, repeated].into_iter().filter_map(move |rule| rule(words, at))
}

/// "every day", "each Thursday", "every two weeks", "every July".
fn repeated(words: Words, at: usize) -> Option<Found> {
    if !words.is(at, &["every", "each"]) {
        return None;
    }
    let set = |end: usize, value: String| Some(Found { end, kind: TimeKind::Set, meaning: Meaning::Literal(value) });
    let other = words.is(at + 1, &["other"]);
    let start = if other { at + 2 } else { at + 1 };
    if let Some((unit, plural)) = unit(words, start) {
        if unit == Unit::Second {
            return None;
        }
        return (!plural).then(|| set(start + 1, unit.duration(if other { "2" } else { "1" }))).flatten();
    }
    if let Some((amount, end)) = count(words, start)
        && let Some((unit, _)) = unit(words, end)
    {
        return set(end + 1, unit.duration(&amount));
    }
    if let Some((value, end)) = ordinal(words, start)
        && let Some((unit, false)) = unit(words, end)
    {
        return set(end + 1, unit.duration(&value.to_string()));
    }
    if let Some(day) = number(words, start, "weekday") {
        return match phrase(words, start + 1, "part") {
            Some((part, end)) => set(end, format!("XXXX-WXX-{day}T{part}")),
            None => set(start + 1, format!("XXXX-WXX-{day}")),
        };
    }
    if let Some(month) = number(words, start, "month") {
        return set(start + 1, format!("XXXX-{month:02}"));
    }
    if let Some((season, end)) = phrase(words, start, "season") {
        return set(end, format!("XXXX-{season}"));
    }
    let (part, end) = phrase(words, start, "part")?;
    set(end, format!("XXXX-XX-XXT{part}"))
}

/// "daily", "twice a week", "Mondays".
fn frequency(words: Words, at: usize) -> Option<Found> {
    let set = |end: usize, value: String| Some(Found { end, kind: TimeKind::Set, meaning: Meaning::Literal(value) });
    if let Some((value, end)) = phrase(words, at, "set") {
        // "the Daily Mail", "the party daily Granma"
        let title = words.get(end).is_some_and(|word| word.capital) && !words.is(end, &["i"]);
        return if title || matches!(words.text(at), "quarterly") { None } else { set(end, value.to_owned()) };
    }
    if let Some(after) = how_often(words, at) {
        if words.is(after, &["every", "each"])
            && let Some(found) = repeated(words, after)
        {
            return Some(found);
        }
        let article = words.is(after, &["a", "an", "per"]);
        let (unit, plural) = unit(words, after + 1).filter(|_| article)?;
        return if plural { None } else { set(after + 2, unit.duration("1")) };
    }
    if words.is(at, &["per"])
        && let Some((unit, false)) = unit(words, at + 1)
        && !unit.is_clock()
    {
        return set(at + 2, unit.duration("1"));
    }
    let day = number(words, at, "weekdays")?;
    words.get(at)?.capital.then_some(())?;
    set(at + 1, format!("XXXX-WXX-{day}"))
}

/// The index after "once", "twice", "three times", "several times".
fn how_often(words: Words, at: usize) -> Option<usize> {
    if words.is(at, &["once", "twice", "thrice"]) {
        return Some(at + 1);
    }
    let (_, end) = count(words, at)?;
    words.is(end, &["times"]).then_some(end + 1)
}

/// Whether "a year" here says how often: "15 a year", "$3 million a year", "three times a day".
pub(super) fn rate(words: Words, at: usize) -> bool {
    let Some(before) = at.checked_sub(1).and_then(|at| words.get(at)) else { return false };
    before.lower.bytes().next().is_some_and(|byte| byte.is_ascii_digit())
        || counted_noun(words, at - 1)
        || matches!(
            before.lower.as_str(),
            "times"
                | "once"
                | "twice"
                | "million"
                | "billion"
                | "trillion"
                | "thousand"
                | "percent"
                | "%"
                | "hundred"
                | "dollars"
                | "euros"
                | "pounds"
                | "people"
                | "tons"
                | "tonnes"
                | "barrels"
                | "hours"
                | "days"
        )
}

/// Whether the word at `at` is the plural noun of a count: "700 cars", "dozens of interviews", "fifty thousand records".
fn counted_noun(words: Words, at: usize) -> bool {
    let word = words.text(at);
    let plural = word.len() > 3 && word.ends_with('s') && !word.ends_with("ss");
    plural
        && (1..=3).filter_map(|back| at.checked_sub(back)).any(|before| {
            count(words, before).is_some_and(|(_, end)| end <= at && !words.is(before, &["a", "an", "another"]))
                || words.is(before, &["dozens", "hundreds", "thousands", "millions", "few", "many"])
        })
}
