//! Articles as JSON lines (`{"id","text"}`) on standard input → annotations with tokens on standard output.

use std::io::{BufRead, Write};
use std::time::Instant;

use newsgraph::article::{CodePoints, Span};
use newsgraph::understand::Engine;
use serde_json::{Value, json};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let start = Instant::now();
    let engine = Engine::load()?;
    eprintln!("loaded in {:.0?}", start.elapsed());
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    let (mut tokens, start) = (0, Instant::now());
    for line in std::io::stdin().lock().lines() {
        let article: Value = serde_json::from_str(&line?)?;
        let text = article["text"].as_str().unwrap_or_default();
        let document = engine.analyze(text);
        tokens += document.tokens.len();
        let points = CodePoints::new(text);
        let at = |span: Span| (points.from_byte(span.start), points.from_byte(span.end));
        let mut row = json!({"id": article["id"], "text": text});
        row["sentences"] = document
            .sentences
            .iter()
            .map(|s| {
                let (a, b) = at(s.span);
                json!({"start": a, "end": b})
            })
            .collect();
        row["tokens"] = document
            .tokens
            .iter()
            .map(|t| {
                let (a, b) = at(t.span);
                json!({"start": a, "end": b, "upos": t.upos, "xpos": t.xpos, "lemma": t.lemma,
                       "head": t.head.map_or(-1, |h| h as i64), "deprel": t.deprel})
            })
            .collect();
        row["mentions"] = document
            .mentions
            .iter()
            .enumerate()
            .map(|(n, m)| {
                let (a, b) = at(m.span);
                json!({"id": format!("m{n}"), "start": a, "end": b, "type": m.kind.as_str(), "form": m.form.as_str(),
                       "confidence": m.confidence, "text": m.span.of(text)})
            })
            .collect();
        writeln!(out, "{row}")?;
    }
    let seconds = start.elapsed().as_secs_f64();
    eprintln!("{tokens} words in {seconds:.2} s: {:.0} words/s", tokens as f64 / seconds);
    Ok(())
}
