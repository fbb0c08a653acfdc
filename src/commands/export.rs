//! `newsgraph export`

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use newsgraph::analyze;
use newsgraph::export::{self, Neo4jFiles, NetworkFormat, RdfFormat, annotations, nif};
use newsgraph::network::{self, Network, Selection};
use newsgraph::store::Graph;
use newsgraph::{Error, Result};

use super::output::{Output, written};
use super::view;
use crate::cli::{Common, ExportArgs, ExportFormat};

pub(crate) fn run(common: &Common, args: &ExportArgs) -> Result<ExitCode> {
    let selection = selection(args)?;
    let graph = Graph::open(&common.graph)?;
    let output = &args.output;
    match args.format {
        ExportFormat::Csv if output.as_os_str() != "-" => csv(&graph, &selection, output, args.measures)?,
        ExportFormat::Neo4j => neo4j(&graph, &selection, output, args.measures)?,
        ExportFormat::Annotations => annotated(&graph, args)?,
        ExportFormat::Nif => nif(&graph, args)?,
        format => match (network_format(format, args.yed), rdf_format(format)) {
            (Some(format), _) => {
                let network = network(&graph, &selection, format.shows_positions(), args.measures)?;
                let mut out = Output::open(output)?;
                let count = export::write_network(&network, selection.view, format, out.writer())?;
                out.finish()?;
                if count == 0 {
                    eprintln!("{}", nothing_in(format));
                }
            }
            (_, Some(format)) => {
                let mut out = Output::open(output)?;
                export::write_rdf(graph.store(), format, args.reifiers, out.writer())?;
                out.finish()?;
            }
            _ => {}
        },
    }
    Ok(ExitCode::SUCCESS)
}

/// What is told where an export came out empty.
const fn nothing_in(format: NetworkFormat) -> &'static str {
    match format {
        NetworkFormat::ICalendar => {
            "the calendar is empty: no event here has a day, or a month, in its words; `--format timeline` has those that \
             have only the day of their report"
        }
        _ => "the export is empty: nothing in the graph passes the view and the filters",
    }
}

const fn network_format(format: ExportFormat, yed: bool) -> Option<NetworkFormat> {
    Some(match format {
        ExportFormat::Graphml if yed => NetworkFormat::YEd,
        ExportFormat::Graphml => NetworkFormat::GraphMl,
        ExportFormat::Gexf => NetworkFormat::Gexf,
        ExportFormat::Dot => NetworkFormat::Dot,
        ExportFormat::Pajek => NetworkFormat::Pajek,
        ExportFormat::Cytoscape => NetworkFormat::Cytoscape,
        ExportFormat::NodeLink => NetworkFormat::NodeLink,
        ExportFormat::Csv => NetworkFormat::Csv,
        ExportFormat::Ftm => NetworkFormat::FollowTheMoney,
        ExportFormat::Timeline => NetworkFormat::Timeline,
        ExportFormat::VegaLite => NetworkFormat::VegaLite,
        ExportFormat::Icalendar => NetworkFormat::ICalendar,
        _ => return None,
    })
}

const fn rdf_format(format: ExportFormat) -> Option<RdfFormat> {
    Some(match format {
        ExportFormat::Turtle => RdfFormat::Turtle,
        ExportFormat::Trig => RdfFormat::TriG,
        ExportFormat::Nquads => RdfFormat::NQuads,
        ExportFormat::Ntriples => RdfFormat::NTriples,
        ExportFormat::Jsonld => RdfFormat::JsonLd,
        _ => return None,
    })
}

