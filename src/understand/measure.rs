//! What the engine's stages cost, for benchmarks: `cargo bench --bench understand`.

use std::time::Duration;

use super::kernel::{Quantized, Rows8};
use super::model::{HIDDEN, Layer};
use super::{Engine, Level, Tier};

/// A stage of [`Engine::analyze`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Words, wordpieces, places where sentences may begin.
    Tokenize,
    /// The transformer encoder.
    Encode,
    /// Tags, lemmas, dependencies.
    Parse,
    /// Names.
    Names,
    /// Phrases for coreference to compare.
    Phrases,
}

impl Stage {
    /// All stages, in order.
    pub const ALL: [Self; 5] = [Self::Tokenize, Self::Encode, Self::Parse, Self::Names, Self::Phrases];
}

/// Work and time of [`Engine::analyze`].
#[derive(Debug, Clone, Copy, Default)]
pub struct Costs {
    /// Words.
    pub words: usize,
    /// 8-bit operations of the encoder's matrix products: two for a multiplication with its addition.
    pub operations: f64,
    /// Time of every stage, in the order of [`Stage::ALL`].
    pub times: [Duration; Stage::ALL.len()],
}

impl Engine {
    /// Analyzes a text and tells what that cost by `clock`, which says how much time has passed since some moment.
    pub fn measure(&self, text: &str, clock: impl Fn() -> Duration) -> Costs {
        let mut costs = Costs::default();
        let (mut before, mut rows) = (clock(), 0);
        let (document, _) = self.read_watched(text, &mut |stage, done| {
            let now = clock();
            costs.times[stage as usize] += now - before;
            before = now;
            rows += if stage == Stage::Encode { done } else { 0 };
        });
        costs.words = document.tokens.len();
        let model = &self.0.model;
        let exit = model.exit.as_ref().filter(|_| self.0.tier == Tier::Fast).map(|exit| exit.layers);
        let layers = &model.layers[..exit.unwrap_or(model.layers.len())];
        costs.operations = rows as f64 * layers.iter().map(operations).sum::<f64>();
        costs
    }
}

/// 8-bit operations of a layer for one row.
fn operations(layer: &Layer) -> f64 {
    let products = [&layer.qkv, &layer.attention_output, &layer.intermediate, &layer.output];
    products.iter().map(|product| 2.0 * product.weights() as f64).sum()
}

/// One matrix product of the shape of the encoder's.
pub struct Product {
    level: Level,
    layer: Quantized,
    rows: Rows8,
    out: Vec<f32>,
}

impl Product {
    /// `rows` times a matrix of the encoder's width and `outputs`, for the instructions of `level`.
    pub fn new(level: Level, rows: usize, outputs: usize) -> Self {
        let values = |count: usize| (0..count).map(|at| (at * 37 % 101) as f32 - 50.0).collect::<Vec<f32>>();
        let mut bytes = Rows8::default();
        bytes.quantize(level, &values(rows * HIDDEN), HIDDEN);
        Self {
            level,
            layer: Quantized::from_floats(&values(outputs * HIDDEN), &values(outputs), HIDDEN),
            rows: bytes,
            out: vec![0.0; rows * outputs.next_multiple_of(16)],
        }
    }

    /// Works it out.
    pub fn run(&mut self) {
        self.layer.apply(self.level, &self.rows, &mut self.out);
    }

    /// 8-bit operations that it takes.
    pub fn operations(&self) -> f64 {
        2.0 * self.layer.weights() as f64 * (self.out.len() / self.layer.outputs()) as f64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_measured_text_has_costs() {
        let engine = Engine::load().unwrap();
        let start = std::time::Instant::now();
        let costs = engine.measure("Barack Obama met Xi Jinping in Beijing.", || start.elapsed());
        assert_eq!(costs.words, 8);
        assert!(costs.operations > 1e8 && costs.times.iter().all(|time| !time.is_zero()));
        for level in Level::available() {
            let mut product = Product::new(level, 5, 48);
            product.run();
            assert_eq!(product.operations(), 2.0 * 5.0 * 48.0 * HIDDEN as f64);
        }
    }
}
