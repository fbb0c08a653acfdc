//! Lists of an analyst's own: brought in, used, shown, taken out again.

use crate::support::Desk;

const ARTICLES: &str = r#"{"id":"a1","published":"2019-03-01","title":"Harbour","text":"Oleksandr Hrynko met Angela Merkel in Berlin on Friday. Hrynko said that the harbour would be rebuilt."}
{"id":"a2","published":"2021-06-10","title":"Bakery","text":"Sasha Hrynko opened a bakery in Leeds on Tuesday. Bread prices doubled in Leeds, he said."}
"#;

const FTM: &str = r#"{"id":"h-1","schema":"Person","caption":"Oleksandr Hrynko","properties":{"name":["Oleksandr Hrynko"],"alias":["Sasha Hrynko"],"weakAlias":["Sasha"],"citizenship":["ua"],"birthDate":["1970-02-01"],"topics":["role.pep"]}}
{"id":"h-2","schema":"Ownership","properties":{"owner":["h-1"]}}
{"id":"h-3","schema":"Person","properties":{"alias":["nameless"]}}
"#;

const WIKIDATA: &str = "person,personLabel,personAltLabel,countryLabel\n\
                        http://www.wikidata.org/entity/Q567,Angela Merkel,\"Angela Dorothea Merkel, Mutti\",Germany\n";

fn value(desk: &Desk, sparql: &str) -> Vec<String> {
    desk.ok(&["query", sparql, "--format", "csv"]).lines().skip(1).map(str::to_owned).collect()
}

#[test]
fn lists_link_articles_and_give_identifiers() {
    let desk = Desk::new();
    desk.write("articles.jsonl", ARTICLES);
    desk.write("watch.ftm.json", FTM);
    desk.write("query.csv", WIKIDATA);
    // Before there is a graph.
    let said = desk.run(&["gazetteer", "import", "watch.ftm.json", "--iri-prefix", "https://list.example/"]);
    assert_eq!(said.code, 3, "{}", said.err);
    assert!(said.err.contains("skipped: watch.ftm.json, line 3: no name"), "{}", said.err);
    assert!(said.err.contains("3 rows read as FollowTheMoney entities, 1 skipped; 1 entries"), "{}", said.err);
    assert!(said.err.contains("1 Ownership") && said.err.contains("no graph yet"), "{}", said.err);
    desk.ok(&["build", "articles.jsonl"]);
    let hrynko = "SELECT ?article { ?article ng:mentions actor:oleksandr-hrynko } ORDER BY ?article";
    assert_eq!(value(&desk, hrynko).len(), 2, "an alias of the list names him too");
    // Into a graph.
    let said = desk.run(&["gazetteer", "import", "query.csv", "--name", "chancellors", "--type", "person"]);
    assert_eq!(said.code, 0, "{}", said.err);
    assert!(said.err.contains("1 of chancellors are named in the articles"), "{}", said.err);
    let same = "SELECT ?same { VALUES ?actor { actor:oleksandr-hrynko actor:angela-merkel } ?actor schema:sameAs ?same } ORDER BY ?same";
    assert_eq!(value(&desk, same), ["http://www.wikidata.org/entity/Q567", "https://list.example/h-1"]);
    assert_eq!(value(&desk, "SELECT ?a { ?a ng:onList \"watch\" ; ng:topic \"role.pep\" }").len(), 1);
    desk.ok(&["check"]);
    // Both survive a rebuild.
    let before = desk.statements();
    desk.ok(&["build", "articles.jsonl"]);
    assert_eq!(desk.statements(), before);
    let list = desk.ok(&["gazetteer", "list"]);
    assert!(list.contains("chancellors") && list.contains("watch") && list.contains("1 person"), "{list}");
    // A list is a table that people can read and edit.
    let stored = desk.read("graph/gazetteer/watch.csv");
    assert!(
        stored.starts_with("id,name,aliases,weak,type,")
            && stored.contains("oleksandr-hrynko,Oleksandr Hrynko,Sasha Hrynko,Sasha,person"),
        "{stored}"
    );
    // Taken out, it leaves nothing.
    desk.ok(&["gazetteer", "remove", "watch", "chancellors"]);
    assert!(!desk.statements().contains("list.example") && !desk.path("graph/gazetteer").exists());
    let said = desk.run(&["gazetteer", "remove", "watch"]);
    assert!(said.code == 2 && said.err.contains("there are none"), "{}", said.err);
}

#[test]
fn importing_again_replaces_the_list() {
    let desk = Desk::new();
    desk.write("staff.csv", "name,type,uri\nAnn Roe,person,https://x.example/1\nBo Roe,person,https://x.example/2\n");
    desk.ok(&["gazetteer", "import", "staff.csv"]);
    desk.write("staff.csv", "name,type,uri\nBo Roe,person,https://x.example/2\n");
    let said = desk.run(&["gazetteer", "import", "staff.csv"]);
    assert!(said.err.contains("1 entries; replaces the list of that name"), "{}", said.err);
    let stored = desk.read("graph/gazetteer/staff.csv");
    assert!(stored.contains("\nbo-roe,Bo Roe,") && !stored.contains("Ann Roe"), "{stored}");
}

#[test]
fn a_malformed_file_changes_nothing() {
    let desk = Desk::new();
    desk.write("good.csv", "name,type\nAnn Roe,person\n");
    desk.write("ragged.csv", "name,type\nAnn Roe,person\nBo, Roe,person\n");
    desk.write("nameless.csv", "x,y\n1,2\n");
    desk.write("broken.json", "{\"schema\":\"Person\",\"properties\":{\"name\":[\"A B\"]}}\n{\"schema\": oops}\n");
    desk.write("latin1.csv", b"name,type\nAndr\xe9 Roe,person\n");
    for (file, words) in [
        ("ragged.csv", "ragged.csv:3: 3 fields where the header has 2; put quotation marks"),
        ("nameless.csv", "nameless.csv:1: no column holds names; the columns are x, y; say which one with --column"),
        ("broken.json", "broken.json:2: not JSON"),
        ("latin1.csv", "latin1.csv:2: not UTF-8 text; save the file as UTF-8"),
        ("missing.csv", "missing.csv: cannot read"),
    ] {
        let said = desk.run(&["gazetteer", "import", "good.csv", file]);
        assert!(said.code == 1 && said.err.contains(words), "{file}: {} {}", said.code, said.err);
        assert!(!desk.path("graph").exists(), "{file}: nothing is kept");
    }
    let said = desk.run(&["gazetteer", "import", "good.csv", "--column", "colour=x"]);
    assert!(said.code == 2 && said.err.contains("fields are id, name"), "{}", said.err);
    // A list that somebody spoilt is named when it is read.
    desk.ok(&["gazetteer", "import", "good.csv"]);
    desk.write("graph/gazetteer/good.csv", "id,name,country\nann-roe,Ann Roe,Ruritania\n");
    desk.write("articles.jsonl", ARTICLES);
    let said = desk.run(&["build", "articles.jsonl"]);
    assert!(said.code == 1 && said.err.contains("good.csv:2: “Ruritania” is no ISO 3166-1"), "{}", said.err);
}
