//! What an event has besides source and target: who receives something, with what it is done, what it is about.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use crate::Result;
use crate::article::Span;
use crate::document::{ChainId, EntityType, TokenId};
use crate::extract::events::actors::{self, Actor, Way};
use crate::extract::events::roles::Candidate;
use crate::extract::events::senses::{self, Pos, Role, Sense, Senses, Slot};
use crate::extract::lexicon;
use crate::extract::lexicon_types::Types;
use crate::extract::syntax::Tree;

const SHIPPED: &str = include_str!("../../../ontology/lexicon/event_roles.csv");
const HEADER: [&str; 9] =
    ["type", "recipient", "instrument", "topic", "sources", "targets", "objects", "nouns", "periods"];

/// What events of a type have where their trigger does not say so itself.
#[derive(Debug, Clone, Default)]
pub(crate) struct TypeRoles {
    recipient: Option<Vec<Slot>>,
    instrument: Option<Vec<Slot>>,
    topic: Option<Vec<Slot>>,
    /// What the number of those who do it is called, and so on.
    pub(crate) sources: Option<String>,
    pub(crate) targets: Option<String>,
    pub(crate) objects: Option<String>,
    pub(crate) nouns: Option<String>,
    pub(crate) periods: Option<String>,
}

/// The roles of every type, with those of its wider types.
#[derive(Debug, Default)]
pub(crate) struct Further {
    by_type: BTreeMap<String, TypeRoles>,
    none: TypeRoles,
}

impl Further {
    /// The shipped table and that of `dir`.
    ///
    /// # Errors
    /// For a row that does not fit, with file and line.
    pub(crate) fn load(dir: Option<&Path>) -> Result<Self> {
        let types = Types::load(dir)?;
        let mut own: BTreeMap<String, TypeRoles> = BTreeMap::new();
        for row in lexicon::rows("event_roles.csv", SHIPPED, &HEADER, dir)? {
            let slots = |column: usize| -> Result<Option<Vec<Slot>>> {
                let names = row.list(column);
                if names.is_empty() {
                    return Ok(None);
                }
                names.iter().map(|name| senses::slot(&row, name)).collect::<Result<_>>().map(Some)
            };
            let name = |column: usize| Some(row.cells[column].clone()).filter(|name| !name.is_empty());
            let told = TypeRoles {
                recipient: slots(1)?,
                instrument: slots(2)?,
                topic: slots(3)?,
                sources: name(4),
                targets: name(5),
                objects: name(6),
                nouns: name(7),
                periods: name(8),
            };
            for kind in row.list(0) {
                if types.top(&kind).is_none() {
                    return Err(row.error(format!("no event type \"{kind}\" in events.ttl")));
                }
                let entry = own.entry(kind).or_default();
                *entry = told.clone().or(std::mem::take(entry));
            }
        }
        let with_wider = |name: &str| {
            types
                .upwards(name)
                .filter_map(|name| own.get(name))
                .fold(TypeRoles::default(), |told, wider| told.or(wider.clone()))
        };
        let by_type = types.names().map(|name| (name.to_owned(), with_wider(name))).collect();
        Ok(Self { by_type, none: TypeRoles::default() })
    }

    /// What events of a type have.
    pub(crate) fn of(&self, kind: &str) -> &TypeRoles {
        self.by_type.get(kind).unwrap_or(&self.none)
    }
}

impl TypeRoles {
    /// What `self` says and, where it says nothing, what `other` does.
    fn or(self, other: Self) -> Self {
        Self {
            recipient: self.recipient.or(other.recipient),
            instrument: self.instrument.or(other.instrument),
            topic: self.topic.or(other.topic),
            sources: self.sources.or(other.sources),
            targets: self.targets.or(other.targets),
            objects: self.objects.or(other.objects),
            nouns: self.nouns.or(other.nouns),
            periods: self.periods.or(other.periods),
        }
    }

    /// The slots of a role, and whether the trigger's own line names them.
    fn slots<'a>(&'a self, sense: &'a Sense, role: Role) -> (&'a [Slot], bool) {
        if let Some((_, slots)) = sense.roles.iter().find(|(other, _)| *other == role) {
            return (slots, true);
        }
        let usual = match role {
            Role::Recipient => &self.recipient,
            Role::Instrument => &self.instrument,
            Role::Topic => &self.topic,
            Role::Source | Role::Target => &None,
        };
        (usual.as_deref().unwrap_or_default(), false)
    }
}

/// Words that decide on these roles, from `actors.csv`.
#[derive(Debug, Default)]
pub(crate) struct Things {
    /// What something is done with.
    pub(crate) instruments: BTreeSet<String>,
    /// What tells where, when or how, not what about.
    pub(crate) settings: BTreeSet<String>,
    /// What one can be in or at, though it is an organization: "hospital".
    pub(crate) sites: BTreeSet<String>,
}

