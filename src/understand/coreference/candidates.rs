//! Candidate mentions: the names found before, descriptions ("the Chinese ministry") and personal pronouns.

use crate::article::Span;
use crate::document::{Document, EntityType, Form, Mention, TokenId};

use super::features::{Candidate, Determiner, Gender, Number, lemma};
use super::lexicon;

/// Relations of a noun that heads an argument, an attribute or a predicate of its own.
const ARGUMENTS: &[&str] = &[
    "nsubj",
    "obj",
    "iobj",
    "obl",
    "nmod",
    "conj",
    "appos",
    "root",
    "ccomp",
    "xcomp",
    "advcl",
    "acl",
    "vocative",
    "dislocated",
    "parataxis",
    "list",
    "orphan",
    "dep",
    "csubj",
];
/// Children of a noun that are outside its phrase as a mention: clauses, appositions, and what belongs to it as predicate.
const OUTSIDE: &[&str] = &[
    "acl",
    "appos",
    "case",
    "cop",
    "nsubj",
    "csubj",
    "aux",
    "mark",
    "cc",
    "conj",
    "punct",
    "parataxis",
    "advcl",
    "obl",
    "ccomp",
    "xcomp",
    "discourse",
    "expl",
    "dislocated",
    "vocative",
    "orphan",
    "list",
    "obj",
    "advmod",
    "dep",
];

/// All candidates of a document, sorted by span, longer first.
pub(super) fn collect(text: &str, document: &Document) -> Vec<Candidate> {
    let mut candidates: Vec<Candidate> =
        document.mentions.iter().filter_map(|mention| name(text, document, mention)).collect();
    let mut in_name = vec![false; document.tokens.len()];
    for mention in &document.mentions {
        in_name.iter_mut().take(mention.end).skip(mention.first).for_each(|inside| *inside = true);
    }
    for token in (0..document.tokens.len()).filter(|&token| !in_name[token]) {
        candidates.extend(pronoun(text, document, token).or_else(|| nominal(text, document, token)));
    }
    candidates.sort_by_key(|candidate| {
        let span = candidate.mention.span;
        (span.start, std::cmp::Reverse(span.end), candidate.mention.head)
    });
    candidates.dedup_by(|a, b| a.mention.span == b.mention.span);
    let groups = coordinations(document, &candidates);
    candidates.extend(groups);
    candidates.sort_by_key(|candidate| {
        let span = candidate.mention.span;
        (span.start, std::cmp::Reverse(span.end), candidate.mention.head)
    });
    candidates
}

/// "Obama and Xi", "France, Germany and Italy": what "they" and "the two leaders" may take up.
fn coordinations(document: &Document, candidates: &[Candidate]) -> Vec<Candidate> {
    let mut by_head: Vec<Option<usize>> = vec![None; document.tokens.len()];
    for (at, candidate) in candidates.iter().enumerate().rev() {
        by_head[candidate.mention.head] = Some(at);
    }
    let mut found = Vec::new();
    for first in candidates.iter().filter(|candidate| candidate.mention.form != Form::Pronoun) {
        let head = first.mention.head;
        let others: Vec<usize> = document.children_by(head, "conj").collect();
        let and = others.last().is_some_and(|&last| {
            document.children_by(last, "cc").any(|cc| matches!(document.tokens[cc].lemma.as_str(), "and" | "&"))
        });
        let members: Option<Vec<&Candidate>> =
            others.iter().map(|&other| by_head[other].map(|at| &candidates[at])).collect();
        let (Some(members), true) = (members, and) else { continue };
        let Some(last) = members.last() else { continue };
        let kind = first.mention.kind;
        if kind == EntityType::Misc || members.iter().any(|member| member.mention.kind != kind) {
            continue;
        }
        let mut group = (*first).clone();
        group.mention.form = Form::Nominal;
        group.mention.span = first.mention.span.cover(last.mention.span);
        group.mention.end = last.mention.end;
        group.mention.confidence = 0.7;
        group.number = Number::Plural;
        group.gender = Gender::Unknown;
        group.determiner = Determiner::Bare;
        group.head = String::new();
        // How many there are.
        group.modifiers = vec![(members.len() + 1).to_string()];
        group.coordination = true;
        found.push(group);
    }
    found
}

fn name(text: &str, document: &Document, mention: &Mention) -> Option<Candidate> {
    let sentence = document.sentence_of(mention.head)?;
    let words: Vec<&str> = mention.span.of(text).split_whitespace().collect();
    let gender = if mention.kind == EntityType::Person {
        gender_of_name(text, document, mention, &words)
    } else {
        Gender::Unknown
    };
    let tag = document.tokens[mention.head].xpos.as_str();
    let number = match mention.kind {
        EntityType::Group if matches!(tag, "NNS" | "NNPS") => Number::Plural,
        EntityType::Group => Number::Unknown,
        _ => Number::Singular,
    };
    Some(Candidate {
        mention: mention.clone(),
        sentence,
        entity: true,
        number,
        gender,
        determiner: Determiner::Bare,
        head: words.last().map(|word| word.to_lowercase()).unwrap_or_default(),
        modifiers: Vec::new(),
        coordination: false,
    })
}

