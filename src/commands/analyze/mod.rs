//! `newsgraph analyze`: measures, communities, cuts, balance and change, as tables, JSON or triples.

mod change;
mod facts;
mod show;

use std::process::ExitCode;

use newsgraph::analyze::{self, Analysis, Measures};
use newsgraph::export::{self, RdfFormat};
use newsgraph::network;
use newsgraph::store::Graph;
use newsgraph::{Error, Result};

use super::output::{self, Output};
use super::view;
use crate::cli::{AnalysisFormat, AnalyzeArgs, Aspect, By, Common};

/// Rows of each list of the overview.
const OVERVIEW: usize = 10;
/// Rows of a list of its own.
const LIST: usize = 40;

pub(crate) fn run(common: &Common, args: &AnalyzeArgs) -> Result<ExitCode> {
    check(args)?;
    let graph = Graph::open(&common.graph)?;
    if args.what == Aspect::Change {
        return change::run(&graph, args);
    }
    let selection = view::selection(&args.view)?;
    let network = network::network(graph.store(), &selection)?;
    let analysis = Analysis::of(&network, selection.view.is_directed());
    let mut out = Output::open("-".as_ref())?;
    match args.format {
        AnalysisFormat::Turtle => {
            export::write_triples(&analyze::triples(&network, &analysis), RdfFormat::Turtle, out.writer())?;
        }
        format => {
            let limit = args.limit.unwrap_or(match (format, args.what) {
                (AnalysisFormat::Json, _) => usize::MAX,
                (_, Aspect::Overview) => OVERVIEW,
                _ => LIST,
            });
            let facts = facts::Facts::gather(&network, &analysis, args.by, limit);
            if format == AnalysisFormat::Json {
                output::json(out.writer(), &facts.part(args.what))?;
            } else {
                show::show(&facts, args.what, args.by, &mut out)?;
                if facts.actors_of > facts.actors.len() && args.what == Aspect::Actors && !common.quiet {
                    eprintln!("{} of {} actors; --limit shows more", facts.actors.len(), facts.actors_of);
                }
            }
        }
    }
    out.finish()?;
    Ok(ExitCode::SUCCESS)
}

/// Options that do not fit together.
fn check(args: &AnalyzeArgs) -> Result<()> {
    let usage = |message: &str| Err(Error::Usage(message.to_owned()));
    let change = args.what == Aspect::Change;
    if !change && (args.split.is_some() || args.before.is_some()) {
        return usage("--split, --before and --after go with `analyze change`");
    }
    if change && args.split.is_none() && args.before.is_none() {
        return usage("say what to compare: --split DAY, or --before DAY..DAY --after DAY..DAY");
    }
    if args.format == AnalysisFormat::Turtle && !matches!(args.what, Aspect::Overview | Aspect::Actors) {
        return usage("--format turtle writes the measures of actors; leave the other argument out");
    }
    Ok(())
}

/// A measure by name.
pub(super) fn value(by: By, measures: &Measures) -> f64 {
    match by {
        By::Degree => measures.degree as f64,
        By::Strength => measures.strength,
        By::Pagerank => measures.pagerank,
        By::Betweenness => measures.betweenness,
        By::Closeness => measures.closeness,
        By::Eigenvector => measures.eigenvector,
        By::Core => measures.core as f64,
        By::Clustering => measures.clustering,
    }
}
