//! Reviewed cases: `tests/cases/NAME/article.*` and what must and must not come of it in `expected.txt`.
//!
//! A line of `expected.txt` is `+ SPARQL` or `- SPARQL`, the inside of an ASK that must answer yes or no; `#` comments.

use crate::support::{Desk, root};

#[test]
fn reviewed_cases_hold() {
    let mut cases: Vec<_> =
        std::fs::read_dir(root().join("tests/cases")).unwrap().map(|entry| entry.unwrap().path()).collect();
    cases.sort();
    assert!(!cases.is_empty());
    let mut failures = Vec::new();
    for case in cases {
        let name = case.file_name().unwrap().to_str().unwrap().to_owned();
        let article = std::fs::read_dir(&case)
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .find(|path| path.file_stem().is_some_and(|stem| stem == "article"))
            .unwrap_or_else(|| panic!("{name} has no article"));
        let desk = Desk::new();
        desk.ok(&["build", article.to_str().unwrap()]);
        for (number, line) in std::fs::read_to_string(case.join("expected.txt")).unwrap().lines().enumerate() {
            let (want, pattern) = match line.split_at_checked(2) {
                Some(("+ ", pattern)) => ("yes\n", pattern),
                Some(("- ", pattern)) => ("no\n", pattern),
                _ => continue,
            };
            let got = desk.ok(&["query", &format!("ASK {{ {pattern} }}")]);
            if got != want {
                failures.push(format!("{name}:{}: {line}", number + 1));
            }
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}
