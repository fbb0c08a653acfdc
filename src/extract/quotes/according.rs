//! "according to Lewis": the sentence or clause around it.

use super::content::{Content, content, stretch};
use super::telling::{Cue, Telling};
use crate::article::Span;
use crate::document::TokenId;

pub(super) fn according_to(telling: &Telling, token: TokenId) -> Option<Content> {
    let scene = &telling.scene;
    let tokens = &scene.document.tokens;
    if scene.lower(token) != "according"
        || telling.quotation_of(token).is_some()
        || tokens.get(token + 1).is_none_or(|_| scene.lower(token + 1) != "to")
    {
        return None;
    }
    let sentence = &scene.document.sentences[scene.document.sentence_of(token)?];
    let source = source(telling, token, sentence.end).filter(|&source| !telling.is_no_teller(source))?;
    // "an agreement, according to which …"
    if (token..source + 1).any(|at| matches!(scene.document.tokens[at].xpos.as_str(), "WDT" | "WP")) {
        return None;
    }
    let cue = Cue { span: tokens[token].span.cover(tokens[token + 1].span), speaker: Some(source) };
    let phrase_end = scene.document.subtree(source).end.min(sentence.end);
    let first = (sentence.first..token).find(|&at| !scene.is_punctuation(at));
    if first.is_none_or(|first| matches!(scene.upos(first), "CCONJ" | "ADV") && first + 2 >= token) {
        return at_beginning(telling, token, source, phrase_end, sentence.end, cue);
    }
    // "…, according to Lewis.": all of the sentence so far, or its last clause.
    let last = (phrase_end..sentence.end).all(|at| scene.is_punctuation(at));
    if last && token > sentence.first && scene.lower(token - 1) == "," {
        let start = last_clause(telling, sentence.first, token);
        return Some(stretch(telling, start..token - 1, cue, 0.8, false));
    }
    let phrase = if scene.relation(token) == "case" { source } else { token };
    let mut host = scene.head(phrase)?;
    // A phrase hung on a noun belongs to the noun's clause.
    for _ in 0..16 {
        if scene.child(host, &["nsubj", "cop"]).is_some() {
            break;
        }
        match scene.head(host) {
            Some(up) if !matches!(scene.relation(host), "root" | "ccomp" | "advcl" | "parataxis") => host = up,
            _ => break,
        }
    }
    let mut found = content(telling, &[host], Some(phrase), cue, 0.75);
    let clause = tokens[last_clause(telling, sentence.first, token)].span.start;
    for part in found.parts.iter_mut().filter(|part| part.end <= cue.span.start && part.start < clause) {
        *part = Span::new(clause.min(part.end), part.end);
    }
    // Beyond a semicolon nobody says who it is from.
    let behind = tokens[phrase_end.max(token + 1) - 1].span.end;
    found.parts.retain(|part| {
        let gap = Span::new(behind.min(part.start), part.start);
        !part.is_empty() && (part.end <= cue.span.start || !gap.of(scene.text).contains(';'))
    });
    Some(found)
}

/// "In a poll last week, *most said yes*": what a survey found.
pub(super) fn in_survey(telling: &Telling, token: TokenId) -> Option<Content> {
    let scene = &telling.scene;
    let sentence = &scene.document.sentences[scene.document.sentence_of(token)?];
    if scene.lower(token) != "in" || token != sentence.first || telling.quotation_of(token).is_some() {
        return None;
    }
    let survey = scene.head(token).filter(|&noun| scene.relation(token) == "case" && noun > token)?;
    let host = scene.head(survey).filter(|&host| host > survey)?;
    let comma = (survey + 1..host).find(|&at| scene.lower(at) == ",")?;
    let told = telling.verb(host).is_some_and(|frames| frames.contains("that") || frames.contains("show"));
    if !telling.lexicon.is_survey(&scene.lemma(survey)) || told || scene.child(host, &["nsubj"])? < comma {
        return None;
    }
    let cue = Cue { span: scene.document.tokens[token].span, speaker: Some(survey) };
    Some(stretch(telling, comma + 1..sentence.end, cue, 0.6, false))
}

