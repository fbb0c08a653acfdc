//! Gives the program a fingerprint of all that decides how an article is understood, so that a graph's cache is used
//! only by a program that would understand the article the same way.

use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};
use std::path::Path;

/// Code and data between an article and its claims.
const WHAT: [&str; 6] =
    ["src/understand", "src/extract", "src/document.rs", "src/claim.rs", "data/language", "data/model"];

fn main() {
    let mut hasher = DefaultHasher::new();
    for path in WHAT.into_iter().chain(["ontology/lexicon", "ontology/events.ttl", "ontology/relations.ttl"]) {
        println!("cargo:rerun-if-changed={path}");
        add(Path::new(path), &mut hasher);
    }
    println!("cargo:rustc-env=NEWSGRAPH_ENGINE={:016x}", hasher.finish());
}

fn add(path: &Path, hasher: &mut DefaultHasher) {
    if let Ok(entries) = std::fs::read_dir(path) {
        let mut paths: Vec<_> = entries.flatten().map(|entry| entry.path()).collect();
        paths.sort();
        for path in paths {
            add(&path, hasher);
        }
    } else if let Ok(bytes) = std::fs::read(path) {
        path.file_name().hash(hasher);
        bytes.hash(hasher);
    }
}
