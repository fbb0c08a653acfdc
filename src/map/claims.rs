//! Claims: events, relations and quotes, each with its modality, attribution and evidence.

use std::collections::BTreeSet;

use oxigraph::model::{NamedNode, NamedNodeRef};

use super::article::Cast;
use super::{Quads, label, literal};
use crate::article::Span;
use crate::claim::{ClaimTime, Modality, Quantity, Quote, Relation};
use crate::document::ChainId;
use crate::document::topic::{self, Mentioned};
use crate::vocabulary::{actor_iri, event_iri, fragment_iri, modality, ng, prov, rdf, rdfs, relation_iri, schema, sem};

/// What every claim has.
fn claim(quads: &mut Quads, cast: &Cast<'_>, node: &NamedNode, class: NamedNodeRef<'_>, evidence: Span, sure: f32) {
    quads.add(node, rdf::TYPE, ng::CLAIM.into_owned());
    quads.add(node, rdf::TYPE, class.into_owned());
    quads.add(node, ng::CONFIDENCE, literal::decimal(sure));
    for sentence in cast.sentences(evidence) {
        quads.add(node, ng::EVIDENCE, sentence);
    }
    quads.add(node, prov::WAS_DERIVED_FROM, cast.iri.clone());
}

/// How a claim is presented and on whose word.
fn presented(quads: &mut Quads, cast: &mut Cast<'_>, node: &NamedNode, how: Modality, by: Option<ChainId>) {
    quads.add(node, ng::MODALITY, modality(how).into_owned());
    let by = by.and_then(|chain| cast.node(chain));
    quads.add_if(node, ng::ATTRIBUTED_TO, by);
}

/// Every event, with all types that its type belongs to.
pub(super) fn events(quads: &mut Quads, cast: &mut Cast<'_>) {
    let mut counted_so_far = 0;
    for (number, event) in cast.annotated.claims.events.iter().enumerate() {
        let node = fragment_iri(&cast.iri, 'e', number);
        claim(quads, cast, &node, ng::EVENT, event.evidence, event.confidence);
        quads.add(&node, rdf::TYPE, sem::EVENT.into_owned());
        let mut types = cast.ontology.event_and_wider(&event.subtype);
        types.extend(cast.ontology.event_and_wider(&event.kind));
        for name in types {
            quads.add(&node, ng::EVENT_TYPE, event_iri(name));
        }
        quads.add(&node, rdfs::LABEL, literal::text(&label::event(cast, event)));
        // Whoever does it is not also its target or a bystander: chains that turned out to be one actor count once.
        let mut seen = BTreeSet::new();
        for (property, chains) in [
            (ng::SOURCE, &event.sources),
            (ng::TARGET, &event.targets),
            (ng::RECIPIENT, &event.recipients),
            (ng::PARTICIPANT, &event.participants),
        ] {
            for &chain in chains {
                let Some(actor) = cast.node(chain) else { continue };
                if seen.insert(actor.clone()) {
                    quads.add(&node, property, actor.clone());
                    quads.add(&node, sem::HAS_ACTOR, actor);
                }
            }
        }
        for (property, spans) in
            [(ng::THEME, &event.themes), (ng::INSTRUMENT, &event.instruments), (ng::SUBJECT_MATTER, &event.topics)]
        {
            for &span in spans {
                quads.add_if(&node, property, literal::some_text(Some(cast.surface(span))));
            }
        }
        for quantity in &event.quantities {
            let counted = fragment_iri(&cast.iri, 'v', counted_so_far);
            counted_so_far += 1;
            self::quantity(quads, cast, &counted, quantity);
            quads.add(&node, ng::QUANTITY, counted);
        }
        let place = event.place.and_then(|chain| cast.node(chain));
        quads.add_if(&node, sem::HAS_PLACE, place);
        when(quads, &node, event.time.as_ref());
        presented(quads, cast, &node, event.modality, event.attributed_to);
        let outer = event.within.filter(|&outer| outer < cast.annotated.claims.events.len());
        quads.add_if(&node, ng::WITHIN, outer.map(|outer| fragment_iri(&cast.iri, 'e', outer)));
        quads.add(&node, ng::TRIGGER, literal::text(cast.surface(event.trigger)));
        cast.offsets(quads, &node, event.trigger);
        quads.add_if(&node, ng::RULE, literal::some_text(Some(&event.rule)));
    }
}

