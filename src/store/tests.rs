//! Graph folders written, read, broken and interrupted.

use std::collections::BTreeMap;
use std::fs;

use oxigraph::model::{Literal, NamedNode};
use proptest::prelude::*;
use tempfile::TempDir;

use super::folder::fault;
use super::*;
use crate::article::Article;
use crate::map::{article_quads, identity_quads, testing};
use crate::vocabulary::{article_iri, ontology, rdfs};

const ENGINE: &str = "test 1";

/// Adds articles to a graph and maps all of it, as a build does.
fn build(dir: &Path, add: &[&str], remove: &[&str]) -> Result<Manifest> {
    let mut writer = Graph::create_or_open(dir)?;
    for id in add {
        writer.stage(&testing::annotated_with_id(id), ENGINE)?;
    }
    for id in remove {
        writer.remove(id)?;
    }
    let articles: Vec<Annotated> = writer.read_all(|annotated, _| annotated)?;
    let ids: Vec<&str> = articles.iter().map(|annotated| annotated.article.id.as_str()).collect();
    let identities = testing::identities_for(&ids);
    let segments = articles.iter().map(|annotated| segment(&writer, annotated, &identities)).collect::<Result<_>>()?;
    writer.commit(&identities, segments, identity_quads(&identities))
}

/// The segment of an article: kept where nothing has changed, as in a build.
fn segment(writer: &Writer, annotated: &Annotated, identities: &Identities) -> Result<(String, Segment)> {
    let id = &annotated.article.id;
    match writer.kept_segment(id, digest(id.as_bytes())) {
        Some(segment) => Ok(segment),
        None => writer.write_segment(id, digest(id.as_bytes()), article_quads(annotated, identities, ontology())),
    }
}

/// Every file of a folder that counts, with its bytes.
fn files(dir: &Path) -> BTreeMap<String, Vec<u8>> {
    fn walk(dir: &Path, prefix: &str, found: &mut BTreeMap<String, Vec<u8>>) {
        for entry in fs::read_dir(dir).unwrap() {
            let entry = entry.unwrap();
            let name = format!("{prefix}{}", entry.file_name().to_str().unwrap());
            if entry.path().is_dir() {
                walk(&entry.path(), &format!("{name}/"), found);
            } else if name != ".lock" {
                found.insert(name, fs::read(entry.path()).unwrap());
            }
        }
    }
    let mut found = BTreeMap::new();
    walk(dir, "", &mut found);
    found
}

fn copy(from: &Path, to: &Path) {
    for (name, bytes) in files(from) {
        let path = to.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
}

fn ids(graph: &Graph) -> Vec<String> {
    graph.annotated().unwrap().map(|annotated| annotated.unwrap().article.id).collect()
}

#[track_caller]
fn message(result: Result<impl Sized>) -> String {
    match result {
        Ok(_) => panic!("should have failed"),
        Err(error) => error.to_string(),
    }
}

#[test]
fn a_graph_is_written_and_read() {
    let dir = TempDir::new().unwrap();
    let dir = dir.path().join("deep/graph");
    let manifest = build(&dir, &["one", "US/two"], &[]).unwrap();
    assert_eq!((manifest.counts.articles, manifest.counts.actors), (2, 5));
    assert_eq!((manifest.counts.events, manifest.counts.relations, manifest.counts.quotes), (2, 2, 2));
    assert_eq!((manifest.counts.sentences, manifest.counts.mentions), (10, 12));

    let graph = Graph::open(&dir).unwrap();
    assert_eq!(graph.manifest(), &manifest);
    assert_eq!(ids(&graph), ["one", "US/two"]);
    assert_eq!(graph.article("US/two").unwrap().unwrap(), testing::annotated_with_id("US/two"));
    assert_eq!(graph.article("three").unwrap(), None);
    assert_eq!(graph.identities().unwrap(), testing::identities_for(&["one", "US/two"]));
    let ontology = ontology_store(None).unwrap().len().unwrap();
    assert_eq!(graph.store().len().unwrap(), manifest.counts.quads + ontology);
    assert!(graph.store().contains_named_graph(article_iri("US/two").as_ref()).unwrap());
}

#[test]
fn the_same_content_makes_the_same_bytes_and_touches_no_file() {
    let (one, other) = (TempDir::new().unwrap(), TempDir::new().unwrap());
    build(one.path(), &["b", "a"], &[]).unwrap();
    build(other.path(), &["a"], &[]).unwrap();
    build(other.path(), &["b"], &[]).unwrap();
    assert_eq!(files(one.path()), files(other.path()), "one after the other is the same as all at once");

    let times = |dir: &Path| -> Vec<_> {
        files(dir).keys().map(|name| fs::metadata(dir.join(name)).unwrap().modified().unwrap()).collect()
    };
    let before = times(one.path());
    build(one.path(), &["a", "b"], &[]).unwrap();
    assert_eq!(files(one.path()), files(other.path()));
    assert_eq!(times(one.path()), before);
}

#[test]
fn a_segment_is_sorted_and_has_every_statement_once() {
    let dir = TempDir::new().unwrap();
    let quad = |value: &str| {
        let node = NamedNode::new_unchecked("https://example.org/x");
        Quad::new(node.clone(), rdfs::LABEL.into_owned(), Literal::new_simple_literal(value), node)
    };
    let writer = Graph::create_or_open(dir.path()).unwrap();
    let segment = writer.write_segment("x", 0, [quad("b"), quad("a"), quad("b")]).unwrap();
    writer.commit(&Identities::default(), vec![segment], []).unwrap();
    let text = fs::read_to_string(dir.path().join("quads/x.nq")).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines.len(), 2);
    assert!(lines.is_sorted());
}

