//! What the graph says, as plain records: what every view is made of.
//!
//! Each query below is one walk over the statements of a kind; they are joined here, which stays linear where one large
//! query would multiply.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use oxigraph::store::Store;

use crate::error::Result;
use crate::query::{Answer, Limits, kind_of_class, plain, run};
use crate::vocabulary::{BASE, ng, ontology, prov, schema, sem};

/// An article.
#[derive(Debug, Clone, Default)]
pub(super) struct Article {
    pub(super) label: String,
    /// Day of publication, ISO 8601, or empty.
    pub(super) published: String,
    pub(super) publisher: String,
}

/// A named actor, or a participant without a name.
#[derive(Debug, Clone, Default)]
pub(super) struct Actor {
    pub(super) label: String,
    pub(super) kind: &'static str,
    pub(super) description: String,
    pub(super) country: String,
    /// Identifiers elsewhere, joined with `|`.
    pub(super) same_as: String,
    /// How many articles mention it.
    pub(super) articles: usize,
}

impl Actor {
    pub(super) fn is_named(&self) -> bool {
        self.kind != UNNAMED
    }
}

/// Kind of a participant without a name.
pub(super) const UNNAMED: &str = "unnamed";

/// What a claim is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    Event,
    Relation,
    Quote,
}

/// Something an article says.
#[derive(Debug, Clone)]
pub(super) struct Claim {
    pub(super) iri: String,
    pub(super) class: Class,
    pub(super) label: String,
    /// Local names of its event types, wider ones too, or of its relation.
    pub(super) types: BTreeSet<String>,
    pub(super) modality: String,
    pub(super) confidence: f64,
    pub(super) evidence: String,
    /// IRI of its article.
    pub(super) article: String,
    pub(super) from: String,
    pub(super) to: String,
    pub(super) former: bool,
    /// The post or role of a relation in the text's words, or empty.
    pub(super) role: String,
    /// Property (IRI) and who or what.
    pub(super) roles: Vec<(String, String)>,
}

impl Claim {
    /// Everybody in one role.
    pub(super) fn all(&self, role: &str) -> impl Iterator<Item = &str> {
        self.roles.iter().filter(move |(property, _)| property == role).map(|(_, node)| node.as_str())
    }

    /// The narrowest of its types.
    pub(super) fn narrowest(&self) -> &str {
        let is_wider = |name: &str| self.types.iter().any(|other| broader(other).any(|wider| wider == name));
        self.types.iter().find(|name| !is_wider(name)).or(self.types.first()).map_or("", String::as_str)
    }
}

fn broader(name: &str) -> impl Iterator<Item = &str> {
    ontology().events.get(name).into_iter().flat_map(|event| event.broader.iter().map(String::as_str))
}

/// What several claims report.
#[derive(Debug, Clone, Default)]
pub(super) struct Happening {
    pub(super) iri: String,
    pub(super) label: String,
    pub(super) from: String,
    pub(super) to: String,
}

/// All that views need to know.
#[derive(Debug, Default)]
pub(super) struct Facts {
    pub(super) articles: BTreeMap<String, Article>,
    pub(super) actors: BTreeMap<String, Actor>,
    /// In order of their IRIs.
    pub(super) claims: Vec<Claim>,
    /// Article and actor that it names.
    pub(super) mentions: Vec<(String, String)>,
    /// Claim → what it reports.
    pub(super) happenings: BTreeMap<String, Happening>,
}

impl Facts {
    pub(super) fn load(store: &Store) -> Result<Self> {
        let mut facts = Self::default();
        facts.load_articles(store)?;
        facts.load_actors(store)?;
        facts.load_claims(store)?;
        for [claim, iri, label, from, to] in select(
            store,
            "SELECT ?claim ?h ?label ?from ?to { ?h ng:report ?claim ; rdfs:label ?label . \
             OPTIONAL { ?h ng:from ?from } OPTIONAL { ?h ng:to ?to } }",
        )? {
            facts.happenings.insert(claim, Happening { iri, label, from, to });
        }
        Ok(facts)
    }

