//! Where and when, and who, where the clause does not say so beside its verb.

use super::tests::told;

#[test]
fn a_fronted_time_is_that_of_all_verbs() {
    let attacked = told(
        "On on ADP IN 2 case
         Friday Friday PROPN NNP 5 obl T=2015-03-06
         , , PUNCT , 2 punct
         rebels rebel NOUN NNS 5 nsubj M=person/nominal
         attacked attack VERB VBD 0 root
         Elm Elm PROPN NNP 5 obj M=place
         and and CCONJ CC 8 cc
         killed kill VERB VBD 5 conj
         Lee Lee PROPN NNP 8 obj M=person
         in in ADP IN 11 case
         Ash Ash PROPN NNP 8 obl M=place
         . . PUNCT . 5 punct",
    );
    assert_eq!(
        attacked,
        ["assault/attack rebels > Elm 2015-03-06 asserted", "assault/kill rebels > Lee @Ash 2015-03-06 asserted"]
    );
}

#[test]
fn two_verbs_with_one_object_happen_at_once() {
    let shot = told(
        "Police police NOUN NNS 2 nsubj M=organization/nominal
         shot shoot VERB VBD 0 root
         and and CCONJ CC 4 cc
         killed kill VERB VBD 2 conj
         Lee Lee PROPN NNP 4 obj M=person
         in in ADP IN 7 case
         Lyon Lyon PROPN NNP 4 obl M=place
         on on ADP IN 9 case
         Monday Monday PROPN NNP 4 obl T=2015-03-02
         . . PUNCT . 2 punct",
    );
    assert_eq!(
        shot,
        ["assault/shoot Police > Lee @Lyon 2015-03-02 asserted", "assault/kill Police > Lee @Lyon 2015-03-02 asserted"]
    );
}

#[test]
fn a_participle_and_a_clause_with_when_share_time_and_place() {
    let died = told(
        "Rebels rebel NOUN NNS 2 nsubj M=person/nominal
         stormed storm VERB VBD 0 root
         Elm Elm PROPN NNP 2 obj M=place
         in in ADP IN 5 case
         May May PROPN NNP 2 obl T=2015-05
         , , PUNCT , 7 punct
         killing kill VERB VBG 2 advcl
         Lee Lee PROPN NNP 7 obj M=person
         . . PUNCT . 2 punct

         Roux Roux PROPN NNP 2 nsubj M=person
         died die VERB VBD 0 root
         when when ADV WRB 6 advmod
         a a DET DT 5 det
         ferry ferry NOUN NN 6 nsubj
         sank sink VERB VBD 2 advcl
         off off ADP IN 8 case
         Zanzibar Zanzibar PROPN NNP 6 obl M=place
         on on ADP IN 10 case
         Monday Monday PROPN NNP 6 obl T=2015-03-02
         . . PUNCT . 2 punct",
    );
    assert_eq!(died[1], "assault/kill rebels > Lee 2015-05 asserted".replace("rebels", "Rebels"));
    assert!(died.contains(&"life/die  > Roux @Zanzibar 2015-03-02 asserted".to_owned()), "{died:?}");
}

#[test]
fn a_place_may_only_be_described() {
    let died = told(
        "Lee Lee PROPN NNP 2 nsubj M=person
         died die VERB VBD 0 root
         at at ADP IN 6 case
         his his PRON PRP$ 6 nmod:poss
         old old ADJ JJ 6 amod
         home home NOUN NN 2 obl M=place/nominal+1
         . . PUNCT . 2 punct

         The the DET DT 2 det
         guard guard NOUN NN 4 nsubj:pass M=person/nominal
         was be AUX VBD 4 aux:pass
         shot shoot VERB VBN 0 root
         at at ADP IN 7 case
         a a DET DT 7 det
         clinic clinic NOUN NN 4 obl M=organization/nominal
         . . PUNCT . 4 punct

         The the DET DT 2 det
         guard guard NOUN NN 4 nsubj:pass M=person/nominal
         was be AUX VBD 4 aux:pass
         shot shoot VERB VBN 0 root
         at at ADP IN 7 case
         a a DET DT 7 det
         clinic clinic NOUN NN 4 obl M=organization/nominal
         in in ADP IN 9 case
         Oslo Oslo PROPN NNP 7 nmod M=place
         . . PUNCT . 4 punct",
    );
    assert_eq!(
        died,
        [
            "life/die  > Lee @home asserted",
            "assault/shoot  > guard @clinic asserted",
            "assault/shoot  > guard @Oslo asserted"
        ]
    );
}

