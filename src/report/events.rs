//! What happened: events of a subject, each with all reports of it.

use std::collections::{BTreeMap, BTreeSet};

use oxigraph::store::Store;

use super::subject::Subject;
use crate::draw::Mark;
use crate::error::Result;
use crate::query::rows;

/// An event, as its first plain report tells it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Event {
    /// IRI of the happening, or of the only claim.
    pub iri: String,
    /// First day, or empty.
    pub from: String,
    /// Last day, or empty.
    pub to: String,
    /// What happened.
    pub text: String,
    /// `asserted`, `denied`, ….
    pub modality: String,
    /// 1 cooperation, -1 conflict, 0 neither.
    pub sign: i64,
    /// Each claim that tells it.
    pub reports: Vec<Told>,
}

/// One claim that tells an event.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Told {
    /// What it says.
    pub text: String,
    /// How it says so.
    pub modality: String,
    /// On whose word, or empty.
    pub by: String,
    /// The sentence.
    pub sentence: String,
    /// Headline of the article.
    pub article: String,
    /// First day, or empty.
    pub from: String,
    /// Last day, or empty.
    pub to: String,
    /// Day on which the article appeared, or empty.
    pub published: String,
    /// How many and how much, in its words: "killed: at least 12".
    pub quantities: Vec<String>,
}

impl Event {
    /// By which events stand in order of time: those without any day last.
    pub(super) fn place_in_time(&self) -> (bool, &str, &str, &str) {
        let day = if self.from.is_empty() { &self.to } else { &self.from };
        (day.is_empty(), day, &self.to, &self.iri)
    }

    /// How many articles tell it.
    pub fn articles(&self) -> usize {
        self.reports.iter().map(|told| told.article.as_str()).collect::<BTreeSet<_>>().len()
    }

    /// How it is told, where it is not plainly asserted, and by how many articles.
    pub fn note(&self) -> String {
        let mut parts = Vec::new();
        if self.modality != "asserted" {
            parts.push(self.modality.clone());
        }
        if let Some(by) = self.reports.first().map(|told| &told.by).filter(|by| !by.is_empty()) {
            parts.push(format!("says {by}"));
        }
        parts.extend(self.reports.first().into_iter().flat_map(|told| told.quantities.iter().cloned()));
        if self.articles() > 1 {
            parts.push(format!("{} articles", self.articles()));
        }
        parts.join(", ")
    }
}

/// The events of a subject, in order of time, those without a day last.
///
/// # Errors
/// [`crate::Error::Query`] where the store fails.
pub fn events(store: &Store, subject: &Subject) -> Result<Vec<Event>> {
    let narrowed = subject.claims("?node ng:source|ng:target|ng:recipient|ng:participant ACTOR . ");
    let found = rows(
        store,
        &format!(
            "SELECT ?what ?from ?to ?label ?modality ?polarity ?by ?sentence ?article ?day ?node {{ {narrowed} \
               ?node a ng:Event ; prov:wasDerivedFrom ?source ; rdfs:label ?label ; ng:modality/rdfs:label ?modality ; \
                     ng:evidence/nif:anchorOf ?sentence . ?source a schema:NewsArticle ; rdfs:label ?article . \
               OPTIONAL {{ ?source schema:datePublished ?day }} OPTIONAL {{ ?node ng:from ?from }} OPTIONAL {{ ?node ng:to ?to }} \
               OPTIONAL {{ ?node ng:attributedTo/rdfs:label ?by }} \
               OPTIONAL {{ ?node ng:eventType/ng:polarity ?polarity }} \
               OPTIONAL {{ ?happening ng:report ?node }} BIND(COALESCE(?happening, ?node) AS ?what) }}"
        ),
    )?;
    let mut told: BTreeMap<(String, String), (Told, i64)> = BTreeMap::new();
    let mut sorted = found;
    sorted.sort();
    for row in sorted {
        let Ok([what, from, to, text, modality, polarity, by, sentence, article, day, node]) =
            <[String; 11]>::try_from(row)
        else {
            continue;
        };
        let sign: i64 = polarity.parse().unwrap_or(0);
        let published = day.get(..10).unwrap_or_default().to_owned();
        let entry = told.entry((what, node)).or_insert_with(|| {
            (Told { text, modality, by, sentence, article, from, to, published, quantities: vec![] }, 0)
        });
        if sign != 0 {
            entry.1 = sign;
        }
    }
    let mut numbers: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let counted = format!(
        "SELECT ?node ?label {{ {narrowed} ?node ng:quantity ?quantity . ?quantity rdfs:label ?label ; nif:beginIndex ?begin }} \
         ORDER BY ?node ?begin ?label"
    );
    for row in rows(store, &counted)? {
        let Ok([node, label]) = <[String; 2]>::try_from(row) else { continue };
        let labels = numbers.entry(node).or_default();
        if !labels.contains(&label) {
            labels.push(label);
        }
    }
    let mut events: BTreeMap<String, Event> = BTreeMap::new();
    for ((what, node), (mut report, sign)) in told {
        report.quantities = numbers.remove(&node).unwrap_or_default();
        let event = events.entry(what.clone()).or_insert_with(|| Event { iri: what, ..Event::default() });
        if event.sign == 0 {
            event.sign = sign;
        }
        event.reports.push(report);
    }
    let mut events: Vec<Event> = events.into_values().map(led).collect();
    events.sort_by(|a, b| a.place_in_time().cmp(&b.place_in_time()));
    Ok(events)
}

