//! Words of names, from data: titles with their roles, given names with gender and nicknames, common family names,
//! institutions that every country or town has.

use std::collections::{BTreeMap, BTreeSet};

use super::name::key;
use crate::error::{Error, Result};

const TITLES: &str = include_str!("../../data/gazetteer/titles.csv");
const GIVEN: &str = include_str!("../../data/gazetteer/given_names.csv");
const FAMILY: &str = include_str!("../../data/gazetteer/family_names.csv");
const OFFICES: &str = include_str!("../../data/gazetteer/offices.csv");

/// Lemmas of news about anything.
const PLAIN: [&str; 96] = [
    "say",
    "tell",
    "have",
    "make",
    "take",
    "give",
    "get",
    "come",
    "see",
    "know",
    "think",
    "want",
    "use",
    "find",
    "ask",
    "work",
    "call",
    "try",
    "need",
    "become",
    "leave",
    "put",
    "mean",
    "keep",
    "let",
    "begin",
    "start",
    "show",
    "hear",
    "run",
    "move",
    "live",
    "believe",
    "hold",
    "bring",
    "happen",
    "write",
    "provide",
    "sit",
    "stand",
    "lose",
    "pay",
    "meet",
    "include",
    "continue",
    "set",
    "learn",
    "change",
    "lead",
    "follow",
    "stop",
    "speak",
    "add",
    "report",
    "accord",
    "announce",
    "expect",
    "year",
    "day",
    "time",
    "week",
    "month",
    "people",
    "man",
    "woman",
    "way",
    "thing",
    "world",
    "life",
    "part",
    "place",
    "case",
    "number",
    "point",
    "group",
    "news",
    "statement",
    "official",
    "spokesman",
    "report",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "new",
    "good",
    "first",
    "last",
    "other",
    "many",
    "several",
    "more",
    "such",
];

/// Grammatical gender that a title, a given name or a pronoun tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Gender {
    Female,
    Male,
}

/// An institution that many countries or towns have: it is somebody only together with its country or town.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Office {
    pub(crate) id: String,
    pub(crate) name: String,
    /// Of a town rather than of a country.
    pub(crate) local: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Title {
    pub(crate) role: Option<String>,
    pub(crate) gender: Option<Gender>,
}

/// All of them.
#[derive(Debug, Clone, Default)]
pub(crate) struct Words {
    titles: BTreeMap<String, Title>,
    gender: BTreeMap<String, Gender>,
    given: BTreeSet<String>,
    formal: BTreeMap<String, BTreeSet<String>>,
    family: BTreeSet<String>,
    offices: Vec<Office>,
    office_names: BTreeMap<String, usize>,
}

impl Words {
    /// Reads the shipped lists.
    pub(crate) fn load() -> Result<Self> {
        let mut words = Self::default();
        for row in rows(TITLES, "titles.csv")? {
            let role = Some(row[1].clone()).filter(|role| !role.is_empty());
            words.titles.insert(key(&row[0]), Title { role, gender: gender(&row[2]) });
        }
        for row in rows(GIVEN, "given_names.csv")? {
            let name = key(&row[0]);
            for nickname in row[2].split('|').filter(|nickname| !nickname.is_empty()) {
                words.given.insert(key(nickname));
                words.formal.entry(key(nickname)).or_default().insert(name.clone());
                if let Some(gender) = gender(&row[1]) {
                    // A nickname of both genders tells none; the formal name's row decides where there is one.
                    match words.gender.get(&key(nickname)) {
                        Some(&other) if other != gender => _ = words.gender.remove(&key(nickname)),
                        _ => _ = words.gender.insert(key(nickname), gender),
                    }
                }
            }
            if let Some(gender) = gender(&row[1]) {
                words.gender.insert(name.clone(), gender);
            }
            words.given.insert(name);
        }
        words.family = rows(FAMILY, "family_names.csv")?.into_iter().map(|row| key(&row[0])).collect();
        for row in rows(OFFICES, "offices.csv")? {
            let at = words.offices.len();
            for name in std::iter::once(row[1].as_str()).chain(row[2].split('|')) {
                words.office_names.entry(spelling(&key(name))).or_insert(at);
            }
            words.offices.push(Office { id: row[0].clone(), name: row[1].clone(), local: row[3] == "local" });
        }
        Ok(words)
    }

