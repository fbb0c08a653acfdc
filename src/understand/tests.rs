//! The whole engine: against PyTorch on golden sentences, over instruction sets, and on odd input.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use proptest::prelude::*;
use safetensors::tensor::TensorView;
use safetensors::{Dtype, SafeTensors};
use serde::Deserialize;

use super::*;

const MODEL: &[u8] = include_bytes!("../../data/model/model.safetensors");

static ENGINE: LazyLock<Engine> = LazyLock::new(|| Engine::load().unwrap());

/// What `training/export.py` computed for a sentence alone in its window.
#[derive(Deserialize)]
struct Golden {
    tokens: Vec<String>,
    pieces: Vec<u32>,
    casing: Vec<u8>,
    upos: Vec<String>,
    xpos: Vec<String>,
    heads: Vec<usize>,
    deprels: Vec<String>,
    names: Vec<String>,
    h_first: Vec<Vec<f32>>,
}

/// Words that are given, one sentence in one window.
fn run(engine: &Engine, words: &Words<'_>) -> (Document, Vec<Name>, Scratch) {
    let count = words.spans.len();
    let mut scratch = Scratch::default();
    let tokens = (0..count).map(|token| (words.pieces_of(token), words.classes[token]));
    scratch.batch.push(engine.0.vocabulary.cls, engine.0.vocabulary.sep, tokens);
    let (mut document, mut found) = (Document::default(), Vec::new());
    // The golden sentences are not divided: no boundary is read from the scores of a sentence of one token a window.
    let Inner { model, tags, level, tier, .. } = &*engine.0;
    encoder::encode(model, *level, *tier, &scratch.batch, &mut scratch.encoder, &mut scratch.words);
    model.heads.tags.apply_floats(*level, &scratch.words, &mut scratch.bytes, &mut scratch.tags);
    model.heads.names_hidden.apply_floats(*level, &scratch.words, &mut scratch.bytes, &mut scratch.hidden);
    kernel::gelu(*level, &mut scratch.hidden);
    model.heads.names.apply_floats(*level, &scratch.hidden, &mut scratch.bytes, &mut scratch.names);
    model.parser.vectors(*level, &scratch.words, &mut scratch.parser, &mut scratch.vectors);
    engine.read_sentence(words, 0, 0..count, &mut scratch, &mut document);
    found.extend(tags.decode(&scratch.names, model.heads.names.outputs()));
    (document, found, scratch)
}

#[test]
fn agrees_with_pytorch_on_golden_sentences() {
    let golden: Vec<Golden> = serde_json::from_str(include_str!("../../tests/golden/encoder.json")).unwrap();
    assert!(golden.len() >= 8);
    // 8-bit activations move a near tie now and then.
    let (mut all, mut same) = (0, 0);
    for wanted in golden {
        let text = wanted.tokens.join(" ");
        let mut at = 0;
        let spans = wanted.tokens.iter().map(|token| {
            let start = at;
            at += token.len() + 1;
            Span::new(start, start + token.len())
        });
        let spans = spans.collect();
        let words = ENGINE.pieces(&text, spans);
        assert_eq!(words.pieces, wanted.pieces[1..wanted.pieces.len() - 1], "{text}");
        assert_eq!(words.classes, wanted.casing, "{text}");
        let (document, names, scratch) = run(&ENGINE, &words);
        let last = scratch.words.len() - HIDDEN;
        for (vector, wanted) in [&scratch.words[..8], &scratch.words[last..last + 8]].into_iter().zip(&wanted.h_first) {
            for (a, b) in vector.iter().zip(wanted) {
                assert!((a - b).abs() < 0.15, "{text}: {vector:?} not {wanted:?}");
            }
        }
        let mut tags = vec!["O".to_owned(); words.spans.len()];
        for name in names {
            for token in name.tokens.clone() {
                tags[token] = format!("{}-{}", if token == name.tokens.start { "B" } else { "I" }, name.kind.as_str());
            }
        }
        for (token, found) in document.tokens.iter().enumerate() {
            all += 5;
            same += usize::from(found.upos == wanted.upos[token])
                + usize::from(found.xpos == wanted.xpos[token])
                + usize::from(found.head.map_or(0, |head| head + 1) == wanted.heads[token])
                + usize::from(found.deprel == wanted.deprels[token])
                + usize::from(tags[token] == wanted.names[token]);
        }
    }
    assert!(same * 100 >= all * 98, "{same} of {all} labels agree");
}

