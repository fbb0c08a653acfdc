//! A small understood article for tests, made by hand.

use oxigraph::model::Quad;

use crate::article::{Article, Span};
use crate::claim::{ClaimTime, Claims, Description, Event, Modality, Quote, Relation};
use crate::document::{Chain, Document, EntityType, Form, Mention, Sentence, TimeExpression, TimeKind, Token};
use crate::entity::{Actor, Annotated, Identities, Link};
use crate::vocabulary::PREFIXES;

/// Two leaders meet; one of them has a post; somebody is quoted, not in ASCII.
const TEXT: &str = "Barack Obama met Xi Jinping in Beijing on Wednesday. Mr. Xi is president of China. \
    “There’s a gap. It’s wide.” So said James Lewis. Hackers watched.";

/// The article "summit" with everything found in it.
///
/// Chains: 0 Obama, 1 Xi, 2 Beijing, 3 China, 4 Lewis, 5 hackers (unnamed). Sentences: 0 to 4.
pub(crate) fn annotated() -> Annotated {
    let text = TEXT.to_owned();
    let at = |part: &str| {
        let start = text.find(part).unwrap();
        Span::new(start, start + part.len())
    };
    let sentences: Vec<Span> = [
        "Barack Obama met Xi Jinping in Beijing on Wednesday.",
        "Mr. Xi is president of China.",
        "“There’s a gap.",
        "It’s wide.” So said James Lewis.",
        "Hackers watched.",
    ]
    .map(at)
    .into();
    let mut document = Document::default();
    for span in &sentences {
        let first = document.tokens.len();
        words(&text, *span, &mut document.tokens);
        document.sentences.push(Sentence { span: *span, first, end: document.tokens.len() });
    }
    // "met" has the names for subject and object.
    let find = |word: &str| document.tokens.iter().position(|token| token.span.of(&text) == word).unwrap();
    let (subject, verb, object) = (find("Obama"), find("met"), find("Jinping"));
    for (token, relation) in [(subject, "nsubj"), (object, "obj")] {
        document.tokens[token].head = Some(verb);
        document.tokens[token].deprel = relation.to_owned();
    }
    let chains = [
        (EntityType::Person, "Barack Obama", true, vec!["Barack Obama"]),
        (EntityType::Person, "Xi Jinping", true, vec!["Xi Jinping", "Xi is"]),
        (EntityType::Place, "Beijing", true, vec!["Beijing"]),
        (EntityType::Place, "China", true, vec!["China"]),
        (EntityType::Person, "James Lewis", true, vec!["James Lewis"]),
        (EntityType::Person, "Hackers", false, vec!["Hackers"]),
    ];
    for (number, (kind, name, named, surfaces)) in chains.into_iter().enumerate() {
        let mut mentions = Vec::new();
        for surface in surfaces {
            let mut span = at(surface);
            if surface == "Xi is" {
                span.end = span.start + 2;
            }
            let first = document.tokens.iter().position(|token| token.span.start == span.start).unwrap();
            let end = document.tokens.iter().position(|token| token.span.end == span.end).unwrap() + 1;
            mentions.push(document.mentions.len());
            let form = if named { Form::Name } else { Form::Nominal };
            document.mentions.push(Mention {
                span,
                extent: span,
                head: end - 1,
                first,
                end,
                kind,
                form,
                confidence: 0.98,
                chain: number,
            });
        }
        document.chains.push(Chain { kind, name: name.to_owned(), named, plural: !named, mentions });
    }
    document.times.push(TimeExpression {
        span: at("Wednesday"),
        kind: TimeKind::Date,
        value: "2014-11-12".to_owned(),
        bounds: Some(("2014-11-12".to_owned(), "2014-11-12".to_owned())),
    });
    let claims = Claims {
        events: vec![Event {
            kind: "consult".to_owned(),
            subtype: "meet".to_owned(),
            trigger: at("met"),
            sources: vec![0],
            targets: vec![1],
            participants: Vec::new(),
            recipients: Vec::new(),
            themes: Vec::new(),
            instruments: Vec::new(),
            topics: Vec::new(),
            quantities: Vec::new(),
            place: Some(2),
            time: Some(ClaimTime {
                value: "2014-11-12".to_owned(),
                bounds: Some(("2014-11-12".to_owned(), "2014-11-12".to_owned())),
                open: None,
            }),
            modality: Modality::Asserted,
            attributed_to: None,
            confidence: 0.93,
            evidence: sentences[0],
            rule: "verb".to_owned(),
            within: None,
            arguments: Vec::new(),
            cues: Vec::new(),
        }],
        relations: vec![Relation {
            subject: 1,
            predicate: "headOf".to_owned(),
            object: 3,
            role: Some("president".to_owned()),
            former: false,
            from: None,
            to: None,
            modality: Modality::Asserted,
            attributed_to: None,
            confidence: 0.9,
            evidence: sentences[1],
            rule: "copula".to_owned(),
        }],
        quotes: vec![Quote {
            speaker: Some(4),
            speaker_span: Some(at("James Lewis")),
            content: at("There’s a gap. It’s wide."),
            cue: Some(at("said")),
            direct: true,
            confidence: 0.97,
            evidence: sentences[2],
        }],
        event_mentions: Vec::new(),
        descriptions: vec![Description { chain: 5, sector: Some("crime".to_owned()), of: Some(3) }],
    };
    let article = Article {
        id: "summit".to_owned(),
        url: Some("https://example.org/summit".to_owned()),
        title: Some("Leaders meet".to_owned()),
        published: Some("2014-11-12".to_owned()),
        language: Some("en".to_owned()),
        tags: vec!["diplomacy".to_owned()],
        text,
        origin: "articles/summit.txt".to_owned(),
        ..Article::default()
    };
    Annotated { article, document, claims }
}

