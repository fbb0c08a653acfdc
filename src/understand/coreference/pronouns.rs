//! Personal pronouns: the best antecedent that agrees, by syntax, nearness and weight in the article; first persons in
//! quotations are their speakers.

use std::collections::BTreeMap;

use crate::document::{EntityType, Form, TokenId};

use super::clusters::Clusters;
use super::features::{Candidate, Determiner, Number, Scene, governor, is_subject};
use super::quotes::{self, Quote};

/// How many sentences back an antecedent may lie.
const REACH: usize = 3;
/// Below this score a pronoun stays alone.
const ENOUGH: i32 = 20;

/// Joins pronouns with what they stand for, from the first to the last.
pub(super) fn join(scene: &Scene, quotes: &[Quote], clusters: &mut Clusters) {
    join_speakers(scene, quotes, clusters);
    for at in 0..scene.candidates.len() {
        let candidate = &scene.candidates[at];
        // What syntax has joined with a name is settled.
        let settled = clusters.is_named(at);
        let skipped = settled || person(&candidate.head) != 3 || says_nothing(scene, candidate);
        if candidate.mention.form != Form::Pronoun || skipped {
            continue;
        }
        if let Some(antecedent) = reflexive(scene, at).or_else(|| best(scene, quotes, clusters, at)) {
            clusters.join(antecedent, at);
        }
    }
}

/// "It is time to", "it was clear that": the pronoun holds the place of a clause.
fn says_nothing(scene: &Scene, candidate: &Candidate) -> bool {
    let token = &scene.document.tokens[candidate.mention.head];
    let Some(verb) = token.head.filter(|_| candidate.head == "it" && token.relation() == "nsubj") else { return false };
    let copula = scene.document.children_by(verb, "cop").next().is_some();
    let clause = |child: TokenId| {
        let part = &scene.document.tokens[child];
        child > candidate.mention.head
            && (matches!(part.relation(), "csubj" | "ccomp" | "xcomp" | "expl")
                || (matches!(part.relation(), "advcl" | "acl")
                    && scene.document.children_by(child, "mark").next().is_some()))
    };
    let seeming = matches!(scene.document.tokens[verb].lemma.as_str(), "seem" | "appear" | "turn" | "rain" | "snow");
    (copula || seeming) && scene.document.children(verb).any(clause)
}

/// Whether a candidate is a personal pronoun of the third person.
pub(super) fn is_third_person(candidate: &Candidate) -> bool {
    matches!(
        candidate.head.as_str(),
        "he" | "him"
            | "his"
            | "himself"
            | "she"
            | "her"
            | "hers"
            | "herself"
            | "it"
            | "its"
            | "itself"
            | "they"
            | "them"
            | "their"
            | "theirs"
            | "themselves"
    )
}

/// Grammatical person of a pronoun.
fn person(word: &str) -> u8 {
    match word {
        "i" | "me" | "my" | "mine" | "myself" | "we" | "us" | "our" | "ours" | "ourselves" => 1,
        "you" | "your" | "yours" | "yourself" | "yourselves" => 2,
        _ => 3,
    }
}

/// First and second persons: "I" in a quotation is its speaker; "we" and "you" of one speaker are one; outside quotations
/// "I" is the author.
pub(super) fn join_speakers(scene: &Scene, quotes: &[Quote], clusters: &mut Clusters) {
    // The first pronoun of each voice: speaker's cluster, quotation where the speaker is unknown, which pronoun.
    let mut voices: BTreeMap<(Option<usize>, Option<usize>, &str), usize> = BTreeMap::new();
    for at in 0..scene.candidates.len() {
        let candidate = &scene.candidates[at];
        if candidate.mention.form != Form::Pronoun {
            continue;
        }
        let voice = match (person(&candidate.head), candidate.number) {
            (1, Number::Singular) => "I",
            (1, _) => "we",
            (2, _) => "you",
            _ => continue,
        };
        let quote = quotes::around(quotes, candidate.mention.head);
        let speaker = quote.and_then(|quote| quotes[quote].speaker);
        if let Some(speaker) =
            speaker.filter(|&speaker| voice == "I" && scene.candidates[speaker].number.agrees(Number::Singular))
        {
            clusters.join(speaker, at);
            continue;
        }
        let key = (speaker.map(|speaker| clusters.of(speaker)), quote.filter(|_| speaker.is_none()), voice);
        clusters.join(*voices.entry(key).or_insert(at), at);
    }
}

