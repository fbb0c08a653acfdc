//! One of two that may be one, with what articles tell of it.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::Node;
use crate::document::{EntityType, Form};
use crate::entity::{Actor, Annotated};
use crate::link::cluster::Target;
use crate::link::gazetteer::Entry;
use crate::link::identify::blank;
use crate::link::name::slug;
use crate::link::reference;
use crate::link::{Linked, Linker};

/// An actor, or an actor as some articles have it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Side {
    /// How decisions refer to it; of a link, one reference an article.
    pub references: Vec<String>,
    /// The actor's identifier.
    pub actor: String,
    /// Name.
    pub name: String,
    /// Other names in these articles.
    pub names: Vec<String>,
    /// What it is.
    pub kind: &'static str,
    /// A few words on it.
    pub description: Option<String>,
    /// Roles told of it.
    pub roles: Vec<String>,
    /// Countries told of it.
    pub countries: Vec<String>,
    /// How many articles name it.
    pub articles: usize,
    /// Who else is named in these articles, those of the other side first.
    pub with: Vec<String>,
    /// Up to two sentences that name it.
    pub sentences: Vec<Sentence>,
    #[serde(skip)]
    members: Vec<usize>,
    #[serde(skip)]
    company: BTreeSet<usize>,
}

/// A sentence with where it stands.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Sentence {
    /// The article's identifier.
    pub article: String,
    /// The day it was published.
    pub date: Option<String>,
    /// The characters.
    pub text: String,
}

/// How many names, roles and companions are shown.
const SHOWN: usize = 6;

/// The articles and what was found in them.
pub(super) struct Desk<'s, 'a> {
    linker: &'s Linker<'a>,
    linked: &'s Linked,
    sorted: &'s [&'s Annotated],
    /// The clusters named in each article.
    cast: Vec<BTreeSet<usize>>,
    /// The cluster of each local.
    of: BTreeMap<usize, usize>,
}

