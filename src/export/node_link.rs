//! Node-link JSON: `networkx.node_link_graph(data, edges="links")`, and what D3's force layout takes.

use std::io::{self, Write};

use petgraph::visit::EdgeRef;
use serde_json::json;

use super::json::Object;
use crate::network::{Network, Value, View};

/// Writes `graph`.
pub(super) fn write(graph: &Network, view: View, out: &mut dyn Write) -> io::Result<()> {
    write!(out, "{{\"directed\":{},\"multigraph\":true,", view.is_directed())?;
    write!(out, "\"graph\":{},\n\"nodes\":[", json!({"name": view.name()}))?;
    for index in graph.node_indices() {
        let node = &graph[index];
        let mut data = vec![("id", Value::Text(node.iri.clone()))];
        data.extend(node.attributes());
        data.extend(
            [("size", node.size), ("x", node.x), ("y", node.y)].map(|(name, value)| (name, Value::Real(value))),
        );
        separate(out, index.index())?;
        serde_json::to_writer(&mut *out, &Object(data))?;
    }
    write!(out, "\n],\n\"links\":[")?;
    for (number, edge) in graph.edge_references().enumerate() {
        let value = edge.weight();
        let own = [
            ("source", graph[edge.source()].iri.clone()),
            ("target", graph[edge.target()].iri.clone()),
            ("key", value.id.clone()),
        ];
        let mut data = own.map(|(name, value)| (name, Value::Text(value))).to_vec();
        data.extend(value.attributes());
        separate(out, number)?;
        serde_json::to_writer(&mut *out, &Object(data))?;
    }
    write!(out, "\n]}}\n")?;
    out.flush()
}

fn separate(out: &mut dyn Write, number: usize) -> io::Result<()> {
    out.write_all(if number == 0 { b"\n" } else { b",\n" })
}
