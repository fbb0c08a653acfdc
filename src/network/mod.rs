//! Actors and claims as a graph of nodes and edges: what GraphML, CSV and analysis start from.

mod layout;

use std::collections::BTreeMap;

use oxigraph::store::Store;
use petgraph::graph::{DiGraph, NodeIndex};

use crate::error::Result;
use crate::query::{kind_of_class, rows};
use crate::vocabulary::ng;

/// Which graph is made of the claims.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum View {
    /// Actors; one edge for each pair, direction and kind of tie, weighted by the number of statements.
    Actors,
    /// Actors; one edge for each statement.
    Claims,
    /// Articles, actors, events, relations and quotes as nodes; their roles as edges.
    Full,
}

/// A node.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    /// The resource's IRI.
    pub iri: String,
    /// Name to show.
    pub label: String,
    /// `person`, `organization`, …, `unnamed`, `article`, `claim: event`,
    /// `claim: relation`, `claim: quote`.
    pub kind: String,
    /// Size for drawing: 1 plus the square root of the number of edges' weight.
    pub size: f64,
    /// Position of a force-directed layout.
    pub x: f64,
    /// Position of a force-directed layout.
    pub y: f64,
}

impl Node {
    /// Colour by kind, red, green, blue (the Okabe–Ito palette, which colour-blind readers can tell apart).
    pub fn color(&self) -> [u8; 3] {
        match self.kind.as_str() {
            "person" => [0, 114, 178],
            "organization" => [213, 94, 0],
            "place" => [0, 158, 115],
            "claim: event" | "event" => [204, 121, 167],
            "claim: relation" => [240, 228, 66],
            "claim: quote" => [86, 180, 233],
            "article" => [230, 159, 0],
            _ => [153, 153, 153],
        }
    }
}

/// An edge: one statement, or all statements of one kind between two actors.
#[derive(Debug, Clone, PartialEq)]
pub struct Edge {
    /// Unique in the view.
    pub id: String,
    /// Kind of tie: an event type's or relation's label, or a role in the full view.
    pub label: String,
    /// Number of supporting statements, at least 1.
    pub weight: f64,
    /// Of the best supporting statement, 0 to 1.
    pub confidence: f64,
    /// Every supporting statement is a denial.
    pub negated: bool,
    /// 1 cooperation, -1 conflict, 0 neither (the polarity of PLOVER's quad classes).
    pub sign: i64,
    /// How the best statement is told: `asserted`, `denied`, ….
    pub modality: String,
    /// The sentence of the best supporting statement.
    pub evidence: String,
    /// IRIs of the claims, joined with `|`.
    pub claims: String,
    /// First day, ISO 8601, or empty.
    pub from: String,
    /// Last day, ISO 8601, or empty.
    pub to: String,
}

/// The graph of a view.
pub type Network = DiGraph<Node, Edge>;

/// Builds the graph of a view, the same on every run: nodes and edges in order of their IRIs.
///
/// # Errors
/// [`crate::Error::Query`] where the store fails.
pub fn network(store: &Store, view: View) -> Result<Network> {
    let mut builder = Builder::default();
    match view {
        View::Actors => {
            for statement in statements(store)? {
                builder.statement(statement, true);
            }
        }
        View::Claims => {
            for statement in statements(store)? {
                builder.statement(statement, false);
            }
        }
        View::Full => {
            for (iri, label, kind) in resources(store)? {
                builder.node(&iri, &label, &kind);
            }
            for role in roles(store)? {
                builder.statement(role, false);
            }
        }
    }
    Ok(builder.finish())
}

/// A tie between two resources before it becomes an edge.
struct Statement {
    source: End,
    target: End,
    edge: Edge,
}

struct End {
    iri: String,
    label: String,
    kind: String,
}

impl End {
    fn new(iri: &str, label: &str, class: &str) -> Self {
        Self { iri: iri.to_owned(), label: label.to_owned(), kind: kind_of_class(class).to_owned() }
    }
}

#[derive(Default)]
struct Builder {
    graph: Network,
    nodes: BTreeMap<String, NodeIndex>,
    edges: BTreeMap<(NodeIndex, NodeIndex, String), petgraph::graph::EdgeIndex>,
}