/// What to write; options that the format would pass over are refused.
fn selection(args: &ExportArgs) -> Result<Selection> {
    let name = clap::ValueEnum::to_possible_value(&args.format).map(|value| value.get_name().to_owned());
    let name = name.unwrap_or_default();
    if args.yed && args.format != ExportFormat::Graphml {
        return Err(Error::Usage(format!("--yed goes with --format graphml, not with {name}")));
    }
    if args.tokens && !matches!(args.format, ExportFormat::Annotations | ExportFormat::Nif) {
        return Err(Error::Usage(format!("--tokens goes with --format annotations or nif, not with {name}")));
    }
    if args.measures && network_format(args.format, args.yed).is_none() && args.format != ExportFormat::Neo4j {
        return Err(Error::Usage(format!(
            "--measures goes with network formats, such as graphml, not with {name}; `newsgraph analyze --format turtle` \
             writes them as triples"
        )));
    }
    if args.reifiers && (rdf_format(args.format).is_none() || args.format == ExportFormat::Jsonld) {
        return Err(Error::Usage(format!(
            "--reifiers goes with --format turtle, trig, ntriples or nquads, not with {name}"
        )));
    }
    let mut selection = view::selection(&args.view)?;
    let format = network_format(args.format, args.yed);
    if let Some(view) = format.and_then(NetworkFormat::view) {
        if args.view.view.is_some() && selection.view != view {
            let only = view.name();
            return Err(Error::Usage(format!("{name} is always made of the view {only}; leave --view out")));
        }
        selection.view = view;
    }
    let whole = format.is_none() && args.format != ExportFormat::Neo4j;
    if whole && (selection.is_filtered() || args.view.view.is_some()) {
        return Err(Error::Usage(format!(
            "{name} is written whole, without views and filters; `newsgraph query` with CONSTRUCT writes a part of the graph"
        )));
    }
    Ok(selection)
}

fn network(graph: &Graph, selection: &Selection, placed: bool, measured: bool) -> Result<Network> {
    let mut network = network::network(graph.store(), selection)?;
    if placed {
        network::place(&mut network);
    }
    if measured {
        analyze::annotate(&mut network, selection.view.is_directed());
    }
    Ok(network)
}

/// Two files beside each other, `NAME.nodes.csv` and `NAME.edges.csv`; in a pipe the tables follow each other.
fn csv(graph: &Graph, selection: &Selection, output: &Path, measured: bool) -> Result<()> {
    let network = network(graph, selection, true, measured)?;
    let mut nodes = Output::open(&output.with_extension("nodes.csv"))?;
    let mut edges = Output::open(&output.with_extension("edges.csv"))?;
    export::write_csv(&network, selection.view, nodes.writer(), edges.writer())?;
    nodes.finish()?;
    edges.finish()
}

/// Three files beside each other: `NAME.nodes.csv`, `NAME.relationships.csv` and `NAME.cypher`.
fn neo4j(graph: &Graph, selection: &Selection, output: &Path, measured: bool) -> Result<()> {
    if output.as_os_str() == "-" {
        return Err(Error::Usage("neo4j is three files: give their name with -o NAME".to_owned()));
    }
    let network = network(graph, selection, false, measured)?;
    let file = |extension: &str| -> PathBuf { output.with_extension(extension) };
    let name = |path: &Path| path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    let (nodes_path, edges_path) = (file("nodes.csv"), file("relationships.csv"));
    let mut nodes = Output::open(&nodes_path)?;
    let mut edges = Output::open(&edges_path)?;
    let mut script = Output::open(&file("cypher"))?;
    let files = Neo4jFiles {
        nodes: nodes.writer(),
        nodes_name: &name(&nodes_path),
        edges: edges.writer(),
        edges_name: &name(&edges_path),
        script: script.writer(),
    };
    export::write_neo4j(&network, selection.view, files)?;
    nodes.finish()?;
    edges.finish()?;
    script.finish()
}

fn annotated(graph: &Graph, args: &ExportArgs) -> Result<()> {
    let identities = graph.identities()?;
    let linked = annotations::Linked::new(&identities);
    let options = annotations::Options { tokens: args.tokens };
    let mut out = Output::open(&args.output)?;
    for annotated in graph.annotated()? {
        written(annotations::write(&annotated?, Some(&linked), options, out.writer()))?;
    }
    out.finish()
}

fn nif(graph: &Graph, args: &ExportArgs) -> Result<()> {
    let identities = graph.identities()?;
    let options = annotations::Options { tokens: args.tokens };
    let mut out = Output::open(&args.output)?;
    let mut writer = nif::Writer::new(out.writer(), &identities, options)?;
    for annotated in graph.annotated()? {
        writer.article(&annotated?)?;
    }
    writer.finish()?;
    out.finish()
}
