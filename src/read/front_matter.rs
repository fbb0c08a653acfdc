//! Metadata at the head of a text: YAML front matter between `---` lines, or plain `Key: value` lines.

use crate::article::Article;

use super::columns::Field;
use super::{dates, people, tags};

/// Takes the metadata off the head of `text` into `article` and gives the rest.
pub(super) fn take<'a>(text: &'a str, article: &mut Article) -> &'a str {
    let start = text.trim_start_matches(['\u{feff}', '\n', '\r', ' ']);
    match yaml(start) {
        Some((matter, rest)) => {
            fill(&yaml_pairs(matter), article);
            rest
        }
        None => labelled(start, article).unwrap_or(text),
    }
}

/// Front matter between two lines of three hyphens, if the first line is one.
fn yaml(text: &str) -> Option<(&str, &str)> {
    let body = text.strip_prefix("---")?.trim_start_matches([' ', '\r']).strip_prefix('\n')?;
    let mut at = 0;
    for line in body.split_inclusive('\n') {
        if matches!(line.trim_end(), "---" | "...") {
            return Some((&body[..at], &body[at + line.len()..]));
        }
        at += line.len();
        if at > 64 << 10 {
            break;
        }
    }
    None
}

/// Keys and values of simple YAML: scalars, lists in brackets, lists of `- item` lines.
fn yaml_pairs(matter: &str) -> Vec<(String, Vec<String>)> {
    let mut pairs: Vec<(String, Vec<String>)> = Vec::new();
    for line in matter.lines().filter(|line| !line.trim_start().starts_with('#')) {
        if let Some(item) = line.trim_start().strip_prefix("- ") {
            if let Some((_, values)) = pairs.last_mut() {
                values.push(unquote(item));
            }
        } else if let Some((key, value)) = line.split_once(':').filter(|_| !line.starts_with([' ', '\t'])) {
            let value = value.trim();
            let values = match value.strip_prefix('[').and_then(|value| value.strip_suffix(']')) {
                Some(list) => list.split(',').map(unquote).collect(),
                None if value.is_empty() || matches!(value, "|" | ">" | "|-" | ">-") => Vec::new(),
                None => vec![unquote(value)],
            };
            pairs.push((key.trim().to_owned(), values));
        } else if let Some((_, values)) = pairs.last_mut().filter(|_| line.starts_with([' ', '\t'])) {
            values.push(unquote(line));
        }
    }
    pairs
}

fn unquote(value: &str) -> String {
    let value = value.trim();
    let inside = |quote| value.strip_prefix(quote).and_then(|value: &str| value.strip_suffix(quote));
    inside('"').or_else(|| inside('\'')).unwrap_or(value).to_owned()
}

/// A block of `Key: value` lines whose keys all name article fields, at least two, ended by an empty line.
fn labelled<'a>(text: &'a str, article: &mut Article) -> Option<&'a str> {
    let mut pairs = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if line.trim().is_empty() {
            break;
        }
        let (key, value) = line.split_once(':')?;
        let known = key.len() <= 20 && key.parse::<Field>().is_ok_and(|field| field != Field::Text);
        if !known {
            return None;
        }
        pairs.push((key.to_owned(), vec![unquote(value)]));
        at += line.len();
    }
    (pairs.len() >= 2).then(|| {
        fill(&pairs, article);
        &text[at..]
    })
}

fn fill(pairs: &[(String, Vec<String>)], article: &mut Article) {
    for (key, values) in pairs {
        let Ok(field) = key.parse::<Field>() else { continue };
        let values: Vec<String> = values.iter().filter(|value| !value.is_empty()).cloned().collect();
        let value = (!values.is_empty()).then(|| values.join(" "));
        match field {
            Field::Title => article.title = article.title.take().or(value),
            Field::Published => {
                article.published = article.published.take().or(value.and_then(|v| dates::normalize(&v)))
            }
            Field::Modified => article.modified = article.modified.take().or(value.and_then(|v| dates::normalize(&v))),
            Field::Url => article.url = article.url.take().or(value),
            Field::Id => article.id = value.unwrap_or_default(),
            Field::Source => article.source = article.source.take().or(value),
            Field::Section => article.section = article.section.take().or(value),
            Field::Language => article.language = article.language.take().or(value),
            Field::Authors => article.authors = people::split_authors(&values),
            Field::Tags => article.tags = tags::split_list(&values),
            Field::Text => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn yaml_front_matter() {
        let mut article = Article::default();
        let text = "---\ntitle: \"Talks: a start\"\ndate: 2014-11-12\ntags: [trade, 'New York']\nauthors:\n  - Ann Lee\n  - Bo Chan\nlayout: post\n---\nBody.\n";
        assert_eq!(take(text, &mut article), "Body.\n");
        assert_eq!(article.title.as_deref(), Some("Talks: a start"));
        assert_eq!(article.published.as_deref(), Some("2014-11-12"));
        assert_eq!(article.tags, ["trade", "New York"]);
        assert_eq!(article.authors, ["Ann Lee", "Bo Chan"]);
    }

    #[test]
    fn labelled_lines() {
        let mut article = Article::default();
        assert_eq!(
            take("Title: Talks\nDate: 12 November 2014\nURL: https://x.example/a\n\nBody.", &mut article),
            "\nBody."
        );
        assert_eq!(article.published.as_deref(), Some("2014-11-12"));
        assert_eq!(article.url.as_deref(), Some("https://x.example/a"));
    }

    #[test]
    fn text_without_metadata_is_left_alone() {
        for text in
            ["---\nA rule, no end", "Geneva: talks went on\n\nBody.", "Source: a minister\nHe said: no.\n\n", ""]
        {
            let mut article = Article::default();
            assert_eq!(take(text, &mut article), text);
            assert_eq!(article, Article::default());
        }
    }
}
