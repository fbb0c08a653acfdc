//! Noun phrases as the encoder sees them: which spans of words are mentions, and how well two of them go together.
//!
//! Spans are scored by their first and last word (Yu, Bohnet and Poesio 2020), pairs by the scalar products of several
//! views of their vectors and by features that agreement and position give (after Lee and others 2017).

use std::ops::Range;
use std::sync::Arc;

use super::kernel::{Level, Quantized, Rows8, dots, gelu, softmax};
use super::model::{File, HIDDEN};
use super::ties;
use crate::document::{EntityType, TokenId};
use crate::{Error, Result};

/// Views that two mentions are compared in, and values of each.
const VIEWS: usize = 16;
const VIEW: usize = 16;
/// Values of a mention's vector.
const MENTION: usize = VIEWS * VIEW;
/// Hidden values of a pair.
const PAIR: usize = 64;
/// Score from which a span is a mention.
const IS_MENTION: f32 = 0.0;
/// Most words of a mention.
const LONGEST: usize = 80;

/// Weights for mentions and chains.
#[derive(Debug)]
pub(super) struct Weights {
    /// Vectors of a word as first and as last of a span, side by side.
    edges: Quantized,
    /// From a first word's vector to what a last word's is multiplied with.
    span: Quantized,
    /// First, last and head word → mention.
    mention: Quantized,
    /// Mention → its vectors as anaphor and as antecedent, the score of beginning a chain, the scores of its sort.
    heads: Quantized,
    /// What mentions refer to; nothing for what no actor or event is (a time, a substance).
    kinds: Vec<Option<EntityType>>,
    ranker: Arc<Ranker>,
}

/// Scores pairs of mentions.
#[derive(Debug)]
pub(super) struct Ranker {
    /// A row of [`PAIR`] values for each view, scaled.
    views: Vec<f32>,
    bias: Vec<f32>,
    /// A row for each value of each feature.
    features: Vec<f32>,
    output: Vec<f32>,
    output_bias: f32,
}

/// A span that is a mention, or that a name needs to be compared by.
#[derive(Debug, Clone)]
pub(super) struct Phrase {
    pub(super) tokens: Range<TokenId>,
    /// The word whose governor lies outside.
    pub(super) head: TokenId,
    /// Whether the span itself is a mention, and not only the name within it.
    pub(super) is_mention: bool,
    /// What it most likely refers to, if it is a kind of actor or event.
    pub(super) kind: Option<EntityType>,
    /// Probability of that.
    pub(super) certainty: f32,
    /// Score of beginning a chain: what antecedents must exceed.
    pub(super) first_of_chain: f32,
    anaphor: Vector,
    antecedent: Vector,
}

/// A vector of [`MENTION`] small integers and their scale: whole numbers multiply the same on every machine.
#[derive(Debug, Clone)]
struct Vector {
    values: Box<[i8; MENTION]>,
    scale: f32,
}

/// The phrases of an article, sorted by first token, longer first, with what compares them.
#[derive(Debug, Clone, Default)]
pub struct Phrases {
    pub(super) items: Vec<Phrase>,
    ranker: Option<(Arc<Ranker>, Level)>,
    /// Word vectors, a row a token, for what compares words later.
    vectors: Rows8,
    ties: Option<(Arc<ties::Weights>, Level)>,
}

/// What is known of a batch of tokens.
#[derive(Debug)]
pub(super) struct Sentences {
    /// The first token.
    pub(super) base: TokenId,
    /// Tokens of its sentences.
    pub(super) sentences: Vec<Range<TokenId>>,
    /// Tokens of its names.
    pub(super) names: Vec<Range<TokenId>>,
}

/// Buffers of one analysis.
#[derive(Debug, Default)]
pub(super) struct Scratch {
    edges: Vec<f32>,
    firsts: Vec<f32>,
    products: Vec<f32>,
    scores: Vec<f32>,
    rows: Vec<f32>,
    vectors: Vec<f32>,
    outputs: Vec<f32>,
    bytes: Rows8,
}

