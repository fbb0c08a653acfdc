//! `graph.json`: what a graph folder says about itself.

use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::document::Tier;
use crate::vocabulary::{ng, nif, schema};
use crate::{Error, Result};

/// Version of the folder's layout and of the names in the graph; a program reads its own and older ones.
pub const FORMAT: u32 = 2;

/// What `graph.json` holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// [`FORMAT`] of the program that wrote it.
    pub format: u32,
    /// Name and version of that program.
    pub program: String,
    /// How thoroughly its articles were read.
    #[serde(default)]
    pub tier: Tier,
    /// Which version of `ontology/` its articles were read with, where a user extended the shipped one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ontology: Option<String>,
    /// How much there is of what.
    pub counts: Counts,
    /// Digest of `segments.json`, and so of all that the graph says.
    #[serde(default)]
    pub content: String,
}

/// How much there is of what.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Counts {
    /// Articles.
    pub articles: usize,
    /// Named actors.
    pub actors: usize,
    /// Events.
    pub events: usize,
    /// Happenings: events that several claims report.
    pub happenings: usize,
    /// Relations.
    pub relations: usize,
    /// Quotes.
    pub quotes: usize,
    /// Sentences.
    pub sentences: usize,
    /// Mentions of named actors.
    pub mentions: usize,
    /// Statements of all segments, which are without the ontology.
    pub quads: usize,
}

impl Manifest {
    pub(super) fn new(tier: Tier, ontology: Option<String>, counts: Counts, content: String) -> Self {
        let program = concat!("newsgraph ", env!("CARGO_PKG_VERSION")).to_owned();
        Self { format: FORMAT, program, tier, ontology, counts, content }
    }

    /// Reads `graph.json`; a newer format is told even where the rest has changed.
    pub(super) fn parse(dir: &Path, bytes: &[u8]) -> Result<Self> {
        #[derive(Deserialize)]
        struct Format {
            format: u32,
        }
        let damaged = |error: serde_json::Error| {
            let cure = "delete graph.json and build again: articles already understood are not read twice";
            Error::graph(dir, format!("graph.json is damaged ({error}); {cure}"))
        };
        let Format { format } = serde_json::from_slice(bytes).map_err(damaged)?;
        if format > FORMAT {
            let message = format!(
                "the graph is of format {format}, this newsgraph reads up to {FORMAT}; update newsgraph, or choose \
                 another folder with --graph"
            );
            return Err(Error::graph(dir, message));
        }
        serde_json::from_slice(bytes).map_err(damaged)
    }
}

impl std::ops::AddAssign for Counts {
    fn add_assign(&mut self, more: Self) {
        self.articles += more.articles;
        self.actors += more.actors;
        self.events += more.events;
        self.happenings += more.happenings;
        self.relations += more.relations;
        self.quotes += more.quotes;
        self.sentences += more.sentences;
        self.mentions += more.mentions;
        self.quads += more.quads;
    }
}

impl Counts {
    /// Counts one statement of a segment: an N-Quads line.
    pub(super) fn add(&mut self, line: &str) {
        self.quads += 1;
        let Some((_, class)) = line.split_once("> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <") else { return };
        let Some((class, _)) = class.split_once('>') else { return };
        for (counted, count) in [
            (schema::NEWS_ARTICLE, &mut self.articles),
            (ng::ACTOR, &mut self.actors),
            (ng::EVENT, &mut self.events),
            (ng::HAPPENING, &mut self.happenings),
            (ng::RELATION, &mut self.relations),
            (ng::QUOTE, &mut self.quotes),
            (nif::SENTENCE_CLASS, &mut self.sentences),
            (nif::PHRASE, &mut self.mentions),
        ] {
            if class == counted.as_str() {
                *count += 1;
            }
        }
    }
}
