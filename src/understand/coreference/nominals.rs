//! Definite descriptions: "the hackers" after "Chinese hackers", "the ministry" after "the Ministry of Public Security",
//! "the company" after its name.

use crate::document::{EntityType, Form, TokenId};

use super::clusters::Clusters;
use super::features::{Candidate, Determiner, Number, Scene};
use super::lexicon::{self, StandsFor};

/// How many sentences back a description may take up another with the same noun.
const SAME_NOUN_REACH: usize = 12;
/// The same for things that are no people, organizations or places.
const THING_REACH: usize = 5;
/// How many sentences back "the company", "the country" or "the president" may take up a name.
const NAME_REACH: usize = 4;
/// The furthest that anything is taken up, in sentences: longer texts are several stories.
const FAR: usize = 80;
/// Words of organizations that are no companies.
const PUBLIC: &[&str] = &[
    "ministry",
    "department",
    "agency",
    "commission",
    "council",
    "committee",
    "parliament",
    "congress",
    "senate",
    "court",
    "police",
    "army",
    "navy",
    "force",
    "forces",
    "party",
    "union",
    "nations",
    "university",
    "association",
    "federation",
    "bureau",
    "office",
    "authority",
    "administration",
    "government",
    "institute",
    "foundation",
    "league",
    "church",
    "guard",
    "service",
    "house",
    "board",
    "college",
    "school",
    "fund",
    "treasury",
    "assembly",
    "organization",
];
/// Words that say "another one".
const OTHER: &[&str] = &[
    "other",
    "another",
    "second",
    "third",
    "former",
    "incoming",
    "outgoing",
    "elect",
    "new",
    "next",
    "previous",
    "rival",
    "opposite",
    "different",
];

/// Words before an office that make it another.
const LESSER: &[&str] = &["vice", "former", "ex", "deputy", "acting", "assistant", "co", "-", "prime"];

/// Prepositions before whom a role belongs to.
const OWNED_BY: &[&str] = &["of", "for", "at", "with"];

/// Joins definite descriptions with what they take up.
pub(super) fn join(scene: &Scene, clusters: &mut Clusters) {
    for at in 0..scene.candidates.len() {
        let candidate = &scene.candidates[at];
        let definite = matches!(candidate.determiner, Determiner::Definite | Determiner::Demonstrative);
        let possessed = candidate.determiner == Determiner::Possessive;
        if candidate.mention.form != Form::Nominal || !(definite || possessed) || already_described(scene, clusters, at)
        {
            continue;
        }
        if candidate.modifiers.iter().any(|word| OTHER.contains(&word.as_str())) {
            continue;
        }
        let named = definite || owned_by_country(scene, at).is_some();
        let office = lexicon::noun(&candidate.head).is_some_and(|noun| noun.stands_for == StandsFor::Office);
        // Who holds an office is clearer from a name than from the word.
        let first = if office && named { by_name(scene, clusters, at) } else { None };
        let antecedent = first
            .or_else(|| same_noun(scene, clusters, at))
            .or_else(|| coordinated(scene, at))
            .or_else(|| if named { by_name(scene, clusters, at) } else { None });
        if let Some(antecedent) = antecedent {
            clusters.join(antecedent, at);
        }
    }
}

/// Whether apposition or predication has given the description its place already.
fn already_described(scene: &Scene, clusters: &Clusters, at: usize) -> bool {
    let sentence = scene.candidates[at].sentence;
    clusters.members(at).iter().any(|&other| other != at && scene.candidates[other].sentence == sentence)
}

