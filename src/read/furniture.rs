//! Lines that belong to the page and not to the article: `data/reading/furniture.txt`.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use aho_corasick::AhoCorasick;

/// What a line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    /// A line of the article, as far as words can tell.
    Keep,
    /// Furniture.
    Drop,
    /// The heading of a list of other articles, which goes with what it heads.
    Heading,
}

struct Rules {
    whole: BTreeSet<&'static str>,
    headings: BTreeSet<&'static str>,
    begins: BTreeSet<&'static str>,
    /// Pairs of a beginning and what the line must hold after it.
    pairs: Vec<(&'static str, &'static str)>,
    longest_beginning: usize,
    holds: AhoCorasick,
}

static RULES: LazyLock<Option<Rules>> = LazyLock::new(|| {
    let rules = include_str!("../../data/reading/furniture.txt").lines().filter_map(|line| line.split_once(' '));
    let of = |kind: &'static str| rules.clone().filter(move |(k, _)| *k == kind).map(|(_, phrase)| phrase);
    let begins: BTreeSet<&str> = of("^").map(str::trim_end).collect();
    Some(Rules {
        whole: of("=").collect(),
        headings: of("!").map(|phrase| phrase.trim_end_matches(':').trim()).collect(),
        longest_beginning: begins.iter().map(|phrase| phrase.len()).max().unwrap_or(0),
        begins,
        pairs: of("&").filter_map(|rule| rule.split_once(" + ")).collect(),
        holds: AhoCorasick::new(of("~")).ok()?,
    })
});

/// Judges one line.
pub(super) fn judge(line: &str) -> Verdict {
    let words = line.split_whitespace().take(61).count();
    if words > 60 {
        return Verdict::Keep;
    }
    let Some(rules) = RULES.as_ref() else { return Verdict::Keep };
    let even = even_out(line);
    let bare = even.trim_end_matches([':', '.', '…', '»', '>', '→', '!', '-', ' ', '|']);
    if bare.is_empty() {
        return if line.chars().any(char::is_alphanumeric) { Verdict::Keep } else { Verdict::Drop };
    }
    if rules.headings.contains(bare) {
        Verdict::Heading
    } else if rules.whole.contains(bare) || rules.holds.is_match(&even) || begins(rules, &even) {
        Verdict::Drop
    } else {
        Verdict::Keep
    }
}

/// Whether a phrase of the `^` or `&` rules begins `line`, ending where a word ends.
fn begins(rules: &Rules, line: &str) -> bool {
    let ends_word = |at: usize| {
        let (start, rest) = line.split_at(at);
        !start.ends_with(char::is_alphanumeric) || !rest.starts_with(char::is_alphanumeric)
    };
    let longest = rules.longest_beginning.min(line.len());
    let single = (1..=longest)
        .filter(|&at| line.is_char_boundary(at) && ends_word(at))
        .any(|at| rules.begins.contains(line[..at].trim_end()));
    single
        || rules.pairs.iter().any(|(start, held)| {
            line.strip_prefix(start).is_some_and(|rest| ends_word(start.len()) && rest.contains(held))
        })
}

/// The line in lower case with straight quotes, single spaces, and no leading symbols.
fn even_out(line: &str) -> String {
    let mut even = String::with_capacity(line.len());
    for word in line.split_whitespace() {
        if !even.is_empty() {
            even.push(' ');
        }
        for c in word.chars().flat_map(char::to_lowercase) {
            even.push(match c {
                '‘' | '’' | 'ʼ' => '\'',
                '“' | '”' => '"',
                '–' | '—' => '-',
                c => c,
            });
        }
    }
    let symbol = |c: char| !c.is_alphanumeric() && !matches!(c, '(' | '©' | '"' | '@' | '\'');
    even.trim_start_matches(symbol).to_owned()
}

/// Whether a line reads as prose: a sentence that ends, of some words, or many words. Headlines, links and names do
/// not.
pub(super) fn is_prose(line: &str) -> bool {
    let line = line.trim_end_matches(['"', '\'', '”', '’', ')', ']', ' ']);
    let words = line.split_whitespace().take(26).count();
    let long = words > 25;
    long || (line.ends_with(['.', '!', '…', ':']) && words >= 5) || (line.ends_with('?') && words >= 9)
}

/// Removes what template engines left in a text: `{placeholder}`, `{{template}}`, `[embed]…[/embed]` and its like.
pub(super) fn without_placeholders(text: &str) -> String {
    let mut clean = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['{', '[']) {
        clean.push_str(&rest[..at]);
        rest = &rest[at..];
        match placeholder(&clean, rest).or_else(|| shortcode(rest)) {
            Some(length) => rest = &rest[length..],
            None => {
                clean.push_str(&rest[..1]);
                rest = &rest[1..];
            }
        }
    }
    clean.push_str(rest);
    clean
}

