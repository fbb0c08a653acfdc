//! Across articles: names that the gazetteer does not know, and which of them are one actor.
//!
//! Blocks keep this cheap: only names that share a word, or the sound of one, are ever compared. A join is checked
//! against every member of both sides, so that chains of half-likeness do not form.

use std::collections::{BTreeMap, BTreeSet};

use super::gazetteer::Gazetteer;
use super::name::is_acronym;
use super::organization::OrganizationName;
use super::person::{Likeness, sound};
use super::profile::Local;
use super::reference::Apart;
use super::topic::Topics;
use super::words::Gender;
use crate::document::EntityType;

/// Locals that are one actor.
#[derive(Debug, Clone, Default)]
pub(crate) struct Cluster {
    /// Indexes of locals, ascending.
    pub(crate) members: Vec<usize>,
    /// What they were resolved to: an entry, a people, an institution of a country.
    pub(crate) target: Option<Target>,
}

/// What a name was resolved to by itself.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Target {
    /// An entry of the gazetteer, by identifier.
    Entry(String),
    /// The people of a country or region: its identifier.
    People(String),
    /// An institution and the code of its country.
    Office(String, String),
}

/// Why a local is in its cluster.
#[derive(Debug, Clone, Default)]
pub(crate) struct Why {
    pub(crate) confidence: f32,
    pub(crate) reason: String,
}

/// Blocks of at most this many clusters are searched whole; bigger ones only where articles share rare words, or names
/// a second letter: time then grows with the number of articles, not with its square.
const SMALL_BLOCK: usize = 64;
/// Topic likeness from which two articles tell one story.
const STORY: f32 = 0.12;
/// The same for names that nearly anybody or any town could have.
const CLOSE: f32 = 0.2;

/// The state of clustering.
pub(crate) struct Clusters<'a> {
    pub(crate) locals: &'a [Local],
    pub(crate) topics: &'a Topics,
    pub(crate) gazetteer: &'a Gazetteer,
    pub(crate) apart: &'a Apart,
    pub(crate) clusters: Vec<Cluster>,
    pub(crate) why: Vec<Why>,
    /// Of each cluster, one member for each set of what checks look at: what holds of them holds of all.
    pub(crate) shapes: Vec<BTreeMap<Shape, usize>>,
}

/// All of a local that decides whether others contradict it.
pub(crate) type Shape =
    (EntityType, Option<Gender>, Option<String>, BTreeSet<String>, Vec<String>, Option<String>, Option<String>);

