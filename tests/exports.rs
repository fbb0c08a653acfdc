//! Exports through the command line: every format as a reviewed file, views and filters, and clear words where they
//! exclude each other.

use crate::support::{Desk, root};

const ARTICLE: &str = r#"{"id":"summit","title":"Obama & Xi meet","published":"2014-11-12","source":"Sample \"Daily\" <News>","text":"Barack Obama met Xi Jinping in Beijing on 12 November 2014. \"We talked,\" Obama said."}
"#;

/// Format, file, further arguments.
const SNAPSHOTS: [(&str, &str, &[&str]); 14] = [
    ("graphml", "summit.graphml", &[]),
    ("graphml", "summit.yed.graphml", &["--yed"]),
    ("gexf", "summit.gexf", &[]),
    ("dot", "summit.dot", &[]),
    ("pajek", "summit.net", &[]),
    ("cytoscape", "summit.cyjs", &[]),
    ("node-link", "summit.json", &[]),
    ("csv", "summit.csv", &[]),
    ("neo4j", "summit.neo4j.x", &["--view", "ties"]),
    ("ftm", "summit.ftm.json", &[]),
    ("timeline", "summit.timeline.csv", &[]),
    ("vega-lite", "summit.vl.json", &[]),
    ("icalendar", "summit.ics", &[]),
    ("nif", "summit.nif.ttl", &[]),
];

/// `NEWSGRAPH_SNAPSHOTS=write cargo test --release exports` writes them anew, to be read before they are committed.
#[test]
fn every_format_is_as_reviewed() {
    let desk = Desk::new();
    desk.write("summit.jsonl", ARTICLE);
    desk.ok(&["build", "summit.jsonl", "-q"]);
    let write = std::env::var("NEWSGRAPH_SNAPSHOTS").is_ok_and(|value| value == "write");
    std::fs::create_dir(desk.path("out")).unwrap();
    for (format, file, more) in SNAPSHOTS {
        let path = format!("out/{file}");
        let mut arguments = vec!["export", "--format", format, "-o", &path];
        arguments.extend(more);
        desk.ok(&arguments);
    }
    for entry in std::fs::read_dir(desk.path("out")).unwrap() {
        let (path, name) = entry.map(|entry| (entry.path(), entry.file_name())).unwrap();
        let reviewed = root().join("tests/exports").join(&name);
        let text = std::fs::read_to_string(&path).unwrap();
        if write {
            std::fs::write(&reviewed, &text).unwrap();
        } else {
            let wanted = std::fs::read_to_string(&reviewed).unwrap_or_default();
            assert_eq!(text, wanted, "{}: set NEWSGRAPH_SNAPSHOTS=write if the change is meant", name.display());
        }
    }
}

#[test]
fn exports_do_not_depend_on_threads_or_runs() {
    let desk = Desk::with_sample();
    for format in ["gexf", "cytoscape", "ftm", "timeline", "nif"] {
        let one = desk.ok(&["export", "--format", format, "--threads", "1"]);
        assert!(!one.is_empty());
        assert_eq!(one, desk.ok(&["export", "--format", format, "--threads", "4"]), "{format}");
    }
}

#[test]
fn filters_and_formats_that_do_not_fit_are_told() {
    let desk = Desk::with_sample();
    let told = |arguments: &[&str], words: &str| {
        let all: Vec<&str> = ["export", "--format"].iter().chain(arguments).copied().collect();
        let said = desk.run(&all);
        assert_eq!(said.code, 2, "{all:?}: {}", said.err);
        assert!(said.err.contains(words), "{all:?}: {}", said.err);
        assert_eq!(said.out, "", "{all:?}");
    };
    told(&["graphml", "--actor", "Xi Jinpingg"], "did you mean `Xi Jinping`?");
    told(&["graphml", "--type", "conslt"], "did you mean `consult`?");
    told(&["graphml", "--from", "2015", "--to", "2014"], "the period is empty");
    told(&["graphml", "--from", "1990", "--to", "1991"], "nothing is left of");
    told(&["graphml", "--from", "12 May"], "expected a day, such as 2020-03-15");
    told(&["graphml", "--article", "nothing-*"], "no article of this graph");
    told(&["graphml", "--min-confidence", "80"], "between 0 and 1");
    told(&["graphml", "--steps", "2"], "--around");
    told(&["graphml", "--within", "article"], "--view co-mention");
    told(&["graphml", "--view", "claims", "--min-weight", "2"], "every edge weighs 1");
    told(&["gexf", "--view", "co-mention", "--modality", "denied"], "--modality is about claims");
    told(&["gexf", "--yed"], "--yed goes with --format graphml");
    told(&["gexf", "--tokens"], "--tokens goes with");
    told(&["jsonld", "--reifiers"], "--reifiers goes with");
    told(&["turtle", "--actor", "China"], "written whole");
    told(&["nif", "--view", "full"], "written whole");
    told(&["timeline", "--view", "full"], "always made of the view events");
    told(&["neo4j"], "-o NAME");
}

#[test]
fn a_neighbourhood_is_smaller_than_the_whole() {
    let desk = Desk::with_sample();
    let nodes = |more: &[&str]| {
        let all: Vec<&str> = ["export", "--format", "node-link"].iter().chain(more).copied().collect();
        let graph: serde_json::Value = serde_json::from_str(&desk.ok(&all)).unwrap();
        graph["nodes"].as_array().unwrap().len()
    };
    let (one, two) = (nodes(&["--around", "Xi Jinping"]), nodes(&["--around", "Xi Jinping", "--steps", "2"]));
    assert!(1 < one && one <= two && two < nodes(&[]), "{one} {two}");
    assert!(nodes(&["--kind", "person"]) < nodes(&[]));
    assert!(nodes(&["--view", "events"]) > nodes(&["--view", "events", "--type", "consult"]));
}

#[test]
fn an_empty_calendar_is_told() {
    let desk = Desk::new();
    desk.write("talks.txt", "Barack Obama met Xi Jinping in Beijing.");
    desk.ok(&["build", "talks.txt", "-q"]);
    let said = desk.run(&["export", "--format", "icalendar"]);
    assert_eq!(said.code, 0, "{}", said.err);
    assert!(!said.out.contains("VEVENT") && said.err.contains("the calendar is empty"), "{}", said.err);
}
