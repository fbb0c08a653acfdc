//! Relations that the encoder reads ([`Tie`]), where no pattern tells the same.

use std::collections::{BTreeMap, BTreeSet};

use super::levels::{Level, level};
use super::lexicon::Link;
use super::{Finder, How};
use crate::claim::{Modality, Relation};
use crate::document::{ChainId, EntityType, Form, Tie, TokenId};

/// Relations of one actor to another that say much the same: where a pattern tells one of them, no other is read.
const AFFILIATIONS: [&str; 7] =
    ["headOf", "positionHeld", "worksFor", "memberOf", "spokespersonFor", "representativeOf", "candidateFor"];

/// Relations that put a subject into a country.
const PLACES: [&str; 3] = ["inCountry", "locatedIn", "citizenOf"];

/// Adds what was read.
pub(super) fn find(finder: &mut Finder) {
    let document = finder.scene.document;
    let known = Known::new(finder, &document.ties);
    for tie in document.ties.iter().filter(|tie| !known.tells(tie) && !known.contradicts(tie)) {
        let relation = relation(finder, &known, tie);
        finder.found.extend(relation);
    }
}

/// What patterns tell, and what is read the other way round: an article may have thousands of ties.
struct Known<'a> {
    /// Subject, object, and what is told of them; of affiliations that one is told.
    told: BTreeSet<(ChainId, ChainId, String)>,
    /// What the ties take for countries.
    countries: BTreeSet<ChainId>,
    /// Countries that patterns put a subject into.
    placed: BTreeSet<(ChainId, ChainId)>,
    ties: BTreeMap<(ChainId, ChainId, &'a str), f32>,
}

impl<'a> Known<'a> {
    fn new(finder: &Finder, ties: &'a [Tie]) -> Self {
        let countries: BTreeSet<ChainId> = (ties.iter())
            .filter(|tie| tie.predicate != "locatedIn" && is_place(&tie.predicate))
            .map(|tie| tie.object)
            .collect();
        let relations = || finder.found.iter().map(|(_, relation)| relation);
        Self {
            told: relations().map(|r| (r.subject, r.object, sort(&r.predicate).to_owned())).collect(),
            placed: relations()
                .filter(|r| is_place(&r.predicate) && countries.contains(&r.object))
                .map(|r| (r.subject, r.object))
                .collect(),
            countries,
            ties: ties.iter().map(|t| ((t.subject, t.object, t.predicate.as_str()), t.probability)).collect(),
        }
    }

    /// Whether a pattern tells the same of the two, or the tie is read in both directions and this is the less sure
    /// one: it is symmetric, or a slip.
    fn tells(&self, tie: &Tie) -> bool {
        let told = |a, b| self.told.contains(&(a, b, sort(&tie.predicate).to_owned()));
        let back = self.ties.get(&(tie.object, tie.subject, tie.predicate.as_str()));
        told(tie.subject, tie.object)
            || told(tie.object, tie.subject)
            || back.is_some_and(|&back| (back, tie.subject) > (tie.probability, tie.object))
    }

    /// Whether a pattern or another tie says more of the two: who is president of a country is its citizen, and what is
    /// in a country lies in it, but the text says the first.
    fn says_more(&self, tie: &Tie) -> bool {
        match tie.predicate.as_str() {
            "citizenOf" => self.told.contains(&(tie.subject, tie.object, AFFILIATIONS[0].to_owned())),
            "locatedIn" => {
                let country = self.ties.get(&(tie.subject, tie.object, "inCountry"));
                country.is_some_and(|&probability| probability >= LEAST_SURE)
            }
            _ => false,
        }
    }

    /// Whether a pattern names another country.
    fn contradicts(&self, tie: &Tie) -> bool {
        is_place(&tie.predicate)
            && self.countries.contains(&tie.object)
            && self.placed.range((tie.subject, 0)..=(tie.subject, ChainId::MAX)).any(|&(_, place)| place != tie.object)
    }
}

/// A relation, or one name for all affiliations.
fn sort(predicate: &str) -> &str {
    if AFFILIATIONS.contains(&predicate) { AFFILIATIONS[0] } else { predicate }
}

fn is_place(predicate: &str) -> bool {
    PLACES.contains(&predicate)
}