/// The model with an exit that the shipped file may lack.
fn with_exit(layers: usize, map: impl Fn(usize, usize) -> f32) -> Engine {
    let mut model = Model::read(MODEL).unwrap();
    let weight: Vec<f32> = (0..HIDDEN * HIDDEN).map(|at| map(at / HIDDEN, at % HIDDEN)).collect();
    model.exit = Some(model::Exit { layers, map: kernel::Quantized::from_floats(&weight, &[0.0; HIDDEN], HIDDEN) });
    let vocabulary = Vocabulary::parse(include_str!("../../data/model/vocab.txt")).unwrap();
    let tags = Tags::new(&model.labels.names, model.config.names_bias_o);
    Engine::new(model, vocabulary, tags, None)
}

#[test]
fn every_instruction_set_gives_the_same_document() {
    let text = "The U.S. and China made little progress, James Lewis said on Tuesday. \"There’s still a disconnect.\"";
    let engine = with_exit(3, |row, column| if row == column { 1.0 } else { 0.01 });
    for tier in [Tier::Accurate, Tier::Fast] {
        let mut first = None;
        for level in Level::available() {
            let engine = engine.with(level, tier);
            let words = engine.words(text);
            let bits: Vec<u32> = run(&engine, &words).2.words.iter().map(|value| value.to_bits()).collect();
            let found = (engine.analyze(text), bits);
            assert!(*first.get_or_insert_with(|| found.clone()) == found, "{level} {tier:?}");
        }
    }
}

#[test]
fn the_fast_tier_leaves_at_the_exit() {
    let text = "Barack Obama met Xi Jinping in Beijing on Monday. They talked about trade.";
    let vectors = |engine: &Engine, tier| {
        let engine = engine.with(Level::detect(), tier);
        run(&engine, &engine.words(text)).2.words
    };
    let near = |a: &[f32], b: &[f32]| a.iter().zip(b).all(|(a, b)| (a - b).abs() < 0.05);
    // An exit after the last layer that changes nothing: as in the accurate tier but for rounding.
    let engine = with_exit(6, |row, column| if row == column { 1.0 } else { 0.0 });
    assert!(near(&vectors(&engine, Tier::Fast), &vectors(&engine, Tier::Accurate)));
    let early = with_exit(3, |row, column| if row == column { 1.0 } else { 0.0 });
    assert!(!near(&vectors(&early, Tier::Fast), &vectors(&engine, Tier::Accurate)));
    assert_eq!(vectors(&early, Tier::Accurate), vectors(&engine, Tier::Accurate));
}

#[test]
fn the_exit_is_read_from_the_model_file() {
    let (_, metadata) = SafeTensors::read_metadata(MODEL).unwrap();
    let mut metadata = metadata.metadata().clone().unwrap();
    let mut config: serde_json::Value = serde_json::from_str(&metadata["config"]).unwrap();
    config["exit"] = 3.into();
    metadata.insert("config".to_owned(), config.to_string());
    let (matrix, bias) = (vec![0; 2 * HIDDEN * HIDDEN], vec![0; 2 * HIDDEN]);
    let file = |width: usize| {
        let shipped = SafeTensors::deserialize(MODEL).unwrap();
        let mut tensors: BTreeMap<String, TensorView<'_>> = shipped.tensors().into_iter().collect();
        let weight = TensorView::new(Dtype::F16, vec![HIDDEN, width], &matrix[..2 * HIDDEN * width]).unwrap();
        tensors.insert("exit.weight".to_owned(), weight);
        tensors.insert("exit.bias".to_owned(), TensorView::new(Dtype::F16, vec![HIDDEN], &bias).unwrap());
        Model::read(&safetensors::serialize(tensors, Some(metadata.clone())).unwrap())
    };
    assert_eq!(file(HIDDEN).unwrap().exit.map(|exit| exit.layers), Some(3));
    let error = file(HIDDEN / 2).map(drop).unwrap_err().to_string();
    assert!(error.contains("exit.weight"), "{error}");
}

#[test]
fn reads_a_news_sentence() {
    let text = "President Barack Obama met Xi Jinping on Monday. They didn't agree.";
    let document = ENGINE.analyze(text);
    assert_eq!(document.sentences.len(), 2);
    let names: Vec<&str> = document.mentions.iter().map(|mention| mention.span.of(text)).collect();
    assert!(names.contains(&"Barack Obama") && names.contains(&"Xi Jinping"), "{names:?}");
    let met = document.tokens.iter().find(|token| token.span.of(text) == "met").unwrap();
    assert_eq!((met.upos.as_str(), met.lemma.as_str(), met.head), ("VERB", "meet", None));
}

