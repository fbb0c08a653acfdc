//! Bad input: one clear message, the right exit status, nothing lost.

use crate::support::Desk;

const STORY: &str = "Angela Merkel met Emmanuel Macron in Berlin on Monday. The two leaders discussed the budget of the \
                     European Union. Merkel said that Germany would support the plan.";

fn line(id: &str) -> String {
    serde_json::json!({"id": id, "title": "Merkel meets Macron", "published": "2018-04-19", "text": STORY}).to_string()
}

/// The program refuses: status, and a message that holds all of `words`.
fn refuses(desk: &Desk, arguments: &[&str], code: i32, words: &[&str]) {
    let said = desk.run(arguments);
    assert_eq!(said.code, code, "{arguments:?}: {}", said.err);
    for word in words {
        assert!(said.err.contains(word), "{arguments:?}: no `{word}` in: {}", said.err);
    }
    assert!(!said.err.contains("panicked"), "{}", said.err);
}

#[test]
fn missing_path_and_empty_folder() {
    let desk = Desk::new();
    refuses(&desk, &["build", "nowhere.txt"], 1, &["nowhere.txt"]);
    std::fs::create_dir(desk.path("empty")).unwrap();
    let said = desk.run(&["build", "empty"]);
    assert_ne!(said.code, 0);
    assert!(said.err.contains("empty"), "{}", said.err);
    assert!(!desk.path("graph").exists(), "a failed build must not leave a graph");
}

#[test]
fn one_bad_line_is_reported_and_the_rest_goes_on() {
    let desk = Desk::new();
    desk.write("news.jsonl", format!("{}\n{{\"id\": broken\n{}\n", line("one"), line("three")));
    let said = desk.run(&["build", "news.jsonl"]);
    assert_eq!(said.code, 3, "{}", said.err);
    assert!(said.err.contains("news.jsonl, line 2"), "{}", said.err);
    let stats = desk.ok(&["stats"]);
    assert!(stats.contains("2 articles"), "{stats}");
}

#[test]
fn binary_empty_and_unreadable_files_are_skipped() {
    let desk = Desk::new();
    desk.write("in/good.txt", format!("Merkel meets Macron\n\n{STORY}\n"));
    desk.write("in/binary.txt", [0_u8, 159, 146, 150, 0, 1, 2, 3, 0, 0, 255].repeat(50));
    desk.write("in/empty.txt", "");
    let said = desk.run(&["build", "in"]);
    assert_eq!(said.code, 3, "{}", said.err);
    assert!(said.err.contains("binary.txt") && said.err.contains("empty.txt"), "{}", said.err);
    assert!(desk.ok(&["stats"]).contains("1 articles"));
}

#[test]
fn old_encodings_come_out_right() {
    let desk = Desk::new();
    // “Müller” in Windows-1252: curly quotes 0x93 0x94, ü 0xFC, dash 0x97.
    let mut bytes = b"Minister resigns\n\nGerd M\xfcller, the German minister, resigned on Monday in D\xfcsseldorf. \
        He said \x93enough is enough\x94 \x97 and left. The opposition in M\xfcnchen welcomed the decision of the minister."
        .to_vec();
    bytes.extend_from_slice(b"\n");
    desk.write("old.txt", bytes);
    let out = desk.ok(&["extract", "old.txt"]);
    assert!(out.contains("Gerd Müller") && out.contains("“enough is enough”"), "{out}");
    desk.write(
        "broken.txt",
        b"Merkel meets Macron\n\nAngela Merkel met \xff\xfe\xfa Emmanuel Macron in Berlin on Monday.\n",
    );
    assert_eq!(desk.run(&["extract", "broken.txt"]).code, 0);
}

#[test]
fn tables_without_text_say_what_they_have() {
    let desk = Desk::new();
    desk.write("table.csv", "a,b\n1,2\n");
    refuses(&desk, &["build", "table.csv"], 2, &[]);
    let said = desk.run(&["build", "table.csv"]);
    assert!(said.err.contains("table.csv") && said.err.contains("column"), "{}", said.err);
}

