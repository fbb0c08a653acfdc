//! GraphML that opens well everywhere: plain types only, every value on every element, named keys, keys before nodes
//! before edges (<http://graphml.graphdrawing.org/>).

use std::io::{self, Write};

use petgraph::visit::EdgeRef;
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};

use super::text::{legal, plain};
use super::yed;
use crate::network::{Edge, Kind, Network, Node, Schema, Value, View};

type Xml<'a> = Writer<&'a mut dyn Write>;

/// Writes `graph`, for yEd with what that draws from.
pub(super) fn write(graph: &Network, view: View, for_yed: bool, out: &mut dyn Write) -> io::Result<()> {
    let mut xml = Writer::new_with_indent(out, b' ', 1);
    xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    let mut root = BytesStart::new("graphml").with_attributes([("xmlns", "http://graphml.graphdrawing.org/xmlns")]);
    if for_yed {
        root.extend_attributes(yed::NAMESPACES);
    }
    xml.write_event(Event::Start(root))?;
    keys(&mut xml, graph)?;
    if for_yed {
        yed::keys(&mut xml)?;
    }
    let direction = if view.is_directed() { "directed" } else { "undirected" };
    let head = BytesStart::new("graph").with_attributes([("id", view.name()), ("edgedefault", direction)]);
    xml.write_event(Event::Start(head))?;
    for index in graph.node_indices() {
        let id = format!("n{}", index.index());
        xml.write_event(Event::Start(BytesStart::new("node").with_attributes([("id", id.as_str())])))?;
        for (name, value) in node_values(&graph[index]) {
            data(&mut xml, "node", name, &value)?;
        }
        if for_yed {
            yed::node(&mut xml, &graph[index])?;
        }
        xml.write_event(Event::End(BytesEnd::new("node")))?;
    }
    for edge in graph.edge_references() {
        let (source, target) = (format!("n{}", edge.source().index()), format!("n{}", edge.target().index()));
        let attributes = [("id", edge.weight().id.as_str()), ("source", source.as_str()), ("target", target.as_str())];
        xml.write_event(Event::Start(BytesStart::new("edge").with_attributes(attributes)))?;
        for (name, value) in edge_values(edge.weight()) {
            data(&mut xml, "edge", name, &value)?;
        }
        if for_yed {
            yed::edge(&mut xml, edge.weight(), view.is_directed())?;
        }
        xml.write_event(Event::End(BytesEnd::new("edge")))?;
    }
    xml.write_event(Event::End(BytesEnd::new("graph")))?;
    xml.write_event(Event::End(BytesEnd::new("graphml")))?;
    let out = xml.into_inner();
    out.write_all(b"\n")?;
    out.flush()
}

/// Declares every attribute.
fn keys(xml: &mut Xml<'_>, graph: &Network) -> io::Result<()> {
    let schema = Schema::of(graph);
    let drawn = ["name"].map(|name| (name, Kind::Text)).into_iter();
    let drawn = drawn.chain(["size", "x", "y"].map(|name| (name, Kind::Real)));
    let drawn = drawn.chain(["r", "g", "b"].map(|name| (name, Kind::Whole)));
    for (name, kind) in schema.node.iter().map(|(name, kind)| (name.as_str(), *kind)).chain(drawn) {
        key(xml, "node", name, kind)?;
    }
    for (name, kind) in
        schema.edge.iter().map(|(name, kind)| (name.as_str(), *kind)).chain([("interaction", Kind::Text)])
    {
        key(xml, "edge", name, kind)?;
    }
    Ok(())
}

fn key(xml: &mut Xml<'_>, domain: &str, name: &str, kind: Kind) -> io::Result<()> {
    // Never `d0`, `d1`, …: Gephi takes d3 and d7 for labels.
    let id = format!("{domain}_{name}");
    let kind = match kind {
        Kind::Text => "string",
        Kind::Real => "double",
        Kind::Whole => "int",
        Kind::Flag => "boolean",
    };
    let attributes = [("id", id.as_str()), ("for", domain), ("attr.name", name), ("attr.type", kind)];
    xml.write_event(Event::Empty(BytesStart::new("key").with_attributes(attributes)))
}

fn data(xml: &mut Xml<'_>, domain: &str, name: &str, value: &Value) -> io::Result<()> {
    let id = format!("{domain}_{name}");
    xml.write_event(Event::Start(BytesStart::new("data").with_attributes([("key", id.as_str())])))?;
    xml.write_event(Event::Text(BytesText::new(&legal(&plain(value)))))?;
    xml.write_event(Event::End(BytesEnd::new("data")))
}

fn node_values(node: &Node) -> Vec<(&str, Value)> {
    let mut values = node.attributes();
    // Cytoscape shows `name`, the others show `label`.
    values.push(("name", node.label.as_str().into()));
    values.extend([("size", node.size), ("x", node.x), ("y", node.y)].map(|(name, value)| (name, Value::Real(value))));
    values.extend(["r", "g", "b"].into_iter().zip(node.color().map(|part| Value::Whole(part.into()))));
    values
}

fn edge_values(edge: &Edge) -> Vec<(&str, Value)> {
    let mut values = edge.attributes();
    values.push(("interaction", edge.label.as_str().into()));
    values
}
