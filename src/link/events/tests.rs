//! Events over articles: joined on evidence, kept apart on evidence, the same in any order.

use proptest::prelude::*;

use super::told::key;
use crate::entity::{Annotated, Happening};
use crate::extract::testing::document_from_conllu;
use crate::extract::{Rules, claims};
use crate::link::{Decisions, Gazetteer, Linker};

/// An article of a sentence "WHO VERB WHOM on the border .", with what the rules claim of it.
fn told(id: &str, date: &str, who: &str, (verb, lemma): (&str, &str), whom: &str, rules: &Rules) -> Annotated {
    let name = |name: &str, kind: &str, deprel: &str, from: usize, head: usize| -> String {
        let words: Vec<&str> = name.split(' ').collect();
        let last = from + words.len() - 1;
        let rows = words.iter().enumerate().map(|(at, word)| {
            let misc = if at == 0 { format!("M={kind}+{}", words.len()) } else { "_".to_owned() };
            let (head, deprel) = if from + at == last { (head, deprel) } else { (last, "compound") };
            format!("{word} {word} PROPN NNP {head} {deprel} {misc}")
        });
        rows.collect::<Vec<_>>().join("\n")
    };
    let head = who.split(' ').count() + 1;
    let whom_at = head + 1;
    let border = whom_at + whom.split(' ').count() + 2;
    let text = format!(
        "{}\n{verb} {lemma} VERB VBD 0 root\n{}\non on ADP IN {border} case\nthe the DET DT {border} det\n\
         border border NOUN NN {head} obl\n. . PUNCT . {head} punct",
        name(who, "person", "nsubj", 1, head),
        name(whom, "person", "obj", whom_at, head),
    );
    let (mut article, document) = document_from_conllu(&text);
    article.id = id.to_owned();
    article.published = Some(date.to_owned());
    let claims = claims(&article, &document, rules);
    assert_eq!(claims.events.len(), 1, "{}", article.text);
    Annotated { article, document, claims }
}

const ARRESTED: (&str, &str) = ("arrested", "arrest");

/// The reports of each happening of several claims.
fn reports(articles: &[Annotated]) -> Vec<Vec<String>> {
    let reported = happenings(articles).into_iter().filter(Happening::is_reported);
    reported.map(|happening| happening.reports.into_iter().map(|(article, _)| article).collect()).collect()
}

fn happenings(articles: &[Annotated]) -> Vec<Happening> {
    let gazetteer = Gazetteer::load().unwrap();
    let decisions = Decisions::default();
    Linker::new(&gazetteer, &decisions).link(articles).happenings
}

fn samples() -> Vec<Annotated> {
    let rules = Rules::load(None).unwrap();
    let told = |id: &str, date: &str, who: &str, verb, whom: &str| told(id, date, who, verb, whom, &rules);
    vec![
        told("b", "2014-03-05", "Tarek Osmani", ARRESTED, "Lena Brandvold"),
        told("a", "2014-03-06", "Tarek Osmani", ARRESTED, "Lena Brandvold"),
        // Half a year later: another arrest.
        told("later", "2014-09-20", "Tarek Osmani", ARRESTED, "Lena Brandvold"),
        // Somebody else.
        told("other", "2014-03-05", "Ruben Achterberg", ARRESTED, "Piotr Zielonka"),
        // The same two, something else.
        told("praise", "2014-03-05", "Tarek Osmani", ("praised", "praise"), "Lena Brandvold"),
    ]
}

#[test]
fn one_event_in_two_articles_is_one_happening() {
    let found = happenings(&samples());
    assert_eq!(reports(&samples()), [["b", "a"]], "earliest first");
    let happening = found.iter().find(|happening| happening.is_reported()).unwrap();
    assert_eq!((happening.id.as_str(), happening.articles), ("b/e0", 2));
    assert_eq!(happening.actors, ["lena-brandvold", "tarek-osmani"]);
    assert_eq!(happening.named_by, Some(("b".to_owned(), 0)));
}

#[test]
fn a_copy_is_a_report_but_no_further_article() {
    let mut articles = samples();
    let mut copy = articles[0].clone();
    copy.article.id = "copy".to_owned();
    copy.article.duplicate_of = Some("b".to_owned());
    articles.push(copy);
    let found = happenings(&articles);
    let happening = found.iter().find(|happening| happening.is_reported()).unwrap();
    assert_eq!((happening.reports.len(), happening.articles), (3, 2));
}

#[test]
fn what_is_denied_is_not_what_happened() {
    let mut articles = samples();
    articles[1].claims.events[0].modality = crate::claim::Modality::Denied;
    assert!(reports(&articles).is_empty());
}

#[test]
fn keys_tell_their_parts_apart() {
    assert_ne!(key(&["a", "bc"]), key(&["ab", "c"]));
}

#[test]
fn nothing_comes_of_nothing() {
    assert!(happenings(&[]).is_empty());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn order_does_not_matter(order in Just((0..5).collect::<Vec<usize>>()).prop_shuffle()) {
        let articles = samples();
        let shuffled: Vec<Annotated> = order.into_iter().map(|at| articles[at].clone()).collect();
        prop_assert_eq!(happenings(&shuffled), happenings(&articles));
    }
}
