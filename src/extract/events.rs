//! Events: who does what to whom, when and where, by the lexicon in `ontology/lexicon/events.csv` over dependencies.
//!
//! A token whose lemma the lexicon knows is a candidate. Its arguments are put into logical slots whatever the
//! construction ([`syntax`](crate::extract::syntax)), the most specific sense whose conditions hold is taken, its slots
//! give source and target, and the words above the trigger decide how the event is told
//! ([`modality`]).

mod actors;
mod amounts;
mod carriers;
mod classes;
pub mod confidence;
mod counts;
mod enough;
mod further;
mod lists;
pub(crate) mod participants;
mod pronouns;
mod roles;
mod senses;
mod setting;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use crate::Result;
use crate::article::{Article, Span};
use crate::claim::{Argument, Event, Modality, Part};
use crate::document::{ChainId, Document, EntityType, TokenId};
use crate::extract::attribution;
use crate::extract::modality::{self, Telling, Told};
use crate::extract::syntax::{Frame, Tree};

use actors::{Actor, Quantities};
use amounts::Amounts;
use confidence::Confidence;
use further::Further;
use roles::{Candidate, Roles};
use senses::{Pos, Sense, Senses};

/// The event lexicon.
#[derive(Debug)]
pub struct Rules {
    senses: Senses,
    quantities: Quantities,
    amounts: Amounts,
    further: Further,
    confidence: Confidence,
}

impl Rules {
    /// The shipped lexicon, extended by that of `dir`.
    ///
    /// # Errors
    /// [`Error::Data`](crate::Error::Data) for an entry that does not fit, with file and line.
    pub fn load(dir: Option<&Path>) -> Result<Self> {
        let senses = Senses::load(dir)?;
        Ok(Self {
            quantities: Quantities::load(dir, &senses)?,
            amounts: Amounts::load(dir)?,
            further: Further::load(dir)?,
            confidence: Confidence::load()?,
            senses,
        })
    }
}

impl Rules {
    /// Sets how sure each event is, when everything else about it is known.
    pub(super) fn rate(&self, document: &Document, events: &mut [Event]) {
        for event in events {
            event.confidence = self.confidence.of(document, event);
        }
    }

    /// The sense that an event's rule names.
    fn sense(&self, rule: &str) -> Option<&Sense> {
        let (origin, words) = rule.split_once(' ')?;
        let mut candidates = words.split(' ').flat_map(|word| self.senses.of(word));
        candidates.find(|sense| sense.origin == origin && sense.words.join(" ") == words)
    }

    /// The types that a word alone can tell, sorted: `None` where the lexicon does not know it as an event.
    pub(crate) fn types_of(&self, lemma: &str, upos: &str) -> Option<Vec<String>> {
        let pos = match upos {
            "VERB" => Pos::Verb,
            "NOUN" => Pos::Noun,
            "ADJ" => Pos::Adjective,
            _ => return None,
        };
        let of = |wanted: &dyn Fn(Pos) -> bool| {
            let senses = self.senses.of(lemma).filter(|sense| sense.words.len() == 1 && wanted(sense.pos));
            let types: BTreeSet<String> =
                senses.filter(|sense| sense.kind.is_some()).map(|sense| sense.subtype.clone()).collect();
            (!types.is_empty()).then(|| types.into_iter().collect())
        };
        // "a raid" where the lexicon knows "to raid".
        of(&|own| own == pos).or_else(|| of(&|own| pos == Pos::Noun && own == Pos::Verb))
    }
}

