//! Who is tied to whom, in the form that measures are computed on: neighbours of each node side by side.

use petgraph::visit::EdgeRef;

use crate::network::Network;

/// Neighbours of each node with the weight of the tie, in order of neighbour: a compressed sparse row.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Adjacency {
    offsets: Vec<usize>,
    neighbours: Vec<u32>,
    weights: Vec<f64>,
}

impl Adjacency {
    /// Of edges from one node to another; parallel edges become one, their weights add up.
    fn new(nodes: usize, mut edges: Vec<(u32, u32, f64)>) -> Self {
        edges.sort_by_key(|&(a, b, _)| (a, b));
        let mut made = Self { offsets: vec![0; nodes + 1], neighbours: Vec::new(), weights: Vec::new() };
        let mut last = None;
        for (a, b, weight) in edges {
            if last == Some((a, b)) {
                if let Some(sum) = made.weights.last_mut() {
                    *sum += weight;
                }
                continue;
            }
            last = Some((a, b));
            made.offsets[a as usize + 1] += 1;
            made.neighbours.push(b);
            made.weights.push(weight);
        }
        for node in 0..nodes {
            made.offsets[node + 1] += made.offsets[node];
        }
        made
    }

    /// Number of nodes.
    pub fn nodes(&self) -> usize {
        self.offsets.len().saturating_sub(1)
    }

    /// Number of entries: ties, twice where they have no direction.
    pub fn entries(&self) -> usize {
        self.neighbours.len()
    }

    /// The neighbours of a node.
    pub fn of(&self, node: usize) -> &[u32] {
        &self.neighbours[self.offsets[node]..self.offsets[node + 1]]
    }

    /// The neighbours of a node with the weights of the ties.
    pub fn weighted(&self, node: usize) -> impl Iterator<Item = (usize, f64)> + '_ {
        let range = self.offsets[node]..self.offsets[node + 1];
        self.neighbours[range.clone()].iter().map(|&other| other as usize).zip(self.weights[range].iter().copied())
    }

    /// Number of neighbours.
    pub fn degree(&self, node: usize) -> usize {
        self.offsets[node + 1] - self.offsets[node]
    }

    /// Sum of the weights of a node's ties.
    pub fn strength(&self, node: usize) -> f64 {
        self.weights[self.offsets[node]..self.offsets[node + 1]].iter().sum()
    }
}

/// The ties of a network, without those of a node to itself.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Ties {
    /// From source to target.
    pub outgoing: Adjacency,
    /// From target to source.
    pub incoming: Adjacency,
    /// Both together, without direction.
    pub mutual: Adjacency,
}

impl Ties {
    /// The ties of a network. An edge that is nothing but denials is no tie. Edges of an undirected network count in
    /// both directions.
    pub fn of(network: &Network, directed: bool) -> Self {
        let edges = network
            .edge_references()
            .filter(|edge| !edge.weight().negated)
            .map(|edge| (edge.source().index() as u32, edge.target().index() as u32, edge.weight().weight));
        Self::from_edges(network.node_count(), edges, directed)
    }

    /// Ties between numbered nodes.
    pub fn from_edges(nodes: usize, edges: impl IntoIterator<Item = (u32, u32, f64)>, directed: bool) -> Self {
        let forth: Vec<(u32, u32, f64)> = edges.into_iter().filter(|(a, b, _)| a != b).collect();
        let back: Vec<(u32, u32, f64)> = forth.iter().map(|&(a, b, weight)| (b, a, weight)).collect();
        let mut both = forth.clone();
        both.extend_from_slice(&back);
        let mutual = Adjacency::new(nodes, both);
        if directed {
            Self { outgoing: Adjacency::new(nodes, forth), incoming: Adjacency::new(nodes, back), mutual }
        } else {
            Self { outgoing: mutual.clone(), incoming: mutual.clone(), mutual }
        }
    }

    /// Number of nodes.
    pub fn nodes(&self) -> usize {
        self.mutual.nodes()
    }

    /// Number of pairs of nodes that are tied.
    pub fn pairs(&self) -> usize {
        self.mutual.entries() / 2
    }

    /// Pairs that are tied, of those that could be.
    pub fn density(&self) -> f64 {
        let n = self.nodes() as f64;
        if n < 2.0 { 0.0 } else { 2.0 * self.pairs() as f64 / (n * (n - 1.0)) }
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// Undirected ties of weight 1.
    pub(crate) fn plain(nodes: usize, edges: &[(u32, u32)]) -> Ties {
        Ties::from_edges(nodes, edges.iter().map(|&(a, b)| (a, b, 1.0)), false)
    }

    /// Zachary's karate club (1977), a graph that every library knows, from 0.
    pub(crate) fn karate() -> Ties {
        let rows: [&[u32]; 33] = [
            &[1, 2, 3, 4, 5, 6, 7, 8, 10, 11, 12, 13, 17, 19, 21, 31],
            &[2, 3, 7, 13, 17, 19, 21, 30],
            &[3, 7, 8, 9, 13, 27, 28, 32],
            &[7, 12, 13],
            &[6, 10],
            &[6, 10, 16],
            &[16],
            &[],
            &[30, 32, 33],
            &[33],
            &[],
            &[],
            &[],
            &[33],
            &[32, 33],
            &[32, 33],
            &[],
            &[],
            &[32, 33],
            &[33],
            &[32, 33],
            &[],
            &[32, 33],
            &[25, 27, 29, 32, 33],
            &[25, 27, 31],
            &[31],
            &[29, 33],
            &[33],
            &[31, 33],
            &[32, 33],
            &[32, 33],
            &[32, 33],
            &[33],
        ];
        let edges: Vec<(u32, u32)> =
            rows.iter().enumerate().flat_map(|(a, row)| row.iter().map(move |&b| (a as u32, b))).collect();
        assert_eq!(edges.len(), 78);
        plain(34, &edges)
    }

    #[test]
    fn parallel_edges_are_one_and_loops_none() {
        let ties = Ties::from_edges(3, [(0, 1, 2.0), (0, 1, 1.0), (1, 0, 4.0), (2, 2, 9.0)], true);
        assert_eq!(ties.outgoing.weighted(0).collect::<Vec<_>>(), [(1, 3.0)]);
        assert_eq!(ties.incoming.weighted(0).collect::<Vec<_>>(), [(1, 4.0)]);
        assert_eq!(ties.mutual.weighted(0).collect::<Vec<_>>(), [(1, 7.0)]);
        assert_eq!((ties.pairs(), ties.mutual.degree(2)), (1, 0));
        assert!((ties.density() - 1.0 / 3.0).abs() < 1e-12);
    }
}
