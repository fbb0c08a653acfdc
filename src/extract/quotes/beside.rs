//! The word of saying beside a quotation, before or behind it.

use super::telling::{Cue, Telling};
use crate::article::Span;
use crate::document::{EntityType, TokenId};

/// The cue before or after a quoted stretch, by the clause that holds it.
pub(super) fn cue_beside(telling: &Telling, at: usize) -> Option<Cue> {
    let quoted = telling.quoted[at];
    let inner = quoted.inner.of(telling.scene.text).trim_end();
    let behind = telling.scene.text[quoted.outer.end..].trim_start_matches(' ');
    let joined = inner.ends_with([',', '?', '!', '—', '–', '…']) || behind.starts_with(',');
    let after = || cue_after(telling, at, joined);
    let before = || cue_before(telling, at);
    // A verb of saying right before the marks has the first claim to them.
    let mut ahead = telling.tokens_in(Span::new(0, quoted.outer.start)).rev();
    let led = ahead
        .find(|&last| !matches!(telling.scene.lower(last).as_str(), "," | ":"))
        .is_some_and(|last| telling.verb(last).is_some_and(|frames| frames.contains("quote")));
    if joined && !led {
        // Lewis wrote of him, "…", *recalling their meeting*: a participle is no such verb.
        let finite = |cue: &Cue| {
            let verb = telling.tokens_in(cue.span).next();
            verb.is_some_and(|verb| telling.scene.document.tokens[verb].xpos != "VBG")
        };
        after().filter(finite).or_else(before).or_else(after)
    } else {
        before().or_else(after)
    }
}

/// "…," said Lewis; "…," the spokesman told reporters; "…," according to Lewis.
fn cue_after(telling: &Telling, at: usize, joined: bool) -> Option<Cue> {
    let scene = &telling.scene;
    let quoted = telling.quoted[at];
    let first = telling.tokens_in(Span::new(quoted.outer.end, scene.text.len())).start;
    let tokens = &scene.document.tokens;
    let inner_ends = quoted.inner.of(scene.text).trim_end().ends_with(['.', '?', '!', '…']);
    let mut previous_end = quoted.outer.end;
    for (token, current) in tokens.iter().enumerate().skip(first).take(30) {
        let gap = Span::new(previous_end, current.span.start).of(scene.text);
        let word = scene.lower(token);
        let stop = gap.contains('\n')
            || telling.quotation_of(token).is_some()
            || matches!(word.as_str(), "." | "!" | "?" | ";")
            || (token == first && matches!(scene.relation(token), "cc"));
        if stop {
            return None;
        }
        previous_end = current.span.end;
        if token == first && matches!(word.as_str(), "—" | "–" | "―" | "-" | "--") {
            return signed(telling, token);
        }
        if token == first && !joined && current.span.of(scene.text).starts_with(char::is_uppercase) {
            // A full stop inside the marks: a new sentence begins.
            return set_apart(telling, first);
        }
        if word == "according" && scene.relation(token) == "case" {
            return Some(Cue { span: current.span, speaker: scene.head(token) });
        }
        if !telling.verb(token).is_some_and(|frames| frames.contains("quote")) {
            continue;
        }
        let mut cue = telling.cue(token);
        let beside = |speaker: &TokenId| *speaker >= first && telling.quotation_of(*speaker).is_none();
        // A verb with a clause of its own behind it tells that, not the quotation.
        let own = scene.document.children(token).any(|child| {
            child > token && matches!(scene.relation(child), "ccomp") && telling.quotation_of(child).is_none()
        });
        if own && !joined {
            return None;
        }
        // "… so soon?" They said, "…": that is the next one's.
        let sign =
            scene.document.tokens.get(token + 1).is_some_and(|_| matches!(scene.lower(token + 1).as_str(), "," | ":"));
        let next = telling.quotation_of(token + 2).filter(|&next| sign && next != at);
        if next.is_some() && inner_ends && token > first {
            return None;
        }
        if !cue.speaker.is_some_and(|speaker| beside(&speaker)) {
            cue.speaker = telling.inverted(token).or(cue.speaker.filter(|_| token > first));
        }
        if cue.speaker.is_some() {
            return Some(cue);
        }
    }
    None
}

