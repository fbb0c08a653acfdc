//! Views and filters on a small graph, told in full.

use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::store::Store;

use super::*;
use crate::claim::Modality;
use crate::document::EntityType;
use crate::store::store_of;
use crate::vocabulary::PREFIXES;

/// Ann met Bob twice, in two articles; Bob accused Ann; Bob denied having attacked Cat Inc; Ann heads Cat Inc; Dora is
/// only named.
const GRAPH: &str = r#"
GRAPH <https://w3id.org/newsgraph/graph/actors> {
  actor:ann a ng:Actor, ng:Person ; rdfs:label "Ann" ; ng:country "NO" ; schema:sameAs wd:Q1, wd:Q2 .
  actor:bob a ng:Actor, ng:Person ; rdfs:label "Bob" .
  actor:cat a ng:Actor, ng:Organization ; rdfs:label "Cat Inc" .
  actor:dora a ng:Actor, ng:Person ; rdfs:label "Dora" .
  happening:one%2Fe0 a ng:Happening ; rdfs:label "Ann met Bob" ; ng:report <https://w3id.org/newsgraph/article/one#e0>,
    <https://w3id.org/newsgraph/article/two#e0> ; ng:from "2020-03-01"^^xsd:date ; ng:to "2020-03-01"^^xsd:date .
}
GRAPH article:one {
  article:one a schema:NewsArticle ; rdfs:label "One" ; schema:datePublished "2020-03-02"^^xsd:date ;
    schema:publisher "Morning Post" ; ng:mentions actor:ann, actor:bob, actor:cat, actor:dora .
  <https://w3id.org/newsgraph/article/one#e0> a ng:Claim, ng:Event ; rdfs:label "Ann met Bob" ;
    ng:eventType event:meet, event:consult ; ng:source actor:ann ; ng:target actor:bob ; ng:modality ng:asserted ;
    ng:confidence 0.8 ; ng:from "2020-03-01"^^xsd:date ; ng:to "2020-03-01"^^xsd:date ;
    ng:evidence <https://w3id.org/newsgraph/article/one#s0> ; prov:wasDerivedFrom article:one .
  <https://w3id.org/newsgraph/article/one#e1> a ng:Claim, ng:Event ; rdfs:label "Bob did not attack Cat Inc" ;
    ng:eventType event:assault ; ng:source actor:bob ; ng:target actor:cat ; ng:modality ng:denied ;
    ng:confidence 0.6 ; ng:evidence <https://w3id.org/newsgraph/article/one#s1> ; prov:wasDerivedFrom article:one .
  <https://w3id.org/newsgraph/article/one#r0> a ng:Claim, ng:Relation ; rdfs:label "Ann is president of Cat Inc" ;
    ng:subject actor:ann ; ng:predicate ng:headOf ; ng:object actor:cat ; ng:role "president" ; ng:modality ng:asserted ;
    ng:confidence 0.9 ; ng:from "2012-01-01"^^xsd:date ; ng:evidence <https://w3id.org/newsgraph/article/one#s1> ;
    prov:wasDerivedFrom article:one .
  <https://w3id.org/newsgraph/article/one#s0> a nif:Sentence ; nif:beginIndex 0 ; nif:anchorOf "Ann met Bob and Dora." .
  <https://w3id.org/newsgraph/article/one#s1> a nif:Sentence ; nif:beginIndex 20 ; nif:anchorOf "Cat Inc's Ann …" .
  <https://w3id.org/newsgraph/article/one#m0> nif:sentence <https://w3id.org/newsgraph/article/one#s0> ;
    itsrdf:taIdentRef actor:ann ; ng:confidence 0.9 .
  <https://w3id.org/newsgraph/article/one#m1> nif:sentence <https://w3id.org/newsgraph/article/one#s0> ;
    itsrdf:taIdentRef actor:bob ; ng:confidence 0.9 .
  <https://w3id.org/newsgraph/article/one#m2> nif:sentence <https://w3id.org/newsgraph/article/one#s0> ;
    itsrdf:taIdentRef actor:dora ; ng:confidence 0.4 .
  <https://w3id.org/newsgraph/article/one#m3> nif:sentence <https://w3id.org/newsgraph/article/one#s1> ;
    itsrdf:taIdentRef actor:cat ; ng:confidence 0.9 .
}
GRAPH article:two {
  article:two a schema:NewsArticle ; rdfs:label "Two" ; schema:datePublished "2020-05-04"^^xsd:date ;
    schema:publisher "Evening News" ; ng:mentions actor:ann, actor:bob .
  <https://w3id.org/newsgraph/article/two#e0> a ng:Claim, ng:Event ; rdfs:label "Ann and Bob talked" ;
    ng:eventType event:consult ; ng:source actor:ann ; ng:target actor:bob ; ng:modality ng:asserted ;
    ng:confidence 0.9 ; ng:evidence <https://w3id.org/newsgraph/article/two#s0> ; prov:wasDerivedFrom article:two .
  <https://w3id.org/newsgraph/article/two#e1> a ng:Claim, ng:Event ; rdfs:label "Bob accused Ann" ;
    ng:eventType event:accuse ; ng:source actor:bob ; ng:target actor:ann ; ng:modality ng:alleged ;
    ng:confidence 0.5 ; ng:evidence <https://w3id.org/newsgraph/article/two#s0> ; prov:wasDerivedFrom article:two .
  <https://w3id.org/newsgraph/article/two#s0> a nif:Sentence ; nif:beginIndex 0 ; nif:anchorOf "They talked." .
}
"#;

