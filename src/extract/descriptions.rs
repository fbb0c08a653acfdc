//! Who the unnamed are: the walk of life that a description speaks of, and whose or where from they are.
//!
//! "Riot police in Berlin" are of the police and of Berlin, "Chinese hackers" of crime and of China. The words are those of
//! `ontology/lexicon/sectors.csv`; nothing is taken from outside the noun phrase.

use std::collections::BTreeMap;
use std::path::Path;

use crate::Result;
use crate::article::Article;
use crate::claim::Description;
use crate::document::{ChainId, Document, EntityType, Form, TokenId};
use crate::extract::lexicon;
use crate::extract::syntax::Tree;

const SHIPPED: &str = include_str!("../../ontology/lexicon/sectors.csv");

/// Prepositions that say whose or where from somebody is.
const OF: [&str; 3] = ["of", "from", "for"];
/// Prepositions that do so only for bodies that belong to a place: "police in Berlin", but not "tourists in Berlin".
const AT: [&str; 2] = ["in", "at"];
/// Sectors whose people belong to the place where they serve.
const BODIES: [&str; 6] = ["government", "legislature", "judiciary", "military", "police", "intelligence"];
/// How far "a spokesman for the ministry of a state" is followed.
const DEPTH: usize = 3;

/// Where a word decides on the sector.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Rank {
    Own,
    Noun,
    Weak,
}

/// The words that tell sectors.
#[derive(Debug)]
pub struct Rules {
    sectors: BTreeMap<String, (Rank, String)>,
}

impl Rules {
    /// The shipped table, with that of `dir` laid over it.
    ///
    /// # Errors
    /// [`Error::Data`](crate::Error::Data) for a row that does not fit, with file and line.
    pub fn load(dir: Option<&Path>) -> Result<Self> {
        let mut sectors = BTreeMap::new();
        for row in lexicon::rows("sectors.csv", SHIPPED, &["words", "sector", "rank", "cameo"], dir)? {
            let rank = match row.cells[2].as_str() {
                "own" => Rank::Own,
                "noun" => Rank::Noun,
                "weak" => Rank::Weak,
                other => return Err(row.error(format!("unknown rank \"{other}\"; there are own, noun and weak"))),
            };
            if row.cells[1].is_empty() {
                return Err(row.error("the sector is missing"));
            }
            for words in row.list(0) {
                sectors.insert(words, (rank, row.cells[1].clone()));
            }
        }
        Ok(Self { sectors })
    }

    /// The sector that the noun at `head` tells, by itself or by what stands before it or after "of".
    fn sector(&self, tree: &Tree<'_>, head: TokenId, depth: usize) -> Option<&str> {
        let before = modifiers(tree, head);
        let noun = tree.lemma(head);
        let pairs = before.iter().map(|&at| format!("{} {noun}", tree.lemma(at)));
        let pair = pairs.filter_map(|words| self.sectors.get(&words)).find(|(rank, _)| *rank != Rank::Weak);
        let own = self.sectors.get(noun);
        let decided = pair.or(own.filter(|(rank, _)| *rank != Rank::Weak));
        // "Opposition officials", "police chief": the word before the noun decides where the noun says little.
        let attribute =
            || before.iter().filter_map(|&at| self.sectors.get(tree.lemma(at))).find(|(rank, _)| *rank == Rank::Own);
        let complement = || {
            let mut parts = parts(tree, head)
                .filter(|(preposition, _)| matches!(preposition.as_str(), "of" | "for" | "from" | "at"));
            parts.find_map(|(_, at)| (depth < DEPTH).then(|| self.sector(tree, at, depth + 1)).flatten())
        };
        let told = decided.or_else(attribute).map(|(_, sector)| sector.as_str());
        told.or_else(complement).or_else(|| own.map(|(_, sector)| sector.as_str()))
    }
}

/// Adjectives and nouns before a noun, the nearest first.
fn modifiers(tree: &Tree<'_>, head: TokenId) -> Vec<TokenId> {
    let before = tree.children(head).iter().rev().copied().filter(|&at| at < head);
    before.filter(|&at| matches!(tree.token(at).relation(), "amod" | "compound")).collect()
}

/// Nouns after the head with their prepositions, in text order.
fn parts<'a>(tree: &'a Tree<'_>, head: TokenId) -> impl Iterator<Item = (String, TokenId)> + 'a {
    tree.by(head, "nmod").filter(move |&at| at > head).map(|at| (tree.preposition(at), at))
}