    fn load_articles(&mut self, store: &Store) -> Result<()> {
        for [iri, label, published, publisher] in select(
            store,
            "SELECT ?a ?label ?published ?publisher { ?a a schema:NewsArticle ; rdfs:label ?label . \
             OPTIONAL { ?a schema:datePublished ?published } OPTIONAL { ?a schema:publisher ?publisher } }",
        )? {
            // A publication time that is no ISO date says nothing of the order of days.
            let published = day(&published).unwrap_or_default().to_owned();
            self.articles.insert(iri, Article { label, published, publisher });
        }
        Ok(())
    }

    fn load_actors(&mut self, store: &Store) -> Result<()> {
        for [iri, label, class] in
            select(store, "SELECT ?a ?label ?class { ?a a ng:Actor ; rdfs:label ?label ; a ?class }")?
        {
            let kind = kind_of_class(&class);
            if !kind.is_empty() {
                self.actors.insert(iri, Actor { label, kind, ..Actor::default() });
            }
        }
        for [iri, label] in select(store, "SELECT ?a ?label { ?a a ng:UnnamedActor ; rdfs:label ?label }")? {
            self.actors.insert(iri, Actor { label, kind: UNNAMED, ..Actor::default() });
        }
        for [iri, property, value] in select(
            store,
            "SELECT ?a ?p ?value { VALUES ?p { schema:description ng:country schema:sameAs } ?a a ng:Actor ; ?p ?value }",
        )? {
            let Some(actor) = self.actors.get_mut(&iri) else { continue };
            if property == schema::DESCRIPTION.as_str() {
                actor.description = value;
            } else if property == ng::COUNTRY.as_str() {
                join(&mut actor.country, &value);
            } else {
                join(&mut actor.same_as, &value);
            }
        }
        for [article, actor] in select(store, "SELECT ?article ?actor { ?article ng:mentions ?actor }")? {
            if let Some(actor) = self.actors.get_mut(&actor) {
                actor.articles += 1;
            }
            self.mentions.push((article, actor));
        }
        Ok(())
    }

    fn load_claims(&mut self, store: &Store) -> Result<()> {
        let mut claims = BTreeMap::new();
        for [iri, class, label, modality, confidence, from, to, article, former, role] in select(
            store,
            "SELECT ?c ?class ?label ?modality ?confidence ?from ?to ?article ?former ?role { \
               VALUES ?class { ng:Event ng:Relation ng:Quote } ?c a ?class ; a ng:Claim ; rdfs:label ?label . \
               OPTIONAL { ?c ng:modality/rdfs:label ?modality } OPTIONAL { ?c ng:confidence ?confidence } \
               OPTIONAL { ?c ng:from ?from } OPTIONAL { ?c ng:to ?to } OPTIONAL { ?c ng:former ?former } OPTIONAL { ?c ng:role ?role } \
               OPTIONAL { ?c prov:wasDerivedFrom ?article . ?article a schema:NewsArticle } }",
        )? {
            let class = if class == ng::EVENT.as_str() {
                Class::Event
            } else if class == ng::RELATION.as_str() {
                Class::Relation
            } else {
                Class::Quote
            };
            let claim = Claim {
                iri: iri.clone(),
                class,
                label,
                types: BTreeSet::new(),
                modality,
                confidence: confidence.parse().unwrap_or(1.0),
                evidence: String::new(),
                article,
                from,
                to,
                former: former == "true",
                role,
                roles: Vec::new(),
            };
            claims.insert(iri, claim);
        }
        for [iri, kind] in select(store, "SELECT ?c ?type { ?c ng:eventType|ng:predicate ?type }")? {
            if let (Some(claim), Some(name)) = (claims.get_mut(&iri), type_name(&kind)) {
                claim.types.insert(name.to_owned());
            }
        }
        let roles = ROLES.map(|(property, _)| format!("<{property}>")).join(" ");
        for [iri, property, node] in
            select(store, &format!("SELECT ?c ?p ?node {{ VALUES ?p {{ {roles} }} ?c ?p ?node }}"))?
        {
            if let Some(claim) = claims.get_mut(&iri) {
                claim.roles.push((property, node));
            }
        }
        let mut sentences = select(
            store,
            "SELECT ?c ?begin ?text { ?c ng:evidence ?s . ?s nif:beginIndex ?begin ; nif:anchorOf ?text }",
        )?;
        sentences.sort_by_cached_key(|[claim, begin, _]| (claim.clone(), begin.parse::<u64>().unwrap_or(0)));
        for [iri, _, text] in sentences {
            if let Some(claim) = claims.get_mut(&iri) {
                if !claim.evidence.is_empty() {
                    claim.evidence.push(' ');
                }
                claim.evidence.push_str(&text);
            }
        }
        self.claims = claims.into_values().collect();
        Ok(())
    }

