//! What syntax joins: apposition ("James Lewis, an expert") and predication ("Xi is the president").

use crate::document::{Document, EntityType, Form, TokenId};

use super::clusters::Clusters;
use super::features::{Candidate, Determiner, Number, Scene};

/// Verbs that say what something is.
const COPULAR: &[&str] = &["become", "remain"];

/// Joins appositions and predicate nouns with what they describe.
pub(super) fn join(scene: &Scene, clusters: &mut Clusters) {
    let document = scene.document;
    for (at, candidate) in scene.candidates.iter().enumerate() {
        if candidate.mention.form == Form::Pronoun || candidate.coordination {
            continue;
        }
        let head = candidate.mention.head;
        let described = apposed_to(document, head).or_else(|| subject_of_predicate(document, candidate));
        let Some(other) = described.and_then(|token| scene.headed_by(token)) else { continue };
        // "A couple, Richard and Lisa Parry": the first alone is not the couple.
        let several = candidate.mention.form == Form::Name && document.children_by(head, "conj").next().is_some();
        if other != at
            && !several
            && compatible(&scene.candidates[other], candidate)
            && !two_people(clusters, other, at)
        {
            clusters.join(other, at);
        }
    }
}

/// Joins a description with the name that follows it at once: "administrator Emily Murphy", "President of Chad Idriss Déby".
pub(super) fn join_titles(scene: &Scene, clusters: &mut Clusters) {
    for (at, name) in scene.candidates.iter().enumerate() {
        if name.mention.form != Form::Name || name.mention.kind != EntityType::Person {
            continue;
        }
        let before = scene.candidates[..at].iter().rev().take_while(|other| other.sentence == name.sentence);
        let distance = before.into_iter().position(|other| {
            other.mention.form == Form::Nominal
                && other.mention.kind == EntityType::Person
                && other.entity
                && other.mention.end == name.mention.first
        });
        let title = distance.map(|distance| at - 1 - distance);
        let Some(title) = title else { continue };
        let (a, b) = (scene.candidates[title].mention.head, name.mention.head);
        let tokens = &scene.document.tokens;
        let governs = tokens[a].head == Some(b) || tokens[b].head == Some(a);
        if governs && compatible(&scene.candidates[title], name) && !two_people(clusters, title, at) {
            clusters.join(title, at);
        }
    }
}

/// Whether both already have names: two people share a description, they are not one.
fn two_people(clusters: &Clusters, a: usize, b: usize) -> bool {
    !clusters.same(a, b) && [a, b].iter().all(|&at| clusters.is_named(at) && clusters.kind(at) == EntityType::Person)
}

/// The token that a token is in apposition to.
fn apposed_to(document: &Document, head: TokenId) -> Option<TokenId> {
    let token = &document.tokens[head];
    (token.relation() == "appos").then_some(token.head).flatten()
}

/// The subject of a predicate noun that is affirmed: "X is [not] a Y", "X became a Y".
fn subject_of_predicate(document: &Document, candidate: &Candidate) -> Option<TokenId> {
    let head = candidate.mention.head;
    let token = &document.tokens[head];
    let copula = document.children_by(head, "cop").next().is_some();
    let verb = match token.relation() {
        _ if copula => head,
        "xcomp" => {
            let verb = token.head?;
            COPULAR.contains(&document.tokens[verb].lemma.as_str()).then_some(verb)?
        }
        _ => return None,
    };
    // "is in danger" says where, not what; "they are friends" tells a kind.
    let generic = candidate.determiner == Determiner::Bare && candidate.number == Number::Plural;
    if document.children_by(head, "case").next().is_some() || generic {
        return None;
    }
    let hedged = document.children(verb).chain(document.children(head)).any(|child| {
        let part = &document.tokens[child];
        matches!(part.relation(), "aux") && !matches!(part.lemma.as_str(), "have" | "be" | "do")
            || matches!(part.lemma.as_str(), "not" | "n't" | "never" | "no" | "if" | "whether")
    });
    if hedged {
        return None;
    }
    let subject = document.children_by(verb, "nsubj").next()?;
    // "It's DHS that …" names another than the one spoken of.
    let points = matches!(document.tokens[subject].lemma.as_str(), "it" | "this" | "that" | "there" | "what" | "who");
    (candidate.mention.form != Form::Name || !points).then_some(subject)
}

/// Whether a noun that the lexicon lacks is one for people by its form ("a tapper", "a hornist").
fn agent(noun: &str) -> bool {
    ["er", "or", "ist", "ian", "eer", "man", "woman", "ant"].iter().any(|ending| noun.ends_with(ending))
}

/// Whether a description can be of the other: kinds and numbers agree, and two names are not joined.
fn compatible(described: &Candidate, description: &Candidate) -> bool {
    let (a, b) = (&described.mention, &description.mention);
    if a.form == Form::Name && b.form == Form::Name {
        return false;
    }
    if described.covers(description) || description.covers(described) {
        return false;
    }
    let kinds = match (described.entity, description.entity) {
        (true, true) => {
            let collective = |kind| matches!(kind, EntityType::Organization | EntityType::Group | EntityType::Place);
            a.kind == b.kind || (collective(a.kind) && collective(b.kind))
        }
        // A pronoun is whatever its predicate says.
        _ if a.form == Form::Pronoun => a.kind != EntityType::Person || agent(&description.head),
        // "LAGOS, March 3": what the lexicon lacks is no place.
        (true, false) => match a.kind {
            EntityType::Person => agent(&description.head),
            kind => kind != EntityType::Place,
        },
        (false, true) => b.kind != EntityType::Person || agent(&described.head),
        (false, false) => true,
    };
    kinds && described.number.agrees(description.number) && described.gender.agrees(description.gender)
}
