//! What a folder of a user adds to the shipped ontology: event types, relations and the words that tell them.
//!
//! ```text
//! events.ttl         event types in SKOS, as in `ontology/events.ttl`
//! event_types.csv    the same as a table: type, broader, label, definition
//! relations.ttl      relations, as in `ontology/relations.ttl`
//! relation_types.csv the same as a table: relation, domain, range, phrase, …
//! lexicon/*.csv      words, as in `ontology/lexicon/`
//! ```

mod relations;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::ontology::{self, Ontology};
use super::{BASE, ontology as shipped};
use crate::{Error, Result};

/// Event types in SKOS.
const EVENTS: &str = "events.ttl";
/// Event types as a table.
const TYPES: &str = "event_types.csv";
/// Relations.
const RELATIONS: &str = "relations.ttl";
/// Relations as a table.
const RELATION_TYPES: &str = "relation_types.csv";
/// What stands beside the folder of words.
const FILES: [&str; 4] = [EVENTS, TYPES, RELATIONS, RELATION_TYPES];
/// Columns of [`TYPES`].
const COLUMNS: [&str; 4] = ["type", "broader", "label", "definition"];
/// Tables in `lexicon/`.
const TABLES: [&str; 14] = [
    "actors.csv",
    "amounts.csv",
    "classes.csv",
    "event_roles.csv",
    "events.csv",
    "operators.csv",
    "predications.csv",
    "relations.csv",
    "role_classes.csv",
    "role_words.csv",
    "roles.csv",
    "sectors.csv",
    "speech.csv",
    "titles.csv",
];

/// The files of a folder that extends the ontology, read and validated.
#[derive(Debug, Clone)]
pub struct Extension {
    /// Path below the folder → content.
    files: BTreeMap<PathBuf, Vec<u8>>,
    turtle: Vec<(String, String)>,
    ontology: Ontology,
}

impl Extension {
    /// Reads a folder.
    ///
    /// # Errors
    /// [`Error::Data`] with file and line for what does not fit, [`Error::Usage`] where there is no such folder or
    /// nothing in it that extends the ontology.
    pub fn read(dir: &Path) -> Result<Self> {
        let files = files(dir)?;
        if files.is_empty() {
            let message = format!(
                "{}: nothing here extends the ontology; there may be {} and lexicon/*.csv",
                dir.display(),
                FILES.join(", ")
            );
            return Err(Error::Usage(message));
        }
        let mut turtle = Vec::new();
        for name in FILES {
            let Some(bytes) = files.get(Path::new(name)) else { continue };
            let origin = dir.join(name).display().to_string();
            let text = String::from_utf8(bytes.clone())
                .map_err(|_| Error::data(&origin, "is not UTF-8; save it in that encoding"))?;
            let text = match name {
                TYPES => table(&origin, &text)?,
                RELATION_TYPES => relations::table(&origin, &text)?,
                _ => text,
            };
            ontology::validate(&origin, &text)?;
            turtle.push((origin, text));
        }
        let ontology = shipped().extended(turtle.iter().map(|(_, text)| text.as_str()));
        for (origin, text) in &turtle {
            complete(origin, text, &ontology)?;
            relations::complete(origin, text, &ontology)?;
        }
        relations::words(dir, &files, &ontology)?;
        Ok(Self { files, turtle, ontology })
    }

    /// The ontology with what the folder adds.
    pub fn ontology(&self) -> &Ontology {
        &self.ontology
    }

    /// Turtle texts with where they come from, for the graph of the ontology.
    pub fn turtle(&self) -> &[(String, String)] {
        &self.turtle
    }

    /// The files, by path below the folder.
    pub fn files(&self) -> &BTreeMap<PathBuf, Vec<u8>> {
        &self.files
    }
}

