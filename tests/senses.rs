//! What words mean: `senses/sentences.txt`, sentences with the types of event that their words tell, and words that tell none.

use newsgraph::article::Article;
use newsgraph::pipeline::Pipeline;

const SENTENCES: &str = include_str!("senses/sentences.txt");

/// `word=type: sentence`, in this order.
fn expectations() -> Vec<(&'static str, &'static str, &'static str)> {
    let lines = SENTENCES.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines
        .map(|line| {
            let (head, sentence) = line.split_once(": ").expect("word=type: sentence");
            let (word, kind) = head.split_once('=').expect("word=type");
            assert!(sentence.contains(word), "{word} is not in “{sentence}”");
            (word, kind, sentence)
        })
        .collect()
}

#[test]
fn words_are_told_in_the_sense_that_their_sentence_gives_them() {
    let pipeline = Pipeline::load().unwrap();
    let all = expectations();
    let (mut wrong, mut missed) = (0, 0);
    for (word, kind, sentence) in &all {
        let article = Article { id: "s".into(), text: (*sentence).to_owned(), ..Article::default() };
        let events = pipeline.annotate(article).claims.events;
        let start = sentence.find(word).unwrap_or_default();
        let end = start + word.len();
        let told = events.iter().find(|event| event.trigger.start < end && start < event.trigger.end);
        match told.map_or("-", |event| event.subtype.as_str()) {
            found if found == *kind => continue,
            "-" => missed += 1,
            _ => wrong += 1,
        }
        println!("{word}={}, not {kind}: {sentence}", told.map_or("-", |event| event.subtype.as_str()));
    }
    println!("{wrong} wrong and {missed} missed of {}", all.len());
    // The language model decides too: what it parses otherwise after a new training is no slip of the lexicon.
    assert!(wrong * 100 <= 3 * all.len(), "{wrong} wrong of {}", all.len());
    assert!(missed * 100 <= 7 * all.len(), "{missed} missed of {}", all.len());
}
