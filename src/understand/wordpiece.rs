//! Tokens → BERT wordpieces (uncased) and casing classes, exactly as in training.

use std::collections::HashMap;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::{Error, Result};

/// Most wordpieces that one token keeps: the first ones and the last.
const TOKEN_PIECES: usize = 8;
/// A longer word is unknown.
const LONGEST_WORD: usize = 100;

/// The vocabulary.
#[derive(Debug)]
pub(super) struct Vocabulary {
    /// Pieces that begin a word.
    starts: HashMap<&'static str, u32>,
    /// Pieces inside a word, without their "##".
    inner: HashMap<&'static str, u32>,
    /// Longest piece in bytes.
    longest: usize,
    pub(super) cls: u32,
    pub(super) sep: u32,
    unknown: u32,
}

impl Vocabulary {
    /// Reads a vocabulary, one piece a line.
    pub(super) fn parse(file: &'static str) -> Result<Self> {
        let mut vocabulary =
            Self { starts: HashMap::new(), inner: HashMap::new(), longest: 0, cls: 0, sep: 0, unknown: 0 };
        for (id, piece) in (0..).zip(file.lines()) {
            let (map, piece) = match piece.strip_prefix("##") {
                Some(inner) if !inner.is_empty() => (&mut vocabulary.inner, inner),
                _ => (&mut vocabulary.starts, piece),
            };
            map.insert(piece, id);
            vocabulary.longest = vocabulary.longest.max(piece.len());
        }
        let special = |name: &str| {
            vocabulary
                .starts
                .get(name)
                .copied()
                .ok_or_else(|| Error::data("data/model/vocab.txt", format!("no {name}")))
        };
        (vocabulary.cls, vocabulary.sep, vocabulary.unknown) =
            (special("[CLS]")?, special("[SEP]")?, special("[UNK]")?);
        Ok(vocabulary)
    }

    /// Number of pieces.
    pub(super) fn len(&self) -> usize {
        self.starts.len() + self.inner.len()
    }

    /// Appends the pieces of a token, at least one.
    pub(super) fn encode(&self, token: &str, pieces: &mut Vec<u32>) {
        let first = pieces.len();
        let mut word = String::new();
        for c in token.to_lowercase().nfd() {
            if is_combining_mark(c)
                || c.is_control()
                || matches!(c, '\u{fffd}' | '\u{200b}'..='\u{200f}' | '\u{feff}' | '\u{ad}')
            {
                continue;
            }
            if c.is_whitespace() {
                self.word(&mut word, pieces);
            } else if is_punctuation(c) || is_ideograph(c) {
                self.word(&mut word, pieces);
                word.push(c);
                self.word(&mut word, pieces);
            } else {
                word.push(c);
            }
        }
        self.word(&mut word, pieces);
        if pieces.len() == first {
            pieces.push(self.unknown);
        } else if pieces.len() > first + TOKEN_PIECES {
            let last = pieces[pieces.len() - 1];
            pieces.truncate(first + TOKEN_PIECES);
            pieces[first + TOKEN_PIECES - 1] = last;
        }
    }

    /// Greedy longest match first; empties `word`.
    fn word(&self, word: &mut String, pieces: &mut Vec<u32>) {
        let first = pieces.len();
        let mut at = 0;
        if word.len() > LONGEST_WORD && word.chars().count() > LONGEST_WORD {
            pieces.push(self.unknown);
            at = word.len();
        }
        while at < word.len() {
            let map = if at == 0 { &self.starts } else { &self.inner };
            let mut end = word.len().min(at + self.longest);
            let found = loop {
                if end == at {
                    break None;
                }
                if let Some(id) = word.get(at..end).and_then(|piece| map.get(piece)) {
                    break Some(*id);
                }
                end -= 1;
            };
            match found {
                Some(id) => {
                    pieces.push(id);
                    at = end;
                }
                None => {
                    pieces.truncate(first);
                    pieces.push(self.unknown);
                    break;
                }
            }
        }
        word.clear();
    }
}

/// Casing class of a token, 0 to 7; 0 is for the window's own marks.
pub(super) fn casing(token: &str) -> u8 {
    if token.chars().any(|c| c.is_numeric() && !c.is_alphabetic() && is_digit(c)) {
        return 5;
    }
    let (mut letters, mut upper, mut lower, mut first_upper) = (0, 0, 0, false);
    for c in token.chars().filter(|c| c.is_alphabetic()) {
        if c.is_uppercase() {
            upper += 1;
            first_upper |= letters == 0;
        } else if c.is_lowercase() {
            lower += 1;
        }
        letters += 1;
    }
    match (letters, upper) {
        (0, _) => 7,
        (1, 1) => 6,
        (_, 0) => 1,
        _ if lower == 0 => 3,
        (_, 1) if first_upper => 2,
        _ => 4,
    }
}