/// The files that count, by path below `dir`; notes for people may lie beside them.
fn files(dir: &Path) -> Result<BTreeMap<PathBuf, Vec<u8>>> {
    if !dir.is_dir() {
        return Err(Error::Usage(format!(
            "{}: no such folder; --ontology wants one with files like those of ontology/",
            dir.display()
        )));
    }
    let mut found = BTreeMap::new();
    for (folder, known) in [("", &FILES[..]), ("lexicon", &TABLES[..])] {
        let at = dir.join(folder);
        if !at.is_dir() {
            continue;
        }
        for entry in std::fs::read_dir(&at).map_err(Error::io(&at, "read"))? {
            let path = entry.map_err(Error::io(&at, "read"))?.path();
            let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default().to_owned();
            let matters = path.extension().is_some_and(|ending| ending == "csv" || ending == "ttl");
            if known.contains(&name.as_str()) {
                let bytes = std::fs::read(&path).map_err(Error::io(&path, "read"))?;
                found.insert(Path::new(folder).join(name), bytes);
            } else if matters {
                let message = format!("is not read; here there may be {}", known.join(", "));
                return Err(Error::data(path.display().to_string(), message));
            }
        }
    }
    Ok(found)
}

/// A row of a table, with where it stands.
struct Row {
    /// File and line.
    origin: String,
    line: usize,
    cells: Vec<String>,
}

impl Row {
    /// A cell by column; empty where the row is short.
    fn cell(&self, column: usize) -> &str {
        self.cells.get(column).map_or("", String::as_str)
    }

    fn error(&self, message: impl Into<String>) -> Error {
        Error::data(&self.origin, message)
    }
}

/// The rows of a table under this heading; empty lines and remarks are left out.
fn rows(origin: &str, text: &str, heading: &[&str]) -> Result<Vec<Row>> {
    let mut rows = Vec::new();
    let mut titled = false;
    for (n, line) in text.trim_start_matches('\u{feff}').lines().enumerate() {
        if line.trim().is_empty() || line.starts_with('#') {
            continue;
        }
        let mut reader = csv::ReaderBuilder::new()
            .flexible(true)
            .has_headers(false)
            .trim(csv::Trim::All)
            .from_reader(line.as_bytes());
        let origin = format!("{origin}:{}", n + 1);
        let Some(record) = reader.records().next() else { continue };
        let record = record.map_err(|error| Error::data(&origin, error.to_string()))?;
        let row = Row { origin, line: n + 1, cells: record.iter().map(str::to_owned).collect() };
        if !titled {
            if row.cells != heading {
                return Err(row.error(format!("the first line must be \"{}\"", heading.join(","))));
            }
            titled = true;
        } else if row.cells.len() > heading.len() {
            let (cells, columns) = (row.cells.len(), heading.len());
            let message =
                format!("{cells} cells, but the table has {columns} columns; put quotes around a text with commas");
            return Err(row.error(message));
        } else {
            rows.push(row);
        }
    }
    Ok(rows)
}

/// The table of event types as Turtle with a line for each of its lines.
fn table(origin: &str, text: &str) -> Result<String> {
    let mut turtle = vec![String::new(); text.lines().count()];
    for row in rows(origin, text, &COLUMNS)? {
        let (name, broader) = (row.cell(0), row.cell(1));
        for name in [name, broader] {
            if !name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-') {
                let message = format!("\"{name}\" is no name of a type; letters, digits and hyphens make one");
                return Err(row.error(message));
            }
        }
        if name.is_empty() {
            return Err(row.error("no type"));
        }
        let iri = |name: &str| format!("<{BASE}event/{name}>");
        let skos = |name: &str| format!("<http://www.w3.org/2004/02/skos/core#{name}>");
        let text = |text: &str| format!("{:?}@en", text.replace(['\\', '"'], "'"));
        let mut block = format!("{} a {} ; {} <{BASE}event/>", iri(name), skos("Concept"), skos("inScheme"));
        block += &match broader {
            "" => format!(" ; {} <{BASE}event/>", skos("topConceptOf")),
            broader => format!(" ; {} {}", skos("broader"), iri(broader)),
        };
        for (column, properties) in [
            (2, vec![skos("prefLabel"), "<http://www.w3.org/2000/01/rdf-schema#label>".to_owned()]),
            (3, vec![skos("definition")]),
        ] {
            for property in properties.iter().filter(|_| !row.cell(column).is_empty()) {
                block += &format!(" ; {property} {}", text(row.cell(column)));
            }
        }
        turtle[row.line - 1] = block + " .";
    }
    Ok(turtle.join("\n") + "\n")
}

