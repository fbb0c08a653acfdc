//! Lists of other makers → entries: tables (CSV, TSV, JSON), results of the Wikidata query service (CSV and both of its
//! JSON forms), and FollowTheMoney entities (OpenSanctions).
//!
//! A file becomes [`Record`]s, in [`table`] or [`ftm`]; records that speak of one thing are put together; [`draft`] reads
//! each as an entry; [`attach`] finds the entries that the gazetteer knows already.

mod attach;
mod draft;
mod fields;
mod ftm;
mod table;

use std::collections::BTreeMap;
use std::io::Read as _;
use std::path::Path;

use super::{Entry, Gazetteer};
use crate::document::EntityType;
use crate::error::{Error, Result};

pub use fields::Field;

/// How a file is to be read.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// What the rows are, where the file does not say.
    pub kind: Option<EntityType>,
    /// The columns of fields, where their names do not tell.
    pub columns: BTreeMap<Field, String>,
    /// What makes the file's own identifiers IRIs, put before them.
    pub iri_prefix: Option<String>,
    /// Take a row for a known entry by a shared identifier only, never by name.
    pub by_identifier_only: bool,
}

/// What a file gave.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Imported {
    /// What it was read as, in words.
    pub format: &'static str,
    /// How many rows or entities it has.
    pub rows: usize,
    /// The entries, each once.
    pub entries: Vec<Entry>,
    /// Rows that could not be used, and why.
    pub skipped: Vec<Remark>,
    /// Rows that were used without a field that makes no sense.
    pub notes: Vec<Remark>,
    /// Entities that are nobody: ownerships, sanctions, … with how many of each.
    pub other: BTreeMap<String, usize>,
    /// How many entries share an identifier with a known one and add to it.
    pub by_identifier: usize,
    /// Names of entries that were taken for a known one by name, with the identifier of that.
    pub by_name: Vec<(String, String)>,
}

/// Something to say about one row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remark {
    /// Where: "line 17", "row 3".
    pub at: String,
    /// What.
    pub text: String,
}

/// A row or entity: values by field.
#[derive(Debug, Clone, Default, PartialEq)]
struct Record {
    at: String,
    values: BTreeMap<Field, Vec<String>>,
    /// Posts with first and last day, as written.
    posts: Vec<[String; 3]>,
}

impl Record {
    fn add(&mut self, field: Field, value: &str) {
        let value = value.split_whitespace().collect::<Vec<_>>().join(" ");
        let values = self.values.entry(field).or_default();
        if !value.is_empty() && !values.contains(&value) {
            values.push(value);
        }
    }

    fn all(&self, field: Field) -> &[String] {
        self.values.get(&field).map_or(&[], Vec::as_slice)
    }

    fn first(&self, field: Field) -> Option<&str> {
        self.all(field).first().map(String::as_str)
    }

    /// What makes two records one: the Wikidata item or the file's own identifier.
    fn identity(&self) -> Option<String> {
        let item = self.first(Field::Wikidata).and_then(fields::item);
        item.map(str::to_owned).or_else(|| self.first(Field::Id).map(str::to_owned))
    }

    fn absorb(&mut self, other: Self) {
        for (field, values) in other.values {
            values.iter().for_each(|value| self.add(field, value));
        }
        for post in other.posts {
            if !self.posts.contains(&post) {
                self.posts.push(post);
            }
        }
    }
}

/// Reads a file of any of the formats and finds what of it `gazetteer` knows already.
///
/// # Errors
/// A file that cannot be read, or is none of the formats: one message with line and remedy.
pub fn read(path: &Path, options: &Options, gazetteer: &Gazetteer) -> Result<Imported> {
    let bytes = std::fs::read(path).map_err(Error::io(path, "read"))?;
    let origin = path.display().to_string();
    let bytes = if bytes.starts_with(&[0x1f, 0x8b]) {
        let mut out = Vec::new();
        flate2::read::GzDecoder::new(bytes.as_slice()).read_to_end(&mut out).map_err(Error::io(path, "unpack"))?;
        out
    } else {
        bytes
    };
    let text = String::from_utf8(bytes).map_err(|error| {
        let line =
            1 + error.as_bytes()[..error.utf8_error().valid_up_to()].iter().filter(|&&byte| byte == b'\n').count();
        Error::data(format!("{origin}:{line}"), "not UTF-8 text; save the file as UTF-8 and import it again")
    })?;
    parse(text.trim_start_matches('\u{feff}'), &origin, options, gazetteer)
}

fn parse(text: &str, origin: &str, options: &Options, gazetteer: &Gazetteer) -> Result<Imported> {
    let mut imported = Imported::default();
    let records = if text.trim_start().starts_with(['{', '[']) {
        match ftm::entities(text, origin)? {
            Some(entities) => ftm::records(entities, &mut imported),
            None => table::json(text, origin, &options.columns, &mut imported)?,
        }
    } else {
        table::csv(text, origin, &options.columns, &mut imported)?
    };
    let mut drafts: Vec<Entry> = Vec::new();
    for record in together(records) {
        match draft::entry(&record, options, gazetteer, &mut imported.notes) {
            Ok(mut entry) => {
                if imported.format == ftm::FORMAT {
                    // Made by programs, for programs.
                    entry.id.clear();
                }
                drafts.push(entry);
            }
            Err(text) => imported.skipped.push(Remark { at: record.at, text }),
        }
    }
    attach::attach(drafts, options, gazetteer, &mut imported);
    if imported.entries.is_empty() {
        let why = imported.skipped.first().map_or_else(
            || "it has no rows".to_owned(),
            |first| format!("{} rows, none of use; {}: {}", imported.rows, first.at, first.text),
        );
        return Err(Error::data(origin, format!("nothing to import: {why}")));
    }
    Ok(imported)
}

/// Records of one identity become one, at the place of the first: query results have a row for each alias and post.
fn together(records: Vec<Record>) -> Vec<Record> {
    let mut out: Vec<Record> = Vec::new();
    let mut first: BTreeMap<String, usize> = BTreeMap::new();
    for record in records {
        match record.identity().map(|identity| (first.get(&identity).copied(), identity)) {
            Some((Some(at), _)) => out[at].absorb(record),
            Some((None, identity)) => {
                first.insert(identity, out.len());
                out.push(record);
            }
            None => out.push(record),
        }
    }
    out
}

#[cfg(test)]
mod tests;
