//! Networks: write GraphML, PageRank, betweenness, communities, beside networkx and igraph on the same generated graph.
//!
//! ```console
//! $ cargo bench --bench network                     # 10,000 nodes, 100,000 edges
//! $ cargo bench --bench network -- 10000 100000     # and 100,000 nodes, a million edges
//! ```
//!
//! Peers are asked where NEWSGRAPH_READERS names a Python that has networkx, scipy and igraph.

#![allow(clippy::unwrap_used, missing_docs)]

use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;
use std::process::Command;
use std::time::Instant;

use newsgraph::analyze::{Ties, communities, exact, pagerank, sampled};
use newsgraph::export::{NetworkFormat, write_network};
use newsgraph::network::{Edge, Network, Node, View};

/// Edges a node.
const EDGES: usize = 10;
/// Nodes of a community.
const GROUP: usize = 100;
/// Nodes from which GraphML is not given to the peers: a million edges with all attributes are 1.5 GB.
const GRAPHML: usize = 20_000;
/// Nodes from which betweenness is timed by this many searches, not by one from each node.
const SEARCHES: (usize, usize) = (20_000, 200);
/// Rounds; the fastest counts.
const ROUNDS: usize = 3;

/// A number in `0 … below` that looks random.
fn chance(parts: [usize; 3], below: usize) -> usize {
    let mut z = parts.iter().fold(0_u64, |z, &part| {
        let mut z = (z ^ part as u64).wrapping_add(0x9e37_79b9_7f4a_7c15);
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    });
    z = z.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 11;
    (z % below as u64) as usize
}

/// Two of three edges stay in a community; the others go to anybody, and to some far more than to others.
fn generate(nodes: usize) -> Network {
    let mut network = Network::new();
    for number in 0..nodes {
        network.add_node(Node {
            iri: format!("https://w3id.org/newsgraph/actor/a{number}"),
            label: format!("Actor {number}"),
            kind: "person".to_owned(),
            ..Node::default()
        });
    }
    let mut seen: BTreeMap<(usize, usize), ()> = BTreeMap::new();
    let mut number = 0;
    while seen.len() < nodes * EDGES {
        let a = chance([number, 0, 1], nodes);
        let b = if chance([number, 1, 1], 3) < 2 {
            a / GROUP * GROUP + chance([number, 2, 1], GROUP)
        } else {
            let spread = chance([number, 3, 1], nodes) as f64 / nodes as f64;
            (spread * spread * spread * nodes as f64) as usize
        };
        let weight = 1 + chance([number, 4, 1], 5);
        number += 1;
        if a == b || b >= nodes || seen.insert((a, b), ()).is_some() {
            continue;
        }
        let edge = Edge {
            id: format!("e{}", seen.len()),
            label: "Meet".to_owned(),
            weight: weight as f64,
            confidence: 0.9,
            modality: "asserted".to_owned(),
            evidence: "Actor one met actor two in the capital on Tuesday.".to_owned(),
            claims: format!("https://w3id.org/newsgraph/article/one#e{number}"),
            ..Edge::default()
        };
        network.add_edge(petgraph::graph::NodeIndex::new(a), petgraph::graph::NodeIndex::new(b), edge);
    }
    network
}

/// The fastest of some rounds, in seconds, and what the last one gave.
fn time<T>(rounds: usize, mut work: impl FnMut() -> T) -> (f64, T) {
    let mut best = f64::INFINITY;
    let mut given = None;
    for _ in 0..rounds {
        let clock = Instant::now();
        given = Some(work());
        best = best.min(clock.elapsed().as_secs_f64());
    }
    (best, given.unwrap())
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let sizes: Vec<usize> = std::env::args().skip(1).filter_map(|argument| argument.parse().ok()).collect();
    for nodes in if sizes.is_empty() { vec![10_000] } else { sizes } {
        let folder = tempfile::tempdir()?;
        compare(nodes, folder.path())?;
    }
    Ok(())
}

fn compare(nodes: usize, folder: &Path) -> Result<(), Box<dyn std::error::Error>> {
    let network = generate(nodes);
    let mut table = std::io::BufWriter::new(std::fs::File::create(folder.join("edges.csv"))?);
    for edge in network.edge_indices() {
        let (a, b) = network.edge_endpoints(edge).unwrap();
        writeln!(table, "{},{},{}", a.index(), b.index(), network[edge].weight)?;
    }
    table.flush()?;
    let graphml = folder.join("graph.graphml");
    let mut ours: BTreeMap<&str, (f64, String)> = BTreeMap::new();
    let (seconds, ()) = time(ROUNDS, || {
        let mut file = std::io::BufWriter::new(std::fs::File::create(&graphml).unwrap());
        write_network(&network, View::Actors, NetworkFormat::GraphMl, &mut file).unwrap();
    });
    let size = std::fs::metadata(&graphml)?.len() as f64 / 1e6;
    ours.insert("write GraphML", (seconds, format!("{size:.0} MB")));
    let (seconds, ties) = time(ROUNDS, || Ties::of(&network, true));
    ours.insert("prepare", (seconds, String::new()));
    let (seconds, _) = time(ROUNDS, || pagerank(&ties));
    ours.insert("PageRank", (seconds, String::new()));
    let (seconds, found) = time(ROUNDS, || communities(&ties.mutual));
    ours.insert("communities", (seconds, format!("modularity {:.4}", found.modularity)));
    let searches = if nodes < SEARCHES.0 { nodes } else { SEARCHES.1 };
    let (seconds, found) =
        time(1, || if searches == nodes { exact(&ties.mutual) } else { sampled(&ties.mutual, searches, 1) });
    let error = found.sample.map_or_else(String::new, |sample| format!(", error at most {:.3}", sample.error));
    ours.insert("betweenness", (seconds, format!("{searches} searches{error}")));
    println!("{nodes} nodes, {} edges", network.edge_count());
    for (task, (seconds, note)) in &ours {
        println!("  {task:14} newsgraph {seconds:10.4} s             {note}");
    }
    let Ok(python) = std::env::var("NEWSGRAPH_READERS") else {
        println!("  peers were not asked: set NEWSGRAPH_READERS to a Python with networkx, scipy and igraph");
        return Ok(());
    };
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/network/peers.py");
    let file = if nodes < GRAPHML { graphml.as_os_str() } else { "-".as_ref() };
    let output = Command::new(python)
        .arg(script)
        .arg(folder.join("edges.csv"))
        .arg(file)
        .arg(searches.to_string())
        .stderr(std::process::Stdio::inherit())
        .output()?;
    for line in String::from_utf8_lossy(&output.stdout).lines() {
        let cells: Vec<&str> = line.split('\t').collect();
        let [task, peer, seconds, note] = cells[..] else { continue };
        let seconds: f64 = seconds.parse()?;
        let ratio = ours.get(task).map_or_else(String::new, |(own, _)| format!("{:8.1} x", seconds / own));
        println!("  {task:14} {peer:9} {seconds:10.4} s  {ratio:>10}  {note}");
    }
    Ok(())
}
