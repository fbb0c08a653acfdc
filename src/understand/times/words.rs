//! The word sequence that the time grammar reads.
//!
//! Tokenizers differ on `third-quarter`, `Sept.`, `1990s` or `10am`; here every token is cut further into runs of letters,
//! numbers and single marks, so that one grammar reads them all.

use crate::article::Span;
use crate::document::{Document, TokenId};

/// A run of letters, a number or a mark.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Word {
    /// Where it stands.
    pub(super) span: Span,
    /// Lower-cased surface, typographic marks made plain.
    pub(super) lower: String,
    /// Whether it begins with a capital letter.
    pub(super) capital: bool,
    /// Whether it follows the word before without a space.
    pub(super) glued: bool,
    /// The token it was cut from.
    pub(super) token: TokenId,
}

impl Word {
    /// Its value where it is a plain number without separators.
    pub(super) fn number(&self) -> Option<u32> {
        (self.lower.len() <= 9 && self.lower.bytes().all(|byte| byte.is_ascii_digit()))
            .then(|| self.lower.parse().ok())
            .flatten()
    }

    /// Whether it consists of letters.
    pub(super) fn is_alphabetic(&self) -> bool {
        self.lower.chars().next().is_some_and(char::is_alphabetic)
    }
}

/// The words of one sentence.
#[derive(Debug, Clone, Copy)]
pub(super) struct Words<'a>(pub(super) &'a [Word]);

impl<'a> Words<'a> {
    /// The word at an index.
    pub(super) fn get(self, at: usize) -> Option<&'a Word> {
        self.0.get(at)
    }

    /// The lower-cased word at an index, empty outside the sentence.
    pub(super) fn text(self, at: usize) -> &'a str {
        self.0.get(at).map_or("", |word| word.lower.as_str())
    }

    /// The lower-cased word `back` places before an index, empty outside the sentence.
    pub(super) fn before(self, at: usize, back: usize) -> &'a str {
        at.checked_sub(back).map_or("", |at| self.text(at))
    }

    /// Whether the word at an index is one of these.
    pub(super) fn is(self, at: usize, choices: &[&str]) -> bool {
        self.0.get(at).is_some_and(|word| choices.contains(&word.lower.as_str()))
    }

    /// Whether the word at an index follows the one before without a space.
    pub(super) fn glued(self, at: usize) -> bool {
        self.0.get(at).is_some_and(|word| word.glued)
    }

    /// The plain number at an index.
    pub(super) fn number(self, at: usize) -> Option<u32> {
        self.0.get(at)?.number()
    }

    /// The index after a hyphen at `at`, or `at`.
    pub(super) fn skip_hyphen(self, at: usize) -> usize {
        if self.is(at, &["-"]) { at + 1 } else { at }
    }

    /// The index after a full stop glued to the word before `at`, or `at`.
    pub(super) fn skip_dot(self, at: usize) -> usize {
        if self.is(at, &["."]) && self.glued(at) { at + 1 } else { at }
    }
}

/// Cuts the tokens of every sentence into words; a document without sentences counts as one.
pub(super) fn sentences(text: &str, document: &Document) -> Vec<Vec<Word>> {
    if document.sentences.is_empty() {
        return vec![cut(text, document, 0..document.tokens.len())];
    }
    document.sentences.iter().map(|sentence| cut(text, document, sentence.tokens())).collect()
}

fn cut(text: &str, document: &Document, tokens: std::ops::Range<TokenId>) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    for token in tokens {
        let Some(span) = document.tokens.get(token).map(|token| token.span) else { continue };
        // Syntactic words that share characters (from contractions) are read once.
        let start = span.start.max(words.last().map_or(0, |word| word.span.end));
        let Some(surface) = text.get(start..span.end) else { continue };
        let mut rest = surface;
        let mut at = start;
        while let Some(first) = rest.chars().next() {
            let len = piece(rest, first);
            if !first.is_whitespace() {
                let span = Span::new(at, at + len);
                let lower = plain(&rest[..len]);
                let glued = words.last().is_some_and(|word| word.span.end == at);
                words.push(Word { span, lower, capital: first.is_uppercase(), glued, token });
            }
            at += len;
            rest = &rest[len..];
        }
    }
    words
}

/// Length in bytes of the first piece of `rest`.
fn piece(rest: &str, first: char) -> usize {
    if first.is_alphabetic() {
        return rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len());
    }
    if !first.is_ascii_digit() {
        return first.len_utf8();
    }
    let bytes = rest.as_bytes();
    let mut end = 1;
    while end < bytes.len() {
        let separator = matches!(bytes[end], b',' | b'.') && bytes.get(end + 1).is_some_and(u8::is_ascii_digit);
        if !bytes[end].is_ascii_digit() && !separator {
            break;
        }
        end += 1;
    }
    end
}

fn plain(piece: &str) -> String {
    match piece {
        "–" | "—" | "‐" | "‑" | "−" => "-".to_owned(),
        "’" | "‘" | "`" => "'".to_owned(),
        _ => piece.to_lowercase(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixture::document;
    use super::*;

    #[test]
    fn cuts_tokens_into_letters_numbers_and_marks() {
        let text = "Third-quarter, Sept. 30, the 1990s, 10am, 1,000 days";
        let sentences = sentences(text, &document(text));
        let words: Vec<&str> = sentences[0].iter().map(|word| word.lower.as_str()).collect();
        let expected = "third - quarter , sept . 30 , the 1990 s , 10 am , 1,000 days";
        assert_eq!(words.join(" "), expected);
        assert!(sentences[0][1].glued && !sentences[0][4].glued);
    }
}
