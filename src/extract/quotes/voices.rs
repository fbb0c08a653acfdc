//! Voices without a person: a poll that found, posts that claimed. Whoever made them is not named, so they speak as unnamed
//! actors of their own.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use crate::article::{Article, Span};
use crate::claim::Quote;
use crate::document::{Chain, Document, EntityType, Form, Mention, TokenId};
use crate::extract::relations::scene::Scene;
use crate::extract::{Rules, quotes};

/// Surer than that a noun for a thing that says something is such a thing nobody is.
const CONFIDENCE: f32 = 0.6;

/// Adds a mention, and a chain of its own, for each phrase that says something in `article` and refers to nobody yet. "The
/// poll" after "a poll" is the same one.
pub fn add(article: &Article, document: &mut Document, rules: &Rules) {
    let found = quotes::extract(article, document, rules);
    let mut voices: Vec<Mention> = found.iter().filter_map(|quote| voice(article, document, rules, quote)).collect();
    voices.sort_by_key(|voice| voice.head);
    voices.dedup_by_key(|voice| voice.head);
    if voices.is_empty() {
        return;
    }
    let mut known: BTreeMap<String, usize> = BTreeMap::new();
    for mut voice in voices {
        let lemma = document.tokens[voice.head].lemma.to_lowercase();
        let again = known.get(&lemma).copied().filter(|_| is_definite(article, voice.span));
        voice.chain = again.unwrap_or_else(|| {
            document.chains.push(Chain {
                kind: voice.kind,
                name: voice.span.of(&article.text).split_whitespace().collect::<Vec<_>>().join(" "),
                named: false,
                plural: document.tokens[voice.head].xpos.ends_with('S'),
                mentions: Vec::new(),
            });
            document.chains.len() - 1
        });
        known.insert(lemma, voice.chain);
        document.mentions.push(voice);
    }
    // Mentions are in text order, longer ones first, and chains know theirs by place.
    document.mentions.sort_by_key(|mention| (mention.extent.start, Reverse(mention.extent.end)));
    for chain in &mut document.chains {
        chain.mentions.clear();
    }
    for (at, mention) in document.mentions.iter().enumerate() {
        if let Some(chain) = document.chains.get_mut(mention.chain) {
            chain.mentions.push(at);
        }
    }
}

/// The phrase that speaks in a quote of nobody's, where it is a thing that tells something or somebody in a role.
fn voice(article: &Article, document: &Document, rules: &Rules, quote: &Quote) -> Option<Mention> {
    let span = quote.speaker_span.filter(|_| quote.speaker.is_none())?;
    let first = document.tokens.partition_point(|token| token.span.start < span.start);
    let end = document.tokens.partition_point(|token| token.span.end <= span.end).max(first);
    let leaves = |&at: &TokenId| document.tokens[at].head.is_none_or(|head| !(first..end).contains(&head));
    let head = (first..end).find(|at| leaves(at) && matches!(document.tokens[*at].upos.as_str(), "NOUN" | "PROPN"))?;
    let scene = Scene::new(article, document, &rules.relations);
    if scene.mention(head).is_some() {
        return None;
    }
    let lexicon = &rules.quotes.lexicon;
    let lemma = scene.lemma(head);
    let xpos = document.tokens[head].xpos.as_str();
    let is_people = scene.role(head).is_some() || xpos == "NNPS" || xpos == "NNS" && lexicon.is_source(&lemma);
    let kind = if lexicon.is_document(&lemma) {
        EntityType::Work
    } else if is_people {
        EntityType::Person
    } else if lexicon.is_source(&lemma) {
        EntityType::Organization
    } else {
        return None;
    };
    let extent = span;
    Some(Mention { span, extent, head, first, end, kind, form: Form::Nominal, confidence: CONFIDENCE, chain: 0 })
}

/// Whether a phrase points at something known: "the poll", "that report".
fn is_definite(article: &Article, span: Span) -> bool {
    let word = span.of(&article.text).split_whitespace().next().unwrap_or_default().to_lowercase();
    matches!(word.as_str(), "the" | "that" | "this" | "these" | "those")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::testing::document_from_conllu;

    #[test]
    fn a_poll_speaks_for_itself_and_is_the_same_later() {
        let (article, mut document) = document_from_conllu(
            "A a DET DT 2 det
             poll poll NOUN NN 3 nsubj
             found find VERB VBD 0 root
             that that SCONJ IN 6 mark
             Low Low PROPN NNP 6 nsubj M=person
             leads lead VERB VBZ 3 ccomp SpaceAfter=No
             . . PUNCT . 3 punct

             The the DET DT 2 det
             poll poll NOUN NN 3 nsubj
             said say VERB VBD 0 root
             that that SCONJ IN 6 mark
             Low Low PROPN NNP 6 nsubj M=person
             lost lose VERB VBD 3 ccomp SpaceAfter=No
             . . PUNCT . 3 punct",
        );
        let rules = Rules::load(None).unwrap();
        add(&article, &mut document, &rules);
        let speakers: Vec<_> =
            quotes::extract(&article, &document, &rules).iter().map(|quote| quote.speaker.unwrap()).collect();
        assert_eq!(speakers[0], speakers[1]);
        assert_eq!(document.chains[speakers[0]].name, "A poll");
        assert_eq!(document.chains[speakers[0]].kind, EntityType::Work);
        assert!(document.mentions.is_sorted_by_key(|mention| mention.span.start));
        let before = document.clone();
        add(&article, &mut document, &rules);
        assert_eq!(document.mentions, before.mentions);
    }
}
