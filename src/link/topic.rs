//! How much two articles have in common: cosine of their names and content words, rare ones counting more.

use std::collections::BTreeMap;

use super::profile::Context;

/// Weighted words of all articles.
#[derive(Debug, Default)]
pub(crate) struct Topics {
    vectors: Vec<Vec<(u32, f32)>>,
    /// The numbers of names (`=barack obama`) that hold a word.
    names: BTreeMap<String, Vec<u32>>,
    /// The articles of every word that is among the most telling of one, and rare.
    rare: BTreeMap<u32, Vec<usize>>,
}

/// Most telling words of an article by which others of its story are found.
const TELLING: usize = 24;
/// Articles that a rare word stands in at most.
const RARE: usize = 100;

impl Topics {
    /// Weighs the words of articles by how few articles have them.
    pub(crate) fn new(contexts: &[Context]) -> Self {
        let mut numbers: BTreeMap<&str, (u32, u32)> = BTreeMap::new();
        for context in contexts {
            for word in context.topic.keys() {
                let next = numbers.len() as u32;
                numbers.entry(word).or_insert((next, 0)).1 += 1;
            }
        }
        let mut names: BTreeMap<String, Vec<u32>> = BTreeMap::new();
        for (word, (number, _)) in &numbers {
            for part in word.strip_prefix('=').into_iter().flat_map(|name| name.split(' ')) {
                names.entry(part.to_owned()).or_default().push(*number);
            }
        }
        names.values_mut().for_each(|numbers| numbers.sort_unstable());
        let all = contexts.len() as f32;
        let vectors = contexts
            .iter()
            .map(|context| {
                let mut vector: Vec<(u32, f32)> = context
                    .topic
                    .iter()
                    .map(|(word, weight)| {
                        let (number, articles) = numbers[word.as_str()];
                        (number, weight * (1.0 + all / articles as f32).ln())
                    })
                    .collect();
                vector.sort_by_key(|(number, _)| *number);
                let norm = vector.iter().map(|(_, weight)| weight * weight).sum::<f32>().sqrt().max(f32::MIN_POSITIVE);
                vector.iter_mut().for_each(|(_, weight)| *weight /= norm);
                vector
            })
            .collect();
        let mut topics = Self { vectors, names, rare: BTreeMap::new() };
        for article in 0..topics.vectors.len() {
            for word in topics.telling(article) {
                topics.rare.entry(word).or_default().push(article);
            }
        }
        topics.rare.retain(|_, articles| articles.len() <= RARE);
        topics
    }

    /// The words that weigh most in an article.
    fn telling(&self, article: usize) -> Vec<u32> {
        let mut words: Vec<(u32, f32)> = self.vectors.get(article).cloned().unwrap_or_default();
        words.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        words.into_iter().take(TELLING).map(|(word, _)| word).collect()
    }

    /// Articles that share a rare and telling word with one: most of those that tell its story. Ascending.
    pub(crate) fn near(&self, article: usize) -> Vec<usize> {
        let words = self.telling(article);
        let mut near: Vec<usize> = words.iter().filter_map(|word| self.rare.get(word)).flatten().copied().collect();
        near.sort_unstable();
        near.dedup();
        near
    }

    /// The words that say nothing about whether two of a name are one: the names that hold its last word.
    pub(crate) fn own(&self, key: &str) -> &[u32] {
        key.rsplit(' ').next().and_then(|word| self.names.get(word)).map_or(&[], Vec::as_slice)
    }

    /// 0 (nothing in common) to 1 (the same words), but for the words of `own`.
    pub(crate) fn likeness(&self, a: usize, b: usize, own: &[u32]) -> f32 {
        let (Some(a), Some(b)) = (self.vectors.get(a), self.vectors.get(b)) else { return 0.0 };
        let (mut i, mut j, mut sum) = (0, 0, 0.0);
        while i < a.len() && j < b.len() {
            match a[i].0.cmp(&b[j].0) {
                std::cmp::Ordering::Less => i += 1,
                std::cmp::Ordering::Greater => j += 1,
                std::cmp::Ordering::Equal => {
                    if own.binary_search(&a[i].0).is_err() {
                        sum += a[i].1 * b[j].1;
                    }
                    (i, j) = (i + 1, j + 1);
                }
            }
        }
        sum
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shared_rare_words_count() {
        let context = |words: &[&str]| Context {
            topic: words.iter().map(|word| ((*word).to_owned(), 1.0)).collect(),
            ..Context::default()
        };
        let topics = Topics::new(&[
            context(&["say", "volcano", "ash"]),
            context(&["say", "volcano"]),
            context(&["say", "vote"]),
        ]);
        assert!((topics.likeness(0, 0, &[]) - 1.0).abs() < 1e-5);
        assert!(topics.likeness(0, 1, &[]) > topics.likeness(0, 2, &[]));
    }
}
