//! What the arguments name: files, folders, globs, standard input → a list of sources in a fixed order.

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::fmt;
use std::path::{Path, PathBuf};

use crate::error::{Error, Result};

use super::format::Format;

/// A place that bytes can be read from.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Source {
    /// A file.
    File(PathBuf),
    /// Standard input.
    Stdin,
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File(path) => path.display().fmt(f),
            Self::Stdin => f.write_str("standard input"),
        }
    }
}

impl Source {
    /// The file name without its extensions, to make identifiers from.
    pub(super) fn stem(&self) -> String {
        let Self::File(path) = self else { return "stdin".into() };
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let name = name.strip_suffix(".gz").unwrap_or(&name);
        match name.rsplit_once('.') {
            Some((stem, extension)) if !stem.is_empty() && Format::of_extension(extension).is_some() => stem.into(),
            _ => name.into(),
        }
    }
}

/// A source, or a part of a folder that could not be listed.
#[derive(Debug)]
pub(super) enum Input {
    Source(Source),
    Broken(Error),
}

/// Resolves `arguments` in their order, the files of a folder by path; a file named twice is read once.
pub(super) fn resolve(arguments: &[String]) -> Result<Vec<Input>> {
    if arguments.is_empty() {
        return Err(Error::Usage("nothing to read: name files or folders of articles, or - for standard input".into()));
    }
    let mut inputs = Vec::new();
    let mut seen = BTreeSet::new();
    for argument in arguments {
        let found = if argument == "-" { vec![Input::Source(Source::Stdin)] } else { resolve_path(argument)? };
        for input in found {
            match input {
                Input::Source(source) if !seen.insert(source.clone()) => {}
                input => inputs.push(input),
            }
        }
    }
    Ok(inputs)
}

fn resolve_path(argument: &str) -> Result<Vec<Input>> {
    let path = Path::new(argument);
    match path.metadata() {
        Ok(metadata) if metadata.is_dir() => return folder(path),
        Ok(_) => return Ok(vec![Input::Source(Source::File(path.into()))]),
        Err(error) if error.kind() == std::io::ErrorKind::PermissionDenied => {
            return Err(Error::io(path, "read")(error));
        }
        Err(_) => {}
    }
    if argument.contains("://") {
        return Err(Error::input(argument, "newsgraph works offline; save the page and name the file"));
    }
    if argument.contains(['*', '?', '[']) {
        return glob(argument);
    }
    Err(Error::input(argument, "no such file or folder; check the spelling and the working directory"))
}

fn folder(path: &Path) -> Result<Vec<Input>> {
    let mut found = Vec::new();
    walk(path, &mut found);
    if found.is_empty() {
        return Err(Error::input(
            path.display().to_string(),
            format!("no articles in this folder; newsgraph reads {} (each also .gz)", Format::EXTENSIONS_READ),
        ));
    }
    Ok(found)
}

fn glob(pattern: &str) -> Result<Vec<Input>> {
    let visible = glob::MatchOptions { require_literal_leading_dot: true, ..glob::MatchOptions::new() };
    let paths = glob::glob_with(pattern, visible)
        .map_err(|error| Error::input(pattern, format!("not a valid pattern: {error}")))?;
    let mut found = Vec::new();
    for path in paths {
        match path {
            Ok(path) if path.is_dir() => walk(&path, &mut found),
            Ok(path) => found.push(Input::Source(Source::File(path))),
            Err(error) => {
                let path = error.path().to_owned();
                found.push(Input::Broken(Error::io(&path, "read")(error.into())));
            }
        }
    }
    if found.is_empty() {
        return Err(Error::input(pattern, "no file matches this pattern"));
    }
    Ok(found)
}

/// Collects the files below `folder` whose names promise articles; hidden files and notes about the folder are not.
fn walk(folder: &Path, found: &mut Vec<Input>) {
    let entries = match std::fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) => return found.push(Input::Broken(Error::io(folder, "read")(error))),
    };
    let mut paths: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    paths.sort();
    for path in paths {
        let name = path.file_name().and_then(OsStr::to_str).unwrap_or_default();
        if name.starts_with('.') {
            continue;
        }
        // A link to a folder may lead in a circle, so that only links to files are followed. Browsers save the parts
        // of a page beside it in a folder of its own.
        if path.is_dir() {
            if !path.is_symlink() && !name.ends_with("_files") {
                walk(&path, found);
            }
        } else if Format::of_path(&path).is_some() && !is_note(name) {
            found.push(Input::Source(Source::File(path)));
        }
    }
}

/// Whether a file in a folder of articles is about the folder rather than an article.
fn is_note(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or_default();
    ["README", "LICENSE", "LICENCE", "CHANGELOG", "CONTRIBUTING"].contains(&stem)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(inputs: &[Input]) -> Vec<String> {
        inputs
            .iter()
            .map(|input| match input {
                Input::Source(Source::File(path)) => path.file_name().unwrap().to_string_lossy().into_owned(),
                other => format!("{other:?}"),
            })
            .collect()
    }

    #[test]
    fn folders_are_walked_in_path_order_without_notes_and_other_files() {
        let dir = tempfile::tempdir().unwrap();
        for name in
            ["b.txt", "a/z.html", "a/README.md", "a/b.jsonl.gz", "c.png", ".hidden.txt", "d", "page_files/x.html"]
        {
            let path = dir.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, "x").unwrap();
        }
        let argument = dir.path().to_str().unwrap().to_owned();
        let twice = [argument.clone(), format!("{argument}/b.txt")];
        assert_eq!(names(&resolve(&twice).unwrap()), ["b.jsonl.gz", "z.html", "b.txt"]);
        assert_eq!(names(&resolve(&[format!("{argument}/*.txt")]).unwrap()), ["b.txt"]);
    }

    #[test]
    fn what_is_not_there_is_an_error_with_a_remedy() {
        let dir = tempfile::tempdir().unwrap();
        let at = |name: &str| [dir.path().join(name).to_str().unwrap().to_owned()];
        let message = |name: &str| resolve(&at(name)).unwrap_err().to_string();
        assert!(message("nothing.txt").contains("no such file or folder"));
        assert!(message("*.txt").contains("no file matches"));
        assert!(message("").contains("no articles in this folder"));
        let offline = resolve(&["https://example.org/a".into()]).unwrap_err().to_string();
        assert!(offline.contains("offline"), "{offline}");
    }

    #[test]
    fn stems_lose_known_extensions_only() {
        let stem = |path: &str| Source::File(path.into()).stem();
        assert_eq!(stem("a/news.csv.gz"), "news");
        assert_eq!(stem("a/report.v2.txt"), "report.v2");
        assert_eq!(stem("a/U.S. China talks"), "U.S. China talks");
    }
}
