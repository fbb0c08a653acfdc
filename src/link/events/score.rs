//! How much speaks for two event mentions telling of one event.
//!
//! The weights were set by hand on ECB+; figures hardly change when one of them moves by a third. What counts against
//! an event most is that different people stand in one role.

use std::collections::{BTreeMap, BTreeSet};

use super::Articles;
use super::mention::{Mention, Role, shared};
use super::told::Key;
use crate::link::topic::Topics;

/// One word, or one type where the words differ.
const WORD: f32 = 1.0;
const TYPE: f32 = 0.5;
/// How rare the word is, and what stands for that where only the type is shared.
const RARE: f32 = 0.5;
const RARE_TYPE: f32 = 0.3;
/// Who takes part in both; a description counts less than a name.
const PARTICIPANT: f32 = 0.8;
const DESCRIBED: f32 = 0.6;
const PARTICIPANTS: f32 = 1.5;
/// Who stands in both sentences.
const NEARBY: f32 = 0.4;
const MANY_NEARBY: f32 = 2.0;
/// Different people, or different descriptions, in one role.
const CLASH: f32 = 1.2;
const CLASH_DESCRIBED: f32 = 0.2;
/// Topic likeness of the articles counts up to here.
const TOPIC: f32 = 0.6;
/// Least topic likeness of articles that can tell of one event.
const STORY: f32 = 0.08;

/// Compares event mentions.
pub(crate) struct Scorer<'a> {
    mentions: &'a [Mention<'a>],
    topics: &'a Topics,
    /// 0 (everywhere) to 1 (in one article only).
    telling: BTreeMap<Key, f32>,
    rare: BTreeMap<Key, f32>,
}

impl<'a> Scorer<'a> {
    pub(crate) fn new(mentions: &'a [Mention<'a>], articles: &Articles<'a>) -> Self {
        let all = articles.contexts.len().max(2) as f32;
        let count = |of: &dyn Fn(&Mention<'_>) -> Vec<Key>| -> BTreeMap<Key, f32> {
            let pairs: BTreeSet<(Key, usize)> =
                mentions.iter().flat_map(|mention| of(mention).into_iter().map(|key| (key, mention.article))).collect();
            let mut counts: BTreeMap<Key, f32> = BTreeMap::new();
            pairs.iter().for_each(|(key, _)| *counts.entry(*key).or_default() += 1.0);
            counts
        };
        let mut telling = count(&|mention| [mention.nearby.as_slice(), &mention.all.named].concat());
        telling.values_mut().for_each(|articles| *articles = (1.0 + all / *articles).ln() / (1.0 + all).ln());
        let mut rare = count(&|mention| vec![mention.told.stem]);
        rare.values_mut().for_each(|articles| *articles = (all / *articles).ln().max(0.0) / all.ln());
        Self { mentions, topics: articles.topics, telling, rare }
    }

    /// How telling it is that an actor is there.
    pub(crate) fn telling(&self, actor: Key) -> f32 {
        self.telling.get(&actor).copied().unwrap_or(1.0)
    }

    /// How much speaks for one event; `None` where they cannot be one.
    pub(crate) fn score(&self, a: usize, b: usize) -> Option<f32> {
        let (a, b) = (&self.mentions[a], &self.mentions[b]);
        if a.told.denied != b.told.denied || a.days().0.max(b.days().0) > a.days().1.min(b.days().1) {
            return None;
        }
        let mut score = if a.told.stem == b.told.stem {
            WORD + RARE * self.rare.get(&a.told.stem).copied().unwrap_or(0.0)
        } else if shared_type(a, b) {
            TYPE + RARE * RARE_TYPE
        } else {
            return None;
        };
        let story = if a.article == b.article { 1.0 } else { self.topics.likeness(a.article, b.article, &[]) };
        if story < STORY {
            return None;
        }
        let named: f32 = shared(&a.all.named, &b.all.named).map(|actor| self.telling(actor)).sum();
        let described = shared(&a.all.described, &b.all.described).count() as f32;
        let nearby: f32 = shared(&a.nearby, &b.nearby).map(|actor| self.telling(actor)).sum();
        if others_act(a, b) {
            return None;
        }
        score += PARTICIPANT * (named + DESCRIBED * described).min(PARTICIPANTS);
        score += NEARBY * nearby.min(MANY_NEARBY);
        score -= clash(&a.subjects, &b.subjects) + clash(&a.objects, &b.objects);
        Some(score + story.min(TOPIC))
    }
}

fn shared_type(a: &Mention<'_>, b: &Mention<'_>) -> bool {
    a.told.types.iter().any(|kind| b.told.types.contains(kind))
}

/// What speaks against one event: nobody is the same in a role that both fill.
fn clash(a: &Role, b: &Role) -> f32 {
    if shared(&a.named, &b.named).next().is_some() {
        0.0
    } else if !a.named.is_empty() && !b.named.is_empty() {
        CLASH
    } else if is_filled(a) && is_filled(b) && shared(&a.described, &b.described).next().is_none() {
        CLASH_DESCRIBED
    } else {
        0.0
    }
}

/// Whether each names who acts, and the other does not know them in any role: two events, however alike.
fn others_act(a: &Mention<'_>, b: &Mention<'_>) -> bool {
    let unknown = |subjects: &Role, other: &Role| {
        !subjects.named.is_empty() && shared(&subjects.named, &other.named).next().is_none()
    };
    unknown(&a.subjects, &b.all) && unknown(&b.subjects, &a.all)
}

fn is_filled(role: &Role) -> bool {
    !role.named.is_empty() || !role.described.is_empty()
}
