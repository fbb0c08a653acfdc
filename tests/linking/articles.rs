//! Understood articles from marked-up text: `[person Barack Obama] met [person Xi#Xi Jinping]`.
//!
//! The word before the space is the type; after a `#` the chain, by default that of the same name. Words are tagged by
//! simple rules, which is enough for linking: it reads neighbours, not trees.

use newsgraph::article::{Article, Span};
use newsgraph::claim::{Claims, Event, Modality};
use newsgraph::document::{Chain, Document, EntityType, Form, Mention, Sentence, Token};
use newsgraph::entity::Annotated;

const VERBS: [&str; 34] = [
    "met",
    "said",
    "says",
    "told",
    "accused",
    "warned",
    "visited",
    "announced",
    "signed",
    "is",
    "was",
    "won",
    "denied",
    "urged",
    "sued",
    "sold",
    "bought",
    "spoke",
    "defeated",
    "agreed",
    "rejected",
    "killed",
    "condemned",
    "called",
    "imposed",
    "ruled",
    "arrived",
    "plays",
    "scored",
    "voted",
    "resigned",
    "flew",
    "released",
    "reported",
];
const SMALL: [(&str, &str); 24] = [
    ("in", "ADP"),
    ("at", "ADP"),
    ("from", "ADP"),
    ("of", "ADP"),
    ("to", "ADP"),
    ("with", "ADP"),
    ("on", "ADP"),
    ("near", "ADP"),
    ("for", "ADP"),
    ("by", "ADP"),
    ("the", "DET"),
    ("a", "DET"),
    ("an", "DET"),
    ("and", "CCONJ"),
    ("but", "CCONJ"),
    ("he", "PRON"),
    ("she", "PRON"),
    ("his", "PRON"),
    ("her", "PRON"),
    ("it", "PRON"),
    ("'s", "PART"),
    ("’s", "PART"),
    ("that", "SCONJ"),
    ("not", "PART"),
];

/// An article of one sentence a full stop.
pub(super) fn annotated(id: &str, date: Option<&str>, marked: &str) -> Annotated {
    let mut text = String::new();
    let mut spans: Vec<(Span, EntityType, String)> = Vec::new();
    let mut rest = marked;
    while let Some((before, inside)) = rest.split_once('[') {
        text.push_str(before);
        let (inside, after) = inside.split_once(']').expect("a closing bracket");
        let (kind, name) = inside.split_once(' ').expect("type and name");
        let (name, chain) = name.split_once('#').unwrap_or((name, name));
        let start = text.len();
        text.push_str(name);
        spans.push((Span::new(start, text.len()), EntityType::parse(kind).expect("a type"), chain.to_owned()));
        rest = after;
    }
    text.push_str(rest);
    let mut document = tokens(&text);
    for (span, kind, chain) in spans {
        mention(&mut document, &text, span, kind, Form::Name, &chain);
    }
    pronouns(&mut document, &text);
    document.mentions.iter_mut().for_each(|mention| mention.confidence = 0.9);
    let claims = Claims { events: events(&document), ..Claims::default() };
    let article = Article { id: id.to_owned(), published: date.map(str::to_owned), text, ..Article::default() };
    Annotated { article, document, claims }
}

