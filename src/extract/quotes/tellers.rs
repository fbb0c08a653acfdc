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
        if self.is_of_two(speaker) {
            return self.one_of_two(speaker);
        }
        let named = own.is_some_and(|own| own.named && can_speak(own.kind));
        if named || !self.lexicon.is_document(&lemma) {
            // "an Egyptian blogger and *journalist* said": one person, described twice.
            let others = || scene.document.children_by(speaker, "conj").find_map(|other| scene.actor(other));
            return own.or_else(|| others().filter(|other| can_speak(other.kind)));
        }
        let maker = depth.checked_sub(1).and_then(|depth| self.maker(speaker, depth));
        // Said of the thing itself, unless it was taken for something else.
        maker.or_else(|| own.filter(|own| scene.document.chains[own.chain].name.to_lowercase().contains(&lemma)))
    }

    /// The one of the last two joined actors before "the former" or "the latter" that it points at.
    fn one_of_two(&self, token: TokenId) -> Option<Actor> {
        let scene = &self.scene;
        let sentence = scene.document.sentence_of(token)?;
        let first = scene.document.sentences[sentence.saturating_sub(1)].first;
        let speaks = |at: TokenId| scene.actor(at).filter(|actor| can_speak(actor.kind));
        let pair = (first..token).rev().find_map(|last| {
            let one = scene.head(last).filter(|&one| scene.relation(last) == "conj" && one < last)?;
            Some((speaks(one)?, speaks(last)?))
        })?;
        Some(if scene.lower(token) == "former" { pair.0 } else { pair.1 })
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
        // Whoever owns a statement can speak, whatever it was taken for.
        let owns = |token: TokenId| speaks(token).or_else(|| scene.actor(token).filter(|actor| actor.named));
        let owner = children().filter(|&child| scene.deprel(child) == "nmod:poss").find_map(owns);
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
                let agents = || {
                    let by = |&child: &TokenId| {
                        scene.deprel(child) == "obl:agent"
                            || matches!(scene.preposition(child).as_deref(), Some("by" | "from"))
                    };
                    scene.document.children(clause).filter(by).filter_map(speaks)
                };
                // "by the botanist Ana Low", parsed as two.
                agents().find(|agent| agent.named).or_else(|| agents().next())
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
