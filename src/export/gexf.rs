//! GEXF 1.3 for Gephi: what GraphML lacks, colours, sizes and positions, and when nodes and edges are there, for its
//! timeline (<https://gexf.net/>).

use std::io::{self, Write};

use petgraph::Direction;
use petgraph::visit::EdgeRef;

use super::text::{double, plain};
use super::xml::Xml;
use crate::network::{Edge, Kind, Network, Schema, Value, View};

/// What edges have month by month: Gephi's timeline moves with it.
const MONTHLY: [&str; 2] = ["monthly_statements", "monthly_balance"];

/// Writes `graph`.
pub(super) fn write(graph: &Network, view: View, out: &mut dyn Write) -> io::Result<()> {
    let mut xml = Xml::new(out)?;
    let space = [("xmlns", "http://gexf.net/1.3"), ("xmlns:viz", "http://gexf.net/1.3/viz"), ("version", "1.3")];
    xml.open(0, "gexf", &space)?;
    xml.open(1, "meta", &[])?;
    xml.leaf(2, "creator", &[], "newsgraph")?;
    xml.leaf(2, "description", &[], view.name())?;
    xml.close(1, "meta")?;
    let direction = if view.is_directed() { "directed" } else { "undirected" };
    let head = [
        ("defaultedgetype", direction),
        ("mode", "dynamic"),
        ("timeformat", "date"),
        ("timerepresentation", "interval"),
    ];
    xml.open(1, "graph", &head)?;
    declare(&mut xml, &Schema::of(graph))?;
    xml.open(2, "nodes", &[])?;
    for index in graph.node_indices() {
        node(&mut xml, graph, index)?;
    }
    xml.close(2, "nodes")?;
    xml.open(2, "edges", &[])?;
    for reference in graph.edge_references() {
        edge(&mut xml, reference.weight(), reference.source().index(), reference.target().index())?;
    }
    xml.close(2, "edges")?;
    xml.close(1, "graph")?;
    xml.close(0, "gexf")?;
    xml.finish()
}

fn declare(xml: &mut Xml<'_>, schema: &Schema) -> io::Result<()> {
    for (class, list) in [("node", &schema.node), ("edge", &schema.edge)] {
        xml.open(2, "attributes", &[("class", class), ("mode", "static")])?;
        for (name, kind) in list.iter().filter(|(name, _)| !is_own(class, name)) {
            let kind = match kind {
                Kind::Text => "string",
                Kind::Real => "double",
                Kind::Whole => "integer",
                Kind::Flag => "boolean",
            };
            xml.empty(3, "attribute", &[("id", name), ("title", name), ("type", kind)])?;
        }
        xml.close(2, "attributes")?;
    }
    xml.open(2, "attributes", &[("class", "edge"), ("mode", "dynamic")])?;
    for (name, kind) in MONTHLY.into_iter().zip(["integer", "double"]) {
        xml.empty(3, "attribute", &[("id", name), ("title", name), ("type", kind)])?;
    }
    xml.close(2, "attributes")
}

/// Whether the format has a place of its own for an attribute.
fn is_own(class: &str, name: &str) -> bool {
    name == "label" || (class == "edge" && name == "weight")
}

fn value(xml: &mut Xml<'_>, name: &str, value: &str, month: Option<&Spell>) -> io::Result<()> {
    match month {
        None => xml.empty(5, "attvalue", &[("for", name), ("value", value)]),
        Some((start, end)) => {
            xml.empty(5, "attvalue", &[("for", name), ("value", value), ("start", start), ("end", end)])
        }
    }
}

fn values(xml: &mut Xml<'_>, class: &str, attributes: &[(&str, Value)]) -> io::Result<()> {
    for (name, attribute) in attributes.iter().filter(|(name, _)| !is_own(class, name)) {
        value(xml, name, &plain(attribute), None)?;
    }
    Ok(())
}

fn node(xml: &mut Xml<'_>, graph: &Network, index: petgraph::graph::NodeIndex) -> io::Result<()> {
    let node = &graph[index];
    let id = format!("n{}", index.index());
    xml.open(3, "node", &[("id", &id), ("label", &node.label)])?;
    xml.open(4, "attvalues", &[])?;
    values(xml, "node", &node.attributes())?;
    xml.close(4, "attvalues")?;
    let edges = || {
        let outgoing = graph.edges_directed(index, Direction::Outgoing);
        outgoing.chain(graph.edges_directed(index, Direction::Incoming)).map(|edge| edge.weight())
    };
    // A node with an edge of no known time is always there.
    if edges().all(|edge| !own_spells(edge).is_empty()) {
        spells(xml, joined(edges().flat_map(own_spells).collect()))?;
    }
    let [r, g, b] = node.color().map(|part| part.to_string());
    xml.empty(4, "viz:color", &[("r", &r), ("g", &g), ("b", &b), ("a", "1.0")])?;
    xml.empty(4, "viz:position", &[("x", &double(node.x)), ("y", &double(node.y)), ("z", "0.0")])?;
    xml.empty(4, "viz:size", &[("value", &double(node.size))])?;
    xml.close(3, "node")
}

