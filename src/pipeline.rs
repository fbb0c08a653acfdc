//! The whole flow: the only module that knows every stage.

use std::collections::BTreeMap;
use std::path::Path;

use rayon::prelude::*;

use crate::article::Article;
use crate::document::Tier;
use crate::entity::{Annotated, Happening, Identities};
use crate::error::{Error, Result};
use crate::extract::{self, Rules};
use crate::link::gazetteer::lists;
use crate::link::review::Candidate;
use crate::link::{Decisions, Entry, Gazetteer, Linker, Profile};
use crate::map;
use crate::read::{Signature, find_duplicates, normalize_date};
use crate::store::{Graph, Manifest, Writer, digest};
use crate::understand::{Engine, Level, coreference, dateline, ties, times};
use crate::vocabulary::{Extension, Ontology, ontology};

/// Fingerprint of code and data that decide how an article is understood.
const ENGINE: &str = env!("NEWSGRAPH_ENGINE");

/// What the cache of a graph is kept under: articles understood under another key are understood again.
fn cache_key(tier: Tier, added: &str) -> String {
    match tier {
        Tier::Accurate => format!("{ENGINE}{added}"),
        Tier::Fast => format!("{ENGINE}-fast{added}"),
    }
}

/// Fingerprint of code and data that decide how what was understood becomes quads.
const MAPPING: &str = env!("NEWSGRAPH_MAPPING");

/// Articles annotated between two reports of progress; also the most that a graph holds in memory unwritten.
const BATCH: usize = 32;

/// The rules of extraction and the types that they speak of: the shipped ones, with a user's laid over them.
struct Knowledge {
    rules: Rules,
    extension: Option<Extension>,
    /// Tells one set of additions from another; empty where there are none.
    key: String,
}

impl Knowledge {
    fn load(dir: Option<&Path>) -> Result<Self> {
        let extension = dir.map(Extension::read).transpose()?;
        let key = extension
            .as_ref()
            .map(|extension| format!("+{:016x}", digest(format!("{:?}", extension.files()).as_bytes())));
        Ok(Self { rules: Rules::load(dir)?, extension, key: key.unwrap_or_default() })
    }

    fn ontology(&self) -> &Ontology {
        self.extension.as_ref().map_or_else(|| ontology(), Extension::ontology)
    }
}

