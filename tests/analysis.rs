//! analyze, path, draw and report, through the command line.

use std::process::Command;

use serde_json::Value;

use crate::support::{Desk, root, sample};

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

#[test]
fn an_overview_and_its_parts_agree() {
    let desk = Desk::with_sample();
    let table = desk.ok(&["analyze"]);
    for part in ["Who is central", "Communities", "Brokers", "hangs by", "Balance"] {
        assert!(table.contains(part), "{part} is missing: {table}");
    }
    let all = json(&desk.ok(&["analyze", "--format", "json"]));
    let actors = json(&desk.ok(&["analyze", "actors", "--format", "json", "--by", "betweenness"]));
    let actors = actors.as_array().unwrap();
    assert_eq!(all["network"]["nodes"].as_u64().unwrap() as usize, actors.len());
    let ranks: Vec<f64> = actors.iter().map(|actor| actor["betweenness"].as_f64().unwrap()).collect();
    assert!(ranks.is_sorted_by(|a, b| a >= b) && ranks[0] > 0.0, "{ranks:?}");
    let sum: f64 = actors.iter().map(|actor| actor["pagerank"].as_f64().unwrap()).sum();
    assert!((sum - 1.0).abs() < 1e-6, "{sum}");
    let sizes = |value: &Value| value.as_array().unwrap().iter().map(|one| one["size"].as_u64().unwrap()).sum::<u64>();
    assert_eq!(sizes(&all["communities"]) as usize, actors.len(), "everybody is in one community");
}

#[test]
fn analysis_and_pictures_do_not_depend_on_threads() {
    let desk = Desk::with_sample();
    for command in [
        vec!["analyze", "--format", "json"],
        vec!["analyze", "--format", "turtle"],
        vec!["draw"],
        vec!["draw", "--theme", "dark", "--view", "co-mention", "--format", "png"],
        vec!["report"],
    ] {
        let with = |threads| {
            let mut command = command.clone();
            command.extend(["--threads", threads]);
            desk.command(&command).output().unwrap().stdout
        };
        let one = with("1");
        assert!(!one.is_empty() && one == with("4"), "{command:?}");
    }
}

#[test]
fn measures_as_triples_are_rdf_about_actors() {
    let desk = Desk::with_sample();
    let turtle = desk.ok(&["analyze", "--format", "turtle"]);
    let parser = oxigraph::io::RdfParser::from_format(oxigraph::io::RdfFormat::Turtle);
    let quads: Vec<_> = parser.for_slice(turtle.as_bytes()).collect::<Result<_, _>>().unwrap();
    let count = |name: &str| quads.iter().filter(|quad| quad.predicate.as_str().ends_with(name)).count();
    assert!(count("#pageRank") > 20);
    assert_eq!(count("#pageRank"), count("#inCommunity"));
    let wrong = desk.run(&["analyze", "bridges", "--format", "turtle"]);
    assert_eq!(wrong.code, 2, "{}", wrong.err);
}

#[test]
fn exports_carry_measures() {
    let desk = Desk::with_sample();
    desk.ok(&["export", "--format", "csv", "--measures", "-o", "measured.csv"]);
    let nodes = desk.read("measured.nodes.csv");
    let head = nodes.lines().next().unwrap().to_lowercase();
    assert!(["pagerank", "betweenness", "core", "community name"].iter().all(|name| head.contains(name)), "{head}");
    let graphml = desk.ok(&["export", "--format", "graphml", "--measures"]);
    assert!(graphml.contains("attr.name=\"pagerank\" attr.type=\"double\""), "{}", &graphml[..2000]);
    let wrong = desk.run(&["export", "--format", "turtle", "--measures"]);
    assert!(wrong.code == 2 && wrong.err.contains("network formats"), "{}", wrong.err);
}

#[test]
fn two_periods_are_compared() {
    let desk = Desk::with_sample();
    let change = json(&desk.ok(&["analyze", "change", "--split", "2015-01-01", "--format", "json"]));
    for part in ["actors", "new", "gone"] {
        assert!(!change[part].as_array().unwrap().is_empty(), "{part}");
    }
    let said = desk.ok(&["analyze", "change", "--before", "2014..2014", "--after", "2015.."]);
    assert!(said.contains("2014 to 2014") && said.contains("from 2015") && said.contains("New ties"), "{said}");
    for (arguments, hint) in [
        (vec!["analyze", "change"], "--split DAY"),
        (vec!["analyze", "change", "--split", "soon"], "expected a day"),
        (vec!["analyze", "change", "--before", "2014", "--after", "2015"], "FROM..TO"),
        (vec!["analyze", "--split", "2015-01-01"], "analyze change"),
        (vec!["analyze", "change", "--split", "1815-01-01"], "the first period"),
    ] {
        let wrong = desk.run(&arguments);
        assert!(wrong.code == 2 && wrong.err.contains(hint), "{arguments:?}: {}", wrong.err);
    }
}

