//! Exports read back by readers of other makers (`tests/readers/*.py`).

use std::fs::File;
use std::process::Command;

use newsgraph::export::{Neo4jFiles, NetworkFormat, write_csv, write_neo4j, write_network};
use newsgraph::network::{Edge, Month, Network, Node, View};

use crate::support::{Desk, root};

/// Formats of one file each, with their extensions.
const FORMATS: [(NetworkFormat, &str, &str); 7] = [
    (NetworkFormat::GraphMl, "graphml", "graphml"),
    (NetworkFormat::YEd, "graphml", "yed.graphml"),
    (NetworkFormat::Gexf, "gexf", "gexf"),
    (NetworkFormat::Dot, "dot", "dot"),
    (NetworkFormat::Pajek, "pajek", "net"),
    (NetworkFormat::Cytoscape, "cytoscape", "cyjs"),
    (NetworkFormat::NodeLink, "node-link", "json"),
];

/// The Python that has the readers, if one is named; else the test is passed over, loudly.
fn python() -> Option<String> {
    let python = std::env::var("NEWSGRAPH_READERS").ok();
    if python.is_none() {
        eprintln!(
            "SKIPPED: networkx, igraph, rdflib, pyshacl and others were not asked; set NEWSGRAPH_READERS to a Python that \
             has tests/readers/requirements.txt installed (.ci/run does)"
        );
    }
    python
}

/// Runs one of the scripts in a folder.
#[track_caller]
fn check(python: &str, script: &str, desk: &Desk, arguments: &[&str]) {
    let output = Command::new(python)
        .arg(root().join("tests/readers").join(script))
        .arg(desk.path(""))
        .args(arguments)
        .output()
        .unwrap();
    let (out, err) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{out}\n{err}");
    println!("{out}{err}");
}

/// Reads Cytoscape.js JSON into Cytoscape.js itself.
#[track_caller]
fn in_cytoscape(desk: &Desk, names: &[&str]) {
    let Ok(modules) = std::env::var("NEWSGRAPH_NODE_MODULES") else {
        eprintln!(
            "SKIPPED: Cytoscape.js was not asked; set NEWSGRAPH_NODE_MODULES to a node_modules folder that has it"
        );
        return;
    };
    let script = root().join("tests/readers/cytoscape.cjs");
    let output = Command::new("node").arg(script).arg(modules).arg(desk.path("")).args(names).output().unwrap();
    let (out, err) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{out}\n{err}");
    println!("{out}");
}

#[test]
fn exports_read_back_elsewhere() {
    let Some(python) = python() else { return };
    let desk = Desk::with_sample();
    for view in ["actors", "claims", "full"] {
        desk.ok(&["export", "--format", "graphml", "--view", view, "-o", &format!("{view}.graphml")]);
        desk.ok(&["export", "--format", "csv", "--view", view, "-o", &format!("{view}.csv")]);
    }
    for (format, name) in
        [("turtle", "ttl"), ("trig", "trig"), ("nquads", "nq"), ("ntriples", "nt"), ("jsonld", "jsonld")]
    {
        desk.ok(&["export", "--format", format, "-o", &format!("graph.{name}")]);
    }
    check(&python, "check.py", &desk, &[root().join("ontology").to_str().unwrap()]);

    let views = ["actors", "ties", "claims", "co-mention", "events", "full"];
    for view in views {
        desk.ok(&["export", "--format", "csv", "--view", view, "-o", &format!("{view}.csv")]);
        desk.ok(&["export", "--format", "neo4j", "--view", view, "-o", &format!("{view}.neo4j.x")]);
        for (kind, format, extension) in FORMATS {
            let path = format!("{view}.{extension}");
            let mut arguments = vec!["export", "--format", format, "--view", view, "-o", &path];
            arguments.extend((kind == NetworkFormat::YEd).then_some("--yed"));
            desk.ok(&arguments);
        }
    }
    check(&python, "networks.py", &desk, &views);

    in_cytoscape(&desk, &views);

    for (format, path) in [
        ("timeline", "timeline.csv"),
        ("vega-lite", "timeline.vl.json"),
        ("icalendar", "timeline.ics"),
        ("ftm", "graph.ftm.json"),
    ] {
        desk.ok(&["export", "--format", format, "-o", path]);
    }
    for (format, path) in [("nif", "nif.ttl"), ("annotations", "annotations.jsonl")] {
        desk.ok(&["export", "--format", format, "--tokens", "-o", path]);
    }
    for (format, name) in [("turtle", "ttl"), ("trig", "trig"), ("nquads", "nq"), ("ntriples", "nt")] {
        desk.ok(&["export", "--format", format, "--reifiers", "-o", &format!("reified.{name}")]);
    }
    check(&python, "others.py", &desk, &[]);
}

