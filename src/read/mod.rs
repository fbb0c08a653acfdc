//! Reading: files, folders, globs and standard input → [`Article`]s.
//!
//! [`read`] resolves the inputs ([`inputs`]), opens each of them ([`bytes`]: gzip, limits, encodings), recognises its
//! [`Format`] and hands it to the reader of that format. What a reader finds is finished here, the same for all
//! formats: identifier, language, and the check that there is any text.

mod bytes;
mod columns;
mod dates;
mod duplicates;
mod feed;
mod format;
mod front_matter;
mod furniture;
mod html;
mod identify;
mod inputs;
mod json;
mod language;
mod markdown;
mod people;
mod plain;
mod table;
mod tags;
mod text;

use std::collections::VecDeque;

use crate::article::Article;
use crate::error::{Error, Result};

pub use columns::{Columns, Field};
pub use dates::normalize as normalize_date;
pub use duplicates::{Signature, find_duplicates, mark_duplicates};
pub use format::Format;

use identify::Identifiers;
use inputs::Input;

/// Longest text of one article, row, line or page, in bytes.
const MAX_TEXT: usize = 64 << 20;
/// Longest file that is read as a whole because it holds many articles (a feed, a JSON array), in bytes.
const MAX_FILE: usize = 512 << 20;

/// How inputs are read.
#[derive(Debug, Clone, Default)]
pub struct ReadOptions {
    /// Reads every input as this format instead of telling it by file name and content.
    pub format: Option<Format>,
    /// Columns of tables, and fields of JSON objects, that have names of their own.
    pub columns: Columns,
    /// Keeps articles in other languages; without it they are an [`Error::Language`].
    pub any_language: bool,
}

/// What a reader found: an article with everything but identifier and language settled, and the name to make an
/// identifier from where neither the input nor the web address gives one.
struct Found {
    article: Article,
    stem: String,
}

/// A stream of finds, one `Err` for each item that cannot be used.
type Items = Box<dyn Iterator<Item = Result<Found>> + Send>;

/// Reads articles from files, folders (recursively, in path order), globs and `-` (standard input).
///
/// Nothing is opened before the iterator is asked for it. An input or an article that cannot be used yields an `Err`
/// that names file and line, row or item, and reading goes on after it.
///
/// # Errors
///
/// An input that does not exist, a folder or a glob without a single readable file: such a call is a mistake as a
/// whole and is told before anything is read.
pub fn read(inputs: &[String], options: &ReadOptions) -> Result<Articles> {
    let inputs = inputs::resolve(inputs)?;
    Ok(Articles {
        files: inputs.len(),
        inputs: inputs.into(),
        current: None,
        options: options.clone(),
        identifiers: Identifiers::default(),
    })
}

/// The iterator over what was read; see [`read`].
pub struct Articles {
    files: usize,
    inputs: VecDeque<Input>,
    current: Option<Items>,
    options: ReadOptions,
    identifiers: Identifiers,
}

impl Articles {
    /// How many files there are to read.
    pub const fn files(&self) -> usize {
        self.files
    }

    /// How many files have been opened so far, the current one included.
    pub fn files_opened(&self) -> usize {
        self.files - self.inputs.len()
    }

    /// Completes an article as a reader found it, or tells why it cannot be used.
    fn finish(&mut self, Found { mut article, stem }: Found) -> Result<Article> {
        if article.text.trim().is_empty() {
            return Err(Error::input(article.origin, "the article is empty: there is no text to read"));
        }
        if article.text.len() > MAX_TEXT {
            return Err(too_long(&article.origin));
        }
        article.language = language::decide(&article, self.options.any_language)?;
        article.id = self.identifiers.assign(&article, &stem);
        Ok(article)
    }
}

impl Iterator for Articles {
    type Item = Result<Article>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(items) = &mut self.current {
                match items.next() {
                    Some(Ok(found)) => return Some(self.finish(found)),
                    Some(Err(error)) => return Some(Err(error)),
                    None => self.current = None,
                }
            }
            match self.inputs.pop_front()? {
                Input::Broken(error) => return Some(Err(error)),
                Input::Source(source) => match format::open(&source, &self.options) {
                    Ok(items) => self.current = Some(items),
                    Err(error) => return Some(Err(error)),
                },
            }
        }
    }
}

impl std::fmt::Debug for Articles {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Articles").field("files", &self.files).field("left", &self.inputs.len()).finish_non_exhaustive()
    }
}

/// One article, or the reason why there is none, as a stream.
fn one(item: Result<Found>) -> Items {
    Box::new(std::iter::once(item))
}

/// The error for an article, row or line over [`MAX_TEXT`].
fn too_long(origin: &str) -> Error {
    let limit = MAX_TEXT >> 20;
    Error::input(origin, format!("longer than {limit} MB, the limit for one article; split it into its articles"))
}

#[cfg(test)]
mod tests;