/// Gender by a title before the name, else by the first name.
fn gender_of_name(text: &str, document: &Document, mention: &Mention, words: &[&str]) -> Gender {
    let before = mention.first.checked_sub(1).map(|at| document.tokens[at].span.of(text));
    let before = before
        .filter(|word| *word != ".")
        .or_else(|| mention.first.checked_sub(2).map(|at| document.tokens[at].span.of(text)));
    let by_title = before.map_or(Gender::Unknown, lexicon::title);
    if by_title != Gender::Unknown {
        return by_title;
    }
    words.first().filter(|_| words.len() > 1).map_or(Gender::Unknown, |word| lexicon::first_name(word))
}

/// A personal, possessive or reflexive pronoun.
fn pronoun(text: &str, document: &Document, at: TokenId) -> Option<Candidate> {
    let token = &document.tokens[at];
    if matches!(token.relation(), "expl" | "discourse" | "reparandum") {
        return None;
    }
    let word = token.span.of(text).to_lowercase();
    let (kind, number, gender) = match word.as_str() {
        "he" | "him" | "his" | "himself" => (EntityType::Person, Number::Singular, Gender::Male),
        "she" | "her" | "hers" | "herself" => (EntityType::Person, Number::Singular, Gender::Female),
        "it" | "its" | "itself" => (EntityType::Misc, Number::Singular, Gender::Unknown),
        "they" | "them" | "their" | "theirs" | "themselves" => (EntityType::Misc, Number::Plural, Gender::Unknown),
        "i" | "me" | "my" | "mine" | "myself" => (EntityType::Person, Number::Singular, Gender::Unknown),
        "we" | "us" | "our" | "ours" | "ourselves" => (EntityType::Person, Number::Plural, Gender::Unknown),
        "you" | "your" | "yours" | "yourself" | "yourselves" => (EntityType::Person, Number::Unknown, Gender::Unknown),
        _ => return None,
    };
    // "the US", a Roman numeral, a list number
    if !token.upos.is_empty() && !matches!(token.upos.as_str(), "PRON" | "DET") {
        return None;
    }
    let surface = token.span.of(text);
    if word == "us" && surface == "US" {
        return None;
    }
    let sentence = document.sentence_of(at)?;
    let mention = Mention {
        span: token.span,
        head: at,
        first: at,
        end: at + 1,
        kind,
        form: Form::Pronoun,
        confidence: 0.9,
        chain: 0,
    };
    Some(Candidate {
        mention,
        sentence,
        entity: kind == EntityType::Person,
        number,
        gender,
        determiner: Determiner::Definite,
        head: word,
        modifiers: Vec::new(),
        coordination: false,
    })
}

/// A description headed by a noun.
fn nominal(text: &str, document: &Document, at: TokenId) -> Option<Candidate> {
    let token = &document.tokens[at];
    if token.deprel == "nmod:desc" || !ARGUMENTS.contains(&token.relation()) {
        return None;
    }
    let head = lemma(text, document, at);
    let noun = match token.upos.as_str() {
        "NOUN" => lexicon::noun(&compound_head(text, document, at, &head)).or_else(|| lexicon::noun(&head)),
        // "the Ministry", "the President": a capital letter makes no name.
        "PROPN" => {
            let noun = lexicon::noun(&head)?;
            // "Secretary of State"
            let pointed = document.children_by(at, "det").next().is_some();
            if !pointed && noun.kind != EntityType::Person {
                return None;
            }
            Some(noun)
        }
        _ => return None,
    };
    let sentence = document.sentence_of(at)?;
    let (first, end) = phrase(document, at);
    let span = Span::new(document.tokens[first].span.start, document.tokens[end - 1].span.end);
    if is_time(document, at) || span.is_empty() {
        return None;
    }
    let number = number(document, at, noun.and_then(|noun| noun.number), text);
    let determiner = determiner(text, document, at, first);
    let modifiers = modifiers(text, document, at);
    // "in prison", "at school", "take office": nothing is pointed at; people and titles do without article.
    let bare = end - first == 1 && determiner == Determiner::Bare && number == Number::Singular;
    let body_part = head == "head" && determiner == Determiner::Possessive;
    let noun = noun.filter(|noun| (!bare || noun.kind == EntityType::Person) && !body_part);
    let mention = Mention {
        span,
        head: at,
        first,
        end,
        kind: noun.map_or(EntityType::Misc, |noun| noun.kind),
        form: Form::Nominal,
        confidence: if noun.is_some() { 0.8 } else { 0.5 },
        chain: 0,
    };
    Some(Candidate {
        mention,
        sentence,
        entity: noun.is_some(),
        number,
        gender: noun.map_or(Gender::Unknown, |noun| noun.gender),
        determiner,
        head,
        modifiers,
        coordination: false,
    })
}

