//! Which articles tell one story: those that share rare words, are alike enough, and appeared near each other in time.

use rayon::prelude::*;

use super::profile::Context;
use super::topic::Topics;

/// Least likeness of two articles of one story.
const LEAST: f32 = 0.1;
/// Articles of its story that one is compared with, at most: time grows with the number of articles, not its square.
const MOST: usize = 40;
/// Days between the first and the last report of a story.
const DAYS: i32 = 45;

/// For each article, those of its story in ascending order, with how alike they are.
#[derive(Debug)]
pub(crate) struct Stories {
    neighbours: Vec<Vec<(usize, f32)>>,
}

impl Stories {
    /// Finds the neighbours of all articles.
    pub(crate) fn new(contexts: &[Context], topics: &Topics) -> Self {
        let mut neighbours: Vec<Vec<(usize, f32)>> = (0..contexts.len())
            .into_par_iter()
            .map(|article| {
                let mut alike: Vec<(usize, f32)> = topics
                    .near(article)
                    .into_iter()
                    .filter(|&other| other != article && in_time(&contexts[article], &contexts[other]))
                    .map(|other| (other, topics.likeness(article, other, &[])))
                    .filter(|(_, likeness)| *likeness >= LEAST)
                    .collect();
                alike.sort_unstable_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
                alike.truncate(MOST);
                alike
            })
            .collect();
        // What is near one way is near the other way.
        let pairs: Vec<(usize, usize, f32)> = neighbours
            .iter()
            .enumerate()
            .flat_map(|(a, near)| near.iter().map(move |&(b, like)| (a, b, like)))
            .collect();
        for (a, b, likeness) in pairs {
            neighbours[b].push((a, likeness));
        }
        for near in &mut neighbours {
            near.sort_unstable_by_key(|&(other, _)| other);
            near.dedup_by_key(|(other, _)| *other);
        }
        Self { neighbours }
    }

    /// The other articles of an article's story.
    pub(crate) fn of(&self, article: usize) -> &[(usize, f32)] {
        self.neighbours.get(article).map_or(&[], Vec::as_slice)
    }

    /// How alike two articles of one story are; `None` where they tell different ones.
    pub(crate) fn likeness(&self, a: usize, b: usize) -> Option<f32> {
        let near = self.of(a);
        near.binary_search_by_key(&b, |&(other, _)| other).ok().map(|at| near[at].1)
    }
}

fn in_time(a: &Context, b: &Context) -> bool {
    match (a.date, b.date) {
        (Some(a), Some(b)) => (a - b).get_days().abs() <= DAYS,
        _ => true,
    }
}
