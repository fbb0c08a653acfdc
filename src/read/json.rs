//! JSON lines, JSON objects and arrays of them. The text is taken verbatim, so that offsets hold.

use std::io::{BufRead, Read};

use serde_json::{Map, Value};

use crate::article::Article;
use crate::error::{Error, Result};

use super::columns::{Field, list};
use super::inputs::Source;
use super::{Found, Items, MAX_FILE, MAX_TEXT, ReadOptions, bytes, dates, html, one, people, too_long};

/// The articles of a file with one JSON object a line; a bad line is an error with its number, the rest goes on.
pub(super) fn lines(source: &Source, head: &[u8], reader: Box<dyn BufRead + Send>, options: &ReadOptions) -> Items {
    let reader: Box<dyn BufRead + Send> = if head.starts_with(&[0xff, 0xfe]) || head.starts_with(&[0xfe, 0xff]) {
        // UTF-16 cannot be cut at newline bytes.
        match bytes::read_all(source, reader, MAX_FILE) {
            Ok(content) => Box::new(std::io::Cursor::new(bytes::decode(&content, None).into_bytes())),
            Err(error) => return one(Err(error)),
        }
    } else {
        reader
    };
    Box::new(Lines { source: source.clone(), options: options.clone(), reader, number: 0, done: false })
}

struct Lines {
    source: Source,
    options: ReadOptions,
    reader: Box<dyn BufRead + Send>,
    number: usize,
    done: bool,
}

impl Iterator for Lines {
    type Item = Result<Found>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.done {
            let mut line = Vec::new();
            match self.reader.by_ref().take(MAX_TEXT as u64 + 1).read_until(b'\n', &mut line) {
                Ok(0) => break,
                Ok(_) => self.number += 1,
                Err(error) => {
                    self.done = true;
                    return Some(Err(bytes::refused(&self.source, error)));
                }
            }
            let origin = format!("{}, line {}", self.source, self.number);
            if line.len() > MAX_TEXT {
                if let Err(error) = self.skip_line() {
                    self.done = true;
                    return Some(Err(bytes::refused(&self.source, error)));
                }
                return Some(Err(too_long(&origin)));
            }
            let line = bytes::decode(&line, None);
            if line.trim().is_empty() {
                continue;
            }
            let stem = format!("{}-{}", self.source.stem(), self.number);
            return Some(match serde_json::from_str(&line) {
                Ok(Value::Object(object)) => article(&object, &stem, origin, &self.options),
                Ok(_) => Err(Error::input(origin, "not a JSON object")),
                Err(error) => Err(Error::input(origin, format!("not valid JSON: {}", without_line(&error)))),
            });
        }
        None
    }
}

impl Lines {
    /// Reads on to the end of a line too long to keep.
    fn skip_line(&mut self) -> std::io::Result<()> {
        loop {
            let buffer = self.reader.fill_buf()?;
            let (used, ended) = match buffer.iter().position(|&byte| byte == b'\n') {
                Some(at) => (at + 1, true),
                None => (buffer.len(), buffer.is_empty()),
            };
            self.reader.consume(used);
            if ended {
                return Ok(());
            }
        }
    }
}

/// The parser's message without its own count of lines, which is always 1 in JSON lines.
fn without_line(error: &serde_json::Error) -> String {
    let message = error.to_string();
    let reason = message.split(" at line ").next().unwrap_or_default();
    format!("{reason} at column {}", error.column())
}

/// The articles of one JSON value: an object, an array of objects, or an object that wraps such an array.
pub(super) fn document(content: &str, source: &Source, options: &ReadOptions) -> Result<Items> {
    let value: Value = serde_json::from_str(content.trim_start_matches('\u{feff}'))
        .map_err(|error| Error::input(source.to_string(), format!("not valid JSON: {error}")))?;
    let objects = match value {
        Value::Object(object) => match wrapped(&object, options) {
            Some(array) => array.clone(),
            None => return Ok(one(article(&object, &source.stem(), source.to_string(), options))),
        },
        Value::Array(array) => array,
        _ => return Err(Error::input(source.to_string(), "neither a JSON object nor an array of objects")),
    };
    let (source, options) = (source.clone(), options.clone());
    Ok(Box::new(objects.into_iter().enumerate().map(move |(index, value)| {
        let number = index + 1;
        let origin = format!("{source}, item {number}");
        match value {
            Value::Object(object) => article(&object, &format!("{}-{number}", source.stem()), origin, &options),
            _ => Err(Error::input(origin, "not a JSON object")),
        }
    })))
}

/// The array of articles in an object that is no article itself, as news interfaces answer.
fn wrapped<'a>(object: &'a Map<String, Value>, options: &ReadOptions) -> Option<&'a Vec<Value>> {
    let names: Vec<&String> = object.keys().collect();
    if options.columns.locate(&names).contains_key(&Field::Text) {
        return None;
    }
    let mut arrays = object.values().filter_map(Value::as_array).filter(|array| array.iter().any(Value::is_object));
    arrays.next().filter(|_| arrays.next().is_none())
}

/// The article that a JSON object describes.
pub(super) fn article(object: &Map<String, Value>, stem: &str, origin: String, options: &ReadOptions) -> Result<Found> {
    let names: Vec<&String> = object.keys().collect();
    let located = options.columns.locate(&names);
    let value = |field: Field| located.get(&field).map(|&at| &object[names[at]]).filter(|value| !value.is_null());
    let string = |field: Field| value(field).and_then(|value| strings(value).into_iter().next());
    let text = match value(Field::Text) {
        Some(Value::String(text)) => text.clone(),
        Some(value @ Value::Array(_)) => strings(value).join("\n\n"),
        Some(_) => return Err(Error::input(origin, "the text is not a string")),
        None if names.is_empty() => return Err(Error::input(origin, "an empty object: no text")),
        None => {
            let message = format!("no text: looked for text, body, content and the like; fields are {}", list(&names));
            return Err(Error::input(origin, message));
        }
    };
    // Only `text` itself promises plain text; the other names often carry markup.
    let verbatim = located.get(&Field::Text).is_some_and(|&at| names[at] == "text");
    let text = if !verbatim && html::looks_like_markup(&text) { html::fragment_text(&text) } else { text };
    let article = Article {
        id: string(Field::Id).unwrap_or_default(),
        url: string(Field::Url),
        title: string(Field::Title),
        published: string(Field::Published).and_then(|date| dates::normalize(&date)),
        modified: string(Field::Modified).and_then(|date| dates::normalize(&date)),
        source: string(Field::Source),
        authors: value(Field::Authors).map(|value| people::split_authors(&strings(value))).unwrap_or_default(),
        language: string(Field::Language),
        tags: value(Field::Tags).map(|value| super::tags::split_list(&strings(value))).unwrap_or_default(),
        section: string(Field::Section),
        text,
        origin,
        duplicate_of: None,
    };
    Ok(Found { article, stem: stem.into() })
}

/// The strings in a value: itself, a number as written, the names of objects, the elements of arrays.
pub(super) fn strings(value: &Value) -> Vec<String> {
    match value {
        Value::String(text) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()).into_iter().collect(),
        Value::Number(number) => vec![number.to_string()],
        Value::Array(array) => array.iter().take(1000).flat_map(strings).collect(),
        Value::Object(object) => {
            let name = ["name", "@value", "$date", "value", "title", "@id"].iter().find_map(|key| object.get(*key));
            name.map(strings).unwrap_or_default()
        }
        Value::Null | Value::Bool(_) => Vec::new(),
    }
}
