//! Attention within one window, head by head: softmax(Q Kᵀ / √d) V in floats.

use super::lanes::{Lanes, Line};

/// Dimension of a head; two vectors of lanes.
const HEAD: usize = 32;
/// Most rows that are worked on together.
const TILE: usize = 8;

/// Buffers that are used again from window to window. Rows are padded to a multiple of 16.
#[derive(Debug, Default)]
pub(in crate::understand) struct Scratch {
    /// Keys by block of 16 rows: `[dimension][row]`.
    keys: Vec<[Line; HEAD]>,
    /// Values by block of 16 rows: `[row][dimension]`.
    values: Vec<[[f32; HEAD]; 16]>,
    /// Scores by block of 16 rows, of [`TILE`] queries each.
    scores: Vec<[Line; TILE]>,
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
    // Padding is zero for good: keys and values of a head are written over those of the one before.
    scratch.keys.clear();
    scratch.keys.resize(blocks, [Line([0.0; 16]); HEAD]);
    scratch.values.clear();
    scratch.values.resize(blocks, [[0.0; HEAD]; 16]);
    scratch.scores.resize(blocks, [Line([0.0; 16]); TILE]);
    for head in 0..heads {
        for (row, from) in qkv.chunks_exact(3 * width).enumerate() {
            let keys = &mut scratch.keys[row / 16];
            for (line, &key) in keys.iter_mut().zip(&from[width + head * HEAD..][..HEAD]) {
                line.0[row % 16] = key;
            }
            scratch.values[row / 16][row % 16].copy_from_slice(&from[2 * width + head * HEAD..][..HEAD]);
        }
        for row in super::tiles(rows, L::TILE) {
            let queries = &qkv[row * 3 * width + head * HEAD..];
            let to = &mut out[row * width + head * HEAD..];
            match L::TILE {
                TILE if rows >= TILE => tile::<L, TILE>(queries, rows, width, scratch, to),
                3 if rows >= 3 => tile::<L, 3>(queries, rows, width, scratch, to),
                _ => tile::<L, 1>(queries, rows, width, scratch, to),
            }
        }
    }
}

#[inline(always)]
fn tile<L: Lanes, const R: usize>(queries: &[f32], rows: usize, width: usize, scratch: &mut Scratch, out: &mut [f32]) {
    let mut query = [[0.0; HEAD]; R];
    for (r, query) in query.iter_mut().enumerate() {
        for (to, from) in query.iter_mut().zip(&queries[r * 3 * width..][..HEAD]) {
            // 1 / √32
            *to = from * 0.176_776_7;
        }
    }
    // Padding takes no part.
    let mut padding = [0.0; 16];
    padding[(rows - 1) % 16 + 1..].fill(-1e9);
    let mut greatest = [L::splat(-1e9); R];
    let blocks = scratch.keys.len();
    for (block, (keys, scores)) in scratch.keys.iter().zip(&mut scratch.scores).enumerate() {
        let mut sums = [L::splat(0.0); R];
        for d in 0..HEAD {
            let key = L::load(&keys[d].0);
            for r in 0..R {
                sums[r] = sums[r].add(key.mul(L::splat(query[r][d])));
            }
        }
        for r in 0..R {
            if block + 1 == blocks {
                sums[r] = sums[r].add(L::load(&padding));
            }
            greatest[r] = greatest[r].max(sums[r]);
            sums[r].store(&mut scores[r].0);
        }
    }
    let mut totals = [L::splat(0.0); R];
    let mut low = [L::splat(0.0); R];
    let mut high = [L::splat(0.0); R];
    for greatest in &mut greatest {
        *greatest = L::splat(greatest.greatest());
    }
    for (values, scores) in scratch.values.iter().zip(&mut scratch.scores) {
        for r in 0..R {
            let value = L::load(&scores[r].0).sub(greatest[r]).exp();
            value.store(&mut scores[r].0);
            totals[r] = totals[r].add(value);
        }
        for row in 0..16 {
            let (first, second) = (L::load(&values[row]), L::load(&values[row][16..]));
            for r in 0..R {
                let p = L::splat(scores[r].0[row]);
                low[r] = low[r].add(first.mul(p));
                high[r] = high[r].add(second.mul(p));
            }
        }
    }
    for r in 0..R {
        let inverse = L::splat(1.0 / totals[r].sum());
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
