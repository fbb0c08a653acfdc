//! Linear layers with 8-bit weights and 8-bit activations: exact integer sums, scaled to floats at the end.

#[cfg(target_arch = "x86_64")]
use super::Kind;
use super::Level;

/// Sixteen output columns times four inputs: `[column][input]`.
#[derive(Debug, Clone, Copy)]
#[repr(C, align(64))]
struct Block([i8; 64]);

/// Weights of a linear layer: symmetric 8-bit integers, one scale an output channel.
#[derive(Debug)]
pub(in crate::understand) struct Quantized {
    /// Packed `[output / 16][input / 4][16][4]`.
    blocks: Vec<Block>,
    /// Output channels, a multiple of 16 after padding.
    outputs: usize,
    inputs: usize,
    scale: Vec<f32>,
    bias: Vec<f32>,
    /// Sum of the weights of every output, to take the activations' zero point out again.
    sums: Vec<i32>,
}

/// Activations quantized row by row: `value = scale * (byte - zero)`.
#[derive(Debug, Clone, Default)]
pub(in crate::understand) struct Rows8 {
    bytes: Vec<u8>,
    /// The bytes as 16-bit integers, for the level that has no 8-bit product.
    wide: Vec<i16>,
    scale: Vec<f32>,
    zero: Vec<i32>,
}

impl Rows8 {
    /// Quantizes `rows` of `width` values each (a multiple of 16); the range of a row always includes 0.
    pub(in crate::understand) fn quantize(&mut self, level: Level, values: &[f32], width: usize) {
        let rows = values.len() / width;
        self.bytes.resize(rows * width, 0);
        self.scale.resize(rows, 0.0);
        self.zero.resize(rows, 0);
        quantize(level, values, width, &mut self.bytes, &mut self.scale, &mut self.zero);
        self.wide.clear();
        if level.wants_wide() {
            self.wide.extend(self.bytes.iter().map(|&byte| i16::from(byte)));
        }
    }

    /// Adds rows to be kept; [`Rows8::select`] takes them out again.
    pub(in crate::understand) fn append(&mut self, level: Level, values: &[f32], width: usize) {
        let (rows, from) = (values.len() / width, self.scale.len());
        self.bytes.resize((from + rows) * width, 0);
        self.scale.resize(from + rows, 0.0);
        self.zero.resize(from + rows, 0);
        let (bytes, scale, zero) = (&mut self.bytes[from * width..], &mut self.scale[from..], &mut self.zero[from..]);
        quantize(level, values, width, bytes, scale, zero);
    }

    /// Copies `rows` of kept ones, ready to be multiplied.
    pub(in crate::understand) fn select(
        &self,
        level: Level,
        width: usize,
        rows: impl IntoIterator<Item = usize>,
        out: &mut Self,
    ) {
        let Self { bytes, wide, scale, zero } = out;
        bytes.clear();
        scale.clear();
        zero.clear();
        for row in rows {
            bytes.extend_from_slice(&self.bytes[row * width..][..width]);
            scale.push(self.scale[row]);
            zero.push(self.zero[row]);
        }
        wide.clear();
        if level.wants_wide() {
            wide.extend(bytes.iter().map(|&byte| i16::from(byte)));
        }
    }

    /// The values of a row.
    pub(in crate::understand) fn floats(&self, row: usize, width: usize) -> impl Iterator<Item = f32> {
        let (scale, zero) = (self.scale[row], self.zero[row]);
        self.bytes[row * width..][..width].iter().map(move |&byte| (i32::from(byte) - zero) as f32 * scale)
    }

    /// Number of rows.
    pub(in crate::understand) fn len(&self) -> usize {
        self.scale.len()
    }
}

super::versions! {
    quantize(values: &[f32], width: usize, bytes: &mut [u8], scale: &mut [f32], zero: &mut [i32]) = quantize_generic
}