#[test]
fn a_removed_article_goes_with_all_it_said() {
    let (one, other) = (TempDir::new().unwrap(), TempDir::new().unwrap());
    build(one.path(), &["a", "b"], &[]).unwrap();
    build(one.path(), &[], &["b"]).unwrap();
    build(other.path(), &["a"], &[]).unwrap();
    assert_eq!(files(one.path()), files(other.path()));
    let mut writer = Graph::create_or_open(one.path()).unwrap();
    assert!(!writer.remove("b").unwrap());
    assert!(writer.remove("a").unwrap());
}

#[test]
fn what_was_understood_is_found_again() {
    let dir = TempDir::new().unwrap();
    build(dir.path(), &["a"], &[]).unwrap();
    let writer = Graph::create_or_open(dir.path()).unwrap();
    let known = testing::annotated_with_id("a");
    assert_eq!(writer.cached(&known.article, ENGINE).as_ref(), Some(&known));
    let moved = Article { origin: "elsewhere".to_owned(), ..known.article.clone() };
    assert_eq!(writer.cached(&moved, ENGINE).unwrap().article.origin, "elsewhere");
    assert_eq!(writer.cached(&known.article, "test 2"), None, "another engine");
    let changed = Article { text: format!("{} More.", known.article.text), ..known.article.clone() };
    assert_eq!(writer.cached(&changed, ENGINE), None, "another text");
}

#[test]
fn an_interrupted_build_leaves_the_graph_and_does_not_repeat_its_work() {
    let dir = TempDir::new().unwrap();
    build(dir.path(), &["a"], &[]).unwrap();
    let mut writer = Graph::create_or_open(dir.path()).unwrap();
    writer.stage(&testing::annotated_with_id("b"), ENGINE).unwrap();
    drop(writer);
    assert_eq!(ids(&Graph::open(dir.path()).unwrap()), ["a"]);
    let writer = Graph::create_or_open(dir.path()).unwrap();
    assert!(writer.cached(&testing::annotated_with_id("b").article, ENGINE).is_some());
    drop(writer);
    // What is not staged again is not part of the next commit.
    build(dir.path(), &["c"], &[]).unwrap();
    assert_eq!(ids(&Graph::open(dir.path()).unwrap()), ["a", "c"]);
}

#[test]
fn a_segment_that_an_interrupted_build_left_is_not_taken_over() {
    let dir = TempDir::new().unwrap();
    build(dir.path(), &["a"], &[]).unwrap();
    let before = files(dir.path());
    let writer = Graph::create_or_open(dir.path()).unwrap();
    writer.write_segment("a", 1, []).unwrap();
    drop(writer);
    build(dir.path(), &["a"], &[]).unwrap();
    assert_eq!(files(dir.path()), before);
}

