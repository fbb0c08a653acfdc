//! On whose word a clause stands: reporting verbs above or beside it, "according to".

use crate::article::Span;
use crate::claim::{Argument, Event, Modality, Part, Quote, Relation};
use crate::document::TokenId;
use crate::extract::lexicon_operators::{Effect, Operators};
use crate::extract::syntax::Tree;

/// Who speaks at a reporting verb or noun: its subject, the agent of a passive, the owner of "a statement".
pub(crate) fn speakers(tree: &Tree<'_>, at: TokenId) -> Vec<TokenId> {
    if tree.token(at).upos == "NOUN" {
        let frame = tree.noun_frame(at);
        let by = frame.obliques.iter().filter(|(word, _)| matches!(word.as_str(), "by" | "from" | "of"));
        let mut owners: Vec<TokenId> = frame.possessors.clone();
        owners.extend(by.map(|&(_, owner)| owner));
        return owners;
    }
    tree.verb_frame(at).subjects
}

/// An attribution that hangs on the clause at `at` itself: ", officials said", "according to the ministry".
///
/// `Some` with nobody in it means that it is reported by nobody named: ", it was reported".
pub(crate) fn beside(tree: &Tree<'_>, operators: &Operators, at: TokenId) -> Option<Vec<TokenId>> {
    for &child in tree.children(at) {
        match tree.token(child).relation() {
            "parataxis"
                if tree.token(child).upos == "VERB" && !tree.is_in_name(child) && says_nothing_else(tree, child) =>
            {
                let report = ["report".to_owned()];
                if operators.governing(tree, child, &report).any(|operator| operator.effect == Effect::Reported) {
                    return Some(speakers(tree, child));
                }
            }
            "obl" | "nmod" if is_according(tree, child) => return Some(vec![child]),
            _ => {}
        }
    }
    None
}

/// Whether a reporting verb has no content of its own, so that the clause it hangs on is what it reports.
fn says_nothing_else(tree: &Tree<'_>, verb: TokenId) -> bool {
    !tree.children(verb).iter().any(|&child| matches!(tree.token(child).relation(), "ccomp" | "xcomp" | "obj"))
}

fn is_according(tree: &Tree<'_>, at: TokenId) -> bool {
    tree.by(at, "case").any(|case| tree.form(case) == "according")
}

/// How many quotes back one may hold a claim: they nest a little, but do not pile up.
const DEEPEST: usize = 8;

/// What direct speech tells, and nothing in it attributes to somebody else, stands on the speaker's word: in "…," she said.
/// "They killed twelve" the second sentence has no verb of saying. Whoever is unknown alleges.
pub(crate) fn to_speakers(quotes: &[Quote], events: &mut [Event], relations: &mut [Relation]) {
    let direct: Vec<&Quote> = quotes.iter().filter(|quote| quote.direct).collect();
    let around = |span: Span| {
        let before = direct.partition_point(|quote| quote.content.start <= span.start);
        direct[before.saturating_sub(DEEPEST)..before].iter().rev().find(|quote| quote.content.contains(span))
    };
    let alleged = |modality: Modality| if modality == Modality::Asserted { Modality::Alleged } else { modality };
    for event in events.iter_mut().filter(|event| event.attributed_to.is_none()) {
        let Some(quote) = around(event.trigger) else { continue };
        event.attributed_to = quote.speaker;
        match (quote.speaker, quote.speaker_span) {
            (Some(chain), Some(span)) => {
                event.arguments.push(Argument { part: Part::Speaker, chain, span, owner: false });
            }
            (Some(_), None) => {}
            (None, _) => event.modality = alleged(event.modality),
        }
    }
    // A sentence with words outside the quotation may tell its relation there.
    for relation in relations.iter_mut().filter(|relation| relation.attributed_to.is_none()) {
        let Some(quote) = around(relation.evidence) else { continue };
        relation.attributed_to = quote.speaker;
        if quote.speaker.is_none() {
            relation.modality = alleged(relation.modality);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::testing::document_from_conllu;

    #[test]
    fn according_to() {
        let (article, document) = document_from_conllu(
            "Troops troops NOUN NNS 2 nsubj
             left leave VERB VBD 0 root
             , , PUNCT , 7 punct
             according accord VERB VBG 7 case
             to to ADP IN 4 fixed
             the the DET DT 7 det
             ministry ministry NOUN NN 2 obl",
        );
        let tree = Tree::new(&article.text, &document);
        let operators = Operators::load(None).unwrap();
        assert_eq!(beside(&tree, &operators, 1), Some(vec![6]));
    }
}
