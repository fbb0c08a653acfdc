//! Nodes and edges as CSV, with the column names that Gephi's and Neo4j's importers guess (`Id`, `Label`, `Source`,
//! `Target`, `Weight`).

use std::io::{self, Write};

use petgraph::visit::EdgeRef;

use super::graphml::double;
use crate::network::Network;

/// One row a node.
pub(super) fn write_nodes(graph: &Network, out: &mut dyn Write) -> io::Result<()> {
    let mut table = csv::Writer::from_writer(out);
    table.write_record(["Id", "Label", "Kind", "Size", "X", "Y"])?;
    for node in graph.node_weights() {
        table.write_record([
            &node.iri,
            &node.label,
            &node.kind,
            &double(node.size),
            &double(node.x),
            &double(node.y),
        ])?;
    }
    table.flush()
}

/// One row an edge.
pub(super) fn write_edges(graph: &Network, out: &mut dyn Write) -> io::Result<()> {
    let mut table = csv::Writer::from_writer(out);
    table.write_record([
        "Id",
        "Source",
        "Target",
        "Type",
        "Label",
        "Weight",
        "Confidence",
        "Negated",
        "Sign",
        "Modality",
        "From",
        "To",
        "Evidence",
        "Claims",
    ])?;
    for edge in graph.edge_references() {
        let value = edge.weight();
        table.write_record([
            &value.id,
            &graph[edge.source()].iri,
            &graph[edge.target()].iri,
            "Directed",
            &value.label,
            &double(value.weight),
            &double(value.confidence),
            &value.negated.to_string(),
            &value.sign.to_string(),
            &value.modality,
            &value.from,
            &value.to,
            &value.evidence,
            &value.claims,
        ])?;
    }
    table.flush()
}

/// The nodes, an empty line, the edges: for a pipe that takes both.
pub(super) fn write_combined(graph: &Network, out: &mut dyn Write) -> io::Result<()> {
    write_nodes(graph, out)?;
    writeln!(out)?;
    write_edges(graph, out)
}
