//! Pairs that may be one: found in blocks of names, scored on names and evidence.

use std::collections::{BTreeMap, BTreeSet};

use super::Node;
use crate::document::EntityType;
use crate::link::candidates;
use crate::link::cluster::{Cluster, Target};
use crate::link::name::{abbreviates, is_acronym, is_small, key};
use crate::link::person::{Likeness, PersonName, sound};
use crate::link::profile::Local;
use crate::link::{Linked, Linker};

/// Two nodes, how likely they are one, and why.
pub(super) struct Pair<'a> {
    pub(super) left: Node<'a>,
    pub(super) right: Node<'a>,
    pub(super) score: f32,
    pub(super) reasons: Vec<String>,
}

/// Locals of one cluster that are in it for one weak reason.
pub(super) struct Doubt {
    pub(super) cluster: usize,
    pub(super) members: Vec<usize>,
    pub(super) confidence: f32,
    pub(super) reason: String,
}

/// Blocks with more clusters than this tell nothing: half of the world is called that.
const CROWD: usize = 120;
/// A word that stands in the names of more actors than this tells nobody from others: "party", "national".
const TELLING: usize = 4;
/// How many members of a cluster are looked at; the others say the same.
const SAMPLE: usize = 12;

/// Links that rest on little: those of one name in one cluster, for one reason, together.
pub(super) fn doubtful(linked: &Linked, sure: f32) -> Vec<Doubt> {
    let mut out: BTreeMap<(usize, String, &str), Doubt> = BTreeMap::new();
    for (at, cluster) in linked.clusters.iter().enumerate() {
        for &member in &cluster.members {
            let why = &linked.why[member];
            if why.confidence < sure {
                let doubt = out.entry((at, linked.locals[member].key(), &why.reason)).or_insert_with(|| Doubt {
                    cluster: at,
                    members: Vec::new(),
                    confidence: why.confidence,
                    reason: why.reason.clone(),
                });
                doubt.members.push(member);
                doubt.confidence = doubt.confidence.min(why.confidence);
            }
        }
    }
    out.into_values().collect()
}

/// Pairs that the program keeps apart.
pub(super) fn apart<'a>(linker: &Linker<'a>, linked: &Linked) -> Vec<Pair<'a>> {
    let scene = Scene::new(linker, linked);
    let mut scored: BTreeMap<(Node<'a>, Node<'a>), (f32, Vec<String>)> = BTreeMap::new();
    let mut add = |a: Node<'a>, b: Node<'a>, score: f32, reasons: Vec<String>| {
        let known = scored.entry((a.min(b), a.max(b))).or_default();
        if score > known.0 {
            *known = (score, reasons);
        }
    };
    for (a, b) in scene.blocks() {
        if let Some((score, reasons)) = scene.score(a, b) {
            add(Node::Cluster(a), Node::Cluster(b), score, reasons);
        }
    }
    for (at, cluster) in linked.clusters.iter().enumerate().filter(|(_, cluster)| cluster.target.is_none()) {
        for (id, score, reason) in scene.near_misses(cluster) {
            let node = scene.entries.get(id).map_or(Node::Entry(id), |&known| Node::Cluster(known));
            add(node, Node::Cluster(at), score, vec![reason]);
        }
    }
    let size = |node: Node<'_>| match node {
        Node::Cluster(at) => (linked.clusters[at].target.is_some(), linked.clusters[at].members.len()),
        Node::Entry(_) => (true, 0),
    };
    let pair = |((a, b), (score, reasons)): ((Node<'a>, Node<'a>), (f32, Vec<String>))| {
        let (left, right) = if size(b) > size(a) { (b, a) } else { (a, b) };
        Pair { left, right, score, reasons }
    };
    scored.into_iter().map(pair).collect()
}

/// Clusters with what comparing them needs.
struct Scene<'s, 'a> {
    linker: &'s Linker<'a>,
    linked: &'s Linked,
    /// The cluster of an entry.
    entries: BTreeMap<&'s str, usize>,
    /// Clusters named in an article.
    cast: BTreeMap<usize, BTreeSet<usize>>,
    /// In how many names of clusters a word stands.
    words: BTreeMap<String, usize>,
}

