//! Which sense a trigger has, and who fills its roles.

use std::collections::BTreeSet;

use crate::document::{EntityType, TokenId};
use crate::extract::events::actors::{self, Actor, Quantities, Way};
use crate::extract::events::senses::{Condition, Pos, Role, Sense, Senses, Slot, Test, Value};
use crate::extract::events::setting;
use crate::extract::syntax::{Frame, Tree};

/// A trigger in its sentence: what the conditions of senses and their roles look at.
#[derive(Debug)]
pub(crate) struct Candidate<'a> {
    pub(crate) tree: &'a Tree<'a>,
    pub(crate) quantities: &'a Quantities,
    pub(crate) trigger: TokenId,
    pub(crate) frame: Frame,
    /// Who speaks, where the clause is in somebody's mouth.
    pub(crate) speakers: Vec<TokenId>,
}

/// Who takes part.
#[derive(Debug, Default, Clone)]
pub(crate) struct Roles {
    pub(crate) sources: Vec<Actor>,
    pub(crate) targets: Vec<Actor>,
}

impl Candidate<'_> {
    /// The most specific sense whose conditions hold: more conditions and words win, then added ones, then earlier ones.
    pub(crate) fn sense<'s>(&self, senses: &'s Senses, pos: Pos) -> Option<&'s Sense> {
        let mut best: Option<(&Sense, (usize, bool))> = None;
        let tree = self.tree;
        let form = tree.form(self.trigger);
        let lemma = senses.lemma(tree.lemma(self.trigger), &form);
        // "is prepared to": the participle is as good as an adjective.
        let adjective = pos == Pos::Verb && tree.token(self.trigger).xpos == "VBN" && self.frame.passive;
        let adjectives = senses.of(&form).filter(|sense| adjective && sense.pos == Pos::Adjective);
        for sense in senses.of(lemma).filter(|sense| sense.pos == pos).chain(adjectives) {
            if !self.has_words(sense) {
                continue;
            }
            let Some(weight) = sense.when.iter().map(|when| self.weight(when)).sum::<Option<usize>>() else { continue };
            let rank = (3 * (sense.words.len() - 1) + weight, sense.added);
            if best.is_none_or(|(_, best)| rank > best) {
                best = Some((sense, rank));
            }
        }
        let (sense, _) = best?;
        // "set off" is not "set": a bare sense does not speak for a verb with another particle.
        let bare = sense.words.len() == 1 && sense.when.is_empty() && pos == Pos::Verb;
        (!(bare && tree.changes_meaning(self.trigger))).then_some(sense)
    }

    fn has_words(&self, sense: &Sense) -> bool {
        let words = &sense.words;
        match sense.pos {
            Pos::Noun => self.tree.has_words_before(self.trigger, &words[..words.len() - 1]),
            _ => self.tree.has_words(self.trigger, &words[1..]),
        }
    }

    /// How much a condition narrows a sense here; `None` where it does not hold. Named words narrow more than classes,
    /// classes more than a filled slot.
    fn weight(&self, condition: &Condition) -> Option<usize> {
        let weight = match &condition.test {
            Test::Slot(slots, values) if !values.is_empty() => {
                let fillers =
                    || slots.iter().flat_map(|slot| self.fillers(slot)).flat_map(|at| self.tree.conjuncts(at));
                let named = |value: &Value| matches!(value, Value::Lemma(_) | Value::Head(_));
                let met = |lemma: bool| {
                    fillers().any(|at| values.iter().any(|value| named(value) == lemma && self.is(at, value)))
                };
                if met(true) {
                    3
                } else if met(false) {
                    2
                } else {
                    0
                }
            }
            Test::Scene(_) | Test::Near(_) => 3 * usize::from(self.holds(&condition.test)),
            _ => usize::from(self.holds(&condition.test)),
        };
        match (condition.wanted, weight) {
            (true, 0) => None,
            (true, weight) => Some(weight),
            (false, weight) => (weight == 0).then_some(1),
        }
    }

    fn holds(&self, test: &Test) -> bool {
        let tree = self.tree;
        match test {
            Test::Passive => self.frame.passive,
            // "offers the ability to listen" offers no listening.
            Test::Infinitive => self.frame.complements.iter().any(|&at| {
                tree.is_infinitive(at)
                    && (tree.token(at).head == Some(self.trigger) || !tree.is_predicate(self.trigger))
            }),
            Test::Clause => {
                self.frame.complements.iter().any(|&at| tree.token(at).relation() == "ccomp" && !tree.is_infinitive(at))
            }
            Test::Negated => {
                // "Found him not guilty": the state that is found is negated.
                let states = self.frame.complements.iter().filter(|&&at| tree.token(at).upos == "ADJ");
                std::iter::once(&self.trigger).chain(states).flat_map(|&word| tree.by(word, "advmod")).any(|at| {
                    matches!(tree.lemma(at), "not" | "never" | "n't")
                        || (tree.lemma(at) == "long" && tree.follows_no(at))
                })
            }
            Test::Plural => tree.token(self.trigger).xpos == "NNS",
            Test::Scene(scene) => scene.holds(tree, self.trigger),
            Test::Near(words) => self.is_near(words),
            Test::Slot(slots, _) => slots.iter().any(|slot| !self.fillers(slot).is_empty()),
        }
    }

    /// Whether one of `words` stands elsewhere in the sentence.
    fn is_near(&self, words: &BTreeSet<String>) -> bool {
        let tree = self.tree;
        let sentence = tree.document.sentence_of(self.trigger).and_then(|at| tree.document.sentences.get(at));
        sentence
            .into_iter()
            .flat_map(|sentence| sentence.tokens())
            .any(|at| at != self.trigger && (words.contains(tree.lemma(at)) || words.contains(&tree.form(at))))
    }

    /// What the trigger hangs on, with its copula.
    fn above(&self) -> Vec<TokenId> {
        let head = self.tree.token(self.trigger).head;
        head.into_iter().flat_map(|head| std::iter::once(head).chain(self.tree.by(head, "cop"))).collect()
    }

    fn is(&self, at: TokenId, value: &Value) -> bool {
        match value {
            Value::Head(lemma) => self.tree.is_word(at, lemma),
            Value::Lemma(lemma) => {
                let tree = self.tree;
                tree.is_word(at, lemma)
                    || tree.form(at) == *lemma
                    || tree.children(at).iter().any(|&part| {
                        // "tons of food", "humanitarian aid", "a cease fire".
                        (matches!(tree.token(part).relation(), "compound" | "amod")
                            || tree.token(part).deprel == "nmod:desc"
                            || (tree.token(part).relation() == "nmod" && tree.preposition(part) == "of"))
                            && tree.is_word(part, lemma)
                    })
            }
            Value::Kind(kind) => self.direct_kinds(at).any(|actor| actor.kind == *kind),
            Value::Actor => self.direct_kinds(at).next().is_some(),
            Value::Named => self.direct_kinds(at).any(|actor| self.tree.document.chains[actor.chain].named),
            Value::Thing => self.tree.token(at).upos == "NOUN" && self.direct_kinds(at).next().is_none(),
            Value::Owned => {
                let found = actors::actors(self.tree, self.quantities, at);
                !found.is_empty() && found.iter().all(|actor| actor.is_owner())
            }
        }
    }

    fn direct_kinds(&self, at: TokenId) -> impl Iterator<Item = Actor> {
        actors::actors(self.tree, self.quantities, at).into_iter().filter(|actor| !actor.is_owner())
    }

    /// The head words in a slot.
    pub(crate) fn fillers(&self, slot: &Slot) -> Vec<TokenId> {
        let frame = &self.frame;
        match slot {
            Slot::Subject => frame.subjects.clone(),
            Slot::Object => frame.objects.clone(),
            Slot::Indirect => frame.indirect.clone(),
            Slot::Possessor => frame.possessors.clone(),
            Slot::Modifier => frame.modifiers.clone(),
            Slot::Adverb => self.tree.by(self.trigger, "advmod").collect(),
            Slot::Head => self.above(),
            Slot::Complement | Slot::ComplementSubject => frame.complements.clone(),
            Slot::Speaker => self.speakers.clone(),
            Slot::Preposition(word) => {
                frame.obliques.iter().filter(|(preposition, _)| preposition == word).map(|&(_, at)| at).collect()
            }
        }
    }

    /// The words that a condition of `sense` names in a slot: "agreement" for "signed an agreement".
    pub(crate) fn named_words(&self, sense: &Sense) -> Vec<TokenId> {
        let mut found = Vec::new();
        for when in sense.when.iter().filter(|when| when.wanted) {
            if let Test::Slot(slots, values) = &when.test {
                let lemmas = || values.iter().filter(|value| matches!(value, Value::Lemma(_) | Value::Head(_)));
                for at in slots.iter().flat_map(|slot| self.fillers(slot)).flat_map(|at| self.tree.conjuncts(at)) {
                    if self.tree.token(at).upos == "NOUN" && lemmas().any(|value| self.is(at, value)) {
                        found.push(at);
                    }
                }
            }
        }
        found
    }

    /// Who fills the roles of `sense`.
    pub(crate) fn roles(&self, sense: &Sense) -> Roles {
        let undergoers = self.frame.undergoers.iter();
        let mut roles = Roles {
            targets: undergoers.flat_map(|&at| actors::actors(self.tree, self.quantities, at)).collect(),
            ..Roles::default()
        };
        for (role, slots) in &sense.roles {
            let taken: Vec<usize> = roles.sources.iter().chain(&roles.targets).map(|actor| actor.chain).collect();
            match role {
                Role::Source => roles.sources = self.fill(sense, slots, &taken, true),
                Role::Target if roles.targets.is_empty() => roles.targets = self.fill(sense, slots, &taken, false),
                Role::Target | Role::Recipient | Role::Instrument | Role::Topic => {}
            }
        }
        if roles.sources.is_empty() {
            roles.sources = self.by_whose_blow(sense, &roles.targets);
        }
        if sense.reciprocal && roles.targets.is_empty() && roles.sources.len() > 1 {
            roles.targets = roles.sources.split_off(1);
        }
        if sense.reciprocal && roles.sources.is_empty() && roles.targets.len() > 1 {
            roles.sources = vec![roles.targets.remove(0)];
        }
        roles
    }

    /// The actors of the first slot that has any; named by the words in the slot themselves, else by their owners.
    fn fill(&self, sense: &Sense, slots: &[Slot], taken: &[usize], source: bool) -> Vec<Actor> {
        // "agreed on borders in the Baltic" is not agreed with the Baltic.
        let owned = |slot: &Slot| match slot {
            Slot::Preposition(word) => {
                matches!(
                    word.as_str(),
                    "of" | "with" | "to" | "by" | "from" | "for" | "against" | "between" | "into" | "over"
                )
            }
            _ => true,
        };
        let verbal = matches!(sense.kind.as_deref(), Some("accuse" | "reject" | "support"));
        let asks = !source && sense.kind.as_deref() == Some("request");
        // "killed by a Kenyan army airstrike": those whose airstrike it was, though only the killed themselves are killed.
        let by_means = |slot: &Slot| source && self.fillers(slot).iter().any(|&at| self.is_blow(at));
        let at_possessor = |slot: &Slot, actor: &Actor| {
            actor.way == Way::Possessor && matches!(slot, Slot::Preposition(word) if word == "at")
        };
        for slot in slots {
            let all = self.slot_actors(sense, slot);
            for owners in [false, true] {
                // "Iraqi civilians" are Iraqis themselves; a man's brother is not the man. "On Iraqi trucks" is still on
                // Iraq's, "on borders in the Baltic" not on the Baltic's.
                // "Testified at the Ann Lee hearing" is not testified to her.
                let furthest = |actor: &Actor| match (sense.strict, owned(slot)) {
                    (true, _) if by_means(slot) => Way::Possessor,
                    (true, _) => Way::Nationality,
                    // "requested a review of the port" asks nothing of the port.
                    (false, true) if asks && *slot == Slot::Object && self.is_matter(actor) => Way::Possessor,
                    (false, true) => Way::Below,
                    // "railed at her refusal" rails at her.
                    (false, false) if actor.kind == EntityType::Person && !(verbal && at_possessor(slot, actor)) => {
                        Way::Nationality
                    }
                    (false, false) => Way::Possessor,
                };
                let free = |actor: &&Actor| {
                    // "Her car hit a tree": she did not; "criticized her policy": her.
                    let pronoun = || actor.is_owner() && self.tree.token(actor.at).upos == "PRON";
                    actor.is_owner() == owners
                        && actor.way <= furthest(actor)
                        && !taken.contains(&actor.chain)
                        && !(pronoun() && (source || matches!(slot, Slot::Preposition(_))))
                };
                let found: Vec<Actor> = all.iter().filter(free).copied().collect();
                if !found.is_empty() {
                    return found;
                }
            }
        }
        Vec::new()
    }

    pub(crate) fn slot_actors(&self, sense: &Sense, slot: &Slot) -> Vec<Actor> {
        let mut found: Vec<Actor> = Vec::new();
        for filler in self.fillers(slot) {
            if self.is_shown(slot, filler)
                || self.is_purpose(sense, slot, filler)
                || self.is_harmed(sense, slot, filler)
            {
                continue;
            }
            // The nearest speaker says so; a paper further off only brings it.
            if *slot == Slot::Speaker && !found.is_empty() {
                break;
            }
            let actors = match slot {
                // "agreed to build the EastMed pipeline" is agreed with nobody.
                Slot::Complement => {
                    let mut inside = self.inside(filler, 0);
                    // "refused to leave the hall" refuses the hall nothing.
                    inside.retain(|actor| match actor.kind {
                        EntityType::Product | EntityType::Misc => false,
                        EntityType::Place => self.tree.document.chains[actor.chain].named,
                        _ => true,
                    });
                    inside
                }
                // Who suffers is not who is blamed: "alleged that she was poisoned".
                Slot::ComplementSubject if self.tree.is_passive(filler) => Vec::new(),
                Slot::ComplementSubject => self
                    .tree
                    .by(filler, "nsubj")
                    .flat_map(|at| actors::actors(self.tree, self.quantities, at))
                    .collect(),
                Slot::Modifier => {
                    let near = self.tree.conjuncts(filler).into_iter().filter_map(|at| actors::before(self.tree, at));
                    // "the Boston bombing" is in Boston; "the Israeli raid" is Israel's.
                    let meets = sense.subtype == "meet" && self.frame.modifiers.len() < 3;
                    let set = |actor: &Actor| {
                        let place = actor.kind == EntityType::Place && self.tree.token(filler).upos != "ADJ";
                        // "the Oslo climate summit", "the Elm Street School shooting"
                        place && (sense.located || meets) || sense.located && self.is_site(actor)
                    };
                    near.filter(|actor| !set(actor)).collect()
                }
                _ => actors::actors(self.tree, self.quantities, filler),
            };
            for actor in self.meant(filler, actors) {
                if !found.iter().any(|other| other.chain == actor.chain) {
                    found.push(actor);
                }
            }
        }
        found
    }

    /// Whether what is asked for only concerns somebody: "demanded a review of the port", not "an apology by the port".
    fn is_matter(&self, actor: &Actor) -> bool {
        matches!(self.tree.preposition(actor.at).as_str(), "of" | "against" | "to" | "in" | "between")
    }

    /// Of a list that a relative clause hangs on, those whom it is about: "Ann and Bo, who has left, and Cy" tells of Bo.
    fn meant(&self, filler: TokenId, actors: Vec<Actor>) -> Vec<Actor> {
        let tree = self.tree;
        let above = std::iter::successors(Some(self.trigger), |&at| tree.token(at).head).take(8);
        let mut clauses =
            above.filter(|&at| tree.token(at).deprel == "acl:relcl" && tree.token(at).head == Some(filler));
        let Some(clause) = clauses.next().filter(|_| actors.len() > 1 && filler < self.trigger) else { return actors };
        let before: Vec<Actor> = actors.iter().filter(|actor| actor.at < clause).copied().collect();
        let singular = std::iter::once(clause)
            .chain(tree.children(clause).iter().copied())
            .filter(|&at| at == clause || matches!(tree.token(at).relation(), "aux" | "cop"))
            .any(|at| tree.token(at).xpos == "VBZ" || tree.form(at) == "was");
        let who = tree.by(clause, "nsubj").any(|subject| matches!(tree.lemma(subject), "who" | "which" | "that"));
        let last = before.iter().max_by_key(|actor| actor.at).filter(|_| singular && who);
        match last {
            Some(&last) => vec![last],
            None if before.is_empty() => actors,
            None => before,
        }
    }

    /// Whether a noun is a blow that somebody deals: "airstrike", "raid".
    fn is_blow(&self, at: TokenId) -> bool {
        setting::BLOWS.contains(&self.tree.lemma(at)) && self.direct_kinds(at).next().is_none()
    }

    /// Whether a name is that of a building: "Elm Street School".
    fn is_site(&self, actor: &Actor) -> bool {
        let name = &self.tree.document.chains[actor.chain].name;
        let last = name.split_whitespace().next_back().unwrap_or_default().to_lowercase();
        actor.kind == EntityType::Organization && self.quantities.things.sites.contains(&last)
    }

    /// Who did what somebody suffered in a blow, where nothing else tells: "killed in an Israeli raid".
    fn by_whose_blow(&self, sense: &Sense, targets: &[Actor]) -> Vec<Actor> {
        let tree = self.tree;
        let harm = matches!(sense.kind.as_deref(), Some("assault" | "coerce")) && sense.pos == Pos::Verb;
        let does = sense.roles.iter().any(|(role, slots)| *role == Role::Source && slots.contains(&Slot::Subject));
        if !harm || !does || !self.frame.passive {
            return Vec::new();
        }
        let blows = self.frame.obliques.iter().filter(|(word, _)| matches!(word.as_str(), "in" | "during"));
        for blow in blows.map(|&(_, at)| at).filter(|&at| self.is_blow(at)) {
            let frame = tree.noun_frame(blow);
            let owned = frame.possessors.iter().filter_map(|&at| actors::direct(tree, at));
            // "killed in the Lyon attack": where it was.
            let vague = matches!(tree.lemma(blow), "attack" | "assault" | "war" | "campaign" | "crackdown");
            let before = frame.modifiers.iter().filter_map(|&at| {
                let site = |actor: &Actor| vague && actor.kind == EntityType::Place && tree.token(at).upos != "ADJ";
                actors::before(tree, at).filter(|actor| !site(actor))
            });
            let found: Vec<Actor> = owned
                .chain(before)
                .filter(|actor| !self.is_site(actor) && !targets.iter().any(|target| target.chain == actor.chain))
                .map(|actor| Actor { way: actor.way.max(Way::Possessor), ..actor })
                .collect();
            if !found.is_empty() {
                return found;
            }
        }
        Vec::new()
    }

    /// Whether it is who suffers what the verb is about, to whom the verb does nothing: "condemned the shelling of Elm".
    fn is_harmed(&self, sense: &Sense, slot: &Slot, filler: TokenId) -> bool {
        let tree = self.tree;
        let says = matches!(sense.subtype.as_str(), "criticize" | "praise" | "reject" | "oppose" | "investigate");
        let harm = |at: TokenId| self.quantities.is_done_to(tree.lemma(at)) && self.frame.objects.contains(&at);
        says && sense.pos == Pos::Verb
            && matches!(slot, Slot::Preposition(word) if word == "of")
            && tree.token(filler).head.is_some_and(harm)
    }

    /// Whether it is only what a picture shows: "released photos of the scene".
    fn is_shown(&self, slot: &Slot, filler: TokenId) -> bool {
        let image = |&at: &TokenId| self.quantities.images.contains(self.tree.lemma(at));
        matches!(slot, Slot::Preposition(word) if word == "of")
            && self.tree.is_predicate(self.trigger)
            && self
                .frame
                .objects
                .iter()
                .filter(|at| image(at))
                .any(|&at| self.tree.token(filler).head == Some(at) || self.tree.token(filler).relation() == "obl")
    }

    /// Whether a clause tells what something other than what the sense is about is for: "proposed a fund to help tenants"
    /// proposes nothing to them; "signed an accord to supply Peru" is signed with it.
    fn is_purpose(&self, sense: &Sense, slot: &Slot, filler: TokenId) -> bool {
        let tree = self.tree;
        let thing = |&at: &TokenId| tree.token(at).upos == "NOUN" && self.direct_kinds(at).next().is_none();
        *slot == Slot::Complement
            && matches!(tree.token(filler).relation(), "acl" | "advcl")
            && tree.is_infinitive(filler)
            && self.frame.objects.iter().any(thing)
            && !self.frame.objects.iter().any(|at| self.named_words(sense).contains(at))
    }

    /// The first actors inside a clausal complement, other than its understood subject.
    fn inside(&self, clause: TokenId, depth: usize) -> Vec<Actor> {
        let tree = self.tree;
        let frame = tree.verb_frame(clause);
        let mut found: Vec<Actor> = Vec::new();
        let places = ["with", "to", "against", "on", "for", "from", "of", "by", "at", "into", "between"];
        let obliques =
            places.iter().flat_map(|word| frame.obliques.iter().filter(move |(preposition, _)| preposition == word));
        let arguments: Vec<TokenId> =
            frame.objects.iter().chain(&frame.indirect).copied().chain(obliques.map(|&(_, at)| at)).collect();
        for owner in [false, true] {
            for &argument in &arguments {
                if found.is_empty() {
                    found = actors::actors(tree, self.quantities, argument);
                    // "ruled that they may pray at the sites", "vowed to stay on the streets": only where.
                    let setting = matches!(tree.preposition(argument).as_str(), "at" | "on" | "from" | "by" | "into");
                    let somewhere = |actor: &Actor| {
                        let named = tree.document.chains[actor.chain].named && tree.preposition(argument) != "at";
                        actor.kind == EntityType::Place && setting && !named
                    };
                    found.retain(|actor| !somewhere(actor));
                    found.retain(|actor| {
                        let pronoun = owner && tree.token(actor.at).upos == "PRON";
                        actor.is_owner() == owner && !(owner && depth > 0) && !pronoun
                    });
                }
            }
        }
        if found.is_empty() && depth < 2 {
            for &inner in &frame.complements {
                if found.is_empty() {
                    found = self.inside(inner, depth + 1);
                }
            }
        }
        found
    }
}