#[inline(always)]
fn quantize_generic<L: super::lanes::Lanes>(
    values: &[f32],
    width: usize,
    bytes: &mut [u8],
    scale: &mut [f32],
    zero: &mut [i32],
) {
    for (row, (from, to)) in values.chunks_exact(width).zip(bytes.chunks_exact_mut(width)).enumerate() {
        let (mut low, mut high) = (L::splat(0.0), L::splat(0.0));
        for part in from.chunks_exact(16) {
            let part = L::load(part);
            low = low.max(L::splat(0.0).sub(part));
            high = high.max(part);
        }
        let (low, high) = (-low.greatest(), high.greatest());
        let range = (high - low).max(1e-20);
        let inverse = 255.0 / range;
        // Adding 1.5 * 2^23 rounds to the nearest integer and leaves it in the low bits.
        const MAGIC: f32 = 12_582_912.0;
        let offset = (-low * inverse + MAGIC) - MAGIC;
        for (byte, &value) in to.iter_mut().zip(from) {
            let level = (value * inverse + MAGIC) - MAGIC + offset;
            let level = if level > 0.0 { level } else { 0.0 };
            let level = if level < 255.0 { level } else { 255.0 };
            *byte = (level + MAGIC).to_bits() as u8;
        }
        scale[row] = range / 255.0;
        zero[row] = offset as i32;
    }
}

impl Quantized {
    /// Packs `weight` (`[outputs, inputs]`, row-major; `inputs` a multiple of 4).
    pub(in crate::understand) fn new(weight: &[i8], scale: &[f32], bias: &[f32], inputs: usize) -> Self {
        let outputs = scale.len().next_multiple_of(16);
        let mut blocks = vec![Block([0; 64]); outputs / 16 * (inputs / 4)];
        let mut sums = vec![0; outputs];
        for (output, row) in weight.chunks_exact(inputs).enumerate() {
            sums[output] = row.iter().map(|&w| i32::from(w)).sum();
            for (input, &w) in row.iter().enumerate() {
                let block = output / 16 * (inputs / 4) + input / 4;
                blocks[block].0[output % 16 * 4 + input % 4] = w;
            }
        }
        let pad = |values: &[f32]| {
            let mut values = values.to_vec();
            values.resize(outputs, 0.0);
            values
        };
        Self { blocks, outputs, inputs, scale: pad(scale), bias: pad(bias), sums }
    }

    /// Quantizes float weights (`[outputs, inputs]`, row-major), one scale an output channel.
    pub(in crate::understand) fn from_floats(weight: &[f32], bias: &[f32], inputs: usize) -> Self {
        let scale: Vec<f32> = weight
            .chunks_exact(inputs)
            .map(|row| row.iter().fold(1e-10_f32, |most, w| if w.abs() > most { w.abs() } else { most }) / 127.0)
            .collect();
        let rows = weight.chunks_exact(inputs).zip(&scale);
        let weight: Vec<i8> =
            rows.flat_map(|(row, scale)| row.iter().map(move |w| (w / scale).round() as i8)).collect();
        Self::new(&weight, &scale, bias, inputs)
    }

    /// Quantizes the rows of `x`, then works out `out = x · Wᵀ + bias` with [`Quantized::outputs`] columns.
    pub(in crate::understand) fn apply_floats(&self, level: Level, x: &[f32], bytes: &mut Rows8, out: &mut Vec<f32>) {
        bytes.quantize(level, x, self.inputs);
        out.resize(x.len() / self.inputs * self.outputs, 0.0);
        self.apply(level, bytes, out);
    }

    /// Output channels, padded to a multiple of 16.
    pub(in crate::understand) fn outputs(&self) -> usize {
        self.outputs
    }

    /// Number of weights, those of padding too.
    pub(in crate::understand) fn weights(&self) -> usize {
        self.blocks.len() * 64
    }

    /// `out = x · Wᵀ + bias`, row-major with [`Quantized::outputs`] columns.
    pub(in crate::understand) fn apply(&self, level: Level, x: &Rows8, out: &mut [f32]) {
        let rows = x.scale.len();
        assert!(out.len() >= rows * self.outputs && x.bytes.len() == rows * self.inputs, "matrix shapes");
        // Weights of 32 columns stay in the nearest cache while the rows pass by.
        let steps = self.inputs / 4;
        let pairs = self.blocks.chunks(2 * steps);
        for (pair, blocks) in pairs.enumerate() {
            let (first, second) = blocks.split_at(steps);
            let column = pair * 32;
            let mut row = 0;
            while row < rows {
                // Tiles of about the same height: one of a few rows is hardly faster than a full one.
                let tiles = (rows - row).div_ceil(level.tile_rows());
                let height = (rows - row).div_ceil(tiles);
                self.tile(level, x, row, height, column, first, second, out);
                row += height;
            }
        }
    }

