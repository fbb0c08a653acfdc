//! Whether what is known of an event is enough to tell it.

use super::actors::Actor;
use super::senses::Sense;
use crate::claim::ClaimTime;
use crate::document::{ChainId, EntityType, TokenId};
use crate::extract::syntax::Tree;

/// Whether those who are known to take part, or the place, are enough for an event of this sense.
pub(super) fn is_kept(sense: &Sense, sources: &[Actor], targeted: bool, place: Option<ChainId>) -> bool {
    if sense.alone {
        return true;
    }
    if sense.placed {
        return place.is_some() || targeted;
    }
    match (sources.is_empty(), !targeted) {
        // "A bus crashed near Porto": where it was is known, if not to whom.
        (true, true) => sense.located && place.is_some(),
        (true, _) if sense.agent => false,
        (false, false) => true,
        _ => !sense.weak,
    }
}

/// Whether a noun without a verb to carry it says enough: "the U.S. invasion" only names what happened, "the invasion of
/// Dagestan" and "Monday's protest by students" tell it.
pub(super) fn is_told(tree: &Tree<'_>, noun: TokenId, sources: &[Actor], targets: &[Actor], set: bool) -> bool {
    let known = usize::from(!sources.is_empty()) + usize::from(!targets.is_empty()) + usize::from(set);
    let named = |actor: &&Actor| {
        let someone = matches!(actor.kind, EntityType::Person | EntityType::Organization | EntityType::Group);
        !actor.is_owner() && (someone || tree.document.chains[actor.chain].named)
    };
    // "A bombing in Kabul killed 20" is news of it, "the bombing in Kabul" was told before.
    let new = set && is_new(tree, noun);
    let lasts = !sources.is_empty() && lasts(tree, noun);
    known > 1 || new || lasts || targets.iter().any(|target| named(&target)) || tree.by(noun, "cop").next().is_some()
}

/// Whether a noun tells that something happened though nobody is known to take part: "Thursday's arrests" have a date of
/// their own, "the talks will be held in Oslo", "a fire destroyed two houses" a verb that says so. The clause is the noun
/// with the verbs that carry it, `set` whether a place or time is known. "The 2016 election" is background: a year is no news.
pub(super) fn happens(tree: &Tree<'_>, sense: &Sense, clause: &[TokenId], set: bool, time: Option<&ClaimTime>) -> bool {
    let strikes = sense.located || sense.placed || sense.kind.as_deref() == Some("disaster");
    if !(sense.located || sense.placed || sense.happens) {
        return false;
    }
    let Some(&noun) = clause.first() else { return false };
    // "the 2016 election campaign"
    let classifies = tree.token(noun).relation() == "compound";
    let dated = time.is_some_and(is_date);
    let carried = clause.len() > 1 && (set || strikes && is_new(tree, noun));
    !classifies && (dated || carried)
}

/// Whether a noun phrase brings up something that was not spoken of before: "a fire", "clashes in Gaza".
fn is_new(tree: &Tree<'_>, noun: TokenId) -> bool {
    let mut determiners = tree.by(noun, "det").peekable();
    if determiners.peek().is_some() {
        return determiners.any(|det| matches!(tree.lemma(det), "a" | "an" | "another"));
    }
    tree.token(noun).xpos == "NNS" && tree.noun_frame(noun).possessors.is_empty()
}

/// Whether it is said how long it lasts: "a four-day visit".
fn lasts(tree: &Tree<'_>, noun: TokenId) -> bool {
    let long = |at: &TokenId| {
        let form = tree.form(*at);
        let unit = form.rsplit_once('-').map(|(_, unit)| unit.to_owned());
        *at < noun && unit.is_some_and(|unit| matches!(unit.as_str(), "hour" | "day" | "week" | "month"))
    };
    tree.children(noun).iter().any(long)
}

/// Whether a time says more than a year or "recently".
fn is_date(time: &ClaimTime) -> bool {
    time.value.len() > "2016".len() && !time.value.contains('/') && !time.value.ends_with("_REF")
}
