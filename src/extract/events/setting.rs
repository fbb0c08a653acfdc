//! Where and when an event happened: the nearest licensed modifier, never the next best.

use crate::claim::ClaimTime;
use crate::document::{ChainId, Document, EntityType, TimeKind, TokenId};
use crate::extract::events::actors;
use crate::extract::syntax::{Frame, Tree};

const LOCATIVE: [&str; 16] = [
    "in",
    "at",
    "near",
    "on",
    "outside",
    "inside",
    "across",
    "around",
    "off",
    "throughout",
    "within",
    "along",
    "over",
    "to",
    "into",
    "from",
];

/// The place of an event with these arguments. `directional` verbs ("arrived in", "sent to") may be placed by their
/// destination, others only by where they happen.
pub(crate) fn place(tree: &Tree<'_>, frame: &Frame, located: bool) -> Option<ChainId> {
    let stays = |word: &str| LOCATIVE[..13].contains(&word);
    let mut obliques: Vec<&(String, TokenId)> = frame.obliques.iter().filter(|(word, _)| stays(word)).collect();
    obliques.sort_by_key(|(word, _)| LOCATIVE.iter().position(|other| other == word));
    for (_, at) in &obliques {
        if let Some(place) = place_of(tree, *at) {
            return Some(place);
        }
    }
    // "at the summit in Beijing", "in the capital of Kenya".
    for (_, at) in &obliques {
        let inner = tree.noun_frame(*at);
        for (_, below) in inner.obliques.iter().filter(|(word, _)| stays(word) || word == "of") {
            if let Some(place) = place_of(tree, *below) {
                return Some(place);
            }
        }
    }
    if located {
        return frame.modifiers.iter().find_map(|&at| place_of(tree, at).filter(|_| tree.token(at).upos != "ADJ"));
    }
    None
}

fn place_of(tree: &Tree<'_>, at: TokenId) -> Option<ChainId> {
    let named = |chain: ChainId| tree.document.chains[chain].named;
    let actor = actors::direct(tree, at).filter(|actor| actor.kind == EntityType::Place)?;
    if named(actor.chain) {
        return Some(actor.chain);
    }
    // "in the city of Aleppo", "the town, Rafah".
    let inner = tree.by(at, "nmod").chain(tree.by(at, "appos"));
    inner
        .filter_map(|below| actors::direct(tree, below))
        .find(|below| below.kind == EntityType::Place && named(below.chain))
        .map(|below| below.chain)
}

/// The time expression attached to the clause of one of these words: the trigger, or the light verb that carries it.
pub(crate) fn time(tree: &Tree<'_>, clause: &[TokenId]) -> Option<ClaimTime> {
    let document = tree.document;
    let near = clause.iter().copied().min()?;
    let sentence = document.sentences.get(document.sentence_of(near)?)?;
    let mut best: Option<(usize, usize)> = None;
    let first = document.times.partition_point(|time| time.span.start < sentence.span.start);
    let times = document.times.iter().enumerate().skip(first);
    for (n, time) in times.take_while(|(_, time)| time.span.start < sentence.span.end) {
        if !sentence.span.contains(time.span) || matches!(time.kind, TimeKind::Duration | TimeKind::Set) {
            continue;
        }
        let Some(head) = head_of(document, sentence.tokens(), time.span) else { continue };
        // "the 2020 Olympics" names an event, it does not date this one.
        // "until May", "since 2012" bound what lasts; they do not date what happens.
        let bound =
            matches!(tree.preposition(head).as_str(), "until" | "till" | "to" | "through" | "by" | "for" | "since");
        if bound || tree.is_in_name(head) {
            continue;
        }
        if let Some(steps) = attached(tree, head, clause) {
            let vague = usize::from(time.value.ends_with("_REF"));
            let distance = 1_000 * vague + 100 * steps + head.abs_diff(near);
            if best.is_none_or(|(least, _)| distance < least) {
                best = Some((distance, n));
            }
        }
    }
    let time = &document.times[best?.1];
    Some(ClaimTime { value: time.value.clone(), bounds: time.bounds.clone() })
}

fn head_of(document: &Document, tokens: std::ops::Range<TokenId>, span: crate::article::Span) -> Option<TokenId> {
    let inside = |at: TokenId| span.contains(document.tokens[at].span);
    tokens.filter(|&at| inside(at)).find(|&at| document.tokens[at].head.is_none_or(|head| !inside(head)))
}

/// How many steps lead from a time up to one of the words, over nouns that are no events of their own.
fn attached(tree: &Tree<'_>, time: TokenId, clause: &[TokenId]) -> Option<usize> {
    let mut at = time;
    for steps in 0..4 {
        if clause.contains(&at) {
            return Some(steps);
        }
        let token = tree.token(at);
        let licensed = match token.relation() {
            "obl" | "advmod" => true,
            // "Tuesday's attack", "the 2014 attack" date the attack; "the 1996 nominee" nothing.
            "compound" | "amod" | "nummod" => token.head.is_some_and(|head| clause.contains(&head)),
            "nmod" if token.deprel == "nmod:poss" => token.head.is_some_and(|head| clause.contains(&head)),
            "nmod" | "appos" | "flat" | "dep" => true,
            "obj" => steps > 0,
            "conj" => steps == 0,
            _ => false,
        };
        if !licensed {
            return None;
        }
        // A verb that is not one of ours has the time for itself.
        at = token.head?;
        if tree.token(at).upos == "VERB" && !clause.contains(&at) {
            return None;
        }
    }
    None
}
