//! Gazetteer files: one row schema for all of them, each file with the columns it needs.

use std::collections::BTreeSet;

use jiff::ToSpan;
use jiff::civil::Date;
use serde::Deserialize;

use super::{Entry, Term};
use crate::document::EntityType;
use crate::error::{Error, Result};
use crate::link::name::slug;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    id: String,
    name: String,
    #[serde(default)]
    aliases: String,
    #[serde(default, rename = "type")]
    kind: String,
    #[serde(default)]
    class: String,
    #[serde(default)]
    family: String,
    #[serde(default)]
    country: String,
    #[serde(default)]
    wikidata: String,
    #[serde(default)]
    description: String,
    #[serde(default)]
    roles: String,
    #[serde(default)]
    latitude: String,
    #[serde(default)]
    longitude: String,
    #[serde(default)]
    adjectives: String,
    #[serde(default)]
    people: String,
    #[serde(default)]
    capital: String,
    #[serde(default)]
    office: String,
    #[serde(default)]
    iso3: String,
    #[serde(default)]
    weak: String,
    #[serde(default)]
    same_as: String,
    #[serde(default)]
    born: String,
    #[serde(default)]
    died: String,
    #[serde(default)]
    topics: String,
}

/// A row of `ambiguous.csv`.
#[derive(Debug)]
pub(super) struct Ambiguous {
    pub(super) name: String,
    #[cfg_attr(not(test), allow(dead_code, reason = "listed for readers; a test holds that the list is complete"))]
    pub(super) ids: Vec<String>,
    pub(super) prefer: Option<String>,
}

/// Reads the entries of a gazetteer file.
pub(super) fn entries(text: &str, origin: &str) -> Result<Vec<Entry>> {
    let mut reader =
        csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    let headers = reader.headers().map_err(|error| Error::data(origin, format!("not CSV: {error}")))?.clone();
    for needed in ["id", "name"] {
        if !headers.iter().any(|header| header == needed) {
            return Err(Error::data(format!("{origin}:1"), format!("no column “{needed}”")));
        }
    }
    let mut seen = BTreeSet::new();
    let mut out = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|error| Error::data(origin, format!("not CSV: {error}")))?;
        let line = record.position().map_or(0, csv::Position::line);
        let here = || format!("{origin}:{line}");
        let row: Row = record.deserialize(Some(&headers)).map_err(|error| Error::data(here(), error.to_string()))?;
        if !seen.insert(row.id.clone()) {
            return Err(Error::data(here(), format!("the identifier “{}” is there twice", row.id)));
        }
        out.push(entry(row, origin).map_err(|message| Error::data(here(), message))?);
    }
    Ok(out)
}

/// Reads `ambiguous.csv`.
pub(super) fn ambiguous(text: &str, origin: &str) -> Result<Vec<Ambiguous>> {
    let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(text.as_bytes());
    let mut out = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|error| Error::data(origin, format!("not CSV: {error}")))?;
        let field = |at: usize| record.get(at).unwrap_or_default().to_owned();
        let prefer = Some(field(2)).filter(|id| !id.is_empty());
        out.push(Ambiguous { name: field(0), ids: list(&field(1)), prefer });
    }
    Ok(out)
}

fn entry(row: Row, origin: &str) -> Result<Entry, String> {
    if row.name.is_empty() {
        return Err("a row needs a name".into());
    }
    if slug(&row.id) != row.id {
        return Err(format!(
            "“{}” is no identifier: lower-case letters, digits and hyphens (“{}”)",
            row.id,
            slug(&row.id)
        ));
    }
    let file = origin.rsplit('/').next().unwrap_or(origin);
    let kind = match (row.kind.as_str(), file) {
        ("", "countries.csv" | "places.csv") => EntityType::Place,
        ("", "leaders.csv" | "people.csv") => EntityType::Person,
        ("", "organizations.csv" | "companies.csv") => EntityType::Organization,
        ("", _) => EntityType::Misc,
        (kind, _) => EntityType::parse(kind).ok_or_else(|| format!("“{kind}” is no type"))?,
    };
    let class = match (row.class.as_str(), file) {
        ("", "countries.csv") => "country".to_owned(),
        ("", "companies.csv") => "company".to_owned(),
        ("", "leaders.csv") => "leader".to_owned(),
        (class, _) => class.to_owned(),
    };
    let code =
        row.country.is_empty() || row.country.len() == 2 && row.country.bytes().all(|byte| byte.is_ascii_uppercase());
    if !code {
        return Err(format!("“{}” is no ISO 3166-1 alpha-2 code", row.country));
    }
    if !row.wikidata.is_empty() && !super::is_item(&row.wikidata) {
        return Err(format!("“{}” is no Wikidata item (Q and digits)", row.wikidata));
    }
    let same_as = list(&row.same_as);
    if let Some(wrong) = same_as.iter().find(|iri| !super::is_iri(iri)) {
        return Err(format!("“{wrong}” is no IRI (https://…)"));
    }
    for date in [&row.born, &row.died] {
        if !date.is_empty() && first_day(date).is_none() {
            return Err(format!("“{date}” is no date (1961-08-04, 1961-08 or 1961)"));
        }
    }
    let terms = list(&row.roles).iter().map(|term| parse_term(term)).collect::<Result<Vec<_>, _>>()?;
    let family = (kind == EntityType::Person)
        .then(|| if row.family.is_empty() { default_family(&row.name).to_owned() } else { row.family.clone() });
    let optional = |field: String| Some(field).filter(|field| !field.is_empty());
    Ok(Entry {
        coordinates: coordinates(&row.latitude, &row.longitude)?,
        id: row.id,
        kind,
        class,
        name: row.name,
        aliases: list(&row.aliases),
        // "-" says that nobody uses the family name alone (popes, kings).
        family: family.filter(|family| family != "-"),
        country: optional(row.country),
        wikidata: optional(row.wikidata),
        description: optional(row.description),
        terms,
        adjectives: list(&row.adjectives),
        people: list(&row.people),
        capital: optional(row.capital),
        office: optional(row.office),
        iso3: optional(row.iso3),
        weak: list(&row.weak),
        same_as,
        born: optional(row.born),
        died: optional(row.died),
        topics: list(&row.topics),
        list: None,
    })
}

