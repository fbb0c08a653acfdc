//! Which mentions of which chains are looked at together, and what is known of them without the encoder.

use std::collections::{BTreeMap, HashSet};

use crate::document::{ChainId, Document, EntityType, Form, TokenId};
use crate::understand::coreference::{adjective, country};

/// Most sentences that two mentions may be apart.
pub const MOST_APART: usize = 2;

/// Sentences that a pair of chains is looked at in, at most.
const LOOKS: usize = 2;

/// Features of an instance, each with the number of its values.
pub(super) const FEATURES: [usize; 9] = [8, 8, 16, 3, 3, MOST_APART + 1, 2, 2, 64];

/// Two mentions, of a subject and an object, that may tell a relation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Instance {
    /// Chain of the subject.
    pub subject: ChainId,
    /// Chain of the object.
    pub object: ChainId,
    /// Head word of the subject's mention.
    pub subject_head: TokenId,
    /// Head word of the object's mention.
    pub object_head: TokenId,
    /// Sentences of the two mentions.
    pub sentences: (usize, usize),
    /// Rows of the feature table: kinds, order and distance, forms, sentences apart, whether a country, pair of kinds.
    pub features: [usize; FEATURES.len()],
}

/// A mention of a chain that a name is in.
#[derive(Debug, Clone, Copy)]
struct Place {
    chain: ChainId,
    head: TokenId,
    form: Form,
}

/// A pair of mentions in two sentences.
#[derive(Debug, Clone, Copy)]
struct Apart {
    /// Mentions that are no names.
    unnamed: usize,
    sentences: (usize, usize),
    places: (Place, Place),
}

/// All instances of a document: named chains with mentions in one sentence (the nearest two, in the first sentences that
/// have both) or, where they never meet, in the nearest sentences up to [`MOST_APART`]; ordered by the later sentence.
pub fn instances(document: &Document) -> Vec<Instance> {
    let places = places(document);
    let mut chosen: Vec<(usize, usize, Place, Place)> = Vec::new();
    let mut looks: BTreeMap<(ChainId, ChainId), usize> = BTreeMap::new();
    for (sentence, here) in places.iter().enumerate() {
        for (pair, (a, b)) in nearest(here, here, |a, b| (a.head.abs_diff(b.head), 0)) {
            let count = looks.entry(pair).or_insert(0);
            if *count < LOOKS {
                *count += 1;
                chosen.push((sentence, sentence, a, b));
            }
        }
    }
    let meeting: HashSet<(ChainId, ChainId)> = looks.into_keys().collect();
    let mut apart: HashSet<(ChainId, ChainId)> = HashSet::new();
    for distance in 1..=MOST_APART {
        let mut now: BTreeMap<(ChainId, ChainId), Apart> = BTreeMap::new();
        for first in 0..places.len().saturating_sub(distance) {
            let second = first + distance;
            let names = |a: Place, b: Place| {
                (usize::from(a.form != Form::Name) + usize::from(b.form != Form::Name), a.head.abs_diff(b.head))
            };
            for (pair, (a, b)) in nearest(&places[first], &places[second], names) {
                if meeting.contains(&pair) || apart.contains(&pair) {
                    continue;
                }
                let sentences = if a.head < b.head { (first, second) } else { (second, first) };
                let found = Apart { unnamed: names(a, b).0, sentences, places: (a, b) };
                let slot = now.entry(pair).or_insert(found);
                if found.unnamed < slot.unnamed {
                    *slot = found;
                }
            }
        }
        apart.extend(now.keys().copied());
        chosen.extend(now.into_values().map(|found| {
            let ((sa, sb), (a, b)) = (found.sentences, found.places);
            (sa, sb, a, b)
        }));
    }
    // By the later sentence, so that what is worked out of sentences can be forgotten behind it.
    chosen.sort_by_key(|(sa, sb, a, b)| (*sa.max(sb), a.chain, b.chain, *sa.min(sb)));
    let mut found = Vec::with_capacity(2 * chosen.len());
    let countries: Vec<bool> = document.chains.iter().map(|chain| is_country(&chain.name)).collect();
    for (sa, sb, a, b) in chosen {
        found.push(instance(document, &countries, a, b, (sa, sb)));
        found.push(instance(document, &countries, b, a, (sb, sa)));
    }
    found
}

/// Mentions of named chains by sentence, in text order.
fn places(document: &Document) -> Vec<Vec<Place>> {
    let mut places = vec![Vec::new(); document.sentences.len()];
    for (chain, of) in document.chains.iter().enumerate() {
        let mentions = of.mentions.iter().filter_map(|&at| document.mentions.get(at));
        if mentions.clone().any(|mention| mention.form == Form::Name) {
            for mention in mentions {
                if let Some(sentence) = document.sentence_of(mention.head) {
                    places[sentence].push(Place { chain, head: mention.head, form: mention.form });
                }
            }
        }
    }
    for here in &mut places {
        here.sort_by_key(|place| (place.head, place.chain));
    }
    places
}

/// For every two chains, the lower first, the pair of mentions that `rank` puts first, the earliest of equals.
fn nearest<R: Ord + Copy>(
    here: &[Place],
    there: &[Place],
    rank: impl Fn(Place, Place) -> R,
) -> BTreeMap<(ChainId, ChainId), (Place, Place)> {
    let mut best: BTreeMap<(ChainId, ChainId), (R, Place, Place)> = BTreeMap::new();
    for &x in here {
        for &y in there {
            // Two names headed by one word are one within the other: nothing stands between them.
            if x.chain == y.chain || x.head == y.head {
                continue;
            }
            let (a, b) = if x.chain < y.chain { (x, y) } else { (y, x) };
            let now = rank(a, b);
            let slot = best.entry((a.chain, b.chain)).or_insert((now, a, b));
            if now < slot.0 {
                *slot = (now, a, b);
            }
        }
    }
    best.into_iter().map(|(pair, (_, a, b))| (pair, (a, b))).collect()
}

fn instance(
    document: &Document,
    countries: &[bool],
    subject: Place,
    object: Place,
    sentences: (usize, usize),
) -> Instance {
    let kind = |place: Place| {
        let kind = document.chains[place.chain].kind;
        EntityType::ALL.iter().position(|&known| known == kind).unwrap_or_default()
    };
    let form = |place: Place| place.form as usize;
    let (subject_kind, object_kind) = (kind(subject), kind(object));
    let steps = (object.head.abs_diff(subject.head) + 1).ilog2().min(7) as usize;
    let values = [
        subject_kind,
        object_kind,
        steps + if object.head < subject.head { 8 } else { 0 },
        form(subject),
        form(object),
        sentences.0.abs_diff(sentences.1),
        usize::from(countries[subject.chain]),
        usize::from(countries[object.chain]),
        subject_kind * EntityType::ALL.len() + object_kind,
    ];
    let mut features = [0; FEATURES.len()];
    let mut start = 0;
    for ((row, value), size) in features.iter_mut().zip(values).zip(FEATURES) {
        *row = start + value;
        start += size;
    }
    Instance {
        subject: subject.chain,
        object: object.chain,
        subject_head: subject.head,
        object_head: object.head,
        sentences,
        features,
    }
}

fn is_country(name: &str) -> bool {
    country(name).is_some() || adjective(name).is_some()
}
