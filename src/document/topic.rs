//! What a statement is about: the actors that its words mention, by name or not, and its nouns.

use std::collections::BTreeSet;

use super::{ChainId, Document, TokenId};
use crate::article::Span;

/// Most keywords of one statement.
const MOST: usize = 12;

/// Nouns that tell no topic.
const GENERAL: &str = "\
    bit case day fact kind lot man month number one other part people person place reason side someone \
    something sort thing time today tomorrow way week woman year yesterday";

/// Where chains are mentioned.
#[derive(Debug)]
pub struct Mentioned(Vec<(Span, ChainId)>);

impl Mentioned {
    /// Of a whole document.
    pub fn new(document: &Document) -> Self {
        let mut all: Vec<_> = document.mentions.iter().map(|mention| (mention.span, mention.chain)).collect();
        all.sort_unstable();
        Self(all)
    }

    /// The chains that a stretch of text mentions.
    pub fn within(&self, span: Span) -> BTreeSet<ChainId> {
        let first = self.0.partition_point(|(mention, _)| mention.start < span.start);
        let beside = self.0[first..].iter().take_while(|(mention, _)| mention.start < span.end);
        beside.filter(|(mention, _)| mention.end <= span.end).map(|&(_, chain)| chain).collect()
    }
}

/// The common nouns of a stretch of text as lemmas, with the nouns that modify them: "ceasefire", "climate change".
pub fn keywords(document: &Document, span: Span) -> BTreeSet<String> {
    let tokens = &document.tokens;
    let first = tokens.partition_point(|token| token.span.start < span.start);
    let end = tokens.partition_point(|token| token.span.end <= span.end).max(first);
    let nouns = (first..end).filter(|&at| is_topic(document, at));
    nouns.map(|noun| phrase(document, noun, first)).filter(|phrase| !phrase.is_empty()).take(MOST).collect()
}

fn is_topic(document: &Document, at: TokenId) -> bool {
    let token = &document.tokens[at];
    let lemma = token.lemma.to_lowercase();
    token.upos == "NOUN"
        && lemma.chars().filter(|c| c.is_alphabetic()).count() > 2
        && token.relation() != "compound"
        && !GENERAL.split(' ').any(|general| general == lemma)
}

/// A noun with the common nouns right before it that belong to it.
fn phrase(document: &Document, noun: TokenId, first: TokenId) -> String {
    let belongs = |at: TokenId| {
        let token = &document.tokens[at];
        token.upos == "NOUN" && token.relation() == "compound" && token.head == Some(noun)
    };
    let start = (first..noun).rev().take_while(|&at| belongs(at)).last().unwrap_or(noun);
    let lemmas = (start..=noun).map(|at| document.tokens[at].lemma.to_lowercase());
    lemmas.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::testing::document_from_conllu;

    #[test]
    fn what_a_stretch_of_text_is_about() {
        let tree = "Ada Ada PROPN NNP 2 nsubj M=person
            likes like VERB VBZ 0 root
            the the DET DT 5 det
            climate climate NOUN NN 5 compound
            talks talk NOUN NNS 2 obj
            this this DET DT 7 det
            year year NOUN NN 2 obl";
        let (_, document) = document_from_conllu(tree);
        let all = document.sentences[0].span;
        assert_eq!(keywords(&document, all).into_iter().collect::<Vec<_>>(), ["climate talk"]);
        assert_eq!(Mentioned::new(&document).within(all).into_iter().collect::<Vec<_>>(), [0]);
        assert!(Mentioned::new(&document).within(Span::new(all.start + 4, all.end)).is_empty());
        assert!(keywords(&document, Span::new(all.start, all.start + 3)).is_empty());
    }
}
