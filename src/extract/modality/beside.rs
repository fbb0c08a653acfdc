//! What stands right beside a predicate or noun: auxiliaries, negation, adverbs, adjectives, marks.

use super::clauses::{
    is_awaited, is_generic, is_inverted, is_never, is_past, is_present, is_restricted, is_scheduled, is_told_past,
    lasts_until,
};
use super::combine;
use crate::claim::Modality::{self, Asserted, Conditional, Denied, Planned};
use crate::document::TokenId;
use crate::extract::lexicon_operators::Operators;
use crate::extract::syntax::Tree;

/// What the words right beside a predicate or noun make of it: auxiliaries, negation, adverbs, adjectives, marks.
pub(super) fn beside(
    tree: &Tree<'_>,
    operators: &Operators,
    at: TokenId,
    negation: bool,
    cues: &mut Vec<TokenId>,
) -> Modality {
    let mut modality = Asserted;
    let noun = !tree.is_predicate(at);
    let mut denied = 0;
    for &child in tree.children(at) {
        let token = tree.token(child);
        let effect = match token.relation() {
            // "is to leave", not "to be left".
            "aux" if tree.lemma(child) == "be" && tree.form(child) != "be" && tree.is_infinitive(at) => Some(Planned),
            // "should they attack": a condition, not a demand.
            "aux" if tree.form(child) == "should" && tree.token(at).relation() == "advcl" => Some(Conditional),
            "aux" => operators.beside(tree, child, "aux").map(|effect| backshift(tree, at, child, effect)),
            // "at no time", "under no circumstances", "by no means".
            "obl" if is_never(tree, child) => {
                denied += 1;
                cues.push(child);
                None
            }
            // "in the novel, Britain invades France".
            "obl" if tree.preposition(child) == "in" && (is_present(tree, at) || child < at || is_modal(tree, at)) => {
                let words = [child].into_iter().chain(tree.by(child, "amod"));
                words.filter_map(|word| operators.beside(tree, word, "fiction")).next()
            }
            // "ahead of his visit" is parsed as an adverb with a preposition.
            "advmod" if noun && tree.lemma(child) == "ahead" => Some(Planned),
            "advmod" if tree.form(child) == "longer" && tree.follows_no(child) => {
                denied += 1;
                cues.push(child);
                None
            }
            "advmod" | "cc" | "discourse" => match operators.beside(tree, child, "neg") {
                Some(Denied)
                    // "not only", "but not before".
                    if tree.next_form(child).is_none_or(|next| !["only", "just", "before"].contains(&next.as_str()))
                        && !is_restricted(tree, at, child) =>
                {
                    denied += 1;
                    cues.push(child);
                    None
                }
                Some(_) => None,
                // "never directly asked".
                None if tree.by(child, "advmod").any(|word| {
                    word < child && matches!(tree.lemma(word), "never" | "not") && tree.lemma(child).ends_with("ly")
                }) =>
                {
                    denied += 1;
                    cues.push(child);
                    None
                }
                None => operators
                    .beside(tree, child, "adv")
                    .or_else(|| operators.beside(tree, child, "habit").filter(|_| is_present(tree, at))),
            },
            "det" | "amod" | "case" | "mark" if tree.lemma(child) == "without" => Some(Denied),
            "det" => match operators.beside(tree, child, "det") {
                Some(Denied) => {
                    denied += 1;
                    cues.push(child);
                    None
                }
                effect => effect,
            },
            "amod" if noun => operators.beside(tree, child, "adj"),
            // "stayed until they hired him" tells that they did.
            "mark" if tree.lemma(child) == "until" && is_told_past(tree, at) => None,
            "mark" => operators.beside(tree, child, "mark"),
            // "retaliate if": what the condition hangs on, unless it is told as past ("threatened … unless").
            "advcl" if !is_past(tree, at) => {
                let mut marks = tree.by(child, "mark").filter_map(|mark| operators.beside(tree, mark, "mark"));
                marks.find(|&effect| effect == Conditional)
            }
            "nsubj" | "obj" if !noun => {
                let words = tree.by(child, "det").chain(tree.by(child, "cc")).chain([child]);
                let found = words.filter_map(|word| operators.beside(tree, word, "det")).next();
                // "not one passenger".
                let counted = tree.by(child, "nummod").flat_map(|count| tree.by(count, "advmod"));
                let none =
                    tree.by(child, "advmod").chain(counted).any(|word| word < child && tree.lemma(word) == "not");
                if found == Some(Denied) || none && token.relation() == "nsubj" {
                    denied += 1;
                    cues.push(child);
                }
                None
            }
            _ => None,
        };
        if let Some(effect) = effect {
            modality = combine(effect, modality);
            if effect != Asserted {
                cues.push(child);
            }
        }
    }
    let clause = matches!(tree.token(at).relation(), "advcl" | "acl" | "conj" | "obl");
    if (noun || clause)
        && let Some(effect) = operators.preposition(&tree.preposition(at))
    {
        modality = combine(effect, modality);
    }
    if !noun && is_generic(tree, at) {
        modality = combine(Conditional, modality);
    }
    if !noun && (is_scheduled(tree, at) || is_awaited(tree, at)) {
        modality = combine(Planned, modality);
    }
    // "had they attacked, …".
    if !noun && is_inverted(tree, at) {
        modality = combine(Conditional, modality);
    }
    // "did not sign until July": it signed then.
    if denied > 0 && !noun && lasts_until(tree, at) {
        denied = 0;
        cues.clear();
    }
    if negation && denied > 0 { combine(Denied, modality) } else { modality }
}

fn is_modal(tree: &Tree<'_>, verb: TokenId) -> bool {
    tree.by(verb, "aux").any(|aux| tree.token(aux).xpos == "MD")
}

/// "said it would withdraw" tells a plan, "would withdraw" alone a condition.
fn backshift(tree: &Tree<'_>, verb: TokenId, auxiliary: TokenId, effect: Modality) -> Modality {
    let would = matches!(tree.form(auxiliary).as_str(), "would" | "'d" | "’d");
    let below = matches!(tree.token(verb).relation(), "ccomp" | "parataxis");
    // "said it would have withdrawn" tells what did not come to be.
    let perfect = tree.by(verb, "aux").any(|at| matches!(tree.form(at).as_str(), "have" | "'ve" | "’ve"));
    if would && below && !perfect { Planned } else { effect }
}