/// A number of an event, with its bounds.
fn quantity(quads: &mut Quads, cast: &Cast<'_>, node: &NamedNode, quantity: &Quantity) {
    quads.add(node, rdf::TYPE, ng::QUANTITY_CLASS.into_owned());
    quads.add(node, rdf::TYPE, schema::QUANTITATIVE_VALUE.into_owned());
    let words = cast.surface(quantity.span);
    quads.add(node, rdfs::LABEL, literal::text(&format!("{}: {words}", quantity.kind)));
    quads.add(node, ng::COUNTS, literal::text(&quantity.kind));
    quads.add_if(node, schema::VALUE, quantity.value.and_then(literal::number));
    quads.add_if(node, schema::MIN_VALUE, quantity.least.and_then(literal::number));
    quads.add_if(node, schema::MAX_VALUE, quantity.most.and_then(literal::number));
    quads.add_if(node, schema::UNIT_TEXT, literal::some_text(quantity.unit.as_deref()));
    if quantity.approximate {
        quads.add(node, ng::APPROXIMATE, literal::boolean(true));
    }
    cast.offsets(quads, node, quantity.span);
}

/// Every relation that the ontology allows, and its direct triple where the article tells it as a fact.
pub(super) fn relations(quads: &mut Quads, cast: &mut Cast<'_>) {
    for (number, relation) in cast.annotated.claims.relations.iter().enumerate() {
        if !allowed(cast, relation) || !is_told(relation) {
            continue;
        }
        let (Some(subject), Some(object)) = (cast.node(relation.subject), cast.node(relation.object)) else { continue };
        if subject == object {
            continue;
        }
        let node = fragment_iri(&cast.iri, 'r', number);
        let predicate = relation_iri(&relation.predicate);
        claim(quads, cast, &node, ng::RELATION, relation.evidence, relation.confidence);
        quads.add(&node, rdfs::LABEL, literal::text(&label::relation(cast, relation)));
        quads.add(&node, ng::SUBJECT, subject.clone());
        quads.add(&node, ng::PREDICATE, predicate.clone());
        quads.add(&node, ng::OBJECT, object.clone());
        quads.add_if(&node, ng::ROLE, literal::some_text(relation.role.as_deref()));
        if relation.former {
            quads.add(&node, ng::FORMER, literal::boolean(true));
        }
        since(quads, &node, relation.from.as_ref(), relation.to.as_ref());
        presented(quads, cast, &node, relation.modality, relation.attributed_to);
        quads.add_if(&node, ng::RULE, literal::some_text(Some(&relation.rule)));
        let named = cast.actor(relation.subject).is_some() && cast.actor(relation.object).is_some();
        if named && is_fact(relation) {
            quads.add(&subject, predicate.as_ref(), object);
        }
    }
}

/// Whether the ontology knows the relation and lets actors of these kinds stand in it.
fn allowed(cast: &Cast<'_>, relation: &Relation) -> bool {
    let (Some(kind), Some(subject), Some(object)) =
        (cast.ontology.relations.get(&relation.predicate), cast.kind(relation.subject), cast.kind(relation.object))
    else {
        return false;
    };
    kind.accepts(subject, object)
}

/// Confidence from which a relation becomes a direct triple, for those who follow it see no confidence, and from which
/// one that the encoder reads enters the graph.
const SURE: f32 = 0.7;

/// Whether a pattern tells the relation, or the encoder surely reads it off a phrase or sentence.
fn is_told(relation: &Relation) -> bool {
    match relation.rule.as_str() {
        Relation::INFERRED => false,
        Relation::READ => relation.confidence >= SURE,
        _ => true,
    }
}

/// Whether the article itself surely tells the relation as holding now.
fn is_fact(relation: &Relation) -> bool {
    relation.modality == Modality::Asserted
        && relation.attributed_to.is_none()
        && !relation.former
        && relation.confidence >= SURE
}

/// Every quote.
pub(super) fn quotes(quads: &mut Quads, cast: &mut Cast<'_>) {
    let mentioned = Mentioned::new(&cast.annotated.document);
    for (number, quote) in cast.annotated.claims.quotes.iter().enumerate() {
        let node = fragment_iri(&cast.iri, 'q', number);
        claim(quads, cast, &node, ng::QUOTE, evidence(quote), quote.confidence);
        quads.add(&node, rdfs::LABEL, literal::text(&label::quote(cast, quote)));
        let speaker = quote.speaker.and_then(|chain| cast.node(chain));
        match (&speaker, quote.speaker_span) {
            (None, Some(words)) => quads.add(&node, ng::SAID_BY, literal::text(cast.surface(words))),
            _ => quads.add_if(&node, ng::SPEAKER, speaker.clone()),
        }
        about(quads, cast, &node, quote, speaker.as_ref(), &mentioned);
        quads.add(&node, ng::TEXT, literal::text(cast.surface(quote.content)));
        cast.offsets(quads, &node, quote.content);
        quads.add(&node, ng::DIRECT, literal::boolean(quote.direct));
        quads.add_if(&node, ng::CUE, literal::some_text(quote.cue.map(|cue| cast.surface(cue))));
    }
}

