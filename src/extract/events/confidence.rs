//! How sure an event is: the probability that all of it is right (type, modality, every role, place, time and whose word).
//!
//! A logistic regression over what can be seen of the event: its type, its trigger, how its actors are named, how it is told.
//! `training/confidence.py` fits the weights in `data/model/event_confidence.csv` on events of news articles that were judged
//! strictly; `docs/quality.md` says how well they hold on others.

use std::collections::BTreeMap;

use crate::claim::{Event, Modality, Part};
use crate::document::{Document, Form, TokenId};
use crate::{Error, Result};

const FILE: &str = "data/model/event_confidence.csv";
const SHIPPED: &str = include_str!("../../../data/model/event_confidence.csv");
/// The constant of the regression.
const ALWAYS: &str = "always";
/// Longer sentences are parsed worse: classes of this many words, the last one open.
const LENGTH: usize = 10;
const LONGEST: usize = 5;

/// The weight of each feature.
#[derive(Debug)]
pub(crate) struct Confidence {
    weights: BTreeMap<String, f32>,
}

impl Confidence {
    /// The weights that are compiled in.
    ///
    /// # Errors
    /// [`Error::Data`] where the file is damaged.
    pub(crate) fn load() -> Result<Self> {
        let mut weights = BTreeMap::new();
        let mut rows = csv::Reader::from_reader(SHIPPED.as_bytes());
        for row in rows.deserialize() {
            let (feature, weight): (String, f32) = row.map_err(|error| Error::data(FILE, error.to_string()))?;
            weights.insert(feature, weight);
        }
        Ok(Self { weights })
    }

    /// The confidence of an event of this document, in hundredths.
    pub(crate) fn of(&self, document: &Document, event: &Event) -> f32 {
        let weight = |feature: &str| self.weights.get(feature).copied().unwrap_or_default();
        let sum: f32 = features(document, event).iter().map(|feature| weight(feature)).sum::<f32>() + weight(ALWAYS);
        let sure = 1.0 / (1.0 + (-sum).exp());
        (sure.clamp(0.05, 0.95) * 100.0).round() / 100.0
    }
}

/// What the confidence of an event is judged by, each feature as `name=value`.
pub fn features(document: &Document, event: &Event) -> Vec<String> {
    let mut found = vec![
        format!("type={}", event.kind),
        format!("modality={}", event.modality.as_str()),
        format!("roles={}{}", amount(event.sources.len()), amount(event.targets.len())),
        format!("set={}{}", u8::from(event.place.is_some()), u8::from(event.time.is_some())),
        format!("by={}", event.attributed_to.is_some()),
        format!("cues={}{}", event.cues.len().min(2), u8::from(event.modality == Modality::Asserted)),
        format!("within={}", event.within.is_some()),
        format!("words={}", event.rule.split(' ').count().min(4)),
    ];
    if let Some(trigger) = trigger(document, event) {
        let token = &document.tokens[trigger];
        found.push(format!("tag={}", token.xpos));
        found.push(format!("relation={}", token.relation()));
        let above = token.head.map_or("none", |head| document.tokens[head].upos.as_str());
        found.push(format!("above={above}"));
    }
    let at = document.sentences.partition_point(|sentence| sentence.span.start < event.evidence.start);
    if let Some(sentence) = document.sentences.get(at) {
        found.push(format!("length={}", (sentence.tokens().len() / LENGTH).min(LONGEST)));
        let quoted = sentence.tokens().any(|token| document.tokens[token].xpos == "''");
        found.push(format!("quoted={quoted}"));
    }
    for argument in &event.arguments {
        let part = match argument.part {
            Part::Source => "source",
            Part::Target => "target",
            _ => continue,
        };
        let chain = &document.chains[argument.chain];
        found.push(format!("{part}.kind={}{}", chain.kind.as_str(), if chain.named { "" } else { " unnamed" }));
        let mention = chain.mentions.iter().map(|&at| &document.mentions[at]).find(|m| m.span == argument.span);
        let form = match mention.map(|mention| mention.form) {
            Some(Form::Name) => "name",
            Some(Form::Pronoun) => "pronoun",
            Some(Form::Nominal) => "nominal",
            None => "none",
        };
        found.push(format!("{part}.form={form}"));
        if argument.owner {
            found.push(format!("{part}.owner"));
        }
        let outside = argument.span.start < event.evidence.start || argument.span.end > event.evidence.end;
        if outside {
            found.push(format!("{part}.outside"));
        }
        if let Some(mention) = mention {
            found.push(format!("{part}.relation={}", document.tokens[mention.head].relation()));
        }
    }
    found.sort();
    found.dedup();
    found
}

/// None, one or several.
fn amount(number: usize) -> usize {
    number.min(2)
}

/// The word of the trigger that the others hang on.
fn trigger(document: &Document, event: &Event) -> Option<TokenId> {
    let first = document.tokens.partition_point(|token| token.span.start < event.trigger.start);
    let end = document.tokens.partition_point(|token| token.span.start < event.trigger.end);
    (first..end).find(|&at| document.tokens[at].head.is_none_or(|head| !(first..end).contains(&head)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::testing::document_from_conllu;
    use crate::extract::{Rules, claims};

    fn confidence(conllu: &str) -> f32 {
        let (article, document) = document_from_conllu(conllu);
        claims(&article, &document, &Rules::load(None).unwrap()).events[0].confidence
    }

    #[test]
    fn what_is_planned_by_somebody_far_off_is_less_sure() {
        let plain = "Peru Peru PROPN NNP 2 nsubj M=place
             condemned condemn VERB VBD 0 root
             Chile Chile PROPN NNP 2 obj M=place";
        let planned = "Peru Peru PROPN NNP 2 nsubj M=place
             plans plan VERB VBZ 0 root
             to to PART TO 4 mark
             condemn condemn VERB VB 2 xcomp
             Chile Chile PROPN NNP 4 obj M=place";
        let (plain, planned) = (confidence(plain), confidence(planned));
        assert!(plain > planned + 0.05, "{plain} {planned}");
        assert!((0.05..=0.95).contains(&planned) && plain <= 0.95);
    }

    #[test]
    fn the_table_knows_the_features() {
        let confidence = Confidence::load().unwrap();
        assert!(confidence.weights.contains_key(ALWAYS));
        for name in ["type=assault", "modality=asserted", "roles=11", "source.form=pronoun"] {
            assert!(confidence.weights.contains_key(name), "{name}");
        }
    }
}
