//! The way from a trigger up its tree: what every word above makes of the event, and where their say ends.

use super::beside::beside;
use super::clauses::{
    is_argument, is_background, is_definite, is_given, is_hypothetical, is_imperative, is_indicative, is_invited,
    is_performed, is_request, is_subjunctive, is_told_past, is_under_way, took_place,
};
use super::edges::edges;
use super::hung::{accuser, is_known_by, is_sought};
use super::infinitives::{is_bare, is_named_only, is_ranked};
use super::{Telling, Told, combine};
use crate::claim::Modality::{self, Alleged, Asserted, Conditional, Denied, Planned, Requested};
use crate::document::TokenId;
use crate::extract::attribution;
use crate::extract::lexicon_operators::{Effect, Operator, Operators, Shares};
use crate::extract::syntax::Tree;

/// Longest way up; sentences are shallower, malformed trees end here.
const DEPTH: usize = 64;

/// A word on the way up and how it hangs on the next.
struct Step<'s> {
    at: TokenId,
    head: TokenId,
    edges: &'s [String],
    relation: &'s str,
}

impl Step<'_> {
    fn is(&self, edge: &str) -> bool {
        self.edges.iter().any(|own| own == edge)
    }
}

/// What has been found on the way from a trigger to the top of its sentence.
pub(super) struct Climb<'a> {
    tree: &'a Tree<'a>,
    operators: &'a Operators,
    trigger: TokenId,
    noun: bool,
    told: Told,
    modality: Modality,
    /// A noun presupposed by its clause, a relative clause: only attribution is still collected.
    fixed: bool,
    /// An adjunct: a denial of the main clause does not deny it.
    adjunct: bool,
    /// Once it is what somebody says or finds, a denial of that leaves it open: "failed to prove that".
    said: bool,
    /// A word above has had its say over an infinitive.
    governed_infinitive: bool,
    /// The verb that tells the event: the trigger, what it is joined to, the light verb of a noun.
    verb: Option<TokenId>,
    /// A noun that says of itself that it has been: "a recent attack".
    past: bool,
    speakers: Vec<TokenId>,
    reported: bool,
    governors: Vec<TokenId>,
    cues: Vec<TokenId>,
}

impl<'a> Climb<'a> {
    pub(super) fn new(
        tree: &'a Tree<'a>,
        operators: &'a Operators,
        trigger: TokenId,
        own: Modality,
        told: Told,
    ) -> Self {
        let noun = !tree.is_predicate(trigger);
        Self {
            tree,
            operators,
            trigger,
            noun,
            told,
            modality: own,
            // "approved the raids that took place on Monday": whatever becomes of the clause, they did.
            fixed: noun && took_place(tree, operators, trigger),
            adjunct: false,
            said: false,
            governed_infinitive: false,
            verb: (!noun).then_some(trigger),
            past: noun && tree.by(trigger, "amod").any(|word| operators.beside(tree, word, "past").is_some()),
            speakers: Vec::new(),
            reported: false,
            governors: Vec::new(),
            cues: Vec::new(),
        }
    }

    /// How the event is told, with all that stands above it.
    pub(super) fn telling(mut self) -> Telling {
        if !self.told.told {
            self.take_beside(self.trigger, true);
        }
        let (mut at, mut below) = (self.trigger, None);
        for _ in 0..DEPTH {
            self.attribute(at, below);
            let Some(head) = self.tree.token(at).head else { break };
            let head = accuser(self.tree, self.operators, at, head).unwrap_or(head);
            self.step(at, head);
            below = Some(at);
            at = head;
        }
        self.end()
    }

    fn take(&mut self, outer: Modality) {
        let open = matches!(outer, Planned | Conditional | Requested);
        if !(open && self.past) {
            self.modality = combine(outer, self.modality);
        }
    }

    /// Takes over what stands beside a word; what only goes with a denied verb is not denied with it.
    fn take_beside(&mut self, at: TokenId, negation: bool) {
        let around = beside(self.tree, self.operators, at, negation, &mut self.cues);
        self.take(if self.adjunct && around == Denied { Conditional } else { around });
    }

    fn around(&self, at: TokenId) -> Modality {
        beside(self.tree, self.operators, at, true, &mut Vec::new())
    }

