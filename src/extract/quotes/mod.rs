//! Quotes.

use std::path::Path;

use crate::Result;
use crate::article::Article;
use crate::claim::Quote;
use crate::document::Document;

/// What the rules of this family know.
#[derive(Debug)]
pub struct Rules {}

impl Rules {
    /// The shipped rules, extended by those of `dir`.
    ///
    /// # Errors
    /// For an entry that does not fit, with file and line.
    pub fn load(_dir: Option<&Path>) -> Result<Self> {
        Ok(Self {})
    }
}

/// The quotes of an article, in text order.
pub fn extract(_article: &Article, _document: &Document, _rules: &super::Rules) -> Vec<Quote> {
    Vec::new()
}
