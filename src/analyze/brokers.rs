//! Brokers: nodes whose ties go to several communities. The participation coefficient (Guimerà and Amaral 2005) says
//! how evenly: 0 where all ties stay in one community, towards 1 where they are spread over many.

use super::communities::Communities;
use super::ties::Adjacency;

/// A node between communities.
#[derive(Debug, Clone, PartialEq)]
pub struct Broker {
    /// The node.
    pub node: usize,
    /// Its participation coefficient.
    pub participation: f64,
    /// Weight of its ties to each community that it is tied to, the largest first.
    pub reach: Vec<(usize, f64)>,
}

/// The participation coefficient of each node.
pub fn participation(ties: &Adjacency, communities: &Communities) -> Vec<f64> {
    (0..ties.nodes()).map(|node| coefficient(&reach(ties, communities, node))).collect()
}

/// Nodes tied to other communities than their own, by betweenness times participation: those whom most goes through
/// and who spread it widest.
pub fn brokers(ties: &Adjacency, communities: &Communities, betweenness: &[f64]) -> Vec<Broker> {
    let mut found: Vec<Broker> = (0..ties.nodes())
        .map(|node| {
            let reach = reach(ties, communities, node);
            Broker { node, participation: coefficient(&reach), reach }
        })
        .filter(|broker| broker.participation > 0.0 && betweenness[broker.node] > 0.0)
        .collect();
    let value = |broker: &Broker| broker.participation * betweenness[broker.node];
    found.sort_by(|a, b| value(b).total_cmp(&value(a)).then(a.node.cmp(&b.node)));
    found
}

fn reach(ties: &Adjacency, communities: &Communities, node: usize) -> Vec<(usize, f64)> {
    let mut sums: Vec<(usize, f64)> =
        ties.weighted(node).map(|(other, weight)| (communities.of[other], weight)).collect();
    sums.sort_by_key(|sum| sum.0);
    sums.dedup_by(|next, kept| {
        let same = next.0 == kept.0;
        if same {
            kept.1 += next.1;
        }
        same
    });
    sums.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    sums
}

fn coefficient(reach: &[(usize, f64)]) -> f64 {
    let all: f64 = reach.iter().map(|(_, weight)| weight).sum();
    if reach.len() < 2 { 0.0 } else { 1.0 - reach.iter().map(|(_, weight)| (weight / all).powi(2)).sum::<f64>() }
}

#[cfg(test)]
mod tests {
    use super::super::communities::communities;
    use super::super::shortest::exact;
    use super::super::ties::tests::plain;
    use super::*;

    #[test]
    fn who_holds_two_triangles_together() {
        let ties = plain(6, &[(0, 1), (1, 2), (2, 0), (2, 3), (3, 4), (4, 5), (5, 3)]).mutual;
        let found = communities(&ties);
        let brokers = brokers(&ties, &found, &exact(&ties).betweenness);
        assert_eq!(brokers.iter().map(|broker| broker.node).collect::<Vec<_>>(), [2, 3]);
        // Two of three ties stay at home: 1 - 4/9 - 1/9.
        assert!((brokers[0].participation - 4.0 / 9.0).abs() < 1e-12);
        assert_eq!(participation(&ties, &found)[0], 0.0);
    }
}
