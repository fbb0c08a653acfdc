//! The sections of a report, but for contradictions.

use std::collections::BTreeMap;

use oxigraph::store::Store;
use petgraph::graph::NodeIndex;
use petgraph::visit::EdgeRef;

use super::events::Event;
use super::subject::Subject;
use super::{Entry, Report, Section};
use crate::analyze::Analysis;
use crate::error::Result;
use crate::network::{Edge, Network, Selection, View, network};
use crate::query::{ActorHit, find_actors, rows};
use crate::store::Graph;

/// Reports of an event, or sentences of a tie, that are cited.
const CITED: usize = 3;

/// Title, subtitle and facts.
pub(super) fn heading(graph: &Graph, subject: &Subject) -> Result<Report> {
    let counts = &graph.manifest().counts;
    let mut report = Report { title: subject.name().to_owned(), ..Report::default() };
    match subject {
        Subject::Actor(actor) => {
            report.subtitle = match actor.description.as_str() {
                "" => actor.kind.clone(),
                description => format!("{}: {description}", actor.kind),
            };
            let mut fact = |name: &str, value: String| {
                if !value.is_empty() {
                    report.facts.push((name.to_owned(), value));
                }
            };
            fact("Also called", actor.aliases.join(", "));
            fact("Mentioned in", format!("{} articles", actor.articles));
            fact("Identifier", actor.id.clone());
            let same = rows(
                graph.store(),
                &format!("SELECT DISTINCT ?same {{ <{}> owl:sameAs|skos:exactMatch ?same }} ORDER BY ?same", actor.iri),
            )?;
            fact("Same as", same.into_iter().flatten().collect::<Vec<_>>().join(", "));
        }
        Subject::Story { name, articles } => {
            report.title = format!("Story: {name}");
            report.subtitle = format!(
                "{} of {} articles have “{name}” in headline, keywords or an event",
                articles.len(),
                counts.articles
            );
        }
        Subject::Whole => {
            report.subtitle = format!("a knowledge graph of {} articles", counts.articles);
        }
    }
    let period = rows(
        graph.store(),
        &format!(
            "SELECT (MIN(?day) AS ?first) (MAX(?day) AS ?last) {{ {} ?source a schema:NewsArticle ; schema:datePublished ?day }}",
            subject.claims("?source ng:mentions ACTOR . ")
        ),
    )?;
    if let Some([first, last]) = period.into_iter().next().and_then(|row| <[String; 2]>::try_from(row).ok())
        && !first.is_empty()
    {
        let day = |text: &str| text.get(..10).unwrap_or(text).to_owned();
        report.facts.push(("Articles published".to_owned(), format!("{} to {}", day(&first), day(&last))));
    }
    Ok(report)
}

/// Roles and relations of an actor.
pub(super) fn roles(store: &Store, actor: &ActorHit) -> Result<Section> {
    let found = rows(
        store,
        &format!(
            "SELECT DISTINCT ?text ?modality ?by ?sentence ?article {{ ?claim a ng:Relation ; ng:subject|ng:object <{}> ; \
               rdfs:label ?text ; ng:modality/rdfs:label ?modality ; ng:evidence/nif:anchorOf ?sentence ; \
               prov:wasDerivedFrom ?source . ?source a schema:NewsArticle ; rdfs:label ?article . \
               OPTIONAL {{ ?claim ng:attributedTo/rdfs:label ?by }} }} ORDER BY ?text ?article ?sentence",
            actor.iri
        ),
    )?;
    let mut entries: BTreeMap<(String, String), Entry> = BTreeMap::new();
    let mut count: BTreeMap<(String, String), usize> = BTreeMap::new();
    for row in found {
        let Ok([text, modality, by, sentence, article]) = <[String; 5]>::try_from(row) else { continue };
        let key = (text.clone(), modality.clone());
        *count.entry(key.clone()).or_default() += 1;
        let note = if modality == "asserted" { String::new() } else { said(&modality, &by) };
        let entry = entries.entry(key).or_insert_with(|| Entry { text, note, ..Entry::default() });
        if entry.evidence.len() < CITED {
            entry.evidence.push((sentence, article));
        }
    }
    let mut entries: Vec<(usize, Entry)> =
        entries.into_iter().map(|(key, entry)| (count.get(&key).copied().unwrap_or(0), entry)).collect();
    entries.sort_by_key(|(count, _)| std::cmp::Reverse(*count));
    Ok(section("Roles and relations", "", entries.into_iter().map(|(_, entry)| entry).collect()))
}

