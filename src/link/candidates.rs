//! Which entry of the gazetteer a name of an article is: candidates by name, scored on what the article tells.

use super::gazetteer::{Entry, Found, Gazetteer, NameKind};
use super::name::{is_acronym, key};
use super::person::{Likeness, PersonName};
use super::profile::{Context, Local};
use crate::document::EntityType;

/// An entry, how sure, and why.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Resolved<'g> {
    pub(crate) entry: &'g Entry,
    pub(crate) score: f32,
    pub(crate) reason: String,
}

/// Least score of a link.
const LEAST: f32 = 0.55;
/// Least distance to the next candidate.
const MARGIN: f32 = 0.08;
/// By how much an entry of an analyst's list may lie behind one that is compiled in, and still be meant.
const PRIORITY: f32 = 0.12;

/// The entry of a person.
pub(crate) fn person<'g>(local: &Local, context: &Context, gazetteer: &'g Gazetteer) -> Option<Resolved<'g>> {
    best(people(local, context, gazetteer))
}

/// Every entry that a person's name may stand for, scored.
pub(crate) fn people<'g>(local: &Local, context: &Context, gazetteer: &'g Gazetteer) -> Vec<Resolved<'g>> {
    let mut scored: Vec<Resolved<'g>> = Vec::new();
    let mut consider = |entry: &'g Entry, base: f32, by: &str| {
        if let Some(resolved) = score_person(entry, base, by, local, context, gazetteer) {
            match scored.iter_mut().find(|other| other.entry.id == entry.id) {
                Some(other) if other.score >= resolved.score => {}
                Some(other) => *other = resolved,
                None => scored.push(resolved),
            }
        }
    };
    for found in gazetteer.find(&local.full).into_iter().filter(|found| found.entry.kind == EntityType::Person) {
        let single = !key(&local.full).contains(' ');
        match found.by {
            NameKind::Full | NameKind::Alias if single => consider(found.entry, 0.6, "known by this name"),
            NameKind::Full | NameKind::Alias => consider(found.entry, 0.9, "full name"),
            NameKind::Family => consider(found.entry, 0.47, "family name"),
            NameKind::Adjective | NameKind::People => {}
        }
    }
    let name = &local.person;
    if name.is_full() {
        for (entry, likeness) in gazetteer.people_like(name) {
            match likeness {
                Likeness::Same => consider(entry, 0.88, "full name"),
                Likeness::Variant(score) if score >= 0.8 => consider(entry, 0.85 * score, "form of the full name"),
                _ => {}
            }
        }
    } else {
        // "President Obama": the title stands in the name.
        for found in gazetteer.find(name.last()).into_iter().filter(|found| found.by == NameKind::Family) {
            consider(found.entry, 0.47, "family name");
        }
        // "His wife Melania" in an article that names a Trump.
        for entry in gazetteer.people_given(name.last()) {
            let family = PersonName::parse(&entry.name, gazetteer.words()).last().to_owned();
            if context.names(&family) {
                consider(entry, 0.5, "given name, and the article names the family");
            }
        }
    }
    scored
}

