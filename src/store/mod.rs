//! The graph folder and the RDF store in it.
//!
//! ```text
//! graph.json        format, program, mode of reading, counts
//! quads/*.nq        the graph: what each article says, as sorted N-Quads, the same bytes for the same content
//! actors.nq         the actors
//! segments.json     which of these files there are, what they were made from and what is in them
//! identities.json   who is who, and why
//! decisions.csv     what people decided about identities; written by linking, kept by everything here
//! ontology/*/       what a user added to the ontology, one folder a version
//! gazetteer/*.csv   lists of actors that an analyst imported; written by linking, kept by everything here
//! articles/*.json   every article as it was understood, so that it is not understood again
//! .lock             held by the one who writes
//! .staging/         what the next commit will bring: a writer at work, or what an interrupted one left
//! .commit/          a commit that is decided; its files count before those beside it
//! ```
//!
//! [`Writer`] puts everything new into `.staging`, flushes it to the disk, and renames `.staging` to `.commit`: this
//! one rename is the commit. Then it moves the files to their places, `graph.json` last. Killed before the rename, the
//! old graph stands untouched; killed after it, the new one does: readers look into `.commit` first, and the next
//! writer finishes the moving. A reader never waits for a writer.
//!
//! Only files that differ are written: an article that comes or goes costs its own segment, those whose actors it
//! changed, and the lists.

mod cache;
mod folder;
mod manifest;
mod segments;
mod writer;

use std::path::{Path, PathBuf};

use oxigraph::io::{RdfFormat, RdfParseError, RdfParser};
use oxigraph::model::Quad;
use oxigraph::store::{LoaderError, Store};

use crate::entity::{Annotated, Identities};
use crate::vocabulary::{EVENTS_TTL, Extension, NEWSGRAPH_TTL, ONTOLOGY_GRAPH, RELATIONS_TTL};
use crate::{Error, Result};
use folder::Folder;

pub use manifest::{Counts, FORMAT, Manifest};
pub use segments::{Segment, digest};
pub use writer::Writer;

/// A graph that can be asked: its folder, and its quads with those of the ontology in a store.
pub struct Graph {
    folder: Folder,
    manifest: Manifest,
    store: Store,
}

impl Graph {
    /// Opens a graph folder for reading.
    ///
    /// # Errors
    /// [`Error::Graph`] where there is no folder, no graph in it, one of a newer version, or a damaged one: file and
    /// line are named, and what helps.
    pub fn open(dir: impl AsRef<Path>) -> Result<Self> {
        let folder = Folder::new(dir.as_ref());
        // A writer may commit while this reads: then graph.json differs before and after, and it reads again.
        let mut tries = 0;
        loop {
            let manifest = folder.manifest()?;
            let loaded = load_segments(&folder, &manifest);
            tries += 1;
            if tries < 3 && folder.manifest()? != manifest {
                continue;
            }
            return Ok(Self { store: loaded?, folder, manifest });
        }
    }

    /// Opens a graph folder for writing; makes it where there is none.
    ///
    /// # Errors
    /// [`Error::Graph`] where another process writes, the folder holds something else, is of a newer version or cannot
    /// be written.
    pub fn create_or_open(dir: impl AsRef<Path>) -> Result<Writer> {
        Writer::begin(dir.as_ref())
    }

    /// The RDF store: one named graph an article, one of actors, one of the ontology. The default graph is empty:
    /// queries should see the union of all.
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// The folder.
    pub fn dir(&self) -> &Path {
        self.folder.dir()
    }

    /// Format, program and counts.
    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// Every article as it was understood, in order of file name, read one at a time.
    ///
    /// # Errors
    /// Each item fails by itself where its file cannot be read.
    pub fn annotated(&self) -> Result<impl Iterator<Item = Result<Annotated>> + use<'_>> {
        let names = self.folder.articles()?;
        Ok(names.into_iter().map(|name| self.folder.read_article(&name)))
    }

    /// One article as it was understood.
    ///
    /// # Errors
    /// Where its file is there and cannot be read.
    pub fn article(&self, id: &str) -> Result<Option<Annotated>> {
        let name = cache::file_name(id);
        if !self.folder.articles()?.contains(&name) {
            return Ok(None);
        }
        self.folder.read_article(&name).map(|annotated| (annotated.article.id == id).then_some(annotated))
    }

    /// Who is who, and why.
    ///
    /// # Errors
    /// Where the file is there and cannot be read.
    pub fn identities(&self) -> Result<Identities> {
        self.folder.identities()
    }

    /// The folder of what a user added to the ontology of this graph.
    pub fn ontology(&self) -> Option<PathBuf> {
        self.manifest.ontology.as_ref().map(|version| self.dir().join(folder::ONTOLOGY).join(version))
    }

    /// The log of decisions, which need not exist.
    pub fn decisions(&self) -> PathBuf {
        self.folder.dir().join(folder::DECISIONS)
    }
}

