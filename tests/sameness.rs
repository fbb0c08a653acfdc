//! The same articles give the same bytes on every instruction set and thread count, in both modes.

use newsgraph::article::Article;
use newsgraph::document::Tier;
use newsgraph::pipeline::Pipeline;
use newsgraph::read::{self, ReadOptions};
use newsgraph::understand::Level;

use crate::support::{Desk, sample};

/// Articles that the samples are made into.
const ARTICLES: usize = 200;

/// Numbers that look random and are always the same.
struct Numbers(u64);

impl Numbers {
    /// A number below `limit`.
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % limit
    }
}

/// Short articles of sentences from all samples, in different casings and layouts, some cut in the middle of a word.
fn articles() -> Vec<Article> {
    let samples = read::read(&[sample().to_str().unwrap().to_owned()], &ReadOptions::default()).unwrap();
    let samples: Vec<Article> = samples.map(Result::unwrap).collect();
    let sentences: Vec<&str> = samples
        .iter()
        .flat_map(|article| article.text.split_inclusive(['.', '\n']))
        .map(str::trim)
        .filter(|sentence| sentence.contains(char::is_alphanumeric))
        .collect();
    assert!(samples.len() == 22 && sentences.len() > 150, "{} sentences", sentences.len());
    let mut numbers = Numbers(2026);
    (0..ARTICLES)
        .map(|nth| {
            let mut text = String::new();
            // Every sentence comes up at least once.
            let own = (nth..sentences.len()).step_by(ARTICLES);
            let others: Vec<usize> = (0..numbers.below(3)).map(|_| numbers.below(sentences.len())).collect();
            for sentence in own.chain(others).map(|at| sentences[at]) {
                let sentence = match numbers.below(8) {
                    0 => sentence.to_uppercase(),
                    1 => sentence.to_lowercase(),
                    2 => sentence.chars().take(1 + numbers.below(40)).collect(),
                    _ => sentence.to_owned(),
                };
                text.push_str(&sentence);
                text.push_str([" ", " ", "\n", "\n\n"][numbers.below(4)]);
            }
            let published = samples[nth % samples.len()].published.clone();
            Article { id: format!("article-{nth}"), text, published, ..Article::default() }
        })
        .collect()
}

/// All that is said of the articles, as JSON.
fn said(pipeline: &Pipeline, articles: &[Article], threads: usize) -> Vec<String> {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
    let mut said = Vec::new();
    pool.install(|| {
        pipeline.annotate_all(
            articles.to_vec(),
            |_| true,
            |annotated| {
                said.push(serde_json::to_string(&annotated).unwrap());
                Ok(())
            },
        )
    })
    .unwrap();
    said
}

#[test]
fn instruction_sets_and_thread_counts_do_not_matter() {
    let articles = articles();
    assert_eq!(articles.len(), ARTICLES);
    for tier in [Tier::Accurate, Tier::Fast] {
        let mut wanted: Option<Vec<String>> = None;
        for (threads, level) in Level::available().into_iter().rev().cycle().take(4).enumerate() {
            let pipeline = Pipeline::load().unwrap().with_level(level).with_tier(tier);
            let said = said(&pipeline, &articles, threads + 1);
            match &wanted {
                None => wanted = Some(said),
                Some(wanted) => {
                    for (said, wanted) in said.iter().zip(wanted) {
                        assert_eq!(said, wanted, "{level}, {} threads, {tier:?}", threads + 1);
                    }
                }
            }
        }
        let names = wanted.unwrap().iter().filter(|said| said.contains("\"form\":\"name\"")).count();
        assert!(names > ARTICLES / 2, "{names} articles with names");
    }
}

#[test]
fn a_lower_instruction_set_can_be_asked_for() {
    let desk = Desk::new();
    let article = sample().join("2014-11-12-apec.txt");
    let plain = desk.ok(&["extract", article.to_str().unwrap(), "--tokens"]);
    for level in Level::available() {
        let forced = ["extract", article.to_str().unwrap(), "--tokens", "--instructions", &level.to_string()];
        assert_eq!(desk.ok(&forced), plain, "{level}");
    }
    let mut command = desk.command(&["extract", article.to_str().unwrap()]);
    let output = command.env("NEWSGRAPH_INSTRUCTIONS", "abacus").output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    let message = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(message.contains("abacus") && message.contains("portable"), "{message}");
}

#[test]
fn a_graph_keeps_its_mode() {
    let desk = Desk::new();
    let paths = ["2014-11-12-apec.txt", "2015-10-27-lassen.txt"].map(|name| sample().join(name));
    let [first, second] = paths.each_ref().map(|path| path.to_str().unwrap());
    desk.ok(&["build", first, "--fast"]);
    assert!(desk.read("graph/graph.json").contains("\"tier\": \"fast\""));
    let key = |article: &str| {
        let json: serde_json::Value =
            serde_json::from_str(&desk.read(&format!("graph/articles/{article}.json"))).unwrap();
        json["engine"].as_str().unwrap().to_owned()
    };
    // Without the option the graph's own mode goes on.
    let said = desk.run(&["build", second, first]);
    assert!(said.code == 0 && said.err.contains("fast mode") && said.err.contains("1 unchanged"), "{}", said.err);
    assert_eq!(key("2014-11-12-apec"), key("2015-10-27-lassen"));
    let fast = key("2014-11-12-apec");

    desk.ok(&["build", first, "--graph", "graph"]);
    let other = Desk::new();
    other.ok(&["build", first]);
    let json: serde_json::Value = serde_json::from_str(&other.read("graph/articles/2014-11-12-apec.json")).unwrap();
    assert_ne!(json["engine"].as_str().unwrap(), fast, "the cache tells the modes apart");
    let said = other.run(&["build", second, "--fast"]);
    assert!(said.code == 1 && said.err.contains("accurate mode") && said.err.contains("--graph"), "{}", said.err);
}
