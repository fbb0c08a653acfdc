//! Which column of a table, or field of a JSON object, holds what: by mapping, or by the names in
//! `data/reading/fields.csv`.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;
use std::sync::LazyLock;

use crate::error::{Error, Result};

/// A piece of an article that a column can hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Field {
    /// Body text; the one that every table must have.
    Text,
    /// Headline.
    Title,
    /// Publication time.
    Published,
    /// Time of the last change.
    Modified,
    /// Web address.
    Url,
    /// Identifier.
    Id,
    /// Publisher or outlet.
    Source,
    /// Bylines.
    Authors,
    /// Tags and keywords.
    Tags,
    /// Section or desk.
    Section,
    /// Language code.
    Language,
}

impl Field {
    /// Every field.
    pub const ALL: [Self; 11] = [
        Self::Text,
        Self::Title,
        Self::Published,
        Self::Modified,
        Self::Url,
        Self::Id,
        Self::Source,
        Self::Authors,
        Self::Tags,
        Self::Section,
        Self::Language,
    ];

    /// The field's name in mappings.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Title => "title",
            Self::Published => "published",
            Self::Modified => "modified",
            Self::Url => "url",
            Self::Id => "id",
            Self::Source => "source",
            Self::Authors => "authors",
            Self::Tags => "tags",
            Self::Section => "section",
            Self::Language => "language",
        }
    }

    /// Names that this field goes by, normalized, the most telling first.
    pub(super) fn aliases(self) -> &'static [String] {
        static NAMES: LazyLock<BTreeMap<String, Vec<String>>> = LazyLock::new(|| {
            let rows = include_str!("../../data/reading/fields.csv").lines().filter(|line| !line.starts_with('#'));
            rows.filter_map(|row| row.split_once(','))
                .map(|(field, names)| (field.to_owned(), names.split(',').map(normalize).collect()))
                .collect()
        });
        NAMES.get(self.name()).map_or(&[], Vec::as_slice)
    }
}

impl FromStr for Field {
    type Err = Error;

    fn from_str(name: &str) -> Result<Self> {
        let normal = normalize(name);
        let by_name = Self::ALL.into_iter().find(|field| field.name() == normal);
        by_name.or_else(|| Self::ALL.into_iter().find(|field| field.aliases().contains(&normal))).ok_or_else(|| {
            let known: Vec<_> = Self::ALL.into_iter().map(Self::name).collect();
            Error::Usage(format!("unknown article field {name:?}; fields are {}", known.join(", ")))
        })
    }
}

/// Which column holds which field, as given by the user: `text=body,published=when`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Columns(BTreeMap<Field, String>);

impl Columns {
    /// Says that `column` holds `field`.
    pub fn set(&mut self, field: Field, column: impl Into<String>) {
        self.0.insert(field, column.into());
    }

    /// The column that was given for `field`.
    pub fn get(&self, field: Field) -> Option<&str> {
        self.0.get(&field).map(String::as_str)
    }

    /// Adds the mappings of `other`, which win.
    pub fn extend(&mut self, other: Self) {
        self.0.extend(other.0);
    }

    /// For each field the index of the name that holds it: the mapped name where it is there, else a usual one.
    pub(super) fn locate<S: AsRef<str>>(&self, names: &[S]) -> BTreeMap<Field, usize> {
        let normal: Vec<String> = names.iter().map(|name| normalize(name.as_ref())).collect();
        let mapped = |field| {
            let wanted = self.get(field)?;
            let exact = names.iter().position(|name| name.as_ref() == wanted);
            exact.or_else(|| normal.iter().position(|name| *name == normalize(wanted)))
        };
        let usual =
            |field: Field| field.aliases().iter().find_map(|alias| normal.iter().position(|name| name == alias));
        Field::ALL.into_iter().filter_map(|field| Some((field, mapped(field).or_else(|| usual(field))?))).collect()
    }

    /// The first mapping to a name that is not among `names`, for formats where all names must be there.
    pub(super) fn missing<S: AsRef<str>>(&self, names: &[S]) -> Option<(Field, &str)> {
        let there = |wanted: &str| names.iter().any(|name| normalize(name.as_ref()) == normalize(wanted));
        self.0.iter().map(|(&field, wanted)| (field, wanted.as_str())).find(|(_, wanted)| !there(wanted))
    }
}

impl FromStr for Columns {
    type Err = Error;

    fn from_str(mappings: &str) -> Result<Self> {
        let mut columns = Self::default();
        for mapping in mappings.split(',').filter(|mapping| !mapping.trim().is_empty()) {
            let (field, column) = mapping
                .split_once('=')
                .ok_or_else(|| Error::Usage(format!("{mapping:?} is not FIELD=COLUMN, for instance text=body")))?;
            columns.set(field.trim().parse()?, column.trim());
        }
        Ok(columns)
    }
}

impl fmt::Display for Columns {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mappings: Vec<_> = self.0.iter().map(|(field, column)| format!("{}={column}", field.name())).collect();
        f.write_str(&mappings.join(","))
    }
}

/// Names as people list them, for messages.
pub(super) fn list<S: AsRef<str>>(names: &[S]) -> String {
    const SHOWN: usize = 30;
    let mut shown: Vec<String> =
        names.iter().take(SHOWN).map(|name| name.as_ref().chars().take(60).collect::<String>()).collect();
    if names.len() > SHOWN {
        shown.push(format!("and {} more", names.len() - SHOWN));
    }
    shown.join(", ")
}

/// A name with only its letters and digits, in lower case.
pub(super) fn normalize(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn common_spellings_are_found() {
        let found = Columns::default().locate(&["Article ID", "Head_line", "pub-date", "Body", "URL", "n"]);
        let expected = [(Field::Text, 3), (Field::Title, 1), (Field::Published, 2), (Field::Url, 4), (Field::Id, 0)];
        assert_eq!(found, expected.into());
        let both = Columns::default().locate(&["content", "text"]);
        assert_eq!(both[&Field::Text], 1, "the more telling name wins");
    }

    #[test]
    fn mappings_win_and_must_exist() {
        let columns: Columns = "text=Lead, date = when".parse().unwrap();
        assert_eq!(columns.to_string(), "text=Lead,published=when");
        let found = columns.locate(&["when", "text", "lead"]);
        assert_eq!(found, [(Field::Text, 2), (Field::Published, 0)].into());
        assert_eq!(columns.missing(&["when", "text", "lead"]), None);
        assert_eq!(columns.missing(&["when", "text"]), Some((Field::Text, "Lead")));
        assert!("text".parse::<Columns>().is_err());
        assert!("nonsense=a".parse::<Columns>().is_err());
    }

    #[test]
    fn every_field_has_names_and_no_name_has_two_fields() {
        let mut all: Vec<&String> = Field::ALL.iter().flat_map(|field| field.aliases()).collect();
        assert!(Field::ALL.iter().all(|field| field.aliases().iter().any(|alias| alias == field.name())));
        let count = all.len();
        all.sort();
        all.dedup();
        assert_eq!(all.len(), count);
    }
}
