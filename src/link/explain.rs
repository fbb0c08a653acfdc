//! Why two actors are one, or are not; and how to take one apart.

use std::collections::BTreeMap;

use super::decisions::{Decisions, Judgement};
use super::gazetteer::Gazetteer;
use super::name::key;
use super::organization::OrganizationName;
use super::person::{Likeness, PersonName};
use super::reference;
use crate::document::EntityType;
use crate::entity::{Actor, Identities};

/// Reasons, one sentence each.
pub(crate) fn explain<'a>(
    gazetteer: &Gazetteer,
    decisions: &Decisions,
    identities: &'a Identities,
    a: &'a str,
    b: &'a str,
) -> Vec<String> {
    let (left, right) = (named(identities, a), named(identities, b));
    let id = |name: &'a str, found: &[&'a Actor]| found.first().map_or(name, |actor| actor.id.as_str());
    let (a, b) = (id(a, &left), id(b, &right));
    let mut out: Vec<String> = decisions
        .in_force()
        .into_iter()
        .filter(|(_, decision)| {
            let involves = |reference: &str, id: &str| {
                reference.split('@').next() == Some(id)
                    || reference::actor_of(reference, identities).is_some_and(|actor| actor.id == id)
            };
            involves(&decision.left, a) && involves(&decision.right, b)
                || involves(&decision.left, b) && involves(&decision.right, a)
        })
        .map(|(number, decision)| {
            format!(
                "decision {number} ({}, {}): {} – {}",
                decision.who,
                decision.when,
                decision.judgement.as_str(),
                decision.why
            )
        })
        .collect();
    for (name, found) in [(a, &left), (b, &right)] {
        if found.is_empty() {
            out.push(format!("no actor is called {name}"));
        }
    }
    let (Some(&x), Some(&y)) = (left.first(), right.first()) else { return out };
    match left.iter().find(|actor| right.iter().any(|other| other.id == actor.id)) {
        Some(actor) => one(identities, actor, &mut out),
        None => two(gazetteer, identities, x, y, &mut out),
    }
    out
}

/// The actors of an identifier or name, by identifier first.
fn named<'i>(identities: &'i Identities, name: &str) -> Vec<&'i Actor> {
    if let Some(actor) = identities.actors.get(name) {
        return vec![actor];
    }
    let wanted = key(name);
    identities
        .actors
        .values()
        .filter(|actor| {
            key(&actor.name) == wanted || actor.aliases.iter().chain(&actor.seen).any(|alias| key(alias) == wanted)
        })
        .collect()
}

fn one(identities: &Identities, actor: &Actor, out: &mut Vec<String>) {
    out.push(format!("both are {} ({})", actor.name, actor.id));
    let mut reasons: BTreeMap<(&str, u32), Vec<&str>> = BTreeMap::new();
    for ((article, _), link) in identities.links.iter().filter(|(_, link)| link.actor == actor.id) {
        reasons.entry((&link.reason, (link.confidence * 100.0) as u32)).or_default().push(article);
    }
    for ((reason, confidence), articles) in reasons {
        let shown = articles.iter().take(3).copied().collect::<Vec<_>>().join(", ");
        let more = if articles.len() > 3 { format!(" and {} more", articles.len() - 3) } else { String::new() };
        out.push(format!("{reason} ({confidence} %): {shown}{more}"));
    }
}

fn two(gazetteer: &Gazetteer, identities: &Identities, a: &Actor, b: &Actor, out: &mut Vec<String>) {
    if (a.kind == EntityType::Person) != (b.kind == EntityType::Person) {
        out.push(format!("{} is a {}, {} is a {}: never joined", a.name, a.kind.as_str(), b.name, b.kind.as_str()));
    }
    for actor in [a, b] {
        if gazetteer.get(&actor.id).is_some() {
            let what = actor.description.as_deref().unwrap_or("an entry");
            out.push(format!("the gazetteer knows {} as {what}", actor.name));
        }
    }
    if a.kind == EntityType::Person && b.kind == EntityType::Person {
        let words = gazetteer.words();
        let likeness = PersonName::parse(&a.name, words).likeness(&PersonName::parse(&b.name, words), words);
        out.push(match likeness {
            Likeness::Same => format!("the same name, but no story, post or person in common ({} / {})", a.id, b.id),
            Likeness::Variant(score) => {
                format!("forms of one name ({:.0} % alike), but too little else in common", score * 100.0)
            }
            Likeness::Part => "one name is a part of the other, which is too little without a common story".to_owned(),
            Likeness::Conflict => {
                "their given names, middle names, suffixes or genders contradict each other".to_owned()
            }
            Likeness::Unrelated => "their names have nothing in common".to_owned(),
        });
    } else {
        let (x, y) = (OrganizationName::parse(&a.name, gazetteer), OrganizationName::parse(&b.name, gazetteer));
        if x.core == y.core {
            let country = |actor: &Actor, name: &OrganizationName| {
                name.country.clone().or_else(|| actor.country.clone()).unwrap_or_else(|| "no country told".to_owned())
            };
            out.push(format!(
                "the same name, of different countries or stories ({}; {})",
                country(a, &x),
                country(b, &y)
            ));
        } else {
            out.push(format!("different names: “{}”, “{}”", x.core, y.core));
        }
    }
    let articles = |actor: &Actor| -> std::collections::BTreeSet<&String> {
        identities.links.iter().filter(|(_, link)| link.actor == actor.id).map(|((article, _), _)| article).collect()
    };
    if let Some(both) = articles(a).intersection(&articles(b)).next() {
        out.push(format!("article {both} names both, as two"));
    }
}

/// See [`super::Linker::split_plan`].
pub(crate) fn split_plan(decisions: &Decisions, identities: &Identities, actor: &str) -> Vec<(String, String)> {
    let joins: Vec<(String, String)> = decisions
        .in_force()
        .into_iter()
        .filter(|(_, decision)| {
            decision.judgement == Judgement::Same && (decision.left == actor || decision.right == actor)
        })
        .map(|(_, decision)| (decision.left.clone(), decision.right.clone()))
        .collect();
    if !joins.is_empty() {
        return joins;
    }
    let mut articles: Vec<&String> =
        identities.links.iter().filter(|(_, link)| link.actor == actor).map(|((article, _), _)| article).collect();
    articles.dedup();
    articles.into_iter().skip(1).map(|article| (actor.to_owned(), format!("{actor}@{article}"))).collect()
}
