//! Linking of many articles with known truth: `cargo bench --bench link -- 1000 10000 100000`.
//!
//! Articles are made by rule from the names of the gazetteer's lists, as if understood already, so that linking alone
//! is measured: time and memory an article, the growth from one size to the next, precision and recall of links and
//! of events over articles. Stories have a handful of articles each; their people share family names with hundreds of
//! others, are named in full, with an initial, by title and family name; organizations go by full name, without legal
//! form, and by acronym.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::{Instant, SystemTime};

use newsgraph::article::{Article, Span};
use newsgraph::claim::{Claims, Event, EventMention, Modality};
use newsgraph::document::{Chain, Document, EntityType, Form, Mention, Sentence, Token};
use newsgraph::entity::{Annotated, Identities};
use newsgraph::link::{Decisions, Gazetteer, Linker, Profile};
use newsgraph::pipeline::Pipeline;
use rayon::prelude::*;

const GIVEN: &str = include_str!("../data/gazetteer/given_names.csv");
const FAMILY: &str = include_str!("../data/gazetteer/family_names.csv");
const PLACES: &str = include_str!("../data/gazetteer/places.csv");
const INDUSTRIES: [&str; 12] = [
    "Energy", "Motors", "Pharma", "Foods", "Shipping", "Steel", "Software", "Media", "Mining", "Textiles", "Water",
    "Optics",
];
const FORMS: [&str; 4] = ["Holdings", "Group", "Inc.", "Ltd."];
const TITLES: [&str; 5] = ["Minister", "Senator", "Judge", "Professor", "Mayor"];
/// Verb, stem, type.
const VERBS: [(&str, &str, &str); 8] = [
    ("met", "meet", "meet"),
    ("sued", "sue", "sue"),
    ("praised", "prais", "praise"),
    ("visited", "visit", "visit"),
    ("accused", "accus", "accuse"),
    ("hired", "hir", "appoint"),
    ("sanctioned", "sanction", "sanction"),
    ("attacked", "attack", "attack"),
];
/// Articles a story has, and days from one story to the next in the same corner of the world.
const PER_STORY: usize = 8;
const PEOPLE: usize = 3;

/// Fixed pseudo-random numbers (SplitMix64): the same world on every machine.
fn chance(parts: [usize; 3]) -> usize {
    let mut z = parts.iter().fold(0x9e37_79b9_7f4a_7c15_u64, |hash, &part| {
        let mut z = hash ^ (part as u64).wrapping_add(0x9e37_79b9_7f4a_7c15).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z ^ (z >> 27)
    });
    z = (z ^ (z >> 31)).wrapping_mul(0x94d0_49bb_1331_11eb);
    (z >> 33) as usize
}

/// The names that worlds are made of.
struct Names {
    given: Vec<&'static str>,
    family: Vec<&'static str>,
    cities: Vec<&'static str>,
}

fn column(table: &'static str, number: usize) -> Vec<&'static str> {
    table.lines().skip(1).filter_map(|line| line.split(',').nth(number)).filter(|cell| !cell.contains('"')).collect()
}

impl Names {
    fn load() -> Self {
        let plain = |name: &&str| name.chars().all(char::is_alphabetic) && name.len() > 2;
        Self {
            given: column(GIVEN, 0).into_iter().filter(plain).collect(),
            family: column(FAMILY, 0).into_iter().filter(plain).collect(),
            cities: column(PLACES, 1).into_iter().filter(plain).collect(),
        }
    }
}

/// An article in the making, with what its chains and events truly are.
#[derive(Default)]
struct Draft {
    text: String,
    document: Document,
    claims: Claims,
    chains: BTreeMap<String, usize>,
}

/// A word with its tags.
type Word<'a> = (&'a str, &'a str, &'a str);

