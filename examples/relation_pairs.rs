//! What the relation reader is trained on: for each article its chains and the pairs of mentions that are looked at, one
//! JSON object a line, and the vectors of its words, 32-bit floats, in a file beside.
//!
//! ```sh
//! cargo run --release --example relation_pairs -- articles.jsonl vectors.bin > pairs.jsonl
//! ```

use std::fs::File;
use std::io::{BufRead, BufReader, BufWriter, Error, Result, Write};

use newsgraph::article::Article;
use newsgraph::understand::{Engine, coreference, ties};

fn main() -> Result<()> {
    let mut arguments = std::env::args().skip(1);
    let (Some(articles), Some(vectors)) = (arguments.next(), arguments.next()) else {
        return Err(Error::other("usage: relation_pairs ARTICLES.jsonl VECTORS"));
    };
    let engine = Engine::load().map_err(Error::other)?;
    let (mut vectors, mut out) = (BufWriter::new(File::create(vectors)?), BufWriter::new(std::io::stdout().lock()));
    for line in BufReader::new(File::open(articles)?).lines() {
        let value: serde_json::Value = serde_json::from_str(&line?)?;
        let text = value["text"].as_str().unwrap_or_default().to_owned();
        let article = Article { text, ..Article::default() };
        let (mut document, phrases) = engine.read(&article.text);
        coreference::resolve(&article, &mut document, &phrases);
        for token in 0..document.tokens.len() {
            for value in phrases.vector(token) {
                vectors.write_all(&value.to_le_bytes())?;
            }
        }
        // Offsets in code points, as annotations have them.
        let point = |byte: usize| article.text[..byte].chars().count();
        let chains: Vec<_> = document
            .chains
            .iter()
            .map(|chain| {
                let mentions: Vec<_> = chain
                    .mentions
                    .iter()
                    .map(|&at| &document.mentions[at])
                    .map(|m| {
                        let head = document.tokens[m.head].span;
                        [point(m.extent.start), point(m.extent.end), point(head.start), point(head.end), m.head]
                    })
                    .collect();
                serde_json::json!({ "kind": chain.kind, "name": chain.name, "mentions": mentions })
            })
            .collect();
        let pairs: Vec<_> = ties::instances(&document)
            .into_iter()
            .map(|i| (i.subject, i.object, i.subject_head, i.object_head, i.sentences, i.features))
            .collect();
        let sentences: Vec<_> = document.sentences.iter().map(|sentence| [sentence.first, sentence.end]).collect();
        let line = serde_json::json!({
            "id": value["id"], "tokens": document.tokens.len(), "sentences": sentences, "chains": chains, "pairs": pairs,
        });
        writeln!(out, "{line}")?;
    }
    vectors.flush()?;
    out.flush()
}
