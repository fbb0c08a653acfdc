//! Relations that a folder adds: as a table or in Turtle, and whether its words fit them.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::super::ontology::{self, NEWSGRAPH_TTL, Ontology};
use super::super::{BASE, actor_classes, ontology as shipped};
use super::Row;
use crate::document::EntityType;
use crate::{Error, Result};

/// Columns of `relation_types.csv`.
const COLUMNS: [&str; 8] =
    ["relation", "domain", "range", "phrase", "role_phrase", "inverse", "symmetric", "definition"];
const SCHEMA: &str = "https://schema.org/";
const OWL: &str = "http://www.w3.org/2002/07/owl#";
const RDFS: &str = "http://www.w3.org/2000/01/rdf-schema#";
const SKOS: &str = "http://www.w3.org/2004/02/skos/core#";

/// The table of relations as Turtle with a line for each of its lines.
pub(super) fn table(origin: &str, text: &str) -> Result<String> {
    let mut turtle = vec![String::new(); text.lines().count()];
    let mut told: BTreeMap<String, usize> = BTreeMap::new();
    for row in super::rows(origin, text, &COLUMNS)? {
        let name = row.cell(0);
        let lower = name.starts_with(|c: char| c.is_ascii_lowercase());
        if !lower || !name.chars().all(|c| c.is_ascii_alphanumeric()) {
            let message = format!(
                "{name:?} is no name of a relation; letters and digits make one, with a small letter first: attributedTo"
            );
            return Err(row.error(message));
        }
        if shipped().relations.contains_key(name) {
            return Err(row.error(format!("there is a relation {name} already; choose another name")));
        }
        if let Some(line) = told.insert(name.to_owned(), row.line) {
            return Err(row.error(format!("the relation {name} stands in line {line} already")));
        }
        let classes = |column: usize| -> Result<String> {
            let kinds = kinds(&row, column)?;
            let names: Vec<String> = kinds.iter().map(|&kind| actor_classes(kind).0.to_string()).collect();
            Ok(names.join(", "))
        };
        if row.cell(3).is_empty() {
            return Err(
                row.error(format!("{name} has no phrase; give it the words between subject and object: is part of"))
            );
        }
        let symmetric = match row.cell(6) {
            "" | "no" => "",
            "yes" => ", <http://www.w3.org/2002/07/owl#SymmetricProperty>",
            other => return Err(row.error(format!("symmetric is yes or empty, not {other:?}"))),
        };
        let literal = |text: &str| format!("{:?}", text.replace(['\\', '"'], "'"));
        let mut block = format!(
            "<{BASE}ontology#{name}> a <{OWL}ObjectProperty>{symmetric} ; <{RDFS}label> {phrase} ; <{BASE}ontology#phrase> {phrase} ; \
             <{SCHEMA}domainIncludes> {} ; <{SCHEMA}rangeIncludes> {}",
            classes(1)?,
            classes(2)?,
            phrase = literal(row.cell(3)),
        );
        for (column, property) in [(4, format!("{BASE}ontology#rolePhrase")), (7, format!("{SKOS}definition"))] {
            if !row.cell(column).is_empty() {
                block += &format!(" ; <{property}> {}", literal(row.cell(column)));
            }
        }
        if !row.cell(5).is_empty() {
            if !row.cell(5).chars().all(|c| c.is_ascii_alphanumeric()) {
                return Err(row.error(format!("{:?} is no name of a relation", row.cell(5))));
            }
            block += &format!(" ; <{OWL}inverseOf> <{BASE}ontology#{}>", row.cell(5));
        }
        turtle[row.line - 1] = block + " .";
    }
    Ok(turtle.join("\n") + "\n")
}

/// Whether the relations that a text adds are whole.
pub(super) fn complete(origin: &str, text: &str, ontology: &Ontology) -> Result<()> {
    let words = ontology::relation_names(NEWSGRAPH_TTL);
    for name in ontology::relation_names(text) {
        let fail = |message: String| Err(Error::data(format!("{origin}:{}", line_of(text, &name)), message));
        if words.contains(&name) {
            return fail(format!("ng:{name} is a word of the graph itself; choose another name"));
        }
        let Some(relation) = ontology.relations.get(&name) else {
            return fail(format!("ng:{name} has no ng:phrase; give it the words between subject and object"));
        };
        for (property, found) in [("domainIncludes", &relation.domain), ("rangeIncludes", &relation.range)] {
            if found.is_empty() {
                return fail(format!("ng:{name} has no schema:{property} with a kind of actor, such as ng:Person"));
            }
        }
        if let Some(class) = ontology::unknown_classes(text, &name).first() {
            return fail(format!("ng:{name}: <{class}> is no kind of actor; there are {}", class_names()));
        }
        if relation.label.is_empty() {
            return fail(format!("ng:{name} has no rdfs:label"));
        }
        if relation.role_phrase.as_ref().is_some_and(|phrase| !phrase.contains("{role}")) {
            return fail(format!("ng:{name}: the phrase for a role has no {{role}} in it"));
        }
        if let Some(inverse) = relation.inverse.as_ref().filter(|name| !ontology.relations.contains_key(*name)) {
            return fail(format!("ng:{name} is the inverse of ng:{inverse}, which is not there"));
        }
        if relation.symmetric && relation.domain != relation.range {
            return fail(format!("ng:{name} reads the same from both ends, so domain and range must be the same"));
        }
    }
    Ok(())
}

fn class_names() -> String {
    let names = EntityType::ALL.map(|kind| {
        let class = actor_classes(kind).0.as_str();
        format!("ng:{}", class.rsplit('#').next().unwrap_or(class))
    });
    names.join(", ")
}