/// Who receives what is given, handed over, said: somebody who is not already source, target or place.
pub(crate) fn recipients(candidate: &Candidate<'_>, sense: &Sense, named: &TypeRoles, taken: &[ChainId]) -> Vec<Actor> {
    let (slots, _) = named.slots(sense, Role::Recipient);
    for slot in slots {
        // "expelled the ambassador to Oman" sends nobody to Oman.
        let reached = |at: &TokenId| match slot {
            Slot::Preposition(_) => candidate.tree.token(*at).head == Some(candidate.trigger),
            _ => true,
        };
        if !candidate.fillers(slot).iter().any(reached) {
            continue;
        }
        let mut found: Vec<Actor> = candidate.slot_actors(sense, slot);
        found.retain(|actor| actor.way <= Way::Nationality && !taken.contains(&actor.chain));
        found.retain(|actor| actor.kind != EntityType::Place || candidate.tree.document.chains[actor.chain].named);
        if !found.is_empty() {
            return found;
        }
    }
    Vec::new()
}

/// The heads of what it is done to or what undergoes it, where that is neither somebody nor a place: "attended the event",
/// "blew up a plane", "oil prices rose".
pub(crate) fn themes(candidate: &Candidate<'_>, sense: &Sense, senses: &Senses) -> Vec<TokenId> {
    let (tree, document) = (candidate.tree, candidate.tree.document);
    // "Attended a talk" as well as "attended a concert", whatever the target of a talk is.
    let suffers = |sense: &Sense, slot: &Slot| {
        sense.roles.iter().any(|(role, slots)| *role == Role::Target && slots.contains(slot))
    };
    let alike = |other: &Sense| other.words == sense.words && other.pos == sense.pos && other.subtype == sense.subtype;
    if sense.pos != Pos::Verb {
        return Vec::new();
    }
    let mut heads = Vec::new();
    if senses.of(&sense.words[0]).any(|other| alike(other) && suffers(other, &Slot::Object)) {
        heads.extend(candidate.fillers(&Slot::Object));
    }
    if suffers(sense, &Slot::Subject) {
        heads.extend(candidate.fillers(&Slot::Subject));
    }
    let is_theme = |&at: &TokenId| {
        let token = tree.token(at);
        // "set fire to": the trigger itself.
        let told = sense.words[1..].iter().any(|word| tree.is_word(at, word));
        let someone = tree.mention(at).map(|at| document.mentions[at].kind).is_some_and(|kind| {
            matches!(kind, EntityType::Person | EntityType::Organization | EntityType::Group | EntityType::Place)
        });
        let money = tree.children(at).iter().any(|&child| tree.token(child).upos == "SYM");
        let nothing = tree.by(at, "det").any(|det| tree.lemma(det) == "no")
            || candidate.quantities.is_nobody(tree.lemma(at))
            || matches!(tree.lemma(at), "other" | "thing" | "way" | "time" | "place" | "one");
        matches!(token.upos.as_str(), "NOUN" | "PROPN")
            && !told
            && !someone
            && !money
            && !nothing
            && !document.is_time(token.span)
            && actors::actors(tree, candidate.quantities, at).iter().all(|actor| actor.is_owner())
    };
    let mut found: Vec<TokenId> = Vec::new();
    for at in heads.into_iter().flat_map(|at| tree.conjuncts(at)).filter(is_theme) {
        if !found.contains(&at) {
            found.push(at);
        }
    }
    found
}

/// What it is done with, in the text's words.
pub(crate) fn instruments(candidate: &Candidate<'_>, sense: &Sense, named: &TypeRoles, things: &Things) -> Vec<Span> {
    let tree = candidate.tree;
    let (slots, own) = named.slots(sense, Role::Instrument);
    // "fired tear gas at the crowd", where the object is not what suffers it.
    let suffers = sense.roles.iter().any(|(role, slots)| *role == Role::Target && slots.contains(&Slot::Object));
    let usable = slots.iter().filter(|slot| !(suffers && **slot == Slot::Object));
    let mut heads: Vec<TokenId> = usable.flat_map(|slot| candidate.fillers(slot)).collect();
    if !slots.is_empty() {
        // "dispersed the crowd using tear gas"
        let using =
            |&at: &TokenId| matches!(tree.token(at).relation(), "advcl" | "xcomp" | "acl") && tree.form(at) == "using";
        heads.extend(tree.children(candidate.trigger).iter().copied().filter(using).flat_map(|at| tree.by(at, "obj")));
    }
    let mut found: Vec<Span> = Vec::new();
    for at in heads.into_iter().flat_map(|at| tree.conjuncts(at)) {
        let listed = || {
            let before = at.checked_sub(1).map(|before| format!("{} {}", tree.lemma(before), tree.lemma(at)));
            things.instruments.contains(tree.lemma(at))
                || before.is_some_and(|words| things.instruments.contains(&words))
        };
        let thing = tree.token(at).upos == "NOUN" && actors::direct(tree, at).is_none_or(|actor| !is_somebody(actor));
        if thing && (own || listed()) {
            let span = phrase(tree, at, false);
            if !found.contains(&span) {
                found.push(span);
            }
        }
    }
    found
}

