//! Which part of the graph a network shows: a view and filters, checked against what there is.

use std::collections::BTreeSet;

use oxigraph::store::Store;

use super::View;
use super::facts::Facts;
use super::filter::Filter;
use crate::claim::Modality;
use crate::document::EntityType;
use crate::error::{Error, Result};
use crate::query::find_actor;
use crate::vocabulary::{article_id, ontology};

/// A view of the graph, narrowed by filters. An empty filter keeps everything.
///
/// # Example
/// ```
/// use newsgraph::network::{Selection, View};
///
/// let selection = Selection { from: Some("2020-03".into()), steps: 2, ..Selection::from(View::Actors) };
/// assert!(selection.is_filtered());
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Selection {
    /// What nodes and edges are.
    pub view: View,
    /// Only ties that one of these actors has: names, aliases or identifiers.
    pub actors: Vec<String>,
    /// Only actors of these kinds.
    pub kinds: BTreeSet<EntityType>,
    /// First day: `2020`, `2020-03` or `2020-03-15`. A claim that tells no time counts on the day its article appeared.
    pub from: Option<String>,
    /// Last day.
    pub to: Option<String>,
    /// Only what these articles say: identifiers, in which `*` stands for anything.
    pub articles: Vec<String>,
    /// Only what articles of these outlets say.
    pub publishers: Vec<String>,
    /// Only ties of these event types (narrower ones included) or relations.
    pub types: Vec<String>,
    /// Only claims presented in one of these ways.
    pub modalities: BTreeSet<Modality>,
    /// Only edges of at least this weight.
    pub min_weight: f64,
    /// Only statements of at least this confidence, 0 to 1.
    pub min_confidence: f64,
    /// Only the neighbourhood of these actors.
    pub around: Vec<String>,
    /// How many edges the neighbourhood reaches.
    pub steps: usize,
}

impl From<View> for Selection {
    fn from(view: View) -> Self {
        Self {
            view,
            actors: Vec::new(),
            kinds: BTreeSet::new(),
            from: None,
            to: None,
            articles: Vec::new(),
            publishers: Vec::new(),
            types: Vec::new(),
            modalities: BTreeSet::new(),
            min_weight: 0.0,
            min_confidence: 0.0,
            around: Vec::new(),
            steps: 1,
        }
    }
}

impl Selection {
    /// Whether anything is left out of the view.
    pub fn is_filtered(&self) -> bool {
        let all = Self { steps: self.steps, ..Self::from(self.view) };
        *self != all
    }

    /// Checks the filters against each other and the graph.
    pub(super) fn resolve(&self, store: &Store, facts: &Facts) -> Result<Filter> {
        self.check()?;
        let actors = |names: &[String]| -> Result<BTreeSet<String>> {
            names.iter().map(|name| find_actor(store, name).map(|hit| hit.iri)).collect()
        };
        Ok(Filter {
            actors: actors(&self.actors)?,
            kinds: self.kinds.iter().map(|kind| kind.as_str()).collect(),
            from: self.from.as_deref().map(|from| bound("--from", from, false)).transpose()?,
            to: self.to.as_deref().map(|to| bound("--to", to, true)).transpose()?,
            articles: articles(self, facts)?,
            types: self.types.iter().map(|name| type_named(name)).collect::<Result<_>>()?,
            modalities: self.modalities.iter().map(|modality| modality.as_str()).collect(),
            min_weight: self.min_weight,
            min_confidence: self.min_confidence,
            around: actors(&self.around)?,
            steps: self.steps,
        })
    }