fn store() -> Store {
    let prefixes: String = PREFIXES.iter().map(|(name, iri)| format!("@prefix {name}: <{iri}> .\n")).collect();
    let text = format!("{prefixes}{GRAPH}");
    let quads = RdfParser::from_format(RdfFormat::TriG).for_slice(text.as_bytes());
    store_of(quads.map(|quad| quad.unwrap())).unwrap()
}

fn shown(selection: &Selection) -> Vec<String> {
    let graph = network(&store(), selection).unwrap();
    graph
        .edge_indices()
        .map(|edge| {
            let (a, b) = graph.edge_endpoints(edge).unwrap();
            let value = &graph[edge];
            format!("{} {} {} {}", graph[a].label, value.label, graph[b].label, value.weight)
        })
        .collect()
}

fn refused(selection: &Selection) -> String {
    network(&store(), selection).unwrap_err().to_string()
}

#[test]
fn actors_are_tied_once_a_direction_and_signed() {
    let graph = network(&store(), &View::Actors.into()).unwrap();
    assert_eq!(graph.node_count(), 3, "Dora has no tie");
    let all = shown(&View::Actors.into());
    assert_eq!(all, ["Ann Consult Bob 2", "Bob Assault Cat Inc 1", "Ann is head of Cat Inc 1", "Bob Accuse Ann 1"]);
    let edge = |at: usize| graph.edge_weights().nth(at).unwrap();
    let met = edge(0);
    assert_eq!((met.sign, met.cooperation, met.conflict, met.balance()), (1, 2, 0, 1.0));
    assert_eq!(met.quads[QuadClass::VerbalCooperation as usize], 2);
    assert_eq!(met.types_text(), "Consult: 1|Meet: 1");
    assert_eq!(met.articles, 2);
    assert_eq!((met.from.as_str(), met.to.as_str()), ("2020-03-01", "2020-03-01"));
    assert_eq!((met.reported_from.as_str(), met.reported_to.as_str()), ("2020-03-02", "2020-05-04"));
    assert_eq!(met.months_text(), "2020-03: 1 +1 -0|2020-05: 1 +1 -0");
    assert_eq!(met.evidence, "They talked.", "the surer statement is shown");
    assert_eq!(edge(1).sign, 0, "what is denied is no conflict");
    assert!(edge(1).negated);
    assert_eq!(edge(2).months_text(), "2020-03: 1 +0 -0", "a relation counts where it was told");
    assert_eq!((edge(3).sign, edge(3).balance()), (-1, -1.0));
    let ann = &graph[petgraph::graph::NodeIndex::new(0)];
    assert_eq!((ann.country.as_str(), ann.articles), ("NO", 2));
    assert_eq!(ann.same_as, "http://www.wikidata.org/entity/Q1|http://www.wikidata.org/entity/Q2");
}

#[test]
fn other_views_show_other_things() {
    assert_eq!(
        shown(&View::Ties.into()),
        [
            "Ann Meet Bob 1",
            "Bob Assault Cat Inc 1",
            "Ann is head of Cat Inc 1",
            "Ann Consult Bob 1",
            "Bob Accuse Ann 1"
        ]
    );
    assert_eq!(shown(&View::Claims.into()).len(), 5);
    assert_eq!(
        shown(&View::CoMention(Within::Sentence).into()),
        ["Ann named together Bob 1", "Ann named together Dora 1", "Bob named together Dora 1"]
    );
    assert_eq!(shown(&View::CoMention(Within::Article).into()).len(), 6, "every pair of four");
    assert_eq!(
        shown(&View::Events.into()),
        [
            "Ann source Ann met Bob 2",
            "Ann met Bob target Bob 2",
            "Bob source Bob did not attack Cat Inc 1",
            "Bob did not attack Cat Inc target Cat Inc 1",
            "Bob source Bob accused Ann 1",
            "Bob accused Ann target Ann 1"
        ]
    );
    let full = network(&store(), &View::Full.into()).unwrap();
    // Four actors, two articles, four events, one relation; ten roles, five times "told in", six mentions.
    assert_eq!((full.node_count(), full.edge_count()), (11, 21));
}

