//! What an article tells about each of its named chains: names, titles, countries, how it is used.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::gazetteer::{Gazetteer, NameKind};
use super::name::{is_acronym, key};
use super::organization::OrganizationName;
use super::person::PersonName;
use super::words::Gender;
use crate::document::{ChainId, Document, EntityType, Form, Mention, TokenId};
use crate::entity::Annotated;

/// A named chain, or several of one article that are one actor.
#[derive(Debug, Clone)]
pub(crate) struct Local {
    /// Index of the article among the sorted ones.
    pub(crate) article: usize,
    pub(crate) chains: Vec<ChainId>,
    pub(crate) kind: EntityType,
    /// Names in the text, with how often each stands there.
    pub(crate) names: BTreeMap<String, usize>,
    /// The fullest of them.
    pub(crate) full: String,
    /// Its parts, for a person.
    pub(crate) person: PersonName,
    /// Its parts, for anything else.
    pub(crate) organization: OrganizationName,
    /// Roles that titles and relations tell ("president"), lower case.
    pub(crate) roles: BTreeSet<String>,
    /// "former", "then", "late" before a title.
    pub(crate) former: bool,
    /// Countries it is said to belong to, by code, with how often.
    pub(crate) countries: BTreeMap<String, usize>,
    pub(crate) gender: Option<Gender>,
    /// Stands after "in", "at", "from": a place to be in.
    pub(crate) locative: bool,
    /// Stands for a larger place: after a town and a comma, or as what governors and senators are of.
    pub(crate) region: bool,
    /// Does or says something.
    pub(crate) acts: bool,
    /// Mostly modifies a noun: "Chinese hackers".
    pub(crate) modifies: bool,
    /// The larger place named right after it: "Paris, Texas".
    pub(crate) container: Option<String>,
    /// Why chains were joined.
    pub(crate) joined: Vec<String>,
}

impl Local {
    /// Key of the fullest name.
    pub(crate) fn key(&self) -> String {
        key(&self.full)
    }

    /// Whether it is a person.
    pub(crate) fn is_person(&self) -> bool {
        self.kind == EntityType::Person
    }
}

/// What an article is about, for telling apart what its names may stand for.
#[derive(Debug, Clone, Default)]
pub(crate) struct Context {
    pub(crate) id: String,
    pub(crate) date: Option<Date>,
    /// Countries of the article, by code, with a weight.
    pub(crate) countries: BTreeMap<String, f32>,
    /// Keys of its names and lemmas of its content words: its topic.
    pub(crate) topic: BTreeMap<String, f32>,
}

impl Context {
    /// A country's share of all that the article says of countries.
    pub(crate) fn share(&self, country: &str) -> f32 {
        let all: f32 = self.countries.values().sum();
        if all > 0.0 { self.countries.get(country).copied().unwrap_or(0.0) / all } else { 0.0 }
    }

    /// Whether the article names somebody by a word that ends a name.
    pub(crate) fn names(&self, last: &str) -> bool {
        let from = self.topic.range::<String, _>("=".to_owned()..">".to_owned());
        from.map(|(name, _)| name).any(|name| name[1..].rsplit(' ').next() == Some(last))
    }

    /// The country that most of the article is about, if one is.
    pub(crate) fn main_country(&self) -> Option<&str> {
        let (country, weight) = self.countries.iter().max_by(|a, b| a.1.total_cmp(b.1).then(b.0.cmp(a.0)))?;
        (*weight >= 2.0 && self.share(country) >= 0.6).then_some(country.as_str())
    }
}

