//! The commands as a user meets them, over the sample articles.

use std::sync::LazyLock;

use crate::support::{Desk, sample};

/// Built once: the commands here only read it.
static SAMPLE: LazyLock<Desk> = LazyLock::new(Desk::with_sample);

#[test]
fn every_command_explains_itself() {
    let desk = Desk::new();
    let help = desk.ok(&["--help"]);
    for command in [
        "build",
        "remove",
        "query",
        "queries",
        "actors",
        "timeline",
        "why",
        "why-linked",
        "merge",
        "split",
        "review",
        "decisions",
        "gazetteer",
        "export",
        "extract",
        "check",
        "stats",
        "completions",
    ] {
        assert!(help.contains(command), "{command} is missing from --help");
        let own = desk.ok(&[command, "--help"]);
        assert!(own.contains("Usage:"), "{command}: {own}");
    }
    let said = desk.run(&["quary"]);
    assert_eq!(said.code, 2);
    assert!(said.err.contains("query"), "{}", said.err);
}

#[test]
fn build_sums_up_and_suggests_commands_that_work() {
    let desk = Desk::new();
    let said = desk.run(&["build", sample().to_str().unwrap()]);
    assert_eq!(said.code, 0, "{}", said.err);
    let summary = format!("{}{}", said.out, said.err);
    assert!(summary.contains("22 articles"), "{summary}");
    let suggested: Vec<&str> = summary.lines().filter_map(|line| line.trim().strip_prefix("newsgraph ")).collect();
    assert!(suggested.len() >= 3, "{summary}");
    for command in suggested {
        let mut words = Vec::new();
        for (n, part) in command.split('\'').enumerate() {
            if n % 2 == 1 {
                words.push(part.to_owned());
            } else {
                words.extend(part.split_whitespace().map(str::to_owned));
            }
        }
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let said = desk.run(&words);
        assert_eq!(said.code, 0, "suggested `newsgraph {command}`: {}", said.err);
    }
}

#[test]
fn one_actor_however_many_articles() {
    let hits: serde_json::Value = serde_json::from_str(&SAMPLE.ok(&["actors", "--format", "json"])).unwrap();
    let count = |id: &str| -> u64 {
        let hit = hits.as_array().unwrap().iter().find(|hit| hit["id"] == id);
        hit.unwrap_or_else(|| panic!("no actor {id}"))["articles"].as_u64().unwrap()
    };
    assert!(count("barack-obama") >= 10);
    assert!(count("xi-jinping") >= 8);
    assert!(count("john-kerry") >= 4);
    let obamas: Vec<_> = hits
        .as_array()
        .unwrap()
        .iter()
        .filter(|hit| hit["kind"] == "person" && hit["name"].as_str().unwrap().contains("Obama"))
        .collect();
    assert_eq!(obamas.len(), 1, "{obamas:?}");
}

#[test]
fn saved_queries_answer() {
    let met = SAMPLE.ok(&["query", "who-met-whom", "--format", "csv"]);
    let header = met.lines().next().unwrap();
    assert!(header.starts_with("from,"), "{header}");
    assert!(met.contains("Barack Obama") && met.contains("Xi Jinping"), "{met}");
    let said = SAMPLE.ok(&["query", "said-about", "actor=James Clapper", "topic=salute"]);
    assert!(said.contains("salute the Chinese"), "{said}");
    let list: serde_json::Value = serde_json::from_str(&SAMPLE.ok(&["queries", "--format", "json"])).unwrap();
    assert!(list.as_array().unwrap().len() >= 12);
}

#[test]
fn results_in_every_format() {
    let select = "SELECT ?name { actor:xi-jinping rdfs:label ?name }";
    assert!(SAMPLE.ok(&["query", select, "--format", "csv"]).ends_with("Xi Jinping\r\n"));
    assert!(SAMPLE.ok(&["query", select, "--format", "tsv"]).contains("\"Xi Jinping\""));
    let json: serde_json::Value = serde_json::from_str(&SAMPLE.ok(&["query", select, "--format", "json"])).unwrap();
    assert_eq!(json["results"]["bindings"][0]["name"]["value"], "Xi Jinping");
    assert!(SAMPLE.ok(&["query", select, "--format", "xml"]).contains("<literal>Xi Jinping</literal>"));
    let construct = "CONSTRUCT { ?a rdfs:label ?name } { VALUES ?a { actor:xi-jinping } ?a rdfs:label ?name }";
    assert!(SAMPLE.ok(&["query", construct]).contains("actor:xi-jinping rdfs:label \"Xi Jinping\""));
    assert_eq!(SAMPLE.ok(&["query", "ASK { actor:xi-jinping a ng:Person }"]), "yes\n");
    assert_eq!(SAMPLE.run(&["query", construct, "--format", "csv"]).code, 2);
    let piped = SAMPLE.pipe(&["query", "--file", "-"], select.as_bytes());
    assert!(piped.out.contains("Xi Jinping"), "{}", piped.err);
}

#[test]
fn every_claim_has_its_characters() {
    let said = SAMPLE.run(&["check"]);
    assert_eq!(said.code, 0, "{}{}", said.out, said.err);
}

#[test]
fn why_shows_the_sentence() {
    let timeline: serde_json::Value =
        serde_json::from_str(&SAMPLE.ok(&["timeline", "Katherine Archuleta", "--format", "json"])).unwrap();
    let resigned = timeline.as_array().unwrap().iter().find(|e| e["evidence"].as_str().unwrap().contains("resigned"));
    assert!(resigned.is_some(), "{timeline}");
    let why = SAMPLE.ok(&["why", "Katherine Archuleta"]);
    assert!(why.contains("Katherine Archuleta resigned on Friday as director"), "{why}");
}

