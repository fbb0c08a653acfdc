//! `newsgraph merge`, `split` and `why-linked`: who is who.

use std::process::ExitCode;

use newsgraph::link::{Decision, Decisions, Judgement};
use newsgraph::pipeline::Pipeline;
use newsgraph::query;
use newsgraph::store::Graph;
use newsgraph::{Error, Result};

use super::output::{Output, printable, written};
use crate::cli::{Common, DecisionArgs};

pub(crate) fn merge(common: &Common, args: &DecisionArgs) -> Result<ExitCode> {
    decide(common, args, Judgement::Same)
}

pub(crate) fn split(common: &Common, args: &DecisionArgs) -> Result<ExitCode> {
    decide(common, args, Judgement::Different)
}

fn decide(common: &Common, args: &DecisionArgs, judgement: Judgement) -> Result<ExitCode> {
    let graph = Graph::open(&common.graph)?;
    let log = graph.decisions();
    let known = Decisions::load(&log)?;
    let reference = |name: &str| reference(&graph, &known, name);
    let (left, right) = (reference(&args.left)?, reference(&args.right)?);
    drop(graph);
    let who = args.who.clone().or_else(|| std::env::var("USER").ok()).unwrap_or_else(|| "unknown".to_owned());
    let when = jiff::Timestamp::now().strftime("%Y-%m-%dT%H:%M:%SZ").to_string();
    let decision = Decision { when, who, judgement, left, right, why: args.why.clone() };
    let mut all = known;
    all.push(decision.clone())?;
    for contradiction in all.contradictions() {
        eprintln!("note: {contradiction}");
    }
    Decisions::append(&log, &decision)?;
    Pipeline::load()?.relink(&common.graph)?;
    if !common.quiet {
        let verdict = match judgement {
            Judgement::Same => "are one from now on",
            _ => "stay apart from now on",
        };
        eprintln!("{} and {} {verdict}; the decision is kept in {}", decision.left, decision.right, log.display());
    }
    Ok(ExitCode::SUCCESS)
}

/// An actor of the graph, an actor in one article (`NAME@ARTICLE`), or one that an earlier decision speaks of.
fn reference(graph: &Graph, known: &Decisions, name: &str) -> Result<String> {
    if let Some((actor, article)) = name.split_once('@') {
        if graph.article(article)?.is_none() {
            return Err(Error::Usage(format!(
                "no article of this graph is called `{article}`; `newsgraph query articles` lists them"
            )));
        }
        return Ok(format!("{}@{article}", reference(graph, known, actor)?));
    }
    if known.iter().any(|decision| decision.left == name || decision.right == name) {
        return Ok(name.to_owned());
    }
    query::find_actor(graph.store(), name).map(|hit| hit.id)
}

pub(crate) fn why_linked(common: &Common, a: &str, b: &str) -> Result<ExitCode> {
    let graph = Graph::open(&common.graph)?;
    let reasons = Pipeline::load()?.why_linked(&graph, a, b)?;
    let mut out = Output::open("-".as_ref())?;
    for reason in reasons {
        written(writeln!(out.writer(), "{}", printable(&reason)))?;
    }
    out.finish()?;
    Ok(ExitCode::SUCCESS)
}
