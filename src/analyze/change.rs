//! Change between two periods: who is told of more than before, which ties are new, which are told of no more, and
//! which turned from cooperation to conflict or back.

use std::collections::BTreeMap;

use petgraph::visit::EdgeRef;
use serde::Serialize;

use crate::network::Network;

/// What changed.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Change {
    /// Statements in the first period.
    pub before: f64,
    /// Statements in the second.
    pub after: f64,
    /// Actors by how much their share of all statements grew, the most first; those that lost come last.
    pub actors: Vec<Shift>,
    /// Pairs tied in the second period only.
    pub new: Vec<Tie>,
    /// Pairs tied in the first period only.
    pub gone: Vec<Tie>,
    /// Pairs whose sign turned.
    pub turned: Vec<Tie>,
}

/// An actor in both periods.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Shift {
    /// Name.
    pub name: String,
    /// IRI.
    pub iri: String,
    /// Statements that tie it to others, in the first period.
    pub before: f64,
    /// And in the second.
    pub after: f64,
    /// Rank by statements in the first period, from 1; 0 where it has no ties then.
    pub rank_before: usize,
    /// And in the second.
    pub rank_after: usize,
    /// Growth of its share of statements, in standard errors: beyond about 2 it is more than chance.
    pub surprise: f64,
}

/// A tie in both periods.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Tie {
    /// Name of one end.
    pub a: String,
    /// Name of the other.
    pub b: String,
    /// Most frequent kind, in the period that has it, or the later.
    pub label: String,
    /// Statements in the first period.
    pub before: f64,
    /// Statements in the second.
    pub after: f64,
    /// Cooperation less conflict in the first period.
    pub sign_before: i64,
    /// And in the second.
    pub sign_after: i64,
    /// A sentence that tells it, in the period that has it, or the later.
    pub evidence: String,
}

/// Compares the networks of two periods; nodes are the same where their IRI is.
pub fn change(before: &Network, after: &Network) -> Change {
    let mut found = Change::default();
    let (old, new) = (strengths(before), strengths(after));
    (found.before, found.after) = (sum(before), sum(after));
    let (old_rank, new_rank) = (ranks(&old), ranks(&new));
    let mut names: BTreeMap<&str, &str> = BTreeMap::new();
    for node in before.node_weights().chain(after.node_weights()) {
        names.insert(&node.iri, &node.label);
    }
    for (iri, name) in names {
        let (b, a) = (value(&old, iri), value(&new, iri));
        if b == 0.0 && a == 0.0 {
            continue;
        }
        let rank = |ranks: &BTreeMap<&str, usize>| ranks.get(iri).copied().unwrap_or(0);
        found.actors.push(Shift {
            name: name.to_owned(),
            iri: iri.to_owned(),
            before: b,
            after: a,
            rank_before: rank(&old_rank),
            rank_after: rank(&new_rank),
            surprise: surprise(b, found.before, a, found.after),
        });
    }
    found.actors.sort_by(|a, b| b.surprise.total_cmp(&a.surprise).then_with(|| a.iri.cmp(&b.iri)));
    let (old, new) = (pairs(before), pairs(after));
    for (pair, tie) in &new {
        match old.get(pair) {
            None => found.new.push(Tie { after: tie.before, before: 0.0, ..turned(tie) }),
            Some(earlier) => {
                let both = Tie { before: earlier.before, sign_before: earlier.sign_before, ..turned(tie) };
                if both.sign_before * both.sign_after < 0 {
                    found.turned.push(both);
                }
            }
        }
    }
    found.gone = old.into_iter().filter(|(pair, _)| !new.contains_key(pair)).map(|(_, tie)| tie).collect();
    let order = |ties: &mut Vec<Tie>| {
        ties.sort_by(|a, b| {
            (b.before + b.after).total_cmp(&(a.before + a.after)).then_with(|| (&a.a, &a.b).cmp(&(&b.a, &b.b)))
        });
    };
    order(&mut found.new);
    order(&mut found.gone);
    order(&mut found.turned);
    found
}

/// A tie of the second period, told as such.
fn turned(tie: &Tie) -> Tie {
    Tie { after: tie.before, sign_after: tie.sign_before, sign_before: 0, ..tie.clone() }
}

/// The difference of two shares in standard errors (the two-proportion z statistic).
fn surprise(before: f64, all_before: f64, after: f64, all_after: f64) -> f64 {
    if all_before == 0.0 || all_after == 0.0 {
        return 0.0;
    }
    let pooled = ((before + after) / (all_before + all_after)).min(1.0);
    let spread = (pooled * (1.0 - pooled) * (1.0 / all_before + 1.0 / all_after)).sqrt();
    if spread == 0.0 { 0.0 } else { (after / all_after - before / all_before) / spread }
}

