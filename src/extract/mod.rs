//! Extraction: [`Document`] → [`Claims`].
//!
//! One rule family a file. What the rules know about words lies in `ontology/` and is read once into [`Rules`].

pub mod event_mentions;
pub mod events;
pub mod quotes;
pub mod relations;

mod attribution;
mod lexicon;
mod lexicon_operators;
mod lexicon_types;
mod modality;
mod syntax;

#[cfg(test)]
pub(crate) mod testing;

use std::path::Path;

use crate::Result;
use crate::article::Article;
use crate::claim::Claims;
use crate::document::Document;

/// The lexicons and patterns of every rule family, read and validated once.
#[derive(Debug)]
pub struct Rules {
    pub(crate) operators: lexicon_operators::Operators,
    pub(crate) events: events::Rules,
    pub(crate) relations: relations::Rules,
    pub(crate) quotes: quotes::Rules,
}

impl Rules {
    /// The shipped rules, extended by the files of a folder laid out like `ontology/` where one is given.
    ///
    /// # Errors
    /// [`Error::Data`](crate::Error::Data) with file and line for an entry that does not fit.
    pub fn load(dir: Option<&Path>) -> Result<Self> {
        Ok(Self {
            operators: lexicon_operators::Operators::load(dir)?,
            events: events::Rules::load(dir)?,
            relations: relations::Rules::load(dir)?,
            quotes: quotes::Rules::load(dir)?,
        })
    }
}

/// Everything an understood article claims, each list in text order.
pub fn claims(article: &Article, document: &Document, rules: &Rules) -> Claims {
    let events = events::extract(article, document, rules);
    Claims {
        event_mentions: event_mentions::extract(article, document, &events, rules),
        events,
        relations: relations::extract(article, document, rules),
        quotes: quotes::extract(article, document, rules),
    }
}
