//! The files of a graph folder, seen through a commit that is decided but not yet in its place.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};

use super::cache;
use super::manifest::Manifest;
use super::segments::{Segments, digest};
use crate::entity::{Annotated, Identities};
use crate::{Error, Result};

pub(super) const MANIFEST: &str = "graph.json";
/// Which segments there are.
pub(super) const SEGMENTS: &str = "segments.json";
/// The segments of articles.
pub(super) const QUADS: &str = "quads";
/// The segment of actors.
pub(super) const ACTORS: &str = "actors.nq";
/// What format 1 had in place of segments.
pub(super) const OLD_SNAPSHOT: &str = "graph.nq";
pub(super) const IDENTITIES: &str = "identities.json";
pub(super) const DECISIONS: &str = "decisions.csv";
/// Lists that an analyst imported; written by linking, kept by everything here.
pub(super) const LISTS: &str = "gazetteer";
pub(super) const ARTICLES: &str = "articles";
/// What a user added to the ontology: a folder a version, named by its digest; `graph.json` says which one counts.
pub(super) const ONTOLOGY: &str = "ontology";
pub(super) const LOCK: &str = ".lock";
pub(super) const STAGING: &str = ".staging";
pub(super) const COMMIT: &str = ".commit";
/// In a commit: names of the cache files that go.
pub(super) const REMOVED: &str = "removed.json";

/// A graph folder.
pub(super) struct Folder {
    dir: PathBuf,
}

impl Folder {
    pub(super) fn new(dir: &Path) -> Self {
        Self { dir: dir.to_owned() }
    }

    pub(super) fn dir(&self) -> &Path {
        &self.dir
    }

    /// Where a file is now: in a decided commit, or in its place.
    pub(super) fn path(&self, name: &str) -> PathBuf {
        let decided = self.dir.join(COMMIT).join(name);
        if decided.exists() { decided } else { self.dir.join(name) }
    }

    /// The bytes of a file; `None` where there is none. It may move into its place between look and read.
    pub(super) fn read(&self, name: &str) -> Result<Option<Vec<u8>>> {
        let read = |path: PathBuf| match fs::read(&path) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => Ok(None),
            Err(error) => Err(Error::io(&path, "read")(error)),
        };
        match read(self.dir.join(COMMIT).join(name))? {
            Some(bytes) => Ok(Some(bytes)),
            None => read(self.dir.join(name)),
        }
    }

    /// Reads `graph.json`, or says why there is no graph.
    pub(super) fn manifest(&self) -> Result<Manifest> {
        if let Some(bytes) = self.read(MANIFEST)? {
            return Manifest::parse(&self.dir, &bytes);
        }
        let shown = self.dir.display();
        let message = match fs::metadata(&self.dir) {
            Ok(found) if !found.is_dir() => "this is a file, not a graph folder".to_owned(),
            Ok(_) if self.foreign()?.is_some() => {
                format!("not a graph folder (it has no {MANIFEST}); name the right one with --graph")
            }
            _ => format!("no graph here; run `newsgraph build PATHS… --graph {shown}` first"),
        };
        Err(Error::graph(&self.dir, message))
    }

    /// Something in the folder that is not ours.
    pub(super) fn foreign(&self) -> Result<Option<PathBuf>> {
        const OURS: [&str; 13] = [
            MANIFEST,
            SEGMENTS,
            QUADS,
            ACTORS,
            OLD_SNAPSHOT,
            IDENTITIES,
            DECISIONS,
            LISTS,
            ARTICLES,
            ONTOLOGY,
            LOCK,
            STAGING,
            COMMIT,
        ];
        for entry in fs::read_dir(&self.dir).map_err(Error::io(&self.dir, "read"))? {
            let entry = entry.map_err(Error::io(&self.dir, "read"))?;
            if !OURS.iter().any(|ours| entry.file_name() == *ours) {
                return Ok(Some(entry.path()));
            }
        }
        Ok(None)
    }

    /// Names of the cache files, sorted.
    pub(super) fn articles(&self) -> Result<BTreeSet<String>> {
        // In this order: what a writer moves meanwhile is found at its old or its new place.
        let removed = self.removed()?;
        let decided = list(&self.dir.join(COMMIT).join(ARTICLES), ".json")?;
        let mut names = list(&self.dir.join(ARTICLES), ".json")?;
        names.retain(|name| !removed.contains(name));
        names.extend(decided);
        Ok(names)
    }

    /// Names of cache files that a decided commit takes away.
    pub(super) fn removed(&self) -> Result<BTreeSet<String>> {
        let path = self.dir.join(COMMIT).join(REMOVED);
        match fs::read(&path) {
            Ok(bytes) => serde_json::from_slice(&bytes).map_err(|error| self.damaged(REMOVED, &error)),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(BTreeSet::new()),
            Err(error) => Err(Error::io(&path, "read")(error)),
        }
    }

    /// An article as it was understood.
    pub(super) fn read_article(&self, name: &str) -> Result<Annotated> {
        self.decode_article(name, &self.article_bytes(name)?)
    }

    /// The bytes of a cache file.
    pub(super) fn article_bytes(&self, name: &str) -> Result<Vec<u8>> {
        let name = format!("{ARTICLES}/{name}");
        self.read(&name)?
            .ok_or_else(|| Error::graph(&self.dir, format!("{name} was there and is gone; build its article again")))
    }

    /// Reads the bytes of a cache file.
    pub(super) fn decode_article(&self, name: &str, bytes: &[u8]) -> Result<Annotated> {
        Ok(self.decode_cached(name, bytes)?.annotated)
    }

    /// Reads the bytes of a cache file, with the key that it was kept under.
    pub(super) fn decode_cached(&self, name: &str, bytes: &[u8]) -> Result<cache::Cached<Annotated>> {
        cache::decode(bytes).map_err(|error| self.damaged(&format!("{ARTICLES}/{name}"), &error))
    }

    /// Which segments there are; none where no graph of this format has been written.
    pub(super) fn segments(&self) -> Result<Option<(Segments, u64)>> {
        let Some(bytes) = self.read(SEGMENTS)? else { return Ok(None) };
        let segments = serde_json::from_slice(&bytes).map_err(|error| self.damaged(SEGMENTS, &error))?;
        Ok(Some((segments, digest(&bytes))))
    }

    /// Who is who.
    pub(super) fn identities(&self) -> Result<Identities> {
        match self.read(IDENTITIES)? {
            Some(bytes) => serde_json::from_slice(&bytes).map_err(|error| self.damaged(IDENTITIES, &error)),
            None => Ok(Identities::default()),
        }
    }

    fn damaged(&self, name: &str, error: &serde_json::Error) -> Error {
        Error::graph(&self.dir, format!("{name} is damaged ({error}); delete it and build its articles again"))
    }
}