fn value(strengths: &BTreeMap<&str, f64>, iri: &str) -> f64 {
    strengths.get(iri).copied().unwrap_or(0.0)
}

fn sum(network: &Network) -> f64 {
    ties(network).map(|edge| edge.weight().weight).sum()
}

/// Edges between two nodes that are not mere denials.
fn ties(network: &Network) -> impl Iterator<Item = petgraph::graph::EdgeReference<'_, crate::network::Edge>> {
    network.edge_references().filter(|edge| edge.source() != edge.target() && !edge.weight().negated)
}

fn strengths(network: &Network) -> BTreeMap<&str, f64> {
    let mut found = BTreeMap::new();
    for edge in ties(network) {
        for end in [edge.source(), edge.target()] {
            *found.entry(network[end].iri.as_str()).or_insert(0.0) += edge.weight().weight;
        }
    }
    found
}

/// Rank of each, from 1; equals share the better rank.
fn ranks<'a>(strengths: &BTreeMap<&'a str, f64>) -> BTreeMap<&'a str, usize> {
    let mut order: Vec<(&str, f64)> = strengths.iter().map(|(iri, strength)| (*iri, *strength)).collect();
    order.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(b.0)));
    let mut found = BTreeMap::new();
    let mut last = (f64::NAN, 0);
    for (place, (iri, strength)) in order.into_iter().enumerate() {
        if strength != last.0 {
            last = (strength, place + 1);
        }
        found.insert(iri, last.1);
    }
    found
}

/// Ties of each pair, without direction, as of the first period.
fn pairs(network: &Network) -> BTreeMap<(&str, &str), Tie> {
    let mut found: BTreeMap<(&str, &str), (Tie, f64)> = BTreeMap::new();
    for edge in ties(network) {
        let (source, target, weight) = (&network[edge.source()], &network[edge.target()], edge.weight());
        let pair = (source.iri.as_str().min(&target.iri), source.iri.as_str().max(&target.iri));
        let (tie, most) = found.entry(pair).or_default();
        if weight.weight > *most {
            *most = weight.weight;
            (tie.a, tie.b) = (source.label.clone(), target.label.clone());
            tie.label.clone_from(&weight.label);
            tie.evidence.clone_from(&weight.evidence);
        }
        tie.before += weight.weight;
        tie.sign_before += weight.cooperation as i64 - weight.conflict as i64;
    }
    found.into_iter().map(|(pair, (tie, _))| (pair, tie)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::network::{Edge, Node};

    fn network(edges: &[(&str, &str, f64, usize, usize)]) -> Network {
        let mut network = Network::new();
        let mut known = BTreeMap::new();
        for &(a, b, weight, cooperation, conflict) in edges {
            let [a, b] = [a, b].map(|name| {
                *known.entry(name).or_insert_with(|| {
                    network.add_node(Node { iri: name.to_owned(), label: name.to_owned(), ..Node::default() })
                })
            });
            network.add_edge(a, b, Edge { weight, cooperation, conflict, ..Edge::default() });
        }
        network
    }

    #[test]
    fn risers_new_ties_and_turns() {
        let before = network(&[("a", "b", 6.0, 4, 0), ("b", "c", 2.0, 0, 0)]);
        let after = network(&[("b", "a", 3.0, 0, 3), ("c", "d", 9.0, 1, 0)]);
        let found = change(&before, &after);
        assert_eq!((found.before, found.after), (8.0, 12.0));
        assert_eq!(found.new.iter().map(|tie| (&*tie.a, &*tie.b, tie.after)).collect::<Vec<_>>(), [("c", "d", 9.0)]);
        assert_eq!(found.gone.iter().map(|tie| (&*tie.a, &*tie.b, tie.before)).collect::<Vec<_>>(), [("b", "c", 2.0)]);
        let turned = &found.turned[0];
        assert_eq!((turned.before, turned.after, turned.sign_before, turned.sign_after), (6.0, 3.0, 4, -3));
        let first = &found.actors[0];
        assert_eq!(
            (&*first.name, first.before, first.after, first.rank_before, first.rank_after),
            ("d", 0.0, 9.0, 0, 1)
        );
        assert_eq!(found.actors.last().map(|last| &*last.name), Some("b"));
    }

    #[test]
    fn nothing_changes_between_equals() {
        let one = network(&[("a", "b", 6.0, 4, 0)]);
        let found = change(&one, &one);
        assert!(found.new.is_empty() && found.gone.is_empty() && found.turned.is_empty());
        assert!(found.actors.iter().all(|shift| shift.surprise == 0.0));
    }
}
