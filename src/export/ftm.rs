//! FollowTheMoney entities as JSON lines, for Aleph, OpenAleph and OpenSanctions' tools
//! (<https://followthemoney.tech/>): articles, actors, events, and relations as the schemata that
//! `data/export/followthemoney.csv` names.
//!
//! Starts from the network of the full view. What the model has no schema for (works, other things), and participants
//! without a name, are left out.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::sync::OnceLock;

use petgraph::graph::{EdgeReference, NodeIndex};
use petgraph::visit::EdgeRef;
use serde::Deserialize;
use serde_json::json;

use crate::network::{Edge, Network, Node};
use crate::vocabulary::{BASE, ontology};

const MAPPING: &str = include_str!("../../data/export/followthemoney.csv");

/// How a relation is told.
#[derive(Debug, Deserialize)]
struct Schema {
    relation: String,
    schema: String,
    subject: String,
    subject_kinds: String,
    object: String,
    object_kinds: String,
    detail: String,
}

impl Schema {
    fn takes(&self, subject: &str, object: &str) -> bool {
        self.subject_kinds.split('|').any(|kind| kind == subject)
            && self.object_kinds.split('|').any(|kind| kind == object)
    }
}

/// By label of the relation, which is what the network has.
fn mapping() -> &'static BTreeMap<&'static str, Schema> {
    static MAP: OnceLock<BTreeMap<&'static str, Schema>> = OnceLock::new();
    MAP.get_or_init(|| {
        let rows = ::csv::Reader::from_reader(MAPPING.as_bytes()).into_deserialize::<Schema>();
        let label =
            |schema: &Schema| ontology().relations.get(&schema.relation).map(|relation| relation.label.as_str());
        rows.filter_map(|row| row.ok().and_then(|schema| Some((label(&schema)?, schema)))).collect()
    })
}

/// Writes `graph`, of the full view.
pub(super) fn write(graph: &Network, out: &mut dyn Write) -> io::Result<()> {
    for index in graph.node_indices() {
        let node = &graph[index];
        let entity = match node.kind.as_str() {
            "claim: event" => event(graph, index),
            "claim: relation" => relation(graph, index),
            "article" => Some(("Article", article(node))),
            _ => actor_schema(node).map(|schema| (schema, actor(node))),
        };
        if let Some((schema, properties)) = entity {
            let properties: BTreeMap<String, Vec<String>> =
                properties.into_iter().filter(|(_, values)| !values.is_empty()).collect();
            let entity = json!({"id": identifier(&node.iri), "schema": schema, "properties": properties});
            serde_json::to_writer(&mut *out, &entity)?;
            out.write_all(b"\n")?;
        }
    }
    out.flush()
}

type Properties = BTreeMap<String, Vec<String>>;

fn properties<const N: usize>(pairs: [(&str, Vec<String>); N]) -> Properties {
    pairs.into_iter().map(|(name, values)| (name.to_owned(), values)).collect()
}

/// One value, or none where it is empty.
fn one(text: &str) -> Vec<String> {
    let clean: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let clean = clean.trim();
    if clean.is_empty() { Vec::new() } else { vec![clean.to_owned()] }
}

fn actor_schema(node: &Node) -> Option<&'static str> {
    Some(match node.kind.as_str() {
        "person" => "Person",
        "organization" => "Organization",
        "group" => "LegalEntity",
        "place" => "Address",
        "event" => "Event",
        "product" => "Asset",
        _ => return None,
    })
}

fn actor(node: &Node) -> Properties {
    let wikidata = node.same_as.split('|').filter_map(|iri| iri.strip_prefix("http://www.wikidata.org/entity/"));
    let countries = node.country.split('|').map(str::to_lowercase).filter(|code| !code.is_empty());
    let mut found = properties([
        ("name", one(&node.label)),
        ("summary", one(&node.description)),
        ("country", countries.collect()),
        ("wikidataId", wikidata.map(str::to_owned).collect()),
    ]);
    if node.kind == "place" {
        found.insert("full".to_owned(), one(&node.label));
    }
    found
}

fn article(node: &Node) -> Properties {
    properties([("title", one(&node.label)), ("publishedAt", one(&node.from)), ("publisher", one(&node.description))])
}

/// The edges of a claim in their own order; the graph has the last one first.
fn outgoing(graph: &Network, index: NodeIndex) -> Vec<EdgeReference<'_, Edge>> {
    let mut edges: Vec<_> = graph.edges(index).collect();
    edges.reverse();
    edges
}

fn event(graph: &Network, index: NodeIndex) -> Option<(&'static str, Properties)> {
    let node = &graph[index];
    let mut involved = Vec::new();
    let mut places = Vec::new();
    let mut told = Told::default();
    for edge in outgoing(graph, index) {
        let other = &graph[edge.target()];
        match edge.weight().label.as_str() {
            "source" | "target" | "recipient" | "participant" => match other.kind.as_str() {
                "person" | "organization" | "group" => involved.push(identifier(&other.iri)),
                "place" => places.extend(one(&other.label)),
                _ => {}
            },
            "place" if other.kind == "place" => places.extend(one(&other.label)),
            _ => {}
        }
        told.read(edge.weight(), other);
    }
    let mut found = told.properties(node);
    found.extend(properties([
        ("name", one(&node.label)),
        ("involved", involved),
        ("location", places),
        ("keywords", [one(&node.category), one(&told.modality)].concat()),
    ]));
    Some(("Event", found))
}

