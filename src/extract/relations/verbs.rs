//! Verbs that tell a relation: "founded", "is owned by", "was born in", "joined"; the table is `relations.csv`.

use super::lexicon::{Slot, Status as Tense, VerbFrame};
use super::scene::Actor;
use super::{Finder, How};
use crate::claim::Modality;
use crate::document::{Form, TokenId};

/// Finds relations told by verbs.
pub(super) fn find(finder: &mut Finder) {
    for verb in 0..finder.scene.document.tokens.len() {
        if !matches!(finder.scene.upos(verb), "VERB" | "ADJ") {
            continue;
        }
        let lexicon = &finder.rules.lexicon;
        for frame in lexicon.verb(&finder.scene.lemma(verb)) {
            apply(finder, verb, frame);
        }
    }
}

fn apply(finder: &mut Finder, verb: TokenId, frame: &VerbFrame) {
    let scene = &finder.scene;
    let particle = scene.document.children(verb).find(|&child| scene.deprel(child) == "compound:prt");
    if particle.map(|at| scene.lower(at)).unwrap_or_default() != frame.particle
        || scene.is_passive(verb) != frame.passive
    {
        return;
    }
    let obliques =
        || scene.document.children(verb).filter(|&child| matches!(scene.relation(child), "obl" | "nmod" | "advcl"));
    if obliques().any(|child| scene.preposition(child).is_some_and(|word| frame.without.contains(&word))) {
        return;
    }
    // The place of birth needs no verb form of its own: "born in Paris, she …".
    let objects: Vec<Actor> = match &frame.slot {
        Slot::Object => scene.child(verb, &["obj"]).map(|object| scene.named_conjuncts(object)),
        Slot::Oblique(word) => scene
            .document
            .children(verb)
            .filter(|&child| child > verb && matches!(scene.relation(child), "obl" | "nmod"))
            .find(|&child| scene.preposition(child).as_deref() == Some(word.as_str()))
            .map(|child| scene.named_conjuncts(child)),
    }
    .unwrap_or_default();
    if objects.is_empty() {
        return;
    }
    let subjects = scene.subjects(verb);
    let mut how = told(finder, verb, frame);
    how.status.former |= scene.no_longer(verb) && frame.status != Tense::Done;
    for subject in subjects.iter().filter(|subject| frame.subject.contains(&subject.kind)) {
        for object in objects.iter().filter(|object| frame.object.contains(&object.kind)) {
            let fits = match frame.status {
                Tense::School => is_called(finder, *object, SCHOOLS),
                Tense::Society => is_called(finder, *object, SOCIETIES),
                _ => true,
            };
            if !fits {
                continue;
            }
            let (from, to) = if frame.reverse { (*object, *subject) } else { (*subject, *object) };
            finder.add(from, &frame.predicate, to, None, &how);
        }
    }
}

/// How the verb presents the relation: its time, tense and modality.
fn told(finder: &Finder, verb: TokenId, frame: &VerbFrame) -> How {
    let scene = &finder.scene;
    let mut how = How::new(format!("verb/{}", scene.lemma(verb)), verb);
    how.status = scene.validity(verb);
    finder.told(verb, &mut how);
    // "did not join until 2004": from then on.
    if how.status.modality == Modality::Asserted && scene.document.children(verb).any(|at| scene.lemma(at) == "not") {
        how.status.from = how.status.from.take().or(how.status.to.take());
    }
    let token = &scene.document.tokens[verb];
    let perfect = scene
        .document
        .children_by(verb, "aux")
        .any(|aux| matches!(scene.lower(aux).as_str(), "has" | "have" | "'s" | "'ve"));
    let was = scene
        .document
        .children_by(verb, "aux")
        .any(|aux| matches!(scene.lower(aux).as_str(), "was" | "were" | "had" | "did"));
    // "continued to work at": as past as the verb above.
    let went_on = token.relation() == "xcomp"
        && token
            .head
            .is_some_and(|head| finder.scene.lemma(head) == "continue" && scene.document.tokens[head].xpos == "VBD");
    let past = matches!(token.xpos.as_str(), "VBD") || (was && !perfect) || went_on;
    match frame.status {
        Tense::Former => how.status.former = true,
        // "works for" is a state: told in the past it may be over. A beginning told in the past has begun.
        Tense::State | Tense::School => {
            how.status.former |= past && scene.relation(verb) != "ccomp" || was_while(finder, verb);
            // "while running for the Senate in 2012".
            let then =
                frame.predicate == "candidateFor" && scene.published.is_some_and(|now| scene.is_of_the_past(verb, now));
            how.status.former |= then;
        }
        Tense::Done | Tense::Society => {
            // "Acme, buying Norsk, …", but "is buying".
            let beside = token.xpos == "VBG"
                && matches!(scene.relation(verb), "acl" | "advcl")
                && scene.child(verb, &["aux", "mark"]).is_none();
            let told = past || perfect || beside || matches!(token.xpos.as_str(), "VBN" | "VBZ" | "VBP");
            if !told && how.status.modality == Modality::Asserted {
                how.status.modality = Modality::Planned;
            }
        }
    }
    how
}

/// "used a private server *while leading* the agency": over as what it accompanied is.
fn was_while(finder: &Finder, verb: TokenId) -> bool {
    let scene = &finder.scene;
    let tense = |at: TokenId| scene.document.tokens[at].xpos.as_str();
    let marked =
        scene.child(verb, &["mark", "advmod"]).is_some_and(|at| matches!(scene.lower(at).as_str(), "while" | "when"));
    marked && tense(verb) == "VBG" && scene.head(verb).is_some_and(|head| tense(head) == "VBD")
}

/// Words in the names of schools.
const SCHOOLS: &[&str] = &["school", "university", "college", "academy", "institute", "seminary", "conservatory"];

/// Words in the names of bodies that have members.
const SOCIETIES: &[&str] = &[
    "academy",
    "society",
    "association",
    "union",
    "league",
    "council",
    "senate",
    "parliament",
    "congress",
    "assembly",
    "board",
    "hall of fame",
    "order of",
    "commission",
    "committee",
    "nations",
    "house of",
];

/// Whether one of some words is in an actor's name.
fn is_called(finder: &Finder, actor: Actor, words: &[&str]) -> bool {
    let name = finder.scene.document.chains[actor.chain].name.to_lowercase();
    actor.form == Form::Name && words.iter().any(|word| name.contains(word))
}