fn tokens(text: &str) -> Document {
    let mut document = Document::default();
    let mut first = 0;
    let push = |document: &mut Document, start: usize, end: usize| {
        if start == end {
            return;
        }
        let form = &text[start..end];
        let lower = form.to_lowercase();
        let small = SMALL.iter().find(|(word, _)| *word == lower).map(|(_, upos)| *upos);
        let upos = match small {
            Some(upos) => upos,
            None if VERBS.contains(&lower.as_str()) => "VERB",
            None if !form.chars().any(char::is_alphanumeric) => "PUNCT",
            None if form.chars().next().is_some_and(char::is_uppercase) => "PROPN",
            None => "NOUN",
        };
        let token = Token {
            span: Span::new(start, end),
            upos: upos.to_owned(),
            xpos: String::new(),
            lemma: lower,
            head: None,
            deprel: "dep".to_owned(),
        };
        document.tokens.push(token);
    };
    let mut word = 0;
    for piece in text.split_inclusive(' ') {
        let bare = piece.trim_end();
        let (start, end) = (word, word + bare.len());
        word += piece.len();
        let abbreviation =
            bare.ends_with('.') && (bare.len() <= 5 || bare.matches('.').count() > 1) && word < text.len();
        let mut stop = end;
        while !abbreviation && stop > start && text[start..stop].ends_with(['.', ',', ';', ':', '"', '”']) {
            stop -= text[..stop].chars().next_back().map_or(1, char::len_utf8);
        }
        let possessive =
            ["'s", "’s"].iter().find(|ending| text[start..stop].ends_with(**ending)).map_or(0, |ending| ending.len());
        push(&mut document, start, stop - possessive);
        push(&mut document, stop - possessive, stop);
        push(&mut document, stop, end);
        if text[stop..end].starts_with('.') || word >= text.len() {
            let last = document.tokens.len();
            let begin = document.tokens[first].span.start;
            document.sentences.push(Sentence { span: Span::new(begin, end), first, end: last });
            first = last;
        }
    }
    document
}

fn mention(document: &mut Document, text: &str, span: Span, kind: EntityType, form: Form, chain: &str) {
    let first = document.tokens.iter().position(|token| token.span.end > span.start).expect("a token");
    let end = document.tokens.iter().position(|token| token.span.start >= span.end).unwrap_or(document.tokens.len());
    let at = document.mentions.len();
    let number = match document.chains.iter().position(|other| other.name == chain) {
        Some(number) => number,
        None => {
            document.chains.push(Chain {
                kind,
                name: chain.to_owned(),
                named: true,
                plural: false,
                mentions: Vec::new(),
            });
            document.chains.len() - 1
        }
    };
    document.chains[number].mentions.push(at);
    assert!(end > first, "{}", span.of(text));
    let (extent, confidence) = (span, 0.0);
    document.mentions.push(Mention { span, extent, head: end - 1, first, end, kind, form, confidence, chain: number });
}

/// "he" and "she" belong to the last person named before.
fn pronouns(document: &mut Document, text: &str) {
    for at in 0..document.tokens.len() {
        let token = &document.tokens[at];
        if token.upos != "PRON" || token.lemma == "it" {
            continue;
        }
        let span = token.span;
        let last = document
            .mentions
            .iter()
            .filter(|mention| mention.kind == EntityType::Person && mention.span.end <= span.start)
            .max_by_key(|mention| mention.span.end);
        if let Some(chain) = last.map(|mention| document.chains[mention.chain].name.clone()) {
            mention(document, text, span, EntityType::Person, Form::Pronoun, &chain);
        }
    }
}

/// Who stands right before a verb does it.
fn events(document: &Document) -> Vec<Event> {
    let verb = |at: usize| document.tokens.get(at).is_some_and(|token| token.upos == "VERB");
    let acting = document.mentions.iter().filter(|mention| verb(mention.end));
    acting
        .map(|mention| Event {
            kind: "consult".into(),
            subtype: "consult".into(),
            trigger: document.tokens[mention.end].span,
            sources: vec![mention.chain],
            targets: Vec::new(),
            participants: Vec::new(),
            recipients: Vec::new(),
            themes: Vec::new(),
            instruments: Vec::new(),
            topics: Vec::new(),
            quantities: Vec::new(),
            place: None,
            time: None,
            modality: Modality::Asserted,
            attributed_to: None,
            confidence: 0.5,
            evidence: document.sentences[0].span,
            rule: String::new(),
            within: None,
            arguments: Vec::new(),
            cues: Vec::new(),
        })
        .collect()
}
