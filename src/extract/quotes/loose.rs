//! Clauses that the parser does not hang on the verb of saying, though nothing stands between the two.

use super::content::{Content, stretch};
use super::lexicon::Frames;
use super::telling::{Cue, Telling};
use crate::document::TokenId;

/// "but Lewis says only one in two comes": the clause is taken for one beside the verb, without a conjunction.
pub(super) fn loose_clause(telling: &Telling, verb: TokenId, frames: &Frames, cue: Cue) -> Option<Content> {
    let scene = &telling.scene;
    let speaker = cue.speaker.filter(|&speaker| speaker < verb && telling.can_tell(speaker))?;
    let sentence = &scene.document.sentences[scene.document.sentence_of(verb)?];
    let finite = |at: TokenId| matches!(scene.document.tokens[at].xpos.as_str(), "VBD" | "VBZ" | "VBP" | "MD");
    let says = frames.contains("quote") && frames.contains("that") && finite(verb);
    let own = scene.child(verb, &["obj", "ccomp", "xcomp", "obl", "csubj"]).is_some();
    let start = verb + 1;
    let opens = start < sentence.end
        && matches!(scene.upos(start), "DET" | "NOUN" | "PROPN" | "PRON" | "ADJ" | "NUM" | "ADV")
        && telling.quotation_of(start).is_none();
    if !says || own || !opens || telling.phrase_start(speaker) > verb {
        return None;
    }
    let host = scene.first_conjunct(verb);
    let clause = (start..sentence.end).find(|&at| {
        let beside = scene.relation(at) == "conj" && scene.head(at).is_some_and(|head| head == verb || head == host);
        beside
            && scene.child(at, &["cc"]).is_none()
            && (finite(at) || scene.child(at, &["aux", "cop"]).is_some())
            && scene.child(at, &["nsubj", "expl"]).is_some_and(|subject| subject > verb)
    })?;
    let between = (start..clause).all(|at| !matches!(scene.lower(at).as_str(), "," | ";" | ":"));
    let end = scene.document.subtree(clause).end.min(sentence.end);
    between.then(|| stretch(telling, start..end, cue, 0.7, true))
}
