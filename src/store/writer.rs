//! The one who writes a graph folder.

use std::collections::BTreeSet;
use std::fs::{self, File, TryLockError};
use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};

use oxigraph::model::Quad;
use rayon::prelude::*;

use super::cache;
use super::folder::{
    ARTICLES, COMMIT, DECISIONS, Folder, IDENTITIES, LOCK, MANIFEST, REMOVED, SNAPSHOT, STAGING, create_dir, delete,
    flush, flush_dir, list, rename, write,
};
use super::manifest::{Counts, Manifest};
use crate::article::Article;
use crate::entity::{Annotated, Identities};
use crate::{Error, Result};

/// Changes a graph folder in one commit; see [the module](super). Dropped without one, it leaves the graph as it was.
///
/// # Example
/// ```
/// use newsgraph::entity::Identities;
/// use newsgraph::store::Graph;
///
/// # let dir = std::env::temp_dir().join(format!("newsgraph-doc-{}", std::process::id()));
/// let writer = Graph::create_or_open(&dir)?;
/// writer.commit(&Identities::default(), Vec::new())?;
/// assert_eq!(Graph::open(&dir)?.manifest().counts.quads, 0);
/// # std::fs::remove_dir_all(&dir).ok();
/// # Ok::<(), newsgraph::Error>(())
/// ```
pub struct Writer {
    folder: Folder,
    /// Cache files that this writer has put into `.staging`.
    staged: BTreeSet<String>,
    /// Cache files that will go.
    removed: BTreeSet<String>,
    /// Held as long as the writer lives; the system lets go of it even when the program is killed.
    lock: Lock,
}

impl Writer {
    pub(super) fn begin(dir: &Path) -> Result<Self> {
        let cannot = |error: std::io::Error| {
            Error::graph(dir, format!("cannot be written ({error}); choose another folder with --graph"))
        };
        if dir.exists() && !dir.is_dir() {
            return Err(Error::graph(dir, "this is a file; choose a folder with --graph"));
        }
        fs::create_dir_all(dir).map_err(cannot)?;
        let folder = Folder::new(dir);
        match folder.read(MANIFEST)? {
            Some(bytes) => drop(Manifest::parse(dir, &bytes)?),
            None => {
                if let Some(foreign) = folder.foreign()? {
                    let message = format!(
                        "holds other files ({}) and no graph; choose an empty or new folder with --graph",
                        foreign.file_name().unwrap_or_default().display()
                    );
                    return Err(Error::graph(dir, message));
                }
            }
        }
        let lock = Lock::take(dir)?;
        let writer = Self { folder, staged: BTreeSet::new(), removed: BTreeSet::new(), lock };
        writer.finish_commit()?;
        fs::create_dir_all(writer.staging().join(ARTICLES)).map_err(cannot)?;
        Ok(writer)
    }

    /// The folder.
    pub fn dir(&self) -> &Path {
        self.folder.dir()
    }

    /// Whether there is no graph in the folder yet.
    pub fn is_new(&self) -> bool {
        !self.folder.path(MANIFEST).exists()
    }

    /// The log of decisions, which need not exist.
    pub fn decisions(&self) -> PathBuf {
        self.folder.dir().join(DECISIONS)
    }

    /// Who is who in the graph as it is.
    ///
    /// # Errors
    /// Where the file is there and cannot be read.
    pub fn identities(&self) -> Result<Identities> {
        self.folder.identities()
    }

    /// What is known of an article whose text and metadata have not changed since `engine` understood it, be it in the
    /// graph or in what an interrupted build left. Comes with `article` itself, whose origin may have changed.
    pub fn cached(&self, article: &Article, engine: &str) -> Option<Annotated> {
        let name = cache::file_name(&article.id);
        [self.staging().join(ARTICLES).join(&name), self.folder.path(&format!("{ARTICLES}/{name}"))]
            .into_iter()
            .filter_map(|path| cache::decode(&fs::read(path).ok()?).ok())
            .find(|cached| cached.engine == engine && cache::same_content(&cached.annotated.article, article))
            .map(|cached| Annotated { article: article.clone(), ..cached.annotated })
    }