/// The events of an article, in text order.
pub fn extract(article: &Article, document: &Document, rules: &super::Rules) -> Vec<Event> {
    let tree = Tree::new(&article.text, document);
    let mut found: Vec<Found> = Vec::new();
    let mut spent: BTreeSet<TokenId> = BTreeSet::new();
    for trigger in 0..document.tokens.len() {
        let Some(pos) = part_of_speech(&tree, trigger) else { continue };
        let lemma = rules.events.senses.lemma(tree.lemma(trigger), &tree.form(trigger));
        let adjective = pos == Pos::Verb && tree.token(trigger).xpos == "VBN";
        if adjective || rules.events.senses.of(lemma).any(|sense| sense.pos == pos) {
            found.extend(event(&tree, rules, trigger, pos, &mut spent));
        }
    }
    // "signed an agreement" is one event, not two.
    found.retain(|found| !spent.contains(&found.trigger));
    if let Some(published) = article.published_date().map(|date| date.to_string()) {
        for Found { event, trigger, .. } in &mut found {
            let ahead = |time| modality::is_to_come(&tree, &rules.operators, *trigger, time, &published);
            if event.modality == Modality::Asserted && event.time.as_ref().is_some_and(ahead) {
                event.modality = Modality::Planned;
            }
        }
    }
    nested(without_echoes(found))
}

/// An event with where it stands in the tree.
#[derive(Debug, Clone)]
struct Found {
    event: Event,
    trigger: TokenId,
    /// Its own verb where it is told by an auxiliary ("must").
    verb: Option<TokenId>,
    /// What it hangs on, nearest first.
    governors: Vec<TokenId>,
}

/// Puts what is not told as fact below the event that it is the content of: what was demanded, refused, threatened.
fn nested(found: Vec<Found>) -> Vec<Event> {
    let heads: Vec<Vec<TokenId>> =
        found.iter().map(|found| std::iter::once(found.trigger).chain(found.verb).collect()).collect();
    let within = |at: usize, inner: &Found| {
        if inner.event.modality == Modality::Asserted || inner.verb.is_some() {
            return None;
        }
        // "must leave": leaving is what is demanded.
        let demanded = heads.iter().position(|heads| heads.len() > 1 && heads.contains(&inner.trigger));
        let mut governors = inner.governors.iter();
        let above = || governors.find_map(|&word| heads.iter().position(|heads| heads[0] == word));
        demanded.or_else(above).filter(|&outer| outer != at)
    };
    let outer: Vec<Option<usize>> = found.iter().enumerate().map(|(at, inner)| within(at, inner)).collect();
    found.into_iter().zip(outer).map(|(found, within)| Event { within, ..found.event }).collect()
}

fn part_of_speech(tree: &Tree<'_>, at: TokenId) -> Option<Pos> {
    let token = tree.token(at);
    if tree.is_in_name(at) {
        return None;
    }
    match token.upos.as_str() {
        // A participle before a noun ("the arrested man") tells less than a clause.
        "VERB" if token.relation() != "amod" && token.relation() != "compound" => Some(Pos::Verb),
        "NOUN" => Some(Pos::Noun),
        "ADJ"
            if tree.by(at, "cop").next().is_some()
                || token.relation() == "xcomp"
                || tree.left_behind(at).is_some()
                || tree.by(at, "nsubj").any(|subject| subject < at) =>
        {
            Some(Pos::Adjective)
        }
        // "They must have left" guesses and demands nothing.
        "AUX" if token.relation() == "aux" && !is_perfect(tree, at) => Some(Pos::Auxiliary),
        _ => None,
    }
}

/// Whether an auxiliary stands before "have": "must have been".
fn is_perfect(tree: &Tree<'_>, at: TokenId) -> bool {
    let verb = tree.token(at).head;
    verb.is_some_and(|verb| tree.by(verb, "aux").any(|other| other > at && tree.lemma(other) == "have"))
}

