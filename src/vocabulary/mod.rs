//! The names of the graph: every class and property that quads are made of, as constants.
//!
//! `ontology/newsgraph.ttl` says what the names mean; a test holds both together. Names of relations (`ng:headOf`) and
//! of event types (`event:meet`) are data: [`ontology`] reads them from `ontology/relations.ttl` and
//! `ontology/events.ttl`.

mod extension;
mod iri;
mod ontology;

pub use extension::Extension;
pub use iri::{
    actor_id, actor_iri, article_id, article_iri, decode, encode, event_iri, fragment_iri, happening_iri, relation_iri,
    time_iri, unnamed_iri,
};
pub use ontology::{EVENTS_TTL, NEWSGRAPH_TTL, Ontology, QuadClass, RELATIONS_TTL, RelationType, SHAPES_TTL, ontology};

pub use oxigraph::model::vocab::{rdf, rdfs, xsd};

use crate::claim::Modality;
use crate::document::EntityType;
use oxigraph::model::NamedNodeRef;

/// What every IRI that newsgraph mints begins with.
pub const BASE: &str = "https://w3id.org/newsgraph/";

/// Prefixes that every query knows without declaring them and that exports declare, in the order to print them.
///
/// `relation:` is a second name of `ng:`, for those who look for relations under their own prefix.
pub const PREFIXES: [(&str, &str); 22] = [
    ("ng", "https://w3id.org/newsgraph/ontology#"),
    ("event", "https://w3id.org/newsgraph/event/"),
    ("actor", "https://w3id.org/newsgraph/actor/"),
    ("happening", "https://w3id.org/newsgraph/happening/"),
    ("article", "https://w3id.org/newsgraph/article/"),
    ("graph", "https://w3id.org/newsgraph/graph/"),
    ("relation", "https://w3id.org/newsgraph/ontology#"),
    ("rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"),
    ("rdfs", "http://www.w3.org/2000/01/rdf-schema#"),
    ("xsd", "http://www.w3.org/2001/XMLSchema#"),
    ("owl", "http://www.w3.org/2002/07/owl#"),
    ("skos", "http://www.w3.org/2004/02/skos/core#"),
    ("schema", "https://schema.org/"),
    ("sem", "http://semanticweb.cs.vu.nl/2009/11/sem/"),
    ("org", "http://www.w3.org/ns/org#"),
    ("prov", "http://www.w3.org/ns/prov#"),
    ("nif", "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#"),
    ("itsrdf", "http://www.w3.org/2005/11/its/rdf#"),
    ("geo", "http://www.opengis.net/ont/geosparql#"),
    ("sf", "http://www.opengis.net/ont/sf#"),
    ("wd", "http://www.wikidata.org/entity/"),
    ("wdt", "http://www.wikidata.org/prop/direct/"),
];

/// The named graph of identities and actor descriptions.
pub const ACTORS_GRAPH: NamedNodeRef<'static> = NamedNodeRef::new_unchecked("https://w3id.org/newsgraph/graph/actors");
/// The named graph of the ontology, there in every store, in no snapshot.
pub const ONTOLOGY_GRAPH: NamedNodeRef<'static> =
    NamedNodeRef::new_unchecked("https://w3id.org/newsgraph/graph/ontology");

