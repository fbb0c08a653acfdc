//! Names of organizations: country, core, legal form; institutions that every country has.

use super::gazetteer::{Gazetteer, NameKind};
use super::name::key;
use super::words::spelling;

/// An organization's name in its parts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct OrganizationName {
    /// The name without country and legal form, as a key in one spelling.
    pub(crate) core: String,
    /// Country that the name itself tells, ISO 3166-1 alpha-2.
    pub(crate) country: Option<String>,
    /// The institution of `offices.csv` that the core names.
    pub(crate) office: Option<String>,
    /// Whether that institution is a town's.
    pub(crate) local: bool,
}

/// Legal forms and words that a short name leaves out.
const FORMS: [&str; 30] = [
    "inc",
    "incorporated",
    "corp",
    "corporation",
    "co",
    "company",
    "ltd",
    "limited",
    "llc",
    "plc",
    "ag",
    "sa",
    "nv",
    "spa",
    "gmbh",
    "se",
    "ab",
    "asa",
    "oyj",
    "as",
    "lp",
    "llp",
    "pty",
    "bv",
    "kk",
    "group",
    "holdings",
    "holding",
    "sas",
    "oao",
];

impl OrganizationName {
    /// Takes a name apart.
    pub(crate) fn parse(name: &str, gazetteer: &Gazetteer) -> Self {
        let plain = key(&name.replace("'s ", " ").replace("’s ", " "));
        let words: Vec<&str> = plain.split(' ').collect();
        let (words, country) = without_country(&words, gazetteer);
        let mut end = words.len();
        while end > 1 && FORMS.contains(&words[end - 1]) {
            end -= 1;
        }
        let core = spelling(&words[..end].join(" "));
        let office = gazetteer.words().office(&core);
        Self {
            office: office.map(|office| office.id.clone()),
            local: office.is_some_and(|office| office.local),
            core,
            country,
        }
    }

    /// What two names of one organization have in common.
    pub(crate) fn comparison_key(&self) -> String {
        match &self.country {
            Some(country) => format!("{} ({country})", self.core),
            None => self.core.clone(),
        }
    }
}

/// The words without a country before ("Chinese", "China") or after ("of China", "of the People's Republic of China").
fn without_country<'w>(words: &'w [&'w str], gazetteer: &Gazetteer) -> (&'w [&'w str], Option<String>) {
    let country = |words: &[&str]| -> Option<String> {
        let found = gazetteer.find(&words.join(" "));
        let mut countries = found
            .iter()
            .filter(|found| found.entry.is_country() && found.by != NameKind::Family)
            .filter_map(|found| found.entry.country.clone());
        let first = countries.next()?;
        countries.all(|other| other == first).then_some(first)
    };
    for n in (1..words.len().min(6)).rev() {
        if let Some(code) = country(&words[..n]) {
            return (&words[n..], Some(code));
        }
    }
    for at in 1..words.len().saturating_sub(1) {
        if words[at] == "of" {
            let from = at + 1 + usize::from(words[at + 1] == "the");
            if let Some(code) = words.get(from..).filter(|rest| !rest.is_empty()).and_then(country) {
                return (&words[..at], Some(code));
            }
        }
    }
    (words, None)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn countries_and_forms() {
        let gazetteer = Gazetteer::load().unwrap();
        let parse = |name: &str| OrganizationName::parse(name, &gazetteer);
        assert_eq!(parse("China’s Ministry of Foreign Affairs").country.as_deref(), Some("CN"));
        assert_eq!(
            parse("Ministry of Foreign Affairs of the People's Republic of China").country.as_deref(),
            Some("CN")
        );
        assert_eq!(parse("Iranian Foreign Ministry").office.as_deref(), Some("foreign-ministry"));
        assert_eq!(parse("Psystar Corporation").comparison_key(), parse("Psystar Corp.").comparison_key());
        assert_eq!(parse("Defence Ministry").office, parse("Ministry of Defense").office);
        assert_eq!(parse("Iranian Red Crescent"), parse("Red Crescent of Iran"));
        assert_eq!(parse("Korean Air").country, None);
    }
}