impl<'s, 'a> Scene<'s, 'a> {
    fn new(linker: &'s Linker<'a>, linked: &'s Linked) -> Self {
        let mut entries = BTreeMap::new();
        let mut cast: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
        for (at, cluster) in linked.clusters.iter().enumerate() {
            if let Some(Target::Entry(id)) = &cluster.target {
                entries.insert(id.as_str(), at);
            }
            for &member in &cluster.members {
                cast.entry(linked.locals[member].article).or_default().insert(at);
            }
        }
        let mut scene = Self { linker, linked, entries, cast, words: BTreeMap::new() };
        for at in 0..linked.clusters.len() {
            let names = scene.members(at).filter(|local| !local.is_person());
            let words: BTreeSet<String> = names.flat_map(|local| content(&local.organization.core)).collect();
            words.into_iter().for_each(|word| *scene.words.entry(word).or_default() += 1);
        }
        scene
    }

    /// Whether one of these words tells somebody from others.
    fn telling(&self, words: &BTreeSet<String>) -> bool {
        words.iter().any(|word| self.words.get(word).is_none_or(|&names| names <= TELLING))
    }

    fn members(&self, cluster: usize) -> impl Iterator<Item = &'s Local> + use<'s> {
        let linked = self.linked;
        linked.clusters[cluster].members.iter().take(SAMPLE).map(|&member| &linked.locals[member])
    }

    fn is_person(&self, cluster: usize) -> bool {
        self.linked.actors[cluster].kind == EntityType::Person
    }

    /// Pairs of clusters that share a word, its sound, or an acronym.
    fn blocks(&self) -> BTreeSet<(usize, usize)> {
        let mut blocks: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
        for at in 0..self.linked.clusters.len() {
            for local in self.members(at) {
                let mut into = |block: String| _ = blocks.entry(block).or_default().insert(at);
                into(format!("={}", local.key()));
                if local.is_person() {
                    let name = &local.person;
                    into(format!("~{}", sound(name.last())));
                    if name.is_full() {
                        // Where families are many, given names part them.
                        let initial = name.first().chars().next().unwrap_or('?');
                        into(format!("~{} {initial}", sound(name.last())));
                        into(format!("~{}", sound(name.first())));
                    }
                } else {
                    let core = &local.organization.core;
                    into(format!("={core}"));
                    core.split(' ').filter(|word| !is_small(word)).for_each(|word| into(format!("~{}", sound(word))));
                    let words: Vec<&str> = core.split(' ').filter(|word| !is_small(word)).collect();
                    if words.len() > 1 {
                        into(format!("={}", words.iter().filter_map(|word| word.chars().next()).collect::<String>()));
                    }
                }
            }
        }
        let blocks = blocks.values().filter(|block| block.len() > 1 && block.len() <= CROWD);
        blocks.flat_map(|block| block.iter().flat_map(|&a| block.range(a + 1..).map(move |&b| (a, b)))).collect()
    }

    /// How likely two clusters are one, and why; `None` where they cannot be or nothing says so.
    fn score(&self, a: usize, b: usize) -> Option<(f32, Vec<String>)> {
        let both_known = |at: usize| self.linked.clusters[at].target.is_some();
        if both_known(a) && both_known(b) {
            return None;
        }
        let (mut score, reason) = match (self.is_person(a), self.is_person(b)) {
            (true, true) => self.people(a, b)?,
            (false, false) => self.things(a, b)?,
            _ => {
                let names = |at: usize| self.members(at).map(Local::key).collect::<BTreeSet<_>>();
                let shared = names(a).intersection(&names(b)).next()?.contains(' ');
                (
                    if shared { 0.4 } else { 0.25 },
                    "the same name, taken for a person once and not another time".to_owned(),
                )
            }
        };
        let mut reasons = vec![reason];
        self.evidence(a, b, &mut score, &mut reasons);
        Some((score.clamp(0.0, 0.95), reasons))
    }

