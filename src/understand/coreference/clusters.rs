//! Clusters of candidates (union-find) with the features their members agree on.

use crate::document::{EntityType, Form};

use super::features::{Candidate, Gender, Number};

/// Clusters over candidates, by index.
#[derive(Debug)]
pub(super) struct Clusters {
    parent: Vec<usize>,
    /// Members of a root, in text order; empty for others.
    members: Vec<Vec<usize>>,
    gender: Vec<Gender>,
    number: Vec<Number>,
}

impl Clusters {
    /// Every candidate alone.
    pub(super) fn new(candidates: &[Candidate]) -> Self {
        Self {
            parent: (0..candidates.len()).collect(),
            members: (0..candidates.len()).map(|at| vec![at]).collect(),
            gender: candidates.iter().map(|candidate| candidate.gender).collect(),
            number: candidates.iter().map(|candidate| candidate.number).collect(),
        }
    }

    /// The cluster of a candidate.
    pub(super) fn of(&self, at: usize) -> usize {
        let mut at = at;
        while self.parent[at] != at {
            at = self.parent[at];
        }
        at
    }

    /// Whether two candidates are in one cluster.
    pub(super) fn same(&self, a: usize, b: usize) -> bool {
        self.of(a) == self.of(b)
    }

    /// The candidates of the cluster of a candidate.
    pub(super) fn members(&self, at: usize) -> &[usize] {
        &self.members[self.of(at)]
    }

    /// Gender of the cluster of a candidate.
    pub(super) fn gender(&self, at: usize) -> Gender {
        self.gender[self.of(at)]
    }

    /// Number of the cluster of a candidate.
    pub(super) fn number(&self, at: usize) -> Number {
        self.number[self.of(at)]
    }

    /// Joins the clusters of two candidates; the earlier root stays, so that results do not depend on the order of merges.
    pub(super) fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.of(a), self.of(b));
        if a == b {
            return;
        }
        let (keep, gone) = (a.min(b), a.max(b));
        self.parent[gone] = keep;
        let moved = std::mem::take(&mut self.members[gone]);
        self.members[keep].extend(moved);
        self.members[keep].sort_unstable();
        if self.gender[keep] == Gender::Unknown {
            self.gender[keep] = self.gender[gone];
        }
        if self.number[keep] == Number::Unknown {
            self.number[keep] = self.number[gone];
        }
    }

    /// Whether a cluster holds a name.
    pub(super) fn is_named(&self, candidates: &[Candidate], at: usize) -> bool {
        self.members(at).iter().any(|&member| candidates[member].mention.form == Form::Name)
    }

    /// The kind most names of a cluster have, else most descriptions; `None` where only pronouns without kind are in it.
    pub(super) fn kind(&self, candidates: &[Candidate], at: usize) -> EntityType {
        for form in [Form::Name, Form::Nominal, Form::Pronoun] {
            let mut votes = [0.0_f32; EntityType::ALL.len()];
            for &member in self.members(at) {
                let candidate = &candidates[member];
                if candidate.mention.form == form && (candidate.entity || form == Form::Pronoun) {
                    votes[candidate.mention.kind as usize] += candidate.mention.confidence;
                }
            }
            let best = votes.iter().copied().fold(0.0, f32::max);
            if best > 0.0
                && let Some(at) = votes.iter().position(|vote| *vote >= best)
            {
                return EntityType::ALL[at];
            }
        }
        EntityType::Misc
    }
}
