//! Linear layers in floats, for the heads: every output is a sum over the inputs in order.

use super::lanes::{Lanes, Line};

/// Weights of a float linear layer.
#[derive(Debug)]
pub(in crate::understand) struct Linear {
    /// Packed `[output / 16][input][16]`.
    weights: Vec<Line>,
    bias: Vec<Line>,
    inputs: usize,
}

impl Linear {
    /// Packs `weight` (`[outputs, inputs]`, row-major); a missing bias is zero.
    pub(in crate::understand) fn new(weight: &[f32], bias: Option<&[f32]>, inputs: usize) -> Self {
        let outputs = weight.len() / inputs.max(1);
        let blocks = outputs.div_ceil(16);
        let mut weights = vec![Line([0.0; 16]); blocks * inputs];
        let mut packed_bias = vec![Line([0.0; 16]); blocks];
        for (output, row) in weight.chunks_exact(inputs.max(1)).enumerate() {
            for (input, &w) in row.iter().enumerate() {
                weights[output / 16 * inputs + input].0[output % 16] = w;
            }
            packed_bias[output / 16].0[output % 16] = bias.map_or(0.0, |bias| bias[output]);
        }
        Self { weights, bias: packed_bias, inputs }
    }

    /// Output columns, a multiple of 16.
    pub(in crate::understand) fn outputs(&self) -> usize {
        self.bias.len() * 16
    }

    /// `out = x · Wᵀ + bias` for rows of `inputs` values, row-major with [`Linear::outputs`] columns.
    pub(in crate::understand) fn apply(&self, level: super::Level, x: &[f32], out: &mut Vec<f32>) {
        out.resize(x.len() / self.inputs * self.outputs(), 0.0);
        product(level, self, x, out);
    }
}

super::versions! { product(layer: &Linear, x: &[f32], out: &mut [f32]) = product_generic }

#[inline(always)]
fn product_generic<L: Lanes>(layer: &Linear, x: &[f32], out: &mut [f32]) {
    let rows = x.len() / layer.inputs;
    for (block, bias) in layer.bias.iter().enumerate() {
        let weights = &layer.weights[block * layer.inputs..(block + 1) * layer.inputs];
        let mut row = 0;
        while row + 6 <= rows {
            tile::<L, 6>(layer, weights, bias, &x[row * layer.inputs..], &mut out[row * layer.outputs()..], block);
            row += 6;
        }
        while row < rows {
            tile::<L, 1>(layer, weights, bias, &x[row * layer.inputs..], &mut out[row * layer.outputs()..], block);
            row += 1;
        }
    }
}

#[inline(always)]
fn tile<L: Lanes, const R: usize>(
    layer: &Linear,
    weights: &[Line],
    bias: &Line,
    x: &[f32],
    out: &mut [f32],
    block: usize,
) {
    let mut sums = [L::load(&bias.0); R];
    let rows: [&[f32]; R] = std::array::from_fn(|r| &x[r * layer.inputs..(r + 1) * layer.inputs]);
    for (input, w) in weights.iter().enumerate() {
        let w = L::load(&w.0);
        for r in 0..R {
            sums[r] = sums[r].add(w.mul(L::splat(rows[r][input])));
        }
    }
    for (r, sum) in sums.into_iter().enumerate() {
        sum.store(&mut out[r * layer.outputs() + block * 16..]);
    }
}

/// Dot product of equally long slices in 16 partial sums.
pub(in crate::understand) fn dot(a: &[f32], b: &[f32]) -> f32 {
    let mut sums = [0.0; 16];
    let (a_parts, b_parts) = (a.chunks_exact(16), b.chunks_exact(16));
    for (at, (x, y)) in a_parts.remainder().iter().zip(b_parts.remainder()).enumerate() {
        sums[at] = x * y;
    }
    for (x, y) in a_parts.zip(b_parts) {
        for lane in 0..16 {
            sums[lane] += x[lane] * y[lane];
        }
    }
    for width in [8, 4, 2, 1] {
        for at in 0..width {
            sums[at] += sums[at + width];
        }
    }
    sums[0]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::understand::kernel::Level;

    #[test]
    fn product_and_dot_agree_with_plain_sums() {
        let (inputs, outputs, rows) = (21, 19, 8);
        let weight: Vec<f32> = (0..inputs * outputs).map(|i| (i % 13) as f32 - 6.0).collect();
        let bias: Vec<f32> = (0..outputs).map(|i| i as f32).collect();
        let x: Vec<f32> = (0..inputs * rows).map(|i| (i % 7) as f32 / 2.0).collect();
        let layer = Linear::new(&weight, Some(&bias), inputs);
        for level in Level::available() {
            let mut out = Vec::new();
            layer.apply(level, &x, &mut out);
            for row in 0..rows {
                for output in 0..outputs {
                    let a = &x[row * inputs..][..inputs];
                    let b = &weight[output * inputs..][..inputs];
                    assert_eq!(out[row * layer.outputs() + output], dot(a, b) + bias[output], "{level:?}");
                }
            }
        }
    }
}
