//! Tables: CSV and TSV, the results of SPARQL queries in JSON, arrays and lines of flat JSON objects.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::fields::{self, Field, normalize};
use super::{Imported, Record};
use crate::error::{Error, Result};

/// Rows with where they stand, under a header.
struct Table {
    header: Vec<String>,
    rows: Vec<Vec<String>>,
    at: Vec<String>,
}

/// Reads a table with commas, semicolons or tabs between its fields.
pub(super) fn csv(
    text: &str,
    origin: &str,
    columns: &BTreeMap<Field, String>,
    imported: &mut Imported,
) -> Result<Vec<Record>> {
    let first = text.lines().next().unwrap_or_default();
    let count = |delimiter: char| first.matches(delimiter).count();
    let delimiter = [',', ';', '\t'].into_iter().max_by_key(|&c| (count(c), c == ',')).unwrap_or(',');
    let mut reader = csv::ReaderBuilder::new().delimiter(delimiter as u8).from_reader(text.as_bytes());
    let broken = |error: csv::Error| {
        let line = error.position().map_or(1, csv::Position::line);
        let message = match error.kind() {
            csv::ErrorKind::UnequalLengths { expected_len, len, .. } => format!(
                "{len} fields where the header has {expected_len}; put quotation marks around fields with commas or line \
                 breaks in them, and close each"
            ),
            other => format!("not CSV ({other:?}); export the table again as CSV"),
        };
        Error::data(format!("{origin}:{line}"), message)
    };
    let header: Vec<String> = reader.headers().map_err(broken)?.iter().map(|name| name.trim().to_owned()).collect();
    let mut table = Table { header, rows: Vec::new(), at: Vec::new() };
    for record in reader.records() {
        let record = record.map_err(broken)?;
        let line = record.position().map_or(0, csv::Position::line);
        table.rows.push(record.iter().map(str::to_owned).collect());
        table.at.push(format!("line {line}"));
    }
    imported.format = "a table";
    table.records(origin, columns, imported)
}

/// Reads the results of a SPARQL query, an array of objects, or lines of objects.
pub(super) fn json(
    text: &str,
    origin: &str,
    columns: &BTreeMap<Field, String>,
    imported: &mut Imported,
) -> Result<Vec<Record>> {
    let wrong = |line: usize, what: String| {
        Error::data(
            format!("{origin}:{line}"),
            format!(
                "{what}; expected a result of the Wikidata query service (JSON), an array or lines of JSON objects, or \
                 FollowTheMoney entities"
            ),
        )
    };
    let mut objects: Vec<(String, Map<String, Value>)> = Vec::new();
    match serde_json::from_str::<Value>(text) {
        Ok(Value::Array(items)) => {
            for (at, item) in items.into_iter().enumerate() {
                let Value::Object(object) = item else { return Err(wrong(1, format!("item {} is no object", at + 1))) };
                objects.push((format!("row {}", at + 1), object));
            }
            imported.format = "a JSON table";
        }
        Ok(Value::Object(mut whole)) => {
            match whole.get_mut("results").and_then(|results| results.get_mut("bindings")) {
                Some(Value::Array(bindings)) => {
                    for (at, binding) in std::mem::take(bindings).into_iter().enumerate() {
                        let Value::Object(object) = binding else {
                            return Err(wrong(1, format!("binding {} is no object", at + 1)));
                        };
                        objects.push((format!("row {}", at + 1), object));
                    }
                    imported.format = "a SPARQL result";
                }
                _ => {
                    objects.push(("line 1".to_owned(), whole));
                    imported.format = "a JSON table";
                }
            }
        }
        _ => {
            for (at, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
                match serde_json::from_str(line) {
                    Ok(Value::Object(object)) => objects.push((format!("line {}", at + 1), object)),
                    Ok(_) => return Err(wrong(at + 1, "no JSON object".to_owned())),
                    Err(error) => return Err(wrong(at + 1, format!("not JSON (column {})", error.column()))),
                }
            }
            imported.format = "a JSON table";
        }
    }
    let mut header: Vec<String> = Vec::new();
    for key in objects.iter().flat_map(|(_, object)| object.keys()) {
        if !header.contains(key) {
            header.push(key.clone());
        }
    }
    let mut table = Table { header, rows: Vec::new(), at: Vec::new() };
    for (at, object) in objects {
        table.rows.push(table.header.iter().map(|key| object.get(key).map_or_else(String::new, plain)).collect());
        table.at.push(at);
    }
    table.records(origin, columns, imported)
}

/// A cell: text, number, list, or a term of a SPARQL result.
fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        Value::Array(items) => items.iter().map(plain).collect::<Vec<_>>().join("|"),
        Value::Object(term) => term.get("value").map_or_else(String::new, plain),
        Value::Null | Value::Bool(_) => String::new(),
    }
}

impl Table {
    fn records(self, origin: &str, mapped: &BTreeMap<Field, String>, imported: &mut Imported) -> Result<Vec<Record>> {
        let columns = fields::locate(origin, &self.header, &self.rows, mapped)?;
        imported.rows = self.rows.len();
        let read = |row: &Vec<String>, at: &String| {
            let mut record = Record { at: at.clone(), ..Record::default() };
            for (&field, &column) in &columns {
                let Some(cell) = row.get(column).filter(|cell| !unknown(cell)) else { continue };
                let alternatives = normalize(&self.header[column]).ends_with("altlabel");
                match field {
                    Field::Position | Field::From | Field::To => {}
                    // Labels that the query service joins stand with commas between them.
                    Field::Aliases if alternatives => cell.split(", ").for_each(|part| record.add(field, part)),
                    Field::Roles => cell.split('|').for_each(|part| record.add(field, part)),
                    Field::Aliases | Field::Weak | Field::Topics | Field::SameAs | Field::Country | Field::Type => {
                        cell.split(['|', ';', '\n']).for_each(|part| record.add(field, part));
                    }
                    _ => record.add(field, cell),
                }
            }
            let cell = |field: Field| -> String {
                let cell = columns.get(&field).and_then(|&column| row.get(column)).filter(|cell| !unknown(cell));
                cell.map(|cell| cell.trim().to_owned()).unwrap_or_default()
            };
            let (post, from, to) = (cell(Field::Position), cell(Field::From), cell(Field::To));
            let posts = post.split(['|', ';', '\n']).map(str::trim).filter(|post| !post.is_empty());
            record.posts = posts.map(|post| [post.to_owned(), from.clone(), to.clone()]).collect();
            record
        };
        Ok(self.rows.iter().zip(&self.at).map(|(row, at)| read(row, at)).collect())
    }
}

/// "Unknown value" of Wikidata: a blank node or what stands for one.
fn unknown(cell: &str) -> bool {
    cell.contains("/.well-known/genid/") || cell.starts_with("_:")
}
