//! Core numbers (Seidman 1983, by Batagelj and Zaversnik 2003): the largest k such that the node belongs to a group in
//! which everybody is tied to at least k others of it. High cores are the thick of the network.

use super::ties::Adjacency;

/// The core number of each node.
pub fn cores(ties: &Adjacency) -> Vec<usize> {
    let n = ties.nodes();
    let mut degree: Vec<usize> = (0..n).map(|node| ties.degree(node)).collect();
    let most = degree.iter().copied().max().unwrap_or(0);
    // Nodes in order of degree; `start[d]` is where those of degree d begin.
    let mut start = vec![0_usize; most + 2];
    for &d in &degree {
        start[d + 1] += 1;
    }
    for d in 0..=most {
        start[d + 1] += start[d];
    }
    let mut place = start.clone();
    let (mut order, mut at) = (vec![0_usize; n], vec![0_usize; n]);
    for node in 0..n {
        at[node] = place[degree[node]];
        order[at[node]] = node;
        place[degree[node]] += 1;
    }
    for rank in 0..n {
        let node = order[rank];
        for &other in ties.of(node) {
            let other = other as usize;
            if degree[other] > degree[node] {
                // The other moves to the front of its degree, then one degree down.
                let front = start[degree[other]];
                let first = order[front];
                order.swap(front, at[other]);
                at.swap(first, other);
                start[degree[other]] += 1;
                degree[other] -= 1;
            }
        }
    }
    degree
}

#[cfg(test)]
mod tests {
    use super::super::ties::tests::{karate, plain};
    use super::*;

    #[test]
    fn a_triangle_with_a_tail() {
        assert_eq!(cores(&plain(5, &[(0, 1), (1, 2), (2, 0), (2, 3)]).mutual), [2, 2, 2, 1, 0]);
    }

    #[test]
    fn the_karate_club_has_a_core_of_four() {
        let found = cores(&karate().mutual);
        let four: Vec<usize> = (0..34).filter(|&node| found[node] == 4).collect();
        assert_eq!(four, [0, 1, 2, 3, 7, 8, 13, 30, 32, 33]);
        assert_eq!(found[11], 1);
    }
}
