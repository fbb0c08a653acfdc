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
        "Woodgrove Bank is insurer of Tailspin Shipping",
        "Woodgrove Bank insures Contoso Shipping (former)",
        "2019-12-31",
        "by apposition/insurer",
        "insurance/lexicon/roles.csv:2: no class \"insurrer\" in role_classes.csv",
        "insurance/lexicon/relations.csv:4: \"event\" may not be the subject of insures; there may stand organization",
        "Hackers stole",
        "Yemen turned back a tanker",
    ] {
        assert!(all.contains(promised), "nothing says “{promised}” in\n{all}");
    }
}

/// A text about malware, and what the cyber domain tells of it.
#[test]
fn the_cyber_domain_tells_relations() {
    let desk = Desk::new();
    desk.write(
        "a.txt",
        "Lazarus Group uses the trojan Dtrack. WannaCry exploited EternalBlue, a flaw in Microsoft Windows. \
         Petya is a variant of the ransomware Ryuk. NotPetya was attributed to Russia.",
    );
    let domain = root().join("ontology/domains/cyber").display().to_string();
    desk.ok(&["build", "--ontology", &domain, "a.txt"]);
    let told = desk.ok(&["query", "SELECT ?what { ?c a ng:Relation ; rdfs:label ?what }", "--format", "csv"]);
    for relation in ["uses", "exploits", "is a flaw in", "is a variant of", "is attributed to"] {
        assert!(told.contains(relation), "nothing {relation} in\n{told}");
    }
    desk.ok(&["check"]);
}

/// What is wrong with a folder of relations, told by file and line.
#[test]
fn relations_that_do_not_fit_are_told_by_line() {
    let heading = "relation,domain,range,phrase,role_phrase,inverse,symmetric,definition\n";
    for (file, text, complaint) in [
        (
            "relation_types.csv",
            "Insures,organization,person,insures,,,,\n",
            "relation_types.csv:2: \"Insures\" is no name",
        ),
        (
            "relation_types.csv",
            "headOf,person,place,heads,,,,\n",
            "relation_types.csv:2: there is a relation headOf already",
        ),
        (
            "relation_types.csv",
            "subject,person,place,heads,,,,\n",
            "relation_types.csv:2: ng:subject is a word of the graph",
        ),
        (
            "relation_types.csv",
            "insures,robot,person,insures,,,,\n",
            "relation_types.csv:2: \"robot\" is no kind of actor",
        ),
        (
            "relation_types.csv",
            "insures,,person,insures,,,,\n",
            "relation_types.csv:2: column 2 names no kind of actor",
        ),
        ("relation_types.csv", "insures,person,person,,,,,\n", "relation_types.csv:2: insures has no phrase"),
        (
            "relation_types.csv",
            "insures,person,person,insures,as {x},,,\n",
            "relation_types.csv:2: ng:insures: the phrase for a role",
        ),
        ("relation_types.csv", "insures,person,person,insures,,insuredBy,,\n", "ng:insuredBy, which is not there"),
        ("relation_types.csv", "insures,person,place,insures,,,yes,\n", "domain and range must be the same"),
    ] {
        let desk = Desk::new();
        desk.write(&format!("mine/{file}"), format!("{heading}{text}"));
        desk.write("a.txt", "Nothing happened.");
        let said = desk.run(&["extract", "--ontology", "mine", "a.txt"]);
        assert_ne!(said.code, 0, "{text}");
        assert!(said.err.contains(complaint), "{text}{}", said.err);
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
        // That Saarlouis is in Germany is read by the encoder, which does not look at "a.txt" a second time.
        let works = "Ford builds the Focus in Saarlouis, Germany.";
        desk.write("a.txt", format!("The navy of Yemen zapped the army of Oman on Monday. {works}"));
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
    assert!(one.values().any(|text| text.contains("ontology#inCountry")));
}

#[test]
fn classes_of_words_are_added_to() {
    let desk = Desk::new();
    desk.write("a.txt", "The navy of Yemen zapped a trawler of Oman on Monday.");
    desk.write(
        "mine/lexicon/events.csv",
        "lemma,pos,type,when,roles,modality,flags\nzap,verb,attack,obj=%catch,source=subj target=of\n",
    );
    let class = |row: &str| format!("class,kind,words\n{row}\n");
    desk.write("mine/lexicon/classes.csv", class("catch,word,trawler|seiner"));
    assert!(desk.ok(&["extract", "--ontology", "mine", "a.txt"]).contains("\"subtype\":\"attack\""));
    desk.write("mine/lexicon/classes.csv", class("catch,word,herring"));
    assert!(!desk.ok(&["extract", "--ontology", "mine", "a.txt"]).contains("\"subtype\":\"attack\""));
    desk.write("mine/lexicon/classes.csv", class("catch,heap,trawler"));
    let error = desk.run(&["extract", "--ontology", "mine", "a.txt"]).err;
    assert!(error.contains("classes.csv:2: unknown kind \"heap\"; there are word and scene"), "{error}");
    desk.write("mine/lexicon/classes.csv", class("haul,word,trawler"));
    let error = desk.run(&["extract", "--ontology", "mine", "a.txt"]).err;
    assert!(error.contains("events.csv:2: no class \"catch\" in classes.csv"), "{error}");
}
