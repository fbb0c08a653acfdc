//! Role nouns ("president", "spokeswoman", "wife", "subsidiary") and the things named beside them.
//!
//! Titles, appositions and copulas only find who bears a role; what the role says is read here.

use super::lexicon::{Effect, Link};
use super::nationality::is_nationality;
use super::scene::{Actor, Scene};
use crate::document::{EntityType, Form, TokenId};

/// A role noun in a text.
#[derive(Debug, Clone)]
pub(crate) struct Role {
    /// Its head word.
    pub(crate) noun: TokenId,
    /// First word of the lexicon entry.
    pub(crate) first: TokenId,
    /// One past its last word.
    pub(crate) end: TokenId,
    /// Its class in the lexicon.
    pub(crate) class: String,
    /// What a title stands for ("Sen." senator), where it is one.
    pub(crate) expansion: Option<String>,
}

/// Things named beside a role noun in one place, coordinated ones together.
#[derive(Debug, Clone)]
pub(crate) struct Argument {
    /// How they stand to the noun.
    pub(crate) link: Link,
    /// Inside the phrase of another noun: "head of a *programme at CSIS*".
    pub(crate) nested: bool,
    /// They.
    pub(crate) actors: Vec<Actor>,
}

/// Class of nouns that the lexicon lacks but that describe a person ("a glaciologist at Leeds").
pub(crate) const UNKNOWN: &str = "unknown";

