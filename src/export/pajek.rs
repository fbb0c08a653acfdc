//! Pajek's `.net`: vertices with label and place, arcs or edges with weight and label.
//!
//! The format has no escapes: a straight double quote is written as two single ones, a backslash as a slash, and control
//! characters as spaces. Labels are made unique, since readers take them for names. There is no byte order mark, which
//! Pajek itself wants for names outside Windows-1252, but igraph and networkx take for text.

use std::collections::BTreeMap;
use std::io::{self, Write};

use petgraph::visit::EdgeRef;

use super::text::double;
use crate::network::{Network, View};

/// Writes `graph`.
pub(super) fn write(graph: &Network, view: View, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "*Network {}", view.name())?;
    writeln!(out, "*Vertices {}", graph.node_count())?;
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for node in graph.node_weights() {
        *seen.entry(label(&node.label)).or_default() += 1;
    }
    for index in graph.node_indices() {
        let node = &graph[index];
        let mut name = label(&node.label);
        if seen.get(&name).is_some_and(|&count| count > 1) {
            let id = node.iri.strip_prefix(crate::vocabulary::BASE).unwrap_or(&node.iri);
            name = format!("{name} ({})", label(id.split_once('/').map_or(id, |(_, id)| id)));
        }
        // Places are from 0 to 1, from the upper left.
        let (x, y) = ((node.x + 1000.0) / 2000.0, (1000.0 - node.y) / 2000.0);
        writeln!(out, "{} \"{name}\" {x:.4} {y:.4} 0.5", index.index() + 1)?;
    }
    writeln!(out, "{}", if view.is_directed() { "*Arcs" } else { "*Edges" })?;
    for edge in graph.edge_references() {
        let (source, target) = (edge.source().index() + 1, edge.target().index() + 1);
        let value = edge.weight();
        writeln!(out, "{source} {target} {} l \"{}\"", double(value.weight), label(&value.label))?;
    }
    out.flush()
}

fn label(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '"' => out.push_str("''"),
            '\\' => out.push('/'),
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_hold_nothing_that_ends_them() {
        assert_eq!(label("a \"b\"\\\n\u{1b}c"), "a ''b''/  c");
    }
}