/// The nearest earlier description with the same noun whose modifiers include those of this one.
fn same_noun(scene: &Scene, clusters: &Clusters, at: usize) -> Option<usize> {
    let candidate = &scene.candidates[at];
    let reach = match candidate.head.as_str() {
        // Always some people or other.
        "people" | "person" => 2,
        _ if candidate.entity => SAME_NOUN_REACH,
        _ => THING_REACH,
    };
    let possessor = possessor(scene, at);
    for (before, other) in scene.candidates[..at].iter().enumerate().rev() {
        if other.sentence + reach < candidate.sentence {
            return None;
        }
        if other.mention.form != Form::Nominal || other.head != candidate.head || other.covers(candidate) {
            continue;
        }
        let number = other.number == candidate.number;
        let narrowed = candidate.modifiers.iter().all(|word| clusters_have_modifier(scene, clusters, before, word));
        // "the talks" may take up "bilateral talks"; "the third man" no other man; generic plurals take up nothing.
        let generic =
            other.determiner == Determiner::Bare && other.modifiers.is_empty() && other.number == Number::Plural;
        let owners = match (possessor, self::possessor(scene, before)) {
            (Some(a), Some(b)) => clusters.same(a, b),
            (Some(_), None) => false,
            (None, _) => true,
        };
        let counted = candidate.determiner != Determiner::Possessive || possessor.is_some();
        if number && narrowed && owners && counted && !generic && !differ(candidate, other) {
            return Some(before);
        }
    }
    None
}

/// "The two leaders" after "Obama and Xi".
fn coordinated(scene: &Scene, at: usize) -> Option<usize> {
    let candidate = &scene.candidates[at];
    let number = candidate.modifiers.iter().find_map(|word| match word.as_str() {
        "two" | "2" => Some("2"),
        "three" | "3" => Some("3"),
        "four" | "4" => Some("4"),
        _ => None,
    });
    let head = candidate.mention.head;
    let both = scene.document.children_by(head, "det").any(|det| scene.surface(det).eq_ignore_ascii_case("both"));
    let number = number.or(both.then_some("2"))?;
    let fits = |other: &Candidate| {
        let sides = matches!(candidate.head.as_str(), "side" | "government") && other.mention.kind == EntityType::Place;
        let kinds = other.mention.kind == candidate.mention.kind || sides;
        other.coordination && other.modifiers.iter().any(|word| word == number) && kinds
    };
    scene.candidates[..at]
        .iter()
        .enumerate()
        .rev()
        .take_while(|(_, other)| other.sentence + NAME_REACH >= candidate.sentence)
        .find(|(_, other)| fits(other))
        .map(|(before, _)| before)
}

/// Whether a word narrows some description of the cluster of a candidate.
fn clusters_have_modifier(scene: &Scene, clusters: &Clusters, at: usize, word: &str) -> bool {
    clusters.members(at).iter().any(|&member| scene.candidates[member].modifiers.iter().any(|other| other == word))
}

/// Whether numbers or opposed words tell two descriptions apart.
fn differ(a: &Candidate, b: &Candidate) -> bool {
    let counts = |candidate: &Candidate| -> Vec<String> {
        candidate.modifiers.iter().filter(|word| word.bytes().any(|byte| byte.is_ascii_digit())).cloned().collect()
    };
    let (a_counts, b_counts) = (counts(a), counts(b));
    (!a_counts.is_empty() && !b_counts.is_empty() && a_counts != b_counts)
        || b.modifiers.iter().any(|word| {
            (OTHER.contains(&word.as_str()) || LESSER.contains(&word.as_str())) && !a.modifiers.contains(word)
        })
}

/// The candidate that possesses a description ("China's", "his").
fn possessor(scene: &Scene, at: usize) -> Option<usize> {
    let head = scene.candidates[at].mention.head;
    let child = scene.document.children(head).find(|&child| scene.document.tokens[child].deprel == "nmod:poss")?;
    scene.headed_by(child)
}

/// The country whose adjective or name stands before a description's head ("the Chinese ministry").
fn owned_by_country(scene: &Scene, at: usize) -> Option<&'static str> {
    let mention = &scene.candidates[at].mention;
    (mention.first..mention.head).find_map(|token| {
        let word = scene.surface(token);
        lexicon::adjective(word).or_else(|| lexicon::country(word))
    })
}

