//! Who is who, by people: review, decisions, contradictions, sharing; and what survives.

use serde_json::Value;

use crate::support::{Desk, sample};

const ARTICLES: [(&str, &str, &str); 4] = [
    (
        "a1",
        "2019-03-01",
        "Jonathan Velmer met Angela Merkel in Berlin on Friday. Velmer said that the harbour of Ashford would be rebuilt.",
    ),
    ("b1", "2021-06-10", "J. Velmer sold a bakery in Leeds on Tuesday. Velmer said that bread prices had doubled."),
    ("c1", "2020-01-05", "Harriet Quill won the chess prize in Paris. Quill thanked her teachers."),
    ("d1", "2020-09-09", "Thomas Brandt resigned on Monday. Brandt led the museum in Vienna for ten years."),
];

const LOG: &str = "graph/decisions.csv";
fn line(id: &str, date: &str, text: &str) -> String {
    format!("{}\n", serde_json::json!({"id": id, "published": date, "title": format!("Report {id}"), "text": text}))
}

fn desk() -> Desk {
    let desk = Desk::new();
    let lines: String = ARTICLES.iter().map(|(id, date, text)| line(id, date, text)).collect();
    desk.write("articles.jsonl", lines);
    desk.ok(&["build", "articles.jsonl"]);
    desk
}

fn pairs(desk: &Desk) -> Vec<Value> {
    serde_json::from_str(&desk.ok(&["review", "--format", "json"])).unwrap()
}

fn pair_of<'v>(pairs: &'v [Value], name: &str) -> Option<&'v Value> {
    pairs
        .iter()
        .find(|pair| pair["left"]["name"].as_str() == Some(name) || pair["right"]["name"].as_str() == Some(name))
}

/// The actor that an article calls by a name.
fn actor(desk: &Desk, article: &str, name: &str) -> String {
    let sparql = format!(
        "SELECT DISTINCT ?who {{ GRAPH article:{article} {{ ?m nif:anchorOf \"{name}\" ; itsrdf:taIdentRef ?who }} }}"
    );
    let out = desk.ok(&["query", &sparql, "--format", "csv"]);
    out.lines().nth(1).unwrap_or_else(|| panic!("{article} names no {name}")).to_owned()
}

/// The graph but for where its articles were read.
fn statements(desk: &Desk) -> Vec<String> {
    let snapshot = desk.statements();
    snapshot.lines().filter(|line| !line.contains("ontology#origin>")).map(str::to_owned).collect()
}

fn velmers_are_one(desk: &Desk) -> bool {
    actor(desk, "a1", "Jonathan Velmer") == actor(desk, "b1", "J. Velmer")
}

#[test]
fn pairs_come_with_evidence_from_both_sides() {
    let desk = desk();
    assert!(!velmers_are_one(&desk));
    let pairs = pairs(&desk);
    let pair = pair_of(&pairs, "J. Velmer").unwrap_or_else(|| panic!("{pairs:#?}"));
    assert_eq!(pair["linked"], false);
    let references = [&pair["left"]["references"][0], &pair["right"]["references"][0]].map(|it| it.as_str().unwrap());
    assert!(references.contains(&"jonathan-velmer@a1") && references.contains(&"j-velmer@b1"), "{references:?}");
    for side in ["left", "right"] {
        assert_eq!(pair[side]["sentences"].as_array().unwrap().len(), 2, "{pair:#}");
        assert!(!pair[side]["with"].as_array().unwrap().is_empty(), "{pair:#}");
    }
    assert!(pair["reasons"][0].as_str().unwrap().contains("forms of one name"));
    let shown = desk.pipe(&["review", "--limit", "1"], b"");
    assert_eq!(shown.code, 0, "{}", shown.err);
    assert!(shown.out.contains("1 of 1:") && shown.out.contains(" | "), "{}", shown.out);
    assert!(!desk.path(LOG).exists(), "who only looks decides nothing");
}

