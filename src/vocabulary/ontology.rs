//! The shipped ontology as tables: relations with their domain, range and words, event types with their wider types.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::{NamedNodeRef, NamedOrBlankNode, Term};

use super::{BASE, actor_kind};
use crate::document::EntityType;
use crate::{Error, Result};

/// `ontology/newsgraph.ttl`: classes and properties.
pub const NEWSGRAPH_TTL: &str = include_str!("../../ontology/newsgraph.ttl");
/// `ontology/relations.ttl`: relations between actors.
pub const RELATIONS_TTL: &str = include_str!("../../ontology/relations.ttl");
/// `ontology/events.ttl`: event types.
pub const EVENTS_TTL: &str = include_str!("../../ontology/events.ttl");
/// `ontology/shapes.ttl`: what a well-formed graph looks like, in SHACL.
pub const SHAPES_TTL: &str = include_str!("../../ontology/shapes.ttl");

const OWL: &str = "http://www.w3.org/2002/07/owl#";
const SKOS: &str = "http://www.w3.org/2004/02/skos/core#";
const SCHEMA: &str = "https://schema.org/";

/// A relation between actors.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RelationType {
    /// How it is called: "is head of".
    pub label: String,
    /// The words between subject and object in a label: "is head of".
    pub phrase: String,
    /// The same with a place for the role: "is {role} of".
    pub role_phrase: Option<String>,
    /// Kinds that may stand as subject; empty: any.
    pub domain: BTreeSet<EntityType>,
    /// Kinds that may stand as object; empty: any.
    pub range: BTreeSet<EntityType>,
    /// The relation read from the other end.
    pub inverse: Option<String>,
    /// Whether it reads the same from both ends.
    pub symmetric: bool,
    /// 1 for friends, -1 for foes, 0 for neither.
    pub polarity: i8,
    /// Wikidata properties of the same direction (`P27`).
    pub wikidata: BTreeSet<String>,
    /// Wikidata properties of the other direction (`P112`).
    pub wikidata_inverse: BTreeSet<String>,
}

impl RelationType {
    /// Whether actors of these kinds may stand in it.
    pub fn accepts(&self, subject: EntityType, object: EntityType) -> bool {
        (self.domain.is_empty() || self.domain.contains(&subject))
            && (self.range.is_empty() || self.range.contains(&object))
    }
}

/// An event type.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct EventType {
    /// How it is called: "meet".
    pub label: String,
    /// 1 for friendly, -1 for hostile events, 0 for others.
    pub polarity: i8,
    /// Quad class of PLOVER, where the type itself has one; see [`Ontology::quad_class`].
    pub quad: Option<QuadClass>,
    /// Next wider types.
    pub broader: BTreeSet<String>,
    /// Whether it is a type of the first level.
    pub top: bool,
}

/// What PLOVER sorts events into: said or done, for or against somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum QuadClass {
    /// Agreeing, meeting, supporting, conceding.
    VerbalCooperation,
    /// Cooperating, aiding, retreating.
    MaterialCooperation,
    /// Requesting, accusing, rejecting, threatening.
    VerbalConflict,
    /// Protesting, sanctioning, mobilizing, coercing, assaulting.
    MaterialConflict,
}

impl QuadClass {
    /// All classes, in order.
    pub const ALL: [Self; 4] =
        [Self::VerbalCooperation, Self::MaterialCooperation, Self::VerbalConflict, Self::MaterialConflict];

    /// As `ontology/events.ttl` has it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::VerbalCooperation => "verbal cooperation",
            Self::MaterialCooperation => "material cooperation",
            Self::VerbalConflict => "verbal conflict",
            Self::MaterialConflict => "material conflict",
        }
    }

    /// 1 for cooperation, -1 for conflict.
    pub const fn polarity(self) -> i8 {
        match self {
            Self::VerbalCooperation | Self::MaterialCooperation => 1,
            Self::VerbalConflict | Self::MaterialConflict => -1,
        }
    }
}

