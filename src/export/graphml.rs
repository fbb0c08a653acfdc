//! GraphML that opens well everywhere: plain types only, every value on every element, named keys, keys before nodes
//! before edges (<http://graphml.graphdrawing.org/>).

use std::io::{self, Write};

use petgraph::visit::EdgeRef;
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};

use crate::network::{Edge, Network, Node, View};

const NODE_KEYS: &[(&str, &str)] = &[
    ("label", "string"),
    ("name", "string"),
    ("kind", "string"),
    ("iri", "string"),
    ("size", "double"),
    ("x", "double"),
    ("y", "double"),
    ("r", "int"),
    ("g", "int"),
    ("b", "int"),
];

const EDGE_KEYS: &[(&str, &str)] = &[
    ("label", "string"),
    ("interaction", "string"),
    ("weight", "double"),
    ("confidence", "double"),
    ("negated", "boolean"),
    ("sign", "int"),
    ("modality", "string"),
    ("evidence", "string"),
    ("claims", "string"),
    ("from", "string"),
    ("to", "string"),
];

/// Writes `graph`.
pub(super) fn write(graph: &Network, view: View, out: &mut dyn Write) -> io::Result<()> {
    let mut xml = Writer::new_with_indent(out, b' ', 1);
    xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    let root = BytesStart::new("graphml").with_attributes([("xmlns", "http://graphml.graphdrawing.org/xmlns")]);
    xml.write_event(Event::Start(root))?;
    for (domain, keys) in [("node", NODE_KEYS), ("edge", EDGE_KEYS)] {
        for (name, kind) in keys {
            // Never `d0`, `d1`, …: Gephi takes d3 and d7 for labels.
            let id = format!("{domain}_{name}");
            let key = BytesStart::new("key").with_attributes([
                ("id", id.as_str()),
                ("for", domain),
                ("attr.name", *name),
                ("attr.type", *kind),
            ]);
            xml.write_event(Event::Empty(key))?;
        }
    }
    let name = match view {
        View::Actors => "actors",
        View::Claims => "claims",
        View::Full => "full",
    };
    xml.write_event(Event::Start(
        BytesStart::new("graph").with_attributes([("id", name), ("edgedefault", "directed")]),
    ))?;
    for index in graph.node_indices() {
        let id = format!("n{}", index.index());
        xml.write_event(Event::Start(BytesStart::new("node").with_attributes([("id", id.as_str())])))?;
        data(&mut xml, "node", NODE_KEYS, &node_values(&graph[index]))?;
        xml.write_event(Event::End(BytesEnd::new("node")))?;
    }
    for edge in graph.edge_references() {
        let (source, target) = (format!("n{}", edge.source().index()), format!("n{}", edge.target().index()));
        let attributes = [("id", edge.weight().id.as_str()), ("source", source.as_str()), ("target", target.as_str())];
        xml.write_event(Event::Start(BytesStart::new("edge").with_attributes(attributes)))?;
        data(&mut xml, "edge", EDGE_KEYS, &edge_values(edge.weight()))?;
        xml.write_event(Event::End(BytesEnd::new("edge")))?;
    }
    xml.write_event(Event::End(BytesEnd::new("graph")))?;
    xml.write_event(Event::End(BytesEnd::new("graphml")))?;
    let out = xml.into_inner();
    out.write_all(b"\n")?;
    out.flush()
}

fn data(xml: &mut Writer<&mut dyn Write>, domain: &str, keys: &[(&str, &str)], values: &[String]) -> io::Result<()> {
    for ((name, _), value) in keys.iter().zip(values) {
        let id = format!("{domain}_{name}");
        xml.write_event(Event::Start(BytesStart::new("data").with_attributes([("key", id.as_str())])))?;
        xml.write_event(Event::Text(BytesText::new(&legal(value))))?;
        xml.write_event(Event::End(BytesEnd::new("data")))?;
    }
    Ok(())
}

fn node_values(node: &Node) -> Vec<String> {
    let [r, g, b] = node.color();
    vec![
        node.label.clone(),
        node.label.clone(),
        node.kind.clone(),
        node.iri.clone(),
        double(node.size),
        double(node.x),
        double(node.y),
        r.to_string(),
        g.to_string(),
        b.to_string(),
    ]
}

fn edge_values(edge: &Edge) -> Vec<String> {
    vec![
        edge.label.clone(),
        edge.label.clone(),
        double(edge.weight),
        double(edge.confidence),
        edge.negated.to_string(),
        edge.sign.to_string(),
        edge.modality.clone(),
        edge.evidence.clone(),
        edge.claims.clone(),
        edge.from.clone(),
        edge.to.clone(),
    ]
}

/// At most three decimals, and always a point, so that no reader takes it for an integer.
pub(super) fn double(value: f64) -> String {
    let rounded = (value * 1000.0).round() / 1000.0;
    format!("{rounded:?}")
}

/// Without the characters that XML 1.0 forbids.
fn legal(text: &str) -> String {
    text.chars()
        .filter(|&c| matches!(c, '\t' | '\n' | '\r' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forbidden_characters_go() {
        assert_eq!(legal("a\u{0}b\u{1f}c\u{fffe}d\te"), "abcd\te");
    }

    #[test]
    fn doubles_keep_their_point() {
        assert_eq!(double(2.0), "2.0");
        assert_eq!(double(0.123456), "0.123");
    }
}