fn relation(finder: &Finder, known: &Known, tie: &Tie) -> Option<(TokenId, Relation)> {
    let document = finder.scene.document;
    let name = |chain: ChainId| document.chains.get(chain).filter(|chain| chain.named).map(|chain| chain.name.as_str());
    let (subject, object) = (name(tie.subject)?, name(tie.object)?);
    // "Washington" and "Washington, D.C." are one place.
    let city = |name: &str| name.split([',', '(']).next().map(|city| city.replace(" D.C.", "").trim().to_owned());
    if is_place(&tie.predicate) && city(subject) == city(object) {
        return None;
    }
    let meeting = meeting(finder, tie.subject_head, tie.object_head);
    let told = match meeting {
        Some(token) if IN_A_PHRASE.contains(&tie.predicate.as_str()) => {
            is_within_phrase(finder, tie.subject_head, token) && is_within_phrase(finder, tie.object_head, token)
        }
        found => found.is_some(),
    };
    let told = told && is_trusted(finder, tie, meeting) && !known.says_more(tie);
    let rule = if told { Relation::READ } else { Relation::INFERRED };
    let mut how = How::new(rule, tie.subject_head.min(tie.object_head));
    // What a phrase says is taken for granted, whatever becomes of its clause ("refused to leave Melbourne, Australia").
    // Else told as what the clause is that holds both, or the less certain of two clauses.
    let in_phrase = told && IN_A_PHRASE.contains(&tie.predicate.as_str());
    let clauses = match meeting {
        Some(_) if in_phrase => Vec::new(),
        Some(token) => vec![token],
        None => vec![tie.subject_head, tie.object_head],
    };
    for clause in clauses {
        let mut clause_how = how.clone();
        finder.told(clause, &mut clause_how);
        if how.status.modality == Modality::Asserted {
            how = clause_how;
        }
    }
    let evidence = finder.scene.sentence(tie.subject_head).cover(finder.scene.sentence(tie.object_head));
    let relation = Relation {
        subject: tie.subject,
        predicate: tie.predicate.clone(),
        object: tie.object,
        role: None,
        former: false,
        from: None,
        to: None,
        modality: how.status.modality,
        attributed_to: how.attributed_to,
        confidence: (tie.probability * 100.0).round() / 100.0,
        evidence,
        rule: how.rule,
    };
    Some((how.anchor, relation))
}

/// Relations that a phrase tells ("Melbourne, Australia", "the Colts cornerback Darius Butler"): two names in one clause
/// say nothing of them.
const IN_A_PHRASE: [&str; 6] = ["inCountry", "locatedIn", "citizenOf", "memberOf", "partOf", "producedBy"];

/// From which probability on a reading of each relation is right often enough for a graph, by judged readings of news
/// (`training/relations_news.csv`); the others are right too seldom.
const TRUSTED: [(&str, f32); 7] = [
    ("inCountry", LEAST_SURE),
    ("locatedIn", LEAST_SURE),
    ("citizenOf", LEAST_SURE),
    ("producedBy", LEAST_SURE),
    ("authorOf", 0.8),
    ("bornIn", 0.8),
    ("educatedAt", 0.8),
];
const LEAST_SURE: f32 = 0.7;

