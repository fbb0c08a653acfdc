//! Tables for Neo4j's bulk import, with typed heads, and a Cypher script that loads the same tables into a running
//! database (<https://neo4j.com/docs/operations-manual/current/import/>).

use std::io::{self, Write};

use petgraph::visit::EdgeRef;

use super::csv::io;
use super::text::plain;
use crate::network::{Edge, Kind, Network, Node, Schema, Value, View};

/// Attributes that are lists, joined with `|` in the network.
const LISTS: [&str; 2] = ["same_as", "claims"];
/// Attributes that are days.
const DAYS: [&str; 4] = ["from", "to", "reported_from", "reported_to"];

/// One row a node: `iri:ID`, the attributes with their types, `:LABEL`.
pub(super) fn write_nodes(graph: &Network, out: &mut dyn Write) -> io::Result<()> {
    let mut table = ::csv::Writer::from_writer(out);
    let schema = Schema::of(graph);
    let typed = schema.node.iter().filter(|(name, _)| name != "iri").map(|(name, kind)| head(name, *kind));
    table.write_record(["iri:ID".to_owned()].into_iter().chain(typed).chain([":LABEL".to_owned()])).map_err(io)?;
    for node in graph.node_weights() {
        let values =
            node.attributes().into_iter().filter(|(name, _)| *name != "iri").map(|(name, value)| cell(name, &value));
        let labels = labels(node).join(";");
        table.write_record([node.iri.clone()].into_iter().chain(values).chain([labels])).map_err(io)?;
    }
    table.flush()
}

/// One row an edge: `:START_ID`, `:END_ID`, `:TYPE`, the attributes with their types.
pub(super) fn write_edges(graph: &Network, view: View, out: &mut dyn Write) -> io::Result<()> {
    let mut table = ::csv::Writer::from_writer(out);
    let schema = Schema::of(graph);
    let own = [":START_ID", ":END_ID", ":TYPE", "id"].into_iter().map(str::to_owned);
    table.write_record(own.chain(schema.edge.iter().map(|(name, kind)| head(name, *kind)))).map_err(io)?;
    for edge in graph.edge_references() {
        let value = edge.weight();
        let ends = [graph[edge.source()].iri.clone(), graph[edge.target()].iri.clone()];
        let own = ends.into_iter().chain([kind_of(view, value), value.id.clone()]);
        let values = value.attributes().into_iter().map(|(name, value)| cell(name, &value));
        table.write_record(own.chain(values)).map_err(io)?;
    }
    table.flush()
}

/// The script; `nodes` and `edges` are the names of the tables.
pub(super) fn write_script(graph: &Network, (nodes, edges): (&str, &str), out: &mut dyn Write) -> io::Result<()> {
    let schema = Schema::of(graph);
    let load = |name: &str| string(&format!("file:///{}", crate::vocabulary::encode(name)));
    let node_values = set("n", schema.node.iter().filter(|(name, _)| name != "iri"));
    let edge_values = set("r", schema.edge.iter());
    let (nodes_file, edges_file) = (load(nodes), load(edges));
    let (nodes, edges) = (one_line(nodes), one_line(edges));
    write!(
        out,
        "// Loads {nodes} and {edges}, which lie in the import folder of the database, into Neo4j 5.26 or newer:
//   cypher-shell --file THIS_FILE
// Into a new database they load faster without this script:
//   neo4j-admin database import full --nodes={nodes} --relationships={edges} --multiline-fields=true neo4j

CREATE CONSTRAINT resource_iri IF NOT EXISTS FOR (n:Resource) REQUIRE n.iri IS UNIQUE;

LOAD CSV WITH HEADERS FROM {nodes_file} AS row
CALL (row) {{
  MERGE (n:Resource {{iri: row.`iri:ID`}})
  SET n:$(split(row.`:LABEL`, ';')),
    {node_values}
}} IN TRANSACTIONS OF 10000 ROWS;

LOAD CSV WITH HEADERS FROM {edges_file} AS row
CALL (row) {{
  MATCH (a:Resource {{iri: row.`:START_ID`}}), (b:Resource {{iri: row.`:END_ID`}})
  MERGE (a)-[r:$(row.`:TYPE`) {{id: row.id}}]->(b)
  SET {edge_values}
}} IN TRANSACTIONS OF 10000 ROWS;
"
    )?;
    out.flush()
}

