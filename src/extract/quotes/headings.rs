//! Who speaks in a line of its own: "Lewis: The plan is sound", "Bridge is safe: mayor".

use super::content::{Content, stretch};
use super::speakers::can_speak;
use super::telling::{Cue, Telling};
use crate::article::Span;
use crate::document::{EntityType, Form, TokenId};

/// Fewest words that are said.
const FEWEST: usize = 3;

/// Most words that name who speaks.
const LONGEST: usize = 5;

/// What is said before or behind the colon at `token`, where nothing but who says it stands on the other side of it.
pub(super) fn by_colon(telling: &Telling, token: TokenId) -> Option<Content> {
    let scene = &telling.scene;
    if scene.lower(token) != ":" || telling.quotation_of(token).is_some() {
        return None;
    }
    let colon = scene.document.tokens[token].span;
    let start = scene.text[..colon.start].rfind('\n').map_or(0, |at| at + 1);
    let end = scene.text[colon.end..].find('\n').map_or(scene.text.len(), |at| colon.end + at);
    let before = telling.tokens_in(Span::new(start, colon.start));
    let after = telling.tokens_in(Span::new(colon.end, end));
    let verbal = |side: std::ops::Range<TokenId>| side.into_iter().any(|at| matches!(scene.upos(at), "VERB" | "AUX"));
    let apart = |side: std::ops::Range<TokenId>| side.into_iter().all(|at| scene.lower(at) != ":");
    if !apart(before.clone()) || !apart(after.clone()) {
        return None;
    }
    let said = |side: std::ops::Range<TokenId>| {
        let plain = side.clone().any(|at| telling.quotation_of(at).is_none() && !scene.is_punctuation(at));
        plain && verbal(side.clone()) && telling.words(side) >= FEWEST
    };
    let named = teller(telling, before.clone()).filter(|_| said(after.clone()));
    let (speaker, side) = match named {
        Some(speaker) => (speaker, after),
        None => (source(telling, after).filter(|_| said(before.clone()))?, before),
    };
    Some(stretch(telling, side, Cue { span: colon, speaker: Some(speaker) }, 0.6, true))
}

/// Who is named by all the words before a colon, titles aside.
fn teller(telling: &Telling, side: std::ops::Range<TokenId>) -> Option<TokenId> {
    let scene = &telling.scene;
    let last = side.clone().next_back()?;
    if telling.words(side.clone()) > LONGEST || side.clone().any(|at| telling.quotation_of(at).is_some()) {
        return None;
    }
    let name = &scene.document.mentions[scene.name_over(last)?];
    let titles = (side.start..name.first).all(|at| matches!(scene.upos(at), "NOUN" | "PROPN" | "ADJ"));
    let speaks = scene.actor(name.head).is_some_and(|actor| actor.kind != EntityType::Place && can_speak(actor.kind));
    (name.end == last + 1 && name.form == Form::Name && titles && speaks).then_some(name.head)
}

/// The source that ends a headline: "…: police", "…: UN report". A name there says as often of whom the line is: "his
/// new enemy: Ana Low".
fn source(telling: &Telling, side: std::ops::Range<TokenId>) -> Option<TokenId> {
    let scene = &telling.scene;
    let last = side.clone().rev().find(|&at| !scene.is_punctuation(at))?;
    let plain = side.clone().all(|at| at > last || matches!(scene.upos(at), "NOUN" | "PROPN" | "ADJ"));
    let source = scene.upos(last) == "NOUN" && telling.lexicon.is_source(&scene.lemma(last));
    (plain && source && telling.words(side) <= LONGEST && scene.name_over(last).is_none()).then_some(last)
}

#[cfg(test)]
mod tests {
    use crate::article::Article;
    use crate::document::Document;
    use crate::extract::testing::document_from_conllu;
    use crate::extract::{Rules, quotes};

    fn told((article, document): (Article, Document)) -> Vec<(String, String)> {
        let rules = Rules::load(None).unwrap();
        let found = quotes::extract(&article, &document, &rules);
        let words = |quote: &crate::claim::Quote| {
            let speaker = quote.speaker_span.map(|span| span.of(&article.text).to_owned());
            (speaker.unwrap_or_default(), quote.content.of(&article.text).to_owned())
        };
        found.iter().map(words).collect()
    }

    #[test]
    fn a_headline_names_who_speaks() {
        let before = "Low Low PROPN NNP 4 nsubj M=person SpaceAfter=No
             : : PUNCT : 4 punct
             Bridges bridge NOUN NNS 4 nsubj
             stay stay VERB VBP 0 root
             shut shut ADJ JJ 4 xcomp";
        assert_eq!(told(document_from_conllu(before)), [("Low".to_owned(), "Bridges stay shut".to_owned())]);
        let behind = "Bridges bridge NOUN NNS 2 nsubj
             stay stay VERB VBP 0 root
             shut shut ADJ JJ 2 xcomp SpaceAfter=No
             : : PUNCT : 2 punct
             police police NOUN NN 2 parataxis";
        assert_eq!(told(document_from_conllu(behind)), [("police".to_owned(), "Bridges stay shut".to_owned())]);
    }

    #[test]
    fn whom_a_line_is_about_does_not_speak() {
        let tree = "Voters voter NOUN NNS 2 nsubj
             blame blame VERB VBP 0 root
             one one NUM CD 4 nummod
             woman woman NOUN NN 2 obj SpaceAfter=No
             : : PUNCT : 2 punct
             Low Low PROPN NNP 4 appos M=person";
        assert!(told(document_from_conllu(tree)).is_empty());
    }
}
