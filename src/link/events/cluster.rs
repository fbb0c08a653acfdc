//! Clusters of event mentions: best pairs first, each join checked against the whole of both sides.

use super::mention::Mention;
use super::score::Scorer;
use super::told::Days;
use crate::link::agglomerate::{agglomerate, sample};

/// Least mean score of all pairs of two clusters that are joined.
const MEAN: f32 = 1.2;
/// What a pair counts that cannot be one event.
const IMPOSSIBLE: f32 = 0.3;

/// Clusters of at least two mentions: ascending indexes, in order of the first.
pub(crate) fn cluster(mentions: &[Mention<'_>], scorer: &Scorer<'_>, pairs: Vec<(f32, u32, u32)>) -> Vec<Vec<usize>> {
    let mut days: Vec<Days> = mentions.iter().map(Mention::days).collect();
    let pairs = pairs.into_iter().map(|(_, a, b)| (a as usize, b as usize));
    agglomerate(mentions.len(), pairs, |(a, mine), (b, theirs)| {
        // The days on which all of them can have been: a story that goes on for months does not become one event.
        let common = (days[a].0.max(days[b].0), days[a].1.min(days[b].1));
        let joined = common.0 <= common.1 && mean(mine, theirs, scorer) >= MEAN;
        if joined {
            (days[a], days[b]) = (common, common);
        }
        joined
    })
}

fn mean(a: &[usize], b: &[usize], scorer: &Scorer<'_>) -> f32 {
    let (mut sum, mut count) = (0.0, 0.0);
    for x in sample(a) {
        for y in sample(b) {
            sum += scorer.score(x, y).unwrap_or(IMPOSSIBLE);
            count += 1.0;
        }
    }
    sum / count
}