    /// Puts an article into the next commit, in place of one of the same identifier.
    ///
    /// # Errors
    /// Where it cannot be written, such as on a full disk.
    pub fn stage(&mut self, annotated: &Annotated, engine: &str) -> Result<()> {
        let name = cache::file_name(&annotated.article.id);
        let path = self.staging().join(ARTICLES).join(&name);
        let bytes = cache::encode(annotated, engine)
            .map_err(|error| Error::input(&annotated.article.origin, format!("cannot be kept ({error})")))?;
        self.removed.remove(&name);
        if self.folder.read(&format!("{ARTICLES}/{name}"))?.as_deref() == Some(bytes.as_slice()) {
            self.staged.remove(&name);
            return delete(&path);
        }
        write(&path, &bytes)?;
        self.staged.insert(name);
        Ok(())
    }

    /// Takes an article out of the next commit; tells whether it was in the graph.
    ///
    /// # Errors
    /// Where the folder cannot be read.
    pub fn remove(&mut self, id: &str) -> Result<bool> {
        let name = cache::file_name(id);
        let staged = self.staged.remove(&name);
        let known = self.folder.articles()?.contains(&name);
        if known {
            self.removed.insert(name);
        }
        Ok(known || staged)
    }

    /// Every article of the next commit, in order of file name, read one at a time.
    ///
    /// # Errors
    /// Each item fails by itself where its file cannot be read.
    pub fn annotated(&self) -> Result<impl Iterator<Item = Result<Annotated>> + use<'_>> {
        let mut names = self.folder.articles()?;
        names.retain(|name| !self.removed.contains(name));
        names.extend(self.staged.iter().cloned());
        Ok(names.into_iter().map(|name| {
            if self.staged.contains(&name) {
                let path = self.staging().join(ARTICLES).join(&name);
                let bytes = fs::read(&path).map_err(Error::io(&path, "read"))?;
                let cached = cache::decode(&bytes).map_err(|error| Error::graph(&path, error.to_string()))?;
                Ok(cached.annotated)
            } else {
                self.folder.read_article(&name)
            }
        }))
    }

    /// Makes the staged articles, `identities` and `quads` the graph: all of it or, on any failure, nothing.
    ///
    /// `quads` are those of all articles and of the actors, in any order. Where nothing differs, no file is touched.
    ///
    /// # Errors
    /// Where something cannot be written, such as on a full disk.
    pub fn commit(self, identities: &Identities, quads: impl IntoIterator<Item = Quad>) -> Result<Manifest> {
        let (snapshot, counts) = snapshot(quads);
        let manifest = Manifest::new(counts);
        let json = |value: serde_json::Result<Vec<u8>>| {
            let value = value.map_err(|error| Error::graph(self.dir(), error.to_string()))?;
            Ok::<_, Error>([value, vec![b'\n']].concat())
        };
        let decided = self
            .stage_file(SNAPSHOT, snapshot)
            .and_then(
                |changed| Ok(self.stage_file(IDENTITIES, json(serde_json::to_vec_pretty(identities))?)? | changed),
            )
            .and_then(|changed| Ok(self.stage_file(MANIFEST, json(serde_json::to_vec_pretty(&manifest))?)? | changed))
            .and_then(|changed| self.decide(changed));
        if let Err(error) = decided {
            // Gives the space back; the articles stay for the next attempt.
            for name in [SNAPSHOT, IDENTITIES, MANIFEST, REMOVED] {
                let _ = fs::remove_file(self.staging().join(name));
            }
            return Err(error);
        }
        // The commit stands: readers see it, and what fails here the next writer does again and reports.
        let _ = self.finish_commit();
        Ok(manifest)
    }

    /// Flushes all that is staged and renames it into a decided commit; does nothing where nothing has changed.
    fn decide(&self, changed: bool) -> Result<()> {
        let staging = self.staging();
        let articles = staging.join(ARTICLES);
        for name in list(&articles)?.difference(&self.staged) {
            delete(&articles.join(name))?;
        }
        if !changed && self.staged.is_empty() && self.removed.is_empty() {
            delete(&articles)?;
            return delete(&staging);
        }
        if !self.removed.is_empty() {
            let list = serde_json::to_vec(&self.removed);
            write(&staging.join(REMOVED), &list.map_err(|error| Error::graph(self.dir(), error.to_string()))?)?;
        }
        let names = self.staged.iter().map(|name| articles.join(name)).collect::<Vec<_>>();
        names.par_iter().try_for_each(|path| flush(path))?;
        for name in [SNAPSHOT, IDENTITIES, MANIFEST, REMOVED] {
            let path = staging.join(name);
            if path.exists() {
                flush(&path)?;
            }
        }
        flush_dir(&articles)?;
        flush_dir(&staging)?;
        rename(&staging, &self.folder.dir().join(COMMIT))?;
        // Decided, for everybody who looks; a failure here could only matter if the power went now.
        let _ = flush_dir(self.folder.dir());
        Ok(())
    }

    /// Moves the files of a decided commit to their places, `graph.json` last. May be cut at any step and done again.
    fn finish_commit(&self) -> Result<()> {
        let (dir, commit) = (self.folder.dir(), self.folder.dir().join(COMMIT));
        if !commit.exists() {
            return Ok(());
        }
        let articles = dir.join(ARTICLES);
        create_dir(&articles)?;
        for name in self.folder.removed()? {
            delete(&articles.join(name))?;
        }
        for name in list(&commit.join(ARTICLES))? {
            rename(&commit.join(ARTICLES).join(&name), &articles.join(&name))?;
        }
        for name in [IDENTITIES, SNAPSHOT, MANIFEST] {
            let from = commit.join(name);
            if from.exists() {
                rename(&from, &dir.join(name))?;
            }
        }
        flush_dir(&articles)?;
        flush_dir(dir)?;
        // Only now: until the places are flushed, the list still tells which articles are gone.
        delete(&commit.join(REMOVED))?;
        delete(&commit.join(ARTICLES))?;
        delete(&commit)
    }

    /// Puts a file into the next commit where it differs from the one in the graph.
    fn stage_file(&self, name: &str, bytes: Vec<u8>) -> Result<bool> {
        let path = self.staging().join(name);
        if self.folder.read(name)?.is_some_and(|old| old == bytes) {
            delete(&path)?;
            return Ok(false);
        }
        write(&path, &bytes)?;
        Ok(true)
    }

    fn staging(&self) -> PathBuf {
        self.folder.dir().join(STAGING)
    }
}

