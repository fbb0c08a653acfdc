//! What the confidence of events is fitted on: for each event of each article where its trigger stands (in code points), its
//! finer type and what can be seen of it, one JSON object a line.
//!
//! ```sh
//! cargo run --release --example event_features -- articles.jsonl > features.jsonl
//! ```

use std::fs::File;
use std::io::{BufRead, BufReader, Error, Result, Write};

use newsgraph::article::Article;
use newsgraph::extract::events::confidence::features;
use newsgraph::pipeline::Pipeline;

fn main() -> Result<()> {
    let Some(articles) = std::env::args().nth(1) else {
        return Err(Error::other("usage: event_features ARTICLES.jsonl"));
    };
    let pipeline = Pipeline::load().map_err(Error::other)?;
    let mut out = std::io::stdout().lock();
    for line in BufReader::new(File::open(articles)?).lines() {
        let value: serde_json::Value = serde_json::from_str(&line?)?;
        let text = |name: &str| value[name].as_str().map(str::to_owned);
        let article = Article {
            text: text("text").unwrap_or_default(),
            title: text("title"),
            published: text("published"),
            ..Article::default()
        };
        let annotated = pipeline.annotate(article);
        let point = |byte: usize| annotated.article.text[..byte].chars().count();
        for event in &annotated.claims.events {
            let features = features(&annotated.document, event);
            let trigger = [point(event.trigger.start), point(event.trigger.end)];
            let line = serde_json::json!({
                "article": value["id"], "trigger": trigger, "type": event.subtype, "features": features,
            });
            writeln!(out, "{line}")?;
        }
    }
    Ok(())
}
