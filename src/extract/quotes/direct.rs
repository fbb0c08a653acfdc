//! Direct quotations: which quoted stretches are speech, and whose.

use super::telling::{Cue, Telling};
use crate::article::Span;
use crate::document::TokenId;

/// Speech inside quotation marks.
#[derive(Debug, Clone, Copy)]
pub(super) struct Speech {
    /// Index of the quoted stretch.
    pub(super) quoted: usize,
    pub(super) cue: Option<Cue>,
    /// With the writer's words before it, where its sentence begins with them.
    pub(super) mixed: Option<Span>,
    pub(super) confidence: f32,
}

/// The quoted stretches that stand for themselves as speech, with who speaks, in text order.
pub(super) fn speeches(telling: &Telling) -> Vec<Speech> {
    let mut found: Vec<Speech> = Vec::new();
    for at in 0..telling.quoted.len() {
        if !stands_alone(telling, at) {
            continue;
        }
        let cue = match cue_beside(telling, at) {
            Some(cue) => Some((cue, 0.95)),
            None => continued(telling, &found, at).map(|cue| (cue, 0.75)),
        };
        // Nobody is named: only what is long enough to be no title or catchword.
        if cue.is_some() || telling.words(telling.tokens_in(telling.quoted[at].inner)) >= 6 {
            let mixed = cue.and_then(|_| begun_outside(telling, at));
            let confidence = cue.map_or(0.5, |(_, confidence)| confidence);
            found.push(Speech { quoted: at, cue: cue.map(|(cue, _)| cue), mixed, confidence });
        }
    }
    found
}

/// Whether a quoted stretch is a sentence of its own and no fragment of the writer's: it begins where a sentence or a
/// statement may begin, and ends like one.
fn stands_alone(telling: &Telling, at: usize) -> bool {
    let quoted = telling.quoted[at];
    let text = telling.scene.text;
    let range = telling.tokens_in(quoted.inner);
    let words = telling.words(range.clone());
    let inner = quoted.inner.of(text).trim();
    let ends = inner.ends_with([',', '.', '!', '?', '…', '—', '–'])
        || text[quoted.outer.end..].trim_start_matches([')', ' ']).starts_with([',', '.', '?', '!'])
        || text[quoted.outer.end..].trim_start_matches(' ').starts_with('\n')
        || text[quoted.outer.end..].trim().is_empty();
    let before = text[..quoted.outer.start].trim_end_matches([' ', '\u{a0}']);
    let opens =
        before.is_empty() || before.ends_with(['\n', ',', ':', '.', '!', '?', '—', '–', '-', ')', '”', '"', ';']);
    let after_cue = telling
        .tokens_in(Span::new(0, quoted.outer.start))
        .next_back()
        .is_some_and(|last| telling.verb(last).is_some_and(|frames| frames.contains("quote")));
    let capital = inner.chars().find(|c| c.is_alphanumeric()).is_some_and(|c| c.is_uppercase() || c.is_numeric());
    if is_title(inner) {
        return false;
    }
    let verbal = range.clone().any(|token| matches!(telling.scene.upos(token), "VERB" | "AUX"));
    let enough = words >= 3 && verbal || inner.ends_with(['!', '?', ',']) || words >= 6;
    // "a", "b" and "c": a list of catchwords opens after a comma too, but in small letters.
    ends && enough && (after_cue || (opens && (capital || before.ends_with(':') || resumes(telling, at))))
        || (capital && words >= 8 && verbal && ends)
}

/// Whether a stretch looks like a title: every long word with a capital ("Fox News Sunday").
fn is_title(inner: &str) -> bool {
    let mut long = inner.split_whitespace().filter(|word| word.chars().count() >= 4).peekable();
    long.peek().is_some()
        && !inner.ends_with(['!', '?'])
        && inner.split_whitespace().count() <= 8
        && long.all(|word| word.trim_start_matches(|c: char| !c.is_alphanumeric()).starts_with(char::is_uppercase))
}

/// With thousands of systems, "there is no single point of failure," he said: what is said begins before the marks.
fn begun_outside(telling: &Telling, at: usize) -> Option<Span> {
    let quoted = telling.quoted[at];
    let small = quoted.inner.of(telling.scene.text).trim_start().starts_with(char::is_lowercase);
    let sentence = telling.scene.document.sentences[telling.scene.document.sentence_at(quoted.inner.start)?].span;
    let before = Span::new(sentence.start, quoted.outer.start.max(sentence.start));
    let tokens = telling.tokens_in(before);
    let plain = tokens.clone().all(|token| telling.quotation_of(token).is_none() && telling.verb(token).is_none());
    (small && plain && telling.words(tokens) >= 2).then_some(Span::new(before.start, quoted.outer.end))
}

/// Whether a stretch in small letters goes on after its cue: "We agree," she said, "but not now."
fn resumes(telling: &Telling, at: usize) -> bool {
    let Some(previous) = at.checked_sub(1).map(|before| telling.quoted[before]) else { return false };
    let between = Span::new(previous.outer.end, telling.quoted[at].outer.start);
    let text = between.of(telling.scene.text);
    !text.contains('\n') && telling.tokens_in(between).any(|token| telling.verb(token).is_some())
}

/// The cue before or after a quoted stretch, by the clause that holds it.
fn cue_beside(telling: &Telling, at: usize) -> Option<Cue> {
    let quoted = telling.quoted[at];
    let inner = quoted.inner.of(telling.scene.text).trim_end();
    let joined = inner.ends_with([',', '?', '!', '—', '–', '…']);
    let after = || cue_after(telling, at, joined);
    let before = || cue_before(telling, at);
    if joined { after().or_else(before) } else { before().or_else(after) }
}

