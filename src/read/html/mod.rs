//! Web pages: metadata ([`metadata`]) and body text ([`body`]).

mod blocks;
mod body;
mod json_ld;
mod metadata;
mod prune;
mod tame;

use dom_query::Document;

use crate::error::Result;

use super::Found;
use super::inputs::Source;

pub(super) use tame::is_nested_too_deep;

/// The article on a web page.
pub(super) fn article(content: &str, source: &Source) -> Result<Found> {
    let document = Document::from(tame::tame(content).as_ref());
    let mut article = metadata::read(&document);
    article.text = body::text(&document, content, &article);
    article.origin = source.to_string();
    Ok(Found { article, stem: source.stem() })
}

/// The text of a piece of a page, as feeds and tables carry it; plain text comes back as it is.
pub(super) fn fragment_text(content: &str) -> String {
    if !looks_like_markup(content) && !content.contains('&') {
        return content.split('\n').map(str::trim).collect::<Vec<_>>().join("\n").trim().to_owned();
    }
    let document = Document::fragment(tame::tame(content).as_ref());
    prune::embedded(&document);
    let blocks = blocks::of(&document);
    let kept = blocks::filter(blocks, &[]);
    kept.iter().map(|block| block.text.as_str()).collect::<Vec<_>>().join("\n\n")
}

/// Whether a string holds HTML rather than plain text: a whole tag that ends an element news text is written with, or
/// stands alone. A tag that a text merely mentions is not enough.
pub(super) fn looks_like_markup(text: &str) -> bool {
    const ENDED: [&str; 16] =
        ["p", "div", "a", "span", "b", "i", "em", "strong", "ul", "ol", "li", "h1", "h2", "h3", "h4", "blockquote"];
    const ALONE: [&str; 3] = ["p", "br", "hr"];
    text.match_indices('<').take(1000).any(|(at, _)| {
        let rest = &text[at + 1..];
        let (names, rest) = rest.strip_prefix('/').map_or((&ALONE[..], rest), |rest| (&ENDED[..], rest));
        let name: String = rest.chars().take(11).take_while(char::is_ascii_alphanumeric).collect();
        let after = rest[name.len()..].trim_start_matches([' ', '/']);
        names.contains(&name.to_ascii_lowercase().as_str()) && after.starts_with('>')
    })
}

/// Text without entities, tags and surplus space, for metadata.
fn plain(text: &str) -> String {
    let text = if text.contains(['&', '<']) && text.len() < 10_000 {
        Document::fragment(text).text().to_string()
    } else {
        text.to_owned()
    };
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The letters and digits of a text in lower case, to compare texts by.
fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests;
