//! Takes the furniture out of a page before its body is looked for: by element, by class and id
//! (`data/reading/page.txt`).

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use dom_query::{Document, NodeId, NodeRef};

/// Elements that hold no article text wherever they stand.
const ELEMENTS: &str = "script, style, noscript, template, iframe, form, button, select, textarea, input, svg, nav, \
    aside, figcaption, dialog, object, embed, audio, video, canvas, map, time, amp-ad, \
    [hidden], [role=navigation], [role=complementary], [role=dialog], [itemprop=author], [rel=author]";

/// An element with more of the page's paragraph text than this is no furniture, whatever its class says.
const TOO_MUCH: f64 = 0.3;

static PATTERNS: LazyLock<BTreeSet<Vec<&'static str>>> = LazyLock::new(|| {
    let lines = include_str!("../../../data/reading/page.txt").lines().map(str::trim);
    lines.filter(|line| !line.is_empty() && !line.starts_with('#')).map(|line| line.split('-').collect()).collect()
});

/// Removes furniture from a whole page.
pub(super) fn page(document: &Document) {
    document.select("script, style, template").remove();
    let weights = paragraph_weights(document);
    let total = weights.get(&document.root().id).copied().unwrap_or(0).max(1);
    let heavy = |node: &NodeRef| weights.get(&node.id).copied().unwrap_or(0) as f64 > TOO_MUCH * total as f64;
    for node in document.select(ELEMENTS).nodes() {
        if !heavy(node) {
            node.remove_from_parent();
        }
    }
    let Some(body) = document.body() else { return };
    let mut open = vec![body];
    while let Some(node) = open.pop() {
        for child in node.element_children() {
            if !heavy(&child) && (is_furniture(&child) || is_figure(&child)) {
                child.remove_from_parent();
            } else {
                open.push(child);
            }
        }
    }
}

/// Removes what is no text from a piece of a page, such as the content of a feed entry.
pub(super) fn embedded(document: &Document) {
    document.select(ELEMENTS).remove();
    document.select("figure").remove();
}

/// Bytes of text in paragraphs below each node that has any.
fn paragraph_weights(document: &Document) -> BTreeMap<NodeId, usize> {
    let mut weights = BTreeMap::new();
    for paragraph in document.select("p").nodes() {
        let weight = paragraph.text().trim().len();
        let mut at = Some(*paragraph);
        while let Some(node) = at {
            *weights.entry(node.id).or_insert(0) += weight;
            at = node.parent();
        }
    }
    weights
}

fn is_furniture(node: &NodeRef) -> bool {
    if ["html", "body", "main", "article"].iter().any(|name| node.has_name(name)) {
        return false;
    }
    [node.class(), node.id_attr()]
        .into_iter()
        .flatten()
        .any(|names| names.len() < 500 && names.split_whitespace().any(|name| matches_pattern(&words(name))))
}

/// A figure shows an image, unless it is the frame of a table or a quotation.
fn is_figure(node: &NodeRef) -> bool {
    node.has_name("figure") && node.find(&["table"]).is_empty()
}

fn matches_pattern(words: &[String]) -> bool {
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    (0..words.len()).any(|from| (from + 1..=words.len().min(from + 3)).any(|to| PATTERNS.contains(&words[from..to])))
}

/// The words of a class name: "articleBody__read-more" → article, body, read, more.
fn words(name: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut before = ' ';
    for c in name.chars() {
        let begins = !c.is_alphanumeric() || (c.is_uppercase() && before.is_lowercase());
        if begins && words.last().is_some_and(|word| !word.is_empty()) {
            words.push(String::new());
        }
        if let Some(word) = words.last_mut().filter(|_| c.is_alphanumeric()) {
            word.extend(c.to_lowercase());
        }
        before = c;
    }
    words.retain(|word| !word.is_empty());
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    fn matches(name: &str) -> bool {
        matches_pattern(&words(name))
    }

    #[test]
    fn class_names_are_compared_by_words() {
        assert!(matches("article__caption-text"));
        assert!(matches("ReadMoreBox"));
        assert!(matches("js-read_more"));
        assert!(!matches("readable"));
        assert!(!matches("shareholder-story"));
        assert!(!matches("lead"));
    }

    #[test]
    fn an_element_with_most_of_the_text_stays() {
        let text = "A sentence of the story. ".repeat(10);
        let page_with = |html: String| {
            let document = Document::from(html);
            page(&document);
            document.text().to_string()
        };
        let kept = page_with(format!(
            "<body><div class=social><p>{text}</p></div><div class=share><p>Tell friends.</p></div>"
        ));
        assert!(kept.contains("A sentence") && !kept.contains("friends"));
    }
}
