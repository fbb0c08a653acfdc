//! The dateline of a news text: `WASHINGTON, Feb. 19, 2013 (AP) —`. It says where and when the report was written and is
//! no part of its first sentence.

use crate::article::Span;

/// Paragraphs in which a dateline may stand: the first, or those after a headline and a byline.
const PARAGRAPHS: usize = 3;
/// Longest dateline in bytes, dash included.
const LONGEST: usize = 110;

/// The dateline of `text`, from its place to its dash; none where the beginning does not look like one.
pub fn find(text: &str) -> Option<Span> {
    let mut end = 0;
    let lines = text.split_inclusive('\n').map(|line| {
        end += line.len();
        (end - line.trim_start().len(), line.trim())
    });
    lines
        .filter(|(_, line)| !line.is_empty())
        .take(PARAGRAPHS)
        .find_map(|(start, line)| length(line).map(|length| Span::new(start, start + length)))
}

/// Length of the dateline that `paragraph` begins with.
fn length(paragraph: &str) -> Option<usize> {
    let (at, dash) = ["—", "–", "--", " - "]
        .into_iter()
        .filter_map(|dash| Some((paragraph.find(dash)?, dash)))
        .min_by_key(|&(at, dash)| (at, std::cmp::Reverse(dash.len())))?;
    let before = paragraph[..at].trim();
    let goes_on =
        paragraph[at + dash.len()..].trim_start().starts_with(|c: char| c.is_uppercase() || "\"“'‘".contains(c));
    if at > LONGEST || before.is_empty() || !goes_on {
        return None;
    }
    let words: Vec<&str> = before.split([' ', ',', '/']).filter(|word| !word.is_empty()).collect();
    let in_capitals =
        |word: &str| word.chars().filter(|c| c.is_alphabetic()).count() >= 3 && !word.chars().any(char::is_lowercase);
    // An agency in brackets, or a place in capitals; and nothing but names, dates and agencies.
    let agency = before.ends_with(')') && before.contains(" (") && words.len() <= 9;
    let place = words.first().is_some_and(|word| in_capitals(word));
    let plain = |word: &&str| {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric());
        word.is_empty()
            || word.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
            || matches!(word, "of" | "the" | "and" | "de" | "al" | "near" | "in")
    };
    ((agency || place) && words.iter().all(plain)).then_some(at + dash.trim_end().len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn datelines_of_all_kinds() {
        for (text, dateline) in [
            ("WASHINGTON — The FBI said", "WASHINGTON —"),
            ("RANCHO MIRAGE, California, June 8, 2013 — President Obama", "RANCHO MIRAGE, California, June 8, 2013 —"),
            ("Headline\n\nBy A. Writer\n\nKABUL, Afghanistan (AP) -- A bomb", "KABUL, Afghanistan (AP) --"),
            ("London (Reuters) - Shares fell", "London (Reuters) -"),
            ("BEIJING, Nov. 12 (Xinhua) -- “We", "BEIJING, Nov. 12 (Xinhua) --"),
        ] {
            assert_eq!(find(text).map(|span| span.of(text)), Some(dateline), "{text}");
        }
    }

    #[test]
    fn sentences_with_dashes_are_none() {
        for text in [
            "The minister — a former judge — resigned.",
            "Obama -- who is in Asia -- said",
            "NATO forces in Kabul — The alliance",
            "",
            "US — lower case goes on",
        ] {
            assert_eq!(find(text), None, "{text}");
        }
    }
}
