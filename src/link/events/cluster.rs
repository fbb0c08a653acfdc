//! Clusters of event mentions: best pairs first, each join checked against the whole of both sides.

use super::mention::Mention;
use super::score::Scorer;
use super::told::Days;

/// Least mean score of all pairs of two clusters that are joined.
const MEAN: f32 = 1.2;
/// What a pair counts that cannot be one event.
const IMPOSSIBLE: f32 = 0.3;
/// Members that stand for a big cluster, from its beginning and its end: time stays flat.
const SAMPLE: usize = 12;

/// Clusters of at least two mentions: ascending indexes, in order of the first.
pub(crate) fn cluster(mentions: &[Mention<'_>], scorer: &Scorer<'_>, pairs: Vec<(f32, u32, u32)>) -> Vec<Vec<usize>> {
    let mut of: Vec<usize> = (0..mentions.len()).collect();
    let mut members: Vec<Vec<usize>> = (0..mentions.len()).map(|at| vec![at]).collect();
    let mut days: Vec<Days> = mentions.iter().map(Mention::days).collect();
    for (_, a, b) in pairs {
        let (a, b) = (of[a as usize], of[b as usize]);
        if a == b {
            continue;
        }
        // The days on which all of them can have been: a story that goes on for months does not become one event.
        let common = (days[a].0.max(days[b].0), days[a].1.min(days[b].1));
        if common.0 > common.1 || mean(&members[a], &members[b], scorer) < MEAN {
            continue;
        }
        let (into, from) = if members[a].len() >= members[b].len() { (a, b) } else { (b, a) };
        let gone = std::mem::take(&mut members[from]);
        gone.iter().for_each(|&member| of[member] = into);
        members[into].extend(gone);
        members[into].sort_unstable();
        days[into] = common;
    }
    let mut clusters: Vec<Vec<usize>> = members.into_iter().filter(|members| members.len() > 1).collect();
    clusters.sort_unstable_by_key(|members| members[0]);
    clusters
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

fn sample(members: &[usize]) -> impl Iterator<Item = usize> + Clone {
    let (head, tail) = members.split_at(members.len().min(SAMPLE));
    head.iter().chain(&tail[tail.len().saturating_sub(SAMPLE)..]).copied()
}
