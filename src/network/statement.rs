//! A claim as ties between actors: whom it ties, how the tie is called, and how it counts.

use super::facts::{Claim, Class, Facts};
use super::{Edge, QuadClass};
use crate::vocabulary::{ng, ontology, sem};

/// Whom a claim ties, each a pair of source and target.
///
/// An event runs from each source to each target; without a target that has a name, between its sources (they met), or
/// to its place where it has one source only. A relation runs from its subject to its object.
pub(super) fn pairs<'a>(claim: &'a Claim, facts: &Facts) -> Vec<(&'a str, &'a str)> {
    let named = |role: &str| -> Vec<&'a str> {
        claim.all(role).filter(|iri| facts.actors.get(*iri).is_some_and(|actor| actor.is_named())).collect()
    };
    let across = |a: &[&'a str], b: &[&'a str]| -> Vec<(&'a str, &'a str)> {
        let all = a.iter().flat_map(|&a| b.iter().map(move |&b| (a, b)));
        all.filter(|(a, b)| a != b).collect()
    };
    match claim.class {
        Class::Quote => Vec::new(),
        Class::Relation => across(&named(ng::SUBJECT.as_str()), &named(ng::OBJECT.as_str())),
        Class::Event => {
            let sources = named(ng::SOURCE.as_str());
            let targets = named(ng::TARGET.as_str());
            if !targets.is_empty() {
                across(&sources, &targets)
            } else if sources.len() > 1 {
                across(&sources, &sources).into_iter().filter(|(a, b)| a < b).collect()
            } else {
                across(&sources, &named(sem::HAS_PLACE.as_str()))
            }
        }
    }
}

/// How a claim is called: its narrowest event type or its relation.
pub(super) fn name_of(claim: &Claim) -> String {
    let name = claim.narrowest();
    let label = match claim.class {
        Class::Event => ontology().events.get(name).map(|event| &event.label),
        Class::Relation => ontology().relations.get(name).map(|relation| &relation.label),
        Class::Quote => None,
    };
    let label = label.map_or(name, String::as_str);
    if claim.former { format!("former: {label}") } else { label.to_owned() }
}

/// A claim as an edge.
pub(super) fn statement(claim: &Claim) -> Edge {
    let name = claim.narrowest();
    let negated = claim.modality == "denied";
    // What is denied did not happen, and what is over does not hold.
    let counts = !negated && !claim.former;
    let quad = ontology().quad_class(name).filter(|_| counts && claim.class == Class::Event);
    let polarity = match claim.class {
        Class::Event => quad.map_or(0, QuadClass::polarity),
        Class::Relation if counts => ontology().relations.get(name).map_or(0, |relation| relation.polarity),
        Class::Relation | Class::Quote => 0,
    };
    let mut quads = [0; 4];
    if let Some(quad) = quad {
        quads[quad as usize] = 1;
    }
    Edge {
        label: name_of(claim),
        weight: 1.0,
        confidence: claim.confidence,
        negated,
        modality: claim.modality.clone(),
        evidence: claim.evidence.clone(),
        claims: claim.iri.clone(),
        from: claim.from.clone(),
        to: claim.to.clone(),
        cooperation: usize::from(polarity > 0),
        conflict: usize::from(polarity < 0),
        quads,
        ..Edge::default()
    }
}
