//! What happened, in order of time: as a table, and as a Vega-Lite chart (<https://vega.github.io/vega-lite/>).
//!
//! Both start from the network of the view of events, in which an event that several claims report is one node.

use std::io::{self, Write};

use petgraph::Direction;
use petgraph::graph::NodeIndex;
use petgraph::visit::EdgeRef;
use serde_json::json;

use super::csv::io;
use super::text::double;
use crate::network::{Edge, Network, Node, QuadClass};

/// An event with those who take part.
pub(super) struct Entry<'a> {
    pub(super) node: &'a Node,
    /// First day, or empty.
    pub(super) from: &'a str,
    /// Last day.
    pub(super) to: &'a str,
    /// Whether the days are told; else they are those of publication.
    pub(super) told: bool,
    /// The best told report.
    pub(super) report: &'a Edge,
    roles: Vec<(&'a str, &'a str)>,
}

impl<'a> Entry<'a> {
    /// Where it stands: at its first day, else, where only that is told ("until May"), at its last; empty without either.
    fn day(&self) -> &'a str {
        if self.from.is_empty() { self.to } else { self.from }
    }

    /// Names of those in a role, in order.
    pub(super) fn all(&self, role: &str) -> Vec<&'a str> {
        self.roles.iter().filter(|(known, _)| *known == role).map(|(_, name)| *name).collect()
    }

    /// Quad class of PLOVER, or `other`.
    pub(super) fn class(&self) -> &'static str {
        let quad = QuadClass::ALL.into_iter().find(|&quad| self.report.quads[quad as usize] > 0);
        quad.map_or("other", QuadClass::as_str)
    }
}

/// The events of a network, those without a day last.
pub(super) fn entries(graph: &Network) -> Vec<Entry<'_>> {
    let events = graph.node_indices().filter(|&index| graph[index].kind == "happening");
    let mut found: Vec<Entry<'_>> = events.filter_map(|index| entry(graph, index)).collect();
    found.sort_by_key(|entry| (entry.day().is_empty(), entry.day(), entry.to, &entry.node.iri));
    found
}

fn entry(graph: &Network, index: NodeIndex) -> Option<Entry<'_>> {
    let node = &graph[index];
    let outgoing = graph.edges_directed(index, Direction::Outgoing).map(|edge| (edge.weight(), edge.target()));
    let incoming = graph.edges_directed(index, Direction::Incoming).map(|edge| (edge.weight(), edge.source()));
    let mut edges: Vec<(&Edge, NodeIndex)> = outgoing.chain(incoming).collect();
    edges.sort_by_key(|(_, who)| *who);
    let asserted = |edge: &Edge| edge.modality == "asserted";
    let best = edges.iter().map(|(edge, _)| *edge).max_by(|a, b| {
        (asserted(a), a.confidence).partial_cmp(&(asserted(b), b.confidence)).unwrap_or(std::cmp::Ordering::Equal)
    })?;
    let told = edges.iter().any(|(edge, _)| !edge.from.is_empty() || !edge.to.is_empty());
    let roles = edges.iter().map(|(edge, who)| (edge.label.as_str(), graph[*who].label.as_str())).collect();
    Some(Entry { node, from: &node.from, to: &node.to, told, report: best, roles })
}

/// One row an event.
pub(super) fn write_csv(graph: &Network, out: &mut dyn Write) -> io::Result<()> {
    let mut table = ::csv::Writer::from_writer(out);
    let head = [
        "From",
        "To",
        "Day Is",
        "Event",
        "Type",
        "Class",
        "Who",
        "Whom",
        "Also",
        "Where",
        "Modality",
        "Confidence",
        "Articles",
        "Evidence",
        "Claims",
        "Iri",
    ];
    table.write_record(head).map_err(io)?;
    for entry in entries(graph) {
        let day_is = match (entry.day().is_empty(), entry.told) {
            (true, _) => "",
            (_, true) => "told",
            (_, false) => "published",
        };
        let [who, whom, also, place] =
            ["source", "target", "participant", "place"].map(|role| entry.all(role).join("|"));
        table
            .write_record([
                entry.from,
                entry.to,
                day_is,
                &entry.node.label,
                &entry.node.category,
                entry.class(),
                &who,
                &whom,
                &also,
                &place,
                &entry.report.modality,
                &double(entry.report.confidence),
                &entry.node.articles.to_string(),
                &entry.report.evidence,
                &entry.report.claims,
                &entry.node.iri,
            ])
            .map_err(io)?;
    }
    table.flush()
}

/// A chart with its data: events a month by quad class, and every event by type. Events without a day are not in it.
pub(super) fn write_vega_lite(graph: &Network, out: &mut dyn Write) -> io::Result<()> {
    let classes: Vec<&str> = QuadClass::ALL.into_iter().map(QuadClass::as_str).chain(["other"]).collect();
    let colors = ["#009e73", "#0072b2", "#e69f00", "#d55e00", "#999999"];
    let class = json!({"field": "class", "type": "nominal", "title": "class",
        "scale": {"domain": classes, "range": colors}});
    let time = json!({"field": "day", "type": "temporal", "title": null, "scale": {"type": "utc"}});
    let mut by_month = time.clone();
    by_month["timeUnit"] = "utcyearmonth".into();
    let tip = |field: &str| json!({"field": field, "type": "nominal"});
    let tips: Vec<_> = ["event", "from", "to", "who", "whom", "where", "modality", "evidence"].map(tip).into();
    let months = json!({"width": 900, "height": 120, "mark": "bar", "encoding": {
        "x": by_month, "y": {"aggregate": "count", "type": "quantitative", "title": "events"}, "color": class}});
    let zoom = json!([{"name": "zoom", "select": {"type": "interval", "encodings": ["x"]}, "bind": "scales"}]);
    let events = json!({"params": zoom, "width": 900, "height": {"step": 14}, "mark": {"type": "circle", "opacity": 0.7}, "encoding": {
        "x": time, "y": {"field": "type", "type": "nominal", "title": null},
        "size": {"field": "articles", "type": "quantitative", "title": "articles"}, "color": class, "tooltip": tips}});
    write!(out, "{{\"$schema\":\"https://vega.github.io/schema/vega-lite/v5.json\",\"title\":\"Timeline\",")?;
    write!(out, "\"vconcat\":[{months},\n{events}],\n")?;
    write!(out, "\"data\":{{\"format\":{{\"parse\":{{\"day\":\"utc:'%Y-%m-%d'\"}}}},\"values\":[")?;
    for (number, entry) in entries(graph).iter().filter(|entry| !entry.day().is_empty()).enumerate() {
        out.write_all(if number == 0 { b"\n" } else { b",\n" })?;
        let row = json!({
            "day": entry.day(), "from": entry.from, "to": entry.to, "event": entry.node.label, "type": entry.node.category,
            "class": entry.class(), "who": entry.all("source").join(", "), "whom": entry.all("target").join(", "),
            "where": entry.all("place").join(", "), "modality": entry.report.modality, "articles": entry.node.articles,
            "evidence": entry.report.evidence,
        });
        serde_json::to_writer(&mut *out, &row)?;
    }
    write!(out, "\n]}}}}\n")?;
    out.flush()
}
