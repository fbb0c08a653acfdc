//! Words that decide how an event below them is told, and light verbs: `ontology/lexicon/operators.csv`.

use std::collections::BTreeMap;
use std::path::Path;

use crate::Result;
use crate::claim::Modality;
use crate::document::TokenId;
use crate::extract::lexicon::{self, Row};
use crate::extract::syntax::Tree;

const SHIPPED: &str = include_str!("../../ontology/lexicon/operators.csv");
const HEADER: [&str; 5] = ["word", "pos", "governs", "effect", "shares"];

/// What an operator does to the event below it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Effect {
    /// Gives it this modality (asserted leaves it as it is).
    Modality(Modality),
    /// Puts it into somebody's mouth.
    Reported,
    /// Makes it come true where it is itself told as past ("had to leave"), else leaves it open.
    Implied,
    /// Takes for granted what it tells as past: "did not mention that he had left".
    Fact,
}

/// What an operator lends to the noun below it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shares {
    Nothing,
    /// The verb's subject does what the noun says: "held talks".
    Subject,
    /// What the noun says is done to the verb's subject: "faced criticism".
    Undergoer,
    /// Whose the noun is: "has an arraignment" is "their arraignment".
    Holder,
    /// The noun stands in the operator's place: "a series of attacks".
    Container,
}

/// A line of the table, for one of its words.
#[derive(Debug, Clone)]
pub(crate) struct Operator {
    words: Vec<String>,
    pos: String,
    governs: Vec<String>,
    pub(crate) effect: Effect,
    pub(crate) shares: Shares,
}

impl Operator {
    /// Whether the operator has a say over what hangs on it by `edge`.
    pub(crate) fn governs(&self, edge: &str) -> bool {
        self.governs.iter().any(|own| own == edge)
    }
}

/// All operators, found by their first word.
#[derive(Debug)]
pub(crate) struct Operators {
    by_word: BTreeMap<String, Vec<Operator>>,
}

impl Operators {
    /// The shipped table and that of `dir`.
    ///
    /// # Errors
    /// For a row that does not fit, with file and line.
    pub(crate) fn load(dir: Option<&Path>) -> Result<Self> {
        let mut by_word: BTreeMap<String, Vec<Operator>> = BTreeMap::new();
        for row in lexicon::rows("operators.csv", SHIPPED, &HEADER, dir)? {
            for operator in operators(&row)? {
                by_word.entry(operator.words[0].clone()).or_default().push(operator);
            }
        }
        Ok(Self { by_word })
    }

    /// The operators at `at` that govern one of these `edges`.
    pub(crate) fn governing<'a>(
        &'a self,
        tree: &'a Tree<'_>,
        at: TokenId,
        edges: &'a [String],
    ) -> impl Iterator<Item = &'a Operator> {
        let pos = match tree.token(at).upos.as_str() {
            _ if tree.is_in_name(at) => "",
            "VERB" | "AUX" => "verb",
            "NOUN" | "PROPN" | "NUM" | "PRON" | "DET" => "noun",
            "ADJ" | "ADV" => "adj",
            _ => "",
        };
        let form = tree.form(at);
        let of_form = self.by_word.get(&form).filter(|_| form != tree.lemma(at));
        let operators = self.by_word.get(tree.lemma(at)).into_iter().chain(of_form).flatten();
        let found = operators.filter(move |operator| {
            // "set off a strike" sets up none.
            (operator.words.len() > 1 || pos != "verb" || !tree.changes_meaning(at))
                && (operator.pos == pos || (pos == "verb" && operator.pos == "adj" && tree.is_participle(at)))
                && operator.governs.iter().any(|edge| edges.contains(edge))
                && tree.has_words(at, &operator.words[1..])
        });
        // "went on to win" is not "went to win".
        let found: Vec<&Operator> = found.collect();
        let longest = found.iter().map(|operator| operator.words.len()).max();
        found.into_iter().filter(move |operator| Some(operator.words.len()) == longest)
    }

    /// The effect of a word beside the event: an auxiliary, adverb, adjective, mark, determiner.
    pub(crate) fn beside(&self, tree: &Tree<'_>, at: TokenId, pos: &str) -> Option<Modality> {
        let found = |word: &str| {
            self.by_word.get(word)?.iter().find(|operator| {
                // "important to" asks for something, "an important trip" does not.
                operator.pos == pos
                    && (operator.governs.is_empty() || operator.governs("mod"))
                    && (operator.words.len() == 1 || tree.follows(at, &operator.words[1..]))
            })
        };
        let form = tree.form(at);
        match found(&form).or_else(|| found(tree.lemma(at)))?.effect {
            Effect::Modality(modality) => Some(modality),
            Effect::Reported | Effect::Implied | Effect::Fact => None,
        }
    }

    /// The effect of a preposition as [`Tree::preposition`] gives it.
    pub(crate) fn preposition(&self, words: &str) -> Option<Modality> {
        let first = words.split(' ').next()?;
        self.by_word.get(first)?.iter().find_map(|operator| match operator.effect {
            Effect::Modality(modality) if operator.pos == "prep" && operator.words.join(" ") == words => Some(modality),
            _ => None,
        })
    }
}

fn operators(row: &Row) -> Result<Vec<Operator>> {
    let pos = row.cells[1].clone();
    if !["verb", "noun", "adj", "adv", "habit", "fiction", "done", "past", "ahead", "aux", "mark", "neg", "det", "prep"]
        .contains(&pos.as_str())
    {
        return Err(row.error(format!("unknown part of speech \"{pos}\"")));
    }
    let effect = match row.cells[3].as_str() {
        "reported" => Effect::Reported,
        "implied" => Effect::Implied,
        "fact" => Effect::Fact,
        name => match Modality::ALL.into_iter().find(|modality| modality.as_str() == name) {
            Some(modality) => Effect::Modality(modality),
            None => return Err(row.error(format!("unknown effect \"{name}\""))),
        },
    };
    let shares = match row.cells[4].as_str() {
        "" => Shares::Nothing,
        "subject" => Shares::Subject,
        "undergoer" => Shares::Undergoer,
        "holder" => Shares::Holder,
        "container" => Shares::Container,
        other => {
            return Err(
                row.error(format!("unknown sharing \"{other}\"; there are subject, undergoer, holder and container"))
            );
        }
    };
    let words = row.list(0);
    if words.is_empty() {
        return Err(row.error("no word"));
    }
    Ok(words
        .iter()
        .map(|word| Operator {
            words: word.split_whitespace().map(str::to_owned).collect(),
            pos: pos.clone(),
            governs: row.list(2),
            effect,
            shares,
        })
        .collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shipped_table_is_valid() {
        let operators = Operators::load(None).unwrap();
        assert!(operators.by_word["say"].iter().any(|operator| operator.effect == Effect::Reported));
        assert_eq!(operators.preposition("ahead of"), Some(Modality::Planned));
        assert_eq!(operators.preposition("in"), None);
    }

    #[test]
    fn errors_name_the_line() {
        let text = "word,pos,governs,effect,shares\nzap,verb,inf,perhaps\n";
        let rows = lexicon::rows("o.csv", text, &HEADER, None).unwrap();
        assert_eq!(operators(&rows[0]).unwrap_err().to_string(), "o.csv:2: unknown effect \"perhaps\"");
    }
}
