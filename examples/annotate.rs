//! Articles as JSON lines (`{"id","title","published","text"}`) on standard input → annotations with tokens on standard output.

use std::io::BufRead;

use newsgraph::article::Article;
use newsgraph::export::annotations::{Options, write};
use newsgraph::pipeline::Pipeline;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let pipeline = Pipeline::load()?;
    let mut articles = Vec::new();
    for line in std::io::stdin().lock().lines() {
        let line = line?;
        if !line.trim().is_empty() {
            articles.push(serde_json::from_str::<Article>(&line)?);
        }
    }
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    pipeline.annotate_all(
        articles,
        |_| true,
        |annotated| {
            write(&annotated, None, Options { tokens: true }, &mut out)
                .map_err(newsgraph::Error::io("output".as_ref(), "write"))
        },
    )?;
    Ok(())
}
