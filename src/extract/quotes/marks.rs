//! Stretches of text inside quotation marks, of every style, nested, left open, or opened again at each paragraph.

use std::collections::BTreeMap;

use crate::article::Span;

/// A quoted stretch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Quoted {
    /// With its outer marks.
    pub(super) outer: Span,
    /// Without them.
    pub(super) inner: Span,
}

/// A quotation mark as it is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Style {
    Curly,
    Straight,
    Angled,
    Low,
    Doubled,
    CurlySingle,
    StraightSingle,
}

/// Longest stretch of a paragraph that is looked through for a closing mark, in bytes.
const LONGEST: usize = 20_000;

/// Most paragraphs of a quotation of which one does not open with its mark.
const MOST_UNMARKED: usize = 20;

/// All outermost quoted stretches of `text`, in order. Marks inside another stretch belong to it.
pub(super) fn quoted(text: &str) -> Vec<Quoted> {
    let mut found = Vec::new();
    let mut closings = BTreeMap::new();
    let mut at = 0;
    while at < text.len() {
        let Some((style, width)) = opening(text, at) else {
            at += text[at..].chars().next().map_or(1, char::len_utf8);
            continue;
        };
        let inner = at + width;
        match closing(text, inner, style, &mut closings) {
            Some((end, outer)) if !text[inner..end].trim().is_empty() => {
                found.push(Quoted { outer: Span::new(at, outer), inner: Span::new(inner, end) });
                at = outer.max(inner);
            }
            _ => at = inner,
        }
    }
    found
}

fn before(text: &str, at: usize) -> Option<char> {
    text[..at].chars().next_back()
}

fn after(text: &str, at: usize) -> Option<char> {
    text.get(at..).and_then(|rest| rest.chars().next())
}

/// Whether a mark at `at` opens a quotation, and its width.
fn opening(text: &str, at: usize) -> Option<(Style, usize)> {
    let rest = &text[at..];
    let mark = rest.chars().next()?;
    let starts_word = before(text, at).is_none_or(|c| c.is_whitespace() || "([{—–-/:,“".contains(c));
    let word_follows = |width: usize| after(text, at + width).is_some_and(|c| !c.is_whitespace());
    let (style, width) = match mark {
        '“' | '‟' => (Style::Curly, mark.len_utf8()),
        '«' => (Style::Angled, mark.len_utf8()),
        '„' => (Style::Low, mark.len_utf8()),
        '"' | '＂' => (Style::Straight, mark.len_utf8()),
        '`' if rest.starts_with("``") => (Style::Doubled, 2),
        '\'' if rest.starts_with("''") => (Style::Doubled, 2),
        '‘' => (Style::CurlySingle, mark.len_utf8()),
        '\'' => (Style::StraightSingle, 1),
        _ => return None,
    };
    let single = matches!(style, Style::CurlySingle | Style::StraightSingle);
    let decade = single && after(text, at + width).is_some_and(|c| c.is_ascii_digit());
    let fits = match style {
        Style::Curly | Style::Angled | Style::Low => true,
        Style::Straight => starts_word || word_follows(width),
        _ => starts_word && word_follows(width) && !decade,
    };
    fits.then_some((style, width))
}

/// The inner end of a quotation and the end of its closing mark.
type End = Option<(usize, usize)>;

