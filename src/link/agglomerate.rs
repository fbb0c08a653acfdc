//! Clusters grown from the best pairs on, each join asked for: what chains form is for the caller to forbid.

/// Members that stand for a big cluster, from its beginning and its end: time stays flat.
const SAMPLE: usize = 12;

/// Clusters of at least two of `count` things: ascending indexes, in order of the first. `pairs` come best first;
/// `join` is given both clusters, each with a number that stands for it, and says whether they become one.
pub(crate) fn agglomerate(
    count: usize,
    pairs: impl IntoIterator<Item = (usize, usize)>,
    mut join: impl FnMut((usize, &[usize]), (usize, &[usize])) -> bool,
) -> Vec<Vec<usize>> {
    let mut of: Vec<usize> = (0..count).collect();
    let mut members: Vec<Vec<usize>> = (0..count).map(|at| vec![at]).collect();
    for (a, b) in pairs {
        let (a, b) = (of[a], of[b]);
        if a == b || !join((a, &members[a]), (b, &members[b])) {
            continue;
        }
        let (into, from) = if members[a].len() >= members[b].len() { (a, b) } else { (b, a) };
        let gone = std::mem::take(&mut members[from]);
        gone.iter().for_each(|&member| of[member] = into);
        members[into].extend(gone);
        members[into].sort_unstable();
    }
    let mut clusters: Vec<Vec<usize>> = members.into_iter().filter(|members| members.len() > 1).collect();
    clusters.sort_unstable_by_key(|members| members[0]);
    clusters
}

/// The members that stand for a cluster.
pub(crate) fn sample(members: &[usize]) -> impl Iterator<Item = usize> + Clone {
    let (head, tail) = members.split_at(members.len().min(SAMPLE));
    head.iter().chain(&tail[tail.len().saturating_sub(SAMPLE)..]).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_join_unless_forbidden() {
        let pairs = [(0, 1), (1, 2), (3, 4), (2, 3)];
        let small = |a: (usize, &[usize]), b: (usize, &[usize])| a.1.len() + b.1.len() < 4;
        assert_eq!(agglomerate(6, pairs, small), [vec![0, 1, 2], vec![3, 4]]);
    }

    #[test]
    fn big_clusters_are_sampled_at_both_ends() {
        let members: Vec<usize> = (0..100).collect();
        let found: Vec<usize> = sample(&members).collect();
        assert_eq!((found.len(), found[0], found[23]), (24, 0, 99));
        assert_eq!(sample(&members[..13]).count(), 13);
    }
}
