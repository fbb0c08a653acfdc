//! When, where and on whose word, where more than the clause of the verb has a say.

use super::tests::told;

#[test]
fn one_end_of_a_stretch_is_told_as_such() {
    let held = told(
        "Reed Reed PROPN NNP 4 nsubj:pass M=person
         has have AUX VBZ 4 aux
         been be AUX VBN 4 aux:pass
         detained detain VERB VBN 0 root
         in in ADP IN 6 case
         Ash Ash PROPN NNP 4 obl M=place
         since since ADP IN 8 case
         May May PROPN NNP 4 obl T=2015-05
         . . PUNCT . 4 punct

         Rebels rebel NOUN NNS 2 nsubj M=person/nominal
         killed kill VERB VBD 0 root
         Lee Lee PROPN NNP 2 obj M=person
         between between ADP IN 5 case
         March March PROPN NNP 2 obl T=2015-03
         and and CCONJ CC 7 cc
         May May PROPN NNP 5 conj T=2015-05
         . . PUNCT . 2 punct",
    );
    assert_eq!(
        held,
        ["coerce/arrest  > Reed @Ash 2015-05/.. asserted", "assault/kill Rebels > Lee 2015-03/2015-05 asserted"]
    );
}

#[test]
fn what_an_event_is_part_of_dates_it() {
    let killed = told(
        "Lee Lee PROPN NNP 3 nsubj:pass M=person
         was be AUX VBD 3 aux:pass
         killed kill VERB VBN 0 root
         in in ADP IN 7 case
         the the DET DT 7 det
         2012 2012 NUM CD 7 compound T=2012
         attack attack NOUN NN 3 obl
         . . PUNCT . 3 punct

         Reed Reed PROPN NNP 3 nsubj:pass M=person
         was be AUX VBD 3 aux:pass
         charged charge VERB VBN 0 root
         in in ADP IN 7 case
         the the DET DT 7 det
         2012 2012 NUM CD 7 compound T=2012
         attack attack NOUN NN 3 obl
         . . PUNCT . 3 punct",
    );
    assert_eq!(killed, ["assault/kill  > Lee 2012 asserted", "accuse/charge  > Reed asserted"]);
}

#[test]
fn either_side_of_when_dates_the_other() {
    let killed = told(
        "Lee Lee PROPN NNP 2 nsubj M=person
         slept sleep VERB VBD 0 root
         in in ADP IN 4 case
         May May PROPN NNP 2 obl T=2015-05
         when when ADV WRB 7 advmod
         rebels rebel NOUN NNS 7 nsubj M=person/nominal
         killed kill VERB VBD 2 advcl
         Reed Reed PROPN NNP 7 obj M=person
         . . PUNCT . 2 punct",
    );
    assert_eq!(killed, ["assault/kill rebels > Reed 2015-05 asserted"]);
}

#[test]
fn who_tells_it_is_not_when_it_was() {
    let killed = told(
        "According accord VERB VBG 3 case
         to to ADP IN 1 fixed
         officials official NOUN NNS 8 obl M=person/nominal
         on on ADP IN 5 case
         Friday Friday PROPN NNP 3 nmod T=2015-03-06
         , , PUNCT , 3 punct
         rebels rebel NOUN NNS 8 nsubj M=person/nominal
         killed kill VERB VBD 0 root
         Lee Lee PROPN NNP 8 obj M=person
         . . PUNCT . 8 punct",
    );
    assert_eq!(killed, ["assault/kill rebels > Lee asserted !officials"]);
}

#[test]
fn a_place_that_a_clause_is_about_and_that_of_a_cause() {
    let killed = told(
        "He he PRON PRP 2 nsubj
         lives live VERB VBZ 0 root
         in in ADP IN 4 case
         Ash Ash PROPN NNP 2 obl M=place
         , , PUNCT , 8 punct
         where where ADV WRB 8 advmod
         rebels rebel NOUN NNS 8 nsubj M=person/nominal
         killed kill VERB VBD 4 acl:relcl
         Lee Lee PROPN NNP 8 obj M=person
         . . PUNCT . 2 punct

         A a DET DT 2 det
         fire fire NOUN NN 5 nsubj
         in in ADP IN 4 case
         Elm Elm PROPN NNP 2 nmod M=place
         killed kill VERB VBD 0 root
         Reed Reed PROPN NNP 5 obj M=person
         . . PUNCT . 5 punct",
    );
    assert_eq!(
        killed[..2],
        ["assault/kill rebels > Lee @Ash asserted", "life/die  > Reed @Elm asserted"][..],
        "{killed:?}"
    );
}

#[test]
fn a_heading_names_who_speaks() {
    let killed = told(
        "Police police NOUN NNS 4 nsubj M=organization/nominal
         : : PUNCT : 1 punct
         Rebels rebel NOUN NNS 4 nsubj M=person/nominal
         killed kill VERB VBD 0 root
         Lee Lee PROPN NNP 4 obj M=person

         Rebels rebel NOUN NNS 2 nsubj M=person/nominal
         killed kill VERB VBD 0 root
         Reed Reed PROPN NNP 2 obj M=person
         in in ADP IN 5 case
         Ash Ash PROPN NNP 2 obl M=place
         : : PUNCT : 7 punct
         Wang Wang PROPN NNP 2 parataxis M=person",
    );
    assert_eq!(killed.len(), 2, "{killed:?}");
    assert!(killed[0].ends_with("!Police") && killed[1].ends_with("!Wang"), "{killed:?}");
}

#[test]
fn a_date_or_a_verb_of_happening_tells_a_noun_where_nobody_takes_part() {
    let seen = told(
        "Police police NOUN NNS 2 nsubj M=organization/nominal
         praised praise VERB VBD 0 root
         Friday Friday PROPN NNP 5 nmod:poss T=2015-05-08
         's 's PART POS 3 case
         arrests arrest NOUN NNS 2 obj
         . . PUNCT . 2 punct

         The the DET DT 2 det
         trial trial NOUN NN 3 nsubj
         began begin VERB VBD 0 root
         in in ADP IN 5 case
         Ash Ash PROPN NNP 3 obl M=place
         . . PUNCT . 3 punct

         A a DET DT 2 det
         blaze blaze NOUN NN 3 nsubj
         gutted gut VERB VBD 0 root
         two two NUM CD 5 nummod
         barns barn NOUN NNS 3 obj
         . . PUNCT . 3 punct

         The the DET DT 2 det
         trial trial NOUN NN 3 nsubj
         annoyed annoy VERB VBD 0 root
         Lee Lee PROPN NNP 3 obj M=person
         . . PUNCT . 3 punct",
    );
    assert!(seen.contains(&"coerce/arrest  >  2015-05-08 asserted".to_owned()), "{seen:?}");
    assert!(seen.contains(&"justice/try  >  @Ash asserted".to_owned()), "{seen:?}");
    assert!(seen.iter().any(|event| event.starts_with("disaster/fire")), "{seen:?}");
    assert_eq!(seen.iter().filter(|event| event.starts_with("justice/try")).count(), 1, "{seen:?}");
}
