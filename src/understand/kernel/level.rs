//! The vector instructions that the kernels run on.

use std::fmt;
use std::str::FromStr;

use crate::{Error, Result};

/// A set of vector instructions that this machine has: the best by default, a lower one to compare or to rule one out.
/// The answers are the same bits on all of them.
///
/// # Example
/// ```
/// use newsgraph::understand::Level;
///
/// let level: Level = "portable".parse()?;
/// assert!(Level::available().contains(&level));
/// assert!("abacus".parse::<Level>().is_err());
/// # Ok::<(), newsgraph::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Level(Kind);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Portable,
    #[cfg(target_arch = "x86_64")]
    Avx2,
    /// AVX2 with the 256-bit 8-bit dot product.
    #[cfg(target_arch = "x86_64")]
    AvxVnni,
    /// AVX-512 with the 512-bit 8-bit dot product.
    #[cfg(target_arch = "x86_64")]
    Avx512,
}

/// Every level that some machine has.
const NAMES: [&str; 4] = ["portable", "avx2", "avx-vnni", "avx512"];

impl Level {
    /// The best this machine has.
    pub fn detect() -> Self {
        Self::available().last().copied().unwrap_or(Self(Kind::Portable))
    }

    /// All that this machine has, slowest first.
    pub fn available() -> Vec<Self> {
        #[allow(unused_mut)]
        let mut levels = vec![Self(Kind::Portable)];
        #[cfg(target_arch = "x86_64")]
        if is_x86_feature_detected!("avx2") {
            levels.push(Self(Kind::Avx2));
            if is_x86_feature_detected!("avxvnni") {
                levels.push(Self(Kind::AvxVnni));
            }
            if is_x86_feature_detected!("avx512f")
                && is_x86_feature_detected!("avx512bw")
                && is_x86_feature_detected!("avx512vnni")
            {
                levels.push(Self(Kind::Avx512));
            }
        }
        levels
    }

    pub(super) fn kind(self) -> Kind {
        self.0
    }

    /// Rows of the largest register tile of the matrix products.
    pub(super) fn tile_rows(self) -> usize {
        match self.0 {
            Kind::Portable => 2,
            #[cfg(target_arch = "x86_64")]
            Kind::Avx2 | Kind::AvxVnni => 6,
            #[cfg(target_arch = "x86_64")]
            Kind::Avx512 => 12,
        }
    }

    /// Whether its matrix product takes activations as 16-bit integers.
    pub(super) fn wants_wide(self) -> bool {
        #[cfg(target_arch = "x86_64")]
        return self.0 == Kind::Avx2;
        #[cfg(not(target_arch = "x86_64"))]
        false
    }
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self.0 {
            Kind::Portable => NAMES[0],
            #[cfg(target_arch = "x86_64")]
            Kind::Avx2 => NAMES[1],
            #[cfg(target_arch = "x86_64")]
            Kind::AvxVnni => NAMES[2],
            #[cfg(target_arch = "x86_64")]
            Kind::Avx512 => NAMES[3],
        })
    }
}

impl FromStr for Level {
    type Err = Error;

    /// # Errors
    /// [`Error::Usage`] where there is no such level, or this machine lacks it.
    fn from_str(name: &str) -> Result<Self> {
        let available = Self::available();
        if let Some(level) = available.iter().find(|level| level.to_string() == name) {
            return Ok(*level);
        }
        let has = available.iter().map(Self::to_string).collect::<Vec<_>>().join(", ");
        Err(Error::Usage(match NAMES.contains(&name) {
            true => format!("this machine has no {name} instructions; it has {has}"),
            false => format!("no instructions are called `{name}`; this machine has {has}"),
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_levels_agree() {
        for level in Level::available() {
            assert_eq!(level.to_string().parse::<Level>().unwrap(), level);
        }
        assert!("mmx".parse::<Level>().unwrap_err().to_string().contains("portable"));
        assert_eq!(Level::detect(), *Level::available().last().unwrap());
    }
}
