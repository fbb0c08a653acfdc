//! Who speaks when, in an interview or debate that is written down turn by turn: "((Ann Keller)) We agree.",
//! "KELLER: We agree.".

use std::collections::BTreeMap;

use crate::article::Span;

/// Fewer turns are no transcript.
const FEWEST: usize = 4;

/// The longest label, in bytes and in words.
const LONGEST: (usize, usize) = (60, 6);

/// One turn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Turn {
    /// The name of who speaks, as it stands before the words.
    pub label: Span,
    /// What is said, paragraphs and all, without white space around.
    pub words: Span,
}

/// The turns of a text, in order; none where it is no transcript: at least four, and labels that come back.
///
/// The last turn ends with its paragraph, for what follows may be the author's again.
pub fn turns(text: &str) -> Vec<Turn> {
    let mut labels: Vec<(Span, usize)> = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        labels.extend(label(line).map(|(label, end)| (Span::new(start + label.start, start + label.end), start + end)));
        start += line.len();
    }
    let mut times: BTreeMap<&str, usize> = BTreeMap::new();
    for (label, _) in &labels {
        *times.entry(label.of(text)).or_default() += 1;
    }
    // "Date: …", "Price: …": a list names each thing once.
    let marked = |label: &Span| text[..label.start].ends_with("((");
    labels.retain(|(label, _)| marked(label) || times.get(label.of(text)).is_some_and(|&times| times > 1));
    if labels.len() < FEWEST || times.values().filter(|&&times| times > 1).count() < 2 {
        return Vec::new();
    }
    let ends = labels.iter().skip(1).map(|(label, _)| line_start(text, label.start)).chain([text.len()]);
    let last = labels.len() - 1;
    let turn = |(at, (&(label, from), to)): (usize, (&(Span, usize), usize))| {
        let words = text.get(from..to)?;
        let lead = words.len() - words.trim_start().len();
        let words = words.trim();
        let end = if at == last { words.find("\n\n").unwrap_or(words.len()) } else { words.len() };
        (!words.is_empty()).then_some(Turn { label, words: Span::new(from + lead, from + lead + end) })
    };
    labels.iter().zip(ends).enumerate().filter_map(turn).collect()
}

fn line_start(text: &str, at: usize) -> usize {
    text[..at].rfind('\n').map_or(0, |line| line + 1)
}

/// The label that a line begins with, and where the words begin.
fn label(line: &str) -> Option<(Span, usize)> {
    if let Some(rest) = line.strip_prefix("((") {
        let end = rest.find("))").filter(|&end| end > 0 && end <= LONGEST.0 && !rest[..end].contains('\n'))?;
        return Some((Span::new(2, 2 + end), 2 + end + 2));
    }
    let end = line.find(':').filter(|&end| end > 0 && end <= LONGEST.0)?;
    let (name, rest) = (&line[..end], &line[end + 1..]);
    let words: Vec<&str> = name.split(' ').collect();
    let named = words.len() <= LONGEST.1 && words.iter().all(|word| word.starts_with(char::is_uppercase));
    (named && rest.starts_with([' ', '\t'])).then_some((Span::new(0, end), end + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(text: &str) -> Vec<(&str, &str)> {
        turns(text).iter().map(|turn| (turn.label.of(text), turn.words.of(text))).collect()
    }

    #[test]
    fn turns_have_labels_and_words() {
        let text = "A talk.\n\n((WN)) Why?\n\n((Ann Keller)) Because.\n\nIt was time.\n\n((WN)) And now?\n\n\
                    ((Ann Keller)) We wait.\n\nKeller left at noon.";
        let wanted = [
            ("WN", "Why?"),
            ("Ann Keller", "Because.\n\nIt was time."),
            ("WN", "And now?"),
            ("Ann Keller", "We wait."),
        ];
        assert_eq!(said(text), wanted);
        let text = "KELLER: Why?\nSTONE: Because.\nKELLER: And now?\nSTONE: We wait.";
        assert_eq!(said(text)[3], ("STONE", "We wait."));
    }

    #[test]
    fn lists_and_prose_are_no_transcripts() {
        assert!(turns("Date: May\nPlace: Rome\nPrice: 5\nAge: 6\nDate: June\n").is_empty());
        assert!(turns("She said: we agree.\nHe said: no.\n").is_empty());
        assert!(turns("").is_empty());
    }

    proptest::proptest! {
        #[test]
        fn spans_lie_in_the_text(text in "(\\(\\([A-Zé]{0,3}\\)\\)|[A-Z]{1,2}:|[ a\\né]){0,40}") {
            for turn in turns(&text) {
                assert!(!turn.label.of(&text).is_empty() && !turn.words.of(&text).is_empty());
                assert!(turn.label.end <= turn.words.start);
            }
        }
    }
}
