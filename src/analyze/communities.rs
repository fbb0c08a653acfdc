//! Communities: groups of nodes with more ties among them than chance would give, by the Leiden algorithm (Traag,
//! Waltman and van Eck 2019), which maximises modularity (Newman and Girvan 2004) and never leaves a community that
//! does not hang together.

use super::random::Random;
use super::ties::Adjacency;

/// Runs with different orders of nodes; the best counts.
const RUNS: u64 = 8;
/// Entries of the ties (two a pair) beyond which one run must do.
const LARGE: usize = 100_000;
/// Rounds of one run at most; it ends earlier where nothing gets better.
const ROUNDS: usize = 12;

/// The communities of a network.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Communities {
    /// Number of each node's community, the largest being 0.
    pub of: Vec<usize>,
    /// Number of nodes of each.
    pub sizes: Vec<usize>,
    /// How clear-cut they are: 0 as by chance, near 1 almost no ties between communities.
    pub modularity: f64,
}

/// Finds communities, the same on every run.
pub fn communities(ties: &Adjacency) -> Communities {
    let runs = if ties.entries() > LARGE { 1 } else { RUNS };
    let base = Level::of(ties);
    let mut best: Option<(f64, Vec<usize>)> = None;
    for seed in 0..runs {
        let found = leiden(&base, &mut Random::new(seed));
        let quality = modularity(ties, &found);
        if best.as_ref().is_none_or(|(most, _)| quality > *most + 1e-12) {
            best = Some((quality, found));
        }
    }
    let (modularity, of) = best.unwrap_or_default();
    let (of, sizes) = by_size(&of);
    Communities { of, sizes, modularity }
}

/// The modularity of a division, weighted.
pub fn modularity(ties: &Adjacency, of: &[usize]) -> f64 {
    let count = of.iter().max().map_or(0, |most| most + 1);
    let (mut inside, mut strength) = (vec![0.0; count], vec![0.0; count]);
    for node in 0..ties.nodes() {
        for (other, weight) in ties.weighted(node) {
            strength[of[node]] += weight;
            if of[other] == of[node] {
                inside[of[node]] += weight;
            }
        }
    }
    let total: f64 = strength.iter().sum();
    if total == 0.0 {
        return 0.0;
    }
    inside.iter().zip(&strength).map(|(inside, strength)| inside / total - (strength / total).powi(2)).sum()
}

/// Numbers by size, then by first node.
fn by_size(of: &[usize]) -> (Vec<usize>, Vec<usize>) {
    let count = of.iter().max().map_or(0, |most| most + 1);
    let mut groups: Vec<(usize, usize, usize)> = (0..count).map(|number| (0, usize::MAX, number)).collect();
    for (node, &number) in of.iter().enumerate() {
        groups[number].0 += 1;
        groups[number].1 = groups[number].1.min(node);
    }
    groups.retain(|group| group.0 > 0);
    groups.sort_by_key(|&(size, first, _)| (std::cmp::Reverse(size), first));
    let mut rank = vec![0; count];
    for (place, group) in groups.iter().enumerate() {
        rank[group.2] = place;
    }
    (of.iter().map(|&number| rank[number]).collect(), groups.iter().map(|group| group.0).collect())
}

/// A network of nodes or, further up, of groups of nodes.
#[derive(Clone)]
struct Level {
    /// Neighbours with weights, in order.
    ties: Vec<Vec<(u32, f64)>>,
    /// Strength of each node, ties within it counted twice.
    strength: Vec<f64>,
    /// Sum of all strengths.
    total: f64,
}

impl Level {
    fn of(ties: &Adjacency) -> Self {
        let rows = (0..ties.nodes())
            .map(|node| ties.weighted(node).map(|(other, weight)| (other as u32, weight)).collect())
            .collect();
        let strength: Vec<f64> = (0..ties.nodes()).map(|node| ties.strength(node)).collect();
        Self { ties: rows, total: strength.iter().sum(), strength }
    }

    fn len(&self) -> usize {
        self.ties.len()
    }