/// The bytes of a snapshot: sorted N-Quads, every statement once; and how much there is of what.
fn snapshot(quads: impl IntoIterator<Item = Quad>) -> (Vec<u8>, Counts) {
    let mut lines: Vec<String> = quads.into_iter().map(|quad| format!("{quad} .\n")).collect();
    lines.par_sort_unstable();
    lines.dedup();
    let mut counts = Counts::default();
    lines.iter().for_each(|line| counts.add(line));
    (lines.concat().into_bytes(), counts)
}

/// The right to write a folder.
struct Lock {
    file: File,
}

impl Lock {
    fn take(dir: &Path) -> Result<Self> {
        let path = dir.join(LOCK);
        let opened = File::options().read(true).write(true).create(true).truncate(false).open(&path);
        let mut file = opened.map_err(|error| {
            Error::graph(dir, format!("cannot be written ({error}); choose another folder with --graph"))
        })?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                let mut holder = String::new();
                let _ = file.read_to_string(&mut holder);
                let holder = holder.trim();
                let who = if holder.is_empty() { String::new() } else { format!(" (process {holder})") };
                let message = format!("another newsgraph{who} is writing this graph; try again when it is done");
                return Err(Error::graph(dir, message));
            }
            // Some network file systems have no locks: better to write than to refuse.
            Err(TryLockError::Error(error)) if error.kind() == std::io::ErrorKind::Unsupported => {}
            Err(TryLockError::Error(error)) => return Err(Error::io(&path, "lock")(error)),
        }
        // For the message above only; the lock is the system's.
        let _ = file.set_len(0).and_then(|()| write!(file, "{}", std::process::id()));
        Ok(Self { file })
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        // Empty folders only: articles that were understood stay for the next attempt.
        let _ = fs::remove_dir(self.staging().join(ARTICLES)).and_then(|()| fs::remove_dir(self.staging()));
        let _ = self.lock.file.set_len(0);
    }
}