impl Draft {
    /// The chain of somebody in this article.
    fn chain(&mut self, truth: &str, kind: EntityType, name: &str) -> usize {
        let document = &mut self.document;
        *self.chains.entry(truth.to_owned()).or_insert_with(|| {
            document.chains.push(Chain {
                kind,
                name: name.to_owned(),
                named: true,
                plural: false,
                mentions: Vec::new(),
            });
            document.chains.len() - 1
        })
    }

    fn word(&mut self, (form, upos, lemma): Word<'_>, head: Option<usize>, deprel: &str) -> usize {
        if !self.text.is_empty() && form != "." {
            self.text.push(' ');
        }
        let start = self.text.len();
        self.text.push_str(form);
        self.document.tokens.push(Token {
            span: Span::new(start, self.text.len()),
            upos: upos.to_owned(),
            xpos: String::new(),
            lemma: lemma.to_owned(),
            head,
            deprel: deprel.to_owned(),
        });
        self.document.tokens.len() - 1
    }

    /// A name of one or more words; the last is its head.
    fn name(&mut self, chain: usize, name: &str, head: usize, deprel: &str) {
        let first = self.document.tokens.len();
        let words: Vec<&str> = name.split(' ').collect();
        let last = first + words.len() - 1;
        for (at, word) in words.iter().enumerate() {
            let (head, deprel) = if first + at == last { (head, deprel) } else { (last, "compound") };
            self.word((word, "PROPN", &word.to_lowercase()), Some(head), deprel);
        }
        let span = self.document.tokens[first].span.cover(self.document.tokens[last].span);
        let kind = self.document.chains[chain].kind;
        self.document.chains[chain].mentions.push(self.document.mentions.len());
        self.document.mentions.push(Mention {
            span,
            extent: span,
            head: last,
            first,
            end: last + 1,
            kind,
            form: Form::Name,
            confidence: 0.98,
            chain,
        });
    }

    /// "Senator Ann Lee sued Abbott Energy in Lyon over topic12 topic40."
    fn sentence(
        &mut self,
        who: (usize, &str),
        verb: usize,
        whom: (usize, &str),
        place: (usize, &str),
        words: &[String],
    ) {
        let first = self.document.tokens.len();
        let (form, stem, kind) = VERBS[verb];
        let length = |name: &str| name.split(' ').count();
        let head = first + length(who.1);
        self.name(who.0, who.1, head, "nsubj");
        self.word((form, "VERB", stem), None, "root");
        self.name(whom.0, whom.1, head, "obj");
        let city = self.document.tokens.len() + length(place.1);
        self.word(("in", "ADP", "in"), Some(city), "case");
        self.name(place.0, place.1, head, "obl");
        for word in words {
            self.word((word, "NOUN", word), Some(head), "obl");
        }
        self.word((".", "PUNCT", "."), Some(head), "punct");
        let end = self.document.tokens.len();
        let span = self.document.tokens[first].span.cover(self.document.tokens[end - 1].span);
        self.document.sentences.push(Sentence { span, first, end });
        let trigger = self.document.tokens[head].span;
        self.claims.event_mentions.push(EventMention {
            span: trigger,
            head,
            stem: stem.to_owned(),
            types: vec![kind.to_owned()],
            event: Some(self.claims.events.len()),
        });
        self.claims.events.push(Event {
            kind: kind.to_owned(),
            subtype: kind.to_owned(),
            trigger,
            sources: vec![who.0],
            targets: vec![whom.0],
            participants: Vec::new(),
            recipients: Vec::new(),
            themes: Vec::new(),
            instruments: Vec::new(),
            topics: Vec::new(),
            quantities: Vec::new(),
            place: Some(place.0),
            time: None,
            modality: Modality::Asserted,
            attributed_to: None,
            confidence: 0.9,
            evidence: span,
            rule: "bench".to_owned(),
            within: None,
            arguments: Vec::new(),
            cues: Vec::new(),
        });
    }
}