    /// Groups become nodes.
    fn joined(&self, of: &[usize], groups: usize) -> Self {
        let mut members = vec![Vec::new(); groups];
        for (node, &group) in of.iter().enumerate() {
            members[group].push(node);
        }
        let mut sums = Sums::new(groups);
        let mut ties = Vec::with_capacity(groups);
        let mut strength = vec![0.0; groups];
        for (group, nodes) in members.iter().enumerate() {
            for &node in nodes {
                strength[group] += self.strength[node];
                for &(other, weight) in &self.ties[node] {
                    if of[other as usize] != group {
                        sums.add(of[other as usize], weight);
                    }
                }
            }
            let mut row: Vec<(u32, f64)> = sums.drain().map(|(other, weight)| (other as u32, weight)).collect();
            row.sort_unstable_by_key(|tie| tie.0);
            ties.push(row);
        }
        Self { ties, strength, total: self.total }
    }
}

/// Sums by number, emptied at the cost of what is in it.
struct Sums {
    values: Vec<f64>,
    touched: Vec<usize>,
}

impl Sums {
    fn new(size: usize) -> Self {
        Self { values: vec![0.0; size], touched: Vec::new() }
    }

    fn add(&mut self, number: usize, value: f64) {
        if self.values[number] == 0.0 {
            self.touched.push(number);
        }
        self.values[number] += value;
    }

    fn get(&self, number: usize) -> f64 {
        self.values[number]
    }

    fn drain(&mut self) -> impl Iterator<Item = (usize, f64)> + '_ {
        let values = &mut self.values;
        self.touched.drain(..).map(|number| (number, std::mem::take(&mut values[number])))
    }
}

fn leiden(base: &Level, random: &mut Random) -> Vec<usize> {
    let mut of: Vec<usize> = (0..base.len()).collect();
    for _ in 0..ROUNDS {
        let before = of.clone();
        of = round(base, of, random);
        if of == before {
            break;
        }
    }
    of
}

/// Moves nodes, refines, joins, and begins again on what was joined, until nothing moves.
fn round(base: &Level, start: Vec<usize>, random: &mut Random) -> Vec<usize> {
    let mut level = base.clone();
    // The node of `level` that each node of the network is in, and the community of each node of `level`.
    let mut inside: Vec<usize> = (0..base.len()).collect();
    let mut of = start;
    loop {
        move_nodes(&level, &mut of, random);
        let groups = compact(&mut of);
        if groups == level.len() {
            break;
        }
        let mut refined = refine(&level, &of, groups, random);
        let count = compact(&mut refined);
        if count == level.len() {
            break;
        }
        let mut above = vec![0; count];
        for (node, &group) in refined.iter().enumerate() {
            above[group] = of[node];
        }
        level = level.joined(&refined, count);
        for node in &mut inside {
            *node = refined[*node];
        }
        of = above;
    }
    inside.into_iter().map(|node| of[node]).collect()
}

/// Numbers from 0 without gaps, in order of first node; how many there are.
fn compact(of: &mut [usize]) -> usize {
    let most = of.iter().max().map_or(0, |most| most + 1);
    let mut name = vec![usize::MAX; most];
    let mut count = 0;
    for number in of.iter_mut() {
        if name[*number] == usize::MAX {
            name[*number] = count;
            count += 1;
        }
        *number = name[*number];
    }
    count
}

/// Moves each node to the neighbouring community where modularity gains most; those whose neighbours moved come again.
fn move_nodes(level: &Level, of: &mut [usize], random: &mut Random) {
    let n = level.len();
    if level.total == 0.0 {
        return;
    }
    let mut strength = vec![0.0; n];
    for node in 0..n {
        strength[of[node]] += level.strength[node];
    }
    let mut order: Vec<usize> = (0..n).collect();
    random.shuffle(&mut order);
    let mut waiting = vec![true; n];
    let mut queue: std::collections::VecDeque<usize> = order.into();
    let mut sums = Sums::new(n);
    while let Some(node) = queue.pop_front() {
        waiting[node] = false;
        let (home, weight) = (of[node], level.strength[node]);
        for &(other, tie) in &level.ties[node] {
            sums.add(of[other as usize], tie);
        }
        strength[home] -= weight;
        let gain = |community: usize, tied: f64| tied - weight * strength[community] / level.total;
        let mut best = (gain(home, sums.get(home)), home);
        for (community, tied) in sums.drain() {
            let candidate = gain(community, tied);
            if candidate > best.0 + 1e-12 {
                best = (candidate, community);
            }
        }
        strength[best.1] += weight;
        if best.1 != home {
            of[node] = best.1;
            for &(other, _) in &level.ties[node] {
                let other = other as usize;
                if of[other] != best.1 && !waiting[other] {
                    waiting[other] = true;
                    queue.push_back(other);
                }
            }
        }
    }
}

