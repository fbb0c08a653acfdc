//! The whole flow: the only module that knows every stage.

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::article::Article;
use crate::entity::{Annotated, Identities};
use crate::error::Result;
use crate::extract::{self, Rules};
use crate::link::{Decisions, Gazetteer, Linker};
use crate::understand::{Engine, coreference, times};

/// Every stage with its data, loaded once.
pub struct Pipeline {
    engine: Engine,
    rules: Rules,
    gazetteer: Gazetteer,
}

/// How many articles are annotated between two reports of progress.
const BATCH: usize = 32;

impl Pipeline {
    /// Loads the model, the lexicons and the gazetteer that are compiled in.
    ///
    /// # Errors
    /// [`crate::Error::Data`] where shipped data is broken; tests hold that it is not.
    pub fn load() -> Result<Self> {
        Ok(Self { engine: Engine::load()?, rules: Rules::load(None)?, gazetteer: Gazetteer::load()? })
    }

    /// Understands an article and extracts its claims. Depends on the article alone.
    pub fn annotate(&self, article: Article) -> Annotated {
        let mut document = self.engine.analyze(&article.text);
        times::annotate(&article.text, article.published_date(), &mut document);
        coreference::resolve(&article, &mut document);
        let claims = extract::claims(&article, &document, &self.rules);
        Annotated { article, document, claims }
    }

    /// Annotates articles in parallel; the results come in the order of the articles, whatever the thread count.
    /// `progress` is called with the number done since the last call and answers whether to go on.
    ///
    /// # Errors
    /// [`crate::Error::Interrupted`] where `progress` said so.
    pub fn annotate_all(
        &self,
        articles: impl IntoIterator<Item = Article>,
        mut progress: impl FnMut(usize) -> bool,
    ) -> Result<Vec<Annotated>> {
        let mut annotated = Vec::new();
        let mut articles = articles.into_iter();
        loop {
            let batch: Vec<Article> = articles.by_ref().take(BATCH).collect();
            if batch.is_empty() {
                return Ok(annotated);
            }
            let done = batch.len();
            annotated.par_extend(batch.into_par_iter().map(|article| self.annotate(article)));
            if !progress(done) {
                return Err(crate::Error::Interrupted);
            }
        }
    }

    /// Links the actors of all articles.
    pub fn link(&self, articles: &[Annotated], decisions: &Decisions) -> Identities {
        Linker::new(&self.gazetteer, decisions).link(articles)
    }

    /// Why two actors are one, or are not.
    pub fn explain(&self, identities: &Identities, decisions: &Decisions, a: &str, b: &str) -> Vec<String> {
        Linker::new(&self.gazetteer, decisions).explain(identities, a, b)
    }
}
