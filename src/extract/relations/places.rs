//! Places and organizations in places: "Cambridge, Massachusetts", "the University of Leeds in England".

use super::nationality::is_country;
use super::{Finder, How};
use crate::document::{EntityType, Form, TokenId};

/// Finds relations told by places beside names.
pub(super) fn find(finder: &mut Finder) {
    for at in 0..finder.scene.document.mentions.len() {
        let mention = &finder.scene.document.mentions[at];
        if mention.form != Form::Name {
            continue;
        }
        let head = mention.head;
        let end = mention.end;
        let Some(thing) = finder.scene.actor_of(at) else { continue };
        if !matches!(thing.kind, EntityType::Place | EntityType::Organization | EntityType::Event) {
            continue;
        }
        let after: Vec<TokenId> = finder.scene.document.children(head).filter(|&child| child >= end).collect();
        for child in after {
            let scene = &finder.scene;
            let Some(place) =
                scene.named(child).filter(|place| place.kind == EntityType::Place && place.form == Form::Name)
            else {
                continue;
            };
            let preposition = scene.preposition(child);
            match (scene.relation(child), preposition.as_deref()) {
                ("appos" | "nmod", None)
                    if thing.kind == EntityType::Place
                        && !is_country(scene.surface(scene.document.mentions[at].span))
                        && is_container(finder, end, child) =>
                {
                    finder.add(thing, "locatedIn", place, None, &How::new("place, place", head, 0.88));
                }
                ("nmod", Some("in")) => {
                    finder.add(thing, "locatedIn", place, None, &How::new("in", head, 0.75));
                }
                _ => {}
            }
        }
    }
}

/// Whether "A, B" names a place and what holds it: a comma between, nothing else, and no list going on.
fn is_container(finder: &Finder, end: TokenId, place: TokenId) -> bool {
    let scene = &finder.scene;
    let Some(mention) = scene.name_over(place).map(|at| &scene.document.mentions[at]) else { return false };
    let comma = end + 1 == mention.first && scene.lower(end) == ",";
    let listed = scene.child(place, &["conj", "cc"]).is_some();
    // "Washington, D.C." is one name.
    let one_name = matches!(scene.surface(mention.span).replace('.', "").as_str(), "DC");
    comma && !listed && !one_name
}
