//! What tells whether two phrases go together, as numbers for the model: agreement, words in common, position, syntax.
//!
//! `training/coreference.py` computes the same; the order of features and of their values is that of the model file.

use std::collections::HashMap;

use crate::document::{Document, TokenId};

use super::features::{Gender, Number, lemma};
use super::lexicon;
use crate::understand::phrases::{Phrase, Phrases};

/// Values of each feature, in order.
const VALUES: [usize; FEATURES] = [256, 9, 16, 10, 10, 10, 4, 8, 49, 5];
/// Number of features.
const FEATURES: usize = 10;

/// How a phrase refers; the numbers are those of the model.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Class {
    Name,
    Definite,
    Demonstrative,
    Possessive,
    Indefinite,
    Bare,
    He,
    She,
    It,
    They,
    I,
    We,
    You,
    This,
    Relative,
    Other,
}

/// A phrase as pairs see it. Words are numbers of an article's [`Words`].
#[derive(Debug)]
struct View {
    first: TokenId,
    end: TokenId,
    head: TokenId,
    class: Class,
    number: usize,
    gender: usize,
    /// Its words without article and possessive ending.
    words: Vec<u32>,
    /// The same, sorted, those with letters or digits only.
    content: Vec<u32>,
    head_form: u32,
    /// The head word without dots, where it may be an acronym.
    short: u32,
    lemma: u32,
    initials: u32,
    sentence: usize,
    governor: Option<TokenId>,
    role: usize,
    relation: Relation,
    copula: bool,
    quote: usize,
}

/// Relations of a head that matter for pairs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Relation {
    Subject,
    Apposition,
    Conjunct,
    Other,
}

/// All phrases of an article, ready to be paired.
#[derive(Debug)]
pub(super) struct Pairs {
    views: Vec<View>,
}

/// Numbers for words.
#[derive(Default)]
struct Words(HashMap<String, u32>);

impl Words {
    fn number(&mut self, word: String) -> u32 {
        let next = u32::try_from(self.0.len()).unwrap_or(u32::MAX);
        *self.0.entry(word).or_insert(next)
    }
}

impl Pairs {
    /// Looks at every phrase once.
    pub(super) fn new(text: &str, document: &Document, phrases: &Phrases) -> Self {
        let quotes = quotations(text, document);
        let mut words = Words::default();
        let views = phrases.items.iter().map(|phrase| view(text, document, phrase, &quotes, &mut words)).collect();
        Self { views }
    }

    /// Rows of the model's feature table for an antecedent and an anaphor, given by the indexes of their phrases.
    pub(super) fn features(&self, antecedent: usize, anaphor: usize) -> [usize; FEATURES] {
        let (a, b) = (&self.views[antecedent], &self.views[anaphor]);
        let values = [
            a.class as usize * 16 + b.class as usize,
            a.number * 3 + b.number,
            a.gender * 4 + b.gender,
            bucket(b.sentence.saturating_sub(a.sentence)),
            bucket((anaphor - antecedent).saturating_sub(1)),
            common_words(a, b),
            nesting(a, b),
            syntax(a, b),
            a.role * 7 + b.role,
            match (a.quote, b.quote) {
                (0, 0) => 0,
                (0, _) => 4,
                (_, 0) => 3,
                (one, other) => 1 + usize::from(one != other),
            },
        ];
        let mut rows = [0; FEATURES];
        let mut base = 0;
        for ((row, value), count) in rows.iter_mut().zip(values).zip(VALUES) {
            *row = base + value;
            base += count;
        }
        rows
    }
}

/// 0, 1, 2, 3, 4, 5–7, 8–15, 16–31, 32–63, 64 and more.
fn bucket(distance: usize) -> usize {
    [1, 2, 3, 4, 5, 8, 16, 32, 64].iter().position(|&limit| distance < limit).unwrap_or(9)
}

fn pronoun(word: &str) -> Option<Class> {
    Some(match word {
        "he" | "him" | "his" | "himself" => Class::He,
        "she" | "her" | "hers" | "herself" => Class::She,
        "it" | "its" | "itself" => Class::It,
        "they" | "them" | "their" | "theirs" | "themselves" => Class::They,
        "i" | "me" | "my" | "mine" | "myself" => Class::I,
        "we" | "us" | "our" | "ours" | "ourselves" => Class::We,
        "you" | "your" | "yours" | "yourself" | "yourselves" => Class::You,
        "this" | "that" | "these" | "those" => Class::This,
        "who" | "whom" | "whose" | "which" => Class::Relative,
        _ => return None,
    })
}

