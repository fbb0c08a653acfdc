//! Decisions of people, laid over what the program found.

use std::collections::{BTreeMap, BTreeSet};

use super::cluster::{Cluster, Target, Why};
use super::decisions::{Decision, Decisions, Judgement};
use super::gazetteer::Gazetteer;
use super::identify;
use super::name::slug;
use super::profile::{Context, Local};
use super::reference;
use crate::entity::Actor;

/// What a person decided about: locals, and an entry of the gazetteer where the reference is one.
struct Reference {
    members: BTreeSet<usize>,
    entry: Option<Target>,
    /// Whether it speaks of one article.
    anchored: bool,
}

/// The assignment under change: the cluster of each local, the target of each cluster, why each local is where it is.
struct Overruled<'a> {
    of: Vec<usize>,
    targets: Vec<Option<Target>>,
    why: &'a mut [Why],
}

/// Splits and joins clusters as decided. `actors` are those found without decisions: references name them.
pub(crate) fn apply(
    clusters: Vec<Cluster>,
    actors: &[Actor],
    why: &mut [Why],
    decisions: &Decisions,
    locals: &[Local],
    contexts: &[Context],
    gazetteer: &Gazetteer,
) -> Vec<Cluster> {
    if decisions.is_empty() {
        return clusters;
    }
    let mut found = vec![0; locals.len()];
    for (at, cluster) in clusters.iter().enumerate() {
        cluster.members.iter().for_each(|&member| found[member] = at);
    }
    let mut state = Overruled { of: found, targets: clusters.into_iter().map(|cluster| cluster.target).collect(), why };
    let found = state.of.clone();
    let refer = |reference: &str, state: &Overruled<'_>| -> Reference {
        let (id, article) = reference::parts(reference);
        let known = |article: &str| contexts.binary_search_by(|context| context.id.as_str().cmp(article)).is_ok();
        if let Some(article) = article.filter(|article| known(article)) {
            let here = |at: &usize| contexts[locals[*at].article].id == article;
            let mut members = reference::locals_in(id, article, locals, contexts);
            if members.is_empty() {
                members = (0..locals.len()).filter(here).filter(|&at| actors[found[at]].id == id).collect();
            }
            return Reference { members, entry: None, anchored: true };
        }
        let all = || 0..locals.len();
        let named = |at: &usize| slug(&locals[*at].full) == id || locals[*at].names.keys().any(|name| slug(name) == id);
        if article.is_some() {
            // The article is gone. The name still tells where one actor alone bears it.
            let members: BTreeSet<usize> = all().filter(named).collect();
            let alone = members.iter().map(|&member| state.of[member]).collect::<BTreeSet<_>>().len() == 1;
            return Reference { members: if alone { members } else { BTreeSet::new() }, entry: None, anchored: true };
        }
        let mut members: BTreeSet<usize> = all().filter(|&at| actors[found[at]].id == id).collect();
        if members.is_empty() && gazetteer.get(id).is_none() {
            // An identifier that earlier decisions made.
            let now = state.clusters();
            let actors = identify::actors(&now, locals, contexts, gazetteer);
            let it = now.iter().zip(&actors).find(|(_, actor)| actor.id == id);
            members = it.map(|(cluster, _)| cluster.members.iter().copied().collect()).unwrap_or_default();
        }
        if members.is_empty() && gazetteer.get(id).is_none() {
            // The identifier went with other articles: the name still tells.
            members = all().filter(named).collect();
        }
        let entry = gazetteer.get(id).map(|entry| Target::Entry(entry.id.clone()));
        Reference { members, entry, anchored: false }
    };
    let mut apart: Vec<(Reference, Reference)> = Vec::new();
    for (number, decision) in decisions.in_force() {
        let (left, right) = (refer(&decision.left, &state), refer(&decision.right, &state));
        if decision.judgement == Judgement::Different {
            state.split(number, decision, &left, &right);
            apart.push((left, right));
        } else if !apart.iter().any(|(x, y)| state.would_join(&left, &right, x, y)) {
            state.join(number, decision, &left, &right);
        }
    }
    state.clusters()
}

