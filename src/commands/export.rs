//! `newsgraph export`

use std::path::Path;
use std::process::ExitCode;

use newsgraph::export::{self, NetworkFormat, RdfFormat, annotations};
use newsgraph::network::{self, Selection};
use newsgraph::store::Graph;
use newsgraph::{Error, Result};

use super::output::{Output, written};
use super::view;
use crate::cli::{Common, ExportArgs, ExportFormat};

pub(crate) fn run(common: &Common, args: &ExportArgs) -> Result<ExitCode> {
    let selection = view::selection(&args.view)?;
    let graph = Graph::open(&common.graph)?;
    let output = &args.output;
    let rdf = match args.format {
        ExportFormat::Graphml => {
            network(&graph, &selection, NetworkFormat::GraphMl, output)?;
            return Ok(ExitCode::SUCCESS);
        }
        ExportFormat::Csv => return csv(&graph, &selection, output),
        ExportFormat::Annotations => {
            whole(&selection, "annotations")?;
            let identities = graph.identities()?;
            let linked = annotations::Linked::new(&identities);
            let mut out = Output::open(output)?;
            for annotated in graph.annotated()? {
                let options = annotations::Options { tokens: args.tokens };
                written(annotations::write(&annotated?, Some(&linked), options, out.writer()))?;
            }
            out.finish()?;
            return Ok(ExitCode::SUCCESS);
        }
        ExportFormat::Turtle => RdfFormat::Turtle,
        ExportFormat::Trig => RdfFormat::TriG,
        ExportFormat::Nquads => RdfFormat::NQuads,
        ExportFormat::Ntriples => RdfFormat::NTriples,
        ExportFormat::Jsonld => RdfFormat::JsonLd,
    };
    whole(&selection, "RDF")?;
    let mut out = Output::open(output)?;
    export::write_rdf(graph.store(), rdf, out.writer())?;
    out.finish()?;
    Ok(ExitCode::SUCCESS)
}

/// Filters shape networks; what is written whole must not pretend to have been filtered.
fn whole(selection: &Selection, format: &str) -> Result<()> {
    if selection.is_filtered() {
        return Err(Error::Usage(format!(
            "{format} is written whole, without filters; `newsgraph query` with CONSTRUCT writes a part of the graph"
        )));
    }
    Ok(())
}

fn network(graph: &Graph, selection: &Selection, format: NetworkFormat, output: &Path) -> Result<()> {
    let mut network = network::network(graph.store(), selection)?;
    network::place(&mut network);
    let mut out = Output::open(output)?;
    export::write_network(&network, selection.view, format, out.writer())?;
    out.finish()
}

/// Two files beside each other, `NAME.nodes.csv` and `NAME.edges.csv`; in a pipe the tables follow each other.
fn csv(graph: &Graph, selection: &Selection, output: &Path) -> Result<ExitCode> {
    if output.as_os_str() == "-" {
        network(graph, selection, NetworkFormat::Csv, output)?;
        return Ok(ExitCode::SUCCESS);
    }
    let mut network = network::network(graph.store(), selection)?;
    network::place(&mut network);
    let mut nodes = Output::open(&output.with_extension("nodes.csv"))?;
    let mut edges = Output::open(&output.with_extension("edges.csv"))?;
    export::write_csv(&network, selection.view, nodes.writer(), edges.writer())?;
    nodes.finish()?;
    edges.finish()?;
    Ok(ExitCode::SUCCESS)
}
