use super::*;
use crate::extract::testing::document_from_conllu;

/// How the token `trigger` of a tree is told.
fn told(conllu: &str, trigger: TokenId) -> (Modality, Vec<TokenId>) {
    let (article, document) = document_from_conllu(conllu);
    let tree = Tree::new(&article.text, &document);
    let operators = Operators::load(None).unwrap();
    let telling = telling(&tree, &operators, trigger, Asserted, Told::default());
    (telling.modality, telling.speakers)
}

#[test]
fn effects_combine_as_in_the_table() {
    assert_eq!(combine(Denied, Planned), Denied);
    assert_eq!(combine(Denied, Denied), Conditional);
    assert_eq!(combine(Planned, Alleged), Alleged);
    assert_eq!(combine(Requested, Denied), Conditional);
    for modality in Modality::ALL {
        assert_eq!(combine(Asserted, modality), modality);
        assert_ne!(combine(modality, Asserted), if modality == Asserted { Denied } else { Asserted });
    }
}

#[test]
fn expected_to() {
    let conllu = "Lee Lee PROPN NNP 3 nsubj:pass
         is be AUX VBZ 3 aux:pass
         expected expect VERB VBN 0 root
         to to PART TO 5 mark
         resign resign VERB VB 3 xcomp";
    assert_eq!(told(conllu, 4).0, Planned);
}

#[test]
fn said_to_be_doing() {
    let conllu = "Lee Lee PROPN NNP 3 nsubj:pass
         is be AUX VBZ 3 aux:pass
         said say VERB VBN 0 root
         to to PART TO 6 mark
         be be AUX VB 6 aux
         suing sue VERB VBG 3 xcomp";
    assert_eq!(told(conllu, 5).0, Alleged);
}

#[test]
fn did_not_plan_to() {
    let conllu = "Lee Lee PROPN NNP 4 nsubj
         did do AUX VBD 4 aux
         not not PART RB 4 advmod
         plan plan VERB VB 0 root
         to to PART TO 6 mark
         resign resign VERB VB 4 xcomp";
    assert_eq!(told(conllu, 5).0, Denied);
}

#[test]
fn said_it_would() {
    let conllu = "Oslo Oslo PROPN NNP 2 nsubj
         said say VERB VBD 0 root
         it it PRON PRP 5 nsubj
         would would AUX MD 5 aux
         withdraw withdraw VERB VB 2 ccomp";
    assert_eq!(told(conllu, 4), (Planned, vec![0]));
}

#[test]
fn accused_of() {
    let conllu = "Lee Lee PROPN NNP 3 nsubj:pass
         was be AUX VBD 3 aux:pass
         accused accuse VERB VBN 0 root
         of of SCONJ IN 5 mark
         bombing bomb VERB VBG 3 advcl
         a a DET DT 7 det
         bank bank NOUN NN 5 obj";
    assert_eq!(told(conllu, 4).0, Alleged);
}

#[test]
fn conditions_on_both_sides() {
    let conllu = "If if SCONJ IN 3 mark
         rebels rebel NOUN NNS 3 nsubj
         attack attack VERB VBP 6 advcl
         , , PUNCT , 3 punct
         troops troops NOUN NNS 6 nsubj
         retaliate retaliate VERB VBP 0 root";
    assert_eq!(told(conllu, 2).0, Conditional);
    assert_eq!(told(conllu, 5).0, Conditional);
}

#[test]
fn no_one_was_killed() {
    let conllu = "No no DET DT 2 det
         soldiers soldier NOUN NNS 4 nsubj:pass
         were be AUX VBD 4 aux:pass
         killed kill VERB VBN 0 root";
    assert_eq!(told(conllu, 3).0, Denied);
}

