//! Segments: the quads of a graph in files, one an article and one of the actors, so that what has not changed is not
//! written again.

use std::collections::BTreeMap;

use oxigraph::model::Quad;
use serde::{Deserialize, Serialize};

use super::manifest::Counts;

/// What `segments.json` holds: every segment by its path in the folder.
pub(super) type Segments = BTreeMap<String, Segment>;

/// A file of sorted N-Quads.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Segment {
    /// Digest of all that its quads were made from, in hexadecimal: as long as it is the same, so are they.
    pub(super) inputs: String,
    /// Digest of its bytes.
    pub(super) content: String,
    /// How many bytes it has.
    pub(super) size: u64,
    /// How much of what is in it.
    pub(super) counts: Counts,
}

impl Segment {
    /// The bytes of quads, sorted, every statement once; and what there is to say about them.
    pub(super) fn of(quads: impl IntoIterator<Item = Quad>, inputs: u64) -> (Vec<u8>, Self) {
        let mut lines: Vec<String> = quads.into_iter().map(|quad| format!("{quad} .\n")).collect();
        lines.sort_unstable();
        lines.dedup();
        let mut counts = Counts::default();
        lines.iter().for_each(|line| counts.add(line));
        let bytes = lines.concat().into_bytes();
        let segment = Self { inputs: hex(inputs), content: hex(digest(&bytes)), size: bytes.len() as u64, counts };
        (bytes, segment)
    }

    /// Whether these bytes are its own.
    pub(super) fn is(&self, bytes: &[u8]) -> bool {
        self.size == bytes.len() as u64 && self.content == hex(digest(bytes))
    }
}

/// A digest as it is written.
pub(super) fn hex(digest: u64) -> String {
    format!("{digest:016x}")
}

/// A digest of bytes, the same on every machine: tells what has changed, and is no guard against forgers.
pub fn digest(bytes: &[u8]) -> u64 {
    let mix = |hash: u64, word: u64| {
        let mixed = u128::from(hash ^ word) * u128::from(0x9e37_79b9_7f4a_7c15_u64);
        (mixed as u64) ^ ((mixed >> 64) as u64)
    };
    let (words, rest) = bytes.as_chunks::<8>();
    let hash = words.iter().fold(0x0051_7cc1_b727_220a, |hash, word| mix(hash, u64::from_le_bytes(*word)));
    let mut last = [0; 8];
    last[..rest.len()].copy_from_slice(rest);
    mix(mix(hash, u64::from_le_bytes(last)), 0x2545_f491_4f6c_dd1d ^ bytes.len() as u64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digests_tell_changes() {
        let text = b"The two leaders met in Beijing on Wednesday.";
        let mut seen = std::collections::BTreeSet::from([digest(text)]);
        for at in 0..text.len() {
            let mut changed = text.to_vec();
            changed[at] ^= 1;
            assert!(seen.insert(digest(&changed)));
            assert!(seen.insert(digest(&text[..at])));
        }
        assert!(seen.insert(digest(&[text.as_slice(), &[0]].concat())), "a zero more is a change");
    }
}
