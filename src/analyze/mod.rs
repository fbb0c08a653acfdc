//! What can be computed from a network: who is central, who belongs together, what it hangs by, how it changes.
//!
//! Every measure has a file of its own, which names its source. All give the same on every run and thread count.
//! [`annotate`] writes the measures onto a network, as attributes that every export carries.

mod balance;
mod brokers;
mod change;
mod clustering;
mod communities;
mod components;
mod cores;
mod eigenvector;
mod pagerank;
mod paths;
mod random;
mod shortest;
mod ties;
mod triples;

use serde::Serialize;

pub use balance::{Balance, Triangle, balance};
pub use brokers::{Broker, brokers, participation};
pub use change::{Change, Shift, Tie, change};
pub use clustering::clustering;
pub use communities::{Communities, communities, modularity};
pub use components::{Components, Cuts, components, cuts};
pub use cores::cores;
pub use eigenvector::eigenvector;
pub use pagerank::pagerank;
pub use paths::{Path, paths};
pub use shortest::{Sample, Shortest, exact, sampled, shortest};
pub use ties::{Adjacency, Ties};
pub use triples::triples;

use crate::network::{Network, Value};

/// Actors that a community is named after.
const TYPICAL: usize = 3;

/// The measures of one node.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Measures {
    /// Nodes that it is tied to.
    pub degree: usize,
    /// Nodes that have a tie to it.
    pub in_degree: usize,
    /// Nodes that it has a tie to.
    pub out_degree: usize,
    /// Weight of all its ties: how many statements.
    pub strength: f64,
    /// See [`pagerank`].
    pub pagerank: f64,
    /// See [`shortest`].
    pub betweenness: f64,
    /// See [`shortest`].
    pub closeness: f64,
    /// See [`eigenvector`].
    pub eigenvector: f64,
    /// See [`cores`].
    pub core: usize,
    /// See [`clustering`].
    pub clustering: f64,
    /// See [`communities`]; 0 is the largest.
    pub community: usize,
    /// See [`participation`].
    pub participation: f64,
}

/// A network with its measures.
#[derive(Debug, Clone, PartialEq)]
pub struct Analysis {
    /// The ties that everything is computed on.
    pub ties: Ties,
    /// Of each node.
    pub measures: Vec<Measures>,
    /// Where betweenness and closeness are estimates.
    pub sample: Option<Sample>,
    /// Groups with many ties among them.
    pub communities: Communities,
    /// What each community is called: its most tied members.
    pub names: Vec<String>,
    /// Members of each community, the most tied within it first.
    members: Vec<Vec<usize>>,
    /// Parts that hang together.
    pub components: Components,
}

impl Analysis {
    /// Computes all measures of a network, whose edges have a direction or not.
    pub fn of(network: &Network, directed: bool) -> Self {
        let ties = Ties::of(network, directed);
        let communities = communities(&ties.mutual);
        let Shortest { betweenness, closeness, sample } = shortest(&ties.mutual);
        let (pagerank, eigenvector) = (pagerank(&ties), eigenvector(&ties.mutual));
        let (cores, clustering) = (cores(&ties.mutual), clustering(&ties.mutual));
        let participation = participation(&ties.mutual, &communities);
        let measures = (0..ties.nodes())
            .map(|node| Measures {
                degree: ties.mutual.degree(node),
                in_degree: ties.incoming.degree(node),
                out_degree: ties.outgoing.degree(node),
                strength: ties.mutual.strength(node),
                pagerank: pagerank[node],
                betweenness: betweenness[node],
                closeness: closeness[node],
                eigenvector: eigenvector[node],
                core: cores[node],
                clustering: clustering[node],
                community: communities.of[node],
                participation: participation[node],
            })
            .collect();
        let members = members(&ties, &communities);
        let names = names(network, &members);
        let components = components(&ties.mutual);
        Self { ties, measures, sample, communities, names, members, components }
    }

