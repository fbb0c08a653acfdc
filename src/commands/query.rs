//! `newsgraph query` and `newsgraph queries`

use std::collections::BTreeMap;
use std::io::Read;
use std::process::ExitCode;
use std::time::Duration;

use newsgraph::export::{RdfFormat, write_triples};
use newsgraph::query::{self, Answer, Limits, SavedQuery};
use newsgraph::store::Graph;
use newsgraph::{Error, Result};
use oxigraph::model::{Term, Variable};
use oxigraph::sparql::results::{QueryResultsFormat, QueryResultsSerializer};

use super::output::{self, Output, written};
use crate::cli::{Common, Listing, QueryArgs, ResultFormat};

pub(crate) fn run(common: &Common, args: &QueryArgs) -> Result<ExitCode> {
    let graph = Graph::open(&common.graph)?;
    let sparql = sparql(&graph, args)?;
    let limits = Limits { timeout: Duration::from_secs(args.timeout), ..Limits::default() };
    let answer = query::run(graph.store(), &sparql, &limits)?;
    let mut out = Output::open("-".as_ref())?;
    write(&answer, args.format, &mut out)?;
    out.finish()?;
    Ok(ExitCode::SUCCESS)
}

/// The SPARQL text: from a file, given, or of a saved query with its parameters.
fn sparql(graph: &Graph, args: &QueryArgs) -> Result<String> {
    if let Some(path) = &args.file {
        let mut text = String::new();
        if path.as_os_str() == "-" {
            std::io::stdin().read_to_string(&mut text).map_err(Error::io(path, "read"))?;
        } else {
            text = std::fs::read_to_string(path).map_err(Error::io(path, "read"))?;
        }
        return Ok(text);
    }
    let given = args.query.clone().unwrap_or_default();
    // A saved query's name is one word; SPARQL never is.
    if given.contains(|c: char| c.is_whitespace() || c == '{') {
        return Ok(given);
    }
    let saved = query::saved_query(&given)?;
    let mut parameters = BTreeMap::new();
    for parameter in &args.parameters {
        let (name, value) = parameter
            .split_once('=')
            .ok_or_else(|| Error::Usage(format!("`{parameter}`: parameters are given as NAME=VALUE")))?;
        parameters.insert(name.to_owned(), value.to_owned());
    }
    saved.fill(graph.store(), &parameters)
}

fn write(answer: &Answer, format: Option<ResultFormat>, out: &mut Output) -> Result<()> {
    match answer {
        Answer::Graph(triples) => {
            let format = match format {
                None | Some(ResultFormat::Table | ResultFormat::Ttl) => RdfFormat::Turtle,
                Some(ResultFormat::Nt) => RdfFormat::NTriples,
                Some(ResultFormat::Jsonld) => RdfFormat::JsonLd,
                Some(_) => return Err(Error::Usage("CONSTRUCT and DESCRIBE give ttl, nt or jsonld".into())),
            };
            write_triples(triples, format, out.writer())
        }
        Answer::Boolean(value) => match results_format(format)? {
            Some(format) => written(
                QueryResultsSerializer::from_format(format).serialize_boolean_to_writer(out.writer(), *value).map(drop),
            ),
            None => written(writeln!(out.writer(), "{}", if *value { "yes" } else { "no" })),
        },
        Answer::Solutions { variables, rows } => match results_format(format)? {
            Some(format) => written(serialize(format, variables, rows, out)),
            None => table(variables, rows, out),
        },
    }
}

/// `None` for a table.
fn results_format(format: Option<ResultFormat>) -> Result<Option<QueryResultsFormat>> {
    Ok(Some(match format {
        None | Some(ResultFormat::Table) => return Ok(None),
        Some(ResultFormat::Csv) => QueryResultsFormat::Csv,
        Some(ResultFormat::Tsv) => QueryResultsFormat::Tsv,
        Some(ResultFormat::Json) => QueryResultsFormat::Json,
        Some(ResultFormat::Xml) => QueryResultsFormat::Xml,
        Some(_) => return Err(Error::Usage("SELECT and ASK give table, csv, tsv, json or xml".into())),
    }))
}

fn serialize(
    format: QueryResultsFormat,
    variables: &[Variable],
    rows: &[Vec<Option<Term>>],
    out: &mut Output,
) -> std::io::Result<()> {
    let mut serializer =
        QueryResultsSerializer::from_format(format).serialize_solutions_to_writer(out.writer(), variables.to_vec())?;
    for row in rows {
        serializer.serialize(variables.iter().zip(row).filter_map(|(name, term)| Some((name, term.as_ref()?))))?;
    }
    serializer.finish().map(drop)
}

fn table(variables: &[Variable], rows: &[Vec<Option<Term>>], out: &mut Output) -> Result<()> {
    let header: Vec<&str> = variables.iter().map(Variable::as_str).collect();
    let cells: Vec<Vec<String>> =
        rows.iter().map(|row| row.iter().map(|term| output::compact(&query::plain(term.as_ref()))).collect()).collect();
    if cells.is_empty() {
        eprintln!("nothing found");
        return Ok(());
    }
    output::table(out.writer(), &header, &cells)
}

/// `newsgraph queries`
pub(crate) fn list(format: Listing, name: Option<&str>) -> Result<ExitCode> {
    let mut out = Output::open("-".as_ref())?;
    if let Some(name) = name {
        let saved = query::saved_query(name)?;
        written(write!(out.writer(), "{}", saved.template))?;
        out.finish()?;
        return Ok(ExitCode::SUCCESS);
    }
    let saved = query::saved_queries()?;
    match format {
        Listing::Json => {
            let list: Vec<_> = saved
                .iter()
                .map(|query| {
                    serde_json::json!({
                        "name": query.name, "title": query.title, "description": query.description,
                        "parameters": query.parameters.iter().map(|p| serde_json::json!({
                            "name": p.name, "kind": p.kind.as_str(), "default": p.default, "description": p.description,
                        })).collect::<Vec<_>>(),
                    })
                })
                .collect();
            output::json(out.writer(), &list)?;
        }
        Listing::Table => {
            for query in &saved {
                written(writeln!(out.writer(), "{}\n    {}. {}", usage(query), query.title, query.description))?;
            }
        }
    }
    out.finish()?;
    Ok(ExitCode::SUCCESS)
}

/// `said-about actor=… [topic=…]`
fn usage(query: &SavedQuery) -> String {
    let mut text = query.name.clone();
    for parameter in &query.parameters {
        text.push(' ');
        match &parameter.default {
            None => text.push_str(&format!("{}=…", parameter.name)),
            Some(default) => text.push_str(&format!("[{}={default}]", parameter.name)),
        }
    }
    text
}
