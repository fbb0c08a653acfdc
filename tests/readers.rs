//! Exports read back by readers of other makers (`tests/readers/check.py`).

use std::process::Command;

use crate::support::{Desk, root};

#[test]
fn exports_read_back_elsewhere() {
    let Ok(python) = std::env::var("NEWSGRAPH_READERS") else {
        eprintln!(
            "SKIPPED: networkx, igraph, rdflib and pyshacl were not asked; set NEWSGRAPH_READERS to a Python that has \
             tests/readers/requirements.txt installed (.ci/run does)"
        );
        return;
    };
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
    let output = Command::new(python)
        .arg(root().join("tests/readers/check.py"))
        .arg(desk.path(""))
        .arg(root().join("ontology"))
        .output()
        .unwrap();
    let (out, err) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{out}\n{err}");
    println!("{out}");
}