/// The same under another identifier.
pub(crate) fn annotated_with_id(id: &str) -> Annotated {
    let mut annotated = annotated();
    annotated.article.id = id.to_owned();
    annotated
}

/// Words with just enough grammar for labels.
fn words(text: &str, span: Span, tokens: &mut Vec<Token>) {
    let mut start = span.start;
    let mut push = |from: usize, to: usize| {
        if from < to {
            let word = &text[from..to];
            let (upos, xpos, lemma) = if word == "met" { ("VERB", "VBD", "meet") } else { ("X", "FW", word) };
            tokens.push(Token {
                span: Span::new(from, to),
                upos: upos.to_owned(),
                xpos: xpos.to_owned(),
                lemma: lemma.to_owned(),
                head: None,
                deprel: "root".to_owned(),
            });
        }
    };
    for (at, letter) in text[span.range()].char_indices() {
        let at = span.start + at;
        if !letter.is_alphanumeric() && letter != '’' {
            push(start, at);
            start = at + letter.len_utf8();
            if !letter.is_whitespace() {
                push(at, start);
            }
        }
    }
    push(start, span.end);
}

/// Who the chains of [`annotated`] are.
pub(crate) fn identities() -> Identities {
    identities_for(&["summit"])
}

/// The same for several articles.
pub(crate) fn identities_for(articles: &[&str]) -> Identities {
    let mut identities = Identities::default();
    let actors = [
        ("barack-obama", EntityType::Person, "Barack Obama"),
        ("xi-jinping", EntityType::Person, "Xi Jinping"),
        ("beijing", EntityType::Place, "Beijing"),
        ("china", EntityType::Place, "China"),
        ("james-lewis", EntityType::Person, "James Lewis"),
    ];
    for (chain, (id, kind, name)) in actors.into_iter().enumerate() {
        let obama = id == "barack-obama";
        let actor = Actor {
            id: id.to_owned(),
            kind,
            name: name.to_owned(),
            aliases: if obama { vec!["Obama".to_owned(), "President Obama".to_owned()] } else { Vec::new() },
            wikidata: obama.then(|| "Q76".to_owned()),
            same_as: if obama { vec!["https://example.org/people/44".to_owned()] } else { Vec::new() },
            topics: if obama { vec!["role.pep".to_owned()] } else { Vec::new() },
            list: obama.then(|| "presidents".to_owned()),
            seen: if obama { vec!["Mr Obama".to_owned()] } else { Vec::new() },
            country: obama.then(|| "US".to_owned()),
            description: obama.then(|| "President of the United States, 2009–2017".to_owned()),
            coordinates: (id == "beijing").then(|| ("39.9042".to_owned(), "116.4074".to_owned())),
        };
        identities.actors.insert(id.to_owned(), actor);
        for article in articles {
            let link = Link { actor: id.to_owned(), confidence: 0.99, reason: "same full name".to_owned() };
            identities.links.insert(((*article).to_owned(), chain), link);
        }
    }
    identities
}

/// Triples with prefixes, sorted: `actor:beijing rdf:type ng:Place`.
pub(crate) fn lines(quads: &[Quad]) -> Vec<String> {
    let short = |term: String| {
        let mut term = term;
        for (prefix, namespace) in PREFIXES {
            if prefix != "relation" {
                term = term.replace(&format!("<{namespace}"), &format!("{prefix}:"));
            }
        }
        if !term.starts_with('"') || term.contains("^^") {
            term = term.trim_end_matches('>').to_owned();
        }
        for kind in ["integer", "decimal", "boolean"] {
            if let Some(value) = term.strip_suffix(&format!("^^xsd:{kind}")) {
                term = value.trim_matches('"').to_owned();
            }
        }
        term
    };
    let mut lines: Vec<String> = quads
        .iter()
        .map(|quad| {
            let (subject, object) = (short(quad.subject.to_string()), short(quad.object.to_string()));
            format!("{subject} {} {object}", short(quad.predicate.to_string()))
        })
        .collect();
    lines.sort();
    lines
}