fn score_person<'g>(
    entry: &'g Entry,
    base: f32,
    by: &str,
    local: &Local,
    context: &Context,
    gazetteer: &Gazetteer,
) -> Option<Resolved<'g>> {
    let words = gazetteer.words();
    let mut score = base;
    let mut why = vec![by.to_owned()];
    let theirs = PersonName::parse(&entry.name, words);
    if let (Some(x), Some(y)) = (local.gender, theirs.gender)
        && x != y
    {
        return None;
    }
    if let (Some(x), Some(y)) = (&local.person.suffix, &theirs.suffix)
        && x != y
    {
        return None;
    }
    if context.date.is_some_and(|day| !entry.exists(day)) {
        return None;
    }
    let lone = base < 0.7;
    // What is compiled in is famous; a list may hold anybody, whose name others have too.
    let (listed, mut support) = (entry.list.is_some() && entry.terms.is_empty(), false);
    if lone && words.is_common_family(local.person.last()) {
        score -= 0.12;
    }
    let title = entry
        .terms
        .iter()
        .filter(|term| local.roles.iter().any(|role| role_fits(role, &term.role)))
        .collect::<Vec<_>>();
    match context.date {
        Some(day) => {
            if let Some((first, last)) = entry.years_in_news()
                && (day.year() < first || day.year() > last)
            {
                score -= 0.35;
            }
            if title.iter().any(|term| term.holds(day)) {
                if local.former {
                    score -= 0.1;
                } else {
                    score += 0.25;
                    why.push(format!("{} on {day}", title_of(entry, &title, day)));
                }
            } else if title.iter().any(|term| term.to.is_some_and(|to| to < day)) && local.former {
                // Of several former holders the last one is meant.
                let since = title.iter().filter_map(|term| term.to).map(|to| day.year() - to.year()).min().unwrap_or(0);
                score += 0.2 - 0.005 * f32::from(since.clamp(0, 20));
                why.push("held that post before".into());
            } else if title.iter().any(|term| term.from.is_none_or(|from| from <= day)) {
                score += 0.06;
            } else if !title.is_empty() {
                // That post was still to come.
                score -= 0.1;
            } else if entry.in_office(day) {
                score += 0.1;
                why.push(format!("in office on {day}"));
            }
        }
        None if !title.is_empty() => {
            score += 0.15;
            why.push("title".into());
        }
        None => {}
    }
    if lone && title.is_empty() && !entry.terms.is_empty() && local.roles.iter().any(|role| telling(role)) {
        score -= 0.15;
    }
    if let Some(country) = &entry.country {
        if local.countries.contains_key(country) {
            score += 0.12;
            support = true;
            why.push("country".into());
        } else if !local.countries.is_empty() {
            score -= if listed { 0.4 } else { 0.15 };
        } else if context.share(country) >= 0.15 {
            score += 0.08;
            support = true;
        } else if lone && !context.countries.is_empty() {
            score -= 0.08;
        }
    }
    // A lone name that the article's own topic supports: the entry's other names or its organization stand there too.
    if lone
        && let Some(description) = entry.description.as_deref().or(entry.terms.first().map(|term| term.role.as_str()))
        && mentions_topic(description, context)
    {
        score += 0.1;
        why.push("what the article is about".into());
    }
    let supported = support || !title.is_empty();
    if listed && !lone && !supported && local.person.is_common(words) {
        score -= 0.4;
    }
    Some(Resolved { entry, score, reason: why.join(", ") })
}

fn title_of(entry: &Entry, terms: &[&super::gazetteer::Term], day: jiff::civil::Date) -> String {
    let role = terms.iter().find(|term| term.holds(day)).map_or("in office", |term| term.role.as_str());
    match &entry.country {
        Some(country) if !role.contains(" of ") => format!("{role} ({country})"),
        _ => role.to_owned(),
    }
}

/// Whether a named organization of a description ("Chief Executive of Apple") is named in the article.
fn mentions_topic(description: &str, context: &Context) -> bool {
    let Some((_, of)) = description.split_once(" of ") else { return false };
    context.topic.contains_key(&format!("={}", key(of)))
}

/// Whether a role in the text can be a post of the gazetteer.
fn role_fits(role: &str, post: &str) -> bool {
    let (role, post) = (key(role), key(post));
    if role == post || post.starts_with(&format!("{role} of ")) || post.ends_with(&format!(" {role}")) {
        let lesser = role == "president" && post.starts_with("vice") || role == "minister" && post.starts_with("prime");
        return !lesser;
    }
    let same = |a: &str, b: &str| role == a && post.contains(b);
    same("leader", "leader")
        || same("prime minister", "premier")
        || same("premier", "prime minister")
        || same("secretary of defense", "defence minister")
        || same("supreme leader", "supreme leader")
        || same("chairman", "chair")
        || same("secretary-general", "secretary general")
        || same("minister", "minister") && !post.starts_with("prime")
        || same("president-elect", "president-elect")
}

