//! How sure a relation is that a pattern tells: by the kind of pattern, and by whether its ends are named or referred to.
//!
//! The figures are shares of relations that were right in articles read one by one, see `docs/quality.md`.

use crate::claim::Modality;
use crate::document::Form;

/// Share that is right where both ends are names: rule (its name up to "/"), relation (empty: any), share. The first that
/// fits counts.
const RIGHT: [(&str, &str, f32); 14] = [
    ("title", "", 0.95),
    ("apposition", "", 0.94),
    ("copula", "", 0.9),
    ("verb", "", 0.88),
    ("place, place", "", 0.97),
    ("in", "", 0.9),
    ("affiliation", "", 0.93),
    ("nationality", "", 0.85),
    ("possessive", "worksFor", 0.92),
    ("possessive", "locatedIn", 0.92),
    ("possessive", "partOf", 0.7),
    ("possessive", "", 0.82),
    ("based", "", 0.92),
    ("", "", 0.86),
];

/// Where an end is a pronoun or description, it may be somebody else.
const REFERRED: f32 = 0.87;
/// Where the role and what it names stand in different phrases.
const NESTED: f32 = 0.75;
/// Where the text plans, supposes or alleges it: what is said to be open may not be open.
const OPEN: f32 = 0.85;

/// The confidence of a relation, rounded to two decimals.
pub(super) fn of(rule: &str, predicate: &str, nested: bool, modality: Modality, ends: [Form; 2]) -> f32 {
    let family = rule.split('/').next().unwrap_or_default();
    let fits = |&&(name, relation, _): &&(&str, &str, f32)| {
        (name == family || name.is_empty()) && (relation == predicate || relation.is_empty())
    };
    let mut sure = RIGHT.iter().find(fits).map_or(0.5, |&(.., share)| share);
    if ends.iter().any(|&form| form != Form::Name) {
        sure *= REFERRED;
    }
    if nested {
        sure *= NESTED;
    }
    if !matches!(modality, Modality::Asserted | Modality::Denied) {
        sure *= OPEN;
    }
    (sure * 100.0).round() / 100.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_beside_titles_are_surer_than_what_is_referred_to() {
        let names = [Form::Name, Form::Name];
        let of = |rule, nested, modality, ends| of(rule, "headOf", nested, modality, ends);
        let named = of("title/head", false, Modality::Asserted, names);
        assert!(named > 0.9);
        assert!(of("title/head", false, Modality::Asserted, [Form::Name, Form::Pronoun]) < named);
        assert!(of("title/head", true, Modality::Asserted, names) < named);
        assert!(of("title/head", false, Modality::Conditional, names) < named);
        assert!(of("appoint-as/head", false, Modality::Asserted, names) > 0.8);
    }
}