#[test]
fn a_relative_clause_is_presupposed() {
    let conllu = "Police police NOUN NN 4 nsubj
         did do AUX VBD 4 aux
         not not PART RB 4 advmod
         find find VERB VB 0 root
         the the DET DT 6 det
         man man NOUN NN 4 obj
         who who PRON WP 8 nsubj
         shot shoot VERB VBD 6 acl:relcl
         Lee Lee PROPN NNP 8 obj";
    assert_eq!(told(conllu, 7).0, Asserted);
}

#[test]
fn attribution_after_the_clause() {
    let conllu = "Troops troops NOUN NNS 2 nsubj
         withdrew withdraw VERB VBD 0 root
         , , PUNCT , 5 punct
         Lee Lee PROPN NNP 5 nsubj
         said say VERB VBD 2 parataxis";
    assert_eq!(told(conllu, 1), (Asserted, vec![3]));
}

#[test]
fn called_for_an_attack() {
    let conllu = "Lee Lee PROPN NNP 2 nsubj
         called call VERB VBD 0 root
         for for ADP IN 5 case
         an a DET DT 5 det
         attack attack NOUN NN 2 obl
         on on ADP IN 7 case
         Oslo Oslo PROPN NNP 5 nmod";
    assert_eq!(told(conllu, 4).0, Requested);
}

#[test]
fn a_presupposed_noun_outlives_its_clause() {
    let conllu = "Lee Lee PROPN NNP 4 nsubj
         did do AUX VBD 4 aux
         not not PART RB 4 advmod
         condemn condemn VERB VB 0 root
         the the DET DT 6 det
         attack attack NOUN NN 4 obj";
    assert_eq!(told(conllu, 5).0, Asserted);
    assert_eq!(told(conllu, 3).0, Denied);
}

#[test]
fn denied_only_until_then() {
    let conllu = "Lee Lee PROPN NNP 4 nsubj
         did do AUX VBD 4 aux
         not not PART RB 4 advmod
         resign resign VERB VB 0 root
         until until ADP IN 6 case
         July July PROPN NNP 4 obl";
    assert_eq!(told(conllu, 3).0, Asserted);
}

#[test]
fn a_participle_that_only_says_which() {
    let conllu = "Lee Lee PROPN NNP 2 nsubj
         refused refuse VERB VBD 0 root
         to to PART TO 4 mark
         visit visit VERB VB 2 xcomp
         the the DET DT 6 det
         grave grave NOUN NN 4 obj
         of of ADP IN 9 case
         the the DET DT 9 det
         men man NOUN NNS 6 nmod
         killed kill VERB VBN 9 acl
         there there ADV RB 10 advmod";
    assert_eq!(told(conllu, 9).0, Asserted);
    assert_eq!(told(conllu, 3).0, Denied);
}

#[test]
fn attacks_that_took_place() {
    let conllu = "Lee Lee PROPN NNP 2 nsubj
         approved approve VERB VBD 0 root
         the the DET DT 4 det
         attacks attack NOUN NNS 2 obj
         that that PRON WDT 6 nsubj
         took take VERB VBD 4 acl:relcl
         place place NOUN NN 6 obj";
    assert_eq!(told(conllu, 3).0, Asserted);
}

#[test]
fn a_deal_is_made_when_it_is_announced() {
    let announced = |noun: &str| {
        let conllu = format!(
            "Lee Lee PROPN NNP 2 nsubj
             announced announce VERB VBD 0 root
             a a DET DT 4 det
             {noun} {noun} NOUN NN 2 obj"
        );
        told(&conllu, 3).0
    };
    assert_eq!(announced("deal"), Asserted);
    assert_eq!(announced("strike"), Planned);
}

#[test]
fn accusations_hung_on_the_accused() {
    let conllu = "Peru Peru PROPN NNP 2 nsubj M=place
         accuses accuse VERB VBZ 0 root
         the the DET DT 4 det
         general general NOUN NN 2 obj M=person
         of of SCONJ IN 6 mark
         killing kill VERB VBG 4 acl
         a a DET DT 8 det
         monk monk NOUN NN 6 obj";
    assert_eq!(told(conllu, 5).0, Alleged);
}