/// Where a quotation opened by `style` ends. `known` holds what was found for openings on the way.
fn closing(text: &str, from: usize, style: Style, known: &mut BTreeMap<usize, End>) -> End {
    if let Some(end) = known.get(&from) {
        return *end;
    }
    // Left open, it goes on where the next paragraph opens with the same mark again: starts of paragraphs, and their
    // ends where those are near.
    let mut paragraphs: Vec<(usize, Option<usize>)> = Vec::new();
    let mut start = from;
    let found = loop {
        let limit = (start + LONGEST..).find(|&at| at >= text.len() || text.is_char_boundary(at)).unwrap_or(start);
        let near = &text[start..limit.min(text.len())];
        let end = near.find('\n').or((limit >= text.len()).then_some(near.len())).map(|length| start + length);
        paragraphs.push((start, end));
        if let Some(found) = closing_in(text, start, end.unwrap_or(start + near.len()), style) {
            break Some(found);
        }
        let Some(end) = end.filter(|_| !matches!(style, Style::CurlySingle | Style::StraightSingle)) else {
            break None;
        };
        let next = text[end..].find(|c: char| !c.is_whitespace()).map(|at| end + at);
        match next.and_then(|next| opening(text, next).map(|(again, width)| (again, next + width))) {
            Some((again, inner)) if again == style && !is_turn(&text[inner..]) => start = inner,
            // Another one's turn.
            Some((again, _)) if again == style => break None,
            // Or is closed in the next paragraph, which does not open it again.
            _ => match next.filter(|&next| paragraphs.len() < MOST_UNMARKED && closes(text, next, style)) {
                Some(next) => start = next,
                None => break None,
            },
        }
    };
    // Never closed, a quotation ends with its paragraph where the next one is no quotation either.
    let mut goes_on = false;
    for &(start, end) in paragraphs.iter().rev() {
        let own = end.filter(|_| !goes_on).and_then(|end| left_open(text, start, end, style));
        goes_on = own.is_some();
        known.insert(start, found.or(own));
    }
    known.get(&from).copied().flatten()
}

/// Whether a paragraph opens with who speaks, in capitals: "KELLER: We agree."
fn is_turn(paragraph: &str) -> bool {
    const LONGEST: usize = 40;
    let label = paragraph.split([':', '\n']).next().unwrap_or_default();
    let colon = paragraph[label.len()..].starts_with(':');
    let capital = label.chars().all(|c| c.is_uppercase() || matches!(c, ' ' | '.' | '-' | '\'' | '’'));
    colon && capital && label.len() <= LONGEST && label.chars().filter(|c| c.is_uppercase()).count() >= 2
}

/// Whether a paragraph has a mark that closes a quotation before any that opens one.
fn closes(text: &str, from: usize, style: Style) -> bool {
    let limit = (from + LONGEST..).find(|&at| at >= text.len() || text.is_char_boundary(at)).unwrap_or(from);
    let near = &text[from..limit.min(text.len())];
    let end = from + near.find('\n').unwrap_or(near.len());
    closing_in(text, from, end, style).is_some_and(|(at, outer)| {
        let ends = before(text, at).is_some_and(|c| !c.is_whitespace() && !"([{".contains(c));
        let first = style != Style::Straight || !text[from..at].contains(['"', '＂']);
        first && ends && after(text, outer).is_none_or(|c| !c.is_alphanumeric()) && at > from
    })
}

/// Nobody closed a quotation: it ends with its paragraph, unless its mark is a stray one or inches.
fn left_open(text: &str, from: usize, end: usize, style: Style) -> End {
    if matches!(style, Style::CurlySingle | Style::StraightSingle) {
        return None;
    }
    let stretch = text[from..end].trim_end();
    let words = stretch.split_whitespace().count();
    let ends = stretch.ends_with(['.', '!', '?', '…']);
    (words >= 4 && ends).then_some((from + stretch.len(), from + stretch.len()))
}

