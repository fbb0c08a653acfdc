//! Who speaks in a line of its own: "Lewis: The plan is sound", "Bridge is safe: mayor".

use super::content::{Content, stretch};
use super::speakers::can_speak;
use super::telling::{Cue, Telling};
use crate::article::Span;
use crate::document::{Form, TokenId};

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
        None => (teller(telling, after).filter(|_| said(before.clone()))?, before),
    };
    Some(stretch(telling, side, Cue { span: colon, speaker: Some(speaker) }, 0.6, true))
}

/// Who is named by all the words of a side, titles and full stop aside.
fn teller(telling: &Telling, side: std::ops::Range<TokenId>) -> Option<TokenId> {
    let scene = &telling.scene;
    let last = side.clone().rev().find(|&at| !scene.is_punctuation(at))?;
    if telling.words(side.clone()) > LONGEST || side.clone().any(|at| telling.quotation_of(at).is_some()) {
        return None;
    }
    let mention = scene.name_over(last).map(|name| &scene.document.mentions[name]);
    let named = mention.filter(|name| name.end == last + 1 && name.form == Form::Name);
    if let Some(name) = named {
        let titles = (side.start..name.first).all(|at| matches!(scene.upos(at), "NOUN" | "PROPN" | "ADJ"));
        return scene.actor(name.head).filter(|actor| titles && can_speak(actor.kind)).and_then(|actor| {
            let place = actor.kind == crate::document::EntityType::Place;
            (!place).then_some(name.head)
        });
    }
    // "…: police", "…: report".
    let plain = side.clone().all(|at| at > last || matches!(scene.upos(at), "NOUN" | "PROPN" | "ADJ" | "DET"));
    let behind = scene.document.tokens[side.start.checked_sub(1)?].span.of(scene.text) == ":";
    (plain && behind && scene.upos(last) == "NOUN" && telling.lexicon.is_source(&scene.lemma(last))).then_some(last)
}
