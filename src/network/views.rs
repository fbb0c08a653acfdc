//! The views: which nodes and ties each is made of.

use std::collections::{BTreeMap, BTreeSet};

use oxigraph::store::Store;
use petgraph::graph::NodeIndex;

use super::build::{Builder, Join, Tie, measure};
use super::facts::{Claim, Class, Facts, ROLES, TOLD_IN};
use super::filter::{ACTORS, ARTICLES, CONFIDENCE, Filter, KINDS, PERIOD};
use super::left::Left;
use super::neighbourhood::around;
use super::selection::Selection;
use super::statement::{name_of, pairs, statement};
use super::together::{Together, mentions};
use super::{Edge, Network, Node, View};
use crate::error::Result;

/// Builds the network of a selection.
pub(super) fn build(store: &Store, facts: &Facts, selection: &Selection, filter: &Filter) -> Result<Network> {
    let join = match selection.view {
        View::Actors | View::CoMention(_) => Join::Pair,
        View::Ties | View::Events => Join::Kind,
        View::Claims | View::Full => Join::None,
    };
    let together = match selection.view {
        View::CoMention(within) => mentions(store, facts, within)?,
        _ => Vec::new(),
    };
    let mut making = Making { facts, filter, builder: Builder::new(facts, join), left: Left::default() };
    match selection.view {
        View::Actors | View::Ties | View::Claims => making.statements(),
        View::CoMention(_) => making.co_mentions(&together),
        View::Events => making.events(),
        View::Full => making.full(!selection.is_filtered()),
    }
    let Making { builder, mut left, .. } = making;
    let mut graph = builder.finish();
    if filter.min_weight > 0.0 {
        let heavy = |edge: &Edge| edge.weight >= filter.min_weight;
        graph = graph.filter_map_owned(|_, node| Some(node), |_, edge| heavy(&edge).then_some(edge));
        left.after("--min-weight", graph.edge_count());
    }
    if selection.is_filtered() && filter.around.is_empty() {
        let tied: Vec<bool> =
            graph.node_indices().map(|node| graph.neighbors_undirected(node).next().is_some()).collect();
        graph = graph.filter_map_owned(|node, value| tied[node.index()].then_some(value), |_, edge| Some(edge));
    }
    if !filter.around.is_empty() {
        graph = around(graph, filter)?;
        left.after("--around", graph.edge_count());
    }
    if selection.is_filtered() && graph.edge_count() == 0 {
        return Err(left.nothing(facts));
    }
    measure(&mut graph);
    Ok(graph)
}

struct Making<'a> {
    facts: &'a Facts,
    filter: &'a Filter,
    builder: Builder<'a>,
    left: Left,
}

