//! Places where a sentence may begin, and windows of text for the encoder that end at such places.

use std::ops::Range;

use super::dateline;
use super::tokenize::is_title;
use crate::article::Span;

/// What stands before a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Boundary {
    /// The middle of a dateline or of a run of characters without space: no sentence begins here.
    Never,
    /// Nothing that ends a sentence.
    None,
    /// Something that ends a clause: a good place to cut a sentence that is too long.
    Weak,
    /// The end of a sentence, most likely.
    Sentence,
    /// The end of a paragraph, which no sentence crosses.
    Paragraph,
}

/// The boundary before every token.
pub(super) fn boundaries(text: &str, tokens: &[Span]) -> Vec<Boundary> {
    let hard_wrapped = is_hard_wrapped(text);
    let dateline = dateline::find(text);
    let mut result = Vec::with_capacity(tokens.len());
    let mut line = 0;
    for (at, token) in tokens.iter().enumerate() {
        let Some(before) = at.checked_sub(1).map(|before| tokens[before]) else {
            result.push(Boundary::Paragraph);
            continue;
        };
        if dateline.is_some_and(|dateline| before.end <= dateline.end && dateline.end <= token.start) {
            result.push(Boundary::Paragraph);
            continue;
        }
        if dateline.is_some_and(|dateline| dateline.start < token.start && token.end <= dateline.end) {
            result.push(Boundary::Never);
            continue;
        }
        let gap = &text[before.end..token.start];
        let newlines = newlines(gap);
        let boundary = match newlines {
            0 => sentence_end(text, &tokens[..at], *token, gap),
            1 if hard_wrapped && !ends_line_early(text, line, before.end) => {
                sentence_end(text, &tokens[..at], *token, gap).max(Boundary::Weak)
            }
            1 if goes_on(token.of(text)) && !is_stop(before.of(text)) => Boundary::Weak,
            _ => Boundary::Paragraph,
        };
        // "1." at the head of a paragraph or sentence numbers it.
        let boundary = match boundary {
            Boundary::Sentence if is_marker(text, &tokens[..at], &result) => Boundary::None,
            Boundary::None if gap.is_empty() && !is_stop(before.of(text)) => Boundary::Never,
            // What a bullet stands before is its line.
            Boundary::None if is_bullet(before.of(text)) && result.last() == Some(&Boundary::Paragraph) => {
                Boundary::Never
            }
            other => other,
        };
        if newlines > 0 {
            line = token.start;
        }
        result.push(boundary);
    }
    result
}

/// Whether a token is a mark that stands before the points of a list.
fn is_bullet(form: &str) -> bool {
    matches!(form, "*" | "-" | "–" | "—" | "•" | "·" | "■" | "▪" | "●" | "○" | "◦" | "‣" | "►" | "▶" | "★" | "✓")
}

/// Line ends of all kinds in a gap; `\r\n` is one.
fn newlines(gap: &str) -> usize {
    let mut before = ' ';
    let mut count = 0;
    for c in gap.chars() {
        count += usize::from(
            matches!(c, '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}') && !(c == '\n' && before == '\r'),
        );
        before = c;
    }
    count
}

/// Whether a word at the beginning of a line goes on with the line before.
fn goes_on(word: &str) -> bool {
    word.starts_with(|c: char| c.is_lowercase() || ",;:.!?)]%”’".contains(c))
}

/// Whether the last two of `before` are a number and a full stop that begin a paragraph or a sentence.
fn is_marker(text: &str, before: &[Span], boundaries: &[Boundary]) -> bool {
    let [.., number, stop] = before else { return false };
    let form = number.of(text);
    let begins = boundaries[before.len() - 2] >= Boundary::Sentence;
    begins
        && stop.of(text) == "."
        && number.end == stop.start
        && form.len() <= 3
        && form.bytes().all(|c| c.is_ascii_digit())
}

/// Whether lines are broken by a fixed width, so that a newline means nothing.
fn is_hard_wrapped(text: &str) -> bool {
    let (mut long, mut full) = (0, 0);
    for line in text.lines().map(str::trim_end).filter(|line| line.len() > 40) {
        long += 1;
        let mid_sentence = line.ends_with(|c: char| c.is_lowercase() || c == ',');
        full += usize::from(line.len() <= 90 && mid_sentence);
    }
    long >= 4 && full * 2 > long
}

