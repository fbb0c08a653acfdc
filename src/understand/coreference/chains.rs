//! From clusters to the mentions and chains of the document.

use std::collections::BTreeMap;

use crate::document::{Chain, Document, EntityType, Form, Mention};

use super::clusters::Clusters;
use super::features::{Candidate, Number, Scene};

/// The longest name in words that is taken as fullest; longer ones are more often errors.
const LONGEST_NAME: usize = 9;

/// Probability below which a description does not stand for somebody with a name but for itself; for a place ("the
/// country"), which more often stands for another one, it must be higher.
const SURE: f32 = 0.6;
const SURE_PLACE: f32 = 0.7;

/// Mentions and chains of a scene: entities and pronouns always, other things only where they are taken up again. A
/// mention is as sure as it is one and as it belongs to its chain.
pub(super) fn build(scene: &Scene, clusters: &Clusters, sure: &[f32]) -> (Vec<Mention>, Vec<Chain>) {
    let kept = |at: usize| {
        let candidate = &scene.candidates[at];
        let described = candidate.entity && !candidate.coordination;
        described || candidate.mention.form != Form::Nominal || clusters.members(at).len() > 1
    };
    let mut mentions: Vec<Mention> = Vec::new();
    let mut chains: Vec<Chain> = Vec::new();
    let mut chain_of = vec![usize::MAX; scene.candidates.len()];
    // Descriptions left to themselves, by what they were taken to stand for and by their noun.
    let mut apart: BTreeMap<(usize, &str), usize> = BTreeMap::new();
    let parted = |at: usize| {
        let candidate = &scene.candidates[at];
        let least = if candidate.mention.kind == EntityType::Place { SURE_PLACE } else { SURE };
        let described = candidate.mention.form == Form::Nominal && candidate.entity;
        described && clusters.is_named(at) && sure[at] < 1.0 && candidate.mention.confidence * sure[at] < least
    };
    for at in (0..scene.candidates.len()).filter(|&at| kept(at)) {
        let root = clusters.of(at);
        let chain = if parted(at) {
            let members = || {
                let all = clusters.members(root).iter().copied();
                all.filter(|&other| parted(other) && scene.candidates[other].head == scene.candidates[at].head)
            };
            *apart.entry((root, &scene.candidates[at].head)).or_insert_with(|| {
                chains.push(describe(scene, &members().collect::<Vec<_>>(), scene.candidates[at].mention.kind, false));
                chains.len() - 1
            })
        } else {
            if chain_of[root] == usize::MAX {
                chain_of[root] = chains.len();
                let members: Vec<usize> = clusters.members(root).iter().copied().filter(|&at| !parted(at)).collect();
                chains.push(describe(scene, &members, clusters.kind(root), clusters.is_named(root)));
            }
            chain_of[root]
        };
        chains[chain].mentions.push(mentions.len());
        let mut mention = scene.candidates[at].mention.clone();
        mention.chain = chain;
        mention.confidence = (mention.confidence * sure[at] * 100.0).round() / 100.0;
        // A pronoun is what its chain is.
        if mention.form == Form::Pronoun {
            mention.kind = chains[chain].kind;
        }
        mentions.push(mention);
    }
    (mentions, chains)
}

/// A chain without its mentions.
fn describe(scene: &Scene, members: &[usize], kind: EntityType, named: bool) -> Chain {
    let plural = !named && members.iter().any(|&at| scene.candidates[at].number == Number::Plural);
    let named_plural =
        named && kind == EntityType::Group && members.iter().all(|&at| scene.candidates[at].number == Number::Plural);
    let name = if named { fullest_name(scene, members) } else { fullest_description(scene, members) };
    Chain { kind, name, named, plural: plural || named_plural, mentions: Vec::new() }
}

fn surface(text: &str, candidate: &Candidate) -> String {
    candidate.mention.span.of(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The name with most words that is no acronym; the more frequent, then the earlier one where several are as long.
fn fullest_name(scene: &Scene, members: &[usize]) -> String {
    let names: Vec<String> = members
        .iter()
        .filter(|&&at| scene.form(at) == Form::Name)
        .map(|&at| surface(scene.text, &scene.candidates[at]))
        .collect();
    let mut counts: BTreeMap<&String, usize> = BTreeMap::new();
    for name in &names {
        *counts.entry(name).or_default() += 1;
    }
    let weight = |name: &String| {
        let words = name.split(' ').count();
        let clean = words <= LONGEST_NAME && name.chars().all(|c| c.is_alphanumeric() || " .-'’&,/()\"“”".contains(c));
        let shouted = name.chars().all(|c| !c.is_lowercase());
        let times = counts.get(name).copied().unwrap_or_default();
        (clean, !shouted, words, times)
    };
    let mut best: Option<&String> = None;
    for name in &names {
        if best.is_none_or(|best| weight(name) > weight(best)) {
            best = Some(name);
        }
    }
    best.cloned().unwrap_or_default()
}

/// The longest description, or the pronoun where there is none.
fn fullest_description(scene: &Scene, members: &[usize]) -> String {
    let mut best = (false, 0, String::new());
    for &at in members {
        let candidate = &scene.candidates[at];
        let name = surface(scene.text, candidate);
        let weight = (candidate.mention.form == Form::Nominal, name.len());
        if weight > (best.0, best.1) {
            best = (weight.0, weight.1, name);
        }
    }
    best.2
}

/// Puts mentions and chains into a document.
pub(super) fn store(document: &mut Document, mentions: Vec<Mention>, chains: Vec<Chain>) {
    document.mentions = mentions;
    document.chains = chains;
}