#[test]
fn killed_at_any_step_the_graph_is_the_old_or_the_new_one() {
    let (old, new) = (TempDir::new().unwrap(), TempDir::new().unwrap());
    build(old.path(), &["a", "b"], &[]).unwrap();
    copy(old.path(), new.path());
    build(new.path(), &["b2", "c"], &["a"]).unwrap();
    let (old_files, new_files) = (files(old.path()), files(new.path()));
    let (mut olds, mut news) = (0, 0);
    for steps in 0.. {
        let dir = TempDir::new().unwrap();
        copy(old.path(), dir.path());
        fault::after(Some(steps));
        let result = build(dir.path(), &["b2", "c"], &["a"]);
        fault::after(None);

        let graph = Graph::open(dir.path()).unwrap();
        match ids(&graph).as_slice() {
            [a, b] if a == "a" && b == "b" => olds += 1,
            [b, b2, c] if b == "b" && b2 == "b2" && c == "c" => news += 1,
            other => panic!("after {steps} steps: {other:?}"),
        }
        let expected = if graph.manifest().counts.articles == 2 { &old_files } else { &new_files };
        for name in expected.keys() {
            assert_eq!(graph.folder.read(name).unwrap().as_ref(), expected.get(name), "{name} after {steps} steps");
        }
        assert_eq!(result.is_ok(), graph.manifest().counts.articles == 3, "after {steps} steps: {result:?}");
        // The next build gets to the same place from anywhere.
        build(dir.path(), &["b2", "c"], &["a"]).unwrap();
        assert_eq!(files(dir.path()), new_files, "after {steps} steps");
        if olds > 0 && news > 14 {
            break;
        }
    }
    assert!(olds > 5 && news > 5, "{olds} before the commit, {news} after it");
}

#[test]
fn two_writers_do_not_meet() {
    let dir = TempDir::new().unwrap();
    let first = Graph::create_or_open(dir.path()).unwrap();
    let refused = message(Graph::create_or_open(dir.path()));
    assert!(refused.contains("is writing") && refused.contains(&std::process::id().to_string()), "{refused}");
    drop(first);
    assert!(Graph::create_or_open(dir.path()).is_ok());
}

#[test]
fn a_folder_without_a_graph_says_what_to_do() {
    let dir = TempDir::new().unwrap();
    for path in [dir.path().join("missing"), dir.path().to_owned()] {
        let said = message(Graph::open(&path));
        assert!(said.contains("no graph here; run `newsgraph build PATHS…"), "{said}");
    }
    fs::write(dir.path().join("thesis.docx"), "precious").unwrap();
    assert!(message(Graph::open(dir.path())).contains("not a graph folder"));
    assert!(message(Graph::create_or_open(dir.path())).contains("holds other files (thesis.docx)"));
    assert!(message(Graph::open(dir.path().join("thesis.docx"))).contains("this is a file"));
    assert!(message(Graph::create_or_open(dir.path().join("thesis.docx"))).contains("this is a file"));
    assert_eq!(fs::read(dir.path().join("thesis.docx")).unwrap(), b"precious");
}

#[test]
fn a_damaged_graph_says_where_and_a_build_mends_it() {
    let dir = TempDir::new().unwrap();
    build(dir.path(), &["a"], &[]).unwrap();
    let snapshot = dir.path().join("quads/a.nq");
    let good = fs::read_to_string(&snapshot).unwrap();

    let mut lines: Vec<&str> = good.lines().collect();
    lines[4] = "<https://example.org/x> oops .";
    fs::write(&snapshot, lines.join("\n")).unwrap();
    let said = message(Graph::open(dir.path()));
    assert!(said.contains("quads/a.nq is damaged in line 5"), "{said}");

    fs::write(&snapshot, lines[..4].join("\n")).unwrap();
    assert!(message(Graph::open(dir.path())).contains("quads/a.nq is cut or changed"));
    fs::write(&snapshot, b"\xff\xfe").unwrap();
    assert!(message(Graph::open(dir.path())).contains("quads/a.nq is damaged in line 1"));
    fs::remove_file(&snapshot).unwrap();
    assert!(message(Graph::open(dir.path())).contains("quads/a.nq is missing"));

    build(dir.path(), &[], &[]).unwrap();
    assert_eq!(fs::read_to_string(&snapshot).unwrap(), good);

    fs::write(dir.path().join("segments.json"), "{").unwrap();
    assert!(message(Graph::open(dir.path())).contains("segments.json is damaged"));
    build(dir.path(), &[], &[]).unwrap();
    assert!(Graph::open(dir.path()).is_ok());

    fs::write(dir.path().join("articles/a.json"), "{\"engine\"").unwrap();
    assert!(message(build(dir.path(), &[], &[])).contains("articles/a.json is damaged"));
    build(dir.path(), &["a"], &[]).unwrap();
    assert_eq!(fs::read_to_string(&snapshot).unwrap(), good);

    fs::write(dir.path().join("graph.json"), "{").unwrap();
    assert!(message(Graph::open(dir.path())).contains("graph.json is damaged"));
    fs::remove_file(dir.path().join("graph.json")).unwrap();
    build(dir.path(), &[], &[]).unwrap();
    assert!(Graph::open(dir.path()).is_ok());
}

