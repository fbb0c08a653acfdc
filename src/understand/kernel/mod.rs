//! Arithmetic of the encoder: 8-bit matrix products and the float work between them.
//!
//! The only module with `unsafe`: vector instructions chosen at run time. Every path gives the same bits: integer sums
//! are exact, and float code fixes its order by working on 16 lanes ([`lanes::Lanes`]) without fused multiply-add.
// Loops over rows of a register tile read best by index.
#![allow(unsafe_code, clippy::needless_range_loop)]

mod attention;
mod lanes;
mod level;
mod quantized;
mod rows;

pub(super) use attention::{Scratch as AttentionScratch, attend};
pub(super) use quantized::{Quantized, Rows8};
pub(super) use rows::{add_norm, dots, embed_norm, gelu, softmax};

use level::Kind;
pub use level::Level;

/// First rows of tiles of `height` rows that cover `rows` rows: the last tile overlaps the one before it (a row comes out
/// the same twice), and fewer rows than one tile are taken singly.
fn tiles(rows: usize, height: usize) -> impl Iterator<Item = usize> {
    let step = if rows < height { 1 } else { height };
    (0..rows).step_by(step).map(move |row| row.min(rows.saturating_sub(step)))
}

/// Compiles a function that is generic over [`lanes::Lanes`] for every instruction set and picks one by [`Level`].
macro_rules! versions {
    ($(#[$attribute:meta])* $name:ident($($argument:ident: $type:ty),* $(,)?) = $generic:ident) => {
        $(#[$attribute])*
        pub(in crate::understand) fn $name(level: $crate::understand::kernel::Level, $($argument: $type),*) {
            #[cfg(target_arch = "x86_64")]
            {
                use $crate::understand::kernel::{Kind, lanes};
                #[target_feature(enable = "avx2")]
                fn avx2($($argument: $type),*) {
                    $generic::<lanes::Avx2>($($argument),*);
                }
                #[target_feature(enable = "avx512f,avx512bw")]
                fn avx512($($argument: $type),*) {
                    $generic::<lanes::Avx512>($($argument),*);
                }
                // SAFETY: a `Level` names only instructions that were detected on this machine.
                match level.kind() {
                    Kind::Avx512 => return unsafe { avx512($($argument),*) },
                    Kind::Avx2 | Kind::AvxVnni => return unsafe { avx2($($argument),*) },
                    Kind::Portable => {}
                }
            }
            let _ = level;
            $generic::<$crate::understand::kernel::lanes::Portable>($($argument),*);
        }
    };
}
pub(in crate::understand::kernel) use versions;
