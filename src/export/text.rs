//! Attribute values and names as text, the same in all formats.

use crate::network::Value;

/// A value as it stands in a table.
pub(super) fn plain(value: &Value) -> String {
    match value {
        Value::Text(text) => text.clone(),
        Value::Real(number) => double(*number),
        Value::Whole(number) => number.to_string(),
        Value::Flag(flag) => flag.to_string(),
    }
}

/// At most three decimals, and always a point, so that no reader takes it for an integer.
pub(super) fn double(value: f64) -> String {
    let rounded = (value * 1000.0).round() / 1000.0;
    format!("{rounded:?}")
}

/// `#0072b2`.
pub(super) fn hex([r, g, b]: [u8; 3]) -> String {
    format!("#{r:02x}{g:02x}{b:02x}")
}

/// `by_month` as `By Month`, for the head of a table.
pub(super) fn title(name: &str) -> String {
    let word = |word: &str| {
        let mut letters = word.chars();
        letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
    };
    name.split('_').map(word).collect::<Vec<String>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn doubles_keep_their_point() {
        assert_eq!(double(2.0), "2.0");
        assert_eq!(double(0.123456), "0.123");
    }

    #[test]
    fn names_become_titles() {
        assert_eq!(title("by_month"), "By Month");
        assert_eq!(title("label"), "Label");
    }
}
