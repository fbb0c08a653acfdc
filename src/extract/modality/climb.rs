//! The way from a trigger up its tree: what every word above makes of the event, and where their say ends.

use super::beside::beside;
use super::clauses::{
    is_argument, is_background, is_definite, is_given, is_hypothetical, is_imperative, is_request, is_told_past,
    took_place,
};
use super::edges::edges;
use super::hung::{accuser, is_known_by, is_sought};
use super::infinitives::{is_bare, is_named_only, is_ranked, is_taken_by};
use super::{Telling, Told, combine};
use crate::claim::Modality::{self, Alleged, Asserted, Conditional, Denied, Planned, Requested};
use crate::document::TokenId;
use crate::extract::attribution;
use crate::extract::lexicon_operators::{Effect, Operator, Operators};
use crate::extract::syntax::Tree;

/// Longest way up; sentences are shallower, malformed trees end here.
const DEPTH: usize = 64;

/// A word on the way up and how it hangs on the next.
pub(super) struct Step<'s> {
    pub(super) at: TokenId,
    pub(super) head: TokenId,
    pub(super) edges: &'s [String],
    pub(super) relation: &'s str,
}

impl Step<'_> {
    pub(super) fn is(&self, edge: &str) -> bool {
        self.edges.iter().any(|own| own == edge)
    }
}

/// What has been found on the way from a trigger to the top of its sentence.
pub(super) struct Climb<'a> {
    pub(super) tree: &'a Tree<'a>,
    pub(super) operators: &'a Operators,
    pub(super) trigger: TokenId,
    pub(super) noun: bool,
    pub(super) told: Told,
    pub(super) modality: Modality,
    /// A noun presupposed by its clause, a relative clause: only attribution is still collected.
    pub(super) fixed: bool,
    /// An adjunct: a denial of the main clause does not deny it.
    pub(super) adjunct: bool,
    /// Once it is what somebody says or finds, a denial of that leaves it open: "failed to prove that".
    pub(super) said: bool,
    /// A word above has had its say over an infinitive.
    pub(super) governed_infinitive: bool,
    /// The verb that tells the event: the trigger, what it is joined to, the light verb of a noun.
    pub(super) verb: Option<TokenId>,
    /// A noun that says of itself that it has been: "a recent attack".
    pub(super) past: bool,
    pub(super) speakers: Vec<TokenId>,
    pub(super) reported: bool,
    pub(super) governors: Vec<TokenId>,
    pub(super) cues: Vec<TokenId>,
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

    pub(super) fn take(&mut self, outer: Modality) {
        let open = matches!(outer, Planned | Conditional | Requested);
        if !(open && self.past) {
            self.modality = combine(outer, self.modality);
        }
    }

    /// Takes over what stands beside a word; what only goes with a denied verb is not denied with it.
    pub(super) fn take_beside(&mut self, at: TokenId, negation: bool) {
        let around = beside(self.tree, self.operators, at, negation, &mut self.cues);
        self.take(if self.adjunct && around == Denied { Conditional } else { around });
    }

    pub(super) fn around(&self, at: TokenId) -> Modality {
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
        // "refused to leave and to pay": neither is part of the other.
        if !self.fixed && self.tree.token(at).relation() != "conj" {
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
        if is_taken_by(self.tree, at) {
            governed = true;
            self.governed_infinitive = true;
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
