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
    let Some(holder) = scene.named(name) else { return };
    let describes_person = holder.kind == EntityType::Person && holder.form == Form::Name;
    let roles = finder.roles(noun, describes_person);
    let mut holders = vec![holder];
    // "Ted Cruz and John Cornyn, senators from Texas".
    if scene.document.tokens[noun].xpos.ends_with('S') {
        holders = scene.named_conjuncts(scene.first_conjunct(name));
    }
    for holder in holders {
        finder.bear(holder, &roles, &[], &How::new("apposition", noun, 0.92));
    }
}

/// "the Afghan president, Ashraf Ghani": what it is, then its name.
fn name_after(finder: &mut Finder, noun: TokenId, name: TokenId) {
    let scene = &finder.scene;
    let Some(holder) = scene.actor_of(scene.name_over(name).unwrap_or_default()) else { return };
    if scene.name_over(noun).is_some() || scene.mention(name).is_none() {
        return;
    }
    // "ministers, including X" and lists of names after a plural are examples: each of them bears the role.
    let plural = scene.document.tokens[noun].xpos.ends_with('S');
    let holders = if plural { scene.named_conjuncts(name) } else { vec![holder] };
    let roles = finder.roles(noun, holder.kind == EntityType::Person);
    for holder in holders {
        finder.bear(holder, &roles, &[], &How::new("apposition", noun, 0.92));
    }
}
