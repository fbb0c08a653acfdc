//! What carries a noun that tells an event: light verbs ("held talks"), containers ("a series of raids") and the clause in
//! which an occasion is told; their subjects and obliques are the noun's.

use crate::document::{EntityType, TokenId};
use crate::extract::lexicon_operators::{Operators, Shares};
use crate::extract::modality;
use crate::extract::syntax::{Frame, Tree};

use super::actors::{self, Actor};
use super::roles::Candidate;
use super::senses::Sense;

/// Adds to a noun's arguments those of the light verb that carries it: "held talks with", "took part in the raid",
/// "an attack launched by", "clashes broke out in".
pub(super) fn borrow(
    tree: &Tree<'_>,
    operators: &Operators,
    noun: TokenId,
    frame: &mut Frame,
    clause: &mut Vec<TokenId>,
) {
    let mut at = noun;
    for _ in 0..4 {
        let token = tree.token(at);
        let Some(head) = token.head else { break };
        if token.relation() == "conj" && tree.is_nominal(head) {
            at = head;
            continue;
        }
        let edges = modality::edges(tree, at);
        let shares = operators.governing(tree, head, &edges).map(|operator| operator.shares);
        match shares.max_by_key(|shares| *shares as u8) {
            Some(Shares::Container) => {
                let container = tree.noun_frame(head);
                frame.possessors.extend(container.possessors);
                frame.modifiers.extend(container.modifiers);
                frame.obliques.extend(container.obliques.into_iter().filter(|&(_, other)| other != at));
                at = head;
            }
            Some(Shares::Undergoer) if tree.token(head).upos == "VERB" => {
                let verb = tree.verb_frame(head);
                frame.undergoers.extend(verb.subjects);
                frame.obliques.extend(verb.obliques.into_iter().filter(|&(_, other)| other != at));
                clause.push(head);
                break;
            }
            Some(Shares::Holder) if tree.token(head).upos == "VERB" => {
                let verb = tree.verb_frame(head);
                frame.possessors.extend(verb.subjects);
                frame.obliques.extend(verb.obliques.into_iter().filter(|&(_, other)| other != at));
                clause.push(head);
                break;
            }
            Some(Shares::Subject) if tree.token(head).upos == "VERB" => {
                let verb = tree.verb_frame(head);
                frame.subjects.extend(verb.subjects);
                frame.obliques.extend(verb.obliques.into_iter().filter(|&(_, other)| other != at));
                frame.indirect.extend(verb.indirect);
                clause.push(head);
                break;
            }
            Some(_) if edges.iter().any(|edge| edge == "subj") && tree.token(head).upos == "VERB" => {
                frame.obliques.extend(tree.verb_frame(head).obliques);
                clause.push(head);
                break;
            }
            _ => break,
        }
    }
    // "the quake that struck in May"
    let tells = |&verb: &TokenId| {
        let subject = tree.by(verb, "nsubj").any(|at| matches!(tree.lemma(at), "that" | "which"));
        let edge = ["subj".to_owned()];
        let relative = tree.token(verb).deprel == "acl:relcl";
        relative && subject && operators.governing(tree, verb, &edge).next().is_some()
    };
    for verb in tree.by(noun, "acl").filter(tells) {
        frame.obliques.extend(whereabouts(tree, verb));
        clause.push(verb);
    }
    // "there was an earthquake in May"
    let exists = tree.token(noun).head.filter(|&verb| tree.by(verb, "expl").next().is_some());
    if let Some(verb) = exists.filter(|&verb| tree.token(noun).relation() == "nsubj" && tree.lemma(verb) == "be") {
        frame.obliques.extend(whereabouts(tree, verb));
        clause.push(verb);
    }
    if tree.by(noun, "cop").next().is_some() && matches!(tree.preposition(noun).as_str(), "in" | "on" | "at") {
        // "are in talks", "is on strike".
        frame.subjects.extend(tree.subjects(noun));
    }
    // "is under investigation by"
    if tree.by(noun, "cop").next().is_some() && tree.preposition(noun) == "under" {
        frame.undergoers.extend(tree.subjects(noun));
    }
    // "an inquiry is underway by the ministry"
    let state = tree.token(noun).head.filter(|&head| {
        tree.token(noun).relation() == "nsubj" && matches!(tree.token(head).upos.as_str(), "ADJ" | "ADV")
    });
    let agents = state.into_iter().flat_map(|head| tree.by(head, "obl")).filter(|&at| tree.preposition(at) == "by");
    frame.obliques.extend(agents.map(|at| ("by".to_owned(), at)));
    // "an attack launched by rebels", "the attacks that rebels launched".
    let carries = |&verb: &TokenId| {
        tree.is_participle(verb)
            || (tree.token(verb).deprel == "acl:relcl" && tree.verb_frame(verb).objects.contains(&noun))
    };
    let participles: Vec<TokenId> = tree.by(noun, "acl").filter(carries).collect();
    for verb in participles {
        let object = ["obj".to_owned()];
        if operators.governing(tree, verb, &object).any(|operator| operator.shares == Shares::Subject) {
            let verb_frame = tree.verb_frame(verb);
            frame.subjects.extend(verb_frame.subjects.into_iter().filter(|&subject| subject != noun));
            frame.obliques.extend(verb_frame.obliques);
            clause.push(verb);
        }
    }
}

/// Where what a clause is about is.
fn whereabouts(tree: &Tree<'_>, verb: TokenId) -> Vec<(String, TokenId)> {
    let mut obliques = tree.verb_frame(verb).obliques;
    obliques.retain(|(word, _)| matches!(word.as_str(), "in" | "at" | "near" | "on" | "off" | "outside" | "across"));
    obliques
}

/// Verbs of those who go somewhere for something.
const GOES: [&str; 9] = ["go", "come", "travel", "fly", "arrive", "leave", "return", "head", "gather"];

/// Who was at a meeting that is told beside what they did: "in a call with Putin, Macron said", "on a visit to Mali".
/// "secured first place with a win over Leeds".
pub(super) fn occasion(candidate: &Candidate<'_>, sense: &Sense) -> Vec<Actor> {
    let tree = candidate.tree;
    let token = tree.token(candidate.trigger);
    let contest = sense.kind.as_deref() == Some("contest");
    let beside = match tree.preposition(candidate.trigger).as_str() {
        "with" => contest,
        "in" | "during" | "at" | "after" | "follow" | "following" | "before" | "on" | "ahead of" => !contest,
        // "flew to Oslo for talks"
        "for" => {
            token.head.is_some_and(|verb| GOES.contains(&tree.lemma(verb)) && tree.by(verb, "obj").next().is_none())
        }
        _ => false,
    };
    match token.head {
        Some(verb) if beside && token.relation() == "obl" && tree.token(verb).upos == "VERB" => {
            let subjects = tree.verb_frame(verb).subjects;
            let there = subjects.into_iter().flat_map(|at| actors::actors(tree, candidate.quantities, at));
            // Whoever is at a rally may guard it.
            let holds = |actor: &Actor| actor.kind == EntityType::Person && tree.document.chains[actor.chain].named;
            there.filter(|actor| sense.subtype != "campaign" || holds(actor)).collect()
        }
        _ => Vec::new(),
    }
}
