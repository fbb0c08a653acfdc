//! References of decisions: an actor's identifier (`barack-obama`), or whoever an article calls by a name
//! (`john-smith@article-7`).
//!
//! The second form speaks of nothing that a program made: neither numbers of mentions nor identifiers that shift when
//! other articles come. So it stays true when articles are understood anew.

use std::collections::{BTreeMap, BTreeSet};

use super::decisions::{Decisions, Judgement};
use super::gazetteer::Gazetteer;
use super::name::slug;
use super::profile::{Context, Local};
use crate::entity::{Actor, Identities};

/// Name and, where there is one, article of a reference.
pub(crate) fn parts(reference: &str) -> (&str, Option<&str>) {
    reference.split_once('@').map_or((reference, None), |(name, article)| (name, Some(article)))
}

/// The reference to a local.
pub(crate) fn of(local: &Local, contexts: &[Context]) -> String {
    format!("{}@{}", slug(&local.full), contexts[local.article].id)
}

/// The locals of an article that go by a name (as a slug): by their fullest name, else by any.
pub(crate) fn locals_in(name: &str, article: &str, locals: &[Local], contexts: &[Context]) -> BTreeSet<usize> {
    let Ok(article) = contexts.binary_search_by(|context| context.id.as_str().cmp(article)) else {
        return BTreeSet::new();
    };
    let from = locals.partition_point(|local| local.article < article);
    let to = locals.partition_point(|local| local.article <= article);
    let fits: [&dyn Fn(&Local) -> bool; 3] = [
        &|local| slug(&local.full) == name,
        &|local| local.is_person() && local.person.words.join("-") == name,
        &|local| local.names.keys().any(|other| slug(other) == name),
    ];
    fits.into_iter()
        .map(|fits| (from..to).filter(|&at| fits(&locals[at])).collect::<BTreeSet<usize>>())
        .find(|found| !found.is_empty())
        .unwrap_or_default()
}

/// The actor that a reference means in a graph as it is linked now.
pub(crate) fn actor_of<'i>(reference: &str, identities: &'i Identities) -> Option<&'i Actor> {
    let (name, article) = parts(reference);
    let Some(article) = article else { return identities.actors.get(name) };
    let from = (article.to_owned(), 0);
    let linked: BTreeSet<&str> = identities
        .links
        .range(from..)
        .take_while(|((other, _), _)| other == article)
        .map(|(_, link)| link.actor.as_str())
        .collect();
    let fits: [&dyn Fn(&Actor) -> bool; 3] =
        [&|actor| actor.id == name, &|actor| slug(&actor.name) == name, &|actor| {
            actor.aliases.iter().chain(&actor.seen).any(|alias| slug(alias) == name)
        }];
    fits.into_iter().find_map(|fits| {
        let mut found = linked.iter().filter_map(|id| identities.actors.get(*id)).filter(|actor| fits(actor));
        found.next().filter(|_| found.next().is_none())
    })
}

/// What people decided must not be one, known before anything is clustered.
#[derive(Debug, Default)]
pub(crate) struct Apart {
    pairs: BTreeMap<usize, BTreeSet<usize>>,
    barred: BTreeMap<usize, BTreeSet<String>>,
}

impl Apart {
    /// Reads the decisions between locals, and between locals and entries of the gazetteer.
    pub(crate) fn new(decisions: &Decisions, locals: &[Local], contexts: &[Context], gazetteer: &Gazetteer) -> Self {
        let mut apart = Self::default();
        for (_, decision) in decisions.in_force() {
            if decision.judgement != Judgement::Different {
                continue;
            }
            let sides = [&decision.left, &decision.right].map(|reference| match parts(reference) {
                (name, Some(article)) => (locals_in(name, article, locals, contexts), None),
                (id, None) => (BTreeSet::new(), gazetteer.get(id).map(|entry| entry.id.clone())),
            });
            for [(mine, _), (theirs, entry)] in [[&sides[0], &sides[1]], [&sides[1], &sides[0]]] {
                for &local in mine.difference(theirs) {
                    apart.pairs.entry(local).or_default().extend(theirs.difference(mine));
                    apart.barred.entry(local).or_default().extend(entry.clone());
                }
            }
        }
        apart
    }

    /// Whether nothing is kept apart.
    pub(crate) fn is_empty(&self) -> bool {
        self.pairs.is_empty() && self.barred.is_empty()
    }

    /// Whether two locals must not be one.
    pub(crate) fn holds(&self, a: usize, b: usize) -> bool {
        self.pairs.get(&a).is_some_and(|others| others.contains(&b))
    }

    /// Whether a local must not be that entry.
    pub(crate) fn bars(&self, local: usize, entry: &str) -> bool {
        self.barred.get(&local).is_some_and(|entries| entries.contains(entry))
    }
}
