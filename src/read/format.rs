//! Which format a source has, by option, file name or content, and the reader for it.

use std::fmt;
use std::path::Path;
use std::str::FromStr;

use encoding_rs::Encoding;

use crate::error::{Error, Result};

use super::bytes::{self, Opened};
use super::inputs::Source;
use super::{Items, MAX_FILE, MAX_TEXT, ReadOptions, feed, html, json, one, table, text};

/// A format that articles are read from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Plain text, one article a file.
    Text,
    /// Markdown, with YAML front matter where there is any.
    Markdown,
    /// A web page.
    Html,
    /// RSS, Atom or JSON Feed.
    Feed,
    /// A table with a header row: CSV, or separated by tabs, semicolons or bars.
    Table,
    /// One JSON object a line.
    JsonLines,
    /// One JSON object, or an array of them.
    Json,
}

impl Format {
    /// The extensions that promise articles, for messages.
    pub(super) const EXTENSIONS_READ: &str =
        ".txt, .md, .html, .htm, .rss, .atom, .xml, .csv, .tsv, .jsonl, .ndjson and .json";

    /// The format that a file extension promises.
    pub(super) fn of_extension(extension: &str) -> Option<Self> {
        Some(match extension.to_ascii_lowercase().as_str() {
            "txt" | "text" => Self::Text,
            "md" | "markdown" => Self::Markdown,
            "html" | "htm" | "xhtml" => Self::Html,
            "rss" | "atom" | "xml" => Self::Feed,
            "csv" | "tsv" => Self::Table,
            "jsonl" | "ndjson" => Self::JsonLines,
            "json" => Self::Json,
            _ => return None,
        })
    }

    /// The format that a file name promises, `.gz` aside.
    pub(super) fn of_path(path: &Path) -> Option<Self> {
        let name = path.file_name()?.to_str()?;
        let name = name.strip_suffix(".gz").unwrap_or(name);
        Self::of_extension(name.rsplit_once('.')?.1)
    }
}

impl FromStr for Format {
    type Err = Error;

    fn from_str(name: &str) -> Result<Self> {
        match name.to_ascii_lowercase().as_str() {
            "feed" => Ok(Self::Feed),
            name => Self::of_extension(name).ok_or_else(|| {
                Error::Usage(format!(
                    "unknown input format {name:?}; formats are text, md, html, feed, csv, jsonl, json"
                ))
            }),
        }
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Text => "text",
            Self::Markdown => "md",
            Self::Html => "html",
            Self::Feed => "feed",
            Self::Table => "csv",
            Self::JsonLines => "jsonl",
            Self::Json => "json",
        })
    }
}

/// Opens a source with the reader of its format.
pub(super) fn open(source: &Source, options: &ReadOptions) -> Result<Items> {
    let Opened { head, reader } = bytes::open(source)?;
    if head.iter().all(u8::is_ascii_whitespace) {
        return Err(Error::input(source.to_string(), "the file is empty"));
    }
    let format = options.format.unwrap_or_else(|| {
        let promised = match source {
            Source::File(path) => Format::of_path(path),
            Source::Stdin => None,
        };
        recognise(promised, &bytes::decode(&head, None))
    });
    match format {
        Format::JsonLines => Ok(json::lines(source, &head, reader, options)),
        Format::Table => table::rows(source, &head, reader, options),
        _ => {
            let limit = if matches!(format, Format::Feed | Format::Json) { MAX_FILE } else { MAX_TEXT };
            let content = bytes::read_all(source, reader, limit)?;
            let content = bytes::decode(&content, declared_encoding(&head));
            match format {
                Format::Html => Ok(one(html::article(&content, source))),
                Format::Feed => feed::items(&content, source),
                Format::Json => json::document(&content, source, options),
                _ => Ok(one(text::article(&content, source, format == Format::Markdown))),
            }
        }
    }
}

/// The format of what begins with `head`; the promise of the file name counts where the content does not contradict.
fn recognise(promised: Option<Format>, head: &str) -> Format {
    let start = head.trim_start_matches('\u{feff}').trim_start();
    let seen = match start.as_bytes() {
        [b'<', ..] => markup(start),
        [b'{' | b'[', ..] => json_kind(start),
        _ => None,
    };
    match (promised, seen) {
        (Some(Format::Text | Format::Feed) | None, Some(format @ (Format::Html | Format::Feed))) => format,
        (Some(Format::Json) | None, Some(format)) => format,
        (Some(format), _) => format,
        (None, None) if table::looks_like_table(head) => Format::Table,
        (None, None) if start.starts_with("---\n") || start.starts_with("# ") => Format::Markdown,
        (None, None) => Format::Text,
    }
}