/// Relations and event types by local name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Ontology {
    /// Relations (`headOf`).
    pub relations: BTreeMap<String, RelationType>,
    /// Event types (`meet`).
    pub events: BTreeMap<String, EventType>,
}

impl Ontology {
    /// An event type and all types wider than it, in order of name.
    pub fn event_and_wider<'a>(&'a self, name: &'a str) -> BTreeSet<&'a str> {
        let mut found = BTreeSet::from([name]);
        let mut open = vec![name];
        while let Some(name) = open.pop() {
            for wider in self.events.get(name).iter().flat_map(|event| &event.broader) {
                if found.insert(wider) {
                    open.push(wider);
                }
            }
        }
        found
    }

    /// The quad class of an event type: its own, or that of a type wider than it.
    pub fn quad_class(&self, name: &str) -> Option<QuadClass> {
        let own = |name: &str| self.events.get(name).and_then(|event| event.quad);
        own(name).or_else(|| self.event_and_wider(name).into_iter().find_map(own))
    }

    /// Reads the relations of one Turtle text and the event types of another.
    fn read(relations: &str, events: &str) -> Self {
        Self::default().extended([relations, events])
    }

    /// This ontology with the relations and event types of further Turtle texts.
    pub(super) fn extended<'a>(&self, texts: impl IntoIterator<Item = &'a str>) -> Self {
        let mut ontology = self.clone();
        for text in texts {
            for (subject, predicate, object) in triples(text) {
                ontology.add_relation(&subject, &predicate, &object);
                ontology.add_event(&subject, &predicate, &object);
            }
        }
        // Classes of other vocabularies and helper terms are no relations.
        ontology.relations.retain(|_, relation| !relation.phrase.is_empty());
        ontology
    }

    fn add_relation(&mut self, subject: &str, predicate: &str, object: &Term) {
        let Some(name) = local(subject, "ontology#") else { return };
        let relation = self.relations.entry(name.to_owned()).or_default();
        match (predicate, object) {
            ("http://www.w3.org/2000/01/rdf-schema#label", Term::Literal(label)) => {
                relation.label = label.value().to_owned();
            }
            (_, Term::Literal(value)) => match local(predicate, "ontology#") {
                Some("phrase") => relation.phrase = value.value().to_owned(),
                Some("rolePhrase") => relation.role_phrase = Some(value.value().to_owned()),
                Some("polarity") => relation.polarity = value.value().parse().unwrap_or(0),
                _ => {}
            },
            (_, Term::NamedNode(object)) => {
                let wikidata = || object.as_str().rsplit('/').next().unwrap_or_default().to_owned();
                match (predicate.strip_prefix(SCHEMA), predicate.strip_prefix(OWL), local(predicate, "ontology#")) {
                    (Some("domainIncludes"), ..) => relation.domain.extend(kinds(object.as_ref())),
                    (Some("rangeIncludes"), ..) => relation.range.extend(kinds(object.as_ref())),
                    (_, Some("inverseOf"), _) => {
                        relation.inverse = local(object.as_str(), "ontology#").map(str::to_owned);
                    }
                    (.., Some("wikidata")) => drop(relation.wikidata.insert(wikidata())),
                    (.., Some("wikidataInverse")) => drop(relation.wikidata_inverse.insert(wikidata())),
                    _ if object.as_str().strip_prefix(OWL) == Some("SymmetricProperty") => relation.symmetric = true,
                    _ => {}
                }
            }
            _ => {}
        }
    }

    fn add_event(&mut self, subject: &str, predicate: &str, object: &Term) {
        // The scheme itself has the namespace as its name.
        let Some(name) = local(subject, "event/").filter(|name| !name.is_empty()) else { return };
        let event = self.events.entry(name.to_owned()).or_default();
        match (predicate.strip_prefix(SKOS), object) {
            (Some("broader"), Term::NamedNode(wider)) => {
                event.broader.extend(local(wider.as_str(), "event/").map(str::to_owned));
            }
            (Some("topConceptOf"), _) => event.top = true,
            (Some("prefLabel"), Term::Literal(label)) => event.label = label.value().to_owned(),
            (_, Term::Literal(value)) => match local(predicate, "ontology#") {
                Some("polarity") => event.polarity = value.value().parse().unwrap_or(0),
                Some("quadClass") => {
                    event.quad = QuadClass::ALL.into_iter().find(|quad| quad.as_str() == value.value())
                }
                _ => {}
            },
            _ => {}
        }
    }
}

