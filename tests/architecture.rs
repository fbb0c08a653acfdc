//! The line that keeps the code simple: stages know plain types, never each other; the pipeline knows all.

use std::path::Path;

use crate::support::root;

/// Plain types, the turns of transcripts and the escaping of markup, usable from everywhere.
const GROUND: &[&str] = &["article", "document", "claim", "entity", "error", "Error", "Result", "markup", "transcript"];

/// Module → what else of ours it may import.
const ALLOWED: &[(&str, &[&str])] = &[
    ("article", &[]),
    ("document", &[]),
    ("claim", &[]),
    ("entity", &[]),
    ("transcript", &[]),
    ("error", &[]),
    ("markup", &[]),
    ("read", &[]),
    ("understand", &[]),
    ("extract", &[]),
    ("link", &[]),
    ("vocabulary", &[]),
    ("map", &["vocabulary"]),
    ("store", &["vocabulary"]),
    ("check", &["store", "vocabulary"]),
    ("query", &["store", "vocabulary"]),
    ("network", &["query", "vocabulary"]),
    ("analyze", &["query", "network", "vocabulary"]),
    ("draw", &["network", "analyze"]),
    ("report", &["store", "query", "network", "analyze", "draw", "vocabulary"]),
    ("export", &["query", "network", "vocabulary"]),
];

fn files(path: &Path, found: &mut Vec<std::path::PathBuf>) {
    if path.is_dir() {
        for entry in std::fs::read_dir(path).unwrap() {
            files(&entry.unwrap().path(), found);
        }
    } else if path.extension().is_some_and(|extension| extension == "rs") {
        found.push(path.to_owned());
    }
}

#[test]
fn stages_do_not_know_each_other() {
    let src = root().join("src");
    for (module, others) in ALLOWED {
        let mut found = Vec::new();
        for path in [src.join(module), src.join(format!("{module}.rs"))] {
            if path.exists() {
                files(&path, &mut found);
            }
        }
        // Tests may use what they need to make their samples.
        found.retain(|path| !path.file_stem().is_some_and(|stem| stem.to_string_lossy().starts_with("test")));
        for path in found {
            let text = std::fs::read_to_string(&path).unwrap();
            let code = text.split("#[cfg(test)]\nmod tests").next().unwrap();
            for line in code.lines().filter(|line| !line.trim_start().starts_with("//")) {
                for used in line.split("crate::").skip(1) {
                    let name: String = used.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
                    let fine = name.is_empty()
                        || GROUND.contains(&name.as_str())
                        || name == *module
                        || others.contains(&name.as_str());
                    assert!(fine, "{}: {module} may not import {name}: {line}", path.display());
                }
            }
        }
    }
}

#[test]
fn only_the_kernels_are_unsafe() {
    let mut found = Vec::new();
    files(&root().join("src"), &mut found);
    for path in found {
        let text = std::fs::read_to_string(&path).unwrap();
        let is_kernel = path.components().any(|part| part.as_os_str().to_string_lossy().starts_with("kernel"));
        assert!(is_kernel || !text.contains("unsafe "), "{}: unsafe code outside the kernels", path.display());
    }
}
