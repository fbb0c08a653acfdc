//! Graphs that are well-formed, and graphs broken in one place each. pyshacl is the oracle where it is at hand.

use std::collections::BTreeSet;
use std::fs;
use std::process::Command;

use oxigraph::model::vocab::{rdf, xsd};
use oxigraph::model::{Literal, NamedNode, NamedNodeRef, Quad, Term};
use tempfile::TempDir;

use super::*;
use crate::map::{article_quads, identity_quads, testing};
use crate::store::store_of;
use crate::vocabulary::{
    actor_iri, article_iri, fragment_iri, geo, itsrdf, ng, nif, ontology, prov, rdfs, schema, sem,
};

fn good() -> Vec<Quad> {
    let identities = testing::identities();
    let mut quads = article_quads(&testing::annotated(), &identities, ontology());
    quads.extend(identity_quads(&identities));
    quads
}

fn node(text: &str) -> NamedNode {
    match text.split_at(1) {
        ("#", _) => NamedNode::new_unchecked(format!("{}{text}", article_iri("summit").as_str())),
        _ => actor_iri(text),
    }
}

/// Takes the statements of a node and property away and puts these in their place.
fn set(quads: &mut Vec<Quad>, subject: &NamedNode, property: NamedNodeRef<'_>, values: &[Term]) {
    let graph = quads.iter().find(|quad| quad.subject == subject.clone().into()).map(|quad| quad.graph_name.clone());
    quads.retain(|quad| quad.subject != subject.clone().into() || quad.predicate != property);
    for value in values {
        let graph = graph.clone().unwrap_or_else(|| article_iri("summit").into());
        quads.push(Quad::new(subject.clone(), property.into_owned(), value.clone(), graph));
    }
}

fn text(value: &str) -> Term {
    Literal::new_simple_literal(value).into()
}

fn typed(value: &str, datatype: NamedNodeRef<'_>) -> Term {
    Literal::new_typed_literal(value, datatype).into()
}

/// What breaks a shape: node, property, values in place of the good ones, and what the message says of it.
fn misshapen() -> Vec<(NamedNode, NamedNodeRef<'static>, Vec<Term>, &'static str)> {
    let article = article_iri("summit");
    let integer = |value: &str| typed(value, xsd::INTEGER);
    vec![
        (article.clone(), ng::BODY, vec![], "is missing"),
        (article.clone(), schema::HEADLINE, vec![text("a"), text("b")], "has 2 values: “a”, “b”"),
        (article.clone(), schema::DATE_PUBLISHED, vec![typed("2014", xsd::G_YEAR)], "of no kind"),
        (article.clone(), schema::DATE_PUBLISHED, vec![typed("2014-02-30", xsd::DATE)], "of no kind"),
        (article.clone(), ng::MENTIONS, vec![node("nobody").into()], "actor:nobody is no ng:Actor"),
        (node("#s0"), nif::END_INDEX, vec![integer("0")], "“0” is not less than “0”"),
        (node("#s0"), schema::IS_PART_OF, vec![node("#s1").into()], "is no schema:NewsArticle"),
        (node("#m0"), nif::BEGIN_INDEX, vec![integer("-1")], "“-1” is less than “0”"),
        (node("#m0"), ng::FORM, vec![text("shout")], "“shout” is none of “name”, “nominal”, “pronoun”"),
        (node("#m0"), itsrdf::TA_IDENT_REF, vec![], "is missing"),
        (node("#m0"), itsrdf::TA_CONFIDENCE, vec![typed("1.2", xsd::DECIMAL)], "“1.2” is greater than “1”"),
        (node("beijing"), schema::LATITUDE, vec![typed("91", xsd::DECIMAL)], "“91” is greater than “90”"),
        (node("beijing"), geo::HAS_GEOMETRY, vec![node("#s0").into()], "is no geo:Geometry"),
        (node("barack-obama"), ng::COUNTRY, vec![text("usa")], "does not match"),
        (node("barack-obama"), schema::SAME_AS, vec![text("Q76")], "is no IRI"),
        (node("barack-obama"), rdfs::LABEL, vec![text("a"), text("b")], "has 2 values"),
        (node("#e0"), rdfs::LABEL, vec![], "is missing"),
        (node("#e0"), ng::EVIDENCE, vec![], "is missing"),
        (node("#e0"), ng::MODALITY, vec![], "is missing"),
        (node("#e0"), ng::MODALITY, vec![ng::ASSERTED.into(), ng::DENIED.into()], "has 2 values"),
        (node("#e0"), ng::MODALITY, vec![ng::EVENT.into()], "is none of"),
        (node("#e0"), ng::CONFIDENCE, vec![typed("1.2", xsd::DECIMAL)], "“1.2” is greater than “1”"),
        (node("#e0"), ng::CONFIDENCE, vec![typed("0.9", xsd::DOUBLE)], "is no xsd:decimal"),
        (node("#e0"), ng::SOURCE, vec![article.clone().into()], "of no kind"),
        (node("#e0"), ng::EVENT_TYPE, vec![node("china").into()], "is no skos:Concept"),
        (node("#e0"), ng::FROM, vec![typed("2015-01-01", xsd::DATE)], "is greater than “2014-11-12”"),
        (node("#e0"), prov::WAS_DERIVED_FROM, vec![node("china").into()], "is no schema:NewsArticle"),
        (node("#e0"), sem::HAS_PLACE, vec![node("china").into(), node("beijing").into()], "has 2 values"),
        (node("#r0"), ng::PREDICATE, vec![node("china").into()], "is no owl:ObjectProperty"),
        (node("#r0"), ng::FORMER, vec![Literal::from(false).into()], "is none of “true”"),
        (node("#r0"), ng::SUBJECT, vec![node("beijing").into()], "the subject is not in the relation's domain"),
        (node("#r0"), ng::OBJECT, vec![node("james-lewis").into()], "the object is not in the relation's range"),
        (node("#q0"), ng::DIRECT, vec![text("true")], "is no xsd:boolean"),
        (node("#q0"), ng::TEXT, vec![], "is missing"),
        (node("china"), rdf::TYPE, vec![ng::ACTOR.into()], "is of one of the kinds of actors"),
    ]
}