    /// Who says so beside the clause at `at`, reached from the word `below` it: ", officials said".
    fn attribute(&mut self, at: TokenId, below: Option<TokenId>) {
        let Some(found) = attribution::beside(self.tree, self.operators, at, below) else { return };
        self.reported |= !self.fixed;
        self.speakers.extend(found);
        if !self.fixed && attribution::is_claimed(self.tree, self.operators, at) {
            self.take(Alleged);
        }
    }

    fn step(&mut self, at: TokenId, head: TokenId) {
        let before = self.modality;
        if !self.fixed {
            self.governors.push(head);
        }
        let edges = edges(self.tree, at);
        let step = Step { at, head, edges: &edges, relation: self.tree.token(at).relation() };
        self.disbelieve(&step);
        let operators = self.operators;
        let mut governed = false;
        let found: Vec<&Operator> = operators.governing(self.tree, head, &edges).collect();
        let shows = found.iter().any(|operator| operator.effect == Effect::Modality(Asserted));
        for operator in found {
            governed |= self.apply(operator, &step, shows);
        }
        self.hang(&step, governed);
        if self.verb == Some(at) && !self.fixed {
            self.purpose(&step);
        }
        if self.modality != before && !self.cues.contains(&head) {
            self.cues.push(head);
        }
    }

    /// An infinitive that no word of the table governs tells what somebody is after, or only names it.
    fn purpose(&mut self, step: &Step<'_>) {
        let (tree, at) = (self.tree, step.at);
        if tree.is_infinitive(at)
            && !self.governed_infinitive
            && !self.told.is_enacted(tree, at)
            && !is_ranked(tree, at)
        {
            self.take(if is_named_only(tree, at) { Conditional } else { Planned });
        }
        // "to deter and destroy": both are.
        self.verb = (step.relation == "conj" && is_bare(tree, at)).then_some(step.head);
    }

    /// "claims falsely that".
    fn disbelieve(&mut self, step: &Step<'_>) {
        let tree = self.tree;
        let untrue = |word: TokenId| {
            matches!(tree.lemma(word), "falsely" | "wrongly" | "incorrectly" | "mistakenly" | "erroneously")
        };
        if step.is("clause") && !self.fixed && tree.is_predicate(step.head) && tree.by(step.head, "advmod").any(untrue)
        {
            self.take(Denied);
        }
    }

