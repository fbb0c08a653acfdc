//! Event mentions with the actors that linking found.

use std::collections::BTreeMap;

use super::Articles;
use super::told::{Days, Filler, Key, Told, key};

/// An event mention that can be compared with those of other articles.
#[derive(Debug, Clone)]
pub(crate) struct Mention<'a> {
    /// Index of its article.
    pub(crate) article: usize,
    pub(crate) told: &'a Told,
    pub(crate) subjects: Role,
    pub(crate) objects: Role,
    /// In whatever role.
    pub(crate) all: Role,
    /// Actors of its sentence.
    pub(crate) nearby: Vec<Key>,
}

/// Who fills a role, each list sorted.
#[derive(Debug, Clone, Default)]
pub(crate) struct Role {
    /// Linked actors.
    pub(crate) named: Vec<Key>,
    /// Words for others, and chains of the article.
    pub(crate) described: Vec<Key>,
}

impl Mention<'_> {
    pub(crate) fn days(&self) -> Days {
        self.told.days
    }
}

/// All mentions of all articles, in order of article and text.
pub(crate) fn resolve<'a>(articles: &Articles<'a>) -> Vec<Mention<'a>> {
    let mut mentions = Vec::new();
    let actors: BTreeMap<&str, Key> =
        articles.identities.actors.keys().map(|id| (id.as_str(), key(&["actor", id]))).collect();
    for (article, told) in articles.told.iter().enumerate() {
        let id = &articles.contexts[article].id;
        let links = articles.identities.links.range((id.clone(), 0)..=(id.clone(), usize::MAX));
        let known: BTreeMap<usize, Key> =
            links.filter_map(|((_, chain), link)| Some((*chain, *actors.get(link.actor.as_str())?))).collect();
        let role = |fillers: &[&[Filler]]| -> Role {
            let mut role = Role::default();
            for filler in fillers.iter().copied().flatten() {
                match filler.chain.map(|chain| (chain, known.get(&chain))) {
                    Some((_, Some(&actor))) => role.named.push(actor),
                    Some((chain, None)) => {
                        role.described.extend(filler.word);
                        role.described.push(key(&["chain", id, &chain.to_string()]));
                    }
                    None => role.described.extend(filler.word),
                }
            }
            role.named.sort_unstable();
            role.named.dedup();
            role.described.sort_unstable();
            role.described.dedup();
            role
        };
        for told in told {
            let mut nearby: Vec<Key> = told.nearby.iter().filter_map(|chain| known.get(chain).copied()).collect();
            nearby.sort_unstable();
            nearby.dedup();
            mentions.push(Mention {
                article,
                told,
                subjects: role(&[&told.subjects]),
                objects: role(&[&told.objects]),
                all: role(&[&told.subjects, &told.objects, &told.others]),
                nearby,
            });
        }
    }
    mentions
}

/// What two sorted lists share.
pub(crate) fn shared<'a>(a: &'a [Key], b: &'a [Key]) -> impl Iterator<Item = Key> + 'a {
    a.iter().copied().filter(|key| b.binary_search(key).is_ok())
}