#[test]
fn a_newer_graph_is_left_alone() {
    let dir = TempDir::new().unwrap();
    build(dir.path(), &["a"], &[]).unwrap();
    let newer = r#"{"format": 99, "program": "newsgraph 9", "tables": []}"#;
    fs::write(dir.path().join("graph.json"), newer).unwrap();
    for said in [message(Graph::open(dir.path())), message(Graph::create_or_open(dir.path()))] {
        assert!(said.contains("format 99") && said.contains("update newsgraph"), "{said}");
    }
    assert_eq!(fs::read_to_string(dir.path().join("graph.json")).unwrap(), newer);
}

/// Needs a small file system of its own: `NEWSGRAPH_SMALL_DISK=/mnt/small cargo test … -- --ignored full_disk`.
#[test]
#[ignore = "needs a small file system"]
fn a_full_disk_leaves_the_old_graph() {
    let Some(disk) = std::env::var_os("NEWSGRAPH_SMALL_DISK") else { return };
    let dir = Path::new(&disk).join("graph");
    build(&dir, &["a"], &[]).unwrap();
    let before = files(&dir);
    let ids: Vec<String> = (0..100_000).map(|number| format!("n{number}")).collect();
    let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
    let said = message(build(&dir, &ids, &[]));
    assert!(said.contains("cannot write: No space left"), "{said}");
    assert_eq!(super::tests::ids(&Graph::open(&dir).unwrap()), ["a"]);
    for (name, bytes) in &before {
        assert_eq!(fs::read(dir.join(name)).ok().as_ref(), Some(bytes), "{name}");
    }
}

/// `cargo test --release -- --ignored --nocapture figures_of_a_large_graph`: what docs/performance.md tells.
#[test]
#[ignore = "measures"]
fn figures_of_a_large_graph() {
    use std::time::Instant;
    let dir = TempDir::new().unwrap();
    let ids: Vec<String> = (0..2400).map(|number| format!("article-{number}")).collect();
    let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
    let identities = testing::identities_for(&ids);
    let articles: Vec<Annotated> = ids.iter().map(|id| testing::annotated_with_id(id)).collect();
    let mut writer = Graph::create_or_open(dir.path()).unwrap();
    let clock = Instant::now();
    articles.iter().for_each(|annotated| writer.stage(annotated, ENGINE).unwrap());
    println!("stage {} articles: {:?}", articles.len(), clock.elapsed());
    let clock = Instant::now();
    let segments: Vec<_> = articles.iter().map(|annotated| segment(&writer, annotated, &identities).unwrap()).collect();
    println!("map and write: {:?}", clock.elapsed());
    let clock = Instant::now();
    let manifest = writer.commit(&identities, segments, identity_quads(&identities)).unwrap();
    println!("commit {} quads: {:?}", manifest.counts.quads, clock.elapsed());
    let clock = Instant::now();
    let graph = Graph::open(dir.path()).unwrap();
    println!("open: {:?}", clock.elapsed());
    let clock = Instant::now();
    let found = crate::check::check(&graph).unwrap();
    println!("check: {:?}, {} violations", clock.elapsed(), found.len());
}

proptest! {
    #[test]
    fn any_text_survives_the_snapshot(texts in prop::collection::btree_set(any::<String>(), 1..8)) {
        let dir = TempDir::new().unwrap();
        let node = NamedNode::new_unchecked("https://example.org/x");
        let quads: Vec<Quad> = texts
            .iter()
            .map(|text| {
                Quad::new(node.clone(), rdfs::LABEL.into_owned(), Literal::new_simple_literal(text), article_iri(text))
            })
            .collect();
        let writer = Graph::create_or_open(dir.path()).unwrap();
        let segment = writer.write_segment("x", 0, quads.clone()).unwrap();
        writer.commit(&Identities::default(), vec![segment], []).unwrap();
        let graph = Graph::open(dir.path()).unwrap();
        for quad in &quads {
            prop_assert!(graph.store().contains(quad).unwrap(), "{} is lost", quad);
        }
        prop_assert_eq!(graph.manifest().counts.quads, quads.len());
    }
}
