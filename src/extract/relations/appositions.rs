//! Appositions: "James Lewis, an expert at the center", "the Afghan president, Ashraf Ghani", "his wife, Michelle".

use super::roles::Role;
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
    // "A and B; and two brothers of C" goes on with others.
    let goes_on = scene.child(noun, &["cc"]).is_some_and(|at| at < noun)
        || start.checked_sub(1).is_some_and(|at| scene.lower(at) == ";");
    if goes_on {
        return;
    }
    let nearest = scene.coordinated(name).into_iter().rev().find(|&at| at < start && scene.named(at).is_some());
    let Some(holder) = nearest.and_then(|at| scene.named(at)) else { return };
    let describes_person = holder.kind == EntityType::Person && holder.form == Form::Name;
    let plural = scene.document.tokens[noun].xpos.ends_with('S');
    let roles = finder.roles(noun, describes_person && !plural);
    let mut holders = vec![holder];
    // "Ted Cruz and John Cornyn, senators from Texas".
    if plural {
        // "A, presidents B and C": those named right behind it.
        let behind = roles.iter().find_map(|role| scene.title_of(role)).filter(|other| other.chain != holder.chain);
        holders = match behind {
            Some(other) => scene.named_conjuncts(scene.document.mentions[other.mention].head),
            None => scene.named_conjuncts(scene.first_conjunct(name)),
        };
        // "books by X, My Great Predecessors": one person is not several of something.
        if describes_person && holders.len() < 2 {
            return;
        }
    } else if scene.persons(scene.document.mentions[holder.mention].end..start).any(|other| other.chain != holder.chain)
        || roles.iter().any(|role| scene.title_of(role).is_some_and(|other| other.chain != holder.chain))
    {
        // "A; B; and C, an officer", "A, party nominee B": a role of the other.
        return;
    }
    for holder in holders {
        finder.bear(holder, &roles, &[], &How::new("apposition", noun));
    }
}

/// Classes of roles within a family.
const KIN: [&str; 5] = ["spouse", "parent", "child", "sibling", "relative"];

/// "the Afghan president, Ashraf Ghani": what it is, then its name.
fn name_after(finder: &mut Finder, noun: TokenId, name: TokenId) {
    let noun = governing_role(finder, noun, name).unwrap_or(noun);
    let scene = &finder.scene;
    let Some(holder) = scene.name_over(name).and_then(|at| scene.actor_of(at)) else { return };
    let parted = (noun..name).any(|at| scene.lower(at) == ";");
    if scene.name_over(noun).is_some() || parted {
        return;
    }
    // "ministers, including X" and lists of names after a plural are examples: each of them bears the role.
    let plural = scene.document.tokens[noun].xpos.ends_with('S');
    // "judge A, reporter B": B is no judge.
    let first = scene.document.mentions[holder.mention].first;
    if !plural && scene.persons(noun + 1..first).any(|other| other.chain != holder.chain) {
        return;
    }
    let holders = if plural { scene.named_conjuncts(name) } else { vec![holder] };
    let mut roles = finder.roles(noun, holder.kind == EntityType::Person && !plural);
    // "his wife Amanda and children Brodie and Nolan".
    roles.retain(|role| role.noun < name);
    // "her mother and sister, Mia": nobody is both, but both are hers.
    let mut hers = Vec::new();
    if let Some(last) = roles.iter().rposition(|role| KIN.contains(&role.class.as_str())) {
        let (kin, rest): (Vec<Role>, Vec<Role>) =
            roles.drain(..last).partition(|role| KIN.contains(&role.class.as_str()));
        hers.extend(kin.iter().flat_map(|role| finder.scene.arguments(role)));
        roles.splice(..0, rest);
    }
    for holder in holders {
        finder.bear(holder, &roles, &hers, &How::new("apposition", noun));
    }
}

/// "the leader of the movement, Ismail Haniyeh": a person is not the body whose head he is.
fn governing_role(finder: &Finder, noun: TokenId, name: TokenId) -> Option<TokenId> {
    let scene = &finder.scene;
    let person = scene.name_over(name).and_then(|at| scene.actor_of(at))?.kind == EntityType::Person;
    let comma = (noun..name).any(|at| scene.lower(at) == ",");
    // "the director of Oslo's Red Cross, Ana Low": nor is she the name of one.
    let named = scene.name_over(noun).and_then(|at| scene.actor_of(at));
    let other = named.is_some_and(|actor| matches!(actor.kind, EntityType::Person | EntityType::Work));
    let role = scene.role(noun).is_some_and(|role| named.is_none() && role.class != "body");
    if !person || !comma || other || role {
        return None;
    }
    let post = scene.head(noun).filter(|_| scene.relation(noun) == "nmod" && scene.preposition(noun).is_some())?;
    (post < noun && scene.name_over(post).is_none() && scene.role(post).is_some()).then_some(post)
}
