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
