//! Measures as triples about the nodes.

use oxigraph::model::{Literal, NamedNode, Triple};

use super::Analysis;
use crate::network::Network;
use crate::vocabulary::{BASE, actor_id, encode, ng, rdf, rdfs};

/// Degree, strength, centralities, core number, clustering and community of each node, and the communities. A
/// community is named by its most tied member; it means what it means for this view and these filters only.
pub fn triples(network: &Network, analysis: &Analysis) -> Vec<Triple> {
    let mut triples = Vec::new();
    let communities: Vec<NamedNode> =
        (0..analysis.communities.sizes.len()).map(|number| community(network, analysis, number)).collect();
    for (node, measures) in network.node_weights().zip(&analysis.measures) {
        let Ok(subject) = NamedNode::new(&node.iri) else { continue };
        let whole = |value: usize| Literal::from(i64::try_from(value).unwrap_or(i64::MAX));
        // Ten digits are more than any measure is good for, and read well.
        let real = |value: f64| Literal::from((value * 1e10).round() / 1e10);
        for (property, value) in [
            (ng::DEGREE, whole(measures.degree)),
            (ng::IN_DEGREE, whole(measures.in_degree)),
            (ng::OUT_DEGREE, whole(measures.out_degree)),
            (ng::STRENGTH, real(measures.strength)),
            (ng::PAGE_RANK, real(measures.pagerank)),
            (ng::BETWEENNESS, real(measures.betweenness)),
            (ng::CLOSENESS, real(measures.closeness)),
            (ng::EIGENVECTOR_CENTRALITY, real(measures.eigenvector)),
            (ng::CORE_NUMBER, whole(measures.core)),
            (ng::CLUSTERING_COEFFICIENT, real(measures.clustering)),
            (ng::PARTICIPATION_COEFFICIENT, real(measures.participation)),
        ] {
            triples.push(Triple::new(subject.clone(), property, value));
        }
        triples.push(Triple::new(subject, ng::IN_COMMUNITY, communities[measures.community].clone()));
    }
    for (node, name) in communities.iter().zip(&analysis.names) {
        triples.push(Triple::new(node.clone(), rdf::TYPE, ng::COMMUNITY.into_owned()));
        triples.push(Triple::new(node.clone(), rdfs::LABEL, Literal::from(name.as_str())));
    }
    triples.sort_by_cached_key(ToString::to_string);
    triples
}

fn community(network: &Network, analysis: &Analysis, number: usize) -> NamedNode {
    let first = analysis.members(number).first().copied().unwrap_or(0);
    let iri = &network[petgraph::graph::NodeIndex::new(first)].iri;
    let id = actor_id(iri).unwrap_or_else(|| iri.clone());
    NamedNode::new_unchecked(format!("{BASE}community/{}", encode(&id)))
}