/// "…" *Ida Holm, mayor*: a quotation set apart with who said it on its line, and nothing else.
fn set_apart(telling: &Telling, first: TokenId) -> Option<Cue> {
    const LONGEST: usize = 10;
    let scene = &telling.scene;
    let document = scene.document;
    let text = scene.text;
    let start = document.tokens.get(first)?.span.start;
    let line = Span::new(start, text[start..].find('\n').map_or(text.len(), |end| start + end));
    let tokens = telling.tokens_in(line);
    let opens = text[..start].rfind('\n').map_or(0, |at| at + 1);
    // The quotation begins its line.
    let whole = text[opens..].trim_start().starts_with(['"', '“', '‘']);
    let words = tokens.clone().filter(|&at| telling.quotation_of(at).is_none());
    let plain = words.clone().all(|at| !matches!(scene.upos(at), "VERB" | "AUX") && scene.lower(at) != ".");
    let name = scene.name_over(first).map(|at| &document.mentions[at]).filter(|name| name.first == first);
    let named = name.filter(|name| name.kind == EntityType::Person).map(|name| name.head);
    let described = || {
        let noun = tokens.clone().find(|&at| !matches!(scene.upos(at), "ADJ" | "PROPN" | "DET"))?;
        (scene.upos(noun) == "NOUN" && telling.surely_tells(noun)).then_some(noun)
    };
    let capital = text[start..].starts_with(char::is_uppercase);
    let speaker = named.or_else(described)?;
    (whole && plain && capital && telling.words(words.clone().min()?..words.max()? + 1) <= LONGEST)
        .then(|| Cue { span: document.tokens[first.saturating_sub(1)].span, speaker: Some(speaker) })
}

/// "…" — Ida Holm: a name behind a dash that ends its line.
fn signed(telling: &Telling, dash: TokenId) -> Option<Cue> {
    let scene = &telling.scene;
    let name = &scene.document.mentions[scene.name_over(dash + 1)?];
    let rest = scene.text.get(name.span.end..)?;
    let line = rest.split('\n').next().unwrap_or_default();
    let ends = line.trim().is_empty() || line.trim_start().starts_with(',');
    (name.first == dash + 1 && ends).then_some(Cue { span: scene.document.tokens[dash].span, speaker: Some(name.head) })
}

