//! The words of indirect speech: what hangs on the word of saying, without what only leads to or from it.

use super::telling::{Cue, Telling};
use crate::article::Span;
use crate::document::{TimeKind, TokenId};

/// What somebody says in the article's words.
#[derive(Debug, Clone)]
pub(super) struct Content {
    /// Unbroken parts.
    pub(super) parts: Vec<Span>,
    pub(super) cue: Cue,
    pub(super) confidence: f32,
    /// Whether it is a clause with a subject, opened by the word of saying: no quotation beside can take its place.
    pub(super) clause: bool,
}

/// The words below `roots` without those below `without`, in unbroken parts.
pub(super) fn content(
    telling: &Telling,
    roots: &[TokenId],
    without: Option<TokenId>,
    cue: Cue,
    confidence: f32,
) -> Content {
    let scene = &telling.scene;
    let mut words = below(telling, roots, without, cue.speaker);
    words.sort_unstable();
    // Where the parser takes who speaks for a part of what is said: "the rules, *the court* said, are void".
    let teller = cue.speaker.map(|speaker| telling.tokens_in(telling.speaker_span(speaker)));
    let cued = telling.tokens_in(cue.span);
    if let Some(teller) = teller.filter(|teller| teller.end == cued.start || teller.start == cued.end) {
        words.retain(|word| !teller.contains(word));
    }
    let clause = roots.iter().any(|&root| {
        let cued = telling.tokens_in(cue.span).end <= root;
        cued && scene.relation(root) == "ccomp" && scene.child(root, &["nsubj", "mark", "expl", "csubj"]).is_some()
    });
    let mut found = Content { parts: Vec::new(), cue, confidence, clause };
    let Some((&first, &last)) = words.first().zip(words.last()) else { return found };
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
    found.parts = parts.into_iter().filter_map(|(start, end)| part(telling, cue, start, end)).collect();
    whole_clause(telling, &mut found.parts);
    found
}

/// *The mayor*, the court said, *took the money*: a first part that says nothing by itself is told with the rest.
fn whole_clause(telling: &Telling, parts: &mut Vec<Span>) {
    let [first, second] = parts[..] else { return };
    let scene = &telling.scene;
    let verbless = telling.tokens_in(first).all(|at| !matches!(scene.upos(at), "VERB" | "AUX"));
    let plain = telling.quoted_over(first.cover(second)).is_empty();
    let document = scene.document;
    if verbless && plain && document.sentence_at(first.start) == document.sentence_at(second.start) {
        *parts = vec![first.cover(second)];
    }
}

/// The words from one token to another.
pub(super) fn stretch(
    telling: &Telling,
    range: std::ops::Range<TokenId>,
    cue: Cue,
    confidence: f32,
    clause: bool,
) -> Content {
    let parts = range.end.checked_sub(1).filter(|&last| last >= range.start);
    let parts = parts.and_then(|last| part(telling, cue, range.start, last)).into_iter().collect();
    Content { parts, cue, confidence, clause }
}

/// All tokens below `roots`, themselves included, except those below `without` and statements of their own.
fn below(telling: &Telling, roots: &[TokenId], without: Option<TokenId>, speaker: Option<TokenId>) -> Vec<TokenId> {
    let mut found = roots.to_vec();
    let mut at = 0;
    while at < found.len() {
        for child in telling.scene.document.children(found[at]) {
            if Some(child) != without && found.len() < 1000 && !telling.departs(child, speaker) {
                found.push(child);
            }
        }
        at += 1;
    }
    found
}

/// The span of a part, trimmed to what is said; `None` where nothing is left.
fn part(telling: &Telling, cue: Cue, start: TokenId, end: TokenId) -> Option<Span> {
    let scene = &telling.scene;
    let tokens = &scene.document.tokens;
    let start = after_place_of_saying(telling, cue, start, end);
    let start = after_time_of_saying(telling, cue, start, end);
    let start = after_addressee(telling, cue, start, end);
    let end = before_other_teller(telling, cue, start, end);
    let end = before_joined_teller(telling, cue, start, end);
    let end = before_parallel(telling, start, end);
    let end = before_lead(telling, start, before_medium(telling, start, end));
    let told = (start..=end)
        .any(|at| matches!(scene.upos(at), "NOUN" | "PROPN" | "VERB" | "ADJ" | "NUM") && scene.lemma(at) != "do");
    let bracketed = start.checked_sub(1).is_some_and(|at| matches!(scene.lower(at).as_str(), "(" | "["))
        && tokens.get(end + 1).is_some_and(|_| matches!(scene.lower(end + 1).as_str(), ")" | "]"));
    // "*She said* the plan was void, the radio reported", of which the parser sees no more.
    let leads = scene.relation(end) != "acl" && telling.verb(end).is_some_and(|frames| frames.contains("quote"));
    let only = (start..end).all(|at| !matches!(scene.upos(at), "VERB" | "AUX"));
    if telling.words(start..end + 1) < 2 || (leads && only) || !told || bracketed {
        return None;
    }
    let span = whole_brackets(scene.text, tokens[start].span.cover(tokens[end].span));
    Some(whole_quotations(telling, span))
}

