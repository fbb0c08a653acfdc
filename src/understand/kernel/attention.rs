//! Attention within one window, head by head: softmax(Q Kᵀ / √d) V in floats.

use super::lanes::{Lanes, Line};

/// Dimension of a head; two vectors of lanes.
const HEAD: usize = 32;
/// Rows that are worked on together.
const TILE: usize = 6;

/// Buffers that are used again from window to window.
#[derive(Debug, Default)]
pub(in crate::understand) struct Scratch {
    /// `[16-column block][dimension][16]`.
    keys: Vec<Line>,
    /// `[row][32]`.
    values: Vec<f32>,
    /// Scores of [`TILE`] rows.
    scores: Vec<f32>,
}

super::versions! {
    /// `qkv` holds rows of query, key and value, each of `heads * 32` values; `out` gets rows of `heads * 32`.
    attend(qkv: &[f32], heads: usize, scratch: &mut Scratch, out: &mut [f32]) = attend_generic
}

#[inline(always)]
fn attend_generic<L: Lanes>(qkv: &[f32], heads: usize, scratch: &mut Scratch, out: &mut [f32]) {
    let width = heads * HEAD;
    let rows = out.len() / width;
    let blocks = rows.div_ceil(16);
    scratch.keys.resize(blocks * HEAD, Line([0.0; 16]));
    scratch.values.resize(rows * HEAD, 0.0);
    scratch.scores.resize(TILE * blocks * 16, 0.0);
    for head in 0..heads {
        for (row, from) in qkv.chunks_exact(3 * width).enumerate() {
            for (d, &key) in from[width + head * HEAD..][..HEAD].iter().enumerate() {
                scratch.keys[row / 16 * HEAD + d].0[row % 16] = key;
            }
            scratch.values[row * HEAD..][..HEAD].copy_from_slice(&from[2 * width + head * HEAD..][..HEAD]);
        }
        let mut row = 0;
        while row < rows {
            let queries = &qkv[row * 3 * width + head * HEAD..];
            let to = &mut out[row * width + head * HEAD..];
            if row + TILE <= rows {
                tile::<L, TILE>(queries, rows, width, scratch, to);
                row += TILE;
            } else {
                tile::<L, 1>(queries, rows, width, scratch, to);
                row += 1;
            }
        }
    }
}

#[inline(always)]
fn tile<L: Lanes, const R: usize>(queries: &[f32], rows: usize, width: usize, scratch: &mut Scratch, out: &mut [f32]) {
    let padded = rows.div_ceil(16) * 16;
    // 1 / √32
    let scale = L::splat(0.176_776_7);
    let query: [&[f32]; R] = std::array::from_fn(|r| &queries[r * 3 * width..][..HEAD]);
    for (block, keys) in scratch.keys.chunks_exact(HEAD).enumerate() {
        let mut sums = [L::splat(0.0); R];
        for (d, key) in keys.iter().enumerate() {
            let key = L::load(&key.0);
            for r in 0..R {
                sums[r] = sums[r].add(key.mul(L::splat(query[r][d])));
            }
        }
        for (r, sum) in sums.into_iter().enumerate() {
            sum.mul(scale).store(&mut scratch.scores[r * padded + block * 16..]);
        }
    }
    let mut totals = [0.0; R];
    for (r, total) in totals.iter_mut().enumerate() {
        let scores = &mut scratch.scores[r * padded..][..padded];
        // Padding takes no part.
        scores[rows..].fill(-1e9);
        let mut greatest = L::splat(-1e9);
        for part in scores.chunks_exact(16) {
            greatest = greatest.max(L::load(part));
        }
        let greatest = L::splat(greatest.greatest());
        let mut sum = L::splat(0.0);
        for part in scores.chunks_exact_mut(16) {
            let value = L::load(part).sub(greatest).exp();
            value.store(part);
            sum = sum.add(value);
        }
        *total = sum.sum();
    }
    let mut low = [L::splat(0.0); R];
    let mut high = [L::splat(0.0); R];
    for (row, value) in scratch.values.chunks_exact(HEAD).enumerate() {
        let (first, second) = (L::load(value), L::load(&value[16..]));
        for r in 0..R {
            let p = L::splat(scratch.scores[r * padded + row]);
            low[r] = low[r].add(first.mul(p));
            high[r] = high[r].add(second.mul(p));
        }
    }
    for r in 0..R {
        let inverse = L::splat(1.0 / totals[r]);
        low[r].mul(inverse).store(&mut out[r * width..]);
        high[r].mul(inverse).store(&mut out[r * width + 16..]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::understand::kernel::Level;

    #[test]
    fn agrees_with_the_definition_on_every_level() {
        let (heads, rows) = (2, 23);
        let width = heads * HEAD;
        let qkv: Vec<f32> = (0..rows * 3 * width).map(|i| ((i * 37 % 101) as f32 - 50.0) / 40.0).collect();
        let mut first: Option<Vec<f32>> = None;
        for level in Level::available() {
            let mut out = vec![0.0; rows * width];
            // A scratch that was used for a longer window before.
            let mut scratch = Scratch::default();
            attend(level, &vec![1.0; 40 * 3 * width], heads, &mut scratch, &mut vec![0.0; 40 * width]);
            attend(level, &qkv, heads, &mut scratch, &mut out);
            for (head, row, d) in [(0, 0, 0), (1, 22, 31), (0, 13, 7)] {
                let q = &qkv[row * 3 * width + head * HEAD..][..HEAD];
                let weights: Vec<f64> = (0..rows)
                    .map(|j| {
                        let k = &qkv[j * 3 * width + width + head * HEAD..][..HEAD];
                        (q.iter().zip(k).map(|(a, b)| f64::from(a * b)).sum::<f64>() / 32f64.sqrt()).exp()
                    })
                    .collect();
                let wanted = (0..rows)
                    .map(|j| weights[j] * f64::from(qkv[j * 3 * width + 2 * width + head * HEAD + d]))
                    .sum::<f64>()
                    / weights.iter().sum::<f64>();
                assert!((f64::from(out[row * width + head * HEAD + d]) - wanted).abs() < 1e-5);
            }
            assert_eq!(first.get_or_insert_with(|| out.clone()), &out, "{level:?}");
        }
    }
}
