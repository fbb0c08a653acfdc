//! `newsgraph path`: how two actors are connected, with the evidence along the way.

use std::collections::{BTreeMap, BTreeSet};
use std::process::ExitCode;

use newsgraph::analyze::{self, Adjacency, Ties};
use newsgraph::network::{self, Network, View};
use newsgraph::query::{self, ActorHit};
use newsgraph::store::Graph;
use newsgraph::{Error, Result};
use petgraph::graph::{EdgeIndex, NodeIndex};
use serde::Serialize;

use super::actors::told;
use super::output::{self, Output, compact, printable, written};
use super::view;
use crate::cli::{Common, Listing, PathArgs};

/// Statements of a step that a table shows.
const SHOWN: usize = 2;

#[derive(Serialize)]
struct Found {
    confidence: f64,
    actors: Vec<String>,
    steps: Vec<Step>,
}

#[derive(Serialize)]
struct Step {
    from: String,
    to: String,
    statements: Vec<Statement>,
}

#[derive(Serialize)]
struct Statement {
    text: String,
    modality: String,
    confidence: f64,
    evidence: String,
    article: String,
    claim: String,
}

pub(crate) fn run(common: &Common, args: &PathArgs) -> Result<ExitCode> {
    let mut selection = view::selection(&args.view)?;
    if selection.view == View::Actors {
        // One edge a statement, so that each has its sentence.
        selection.view = View::Claims;
    }
    let graph = Graph::open(&common.graph)?;
    let (a, b) = (query::find_actor(graph.store(), &args.a)?, query::find_actor(graph.store(), &args.b)?);
    if a.iri == b.iri {
        return Err(Error::Usage(format!("`{}` and `{}` are one actor, {}", args.a, args.b, a.name)));
    }
    let network = network::network(graph.store(), &selection)?;
    let (from, to) = (node(&network, &a)?, node(&network, &b)?);
    let paths = analyze::paths(&network, from, to, usize::from(args.paths));
    if paths.is_empty() {
        return Err(apart(&network, from, to, selection.view));
    }
    let told = labels(&graph, &network, paths.iter().flat_map(|path| path.steps.iter().flatten().copied()))?;
    let found: Vec<Found> = paths.iter().map(|path| found(&network, path, &told)).collect();
    let mut out = Output::open("-".as_ref())?;
    match args.format {
        Listing::Json => output::json(out.writer(), &found)?,
        Listing::Table => {
            for (number, path) in found.iter().enumerate() {
                show(path, number + 1, &mut out)?;
            }
            if found.len() < usize::from(args.paths) && !common.quiet {
                eprintln!("there are no more paths than {}", found.len());
            }
        }
    }
    out.finish()?;
    Ok(ExitCode::SUCCESS)
}

fn node(network: &Network, actor: &ActorHit) -> Result<NodeIndex> {
    network.node_indices().find(|&node| network[node].iri == actor.iri).ok_or_else(|| {
        Error::Usage(format!(
            "{} has no tie to another named actor here; without filters, or with --view co-mention, there may be one",
            actor.name
        ))
    })
}

/// Why there is no path.
fn apart(network: &Network, from: NodeIndex, to: NodeIndex, view: View) -> Error {
    let ties: Adjacency = Ties::of(network, false).mutual;
    let parts = analyze::components(&ties);
    let part = |node: NodeIndex| parts.sizes[parts.of[node.index()]] - 1;
    let hint = match view {
        View::CoMention(_) => "without filters there may be one",
        _ => "without filters, or with --view co-mention, there may be one",
    };
    let (a, b) = (&network[from].label, &network[to].label);
    Error::Usage(format!(
        "no path leads from {a}, who is connected to {} others, to {b}, connected to {}; {hint}",
        part(from),
        part(to)
    ))
}

/// What each claim says, and in which article.
fn labels(
    graph: &Graph,
    network: &Network,
    edges: impl Iterator<Item = EdgeIndex>,
) -> Result<BTreeMap<String, (String, String)>> {
    let mut claims: Vec<&str> = edges.flat_map(|edge| network[edge].claims.split('|')).collect();
    claims.sort_unstable();
    claims.dedup();
    let values: String = claims.iter().filter(|iri| !iri.is_empty()).map(|iri| format!("<{iri}> ")).collect();
    let rows = query::rows(
        graph.store(),
        &format!(
            "SELECT ?claim (SAMPLE(?label) AS ?text) (SAMPLE(?title) AS ?article) {{ VALUES ?claim {{ {values} }} \
               OPTIONAL {{ ?claim rdfs:label ?label }} \
               OPTIONAL {{ ?claim prov:wasDerivedFrom/rdfs:label ?title }} }} GROUP BY ?claim"
        ),
    )?;
    let pairs = rows.into_iter().filter_map(|row| <[String; 3]>::try_from(row).ok());
    Ok(pairs.map(|[claim, text, article]| (claim, (text, article))).collect())
}

fn found(network: &Network, path: &analyze::Path, told: &BTreeMap<String, (String, String)>) -> Found {
    let label = |node: &NodeIndex| network[*node].label.clone();
    let steps = path.steps.iter().zip(path.nodes.windows(2)).map(|(edges, ends)| Step {
        from: label(&ends[0]),
        to: label(&ends[1]),
        statements: edges.iter().map(|&edge| statement(network, edge, told)).collect(),
    });
    Found {
        confidence: (path.confidence * 1000.0).round() / 1000.0,
        actors: path.nodes.iter().map(label).collect(),
        steps: steps.collect(),
    }
}

fn statement(network: &Network, edge: EdgeIndex, told: &BTreeMap<String, (String, String)>) -> Statement {
    let edge = &network[edge];
    let claim = edge.claims.split('|').next().unwrap_or_default();
    let (text, article) = told.get(claim).cloned().unwrap_or_default();
    let shown = if text.is_empty() || text == edge.evidence { edge.label.clone() } else { text };
    Statement {
        text: shown,
        modality: edge.modality.clone(),
        confidence: edge.confidence,
        evidence: edge.evidence.clone(),
        article,
        claim: claim.to_owned(),
    }
}

fn show(path: &Found, number: usize, out: &mut Output) -> Result<()> {
    let out = out.writer();
    let steps = path.steps.len();
    let ties = if steps == 1 { "1 tie".to_owned() } else { format!("{steps} ties") };
    let line = format!("{number}. {}  ({ties}, confidence {:.2})", path.actors.join(" – "), path.confidence);
    written(writeln!(out, "{}{}", if number == 1 { "" } else { "\n" }, printable(&line)))?;
    for step in &path.steps {
        written(writeln!(out, "{}", printable(&format!("   {} – {}", step.from, step.to))))?;
        // The same said again adds nothing here; JSON has it all.
        let mut texts = BTreeSet::new();
        let telling = step.statements.iter().filter(|one| texts.insert((&one.text, &one.modality)));
        for statement in telling.take(SHOWN) {
            let line = format!("     {}{}  {}", statement.text, told(&statement.modality), compact(&statement.claim));
            written(writeln!(out, "{}", printable(&line)))?;
            let article =
                if statement.article.is_empty() { String::new() } else { format!(" — {}", statement.article) };
            written(writeln!(out, "{}", printable(&format!("       “{}”{article}", statement.evidence))))?;
        }
        if step.statements.len() > SHOWN {
            written(writeln!(out, "     … and {} more", step.statements.len() - SHOWN))?;
        }
    }
    Ok(())
}