/// The last word of a person's name, without suffixes.
pub(super) fn default_family(name: &str) -> &str {
    let name = name.split(',').next().unwrap_or(name);
    let words: Vec<&str> =
        name.split_whitespace().filter(|word| !matches!(*word, "Jr." | "Jr" | "Sr." | "II" | "III" | "IV")).collect();
    words.last().copied().unwrap_or(name)
}

fn list(field: &str) -> Vec<String> {
    field.split('|').map(str::trim).filter(|item| !item.is_empty()).map(str::to_owned).collect()
}

fn coordinates(latitude: &str, longitude: &str) -> Result<Option<(String, String)>, String> {
    if latitude.is_empty() && longitude.is_empty() {
        return Ok(None);
    }
    let degrees = |text: &str, most: f64| text.parse::<f64>().ok().filter(|degrees| degrees.abs() <= most);
    if degrees(latitude, 90.0).is_none() || degrees(longitude, 180.0).is_none() {
        return Err(format!("“{latitude}, {longitude}” are no coordinates in degrees"));
    }
    Ok(Some((latitude.to_owned(), longitude.to_owned())))
}

/// A post with its dates: `President 2009-01-20/2017-01-20`; either date may be short or missing, as may both.
pub(super) fn parse_term(text: &str) -> Result<Term, String> {
    let (role, dates) = match text.rsplit_once(' ') {
        Some((role, dates))
            if dates.contains('/') && dates.bytes().all(|byte| byte.is_ascii_digit() || b"-/".contains(&byte)) =>
        {
            (role, dates)
        }
        _ => return Ok(Term { role: text.to_owned(), from: None, to: None }),
    };
    let wrong = || format!("“{dates}” are no dates (2009-01-20/2017-01-20)");
    let (from, to) = dates.split_once('/').ok_or_else(wrong)?;
    let from = if from.is_empty() { None } else { Some(first_day(from).ok_or_else(wrong)?) };
    let to = if to.is_empty() { None } else { Some(last_day(to).ok_or_else(wrong)?) };
    if let (Some(from), Some(to)) = (from, to)
        && to < from
    {
        return Err(format!("“{text}” ends before it begins"));
    }
    Ok(Term { role: role.to_owned(), from, to })
}

/// The first day of a date that may be a year or a month.
pub(super) fn first_day(date: &str) -> Option<Date> {
    match date.len() {
        4 => format!("{date}-01-01").parse().ok(),
        7 => format!("{date}-01").parse().ok(),
        _ => date.parse().ok(),
    }
}

fn last_day(date: &str) -> Option<Date> {
    let first = first_day(date)?;
    match date.len() {
        4 => first.checked_add(1.year()).ok()?.yesterday().ok(),
        7 => Some(first.last_of_month()),
        _ => Some(first),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terms() {
        let term = parse_term("President 2009-01-20/2017").unwrap();
        assert_eq!(term.role, "President");
        assert!(term.holds(jiff::civil::date(2017, 12, 31)) && !term.holds(jiff::civil::date(2009, 1, 19)));
        assert!(parse_term("President 2017-01/2009-01").is_err());
        assert_eq!(parse_term("founder").unwrap().from, None);
        assert_eq!(parse_term("Chair 2014-02/2018-02").unwrap().to, Some(jiff::civil::date(2018, 2, 28)));
    }

    #[test]
    fn wrong_rows_are_named() {
        let wrong = |text: &str| entries(text, "mine.csv").unwrap_err().to_string();
        assert!(wrong("id,name,country\nx,X,USA\n").starts_with("mine.csv:2: “USA”"));
        assert!(wrong("id,name\nx,X\nx,Y\n").starts_with("mine.csv:3: the identifier"));
        assert!(wrong("name\nX\n").starts_with("mine.csv:1: no column “id”"));
        assert!(wrong("id,name,colour\nx,X,red\n").contains("colour"));
        assert!(wrong("id,name\nX Y,X\n").contains("x-y"));
    }
}