#[test]
fn paths_lead_over_evidence() {
    let desk = Desk::with_sample();
    let found = json(&desk.ok(&["path", "Barack Obama", "Xi Jinping", "--format", "json", "--paths", "3"]));
    let paths = found.as_array().unwrap();
    assert_eq!(paths[0]["actors"][0], "Barack Obama");
    let surest: Vec<f64> = paths.iter().map(|path| path["confidence"].as_f64().unwrap()).collect();
    assert!(surest[0] > 0.0 && surest[0] <= 1.0);
    for path in paths {
        for step in path["steps"].as_array().unwrap() {
            let first = &step["statements"][0];
            let claim = first["claim"].as_str().unwrap();
            let why = desk.ok(&["why", claim, "--format", "json"]);
            let start: String = first["evidence"].as_str().unwrap().chars().take(20).collect();
            assert!(why.contains(&json_text(&start)), "{claim}: {start}");
        }
    }
    let unknown = desk.run(&["path", "Barak Obama", "Xi Jinping"]);
    assert!(unknown.code == 2 && unknown.err.contains("did you mean `Barack Obama`"), "{}", unknown.err);
    let same = desk.run(&["path", "Barack Obama", "barack-obama"]);
    assert!(same.code == 2 && same.err.contains("one actor"), "{}", same.err);
}

/// Text as JSON writes it, without the quotation marks.
fn json_text(text: &str) -> String {
    let quoted = serde_json::to_string(text).unwrap();
    quoted[1..quoted.len() - 1].to_owned()
}

#[test]
fn where_no_path_leads_it_says_so() {
    let desk = Desk::new();
    desk.write("one.txt", "Angela Merkel met Emmanuel Macron in Berlin on Tuesday.");
    desk.write("two.txt", "Narendra Modi met Shinzo Abe in Tokyo on Tuesday.");
    desk.ok(&["build", "one.txt", "two.txt"]);
    let said = desk.run(&["path", "Angela Merkel", "Shinzo Abe"]);
    assert!(said.code == 2 && said.err.contains("no path leads from Angela Merkel"), "{}", said.err);
}

#[test]
fn pictures_are_what_their_names_say() {
    let desk = Desk::with_sample();
    desk.ok(&["draw", "--top", "30", "-o", "network.svg", "--title", "A <title> & more"]);
    let svg = desk.read("network.svg");
    assert!(svg.starts_with("<svg") && svg.contains("A &lt;title&gt; &amp; more") && svg.contains("Barack Obama"));
    let mut reader = quick_xml::Reader::from_str(&svg);
    loop {
        if reader.read_event().unwrap() == quick_xml::events::Event::Eof {
            break;
        }
    }
    desk.ok(&["draw", "-o", "network.png", "--theme", "dark"]);
    assert!(std::fs::read(desk.path("network.png")).unwrap().starts_with(b"\x89PNG"));
    desk.ok(&["draw", "--timeline", "Barack Obama", "-o", "obama.svg"]);
    assert!(desk.read("obama.svg").contains(" events"));
    for (arguments, hint) in [
        (vec!["draw", "-o", "picture.gif"], ".svg or .png"),
        (vec!["draw", "--timeline", "Barack Obama", "--view", "ties"], "--timeline"),
        (vec!["draw", "--timeline", "Qqqqq"], "no headline, keyword or event"),
    ] {
        let wrong = desk.run(&arguments);
        assert!(wrong.code == 2 && wrong.err.contains(hint), "{arguments:?}: {}", wrong.err);
    }
}

#[test]
fn a_report_stands_by_itself() {
    let desk = Desk::with_sample();
    desk.ok(&["report", "Barack Obama", "-o", "obama.html"]);
    let html = desk.read("obama.html");
    for part in
        ["<h1>Barack Obama</h1>", "Ties to other actors", "Timeline", "Quotes", "Sources", "<svg", "<blockquote>"]
    {
        assert!(html.contains(part), "{part}");
    }
    // The only addresses are links to articles and the name of SVG: nothing is loaded.
    for loads in ["src=", "<script", "<link", "@import", "url("] {
        assert!(!html.contains(loads), "{loads}");
    }
    let story = desk.ok(&["report", "cyber", "--story", "--format", "markdown"]);
    assert!(story.starts_with("# Story: cyber") && story.contains("## Sources"), "{story}");
    let whole = desk.ok(&["report", "--format", "markdown"]);
    assert!(whole.contains("## Who is central") && whole.contains("## Communities"), "{whole}");
    let wrong = desk.run(&["report", "Qqqqq"]);
    assert!(wrong.code == 2 && wrong.err.contains("no headline, keyword or event"), "{}", wrong.err);
}

#[test]
fn contradicting_sources_are_set_side_by_side() {
    let desk = Desk::new();
    desk.write("one.txt", "Washington, 3 March 2015\n\nRussia attacked Ukraine on Monday.\n");
    desk.write("two.txt", "Moscow, 3 March 2015\n\nRussia did not attack Ukraine on Monday.\n");
    desk.ok(&["build", "one.txt", "two.txt"]);
    let text = desk.ok(&["report", "Ukraine", "--format", "markdown"]);
    assert!(text.contains("## Contradictions") && text.contains("Russia did not attack Ukraine"), "{text}");
}

#[test]
fn measures_are_those_of_networkx() {
    let Ok(python) = std::env::var("NEWSGRAPH_READERS") else {
        eprintln!("SKIPPED: networkx was not asked; see exports_read_back_elsewhere");
        return;
    };
    let desk = Desk::new();
    desk.ok(&["build", sample().to_str().unwrap()]);
    for view in ["actors", "co-mention"] {
        desk.ok(&["export", "--format", "graphml", "--view", view, "-o", &format!("{view}.graphml")]);
        desk.write(&format!("{view}.json"), desk.ok(&["analyze", "--view", view, "--format", "json"]));
    }
    let output =
        Command::new(python).arg(root().join("tests/readers/measures.py")).arg(desk.path("")).output().unwrap();
    let (out, err) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{out}\n{err}");
    println!("{out}");
}
