//! Happenings: one node for what several claims report, in the graph of identities.

use oxigraph::model::{NamedNode, Quad};

use super::{Quads, article, claims, label, literal};
use crate::claim;
use crate::entity::{Annotated, Happening, Identities};
use crate::vocabulary::{
    ACTORS_GRAPH, Ontology, actor_iri, article_iri, event_iri, fragment_iri, happening_iri, ng, rdf, rdfs, sem,
};

/// Quads of the happenings that a claim of this article names.
pub fn happening_quads(
    annotated: &Annotated,
    identities: &Identities,
    ontology: &Ontology,
    happenings: &[&Happening],
) -> Vec<Quad> {
    let cast = article::Cast::new(annotated, identities, ontology, article_iri(&annotated.article.id));
    let mut quads = Quads::new(ACTORS_GRAPH.into_owned());
    for happening in happenings.iter().filter(|happening| happening.is_reported()) {
        let Some((_, number)) = happening.named_by.as_ref().filter(|(id, _)| *id == annotated.article.id) else {
            continue;
        };
        let Some(event) = annotated.claims.events.get(*number) else { continue };
        let node = happening_iri(&happening.id);
        quads.add(&node, rdf::TYPE, ng::HAPPENING.into_owned());
        quads.add(&node, rdf::TYPE, sem::EVENT.into_owned());
        quads.add(&node, rdfs::LABEL, literal::text(&label::event(&cast, event)));
        let mut types = ontology.event_and_wider(&happening.subtype);
        types.extend(ontology.event_and_wider(&happening.kind));
        for name in types {
            quads.add(&node, ng::EVENT_TYPE, event_iri(name));
        }
        for actor in &happening.actors {
            quads.add(&node, sem::HAS_ACTOR, actor_iri(actor));
        }
        quads.add_if(&node, sem::HAS_PLACE, happening.place.as_deref().map(actor_iri));
        claims::days(&mut quads, &node, claim::days(happening.bounds.as_ref(), happening.open.as_ref()));
        for (article, number) in &happening.reports {
            quads.add(&node, ng::REPORT, report(article, *number));
        }
        quads.add(&node, ng::ARTICLE_COUNT, literal::integer(happening.articles));
    }
    quads.quads
}

fn report(article: &str, number: usize) -> NamedNode {
    fragment_iri(&article_iri(article), 'e', number)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::map::testing;
    use crate::vocabulary::ontology;

    #[test]
    fn a_happening_leads_to_its_reports() {
        let happening = Happening {
            id: "summit/e0".to_owned(),
            kind: "consult".to_owned(),
            subtype: "meet".to_owned(),
            named_by: Some(("summit".to_owned(), 0)),
            articles: 2,
            actors: vec!["barack-obama".to_owned(), "xi-jinping".to_owned()],
            place: Some("beijing".to_owned()),
            bounds: Some(("2014-11-12".to_owned(), "2014-11-12".to_owned())),
            open: None,
            reports: vec![("summit".to_owned(), 0), ("US/two".to_owned(), 4)],
            mentions: vec![("summit".to_owned(), vec![0]), ("US/two".to_owned(), vec![9])],
        };
        let quads = happening_quads(&testing::annotated(), &testing::identities(), ontology(), &[&happening]);
        let node = "happening:summit/e0";
        let lines = testing::lines(&quads);
        for expected in [
            "rdf:type ng:Happening",
            "rdf:type sem:Event",
            "rdfs:label \"Barack Obama met Xi Jinping in Beijing\"",
            "ng:eventType event:meet",
            "ng:eventType event:consult",
            "sem:hasActor actor:xi-jinping",
            "sem:hasPlace actor:beijing",
            "ng:from \"2014-11-12\"^^xsd:date",
            "ng:report article:summit#e0",
            "ng:report article:US%2Ftwo#e4",
            "ng:articleCount 2",
        ] {
            assert!(lines.iter().any(|line| *line == format!("{node} {expected}")), "{expected}: {}", lines.join("\n"));
        }
        let alone = Happening { reports: vec![("summit".to_owned(), 0)], ..happening };
        assert!(happening_quads(&testing::annotated(), &testing::identities(), ontology(), &[&alone]).is_empty());
    }
}
