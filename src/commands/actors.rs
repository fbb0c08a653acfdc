//! `newsgraph actors`: a list, or all that is known of one actor.

use std::process::ExitCode;

use newsgraph::Result;
use newsgraph::query::{self, ActorHit};
use newsgraph::store::Graph;
use serde::Serialize;

use super::output::{self, Output, printable, written};
use crate::cli::{Common, Listing};

/// All that the graph holds of one actor.
#[derive(Serialize)]
struct Dossier {
    actor: ActorHit,
    roles: Vec<Tie>,
    events: Vec<Happening>,
    quotes: Vec<Said>,
    articles: Vec<Article>,
}

#[derive(Serialize)]
struct Tie {
    text: String,
    modality: String,
    evidence: String,
    claim: String,
}

#[derive(Serialize)]
struct Happening {
    from: String,
    to: String,
    text: String,
    modality: String,
    evidence: String,
    claim: String,
}

#[derive(Serialize)]
struct Said {
    date: String,
    text: String,
    direct: bool,
    article: String,
}

#[derive(Serialize)]
struct Article {
    date: String,
    title: String,
    iri: String,
}

pub(crate) fn run(
    common: &Common,
    name: Option<&str>,
    kind: Option<&str>,
    limit: usize,
    format: Listing,
) -> Result<ExitCode> {
    let graph = Graph::open(&common.graph)?;
    let mut out = Output::open("-".as_ref())?;
    match name {
        Some(name) => {
            let dossier = dossier(&graph, query::find_actor(graph.store(), name)?)?;
            match format {
                Listing::Json => output::json(out.writer(), &dossier)?,
                Listing::Table => show(&dossier, limit, &mut out)?,
            }
        }
        None => {
            let mut hits = query::find_actors(graph.store(), None)?;
            hits.retain(|hit| kind.is_none_or(|kind| hit.kind == kind));
            let all = hits.len();
            hits.truncate(limit);
            match format {
                Listing::Json => output::json(out.writer(), &hits)?,
                Listing::Table => {
                    let rows: Vec<Vec<String>> = hits
                        .iter()
                        .map(|hit| {
                            vec![
                                hit.name.clone(),
                                hit.kind.clone(),
                                hit.articles.to_string(),
                                hit.id.clone(),
                                hit.description.clone(),
                            ]
                        })
                        .collect();
                    output::table(out.writer(), &["name", "kind", "articles", "identifier", "description"], &rows)?;
                    if all > hits.len() && !common.quiet {
                        eprintln!("{} of {all} actors; --limit shows more", hits.len());
                    }
                }
            }
        }
    }
    out.finish()?;
    Ok(ExitCode::SUCCESS)
}

fn dossier(graph: &Graph, actor: ActorHit) -> Result<Dossier> {
    let iri = &actor.iri;
    let store = graph.store();
    let roles = query::rows(
        store,
        &format!(
            "SELECT DISTINCT ?text ?modality ?evidence ?claim {{ ?claim a ng:Relation ; ng:subject|ng:object <{iri}> ; \
               rdfs:label ?text ; ng:modality/rdfs:label ?modality ; ng:evidence/nif:anchorOf ?evidence }} ORDER BY ?text ?claim"
        ),
    )?;
    let quotes = query::rows(
        store,
        &format!(
            "SELECT ?date ?text ?direct ?article {{ ?quote a ng:Quote ; ng:speaker <{iri}> ; ng:text ?text ; ng:direct ?direct ; \
               prov:wasDerivedFrom ?source . ?source rdfs:label ?article . \
               OPTIONAL {{ ?source schema:datePublished ?date }} }} ORDER BY ?date ?quote"
        ),
    )?;
    let articles = query::rows(
        store,
        &format!(
            "SELECT DISTINCT ?date ?title ?article {{ ?article ng:mentions <{iri}> ; rdfs:label ?title . \
               OPTIONAL {{ ?article schema:datePublished ?date }} }} ORDER BY ?date ?title"
        ),
    )?;
    Ok(Dossier {
        roles: each(roles, |[text, modality, evidence, claim]| Tie { text, modality, evidence, claim }),
        events: happenings(graph, iri)?,
        quotes: each(quotes, |[date, text, direct, article]| Said { date, text, direct: direct == "true", article }),
        articles: each(articles, |[date, title, iri]| Article { date, title, iri }),
        actor,
    })
}