/// The named chain that a description takes up.
fn by_name(scene: &Scene, clusters: &Clusters, at: usize) -> Option<usize> {
    let candidate = &scene.candidates[at];
    if candidate.number == Number::Plural && candidate.head != "police" {
        return None;
    }
    let noun = lexicon::noun(&candidate.head)?;
    // "the department of history", "the company that": what follows narrows it to another.
    let narrowed = scene.document.children(candidate.mention.head).any(|child| {
        let token = &scene.document.tokens[child];
        matches!(token.deprel.as_str(), "nmod" | "acl" | "acl:relcl" | "nummod")
    });
    if narrowed {
        return None;
    }
    let country = owned_by_country(scene, at);
    let words: Vec<&str> = candidate.modifiers.iter().map(String::as_str).collect();
    let own_modifiers = words.iter().filter(|word| {
        let capital: String = word.chars().take(1).flat_map(char::to_uppercase).chain(word.chars().skip(1)).collect();
        lexicon::adjective(&capital).is_none() && lexicon::country(&capital).is_none()
    });
    let unexplained = own_modifiers.count();
    match &noun.stands_for {
        StandsFor::NameWith(list) if unexplained == 0 => unique(scene, clusters, at, FAR, |name| {
            has_word(scene, name, list) && owner_fits(scene, clusters, name, country)
        }),
        StandsFor::Company if unexplained == 0 && country.is_none() => {
            unique(scene, clusters, at, NAME_REACH, |name| is_company(scene, clusters, name))
        }
        StandsFor::Country if words.is_empty() => unique(scene, clusters, at, 2, |name| is_country(scene, name))
            .filter(|&found| is_foremost(scene, clusters, at, found))
            .or_else(|| nearest(scene, clusters, at, |name| is_country(scene, name))),
        StandsFor::City if words.is_empty() => {
            let is_city =
                |name: usize| scene.candidates[name].mention.kind == EntityType::Place && !is_country(scene, name);
            unique(scene, clusters, at, 2, is_city).or_else(|| nearest(scene, clusters, at, is_city))
        }
        StandsFor::Office => unique(scene, clusters, at, FAR, |name| {
            scene.candidates[name].mention.kind == EntityType::Person
                && has_office(scene, clusters, name, &title(scene, at), country)
        }),
        _ => None,
    }
}

/// The only named cluster met before within a number of sentences that passes a test; its latest name.
fn unique(scene: &Scene, clusters: &Clusters, at: usize, reach: usize, test: impl Fn(usize) -> bool) -> Option<usize> {
    let candidate = &scene.candidates[at];
    let mut found: Option<usize> = None;
    let mut failed: Vec<usize> = Vec::new();
    for (before, other) in scene.candidates[..at].iter().enumerate().rev() {
        if other.sentence.saturating_add(reach) < candidate.sentence {
            break;
        }
        let root = clusters.of(before);
        let nested = candidate.covers(other);
        if other.mention.form != Form::Name || nested || failed.contains(&root) || found == Some(root) {
            continue;
        }
        let near = |name: usize| scene.candidates[name].sentence + FAR >= candidate.sentence;
        let mut names = clusters.members(before).iter().filter(|&&name| scene.form(name) == Form::Name && near(name));
        if !names.any(|&name| test(name)) {
            failed.push(root);
        } else if found.is_none() {
            found = Some(root);
        } else {
            return None;
        }
    }
    found
}

/// The only cluster with a name that passes a test in the nearest sentence, this one or the one before, that has any; names
/// that only describe ("U.S. citizens") do not count.
fn nearest(scene: &Scene, clusters: &Clusters, at: usize, test: impl Fn(usize) -> bool) -> Option<usize> {
    let candidate = &scene.candidates[at];
    let mut found: Option<(usize, usize)> = None;
    for (before, other) in scene.candidates[..at].iter().enumerate().rev() {
        if other.sentence + 1 < candidate.sentence || found.is_some_and(|(sentence, _)| other.sentence < sentence) {
            break;
        }
        let describes = matches!(scene.document.tokens[other.mention.head].relation(), "compound" | "amod");
        if other.mention.form != Form::Name || candidate.covers(other) || describes || !test(before) {
            continue;
        }
        match found {
            Some((_, root)) if root != clusters.of(before) => return None,
            _ => found = Some((other.sentence, clusters.of(before))),
        }
    }
    found.map(|(_, root)| root)
}