/// What a quote is about: whom its words mention, the speaker aside, and their nouns.
fn about(
    quads: &mut Quads,
    cast: &Cast<'_>,
    node: &NamedNode,
    quote: &Quote,
    speaker: Option<&NamedNode>,
    mentioned: &Mentioned,
) {
    let actors = mentioned.within(quote.content).into_iter().filter_map(|chain| cast.actor(chain));
    let actors: BTreeSet<NamedNode> = actors.map(|actor| actor_iri(&actor.id)).collect();
    for actor in actors.into_iter().filter(|actor| Some(actor) != speaker) {
        quads.add(node, ng::ABOUT, actor);
    }
    for word in topic::keywords(&cast.annotated.document, quote.content) {
        quads.add(node, schema::KEYWORDS, literal::text(&word));
    }
}

/// A quote may run over several sentences: the evidence reaches from its first to its last word.
fn evidence(quote: &Quote) -> Span {
    quote.evidence.cover(quote.content)
}

/// When an event is placed.
fn when(quads: &mut Quads, node: &NamedNode, time: Option<&ClaimTime>) {
    let Some(time) = time else { return };
    quads.add_if(node, ng::TIME, literal::some_text(Some(&time.value)));
    days(quads, node, time.days());
}

/// First and last day, as far as known.
pub(super) fn days(quads: &mut Quads, node: &NamedNode, (first, last): (Option<&str>, Option<&str>)) {
    quads.add_if(node, ng::FROM, first.and_then(literal::date));
    quads.add_if(node, ng::TO, last.and_then(literal::date));
}

