//! Relations that the encoder's word vectors tell: for two named chains within a few sentences, which relation holds.
//!
//! ```text
//! document → instances (which mentions of which chains are looked at) → weights (scores of every relation) → ties
//! ```
//!
//! A small network on the frozen encoder, after Zhou and others 2021 (adaptive localised context pooling) but with a
//! learned look at the words of both sentences in place of the encoder's attention. It was taught by Wikipedia articles
//! whose relations come from Wikidata (Re-DocRED); `training/relations.py` makes its weights.

mod instances;
mod weights;

pub use instances::{Instance, MOST_APART, instances};
pub(super) use weights::Weights;

use std::collections::BTreeMap;

use crate::document::{Document, Tie};

use super::coreference;
use super::phrases::Phrases;

/// Sets `document.ties` from what the encoder saw, if it was asked to look.
pub fn read(document: &mut Document, phrases: &Phrases) {
    document.ties.clear();
    let Some((weights, level)) = phrases.ties() else { return };
    let instances = instances(document);
    // The surest look at a pair of chains counts, relation by relation.
    let mut best: BTreeMap<(usize, usize, usize), (f32, usize)> = BTreeMap::new();
    weights.scores(level, document, phrases.vectors(), &instances, |at, scores| {
        for (relation, (&score, &threshold)) in scores.iter().zip(weights.thresholds()).enumerate() {
            if score >= threshold {
                let key = (instances[at].subject, instances[at].object, relation);
                let slot = best.entry(key).or_insert((score, at));
                if score > slot.0 {
                    *slot = (score, at);
                }
            }
        }
    });
    keep_one_country(document, weights.relations(), &mut best);
    document.ties = best
        .into_iter()
        .map(|((subject, object, relation), (score, at))| Tie {
            subject,
            object,
            predicate: weights.relations()[relation].clone(),
            probability: weights.probability(score),
            subject_head: instances[at].subject_head,
            object_head: instances[at].object_head,
        })
        .collect();
}

/// Relations to a country that a subject has one of; where it lies agrees with the country that it is in.
const ONE_COUNTRY: [&str; 2] = ["inCountry", "citizenOf"];
const LIES_IN: &str = "locatedIn";

/// Leaves each subject the surest of several countries, under all its names.
fn keep_one_country(
    document: &Document,
    relations: &[String],
    best: &mut BTreeMap<(usize, usize, usize), (f32, usize)>,
) {
    let known = |chain: usize| {
        let name = document.chains[chain].name.as_str();
        coreference::country(name).or_else(|| coreference::adjective(name))
    };
    let country = |chain: usize| known(chain).unwrap_or(document.chains[chain].name.as_str());
    let mut surest: BTreeMap<(usize, &str), (f32, usize)> = BTreeMap::new();
    for (&(subject, object, relation), &(score, _)) in &*best {
        let slot = surest.entry((subject, relations[relation].as_str())).or_insert((score, object));
        if score > slot.0 {
            *slot = (score, object);
        }
    }
    best.retain(|&(subject, object, relation), _| {
        let relation = match relations[relation].as_str() {
            LIES_IN if known(object).is_some() => ONE_COUNTRY[0],
            relation if ONE_COUNTRY.contains(&relation) => relation,
            _ => return true,
        };
        surest.get(&(subject, relation)).is_none_or(|&(_, chosen)| country(chosen) == country(object))
    });
}

#[cfg(test)]
mod tests;
