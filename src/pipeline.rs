//! The whole flow: the only module that knows every stage.

use std::path::Path;

use rayon::prelude::*;

use crate::article::Article;
use crate::entity::{Annotated, Identities};
use crate::error::{Error, Result};
use crate::extract::{self, Rules};
use crate::link::gazetteer::lists;
use crate::link::review::Candidate;
use crate::link::{Decisions, Entry, Gazetteer, Linker};
use crate::map;
use crate::read::{Signature, find_duplicates, normalize_date};
use crate::store::{Graph, Manifest, Writer};
use crate::understand::{Engine, coreference, dateline, times};

/// Fingerprint of code and data that decide how an article is understood: the cache of a graph is kept under it.
pub const ENGINE: &str = env!("NEWSGRAPH_ENGINE");

/// Articles annotated between two reports of progress; also the most that a graph holds in memory unwritten.
const BATCH: usize = 32;

/// Every stage with its data, loaded once.
pub struct Pipeline {
    engine: Engine,
    rules: Rules,
    gazetteer: Gazetteer,
}

/// What a build did.
#[derive(Debug, Clone)]
pub struct Built {
    /// Articles that were understood now.
    pub understood: usize,
    /// Articles that were in the graph already and have not changed.
    pub unchanged: usize,
    /// Articles of the graph that nearly repeat an earlier one.
    pub duplicates: usize,
    /// The graph as it is now.
    pub manifest: Manifest,
}

impl Pipeline {
    /// Loads the model, the lexicons and the gazetteer that are compiled in.
    ///
    /// # Errors
    /// [`Error::Data`] where shipped data is broken; tests hold that it is not.
    pub fn load() -> Result<Self> {
        Ok(Self { engine: Engine::load()?, rules: Rules::load(None)?, gazetteer: Gazetteer::load()? })
    }

    /// Understands an article and extracts its claims. Depends on the article alone.
    pub fn annotate(&self, mut article: Article) -> Annotated {
        date_by_dateline(&mut article);
        let mut document = self.engine.analyze(&article.text);
        times::annotate(&article.text, article.published_date(), &mut document);
        coreference::resolve(&article, &mut document);
        let claims = extract::claims(&article, &document, &self.rules);
        Annotated { article, document, claims }
    }

    /// Annotates articles in parallel; the results come in the order of the articles, whatever the thread count.
    /// `progress` is called with the number done since its last call and answers whether to go on.
    ///
    /// # Errors
    /// [`Error::Interrupted`] where `progress` said so, and what `each` returns.
    pub fn annotate_all(
        &self,
        articles: impl IntoIterator<Item = Article>,
        mut progress: impl FnMut(usize) -> bool,
        mut each: impl FnMut(Annotated) -> Result<()>,
    ) -> Result<()> {
        let mut articles = articles.into_iter();
        loop {
            let batch: Vec<Article> = articles.by_ref().take(BATCH).collect();
            if batch.is_empty() {
                return Ok(());
            }
            let done = batch.len();
            let annotated: Vec<Annotated> = batch.into_par_iter().map(|article| self.annotate(article)).collect();
            annotated.into_iter().try_for_each(&mut each)?;
            if !progress(done) {
                return Err(Error::Interrupted);
            }
        }
    }

    /// Adds articles to the graph in `dir`, or brings those up to date that have changed.
    ///
    /// # Errors
    /// Where the folder cannot be written, or `progress` (see [`Self::annotate_all`]) wants to stop; the graph is then
    /// as it was, and what was understood so far need not be understood again.
    pub fn build(&self, dir: &Path, articles: Vec<Article>, mut progress: impl FnMut(usize) -> bool) -> Result<Built> {
        let mut writer = Graph::create_or_open(dir)?;
        let mut new = Vec::new();
        let mut unchanged = 0;
        for mut article in articles {
            date_by_dateline(&mut article);
            match writer.cached(&article, ENGINE) {
                Some(known) => {
                    writer.stage(&known, ENGINE)?;
                    unchanged += 1;
                }
                None => new.push(article),
            }
        }
        if unchanged > 0 && !progress(unchanged) {
            return Err(Error::Interrupted);
        }
        let understood = new.len();
        self.annotate_all(new, progress, |annotated| writer.stage(&annotated, ENGINE))?;
        let (duplicates, manifest) = self.commit(writer)?;
        Ok(Built { understood, unchanged, duplicates, manifest })
    }

    /// Retracts articles: all that only they say goes.
    ///
    /// # Errors
    /// [`Error::Usage`] where an article is not in the graph; nothing is retracted then.
    pub fn remove(&self, dir: &Path, ids: &[String]) -> Result<Manifest> {
        Graph::open(dir)?;
        let mut writer = Graph::create_or_open(dir)?;
        for id in ids {
            if !writer.remove(id)? {
                return Err(Error::Usage(format!(
                    "no article of this graph is called `{id}`; `newsgraph query articles` lists them"
                )));
            }
        }
        Ok(self.commit(writer)?.1)
    }

    /// Links and maps the graph again, after a decision for instance.
    ///
    /// # Errors
    /// Where there is no graph, or it cannot be written.
    pub fn relink(&self, dir: &Path) -> Result<Manifest> {
        Graph::open(dir)?;
        Ok(self.commit(Graph::create_or_open(dir)?)?.1)
    }

