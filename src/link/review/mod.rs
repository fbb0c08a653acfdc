//! What a person should look at: pairs of actors that may be one though the program keeps them apart, and links that it
//! made on little.
//!
//! [`pairs`] finds and scores them, [`side`] gathers what is told of each of the two.

mod pairs;
mod side;

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::cluster::Target;
use super::reference;
use super::{Linked, Linker, by_id};
use crate::entity::Annotated;

pub use side::{Sentence, Side};

/// Pairs scored lower are not worth a person's time.
pub const LEAST: f32 = 0.35;
/// Links surer than this need no second look.
pub const SURE: f32 = 0.72;

/// Two that may be one.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Candidate {
    /// The better known of the two.
    pub left: Side,
    /// The other; of a link, the same actor as one article or several name it.
    pub right: Side,
    /// Whether the program has made them one.
    pub linked: bool,
    /// How likely they are one, 0 to 1.
    pub score: f32,
    /// How many articles a decision would change.
    pub articles: usize,
    /// What speaks for and against, in a few words each.
    pub reasons: Vec<String>,
}

impl Candidate {
    /// How much a decision is worth: how likely the graph is wrong now, times the articles concerned.
    pub fn value(&self) -> f32 {
        let wrong = if self.linked { 1.0 - self.score } else { self.score };
        wrong * self.articles as f32
    }
}

impl Linker<'_> {
    /// The pairs that a person should look at, the most valuable first. What was decided, or found undecidable, is not
    /// among them.
    pub fn review(&self, articles: &[Annotated]) -> Vec<Candidate> {
        let sorted = by_id(articles);
        let linked = self.run(sorted.iter().map(|annotated| self.read(annotated)).collect()).0;
        let judged = Judged::new(self, &linked);
        let desk = side::Desk::new(self, &linked, &sorted);
        let mut out: Vec<Candidate> = pairs::apart(self, &linked)
            .into_iter()
            .filter(|pair| pair.score >= LEAST && !judged.apart(pair))
            .map(|pair| {
                let sides = [pair.left, pair.right].map(|node| desk.actor(node));
                let articles = sides.iter().map(|side| side.articles).filter(|&count| count > 0).min().unwrap_or(0);
                let [left, right] = desk.with_sentences(sides);
                Candidate { left, right, linked: false, score: round(pair.score), articles, reasons: pair.reasons }
            })
            .collect();
        out.extend(pairs::doubtful(&linked, SURE).into_iter().filter_map(|doubt| {
            let members: Vec<usize> = doubt.members.into_iter().filter(|&member| !judged.link(member)).collect();
            let articles = members.iter().map(|&member| linked.locals[member].article).collect::<BTreeSet<_>>().len();
            let left = desk.rest(doubt.cluster, &members)?;
            let [left, right] = desk.with_sentences([left, desk.part(doubt.cluster, &members)?]);
            let reasons = vec![doubt.reason];
            Some(Candidate { left, right, linked: true, score: round(doubt.confidence), articles, reasons })
        }));
        out.sort_by(|a, b| {
            let key = |candidate: &Candidate| (candidate.left.references.clone(), candidate.right.references.clone());
            b.value().total_cmp(&a.value()).then_with(|| key(a).cmp(&key(b)))
        });
        out
    }
}

fn round(score: f32) -> f32 {
    (score.clamp(0.0, 1.0) * 100.0).round() / 100.0
}

/// One of a pair: a cluster, or an entry of the gazetteer that no article is known to name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Node<'a> {
    Cluster(usize),
    Entry(&'a str),
}

/// What people have said already.
struct Judged<'a> {
    pairs: BTreeSet<(Node<'a>, Node<'a>)>,
    locals: BTreeSet<usize>,
}

impl<'a> Judged<'a> {
    fn new(linker: &Linker<'a>, linked: &Linked) -> Self {
        let mut of: BTreeMap<usize, usize> = BTreeMap::new();
        let mut entries: BTreeMap<&str, usize> = BTreeMap::new();
        let mut ids: BTreeMap<&str, usize> = BTreeMap::new();
        for (at, cluster) in linked.clusters.iter().enumerate() {
            cluster.members.iter().for_each(|&member| _ = of.insert(member, at));
            if let Some(Target::Entry(id)) = &cluster.target {
                entries.insert(id, at);
            }
            ids.insert(&linked.actors[at].id, at);
        }
        let (mut pairs, mut locals) = (BTreeSet::new(), BTreeSet::new());
        for (_, decision) in linker.decisions.latest() {
            if decision.judgement == super::Judgement::Undone {
                continue;
            }
            let nodes = [&decision.left, &decision.right].map(|reference| match reference::parts(reference) {
                (name, Some(article)) => {
                    let members = reference::locals_in(name, article, &linked.locals, &linked.contexts);
                    locals.extend(&members);
                    members.first().and_then(|member| of.get(member)).map(|&at| Node::Cluster(at))
                }
                (id, None) => {
                    let cluster = entries.get(id).or_else(|| ids.get(id)).map(|&at| Node::Cluster(at));
                    cluster.or_else(|| linker.gazetteer.get(id).map(|entry| Node::Entry(&entry.id)))
                }
            });
            if let [Some(a), Some(b)] = nodes {
                pairs.insert((a.min(b), a.max(b)));
            }
        }
        Self { pairs, locals }
    }

    fn apart(&self, pair: &pairs::Pair<'a>) -> bool {
        self.pairs.contains(&(pair.left.min(pair.right), pair.left.max(pair.right)))
    }

    fn link(&self, local: usize) -> bool {
        self.locals.contains(&local)
    }
}
