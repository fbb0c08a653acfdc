//! A force-directed layout, the same on every machine: only correctly rounded operations are used, in a fixed order.
//!
//! Each part of the network that hangs together is laid out by itself: first by its distances (pivot multidimensional
//! scaling, Brandes and Pich 2007), which unfolds it, then by forces as in ForceAtlas2 (Jacomy and others 2014): ties
//! pull, and nodes push each other the more the more ties they have, so that hubs get room. Then the parts are put
//! side by side.

mod quadtree;

use std::collections::{BTreeMap, VecDeque};

use petgraph::visit::EdgeRef;

use super::Network;
use quadtree::Quadtree;

/// Nodes moved over all rounds, at most: bounds the time on large graphs.
const BUDGET: usize = 1_000_000;
/// Nodes that distances are measured from.
const PIVOTS: usize = 40;
/// Pull towards the middle, in parts of the push of one tie.
const GRAVITY: f64 = 0.4;
/// Room between parts.
const GAP: f64 = 3.0;
/// Parts that a place is searched for; the many small ones that follow go around them in rings.
const SEARCHED: usize = 150;
/// Cosine and sine of the golden angle, so that no library function is needed.
const GOLDEN: [f64; 2] = [-0.737_368_878_078_319_9, 0.675_490_294_261_523_6];

/// Sets `x` and `y` of every node, about `-1000 … 1000`.
pub fn place(graph: &mut Network) {
    let mut pairs: BTreeMap<(usize, usize), f64> = BTreeMap::new();
    for edge in graph.edge_references().filter(|edge| edge.source() != edge.target()) {
        let (a, b) = (edge.source().index(), edge.target().index());
        *pairs.entry((a.min(b), a.max(b))).or_insert(0.0) += edge.weight().weight;
    }
    let mut near: Vec<Vec<(usize, f64)>> = vec![Vec::new(); graph.node_count()];
    for ((a, b), weight) in pairs {
        // A heavy tie pulls more, but not in proportion: the picture would be one clot.
        let pull = weight.max(1.0).sqrt().min(3.0);
        near[a].push((b, pull));
        near[b].push((a, pull));
    }
    let at = positions(&near);
    let reach = at.iter().flatten().fold(1e-9_f64, |most, value| most.max(value.abs()));
    for (node, [x, y]) in graph.node_weights_mut().zip(at) {
        node.x = (x / reach * 10_000.0).round() / 10.0;
        node.y = (y / reach * 10_000.0).round() / 10.0;
    }
}

/// Positions of nodes with these neighbours.
fn positions(near: &[Vec<(usize, f64)>]) -> Vec<[f64; 2]> {
    let mut part_of = vec![usize::MAX; near.len()];
    let mut parts: Vec<Vec<usize>> = Vec::new();
    for first in 0..near.len() {
        if part_of[first] != usize::MAX {
            continue;
        }
        part_of[first] = parts.len();
        let mut part = vec![first];
        let mut next = 0;
        while let Some(&node) = part.get(next) {
            next += 1;
            for &(other, _) in &near[node] {
                if part_of[other] == usize::MAX {
                    part_of[other] = parts.len();
                    part.push(other);
                }
            }
        }
        part.sort_unstable();
        parts.push(part);
    }
    parts.sort_by_key(|part| std::cmp::Reverse(part.len()));
    let mut at = vec![[0.0, 0.0]; near.len()];
    let mut room = Room::default();
    let mut index = vec![0; near.len()];
    for part in &parts {
        for (place, &node) in part.iter().enumerate() {
            index[node] = place;
        }
        let inner: Vec<Vec<(usize, f64)>> =
            part.iter().map(|&node| near[node].iter().map(|&(other, pull)| (index[other], pull)).collect()).collect();
        let rounds = (BUDGET / near.len()).clamp(30, 500);
        let placed = component(&inner, rounds);
        let radius = radius(&placed) + GAP / 2.0;
        let middle = room.take(radius);
        for (&node, [x, y]) in part.iter().zip(placed) {
            at[node] = [x + middle[0], y + middle[1]];
        }
    }
    at
}

/// Where parts lie, each in a disc. Larger ones come first.
struct Room {
    discs: Vec<([f64; 2], f64)>,
    direction: [f64; 2],
    /// Square of the distance of the last disc that went into the rings.
    rings: f64,
}

impl Default for Room {
    fn default() -> Self {
        Self { discs: Vec::new(), direction: [1.0, 0.0], rings: 0.0 }
    }
}

impl Room {
    /// A middle for a disc of this radius.
    fn take(&mut self, radius: f64) -> [f64; 2] {
        let Some(&(_, largest)) = self.discs.first() else {
            self.discs.push(([0.0, 0.0], radius));
            return [0.0, 0.0];
        };
        if self.discs.len() > SEARCHED {
            // A sunflower (Vogel 1979) around everything.
            if self.rings == 0.0 {
                let reach = |(middle, wide): &([f64; 2], f64)| (middle[0].powi(2) + middle[1].powi(2)).sqrt() + wide;
                self.rings = (self.discs.iter().map(reach).fold(0.0, f64::max) + radius).powi(2);
            }
            self.rings += 2.0 * radius * radius;
            return self.turn(self.rings.sqrt());
        }
        let mut distance = largest * 0.5;
        loop {
            let spot = self.turn(distance);
            if self.is_free(spot, radius) {
                self.discs.push((spot, radius));
                return spot;
            }
            distance += radius * 0.05;
        }
    }

