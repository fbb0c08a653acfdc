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

/// Whether an infinitive says in what somebody was the first or only one, which he then was: "the first to condemn it".
pub(super) fn is_ranked(tree: &Tree<'_>, infinitive: TokenId) -> bool {
    const RANKS: [&str; 8] = ["first", "second", "third", "last", "latest", "only", "youngest", "oldest"];
    let ranked = |head: TokenId| {
        RANKS.contains(&tree.lemma(head))
            || tree.by(head, "amod").any(|rank| RANKS.contains(&tree.lemma(rank)) || tree.token(rank).xpos == "JJS")
    };
    matches!(tree.token(infinitive).relation(), "acl" | "advcl" | "xcomp")
        && tree.token(infinitive).head.is_some_and(ranked)
}

impl Told {
    /// Whether an infinitive tells an act that what is told above it performs: "marched to protest", not "will march to".
    pub(super) fn is_enacted(self, tree: &Tree<'_>, infinitive: TokenId) -> bool {
        let real = |head: TokenId| is_past(tree, head) || tree.token(head).xpos != "VB";
        self.enacted && tree.token(infinitive).head.is_none_or(real)
    }
}