fn relation(graph: &Network, index: NodeIndex) -> Option<(&'static str, Properties)> {
    let node = &graph[index];
    let mut told = Told::default();
    let (mut subject, mut object) = (None, None);
    for edge in outgoing(graph, index) {
        let other = &graph[edge.target()];
        match edge.weight().label.as_str() {
            "subject" => subject = Some(other),
            "object" => object = Some(other),
            _ => {}
        }
        told.read(edge.weight(), other);
    }
    let (subject, object) = (subject?, object?);
    actor_schema(subject)?;
    actor_schema(object)?;
    let (former, label) = match node.category.strip_prefix("former: ") {
        Some(label) => (true, label),
        None => (false, node.category.as_str()),
    };
    let mut found = told.properties(node);
    let schema = mapping().get(label).filter(|schema| schema.takes(&subject.kind, &object.kind));
    let (name, ends, detail) = match schema {
        Some(schema) => (schema.schema.as_str(), (&schema.subject, &schema.object), schema.detail.as_str()),
        None => ("UnknownLink", (&"subject".to_owned(), &"object".to_owned()), "role"),
    };
    let ends = (ends.0.clone(), ends.1.clone());
    found.insert(ends.0, vec![identifier(&subject.iri)]);
    found.insert(ends.1, vec![identifier(&object.iri)]);
    // The text's own word for the role ("president"), where it has one.
    found.insert(detail.to_owned(), one(if node.description.is_empty() { label } else { &node.description }));
    // Only what extends Interest has a status.
    if detail == "role" {
        let status = [if former { one("former") } else { Vec::new() }, one(&told.modality)].concat();
        found.insert("status".to_owned(), status);
    }
    Some((name, found))
}

/// What both events and relations have.
#[derive(Default)]
struct Told {
    modality: String,
    evidence: String,
    from: String,
    to: String,
    article: Option<String>,
    publisher: String,
}

impl Told {
    fn read(&mut self, edge: &Edge, other: &Node) {
        self.modality.clone_from(&edge.modality);
        self.evidence.clone_from(&edge.evidence);
        self.from.clone_from(&edge.from);
        self.to.clone_from(&edge.to);
        if other.kind == "article" {
            self.article = Some(identifier(&other.iri));
            self.publisher.clone_from(&other.description);
        }
    }

    fn properties(&self, node: &Node) -> Properties {
        let (start, end) = (one(&self.from), one(&self.to));
        let days = if start == end {
            [("date", start), ("endDate", Vec::new())]
        } else {
            [("startDate", start), ("endDate", end)]
        };
        let mut found = properties(days);
        found.extend(properties([
            ("summary", one(&self.evidence)),
            ("recordId", one(&node.iri)),
            ("proof", self.article.iter().cloned().collect()),
            ("publisher", one(&self.publisher)),
        ]));
        found
    }
}

/// An identifier of letters, digits, dots and hyphens, which is all that the model allows. Where an IRI has more, a
/// checksum of it keeps identifiers apart.
fn identifier(iri: &str) -> String {
    let path = iri.strip_prefix(BASE).unwrap_or(iri);
    let mut lossy = !iri.starts_with(BASE);
    let clean: String = path
        .chars()
        .map(|c| match c {
            c if c.is_ascii_alphanumeric() || c == '.' || c == '-' => c,
            '/' | '#' => '-',
            _ => {
                lossy = true;
                '-'
            }
        })
        .collect();
    if !lossy {
        return format!("ng-{clean}");
    }
    // FNV-1a (Fowler, Noll and Vo), 64 bits.
    let hash = iri
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    format!("ng-{}-{hash:016x}", clean.trim_end_matches(['-', '.']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_mapping_names_relations_and_fields_that_exist() {
        let rows: Vec<Schema> =
            ::csv::Reader::from_reader(MAPPING.as_bytes()).into_deserialize().collect::<Result<_, _>>().unwrap();
        assert_eq!(rows.len(), mapping().len(), "every row names a relation of the ontology");
        for row in rows {
            assert!(["role", "relationship"].contains(&row.detail.as_str()), "{row:?}");
            for kind in row.subject_kinds.split('|').chain(row.object_kinds.split('|')) {
                assert!(actor_schema(&Node { kind: kind.to_owned(), ..Node::default() }).is_some(), "{row:?}");
            }
        }
    }

    #[test]
    fn identifiers_keep_to_the_alphabet_and_apart() {
        let of = |id: &str| identifier(&format!("{BASE}actor/{id}"));
        assert_eq!(of("xi-jinping"), "ng-actor-xi-jinping");
        assert_ne!(of("a%20b"), of("a_b"));
        assert!(of("%F0%9F%98%80").chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '.'));
    }
}
