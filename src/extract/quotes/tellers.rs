//! Who speaks through a report, a statement or an account: its owner or maker.

use super::speakers::can_speak;
use super::telling::Telling;
use crate::document::{EntityType, TokenId};
use crate::extract::relations::scene::Actor;

/// Longest chain of things through which somebody speaks ("a report on its website").
const DEEPEST: usize = 3;

impl Telling<'_> {
    /// The actor that a phrase speaks for: itself, or whoever speaks through the thing that it names.
    pub(super) fn teller(&self, speaker: TokenId) -> Option<Actor> {
        self.teller_within(speaker, DEEPEST)
    }

    fn teller_within(&self, speaker: TokenId, depth: usize) -> Option<Actor> {
        let scene = &self.scene;
        let own = scene.actor(speaker);
        let lemma = scene.lemma(speaker);
        // "the institute's director, Dr. Ana Low," hung on the institute.
        if own.is_some_and(|own| own.named && own.kind == EntityType::Organization)
            && let Some(person) = self.head_of(speaker)
        {
            return Some(person);
        }
        if let Some(name) = self.name_behind(speaker) {
            return scene.actor(name);
        }
        let named = own.is_some_and(|own| own.named && can_speak(own.kind));
        if named || !self.lexicon.is_document(&lemma) {
            return own;
        }
        let maker = depth.checked_sub(1).and_then(|depth| self.maker(speaker, depth));
        // Said of the thing itself, unless it was taken for something else.
        maker.or_else(|| own.filter(|own| scene.document.chains[own.chain].name.to_lowercase().contains(&lemma)))
    }

    /// The named person that a noun of a role beside an organization's name stands for.
    fn head_of(&self, organization: TokenId) -> Option<Actor> {
        let scene = &self.scene;
        let mut beside = scene.document.children(organization).filter(|&child| scene.relation(child) == "appos");
        beside.find_map(|role| {
            let named = scene.role(role).and_then(|_| scene.actor(role));
            named.filter(|actor| actor.named && actor.kind == EntityType::Person)
        })
    }

    /// Who made or owns a thing: "the ministry's report", "a CNN poll", "a statement by Lewis", "a study led by Lewis",
    /// "a tweet sent from his account".
    fn maker(&self, thing: TokenId, depth: usize) -> Option<Actor> {
        let scene = &self.scene;
        let speaks = |token: TokenId| self.teller_within(token, depth).filter(|actor| can_speak(actor.kind));
        let children = || scene.document.children(thing).filter(|&child| self.quotation_of(child).is_none());
        let owner = children().filter(|&child| scene.deprel(child) == "nmod:poss").find_map(speaks);
        let compound = || {
            let modifiers = children().filter(|&child| child < thing && scene.relation(child) == "compound");
            modifiers.filter_map(speaks).find(|actor| actor.named || actor.kind == EntityType::Organization)
        };
        let by = || {
            let from = |&child: &TokenId| {
                scene.relation(child) == "nmod" && matches!(scene.preposition(child).as_deref(), Some("by" | "from"))
            };
            children().filter(from).find_map(speaks)
        };
        let made = || {
            let clauses = children()
                .filter(|&child| scene.relation(child) == "acl" && self.lexicon.is_light(&scene.lemma(child)));
            let agent = |clause: TokenId| {
                scene
                    .document
                    .children(clause)
                    .filter(|&child| {
                        scene.deprel(child) == "obl:agent"
                            || matches!(scene.preposition(child).as_deref(), Some("by" | "from"))
                    })
                    .find_map(speaks)
            };
            clauses.into_iter().find_map(agent)
        };
        // "the official WHO report" where the parser sees no phrase.
        let before = || {
            let name = &scene.document.mentions[scene.name_over(thing.checked_sub(1)?)?];
            scene.actor(name.head).filter(|actor| actor.named && can_speak(actor.kind))
        };
        owner.or_else(compound).or_else(by).or_else(made).or_else(before)
    }
}