#[test]
fn answers_are_kept_undone_and_not_asked_again() {
    let desk = desk();
    let said =
        desk.pipe(&["review", "--kind", "person", "--who", "ann"], b"x\nsame old friends\nundo\nd another man\nq\n");
    assert_eq!(said.code, 0, "{}{}", said.out, said.err);
    assert!(said.err.contains("“x” is no answer") && said.err.contains("0 same, 1 different"), "{}", said.err);
    let log = desk.read(LOG);
    let judgements: Vec<&str> = log.lines().skip(1).map(|line| line.split(',').nth(2).unwrap()).collect();
    assert_eq!(judgements, ["same", "undone", "different"], "{log}");
    assert!(log.contains("ann,different,") && log.contains("another man (review, "), "{log}");
    assert!(!velmers_are_one(&desk));
    assert!(pair_of(&pairs(&desk), "J. Velmer").is_none(), "what is decided is not asked again");
    let said = desk.run(&["merge", "J. Velmer", "Jonathan Velmer", "--who", "ann", "--why", "met him"]);
    assert!(said.code == 0 && said.err.contains("are one from now on"), "{}", said.err);
    assert!(velmers_are_one(&desk));
    assert!(desk.ok(&["why-linked", "J. Velmer", "Jonathan Velmer"]).contains("met him"));
    desk.ok(&["check"]);
    let list = desk.ok(&["decisions", "list"]);
    assert!(list.contains("replaced") && list.contains("in force"), "{list}");
}

#[test]
fn unsure_and_skip() {
    let desk = desk();
    desk.pipe(&["review", "--kind", "person"], b"k\n");
    assert!(!desk.path(LOG).exists());
    assert!(pair_of(&pairs(&desk), "J. Velmer").is_some(), "what is skipped is asked again");
    desk.pipe(&["review", "--kind", "person"], b"u\n");
    assert!(desk.read(LOG).contains(",unsure,"));
    assert!(pair_of(&pairs(&desk), "J. Velmer").is_none());
}

#[test]
fn contradictions_are_told_with_their_lines() {
    let desk = desk();
    desk.ok(&["merge", "Jonathan Velmer", "Harriet Quill"]);
    desk.ok(&["merge", "Harriet Quill", "Thomas Brandt"]);
    assert_eq!(actor(&desk, "a1", "Jonathan Velmer"), actor(&desk, "d1", "Thomas Brandt"));
    let said = desk.run(&["split", "Jonathan Velmer", "Thomas Brandt"]);
    assert_eq!(said.code, 0, "{}", said.err);
    let words = "line 4 says jonathan-velmer@a1 and thomas-brandt@d1 are different, but lines 2, 3 make them one \
                 (jonathan-velmer@a1 = harriet-quill@c1 = thomas-brandt@d1); they stay apart";
    assert!(said.err.contains(words), "{}", said.err);
    assert_ne!(actor(&desk, "a1", "Jonathan Velmer"), actor(&desk, "d1", "Thomas Brandt"));
    let said = desk.run(&["check"]);
    assert!(said.code == 1 && said.out.contains(words), "{}", said.out);
    let said = desk.run(&["merge", "Angela Merkel", "angela-merkel"]);
    assert!(said.code == 2 && said.err.contains("are one already"), "{}", said.err);
}