/// The event that a trigger tells: its sense, who does it to whom, where and when, and on whose word.
fn event(
    tree: &Tree<'_>,
    rules: &super::Rules,
    trigger: TokenId,
    pos: Pos,
    spent: &mut BTreeSet<TokenId>,
) -> Option<Found> {
    let mut clause = vec![trigger];
    let frame = frame(tree, rules, trigger, pos, &mut clause)?;
    let told_at = if pos == Pos::Auxiliary { tree.token(trigger).head? } else { trigger };
    let mut candidate = Candidate { tree, quantities: &rules.events.quantities, trigger, frame, speakers: Vec::new() };
    if pos == Pos::Auxiliary {
        candidate.speakers = modality::telling(
            tree,
            &rules.operators,
            told_at,
            Modality::Asserted,
            Told { told: true, modal: true, ..Told::default() },
        )
        .speakers;
    }
    let sense = candidate.sense(&rules.events.senses, pos)?;
    let kind = sense.kind.clone()?;
    let Roles { mut sources, mut targets } = roles(&candidate, rules, sense, pos);
    if pos == Pos::Auxiliary && (sources.is_empty() || targets.is_empty()) {
        return None;
    }
    let sites = &rules.events.quantities.things.sites;
    // What is done to somebody's body is done where they are; who is criticized may be anywhere.
    let bodily = setting::is_bodily(&kind);
    let there = bodily || sense.subtype == "meet";
    let undergoers: Vec<TokenId> =
        targets.iter().filter(|target| there && !target.is_owner()).map(|target| target.at).collect();
    let located = sense.located || sense.placed;
    let mut taken = chains(&sources);
    if !sense.placed {
        taken.extend(chains(&targets));
    }
    let scene = setting::Scene {
        kind: &kind,
        subtype: &sense.subtype,
        undergoers: &undergoers,
        located,
        sites,
        outer: false,
        taken: &taken,
    };
    let place = setting::place(tree, &candidate.frame, trigger, scene);
    if sense.placed && place.is_some() {
        sources.retain(|source| source.kind != EntityType::Product);
        // "in the villages of Elm and Ash": where, both of them.
        let among = targets.iter().any(|target| Some(target.chain) == place);
        targets.retain(|target| !(among && target.kind == EntityType::Place));
    }
    let told_in = setting::Clause { words: &clause, kind: &kind, subtype: &sense.subtype, outer: false };
    let time = setting::time(tree, told_in);
    let named = rules.events.further.of(&sense.subtype);
    let quantities = counts::quantities(&candidate, sense, pos, &rules.events.amounts, named);
    // "12 were killed": how many is known, if not who.
    let suffers = [&named.targets, &named.nouns];
    let counted = quantities.iter().any(|quantity| suffers.contains(&&Some(quantity.kind.clone())));
    let lexicon = &rules.events.senses;
    let themes = further::themes(&candidate, sense, lexicon);
    // "A plane was blown up": what, if not whose.
    let struck = bodily && themes.iter().any(|&at| candidate.named_words(sense).contains(&at));
    let set = place.is_some() || time.is_some();
    let happens = pos == Pos::Noun && enough::happens(tree, sense, &clause, set, time.as_ref());
    if !happens && !enough::is_kept(sense, &sources, !targets.is_empty() || counted || struck, place) {
        return None;
    }
    if pos == Pos::Noun
        && !happens
        && clause.len() == 1
        && !sense.alone
        && !counted
        && !enough::is_told(tree, trigger, &sources, &targets, set)
    {
        return None;
    }
    // What the sentence says around a noun says where and when it was, if not that it was.
    let around = || setting::place(tree, &candidate.frame, trigger, setting::Scene { outer: true, ..scene });
    let apart = |place: &ChainId| !is_in(&sources, *place) && !is_in(&targets, *place);
    let place = place.or_else(|| around().filter(apart));
    let time = time.or_else(|| setting::time(tree, setting::Clause { outer: true, ..told_in }));
    // "Opened fire" is no fire, "shot dead" is one deed.
    let own = trigger + 1..trigger + sense.words.len();
    if pos == Pos::Verb && tree.follows(trigger, &sense.words[1..]) {
        spent.extend(own.filter(|&word| matches!(tree.token(word).upos.as_str(), "NOUN" | "ADJ")));
    }
    if !sense.apart {
        spent.extend(candidate.named_words(sense).into_iter().filter(|&word| word != trigger));
    }
    let told = pos == Pos::Auxiliary || sense.when.iter().any(|when| matches!(when.test, senses::Test::Negated));
    let own = sense.modality.unwrap_or(Modality::Asserted);
    let modal = pos == Pos::Auxiliary;
    let told = Told { speech: sense.speech, told, modal, enacted: sense.enacted };
    let Telling { modality, speakers, reported, governors, cues } =
        modality::telling(tree, &rules.operators, told_at, own, told);
    let speaker = who_says(tree, rules, trigger, pos, &speakers, (&sources, &targets));
    let known = |actor: &Actor| is_known(tree, actor, speaker.as_ref());
    let before = sources.len() + targets.len();
    sources.retain(known);
    targets.retain(known);
    if sources.len() + targets.len() < before
        && !happens
        && !enough::is_kept(sense, &sources, !targets.is_empty() || counted || struck, place)
    {
        return None;
    }
    // Somebody whom we cannot name says so, and the article does not.
    // A poll or report says so for itself.
    let voice = |at: &TokenId| rules.quotes.is_document(tree.lemma(*at)) && tree.mention(*at).is_some();
    let unknown =
        reported && speaker.is_none() && !speakers.is_empty() && !speakers.iter().any(voice) && pos != Pos::Auxiliary;
    let modality = if unknown && modality == Modality::Asserted { Modality::Alleged } else { modality };
    // "If there is an explosion" tells of none.
    let bare = sources.is_empty() && targets.is_empty() && !set && !counted;
    if happens && bare && modality != Modality::Asserted {
        return None;
    }
    let document = tree.document;
    let sentence = document.sentences.get(document.sentence_of(trigger)?)?;
    sources.sort_by_key(|actor| actor.is_owner());
    let mut taken: Vec<ChainId> = chains(&sources);
    taken.extend(chains(&targets));
    taken.extend(place);
    let things = &rules.events.quantities.things;
    let recipients = further::recipients(&candidate, sense, named, &taken);
    let mut arguments = arguments(tree, Part::Source, &sources);
    arguments.extend(self::arguments(tree, Part::Target, &targets));
    arguments.extend(self::arguments(tree, Part::Recipient, &recipients));
    arguments.extend(self::arguments(tree, Part::Speaker, speaker.as_slice()));
    let instruments = further::instruments(&candidate, sense, named, things);
    let themes = phrases(tree, rules, themes, &instruments);
    let event = Event {
        kind,
        subtype: sense.subtype.clone(),
        trigger: trigger_span(tree, trigger, sense),
        sources: chains(&sources),
        targets: chains(&targets),
        participants: Vec::new(),
        recipients: chains(&recipients),
        themes,
        instruments,
        topics: further::topics(&candidate, sense, named, things, &taken),
        quantities,
        place,
        time,
        modality,
        attributed_to: speaker.map(|speaker| speaker.chain),
        confidence: 0.0,
        evidence: sentence.span,
        rule: format!("{} {}", sense.origin, sense.words.join(" ")),
        within: None,
        arguments,
        cues: cues.iter().map(|&at| tree.token(at).span).collect(),
    };
    let verb = (told_at != trigger).then_some(told_at);
    Some(Found { event, trigger, verb, governors })
}

