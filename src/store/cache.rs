//! Articles as they were understood: one JSON file an article, named after its identifier.

use std::fmt::Write as _;

use serde::{Deserialize, Serialize};

use crate::article::Article;
use crate::entity::Annotated;

/// Longest identifier that is its own file name.
const PLAIN_LENGTH: usize = 100;
/// Names that Windows keeps for devices.
const RESERVED: [&str; 4] = ["con", "prn", "aux", "nul"];

/// What a file of the cache holds.
#[derive(Serialize, Deserialize)]
pub(super) struct Cached<A> {
    /// What understood the article: a new engine understands it again.
    pub(super) engine: String,
    /// The article and everything found in it.
    pub(super) annotated: A,
}

/// The file name of an article, for any identifier: safe on every file system and different for every identifier.
///
/// An identifier of lower-case letters, digits, `-`, `_` and `.` is its own name. Any other is named by what is left
/// of it and a hash of all of it, with a `~` between, which no plain name has.
pub(super) fn file_name(id: &str) -> String {
    let is_plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'-' | b'_' | b'.');
    let stem = id.split('.').next().unwrap_or(id);
    let device = RESERVED.contains(&stem)
        || (stem.len() == 4 && (stem.starts_with("com") || stem.starts_with("lpt")) && !stem.ends_with('-'));
    let plain = !stem.is_empty() && id.len() <= PLAIN_LENGTH && id.bytes().all(is_plain) && !device;
    if plain {
        return format!("{id}.json");
    }
    let mut name: String = id
        .chars()
        .take(40)
        .map(|letter| if letter.is_ascii_alphanumeric() { letter.to_ascii_lowercase() } else { '-' })
        .collect();
    // Writing to a string cannot fail.
    let _ = write!(name, "~{:032x}.json", hash(id.as_bytes()));
    name
}

/// FNV-1a of 128 bits: the same on every machine and in every version.
fn hash(bytes: &[u8]) -> u128 {
    bytes.iter().fold(0x6c62_272e_07bb_0142_62b8_2175_6295_c58d, |hash: u128, &byte| {
        (hash ^ u128::from(byte)).wrapping_mul(0x0000_0000_0100_0000_0000_0000_0000_013b)
    })
}

/// The bytes of a cache file.
pub(super) fn encode(annotated: &Annotated, engine: &str) -> serde_json::Result<Vec<u8>> {
    let mut bytes = serde_json::to_vec(&Cached { engine: engine.to_owned(), annotated })?;
    bytes.push(b'\n');
    Ok(bytes)
}

/// Reads a cache file.
pub(super) fn decode(bytes: &[u8]) -> serde_json::Result<Cached<Annotated>> {
    serde_json::from_slice(bytes)
}

/// Whether what was understood of `old` holds for `new`: all that understanding looks at is the same.
pub(super) fn same_content(old: &Article, new: &Article) -> bool {
    old.id == new.id
        && old.text == new.text
        && old.title == new.title
        && old.published == new.published
        && old.language == new.language
        && old.source == new.source
        && old.authors == new.authors
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;

    #[test]
    fn plain_ids_are_their_own_names() {
        assert_eq!(file_name("us-china.2014_a"), "us-china.2014_a.json");
        let names: BTreeSet<String> =
            ["US-China", "us-china", "us china", "us/china", "../x", "", ".", "con", "nul.txt"]
                .into_iter()
                .map(file_name)
                .collect();
        assert_eq!(names.len(), 9, "{names:?}");
        for name in names {
            assert!(name == "us-china.json" || name.contains('~'), "{name}");
        }
    }

    proptest! {
        #[test]
        fn names_are_safe_and_different(one in any::<String>(), other in any::<String>()) {
            let name = file_name(&one);
            let safe = |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || "-_.~".contains(letter);
            prop_assert!(name.chars().all(safe) && !name.starts_with('.') && name.len() <= 120, "{}", name);
            prop_assert_eq!(one == other, name == file_name(&other));
        }
    }
}
