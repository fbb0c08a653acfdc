//! RDF 1.2 reifiers: every relation that an article claims as a triple term that its claim reifies, so that modality,
//! evidence and confidence of the claim are said of the triple (<https://www.w3.org/TR/rdf12-concepts/#section-reification>).
//!
//! The store underneath has RDF 1.1; the statements are written after its own, with whole IRIs, which all four syntaxes
//! share.

use std::io::Write;
use std::path::Path;

use oxigraph::store::Store;

use super::RdfFormat;
use crate::error::{Error, Result};
use crate::query::rows;

const REIFIES: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#reifies";

/// Writes the reifiers of a graph in a syntax that has them.
pub(super) fn write(store: &Store, format: RdfFormat, out: &mut dyn Write) -> Result<()> {
    let mut found = rows(
        store,
        "SELECT ?g ?claim ?s ?p ?o { GRAPH ?g { ?claim a ng:Relation ; ng:subject ?s ; ng:predicate ?p ; ng:object ?o } }",
    )?;
    found.sort();
    for row in found {
        let Ok([graph, claim, s, p, o]) = <[String; 5]>::try_from(row) else { continue };
        let triple = format!("<{claim}> <{REIFIES}> <<( <{s}> <{p}> <{o}> )>>");
        let line = match format {
            RdfFormat::Turtle | RdfFormat::NTriples => format!("{triple} ."),
            RdfFormat::NQuads => format!("{triple} <{graph}> ."),
            RdfFormat::TriG => format!("GRAPH <{graph}> {{ {triple} }}"),
            RdfFormat::JsonLd => {
                return Err(Error::Usage("JSON-LD has no reifiers; write turtle, trig, ntriples or nquads".to_owned()));
            }
        };
        writeln!(out, "{line}").map_err(Error::io(Path::new("output"), "write"))?;
    }
    out.flush().map_err(Error::io(Path::new("output"), "write"))
}