impl Weights {
    /// Takes the weights from a model file.
    pub(super) fn read(file: &File<'_>, kinds: &[String], features: usize) -> Result<Self> {
        let edge = file.length("edge.0.bias");
        let side = edge + 1;
        let (mut weight, mut bias) = (Vec::new(), Vec::new());
        for name in ["edge.0", "edge.1"] {
            weight.extend(file.floats(&format!("{name}.weight"), &[edge, HIDDEN])?);
            bias.extend(file.floats(&format!("{name}.bias"), &[edge])?);
        }
        if !edge.is_multiple_of(16) {
            return Err(Error::data(
                "data/model/model.safetensors",
                "sizes of spans that this program does not support",
            ));
        }
        let (matrix, constant) = super::parser::transposed(&file.floats("span.weight", &[side, side])?, side, side);
        let (mut heads, mut heads_bias) = (Vec::new(), Vec::new());
        for (name, outputs) in
            [("anaphor", MENTION), ("antecedent", MENTION), ("first_of_chain", 1), ("mention_type", kinds.len())]
        {
            heads.extend(file.floats(&format!("{name}.weight"), &[outputs, MENTION])?);
            heads_bias.extend(file.floats(&format!("{name}.bias"), &[outputs])?);
        }
        let views = file.floats("views.weight", &[PAIR, VIEWS])?;
        let scale = 1.0 / (VIEW as f32).sqrt();
        let ranker = Ranker {
            views: (0..VIEWS)
                .flat_map(|v| (0..PAIR).map(move |p| (v, p)))
                .map(|(v, p)| views[p * VIEWS + v] * scale)
                .collect(),
            bias: file.floats("views.bias", &[PAIR])?,
            features: file.floats("features.weight", &[features, PAIR])?,
            output: file.floats("pair.weight", &[1, PAIR])?,
            output_bias: file.floats("pair.bias", &[1])?[0],
        };
        Ok(Self {
            edges: Quantized::from_floats(&weight, &bias, HIDDEN),
            span: Quantized::from_floats(&matrix, &constant, edge),
            mention: Quantized::from_floats(
                &file.floats("mention.weight", &[MENTION, 3 * HIDDEN])?,
                &file.floats("mention.bias", &[MENTION])?,
                3 * HIDDEN,
            ),
            heads: Quantized::from_floats(&heads, &heads_bias, MENTION),
            kinds: kinds.iter().map(|kind| EntityType::parse(kind)).collect(),
            ranker: Arc::new(ranker),
        })
    }

    /// No phrases yet, to be filled by [`Weights::find`].
    pub(super) fn phrases(&self, level: Level) -> Phrases {
        Phrases { ranker: Some((Arc::clone(&self.ranker), level)), ..Phrases::default() }
    }

    /// Finds the phrases of a batch. `words` has a row a token; `head` gives the head word of a range of tokens.
    pub(super) fn find(
        &self,
        level: Level,
        words: &[f32],
        batch: &Sentences,
        head: impl Fn(&Range<TokenId>) -> TokenId,
        scratch: &mut Scratch,
        phrases: &mut Phrases,
    ) {
        let base = batch.base;
        let Scratch { edges, firsts, products, scores, rows, vectors, outputs, bytes } = scratch;
        self.edges.apply_floats(level, words, bytes, edges);
        gelu(level, edges);
        let width = self.edges.outputs();
        let edge = width / 2;
        firsts.clear();
        firsts.extend(edges.chunks_exact(width).flat_map(|row| &row[..edge]));
        self.span.apply_floats(level, firsts, bytes, products);
        let mut found: Vec<(Range<TokenId>, bool)> = Vec::new();
        for sentence in &batch.sentences {
            for first in sentence.clone() {
                let product = &products[(first - base) * self.span.outputs()..][..edge + 1];
                scores.resize(sentence.end.min(first + LONGEST) - first, 0.0);
                dots(level, &product[..edge], &edges[(first - base) * width + edge..], width, scores);
                let mentions = scores.iter().zip(first..).filter(|(score, _)| **score + product[edge] > IS_MENTION);
                found.extend(mentions.map(|(_, last)| (first..last + 1, true)));
            }
        }
        let mut heads: Vec<TokenId> = found.iter().map(|(tokens, _)| head(tokens)).collect();
        // A name that no span shares its head with is compared by itself.
        for name in &batch.names {
            let at = head(name);
            if !heads.contains(&at) {
                found.push((name.clone(), false));
                heads.push(at);
            }
        }
        if found.is_empty() {
            return;
        }
        rows.clear();
        for ((tokens, _), &head) in found.iter().zip(&heads) {
            for token in [tokens.start, tokens.end - 1, head] {
                rows.extend_from_slice(&words[(token - base) * HIDDEN..][..HIDDEN]);
            }
        }
        self.mention.apply_floats(level, rows, bytes, vectors);
        gelu(level, vectors);
        self.heads.apply_floats(level, vectors, bytes, outputs);
        let start = phrases.items.len();
        for (((tokens, is_mention), head), row) in
            found.into_iter().zip(heads).zip(outputs.chunks_exact(self.heads.outputs()))
        {
            let mut kinds = row[2 * MENTION + 1..][..self.kinds.len()].to_vec();
            softmax(&mut kinds);
            let best = (0..kinds.len()).fold(0, |best, at| if kinds[at] > kinds[best] { at } else { best });
            phrases.items.push(Phrase {
                tokens,
                head,
                is_mention,
                kind: self.kinds[best],
                certainty: kinds[best],
                first_of_chain: row[2 * MENTION],
                anaphor: Vector::of(&row[..MENTION]),
                antecedent: Vector::of(&row[MENTION..2 * MENTION]),
            });
        }
        phrases.items[start..].sort_by_key(|phrase| (phrase.tokens.start, std::cmp::Reverse(phrase.tokens.end)));
    }
}

