//! What nobody names: descriptions ("a 19-year-old man", "the quake"), things and days that several articles of one
//! story speak of, and likely mean the same by.
//!
//! They are read from each article ([`told`]), compared only within a story and only under one noun ([`score`]), and
//! clustered so that chains do not form ([`cluster`]). They never become actors, nor join one: whoever is named stays
//! what names and context make of it.

mod cluster;
mod score;
mod told;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

pub(crate) use told::{Told, read};

use super::profile::Context;
use super::story::Stories;
use crate::entity::Unnamed;

/// Something unnamed of some article.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Item<'a> {
    pub(crate) article: usize,
    pub(crate) told: &'a Told,
}

/// What is likely one over articles: article and unnamed thing → the identifier they share.
pub(crate) fn shared(
    told: &[Vec<Told>],
    contexts: &[Context],
    stories: &Stories,
) -> BTreeMap<(String, Unnamed), String> {
    let items: Vec<Item<'_>> = told
        .iter()
        .enumerate()
        .flat_map(|(article, told)| told.iter().map(move |told| Item { article, told }))
        .collect();
    let mut shared = BTreeMap::new();
    for members in cluster::clusters(&items, stories) {
        let Some(&first) = members.first() else { continue };
        // Within one article, coreference has spoken.
        if members.iter().all(|&at| items[at].article == items[first].article) {
            continue;
        }
        let id = format!("{}/{}", contexts[items[first].article].id, items[first].told.what);
        for at in members {
            shared.insert((contexts[items[at].article].id.clone(), items[at].told.what), id.clone());
        }
    }
    shared
}