fn edge(xml: &mut Xml<'_>, edge: &Edge, source: usize, target: usize) -> io::Result<()> {
    let (source, target) = (format!("n{source}"), format!("n{target}"));
    let weight = double(edge.weight);
    let head = [
        ("id", edge.id.as_str()),
        ("source", &source),
        ("target", &target),
        ("label", &edge.label),
        ("weight", &weight),
    ];
    xml.open(3, "edge", &head)?;
    xml.open(4, "attvalues", &[])?;
    values(xml, "edge", &edge.attributes())?;
    for month in &edge.months {
        if let Some(span) = whole_month(&month.month) {
            value(xml, MONTHLY[0], &month.statements.to_string(), Some(&span))?;
            value(xml, MONTHLY[1], &double(month.balance()), Some(&span))?;
        }
    }
    xml.close(4, "attvalues")?;
    spells(xml, own_spells(edge))?;
    let [r, g, b] = edge.color().map(|part| part.to_string());
    xml.empty(4, "viz:color", &[("r", &r), ("g", &g), ("b", &b), ("a", "1.0")])?;
    xml.close(3, "edge")
}

/// First and last day.
type Spell = (String, String);

fn spells(xml: &mut Xml<'_>, list: Vec<Spell>) -> io::Result<()> {
    if list.is_empty() {
        return Ok(());
    }
    xml.open(4, "spells", &[])?;
    for (start, end) in &list {
        let both = [("start", start.as_str()), ("end", end.as_str())];
        let known: Vec<(&str, &str)> = both.into_iter().filter(|(_, day)| !day.is_empty()).collect();
        xml.empty(5, "spell", &known)?;
    }
    xml.close(4, "spells")
}

/// When an edge is there: in the months in which it counts, else from its first to its last day.
fn own_spells(edge: &Edge) -> Vec<Spell> {
    let months: Vec<Spell> = edge.months.iter().filter_map(|month| whole_month(&month.month)).collect();
    if months.is_empty() {
        let (from, to) = edge.days();
        return if from.is_empty() && to.is_empty() { Vec::new() } else { vec![(from.to_owned(), to.to_owned())] };
    }
    joined(months)
}

/// Intervals that touch or follow each other, as one. A missing end lies after all.
fn joined(mut list: Vec<Spell>) -> Vec<Spell> {
    list.sort();
    let mut found: Vec<Spell> = Vec::new();
    for (start, end) in list {
        match found.last_mut() {
            Some((_, last)) if last.is_empty() || start <= *last || Some(&start) == next_day(last).as_ref() => {
                if end.is_empty() || (!last.is_empty() && end > *last) {
                    *last = end;
                }
            }
            _ => found.push((start, end)),
        }
    }
    found
}

fn next_day(day: &str) -> Option<String> {
    Some(day.parse::<jiff::civil::Date>().ok()?.tomorrow().ok()?.to_string())
}

/// First and last day of `2020-03`.
fn whole_month(month: &str) -> Option<Spell> {
    let first: jiff::civil::Date = format!("{month}-01").parse().ok()?;
    Some((first.to_string(), first.last_of_month().to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spell(start: &str, end: &str) -> Spell {
        (start.to_owned(), end.to_owned())
    }

    #[test]
    fn months_that_follow_each_other_are_one_spell() {
        let months = ["2020-01", "2020-02", "2020-04"].map(|month| whole_month(month).unwrap());
        assert_eq!(joined(months.to_vec()), [spell("2020-01-01", "2020-02-29"), spell("2020-04-01", "2020-04-30")]);
        let open = vec![spell("2020-01-01", ""), spell("2020-05-01", "2020-05-02")];
        assert_eq!(joined(open), [spell("2020-01-01", "")]);
        let within = vec![spell("2020-01-01", "2020-12-31"), spell("2020-05-01", "2020-05-02")];
        assert_eq!(joined(within), [spell("2020-01-01", "2020-12-31")]);
    }
}
