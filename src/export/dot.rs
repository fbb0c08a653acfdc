//! DOT for Graphviz: names, colours and positions that its layout programs draw, and all attributes
//! (<https://graphviz.org/doc/info/lang.html>).

use std::io::{self, Write};

use petgraph::visit::EdgeRef;

use super::text::{double, hex, plain};
use crate::network::{Network, Value, View};

/// Writes `graph`.
pub(super) fn write(graph: &Network, view: View, out: &mut dyn Write) -> io::Result<()> {
    let (keyword, arrow) = if view.is_directed() { ("digraph", "->") } else { ("graph", "--") };
    writeln!(out, "{keyword} {} {{", quoted(view.name()))?;
    writeln!(out, "  graph [overlap=\"prism\", splines=\"true\", outputorder=\"edgesfirst\", charset=\"UTF-8\"];")?;
    writeln!(out, "  node [shape=\"ellipse\", style=\"filled\", fontname=\"Helvetica\", fontcolor=\"black\"];")?;
    writeln!(out, "  edge [fontname=\"Helvetica\", fontsize=\"9\", arrowsize=\"0.7\"];")?;
    for index in graph.node_indices() {
        let node = &graph[index];
        write!(out, "  \"n{}\" [label={}", index.index(), quoted(&node.label))?;
        let font = (8.0 + 3.0 * node.size.ln()).round();
        // Positions are for `neato -n`, which lays out nothing itself.
        let drawn = [
            ("tooltip", node.description.clone()),
            ("URL", node.iri.clone()),
            ("fillcolor", format!("{}80", hex(node.color()))),
            ("color", hex(node.color())),
            ("fontsize", double(font)),
            ("pos", format!("{},{}", double(node.x), double(node.y))),
        ];
        attributes(out, &drawn, &node.attributes())?;
    }
    for edge in graph.edge_references() {
        let value = edge.weight();
        write!(out, "  \"n{}\" {arrow} \"n{}\"", edge.source().index(), edge.target().index())?;
        write!(out, " [label={}", quoted(&value.label))?;
        let drawn = [
            ("tooltip", value.evidence.clone()),
            // Graphviz wants whole weights.
            ("weight", format!("{}", value.weight.round().max(1.0))),
            ("penwidth", double(value.weight.sqrt().min(8.0))),
            ("color", hex(value.color())),
            ("style", if value.negated { "dashed" } else { "solid" }.to_owned()),
        ];
        attributes(out, &drawn, &value.attributes())?;
    }
    writeln!(out, "}}")?;
    out.flush()
}

/// What is drawn, then what has no meaning for Graphviz, which keeps it all the same.
fn attributes(out: &mut dyn Write, drawn: &[(&str, String)], all: &[(&str, Value)]) -> io::Result<()> {
    for (name, value) in drawn {
        write!(out, ", {name}={}", quoted(value))?;
    }
    let meaningless = |name: &str| !["label", "weight", "evidence"].contains(&name);
    for (name, value) in all.iter().filter(|(name, _)| meaningless(name)) {
        write!(out, ", {}={}", quoted(name), quoted(&plain(value)))?;
    }
    writeln!(out, "];")
}

/// A quoted string. Graphviz reads escapes in labels, so that a backslash stands for itself only if doubled; control
/// characters cannot be drawn, and NUL cannot be read.
fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_are_quoted() {
        assert_eq!(quoted("a \"b\" \\N <c>\n\u{0}d"), "\"a \\\"b\\\" \\\\N <c>\\n d\"");
    }
}