/// Reads the named chains of an article.
pub(crate) fn locals(annotated: &Annotated, article: usize, gazetteer: &Gazetteer) -> Vec<Local> {
    let document = &annotated.document;
    let acting = acting(annotated);
    let mut out: Vec<Local> = Vec::new();
    for (id, chain) in document.chains.iter().enumerate().filter(|(_, chain)| chain.named) {
        let mut names: BTreeMap<String, usize> = BTreeMap::new();
        let (mut modifying, mut standing) = (0, 0);
        let mut local = Local {
            article,
            chains: vec![id],
            kind: chain.kind,
            names: BTreeMap::new(),
            full: String::new(),
            person: PersonName::default(),
            organization: OrganizationName::default(),
            roles: BTreeSet::new(),
            former: false,
            countries: BTreeMap::new(),
            gender: None,
            locative: false,
            region: false,
            acts: acting.contains(&id),
            modifies: false,
            container: None,
            joined: Vec::new(),
        };
        let (mut he, mut she) = (0, 0);
        for mention in chain.mentions.iter().filter_map(|&at| document.mentions.get(at)) {
            let surface = clean(mention.span.of(&annotated.article.text));
            match mention.form {
                Form::Name if !key(&surface).is_empty() => {
                    *names.entry(surface).or_default() += 1;
                    around(&mut local, annotated, mention, gazetteer);
                    if modifies(document, mention) { modifying += 1 } else { standing += 1 }
                }
                Form::Pronoun => match surface.to_lowercase().as_str() {
                    "he" | "him" | "his" | "himself" => he += 1,
                    "she" | "her" | "hers" | "herself" => she += 1,
                    _ => {}
                },
                _ => {}
            }
        }
        if names.is_empty() && !key(&chain.name).is_empty() {
            names.insert(clean(&chain.name), 1);
        }
        if names.is_empty() {
            continue;
        }
        local.modifies = modifying > standing;
        local.gender = local.gender.or(match he.cmp(&she) {
            std::cmp::Ordering::Greater => Some(Gender::Male),
            std::cmp::Ordering::Less => Some(Gender::Female),
            std::cmp::Ordering::Equal => None,
        });
        local.names = names;
        settle(&mut local, gazetteer);
        out.push(local);
    }
    relations(annotated, &mut out, gazetteer);
    out
}

/// Works out what depends on the names: the fullest one and its parts.
pub(crate) fn settle(local: &mut Local, gazetteer: &Gazetteer) {
    local.full = fullest(&local.names, local.kind);
    if local.is_person() {
        local.person = PersonName::parse(&local.full, gazetteer.words());
        for name in local.names.keys() {
            let parsed = PersonName::parse(name, gazetteer.words());
            local.roles.extend(parsed.roles);
        }
        // Pronouns tell the gender of a lone surname; a full name tells its own, and a wrong "he" does no harm to it.
        local.gender = if local.person.is_full() { local.person.gender } else { local.person.gender.or(local.gender) };
        local.person.gender = local.gender;
    } else {
        local.organization = OrganizationName::parse(&local.full, gazetteer);
        if local.organization.country.is_none() {
            // An acronym may be the fullest name where another tells the country.
            local.organization.country = local
                .names
                .keys()
                .find_map(|name| OrganizationName::parse(name, gazetteer).country)
                .filter(|_| local.organization.office.is_some());
        }
    }
}

/// The name with the most words, then the most frequent, then the longest; acronyms and all-capitals last.
fn fullest(names: &BTreeMap<String, usize>, kind: EntityType) -> String {
    let rank = |name: &str, count: usize| {
        let words = key(name).split(' ').count();
        let shouting = name.chars().any(char::is_alphabetic) && !name.chars().any(char::is_lowercase);
        let plain = !(shouting && (kind == EntityType::Person || !is_acronym(name)));
        (plain, words.min(4), count, name.chars().count())
    };
    names
        .iter()
        .max_by(|a, b| rank(a.0, *a.1).cmp(&rank(b.0, *b.1)).then(b.0.cmp(a.0)))
        .map_or_else(String::new, |(name, _)| name.clone())
}

/// A surface without line breaks, article and closing possessive.
fn clean(surface: &str) -> String {
    let joined = surface.split_whitespace().collect::<Vec<_>>().join(" ");
    let name = super::name::strip_possessive(&joined);
    let name = name.strip_prefix("the ").or_else(|| name.strip_prefix("a ")).unwrap_or(name);
    name.trim_matches(|c: char| matches!(c, '"' | '“' | '”' | ',' | ';' | ':' | '(' | ')' | '[' | ']')).to_owned()
}

