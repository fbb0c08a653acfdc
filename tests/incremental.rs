//! Incremental equals batch: a graph is a function of the set of its articles, whatever way they came and went.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::OnceLock;

use newsgraph::article::Article;
use newsgraph::pipeline::Pipeline;
use newsgraph::read::{ReadOptions, read};
use proptest::prelude::*;
use tempfile::TempDir;

use crate::support::{files, sample};

struct Sample {
    pipeline: Pipeline,
    articles: Vec<Article>,
    /// The graph of all articles, built at once.
    all: BTreeMap<String, String>,
}

fn shared() -> &'static Sample {
    static SAMPLE: OnceLock<Sample> = OnceLock::new();
    SAMPLE.get_or_init(|| {
        let pipeline = Pipeline::load().unwrap();
        let paths = [sample().to_str().unwrap().to_owned()];
        let articles: Vec<Article> = read(&paths, &ReadOptions::default()).unwrap().filter_map(Result::ok).collect();
        let dir = TempDir::new().unwrap();
        pipeline.build(dir.path(), articles.clone(), |_| true).unwrap();
        Sample { pipeline, articles, all: files(dir.path()) }
    })
}

/// Adds articles in batches of a size.
fn add(dir: &Path, order: &[usize], batch: usize) {
    let Sample { pipeline, articles, .. } = shared();
    for part in order.chunks(batch) {
        let part = part.iter().map(|&at| articles[at].clone()).collect();
        pipeline.build(dir, part, |_| true).unwrap();
    }
}

/// Names of files that differ: contents would fill pages.
fn different(a: &BTreeMap<String, String>, b: &BTreeMap<String, String>) -> Vec<String> {
    let names = a.keys().chain(b.keys()).filter(|name| a.get(*name) != b.get(*name));
    names.cloned().collect()
}

fn orders() -> impl Strategy<Value = Vec<usize>> {
    Just(()).prop_flat_map(|()| Just((0..shared().articles.len()).collect::<Vec<usize>>()).prop_shuffle())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3, max_shrink_iters: 0, ..ProptestConfig::default() })]

    #[test]
    fn any_order_and_any_batches_give_one_graph(order in orders(), batch in 1_usize..6) {
        let dir = TempDir::new().unwrap();
        add(dir.path(), &order, batch);
        prop_assert_eq!(different(&files(dir.path()), &shared().all), Vec::<String>::new());
    }

    #[test]
    fn a_retracted_article_was_never_there(order in orders(), kept in 1_usize..20) {
        let (sample, dir, fresh) = (shared(), TempDir::new().unwrap(), TempDir::new().unwrap());
        let kept = kept.min(order.len() - 1);
        add(dir.path(), &order, order.len());
        let gone: Vec<String> = order[kept..].iter().map(|&at| sample.articles[at].id.clone()).collect();
        sample.pipeline.remove(dir.path(), &gone).unwrap();
        add(fresh.path(), &order[..kept], order.len());
        prop_assert_eq!(different(&files(dir.path()), &files(fresh.path())), Vec::<String>::new());
        add(dir.path(), &order[kept..], 4);
        prop_assert_eq!(different(&files(dir.path()), &sample.all), Vec::<String>::new());
    }
}

#[test]
fn only_what_changed_is_written() {
    let Sample { pipeline, articles, .. } = shared();
    let dir = TempDir::new().unwrap();
    let (last, others) = articles.split_last().unwrap();
    pipeline.build(dir.path(), others.to_vec(), |_| true).unwrap();
    let times = || -> BTreeMap<String, std::time::SystemTime> {
        let names =
            files(dir.path()).into_keys().filter(|name| name.starts_with("quads") || name.starts_with("articles"));
        names
            .map(|name| (name.clone(), std::fs::metadata(dir.path().join(name)).unwrap().modified().unwrap()))
            .collect()
    };
    let before = times();
    pipeline.build(dir.path(), vec![last.clone()], |_| true).unwrap();
    let after = times();
    let written = after.iter().filter(|(name, time)| before.get(*name) != Some(time)).count();
    assert!(written >= 2, "its own files");
    assert!(written <= 2 + before.len() / 4, "{written} of {} files were written again", before.len());
}
