//! The constants, the ontology files and the program say the same.

use std::collections::BTreeSet;

use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::{NamedOrBlankNode, Quad, Term};

use super::*;

const FILES: [(&str, &str); 4] = [
    ("newsgraph.ttl", NEWSGRAPH_TTL),
    ("relations.ttl", RELATIONS_TTL),
    ("events.ttl", EVENTS_TTL),
    ("shapes.ttl", SHAPES_TTL),
];

fn parse(name: &str, turtle: &str) -> Vec<Quad> {
    RdfParser::from_format(RdfFormat::Turtle)
        .for_slice(turtle.as_bytes())
        .map(|quad| quad.unwrap_or_else(|error| panic!("ontology/{name}: {error}")))
        .collect()
}

/// Subjects in our own namespace that a file describes.
fn defined(name: &str, turtle: &str) -> BTreeSet<String> {
    let quads = parse(name, turtle);
    let subjects = quads.iter().filter_map(|quad| match &quad.subject {
        NamedOrBlankNode::NamedNode(subject) => subject.as_str().strip_prefix("https://w3id.org/newsgraph/ontology#"),
        NamedOrBlankNode::BlankNode(_) => None,
    });
    subjects.map(str::to_owned).collect()
}

#[test]
fn ontology_files_parse() {
    for (name, turtle) in FILES {
        parse(name, turtle);
    }
}

#[test]
fn constants_and_ontology_agree() {
    let constants: BTreeSet<String> =
        ng::ALL.iter().map(|term| term.as_str().rsplit('#').next().unwrap().to_owned()).collect();
    let terms = defined("newsgraph.ttl", NEWSGRAPH_TTL);
    let missing: Vec<_> = constants.difference(&terms).collect();
    assert!(missing.is_empty(), "newsgraph.ttl does not define {missing:?}");
    // What only describes relations and event types is read by `ontology`, by name.
    let about =
        ["affiliatedWith", "phrase", "rolePhrase", "polarity", "quadClass", "wikidata", "wikidataInverse", "cameoCode"];
    let unused: Vec<_> = terms.difference(&constants).filter(|term| !about.contains(&term.as_str())).collect();
    assert!(unused.is_empty(), "vocabulary has no constant for {unused:?}");
}

#[test]
fn a_class_of_wikidata_is_close_to_one_event_type() {
    let mut close = BTreeSet::new();
    for quad in parse("events.ttl", EVENTS_TTL).iter().filter(|quad| quad.predicate.as_str().ends_with("Match")) {
        let Term::NamedNode(class) = &quad.object else { panic!("{quad} names no class") };
        let item = class.as_str().strip_prefix("http://www.wikidata.org/entity/Q").unwrap_or_else(|| panic!("{quad}"));
        assert!(item.parse::<u32>().is_ok(), "{quad}");
        assert!(!quad.predicate.as_str().ends_with("closeMatch") || close.insert(class.clone()), "{quad} again");
    }
    assert!(close.len() > 40);
}

#[test]
fn every_term_is_described() {
    let quads = parse("newsgraph.ttl", NEWSGRAPH_TTL);
    let says = |term: &str, predicate: &str| {
        quads.iter().any(|quad| {
            quad.subject.to_string() == format!("<https://w3id.org/newsgraph/ontology#{term}>")
                && quad.predicate.as_str().ends_with(predicate)
        })
    };
    for term in defined("newsgraph.ttl", NEWSGRAPH_TTL) {
        assert!(says(&term, "#label") && says(&term, "#comment"), "{term} has no label or comment");
        let is_property = quads.iter().any(|quad| {
            quad.subject.to_string().ends_with(&format!("#{term}>"))
                && matches!(&quad.object, Term::NamedNode(class)
                    if class.as_str().ends_with("#ObjectProperty") || class.as_str().ends_with("#DatatypeProperty"))
        });
        if is_property {
            assert!(says(&term, "#domain") || says(&term, "/domainIncludes"), "{term} has no domain");
            assert!(says(&term, "#range") || says(&term, "/rangeIncludes"), "{term} has no range");
        }
    }
}

#[test]
fn relations_and_terms_do_not_share_names() {
    let terms = defined("newsgraph.ttl", NEWSGRAPH_TTL);
    for name in ontology().relations.keys() {
        assert!(!terms.contains(name), "{name} is a relation and a term");
    }
}

#[test]
fn the_ontology_has_no_blank_nodes() {
    // They would get new names in every store, and queries another order of rows.
    for (name, turtle) in &FILES[..3] {
        for quad in parse(name, turtle) {
            assert!(!quad.subject.is_blank_node() && !quad.object.is_blank_node(), "ontology/{name}: {quad}");
        }
    }
}

#[test]
fn kinds_and_classes_go_both_ways() {
    for kind in EntityType::ALL {
        assert_eq!(actor_kind(actor_classes(kind).0), Some(kind));
    }
    assert_eq!(actor_kind(ng::EVENT), None, "a claim is no actor");
}
