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
    votes: Vec<Votes>,
}

/// Confidence, in hundredths, that a cluster's names, descriptions and pronouns give to each kind.
#[derive(Debug, Clone, Default)]
struct Votes {
    named: bool,
    kinds: [[u32; EntityType::ALL.len()]; 3],
}

impl Votes {
    fn of(candidate: &Candidate) -> Self {
        let mention = &candidate.mention;
        let mut votes = Self { named: mention.form == Form::Name, ..Self::default() };
        if candidate.entity || mention.form == Form::Pronoun {
            // Confidences are rounded to hundredths and lie between 0 and 1.
            votes.kinds[mention.form as usize][mention.kind as usize] = (mention.confidence * 100.0).round() as u32;
        }
        votes
    }

    fn add(&mut self, other: &Self) {
        self.named |= other.named;
        for (sum, vote) in self.kinds.iter_mut().flatten().zip(other.kinds.iter().flatten()) {
            *sum += vote;
        }
    }

    /// The kind that most names have, else most descriptions, else most pronouns.
    fn kind(&self) -> EntityType {
        for votes in &self.kinds {
            let best = (0..votes.len()).fold(0, |best, at| if votes[at] > votes[best] { at } else { best });
            if votes[best] > 0 {
                return EntityType::ALL[best];
            }
        }
        EntityType::Misc
    }
}

impl Clusters {
    /// Every candidate alone.
    pub(super) fn new(candidates: &[Candidate]) -> Self {
        Self {
            parent: (0..candidates.len()).collect(),
            members: (0..candidates.len()).map(|at| vec![at]).collect(),
            gender: candidates.iter().map(|candidate| candidate.gender).collect(),
            number: candidates.iter().map(|candidate| candidate.number).collect(),
            votes: candidates.iter().map(Votes::of).collect(),
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
        let ordered = self.members[keep].last() < moved.first();
        self.members[keep].extend(moved);
        if !ordered {
            self.members[keep].sort_unstable();
        }
        let votes = std::mem::take(&mut self.votes[gone]);
        self.votes[keep].add(&votes);
        if self.gender[keep] == Gender::Unknown {
            self.gender[keep] = self.gender[gone];
        }
        if self.number[keep] == Number::Unknown {
            self.number[keep] = self.number[gone];
        }
    }

    /// Whether a cluster holds a name.
    pub(super) fn is_named(&self, at: usize) -> bool {
        self.votes[self.of(at)].named
    }

    /// The kind most names of a cluster have, else most descriptions, else most pronouns.
    pub(super) fn kind(&self, at: usize) -> EntityType {
        self.votes[self.of(at)].kind()
    }
}
