//! Names of one thing: equal names, surnames, acronyms, countries, organizations with more or fewer words.

use std::collections::{BTreeMap, BTreeSet};

use crate::document::kin::is_kin;
use crate::document::{Document, EntityType, Form};

use super::clusters::Clusters;
use super::features::{Candidate, Scene};
use super::lexicon;

/// Words that an organization's name may have at its end or go without.
const CORPORATE: &[&str] = &[
    "inc",
    "corp",
    "corporation",
    "co",
    "company",
    "companies",
    "ltd",
    "limited",
    "llc",
    "plc",
    "ag",
    "sa",
    "s.a",
    "nv",
    "n.v",
    "gmbh",
    "se",
    "holdings",
    "holding",
    "group",
    "s.p.a",
    "spa",
    "kg",
    "oyj",
    "ab",
    "asa",
    "l.p",
    "lp",
    "llp",
    "incorporated",
    "computer",
    "computers",
    "airlines",
    "airways",
    "motors",
    "industries",
    "international",
];
/// Words that an acronym may skip.
const SMALL: &[&str] = &["of", "the", "for", "and", "on", "in", "to", "de", "la", "du", "&", "at", "a"];

/// A distinct name: its words, kind and where it stands.
#[derive(Debug)]
struct Name {
    words: Vec<String>,
    kind: EntityType,
    at: Vec<usize>,
}

/// Joins candidates that are names of one thing; the headline tells whom a surname that several bear stands for.
pub(super) fn join(scene: &Scene, headline: &str, clusters: &mut Clusters) {
    let (text, document, candidates) = (scene.text, scene.document, scene.candidates.as_slice());
    let names = distinct(text, candidates, clusters);
    countries(&names, clusters);
    people(scene, &names, headline, clusters);
    organizations(&names, clusters);
    acronyms(text, document, candidates, &names, clusters);
}

/// Joins equal names and lists the distinct ones.
fn distinct(text: &str, candidates: &[Candidate], clusters: &mut Clusters) -> Vec<Name> {
    let mut names: BTreeMap<(String, bool), Name> = BTreeMap::new();
    for (at, candidate) in candidates.iter().enumerate().filter(|(_, c)| c.mention.form == Form::Name) {
        let words: Vec<String> = words_of(candidate.mention.span.of(text));
        if words.is_empty() {
            continue;
        }
        // One string is one thing, but a person is no place ("Washington").
        let person = candidate.mention.kind == EntityType::Person;
        let name = names.entry((words.join(" ").to_lowercase(), person)).or_insert_with(|| Name {
            words,
            kind: candidate.mention.kind,
            at: Vec::new(),
        });
        name.at.push(at);
    }
    let names: Vec<Name> = names.into_values().collect();
    // Surnames alone wait: two people may share one.
    for name in names.iter().filter(|name| name.kind != EntityType::Person || name.words.len() > 1) {
        for &at in &name.at[1..] {
            clusters.join(name.at[0], at);
        }
    }
    names
}

/// The words of a name without article, possessive ending and dots of suffixes.
fn words_of(surface: &str) -> Vec<String> {
    let mut words: Vec<String> = surface
        .split_whitespace()
        .map(|word| word.trim_matches(|c: char| matches!(c, ',' | '"' | '“' | '”' | '(' | ')')))
        .map(|word| word.strip_suffix("'s").or_else(|| word.strip_suffix("’s")).unwrap_or(word).replace('’', "'"))
        .filter(|word| !word.is_empty())
        .collect();
    if words.len() > 1 && words[0].eq_ignore_ascii_case("the") {
        words.remove(0);
    }
    words
}

/// "US", "United States", "America".
fn countries(names: &[Name], clusters: &mut Clusters) {
    let mut first: BTreeMap<&str, usize> = BTreeMap::new();
    for name in names.iter().filter(|name| !matches!(name.kind, EntityType::Person | EntityType::Group)) {
        let Some(country) = lexicon::country(&name.words.join(" ")) else { continue };
        let root = *first.entry(country).or_insert(name.at[0]);
        clusters.join(root, name.at[0]);
    }
}