#[test]
fn filters_narrow_a_view() {
    let of = |change: fn(&mut Selection)| {
        let mut selection = Selection::from(View::Ties);
        change(&mut selection);
        shown(&selection)
    };
    assert_eq!(of(|s| s.actors = vec!["Cat Inc".into()]), ["Bob Assault Cat Inc 1", "Ann is head of Cat Inc 1"]);
    assert_eq!(
        of(|s| s.kinds = [EntityType::Person].into()),
        ["Ann Meet Bob 1", "Ann Consult Bob 1", "Bob Accuse Ann 1"]
    );
    assert_eq!(of(|s| s.types = vec!["consult".into()]), ["Ann Meet Bob 1", "Ann Consult Bob 1"]);
    assert_eq!(of(|s| s.types = vec!["headOf".into()]), ["Ann is head of Cat Inc 1"]);
    assert_eq!(of(|s| s.modalities = [Modality::Denied].into()), ["Bob Assault Cat Inc 1"]);
    assert_eq!(of(|s| s.min_confidence = 0.85), ["Ann is head of Cat Inc 1", "Ann Consult Bob 1"]);
    assert_eq!(of(|s| s.articles = vec!["t*".into()]), ["Ann Consult Bob 1", "Bob Accuse Ann 1"]);
    assert_eq!(of(|s| s.publishers = vec!["evening news".into()]), ["Ann Consult Bob 1", "Bob Accuse Ann 1"]);
    assert_eq!(of(|s| s.from = Some("2020-04".into())), ["Ann Consult Bob 1", "Bob Accuse Ann 1"]);
    assert_eq!(
        of(|s| (s.from, s.to) = (Some("2019".into()), Some("2019".into()))),
        ["Ann is head of Cat Inc 1"],
        "since 2012, and still when it was told"
    );
    let heavy = Selection { min_weight: 2.0, ..View::Actors.into() };
    assert_eq!(shown(&heavy), ["Ann Consult Bob 2"]);
}

#[test]
fn a_neighbourhood_reaches_as_far_as_asked() {
    let around = |view: View, steps: usize| {
        let selection = Selection { around: vec!["Dora".into()], steps, min_confidence: 0.0, ..view.into() };
        network(&store(), &selection).unwrap().node_count()
    };
    let within = View::CoMention(Within::Sentence);
    assert_eq!(around(within, 1), 3);
    let one = Selection { around: vec!["Cat Inc".into()], ..View::Actors.into() };
    assert_eq!(network(&store(), &one).unwrap().node_count(), 3, "with the ties among its neighbours");
    assert_eq!(shown(&one).len(), 4);
}

#[test]
fn a_filter_that_leaves_nothing_says_which_one() {
    let error = refused(&Selection { from: Some("2030".into()), ..View::Ties.into() });
    assert_eq!(
        error,
        "nothing is left of 5 statements: --from or --to leaves out 5; articles are of 2020-03-02 to 2020-05-04"
    );
    let error = refused(&Selection { min_weight: 9.0, ..View::Actors.into() });
    assert_eq!(error, "nothing is left of 5 statements: --min-weight leaves 0 edges");
    let error = refused(&Selection { actors: vec!["Anne".into()], ..View::Ties.into() });
    assert_eq!(error, "no actor of this graph is called `Anne`; did you mean `Ann`?");
    let error = refused(&Selection { articles: vec!["twoo".into()], ..View::Ties.into() });
    assert!(error.starts_with("no article of this graph is called `twoo`; did you mean `two`?"), "{error}");
    let error = refused(&Selection { publishers: vec!["Evening Newz".into()], ..View::Ties.into() });
    assert!(error.contains("did you mean `Evening News`?"), "{error}");
    let error = refused(&Selection { around: vec!["Dora".into()], ..View::Ties.into() });
    assert!(error.starts_with("none of the actors of --around has a tie"), "{error}");
}

#[test]
fn every_edge_and_node_has_the_same_attributes() {
    for view in [View::Actors, View::Events, View::Full, View::CoMention(Within::Sentence)] {
        let graph = network(&store(), &view.into()).unwrap();
        let schema = Schema::of(&graph);
        for edge in graph.edge_weights() {
            let kinds: Vec<_> = edge.attributes().iter().map(|(name, v)| ((*name).to_owned(), v.kind())).collect();
            assert_eq!(kinds, schema.edge);
        }
        let ids: std::collections::BTreeSet<&str> = graph.edge_weights().map(|edge| edge.id.as_str()).collect();
        assert_eq!(ids.len(), graph.edge_count());
    }
}