    /// What a word of the table makes of it; whether it has a say over how the event is told.
    fn apply(&mut self, operator: &Operator, step: &Step<'_>, shows: bool) -> bool {
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

    /// What becomes of it by the way it hangs on the word above.
    fn hang(&mut self, step: &Step<'_>, governed: bool) {
        let tree = self.tree;
        let Step { at, head, relation, .. } = *step;
        let sought = (!self.fixed && !governed).then(|| is_sought(tree, self.operators, at)).flatten();
        if self.fixed {
            // Only who says so still matters.
        } else if let Some(effect) = sought {
            self.take(effect);
            self.fixed = true;
        } else if self.is_presupposed(step, governed) {
            self.fixed = true;
        } else if relation == "conj" {
            self.join(step);
        } else if !governed && !step.is("clause") {
            if self.noun && !tree.is_predicate(at) {
                self.hang_noun(step);
            } else if at != self.trigger && is_argument(tree, at) && tree.is_predicate(head) {
                // "there may be people killed": the noun that the participle says more of is no known one.
                if !is_definite(tree, at) && beside(tree, self.operators, head, true, &mut self.cues) != Asserted {
                    self.take(Conditional);
                }
            } else if relation == "advcl" && is_told_past(tree, at) {
                // "tried to sell the seat after Obama was elected": told as past, whatever becomes of the main clause.
                self.fixed = true;
            } else if matches!(relation, "advcl" | "acl" | "obl" | "csubj") {
                self.adjunct = true;
                self.accompany(step);
            } else if relation == "xcomp"
                && (tree.is_infinitive(at) || tree.token(at).xpos == "VB")
                && !(at == self.trigger && self.told.is_enacted(tree, at))
            {
                // An infinitive below a verb the table does not know; with a passive it tells the purpose.
                self.take(if tree.is_passive(head) { Planned } else { Conditional });
                self.governed_infinitive = true;
            }
        }
    }

    /// A gerund that goes with its verb is as real as that: "could hurt them by leaving", "may attack, killing many".
    /// Denials are of the verb alone, and what is said beside it is said: "may leave, citing threats".
    fn accompany(&mut self, step: &Step<'_>) {
        let (tree, at, head) = (self.tree, step.at, step.head);
        let gerund = tree.token(at).xpos == "VBG" && tree.by(at, "aux").next().is_none();
        let preposition = tree.preposition(at);
        let after = at > head && ["", "by", "to", "into", "through"].contains(&preposition.as_str())
            || step.relation == "csubj";
        if !gerund || !after || self.modality != Asserted || !tree.is_predicate(head) {
            return;
        }
        let said = ["report", "clause", "of", "for"].map(str::to_owned);
        let speaks = self
            .operators
            .governing(tree, at, &said)
            .any(|operator| matches!(operator.effect, Effect::Reported | Effect::Modality(Alleged | Requested)));
        let around = self.around(head);
        if matches!(around, Planned | Conditional | Requested) && (!speaks || !preposition.is_empty()) {
            self.take(around);
        }
    }

    /// Whether what stands above cannot change it any more.
    fn is_presupposed(&self, step: &Step<'_>, governed: bool) -> bool {
        let (tree, at) = (self.tree, step.at);
        (tree.token(at).deprel == "acl:relcl" && !governed)
            || is_background(tree, at)
            || (is_given(tree, at) && is_told_past(tree, at) && step.relation != "advcl")
            || (!governed && is_known_by(tree, self.operators, at))
    }

    /// A verb without a subject and auxiliary of its own shares those of the verb it is joined to.
    fn join(&mut self, step: &Step<'_>) {
        let (tree, at) = (self.tree, step.at);
        let own_subject = tree.by(at, "nsubj").next().is_some();
        let own_auxiliary = tree.by(at, "aux").next().is_some();
        // "would go on to win but lost": a tense of its own; "come and hit" may be none.
        let own_tense = matches!(tree.token(at).xpos.as_str(), "VBD" | "VBZ")
            && tree.token(step.head).xpos == "VB"
            && tree.form(at) != tree.lemma(at);
        if tree.is_predicate(step.head) && !own_subject && !own_auxiliary && !own_tense {
            let either = tree.by(at, "cc").any(|cc| matches!(tree.lemma(cc), "or" | "nor"));
            self.take_beside(step.head, either);
        }
    }

    /// A noun below a verb or noun that is no operator: presupposed, unless indefinite in an unreal clause.
    fn hang_noun(&mut self, step: &Step<'_>) {
        let tree = self.tree;
        let Step { at, head, relation, .. } = *step;
        if !tree.is_predicate(head) {
            self.take_beside(head, false);
            self.fixed = is_definite(tree, at) && relation != "compound";
            return;
        }
        // "there were no talks" is denied once, by the noun's own "no".
        let unreal = self.modality != Denied && beside(tree, self.operators, head, true, &mut self.cues) != Asserted;
        if unreal && (!is_definite(tree, at) || is_hypothetical(tree, at)) {
            self.take(Conditional);
        }
        self.fixed = true;
    }

    /// What the form of the whole sentence makes of it.
    fn end(mut self) -> Telling {
        let tree = self.tree;
        // The verb is only kept up to the top.
        if self.verb.is_some_and(|verb| tree.token(verb).head.is_none() && tree.is_infinitive(verb)) {
            self.take(Planned);
        }
        if is_imperative(tree, told_by(tree, self.trigger), 0) && !self.fixed {
            self.take(Requested);
        }
        if tree.is_question(self.trigger) && !self.fixed {
            self.take(if is_request(tree, self.trigger) { Requested } else { Conditional });
        }
        if self.modality == Asserted {
            self.cues.clear();
        }
        let Self { modality, speakers, reported, governors, cues, .. } = self;
        Telling { modality, speakers, reported, governors, cues }
    }
}

/// The verb that tells what a word is part of: itself, or the verb that a noun is the object of.
fn told_by(tree: &Tree<'_>, word: TokenId) -> TokenId {
    let token = tree.token(word);
    match token.head {
        Some(head) if token.relation() == "obj" && !tree.is_predicate(word) => head,
        _ => word,
    }
}

fn effect_is_on_clause(edges: &[String]) -> bool {
    edges.iter().any(|edge| matches!(edge.as_str(), "clause" | "inf" | "obj"))
}
