//! `newsgraph merge`, `split` and `why-linked`: who is who. And the log of decisions as the commands use it.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::process::ExitCode;

use newsgraph::entity::Identities;
use newsgraph::link::{Contradiction, Decision, Decisions, Judgement, Linker, slug};
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
    let pipeline = Pipeline::load()?;
    let graph = Graph::open(&common.graph)?;
    let mut log = Log::open(&graph)?;
    let identities = graph.identities()?;
    let gazetteer = pipeline.gazetteer(graph.dir(), &[])?;
    let linker = Linker::new(&gazetteer, &log.all);
    let desk = Desk { graph: &graph, identities: &identities, linker, log: &log.all };
    let (left, right) = (desk.reference(&args.left, &args.right)?, desk.reference(&args.right, &args.left)?);
    let actor = |reference: &str| linker.actor_of(reference, &identities).map(|actor| actor.id.clone());
    if judgement == Judgement::Same && left == right {
        return Err(Error::Usage(format!("{} and {} are one already: {left}", args.left, args.right)));
    }
    if judgement == Judgement::Different && left == right {
        let list = actor(&left).map_or_else(String::new, |id| format!(" {id}@ARTICLE"));
        return Err(Error::Usage(format!(
            "{} and {} are one actor here; say in which article it is another:{list}",
            args.left, args.right
        )));
    }
    let decision =
        Decision { when: now(), who: who(args.who.as_deref()), judgement, left, right, why: args.why.clone() };
    drop(graph);
    log.add(vec![decision.clone()])?;
    pipeline.relink(&common.graph)?;
    if !common.quiet {
        let identities = Graph::open(&common.graph)?.identities()?;
        let linker = Linker::new(&gazetteer, &log.all);
        let actor = |reference: &str| linker.actor_of(reference, &identities).map(|actor| actor.id.as_str());
        let (left, right) = (&decision.left, &decision.right);
        let one = actor(left).is_some() && actor(left) == actor(right);
        let verdict = match (judgement, one) {
            (Judgement::Same, true) => "are one from now on",
            (Judgement::Same, false) => "will be one where other decisions allow it",
            (_, true) => "are still one: other decisions join them",
            (_, false) => "stay apart from now on",
        };
        eprintln!("{left} and {right} {verdict}; the decision is kept in {}", log.path.display());
    }
    Ok(ExitCode::SUCCESS)
}

/// The name under which decisions are made.
pub(super) fn who(given: Option<&str>) -> String {
    let user = || std::env::var("USER").or_else(|_| std::env::var("USERNAME")).ok();
    given.map(str::to_owned).or_else(user).unwrap_or_else(|| "unknown".to_owned())
}

/// The time of a decision.
pub(super) fn now() -> String {
    jiff::Timestamp::now().strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

/// The decision log of a graph, open for more.
pub(super) struct Log {
    pub(super) path: PathBuf,
    pub(super) all: Decisions,
    told: BTreeSet<Contradiction>,
}

impl Log {
    pub(super) fn open(graph: &Graph) -> Result<Self> {
        let path = graph.decisions();
        let all = Decisions::load(&path)?;
        let told = all.contradictions().into_iter().collect();
        Ok(Self { path, all, told })
    }

    /// Keeps decisions, and tells at once which others they contradict.
    pub(super) fn add(&mut self, decisions: Vec<Decision>) -> Result<()> {
        Decisions::append(&self.path, &decisions)?;
        decisions.into_iter().try_for_each(|decision| self.all.push(decision))?;
        for contradiction in self.all.contradictions() {
            if self.told.insert(contradiction.clone()) {
                eprintln!("note: {} {}", self.path.display(), contradiction.message);
            }
        }
        Ok(())
    }
}

/// What finding references needs.
struct Desk<'a> {
    graph: &'a Graph,
    identities: &'a Identities,
    linker: Linker<'a>,
    log: &'a Decisions,
}

/// Articles looked into for the name that tells an actor best.
const LOOKED_INTO: usize = 5;

impl Desk<'_> {
    /// How the log refers to whom `name` means: an actor, or an actor in one article (`NAME@ARTICLE`). `other` is whom
    /// the decision is about too: the reference must not speak of the other's article.
    fn reference(&self, name: &str, other: &str) -> Result<String> {
        if self.log.iter().any(|decision| decision.left == name || decision.right == name) {
            return Ok(name.to_owned());
        }
        let Some((actor, article)) = name.split_once('@') else {
            let id = query::find_actor(self.graph.store(), name)?.id;
            return self.anchored(&id, name, other.split_once('@').map(|(_, article)| article));
        };
        let Some(annotated) = self.graph.article(article)? else {
            return Err(Error::Usage(format!(
                "no article of this graph is called `{article}`; `newsgraph query articles` lists them"
            )));
        };
        let id = query::find_actor(self.graph.store(), actor)?.id;
        self.linker
            .references_in(self.identities, &id, &annotated)
            .into_iter()
            .next()
            .ok_or_else(|| Error::Usage(format!("the article `{article}` does not name {id}")))
    }

    fn anchored(&self, id: &str, name: &str, without: Option<&str>) -> Result<String> {
        if let Some(reference) = self.linker.reference(id) {
            return Ok(reference);
        }
        // The name that the person gave says best whom of several joined is meant, then the actor's own name.
        let wanted = [slug(name), id.to_owned()];
        let rank = |reference: &str| {
            let name = reference.split('@').next().unwrap_or_default();
            wanted.iter().position(|wanted| wanted == name).unwrap_or(wanted.len())
        };
        let mut best: Option<(usize, String)> = None;
        let mut consider = |reference: String, so_far: usize| {
            let rank = rank(&reference) * 2 + so_far;
            if best.as_ref().is_none_or(|best| rank < best.0) {
                best = Some((rank, reference));
            }
        };
        // One that the log has already makes contradictions plain.
        let references = self.log.iter().flat_map(|decision| [&decision.left, &decision.right]);
        for reference in references {
            let elsewhere = reference.split_once('@').is_some_and(|(_, of)| Some(of) != without);
            let means = || self.linker.actor_of(reference, self.identities).is_some_and(|actor| actor.id == id);
            if elsewhere && means() {
                consider(reference.clone(), 0);
            }
        }
        let links = self.identities.links.iter().filter(|(_, link)| link.actor == id);
        let articles: BTreeSet<&str> =
            links.map(|((article, _), _)| article.as_str()).filter(|article| Some(*article) != without).collect();
        for article in articles.into_iter().take(LOOKED_INTO) {
            let Some(annotated) = self.graph.article(article)? else { continue };
            for reference in self.linker.references_in(self.identities, id, &annotated) {
                consider(reference, 1);
            }
        }
        Ok(best.map_or_else(|| id.to_owned(), |(_, reference)| reference))
    }
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
