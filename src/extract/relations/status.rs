//! Whether a relation still holds, and from when to when: "former", "then", "since 2012", "until May".

use super::lexicon::Effect;
use super::roles::Role;
use super::scene::Scene;
use crate::claim::{ClaimTime, Modality};
use crate::document::TokenId;

/// Relations that hold for good: a former minister stays somebody's daughter and a founder.
const LASTING: &[&str] = &[
    "citizenOf",
    "locatedIn",
    "partOf",
    "founderOf",
    "parentOf",
    "childOf",
    "siblingOf",
    "relativeOf",
    "bornIn",
    "diedIn",
    "educatedAt",
    "successorOf",
    "predecessorOf",
    "authorOf",
    "participantIn",
];

/// Whether "former" and past tense say nothing about a relation.
pub(crate) fn is_lasting(predicate: &str) -> bool {
    LASTING.contains(&predicate)
}

/// What the words around a role noun say about the time it holds.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Status {
    /// No longer so.
    pub(crate) former: bool,
    /// Not yet, or only said to be so.
    pub(crate) modality: Modality,
    /// From when.
    pub(crate) from: Option<ClaimTime>,
    /// Until when.
    pub(crate) to: Option<ClaimTime>,
}

impl Scene<'_> {
    /// What the words before a role noun, and "since", "until" phrases after it, say.
    pub(crate) fn status(&self, role: &Role) -> Status {
        let mut status = self.validity(role.noun);
        let left = self.document.subtree(role.noun).start..role.first;
        for at in left.chain(role.first..role.end) {
            // "then" and "ex" may hang on the role's own modifiers, a clause of their own may not.
            if self.head(at).is_some_and(|head| self.upos(head) == "VERB" && self.relation(at) == "advmod") {
                continue;
            }
            let word = self.lower(at);
            let parts: Vec<&str> = word.split('-').filter(|part| !part.is_empty()).collect();
            let edges = [Some(word.as_str()), parts.first().copied(), parts.last().copied()];
            let effects = edges.into_iter().flatten().filter_map(|part| self.lexicon.effect(part));
            for effect in effects {
                match effect {
                    Effect::Over => status.former = true,
                    Effect::Ahead => status.modality = Modality::Planned,
                    Effect::Called => status.modality = Modality::Alleged,
                    _ => {}
                }
            }
        }
        status.former |= status.to.is_some();
        status
    }

    /// The "since", "from", "until" and "in" phrases of a word.
    pub(crate) fn validity(&self, token: TokenId) -> Status {
        let mut status = Status::default();
        for child in
            self.document.children(token).filter(|&child| matches!(self.relation(child), "obl" | "nmod" | "advmod"))
        {
            let Some(time) = self.time_over(child) else { continue };
            match self.preposition(child).as_deref() {
                Some("since" | "from") => status.from = Some(time),
                Some("until" | "till" | "to" | "through") => status.to = Some(time),
                _ => {}
            }
        }
        status
    }

    /// The time expression around a token.
    pub(crate) fn time_over(&self, token: TokenId) -> Option<ClaimTime> {
        let span = self.document.tokens[token].span;
        let times = &self.document.times;
        let at = times.partition_point(|time| time.span.end <= span.start);
        let time = times.get(at).filter(|time| time.span.overlaps(span))?;
        Some(ClaimTime { value: time.value.clone(), bounds: time.bounds.clone() })
    }
}