    /// The next spot at a distance from the middle.
    fn turn(&mut self, distance: f64) -> [f64; 2] {
        let ([x, y], [cos, sin]) = (self.direction, GOLDEN);
        self.direction = [x * cos - y * sin, x * sin + y * cos];
        [self.direction[0] * distance, self.direction[1] * distance]
    }

    fn is_free(&self, spot: [f64; 2], radius: f64) -> bool {
        self.discs.iter().all(|(other, wide)| {
            let (dx, dy) = (spot[0] - other[0], spot[1] - other[1]);
            let room = wide + radius;
            dx * dx + dy * dy >= room * room
        })
    }
}

/// The radius of a disc that holds a part; of a large one, all but a few arms that reach far out.
fn radius(placed: &[[f64; 2]]) -> f64 {
    let mut distances: Vec<f64> = placed.iter().map(|[x, y]| (x * x + y * y).sqrt()).collect();
    distances.sort_by(f64::total_cmp);
    let arms = if distances.len() > 20 { distances.len() / 12 } else { 0 };
    distances.len().checked_sub(1 + arms).map_or(0.0, |at| distances[at])
}

/// Positions of nodes that hang together, around the middle.
fn component(near: &[Vec<(usize, f64)>], rounds: usize) -> Vec<[f64; 2]> {
    let n = near.len();
    if n == 1 {
        return vec![[0.0, 0.0]];
    }
    let mut at = by_distance(near);
    let masses: Vec<f64> = near.iter().map(|ties| 1.0 + ties.len() as f64).collect();
    let pulls: Vec<f64> = near.iter().map(|ties| 1.0 + ties.iter().map(|tie| tie.1).sum::<f64>()).collect();
    let reach = at.iter().flatten().fold(1.0_f64, |most, value| most.max(value.abs()));
    let mut stack = Vec::new();
    let mut moves = vec![[0.0_f64; 2]; n];
    for round in 0..rounds {
        let left = 1.0 - round as f64 / rounds as f64;
        let heat = reach * 0.1 * left * left + 0.01;
        let tree = Quadtree::new(&at, &masses);
        for node in 0..n {
            let [x, y] = at[node];
            let push = tree.push([x, y], &mut stack);
            let distance = (x * x + y * y).sqrt().max(1e-9);
            let (mut fx, mut fy) =
                (masses[node] * (push[0] - GRAVITY * x / distance), masses[node] * (push[1] - GRAVITY * y / distance));
            for &(other, pull) in &near[node] {
                fx += (at[other][0] - x) * pull;
                fy += (at[other][1] - y) * pull;
            }
            let (fx, fy) = (0.5 * fx / pulls[node], 0.5 * fy / pulls[node]);
            let length = (fx * fx + fy * fy).sqrt().max(1e-9);
            let scale = length.min(heat) / length;
            moves[node] = [fx * scale, fy * scale];
        }
        for (point, step) in at.iter_mut().zip(&moves) {
            point[0] += step[0];
            point[1] += step[1];
        }
    }
    centred(at)
}

fn centred(mut at: Vec<[f64; 2]>) -> Vec<[f64; 2]> {
    let n = at.len() as f64;
    let middle = at.iter().fold([0.0, 0.0], |sum, point| [sum[0] + point[0] / n, sum[1] + point[1] / n]);
    for point in &mut at {
        point[0] -= middle[0];
        point[1] -= middle[1];
    }
    at
}

