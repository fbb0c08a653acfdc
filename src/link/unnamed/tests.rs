//! Whom nobody names, over articles: joined within a story only, kept apart by number, names and kind.

use std::collections::BTreeMap;

use proptest::prelude::*;

use crate::entity::{Annotated, Unnamed};
use crate::extract::testing::document_from_conllu;
use crate::extract::{Rules, claims};
use crate::link::{Decisions, Gazetteer, Linker};

/// "PHRASE robbed the jeweller in Ostrava ." as one article; the phrase is a mention, its last word the head.
fn article(id: &str, date: &str, phrase: &[(&str, &str, &str, &str)], place: &str) -> Annotated {
    let head = phrase.len();
    let mut text = String::new();
    for (at, (form, lemma, upos, xpos)) in phrase.iter().enumerate() {
        let deprel = match *upos {
            _ if at + 1 == head => "nsubj",
            "DET" => "det",
            "NUM" => "nummod",
            "PROPN" => "compound",
            _ => "amod",
        };
        let governor = if at + 1 == head { head + 1 } else { head };
        let misc = if at == 0 { format!("M=person/nominal+{head}") } else { "_".to_owned() };
        text.push_str(&format!("{form} {lemma} {upos} {xpos} {governor} {deprel} {misc}\n"));
    }
    let (verb, object, city) = (head + 1, head + 3, head + 5);
    text.push_str(&format!(
        "robbed rob VERB VBD 0 root\nthe the DET DT {object} det\njeweller jeweller NOUN NN {verb} obj\n\
         in in ADP IN {city} case\n{place} {place} PROPN NNP {verb} obl M=place\n. . PUNCT . {verb} punct"
    ));
    let (mut article, document) = document_from_conllu(&text);
    article.id = id.to_owned();
    article.published = Some(date.to_owned());
    let claims = claims(&article, &document, &Rules::load(None).unwrap());
    Annotated { article, document, claims }
}

const A_MAN: &[(&str, &str, &str, &str)] =
    &[("A", "a", "DET", "DT"), ("masked", "masked", "ADJ", "JJ"), ("man", "man", "NOUN", "NN")];
const THE_MAN: &[(&str, &str, &str, &str)] = &[("The", "the", "DET", "DT"), ("man", "man", "NOUN", "NN")];
const THE_MEN: &[(&str, &str, &str, &str)] = &[("The", "the", "DET", "DT"), ("men", "man", "NOUN", "NNS")];
const CZECH: &[(&str, &str, &str, &str)] = &[("Czech", "Czech", "ADJ", "JJ"), ("man", "man", "NOUN", "NN")];
const POLISH: &[(&str, &str, &str, &str)] = &[("Polish", "Polish", "ADJ", "JJ"), ("man", "man", "NOUN", "NN")];

fn shared(articles: &[Annotated]) -> BTreeMap<(String, Unnamed), String> {
    let (gazetteer, decisions) = (Gazetteer::load().unwrap(), Decisions::default());
    Linker::new(&gazetteer, &decisions).link(articles).unnamed
}

/// Whether the subjects of two articles are likely one.
fn one(a: Annotated, b: Annotated) -> bool {
    let ids = [a.article.id.clone(), b.article.id.clone()];
    let shared = shared(&[a, b]);
    let of = |id: &String| shared.get(&(id.clone(), Unnamed::Chain(0)));
    of(&ids[0]).is_some() && of(&ids[0]) == of(&ids[1])
}

#[test]
fn descriptions_of_one_story_are_likely_one() {
    let at = |id: &str, date: &str, phrase| article(id, date, phrase, "Ostrava");
    assert!(one(at("a", "2014-03-05", A_MAN), at("b", "2014-03-06", THE_MAN)));
    assert!(!one(at("a", "2014-03-05", THE_MEN), at("b", "2014-03-06", THE_MAN)), "one or several");
    assert!(!one(at("a", "2014-03-05", CZECH), at("b", "2014-03-06", POLISH)), "names differ");
    assert!(!one(at("a", "2014-03-05", A_MAN), at("b", "2015-03-06", THE_MAN)), "another year's story");
}

#[test]
fn what_they_share_is_named_after_the_first() {
    let articles = [article("b", "2014-03-06", THE_MAN, "Ostrava"), article("a", "2014-03-05", A_MAN, "Ostrava")];
    let shared = shared(&articles);
    assert_eq!(shared[&("b".to_owned(), Unnamed::Chain(0))], "a/x0");
    let words: Vec<&(String, Unnamed)> = shared.keys().filter(|(_, what)| matches!(what, Unnamed::Word(_))).collect();
    assert_eq!(words.len(), 2, "the jeweller, of whom each article speaks once: {shared:?}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(8))]

    #[test]
    fn order_does_not_matter(order in Just((0..4).collect::<Vec<usize>>()).prop_shuffle()) {
        let articles: Vec<Annotated> = [("a", A_MAN), ("b", THE_MAN), ("c", THE_MEN), ("d", CZECH)]
            .map(|(id, phrase)| article(id, "2014-03-05", phrase, "Ostrava")).into();
        let shuffled: Vec<Annotated> = order.into_iter().map(|at| articles[at].clone()).collect();
        prop_assert_eq!(shared(&shuffled), shared(&articles));
    }
}