impl<'a> Making<'a> {
    /// Claims that no filter rejects.
    fn claims(&mut self) -> Vec<&'a Claim> {
        let mut kept = Vec::new();
        for claim in &self.facts.claims {
            self.left.seen += 1;
            match self.filter.rejects(claim, self.facts) {
                Some(why) => self.left.reject(why),
                None => kept.push(claim),
            }
        }
        kept
    }

    /// Ties between named actors.
    fn statements(&mut self) {
        for claim in self.claims() {
            for (a, b) in pairs(claim, self.facts) {
                let (Some(source), Some(target)) = (self.facts.actors.get(a), self.facts.actors.get(b)) else {
                    continue;
                };
                if !self.filter.has_kind(source) || !self.filter.has_kind(target) {
                    self.left.reject(KINDS);
                } else if !self.filter.has_actor([a, b]) {
                    self.left.reject(ACTORS);
                } else {
                    let (source, target) = (self.builder.actor(a, source), self.builder.actor(b, target));
                    self.tie(source, target, claim, statement(claim));
                }
            }
        }
    }

    fn tie(&mut self, source: NodeIndex, target: NodeIndex, claim: &'a Claim, edge: Edge) {
        let month = self.facts.month(claim);
        self.builder.tie(Tie { source, target, edge, article: &claim.article, month });
    }

    /// Ties between actors that are named together.
    fn co_mentions(&mut self, mentions: &'a [Together]) {
        for together in mentions {
            self.left.seen += 1;
            let published = self.facts.published(&together.article);
            if !self.filter.has_article(&together.article) {
                self.left.reject(ARTICLES);
                continue;
            }
            if !self.filter.has_days((!published.is_empty()).then_some((published, published))) {
                self.left.reject(PERIOD);
                continue;
            }
            let mut nodes = Vec::new();
            for (iri, confidence) in &together.actors {
                let Some(actor) = self.facts.actors.get(iri) else { continue };
                if !self.filter.has_kind(actor) {
                    self.left.reject(KINDS);
                } else if *confidence < self.filter.min_confidence {
                    self.left.reject(CONFIDENCE);
                } else {
                    nodes.push((iri, actor, *confidence));
                }
            }
            for (at, (a, source, sure)) in nodes.iter().enumerate() {
                for (b, target, also_sure) in &nodes[at + 1..] {
                    if !self.filter.has_actor([a.as_str(), b.as_str()]) {
                        self.left.reject(ACTORS);
                        continue;
                    }
                    let (source, target) = (self.builder.actor(a, source), self.builder.actor(b, target));
                    let edge = Edge {
                        label: "named together".to_owned(),
                        weight: 1.0,
                        confidence: sure.min(*also_sure),
                        evidence: together.text.clone(),
                        claims: together.iri.clone(),
                        ..Edge::default()
                    };
                    self.builder.tie(Tie {
                        source,
                        target,
                        edge,
                        article: &together.article,
                        month: month_of(published),
                    });
                }
            }
        }
    }

    /// Who takes part in what: from those who do it to the event, from the event to the others.
    fn events(&mut self) {
        let facts = self.facts;
        let mut reports: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for (claim, happening) in &facts.happenings {
            let article = claim.split('#').next().unwrap_or(claim);
            reports.entry(&happening.iri).or_default().insert(article);
        }
        for claim in self.claims().into_iter().filter(|claim| claim.class == Class::Event) {
            let shown = |actor: &&str| facts.actors.get(*actor).is_some_and(|actor| actor.is_named());
            let roles =
                || ROLES[..5].iter().flat_map(|(property, role)| claim.all(property).map(move |who| (*role, who)));
            if !self.filter.has_actor(roles().map(|(_, actor)| actor)) {
                self.left.reject(ACTORS);
                continue;
            }
            for (role, who) in roles().filter(|(_, who)| shown(who)) {
                let Some(actor) = facts.actors.get(who) else { continue };
                if !self.filter.has_kind(actor) {
                    self.left.reject(KINDS);
                    continue;
                }
                let who = self.builder.actor(who, actor);
                let happening = facts.happenings.get(&claim.iri);
                let what = self.builder.node(happening.map_or(&claim.iri, |happening| &happening.iri), || Node {
                    iri: happening.map_or(&claim.iri, |happening| &happening.iri).clone(),
                    label: happening.map_or(&claim.label, |happening| &happening.label).clone(),
                    kind: "happening".to_owned(),
                    category: name_of(claim),
                    from: happening.map_or(&claim.from, |happening| &happening.from).clone(),
                    to: happening.map_or(&claim.to, |happening| &happening.to).clone(),
                    articles: happening.and_then(|known| reports.get(known.iri.as_str())).map_or(1, BTreeSet::len),
                    ..Node::default()
                });
                let (source, target) = if role == "source" { (who, what) } else { (what, who) };
                self.tie(source, target, claim, Edge { label: role.to_owned(), ..statement(claim) });
            }
        }
    }

    /// Everything: claims with their roles and articles with whom they mention; nodes without edges too, if `all`.
    fn full(&mut self, all: bool) {
        let facts = self.facts;
        if all {
            for (iri, actor) in &facts.actors {
                self.builder.actor(iri, actor);
            }
            for iri in facts.articles.keys() {
                self.article(iri);
            }
        }
        for claim in self.claims() {
            if !self.filter.has_actor(claim.roles.iter().map(|(_, who)| who.as_str())) {
                self.left.reject(ACTORS);
                continue;
            }
            let kind = match claim.class {
                Class::Event => "claim: event",
                Class::Relation => "claim: relation",
                Class::Quote => "claim: quote",
            };
            let what = self.builder.node(&claim.iri, || Node {
                iri: claim.iri.clone(),
                label: claim.label.clone(),
                kind: kind.to_owned(),
                category: name_of(claim),
                description: claim.role.clone(),
                from: claim.from.clone(),
                to: claim.to.clone(),
                articles: 1,
                ..Node::default()
            });
            for (property, role) in ROLES {
                for who in claim.all(property) {
                    let Some(actor) = facts.actors.get(who) else { continue };
                    if self.filter.has_kind(actor) {
                        let who = self.builder.actor(who, actor);
                        self.tie(what, who, claim, Edge { label: role.to_owned(), ..statement(claim) });
                    } else {
                        self.left.reject(KINDS);
                    }
                }
            }
            if facts.articles.contains_key(&claim.article) {
                let article = self.article(&claim.article);
                self.tie(what, article, claim, Edge { label: TOLD_IN.1.to_owned(), ..statement(claim) });
            }
        }
        if !self.filter.is_about_claims() {
            self.mentions();
        }
    }

    fn article(&mut self, iri: &str) -> NodeIndex {
        let article = self.facts.articles.get(iri).cloned().unwrap_or_default();
        self.builder.node(iri, || Node {
            iri: iri.to_owned(),
            label: article.label,
            kind: "article".to_owned(),
            description: article.publisher,
            articles: 1,
            from: article.published.clone(),
            to: article.published,
            ..Node::default()
        })
    }

    fn mentions(&mut self) {
        let facts = self.facts;
        for (article, who) in &facts.mentions {
            let Some(actor) = facts.actors.get(who) else { continue };
            let published = facts.published(article);
            let shown = self.filter.has_article(article)
                && self.filter.has_days((!published.is_empty()).then_some((published, published)))
                && self.filter.has_kind(actor)
                && self.filter.has_actor([who.as_str()]);
            if shown && facts.articles.contains_key(article) {
                let (source, target) = (self.article(article), self.builder.actor(who, actor));
                let edge = Edge { label: "mentions".to_owned(), weight: 1.0, confidence: 1.0, ..Edge::default() };
                self.builder.tie(Tie { source, target, edge, article, month: month_of(published) });
            }
        }
    }
}

fn month_of(day: &str) -> &str {
    day.get(..7).unwrap_or_default()
}
