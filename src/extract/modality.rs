//! How a text tells an event: from its trigger up the tree, every word above or beside it has its say.
//!
//! The table of words is `ontology/lexicon/operators.csv`; this file knows how their effects combine. In doubt an
//! event is not asserted.

mod ahead;
mod beside;
mod clauses;
mod climb;
mod edges;
mod govern;
mod hung;
mod infinitives;

use crate::claim::Modality::{self, Alleged, Asserted, Conditional, Denied, Planned, Requested};
use crate::document::TokenId;
use crate::extract::lexicon_operators::Operators;
use crate::extract::syntax::Tree;

pub(crate) use ahead::is_to_come;
use climb::Climb;
pub(crate) use edges::edges;

/// How an event is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Telling {
    /// With what certainty.
    pub(crate) modality: Modality,
    /// The words for who says so, nearest first; empty where the article itself does.
    pub(crate) speakers: Vec<TokenId>,
    /// Whether it is told on somebody's word, known or not; what is presupposed is not.
    pub(crate) reported: bool,
    /// The words that the clause hangs on, nearest first, as far as they have a say.
    pub(crate) governors: Vec<TokenId>,
    /// The words that made something else of it than an assertion, nearest first.
    pub(crate) cues: Vec<TokenId>,
}

/// The effect of `outer` on what is told as `inner`.
///
/// | outer \ inner | asserted | denied | planned | alleged | conditional | requested |
/// |---|---|---|---|---|---|---|
/// | denied | denied | conditional | denied | denied | denied | denied |
/// | planned | planned | denied | planned | alleged | conditional | requested |
/// | alleged | alleged | denied | planned | alleged | conditional | requested |
/// | conditional | conditional | conditional | conditional | alleged | conditional | requested |
/// | requested | requested | conditional | requested | alleged | conditional | requested |
pub(crate) fn combine(outer: Modality, inner: Modality) -> Modality {
    match (outer, inner) {
        (Asserted, _) => inner,
        (Denied, Denied) => Conditional,
        (Denied, _) => Denied,
        (_, Asserted) => outer,
        (Planned, _) => inner,
        (Alleged, _) => inner,
        (Conditional, Planned | Denied) => Conditional,
        (Conditional, _) => inner,
        (Requested, Planned) => Requested,
        (Requested, Denied) => Conditional,
        (Requested, _) => inner,
    }
}

/// How the event at `trigger` is told, starting from its own modality.
pub(crate) fn telling(tree: &Tree<'_>, operators: &Operators, trigger: TokenId, own: Modality, told: Told) -> Telling {
    Climb::new(tree, operators, trigger, own, told).telling()
}

/// What a trigger's sense says about how it may be told.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Told {
    /// A noun for what was said or happened already ("the demand", "his death"), which no rejection undoes.
    pub(crate) speech: bool,
    /// The sense speaks for its negation or auxiliary itself ("would not accept").
    pub(crate) told: bool,
    /// An auxiliary that tells by itself that it is asked for: "should".
    pub(crate) modal: bool,
    /// An act that its means performs ("marched to protest").
    pub(crate) enacted: bool,
}

#[cfg(test)]
#[path = "modality_tests.rs"]
mod tests;