/// The shipped ontology, read once.
pub fn ontology() -> &'static Ontology {
    static ONTOLOGY: OnceLock<Ontology> = OnceLock::new();
    ONTOLOGY.get_or_init(|| Ontology::read(RELATIONS_TTL, EVENTS_TTL))
}

/// Fails on the first error of a Turtle text, with its line.
pub(super) fn validate(origin: &str, turtle: &str) -> Result<()> {
    for quad in RdfParser::from_format(RdfFormat::Turtle).for_slice(turtle.as_bytes()) {
        quad.map_err(|error| {
            let line = error.location().map_or(0, |at| at.start.line + 1);
            Error::data(format!("{origin}:{line}"), error.to_string())
        })?;
    }
    Ok(())
}

/// The event types that a Turtle text describes.
pub(super) fn event_types(turtle: &str) -> BTreeSet<String> {
    triples(turtle)
        .filter_map(|(subject, _, _)| local(&subject, "event/").filter(|name| !name.is_empty()).map(str::to_owned))
        .collect()
}

/// The properties between actors that a Turtle text describes, by local name.
pub(super) fn relation_names(turtle: &str) -> BTreeSet<String> {
    let is_property = |object: &Term| {
        matches!(object, Term::NamedNode(class)
            if matches!(class.as_str().strip_prefix(OWL), Some("ObjectProperty" | "SymmetricProperty" | "DatatypeProperty" | "Class")))
    };
    triples(turtle)
        .filter(|(_, predicate, object)| predicate.ends_with("22-rdf-syntax-ns#type") && is_property(object))
        .filter_map(|(subject, ..)| local(&subject, "ontology#").map(str::to_owned))
        .collect()
}

/// What the domain and range of a relation name besides kinds of actors.
pub(super) fn unknown_classes(turtle: &str, relation: &str) -> Vec<String> {
    let ends = |predicate: &str| matches!(predicate.strip_prefix(SCHEMA), Some("domainIncludes" | "rangeIncludes"));
    triples(turtle)
        .filter(|(subject, predicate, _)| local(subject, "ontology#") == Some(relation) && ends(predicate))
        .filter_map(|(.., object)| match object {
            Term::NamedNode(class) if kinds(class.as_ref()).is_empty() => Some(class.into_string()),
            _ => None,
        })
        .collect()
}

/// The triples of a Turtle text up to its first error; tests see to it that the shipped texts have none.
fn triples(turtle: &str) -> impl Iterator<Item = (String, String, Term)> {
    RdfParser::from_format(RdfFormat::Turtle).for_slice(turtle.as_bytes()).map_while(Result::ok).filter_map(|quad| {
        match quad.subject {
            NamedOrBlankNode::NamedNode(subject) => {
                Some((subject.into_string(), quad.predicate.into_string(), quad.object))
            }
            NamedOrBlankNode::BlankNode(_) => None,
        }
    })
}

/// The local name of an IRI in one of our namespaces.
fn local<'a>(iri: &'a str, namespace: &str) -> Option<&'a str> {
    iri.strip_prefix(BASE)?.strip_prefix(namespace)
}

