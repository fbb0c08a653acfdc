//! Literals in the one lexical form that every reader and our own store agree on.

use jiff::civil::{Date, Time};
use oxigraph::model::Literal;
use oxigraph::model::vocab::xsd;

/// Plain text.
pub(super) fn text(value: &str) -> Literal {
    Literal::new_simple_literal(value)
}

/// Plain text, `None` where it is empty.
pub(super) fn some_text(value: Option<&str>) -> Option<Literal> {
    value.map(str::trim).filter(|value| !value.is_empty()).map(text)
}

/// A count or offset. NIF asks for `xsd:nonNegativeInteger`, but RDF stores give derived integers back as `xsd:integer`.
pub(super) fn integer(value: usize) -> Literal {
    Literal::new_typed_literal(value.to_string(), xsd::INTEGER)
}

/// A confidence, at two decimals, in canonical form (`0.9`, `1`).
pub(super) fn decimal(value: f32) -> Literal {
    let value = if value.is_finite() { value.clamp(0.0, 1.0) } else { 0.0 };
    let digits = format!("{value:.2}");
    let digits = digits.trim_end_matches('0').trim_end_matches('.');
    Literal::new_typed_literal(digits, xsd::DECIMAL)
}

/// A number that a text names, in canonical form (`12`, `4.3`); `None` for what is no number.
pub(super) fn number(value: f64) -> Option<Literal> {
    // As decimal, whole or not: one datatype for all, so that they can be compared everywhere.
    let rounded = (value * 1e6).round() / 1e6;
    rounded.is_finite().then(|| Literal::new_typed_literal(rounded.to_string(), xsd::DECIMAL))
}

/// True or false.
pub(super) fn boolean(value: bool) -> Literal {
    Literal::from(value)
}

/// A day, `None` where the text is none.
pub(super) fn date(value: &str) -> Option<Literal> {
    let date: Date = value.parse().ok()?;
    Some(Literal::new_typed_literal(date.to_string(), xsd::DATE))
}

/// A time stamp as `xsd:date`, `xsd:dateTime`, or as plain text where it is neither.
pub(super) fn timestamp(value: &str) -> Option<Literal> {
    let value = value.trim();
    date_time(value).or_else(|| if value.len() <= 10 { date(value) } else { None }).or_else(|| some_text(Some(value)))
}

fn date_time(value: &str) -> Option<Literal> {
    let (day, rest) = value.split_at_checked(10)?;
    let day: Date = day.parse().ok()?;
    let rest = rest.strip_prefix(['T', 't', ' '])?;
    let end = rest.find(['Z', 'z', '+', '-']).unwrap_or(rest.len());
    let (clock, zone) = rest.split_at(end);
    let clock: Time = clock.trim_end().parse().ok()?;
    let zone = match zone.as_bytes() {
        [] => String::new(),
        [b'Z' | b'z'] => "Z".to_owned(),
        [sign, hours @ ..] => {
            let digits: Vec<u8> = hours.iter().copied().filter(|&byte| byte != b':').collect();
            if !matches!(digits.len(), 2 | 4) || !digits.iter().all(u8::is_ascii_digit) {
                return None;
            }
            let digit = |at: usize| digits.get(at).map_or(0, |&digit| u32::from(digit - b'0'));
            let (hour, minute) = (digit(0) * 10 + digit(1), digit(2) * 10 + digit(3));
            if hour * 60 + minute > 14 * 60 || minute > 59 {
                return None;
            }
            // The store writes a zero offset as Z.
            if hour + minute == 0 { "Z".to_owned() } else { format!("{}{hour:02}:{minute:02}", char::from(*sign)) }
        }
    };
    Some(Literal::new_typed_literal(format!("{day}T{clock}{zone}"), xsd::DATE_TIME))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(literal: Option<Literal>) -> String {
        literal.map_or_else(
            || "-".to_owned(),
            |literal| literal.to_string().replace("http://www.w3.org/2001/XMLSchema#", ""),
        )
    }

    #[test]
    fn confidences_are_canonical() {
        for (value, expected) in [(0.93, "0.93"), (0.9, "0.9"), (1.0, "1"), (0.0, "0"), (7.0, "1"), (f32::NAN, "0")] {
            assert_eq!(decimal(value).value(), expected);
        }
    }

    #[test]
    fn numbers_are_canonical() {
        for (value, expected) in [(12.0, "12"), (4.3, "4.3"), (4_300_000_000.0, "4300000000"), (0.1 + 0.2, "0.3")] {
            assert_eq!(number(value).unwrap().value(), expected);
        }
        assert_eq!(number(f64::NAN), None);
    }

    #[test]
    fn timestamps_keep_what_they_tell() {
        for (value, expected) in [
            ("2014-11-12", r#""2014-11-12"^^<date>"#),
            ("2014-11-12T08:30:00Z", r#""2014-11-12T08:30:00Z"^^<dateTime>"#),
            ("2014-11-12 08:30", r#""2014-11-12T08:30:00"^^<dateTime>"#),
            ("2014-11-12T08:30:15.25+0530", r#""2014-11-12T08:30:15.25+05:30"^^<dateTime>"#),
            ("2014-11-12T08:30:00+00:00", r#""2014-11-12T08:30:00Z"^^<dateTime>"#),
            ("2014-11-12T08:30:00+99:00", r#""2014-11-12T08:30:00+99:00""#),
            ("November 2014", r#""November 2014""#),
            ("2014-13-45", r#""2014-13-45""#),
            ("日本語日本語", r#""日本語日本語""#),
            ("", "-"),
        ] {
            assert_eq!(shown(timestamp(value)), expected, "{value}");
        }
    }
}
