//! Candidate mentions: the names found before, descriptions ("the Chinese ministry") and personal pronouns.

use crate::article::Span;
use crate::document::{Document, EntityType, Form, Mention, TokenId};

use super::features::{Candidate, Determiner, Gender, Number, lemma};
use super::lexicon;
use crate::understand::phrases::{Phrase, Phrases};

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

/// Probability from which the model's word counts for what a description refers to.
const CERTAIN: f32 = 0.8;

/// All candidates of a document, sorted by span, longer first: names, the phrases that the model found, and descriptions
/// and pronouns that it overlooked or did not look for.
pub(super) fn collect(text: &str, document: &Document, phrases: &Phrases) -> Vec<Candidate> {
    let mut candidates: Vec<Candidate> =
        document.mentions.iter().filter_map(|mention| name(text, document, mention)).collect();
    let mut taken = vec![false; document.tokens.len()];
    for mention in &document.mentions {
        taken.iter_mut().take(mention.end).skip(mention.first).for_each(|inside| *inside = true);
    }
    for token in (0..document.tokens.len()).filter(|&token| !taken[token]) {
        candidates.extend(nationality(text, document, token));
    }
    let by_head = by_head(phrases);
    for candidate in &mut candidates {
        candidate.phrase = phrase_of(candidate, phrases, &by_head);
    }
    let in_name = taken.clone();
    for (at, phrase) in phrases.items.iter().enumerate().filter(|(_, phrase)| phrase.is_mention) {
        if let Some(mut candidate) = described(text, document, phrase, in_name[phrase.head]) {
            candidate.phrase = Some(at);
            taken[phrase.head] = true;
            candidates.push(candidate);
        }
    }
    for token in (0..document.tokens.len()).filter(|&token| !taken[token]) {
        let candidate = pronoun(text, document, token).or_else(|| nominal(text, document, token));
        candidates.extend(candidate.filter(|candidate| candidate.entity || !phrases.are_known()));
    }
    for candidate in &mut candidates {
        with_bound(text, document, &mut candidate.mention);
    }
    sort(&mut candidates);
    candidates.dedup_by(|a, b| a.mention.span == b.mention.span);
    let groups = coordinations(document, &candidates);
    candidates.extend(groups);
    sort(&mut candidates);
    candidates.dedup_by(|a, b| a.mention.span == b.mention.span && a.coordination && b.coordination);
    candidates
}

/// "least 12 people" is what parsers leave of "at least 12 people".
fn with_bound(text: &str, document: &Document, mention: &mut Mention) {
    let word = |token: TokenId| document.tokens[token].span.of(text).to_lowercase();
    let first = mention.first;
    let cut = mention.form == Form::Nominal && first > 0 && matches!(word(first).as_str(), "least" | "most");
    if cut && word(first - 1) == "at" {
        let start = document.tokens[first - 1].span.start;
        mention.first = first - 1;
        mention.extent.start = mention.extent.start.min(start);
        mention.span.start = start;
    }
}

fn sort(candidates: &mut [Candidate]) {
    candidates.sort_by_key(|candidate| {
        let span = candidate.mention.span;
        (span.start, std::cmp::Reverse(span.end), candidate.mention.head, candidate.phrase.is_none())
    });
}

/// Indexes of phrases by head word.
fn by_head(phrases: &Phrases) -> Vec<(TokenId, usize)> {
    let mut pairs: Vec<(TokenId, usize)> =
        phrases.items.iter().enumerate().map(|(at, phrase)| (phrase.head, at)).collect();
    pairs.sort_unstable();
    pairs
}

/// The shortest phrase around a name that has its head ("the UK" for "UK").
fn phrase_of(name: &Candidate, phrases: &Phrases, by_head: &[(TokenId, usize)]) -> Option<usize> {
    let mention = &name.mention;
    let from = by_head.partition_point(|&(head, _)| head < mention.head);
    let mine = by_head[from..].iter().take_while(|&&(head, _)| head == mention.head).map(|&(_, at)| at);
    let size = |at: usize| phrases.items[at].tokens.len();
    let covers = |at: usize| {
        let tokens = &phrases.items[at].tokens;
        tokens.start <= mention.first && mention.end <= tokens.end
    };
    mine.min_by_key(|&at| (!covers(at), size(at), at))
}

