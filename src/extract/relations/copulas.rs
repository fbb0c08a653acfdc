//! Statements of what somebody is: "Lewis is a fellow at …", "who became chairman of", "was appointed", "served as".

use std::collections::BTreeMap;
use std::path::Path;

use super::scene::{Actor, Scene};
use super::table::rows;
use super::{Finder, How};
use crate::Result;
use crate::claim::Modality;
use crate::document::{EntityType, Form, TokenId};

const TABLE: &str = include_str!("../../../ontology/lexicon/predications.csv");

/// Verbs that put somebody in a role, keep or take them out of it.
#[derive(Debug)]
pub(super) struct Predications(BTreeMap<String, Vec<Predication>>);

/// One way a verb does so.
#[derive(Debug, Clone)]
struct Predication {
    particle: String,
    /// Whether the bearer is the verb's object (the subject of its passive), or its subject.
    of_object: bool,
    /// Whether the role follows "as", or is the verb's complement.
    after_as: bool,
    former: bool,
    planned: bool,
    /// It tells a state: told in the past it is over ("served as").
    state: bool,
}

impl Predications {
    /// The shipped table, extended by `dir/lexicon/predications.csv`.
    pub(super) fn load(dir: Option<&Path>) -> Result<Self> {
        let mut verbs: BTreeMap<String, Vec<Predication>> = BTreeMap::new();
        for row in rows("predications.csv", TABLE, dir, &["verb", "particle", "bearer", "slot", "status"])? {
            let of_object = match row.field(2) {
                "subject" => false,
                "object" => true,
                other => return Err(row.error(format!("bearer is subject or object, not {other:?}"))),
            };
            let after_as = match row.field(3) {
                "as" => true,
                "comp" => false,
                other => return Err(row.error(format!("slot is as or comp, not {other:?}"))),
            };
            let status = row.field(4);
            if !matches!(status, "" | "former" | "planned" | "state") {
                return Err(row.error(format!("status is empty, former, planned or state, not {status:?}")));
            }
            let (former, planned, state) = (status == "former", status == "planned", status == "state");
            let entry = Predication { particle: row.field(1).to_owned(), of_object, after_as, former, planned, state };
            verbs.entry(row.field(0).to_owned()).or_default().push(entry);
        }
        Ok(Self(verbs))
    }
}

/// Finds relations told by copulas and by verbs of appointment.
pub(super) fn find(finder: &mut Finder) {
    for token in 0..finder.scene.document.tokens.len() {
        if finder.scene.child(token, &["cop"]).is_some() {
            copula(finder, token);
        } else if finder.scene.upos(token) == "VERB" {
            predication(finder, token);
        }
    }
}

fn copula(finder: &mut Finder, predicate: TokenId) {
    let scene = &finder.scene;
    // "one of the founders of"
    let noun = match scene.lower(predicate).as_str() {
        "one" | "part" | "among" => match scene.child(predicate, &["nmod"]) {
            Some(noun) => noun,
            None => return,
        },
        _ => predicate,
    };
    if scene.name_over(noun).is_some() {
        return;
    }
    let holders = scene.subjects(predicate);
    if holders.is_empty() {
        return;
    }
    let past = scene.is_past_copula(predicate) && !scene.is_reported(predicate);
    let mut how = How::new("copula", predicate);
    how.status.former = past || scene.no_longer(predicate);
    finder.told(predicate, &mut how);
    if scene.no_longer(predicate) {
        how.status.modality = Modality::Asserted;
    }
    for holder in holders {
        let roles = finder.roles(noun, holder.kind == EntityType::Person);
        finder.bear(holder, &roles, &[], &how);
    }
}

fn predication(finder: &mut Finder, verb: TokenId) {
    let Some(entries) = finder.rules.predications.0.get(&finder.scene.lemma(verb)) else { return };
    for entry in entries {
        let scene = &finder.scene;
        let particle = scene.child(verb, &["compound"]).map(|at| scene.lower(at)).unwrap_or_default();
        if entry.particle != particle {
            continue;
        }
        let passive = scene.is_passive(verb);
        let noun = if entry.after_as {
            let mut obliques = scene
                .document
                .children(verb)
                .filter(|&child| matches!(scene.relation(child), "obl" | "xcomp" | "nmod" | "advcl"));
            obliques.find(|&child| scene.preposition(child).as_deref() == Some("as"))
        } else {
            let mut complements =
                scene.document.children(verb).filter(|&child| child > verb && scene.name_over(child).is_none());
            complements.find(|&child| {
                scene.relation(child) == "xcomp" || (scene.relation(child) == "obj" && (passive || !entry.of_object))
            })
        };
        let Some(noun) = noun.filter(|&noun| scene.upos(noun) != "VERB") else { continue };
        let holders = if entry.of_object && !passive {
            scene.child(verb, &["obj"]).map(|object| scene.named_conjuncts(object)).unwrap_or_default()
        } else if entry.of_object || !passive {
            scene.subjects(verb)
        } else {
            Vec::new()
        };
        let mut how = How::new(format!("{}-as", scene.lemma(verb)), verb);
        how.status = scene.validity(verb);
        let past = scene.document.tokens[verb].xpos == "VBD" && !scene.is_reported(verb);
        how.status.former |=
            entry.former || how.status.to.is_some() || (entry.state && (past || scene.no_longer(verb)));
        finder.told(verb, &mut how);
        if entry.planned {
            how.status.modality = Modality::Planned;
        }
        for holder in holders {
            let roles = finder.roles(noun, false);
            finder.bear(holder, &roles, &[], &how);
        }
    }
}

