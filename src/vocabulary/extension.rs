//! What a folder of a user adds to the shipped ontology: event types, relations and the words that tell them.
//!
//! ```text
//! events.ttl         event types in SKOS, as in `ontology/events.ttl`
//! event_types.csv    the same as a table: type, broader, label, definition
//! relations.ttl      relations, as in `ontology/relations.ttl`
//! lexicon/*.csv      words, as in `ontology/lexicon/`
//! ```

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
/// Columns of [`TYPES`].
const COLUMNS: [&str; 4] = ["type", "broader", "label", "definition"];
/// Tables in `lexicon/`.
const TABLES: [&str; 13] = [
    "actors.csv",
    "amounts.csv",
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
                "{}: nothing here extends the ontology; there may be {EVENTS}, {TYPES}, {RELATIONS} and lexicon/*.csv",
                dir.display()
            );
            return Err(Error::Usage(message));
        }
        let mut turtle = Vec::new();
        for name in [EVENTS, TYPES, RELATIONS] {
            let Some(bytes) = files.get(Path::new(name)) else { continue };
            let origin = dir.join(name).display().to_string();
            let text = String::from_utf8(bytes.clone())
                .map_err(|_| Error::data(&origin, "is not UTF-8; save it in that encoding"))?;
            let text = if name == TYPES { table(&origin, &text)? } else { text };
            ontology::validate(&origin, &text)?;
            turtle.push((origin, text));
        }
        let ontology = shipped().extended(turtle.iter().map(|(_, text)| text.as_str()));
        for (origin, text) in &turtle {
            complete(origin, text, &ontology)?;
        }
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
    for (folder, known) in [("", &[EVENTS, TYPES, RELATIONS][..]), ("lexicon", &TABLES[..])] {
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

/// The table of event types as Turtle.
fn table(origin: &str, text: &str) -> Result<String> {
    let mut turtle = String::new();
    let mut titled = false;
    for (n, line) in text.lines().enumerate() {
        // A blank line stands for what is no row, so that both texts have the same lines.
        turtle.push('\n');
        if line.trim().is_empty() || line.starts_with('#') {
            continue;
        }
        let at = format!("{origin}:{}", n + 1);
        let mut reader = csv::ReaderBuilder::new()
            .flexible(true)
            .has_headers(false)
            .trim(csv::Trim::All)
            .from_reader(line.as_bytes());
        let Some(row) = reader.records().next() else { continue };
        let row = row.map_err(|error| Error::data(&at, error.to_string()))?;
        if !titled {
            if row.iter().ne(COLUMNS) {
                return Err(Error::data(at, format!("the first line must be \"{}\"", COLUMNS.join(","))));
            }
            titled = true;
            continue;
        }
        let cell = |column: usize| row.get(column).unwrap_or_default();
        let (name, broader) = (cell(0), cell(1));
        for name in [name, broader] {
            if !name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-') {
                let message = format!("\"{name}\" is no name of a type; letters, digits and hyphens make one");
                return Err(Error::data(at, message));
            }
        }
        if name.is_empty() {
            return Err(Error::data(at, "no type"));
        }
        if row.len() > COLUMNS.len() {
            let message =
                format!("{} cells, but the table has 4 columns; put quotes around a text with commas", row.len());
            return Err(Error::data(at, message));
        }
        turtle.pop();
        let iri = |name: &str| format!("<{BASE}event/{name}>");
        let skos = |name: &str| format!("<http://www.w3.org/2004/02/skos/core#{name}>");
        let text = |text: &str| format!("{:?}@en", text.replace(['\\', '"'], "'"));
        turtle += &format!("{} a {} ; {} <{BASE}event/>", iri(name), skos("Concept"), skos("inScheme"));
        turtle += &match broader {
            "" => format!(" ; {} <{BASE}event/>", skos("topConceptOf")),
            broader => format!(" ; {} {}", skos("broader"), iri(broader)),
        };
        for (column, properties) in [
            (2, vec![skos("prefLabel"), "<http://www.w3.org/2000/01/rdf-schema#label>".to_owned()]),
            (3, vec![skos("definition")]),
        ] {
            for property in properties.iter().filter(|_| !cell(column).is_empty()) {
                turtle += &format!(" ; {property} {}", text(cell(column)));
            }
        }
        turtle += " .\n";
    }
    Ok(turtle)
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