    fn people(&self, a: usize, b: usize) -> Option<(f32, String)> {
        let words = self.linker.gazetteer.words();
        let names = |at: usize| -> BTreeMap<String, &PersonName> {
            let people = self.members(at).filter(|local| local.is_person());
            people.map(|local| (local.person.words.join(" "), &local.person)).collect()
        };
        let (mine, theirs) = (names(a), names(b));
        let mut best: Option<(f32, String)> = None;
        for x in mine.values() {
            for y in theirs.values() {
                let common = x.is_common(words) || y.is_common(words);
                let (score, reason) = match x.likeness(y, words) {
                    Likeness::Same if common => (0.35, "the same name, which many bear"),
                    Likeness::Same => (0.55, "the same name"),
                    Likeness::Variant(score) => (0.5 * score, "forms of one name"),
                    Likeness::Part if words.is_common_family(x.last()) => {
                        (0.15, "one name is a part of the other, and common")
                    }
                    Likeness::Part => (0.25, "one name is a part of the other"),
                    Likeness::Conflict if x.is_full() && y.is_full() => return None,
                    Likeness::Conflict | Likeness::Unrelated => continue,
                };
                if best.as_ref().is_none_or(|best| score > best.0) {
                    best = Some((score, reason.to_owned()));
                }
            }
        }
        best
    }

    fn things(&self, a: usize, b: usize) -> Option<(f32, String)> {
        let mut best: Option<(f32, String)> = None;
        let kinds = [a, b].map(|at| self.linked.actors[at].kind);
        for x in self.members(a) {
            for y in self.members(b) {
                let Some((score, reason)) = self.likeness(x, y) else { continue };
                let score = if kinds[0] == kinds[1] { score } else { score - 0.12 };
                if best.as_ref().is_none_or(|best| score > best.0) {
                    best = Some((score, reason.to_owned()));
                }
            }
        }
        if kinds[0] != kinds[1] {
            let kinds = kinds.map(EntityType::as_str);
            best.iter_mut().for_each(|best| best.1.push_str(&format!(", one a {}, one a {}", kinds[0], kinds[1])));
        }
        best
    }

    /// What articles tell beside the names.
    fn evidence(&self, a: usize, b: usize, score: &mut f32, reasons: &mut Vec<String>) {
        let topics = &self.linked.topics;
        let story =
            self.members(a).flat_map(|x| self.members(b).map(move |y| (x, y))).filter(|(x, y)| x.article != y.article);
        let story = story.map(|(x, y)| topics.likeness(x.article, y.article, topics.own(&x.key()))).fold(0.0, f32::max);
        if story >= 0.06 {
            *score += (story / 0.3).min(1.0) * 0.2;
            reasons.push(format!("articles {:.0} % alike", story * 100.0));
        }
        let roles = |at: usize| self.members(at).flat_map(|local| local.roles.iter()).collect::<BTreeSet<_>>();
        if let Some(role) = roles(a).intersection(&roles(b)).next() {
            *score += 0.12;
            reasons.push(format!("both {role}"));
        }
        let countries = |at: usize| -> BTreeSet<&str> {
            let told = self.members(at).flat_map(|local| local.countries.keys().chain(&local.organization.country));
            told.map(String::as_str).chain(self.linked.actors[at].country.as_deref()).collect()
        };
        let (mine, theirs) = (countries(a), countries(b));
        if let Some(country) = mine.intersection(&theirs).next() {
            *score += 0.05;
            reasons.push(format!("both of {country}"));
        } else if !mine.is_empty() && !theirs.is_empty() {
            *score -= 0.15;
            reasons.push("of different countries".to_owned());
        }
        let articles = |at: usize| self.members(at).map(|local| local.article).collect::<BTreeSet<_>>();
        let (here, there) = (articles(a), articles(b));
        let company = |articles: &BTreeSet<usize>| -> BTreeSet<usize> {
            let company = articles.iter().filter_map(|article| self.cast.get(article)).flatten().copied();
            company.filter(|&other| self.linked.actors[other].kind != EntityType::Place).collect()
        };
        if here.is_disjoint(&there) {
            let both = company(&here).intersection(&company(&there)).count();
            if both > 0 {
                *score += 0.04 * both.min(4) as f32;
                reasons.push(format!("{both} other actors in common"));
            }
        } else {
            *score -= 0.2;
            reasons.push("one article names both".to_owned());
        }
        let gender = |at: usize| self.members(at).find_map(|local| local.gender);
        if matches!((gender(a), gender(b)), (Some(x), Some(y)) if x != y) {
            *score -= 0.3;
            reasons.push("of different gender".to_owned());
        }
    }

