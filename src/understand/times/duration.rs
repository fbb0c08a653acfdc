//! Lengths of time, and the offsets made of them: "three days", "24-hour", "a year ago".

use crate::document::TimeKind;

use super::lexicon::{Unit, number, unit};
use super::meaning::{Base, Found, Meaning};
use super::number::count;
use super::recurrence::rate;
use super::words::Words;

/// All lengths and offsets that begin at `at`.
pub(super) fn rules(words: Words, at: usize) -> impl Iterator<Item = Found> {
    [length, bare_plural].into_iter().filter_map(move |rule| rule(words, at))
}

/// "[about] three days [ago]", "the past two months", "five-year", "a year earlier".
fn length(words: Words, at: usize) -> Option<Found> {
    let (start, framed) = frame(words, approximation(words, at));
    let (amount, end) = count(words, start)?;
    let end = range_end(words, end).unwrap_or(end);
    let hyphen = words.is(end, &["-"]);
    let noun = kind_of_time(words, words.skip_hyphen(end), amount != "1");
    let (unit, plural) = unit(words, noun)?;
    let end = or_so(words, noun + 1);
    if is_some_day(words, at, unit, end) {
        // "will one day", but not "the train one day left"
        let ahead = words.is(at.wrapping_sub(1), &["will", "would", "could", "may", "might", "can", "to", "ll"]);
        return ahead.then(|| Found::date(end, Meaning::Literal("FUTURE_REF".to_owned())));
    }
    // "three-quarters of the food", "'60 Minutes'"
    let fraction = unit == Unit::Quarter
        && amount != "X"
        && plural
        && (hyphen || words.is(end, &["of"]) && words.number(end + 1).is_none());
    let title = words.get(noun)?.capital && matches!(words.before(at, 1), "'" | "\"" | "“");
    if fraction
        || title
        || is_age(words, end)
        || words.before(at, 1) == "aged"
        || !second_is_a_unit(words, unit, plural, hyphen, end)
    {
        return None;
    }
    // "the few years" is no length of time that anybody counted, "the three years" is.
    let (amount, end) = half_follows(words, end).map_or((amount.clone(), end), |end| (format!("{amount}.5"), end));
    if let Some(found) = compound(words, &amount, unit, end) {
        return Some(found);
    }
    if let Some(found) = offset(words, &amount, unit, end) {
        return Some(found);
    }
    let one = amount == "1" && words.is(start, &["a", "an"]);
    // "A night of drama" and "a quarter of the total" are no lengths.
    if one && !plural && !hyphen && matches!(unit, Unit::Night | Unit::Weekend | Unit::Quarter) {
        let paid = matches!(unit, Unit::Night) && rate(words, at);
        return paid.then(|| Found { end, kind: TimeKind::Set, meaning: Meaning::Literal(unit.duration("1")) });
    }
    if one && !plural && rate(words, at) {
        return Some(Found { end, kind: TimeKind::Set, meaning: Meaning::Literal(unit.duration("1")) });
    }
    // "The 1988 quarter" counts nothing; "a quarter" alone is a fraction.
    let year_like = words.number(start).is_some_and(|number| number >= 1000);
    if !plural && (year_like || (unit == Unit::Quarter && amount == "1")) {
        return None;
    }
    if !plural && !hyphen && !framed && !matches!(amount.as_str(), "1" | "0.5") && words.number(start).is_some() {
        // "In 2014 week after week": a number and a singular unit belong together only before a noun ("five year low").
        words.get(end).filter(|word| word.is_alphabetic())?;
    }
    // "one day", "another day" are no count.
    if words.is(start, &["another"]) && unit == Unit::Day {
        return None;
    }
    Some(Found { end, kind: TimeKind::Duration, meaning: Meaning::Literal(unit.duration(&amount)) })
}

