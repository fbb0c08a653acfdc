//! Whether a relation still holds, and from when to when: "former", "then", "since 2012", "until May".

use super::lexicon::Effect;
use super::roles::Role;
use super::scene::Scene;
use crate::claim::{ClaimTime, Modality};
use crate::document::{EntityType, TokenId};

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
        // "then-New Jersey governor": it may hang on any word, but leads the phrase.
        let leads = (0..role.first).rev().take(8).take_while(|&at| self.leads(at));
        status.former |= leads.into_iter().any(|at| self.lexicon.effect(&self.lower(at)) == Some(Effect::Over));
        if role.class == "candidate" {
            status.former |= self.is_past_candidacy(role);
        }
        status.former |= status.to.is_some();
        status
    }

    /// Whether a coordinated role has a determiner or word of time of its own: "and *a* founder", "and *current* mayor".
    pub(crate) fn begins_anew(&self, role: &Role) -> bool {
        let left = self.document.subtree(role.noun).start..role.first;
        left.into_iter().any(|at| {
            self.relation(at) == "det"
                || self.deprel(at) == "nmod:poss"
                || self.relation(at) == "advmod"
                || self.lexicon.effect(&self.lower(at)) == Some(Effect::Time)
        })
    }

    /// Whether a word may stand between "then" and the role noun that it speaks of.
    fn leads(&self, at: TokenId) -> bool {
        if let Some(mention) = self.name_over(at) {
            return self.actor_of(mention).is_some_and(|actor| actor.kind != EntityType::Person);
        }
        let word = self.lower(at);
        word == "-" || self.lexicon.effect(&word).is_some() || matches!(self.upos(at), "ADJ" | "PROPN" | "NOUN" | "NUM")
    }

    /// Whether the year of a candidacy is before that of the article: "the party's 2016 nominee", "nominee in 2016".
    fn is_past_candidacy(&self, role: &Role) -> bool {
        let Some(now) = self.published else { return false };
        let subtree = self.document.subtree(role.noun);
        let beside = self.document.children(role.noun).filter(|&at| {
            at < role.first || matches!(self.preposition(at).as_deref(), Some("in" | "for" | "at")) && at < subtree.end
        });
        let years = beside.filter_map(|at| {
            let word = self.document.tokens.get(at).filter(|_| self.upos(at) == "NUM").map(|_| self.lower(at));
            word.or_else(|| self.child(at, &["nummod", "compound"]).map(|year| self.lower(year)))
        });
        let years: Vec<i16> = years.filter(|word| word.len() == 4).filter_map(|word| word.parse().ok()).collect();
        years.iter().max().is_some_and(|&year| (1800..now).contains(&year)) || self.is_told_of_the_past(role.noun, now)
    }

    /// Whether the clause around a word is dated at least two years before the article: "In 2016 the nominee … received".
    /// A campaign begun last year may go on.
    fn is_told_of_the_past(&self, word: TokenId, now: i16) -> bool {
        let mut at = word;
        // A tree has no cycles; the bound guards against a malformed one.
        for _ in 0..64 {
            let Some(head) = self.head(at) else { break };
            at = head;
            if self.upos(at) == "VERB"
                && let Some(year) = self.year_of(at)
            {
                return year + 1 < now;
            }
        }
        false
    }

    /// Whether a verb is dated at least two years before the article.
    pub(super) fn is_of_the_past(&self, verb: TokenId, now: i16) -> bool {
        self.year_of(verb).is_some_and(|year| year + 1 < now)
    }

    /// The year that a verb's own phrases tell.
    fn year_of(&self, verb: TokenId) -> Option<i16> {
        let year = |child: TokenId| self.time_over(child)?.value.get(..4)?.parse::<i16>().ok();
        let times = self.document.children(verb).filter(|&child| matches!(self.relation(child), "obl" | "nmod"));
        times.filter_map(year).max()
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
        Some(ClaimTime { value: time.value.clone(), bounds: time.bounds.clone(), open: None })
    }
}