/// Whether all that a text adds is whole: types have a label and stand below one that is there.
fn complete(origin: &str, text: &str, ontology: &Ontology) -> Result<()> {
    for name in ontology::event_types(text) {
        let at = || {
            let line = text.lines().position(|line| mentions(line, &name)).map_or(1, |line| line + 1);
            format!("{origin}:{line}")
        };
        let Some(event) = ontology.events.get(&name) else { continue };
        if event.label.is_empty() {
            return Err(Error::data(
                at(),
                format!("event:{name} has no label; give it skos:prefLabel (or the column \"label\")"),
            ));
        }
        if let Some(missing) = event.broader.iter().find(|wider| !ontology.events.contains_key(*wider)) {
            return Err(Error::data(at(), format!("event:{name} is below event:{missing}, which is not there")));
        }
        if event.broader.is_empty() && !event.top {
            let message = format!(
                "event:{name} stands nowhere; give it skos:broader a type, or skos:topConceptOf <{BASE}event/>"
            );
            return Err(Error::data(at(), message));
        }
    }
    Ok(())
}

/// Whether a line speaks of the type, by prefix or whole IRI.
fn mentions(line: &str, name: &str) -> bool {
    [format!("event:{name}"), format!("event/{name}>")].iter().any(|way| {
        line.match_indices(way.as_str()).any(|(at, _)| {
            let rest = &line[at + way.len()..];
            !rest.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '-')
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(files: &[(&str, &str)]) -> Result<Extension> {
        let dir = tempfile::tempdir().unwrap();
        for (name, text) in files {
            let path = dir.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        }
        Extension::read(dir.path())
    }

    fn told(files: &[(&str, &str)]) -> String {
        let message = read(files).unwrap_err().to_string();
        message.rsplit('/').next().unwrap().to_owned()
    }

    #[test]
    fn a_table_adds_types() {
        let table = "type,broader,label,definition\n# mine\nmoon,,Moon,\"Things, of the moon.\"\nmoon-landing,moon,Land on the moon,\n";
        let extension = read(&[("event_types.csv", table)]).unwrap();
        assert_eq!(extension.ontology().events["moon-landing"].label, "Land on the moon");
        assert!(extension.ontology().event_and_wider("moon-landing").contains("moon"));
        assert!(extension.ontology().events.contains_key("meet"), "the shipped ones stay");
        assert_eq!(extension.turtle()[0].1.lines().count(), table.lines().count());
    }

    #[test]
    fn says_what_is_wrong_and_where() {
        let heading = "type,broader,label,definition\n";
        for (line, message) in [
            ("zap,nowhere,Zap,", "event_types.csv:2: event:zap is below event:nowhere, which is not there"),
            (
                "zap,assault,,",
                "event_types.csv:2: event:zap has no label; give it skos:prefLabel (or the column \"label\")",
            ),
            (
                "z p,assault,Zap,",
                "event_types.csv:2: \"z p\" is no name of a type; letters, digits and hyphens make one",
            ),
            (",assault,Zap,", "event_types.csv:2: no type"),
        ] {
            assert_eq!(told(&[("event_types.csv", &format!("{heading}{line}\n"))]), message);
        }
        assert!(told(&[("event_types.csv", "type,label\n")]).starts_with("event_types.csv:1: the first line must be"));
        assert!(told(&[("events.ttl", "@prefix a: <http://a/> .\na:b a:c .\n")]).starts_with("events.ttl:2: "));
        assert!(told(&[("lexicon/event.csv", "")]).starts_with("event.csv: is not read; here there may be actors.csv"));
        assert!(
            read(&[("README.md", "nothing")]).unwrap_err().to_string().contains("nothing here extends the ontology")
        );
    }
}