impl Scene<'_> {
    /// The role noun headed by `token`, the longest that the lexicon knows.
    pub(crate) fn role(&self, token: TokenId) -> Option<Role> {
        let lexicon = self.lexicon;
        let sentence = &self.document.sentences[self.document.sentence_of(token)?];
        let reach = 2 * lexicon.longest_noun();
        let mut best: Option<(usize, Role)> = None;
        for first in sentence.first.max((token + 1).saturating_sub(reach))..=token {
            for end in token + 1..=sentence.end.min(first + reach) {
                let words: Vec<TokenId> = (first..end).filter(|&at| self.lower(at) != "-").collect();
                let Some((&last, rest)) = words.split_last() else { continue };
                if best.as_ref().is_some_and(|(count, _)| *count >= words.len()) {
                    continue;
                }
                let mut start: String = rest.iter().map(|&at| self.lower(at) + " ").collect();
                let found = lexicon.title(&format!("{start}{}", self.lower(last))).map(str::to_owned);
                let mut class = found.as_ref().and_then(|noun| lexicon.class(noun)).map(str::to_owned);
                if found.is_none() {
                    // The head word may be plural, and stand first ("secretaries of state").
                    if token != last {
                        start = rest
                            .iter()
                            .map(|&at| if at == token { self.lemma(at) } else { self.lower(at) } + " ")
                            .collect();
                    }
                    class = [self.lower(last), self.lemma(last)]
                        .iter()
                        .find_map(|last| lexicon.class(&format!("{start}{last}")).map(str::to_owned));
                }
                if let Some(class) = class {
                    best = Some((words.len(), Role { noun: token, first, end, class, expansion: found }));
                }
            }
        }
        best.map(|(_, role)| role)
    }

    /// The role of a noun that describes a person but is not in the lexicon.
    pub(crate) fn unknown_role(&self, token: TokenId) -> Option<Role> {
        let common =
            self.upos(token) == "NOUN" && self.name_over(token).is_none() && describes_people(&self.lemma(token));
        common.then(|| Role { noun: token, first: token, end: token + 1, class: UNKNOWN.to_owned(), expansion: None })
    }

    /// The class of a role after looking at what stands before it: "vice president" and "retail chief" are posts.
    pub(crate) fn rank(&self, role: &Role, nested: bool) -> String {
        if role.class == "expert" {
            // "a Mafia expert" knows the Mafia, "a McAfee security expert" works there.
            let field = (role.first > 0).then(|| role.first - 1).filter(|&at| self.head(at) == Some(role.noun));
            let field = field.filter(|&at| self.name_over(at).is_none() && self.relation(at) == "compound");
            return if field.is_some() { "staff".to_owned() } else { role.class.clone() };
        }
        if !matches!(role.class.as_str(), "head" | "chief") {
            return role.class.clone();
        }
        let left = self.document.subtree(role.noun).start..role.first;
        let effect = |at: TokenId| self.lexicon.effect(&self.lower(at));
        let lowered = left.clone().any(|at| effect(at) == Some(Effect::Lower));
        // "a director of the bank" is one of several, "a former governor" was the only one.
        let was = role.class == "head" && left.clone().any(|at| effect(at) == Some(Effect::Over));
        // "one of the leaders of the party"
        let one = self.head(role.noun).is_some_and(|one| self.lower(one) == "one");
        let several = one
            || left.clone().any(|at| matches!(self.lower(at).as_str(), "a" | "an") && self.head(at) == Some(role.noun));
        let narrowed =
            left.filter(|&at| self.head(at) == Some(role.noun) && self.relation(at) == "compound").any(|at| {
                self.name_over(at).is_none()
                    && matches!(self.upos(at), "NOUN" | "PROPN")
                    && !matches!(effect(at), Some(Effect::Neutral | Effect::Named | Effect::Ahead | Effect::Over))
            });
        // "Acme director of public affairs" directs those.
        let field = self.document.children(role.noun).any(|child| {
            child >= role.end
                && self.relation(child) == "nmod"
                && self.preposition(child).as_deref() == Some("of")
                && self.document.subtree(child).all(|at| self.name_over(at).is_none())
                && matches!(self.upos(child), "NOUN" | "PROPN")
        });
        if nested || lowered || narrowed || (several && !was) || field {
            "officer".to_owned()
        } else {
            role.class.clone()
        }
    }

    /// The things named beside a role noun, nearest reading first.
    pub(crate) fn arguments(&self, role: &Role) -> Vec<Argument> {
        let mut found = Vec::new();
        for token in role.first..role.end {
            for child in self.document.children(token).filter(|child| !(role.first..role.end).contains(child)) {
                if child < role.first {
                    self.left_argument(child, &mut found);
                } else {
                    self.right_argument(child, &mut found);
                }
            }
        }
        found.sort_by_key(|argument: &Argument| (argument.nested, order(&argument.link)));
        found
    }

    /// Things named after a name that bears a title: "Senator Ted Cruz *of Texas*".
    pub(crate) fn arguments_after(&self, holder: TokenId) -> Vec<Argument> {
        let mut found = Vec::new();
        for child in self.document.children(holder).filter(|&child| child > holder) {
            if self.relation(child) == "nmod" && self.preposition(child).is_some() {
                self.right_argument(child, &mut found);
            }
        }
        found.retain(|argument| !argument.nested);
        found
    }

    fn left_argument(&self, child: TokenId, found: &mut Vec<Argument>) {
        match self.relation(child) {
            "nmod" if self.deprel(child) == "nmod:poss" => {
                let actors = self.named_conjuncts(child);
                if actors.is_empty() {
                    // "the US government's official": through the unnamed body.
                    self.modifiers(child, |link, actor| {
                        found.push(Argument { link, nested: true, actors: vec![actor] })
                    });
                } else {
                    found.push(Argument { link: Link::Possessive, nested: false, actors });
                }
            }
            "compound" | "amod" | "nmod" | "flat" | "obl" | "nummod" => match self.modifier(child) {
                Some((link, actor)) => found.push(Argument { link, nested: false, actors: vec![actor] }),
                None => {
                    let named = self.is_named_body(child);
                    self.modifiers(child, |link, actor| {
                        let nested = !(named && link == Link::Modifier && actor.kind == EntityType::Organization);
                        found.push(Argument { link, nested, actors: vec![actor] })
                    });
                }
            },
            _ => {}
        }
    }

    fn right_argument(&self, child: TokenId, found: &mut Vec<Argument>) {
        if !matches!(self.relation(child), "nmod" | "obl") {
            return;
        }
        let Some(preposition) = self.preposition(child) else { return };
        if matches!(preposition.as_str(), "of" | "for") && self.is_portfolio(child) {
            return;
        }
        let link = Link::Preposition(preposition);
        let actors = self.named_conjuncts(child);
        if !actors.is_empty() {
            found.push(Argument { link, nested: false, actors });
            return;
        }
        // "leader of the Hamas movement", and "head of a programme at CSIS", "director of the CSIS programme".
        let named = self.is_named_body(child);
        let body = self.role(child).is_some_and(|role| role.class == "body");
        self.modifiers(child, |inner, actor| {
            // "president of the country's chess federation" holds no post of the country.
            if body && matches!(actor.kind, EntityType::Place | EntityType::Group) {
                return;
            }
            if named && inner == Link::Modifier && actor.kind == EntityType::Organization {
                found.push(Argument { link: link.clone(), nested: false, actors: vec![actor] });
                return;
            }
            // "president of the African nation" names no body.
            if inner != Link::Modifier || actor.kind == EntityType::Organization {
                found.push(Argument { link: link.clone(), nested: true, actors: vec![actor] });
            }
        });
        for inner in self.document.children(child).filter(|&inner| inner > child && self.relation(inner) == "nmod") {
            let Some(preposition) = self.preposition(inner) else { continue };
            let actors = self.named_conjuncts(inner);
            if !actors.is_empty() {
                // "nominee for president of France": for France.
                let link = if preposition == "of" { link.clone() } else { Link::Preposition(preposition) };
                found.push(Argument { link, nested: true, actors });
            }
        }
    }

    /// Whether a noun says what the name beside it is: "the Hamas *movement*".
    fn is_named_body(&self, noun: TokenId) -> bool {
        self.lexicon.effect(&self.lemma(noun)) == Some(Effect::Named)
    }

    /// The person whose title a role noun is: "party nominee *Phil Collins*".
    pub(crate) fn title_of(&self, role: &Role) -> Option<Actor> {
        let next = self.document.tokens.get(role.end).map(|_| role.end)?;
        let name = self.name_over(next).filter(|&at| self.document.mentions[at].first == next)?;
        self.actor_of(name).filter(|actor| actor.kind == EntityType::Person)
    }

    /// Whether a phrase is the field of a minister or secretary and no body: "for East African Affairs".
    fn is_portfolio(&self, child: TokenId) -> bool {
        let minister =
            self.head(child).is_some_and(|noun| matches!(self.lemma(noun).as_str(), "minister" | "secretary"));
        let organization = self.named(child).is_some_and(|actor| actor.kind == EntityType::Organization);
        let name = self.name_over(child).map(|at| self.surface(self.document.mentions[at].span).to_lowercase());
        let body = name.unwrap_or_default().split(' ').any(|word| {
            matches!(word, "union" | "nations" | "council") || self.lexicon.class(word) == Some("statebody")
        });
        minister && organization && !body
    }

    /// The named actors of a phrase and of what is coordinated with it.
    pub(crate) fn named_conjuncts(&self, token: TokenId) -> Vec<Actor> {
        let named = |at: TokenId| self.named(at).or_else(|| self.named_by_modifier(at));
        if named(token).is_none() {
            return Vec::new();
        }
        // "she, not Low or Ruiz": they are what the sentence denies.
        let denied = |&at: &TokenId| self.document.children(at).any(|child| child < at && self.lower(child) == "not");
        self.coordinated(token).into_iter().take_while(|at| !denied(at)).filter_map(named).collect()
    }

    /// "the Stuxnet *worm*", "the Herald *newspaper*": what the name before a noun names.
    fn named_by_modifier(&self, noun: TokenId) -> Option<Actor> {
        let singular = !self.document.tokens[noun].xpos.ends_with('S');
        if !singular || !self.is_named_body(noun) || self.name_over(noun).is_some() {
            return None;
        }
        let mut found = None;
        self.modifiers(noun, |link, actor| {
            let fits = matches!(actor.kind, EntityType::Organization | EntityType::Product | EntityType::Work);
            found = (link == Link::Modifier && fits).then_some(actor).or(found);
        });
        found
    }

    /// A name that stands before a noun, and how.
    pub(super) fn modifier(&self, child: TokenId) -> Option<(Link, Actor)> {
        let actor = self.actor_of(self.name_over(child)?)?;
        if actor.form != Form::Name || !actor.named {
            return None;
        }
        let mention = &self.document.mentions[actor.mention];
        let words = mention.span.of(self.text).to_lowercase();
        let effect = self.lexicon.effect(&words);
        // "African American", "Turkish Cypriot".
        let half =
            (mention.first.checked_sub(1)).is_some_and(|at| self.lexicon.effect(&self.lower(at)) == Some(Effect::Half));
        let national = effect == Some(Effect::Country) || is_nationality(&words);
        let of_people = matches!(actor.kind, EntityType::Place | EntityType::Group | EntityType::Misc);
        // "AFL-CIO": half of a name.
        let half_name = self.document.tokens.get(mention.end).is_some_and(|_| self.lower(mention.end) == "-");
        // "an English teacher" teaches it.
        let taught = words == "english"
            && self.document.tokens.get(mention.end).is_some_and(|_| {
                let noun = self.lemma(mention.end);
                matches!(
                    noun.as_str(),
                    "teacher" | "professor" | "tutor" | "instructor" | "translator" | "lecturer" | "student"
                )
            });
        if matches!(effect, Some(Effect::Time | Effect::Kind)) || half_name || taught {
            return None;
        }
        let link = if effect == Some(Effect::Party) {
            Link::Party
        } else if national && of_people && !half {
            Link::Demonym
        } else {
            Link::Modifier
        };
        Some((link, actor))
    }

    /// The names before the noun `token`.
    fn modifiers(&self, token: TokenId, mut each: impl FnMut(Link, Actor)) {
        for child in self.document.children(token).filter(|&child| child < token) {
            if self.deprel(child) == "nmod:poss" {
                for actor in self.named_conjuncts(child) {
                    each(Link::Possessive, actor);
                }
            } else if matches!(self.relation(child), "compound" | "amod" | "nmod")
                && let Some((link, actor)) = self.modifier(child)
            {
                each(link, actor);
            }
        }
    }

    /// The role in the text's words, lower-cased: "international cybersecurity expert", "secretary of state".
    pub(crate) fn role_words(&self, role: &Role) -> String {
        if let Some(noun) = &role.expansion {
            return if noun == "representative in congress" { "representative".to_owned() } else { noun.clone() };
        }
        let reach = self.document.subtree(role.noun);
        let mut first = role.first;
        while first > reach.start && self.belongs_to_role(first - 1) {
            first -= 1;
        }
        let mut end = role.end;
        if end < reach.end && matches!(self.lower(end).as_str(), "of" | "for" | "on") {
            while end < reach.end.min(role.end + 8)
                && !self.is_punctuation(end)
                && self.name_over(end).is_none()
                && self.upos(end) != "VERB"
            {
                end += 1;
            }
            // "president of the academy's board", "of the centre-left": only a part of what it is of.
            let cut = self
                .document
                .tokens
                .get(end)
                .is_some_and(|_| matches!(self.lower(end).as_str(), "'s" | "’s" | "'" | "’" | "-"));
            if cut {
                end = role.end;
            }
            // "founder of the think tank Third Way": that says what the name is.
            let name = self.document.tokens.get(end).and_then(|_| self.name_over(end)).and_then(|at| self.actor_of(at));
            if self.upos(end - 1) == "NOUN" && name.is_some_and(|actor| actor.kind != EntityType::Person) {
                end = role.end;
            }
            // Nothing may dangle: "head of cyber policy at the".
            while end > role.end && !matches!(self.upos(end - 1), "NOUN" | "PROPN") {
                end -= 1;
            }
        }
        // A hyphen at the edge belongs to what was cut off ("ex-").
        while first < role.first && self.is_punctuation(first) {
            first += 1;
        }
        let surface = |from: TokenId, to: TokenId| {
            let span = self.document.tokens[from].span.cover(self.document.tokens[to - 1].span);
            self.surface(span).split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
        };
        let words = surface(first, end);
        // "presidents A and B": each is one.
        if !self.document.tokens[role.noun].xpos.ends_with('S') {
            return words;
        }
        let plural = self.lower(role.noun);
        words
            .split(' ')
            .map(|word| if word == plural { self.lemma(role.noun) } else { word.to_owned() })
            .collect::<Vec<_>>()
            .join(" ")
    }

    fn belongs_to_role(&self, at: TokenId) -> bool {
        let word = self.lower(at);
        self.name_over(at).is_none()
            && !matches!(
                self.lexicon.effect(&word),
                Some(Effect::Over | Effect::Ahead | Effect::Called | Effect::Time | Effect::Party)
            )
            && (word == "-" || matches!(self.upos(at), "NOUN" | "ADJ" | "PROPN"))
            && !matches!(self.relation(at), "det" | "case" | "cop" | "mark" | "cc" | "nsubj" | "conj" | "obj" | "root")
            && self.deprel(at) != "nmod:poss"
            && self.upos(at) != "NUM"
    }
}

/// Whether a noun that the lexicon lacks looks like one for people ("arbiter", "glaciologist"), not things ("spelling").
fn describes_people(lemma: &str) -> bool {
    const ENDINGS: [&str; 14] =
        ["er", "or", "ar", "ist", "ian", "eer", "ant", "ent", "man", "woman", "person", "grapher", "ess", "crat"];
    // "of Irish descent", "an event at".
    const THINGS: [&str; 24] = [
        "descent",
        "ascent",
        "extent",
        "talent",
        "event",
        "accent",
        "incident",
        "accident",
        "continent",
        "percent",
        "center",
        "chapter",
        "winter",
        "summer",
        "paper",
        "power",
        "matter",
        "letter",
        "number",
        "quarter",
        "river",
        "tower",
        "border",
        "order",
    ];
    lemma.len() > 4
        && !THINGS.contains(&lemma)
        && ENDINGS.iter().any(|ending| lemma.ends_with(ending))
        && !lemma.ends_with("ment")
}

fn order(link: &Link) -> u8 {
    match link {
        Link::Preposition(word) if word == "of" => 0,
        Link::Possessive => 1,
        Link::Modifier => 2,
        Link::Preposition(_) => 3,
        Link::Demonym | Link::Party => 4,
    }
}
