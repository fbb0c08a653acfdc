//! Exports: one format a file.
//!
//! Every format is written straight to its stream, element by element: memory holds the network, never the output.

pub mod annotations;
mod csv;
mod cytoscape;
mod dot;
mod ftm;
mod gexf;
mod graphml;
mod icalendar;
mod json;
mod neo4j;
pub mod nif;
mod node_link;
mod pajek;
mod rdf;
mod reifiers;
mod text;
mod timeline;
mod xml;
mod yed;

use std::io::Write;
use std::path::Path;

use oxigraph::store::Store;

pub use rdf::{RdfFormat, write_triples};

use crate::error::{Error, Result};
use crate::network::{Network, View};

/// Formats that show a [`Network`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NetworkFormat {
    /// GraphML for Gephi, Cytoscape, networkx, igraph.
    GraphMl,
    /// GraphML with yEd's own labels and shapes.
    YEd,
    /// GEXF 1.3 for Gephi, with colours, positions and times.
    Gexf,
    /// DOT for Graphviz.
    Dot,
    /// Pajek's `.net`.
    Pajek,
    /// Cytoscape.js JSON, `.cyjs`.
    Cytoscape,
    /// Node-link JSON for networkx and D3.
    NodeLink,
    /// Nodes and edges as two CSV tables, an empty line between them.
    Csv,
    /// FollowTheMoney entities as JSON lines.
    FollowTheMoney,
    /// Events in order of time as a CSV table.
    Timeline,
    /// Events as a Vega-Lite chart.
    VegaLite,
    /// Events as iCalendar.
    ICalendar,
}

impl NetworkFormat {
    /// The view that a format is made of, where it takes no other.
    pub const fn view(self) -> Option<View> {
        match self {
            Self::FollowTheMoney => Some(View::Full),
            Self::Timeline | Self::VegaLite | Self::ICalendar => Some(View::Events),
            _ => None,
        }
    }

    /// Whether it shows where nodes lie, for which [`crate::network::place`] is needed first.
    pub const fn shows_positions(self) -> bool {
        self.view().is_none()
    }
}

/// Writes the network of a view; tells how many nodes it has or, of a calendar, how many of its events have a day.
///
/// # Errors
/// [`Error::Io`] where `out` fails.
pub fn write_network(graph: &Network, view: View, format: NetworkFormat, out: &mut dyn Write) -> Result<usize> {
    let nodes = graph.node_count();
    written(match format {
        NetworkFormat::GraphMl => graphml::write(graph, view, false, out),
        NetworkFormat::YEd => graphml::write(graph, view, true, out),
        NetworkFormat::Gexf => gexf::write(graph, view, out),
        NetworkFormat::Dot => dot::write(graph, view, out),
        NetworkFormat::Pajek => pajek::write(graph, view, out),
        NetworkFormat::Cytoscape => cytoscape::write(graph, view, out),
        NetworkFormat::NodeLink => node_link::write(graph, view, out),
        NetworkFormat::Csv => csv::write_combined(graph, view, out),
        NetworkFormat::FollowTheMoney => ftm::write(graph, out),
        NetworkFormat::Timeline => timeline::write_csv(graph, out),
        NetworkFormat::VegaLite => timeline::write_vega_lite(graph, out),
        NetworkFormat::ICalendar => return written(icalendar::write(graph, out)),
    })
    .map(|()| nodes)
}

/// Writes the nodes and the edges of a network as two CSV tables.
///
/// # Errors
/// As [`write_network`].
pub fn write_csv(graph: &Network, view: View, nodes: &mut dyn Write, edges: &mut dyn Write) -> Result<()> {
    written(csv::write_nodes(graph, nodes).and_then(|()| csv::write_edges(graph, view, edges)))
}

/// Where the parts of an export for Neo4j go.
pub struct Neo4jFiles<'a> {
    /// The table of nodes.
    pub nodes: &'a mut dyn Write,
    /// Its file name, for the script.
    pub nodes_name: &'a str,
    /// The table of relationships.
    pub edges: &'a mut dyn Write,
    /// Its file name, for the script.
    pub edges_name: &'a str,
    /// The Cypher script.
    pub script: &'a mut dyn Write,
}

/// Writes a network as tables for Neo4j's bulk import and a Cypher script that loads them.
///
/// # Errors
/// As [`write_network`].
pub fn write_neo4j(graph: &Network, view: View, files: Neo4jFiles<'_>) -> Result<()> {
    let Neo4jFiles { nodes, nodes_name, edges, edges_name, script } = files;
    written(
        neo4j::write_nodes(graph, nodes)
            .and_then(|()| neo4j::write_edges(graph, view, edges))
            .and_then(|()| neo4j::write_script(graph, (nodes_name, edges_name), script)),
    )
}

/// Writes the graph as RDF, sorted, with prefixes where the format has them; with RDF 1.2 reifiers of its relations, if
/// asked for.
///
/// # Errors
/// As [`write_network`]; [`Error::Usage`] for reifiers in JSON-LD, which has none.
pub fn write_rdf(store: &Store, format: RdfFormat, with_reifiers: bool, out: &mut dyn Write) -> Result<()> {
    rdf::write(store, format, out)?;
    if with_reifiers { reifiers::write(store, format, out) } else { Ok(()) }
}

fn written<T>(result: std::io::Result<T>) -> Result<T> {
    result.map_err(Error::io(Path::new("output"), "write"))
}
