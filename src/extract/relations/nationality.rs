//! Words for countries and nationalities, from the gazetteer.

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

/// Nationalities of countries that are part of a state.
const OF_PARTS: [&str; 9] =
    ["english", "scottish", "scots", "scot", "welsh", "northern irish", "greenlandic", "faroese", "puerto rican"];

/// Whether a name is a nationality word of a country ("Chinese", "Americans", "Scottish").
pub(crate) fn is_nationality(words: &str) -> bool {
    static ADJECTIVES: LazyLock<BTreeSet<String>> = LazyLock::new(|| words_of(["adjectives", "people"]));
    let words = words.to_lowercase();
    ADJECTIVES.contains(&words) || OF_PARTS.contains(&words.as_str())
}

/// Whether a name is that of a country.
pub(crate) fn is_country(words: &str) -> bool {
    static NAMES: LazyLock<BTreeSet<String>> = LazyLock::new(|| words_of(["name", "aliases"]));
    NAMES.contains(&words.to_lowercase())
}
