//! What a name stands for by itself: an entry of the gazetteer, a people, a government by its capital, an institution
//! of a country.

use super::candidates;
use super::cluster::{Target, Why};
use super::gazetteer::{Entry, Found, Gazetteer, NameKind};
use super::profile::{Context, Local};
use crate::document::EntityType;

/// Resolves a local; `None` where the gazetteer does not say.
pub(crate) fn resolve(local: &Local, context: &Context, gazetteer: &Gazetteer) -> Option<(Target, Why)> {
    if local.is_person() {
        return candidates::person(local, context, gazetteer).map(|resolved| {
            let reason = format!("gazetteer: {}", resolved.reason);
            (Target::Entry(resolved.entry.id.clone()), Why { confidence: resolved.score, reason })
        });
    }
    if let Some(found) = demonym(local, context, gazetteer) {
        return Some(found);
    }
    if let Some(found) = office(local, context, gazetteer) {
        return Some(found);
    }
    let resolved = candidates::thing(local, context, gazetteer)?;
    if let Some(country) = government(local, resolved.entry, gazetteer) {
        let reason = format!("{}, the capital, for the government of {}", resolved.entry.name, country.name);
        return Some((Target::Entry(country.id.clone()), Why { confidence: 0.62, reason }));
    }
    let reason = format!("gazetteer: {}", resolved.reason);
    Some((Target::Entry(resolved.entry.id.clone()), Why { confidence: resolved.score, reason }))
}

/// "Chinese" before a noun is China; "the Chinese", "Americans" are the people.
fn demonym(local: &Local, context: &Context, gazetteer: &Gazetteer) -> Option<(Target, Why)> {
    let found = gazetteer.find(&local.full);
    // "Australian stores", "an Australian": not the newspaper of that name.
    let demonymic = local.modifies || local.kind == EntityType::Group;
    let named = |found: &Found<'_>| found.by <= NameKind::Alias && !(demonymic && found.entry.class == "media");
    if found.iter().any(named) {
        return None;
    }
    let mut of: Vec<Found<'_>> = found.into_iter().filter(|found| found.by >= NameKind::Adjective).collect();
    if of.is_empty()
        || matches!(local.kind, EntityType::Misc | EntityType::Work | EntityType::Product) && !local.modifies
    {
        // A language, a dish: nobody's actor.
        return None;
    }
    let adjective = of.iter().any(|found| found.by == NameKind::Adjective) && local.modifies;
    of.sort_by(|a, b| a.entry.id.cmp(&b.entry.id));
    of.dedup_by(|a, b| a.entry.id == b.entry.id);
    let entry = match of[..] {
        [only] => only.entry,
        // "Korean", "Congolese": the one that the article is about.
        _ => {
            let share =
                |found: &Found<'_>| found.entry.country.as_deref().map_or(0.0, |country| context.share(country));
            of.sort_by(|a, b| share(b).total_cmp(&share(a)).then_with(|| a.entry.id.cmp(&b.entry.id)));
            (share(&of[0]) > 2.0 * share(&of[1]) && share(&of[0]) > 0.1).then_some(of[0].entry)?
        }
    };
    let (name, confidence) = (&entry.name, if of.len() == 1 { 0.9 } else { 0.65 });
    Some(if adjective || entry.people.is_empty() {
        (Target::Entry(entry.id.clone()), Why { confidence, reason: format!("demonym of {name}") })
    } else {
        (Target::People(entry.id.clone()), Why { confidence, reason: format!("people of {name}") })
    })
}

/// A capital that acts and is not a place to be in stands for the government, and so for the country.
fn government<'g>(local: &Local, entry: &Entry, gazetteer: &'g Gazetteer) -> Option<&'g Entry> {
    let country = gazetteer.capital_of(&entry.id)?;
    let government =
        !local.locative && (local.kind == EntityType::Organization || local.acts && local.kind == EntityType::Place);
    // Only the bare name: "Washington" governs, "Washington, D.C." does not.
    (government && local.container.is_none() && !local.full.contains([',', '.'])).then_some(country)
}

/// A ministry, court, army, party of a country: the country is in the name, beside it, or all the article is about.
fn office(local: &Local, context: &Context, gazetteer: &Gazetteer) -> Option<(Target, Why)> {
    let name = &local.organization;
    let office = name.office.clone().filter(|_| !name.local)?;
    if local.kind != EntityType::Organization && local.kind != EntityType::Misc && local.kind != EntityType::Group {
        return None;
    }
    // "Federal Reserve", "State Department" name one organization of the world as they stand.
    let known: Vec<Found<'_>> = gazetteer
        .find(&local.full)
        .into_iter()
        .filter(|found| found.by <= NameKind::Alias && found.entry.country.is_some())
        .collect();
    let said = name.country.clone().map(|country| (country, 0.92, "in its name")).or_else(|| {
        let mut countries = local.countries.iter().collect::<Vec<_>>();
        countries.sort_by(|a, b| b.1.cmp(a.1).then(a.0.cmp(b.0)));
        match countries[..] {
            [(country, _)] => Some((country.clone(), 0.88, "named beside it")),
            [(country, n), (_, m), ..] if *n > 2 * m => Some((country.clone(), 0.75, "named beside it")),
            _ => None,
        }
    });
    let (country, confidence, how) = match said {
        Some(said) => said,
        None if known.len() == 1 && local.full.contains(' ') && distinctive(&local.full) => return None,
        None => {
            let country = context.main_country()?;
            (country.to_owned(), 0.5 + 0.35 * context.share(country), "the country of the article")
        }
    };
    let holder = known.iter().map(|found| found.entry).find(|entry| entry.country.as_ref() == Some(&country));
    let holder = holder.or_else(|| gazetteer.office_holder(&office, &country));
    let target =
        holder.map_or_else(|| Target::Office(office, country.clone()), |entry| Target::Entry(entry.id.clone()));
    let name = gazetteer.country(&country).map_or(country.as_str(), |entry| entry.name.as_str());
    Some((target, Why { confidence, reason: format!("{name}: {how}") }))
}

/// Office names that one country alone uses.
fn distinctive(name: &str) -> bool {
    matches!(
        super::name::key(name).as_str(),
        "state department"
            | "federal reserve"
            | "foreign office"
            | "home office"
            | "department of homeland security"
            | "marine corps"
            | "house of commons"
            | "reserve bank of india"
    )
}
