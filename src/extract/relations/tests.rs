use crate::claim::Modality;
use crate::extract::Rules;
use crate::extract::testing::document_from_conllu;

/// The relations of a tree, one line each: "subject predicate object [role] (former) (modality)".
fn told(tree: &str) -> Vec<String> {
    let (article, document) = document_from_conllu(tree);
    let rules = Rules::load(None).unwrap();
    let name = |chain: usize| document.chains[chain].name.clone();
    super::extract(&article, &document, &rules)
        .iter()
        .map(|relation| {
            let mut line = format!("{} {} {}", name(relation.subject), relation.predicate, name(relation.object));
            if let Some(role) = &relation.role {
                line.push_str(&format!(" [{role}]"));
            }
            if relation.former {
                line.push_str(" (former)");
            }
            if relation.modality != Modality::Asserted {
                line.push_str(&format!(" ({})", relation.modality.as_str()));
            }
            line
        })
        .collect()
}

#[test]
fn title_with_nationality() {
    let tree = "Chilean Chilean ADJ JJ 2 amod M=group
        President President PROPN NNP 3 nmod:desc
        Ana Ana PROPN NNP 5 nsubj M=person+2
        Rojas Rojas PROPN NNP 3 flat
        resigned resign VERB VBD 0 root";
    assert_eq!(told(tree), ["Ana Rojas headOf Chilean [president]"]);
}

#[test]
fn title_of_two_words_with_country() {
    let tree = "Former former ADJ JJ 3 amod
        US US PROPN NNP 3 compound M=place
        Secretary Secretary PROPN NNP 6 nmod:desc
        of of ADP IN 5 case
        State State PROPN NNP 3 nmod
        Dana Dana PROPN NNP 8 nsubj M=person+2
        Hill Hill PROPN NNP 6 flat
        spoke speak VERB VBD 0 root";
    assert_eq!(told(tree), ["Dana Hill positionHeld US [secretary of state] (former)"]);
}

#[test]
fn title_with_company_and_party_label() {
    let tree = "Acme Acme PROPN NNP 2 compound M=organization
        spokeswoman spokeswoman NOUN NN 3 nmod:desc
        Ida Ida PROPN NNP 7 nsubj M=person+2
        Holm Holm PROPN NNP 3 flat
        and and CCONJ CC 6 cc
        Sen. Sen. PROPN NNP 7 nmod:desc
        Lou Lou PROPN NNP 3 conj M=person+2
        Day Day PROPN NNP 7 flat
        ( ( PUNCT -LRB- 12 punct SpaceAfter=No
        R R PROPN NNP 12 compound SpaceAfter=No
        - - PUNCT HYPH 12 punct SpaceAfter=No
        Ohio Ohio PROPN NNP 7 appos M=place|SpaceAfter=No
        ) ) PUNCT -RRB- 12 punct";
    assert_eq!(told(tree), ["Ida Holm spokespersonFor Acme [spokeswoman]", "Lou Day representativeOf Ohio [senator]"]);
}

#[test]
fn apposition_with_preposition_and_coordination() {
    let tree = "Jim Jim PROPN NNP 0 root M=person+2
        Low Low PROPN NNP 1 flat SpaceAfter=No
        , , PUNCT , 5 punct
        security security NOUN NN 5 compound
        analyst analyst NOUN NN 1 appos
        at at ADP IN 8 case
        the the DET DT 8 det
        Center Center PROPN NNP 5 nmod M=organization
        and and CCONJ CC 10 cc
        founder founder NOUN NN 5 conj
        of of ADP IN 12 case
        Safe Safe PROPN NNP 10 nmod M=organization";
    assert_eq!(told(tree), ["Jim Low worksFor Center [security analyst]", "Jim Low founderOf Safe [founder]"]);
}