/// The kinds of a class; `ng:Actor` stands for all.
fn kinds(class: NamedNodeRef<'_>) -> Vec<EntityType> {
    if class == super::ng::ACTOR { EntityType::ALL.to_vec() } else { actor_kind(class).into_iter().collect() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn relations_have_words_domain_and_range() {
        for (name, relation) in &ontology().relations {
            assert!(!relation.label.is_empty(), "{name} has no label");
            assert!(!relation.domain.is_empty() && !relation.range.is_empty(), "{name} has no domain or range");
            if let Some(phrase) = &relation.role_phrase {
                assert!(phrase.contains("{role}"), "{name}: the role phrase names no role");
            }
            if let Some(inverse) = &relation.inverse {
                let back = ontology().relations.get(inverse).and_then(|relation| relation.inverse.as_ref());
                assert_eq!(back, Some(name), "{name} and {inverse} are not each other's inverse");
            }
            if relation.symmetric {
                assert_eq!(relation.domain, relation.range, "{name} is symmetric");
            }
        }
        assert!(ontology().relations.len() >= 28);
    }

    #[test]
    fn domain_and_range_are_enforced() {
        let head = &ontology().relations["headOf"];
        assert!(head.accepts(EntityType::Person, EntityType::Place));
        assert!(!head.accepts(EntityType::Place, EntityType::Person));
        assert_eq!(head.role_phrase.as_deref(), Some("is {role} of"));
        assert!(ontology().relations["spouseOf"].symmetric);
        assert_eq!(ontology().relations["allyOf"].polarity, 1);
        assert_eq!(ontology().relations["opponentOf"].polarity, -1);
    }

    #[test]
    fn event_types_have_labels_and_wider_types_that_exist() {
        let events = &ontology().events;
        assert!(events.len() > 50);
        for (name, event) in events {
            assert!(!event.label.is_empty(), "{name} has no label");
            for wider in &event.broader {
                assert!(events.contains_key(wider), "{name} has a wider type {wider} that is not there");
            }
        }
        assert!(ontology().event_and_wider("meet").contains("consult"));
    }

    #[test]
    fn plover_types_have_the_polarity_of_their_quad_class() {
        let of = |quad: QuadClass| -> Vec<&str> {
            ontology()
                .events
                .iter()
                .filter(|(_, event)| event.quad == Some(quad))
                .map(|(name, _)| name.as_str())
                .collect()
        };
        assert_eq!(of(QuadClass::VerbalCooperation), ["agree", "concede", "consult", "support"]);
        assert_eq!(of(QuadClass::MaterialCooperation), ["aid", "cooperate", "retreat"]);
        assert_eq!(of(QuadClass::VerbalConflict), ["accuse", "reject", "request", "threaten"]);
        assert_eq!(of(QuadClass::MaterialConflict), ["assault", "coerce", "mobilize", "protest", "sanction"]);
        for (name, event) in &ontology().events {
            assert_eq!(event.polarity, event.quad.map_or(0, QuadClass::polarity), "{name}");
        }
        assert_eq!(ontology().quad_class("meet"), Some(QuadClass::VerbalCooperation));
        assert_eq!(ontology().quad_class("arrest"), Some(QuadClass::MaterialConflict));
        assert_eq!(ontology().quad_class("win"), None);
    }

    #[test]
    fn wider_event_types_are_found_and_cycles_end() {
        let turtle = "@prefix event: <https://w3id.org/newsgraph/event/> . \
            @prefix skos: <http://www.w3.org/2004/02/skos/core#> . \
            event:summit skos:broader event:meet . event:meet skos:broader event:consult ; skos:prefLabel \"meet\" . \
            event:consult skos:broader event:meet .";
        let ontology = Ontology::read("", turtle);
        assert_eq!(ontology.event_and_wider("summit"), BTreeSet::from(["consult", "meet", "summit"]));
        assert_eq!(ontology.event_and_wider("unknown"), BTreeSet::from(["unknown"]));
        assert_eq!(ontology.events["meet"].label, "meet");
    }
}
