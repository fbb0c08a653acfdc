//! What an analysis found, by name, for tables and JSON.

use newsgraph::analyze::{self, Analysis, Balance, Measures, Sample};
use newsgraph::network::Network;
use petgraph::graph::NodeIndex;
use serde::Serialize;
use serde_json::{Value, json};

use super::value;
use crate::cli::{Aspect, By};

/// Members that a community is shown with.
const MEMBERS: usize = 12;

pub(super) struct Facts {
    pub(super) network: Overall,
    pub(super) actors: Vec<Actor>,
    /// How many there are, of which `actors` are the first.
    pub(super) actors_of: usize,
    pub(super) communities: Vec<Community>,
    pub(super) brokers: Vec<Broker>,
    pub(super) bridges: Vec<Bridge>,
    pub(super) articulations: Vec<Articulation>,
    pub(super) balance: Balance,
    pub(super) balanced: Option<f64>,
    pub(super) tense: Vec<Tense>,
}

#[derive(Serialize)]
pub(super) struct Overall {
    pub(super) nodes: usize,
    pub(super) tied_pairs: usize,
    pub(super) statements: f64,
    pub(super) density: f64,
    pub(super) components: usize,
    pub(super) largest_component: usize,
    pub(super) communities: usize,
    pub(super) modularity: f64,
    pub(super) mean_clustering: f64,
    /// Where betweenness and closeness are estimates.
    pub(super) sample: Option<Sample>,
}

#[derive(Serialize)]
pub(super) struct Actor {
    pub(super) name: String,
    pub(super) kind: String,
    pub(super) iri: String,
    #[serde(flatten)]
    pub(super) measures: Measures,
}

#[derive(Serialize)]
pub(super) struct Community {
    pub(super) number: usize,
    pub(super) name: String,
    pub(super) size: usize,
    pub(super) statements_inside: f64,
    pub(super) statements_outside: f64,
    /// The most tied first; a table shows the first few.
    pub(super) members: Vec<String>,
}

#[derive(Serialize)]
pub(super) struct Broker {
    pub(super) name: String,
    pub(super) iri: String,
    pub(super) betweenness: f64,
    pub(super) participation: f64,
    pub(super) community: String,
    /// Other communities with the weight of the ties into each.
    pub(super) reaches: Vec<(String, f64)>,
}

#[derive(Serialize)]
pub(super) struct Bridge {
    pub(super) a: String,
    pub(super) b: String,
    pub(super) cut_off: usize,
}

#[derive(Serialize)]
pub(super) struct Articulation {
    pub(super) name: String,
    pub(super) iri: String,
    pub(super) pieces: usize,
    pub(super) cut_off: usize,
}

#[derive(Serialize)]
pub(super) struct Tense {
    pub(super) actors: [String; 3],
    /// Cooperation less conflict, in statements: first with second, second with third, first with third.
    pub(super) signs: [i64; 3],
}

impl Facts {
    /// At most `limit` of each list.
    pub(super) fn gather(network: &Network, analysis: &Analysis, by: By, limit: usize) -> Self {
        let node = |index: usize| &network[NodeIndex::new(index)];
        let name = |index: usize| node(index).label.clone();
        let measures = &analysis.measures;
        let order = analysis.ranking(|measures| value(by, measures));
        let betweenness: Vec<f64> = measures.iter().map(|measures| measures.betweenness).collect();
        let cuts = analyze::cuts(&analysis.ties.mutual);
        let balance = analyze::balance(network);
        Self {
            network: overall(analysis),
            actors: order
                .iter()
                .take(limit)
                .map(|&index| Actor {
                    name: name(index),
                    kind: node(index).kind.clone(),
                    iri: node(index).iri.clone(),
                    measures: measures[index].clone(),
                })
                .collect(),
            actors_of: order.len(),
            communities: communities(network, analysis, limit),
            brokers: analyze::brokers(&analysis.ties.mutual, &analysis.communities, &betweenness)
                .into_iter()
                .take(limit)
                .map(|broker| {
                    let own = measures[broker.node].community;
                    let others = broker.reach.into_iter().filter(|(community, _)| *community != own);
                    Broker {
                        name: name(broker.node),
                        iri: node(broker.node).iri.clone(),
                        betweenness: measures[broker.node].betweenness,
                        participation: broker.participation,
                        community: analysis.names[own].clone(),
                        reaches: others.map(|(other, weight)| (analysis.names[other].clone(), weight)).collect(),
                    }
                })
                .collect(),
            // Almost every network has hundreds of actors that hang by one tie: only what cuts off more is telling.
            bridges: cuts
                .bridges
                .iter()
                .filter(|(_, _, cut_off)| *cut_off > 1)
                .take(limit)
                .map(|&(a, b, cut_off)| Bridge { a: name(a), b: name(b), cut_off })
                .collect(),
            articulations: cuts
                .articulations
                .iter()
                .take(limit)
                .map(|&(index, pieces, cut_off)| Articulation {
                    name: name(index),
                    iri: node(index).iri.clone(),
                    pieces,
                    cut_off,
                })
                .collect(),
            balanced: balance.share(),
            tense: balance
                .tense
                .iter()
                .take(limit)
                .map(|triangle| Tense { actors: triangle.nodes.map(name), signs: triangle.signs })
                .collect(),
            balance,
        }
    }