/// Full names with one another, then surnames (or, where families stand first, first words) with full names.
fn people(scene: &Scene, names: &[Name], headline: &str, clusters: &mut Clusters) {
    let people: Vec<&Name> = names.iter().filter(|name| name.kind == EntityType::Person).collect();
    let mut by_last: BTreeMap<String, Vec<&Name>> = BTreeMap::new();
    let mut by_word: BTreeMap<String, Vec<&Name>> = BTreeMap::new();
    for name in people.iter().filter(|name| core(name).len() > 1) {
        let words = core(name);
        let (Some(first), Some(last)) = (words.first(), words.last()) else { continue };
        by_last.entry(last.to_lowercase()).or_default().push(name);
        by_word.entry(last.to_lowercase()).or_default().push(name);
        by_word.entry(first.to_lowercase()).or_default().push(name);
        // "Aung San Suu Kyi", "Kim Jong Un": the words within serve too when nothing else does.
        for from in 1..words.len() - 1 {
            by_word.entry(words[from..].join(" ").to_lowercase()).or_default().push(name);
        }
    }
    for list in by_last.values() {
        for (n, a) in list.iter().enumerate() {
            for b in &list[n + 1..] {
                if one_person(&core(a), &core(b)) && clusters.gender(a.at[0]).agrees(clusters.gender(b.at[0])) {
                    clusters.join(a.at[0], b.at[0]);
                }
            }
        }
    }
    // Full names whose first word stands alone somewhere: "Melania" is no bare "Trump".
    let single: BTreeSet<&str> =
        people.iter().filter(|name| name.words.len() == 1).map(|name| name.words[0].as_str()).collect();
    let by_first_name: Vec<usize> = by_last
        .values()
        .flatten()
        .filter(|full| core(full).first().is_some_and(|first| single.contains(first)))
        .map(|name| name.at[0])
        .collect();
    // Who is named in full in the headline, and who is brought in as somebody's relative.
    let headline: BTreeSet<String> = words_of(headline).into_iter().map(|word| word.to_lowercase()).collect();
    let first_word = |name: &&Name| core(name).first().is_some_and(|first| headline.contains(&first.to_lowercase()));
    let whole = || by_last.values().flatten().copied();
    let told = Known {
        by_first_name,
        headline: whole()
            .filter(|name| first_word(name) || in_quotes(name, &headline))
            .map(|name| name.at[0])
            .collect(),
        relatives: whole().map(|name| name.at[0]).filter(|&at| is_relative(scene, at)).collect(),
    };
    for name in &people {
        let words = core(name);
        let full = by_word.get(&words.join(" ").to_lowercase()).filter(|_| matches!(words.len(), 1 | 2));
        let targets: Vec<Option<usize>> =
            name.at.iter().map(|&at| full.and_then(|full| bearer(scene, clusters, at, full, &told))).collect();
        // An article keeps the bare surname for one person: where one use is clear, the unclear ones follow it.
        let mut known: Vec<usize> = targets.iter().flatten().map(|&target| clusters.of(target)).collect();
        known.sort_unstable();
        known.dedup();
        let fallback = if let [one] = known[..] { Some(one) } else { None };
        let mut alone: Option<usize> = None;
        for (&at, target) in name.at.iter().zip(targets) {
            match (target.or(fallback), alone) {
                (Some(target), _) => clusters.join(at, target),
                (None, Some(first)) => clusters.join(first, at),
                (None, None) => alone = Some(at),
            }
        }
    }
}

/// The words of a person's name without suffixes and particles of titles.
fn core(name: &Name) -> Vec<&str> {
    let suffix = |word: &str| matches!(word.trim_end_matches('.'), "Jr" | "Sr" | "II" | "III" | "IV");
    let title = |word: &str| {
        lexicon::title(word) != super::features::Gender::Unknown
            || matches!(word.trim_end_matches('.'), "Dr" | "Prof" | "Gen" | "Sen" | "Rep" | "Gov")
    };
    let words: Vec<&str> = name.words.iter().map(String::as_str).filter(|word| !suffix(word)).collect();
    let skip = if words.len() > 1 && title(words[0]) { 1 } else { 0 };
    words[skip..].to_vec()
}

/// Whether two full names with one surname are of one person: first names equal or one the initial of the other, middle
/// names not at odds.
fn one_person(a: &[&str], b: &[&str]) -> bool {
    let compatible = |a: &str, b: &str| {
        let (a, b) = (a.trim_end_matches('.'), b.trim_end_matches('.'));
        let initial = |short: &str, long: &str| short.chars().count() == 1 && long.starts_with(short);
        a.eq_ignore_ascii_case(b) || initial(a, b) || initial(b, a)
    };
    let (Some(first_a), Some(first_b)) = (a.first(), b.first()) else { return false };
    if !compatible(first_a, first_b) {
        return false;
    }
    let middle = |words: &[&str]| {
        words.get(1..words.len() - 1).unwrap_or_default().iter().map(|w| w.to_string()).collect::<Vec<_>>()
    };
    let (middle_a, middle_b) = (middle(a), middle(b));
    middle_a.is_empty() || middle_b.is_empty() || middle_a.iter().zip(&middle_b).all(|(a, b)| compatible(a, b))
}

