//! Actors across articles: who a chain of an article is in the whole graph.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::article::Article;
use crate::claim::Claims;
use crate::document::{ChainId, Document, EntityType};

/// An article with everything found in it: what linking and mapping start from, and what the cache of a graph keeps.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Annotated {
    /// The article.
    pub article: Article,
    /// How it was understood.
    pub document: Document,
    /// What it claims.
    pub claims: Claims,
}

/// A person, organization, place or other named thing of the real world.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Actor {
    /// Readable, stable identifier: the last part of its IRI (`barack-obama`).
    pub id: String,
    /// What it is.
    pub kind: EntityType,
    /// The name to show.
    pub name: String,
    /// Other names, sorted, without `name`: those of the gazetteer; of an actor unknown to it, those seen in articles.
    pub aliases: Vec<String>,
    /// Wikidata item (`Q76`), only where certain.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wikidata: Option<String>,
    /// Other identifiers of the same thing, as IRIs, from imported lists.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub same_as: Vec<String>,
    /// ISO 3166-1 alpha-2 code of its country, where known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
    /// A few words that tell it from others of its name ("President of the United States, 2009–2017").
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Latitude and longitude in degrees as decimal text, for places of the gazetteer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub coordinates: Option<(String, String)>,
    /// What an imported list files it under (`sanction`, `role.pep`).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub topics: Vec<String>,
    /// The imported list it is on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub list: Option<String>,
    /// Names in articles of an actor that the gazetteer describes and that the gazetteer does not have, sorted: said of
    /// it in those articles only.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub seen: Vec<String>,
}

/// Which actor each named chain of each article is.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Identities {
    /// Actors by identifier.
    pub actors: BTreeMap<String, Actor>,
    /// `(article id, chain)` → link; chains without a name have none.
    #[serde(with = "links_as_list")]
    pub links: BTreeMap<(String, ChainId), Link>,
    /// Events that are told more than once, in order of identifier.
    #[serde(default)]
    pub happenings: Vec<Happening>,
}

/// One event of the world that several event mentions tell, in one article or in many.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Happening {
    /// The last part of its IRI: its first report (`ARTICLE/e3`), or its first mention (`ARTICLE/w7`) where no claim
    /// tells it.
    pub id: String,
    /// Top-level type of the report that names it; empty where no claim tells it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub kind: String,
    /// Its second-level type.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub subtype: String,
    /// The report that names it: article and index of the event.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub named_by: Option<(String, usize)>,
    /// Articles with a report; copies of one article count once.
    #[serde(default)]
    pub articles: usize,
    /// Actors whom any report names as taking part, by identifier.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub actors: Vec<String>,
    /// Where, as most reports tell: an actor's identifier.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// First and last day, ISO 8601, as narrow as the reports make it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bounds: Option<(String, String)>,
    /// Claims that report it, earliest article first: article and index of the event.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reports: Vec<(String, usize)>,
    /// All words that tell it: article and indexes of its event mentions.
    pub mentions: Vec<(String, Vec<usize>)>,
}

impl Happening {
    /// Whether it is an event of the graph: what several claims report.
    pub fn is_reported(&self) -> bool {
        self.reports.len() > 1
    }
}

/// The decision that a chain is an actor.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Link {
    /// [`Actor::id`].
    pub actor: String,
    /// 0 to 1, rounded to two decimals.
    pub confidence: f32,
    /// Why, in a few words: "gazetteer: president of the United States", "same full name", "decision 3".
    pub reason: String,
}

impl Identities {
    /// The actor of a chain.
    pub fn actor(&self, article: &str, chain: ChainId) -> Option<&Actor> {
        let link = self.links.get(&(article.to_owned(), chain))?;
        self.actors.get(&link.actor)
    }
}

/// JSON has no tuple keys: links travel as a list.
mod links_as_list {
    use std::collections::BTreeMap;

    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    use super::{ChainId, Link};

    pub(super) fn serialize<S: Serializer>(
        links: &BTreeMap<(String, ChainId), Link>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        links.iter().collect::<Vec<_>>().serialize(serializer)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<BTreeMap<(String, ChainId), Link>, D::Error> {
        Ok(Vec::<((String, ChainId), Link)>::deserialize(deserializer)?.into_iter().collect())
    }
}
