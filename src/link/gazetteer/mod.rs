//! The gazetteer: well-known people, organizations, places and countries with their names, terms and identifiers.
//!
//! It is data (`data/gazetteer/*.csv`, described in the README there), compiled in; a graph's own lists ([`lists`],
//! read from outside formats by [`import`]) are laid over it with [`Gazetteer::add_list`]. Names that stand for several entries are all kept: context decides, and
//! `ambiguous.csv` says which one is meant where there is no context.

pub mod import;
pub mod lists;
mod overlay;
mod rows;

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::name::{is_acronym, key};
use super::person::{Likeness, PersonName, sound};
use super::words::Words;
use crate::document::EntityType;
use crate::entity::Actor;
use crate::error::Result;

const SHIPPED: [(&str, &str); 6] = [
    ("countries.csv", include_str!("../../../data/gazetteer/countries.csv")),
    ("places.csv", include_str!("../../../data/gazetteer/places.csv")),
    ("leaders.csv", include_str!("../../../data/gazetteer/leaders.csv")),
    ("people.csv", include_str!("../../../data/gazetteer/people.csv")),
    ("organizations.csv", include_str!("../../../data/gazetteer/organizations.csv")),
    ("companies.csv", include_str!("../../../data/gazetteer/companies.csv")),
];
const AMBIGUOUS: &str = include_str!("../../../data/gazetteer/ambiguous.csv");

/// A post somebody held, or was in the news for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// The post: "President", "Secretary-General of the United Nations".
    pub role: String,
    /// First day, where known (the first of the month or year where only that is known).
    pub from: Option<Date>,
    /// Last day, where it has ended (the last of the month or year where only that is known).
    pub to: Option<Date>,
}

impl Term {
    /// Whether the post was held on a day.
    pub fn holds(&self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day <= to)
    }
}

/// A well-known person, organization or place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Readable identifier (`barack-obama`), unique in the gazetteer.
    pub id: String,
    /// What it is.
    pub kind: EntityType,
    /// A finer class: `country`, `city`, `state`, `ministry`, `company`, `party`, `leader`, …
    pub class: String,
    /// The name to show.
    pub name: String,
    /// Other full names, short names and spellings.
    pub aliases: Vec<String>,
    /// Family name of a person: what the press calls them after the first mention.
    pub family: Option<String>,
    /// ISO 3166-1 alpha-2 code of its country.
    pub country: Option<String>,
    /// Wikidata item, only where certain.
    pub wikidata: Option<String>,
    /// A few words on what it is.
    pub description: Option<String>,
    /// Posts of a person.
    pub terms: Vec<Term>,
    /// Latitude and longitude in degrees.
    pub coordinates: Option<(String, String)>,
    /// Of a country: adjectives ("Chinese").
    pub adjectives: Vec<String>,
    /// Of a country: its people, plural first ("Americans", "American").
    pub people: Vec<String>,
    /// Of a country: the identifier of its capital.
    pub capital: Option<String>,
    /// The institution of `offices.csv` that this organization is in its country.
    pub office: Option<String>,
    /// ISO 3166-1 alpha-3 code, of a country.
    pub iso3: Option<String>,
    /// Names too weak to tell anybody by ("the Fox"): shown, never looked up.
    pub weak: Vec<String>,
    /// Other identifiers of the same thing, as IRIs; that of Wikidata follows from `wikidata`.
    pub same_as: Vec<String>,
    /// Day, month or year of birth (`1961-08-04`, `1961`).
    pub born: Option<String>,
    /// Day, month or year of death.
    pub died: Option<String>,
    /// What an imported list files it under: `role.pep`, `sanction`.
    pub topics: Vec<String>,
    /// The imported list it is on.
    pub list: Option<String>,
}

impl Entry {
    /// The actor this entry is, as it enters the graph.
    pub fn actor(&self) -> Actor {
        let aliases = self.aliases.iter().chain(&self.weak);
        let mut aliases: Vec<String> = aliases.filter(|alias| **alias != self.name).cloned().collect();
        aliases.sort();
        aliases.dedup();
        Actor {
            id: self.id.clone(),
            kind: self.kind,
            name: self.name.clone(),
            aliases,
            wikidata: self.wikidata.clone(),
            same_as: self.same_as.clone(),
            country: self.country.clone(),
            description: self.description.clone(),
            coordinates: self.coordinates.clone(),
            topics: self.topics.clone(),
            list: self.list.clone(),
            seen: Vec::new(),
        }
    }

