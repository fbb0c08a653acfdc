//! Attributes as JSON objects, for the formats that are JSON.

use serde::ser::{Serialize, SerializeMap, Serializer};

use crate::network::Value;

/// An object of attributes, in their order.
pub(super) struct Object<'a>(pub(super) Vec<(&'a str, Value)>);

impl Serialize for Object<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (name, value) in &self.0 {
            match value {
                Value::Text(text) => map.serialize_entry(name, text)?,
                Value::Real(number) => map.serialize_entry(name, &rounded(*number))?,
                Value::Whole(number) => map.serialize_entry(name, number)?,
                Value::Flag(flag) => map.serialize_entry(name, flag)?,
            }
        }
        map.end()
    }
}

/// At most three decimals.
fn rounded(number: f64) -> f64 {
    (number * 1000.0).round() / 1000.0
}
