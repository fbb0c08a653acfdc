//! Lexicon files: comma-separated tables with a heading and `#` comments, shipped and extended by a user's folder.

use std::path::Path;

use crate::extract::lexicon;
use crate::{Error, Result};

/// A row of a lexicon file, with where it stands for messages.
#[derive(Debug)]
pub(crate) struct Row(lexicon::Row);

impl Row {
    /// A column by position, trimmed; empty where the row is short.
    pub(crate) fn field(&self, column: usize) -> &str {
        self.0.cells.get(column).map_or("", String::as_str)
    }

    /// A column as words; kinds and links may stand between blanks or `|`.
    pub(crate) fn words(&self, column: usize) -> Vec<String> {
        self.field(column).split([' ', '|']).filter(|word| !word.is_empty()).map(str::to_owned).collect()
    }

    /// Whether a user's folder has it.
    pub(crate) fn is_added(&self) -> bool {
        self.0.added
    }

    /// An error about this row.
    pub(crate) fn error(&self, message: impl Into<String>) -> Error {
        self.0.error(message)
    }
}

/// The rows of the shipped table `name`, followed by those of `dir/lexicon/name` where that exists.
///
/// # Errors
/// [`Error::Data`] with file and line for a heading other than `columns` or a broken row; [`Error::Io`] for a file that
/// cannot be read.
pub(crate) fn rows(name: &str, shipped: &str, dir: Option<&Path>, columns: &[&str]) -> Result<Vec<Row>> {
    let rows: Vec<Row> = lexicon::rows(name, shipped, columns, dir)?.into_iter().map(Row).collect();
    match rows.iter().find(|row| row.field(0).is_empty()) {
        Some(row) => Err(row.error(format!("the column {:?} is empty", columns[0]))),
        None => Ok(rows),
    }
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