/// What tells apart those who share a surname.
#[derive(Debug)]
struct Known {
    /// They are called by their first name somewhere.
    by_first_name: Vec<usize>,
    /// They are in the headline.
    headline: Vec<usize>,
    /// They are brought in as relatives.
    relatives: Vec<usize>,
}

/// Whether a word between the first and the last of a full name (a nickname, a middle name) stands in the headline.
fn in_quotes(name: &Name, headline: &BTreeSet<String>) -> bool {
    let words = core(name);
    let surname = words.last().is_some_and(|last| headline.contains(&last.to_lowercase()));
    let inner = words.get(1..words.len().saturating_sub(1)).unwrap_or_default();
    surname
        && inner.iter().any(|word| {
            word.len() > 3 && word.starts_with(char::is_uppercase) && headline.contains(&word.to_lowercase())
        })
}

/// "his son Wolfgang Van Halen", "his son, Wolfgang Van Halen".
fn is_relative(scene: &Scene, at: usize) -> bool {
    let mention = &scene.candidates[at].mention;
    let start = scene.document.sentences[scene.candidates[at].sentence].first;
    let before = (start..mention.first).rev().take(2).map(|token| scene.surface(token).to_lowercase());
    let mut words = before.filter(|word| word != ",");
    words.next().is_some_and(|word| is_kin(&word))
}

/// The full name that a surname stands for: the only one that agrees, the one in the headline, the only one met before, or
/// the only one who is not called by the first name or brought in as a relative.
fn bearer(scene: &Scene, clusters: &Clusters, at: usize, full: &[&Name], known: &Known) -> Option<usize> {
    let gender = scene.candidates[at].gender;
    let mut roots: Vec<usize> =
        full.iter().map(|name| clusters.of(name.at[0])).filter(|&root| gender.agrees(clusters.gender(root))).collect();
    roots.sort_unstable();
    roots.dedup();
    let only = |test: &dyn Fn(usize) -> bool| {
        let mut passing = roots.iter().copied().filter(|&root| test(root));
        passing.next().filter(|_| passing.next().is_none())
    };
    let met = |root: usize| clusters.members(root).first().is_some_and(|&first| first < at);
    let among = |list: &[usize], root: usize| list.iter().any(|&name| clusters.of(name) == root);
    let formal = |root: usize| !among(&known.by_first_name, root) && !among(&known.relatives, root);
    let main = |root: usize| among(&known.headline, root);
    let title = title_before(scene, at);
    let titled = |root: usize| {
        title.is_some() && clusters.members(root).iter().any(|&name| name != at && title_before(scene, name) == title)
    };
    only(&titled)
        .or_else(|| only(&|_| true))
        .or_else(|| only(&main))
        .or_else(|| only(&met))
        .or_else(|| only(&|root| met(root) && formal(root)))
}

/// The capitalised word before a name ("President").
fn title_before<'a>(scene: &Scene<'a>, at: usize) -> Option<&'a str> {
    let before = scene.candidates[at].mention.first.checked_sub(1)?;
    let word = scene.surface(before);
    let same_sentence = scene.document.sentences[scene.candidates[at].sentence].first <= before;
    (same_sentence && word.len() > 2 && word.starts_with(char::is_uppercase)).then_some(word)
}

/// "Boeing" and "Boeing Co.", "Defense Department" and "Department of Defense", "China's Ministry of Commerce" and
/// "Ministry of Commerce" (not where two countries have one).
fn organizations(names: &[Name], clusters: &mut Clusters) {
    let mut by_key: BTreeMap<String, Vec<&Name>> = BTreeMap::new();
    for name in names.iter().filter(|name| !matches!(name.kind, EntityType::Person | EntityType::Group)) {
        by_key.entry(key(&name.words)).or_default().push(name);
    }
    for list in by_key.values() {
        let owners: Vec<&str> = list.iter().filter_map(|name| owner(&name.words)).collect();
        let one_owner = owners.iter().all(|owner| *owner == owners[0]);
        for name in &list[1..] {
            if name.kind == list[0].kind && one_owner {
                clusters.join(list[0].at[0], name.at[0]);
            }
        }
    }
}

