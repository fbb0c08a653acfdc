//! Sixteen floats that are worked on together, in portable code and in vector registers.

/// One cache line of floats.
#[derive(Debug, Clone, Copy)]
#[repr(C, align(64))]
pub(super) struct Line(pub(super) [f32; 16]);

/// Sixteen floats. Every operation is exact IEEE 754, so that all implementations agree bit for bit.
pub(super) trait Lanes: Copy {
    /// Rows of attention whose sums fit the registers: 8, 3 or 1.
    const TILE: usize;

    fn splat(value: f32) -> Self;
    /// Reads the first 16 values of `from`, which must hold as many.
    fn load(from: &[f32]) -> Self;
    /// Writes to the first 16 values of `to`, which must hold as many.
    fn store(self, to: &mut [f32]);
    fn add(self, other: Self) -> Self;
    fn sub(self, other: Self) -> Self;
    fn mul(self, other: Self) -> Self;
    fn max(self, other: Self) -> Self;
    fn min(self, other: Self) -> Self;
    /// `self * 2^n`, where `shifted` is `n + 1.5 * 2^23` and the result is a normal number.
    fn scale_exponent(self, shifted: Self) -> Self;

    /// Sum of the lanes in a fixed tree.
    #[inline(always)]
    fn sum(self) -> f32 {
        let mut lanes = [0.0; 16];
        self.store(&mut lanes);
        for width in [8, 4, 2, 1] {
            for at in 0..width {
                lanes[at] += lanes[at + width];
            }
        }
        lanes[0]
    }

    /// The greatest lane.
    #[inline(always)]
    fn greatest(self) -> f32 {
        let mut lanes = [0.0; 16];
        self.store(&mut lanes);
        for width in [8, 4, 2, 1] {
            for at in 0..width {
                lanes[at] = if lanes[at] > lanes[at + width] { lanes[at] } else { lanes[at + width] };
            }
        }
        lanes[0]
    }

    /// `e^self` for values up to 80, with a relative error below 1e-6; 0 is never reached, e^-80 is the least.
    #[inline(always)]
    fn exp(self) -> Self {
        const MAGIC: f32 = 12_582_912.0;
        let x = self.max(Self::splat(-80.0)).min(Self::splat(80.0));
        let shifted = x.mul(Self::splat(std::f32::consts::LOG2_E)).add(Self::splat(MAGIC));
        let n = shifted.sub(Self::splat(MAGIC));
        // ln 2 in two parts, the first with few digits (Cody and Waite).
        let r = x.sub(n.mul(Self::splat(0.693_359_4))).sub(n.mul(Self::splat(-2.121_944_4e-4)));
        let mut p = Self::splat(1.987_569_1e-4);
        for coefficient in [1.398_199_9e-3, 8.333_452e-3, 4.166_579_6e-2, 1.666_666_5e-1, 0.5, 1.0, 1.0] {
            p = p.mul(r).add(Self::splat(coefficient));
        }
        p.scale_exponent(shifted)
    }
}

/// Plain arrays; the compiler vectorizes them as the target allows.
#[derive(Clone, Copy)]
pub(super) struct Portable([f32; 16]);

impl Portable {
    #[inline(always)]
    fn zip(self, other: Self, f: impl Fn(f32, f32) -> f32) -> Self {
        let mut out = self.0;
        for (a, b) in out.iter_mut().zip(other.0) {
            *a = f(*a, b);
        }
        Self(out)
    }
}

impl Lanes for Portable {
    const TILE: usize = 1;

    #[inline(always)]
    fn splat(value: f32) -> Self {
        Self([value; 16])
    }
    #[inline(always)]
    fn load(from: &[f32]) -> Self {
        let mut out = [0.0; 16];
        out.copy_from_slice(&from[..16]);
        Self(out)
    }
    #[inline(always)]
    fn store(self, to: &mut [f32]) {
        to[..16].copy_from_slice(&self.0);
    }
    #[inline(always)]
    fn add(self, other: Self) -> Self {
        self.zip(other, |a, b| a + b)
    }
    #[inline(always)]
    fn sub(self, other: Self) -> Self {
        self.zip(other, |a, b| a - b)
    }
    #[inline(always)]
    fn mul(self, other: Self) -> Self {
        self.zip(other, |a, b| a * b)
    }
    #[inline(always)]
    fn max(self, other: Self) -> Self {
        self.zip(other, |a, b| if a > b { a } else { b })
    }
    #[inline(always)]
    fn min(self, other: Self) -> Self {
        self.zip(other, |a, b| if a < b { a } else { b })
    }
    #[inline(always)]
    fn scale_exponent(self, shifted: Self) -> Self {
        self.zip(shifted, |a, n| f32::from_bits(a.to_bits().wrapping_add(n.to_bits() << 23)))
    }
}

#[cfg(target_arch = "x86_64")]
pub(super) use x86::{Avx2, Avx512};