/// Declares constants of one namespace, and `ALL` of them for tests.
macro_rules! terms {
    ($namespace:literal; $($name:ident = $local:literal, $doc:literal;)*) => {
        use oxigraph::model::NamedNodeRef;
        $(
            #[doc = $doc]
            pub const $name: NamedNodeRef<'static> = NamedNodeRef::new_unchecked(concat!($namespace, $local));
        )*
        /// Every constant above.
        pub const ALL: &[NamedNodeRef<'static>] = &[$($name),*];
    };
}

/// Our own terms (`ng:`), defined in `ontology/newsgraph.ttl`.
pub mod ng {
    terms! {
        "https://w3id.org/newsgraph/ontology#";
        ACTOR = "Actor", "Anybody or anything with a name that articles speak of.";
        PERSON = "Person", "A human being.";
        ORGANIZATION = "Organization", "Company, government body, party, team, armed force, alliance.";
        PLACE = "Place", "Country, city, region, building, body of water.";
        NAMED_EVENT = "NamedEvent", "A happening with a name of its own: a summit, war, championship, storm.";
        PRODUCT = "Product", "A thing made and sold.";
        WORK = "Work", "Book, film, song, law, treaty.";
        GROUP = "Group", "Nationality, religious, ethnic or political group.";
        OTHER_ACTOR = "OtherActor", "A named thing of no known kind.";
        UNNAMED_ACTOR = "UnnamedActor", "A participant that one article describes without naming it.";
        CLAIM = "Claim", "Something an article says.";
        EVENT = "Event", "A claim that somebody did something.";
        HAPPENING = "Happening", "What happened: one node for all claims that report it.";
        REPORT = "report", "Happening → a claim that reports it.";
        ARTICLE_COUNT = "articleCount", "Happening → how many articles report it, copies counted once.";
        COMMUNITY = "Community", "Actors with many ties among them.";
        DEGREE = "degree", "How many actors it is tied to.";
        IN_DEGREE = "inDegree", "How many actors have a tie to it.";
        OUT_DEGREE = "outDegree", "How many actors it has a tie to.";
        STRENGTH = "strength", "How many statements tie it to others.";
        PAGE_RANK = "pageRank", "How often a reader who follows ties, each the more often the more statements it has, comes by.";
        BETWEENNESS = "betweenness", "Share of the shortest paths between two others that run through it.";
        CLOSENESS = "closeness", "How near the others are, counted in ties.";
        EIGENVECTOR_CENTRALITY = "eigenvectorCentrality", "How well those are tied whom it is tied to.";
        CORE_NUMBER = "coreNumber", "The largest k such that it belongs to a group in which everybody is tied to k others of it.";
        CLUSTERING_COEFFICIENT = "clusteringCoefficient", "Share of the pairs of its neighbours that are tied themselves.";
        PARTICIPATION_COEFFICIENT = "participationCoefficient", "How evenly its ties are spread over communities: 0 where all stay in one.";
        IN_COMMUNITY = "inCommunity", "The community that it belongs to.";
        RELATION = "Relation", "A claim that something holds between two actors.";
        QUOTE = "Quote", "A claim that somebody said something.";
        MODALITY_CLASS = "Modality", "How a text presents a claim.";
        ASSERTED = "asserted", "Told as fact.";
        DENIED = "denied", "Told as not so.";
        PLANNED = "planned", "Told as going to happen.";
        ALLEGED = "alleged", "Told on somebody's word, unproven.";
        CONDITIONAL = "conditional", "Told as possible or depending on something.";
        REQUESTED = "requested", "Told as asked for.";
        EVENT_TYPE = "eventType", "Event → type, with every wider type stated too.";
        SOURCE = "source", "Event → who does it.";
        TARGET = "target", "Event → to whom it is done.";
        PARTICIPANT = "participant", "Event → who else takes part.";
        RECIPIENT = "recipient", "Event → who receives something.";
        THEME = "theme", "Event → the thing to which it is done, in the text's words.";
        INSTRUMENT = "instrument", "Event → with what it is done, in the text's words.";
        SUBJECT_MATTER = "subjectMatter", "Event → what it is about, in the text's words.";
        QUANTITY = "quantity", "Event → a number that it has.";
        QUANTITY_CLASS = "Quantity", "A number of an event, with its bounds.";
        COUNTS = "counts", "Quantity → what is counted.";
        APPROXIMATE = "approximate", "Quantity → true where it is not to be taken to the letter.";
        TRIGGER = "trigger", "Event → the words that tell it.";
        SUBJECT = "subject", "Relation → who or what.";
        PREDICATE = "predicate", "Relation → the relation's property.";
        OBJECT = "object", "Relation → to whom or what.";
        ROLE = "role", "Relation → the post or role in the text's words.";
        FORMER = "former", "Relation → true where it no longer holds.";
        SPEAKER = "speaker", "Quote → who said it.";
        SAID_BY = "saidBy", "Quote → the words for who said it, where they are nobody's known.";
        ABOUT = "about", "Quote → an actor that its words mention.";
        TEXT = "text", "Quote → what was said.";
        DIRECT = "direct", "Quote → whether it stands in quotation marks.";
        CUE = "cue", "Quote → the word of saying.";
        TIME = "time", "Claim → TIMEX3 value of its time, possibly underspecified.";
        FROM = "from", "Claim → first day.";
        TO = "to", "Claim → last day.";
        MODALITY = "modality", "Claim → how the text presents it.";
        WITHIN = "within", "Event → event whose content it is.";
        ATTRIBUTED_TO = "attributedTo", "Claim → on whose word.";
        CONFIDENCE = "confidence", "Claim or mention → 0 to 1.";
        RULE = "rule", "Claim → the rule that found it.";
        EVIDENCE = "evidence", "Claim → the sentence that tells it.";
        BODY = "body", "Article → its text, which all offsets point into.";
        ORIGIN = "origin", "Article → where it was read.";
        DUPLICATE_OF = "duplicateOf", "Article → an earlier article with nearly the same text.";
        MENTIONS = "mentions", "Article → an actor it names.";
        COUNTRY = "country", "Actor or unnamed actor → ISO 3166-1 code.";
        TOPIC = "topic", "Actor → what an imported list files it under.";
        ON_LIST = "onList", "Actor → name of the imported list it is on.";
        KIND = "kind", "Unnamed actor → what it is.";
        PLURAL = "plural", "Unnamed actor → whether it stands for several.";
        SECTOR = "sector", "Unnamed actor → walk of life that its description speaks of.";
        OF = "of", "Unnamed actor → whose or where from it is.";
        LIKELY_SAME = "likelySame", "Unnamed actor → what it shares with those of other articles that it likely is.";
        FORM = "form", "Mention → name, nominal or pronoun.";
    }
}

/// schema.org: articles and descriptions of actors.
pub mod schema {
    terms! {
        "https://schema.org/";
        NEWS_ARTICLE = "NewsArticle", "An article.";
        PERSON = "Person", "A human being.";
        ORGANIZATION = "Organization", "An organization.";
        PLACE = "Place", "A place.";
        EVENT = "Event", "A named happening.";
        PRODUCT = "Product", "A product.";
        CREATIVE_WORK = "CreativeWork", "A work.";
        HEADLINE = "headline", "Article → headline.";
        DATE_PUBLISHED = "datePublished", "Article → publication time.";
        DATE_MODIFIED = "dateModified", "Article → time of the last change.";
        URL = "url", "Article → web address.";
        AUTHOR = "author", "Article → byline.";
        PUBLISHER = "publisher", "Article → outlet.";
        KEYWORDS = "keywords", "Article → a tag; quote → a noun of its words.";
        ARTICLE_SECTION = "articleSection", "Article → section or desk.";
        IN_LANGUAGE = "inLanguage", "Article → BCP 47 code.";
        IS_PART_OF = "isPartOf", "Sentence → article.";
        NAME = "name", "Actor → the name to show.";
        ALTERNATE_NAME = "alternateName", "Actor → another name.";
        SAME_AS = "sameAs", "Actor → Wikidata item, or another identifier from an imported list.";
        DESCRIPTION = "description", "Actor → a few words that tell it from others.";
        LATITUDE = "latitude", "Place → degrees north.";
        LONGITUDE = "longitude", "Place → degrees east.";
        QUANTITATIVE_VALUE = "QuantitativeValue", "A number with bounds.";
        VALUE = "value", "Quantity → the number that is named.";
        MIN_VALUE = "minValue", "Quantity → at least so many.";
        MAX_VALUE = "maxValue", "Quantity → at most so many.";
        UNIT_TEXT = "unitText", "Quantity → what is counted, or the code of a currency.";
    }
}

/// Simple Event Model.
pub mod sem {
    terms! {
        "http://semanticweb.cs.vu.nl/2009/11/sem/";
        EVENT = "Event", "Something that happens.";
        HAS_ACTOR = "hasActor", "Event → anybody who takes part.";
        HAS_PLACE = "hasPlace", "Event → where.";
    }
}

/// Provenance.
pub mod prov {
    terms! {
        "http://www.w3.org/ns/prov#";
        WAS_DERIVED_FROM = "wasDerivedFrom", "Claim → article.";
    }
}

/// NLP Interchange Format: stretches of text. Offsets are code points into `ng:body`, end exclusive.
pub mod nif {
    terms! {
        "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#";
        SENTENCE_CLASS = "Sentence", "A sentence.";
        PHRASE = "Phrase", "A mention.";
        BEGIN_INDEX = "beginIndex", "First code point.";
        END_INDEX = "endIndex", "One past the last code point.";
        ANCHOR_OF = "anchorOf", "The surface.";
        SENTENCE = "sentence", "Mention → sentence.";
    }
}

/// Internationalization Tag Set: text analysis.
pub mod itsrdf {
    terms! {
        "http://www.w3.org/2005/11/its/rdf#";
        TA_IDENT_REF = "taIdentRef", "Mention → actor.";
        TA_CONFIDENCE = "taConfidence", "Mention → how sure it is that it is this actor, 0 to 1.";
    }
}

/// GeoSPARQL.
pub mod geo {
    terms! {
        "http://www.opengis.net/ont/geosparql#";
        HAS_GEOMETRY = "hasGeometry", "Place → its point.";
        AS_WKT = "asWKT", "Point → well-known text.";
        WKT_LITERAL = "wktLiteral", "Datatype of well-known text.";
        GEOMETRY = "Geometry", "A point.";
    }
}

/// The class of a kind of actor, and its counterpart in schema.org where there is one.
pub const fn actor_classes(kind: EntityType) -> (NamedNodeRef<'static>, Option<NamedNodeRef<'static>>) {
    match kind {
        EntityType::Person => (ng::PERSON, Some(schema::PERSON)),
        EntityType::Organization => (ng::ORGANIZATION, Some(schema::ORGANIZATION)),
        EntityType::Place => (ng::PLACE, Some(schema::PLACE)),
        EntityType::Event => (ng::NAMED_EVENT, Some(schema::EVENT)),
        EntityType::Product => (ng::PRODUCT, Some(schema::PRODUCT)),
        EntityType::Work => (ng::WORK, Some(schema::CREATIVE_WORK)),
        EntityType::Group => (ng::GROUP, None),
        EntityType::Misc => (ng::OTHER_ACTOR, None),
    }
}

/// The kind of actor of one of our classes.
pub fn actor_kind(class: NamedNodeRef<'_>) -> Option<EntityType> {
    EntityType::ALL.into_iter().find(|&kind| actor_classes(kind).0 == class)
}

/// The individual that stands for a modality.
pub const fn modality(modality: Modality) -> NamedNodeRef<'static> {
    match modality {
        Modality::Asserted => ng::ASSERTED,
        Modality::Denied => ng::DENIED,
        Modality::Planned => ng::PLANNED,
        Modality::Alleged => ng::ALLEGED,
        Modality::Conditional => ng::CONDITIONAL,
        Modality::Requested => ng::REQUESTED,
    }
}

#[cfg(test)]
mod tests;