/// The candidate that a phrase of the model is; a name stands for itself, but not for others joined to it.
fn described(text: &str, document: &Document, phrase: &Phrase, in_name: bool) -> Option<Candidate> {
    let head = phrase.head;
    let (first, end) = (phrase.tokens.start, phrase.tokens.end);
    let members = 1 + document.children_by(head, "conj").filter(|child| phrase.tokens.contains(child)).count();
    if in_name && members == 1 {
        return None;
    }
    if end - first == 1 && matches!(document.tokens[head].upos.as_str(), "PRON" | "DET") {
        return pronoun(text, document, head).or_else(|| other_pronoun(text, document, head));
    }
    let sentence = document.sentence_of(head)?;
    let span = Span::new(document.tokens[first].span.start, document.tokens[end - 1].span.end);
    if members > 1 {
        return Some(Candidate {
            mention: Mention {
                span,
                extent: span,
                head,
                first,
                end,
                kind: EntityType::Misc,
                form: Form::Nominal,
                confidence: 0.7,
                chain: 0,
            },
            sentence,
            entity: false,
            number: Number::Plural,
            gender: Gender::Unknown,
            determiner: Determiner::Bare,
            head: String::new(),
            modifiers: vec![members.to_string()],
            coordination: true,
            phrase: None,
        });
    }
    let mut candidate = noun_phrase(text, document, head)?;
    // The model's span may leave out what the tree has before the noun.
    if candidate.mention.first < first || candidate.mention.end > end {
        (candidate.mention.first, candidate.mention.end) =
            (candidate.mention.first.max(first), candidate.mention.end.min(end));
        let tokens = &document.tokens[candidate.mention.first..candidate.mention.end];
        candidate.mention.span = tokens[0].span.cover(tokens[tokens.len() - 1].span);
    }
    candidate.mention.extent = span;
    // What the word lists do not know, the model may.
    let known = phrase.kind.filter(|_| !candidate.entity && phrase.certainty >= CERTAIN && !is_time(document, head));
    if let Some(kind) = known {
        candidate.mention.kind = kind;
        candidate.mention.confidence = 0.7;
        candidate.entity = kind != EntityType::Event;
    }
    Some(candidate)
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
        group.mention.extent = group.mention.span;
        group.phrase = None;
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

/// A nationality that was not seen to be a name: "the Saudi airstrike".
fn nationality(text: &str, document: &Document, at: TokenId) -> Option<Candidate> {
    let token = &document.tokens[at];
    lexicon::adjective(token.span.of(text)).filter(|_| token.relation() == "amod" && token.upos == "ADJ")?;
    let mention = Mention {
        span: token.span,
        extent: token.span,
        head: at,
        first: at,
        end: at + 1,
        kind: EntityType::Group,
        form: Form::Name,
        confidence: 0.8,
        chain: 0,
    };
    name(text, document, &mention)
}

/// Whether a name is followed by the region it lies in, as only places are: "visiting Kenosha, Wisconsin".
fn lies_in_region(document: &Document, mention: &Mention) -> bool {
    let comma = document.tokens.get(mention.end).is_some_and(|token| token.lemma == ",");
    let region = document.mentions.iter().find(|other| other.first == mention.end + 1);
    let prepared = mention.first.checked_sub(1).is_some_and(|before| {
        let token = &document.tokens[before];
        token.upos == "ADP" || (token.upos == "VERB" && token.xpos != "VBD")
    });
    comma
        && prepared
        && mention.end - mention.first < 3
        && region.is_some_and(|region| {
            let token = &document.tokens[region.head];
            region.kind == EntityType::Place
                && token.head == Some(mention.head)
                && matches!(token.relation(), "nmod" | "appos" | "flat" | "obl")
        })
}

fn name(text: &str, document: &Document, mention: &Mention) -> Option<Candidate> {
    let sentence = document.sentence_of(mention.head)?;
    let mut mention = mention.clone();
    if mention.kind == EntityType::Person && lies_in_region(document, &mention) {
        mention.kind = EntityType::Place;
        mention.confidence = 1.0;
    }
    let mention = &mention;
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
        phrase: None,
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
        extent: token.span,
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
        phrase: None,
    })
}

