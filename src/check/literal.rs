//! Values of literals, as far as shapes compare them.

use std::cmp::Ordering;

use jiff::civil::{Date, Time};
use oxigraph::model::vocab::xsd;
use oxigraph::model::{Literal, NamedNodeRef, Term};

/// Whether a term is a literal of this datatype whose text its datatype allows.
pub(super) fn is_of(term: &Term, datatype: NamedNodeRef<'_>) -> bool {
    let Term::Literal(literal) = term else { return false };
    literal.datatype() == datatype && is_well_formed(literal)
}

/// Whether the text of a literal is one of its datatype; datatypes not known here allow any.
fn is_well_formed(literal: &Literal) -> bool {
    let (value, datatype) = (literal.value(), literal.datatype());
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let unsigned = value.strip_prefix(['+', '-']).unwrap_or(value);
    if datatype == xsd::INTEGER {
        !unsigned.is_empty() && digits(unsigned)
    } else if datatype == xsd::DECIMAL {
        let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, ""));
        !(whole.is_empty() && fraction.is_empty()) && digits(whole) && digits(fraction)
    } else if datatype == xsd::BOOLEAN {
        matches!(value, "true" | "false" | "1" | "0")
    } else if datatype == xsd::DATE {
        value.parse::<Date>().is_ok()
    } else if datatype == xsd::DATE_TIME {
        value.split_once('T').is_some_and(|(day, rest)| {
            let clock = &rest[..rest.find(['Z', '+', '-']).unwrap_or(rest.len())];
            clock.matches(':').count() == 2 && day.parse::<Date>().is_ok() && clock.parse::<Time>().is_ok()
        })
    } else {
        true
    }
}

/// The number that a literal is.
pub(super) fn number(term: &Term) -> Option<f64> {
    let Term::Literal(literal) = term else { return None };
    let datatype = literal.datatype();
    let is_number = datatype == xsd::INTEGER || datatype == xsd::DECIMAL;
    if is_number && is_well_formed(literal) { literal.value().parse().ok() } else { None }
}

/// How two numbers or two days compare.
pub(super) fn compare(one: &Term, other: &Term) -> Option<Ordering> {
    if let (Some(one), Some(other)) = (number(one), number(other)) {
        return one.partial_cmp(&other);
    }
    match (one, other) {
        (Term::Literal(one), Term::Literal(other)) if is_day(one) && is_day(other) => {
            Some(one.value().parse::<Date>().ok()?.cmp(&other.value().parse::<Date>().ok()?))
        }
        _ => None,
    }
}

fn is_day(literal: &Literal) -> bool {
    literal.datatype() == xsd::DATE && is_well_formed(literal)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_of_datatypes_are_told_apart() {
        let well = |value: &str, datatype| is_of(&Literal::new_typed_literal(value, datatype).into(), datatype);
        assert!(well("-3", xsd::INTEGER) && !well("", xsd::INTEGER) && !well("3.5", xsd::INTEGER));
        assert!(well("0.9", xsd::DECIMAL) && well("1", xsd::DECIMAL) && !well(".", xsd::DECIMAL));
        assert!(!well("1e3", xsd::DECIMAL) && well("true", xsd::BOOLEAN) && !well("yes", xsd::BOOLEAN));
        assert!(well("2014-02-28", xsd::DATE) && !well("2014-02-30", xsd::DATE));
        assert!(well("2014-02-28T10:00:00Z", xsd::DATE_TIME) && !well("2014-02-28T10:00Z", xsd::DATE_TIME));
        assert!(!is_of(&Literal::new_simple_literal("3").into(), xsd::INTEGER));
    }

    #[test]
    fn numbers_and_days_compare() {
        let integer = |value: &str| Term::from(Literal::new_typed_literal(value, xsd::INTEGER));
        let date = |value: &str| Term::from(Literal::new_typed_literal(value, xsd::DATE));
        assert_eq!(compare(&integer("9"), &integer("10")), Some(Ordering::Less));
        assert_eq!(compare(&date("2014-02-01"), &date("2014-01-31")), Some(Ordering::Greater));
        assert_eq!(compare(&date("2014-02-01"), &integer("9")), None);
    }
}
