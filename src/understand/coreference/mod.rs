//! Coreference within an article, by rules in the order of their precision (after the sieves of Lee and others 2013).
//!
//! ```text
//! names + descriptions + pronouns → equal and shorter names → apposition, predication → definite descriptions → pronouns
//! ```
//!
//! A wrong merge is worse than a missed one: every rule asks for a unique antecedent or stays silent. Word knowledge is
//! data: `data/language/nominals.csv`, `data/language/first-names.csv` and the gazetteer of countries.

mod candidates;
mod chains;
mod clusters;
mod features;
mod lexicon;
mod links;
mod names;
mod nominals;
mod pairs;
mod pronouns;
mod quotes;
mod sides;
mod syntax;

use crate::article::Article;
use crate::document::Document;

use super::phrases::Phrases;
use clusters::Clusters;
use features::Scene;
pub(super) use lexicon::{adjective, country};
use pairs::Pairs;

/// Adds descriptions and pronouns to the names in `document.mentions` and builds `document.chains`.
///
/// On entry the mentions are names with their types; what chains they are in does not matter. Descriptions are noun
/// phrases whose noun stands for people, organizations, groups or places, without relative clauses and appositions;
/// others are kept (as `misc`) only where something takes them up again. Appositions and predicate nouns belong to the
/// chain of what they describe. Only names make a chain `named`.
pub fn resolve(article: &Article, document: &mut Document, phrases: &Phrases) {
    let text = article.text.as_str();
    let candidates = candidates::collect(text, document, phrases);
    let scene = Scene::new(text, document, candidates);
    let mut clusters = Clusters::new(&scene.candidates);
    names::join(&scene, article.title.as_deref().unwrap_or_default(), &mut clusters);
    syntax::join(&scene, &mut clusters);
    syntax::join_titles(&scene, &mut clusters);
    nominals::join(&scene, &mut clusters);
    sides::join(&scene, &mut clusters);
    let quotes = quotes::find(&scene);
    let sure = if phrases.are_known() {
        pronouns::join_speakers(&scene, &quotes, &mut clusters);
        let pairs = Pairs::new(text, document, phrases);
        links::join(&scene, phrases, &pairs, &quotes, &mut clusters)
    } else {
        pronouns::join(&scene, &quotes, &mut clusters);
        vec![1.0; scene.candidates.len()]
    };
    let (mentions, found) = chains::build(&scene, &clusters, &sure);
    chains::store(document, mentions, found);
}

#[cfg(test)]
mod tests;
