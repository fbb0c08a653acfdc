//! The graph as RDF: Turtle, TriG, N-Quads, N-Triples, JSON-LD.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;

use oxigraph::io::RdfSerializer;
use oxigraph::model::{GraphName, Quad, Triple};
use oxigraph::store::{QuadIter, Store};

use crate::error::{Error, Result};
use crate::vocabulary;

/// RDF syntaxes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RdfFormat {
    /// All graphs merged, with prefixes.
    Turtle,
    /// Graph by graph, with prefixes.
    TriG,
    /// Graph by graph, a line each.
    NQuads,
    /// All graphs merged, a line each.
    NTriples,
    /// Graph by graph.
    JsonLd,
}

impl RdfFormat {
    fn syntax(self) -> oxigraph::io::RdfFormat {
        match self {
            Self::Turtle => oxigraph::io::RdfFormat::Turtle,
            Self::TriG => oxigraph::io::RdfFormat::TriG,
            Self::NQuads => oxigraph::io::RdfFormat::NQuads,
            Self::NTriples => oxigraph::io::RdfFormat::NTriples,
            Self::JsonLd => oxigraph::io::RdfFormat::JsonLd { profile: oxigraph::io::JsonLdProfile::Streaming.into() },
        }
    }
}

/// Writes graph by graph, or subject by subject where graphs are merged: memory holds one of them at a time.
pub(super) fn write(store: &Store, format: RdfFormat, out: &mut dyn Write) -> Result<()> {
    let syntax = format.syntax();
    let failed = |source| Error::Io { path: Path::new("output").into(), action: "write", source };
    let mut serializer = serializer(syntax)?.for_writer(&mut *out);
    let mut block = |found: QuadIter<'_>| -> Result<()> {
        let mut quads = found.collect::<Result<Vec<Quad>, _>>().map_err(|error| Error::Query(error.to_string()))?;
        if !syntax.supports_datasets() {
            for quad in &mut quads {
                quad.graph_name = GraphName::DefaultGraph;
            }
        }
        quads.sort_by_cached_key(key);
        quads.dedup();
        quads.iter().try_for_each(|quad| serializer.serialize_quad(quad)).map_err(failed)
    };
    if syntax.supports_datasets() {
        let mut graphs =
            store.named_graphs().collect::<Result<Vec<_>, _>>().map_err(|error| Error::Query(error.to_string()))?;
        graphs.sort_by_cached_key(ToString::to_string);
        for graph in graphs {
            block(store.quads_for_pattern(None, None, None, Some(graph.as_ref().into())))?;
        }
    } else {
        let mut subjects = BTreeMap::new();
        for quad in store {
            let subject = quad.map_err(|error| Error::Query(error.to_string()))?.subject;
            subjects.insert(subject.to_string(), subject);
        }
        for subject in subjects.values() {
            block(store.quads_for_pattern(Some(subject.as_ref()), None, None, None))?;
        }
    }
    serializer.finish().map_err(failed)?;
    out.flush().map_err(failed)
}

/// Triples, as a CONSTRUCT gives them.
///
/// # Errors
/// [`Error::Io`] where `out` fails.
pub fn write_triples(triples: &[Triple], format: RdfFormat, out: &mut dyn Write) -> Result<()> {
    let quads: Vec<Quad> = triples.iter().map(|triple| triple.clone().in_graph(GraphName::DefaultGraph)).collect();
    serialize(format.syntax(), &quads, out)
}

fn serialize(syntax: oxigraph::io::RdfFormat, quads: &[Quad], out: &mut dyn Write) -> Result<()> {
    let failed = |source| Error::Io { path: Path::new("output").into(), action: "write", source };
    let mut serializer = serializer(syntax)?.for_writer(&mut *out);
    quads.iter().try_for_each(|quad| serializer.serialize_quad(quad)).map_err(failed)?;
    serializer.finish().map_err(failed)?;
    out.flush().map_err(failed)
}

/// A serializer that knows our prefixes.
fn serializer(syntax: oxigraph::io::RdfFormat) -> Result<RdfSerializer> {
    let mut serializer = RdfSerializer::from_format(syntax);
    for (name, iri) in vocabulary::PREFIXES {
        serializer = serializer.with_prefix(name, iri).map_err(|error| Error::Query(error.to_string()))?;
    }
    Ok(serializer)
}

/// Graph, then subject, then predicate (types first, so that Turtle reads well), then object.
fn key(quad: &Quad) -> (String, String, bool, String, String) {
    (
        quad.graph_name.to_string(),
        quad.subject.to_string(),
        quad.predicate != oxigraph::model::vocab::rdf::TYPE,
        quad.predicate.as_str().to_owned(),
        quad.object.to_string(),
    )
}
