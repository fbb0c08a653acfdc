//! Words for nationalities and parties.

use std::collections::BTreeSet;
use std::sync::LazyLock;

const COUNTRIES: &str = include_str!("../../../data/gazetteer/countries.csv");

/// The words in two columns of the country table, lower-cased.
fn words_of(wanted: [&str; 2]) -> BTreeSet<String> {
    let mut reader = csv::Reader::from_reader(COUNTRIES.as_bytes());
    let columns: Vec<usize> = reader.headers().map_or_else(
        |_| Vec::new(),
        |heading| (0..heading.len()).filter(|&at| wanted.contains(&&heading[at])).collect(),
    );
    let mut words = BTreeSet::new();
    for record in reader.records().flatten() {
        for &column in &columns {
            words.extend(record.get(column).unwrap_or_default().split('|').map(|word| word.trim().to_lowercase()));
        }
    }
    words.remove("");
    words
}

/// Short country names that stand before nouns as adjectives do.
const ADJECTIVAL: &[&str] = &["us", "u.s.", "u.s", "usa", "uk", "u.k.", "u.k", "uae", "prc", "soviet"];

/// Words for parties and those who belong to them.
const PARTIES: &[&str] = &[
    "republican",
    "republicans",
    "gop",
    "democrat",
    "democratic",
    "democrats",
    "labour",
    "conservative",
    "conservatives",
    "tory",
    "tories",
    "liberal",
    "liberals",
    "liberal democrat",
    "lib dem",
    "green",
    "greens",
    "socialist",
    "communist",
    "christian democrat",
    "social democrat",
    "social democratic",
    "likud",
    "hamas",
    "fidesz",
    "snp",
    "dup",
    "ukip",
    "bjp",
    "anc",
    "pti",
    "plaid cymru",
    "sinn féin",
    "sinn fein",
];

/// Whether a name is a nationality word ("Chinese", "American", "US").
pub(crate) fn is_nationality(words: &str) -> bool {
    static ADJECTIVES: LazyLock<BTreeSet<String>> = LazyLock::new(|| words_of(["adjectives", "people"]));
    let words = words.to_lowercase();
    ADJECTIVAL.contains(&words.as_str()) || ADJECTIVES.contains(&words)
}

/// Whether a name is a party word ("Republican").
pub(crate) fn is_party(words: &str) -> bool {
    PARTIES.contains(&words.to_lowercase().as_str())
}

/// Whether a name is that of a country.
pub(crate) fn is_country(words: &str) -> bool {
    static NAMES: LazyLock<BTreeSet<String>> = LazyLock::new(|| words_of(["name", "aliases"]));
    NAMES.contains(&words.to_lowercase())
}