/// Whether a role says what somebody is, unlike "Mr" or "leader".
fn telling(role: &str) -> bool {
    // Kin are named beside whoever it is that holds the post.
    let kin = ["wife", "husband", "son", "daughter", "brother", "sister", "mother", "father", "spouse"];
    !matches!(role, "leader" | "candidate" | "doctor" | "lord") && !kin.contains(&role)
}

/// The entry of anything but a person.
pub(crate) fn thing<'g>(local: &Local, context: &Context, gazetteer: &'g Gazetteer) -> Option<Resolved<'g>> {
    best(things(local, context, gazetteer))
}

/// Every entry that the name of anything but a person may stand for, scored.
pub(crate) fn things<'g>(local: &Local, context: &Context, gazetteer: &'g Gazetteer) -> Vec<Resolved<'g>> {
    let key = local.key();
    let mut scored: Vec<Resolved<'g>> = Vec::new();
    for found in gazetteer.find(&local.full) {
        let resolved = match found.by {
            NameKind::Full | NameKind::Alias => score_thing(&found, &key, local, context, gazetteer),
            _ => None,
        };
        if let Some(resolved) = resolved {
            scored.push(resolved);
        }
    }
    // The fullest name may be unknown where another of the chain is known: "Apple Inc. of Cupertino", "APEC summit".
    if scored.is_empty() && local.organization.office.is_none() {
        for name in local.names.keys().filter(|name| super::name::key(name) != key) {
            for found in gazetteer.find(name).into_iter().filter(|found| found.by <= NameKind::Alias) {
                let theirs = super::organization::OrganizationName::parse(&found.entry.name, gazetteer);
                let expands = is_acronym(name) && super::name::abbreviates(name, &local.full);
                // An acronym that the article itself spells out otherwise is somebody else's.
                if theirs.core == local.organization.core && !expands {
                    scored.extend(score_thing(&found, &super::name::key(name), local, context, gazetteer));
                }
            }
        }
    }
    scored
}

