//! Betweenness (Freeman 1977, by Brandes 2001) and closeness (Freeman 1979, Wasserman and Faust 1994), over shortest
//! paths counted in ties, without direction. Both come from one breadth-first search a node; large graphs are searched
//! from a sample of nodes, and the error of that is stated.

use rayon::prelude::*;
use serde::Serialize;

use super::components::components;
use super::random::Random;
use super::ties::Adjacency;

/// Ties looked at before sampling begins.
const EXACT: usize = 4_000_000_000;
/// Fewest nodes to search from in a sample.
const FEWEST: usize = 500;
/// Chance that a sampled betweenness is further off than stated, for any node.
const RISK: f64 = 0.05;
/// Pieces that the searches are cut into. Their sums are added in order, so that the result does not depend on threads.
const PIECES: usize = 32;

/// What shortest paths say of each node.
#[derive(Debug, Clone, PartialEq)]
pub struct Shortest {
    /// Share of the shortest paths between two others that run through the node, 0 to 1.
    pub betweenness: Vec<f64>,
    /// How near the others are, 0 to 1.
    pub closeness: Vec<f64>,
    /// Where only a sample of nodes was searched from.
    pub sample: Option<Sample>,
}

/// How good a sampled betweenness is.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Sample {
    /// Nodes searched from.
    pub searched: usize,
    /// With a certainty of 95 %, no node's betweenness is further off than this.
    pub error: f64,
}

/// Betweenness and closeness, exact where that takes bearable time.
pub fn shortest(ties: &Adjacency) -> Shortest {
    let cost = ties.entries().max(1);
    let affordable = (EXACT / cost).max(FEWEST);
    if ties.nodes() <= affordable { exact(ties) } else { sampled(ties, affordable, 0) }
}

/// Exact betweenness and closeness.
pub fn exact(ties: &Adjacency) -> Shortest {
    search(ties, &(0..ties.nodes()).collect::<Vec<_>>())
}

/// Estimates from searches from `count` nodes, drawn without replacement.
pub fn sampled(ties: &Adjacency, count: usize, seed: u64) -> Shortest {
    let mut nodes: Vec<usize> = (0..ties.nodes()).collect();
    Random::new(seed).shuffle(&mut nodes);
    nodes.truncate(count.max(1));
    nodes.sort_unstable();
    search(ties, &nodes)
}

/// Sums over the searches of one piece.
struct Sums {
    /// Of dependencies.
    dependency: Vec<f64>,
    /// Of their squares, for the error.
    square: Vec<f64>,
    /// Of distances to the nodes searched from.
    distance: Vec<u64>,
}

fn search(ties: &Adjacency, sources: &[usize]) -> Shortest {
    let n = ties.nodes();
    let sampling = sources.len() < n;
    let pieces: Vec<Sums> = sources
        .par_chunks(sources.len().div_ceil(PIECES).max(1))
        .map(|sources| piece(ties, sources, sampling))
        .collect();
    let (mut dependency, mut square, mut distance) = (vec![0.0; n], vec![0.0; n], vec![0_u64; n]);
    for sums in &pieces {
        for node in 0..n {
            dependency[node] += sums.dependency[node];
            distance[node] += sums.distance[node];
            if sampling {
                square[node] += sums.square[node];
            }
        }
    }
    let (nodes, count) = (n as f64, sources.len() as f64);
    // Dependencies lie between 0 and n - 2; a node has none of its own searches.
    let scale = if n < 3 { 0.0 } else { nodes / ((nodes - 1.0) * (nodes - 2.0) * count) };
    let betweenness: Vec<f64> = dependency.iter().map(|sum| sum * scale).collect();
    let sample = sampling.then(|| Sample { searched: sources.len(), error: error(n, count, &dependency, &square) });
    Shortest { betweenness, closeness: closeness(ties, sources, &distance), sample }
}

fn piece(ties: &Adjacency, sources: &[usize], squares: bool) -> Sums {
    let n = ties.nodes();
    let mut sums = Sums {
        dependency: vec![0.0; n],
        square: if squares { vec![0.0; n] } else { Vec::new() },
        distance: vec![0; n],
    };
    let mut level = vec![u32::MAX; n];
    let mut paths = vec![0.0_f64; n];
    let mut dependency = vec![0.0_f64; n];
    let mut order: Vec<u32> = Vec::with_capacity(n);
    for &source in sources {
        order.clear();
        order.push(source as u32);
        level[source] = 0;
        paths[source] = 1.0;
        let mut next = 0;
        while let Some(&node) = order.get(next) {
            next += 1;
            let (below, ways) = (level[node as usize] + 1, paths[node as usize]);
            for &other in ties.of(node as usize) {
                let seen = &mut level[other as usize];
                if *seen == u32::MAX {
                    *seen = below;
                    order.push(other);
                    paths[other as usize] = ways;
                } else if *seen == below {
                    paths[other as usize] += ways;
                }
            }
        }
        for &node in order.iter().skip(1).rev() {
            let node = node as usize;
            let above = level[node] - 1;
            let share = (1.0 + dependency[node]) / paths[node];
            for &other in ties.of(node) {
                if level[other as usize] == above {
                    dependency[other as usize] += paths[other as usize] * share;
                }
            }
            sums.dependency[node] += dependency[node];
            sums.distance[node] += u64::from(level[node]);
            if squares {
                sums.square[node] += dependency[node] * dependency[node];
            }
        }
        for &node in &order {
            level[node as usize] = u32::MAX;
            dependency[node as usize] = 0.0;
        }
    }
    sums
}