    /// The longest title at the front of words (keys), of at most three words, and its length.
    pub(crate) fn title(&self, words: &[String]) -> Option<(&Title, usize)> {
        (1..=words.len().min(3)).rev().find_map(|n| self.titles.get(&words[..n].join(" ")).map(|title| (title, n)))
    }

    /// The longest title at the end of words (keys), and its length.
    pub(crate) fn title_before(&self, words: &[String]) -> Option<(&Title, usize)> {
        (1..=words.len().min(3))
            .rev()
            .find_map(|n| self.titles.get(&words[words.len() - n..].join(" ")).map(|title| (title, n)))
    }

    /// The gender of a given name.
    pub(crate) fn gender(&self, given: &str) -> Option<Gender> {
        self.gender.get(given).copied()
    }

    /// Whether a word is a known given name.
    pub(crate) fn is_given(&self, word: &str) -> bool {
        self.given.contains(word)
    }

    /// Whether a family name is so common that it identifies nobody.
    pub(crate) fn is_common_family(&self, word: &str) -> bool {
        self.family.contains(word)
    }

    /// Whether two given names are forms of one: "Bill" and "William".
    pub(crate) fn same_given(&self, a: &str, b: &str) -> bool {
        let formal = |name: &str| -> BTreeSet<String> {
            let mut all = self.formal.get(name).cloned().unwrap_or_default();
            all.insert(name.to_owned());
            all
        };
        !formal(a).is_disjoint(&formal(b))
    }

    /// Whether any article of any topic has this lemma.
    pub(crate) fn is_plain(&self, lemma: &str) -> bool {
        PLAIN.contains(&lemma)
    }

    /// The institution of an identifier.
    pub(crate) fn office_by_id(&self, id: &str) -> Option<&Office> {
        self.offices.iter().find(|office| office.id == id)
    }

    /// The institution of a name without its country.
    pub(crate) fn office(&self, key: &str) -> Option<&Office> {
        self.office_names.get(&spelling(key)).map(|&at| &self.offices[at])
    }
}

/// One spelling for words that British and American English write differently.
pub(crate) fn spelling(key: &str) -> String {
    key.split(' ')
        .map(|word| match word {
            "defence" => "defense",
            "labour" => "labor",
            "centre" => "center",
            "programme" => "program",
            "organisation" => "organization",
            "theatre" => "theater",
            "harbour" => "harbor",
            "co-operation" => "cooperation",
            other => other,
        })
        .collect::<Vec<_>>()
        .join(" ")
}

fn gender(word: &str) -> Option<Gender> {
    match word {
        "f" => Some(Gender::Female),
        "m" => Some(Gender::Male),
        _ => None,
    }
}

/// The rows of a file, each filled up to four fields.
fn rows(text: &str, origin: &str) -> Result<Vec<Vec<String>>> {
    let mut reader = csv::ReaderBuilder::new().flexible(true).trim(csv::Trim::All).from_reader(text.as_bytes());
    reader
        .records()
        .map(|record| {
            let record = record.map_err(|error| Error::data(origin, format!("not CSV: {error}")))?;
            let mut row: Vec<String> = record.iter().map(str::to_owned).collect();
            row.resize(row.len().max(4), String::new());
            Ok(row)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_offices() {
        let words = Words::load().unwrap();
        assert!(
            words.same_given("bill", "william") && words.same_given("bob", "rob") && !words.same_given("bill", "bob")
        );
        assert_eq!(words.gender("hillary"), Some(Gender::Female));
        assert_eq!(words.gender("alex"), None);
        assert_eq!(words.office("ministry of defence").unwrap().id, words.office("defense ministry").unwrap().id);
        assert!(words.office("city council").unwrap().local);
        let title = ["prime", "minister", "tony", "blair"].map(str::to_owned);
        assert_eq!(words.title(&title).map(|(title, n)| (title.role.as_deref(), n)), Some((Some("prime minister"), 2)));
    }
}
