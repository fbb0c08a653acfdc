//! What a word of the table makes of the event below it.

use super::clauses::{
    is_definite, is_given, is_indicative, is_invited, is_performed, is_subjunctive, is_told_past, is_under_way,
};
use super::climb::{Climb, Step};
use crate::claim::Modality::{self, Alleged, Asserted, Conditional, Denied, Planned, Requested};
use crate::document::TokenId;
use crate::extract::attribution;
use crate::extract::lexicon_operators::{Effect, Operator, Shares};

impl Climb<'_> {
    /// What a word of the table makes of it; whether it has a say over how the event is told.
    pub(super) fn apply(&mut self, operator: &Operator, step: &Step<'_>, shows: bool) -> bool {
        let first_noun = self.noun && step.at == self.trigger;
        match operator.effect {
            Effect::Reported => {
                self.report(step, shows);
                false
            }
            // Suspicions and inquiries presuppose what they are about: "suspected of the murder of".
            Effect::Modality(Alleged)
                if first_noun && is_definite(self.tree, step.at) && !effect_is_on_clause(step.edges) =>
            {
                self.fixed = true;
                false
            }
            _ if self.fixed => false,
            // "charged that he should", "agreed that he should": whoever says so demands it.
            Effect::Modality(Alleged | Planned | Requested)
                if self.told.modal && step.at == self.trigger && step.is("clause") =>
            {
                self.said = true;
                true
            }
            // "insisted that he had left" asks for nothing.
            Effect::Modality(Requested) if step.is("clause") && is_indicative(self.tree, step.at) => false,
            // "suggested that he be sent", "asked that they leave": asked for.
            Effect::Modality(Conditional) if step.is("clause") && is_subjunctive(self.tree, step.at) => {
                self.govern(Requested, step);
                true
            }
            // "allow me to thank", "I would like to thank": done with the words.
            Effect::Modality(_)
                if self.told.enacted
                    && step.at == self.trigger
                    && step.is("inf")
                    && is_invited(self.tree, step.head) =>
            {
                self.fixed = true;
                true
            }
            // What is looked into, if it is a fire, has been.
            Effect::Modality(_)
                if first_noun
                    && operator.governs("past")
                    && self.operators.beside(self.tree, step.at, "past").is_some() =>
            {
                self.fixed = true;
                false
            }
            Effect::Modality(Denied) if self.told.speech && first_noun => false,
            // A deal that is announced is made, a strike is to come.
            Effect::Modality(Planned)
                if first_noun
                    && operator.governs("new")
                    && self.operators.beside(self.tree, step.at, "done").is_some() =>
            {
                false
            }
            Effect::Modality(effect) => {
                let ahead = first_noun
                    && operator.governs("ahead")
                    && self.operators.beside(self.tree, step.at, "ahead").is_some();
                self.govern(if ahead { Planned } else { effect }, step);
                if first_noun && effect == Asserted && operator.shares == Shares::Subject && step.is("new") {
                    self.verb = Some(step.head);
                }
                true
            }
            Effect::Fact => {
                match self.is_granted(step) {
                    // "police do not know that he fled": perhaps not.
                    Some(false) => self.take(Conditional),
                    granted => self.fixed = granted.is_some(),
                }
                false
            }
            Effect::Implied => {
                self.imply(step);
                true
            }
        }
    }

    /// Whether a clause told as past is taken for granted by the verb above, even where that is denied as past.
    fn is_granted(&self, step: &Step<'_>) -> Option<bool> {
        let tree = self.tree;
        let open = tree.by(step.at, "mark").any(|mark| matches!(tree.lemma(mark), "if" | "whether"))
            || is_given(tree, step.at);
        let told = step.is("clause") && is_indicative(tree, step.at) && tree.token(step.at).xpos != "VBZ";
        (told && !open).then(|| is_told_past(tree, step.head) || self.around(step.head) != Denied)
    }

    /// It is put into somebody's mouth; what things show nobody says: "the outcome showed that".
    fn report(&mut self, step: &Step<'_>, shows: bool) {
        self.said |= !(step.is("ger") || step.is("inf"));
        let speakers = attribution::speakers(self.tree, step.head);
        let thing = |&at: &TokenId| self.tree.token(at).upos == "NOUN" && self.tree.mention(at).is_none();
        if !(shows && !speakers.is_empty() && speakers.iter().all(thing)) {
            self.reported |= !self.fixed;
            self.speakers.extend(speakers);
        }
        if self.tree.is_passive(step.head) && self.speakers.is_empty() {
            self.take(Alleged);
        }
        // "I must announce that", "we would like to state that": said with it.
        let around = self.around(step.head);
        if !self.fixed && around != Denied && is_performed(self.tree, step.head) {
            self.fixed = true;
        }
        // What nobody would say is not said: "did not say that".
        // It is none the less so where only its reason is not said: "did not say why".
        if !self.fixed && !is_given(self.tree, step.at) && around != Asserted {
            self.take(Conditional);
        }
    }

    fn govern(&mut self, effect: Modality, step: &Step<'_>) {
        self.governed_infinitive |= step.is("inf");
        let effect = if effect == Denied && (self.adjunct || self.said) { Conditional } else { effect };
        self.said |= effect == Asserted && step.is("clause");
        self.take(effect);
        // "is not true that" denies what it tells; "did not say that" denies the saying.
        let clause = step.is("clause") && self.tree.token(step.head).upos != "ADJ";
        if !(clause || self.told.told && self.noun && step.at == self.trigger) {
            self.take_beside(step.head, true);
        } else if clause && !self.tree.is_predicate(step.head) {
            // "no evidence that" leaves it open.
            let around = self.around(step.head);
            self.take(if around == Denied { Conditional } else { around });
        }
    }

    /// It came true if what leads to it did.
    fn imply(&mut self, step: &Step<'_>) {
        let tree = self.tree;
        self.governed_infinitive = true;
        if tree.by(step.head, "advmod").chain(tree.by(step.at, "advmod")).any(|word| tree.lemma(word) == "yet") {
            // "has yet to sign".
            self.take(Denied);
        } else if is_under_way(tree, step.head) {
            self.take_beside(step.head, true);
        } else {
            // "uses force to disperse them": what for, "has to leave": perhaps.
            self.take(if step.relation == "advcl" { Planned } else { Conditional });
        }
    }
}

/// Whether a suspicion is put into a clause of its own, and not of something known.
fn effect_is_on_clause(edges: &[String]) -> bool {
    edges.iter().any(|edge| matches!(edge.as_str(), "clause" | "inf" | "obj"))
}