fn is_demonstrative(word: &str) -> bool {
    matches!(word, "this" | "that" | "these" | "those")
}

fn is_possessive(word: &str) -> bool {
    matches!(word, "my" | "your" | "his" | "her" | "its" | "our" | "their")
}

fn view(text: &str, document: &Document, phrase: &Phrase, quotes: &[usize], numbers: &mut Words) -> View {
    let (first, end, head) = (phrase.tokens.start, phrase.tokens.end, phrase.head);
    let tokens = &document.tokens;
    let form = |at: TokenId| tokens[at].span.of(text).to_lowercase();
    let forms: Vec<String> = (first..end).map(form).collect();
    let head_lemma = lemma(text, document, head);
    let conjoined = document.children_by(head, "conj").any(|child| (first..end).contains(&child));
    let class = class(document, phrase, &forms);
    let number = number(class, &forms[0], &head_lemma, conjoined, &tokens[head].xpos);
    let gender = gender(text, document, phrase, class, number, conjoined, &head_lemma);
    let articles = |word: &str| matches!(word, "the" | "a" | "an") || is_demonstrative(word) || is_possessive(word);
    let mut words: &[String] = &forms;
    while let [article, rest @ ..] = words
        && !rest.is_empty()
        && articles(article)
    {
        words = rest;
    }
    while let [rest @ .., ending] = words
        && !rest.is_empty()
        && matches!(ending.as_str(), "'s" | "’s" | "'" | "’")
    {
        words = rest;
    }
    let initials: String = words
        .iter()
        .filter(|word| !matches!(word.as_str(), "of" | "the" | "and" | "for" | "in"))
        .filter_map(|word| word.chars().next().filter(|c| c.is_alphabetic()))
        .collect();
    let head_form = form(head);
    let mut content: Vec<u32> = words
        .iter()
        .filter(|word| word.contains(char::is_alphanumeric))
        .map(|word| numbers.number(word.clone()))
        .collect();
    content.sort_unstable();
    content.dedup();
    let token = &tokens[head];
    View {
        first,
        end,
        head,
        class,
        number,
        gender,
        words: words.iter().map(|word| numbers.number(word.clone())).collect(),
        content,
        short: numbers.number(head_form.replace('.', "")),
        head_form: numbers.number(head_form),
        lemma: numbers.number(head_lemma),
        initials: numbers.number(initials),
        sentence: document.sentence_of(head).unwrap_or_default(),
        governor: token.head,
        role: match token.relation() {
            "nsubj" | "csubj" => 0,
            "obj" | "iobj" => 1,
            "obl" => 2,
            "nmod" => 3,
            "appos" => 4,
            "conj" => 5,
            _ => 6,
        },
        relation: match token.relation() {
            "nsubj" => Relation::Subject,
            "appos" => Relation::Apposition,
            "conj" => Relation::Conjunct,
            _ => Relation::Other,
        },
        copula: document.children_by(head, "cop").next().is_some(),
        quote: quotes[head],
    }
}

fn class(document: &Document, phrase: &Phrase, forms: &[String]) -> Class {
    let start = forms[0].as_str();
    if let (Some(class), 1) = (pronoun(start), forms.len()) {
        return class;
    }
    match document.tokens[phrase.head].upos.as_str() {
        "PRON" => return Class::Other,
        "PROPN" => return Class::Name,
        _ => {}
    }
    let possessed = || {
        let mut children = document.children(phrase.head);
        children.any(|child| child >= phrase.tokens.start && document.tokens[child].deprel == "nmod:poss")
    };
    match start {
        "the" => Class::Definite,
        _ if is_demonstrative(start) => Class::Demonstrative,
        _ if is_possessive(start) || possessed() => Class::Possessive,
        "a" | "an" | "some" | "any" | "another" | "each" | "every" | "no" => Class::Indefinite,
        _ => Class::Bare,
    }
}

/// 0 unknown, 1 singular, 2 plural.
fn number(class: Class, start: &str, lemma: &str, conjoined: bool, tag: &str) -> usize {
    match class {
        Class::He | Class::She | Class::It | Class::I => 1,
        Class::They | Class::We => 2,
        Class::You | Class::Relative | Class::Other => 0,
        Class::This => 1 + usize::from(matches!(start, "these" | "those")),
        _ => {
            let collective = lexicon::noun(lemma).is_some_and(|noun| noun.number == Some(Number::Plural));
            match tag {
                _ if conjoined || collective => 2,
                "NNS" | "NNPS" => 2,
                "NN" | "NNP" => 1,
                _ => 0,
            }
        }
    }
}

