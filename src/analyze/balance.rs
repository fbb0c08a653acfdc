//! Structural balance (Heider 1946, Cartwright and Harary 1956): a triangle of actors is balanced where the product of
//! its signs is positive, as with three friends or two friends and their common enemy. The others are under tension.

use std::collections::BTreeMap;

use petgraph::visit::EdgeRef;
use serde::Serialize;

use crate::network::Network;

/// Signed triangles by kind.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Balance {
    /// Pairs with more cooperation than conflict.
    pub positive_pairs: usize,
    /// Pairs with more conflict than cooperation.
    pub negative_pairs: usize,
    /// Three friends: balanced.
    pub three_positive: usize,
    /// Two friends with a common enemy: balanced.
    pub one_positive: usize,
    /// Two enemies with a common friend: under tension.
    pub two_positive: usize,
    /// Three enemies: under tension, but weakly (Davis 1967).
    pub none_positive: usize,
    /// The triangles under tension, the best supported first.
    #[serde(skip)]
    pub tense: Vec<Triangle>,
}

/// A triangle with its signs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Triangle {
    /// The three nodes.
    pub nodes: [usize; 3],
    /// Cooperation less conflict, in statements, of the pairs 0-1, 1-2 and 0-2.
    pub signs: [i64; 3],
}

impl Triangle {
    /// The sign that rests on least.
    fn support(&self) -> i64 {
        self.signs.iter().map(|sign| sign.abs()).min().unwrap_or(0)
    }
}

impl Balance {
    /// Signed triangles.
    pub const fn triangles(&self) -> usize {
        self.three_positive + self.one_positive + self.two_positive + self.none_positive
    }

    /// Share of signed triangles that are balanced, where there are any.
    pub fn share(&self) -> Option<f64> {
        let all = self.triangles();
        (all > 0).then(|| (self.three_positive + self.one_positive) as f64 / all as f64)
    }
}

/// The balance of a network whose edges count cooperation and conflict.
pub fn balance(network: &Network) -> Balance {
    let mut signs: BTreeMap<(usize, usize), i64> = BTreeMap::new();
    for edge in network.edge_references().filter(|edge| edge.source() != edge.target()) {
        let (a, b) = (edge.source().index(), edge.target().index());
        let weight = edge.weight();
        let net = weight.cooperation as i64 - weight.conflict as i64;
        *signs.entry((a.min(b), a.max(b))).or_default() += net;
    }
    signs.retain(|_, sign| *sign != 0);
    let mut found = Balance::default();
    let mut later: Vec<Vec<(usize, i64)>> = vec![Vec::new(); network.node_count()];
    for (&(a, b), &sign) in &signs {
        later[a].push((b, sign));
        if sign > 0 {
            found.positive_pairs += 1;
        } else {
            found.negative_pairs += 1;
        }
    }
    for (a, others) in later.iter().enumerate() {
        for (at, &(b, ab)) in others.iter().enumerate() {
            for &(c, ac) in &others[at + 1..] {
                let Some(&bc) = signs.get(&(b, c)) else { continue };
                found.add(Triangle { nodes: [a, b, c], signs: [ab, bc, ac] });
            }
        }
    }
    found.tense.sort_by_key(|triangle| (std::cmp::Reverse(triangle.support()), triangle.nodes));
    found
}

impl Balance {
    fn add(&mut self, triangle: Triangle) {
        let kind = match triangle.signs.iter().filter(|sign| **sign > 0).count() {
            3 => &mut self.three_positive,
            2 => &mut self.two_positive,
            1 => &mut self.one_positive,
            _ => &mut self.none_positive,
        };
        *kind += 1;
        if triangle.signs.iter().filter(|sign| **sign < 0).count() % 2 == 1 {
            self.tense.push(triangle);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::network::{Edge, Node};

    fn network(edges: &[(u32, u32, usize, usize)]) -> Network {
        let mut network = Network::new();
        for _ in 0..5 {
            network.add_node(Node::default());
        }
        for &(a, b, cooperation, conflict) in edges {
            let edge = Edge { weight: 1.0, cooperation, conflict, ..Edge::default() };
            network.add_edge(a.into(), b.into(), edge);
        }
        network
    }

    #[test]
    fn kinds_of_triangles() {
        // 0, 1, 2 are friends; 3 is the enemy of 0 and 1, and friend of 2.
        let graph = network(&[
            (0, 1, 3, 0),
            (1, 2, 1, 0),
            (2, 0, 2, 1),
            (3, 0, 0, 2),
            (1, 3, 0, 1),
            (3, 2, 1, 0),
            (3, 4, 1, 1),
        ]);
        let found = balance(&graph);
        assert_eq!((found.positive_pairs, found.negative_pairs), (4, 2));
        assert_eq!((found.three_positive, found.one_positive), (1, 1));
        assert_eq!((found.two_positive, found.none_positive), (2, 0));
        assert_eq!(found.share(), Some(0.5));
        assert_eq!(found.tense[0].nodes, [0, 2, 3]);
    }

    #[test]
    fn both_directions_make_one_sign() {
        let found = balance(&network(&[(0, 1, 1, 0), (1, 0, 0, 3)]));
        assert_eq!((found.positive_pairs, found.negative_pairs, found.share()), (0, 1, None));
    }
}
