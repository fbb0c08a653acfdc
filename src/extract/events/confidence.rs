//! How sure an event is: the share of events of its kind that were wholly right (type, modality, every role, place, time
//! and whose word) when 657 of them, from sixty news articles that nobody had read before, were judged strictly. How the
//! kinds differ was set on 350 others; `docs/quality.md` has the tables.

use crate::claim::Modality;
use crate::document::{Document, EntityType, Form};
use crate::extract::events::actors::Actor;
use crate::extract::events::senses::{Pos, Sense};
use crate::extract::syntax::Tree;

/// With a source and a target.
const BOTH: f32 = 0.63;
/// With a target only.
const TARGET: f32 = 0.57;
/// With a source only: often the target was missed.
const SOURCE: f32 = 0.49;
/// With neither.
const NEITHER: f32 = 0.37;

/// The confidence of an event with these parts, in hundredths.
pub(crate) fn confidence(
    tree: &Tree<'_>,
    sense: &Sense,
    (pos, carried): (Pos, bool),
    modality: Modality,
    sources: &[Actor],
    targets: &[Actor],
) -> f32 {
    let document = tree.document;
    let both = !sources.is_empty() && !targets.is_empty();
    let mut sure = match (sources.is_empty(), targets.is_empty()) {
        (false, false) => BOTH,
        (true, false) => TARGET,
        (false, true) => SOURCE,
        (true, true) => NEITHER,
    };
    let actors = || sources.iter().chain(targets);
    if actors().all(|actor| document.chains[actor.chain].named) {
        sure += 0.03;
    }
    if sense.words.len() > 1 || !sense.when.is_empty() {
        sure += 0.02;
    }
    if actors().any(|actor| is_pronoun(tree, document, actor)) {
        sure -= 0.18;
    }
    if actors().any(|actor| actor.is_owner()) {
        sure -= 0.08;
    }
    if actors().any(|actor| matches!(actor.kind, EntityType::Misc | EntityType::Product)) {
        sure -= 0.08;
    }
    // A noun says less of who did what than a verb, unless a verb carries it: "held talks".
    if pos == Pos::Noun && !carried {
        sure -= 0.05;
    }
    if sense.weak {
        sure -= 0.04;
    }
    if modality != Modality::Asserted {
        sure -= if both { 0.1 } else { 0.18 };
    }
    (sure.clamp(0.2, 0.95) * 100.0).round() / 100.0
}

fn is_pronoun(tree: &Tree<'_>, document: &Document, actor: &Actor) -> bool {
    tree.mention(actor.at).is_some_and(|at| document.mentions[at].form == Form::Pronoun)
}