impl Clusters<'_> {
    /// Clusters all locals that have no target yet.
    pub(crate) fn run(&mut self, open: &[usize]) {
        let targets = std::mem::take(&mut self.clusters);
        for cluster in targets {
            self.shapes.push(cluster.members.iter().map(|&at| (self.shape(at), at)).collect());
            self.clusters.push(cluster);
        }
        let (people, things): (Vec<usize>, Vec<usize>) = open.iter().partition(|&&at| self.locals[at].is_person());
        let (full, lone): (Vec<usize>, Vec<usize>) = people.iter().partition(|&&at| self.locals[at].person.is_full());
        self.full_names(&full);
        self.variants();
        self.lone_names(&lone);
        self.things(&things);
        self.other_names();
        self.clusters.retain(|cluster| !cluster.members.is_empty());
    }

    /// Greatest topic likeness of a local's article to those of a cluster.
    fn story(&self, local: usize, cluster: &Cluster) -> f32 {
        let article = self.locals[local].article;
        let own = self.topics.own(&self.locals[local].key());
        // Big clusters: the first and last members stand for all, so that time stays flat.
        let (head, tail) = cluster.members.split_at(cluster.members.len().min(24));
        let tail = &tail[tail.len().saturating_sub(24)..];
        head.iter()
            .chain(tail)
            .map(|&other| self.topics.likeness(article, self.locals[other].article, own))
            .fold(0.0, f32::max)
    }

    /// Whether people decided that a local is not of a cluster.
    fn kept_apart(&self, cluster: usize, local: usize) -> bool {
        if self.apart.is_empty() {
            return false;
        }
        let cluster = &self.clusters[cluster];
        let barred = matches!(&cluster.target, Some(Target::Entry(id)) if self.apart.bars(local, id));
        barred || cluster.members.iter().any(|&member| self.apart.holds(local, member))
    }

    fn in_article(&self, cluster: &Cluster, article: usize) -> bool {
        // Members are in order of article.
        let at = cluster.members.partition_point(|&member| self.locals[member].article < article);
        cluster.members.get(at).is_some_and(|&member| self.locals[member].article == article)
    }

    /// Those of many clusters that can be of a local's story; of few, all.
    fn of_story<'c>(&self, local: usize, clusters: impl ExactSizeIterator<Item = &'c usize>) -> Vec<usize> {
        if clusters.len() <= SMALL_BLOCK {
            return clusters.copied().collect();
        }
        let near = self.topics.near(self.locals[local].article);
        let is_near = |cluster: &usize| {
            self.clusters[*cluster].members.iter().any(|&at| near.binary_search(&self.locals[at].article).is_ok())
        };
        clusters.copied().filter(is_near).collect()
    }

    fn shape(&self, at: usize) -> Shape {
        let local = &self.locals[at];
        (
            local.kind,
            local.gender,
            local.person.suffix.clone(),
            local.roles.clone(),
            local.countries.keys().cloned().collect(),
            local.container.clone(),
            local.organization.country.clone(),
        )
    }

    /// One member of a cluster for each kind of members that checks can tell apart.
    fn kinds(&self, cluster: usize) -> impl Iterator<Item = &Local> {
        self.shapes[cluster].values().map(|&at| &self.locals[at])
    }

    fn add(&mut self, cluster: usize, local: usize, confidence: f32, reason: &str) {
        let members = &mut self.clusters[cluster].members;
        let at = members.partition_point(|&member| member < local);
        members.insert(at, local);
        let shape = self.shape(local);
        self.shapes[cluster].entry(shape).or_insert(local);
        self.why[local] = Why { confidence, reason: reason.to_owned() };
    }

    fn open(&mut self, local: usize) -> usize {
        self.clusters.push(Cluster { members: vec![local], target: None });
        self.shapes.push(BTreeMap::from([(self.shape(local), local)]));
        self.why[local] = Why { confidence: 0.9, reason: "its own name".into() };
        self.clusters.len() - 1
    }

    /// People with one and the same full name.
    fn full_names(&mut self, full: &[usize]) {
        let mut blocks: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for &at in full {
            blocks.entry(self.locals[at].person.words.join(" ")).or_default().push(at);
        }
        for block in blocks.values() {
            let common = self.locals[block[0]].person.is_common(self.gazetteer.words());
            let mut mine: Vec<usize> = Vec::new();
            for &at in block {
                let local = &self.locals[at];
                let near = if common { self.of_story(at, mine.iter()) } else { mine.clone() };
                let fit = near
                    .iter()
                    .filter(|&&cluster| !self.contradict(cluster, local) && !self.kept_apart(cluster, at))
                    .map(|&cluster| (self.story(at, &self.clusters[cluster]), cluster))
                    .filter(|&(story, cluster)| {
                        story >= STORY || self.same_post(cluster, local) || !common && !self.elsewhere(cluster, at)
                    })
                    .max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)));
                match fit {
                    Some((story, cluster)) => {
                        let (confidence, reason) = match (common, story >= STORY) {
                            (_, true) => (0.93, "same full name, same story"),
                            (true, false) => (0.75, "same full name, same post"),
                            (false, false) => (0.85, "same full name"),
                        };
                        self.add(cluster, at, confidence, reason);
                    }
                    None => mine.push(self.open(at)),
                }
            }
        }
    }

    fn contradict(&self, cluster: usize, local: &Local) -> bool {
        self.in_article(&self.clusters[cluster], local.article)
            || self.kinds(cluster).any(|other| {
                matches!((other.gender, local.gender), (Some(x), Some(y)) if x != y)
                    || matches!((&other.person.suffix, &local.person.suffix), (Some(x), Some(y)) if x != y)
            })
    }

    fn same_post(&self, cluster: usize, local: &Local) -> bool {
        self.kinds(cluster).any(|other| {
            !other.roles.is_disjoint(&local.roles)
                && (other.countries.is_empty() || local.countries.is_empty() || shared_country(other, local))
        })
    }

    /// Told to be of another country and in another post: a namesake.
    fn elsewhere(&self, cluster: usize, at: usize) -> bool {
        let local = &self.locals[at];
        self.kinds(cluster).any(|other| {
            !other.roles.is_empty()
                && !local.roles.is_empty()
                && other.roles.is_disjoint(&local.roles)
                && !other.countries.is_empty()
                && !local.countries.is_empty()
                && !shared_country(other, local)
        })
    }

    /// Clusters of people whose names are forms of one another.
    fn variants(&mut self) {
        let mut blocks: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
        for (at, cluster) in self.clusters.iter().enumerate() {
            for &member in &cluster.members {
                let person = &self.locals[member].person;
                if self.locals[member].is_person() && person.is_full() {
                    for word in [person.last(), person.first()] {
                        blocks.entry(sound(word)).or_default().insert(at);
                    }
                }
            }
        }
        let mut pairs: BTreeSet<(usize, usize)> = BTreeSet::new();
        let mut compare = |block: &BTreeSet<usize>| {
            for &a in block {
                pairs.extend(block.range(a + 1..).map(|&b| (a, b)));
            }
        };
        for (word, block) in &blocks {
            if block.len() <= SMALL_BLOCK {
                compare(block);
            } else {
                self.by_other_word(word, block).values().for_each(&mut compare);
            }
        }
        let mut scored: Vec<(f32, f32, usize, usize)> = Vec::new();
        for (a, b) in pairs {
            if self.clusters[a].target.is_some() && self.clusters[b].target.is_some() {
                continue;
            }
            if let Some(score) = self.variant(a, b) {
                let story =
                    self.clusters[b].members.iter().map(|&at| self.story(at, &self.clusters[a])).fold(0.0, f32::max);
                let common = self.locals[self.clusters[b].members[0]].person.is_common(self.gazetteer.words());
                if story >= STORY || score >= 0.93 && !common {
                    scored.push((score, story, a, b));
                }
            }
        }
        scored.sort_by(|x, y| (y.0 + y.1).total_cmp(&(x.0 + x.1)).then((x.2, x.3).cmp(&(y.2, y.3))));
        for (score, story, a, b) in scored {
            if self.clusters[a].members.is_empty()
                || self.clusters[b].members.is_empty()
                || self.variant(a, b).is_none()
            {
                continue;
            }
            if self.clusters[a].target.is_some() && self.clusters[b].target.is_some() {
                continue;
            }
            let (into, from) = if self.clusters[b].target.is_some() { (b, a) } else { (a, b) };
            for member in std::mem::take(&mut self.clusters[from].members) {
                let confidence = (0.6 * score + if story >= STORY { 0.3 } else { 0.2 }).min(0.9);
                self.add(into, member, confidence, "form of the full name");
            }
        }
    }

    /// A big block of people who share a first or last word, cut by the first letter of the other.
    fn by_other_word(&self, word: &str, block: &BTreeSet<usize>) -> BTreeMap<Option<char>, BTreeSet<usize>> {
        let mut parts: BTreeMap<Option<char>, BTreeSet<usize>> = BTreeMap::new();
        for &cluster in block {
            for &member in &self.clusters[cluster].members {
                let person = &self.locals[member].person;
                let other = if sound(person.last()) == word { person.first() } else { person.last() };
                parts.entry(other.chars().next()).or_default().insert(cluster);
            }
        }
        parts
    }

    /// How well all names of two clusters agree; `None` where any two contradict each other.
    fn variant(&self, a: usize, b: usize) -> Option<f32> {
        let words = self.gazetteer.words();
        let mut least: f32 = 1.0;
        let names = |cluster: usize| -> BTreeMap<String, &Local> {
            self.clusters[cluster]
                .members
                .iter()
                .map(|&at| (self.locals[at].person.words.join(" "), &self.locals[at]))
                .collect()
        };
        let (mine, theirs) = (names(a), names(b));
        for x in mine.values() {
            for y in theirs.values() {
                match x.person.likeness(&y.person, words) {
                    Likeness::Same => {}
                    Likeness::Variant(score) if score >= 0.7 => least = least.min(score),
                    Likeness::Part if !x.person.is_full() || !y.person.is_full() => {}
                    _ => return None,
                }
            }
        }
        let apart =
            self.clusters[b].members.iter().any(|&at| self.contradict(a, &self.locals[at]) || self.kept_apart(a, at))
                || self.clusters[a].members.iter().any(|&at| self.kept_apart(b, at));
        (!apart && least < 1.0).then_some(least)
    }

    /// Surnames and given names alone: to the one full name of the same story, else to each other within a story.
    fn lone_names(&mut self, lone: &[usize]) {
        let mut blocks: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
        for (at, cluster) in self.clusters.iter().enumerate() {
            for &member in cluster.members.iter().filter(|&&member| self.locals[member].is_person()) {
                let person = &self.locals[member].person;
                if person.is_full() {
                    let family_first = person.first().len() <= 5;
                    blocks.entry(person.last().to_owned()).or_default().insert(at);
                    if family_first || person.words.len() > 2 {
                        person.words.iter().for_each(|word| _ = blocks.entry(word.clone()).or_default().insert(at));
                    }
                }
            }
        }
        let mut alone: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for &at in lone {
            let local = &self.locals[at];
            let word = local.person.last().to_owned();
            let mut fits: Vec<(f32, usize)> = blocks
                .get(&word)
                .map_or_else(Vec::new, |block| self.of_story(at, block.iter()))
                .iter()
                .filter(|&&cluster| !self.contradict_lone(cluster, local) && !self.kept_apart(cluster, at))
                .map(|&cluster| (self.story(at, &self.clusters[cluster]), cluster))
                .filter(|(story, _)| *story >= STORY)
                .collect();
            fits.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
            let clear = fits.len() == 1 || fits.len() > 1 && fits[0].0 >= 1.5 * fits[1].0;
            if clear {
                // Two steps: a figure that moves with every article would have graphs written anew.
                let confidence = if fits[0].0 >= CLOSE { 0.8 } else { 0.7 };
                self.add(fits[0].1, at, confidence, "the one full name of the same story");
                continue;
            }
            let join = alone
                .get(&word)
                .map_or_else(Vec::new, |mine| self.of_story(at, mine.iter()))
                .into_iter()
                .filter(|&cluster| !self.contradict(cluster, local) && !self.kept_apart(cluster, at))
                .map(|cluster| (self.story(at, &self.clusters[cluster]), cluster))
                .filter(|(story, _)| *story >= STORY)
                .max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)));
            match join {
                Some((_, cluster)) => self.add(cluster, at, 0.7, "same name, same story"),
                None => {
                    let cluster = self.open(at);
                    alone.entry(word).or_default().push(cluster);
                }
            }
        }
    }

    fn contradict_lone(&self, cluster: usize, local: &Local) -> bool {
        self.in_article(&self.clusters[cluster], local.article)
            || self.kinds(cluster).any(|other| matches!((other.gender, local.gender), (Some(x), Some(y)) if x != y))
    }

    /// Organizations, places and the rest, by name without legal form, with their country.
    fn things(&mut self, things: &[usize]) {
        let mut blocks: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for &at in things {
            blocks.entry(self.locals[at].organization.comparison_key()).or_default().push(at);
        }
        for block in blocks.values() {
            let mut mine: Vec<usize> = Vec::new();
            for &at in block {
                let organization = &self.locals[at].organization;
                let shared = organization.office.is_some() || is_acronym(&self.locals[at].full);
                let near = if shared { self.of_story(at, mine.iter()) } else { mine.clone() };
                let fit = near
                    .into_iter()
                    .filter(|&cluster| !self.kept_apart(cluster, at))
                    .filter_map(|cluster| {
                        let story = self.story(at, &self.clusters[cluster]);
                        (story >= self.needed(cluster, at)?).then_some((story, cluster))
                    })
                    .max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)));
                match fit {
                    Some((story, cluster)) => {
                        let confidence = if story >= STORY { 0.93 } else { 0.82 };
                        self.add(
                            cluster,
                            at,
                            confidence,
                            if story >= STORY { "same name, same story" } else { "same name" },
                        );
                    }
                    None => mine.push(self.open(at)),
                }
            }
        }
    }

    /// The topic likeness that a name needs to join a cluster of its name; `None` where it cannot.
    fn needed(&self, cluster: usize, at: usize) -> Option<f32> {
        let local = &self.locals[at];
        let mut needed: f32 = 0.0;
        if local.organization.office.is_some() && self.in_article(&self.clusters[cluster], local.article) {
            return None;
        }
        for other in self.kinds(cluster) {
            if matches!((&other.container, &local.container), (Some(x), Some(y)) if x != y) {
                return None;
            }
            let words = local.organization.core.split(' ').count();
            if local.organization.office.is_some() {
                if !countries_agree(other, local) {
                    return None;
                }
                needed = needed.max(if local.organization.country.is_some() && !local.organization.local {
                    0.0
                } else {
                    CLOSE
                });
            } else if words == 1
                && other.kind != local.kind
                && other.kind != EntityType::Misc
                && local.kind != EntityType::Misc
            {
                needed = needed.max(STORY);
            } else if is_acronym(&local.full) && local.full.chars().count() <= 4 {
                needed = needed.max(STORY / 2.0);
            }
        }
        Some(needed)
    }

    /// Whether nothing says that a local is of another kind than those of a cluster.
    fn same_kind(&self, cluster: usize, local: &Local) -> bool {
        let open = |kind: EntityType| kind == EntityType::Misc || kind == local.kind;
        local.kind == EntityType::Misc || self.kinds(cluster).any(|other| open(other.kind))
    }

    /// A cluster whose name is a lesser name of one other cluster: an acronym or short form that another article spells out.
    fn other_names(&mut self) {
        let names_key = |name: &str| OrganizationName::parse(name, self.gazetteer).comparison_key();
        let mut owners: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
        // What articles call an actor of the gazetteer is nobody's key: a slip of one article would pull in others.
        for (at, cluster) in self.clusters.iter().enumerate().filter(|(_, cluster)| cluster.target.is_none()) {
            for &member in cluster.members.iter().filter(|&&member| !self.locals[member].is_person()) {
                let local = &self.locals[member];
                for name in local.names.keys().filter(|name| **name != local.full) {
                    owners.entry(names_key(name)).or_default().insert(at);
                }
            }
        }
        for at in 0..self.clusters.len() {
            let cluster = &self.clusters[at];
            let Some(&first) = cluster.members.first() else { continue };
            let local = &self.locals[first];
            if cluster.target.is_some() || local.is_person() || local.organization.office.is_some() {
                continue;
            }
            let Some(others) = owners.get(&local.organization.comparison_key()) else { continue };
            let others: Vec<usize> = others
                .iter()
                .copied()
                .filter(|&other| other != at && !self.clusters[other].members.is_empty())
                // "The Constitution" is no short form of the Constitution Party.
                .filter(|&other| is_acronym(&local.full) || self.same_kind(other, local))
                .filter(|&other| !cluster.members.iter().any(|&member| self.kept_apart(other, member)))
                .collect();
            let [other] = others[..] else { continue };
            let story =
                cluster.members.iter().map(|&member| self.story(member, &self.clusters[other])).fold(0.0, f32::max);
            if story < STORY / 2.0 {
                continue;
            }
            for member in std::mem::take(&mut self.clusters[at].members) {
                self.add(other, member, 0.75, "another article spells the name out");
            }
        }
    }
}

fn shared_country(a: &Local, b: &Local) -> bool {
    a.countries.keys().any(|country| b.countries.contains_key(country))
}

fn countries_agree(a: &Local, b: &Local) -> bool {
    a.organization.country == b.organization.country
        && (a.countries.is_empty() || b.countries.is_empty() || shared_country(a, b))
}
