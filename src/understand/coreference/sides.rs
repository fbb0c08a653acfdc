//! Who suffers and who is suspected: "the victim" is never the man who was arrested.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::document::{Form, TokenId};

use super::clusters::Clusters;
use super::features::{Scene, lemma};

const SIDES: &str = include_str!("../../../data/language/sides.csv");

/// The two sides of a crime.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    Harmed,
    Suspected,
}

/// Nouns by the side they are on, and verbs by the side of their objects.
#[derive(Debug, Default)]
struct Words {
    nouns: BTreeMap<&'static str, Side>,
    verbs: BTreeMap<&'static str, Side>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let mut words = Words::default();
    for line in SIDES.lines().skip(1) {
        let [side, kind, list] = line.split(',').collect::<Vec<_>>()[..] else { continue };
        let side = if side == "harmed" { Side::Harmed } else { Side::Suspected };
        let table = if kind == "noun" { &mut words.nouns } else { &mut words.verbs };
        table.extend(list.split('|').map(|word| (word, side)));
    }
    words
});

/// Whether the description `at` can be of the cluster of `before`.
pub(super) fn fit(scene: &Scene, clusters: &Clusters, at: usize, before: usize) -> bool {
    let Some(&side) = WORDS.nouns.get(scene.candidates[at].head.as_str()) else { return true };
    clusters.members(before).iter().all(|&member| {
        let said = WORDS.nouns.get(scene.candidates[member].head.as_str());
        let told = scene.form(member) == Form::Nominal && said.is_some_and(|&other| other != side);
        // Police shoot suspects too: what is done to a suspect makes no victim.
        let done = side == Side::Harmed && is_suspected(scene, scene.candidates[member].mention.head);
        !told && !done
    })
}

/// Whether a clause makes a noun the one who harms, or who is held for it.
fn is_suspected(scene: &Scene, head: TokenId) -> bool {
    let document = scene.document;
    let side = |verb: TokenId| WORDS.verbs.get(lemma(scene.text, document, verb).as_str()).copied();
    let by_role = |verb: TokenId, deprel: &str| match (side(verb), deprel) {
        (Some(Side::Harmed), "nsubj") | (Some(Side::Suspected), "obj" | "nsubj:pass") => true,
        _ => false,
    };
    let token = &document.tokens[head];
    let main = token.head.is_some_and(|verb| by_role(verb, &token.deprel));
    // "a man suspected of", "a man stabbing", "a man who stabbed", "who was arrested".
    let clauses = || document.children(head).filter(|&child| matches!(document.tokens[child].relation(), "acl"));
    main || clauses().any(|verb| match (document.tokens[verb].xpos.as_str(), document.tokens[verb].deprel.as_str()) {
        ("VBN", "acl") => by_role(verb, "obj"),
        ("VBG", "acl") => by_role(verb, "nsubj"),
        _ => document.children(verb).any(|subject| {
            let word = &document.tokens[subject];
            matches!(word.lemma.as_str(), "who" | "that" | "which") && by_role(verb, &word.deprel)
        }),
    })
}
