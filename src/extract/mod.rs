//! Extraction: [`Document`] → [`Claims`].
//!
//! One rule family a file. What the rules know about words lies in `ontology/` and is read once into [`Rules`].

pub mod descriptions;
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
    pub(crate) descriptions: descriptions::Rules,
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
            descriptions: descriptions::Rules::load(dir)?,
            operators: lexicon_operators::Operators::load(dir)?,
            events: events::Rules::load(dir)?,
            relations: relations::Rules::load(dir)?,
            quotes: quotes::Rules::load(dir)?,
        })
    }
}

/// The line of a table that a claim's rule names: shipped ("events.csv:12 meet"), or in `added`, a folder of a user
/// ("added events.csv:2 zap").
pub fn rule_text(rule: &str, added: Option<&Path>) -> Option<String> {
    const SHIPPED: [(&str, &str); 2] = [
        ("events.csv", include_str!("../../ontology/lexicon/events.csv")),
        ("relations.csv", include_str!("../../ontology/lexicon/relations.csv")),
    ];
    let user = rule.strip_prefix(lexicon::ADDED);
    let (file, rest) = user.unwrap_or(rule).split_once(':')?;
    let line: usize = rest.split(' ').next()?.parse().ok()?;
    let nth = |text: &str| text.lines().nth(line.checked_sub(1)?).map(|line| shortened(line.trim()));
    match user {
        Some(_) => nth(&std::fs::read_to_string(added?.join("lexicon").join(file)).ok()?),
        None => nth(SHIPPED.iter().find(|(shipped, _)| file == *shipped)?.1),
    }
}

/// At most 160 characters of a line, which may list hundreds of words.
fn shortened(line: &str) -> String {
    const MOST: usize = 160;
    match line.char_indices().nth(MOST) {
        Some((at, _)) => format!("{} …", &line[..at]),
        None => line.to_owned(),
    }
}

/// Everything an understood article claims, each list in text order.
pub fn claims(article: &Article, document: &Document, rules: &Rules) -> Claims {
    let mut events = events::extract(article, document, rules);
    let mut relations = relations::extract(article, document, rules);
    let quotes = quotes::extract(article, document, rules);
    attribution::to_speakers(document, &quotes, &mut events, &mut relations);
    events::participants::fill(article, document, rules, &quotes, &mut events);
    let quotes = quotes::without_second_hand(document, rules, quotes);
    relations::ended::mark(&events, &mut relations);
    rules.events.rate(document, &mut events);
    Claims {
        event_mentions: event_mentions::extract(article, document, &events, rules),
        events,
        relations,
        quotes,
        descriptions: descriptions::extract(article, document, rules),
    }
}
