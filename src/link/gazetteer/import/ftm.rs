//! FollowTheMoney: entities with a schema and lists of properties, one JSON object a line (or one array).

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::Value;

use super::fields::{self, Field};
use super::{Imported, Record};
use crate::error::{Error, Result};

/// An entity; what a property holds may be text or, where entities are nested, another entity.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct Entity {
    #[serde(default)]
    id: String,
    schema: String,
    #[serde(default)]
    caption: Option<String>,
    #[serde(default)]
    properties: BTreeMap<String, Vec<Value>>,
    #[serde(skip)]
    at: String,
}

/// What such a file is called.
pub(super) const FORMAT: &str = "FollowTheMoney entities";

/// The entities of a text, `None` where it holds something else.
pub(super) fn entities(text: &str, origin: &str) -> Result<Option<Vec<Entity>>> {
    let is_entity =
        |value: &Value| value.get("schema").is_some_and(Value::is_string) && value.get("properties").is_some();
    let entity = |value: Value, at: String, line: usize| -> Result<Entity> {
        let entity: Result<Entity, _> = serde_json::from_value(value);
        entity.map(|entity| Entity { at, ..entity }).map_err(|error| {
            let message = format!("no FollowTheMoney entity ({error}); remove it or export the file again");
            Error::data(format!("{origin}:{line}"), message)
        })
    };
    if text.trim_start().starts_with('[') {
        let Ok(Value::Array(items)) = serde_json::from_str(text) else { return Ok(None) };
        if !items.first().is_some_and(is_entity) {
            return Ok(None);
        }
        let items = items.into_iter().enumerate();
        return items.map(|(at, item)| entity(item, format!("item {}", at + 1), 1)).collect::<Result<_>>().map(Some);
    }
    let mut lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()).peekable();
    let first = lines.peek().and_then(|(_, line)| serde_json::from_str::<Value>(line).ok());
    match first {
        Some(value) if is_entity(&value) => {}
        Some(_) => return Ok(None),
        // One entity over many lines.
        None => {
            let Ok(value) = serde_json::from_str::<Value>(text) else { return Ok(None) };
            return if is_entity(&value) { Ok(Some(vec![entity(value, "line 1".to_owned(), 1)?])) } else { Ok(None) };
        }
    }
    let read = |(at, line): (usize, &str)| {
        let value: Value = serde_json::from_str(line).map_err(|error| {
            let message =
                format!("not JSON (column {}); every line must be one entity: mend or remove it", error.column());
            Error::data(format!("{origin}:{}", at + 1), message)
        })?;
        entity(value, format!("line {}", at + 1), at + 1)
    };
    lines.map(read).collect::<Result<_>>().map(Some)
}

/// Properties that hold values of our fields.
const PROPERTIES: [(&str, Field); 21] = [
    ("name", Field::Name),
    ("full", Field::Name),
    ("alias", Field::Aliases),
    ("previousName", Field::Aliases),
    ("abbreviation", Field::Aliases),
    ("weakAlias", Field::Weak),
    ("lastName", Field::Family),
    ("firstName", Field::Given),
    ("wikidataId", Field::Wikidata),
    ("birthDate", Field::Born),
    ("deathDate", Field::Died),
    ("topics", Field::Topics),
    ("notes", Field::Description),
    ("summary", Field::Description),
    ("description", Field::Description),
    ("opencorporatesUrl", Field::SameAs),
    ("sameAs", Field::SameAs),
    ("latitude", Field::Latitude),
    ("longitude", Field::Longitude),
    ("legalForm", Field::Class),
    ("type", Field::Class),
];

/// Countries, the most telling property first.
const COUNTRIES: [&str; 5] = ["citizenship", "nationality", "mainCountry", "jurisdiction", "country"];

/// The records of entities that are somebody or something; the rest is counted, and its posts are read.
pub(super) fn records(entities: Vec<Entity>, imported: &mut Imported) -> Vec<Record> {
    imported.format = FORMAT;
    imported.rows = entities.len();
    let by_id: BTreeMap<&str, &Entity> = entities.iter().map(|entity| (entity.id.as_str(), entity)).collect();
    let mut posts: BTreeMap<&str, Vec<[String; 3]>> = BTreeMap::new();
    for entity in entities.iter().filter(|entity| entity.schema == "Occupancy") {
        if let Some(holder) = entity.text("holder") {
            posts.entry(holder).or_default().extend(entity.post(&by_id));
        }
    }
    let mut out = Vec::new();
    for entity in &entities {
        if fields::kind(&entity.schema).is_none() {
            *imported.other.entry(entity.schema.clone()).or_default() += 1;
            continue;
        }
        let mut record = Record { at: entity.at.clone(), ..Record::default() };
        record.add(Field::Type, &entity.schema);
        record.add(Field::Id, &entity.id);
        if fields::item(&entity.id) == Some(entity.id.as_str()) {
            record.add(Field::Wikidata, &entity.id);
        }
        record.add(Field::Name, entity.caption.as_deref().unwrap_or_default());
        for (property, field) in PROPERTIES {
            entity.texts(property).for_each(|value| record.add(field, value));
        }
        let country = COUNTRIES.into_iter().find(|property| entity.texts(property).next().is_some());
        entity.texts(country.unwrap_or_default()).for_each(|value| record.add(Field::Country, value));
        record.posts = entity.texts("position").map(post).collect();
        record.posts.extend(posts.get(entity.id.as_str()).into_iter().flatten().cloned());
        for nested in entity.nested("positionOccupancies") {
            record.posts.extend(nested.post(&by_id));
        }
        out.push(record);
    }
    out
}

impl Entity {
    fn texts(&self, property: &str) -> impl Iterator<Item = &str> {
        self.properties.get(property).into_iter().flatten().filter_map(Value::as_str)
    }

    fn text(&self, property: &str) -> Option<&str> {
        self.texts(property).next()
    }

    fn nested(&self, property: &str) -> impl Iterator<Item = Self> {
        let values = self.properties.get(property).into_iter().flatten().filter(|value| value.is_object());
        values.filter_map(|value| serde_json::from_value(value.clone()).ok())
    }

    /// The post that an occupancy is about.
    fn post(&self, by_id: &BTreeMap<&str, &Self>) -> Option<[String; 3]> {
        let position =
            self.nested("post").next().or_else(|| by_id.get(self.text("post")?).map(|&post| post.clone()))?;
        let name = position.caption.as_deref().or_else(|| position.text("name"))?;
        let day = |property: &str| self.text(property).unwrap_or_default().to_owned();
        Some([name.to_owned(), day("startDate"), day("endDate")])
    }
}

/// A post as free text, with its years in parentheses: `Senator (2009-2015)`.
fn post(text: &str) -> [String; 3] {
    let years = text.trim().strip_suffix(')').and_then(|text| text.rsplit_once(" (")).and_then(|(post, years)| {
        let (from, to) = years.split_once(['-', '–'])?;
        let year = |year: &str| year.is_empty() || year.len() == 4 && year.bytes().all(|byte| byte.is_ascii_digit());
        let (from, to) = (from.trim(), to.trim());
        (year(from) && year(to)).then(|| [post.to_owned(), from.to_owned(), to.to_owned()])
    });
    years.unwrap_or_else(|| [text.trim().to_owned(), String::new(), String::new()])
}