#[test]
fn role_before_name_with_possessive_pronoun() {
    let tree = "Otto Otto PROPN NNP 2 nsubj M=person|C=otto
        came come VERB VBD 0 root
        with with ADP IN 5 case
        his he PRON PRP$ 5 nmod:poss M=person/pronoun|C=otto
        wife wife NOUN NN 2 obl SpaceAfter=No
        , , PUNCT , 7 punct
        Mia Mia PROPN NNP 5 appos M=person";
    assert_eq!(told(tree), ["Mia spouseOf Otto [wife]"]);
}

#[test]
fn nested_bodies_lower_the_rank() {
    let tree = "Bo Bo PROPN NNP 0 root M=person SpaceAfter=No
        , , PUNCT , 3 punct
        head head NOUN NN 1 appos
        of of ADP IN 6 case
        cyber cyber NOUN NN 6 compound
        policy policy NOUN NN 3 nmod
        at at ADP IN 8 case
        Acme Acme PROPN NNP 6 nmod M=organization";
    assert_eq!(told(tree), ["Bo positionHeld Acme [head of cyber policy]"]);
}

#[test]
fn copulas_keep_tense_and_negation() {
    let is = "Lea Lea PROPN NNP 4 nsubj M=person
        was be AUX VBD 4 cop
        the the DET DT 4 det
        chairwoman chairwoman NOUN NN 0 root
        of of ADP IN 6 case
        Acme Acme PROPN NNP 4 nmod M=organization
        until until ADP IN 8 case
        2012 2012 NUM CD 4 obl T=2012";
    assert_eq!(told(is), ["Lea headOf Acme [chairwoman] (former)"]);
    let not = "Lea Lea PROPN NNP 5 nsubj M=person
        is be AUX VBZ 5 cop
        not not PART RB 5 advmod
        a a DET DT 5 det
        member member NOUN NN 0 root
        of of ADP IN 7 case
        Acme Acme PROPN NNP 5 nmod M=organization";
    assert_eq!(told(not), ["Lea memberOf Acme [member] (denied)"]);
}

#[test]
fn appointments_make_the_object_the_bearer() {
    let tree = "Tom Tom PROPN NNP 3 nsubj:pass M=person
        was be AUX VBD 3 aux:pass
        named name VERB VBN 0 root
        mayor mayor NOUN NN 3 xcomp
        of of ADP IN 6 case
        Lund Lund PROPN NNP 4 nmod M=place";
    assert_eq!(told(tree), ["Tom headOf Lund [mayor]"]);
}

#[test]
fn possessives_between_names() {
    let tree = "Peru Peru PROPN NNP 3 nmod:poss M=place
        's 's PART POS 1 case
        Ministry Ministry PROPN NNP 6 nsubj M=organization+3
        of of ADP IN 5 case
        Health Health PROPN NNP 3 nmod
        met meet VERB VBD 0 root
        Oslo Oslo PROPN NNP 9 obl M=place|SpaceAfter=No
        - - PUNCT HYPH 9 punct SpaceAfter=No
        based base VERB VBN 10 amod
        Norsk Norsk PROPN NNP 6 obj M=organization";
    assert_eq!(told(tree), ["Ministry of Health partOf Peru", "Norsk basedIn Oslo"]);
}

#[test]
fn people_of_a_party_are_its_members() {
    let of = |name: &str| {
        format!(
            "The the DET DT 3 det
        Reform Reform PROPN NNP 3 compound M=organization+2
        {name} {name} PROPN NNP 5 nmod:poss
        's 's PART POS 3 case
        Ada Ada PROPN NNP 6 nsubj M=person
        won win VERB VBD 0 root"
        )
    };
    assert_eq!(told(&of("Party")), ["Ada memberOf Reform Party"]);
    assert_eq!(told(&of("Bank")), ["Ada worksFor Reform Bank"]);
}