impl Builder {
    fn node(&mut self, iri: &str, label: &str, kind: &str) -> NodeIndex {
        if let Some(&index) = self.nodes.get(iri) {
            return index;
        }
        let node = Node { iri: iri.into(), label: label.into(), kind: kind.into(), size: 1.0, x: 0.0, y: 0.0 };
        let index = self.graph.add_node(node);
        self.nodes.insert(iri.to_owned(), index);
        index
    }

    fn statement(&mut self, statement: Statement, merge: bool) {
        let Statement { source, target, mut edge } = statement;
        let source = self.node(&source.iri, &source.label, &source.kind);
        let target = self.node(&target.iri, &target.label, &target.kind);
        let key = (source, target, edge.label.clone());
        if merge && let Some(&known) = self.edges.get(&key) {
            merge_into(&mut self.graph[known], edge);
            return;
        }
        edge.id = format!("e{}", self.graph.edge_count());
        let index = self.graph.add_edge(source, target, edge);
        self.edges.entry(key).or_insert(index);
    }

    fn finish(mut self) -> Network {
        for node in self.graph.node_indices() {
            let weight: f64 = self
                .graph
                .edges_directed(node, petgraph::Direction::Outgoing)
                .chain(self.graph.edges_directed(node, petgraph::Direction::Incoming))
                .map(|edge| edge.weight().weight)
                .sum();
            self.graph[node].size = 1.0 + weight.sqrt();
        }
        layout::place(&mut self.graph);
        self.graph
    }
}

/// Adds a further statement to an edge: weights add up, the better told statement is shown.
fn merge_into(edge: &mut Edge, other: Edge) {
    edge.weight += other.weight;
    edge.negated &= other.negated;
    if !other.claims.is_empty() && !edge.claims.split('|').any(|claim| claim == other.claims) {
        edge.claims = format!("{}|{}", edge.claims, other.claims);
    }
    if !other.from.is_empty() && (edge.from.is_empty() || other.from < edge.from) {
        edge.from = other.from;
    }
    if other.to > edge.to {
        edge.to = other.to;
    }
    let asserted = |modality: &str| modality == "asserted";
    if (asserted(&other.modality), other.confidence) > (asserted(&edge.modality), edge.confidence) {
        edge.confidence = other.confidence;
        edge.modality = other.modality;
        edge.evidence = other.evidence;
    }
}

/// All statements that tie two named actors, in order of their claims.
fn statements(store: &Store) -> Result<Vec<Statement>> {
    let common = "?claim ng:modality/rdfs:label ?modality ; ng:confidence ?confidence ; ng:evidence/nif:anchorOf ?evidence . \
         OPTIONAL { ?claim ng:from ?from } OPTIONAL { ?claim ng:to ?to } \
         ?a a ng:Actor ; rdfs:label ?an ; a ?ac . ?ac rdfs:subClassOf ng:Actor . \
         ?b a ng:Actor ; rdfs:label ?bn ; a ?bc . ?bc rdfs:subClassOf ng:Actor . ";
    let columns = "?claim ?a ?an ?ac ?b ?bn ?bc ?label ?sign ?modality ?confidence ?evidence ?from ?to";
    // An event runs from each source to each target; without a target, between its sources (they met), else to its place.
    let events = format!(
        "SELECT DISTINCT {columns} {{ ?claim a ng:Event ; ng:source ?a ; ng:eventType ?type . \
           FILTER NOT EXISTS {{ ?claim ng:eventType ?narrower . ?narrower skos:broader ?type }} \
           ?type skos:prefLabel ?label . \
           OPTIONAL {{ ?type skos:broader? ?top . ?top ng:polarity ?polarity }} BIND(COALESCE(?polarity, 0) AS ?sign) \
           {{ ?claim ng:target ?b }} UNION \
           {{ FILTER NOT EXISTS {{ ?claim ng:target ?t . ?t a ng:Actor }} ?claim ng:source ?b . FILTER(STR(?a) < STR(?b)) }} UNION \
           {{ FILTER NOT EXISTS {{ ?claim ng:target ?t . ?t a ng:Actor }} \
              FILTER NOT EXISTS {{ ?claim ng:source ?s . ?s a ng:Actor . FILTER(?s != ?a) }} ?claim sem:hasPlace ?b }} \
           {common} }}"
    );
    let relations = format!(
        "SELECT DISTINCT {columns} {{ ?claim a ng:Relation ; ng:subject ?a ; ng:object ?b ; ng:predicate/rdfs:label ?name . \
           OPTIONAL {{ ?claim ng:former ?former }} BIND(IF(COALESCE(?former, false), CONCAT(\"former: \", ?name), ?name) AS ?label) \
           BIND(0 AS ?sign) {common} }}"
    );
    let mut found = rows(store, &events)?;
    found.extend(rows(store, &relations)?);
    found.sort();
    Ok(found
        .into_iter()
        .filter_map(|row| {
            let [claim, a, an, ac, b, bn, bc, label, sign, modality, confidence, evidence, from, to] =
                <[String; 14]>::try_from(row).ok()?;
            let edge = Edge {
                id: String::new(),
                label,
                weight: 1.0,
                confidence: confidence.parse().unwrap_or(0.0),
                negated: modality == "denied",
                sign: sign.parse().unwrap_or(0),
                modality,
                evidence,
                claims: claim,
                from,
                to,
            };
            Some(Statement { source: End::new(&a, &an, &ac), target: End::new(&b, &bn, &bc), edge })
        })
        .collect())
}