/// "prime minister", "air force": the head with the compound before it, where the lexicon lists both.
fn compound_head(text: &str, document: &Document, at: TokenId, head: &str) -> String {
    let before = at.checked_sub(1).filter(|&before| document.tokens[before].head == Some(at));
    before.map_or_else(|| head.to_owned(), |before| format!("{} {head}", lemma(text, document, before)))
}

/// Tokens of the noun phrase around a head, without relative clauses, appositions, prepositions and, for predicates,
/// subject and copula.
fn phrase(document: &Document, head: TokenId) -> (TokenId, TokenId) {
    let (mut first, mut end) = (head, head + 1);
    let mut stack = vec![head];
    while let Some(at) = stack.pop() {
        for child in document.children(at) {
            let relation = document.tokens[child].relation();
            let before = matches!(relation, "det" | "amod" | "compound" | "nummod" | "nmod" | "flat" | "goeswith");
            let outside = if at == head && child < head && (!before || document.tokens[child].deprel == "nmod") {
                true
            } else if at != head {
                // Inner phrases are whole but for clauses and appositions, which would stand at the edge.
                matches!(relation, "acl" | "appos" | "punct" | "parataxis" | "advcl" | "dep")
            } else {
                // "on Tuesday" tells of the clause, wherever the parser hung it.
                OUTSIDE.contains(&relation) || (relation == "nmod" && child > head && is_time(document, child))
            };
            // "the ministry itself"
            let emphatic = document.tokens[child].deprel == "nmod:unmarked" && document.tokens[child].upos == "PRON";
            if !outside && !emphatic {
                first = first.min(child);
                end = end.max(child + 1);
                stack.push(child);
            }
        }
    }
    // A clause before the head is a slip of the parser; so are a preposition or mark at the edge.
    let clause = (first..head).rev().find(|&at| {
        let token = &document.tokens[at];
        matches!(token.upos.as_str(), "VERB" | "AUX") && !matches!(token.relation(), "amod" | "compound")
    });
    first = clause.map_or(first, |at| at + 1);
    while first < head && matches!(document.tokens[first].upos.as_str(), "PUNCT" | "ADP" | "CCONJ" | "SCONJ") {
        first += 1;
    }
    while end > head + 1 && document.tokens[end - 1].upos == "PUNCT" {
        end -= 1;
    }
    (first, end)
}

/// Whether a token lies in a time expression.
fn is_time(document: &Document, at: TokenId) -> bool {
    let span = document.tokens[at].span;
    let from = document.times.partition_point(|time| time.span.end <= span.start);
    document.times.get(from).is_some_and(|time| time.span.overlaps(span))
}

fn number(document: &Document, at: TokenId, known: Option<Number>, text: &str) -> Number {
    if let Some(known) = known {
        return known;
    }
    let counted = document.children_by(at, "nummod").any(|child| {
        let word = document.tokens[child].span.of(text).to_lowercase();
        !matches!(word.as_str(), "one" | "1") && document.tokens[at].xpos != "NN"
    });
    match document.tokens[at].xpos.as_str() {
        "NNS" | "NNPS" => Number::Plural,
        _ if counted => Number::Plural,
        "NN" | "NNP" => Number::Singular,
        _ => Number::Unknown,
    }
}

fn determiner(text: &str, document: &Document, at: TokenId, first: TokenId) -> Determiner {
    let mut found = Determiner::Bare;
    for child in document.children(at).filter(|&child| child >= first) {
        let relation = document.tokens[child].deprel.as_str();
        match relation {
            "nmod:poss" => return Determiner::Possessive,
            "det" | "det:predet" => {
                found = match lemma(text, document, child).as_str() {
                    "the" => Determiner::Definite,
                    "this" | "that" | "these" | "those" => Determiner::Demonstrative,
                    "both" => Determiner::Definite,
                    _ => Determiner::Indefinite,
                };
            }
            _ => {}
        }
    }
    // "the FBI and Chinese ministry": the article serves both.
    let before =
        document.tokens[at].head.filter(|_| found == Determiner::Bare && document.tokens[at].relation() == "conj");
    match before {
        Some(before) if document.children_by(before, "det").any(|det| lemma(text, document, det) == "the") => {
            Determiner::Definite
        }
        _ => found,
    }
}

fn modifiers(text: &str, document: &Document, at: TokenId) -> Vec<String> {
    let mut found: Vec<String> = document
        .children(at)
        .filter(|&child| {
            let token = &document.tokens[child];
            matches!(token.relation(), "amod" | "compound" | "nummod" | "nmod") && token.upos != "PRON"
        })
        .map(|child| lemma(text, document, child))
        .collect();
    found.sort();
    found.dedup();
    found
}