fn score_thing<'g>(
    found: &Found<'g>,
    key: &str,
    local: &Local,
    context: &Context,
    gazetteer: &Gazetteer,
) -> Option<Resolved<'g>> {
    let entry = found.entry;
    if entry.kind == EntityType::Person || local.is_person() {
        return None;
    }
    let surface = &local.full;
    if found.acronym && !is_acronym(surface) && !surface.contains(' ') {
        // "Who", "Us", "It" are no acronyms, "Nato" and "Unesco" are written so.
        if surface.chars().filter(|c| c.is_uppercase()).count() < 2 && surface.chars().count() < 4 {
            return None;
        }
    }
    let words = key.split(' ').count();
    let mut score: f32 = if words > 1 { 0.85 } else { 0.75 };
    let mut why = vec![if found.by == NameKind::Full { "name".to_owned() } else { format!("“{surface}”") }];
    let kind = (entry.kind, local.kind);
    score -= match kind {
        (a, b) if a == b => 0.0,
        (EntityType::Place, EntityType::Organization) | (EntityType::Organization, EntityType::Place) if words > 1 => {
            0.05
        }
        (EntityType::Place, EntityType::Organization) if entry.is_country() => 0.03,
        (EntityType::Place, EntityType::Organization) | (EntityType::Organization, EntityType::Place) => 0.18,
        (EntityType::Organization | EntityType::Place, EntityType::Group) if entry.is_country() || words > 1 => 0.05,
        // Products and works carry their makers' names.
        (EntityType::Organization, EntityType::Product | EntityType::Work) if words == 1 => 0.3,
        (EntityType::Place, EntityType::Product | EntityType::Work | EntityType::Event) => 0.25,
        _ => 0.12,
    };
    // A name that many countries have needs its country.
    let generic = local.organization.office.is_some() && local.organization.country.is_none() && !found.acronym;
    if let Some(country) = &entry.country {
        let said = local.countries.contains_key(country) || local.organization.country.as_ref() == Some(country);
        if said {
            score += 0.1;
            why.push("country".into());
        } else if !local.countries.is_empty() && !entry.is_country() && (generic || shared(found, gazetteer, surface)) {
            return None;
        } else if context.share(country) >= 0.2 {
            score += 0.06;
        }
        if generic && !said {
            if context.main_country() != Some(country.as_str()) {
                return None;
            }
            score -= 0.15;
            why.push("country of the article".into());
        }
        if shared(found, gazetteer, surface) {
            score += 0.3 * context.share(country) - 0.15;
        }
        if entry.kind == EntityType::Place
            && let Some(container) = &local.container
            && let Some(container) = place(container, gazetteer)
        {
            if container.country != entry.country && container.kind == EntityType::Place && container.country.is_some()
            {
                // "Paris, Texas" is another Paris.
                return None;
            }
            // "Washington, D.C.": what follows is another name of the city, not a larger place.
            let itself = |other: &Found<'_>| other.entry.id == container.id && other.by <= NameKind::Alias;
            let again = container.class == "city" && gazetteer.find(surface).iter().any(itself);
            if again != (container.id == entry.id) {
                return None;
            }
            score += 0.1;
            why.push(format!("in {}", container.name));
        }
    }
    if found.preferred {
        score += 0.1;
    }
    // "White Plains, New York", "the governor of Washington": the state, where there is one of that name.
    if local.region && ["city", "state"].contains(&entry.class.as_str()) && shared(found, gazetteer, surface) {
        score += if entry.class == "state" { 0.1 } else { -0.3 };
        why.push("the larger place".into());
    }
    // "The Hindu" is a newspaper; a Hindu is none of its readers.
    if entry.class == "media" && words == 1 && local.kind == EntityType::Group {
        return None;
    }
    if entry.kind == EntityType::Organization && local.kind == EntityType::Place && local.container.is_some() {
        // "Chelsea, Massachusetts" is no club.
        return None;
    }
    Some(Resolved { entry, score, reason: why.join(", ") })
}

/// The one place of a name, for containers.
fn place<'g>(name: &str, gazetteer: &'g Gazetteer) -> Option<&'g Entry> {
    let mut places = gazetteer
        .find(name)
        .into_iter()
        .filter(|found| found.by <= NameKind::Alias && found.entry.kind == EntityType::Place);
    let first = places.next()?;
    // "Georgia" after a town is the state as often as the country: no help.
    places.next().is_none().then_some(first.entry)
}

fn shared(found: &Found<'_>, gazetteer: &Gazetteer, surface: &str) -> bool {
    gazetteer.find(surface).iter().any(|other| other.by <= NameKind::Alias && other.entry.id != found.entry.id)
}

/// The best candidate, if it is good enough and better than the next; an analyst's list comes first.
fn best(mut scored: Vec<Resolved<'_>>) -> Option<Resolved<'_>> {
    scored.sort_by(|a, b| b.score.total_cmp(&a.score).then_with(|| a.entry.id.cmp(&b.entry.id)));
    let listed = |resolved: &Resolved<'_>| resolved.entry.list.is_some();
    let top = scored.first()?.score;
    if let Some(at) = scored.iter().position(|other| listed(other) && other.score > top - PRIORITY)
        && scored[at].score >= LEAST
    {
        let mut mine = scored.remove(at);
        let rival = scored.iter().find(|other| listed(other)).map_or(0.0, |other| other.score);
        mine.score = mine.score.min(0.99);
        return (mine.score - rival >= MARGIN).then_some(mine);
    }
    let next = scored.get(1).map_or(0.0, |other| other.score);
    let mut best = scored.into_iter().next()?;
    let clear = best.score >= LEAST && best.score - next >= MARGIN;
    best.score = best.score.min(0.99);
    clear.then_some(best)
}