    /// Whether an article of that day can speak of it: nobody is in the news before birth.
    pub fn exists(&self, day: Date) -> bool {
        self.born.as_deref().and_then(rows::first_day).is_none_or(|born| born <= day)
    }

    /// Whether this is a state of the world.
    pub fn is_country(&self) -> bool {
        self.class == "country"
    }

    /// A description made from class, first post and country.
    fn describe(&self, country: Option<&str>) -> Option<String> {
        if let Some(term) = self.terms.first() {
            let role = match country {
                Some(country) if !term.role.contains(" of ") => format!("{} of {}", term.role, with_article(country)),
                _ => term.role.clone(),
            };
            return Some(match (term.from, term.to) {
                (Some(from), Some(to)) if from.year() == to.year() => format!("{role}, {}", from.year()),
                (Some(from), Some(to)) => format!("{role}, {}–{}", from.year(), to.year()),
                (Some(from), None) => format!("{role} since {}", from.year()),
                (None, _) => role,
            });
        }
        let class = self.class.replace('-', " ");
        match (class.as_str(), country) {
            ("" | "leader" | "place", _) => None,
            ("country", _) => Some(class),
            (_, Some(country)) => Some(format!("{class}, {country}")),
            (_, None) => Some(class),
        }
    }

    /// Whether any post was held on that day.
    pub fn in_office(&self, day: Date) -> bool {
        self.terms.iter().any(|term| term.holds(day))
    }

    /// The stretch of years in which the press speaks of a person: from ten years before the first post to twenty
    /// after the last. `None` where no term has dates.
    pub fn years_in_news(&self) -> Option<(i16, i16)> {
        let first = self.terms.iter().filter_map(|term| term.from).map(Date::year).min()?;
        let open = self.terms.iter().any(|term| term.to.is_none());
        let last = if open { None } else { self.terms.iter().filter_map(|term| term.to).map(Date::year).max() };
        Some((first - 10, last.map_or(i16::MAX, |last| last + 20)))
    }
}

/// A country's name as it stands in a sentence: "the United States", "the Philippines", "France".
pub(crate) fn with_article(country: &str) -> String {
    let first =
        ["United ", "Republic of", "Democratic Republic", "Central African", "Czech Republic", "Dominican Republic"];
    let plural = ["Netherlands", "Philippines", "Bahamas", "Maldives", "Comoros", "Islands", "Seychelles", "Gambia"];
    let article =
        first.iter().any(|start| country.starts_with(start)) || plural.iter().any(|end| country.ends_with(end));
    if article { format!("the {country}") } else { country.to_owned() }
}

/// By which of its names an entry was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum NameKind {
    /// Its full name.
    Full,
    /// Another full or short name.
    Alias,
    /// The family name of a person.
    Family,
    /// The adjective of a country.
    Adjective,
    /// The people of a country.
    People,
}

/// An entry that a name may stand for.
#[derive(Debug, Clone, Copy)]
pub struct Found<'g> {
    /// The entry.
    pub entry: &'g Entry,
    /// By which kind of name.
    pub by: NameKind,
    /// Whether the gazetteer writes that name as an acronym: then the text must too.
    pub acronym: bool,
    /// Whether this is the entry meant where context says nothing (`ambiguous.csv`).
    pub preferred: bool,
}

#[derive(Debug, Clone, Copy)]
struct Named {
    entry: usize,
    by: NameKind,
    acronym: bool,
}

/// All entries, found by name.
#[derive(Debug, Clone, Default)]
pub struct Gazetteer {
    entries: Vec<Entry>,
    by_id: BTreeMap<String, usize>,
    by_name: BTreeMap<String, Vec<Named>>,
    countries: BTreeMap<String, usize>,
    capitals: BTreeMap<String, usize>,
    preferred: BTreeMap<String, String>,
    /// Full names of people by the sound of their last word.
    people: BTreeMap<String, Vec<(usize, PersonName)>>,
    /// People by the first word of their full name.
    given: BTreeMap<String, Vec<usize>>,
    /// Organizations that are an institution of their country, by office and country.
    offices: BTreeMap<(String, String), usize>,
    words: Words,
}

impl Gazetteer {
    /// The gazetteer compiled into the program.
    ///
    /// # Errors
    /// Shipped data that does not fit its schema; a test guards against that.
    pub fn load() -> Result<Self> {
        let mut gazetteer = Self { words: Words::load()?, ..Self::default() };
        for (file, text) in SHIPPED {
            gazetteer.add(text, file)?;
        }
        gazetteer.preferred = rows::ambiguous(AMBIGUOUS, "ambiguous.csv")?
            .into_iter()
            .filter_map(|row| Some((key(&row.name), row.prefer?)))
            .collect();
        gazetteer.index();
        gazetteer.describe();
        Ok(gazetteer)
    }

