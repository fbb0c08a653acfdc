//! Exports: one format a file.

pub mod annotations;
mod csv;
mod graphml;
mod rdf;
mod text;

use std::io::Write;

use oxigraph::store::Store;

pub use rdf::{RdfFormat, write_triples};

use crate::error::{Error, Result};
use crate::network::{Network, View};

/// Formats that show a [`Network`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NetworkFormat {
    /// GraphML for Gephi, Cytoscape, yEd, networkx, igraph.
    GraphMl,
    /// Nodes and edges as two CSV tables, told apart by a `table` column where both go to one stream.
    Csv,
}

/// Writes the network of a view.
///
/// # Errors
/// [`Error::Io`] where `out` fails.
pub fn write_network(graph: &Network, view: View, format: NetworkFormat, out: &mut dyn Write) -> Result<()> {
    let written = match format {
        NetworkFormat::GraphMl => graphml::write(graph, view, out),
        NetworkFormat::Csv => csv::write_combined(graph, view, out),
    };
    written.map_err(Error::io(std::path::Path::new("output"), "write"))
}

/// Writes the nodes and the edges of a network as two CSV tables.
///
/// # Errors
/// As [`write_network`].
pub fn write_csv(graph: &Network, view: View, nodes: &mut dyn Write, edges: &mut dyn Write) -> Result<()> {
    csv::write_nodes(graph, nodes)
        .and_then(|()| csv::write_edges(graph, view, edges))
        .map_err(Error::io(std::path::Path::new("output"), "write"))
}

/// Writes the graph as RDF, sorted, with prefixes where the format has them.
///
/// # Errors
/// As [`write_network`].
pub fn write_rdf(store: &Store, format: RdfFormat, out: &mut dyn Write) -> Result<()> {
    rdf::write(store, format, out)
}