/// Head of the phrase behind "according to": what the parser gives, unless that lies beyond the next comma.
fn source(telling: &Telling, token: TokenId, end: TokenId) -> Option<TokenId> {
    let scene = &telling.scene;
    let given = scene.head(token).filter(|_| scene.relation(token) == "case").or_else(|| {
        // Parsed as a verb with an oblique.
        scene.document.children(token).find(|&child| scene.relation(child) == "obl")
    });
    let first = token + 2;
    let comma = (first..end).find(|&at| scene.lower(at) == ",").unwrap_or(end);
    // "the official WHO report": a thing that says something, whatever the parser takes for its words.
    let thing = (first..comma).take_while(|&at| scene.upos(at) != "ADP").filter(|&at| {
        let noun = scene.upos(at) == "NOUN" || matches!(scene.document.tokens[at].xpos.as_str(), "VB" | "VBP" | "VBZ");
        noun && telling.lexicon.is_document(&scene.lemma(at))
    });
    let unnamed = |given: TokenId| scene.actor(given).is_none_or(|actor| !actor.named);
    let thing = thing.last().filter(|&thing| given.is_some_and(|given| given < thing && unnamed(given)));
    if let Some(thing) = thing {
        return Some(thing);
    }
    given.filter(|given| (first..comma).contains(given)).or_else(|| {
        (first..comma).find(|&at| {
            matches!(scene.upos(at), "NOUN" | "PROPN" | "PRON")
                && scene.head(at).is_none_or(|head| !(first..comma).contains(&head))
        })
    })
}

/// "According to Lewis, …": what follows the phrase, to the end of the sentence.
fn at_beginning(
    telling: &Telling,
    token: TokenId,
    source: TokenId,
    phrase_end: TokenId,
    end: TokenId,
    cue: Cue,
) -> Option<Content> {
    let scene = &telling.scene;
    let phrase = if scene.relation(token) == "case" { source } else { token };
    let host = scene.head(phrase).filter(|&host| host >= phrase_end && scene.child(host, &["nsubj", "cop"]).is_some());
    let next = (phrase_end..end).find(|&at| !scene.is_punctuation(at));
    let adjoins = next.is_some_and(|next| {
        !matches!(scene.upos(next), "CCONJ" | "SCONJ") && (next > phrase_end || scene.upos(next) != "ADP")
    });
    let start = match host {
        Some(_) if adjoins => phrase_end,
        // The phrase goes on: it ends where the subject begins.
        Some(host) => {
            let subject = scene.child(host, &["nsubj", "expl", "csubj"]).unwrap_or(host);
            scene.document.subtree(subject).start.max(phrase_end)
        }
        // Swallowed by the phrase: it begins behind the comma.
        None => (source + 1..end).find(|&at| scene.lower(at) == ",")? + 1,
    };
    let start = (start..end).find(|&at| !scene.is_punctuation(at) || telling.quotation_of(at).is_some())?;
    Some(stretch(telling, start..end, cue, 0.82, false))
}

/// Where the last of several clauses with subjects of their own begins: "…; but *the talks failed*".
pub(super) fn last_clause(telling: &Telling, first: TokenId, end: TokenId) -> TokenId {
    let scene = &telling.scene;
    let breaks = (first..end).rev().find(|&at| {
        let clause = || {
            let host = scene.head(at).filter(|_| scene.relation(at) == "cc");
            host.is_some_and(|host| {
                host > at && scene.relation(host) == "conj" && scene.child(host, &["nsubj", "expl"]).is_some()
            })
        };
        telling.quotation_of(at).is_none() && (scene.lower(at) == ";" || (scene.lower(at) == "but" && clause()))
    });
    breaks.map_or(first, |at| at + 1)
}