/// The named chain whose or where from the noun at `head` is.
fn owner(tree: &Tree<'_>, head: TokenId, body: bool, depth: usize) -> Option<ChainId> {
    if depth > DEPTH {
        return None;
    }
    let document = tree.document;
    let named = |at: TokenId| {
        let mention = tree.mention(at).map(|at| &document.mentions[at])?;
        let chain = document.chains.get(mention.chain)?;
        let whose =
            matches!(chain.kind, EntityType::Place | EntityType::Group | EntityType::Organization | EntityType::Person);
        (chain.named && mention.form == Form::Name && whose).then_some(mention.chain)
    };
    // A thing in between may be named or described itself: "the embassy of France".
    let through = |at: TokenId| named(at).or_else(|| owner(tree, at, true, depth + 1));
    let nationality = modifiers(tree, head).into_iter().find_map(named);
    let possessor =
        || tree.children(head).iter().copied().filter(|&at| tree.token(at).deprel == "nmod:poss").find_map(through);
    let after = || {
        let mut parts: Vec<(String, TokenId)> = parts(tree, head).collect();
        parts.sort_by_key(|(preposition, at)| (!OF.contains(&preposition.as_str()), *at));
        let whose = |preposition: &str| OF.contains(&preposition) || body && AT.contains(&preposition);
        parts.into_iter().filter(|(preposition, _)| whose(preposition)).find_map(|(_, at)| through(at))
    };
    nationality.or_else(possessor).or_else(after)
}

/// What the article says of those whom it does not name, in order of chain; those of whom it says nothing are left out.
pub fn extract(article: &Article, document: &Document, rules: &super::Rules) -> Vec<Description> {
    let tree = Tree::new(&article.text, document);
    let unnamed = document.chains.iter().enumerate().filter(|(_, chain)| {
        let acts = matches!(chain.kind, EntityType::Person | EntityType::Organization | EntityType::Group);
        !chain.named && acts
    });
    let described = unnamed.filter_map(|(chain, told)| {
        let mentions = told.mentions.iter().filter_map(|&at| document.mentions.get(at));
        let heads: Vec<TokenId> =
            mentions.filter(|mention| mention.form == Form::Nominal).map(|mention| mention.head).collect();
        let sector = heads.iter().find_map(|&head| rules.descriptions.sector(&tree, head, 0)).map(str::to_owned);
        let body =
            told.kind == EntityType::Organization || sector.as_deref().is_some_and(|sector| BODIES.contains(&sector));
        let of = heads.iter().find_map(|&head| owner(&tree, head, body, 0));
        (sector.is_some() || of.is_some()).then_some(Description { chain, sector, of })
    });
    described.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::testing::document_from_conllu;

    /// Sector and owner's name of the first unnamed chain.
    fn described(conllu: &str) -> (Option<String>, Option<String>) {
        let (article, document) = document_from_conllu(conllu);
        let rules = crate::extract::Rules::load(None).unwrap();
        let found = extract(&article, &document, &rules).into_iter().next();
        let name = |chain: ChainId| document.chains[chain].name.clone();
        found.map_or((None, None), |found| (found.sector, found.of.map(name)))
    }

    fn some(sector: &str, of: &str) -> (Option<String>, Option<String>) {
        let text = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        (text(sector), text(of))
    }

    #[test]
    fn nationality_and_noun() {
        let text = "Chinese chinese ADJ JJ 2 amod M=place
             hackers hacker NOUN NNS 3 nsubj M=person/nominal
             attacked attack VERB VBD 0 root";
        assert_eq!(described(text), some("crime", "Chinese"));
    }

    #[test]
    fn bodies_belong_to_their_place_and_visitors_do_not() {
        let in_oslo = |noun: &str| {
            format!(
                "{noun} {noun} NOUN NN 4 nsubj M=person/nominal
                 in in ADP IN 3 case
                 Oslo Oslo PROPN NNP 1 nmod M=place
                 left leave VERB VBD 0 root"
            )
        };
        assert_eq!(described(&in_oslo("police")), some("police", "Oslo"));
        assert_eq!(described(&in_oslo("tourist")), some("civilians", ""));
    }

    #[test]
    fn a_word_before_a_weak_noun_decides() {
        let text = "opposition opposition NOUN NN 2 compound M=organization/nominal C=o
             officials official NOUN NNS 3 nsubj M=person/nominal C=p
             left leave VERB VBD 0 root";
        let (article, document) = document_from_conllu(text);
        let rules = crate::extract::Rules::load(None).unwrap();
        let found = extract(&article, &document, &rules);
        assert!(found.iter().all(|found| found.sector.as_deref() == Some("opposition")), "{found:?}");
    }

    #[test]
    fn a_body_in_between_leads_to_its_state() {
        let text = "spokesman spokesman NOUN NN 7 nsubj M=person/nominal
             for for ADP IN 4 case
             the the DET DT 4 det
             army army NOUN NN 1 nmod
             of of ADP IN 6 case
             Iran Iran PROPN NNP 4 nmod M=place
             left leave VERB VBD 0 root";
        assert_eq!(described(text), some("military", "Iran"));
    }

    #[test]
    fn tables_are_checked() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("lexicon")).unwrap();
        let table = folder.path().join("lexicon/sectors.csv");
        std::fs::write(&table, "words,sector,rank,cameo\npostman,post,own,\n").unwrap();
        assert_eq!(Rules::load(Some(folder.path())).unwrap().sectors["postman"], (Rank::Own, "post".to_owned()));
        std::fs::write(&table, "words,sector,rank,cameo\npostman,post,mine,\n").unwrap();
        let error = Rules::load(Some(folder.path())).unwrap_err().to_string();
        assert!(error.ends_with("sectors.csv:2: unknown rank \"mine\"; there are own, noun and weak"), "{error}");
    }
}
