//! Clustering coefficient (Watts and Strogatz 1998): how many of the pairs of a node's neighbours are tied themselves.

use super::ties::Adjacency;

/// The coefficient of each node, 0 to 1; 0 for nodes with fewer than two neighbours.
pub fn clustering(ties: &Adjacency) -> Vec<f64> {
    let triangles = triangles(ties);
    triangles
        .into_iter()
        .enumerate()
        .map(|(node, triangles)| {
            let degree = ties.degree(node) as f64;
            if degree < 2.0 { 0.0 } else { 2.0 * triangles as f64 / (degree * (degree - 1.0)) }
        })
        .collect()
}

/// Triangles at each node; each triangle is found once, from its node of lowest degree.
fn triangles(ties: &Adjacency) -> Vec<u64> {
    let n = ties.nodes();
    let before = |a: usize, b: usize| (ties.degree(a), a) < (ties.degree(b), b);
    let later: Vec<Vec<u32>> = (0..n)
        .map(|node| ties.of(node).iter().copied().filter(|&other| before(node, other as usize)).collect())
        .collect();
    let mut count = vec![0_u64; n];
    let mut mark = vec![usize::MAX; n];
    for a in 0..n {
        for &b in &later[a] {
            mark[b as usize] = a;
        }
        for &b in &later[a] {
            for &c in &later[b as usize] {
                if mark[c as usize] == a {
                    count[a] += 1;
                    count[b as usize] += 1;
                    count[c as usize] += 1;
                }
            }
        }
    }
    count
}

#[cfg(test)]
mod tests {
    use super::super::ties::tests::{karate, plain};
    use super::*;

    #[test]
    fn a_triangle_with_a_tail() {
        let found = clustering(&plain(4, &[(0, 1), (1, 2), (2, 0), (2, 3)]).mutual);
        assert_eq!(found, [1.0, 1.0, 1.0 / 3.0, 0.0]);
    }

    #[test]
    fn the_karate_club_has_45_triangles() {
        assert_eq!(triangles(&karate().mutual).iter().sum::<u64>(), 3 * 45);
    }
}
