//! Words a second of language understanding on the sample articles: `cargo bench --bench understand`.

use std::hint::black_box;
use std::path::Path;
use std::time::Instant;

use newsgraph::article::Article;
use newsgraph::document::Document;
use newsgraph::understand::{Engine, coreference, times};
use rayon::prelude::*;

/// Rounds of which the fastest counts.
const ROUNDS: usize = 5;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let start = Instant::now();
    let engine = Engine::load()?;
    println!("{:<28}{:>10.0} ms", "load the model", start.elapsed().as_secs_f64() * 1000.0);
    let articles = articles(Path::new("data/articles"))?;
    let documents: Vec<Document> = articles.iter().map(|article| engine.analyze(&article.text)).collect();
    let words: usize = documents.iter().map(|document| document.tokens.len()).sum();
    println!("{:<28}{:>10} words in {} articles", "texts", words, articles.len());

    let report = |name: &str, seconds: f64| println!("{name:<28}{:>10.0} words/s", words as f64 / seconds);
    report("words, parses, names", best(|| articles.iter().for_each(|a| drop(black_box(engine.analyze(&a.text))))));
    let resolve = |(article, document): (&Article, &Document)| {
        let mut document = document.clone();
        coreference::resolve(article, &mut document);
        drop(black_box(document));
    };
    report("coreference", best(|| articles.iter().zip(&documents).for_each(resolve)));
    let tag = |(article, document): (&Article, &Document)| {
        let mut document = document.clone();
        times::annotate(&article.text, article.published_date(), &mut document);
        drop(black_box(document));
    };
    report("times", best(|| articles.iter().zip(&documents).for_each(tag)));
    let threads = format!("all cores ({})", rayon::current_num_threads());
    report(&threads, best(|| articles.par_iter().for_each(|a| drop(black_box(engine.analyze(&a.text))))));
    Ok(())
}

/// The plain-text samples.
fn articles(folder: &Path) -> std::io::Result<Vec<Article>> {
    let mut paths: Vec<_> =
        std::fs::read_dir(folder)?.map(|entry| entry.map(|e| e.path())).collect::<Result<_, _>>()?;
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "txt" || extension == "md"));
    paths.sort();
    paths.iter().map(|path| Ok(Article { text: std::fs::read_to_string(path)?, ..Article::default() })).collect()
}

/// Seconds of the fastest round.
fn best(mut work: impl FnMut()) -> f64 {
    (0..ROUNDS)
        .map(|_| {
            let start = Instant::now();
            work();
            start.elapsed().as_secs_f64()
        })
        .fold(f64::INFINITY, f64::min)
}
