//! `newsgraph stats`: what the graph holds.

use std::collections::BTreeMap;
use std::process::ExitCode;

use newsgraph::Result;
use newsgraph::query;
use newsgraph::store::Graph;
use serde::Serialize;

use super::output::{self, Output, written};
use crate::cli::{Common, Listing};

#[derive(Serialize)]
struct Stats {
    triples: usize,
    articles: usize,
    sentences: usize,
    mentions: usize,
    first_published: String,
    last_published: String,
    actors: BTreeMap<String, usize>,
    events: BTreeMap<String, usize>,
    relations: BTreeMap<String, usize>,
    quotes: BTreeMap<String, usize>,
    modalities: BTreeMap<String, usize>,
}

pub(crate) fn run(common: &Common, format: Listing) -> Result<ExitCode> {
    let graph = Graph::open(&common.graph)?;
    let stats = collect(&graph)?;
    let mut out = Output::open("-".as_ref())?;
    match format {
        Listing::Json => output::json(out.writer(), &stats)?,
        Listing::Table => show(&stats, &mut out)?,
    }
    out.finish()?;
    Ok(ExitCode::SUCCESS)
}

fn collect(graph: &Graph) -> Result<Stats> {
    let count = |pattern: &str| -> Result<usize> {
        let rows = query::rows(graph.store(), &format!("SELECT (COUNT(DISTINCT ?x) AS ?n) {{ {pattern} }}"))?;
        Ok(rows.first().and_then(|row| row.first()).and_then(|n| n.parse().ok()).unwrap_or(0))
    };
    let by = |pattern: &str| -> Result<BTreeMap<String, usize>> {
        let sparql = format!("SELECT ?key (COUNT(DISTINCT ?x) AS ?n) {{ {pattern} }} GROUP BY ?key");
        let rows = query::rows(graph.store(), &sparql)?;
        Ok(rows
            .into_iter()
            .filter_map(|row| {
                let [key, n] = <[String; 2]>::try_from(row).ok()?;
                Some((key, n.parse().ok()?)).filter(|(key, _)| !key.is_empty())
            })
            .collect())
    };
    let edge = |order: &str| -> Result<String> {
        let sparql = format!(
            "SELECT ?date {{ ?a a schema:NewsArticle ; schema:datePublished ?date }} ORDER BY {order}(STR(?date)) LIMIT 1"
        );
        Ok(query::rows(graph.store(), &sparql)?.into_iter().flatten().next().unwrap_or_default())
    };
    Ok(Stats {
        triples: query::rows(
            graph.store(),
            "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } FILTER(?g != graph:ontology) }",
        )?
        .into_iter()
        .flatten()
        .next()
        .and_then(|n| n.parse().ok())
        .unwrap_or(0),
        articles: count("?x a schema:NewsArticle")?,
        sentences: count("?x a nif:Sentence")?,
        mentions: count("?x a nif:Phrase")?,
        first_published: edge("ASC")?,
        last_published: edge("DESC")?,
        actors: by("?x a ng:Actor ; a ?class . ?class rdfs:subClassOf ng:Actor ; rdfs:label ?key")?,
        events: by("?x a ng:Event ; ng:eventType ?type . ?type skos:topConceptOf ?scheme ; skos:prefLabel ?key")?,
        relations: by("?x a ng:Relation ; ng:predicate/rdfs:label ?key")?,
        quotes: by("?x a ng:Quote ; ng:direct ?direct . BIND(IF(?direct, \"direct\", \"indirect\") AS ?key)")?,
        modalities: by("?x a ng:Claim ; ng:modality/rdfs:label ?key")?,
    })
}

fn show(stats: &Stats, out: &mut Output) -> Result<()> {
    let out = out.writer();
    let period = match (stats.first_published.as_str(), stats.last_published.as_str()) {
        ("", _) => String::new(),
        (first, last) => format!(", {} to {}", first.get(..10).unwrap_or(first), last.get(..10).unwrap_or(last)),
    };
    written(writeln!(out, "{:>8} articles{period}", stats.articles))?;
    written(writeln!(out, "{:>8} sentences", stats.sentences))?;
    written(writeln!(out, "{:>8} mentions", stats.mentions))?;
    for (name, counts) in [
        ("actors", &stats.actors),
        ("events", &stats.events),
        ("relations", &stats.relations),
        ("quotes", &stats.quotes),
        ("claims by modality", &stats.modalities),
    ] {
        let total: usize = counts.values().sum();
        let mut parts: Vec<(&String, &usize)> = counts.iter().collect();
        parts.sort_by(|a, b| b.1.cmp(a.1).then_with(|| a.0.cmp(b.0)));
        let parts: Vec<String> = parts.into_iter().map(|(key, n)| format!("{n} {key}")).collect();
        written(writeln!(out, "{total:>8} {name}: {}", parts.join(", ")))?;
    }
    written(writeln!(out, "{:>8} triples", stats.triples))
}