/// Every stage with its data, loaded once.
pub struct Pipeline {
    engine: Engine,
    /// What was asked for; without it graphs keep their own.
    tier: Option<Tier>,
    knowledge: Knowledge,
    /// Whether somebody said which additions to the ontology count; without it graphs keep their own.
    asked: bool,
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
        let knowledge = Knowledge::load(None)?;
        Ok(Self { engine: Engine::load()?, tier: None, knowledge, asked: false, gazetteer: Gazetteer::load()? })
    }

    /// Extracts with the additions to the ontology in `dir` from now on, or with the shipped one alone; a graph that is
    /// built so is read anew where it was read with others.
    ///
    /// # Errors
    /// [`Error::Data`] with file and line for what does not fit.
    pub fn with_ontology(self, dir: Option<&Path>) -> Result<Self> {
        Ok(Self { knowledge: Knowledge::load(dir)?, asked: true, ..self })
    }

    /// Reads in this tier from now on.
    #[must_use]
    pub fn with_tier(self, tier: Tier) -> Self {
        Self { engine: self.engine.with(self.engine.level(), tier), tier: Some(tier), ..self }
    }

    /// Runs on these instructions from now on; what it says does not depend on them.
    #[must_use]
    pub fn with_level(self, level: Level) -> Self {
        Self { engine: self.engine.with(level, self.engine.tier()), ..self }
    }

    /// Understands an article and extracts its claims. Depends on the article alone.
    pub fn annotate(&self, article: Article) -> Annotated {
        annotate(&self.engine, &self.knowledge.rules, article)
    }

    /// Annotates articles in parallel; the results come in the order of the articles, whatever the thread count.
    /// `progress` is called with the number done since its last call and answers whether to go on.
    ///
    /// # Errors
    /// [`Error::Interrupted`] where `progress` said so, and what `each` returns.
    pub fn annotate_all(
        &self,
        articles: impl IntoIterator<Item = Article>,
        progress: impl FnMut(usize) -> bool,
        each: impl FnMut(Annotated) -> Result<()>,
    ) -> Result<()> {
        annotate_all(&self.engine, &self.knowledge.rules, articles, progress, each)
    }

    /// Adds articles to the graph in `dir`, or brings those up to date that have changed, all in the tier of the graph.
    ///
    /// # Errors
    /// Where the folder cannot be written, its articles were read in another tier than was asked for, or `progress` (see [`Self::annotate_all`]) wants to stop; the graph is then
    /// as it was, and what was understood so far need not be understood again.
    pub fn build(&self, dir: &Path, articles: Vec<Article>, mut progress: impl FnMut(usize) -> bool) -> Result<Built> {
        let mut writer = Graph::create_or_open(dir)?;
        let tier = self.agree_on_tier(&mut writer)?;
        let own = self.own_knowledge(&writer)?;
        let knowledge = own.as_ref().unwrap_or(&self.knowledge);
        writer.set_ontology(knowledge.extension.as_ref())?;
        let key = cache_key(tier, &knowledge.key);
        // What was understood stays so: only what it claims is found anew, in articles that are not read now too.
        for id in writer.read_with_others(&cache_key(tier, ""), &key)? {
            let (Annotated { article, document, .. }, _) = writer.article(&id)?;
            let claims = extract::claims(&article, &document, &knowledge.rules);
            writer.stage(&Annotated { article, document, claims }, &key)?;
        }
        let engine = self.engine.with(self.engine.level(), tier);
        let mut new = Vec::new();
        let mut unchanged = 0;
        for mut article in articles {
            date_by_dateline(&mut article);
            match writer.cached(&article, &key) {
                Some(known) => {
                    writer.stage(&known, &key)?;
                    unchanged += 1;
                }
                None => new.push(article),
            }
        }
        if unchanged > 0 && !progress(unchanged) {
            return Err(Error::Interrupted);
        }
        let understood = new.len();
        annotate_all(&engine, &knowledge.rules, new, progress, |annotated| writer.stage(&annotated, &key))?;
        let (duplicates, manifest) = self.commit_with(writer, knowledge)?;
        Ok(Built { understood, unchanged, duplicates, manifest })
    }

    /// What the graph keeps of a user's ontology, where nobody asked for another.
    fn own_knowledge(&self, writer: &Writer) -> Result<Option<Knowledge>> {
        match writer.ontology() {
            Some(dir) if !self.asked => Knowledge::load(Some(&dir)).map(Some),
            _ => Ok(None),
        }
    }

    /// The tier that the graph is in or, where it is new, will be in.
    fn agree_on_tier(&self, writer: &mut Writer) -> Result<Tier> {
        match (writer.tier(), self.tier) {
            (Some(graph), Some(asked)) if graph != asked => {
                let (graph, asked) = (graph.as_str(), asked.as_str());
                let message = format!(
                    "its articles were read in the {graph} mode, not the {asked} one, and a graph has one mode; \
                     build without --fast to keep to it, or choose another folder with --graph"
                );
                Err(Error::graph(writer.dir(), message))
            }
            (Some(graph), _) => Ok(graph),
            (None, asked) => {
                let tier = asked.unwrap_or_default();
                writer.set_tier(tier);
                Ok(tier)
            }
        }
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

    /// Links all articles and writes what has changed of the graph; tells how many near-duplicates it holds.
    ///
    /// Articles are read one at a time, for their profiles; only those whose segment must be written anew are read
    /// again.
    fn commit(&self, writer: Writer) -> Result<(usize, Manifest)> {
        let own = self.own_knowledge(&writer)?;
        self.commit_with(writer, own.as_ref().unwrap_or(&self.knowledge))
    }

    fn commit_with(&self, mut writer: Writer, knowledge: &Knowledge) -> Result<(usize, Manifest)> {
        let decisions = Decisions::load(&writer.decisions())?;
        let gazetteer = self.gazetteer(writer.dir(), &[])?;
        let linker = Linker::new(&gazetteer, &decisions);
        let mut all = writer.read_all(|annotated, content| Read::new(&linker, &annotated, content))?;
        // One order for any way the articles came: the earliest telling is the original.
        all.sort_by(|a, b| (&a.signature.published, &a.signature.id).cmp(&(&b.signature.published, &b.signature.id)));
        let duplicates = mark_copies(&mut all, &mut writer, knowledge)?;
        let known: Vec<(String, u64)> = all.iter().map(|read| (read.signature.id.clone(), read.content)).collect();
        let identities = linker.link_profiles(all.into_iter().map(|read| read.profile).collect());
        let mut named: BTreeMap<&str, Vec<&Happening>> = BTreeMap::new();
        for happening in identities.happenings.iter().filter(|happening| happening.is_reported()) {
            if let Some((article, _)) = &happening.named_by {
                named.entry(article).or_default().push(happening);
            }
        }
        let segments = known.par_iter().map(|(id, content)| {
            let happenings = named.get(id.as_str()).map_or(&[][..], Vec::as_slice);
            let inputs = digest(
                format!("{MAPPING}{} {content} {} {happenings:?}", knowledge.key, linker.basis(id, &identities))
                    .as_bytes(),
            );
            if let Some(segment) = writer.kept_segment(id, inputs) {
                return Ok(segment);
            }
            let (mut annotated, _) = writer.article(id)?;
            annotated.claims.relations.extend(linker.offices(&annotated, &identities));
            let mut quads = map::article_quads(&annotated, &identities, knowledge.ontology());
            quads.extend(map::happening_quads(&annotated, &identities, knowledge.ontology(), happenings));
            writer.write_segment(id, inputs, quads)
        });
        let segments = segments.collect::<Result<Vec<_>>>()?;
        Ok((duplicates, writer.commit(&identities, segments, map::identity_quads(&identities))?))
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

/// Understands an article and extracts its claims.
fn annotate(engine: &Engine, rules: &Rules, mut article: Article) -> Annotated {
    date_by_dateline(&mut article);
    let (mut document, phrases) = engine.read(&article.text);
    times::annotate(&article.text, article.published_date(), &mut document);
    coreference::resolve(&article, &mut document, &phrases);
    ties::read(&mut document, &phrases);
    extract::quotes::voices::add(&article, &mut document, rules);
    let claims = extract::claims(&article, &document, rules);
    Annotated { article, document, claims }
}

/// As [`Pipeline::annotate_all`], with this engine and these rules.
fn annotate_all(
    engine: &Engine,
    rules: &Rules,
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
        let annotated: Vec<Annotated> = batch.into_par_iter().map(|article| annotate(engine, rules, article)).collect();
        annotated.into_iter().try_for_each(&mut each)?;
        if !progress(done) {
            return Err(Error::Interrupted);
        }
    }
}

/// What a commit keeps of an article in memory.
struct Read {
    profile: Profile,
    signature: Signature,
    duplicate_of: Option<String>,
    /// Digest of what was understood.
    content: u64,
}

impl Read {
    fn new(linker: &Linker<'_>, annotated: &Annotated, content: u64) -> Self {
        Self {
            profile: linker.read(annotated),
            signature: Signature::of(&annotated.article),
            duplicate_of: annotated.article.duplicate_of.clone(),
            content,
        }
    }
}

/// Finds near-duplicates and tells how many there are; where an article has become one, or is none any more, puts it
/// into the next commit again.
fn mark_copies(all: &mut [Read], writer: &mut Writer, knowledge: &Knowledge) -> Result<usize> {
    let signatures: Vec<Signature> = all.iter().map(|read| read.signature.clone()).collect();
    let copies = find_duplicates(&signatures);
    let key = cache_key(writer.tier().unwrap_or_default(), &knowledge.key);
    for (at, read) in all.iter_mut().enumerate() {
        let original = copies.get(&at).map(|&of| signatures[of].id.clone());
        if read.duplicate_of == original {
            continue;
        }
        let (mut annotated, _) = writer.article(&signatures[at].id)?;
        annotated.article.duplicate_of.clone_from(&original);
        writer.stage(&annotated, &key)?;
        read.content = writer.article(&signatures[at].id)?.1;
        read.profile.copy_of(original.clone());
        read.duplicate_of = original;
    }
    Ok(copies.len())
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