#[test]
fn what_follows_a_noun_that_tells_when_is_its_own() {
    let died = told(
        "Roux Roux PROPN NNP 2 nsubj M=person
         left leave VERB VBD 0 root
         Chad Chad PROPN NNP 2 obj M=place
         on on ADP IN 5 case
         Monday Monday PROPN NNP 2 obl T=2015-03-02
         before before ADP IN 8 case
         Lee Lee PROPN NNP 8 nmod:poss M=person
         death death NOUN NN 2 obl
         on on ADP IN 10 case
         Friday Friday PROPN NNP 2 obl T=2015-03-06
         . . PUNCT . 2 punct",
    );
    assert_eq!(died, ["movement/depart Roux > Chad 2015-03-02 asserted", "life/die  > Lee 2015-03-06 asserted"]);
}

#[test]
fn a_time_between_subject_and_verb_is_the_verbs() {
    let jailed = told(
        "A a DET DT 2 det
         court court NOUN NN 7 nsubj M=organization/nominal
         in in ADP IN 4 case
         Oslo Oslo PROPN NNP 2 nmod M=place
         on on ADP IN 6 case
         Friday Friday PROPN NNP 2 nmod T=2015-03-06
         jailed jail VERB VBD 0 root
         Roux Roux PROPN NNP 7 obj M=person
         . . PUNCT . 7 punct",
    );
    assert_eq!(jailed, ["coerce/arrest court > Roux 2015-03-06 asserted"]);
}

#[test]
fn where_those_are_who_suffer_it() {
    let wounded = told(
        "Gunmen gunman NOUN NNS 2 nsubj M=person/nominal
         wounded wound VERB VBD 0 root
         Lee Lee PROPN NNP 2 obj M=person
         and and CCONJ CC 6 cc
         two two NUM CD 6 nummod
         men man NOUN NNS 3 conj M=person/nominal
         in in ADP IN 8 case
         Lyon Lyon PROPN NNP 6 nmod M=place
         . . PUNCT . 2 punct

         Oman Oman PROPN NNP 2 nsubj M=place
         condemned condemn VERB VBD 0 root
         Lee Lee PROPN NNP 2 obj M=person
         and and CCONJ CC 5 cc
         envoys envoy NOUN NNS 3 conj M=person/nominal
         in in ADP IN 7 case
         Peru Peru PROPN NNP 5 nmod M=place
         . . PUNCT . 2 punct",
    );
    assert_eq!(
        wounded,
        ["assault/injure Gunmen > Lee,men @Lyon asserted", "accuse/criticize Oman > Lee,envoys asserted"]
    );
}

#[test]
fn who_goes_on_in_elliptic_and_adverbial_clauses() {
    let visited = told(
        "Roux Roux PROPN NNP 2 nsubj M=person
         began begin VERB VBD 0 root
         the the DET DT 4 det
         week week NOUN NN 2 obl:unmarked
         visiting visit VERB VBG 4 acl
         Chad Chad PROPN NNP 5 obj M=place
         . . PUNCT . 2 punct

         Oman Oman PROPN NNP 2 nsubj M=place
         condemned condemn VERB VBD 0 root
         Mali Mali PROPN NNP 2 obj M=place
         , , PUNCT , 6 punct
         as as SCONJ IN 6 mark
         did do AUX VBD 2 advcl
         Peru Peru PROPN NNP 6 nsubj M=place
         . . PUNCT . 2 punct",
    );
    assert_eq!(visited, ["consult/visit Roux > Chad asserted", "accuse/criticize Oman,Peru > Mali asserted"]);
}

#[test]
fn they_are_those_who_say_so() {
    let sued = told(
        "Roux Roux PROPN NNP 4 nsubj M=person
         and and CCONJ CC 3 cc
         Lang Lang PROPN NNP 1 conj M=person
         said say VERB VBD 0 root
         they they PRON PRP 7 nsubj M=misc/pronoun
         would would AUX MD 7 aux
         sue sue VERB VB 4 ccomp
         Acme Acme PROPN NNP 7 obj M=organization
         . . PUNCT . 4 punct",
    );
    assert_eq!(sued, ["accuse/sue Roux,Lang > Acme planned !Roux"]);
}

#[test]
fn who_they_are_is_left_open_where_nothing_says_so() {
    let sued = told(
        "Roux Roux PROPN NNP 4 nsubj M=person
         and and CCONJ CC 3 cc
         Lang Lang PROPN NNP 1 conj M=person
         met meet VERB VBD 0 root
         . . PUNCT . 4 punct

         They they PRON PRP 2 nsubj M=misc/pronoun
         sued sue VERB VBD 0 root
         Acme Acme PROPN NNP 2 obj M=organization
         . . PUNCT . 2 punct",
    );
    assert_eq!(sued.last().map(String::as_str), Some("accuse/sue  > Acme asserted"));
}

