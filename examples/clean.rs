//! Prints the body text that newsgraph finds in articles, one `{"id", "text"}` object a line; `id` is the file stem.
//!
//! ```sh
//! cargo run --release --example clean -- pages/*.html.gz > texts.jsonl
//! ```

use std::path::Path;
use std::process::ExitCode;

use newsgraph::read::{ReadOptions, read};

fn main() -> ExitCode {
    let mut code = ExitCode::SUCCESS;
    let whole = std::env::args().any(|argument| argument == "--whole");
    for path in std::env::args().skip(1).filter(|argument| argument != "--whole") {
        let options = ReadOptions { any_language: true, ..ReadOptions::default() };
        let articles = match read(std::slice::from_ref(&path), &options) {
            Ok(articles) => articles,
            Err(error) => {
                eprintln!("{error}");
                return ExitCode::FAILURE;
            }
        };
        for article in articles {
            match article {
                Ok(article) if whole => println!("{}", serde_json::json!(article)),
                Ok(article) => {
                    // For a folder the stem of each file, which precedes its first extension.
                    let stem = Path::new(&article.origin).file_name().unwrap_or_default().to_string_lossy();
                    let stem = stem.split('.').next().unwrap_or_default();
                    println!("{}", serde_json::json!({ "id": stem, "text": article.text }));
                }
                Err(error) => {
                    eprintln!("{error}");
                    code = ExitCode::FAILURE;
                }
            }
        }
    }
    code
}
