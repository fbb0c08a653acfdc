//! Descriptions of actors, in a graph of their own.

use oxigraph::model::{Literal, NamedNode, Quad};

use super::{Quads, literal};
use crate::entity::{Actor, Identities};
use crate::vocabulary::{ACTORS_GRAPH, actor_classes, actor_iri, geo, ng, rdf, rdfs, schema};

/// All quads of the graph of actors, in order of identifier.
pub fn identity_quads(identities: &Identities) -> Vec<Quad> {
    let mut quads = Quads::new(ACTORS_GRAPH.into_owned());
    for actor in identities.actors.values() {
        describe(&mut quads, actor);
    }
    quads.quads
}

fn describe(quads: &mut Quads, actor: &Actor) {
    let node = actor_iri(&actor.id);
    let (class, counterpart) = actor_classes(actor.kind);
    quads.add(&node, rdf::TYPE, ng::ACTOR.into_owned());
    quads.add(&node, rdf::TYPE, class.into_owned());
    quads.add_if(&node, rdf::TYPE, counterpart.map(|class| class.into_owned()));
    let name = if actor.name.trim().is_empty() { &actor.id } else { &actor.name };
    quads.add(&node, rdfs::LABEL, literal::text(name));
    quads.add(&node, schema::NAME, literal::text(name));
    for alias in actor.aliases.iter().filter(|&alias| alias != name) {
        quads.add_if(&node, schema::ALTERNATE_NAME, literal::some_text(Some(alias)));
    }
    quads.add_if(&node, schema::SAME_AS, actor.wikidata.as_deref().and_then(wikidata));
    for iri in &actor.same_as {
        quads.add_if(&node, schema::SAME_AS, NamedNode::new(iri).ok());
    }
    for topic in &actor.topics {
        quads.add_if(&node, ng::TOPIC, literal::some_text(Some(topic)));
    }
    quads.add_if(&node, ng::ON_LIST, literal::some_text(actor.list.as_deref()));
    quads.add_if(&node, ng::COUNTRY, literal::some_text(actor.country.as_deref()));
    quads.add_if(&node, schema::DESCRIPTION, literal::some_text(actor.description.as_deref()));
    if let Some((latitude, longitude)) = &actor.coordinates {
        point(quads, &node, latitude, longitude);
    }
}

/// The Wikidata item, where the text is one.
fn wikidata(item: &str) -> Option<NamedNode> {
    let digits = item.strip_prefix('Q')?;
    let fits = !digits.is_empty() && !digits.starts_with('0') && digits.bytes().all(|byte| byte.is_ascii_digit());
    fits.then(|| NamedNode::new_unchecked(format!("http://www.wikidata.org/entity/{item}")))
}

/// Where a place lies; nothing where the degrees are no numbers.
fn point(quads: &mut Quads, node: &NamedNode, latitude: &str, longitude: &str) {
    let (Some(north), Some(east)) = (degrees(latitude, 90.0), degrees(longitude, 180.0)) else { return };
    let geometry = NamedNode::new_unchecked(format!("{}#point", node.as_str()));
    let wkt = format!("POINT({} {})", east.value(), north.value());
    quads.add(node, schema::LATITUDE, north);
    quads.add(node, schema::LONGITUDE, east);
    quads.add(node, geo::HAS_GEOMETRY, geometry.clone());
    quads.add(&geometry, rdf::TYPE, geo::GEOMETRY.into_owned());
    quads.add(&geometry, geo::AS_WKT, Literal::new_typed_literal(wkt, geo::WKT_LITERAL));
}

/// Decimal degrees, without digits that say nothing.
fn degrees(text: &str, limit: f64) -> Option<Literal> {
    let value: f64 = text.trim().parse().ok().filter(|value: &f64| value.abs() <= limit)?;
    let digits = format!("{value:.5}");
    let digits = digits.trim_end_matches('0').trim_end_matches('.');
    let digits = if digits == "-0" { "0" } else { digits };
    Some(Literal::new_typed_literal(digits, oxigraph::model::vocab::xsd::DECIMAL))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::map::testing;

    #[test]
    fn an_actor_is_described_with_all_that_is_known() {
        let quads = identity_quads(&testing::identities());
        let lines = testing::lines(&quads);
        for expected in [
            "actor:beijing rdf:type ng:Place",
            "actor:beijing rdf:type ng:Actor",
            "actor:beijing rdf:type schema:Place",
            "actor:beijing schema:latitude 39.9042",
            "actor:beijing geo:hasGeometry actor:beijing#point",
            "actor:beijing#point geo:asWKT \"POINT(116.4074 39.9042)\"^^geo:wktLiteral",
            "actor:barack-obama schema:sameAs wd:Q76",
            "actor:barack-obama schema:alternateName \"Obama\"",
            "actor:barack-obama ng:country \"US\"",
        ] {
            assert!(lines.contains(&expected.to_owned()), "{expected} is not in\n{}", lines.join("\n"));
        }
    }

    #[test]
    fn doubtful_identifiers_and_degrees_are_left_out() {
        assert_eq!(
            wikidata("Q76").map(|node| node.into_string()).as_deref(),
            Some("http://www.wikidata.org/entity/Q76")
        );
        for item in ["", "76", "Q", "Q0", "Q7x", "q76"] {
            assert_eq!(wikidata(item), None, "{item}");
        }
        assert_eq!(degrees("NaN", 90.0), None);
        assert_eq!(degrees("91", 90.0), None);
        assert_eq!(degrees("-0.000001", 90.0).map(|value| value.value().to_owned()).as_deref(), Some("0"));
    }
}
