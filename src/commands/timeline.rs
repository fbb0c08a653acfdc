//! `newsgraph timeline`: what happened to an actor, in order of time: events, each with the articles that report it.

use std::collections::{BTreeMap, BTreeSet};
use std::process::ExitCode;

use newsgraph::Result;
use newsgraph::query;
use newsgraph::store::Graph;
use serde::Serialize;

use super::actors::{day, told};
use super::output::{self, Output, printable, written};
use crate::cli::{Common, Listing};

/// Other articles of an event that are named.
const SHOWN: usize = 4;

/// An event: what the first report of it says, and all reports.
#[derive(Serialize)]
struct Entry {
    from: String,
    to: String,
    event: String,
    modality: String,
    said_by: String,
    evidence: String,
    article: String,
    /// How many articles tell it; `reports` may be more, where one tells it twice.
    articles: usize,
    reports: Vec<Report>,
}

/// What one article says of it.
#[derive(Serialize)]
struct Report {
    event: String,
    modality: String,
    said_by: String,
    evidence: String,
    article: String,
}

/// The entries of the rows, in order of their first.
fn entries(rows: Vec<Vec<String>>) -> Vec<Entry> {
    let mut entries: Vec<Entry> = Vec::new();
    let mut known: BTreeMap<String, usize> = BTreeMap::new();
    for row in rows {
        let Ok([from, to, event, modality, said_by, evidence, article, what]) = <[String; 8]>::try_from(row) else {
            continue;
        };
        let report = Report {
            event: event.clone(),
            modality: modality.clone(),
            said_by: said_by.clone(),
            evidence: evidence.clone(),
            article: article.clone(),
        };
        let at = *known.entry(what).or_insert_with(|| {
            entries.push(Entry {
                from,
                to,
                event,
                modality,
                said_by,
                evidence,
                article,
                articles: 0,
                reports: Vec::new(),
            });
            entries.len() - 1
        });
        entries[at].reports.push(report);
    }
    for entry in &mut entries {
        entry.articles = others(entry).len() + 1;
    }
    entries
}

/// The other articles that tell an event.
fn others(entry: &Entry) -> BTreeSet<&str> {
    let articles = entry.reports.iter().map(|report| report.article.as_str());
    articles.filter(|article| *article != entry.article).collect()
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
    let entries = entries(rows);
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
                let others = others(entry);
                if !others.is_empty() {
                    let named: Vec<&str> = others.iter().take(SHOWN).copied().collect();
                    let more = others.len() - named.len();
                    let more = if more == 0 { String::new() } else { format!(" and {more} more") };
                    let line = format!("    also in {}{more}", named.join("; "));
                    written(writeln!(out.writer(), "{}", printable(&line)))?;
                }
            }
        }
    }
    out.finish()?;
    Ok(ExitCode::SUCCESS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reports_of_one_event_are_one_entry() {
        let row = |event: &str, article: &str, what: &str| {
            let cells = ["2014-11-12", "", event, "asserted", "", "A sentence.", article, what];
            cells.iter().map(|cell| (*cell).to_owned()).collect::<Vec<String>>()
        };
        let entries = entries(vec![
            row("A met B", "One", "urn:1"),
            row("A left", "One", "urn:2"),
            row("A saw B", "Two", "urn:1"),
            row("A met B", "One", "urn:1"),
        ]);
        let told: Vec<(&str, usize, usize)> =
            entries.iter().map(|entry| (entry.event.as_str(), entry.articles, entry.reports.len())).collect();
        assert_eq!(told, [("A met B", 2, 3), ("A left", 1, 1)]);
    }
}