/// A store with these quads and the ontology, in memory: what [`Graph::store`] gives, without a folder.
///
/// # Errors
/// [`Error::Data`] where the shipped ontology cannot be read.
pub fn store_of(quads: impl IntoIterator<Item = Quad>) -> Result<Store> {
    let store = ontology_store(None)?;
    store.extend(quads).map_err(|error| Error::data("store", error.to_string()))?;
    Ok(store)
}

/// A store that holds the ontology only, with what a user added.
fn ontology_store(extension: Option<&Extension>) -> Result<Store> {
    let failed = |name: &str, error: String| Error::data(format!("ontology/{name}"), error);
    let store = Store::new().map_err(|error| Error::data("store", error.to_string()))?;
    for (name, turtle) in
        [("newsgraph.ttl", NEWSGRAPH_TTL), ("relations.ttl", RELATIONS_TTL), ("events.ttl", EVENTS_TTL)]
    {
        let parser = RdfParser::from_format(RdfFormat::Turtle).with_default_graph(ONTOLOGY_GRAPH);
        store.load_from_slice(parser, turtle).map_err(|error| failed(name, error.to_string()))?;
    }
    for (origin, turtle) in extension.iter().flat_map(|extension| extension.turtle()) {
        let parser = RdfParser::from_format(RdfFormat::Turtle).with_default_graph(ONTOLOGY_GRAPH);
        store.load_from_slice(parser, turtle).map_err(|error| Error::data(origin, error.to_string()))?;
    }
    Ok(store)
}

/// A store that holds the ontology and all segments.
fn load_segments(folder: &Folder, manifest: &Manifest) -> Result<Store> {
    let damaged = |name: &str, message: String| {
        let cure = "delete it and build again to write it anew: articles already understood are not read twice";
        Error::graph(folder.dir(), format!("{name} {message}; {cure}"))
    };
    if manifest.format < FORMAT {
        let message = format!(
            "the graph is of format {}; run `newsgraph build` with any of its articles, or `newsgraph remove` one, to \
             bring it up to date",
            manifest.format
        );
        return Err(Error::graph(folder.dir(), message));
    }
    let (segments, digest) = folder.segments()?.ok_or_else(|| damaged(folder::SEGMENTS, "is missing".to_owned()))?;
    if segments::hex(digest) != manifest.content {
        return Err(damaged(folder::SEGMENTS, "is not that of graph.json".to_owned()));
    }
    let extension = manifest.ontology.as_ref().map(|version| {
        Extension::read(&folder.dir().join(folder::ONTOLOGY).join(version)).map_err(|error| {
            let cure = "build again with --ontology DIR, or with --ontology none to do without it";
            Error::graph(folder.dir(), format!("its additions to the ontology cannot be read ({error}); {cure}"))
        })
    });
    let store = ontology_store(extension.transpose()?.as_ref())?;
    let mut loader = store.bulk_loader();
    for (name, segment) in &segments {
        let bytes = folder.read(name)?.ok_or_else(|| damaged(name, "is missing".to_owned()))?;
        let parser = RdfParser::from_format(RdfFormat::NQuads).for_slice(&bytes);
        let loaded = loader.load_ok_quads::<_, LoaderError>(parser.map(|quad| quad.map_err(RdfParseError::from)));
        loaded.map_err(|error| match error {
            LoaderError::Parsing(RdfParseError::Syntax(error)) => {
                let line = error.location().map_or_else(|| "?".to_owned(), |at| (at.start.line + 1).to_string());
                damaged(name, format!("is damaged in line {line} ({error})"))
            }
            error => damaged(name, format!("cannot be loaded ({error})")),
        })?;
        if !segment.is(&bytes) {
            return Err(damaged(name, "is cut or changed: it is not what segments.json describes".to_owned()));
        }
    }
    loader.commit().map_err(|error| damaged("the graph", format!("cannot be loaded ({error})")))?;
    Ok(store)
}

#[cfg(test)]
mod tests;