/// The length of a placeholder in braces that begins `text`: one name, without spaces unless the braces are double.
/// A word in braces between two others (`before`, and in `text`) is an editor's insertion.
fn placeholder(before: &str, text: &str) -> Option<usize> {
    let double = text.starts_with("{{");
    let (open, close) = if double { (2, "}}") } else { (1, "}") };
    let length = text.as_bytes().iter().take(80).position(|&b| b == b'}')?;
    let name = text.get(open..length)?;
    let named = name.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '%' | '$' | '#' | '/' | '_'))
        && name
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || "_-.:/%$#".contains(c) || (double && " |='\"".contains(c)));
    if !text.starts_with('{') || !named || !text[length..].starts_with(close) {
        return None;
    }
    let end = length + close.len();
    let apart = |c: Option<char>| c.is_some_and(|c| matches!(c, ' ' | ',' | '.' | ';' | '"' | '\'' | '”' | '’'));
    let inserted = !double
        && name.chars().all(|c| c.is_ascii_alphabetic())
        && apart(before.chars().next_back())
        && apart(text[end..].chars().next());
    (!inserted).then_some(end)
}

/// The length of a shortcode in square brackets that begins `text`, with what it encloses for embedded media.
fn shortcode(text: &str) -> Option<usize> {
    const NAMES: [&str; 10] =
        ["embed", "caption", "gallery", "video", "audio", "youtube", "tweet", "twitter", "instagram", "playlist"];
    let inside = text.strip_prefix('[')?;
    let closing = inside.strip_prefix('/').unwrap_or(inside);
    let name = NAMES
        .into_iter()
        .find(|name| closing.strip_prefix(name).is_some_and(|rest| rest.starts_with([']', ' ', '='])))?;
    let end = inside.as_bytes().iter().take(500).position(|&b| b == b']')? + 2;
    // A bare word in brackets ("[video]") is furniture too, but what follows it stays.
    let close = format!("[/{name}]");
    let near = &text[end..floor(text, end + 1000)];
    let enclosed = near.find(&close).filter(|_| name != "caption");
    Some(enclosed.map_or(end, |at| end + at + close.len()))
}

/// The last character boundary at or before `at`.
pub(super) fn floor(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn furniture_is_told_from_sentences() {
        for line in [
            "Load more",
            "See all Video",
            "SHARE:",
            "Advertisement",
            "Read more: A headline",
            "© 2020 The Paper",
            "Sign up for our newsletter!",
            "Image copyright Getty Images",
            "(Photo by Ann Lee/AP)",
            "Copyright 2019 Wire. All rights reserved.",
            "***",
            "• Share this article",
            "Follow the desk on Instagram, Facebook and Twitter.",
        ] {
            assert_eq!(judge(line), Verdict::Drop, "{line}");
        }
        assert_eq!(judge("Most Popular"), Verdict::Heading);
        assert_eq!(judge("Editors’ Picks:"), Verdict::Heading);
        for line in [
            "Share prices fell on Monday.",
            "Follow the money, she said.",
            "Video of the attack was shared widely, officials said.",
            "Image is everything, the minister said.",
            "More than 40 people died.",
            "Related charges were dropped in May.",
            "Advertisement spending rose by a third.",
            "See how they voted, he said.",
            "42.",
        ] {
            assert_eq!(judge(line), Verdict::Keep, "{line}");
        }
    }

    #[test]
    fn placeholders_go_and_editorial_brackets_stay() {
        assert_eq!(without_placeholders("{mosads}But experts"), "But experts");
        assert_eq!(without_placeholders("a {{ad|slot=1}}b{%ad%}"), "a b");
        assert_eq!(
            without_placeholders("[embed]https://x.example/v[/embed]He [the president] said [sic]."),
            "He [the president] said [sic]."
        );
        assert_eq!(without_placeholders("[caption id=\"1\"]A view[/caption]"), "A view");
        assert_eq!(without_placeholders("He called {sales} \"low.\" {ad_1}"), "He called {sales} \"low.\" ");
        assert_eq!(without_placeholders("sets {1, 2} and { a } {"), "sets {1, 2} and { a } {");
    }

    #[test]
    fn prose_is_told_from_headlines() {
        assert!(is_prose("He said on Monday that “it was over.”"));
        assert!(!is_prose("Ministers meet in Geneva"));
        assert!(!is_prose("What is a duvet?"));
    }
}