#[test]
fn extract_speaks_the_contract() {
    let text = "“Né à Paris”, said José Díaz. Xi Jinping met Barack Obama in Beijing.";
    let desk = Desk::new();
    desk.write("a.jsonl", serde_json::json!({"id": "a", "text": text}).to_string());
    let out: serde_json::Value = serde_json::from_str(&desk.ok(&["extract", "a.jsonl", "--tokens"])).unwrap();
    assert_eq!(out["text"], text);
    let points: Vec<char> = text.chars().collect();
    let surface = |at: &serde_json::Value| -> String {
        points[at["start"].as_u64().unwrap() as usize..at["end"].as_u64().unwrap() as usize].iter().collect()
    };
    let names: Vec<String> = out["mentions"].as_array().unwrap().iter().map(surface).collect();
    assert!(names.contains(&"Xi Jinping".to_owned()) && names.contains(&"Barack Obama".to_owned()), "{names:?}");
    let tokens = out["tokens"].as_array().unwrap();
    assert!(tokens.iter().any(|token| surface(token) == "Beijing" && token["upos"] == "PROPN"));
    for token in tokens {
        let head = token["head"].as_i64().unwrap();
        assert!(head >= -1 && head < tokens.len() as i64);
    }
}

#[test]
fn completions_for_each_shell() {
    for shell in ["bash", "zsh", "fish"] {
        assert!(Desk::new().ok(&["completions", shell]).contains("newsgraph"));
    }
}

#[cfg(unix)]
#[test]
fn devices_and_links_are_written_through() {
    let desk = Desk::new();
    desk.write("a.txt", "Xi Jinping met Barack Obama in Beijing.");
    desk.write("real.jsonl", "old");
    for (link, target) in [("sink", "/dev/null"), ("link.jsonl", "real.jsonl")] {
        std::os::unix::fs::symlink(target, desk.path(link)).unwrap();
        desk.ok(&["extract", "a.txt", "--output", link]);
        assert!(desk.path(link).is_symlink(), "{link} was replaced");
    }
    assert!(!std::fs::metadata("/dev/null").unwrap().is_file());
    assert!(desk.read("real.jsonl").contains("Barack Obama"));
}

#[test]
fn numbers_of_the_dead_from_text_to_query() {
    let desk = Desk::new();
    desk.write(
        "articles/flood.txt",
        "At least 14 people were killed in Peru on Monday when a river flooded a village. Police arrested two engineers.",
    );
    desk.write("articles/raid.txt", "Gunmen killed three soldiers in Oman on Sunday. Peru gave $2 million to Oman.");
    desk.ok(&["build", "articles"]);
    let dead = desk.ok(&["query", "deadliest-events", "--format", "csv"]);
    let lines: Vec<&str> = dead.lines().collect();
    assert_eq!(lines[0], "killed,least,most,words,event,from,place,reports,sentence,article");
    assert!(lines[1].starts_with("14,14,,killed: At least 14 people,"), "{dead}");
    assert!(lines[2].starts_with("3,3,3,killed: three soldiers,"), "{dead}");
    assert_eq!(lines.len(), 3, "{dead}");
    let money = desk.ok(&[
        "query",
        "SELECT ?v ?u { ?q ng:counts 'money' ; schema:value ?v ; schema:unitText ?u }",
        "--format",
        "csv",
    ]);
    assert!(money.contains("2000000,USD"), "{money}");
    assert!(desk.ok(&["why", "raid#e0"]).contains("quantity killed: 3 soldier (“three soldiers”)"));
    desk.ok(&["check"]);
    let line: serde_json::Value =
        serde_json::from_str(desk.ok(&["extract", "articles/flood.txt"]).lines().next().unwrap()).unwrap();
    let quantity = &line["events"][0]["quantities"][0];
    assert_eq!((quantity["kind"].as_str(), quantity["min"].as_f64()), (Some("killed"), Some(14.0)));
    assert!(quantity["max"].is_null() && quantity["start"] == 0, "{quantity}");
}

#[test]
fn what_is_quoted_stands_on_the_speakers_word() {
    let desk = Desk::new();
    desk.write(
        "a.txt",
        "\"The rebels attacked Derna on Monday. They killed twelve people,\" said Mayor Anna Keller. Troops left Derna.",
    );
    desk.write(
        "b.txt",
        "A talk.\n\n((WN)) Why?\n\n((Anna Keller)) The rebels attacked Derna.\n\n((WN)) And now?\n\n\
         ((Anna Keller)) They left.\n\nThe army bombed Derna.\n",
    );
    let speakers = |name: &str| -> Vec<(String, Option<String>)> {
        let out: serde_json::Value = serde_json::from_str(&desk.ok(&["extract", name])).unwrap();
        let actors = out["actors"].as_array().unwrap();
        let actor = |id: &str| actors.iter().find(|actor| actor["id"] == id).map(|actor| actor["name"].to_string());
        let events = out["events"].as_array().unwrap().iter();
        events
            .map(|event| {
                (event["subtype"].as_str().unwrap().to_owned(), event["attributed_to"].as_str().and_then(actor))
            })
            .collect()
    };
    let by = |name: &str, subtype: &str| {
        let found = speakers(name).into_iter().find(|(found, _)| found == subtype);
        found.unwrap_or_else(|| panic!("no {subtype} in {name}")).1
    };
    let keller = Some("\"Anna Keller\"".to_owned());
    assert_eq!(by("a.txt", "attack"), keller);
    assert_eq!(by("a.txt", "kill"), keller);
    assert_eq!(by("a.txt", "depart"), None);
    assert_eq!(by("b.txt", "attack"), keller);
    assert_eq!(by("b.txt", "bomb"), None);
}
