//! Whether a relation still holds, and from when to when: "former", "then", "since 2012", "until May".

use super::roles::Role;
use super::scene::Scene;
use crate::claim::{ClaimTime, Modality};
use crate::document::TokenId;

/// Words before a role noun that say it is over.
const OVER: &[&str] = &[
    "former",
    "ex",
    "then",
    "onetime",
    "erstwhile",
    "previous",
    "late",
    "ousted",
    "deposed",
    "retired",
    "disgraced",
    "sometime",
];
/// Words that say it has not begun.
const TO_COME: &[&str] = &["incoming", "elect", "designate", "future", "aspiring"];
/// Words that say somebody only calls it so.
const CALLED: &[&str] = &["alleged", "purported", "supposed", "proclaimed", "styled", "suspected", "reputed"];
/// Words about time that are no part of the role either.
const OTHER: &[&str] = &[
    "current",
    "new",
    "newly",
    "outgoing",
    "longtime",
    "time",
    "long",
    "one",
    "veteran",
    "self",
    "embattled",
    "appointed",
    "elected",
];

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

/// Whether a word before a role noun tells of time or doubt and is no part of the role's name.
pub(crate) fn is_status_word(word: &str) -> bool {
    [OVER, TO_COME, CALLED, OTHER].iter().any(|list| list.contains(&word))
}

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
            let word = word.trim_end_matches('-');
            let prefix = word.split('-').next().unwrap_or(word);
            let said = |list: &[&str]| list.contains(&word) || (prefix.len() < word.len() && list.contains(&prefix));
            if said(OVER) || word == "one-time" {
                status.former = true;
            } else if TO_COME.contains(&word) || word.ends_with("-elect") {
                status.modality = Modality::Planned;
            } else if said(CALLED) || word.starts_with("self-") {
                status.modality = Modality::Alleged;
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