#[test]
fn verbs_in_both_voices_and_plans() {
    let active = "Ada Ada PROPN NNP 5 nsubj M=person
        who who PRON WP 3 nsubj
        founded found VERB VBD 1 acl:relcl
        Acme Acme PROPN NNP 3 obj M=organization
        joined join VERB VBD 0 root
        Norsk Norsk PROPN NNP 5 obj M=organization";
    assert_eq!(told(active), ["Ada founderOf Acme", "Ada memberOf Norsk"]);
    let passive = "Acme Acme PROPN NNP 0 root M=organization
        owned own VERB VBN 1 acl
        by by ADP IN 4 case
        Ada Ada PROPN NNP 2 obl:agent M=person";
    assert_eq!(told(passive), ["Ada ownerOf Acme"]);
    let plan = "Acme Acme PROPN NNP 2 nsubj M=organization
        plans plan VERB VBZ 0 root
        to to PART TO 4 mark
        buy buy VERB VB 2 xcomp
        Norsk Norsk PROPN NNP 4 obj M=organization";
    assert_eq!(told(plan), ["Acme ownerOf Norsk (planned)"]);
}

#[test]
fn place_in_place_but_not_in_lists() {
    let tree = "Lund Lund PROPN NNP 0 root M=place|SpaceAfter=No
        , , PUNCT , 3 punct
        Sweden Sweden PROPN NNP 1 appos M=place";
    assert_eq!(told(tree), ["Lund locatedIn Sweden"]);
    let list = "Lund Lund PROPN NNP 0 root M=place|SpaceAfter=No
        , , PUNCT , 3 punct
        Sweden Sweden PROPN NNP 1 appos M=place
        and and CCONJ CC 5 cc
        Oslo Oslo PROPN NNP 3 conj M=place";
    assert!(told(list).is_empty());
}

#[test]
fn a_list_that_goes_on_gives_nobody_the_role_of_the_next() {
    let tree = "statues statue NOUN NNS 0 root
        of of ADP IN 3 case
        Ada Ada PROPN NNP 1 nmod M=person
        , , PUNCT , 6 punct
        US US PROPN NNP 6 compound M=place
        presidents president NOUN NNS 3 appos
        Bo Bo PROPN NNP 3 conj M=person
        and and CCONJ CC 9 cc
        Cy Cy PROPN NNP 7 conj M=person";
    assert_eq!(told(tree), ["Bo headOf US [president]", "Cy headOf US [president]"]);
    let brothers = "Ada Ada PROPN NNP 0 root M=person
        ; ; PUNCT : 5 punct
        and and CCONJ CC 5 cc
        two two NUM CD 5 nummod
        brothers brother NOUN NNS 1 appos
        of of ADP IN 7 case
        Bo Bo PROPN NNP 5 nmod M=person";
    assert!(told(brothers).is_empty());
}

#[test]
fn nobody_is_two_kinds_of_kin() {
    let tree = "Ada Ada PROPN NNP 2 nsubj M=person|C=ada
        came come VERB VBD 0 root
        with with ADP IN 5 case
        her her PRON PRP$ 5 nmod:poss M=person/pronoun|C=ada
        mother mother NOUN NN 2 obl
        and and CCONJ CC 7 cc
        sister sister NOUN NN 5 conj SpaceAfter=No
        , , PUNCT , 9 punct
        Mia Mia PROPN NNP 5 appos M=person";
    assert_eq!(told(tree), ["Mia siblingOf Ada [sister]"]);
}

#[test]
fn who_is_the_person_named_right_before() {
    let tree = "Ada Ada PROPN NNP 0 root M=person
        ; ; PUNCT : 3 punct
        Bo Bo PROPN NNP 1 appos M=person
        , , PUNCT , 6 punct
        who who PRON WP 6 nsubj
        founded found VERB VBD 1 acl:relcl
        Acme Acme PROPN NNP 6 obj M=organization";
    assert_eq!(told(tree), ["Bo founderOf Acme"]);
}

