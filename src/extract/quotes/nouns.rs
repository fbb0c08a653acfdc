//! Nouns and adjectives of saying: "his claim that the talks failed", "is confident that they resume".

use super::content::{Content, content};
use super::telling::{Cue, Telling};
use crate::document::TokenId;

/// "his claim that the talks failed", "a promise to help".
pub(super) fn by_noun(telling: &Telling, noun: TokenId) -> Option<Content> {
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
    if owner == noun || telling.is_no_teller(owner) || !telling.can_tell(owner) {
        return None;
    }
    let cue = Cue { span: scene.document.tokens[noun].span, speaker: Some(owner) };
    Some(content(telling, &[clause], None, cue, 0.7))
}

/// "is confident that the talks resume".
pub(super) fn by_adjective(telling: &Telling, adjective: TokenId) -> Option<Content> {
    let scene = &telling.scene;
    if scene.upos(adjective) != "ADJ" || telling.quotation_of(adjective).is_some() {
        return None;
    }
    let frames = telling.lexicon.adjective(&scene.lemma(adjective))?;
    let clause = scene.child(adjective, &["ccomp"]).filter(|&clause| clause > adjective && frames.contains("that"))?;
    let host = scene.first_conjunct(adjective);
    let subject = scene.child(adjective, &["nsubj"]).or_else(|| scene.child(host, &["nsubj"]))?;
    let asked = scene.document.children(clause).any(|mark| matches!(scene.lower(mark).as_str(), "whether" | "if"));
    if asked
        || telling.is_untold(adjective)
        || telling.is_no_teller(subject)
        || !telling.can_tell(subject)
        || scene.child(clause, &["nsubj", "expl", "csubj"]).is_none()
    {
        return None;
    }
    let speaker = match scene.lower(subject).as_str() {
        "who" => telling.antecedent(host)?,
        _ => subject,
    };
    let cue = Cue { span: scene.document.tokens[adjective].span, speaker: Some(speaker) };
    Some(content(telling, &[clause], None, cue, 0.7))
}
