//! `docs/extending.md`, run as it stands, and what it promises.

use std::process::Command;

use crate::support::{Desk, root};

/// The commands of the page, block by block.
fn blocks() -> Vec<String> {
    let page = std::fs::read_to_string(root().join("docs/extending.md")).unwrap();
    page.split("```sh\n").skip(1).map(|rest| rest.split("```").next().unwrap().to_owned()).collect()
}

#[test]
#[cfg(unix)]
fn every_command_of_the_tutorial_runs() {
    let desk = Desk::new();
    let program = std::path::Path::new(env!("CARGO_BIN_EXE_newsgraph"));
    let path = format!("{}:{}", program.parent().unwrap().display(), std::env::var("PATH").unwrap());
    let mut said = Vec::new();
    for block in blocks() {
        let out = Command::new("sh")
            .args(["-e", "-c", &block])
            .current_dir(desk.path(""))
            .env("PATH", &path)
            .env("NEWSGRAPH", root())
            .env_remove("NEWSGRAPH_GRAPH")
            .env_remove("NEWSGRAPH_ONTOLOGY")
            .output()
            .unwrap();
        let text = String::from_utf8_lossy(&out.stdout).into_owned() + &String::from_utf8_lossy(&out.stderr);
        assert!(out.status.success(), "{block}\n{text}");
        said.push(text);
    }
    let all = said.join("\n");
    for promised in [
        "[turned back]trigger",
        "shipping/lexicon/events.csv:2",
        "Turn back",
        "Coerce",
        "shipping/lexicon/events.csv:2: no event type \"turn-bakc\" in events.ttl",
        "event.csv: is not read; here there may be",
        "Hackers stole",
        "Yemen turned back a tanker",
    ] {
        assert!(all.contains(promised), "nothing says “{promised}” in\n{all}");
    }
}

#[test]
fn other_additions_search_all_articles_again() {
    let desk = Desk::new();
    desk.write("a.txt", "The navy of Yemen zapped the army of Oman on Monday.");
    desk.write("b.txt", "The navy of Yemen zapped the army of Chad on Tuesday.");
    let table = |kind: &str| format!("lemma,pos,type,when,roles,modality,flags\nzap,verb,{kind}\n");
    desk.write("mine/lexicon/events.csv", table("attack"));
    let events = || {
        desk.ok(&[
            "query",
            "SELECT ?what { ?e a ng:Event ; ng:eventType ?what . ?what skos:broader ?wide }",
            "--format",
            "csv",
        ])
    };
    desk.ok(&["build", "a.txt", "b.txt"]);
    assert!(!events().contains("attack"), "{}", events());
    // One article is named, both are searched again.
    desk.ok(&["build", "--ontology", "mine", "a.txt"]);
    assert_eq!(events().matches("attack").count(), 2, "{}", events());
    let before = desk.graph();
    desk.ok(&["build", "b.txt"]);
    assert_eq!(desk.graph(), before, "the graph keeps to its additions");
    desk.write("mine/lexicon/events.csv", table("praise"));
    desk.ok(&["build", "--ontology", "mine", "a.txt"]);
    assert_eq!(events().matches("praise").count(), 2, "{}", events());
    assert_eq!(events().matches("attack").count(), 0, "{}", events());
    // Decisions and removals link the graph anew without losing them.
    desk.ok(&["remove", "b"]);
    assert_eq!(events().matches("praise").count(), 1, "{}", events());
    desk.ok(&["build", "--ontology", "none", "a.txt"]);
    assert!(!events().contains("praise"), "{}", events());
    assert!(!desk.path("graph/ontology").exists());
    desk.ok(&["check"]);
}

#[test]
fn incremental_equals_batch_with_additions_too() {
    let (one, two) = (Desk::new(), Desk::new());
    for desk in [&one, &two] {
        desk.write("a.txt", "The navy of Yemen zapped the army of Oman on Monday.");
        desk.write("b.txt", "The navy of Yemen zapped the army of Chad on Tuesday.");
        desk.write("mine/event_types.csv", "type,broader,label,definition\nzapping,assault,Zap,\n");
        desk.write("mine/lexicon/events.csv", "lemma,pos,type,when,roles,modality,flags\nzap,verb,zapping\n");
    }
    one.ok(&["build", "--ontology", "mine", "a.txt", "b.txt"]);
    two.ok(&["build", "a.txt"]);
    two.ok(&["build", "b.txt"]);
    two.ok(&["build", "--ontology", "mine", "b.txt"]);
    let (one, two) = (one.graph(), two.graph());
    let differ: Vec<_> = one.keys().chain(two.keys()).filter(|name| one.get(*name) != two.get(*name)).collect();
    assert!(differ.is_empty(), "{differ:?}");
    assert!(one.values().any(|text| text.contains("event/zapping")));
}