/// An article with the truth about its chains (by chain) and events (by event).
struct Sample {
    annotated: Annotated,
    actors: Vec<String>,
    events: Vec<String>,
}

fn person(names: &Names, story: usize, number: usize) -> (String, String, String) {
    // Every tenth story has two people of one family name.
    let family = if number == 1 && story.is_multiple_of(10) { 0 } else { number };
    let given = names.given[chance([story, number, 1]) % names.given.len()];
    let family = names.family[chance([story, family, 2]) % names.family.len()];
    let initial = char::from(b'A' + (chance([story, number, 3]) % 26) as u8);
    (given.to_owned(), initial.to_string(), family.to_owned())
}

/// The `number`th article.
fn article(names: &Names, number: usize) -> Sample {
    let story = number / PER_STORY;
    let mut draft = Draft::default();
    let city = names.cities[chance([story, 0, 4]) % names.cities.len()];
    let place = draft.chain(&format!("place {city}"), EntityType::Place, city);
    let industry = INDUSTRIES[chance([story, 0, 5]) % INDUSTRIES.len()];
    let founder = names.family[chance([story, 0, 6]) % names.family.len()];
    let short = format!("{founder} {} {industry}", names.cities[chance([story, 1, 4]) % names.cities.len()]);
    let company = format!("{short} {}", FORMS[chance([story, 0, 7]) % FORMS.len()]);
    let acronym: String = company.split(' ').filter_map(|word| word.chars().next()).collect();
    let mut events = Vec::new();
    let mut truth: BTreeMap<usize, String> = BTreeMap::from([(place, format!("place {city}"))]);
    for sentence in 0..6 {
        // An event of the story; not every article tells all of them.
        let event = (sentence + chance([number, sentence, 8]) % 2) % 6;
        let who = event % PEOPLE;
        let (given, initial, family) = person(names, story, who);
        let id = format!("person {story} {who}");
        let full = format!("{given} {family}");
        let chain = draft.chain(&id, EntityType::Person, &full);
        truth.insert(chain, id);
        let lone = person(names, story, 1 - who.min(1)).2 != family;
        let told = draft.document.chains[chain].mentions.len();
        let name = match (told, chance([number, sentence, 9]) % 4) {
            (0, 0) => format!("{given} {initial}. {family}"),
            (0, 1) => format!("{} {full}", TITLES[chance([story, who, 10]) % TITLES.len()]),
            (0, _) => full,
            _ if lone => family,
            _ => full,
        };
        let id = format!("company {story}");
        let organization = draft.chain(&id, EntityType::Organization, &company);
        truth.insert(organization, id);
        let told = draft.document.chains[organization].mentions.len();
        let other = match (told, chance([number, sentence, 11]) % 3) {
            (0, 0) => &short,
            (0, _) => &company,
            (_, 0) => &acronym,
            _ => &short,
        };
        let words: Vec<String> = (0..4)
            .map(|word| match word {
                0 => format!("news{}", chance([number, sentence, 12]) % 400),
                _ => format!("topic{story}x{}", chance([number, sentence * 4 + word, 13]) % 12),
            })
            .collect();
        let verb = chance([story, event, 14]) % VERBS.len();
        draft.sentence((chain, &name), verb, (organization, other), (place, city), &words);
        events.push(format!("{story} {who} {verb}"));
    }
    let day = 1 + story % 28;
    let month = 1 + story / 28 % 12;
    let published = format!("{}-{month:02}-{day:02}", 1990 + story / 336 % 40);
    let actors = (0..draft.document.chains.len()).map(|chain| truth.remove(&chain).unwrap_or_default()).collect();
    let article =
        Article { id: format!("a{number}"), published: Some(published), text: draft.text, ..Article::default() };
    Sample { annotated: Annotated { article, document: draft.document, claims: draft.claims }, actors, events }
}

