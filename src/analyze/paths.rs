//! How two actors are connected: the k best paths without loops (Yen 1971), the best being the likeliest: the product
//! of the confidence of its ties is greatest.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet, BinaryHeap};

use petgraph::graph::{EdgeIndex, NodeIndex};
use petgraph::visit::EdgeRef;

use crate::network::Network;

/// What a step costs beyond its doubt, so that of equally sure paths the shorter comes first.
const STEP: f64 = 1e-3;
/// The least confidence that is counted with.
const LEAST: f64 = 1e-6;

/// A path.
#[derive(Debug, Clone, PartialEq)]
pub struct Path {
    /// The nodes, from one end to the other.
    pub nodes: Vec<NodeIndex>,
    /// The edges of each step, the surest first.
    pub steps: Vec<Vec<EdgeIndex>>,
    /// Product of the confidence of the surest edge of each step.
    pub confidence: f64,
}

/// Ties of all pairs: neighbours with cost, and the edges that make them.
struct Pairs {
    costs: Vec<BTreeMap<usize, f64>>,
    edges: BTreeMap<(usize, usize), Vec<EdgeIndex>>,
}

impl Pairs {
    /// Edges that are denials only are no ties.
    fn of(network: &Network) -> Self {
        let mut edges: BTreeMap<(usize, usize), Vec<EdgeIndex>> = BTreeMap::new();
        for edge in network.edge_references() {
            let (a, b) = (edge.source().index(), edge.target().index());
            if a != b && !edge.weight().negated {
                edges.entry((a.min(b), a.max(b))).or_default().push(edge.id());
            }
        }
        let mut costs = vec![BTreeMap::new(); network.node_count()];
        for (&(a, b), support) in &mut edges {
            let sure = |edge: &EdgeIndex| (network[*edge].modality == "asserted", network[*edge].confidence);
            support.sort_by(|x, y| {
                let ((x_told, x_sure), (y_told, y_sure)) = (sure(x), sure(y));
                y_told.cmp(&x_told).then(y_sure.total_cmp(&x_sure)).then(x.cmp(y))
            });
            let best = support.first().map_or(0.0, |edge| network[*edge].confidence);
            let cost = STEP - best.clamp(LEAST, 1.0).ln();
            costs[a].insert(b, cost);
            costs[b].insert(a, cost);
        }
        Self { costs, edges }
    }

    /// The cheapest way that avoids some nodes and first steps.
    fn cheapest(
        &self,
        from: usize,
        to: usize,
        avoid: &BTreeSet<usize>,
        blocked: &BTreeSet<usize>,
    ) -> Option<Vec<usize>> {
        let mut best: Vec<f64> = vec![f64::INFINITY; self.costs.len()];
        let mut before = vec![usize::MAX; self.costs.len()];
        let mut queue = BinaryHeap::from([Entry { cost: 0.0, node: from }]);
        best[from] = 0.0;
        while let Some(Entry { cost, node }) = queue.pop() {
            if node == to {
                let mut way = vec![to];
                while let Some(&last) = way.last()
                    && last != from
                {
                    way.push(before[last]);
                }
                way.reverse();
                return Some(way);
            }
            if cost > best[node] {
                continue;
            }
            for (&other, step) in &self.costs[node] {
                if avoid.contains(&other) || node == from && blocked.contains(&other) {
                    continue;
                }
                let next = cost + step;
                if next < best[other] {
                    best[other] = next;
                    before[other] = node;
                    queue.push(Entry { cost: next, node: other });
                }
            }
        }
        None
    }

    fn cost(&self, way: &[usize]) -> f64 {
        way.windows(2).map(|step| self.costs[step[0]].get(&step[1]).copied().unwrap_or(f64::INFINITY)).sum()
    }
}

/// A node to go on from; the cheapest is the greatest.
#[derive(PartialEq)]
struct Entry {
    cost: f64,
    node: usize,
}

impl Eq for Entry {}

impl Ord for Entry {
    fn cmp(&self, other: &Self) -> Ordering {
        other.cost.total_cmp(&self.cost).then(other.node.cmp(&self.node))
    }
}

