//! Is a graph well-formed, and does every claim lead back to its characters?
//!
//! Two examinations: the shapes of `ontology/shapes.ttl` ([`shapes`], [`validate`]), and provenance ([`provenance`]):
//! every offset leads to the characters that the graph quotes, every claim to a sentence of its own article, every
//! direct triple to a claim that the article asserts.

mod literal;
mod provenance;
mod shapes;
mod validate;

use std::fmt;

use oxigraph::store::{StorageError, Store};

use crate::store::Graph;
use crate::vocabulary::{PREFIXES, SHAPES_TTL, article_id};
use crate::{Error, Result};

/// Something in a graph that should not be so.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Violation {
    /// IRI of the node, or the name of a file of the graph folder.
    pub node: String,
    /// The property it is about.
    pub path: Option<String>,
    /// What is wrong, in words.
    pub message: String,
    /// IRI of the shape it breaks; none where provenance is broken.
    pub shape: Option<String>,
}

impl Violation {
    /// Identifier of the article that the node lies in.
    pub fn article(&self) -> Option<String> {
        article_id(&self.node)
    }
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", short(&self.node))?;
        if let Some(path) = &self.path {
            write!(f, " {}", short(path))?;
        }
        write!(f, ": {}", self.message)
    }
}

/// Examines a graph and its folder; nothing found means that all is well. Sorted by node.
///
/// # Errors
/// Where the store or folder cannot be read, or the shipped shapes cannot be used.
pub fn check(graph: &Graph) -> Result<Vec<Violation>> {
    let mut found = check_store(graph.store())?;
    found.extend(provenance::cache(graph)?);
    Ok(sorted(found))
}

/// Examines quads without a folder.
///
/// # Errors
/// Where the store cannot be read or the shipped shapes cannot be used.
pub fn check_store(store: &Store) -> Result<Vec<Violation>> {
    let shapes = shapes::parse("ontology/shapes.ttl", SHAPES_TTL)?;
    let mut found = validate::validate(store, &shapes)?;
    found.extend(provenance::quads(store)?);
    Ok(sorted(found))
}

fn sorted(mut found: Vec<Violation>) -> Vec<Violation> {
    found.sort();
    found.dedup();
    found
}

/// An IRI with its prefix, for people.
fn short(iri: &str) -> String {
    for (prefix, namespace) in PREFIXES {
        if let Some(local) = iri.strip_prefix(namespace) {
            return format!("{prefix}:{local}");
        }
    }
    iri.to_owned()
}

/// A store that cannot be read.
fn unreadable(error: StorageError) -> Error {
    Error::data("store", error.to_string())
}

#[cfg(test)]
mod tests;
