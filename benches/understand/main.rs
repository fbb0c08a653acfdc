//! Speed of language understanding, stage by stage, on every instruction set and in both modes, on one core.
//!
//! ```console
//! $ cargo bench --bench understand
//! $ cargo bench --bench understand -- archive.csv more.txt
//! $ NEWSGRAPH_BENCH=archive.csv cargo bench --bench understand
//! ```
//!
//! Without files it reads the sample articles. `--set avx2` tries one instruction set only, `--rounds N` says how often
//! all is done: the fastest counts. Times are those of the processor, so that other work beside it matters little.

#![allow(missing_docs, unsafe_code, unreachable_pub)]

mod clock;
mod peak;

use std::time::Instant;

use newsgraph::Result;
use newsgraph::article::Article;
use newsgraph::document::{Document, Tier};
use newsgraph::entity::{Annotated, Identities};
use newsgraph::extract::{self, Rules};
use newsgraph::read::{self, ReadOptions};
use newsgraph::understand::measure::{Product, Stage};
use newsgraph::understand::{Engine, Level, Phrases, coreference, times};
use newsgraph::{error::Error, map};

use clock::timed;

/// Rows and columns of the matrix products: those of the encoder.
const PRODUCT: (usize, usize) = (96, 1536);

fn main() -> Result<()> {
    let options = Options::parse(std::env::args().skip(1))?;
    let start = Instant::now();
    let engine = Engine::load()?;
    let loaded = start.elapsed();
    let articles: Vec<Article> =
        read::read(&options.files, &ReadOptions::default())?.filter_map(std::result::Result::ok).collect();
    let bytes: usize = articles.iter().map(|article| article.text.len()).sum();
    println!("{} articles, {bytes} bytes; the model loads in {} ms", articles.len(), loaded.as_millis());
    let levels = match options.set {
        Some(level) => vec![level],
        None => Level::available().into_iter().rev().collect(),
    };

    println!("\n8-bit matrix product of {} rows with 384 × {}\n", PRODUCT.0, PRODUCT.1);
    println!("{:<10}{:>12}{:>12}{:>10}", "set", "GOP/s", "peak GOP/s", "share");
    let peaks: Vec<Option<f64>> = levels.iter().map(|&level| peak::operations(level)).collect();
    for (&level, &peak) in levels.iter().zip(&peaks) {
        let mut product = Product::new(level, PRODUCT.0, PRODUCT.1);
        let seconds = (0..200 * options.rounds).map(|_| timed(|| product.run())).fold(f64::INFINITY, f64::min);
        let reached = product.operations() / seconds;
        println!("{:<10}{:>12.0}{}", level, reached / 1e9, share(reached, peak));
    }

    println!("\nstages\n");
    println!(
        "{:<10}{:<10}{:<16}{:>12}{:>10}{:>12}{:>12}{:>10}",
        "set", "mode", "stage", "words/s", "ms", "GOP/s", "peak GOP/s", "share"
    );
    for (&level, &peak) in levels.iter().zip(&peaks) {
        for tier in [Tier::Accurate, Tier::Fast] {
            stages(&engine.with(level, tier), &articles, peak, options.rounds);
        }
    }
    rest(&engine, &articles, options.rounds)
}

/// What the command line says.
struct Options {
    files: Vec<String>,
    set: Option<Level>,
    rounds: usize,
}

impl Options {
    fn parse(mut arguments: impl Iterator<Item = String>) -> Result<Self> {
        let mut options = Self { files: Vec::new(), set: None, rounds: 3 };
        while let Some(argument) = arguments.next() {
            match argument.as_str() {
                // `cargo bench` adds it.
                "--bench" => {}
                "--set" => options.set = Some(arguments.next().unwrap_or_default().parse()?),
                "--rounds" => {
                    let rounds = arguments.next().and_then(|rounds| rounds.parse().ok());
                    options.rounds = rounds.ok_or_else(|| Error::Usage("--rounds wants a number".to_owned()))?;
                }
                _ => options.files.push(argument),
            }
        }
        if options.files.is_empty() {
            let named = std::env::var("NEWSGRAPH_BENCH").ok().filter(|file| !file.is_empty());
            options.files.push(named.unwrap_or_else(|| "data/articles".to_owned()));
        }
        Ok(options)
    }
}

