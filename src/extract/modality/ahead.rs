//! What is told in the present of a day that is still to come: "the state holds its primary on Tuesday".

use super::clauses::is_present;
use crate::claim::ClaimTime;
use crate::claim::Modality::{Planned, Requested};
use crate::document::TokenId;
use crate::extract::lexicon_operators::{Effect, Operators};
use crate::extract::syntax::Tree;

/// Whether an event at a time after the day of publication cannot have happened, as it is told in the present: what is
/// told as past has a date that was misread.
pub(crate) fn is_to_come(
    tree: &Tree<'_>,
    operators: &Operators,
    trigger: TokenId,
    time: &ClaimTime,
    published: &str,
) -> bool {
    let after = time.days().0.is_some_and(|first| first > published);
    after && told_in_the_present(tree, operators, trigger)
}

/// Whether the trigger, or the first verb above a noun, stands in the present: "holds", "is holding".
fn told_in_the_present(tree: &Tree<'_>, operators: &Operators, trigger: TokenId) -> bool {
    let mut at = trigger;
    // A tree has no cycles; the bound guards against a malformed one.
    for _ in 0..16 {
        if tree.is_predicate(at) {
            let going_on = || {
                tree.token(at).xpos == "VBG"
                    && tree.by(at, "aux").any(|aux| matches!(tree.token(aux).xpos.as_str(), "VBZ" | "VBP"))
            };
            return (is_present(tree, at) || going_on()) && !speaks_of(tree, operators, at);
        }
        match tree.token(at).head {
            Some(head) => at = head,
            None => return false,
        }
    }
    false
}

/// Whether a verb speaks of something else, whose day it may be: "calls for a vote on Friday".
fn speaks_of(tree: &Tree<'_>, operators: &Operators, verb: TokenId) -> bool {
    let edges = ["for", "inf", "clause", "report"].map(str::to_owned);
    let mut effects = operators.governing(tree, verb, &edges).map(|operator| operator.effect);
    effects.any(|effect| matches!(effect, Effect::Reported | Effect::Modality(Planned | Requested)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::testing::document_from_conllu;

    #[test]
    fn a_day_to_come() {
        let operators = Operators::load(None).unwrap();
        let told = |(form, lemma, tag): (&str, &str, &str)| {
            let (article, document) = document_from_conllu(&format!(
                "Ohio Ohio PROPN NNP 2 nsubj
                 {form} {lemma} VERB {tag} 0 root
                 a a DET DT 4 det
                 vote vote NOUN NN 2 obj"
            ));
            let tree = Tree::new(&article.text, &document);
            let day = "2016-03-15".to_owned();
            let time = ClaimTime { value: day.clone(), bounds: Some((day.clone(), day)), open: None };
            [1, 3].map(|trigger| is_to_come(&tree, &operators, trigger, &time, "2016-03-12"))
        };
        assert_eq!(told(("holds", "hold", "VBZ")), [true, true]);
        assert_eq!(told(("demands", "demand", "VBZ")), [false, false]);
        assert_eq!(told(("held", "hold", "VBD")), [false, false]);
    }
}
