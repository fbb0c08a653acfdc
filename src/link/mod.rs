//! Linking: chains of many articles → [`Identities`].
//!
//! For each article, chains that are one actor are joined ([`local`]); each is then looked up in the gazetteer
//! ([`resolve`]); what it does not know is clustered over all articles ([`cluster`]); decisions of people are laid over
//! that ([`overrule`]); the clusters become actors with readable identifiers ([`identify`]). Then event mentions that
//! tell of one event are joined ([`events`]), and so is what articles of one [`story`] describe without a name
//! ([`unnamed`]).
//!
//! What linking needs of an article is read into a [`Profile`], so that articles need not stay in memory.
//!
//! The result depends on the set of articles, the gazetteer and the decisions alone, never on their order, so that
//! adding articles one by one and linking all at once agree.

mod agglomerate;
mod candidates;
mod cluster;
pub mod decisions;
mod events;
mod explain;
pub mod gazetteer;
mod identify;
mod local;
mod name;
mod offices;
mod organization;
mod overrule;
mod person;
mod profile;
mod reference;
mod resolve;
pub mod review;
mod story;
mod topic;
mod unnamed;
mod words;

use std::collections::BTreeMap;

pub use decisions::{Contradiction, Decision, Decisions, Judgement};
pub use gazetteer::{Entry, Gazetteer};
pub use name::slug;

use cluster::{Cluster, Clusters, Target, Why};
use profile::{Context, Local};
use rayon::prelude::*;
use reference::Apart;
use story::Stories;
use topic::Topics;

use crate::entity::{Actor, Annotated, Identities, Link};

/// What linking needs of one article.
#[derive(Debug, Clone)]
pub struct Profile {
    context: Context,
    locals: Vec<Local>,
    told: Vec<events::Told>,
    unnamed: Vec<unnamed::Told>,
    original: Option<String>,
}

impl Profile {
    /// Says which article this one is a copy of.
    pub fn copy_of(&mut self, original: Option<String>) {
        self.original = original;
    }
}

/// Links the named chains of articles to actors.
#[derive(Debug, Clone, Copy)]
pub struct Linker<'a> {
    gazetteer: &'a Gazetteer,
    decisions: &'a Decisions,
}

impl<'a> Linker<'a> {
    /// A linker over a gazetteer and a decision log.
    pub const fn new(gazetteer: &'a Gazetteer, decisions: &'a Decisions) -> Self {
        Self { gazetteer, decisions }
    }

    /// Decides which actor every named chain is, and which events are one.
    pub fn link(&self, articles: &[Annotated]) -> Identities {
        self.link_profiles(articles.par_iter().map(|annotated| self.read(annotated)).collect())
    }

    /// Reads what linking needs of an article. Depends on the article and the gazetteer alone.
    pub fn read(&self, annotated: &Annotated) -> Profile {
        let locals = local::join(profile::locals(annotated, 0, self.gazetteer), self.gazetteer);
        Profile {
            context: profile::context(annotated, &locals, self.gazetteer),
            locals,
            told: events::read(annotated),
            unnamed: unnamed::read(annotated),
            original: annotated.article.duplicate_of.clone(),
        }
    }

    /// Links articles by their profiles, which may come in any order.
    pub fn link_profiles(&self, profiles: Vec<Profile>) -> Identities {
        let (linked, told) = self.run(profiles);
        let mut identities = self.identities(&linked);
        let originals: Vec<&str> = told.originals.iter().map(String::as_str).collect();
        identities.happenings = events::happenings(&events::Articles {
            contexts: &linked.contexts,
            topics: &linked.topics,
            told: &told.events,
            originals: &originals,
            identities: &identities,
        });
        let stories = Stories::new(&linked.contexts, &linked.topics);
        identities.unnamed = unnamed::shared(&told.unnamed, &linked.contexts, &stories);
        identities
    }

    fn identities(&self, linked: &Linked) -> Identities {
        let Linked { locals, contexts, clusters, why, actors, .. } = linked;
        let mut identities = Identities::default();
        for (cluster, actor) in clusters.iter().zip(actors) {
            for &member in &cluster.members {
                let local = &locals[member];
                let link = link(&why[member], &actor.id, local);
                for &chain in &local.chains {
                    identities.links.insert((contexts[local.article].id.clone(), chain), link.clone());
                }
            }
            identities.actors.insert(actor.id.clone(), actor.clone());
        }
        identities
    }

