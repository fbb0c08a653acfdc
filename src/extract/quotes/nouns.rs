//! Nouns and adjectives of saying: "his claim that the talks failed", "is confident that they resume".

use super::content::{Content, content};
use super::lexicon::Frames;
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
    let (clause, with) = complement(telling, adjective, frames)?;
    let host = scene.first_conjunct(adjective);
    let subject = scene.child(adjective, &["nsubj"]).or_else(|| scene.child(host, &["nsubj"]))?;
    let asked = scene.document.children(clause).any(|mark| matches!(scene.lower(mark).as_str(), "whether" | "if"));
    let untold = telling.is_untold(adjective) || telling.is_no_teller(subject);
    if asked || untold || !telling.can_tell(subject) {
        return None;
    }
    let speaker = match scene.lower(subject).as_str() {
        "who" => telling.antecedent(host)?,
        _ => subject,
    };
    let span = scene.document.tokens[adjective].span;
    let span = with.map_or(span, |with| span.cover(scene.document.tokens[with].span));
    Some(content(telling, &[clause], with, Cue { span, speaker: Some(speaker) }, 0.7))
}

/// What an adjective carries, and the preposition that belongs to the adjective: "sure *that they agree*", "eager *to
/// talk*", "wary *of a new vote*".
fn complement(telling: &Telling, adjective: TokenId, frames: &Frames) -> Option<(TokenId, Option<TokenId>)> {
    let scene = &telling.scene;
    let behind = || scene.document.children(adjective).filter(|&child| child > adjective);
    let marked = |child: TokenId, words: &[&str]| {
        let marks = |&mark: &TokenId| matches!(scene.relation(mark), "mark" | "case");
        scene.document.children(child).filter(marks).find(|&mark| words.contains(&scene.lower(mark).as_str()))
    };
    let clause = behind().find(|&child| {
        let subject = || scene.child(child, &["nsubj", "expl", "csubj"]).is_some();
        frames.contains("that") && scene.relation(child) == "ccomp" && subject()
    });
    if let Some(clause) = clause {
        return Some((clause, None));
    }
    let infinitive = |child: TokenId| matches!(scene.relation(child), "xcomp" | "ccomp" | "advcl");
    let infinitive = behind().find(|&child| infinitive(child) && marked(child, &["to"]) == Some(adjective + 1));
    if let Some(clause) = infinitive.filter(|_| frames.contains("to")) {
        return Some((clause, None));
    }
    const OPENED: [(&str, &[&str]); 3] =
        [("of", &["of"]), ("about", &["about", "over"]), ("toward", &["to", "toward", "towards"])];
    behind().filter(|&child| matches!(scene.relation(child), "obl" | "advcl" | "nmod")).find_map(|child| {
        let fits = OPENED.iter().filter(|(frame, _)| frames.contains(*frame));
        let word = fits.filter_map(|(_, words)| marked(child, words)).find(|&word| word == adjective + 1)?;
        (telling.words(scene.document.subtree(child)) >= 4).then_some((child, Some(word)))
    })
}
