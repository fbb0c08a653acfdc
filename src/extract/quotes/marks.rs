//! Stretches of text inside quotation marks, of every style, nested, left open, or opened again at each paragraph.

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

/// All outermost quoted stretches of `text`, in order. Marks inside another stretch belong to it.
pub(super) fn quoted(text: &str) -> Vec<Quoted> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let Some((style, width)) = opening(text, at) else {
            at += text[at..].chars().next().map_or(1, char::len_utf8);
            continue;
        };
        let inner = at + width;
        match closing(text, inner, style) {
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

/// Where a quotation opened by `style` ends: its inner end, and the end of its closing mark.
fn closing(text: &str, from: usize, style: Style) -> Option<(usize, usize)> {
    let mut paragraph = from;
    loop {
        let end = text[paragraph..].find('\n').map_or(text.len(), |at| paragraph + at);
        if let Some(found) = closing_in(text, paragraph, end, style) {
            return Some(found);
        }
        if matches!(style, Style::CurlySingle | Style::StraightSingle) {
            return None;
        }
        // Left open: it goes on where the next paragraph opens with the same mark again.
        let next = text[end..].find(|c: char| !c.is_whitespace()).map(|at| end + at);
        match next.and_then(|next| opening(text, next).map(|(again, width)| (next, again, width))) {
            Some((next, again, width)) if again == style && closing(text, next + width, style).is_some() => {
                paragraph = next + width;
            }
            _ => {
                // Nobody closed it: it ends with its paragraph, unless it is a stray mark or inches.
                let stretch = text[from..end].trim_end();
                let words = stretch.split_whitespace().count();
                let ends = stretch.ends_with(['.', '!', '?', '…']);
                return (paragraph == from && words >= 4 && ends)
                    .then_some((from + stretch.len(), from + stretch.len()));
            }
        }
    }
}

fn closing_in(text: &str, from: usize, end: usize, style: Style) -> Option<(usize, usize)> {
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
                let words = text[from..at].split_whitespace().count();
                if before(text, at).is_some_and(|c| ".,!?…".contains(c)) || words <= 6 {
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
    fn a_mark_left_open_ends_with_its_paragraph() {
        assert_eq!(inner("“It was late and we left.\n\nShe sighed."), ["It was late and we left."]);
        assert!(inner("He is 6'2\" tall.\nThe boys' toys").is_empty());
    }
}
