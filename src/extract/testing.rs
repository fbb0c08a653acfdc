//! Understood articles for tests, written down as annotated trees.

use crate::article::{Article, Span};
use crate::document::{Chain, Document, EntityType, Form, Mention, Sentence, TimeExpression, TimeKind, Token};

/// Builds an article and its document from CoNLL-U-like text.
///
/// A token is a line of either the ten CoNLL-U columns separated by tabs, or of `form lemma UPOS XPOS head deprel [misc]` separated by
/// white space, numbered by position. An empty line ends a sentence; a line with `# ` at its start is a comment; ranges and empty nodes are skipped.
/// Keys in MISC (separated by `|`):
/// * `SpaceAfter=No`
/// * `M=type` opens a mention that starts at this token, `M=type+n` one of `n` tokens; the type may be followed by `/nominal` or `/pronoun`
///   (`M=person/nominal+2`). The head is the token of the span whose governor lies outside.
/// * `C=name` beside `M` puts the mention into the chain of that name; without it every mention has its own chain.
/// * `T=value` or `T=value+n` a date of `n` tokens.
pub(crate) fn document_from_conllu(text: &str) -> (Article, Document) {
    let mut body = String::new();
    let mut document = Document::default();
    let mut chains: Vec<(String, Vec<usize>)> = Vec::new();
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    for block in lines.split(|line| line.is_empty()) {
        let rows: Vec<Vec<&str>> = block.iter().filter_map(|line| row(line)).collect();
        if rows.is_empty() {
            continue;
        }
        if !body.is_empty() && !body.ends_with(' ') {
            body.push(' ');
        }
        let first = document.tokens.len();
        let begin = body.len();
        let mut end = begin;
        for row in &rows {
            let start = body.len();
            body.push_str(row[0]);
            end = body.len();
            if !row[6].split('|').any(|key| key == "SpaceAfter=No") {
                body.push(' ');
            }
            let head: usize = row[4].parse().expect("head is a number");
            document.tokens.push(Token {
                span: Span::new(start, end),
                upos: row[2].into(),
                xpos: row[3].into(),
                lemma: row[1].into(),
                head: head.checked_sub(1).map(|head| head + first),
                deprel: row[5].into(),
            });
        }
        document.sentences.push(Sentence { span: Span::new(begin, end), first, end: document.tokens.len() });
        for (at, row) in rows.iter().enumerate() {
            annotate(&mut document, &mut chains, first + at, row[6]);
        }
    }
    for (name, members) in chains {
        let full = members.iter().map(|&at| &document.mentions[at]).min_by_key(|m| (m.form, usize::MAX - m.span.len()));
        let full = full.unwrap_or_else(|| panic!("chain {name} has no mention"));
        document.chains.push(Chain {
            kind: full.kind,
            name: full.span.of(&body).to_owned(),
            named: full.form == Form::Name,
            plural: document.tokens[full.head].xpos.ends_with('S'),
            mentions: members,
        });
    }
    (Article { id: "test".into(), text: body, ..Article::default() }, document)
}

/// The seven columns in use (form, lemma, upos, xpos, head, deprel, misc) of a token line.
fn row(line: &str) -> Option<Vec<&str>> {
    if line.starts_with("# ") {
        return None;
    }
    let mut columns: Vec<&str> = if line.contains('\t') {
        let ten: Vec<&str> = line.split('\t').collect();
        if ten[0].contains(['-', '.']) {
            return None;
        }
        [1, 2, 3, 4, 6, 7, 9].iter().map(|&at| ten[at]).collect()
    } else {
        line.split_whitespace().collect()
    };
    columns.resize(7, "_");
    Some(columns)
}

/// Adds the mention and the time that MISC opens at `token`.
fn annotate(document: &mut Document, chains: &mut Vec<(String, Vec<usize>)>, token: usize, misc: &str) {
    let value = |key: &str| misc.split('|').find_map(|pair| pair.strip_prefix(key)?.strip_prefix('='));
    let extent = |text: &str| match text.rsplit_once('+') {
        Some((text, n)) => (text.to_owned(), token + n.parse::<usize>().expect("tokens of the span")),
        None => (text.to_owned(), token + 1),
    };
    if let Some((what, end)) = value("M").map(extent) {
        let (kind, form) = what.split_once('/').unwrap_or((&what, "name"));
        let chain_name = value("C").map_or_else(|| format!("#{token}"), str::to_owned);
        let chain = chains.iter().position(|(name, _)| *name == chain_name).unwrap_or_else(|| {
            chains.push((chain_name, Vec::new()));
            chains.len() - 1
        });
        chains[chain].1.push(document.mentions.len());
        document.mentions.push(Mention {
            span: document.tokens[token].span.cover(document.tokens[end - 1].span),
            extent: document.tokens[token].span.cover(document.tokens[end - 1].span),
            head: head_of(document, token, end),
            first: token,
            end,
            kind: EntityType::parse(kind).expect("a known type"),
            form: match form {
                "nominal" => Form::Nominal,
                "pronoun" => Form::Pronoun,
                _ => Form::Name,
            },
            confidence: 1.0,
            chain,
        });
    }
    if let Some((value, end)) = value("T").map(extent) {
        let span = document.tokens[token].span.cover(document.tokens[end - 1].span);
        document.times.push(TimeExpression { span, kind: TimeKind::Date, value, bounds: None });
    }
}

/// The token of `first..end` whose governor lies outside.
fn head_of(document: &Document, first: usize, end: usize) -> usize {
    (first..end).find(|&at| document.tokens[at].head.is_none_or(|head| !(first..end).contains(&head))).unwrap_or(first)
}

#[test]
fn builds_spans_mentions_and_chains() {
    let (article, document) = document_from_conllu(
        "President President PROPN NNP 2 compound
         Obama Obama PROPN NNP 3 nsubj M=person|C=obama
         met meet VERB VBD 0 root
         Xi Xi PROPN NNP 3 obj M=person+2
         Jinping Jinping PROPN NNP 4 flat
         in in ADP IN 7 case
         May May PROPN NNP 3 obl T=XXXX-05|SpaceAfter=No
         . . PUNCT . 3 punct

         He he PRON PRP 2 nsubj M=person/pronoun|C=obama
         left leave VERB VBD 0 root",
    );
    assert_eq!(article.text, "President Obama met Xi Jinping in May. He left ");
    assert_eq!(document.sentences.len(), 2);
    assert_eq!(document.chains[0].name, "Obama");
    assert_eq!(document.chains[0].mentions, [0, 2]);
    assert_eq!(document.mentions[1].span.of(&article.text), "Xi Jinping");
    assert_eq!(document.mentions[1].head, 3);
    assert_eq!(document.times[0].span.of(&article.text), "May");
    assert_eq!(document.tokens[9].head, None);
    assert_eq!(document.tokens[8].head, Some(9));
}
