//! Relations that the encoder reads ([`Tie`]), where no pattern tells the same.

use super::{Finder, How};
use crate::claim::{Modality, Relation};
use crate::document::{ChainId, Tie, TokenId};

/// Relations of one actor to another that say much the same: where a pattern tells one of them, no other is read.
const AFFILIATIONS: [&str; 7] =
    ["headOf", "positionHeld", "worksFor", "memberOf", "spokespersonFor", "representativeOf", "candidateFor"];

/// Relations that put a subject into a country.
const PLACES: [&str; 3] = ["inCountry", "locatedIn", "citizenOf"];

/// Adds what was read.
pub(super) fn find(finder: &mut Finder) {
    let told: Vec<(ChainId, String, ChainId)> = (finder.found.iter())
        .map(|(_, relation)| (relation.subject, relation.predicate.clone(), relation.object))
        .collect();
    let document = finder.scene.document;
    let is_place = |predicate: &str| PLACES.contains(&predicate);
    let is_country = |chain: ChainId| {
        document.ties.iter().any(|tie| tie.object == chain && tie.predicate != "locatedIn" && is_place(&tie.predicate))
    };
    for tie in &document.ties {
        // A pattern names another country.
        let contradicted = is_place(&tie.predicate)
            && is_country(tie.object)
            && told.iter().any(|(subject, predicate, object)| {
                *subject == tie.subject && *object != tie.object && is_place(predicate) && is_country(*object)
            });
        if contradicted {
            continue;
        }
        let known = told.iter().any(|(subject, predicate, object)| {
            let same = *predicate == tie.predicate || (is_affiliation(predicate) && is_affiliation(&tie.predicate));
            let ends = (*subject, *object);
            same && (ends == (tie.subject, tie.object) || ends == (tie.object, tie.subject))
        });
        if !known && !is_told_backwards(tie, &document.ties) {
            let relation = relation(finder, tie);
            finder.found.extend(relation);
        }
    }
}

fn is_affiliation(predicate: &str) -> bool {
    AFFILIATIONS.contains(&predicate)
}

/// Whether the relation is read in both directions and this is the less sure one: it is symmetric, or a slip.
fn is_told_backwards(tie: &Tie, ties: &[Tie]) -> bool {
    ties.iter().any(|other| {
        (other.subject, other.object) == (tie.object, tie.subject)
            && other.predicate == tie.predicate
            && (other.probability, tie.subject) > (tie.probability, other.subject)
    })
}

fn relation(finder: &Finder, tie: &Tie) -> Option<(TokenId, Relation)> {
    let document = finder.scene.document;
    let named = |chain: ChainId| document.chains.get(chain).is_some_and(|chain| chain.named);
    if !named(tie.subject) || !named(tie.object) {
        return None;
    }
    let meeting = meeting(finder, tie.subject_head, tie.object_head);
    let told = match meeting {
        Some(token) if IN_A_PHRASE.contains(&tie.predicate.as_str()) => {
            is_within_phrase(finder, tie.subject_head, token) && is_within_phrase(finder, tie.object_head, token)
        }
        found => found.is_some(),
    };
    let rule = if told { Relation::READ } else { Relation::INFERRED };
    let mut how = How::new(rule, tie.subject_head.min(tie.object_head), tie.probability);
    // What a phrase says is taken for granted, whatever becomes of its clause ("refused to leave Melbourne, Australia").
    // Else told as what the clause is that holds both, or the less certain of two clauses.
    let in_phrase = told && IN_A_PHRASE.contains(&tie.predicate.as_str());
    let clauses = match meeting {
        Some(_) if in_phrase => Vec::new(),
        Some(token) => vec![token],
        None => vec![tie.subject_head, tie.object_head],
    };
    for clause in clauses {
        let mut clause_how = how.clone();
        finder.told(clause, &mut clause_how);
        if how.status.modality == Modality::Asserted {
            how = clause_how;
        }
    }
    let evidence = finder.scene.sentence(tie.subject_head).cover(finder.scene.sentence(tie.object_head));
    let relation = Relation {
        subject: tie.subject,
        predicate: tie.predicate.clone(),
        object: tie.object,
        role: None,
        former: false,
        from: None,
        to: None,
        modality: how.status.modality,
        attributed_to: how.attributed_to,
        confidence: (tie.probability * 100.0).round() / 100.0,
        evidence,
        rule: how.rule,
    };
    Some((how.anchor, relation))
}

/// Relations that a phrase tells ("Melbourne, Australia", "the Colts cornerback Darius Butler"): two names in one clause
/// say nothing of them.
const IN_A_PHRASE: [&str; 5] = ["inCountry", "locatedIn", "citizenOf", "memberOf", "partOf"];

/// Whether nothing but parts of noun phrases lies between a word and one that governs it.
fn is_within_phrase(finder: &Finder, mut token: TokenId, top: TokenId) -> bool {
    const PARTS: [&str; 7] = ["nmod", "appos", "compound", "flat", "amod", "nummod", "fixed"];
    // A tree has no cycles; the bound guards against a malformed one.
    for _ in 0..64 {
        if token == top {
            return true;
        }
        if !PARTS.contains(&finder.scene.relation(token)) {
            return false;
        }
        let Some(head) = finder.scene.head(token) else { return false };
        token = head;
    }
    false
}

/// The lowest word that governs both, within one sentence.
fn meeting(finder: &Finder, a: TokenId, b: TokenId) -> Option<TokenId> {
    let mut above = Vec::new();
    let mut at = Some(a);
    // A tree has no cycles; the bound guards against a malformed one.
    while let Some(token) = at.filter(|_| above.len() < 256) {
        above.push(token);
        at = finder.scene.head(token);
    }
    let mut at = Some(b);
    for _ in 0..256 {
        let token = at?;
        if above.contains(&token) {
            return Some(token);
        }
        at = finder.scene.head(token);
    }
    None
}
