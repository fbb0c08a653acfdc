//! Infinitives: what somebody is after, or what is only named.

use super::Told;
use super::clauses::is_past;
use crate::document::TokenId;
use crate::extract::syntax::Tree;

/// Whether a verb has neither mark nor subject nor auxiliary of its own: "to deter and *destroy* them".
pub(super) fn is_bare(tree: &Tree<'_>, verb: TokenId) -> bool {
    tree.token(verb).xpos == "VB"
        && !tree.children(verb).iter().any(|&at| matches!(tree.token(at).relation(), "aux" | "nsubj" | "mark"))
}

/// Whether an infinitive is no purpose of anybody but the name of what may be: "made it easy *for him to leave*", "it is
/// one thing *to leave*", "has votes enough *to win*".
pub(super) fn is_named_only(tree: &Tree<'_>, infinitive: TokenId) -> bool {
    let token = tree.token(infinitive);
    let for_somebody = tree.by(infinitive, "mark").any(|mark| tree.lemma(mark) == "for");
    let enough =
        |head: TokenId| tree.by(head, "amod").chain(tree.by(head, "advmod")).any(|word| tree.lemma(word) == "enough");
    for_somebody || token.relation() == "csubj" || token.head.is_some_and(enough)
}

/// Whether an infinitive says in what somebody was the first, the tenth or the only one, which he then was: "the first to
/// condemn it".
pub(super) fn is_ranked(tree: &Tree<'_>, infinitive: TokenId) -> bool {
    let ranked = |head: TokenId| {
        is_rank(tree, head) || tree.by(head, "amod").any(|rank| is_rank(tree, rank) || tree.token(rank).xpos == "JJS")
    };
    matches!(tree.token(infinitive).relation(), "acl" | "advcl" | "xcomp")
        && tree.token(infinitive).head.is_some_and(ranked)
}

/// Whether a word is an ordinal, or ranks as one.
fn is_rank(tree: &Tree<'_>, word: TokenId) -> bool {
    let lemma = tree.lemma(word);
    let digits = lemma.trim_end_matches(|c: char| c.is_ascii_lowercase());
    matches!(
        lemma,
        "first" | "second" | "third" | "fourth" | "fifth" | "sixth" | "seventh" | "eighth" | "ninth" | "tenth"
    ) || matches!(lemma, "last" | "latest" | "only" | "youngest" | "oldest")
        || (digits.ends_with(|c: char| c.is_ascii_digit())
            && matches!(&lemma[digits.len()..], "st" | "nd" | "rd" | "th"))
}

/// Whether an infinitive says what the time was taken by, which it was: "it took the jury two hours to convict him".
pub(super) fn is_taken_by(tree: &Tree<'_>, infinitive: TokenId) -> bool {
    const STRETCHES: [&str; 8] = ["second", "minute", "hour", "day", "week", "month", "year", "decade"];
    tree.token(infinitive).head.is_some_and(|head| {
        tree.lemma(head) == "take"
            && is_past(tree, head)
            && tree
                .children(head)
                .iter()
                .any(|&at| matches!(tree.token(at).relation(), "obj" | "obl") && STRETCHES.contains(&tree.lemma(at)))
    })
}

impl Told {
    /// Whether an infinitive tells an act that what is told above it performs: "marched to protest", not "will march to".
    pub(super) fn is_enacted(self, tree: &Tree<'_>, infinitive: TokenId) -> bool {
        let real = |head: TokenId| is_past(tree, head) || tree.token(head).xpos != "VB";
        self.enacted && tree.token(infinitive).head.is_none_or(real)
    }
}
