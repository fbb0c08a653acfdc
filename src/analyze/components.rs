//! Parts of the network that hang together, and what they hang by: bridges and articulation points (Tarjan 1972).

use super::ties::Adjacency;

/// Which part each node belongs to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Components {
    /// Number of its component, the largest being 0.
    pub of: Vec<usize>,
    /// Nodes of each component, the largest first.
    pub sizes: Vec<usize>,
}

/// The connected components.
pub fn components(ties: &Adjacency) -> Components {
    let n = ties.nodes();
    let mut of = vec![usize::MAX; n];
    let mut sizes = Vec::new();
    let mut stack = Vec::new();
    for first in 0..n {
        if of[first] != usize::MAX {
            continue;
        }
        let number = sizes.len();
        sizes.push(0);
        of[first] = number;
        stack.push(first);
        while let Some(node) = stack.pop() {
            sizes[number] += 1;
            for &other in ties.of(node) {
                if of[other as usize] == usize::MAX {
                    of[other as usize] = number;
                    stack.push(other as usize);
                }
            }
        }
    }
    let mut order: Vec<usize> = (0..sizes.len()).collect();
    order.sort_by_key(|&number| std::cmp::Reverse(sizes[number]));
    let mut rank = vec![0; sizes.len()];
    for (place, &number) in order.iter().enumerate() {
        rank[number] = place;
    }
    Components {
        of: of.into_iter().map(|number| rank[number]).collect(),
        sizes: order.into_iter().map(|number| sizes[number]).collect(),
    }
}

/// What the network falls apart without.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Cuts {
    /// Ties whose loss splits a component: both ends, and how many nodes the smaller side has. The gravest first.
    pub bridges: Vec<(usize, usize, usize)>,
    /// Nodes whose loss splits a component: the node, into how many pieces, and how many nodes are cut off from the
    /// largest piece. The gravest first.
    pub articulations: Vec<(usize, usize, usize)>,
}

/// Bridges and articulation points.
pub fn cuts(ties: &Adjacency) -> Cuts {
    let n = ties.nodes();
    let parts = components(ties);
    let mut walk = Walk { order: vec![0; n], low: vec![0; n], size: vec![1; n], pieces: vec![Vec::new(); n], next: 0 };
    let mut found = Cuts::default();
    for root in 0..n {
        if walk.order[root] == 0 {
            walk.from(root, ties, parts.sizes[parts.of[root]], &mut found.bridges);
        }
    }
    for node in 0..n {
        let whole = parts.sizes[parts.of[node]];
        let mut pieces = std::mem::take(&mut walk.pieces[node]);
        let rest = whole - 1 - pieces.iter().sum::<usize>();
        pieces.extend((rest > 0).then_some(rest));
        if pieces.len() > 1 {
            let largest = pieces.iter().copied().max().unwrap_or(0);
            found.articulations.push((node, pieces.len(), whole - 1 - largest));
        }
    }
    found.bridges.sort_by_key(|&(a, b, size)| (std::cmp::Reverse(size), a, b));
    found.articulations.sort_by_key(|&(node, pieces, size)| (std::cmp::Reverse((size, pieces)), node));
    found
}

/// A depth-first walk, without recursion: chains may be long.
struct Walk {
    /// When each node was first seen, from 1.
    order: Vec<usize>,
    /// The earliest node that its subtree has a tie to.
    low: Vec<usize>,
    /// Nodes of its subtree.
    size: Vec<usize>,
    /// Sizes of the subtrees that hang by the node alone.
    pieces: Vec<Vec<usize>>,
    next: usize,
}

impl Walk {
    fn enter(&mut self, node: usize) {
        self.next += 1;
        self.order[node] = self.next;
        self.low[node] = self.next;
    }

    fn from(&mut self, root: usize, ties: &Adjacency, whole: usize, bridges: &mut Vec<(usize, usize, usize)>) {
        self.enter(root);
        let mut stack = vec![(root, usize::MAX, 0)];
        while let Some(top) = stack.last_mut() {
            let (node, parent, at) = *top;
            top.2 += 1;
            if let Some(&other) = ties.of(node).get(at) {
                let other = other as usize;
                if self.order[other] == 0 {
                    self.enter(other);
                    stack.push((other, node, 0));
                } else if other != parent {
                    self.low[node] = self.low[node].min(self.order[other]);
                }
                continue;
            }
            stack.pop();
            if parent == usize::MAX {
                continue;
            }
            self.size[parent] += self.size[node];
            self.low[parent] = self.low[parent].min(self.low[node]);
            if self.low[node] >= self.order[parent] {
                self.pieces[parent].push(self.size[node]);
            }
            if self.low[node] > self.order[parent] {
                let side = self.size[node].min(whole - self.size[node]);
                bridges.push((parent.min(node), parent.max(node), side));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::ties::tests::{karate, plain};
    use super::*;

    #[test]
    fn two_triangles_on_a_bridge() {
        let ties = plain(8, &[(0, 1), (1, 2), (2, 0), (2, 3), (3, 4), (4, 5), (5, 3), (6, 7)]).mutual;
        let parts = components(&ties);
        assert_eq!((parts.sizes.as_slice(), parts.of[6]), ([6, 2].as_slice(), 1));
        let cuts = cuts(&ties);
        assert_eq!(cuts.bridges, [(2, 3, 3), (6, 7, 1)]);
        assert_eq!(cuts.articulations, [(2, 2, 2), (3, 2, 2)]);
    }

    #[test]
    fn the_middle_of_a_star_cuts_everybody_off() {
        let cuts = cuts(&plain(4, &[(0, 1), (0, 2), (0, 3)]).mutual);
        assert_eq!(cuts.articulations, [(0, 3, 2)]);
        assert_eq!(cuts.bridges.len(), 3);
    }

    #[test]
    fn the_karate_club_hangs_by_its_instructor() {
        let cuts = cuts(&karate().mutual);
        // networkx: articulation_points = [0], bridges = [(0, 11)].
        assert_eq!(cuts.bridges, [(0, 11, 1)]);
        assert_eq!(cuts.articulations.iter().map(|cut| cut.0).collect::<Vec<_>>(), [0]);
    }
}
