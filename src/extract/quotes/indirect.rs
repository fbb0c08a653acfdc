//! Indirect speech: the clause, infinitive or phrase that a word of saying carries, and "according to".

use super::telling::{Cue, Telling};
use crate::article::Span;
use crate::document::TokenId;

/// What somebody says in the article's words.
#[derive(Debug, Clone)]
pub(super) struct Content {
    /// Unbroken parts.
    pub(super) parts: Vec<Span>,
    pub(super) cue: Cue,
    pub(super) confidence: f32,
}

/// All indirect speech, in the order of its cues.
pub(super) fn contents(telling: &Telling) -> Vec<Content> {
    let mut found = Vec::new();
    for token in 0..telling.scene.document.tokens.len() {
        found.extend(by_verb(telling, token));
        found.extend(by_noun(telling, token));
        found.extend(according_to(telling, token));
    }
    found.retain(|content| !content.parts.is_empty());
    found
}

fn by_verb(telling: &Telling, verb: TokenId) -> Option<Content> {
    let frames = telling.verb(verb)?;
    if telling.is_untold(verb) {
        return None;
    }
    let scene = &telling.scene;
    let cue = telling.cue(verb);
    let speaker = cue.speaker.filter(|&speaker| !telling.is_first_or_second(speaker))?;
    let has = |frame: &str| frames.contains(frame);
    let children: Vec<TokenId> = scene.document.children(verb).collect();
    let clause = |relation: &str| children.iter().copied().find(|&child| scene.relation(child) == relation);
    // "suggests", "finds", "shows" tell something only of somebody or of a source.
    if has("show") && !telling.can_tell(speaker) {
        return None;
    }
    let mark = |child: TokenId| {
        let marks = scene.document.children(child).find(|&mark| scene.relation(mark) == "mark");
        marks.map(|mark| scene.lower(mark)).unwrap_or_default()
    };
    if let Some(child) = clause("ccomp") {
        let asked = matches!(mark(child).as_str(), "whether" | "if") || opens_with_question(telling, child);
        if has("that") || has("show") || (has("wh") && asked) {
            let mut found = content(telling, child, Some(verb), cue, 0.88);
            // "claimed the plan was unfair": a finite clause whose subject the parser took for the verb's object.
            let bare = clause("obj").filter(|&object| object > verb && object < child);
            if let (Some(object), [part]) = (bare, found.parts.as_mut_slice())
                && scene.child(child, &["nsubj", "mark", "expl", "csubj"]).is_none()
            {
                let start = scene.document.subtree(object).start.max(verb + 1);
                *part = part.cover(scene.document.tokens[start].span);
            }
            return Some(found);
        }
        if has("to") && mark(child) == "to" {
            return Some(content(telling, child, Some(verb), cue, 0.75));
        }
    }
    if let Some(child) = clause("xcomp").filter(|&child| has("to") && mark(child) == "to") {
        return Some(content(telling, child, Some(verb), cue, 0.75));
    }
    // "The talks, he said, were long": the cue stands inside what is said.
    let host = scene.head(verb).filter(|_| scene.relation(verb) == "parataxis" && clause("obj").is_none());
    if let Some(host) = host.filter(|&host| (has("that") || has("quote")) && scene.upos(host) != "PUNCT") {
        return Some(content(telling, host, Some(verb), cue, 0.85));
    }
    // "as Lewis said"
    if scene.relation(verb) == "advcl"
        && mark(verb) == "as"
        && has("that")
        && clause("obj").is_none()
        && clause("nsubj").is_some()
    {
        return scene.head(verb).map(|host| content(telling, host, Some(verb), cue, 0.7));
    }
    for (frame, prepositions) in [("for", &["for"][..]), ("of", &["of", "against"])] {
        if !has(frame) {
            continue;
        }
        let phrase = children.iter().copied().find(|&child| {
            child > verb
                && matches!(scene.relation(child), "obl" | "advcl")
                && scene.document.children(child).any(|case| {
                    matches!(scene.relation(case), "case" | "mark")
                        && prepositions.contains(&scene.lower(case).as_str())
                })
        });
        if let Some(phrase) = phrase {
            let case = scene.document.children(phrase).find(|&case| matches!(scene.relation(case), "case" | "mark"));
            // "called for": the preposition belongs to the cue.
            let mut cue = cue;
            if let Some(word) = case.map(|case| scene.document.tokens[case].span) {
                let gap = Span::new(cue.span.end, word.start);
                if gap.of(scene.text).trim().is_empty() {
                    cue.span = cue.span.cover(word);
                }
            }
            return Some(content(telling, phrase, case, cue, 0.6));
        }
    }
    None
}

