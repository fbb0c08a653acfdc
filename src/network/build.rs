//! Joins ties into nodes and edges.

use std::collections::{BTreeMap, BTreeSet};

use petgraph::Direction;
use petgraph::graph::{EdgeIndex, NodeIndex};

use super::facts::{Actor, Facts};
use super::{Edge, Month, Network, Node};

/// What is joined into one edge.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Join {
    /// Nothing.
    None,
    /// Ties of one pair, direction and label.
    Kind,
    /// Ties of one pair and direction.
    Pair,
}

/// One statement between two nodes.
pub(super) struct Tie<'a> {
    pub(super) source: NodeIndex,
    pub(super) target: NodeIndex,
    /// With a weight of 1; `articles`, `months`, `types` and the days of publication are set here.
    pub(super) edge: Edge,
    /// IRI of the article that says it.
    pub(super) article: &'a str,
    /// The month that it counts in, or empty.
    pub(super) month: &'a str,
}

/// What an edge is joined of, until it is finished.
#[derive(Default)]
struct Support<'a> {
    claims: BTreeSet<String>,
    articles: BTreeSet<&'a str>,
    types: BTreeMap<String, usize>,
    months: BTreeMap<&'a str, Month>,
}

/// A network in the making.
pub(super) struct Builder<'a> {
    facts: &'a Facts,
    join: Join,
    graph: Network,
    nodes: BTreeMap<String, NodeIndex>,
    edges: BTreeMap<(NodeIndex, NodeIndex, String), EdgeIndex>,
    support: Vec<Support<'a>>,
}

impl<'a> Builder<'a> {
    pub(super) fn new(facts: &'a Facts, join: Join) -> Self {
        Self { facts, join, graph: Network::new(), nodes: BTreeMap::new(), edges: BTreeMap::new(), support: Vec::new() }
    }

    /// The node of an actor, named or not.
    pub(super) fn actor(&mut self, iri: &str, actor: &Actor) -> NodeIndex {
        self.node(iri, || Node {
            iri: iri.to_owned(),
            label: actor.label.clone(),
            kind: actor.kind.to_owned(),
            description: actor.description.clone(),
            country: actor.country.clone(),
            same_as: actor.same_as.clone(),
            articles: actor.articles,
            ..Node::default()
        })
    }

    /// A node, made where it is not there yet.
    pub(super) fn node(&mut self, iri: &str, make: impl FnOnce() -> Node) -> NodeIndex {
        if let Some(&index) = self.nodes.get(iri) {
            return index;
        }
        let index = self.graph.add_node(make());
        self.nodes.insert(iri.to_owned(), index);
        index
    }

    /// Adds a tie: as an edge of its own, or to the edge that it is joined with.
    pub(super) fn tie(&mut self, tie: Tie<'a>) {
        let Tie { source, target, mut edge, article, month } = tie;
        let label = if self.join == Join::Pair { String::new() } else { edge.label.clone() };
        let key = (source, target, label);
        let known = if self.join == Join::None { None } else { self.edges.get(&key).copied() };
        let (claim, label) = (std::mem::take(&mut edge.claims), edge.label.clone());
        let published = self.facts.published(article);
        published.clone_into(&mut edge.reported_from);
        published.clone_into(&mut edge.reported_to);
        let counts = (edge.cooperation, edge.conflict);
        let index = match known {
            // The same claim in a second role adds nothing.
            Some(index) if self.support[index.index()].claims.contains(&claim) => return,
            Some(index) => {
                merge(&mut self.graph[index], edge);
                index
            }
            None => {
                self.support.push(Support::default());
                let index = self.graph.add_edge(source, target, edge);
                self.edges.insert(key, index);
                index
            }
        };
        let support = &mut self.support[index.index()];
        support.claims.insert(claim);
        support.articles.extend(Some(article).filter(|article| !article.is_empty()));
        *support.types.entry(label).or_default() += 1;
        if !month.is_empty() {
            let sum =
                support.months.entry(month).or_insert_with(|| Month { month: month.to_owned(), ..Month::default() });
            sum.cooperation += counts.0;
            sum.conflict += counts.1;
            sum.statements += 1;
        }
    }

    /// The network, with what its edges are joined of written on them.
    pub(super) fn finish(mut self) -> Network {
        for (edge, support) in self.graph.edge_weights_mut().zip(self.support) {
            let claims: Vec<String> = support.claims.into_iter().filter(|claim| !claim.is_empty()).collect();
            edge.claims = claims.join("|");
            edge.articles = support.articles.len();
            edge.types = support.types.into_iter().collect();
            edge.types.sort_by(|(a, a_count), (b, b_count)| (b_count, a).cmp(&(a_count, b)));
            if let Some((label, _)) = edge.types.first() {
                edge.label.clone_from(label);
            }
            edge.sign = (edge.cooperation as i64 - edge.conflict as i64).signum();
            edge.months = support.months.into_values().collect();
        }
        self.graph
    }
}

/// Adds a further statement to an edge: counts add up, the better told statement is shown.
fn merge(edge: &mut Edge, other: Edge) {
    edge.weight += other.weight;
    edge.negated &= other.negated;
    edge.cooperation += other.cooperation;
    edge.conflict += other.conflict;
    for (sum, more) in edge.quads.iter_mut().zip(other.quads) {
        *sum += more;
    }
    widen((&mut edge.from, &mut edge.to), (&other.from, &other.to));
    widen((&mut edge.reported_from, &mut edge.reported_to), (&other.reported_from, &other.reported_to));
    let asserted = |modality: &str| modality == "asserted";
    if (asserted(&other.modality), other.confidence) > (asserted(&edge.modality), edge.confidence) {
        edge.confidence = other.confidence;
        edge.modality = other.modality;
        edge.evidence = other.evidence;
    }
}

/// Makes an interval of days reach over another; an empty day is unknown.
fn widen((first, last): (&mut String, &mut String), (from, to): (&str, &str)) {
    if !from.is_empty() && (first.is_empty() || from < first.as_str()) {
        from.clone_into(first);
    }
    if to > last.as_str() {
        to.clone_into(last);
    }
}

/// Numbers the edges, and sets what a node has from its edges: size and days.
pub(super) fn measure(graph: &mut Network) {
    for (number, edge) in graph.edge_weights_mut().enumerate() {
        edge.id = format!("e{number}");
    }
    for index in graph.node_indices().collect::<Vec<_>>() {
        let mut weight = 0.0;
        let (mut first, mut last) = (String::new(), String::new());
        for direction in [Direction::Outgoing, Direction::Incoming] {
            for edge in graph.edges_directed(index, direction) {
                weight += edge.weight().weight;
                widen((&mut first, &mut last), edge.weight().days());
            }
        }
        let node = &mut graph[index];
        node.size = 1.0 + weight.sqrt();
        if node.from.is_empty() && node.to.is_empty() {
            (node.from, node.to) = (first, last);
        }
    }
}
