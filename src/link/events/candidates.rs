//! Pairs of event mentions worth comparing: those of one word or type and one actor, near each other in time.
//!
//! Blocks of frequent words and famous actors grow with the number of articles. Each is sorted by time, and a mention
//! is compared with its neighbours only (the sorted neighbourhood of Hernández and Stolfo 1995): the number of pairs
//! grows with the number of mentions.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::mention::Mention;
use super::score::Scorer;
use super::told::Key;

/// Neighbours on either side with which a mention of a block is compared.
const NEIGHBOURS: usize = 30;
/// Actors of an article that stand for its story.
const PRINCIPALS: usize = 5;
/// Least score of a pair that may start or join a cluster.
const LEAST: f32 = 1.7;

/// Pairs that score enough, best first.
pub(crate) fn pairs(mentions: &[Mention<'_>], scorer: &Scorer<'_>) -> Vec<(f32, u32, u32)> {
    let mut pairs: Vec<(u32, u32)> = blocks(mentions, scorer)
        .into_par_iter()
        .flat_map_iter(|mut block| {
            block.sort_unstable_by_key(|&at| (mentions[at as usize].days(), at));
            let close = |at: usize| at + 1..block.len().min(at + 1 + NEIGHBOURS);
            let pairs: Vec<(u32, u32)> = (0..block.len())
                .flat_map(|at| close(at).map(move |other| (at, other)))
                .map(|(at, other)| (block[at].min(block[other]), block[at].max(block[other])))
                .collect();
            pairs
        })
        .collect();
    pairs.par_sort_unstable();
    pairs.dedup();
    let mut scored: Vec<(f32, u32, u32)> = pairs
        .into_par_iter()
        .filter_map(|(a, b)| {
            let score = scorer.score(a as usize, b as usize).filter(|score| *score >= LEAST)?;
            Some((score, a, b))
        })
        .collect();
    scored.par_sort_unstable_by(|x, y| y.0.total_cmp(&x.0).then((x.1, x.2).cmp(&(y.1, y.2))));
    scored
}

/// Mentions that share a word or type and an actor: one of theirs, or one whom their article is about.
fn blocks(mentions: &[Mention<'_>], scorer: &Scorer<'_>) -> Vec<Vec<u32>> {
    let mut blocks: BTreeMap<(Key, Key), Vec<u32>> = BTreeMap::new();
    let mut at = 0;
    for article in mentions.chunk_by(|a, b| a.article == b.article) {
        let principals = principals(article, scorer);
        for (number, mention) in (at..).zip(article) {
            let mut actors = [principals.as_slice(), &mention.nearby, &mention.all.named].concat();
            actors.sort_unstable();
            actors.dedup();
            for &actor in &actors {
                for &what in std::iter::once(&mention.told.stem).chain(&mention.told.types) {
                    blocks.entry((what, actor)).or_default().push(number);
                }
            }
        }
        at += article.len() as u32;
    }
    blocks.into_values().filter(|block| block.len() > 1).collect()
}

/// Whom an article is about: who is often there, and is not everywhere.
fn principals(article: &[Mention<'_>], scorer: &Scorer<'_>) -> Vec<Key> {
    let mut weights: BTreeMap<Key, f32> = BTreeMap::new();
    for &actor in article.iter().flat_map(|mention| &mention.nearby) {
        *weights.entry(actor).or_default() += scorer.telling(actor);
    }
    let mut actors: Vec<(f32, Key)> = weights.into_iter().map(|(actor, weight)| (weight, actor)).collect();
    actors.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    actors.truncate(PRINCIPALS);
    actors.into_iter().map(|(_, actor)| actor).collect()
}