/// Said there were two deaths; *the second, they reported, was old*; … *while Lewis called it old*: another statement.
fn before_other_teller(telling: &Telling, cue: Cue, start: TokenId, end: TokenId) -> TokenId {
    let scene = &telling.scene;
    let cued = telling.tokens_in(cue.span);
    let tells = |at: TokenId| {
        !cued.contains(&at)
            && telling.verb(at).is_some_and(|frames| frames.contains("quote") || frames.contains("name"))
            && scene
                .child(at, &["nsubj"])
                .is_some_and(|own| telling.can_tell(own) && telling.quotation_of(own).is_none())
    };
    if cued.end > start {
        return end;
    }
    let breaks = (start + 1..end).find(|&at| {
        if telling.quotation_of(at).is_some() {
            return false;
        }
        match scene.lower(at).as_str() {
            ";" => (at + 1..=end).any(tells),
            // "…, with which Lewis agreed".
            "which" | "whom" => {
                let comma = |at: TokenId| scene.lower(at) == ",";
                let behind = scene.upos(at - 1) == "ADP" && at > start + 1 && comma(at - 2);
                behind && (at + 1..=end.min(at + 12)).take_while(|&at| !comma(at)).any(tells)
            }
            // "…, a charge the army denies".
            "a" | "an" => {
                let noun = scene
                    .head(at)
                    .filter(|&noun| scene.lower(at - 1) == "," && noun > at && scene.relation(at) == "det");
                let about = |noun| {
                    scene.document.children_by(noun, "acl").any(|verb| verb <= end + 1 && telling.verb(verb).is_some())
                };
                noun.is_some_and(about)
            }
            "while" | "whereas" => {
                let clause = scene.head(at).filter(|_| scene.relation(at) == "mark");
                scene.lower(at - 1) == "," && clause.is_some_and(tells)
            }
            _ => false,
        }
    });
    breaks.map_or(end, |at| if scene.upos(at - 1) == "ADP" && at > start + 2 { at - 2 } else { at - 1 })
}

/// …, *hospital officials* and relatives said: the first of two who speak is no part of what they say.
fn before_joined_teller(telling: &Telling, cue: Cue, start: TokenId, end: TokenId) -> TokenId {
    let scene = &telling.scene;
    let teller = cue.speaker.map(|speaker| telling.phrase_start(speaker)).filter(|&teller| teller > end);
    let Some(teller) = teller else { return end };
    let joined = teller == end + 2 && scene.lower(end + 1) == "and" || teller == end + 1 && scene.lower(end) == "and";
    let noun = if scene.lower(end) == "and" { end.saturating_sub(1) } else { end };
    let first = (start + 2..=noun)
        .rev()
        .take_while(|&at| matches!(scene.upos(at), "NOUN" | "PROPN" | "ADJ" | "DET" | "NUM"))
        .last();
    match first.filter(|&first| joined && scene.lower(first - 1) == "," && telling.can_tell(noun)) {
        Some(first) => first - 2,
        None => end,
    }
}

/// Denied the story, *as did Lewis*: another one's act.
fn before_parallel(telling: &Telling, start: TokenId, end: TokenId) -> TokenId {
    let scene = &telling.scene;
    let parallel = (start + 1..end).find(|&at| {
        scene.lower(at) == "as"
            && matches!(scene.lower(at + 1).as_str(), "did" | "does" | "do" | "has" | "have" | "had")
            && telling.quotation_of(at).is_none()
            && (at + 2..=end).all(|at| !matches!(scene.upos(at), "VERB" | "AUX"))
    });
    parallel.map_or(end, |at| at - 1)
}

/// "…, stating", "… but": the last words lead over to others.
fn before_lead(telling: &Telling, start: TokenId, mut end: TokenId) -> TokenId {
    let scene = &telling.scene;
    while end > start {
        let leads = scene.is_punctuation(end)
            || matches!(scene.upos(end), "CCONJ" | "SCONJ")
            || (scene.is_punctuation(end - 1)
                && scene.document.tokens[end].xpos == "VBG"
                && telling.verb(end).is_some()
                && telling.quotation_of(end).is_none());
        if !leads {
            break;
        }
        end -= 1;
    }
    end
}

/// A span that ends before speech told by another word, without the words that lead to it.
pub(super) fn without_lead(telling: &Telling, span: Span) -> Span {
    let mut tokens = telling.tokens_in(span);
    let signs = |at: &TokenId| telling.scene.is_punctuation(*at);
    let Some(last) = tokens.clone().rev().find(|at| !signs(at)).filter(|&last| last > tokens.start) else {
        return span;
    };
    // The mark that closes a quotation stays.
    tokens.end = last + 1;
    let end = before_lead(telling, tokens.start, last);
    if end == last { span } else { Span::new(span.start, telling.scene.document.tokens[end].span.end) }
}