fn is_somebody(actor: Actor) -> bool {
    matches!(actor.kind, EntityType::Person | EntityType::Organization | EntityType::Group | EntityType::Place)
}

/// What it is about, in the text's words; not who or where it is.
pub(crate) fn topics(
    candidate: &Candidate<'_>,
    sense: &Sense,
    named: &TypeRoles,
    things: &Things,
    taken: &[ChainId],
) -> Vec<Span> {
    let tree = candidate.tree;
    let (slots, _) = named.slots(sense, Role::Topic);
    for slot in slots {
        let heads: Vec<TokenId> = match slot {
            Slot::Preposition(word) => {
                let gerunds = tree.children(candidate.trigger).iter().copied().filter(|&at| {
                    // "accused of lying"
                    matches!(tree.token(at).relation(), "advcl" | "acl" | "ccomp" | "xcomp")
                        && tree.token(at).xpos == "VBG"
                        && tree.preposition(at) == *word
                });
                candidate.fillers(slot).into_iter().chain(gerunds).collect()
            }
            // "trade talks", not "nuclear talks" of Iran's or "student protests".
            Slot::Modifier => candidate
                .fillers(slot)
                .into_iter()
                .filter(|&at| tree.token(at).upos == "NOUN" && tree.mention(at).is_none())
                .collect(),
            other => candidate.fillers(other),
        };
        let mut found: Vec<Span> = heads
            .into_iter()
            .filter(|&at| is_topic(tree, at, slot, things, taken))
            .map(|at| phrase(tree, at, true))
            .collect();
        found.sort_unstable();
        found.dedup();
        if !found.is_empty() {
            return found;
        }
    }
    Vec::new()
}

fn is_topic(tree: &Tree<'_>, at: TokenId, slot: &Slot, things: &Things, taken: &[ChainId]) -> bool {
    let document = tree.document;
    let token = tree.token(at);
    let words = matches!(token.upos.as_str(), "NOUN" | "PROPN") || token.xpos == "VBG";
    let dated = document.is_time(token.span);
    let about = matches!(slot, Slot::Preposition(word) if !matches!(word.as_str(), "on" | "at" | "for" | "in"));
    let actor = actors::direct(tree, at);
    let free = actor.is_none_or(|actor| {
        !taken.contains(&actor.chain) && (about || !matches!(actor.kind, EntityType::Place | EntityType::Person))
    });
    // "a resident of Oslo was accused of lying": what hangs on who takes part is not what it is about.
    let actors_own = token.head.is_some_and(|head| {
        let own =
            matches!(slot, Slot::Preposition(word) if matches!(word.as_str(), "of" | "for" | "with" | "at" | "in"));
        own && (tree.mention(head).is_some() || tree.token(head).relation() == "obj")
    });
    words && !actors_own && !dated && free && !things.settings.contains(tree.lemma(at))
}

/// The noun phrase or clause at `head` without the preposition before it and what is only added to it: relative clauses,
/// appositions and, but for `clauses`, participles and infinitives.
pub(crate) fn phrase(tree: &Tree<'_>, head: TokenId, clauses: bool) -> Span {
    let document = tree.document;
    let range = document.subtree(head);
    let outside = |at: TokenId| matches!(tree.token(at).relation(), "case" | "mark" | "punct" | "cc") && at < head;
    let mut first = range.start;
    while first < head && outside(first) {
        first += 1;
    }
    let added = |at: TokenId| {
        let token = tree.token(at);
        let dash = matches!(tree.form(at).as_str(), "–" | "—")
            && tree.document.tokens[at + 1..range.end.max(at + 1)].first().is_none_or(|next| next.upos != "NUM");
        // "submitting a false return in 2010 in Texas": when and where stand apart.
        let dated =
            token.relation() == "case" && token.head.is_some_and(|noun| document.is_time(tree.token(noun).span));
        dash || dated
            || matches!(tree.form(at).as_str(), "," | ";" | ":" | "(")
            || (token.head == Some(head) && matches!(token.deprel.as_str(), "acl:relcl" | "parataxis" | "appos"))
            || (token.head == Some(head) && token.relation() == "acl" && !clauses)
            || (token.head == Some(head) && token.relation() == "conj" && token.upos == "VERB")
    };
    let mut end = range.end;
    for at in head + 1..range.end {
        if added(at) {
            // A relative clause begins with its first word.
            end = if tree.token(at).upos == "PUNCT" { at } else { document.subtree(at).start.max(head + 1) };
            break;
        }
    }
    while end > head + 1 && matches!(tree.token(end - 1).relation(), "punct" | "cc" | "mark") {
        end -= 1;
    }
    tree.token(first).span.cover(tree.token(end - 1).span)
}
