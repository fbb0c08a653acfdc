//! Titles before names: "Chinese President Xi Jinping", "Google spokeswoman Jane Roe", "Sen. Ted Cruz (R-Texas)".

use super::lexicon::{Effect, Link};
use super::nationality::is_nationality;
use super::roles::Argument;
use super::scene::{Actor, Scene};
use super::{Finder, How};
use crate::document::{EntityType, Form, TokenId};

/// Finds relations told by titles.
pub(super) fn find(finder: &mut Finder) {
    for at in 0..finder.scene.document.mentions.len() {
        let mention = &finder.scene.document.mentions[at];
        if mention.form != Form::Name {
            continue;
        }
        let (head, first) = (mention.head, mention.first);
        let Some(holder) = finder.scene.actor_of(at) else { continue };
        let nouns = title_nouns(finder, head, first);
        let mut extra = finder.scene.arguments_after(head);
        if holder.kind == EntityType::Person {
            extra.extend(party_label(finder, at));
        }
        if holder.kind == EntityType::Person
            && let Some((noun, place)) = title_of(finder, head, first)
        {
            let roles = finder.roles(noun, false);
            finder.bear(holder, &roles, &[place], &How::new("title", noun));
        }
        if !nouns.is_empty() {
            extra.extend(possessor(finder, head));
            extra.extend(beside(finder, head, &nouns));
        }
        let over = finder.scene.document.children(head).any(|child| {
            child < first && finder.rules.lexicon.effect(&finder.scene.lower(child)) == Some(Effect::Over)
        });
        let mut bore = false;
        for noun in nouns {
            let roles = finder.roles(noun, holder.kind == EntityType::Person);
            bore |= !roles.is_empty();
            let mut how = How::new("title", noun);
            // "former" may hang on the name.
            how.status.former = over;
            finder.bear(holder, &roles, &extra, &how);
        }
        if !bore && holder.kind == EntityType::Person {
            affiliation(finder, holder, head, &extra);
        }
    }
}

/// The nouns that stand as titles before the name headed by `head`.
fn title_nouns(finder: &Finder, head: TokenId, first: TokenId) -> Vec<TokenId> {
    let scene = &finder.scene;
    let mut nouns: Vec<TokenId> = scene
        .document
        .children(head)
        .filter(|&child| child < first && matches!(scene.relation(child), "nmod" | "compound" | "flat" | "appos"))
        .filter(|&child| scene.deprel(child) != "nmod:poss" && scene.preposition(child).is_none())
        .filter(|&child| scene.name_over(child).is_none() && matches!(scene.upos(child), "NOUN" | "PROPN"))
        .collect();
    // "president Obama" with the name as the flat part of its title.
    if let Some(noun) = scene.head(head)
        && noun < first
        && scene.relation(head) == "flat"
        && scene.name_over(noun).is_none()
    {
        nouns.push(noun);
    }
    // "Governor of Texas Greg Abbott" parsed as two subjects of one verb.
    let person = scene.name_over(head).is_some_and(|at| scene.document.mentions[at].kind == EntityType::Person);
    if let Some(verb) = scene.head(head).filter(|_| person) {
        let both = |at: TokenId| {
            scene.relation(at) == scene.relation(head)
                && scene.document.subtree(at).end == first
                && scene.name_over(at).is_none()
                && !scene.is_punctuation(first - 1)
                && scene.role(at).is_some()
        };
        nouns.extend(scene.document.children(verb).filter(|&at| at < first && both(at)));
    }
    // "Prime Minister-designate Saad Hariri": the noun is the word before.
    for noun in &mut nouns {
        if finder.rules.lexicon.effect(&scene.lower(*noun)) == Some(Effect::Ahead)
            && let Some(title) = scene.document.children_by(*noun, "compound").find(|&at| scene.role(at).is_some())
        {
            *noun = title;
        }
    }
    nouns.retain(|&noun| !(noun..first).any(|at| matches!(scene.lower(at).as_str(), "," | ";" | ":" | "(")));
    nouns
}