fn has_word(scene: &Scene, name: usize, words: &[&str]) -> bool {
    let mention = &scene.candidates[name].mention;
    mention.kind != EntityType::Person
        && mention.span.of(scene.text).split([' ', '\n', '-']).any(|word| words.contains(&word.trim_end_matches('.')))
}

/// Whether nothing says that an organization belongs to another country than the one named.
fn owner_fits(scene: &Scene, clusters: &Clusters, name: usize, country: Option<&'static str>) -> bool {
    let Some(country) = country else { return true };
    let mut said = None;
    for &member in clusters.members(name) {
        let mention = &scene.candidates[member].mention;
        if scene.form(member) != Form::Name {
            continue;
        }
        let first = mention.span.of(scene.text).split_whitespace().next().unwrap_or_default();
        let within = lexicon::adjective(first).or_else(|| lexicon::country(first));
        let before = mention.first.checked_sub(1).map(|token| scene.surface(token));
        let before = match before {
            Some("'s" | "’s" | "'" | "’") => mention.first.checked_sub(2).map(|token| scene.surface(token)),
            other => other,
        };
        let owner = before.and_then(|word| lexicon::adjective(word).or_else(|| lexicon::country(word)));
        said = said.or(within).or(owner);
    }
    said.is_none_or(|said| said == country)
}

/// Whether no other country has been named more often so far.
fn is_foremost(scene: &Scene, clusters: &Clusters, at: usize, found: usize) -> bool {
    let times = |root: usize| clusters.members(root).partition_point(|&member| member < at);
    let most = times(found);
    let near = |name: usize| scene.candidates[name].sentence + FAR >= scene.candidates[at].sentence;
    let mut others = (0..at).rev().take_while(|&name| near(name));
    others.all(|name| scene.form(name) != Form::Name || !is_country(scene, name) || times(name) <= most)
}

fn is_company(scene: &Scene, clusters: &Clusters, name: usize) -> bool {
    scene.candidates[name].mention.kind == EntityType::Organization
        && clusters.members(name).iter().filter(|&&member| scene.form(member) == Form::Name).all(|&member| {
            let surface = scene.candidates[member].mention.span.of(scene.text).to_lowercase();
            !surface.split([' ', '\n']).any(|word| PUBLIC.contains(&word))
                && lexicon::country(&surface.to_uppercase()).is_none()
        })
}

fn is_country(scene: &Scene, name: usize) -> bool {
    lexicon::country(scene.candidates[name].mention.span.of(scene.text))
        .is_some_and(|name| !matches!(name, "United Nations" | "European Union"))
}

/// The words of an office without article and country, lower-cased: "prime minister" of "the British prime minister".
fn title(scene: &Scene, at: usize) -> Vec<String> {
    let mention = &scene.candidates[at].mention;
    (mention.first..=mention.head)
        .filter(|&token| !matches!(scene.document.tokens[token].relation(), "det" | "case" | "punct"))
        // Of "the president's plan" the president owns, but is not owned.
        .filter(|&token| token == mention.head || scene.document.tokens[token].deprel != "nmod:poss")
        .map(|token| scene.surface(token))
        .filter(|word| lexicon::adjective(word).is_none() && lexicon::country(word).is_none())
        .map(str::to_lowercase)
        .collect()
}

/// Whether a description by an office ("the president") can be of the person that an earlier cluster names: something
/// there must give the office. Whoever else is in an article is not its president.
pub(super) fn office_fits(scene: &Scene, clusters: &Clusters, at: usize, before: usize) -> bool {
    let head = &scene.candidates[at].head;
    let office = lexicon::noun(head).is_some_and(|noun| noun.stands_for == StandsFor::Office);
    if !office || clusters.kind(before) != EntityType::Person || !clusters.is_named(before) {
        return true;
    }
    let same_noun = |&member: &usize| scene.form(member) == Form::Nominal && scene.candidates[member].head == *head;
    clusters.members(before).iter().any(same_noun)
        || has_office(scene, clusters, before, std::slice::from_ref(head), owned_by_country(scene, at))
}

