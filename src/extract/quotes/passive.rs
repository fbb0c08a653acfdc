//! What is said of somebody by nobody named: "is expected to win", "it was reported that", "was accused of lying", "is seen
//! as a threat".

use super::content::{Content, content};
use super::telling::Telling;
use crate::document::TokenId;

/// A passive without an agent: a statement of nobody's.
pub(super) fn by_passive(telling: &Telling, verb: TokenId) -> Option<Content> {
    let scene = &telling.scene;
    let frames = telling.verb(verb)?;
    let children = || scene.document.children(verb);
    let passive = children().any(|child| scene.deprel(child) == "aux:pass" && child < verb);
    let agent = children().any(|child| scene.deprel(child) == "obl:agent");
    if !frames.contains("passive") || !passive || agent || telling.is_untold(verb) || telling.is_aim(verb) {
        return None;
    }
    let mut cue = telling.cue(verb);
    cue.speaker = None;
    let marked = |child: TokenId, words: &[&str]| {
        scene.document.children(child).find(|&mark| {
            matches!(scene.relation(mark), "mark" | "case") && words.contains(&scene.lower(mark).as_str())
        })
    };
    let behind = || children().filter(|&child| child > verb && telling.quotation_of(child).is_none());
    let reports = frames.contains("that") || frames.contains("show");
    let infinitive = behind().find(|&child| {
        let clause = matches!(scene.relation(child), "xcomp" | "ccomp");
        clause && marked(child, &["to"]).is_some()
    });
    if let Some(clause) = infinitive {
        return Some(content(telling, &[clause], None, cue, 0.55));
    }
    let empty = children()
        .any(|child| child < verb && scene.lower(child) == "it" && matches!(scene.relation(child), "expl" | "nsubj"));
    let clause = behind().find(|&child| {
        matches!(scene.relation(child), "ccomp" | "csubj") && scene.child(child, &["nsubj", "expl", "csubj"]).is_some()
    });
    if let Some(clause) = clause.filter(|_| empty && reports) {
        return Some(content(telling, &[clause], None, cue, 0.55));
    }
    behind().filter(|&child| matches!(scene.relation(child), "obl" | "advcl")).find_map(|child| {
        let words: &[&str] = if frames.contains("of") { &["of"] } else { &["as"] };
        let fits = frames.contains("of") || frames.contains("name");
        let word = marked(child, words).filter(|&word| fits && word == verb + 1)?;
        let with_word = super::telling::Cue { span: cue.span.cover(scene.document.tokens[word].span), ..cue };
        Some(content(telling, &[child], Some(word), with_word, 0.5))
    })
}
