//! The graph as a whole: the same on every run, and true to its articles.

use crate::support::{Desk, sample};

#[test]
fn building_twice_changes_nothing() {
    let desk = Desk::with_sample();
    let first = desk.graph();
    desk.ok(&["build", sample().to_str().unwrap()]);
    assert_eq!(desk.graph(), first);
    let one = sample().join("2014-11-12-apec.txt");
    desk.ok(&["build", one.to_str().unwrap()]);
    assert_eq!(desk.graph(), first, "an article that is there already changes nothing");
}

#[test]
fn the_thread_count_does_not_matter() {
    let one = Desk::new();
    one.ok(&["build", sample().to_str().unwrap(), "--threads", "1"]);
    let many = Desk::new();
    many.ok(&["build", sample().to_str().unwrap(), "--threads", "4"]);
    assert_eq!(one.graph(), many.graph());
}

#[test]
fn adding_one_by_one_is_building_at_once_and_removing_undoes_it() {
    let at_once = Desk::new();
    let paths: Vec<String> = ["2014-11-12-apec.txt", "2015-10-27-lassen.txt", "2015-09-feed.xml"]
        .iter()
        .map(|name| sample().join(name).to_str().unwrap().to_owned())
        .collect();
    at_once.ok(&["build", &paths[0], &paths[1]]);
    let two = at_once.graph();
    at_once.ok(&["build", &paths[2]]);
    let three = at_once.graph();

    let other_order = Desk::new();
    for path in paths.iter().rev() {
        other_order.ok(&["build", path]);
    }
    assert_eq!(other_order.graph(), three);

    let ids = other_order.ok(&[
        "query",
        "SELECT ?a { ?a a schema:NewsArticle ; schema:publisher ?p FILTER(?p = \"Sample Pacific News\") } ORDER BY ?a",
        "--format",
        "csv",
    ]);
    let ids: Vec<String> = ids.lines().skip(1).map(|iri| iri.rsplit('/').next().unwrap().to_owned()).collect();
    assert_eq!(ids.len(), 3, "{ids:?}");
    let mut remove = vec!["remove"];
    remove.extend(ids.iter().map(String::as_str));
    other_order.ok(&remove);
    assert_eq!(other_order.graph(), two, "a retracted article leaves nothing behind");
}

#[test]
fn decisions_survive_rebuilds() {
    let desk = Desk::with_sample();
    desk.ok(&["merge", "james-clapper", "james-comey", "--why", "for the test"]);
    let merged = desk.run(&["actors", "james-comey", "--format", "json"]);
    let clapper = desk.run(&["actors", "james-clapper", "--format", "json"]);
    assert!(merged.code != 0 || clapper.code != 0, "one of the two must be gone");
    desk.ok(&["build", sample().to_str().unwrap()]);
    let again = desk.run(&["actors", "james-clapper", "--format", "json"]);
    assert_eq!(again.code, clapper.code, "the decision holds after a rebuild");
    let log = desk.read("graph/decisions.csv");
    assert!(log.contains("for the test"), "{log}");
    desk.ok(&["split", "james-clapper", "james-comey", "--why", "undone"]);
    desk.ok(&["actors", "james-clapper"]);
    desk.ok(&["actors", "james-comey"]);
}

#[test]
fn an_article_leads_to_rdf_of_its_own() {
    let desk = Desk::with_sample();
    let asked =
        desk.ok(&["query", "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?e a ng:Event } } GROUP BY ?g", "--format", "csv"]);
    assert!(asked.lines().count() > 15, "{asked}");
    let bare = desk.ok(&["query", "SELECT ?c { ?c a ng:Claim FILTER NOT EXISTS { ?c ng:evidence/nif:anchorOf ?s } }"]);
    assert_eq!(bare, "", "every claim has a sentence");
}