/// Nodes of the full view: IRI, label and kind, in order.
fn resources(store: &Store) -> Result<Vec<(String, String, String)>> {
    let mut found = rows(
        store,
        "SELECT DISTINCT ?node ?label ?kind { ?node rdfs:label ?label . \
           { ?node a ng:Actor ; a ?class . ?class rdfs:subClassOf ng:Actor } UNION \
           { VALUES ?class { ng:UnnamedActor ng:Event ng:Relation ng:Quote schema:NewsArticle } ?node a ?class } \
           BIND(STR(?class) AS ?kind) }",
    )?;
    found.sort();
    Ok(found
        .into_iter()
        .filter_map(|row| {
            let [iri, label, class] = <[String; 3]>::try_from(row).ok()?;
            let kind = if class == ng::EVENT.as_str() {
                "claim: event"
            } else if class == ng::RELATION.as_str() {
                "claim: relation"
            } else if class == ng::QUOTE.as_str() {
                "claim: quote"
            } else if class == ng::UNNAMED_ACTOR.as_str() {
                "unnamed"
            } else if class.ends_with("NewsArticle") {
                "article"
            } else {
                kind_of_class(&class)
            };
            Some((iri, label, kind.to_owned()))
        })
        .collect())
}

/// Edges of the full view: the roles that tie claims to actors and articles.
fn roles(store: &Store) -> Result<Vec<Statement>> {
    let mut found = rows(
        store,
        "SELECT DISTINCT ?a ?an ?b ?bn ?role ?modality ?confidence ?evidence { \
           VALUES (?property ?role) { (ng:source \"source\") (ng:target \"target\") (ng:participant \"participant\") \
             (sem:hasPlace \"place\") (ng:subject \"subject\") (ng:object \"object\") (ng:speaker \"speaker\") \
             (ng:attributedTo \"attributed to\") (prov:wasDerivedFrom \"told in\") (ng:mentions \"mentions\") } \
           ?a ?property ?b ; rdfs:label ?an . ?b rdfs:label ?bn . \
           OPTIONAL { ?a ng:modality/rdfs:label ?modality } OPTIONAL { ?a ng:confidence ?confidence } \
           OPTIONAL { ?a ng:evidence/nif:anchorOf ?evidence } }",
    )?;
    found.sort();
    Ok(found
        .into_iter()
        .filter_map(|row| {
            let [a, an, b, bn, role, modality, confidence, evidence] = <[String; 8]>::try_from(row).ok()?;
            let edge = Edge {
                id: String::new(),
                label: role,
                weight: 1.0,
                confidence: confidence.parse().unwrap_or(1.0),
                negated: modality == "denied",
                sign: 0,
                modality,
                evidence,
                claims: a.clone(),
                from: String::new(),
                to: String::new(),
            };
            Some(Statement { source: End::new(&a, &an, ""), target: End::new(&b, &bn, ""), edge })
        })
        .collect())
}
