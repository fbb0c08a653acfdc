//! Appositions: "James Lewis, an expert at the center", "the Afghan president, Ashraf Ghani", "his wife, Michelle".

use super::{Finder, How};
use crate::document::{EntityType, Form, TokenId};

/// Finds relations told by appositions.
pub(super) fn find(finder: &mut Finder) {
    for token in 0..finder.scene.document.tokens.len() {
        if finder.scene.relation(token) != "appos" {
            continue;
        }
        let Some(mut base) = finder.scene.head(token) else { continue };
        // "Tim Cook, 54, chief executive": the age is the first apposition.
        while finder.scene.relation(base) == "appos" && finder.scene.upos(base) == "NUM" {
            match finder.scene.head(base) {
                Some(head) => base = head,
                None => break,
            }
        }
        if finder.scene.name_over(token).is_some() {
            name_after(finder, base, token);
        } else {
            role_after(finder, base, token);
        }
    }
}

/// "James Lewis, an expert at …": a name, then what it is.
fn role_after(finder: &mut Finder, name: TokenId, noun: TokenId) {
    let scene = &finder.scene;
    // "A of B and C, formerly mayor of D": the nearest of the names is meant.
    let start = scene.document.subtree(noun).start;
    let nearest = scene.coordinated(name).into_iter().rev().find(|&at| at < start && scene.named(at).is_some());
    let Some(holder) = nearest.and_then(|at| scene.named(at)) else { return };
    let describes_person = holder.kind == EntityType::Person && holder.form == Form::Name;
    let plural = scene.document.tokens[noun].xpos.ends_with('S');
    let roles = finder.roles(noun, describes_person && !plural);
    let mut holders = vec![holder];
    // "Ted Cruz and John Cornyn, senators from Texas".
    if plural {
        holders = scene.named_conjuncts(scene.first_conjunct(name));
    }
    for holder in holders {
        finder.bear(holder, &roles, &[], &How::new("apposition", noun, 0.92));
    }
}

/// "the Afghan president, Ashraf Ghani": what it is, then its name.
fn name_after(finder: &mut Finder, noun: TokenId, name: TokenId) {
    let scene = &finder.scene;
    let Some(holder) = scene.name_over(name).and_then(|at| scene.actor_of(at)) else { return };
    let parted = (noun..name).any(|at| scene.lower(at) == ";");
    if scene.name_over(noun).is_some() || parted {
        return;
    }
    // "ministers, including X" and lists of names after a plural are examples: each of them bears the role.
    let plural = scene.document.tokens[noun].xpos.ends_with('S');
    let holders = if plural { scene.named_conjuncts(name) } else { vec![holder] };
    let roles = finder.roles(noun, holder.kind == EntityType::Person && !plural);
    for holder in holders {
        finder.bear(holder, &roles, &[], &How::new("apposition", noun, 0.92));
    }
}