/// Puts the plainest report first, and lets the event say what it says.
fn led(mut event: Event) -> Event {
    event.reports.sort_by_key(|told| (told.modality != "asserted", !told.by.is_empty(), told.from.is_empty()));
    if let Some(first) = event.reports.first() {
        event.text.clone_from(&first.text);
        event.modality.clone_from(&first.modality);
        event.from.clone_from(&first.from);
        event.to.clone_from(&first.to);
    }
    if matches!(event.modality.as_str(), "denied") {
        event.sign = 0;
    }
    event
}

impl Event {
    /// The first day that is told; else the day on which the first article about it appeared; and whether it is that.
    fn day(&self) -> Option<(&str, bool)> {
        // "since May" stands at its first day, "until May" at its last.
        if let Some(day) = [&self.from, &self.to].into_iter().find(|day| !day.is_empty()) {
            return Some((day, false));
        }
        let days = self.reports.iter().map(|told| told.published.as_str());
        days.filter(|day| !day.is_empty()).min().map(|day| (day, true))
    }
}

/// The events with a day, as marks of a timeline: at most so many, those that most articles tell, and told plainly; and
/// how many have a day at all. Where no day is told, that of the article stands in.
pub fn marks(events: &[Event], most: usize) -> (Vec<Mark>, usize) {
    let mut dated: Vec<(&str, bool, &Event)> =
        events.iter().filter_map(|event| event.day().map(|(day, published)| (day, published, event))).collect();
    let all = dated.len();
    dated.sort_by_key(|(day, published, event)| {
        (std::cmp::Reverse(event.articles()), event.modality != "asserted", vague(event), *published, *day, &event.iri)
    });
    dated.truncate(most);
    dated.sort_by_key(|(day, published, event)| (*day, *published, &event.to, &event.iri));
    let marks = dated.into_iter().map(|(day, published, event)| Mark {
        from: day.to_owned(),
        to: event.to.clone(),
        published,
        text: event.text.clone(),
        note: event.note(),
        sign: event.sign,
        articles: event.articles(),
    });
    (marks.collect(), all)
}

/// Whether the event is dated no better than by the year, or is background: long over when it was written of.
fn vague(event: &Event) -> bool {
    let year = |day: &str| day.get(..4).and_then(|year| year.parse::<i32>().ok());
    let published = event.reports.iter().filter_map(|told| year(&told.published)).min();
    let background = matches!((year(&event.from), published), (Some(day), Some(published)) if day + 1 < published);
    background || (event.from.ends_with("-01-01") && event.to.ends_with("-12-31"))
}
