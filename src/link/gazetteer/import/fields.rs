//! Fields of an imported row, and which column holds which: by mapping, by the names in `columns.csv`, or by what is in it.

use std::collections::BTreeMap;
use std::str::FromStr;

use super::super::is_item;
use crate::error::{Error, Result};

const COLUMNS: &str = include_str!("../../../../data/gazetteer/columns.csv");
const KINDS: &str = include_str!("../../../../data/gazetteer/kinds.csv");

macro_rules! fields {
    ($($name:ident = $word:literal, $doc:literal;)*) => {
        /// What a column of an imported table can hold.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Field { $(#[doc = $doc] $name),* }
        impl Field {
            /// Every field.
            pub const ALL: &[Self] = &[$(Self::$name),*];
            /// Its name in mappings.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$name => $word),* }
            }
        }
    };
}

fields! {
    Id = "id", "The list's own identifier.";
    Name = "name", "Full name.";
    Given = "given", "Given names.";
    Family = "family", "Family name.";
    Aliases = "aliases", "Other names.";
    Weak = "weak", "Names too weak to tell anybody by.";
    Type = "type", "What it is.";
    Class = "class", "A finer word for what it is.";
    Country = "country", "Country: code, name or Wikidata item.";
    Wikidata = "wikidata", "Wikidata item.";
    SameAs = "same_as", "Other identifiers, as IRIs.";
    Description = "description", "A few words.";
    Roles = "roles", "Posts with their dates, as newsgraph writes them.";
    Position = "position", "A post.";
    From = "from", "First day in that post.";
    To = "to", "Last day in that post.";
    Born = "born", "Day of birth.";
    Died = "died", "Day of death.";
    Topics = "topics", "What the list files it under.";
    Latitude = "latitude", "Degrees north.";
    Longitude = "longitude", "Degrees east.";
    Point = "point", "Well-known text of a point.";
}

impl Field {
    /// Names of columns that hold it, the most telling first.
    fn names(self) -> impl Iterator<Item = &'static str> {
        let row =
            COLUMNS.lines().skip(1).find_map(|line| line.split_once(',').filter(|(name, _)| *name == self.name()));
        row.into_iter().flat_map(|(_, names)| names.split('|'))
    }
}

impl FromStr for Field {
    type Err = Error;

    fn from_str(name: &str) -> Result<Self> {
        let normal = name.trim().to_lowercase().replace('-', "_");
        Self::ALL.iter().copied().find(|field| field.name() == normal).ok_or_else(|| {
            let known: Vec<_> = Self::ALL.iter().map(|field| field.name()).collect();
            Error::Usage(format!("unknown field {name:?}; fields are {}", known.join(", ")))
        })
    }
}

/// A name with only its letters and digits, in lower case.
pub(super) fn normalize(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The Wikidata item in a text: `Q76`, `wd:Q76`, `http://www.wikidata.org/entity/Q76`.
pub(super) fn item(text: &str) -> Option<&str> {
    let item = text.trim().trim_end_matches('>').rsplit(['/', ':']).next()?;
    is_item(item).then_some(item)
}

/// Type and class of a word for what something is.
pub(super) fn kind(word: &str) -> Option<(&'static str, &'static str)> {
    let word = normalize(word.rsplit('/').next().unwrap_or(word));
    KINDS.lines().skip(1).find_map(|line| {
        let mut cells = line.split(',');
        (cells.next() == Some(word.as_str())).then(|| (cells.next().unwrap_or(""), cells.next().unwrap_or("")))
    })
}

/// The column of each field. `rows` tell a column of Wikidata items from one that only has the name of one.
pub(super) fn locate(
    origin: &str,
    header: &[String],
    rows: &[Vec<String>],
    mapped: &BTreeMap<Field, String>,
) -> Result<BTreeMap<Field, usize>> {
    let normal: Vec<String> = header.iter().map(|name| normalize(name)).collect();
    let shown = || header.iter().take(30).cloned().collect::<Vec<_>>().join(", ");
    let mut out = BTreeMap::new();
    for (&field, name) in mapped {
        let at = header.iter().position(|column| column == name);
        let at = at.or_else(|| normal.iter().position(|column| *column == normalize(name)));
        let missing =
            || Error::data(origin, format!("no column “{name}” for {}; the columns are {}", field.name(), shown()));
        out.insert(field, at.ok_or_else(missing)?);
    }
    let items = |at: usize| {
        let mut cells = rows.iter().filter_map(|row| row.get(at)).filter(|cell| !cell.trim().is_empty()).peekable();
        cells.peek().is_some() && cells.all(|cell| item(cell).is_some())
    };
    for &field in Field::ALL {
        if out.contains_key(&field) {
            continue;
        }
        let fits = |at: &usize| match field {
            // "person", "company" may hold names as well; a column that says "wikidata" is taken at its word.
            Field::Wikidata => normal[*at].contains("wikidata") || normal[*at] == "qid" || items(*at),
            Field::Name => !items(*at),
            _ => true,
        };
        let found = field.names().find_map(|name| normal.iter().position(|column| column == name).filter(fits));
        if let Some(at) = found {
            out.insert(field, at);
        }
    }
    if !out.contains_key(&Field::Wikidata)
        && let Some(at) = (0..header.len()).find(|&at| items(at) && rows.iter().any(|row| row[at].contains("/entity/")))
    {
        out.insert(Field::Wikidata, at);
    }
    // "?member ?memberLabel": the label of the items.
    if !out.contains_key(&Field::Name)
        && let Some(&items) = out.get(&Field::Wikidata)
        && let Some(at) = normal.iter().position(|column| *column == format!("{}label", normal[items]))
    {
        out.insert(Field::Name, at);
    }
    if !out.contains_key(&Field::Name) && !out.contains_key(&Field::Family) {
        let message =
            format!("no column holds names; the columns are {}; say which one with --column name=COLUMN", shown());
        return Err(Error::data(format!("{origin}:1"), message));
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::EntityType;

    #[test]
    fn data_fit_the_code() {
        for &field in Field::ALL {
            assert!(field.names().any(|name| name == normalize(field.name())), "{}", field.name());
        }
        for line in COLUMNS.lines().skip(1) {
            assert!(line.split(',').next().unwrap().parse::<Field>().is_ok(), "{line}");
            assert!(line.split_once(',').unwrap().1.split('|').all(|name| normalize(name) == name), "{line}");
        }
        for line in KINDS.lines().skip(1) {
            let cells: Vec<&str> = line.split(',').collect();
            assert!(
                cells.len() == 3 && EntityType::parse(cells[1]).is_some() && normalize(cells[0]) == cells[0],
                "{line}"
            );
        }
    }

    #[test]
    fn items_in_any_spelling() {
        for text in ["Q76", "wd:Q76", "http://www.wikidata.org/entity/Q76", "<http://www.wikidata.org/entity/Q76>"] {
            assert_eq!(item(text), Some("Q76"));
        }
        assert_eq!(item("Quentin"), None);
    }
}