/// Divides each community into well-tied groups: what is joined next hangs together for sure.
fn refine(level: &Level, of: &[usize], communities: usize, random: &mut Random) -> Vec<usize> {
    let n = level.len();
    let mut group: Vec<usize> = (0..n).collect();
    let mut whole = vec![0.0; communities];
    for node in 0..n {
        whole[of[node]] += level.strength[node];
    }
    let mut strength = level.strength.clone();
    // Weight of the ties of each group to the rest of its community.
    let mut outside: Vec<f64> = (0..n)
        .map(|node| {
            let ties = level.ties[node].iter();
            ties.filter(|tie| of[tie.0 as usize] == of[node]).map(|tie| tie.1).sum()
        })
        .collect();
    let mut alone = vec![true; n];
    let mut order: Vec<usize> = (0..n).collect();
    random.shuffle(&mut order);
    let mut sums = Sums::new(n);
    let well_tied = |outside: f64, strength: f64, whole: f64| {
        outside + 1e-12 >= strength * (whole - strength) / level.total.max(f64::MIN_POSITIVE)
    };
    for node in order {
        let whole = whole[of[node]];
        if !alone[node] || !well_tied(outside[node], strength[node], whole) {
            continue;
        }
        for &(other, tie) in &level.ties[node] {
            if of[other as usize] == of[node] {
                sums.add(group[other as usize], tie);
            }
        }
        let mut best = (0.0, node, 0.0);
        for (candidate, tied) in sums.drain() {
            let gain = tied - level.strength[node] * strength[candidate] / level.total;
            if gain > best.0 + 1e-12 && well_tied(outside[candidate], strength[candidate], whole) {
                best = (gain, candidate, tied);
            }
        }
        let (_, into, tied) = best;
        if into != node {
            group[node] = into;
            alone[into] = false;
            alone[node] = false;
            strength[into] += level.strength[node];
            outside[into] += outside[node] - 2.0 * tied;
        }
    }
    group
}

#[cfg(test)]
mod tests {
    use super::super::components::components;
    use super::super::ties::tests::{karate, plain};
    use super::*;

    #[test]
    fn two_cliques_on_a_bridge_are_two() {
        let mut edges = vec![(3, 4)];
        for base in [0, 4] {
            edges.extend((0..4).flat_map(|a| (a + 1..4).map(move |b| (base + a, base + b))));
        }
        let found = communities(&plain(9, &edges).mutual);
        assert_eq!(found.of, [0, 0, 0, 0, 1, 1, 1, 1, 2]);
        assert_eq!(found.sizes, [4, 4, 1]);
        // 13 ties: two communities with 6 of them inside and a strength of 13 each.
        assert!((found.modularity - 2.0 * (6.0 / 13.0 - 0.25)).abs() < 1e-12);
    }

    #[test]
    fn the_karate_club_is_divided_best() {
        let found = communities(&karate().mutual);
        // 0.41979 is the known maximum (Brandes and others 2008).
        assert!((found.modularity - 0.419_789_6).abs() < 1e-6, "{}", found.modularity);
        assert_eq!(found, communities(&karate().mutual));
    }

    #[test]
    fn every_community_hangs_together() {
        // A ring of 60 with chords.
        let edges: Vec<(u32, u32)> =
            (0..60_u32).flat_map(|a| [(a, (a + 1) % 60), (a, (a * 7 + 3) % 60)]).filter(|(a, b)| a != b).collect();
        let ties = plain(60, &edges).mutual;
        let found = communities(&ties);
        for number in 0..found.sizes.len() {
            let inside: Vec<(u32, u32)> = edges
                .iter()
                .copied()
                .filter(|&(a, b)| found.of[a as usize] == number && found.of[b as usize] == number)
                .collect();
            let parts = components(&plain(60, &inside).mutual);
            assert_eq!(parts.sizes[0], found.sizes[number]);
        }
    }

    #[test]
    fn nothing_has_no_communities() {
        assert_eq!(communities(&Adjacency::default()).sizes.len(), 0);
        assert_eq!(communities(&plain(2, &[]).mutual).of, [0, 1]);
    }
}