#[test]
fn hostile_and_malformed_html() {
    let desk = Desk::new();
    let deep = "<div>".repeat(100_000);
    desk.write("deep.html", format!("<html><body>{deep}<p>{STORY}</p>"));
    let said = desk.run(&["extract", "deep.html"]);
    assert!(said.code == 0 || said.code == 2 || said.code == 1, "{}: {}", said.code, said.err);
    assert!(!said.err.contains("overflow") && !said.err.contains("panicked"), "{}", said.err);
    let page = format!(
        "<html><head><title>Merkel meets Macron</title><script>document.write('<p>Evil Corp bought Berlin.</p>')</script></head>\
         <body><article><h1>Merkel meets Macron</h1><p onclick=\"x()\">{STORY}</p><p>{STORY}<p><b>unclosed</article>"
    );
    desk.write("page.html", page);
    let out = desk.ok(&["extract", "page.html"]);
    assert!(out.contains("Angela Merkel") && !out.contains("Evil Corp") && !out.contains("onclick"), "{out}");
}

#[test]
fn malformed_feed() {
    let desk = Desk::new();
    desk.write("feed.xml", "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><item><title>x</titl");
    let said = desk.run(&["build", "feed.xml"]);
    assert_ne!(said.code, 0);
    assert!(said.err.contains("feed.xml"), "{}", said.err);
}

#[test]
fn a_very_long_article() {
    let desk = Desk::new();
    let paragraph = format!("{STORY}\n\n");
    desk.write("long.txt", format!("Merkel meets Macron\n\n{}", paragraph.repeat(5_000_000 / 8 / paragraph.len())));
    let out = desk.ok(&["extract", "long.txt"]);
    assert!(out.len() > 100_000);
}

#[test]
fn questions_to_no_graph_or_a_broken_one() {
    let desk = Desk::new();
    refuses(&desk, &["query", "most-connected"], 1, &["graph", "newsgraph build"]);
    desk.write("news.jsonl", line("one"));
    desk.ok(&["build", "news.jsonl"]);
    refuses(&desk, &["query", "SELECT ?x WHERE { ?x "], 1, &["line 1"]);
    refuses(&desk, &["query", "nonsense"], 2, &["newsgraph queries"]);
    refuses(&desk, &["query", "said-about", "actor=Nobody At All"], 2, &["Nobody At All"]);
    refuses(&desk, &["why", "one#e99"], 2, &["one#e99"]);
    refuses(&desk, &["timeline", "Merkel", "--from", "soon"], 2, &["soon"]);
    refuses(&desk, &["remove", "no-such-article"], 2, &["no-such-article"]);

    let endless = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n1 ?o }";
    refuses(&desk, &["query", endless, "--timeout", "1"], 1, &["1 second"]);

    let snapshot = desk.read("graph/quads/one.nq");
    desk.write("graph/quads/one.nq", &snapshot[..snapshot.len() / 2]);
    let said = desk.run(&["query", "most-connected"]);
    assert_eq!(said.code, 1, "a cut segment must be noticed: {}", said.err);
    assert!(said.err.contains("graph"), "{}", said.err);
    desk.ok(&["build", "news.jsonl"]);
    assert_eq!(desk.read("graph/quads/one.nq"), snapshot, "building again repairs the graph");

    let settings = desk.read("graph/graph.json").replace("\"format\": 2", "\"format\": 999");
    desk.write("graph/graph.json", settings);
    let said = desk.run(&["stats"]);
    assert_eq!(said.code, 1);
    assert!(said.err.contains("update newsgraph"), "{}", said.err);
}

#[test]
fn not_a_graph_folder_is_left_alone() {
    let desk = Desk::new();
    desk.write("papers/thesis.txt", "precious");
    desk.write("news.jsonl", line("one"));
    let said = desk.run(&["build", "news.jsonl", "--graph", "papers"]);
    assert_eq!(said.code, 1, "{}", said.err);
    assert_eq!(desk.read("papers/thesis.txt"), "precious");
}

#[test]
fn a_closed_pipe_is_no_failure() {
    use std::io::Read;
    let desk = Desk::new();
    let many: String = (0..40).map(|n| line(&format!("a{n}")) + "\n").collect();
    desk.write("news.jsonl", many);
    let mut child = desk
        .command(&["extract", "news.jsonl", "--tokens"])
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    let mut some = [0; 10];
    child.stdout.take().unwrap().read_exact(&mut some).unwrap();
    let output = child.wait_with_output().unwrap();
    let err = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && err.is_empty(), "{err}");
}