/// To whom an actor is tied.
pub(super) fn ties(store: &Store, actor: &ActorHit) -> Result<Section> {
    let selection = Selection { actors: vec![actor.id.clone()], ..Selection::from(View::Actors) };
    let Ok(network) = network(store, &selection) else {
        // Nobody: not a failure of the report.
        return Ok(Section::default());
    };
    let mut sums: BTreeMap<NodeIndex, Vec<&Edge>> = BTreeMap::new();
    for edge in network.edge_references() {
        let ends = (&network[edge.source()].iri, &network[edge.target()].iri);
        let other = if *ends.0 == actor.iri { edge.target() } else { edge.source() };
        if ends.0 != ends.1 {
            sums.entry(other).or_default().push(edge.weight());
        }
    }
    let mut entries: Vec<(f64, Entry)> = sums
        .into_iter()
        .map(|(other, edges)| {
            let weight: f64 = edges.iter().map(|edge| edge.weight).sum();
            let sum = |of: fn(&Edge) -> usize| edges.iter().map(|edge| of(edge)).sum::<usize>();
            let (cooperation, conflict) = (sum(|edge| edge.cooperation), sum(|edge| edge.conflict));
            let mut note = plural(weight as usize, "statement");
            if cooperation + conflict > 0 {
                note += &format!(", {cooperation} of cooperation, {conflict} of conflict");
            }
            let types: Vec<String> =
                edges.iter().flat_map(|edge| &edge.types).take(4).map(|(name, count)| counted(name, *count)).collect();
            let evidence = edges.iter().take(CITED).map(|edge| (edge.evidence.clone(), told(&edge.modality))).collect();
            let text = format!("{} — {}", network[other].label, types.join(", "));
            (weight, Entry { text, note, evidence, ..Entry::default() })
        })
        .collect();
    entries.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.text.cmp(&b.1.text)));
    Ok(section("Ties to other actors", "", entries.into_iter().map(|(_, entry)| entry).collect()))
}

fn counted(name: &str, count: usize) -> String {
    if count > 1 { format!("{name} ({count})") } else { name.to_owned() }
}

fn plural(count: usize, what: &str) -> String {
    if count == 1 { format!("1 {what}") } else { format!("{count} {what}s") }
}

fn told(modality: &str) -> String {
    if modality == "asserted" { String::new() } else { format!("[{modality}]") }
}

fn said(modality: &str, by: &str) -> String {
    if by.is_empty() { modality.to_owned() } else { format!("{modality}, says {by}") }
}

/// Who takes part in a story.
pub(super) fn cast(store: &Store, subject: &Subject) -> Result<Section> {
    let found = rows(
        store,
        &format!(
            "SELECT ?actor (SAMPLE(?label) AS ?name) (SAMPLE(?about) AS ?description) (COUNT(DISTINCT ?source) AS ?count) {{ {} \
               ?source ng:mentions ?actor . ?actor rdfs:label ?label . OPTIONAL {{ ?actor schema:description ?about }} }} \
             GROUP BY ?actor ORDER BY DESC(?count) ?actor",
            subject.claims("")
        ),
    )?;
    let entries =
        found.into_iter().filter_map(|row| <[String; 4]>::try_from(row).ok()).map(|[_, name, description, count]| {
            Entry {
                text: if description.is_empty() { name } else { format!("{name} ({description})") },
                note: plural(count.parse().unwrap_or(0), "article"),
                ..Entry::default()
            }
        });
    Ok(section("Who", "", entries.collect()))
}

/// Who is central in the whole graph.
pub(super) fn central(store: &Store) -> Result<Section> {
    let network = network(store, &Selection::from(View::Actors))?;
    let analysis = Analysis::of(&network, true);
    let articles: BTreeMap<String, usize> =
        find_actors(store, None)?.into_iter().map(|hit| (hit.iri, hit.articles)).collect();
    let order = analysis.ranking(|measures| measures.strength);
    let entries = order.into_iter().filter(|&index| analysis.measures[index].strength > 0.0).map(|index| {
        let (node, measures) = (&network[NodeIndex::new(index)], &analysis.measures[index]);
        let description = if node.description.is_empty() { &node.kind } else { &node.description };
        Entry {
            text: format!("{} ({description})", node.label),
            note: format!(
                "{} to {}, {}; betweenness {:.3}, PageRank {:.4}",
                plural(measures.strength as usize, "statement"),
                plural(measures.degree, "actor"),
                plural(articles.get(&node.iri).copied().unwrap_or(0), "article"),
                measures.betweenness,
                measures.pagerank
            ),
            ..Entry::default()
        }
    });
    Ok(section("Who is central", "", entries.collect()))
}

