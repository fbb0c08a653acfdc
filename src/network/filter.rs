//! A selection with its names looked up, and what it keeps.

use std::collections::BTreeSet;

use super::facts::{Actor, Claim, Facts};

/// A selection with its names looked up.
#[derive(Debug, Default)]
pub(super) struct Filter {
    pub(super) actors: BTreeSet<String>,
    pub(super) kinds: BTreeSet<&'static str>,
    pub(super) from: Option<String>,
    pub(super) to: Option<String>,
    pub(super) articles: Option<BTreeSet<String>>,
    pub(super) types: BTreeSet<String>,
    pub(super) modalities: BTreeSet<&'static str>,
    pub(super) min_weight: f64,
    pub(super) min_confidence: f64,
    pub(super) around: BTreeSet<String>,
    pub(super) steps: usize,
}

impl Filter {
    /// Why a claim is left out: the option that does it, or `None`.
    pub(super) fn rejects(&self, claim: &Claim, facts: &Facts) -> Option<&'static str> {
        if !self.has_article(&claim.article) {
            Some(ARTICLES)
        } else if !self.has_days(facts.days(claim)) {
            Some(PERIOD)
        } else if !self.types.is_empty() && self.types.is_disjoint(&claim.types) {
            Some(TYPES)
        } else if !self.modalities.is_empty() && !self.modalities.contains(claim.modality.as_str()) {
            Some(MODALITY)
        } else if claim.confidence < self.min_confidence {
            Some(CONFIDENCE)
        } else {
            None
        }
    }

    pub(super) fn has_article(&self, article: &str) -> bool {
        self.articles.as_ref().is_none_or(|articles| articles.contains(article))
    }

    /// Whether something that lasts from one day to another touches the period; what has no day does not.
    pub(super) fn has_days(&self, days: Option<(&str, &str)>) -> bool {
        if self.from.is_none() && self.to.is_none() {
            return true;
        }
        days.is_some_and(|(first, last)| {
            self.from.as_deref().is_none_or(|from| last >= from) && self.to.as_deref().is_none_or(|to| first <= to)
        })
    }

    /// Whether an actor may be shown. Participants without a name are of no kind that could be asked for.
    pub(super) fn has_kind(&self, actor: &Actor) -> bool {
        self.kinds.is_empty() || self.kinds.contains(actor.kind)
    }

    /// Whether a tie between these may be shown.
    pub(super) fn has_actor<'a>(&self, ends: impl IntoIterator<Item = &'a str>) -> bool {
        self.actors.is_empty() || ends.into_iter().any(|end| self.actors.contains(end))
    }

    /// Whether claims are chosen by what they say, which mentions do not.
    pub(super) fn is_about_claims(&self) -> bool {
        !self.types.is_empty() || !self.modalities.is_empty()
    }
}

pub(super) const ARTICLES: &str = "--article or --publisher";
pub(super) const PERIOD: &str = "--from or --to";
pub(super) const TYPES: &str = "--type";
pub(super) const MODALITY: &str = "--modality";
pub(super) const CONFIDENCE: &str = "--min-confidence";
pub(super) const ACTORS: &str = "--actor";
pub(super) const KINDS: &str = "--kind";
