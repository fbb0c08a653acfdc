//! The transformer encoder: wordpieces of several windows → one vector a token.
//!
//! Windows are never padded: their rows stand one after the other for the linear layers, and attention runs within each.

use std::ops::Range;

use super::kernel::{AttentionScratch, Rows8, add_norm, attend, embed_norm, gelu};
use super::model::{HIDDEN, Layer, Model};
use super::{Level, Tier};

/// Most rows that pass the linear layers together, so that what is between them stays in the second-level cache.
const ROWS: usize = 96;
/// Rows of the largest register tile of the matrix products.
const TILE: usize = 12;

/// Windows of one article as wordpieces.
#[derive(Debug, Default)]
pub(super) struct Batch {
    /// Wordpiece and casing class of every row.
    rows: Vec<(u32, u8)>,
    /// Rows of every window, with its two marks.
    windows: Vec<Range<usize>>,
    /// First and last row of every token.
    tokens: Vec<(usize, usize)>,
}

impl Batch {
    /// Forgets all windows.
    pub(super) fn clear(&mut self) {
        self.rows.clear();
        self.windows.clear();
        self.tokens.clear();
    }

    /// Number of rows.
    pub(super) fn len(&self) -> usize {
        self.rows.len()
    }

    /// Appends a window between the marks `cls` and `sep`: the pieces and casing class of every token.
    pub(super) fn push<'a>(&mut self, cls: u32, sep: u32, tokens: impl Iterator<Item = (&'a [u32], u8)>) {
        let start = self.rows.len();
        self.rows.push((cls, 0));
        for (pieces, class) in tokens {
            let first = self.rows.len();
            self.rows.extend(pieces.iter().map(|&piece| (piece, class)));
            self.tokens.push((first, self.rows.len() - 1));
        }
        self.rows.push((sep, 0));
        self.windows.push(start..self.rows.len());
    }
}

/// Buffers that are used again from batch to batch.
#[derive(Debug, Default)]
pub(super) struct Scratch {
    x: Vec<f32>,
    qkv: Vec<f32>,
    context: Vec<f32>,
    part: Vec<f32>,
    wide: Vec<f32>,
    bytes: Rows8,
    attention: AttentionScratch,
}

/// Encodes a batch; `vectors` gets one row of [`HIDDEN`] values a token. The fast tier leaves the encoder at the exit of
/// the model, where it has one.
pub(super) fn encode(
    model: &Model,
    level: Level,
    tier: Tier,
    batch: &Batch,
    scratch: &mut Scratch,
    vectors: &mut Vec<f32>,
) {
    let exit = model.exit.as_ref().filter(|_| tier == Tier::Fast);
    let layers = exit.map_or(model.layers.as_slice(), |exit| &model.layers[..exit.layers]);
    embed(model, level, batch, &mut scratch.x);
    scratch.context.resize(scratch.x.len(), 0.0);
    for layer in layers {
        run_layer(model, level, layer, batch, scratch);
    }
    vectors.clear();
    vectors.reserve(batch.tokens.len() * HIDDEN);
    for &(first, last) in &batch.tokens {
        let (first, last) = (&scratch.x[first * HIDDEN..][..HIDDEN], &scratch.x[last * HIDDEN..][..HIDDEN]);
        vectors.extend(first.iter().zip(last).map(|(a, b)| (a + b) * 0.5));
    }
    if let Some(exit) = exit {
        exit.map.apply_floats(level, vectors, &mut scratch.bytes, &mut scratch.part);
        std::mem::swap(vectors, &mut scratch.part);
    }
}

fn embed(model: &Model, level: Level, batch: &Batch, x: &mut Vec<f32>) {
    let table = &model.embeddings;
    x.clear();
    x.reserve(batch.rows.len() * HIDDEN);
    for window in &batch.windows {
        for (position, &(piece, class)) in batch.rows[window.clone()].iter().enumerate() {
            let word = &table.word[piece as usize * HIDDEN..][..HIDDEN];
            let scale = table.word_scale[piece as usize];
            let position = &table.position[position * HIDDEN..][..HIDDEN];
            let casing = &table.casing[usize::from(class) * HIDDEN..][..HIDDEN];
            let sums = word.iter().zip(position).zip(casing);
            x.extend(sums.map(|((&word, position), casing)| f32::from(word) * scale + position + casing));
        }
    }
    embed_norm(level, x, &table.norm.weight, &table.norm.bias);
}

/// How many of a batch's rows pass the linear layers together: parts of even size, as all weights are read for each.
fn together(rows: usize) -> usize {
    let parts = rows.div_ceil(ROWS).max(1);
    rows.div_ceil(parts).next_multiple_of(TILE).max(TILE)
}

fn run_layer(model: &Model, level: Level, layer: &Layer, batch: &Batch, scratch: &mut Scratch) {
    let Scratch { x, qkv, context, part, wide, bytes, attention } = scratch;
    let rows = together(batch.rows.len());
    qkv.resize(batch.rows.len() * 3 * HIDDEN, 0.0);
    for (x, qkv) in x.chunks(rows * HIDDEN).zip(qkv.chunks_mut(rows * 3 * HIDDEN)) {
        bytes.quantize(level, x, HIDDEN);
        layer.qkv.apply(level, bytes, qkv);
    }
    for window in &batch.windows {
        let rows = window.start * HIDDEN..window.end * HIDDEN;
        attend(level, &qkv[rows.start * 3..rows.end * 3], model.config.heads, attention, &mut context[rows]);
    }
    for (x, context) in x.chunks_mut(rows * HIDDEN).zip(context.chunks(rows * HIDDEN)) {
        layer.attention_output.apply_floats(level, context, bytes, part);
        add_norm(level, x, part, &layer.attention_norm.weight, &layer.attention_norm.bias);
        layer.intermediate.apply_floats(level, x, bytes, wide);
        gelu(level, wide);
        layer.output.apply_floats(level, wide, bytes, part);
        add_norm(level, x, part, &layer.output_norm.weight, &layer.output_norm.bias);
    }
}
