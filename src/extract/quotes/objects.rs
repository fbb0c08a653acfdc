//! What is said about an object: "condemned the raid on the camp", "called him a liar", "praised her for staying".

use super::content::{Content, stretch};
use super::lexicon::Frames;
use super::speakers::can_speak;
use super::telling::{Cue, Telling};
use crate::article::Span;
use crate::document::{Form, TokenId};

/// Fewest words of an object that says something by itself.
const FEWEST: usize = 4;

pub(super) fn by_object(
    telling: &Telling,
    verb: TokenId,
    frames: &Frames,
    cue: Cue,
    speaker: TokenId,
) -> Option<Content> {
    let scene = &telling.scene;
    let has = |frame: &str| frames.contains(frame);
    if !(has("object") || has("judge") || has("name") || has("show")) || !telling.can_tell(speaker) {
        return None;
    }
    let object = scene.child(verb, &["obj"]).filter(|&object| object > verb)?;
    let children = || scene.document.children(verb).filter(|&child| child > object);
    let opened = |child: TokenId, words: &[&str]| {
        scene
            .document
            .children(child)
            .any(|case| matches!(scene.relation(case), "case" | "mark") && words.contains(&scene.lower(case).as_str()))
    };
    let predicate = children().find(|&child| match scene.relation(child) {
        "xcomp" => matches!(scene.upos(child), "NOUN" | "PROPN" | "ADJ" | "PRON") || opened(child, &["as"]),
        "obl" | "advcl" => opened(child, &["as"]),
        _ => false,
    });
    let reason =
        children().find(|&child| matches!(scene.relation(child), "obl" | "advcl") && opened(child, &["for", "over"]));
    let start = scene.document.subtree(object).start.max(verb + 1);
    let end = |last: Option<TokenId>| {
        let own = scene.document.subtree(object).end;
        last.map_or(own, |last| scene.document.subtree(last).end.max(own))
    };
    let quoted = telling.quotation_of(object).is_some()
        || scene.document.subtree(object).any(|at| at > verb && telling.quotation_of(at).is_some());
    // dubbed the quarrel: "…"; what it is called stands behind the colon.
    let called = scene.document.subtree(object).end;
    if has("name")
        && predicate.is_none()
        && called < scene.document.tokens.len()
        && scene.lower(called) == ":"
        && telling.quotation_of(called + 1).is_some()
    {
        let quoted = telling.quoted[telling.quotation_of(called + 1)?];
        let end = telling.tokens_in(Span::new(0, quoted.outer.end)).end;
        return Some(stretch(telling, start..end, cue, 0.7, false));
    }
    if has("name") && predicate.is_some() {
        return Some(stretch(telling, start..end(predicate), cue, 0.7, false));
    }
    // "acknowledged her as the new queen" does something, and says nothing.
    let enthroned = matches!(scene.lemma(verb).as_str(), "acknowledge" | "confirm" | "recognise" | "recognize");
    if enthroned && predicate.is_some() && reason.is_none() && !quoted {
        return None;
    }
    let said = reason.is_some() || predicate.is_some();
    if (has("object") || has("judge")) && said {
        return Some(stretch(telling, start..end(reason.or(predicate)), cue, 0.65, false));
    }
    // "citing its data" says whence, not what.
    if scene.lemma(verb) == "cite" && telling.lexicon.is_document(&scene.lemma(object)) {
        return None;
    }
    // "voiced their anger on Monday": of what, nobody says.
    if has("feeling") && !says_of_what(telling, object) {
        return None;
    }
    // A bare name is somebody that something is said of, not what is said.
    // Nor are those whom one praises or attacks.
    let somebody =
        scene.actor(object).is_some_and(|actor| (actor.form != Form::Nominal || has("judge")) && can_speak(actor.kind));
    let speaks = telling.surely_tells(speaker);
    // "showed *Lewis in third place*".
    let found = has("show") && telling.lexicon.is_document(&scene.lemma(speaker));
    let place = children().filter(|&child| {
        let governed = matches!(scene.relation(child), "obl" | "xcomp" | "ccomp" | "nmod" | "advmod");
        found && governed && !telling.is_time(child) && telling.quotation_of(child).is_none()
    });
    let told = has("object") && !somebody && speaks || found;
    let whole = start..end(place.max());
    let fewest = if found { FEWEST - 1 } else { FEWEST };
    (told && scene.upos(object) != "PRON" && telling.words(whole.clone()) >= fewest && ends_phrase(telling, whole.end))
        .then(|| stretch(telling, whole, cue, 0.55, false))
        // Cut short, it may be too little: "denied the story, as did others".
        .filter(|content| content.parts.iter().any(|&part| telling.words(telling.tokens_in(part)) >= fewest))
}

/// Whether a noun has words behind it that say what it is about: "concern *over the vote*", "hope *that they agree*".
fn says_of_what(telling: &Telling, noun: TokenId) -> bool {
    let scene = &telling.scene;
    scene.document.children(noun).any(|child| {
        child > noun
            && match scene.relation(child) {
                // "on Twitter", "in a letter".
                "nmod" => {
                    let medium = scene.name_over(child).is_some() || telling.lexicon.is_medium(&scene.lemma(child));
                    let where_said = scene.preposition(child).is_some_and(|word| word == "on" || word == "in");
                    !telling.is_time(child) && !(where_said && (medium || scene.lemma(child) == "media"))
                }
                "acl" | "ccomp" => true,
                _ => false,
            }
    })
}

/// Whether a phrase ends before `next`: what goes on with a verb is a clause that the parser did not see.
fn ends_phrase(telling: &Telling, next: TokenId) -> bool {
    let scene = &telling.scene;
    next >= scene.document.tokens.len()
        || match scene.upos(next) {
            "AUX" | "VERB" => false,
            "CCONJ" => !matches!(scene.upos((next + 1).min(scene.document.tokens.len() - 1)), "NOUN" | "PROPN" | "AUX"),
            _ => true,
        }
}
