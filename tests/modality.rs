//! How events are told: `modality/sentences.txt`, sentences with what they do and do not assert.
//!
//! Leakage, something told as a fact that the sentence does not assert, is what must not happen; the converse costs recall.

use newsgraph::article::Article;
use newsgraph::claim::{Event, Modality};
use newsgraph::pipeline::Pipeline;

const SENTENCES: &str = include_str!("modality/sentences.txt");

/// What is expected of the event that a word tells.
struct Expected<'a> {
    word: &'a str,
    how: &'a str,
    sentence: &'a str,
}

fn expectations() -> Vec<Expected<'static>> {
    let lines = SENTENCES.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    let parts = lines.map(|line| line.split_once(": ").expect("word=modality: sentence"));
    parts
        .map(|(head, sentence)| {
            let (word, how) = head.split_once('=').expect("word=modality");
            assert!(sentence.contains(word), "{word} is not in “{sentence}”");
            Expected { word, how, sentence }
        })
        .collect()
}

/// What became of an expectation.
#[derive(Debug, PartialEq, Eq, Clone, Copy)]
enum Outcome {
    Right,
    /// Told as a fact that is none.
    Leaked,
    /// A fact told as something else.
    Hedged,
    /// Not told as a fact, but with another modality than expected.
    Other,
    NotFound,
}

fn outcome(expected: &Expected<'_>, events: &[Event]) -> Outcome {
    let start = expected.sentence.find(expected.word).unwrap_or_default();
    let end = start + expected.word.len();
    let Some(event) = events.iter().find(|event| event.trigger.start < end && start < event.trigger.end) else {
        return Outcome::NotFound;
    };
    let fact = event.modality == Modality::Asserted;
    match expected.how {
        "asserted" if fact => Outcome::Right,
        "asserted" => Outcome::Hedged,
        "reported" if fact && event.attributed_to.is_none() => Outcome::Leaked,
        "reported" if fact || event.modality == Modality::Alleged => Outcome::Right,
        _ if fact => Outcome::Leaked,
        how if how == "unreal" || how == event.modality.as_str() => Outcome::Right,
        _ => Outcome::Other,
    }
}

#[test]
fn what_is_not_asserted_is_not_told_as_fact() {
    let pipeline = Pipeline::load().unwrap();
    let all = expectations();
    assert!(all.len() >= 200, "{} sentences", all.len());
    let mut outcomes = Vec::new();
    for expected in &all {
        let article = Article { id: "s".into(), text: expected.sentence.to_owned(), ..Article::default() };
        let outcome = outcome(expected, &pipeline.annotate(article).claims.events);
        if outcome != Outcome::Right {
            println!("{outcome:?}: {}={}: {}", expected.word, expected.how, expected.sentence);
        }
        outcomes.push((expected.how == "asserted", outcome));
    }
    let count = |asserted: bool, wanted: &[Outcome]| {
        outcomes.iter().filter(|(fact, outcome)| *fact == asserted && wanted.contains(outcome)).count()
    };
    let found = [Outcome::Right, Outcome::Leaked, Outcome::Hedged, Outcome::Other];
    let (unreal, leaked) = (count(false, &found), count(false, &[Outcome::Leaked]));
    let (facts, hedged) = (count(true, &found), count(true, &[Outcome::Hedged]));
    let rate = |part: usize, whole: usize| 100.0 * part as f64 / whole.max(1) as f64;
    println!(
        "{} of {} expectations found; {leaked} of {unreal} not asserted told as fact ({:.1} %), {} with another modality \
         than expected; {hedged} of {facts} asserted told as something else ({:.1} %)",
        unreal + facts,
        all.len(),
        rate(leaked, unreal),
        count(false, &[Outcome::Other]),
        rate(hedged, facts),
    );
    assert!(rate(leaked, unreal) <= 2.0, "{leaked} of {unreal} leaked");
    assert!(rate(hedged, facts) <= 5.0, "{hedged} of {facts} hedged");
    assert!(unreal + facts >= 200, "only {} found", unreal + facts);
}