impl Overruled<'_> {
    /// Takes one reference's locals out of the clusters of the other's.
    fn split(&mut self, number: usize, decision: &Decision, left: &Reference, right: &Reference) {
        // Of "X" and "X in an article", the article's goes; of two others, the right one.
        let left_goes = left.members.len() < right.members.len() && left.members.is_subset(&right.members);
        let (stay, go, name) = if left_goes { (right, left, &decision.right) } else { (left, right, &decision.left) };
        let stays: BTreeSet<usize> = stay.members.difference(&go.members).map(|&member| self.of[member]).collect();
        let mut moved: BTreeMap<usize, usize> = BTreeMap::new();
        for &member in &go.members {
            let old = self.of[member];
            if !stays.contains(&old) && (stay.entry.is_none() || self.targets[old] != stay.entry) {
                continue;
            }
            let targets = &mut self.targets;
            self.of[member] = *moved.entry(old).or_insert_with(|| {
                targets.push(None);
                targets.len() - 1
            });
            self.why[member] = Why { confidence: 1.0, reason: format!("decision {number}: not {name}") };
        }
    }

    /// Whether joining two references would put together what was judged different.
    fn would_join(&self, left: &Reference, right: &Reference, x: &Reference, y: &Reference) -> bool {
        let clusters = |references: [&Reference; 2]| -> BTreeSet<usize> {
            references.iter().flat_map(|reference| &reference.members).map(|&member| self.of[member]).collect()
        };
        let joined = clusters([left, right]);
        // Only what the split left on each side counts.
        let (x, y) = (clusters([x, x]), clusters([y, y]));
        let only_x = x.difference(&y).any(|cluster| joined.contains(cluster));
        let only_y = y.difference(&x).any(|cluster| joined.contains(cluster));
        only_x && only_y
    }

    /// Puts the clusters of two references together.
    fn join(&mut self, number: usize, decision: &Decision, left: &Reference, right: &Reference) {
        let clusters: BTreeSet<usize> =
            left.members.iter().chain(&right.members).map(|&member| self.of[member]).collect();
        let Some(&to) = left.members.first().or(right.members.first()).map(|member| &self.of[*member]) else { return };
        let target = [&left.entry, &right.entry].into_iter().flatten().next().cloned();
        let target = target.or_else(|| clusters.iter().find_map(|&cluster| self.targets[cluster].clone()));
        if self.targets[to].is_none() || left.entry.is_some() {
            self.targets[to] = target;
        }
        for member in 0..self.of.len() {
            let (mine, name) = (clusters.contains(&self.of[member]), &decision.left);
            if mine && (self.of[member] != to || left.members.is_empty()) {
                self.why[member] = Why { confidence: 1.0, reason: format!("decision {number}: same as {name}") };
            } else if mine && right.members.is_empty() {
                self.why[member] =
                    Why { confidence: 1.0, reason: format!("decision {number}: same as {}", decision.right) };
            }
            let said = [left, right].into_iter().any(|side| side.anchored && side.members.contains(&member));
            if mine && said && self.of[member] == to && self.why[member].confidence < 1.0 {
                // The program thought so too.
                self.why[member].confidence = 1.0;
                self.why[member].reason.push_str(&format!("; decision {number}: confirmed"));
            }
            if mine {
                self.of[member] = to;
            }
        }
    }

    /// The clusters as they are now. Two of them may be one entry of the gazetteer by now: those are one.
    fn clusters(&self) -> Vec<Cluster> {
        let mut out: Vec<Cluster> =
            self.targets.iter().cloned().map(|target| Cluster { members: Vec::new(), target }).collect();
        for (member, &cluster) in self.of.iter().enumerate() {
            out[cluster].members.push(member);
        }
        out.retain(|cluster| !cluster.members.is_empty());
        let mut first: BTreeMap<Target, usize> = BTreeMap::new();
        for at in 0..out.len() {
            let Some(target) = out[at].target.clone() else { continue };
            let to = *first.entry(target).or_insert(at);
            if to != at {
                let members = std::mem::take(&mut out[at].members);
                out[to].members.extend(members);
                out[to].members.sort_unstable();
            }
        }
        out.retain(|cluster| !cluster.members.is_empty());
        out
    }
}