fn markup(start: &str) -> Option<Format> {
    let lower: String = start.chars().take(2000).collect::<String>().to_ascii_lowercase();
    if ["<rss", "<feed", "<rdf:rdf"].iter().any(|root| lower.contains(root)) && !lower.contains("<html") {
        return Some(Format::Feed);
    }
    let page = ["<!doctype html", "<html", "<head", "<body", "<article", "<div", "<p>"];
    page.iter().any(|tag| lower.contains(tag)).then_some(Format::Html)
}

/// JSON lines if a complete object stands on some line, else one JSON value; `None` if it does not look like JSON.
fn json_kind(start: &str) -> Option<Format> {
    let object = |line: &&str| line.starts_with('{') && serde_json::from_str::<serde_json::Value>(line).is_ok();
    let mut lines = start.lines().map(str::trim).filter(|line| !line.is_empty());
    if start.contains("https://jsonfeed.org/version/") {
        Some(Format::Feed)
    } else if start.starts_with('{') && lines.by_ref().take(100).any(|line| object(&line)) {
        Some(Format::JsonLines)
    } else {
        let after = start[1..].trim_start();
        (after.starts_with(['"', '{', '}', ']'])).then_some(Format::Json)
    }
}

/// The encoding that a web page or XML file declares for itself: `charset=…` or `encoding="…"` near its start.
fn declared_encoding(head: &[u8]) -> Option<&'static Encoding> {
    let start = String::from_utf8_lossy(&head[..head.len().min(4096)]).to_ascii_lowercase();
    if !start.trim_start_matches('\u{feff}').trim_start().starts_with('<') {
        return None;
    }
    let after = ["charset=", "encoding="].iter().find_map(|key| Some(&start[start.find(key)? + key.len()..]))?;
    let label: String = after
        .trim_start_matches(['"', '\'', ' '])
        .chars()
        .take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | ':'))
        .collect();
    Encoding::for_label(label.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_tells_the_format() {
        let of = |head: &str| recognise(None, head);
        assert_eq!(of("<!DOCTYPE html><p>x"), Format::Html);
        assert_eq!(of("<?xml version='1.0'?>\n<rss version='2.0'>"), Format::Feed);
        assert_eq!(of("{\"id\":\"a\",\"text\":\"b\"}\n{\"id\":\"b\"}"), Format::JsonLines);
        assert_eq!(of("{bad}\n{\"id\":\"b\"}"), Format::JsonLines);
        assert_eq!(of("{\n  \"id\": \"a\",\n  \"text\": \"b\"\n}"), Format::Json);
        assert_eq!(of("[{\"id\": \"a\"}]"), Format::Json);
        assert_eq!(of("{\"version\": \"https://jsonfeed.org/version/1.1\", \"items\": []}"), Format::Feed);
        assert_eq!(of("url;date;title;text\n1;2;3;4"), Format::Table);
        assert_eq!(of("# A title\n\nText."), Format::Markdown);
        assert_eq!(of("A headline, and more text\n\nText."), Format::Text);
        assert_eq!(of("{mosads} Text"), Format::Text);
        assert_eq!(of("[UPDATED] Text"), Format::Text);
    }

    #[test]
    fn content_that_contradicts_the_name_wins() {
        assert_eq!(recognise(Some(Format::Text), "<html><body>"), Format::Html);
        assert_eq!(recognise(Some(Format::Feed), "<!DOCTYPE html><html>"), Format::Html);
        assert_eq!(recognise(Some(Format::Json), "{\"a\":1}\n{\"a\":2}"), Format::JsonLines);
        assert_eq!(recognise(Some(Format::Text), "{\"a\":1}"), Format::Text);
        assert_eq!(recognise(Some(Format::Markdown), "<p>Markup in Markdown</p>"), Format::Markdown);
    }

    #[test]
    fn declared_encodings_are_found() {
        assert_eq!(declared_encoding(b"<meta charset=\"ISO-8859-2\">"), Some(encoding_rs::ISO_8859_2));
        assert_eq!(declared_encoding(b"<?xml version='1.0' encoding='koi8-r'?>"), Some(encoding_rs::KOI8_R));
        assert_eq!(declared_encoding(b"charset=utf-8 is a label"), None);
    }
}