    /// One aspect for scripts.
    pub(super) fn part(&self, what: Aspect) -> Value {
        let bridges = json!({ "bridges": self.bridges, "articulation_points": self.articulations });
        let balance = json!({ "counts": self.balance, "balanced": self.balanced, "under_tension": self.tense });
        match what {
            Aspect::Actors => json!(self.actors),
            Aspect::Communities => json!(self.communities),
            Aspect::Brokers => json!(self.brokers),
            Aspect::Bridges => bridges,
            Aspect::Balance => balance,
            Aspect::Overview | Aspect::Change => json!({
                "network": self.network, "actors": self.actors, "communities": self.communities,
                "brokers": self.brokers, "cuts": bridges, "balance": balance,
            }),
        }
    }
}

fn overall(analysis: &Analysis) -> Overall {
    let Analysis { ties, measures, communities, components, .. } = analysis;
    let several = measures.iter().filter(|measures| measures.degree > 1);
    let (sum, count) = several.fold((0.0, 0_usize), |(sum, count), one| (sum + one.clustering, count + 1));
    Overall {
        nodes: ties.nodes(),
        tied_pairs: ties.pairs(),
        statements: measures.iter().map(|one| one.strength).sum::<f64>() / 2.0,
        density: ties.density(),
        components: components.sizes.len(),
        largest_component: components.sizes.first().copied().unwrap_or(0),
        communities: communities.sizes.len(),
        modularity: communities.modularity,
        mean_clustering: sum / count.max(1) as f64,
        sample: analysis.sample,
    }
}

fn communities(network: &Network, analysis: &Analysis, limit: usize) -> Vec<Community> {
    let count = analysis.communities.sizes.len();
    let (mut inside, mut outside) = (vec![0.0; count], vec![0.0; count]);
    for (index, measures) in analysis.measures.iter().enumerate() {
        for (other, weight) in analysis.ties.mutual.weighted(index) {
            if analysis.measures[other].community == measures.community {
                inside[measures.community] += weight / 2.0;
            } else {
                outside[measures.community] += weight;
            }
        }
    }
    let sizes = analysis.communities.sizes.iter().enumerate().take(limit);
    sizes
        .map(|(number, &size)| Community {
            number,
            name: analysis.names[number].clone(),
            size,
            statements_inside: inside[number],
            statements_outside: outside[number],
            members: analysis
                .members(number)
                .iter()
                .map(|&index| network[NodeIndex::new(index)].label.clone())
                .collect(),
        })
        .collect()
}

impl Community {
    /// Members beyond those that its name tells.
    pub(super) fn others(&self) -> String {
        let more = self.members.len().saturating_sub(MEMBERS);
        let shown: Vec<&str> = self.members.iter().take(MEMBERS).map(String::as_str).collect();
        let tail = if more > 0 { format!(" … and {more} more") } else { String::new() };
        shown.join(", ") + &tail
    }
}