/// "Two hours and 15 minutes", "1 year 6 months [ago]": a length in two units.
fn compound(words: Words, amount: &str, large: Unit, at: usize) -> Option<Found> {
    let (letter, per) = match large {
        Unit::Hour | Unit::Minute => ("T", 60),
        Unit::Year => ("", 12),
        _ => return None,
    };
    let next = if words.is(at, &["and", ","]) { at + 1 } else { at };
    let (rest, end) = count(words, next)?;
    let (small, plural) = unit(words, words.skip_hyphen(end))?;
    let fits =
        matches!((large, small), (Unit::Hour, Unit::Minute) | (Unit::Minute, Unit::Second) | (Unit::Year, Unit::Month));
    let (whole, part) = (amount.parse::<u32>().ok()?, rest.parse::<u32>().ok()?);
    if !fits || part >= per || (part != 1 && !plural) {
        return None;
    }
    let end = words.skip_hyphen(end) + 1;
    if small == Unit::Month
        && let Some(found) = offset(words, &whole.checked_mul(per)?.checked_add(part)?.to_string(), small, end)
    {
        return Some(found);
    }
    let code = |unit: Unit| unit.duration("").chars().last().unwrap_or('X');
    let value = format!("P{letter}{whole}{}{part}{}", code(large), code(small));
    Some(Found { end, kind: TimeKind::Duration, meaning: Meaning::Literal(value) })
}

/// The index after the second number of "two to three weeks", "12 - 18 months", "two or three days": the first is the value.
fn range_end(words: Words, at: usize) -> Option<usize> {
    if !words.is(at, &["to", "or", "-"]) {
        return None;
    }
    let (amount, end) = count(words, at + 1)?;
    (amount != "X" && !words.is(at + 1, &["a", "an", "another"])).then_some(end)
}

/// Skips the words that may stand between a number and its unit: "two more weeks", "three trading days". What is
/// counted as one only ("a fiscal year") is a kind of thing, not a length.
fn kind_of_time(words: Words, at: usize, several: bool) -> usize {
    const LENGTHS: &[&str] =
        &["more", "full", "whole", "long", "short", "solid", "straight", "additional", "further", "extra", "entire"];
    const KINDS: &[&str] = &[
        "consecutive",
        "successive",
        "trading",
        "business",
        "working",
        "school",
        "calendar",
        "fiscal",
        "tough",
        "difficult",
    ];
    if words.is(at, LENGTHS) || (several && words.is(at, KINDS)) { at + 1 } else { at }
}

/// The index after "or two", "or so", "or more" behind a unit.
fn or_so(words: Words, at: usize) -> usize {
    if words.is(at, &["or"]) && words.is(at + 1, &["two", "three", "so", "more", "less"]) { at + 2 } else { at }
}

/// "One day he will": some day, no length.
fn is_some_day(words: Words, at: usize, unit: Unit, end: usize) -> bool {
    let counted = [
        "in", "for", "within", "after", "than", "only", "just", "about", "of", "least", "most", "by", "to", "every",
        "with", "over", "under", "last", "and", "or",
    ];
    unit == Unit::Day
        && words.is(at, &["one"])
        && words.is(at + 1, &["day"])
        && !counted.contains(&words.before(at, 1))
        && !words.is(end, &["after", "before", "ago", "earlier", "later"])
}

/// Skips "about", "more than" and the like.
fn approximation(words: Words, at: usize) -> usize {
    match words.text(at) {
        "about" | "nearly" | "almost" | "around" | "roughly" | "approximately" | "some" => at + 1,
        "more" | "less" | "fewer" if words.is(at + 1, &["than"]) => at + 2,
        "at" if words.is(at + 1, &["least", "most"]) => at + 2,
        "up" if words.is(at + 1, &["to"]) => at + 2,
        _ => at,
    }
}

/// Skips "the", "the past", "the first" and the like before a count; whether there was one.
fn frame(words: Words, at: usize) -> (usize, bool) {
    let the = if words.is(at, &["the", "these", "those", "its", "his", "her", "their"]) { at + 1 } else { at };
    let frames = ["past", "last", "next", "first", "previous", "coming", "following", "final", "latest", "preceding"];
    if words.is(the, &frames) && (count(words, the + 1).is_some()) {
        return (the + 1, true);
    }
    let counted = number(words, the, "number").is_some() || words.number(the).is_some();
    if the > at && words.is(at, &["the"]) && counted { (the, true) } else { (at, false) }
}