/// Digits of every script and superscripts, as Python's `isdigit`.
fn is_digit(c: char) -> bool {
    c.is_ascii_digit()
        || (!c.is_ascii()
            && c.is_numeric()
            && c.nfkd().all(|c| c.is_numeric())
            && c.nfkd().next().is_some_and(|d| d.is_ascii_digit())
            && c.nfkd().count() == 1)
        || matches!(c, '\u{660}'..='\u{669}' | '\u{6f0}'..='\u{6f9}' | '\u{966}'..='\u{96f}')
}

/// Characters that BERT's basic tokenizer makes words of their own.
fn is_punctuation(c: char) -> bool {
    c.is_ascii_punctuation()
        || matches!(c,
            '¡' | '§' | '«' | '¶' | '·' | '»' | '¿'
            | '\u{37e}' | '\u{387}' | '\u{55a}'..='\u{55f}' | '\u{589}' | '\u{58a}' | '\u{5be}' | '\u{5c0}' | '\u{5c3}' | '\u{5f3}' | '\u{5f4}'
            | '\u{609}' | '\u{60a}' | '\u{60c}' | '\u{60d}' | '\u{61b}' | '\u{61e}' | '\u{61f}' | '\u{66a}'..='\u{66d}' | '\u{6d4}'
            | '\u{964}' | '\u{965}' | '\u{e4f}'
            | '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{2043}' | '\u{2045}'..='\u{2051}' | '\u{2053}'..='\u{205e}'
            | '\u{207d}' | '\u{207e}' | '\u{208d}' | '\u{208e}' | '\u{2308}'..='\u{230b}' | '\u{2329}' | '\u{232a}'
            | '\u{2768}'..='\u{2775}' | '\u{27e6}'..='\u{27ef}' | '\u{2e00}'..='\u{2e4f}'
            | '\u{3001}'..='\u{3003}' | '\u{3008}'..='\u{3011}' | '\u{3014}'..='\u{301f}' | '\u{3030}' | '\u{303d}' | '\u{30a0}' | '\u{30fb}'
            | '\u{fe10}'..='\u{fe19}' | '\u{fe30}'..='\u{fe52}' | '\u{fe54}'..='\u{fe61}' | '\u{fe63}' | '\u{fe68}' | '\u{fe6a}' | '\u{fe6b}'
            | '\u{ff01}'..='\u{ff03}' | '\u{ff05}'..='\u{ff0a}' | '\u{ff0c}'..='\u{ff0f}' | '\u{ff1a}' | '\u{ff1b}' | '\u{ff1f}' | '\u{ff20}'
            | '\u{ff3b}'..='\u{ff3d}' | '\u{ff3f}' | '\u{ff5b}' | '\u{ff5d}' | '\u{ff5f}'..='\u{ff65}')
}

fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}' | '\u{3400}'..='\u{4dbf}' | '\u{20000}'..='\u{2ceaf}' | '\u{f900}'..='\u{faff}' | '\u{2f800}'..='\u{2fa1f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn longest_match_accents_and_punctuation() {
        let vocabulary = Vocabulary::parse("[UNK]\n[CLS]\n[SEP]\nun\n##aff\n##able\n.\nu\nella").unwrap();
        let encode = |token: &str| {
            let mut pieces = Vec::new();
            vocabulary.encode(token, &mut pieces);
            pieces
        };
        assert_eq!(encode("Unaffable"), [3, 4, 5]);
        assert_eq!(encode("U."), [7, 6]);
        assert_eq!(encode("Élla"), [8]);
        assert_eq!(encode("unx"), [0]);
        assert_eq!(encode("\u{301}"), [0]);
        assert_eq!(encode(&".".repeat(9)), [6; 8]);
    }

    #[test]
    fn casing_classes() {
        let wanted = [("a", 1), ("the", 1), ("The", 2), ("U.S.", 3), ("McCain", 4), ("F-16", 5), ("J.", 6), ("--", 7)];
        for (token, class) in wanted {
            assert_eq!(casing(token), class, "{token}");
        }
    }
}
