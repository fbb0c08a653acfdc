//! Actors across articles: who a chain of an article is in the whole graph.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::article::Article;
use crate::claim::{Claims, HalfOpen};
use crate::document::{ChainId, Document, EntityType, TokenId};

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

/// Relations of a noun that takes part in an event.
const ARGUMENTS: [&str; 6] = ["nsubj", "obj", "iobj", "obl", "nmod", "appos"];

impl Annotated {
    /// Nouns that take part in an event and are in no chain: what the article speaks of once, and nobody in particular.
    pub fn bare_participants(&self) -> Vec<TokenId> {
        let document = &self.document;
        let events: BTreeSet<TokenId> = self.claims.event_mentions.iter().map(|mention| mention.head).collect();
        let heads: BTreeSet<TokenId> = document.mentions.iter().map(|mention| mention.head).collect();
        let takes_part = |at: &TokenId| {
            let token = &document.tokens[*at];
            // A capital letter may be that of a name that was overlooked.
            let small = token.span.of(&self.article.text).starts_with(char::is_lowercase);
            let noun = small && token.upos == "NOUN" && ARGUMENTS.contains(&token.relation());
            noun && token.head.is_some_and(|head| events.contains(&head))
        };
        let in_time = |at: TokenId| {
            let span = document.tokens[at].span;
            let time = document.times.partition_point(|time| time.span.end <= span.start);
            document.times.get(time).is_some_and(|time| time.span.overlaps(span))
        };
        let found = (0..document.tokens.len()).filter(takes_part);
        found.filter(|at| !heads.contains(at) && !events.contains(at) && !in_time(*at)).collect()
    }
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
    #[serde(with = "as_list")]
    pub links: BTreeMap<(String, ChainId), Link>,
    /// Events that are told more than once, in order of identifier.
    #[serde(default)]
    pub happenings: Vec<Happening>,
    /// `(article id, unnamed thing)` → an identifier that it shares with what other articles of its story likely mean
    /// the same by: the first of them (`ARTICLE/x3`).
    #[serde(default, with = "as_list")]
    pub unnamed: BTreeMap<(String, Unnamed), String>,
}

/// Something that an article speaks of without naming it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Unnamed {
    /// A chain without a name.
    Chain(ChainId),
    /// The head word of what takes part in an event and is in no chain.
    Word(TokenId),
    /// A time expression that no calendar fixes, by its index.
    Time(usize),
}

impl std::fmt::Display for Unnamed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Chain(chain) => write!(f, "x{chain}"),
            Self::Word(token) => write!(f, "n{token}"),
            Self::Time(time) => write!(f, "t{time}"),
        }
    }
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
    /// The one day that is known where the reports tell only from when or until when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub open: Option<HalfOpen>,
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

    /// The unnamed things of an article that other articles likely mean too, with the identifier they share.
    pub fn unnamed_in<'a>(&'a self, article: &str) -> impl Iterator<Item = (Unnamed, &'a str)> {
        let range = (article.to_owned(), Unnamed::Chain(0))..=(article.to_owned(), Unnamed::Time(usize::MAX));
        self.unnamed.range(range).map(|((_, what), id)| (*what, id.as_str()))
    }
}

/// JSON has no tuple keys: such maps travel as a list.
mod as_list {
    use std::collections::BTreeMap;

    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    pub(super) fn serialize<K: Serialize, V: Serialize, S: Serializer>(
        map: &BTreeMap<K, V>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(map)
    }

    pub(super) fn deserialize<'de, K, V, D>(deserializer: D) -> Result<BTreeMap<K, V>, D::Error>
    where
        K: Deserialize<'de> + Ord,
        V: Deserialize<'de>,
        D: Deserializer<'de>,
    {
        Ok(Vec::<(K, V)>::deserialize(deserializer)?.into_iter().collect())
    }
}