/// Communities of the whole graph.
pub(super) fn communities(store: &Store) -> Result<Section> {
    let network: Network = network(store, &Selection::from(View::Actors))?;
    let analysis = Analysis::of(&network, true);
    let sizes = analysis.communities.sizes.iter().enumerate().filter(|(_, size)| **size > 3);
    let entries = sizes.map(|(number, size)| {
        let names: Vec<&str> = analysis
            .members(number)
            .iter()
            .take(12)
            .map(|&index| network[NodeIndex::new(index)].label.as_str())
            .collect();
        Entry { text: names.join(", "), note: format!("{size} actors"), ..Entry::default() }
    });
    Ok(section(
        "Communities",
        "Actors with more ties among them than chance would give (Leiden algorithm).",
        entries.collect(),
    ))
}

/// What happened.
pub(super) fn timeline(events: &[Event], subject: &Subject, most: usize) -> Section {
    let mut kept: Vec<&Event> = events.iter().collect();
    let mut more = 0;
    if *subject == Subject::Whole || kept.len() > most {
        // Of many, those that most articles tell, and plainly.
        kept.sort_by_key(|event| {
            (std::cmp::Reverse(event.articles()), event.modality != "asserted", event.from.is_empty())
        });
        more = kept.len().saturating_sub(most);
        kept.truncate(most);
        kept.sort_by(|a, b| a.place_in_time().cmp(&b.place_in_time()));
    }
    let entries = kept.into_iter().map(|event| Entry {
        when: period(&event.from, &event.to),
        text: event.text.clone(),
        note: event.note(),
        evidence: event.reports.iter().take(CITED).map(|told| (told.sentence.clone(), told.article.clone())).collect(),
        link: String::new(),
    });
    let about = if more > 0 { "Of more events, those that most articles tell." } else { "" };
    Section { more, ..section("Timeline", about, entries.collect()) }
}

fn period(from: &str, to: &str) -> String {
    match (from, to) {
        ("", "") => "undated".to_owned(),
        ("", to) => format!("until {to}"),
        (from, "") => format!("since {from}"),
        (from, to) if to == from => from.to_owned(),
        (from, to) => format!("{from} – {to}"),
    }
}

/// What was said: by the actor, or in the story.
pub(super) fn quotes(store: &Store, subject: &Subject) -> Result<Section> {
    let found = rows(
        store,
        &format!(
            "SELECT DISTINCT ?date ?speaker ?text ?direct ?article ?quote {{ {} ?quote a ng:Quote ; ng:speaker ?who ; ng:text ?text ; \
               ng:direct ?direct ; prov:wasDerivedFrom ?source . ?source a schema:NewsArticle ; rdfs:label ?article . \
               ?who rdfs:label ?speaker . OPTIONAL {{ ?source schema:datePublished ?date }} }} ORDER BY ?date ?quote",
            subject.claims("?quote ng:speaker ACTOR . ")
        ),
    )?;
    let entries = found.into_iter().filter_map(|row| <[String; 6]>::try_from(row).ok()).map(
        |[date, speaker, text, direct, article, _]| Entry {
            when: date.get(..10).unwrap_or(&date).to_owned(),
            text: if direct == "true" { format!("“{text}”") } else { text },
            note: if matches!(subject, Subject::Actor(_)) { article } else { format!("{speaker} — {article}") },
            ..Entry::default()
        },
    );
    Ok(section(
        "Quotes",
        "In quotation marks what was said word for word; the rest is as the article tells it.",
        entries.collect(),
    ))
}

/// The articles.
pub(super) fn sources(store: &Store, subject: &Subject) -> Result<Section> {
    let found = rows(
        store,
        &format!(
            "SELECT ?source (SAMPLE(?label) AS ?title) (SAMPLE(?day) AS ?date) (SAMPLE(?outlet) AS ?publisher) (SAMPLE(?at) AS ?url) {{ {} \
               ?source a schema:NewsArticle ; rdfs:label ?label . OPTIONAL {{ ?source schema:datePublished ?day }} \
               OPTIONAL {{ ?source schema:publisher ?outlet }} OPTIONAL {{ ?source schema:url ?at }} }} \
             GROUP BY ?source ORDER BY ?date ?source",
            subject.claims("?source ng:mentions ACTOR . ")
        ),
    )?;
    let entries = found.into_iter().filter_map(|row| <[String; 5]>::try_from(row).ok()).map(
        |[_, title, date, publisher, url]| Entry {
            when: date.get(..10).unwrap_or(&date).to_owned(),
            text: title,
            note: publisher,
            link: url,
            ..Entry::default()
        },
    );
    Ok(section("Sources", "", entries.collect()))
}

fn section(title: &str, about: &str, entries: Vec<Entry>) -> Section {
    Section { title: title.to_owned(), about: about.to_owned(), entries, more: 0 }
}
