//! `newsgraph timeline`: what happened to an actor, in order of time.

use std::collections::BTreeMap;
use std::process::ExitCode;

use newsgraph::Result;
use newsgraph::query;
use newsgraph::store::Graph;
use serde::Serialize;

use super::actors::{day, told};
use super::output::{self, Output, printable, written};
use crate::cli::{Common, Listing};

#[derive(Serialize)]
struct Entry {
    from: String,
    to: String,
    event: String,
    modality: String,
    said_by: String,
    evidence: String,
    article: String,
}

pub(crate) fn run(
    common: &Common,
    name: &str,
    from: Option<&str>,
    to: Option<&str>,
    format: Listing,
) -> Result<ExitCode> {
    let graph = Graph::open(&common.graph)?;
    let saved = query::saved_query("what-happened-to")?;
    let mut parameters = BTreeMap::from([("actor".to_owned(), name.to_owned())]);
    for (key, value) in [("from", from), ("to", to)] {
        if let Some(value) = value {
            parameters.insert(key.to_owned(), value.to_owned());
        }
    }
    let rows = query::rows(graph.store(), &saved.fill(graph.store(), &parameters)?)?;
    let entries: Vec<Entry> = rows
        .into_iter()
        .filter_map(|row| {
            let [from, to, event, modality, said_by, evidence, article] = <[String; 7]>::try_from(row).ok()?;
            Some(Entry { from, to, event, modality, said_by, evidence, article })
        })
        .collect();
    let mut out = Output::open("-".as_ref())?;
    match format {
        Listing::Json => output::json(out.writer(), &entries)?,
        Listing::Table => {
            if entries.is_empty() && !common.quiet {
                eprintln!("no event of {name} is known in that period");
            }
            for entry in &entries {
                let when = match day(&entry.from, &entry.to) {
                    when if when.is_empty() => "undated  ".to_owned(),
                    when => when,
                };
                let by = if entry.said_by.is_empty() { String::new() } else { format!(", says {}", entry.said_by) };
                let line = format!("{when}{}{}{by}", entry.event, told(&entry.modality));
                written(writeln!(out.writer(), "{}", printable(&line)))?;
                let evidence = format!("    “{}” — {}", entry.evidence, entry.article);
                written(writeln!(out.writer(), "{}", printable(&evidence)))?;
            }
        }
    }
    out.finish()?;
    Ok(ExitCode::SUCCESS)
}