/// Whether the line from `start` to `end` is short: the end of a paragraph in hard-wrapped text.
fn ends_line_early(text: &str, start: usize, end: usize) -> bool {
    end - start < 45 && is_stop(text[..end].trim_end().get(end.saturating_sub(1)..).unwrap_or_default())
}

/// Whether a token is a mark that ends sentences.
fn is_stop(form: &str) -> bool {
    !form.is_empty() && form.chars().all(|c| matches!(c, '.' | '!' | '?' | '…' | '。' | '！' | '？'))
}

fn is_closing(form: &str) -> bool {
    matches!(form, "\"" | "”" | "’" | "'" | "''" | ")" | "]" | "»" | "’’")
}

/// A stop, closing quotes, a space and then a capital, digit or opening mark.
fn sentence_end(text: &str, before: &[Span], token: Span, gap: &str) -> Boundary {
    let mut closers = 0;
    for span in before.iter().rev().take(4) {
        let form = span.of(text);
        if is_closing(form) {
            closers += 1;
            continue;
        }
        if is_stop(form) && (!gap.is_empty() || lacks_space(text, before, token)) {
            let first = token.of(text).chars().next().unwrap_or(' ');
            let opens =
                first.is_uppercase() || first.is_numeric() || !(first.is_alphabetic() || ",;:.)".contains(first));
            // "..." and a lower-case word after a closing quote go on more often than not.
            return if opens { Boundary::Sentence } else { Boundary::Weak };
        }
        let clause = closers == 0 && matches!(form, "," | ";" | ":" | "--" | "—" | "–");
        let abbreviation = form.ends_with('.') && form.len() > 2 && !is_title(form);
        let abbreviation = abbreviation && (is_stop(form) || !gap.is_empty());
        return if clause || abbreviation { Boundary::Weak } else { Boundary::None };
    }
    Boundary::None
}

/// "It ended.Then it began", "“No.”She left": a stop behind a lower-case word, or one that is closed, and a capitalised
/// word, with the space left out.
fn lacks_space(text: &str, before: &[Span], token: Span) -> bool {
    let [.., word, last] = before else { return false };
    let mut next = token.of(text).chars();
    let capitalised = next.next().is_some_and(char::is_uppercase) && next.next().is_none_or(char::is_lowercase);
    let word = word.of(text);
    let lower = word.chars().count() > 1 && word.chars().all(char::is_lowercase);
    capitalised && (lower || last.of(text) == "”")
}

/// Where a sentence that is to begin at `token` begins: before marks that open directly before it, after marks that close
/// at it.
pub(super) fn beside_marks(text: &str, tokens: &[Span], mut token: usize) -> usize {
    let touches = |left: usize, right: usize| {
        tokens.get(left).zip(tokens.get(right)).is_some_and(|(left, right)| left.end == right.start)
    };
    let is_mark = |at: usize| {
        tokens.get(at).is_some_and(|span| {
            matches!(span.of(text), "\"" | "“" | "‘" | "'" | "(" | "[" | "”" | "’" | ")" | "]" | "''" | "``")
        })
    };
    let start = token;
    while is_mark(token) && touches(token - 1, token) && !touches(token, token + 1) {
        token += 1;
    }
    if token > start {
        return token;
    }
    while token > 1 && is_mark(token - 1) && touches(token - 1, token) && !touches(token - 2, token - 1) {
        token -= 1;
    }
    token
}

