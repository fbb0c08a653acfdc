//! An article as it was read: metadata and verbatim body text.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// A half-open range of **byte** offsets into an article's body text.
///
/// All of newsgraph counts in bytes, so that `&text[span.range()]` is the surface; [`CodePoints`] converts to Unicode
/// code points where the outside world (annotations, NIF) wants them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Span {
    /// The span from `start` to `end`.
    pub const fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }

    /// As a range for slicing.
    pub const fn range(self) -> std::ops::Range<usize> {
        self.start..self.end
    }

    /// Length in bytes.
    pub const fn len(self) -> usize {
        self.end - self.start
    }

    /// Whether the span holds nothing.
    pub const fn is_empty(self) -> bool {
        self.end <= self.start
    }

    /// Whether `other` lies wholly inside this span.
    pub const fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two spans share a byte.
    pub const fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The smallest span that holds both.
    pub fn cover(self, other: Self) -> Self {
        Self::new(self.start.min(other.start), self.end.max(other.end))
    }

    /// The surface in `text`, or an empty string where the span does not fit it.
    pub fn of(self, text: &str) -> &str {
        text.get(self.range()).unwrap_or_default()
    }
}

/// A news article: what a reader found in a file, a feed item, a table row or a JSON line.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Article {
    /// Identifier, unique in a graph and stable over runs: given by the input or made from its URL or file name.
    pub id: String,
    /// Canonical web address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// Headline.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Publication time, ISO 8601: a date (`2014-11-12`) or a date and time (`2014-11-12T08:30:00Z`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published: Option<String>,
    /// Time of the last change, same form.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub modified: Option<String>,
    /// Publisher or outlet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// Bylines, one name each.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub authors: Vec<String>,
    /// BCP 47 language code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// Tags and keywords.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<String>,
    /// Section or desk.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub section: Option<String>,
    /// Body text; every offset of every annotation points into it.
    pub text: String,
    /// Where the article was read: a path, with the row or item number where it was one of many.
    #[serde(default)]
    pub origin: String,
    /// Identifier of an earlier article with nearly the same text (a syndicated copy).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub duplicate_of: Option<String>,
}

impl Article {
    /// The publication date, where one is known: the anchor of relative dates.
    pub fn published_date(&self) -> Option<Date> {
        self.published.as_deref()?.get(..10)?.parse().ok()
    }
}

/// Converts byte offsets of one text into Unicode code points and back.
#[derive(Debug)]
pub struct CodePoints {
    /// Byte offset of every code point, and the text's length at the end; empty for ASCII text, where both agree.
    starts: Vec<usize>,
    len: usize,
}

impl CodePoints {
    /// Indexes `text`.
    pub fn new(text: &str) -> Self {
        let starts = if text.is_ascii() {
            Vec::new()
        } else {
            text.char_indices().map(|(at, _)| at).chain([text.len()]).collect()
        };
        Self { starts, len: text.len() }
    }

    /// Code point offset of a byte offset (of the code point that holds it, for an offset inside one).
    pub fn from_byte(&self, byte: usize) -> usize {
        if self.starts.is_empty() {
            byte.min(self.len)
        } else {
            self.starts.partition_point(|&start| start < byte).min(self.starts.len() - 1)
        }
    }

    /// Byte offset of a code point offset.
    pub fn to_byte(&self, point: usize) -> usize {
        if self.starts.is_empty() { point.min(self.len) } else { self.starts[point.min(self.starts.len() - 1)] }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_points_round_trip() {
        let text = "“Né” 日本";
        let points = CodePoints::new(text);
        for (n, (byte, _)) in text.char_indices().enumerate() {
            assert_eq!(points.from_byte(byte), n);
            assert_eq!(points.to_byte(n), byte);
        }
        assert_eq!(points.from_byte(text.len()), text.chars().count());
    }

    #[test]
    fn published_date_takes_the_day() {
        let article = Article { published: Some("2014-11-12T08:30:00Z".into()), ..Article::default() };
        assert_eq!(article.published_date(), Some(jiff::civil::date(2014, 11, 12)));
    }
}
