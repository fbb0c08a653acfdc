//! One file a subcommand. Results go to standard output, everything else to standard error.

mod actors;
mod analyze;
mod build;
mod check;
mod completions;
mod decide;
mod decisions;
mod draw;
mod export;
mod extract;
mod gazetteer;
mod input;
mod output;
mod path;
mod progress;
mod query;
mod remove;
mod report;
mod review;
mod stats;
mod timeline;
mod view;
mod why;

use std::path::Path;
use std::process::ExitCode;

use newsgraph::document::Tier;
use newsgraph::pipeline::Pipeline;
use newsgraph::{Error, Result};

use crate::cli::{Cli, Command, Common, InputArgs};

/// Exit status of a run that finished, but skipped some inputs.
const SOME_SKIPPED: u8 = 3;

/// Runs the command that was asked for.
pub(crate) fn run(cli: Cli) -> Result<ExitCode> {
    let Cli { common, command } = cli;
    if let Some(threads) = common.threads {
        // Fails only where a pool exists already; ours is the first call.
        let _ = rayon::ThreadPoolBuilder::new().num_threads(threads).build_global();
    }
    match command {
        Command::Build(args) => build::run(&common, &args),
        Command::Remove { articles } => remove::run(&common, &articles),
        Command::Query(args) => query::run(&common, &args),
        Command::Queries { format, name } => query::list(format, name.as_deref()),
        Command::Actors { name, kind, limit, format } => {
            actors::run(&common, name.as_deref(), kind.as_deref(), limit, format)
        }
        Command::Timeline { name, from, to, format } => {
            timeline::run(&common, &name, from.as_deref(), to.as_deref(), format)
        }
        Command::Why { what, format } => why::run(&common, &what, format),
        Command::Merge(args) => decide::merge(&common, &args),
        Command::Split(args) => decide::split(&common, &args),
        Command::WhyLinked { a, b } => decide::why_linked(&common, &a, &b),
        Command::Review(args) => review::run(&common, &args),
        Command::Decisions(command) => decisions::run(&common, &command),
        Command::Gazetteer(command) => gazetteer::run(&common, command),
        Command::Export(args) => export::run(&common, &args),
        Command::Analyze(args) => analyze::run(&common, &args),
        Command::Path(args) => path::run(&common, &args),
        Command::Draw(args) => draw::run(&common, &args),
        Command::Report(args) => report::run(&common, &args),
        Command::Extract { input, tokens, explain, output } => {
            extract::run(&common, &input, extract::Form { tokens, explain }, &output)
        }
        Command::Check { format } => check::run(&common, format),
        Command::Stats { format } => stats::run(&common, format),
        Command::Completions { shell } => completions::run(shell),
    }
}

/// The pipeline that the options ask for.
fn pipeline(common: &Common, input: &InputArgs) -> Result<Pipeline> {
    // A variable that is set to nothing says nothing.
    let named = common.instructions.as_deref().filter(|name| !name.is_empty());
    let level = named.map(str::parse).transpose()?;
    let mut pipeline = Pipeline::load()?;
    if let Some(level) = level {
        pipeline = pipeline.with_level(level);
    }
    if input.ontology.as_ref().is_some_and(|dir| !dir.as_os_str().is_empty()) {
        pipeline = pipeline.with_ontology(ontology(input))?;
    }
    Ok(if input.fast { pipeline.with_tier(Tier::Fast) } else { pipeline })
}

/// The folder of additions to the ontology that was asked for.
fn ontology(input: &InputArgs) -> Option<&Path> {
    input.ontology.as_deref().filter(|dir| !dir.as_os_str().is_empty() && dir.as_os_str() != "none")
}

/// Whether the reader of our output went away (`newsgraph … | head`): not a failure.
pub(crate) fn is_broken_pipe(error: &Error) -> bool {
    matches!(error, Error::Io { source, .. } if source.kind() == std::io::ErrorKind::BrokenPipe)
}