/// Packs sentences into windows of `usual` pieces; a longer sentence has a window of its own. A window ends where a sentence
/// may end; only a sentence of more than `most` pieces is cut elsewhere, at a weak boundary in its second half where
/// there is one.
pub(super) fn windows(boundaries: &[Boundary], pieces: &[usize], usual: usize, most: usize) -> Vec<Range<usize>> {
    let mut windows = Vec::new();
    let (mut first, mut total) = (0, 0);
    let mut at = 0;
    while at < boundaries.len() {
        let mut end = at + 1;
        let mut size = pieces[at];
        while end < boundaries.len() && boundaries[end] < Boundary::Sentence {
            size += pieces[end];
            end += 1;
        }
        if total + size > usual && at > first {
            windows.push(first..at);
            (first, total) = (at, 0);
        }
        while size > most {
            let cut = cut(boundaries, pieces, at..end, most);
            windows.push(first..cut);
            size -= pieces[at..cut].iter().sum::<usize>();
            (first, at) = (cut, cut);
        }
        total += size;
        at = end;
    }
    if first < boundaries.len() {
        windows.push(first..boundaries.len());
    }
    windows
}

/// Where to cut a sentence that is too long.
fn cut(boundaries: &[Boundary], pieces: &[usize], sentence: Range<usize>, most: usize) -> usize {
    let (mut total, mut best) = (0, None);
    for at in sentence.clone() {
        if total > most / 2 && boundaries[at] == Boundary::Weak {
            best = Some(at);
        }
        if total + pieces[at] > most {
            // A token has far fewer pieces than a window, so that `at` is never the first.
            return best.unwrap_or(at).max(sentence.start + 1);
        }
        total += pieces[at];
    }
    sentence.end
}

/// Whether a character cannot be part of any token.
#[cfg(test)]
fn is_gap(c: char) -> bool {
    super::tokenize::is_space(c)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::understand::tokenize::tokenize;

    fn starts(text: &str) -> Vec<&str> {
        let tokens = tokenize(text);
        let marks = boundaries(text, &tokens);
        assert!(tokens.iter().all(|token| !token.of(text).contains(is_gap)));
        tokens
            .iter()
            .zip(marks)
            .filter(|(_, mark)| *mark >= Boundary::Sentence)
            .map(|(token, _)| token.of(text))
            .collect()
    }

    #[test]
    fn sentences_and_paragraphs() {
        assert_eq!(starts("He left. She said: “No.” Then Mr. Smith spoke, e.g. He"), ["He", "She", "Then"]);
        assert_eq!(starts("HEADLINE HERE\n\nthe text"), ["HEADLINE", "the"]);
        assert_eq!(starts("Wait… what? 5 men."), ["Wait", "5"]);
    }

    #[test]
    fn numbers_of_lists_begin_their_item() {
        assert_eq!(starts("1. Cut taxes.\n2. Build homes. 3. Rest."), ["1", "2", "3"]);
        assert_eq!(starts("It grew in 2014. 2015 was worse. She won."), ["It", "2015", "She"]);
    }

    #[test]
    fn line_ends_of_all_systems() {
        assert_eq!(starts("One\r\nTwo\rThree\u{2028}Four"), ["One", "Two", "Three", "Four"]);
        assert_eq!(starts("He met the minister\n, who left."), ["He"]);
    }

    #[test]
    fn sentences_without_a_space_between() {
        assert_eq!(starts("It ended.Then it began. “No.”She left"), ["It", "Then", "“", "She"]);
        assert_eq!(starts("See node.js and the U.S.Army"), ["See"]);
    }

    #[test]
    fn a_dateline_stands_by_itself() {
        assert_eq!(starts("PARIS, May 3 (AP) — Emmanuel Macron spoke."), ["PARIS", "Emmanuel"]);
    }

    #[test]
    fn a_mark_goes_with_the_word_that_it_touches() {
        let text = "It is. \"No,\" (he) said.\" So";
        let tokens = tokenize(text);
        let at = |nth| beside_marks(text, &tokens, nth);
        assert_eq!((at(4), at(10), at(12)), (3, 10, 13));
    }

    #[test]
    fn windows_end_at_sentences_and_are_never_too_long() {
        use Boundary::{None, Paragraph, Sentence, Weak};
        let marks = [Paragraph, None, Sentence, None, Sentence];
        assert_eq!(windows(&marks, &[1; 5], 4, 4), [0..4, 4..5]);
        let marks = [Paragraph, None, None, None, Weak, None, None, None];
        assert_eq!(windows(&marks, &[1; 8], 2, 5), [0..4, 4..8]);
        assert!(windows(&[], &[], 5, 5).is_empty());
    }
}
