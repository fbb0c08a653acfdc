//! Who does it to whom, where the roles stand further off.

use super::tests::told;
use crate::extract::testing::document_from_conllu;
use crate::extract::{Rules, claims};

#[test]
fn whose_blow_somebody_suffers() {
    let killed = |before: &str| {
        told(&format!(
            "Lopez Lopez PROPN NNP 3 nsubj:pass M=person
             was be AUX VBD 3 aux:pass
             killed kill VERB VBN 0 root
             in in ADP IN 7 case
             a a DET DT 7 det
             {before}
             raid raid NOUN NN 3 obl"
        ))
    };
    assert_eq!(killed("Syrian Syrian ADJ JJ 7 amod M=place"), ["assault/kill Syrian > Lopez asserted"]);
    assert_eq!(killed("dawn dawn NOUN NN 7 compound"), ["assault/kill  > Lopez asserted"]);
}

#[test]
fn who_is_harmed_is_not_condemned() {
    let found = told(
        "Peru Peru PROPN NNP 2 nsubj M=place
         condemned condemn VERB VBD 0 root
         the the DET DT 4 det
         killing killing NOUN NN 2 obj
         of of ADP IN 6 case
         Lopez Lopez PROPN NNP 4 nmod M=person",
    );
    assert!(found.iter().any(|event| event.starts_with("accuse/criticize Peru >  ")), "{found:?}");
}

#[test]
fn what_is_written_does_nothing() {
    let found = |name: &str| {
        told(&format!(
            "The the DET DT 3 det
             Harbour Harbour PROPN NNP 3 compound M=organization+2
             {name} {name} PROPN NNP 4 nsubj
             helped help VERB VBD 0 root
             Lopez Lopez PROPN NNP 4 obj M=person"
        ))
    };
    assert!(found("Fund")[0].contains("Harbour Fund > Lopez"), "{:?}", found("Fund"));
    assert!(found("Act").iter().all(|event| !event.contains("Harbour")), "{:?}", found("Act"));
}

#[test]
fn a_clause_is_about_the_last_of_a_list() {
    let found = told(
        "Wang Wang PROPN NNP 0 root M=person
         and and CCONJ CC 3 cc
         Lopez Lopez PROPN NNP 1 conj M=person
         , , PUNCT , 7 punct
         who who PRON WP 7 nsubj
         has have AUX VBZ 7 aux
         criticized criticize VERB VBN 3 acl:relcl
         Peru Peru PROPN NNP 7 obj M=place",
    );
    assert_eq!(found, ["accuse/criticize Lopez > Peru asserted"]);
}

#[test]
fn we_are_whoever_speaks() {
    let (article, document) = document_from_conllu(
        "“ \" PUNCT `` 3 punct SpaceAfter=No
         We we PRON PRP 3 nsubj M=group/pronoun
         condemn condemn VERB VBP 7 ccomp
         Peru Peru PROPN NNP 3 obj M=place|SpaceAfter=No
         , , PUNCT , 7 punct SpaceAfter=No
         ” \" PUNCT '' 3 punct
         said say VERB VBD 0 root
         Lopez Lopez PROPN NNP 7 nsubj M=person
         . . PUNCT . 7 punct",
    );
    let claims = claims(&article, &document, &Rules::load(None).unwrap());
    let event = claims.events.iter().find(|event| event.kind == "accuse").unwrap();
    let names = |chains: &[usize]| chains.iter().map(|&at| document.chains[at].name.as_str()).collect::<Vec<_>>();
    assert_eq!((names(&event.sources), names(&event.targets)), (vec!["Lopez"], vec!["Peru"]));
}

#[test]
fn an_inquiry_under_way_is_by_somebody() {
    let found = told(
        "Lopez Lopez PROPN NNP 4 nsubj M=person
         is be AUX VBZ 4 cop
         under under ADP IN 4 case
         investigation investigation NOUN NN 0 root
         by by ADP IN 6 case
         Interpol Interpol PROPN NNP 4 nmod M=organization",
    );
    assert!(found.iter().any(|event| event.contains("investigate Interpol > Lopez")), "{found:?}");
}

#[test]
fn who_is_ruled_out_takes_no_part() {
    let attacked = told(
        "Peru Peru PROPN NNP 5 nsubj M=place
         , , PUNCT , 4 punct
         not not PART RB 4 advmod
         Chile Chile PROPN NNP 1 conj M=place
         attacked attack VERB VBD 0 root
         Bolivia Bolivia PROPN NNP 5 obj M=place",
    );
    // A list of the same shape that leaves nobody out.
    let both = told(
        "Peru Peru PROPN NNP 4 nsubj M=place
         and and CCONJ CC 3 cc
         Chile Chile PROPN NNP 1 conj M=place
         attacked attack VERB VBD 0 root
         Bolivia Bolivia PROPN NNP 4 obj M=place",
    );
    assert_eq!(attacked, ["assault/attack Peru > Bolivia asserted"]);
    assert_eq!(both, ["assault/attack Peru,Chile > Bolivia asserted"]);
}

#[test]
fn who_is_in_a_position_to_do_it() {
    let attacks = told(
        "Peru Peru PROPN NNP 4 nsubj M=place
         is be AUX VBZ 4 cop
         under under ADP IN 4 case
         pressure pressure NOUN NN 0 root
         to to PART TO 6 mark
         attack attack VERB VB 4 acl
         Bolivia Bolivia PROPN NNP 6 obj M=place",
    );
    assert!(attacks.iter().any(|told| told.starts_with("assault/attack Peru > Bolivia")), "{attacks:?}");
}

#[test]
fn a_deed_of_two_words_is_one() {
    let shot = told(
        "Lee Lee PROPN NNP 3 nsubj:pass M=person
         was be AUX VBD 3 aux:pass
         shot shoot VERB VBN 0 root
         dead dead ADJ JJ 3 xcomp
         by by ADP IN 6 case
         soldiers soldier NOUN NNS 3 obl:agent M=person",
    );
    assert_eq!(shot, ["assault/shoot soldiers > Lee asserted"]);
}
