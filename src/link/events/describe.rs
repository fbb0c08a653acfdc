//! Clusters of event mentions → happenings: what all reports together tell.

use std::collections::{BTreeMap, BTreeSet};

use super::Articles;
use super::mention::Mention;
use super::told::Claim;
use crate::claim::HalfOpen;
use crate::entity::Happening;

/// A claim of a cluster: the position of its mention, and what is kept of it.
type Report<'a> = (usize, usize, &'a Claim);

/// The happenings of clusters, in order of identifier.
pub(crate) fn describe(clusters: &[Vec<usize>], mentions: &[Mention<'_>], articles: &Articles<'_>) -> Vec<Happening> {
    let mut happenings: Vec<Happening> = clusters.iter().map(|cluster| one(cluster, mentions, articles)).collect();
    happenings.sort_by(|a, b| a.id.cmp(&b.id));
    happenings
}

fn one(cluster: &[usize], mentions: &[Mention<'_>], articles: &Articles<'_>) -> Happening {
    let id = |at: usize| articles.contexts[mentions[at].article].id.clone();
    let mut members: Vec<usize> = cluster.to_vec();
    // The earliest telling first; what has no date comes last.
    members.sort_by_key(|&at| {
        let date = articles.contexts[mentions[at].article].date;
        (date.is_none(), date, mentions[at].article, at)
    });
    let mut reports: Vec<Report<'_>> = Vec::new();
    let mut words: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for &at in &members {
        let told = mentions[at].told;
        words.entry(id(at)).or_default().push(told.mention);
        if let (Some(event), Some(claim)) = (told.event, &told.claim) {
            reports.push((at, event, claim));
        }
    }
    let named = |report: &Report<'_>| {
        let chains: BTreeSet<&str> =
            report.2.participants.iter().filter_map(|&chain| actor(articles, &id(report.0), chain)).collect();
        chains.len()
    };
    // What names it: told as fact, with most people, surest, earliest.
    let best = reports.iter().enumerate().max_by(|(m, a), (n, b)| {
        (a.2.asserted, named(a))
            .cmp(&(b.2.asserted, named(b)))
            .then(a.2.confidence.total_cmp(&b.2.confidence))
            .then(n.cmp(m))
    });
    let best = best.map(|(_, report)| report);
    let first = reports.first().map_or_else(
        || members.first().map(|&at| format!("{}/w{}", id(at), mentions[at].told.mention)),
        |(at, event, _)| Some(format!("{}/e{event}", id(*at))),
    );
    let actors: BTreeSet<String> = reports
        .iter()
        .flat_map(|(at, _, claim)| claim.participants.iter().filter_map(|&chain| actor(articles, &id(*at), chain)))
        .map(str::to_owned)
        .collect();
    let sources: BTreeSet<&str> = reports.iter().map(|(at, ..)| articles.originals[mentions[*at].article]).collect();
    Happening {
        id: first.unwrap_or_default(),
        kind: best.map_or_else(String::new, |(.., claim)| claim.kind.clone()),
        subtype: best.map_or_else(String::new, |(.., claim)| claim.subtype.clone()),
        named_by: best.map(|(at, event, _)| (id(*at), *event)),
        articles: sources.len(),
        actors: actors.into_iter().collect(),
        place: place(&reports, mentions, articles),
        bounds: bounds(&reports),
        open: open(&reports),
        reports: reports.iter().map(|(at, event, _)| (id(*at), *event)).collect(),
        mentions: words.into_iter().collect(),
    }
}

fn actor<'a>(articles: &Articles<'a>, article: &str, chain: usize) -> Option<&'a str> {
    articles.identities.links.get(&(article.to_owned(), chain)).map(|link| link.actor.as_str())
}

/// The place that most reports tell.
fn place(reports: &[Report<'_>], mentions: &[Mention<'_>], articles: &Articles<'_>) -> Option<String> {
    let mut places: BTreeMap<&str, usize> = BTreeMap::new();
    for (at, _, claim) in reports {
        let article = &articles.contexts[mentions[*at].article].id;
        if let Some(place) = claim.place.and_then(|chain| actor(articles, article, chain)) {
            *places.entry(place).or_default() += 1;
        }
    }
    let most = places.into_iter().max_by(|a, b| a.1.cmp(&b.1).then(b.0.cmp(a.0)))?;
    Some(most.0.to_owned())
}

/// The days that all dated reports leave, or those of the narrowest where they leave none.
fn bounds(reports: &[Report<'_>]) -> Option<(String, String)> {
    let dated: Vec<&(String, String)> =
        reports.iter().filter_map(|(.., claim)| claim.time.as_ref()?.bounds.as_ref()).collect();
    let first = dated.iter().map(|(first, _)| first).max()?;
    let last = dated.iter().map(|(_, last)| last).min()?;
    if first <= last {
        return Some((first.clone(), last.clone()));
    }
    // A day apart: each source counts days by its own clock. The earliest telling's counts.
    dated.first().map(|bounds| (*bounds).clone())
}

/// The one day that the earliest report with one tells, where none tells both.
fn open(reports: &[Report<'_>]) -> Option<HalfOpen> {
    let mut times = reports.iter().filter_map(|(.., claim)| claim.time.as_ref());
    let closed = times.clone().any(|time| time.bounds.is_some());
    times.find_map(|time| time.open.clone()).filter(|_| !closed)
}
