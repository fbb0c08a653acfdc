//! The part of a network around actors.

use std::collections::{BTreeMap, VecDeque};

use petgraph::graph::NodeIndex;

use super::Network;
use super::filter::Filter;
use crate::error::{Error, Result};

/// Keeps what lies within so many edges of the actors that were asked for.
pub(super) fn around(graph: Network, filter: &Filter) -> Result<Network> {
    let starts: Vec<NodeIndex> =
        graph.node_indices().filter(|&node| filter.around.contains(&graph[node].iri)).collect();
    if starts.is_empty() {
        return Err(Error::Usage(
            "none of the actors of --around has a tie in this selection; try --view co-mention, or fewer filters"
                .to_owned(),
        ));
    }
    let mut distance = BTreeMap::from_iter(starts.iter().map(|&node| (node, 0)));
    let mut open = VecDeque::from(starts);
    while let Some(node) = open.pop_front() {
        let steps = distance[&node];
        if steps < filter.steps {
            for next in graph.neighbors_undirected(node) {
                distance.entry(next).or_insert_with(|| {
                    open.push_back(next);
                    steps + 1
                });
            }
        }
    }
    Ok(graph.filter_map_owned(|node, value| distance.contains_key(&node).then_some(value), |_, edge| Some(edge)))
}
