//! `newsgraph report`: a dossier as HTML or Markdown.

use std::process::ExitCode;

use newsgraph::report::{self, Limits, Subject};
use newsgraph::store::Graph;
use newsgraph::{Error, Result};

use super::draw::extension;
use super::output::{Output, written};
use crate::cli::{Common, ReportArgs, ReportFormat};

pub(crate) fn run(common: &Common, args: &ReportArgs) -> Result<ExitCode> {
    let format = format(args)?;
    let graph = Graph::open(&common.graph)?;
    let subject = match &args.name {
        Some(name) => Subject::find(graph.store(), name, args.story)?,
        None => Subject::Whole,
    };
    let limits = Limits { entries: usize::from(args.limit), pictures: format == ReportFormat::Html };
    let report = report::report(&graph, &subject, limits)?;
    let text = match format {
        ReportFormat::Html => report.to_html(),
        ReportFormat::Markdown => report.to_markdown(),
    };
    let mut out = Output::open(&args.output)?;
    written(out.writer().write_all(text.as_bytes()))?;
    out.finish()?;
    Ok(ExitCode::SUCCESS)
}

/// What to write: as asked for, or as the file's name says.
fn format(args: &ReportArgs) -> Result<ReportFormat> {
    if let Some(format) = args.format {
        return Ok(format);
    }
    if args.output.as_os_str() == "-" {
        return Ok(ReportFormat::Html);
    }
    match extension(&args.output).as_deref() {
        Some("html" | "htm") => Ok(ReportFormat::Html),
        Some("md" | "markdown") => Ok(ReportFormat::Markdown),
        _ => Err(Error::Usage(format!("{}: end the name in .html or .md, or say --format", args.output.display()))),
    }
}
