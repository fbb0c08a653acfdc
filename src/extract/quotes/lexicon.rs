//! Words of saying and the frames in which they carry what is said: `ontology/lexicon/speech.csv`.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use crate::Result;
use crate::extract::relations::table::rows;

const TABLE: &str = include_str!("../../../ontology/lexicon/speech.csv");

/// The frames of a word.
pub(super) type Frames = BTreeSet<String>;

const KNOWN: &[&str] = &["quote", "that", "wh", "to", "np", "for", "of", "show"];

/// Everything the quote rules know about words.
#[derive(Debug, Default)]
pub(super) struct Lexicon {
    /// `(lemma, particle)` → frames.
    verbs: BTreeMap<(String, String), Frames>,
    nouns: BTreeMap<String, Frames>,
    sources: BTreeSet<String>,
    light: BTreeSet<String>,
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
                "source" => {
                    lexicon.sources.insert(lemma);
                }
                "light" => {
                    lexicon.light.insert(lemma);
                }
                other => return Err(row.error(format!("kind is verb, noun, source or light, not {other:?}"))),
            }
        }
        Ok(lexicon)
    }

    /// The frames of a verb with its particle.
    pub(super) fn verb(&self, lemma: &str, particle: &str) -> Option<&Frames> {
        self.verbs.get(&(lemma.to_owned(), particle.to_owned()))
    }

    /// The frames of a noun of saying.
    pub(super) fn noun(&self, lemma: &str) -> Option<&Frames> {
        self.nouns.get(lemma)
    }

    /// Whether a verb lends a noun of saying its subject ("issued a statement").
    pub(super) fn is_light(&self, lemma: &str) -> bool {
        self.light.contains(lemma)
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