/// Positions whose distances are near those in the network.
fn by_distance(near: &[Vec<(usize, f64)>]) -> Vec<[f64; 2]> {
    let n = near.len();
    let mut rows: Vec<Vec<f64>> = Vec::new();
    let mut nearest = vec![f64::INFINITY; n];
    let mut pivot = 0;
    for _ in 0..PIVOTS.min(n) {
        let distances = distances(near, pivot);
        for (least, &distance) in nearest.iter_mut().zip(&distances) {
            *least = least.min(distance);
        }
        rows.push(distances);
        // The next pivot is the node that is farthest from all so far.
        let mut farthest = 0;
        for node in 0..n {
            if nearest[node] > nearest[farthest] {
                farthest = node;
            }
        }
        pivot = farthest;
    }
    // Double centring of the squared distances.
    for row in &mut rows {
        for distance in row.iter_mut() {
            *distance *= *distance;
        }
    }
    let k = rows.len() as f64;
    let whole = rows.iter().flatten().sum::<f64>() / (k * n as f64);
    let columns: Vec<f64> = (0..n).map(|node| rows.iter().map(|row| row[node]).sum::<f64>() / k).collect();
    for row in &mut rows {
        let mean = row.iter().sum::<f64>() / n as f64;
        for (value, column) in row.iter_mut().zip(&columns) {
            *value = -0.5 * (*value - mean - column + whole);
        }
    }
    let first = principal(&rows, None);
    let second = principal(&rows, Some(&first));
    let axis = |direction: &[f64]| -> Vec<f64> {
        (0..n).map(|node| rows.iter().zip(direction).map(|(row, part)| row[node] * part).sum()).collect()
    };
    let (xs, ys) = (axis(&first), axis(&second));
    // Nodes at the same distances would lie on one spot, and never part: a little of a low-discrepancy sequence
    // (Roberts 2018) takes them apart.
    let reach = xs.iter().chain(&ys).fold(1e-9_f64, |most, value| most.max(value.abs()));
    let scale = (n as f64).sqrt() * 2.0;
    (0..n)
        .map(|node| {
            let k = node as f64 + 1.0;
            let apart = [(0.754_877_666_246_692_8 * k).fract() - 0.5, (0.569_840_290_998_053_3 * k).fract() - 0.5];
            [(xs[node] / reach + 0.2 * apart[0]) * scale, (ys[node] / reach + 0.2 * apart[1]) * scale]
        })
        .collect()
}

/// The direction in the space of pivots along which the rows vary most, at right angles to another.
fn principal(rows: &[Vec<f64>], other: Option<&[f64]>) -> Vec<f64> {
    let k = rows.len();
    let product: Vec<Vec<f64>> =
        rows.iter().map(|a| rows.iter().map(|b| a.iter().zip(b).map(|(x, y)| x * y).sum()).collect()).collect();
    let mut vector: Vec<f64> = (0..k).map(|at| 1.0 + (0.754_877_666_246_692_8 * (at as f64 + 1.0)).fract()).collect();
    for _ in 0..100 {
        if let Some(other) = other {
            let along: f64 = vector.iter().zip(other).map(|(x, y)| x * y).sum();
            for (value, part) in vector.iter_mut().zip(other) {
                *value -= along * part;
            }
        }
        let next: Vec<f64> = product.iter().map(|row| row.iter().zip(&vector).map(|(x, y)| x * y).sum()).collect();
        let length = next.iter().map(|value: &f64| value * value).sum::<f64>().sqrt();
        if length < 1e-12 {
            break;
        }
        vector = next.into_iter().map(|value| value / length).collect();
    }
    vector
}

fn distances(near: &[Vec<(usize, f64)>], from: usize) -> Vec<f64> {
    let mut found = vec![f64::INFINITY; near.len()];
    let mut queue = VecDeque::from([from]);
    found[from] = 0.0;
    while let Some(node) = queue.pop_front() {
        for &(other, _) in &near[node] {
            if found[other].is_infinite() {
                found[other] = found[node] + 1.0;
                queue.push_back(other);
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::network::{Edge, Node};

    fn network(nodes: u32, edges: &[(u32, u32)]) -> Network {
        let mut network = Network::new();
        for _ in 0..nodes {
            network.add_node(Node::default());
        }
        for &(a, b) in edges {
            network.add_edge(a.into(), b.into(), Edge { weight: 1.0, ..Edge::default() });
        }
        place(&mut network);
        network
    }

    fn distance(network: &Network, a: u32, b: u32) -> f64 {
        let (a, b) = (&network[petgraph::graph::NodeIndex::from(a)], &network[petgraph::graph::NodeIndex::from(b)]);
        ((a.x - b.x).powi(2) + (a.y - b.y).powi(2)).sqrt()
    }

    #[test]
    fn a_path_is_unfolded() {
        let edges: Vec<(u32, u32)> = (0..9).map(|a| (a, a + 1)).collect();
        let found = network(10, &edges);
        assert!(distance(&found, 0, 9) > 5.0 * distance(&found, 4, 5));
    }

    #[test]
    fn parts_lie_apart_and_no_two_nodes_on_one_spot() {
        let found = network(9, &[(0, 1), (1, 2), (2, 0), (3, 4), (4, 5), (5, 3), (6, 7)]);
        for a in 0..9 {
            for b in 0..a {
                assert!(distance(&found, a, b) > 20.0, "{a} {b}");
            }
        }
        assert!(distance(&found, 0, 3) > distance(&found, 0, 1));
    }

    #[test]
    fn the_same_on_every_run_and_within_the_frame() {
        let edges: Vec<(u32, u32)> = (1..200).map(|a| (a, a * 7 % a.max(2))).collect();
        let (one, two) = (network(200, &edges), network(200, &edges));
        for (a, b) in one.node_weights().zip(two.node_weights()) {
            assert_eq!((a.x, a.y), (b.x, b.y));
            assert!(a.x.abs() <= 1000.0 && a.y.abs() <= 1000.0);
        }
        assert_eq!(network(1, &[]).node_weights().next().map(|node| (node.x, node.y)), Some((0.0, 0.0)));
        assert_eq!(network(0, &[]).node_count(), 0);
    }
}