/// Names of the files in a folder that end so; none where there is no folder.
pub(super) fn list(dir: &Path, ending: &str) -> Result<BTreeSet<String>> {
    let entries = match fs::read_dir(dir) {
        Ok(entries) => entries,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(BTreeSet::new()),
        Err(error) => return Err(Error::io(dir, "read")(error)),
    };
    let mut names = BTreeSet::new();
    for entry in entries {
        let name = entry.map_err(Error::io(dir, "read"))?.file_name();
        names.extend(name.to_str().filter(|name| name.ends_with(ending)).map(str::to_owned));
    }
    Ok(names)
}

/// Writes a file and leaves it open, for [`flush`].
pub(super) fn write(path: &Path, bytes: &[u8]) -> Result<()> {
    fault::step().and_then(|()| File::create(path)?.write_all(bytes)).map_err(Error::io(path, "write"))
}

/// Makes sure that a file is on the disk.
pub(super) fn flush(path: &Path) -> Result<()> {
    // Opened for writing: Windows flushes no other.
    let flushed = fault::step().and_then(|()| File::options().write(true).open(path)?.sync_all());
    flushed.map_err(Error::io(path, "write"))
}

/// Makes sure that the names in a folder are on the disk.
pub(super) fn flush_dir(path: &Path) -> Result<()> {
    fault::step().map_err(Error::io(path, "write"))?;
    if cfg!(unix) {
        File::open(path).and_then(|dir| dir.sync_all()).map_err(Error::io(path, "write"))?;
    }
    Ok(())
}

/// Moves a file or folder.
pub(super) fn rename(from: &Path, to: &Path) -> Result<()> {
    fault::step().and_then(|()| fs::rename(from, to)).map_err(Error::io(to, "write"))
}

/// Deletes a file or an empty folder, if it is there.
pub(super) fn delete(path: &Path) -> Result<()> {
    let deleted = fault::step().and_then(|()| if path.is_dir() { fs::remove_dir(path) } else { fs::remove_file(path) });
    match deleted {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(Error::io(path, "delete")(error)),
        _ => Ok(()),
    }
}

/// Makes a folder and those above it.
pub(super) fn create_dir(path: &Path) -> Result<()> {
    fault::step().and_then(|()| fs::create_dir_all(path)).map_err(Error::io(path, "create"))
}

/// In tests, makes the n-th and every later change of the disk fail, as if the program had been killed there.
#[cfg(test)]
pub(super) mod fault {
    use std::cell::Cell;

    thread_local! {
        static LEFT: Cell<Option<usize>> = const { Cell::new(None) };
    }

    /// Lets this many changes pass; `None`: all.
    pub(in crate::store) fn after(steps: Option<usize>) {
        LEFT.set(steps);
    }

    pub(super) fn step() -> std::io::Result<()> {
        match LEFT.get() {
            Some(0) => Err(std::io::Error::from(std::io::ErrorKind::StorageFull)),
            Some(left) => {
                LEFT.set(Some(left - 1));
                Ok(())
            }
            None => Ok(()),
        }
    }
}

#[cfg(not(test))]
mod fault {
    pub(super) const fn step() -> std::io::Result<()> {
        Ok(())
    }
}