    /// Lays a list over what is there: an entry with an identifier already known adds to that entry, and wins where the
    /// two differ. `origin` is the file name for messages.
    ///
    /// # Errors
    /// The first line that does not fit, by number.
    pub fn add_list(&mut self, name: &str, text: &str, origin: &str) -> Result<()> {
        self.add_entries(name, rows::entries(text, origin)?);
        Ok(())
    }

    /// Lays entries of a list over what is there, as [`Self::add_list`] does.
    pub fn add_entries(&mut self, name: &str, entries: Vec<Entry>) {
        for mut entry in entries {
            entry.list = Some(name.to_owned());
            match self.by_id.get(&entry.id) {
                Some(&at) => self.entries[at].overlay(entry),
                None => self.push(entry),
            }
        }
        self.index();
        self.describe();
    }

    fn add(&mut self, text: &str, origin: &str) -> Result<()> {
        rows::entries(text, origin)?.into_iter().for_each(|entry| self.push(entry));
        Ok(())
    }

    fn push(&mut self, entry: Entry) {
        self.by_id.insert(entry.id.clone(), self.entries.len());
        self.entries.push(entry);
    }

    fn index(&mut self) {
        self.by_name.clear();
        self.countries.clear();
        self.capitals.clear();
        self.people.clear();
        self.given.clear();
        self.offices.clear();
        for (at, entry) in self.entries.iter().enumerate() {
            if entry.is_country()
                && let Some(code) = &entry.country
            {
                self.countries.insert(code.clone(), at);
                if let Some(capital) = &entry.capital {
                    self.capitals.insert(capital.clone(), at);
                }
            }
            if let (Some(office), Some(country)) = (&entry.office, &entry.country) {
                self.offices.entry((office.clone(), country.clone())).or_insert(at);
            }
            if entry.kind == EntityType::Person {
                let parsed = PersonName::parse(&entry.name, &self.words);
                if parsed.is_full() {
                    self.given.entry(parsed.first().to_owned()).or_default().push(at);
                }
                for name in std::iter::once(&entry.name).chain(&entry.aliases) {
                    let parsed = PersonName::parse(name, &self.words);
                    if parsed.is_full() {
                        self.people.entry(sound(parsed.last())).or_default().push((at, parsed));
                    }
                }
            }
            let full = std::iter::once((&entry.name, NameKind::Full));
            let aliases = entry.aliases.iter().map(|name| (name, NameKind::Alias));
            let family = entry.family.iter().map(|name| (name, NameKind::Family));
            let adjectives = entry.adjectives.iter().map(|name| (name, NameKind::Adjective));
            let people = entry.people.iter().map(|name| (name, NameKind::People));
            for (name, by) in full.chain(aliases).chain(family).chain(adjectives).chain(people) {
                let named = self.by_name.entry(key(name)).or_default();
                // One entry counts once a name, by its best kind; adjective and people may both hold ("German").
                let known =
                    named.iter().any(|other| other.entry == at && (other.by < NameKind::Adjective || other.by == by));
                if !known {
                    named.push(Named { entry: at, by, acronym: is_acronym(name) });
                }
            }
        }
    }

    /// Fills the descriptions that the files leave to be made.
    fn describe(&mut self) {
        for at in 0..self.entries.len() {
            let entry = &self.entries[at];
            if entry.description.is_none() {
                let country =
                    entry.country.as_deref().and_then(|code| self.country(code)).map(|entry| entry.name.as_str());
                self.entries[at].description = entry.describe(country);
            }
        }
    }

    /// All entries, in file order.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The entry of an identifier.
    pub fn get(&self, id: &str) -> Option<&Entry> {
        self.by_id.get(id).map(|&at| &self.entries[at])
    }

    /// The country of an ISO 3166-1 alpha-2 code.
    pub fn country(&self, code: &str) -> Option<&Entry> {
        self.countries.get(code).map(|&at| &self.entries[at])
    }

    /// The country whose capital an entry is.
    pub fn capital_of(&self, id: &str) -> Option<&Entry> {
        self.capitals.get(id).map(|&at| &self.entries[at])
    }