    /// Members of a community, the most tied within it first.
    pub fn members(&self, community: usize) -> &[usize] {
        self.members.get(community).map_or(&[], Vec::as_slice)
    }

    /// The nodes, greatest first.
    pub fn ranking(&self, by: impl Fn(&Measures) -> f64) -> Vec<usize> {
        let mut order: Vec<usize> = (0..self.measures.len()).collect();
        order.sort_by(|&a, &b| by(&self.measures[b]).total_cmp(&by(&self.measures[a])).then(a.cmp(&b)));
        order
    }
}

/// Members of each community, in order of the weight of their ties within it.
fn members(ties: &Ties, communities: &Communities) -> Vec<Vec<usize>> {
    let mut groups: Vec<Vec<(f64, usize)>> = vec![Vec::new(); communities.sizes.len()];
    for (node, &community) in communities.of.iter().enumerate() {
        let inside = ties.mutual.weighted(node).filter(|(other, _)| communities.of[*other] == community);
        groups[community].push((inside.map(|(_, weight)| weight).sum(), node));
    }
    groups
        .into_iter()
        .map(|mut group| {
            group.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
            group.into_iter().map(|(_, node)| node).collect()
        })
        .collect()
}

fn names(network: &Network, members: &[Vec<usize>]) -> Vec<String> {
    let labels: Vec<&str> = network.node_weights().map(|node| node.label.as_str()).collect();
    let name = |group: &Vec<usize>| {
        let typical: Vec<&str> = group.iter().take(TYPICAL).map(|&node| labels[node]).collect();
        typical.join(", ")
    };
    members.iter().map(name).collect()
}

/// Writes the measures onto the nodes of a network, as further attributes; gives the analysis back.
pub fn annotate(network: &mut Network, directed: bool) -> Analysis {
    let analysis = Analysis::of(network, directed);
    for (node, measures) in network.node_weights_mut().zip(&analysis.measures) {
        let real = |name: &str, value: f64| (name.to_owned(), Value::Real(value));
        let whole = |name: &str, value: usize| (name.to_owned(), Value::from(value));
        node.extra.extend([
            whole("degree", measures.degree),
            whole("in_degree", measures.in_degree),
            whole("out_degree", measures.out_degree),
            real("strength", measures.strength),
            real("pagerank", measures.pagerank),
            real("betweenness", measures.betweenness),
            real("closeness", measures.closeness),
            real("eigenvector", measures.eigenvector),
            whole("core", measures.core),
            real("clustering", measures.clustering),
            whole("community", measures.community),
            ("community_name".to_owned(), Value::Text(analysis.names[measures.community].clone())),
            real("participation", measures.participation),
        ]);
    }
    analysis
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::network::{Edge, Node};

    #[test]
    fn annotated_nodes_carry_their_measures() {
        let mut network = Network::new();
        for name in ["Ann", "Bob", "Cem"] {
            network.add_node(Node { label: name.to_owned(), ..Node::default() });
        }
        let tie = |weight| Edge { weight, ..Edge::default() };
        network.add_edge(0.into(), 1.into(), tie(2.0));
        network.add_edge(1.into(), 0.into(), tie(1.0));
        network.add_edge(1.into(), 2.into(), tie(1.0));
        network.add_edge(0.into(), 2.into(), Edge { negated: true, ..tie(5.0) });
        let analysis = annotate(&mut network, true);
        assert_eq!(analysis.names, ["Bob, Ann, Cem"]);
        let bob = &network[petgraph::graph::NodeIndex::new(1)].extra;
        let value = |name: &str| bob.iter().find(|(key, _)| key == name).map(|(_, value)| value.clone()).unwrap();
        assert_eq!(value("degree"), Value::Whole(2), "a tie that is denied is none");
        assert_eq!(value("in_degree"), Value::Whole(1));
        assert_eq!(value("strength"), Value::Real(4.0));
        assert_eq!(value("betweenness"), Value::Real(1.0));
        assert_eq!(analysis.ranking(|measures| measures.strength), [1, 0, 2]);
    }
}