/// From when until when a relation holds: as an interval of its time values (`2012-11/..`), and as days where known.
fn since(quads: &mut Quads, node: &NamedNode, from: Option<&ClaimTime>, to: Option<&ClaimTime>) {
    if from.is_none() && to.is_none() {
        return;
    }
    let value = |time: Option<&ClaimTime>| time.map_or_else(|| "..".to_owned(), |time| time.value.clone());
    quads.add(node, ng::TIME, literal::text(&format!("{}/{}", value(from), value(to))));
    let first = from.and_then(|time| time.bounds.as_ref()).and_then(|(first, _)| literal::date(first));
    let last = to.and_then(|time| time.bounds.as_ref()).and_then(|(_, last)| literal::date(last));
    quads.add_if(node, ng::FROM, first);
    quads.add_if(node, ng::TO, last);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::claim::HalfOpen;
    use crate::map::{article_quads, testing};
    use crate::vocabulary::ontology;

    fn lines() -> Vec<String> {
        testing::lines(&article_quads(&testing::annotated(), &testing::identities(), ontology()))
    }

    #[track_caller]
    fn assert_all(lines: &[String], expected: &[&str]) {
        for line in expected {
            assert!(lines.iter().any(|have| have == line), "{line} is not in\n{}", lines.join("\n"));
        }
    }

    #[test]
    fn an_event_has_roles_types_time_and_evidence() {
        assert_all(
            &lines(),
            &[
                "article:summit#e0 rdf:type ng:Claim",
                "article:summit#e0 rdf:type ng:Event",
                "article:summit#e0 rdf:type sem:Event",
                "article:summit#e0 rdfs:label \"Barack Obama met Xi Jinping in Beijing\"",
                "article:summit#e0 ng:eventType event:meet",
                "article:summit#e0 ng:eventType event:consult",
                "article:summit#e0 ng:source actor:barack-obama",
                "article:summit#e0 ng:target actor:xi-jinping",
                "article:summit#e0 sem:hasActor actor:xi-jinping",
                "article:summit#e0 sem:hasPlace actor:beijing",
                "article:summit#e0 ng:time \"2014-11-12\"",
                "article:summit#e0 ng:from \"2014-11-12\"^^xsd:date",
                "article:summit#e0 ng:modality ng:asserted",
                "article:summit#e0 ng:trigger \"met\"",
                "article:summit#e0 nif:beginIndex 13",
                "article:summit#e0 nif:endIndex 16",
                "article:summit#e0 ng:confidence 0.93",
                "article:summit#e0 ng:evidence article:summit#s0",
                "article:summit#e0 prov:wasDerivedFrom article:summit",
            ],
        );
    }

    #[test]
    fn only_facts_become_direct_triples() {
        let direct = |lines: &[String]| -> Vec<String> {
            lines.iter().filter(|line| line.starts_with("actor:")).cloned().collect()
        };
        assert_eq!(direct(&lines()), ["actor:xi-jinping ng:headOf actor:china"]);

        let mut annotated = testing::annotated();
        for change in [
            (|relation| relation.modality = Modality::Alleged) as fn(&mut Relation),
            |relation| relation.modality = Modality::Denied,
            |relation| relation.modality = Modality::Planned,
            |relation| relation.former = true,
            |relation| relation.attributed_to = Some(0),
        ] {
            let mut changed = annotated.clone();
            changed.claims.relations.iter_mut().for_each(change);
            let lines = testing::lines(&article_quads(&changed, &testing::identities(), ontology()));
            assert_eq!(direct(&lines), Vec::<String>::new());
            assert_all(&lines, &["article:summit#r0 ng:predicate ng:headOf"]);
        }

        annotated.claims.relations[0].subject = 5;
        let mut identities = testing::identities();
        let shared = |article: &str| (article.to_owned(), crate::entity::Unnamed::Chain(5));
        identities.unnamed =
            [(shared("summit"), "a/x5".to_owned()), (shared("a"), "a/x5".to_owned())].into_iter().collect();
        let lines = testing::lines(&article_quads(&annotated, &identities, ontology()));
        assert_eq!(direct(&lines), Vec::<String>::new(), "the subject has no name");
        assert_all(
            &lines,
            &[
                "article:summit#r0 ng:subject article:summit#x5",
                "article:summit#x5 ng:kind \"person\"",
                "article:summit#x5 ng:sector \"crime\"",
                "article:summit#x5 ng:of actor:china",
                "article:summit#x5 ng:likelySame <https://w3id.org/newsgraph/unnamed/a/x5",
                "article:summit#m0 itsrdf:taConfidence 0.99",
            ],
        );
    }

    #[test]
    fn what_the_ontology_does_not_allow_is_not_written() {
        for change in [
            (|relation| relation.predicate = "invented".to_owned()) as fn(&mut Relation),
            // China is no spouse.
            |relation| relation.predicate = "spouseOf".to_owned(),
            // Nobody heads himself.
            |relation| relation.object = relation.subject,
            |relation| relation.object = 999,
        ] {
            let mut annotated = testing::annotated();
            annotated.claims.relations.iter_mut().for_each(change);
            let lines = testing::lines(&article_quads(&annotated, &testing::identities(), ontology()));
            assert!(!lines.iter().any(|line| line.contains("#r0")), "{:?}", annotated.claims.relations);
        }
    }

    #[test]
    fn a_quote_keeps_its_words_and_all_its_sentences() {
        assert_all(
            &lines(),
            &[
                "article:summit#q0 ng:speaker actor:james-lewis",
                "article:summit#q0 ng:text \"There’s a gap. It’s wide.\"",
                "article:summit#q0 ng:direct true",
                "article:summit#q0 ng:cue \"said\"",
                "article:summit#q0 ng:evidence article:summit#s2",
                "article:summit#q0 ng:evidence article:summit#s3",
                "article:summit#q0 rdfs:label \"James Lewis: “There’s a gap. It’s wide.”\"",
            ],
        );
    }

    #[test]
    fn an_open_interval_says_so() {
        let mut annotated = testing::annotated();
        annotated.claims.relations[0].from = Some(ClaimTime {
            value: "2012-11".into(),
            bounds: Some(("2012-11-01".into(), "2012-11-30".into())),
            open: None,
        });
        let lines = testing::lines(&article_quads(&annotated, &testing::identities(), ontology()));
        assert_all(
            &lines,
            &["article:summit#r0 ng:time \"2012-11/..\"", "article:summit#r0 ng:from \"2012-11-01\"^^xsd:date"],
        );
        assert!(!lines.iter().any(|line| line.starts_with("article:summit#r0 ng:to ")));
    }

    #[test]
    fn an_event_since_a_day_has_no_last_one() {
        let open = |value: &str, open| {
            let mut annotated = testing::annotated();
            annotated.claims.events[0].time = Some(ClaimTime { value: value.into(), bounds: None, open: Some(open) });
            let lines = testing::lines(&article_quads(&annotated, &testing::identities(), ontology()));
            let days = ["article:summit#e0 ng:from ", "article:summit#e0 ng:to "];
            assert_all(&lines, &[&format!("article:summit#e0 ng:time \"{value}\"")]);
            days.map(|day| lines.iter().find_map(|line| line.strip_prefix(day).map(str::to_owned)))
        };
        let date = |day: &str| Some(format!("\"{day}\"^^xsd:date"));
        assert_eq!(open("2012-05/..", HalfOpen::From("2012-05-01".into())), [date("2012-05-01"), None]);
        assert_eq!(open("../2012-05", HalfOpen::To("2012-05-31".into())), [None, date("2012-05-31")]);
    }

    #[test]
    fn actors_that_turn_out_to_be_one_take_part_once() {
        let mut annotated = testing::annotated();
        annotated.claims.events[0].targets = vec![0];
        annotated.claims.events[0].participants = vec![0, 1];
        let lines = testing::lines(&article_quads(&annotated, &testing::identities(), ontology()));
        assert!(!lines.iter().any(|line| line.contains("#e0 ng:target")));
        assert_all(&lines, &["article:summit#e0 ng:participant actor:xi-jinping"]);
    }
}
