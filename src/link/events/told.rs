//! What an article tells of each of its event mentions: who takes part, who stands near, when.

use std::collections::BTreeMap;

use jiff::civil::{Date, date};

use crate::claim::{ClaimTime, Event, Modality};
use crate::document::{ChainId, Document, Form, TokenId};
use crate::entity::Annotated;

/// A word or name, as a number: texts of many articles are compared often and kept in memory.
pub(crate) type Key = u64;

/// FNV-1a: the same on every machine.
pub(crate) fn key(parts: &[&str]) -> Key {
    let bytes = parts.iter().flat_map(|part| part.bytes().chain([0]));
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3))
}

/// Somebody or something in a role: its chain, where it is a mention, and the word that describes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Filler {
    pub(crate) chain: Option<ChainId>,
    pub(crate) word: Option<Key>,
}

/// First and last day, counted from 1970.
pub(crate) type Days = (i32, i32);

/// What an article tells of one event mention, before anybody knows who its chains are.
#[derive(Debug, Clone)]
pub(crate) struct Told {
    /// Index of the mention in its article, and of the claim where it is one.
    pub(crate) mention: usize,
    pub(crate) event: Option<usize>,
    pub(crate) stem: Key,
    pub(crate) types: Vec<Key>,
    pub(crate) subjects: Vec<Filler>,
    pub(crate) objects: Vec<Filler>,
    /// In any other role, or beside one in a role.
    pub(crate) others: Vec<Filler>,
    /// Chains of the sentence.
    pub(crate) nearby: Vec<ChainId>,
    /// When, as far as is known; the whole of time where nothing is.
    pub(crate) days: Days,
    pub(crate) denied: bool,
    /// Of a claim: what names it where several do.
    pub(crate) claim: Option<Claim>,
}

/// What linking keeps of a claim.
#[derive(Debug, Clone)]
pub(crate) struct Claim {
    pub(crate) asserted: bool,
    pub(crate) confidence: f32,
    pub(crate) participants: Vec<ChainId>,
    pub(crate) place: Option<ChainId>,
    pub(crate) kind: String,
    pub(crate) subtype: String,
    pub(crate) time: Option<ClaimTime>,
}

const ALWAYS: Days = (i32::MIN, i32::MAX);
/// How long after an event news still tells it without a date.
const FRESH: i32 = 30;
/// How far ahead plans reach.
const AHEAD: i32 = 365;

/// Reads the event mentions of an article.
pub(crate) fn read(annotated: &Annotated) -> Vec<Told> {
    let document = &annotated.document;
    let mut headed: BTreeMap<TokenId, usize> = BTreeMap::new();
    let mut in_sentence: Vec<Vec<ChainId>> = vec![Vec::new(); document.sentences.len()];
    for (number, mention) in document.mentions.iter().enumerate() {
        let longest = headed.entry(mention.head).or_insert(number);
        if document.mentions[*longest].span.len() < mention.span.len() {
            *longest = number;
        }
        if let Some(sentence) = document.sentence_of(mention.head) {
            in_sentence[sentence].push(mention.chain);
        }
    }
    for chains in &mut in_sentence {
        chains.sort_unstable();
        chains.dedup();
    }
    let published = annotated.article.published_date();
    let reader = Reader { document, headed };
    let told = annotated.claims.event_mentions.iter().enumerate().map(|(number, mention)| {
        let event = mention.event.and_then(|event| annotated.claims.events.get(event));
        let mut told = Told {
            mention: number,
            event: mention.event,
            stem: key(&[&mention.stem]),
            types: mention.types.iter().map(|kind| key(&["type", kind])).collect(),
            subjects: Vec::new(),
            objects: Vec::new(),
            others: Vec::new(),
            nearby: document.sentence_of(mention.head).map_or_else(Vec::new, |at| in_sentence[at].clone()),
            days: days(event, published),
            denied: event.is_some_and(|event| event.modality == Modality::Denied),
            claim: event.map(claim),
        };
        reader.arguments(mention.head, &mut told);
        if let Some(event) = event {
            let chains = |chains: &[ChainId]| chains.iter().map(|&chain| reader.chain(chain)).collect::<Vec<_>>();
            told.subjects.extend(chains(&event.sources));
            told.objects.extend(chains(&event.targets));
            told.others.extend(chains(&event.recipients));
            told.others.extend(chains(&event.participants));
            told.others.extend(event.place.map(|place| reader.chain(place)));
        }
        told
    });
    told.collect()
}

fn claim(event: &Event) -> Claim {
    let participants = event.sources.iter().chain(&event.targets).chain(&event.participants);
    Claim {
        asserted: event.modality == Modality::Asserted && event.attributed_to.is_none(),
        confidence: event.confidence,
        participants: participants.copied().collect(),
        place: event.place,
        kind: event.kind.clone(),
        subtype: event.subtype.clone(),
        time: event.time.clone(),
    }
}