    /// Works out one tile of `height` rows.
    #[allow(clippy::too_many_arguments, unused_unsafe)]
    fn tile(
        &self,
        level: Level,
        x: &Rows8,
        row: usize,
        height: usize,
        column: usize,
        first: &[Block],
        second: &[Block],
        out: &mut [f32],
    ) {
        // One compiled kernel a height.
        macro_rules! run {
            ($kernel:path, $rows:expr, [$($height:literal)+]) => {
                match height {
                    // SAFETY: a `Level` names only instructions that were detected on this machine.
                    $($height => unsafe {
                        $kernel(&$rows[row * self.inputs..], self.inputs, first, second, |sums: &[[i32; 32]; $height]| {
                            self.finish(x, row, column, if second.is_empty() { 16 } else { 32 }, sums, out);
                        });
                    },)+
                    _ => unreachable!("tiles are no higher than `Level::tile_rows`"),
                }
            };
        }
        match level.kind() {
            #[cfg(target_arch = "x86_64")]
            Kind::Avx512 => run!(x86::avx512, x.bytes, [1 2 3 4 5 6 7 8 9 10 11 12]),
            #[cfg(target_arch = "x86_64")]
            Kind::AvxVnni => run!(x86::avx_vnni, x.bytes, [1 2 3 4 5 6]),
            #[cfg(target_arch = "x86_64")]
            Kind::Avx2 => run!(x86::avx2, x.wide, [1 2 3 4 5 6]),
            Kind::Portable => run!(portable, x.bytes, [1 2]),
        }
    }

    /// Takes out the zero point, scales, adds the bias.
    #[inline(always)]
    fn finish<const R: usize>(
        &self,
        x: &Rows8,
        row: usize,
        column: usize,
        width: usize,
        sums: &[[i32; 32]; R],
        out: &mut [f32],
    ) {
        let columns = column..column + width;
        let (weight_sums, scales, biases) =
            (&self.sums[columns.clone()], &self.scale[columns.clone()], &self.bias[columns]);
        for (r, sums) in sums.iter().enumerate() {
            let (scale, zero) = (x.scale[row + r], x.zero[row + r]);
            let at = (row + r) * self.outputs + column;
            let out = &mut out[at..at + width];
            for n in 0..width {
                out[n] = (sums[n] - zero * weight_sums[n]) as f32 * (scale * scales[n]) + biases[n];
            }
        }
    }
}

/// The definition that the others must agree with.
fn portable<const R: usize>(
    bytes: &[u8],
    inputs: usize,
    first: &[Block],
    second: &[Block],
    finish: impl FnOnce(&[[i32; 32]; R]),
) {
    let mut sums = [[0; 32]; R];
    for (half, blocks) in [first, second].into_iter().enumerate() {
        // One sum a weight of a block: plain loops over lanes, which compilers make vector instructions of.
        let mut lanes = [[0i32; 64]; R];
        for (step, block) in blocks.iter().enumerate() {
            for (r, lanes) in lanes.iter_mut().enumerate() {
                let a: [i16; 4] = std::array::from_fn(|i| i16::from(bytes[r * inputs + step * 4 + i]));
                for (at, (lane, &w)) in lanes.iter_mut().zip(&block.0).enumerate() {
                    *lane += i32::from(a[at % 4]) * i32::from(w);
                }
            }
        }
        for (sums, lanes) in sums.iter_mut().zip(&lanes) {
            for (sum, lanes) in sums[half * 16..].iter_mut().zip(lanes.chunks_exact(4)) {
                *sum = lanes.iter().sum();
            }
        }
    }
    finish(&sums);
}

#[cfg(target_arch = "x86_64")]
mod x86 {
    use super::Block;
    use std::arch::x86_64::*;

