//! Names that own or place other names: "China's Ministry of Public Security", "Chinese Huawei", "Beijing-based Baidu".

use super::lexicon::Link;
use super::nationality::is_nationality;
use super::scene::Actor;
use super::{Finder, How};
use crate::document::{EntityType, Form, TokenId};

/// Finds relations told by possessives and compounds of two names.
pub(super) fn find(finder: &mut Finder) {
    for at in 0..finder.scene.document.mentions.len() {
        let mention = &finder.scene.document.mentions[at];
        if mention.form != Form::Name {
            continue;
        }
        let (head, first) = (mention.head, mention.first);
        let Some(thing) = finder.scene.actor_of(at) else { continue };
        let children: Vec<TokenId> = finder.scene.document.children(head).filter(|&child| child < first).collect();
        for child in children {
            if finder.scene.deprel(child) == "nmod:poss" {
                // "Italy's minister Ada Low": the possessive is the title's.
                let adjacent = matches!(finder.scene.lower(first - 1).as_str(), "'s" | "'");
                if thing.kind == EntityType::Person && !adjacent {
                    continue;
                }
                for owner in finder.scene.named_conjuncts(child) {
                    possessive(finder, owner, thing, at, head);
                }
            } else if finder.scene.lower(child) == "based" {
                based(finder, child, thing);
            } else if thing.kind == EntityType::Organization
                && let Some((Link::Demonym, country)) = finder.scene.modifier(child)
            {
                let predicate = if is_state_body(finder, at) { "partOf" } else { "basedIn" };
                finder.add(thing, predicate, country, None, &How::new("nationality", head));
            }
        }
    }
}

fn possessive(finder: &mut Finder, owner: Actor, thing: Actor, mention: usize, anchor: TokenId) {
    use EntityType::{Group, Organization, Person, Place};
    let predicate = match (owner.kind, thing.kind) {
        (Place | Group, Organization) if is_state_body(finder, mention) => "partOf",
        (Place | Group, Organization) => "basedIn",
        (Place, Place) => "locatedIn",
        (Organization, Organization) if owner.form == Form::Name => "partOf",
        (Organization, Person) if owner.form == Form::Name && finder.is_party(owner) => "memberOf",
        (Organization, Person) if owner.form == Form::Name => "worksFor",
        (Place, Person) if owner.form == Form::Name && is_country(finder, owner) => "citizenOf",
        _ => return,
    };
    finder.add(thing, predicate, owner, None, &How::new("possessive", anchor));
}

/// "Beijing-based Baidu", "the London-based Guardian".
fn based(finder: &mut Finder, participle: TokenId, thing: Actor) {
    if !matches!(thing.kind, EntityType::Organization | EntityType::Group | EntityType::Person) {
        return;
    }
    // "Beijing-based" is three words, "Beijing based" two.
    let hyphen = participle > 0 && matches!(finder.scene.lower(participle - 1).as_str(), "-" | "‑" | "–");
    let Some(before) = participle.checked_sub(if hyphen { 2 } else { 1 }) else { return };
    let place = finder.scene.name_over(before).and_then(|at| finder.scene.actor_of(at));
    if let Some(place) = place.filter(|place| place.kind == EntityType::Place) {
        finder.add(thing, "basedIn", place, None, &How::new("based", participle));
    }
}

/// Whether a name says that it is an organ of a state: "Ministry of …", "… Parliament", "… Police".
fn is_state_body(finder: &Finder, mention: usize) -> bool {
    let mention = &finder.scene.document.mentions[mention];
    (mention.first..mention.end).any(|at| {
        let class = |word: &str| finder.rules.lexicon.class(word) == Some("statebody");
        class(&finder.scene.lower(at))
            || (at + 1 < mention.end && class(&format!("{} {}", finder.scene.lower(at), finder.scene.lower(at + 1))))
    })
}

fn is_country(finder: &Finder, owner: Actor) -> bool {
    let words = finder.scene.document.mentions[owner.mention].span.of(finder.scene.text);
    is_nationality(words) || super::nationality::is_country(words)
}
