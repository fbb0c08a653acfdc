//! What the model says that descriptions and pronouns take up, within what agreement allows.

use std::collections::{BTreeMap, HashMap};

use crate::document::{EntityType, Form};

use super::clusters::Clusters;
use super::features::{Candidate, Determiner, Number, Scene};
use super::nominals;
use super::pairs::Pairs;
use super::pronouns;
use super::quotes::Quote;
use super::sides;
use crate::understand::phrases::Phrases;

/// How many candidates back an antecedent may stand.
const REACH: usize = 150;

/// How many descriptions with the same noun are looked at beyond that.
const SAME_NOUN: usize = 20;

/// What the score of a named antecedent of a description must exceed beyond that of beginning a chain: a wrong one does
/// more harm than others.
const DESCRIPTION_OF_NAME: f32 = 0.5;

/// Joins every description and pronoun that is alone so far with its best antecedent, if the model finds one. Returns for
/// each candidate the probability of the cluster that it joined, against beginning a chain and the other clusters; 1 where
/// nothing was chosen.
pub(super) fn join(
    scene: &Scene,
    phrases: &Phrases,
    pairs: &Pairs,
    quotes: &[Quote],
    clusters: &mut Clusters,
) -> Vec<f32> {
    let mut sure = vec![1.0; scene.candidates.len()];
    // Descriptions by their noun: a repetition reaches further back than anything else.
    let mut by_noun: HashMap<&str, Vec<usize>> = HashMap::new();
    for (at, candidate) in scene.candidates.iter().enumerate() {
        let near = at.saturating_sub(REACH);
        let same_noun = by_noun.entry(candidate.head.as_str()).or_default();
        let far = same_noun.partition_point(|&other| other < near);
        let pool: Vec<usize> = (near..at).rev().chain(same_noun[..far].iter().rev().take(SAME_NOUN).copied()).collect();
        if candidate.mention.form != Form::Pronoun {
            same_noun.push(at);
        }
        let joined = clusters.members(at).first().is_some_and(|&first| first < at);
        let open = candidate.mention.form != Form::Name && !joined;
        let Some(phrase) = scene.phrase(at).filter(|_| open) else { continue };
        let mut best: Option<(f32, usize)> = None;
        // The best score of each cluster.
        let mut scores: BTreeMap<usize, f32> = BTreeMap::new();
        for before in pool {
            let Some(other) = scene.phrase(before).filter(|&other| other < phrase) else { continue };
            if !allowed(scene, quotes, clusters, at, before) {
                continue;
            }
            let score =
                phrases.score(other, phrase, &pairs.features(other, phrase)) - bias(scene, clusters, at, before);
            let most = scores.entry(clusters.of(before)).or_insert(score);
            *most = most.max(score);
            if best.is_none_or(|(most, _)| score > most) {
                best = Some((score, before));
            }
        }
        let first = phrases.items[phrase].first_of_chain;
        if let Some((score, before)) = best
            && score > first
        {
            let others: f32 = scores.values().chain([&first]).map(|other| (other - score).exp()).sum();
            sure[at] = 1.0 / others.max(1.0);
            clusters.join(before, at);
        }
    }
    sure
}

fn bias(scene: &Scene, clusters: &Clusters, at: usize, before: usize) -> f32 {
    match scene.form(at) {
        Form::Nominal if clusters.is_named(before) => DESCRIPTION_OF_NAME,
        _ => 0.0,
    }
}

fn allowed(scene: &Scene, quotes: &[Quote], clusters: &Clusters, at: usize, before: usize) -> bool {
    let (candidate, other) = (&scene.candidates[at], &scene.candidates[before]);
    // A description may bring a name with it ("host Ellen DeGeneres"); names are joined by names alone.
    let two_names = clusters.is_named(at) && clusters.is_named(before);
    if two_names || other.covers(candidate) || candidate.covers(other) {
        return false;
    }
    match candidate.mention.form {
        Form::Pronoun if pronouns::is_third_person(candidate) => pronouns::fits(scene, quotes, clusters, at, before),
        Form::Pronoun => true,
        _ => {
            description_fits(clusters, candidate, other, before)
                && nominals::office_fits(scene, clusters, at, before)
                && nominals::owners_fit(scene, clusters, at, before)
                && sides::fit(scene, clusters, at, before)
        }
    }
}

/// Whether a description can be of what an earlier cluster is.
fn description_fits(clusters: &Clusters, candidate: &Candidate, other: &Candidate, before: usize) -> bool {
    let kind = clusters.kind(before);
    let kinds = match (candidate.entity, kind) {
        (false, EntityType::Misc) => true,
        // What the lexicon lacks may be anything but a person or a place with a name.
        (false, kind) => !matches!(kind, EntityType::Person | EntityType::Place) || !clusters.is_named(before),
        (true, EntityType::Misc) => other.mention.form == Form::Pronoun || !other.entity,
        (true, kind) => {
            let collective = |kind| matches!(kind, EntityType::Organization | EntityType::Group | EntityType::Place);
            kind == candidate.mention.kind || (collective(kind) && collective(candidate.mention.kind))
        }
    };
    kinds
        && clusters.number(before).agrees(candidate.number)
        && clusters.gender(before).agrees(candidate.gender)
        && !(candidate.number == Number::Plural && clusters.is_named(before) && kind != EntityType::Group)
        && !(candidate.determiner == Determiner::Indefinite && clusters.is_named(before))
}