impl Vector {
    fn of(row: &[f32]) -> Self {
        let greatest = row.iter().fold(0.0_f32, |most, value| most.max(value.abs()));
        let scale = if greatest > 0.0 { greatest / 127.0 } else { 1.0 };
        let mut values = Box::new([0; MENTION]);
        for (value, x) in values.iter_mut().zip(row) {
            // In range by the choice of the scale.
            *value = (x / scale).round_ties_even() as i8;
        }
        Self { values, scale }
    }
}

impl Phrases {
    /// Keeps the word vectors of the next tokens, to be read for relations with `weights`.
    pub(super) fn keep(&mut self, level: Level, words: &[f32], weights: Option<&Arc<ties::Weights>>) {
        self.vectors.append(level, words, HIDDEN);
        self.ties = weights.map(|weights| (Arc::clone(weights), level));
    }

    /// The kept word vectors.
    pub(super) fn vectors(&self) -> &Rows8 {
        &self.vectors
    }

    /// What reads relations off the vectors.
    pub(super) fn ties(&self) -> Option<(&ties::Weights, Level)> {
        self.ties.as_ref().map(|(weights, level)| (&**weights, *level))
    }

    /// The vector of a word, as later comparisons see it; empty where none was kept.
    pub fn vector(&self, token: TokenId) -> Vec<f32> {
        if token < self.vectors.len() { self.vectors.floats(token, HIDDEN).collect() } else { Vec::new() }
    }

    /// Whether a model looked at the article; without one there is nothing to compare by.
    pub(super) fn are_known(&self) -> bool {
        self.ranker.is_some()
    }

    /// How well `antecedent` is what `anaphor` takes up, to be held against the anaphor's [`Phrase::first_of_chain`].
    /// `features` are rows of the feature table.
    pub(super) fn score(&self, antecedent: usize, anaphor: usize, features: &[usize]) -> f32 {
        let Some((ranker, level)) = &self.ranker else { return f32::NEG_INFINITY };
        let (a, b) = (&self.items[anaphor].anaphor, &self.items[antecedent].antecedent);
        let scale = a.scale * b.scale;
        let mut hidden = [0.0_f32; PAIR];
        hidden.copy_from_slice(&ranker.bias);
        for feature in features {
            for (value, weight) in hidden.iter_mut().zip(&ranker.features[feature * PAIR..][..PAIR]) {
                *value += weight;
            }
        }
        for (view, weights) in ranker.views.chunks_exact(PAIR).enumerate() {
            let values = view * VIEW..(view + 1) * VIEW;
            let product: i32 = a.values[values.clone()]
                .iter()
                .zip(&b.values[values])
                .map(|(&x, &y)| i32::from(x) * i32::from(y))
                .sum();
            let product = product as f32 * scale;
            for (value, weight) in hidden.iter_mut().zip(weights) {
                *value += product * weight;
            }
        }
        for value in &mut hidden {
            *value = value.max(0.0);
        }
        let mut score = [0.0];
        dots(*level, &hidden, &ranker.output, 0, &mut score);
        score[0] + ranker.output_bias
    }
}
