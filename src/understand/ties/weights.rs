//! The network: mentions, chains and the words between them → scores of every relation.

use std::collections::{BTreeMap, VecDeque};

use serde::Deserialize;

use super::instances::{FEATURES, Instance, MOST_APART};
use crate::document::Document;
use crate::understand::kernel::{Level, Quantized, Rows8, dots, softmax};
use crate::understand::model::{File, HIDDEN};
use crate::{Error, Result};

const ORIGIN: &str = "data/model/relations.safetensors";

/// Instances that go through the network together.
const BATCH: usize = 64;

#[derive(Debug, Deserialize)]
struct Config {
    hidden: usize,
    /// Values of a mention, and of the context of two.
    mention: usize,
    /// Values that words are looked at by.
    key: usize,
    /// Values of a block of the mentions' outer product.
    block: usize,
    /// Values before the scores.
    pair: usize,
    features: Vec<usize>,
    relations: Vec<String>,
    thresholds: Vec<f32>,
    /// Slope and offset that make a score the logarithm of the odds that it is right, on news.
    calibration: [f32; 2],
}

/// Weights that read relations off word vectors.
#[derive(Debug)]
pub(in crate::understand) struct Weights {
    config: Config,
    /// A mention's head word as subject and as object, side by side.
    mention: Quantized,
    /// The greatest values of a chain's head words, likewise.
    chain: Quantized,
    /// A word's key and value, side by side.
    word: Quantized,
    /// Both mentions → what words are looked at by.
    query: Quantized,
    /// The context's share in the subject and in the object, side by side.
    context: Quantized,
    /// A row for each value of each feature.
    features: Vec<f32>,
    /// Subject, object, context and the blocks of their outer product → the pair.
    pair: Quantized,
    output: Quantized,
}

/// Keys and values of a sentence's words.
struct Look {
    sentence: usize,
    words: Vec<f32>,
}

impl Weights {
    /// Takes the weights from their file.
    pub(in crate::understand) fn read(bytes: &[u8]) -> Result<Self> {
        let file = File::open(bytes, "newsgraph-relations", ORIGIN)?;
        let config: Config = file.json("config")?;
        let bad = config.hidden != HIDDEN
            || [config.mention, config.key, config.pair].iter().any(|size| *size == 0 || !size.is_multiple_of(16))
            || config.block == 0
            || !config.mention.is_multiple_of(config.block)
            || config.features != FEATURES
            || config.relations.len() != config.thresholds.len();
        if bad {
            return Err(Error::data(ORIGIN, "sizes that this program does not support"));
        }
        let Config { mention, key, block, pair, .. } = config;
        let one = |name: &str, inputs, outputs| file.quantized(&[name.to_owned()], inputs, outputs);
        let two = |a: &str, b: &str, inputs| file.quantized(&[a.to_owned(), b.to_owned()], inputs, mention);
        Ok(Self {
            mention: two("subject", "object", HIDDEN)?,
            chain: two("subject_chain", "object_chain", HIDDEN)?,
            word: one("word", HIDDEN, key + mention)?,
            query: one("query", 2 * mention, key)?,
            context: two("subject_context", "object_context", mention)?,
            features: file.floats("features.weight", &[FEATURES.iter().sum(), mention])?,
            pair: one("pair", 3 * mention + mention * block, pair)?,
            output: one("output", pair, config.relations.len())?,
            config,
        })
    }

    /// The relations, in the order of their scores.
    pub(super) fn relations(&self) -> &[String] {
        &self.config.relations
    }

    /// Score of each relation from which it is told.
    pub(super) fn thresholds(&self) -> &[f32] {
        &self.config.thresholds
    }

    /// How likely a relation with this score is right.
    pub(super) fn probability(&self, score: f32) -> f32 {
        let [slope, offset] = self.config.calibration;
        let mut both = [0.0, slope * score + offset];
        softmax(&mut both);
        both[1]
    }

    /// Calls `each` with every instance and its scores. `vectors` has a row a token; `instances` are in the order of
    /// their later sentences.
    pub(super) fn scores(
        &self,
        level: Level,
        document: &Document,
        vectors: &Rows8,
        instances: &[Instance],
        mut each: impl FnMut(usize, &[f32]),
    ) {
        let chains = self.chains(level, document, vectors, instances);
        let mut looks = VecDeque::new();
        let (mut rows, mut heads) = (Rows8::default(), Vec::new());
        let (mut subjects, mut contexts) = (Vec::new(), Vec::new());
        let (mut sides, mut queries, mut shares) = (Vec::new(), Vec::new(), Vec::new());
        let (mut inputs, mut hidden, mut scores) = (Vec::new(), Vec::new(), Vec::new());
        let size = self.config.mention;
        for (nth, batch) in instances.chunks(BATCH).enumerate() {
            // Mentions: their head word and their chain.
            vectors.select(level, HIDDEN, batch.iter().flat_map(|i| [i.subject_head, i.object_head]), &mut rows);
            heads.resize(2 * batch.len() * self.mention.outputs(), 0.0);
            self.mention.apply(level, &rows, &mut heads);
            subjects.clear();
            for (instance, heads) in batch.iter().zip(heads.chunks_exact(2 * self.mention.outputs())) {
                let object = &heads[self.mention.outputs() + size..][..size];
                let (subject_chain, object_chain) =
                    (&chains[&instance.subject][..size], &chains[&instance.object][size..2 * size]);
                subjects.extend(heads[..size].iter().zip(subject_chain).map(|(a, b)| a + b));
                subjects.extend(object.iter().zip(object_chain).map(|(a, b)| a + b));
            }
            // What the words of their sentences add, as far as these two make one look at them.
            sides.clear();
            sides.extend(subjects.iter().map(|&value| bounded(value)));
            self.query.apply_floats(level, &sides, &mut rows, &mut queries);
            contexts.clear();
            for (instance, query) in batch.iter().zip(queries.chunks_exact(self.query.outputs())) {
                self.look(level, document, vectors, instance, &mut looks);
                self.attend(level, instance, &query[..self.config.key], &looks, &mut contexts);
            }
            self.context.apply_floats(level, &contexts, &mut rows, &mut shares);
            // The pair.
            inputs.clear();
            let parts = subjects.chunks_exact(2 * size).zip(contexts.chunks_exact(size));
            for ((instance, (both, context)), share) in
                batch.iter().zip(parts).zip(shares.chunks_exact(self.context.outputs()))
            {
                self.input(instance, both, context, share, &mut inputs);
            }
            self.pair.apply_floats(level, &inputs, &mut rows, &mut hidden);
            for value in &mut hidden {
                *value = value.max(0.0);
            }
            self.output.apply_floats(level, &hidden, &mut rows, &mut scores);
            for (at, scores) in scores.chunks_exact(self.output.outputs()).take(batch.len()).enumerate() {
                each(nth * BATCH + at, &scores[..self.config.relations.len()]);
            }
        }
    }

