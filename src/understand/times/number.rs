//! Counts: "three", "24", "two and a half", "a couple of", "several".

use super::lexicon::{number, phrase};
use super::words::Words;

/// A count as decimal text (`3`, `2.5`) or `X` where vague, and the index after it.
pub(super) fn count(words: Words, at: usize) -> Option<(String, usize)> {
    if let Some((value, end)) = phrase(words, at, "vague") {
        return Some((value.to_owned(), end));
    }
    if words.is(at, &["a", "the", "another"]) && words.is(at + 1, &["couple"]) {
        let end = at + 2;
        return Some(("2".to_owned(), if words.is(end, &["of"]) { end + 1 } else { end }));
    }
    if words.is(at, &["couple"]) {
        return Some(("2".to_owned(), if words.is(at + 1, &["of"]) { at + 2 } else { at + 1 }));
    }
    if words.is(at, &["a"]) && words.is(at + 1, &["quarter"]) {
        // "a quarter of a century", "a quarter century", "a quarter of an hour"
        let of = if words.is(at + 2, &["of"]) && words.is(at + 3, &["a", "an"]) { at + 4 } else { at + 2 };
        return words.is(of, &["century", "hour"]).then(|| ("0.25".to_owned(), of));
    }
    if words.is(at, &["half"]) && words.is(at + 1, &["a", "an"]) {
        return Some(("0.5".to_owned(), at + 2));
    }
    if words.is(at, &["half"]) {
        return Some(("0.5".to_owned(), words.skip_hyphen(at + 1)));
    }
    if words.is(at, &["a"]) && words.is(at + 1, &["half"]) {
        return Some(("0.5".to_owned(), words.skip_hyphen(at + 2)));
    }
    let (whole, end) = cardinal(words, at)?;
    if let Some(end) = half_after(words, end) {
        return Some((format!("{whole}.5"), end));
    }
    Some((whole, end))
}

/// The index after "and a half", "1/2" or "½".
fn half_after(words: Words, at: usize) -> Option<usize> {
    if words.is(at, &["and"]) && words.is(at + 1, &["a", "one"]) {
        let half = words.skip_hyphen(at + 2);
        return words.is(half, &["half"]).then_some(half + 1);
    }
    let at = words.skip_hyphen(at);
    if words.is(at, &["1"]) && words.is(at + 1, &["/"]) && words.is(at + 2, &["2"]) {
        return Some(at + 3);
    }
    words.is(at, &["½"]).then_some(at + 1)
}

/// A whole or decimal number in digits or words ("a hundred and thirty", "twenty-four", "1,000").
fn cardinal(words: Words, at: usize) -> Option<(String, usize)> {
    let word = words.get(at)?;
    if word.lower.bytes().next().is_some_and(|byte| byte.is_ascii_digit()) {
        let plain = word.lower.replace(',', "");
        return (plain.len() <= 9).then_some((plain, at + 1));
    }
    let article = words.is(at, &["a", "an", "another"]);
    // "a hundred", "a dozen", but not "a five-year plan"
    let scaled = number(words, at + 1, "number").is_some_and(|value| matches!(value, 12 | 100 | 1000));
    let mut end = if article && scaled { at + 1 } else { at };
    let (mut total, mut group, mut seen) = (0_u32, 0_u32, false);
    while let Some(value) = number(words, end, "number") {
        match value {
            1000 => {
                total = total.checked_add(group.max(1).checked_mul(1000)?)?;
                group = 0;
            }
            100 | 12 if value == 100 || (seen && group < 12) => group = group.max(1).checked_mul(value)?,
            _ => group = group.checked_add(value)?,
        }
        seen = true;
        end += 1;
        // "twenty-four", "a hundred and thirty"
        let joined = words.is(end, &["-"]) || (value >= 100 && words.is(end, &["and"]));
        if joined && number(words, end + 1, "number").is_some() {
            end += 1;
        }
    }
    if seen {
        return Some((total.checked_add(group)?.to_string(), end));
    }
    article.then(|| ("1".to_owned(), at + 1))
}

/// An ordinal ("third", "21st") and the index after it.
pub(super) fn ordinal(words: Words, at: usize) -> Option<(u32, usize)> {
    if let Some(value) = words.number(at) {
        let suffix = words.is(at + 1, &["st", "nd", "rd", "th"]) && words.glued(at + 1);
        return suffix.then_some((value, at + 2));
    }
    if let Some(value) = number(words, at, "ordinal") {
        return Some((value, at + 1));
    }
    let tens = number(words, at, "number").filter(|value| matches!(value, 20 | 30))?;
    let next = words.skip_hyphen(at + 1);
    let ones = number(words, next, "ordinal").filter(|value| *value < 10)?;
    Some((tens + ones, next + 1))
}

#[cfg(test)]
mod tests {
    use super::super::fixture::words_of;
    use super::*;

    fn read(text: &str) -> Option<String> {
        let words = words_of(text);
        count(Words(&words), 0).map(|(value, end)| format!("{value} {end}"))
    }

    #[test]
    fn counts_in_digits_and_words() {
        let cases = [
            ("24 hours", "24 1"),
            ("twenty-four hours", "24 3"),
            ("twenty four hours", "24 2"),
            ("1,000 days", "1000 1"),
            ("two and a half years", "2.5 4"),
            ("2 1/2 years", "2.5 4"),
            ("a year", "1 1"),
            ("a hundred and thirty years", "130 4"),
            ("a couple of years", "2 3"),
            ("a dozen years", "12 2"),
            ("several years", "X 1"),
            ("half an hour", "0.5 2"),
        ];
        for (text, expected) in cases {
            assert_eq!(read(text).as_deref(), Some(expected), "{text}");
        }
        assert_eq!(read("president"), None);
    }

    #[test]
    fn ordinals() {
        for (text, expected) in [("third quarter", (3, 1)), ("21st century", (21, 2)), ("twenty-first", (21, 3))] {
            let words = words_of(text);
            assert_eq!(ordinal(Words(&words), 0), Some(expected), "{text}");
        }
    }
}
