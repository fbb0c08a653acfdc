//! Tables with a header row: CSV and its cousins with tabs, semicolons or bars.

use std::collections::BTreeMap;
use std::io::{self, BufRead, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use csv::{ByteRecord, ReaderBuilder};

use crate::article::Article;
use crate::error::{Error, Result};

use super::columns::{Columns, Field, list};
use super::inputs::Source;
use super::{Found, Items, MAX_FILE, MAX_TEXT, ReadOptions, bytes, dates, html, people, plain, tags, too_long};

const DELIMITERS: [u8; 4] = *b",\t;|";

/// The articles of a table, one a row.
///
/// # Errors
///
/// No column for the text, or a mapping to a column that is not there; the message lists the columns.
pub(super) fn rows(
    source: &Source,
    head: &[u8],
    reader: Box<dyn BufRead + Send>,
    options: &ReadOptions,
) -> Result<Items> {
    let reader: Box<dyn BufRead + Send> = if head.starts_with(&[0xff, 0xfe]) || head.starts_with(&[0xfe, 0xff]) {
        let content = bytes::read_all(source, reader, MAX_FILE)?;
        Box::new(io::Cursor::new(bytes::decode(&content, None).into_bytes()))
    } else {
        reader
    };
    let since_row = Arc::new(AtomicU64::new(0));
    let reader = Limited { inner: reader, since_row: since_row.clone() };
    let header_line = bytes::decode(head, None);
    let mut reader = ReaderBuilder::new().delimiter(delimiter(&header_line)).flexible(true).from_reader(reader);
    let header = reader.byte_headers().map_err(|error| unreadable(source, source.to_string(), error))?;
    let names: Vec<String> = header.iter().map(|name| bytes::decode(name, None).trim().to_owned()).collect();
    let columns = columns(&names, &options.columns).map_err(|message| Error::input(source.to_string(), message))?;
    Ok(Box::new(Rows {
        source: source.clone(),
        reader,
        since_row,
        width: names.len(),
        columns,
        number: 1,
        done: false,
    }))
}

/// Whether `head` begins with the header row of a table of articles.
pub(super) fn looks_like_table(head: &str) -> bool {
    let names = header(head, delimiter(head));
    names.len() > 1 && names.iter().all(|name| name.len() < 60) && Columns::default().locate(&names).len() >= 2
}

/// The fields of the first row under a delimiter.
fn header(head: &str, delimiter: u8) -> Vec<String> {
    let line = head.trim_start_matches('\u{feff}').lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let mut reader = ReaderBuilder::new().delimiter(delimiter).has_headers(false).from_reader(line.as_bytes());
    let record = reader.records().next().and_then(Result::ok);
    record.map(|record| record.iter().map(|name| name.trim().to_owned()).collect()).unwrap_or_default()
}

/// The delimiter that makes most sense of the header row: most known names, then most columns.
fn delimiter(head: &str) -> u8 {
    let score = |delimiter: &u8| {
        let names = header(head, *delimiter);
        (Columns::default().locate(&names).len(), names.len())
    };
    // `max_by_key` keeps the last of equals, the comma should win: hence the reversal.
    DELIMITERS.into_iter().rev().max_by_key(score).unwrap_or(b',')
}

fn columns(names: &[String], mapping: &Columns) -> Result<BTreeMap<Field, usize>, String> {
    if let Some((field, wanted)) = mapping.missing(names) {
        return Err(format!("no column {wanted:?} for {}; columns are {}", field.name(), list(names)));
    }
    let found = mapping.locate(names);
    if found.contains_key(&Field::Text) {
        return Ok(found);
    }
    Err(format!("no column holds the text; columns are {}: say which with --column text=NAME", list(names)))
}

/// Stops a row that never ends, as after a quotation mark that nobody closed.
struct Limited {
    inner: Box<dyn BufRead + Send>,
    since_row: Arc<AtomicU64>,
}

impl Read for Limited {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        if self.since_row.fetch_add(read as u64, Ordering::Relaxed) > MAX_TEXT as u64 {
            return Err(io::Error::other("row too long"));
        }
        Ok(read)
    }
}

struct Rows {
    source: Source,
    reader: csv::Reader<Limited>,
    since_row: Arc<AtomicU64>,
    width: usize,
    columns: BTreeMap<Field, usize>,
    /// Number of the last row, the header being row 1, as spreadsheets count.
    number: usize,
    done: bool,
}

impl Iterator for Rows {
    type Item = Result<Found>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.done {
            let mut record = ByteRecord::new();
            self.since_row.store(0, Ordering::Relaxed);
            self.number += 1;
            match self.reader.read_byte_record(&mut record) {
                Ok(false) => break,
                Ok(true) if record.iter().all(|field| field.trim_ascii().is_empty()) => {}
                Ok(true) => return Some(self.article(&record)),
                Err(error) => {
                    self.done = true;
                    return Some(Err(unreadable(&self.source, self.origin(), error)));
                }
            }
        }
        None
    }
}

impl Rows {
    fn origin(&self) -> String {
        format!("{}, row {}", self.source, self.number)
    }

    fn article(&self, record: &ByteRecord) -> Result<Found> {
        let origin = self.origin();
        let value = |field: Field| {
            let value = bytes::decode(record.get(*self.columns.get(&field)?)?, None);
            Some(value.trim().to_owned()).filter(|value| !value.is_empty())
        };
        let Some(text) = value(Field::Text) else {
            let message = if record.len() < self.width {
                format!("no text: the row has {} of {} fields", record.len(), self.width)
            } else {
                "the text is empty".into()
            };
            return Err(Error::input(origin, message));
        };
        if text.len() > MAX_TEXT {
            return Err(too_long(&origin));
        }
        let list = |field| value(field).into_iter().collect::<Vec<_>>();
        let mut article = Article {
            id: value(Field::Id).unwrap_or_default(),
            url: value(Field::Url),
            title: value(Field::Title),
            published: value(Field::Published).and_then(|date| dates::normalize(&date)),
            modified: value(Field::Modified).and_then(|date| dates::normalize(&date)),
            source: value(Field::Source),
            authors: people::split_authors(&list(Field::Authors)),
            language: value(Field::Language),
            tags: tags::split_list(&list(Field::Tags)),
            section: value(Field::Section),
            origin,
            ..Article::default()
        };
        if html::looks_like_markup(&text) {
            article.text = html::fragment_text(&text);
        } else {
            plain::clean_into(&text, &mut article);
        }
        Ok(Found { article, stem: format!("{}-{}", self.source.stem(), self.number) })
    }
}

fn unreadable(source: &Source, origin: String, error: csv::Error) -> Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) if error.kind() == io::ErrorKind::Other => Error::input(
            origin,
            format!("longer than {} MB; a quotation mark before or in it may lack its partner", MAX_TEXT >> 20),
        ),
        csv::ErrorKind::Io(error) => bytes::refused(source, error),
        kind => Error::input(origin, format!("not a readable row: {kind:?}")),
    }
}