/// 0 unknown, 1 male, 2 female, 3 neither.
fn gender(
    text: &str,
    document: &Document,
    phrase: &Phrase,
    class: Class,
    number: usize,
    conjoined: bool,
    lemma: &str,
) -> usize {
    let of = |gender: Gender| match gender {
        Gender::Male => 1,
        Gender::Female => 2,
        Gender::Unknown => 0,
    };
    let form = |at: TokenId| document.tokens[at].span.of(text);
    match class {
        Class::He => 1,
        Class::She => 2,
        Class::It => 3,
        Class::Name if !conjoined => {
            let first = phrase.tokens.clone().find(|&at| document.tokens[at].upos == "PROPN");
            let first = first.unwrap_or(phrase.tokens.start);
            let titles = [first.checked_sub(1), Some(first)];
            let title = titles.into_iter().flatten().map(|at| title(&form(at).to_lowercase())).find(|&g| g > 0);
            let given = || if phrase.tokens.end - first > 1 { of(lexicon::first_name(form(first))) } else { 0 };
            title.unwrap_or_else(given)
        }
        _ if class < Class::He && class != Class::Name && number != 2 => {
            lexicon::noun(lemma).map_or(0, |noun| of(noun.gender))
        }
        _ => 0,
    }
}

fn title(word: &str) -> usize {
    match word {
        "mr." | "mr" | "sir" | "lord" | "king" | "prince" => 1,
        "mrs." | "mrs" | "ms." | "ms" | "miss" | "lady" | "queen" | "princess" => 2,
        _ => 0,
    }
}

/// The number of the quotation that a token stands in, 0 outside; the end of a paragraph closes it.
fn quotations(text: &str, document: &Document) -> Vec<usize> {
    let (mut current, mut count, mut before) = (0, 0, 0);
    document
        .tokens
        .iter()
        .map(|token| {
            if text.get(before..token.span.start).is_some_and(|gap| gap.contains("\n\n")) {
                current = 0;
            }
            before = token.span.end;
            let mark = token.span.of(text);
            if !matches!(mark, "\"" | "“" | "”" | "``" | "''") {
                return current;
            }
            if current > 0 && !matches!(mark, "“" | "``") {
                current = 0;
            } else if current == 0 && !matches!(mark, "”" | "''") {
                count += 1;
                current = count;
            }
            0
        })
        .collect()
}

fn common_words(a: &View, b: &View) -> usize {
    if a.class >= Class::He || b.class >= Class::He {
        return usize::from(a.class >= Class::He && b.class >= Class::He && a.head_form == b.head_form);
    }
    let within = |small: &[u32], large: &[u32]| small.iter().all(|word| large.binary_search(word).is_ok());
    if a.words == b.words {
        return 2;
    }
    if a.lemma == b.lemma {
        return match (within(&b.content, &a.content), within(&a.content, &b.content)) {
            (true, _) => 3,
            (_, true) => 4,
            _ => 5,
        };
    }
    let contained = |small: &[u32], large: &[u32]| !small.is_empty() && within(small, large);
    if contained(&b.content, &a.content) || contained(&a.content, &b.content) {
        return 6;
    }
    let acronym =
        |short: &View, long: &View| short.words.len() == 1 && long.words.len() > 1 && short.short == long.initials;
    if acronym(a, b) || acronym(b, a) {
        return 7;
    }
    if a.content.iter().any(|word| b.content.binary_search(word).is_ok()) { 8 } else { 9 }
}

fn nesting(a: &View, b: &View) -> usize {
    if a.first <= b.first && b.end <= a.end {
        1
    } else if b.first <= a.first && a.end <= b.end {
        2
    } else if a.first < b.end && b.first < a.end {
        3
    } else {
        0
    }
}

/// How the heads of two phrases hang together.
fn syntax(a: &View, b: &View) -> usize {
    let under = |one: &View, other: &View| one.governor == Some(other.head);
    if b.relation == Relation::Apposition && under(b, a) {
        1
    } else if b.copula && under(a, b) && a.relation == Relation::Subject {
        2
    } else if (a.relation == Relation::Conjunct && under(a, b)) || (b.relation == Relation::Conjunct && under(b, a)) {
        4
    } else if under(b, a) {
        5
    } else if under(a, b) {
        6
    } else if a.governor.is_some() && a.governor == b.governor {
        3
    } else {
        0
    }
}