    /// What the chains of the instances are as subject and as object.
    fn chains(
        &self,
        level: Level,
        document: &Document,
        vectors: &Rows8,
        instances: &[Instance],
    ) -> BTreeMap<usize, Vec<f32>> {
        let mut chains: BTreeMap<usize, Vec<f32>> =
            instances.iter().map(|instance| (instance.subject, Vec::new())).collect();
        let (mut rows, mut greatest, mut out) = (Rows8::default(), Vec::new(), Vec::new());
        for (&chain, values) in &mut chains {
            greatest.clear();
            greatest.resize(HIDDEN, f32::NEG_INFINITY);
            for &mention in &document.chains[chain].mentions {
                let head = vectors.floats(document.mentions[mention].head, HIDDEN);
                for (most, value) in greatest.iter_mut().zip(head) {
                    *most = if value > *most { value } else { *most };
                }
            }
            self.chain.apply_floats(level, &greatest, &mut rows, &mut out);
            values.extend_from_slice(&out[..2 * self.config.mention]);
        }
        chains
    }

    /// Works out keys and values of an instance's sentences unless they are at hand; forgets those behind.
    fn look(
        &self,
        level: Level,
        document: &Document,
        vectors: &Rows8,
        instance: &Instance,
        looks: &mut VecDeque<Look>,
    ) {
        let (a, b) = instance.sentences;
        while looks.front().is_some_and(|look| look.sentence + MOST_APART < a.max(b)) {
            looks.pop_front();
        }
        let mut rows = Rows8::default();
        for sentence in [a.min(b), a.max(b)] {
            if looks.iter().all(|look| look.sentence != sentence) {
                vectors.select(level, HIDDEN, document.sentences[sentence].tokens(), &mut rows);
                let mut words = vec![0.0; rows.len() * self.word.outputs()];
                self.word.apply(level, &rows, &mut words);
                // In order of sentences, so that the front is always the earliest.
                let at = looks.iter().position(|look| look.sentence > sentence).unwrap_or(looks.len());
                looks.insert(at, Look { sentence, words });
            }
        }
    }

    /// Adds the mean of the values of the words in an instance's sentences, weighted by how well their keys fit.
    fn attend(&self, level: Level, instance: &Instance, query: &[f32], looks: &VecDeque<Look>, out: &mut Vec<f32>) {
        let (key, size, width) = (self.config.key, self.config.mention, self.word.outputs());
        let (a, b) = instance.sentences;
        let parts: Vec<&Look> = looks.iter().filter(|look| look.sentence == a || look.sentence == b).collect();
        let mut weights: Vec<f32> = Vec::new();
        for look in &parts {
            let start = weights.len();
            weights.resize(start + look.words.len() / width, 0.0);
            dots(level, query, &look.words, width, &mut weights[start..]);
        }
        let scale = 1.0 / (key as f32).sqrt();
        for weight in &mut weights {
            *weight *= scale;
        }
        softmax(&mut weights);
        let start = out.len();
        out.resize(start + size, 0.0);
        let words = parts.iter().flat_map(|look| look.words.chunks_exact(width));
        for (weight, word) in weights.iter().zip(words) {
            for (sum, value) in out[start..].iter_mut().zip(&word[key..][..size]) {
                *sum += weight * value;
            }
        }
    }

    /// Adds the input of the pair's layer.
    fn input(&self, instance: &Instance, both: &[f32], context: &[f32], share: &[f32], inputs: &mut Vec<f32>) {
        let (size, block) = (self.config.mention, self.config.block);
        let start = inputs.len();
        inputs.extend(both.iter().zip(share).map(|(own, share)| bounded(own + share)));
        inputs.extend(context.iter().map(|&value| bounded(value)));
        for &feature in &instance.features {
            for (value, weight) in inputs[start + 2 * size..].iter_mut().zip(&self.features[feature * size..][..size]) {
                *value += weight;
            }
        }
        let sides: Vec<f32> = inputs[start..start + 2 * size].to_vec();
        let (subject, object) = sides.split_at(size);
        for (subject, object) in subject.chunks_exact(block).zip(object.chunks_exact(block)) {
            inputs.extend(subject.iter().flat_map(|a| object.iter().map(move |b| a * b)));
        }
    }
}

/// Between -1 and 1, without the functions that differ from machine to machine.
fn bounded(value: f32) -> f32 {
    value.clamp(-1.0, 1.0)
}