/// Pairs that are together in both, of those together in one: precision and recall of a clustering.
#[derive(Default)]
struct Pairs {
    found: BTreeMap<String, usize>,
    truth: BTreeMap<String, usize>,
    both: BTreeMap<(String, String), usize>,
}

impl Pairs {
    fn add(&mut self, found: &str, truth: &str) {
        *self.found.entry(found.to_owned()).or_default() += 1;
        *self.truth.entry(truth.to_owned()).or_default() += 1;
        *self.both.entry((found.to_owned(), truth.to_owned())).or_default() += 1;
    }

    fn figures(&self) -> (f64, f64) {
        let pairs = |counts: &mut dyn Iterator<Item = &usize>| counts.map(|n| n * (n - 1) / 2).sum::<usize>() as f64;
        let both = pairs(&mut self.both.values());
        (
            100.0 * both / pairs(&mut self.found.values()).max(1.0),
            100.0 * both / pairs(&mut self.truth.values()).max(1.0),
        )
    }
}

/// A figure of this process in MB, where the system tells (`VmHWM`: most memory so far).
fn memory(what: &str) -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix(what)).unwrap_or_default();
    line.split_whitespace().next().and_then(|kilobytes| kilobytes.parse::<f64>().ok()).unwrap_or_default() / 1000.0
}

/// Seconds of processor time of this process so far, where the system tells: unlike the clock, other programs do not
/// lengthen them.
fn processor() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let after_name = stat.rsplit(')').next().unwrap_or_default();
    let ticks = after_name.split_whitespace().skip(11).take(2).filter_map(|field| field.parse::<f64>().ok());
    ticks.sum::<f64>() / 100.0
}

/// Every file below a folder, with its size and when it was written.
fn files(dir: &Path) -> std::io::Result<BTreeMap<PathBuf, (u64, SystemTime)>> {
    let mut found = BTreeMap::new();
    for entry in std::fs::read_dir(dir)? {
        let path = entry?.path();
        if path.is_dir() {
            found.extend(files(&path)?);
        } else {
            let metadata = path.metadata()?;
            found.insert(path, (metadata.len(), metadata.modified()?));
        }
    }
    Ok(found)
}

/// What it costs to add one article to a graph of `size`: time, and what of the folder is written anew.
fn graph(names: &Names, size: usize) -> Result<(), Box<dyn std::error::Error>> {
    let dir = std::env::temp_dir().join(format!("newsgraph-bench-{}", std::process::id()));
    let pipeline = Pipeline::load()?;
    let articles = |from: usize, to: usize| -> Vec<Article> {
        (from..to).map(|number| article(names, number).annotated.article).collect()
    };
    let timed = |articles: Vec<Article>| -> Result<(f64, f64, usize), newsgraph::Error> {
        let (clock, work) = (Instant::now(), processor());
        let built = pipeline.build(&dir, articles, |_| true)?;
        Ok((clock.elapsed().as_secs_f64(), processor() - work, built.understood))
    };
    let whole = timed(articles(0, size - 1))?;
    let before = files(&dir)?;
    // The last article of a story that the graph knows.
    let one = timed(articles(size - 1, size))?;
    let after = files(&dir)?;
    std::fs::remove_dir_all(&dir)?;
    let changed: Vec<_> = after.iter().filter(|(path, file)| before.get(*path) != Some(file)).collect();
    let below = |paths: &mut dyn Iterator<Item = &PathBuf>, folder: &str| {
        paths.filter(|path| path.parent().is_some_and(|parent| parent.ends_with(folder))).count()
    };
    let megabytes = |files: &mut dyn Iterator<Item = u64>| files.sum::<u64>() as f64 / 1e6;
    println!("graph of {size} articles, {:.0} MB", megabytes(&mut after.values().map(|(bytes, _)| *bytes)));
    println!("  all but one: {:.1} s, {:.1} s of processor time, {} understood", whole.0, whole.1, whole.2);
    println!("  the last one: {:.1} s, {:.1} s of processor time, {} understood", one.0, one.1, one.2);
    println!(
        "  written anew: {} of {} segments, {} of {} articles, {:.1} MB in {} files",
        below(&mut changed.iter().map(|(path, _)| *path), "quads"),
        below(&mut after.keys(), "quads"),
        below(&mut changed.iter().map(|(path, _)| *path), "articles"),
        size,
        megabytes(&mut changed.iter().map(|(_, (bytes, _))| *bytes)),
        changed.len()
    );
    Ok(())
}