    /// Every entry that a name may stand for, in file order.
    pub fn find(&self, name: &str) -> Vec<Found<'_>> {
        let key = key(name);
        let preference = self.preferred.get(&key);
        self.by_name.get(&key).map_or_else(Vec::new, |named| {
            named
                .iter()
                .map(|named| {
                    let entry = &self.entries[named.entry];
                    let preferred = preference.is_some_and(|id| *id == entry.id);
                    Found { entry, by: named.by, acronym: named.acronym, preferred }
                })
                .collect()
        })
    }

    /// The country that a word is the adjective or the people of ("Chinese", "Americans").
    pub fn demonym(&self, word: &str) -> Option<Found<'_>> {
        self.find(word).into_iter().find(|found| matches!(found.by, NameKind::Adjective | NameKind::People))
    }

    /// The country that a name is a name of.
    pub fn country_named(&self, name: &str) -> Option<&Entry> {
        self.find(name)
            .into_iter()
            .find(|found| found.entry.is_country() && matches!(found.by, NameKind::Full | NameKind::Alias))
            .map(|found| found.entry)
    }

    /// The country that a code, a name or a Wikidata item of any spelling stands for (`us`, `USA`, `gb-sct`,
    /// `United States`, `http://www.wikidata.org/entity/Q30`).
    pub fn country_code(&self, text: &str) -> Option<&str> {
        let text = text.trim();
        let upper = text.to_ascii_uppercase();
        let by_code = || {
            let code = upper.split('-').next().filter(|code| code.len() == 2)?;
            self.countries.get(code).map(|&at| &self.entries[at])
        };
        let item = text.rsplit('/').next().filter(|item| is_item(item));
        let by_other = || {
            self.countries.values().map(|&at| &self.entries[at]).find(|entry| {
                entry.iso3.as_deref() == Some(upper.as_str()) || item.is_some() && entry.wikidata.as_deref() == item
            })
        };
        let found = by_code().or_else(by_other).or_else(|| self.country_named(text));
        let found = found.or_else(|| self.demonym(text).map(|found| found.entry).filter(|entry| entry.is_country()));
        found?.country.as_deref()
    }

    /// The organization that is an institution (`offices.csv`) in a country.
    pub fn office_holder(&self, office: &str, country: &str) -> Option<&Entry> {
        self.offices.get(&(office.to_owned(), country.to_owned())).map(|&at| &self.entries[at])
    }

    /// Words of names.
    pub(crate) fn words(&self) -> &Words {
        &self.words
    }

    /// People whose full name begins with a word.
    pub(crate) fn people_given<'g>(&'g self, given: &str) -> impl Iterator<Item = &'g Entry> {
        self.given.get(given).into_iter().flatten().map(|&at| &self.entries[at])
    }

    /// People with a full name like this one, each with its best likeness.
    pub(crate) fn people_like(&self, name: &PersonName) -> Vec<(&Entry, Likeness)> {
        let mut best: BTreeMap<usize, Likeness> = BTreeMap::new();
        for word in &name.words {
            for (at, other) in self.people.get(&sound(word)).into_iter().flatten() {
                let likeness = name.likeness(other, &self.words);
                let rank = |likeness: &Likeness| match likeness {
                    Likeness::Same => 1.0,
                    Likeness::Variant(score) => *score,
                    _ => 0.0,
                };
                if rank(&likeness) > best.get(at).map_or(0.0, rank) {
                    best.insert(*at, likeness);
                }
            }
        }
        best.into_iter().map(|(at, likeness)| (&self.entries[at], likeness)).collect()
    }

    /// The people who held a post of a country on a day: posts whose words contain `role`.
    pub fn holders(&self, role: &str, country: &str, day: Date) -> Vec<&Entry> {
        let role = key(role);
        self.entries
            .iter()
            .filter(|entry| entry.kind == EntityType::Person && entry.country.as_deref() == Some(country))
            .filter(|entry| entry.terms.iter().any(|term| term.holds(day) && key(&term.role) == role))
            .collect()
    }
}

/// Whether a text is the number of a Wikidata item (`Q76`).
pub(crate) fn is_item(text: &str) -> bool {
    text.strip_prefix('Q').is_some_and(|digits| {
        !digits.is_empty() && !digits.starts_with('0') && digits.bytes().all(|byte| byte.is_ascii_digit())
    })
}

/// Whether a text is an absolute IRI that can stand in a graph.
pub(crate) fn is_iri(text: &str) -> bool {
    let scheme = text.split_once(':').is_some_and(|(scheme, rest)| {
        scheme.starts_with(|c: char| c.is_ascii_alphabetic())
            && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte))
            && !rest.is_empty()
    });
    scheme && !text.contains(|c: char| c.is_whitespace() || c.is_control() || "<>\"{}|\\^`".contains(c))
}

#[cfg(test)]
mod tests;