/// The line that speaks of a relation first, by prefix or whole IRI.
fn line_of(text: &str, name: &str) -> usize {
    let speaks = |line: &str| {
        [format!("ng:{name}"), format!("ontology#{name}>")].iter().any(|way| {
            let ends = |rest: &str| !rest.starts_with(|c: char| c.is_ascii_alphanumeric());
            line.match_indices(way.as_str()).any(|(at, _)| ends(&line[at + way.len()..]))
        })
    };
    text.lines().position(speaks).map_or(1, |line| line + 1)
}

/// Where a table of words names a relation and the kinds of actors at its ends.
struct Columns {
    table: &'static str,
    heading: &'static [&'static str],
    /// Of the subject of the relation, unless `reverse`.
    first: usize,
    second: usize,
    predicate: usize,
    reverse: usize,
    /// What makes a row the same as another.
    key: &'static [usize],
}

const WORDS: [Columns; 2] = [
    Columns {
        table: "lexicon/relations.csv",
        heading: &["verb", "particle", "voice", "slot", "subject", "object", "predicate", "reverse", "status"],
        first: 4,
        second: 5,
        predicate: 6,
        reverse: 7,
        key: &[0, 1, 2, 3, 4, 5, 6, 7],
    },
    Columns {
        table: "lexicon/role_classes.csv",
        heading: &["class", "holder", "links", "argument", "predicate", "reverse"],
        first: 1,
        second: 3,
        predicate: 4,
        reverse: 5,
        key: &[0, 1, 2, 3, 4, 5],
    },
];

/// Tables where a word stands once.
const ONCE: [(&str, [&str; 2]); 3] = [
    ("lexicon/roles.csv", ["noun", "class"]),
    ("lexicon/titles.csv", ["title", "noun"]),
    ("lexicon/role_words.csv", ["word", "effect"]),
];

/// Whether the words of a folder tell relations that there are, of actors that may stand in them, each once.
pub(super) fn words(dir: &Path, files: &BTreeMap<PathBuf, Vec<u8>>, ontology: &Ontology) -> Result<()> {
    let text = |name: &str| -> Result<Option<(String, String)>> {
        let Some(bytes) = files.get(Path::new(name)) else { return Ok(None) };
        let origin = dir.join(name).display().to_string();
        let text = String::from_utf8(bytes.clone())
            .map_err(|_| Error::data(&origin, "is not UTF-8; save it in that encoding"))?;
        Ok(Some((origin, text)))
    };
    for columns in WORDS {
        let Some((origin, text)) = text(columns.table)? else { continue };
        let mut told: BTreeMap<Vec<String>, usize> = BTreeMap::new();
        for row in super::rows(&origin, &text, columns.heading)? {
            fits(&row, &columns, ontology)?;
            let key = columns.key.iter().map(|&column| row.cell(column).to_lowercase()).collect();
            if let Some(line) = told.insert(key, row.line) {
                return Err(row.error(format!("says the same as line {line}")));
            }
        }
    }
    for (table, heading) in ONCE {
        let Some((origin, text)) = text(table)? else { continue };
        let mut told: BTreeMap<String, usize> = BTreeMap::new();
        for row in super::rows(&origin, &text, &heading)? {
            let word = row.cell(0).to_lowercase().replace('-', " ");
            if let Some(line) = told.insert(word, row.line) {
                return Err(row.error(format!("{:?} stands in line {line} already", row.cell(0))));
            }
        }
    }
    Ok(())
}

/// Whether a row names a relation and kinds of actors that may stand in it.
fn fits(row: &Row, columns: &Columns, ontology: &Ontology) -> Result<()> {
    let name = row.cell(columns.predicate);
    // A line that takes a shipped pattern away.
    if name == "-" {
        return Ok(());
    }
    let Some(relation) = ontology.relations.get(name) else {
        let near = nearest(name, ontology);
        return Err(row.error(format!("no relation {name:?} in relations.ttl{near}")));
    };
    let reverse = match row.cell(columns.reverse) {
        "" | "no" => false,
        "yes" => true,
        other => return Err(row.error(format!("reverse is yes or empty, not {other:?}"))),
    };
    let (first, second) = (kinds(row, columns.first)?, kinds(row, columns.second)?);
    let (subjects, objects) = if reverse { (second, first) } else { (first, second) };
    for (kinds, allowed, place) in [(subjects, &relation.domain, "subject"), (objects, &relation.range, "object")] {
        if let Some(wrong) = kinds.iter().find(|kind| !allowed.contains(kind)) {
            let allowed: Vec<&str> = allowed.iter().map(|kind| kind.as_str()).collect();
            return Err(row.error(format!(
                "{:?} may not be the {place} of {name}; there may stand {}",
                wrong.as_str(),
                allowed.join(", ")
            )));
        }
    }
    Ok(())
}

fn nearest(name: &str, ontology: &Ontology) -> String {
    let near = ontology.relations.keys().map(|known| (strsim::jaro_winkler(name, known), known));
    let near = near.max_by(|a, b| a.0.total_cmp(&b.0)).filter(|(score, _)| *score > 0.8);
    near.map(|(_, known)| format!("; did you mean {known:?}?")).unwrap_or_default()
}

/// The kinds of actors in a cell.
fn kinds(row: &Row, column: usize) -> Result<Vec<EntityType>> {
    let words: Vec<&str> = row.cell(column).split([' ', '|']).filter(|word| !word.is_empty()).collect();
    if words.is_empty() {
        return Err(row.error(format!("column {} names no kind of actor", column + 1)));
    }
    let known = || EntityType::ALL.map(EntityType::as_str).join(", ");
    let parse = |word: &&str| {
        EntityType::parse(word).ok_or_else(|| row.error(format!("{word:?} is no kind of actor; there are {}", known())))
    };
    words.iter().map(parse).collect()
}
