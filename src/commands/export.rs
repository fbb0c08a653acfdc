//! `newsgraph export`

use std::path::Path;
use std::process::ExitCode;

use newsgraph::Result;
use newsgraph::export::{self, NetworkFormat, RdfFormat, annotations};
use newsgraph::network::View;
use newsgraph::store::Graph;

use super::output::{Output, written};
use crate::cli::{Common, ExportFormat, ViewName};

pub(crate) fn run(
    common: &Common,
    format: ExportFormat,
    view: ViewName,
    output: &Path,
    tokens: bool,
) -> Result<ExitCode> {
    let graph = Graph::open(&common.graph)?;
    let view = match view {
        ViewName::Actors => View::Actors,
        ViewName::Claims => View::Claims,
        ViewName::Full => View::Full,
    };
    let rdf = match format {
        ExportFormat::Graphml => {
            let mut out = Output::open(output)?;
            export::write_network(graph.store(), view, NetworkFormat::GraphMl, out.writer())?;
            out.finish()?;
            return Ok(ExitCode::SUCCESS);
        }
        ExportFormat::Csv => return csv(&graph, view, output),
        ExportFormat::Annotations => {
            let identities = graph.identities()?;
            let linked = annotations::Linked::new(&identities);
            let mut out = Output::open(output)?;
            for annotated in graph.annotated()? {
                let options = annotations::Options { tokens };
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
    let mut out = Output::open(output)?;
    export::write_rdf(graph.store(), rdf, out.writer())?;
    out.finish()?;
    Ok(ExitCode::SUCCESS)
}

/// Two files beside each other, `NAME.nodes.csv` and `NAME.edges.csv`; in a pipe the tables follow each other.
fn csv(graph: &Graph, view: View, output: &Path) -> Result<ExitCode> {
    if output.as_os_str() == "-" {
        let mut out = Output::open(output)?;
        export::write_network(graph.store(), view, NetworkFormat::Csv, out.writer())?;
        out.finish()?;
        return Ok(ExitCode::SUCCESS);
    }
    let mut nodes = Output::open(&output.with_extension("nodes.csv"))?;
    let mut edges = Output::open(&output.with_extension("edges.csv"))?;
    export::write_csv(graph.store(), view, nodes.writer(), edges.writer())?;
    nodes.finish()?;
    edges.finish()?;
    Ok(ExitCode::SUCCESS)
}