/// The stages of the engine itself, and of understanding as a whole.
fn stages(engine: &Engine, articles: &[Article], peak: Option<f64>, rounds: usize) {
    let (mut best, mut whole) = ([f64::INFINITY; Stage::ALL.len()], f64::INFINITY);
    let (mut words, mut operations) = (0, 0.0);
    for _ in 0..rounds {
        (words, operations) = (0, 0.0);
        let mut sums = [0.0; Stage::ALL.len()];
        for article in articles {
            let costs = engine.measure(&article.text, clock::now);
            words += costs.words;
            operations += costs.operations;
            sums.iter_mut().zip(costs.times).for_each(|(sum, time)| *sum += time.as_secs_f64());
        }
        best.iter_mut().zip(sums).for_each(|(best, sum)| *best = best.min(sum));
        whole = whole.min(timed(|| articles.iter().for_each(|article| drop(understand(engine, article)))));
    }
    let (set, mode) = (engine.level().to_string(), engine.tier().as_str());
    // The fast mode compares no phrases.
    for (stage, seconds) in Stage::ALL.into_iter().zip(best).filter(|(_, seconds)| *seconds > 0.0) {
        let name = format!("{stage:?}").to_lowercase();
        let reached = operations / seconds;
        let share = if stage == Stage::Encode { share_of(reached, peak) } else { String::new() };
        println!("{set:<10}{mode:<10}{name:<16}{:>12.0}{:>10.0}{share}", words as f64 / seconds, seconds * 1e3);
    }
    println!("{set:<10}{mode:<10}{:<16}{:>12.0}{:>10.0}", "understanding", words as f64 / whole, whole * 1e3);
}

/// The stages whose speed depends on no instruction set, and those after understanding.
fn rest(engine: &Engine, articles: &[Article], rounds: usize) -> Result<()> {
    let rules = Rules::load(None)?;
    let identities = Identities::default();
    let mut best = [f64::INFINITY; 4];
    let documents: Vec<(Document, Phrases)> = articles.iter().map(|article| engine.read(&article.text)).collect();
    let words: usize = documents.iter().map(|(document, _)| document.tokens.len()).sum();
    for _ in 0..rounds {
        let mut sums = [0.0; 4];
        for (article, (document, phrases)) in articles.iter().zip(&documents) {
            let mut document = document.clone();
            sums[0] += timed(|| times::annotate(&article.text, article.published_date(), &mut document));
            sums[1] += timed(|| coreference::resolve(article, &mut document, phrases));
            let mut claims = None;
            sums[2] += timed(|| claims = Some(extract::claims(article, &document, &rules)));
            let annotated = Annotated { article: article.clone(), document, claims: claims.unwrap_or_default() };
            sums[3] += timed(|| drop(map::article_quads(&annotated, &identities, newsgraph::vocabulary::ontology())));
        }
        best.iter_mut().zip(sums).for_each(|(best, sum)| *best = best.min(sum));
    }
    for (name, seconds) in ["times", "coreference", "(extraction)", "(mapping)"].into_iter().zip(best) {
        println!("{:<10}{:<10}{name:<16}{:>12.0}{:>10.0}", "any", "any", words as f64 / seconds, seconds * 1e3);
    }
    Ok(())
}

/// All of understanding: words, tags, parses, names, times, coreference.
fn understand(engine: &Engine, article: &Article) -> Document {
    let (mut document, phrases) = engine.read(&article.text);
    times::annotate(&article.text, article.published_date(), &mut document);
    coreference::resolve(article, &mut document, &phrases);
    document
}

fn share(reached: f64, peak: Option<f64>) -> String {
    match peak {
        Some(peak) => format!("{:>12.0}{:>8.0} %", peak / 1e9, 100.0 * reached / peak),
        None => format!("{:>12}{:>10}", "–", "–"),
    }
}

fn share_of(reached: f64, peak: Option<f64>) -> String {
    format!("{:>12.0}{}", reached / 1e9, share(reached, peak))
}
