//! The body text of a page.
//!
//! Readability (Mozilla's algorithm, in dom_smoothie) finds the element that holds the article; before it the page is
//! pruned, after it the blocks are judged one by one. Where a page carries its text in JSON-LD, the two check each
//! other.

use std::collections::BTreeSet;

use dom_query::Document;
use dom_smoothie::{Config, Readability};

use crate::article::Article;

use super::blocks::{self, Block};
use super::{json_ld, prune};

/// A body with fewer words than this may have been missed; other ways are tried.
const FEW_WORDS: usize = 60;

/// The body text of a page, paragraphs with an empty line between them; empty where there is none. `html` is the page
/// as it was read, `article` its metadata.
pub(super) fn text(document: &Document, html: &str, article: &Article) -> String {
    let stated = json_ld::article_body(document);
    let heading = document.select("h1").text().to_string();
    let titles = [article.title.as_deref().unwrap_or_default(), heading.as_str()];
    let pruned = document.clone();
    prune::page(&pruned);
    let mut found = extract(pruned, &titles);
    if word_count(&found) < FEW_WORDS {
        let unpruned = extract(document.clone(), &titles);
        if word_count(&unpruned) > 2 * word_count(&found) {
            found = unpruned;
        }
    }
    if let Some(stated) = stated {
        found = check(found, &stated);
    }
    if found.is_empty() && !html.contains('<') {
        return html.trim().to_owned();
    }
    found.iter().map(|block| block.text.as_str()).collect::<Vec<_>>().join("\n\n")
}

fn extract(document: Document, titles: &[&str]) -> Vec<Block> {
    let config = Config { disable_json_ld: true, ..Config::default() };
    let whole = document.clone();
    let content = Readability::with_document(document, None, Some(config)).and_then(|mut page| page.parse());
    let blocks = match content {
        Ok(content) => blocks::of(&Document::fragment(content.content)),
        Err(_) => blocks::of(&whole),
    };
    blocks::filter(blocks, titles)
}

/// Compares what was found with the text that the page states in its metadata.
///
/// A statement that covers nearly all of what was found and is about as long is the article: blocks that it does not
/// have are furniture. One that is much longer, of which something was found, replaces a body that was missed.
fn check(found: Vec<Block>, stated: &str) -> Vec<Block> {
    let stated_runs = runs(stated);
    let shares: Vec<f64> = found.iter().map(|block| share(&runs(&block.text), &stated_runs)).collect();
    let words = word_count(&found);
    let covered: usize =
        found.iter().zip(&shares).filter(|(_, share)| **share > 0.5).map(|(block, _)| word_count_of(&block.text)).sum();
    let stated_words = word_count_of(stated);
    if stated_words > 2 * words && stated_words > FEW_WORDS {
        let fragment = super::fragment_text(stated);
        let paragraphs = fragment.split("\n\n").map(Block::plain);
        return blocks::filter(paragraphs.collect(), &[]);
    }
    if covered * 10 >= words * 7 && stated_words * 10 >= covered * 9 {
        return found.into_iter().zip(shares).filter(|(_, share)| *share > 0.2).map(|(block, _)| block).collect();
    }
    found
}

fn word_count(blocks: &[Block]) -> usize {
    blocks.iter().map(|block| word_count_of(&block.text)).sum()
}

fn word_count_of(text: &str) -> usize {
    text.split_whitespace().count()
}

/// The runs of three words in a text (fewer when it is shorter).
fn runs(text: &str) -> BTreeSet<String> {
    let words: Vec<String> =
        text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase).collect();
    words.windows(words.len().clamp(1, 3)).map(|run| run.join(" ")).collect()
}

fn share(runs: &BTreeSet<String>, of: &BTreeSet<String>) -> f64 {
    if runs.is_empty() { 1.0 } else { runs.intersection(of).count() as f64 / runs.len() as f64 }
}
