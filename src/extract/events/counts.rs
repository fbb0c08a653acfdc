//! How many and how much: the numbers of those who are killed, arrested, who protest, and the money that changes hands.

use crate::claim::Quantity;
use crate::document::TokenId;
use crate::extract::events::amounts::{Amount, Amounts, Unit};
use crate::extract::events::further::TypeRoles;
use crate::extract::events::roles::Candidate;
use crate::extract::events::senses::{Pos, Role, Sense, Slot};

/// The numbers that a trigger's arguments and the trigger itself give, in text order.
pub(crate) fn quantities(
    candidate: &Candidate<'_>,
    sense: &Sense,
    pos: Pos,
    amounts: &Amounts,
    named: &TypeRoles,
) -> Vec<Quantity> {
    let mut counter = Counter { candidate, amounts, found: Vec::new() };
    let (tree, frame) = (candidate.tree, &candidate.frame);
    let mut counted: Vec<TokenId> = Vec::new();
    for (role, name) in [
        (Role::Target, named.targets.as_deref().unwrap_or("target")),
        (Role::Source, named.sources.as_deref().unwrap_or("source")),
    ] {
        let slots = sense.roles.iter().filter(|(other, _)| *other == role).flat_map(|(_, slots)| slots);
        for slot in slots.filter(|slot| counts_in(slot)) {
            let fillers: Vec<TokenId> = candidate
                .fillers(slot)
                .into_iter()
                .flat_map(|at| tree.conjuncts(at))
                .filter(|at| !counted.contains(at))
                // "Six shells hit the town": shells are no attackers.
                .filter(|&at| role == Role::Target || !candidate.quantities.things.instruments.contains(tree.lemma(at)))
                .collect();
            // "one man said": that it is one is no news.
            let least = if role == Role::Source { 2.0 } else { 1.0 };
            if fillers.iter().filter(|&&at| counter.count(at, name, least)).count() > 0 {
                counted.extend(fillers);
                break;
            }
        }
    }
    if matches!(pos, Pos::Verb) {
        for at in frame.objects.iter().flat_map(|&at| tree.conjuncts(at)).filter(|at| !counted.contains(at)) {
            counter.count(at, named.objects.as_deref().unwrap_or("object"), 1.0);
        }
    }
    if let (Pos::Noun, Some(name)) = (pos, named.nouns.as_deref())
        && !counter.count(candidate.trigger, name, 1.0)
    {
        counter.toll(name);
    }
    if let Some(name) = named.periods.as_deref() {
        counter.periods(name);
    }
    counter.money();
    let mut found = counter.found;
    found.sort_by_key(|quantity| (quantity.span.start, quantity.span.end));
    found.dedup_by(|a, b| a.span == b.span);
    found
}

/// Whether what stands in a slot is who or what takes part, with its number.
fn counts_in(slot: &Slot) -> bool {
    match slot {
        Slot::Subject | Slot::Object | Slot::Indirect => true,
        Slot::Preposition(word) => {
            matches!(word.as_str(), "of" | "by" | "against" | "on" | "with" | "to" | "from" | "between" | "among")
        }
        _ => false,
    }
}

struct Counter<'a> {
    candidate: &'a Candidate<'a>,
    amounts: &'a Amounts,
    found: Vec<Quantity>,
}