/// The subject of the clause, for reflexives.
fn reflexive(scene: &Scene, at: usize) -> Option<usize> {
    let candidate = &scene.candidates[at];
    if !candidate.head.ends_with("self") && !candidate.head.ends_with("selves") {
        return None;
    }
    let verb = governor(scene.document, candidate.mention.head)?;
    let subject = scene.document.children_by(verb, "nsubj").next()?;
    let found = scene.headed_by(subject)?;
    (found != at && scene.candidates[found].number.agrees(candidate.number)).then_some(found)
}

/// The antecedent with the best score, if it is good enough.
fn best(scene: &Scene, quotes: &[Quote], clusters: &Clusters, at: usize) -> Option<usize> {
    let candidate = &scene.candidates[at];
    let mut best: Option<(i32, usize)> = None;
    for before in (0..at).rev() {
        let other = &scene.candidates[before];
        if other.sentence + REACH < candidate.sentence {
            break;
        }
        if !fits(scene, quotes, clusters, at, before) {
            continue;
        }
        let score = score(scene, quotes, clusters, at, before);
        if best.is_none_or(|(most, _)| score > most) {
            best = Some((score, before));
        }
    }
    best.filter(|(score, _)| *score >= ENOUGH).map(|(_, before)| before).or_else(|| cataphor(scene, clusters, at))
}

/// "In his speech, Obama …": the subject that a fronted phrase leads to.
fn cataphor(scene: &Scene, clusters: &Clusters, at: usize) -> Option<usize> {
    let candidate = &scene.candidates[at];
    let verb = governor(scene.document, candidate.mention.head)?;
    let subject = scene.document.children_by(verb, "nsubj").find(|&subject| subject > candidate.mention.head);
    // From a fronted clause up to the main one.
    let subject = subject.or_else(|| {
        let main = scene.document.tokens[verb].head.filter(|_| scene.document.tokens[verb].relation() == "advcl")?;
        scene.document.children_by(main, "nsubj").find(|&subject| subject > candidate.mention.head)
    })?;
    let found = scene.headed_by(subject)?;
    let named = scene.candidates[found].mention.form == Form::Name;
    (named && agrees(scene, clusters, at, found)).then_some(found)
}

/// Whether kind, number and gender of a pronoun and of a candidate's cluster agree.
fn agrees(scene: &Scene, clusters: &Clusters, at: usize, before: usize) -> bool {
    let candidate = &scene.candidates[at];
    let other = &scene.candidates[before];
    let kind = clusters.kind(before);
    let number = clusters.number(before);
    let same_word = other.mention.form == Form::Pronoun
        && other.number == candidate.number
        && (other.mention.kind == EntityType::Misc) == (candidate.mention.kind == EntityType::Misc);
    if other.mention.form == Form::Pronoun && person(&other.head) != 3 {
        return false;
    }
    match candidate.head.as_str() {
        "he" | "him" | "his" | "himself" | "she" | "her" | "hers" | "herself" => {
            kind == EntityType::Person
                && number.agrees(Number::Singular)
                && candidate.gender.agrees(clusters.gender(before))
        }
        "it" | "its" | "itself" => {
            !matches!(kind, EntityType::Person | EntityType::Group)
                && number.agrees(Number::Singular)
                && (other.mention.form != Form::Pronoun || same_word)
        }
        _ => {
            let collective = matches!(kind, EntityType::Organization | EntityType::Group)
                || (kind == EntityType::Person && number == Number::Unknown);
            if other.mention.form == Form::Pronoun { same_word } else { number == Number::Plural || collective }
        }
    }
}

