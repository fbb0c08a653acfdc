//! Classes of words, and what a passage is about: `ontology/lexicon/classes.csv`.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use crate::Result;
use crate::document::TokenId;
use crate::extract::lexicon;
use crate::extract::syntax::Tree;

const SHIPPED: &str = include_str!("../../../ontology/lexicon/classes.csv");

/// So many words of an article say what it is about.
const OPENING: usize = 600;

/// All classes.
#[derive(Debug, Default)]
pub(crate) struct Classes {
    words: BTreeMap<String, BTreeSet<String>>,
    scenes: Arc<Scenes>,
}

/// The classes that say what a passage is about: for each of their words which they are.
#[derive(Debug, Default)]
struct Scenes {
    names: Vec<String>,
    by_word: BTreeMap<String, Vec<usize>>,
}

/// The question whether a passage is about one of these.
#[derive(Debug, Clone)]
pub(crate) struct Scene {
    wanted: Vec<usize>,
    all: Arc<Scenes>,
}

impl Classes {
    /// The shipped classes, extended by those of `dir`: a class that both have has the words of both.
    ///
    /// # Errors
    /// For a row that does not fit, with file and line.
    pub(crate) fn load(dir: Option<&Path>) -> Result<Self> {
        let mut words: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        let mut scenes = Scenes::default();
        for row in lexicon::rows("classes.csv", SHIPPED, &["class", "kind", "words"], dir)? {
            let (name, kind) = (&row.cells[0], row.cells[1].as_str());
            let scene = match kind {
                "word" => None,
                "scene" => Some(scenes.names.iter().position(|known| known == name).unwrap_or_else(|| {
                    scenes.names.push(name.clone());
                    scenes.names.len() - 1
                })),
                other => return Err(row.error(format!("unknown kind \"{other}\"; there are word and scene"))),
            };
            for word in row.list(2) {
                let of_word = scenes.by_word.entry(word.clone()).or_default();
                of_word.extend(scene.filter(|scene| !of_word.contains(scene)));
                words.entry(name.clone()).or_default().insert(word);
            }
        }
        scenes.by_word.retain(|_, scenes| !scenes.is_empty());
        Ok(Self { words, scenes: Arc::new(scenes) })
    }

    /// The words of a class, sorted.
    pub(crate) fn words(&self, class: &str) -> Option<impl Iterator<Item = &String>> {
        self.words.get(class).map(BTreeSet::iter)
    }

    /// The question whether a passage is about one of these scenes; the name of one that there is not, where there is not.
    pub(crate) fn scene(&self, names: &[String]) -> std::result::Result<Scene, String> {
        let of = |name: &String| self.scenes.names.iter().position(|known| known == name).ok_or_else(|| name.clone());
        Ok(Scene {
            wanted: names.iter().map(of).collect::<std::result::Result<_, _>>()?,
            all: Arc::clone(&self.scenes),
        })
    }
}

impl Scene {
    /// Whether the sentence around `trigger` is about it or, where no scene wins there, the article.
    pub(crate) fn holds(&self, tree: &Tree<'_>, trigger: TokenId) -> bool {
        let sentence = tree.document.sentence_of(trigger).and_then(|at| tree.document.sentences.get(at));
        let near = sentence.and_then(|sentence| self.winner(tree, trigger, sentence.tokens()));
        let found = near.or_else(|| self.winner(tree, trigger, 0..tree.document.tokens.len().min(OPENING)));
        found.is_some_and(|scene| self.wanted.contains(&scene))
    }

    /// The scene with most words among `tokens`; none where two are equal.
    fn winner(&self, tree: &Tree<'_>, trigger: TokenId, tokens: impl Iterator<Item = TokenId>) -> Option<usize> {
        let mut counts = vec![0_usize; self.all.names.len()];
        for at in tokens.filter(|&at| at != trigger) {
            let lemma = tree.lemma(at);
            let singular = || self.all.by_word.get(lemma.strip_suffix('s')?);
            for &scene in self.all.by_word.get(lemma).or_else(singular).into_iter().flatten() {
                counts[scene] += 1;
            }
        }
        let most = counts.iter().copied().max().filter(|&most| most > 0)?;
        let mut first = counts.iter().enumerate().filter(|&(_, &count)| count == most).map(|(scene, _)| scene);
        // Only scenes that are asked for may be equal: a fire and an accident are both no attack.
        let winner = first.next()?;
        first.all(|other| self.wanted.contains(&other) == self.wanted.contains(&winner)).then_some(winner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::testing::document_from_conllu;

    fn about(classes: &Classes, conllu: &str, trigger: TokenId, scenes: &[&str]) -> bool {
        let (article, document) = document_from_conllu(conllu);
        let names: Vec<String> = scenes.iter().map(|&name| name.to_owned()).collect();
        classes.scene(&names).unwrap().holds(&Tree::new(&article.text, &document), trigger)
    }

    #[test]
    fn the_sentence_says_what_it_is_about() {
        let classes = Classes::load(None).unwrap();
        let crash = "Two two NUM CD 2 nsubj:pass
             died die VERB VBD 0 root
             when when ADV WRB 5 advmod
             ferries ferry NOUN NNS 5 nsubj
             collided collide VERB VBD 2 advcl";
        assert!(about(&classes, crash, 1, &["nature", "accident"]));
        assert!(!about(&classes, crash, 1, &["violence"]));
        let quiet = "Two two NUM CD 2 nsubj:pass
             died die VERB VBD 0 root";
        assert!(!about(&classes, quiet, 1, &["nature", "violence"]));
    }

    #[test]
    fn unknown_names_are_told() {
        let classes = Classes::load(None).unwrap();
        assert_eq!(classes.scene(&["opera".to_owned()]).unwrap_err(), "opera");
        assert!(classes.words("opera").is_none());
        assert!(classes.words("cause").unwrap().any(|word| word == "earthquake"));
    }
}