    #[inline(always)]
    fn four(bytes: &[u8], at: usize) -> i32 {
        debug_assert!(at + 4 <= bytes.len());
        // SAFETY: callers stay within `rows * inputs` bytes, which `check` has compared with the slice.
        unsafe { bytes.as_ptr().add(at).cast::<i32>().read_unaligned() }
    }

    /// Panics where the pointers below could leave their slices.
    #[inline(always)]
    fn check<T>(bytes: &[T], inputs: usize, rows: usize, first: &[Block], second: &[Block]) {
        assert!(bytes.len() >= rows * inputs && first.len() * 4 == inputs, "matrix shapes");
        assert!(second.is_empty() || second.len() == first.len(), "matrix shapes");
    }

    /// `R` rows times 32 columns in `2 * R` accumulators.
    #[target_feature(enable = "avx512f,avx512vnni")]
    pub(super) fn avx512<const R: usize>(
        bytes: &[u8],
        inputs: usize,
        first: &[Block],
        second: &[Block],
        finish: impl FnOnce(&[[i32; 32]; R]),
    ) {
        check(bytes, inputs, R, first, second);
        let mut sums = [[0; 32]; R];
        let mut low = [_mm512_setzero_si512(); R];
        let mut high = [_mm512_setzero_si512(); R];
        // SAFETY: blocks are 64 bytes each.
        let load = |block: &Block| unsafe { _mm512_load_si512(block.0.as_ptr().cast()) };
        if second.is_empty() {
            for (step, w) in first.iter().enumerate() {
                let w = load(w);
                for r in 0..R {
                    let a = _mm512_set1_epi32(four(bytes, r * inputs + step * 4));
                    low[r] = _mm512_dpbusd_epi32(low[r], a, w);
                }
            }
        } else {
            for (step, (w, v)) in first.iter().zip(second).enumerate() {
                let (w, v) = (load(w), load(v));
                for r in 0..R {
                    let a = _mm512_set1_epi32(four(bytes, r * inputs + step * 4));
                    low[r] = _mm512_dpbusd_epi32(low[r], a, w);
                    high[r] = _mm512_dpbusd_epi32(high[r], a, v);
                }
            }
        }
        for r in 0..R {
            // SAFETY: each row holds 32 integers.
            unsafe {
                _mm512_storeu_si512(sums[r].as_mut_ptr().cast(), low[r]);
                _mm512_storeu_si512(sums[r].as_mut_ptr().add(16).cast(), high[r]);
            }
        }
        finish(&sums);
    }

    /// `R` rows times 16 columns at a time.
    #[target_feature(enable = "avx2,avxvnni")]
    pub(super) fn avx_vnni<const R: usize>(
        bytes: &[u8],
        inputs: usize,
        first: &[Block],
        second: &[Block],
        finish: impl FnOnce(&[[i32; 32]; R]),
    ) {
        check(bytes, inputs, R, first, second);
        let mut sums = [[0; 32]; R];
        for (half, blocks) in [first, second].into_iter().enumerate() {
            let mut acc = [[_mm256_setzero_si256(); 2]; R];
            for (step, block) in blocks.iter().enumerate() {
                for r in 0..R {
                    let a = _mm256_set1_epi32(four(bytes, r * inputs + step * 4));
                    for (part, acc) in acc[r].iter_mut().enumerate() {
                        // SAFETY: a block holds two times 32 bytes.
                        let w = unsafe { _mm256_load_si256(block.0.as_ptr().add(part * 32).cast()) };
                        *acc = _mm256_dpbusd_avx_epi32(*acc, a, w);
                    }
                }
            }
            for r in 0..R {
                for part in 0..2 {
                    // SAFETY: each row holds 32 integers.
                    unsafe { _mm256_storeu_si256(sums[r].as_mut_ptr().add(half * 16 + part * 8).cast(), acc[r][part]) };
                }
            }
        }
        finish(&sums);
    }