#[test]
fn tomorrow_is_to_come() {
    let conllu = "Counties county NOUN NNS 3 nsubj
         are be AUX VBP 3 aux
         voting vote VERB VBG 0 root
         tomorrow tomorrow NOUN NN 3 obl";
    assert_eq!(told(conllu, 2).0, Planned);
}

#[test]
fn not_one() {
    let conllu = "Not not PART RB 2 advmod
         one one NUM CD 3 nummod
         passenger passenger NOUN NN 5 nsubj:pass
         was be AUX VBD 5 aux:pass
         killed kill VERB VBN 0 root";
    assert_eq!(told(conllu, 4).0, Denied);
}

#[test]
fn what_is_sought_or_awaited_or_supposed() {
    let sought = "Lee Lee PROPN NNP 2 nsubj
         seeks seek VERB VBZ 0 root
         a a DET DT 4 det
         law law NOUN NN 2 obj
         that that PRON WDT 6 nsubj
         bans ban VERB VBZ 4 acl:relcl
         them they PRON PRP 6 obj";
    assert_eq!(told(sought, 5).0, Planned);
    let awaited = "Once once SCONJ IN 4 mark
         Lee Lee PROPN NNP 4 nsubj
         has have AUX VBZ 4 aux
         signed sign VERB VBN 7 advcl
         troops troops NOUN NNS 7 nsubj
         will will AUX MD 7 aux
         leave leave VERB VB 0 root";
    assert_eq!(told(awaited, 3).0, Planned);
    let supposed = "Had have AUX VBD 3 aux
         Lee Lee PROPN NNP 3 nsubj
         attacked attack VERB VBN 6 advcl
         troops troops NOUN NNS 6 nsubj
         had have AUX VBD 6 aux
         left leave VERB VBN 0 root";
    assert_eq!(told(supposed, 2).0, Conditional);
}

#[test]
fn claimed_beside_the_clause() {
    let conllu = "Rebels rebel NOUN NNS 2 nsubj
         attacked attack VERB VBD 0 root
         , , PUNCT , 5 punct
         Lee Lee PROPN NNP 5 nsubj
         claimed claim VERB VBD 2 parataxis";
    assert_eq!(told(conllu, 1), (Alleged, vec![3]));
}

#[test]
fn only_the_limit_is_denied() {
    let conllu = "Lee Lee PROPN NNP 4 nsubj
         did do AUX VBD 4 aux
         not not PART RB 4 advmod
         attack attack VERB VB 0 root
         just just ADV RB 6 advmod
         Oslo Oslo PROPN NNP 4 obj";
    assert_eq!(told(conllu, 3).0, Asserted);
    let conllu = "Lee Lee PROPN NNP 4 nsubj
         just just ADV RB 4 advmod
         never never ADV RB 4 advmod
         attacked attack VERB VBD 0 root
         Oslo Oslo PROPN NNP 4 obj";
    assert_eq!(told(conllu, 3).0, Denied);
}

#[test]
fn falsely_said_is_not_so() {
    let conllu = "Lee Lee PROPN NNP 2 nsubj
         claims claim VERB VBZ 0 root
         falsely falsely ADV RB 2 advmod
         that that SCONJ IN 6 mark
         Oslo Oslo PROPN NNP 6 nsubj
         withdrew withdraw VERB VBD 2 ccomp";
    assert_eq!(told(conllu, 5), (Denied, vec![0]));
}

#[test]
fn joined_infinitives_are_planned() {
    let conllu = "Goal goal NOUN NN 4 nsubj
         is be AUX VBZ 4 cop
         to to PART TO 4 mark
         deter deter VERB VB 0 root
         and and CCONJ CC 6 cc
         destroy destroy VERB VB 4 conj";
    assert_eq!(told(conllu, 5).0, Planned);
}

