//! How large a place is: city, state or country, from the gazetteer.

use std::collections::BTreeMap;
use std::sync::LazyLock;

const COUNTRIES: &str = include_str!("../../../data/gazetteer/countries.csv");
const PLACES: &str = include_str!("../../../data/gazetteer/places.csv");

/// How large a place is, smaller ones first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Level {
    City,
    /// A state, province, region or island.
    State,
    Country,
}

impl Level {
    /// Words in names of places that hold cities.
    pub(super) const WORDS: [&str; 14] = [
        "county",
        "province",
        "region",
        "state",
        "district",
        "oblast",
        "prefecture",
        "governorate",
        "territory",
        "island",
        "islands",
        "valley",
        "peninsula",
        "republic",
    ];
}

/// How large the place of a name is; `None` where it is not known, or there are places of several sizes.
pub(super) fn level(name: &str) -> Option<Level> {
    static LEVELS: LazyLock<BTreeMap<String, Option<Level>>> = LazyLock::new(|| {
        let mut levels = BTreeMap::new();
        read(&mut levels, COUNTRIES, |_| Some(Level::Country));
        read(&mut levels, PLACES, |class| match class {
            "city" => Some(Level::City),
            "building" | "place" | "" => None,
            _ => Some(Level::State),
        });
        levels
    });
    LEVELS.get(&normal(name)).copied().flatten()
}

fn normal(name: &str) -> String {
    name.to_lowercase().trim_start_matches("the ").trim_end_matches('.').to_owned()
}

/// Adds the rows of a table with the columns `name`, `aliases` and perhaps `class`.
fn read(levels: &mut BTreeMap<String, Option<Level>>, table: &str, level: impl Fn(&str) -> Option<Level>) {
    let mut reader = csv::Reader::from_reader(table.as_bytes());
    let at = |heading: &csv::StringRecord, wanted: &str| heading.iter().position(|column| column == wanted);
    let Ok(heading) = reader.headers().cloned() else { return };
    let (Some(name), Some(aliases)) = (at(&heading, "name"), at(&heading, "aliases")) else { return };
    let class = at(&heading, "class");
    for row in reader.records().flatten() {
        let class = class.and_then(|column| row.get(column)).unwrap_or_default();
        let names = row.get(aliases).unwrap_or_default().split('|').chain(row.get(name));
        let stems = names.clone().filter_map(|name| name.strip_suffix(" state"));
        for name in names.chain(stems).filter(|name| !name.is_empty()) {
            let found = level(class);
            let slot = levels.entry(normal(name)).or_insert(found);
            // "New York" is a city and a state, "Washington" too.
            if *slot != found {
                *slot = None;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cities_states_and_countries_are_told_apart() {
        assert_eq!(level("Chicago"), Some(Level::City));
        assert_eq!(level("Calif."), Some(Level::State));
        assert_eq!(level("the United States"), Some(Level::Country));
        assert_eq!(level("Lower Wobbling"), None);
        assert_eq!(level("Washington"), None);
        assert!(level("Paris") < level("France"));
    }
}