/// Names that formats stumble over.
const NAMES: [&str; 14] = [
    "Plain Name",
    "Plain Name",
    "She said \"no\" & left <b>it</b>",
    "it's 'single' `ticks`",
    "back\\slash \\N \\\"both\\\" end\\",
    "emoji 👩‍👩‍👧 🇨🇳 😀",
    "محمد بن سلمان",
    "בנימין נתניהו \u{202e}reversed\u{202c}",
    "习近平 中文",
    "line\nbreak\ttab\r\nend",
    "control \u{0}\u{1}\u{8}\u{b}\u{1b}[31m\u{7f}\u{85} here",
    "semi;colon, comma | pipe",
    "]]> <!-- --> &amp; &#10; {curly} $(dollar) %percent",
    "combining e\u{301} \u{fffe}\u{ffff} astral 𝒳",
];

/// A network of [`NAMES`], each tied to the next, and everything tied to the first.
fn hostile() -> Network {
    let mut graph = Network::new();
    let nodes: Vec<_> = NAMES
        .iter()
        .enumerate()
        .map(|(number, name)| {
            graph.add_node(Node {
                iri: format!("https://w3id.org/newsgraph/actor/n{number}"),
                label: (*name).to_owned(),
                kind: "person".to_owned(),
                description: format!("who? {name}"),
                articles: number,
                size: 1.5,
                ..Node::default()
            })
        })
        .collect();
    for (number, name) in NAMES.iter().enumerate() {
        for target in [nodes[0], nodes[(number + 1) % nodes.len()]] {
            let edge = Edge {
                id: format!("e{}", graph.edge_count()),
                label: "Meet".to_owned(),
                weight: (number + 1) as f64,
                confidence: 0.875,
                negated: number % 2 == 0,
                sign: 1,
                modality: "asserted".to_owned(),
                evidence: format!("“{name}” was said of {name}."),
                claims: "https://w3id.org/newsgraph/article/a#e1|https://w3id.org/newsgraph/article/b#e2".to_owned(),
                reported_from: "2020-01-31".to_owned(),
                reported_to: "2020-03-01".to_owned(),
                types: vec![("Meet".to_owned(), number + 1)],
                cooperation: number + 1,
                months: vec![
                    Month { month: "2020-01".to_owned(), cooperation: number, conflict: 0, statements: number },
                    Month { month: "2020-03".to_owned(), cooperation: 1, conflict: 0, statements: 1 },
                ],
                ..Edge::default()
            };
            graph.add_edge(nodes[number], target, edge);
        }
    }
    graph
}

#[test]
fn hostile_names_survive_every_format() {
    let Some(python) = python() else { return };
    let desk = Desk::new();
    let graph = hostile();
    let wanted = serde_json::json!({
        "labels": NAMES,
        "evidence": graph.edge_weights().map(|edge| edge.evidence.as_str()).collect::<Vec<_>>(),
    });
    for (name, view) in
        [("directed", View::Claims), ("undirected", View::CoMention(newsgraph::network::Within::Sentence))]
    {
        let file = |extension: &str| File::create(desk.path(&format!("{name}.{extension}"))).unwrap();
        desk.write(&format!("{name}.expected.json"), wanted.to_string());
        write_csv(&graph, view, &mut file("nodes.csv"), &mut file("edges.csv")).unwrap();
        for (format, _, extension) in FORMATS {
            write_network(&graph, view, format, &mut file(extension)).unwrap();
        }
        let files = Neo4jFiles {
            nodes: &mut file("neo4j.nodes.csv"),
            nodes_name: "nodes.csv",
            edges: &mut file("neo4j.relationships.csv"),
            edges_name: "relationships.csv",
            script: &mut file("neo4j.cypher"),
        };
        write_neo4j(&graph, view, files).unwrap();
    }
    check(&python, "networks.py", &desk, &["directed", "undirected"]);
    in_cytoscape(&desk, &["directed", "undirected"]);
}