    /// What needs no graph to be seen as wrong.
    fn check(&self) -> Result<()> {
        let usage = |message: String| Err(Error::Usage(message));
        if let (Some(from), Some(to)) = (&self.from, &self.to)
            && bound("--from", from, false)? > bound("--to", to, true)?
        {
            return usage(format!("the period is empty: --from {from} is after --to {to}"));
        }
        if !(0.0..=1.0).contains(&self.min_confidence) {
            return usage(format!("--min-confidence {}: a confidence lies between 0 and 1", self.min_confidence));
        }
        if !self.min_weight.is_finite() || self.min_weight < 0.0 {
            return usage(format!("--min-weight {}: a weight is 0 or more", self.min_weight));
        }
        if self.min_weight > 1.0 && !self.view.is_weighted() {
            return usage(format!(
                "--min-weight {} leaves nothing of the view {}, where every edge weighs 1; try --view actors",
                self.min_weight,
                self.view.name()
            ));
        }
        let asks_for_claims = !self.types.is_empty() || !self.modalities.is_empty();
        if asks_for_claims && !self.view.shows_claims() {
            let option = if self.types.is_empty() { "--modality" } else { "--type" };
            return usage(format!(
                "{option} is about claims, and the view {} has none: it counts who is named together; try --view actors",
                self.view.name()
            ));
        }
        if let (View::Events, Some(name)) =
            (self.view, self.types.iter().find(|name| type_named(name).is_ok_and(|name| !is_event(&name))))
        {
            return usage(format!("`{name}` is a relation, and the view events shows events only; try --view actors"));
        }
        if let (Some(name), false) = (self.around.first(), self.steps > 0) {
            return usage(format!("--around `{name}` with 0 steps is the actor alone; use --steps 1 or more"));
        }
        Ok(())
    }
}

fn is_event(name: &str) -> bool {
    ontology().events.contains_key(name)
}

/// First or last day of a year, a month or a day.
fn bound(option: &str, text: &str, last: bool) -> Result<String> {
    let wrong = || Error::Usage(format!("{option} {text}: expected a day, such as 2020-03-15, a month or a year"));
    let parts: Vec<&str> = text.trim().split('-').collect();
    let digits = |part: &str, count| part.len() == count && part.bytes().all(|byte| byte.is_ascii_digit());
    let fits = matches!(parts.len(), 1..=3) && digits(parts[0], 4) && parts[1..].iter().all(|part| digits(part, 2));
    if !fits {
        return Err(wrong());
    }
    let number = |at: usize| parts.get(at).and_then(|part| part.parse::<i8>().ok());
    let year: i16 = parts[0].parse().map_err(|_| wrong())?;
    let month = number(1).unwrap_or(if last { 12 } else { 1 });
    let date = jiff::civil::Date::new(year, month, number(2).unwrap_or(1)).map_err(|_| wrong())?;
    let date = if last && parts.len() < 3 { date.last_of_month() } else { date };
    Ok(date.to_string())
}

/// IRIs of the articles that were asked for; `None`: all.
fn articles(selection: &Selection, facts: &Facts) -> Result<Option<BTreeSet<String>>> {
    if selection.articles.is_empty() && selection.publishers.is_empty() {
        return Ok(None);
    }
    let identifier = |iri: &str| article_id(iri).unwrap_or_else(|| iri.to_owned());
    let mut found = BTreeSet::new();
    for wanted in &selection.articles {
        let pattern =
            glob::Pattern::new(wanted).map_err(|error| Error::Usage(format!("--article {wanted}: {error}")))?;
        let before = found.len();
        let fits = |iri: &&String| *iri == wanted || identifier(iri) == *wanted || pattern.matches(&identifier(iri));
        found.extend(facts.articles.keys().filter(fits).cloned());
        if found.len() == before {
            let names: Vec<String> = facts.articles.keys().map(|iri| identifier(iri)).collect();
            let near = nearest(wanted, names.iter().map(String::as_str));
            return Err(Error::Usage(format!(
                "no article of this graph is called `{wanted}`{}; `newsgraph query articles` lists all",
                did_you_mean(near)
            )));
        }
    }
    if selection.publishers.is_empty() {
        return Ok(Some(found));
    }
    let mut of_publishers = BTreeSet::new();
    for wanted in &selection.publishers {
        let is_theirs = |publisher: &str| publisher.to_lowercase() == wanted.to_lowercase();
        let theirs = facts.articles.iter().filter(|(_, article)| is_theirs(&article.publisher));
        let before = of_publishers.len();
        of_publishers.extend(theirs.map(|(iri, _)| iri.clone()));
        if of_publishers.len() == before {
            let names: BTreeSet<&str> = facts.articles.values().map(|article| article.publisher.as_str()).collect();
            let known: Vec<&str> = names.iter().copied().filter(|name| !name.is_empty()).take(8).collect();
            let known = if known.is_empty() { "none is known".to_owned() } else { known.join(", ") };
            let near = nearest(wanted, names.into_iter());
            return Err(Error::Usage(format!(
                "no article of this graph is published by `{wanted}`{}; outlets: {known}",
                did_you_mean(near)
            )));
        }
    }
    if !selection.articles.is_empty() {
        of_publishers.retain(|iri| found.contains(iri));
        if of_publishers.is_empty() {
            return Err(Error::Usage("none of the articles of --article is of an outlet of --publisher".to_owned()));
        }
    }
    Ok(Some(of_publishers))
}

