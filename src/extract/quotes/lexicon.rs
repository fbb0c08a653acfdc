//! Words of saying and the frames in which they carry what is said: `ontology/lexicon/speech.csv`.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use crate::Result;
use crate::article::Span;
use crate::document::Document;
use crate::extract::relations::table::rows;

const TABLE: &str = include_str!("../../../ontology/lexicon/speech.csv");

/// The frames of a word.
pub(super) type Frames = BTreeSet<String>;

const KNOWN: &[&str] = &[
    "quote", "that", "wh", "to", "any", "would", "ing", "np", "object", "judge", "feeling", "name", "for", "of",
    "about", "toward", "show", "passive",
];

/// Everything the quote rules know about words.
#[derive(Debug, Default)]
pub(super) struct Lexicon {
    /// `(lemma, particle)` → frames.
    verbs: BTreeMap<(String, String), Frames>,
    nouns: BTreeMap<String, Frames>,
    adjectives: BTreeMap<String, Frames>,
    sources: BTreeSet<String>,
    documents: BTreeSet<String>,
    media: BTreeSet<String>,
    light: BTreeSet<String>,
    leading: BTreeSet<String>,
    telling: BTreeSet<String>,
    mute: BTreeSet<String>,
    surveys: BTreeSet<String>,
}

impl Lexicon {
    /// The shipped table, extended by `dir/lexicon/speech.csv`.
    pub(super) fn load(dir: Option<&Path>) -> Result<Self> {
        let mut lexicon = Self::default();
        for row in rows("speech.csv", TABLE, dir, &["lemma", "particle", "kind", "frames"])? {
            let lemma = row.field(0).to_owned();
            let frames: Frames = row.words(3).into_iter().collect();
            if let Some(frame) = frames.iter().find(|frame| !KNOWN.contains(&frame.as_str())) {
                return Err(row.error(format!("{frame:?} is no frame; frames are {}", KNOWN.join(", "))));
            }
            match row.field(2) {
                "verb" => {
                    lexicon.verbs.insert((lemma, row.field(1).to_owned()), frames);
                }
                "noun" => {
                    lexicon.nouns.insert(lemma, frames);
                }
                "adjective" => {
                    lexicon.adjectives.insert(lemma, frames);
                }
                "source" => {
                    lexicon.sources.insert(lemma);
                }
                "document" => {
                    lexicon.sources.insert(lemma.clone());
                    lexicon.documents.insert(lemma);
                }
                "medium" => {
                    lexicon.media.insert(lemma);
                }
                "leading" => {
                    lexicon.leading.insert(lemma);
                }
                "telling" => {
                    lexicon.telling.insert(lemma);
                }
                "light" => {
                    lexicon.light.insert(lemma);
                }
                "survey" => {
                    lexicon.surveys.insert(lemma);
                }
                "mute" => {
                    lexicon.mute.insert(lemma);
                }
                other => return Err(row.error(format!(
                    "kind is verb, noun, adjective, source, document, medium, telling, light, leading, survey or mute, not {other:?}"
                ))),
            }
        }
        Ok(lexicon)
    }

    /// The frames of a verb with its particle.
    pub(super) fn verb(&self, lemma: &str, particle: &str) -> Option<&Frames> {
        self.verbs.get(&(lemma.to_owned(), particle.to_owned()))
    }

    /// Whether the words at `cue` say something aloud, and not only think or want it.
    pub(super) fn is_saying(&self, document: &Document, cue: Span) -> bool {
        let first = document.tokens.partition_point(|token| token.span.start < cue.start);
        let Some(token) = document.tokens.get(first) else { return false };
        let particle = document.tokens.get(first + 1).filter(|next| next.span.end <= cue.end);
        let particle = particle.map_or("", |particle| particle.lemma.as_str());
        let lemma = token.lemma.to_lowercase();
        let frames = self.verb(&lemma, particle).or_else(|| self.verb(&lemma, ""));
        lemma.starts_with("accord") || token.upos == "VERB" && frames.is_some_and(|frames| frames.contains("quote"))
    }

    /// The frames of a noun of saying.
    pub(super) fn noun(&self, lemma: &str) -> Option<&Frames> {
        self.nouns.get(lemma)
    }

    /// The frames of an adjective of saying or thinking.
    pub(super) fn adjective(&self, lemma: &str) -> Option<&Frames> {
        self.adjectives.get(lemma)
    }

    /// Whether a thing says what somebody made it say ("the report of the agency").
    pub(super) fn is_document(&self, lemma: &str) -> bool {
        self.documents.contains(lemma)
    }

    /// Whether a word names what is said, or what says it.
    pub(super) fn noun_or_document(&self, lemma: &str) -> bool {
        self.nouns.contains_key(lemma) || self.is_document(lemma)
    }

    /// Whether something is said in such a thing ("in a statement").
    pub(super) fn is_medium(&self, lemma: &str) -> bool {
        self.media.contains(lemma)
    }

    /// Whether a verb has whom is spoken to as its object ("told the press that").
    pub(super) fn tells_somebody(&self, lemma: &str) -> bool {
        self.telling.contains(lemma)
    }

    /// Whether a word leads on to saying something ("went on to say", "was the first to say").
    pub(super) fn leads_on(&self, lemma: &str) -> bool {
        self.leading.contains(lemma)
    }

    /// Whether a verb lends a noun of saying its subject ("issued a statement").
    pub(super) fn is_light(&self, lemma: &str) -> bool {
        self.light.contains(lemma)
    }

    /// Whether a thing says nothing, whatever verb it has ("as the name suggests").
    pub(super) fn is_mute(&self, lemma: &str) -> bool {
        self.mute.contains(lemma)
    }

    /// Whether a thing finds what many say ("in the poll").
    pub(super) fn is_survey(&self, lemma: &str) -> bool {
        self.surveys.contains(lemma)
    }

    /// Whether a thing may show or say something ("the report").
    pub(super) fn is_source(&self, lemma: &str) -> bool {
        self.sources.contains(lemma)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shipped_table_loads() {
        let lexicon = Lexicon::load(None).unwrap();
        assert!(lexicon.verb("say", "").unwrap().contains("that"));
        assert!(lexicon.verb("point", "out").is_some());
        assert!(lexicon.noun("claim").is_some());
        assert!(lexicon.is_source("report"));
    }
}
