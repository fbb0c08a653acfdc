//! Near-duplicates: syndicated copies and lightly edited versions of one article.
//!
//! MinHash over runs of five words (Broder 1997), candidates by locality-sensitive hashing of bands (Leskovec,
//! Rajaraman and Ullman, *Mining of Massive Datasets*, chapter 3). All hashes are fixed, so that the same articles give
//! the same answer everywhere.

use std::collections::BTreeMap;

use unicode_segmentation::UnicodeSegmentation;

use crate::article::Article;

const SHINGLE: usize = 5;
const HASHES: usize = 128;
const ROWS: usize = 4;
/// Texts whose word runs agree at least this much are one article.
const SAME: f64 = 0.6;
/// A text that another one holds nearly whole is a shortened copy of it…
const HELD: f64 = 0.85;
/// …where their word runs agree at least this much.
const SAME_WHERE_HELD: f64 = 0.35;
/// Texts with fewer word runs are only compared as a whole.
const FEW: usize = 15;

/// What is kept of an article to recognise copies of it.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Signature {
    /// Identifier of the article.
    pub id: String,
    /// Its publication time: the earliest of several copies is the original.
    pub published: Option<String>,
    /// How many runs of words it has.
    length: usize,
    /// Hash of all its words.
    whole: u64,
    /// The least hash of its runs under each of 128 hash functions.
    least: Vec<u32>,
}

impl Signature {
    /// The signature of an article's text.
    pub fn of(article: &Article) -> Self {
        let words: Vec<u64> = article.text.unicode_words().map(|word| hash(word.to_lowercase().as_bytes())).collect();
        let combine = |hashes: &[u64]| hashes.iter().fold(0, |all, word| mix(all ^ word));
        let mut least = vec![u32::MAX; HASHES];
        for run in words.windows(SHINGLE) {
            let run = combine(run);
            for (slot, seed) in least.iter_mut().zip(1u64..) {
                *slot = (*slot).min((mix(run ^ mix(seed)) >> 32) as u32);
            }
        }
        Self {
            id: article.id.clone(),
            published: article.published.clone(),
            length: (words.len() + 1).saturating_sub(SHINGLE),
            whole: combine(&words),
            least,
        }
    }

    /// Whether the two articles are copies of each other.
    fn is_copy_of(&self, other: &Self) -> bool {
        if self.whole == other.whole {
            return true;
        }
        let (short, long) = (self.length.min(other.length), self.length.max(other.length));
        if short < FEW {
            return false;
        }
        let agreeing = self.least.iter().zip(&other.least).filter(|(a, b)| a == b).count();
        let jaccard = agreeing as f64 / HASHES as f64;
        let shared = jaccard * (short + long) as f64 / (1.0 + jaccard);
        jaccard >= SAME || (jaccard >= SAME_WHERE_HELD && shared >= HELD * short as f64)
    }

    /// Keys of which two copies most likely share one.
    fn keys(&self) -> impl Iterator<Item = (usize, u64)> {
        let bands = self.least.chunks(ROWS).take(if self.length < FEW { 0 } else { HASHES }).enumerate();
        let bands = bands.map(|(band, rows)| (band, rows.iter().fold(0, |all, &row| mix(all ^ u64::from(row)))));
        bands.chain([(usize::MAX, self.whole)])
    }
}

/// FNV-1a.
fn hash(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, &byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

/// The finalizer of SplitMix64.
const fn mix(value: u64) -> u64 {
    let value = value.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let value = (value ^ (value >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let value = (value ^ (value >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    value ^ (value >> 31)
}

/// For each copy among `signatures` the index of its original: the earliest published, the first in order among
/// equals; articles without a date come after those with one. No original is itself a copy.
///
/// Adding articles to a graph step by step gives what building it at once gives when the signatures of all articles,
/// old and new, are passed in a fixed order.
pub fn find_duplicates(signatures: &[Signature]) -> BTreeMap<usize, usize> {
    let mut order: Vec<usize> = (0..signatures.len()).collect();
    order.sort_by_key(|&index| (signatures[index].published.is_none(), &signatures[index].published, index));
    let mut originals: BTreeMap<(usize, u64), Vec<usize>> = BTreeMap::new();
    let mut copies = BTreeMap::new();
    for index in order {
        let signature = &signatures[index];
        let mut candidates: Vec<usize> =
            signature.keys().filter_map(|key| originals.get(&key)).flatten().copied().collect();
        candidates.sort_unstable();
        candidates.dedup();
        let key = |&candidate: &usize| {
            (signatures[candidate].published.is_none(), &signatures[candidate].published, candidate)
        };
        let found = candidates.into_iter().filter(|&at| signature.is_copy_of(&signatures[at])).min_by_key(key);
        if let Some(original) = found {
            copies.insert(index, original);
        } else {
            for key in signature.keys() {
                originals.entry(key).or_default().push(index);
            }
        }
    }
    copies
}

/// Sets [`Article::duplicate_of`] on each copy to the identifier of its original, and clears it on all others.
pub fn mark_duplicates(articles: &mut [Article]) {
    let signatures: Vec<Signature> = articles.iter().map(Signature::of).collect();
    let copies = find_duplicates(&signatures);
    for (index, article) in articles.iter_mut().enumerate() {
        article.duplicate_of = copies.get(&index).map(|&original| signatures[original].id.clone());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A text of `sentences` made of numbered words, so that no two runs are alike.
    fn text(from: usize, sentences: usize) -> String {
        (from..from + sentences)
            .map(|n| format!("Minister n{n} met mayor m{n} in town t{n} about issue i{n}. "))
            .collect()
    }

    fn articles(texts: &[(&str, Option<&str>, String)]) -> Vec<Article> {
        let article = |(id, published, text): &(&str, Option<&str>, String)| Article {
            id: (*id).into(),
            published: published.map(Into::into),
            text: text.clone(),
            ..Article::default()
        };
        texts.iter().map(article).collect()
    }

    fn marks(articles: &[Article]) -> Vec<Option<&str>> {
        articles.iter().map(|article| article.duplicate_of.as_deref()).collect()
    }

    #[test]
    fn copies_lead_to_the_earliest() {
        let edited = text(0, 40).replace("mayor m7", "the mayor of the city").to_uppercase();
        let mut all = articles(&[
            ("late", Some("2020-02-02"), text(0, 40)),
            ("early", Some("2020-02-01"), edited + " (Reporting by others.)"),
            ("cut", None, text(0, 25)),
            ("other", Some("2020-02-01"), text(100, 40)),
            ("half-shared", Some("2020-02-03"), text(20, 40)),
        ]);
        mark_duplicates(&mut all);
        assert_eq!(marks(&all), [Some("early"), None, Some("early"), None, None]);
    }

    #[test]
    fn short_texts_are_copies_only_when_equal() {
        let mut all = articles(&[
            ("a", None, "Rain in Spain.".into()),
            ("b", None, "rain in Spain".into()),
            ("c", None, "Rain in France.".into()),
        ]);
        mark_duplicates(&mut all);
        assert_eq!(marks(&all), [None, Some("a"), None]);
    }

    #[test]
    fn known_articles_count() {
        let all = articles(&[("old", Some("2020-01-01"), text(0, 30)), ("new", Some("2020-01-02"), text(0, 30))]);
        let signatures: Vec<_> = all.iter().map(Signature::of).collect();
        assert_eq!(find_duplicates(&signatures), [(1, 0)].into());
        assert_eq!(find_duplicates(&signatures[..1]), [].into());
    }
}