// SAFETY of this module: its types are used only by code that `versions!` compiles with the instructions and calls
// after detection; loads and stores check the slice length first.
#[cfg(target_arch = "x86_64")]
mod x86 {
    use super::Lanes;
    use std::arch::x86_64::*;

    /// Sum in the tree of [`Lanes::sum`].
    #[inline(always)]
    unsafe fn sum_of_eight(lanes: __m256) -> f32 {
        unsafe {
            let four = _mm_add_ps(_mm256_castps256_ps128(lanes), _mm256_extractf128_ps::<1>(lanes));
            let two = _mm_add_ps(four, _mm_movehl_ps(four, four));
            _mm_cvtss_f32(_mm_add_ss(two, _mm_movehdup_ps(two)))
        }
    }

    /// Two 256-bit registers.
    #[derive(Clone, Copy)]
    pub(in super::super) struct Avx2(__m256, __m256);

    macro_rules! both {
        ($name:ident, $intrinsic:ident) => {
            #[inline(always)]
            fn $name(self, other: Self) -> Self {
                unsafe { Self($intrinsic(self.0, other.0), $intrinsic(self.1, other.1)) }
            }
        };
    }

    impl Lanes for Avx2 {
        const TILE: usize = 3;

        #[inline(always)]
        fn splat(value: f32) -> Self {
            unsafe { Self(_mm256_set1_ps(value), _mm256_set1_ps(value)) }
        }
        #[inline(always)]
        fn load(from: &[f32]) -> Self {
            let from = from[..16].as_ptr();
            unsafe { Self(_mm256_loadu_ps(from), _mm256_loadu_ps(from.add(8))) }
        }
        #[inline(always)]
        fn store(self, to: &mut [f32]) {
            let to = to[..16].as_mut_ptr();
            unsafe {
                _mm256_storeu_ps(to, self.0);
                _mm256_storeu_ps(to.add(8), self.1);
            }
        }
        #[inline(always)]
        fn sum(self) -> f32 {
            unsafe { sum_of_eight(_mm256_add_ps(self.0, self.1)) }
        }
        both!(add, _mm256_add_ps);
        both!(sub, _mm256_sub_ps);
        both!(mul, _mm256_mul_ps);
        both!(max, _mm256_max_ps);
        both!(min, _mm256_min_ps);
        #[inline(always)]
        fn scale_exponent(self, shifted: Self) -> Self {
            unsafe {
                let scale = |p, n| {
                    let n = _mm256_slli_epi32::<23>(_mm256_castps_si256(n));
                    _mm256_castsi256_ps(_mm256_add_epi32(_mm256_castps_si256(p), n))
                };
                Self(scale(self.0, shifted.0), scale(self.1, shifted.1))
            }
        }
    }

    /// One 512-bit register.
    #[derive(Clone, Copy)]
    pub(in super::super) struct Avx512(__m512);

    macro_rules! one {
        ($name:ident, $intrinsic:ident) => {
            #[inline(always)]
            fn $name(self, other: Self) -> Self {
                unsafe { Self($intrinsic(self.0, other.0)) }
            }
        };
    }

    impl Lanes for Avx512 {
        const TILE: usize = 8;

        #[inline(always)]
        fn splat(value: f32) -> Self {
            unsafe { Self(_mm512_set1_ps(value)) }
        }
        #[inline(always)]
        fn load(from: &[f32]) -> Self {
            unsafe { Self(_mm512_loadu_ps(from[..16].as_ptr())) }
        }
        #[inline(always)]
        fn store(self, to: &mut [f32]) {
            unsafe { _mm512_storeu_ps(to[..16].as_mut_ptr(), self.0) }
        }
        #[inline(always)]
        fn sum(self) -> f32 {
            unsafe {
                let high = _mm256_castpd_ps(_mm512_extractf64x4_pd::<1>(_mm512_castps_pd(self.0)));
                sum_of_eight(_mm256_add_ps(_mm512_castps512_ps256(self.0), high))
            }
        }
        one!(add, _mm512_add_ps);
        one!(sub, _mm512_sub_ps);
        one!(mul, _mm512_mul_ps);
        one!(max, _mm512_max_ps);
        one!(min, _mm512_min_ps);
        #[inline(always)]
        fn scale_exponent(self, shifted: Self) -> Self {
            unsafe {
                let n = _mm512_slli_epi32::<23>(_mm512_castps_si512(shifted.0));
                Self(_mm512_castsi512_ps(_mm512_add_epi32(_mm512_castps_si512(self.0), n)))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exp_is_close() {
        for step in -800..800 {
            let x = step as f32 / 10.0;
            let mut out = [0.0; 16];
            Portable::splat(x).exp().store(&mut out);
            let wanted = f64::from(x).exp();
            assert!((f64::from(out[0]) / wanted - 1.0).abs() < 1e-6, "e^{x} = {} not {wanted}", out[0]);
        }
    }
}
