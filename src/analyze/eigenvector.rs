//! Eigenvector centrality (Bonacich 1972): who is tied to those who are well tied, weighted, without direction.

use super::ties::Adjacency;

const MOST_ROUNDS: usize = 2000;
/// Largest mean change at which the vector counts as settled.
const SETTLED: f64 = 1e-11;

/// The principal eigenvector of the ties, of length 1, by power iteration on the matrix plus the identity, which
/// settles on two-sided graphs too. Nodes outside the part of the graph that it belongs to get about 0.
pub fn eigenvector(ties: &Adjacency) -> Vec<f64> {
    let n = ties.nodes();
    if n == 0 {
        return Vec::new();
    }
    let mut now = vec![1.0 / (n as f64).sqrt(); n];
    let mut next = vec![0.0; n];
    for _ in 0..MOST_ROUNDS {
        for (node, value) in next.iter_mut().enumerate() {
            *value = now[node] + ties.weighted(node).map(|(other, weight)| now[other] * weight).sum::<f64>();
        }
        let length = next.iter().map(|value| value * value).sum::<f64>().sqrt();
        let mut change = 0.0;
        for (now, next) in now.iter_mut().zip(&next) {
            let value = next / length;
            change += (value - *now).abs();
            *now = value;
        }
        if change < SETTLED * n as f64 {
            break;
        }
    }
    now
}

#[cfg(test)]
mod tests {
    use super::super::ties::tests::plain;
    use super::*;

    #[test]
    fn the_middle_of_a_path() {
        // The path of three has the eigenvector (1, √2, 1)/2.
        let found = eigenvector(&plain(3, &[(0, 1), (1, 2)]).mutual);
        for (got, expected) in found.iter().zip([0.5, 0.5_f64.sqrt(), 0.5]) {
            assert!((got - expected).abs() < 1e-8, "{got} {expected}");
        }
    }
}
