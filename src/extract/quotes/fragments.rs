//! Quoted fragments in the writer's own sentence.

use super::direct::is_title;
use super::telling::{Cue, Telling};
use crate::article::Span;
use crate::document::TokenId;

/// A fragment in the writer's own sentence, with the rest of the phrase: called *the talks "a disgrace"*.
pub(super) fn fragment(telling: &Telling, at: usize) -> Option<(Cue, Span)> {
    let scene = &telling.scene;
    let quoted = telling.quoted[at];
    let range = telling.tokens_in(quoted.inner);
    if is_title(quoted.inner.of(scene.text)) && telling.words(range.clone()) > 1 {
        return None;
    }
    let leaves = |token: &TokenId| scene.head(*token).is_some_and(|head| !range.contains(&head));
    let root = range.clone().find(|token| leaves(token) && !scene.is_punctuation(*token))?;
    let mut branch = root;
    for _ in 0..6 {
        let token = scene.head(branch)?;
        if let Some(frames) = telling.verb(token) {
            let carries = ["np", "name", "that", "of", "for"].iter().any(|frame| frames.contains(*frame));
            let opened = |words: &[&str]| {
                let mut marks = scene.document.children(branch);
                marks.any(|mark| {
                    matches!(scene.relation(mark), "case" | "mark") && words.contains(&scene.lower(mark).as_str())
                })
            };
            let governed = branch > token
                && match scene.relation(branch) {
                    "obj" | "xcomp" | "ccomp" => true,
                    "obl" | "advcl" => opened(&["as", "for", "of", "on", "about", "over", "against"]),
                    _ => false,
                };
            if !carries || !governed || telling.is_untold(token) {
                return None;
            }
            // mocked "losers": of whom, not what.
            let bare = scene.relation(branch) == "obj"
                && telling.words(range.clone()) < 2
                && !["quote", "name", "object", "that"].iter().any(|frame| frames.contains(*frame));
            if bare {
                return None;
            }
            let cue = telling.cue(token);
            let object = scene.document.children(token).find(|&child| child > token && scene.relation(child) == "obj");
            let first = scene.document.subtree(object.unwrap_or(branch)).start.min(range.start).max(token + 1);
            let mut span = scene.document.tokens[first].span.cover(quoted.outer);
            // suggested *people "think about" it*; declared it *a "terrorist" attack*: the whole phrase.
            let clause = matches!(scene.relation(branch), "ccomp" | "xcomp") && scene.upos(branch) == "VERB";
            let whole = scene.document.subtree(branch).end.max(range.end);
            let end = (range.end..whole)
                .find(|&at| matches!(scene.lower(at).as_str(), "," | ";" | ":" | "-" | "—" | "–" | "and") && !clause);
            let end = end.unwrap_or(whole);
            let own = (first..end).all(|at| telling.verb(at).is_none());
            let last = (range.end..end).rev().find(|&at| !scene.is_punctuation(at)).filter(|_| own);
            span = last.map_or(span, |last| span.cover(scene.document.tokens[last].span));
            let speaker = cue.speaker.filter(|&speaker| {
                !range.contains(&speaker) && telling.can_tell(speaker) && !telling.is_no_teller(speaker)
            });
            return speaker.map(|_| (cue, span));
        }
        if scene.upos(token) == "VERB" {
            return None;
        }
        branch = token;
    }
    None
}