fn closing_in(text: &str, from: usize, end: usize, style: Style) -> End {
    let mut weak = None;
    let mut depth = 0;
    for (at, mark) in text[from..end].char_indices() {
        let at = from + at;
        let width = mark.len_utf8();
        let ends_word = after(text, at + width).is_none_or(|c| !c.is_alphanumeric());
        let follows_space = before(text, at).is_some_and(char::is_whitespace);
        match style {
            Style::Curly => match mark {
                '“' => depth += 1,
                '”' | '"' if depth == 0 && (mark == '”' || !follows_space) => return Some((at, at + width)),
                '”' => depth -= 1,
                _ => {}
            },
            Style::Angled if mark == '»' => return Some((at, at + width)),
            Style::Low if matches!(mark, '“' | '”') => return Some((at, at + width)),
            Style::Straight if matches!(mark, '"' | '＂') && at > from && (!follows_space || ends_word) => {
                return Some((at, at + width));
            }
            // Typed as a straight mark, closed by a curly one.
            Style::Straight if mark == '”' && !text[from..at].contains('“') => return Some((at, at + width)),
            Style::Doubled if text[at..].starts_with("''") => return Some((at, at + 2)),
            Style::CurlySingle if mark == '’' && ends_word && at > from => {
                if before(text, at).is_some_and(|c| ".,!?…".contains(c)) {
                    return Some((at, at + width));
                }
                // May be an apostrophe ("the boys’ toys"): kept in case nothing better follows.
                weak = weak.or(Some((at, at + width)));
            }
            Style::CurlySingle if mark == '‘' => return weak,
            Style::StraightSingle if mark == '\'' && ends_word && !follows_space && at > from => {
                let short = text[from..at].split_whitespace().nth(6).is_none();
                if short || before(text, at).is_some_and(|c| ".,!?…".contains(c)) {
                    return Some((at, at + width));
                }
            }
            _ => {}
        }
    }
    weak
}

#[cfg(test)]
mod tests {
    use super::*;

    fn inner(text: &str) -> Vec<&str> {
        quoted(text).into_iter().map(|quoted| quoted.inner.of(text)).collect()
    }

    #[test]
    fn every_style() {
        assert_eq!(inner("“We agree,” she said. “Now go.”"), ["We agree,", "Now go."]);
        assert_eq!(inner("\"We agree,\" she said. \"Now go.\""), ["We agree,", "Now go."]);
        assert_eq!(inner("``We agree,'' she said."), ["We agree,"]);
        assert_eq!(inner("«We agree», she said"), ["We agree"]);
        assert_eq!(inner("‘We don’t agree,’ she said. It’s the boys’ turn."), ["We don’t agree,"]);
        assert_eq!(inner("'We don't agree,' she said in the '90s."), ["We don't agree,"]);
    }

    #[test]
    fn nested_marks_belong_to_the_outer_quotation() {
        assert_eq!(inner("“He said ‘no’ to “them” all,” she said."), ["He said ‘no’ to “them” all,"]);
        assert_eq!(inner("\"He said 'no' to me,\" she said."), ["He said 'no' to me,"]);
    }

    #[test]
    fn paragraphs_opened_again_are_one_quotation() {
        let text = "“It was late.\n\n“We went home.”\n\nShe left.";
        assert_eq!(inner(text), ["It was late.\n\n“We went home."]);
    }

    #[test]
    fn paragraphs_not_opened_again_belong_to_what_is_closed_behind_them() {
        let text = "“It was late and we left.\nWe went home.”\n\nShe said “no” to it.";
        assert_eq!(inner(text), ["It was late and we left.\nWe went home.", "no"]);
        let text = "She said: \"It was late\nand we left.\" He said \"no\".";
        assert_eq!(inner(text), ["It was late\nand we left.", "no"]);
        let text = "\"It was late and we left.\n\nHe said \"no\" to it.";
        assert_eq!(inner(text), ["It was late and we left.", "no"]);
    }

    #[test]
    fn a_turn_of_another_speaker_is_no_part_of_the_quotation() {
        let text = "\"KELLER: It was late and we left.\n\n\"STONE: We went home in the rain.\n\nShe left.";
        assert_eq!(inner(text), ["KELLER: It was late and we left.", "STONE: We went home in the rain."]);
    }

    #[test]
    fn many_paragraphs_take_no_longer_than_their_text() {
        let paragraph = "“It was late and we left.\n\n";
        // The last is left open, so that the one before it goes on in it and is none by itself.
        assert_eq!(inner(&paragraph.repeat(101)).len(), 51);
        let closed = format!("{}“So be it.”", paragraph.repeat(1000));
        assert_eq!(inner(&closed).len(), 1);
    }

    #[test]
    fn a_mark_left_open_ends_with_its_paragraph() {
        assert_eq!(inner("“It was late and we left.\n\nShe sighed."), ["It was late and we left."]);
        assert!(inner("He is 6'2\" tall.\nThe boys' toys").is_empty());
    }
}
