//! Clusters of unnamed things: best pairs first, each join checked against the whole of both sides.

use rayon::prelude::*;

use super::Item;
use super::score::Scorer;
use crate::link::agglomerate::{agglomerate, sample};
use crate::link::events::Key;
use crate::link::story::Stories;

/// Least score of a pair that may start or join a cluster.
const LEAST: f32 = 0.25;
/// Least mean score of all pairs of two clusters that are joined; a pair of two stories counts as 0.
const MEAN: f32 = 0.2;

/// Clusters of at least two: ascending indexes, in order of the first.
pub(crate) fn clusters(items: &[Item<'_>], stories: &Stories) -> Vec<Vec<usize>> {
    let scorer = Scorer { items, stories };
    let pairs = pairs(&scorer).into_iter().map(|(_, a, b)| (a, b));
    agglomerate(items.len(), pairs, |(_, mine), (_, theirs)| {
        mean(mine, theirs, &scorer).is_some_and(|mean| mean >= MEAN)
    })
}

/// Pairs of one noun and one story that score enough, best first.
fn pairs(scorer: &Scorer<'_>) -> Vec<(f32, usize, usize)> {
    let items = scorer.items;
    let articles = items.last().map_or(0, |item| item.article + 1);
    let first = |article: usize| items.partition_point(|item| item.article < article);
    let mut scored: Vec<(f32, usize, usize)> = (0..articles)
        .into_par_iter()
        .flat_map_iter(|article| {
            let range = |article: usize| first(article)..first(article + 1);
            let mine = nouns(items, range(article));
            let mut found = Vec::new();
            let others = scorer.stories.of(article).iter().filter(|(other, _)| *other > article);
            for &(other, story) in others {
                let theirs = nouns(items, range(other));
                common(&mine, &theirs, |a, b| found.extend(scorer.score_in(a, b, story).map(|score| (score, a, b))));
            }
            common(&mine, &mine, |a, b| {
                if a < b {
                    found.extend(scorer.score(a, b).map(|score| (score, a, b)));
                }
            });
            found.retain(|(score, ..)| *score >= LEAST);
            found
        })
        .collect();
    scored.par_sort_unstable_by(|x, y| y.0.total_cmp(&x.0).then((x.1, x.2).cmp(&(y.1, y.2))));
    scored.dedup();
    scored
}

/// The nouns of some items, sorted, each with its item.
fn nouns(items: &[Item<'_>], range: std::ops::Range<usize>) -> Vec<(Key, usize)> {
    let mut nouns: Vec<(Key, usize)> =
        range.flat_map(|at| items[at].told.nouns.iter().map(move |&noun| (noun, at))).collect();
    nouns.sort_unstable();
    nouns
}

/// Calls `found` with each pair of items that share a noun.
fn common(mine: &[(Key, usize)], theirs: &[(Key, usize)], mut found: impl FnMut(usize, usize)) {
    for &(noun, a) in mine {
        let from = theirs.partition_point(|&(other, _)| other < noun);
        theirs[from..].iter().take_while(|&&(other, _)| other == noun).for_each(|&(_, b)| found(a, b));
    }
}

/// The mean score of the pairs of two clusters; `None` where any two of them cannot be one.
fn mean(a: &[usize], b: &[usize], scorer: &Scorer<'_>) -> Option<f32> {
    let (mut sum, mut count) = (0.0, 0.0);
    for x in sample(a) {
        for y in sample(b) {
            if scorer.apart(x, y) {
                return None;
            }
            sum += scorer.score(x, y).unwrap_or(0.0);
            count += 1.0;
        }
    }
    Some(sum / count)
}
