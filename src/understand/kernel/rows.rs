//! Float work on rows: layer normalisation, GELU, softmax, dot product.

use super::lanes::Lanes;

/// Added to the variance (BERT's value).
const EPSILON: f32 = 1e-12;

super::versions! {
    /// `x = norm(x + y) * weight + bias` for every row; the width is that of `weight`, a multiple of 16.
    add_norm(x: &mut [f32], y: &[f32], weight: &[f32], bias: &[f32]) = add_norm_generic
}

#[inline(always)]
fn add_norm_generic<L: Lanes>(x: &mut [f32], y: &[f32], weight: &[f32], bias: &[f32]) {
    for (x, y) in x.chunks_exact_mut(weight.len()).zip(y.chunks_exact(weight.len())) {
        for (x, y) in x.chunks_exact_mut(16).zip(y.chunks_exact(16)) {
            L::load(x).add(L::load(y)).store(x);
        }
        norm::<L>(x, weight, bias);
    }
}

super::versions! {
    /// `x = norm(x) * weight + bias` for every row.
    embed_norm(x: &mut [f32], weight: &[f32], bias: &[f32]) = embed_norm_generic
}

#[inline(always)]
fn embed_norm_generic<L: Lanes>(x: &mut [f32], weight: &[f32], bias: &[f32]) {
    for x in x.chunks_exact_mut(weight.len()) {
        norm::<L>(x, weight, bias);
    }
}

#[inline(always)]
fn norm<L: Lanes>(x: &mut [f32], weight: &[f32], bias: &[f32]) {
    let width = x.len() as f32;
    let mut sum = L::splat(0.0);
    for part in x.chunks_exact(16) {
        sum = sum.add(L::load(part));
    }
    let mean = L::splat(sum.sum() / width);
    let mut squares = L::splat(0.0);
    for part in x.chunks_exact(16) {
        let off = L::load(part).sub(mean);
        squares = squares.add(off.mul(off));
    }
    let factor = L::splat(1.0 / (squares.sum() / width + EPSILON).sqrt());
    for ((part, weight), bias) in x.chunks_exact_mut(16).zip(weight.chunks_exact(16)).zip(bias.chunks_exact(16)) {
        let value = L::load(part).sub(mean).mul(factor).mul(L::load(weight)).add(L::load(bias));
        value.store(part);
    }
}

super::versions! {
    /// `x * Φ(x)`, with the normal distribution Φ as a polynomial on [-4, 4] (error below 2e-4, far below an 8-bit step).
    gelu(x: &mut [f32]) = gelu_generic
}

/// `(Φ(x) - 1/2) / x` as a polynomial in `(x / 4)²`, least maximal error of `x Φ(x)`; highest power first.
const PHI: [f32; 8] = [-0.34931213, 1.7481145, -3.8347747, 4.9056954, -4.122583, 2.4333816, -1.0542054, 0.3986734];

#[inline(always)]
fn gelu_generic<L: Lanes>(x: &mut [f32]) {
    let mut parts = x.chunks_exact_mut(16);
    for part in &mut parts {
        gelu_lanes(L::load(part)).store(part);
    }
    let rest = parts.into_remainder();
    let mut last = [0.0; 16];
    last[..rest.len()].copy_from_slice(rest);
    gelu_lanes(L::load(&last)).store(&mut last);
    rest.copy_from_slice(&last[..rest.len()]);
}

#[inline(always)]
fn gelu_lanes<L: Lanes>(x: L) -> L {
    let near = x.max(L::splat(-4.0)).min(L::splat(4.0));
    let quarter = near.mul(L::splat(0.25));
    let square = quarter.mul(quarter);
    let mut p = L::splat(PHI[0]);
    for &coefficient in &PHI[1..] {
        p = p.mul(square).add(L::splat(coefficient));
    }
    let phi = p.mul(near).add(L::splat(0.5)).max(L::splat(0.0)).min(L::splat(1.0));
    x.mul(phi)
}

super::versions! {
    /// Dot products of `a`, whose length is a multiple of 16, with the vectors of that length that begin in `from` at 0,
    /// `step`, `2 * step` and so on: one for each value of `out`.
    dots(a: &[f32], from: &[f32], step: usize, out: &mut [f32]) = dots_generic
}

#[inline(always)]
fn dots_generic<L: Lanes>(a: &[f32], from: &[f32], step: usize, out: &mut [f32]) {
    for (nth, out) in out.iter_mut().enumerate() {
        let b = &from[nth * step..][..a.len()];
        let mut sums = L::splat(0.0);
        for (a, b) in a.chunks_exact(16).zip(b.chunks_exact(16)) {
            sums = sums.add(L::load(a).mul(L::load(b)));
        }
        *out = sums.sum();
    }
}

/// Softmax in place; returns nothing for an empty slice.
pub(in crate::understand) fn softmax(x: &mut [f32]) {
    let greatest = x.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let mut sum = 0.0;
    for part in x.chunks_mut(16) {
        let mut lanes = [-80.0; 16];
        for (lane, &value) in lanes.iter_mut().zip(&*part) {
            *lane = value - greatest;
        }
        super::lanes::Portable::load(&lanes).exp().store(&mut lanes);
        for (value, lane) in part.iter_mut().zip(lanes) {
            *value = lane;
            sum += lane;
        }
    }
    for value in x {
        *value /= sum;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::understand::kernel::Level;

    #[test]
    fn gelu_is_close_and_equal_on_every_level() {
        // From a table of the normal distribution.
        for (x, wanted) in
            [(0.0, 0.0), (1.0, 0.841_344_7), (-1.0, -0.158_655_3), (2.0, 1.954_499_7), (6.0, 6.0), (-6.0, 0.0)]
        {
            let mut values = [x; 3];
            gelu(Level::detect(), &mut values);
            assert!((values[2] - wanted).abs() < 3e-4, "{x}: {}", values[2]);
        }
        let start: Vec<f32> = (-400..400).map(|i| i as f32 / 77.0).collect();
        let run = |level| {
            let mut x = start.clone();
            gelu(level, &mut x);
            x.iter().map(|v| v.to_bits()).collect::<Vec<_>>()
        };
        let wanted = run(Level::available()[0]);
        assert!(Level::available().into_iter().all(|level| run(level) == wanted));
    }

    #[test]
    fn norm_centres_and_scales_on_every_level() {
        let start: Vec<f32> = (0..64).map(|i| (i * i % 31) as f32).collect();
        let run = |level| {
            let mut x = start.clone();
            add_norm(level, &mut x, &start, &[1.0; 32], &[0.5; 32]);
            x
        };
        let wanted = run(Level::available()[0]);
        assert!((wanted[..32].iter().sum::<f32>() - 16.0).abs() < 1e-3);
        for level in Level::available() {
            assert_eq!(run(level), wanted);
        }
    }

    #[test]
    fn dots_are_equal_on_every_level() {
        let a: Vec<f32> = (0..32).map(|i| i as f32).collect();
        let from: Vec<f32> = (0..70).map(|i| (i % 35) as f32).collect();
        for level in Level::available() {
            let mut out = [0.0; 2];
            dots(level, &a, &from, 35, &mut out);
            assert_eq!(out, [10_416.0; 2], "{level}");
        }
    }

    #[test]
    fn softmax_sums_to_one() {
        let mut x = [1.0, 2.0, 3.0];
        softmax(&mut x);
        assert!((x.iter().sum::<f32>() - 1.0).abs() < 1e-6 && x[2] > 0.66 && x[2] < 0.67);
    }
}
