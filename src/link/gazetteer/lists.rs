//! The lists of a graph: entries that an analyst brought in, one CSV file a list, in the folder `gazetteer` of the graph.
//!
//! A list has the columns of `data/gazetteer/README.md`. People may edit it; the next build or decision reads it again.

use std::fs;
use std::path::{Path, PathBuf};

use super::{Entry, Gazetteer, Term, rows};
use crate::error::{Error, Result};
use crate::link::name::slug;

/// Folder of the lists in a graph folder.
const FOLDER: &str = "gazetteer";

const HEADER: [&str; 19] = [
    "id",
    "name",
    "aliases",
    "weak",
    "type",
    "class",
    "family",
    "country",
    "wikidata",
    "same_as",
    "description",
    "roles",
    "born",
    "died",
    "topics",
    "latitude",
    "longitude",
    "office",
    "capital",
];

/// A list in a graph folder.
#[derive(Debug, Clone, PartialEq)]
pub struct List {
    /// Its name: that of its file, without `.csv`.
    pub name: String,
    /// Its file.
    pub path: PathBuf,
    /// What it holds.
    pub entries: Vec<Entry>,
}

/// The lists of a graph folder, by name; none where it has no lists.
///
/// # Errors
/// A list that cannot be read, or its first wrong line, by number.
pub fn lists(graph: &Path) -> Result<Vec<List>> {
    let mut out = Vec::new();
    for (name, path) in files(graph)? {
        let text = fs::read_to_string(&path).map_err(Error::io(&path, "read"))?;
        let entries = rows::entries(&text, &path.display().to_string())?;
        out.push(List { name, path, entries });
    }
    Ok(out)
}

/// A gazetteer with the lists of a graph folder laid over it; `without` is left out.
///
/// # Errors
/// As [`lists`].
pub fn with_lists(gazetteer: &Gazetteer, graph: &Path, without: &[String]) -> Result<Gazetteer> {
    let mut out = gazetteer.clone();
    for (name, path) in files(graph)? {
        if !without.contains(&name) {
            let text = fs::read_to_string(&path).map_err(Error::io(&path, "read"))?;
            out.add_list(&name, &text, &path.display().to_string())?;
        }
    }
    Ok(out)
}

/// Writes a list into a graph folder, in place of one of its name. The file appears whole or not at all.
///
/// # Errors
/// Where it cannot be written.
pub fn write(graph: &Path, name: &str, entries: &[Entry]) -> Result<PathBuf> {
    let folder = graph.join(FOLDER);
    fs::create_dir_all(&folder).map_err(Error::io(&folder, "create"))?;
    let path = folder.join(format!("{name}.csv"));
    let partial = folder.join(format!(".{name}.part"));
    fs::write(&partial, text(entries)?).map_err(Error::io(&partial, "write"))?;
    fs::rename(&partial, &path).map_err(Error::io(&path, "write"))?;
    Ok(path)
}

/// Takes lists out of a graph folder: all of them or, where one is not there, none.
///
/// # Errors
/// [`Error::Usage`] for a list that is not there, with those that are; a file that cannot be deleted.
pub fn remove(graph: &Path, names: &[String]) -> Result<()> {
    let there = files(graph)?;
    for name in names {
        if !there.iter().any(|(known, _)| known == name) {
            let known: Vec<&str> = there.iter().map(|(name, _)| name.as_str()).collect();
            let known =
                if known.is_empty() { "there are none".into() } else { format!("there are {}", known.join(", ")) };
            return Err(Error::Usage(format!("no list of this graph is called `{name}`; {known}")));
        }
    }
    for (_, path) in there.iter().filter(|(name, _)| names.contains(name)) {
        fs::remove_file(path).map_err(Error::io(path, "delete"))?;
    }
    // Empty by now, perhaps.
    let _ = fs::remove_dir(graph.join(FOLDER));
    Ok(())
}

/// The name of a list made from a file's name.
pub fn name_of(path: &Path) -> String {
    let name = path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    slug(name.split('.').find(|part| !part.is_empty()).unwrap_or("list"))
}

fn files(graph: &Path) -> Result<Vec<(String, PathBuf)>> {
    let folder = graph.join(FOLDER);
    let entries = match fs::read_dir(&folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(Error::io(&folder, "read")(error)),
    };
    let mut out = Vec::new();
    for entry in entries {
        let path = entry.map_err(Error::io(&folder, "read"))?.path();
        let name = path.file_stem().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        if path.extension().is_some_and(|extension| extension == "csv") && !name.starts_with('.') {
            out.push((name, path));
        }
    }
    out.sort();
    Ok(out)
}

/// The text of a list.
pub(super) fn text(entries: &[Entry]) -> Result<Vec<u8>> {
    let failed = |error: String| Error::data("list", error);
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(HEADER).map_err(|error| failed(error.to_string()))?;
    for entry in entries {
        let some = |field: &Option<String>| field.clone().unwrap_or_default();
        let (latitude, longitude) = entry.coordinates.clone().unwrap_or_default();
        // Where a file says nothing, the last word is the family name: a person without one must say so.
        let nameless = entry.kind == crate::document::EntityType::Person && entry.family.is_none();
        let record = [
            entry.id.clone(),
            entry.name.clone(),
            join(&entry.aliases),
            join(&entry.weak),
            entry.kind.as_str().to_owned(),
            entry.class.clone(),
            if nameless { "-".to_owned() } else { some(&entry.family) },
            some(&entry.country),
            some(&entry.wikidata),
            join(&entry.same_as),
            some(&entry.description),
            join(&entry.terms.iter().map(term).collect::<Vec<_>>()),
            some(&entry.born),
            some(&entry.died),
            join(&entry.topics),
            latitude,
            longitude,
            some(&entry.office),
            some(&entry.capital),
        ];
        writer.write_record(record).map_err(|error| failed(error.to_string()))?;
    }
    writer.into_inner().map_err(|error| failed(error.to_string()))
}

fn join(list: &[String]) -> String {
    list.iter().map(|item| item.replace('|', "/")).collect::<Vec<_>>().join("|")
}

fn term(term: &Term) -> String {
    let day = |day: Option<jiff::civil::Date>| day.map_or_else(String::new, |day| day.to_string());
    match (term.from, term.to) {
        (None, None) => term.role.clone(),
        (from, to) => format!("{} {}/{}", term.role, day(from), day(to)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_again() {
        let rows = "id,name,aliases,type,family,country,wikidata,same_as,roles,born,topics,weak,latitude,longitude\n\
                    ann-roe,Ann Roe,\"A. Roe|Roe, Ann\",person,-,US,Q1,https://x.org/1|urn:x:2,Mayor 2001-02/2005|Chair,1950-03,sanction,Foxy,,\n\
                    roeville,Roeville,,place,,US,,,,,,,40.5,-3\n";
        let entries = rows::entries(rows, "x.csv").unwrap();
        let again = rows::entries(&String::from_utf8(text(&entries).unwrap()).unwrap(), "x.csv").unwrap();
        assert_eq!(again, entries);
    }

    #[test]
    fn names_of_files_name_lists() {
        assert_eq!(name_of(Path::new("/x/US Senators.2020.csv.gz")), "us-senators");
        assert_eq!(name_of(Path::new("query.json")), "query");
    }
}
