//! Record → entry, not yet with an identifier of its own: names, type, country, dates, posts, identifiers.

use super::fields::{self, Field};
use super::{Options, Record, Remark};
use crate::document::EntityType;
use crate::link::gazetteer::overlay::unique;
use crate::link::gazetteer::{Entry, Gazetteer, is_iri, rows};
use crate::link::name::{key, slug};

/// Countries whose people are named family name first, in English too.
const FAMILY_FIRST: [&str; 8] = ["CN", "TW", "HK", "MO", "KR", "KP", "VN", "SG"];

/// Reads a record; why not, where it cannot be used.
pub(super) fn entry(
    record: &Record,
    options: &Options,
    gazetteer: &Gazetteer,
    notes: &mut Vec<Remark>,
) -> Result<Entry, String> {
    let mut note = |text: String| notes.push(Remark { at: record.at.clone(), text });
    let mut names = names(record);
    if names.is_empty() {
        return Err(match record.first(Field::Name) {
            Some(name) => format!("“{name}” is no name in Latin letters"),
            None => "no name".to_owned(),
        });
    }
    let name = names.remove(0);
    let (kind, class) = kind(record, options)?;
    let wikidata = match record.first(Field::Wikidata) {
        Some(text) => Some(fields::item(text).ok_or_else(|| format!("“{text}” is no Wikidata item (Q and digits)"))?),
        None => None,
    };
    let mut countries: Vec<String> = Vec::new();
    for text in record.all(Field::Country) {
        match gazetteer.country_code(text) {
            Some(code) if countries.iter().any(|known| known == code) => {}
            Some(code) => countries.push(code.to_owned()),
            None => note(format!("“{text}” is no country I know; left out")),
        }
    }
    // Of several nobody says which one counts.
    let country = if let [country] = &countries[..] { Some(country.clone()) } else { None };
    let mut same_as = Vec::new();
    for iri in record.all(Field::SameAs) {
        if is_iri(iri) {
            same_as.extend(fields::item(iri).is_none().then(|| iri.clone()));
        } else {
            note(format!("“{iri}” is no IRI (https://…); left out"));
        }
    }
    if let (Some(prefix), Some(id)) = (&options.iri_prefix, record.first(Field::Id)) {
        same_as.push(format!("{prefix}{id}"));
    }
    let mut date = |field: Field| {
        let text = record.first(field)?;
        let date = iso(text);
        if date.is_none() {
            note(format!("“{text}” is no date (1961-08-04, 1961-08 or 1961); left out"));
        }
        date
    };
    let (born, died) = (date(Field::Born), date(Field::Died));
    let mut terms = Vec::new();
    for role in record.all(Field::Roles) {
        terms.push(rows::parse_term(role)?);
    }
    for [post, from, to] in &record.posts {
        let dates: Vec<Option<String>> = [from, to].into_iter().map(|text| iso(text)).collect();
        for (text, date) in [from, to].into_iter().zip(&dates) {
            if date.is_none() && !text.is_empty() {
                note(format!("“{text}” is no date; left out"));
            }
        }
        let [from, to] = [0, 1].map(|at| dates[at].clone().unwrap_or_default());
        let text = if from.is_empty() && to.is_empty() { post.clone() } else { format!("{post} {from}/{to}") };
        match rows::parse_term(&text.replace('|', "/")) {
            Ok(term) if !terms.contains(&term) => terms.push(term),
            Ok(_) => {}
            Err(text) => note(format!("{text}; left out")),
        }
    }
    let mut aliases: Vec<String> = names;
    aliases.extend(record.all(Field::Aliases).iter().filter(|alias| latin(alias)).cloned());
    aliases.retain(|alias| *alias != name);
    unique(&mut aliases);
    let weak: Vec<String> = record.all(Field::Weak).iter().filter(|alias| latin(alias)).cloned().collect();
    Ok(Entry {
        // An identifier of a list's own; what becomes of it is for `attach` to say.
        id: record.first(Field::Id).filter(|id| slug(id) == **id).unwrap_or_default().to_owned(),
        family: family(record, kind, &name, country.as_deref(), gazetteer),
        kind,
        class,
        name,
        aliases,
        country,
        wikidata: wikidata.map(str::to_owned),
        description: record.first(Field::Description).map(|text| text.chars().take(200).collect()),
        terms,
        coordinates: coordinates(record),
        adjectives: Vec::new(),
        people: Vec::new(),
        capital: None,
        office: None,
        iso3: None,
        weak,
        same_as,
        born,
        died,
        topics: record.all(Field::Topics).to_vec(),
        list: None,
    })
}

