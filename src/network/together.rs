//! Who is named together: in one sentence, or in one article.

use std::collections::BTreeMap;

use oxigraph::store::Store;

use super::Within;
use super::facts::{Facts, select};
use crate::error::Result;

/// Who is named in one sentence or article.
pub(super) struct Together {
    /// The sentence or article.
    pub(super) iri: String,
    pub(super) article: String,
    /// The sentence, or the article's headline.
    pub(super) text: String,
    /// With the confidence of the surest mention, in order.
    pub(super) actors: BTreeMap<String, f64>,
}

/// All sentences or articles with those they name, in order.
pub(super) fn mentions(store: &Store, facts: &Facts, within: Within) -> Result<Vec<Together>> {
    let rows = select(
        store,
        "SELECT ?sentence ?actor ?confidence { ?m nif:sentence ?sentence ; itsrdf:taIdentRef ?actor . \
         OPTIONAL { ?m ng:confidence ?confidence } }",
    )?;
    let mut texts = BTreeMap::new();
    if within == Within::Sentence {
        for [sentence, text] in select(store, "SELECT ?s ?text { ?s a nif:Sentence ; nif:anchorOf ?text }")? {
            texts.insert(sentence, text);
        }
    }
    let mut found: BTreeMap<String, Together> = BTreeMap::new();
    for [sentence, actor, confidence] in rows {
        let article = sentence.split('#').next().unwrap_or(&sentence).to_owned();
        let iri = if within == Within::Sentence { sentence } else { article.clone() };
        let together = found.entry(iri.clone()).or_insert_with(|| {
            let text = match within {
                Within::Sentence => texts.remove(&iri),
                Within::Article => facts.articles.get(&article).map(|article| article.label.clone()),
            };
            Together { iri, article, text: text.unwrap_or_default(), actors: BTreeMap::new() }
        });
        let confidence = confidence.parse().unwrap_or(1.0);
        let best = together.actors.entry(actor).or_insert(confidence);
        *best = best.max(confidence);
    }
    Ok(found.into_values().collect())
}
