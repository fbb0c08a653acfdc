//! `newsgraph decisions`: the log of who is who, shown and shared.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use newsgraph::link::{Decisions, Judgement, Linker};
use newsgraph::pipeline::Pipeline;
use newsgraph::store::Graph;
use newsgraph::{Error, Result};

use super::decide::Log;
use super::output::{self, Output, written};
use crate::cli::{Common, DecisionsCommand, Listing};

pub(crate) fn run(common: &Common, command: &DecisionsCommand) -> Result<ExitCode> {
    match command {
        DecisionsCommand::List { format } => list(common, *format),
        DecisionsCommand::Export { output } => export(common, output),
        DecisionsCommand::Import { files } => import(common, files),
    }
}

fn list(common: &Common, format: Listing) -> Result<ExitCode> {
    let graph = Graph::open(&common.graph)?;
    let log = Log::open(&graph)?;
    let identities = graph.identities()?;
    let gazetteer = Pipeline::load()?.gazetteer(graph.dir(), &[])?;
    let linker = Linker::new(&gazetteer, &log.all);
    let latest: BTreeMap<usize, _> = log.all.latest().into_iter().collect();
    let state = |number: usize, decision: &newsgraph::link::Decision| {
        let means =
            |reference: &str| linker.actor_of(reference, &identities).is_some() || gazetteer.get(reference).is_some();
        match decision.judgement {
            _ if !latest.contains_key(&number) => "replaced".to_owned(),
            Judgement::Unsure | Judgement::Undone => "open".to_owned(),
            _ => match [&decision.left, &decision.right].into_iter().find(|reference| !means(reference)) {
                Some(nobody) => format!("waits: nobody is {nobody} now"),
                None => "in force".to_owned(),
            },
        }
    };
    let mut out = Output::open("-".as_ref())?;
    let rows = log.all.with_lines().enumerate().map(|(at, (line, decision))| (line, decision, state(at + 1, decision)));
    match format {
        Listing::Json => {
            let all: Vec<_> = rows
                .map(|(line, decision, state)| {
                    serde_json::json!({
                        "line": line, "when": decision.when, "who": decision.who,
                        "judgement": decision.judgement.as_str(), "left": decision.left, "right": decision.right,
                        "why": decision.why, "state": state,
                    })
                })
                .collect();
            output::json(out.writer(), &all)?;
        }
        Listing::Table => {
            let rows: Vec<Vec<String>> = rows
                .map(|(line, decision, state)| {
                    let judgement = decision.judgement.as_str().to_owned();
                    let decision = decision.clone();
                    let (when, who) = (decision.when, decision.who);
                    vec![line.to_string(), when, who, judgement, decision.left, decision.right, state, decision.why]
                })
                .collect();
            let header = ["line", "when", "who", "judgement", "left", "right", "state", "why"];
            output::table(out.writer(), &header, &rows)?;
        }
    }
    out.finish()?;
    for contradiction in log.all.contradictions() {
        eprintln!("note: {}", contradiction.message);
    }
    Ok(ExitCode::SUCCESS)
}

fn export(common: &Common, path: &Path) -> Result<ExitCode> {
    let log = Log::open(&Graph::open(&common.graph)?)?;
    let mut out = Output::open(path)?;
    written(out.writer().write_all(&log.all.to_csv()?))?;
    out.finish()?;
    Ok(ExitCode::SUCCESS)
}

/// Reads all logs before anything is written: one that cannot be used changes nothing.
fn import(common: &Common, files: &[PathBuf]) -> Result<ExitCode> {
    let graph = Graph::open(&common.graph)?;
    let mut log = Log::open(&graph)?;
    drop(graph);
    let mut others = Vec::new();
    for file in files {
        if !file.exists() {
            return Err(Error::Usage(format!("{}: no such file", file.display())));
        }
        others.push(Decisions::load(file)?);
    }
    let (mut new, mut known) = (0, 0);
    for other in &others {
        let missing = log.all.missing(other);
        known += other.iter().count() - missing.len();
        new += missing.len();
        log.add(missing)?;
    }
    if new > 0 {
        Pipeline::load()?.relink(&common.graph)?;
    }
    if !common.quiet {
        eprintln!("{new} decisions added to {}, {known} were there already", log.path.display());
    }
    Ok(ExitCode::SUCCESS)
}
