//! Places and organizations in places: "Cambridge, Massachusetts", "the University of Leeds in England".

use super::levels::{Level, level};
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
                        && is_container(finder, end, child)
                        && may_hold(finder, at, child) =>
                {
                    finder.add(thing, "locatedIn", place, None, &How::new("place, place", head));
                }
                ("nmod", Some("in")) if !is_rival(finder, head, thing) && may_hold(finder, at, child) => {
                    finder.add(thing, "locatedIn", place, None, &How::new("in", head));
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
    let listed = scene.child(place, &["conj", "cc"]).is_some() || goes_on(finder, mention.end);
    // "Washington, D.C." is one name.
    let one_name = matches!(scene.surface(mention.span).replace('.', "").as_str(), "DC");
    comma && !listed && !one_name
}

/// Whether a list of places goes on behind a name: "Arizona, Florida, and Illinois".
fn goes_on(finder: &Finder, end: TokenId) -> bool {
    let scene = &finder.scene;
    let word = |at: TokenId| scene.document.tokens.get(at).map(|_| scene.lower(at));
    let at = end + usize::from(word(end).as_deref() == Some(","));
    let next = at + usize::from(matches!(word(at).as_deref(), Some("and" | "or" | "&")));
    let place = scene.document.tokens.get(next).and_then(|_| scene.name_over(next)).and_then(|at| scene.actor_of(at));
    next > at && place.is_some_and(|actor| actor.kind == EntityType::Place)
}

/// Whether a place may lie in the other by what the gazetteer knows of them: no city in a city, no state in a state.
fn may_hold(finder: &Finder, thing: usize, place: TokenId) -> bool {
    let scene = &finder.scene;
    let name = |at: usize| scene.surface(scene.document.mentions[at].span);
    let Some(container) = scene.name_over(place).map(name) else { return false };
    match (level(name(thing)), level(container)) {
        (Some(inner), Some(outer)) => inner < outer,
        // "Berlin, Charité": what holds a city says that it is large, or is an abbreviation.
        (Some(_), None) => {
            container.len() <= 5 || container.to_lowercase().split(' ').any(|word| Level::WORDS.contains(&word))
        }
        _ => true,
    }
}

/// Whether a place stands for its team: "a victory over Evansville in Chapel Hill".
fn is_rival(finder: &Finder, head: TokenId, thing: super::scene::Actor) -> bool {
    thing.kind == EntityType::Place
        && matches!(finder.scene.preposition(head).as_deref(), Some("over" | "against" | "versus" | "vs" | "vs."))
}
