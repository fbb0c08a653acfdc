//! Where somebody lives: "his Oslo home", "Ana Low's house in Bergen".

use super::{Finder, How};
use crate::document::{EntityType, TokenId};

/// Finds relations told by homes.
pub(super) fn find(finder: &mut Finder) {
    for home in 0..finder.scene.document.tokens.len() {
        let scene = &finder.scene;
        let singular = scene.document.tokens[home].xpos == "NN";
        if !singular || !matches!(scene.lemma(home).as_str(), "home" | "house" | "apartment" | "residence" | "mansion")
        {
            continue;
        }
        let children = || scene.document.children(home);
        let owner = children().find(|&child| scene.deprel(child) == "nmod:poss").and_then(|owner| scene.named(owner));
        let Some(owner) = owner.filter(|owner| owner.kind == EntityType::Person) else { continue };
        let place = |at: TokenId| scene.named(at).filter(|actor| actor.kind == EntityType::Place);
        let before = children().filter(|&child| matches!(scene.relation(child), "compound" | "amod")).find_map(place);
        let within = || {
            let inside = |&child: &TokenId| {
                child > home
                    && scene.relation(child) == "nmod"
                    && scene.preposition(child).is_some_and(|word| matches!(word.as_str(), "in" | "at" | "near"))
            };
            children().filter(inside).find_map(place)
        };
        if let Some(place) = before.or_else(within) {
            finder.add(owner, "basedIn", place, None, &How::new("home", home));
        }
    }
}