/// What holds for the document of any text.
fn check(text: &str) {
    let document = ENGINE.analyze(text);
    let mut end = 0;
    for token in &document.tokens {
        assert!(token.span.start >= end && !token.span.is_empty() && text.get(token.span.range()).is_some());
        end = token.span.end;
    }
    let mut next = 0;
    for sentence in &document.sentences {
        assert!(sentence.first == next && sentence.end > sentence.first);
        next = sentence.end;
        assert_eq!(sentence.tokens().filter(|&token| document.tokens[token].head.is_none()).count(), 1);
        for start in sentence.tokens() {
            let (mut token, mut steps) = (start, 0);
            while let Some(head) = document.tokens[token].head {
                assert!(sentence.tokens().contains(&head) && steps <= sentence.tokens().len());
                (token, steps) = (head, steps + 1);
            }
        }
    }
    assert_eq!(next, document.tokens.len());
    for (at, mention) in document.mentions.iter().enumerate() {
        assert!(mention.first < mention.end && (mention.first..mention.end).contains(&mention.head));
        assert!((0.0..=1.0).contains(&mention.confidence));
        assert_eq!(document.chains[mention.chain].mentions, [at]);
    }
    assert!(document.mentions.is_sorted_by(|a, b| a.end <= b.first));
}

#[test]
fn odd_texts() {
    let long = "word ".repeat(3000);
    let joined = "nospace".repeat(2000);
    for text in
        ["", " \n\n ", "\0\0", "🎉🎉👩‍👩‍👧 🎉", "\u{301}\u{301}a", ".", "\u{feff}“", "((((((((", "a\u{0}b", "İİ’s İ."]
    {
        check(text);
    }
    check(&long);
    check(&joined);
    check(&". ".repeat(700));
    check(&"é".repeat(1500));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, ..ProptestConfig::default() })]

    #[test]
    fn any_text_gives_a_sound_document(text in "(\\PC|[a-zA-Z.,'’ \n\t]|Mr\\. |[A-Z][a-z]{1,6} ){0,60}") {
        check(&text);
    }

    #[test]
    fn any_bytes_give_a_sound_document(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        check(&String::from_utf8_lossy(&bytes));
    }
}

/// One text of `tests/text/sentences.txt`: the raw text, and the words of every sentence.
struct Case {
    text: String,
    sentences: Vec<String>,
}

/// Texts with the sentences and words that they hold.
fn cases() -> Vec<Case> {
    let plain = |line: &str| {
        let mut text = line.replace("\\n", "\n").replace("\\r", "\r").replace("\\t", "\t");
        while let Some((before, after)) = text.split_once("\\u{") {
            let (code, rest) = after.split_once('}').unwrap();
            let c = char::from_u32(u32::from_str_radix(code, 16).unwrap()).unwrap();
            text = format!("{before}{c}{rest}");
        }
        text
    };
    let mut cases: Vec<Case> = Vec::new();
    for line in include_str!("../../tests/text/sentences.txt").lines() {
        match line.strip_prefix("> ") {
            Some(text) => cases.push(Case { text: plain(text), sentences: Vec::new() }),
            None if line.is_empty() || line.starts_with('#') => {}
            None => cases.last_mut().unwrap().sentences.push(plain(line)),
        }
    }
    cases
}

#[test]
fn words_of_raw_texts() {
    let cases = cases();
    assert!(cases.len() > 100);
    for Case { text, sentences } in cases {
        let words: Vec<&str> = tokenize::tokenize(&text).iter().map(|span| span.of(&text)).collect();
        assert_eq!(words.join(" "), sentences.join(" "), "{text}");
    }
}

/// Where sentences begin is learned, so that a few may be wrong; what is wrong is shown.
#[test]
fn sentences_of_raw_texts() {
    let cases = cases();
    let mut wrong = Vec::new();
    for Case { text, sentences } in &cases {
        let document = ENGINE.analyze(text);
        let words = |sentence: &crate::document::Sentence| {
            let words = document.tokens[sentence.tokens()].iter().map(|token| token.span.of(text));
            words.collect::<Vec<_>>().join(" ")
        };
        let found: Vec<String> = document.sentences.iter().map(words).collect();
        if found != *sentences {
            wrong.push(format!("{text}\n    {}", found.join("\n    ")));
        }
    }
    println!("{}", wrong.join("\n"));
    assert!(wrong.len() * 20 <= cases.len(), "{} of {}:\n{}", wrong.len(), cases.len(), wrong.join("\n"));
}

#[test]
fn the_clause_of_a_cleft_is_one_of_its_noun() {
    let (document, _) = ENGINE.read("It was Peru that signed the treaty.");
    let signed = document.tokens.iter().find(|token| token.lemma == "sign").unwrap();
    assert_eq!((signed.deprel.as_str(), signed.head), ("acl:relcl", Some(2)));
}