/// `weight:double`.
fn head(name: &str, kind: Kind) -> String {
    let kind = match kind {
        _ if LISTS.contains(&name) => "string[]",
        _ if DAYS.contains(&name) => "date",
        Kind::Text => "string",
        Kind::Real => "double",
        Kind::Whole => "long",
        Kind::Flag => "boolean",
    };
    format!("{name}:{kind}")
}

/// A list's values are separated by semicolons.
fn cell(name: &str, value: &Value) -> String {
    let text = plain(value);
    if LISTS.contains(&name) { text.replace(';', "%3B").replace('|', ";") } else { text }
}

/// Every node is a `Resource`; what else it is.
fn labels(node: &Node) -> Vec<&'static str> {
    let special = match node.kind.as_str() {
        "person" => &["Actor", "Person"][..],
        "organization" => &["Actor", "Organization"],
        "place" => &["Actor", "Place"],
        "event" => &["Actor", "NamedEvent"],
        "product" => &["Actor", "Product"],
        "work" => &["Actor", "Work"],
        "group" => &["Actor", "Group"],
        "misc" => &["Actor"],
        "unnamed" => &["UnnamedActor"],
        "article" => &["Article"],
        "claim: event" => &["Claim", "Event"],
        "claim: relation" => &["Claim", "Relation"],
        "claim: quote" => &["Claim", "Quote"],
        "happening" => &["Happening"],
        _ => &[],
    };
    ["Resource"].into_iter().chain(special.iter().copied()).collect()
}

/// `IS_HEAD_OF`; edges that stand for several kinds of tie have one type.
fn kind_of(view: View, edge: &Edge) -> String {
    if view == View::Actors {
        return "TIED_TO".to_owned();
    }
    let letters = edge.label.chars().map(|c| if c.is_alphanumeric() { c.to_ascii_uppercase() } else { ' ' });
    let words: String = letters.collect();
    let words: Vec<&str> = words.split_whitespace().collect();
    if words.is_empty() { "TIED_TO".to_owned() } else { words.join("_") }
}

/// What a row sets: texts are given their types, and what is empty is not set.
fn set<'a>(variable: &str, schema: impl Iterator<Item = &'a (String, Kind)>) -> String {
    let one = |(key, kind): &(String, Kind)| {
        let cell = format!("nullIf(row.{}, '')", name(&head(key, *kind)));
        let value = match kind {
            _ if LISTS.contains(&key.as_str()) => format!("split({cell}, ';')"),
            _ if DAYS.contains(&key.as_str()) => format!("date({cell})"),
            Kind::Text => cell,
            Kind::Real => format!("toFloat({cell})"),
            Kind::Whole => format!("toInteger({cell})"),
            Kind::Flag => format!("toBoolean({cell})"),
        };
        format!("{variable}.{} = {value}", name(key))
    };
    schema.map(one).collect::<Vec<String>>().join(",\n    ")
}

/// A name in backticks.
fn name(text: &str) -> String {
    format!("`{}`", text.replace('`', "``"))
}

/// A string in Cypher.
fn string(text: &str) -> String {
    format!("'{}'", text.replace('\\', "\\\\").replace('\'', "\\'"))
}

fn one_line(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_are_read_off_labels() {
        let of = |label: &str| kind_of(View::Ties, &Edge { label: label.to_owned(), ..Edge::default() });
        assert_eq!(of("is head of"), "IS_HEAD_OF");
        assert_eq!(of("former: works for"), "FORMER_WORKS_FOR");
        assert_eq!(of("`; DROP"), "DROP");
        assert_eq!(of(""), "TIED_TO");
    }

    #[test]
    fn names_and_strings_cannot_break_out() {
        assert_eq!(name("a`b"), "`a``b`");
        assert_eq!(string("a'b\\"), "'a\\'b\\\\'");
    }

    #[test]
    fn heads_have_types() {
        assert_eq!(head("weight", Kind::Real), "weight:double");
        assert_eq!(head("claims", Kind::Text), "claims:string[]");
        assert_eq!(head("from", Kind::Text), "from:date");
    }
}