/// "…," said Lewis; "…," the spokesman told reporters; "…," according to Lewis.
fn cue_after(telling: &Telling, at: usize, joined: bool) -> Option<Cue> {
    let scene = &telling.scene;
    let quoted = telling.quoted[at];
    let first = telling.tokens_in(Span::new(quoted.outer.end, scene.text.len())).start;
    let tokens = &scene.document.tokens;
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
            return None;
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
        if !cue.speaker.is_some_and(|speaker| beside(&speaker)) {
            cue.speaker = inverted(telling, token).or(cue.speaker.filter(|_| token > first));
        }
        if cue.speaker.is_some() {
            return Some(cue);
        }
    }
    None
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

/// The name or noun right behind a verb of saying, where the parser sees no subject: "said Lewis".
fn inverted(telling: &Telling, verb: TokenId) -> Option<TokenId> {
    let scene = &telling.scene;
    let next = verb + 1;
    let tokens = &scene.document.tokens;
    let at = (next..tokens.len().min(next + 6)).find(|&at| matches!(scene.upos(at), "PROPN" | "NOUN" | "PRON"))?;
    if (next..at).any(|between| scene.is_punctuation(between) || scene.upos(between) == "ADP") {
        return None;
    }
    // The head of that phrase.
    let mut head = at;
    while let Some(up) = scene.head(head).filter(|&up| up > verb && up < verb + 12) {
        if !matches!(scene.relation(head), "compound" | "amod" | "nmod" | "flat" | "det") {
            break;
        }
        head = up;
    }
    Some(head).filter(|&head| telling.quotation_of(head).is_none())
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
    let comma = before.ends_with([',', ':', '—', '–']);
    for _ in 0..40 {
        let stop = telling.quotation_of(token).is_some()
            || (token != last && matches!(scene.lower(token).as_str(), "." | "!" | "?"))
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
                cue.speaker = inverted(telling, token);
            }
            if cue.speaker.is_some() {
                return Some(cue);
            }
        }
        let Some(next) = token.checked_sub(1) else { break };
        token = next;
    }
    // "Lewis: “…”"
    if colon && last > 0 {
        let name = scene.name_over(last - 1).map(|at| &scene.document.mentions[at])?;
        let alone =
            name.first == 0 || Span::new(tokens[name.first - 1].span.end, name.span.start).of(text).contains('\n');
        return alone.then_some(Cue { span: tokens[last].span, speaker: Some(name.head) });
    }
    None
}

fn has_own_content(telling: &Telling, verb: TokenId) -> bool {
    telling.scene.document.children(verb).any(|child| {
        child > verb
            && matches!(telling.scene.relation(child), "ccomp" | "obj")
            && telling.quotation_of(child).is_none()
    })
}

/// Whose a quotation without a cue is: it goes on from the one before it, in its paragraph or in a paragraph of its own.
fn continued(telling: &Telling, found: &[Speech], at: usize) -> Option<Cue> {
    let text = telling.scene.text;
    let last = found.last()?;
    let (previous, this) = (telling.quoted[last.quoted], telling.quoted[at]);
    let between = text.get(previous.outer.end..this.outer.start)?;
    if !between.contains('\n') {
        return last.cue;
    }
    // A paragraph that is nothing but a quotation, after one with speech in it.
    let own_paragraph = text[..this.outer.start].trim_end_matches([' ', '\u{a0}']).ends_with('\n')
        && text[this.outer.end..].trim_start_matches([' ', '\u{a0}', '.']).starts_with('\n');
    let breaks = between.split('\n').filter(|line| !line.trim().is_empty()).count();
    let rest_of_previous = between.split('\n').next().unwrap_or_default().trim();
    let adjacent = breaks == usize::from(!rest_of_previous.is_empty());
    last.cue.filter(|_| own_paragraph && adjacent)
}

/// A fragment in the writer's own sentence, with the rest of the phrase: called *the talks "a disgrace"*.
pub(super) fn fragment(telling: &Telling, at: usize) -> Option<(Cue, Span)> {
    let scene = &telling.scene;
    let quoted = telling.quoted[at];
    let range = telling.tokens_in(quoted.inner);
    if is_title(quoted.inner.of(scene.text)) && range.len() > 1 {
        return None;
    }
    let leaves = |token: &TokenId| scene.head(*token).is_some_and(|head| !range.contains(&head));
    let root = range.clone().find(|token| leaves(token) && !scene.is_punctuation(*token))?;
    let mut branch = root;
    for _ in 0..6 {
        let token = scene.head(branch)?;
        if let Some(frames) = telling.verb(token) {
            let carries = ["np", "that", "of", "for"].iter().any(|frame| frames.contains(*frame));
            let governed =
                branch > token && matches!(scene.relation(branch), "obj" | "xcomp" | "ccomp" | "obl" | "advcl");
            if !carries || !governed || telling.is_untold(token) {
                return None;
            }
            let cue = telling.cue(token);
            let object = scene.document.children(token).find(|&child| child > token && scene.relation(child) == "obj");
            let first = scene.document.subtree(object.unwrap_or(branch)).start.min(range.start).max(token + 1);
            let span = scene.document.tokens[first].span.cover(quoted.outer);
            let speaker = cue.speaker.filter(|&speaker| !range.contains(&speaker) && telling.can_tell(speaker));
            return speaker.map(|_| (cue, span));
        }
        if scene.upos(token) == "VERB" {
            return None;
        }
        branch = token;
    }
    None
}
