//! Clusters → actors: kind, name, aliases, and an identifier that people can read and that stays.

use std::collections::{BTreeMap, BTreeSet};

use super::cluster::{Cluster, Target};
use super::gazetteer::Gazetteer;
use super::name::{key, slug};
use super::profile::{Context, Local};
use crate::document::EntityType;
use crate::entity::Actor;

/// The actor of each cluster, with an identifier of its own.
pub(crate) fn actors(
    clusters: &[Cluster],
    locals: &[Local],
    contexts: &[Context],
    gazetteer: &Gazetteer,
) -> Vec<Actor> {
    let mut taken: BTreeSet<String> = gazetteer.entries().iter().map(|entry| entry.id.clone()).collect();
    let mut out: Vec<Option<Actor>> = clusters.iter().map(|cluster| known(cluster, locals, gazetteer)).collect();
    taken.extend(out.iter().flatten().map(|actor| actor.id.clone()));
    // Bigger clusters first: the plain identifier belongs to whom most articles mean.
    let mut order: Vec<usize> = (0..clusters.len()).filter(|&at| out[at].is_none()).collect();
    let first = |at: usize| {
        clusters[at].members.first().map(|&member| (&contexts[locals[member].article].id, &locals[member].chains))
    };
    order.sort_by(|&a, &b| {
        clusters[b].members.len().cmp(&clusters[a].members.len()).then_with(|| first(a).cmp(&first(b)))
    });
    for at in order {
        let mut actor = unknown(&clusters[at], locals);
        let members: Vec<&Local> = clusters[at].members.iter().map(|&member| &locals[member]).collect();
        actor.id = free(&actor, &members, contexts, &taken);
        taken.insert(actor.id.clone());
        out[at] = Some(actor);
    }
    out.into_iter().flatten().collect()
}

fn known(cluster: &Cluster, locals: &[Local], gazetteer: &Gazetteer) -> Option<Actor> {
    let mut actor = match cluster.target.as_ref()? {
        Target::Entry(id) => {
            let mut actor = gazetteer.get(id)?.actor();
            let seen = names(cluster, locals).into_keys().filter(|name| {
                // What stands for a country by demonym or capital is not its name.
                gazetteer
                    .find(name)
                    .iter()
                    .all(|found| found.entry.id != *id || found.by <= super::gazetteer::NameKind::Family)
                    && gazetteer
                        .find(name)
                        .iter()
                        .all(|found| found.entry.kind != EntityType::Place || found.entry.id == *id)
            });
            // Names of articles never become names of the gazetteer's: they stay what those articles say.
            actor.seen = seen.filter(|name| *name != actor.name && !actor.aliases.contains(name)).collect();
            actor
        }
        Target::People(id) => {
            let entry = gazetteer.get(id)?;
            let name = entry.people.first()?.clone();
            let mut actor = blank(EntityType::Group, name);
            actor.id = slug(&actor.name);
            if gazetteer.get(&actor.id).is_some() {
                actor.id.push_str("-people");
            }
            actor.country = entry.country.clone();
            actor.description = Some(format!("people of {}", entry.name));
            actor
        }
        Target::Office(office, code) => {
            let country = gazetteer.country(code).map_or(code.as_str(), |entry| entry.name.as_str());
            let office = gazetteer.words().office_by_id(office)?;
            let mut actor = blank(
                EntityType::Organization,
                format!("{} of {}", office.name, super::gazetteer::with_article(country)),
            );
            actor.id = slug(&format!("{} of {country}", office.name));
            actor.country = Some(code.clone());
            actor.aliases = names(cluster, locals).into_keys().collect();
            actor
        }
    };
    tidy(&mut actor);
    Some(actor)
}

fn unknown(cluster: &Cluster, locals: &[Local]) -> Actor {
    let names = names(cluster, locals);
    let mut kinds: BTreeMap<EntityType, usize> = BTreeMap::new();
    let mut countries: BTreeMap<&str, usize> = BTreeMap::new();
    let mut full: BTreeMap<&str, usize> = BTreeMap::new();
    for local in cluster.members.iter().map(|&member| &locals[member]) {
        *kinds.entry(local.kind).or_default() += local.names.values().sum::<usize>();
        *full.entry(&local.full).or_default() += 1;
        for country in local.countries.keys().chain(&local.organization.country) {
            *countries.entry(country).or_default() += 1;
        }
    }
    let kind = kinds.iter().max_by(|a, b| a.1.cmp(b.1).then(b.0.cmp(a.0))).map_or(EntityType::Misc, |(kind, _)| *kind);
    // The most frequent of the longest names: what one article alone adds does not rename an actor.
    let name = full
        .iter()
        .max_by(|a, b| {
            let words = |name: &str| key(name).split(' ').count().min(4);
            (words(a.0) > 1, a.1, words(a.0)).cmp(&(words(b.0) > 1, b.1, words(b.0))).then(b.0.cmp(a.0))
        })
        .map_or_else(String::new, |(name, _)| (*name).to_owned());
    let mut actor = blank(kind, name);
    actor.aliases = names.into_keys().collect();
    if let [(country, _)] = countries.into_iter().collect::<Vec<_>>()[..] {
        actor.country = Some(country.to_owned());
    }
    let roles: BTreeSet<&String> = cluster.members.iter().flat_map(|&member| &locals[member].roles).collect();
    if kind == EntityType::Person
        && let Some(role) = roles.iter().next()
        && roles.len() <= 2
    {
        actor.description = Some((*role).clone());
    }
    tidy(&mut actor);
    actor
}

/// The name's slug; where that is taken, with role, country, kind, or at last the first article.
fn free(actor: &Actor, members: &[&Local], contexts: &[Context], taken: &BTreeSet<String>) -> String {
    let plain = slug(&actor.name);
    let role = members.iter().flat_map(|local| &local.roles).min().cloned();
    let container = members.iter().find_map(|local| local.container.clone());
    let article = members.first().map(|local| contexts[local.article].id.clone());
    let tries = [
        Some(String::new()),
        container,
        role,
        actor.country.as_ref().map(|country| country.to_lowercase()),
        Some(actor.kind.as_str().to_owned()),
        article,
    ];
    let suffixed = |suffix: &str| if suffix.is_empty() { plain.clone() } else { format!("{plain}-{}", slug(suffix)) };
    if let Some(id) = tries.iter().flatten().map(|suffix| suffixed(suffix)).find(|id| !taken.contains(id)) {
        return id;
    }
    (2..).map(|n| format!("{plain}-{n}")).find(|id| !taken.contains(id)).unwrap_or(plain)
}

fn names(cluster: &Cluster, locals: &[Local]) -> BTreeMap<String, usize> {
    let mut out: BTreeMap<String, usize> = BTreeMap::new();
    for local in cluster.members.iter().map(|&member| &locals[member]) {
        for (name, n) in &local.names {
            *out.entry(name.clone()).or_default() += n;
        }
    }
    out
}

/// An actor of whom only kind and name are known.
pub(crate) fn blank(kind: EntityType, name: String) -> Actor {
    Actor {
        id: String::new(),
        kind,
        name,
        aliases: Vec::new(),
        wikidata: None,
        same_as: Vec::new(),
        country: None,
        description: None,
        coordinates: None,
        topics: Vec::new(),
        list: None,
        seen: Vec::new(),
    }
}

/// Aliases sorted, each once, without the name.
fn tidy(actor: &mut Actor) {
    let name = actor.name.clone();
    actor.aliases.retain(|alias| *alias != name && !alias.is_empty());
    actor.aliases.sort();
    actor.aliases.dedup();
}
