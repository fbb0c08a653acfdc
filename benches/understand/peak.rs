//! The most 8-bit operations a second that one core does on values in registers: what matrix products are held against.

use std::hint::black_box;

use newsgraph::understand::Level;

use crate::clock;

/// Steps of one measurement.
const STEPS: usize = 2_000_000;

/// Operations a second of the 8-bit dot product of a level; nothing where it has none of its own.
pub(crate) fn operations(level: Level) -> Option<f64> {
    let run: fn() -> f64 = match level.to_string().as_str() {
        // SAFETY: a `Level` names only instructions that this machine has.
        #[cfg(target_arch = "x86_64")]
        "avx512" => || unsafe { x86::avx512(STEPS) },
        #[cfg(target_arch = "x86_64")]
        "avx-vnni" => || unsafe { x86::avx_vnni(STEPS) },
        #[cfg(target_arch = "x86_64")]
        "avx2" => || unsafe { x86::avx2(STEPS) },
        _ => return None,
    };
    let once = || {
        let start = clock::now();
        let operations = run();
        operations / (clock::now() - start).as_secs_f64()
    };
    Some((0..7).map(|_| once()).fold(0.0, f64::max))
}

#[cfg(target_arch = "x86_64")]
mod x86 {
    use super::black_box;
    use std::arch::x86_64::*;

    /// Independent sums, enough to hide the latency of an instruction.
    const SUMS: usize = 12;

    /// Each function does `steps` times [`SUMS`] products and says how many operations those were: two for every
    /// multiplication with its addition.
    #[target_feature(enable = "avx512f,avx512vnni")]
    pub(super) fn avx512(steps: usize) -> f64 {
        let (a, w) = (black_box(_mm512_set1_epi8(3)), black_box(_mm512_set1_epi8(5)));
        let mut sums = [_mm512_setzero_si512(); SUMS];
        for _ in 0..steps {
            for sum in &mut sums {
                *sum = _mm512_dpbusd_epi32(*sum, a, w);
            }
            // Nothing may be taken out of the loop.
            sums = black_box_registers(sums);
        }
        black_box(sums);
        (steps * SUMS * 64 * 2) as f64
    }

    /// Makes the compiler forget what it knows of the sums, without moving them to memory.
    #[target_feature(enable = "avx512f")]
    fn black_box_registers(mut sums: [__m512i; SUMS]) -> [__m512i; SUMS] {
        for sum in &mut sums {
            // SAFETY: no instruction at all.
            unsafe {
                std::arch::asm!("/* {0} */", inout(zmm_reg) * sum, options(pure, nomem, nostack, preserves_flags))
            };
        }
        sums
    }

    #[target_feature(enable = "avx2,avxvnni")]
    pub(super) fn avx_vnni(steps: usize) -> f64 {
        let (a, w) = (black_box(_mm256_set1_epi8(3)), black_box(_mm256_set1_epi8(5)));
        let mut sums = [_mm256_setzero_si256(); SUMS];
        for _ in 0..steps {
            for sum in &mut sums {
                *sum = _mm256_dpbusd_avx_epi32(*sum, a, w);
            }
            sums = keep(sums);
        }
        black_box(sums);
        (steps * SUMS * 32 * 2) as f64
    }

    /// AVX2 has no exact 8-bit product: the 16-bit one with its addition is what there is.
    #[target_feature(enable = "avx2")]
    pub(super) fn avx2(steps: usize) -> f64 {
        let w = black_box(_mm256_set1_epi16(5));
        let mut sums = [_mm256_setzero_si256(); SUMS];
        let mut a = black_box(_mm256_set1_epi16(3));
        for _ in 0..steps {
            // SAFETY: no instruction at all.
            unsafe { std::arch::asm!("/* {0} */", inout(ymm_reg) a, options(pure, nomem, nostack, preserves_flags)) };
            for sum in &mut sums {
                // SAFETY: no instruction at all; every product is worked out anew.
                unsafe {
                    std::arch::asm!("/* {0} */", inout(ymm_reg) a, options(pure, nomem, nostack, preserves_flags))
                };
                *sum = _mm256_add_epi32(*sum, _mm256_madd_epi16(a, w));
            }
        }
        black_box(sums);
        (steps * SUMS * 16 * 2) as f64
    }

    #[target_feature(enable = "avx2")]
    fn keep(mut sums: [__m256i; SUMS]) -> [__m256i; SUMS] {
        for sum in &mut sums {
            // SAFETY: no instruction at all.
            unsafe {
                std::arch::asm!("/* {0} */", inout(ymm_reg) * sum, options(pure, nomem, nostack, preserves_flags))
            };
        }
        sums
    }
}