#[test]
fn a_gerund_is_as_real_as_its_verb() {
    let hurt = |modal: &str, tag: &str| {
        let conllu = format!(
            "Peru Peru PROPN NNP 3 nsubj
             {modal} {modal} AUX {tag} 3 aux
             hurt hurt VERB VB 0 root
             Chile Chile PROPN NNP 3 obj
             by by SCONJ IN 6 mark
             leaving leave VERB VBG 3 advcl"
        );
        told(&conllu, 5).0
    };
    assert_eq!(hurt("could", "MD"), Conditional);
    assert_eq!(hurt("will", "MD"), Planned);
    assert_eq!(hurt("did", "VBD"), Asserted);
}

#[test]
fn who_insists_may_ask_or_tell() {
    let insisted = |form: &str, tag: &str| {
        let conllu = format!(
            "Lee Lee PROPN NNP 2 nsubj
             insisted insist VERB VBD 0 root
             that that SCONJ IN 5 mark
             Peru Peru PROPN NNP 5 nsubj
             {form} leave VERB {tag} 2 ccomp"
        );
        told(&conllu, 4).0
    };
    assert_eq!(insisted("left", "VBD"), Asserted);
    assert_eq!(insisted("leave", "VB"), Requested);
}

#[test]
fn taken_for_granted_unless_nobody_knows() {
    let known = |auxiliary: &str, tag: &str| {
        let conllu = format!(
            "Police police NOUN NN 4 nsubj
             {auxiliary} do AUX {tag} 4 aux
             not not PART RB 4 advmod
             know know VERB VB 0 root
             that that SCONJ IN 7 mark
             Lee Lee PROPN NNP 7 nsubj
             fled flee VERB VBD 4 ccomp"
        );
        told(&conllu, 6).0
    };
    assert_eq!(known("did", "VBD"), Asserted);
    assert_eq!(known("do", "VBP"), Conditional);
}

#[test]
fn to_before_a_gerund_is_no_infinitive() {
    let conllu = "Lee Lee PROPN NNP 2 nsubj
         devoted devote VERB VBD 0 root
         hours hour NOUN NNS 2 obj
         to to SCONJ IN 5 mark
         praising praise VERB VBG 2 advcl
         Oslo Oslo PROPN NNP 5 obj";
    assert_eq!(told(conllu, 4).0, Asserted);
}

#[test]
fn important_to_is_not_an_important_visit() {
    let conllu = "Lee Lee PROPN NNP 2 nsubj
         recalled recall VERB VBD 0 root
         an a DET DT 5 det
         important important ADJ JJ 5 amod
         visit visit NOUN NN 2 obj";
    assert_eq!(told(conllu, 4).0, Asserted);
}

#[test]
fn a_tense_of_its_own() {
    let conllu = "Lee Lee PROPN NNP 3 nsubj
         would would AUX MD 3 aux
         attack attack VERB VB 0 root
         but but CCONJ CC 5 cc
         lost lose VERB VBD 3 conj";
    assert_eq!(told(conllu, 4).0, Asserted);
    assert_eq!(told(conllu, 2).0, Conditional);
}

#[test]
fn before_it_happens() {
    let conllu = "Oslo Oslo PROPN NNP 3 nsubj
         is be AUX VBZ 3 cop
         calm calm ADJ JJ 0 root
         before before SCONJ IN 6 mark
         Lee Lee PROPN NNP 6 nsubj
         resigns resign VERB VBZ 3 advcl";
    assert_eq!(told(conllu, 5).0, Planned);
}

#[test]
fn only_named() {
    let conllu = "It it PRON PRP 2 expl
         is be VERB VBZ 0 root
         hard hard ADJ JJ 2 xcomp
         for for SCONJ IN 7 mark
         Peru Peru PROPN NNP 7 nsubj
         to to PART TO 7 mark
         leave leave VERB VB 2 advcl";
    assert_eq!(told(conllu, 6).0, Conditional);
}
