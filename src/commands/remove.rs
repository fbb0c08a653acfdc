//! `newsgraph remove`: retracts articles.

use std::process::ExitCode;

use newsgraph::Result;
use newsgraph::pipeline::Pipeline;

use crate::cli::Common;

pub(crate) fn run(common: &Common, articles: &[String]) -> Result<ExitCode> {
    let ids: Vec<String> = articles.iter().map(|id| id.trim_start_matches("article:").to_owned()).collect();
    let manifest = Pipeline::load()?.remove(&common.graph, &ids)?;
    if !common.quiet {
        eprintln!("{} articles retracted; {} are left", ids.len(), manifest.counts.articles);
    }
    Ok(ExitCode::SUCCESS)
}