/// The arguments of the clause of a trigger, and the words that tell the event with it.
fn frame(
    tree: &Tree<'_>,
    rules: &super::Rules,
    trigger: TokenId,
    pos: Pos,
    clause: &mut Vec<TokenId>,
) -> Option<Frame> {
    let mut frame = match pos {
        Pos::Noun => {
            let mut frame = tree.noun_frame(trigger);
            carriers::borrow(tree, &rules.operators, trigger, &mut frame, clause);
            frame
        }
        Pos::Auxiliary => tree.verb_frame(tree.token(trigger).head?),
        Pos::Adjective => match tree.left_behind(trigger) {
            Some(noun) => Frame { subjects: vec![noun], ..tree.verb_frame(trigger) },
            None => tree.verb_frame(trigger),
        },
        Pos::Verb => tree.verb_frame(trigger),
    };
    if let Some(number) = tree.bare_number(trigger).filter(|_| matches!(pos, Pos::Verb | Pos::Adjective)) {
        frame.objects = vec![number];
    }
    Some(frame)
}

/// Who does it to whom: the roles of the sense, without what is no actor of it.
fn roles(candidate: &Candidate<'_>, rules: &super::Rules, sense: &Sense, pos: Pos) -> Roles {
    let tree = candidate.tree;
    let Roles { mut sources, mut targets } = candidate.roles(sense);
    let held = matches!(sense.kind.as_deref(), Some("consult" | "contest")) || sense.subtype == "campaign";
    if pos == Pos::Noun && held && sources.is_empty() && (!targets.is_empty() || sense.subtype == "campaign") {
        sources = carriers::occasion(candidate, sense);
    }
    let paper = |actor: &Actor| {
        actor.kind != EntityType::Person && rules.events.quantities.is_paper(&tree.document.chains[actor.chain].name)
    };
    sources.retain(|source| source.kind != EntityType::Product && !paper(source));
    targets.retain(|target| sense.weak || !paper(target));
    if is_of_an_event(tree, candidate.trigger) {
        sources.clear();
    }
    targets.retain(|target| !sources.iter().any(|source| source.chain == target.chain));
    Roles { sources, targets }
}

