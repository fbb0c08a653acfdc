//! The one who writes a graph folder.

use std::collections::BTreeSet;
use std::fs::{self, File, TryLockError};
use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};

use oxigraph::model::Quad;
use rayon::prelude::*;

use super::cache;
use super::folder::{
    ACTORS, ARTICLES, COMMIT, DECISIONS, Folder, IDENTITIES, LOCK, MANIFEST, OLD_SNAPSHOT, ONTOLOGY, QUADS, REMOVED,
    SEGMENTS, STAGING, create_dir, delete, flush, flush_dir, list, rename, write,
};
use super::manifest::{Counts, Manifest};
use super::segments::{Segment, Segments, digest, hex};
use crate::article::Article;
use crate::document::Tier;
use crate::entity::{Annotated, Identities};
use crate::vocabulary::Extension;
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
/// writer.commit(&Identities::default(), Vec::new(), Vec::new())?;
/// assert_eq!(Graph::open(&dir)?.manifest().counts.quads, 0);
/// # std::fs::remove_dir_all(&dir).ok();
/// # Ok::<(), newsgraph::Error>(())
/// ```
pub struct Writer {
    folder: Folder,
    /// How thoroughly the articles of the graph are read; a new graph says nothing yet.
    tier: Option<Tier>,
    /// The version of `ontology/` that the articles of the graph are read with.
    ontology: Option<String>,
    /// Cache files that this writer has put into `.staging`.
    staged: BTreeSet<String>,
    /// Cache files that will go.
    removed: BTreeSet<String>,
    /// The segments of the graph as it is.
    segments: Segments,
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
        let (tier, ontology) = match folder.read(MANIFEST)? {
            Some(bytes) => {
                let manifest = Manifest::parse(dir, &bytes)?;
                (Some(manifest.tier), manifest.ontology)
            }
            None => {
                if let Some(foreign) = folder.foreign()? {
                    let message = format!(
                        "holds other files ({}) and no graph; choose an empty or new folder with --graph",
                        foreign.file_name().unwrap_or_default().display()
                    );
                    return Err(Error::graph(dir, message));
                }
                (None, None)
            }
        };
        let lock = Lock::take(dir)?;
        let (staged, removed, segments) = (BTreeSet::new(), BTreeSet::new(), Segments::new());
        let mut writer = Self { folder, tier, ontology, staged, removed, segments, lock };
        writer.finish_commit()?;
        // A damaged list is written anew, with all segments.
        writer.segments = writer.folder.segments().ok().flatten().map(|(segments, _)| segments).unwrap_or_default();
        for folder in [ARTICLES, QUADS] {
            fs::create_dir_all(writer.staging().join(folder)).map_err(cannot)?;
        }
        // Segments depend on identities, which may be others by now: what an interrupted writer left is made anew.
        for name in list_staged(&writer.staging().join(QUADS))? {
            delete(&writer.staging().join(name))?;
        }
        Ok(writer)
    }

    /// The folder.
    pub fn dir(&self) -> &Path {
        self.folder.dir()
    }

    /// How thoroughly the articles of the graph were read; `None` where there is no graph yet.
    pub fn tier(&self) -> Option<Tier> {
        self.tier
    }

    /// Says how thoroughly the articles of the graph are read, for `graph.json`.
    pub fn set_tier(&mut self, tier: Tier) {
        self.tier = Some(tier);
    }

    /// The folder of what a user added to the ontology of this graph.
    pub fn ontology(&self) -> Option<PathBuf> {
        self.ontology.as_ref().map(|version| self.folder.dir().join(ONTOLOGY).join(version))
    }

    /// Says with which additions to the ontology the articles are read from the next commit on, and keeps these files in
    /// the graph folder. What is there for the old ones stays until the commit.
    ///
    /// # Errors
    /// Where they cannot be written.
    pub fn set_ontology(&mut self, extension: Option<&Extension>) -> Result<()> {
        let Some(extension) = extension else {
            self.ontology = None;
            return Ok(());
        };
        let version = hex(digest(format!("{:?}", extension.files()).as_bytes()));
        let dir = self.folder.dir().join(ONTOLOGY).join(&version);
        for (name, bytes) in extension.files() {
            let path = dir.join(name);
            let parent = path.parent().unwrap_or(&dir);
            fs::create_dir_all(parent).map_err(Error::io(parent, "create"))?;
            write(&path, bytes)?;
            flush(&path)?;
            flush_dir(parent)?;
        }
        self.ontology = Some(version);
        Ok(())
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

    /// Every article of the next commit, in order of file name, with a digest of its file, through `read`: in
    /// parallel, so that no more articles are in memory than there are threads.
    ///
    /// # Errors
    /// The first file that cannot be read.
    pub fn read_all<T: Send>(&self, read: impl Fn(Annotated, u64) -> T + Sync) -> Result<Vec<T>> {
        let mut names = self.folder.articles()?;
        names.retain(|name| !self.removed.contains(name));
        names.extend(self.staged.iter().cloned());
        let names: Vec<String> = names.into_iter().collect();
        names
            .par_iter()
            .map(|name| {
                let bytes = self.bytes(name)?;
                Ok(read(self.folder.decode_article(name, &bytes)?, digest(&bytes)))
            })
            .collect()
    }

    /// One article of the next commit, with a digest of its file.
    ///
    /// # Errors
    /// Where it cannot be read, or is not there.
    pub fn article(&self, id: &str) -> Result<(Annotated, u64)> {
        let name = cache::file_name(id);
        let bytes = self.bytes(&name)?;
        Ok((self.folder.decode_article(&name, &bytes)?, digest(&bytes)))
    }

    fn bytes(&self, name: &str) -> Result<Vec<u8>> {
        if !self.staged.contains(name) {
            return self.folder.article_bytes(name);
        }
        let path = self.staging().join(ARTICLES).join(name);
        fs::read(&path).map_err(Error::io(&path, "read"))
    }

    /// The articles of the graph that the engine `base` understood, but that were searched for claims with other additions
    /// to the ontology than `key` says (a key is the base and what was added).
    ///
    /// # Errors
    /// Where one cannot be read.
    pub fn read_with_others(&self, base: &str, key: &str) -> Result<Vec<String>> {
        let mut names = self.folder.articles()?;
        names.retain(|name| !self.removed.contains(name) && !self.staged.contains(name));
        let others = names.par_iter().map(|name| {
            let cached = self.folder.decode_cached(name, &self.folder.article_bytes(name)?)?;
            let engine = cached.engine.as_str();
            let other = engine != key
                && engine.strip_prefix(base).is_some_and(|added| added.is_empty() || added.starts_with('+'));
            Ok(other.then_some(cached.annotated.article.id))
        });
        Ok(others.collect::<Result<Vec<_>>>()?.into_iter().flatten().collect())
    }

    /// The segment of an article as it is, where it was made from the same inputs and lies there whole.
    pub fn kept_segment(&self, id: &str, inputs: u64) -> Option<(String, Segment)> {
        let name = segment_name(id);
        let segment = self.segments.get(&name).filter(|segment| segment.inputs == hex(inputs))?;
        let size = fs::metadata(self.folder.path(&name)).ok()?.len();
        (size == segment.size).then(|| (name, segment.clone()))
    }

    /// Writes the segment of an article for the next commit.
    ///
    /// # Errors
    /// Where it cannot be written, such as on a full disk.
    pub fn write_segment(
        &self,
        id: &str,
        inputs: u64,
        quads: impl IntoIterator<Item = Quad>,
    ) -> Result<(String, Segment)> {
        let name = segment_name(id);
        let (bytes, segment) = Segment::of(quads, inputs);
        self.stage_file(&name, &bytes)?;
        Ok((name, segment))
    }

    /// Makes the staged articles, `identities` and the segments the graph: all of it or, on any failure, nothing.
    ///
    /// `segments` are those of all articles, kept and written, in any order; `actors` are the quads of the actors.
    /// Where nothing differs, no file is touched.
    ///
    /// # Errors
    /// Where something cannot be written, such as on a full disk.
    pub fn commit(
        self,
        identities: &Identities,
        segments: Vec<(String, Segment)>,
        actors: impl IntoIterator<Item = Quad>,
    ) -> Result<Manifest> {
        let mut segments: Segments = segments.into_iter().collect();
        let decided = self.stage_commit(identities, &mut segments, actors);
        let manifest = match decided.and_then(|(changed, manifest)| {
            self.decide(changed, &segments)?;
            Ok(manifest)
        }) {
            Ok(manifest) => manifest,
            Err(error) => {
                // Gives the space back; the articles stay for the next attempt.
                for name in segments.keys().map(String::as_str).chain([IDENTITIES, SEGMENTS, MANIFEST, REMOVED]) {
                    let _ = fs::remove_file(self.staging().join(name));
                }
                return Err(error);
            }
        };
        // The commit stands: readers see it, and what fails here the next writer does again and reports.
        let _ = self.finish_commit();
        self.delete_old_ontologies();
        Ok(manifest)
    }

    /// Puts all files but those of articles into the next commit; tells whether any differs.
    fn stage_commit(
        &self,
        identities: &Identities,
        segments: &mut Segments,
        actors: impl IntoIterator<Item = Quad>,
    ) -> Result<(bool, Manifest)> {
        let (bytes, segment) = Segment::of(actors, 0);
        let mut changed = self.stage_file(ACTORS, &bytes)?;
        segments.insert(ACTORS.to_owned(), segment);
        let mut counts = Counts::default();
        segments.values().for_each(|segment| counts += segment.counts);
        let json = |value: serde_json::Result<Vec<u8>>| {
            let value = value.map_err(|error| Error::graph(self.dir(), error.to_string()))?;
            Ok::<_, Error>([value, vec![b'\n']].concat())
        };
        let list = json(serde_json::to_vec_pretty(segments))?;
        let manifest = Manifest::new(self.tier.unwrap_or_default(), self.ontology.clone(), counts, hex(digest(&list)));
        changed |= self.stage_file(SEGMENTS, &list)?;
        changed |= self.stage_file(IDENTITIES, &json(serde_json::to_vec_pretty(identities))?)?;
        changed |= self.stage_file(MANIFEST, &json(serde_json::to_vec_pretty(&manifest))?)?;
        let staged = list_staged(&self.staging().join(QUADS))?;
        Ok((changed || staged.iter().any(|name| segments.contains_key(name)), manifest))
    }

    /// Flushes all that is staged and renames it into a decided commit; does nothing where nothing has changed.
    fn decide(&self, changed: bool, segments: &Segments) -> Result<()> {
        let staging = self.staging();
        let (articles, quads) = (staging.join(ARTICLES), staging.join(QUADS));
        for name in list(&articles, ".json")?.difference(&self.staged) {
            delete(&articles.join(name))?;
        }
        let (written, left): (Vec<String>, Vec<String>) =
            list_staged(&quads)?.into_iter().partition(|name| segments.contains_key(name));
        left.iter().try_for_each(|name| delete(&staging.join(name)))?;
        if !changed && self.staged.is_empty() && self.removed.is_empty() {
            delete(&articles)?;
            delete(&quads)?;
            return delete(&staging);
        }
        if !self.removed.is_empty() {
            let list = serde_json::to_vec(&self.removed);
            write(&staging.join(REMOVED), &list.map_err(|error| Error::graph(self.dir(), error.to_string()))?)?;
        }
        let names = self.staged.iter().map(|name| articles.join(name)).collect::<Vec<_>>();
        names.par_iter().try_for_each(|path| flush(path))?;
        written.par_iter().try_for_each(|name| flush(&staging.join(name)))?;
        for name in [ACTORS, SEGMENTS, IDENTITIES, MANIFEST, REMOVED] {
            let path = staging.join(name);
            if path.exists() {
                flush(&path)?;
            }
        }
        flush_dir(&articles)?;
        flush_dir(&quads)?;
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
        let (articles, quads) = (dir.join(ARTICLES), dir.join(QUADS));
        create_dir(&articles)?;
        create_dir(&quads)?;
        for name in self.folder.removed()? {
            delete(&articles.join(&name))?;
            delete(&dir.join(segment_of_file(&name)))?;
        }
        for name in list(&commit.join(ARTICLES), ".json")? {
            rename(&commit.join(ARTICLES).join(&name), &articles.join(&name))?;
        }
        for name in list_staged(&commit.join(QUADS))? {
            rename(&commit.join(&name), &dir.join(&name))?;
        }
        for name in [IDENTITIES, ACTORS, SEGMENTS, MANIFEST] {
            let from = commit.join(name);
            if from.exists() {
                rename(&from, &dir.join(name))?;
            }
        }
        delete(&dir.join(OLD_SNAPSHOT))?;
        flush_dir(&articles)?;
        flush_dir(&quads)?;
        flush_dir(dir)?;
        // Only now: until the places are flushed, the list still tells which articles are gone.
        delete(&commit.join(REMOVED))?;
        delete(&commit.join(ARTICLES))?;
        delete(&commit.join(QUADS))?;
        delete(&commit)
    }

    /// Versions of `ontology/` that no longer count. One that cannot be deleted now is at the next commit.
    fn delete_old_ontologies(&self) {
        let dir = self.folder.dir().join(ONTOLOGY);
        for entry in fs::read_dir(&dir).into_iter().flatten().flatten() {
            if entry.file_name().to_str() != self.ontology.as_deref() {
                let _ = fs::remove_dir_all(entry.path());
            }
        }
        if self.ontology.is_none() {
            let _ = fs::remove_dir(&dir);
        }
    }

    /// Puts a file into the next commit where it differs from the one in the graph.
    fn stage_file(&self, name: &str, bytes: &[u8]) -> Result<bool> {
        let path = self.staging().join(name);
        if self.folder.read(name)?.is_some_and(|old| old == bytes) {
            delete(&path)?;
            return Ok(false);
        }
        write(&path, bytes)?;
        Ok(true)
    }

    fn staging(&self) -> PathBuf {
        self.folder.dir().join(STAGING)
    }
}

/// The path of an article's segment in the folder: named as its cache file is.
fn segment_name(id: &str) -> String {
    segment_of_file(&cache::file_name(id))
}

fn segment_of_file(name: &str) -> String {
    format!("{QUADS}/{}.nq", name.strip_suffix(".json").unwrap_or(name))
}

/// Paths of the segments of articles in a folder of them.
fn list_staged(quads: &Path) -> Result<BTreeSet<String>> {
    Ok(list(quads, ".nq")?.into_iter().map(|name| format!("{QUADS}/{name}")).collect())
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
        let _ = fs::remove_dir(self.staging().join(QUADS));
        let _ = fs::remove_dir(self.staging().join(ARTICLES)).and_then(|()| fs::remove_dir(self.staging()));
        let _ = self.lock.file.set_len(0);
    }
}
