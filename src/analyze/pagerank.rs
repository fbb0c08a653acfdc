//! PageRank (Brin and Page 1998), weighted: how often a reader who follows ties, each the more often the more
//! statements it has, and now and then starts anew anywhere, comes by.

use super::ties::Ties;

/// How often the reader follows a tie instead of starting anew.
const DAMPING: f64 = 0.85;
/// Largest change of all ranks together at which they count as settled.
const SETTLED: f64 = 1e-12;
const MOST_ROUNDS: usize = 1000;

/// The rank of each node; they add up to 1. A node without outgoing ties passes its rank to all alike.
pub fn pagerank(ties: &Ties) -> Vec<f64> {
    let n = ties.nodes();
    if n == 0 {
        return Vec::new();
    }
    let even = 1.0 / n as f64;
    let strength: Vec<f64> = (0..n).map(|node| ties.outgoing.strength(node)).collect();
    let mut rank = vec![even; n];
    let mut share = vec![0.0; n];
    for _ in 0..MOST_ROUNDS {
        let mut dangling = 0.0;
        for node in 0..n {
            if strength[node] > 0.0 {
                share[node] = rank[node] / strength[node];
            } else {
                share[node] = 0.0;
                dangling += rank[node];
            }
        }
        let base = (1.0 - DAMPING) * even + DAMPING * dangling * even;
        let mut change = 0.0;
        for (node, rank) in rank.iter_mut().enumerate() {
            let received: f64 = ties.incoming.weighted(node).map(|(from, weight)| share[from] * weight).sum();
            let next = base + DAMPING * received;
            change += (next - *rank).abs();
            *rank = next;
        }
        if change < SETTLED {
            break;
        }
    }
    rank
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weights_count_and_ranks_add_up() {
        // 0 gives three quarters of its rank to 1, a quarter to 2, which have no ties out.
        let rank = pagerank(&Ties::from_edges(3, [(0, 1, 3.0), (0, 2, 1.0)], true));
        assert!((rank.iter().sum::<f64>() - 1.0).abs() < 1e-9);
        // r0 = b, r1 = b + .85·.75·r0, r2 = b + .85·.25·r0 with b = .05 + .85(r1 + r2)/3; solved by hand: r0 = 1/3.85.
        let r0 = 1.0 / 3.85;
        for (got, expected) in rank.iter().zip([r0, r0 * 1.6375, r0 * 1.2125]) {
            assert!((got - expected).abs() < 1e-9, "{got} {expected}");
        }
    }

    #[test]
    fn nothing_has_no_rank() {
        assert!(pagerank(&Ties::default()).is_empty());
    }
}