/// The larger of what may be off, over all nodes: Hoeffding's bound (1963) or, where it is tighter, the empirical
/// Bernstein bound of Maurer and Pontil (2009), each over all nodes at once.
fn error(n: usize, count: f64, sums: &[f64], squares: &[f64]) -> f64 {
    if n < 3 {
        return 0.0;
    }
    let nodes = n as f64;
    let hoeffding = ((2.0 * nodes / RISK).ln() / (2.0 * count)).sqrt();
    let log = (4.0 * nodes / RISK).ln();
    let reach = nodes - 2.0;
    let widest = sums.iter().zip(squares).fold(0.0_f64, |widest, (sum, square)| {
        let mean = sum / count / reach;
        let variance = ((square / count / reach / reach - mean * mean) * count / (count - 1.0).max(1.0)).max(0.0);
        widest.max((2.0 * variance * log / count).sqrt())
    });
    let bernstein = widest + 7.0 * log / (3.0 * (count - 1.0).max(1.0));
    hoeffding.min(bernstein).min(1.0) * nodes / (nodes - 1.0)
}

/// The reciprocal of the mean distance to the nodes within reach, times the share of nodes within reach.
fn closeness(ties: &Adjacency, sources: &[usize], distance: &[u64]) -> Vec<f64> {
    let n = ties.nodes();
    let parts = components(ties);
    let mut searched = vec![0_usize; parts.sizes.len()];
    for &source in sources {
        searched[parts.of[source]] += 1;
    }
    let mut is_source = vec![false; n];
    for &source in sources {
        is_source[source] = true;
    }
    (0..n)
        .map(|node| {
            let part = parts.of[node];
            let others = searched[part] - usize::from(is_source[node]);
            if others == 0 || distance[node] == 0 {
                return 0.0;
            }
            let mean = distance[node] as f64 / others as f64;
            (parts.sizes[part] - 1) as f64 / (n - 1) as f64 / mean
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::ties::tests::{karate, plain};
    use super::*;

    fn near(got: f64, expected: f64) {
        assert!((got - expected).abs() < 1e-9, "{got} is not {expected}");
    }

    #[test]
    fn a_path_and_a_star() {
        // 0-1-2-3 and, apart, 4.
        let found = exact(&plain(5, &[(0, 1), (1, 2), (2, 3)]).mutual);
        // Through 1 run the paths 0-2 and 0-3, of 6 pairs of others.
        near(found.betweenness[1], 2.0 / 6.0);
        near(found.betweenness[0], 0.0);
        // 1 has the distances 1, 1, 2: mean 4/3; it reaches 3 of 4.
        near(found.closeness[1], 3.0 / 4.0 / (4.0 / 3.0));
        near(found.closeness[4], 0.0);
        let star = exact(&plain(5, &[(0, 1), (0, 2), (0, 3), (0, 4)]).mutual);
        near(star.betweenness[0], 1.0);
        near(star.closeness[0], 1.0);
    }

    #[test]
    fn the_karate_club_as_published() {
        let found = exact(&karate().mutual);
        // networkx.betweenness_centrality(networkx.karate_club_graph()), closeness_centrality.
        assert!((found.betweenness[0] - 0.437_635_281_385_281_3).abs() < 1e-12);
        assert!((found.betweenness[33] - 0.304_074_975_949_976).abs() < 1e-9);
        assert!((found.closeness[0] - 0.568_965_517_241_379_3).abs() < 1e-12);
        assert_eq!(found.sample, None);
    }

    #[test]
    fn a_sample_stays_within_its_error() {
        let ties = karate();
        let (truth, guess) = (exact(&ties.mutual), sampled(&ties.mutual, 20, 3));
        let sample = guess.sample.unwrap();
        assert_eq!(sample.searched, 20);
        for (truth, guess) in truth.betweenness.iter().zip(&guess.betweenness) {
            assert!((truth - guess).abs() <= sample.error, "{truth} {guess} {}", sample.error);
        }
        assert_eq!(guess, sampled(&ties.mutual, 20, 3), "the same seed gives the same sample");
    }

    #[test]
    fn threads_do_not_matter() {
        let ties = karate();
        let with = |threads| {
            rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap().install(|| exact(&ties.mutual))
        };
        assert_eq!(with(1), with(4));
    }
}