    /// Links articles by their profiles, sorted by identifier, and keeps all that led there, with what each tells.
    fn run(&self, mut profiles: Vec<Profile>) -> (Linked, Told) {
        profiles.sort_by(|a, b| a.context.id.cmp(&b.context.id));
        let (mut locals, mut contexts, mut told) = (Vec::new(), Vec::new(), Told::default());
        for (at, profile) in profiles.into_iter().enumerate() {
            locals.extend(profile.locals.into_iter().map(|local| Local { article: at, ..local }));
            told.originals.push(profile.original.unwrap_or_else(|| profile.context.id.clone()));
            contexts.push(profile.context);
            told.events.push(profile.told);
            told.unnamed.push(profile.unnamed);
        }
        let topics = Topics::new(&contexts);
        let (clusters, mut why) = self.cluster(&locals, &contexts, &topics);
        let found = identify::actors(&clusters, &locals, &contexts, self.gazetteer);
        let clusters = overrule::apply(clusters, &found, &mut why, self.decisions, &locals, &contexts, self.gazetteer);
        let actors = if self.decisions.is_empty() {
            found
        } else {
            identify::actors(&clusters, &locals, &contexts, self.gazetteer)
        };
        (Linked { locals, contexts, topics, clusters, why, actors }, told)
    }

    /// Clusters of locals: one for each entry of the gazetteer that is named, and those that names and context make.
    fn cluster(&self, locals: &[Local], contexts: &[Context], topics: &Topics) -> (Vec<Cluster>, Vec<Why>) {
        let apart = Apart::new(self.decisions, locals, contexts, self.gazetteer);
        let barred = |at: usize, target: &Target| matches!(target, Target::Entry(id) if apart.bars(at, id));
        let mut known: BTreeMap<Target, Vec<usize>> = BTreeMap::new();
        let mut open: Vec<usize> = Vec::new();
        let mut why = vec![Why::default(); locals.len()];
        for (at, local) in locals.iter().enumerate() {
            match resolve::resolve(local, &contexts[local.article], self.gazetteer) {
                Some((target, because)) if !barred(at, &target) => {
                    known.entry(target).or_default().push(at);
                    why[at] = because;
                }
                _ => open.push(at),
            }
        }
        let clusters = known.into_iter().map(|(target, members)| Cluster { members, target: Some(target) }).collect();
        let (apart, shapes) = (&apart, Vec::new());
        let mut clusters = Clusters { locals, topics, gazetteer: self.gazetteer, apart, clusters, why, shapes };
        clusters.run(&open);
        (clusters.clusters, clusters.why)
    }

    /// How decisions refer to an actor of the gazetteer: by its identifier; `None` for any other.
    pub fn reference(&self, actor: &str) -> Option<String> {
        self.gazetteer.get(actor).map(|entry| entry.id.clone())
    }

    /// How decisions refer to an actor by what an article calls it: references that stay true when other articles come
    /// and when this one is understood anew. The most frequent name comes first; none where the article does not name it.
    pub fn references_in(&self, identities: &Identities, actor: &str, annotated: &Annotated) -> Vec<String> {
        let Profile { mut locals, context, .. } = self.read(annotated);
        let contexts = [context];
        locals.retain(|local| {
            local
                .chains
                .iter()
                .any(|&chain| identities.actor(&annotated.article.id, chain).is_some_and(|found| found.id == actor))
        });
        locals.sort_by_key(|local| std::cmp::Reverse(local.names.values().sum::<usize>()));
        locals.iter().map(|local| reference::of(local, &contexts)).collect()
    }

    /// The actor that a reference means in a graph as it is linked now.
    pub fn actor_of<'i>(&self, reference: &str, identities: &'i Identities) -> Option<&'i Actor> {
        reference::actor_of(reference, identities)
    }

    /// Why two actors (identifiers or names) are one, or are not: one sentence a reason.
    pub fn explain(&self, identities: &Identities, a: &str, b: &str) -> Vec<String> {
        explain::explain(self.gazetteer, self.decisions, identities, a, b)
    }

    /// The pairs of references that, judged different, take an actor apart: the joins that people decided where there
    /// are any, else each further article from the first.
    pub fn split_plan(&self, identities: &Identities, actor: &str) -> Vec<(String, String)> {
        explain::split_plan(self.decisions, identities, actor)
    }
}

/// What articles tell beside their named actors, each list in order of article.
#[derive(Default)]
struct Told {
    events: Vec<Vec<events::Told>>,
    unnamed: Vec<Vec<unnamed::Told>>,
    /// The article that each is a copy of, or its own identifier.
    originals: Vec<String>,
}

/// All that linking found, and what led there.
struct Linked {
    locals: Vec<Local>,
    contexts: Vec<Context>,
    topics: Topics,
    clusters: Vec<Cluster>,
    why: Vec<Why>,
    /// The actor of each cluster.
    actors: Vec<Actor>,
}

fn by_id(articles: &[Annotated]) -> Vec<&Annotated> {
    let mut sorted: Vec<&Annotated> = articles.iter().collect();
    sorted.sort_by(|a, b| a.article.id.cmp(&b.article.id));
    sorted
}

fn link(why: &Why, actor: &str, local: &Local) -> Link {
    let mut reason = why.reason.clone();
    for joined in &local.joined {
        reason.push_str("; ");
        reason.push_str(joined);
    }
    Link { actor: actor.to_owned(), confidence: (why.confidence.clamp(0.0, 1.0) * 100.0).round() / 100.0, reason }
}