/// "President of the United States Joe Biden" where what the title is of hangs on the name.
fn title_of(finder: &Finder, head: TokenId, first: TokenId) -> Option<(TokenId, Argument)> {
    let scene = &finder.scene;
    let mut phrases =
        scene.document.children(head).filter(|&child| child < first && scene.preposition(child).is_some());
    let of = phrases.next()?;
    // "Assistant Secretary of the Air Force for Acquisition Marvin Low".
    let last = phrases.last().unwrap_or(of);
    let actors = scene.named_conjuncts(of);
    let noun = scene.document.subtree(of).start.checked_sub(1)?;
    let beside = !actors.is_empty() && scene.document.subtree(last).end == first;
    let title = beside && matches!(scene.upos(noun), "NOUN" | "PROPN") && scene.role(noun).is_some();
    let link = Link::Preposition(scene.preposition(of)?);
    title.then_some((noun, Argument { link, nested: false, actors }))
}

/// "Haiti's President Ana Rojas" where the possessive hangs on the name.
fn possessor(finder: &Finder, head: TokenId) -> Option<Argument> {
    let scene = &finder.scene;
    let owner = scene.document.children(head).find(|&child| scene.deprel(child) == "nmod:poss")?;
    let actors = scene.named_conjuncts(owner);
    (!actors.is_empty()).then_some(Argument { link: Link::Possessive, nested: false, actors })
}

/// "Chinese President Xi Jinping" where the nationality hangs on the name instead of on the title.
fn beside(finder: &Finder, head: TokenId, nouns: &[TokenId]) -> Vec<Argument> {
    let scene = &finder.scene;
    let Some(&title) = nouns.iter().min() else { return Vec::new() };
    scene
        .document
        .children(head)
        .filter(|&child| child < title && scene.deprel(child) != "nmod:poss")
        .filter_map(|child| scene.modifier(child))
        .map(|(link, actor)| Argument { link, nested: false, actors: vec![actor] })
        .collect()
}

/// What stands behind or before a name without a title: "James Lewis of CSIS", "American Tom Hanks".
fn affiliation(finder: &mut Finder, holder: Actor, head: TokenId, after: &[Argument]) {
    for argument in after {
        let Link::Preposition(word) = &argument.link else { continue };
        if !matches!(word.as_str(), "of" | "from" | "at") {
            continue;
        }
        for actor in argument.actors.iter().filter(|actor| actor.kind == EntityType::Organization) {
            let predicate = if finder.is_party(*actor) { "memberOf" } else { "worksFor" };
            finder.add(holder, predicate, *actor, None, &How::new("affiliation", head));
        }
    }
    let before: Vec<TokenId> = finder.scene.document.children(head).filter(|&child| child < head).collect();
    for child in before {
        let scene = &finder.scene;
        if scene.deprel(child) == "nmod:poss" || scene.preposition(child).is_some() || !is_adjective(scene, child) {
            continue;
        }
        if let Some((Link::Demonym, country)) = scene.modifier(child) {
            finder.add(holder, "citizenOf", country, None, &How::new("nationality", head));
        }
    }
}

/// Whether a name is a word for a nationality ("American"), not a country's own ("US").
fn is_adjective(scene: &Scene, child: TokenId) -> bool {
    scene.name_over(child).is_some_and(|at| is_nationality(scene.surface(scene.document.mentions[at].span)))
}

/// "(R-Texas)", ", D-Calif.": the place a lawmaker stands for.
fn party_label(finder: &Finder, mention: usize) -> Option<Argument> {
    let scene = &finder.scene;
    let document = scene.document;
    let end = document.mentions[mention].end;
    let word = |at: usize| document.tokens.get(at).map(|_| scene.lower(at));
    if !matches!(word(end)?.as_str(), "(" | ",") {
        return None;
    }
    let label = word(end + 1)?;
    let place = match label.split_once('-') {
        // One word: no name of its own to link.
        Some(("r" | "d" | "i", _)) => return None,
        None if matches!(label.as_str(), "r" | "d" | "i") && matches!(word(end + 2)?.as_str(), "-" | "–") => end + 3,
        _ => return None,
    };
    // "R-Ariz." taken for one name is none to link.
    let name = scene.name_over(place).filter(|&at| document.mentions[at].first == place)?;
    let actor = scene.actor_of(name).filter(|actor| actor.kind == EntityType::Place)?;
    Some(Argument { link: Link::Preposition("from".to_owned()), nested: false, actors: vec![actor] })
}
