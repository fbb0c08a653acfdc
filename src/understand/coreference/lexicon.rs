//! Word knowledge for coreference: nouns for people, organizations and places, first names, titles, countries.

use std::collections::{BTreeMap, HashMap};
use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::document::EntityType;

use super::features::{Gender, Number};

const NOMINALS: &str = include_str!("../../../data/language/nominals.csv");
const FIRST_NAMES: &str = include_str!("../../../data/language/first-names.csv");
const COUNTRIES: &str = include_str!("../../../data/gazetteer/countries.csv");

/// A noun that stands for people, an organization, a group or a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Noun {
    /// What it stands for.
    pub(super) kind: EntityType,
    /// Number, where the noun's form does not tell ("police").
    pub(super) number: Option<Number>,
    /// Gender, where the noun tells.
    pub(super) gender: Gender,
    /// What names it may take up.
    pub(super) stands_for: StandsFor,
    /// Whether it stands for people only where it is somebody's ("her campaign said").
    pub(super) owned: bool,
}

/// Which names a definite noun may take up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum StandsFor {
    /// Only descriptions with the same noun.
    Nothing,
    /// A person whose title it is ("the president").
    Office,
    /// A company.
    Company,
    /// A country.
    Country,
    /// A city.
    City,
    /// A name with one of these words ("the ministry").
    NameWith(Vec<&'static str>),
}

/// A noun's entry by its lower-cased lemma.
pub(super) fn noun(lemma: &str) -> Option<&'static Noun> {
    static NOUNS: LazyLock<BTreeMap<&'static str, Noun>> = LazyLock::new(|| {
        let mut nouns = BTreeMap::new();
        for line in NOMINALS.lines().skip(1) {
            let fields: Vec<&'static str> = line.split(',').collect();
            let [noun, kind, number, gender, stands_for] = fields[..] else { continue };
            let Some(kind) = EntityType::parse(kind) else { continue };
            let number = match number {
                "plural" => Some(Number::Plural),
                "either" => Some(Number::Unknown),
                _ => None,
            };
            let gender = match gender {
                "male" => Gender::Male,
                "female" => Gender::Female,
                _ => Gender::Unknown,
            };
            let owned = stands_for == "owned";
            let stands_for = match stands_for {
                "" | "owned" => StandsFor::Nothing,
                "office" => StandsFor::Office,
                "company" => StandsFor::Company,
                "country" => StandsFor::Country,
                "city" => StandsFor::City,
                "name" => StandsFor::NameWith(Vec::new()),
                words => StandsFor::NameWith(words.split('|').collect()),
            };
            nouns.insert(noun, Noun { kind, number, gender, stands_for, owned });
        }
        nouns
    });
    NOUNS.get(lemma)
}

/// The gender that a first name tells, whatever its marks and capitals.
pub(super) fn first_name(name: &str) -> Gender {
    static NAMES: LazyLock<HashMap<&'static str, Gender>> = LazyLock::new(|| {
        let rows = FIRST_NAMES.lines().skip(1).filter_map(|line| line.split_once(','));
        rows.map(|(name, gender)| (name, if gender == "male" { Gender::Male } else { Gender::Female })).collect()
    });
    let plain: String = name.nfd().filter(|&c| !is_combining_mark(c)).flat_map(char::to_lowercase).collect();
    NAMES.get(plain.as_str()).copied().unwrap_or(Gender::Unknown)
}

/// The gender that a title before a name tells.
pub(super) fn title(word: &str) -> Gender {
    match word.trim_end_matches('.').to_lowercase().as_str() {
        "mr" | "sir" | "lord" | "king" | "prince" | "emperor" | "sultan" | "sheikh" | "pope" | "father" | "brother"
        | "chairman" | "congressman" | "spokesman" | "businessman" | "count" | "duke" | "don" | "señor" | "imam" => {
            Gender::Male
        }
        "mrs" | "ms" | "miss" | "lady" | "dame" | "queen" | "princess" | "empress" | "sister" | "madame" | "mother"
        | "chairwoman" | "congresswoman" | "spokeswoman" | "businesswoman" | "duchess" | "countess" | "actress" => {
            Gender::Female
        }
        _ => Gender::Unknown,
    }
}

/// A country's plain name for any of its names ("US", "America" → "United States"), or the name of a well-known union.
pub(in crate::understand) fn country(name: &str) -> Option<&'static str> {
    static ALIASES: LazyLock<BTreeMap<&'static str, &'static str>> = LazyLock::new(|| {
        let mut aliases = BTreeMap::new();
        for fields in rows() {
            aliases.insert(fields[1], fields[1]);
            for alias in fields[2].split('|').filter(|alias| !alias.is_empty()) {
                aliases.entry(alias).or_insert(fields[1]);
            }
        }
        for (alias, name) in
            [("UN", "United Nations"), ("U.N.", "United Nations"), ("EU", "European Union"), ("E.U.", "European Union")]
        {
            aliases.insert(alias, name);
        }
        aliases
    });
    ALIASES.get(name).copied()
}

/// The country of an adjective ("Chinese" → "China").
pub(in crate::understand) fn adjective(word: &str) -> Option<&'static str> {
    static ADJECTIVES: LazyLock<BTreeMap<&'static str, &'static str>> = LazyLock::new(|| {
        let mut adjectives = BTreeMap::new();
        for fields in rows() {
            for adjective in fields[6].split('|').chain(fields[7].split('|')).filter(|word| !word.is_empty()) {
                adjectives.entry(adjective).or_insert(fields[1]);
            }
        }
        adjectives
    });
    ADJECTIVES.get(word).copied()
}

/// Rows of the country gazetteer with at least its first eight fields (none of them is quoted).
fn rows() -> impl Iterator<Item = Vec<&'static str>> {
    COUNTRIES.lines().skip(1).map(|line| line.split(',').collect::<Vec<_>>()).filter(|fields| fields.len() >= 8)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_noun_is_read() {
        for line in NOMINALS.lines().skip(1) {
            assert!(noun(line.split(',').next().unwrap()).is_some(), "{line}");
        }
        assert_eq!(noun("police").unwrap().number, Some(Number::Plural));
        assert_eq!(noun("ministry").unwrap().stands_for, StandsFor::NameWith(vec!["Ministry"]));
        assert_eq!(noun("president").unwrap().stands_for, StandsFor::Office);
    }

    #[test]
    fn countries_and_first_names() {
        assert_eq!(country("U.S."), Some("United States"));
        assert_eq!(country("America"), Some("United States"));
        assert_eq!(adjective("Chinese"), Some("China"));
        assert_eq!(first_name("Angela"), Gender::Female);
        assert_eq!(first_name("JOSÉ"), Gender::Male);
        assert_eq!(first_name("Robin"), Gender::Unknown);
        assert!(!COUNTRIES.contains('"'));
    }
}
