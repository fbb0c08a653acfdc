//! Lexicon files: comma-separated tables with a heading and `#` comments, shipped and extended by a user's folder.

use std::path::Path;

use crate::{Error, Result};

/// A row of a lexicon file, with where it stands for messages.
#[derive(Debug)]
pub(crate) struct Row {
    /// File and line.
    pub(crate) origin: String,
    fields: Vec<String>,
}

impl Row {
    /// A column by position, trimmed; empty where the row is short.
    pub(crate) fn field(&self, column: usize) -> &str {
        self.fields.get(column).map_or("", |field| field.trim())
    }

    /// A column as words.
    pub(crate) fn words(&self, column: usize) -> Vec<String> {
        self.field(column).split_whitespace().map(str::to_owned).collect()
    }

    /// An error about this row.
    pub(crate) fn error(&self, message: impl Into<String>) -> Error {
        Error::data(self.origin.clone(), message)
    }
}

/// The rows of the shipped table `name`, followed by those of `dir/lexicon/name` where that exists.
///
/// # Errors
/// [`Error::Data`] with file and line for a heading other than `columns` or a broken row; [`Error::Io`] for a file that
/// cannot be read.
pub(crate) fn rows(name: &str, shipped: &str, dir: Option<&Path>, columns: &[&str]) -> Result<Vec<Row>> {
    let mut rows = parse(&format!("ontology/lexicon/{name}"), shipped, columns)?;
    if let Some(path) = dir.map(|dir| dir.join("lexicon").join(name)).filter(|path| path.exists()) {
        let text = std::fs::read_to_string(&path).map_err(Error::io(&path, "read"))?;
        rows.extend(parse(&path.display().to_string(), &text, columns)?);
    }
    Ok(rows)
}

fn parse(origin: &str, text: &str, columns: &[&str]) -> Result<Vec<Row>> {
    let mut reader = csv::ReaderBuilder::new()
        .comment(Some(b'#'))
        .trim(csv::Trim::All)
        .flexible(true)
        .from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    let heading = reader.headers().map_err(|error| Error::data(origin, error.to_string()))?;
    if heading.iter().ne(columns.iter().copied()) {
        return Err(Error::data(origin, format!("the heading must be {:?}", columns.join(","))));
    }
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|error| Error::data(origin, error.to_string()))?;
        let line = record.position().map_or(0, csv::Position::line);
        let row = Row { origin: format!("{origin}:{line}"), fields: record.iter().map(str::to_owned).collect() };
        if row.fields.len() > columns.len() {
            return Err(row.error(format!("more than {} columns; quote a field that holds a comma", columns.len())));
        }
        if row.field(0).is_empty() {
            return Err(row.error(format!("the column {:?} is empty", columns[0])));
        }
        rows.push(row);
    }
    Ok(rows)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn user_rows_follow_shipped_ones_and_errors_name_the_line() {
        let dir = tempfile::tempdir().unwrap();
        std::fs::create_dir(dir.path().join("lexicon")).unwrap();
        let file = dir.path().join("lexicon/t.csv");
        std::fs::write(&file, "a,b\n# note\nx,1\n").unwrap();
        let all = rows("t.csv", "a,b\ny,2\n", Some(dir.path()), &["a", "b"]).unwrap();
        assert_eq!(all.iter().map(|row| row.field(0)).collect::<Vec<_>>(), ["y", "x"]);
        std::fs::write(&file, "a,b\nx,1\ny,2,3\n").unwrap();
        let error = rows("t.csv", "a,b\n", Some(dir.path()), &["a", "b"]).unwrap_err().to_string();
        assert!(error.contains("t.csv:3"), "{error}");
    }
}
