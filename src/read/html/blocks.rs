//! Blocks of text in markup, and which of them belong to an article.

use dom_query::{Document, NodeRef};

use crate::read::furniture::{self, Verdict};
use crate::read::{dates, plain};

use super::letters;

/// A run of text between two block boundaries.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Block {
    pub(super) text: String,
    /// Bytes of it inside links.
    linked: usize,
    kind: Kind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Text,
    Heading,
    Item,
    Row,
}

impl Block {
    /// A paragraph without markup.
    pub(super) fn plain(text: &str) -> Self {
        Self { text: text.to_owned(), linked: 0, kind: Kind::Text }
    }

    fn is_link(&self) -> bool {
        self.linked * 10 >= self.text.len() * 9
    }

    fn is_prose(&self) -> bool {
        self.kind != Kind::Heading && furniture::is_prose(&self.text)
    }

    fn words(&self) -> usize {
        self.text.split(' ').count()
    }
}

/// The blocks of a document in order.
pub(super) fn of(document: &Document) -> Vec<Block> {
    let mut walk = Walk::default();
    walk.children(&document.root(), Kind::Text, false);
    walk.end(Kind::Text);
    walk.blocks
}

#[derive(Default)]
struct Walk {
    blocks: Vec<Block>,
    text: String,
    linked: usize,
}

impl Walk {
    // The depth of recursion is the depth of the page, which `tame` limits.
    fn children(&mut self, node: &NodeRef, kind: Kind, in_link: bool) {
        for child in node.children_it(false) {
            if child.is_text() {
                self.push(&child.text(), in_link);
            } else if child.is_element() {
                self.element(&child, kind, in_link);
            }
        }
    }

    fn element(&mut self, node: &NodeRef, kind: Kind, in_link: bool) {
        let Some(name) = node.node_name() else { return };
        match name.as_ref() {
            "script" | "style" | "noscript" | "template" | "head" | "title" | "figcaption" | "svg" | "button" => {}
            "br" => self.end(kind),
            "hr" => self.end(kind),
            "a" => self.children(node, kind, true),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => self.block(node, Kind::Heading, in_link),
            "li" | "dd" | "dt" => self.block(node, Kind::Item, in_link),
            "tr" => self.block(node, Kind::Row, in_link),
            "td" | "th" => {
                self.push(" ", false);
                self.children(node, kind, in_link);
                self.push(" ", false);
            }
            "p" | "div" | "section" | "article" | "main" | "header" | "footer" | "aside" | "blockquote" | "pre"
            | "ul" | "ol" | "dl" | "table" | "tbody" | "thead" | "tfoot" | "caption" | "figure" | "address"
            | "center" | "details" | "summary" | "fieldset" | "form" | "nav" | "body" | "html" => {
                self.block(node, kind, in_link)
            }
            _ => self.children(node, kind, in_link),
        }
    }

    fn block(&mut self, node: &NodeRef, kind: Kind, in_link: bool) {
        self.end(kind);
        self.children(node, kind, in_link);
        self.end(kind);
    }

    fn push(&mut self, text: &str, in_link: bool) {
        let before = self.text.len();
        for c in plain::normalize_space(text).chars() {
            if !c.is_whitespace() {
                self.text.push(c);
            } else if !self.text.is_empty() && !self.text.ends_with(' ') {
                self.text.push(' ');
            }
        }
        if in_link {
            self.linked += self.text.len() - before;
        }
    }

    fn end(&mut self, kind: Kind) {
        let text = std::mem::take(&mut self.text);
        let linked = std::mem::take(&mut self.linked);
        let text = text.trim_end();
        if !text.is_empty() {
            self.blocks.push(Block { text: text.to_owned(), linked, kind });
        }
    }
}

/// The blocks of an article without the furniture between them; `titles` are its headlines, which stand elsewhere.
pub(super) fn filter(blocks: Vec<Block>, titles: &[&str]) -> Vec<Block> {
    let titles: Vec<String> = titles.iter().map(|title| letters(title)).filter(|title| !title.is_empty()).collect();
    let mut kept: Vec<Block> = Vec::with_capacity(blocks.len());
    let mut under_heading = false;
    for block in blocks {
        let text = furniture::without_placeholders(&block.text);
        let block = Block { text: text.trim().to_owned(), ..block };
        if block.text.is_empty() || titles.contains(&letters(&block.text)) {
            continue;
        }
        match furniture::judge(&block.text) {
            Verdict::Heading => under_heading = true,
            Verdict::Drop => {}
            // A link that stands alone leads to another article.
            Verdict::Keep if block.is_link() && !block.is_prose() && block.kind != Kind::Row => {}
            Verdict::Keep if under_heading && !block.is_prose() => {}
            Verdict::Keep => {
                under_heading = false;
                kept.push(block);
            }
        }
    }
    trim(kept)
}

/// Takes lines off both ends that are neither prose nor headings: bylines, dates, credits, desks.
fn trim(mut blocks: Vec<Block>) -> Vec<Block> {
    if blocks.iter().filter(|block| block.is_prose()).count() < 2 {
        return blocks;
    }
    let stray = |block: &Block| !block.is_prose() && block.kind != Kind::Row && block.words() <= 12;
    // A heading before the first paragraph is a second headline.
    let leads = |block: &Block| stray(block) || block.kind == Kind::Heading || dates::of_line(&block.text).is_some();
    let head = blocks.iter().take_while(|block| leads(block)).count();
    if head <= 6 {
        blocks.drain(..head);
    }
    let tail = blocks.iter().rev().take_while(|block| stray(block)).count();
    if tail <= 3 {
        blocks.truncate(blocks.len() - tail);
    }
    blocks
}