/// A pronoun that is not personal: "this", "both", "someone".
fn other_pronoun(text: &str, document: &Document, at: TokenId) -> Option<Candidate> {
    let token = &document.tokens[at];
    let word = token.span.of(text).to_lowercase();
    let number = match word.as_str() {
        "these" | "those" | "both" | "many" | "few" | "several" | "others" => Number::Plural,
        "this" | "that" => Number::Singular,
        _ => Number::Unknown,
    };
    Some(Candidate {
        mention: Mention {
            span: token.span,
            extent: token.span,
            head: at,
            first: at,
            end: at + 1,
            kind: EntityType::Misc,
            form: Form::Pronoun,
            confidence: 0.6,
            chain: 0,
        },
        sentence: document.sentence_of(at)?,
        entity: false,
        number,
        gender: Gender::Unknown,
        determiner: Determiner::Demonstrative,
        head: word,
        modifiers: Vec::new(),
        coordination: false,
        phrase: None,
    })
}

/// A description headed by a noun, by the rules alone.
fn nominal(text: &str, document: &Document, at: TokenId) -> Option<Candidate> {
    let token = &document.tokens[at];
    if token.deprel == "nmod:desc" || !ARGUMENTS.contains(&token.relation()) || is_time(document, at) {
        return None;
    }
    if token.upos == "PROPN" {
        // "the Ministry", "the President": a capital letter makes no name; "Secretary of State"
        let noun = lexicon::noun(&lemma(text, document, at))?;
        let pointed = document.children_by(at, "det").next().is_some();
        if !pointed && noun.kind != EntityType::Person {
            return None;
        }
    } else if token.upos != "NOUN" {
        return None;
    }
    noun_phrase(text, document, at)
}

/// The description around a head word.
fn noun_phrase(text: &str, document: &Document, at: TokenId) -> Option<Candidate> {
    let token = &document.tokens[at];
    let head = lemma(text, document, at);
    let noun = match token.upos.as_str() {
        "NOUN" => lexicon::noun(&compound_head(text, document, at, &head)).or_else(|| lexicon::noun(&head)),
        "PROPN" => lexicon::noun(&head),
        _ => None,
    };
    let noun = noun.filter(|noun| !is_time(document, at) && (!noun.owned || acts_for_person(text, document, at)));
    let sentence = document.sentence_of(at)?;
    let (first, end) = phrase(document, at);
    let span = Span::new(document.tokens[first].span.start, document.tokens[end - 1].span.end);
    if span.is_empty() {
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
        extent: span,
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
        phrase: None,
    })
}

/// Whether a noun is a person's, and does something: "the Trump *campaign* said", not "launched his campaign".
fn acts_for_person(text: &str, document: &Document, at: TokenId) -> bool {
    let person = |child: TokenId| {
        let named = document.mentions.iter().any(|mention| mention.head == child && mention.kind == EntityType::Person);
        let pronoun = matches!(document.tokens[child].span.of(text).to_lowercase().as_str(), "his" | "her");
        (named && matches!(document.tokens[child].relation(), "compound" | "nmod")) || pronoun
    };
    let token = &document.tokens[at];
    let acts = matches!(token.deprel.as_str(), "nsubj" | "obl:agent" | "nmod:poss")
        || token.relation() == "conj" && token.head.is_some_and(|head| document.tokens[head].deprel == "nsubj");
    acts && document.children(at).any(|child| child < at && person(child))
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
    document.is_time(document.tokens[at].span)
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