/// On whose word it stands: the nearest of the speakers who can speak, else whom the heading names.
fn who_says(
    tree: &Tree<'_>,
    rules: &super::Rules,
    trigger: TokenId,
    pos: Pos,
    speakers: &[TokenId],
    (sources, targets): (&[Actor], &[Actor]),
) -> Option<Actor> {
    let speaker = speakers
        .iter()
        .flat_map(|&speaker| {
            // "Lewis's study says": he does. "Lewis's lawyers said": not he.
            let document = rules.quotes.is_document(tree.lemma(speaker));
            let through = move |actor: &Actor| document || !actor.is_owner() || actor.kind != EntityType::Person;
            // "reports from the scene said": the scene does not speak.
            let speaks = move |actor: &Actor| {
                let place = actor.kind == EntityType::Place && actor.at != speaker;
                !place || tree.preposition(actor.at).is_empty()
            };
            let said = actors::actors(tree, &rules.events.quantities, speaker).into_iter();
            said.filter(through).filter(speaks)
        })
        .find(|speaker| !(pos == Pos::Auxiliary && is_in(sources, speaker.chain)));
    let heading = || {
        let at = attribution::heading(tree, trigger).filter(|_| speakers.is_empty())?;
        let speaker = actors::direct(tree, at)?;
        (!is_in(sources, speaker.chain) && !is_in(targets, speaker.chain)).then_some(speaker)
    };
    speaker.or_else(heading)
}

/// Whether it is known whom a pronoun means: who "we" are, only where one speaks who is several (a government, a company).
fn is_known(tree: &Tree<'_>, actor: &Actor, speaker: Option<&Actor>) -> bool {
    let pronoun = tree.token(actor.at).upos == "PRON";
    let several = pronoun && matches!(tree.lemma(actor.at), "we" | "us" | "our" | "ours" | "ourselves");
    !several || speaker.is_some_and(|speaker| speaker.chain == actor.chain)
}

/// The phrases of what an event is done with or to, if that is no actor: without money, instruments, and parts of others.
fn phrases(tree: &Tree<'_>, rules: &super::Rules, themes: Vec<TokenId>, instruments: &[Span]) -> Vec<Span> {
    let themes = themes.into_iter().filter(|&at| !rules.events.amounts.is_money(tree, at));
    let mut themes: Vec<Span> = themes.map(|at| further::phrase(tree, at, false)).collect();
    themes.retain(|theme| !instruments.contains(theme));
    // "support and equipment" says "equipment".
    for at in (1..themes.len()).rev() {
        if themes[..at].iter().any(|whole| whole.contains(themes[at])) {
            themes.remove(at);
        }
    }
    themes
}