    /// First and last day of a claim: those it tells, else the day on which its article was published. What has no end
    /// that is told ("since May") is known to hold until then.
    pub(super) fn days<'a>(&'a self, claim: &'a Claim) -> Option<(&'a str, &'a str)> {
        let published = self.published(&claim.article);
        match (claim.from.as_str(), claim.to.as_str()) {
            ("", "") => (!published.is_empty()).then_some((published, published)),
            ("", last) => Some(("0000-01-01", last)),
            (first, "") => Some((first, first.max(published))),
            days => Some(days),
        }
    }

    /// The month in which a claim counts, or empty: of an event, the one it tells, else, and of what holds longer, the one
    /// in which its article was published. An event told more vaguely counts in no month.
    pub(super) fn month<'a>(&'a self, claim: &'a Claim) -> &'a str {
        let month = |day: &'a str| day.get(..7).unwrap_or_default();
        let told = (month(&claim.from), month(&claim.to));
        match told {
            _ if claim.class != Class::Event => month(self.published(&claim.article)),
            ("", "") => month(self.published(&claim.article)),
            (from, to) if from == to => from,
            _ => "",
        }
    }

    /// Day of publication of an article, or empty.
    pub(super) fn published(&self, article: &str) -> &str {
        self.articles.get(article).map_or("", |article| &article.published)
    }
}

/// The roles of claims: property and the word for it.
pub(super) const ROLES: [(&str, &str); 9] = [
    (ng::SOURCE.as_str(), "source"),
    (ng::TARGET.as_str(), "target"),
    (ng::RECIPIENT.as_str(), "recipient"),
    (ng::PARTICIPANT.as_str(), "participant"),
    (sem::HAS_PLACE.as_str(), "place"),
    (ng::SUBJECT.as_str(), "subject"),
    (ng::OBJECT.as_str(), "object"),
    (ng::SPEAKER.as_str(), "speaker"),
    (ng::ATTRIBUTED_TO.as_str(), "attributed to"),
];

/// The word for where a claim was read.
pub(super) const TOLD_IN: (&str, &str) = (prov::WAS_DERIVED_FROM.as_str(), "told in");

/// Local name of an event type or relation.
fn type_name(iri: &str) -> Option<&str> {
    let rest = iri.strip_prefix(BASE)?;
    rest.strip_prefix("event/").or_else(|| rest.strip_prefix("ontology#"))
}

/// The day of an ISO 8601 date or time.
fn day(time: &str) -> Option<&str> {
    let day = time.get(..10)?;
    let fits = |(at, c): (usize, char)| if at == 4 || at == 7 { c == '-' } else { c.is_ascii_digit() };
    day.char_indices().all(fits).then_some(day)
}

fn join(list: &mut String, value: &str) {
    if !list.is_empty() {
        list.push('|');
    }
    list.push_str(value);
}

/// The rows of a query of ours, sorted, each once; without the limits that keep people's own queries in bounds.
pub(super) fn select<const N: usize>(store: &Store, sparql: &str) -> Result<Vec<[String; N]>> {
    let limits = Limits { timeout: Duration::from_secs(24 * 3600), rows: usize::MAX };
    let Answer::Solutions { rows, .. } = run(store, sparql, &limits)? else { return Ok(Vec::new()) };
    let cells = |row: Vec<_>| row.iter().map(|cell: &Option<_>| plain(cell.as_ref())).collect::<Vec<String>>();
    let mut found: Vec<[String; N]> = rows.into_iter().filter_map(|row| cells(row).try_into().ok()).collect();
    found.sort();
    found.dedup();
    Ok(found)
}