/// Wrote *in the announcement,* the plan was sound: so is where it was said, up to its comma.
fn after_place_of_saying(telling: &Telling, cue: Cue, start: TokenId, end: TokenId) -> TokenId {
    let scene = &telling.scene;
    let behind = telling.tokens_in(Span::new(cue.span.end, scene.text.len())).start;
    if start != behind || scene.upos(start) != "ADP" {
        return start;
    }
    let comma = (start..end.min(start + 7)).find(|&at| scene.lower(at) == ",");
    let noun = scene.head(start).filter(|&noun| {
        scene.relation(start) == "case"
            && noun > start
            && (telling.lexicon.is_medium(&scene.lemma(noun)) || telling.lexicon.noun_or_document(&scene.lemma(noun)))
    });
    match comma.zip(noun) {
        Some((comma, noun)) if noun < comma && telling.words(comma..end + 1) >= 3 => comma + 1,
        _ => start,
    }
}

/// Told *the daily Courant* the talks were over: who was told is no part of it, where the parser does not see them apart.
fn after_addressee(telling: &Telling, cue: Cue, start: TokenId, end: TokenId) -> TokenId {
    let scene = &telling.scene;
    let Some(verb) = telling.tokens_in(cue.span).next() else { return start };
    let tells = telling.lexicon.tells_somebody(&scene.lemma(verb));
    if !tells || start != verb + 1 || scene.child(verb, &["obj", "iobj"]).is_some() {
        return start;
    }
    let subjects = |at: TokenId| scene.relation(at) == "nsubj";
    // Two subjects of one verb: the first is who was told.
    let twice = (start..=end).find(|&at| subjects(at)).and_then(|first| {
        let root = scene.head(first)?;
        let mut both = scene.document.children(root).filter(|&at| subjects(at) && at > start && at < root);
        both.next().zip(both.next()).map(|(_, second)| scene.document.subtree(second).start)
    });
    let named = || {
        let name = (start..end.min(start + 8)).find_map(|at| scene.name_over(at))?;
        let next = scene.document.mentions[name].end;
        let clause = next < end && matches!(scene.upos(next), "NOUN" | "PRON" | "DET" | "PROPN" | "ADJ" | "NUM");
        let plain =
            (start..next).all(|at| matches!(scene.upos(at), "NOUN" | "PROPN" | "ADJ" | "DET" | "VERB" | "PUNCT"));
        (clause && plain).then_some(next)
    };
    let next = twice.or_else(named).filter(|&next| next > start && next < end);
    next.filter(|&next| telling.words(next..end + 1) >= 3).unwrap_or(start)
}

/// Said *on Sunday* the talks were over: the day right behind the word of saying is when it was said.
fn after_time_of_saying(telling: &Telling, cue: Cue, start: TokenId, end: TokenId) -> TokenId {
    let scene = &telling.scene;
    let tokens = &scene.document.tokens;
    let behind = telling.tokens_in(Span::new(cue.span.end, scene.text.len())).start;
    if start != behind {
        return start;
    }
    let mut day = start;
    while day < end && matches!(scene.lower(day).as_str(), "late" | "early" | "earlier" | "later" | "on") {
        day += 1;
    }
    let times = &scene.document.times;
    let dated = times.get(times.partition_point(|time| time.span.end <= tokens[day].span.start));
    let Some(time) = dated.filter(|time| time.kind == TimeKind::Date && time.span.start <= tokens[day].span.start)
    else {
        return start;
    };
    let mut next = telling.tokens_in(Span::new(time.span.end, scene.text.len())).start;
    let adverbial = scene.lower(start) == "on"
        || matches!(scene.relation(day), "advmod" | "obl")
        || (day > start && scene.lower(day - 1) == "on");
    if !adverbial || next > end || scene.lower(next) == "'s" {
        return start;
    }
    while next < end && scene.is_punctuation(next) {
        next += 1;
    }
    if telling.words(next..end + 1) >= 3 { next } else { start }
}

/// … *in a statement*, … *in an interview with the paper*: where it was said is no part of it.
fn before_medium(telling: &Telling, start: TokenId, end: TokenId) -> TokenId {
    let scene = &telling.scene;
    let medium = (start + 2..=end).find(|&at| {
        let noun = scene.head(at).filter(|&noun| scene.relation(at) == "case" && noun > at && noun <= end);
        noun.is_some_and(|noun| {
            let article = scene.child(noun, &["det", "nmod"]).filter(|&article| article < noun);
            let article = article.map(|article| scene.lower(article));
            telling.lexicon.is_medium(&scene.lemma(noun))
                && matches!(scene.lower(at).as_str(), "in" | "at" | "during" | "on")
                && article.is_some_and(|article| matches!(article.as_str(), "a" | "an" | "his" | "her" | "their"))
                && scene.document.subtree(noun).end > end
                && telling.quotation_of(at).is_none()
        })
    });
    medium.map_or(end, |at| at - 1)
}

/// Widens a span to the bracket that closes behind it.
fn whole_brackets(text: &str, span: Span) -> Span {
    let words = span.of(text);
    let open = |opening: char, closing: char| words.matches(opening).count() > words.matches(closing).count();
    for (opening, closing) in [('(', ')'), ('[', ']')] {
        if open(opening, closing) && text[span.end..].starts_with(closing) {
            return Span::new(span.start, span.end + closing.len_utf8());
        }
    }
    span
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
