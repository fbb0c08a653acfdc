//! Exports of a large network: time, bytes, and how far memory grows while they are written.
//!
//! `cargo bench --bench export [NODES [EDGES [FORMAT]]]`, by default 100,000 nodes and 1,000,000 edges, every format.

#![allow(missing_docs, clippy::unwrap_used)]

use std::io::{self, Write};
use std::time::Instant;

use newsgraph::export::{NetworkFormat, write_network};
use newsgraph::network::{Edge, Network, Node, View};
use petgraph::graph::NodeIndex;

const FORMATS: [NetworkFormat; 12] = [
    NetworkFormat::GraphMl,
    NetworkFormat::YEd,
    NetworkFormat::Gexf,
    NetworkFormat::Dot,
    NetworkFormat::Pajek,
    NetworkFormat::Cytoscape,
    NetworkFormat::NodeLink,
    NetworkFormat::Csv,
    NetworkFormat::FollowTheMoney,
    NetworkFormat::Timeline,
    NetworkFormat::VegaLite,
    NetworkFormat::ICalendar,
];

/// Counts what is written, and keeps nothing.
struct Count(u64);

impl Write for Count {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0 += bytes.len() as u64;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// A network like that of the view of events: people take part in events, each in a few.
fn network(nodes: usize, edges: usize) -> Network {
    let mut graph = Network::with_capacity(nodes, edges);
    let actors = nodes / 2;
    for number in 0..nodes {
        let actor = number < actors;
        let day = format!("20{:02}-{:02}-{:02}", number % 25, number % 12 + 1, number % 28 + 1);
        graph.add_node(Node {
            iri: format!("https://w3id.org/newsgraph/{}/{number}", if actor { "actor" } else { "happening" }),
            label: format!("{} number {number}", if actor { "Somebody" } else { "Something happened to" }),
            kind: if actor { "person" } else { "happening" }.to_owned(),
            category: if actor { String::new() } else { "Meet".to_owned() },
            articles: number % 7,
            from: day.clone(),
            to: day,
            size: 2.0,
            ..Node::default()
        });
    }
    // A linear congruential generator: any fixed sequence would do.
    let mut state = 1_u64;
    let mut next = |below: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % below
    };
    for number in 0..edges {
        let (who, what) = (next(actors), actors + next(nodes - actors));
        let (source, target) = if number % 2 == 0 { (who, what) } else { (what, who) };
        let edge = Edge {
            id: format!("e{number}"),
            label: if number % 2 == 0 { "source" } else { "target" }.to_owned(),
            weight: 1.0,
            confidence: 0.8,
            modality: "asserted".to_owned(),
            evidence: "Somebody did something to somebody else, a sentence of ordinary length says.".to_owned(),
            claims: format!("https://w3id.org/newsgraph/article/{}#e{}", number / 20, number % 20),
            from: "2020-03-01".to_owned(),
            to: "2020-03-01".to_owned(),
            types: vec![("source".to_owned(), 1)],
            articles: 1,
            ..Edge::default()
        };
        graph.add_edge(NodeIndex::new(source), NodeIndex::new(target), edge);
    }
    graph
}

/// A line of `/proc/self/status` in MiB; 0 where the system has none.
fn memory(line: &str) -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let found = status.lines().find_map(|text| text.strip_prefix(line)?.split_whitespace().nth(1)?.parse::<f64>().ok());
    found.unwrap_or(0.0) / 1024.0
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    let number = |at: usize, or: usize| arguments.get(at).and_then(|text| text.parse().ok()).unwrap_or(or);
    let graph = network(number(0, 100_000), number(1, 1_000_000));
    println!("{} nodes, {} edges: {:.0} MiB", graph.node_count(), graph.edge_count(), memory("VmRSS"));
    println!("{:<16}{:>10}{:>12}{:>22}", "format", "seconds", "MB written", "memory grew by (MiB)");
    for format in FORMATS {
        let name = format!("{format:?}");
        if arguments.get(2).is_some_and(|wanted| *wanted != name) {
            continue;
        }
        // Forgets the highest use so far; where that is not possible, growth reads as 0 or as that of the largest format.
        let _ = std::fs::write("/proc/self/clear_refs", "5");
        let before = memory("VmRSS");
        let begun = Instant::now();
        let mut out = Count(0);
        write_network(&graph, View::Events, format, &mut out).unwrap();
        let (seconds, grew) = (begun.elapsed().as_secs_f64(), memory("VmHWM") - before);
        println!("{name:<16}{seconds:>10.2}{:>12.1}{:>22.1}", out.0 as f64 / 1e6, grew.max(0.0));
    }
}