/// "-old", "old", "of age" after a length make it an age.
fn is_age(words: Words, at: usize) -> bool {
    let next = words.skip_hyphen(at);
    words.is(next, &["old", "olds"]) || (words.is(next, &["of"]) && words.is(next + 1, &["age"]))
}

/// "30-second", "ten seconds", but not "one second term", "a second".
fn second_is_a_unit(words: Words, unit: Unit, plural: bool, hyphen: bool, end: usize) -> bool {
    unit != Unit::Second || plural || (hyphen && !words.is(end, &["-"]))
}

/// The index after "and a half".
fn half_follows(words: Words, at: usize) -> Option<usize> {
    let half = words.is(at, &["and"]) && words.is(at + 1, &["a"]) && words.is(at + 2, &["half"]);
    half.then_some(at + 3)
}

/// "ago", "earlier", "later", "from now" after a length.
fn offset(words: Words, amount: &str, unit: Unit, at: usize) -> Option<Found> {
    let next = words.skip_hyphen(at);
    let (sign, base, end) = match words.text(next) {
        "ago" => (-1, Base::Publication, next + 1),
        "earlier" | "previously" => (-1, Base::Previous, next + 1),
        "before" if !words.get(next + 1).is_some_and(super::words::Word::is_alphabetic) => {
            (-1, Base::Previous, next + 1)
        }
        "later" | "afterward" | "afterwards" => (1, Base::Previous, next + 1),
        "from" if words.is(next + 1, &["now", "today"]) => (1, Base::Publication, next + 2),
        "hence" => (1, Base::Publication, next + 1),
        _ => return None,
    };
    let (amount, unit) = whole_units(amount, unit);
    let meaning = match amount.parse::<i32>() {
        Ok(count) => Meaning::Offset(unit, sign * count, base),
        Err(_) if base == Base::Previous => Meaning::Literal("XXXX-XX-XX".to_owned()),
        // "several years ago"
        Err(_) => Meaning::Literal(if sign < 0 { "PAST_REF" } else { "FUTURE_REF" }.to_owned()),
    };
    Some(Found::date(end, meaning))
}

/// "1.5 years" as 18 months, "2.5 decades" as 25 years; other fractions stay.
fn whole_units(amount: &str, unit: Unit) -> (String, Unit) {
    let halves = amount.strip_suffix(".5").and_then(|whole| whole.parse::<u64>().ok());
    match (halves, unit) {
        (Some(whole), Unit::Year) => ((whole * 12 + 6).to_string(), Unit::Month),
        (Some(whole), Unit::Decade) => ((whole * 10 + 5).to_string(), Unit::Year),
        (Some(whole), Unit::Century) => ((whole * 100 + 50).to_string(), Unit::Year),
        _ => (amount.to_owned(), unit),
    }
}

/// "years", "months" without a count.
fn bare_plural(words: Words, at: usize) -> Option<Found> {
    let the = words.is(at, &["the"]) && words.is(at + 1, &["years"]);
    let noun = if the { at + 1 } else { at };
    let (unit, plural) = unit(words, noun)?;
    let counted = matches!(unit, Unit::Second | Unit::Weekend | Unit::Night | Unit::Quarter);
    let before = words.before(noun, 1);
    let named = matches!(
        before,
        "these" | "those" | "early" | "old" | "good" | "dog" | "his" | "her" | "business" | "of" | "school"
    );
    // A number whose unit was refused, as in "aged 12 years".
    let counted = counted || words.number(noun.wrapping_sub(1)).is_some();
    if !plural || counted || (named && !the) || is_age(words, noun + 1) || (noun > 0 && words.get(noun)?.capital) {
        return None;
    }
    if let Some(found) = offset(words, "X", unit, noun + 1) {
        return Some(found);
    }
    Some(Found { end: noun + 1, kind: TimeKind::Duration, meaning: Meaning::Literal(unit.duration("X")) })
}