#[test]
fn the_latter_is_the_last_of_those_joined() {
    let attacked = told(
        "Chad Chad PROPN NNP 4 nsubj M=place
         and and CCONJ CC 3 cc
         Mali Mali PROPN NNP 1 conj M=place
         quarreled quarrel VERB VBD 0 root
         , , PUNCT , 9 punct
         and and CCONJ CC 9 cc
         the the DET DT 8 det
         latter latter ADJ JJ 9 nsubj
         attacked attack VERB VBD 4 conj
         Niger Niger PROPN NNP 9 obj M=place
         . . PUNCT . 4 punct",
    );
    assert_eq!(attacked, ["assault/attack Mali > Niger asserted"]);
}

#[test]
fn somebody_without_a_preposition_is_the_object() {
    let shot = told(
        "Police police NOUN NNS 2 nsubj M=organization/nominal
         shot shoot VERB VBD 0 root
         dead dead ADJ JJ 2 xcomp
         a a DET DT 5 det
         Palestinian Palestinian ADJ JJ 2 obl M=group
         . . PUNCT . 2 punct",
    );
    assert_eq!(shot[0], "assault/shoot Police > Palestinian asserted");
}

#[test]
fn whoever_is_told_to_do_it_does_it() {
    let summoned = told(
        "Congress Congress PROPN NNP 2 nsubj M=organization
         subpoenaed subpoena VERB VBD 0 root
         Lee Lee PROPN NNP 2 obj M=person
         to to PART TO 5 mark
         attack attack VERB VB 2 advcl
         Oman Oman PROPN NNP 5 obj M=place
         . . PUNCT . 2 punct",
    );
    assert_eq!(summoned.last().map(String::as_str), Some("assault/attack Lee > Oman planned"));
}

#[test]
fn who_is_killed_in_a_reduced_clause_kills_nobody() {
    let killed = told(
        "Oman Oman PROPN NNP 2 nsubj M=place
         mourned mourn VERB VBD 0 root
         the the DET DT 4 det
         soldiers soldier NOUN NNS 2 obj M=person/nominal
         killed kill VERB VBD 4 acl:relcl
         in in ADP IN 7 case
         May May PROPN NNP 5 obl T=2015-05
         . . PUNCT . 2 punct",
    );
    assert!(killed.contains(&"assault/kill  > soldiers 2015-05 asserted".to_owned()), "{killed:?}");
}

#[test]
fn what_an_attack_struck_killed_nobody() {
    let killed = told(
        "The the DET DT 2 det
         bombing bombing NOUN NN 8 nsubj
         of of ADP IN 4 case
         Acme Acme PROPN NNP 2 nmod M=organization
         that that PRON WDT 6 nsubj
         killed kill VERB VBD 4 acl:relcl
         Lee Lee PROPN NNP 6 obj M=person
         shocked shock VERB VBD 0 root
         Oman Oman PROPN NNP 8 obj M=place
         . . PUNCT . 8 punct",
    );
    assert!(killed.contains(&"assault/kill  > Lee asserted".to_owned()), "{killed:?}");
}

#[test]
fn names_in_a_row_are_several_people() {
    let resigned = told(
        "Ann Ann PROPN NNP 8 nsubj M=person+2
         Lee Lee PROPN NNP 1 flat
         , , PUNCT , 4 punct
         Tom Tom PROPN NNP 1 flat M=person+2
         Reed Reed PROPN NNP 4 flat
         and and CCONJ CC 7 cc
         Roux Roux PROPN NNP 4 conj M=person
         attacked attack VERB VBD 0 root
         Oman Oman PROPN NNP 8 obj M=place
         . . PUNCT . 8 punct",
    );
    assert_eq!(resigned, ["assault/attack Ann Lee,Tom Reed,Roux > Oman asserted"]);
}

#[test]
fn who_is_set_up_to_do_it_does_it() {
    let looked = told(
        "Congress Congress PROPN NNP 2 nsubj M=organization
         created create VERB VBD 0 root
         a a DET DT 4 det
         panel panel NOUN NN 2 obj M=organization/nominal
         to to PART TO 6 mark
         investigate investigate VERB VB 4 acl
         Acme Acme PROPN NNP 6 obj M=organization
         . . PUNCT . 2 punct",
    );
    assert!(looked.iter().any(|told| told.starts_with("accuse/investigate panel > Acme")), "{looked:?}");
}