impl<'s, 'a> Desk<'s, 'a> {
    pub(super) fn new(linker: &'s Linker<'a>, linked: &'s Linked, sorted: &'s [&'s Annotated]) -> Self {
        let mut cast = vec![BTreeSet::new(); sorted.len()];
        let mut of = BTreeMap::new();
        for (at, cluster) in linked.clusters.iter().enumerate() {
            for &member in &cluster.members {
                cast[linked.locals[member].article].insert(at);
                of.insert(member, at);
            }
        }
        Self { linker, linked, sorted, cast, of }
    }

    /// A whole actor.
    pub(super) fn actor(&self, node: Node<'_>) -> Side {
        match node {
            Node::Cluster(at) => {
                let mut side = self.seen_in(at, &self.linked.clusters[at].members);
                side.references = vec![self.reference(at)];
                side
            }
            Node::Entry(id) => {
                let entry = self.linker.gazetteer.get(id);
                let actor = entry.map_or_else(|| blank(EntityType::Misc, id.to_owned()), Entry::actor);
                let mut side = self.side(&actor, &[]);
                side.countries = actor.country.into_iter().collect();
                side.references = vec![actor.id];
                side
            }
        }
    }

    /// An actor as these locals of it have it; `None` where there are none.
    pub(super) fn part(&self, cluster: usize, members: &[usize]) -> Option<Side> {
        let mut side = self.seen_in(cluster, members);
        let references =
            members.iter().map(|&member| reference::of(&self.linked.locals[member], &self.linked.contexts));
        side.references = references.collect();
        side.references.sort();
        side.references.dedup();
        if let Some(&first) = members.first() {
            side.name.clone_from(&self.linked.locals[first].full);
        }
        side.description = None;
        (!members.is_empty()).then_some(side)
    }

    /// An actor without these locals of it; `None` where nothing would be left to compare with.
    pub(super) fn rest(&self, cluster: usize, without: &[usize]) -> Option<Side> {
        let all = &self.linked.clusters[cluster].members;
        let members: Vec<usize> = all.iter().copied().filter(|member| !without.contains(member)).collect();
        let entry = matches!(self.linked.clusters[cluster].target, Some(Target::Entry(_)));
        if members.is_empty() && !entry {
            return None;
        }
        let mut side = self.seen_in(cluster, &members);
        side.references = vec![if entry {
            self.linked.actors[cluster].id.clone()
        } else {
            reference::of(&self.linked.locals[*self.telling(&members)?], &self.linked.contexts)
        }];
        Some(side)
    }

    /// How decisions refer to a cluster.
    fn reference(&self, cluster: usize) -> String {
        if let Some(Target::Entry(id)) = &self.linked.clusters[cluster].target {
            return id.clone();
        }
        let telling = self.telling(&self.linked.clusters[cluster].members);
        telling.map_or_else(String::new, |&member| reference::of(&self.linked.locals[member], &self.linked.contexts))
    }

    /// The first local with the name of its actor.
    fn telling<'m>(&self, members: &'m [usize]) -> Option<&'m usize> {
        let cluster = self.of.get(members.first()?)?;
        let name = slug(&self.linked.actors[*cluster].name);
        members.iter().find(|&&member| slug(&self.linked.locals[member].full) == name).or_else(|| members.first())
    }

    fn seen_in(&self, cluster: usize, members: &[usize]) -> Side {
        let mut side = self.side(&self.linked.actors[cluster], members);
        side.company =
            members.iter().flat_map(|&member| self.cast[self.linked.locals[member].article].iter().copied()).collect();
        side.company.remove(&cluster);
        side
    }

    fn side(&self, actor: &Actor, members: &[usize]) -> Side {
        let locals = members.iter().map(|&member| &self.linked.locals[member]);
        let names: BTreeSet<&String> = locals.clone().flat_map(|local| local.names.keys()).collect();
        let roles: BTreeSet<&String> = locals.clone().flat_map(|local| &local.roles).collect();
        let countries: BTreeSet<&String> =
            locals.clone().flat_map(|local| local.countries.keys().chain(&local.organization.country)).collect();
        let articles: BTreeSet<usize> = locals.map(|local| local.article).collect();
        let shown = |list: BTreeSet<&String>| list.into_iter().take(SHOWN).cloned().collect::<Vec<_>>();
        Side {
            references: Vec::new(),
            actor: actor.id.clone(),
            name: actor.name.clone(),
            names: shown(names.into_iter().filter(|name| **name != actor.name).collect()),
            kind: actor.kind.as_str(),
            description: actor.description.clone(),
            roles: shown(roles),
            countries: shown(countries),
            articles: articles.len(),
            with: Vec::new(),
            sentences: Vec::new(),
            members: members.to_vec(),
            company: BTreeSet::new(),
        }
    }

    /// Adds who is named beside each, what both have in common first, and sentences, the fullest names first.
    pub(super) fn with_sentences(&self, sides: [Side; 2]) -> [Side; 2] {
        let common: BTreeSet<usize> = sides[0].company.intersection(&sides[1].company).copied().collect();
        let mut weight: BTreeMap<usize, usize> = BTreeMap::new();
        for &at in sides.iter().flat_map(|side| &side.company) {
            weight.insert(at, self.linked.clusters[at].members.len());
        }
        sides.map(|mut side| {
            let mut company: Vec<usize> = side.company.iter().copied().collect();
            // Of those in common the rare ones tell; of the others the well-known ones.
            company.sort_by_key(|at| {
                let (shared, weight) = (common.contains(at), weight[at]);
                (!shared, if shared { weight } else { usize::MAX - weight }, *at)
            });
            side.with = company.iter().take(SHOWN).map(|&at| self.linked.actors[at].name.clone()).collect();
            side.sentences = self.sentences(&side.members);
            side
        })
    }

    /// Two sentences, of two articles where there are two.
    fn sentences(&self, members: &[usize]) -> Vec<Sentence> {
        let mut out = Vec::new();
        for round in 0..2 {
            for &member in members {
                let local = &self.linked.locals[member];
                let Annotated { article, document, .. } = self.sorted[local.article];
                let mut numbers: Vec<usize> = local
                    .chains
                    .iter()
                    .filter_map(|&chain| document.chains.get(chain))
                    .flat_map(|chain| &chain.mentions)
                    .filter_map(|&mention| document.mentions.get(mention))
                    .filter(|mention| mention.form == Form::Name)
                    .filter_map(|mention| document.sentence_of(mention.first))
                    .collect();
                numbers.sort_unstable();
                numbers.dedup();
                if let Some(sentence) = numbers.get(round).and_then(|&number| document.sentences.get(number)) {
                    let text = sentence.span.of(&article.text).split_whitespace().collect::<Vec<_>>().join(" ");
                    let date = article.published.as_deref().map(|date| date.get(..10).unwrap_or(date).to_owned());
                    out.push(Sentence { article: article.id.clone(), date, text });
                }
                if out.len() == 2 {
                    return out;
                }
            }
        }
        out
    }
}