/// Lewis said, "…"; Lewis told reporters: "…"; a paragraph that ends with a colon before.
fn cue_before(telling: &Telling, at: usize) -> Option<Cue> {
    let scene = &telling.scene;
    let quoted = telling.quoted[at];
    let text = scene.text;
    let before = text[..quoted.outer.start].trim_end();
    let gap = &text[before.len()..quoted.outer.start];
    let range = telling.tokens_in(Span::new(0, quoted.outer.start));
    let last = range.end.checked_sub(1)?;
    let colon = before.ends_with(':');
    if (gap.contains('\n') && !colon) || telling.quotation_of(last).is_some() {
        return None;
    }
    let tokens = &scene.document.tokens;
    let mut token = last;
    let mut doubtful = None;
    let comma = before.ends_with([',', ':', '—', '–']);
    for _ in 0..40 {
        let stop = telling.quotation_of(token).is_some()
            || matches!(scene.lower(token).as_str(), "." | "!" | "?")
            || Span::new(tokens[token].span.end, tokens.get(token + 1).map_or(text.len(), |next| next.span.start))
                .of(text)
                .contains('\n')
                && token != last;
        if stop {
            break;
        }
        if let Some(frames) = telling.verb(token)
            && (frames.contains("quote") || (colon && frames.contains("that")))
            && (comma || token == last || !has_own_content(telling, token))
        {
            let mut cue = telling.cue(token);
            if cue.speaker.is_none() {
                cue.speaker = telling.inverted(token);
            }
            if cue.speaker.is_none() && tokens[token].xpos == "VBG" {
                cue.speaker = subject_before(telling, token);
            }
            // A thing does not speak where somebody else does: *he* told them the find suggested a pattern: "…".
            match cue.speaker {
                Some(speaker) if telling.can_tell(speaker) => return Some(cue),
                Some(_) => doubtful = doubtful.or(Some(cue)),
                None => {}
            }
        }
        let Some(next) = token.checked_sub(1) else { break };
        token = next;
    }
    if doubtful.is_some() {
        return doubtful;
    }
    if let Some(cue) = comma.then(|| named_saying(telling, last)).flatten() {
        return Some(cue);
    }
    // "Lewis: “…”"
    if colon && last > 0 {
        let name = scene.name_over(last - 1).map(|at| &scene.document.mentions[at]);
        // "Lewis: “…” Stone: “…”": each on a line of its own, or behind the quotation of the other.
        let alone = name.filter(|name| {
            name.first == 0
                || Span::new(tokens[name.first - 1].span.end, name.span.start).of(text).contains('\n')
                || text[..name.span.start].trim_end().ends_with(['"', '”', '.', '!', '?'])
        });
        if let Some(name) = alone {
            return Some(Cue { span: tokens[last].span, speaker: Some(name.head) });
        }
        // "He sent a message to the chairman:" and a paragraph of its own.
        let speaker = gap.contains('\n').then(|| subject_before(telling, last)).flatten();
        return speaker.map(|speaker| Cue { span: tokens[last].span, speaker: Some(speaker) });
    }
    None
}

/// "The party released a statement: “…”"; "In a tweet, “…”": a noun of saying right before the sign at `last`.
fn named_saying(telling: &Telling, last: TokenId) -> Option<Cue> {
    let scene = &telling.scene;
    let says = |noun: TokenId| scene.upos(noun) == "NOUN" && telling.lexicon.noun_or_document(&scene.lemma(noun));
    let noun = last.checked_sub(1)?;
    // "in her famous demand *in Oslo in 1991*: “…”".
    let first = scene.document.sentences[scene.document.sentence_of(last)?].first;
    let phrase = (first..last).rev().take_while(|&at| {
        telling.quotation_of(at).is_none() && matches!(scene.upos(at), "NOUN" | "PROPN" | "ADP" | "NUM" | "DET" | "ADJ")
    });
    let noun = Some(noun).filter(|&noun| says(noun)).or_else(|| {
        let mut nouns = phrase.filter(|&at| says(at));
        nouns.find(|&at| scene.lower(last) == ":" && scene.document.subtree(at).end >= noun)
    })?;
    let speaker = telling.holder_of(noun, last).filter(|&holder| holder != noun);
    let speaker = speaker.or_else(|| subject_before(telling, noun))?;
    Some(Cue { span: scene.document.tokens[noun].span, speaker: Some(speaker) })
}

/// The nearest subject before a word in its sentence that can tell something.
fn subject_before(telling: &Telling, token: TokenId) -> Option<TokenId> {
    let scene = &telling.scene;
    let first = scene.document.sentences[scene.document.sentence_of(token)?].first;
    (first..token).rev().find(|&at| {
        scene.relation(at) == "nsubj"
            && telling.quotation_of(at).is_none()
            && !telling.is_no_teller(at)
            && telling.can_tell(at)
    })
}

fn has_own_content(telling: &Telling, verb: TokenId) -> bool {
    telling.scene.document.children(verb).any(|child| {
        child > verb
            && matches!(telling.scene.relation(child), "ccomp" | "obj")
            && telling.quotation_of(child).is_none()
    })
}
