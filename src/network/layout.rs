//! A force-directed layout (Fruchterman and Reingold 1991), the same on every machine: the start positions come from a
//! low-discrepancy sequence, and only correctly rounded operations are used.
//!
//! In a small graph every node pushes every other one. In a large one a node is pushed by those in the cells of a grid
//! around it, as Fruchterman and Reingold propose, and by a crowded cell as one.

use std::collections::BTreeMap;

use petgraph::visit::EdgeRef;

use super::Network;

/// Pairs of nodes looked at over all iterations: bounds the time on large graphs.
const BUDGET: usize = 300_000_000;

/// Largest graph in which every node pushes every other one.
const EXACT: usize = 5_000;

/// Most nodes of a cell that push one by one.
const CROWD: usize = 24;

/// Sets `x` and `y` of every node, about `-1000 … 1000`.
pub fn place(graph: &mut Network) {
    let n = graph.node_count();
    if n == 0 {
        return;
    }
    let mut at: Vec<[f64; 2]> = (0..n).map(start).collect();
    let edges: Vec<(usize, usize, f64)> = graph
        .edge_references()
        .filter(|edge| edge.source() != edge.target())
        .map(|edge| (edge.source().index(), edge.target().index(), edge.weight().weight.sqrt().min(4.0)))
        .collect();
    let ideal = 1.0 / (n as f64).sqrt();
    // In a grid a node meets about nine cells.
    let pairs = if n <= EXACT { n * n } else { n * 9 * CROWD };
    let rounds = (BUDGET / pairs.max(1)).clamp(10, 150);
    let mut force = vec![[0.0_f64; 2]; n];
    for round in 0..rounds {
        let heat = 0.1 * (1.0 - round as f64 / rounds as f64) + 0.001;
        step(&mut at, &mut force, &edges, ideal, heat);
    }
    let reach = at.iter().flatten().fold(1e-9_f64, |most, value| most.max(value.abs()));
    for (node, [x, y]) in graph.node_weights_mut().zip(at) {
        node.x = (x / reach * 1000.0).round();
        node.y = (y / reach * 1000.0).round();
    }
}

/// The plastic-number sequence (Roberts 2018), centred.
fn start(index: usize) -> [f64; 2] {
    let k = index as f64 + 1.0;
    [(0.754_877_666_246_692_8 * k).fract() - 0.5, (0.569_840_290_998_053_3 * k).fract() - 0.5]
}

fn step(at: &mut [[f64; 2]], force: &mut [[f64; 2]], edges: &[(usize, usize, f64)], ideal: f64, heat: f64) {
    for slot in force.iter_mut() {
        *slot = [0.0, 0.0];
    }
    if at.len() <= EXACT {
        push_all(at, force, ideal);
    } else {
        push_near(at, force, ideal);
    }
    for &(a, b, weight) in edges {
        let (dx, dy) = (at[a][0] - at[b][0], at[a][1] - at[b][1]);
        let pull = (dx * dx + dy * dy).sqrt() / ideal * weight;
        force[a][0] -= dx * pull;
        force[a][1] -= dy * pull;
        force[b][0] += dx * pull;
        force[b][1] += dy * pull;
    }
    for (position, [fx, fy]) in at.iter_mut().zip(force) {
        // A weak pull to the middle keeps unconnected parts in sight.
        let (fx, fy) = (*fx - position[0] * ideal, *fy - position[1] * ideal);
        let length = (fx * fx + fy * fy).sqrt().max(1e-9);
        position[0] += fx / length * length.min(heat);
        position[1] += fy / length * length.min(heat);
    }
}

/// How hard a node pushes another that lies so far away.
fn push(dx: f64, dy: f64, ideal: f64) -> f64 {
    ideal * ideal / (dx * dx + dy * dy).max(1e-9)
}

/// Every node pushes every other one.
fn push_all(at: &[[f64; 2]], force: &mut [[f64; 2]], ideal: f64) {
    for i in 0..at.len() {
        for j in i + 1..at.len() {
            let (dx, dy) = (at[i][0] - at[j][0], at[i][1] - at[j][1]);
            let push = push(dx, dy, ideal);
            force[i][0] += dx * push;
            force[i][1] += dy * push;
            force[j][0] -= dx * push;
            force[j][1] -= dy * push;
        }
    }
}

/// A cell of the grid: who lies in it, and where their middle is.
#[derive(Default)]
struct Cell {
    nodes: Vec<usize>,
    middle: [f64; 2],
}

/// Every node is pushed by those near it.
fn push_near(at: &[[f64; 2]], force: &mut [[f64; 2]], ideal: f64) {
    let side = 2.0 * ideal;
    let cell_of = |place: [f64; 2]| ((place[0] / side).floor() as i64, (place[1] / side).floor() as i64);
    let mut cells: BTreeMap<(i64, i64), Cell> = BTreeMap::new();
    for (node, &place) in at.iter().enumerate() {
        let cell = cells.entry(cell_of(place)).or_default();
        cell.nodes.push(node);
        cell.middle[0] += place[0];
        cell.middle[1] += place[1];
    }
    for cell in cells.values_mut() {
        let count = cell.nodes.len() as f64;
        cell.middle = [cell.middle[0] / count, cell.middle[1] / count];
    }
    for (&(x, y), home) in &cells {
        let near: Vec<&Cell> =
            (-1..=1).flat_map(|dx| (-1..=1).map(move |dy| (x + dx, y + dy))).filter_map(|at| cells.get(&at)).collect();
        for &node in &home.nodes {
            let mut pushed = |from: [f64; 2], times: f64| {
                let (dx, dy) = (at[node][0] - from[0], at[node][1] - from[1]);
                let push = push(dx, dy, ideal) * times;
                force[node][0] += dx * push;
                force[node][1] += dy * push;
            };
            for cell in &near {
                if cell.nodes.len() > CROWD {
                    pushed(cell.middle, cell.nodes.len() as f64);
                } else {
                    // A node does not push itself: it lies in no direction of itself.
                    cell.nodes.iter().for_each(|&other| pushed(at[other], 1.0));
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::network::{Edge, Node};

    #[test]
    fn a_large_graph_is_laid_out_in_time_and_apart() {
        let mut graph = Network::new();
        let nodes: Vec<_> = (0..EXACT + 1000).map(|_| graph.add_node(Node::default())).collect();
        for pair in nodes.windows(2) {
            graph.add_edge(pair[0], pair[1], Edge { weight: 1.0, ..Edge::default() });
        }
        let again = {
            let mut again = graph.clone();
            place(&mut again);
            again
        };
        place(&mut graph);
        let places =
            |graph: &Network| -> Vec<(f64, f64)> { graph.node_weights().map(|node| (node.x, node.y)).collect() };
        assert_eq!(places(&graph), places(&again));
        assert!(places(&graph).iter().all(|(x, y)| x.abs() <= 1000.0 && y.abs() <= 1000.0));
        let distinct: std::collections::BTreeSet<(i64, i64)> =
            places(&graph).iter().map(|(x, y)| (*x as i64, *y as i64)).collect();
        assert!(distinct.len() > nodes.len() / 2, "{}", distinct.len());
    }
}