fn happenings(graph: &Graph, iri: &str) -> Result<Vec<Happening>> {
    let events = query::rows(
        graph.store(),
        &format!(
            "SELECT DISTINCT ?from ?to ?text ?modality ?evidence ?claim {{ ?claim a ng:Event ; \
               ng:source|ng:target|ng:recipient|ng:participant|sem:hasPlace <{iri}> ; rdfs:label ?text ; ng:modality/rdfs:label ?modality ; \
               ng:evidence/nif:anchorOf ?evidence . OPTIONAL {{ ?claim ng:from ?from }} OPTIONAL {{ ?claim ng:to ?to }} }} \
             ORDER BY (!BOUND(?from)) ?from ?claim"
        ),
    )?;
    Ok(each(events, |[from, to, text, modality, evidence, claim]| Happening {
        from,
        to,
        text,
        modality,
        evidence,
        claim,
    }))
}

fn each<const N: usize, T>(rows: Vec<Vec<String>>, make: impl Fn([String; N]) -> T) -> Vec<T> {
    rows.into_iter().filter_map(|row| <[String; N]>::try_from(row).ok()).map(make).collect()
}

fn show(dossier: &Dossier, limit: usize, out: &mut Output) -> Result<()> {
    let out = out.writer();
    let actor = &dossier.actor;
    written(writeln!(out, "{}  ({}, {})", printable(&actor.name), actor.kind, actor.id))?;
    if !actor.description.is_empty() {
        written(writeln!(out, "{}", printable(&actor.description)))?;
    }
    if !actor.aliases.is_empty() {
        written(writeln!(out, "also: {}", printable(&actor.aliases.join(", "))))?;
    }
    section(out, "Roles and relations", &dossier.roles, limit, |tie| format!("{}{}", tie.text, told(&tie.modality)))?;
    section(out, "Events", &dossier.events, limit, |event| {
        format!("{}{}{}", day(&event.from, &event.to), event.text, told(&event.modality))
    })?;
    section(out, "Quotes", &dossier.quotes, limit, |quote| match quote.direct {
        true => format!("“{}”", quote.text),
        false => quote.text.clone(),
    })?;
    section(out, "Articles", &dossier.articles, limit, |article| {
        format!("{}{}", day(&article.date, &article.date), article.title)
    })
}

fn section<T>(
    out: &mut dyn std::io::Write,
    title: &str,
    items: &[T],
    limit: usize,
    line: impl Fn(&T) -> String,
) -> Result<()> {
    if items.is_empty() {
        return Ok(());
    }
    written(writeln!(out, "\n{title}"))?;
    for item in items.iter().take(limit) {
        written(writeln!(out, "  {}", printable(&line(item))))?;
    }
    if items.len() > limit {
        written(writeln!(out, "  … and {} more (--limit)", items.len() - limit))?;
    }
    Ok(())
}

/// Anything but plain assertion is said.
pub(super) fn told(modality: &str) -> String {
    if modality == "asserted" || modality.is_empty() { String::new() } else { format!("  [{modality}]") }
}

/// `2014-11-10 – 2014-11-12  `, `since 2014-11-10  `, or nothing.
pub(super) fn day(from: &str, to: &str) -> String {
    let cut = |text: &str| text.get(..10).unwrap_or(text).to_owned();
    match (from, to) {
        ("", "") => String::new(),
        ("", to) => format!("until {}  ", cut(to)),
        (from, "") => format!("since {}  ", cut(from)),
        (from, to) if to == from => format!("{}  ", cut(from)),
        (from, to) => format!("{} – {}  ", cut(from), cut(to)),
    }
}
