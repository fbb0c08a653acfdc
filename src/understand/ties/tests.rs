use std::collections::BTreeMap;

use super::*;
use crate::article::Article;
use crate::document::Form;
use crate::understand::{Engine, Level, Tier, coreference};

/// A text, and what PyTorch says of every two chains in it.
#[derive(serde::Deserialize)]
struct Golden {
    text: String,
    scores: Vec<(usize, usize, Vec<f32>)>,
}

fn golden() -> Golden {
    serde_json::from_str(include_str!("../../../tests/golden/relations.json")).unwrap()
}

fn understood(engine: &Engine, text: &str) -> (Document, Phrases) {
    let article = Article { text: text.to_owned(), ..Article::default() };
    let (mut document, phrases) = engine.read(text);
    coreference::resolve(&article, &mut document, &phrases);
    (document, phrases)
}

/// The best score of every relation of every two chains.
fn scores(document: &Document, phrases: &Phrases) -> BTreeMap<(usize, usize), Vec<f32>> {
    let (weights, level) = phrases.ties().unwrap();
    let instances = instances(document);
    let mut best: BTreeMap<(usize, usize), Vec<f32>> = BTreeMap::new();
    weights.scores(level, document, phrases.vectors(), &instances, |at, scores| {
        let pair = (instances[at].subject, instances[at].object);
        let slot = best.entry(pair).or_insert_with(|| vec![f32::NEG_INFINITY; scores.len()]);
        for (best, score) in slot.iter_mut().zip(scores) {
            *best = best.max(*score);
        }
    });
    best
}

#[test]
fn scores_are_those_of_the_training_framework() {
    let golden = golden();
    let (document, phrases) = understood(&Engine::load().unwrap(), &golden.text);
    let found = scores(&document, &phrases);
    assert_eq!(found.len(), golden.scores.len());
    let mut greatest = 0.0_f32;
    for (subject, object, wanted) in &golden.scores {
        for (found, wanted) in found[&(*subject, *object)].iter().zip(wanted) {
            greatest = greatest.max((found - wanted).abs());
        }
    }
    // Two roundings to 8 bits lie between.
    assert!(greatest < 0.3, "off by {greatest}");
}

#[test]
fn scores_are_the_same_on_every_level() {
    let text = golden().text;
    let engine = Engine::load().unwrap();
    let run = |level| {
        let (document, phrases) = understood(&engine.with(level, Tier::Accurate), &text);
        scores(&document, &phrases)
    };
    let levels = Level::available();
    let wanted = run(levels[0]);
    assert!(levels.into_iter().all(|level| run(level) == wanted));
}

#[test]
fn relations_beyond_patterns_are_read() {
    let text = "Ada Berg grew up in Uppsala, Sweden. After school she studied physics at Lund University in Sweden.";
    let (mut document, phrases) = understood(&Engine::load().unwrap(), text);
    read(&mut document, &phrases);
    let named = |chain: usize| document.chains[chain].name.as_str();
    let told: Vec<(&str, &str, &str)> =
        document.ties.iter().map(|tie| (named(tie.subject), tie.predicate.as_str(), named(tie.object))).collect();
    assert!(told.contains(&("Uppsala", "inCountry", "Sweden")), "{told:?}");
    assert!(told.contains(&("Ada Berg", "educatedAt", "Lund University")), "{told:?}");
    assert!(document.ties.iter().all(|tie| (0.0..=1.0).contains(&tie.probability)));
}

#[test]
fn looks_are_few_and_in_order() {
    let text = "Ada Berg met Jan Lind. Berg left. Nothing happened. Nothing happened again. Lund called Berg.";
    let (document, _) = understood(&Engine::load().unwrap(), text);
    let instances = instances(&document);
    assert!(
        instances
            .windows(2)
            .all(|two| two[0].sentences.0.max(two[0].sentences.1) <= two[1].sentences.0.max(two[1].sentences.1))
    );
    for instance in &instances {
        assert!(instance.sentences.0.abs_diff(instance.sentences.1) <= MOST_APART);
        assert_ne!(instance.subject, instance.object);
        let named = |chain: usize| {
            document.chains[chain].mentions.iter().any(|&mention| document.mentions[mention].form == Form::Name)
        };
        assert!(named(instance.subject) && named(instance.object));
        assert!(instance.features.windows(2).all(|two| two[0] < two[1]));
    }
    // Both directions of every pair.
    assert_eq!(instances.len() % 2, 0);
}

#[test]
fn a_bad_file_is_a_clear_error() {
    for bytes in [&b"{}"[..], b"garbage"] {
        let error = Weights::read(bytes).map(|_| ()).unwrap_err().to_string();
        assert!(error.starts_with("data/model/relations.safetensors"), "{error}");
    }
}
