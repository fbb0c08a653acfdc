//! Which entries are known already: by a shared identifier, or by one full name where nothing speaks against it. The rest
//! gets identifiers of its own.

use std::collections::{BTreeMap, BTreeSet};

use super::{Imported, Options};
use crate::document::EntityType;
use crate::link::gazetteer::{Entry, Gazetteer, NameKind, rows};
use crate::link::name::{key, slug};

/// Gives each draft its identifier; drafts that are one known entry become one.
pub(super) fn attach(drafts: Vec<Entry>, options: &Options, gazetteer: &Gazetteer, imported: &mut Imported) {
    let mut known: BTreeMap<String, &Entry> = BTreeMap::new();
    for entry in gazetteer.entries() {
        entry.wikidata.iter().chain(&entry.same_as).for_each(|iri| _ = known.entry(iri.clone()).or_insert(entry));
    }
    let mut bearers: BTreeMap<(EntityType, String), usize> = BTreeMap::new();
    for draft in &drafts {
        *bearers.entry((draft.kind, key(&draft.name))).or_default() += 1;
    }
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    let mut open = Vec::new();
    for mut draft in drafts {
        let same_id = gazetteer.get(&draft.id).filter(|entry| entry.kind == draft.kind);
        let shared = draft.wikidata.iter().chain(&draft.same_as).find_map(|iri| known.get(iri).copied()).or(same_id);
        let by_name = || {
            let alone = bearers.get(&(draft.kind, key(&draft.name))) == Some(&1);
            (alone && !options.by_identifier_only).then(|| by_name(&draft, gazetteer)).flatten()
        };
        let Some((entry, identifier)) =
            shared.map(|entry| (entry, true)).or_else(|| by_name().map(|entry| (entry, false)))
        else {
            open.push(draft);
            continue;
        };
        if identifier {
            imported.by_identifier += 1;
        } else {
            imported.by_name.push((draft.name.clone(), entry.id.clone()));
        }
        draft.id.clone_from(&entry.id);
        draft.family = entry.family.clone().or(draft.family).filter(|_| draft.kind == EntityType::Person);
        match places.get(&draft.id) {
            Some(&at) => imported.entries[at].overlay(draft),
            None => {
                places.insert(draft.id.clone(), imported.entries.len());
                imported.entries.push(draft);
            }
        }
    }
    let mut taken: BTreeSet<String> = gazetteer.entries().iter().map(|entry| entry.id.clone()).collect();
    for mut draft in open {
        draft.id = free(&draft, &taken);
        taken.insert(draft.id.clone());
        imported.entries.push(draft);
    }
}

/// The one known entry of that full name and type, unless identifiers, country or birth contradict it.
fn by_name<'g>(draft: &Entry, gazetteer: &'g Gazetteer) -> Option<&'g Entry> {
    let words = key(&draft.name).split(' ').count();
    // One word is a name of many: only the very name of something that is no person will do.
    if draft.kind == EntityType::Person && words < 2 {
        return None;
    }
    let mut found = gazetteer.find(&draft.name).into_iter().filter(|found| {
        let by = found.by == NameKind::Full || found.by == NameKind::Alias && words > 1;
        by && found.entry.kind == draft.kind
    });
    let entry = found.next()?.entry;
    let differ = |a: &Option<String>, b: &Option<String>| matches!((a, b), (Some(a), Some(b)) if a != b);
    let year = |date: &Option<String>| date.as_deref().and_then(rows::first_day).map(jiff::civil::Date::year);
    let apart = differ(&entry.wikidata, &draft.wikidata)
        || differ(&entry.country, &draft.country)
        || matches!((year(&entry.born), year(&draft.born)), (Some(a), Some(b)) if a != b)
        || draft.kind == EntityType::Place && entry.country != draft.country;
    (found.next().is_none() && !apart).then_some(entry)
}

/// The name's slug; where that is taken, with class, country or a number.
fn free(draft: &Entry, taken: &BTreeSet<String>) -> String {
    let plain = slug(&draft.name);
    let made_of_name = draft.id.split('-').any(|word| plain.split('-').any(|other| other == word));
    if made_of_name && !draft.id.is_empty() && !taken.contains(&draft.id) {
        return draft.id.clone();
    }
    let more =
        [Some(draft.class.as_str()), draft.country.as_deref()].into_iter().flatten().filter(|more| !more.is_empty());
    let tries = std::iter::once(plain.clone()).chain(more.map(|more| format!("{plain}-{}", slug(more))));
    let numbered = (2..).map(|n: usize| format!("{plain}-{n}"));
    tries.chain(numbered).find(|id| !taken.contains(id)).unwrap_or(plain)
}
