//! Who is meant where a clause leaves its subject or object unsaid.

use super::{DEPTH, Tree};
use crate::document::{EntityType, TokenId};

/// Verbs whose object is to do what an infinitive after it says, also where parsers hang it on as a purpose.
pub(super) const TASKS: [&str; 49] = [
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
    "pursue",
    "tap",
    "enlist",
    "commission",
    "pay",
    "bribe",
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

    /// Who does what a passive tells where the agent hangs further down: "was told to leave by the court", "was condemned in
    /// a statement by Chad and Mali".
    pub(super) fn far_agents(&self, verb: TokenId) -> Vec<TokenId> {
        let agent = |&at: &TokenId| at > verb && self.preposition(at) == "by" && self.is_someone(at);
        let told = self.by(verb, "xcomp").filter(|&told| self.is_infinitive(told) && !self.is_passive(told));
        let mut below = told.flat_map(|told| self.by(told, "obl"));
        let found = below.find(agent).or_else(|| {
            let manner =
                |at: &TokenId| matches!(self.preposition(*at).as_str(), "in" | "during") && !self.is_someone(*at);
            self.by(verb, "obl").filter(manner).flat_map(|at| self.by(at, "nmod")).find(agent)
        });
        found.into_iter().collect()
    }

    /// Who takes part beside the subject: "She, along with two aides, left".
    pub(super) fn along_with(&self, verb: TokenId) -> Vec<TokenId> {
        let beside = |&at: &TokenId| {
            matches!(self.preposition(at).as_str(), "along with" | "together with") && self.is_someone(at)
        };
        // "sued the city, along with its mayor": whether he sues or is sued, who knows.
        let open = self.by(verb, "obj").next();
        self.by(verb, "obl").filter(beside).filter(|&at| open.is_none_or(|object| at < object)).collect()
    }

    /// Further objects in a clause that leaves its verb unsaid: "hired Lee on Monday and Ray today".
    pub(super) fn gapped_objects(&self, verb: TokenId) -> Vec<TokenId> {
        let Some(object) = self.by(verb, "obj").next() else { return Vec::new() };
        let alike = |&at: &TokenId| {
            at > object
                && self.token(at).upos == "PROPN"
                && self.token(object).upos == "PROPN"
                && self.preposition(at).is_empty()
                && self.is_someone(at)
                && self.by(at, "nsubj").next().is_none()
        };
        self.by(verb, "conj").filter(alike).collect()
    }

    /// Who is shown or heard doing something, of whom a noun before the participle tells: "footage of the senator hugging".
    pub(super) fn shown_before(&self, participle: TokenId, noun: TokenId) -> Vec<TokenId> {
        let shown = |&at: &TokenId| {
            let near = self.mention(at).is_some_and(|at| self.document.mentions[at].end == participle);
            self.preposition(at) == "of" && near && self.is_someone(at)
        };
        if self.is_someone(noun) {
            return Vec::new();
        }
        self.by(noun, "nmod").filter(shown).collect()
    }

    /// Somebody after a verb whom the parser took for an adjunct, though no preposition stands there: "shot dead a
    /// Palestinian".
    pub(super) fn bare_object(&self, verb: TokenId) -> Option<TokenId> {
        let somebody = |&at: &TokenId| {
            at > verb
                && matches!(self.token(at).deprel.as_str(), "obl" | "obl:unmarked")
                && self.preposition(at).is_empty()
                && self.is_someone(at)
                && !self.is_date(at)
        };
        self.by(verb, "obl").find(somebody).filter(|_| self.by(verb, "obj").next().is_none() && !self.is_passive(verb))
    }

    /// Who is called on, before an infinitive that says to what.
    pub(super) fn called(&self, head: TokenId, verb: TokenId) -> Vec<TokenId> {
        if !matches!(
            self.lemma(head),
            "call" | "appeal" | "plead" | "press" | "push" | "wait" | "rely" | "count" | "turn"
        ) {
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
        let named_by = |words: &[&str]| -> Vec<TokenId> {
            self.by(noun, "nmod").filter(|&child| words.contains(&self.preposition(child).as_str())).collect()
        };
        let by = named_by(&["by"]);
        if !by.is_empty() {
            return by;
        }
        let token = self.token(noun);
        // "was the first official to resign", "was one of the first officials to resign", "is part of the effort to"
        let first = |at: TokenId| self.by(at, "amod").any(|word| matches!(self.lemma(word), "first" | "last" | "only"));
        let is = |at: &TokenId| self.by(*at, "cop").next().is_some();
        let said = token.head.filter(|head| token.relation() == "nmod" && is(head));
        let member = said.filter(|&head| first(noun) || self.lemma(head) == "part");
        if let Some(predicate) = member.or_else(|| Some(noun).filter(|noun| first(*noun) && is(noun))) {
            return self.by(predicate, "nsubj").collect();
        }
        // "is in talks to buy it", "was under pressure to leave", "is on the verge of leaving"
        if is(&noun)
            && !self.is_someone(noun)
            && matches!(self.preposition(noun).as_str(), "in" | "on" | "under" | "at" | "near")
        {
            return self.by(noun, "nsubj").collect();
        }
        // "Lee, in Oslo to meet them"
        if let Some(head) = token.head.filter(|&head| token.relation() == "nmod" && self.is_someone(head))
            && matches!(self.preposition(noun).as_str(), "in" | "at")
            && self.is_someone(noun)
        {
            return vec![head];
        }
        let of = named_by(&["of"]);
        if !of.is_empty() {
            return of;
        }
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