#[test]
fn questions_and_faiths_tell_nothing_and_what_never_was_is_not_over() {
    let question = "Will will AUX MD 3 aux
        Ada Ada PROPN NNP 3 nsubj M=person
        join join VERB VB 0 root
        Acme Acme PROPN NNP 3 obj M=organization
        ? ? PUNCT . 3 punct";
    assert!(told(question).is_empty(), "{:?}", told(question));
    let faith = "Acme Acme PROPN NNP 0 root M=organization
        , , PUNCT , 5 punct
        a a DET DT 5 det
        Christian Christian ADJ JJ 5 amod M=organization
        charity charity NOUN NN 1 appos";
    assert!(told(faith).is_empty(), "{:?}", told(faith));
    let never = "Ada Ada PROPN NNP 4 nsubj M=person
        was be AUX VBD 4 cop
        never never ADV RB 4 advmod
        chairwoman chairwoman NOUN NN 0 root
        of of ADP IN 6 case
        Acme Acme PROPN NNP 4 nmod M=organization";
    assert_eq!(told(never), ["Ada headOf Acme [chairwoman] (denied)"]);
}

#[test]
fn a_noun_says_what_the_name_before_it_names() {
    let tree = "The the DET DT 3 det
        Herald Herald PROPN NNP 3 compound M=organization
        newspaper newspaper NOUN NN 5 nsubj:pass
        was be AUX VBD 5 aux:pass
        founded found VERB VBN 0 root
        by by ADP IN 7 case
        Ada Ada PROPN NNP 5 obl:agent M=person";
    assert_eq!(told(tree), ["Ada founderOf Herald"]);
}

#[test]
fn former_holds_for_all_roles_of_a_list() {
    let tree = "Ada Ada PROPN NNP 0 root M=person SpaceAfter=No
        , , PUNCT , 6 punct
        a a DET DT 6 det
        former former ADJ JJ 6 amod
        Acme Acme PROPN NNP 6 compound M=organization
        president president NOUN NN 1 appos
        and and CCONJ CC 9 cc
        Norsk Norsk PROPN NNP 9 compound M=organization
        chairwoman chairwoman NOUN NN 6 conj";
    assert_eq!(told(tree), ["Ada headOf Acme [president] (former)", "Ada headOf Norsk [chairwoman] (former)"]);
}

#[test]
fn homes() {
    let tree = "Ana Ana PROPN NNP 3 nsubj M=person+2
        Low Low PROPN NNP 1 flat
        died die VERB VBD 0 root
        at at ADP IN 7 case
        Ana Ana PROPN NNP 7 nmod:poss M=person
        Bergen Bergen PROPN NNP 7 compound M=place
        home home NOUN NN 3 obl";
    assert!(told(tree).iter().any(|line| line.ends_with("basedIn Bergen")), "{:?}", told(tree));
}

#[test]
fn elected_to_a_society_and_not_to_a_firm() {
    let elected = |name: &str| {
        told(&format!(
            "Ana Ana PROPN NNP 4 nsubj:pass M=person+2
            Low Low PROPN NNP 1 flat
            was be AUX VBD 4 aux:pass
            admitted admit VERB VBN 0 root
            to to ADP IN 7 case
            the the DET DT 7 det
            {name} {name} PROPN NNP 4 obl M=organization"
        ))
    };
    assert_eq!(elected("Academy"), ["Ana Low memberOf Academy"]);
    assert!(elected("Hospital").is_empty());
}

#[test]
fn the_name_behind_the_post_and_its_body() {
    let tree = "The the DET DT 2 det
        director director NOUN NN 11 nsubj
        of of ADP IN 7 case
        Oslo Oslo PROPN NNP 7 nmod:poss M=place
        's 's PART POS 4 case
        Red Red PROPN NNP 7 compound
        Cross Cross PROPN NNP 2 nmod M=organization
        , , PUNCT , 9 punct
        Ana Ana PROPN NNP 7 appos M=person
        , , PUNCT , 2 punct
        left leave VERB VBD 0 root";
    assert!(told(tree).contains(&"Ana headOf Cross [director]".to_owned()), "{:?}", told(tree));
}
