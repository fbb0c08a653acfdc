//! Reading the tables of `ontology/lexicon/`: rows with their file and line, the shipped ones first, then a user's.

use std::path::Path;

use crate::{Error, Result};

/// What the rule of a claim begins with where a user's line made it.
pub(crate) const ADDED: &str = "added ";

/// A row of a table and where it stands.
#[derive(Debug)]
pub(crate) struct Row {
    /// File name and line, for messages.
    pub(crate) origin: String,
    /// The same wherever the file lies, for the `rule` of a claim: "events.csv:12", "added events.csv:2".
    pub(crate) rule: String,
    /// Its cells, trimmed, as many as the header has.
    pub(crate) cells: Vec<String>,
    /// Whether a user added it.
    pub(crate) added: bool,
}

impl Row {
    /// An error about this row.
    pub(crate) fn error(&self, message: impl Into<String>) -> Error {
        Error::data(&self.origin, message)
    }

    /// The cells of a column that lists alternatives: `kill|slay`.
    pub(crate) fn list(&self, column: usize) -> Vec<String> {
        alternatives(&self.cells[column])
    }
}

/// `a|b` as a list; empty for an empty text.
pub(crate) fn alternatives(text: &str) -> Vec<String> {
    text.split('|').map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned).collect()
}

/// The rows of the shipped table `name` and of the table of the same name in `dir`, where there is one.
///
/// # Errors
/// For a header that is not `header`, a row with more cells than it, or a file that cannot be read.
pub(crate) fn rows(name: &str, shipped: &str, header: &[&str], dir: Option<&Path>) -> Result<Vec<Row>> {
    let mut rows = parse(name, shipped, header, false)?;
    if let Some(path) = dir.map(|dir| dir.join("lexicon").join(name)).filter(|path| path.is_file()) {
        let text = std::fs::read_to_string(&path).map_err(Error::io(&path, "read"))?;
        rows.extend(parse(&path.display().to_string(), &text, header, true)?);
    }
    Ok(rows)
}

/// The rows of a table; `added` where it is a user's.
///
/// # Errors
/// For a header that is not `header`, or a row with more cells than it.
pub(crate) fn parse(name: &str, text: &str, header: &[&str], added: bool) -> Result<Vec<Row>> {
    // Spreadsheets write a byte order mark, which is no part of the first name.
    let text = text.trim_start_matches('\u{feff}');
    let mut rows = Vec::new();
    let mut titled = false;
    // A row is a line, so that messages can name it; the CSV library counts lines before remarks.
    for (n, line) in text.lines().enumerate() {
        if line.trim().is_empty() || line.starts_with('#') {
            continue;
        }
        let origin = format!("{name}:{}", n + 1);
        let mut reader = csv::ReaderBuilder::new()
            .flexible(true)
            .has_headers(false)
            .trim(csv::Trim::All)
            .buffer_capacity(line.len() + 1)
            .from_reader(line.as_bytes());
        let Some(record) = reader.records().next() else { continue };
        let record = record.map_err(|error| Error::data(&origin, error.to_string()))?;
        let mut cells: Vec<String> = record.iter().map(str::to_owned).collect();
        if !titled {
            if cells != header {
                return Err(Error::data(origin, format!("the first line must be \"{}\"", header.join(","))));
            }
            titled = true;
            continue;
        }
        if cells.len() > header.len() {
            let message = format!("{} cells, but the table has {} columns", cells.len(), header.len());
            return Err(Error::data(origin, message));
        }
        cells.resize(header.len(), String::new());
        let file = name.rsplit(['/', '\\']).next().unwrap_or(name);
        let rule = format!("{}{file}:{}", if added { ADDED } else { "" }, n + 1);
        rows.push(Row { origin, rule, cells, added });
    }
    Ok(rows)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_know_their_line() {
        let rows = rows("t.csv", "a,b\n# remark\n\nx|y, z\nw\n", &["a", "b"], None).unwrap();
        assert_eq!(rows[0].origin, "t.csv:4");
        assert_eq!(rows[0].list(0), ["x", "y"]);
        assert_eq!(rows[1].cells, ["w", ""]);
    }

    #[test]
    fn says_what_is_wrong_and_where() {
        let long = rows("t.csv", "a,b\n1,2,3\n", &["a", "b"], None).unwrap_err();
        assert_eq!(long.to_string(), "t.csv:2: 3 cells, but the table has 2 columns");
        let header = rows("t.csv", "a,c\n", &["a", "b"], None).unwrap_err();
        assert_eq!(header.to_string(), "t.csv:1: the first line must be \"a,b\"");
    }
}
