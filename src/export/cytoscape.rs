//! Cytoscape.js JSON, which is also what Cytoscape opens as `.cyjs`: `cytoscape({elements: file.elements})`.

use std::io::{self, Write};

use petgraph::visit::EdgeRef;
use serde_json::json;

use super::json::{object, real};
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
        let own = own.into_iter().map(|(name, value)| (name, Value::Text(value)));
        let data = object(own.chain([("size", Value::Real(node.size))]).chain(node.attributes()));
        // On the screen, y grows downwards.
        let place = json!({"x": real(node.x), "y": real(-node.y)});
        separate(out, index.index())?;
        serde_json::to_writer(&mut *out, &json!({"data": data, "position": place}))?;
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
        let own = own.into_iter().map(|(name, value)| (name, Value::Text(value)));
        separate(out, number)?;
        serde_json::to_writer(&mut *out, &json!({"data": object(own.chain(value.attributes()))}))?;
    }
    write!(out, "\n]}}}}\n")?;
    out.flush()
}

fn separate(out: &mut dyn Write, number: usize) -> io::Result<()> {
    out.write_all(if number == 0 { b"\n" } else { b",\n" })
}