/// Chains that do or say something in the article's claims.
fn acting(annotated: &Annotated) -> BTreeSet<ChainId> {
    let claims = &annotated.claims;
    let sources = claims.events.iter().flat_map(|event| event.sources.iter().copied().chain(event.attributed_to));
    sources.chain(claims.quotes.iter().filter_map(|quote| quote.speaker)).collect()
}

/// Reads the words before and after a name: titles, countries, prepositions, the larger place.
fn around(local: &mut Local, annotated: &Annotated, mention: &Mention, gazetteer: &Gazetteer) {
    let document = &annotated.document;
    let text = &annotated.article.text;
    let Some(sentence) = document.sentence_of(mention.first).map(|at| &document.sentences[at]) else { return };
    let word = |at: TokenId| document.tokens[at].span.of(text);
    let from = sentence.first.max(mention.first.saturating_sub(7));
    let before: Vec<String> =
        (from..mention.first).map(|at| if word(at) == "," { ",".into() } else { key(word(at)) }).collect();
    let mut rest = before.len();
    if local.kind == EntityType::Person {
        // "former Chinese President", "U.S. Secretary of State": titles with a country before them.
        while let Some((title, n)) = gazetteer.words().title_before(&before[..rest]) {
            local.roles.extend(title.role.clone());
            local.gender = local.gender.or(title.gender);
            rest -= n;
        }
        if before[..rest].iter().rev().take(4).any(|word| matches!(word.as_str(), "former" | "ex" | "late" | "then")) {
            local.former = true;
        }
    }
    let near = &before[rest.saturating_sub(4)..rest];
    if (rest < before.len() || local.kind != EntityType::Person)
        && let Some(country) = country_at_end(near, gazetteer)
    {
        *local.countries.entry(country).or_default() += 1;
    }
    let previous =
        before.iter().rev().find(|word| !matches!(word.as_str(), "the" | "" | "northern" | "southern" | "central"));
    local.locative |= previous.is_some_and(|word| {
        matches!(
            word.as_str(),
            "in" | "at" | "from" | "near" | "outside" | "around" | "through" | "across" | "into" | "inside" | "to"
        )
    });
    local.region |= is_larger(&before, document, mention);
    let after: Vec<String> = (mention.end..sentence.end.min(mention.end + 6))
        .map(|at| if word(at) == "," { ",".into() } else { key(word(at)) })
        .collect();
    if after.first().is_some_and(|word| word == "of") {
        let start = 1 + usize::from(after.get(1).is_some_and(|word| word == "the"));
        for n in (1..=3).rev() {
            if let Some(country) =
                after.get(start..start + n).and_then(|words| country_named(&words.join(" "), gazetteer))
            {
                *local.countries.entry(country).or_default() += 1;
                break;
            }
        }
    }
    if after.first().is_some_and(|word| word == ",")
        && let Some(next) =
            document.mentions.iter().find(|other| other.first == mention.end + 1 && other.kind == EntityType::Place)
        && local.kind != EntityType::Person
    {
        local.container = local.container.take().or_else(|| Some(key(&clean(next.span.of(text)))));
    }
}

/// Whether a name stands for a larger place: "White Plains, New York", "governor of New York".
fn is_larger(before: &[String], document: &Document, mention: &Mention) -> bool {
    match before {
        [.., comma] if comma == "," && !is_listed(document, mention) => {
            document.mentions.iter().any(|other| other.end + 1 == mention.first && is_place(other))
        }
        [.., office, of] if matches!(of.as_str(), "of" | "from" | "for") => {
            matches!(office.as_str(), "governor" | "senator" | "senators" | "state" | "legislature" | "upstate")
        }
        _ => false,
    }
}

/// Whether a list of places goes on after a name: "Boston, New York and Chicago".
fn is_listed(document: &Document, mention: &Mention) -> bool {
    let Some(next) = document.tokens.get(mention.end) else { return false };
    let goes_on = |from: TokenId| document.mentions.iter().any(|other| other.first == from && is_place(other));
    matches!(next.lemma.as_str(), "and" | "or") || next.lemma == "," && goes_on(mention.end + 1)
}

