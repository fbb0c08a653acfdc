//! Two entries that are one: what an analyst's list says, laid over what is known.

use super::{Entry, Term};
use crate::document::EntityType;
use crate::link::name::key;

impl Entry {
    /// Adds what another entry of the same thing says; where the two differ, `over` wins. The identifier stays.
    pub fn overlay(&mut self, over: Self) {
        let old = std::mem::replace(&mut self.name, over.name);
        self.aliases.extend(over.aliases);
        if old != self.name {
            self.aliases.push(old);
        }
        if over.kind != EntityType::Misc && over.kind != self.kind {
            self.kind = over.kind;
            self.class.clear();
            self.family = over.family.clone();
        }
        // A country stays one, whatever a list calls it: names, capitals and institutions hang on it.
        if !over.class.is_empty() && !self.is_country() {
            self.class = over.class;
        }
        self.family = self.family.take().or(over.family);
        self.country = over.country.or(self.country.take());
        self.wikidata = over.wikidata.or(self.wikidata.take());
        self.description = over.description.or(self.description.take());
        self.coordinates = over.coordinates.or(self.coordinates.take());
        self.born = over.born.or(self.born.take());
        self.died = over.died.or(self.died.take());
        self.capital = over.capital.or(self.capital.take());
        self.office = over.office.or(self.office.take());
        self.iso3 = over.iso3.or(self.iso3.take());
        self.list = over.list.or(self.list.take());
        self.terms = terms(over.terms, std::mem::take(&mut self.terms));
        self.adjectives.extend(over.adjectives);
        self.people.extend(over.people);
        self.weak.extend(over.weak);
        self.same_as.extend(over.same_as);
        self.topics.extend(over.topics);
        for list in [
            &mut self.aliases,
            &mut self.adjectives,
            &mut self.people,
            &mut self.weak,
            &mut self.same_as,
            &mut self.topics,
        ] {
            unique(list);
        }
        let name = self.name.clone();
        self.aliases.retain(|alias| *alias != name);
        // What one source calls weak and another a name is weak.
        self.aliases.retain(|alias| !self.weak.contains(alias));
    }
}

/// The posts of a list, and those known that it does not speak of; a post without dates adds nothing to one with.
fn terms(over: Vec<Term>, known: Vec<Term>) -> Vec<Term> {
    let dated = |term: &Term| term.from.is_some() || term.to.is_some();
    let same = |a: &Term, b: &Term| key(&a.role) == key(&b.role);
    let mut out: Vec<Term> =
        over.into_iter().filter(|term| dated(term) || !known.iter().any(|other| same(term, other))).collect();
    let new = known.into_iter().filter(|term| !out.iter().any(|other| same(term, other))).collect::<Vec<_>>();
    out.extend(new);
    out
}

/// Each item once, in the order given.
pub(super) fn unique(list: &mut Vec<String>) {
    let mut seen = std::collections::BTreeSet::new();
    list.retain(|item| seen.insert(item.clone()));
}

#[cfg(test)]
mod tests {
    use super::super::rows::entries;

    #[test]
    fn a_list_wins_and_adds() {
        let columns = "id,name,type,aliases,country,roles,weak,topics,born\n";
        let one = |row: &str| entries(&format!("{columns}{row}\n"), "x.csv").unwrap().remove(0);
        let mut known = one("ann,Ann Roe,person,A. Roe|Foxy,US,Mayor 2001/2005|Senator,,,");
        known.overlay(one("ann,Anne Roe,person,,CA,Senator 2009/2012,Foxy,role.pep,1950"));
        assert_eq!((known.name.as_str(), known.country.as_deref()), ("Anne Roe", Some("CA")));
        assert_eq!(known.aliases, ["A. Roe", "Ann Roe"]);
        let roles: Vec<_> = known.terms.iter().map(|term| (term.role.as_str(), term.from.is_some())).collect();
        assert_eq!(roles, [("Senator", true), ("Mayor", true)]);
        assert_eq!(known.born.as_deref(), Some("1950"));
    }
}
