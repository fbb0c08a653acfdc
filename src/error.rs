//! The one error type of the library: every variant names the file, line or row, and a remedy where there is one.

use std::path::{Path, PathBuf};

/// What went wrong, in words for the person at the keyboard.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The system refused a file operation.
    #[error("{}: cannot {action}: {source}", path.display())]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// What was tried: "read", "write", "create".
        action: &'static str,
        /// What the system said.
        source: std::io::Error,
    },
    /// An input file, or one article in it, that cannot be used.
    #[error("{origin}: {message}")]
    Input {
        /// Path, with line, row or item where it is one of many.
        origin: String,
        /// What is wrong and what would help.
        message: String,
    },
    /// An article in a language that newsgraph does not read; it was skipped, the rest goes on.
    #[error("{origin}: in {language}, which newsgraph does not read; --any-language keeps it all the same")]
    Language {
        /// Path, with line, row or item where it is one of many.
        origin: String,
        /// English name of the language.
        language: String,
    },
    /// Shipped or user-given data (model, lexicon, gazetteer, ontology) that does not fit.
    #[error("{origin}: {message}")]
    Data {
        /// File name, with line where known.
        origin: String,
        /// What is wrong.
        message: String,
    },
    /// A graph folder that is missing, corrupt, locked or of another version.
    #[error("{}: {message}", path.display())]
    Graph {
        /// The graph folder.
        path: PathBuf,
        /// What is wrong and what would help.
        message: String,
    },
    /// A SPARQL query that cannot be parsed or evaluated.
    #[error("{0}")]
    Query(String),
    /// A query that ran past its time limit.
    #[error("the query was stopped after {0} seconds; narrow it, add a LIMIT, or allow more with --timeout")]
    Timeout(u64),
    /// Arguments that do not fit together or name something unknown.
    #[error("{0}")]
    Usage(String),
    /// The user pressed Ctrl-C.
    #[error("interrupted; the graph is as it was before")]
    Interrupted,
}

/// Result with the library's error.
pub type Result<T, E = Error> = std::result::Result<T, E>;

impl Error {
    /// Maps an [`std::io::Error`] on `path` while trying to `action` it.
    pub fn io(path: &Path, action: &'static str) -> impl FnOnce(std::io::Error) -> Self {
        let path = path.to_owned();
        move |source| Self::Io { path, action, source }
    }

    /// An unusable input.
    pub fn input(origin: impl Into<String>, message: impl Into<String>) -> Self {
        Self::Input { origin: origin.into(), message: message.into() }
    }

    /// Unusable data.
    pub fn data(origin: impl Into<String>, message: impl Into<String>) -> Self {
        Self::Data { origin: origin.into(), message: message.into() }
    }

    /// An unusable graph folder.
    pub fn graph(path: &Path, message: impl Into<String>) -> Self {
        Self::Graph { path: path.to_owned(), message: message.into() }
    }
}