fn is_place(mention: &Mention) -> bool {
    mention.kind == EntityType::Place && mention.form == Form::Name
}

/// The country whose adjective or name the words end with; possessive endings may follow it.
fn country_at_end(words: &[String], gazetteer: &Gazetteer) -> Option<String> {
    let mut end = words.len();
    while end > 0 && matches!(words[end - 1].as_str(), "s" | "") {
        end -= 1;
    }
    (1..=3).rev().filter(|n| *n <= end).find_map(|n| country_named(&words[end - n..end].join(" "), gazetteer))
}

/// The one country that a word or two name or are the adjective of.
pub(crate) fn country_named(name: &str, gazetteer: &Gazetteer) -> Option<String> {
    let found = gazetteer.find(name);
    let mut codes =
        found.iter().filter(|found| found.entry.is_country()).filter_map(|found| found.entry.country.clone());
    let first = codes.next()?;
    codes.all(|code| code == first).then_some(first)
}

/// Whether a name modifies the noun after it ("Chinese hackers", "U.S. officials").
fn modifies(document: &Document, mention: &Mention) -> bool {
    let Some(token) = document.tokens.get(mention.head) else { return false };
    match token.relation() {
        "amod" | "compound" => return true,
        "nsubj" | "obj" | "obl" | "iobj" | "conj" | "root" | "appos" => return false,
        _ => {}
    }
    let same_sentence = document.sentence_of(mention.first) == document.sentence_of(mention.end);
    let next = document.tokens.get(mention.end).filter(|_| same_sentence);
    next.is_some_and(|next| matches!(next.upos.as_str(), "NOUN" | "PROPN" | "ADJ"))
}

/// Adds what relations tell: roles, and countries through them.
fn relations(annotated: &Annotated, locals: &mut [Local], gazetteer: &Gazetteer) {
    let owner: BTreeMap<ChainId, usize> =
        locals.iter().enumerate().flat_map(|(at, local)| local.chains.iter().map(move |&chain| (chain, at))).collect();
    for relation in &annotated.claims.relations {
        let Some(&at) = owner.get(&relation.subject) else { continue };
        if let Some(role) = &relation.role {
            locals[at].roles.insert(role.clone());
            locals[at].former |= relation.former;
        }
        let object = owner.get(&relation.object).map(|&object| locals[object].full.clone());
        if let Some(country) = object.and_then(|name| country_named(&name, gazetteer)) {
            *locals[at].countries.entry(country).or_default() += 1;
        }
    }
}

/// Reads what an article is about.
pub(crate) fn context(annotated: &Annotated, locals: &[Local], gazetteer: &Gazetteer) -> Context {
    let mut context =
        Context { id: annotated.article.id.clone(), date: annotated.article.published_date(), ..Context::default() };
    for local in locals {
        let count: usize = local.names.values().sum();
        let found = gazetteer.find(&local.full);
        let mut codes: Vec<(&str, f32)> = found
            .iter()
            .filter(|found| {
                found.by != NameKind::Family && (found.entry.kind == EntityType::Person) == local.is_person()
            })
            .filter_map(|found| {
                let weight = if found.entry.is_country() { 1.0 } else { 0.5 };
                Some((found.entry.country.as_deref()?, weight))
            })
            .collect();
        codes.dedup_by_key(|(code, _)| code.to_owned());
        if let [(code, weight)] = codes[..] {
            *context.countries.entry(code.to_owned()).or_default() += weight * count as f32;
        }
        for code in local.countries.keys() {
            *context.countries.entry(code.clone()).or_default() += 0.5;
        }
        *context.topic.entry(format!("={}", local.key())).or_default() += 2.0;
    }
    for token in &annotated.document.tokens {
        let lemma = token.lemma.to_lowercase();
        if matches!(token.upos.as_str(), "NOUN" | "VERB" | "ADJ")
            && lemma.chars().count() > 2
            && !gazetteer.words().is_plain(&lemma)
        {
            let weight = context.topic.entry(lemma).or_default();
            *weight = (*weight + 0.5).min(2.0);
        }
    }
    context
}