/// Whether a relative clause tells what came of an event though it is parsed as one on what the event struck: "the bombing
/// of a clinic that killed two".
fn is_of_an_event(tree: &Tree<'_>, verb: TokenId) -> bool {
    let token = tree.token(verb);
    let Some(noun) = token.head.filter(|_| token.deprel == "acl:relcl") else { return false };
    let thing = tree.mention(noun).is_some_and(|at| {
        matches!(tree.document.mentions[at].kind, EntityType::Organization | EntityType::Place | EntityType::Product)
    });
    let harms =
        matches!(tree.lemma(verb), "kill" | "injure" | "wound" | "maim" | "destroy" | "damage" | "leave" | "claim");
    let mut subjects = tree.by(verb, "nsubj");
    thing
        && harms
        && tree.token(noun).relation() == "nmod"
        && subjects.any(|subject| matches!(tree.lemma(subject), "that" | "which"))
}

/// Through which words the actors are named.
fn arguments(tree: &Tree<'_>, part: Part, actors: &[Actor]) -> Vec<Argument> {
    let argument = |actor: &Actor| {
        let mention = tree.mention(actor.at).map(|at| &tree.document.mentions[at]);
        let span = mention.filter(|mention| mention.chain == actor.chain).map(|mention| mention.span);
        Argument { part, chain: actor.chain, span: span.unwrap_or(tree.token(actor.at).span), owner: actor.is_owner() }
    };
    actors.iter().map(argument).collect()
}

fn is_in(actors: &[Actor], chain: ChainId) -> bool {
    actors.iter().any(|actor| actor.chain == chain)
}

fn chains(actors: &[Actor]) -> Vec<ChainId> {
    actors.iter().map(|actor| actor.chain).collect()
}

fn trigger_span(tree: &Tree<'_>, trigger: TokenId, sense: &Sense) -> Span {
    let span = tree.token(trigger).span;
    let more = sense.words.len() - 1;
    match sense.pos {
        Pos::Noun => tree.token(trigger.saturating_sub(more)).span.cover(span),
        _ if more > 0 && tree.follows(trigger, &sense.words[1..]) => span.cover(tree.token(trigger + more).span),
        _ => span,
    }
}

/// Drops an event that another of the same sentence and type tells with more actors, or with the same ones before it.
fn without_echoes(found: Vec<Found>) -> Vec<Found> {
    let all_in = |few: &[ChainId], many: &Event| {
        few.iter().all(|chain| many.sources.contains(chain) || many.targets.contains(chain))
    };
    let mut by_sentence: BTreeMap<Span, Vec<usize>> = BTreeMap::new();
    let events: Vec<&Event> = found.iter().map(|found| &found.event).collect();
    for (n, event) in events.iter().enumerate() {
        by_sentence.entry(event.evidence).or_default().push(n);
    }
    let mut kept: Vec<Found> = Vec::new();
    for (n, event) in events.iter().enumerate() {
        let echo = by_sentence[&event.evidence].iter().map(|&m| (m, events[m])).any(|(m, other)| {
            m != n
                && other.subtype == event.subtype
                && all_in(&event.sources, other)
                && all_in(&event.targets, other)
                && (event.quantities.is_empty() || event.quantities == other.quantities)
                && (other.sources.len() + other.targets.len() > event.sources.len() + event.targets.len()
                    || (m < n && other.sources == event.sources && other.targets == event.targets))
        });
        if !echo {
            kept.push(found[n].clone());
        }
    }
    kept
}

#[cfg(test)]
#[path = "events_tests.rs"]
mod tests;

#[cfg(test)]
#[path = "events_setting_tests.rs"]
mod setting_tests;

#[cfg(test)]
#[path = "events_when_tests.rs"]
mod when_tests;

#[cfg(test)]
#[path = "events_roles_tests.rs"]
mod roles_tests;
