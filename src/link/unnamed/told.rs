//! What an article says of each thing that it does not name: noun, modifiers, number, kind.

use std::collections::BTreeSet;

use crate::document::{Document, EntityType, Form, TokenId};
use crate::entity::{Annotated, Unnamed};
use crate::link::events::{Key, key};

/// An unnamed thing of an article.
#[derive(Debug, Clone)]
pub(crate) struct Told {
    pub(crate) what: Unnamed,
    /// Its nouns; of a time expression, its value. All lists are sorted.
    pub(crate) nouns: Vec<Key>,
    /// What narrows it: adjectives and nouns.
    pub(crate) modifiers: Vec<Key>,
    /// Numbers before it ("23 pirates", "a 19-year-old man").
    pub(crate) numbers: Vec<Key>,
    /// Names before or behind it ("Somali pirates", "police in Oslo").
    pub(crate) names: Vec<Key>,
    pub(crate) plural: bool,
    pub(crate) kind: EntityType,
}

/// Relations of what narrows a noun.
const MODIFIERS: [&str; 4] = ["amod", "compound", "nummod", "nmod"];

/// Reads the unnamed things of an article: chains without a name, further nouns that take part in events, and times
/// that no calendar fixes.
pub(crate) fn read(annotated: &Annotated) -> Vec<Told> {
    let document = &annotated.document;
    let mut told = chains(document);
    told.extend(words(annotated));
    told.extend(times(document));
    told
}

fn chains(document: &Document) -> Vec<Told> {
    let unnamed = document.chains.iter().enumerate();
    let unnamed = unnamed.filter(|(_, chain)| !chain.named && chain.kind != EntityType::Event);
    let read = unnamed.filter_map(|(number, chain)| {
        let mentions = chain.mentions.iter().filter_map(|&at| document.mentions.get(at));
        let heads: Vec<TokenId> =
            mentions.filter(|mention| mention.form == Form::Nominal).map(|mention| mention.head).collect();
        let mut told = Words::default();
        heads.iter().for_each(|&head| told.add(document, head));
        (!told.nouns.is_empty()).then(|| told.told(Unnamed::Chain(number), chain.plural, chain.kind))
    });
    read.collect()
}

/// Nouns that take part in an event and are in no chain.
fn words(annotated: &Annotated) -> impl Iterator<Item = Told> {
    let document = &annotated.document;
    annotated.bare_participants().into_iter().map(|at| {
        let mut told = Words::default();
        told.add(document, at);
        told.told(Unnamed::Word(at), document.tokens[at].xpos.ends_with('S'), EntityType::Misc)
    })
}

/// Times whose value needs its story to be known: "Saturday" where nothing dates the article, "two nights".
fn times(document: &Document) -> Vec<Told> {
    let open = document.times.iter().enumerate();
    let open = open.filter(|(_, time)| time.bounds.is_none() && !time.value.ends_with("_REF"));
    let read = open.map(|(number, time)| {
        let words = Words { nouns: BTreeSet::from([key(&["time", &time.value])]), ..Words::default() };
        words.told(Unnamed::Time(number), false, EntityType::Misc)
    });
    read.collect()
}

#[derive(Default)]
struct Words {
    nouns: BTreeSet<Key>,
    modifiers: BTreeSet<Key>,
    numbers: BTreeSet<Key>,
    names: BTreeSet<Key>,
}

impl Words {
    fn add(&mut self, document: &Document, head: TokenId) {
        let Some(token) = document.tokens.get(head) else { return };
        let lemma = |at: TokenId| key(&["word", &document.tokens[at].lemma.to_lowercase()]);
        if !matches!(token.upos.as_str(), "NOUN" | "PROPN" | "ADJ" | "NUM") {
            return;
        }
        self.nouns.insert(lemma(head));
        for child in document.children(head) {
            let token = &document.tokens[child];
            if !MODIFIERS.contains(&token.relation()) || token.upos == "PRON" {
                continue;
            }
            let numeric = token.upos == "NUM" || token.lemma.bytes().any(|byte| byte.is_ascii_digit());
            let named = token.upos == "PROPN" || token.lemma.chars().next().is_some_and(char::is_uppercase);
            let list = match (numeric, named) {
                (true, _) => &mut self.numbers,
                (false, true) => &mut self.names,
                (false, false) => &mut self.modifiers,
            };
            list.insert(lemma(child));
        }
    }

    fn told(self, what: Unnamed, plural: bool, kind: EntityType) -> Told {
        let list = |keys: BTreeSet<Key>| keys.into_iter().collect();
        Told {
            what,
            nouns: list(self.nouns),
            modifiers: list(self.modifiers),
            numbers: list(self.numbers),
            names: list(self.names),
            plural,
            kind,
        }
    }
}