/// The days on which the event may have been: its own with a day to spare for time zones; else those before the
/// publication in which it was news, or after it where it was still to come.
fn days(event: Option<&Event>, published: Option<Date>) -> Days {
    let day = |text: &str| text.parse::<Date>().ok().map(number);
    let (first, last) = event.and_then(|event| event.time.as_ref()).map_or((None, None), ClaimTime::days);
    let (first, last) = (first.and_then(day), last.and_then(day));
    if let (Some(first), Some(last)) = (first, last)
        && first <= last
    {
        return (first - 1, last + 1);
    }
    let to_come = event
        .is_some_and(|event| matches!(event.modality, Modality::Planned | Modality::Conditional | Modality::Requested));
    match (published.map(number), first, last) {
        // "since Monday", "by May": the end that is told, and the other from when it was written.
        (Some(day), Some(first), None) => (first - 1, day.max(first) + if to_come { AHEAD } else { 3 }),
        (Some(day), None, Some(last)) => (day.min(last) - FRESH, last + 1),
        (None, Some(first), None) => (first - 1, ALWAYS.1),
        (None, None, Some(last)) => (ALWAYS.0, last + 1),
        (Some(day), ..) if to_come => (day - 3, day + AHEAD),
        (Some(day), ..) => (day - FRESH, day + 3),
        (None, ..) => ALWAYS,
    }
}

/// Days since 1970.
fn number(day: Date) -> i32 {
    (day - date(1970, 1, 1)).get_days()
}

struct Reader<'a> {
    document: &'a Document,
    /// The longest mention of each head.
    headed: BTreeMap<TokenId, usize>,
}

impl Reader<'_> {
    /// Reads who takes part off the dependencies of an event's word.
    fn arguments(&self, head: TokenId, told: &mut Told) {
        let tokens = &self.document.tokens;
        let Some(token) = tokens.get(head) else { return };
        for child in self.document.children(head) {
            match (tokens[child].deprel.as_str(), tokens[child].relation()) {
                ("nsubj:pass" | "csubj:pass", _) | (_, "obj" | "iobj") => {
                    self.add(child, &mut told.objects, &mut told.others);
                }
                (_, "nsubj" | "csubj") => self.add(child, &mut told.subjects, &mut told.others),
                (_, "obl" | "nmod") => self.add_other(child, &mut told.others),
                (_, "compound" | "amod") if token.upos == "NOUN" => self.add_other(child, &mut told.others),
                _ => {}
            }
        }
        let Some(governor) = token.head.filter(|_| token.upos == "VERB" && told.subjects.is_empty()) else { return };
        if matches!(token.relation(), "xcomp" | "conj" | "advcl" | "acl") {
            for child in self.document.children(governor).filter(|&child| tokens[child].deprel == "nsubj") {
                self.add(child, &mut told.subjects, &mut told.others);
            }
            if token.relation() == "acl" {
                self.add(governor, &mut told.objects, &mut told.others);
            }
        }
    }

    /// Adds a word and those coordinated with it to a role, and what describes them to the others.
    fn add(&self, at: TokenId, role: &mut Vec<Filler>, others: &mut Vec<Filler>) {
        role.extend(self.filler(at));
        for child in self.document.children(at) {
            match self.document.tokens[child].relation() {
                "conj" => role.extend(self.filler(child)),
                "nmod" | "compound" | "appos" => others.extend(self.filler(child)),
                _ => {}
            }
        }
    }

    fn add_other(&self, at: TokenId, others: &mut Vec<Filler>) {
        others.extend(self.filler(at));
        let beside =
            |&child: &TokenId| matches!(self.document.tokens[child].relation(), "conj" | "nmod" | "compound" | "appos");
        others.extend(self.document.children(at).filter(beside).filter_map(|child| self.filler(child)));
    }

    fn filler(&self, at: TokenId) -> Option<Filler> {
        let token = &self.document.tokens[at];
        let mention = self.headed.get(&at).map(|&number| &self.document.mentions[number]);
        let pronoun = token.upos == "PRON" || mention.is_some_and(|mention| mention.form == Form::Pronoun);
        let noun = matches!(token.upos.as_str(), "NOUN" | "PROPN");
        let word = (noun && !pronoun).then(|| key(&["word", &token.lemma.to_lowercase()]));
        let chain = mention.map(|mention| mention.chain);
        (chain.is_some() || word.is_some()).then_some(Filler { chain, word })
    }

    /// A chain that a claim names; its words are those of its arguments already.
    fn chain(&self, chain: ChainId) -> Filler {
        Filler { chain: Some(chain), word: None }
    }
}