/// Whether agreement and binding allow an earlier candidate as antecedent of a pronoun of the third person.
pub(super) fn fits(scene: &Scene, quotes: &[Quote], clusters: &Clusters, at: usize, before: usize) -> bool {
    let (candidate, other) = (&scene.candidates[at], &scene.candidates[before]);
    if other.covers(candidate) || candidate.covers(other) || !agrees(scene, clusters, at, before) {
        return false;
    }
    // "Chinese" in "Chinese hackers" is nobody that a pronoun stands for.
    let role = scene.document.tokens[other.mention.head].relation();
    if matches!(role, "amod" | "compound")
        && other.mention.form == Form::Name
        && other.mention.kind != EntityType::Organization
    {
        return false;
    }
    if matches!(other.determiner, Determiner::Indefinite) && is_negative(scene, other) {
        return false;
    }
    // A speaker does not call himself "he".
    let here = quotes::around(quotes, candidate.mention.head);
    if let Some(quote) = here
        && let Some(speaker) = quotes[quote].speaker
        && clusters.same(speaker, before)
    {
        return false;
    }
    suits_description(scene, clusters, at, before) && !bound(scene, clusters, at, before)
}

/// Whether an antecedent can be what a predicate says of the pronoun ("it was a coconut" is said of no organization).
fn suits_description(scene: &Scene, clusters: &Clusters, at: usize, before: usize) -> bool {
    let kind = clusters.kind(before);
    let described = clusters.members(at).iter().map(|&member| &scene.candidates[member]);
    described
        .filter(|member| member.mention.form == Form::Nominal)
        .all(|member| if member.entity { member.mention.kind == kind } else { kind == EntityType::Misc })
}

fn is_negative(scene: &Scene, other: &Candidate) -> bool {
    scene.document.children_by(other.mention.head, "det").any(|det| scene.surface(det).eq_ignore_ascii_case("no"))
}

/// Whether binding forbids one of a cluster as antecedent: arguments of one verb differ unless the pronoun is reflexive or
/// possessive.
fn bound(scene: &Scene, clusters: &Clusters, at: usize, before: usize) -> bool {
    let candidate = &scene.candidates[at];
    let head = candidate.mention.head;
    if candidate.head.ends_with("self") || candidate.head.ends_with("selves") {
        return false;
    }
    let possessive = scene.document.tokens[head].deprel == "nmod:poss";
    let clause = |token: TokenId| argument_of(scene, token);
    let Some(verb) = clause(head) else { return false };
    let members = clusters.members(before);
    let from = members.partition_point(|&member| scene.candidates[member].sentence < candidate.sentence);
    let mut here =
        members[from..].iter().take_while(|&&member| scene.candidates[member].sentence == candidate.sentence);
    here.any(|&member| {
        let other = &scene.candidates[member];
        if member == at {
            return false;
        }
        let other_head = other.mention.head;
        // "Obama's aide met him": a possessor is no co-argument.
        let co_argument =
            !possessive && clause(other_head) == Some(verb) && scene.document.tokens[other_head].deprel != "nmod:poss";
        // "his wife" is not him; "his" in "his mother" is not the mother.
        let owns = scene.document.tokens[head].head == Some(other_head) && possessive;
        co_argument || owns
    })
}

/// The verb that a token is a direct argument of.
fn argument_of(scene: &Scene, token: TokenId) -> Option<TokenId> {
    let mut at = token;
    while scene.document.tokens[at].relation() == "conj" {
        at = scene.document.tokens[at].head?;
    }
    matches!(scene.document.tokens[at].relation(), "nsubj" | "obj" | "iobj" | "obl")
        .then(|| scene.document.tokens[at].head)?
}

/// The token whose role a noun plays: in "many of the voters" that of "many".
fn role_bearer(scene: &Scene, token: TokenId) -> TokenId {
    let tokens = &scene.document.tokens;
    tokens[token]
        .head
        .filter(|&head| {
            tokens[token].deprel == "nmod" && matches!(tokens[head].upos.as_str(), "ADJ" | "NUM" | "DET" | "PRON")
        })
        .unwrap_or(token)
}

