//! Who suffers and who is suspected: "the victim" is never the man who was arrested.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::document::{EntityType, Form, TokenId};

use super::clusters::Clusters;
use super::features::{Determiner, Scene, lemma};

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

/// How many sentences back "the victim" or "the suspect" is looked for.
const REACH: usize = 8;

/// Joins "the suspect" with the one person of the sentences before who is held for something, "the victims" with those who
/// are harmed.
pub(super) fn join(scene: &Scene, clusters: &mut Clusters) {
    for (at, candidate) in scene.candidates.iter().enumerate() {
        let Some(&side) = WORDS.nouns.get(candidate.head.as_str()) else { continue };
        let definite = candidate.mention.form == Form::Nominal && candidate.determiner == Determiner::Definite;
        let joined = clusters.members(at).first().is_some_and(|&first| first < at);
        // "the suspect in the other case", but not "the suspect, who fled"
        let narrowed = scene.document.children(candidate.mention.head).any(|child| {
            let aside = || (candidate.mention.head..child).any(|token| scene.surface(token) == ",");
            matches!(scene.document.tokens[child].deprel.as_str(), "nmod" | "acl" | "acl:relcl" | "nummod") && !aside()
        });
        if !definite || joined || narrowed || !candidate.modifiers.is_empty() {
            continue;
        }
        let near = (0..at).rev().take_while(|&before| scene.candidates[before].sentence + REACH >= candidate.sentence);
        let mut found: Option<usize> = None;
        let mut several = false;
        for before in near.filter(|&before| is_on(scene, before, side)) {
            let other = &scene.candidates[before];
            let person = clusters.kind(before) == EntityType::Person && !other.coordination && !other.covers(candidate);
            let agrees = clusters.number(before).agrees(candidate.number) && other.number == candidate.number;
            let two_names = clusters.is_named(at) && clusters.is_named(before);
            if person && agrees && !two_names && fit(scene, clusters, at, before) {
                several |= found.is_some_and(|found| !clusters.same(found, before));
                found = found.or(Some(before));
            }
        }
        if let Some(found) = found.filter(|_| !several) {
            clusters.join(found, at);
        }
    }
}

/// Whether the description `at` can be of the cluster of `before`.
pub(super) fn fit(scene: &Scene, clusters: &Clusters, at: usize, before: usize) -> bool {
    let Some(&side) = WORDS.nouns.get(scene.candidates[at].head.as_str()) else { return true };
    clusters.members(before).iter().all(|&member| {
        let said = WORDS.nouns.get(scene.candidates[member].head.as_str());
        let told = scene.form(member) == Form::Nominal && said.is_some_and(|&other| other != side);
        // Police shoot suspects too: what is done to a suspect makes no victim.
        let done = side == Side::Harmed && by_clause(scene, member) == Some(Side::Suspected);
        !told && !done
    })
}

/// Whether a noun, or the clause it stands in, puts a candidate on a side.
fn is_on(scene: &Scene, at: usize, side: Side) -> bool {
    let candidate = &scene.candidates[at];
    let noun = WORDS.nouns.get(candidate.head.as_str()).filter(|_| candidate.mention.form == Form::Nominal);
    noun == Some(&side) || (candidate.mention.form != Form::Pronoun && by_clause(scene, at) == Some(side))
}

/// The side on which a clause puts a candidate.
fn by_clause(scene: &Scene, at: usize) -> Option<Side> {
    let (document, head) = (scene.document, scene.candidates[at].mention.head);
    let side = |verb: TokenId, deprel: &str| {
        let of_object = WORDS.verbs.get(lemma(scene.text, document, verb).as_str()).copied()?;
        match (of_object, deprel) {
            (_, "obj" | "nsubj:pass") => Some(of_object),
            (Side::Harmed, "nsubj") => Some(Side::Suspected),
            _ => None,
        }
    };
    // "a man suspected of", "a man stabbing", "a man who stabbed", "who was arrested".
    let clauses = document.children(head).filter(|&child| document.tokens[child].relation() == "acl");
    let mut in_clause = clauses.filter_map(|verb| {
        let token = &document.tokens[verb];
        match (token.xpos.as_str(), token.deprel.as_str()) {
            ("VBN", "acl") => side(verb, "obj"),
            ("VBG", "acl") => side(verb, "nsubj"),
            _ => document.children(verb).find_map(|subject| {
                let word = &document.tokens[subject];
                side(verb, &word.deprel).filter(|_| matches!(word.lemma.as_str(), "who" | "that" | "which"))
            }),
        }
    });
    let token = &document.tokens[head];
    in_clause.next().or_else(|| token.head.and_then(|verb| side(verb, &token.deprel)))
}
