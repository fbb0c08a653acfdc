//! GraphML that opens well everywhere: plain types only, every value on every element, named keys, keys before nodes
//! before edges (<http://graphml.graphdrawing.org/>).

use std::io::{self, Write};

use petgraph::visit::EdgeRef;

use super::text::plain;
use super::xml::Xml;
use super::yed;
use crate::network::{Edge, Kind, Network, Node, Schema, Value, View};

/// Of nodes, beside their attributes: how they are drawn. Cytoscape shows `name`, the others show `label`.
const NODE_DRAWN: [(&str, Kind); 7] = [
    ("name", Kind::Text),
    ("size", Kind::Real),
    ("x", Kind::Real),
    ("y", Kind::Real),
    ("r", Kind::Whole),
    ("g", Kind::Whole),
    ("b", Kind::Whole),
];
/// Of edges: what Cytoscape shows.
const EDGE_DRAWN: [(&str, Kind); 1] = [("interaction", Kind::Text)];

/// Identifiers of the keys, in the order of the values. Never `d0`, `d1`, …: Gephi takes d3 and d7 for labels.
struct Keys {
    node: Vec<String>,
    edge: Vec<String>,
}

/// Writes `graph`, for yEd with what that draws from.
pub(super) fn write(graph: &Network, view: View, for_yed: bool, out: &mut dyn Write) -> io::Result<()> {
    let mut xml = Xml::new(out)?;
    let spaces = [&[("xmlns", "http://graphml.graphdrawing.org/xmlns")][..], &yed::NAMESPACES].concat();
    xml.open(0, "graphml", if for_yed { &spaces } else { &spaces[..1] })?;
    let keys = declare(&mut xml, graph)?;
    if for_yed {
        yed::keys(&mut xml)?;
    }
    let direction = if view.is_directed() { "directed" } else { "undirected" };
    xml.open(1, "graph", &[("id", view.name()), ("edgedefault", direction)])?;
    for index in graph.node_indices() {
        xml.open(2, "node", &[("id", &format!("n{}", index.index()))])?;
        for (key, (_, value)) in keys.node.iter().zip(node_values(&graph[index])) {
            xml.leaf(3, "data", &[("key", key)], &plain(&value))?;
        }
        if for_yed {
            yed::node(&mut xml, &graph[index])?;
        }
        xml.close(2, "node")?;
    }
    for edge in graph.edge_references() {
        let (source, target) = (format!("n{}", edge.source().index()), format!("n{}", edge.target().index()));
        xml.open(2, "edge", &[("id", &edge.weight().id), ("source", &source), ("target", &target)])?;
        for (key, (_, value)) in keys.edge.iter().zip(edge_values(edge.weight())) {
            xml.leaf(3, "data", &[("key", key)], &plain(&value))?;
        }
        if for_yed {
            yed::edge(&mut xml, edge.weight(), view.is_directed())?;
        }
        xml.close(2, "edge")?;
    }
    xml.close(1, "graph")?;
    xml.close(0, "graphml")?;
    xml.finish()
}

/// Declares every attribute.
fn declare(xml: &mut Xml<'_>, graph: &Network) -> io::Result<Keys> {
    let Schema { node, edge } = Schema::of(graph);
    let mut all = |domain: &str, schema: Vec<(String, Kind)>, drawn: &[(&str, Kind)]| -> io::Result<Vec<String>> {
        let drawn = drawn.iter().map(|(name, kind)| ((*name).to_owned(), *kind));
        let mut ids = Vec::new();
        for (name, kind) in schema.into_iter().chain(drawn) {
            let id = format!("{domain}_{name}");
            let kind = match kind {
                Kind::Text => "string",
                Kind::Real => "double",
                Kind::Whole => "int",
                Kind::Flag => "boolean",
            };
            xml.empty(1, "key", &[("id", &id), ("for", domain), ("attr.name", &name), ("attr.type", kind)])?;
            ids.push(id);
        }
        Ok(ids)
    };
    Ok(Keys { node: all("node", node, &NODE_DRAWN)?, edge: all("edge", edge, &EDGE_DRAWN)? })
}

fn node_values(node: &Node) -> Vec<(&str, Value)> {
    let mut values = node.attributes();
    let [r, g, b] = node.color().map(|part| Value::Whole(part.into()));
    let [size, x, y] = [node.size, node.x, node.y].map(Value::Real);
    let drawn = [node.label.as_str().into(), size, x, y, r, g, b];
    values.extend(NODE_DRAWN.iter().map(|(name, _)| *name).zip(drawn));
    values
}

fn edge_values(edge: &Edge) -> Vec<(&str, Value)> {
    let mut values = edge.attributes();
    values.push((EDGE_DRAWN[0].0, edge.label.as_str().into()));
    values
}