/// `cargo bench --bench link [SIZE…]` links articles in memory; `cargo bench --bench link -- graph [SIZE…]` adds one
/// article to graphs of these sizes.
fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let sizes: Vec<usize> = arguments.iter().filter_map(|argument| argument.parse().ok()).collect();
    let sizes = if sizes.is_empty() { vec![1_000, 10_000] } else { sizes };
    let names = Names::load();
    if arguments.iter().any(|argument| argument == "graph") {
        return sizes.into_iter().filter(|size| *size > 1).try_for_each(|size| graph(&names, size));
    }
    let (gazetteer, decisions) = (Gazetteer::load()?, Decisions::default());
    let linker = Linker::new(&gazetteer, &decisions);
    println!(
        "{:>8} {:>9} {:>9} {:>9} {:>9} {:>9} {:>7} {:>7} {:>7} {:>7} {:>7} {:>7}",
        "articles",
        "read ms",
        "link ms",
        "CPU ms/a",
        "MB",
        "MB at",
        "actor P",
        "actor R",
        "event P",
        "event R",
        "actors",
        "events"
    );
    for size in sizes {
        let before = memory("VmRSS:");
        let work = processor();
        let clock = Instant::now();
        let profiles: Vec<Profile> =
            (0..size).into_par_iter().map(|number| linker.read(&article(&names, number).annotated)).collect();
        let read = clock.elapsed().as_secs_f64() * 1000.0;
        let clock = Instant::now();
        let identities = linker.link_profiles(profiles);
        let link = clock.elapsed().as_secs_f64() * 1000.0;
        let work = (processor() - work) * 1000.0;
        let (most, now) = (memory("VmHWM:") - before, memory("VmRSS:") - before);
        let ((actor_p, actor_r), (event_p, event_r)) = figures(&names, size, &identities);
        println!(
            "{size:>8} {read:>9.0} {link:>9.0} {:>9.2} {most:>9.0} {now:>9.0} {actor_p:>7.1} {actor_r:>7.1} {event_p:>7.1} {event_r:>7.1} {:>7} {:>7}",
            work / size as f64,
            identities.actors.len(),
            identities.happenings.len(),
        );
    }
    Ok(())
}

/// Precision and recall of actors and of events.
fn figures(names: &Names, size: usize, identities: &Identities) -> ((f64, f64), (f64, f64)) {
    let (mut actors, mut events) = (Pairs::default(), Pairs::default());
    let happenings: BTreeMap<(&str, usize), &str> = identities
        .happenings
        .iter()
        .flat_map(|happening| {
            happening.reports.iter().map(|(article, event)| ((article.as_str(), *event), happening.id.as_str()))
        })
        .collect();
    for number in 0..size {
        let sample = article(names, number);
        let id = sample.annotated.article.id.as_str();
        for (chain, truth) in sample.actors.iter().enumerate().filter(|(_, truth)| !truth.starts_with("place")) {
            match identities.links.get(&(id.to_owned(), chain)) {
                Some(link) => actors.add(&link.actor, truth),
                None => actors.add(&format!("unlinked {id} {chain}"), truth),
            }
        }
        for (event, truth) in sample.events.iter().enumerate() {
            let alone = format!("{id} {event}");
            events.add(happenings.get(&(id, event)).copied().unwrap_or(&alone), truth);
        }
    }
    (actors.figures(), events.figures())
}