    /// `R` rows of bytes as 16-bit integers times 8 columns at a time; the 8-bit product of AVX2 would saturate.
    #[target_feature(enable = "avx2")]
    pub(super) fn avx2<const R: usize>(
        wide: &[i16],
        inputs: usize,
        first: &[Block],
        second: &[Block],
        finish: impl FnOnce(&[[i32; 32]; R]),
    ) {
        check(wide, inputs, R, first, second);
        let mut sums = [[0; 32]; R];
        for (half, blocks) in [first, second].into_iter().enumerate() {
            for part in 0..if blocks.is_empty() { 0 } else { 2 } {
                // Two sums a column: of its even and of its odd pairs of inputs.
                let mut low = [_mm256_setzero_si256(); R];
                let mut high = [_mm256_setzero_si256(); R];
                for (step, block) in blocks.iter().enumerate() {
                    // SAFETY: a block holds four times 16 bytes.
                    let (w, v) = unsafe {
                        let at = block.0.as_ptr().add(part * 32);
                        (_mm_load_si128(at.cast()), _mm_load_si128(at.add(16).cast()))
                    };
                    let (w, v) = (_mm256_cvtepi8_epi16(w), _mm256_cvtepi8_epi16(v));
                    for r in 0..R {
                        // SAFETY: within `rows * inputs` integers, which `check` has compared with the slice.
                        let a = unsafe { wide.as_ptr().add(r * inputs + step * 4).cast::<i64>().read_unaligned() };
                        let a = _mm256_set1_epi64x(a);
                        low[r] = _mm256_add_epi32(low[r], _mm256_madd_epi16(a, w));
                        high[r] = _mm256_add_epi32(high[r], _mm256_madd_epi16(a, v));
                    }
                }
                for r in 0..R {
                    let columns = _mm256_permute4x64_epi64::<0b11_01_10_00>(_mm256_hadd_epi32(low[r], high[r]));
                    // SAFETY: each row holds 32 integers.
                    unsafe { _mm256_storeu_si256(sums[r].as_mut_ptr().add(half * 16 + part * 8).cast(), columns) };
                }
            }
        }
        finish(&sums);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A small generator, so that tests need no crate for random numbers.
    fn random(seed: &mut u64) -> f32 {
        *seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (*seed >> 40) as f32 / (1u64 << 23) as f32 - 1.0
    }

    #[test]
    fn every_level_gives_the_same_bits() {
        let mut seed = 7;
        for (rows, inputs, outputs) in [(1, 16, 16), (13, 64, 48), (29, 384, 80), (40, 48, 17)] {
            let weight: Vec<i8> = (0..inputs * outputs).map(|_| (random(&mut seed) * 127.0) as i8).collect();
            let scale: Vec<f32> = (0..outputs).map(|_| 0.01 + random(&mut seed).abs()).collect();
            let bias: Vec<f32> = (0..outputs).map(|_| random(&mut seed)).collect();
            let layer = Quantized::new(&weight, &scale, &bias, inputs);
            let x: Vec<f32> = (0..rows * inputs).map(|_| random(&mut seed) * 3.0).collect();
            let mut wanted = None;
            for level in Level::available() {
                let mut rows8 = Rows8::default();
                rows8.quantize(level, &x, inputs);
                let mut out = vec![0.0; rows * layer.outputs()];
                layer.apply(level, &rows8, &mut out);
                let bits: Vec<u32> = out.iter().map(|v| v.to_bits()).collect();
                match &wanted {
                    None => {
                        let exact: f32 =
                            (0..inputs).map(|i| x[i] * f32::from(weight[i])).sum::<f32>() * scale[0] + bias[0];
                        let tolerance = 4.5 * (inputs as f32).sqrt() * scale[0];
                        assert!((out[0] - exact).abs() < tolerance, "{} {exact}", out[0]);
                        wanted = Some(bits);
                    }
                    Some(wanted) => assert_eq!(*wanted, bits, "{level:?}"),
                }
            }
        }
    }

    #[test]
    fn quantization_keeps_zero_and_range() {
        let mut rows = Rows8::default();
        let mut x = [0.0; 16];
        (x[0], x[1]) = (-1.0, 3.0);
        rows.quantize(Level::detect(), &x, 16);
        let value = |i: usize| rows.scale[0] * (i32::from(rows.bytes[i]) - rows.zero[0]) as f32;
        assert!((value(0) + 1.0).abs() < 0.01 && (value(1) - 3.0).abs() < 0.01);
        assert_eq!(value(2), 0.0);
    }
}
