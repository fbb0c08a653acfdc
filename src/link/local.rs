//! Within an article: chains that are one actor although coreference left them apart.

use std::collections::BTreeMap;

use super::gazetteer::Gazetteer;
use super::name::{abbreviates, is_acronym, key};
use super::organization::OrganizationName;
use super::person::{Likeness, PersonName};
use super::profile::{Local, settle};

/// Joins the named chains of one article that are surely one actor.
pub(crate) fn join(mut locals: Vec<Local>, gazetteer: &Gazetteer) -> Vec<Local> {
    locals.sort_by(|a, b| a.chains.cmp(&b.chains));
    equal_names(&mut locals, gazetteer);
    acronyms(&mut locals, gazetteer);
    short_organizations(&mut locals, gazetteer);
    people(&mut locals, gazetteer);
    locals
}

/// Chains with one and the same name.
fn equal_names(locals: &mut Vec<Local>, gazetteer: &Gazetteer) {
    let mut first: BTreeMap<(bool, String), usize> = BTreeMap::new();
    let mut at = 0;
    while at < locals.len() {
        let local = &locals[at];
        // A country and its adjective are told apart later; one name read as a person and as something else stays two.
        let same = (local.is_person(), if local.is_person() { local.person.words.join(" ") } else { local.key() });
        match first.get(&same) {
            Some(&to) if !contradict(&locals[to], local) => merge(locals, to, at, "same name", gazetteer),
            Some(_) => at += 1,
            None => {
                first.insert(same, at);
                at += 1;
            }
        }
    }
}

fn contradict(a: &Local, b: &Local) -> bool {
    matches!((a.gender, b.gender), (Some(x), Some(y)) if x != y)
        || matches!((&a.person.suffix, &b.person.suffix), (Some(x), Some(y)) if x != y)
        || matches!((&a.container, &b.container), (Some(x), Some(y)) if x != y)
        || a.organization.office.is_some() && different_countries(a, b)
}

fn different_countries(a: &Local, b: &Local) -> bool {
    let country = |local: &Local| local.organization.country.clone().or_else(|| local.countries.keys().next().cloned());
    matches!((country(a), country(b)), (Some(x), Some(y)) if x != y)
}

/// An acronym and the one full name it abbreviates.
fn acronyms(locals: &mut Vec<Local>, gazetteer: &Gazetteer) {
    let mut at = 0;
    while at < locals.len() {
        let acronym = locals[at].full.clone();
        if locals[at].is_person() || !is_acronym(&acronym) {
            at += 1;
            continue;
        }
        let full: Vec<usize> = (0..locals.len())
            .filter(|&other| other != at && !locals[other].is_person())
            .filter(|&other| {
                let names = &locals[other].names;
                names.keys().any(|name| {
                    abbreviates(&acronym, name) || abbreviates(&acronym, &OrganizationName::parse(name, gazetteer).core)
                })
            })
            .collect();
        match full[..] {
            [to] => {
                merge(locals, to, at, "acronym of its full name", gazetteer);
                at = 0;
            }
            _ => at += 1,
        }
    }
}

/// "Psystar" and "Psystar Corporation": one core, or the first words of the one longer name.
fn short_organizations(locals: &mut Vec<Local>, gazetteer: &Gazetteer) {
    let mut at = 0;
    while at < locals.len() {
        let local = &locals[at];
        if local.is_person() || local.organization.office.is_some() || gazetteer.country_named(&local.full).is_some() {
            at += 1;
            continue;
        }
        let core = local.organization.core.clone();
        let longer: Vec<usize> = (0..locals.len())
            .filter(|&other| other != at && !locals[other].is_person() && locals[other].kind == locals[at].kind)
            .filter(|&other| {
                let theirs = &locals[other].organization.core;
                *theirs == core && locals[other].organization.country == locals[at].organization.country
                    || theirs.strip_prefix(core.as_str()).is_some_and(|rest| {
                        rest.trim_start().split(' ').all(|word| BUSINESS.contains(&word)) && rest.starts_with(' ')
                    })
            })
            .collect();
        match longer[..] {
            [to] => {
                merge(locals, to, at, "short for its full name", gazetteer);
                at = 0;
            }
            _ => at += 1,
        }
    }
}

/// Words that only say what business a company is in.
const BUSINESS: [&str; 26] = [
    "motor",
    "motors",
    "electronics",
    "airlines",
    "airways",
    "air",
    "lines",
    "industries",
    "systems",
    "technologies",
    "technology",
    "computer",
    "computers",
    "software",
    "bank",
    "energy",
    "pharmaceuticals",
    "international",
    "communications",
    "stores",
    "brothers",
    "chemical",
    "entertainment",
    "media",
    "university",
    "party",
];

/// A surname, a given name or another form, and the one full name of the article it fits.
fn people(locals: &mut Vec<Local>, gazetteer: &Gazetteer) {
    let words = gazetteer.words();
    let mut at = 0;
    while at < locals.len() {
        if !locals[at].is_person() {
            at += 1;
            continue;
        }
        let fits: Vec<usize> = (0..locals.len())
            .filter(|&other| other != at && locals[other].is_person() && locals[other].person.is_full())
            .filter(|&other| {
                let (mine, theirs) = (&locals[at].person, &locals[other].person);
                match mine.likeness(theirs, words) {
                    Likeness::Same => true,
                    Likeness::Variant(score) => score >= 0.7 && mine.words.len() <= theirs.words.len(),
                    Likeness::Part => !mine.is_full() && part_fits(mine, theirs, &locals[at]),
                    Likeness::Conflict | Likeness::Unrelated => false,
                }
            })
            .collect();
        match fits[..] {
            [to] => {
                let reason =
                    if locals[at].person.is_full() { "form of its full name" } else { "part of the one full name" };
                merge(locals, to, at, reason, gazetteer);
                at = 0;
            }
            _ => at += 1,
        }
    }
}

/// A single word is the family name (or, without a title, the given name) of the full one.
fn part_fits(one: &PersonName, full: &PersonName, local: &Local) -> bool {
    let family = full.last() == one.last() || full.words.len() > 2 && full.words[1..].contains(&one.words[0]);
    // "Xi" for Xi Jinping, "Hillary" for Hillary Clinton; nobody says "President George".
    let given =
        full.first() == one.first() && (local.roles.is_empty() || full.first().len() <= 5 && one.gender.is_none());
    family || given
}

/// Joins local `from` into `to`.
fn merge(locals: &mut Vec<Local>, to: usize, from: usize, reason: &str, gazetteer: &Gazetteer) {
    let gone = locals.remove(from);
    let to = if from < to { to - 1 } else { to };
    let into = &mut locals[to];
    if key(&gone.full) != key(&into.full) || reason != "same name" {
        into.joined.push(format!("“{}”: {reason}", gone.full));
    }
    into.joined.extend(gone.joined);
    let (mine, theirs) = (count(into), gone.names.values().sum::<usize>());
    into.modifies = if theirs > mine { gone.modifies } else { into.modifies };
    into.chains.extend(gone.chains);
    into.chains.sort_unstable();
    for (name, n) in gone.names {
        *into.names.entry(name).or_default() += n;
    }
    into.roles.extend(gone.roles);
    into.former |= gone.former;
    for (country, n) in gone.countries {
        *into.countries.entry(country).or_default() += n;
    }
    into.gender = into.gender.or(gone.gender);
    into.locative |= gone.locative;
    into.region |= gone.region;
    into.acts |= gone.acts;
    into.container = into.container.take().or(gone.container);
    settle(into, gazetteer);
}

fn count(local: &Local) -> usize {
    local.names.values().sum()
}