fn all(quads: Vec<Quad>) -> Vec<Violation> {
    check_store(&store_of(quads).unwrap()).unwrap()
}

#[test]
fn what_map_writes_is_well_formed() {
    assert_eq!(all(good()), Vec::new());
    let mut annotated = testing::annotated();
    annotated.claims.events[0].sources = vec![5];
    annotated.claims.relations[0].subject = 5;
    annotated.claims.quotes[0].speaker = None;
    let mut quads = article_quads(&annotated, &testing::identities(), ontology());
    quads.extend(identity_quads(&testing::identities()));
    assert_eq!(all(quads), Vec::new());
}

#[test]
fn every_break_of_a_shape_is_found() {
    for (subject, property, values, said) in misshapen() {
        let mut quads = good();
        set(&mut quads, &subject, property, &values);
        let found = all(quads);
        let hit = found.iter().any(|violation| violation.shape.is_some() && violation.to_string().contains(said));
        assert!(hit, "{subject} {property} {values:?}: no “{said}” in {found:#?}");
    }
}

#[test]
fn claims_must_lead_back_to_their_characters() {
    let integer = |value: &str| vec![typed(value, xsd::INTEGER)];
    let broken: Vec<(NamedNode, NamedNodeRef<'_>, Vec<Term>, &str)> = vec![
        (node("#m0"), nif::ANCHOR_OF, vec![text("Obama")], "the body has “Barack Obama” there, not “Obama”"),
        (node("#m0"), nif::SENTENCE, vec![node("#s1").into()], "does not stand in its sentence"),
        (node("#m0"), nif::SENTENCE, vec![node("#s99").into()], "article:summit#s99 is not in this article"),
        (node("#s2"), nif::BEGIN_INDEX, integer("84"), "the body has “There’s a gap.” there"),
        (node("#e0"), ng::TRIGGER, vec![text("meets")], "the body has “met” there, not “meets”"),
        (node("#e0"), ng::EVIDENCE, vec![node("#s1").into()], "stand in none of its sentences"),
        (
            node("#e0"),
            ng::EVIDENCE,
            vec![fragment_iri(&article_iri("other"), 's', 0).into()],
            "no sentence of this article",
        ),
        (node("#e0"), prov::WAS_DERIVED_FROM, vec![article_iri("other").into()], "is not the article that tells"),
        (node("#q0"), ng::TEXT, vec![text("There's a gap.")], "not “There's a gap.”"),
        (node("#q0"), nif::END_INDEX, integer("100000"), "does not lie in the body"),
        (node("#q0"), ng::CUE, vec![text("shouted")], "“shouted” is not in the body"),
        (node("#r0"), ng::MODALITY, vec![ng::ALLEGED.into()], "article:summit asserts no such claim"),
        (node("#r0"), ng::FORMER, vec![Literal::from(true).into()], "article:summit asserts no such claim"),
        (node("#r0"), ng::ATTRIBUTED_TO, vec![node("james-lewis").into()], "article:summit asserts no such claim"),
        (
            node("xi-jinping"),
            prov::WAS_DERIVED_FROM,
            vec![node("china").into()],
            "does not belong into the graph of article:summit",
        ),
    ];
    for (subject, property, values, said) in broken {
        let mut quads = good();
        set(&mut quads, &subject, property, &values);
        let found = all(quads);
        let hit = found.iter().any(|violation| violation.shape.is_none() && violation.to_string().contains(said));
        assert!(hit, "{subject} {property} {values:?}: no “{said}” in {found:#?}");
    }
}