impl PartialOrd for Entry {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// The `count` best paths between two nodes, the best first; fewer where there are no more.
pub fn paths(network: &Network, from: NodeIndex, to: NodeIndex, count: usize) -> Vec<Path> {
    let pairs = Pairs::of(network);
    let (from, to) = (from.index(), to.index());
    let none = BTreeSet::new();
    let mut found: Vec<Vec<usize>> = Vec::new();
    let mut candidates: Vec<(f64, Vec<usize>)> =
        pairs.cheapest(from, to, &none, &none).map(|way| (pairs.cost(&way), way)).into_iter().collect();
    while found.len() < count {
        candidates.sort_by(|a, b| a.0.total_cmp(&b.0).then_with(|| a.1.cmp(&b.1)));
        candidates.dedup_by(|a, b| a.1 == b.1);
        if candidates.is_empty() {
            break;
        }
        let (_, way) = candidates.remove(0);
        // Each next path leaves one that is found at some node.
        for at in 0..way.len() - 1 {
            let root = &way[..=at];
            let blocked: BTreeSet<usize> = found
                .iter()
                .chain(std::iter::once(&way))
                .filter(|other| other.len() > at + 1 && other[..=at] == *root)
                .map(|other| other[at + 1])
                .collect();
            let avoid: BTreeSet<usize> = root[..at].iter().copied().collect();
            if let Some(rest) = pairs.cheapest(way[at], to, &avoid, &blocked) {
                let whole: Vec<usize> = root[..at].iter().copied().chain(rest).collect();
                if !found.contains(&whole) && whole != way {
                    candidates.push((pairs.cost(&whole), whole));
                }
            }
        }
        found.push(way);
    }
    found.into_iter().map(|way| path(network, &pairs, &way)).collect()
}

fn path(network: &Network, pairs: &Pairs, way: &[usize]) -> Path {
    let steps: Vec<Vec<EdgeIndex>> = way
        .windows(2)
        .filter_map(|step| pairs.edges.get(&(step[0].min(step[1]), step[0].max(step[1]))).cloned())
        .collect();
    let sure = |step: &Vec<EdgeIndex>| step.first().map_or(0.0, |edge| network[*edge].confidence);
    Path {
        nodes: way.iter().map(|&node| NodeIndex::new(node)).collect(),
        confidence: steps.iter().map(sure).product(),
        steps,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::network::{Edge, Node};

    fn network(edges: &[(u32, u32, f64)]) -> Network {
        let mut network = Network::new();
        for _ in 0..6 {
            network.add_node(Node::default());
        }
        for &(a, b, confidence) in edges {
            let edge = Edge { confidence, weight: 1.0, modality: "asserted".to_owned(), ..Edge::default() };
            network.add_edge(a.into(), b.into(), edge);
        }
        network
    }

    fn ways(network: &Network, count: usize) -> Vec<Vec<usize>> {
        let found = paths(network, NodeIndex::new(0), NodeIndex::new(3), count);
        found.iter().map(|path| path.nodes.iter().map(|node| node.index()).collect()).collect()
    }

    #[test]
    fn the_likeliest_comes_first_and_direction_does_not_matter() {
        // 0-3 at 0.3; 0-1-3 at 0.9·0.8 = 0.72; 0-2-3 at 0.5·0.9 = 0.45; 0-1-2-3 at 0.9·0.9·0.9 = 0.729.
        let graph =
            network(&[(0, 3, 0.3), (1, 0, 0.9), (1, 3, 0.8), (0, 2, 0.5), (2, 3, 0.9), (1, 2, 0.9), (0, 1, 0.2)]);
        assert_eq!(ways(&graph, 9), [vec![0, 1, 2, 3], vec![0, 1, 3], vec![0, 2, 3], vec![0, 2, 1, 3], vec![0, 3]]);
        assert_eq!(ways(&graph, 2).len(), 2);
        let best = &paths(&graph, NodeIndex::new(0), NodeIndex::new(3), 1)[0];
        assert!((best.confidence - 0.729).abs() < 1e-12);
        assert_eq!(best.steps[0].len(), 2, "both statements of the pair, the surest first");
        assert_eq!(graph[best.steps[0][0]].confidence, 0.9);
    }

    #[test]
    fn of_equally_sure_ones_the_shorter() {
        assert_eq!(ways(&network(&[(0, 1, 1.0), (1, 2, 1.0), (2, 3, 1.0), (0, 3, 1.0)]), 1), [[0, 3]]);
    }

    #[test]
    fn none_where_there_is_none() {
        assert!(ways(&network(&[(0, 1, 1.0)]), 3).is_empty());
    }
}