impl Scene<'_> {
    /// Who the subject of a clause is: its own subject, that of the clause it is coordinated with or hangs on, or the
    /// noun that a relative clause describes.
    pub(super) fn subjects(&self, predicate: TokenId) -> Vec<Actor> {
        let mut at = predicate;
        for _ in 0..16 {
            if let Some(subject) = self.child(at, &["nsubj"]) {
                let pronoun = matches!(self.lower(subject).as_str(), "who" | "which" | "that");
                if !pronoun {
                    return self.named_conjuncts(subject);
                }
                return self.antecedent(at);
            }
            let Some(head) = self.head(at) else { break };
            match self.relation(at) {
                "acl" => return self.antecedent(at),
                // "and was named": a passive does not share the subject of an active as agent, but as what it is about.
                "conj" | "xcomp" if self.upos(head) != "NOUN" || self.child(head, &["cop", "nsubj"]).is_some() => {
                    at = head
                }
                "advcl" if self.document.tokens[predicate].xpos == "VBG" => at = head,
                _ => break,
            }
        }
        Vec::new()
    }

    /// What a relative clause or participle describes.
    fn antecedent(&self, clause: TokenId) -> Vec<Actor> {
        let clause = self.first_conjunct(clause);
        match self.head(clause) {
            Some(noun) if self.relation(clause) == "acl" => {
                if let Some(actor) = self.named(noun) {
                    return vec![self.nearest_person(clause, actor)];
                }
                // "the man, John Smith, who …": the name beside the noun.
                let name = self.document.children_by(noun, "appos").find_map(|name| self.named(name));
                name.filter(|actor| actor.form == Form::Name).into_iter().collect()
            }
            _ => Vec::new(),
        }
    }

    /// "lawyer A, who sued B; and blogger C, *who founded* D": a clause with "who" describes the person named right
    /// before it, whatever noun it hangs on.
    fn nearest_person(&self, clause: TokenId, actor: Actor) -> Actor {
        let Some(start) = self.document.subtree(clause).find(|&at| !self.is_punctuation(at)) else { return actor };
        // Behind a comma: "a supporter of B who lives in D" is the supporter.
        let comma = (0..start).next_back().filter(|&at| self.lower(start) == "who" && self.lower(at) == ",");
        let before = comma.and_then(|at| at.checked_sub(1));
        let named = before.and_then(|at| self.name_over(at)).and_then(|at| self.actor_of(at));
        let person = |one: &Actor| one.kind == EntityType::Person && one.form == Form::Name;
        let persons = |other: &Actor| person(&actor) && person(other);
        named.filter(persons).unwrap_or(actor)
    }

    /// Whether a verb stands in the passive.
    pub(super) fn is_passive(&self, verb: TokenId) -> bool {
        self.document.children(verb).any(|child| matches!(self.deprel(child), "nsubj:pass" | "aux:pass" | "csubj:pass"))
            || (self.document.tokens[verb].xpos == "VBN"
                && matches!(self.relation(verb), "acl" | "amod")
                && self.deprel(verb) != "acl:relcl")
            || (self.relation(verb) == "conj"
                && self.document.tokens[verb].xpos == "VBN"
                && self.child(verb, &["nsubj", "aux"]).is_none()
                && self.head(verb).is_some_and(|head| self.upos(head) == "VERB" && self.is_passive(head)))
    }

    fn is_past_copula(&self, predicate: TokenId) -> bool {
        let perfect = self.document.children_by(predicate, "aux").next().is_some();
        !perfect
            && self.document.children_by(predicate, "cop").any(|cop| matches!(self.lower(cop).as_str(), "was" | "were"))
    }

    /// Whether past tense may be that of reporting: "she said she was the president".
    fn is_reported(&self, predicate: TokenId) -> bool {
        self.relation(predicate) == "ccomp"
    }

    /// Whether an adverb says that it is over.
    pub(super) fn no_longer(&self, predicate: TokenId) -> bool {
        self.document.children(predicate).any(|child| {
            self.lower(child) == "longer"
                || matches!(self.lower(child).as_str(), "formerly" | "previously" | "once" | "originally")
        })
    }
}
