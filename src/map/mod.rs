//! Articles, claims and identities → quads with provenance.
//!
//! One named graph an article holds all that the article says: its metadata and body, its sentences, the mentions of
//! named actors, and its claims. The actors themselves, and the happenings that several claims
//! report, are described in a graph of their own, once for all articles.
//! Names are those of [`crate::vocabulary`] and `ontology/`; offsets are code points into the body, end exclusive.
//!
//! What the ontology does not allow is not written: a relation it does not know, or between actors of kinds that do
//! not fit its domain and range. A claim becomes a direct triple (`actor:xi-jinping ng:headOf actor:china`) only where
//! the article itself tells it as a present fact of two named actors.

mod actors;
mod article;
mod claims;
mod happenings;
mod label;
mod literal;

#[cfg(test)]
pub(crate) mod testing;

use oxigraph::model::{GraphName, NamedNode, NamedNodeRef, Quad, Term};

use crate::entity::{Annotated, Identities};
use crate::vocabulary::{Ontology, article_iri};

pub use actors::identity_quads;
pub use happenings::happening_quads;

/// All quads of an article's graph, in the order of the text.
pub fn article_quads(annotated: &Annotated, identities: &Identities, ontology: &Ontology) -> Vec<Quad> {
    let iri = article_iri(&annotated.article.id);
    let mut quads = Quads::new(iri.clone());
    article::metadata(&mut quads, &annotated.article, &iri);
    let mut cast = article::Cast::new(annotated, identities, ontology, iri);
    article::sentences(&mut quads, &cast);
    article::mentions(&mut quads, &cast);
    article::names(&mut quads, &cast);
    claims::events(&mut quads, &mut cast);
    claims::relations(&mut quads, &mut cast);
    claims::quotes(&mut quads, &mut cast);
    article::unnamed(&mut quads, &cast);
    quads.quads
}

/// Quads of one named graph in the making.
struct Quads {
    graph: GraphName,
    quads: Vec<Quad>,
}

impl Quads {
    fn new(graph: NamedNode) -> Self {
        Self { graph: graph.into(), quads: Vec::new() }
    }

    fn add(&mut self, subject: &NamedNode, predicate: NamedNodeRef<'_>, object: impl Into<Term>) {
        self.quads.push(Quad::new(subject.clone(), predicate.into_owned(), object, self.graph.clone()));
    }

    /// Adds the triple where there is an object.
    fn add_if<T: Into<Term>>(&mut self, subject: &NamedNode, predicate: NamedNodeRef<'_>, object: Option<T>) {
        if let Some(object) = object {
            self.add(subject, predicate, object);
        }
    }
}
