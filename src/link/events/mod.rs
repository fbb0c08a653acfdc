//! Events across articles: which event mentions tell of one event.
//!
//! What an article tells of each mention is read once ([`told`]) and completed with the actors that linking found
//! ([`mention`]). Mentions that could be one event are found in blocks of one word or type, one actor and a stretch of
//! time ([`candidates`]), scored by what they share ([`score`]), and clustered so that chains do not form
//! ([`cluster`]). Clusters with claims become [`Happening`]s ([`describe`]).

mod candidates;
mod cluster;
mod describe;
mod mention;
mod score;
mod told;

#[cfg(test)]
mod tests;

pub(crate) use told::{Key, Told, key, read};

use super::profile::Context;
use super::topic::Topics;
use crate::entity::{Happening, Identities};

/// What linking knows of all articles when it turns to events.
pub(crate) struct Articles<'a> {
    pub(crate) contexts: &'a [Context],
    pub(crate) topics: &'a Topics,
    /// What each article tells.
    pub(crate) told: &'a [Vec<Told>],
    /// The article that each is a copy of, or its own identifier.
    pub(crate) originals: &'a [&'a str],
    pub(crate) identities: &'a Identities,
}

/// Events that several mentions tell, in order of identifier.
pub(crate) fn happenings(articles: &Articles<'_>) -> Vec<Happening> {
    let mentions = mention::resolve(articles);
    let scorer = score::Scorer::new(&mentions, articles);
    let pairs = candidates::pairs(&mentions, &scorer);
    let clusters = cluster::cluster(&mentions, &scorer, pairs);
    describe::describe(&clusters, &mentions, articles)
}