    /// Entries of the gazetteer that a cluster nearly was.
    fn near_misses(&self, cluster: &Cluster) -> Vec<(&'a str, f32, String)> {
        let gazetteer = self.linker.gazetteer;
        let mut best: BTreeMap<&'a str, (f32, String)> = BTreeMap::new();
        for &member in cluster.members.iter().take(SAMPLE) {
            let local = &self.linked.locals[member];
            let context = &self.linked.contexts[local.article];
            let found = if local.is_person() {
                candidates::people(local, context, gazetteer)
            } else {
                candidates::things(local, context, gazetteer)
            };
            let rivals = found.len();
            for resolved in found {
                // Several entries of one name share what likelihood there is.
                let score = (resolved.score / rivals as f32).min(0.6);
                let rest = if rivals > 1 { format!(", one of {rivals} of that name") } else { String::new() };
                let known = best.entry(&resolved.entry.id).or_default();
                if score > known.0 {
                    *known = (score, format!("gazetteer: {}{rest}", resolved.reason));
                }
            }
        }
        best.into_iter().map(|(id, (score, reason))| (id, score, reason)).collect()
    }

    /// How much two names of anything but people are alike.
    fn likeness(&self, x: &Local, y: &Local) -> Option<(f32, &'static str)> {
        let (a, b) = (&x.organization, &y.organization);
        if a.comparison_key() == b.comparison_key() || x.key() == y.key() {
            return Some((0.5, "the same name"));
        }
        if a.core == b.core {
            return Some(match (&a.country, &b.country) {
                (Some(x), Some(y)) if x != y => (0.05, "the same name but for the country"),
                _ => (0.35, "the same name, once with a country"),
            });
        }
        for (short, long) in [(x, y), (y, x)] {
            if is_acronym(&short.full)
                && (abbreviates(&short.full, &long.full) || abbreviates(&short.full, &long.organization.core))
            {
                return Some((if key(&short.full).len() > 2 { 0.35 } else { 0.2 }, "acronym of the other's name"));
            }
        }
        // "Route 7" and "Route 8" are two whatever else they share.
        let numbers = |core: &str| {
            core.split(' ')
                .filter(|word| word.bytes().any(|byte| byte.is_ascii_digit()))
                .map(str::to_owned)
                .collect::<Vec<_>>()
        };
        let (n, m) = (numbers(&a.core), numbers(&b.core));
        if !n.is_empty() && !m.is_empty() && n != m {
            return None;
        }
        let (mine, theirs) = (content(&a.core), content(&b.core));
        let (small, large) = if mine.len() <= theirs.len() { (&mine, &theirs) } else { (&theirs, &mine) };
        if self.telling(small) && small.is_subset(large) {
            // "Times" in "New York Times" says less than "New York Times" in "New York Times Company".
            let share = small.len() as f32 / large.len() as f32;
            return Some((0.1 + 0.25 * share, "one name holds the other"));
        }
        let alike = strsim::normalized_damerau_levenshtein(&a.core, &b.core);
        (alike >= 0.86 && a.core.len() >= 7).then_some((0.4, "spelt nearly alike"))
    }
}

/// The words of a name that are no articles, prepositions or conjunctions.
fn content(core: &str) -> BTreeSet<String> {
    core.split(' ').filter(|word| !is_small(word) && !word.is_empty()).map(str::to_owned).collect()
}
