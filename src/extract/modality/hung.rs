//! Clauses and phrases that hang on a noun: whether they only say which is meant, or share what becomes of it.

use super::clauses::{is_definite, is_present};
use super::edges;
use crate::claim::Modality::{self, Conditional, Planned, Requested};
use crate::document::{EntityType, TokenId};
use crate::extract::lexicon_operators::{Effect, Operators};
use crate::extract::syntax::Tree;

/// What becomes of a clause about something that is only wanted: "imagine a world *in which it rains*", "seeks a law *that
/// bans them*".
pub(super) fn is_sought(tree: &Tree<'_>, operators: &Operators, clause: TokenId) -> Option<Modality> {
    let token = tree.token(clause);
    let noun = token.head.filter(|_| token.deprel == "acl:relcl" && is_present(tree, clause))?;
    let verb = tree.token(noun).head.filter(|_| tree.token(noun).relation() == "obj" && !is_definite(tree, noun))?;
    let object = ["obj".to_owned()];
    let effects = operators.governing(tree, verb, &object).map(|operator| operator.effect).collect::<Vec<_>>();
    effects.into_iter().find_map(|effect| match effect {
        Effect::Modality(Conditional) => Some(Conditional),
        Effect::Modality(Planned | Requested) => Some(Planned),
        _ => None,
    })
}

/// The verb that governs a phrase which the parser hung on the verb's object: "accuses the general *of killing monks*".
pub(super) fn accuser(tree: &Tree<'_>, operators: &Operators, at: TokenId, noun: TokenId) -> Option<TokenId> {
    let token = tree.token(at);
    let participle = token.deprel == "acl" && token.xpos == "VBG";
    let object = matches!(tree.token(noun).relation(), "obj" | "iobj") || tree.token(noun).deprel == "nsubj:pass";
    let verb = tree.token(noun).head.filter(|_| object && (participle || token.deprel == "nmod") && noun < at)?;
    let preposition = tree.preposition(at);
    let with = ["of", "for", "with", "from", "over"].contains(&preposition.as_str());
    // "criticized the murder of": the noun's own.
    let own = operators.governing(tree, noun, &edges(tree, at)).next().is_some();
    let kind = tree.mention(noun).map(|mention| tree.document.mentions[mention].kind);
    let acts =
        matches!(kind, Some(EntityType::Person | EntityType::Organization | EntityType::Place | EntityType::Group));
    (with && !own && acts && operators.governing(tree, verb, &[preposition]).next().is_some()).then_some(verb)
}

/// Whether a participle only says which things a noun means: "the graves of sailors *killed* in the battle".
pub(super) fn is_known_by(tree: &Tree<'_>, operators: &Operators, participle: TokenId) -> bool {
    let token = tree.token(participle);
    let ing = token.xpos == "VBG";
    let Some(noun) = token.head.filter(|_| token.deprel == "acl" && (token.xpos == "VBN" || ing)) else { return false };
    let open = operators.governing(tree, noun, &edges(tree, participle)).next().is_some();
    let within = || {
        let holder = tree.token(noun).head.filter(|_| matches!(tree.token(noun).relation(), "nmod" | "obl"));
        holder.is_some_and(|holder| operators.governing(tree, holder, &edges(tree, noun)).next().is_none())
    };
    // "laws, passed last year,": said beside the rest.
    let aside = participle.checked_sub(1).is_some_and(|before| tree.form(before) == ",");
    // "the boats of people *seeking* help".
    tree.is_nominal(noun)
        && !open
        && if ing { !aside && within() } else { aside || is_definite(tree, noun) || within() }
}
