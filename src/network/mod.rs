//! Actors and claims as a graph of nodes and edges: what exports, analysis and pictures start from.
//!
//! A [`Selection`] names a [`View`] and what to leave out of it; [`network`] builds the graph, the same on every run.

mod attributes;
mod build;
mod facts;
mod filter;
mod layout;
mod left;
mod neighbourhood;
mod selection;
mod statement;
mod together;
mod views;

use oxigraph::store::Store;
use petgraph::graph::DiGraph;

pub use attributes::{Kind, Schema, Value};
pub use layout::place;
pub use selection::Selection;

pub use crate::vocabulary::QuadClass;

use crate::error::Result;

/// What nodes and edges are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum View {
    /// Actors; one edge for each pair and direction, weighted by the number of statements, signed by cooperation and
    /// conflict.
    Actors,
    /// Actors; one edge for each pair, direction and kind of tie, weighted by the number of statements.
    Ties,
    /// Actors; one edge for each statement.
    Claims,
    /// Actors; one undirected edge for each pair that is named together.
    CoMention(Within),
    /// Actors and events: who takes part in what. An event that several claims report is one node.
    Events,
    /// Articles, actors, events, relations and quotes as nodes; their roles as edges.
    Full,
}

/// What two actors must share to be named together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Within {
    /// A sentence.
    Sentence,
    /// An article.
    Article,
}

impl View {
    /// The name used on the command line and in exports.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Actors => "actors",
            Self::Ties => "ties",
            Self::Claims => "claims",
            Self::CoMention(_) => "co-mention",
            Self::Events => "events",
            Self::Full => "full",
        }
    }

    /// Whether edges run from one node to the other, not just between them.
    pub const fn is_directed(self) -> bool {
        !matches!(self, Self::CoMention(_))
    }

    /// Whether edges may weigh more than 1.
    pub const fn is_weighted(self) -> bool {
        matches!(self, Self::Actors | Self::Ties | Self::CoMention(_) | Self::Events)
    }

    /// Whether edges are made of claims.
    pub const fn shows_claims(self) -> bool {
        !matches!(self, Self::CoMention(_))
    }
}

/// A node.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Node {
    /// The resource's IRI.
    pub iri: String,
    /// Name to show.
    pub label: String,
    /// `person`, `organization`, …, `unnamed`, `article`, `claim: event`, `claim: relation`, `claim: quote`, `happening`
    /// (an event of the view of events).
    pub kind: String,
    /// Event type or relation, of claims and happenings; else empty.
    pub category: String,
    /// What tells an actor from others of its name; the role that a relation names; the outlet of an article.
    pub description: String,
    /// ISO 3166-1 code of an actor's country.
    pub country: String,
    /// Identifiers elsewhere (Wikidata), joined with `|`.
    pub same_as: String,
    /// In how many articles of the graph an actor is mentioned, or a happening reported.
    pub articles: usize,
    /// First day, ISO 8601, of its edges, as they tell it or else as they were published; or empty.
    pub from: String,
    /// Last day.
    pub to: String,
    /// Size for drawing: 1 plus the square root of the sum of the edges' weight.
    pub size: f64,
    /// Position of a force-directed layout, once [`place`] gave it one.
    pub x: f64,
    /// Position of a force-directed layout.
    pub y: f64,
    /// Further attributes, such as measures of an analysis: every node of a network has the same ones, in the same order.
    pub extra: Vec<(String, Value)>,
}

impl Node {
    /// Colour by kind, red, green, blue (the Okabe–Ito palette, which colour-blind readers can tell apart).
    pub fn color(&self) -> [u8; 3] {
        match self.kind.as_str() {
            "person" => [0, 114, 178],
            "organization" => [213, 94, 0],
            "place" => [0, 158, 115],
            "claim: event" | "happening" | "event" => [204, 121, 167],
            "claim: relation" => [240, 228, 66],
            "claim: quote" => [86, 180, 233],
            "article" => [230, 159, 0],
            _ => [153, 153, 153],
        }
    }
}