impl Counter<'_> {
    fn read(&self, at: TokenId) -> Option<Amount> {
        self.amounts.read(self.candidate.tree, at)
    }

    fn push(&mut self, amount: &Amount, kind: &str) {
        let tree = self.candidate.tree;
        let unit = match &amount.unit {
            Unit::Unsaid => None,
            Unit::Noun(noun) | Unit::Period(noun) => Some(tree.lemma(*noun).to_owned()),
            Unit::Money(code) => Some(code.clone()),
        };
        self.found.push(Quantity {
            kind: kind.to_owned(),
            value: amount.value,
            least: amount.least,
            most: amount.most,
            approximate: amount.approximate,
            unit,
            span: tree.token(amount.first).span.cover(tree.token(amount.end - 1).span),
        });
    }

    /// Adds the number of people or things that the phrase at `at` names.
    fn count(&mut self, at: TokenId, kind: &str, least: f64) -> bool {
        let amount = self.read(at).filter(|amount| matches!(amount.unit, Unit::Unsaid | Unit::Noun(_)));
        let Some(amount) = amount.filter(|amount| amount.value.is_none_or(|value| value >= least)) else {
            return false;
        };
        self.push(&amount, kind);
        true
    }

    /// "The death toll rose to 120", "a death toll of 120", "the number of deaths is 120".
    fn toll(&mut self, kind: &str) {
        let tree = self.candidate.tree;
        let trigger = self.candidate.trigger;
        let mut places: Vec<TokenId> = Vec::new();
        let is = |at: TokenId, words: &[&str]| words.contains(&tree.preposition(at).as_str());
        places.extend(tree.by(trigger, "nmod").filter(|&at| is(at, &["of", "at"])));
        let token = tree.token(trigger);
        if let Some(head) = token.head.filter(|_| token.relation() == "nsubj") {
            if tree.token(head).upos == "NUM" {
                places.push(head);
            }
            places.extend(tree.by(head, "obj"));
            places.extend(tree.by(head, "obl").filter(|&at| is(at, &["to", "at", "above", "over", "beyond"])));
        }
        for at in places {
            let unsaid = |amount: &Amount| match amount.unit {
                Unit::Unsaid => true,
                Unit::Noun(noun) => matches!(tree.lemma(noun), "people" | "person" | "victim" | "death"),
                _ => false,
            };
            if let Some(amount) = self.read(at).filter(unsaid) {
                self.push(&amount, kind);
                return;
            }
        }
    }

    /// How long a sentence or a ban is told to last.
    fn periods(&mut self, kind: &str) {
        for at in self.around(&["to", "for", "of"]) {
            if let Some(amount) = self.read(at).filter(|amount| matches!(amount.unit, Unit::Period(_))) {
                self.push(&amount, kind);
                return;
            }
        }
    }

    /// Every sum of money among the arguments.
    fn money(&mut self) {
        for at in self.around(&[]) {
            if let Some(amount) = self.read(at).filter(|amount| matches!(amount.unit, Unit::Money(_))) {
                self.push(&amount, "money");
            }
        }
    }

    /// Where a sum or a span of time may stand: the trigger, its arguments after one of the prepositions (any where there
    /// are none), and what stands before or hangs on them ("a $2 million fine", "aid worth $2 million").
    fn around(&self, prepositions: &[&str]) -> Vec<TokenId> {
        let (tree, frame) = (self.candidate.tree, &self.candidate.frame);
        let obliques =
            frame.obliques.iter().filter(|(word, _)| prepositions.is_empty() || prepositions.contains(&word.as_str()));
        let arguments = frame.objects.iter().chain(&frame.indirect).copied().chain(obliques.map(|&(_, at)| at));
        let mut places: Vec<TokenId> = vec![self.candidate.trigger];
        for at in arguments.flat_map(|at| tree.conjuncts(at)) {
            if !places.contains(&at) {
                places.push(at);
            }
        }
        for at in places.clone() {
            for &child in tree.children(at) {
                let near = match tree.token(child).relation() {
                    "compound" | "nummod" | "appos" => true,
                    "nmod" => matches!(tree.preposition(child).as_str(), "of" | "worth" | ""),
                    _ => false,
                };
                let worth = tree.lemma(child) == "worth";
                let inner = tree.children(child).iter().copied().filter(|_| worth);
                for place in inner.chain(near.then_some(child)) {
                    if !places.contains(&place) {
                        places.push(place);
                    }
                }
            }
        }
        places
    }
}