#[test]
fn a_direct_triple_stands_in_the_graph_of_its_claim() {
    let mut quads = good();
    let other: Vec<Quad> =
        article_quads(&testing::annotated_with_id("other"), &testing::identities_for(&["other"]), ontology());
    quads.extend(other.into_iter().filter(|quad| !quad.subject.to_string().contains("#r0")));
    let found = all(quads);
    let said: Vec<String> = found.iter().map(ToString::to_string).collect();
    assert_eq!(said, ["actor:xi-jinping ng:headOf: article:other asserts no such claim"]);
}

#[test]
fn the_folder_and_the_graph_hold_the_same_articles() {
    let dir = TempDir::new().unwrap();
    let mut writer = Graph::create_or_open(dir.path()).unwrap();
    writer.stage(&testing::annotated(), "test").unwrap();
    writer.stage(&testing::annotated_with_id("forgotten"), "test").unwrap();
    let segment = writer.write_segment("summit", 0, good()).unwrap();
    writer.commit(&testing::identities(), vec![segment], []).unwrap();
    let said = |dir: &TempDir| -> Vec<String> {
        check(&Graph::open(dir.path()).unwrap()).unwrap().iter().map(ToString::to_string).collect()
    };
    assert_eq!(said(&dir), ["article:forgotten: is understood but not in the graph; build again"]);
    fs::remove_file(dir.path().join("articles/forgotten.json")).unwrap();
    assert_eq!(said(&dir), Vec::<String>::new());
    fs::remove_file(dir.path().join("articles/summit.json")).unwrap();
    assert_eq!(said(&dir), ["article:summit: is in the graph but was never understood; build it again"]);
    fs::write(dir.path().join("articles/summit.json"), "{").unwrap();
    assert!(said(&dir).iter().any(|said| said.contains("articles/summit.json is damaged")), "{:?}", said(&dir));
}

/// Runs only where `NEWSGRAPH_READERS` names a Python with pyshacl, as the continuous integration does.
#[test]
fn pyshacl_finds_the_same() {
    let Some(python) = std::env::var_os("NEWSGRAPH_READERS") else { return };
    let dir = TempDir::new().unwrap();
    fs::write(dir.path().join("shapes.ttl"), SHAPES_TTL).unwrap();
    let mut cases = vec![good()];
    for (subject, property, values, _) in misshapen() {
        let mut quads = good();
        set(&mut quads, &subject, property, &values);
        cases.push(quads);
    }
    let mut ours = Vec::new();
    for (number, quads) in cases.into_iter().enumerate() {
        let store = store_of(quads).unwrap();
        let lines: Vec<String> = store
            .iter()
            .map(|quad| quad.unwrap())
            .map(|quad| format!("{} {} {} .\n", quad.subject, quad.predicate, quad.object))
            .collect();
        fs::write(dir.path().join(format!("{number:02}.nt")), lines.concat()).unwrap();
        let shapes = shapes::parse("shapes.ttl", SHAPES_TTL).unwrap();
        let found = validate::validate(&store, &shapes).unwrap();
        ours.push(found.into_iter().map(|found| (found.node, found.path.unwrap_or_default())).collect::<BTreeSet<_>>());
    }
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/readers/shapes.py");
    let output = Command::new(python).arg(script).arg(dir.path()).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let mut theirs = vec![BTreeSet::new(); ours.len()];
    for line in String::from_utf8(output.stdout).unwrap().lines() {
        let parts: Vec<&str> = line.split('\t').collect();
        theirs[parts[0].parse::<usize>().unwrap()].insert((parts[1].to_owned(), parts[2].to_owned()));
    }
    for (number, (ours, theirs)) in ours.iter().zip(&theirs).enumerate() {
        assert_eq!(ours, theirs, "case {number}");
    }
    assert!(theirs[0].is_empty() && theirs[1..].iter().all(|found| !found.is_empty()));
}
