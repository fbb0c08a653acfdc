//! Attributes as JSON objects, for the formats that are JSON.

use serde_json::{Map, Number, Value as Json};

use crate::network::Value;

/// An object of attributes, in order of their names.
pub(super) fn object<'a>(attributes: impl IntoIterator<Item = (&'a str, Value)>) -> Map<String, Json> {
    attributes.into_iter().map(|(name, value)| (name.to_owned(), json(value))).collect()
}

fn json(value: Value) -> Json {
    match value {
        Value::Text(text) => Json::String(text),
        Value::Real(number) => real(number),
        Value::Whole(number) => number.into(),
        Value::Flag(flag) => flag.into(),
    }
}

/// At most three decimals; JSON has no infinity.
pub(super) fn real(number: f64) -> Json {
    Number::from_f64((number * 1000.0).round() / 1000.0).map_or(Json::Null, Json::Number)
}
