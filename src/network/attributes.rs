//! The attributes of nodes and edges as named, typed values, so that every format writes the same ones.

use super::{Edge, Month, Network, Node, QuadClass};

/// An attribute's value.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// Text.
    Text(String),
    /// A number.
    Real(f64),
    /// A whole number.
    Whole(i64),
    /// True or false.
    Flag(bool),
}

/// An attribute's type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Of [`Value::Text`].
    Text,
    /// Of [`Value::Real`].
    Real,
    /// Of [`Value::Whole`].
    Whole,
    /// Of [`Value::Flag`].
    Flag,
}

impl Value {
    /// Its type.
    pub const fn kind(&self) -> Kind {
        match self {
            Self::Text(_) => Kind::Text,
            Self::Real(_) => Kind::Real,
            Self::Whole(_) => Kind::Whole,
            Self::Flag(_) => Kind::Flag,
        }
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<usize> for Value {
    fn from(number: usize) -> Self {
        Self::Whole(i64::try_from(number).unwrap_or(i64::MAX))
    }
}

/// Names and types of the attributes that all nodes, and all edges, of a network have, in order.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Schema {
    /// Of nodes.
    pub node: Vec<(String, Kind)>,
    /// Of edges.
    pub edge: Vec<(String, Kind)>,
}

impl Schema {
    /// The schema of a network.
    pub fn of(graph: &Network) -> Self {
        let kinds = |attributes: Vec<(&str, Value)>| {
            attributes.into_iter().map(|(name, value)| (name.to_owned(), value.kind())).collect()
        };
        let (node, edge) = (Node::default(), Edge::default());
        Self {
            node: kinds(graph.node_weights().next().unwrap_or(&node).attributes()),
            edge: kinds(graph.edge_weights().next().unwrap_or(&edge).attributes()),
        }
    }
}

impl Node {
    /// Attributes but for identifier, position, size and colour, which every format has its own place for.
    pub fn attributes(&self) -> Vec<(&str, Value)> {
        let own = [
            ("label", Value::from(self.label.as_str())),
            ("kind", self.kind.as_str().into()),
            ("iri", self.iri.as_str().into()),
            ("category", self.category.as_str().into()),
            ("description", self.description.as_str().into()),
            ("country", self.country.as_str().into()),
            ("same_as", self.same_as.as_str().into()),
            ("articles", self.articles.into()),
            ("from", self.from.as_str().into()),
            ("to", self.to.as_str().into()),
        ];
        own.into_iter().chain(self.extra.iter().map(|(name, value)| (name.as_str(), value.clone()))).collect()
    }
}

impl Edge {
    /// Attributes but for the identifier.
    pub fn attributes(&self) -> Vec<(&str, Value)> {
        let quad = |quad: QuadClass| Value::from(self.quads[quad as usize]);
        let own = [
            ("label", Value::from(self.label.as_str())),
            ("weight", Value::Real(self.weight)),
            ("confidence", Value::Real(self.confidence)),
            ("negated", Value::Flag(self.negated)),
            ("sign", Value::Whole(self.sign)),
            ("cooperation", self.cooperation.into()),
            ("conflict", self.conflict.into()),
            ("balance", Value::Real(self.balance())),
            ("verbal_cooperation", quad(QuadClass::VerbalCooperation)),
            ("material_cooperation", quad(QuadClass::MaterialCooperation)),
            ("verbal_conflict", quad(QuadClass::VerbalConflict)),
            ("material_conflict", quad(QuadClass::MaterialConflict)),
            ("types", Value::Text(self.types_text())),
            ("modality", self.modality.as_str().into()),
            ("articles", self.articles.into()),
            ("from", self.from.as_str().into()),
            ("to", self.to.as_str().into()),
            ("reported_from", self.reported_from.as_str().into()),
            ("reported_to", self.reported_to.as_str().into()),
            ("by_month", Value::Text(self.months_text())),
            ("evidence", self.evidence.as_str().into()),
            ("claims", self.claims.as_str().into()),
        ];
        own.into_iter().chain(self.extra.iter().map(|(name, value)| (name.as_str(), value.clone()))).collect()
    }

    /// `Meet: 3|Accuse: 1`.
    pub fn types_text(&self) -> String {
        let types: Vec<String> = self.types.iter().map(|(name, count)| format!("{name}: {count}")).collect();
        types.join("|")
    }

    /// `2020-03: 4 +2 -1|…`: statements, those of cooperation, those of conflict.
    pub fn months_text(&self) -> String {
        let text = |month: &Month| {
            let Month { month, cooperation, conflict, statements } = month;
            format!("{month}: {statements} +{cooperation} -{conflict}")
        };
        self.months.iter().map(text).collect::<Vec<String>>().join("|")
    }
}