/// How likely a candidate is the antecedent; whole numbers, so that the order never depends on rounding.
fn score(scene: &Scene, quotes: &[Quote], clusters: &Clusters, at: usize, before: usize) -> i32 {
    let (candidate, other) = (&scene.candidates[at], &scene.candidates[before]);
    let document = scene.document;
    let distance = i32::try_from(candidate.sentence - other.sentence).unwrap_or(9);
    let mut score = 60 - 22 * distance;
    score += match document.tokens[role_bearer(scene, other.mention.head)].relation() {
        "nsubj" => 25,
        "obj" | "iobj" => 8,
        "root" | "conj" | "parataxis" => 10,
        "appos" => 4,
        "nmod" if document.tokens[other.mention.head].deprel == "nmod:poss" => 6,
        "compound" => -12,
        _ => 0,
    };
    // Parallel roles: subjects take up subjects.
    if is_subject(document, candidate.mention.head) && is_subject(document, other.mention.head) {
        score += 10;
    }
    // A possessive takes up the subject of its own clause.
    if document.tokens[candidate.mention.head].deprel == "nmod:poss" && distance == 0 {
        let verb = governor(document, candidate.mention.head);
        if verb.is_some()
            && verb == document.tokens[other.mention.head].head
            && is_subject(document, other.mention.head)
        {
            score += 20;
        }
    }
    // "Biden and his team"
    let owned = document.tokens[candidate.mention.head].head;
    if owned.is_some_and(|owned| {
        document.tokens[owned].relation() == "conj" && document.tokens[owned].head == Some(other.mention.head)
    }) {
        score += 30;
    }
    // Nearer is better within a sentence.
    let tokens = candidate.mention.first.saturating_sub(other.mention.end);
    score -= i32::try_from(tokens / 6).unwrap_or(8).min(8);
    score += match other.mention.form {
        Form::Name => 8,
        Form::Pronoun => 12,
        Form::Nominal if other.entity => 2,
        Form::Nominal => -6,
    };
    if other.determiner == Determiner::Indefinite && other.mention.form == Form::Nominal {
        score -= 2;
    }
    score += i32::try_from(clusters.members(before).len()).unwrap_or(9).min(6) * 2;
    // Quotations are worlds of their own.
    let (here, there) = (quotes::around(quotes, candidate.mention.head), quotes::around(quotes, other.mention.head));
    if here.is_some() != there.is_some() {
        score -= if candidate.head == "it" { 25 } else { 12 };
    }
    // "He" is rather somebody with a name.
    if candidate.mention.kind == EntityType::Person && clusters.is_named(before) {
        score += 15;
    }
    score + kind_preference(scene, clusters, candidate, before)
}

/// "It" is rather a thing just spoken of; "they" rather people than an organization, rarely a place.
fn kind_preference(scene: &Scene, clusters: &Clusters, candidate: &Candidate, before: usize) -> i32 {
    let kind = clusters.kind(before);
    match (candidate.number, kind) {
        (Number::Plural, EntityType::Organization) if clusters.number(before) != Number::Plural => -25,
        (Number::Plural, EntityType::Person | EntityType::Group) => 8,
        (Number::Plural, EntityType::Misc) => -4,
        // A place acts or owns when it is "it"; else the pronoun is rather of a thing.
        (Number::Singular, EntityType::Place) if candidate.mention.kind == EntityType::Misc => {
            let acts =
                |head: TokenId| is_subject(scene.document, head) || scene.document.tokens[head].deprel == "nmod:poss";
            if acts(candidate.mention.head) && acts(scene.candidates[before].mention.head) { -4 } else { -40 }
        }
        (Number::Singular, EntityType::Organization) if candidate.head == "it" => {
            let acts = is_subject(scene.document, candidate.mention.head);
            let near = candidate.sentence == scene.candidates[before].sentence;
            if acts || near && is_subject(scene.document, scene.candidates[before].mention.head) { 0 } else { -25 }
        }
        _ => 0,
    }
}
