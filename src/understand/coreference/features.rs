//! A candidate mention and what agreement asks of it.

use crate::document::{Document, Form, Mention, TokenId};

/// Grammatical number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Number {
    Singular,
    Plural,
    Unknown,
}

/// Gender of a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Gender {
    Male,
    Female,
    Unknown,
}

/// How a description is determined.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Determiner {
    /// the
    Definite,
    /// this, that, these, those
    Demonstrative,
    /// a, some, any, no, every, …
    Indefinite,
    /// his, China's
    Possessive,
    /// none
    Bare,
}

/// A mention with its features; its index is the unit of clustering.
#[derive(Debug, Clone)]
pub(super) struct Candidate {
    /// Span, head, kind and form; the chain is set at the end.
    pub(super) mention: Mention,
    /// Index of its sentence.
    pub(super) sentence: usize,
    /// Whether it is a person, organization, place or group by name or by its noun.
    pub(super) entity: bool,
    pub(super) number: Number,
    pub(super) gender: Gender,
    pub(super) determiner: Determiner,
    /// Lower-cased lemma of the head.
    pub(super) head: String,
    /// Lower-cased lemmas of the words that narrow the head, sorted: adjectives, nouns, numbers, possessors.
    pub(super) modifiers: Vec<String>,
    /// Whether it is several names or descriptions joined by "and": something only where a plural takes it up.
    pub(super) coordination: bool,
    /// Index of the model's phrase that it is compared by.
    pub(super) phrase: Option<usize>,
}

impl Candidate {
    /// Whether its tokens include those of the other.
    pub(super) fn covers(&self, other: &Self) -> bool {
        self.mention.first <= other.mention.first && other.mention.end <= self.mention.end
    }
}

impl Number {
    /// Whether two numbers can be those of one thing.
    pub(super) fn agrees(self, other: Self) -> bool {
        self == other || self == Self::Unknown || other == Self::Unknown
    }
}

impl Gender {
    /// Whether two genders can be those of one person.
    pub(super) fn agrees(self, other: Self) -> bool {
        self == other || self == Self::Unknown || other == Self::Unknown
    }
}

/// An article with its candidates: what the rules look at.
#[derive(Debug)]
pub(super) struct Scene<'a> {
    pub(super) text: &'a str,
    pub(super) document: &'a Document,
    /// In text order, longer first.
    pub(super) candidates: Vec<Candidate>,
    /// The longest candidate headed by each token.
    by_head: Vec<Option<usize>>,
}

impl<'a> Scene<'a> {
    /// A scene of these candidates.
    pub(super) fn new(text: &'a str, document: &'a Document, candidates: Vec<Candidate>) -> Self {
        let mut by_head = vec![None; document.tokens.len()];
        for (at, candidate) in candidates.iter().enumerate().rev() {
            if candidate.coordination {
                continue;
            }
            let slot: &mut Option<usize> = &mut by_head[candidate.mention.head];
            let longer =
                slot.is_none_or(|other: usize| candidates[other].mention.span.len() <= candidate.mention.span.len());
            if longer {
                *slot = Some(at);
            }
        }
        Self { text, document, candidates, by_head }
    }

    /// The longest candidate headed by a token.
    pub(super) fn headed_by(&self, token: TokenId) -> Option<usize> {
        self.by_head.get(token).copied().flatten()
    }

    /// The model's phrase of a candidate.
    pub(super) fn phrase(&self, at: usize) -> Option<usize> {
        self.candidates[at].phrase
    }

    /// The form of a candidate.
    pub(super) fn form(&self, at: usize) -> Form {
        self.candidates[at].mention.form
    }

    /// The surface of a token.
    pub(super) fn surface(&self, token: TokenId) -> &'a str {
        self.document.tokens[token].span.of(self.text)
    }
}

/// The lower-cased lemma of a token; its surface where there is no lemma.
pub(super) fn lemma(text: &str, document: &Document, token: TokenId) -> String {
    let token = &document.tokens[token];
    if token.lemma.is_empty() { token.span.of(text).to_lowercase() } else { token.lemma.to_lowercase() }
}

/// Whether a token is the subject of a clause.
pub(super) fn is_subject(document: &Document, token: TokenId) -> bool {
    matches!(document.tokens[token].relation(), "nsubj" | "csubj")
}

/// The verb, or predicate noun or adjective, that governs a token's phrase.
pub(super) fn governor(document: &Document, token: TokenId) -> Option<TokenId> {
    let mut at = token;
    // Through coordination and prepositional attributes up to the clause.
    for _ in 0..20 {
        let head = document.tokens[at].head?;
        let relation = document.tokens[at].relation();
        at = head;
        if !matches!(relation, "conj" | "nmod" | "flat" | "compound" | "appos" | "amod" | "det" | "nummod") {
            return Some(at);
        }
    }
    None
}