/// The local name of the event type or relation that is called so.
fn type_named(wanted: &str) -> Result<String> {
    let ontology = ontology();
    let events = ontology.events.iter().map(|(name, event)| (name, &event.label));
    let relations = ontology.relations.iter().map(|(name, relation)| (name, &relation.label));
    let all: Vec<(&String, &String)> = events.chain(relations).collect();
    let folded = wanted.trim().to_lowercase();
    let fits = |(name, label): &&(&String, &String)| name.to_lowercase() == folded || label.to_lowercase() == folded;
    if let Some((name, _)) = all.iter().find(fits) {
        return Ok((*name).clone());
    }
    let near = nearest(wanted, all.iter().flat_map(|(name, label)| [name.as_str(), label.as_str()]));
    Err(Error::Usage(format!(
        "`{wanted}` is no event type or relation{}; event types are such as consult, meet, sanction, relations such as \
         headOf, memberOf; `newsgraph stats` shows which the graph has",
        did_you_mean(near)
    )))
}

/// The most similar name, where one is similar at all.
fn nearest<'a>(wanted: &str, names: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let wanted = wanted.to_lowercase();
    let score = |name: &str| strsim::jaro_winkler(&name.to_lowercase(), &wanted);
    let mut best: Option<(f64, &str)> = None;
    for name in names {
        let score = score(name);
        if score > best.map_or(0.8, |(score, _)| score) {
            best = Some((score, name));
        }
    }
    best.map(|(_, name)| name)
}

fn did_you_mean(near: Option<&str>) -> String {
    near.map_or_else(String::new, |name| format!("; did you mean `{name}`?"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bounds_of_years_months_and_days() {
        let days = |text: &str| (bound("--from", text, false).unwrap(), bound("--to", text, true).unwrap());
        assert_eq!(days("2020"), ("2020-01-01".into(), "2020-12-31".into()));
        assert_eq!(days("2020-02"), ("2020-02-01".into(), "2020-02-29".into()));
        assert_eq!(days("2020-02-03"), ("2020-02-03".into(), "2020-02-03".into()));
        for wrong in ["", "20", "2020-13", "2020-02-30", "2020-1", "yesterday", "2020-02-03-04", "+202-01-01"] {
            let error = bound("--from", wrong, false).unwrap_err().to_string();
            assert!(error.starts_with(&format!("--from {wrong}: expected a day")), "{error}");
        }
    }

    #[test]
    fn types_are_found_by_name_and_label_and_misspelt_ones_suggested() {
        assert_eq!(type_named("meet").unwrap(), "meet");
        assert_eq!(type_named("Reach an agreement").unwrap(), "reach-agreement");
        assert_eq!(type_named("headof").unwrap(), "headOf");
        assert_eq!(type_named("is head of").unwrap(), "headOf");
        let error = type_named("sanctoin").unwrap_err().to_string();
        assert!(error.contains("did you mean `sanction`?"), "{error}");
        assert!(!type_named("qqq").unwrap_err().to_string().contains("did you mean"));
    }

    #[test]
    fn impossible_combinations_are_told() {
        let told = |selection: Selection| selection.check().unwrap_err().to_string();
        let of = Selection::from;
        let period = Selection { from: Some("2021".into()), to: Some("2020".into()), ..of(View::Actors) };
        assert!(told(period).contains("the period is empty"));
        let sure = Selection { min_confidence: 70.0, ..of(View::Actors) };
        assert!(told(sure).contains("between 0 and 1"));
        let heavy = Selection { min_weight: 2.0, ..of(View::Claims) };
        assert!(told(heavy).contains("every edge weighs 1"));
        let typed = Selection { types: vec!["meet".into()], ..of(View::CoMention(super::super::Within::Sentence)) };
        assert!(told(typed).contains("--type is about claims"));
        let relation = Selection { types: vec!["headOf".into()], ..of(View::Events) };
        assert!(told(relation).contains("is a relation"));
    }
}