/// Whether a reading is of a kind, and told in a way, that is most times right.
fn is_trusted(finder: &Finder, tie: &Tie, meeting: Option<TokenId>) -> bool {
    let sure = TRUSTED.iter().any(|&(name, least)| name == tie.predicate && tie.probability >= least);
    let Some(meeting) = meeting else { return sure && !is_place(&tie.predicate) };
    let way = |from| way(finder, from, meeting);
    let (subject, object) = (way(tie.subject_head), way(tie.object_head));
    let between = || subject.iter().chain(&object).chain([&meeting]).copied();
    let between = || between().filter(|&at| at != tie.subject_head && at != tie.object_head);
    sure && match tie.predicate.as_str() {
        "inCountry" if !may_be_in_country(finder, tie) => false,
        "inCountry" | "locatedIn" => {
            between().all(|at| is_place_word(finder, tie, at))
                && [tie.subject_head, tie.object_head]
                    .into_iter()
                    .chain(between())
                    .all(|at| is_place_link(finder, at, meeting))
        }
        // "Iranian Grand Master Ehsan": what posts and professions say, patterns tell.
        "citizenOf" => {
            let scene = &finder.scene;
            let owner = scene.deprel(tie.object_head) == "nmod:poss";
            let adjective = !owner && matches!(scene.modifier(tie.object_head), Some((Link::Demonym, _)));
            let direct = object.len() == 1 && subject.len() <= 1 && scene.preposition(tie.object_head).is_none();
            adjective && direct && between().all(|at| scene.role(at).is_none())
        }
        // "the union's Rome Treaty notice": no body, place or person is a product.
        "producedBy" => {
            let kind = finder.scene.document.chains[tie.subject].kind;
            matches!(kind, EntityType::Product | EntityType::Work | EntityType::Misc)
        }
        // "teaches as a professor at": who works at a school says nothing of having been there before.
        "educatedAt" => between().all(|at| finder.scene.role(at).is_none_or(|role| role.class == "student")),
        _ => true,
    }
}

/// Whether a country can hold the subject, and nothing says that the object is a city or state.
fn may_be_in_country(finder: &Finder, tie: &Tie) -> bool {
    let chains = &finder.scene.document.chains;
    let placed = matches!(
        chains[tie.subject].kind,
        EntityType::Place | EntityType::Organization | EntityType::Group | EntityType::Event
    );
    placed && !matches!(level(&chains[tie.object].name), Some(Level::City | Level::State))
}

/// The words from one up to the word that governs it, without the latter.
fn way(finder: &Finder, from: TokenId, top: TokenId) -> Vec<TokenId> {
    let mut way = Vec::new();
    let mut at = from;
    // A tree has no cycles; the bound guards against a malformed one.
    while at != top && way.len() < 64 {
        way.push(at);
        match finder.scene.head(at) {
            Some(head) => at = head,
            None => break,
        }
    }
    way
}

/// Whether a word between two names is a place or body too: "the US *city* of White Plains", not "US *senator* from".
fn is_place_word(finder: &Finder, tie: &Tie, at: TokenId) -> bool {
    let scene = &finder.scene;
    let actor = scene.mention(at).and_then(|mention| scene.actor_of(mention));
    if actor.is_some_and(|actor| actor.chain == tie.subject) {
        return true;
    }
    if let Some(name) = actor.filter(|actor| actor.form == Form::Name) {
        return matches!(name.kind, EntityType::Place | EntityType::Organization);
    }
    scene.role(at).is_some_and(|role| matches!(role.class.as_str(), "place" | "body" | "statebody"))
}

/// Whether a word hangs on the next as what lies there does: "in", "of", a comma, a possessive.
fn is_place_link(finder: &Finder, at: TokenId, meeting: TokenId) -> bool {
    at == meeting
        || finder
            .scene
            .preposition(at)
            .is_none_or(|word| matches!(word.as_str(), "in" | "of" | "at" | "on" | "near" | "within"))
}

/// Whether nothing but parts of noun phrases lies between a word and one that governs it.
fn is_within_phrase(finder: &Finder, mut token: TokenId, top: TokenId) -> bool {
    const PARTS: [&str; 7] = ["nmod", "appos", "compound", "flat", "amod", "nummod", "fixed"];
    // A tree has no cycles; the bound guards against a malformed one.
    for _ in 0..64 {
        if token == top {
            return true;
        }
        if !PARTS.contains(&finder.scene.relation(token)) {
            return false;
        }
        let Some(head) = finder.scene.head(token) else { return false };
        token = head;
    }
    false
}

/// The lowest word that governs both, within one sentence.
fn meeting(finder: &Finder, a: TokenId, b: TokenId) -> Option<TokenId> {
    let mut above = Vec::new();
    let mut at = Some(a);
    // A tree has no cycles; the bound guards against a malformed one.
    while let Some(token) = at.filter(|_| above.len() < 256) {
        above.push(token);
        at = finder.scene.head(token);
    }
    let mut at = Some(b);
    for _ in 0..256 {
        let token = at?;
        if above.contains(&token) {
            return Some(token);
        }
        at = finder.scene.head(token);
    }
    None
}