#[test]
fn at_whom_shells_are_aimed_is_shelled() {
    let fired = told(
        "Oman Oman PROPN NNP 2 nsubj M=place
         fired fire VERB VBD 0 root
         shells shell NOUN NNS 2 obj
         aimed aim VERB VBN 3 acl
         at at ADP IN 6 case
         Peru Peru PROPN NNP 4 obl M=place
         . . PUNCT . 2 punct",
    );
    assert_eq!(fired, ["assault/bomb Oman > Peru asserted"]);
}

#[test]
fn the_town_of_a_name_is_what_it_names() {
    let fired = told(
        "A a DET DT 2 det
         rocket rocket NOUN NN 4 nsubj:pass
         was be AUX VBD 4 aux:pass
         fired fire VERB VBN 0 root
         at at ADP IN 7 case
         the the DET DT 7 det
         town town NOUN NN 4 obl M=place/nominal
         of of ADP IN 9 case
         Elm Elm PROPN NNP 7 nmod M=place
         . . PUNCT . 4 punct",
    );
    assert_eq!(fired, ["assault/bomb  > Elm asserted"]);
}

#[test]
fn who_is_fined_is_not_the_sum() {
    let fined = told(
        "Acme Acme PROPN NNP 3 nsubj:pass M=organization
         was be AUX VBD 3 aux:pass
         fined fine VERB VBN 0 root
         $ $ SYM $ 3 obj
         5 5 NUM CD 6 compound
         million million NUM CD 4 nummod
         . . PUNCT . 3 punct",
    );
    assert_eq!(fined, ["sanction/fine  > Acme asserted"]);
}

#[test]
fn what_pictures_show_and_funds_are_for_is_no_target() {
    let done = told(
        "Police police NOUN NNS 2 nsubj M=organization/nominal
         released release VERB VBD 0 root
         photos photo NOUN NNS 2 obj
         of of ADP IN 5 case
         Lee Lee PROPN NNP 3 nmod M=person
         . . PUNCT . 2 punct

         Roux Roux PROPN NNP 2 nsubj M=person
         proposed propose VERB VBD 0 root
         a a DET DT 4 det
         fund fund NOUN NN 2 obj
         to to PART TO 6 mark
         help help VERB VB 4 acl
         Acme Acme PROPN NNP 6 obj M=organization
         . . PUNCT . 2 punct",
    );
    assert!(done.iter().any(|told| told == "disclosure/publish Police >  asserted"), "{done:?}");
    assert!(done.iter().any(|told| told == "request/propose Roux >  asserted"), "{done:?}");
}

#[test]
fn whoever_is_given_the_right_to_sue_sues() {
    let sued = told(
        "Oman Oman PROPN NNP 2 nsubj M=place
         gave give VERB VBD 0 root
         Acme Acme PROPN NNP 2 iobj M=organization
         the the DET DT 5 det
         right right NOUN NN 2 obj
         to to PART TO 7 mark
         sue sue VERB VB 5 acl
         Lee Lee PROPN NNP 7 obj M=person
         . . PUNCT . 2 punct",
    );
    assert!(sued.iter().any(|told| told.starts_with("accuse/sue Acme > Lee")), "{sued:?}");
}

#[test]
fn a_crash_is_where_the_name_before_it_says() {
    let killed = told(
        "Nine nine NUM CD 2 nsubj:pass
         killed kill VERB VBN 0 root
         in in ADP IN 6 case
         Elm Elm PROPN NNP 6 compound M=place
         bus bus NOUN NN 6 compound
         crash crash NOUN NN 2 obl
         . . PUNCT . 2 punct",
    );
    assert!(killed.iter().any(|told| told.contains("@Elm")), "{killed:?}");
}

#[test]
fn killed_and_wounded_in_one_place() {
    let harmed = told(
        "Rebels rebel NOUN NNS 2 nsubj M=person/nominal
         killed kill VERB VBD 0 root
         Reed Reed PROPN NNP 2 obj M=person
         and and CCONJ CC 5 cc
         wounded wound VERB VBD 2 conj
         Lee Lee PROPN NNP 5 obj M=person
         in in ADP IN 8 case
         Elm Elm PROPN NNP 5 obl M=place
         . . PUNCT . 2 punct",
    );
    assert!(harmed.len() > 1 && harmed.iter().all(|told| told.contains("@Elm")), "{harmed:?}");
}