/// Whether nothing says that two descriptions with one noun are of different owners: "a spokesman for the ministry" is not
/// "the Kremlin's spokesman".
pub(super) fn owners_fit(scene: &Scene, clusters: &Clusters, at: usize, before: usize) -> bool {
    let head = &scene.candidates[at].head;
    if is_another(scene, at, before) {
        return false;
    }
    let mut described = clusters
        .members(before)
        .iter()
        .filter(|&&member| scene.form(member) == Form::Nominal && scene.candidates[member].head == *head);
    match (named_owner(scene, clusters, at), owned_by_country(scene, at)) {
        (None, None) => true,
        (Some(owner), _) => described
            .all(|&member| named_owner(scene, clusters, member).is_none_or(|other| clusters.same(owner, other))),
        (None, country) => {
            described.all(|&member| owned_by_country(scene, member).is_none_or(|other| Some(other) == country))
        }
    }
}

/// Whether a description brings up another one of its kind: "a team" after "your team", "another leader".
fn is_another(scene: &Scene, at: usize, before: usize) -> bool {
    let (candidate, other) = (&scene.candidates[at], &scene.candidates[before]);
    let pointed = matches!(other.determiner, Determiner::Definite | Determiner::Demonstrative | Determiner::Possessive);
    let says_other = |candidate: &Candidate| {
        let document = scene.document;
        let mut dets = document.children_by(candidate.mention.head, "det");
        dets.any(|det| scene.surface(det).eq_ignore_ascii_case("another"))
            || candidate.modifiers.iter().any(|word| matches!(word.as_str(), "other" | "another"))
    };
    candidate.mention.form == Form::Nominal
        && other.mention.form == Form::Nominal
        && ((candidate.determiner == Determiner::Indefinite && pointed) || says_other(candidate) != says_other(other))
}

/// The named candidate that a description belongs to: "China's", "for the ministry", "of Peru".
fn named_owner(scene: &Scene, clusters: &Clusters, at: usize) -> Option<usize> {
    let document = scene.document;
    let of = |child: TokenId| {
        let token = &document.tokens[child];
        let preposition = || document.children_by(child, "case").any(|case| OWNED_BY.contains(&scene.surface(case)));
        token.deprel == "nmod:poss" || (token.relation() == "nmod" && preposition())
    };
    let mut children = document.children(scene.candidates[at].mention.head).filter(|&child| of(child));
    children.find_map(|child| scene.headed_by(child).filter(|&owner| clusters.is_named(owner)))
}

/// Whether a person is called by an office: as a title before the name or in a description of the same chain.
fn has_office(
    scene: &Scene,
    clusters: &Clusters,
    name: usize,
    office: &[String],
    country: Option<&'static str>,
) -> bool {
    let fits = |theirs: Option<&'static str>| country.is_none() || theirs.is_none() || theirs == country;
    clusters.members(name).iter().any(|&member| match scene.form(member) {
        Form::Nominal => title(scene, member) == office && fits(owned_by_country(scene, member)),
        Form::Name => {
            let first = scene.candidates[member].mention.first;
            let Some(start) = first.checked_sub(office.len()) else { return false };
            let titled = (start..first).zip(office).all(|(token, word)| scene.surface(token).to_lowercase() == *word);
            let before = start.checked_sub(1).map_or("", |token| scene.surface(token));
            let theirs = lexicon::adjective(before).or_else(|| lexicon::country(before));
            // Not "Vice President Biden", "former President Bush".
            titled && !LESSER.contains(&before.to_lowercase().as_str()) && fits(theirs)
        }
        Form::Pronoun => false,
    })
}