/// The country before an organization's name ("U.S. Defense Department").
fn owner(words: &[String]) -> Option<&'static str> {
    if words.len() < 2 {
        return None;
    }
    lexicon::country(&words[0]).or_else(|| lexicon::adjective(&words[0]))
}

/// A name's words in a plain order, without country, article and corporate ending.
fn key(words: &[String]) -> String {
    let mut words: Vec<String> = words.iter().map(|word| word.trim_end_matches('.').to_lowercase()).collect();
    if words.len() > 2 {
        let first = &words[0].clone();
        let capital = capitalised(first);
        if lexicon::country(&capital).is_some()
            || lexicon::adjective(&capital).is_some()
            || matches!(first.as_str(), "u.s" | "us" | "uk" | "u.k")
        {
            words.remove(0);
        }
    }
    while words.len() > 1 && words.last().is_some_and(|word| CORPORATE.contains(&word.as_str())) {
        words.pop();
    }
    // "department of defense" and "defense department"
    if words.len() > 2 && matches!(words[0].as_str(), "department" | "ministry") && words[1] == "of" {
        let body = words.remove(0);
        words.remove(0);
        words.push(body);
    }
    words.retain(|word| word != "the");
    words.join(" ")
}

fn capitalised(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// "Asia-Pacific Economic Cooperation (APEC)", and "DHS" where one name only has those initials.
fn acronyms(text: &str, document: &Document, candidates: &[Candidate], names: &[Name], clusters: &mut Clusters) {
    let mut by_initials: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for name in names.iter().filter(|name| name.words.len() > 1 && name.kind != EntityType::Person) {
        for initials in initials(&name.words) {
            by_initials.entry(initials).or_default().push(name.at[0]);
        }
    }
    for short in names.iter().filter(|name| name.words.len() == 1 && is_acronym(&name.words[0])) {
        let letters = letters(&short.words[0]);
        let defined = short.at.iter().find_map(|&at| defined_before(text, document, candidates, at, &letters));
        if let Some(full) = defined {
            clusters.join(full, short.at[0]);
            continue;
        }
        let full = by_initials.get(&letters).map_or(&[][..], Vec::as_slice);
        let mut full: Vec<usize> = full.iter().map(|&at| clusters.of(at)).collect();
        full.sort_unstable();
        full.dedup();
        if let [only] = full[..] {
            clusters.join(only, short.at[0]);
        }
    }
}

fn is_acronym(word: &str) -> bool {
    let letters = letters(word);
    (2..=7).contains(&letters.chars().count())
        && word.chars().all(|c| c.is_uppercase() || c.is_ascii_digit() || matches!(c, '.' | '&'))
        && lexicon::country(word).is_none_or(|name| matches!(name, "United Nations" | "European Union"))
}

fn letters(word: &str) -> String {
    word.chars().filter(|c| c.is_alphabetic()).collect()
}

/// The initials of a name's words, small words counted or not, words with hyphens taken apart or not.
fn initials(words: &[String]) -> BTreeSet<String> {
    let initials = |small: bool, hyphens: bool| -> String {
        words
            .iter()
            .flat_map(|word| if hyphens { word.split('-').collect::<Vec<_>>() } else { vec![word.as_str()] })
            .filter(|word| small || !SMALL.contains(&word.to_lowercase().as_str()))
            .filter_map(|word| word.chars().next())
            .flat_map(char::to_uppercase)
            .collect()
    };
    [(false, true), (false, false), (true, true), (true, false)]
        .into_iter()
        .map(|(small, hyphens)| initials(small, hyphens))
        .collect()
}

/// The name right before an acronym in brackets whose letters it holds in order.
fn defined_before(
    text: &str,
    document: &Document,
    candidates: &[Candidate],
    at: usize,
    letters: &str,
) -> Option<usize> {
    let first = candidates[at].mention.first;
    let bracket = first.checked_sub(1).filter(|&before| document.tokens[before].span.of(text) == "(")?;
    let (before, name) = candidates[..at]
        .iter()
        .enumerate()
        .rev()
        .take(8)
        .find(|(_, other)| other.mention.form == Form::Name && other.mention.end == bracket)?;
    let surface = name.mention.span.of(text).to_uppercase();
    let mut chars = surface.chars();
    let held = letters.chars().all(|letter| chars.any(|c| c == letter));
    (held && surface.starts_with(letters.chars().next()?) && letters.chars().count() > 1).then_some(before)
}