#[test]
fn logs_are_shared() {
    let (ours, theirs) = (desk(), desk());
    ours.ok(&["merge", "Jonathan Velmer", "J. Velmer", "--who", "ann", "--why", "one mayor, one hobby"]);
    ours.ok(&["split", "Harriet Quill", "Thomas Brandt", "--who", "ann"]);
    ours.ok(&["decisions", "export", "-o", "ours.csv"]);
    let file = ours.path("ours.csv");
    let file = file.to_str().unwrap();
    let said = theirs.run(&["decisions", "import", file]);
    assert!(said.code == 0 && said.err.contains("2 decisions added"), "{}", said.err);
    assert_eq!(theirs.statements(), ours.statements());
    let said = theirs.run(&["decisions", "import", file]);
    assert!(said.err.contains("0 decisions added") && said.err.contains("2 were there already"), "{}", said.err);
    // Somebody else thinks otherwise, later: that counts, wherever the lines stand, and it is told.
    let header = "when,who,judgement,left,right,why\n";
    let bob = format!("{header}2999-01-01,bob,different,j-velmer@b1,jonathan-velmer@a1,no\n");
    theirs.write("bob.csv", bob);
    let said = theirs.run(&["decisions", "import", "bob.csv"]);
    assert!(said.err.contains("line 2 (ann) says same, line 4 (bob) says different"), "{}", said.err);
    assert!(!velmers_are_one(&theirs));
    let log = theirs.read(LOG);
    let mut lines: Vec<&str> = log.lines().skip(1).collect();
    lines.reverse();
    ours.write(LOG, format!("{header}{}\n", lines.join("\n")));
    ours.ok(&["build", "articles.jsonl"]);
    assert_eq!(theirs.statements(), ours.statements(), "the order of lines does not matter");
    // A log that is none changes nothing.
    theirs.write("bad.csv", format!("{header}2999-01-01,bob,perhaps,a,b,\n"));
    let before = theirs.read(LOG);
    let said = theirs.run(&["decisions", "import", file, "bad.csv"]);
    assert!(said.code == 1 && said.err.contains("bad.csv:2: “perhaps”"), "{}", said.err);
    assert_eq!(theirs.read(LOG), before);
}

#[test]
fn decisions_outlive_other_articles_and_new_understanding() {
    let desk = desk();
    desk.ok(&["merge", "Jonathan Velmer", "J. Velmer"]);
    desk.ok(&["split", "Harriet Quill", "Thomas Brandt"]);
    // Other mentions come first in the article now, another bearer of the name elsewhere.
    let (id, date, text) = ARTICLES[0];
    let changed = format!("Olaf Scholz visited Madrid and met Pedro Sánchez. {text}");
    desk.write("changed.jsonl", line(id, date, &changed));
    desk.write(
        "other.jsonl",
        line("e1", "2022-02-02", "Jonathan Velmer scored twice for Grimsby Town on Saturday. Fans cheered Velmer."),
    );
    desk.ok(&["build", "changed.jsonl", "other.jsonl"]);
    assert!(velmers_are_one(&desk));
    // One by one with the decisions there from the start: the same graph.
    let other = Desk::new();
    other.write(LOG, desk.read(LOG));
    other.write(
        "x/0.jsonl",
        line("e1", "2022-02-02", "Jonathan Velmer scored twice for Grimsby Town on Saturday. Fans cheered Velmer."),
    );
    for (at, (id, date, text)) in ARTICLES.iter().enumerate().rev() {
        other.write("x/1.jsonl", if at == 0 { line(id, date, &changed) } else { line(id, date, text) });
        other.ok(&["build", "x/0.jsonl", "x/1.jsonl"]);
    }
    assert_eq!(statements(&other), statements(&desk));
    // Retracted, its decision sleeps; it wakes with the article.
    desk.ok(&["remove", "b1"]);
    assert!(desk.ok(&["decisions", "list"]).contains("nobody is j-velmer@b1 now"));
    desk.ok(&["build", "articles.jsonl"]);
    assert!(velmers_are_one(&desk));
}

#[test]
fn what_articles_call_somebody_is_said_by_those_articles_alone() {
    let desk = Desk::new();
    desk.ok(&["build", sample().to_str().unwrap()]);
    let seen = "SELECT ?actor ?name ?g { GRAPH ?g { ?actor schema:alternateName ?name } FILTER(?g != graph:actors) } \
                ORDER BY ?actor ?name ?g";
    let seen = desk.ok(&["query", seen, "--format", "csv"]);
    assert!(seen.lines().count() > 1, "the sample has such names");
    let both = "SELECT ?actor ?name { GRAPH graph:actors { ?actor schema:alternateName|schema:name ?name } \
                GRAPH ?g { ?actor schema:alternateName ?name } FILTER(?g != graph:actors) }";
    assert_eq!(
        desk.ok(&["query", both, "--format", "csv"]).lines().count(),
        1,
        "curated names and seen ones are apart"
    );
    desk.ok(&["check"]);
}
