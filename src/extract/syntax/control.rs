//! Who is meant where a clause leaves its subject or object unsaid.

use super::{DEPTH, Tree};
use crate::document::{EntityType, TokenId};

/// Verbs whose object is to do what an infinitive after it says, also where parsers hang it on as a purpose.
pub(super) const TASKS: [&str; 43] = [
    "subpoena",
    "summon",
    "invite",
    "hire",
    "appoint",
    "name",
    "select",
    "choose",
    "elect",
    "recruit",
    "order",
    "instruct",
    "direct",
    "command",
    "ask",
    "tell",
    "urge",
    "press",
    "pressure",
    "persuade",
    "convince",
    "encourage",
    "advise",
    "warn",
    "force",
    "compel",
    "oblige",
    "require",
    "allow",
    "permit",
    "authorize",
    "assign",
    "request",
    "nominate",
    "beg",
    "create",
    "establish",
    "form",
    "found",
    "set",
    "send",
    "dispatch",
    "deploy",
];

/// What whoever is given it can act with.
const POWERS: [&str; 20] = [
    "power",
    "right",
    "chance",
    "opportunity",
    "permission",
    "authority",
    "mandate",
    "licence",
    "license",
    "leave",
    "impetus",
    "incentive",
    "reason",
    "freedom",
    "courage",
    "confidence",
    "ability",
    "excuse",
    "pretext",
    "capacity",
];

impl Tree<'_> {
    /// Whether a noun tells a time: "the week", "Monday".
    pub(super) fn is_date(&self, noun: TokenId) -> bool {
        self.document.is_time(self.token(noun).span)
            || (self.token(noun).deprel == "obl:unmarked" && self.token(noun).upos == "NOUN")
            || matches!(
                self.lemma(noun),
                "day" | "week" | "weekend" | "month" | "year" | "night" | "morning" | "evening" | "afternoon" | "time"
            )
    }

    /// Who does the same by an elliptic clause: "aides denied it, as did Lang".
    pub(super) fn likewise(&self, verb: TokenId) -> Vec<TokenId> {
        let same = |&clause: &TokenId| {
            let helper = matches!(self.lemma(clause), "do" | "have" | "be");
            let only = self
                .children(clause)
                .iter()
                .all(|&child| matches!(self.token(child).relation(), "nsubj" | "mark" | "advmod" | "punct" | "cc"));
            helper && only && self.by(clause, "mark").chain(self.by(clause, "advmod")).any(|at| self.lemma(at) == "as")
        };
        self.by(verb, "advcl").filter(same).flat_map(|clause| self.by(clause, "nsubj")).collect()
    }

    /// Somebody after a verb whom the parser took for an adjunct, though no preposition stands there: "shot dead a
    /// Palestinian".
    pub(super) fn bare_object(&self, verb: TokenId) -> Option<TokenId> {
        let somebody = |&at: &TokenId| {
            at > verb
                && self.token(at).deprel == "obl"
                && self.preposition(at).is_empty()
                && self.is_someone(at)
                && !self.is_date(at)
        };
        self.by(verb, "obl").find(somebody).filter(|_| self.by(verb, "obj").next().is_none() && !self.is_passive(verb))
    }

    /// Who is called on, before an infinitive that says to what.
    pub(super) fn called(&self, head: TokenId, verb: TokenId) -> Vec<TokenId> {
        if !matches!(self.lemma(head), "call" | "appeal" | "plead" | "press" | "push" | "wait" | "rely" | "count") {
            return Vec::new();
        }
        let addressed = |&at: &TokenId| {
            let preposition = self.preposition(at);
            at < verb && matches!(preposition.as_str(), "on" | "upon" | "for" | "to" | "with") && self.is_someone(at)
        };
        self.by(head, "obl").filter(addressed).flat_map(|at| self.conjuncts(at)).collect()
    }

    /// Whether a noun stands for somebody who can act.
    pub(super) fn is_someone(&self, noun: TokenId) -> bool {
        self.mention(noun).is_some_and(|at| self.document.mentions[at].kind != EntityType::Misc)
    }

    /// Whether a verb gives something to somebody.
    pub(super) fn gives(&self, verb: TokenId) -> bool {
        let to_somebody = self.by(verb, "obl").any(|at| self.preposition(at) == "to" && self.is_someone(at));
        let object = self.by(verb, "obj").next().is_some();
        object && (to_somebody || self.by(verb, "iobj").next().is_some())
    }

    /// Who is given the power, the right, a chance to do what an infinitive says: "gave the union the right to sue".
    pub(super) fn empowered(&self, verb: TokenId) -> Vec<TokenId> {
        let freed = self.by(verb, "obj").any(|object| POWERS.contains(&self.lemma(object)));
        self.by(verb, "iobj").filter(|&at| freed && self.is_someone(at)).collect()
    }

    /// Whether a participle after a comma goes on with the clause rather than describing the noun that it was attached to.
    pub(super) fn goes_on(&self, verb: TokenId, noun: TokenId) -> bool {
        let comma = verb > 0 && self.forms[verb - 1] == ",";
        comma && matches!(self.token(noun).relation(), "obj" | "obl" | "nmod")
    }

    /// The subject of the clause that a noun stands in.
    pub(super) fn clause_subject(&self, noun: TokenId, depth: usize) -> Vec<TokenId> {
        let mut at = noun;
        for _ in 0..DEPTH {
            let Some(head) = self.token(at).head else { return Vec::new() };
            if self.is_predicate(head) {
                // Of a passive the one who suffers: "was arrested at his home, accused of".
                return self.subjects_within(head, depth + 1);
            }
            at = head;
        }
        Vec::new()
    }

    /// Whose plan, effort or decision a noun is: the understood subject of the infinitive below it.
    pub(super) fn controller(&self, noun: TokenId, depth: usize) -> Vec<TokenId> {
        // "for a candidate to win"; not "for a rally to protest".
        if self.is_someone(noun) && self.preposition(noun) == "for" {
            return vec![noun];
        }
        let possessors: Vec<TokenId> =
            self.children(noun).iter().copied().filter(|&child| self.token(child).deprel == "nmod:poss").collect();
        if !possessors.is_empty() || depth > DEPTH {
            return possessors;
        }
        let by: Vec<TokenId> =
            self.by(noun, "nmod").filter(|&child| matches!(self.preposition(child).as_str(), "by" | "of")).collect();
        if !by.is_empty() {
            return by;
        }
        let token = self.token(noun);
        let empowered = token.head.filter(|_| token.relation() == "obj").map(|verb| self.empowered(verb));
        if let Some(empowered) = empowered.filter(|empowered| !empowered.is_empty()) {
            return empowered;
        }
        match (token.relation(), token.head) {
            ("obj" | "obl" | "xcomp", Some(head)) => self.subjects_within(head, depth + 1),
            _ => Vec::new(),
        }
    }
}
