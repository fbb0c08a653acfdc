//! A force-directed layout (Fruchterman and Reingold 1991), the same on every machine: the start positions come from a
//! low-discrepancy sequence, and only correctly rounded operations are used.

use petgraph::visit::EdgeRef;

use super::Network;

/// Pairs of nodes looked at over all iterations: bounds the time on large graphs.
const BUDGET: usize = 300_000_000;

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
    let rounds = (BUDGET / (n * n).max(1)).clamp(10, 150);
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
    for i in 0..at.len() {
        for j in i + 1..at.len() {
            let (dx, dy) = (at[i][0] - at[j][0], at[i][1] - at[j][1]);
            let push = ideal * ideal / (dx * dx + dy * dy).max(1e-9);
            force[i][0] += dx * push;
            force[i][1] += dy * push;
            force[j][0] -= dx * push;
            force[j][1] -= dy * push;
        }
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
