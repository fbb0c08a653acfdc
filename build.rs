//! Gives the program a fingerprint of all that decides how an article is understood, so that a graph's cache is used
//! only by a program that would understand the article the same way; and one of all that decides how it is mapped.

use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};
use std::path::Path;

/// Code and data between an article and its claims.
const WHAT: [&str; 7] =
    ["src/understand", "src/extract", "src/document.rs", "src/document", "src/claim.rs", "data/language", "data/model"];

/// Code and data between what was understood of an article and its quads, identities apart.
const MAPPED: [&str; 8] = [
    "src/map",
    "src/vocabulary",
    "src/link/offices.rs",
    "src/article.rs",
    "src/entity.rs",
    "src/claim.rs",
    "src/pipeline.rs",
    "ontology/newsgraph.ttl",
];

fn main() {
    let lexicon = ["ontology/lexicon", "ontology/events.ttl", "ontology/relations.ttl"];
    println!("cargo:rustc-env=NEWSGRAPH_ENGINE={:016x}", fingerprint(WHAT.into_iter().chain(lexicon)));
    println!("cargo:rustc-env=NEWSGRAPH_MAPPING={:016x}", fingerprint(MAPPED.into_iter().chain(lexicon)));
}

fn fingerprint(paths: impl IntoIterator<Item = &'static str>) -> u64 {
    let mut hasher = DefaultHasher::new();
    for path in paths {
        println!("cargo:rerun-if-changed={path}");
        add(Path::new(path), &mut hasher);
    }
    hasher.finish()
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
