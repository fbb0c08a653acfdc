//! Cytoscape.js JSON, which is also what Cytoscape opens as `.cyjs`: `cytoscape({elements: file.elements})`.

use std::io::{self, Write};

use petgraph::visit::EdgeRef;
use serde_json::json;

use super::json::Object;
use super::text::hex;
use crate::network::{Network, Value, View};

/// Writes `graph`.
pub(super) fn write(graph: &Network, view: View, out: &mut dyn Write) -> io::Result<()> {
    let data = json!({"name": view.name(), "shared_name": view.name(), "directed": view.is_directed()});
    write!(
        out,
        "{{\"format_version\":\"1.0\",\"generated_by\":\"newsgraph\",\"target_cytoscapejs_version\":\"~2.1\","
    )?;
    write!(out, "\"data\":{data},\n\"elements\":{{\n\"nodes\":[")?;
    for index in graph.node_indices() {
        let node = &graph[index];
        // Cytoscape shows `name`; identifiers are text.
        let own = [("id", format!("n{}", index.index())), ("name", node.label.clone()), ("color", hex(node.color()))];
        let mut data = own.map(|(name, value)| (name, Value::Text(value))).to_vec();
        data.push(("size", Value::Real(node.size)));
        data.extend(node.attributes());
        // On the screen, y grows downwards.
        let place = [("x", node.x), ("y", -node.y)].map(|(name, value)| (name, Value::Real(value)));
        separate(out, index.index())?;
        write_object(out, "{\"data\":", data)?;
        write_object(out, ",\"position\":", place.to_vec())?;
        out.write_all(b"}")?;
    }
    write!(out, "\n],\n\"edges\":[")?;
    for (number, edge) in graph.edge_references().enumerate() {
        let value = edge.weight();
        let own = [
            ("id", value.id.clone()),
            ("source", format!("n{}", edge.source().index())),
            ("target", format!("n{}", edge.target().index())),
            ("name", value.label.clone()),
            ("interaction", value.label.clone()),
            ("color", hex(value.color())),
        ];
        let mut data = own.map(|(name, value)| (name, Value::Text(value))).to_vec();
        data.extend(value.attributes());
        separate(out, number)?;
        write_object(out, "{\"data\":", data)?;
        out.write_all(b"}")?;
    }
    write!(out, "\n]}}}}\n")?;
    out.flush()
}

fn write_object(out: &mut dyn Write, before: &str, attributes: Vec<(&str, Value)>) -> io::Result<()> {
    out.write_all(before.as_bytes())?;
    Ok(serde_json::to_writer(out, &Object(attributes))?)
}

fn separate(out: &mut dyn Write, number: usize) -> io::Result<()> {
    out.write_all(if number == 0 { b"\n" } else { b",\n" })
}
