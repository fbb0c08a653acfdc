//! Nodes and edges as CSV, with the column names that Gephi's and Neo4j's importers guess (`Id`, `Label`, `Source`,
//! `Target`, `Type`, `Weight`).

use std::io::{self, Write};

use petgraph::visit::EdgeRef;

use super::text::{double, plain, title};
use crate::network::{Network, Schema, View};

/// The failure of the writer underneath, which the crate would hide.
pub(super) fn io(error: ::csv::Error) -> io::Error {
    match error.into_kind() {
        ::csv::ErrorKind::Io(error) => error,
        other => io::Error::other(format!("{other:?}")),
    }
}

/// One row a node.
pub(super) fn write_nodes(graph: &Network, out: &mut dyn Write) -> io::Result<()> {
    let mut table = ::csv::Writer::from_writer(out);
    let schema = Schema::of(graph);
    let header = ["Id", "Size", "X", "Y"].into_iter().map(str::to_owned);
    table.write_record(header.chain(schema.node.iter().map(|(name, _)| title(name)))).map_err(io)?;
    for node in graph.node_weights() {
        let own = [node.iri.clone(), double(node.size), double(node.x), double(node.y)];
        table
            .write_record(own.into_iter().chain(node.attributes().iter().map(|(_, value)| plain(value))))
            .map_err(io)?;
    }
    table.flush()
}

/// One row an edge.
pub(super) fn write_edges(graph: &Network, view: View, out: &mut dyn Write) -> io::Result<()> {
    let mut table = ::csv::Writer::from_writer(out);
    let schema = Schema::of(graph);
    let header = ["Id", "Source", "Target", "Type"].into_iter().map(str::to_owned);
    table.write_record(header.chain(schema.edge.iter().map(|(name, _)| title(name)))).map_err(io)?;
    let directed = if view.is_directed() { "Directed" } else { "Undirected" };
    for edge in graph.edge_references() {
        let value = edge.weight();
        let ends = [&value.id, &graph[edge.source()].iri, &graph[edge.target()].iri].map(String::clone);
        let own = ends.into_iter().chain([directed.to_owned()]);
        table.write_record(own.chain(value.attributes().iter().map(|(_, value)| plain(value)))).map_err(io)?;
    }
    table.flush()
}

/// The nodes, an empty line, the edges: for a pipe that takes both.
pub(super) fn write_combined(graph: &Network, view: View, out: &mut dyn Write) -> io::Result<()> {
    write_nodes(graph, out)?;
    writeln!(out)?;
    write_edges(graph, view, out)
}
