//! `newsgraph check`: shapes and provenance, and decisions that contradict each other.

use std::process::ExitCode;

use newsgraph::Result;
use newsgraph::check::{Violation, check};
use newsgraph::link::Decisions;
use newsgraph::store::Graph;

use super::output::{self, Output, printable, written};
use crate::cli::{Common, Listing};

/// How many violations are told one by one.
const TOLD: usize = 50;

pub(crate) fn run(common: &Common, format: Listing) -> Result<ExitCode> {
    let graph = Graph::open(&common.graph)?;
    let mut found = check(&graph)?;
    let log = graph.decisions();
    found.extend(Decisions::load(&log)?.contradictions().into_iter().map(|contradiction| Violation {
        node: log.display().to_string(),
        path: None,
        message: contradiction.message,
        shape: None,
    }));
    let mut out = Output::open("-".as_ref())?;
    match format {
        Listing::Json => {
            let list: Vec<_> = found
                .iter()
                .map(|violation| {
                    serde_json::json!({
                        "node": violation.node, "path": violation.path, "message": violation.message,
                        "shape": violation.shape, "article": violation.article(),
                    })
                })
                .collect();
            output::json(out.writer(), &list)?;
        }
        Listing::Table => {
            for violation in found.iter().take(TOLD) {
                written(writeln!(out.writer(), "{}", printable(&violation.to_string())))?;
            }
            if found.len() > TOLD {
                written(writeln!(out.writer(), "… and {} more (--format json lists all)", found.len() - TOLD))?;
            }
        }
    }
    out.finish()?;
    if !found.is_empty() {
        eprintln!("{} violations", found.len());
        return Ok(ExitCode::FAILURE);
    }
    if !common.quiet {
        let counts = graph.manifest().counts;
        let claims = counts.events + counts.relations + counts.quotes;
        eprintln!(
            "all is well: {} statements fit their shapes, {claims} claims lead to their characters",
            counts.quads
        );
    }
    Ok(ExitCode::SUCCESS)
}
