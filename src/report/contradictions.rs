//! Where sources contradict each other: what one tells as so, another denies; or they put one event on different days.

use std::collections::BTreeMap;

use oxigraph::store::Store;

use super::events::{Event, Told};
use super::subject::Subject;
use super::{Entry, Section};
use crate::error::Result;
use crate::query::rows;

pub(super) fn section(store: &Store, subject: &Subject, events: &[Event]) -> Result<Section> {
    let mut entries: Vec<Entry> = events.iter().filter_map(disputed).collect();
    entries.extend(denied(store, subject)?);
    entries.extend(events.iter().filter_map(days_apart));
    Ok(Section {
        title: "Contradictions".to_owned(),
        about:
            "What one source tells as so and another denies, and events that sources put on different days. Read the \
                sentences: they may speak of different things."
                .to_owned(),
        entries,
        more: 0,
    })
}

fn evidence(told: &Told) -> (String, String) {
    let by = if told.by.is_empty() { String::new() } else { format!(", says {}", told.by) };
    (told.sentence.clone(), format!("{}{by} [{}]", told.article, told.modality))
}

/// An event that some report as so, and others deny.
fn disputed(event: &Event) -> Option<Entry> {
    let of = |modality: &[&str]| event.reports.iter().find(|told| modality.contains(&told.modality.as_str()));
    let (told, denial) = (of(&["asserted", "alleged"])?, of(&["denied"])?);
    (told.sentence != denial.sentence).then(|| Entry {
        when: event.from.clone(),
        text: event.text.clone(),
        note: "told and denied".to_owned(),
        evidence: vec![evidence(told), evidence(denial)],
        link: String::new(),
    })
}

/// An event whose reports name days that do not meet.
fn days_apart(event: &Event) -> Option<Entry> {
    let dated: Vec<&Told> = event.reports.iter().filter(|told| !told.from.is_empty() && !told.to.is_empty()).collect();
    let first = dated.iter().min_by_key(|told| (&told.to, &told.from))?;
    let last = dated.iter().max_by_key(|told| (&told.from, &told.to))?;
    (first.to < last.from && first.sentence != last.sentence).then(|| Entry {
        when: String::new(),
        text: event.text.clone(),
        note: format!("on {}, or on {}", period(first), period(last)),
        evidence: vec![evidence(first), evidence(last)],
        link: String::new(),
    })
}

fn period(told: &Told) -> String {
    if told.from == told.to { told.from.clone() } else { format!("{} – {}", told.from, told.to) }
}

/// Claims of one kind about the same two actors, one told as so, one denied, in claims that were not joined.
fn denied(store: &Store, subject: &Subject) -> Result<Vec<Entry>> {
    let mut claims: BTreeMap<[String; 3], Vec<Told>> = BTreeMap::new();
    for (kind, subject_of, object_of, narrowed) in [
        ("Event ; ng:eventType ?type", "source", "target", "?node ng:source|ng:target ACTOR . "),
        ("Relation ; ng:predicate ?type", "subject", "object", "?node ng:subject|ng:object ACTOR . "),
    ] {
        let narrowed = subject.claims(narrowed);
        let found = rows(
            store,
            &format!(
                "SELECT DISTINCT ?a ?type ?b ?label ?modality ?by ?sentence ?article ?from ?to {{ {narrowed} \
                   ?node a ng:{kind} ; ng:{subject_of} ?a ; ng:{object_of} ?b ; prov:wasDerivedFrom ?source ; \
                         rdfs:label ?label ; ng:modality/rdfs:label ?modality ; ng:evidence/nif:anchorOf ?sentence . \
                   ?source a schema:NewsArticle ; rdfs:label ?article . ?a a ng:Actor . ?b a ng:Actor . \
                   FILTER(?modality IN (\"asserted\", \"alleged\", \"denied\")) \
                   FILTER NOT EXISTS {{ ?node ng:eventType ?narrower . ?narrower skos:broader ?type }} \
                   OPTIONAL {{ ?node ng:attributedTo/rdfs:label ?by }} \
                   OPTIONAL {{ ?node ng:from ?from }} OPTIONAL {{ ?node ng:to ?to }} \
                   FILTER NOT EXISTS {{ ?happening ng:report ?node }} }}"
            ),
        )?;
        for row in found {
            if let Ok([a, kind, b, text, modality, by, sentence, article, from, to]) = <[String; 10]>::try_from(row) {
                let told = Told {
                    text,
                    modality,
                    by,
                    sentence,
                    article,
                    from,
                    to,
                    published: String::new(),
                    quantities: Vec::new(),
                };
                claims.entry([a, kind, b]).or_default().push(told);
            }
        }
    }
    Ok(claims
        .into_values()
        .filter_map(|mut reports| {
            reports.sort_by(|a, b| (&a.article, &a.sentence, &a.modality).cmp(&(&b.article, &b.sentence, &b.modality)));
            let text = reports.iter().find(|told| told.modality != "denied").map(|told| told.text.clone())?;
            disputed(&Event { text, reports, ..Event::default() })
        })
        .collect())
}