fn opens_with_question(telling: &Telling, clause: TokenId) -> bool {
    let first = telling.scene.document.subtree(clause).start;
    matches!(
        telling.scene.lower(first).as_str(),
        "what" | "who" | "how" | "why" | "when" | "where" | "which" | "whether"
    )
}

/// "his claim that the talks failed", "a promise to help".
fn by_noun(telling: &Telling, noun: TokenId) -> Option<Content> {
    let scene = &telling.scene;
    if scene.upos(noun) != "NOUN" || telling.quotation_of(noun).is_some() {
        return None;
    }
    let frames = telling.lexicon.noun(&scene.lemma(noun))?;
    let clause = scene.document.children(noun).find(|&child| {
        child > noun
            && (scene.deprel(child) == "acl" || scene.relation(child) == "ccomp")
            && scene
                .document
                .children(child)
                .any(|mark| scene.relation(mark) == "mark" && frames.contains(&scene.lower(mark)))
    })?;
    let owner = telling.holder_of(noun, clause)?;
    if owner == noun || telling.is_first_or_second(owner) || !telling.can_tell(owner) {
        return None;
    }
    let cue = Cue { span: scene.document.tokens[noun].span, speaker: Some(owner) };
    Some(content(telling, clause, None, cue, 0.7))
}

/// "according to Lewis": the clause around it.
fn according_to(telling: &Telling, token: TokenId) -> Option<Content> {
    let scene = &telling.scene;
    if scene.lower(token) != "according" || telling.quotation_of(token).is_some() {
        return None;
    }
    let source = scene.head(token).filter(|_| scene.relation(token) == "case").or_else(|| {
        // Parsed as a verb with an oblique.
        scene.document.children(token).find(|&child| scene.relation(child) == "obl")
    })?;
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
    let tokens = &scene.document.tokens;
    let mut span = tokens[token].span;
    if let Some(to) = tokens.get(token + 1).filter(|_| scene.lower(token + 1) == "to") {
        span = span.cover(to.span);
    }
    Some(content(telling, host, Some(phrase), Cue { span, speaker: Some(source) }, 0.82))
}

/// The words below `root` without those below `without`, in unbroken parts.
fn content(telling: &Telling, root: TokenId, without: Option<TokenId>, cue: Cue, confidence: f32) -> Content {
    let scene = &telling.scene;
    let mut words = below(telling, root, without);
    words.sort_unstable();
    let Some((&first, &last)) = words.first().zip(words.last()) else {
        return Content { parts: Vec::new(), cue, confidence };
    };
    let mut parts: Vec<(TokenId, TokenId)> = Vec::new();
    let broken = telling.tokens_in(cue.span).any(|at| (first..last).contains(&at));
    let mut open: Option<(TokenId, TokenId)> = None;
    for token in first..=last {
        // Only the cue breaks what is said; other gaps are slips of the parser.
        if !broken || words.binary_search(&token).is_ok() {
            if !scene.is_punctuation(token) {
                open = Some(open.map_or((token, token), |(start, _)| (start, token)));
            }
        } else if !scene.is_punctuation(token) {
            parts.extend(open.take());
        }
    }
    parts.extend(open);
    let tokens = &scene.document.tokens;
    let parts = parts
        .into_iter()
        .filter(|&(start, end)| telling.words(start..end + 1) >= 2)
        .map(|(start, end)| whole_quotations(telling, tokens[start].span.cover(tokens[end].span)))
        .collect();
    Content { parts, cue, confidence }
}

/// All tokens below `root`, itself included, except those below `without`.
fn below(telling: &Telling, root: TokenId, without: Option<TokenId>) -> Vec<TokenId> {
    let mut found = vec![root];
    let mut at = 0;
    while at < found.len() {
        for child in telling.scene.document.children(found[at]) {
            if Some(child) != without && found.len() < 1000 {
                found.push(child);
            }
        }
        at += 1;
    }
    found
}

/// Widens a span so that it cuts no quotation of the same sentence in two.
fn whole_quotations(telling: &Telling, span: Span) -> Span {
    let text = telling.scene.text;
    let mut wide = span;
    for quoted in &telling.quoted[telling.quoted_over(span)] {
        if !quoted.outer.of(text).contains('\n') {
            wide = wide.cover(quoted.outer);
        }
    }
    wide
}