/// All full names, the one to show first.
fn names(record: &Record) -> Vec<String> {
    let mut names: Vec<String> = record.all(Field::Name).to_vec();
    if names.is_empty()
        && let (Some(given), Some(family)) = (record.first(Field::Given), record.first(Field::Family))
    {
        names.push(format!("{given} {family}"));
    }
    // Wikidata gives the number where it has no label in the language asked for.
    names.retain(|name| latin(name) && fields::item(name) != Some(name.as_str()));
    names.into_iter().map(|name| in_order(&name, record)).collect()
}

/// "Roe, Ann" is Ann Roe where the record says that Roe is the family name.
fn in_order(name: &str, record: &Record) -> String {
    match name.split_once(", ") {
        Some((family, given)) if record.all(Field::Family).iter().any(|known| key(known) == key(family)) => {
            format!("{given} {family}")
        }
        _ => name.to_owned(),
    }
}

fn latin(text: &str) -> bool {
    let letters = text.chars().filter(|c| c.is_alphabetic());
    letters.clone().any(|c| c.is_ascii_alphabetic())
        && letters.into_iter().all(|c| (c as u32) < 0x0250 || ('\u{1e00}'..='\u{1eff}').contains(&c))
}

fn kind(record: &Record, options: &Options) -> Result<(EntityType, String), String> {
    let said = record.all(Field::Type).iter().find_map(|word| fields::kind(word));
    let (kind, mut class) = match (said, options.kind) {
        (Some((kind, class)), _) => (EntityType::parse(kind).unwrap_or(EntityType::Misc), class.to_owned()),
        (None, Some(kind)) => (kind, String::new()),
        (None, None) => {
            let person = [Field::Born, Field::Died, Field::Given, Field::Family];
            if person.into_iter().any(|field| !record.all(field).is_empty()) || !record.posts.is_empty() {
                (EntityType::Person, String::new())
            } else {
                return Err(match record.first(Field::Type) {
                    Some(word) => format!(
                        "“{word}” is no type I know; --type says what such rows are (person, organization, place, …)"
                    ),
                    None => "nothing says what it is; --type does (person, organization, place, …)".to_owned(),
                });
            }
        }
    };
    if let Some(word) = record.first(Field::Class) {
        class = key(word).replace(' ', "-");
    }
    // Only the countries of the world are countries: names, capitals and institutions hang on them.
    if class == "country" {
        class.clear();
    }
    Ok((kind, class))
}

fn family(
    record: &Record,
    kind: EntityType,
    name: &str,
    country: Option<&str>,
    gazetteer: &Gazetteer,
) -> Option<String> {
    if kind != EntityType::Person {
        return None;
    }
    if let Some(family) = record.first(Field::Family).filter(|family| latin(family) || *family == "-") {
        return Some(family.to_owned()).filter(|family| family != "-");
    }
    let first = name.split_whitespace().next().unwrap_or(name);
    let east =
        country.is_some_and(|country| FAMILY_FIRST.contains(&country)) && !gazetteer.words().is_given(&key(first));
    let family = if east && name.contains(' ') { first } else { rows::default_family(name) };
    Some(family.to_owned())
}

/// A date to the precision given: `1961-08-04T00:00:00Z`, `+1961-08-00`, `1961-08`, `1961`.
fn iso(text: &str) -> Option<String> {
    let text = text.trim().trim_start_matches('+').split(['T', ' ']).next()?;
    let text = text.trim_end_matches("-00");
    let digits = text
        .bytes()
        .enumerate()
        .all(|(at, byte)| if at == 4 || at == 7 { byte == b'-' } else { byte.is_ascii_digit() });
    (digits && matches!(text.len(), 4 | 7 | 10) && rows::first_day(text).is_some()).then(|| text.to_owned())
}

/// Degrees from two columns, or from `Point(2.35 48.85)`: east comes first there.
fn coordinates(record: &Record) -> Option<(String, String)> {
    let two = record.first(Field::Latitude).zip(record.first(Field::Longitude));
    let point = || {
        let text = record.first(Field::Point)?.to_ascii_lowercase();
        let inside = text.strip_prefix("point")?.trim().strip_prefix('(')?.strip_suffix(')')?.trim().to_owned();
        let (east, north) = inside.split_once(' ')?;
        Some((north.trim().to_owned(), east.trim().to_owned()))
    };
    let (north, east) = two.map(|(north, east)| (north.to_owned(), east.to_owned())).or_else(point)?;
    let degrees = |text: &str, most: f64| text.parse::<f64>().is_ok_and(|degrees| degrees.abs() <= most);
    (degrees(&north, 90.0) && degrees(&east, 180.0)).then_some((north, east))
}