    /// Links all articles and writes the graph; tells how many near-duplicates it holds.
    fn commit(&self, mut writer: Writer) -> Result<(usize, Manifest)> {
        let mut all: Vec<Annotated> = writer.annotated()?.collect::<Result<_>>()?;
        // One order for any way the articles came: the earliest telling is the original.
        all.sort_by(|a, b| (&a.article.published, &a.article.id).cmp(&(&b.article.published, &b.article.id)));
        let signatures: Vec<Signature> = all.par_iter().map(|annotated| Signature::of(&annotated.article)).collect();
        let copies = find_duplicates(&signatures);
        let ids: Vec<String> = all.iter().map(|annotated| annotated.article.id.clone()).collect();
        let mut changed = Vec::new();
        for (at, annotated) in all.iter_mut().enumerate() {
            let original = copies.get(&at).map(|&of| ids[of].clone());
            if annotated.article.duplicate_of != original {
                annotated.article.duplicate_of = original;
                changed.push(annotated.clone());
            }
        }
        let duplicates = all.iter().filter(|annotated| annotated.article.duplicate_of.is_some()).count();
        for annotated in &changed {
            writer.stage(annotated, ENGINE)?;
        }
        let decisions = Decisions::load(&writer.decisions())?;
        let gazetteer = self.gazetteer(writer.dir(), &[])?;
        let linker = Linker::new(&gazetteer, &decisions);
        let identities = linker.link(&all);
        let quads = all
            .par_iter_mut()
            .flat_map_iter(|annotated| {
                annotated.claims.relations.extend(linker.offices(annotated, &identities));
                map::article_quads(annotated, &identities)
            })
            .chain(map::identity_quads(&identities))
            .collect::<Vec<_>>();
        Ok((duplicates, writer.commit(&identities, quads)?))
    }

    /// The gazetteer with the lists of a graph folder laid over it; the lists `without` are left out.
    ///
    /// # Errors
    /// A list that does not fit, by file and line.
    pub fn gazetteer(&self, dir: &Path, without: &[String]) -> Result<Gazetteer> {
        lists::with_lists(&self.gazetteer, dir, without)
    }

    /// Puts lists of entries into a graph folder, in place of those of their names, and links the graph again where there
    /// is one; `None` where there is none yet.
    ///
    /// # Errors
    /// Where the folder cannot be written.
    pub fn import_lists(&self, dir: &Path, new: &[(String, Vec<Entry>)]) -> Result<Option<Manifest>> {
        let writer = Graph::create_or_open(dir)?;
        for (name, entries) in new {
            lists::write(writer.dir(), name, entries)?;
        }
        self.after_lists(writer)
    }

    /// Takes lists out of a graph folder and links the graph again.
    ///
    /// # Errors
    /// [`Error::Usage`] where a list is not there; none is removed then.
    pub fn remove_lists(&self, dir: &Path, names: &[String]) -> Result<Option<Manifest>> {
        if !dir.exists() {
            // Says which lists there are: none. A folder is not made for that.
            lists::remove(dir, names)?;
        }
        let writer = Graph::create_or_open(dir)?;
        lists::remove(writer.dir(), names)?;
        self.after_lists(writer)
    }

    fn after_lists(&self, writer: Writer) -> Result<Option<Manifest>> {
        if writer.is_new() { Ok(None) } else { self.commit(writer).map(|(_, manifest)| Some(manifest)) }
    }

    /// The pairs of actors of a graph that a person should look at, the most valuable first.
    ///
    /// # Errors
    /// Where the graph, its lists or its decisions cannot be read.
    pub fn review(&self, graph: &Graph) -> Result<Vec<Candidate>> {
        let decisions = Decisions::load(&graph.decisions())?;
        let gazetteer = self.gazetteer(graph.dir(), &[])?;
        let articles: Vec<Annotated> = graph.annotated()?.collect::<Result<_>>()?;
        Ok(Linker::new(&gazetteer, &decisions).review(&articles))
    }

    /// Links the actors of all articles.
    pub fn link(&self, articles: &[Annotated], decisions: &Decisions) -> Identities {
        Linker::new(&self.gazetteer, decisions).link(articles)
    }

    /// Why two actors (identifiers or names) are one, or are not.
    ///
    /// # Errors
    /// Where the graph or its decisions cannot be read.
    pub fn why_linked(&self, graph: &Graph, a: &str, b: &str) -> Result<Vec<String>> {
        let decisions = Decisions::load(&graph.decisions())?;
        let gazetteer = self.gazetteer(graph.dir(), &[])?;
        Ok(Linker::new(&gazetteer, &decisions).explain(&graph.identities()?, a, b))
    }
}

/// Takes the date of a full dateline ("BEIJING, Nov. 12, 2014 —") for the publication date where nothing else gives one.
fn date_by_dateline(article: &mut Article) {
    if article.published.is_some() {
        return;
    }
    let Some(dateline) = dateline::find(&article.text).map(|span| span.of(&article.text)) else { return };
    let dateline = dateline.trim_end_matches(['—', '–', '-', ' ']);
    let tails = dateline.match_indices(", ").map(|(at, comma)| &dateline[at + comma.len()..]);
    article.published = tails.filter(|tail| tail.contains(|c: char| c.is_ascii_digit())).find_map(normalize_date);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_dateline_dates_an_article() {
        let dated = |text: &str| {
            let mut article = Article { text: text.to_owned(), ..Article::default() };
            date_by_dateline(&mut article);
            article.published
        };
        assert_eq!(dated("BEIJING, Nov. 12, 2014 — The two met.").as_deref(), Some("2014-11-12"));
        assert_eq!(
            dated("RANCHO MIRAGE, California, June 8, 2013 — President Obama left.").as_deref(),
            Some("2013-06-08")
        );
        assert_eq!(dated("BEIJING, Nov. 12 (Xinhua) -- The two met."), None, "a year is never invented");
        assert_eq!(dated("The two met."), None);
    }
}