/// How a tie stands in one month.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Month {
    /// `2020-03`.
    pub month: String,
    /// Statements of cooperation.
    pub cooperation: usize,
    /// Statements of conflict.
    pub conflict: usize,
    /// All statements.
    pub statements: usize,
}

/// An edge: one statement, or all statements of one kind between two actors.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Edge {
    /// Unique in the view.
    pub id: String,
    /// Kind of tie: an event type's or relation's label, the most frequent where there are several; or a role.
    pub label: String,
    /// Number of supporting statements, at least 1.
    pub weight: f64,
    /// Of the best supporting statement, 0 to 1.
    pub confidence: f64,
    /// Every supporting statement is a denial.
    pub negated: bool,
    /// 1 more cooperation than conflict, -1 more conflict, 0 neither (the polarity of PLOVER's quad classes and of
    /// relations such as ally and opponent). What is denied, and relations that are over, count as neither.
    pub sign: i64,
    /// How the best statement is told: `asserted`, `denied`, ….
    pub modality: String,
    /// The sentence of the best supporting statement.
    pub evidence: String,
    /// IRIs of the claims (of sentences or articles in the view of co-mentions), joined with `|`.
    pub claims: String,
    /// First day that a statement tells, ISO 8601, or empty.
    pub from: String,
    /// Last day that a statement tells, ISO 8601, or empty.
    pub to: String,
    /// Kinds of tie with their number of statements, the most frequent first.
    pub types: Vec<(String, usize)>,
    /// Statements of cooperation.
    pub cooperation: usize,
    /// Statements of conflict.
    pub conflict: usize,
    /// Statements by [`QuadClass`].
    pub quads: [usize; 4],
    /// How many articles support it.
    pub articles: usize,
    /// First day on which such an article was published, ISO 8601, or empty.
    pub reported_from: String,
    /// Last day on which such an article was published, ISO 8601, or empty.
    pub reported_to: String,
    /// How the tie stands month by month, in order. An event without a time, and a relation, counts in the month of its
    /// article; an event told more vaguely than by month in none.
    pub months: Vec<Month>,
    /// Further attributes: every edge of a network has the same ones, in the same order.
    pub extra: Vec<(String, Value)>,
}

impl Edge {
    /// Colour by sign, red, green, blue: cooperation green, conflict red, neither grey (of the Okabe–Ito palette).
    pub fn color(&self) -> [u8; 3] {
        match self.sign {
            1 => [0, 158, 115],
            -1 => [213, 94, 0],
            _ => [153, 153, 153],
        }
    }

    /// From -1 (nothing but conflict) to 1 (nothing but cooperation); 0 where there is neither.
    pub fn balance(&self) -> f64 {
        balance(self.cooperation, self.conflict)
    }

    /// First and last day: as told, else as published; empty where neither is known.
    pub fn days(&self) -> (&str, &str) {
        if self.from.is_empty() && self.to.is_empty() {
            (&self.reported_from, &self.reported_to)
        } else {
            (&self.from, &self.to)
        }
    }
}

impl Month {
    /// As [`Edge::balance`], of this month.
    pub fn balance(&self) -> f64 {
        balance(self.cooperation, self.conflict)
    }
}

fn balance(cooperation: usize, conflict: usize) -> f64 {
    let all = cooperation + conflict;
    if all == 0 { 0.0 } else { (cooperation as f64 - conflict as f64) / all as f64 }
}

/// The graph of a view.
pub type Network = DiGraph<Node, Edge>;

/// Builds the graph of a selection, the same on every run: nodes and edges in order of their IRIs. Nodes have no
/// position yet: see [`place`].
///
/// # Errors
/// [`crate::Error::Query`] where the store fails; [`crate::Error::Usage`] where the filters name something unknown,
/// exclude each other, or leave nothing: it says which filter left how much.
pub fn network(store: &Store, selection: &Selection) -> Result<Network> {
    let facts = facts::Facts::load(store)?;
    let filter = selection.resolve(store, &facts)?;
    views::build(store, &facts, selection, &filter)
}

#[cfg(test)]
mod tests;
