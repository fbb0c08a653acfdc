use crate::extract::Rules;
use crate::extract::testing::document_from_conllu;

/// The quotes of a tree, one line each: "speaker (cue): content", direct ones in brackets.
fn told(tree: &str) -> Vec<String> {
    let (article, document) = document_from_conllu(tree);
    let rules = Rules::load(None).unwrap();
    super::extract(&article, &document, &rules)
        .iter()
        .map(|quote| {
            let speaker = quote.speaker.map_or("?", |chain| document.chains[chain].name.as_str());
            let cue = quote.cue.map_or("", |cue| cue.of(&article.text));
            let content = quote.content.of(&article.text);
            if quote.direct {
                format!("{speaker} ({cue}): [{content}]")
            } else {
                format!("{speaker} ({cue}): {content}")
            }
        })
        .collect()
}

#[test]
fn inverted_speaker_and_the_quotation_that_goes_on() {
    let tree = "“ “ PUNCT `` 3 punct SpaceAfter=No
        They they PRON PRP 3 nsubj
        talked talk VERB VBD 7 ccomp
        late late ADV RB 3 advmod SpaceAfter=No
        , , PUNCT , 3 punct SpaceAfter=No
        ” ” PUNCT '' 3 punct
        said say VERB VBD 0 root
        Ada Ada PROPN NNP 7 nsubj M=person+2
        Low Low PROPN NNP 8 flat SpaceAfter=No
        , , PUNCT , 12 punct
        an a DET DT 12 det
        expert expert NOUN NN 8 appos SpaceAfter=No
        . . PUNCT . 7 punct

        “ “ PUNCT `` 3 punct SpaceAfter=No
        Nothing nothing PRON NN 3 nsubj
        came come VERB VBD 0 root
        of of ADP IN 5 case
        it it PRON PRP 3 obl SpaceAfter=No
        . . PUNCT . 3 punct SpaceAfter=No
        ” ” PUNCT '' 3 punct";
    assert_eq!(told(tree), ["Ada Low (said): [They talked late]", "Ada Low (said): [Nothing came of it.]"]);
}

#[test]
fn mixed_quotes_keep_the_words_around_the_marks() {
    let tree = "Ada Ada PROPN NNP 2 nsubj M=person
        said say VERB VBD 0 root
        he he PRON PRP 5 nsubj
        “ “ PUNCT `` 5 punct SpaceAfter=No
        feared fear VERB VBD 2 ccomp
        more more ADJ JJR 7 amod
        attacks attack NOUN NNS 5 obj SpaceAfter=No
        , , PUNCT , 5 punct SpaceAfter=No
        ” ” PUNCT '' 5 punct
        including include VERB VBG 11 case
        floods flood NOUN NNS 7 nmod SpaceAfter=No
        . . PUNCT . 2 punct";
    assert_eq!(told(tree), ["Ada (said): he “feared more attacks,” including floods"]);
}

#[test]
fn clauses_of_coordinated_and_participle_cues_share_the_speaker() {
    let tree = "Ada Ada PROPN NNP 2 nsubj M=person
        said say VERB VBD 0 root
        that that SCONJ IN 5 mark
        talks talk NOUN NNS 5 nsubj
        failed fail VERB VBD 2 ccomp
        and and CCONJ CC 7 cc
        added add VERB VBD 2 conj
        they they PRON PRP 9 nsubj
        resumed resume VERB VBD 7 ccomp SpaceAfter=No
        , , PUNCT , 11 punct
        noting note VERB VBG 2 advcl
        rain rain NOUN NN 13 nsubj
        fell fall VERB VBD 11 ccomp";
    assert_eq!(told(tree), ["Ada (said): that talks failed", "Ada (added): they resumed", "Ada (noting): rain fell"]);
}

#[test]
fn a_cue_after_the_subject_breaks_nothing() {
    let tree = "The the DET DT 2 det
        talks talk NOUN NNS 7 nsubj SpaceAfter=No
        , , PUNCT , 5 punct
        Ada Ada PROPN NNP 5 nsubj M=person
        said say VERB VBD 7 parataxis SpaceAfter=No
        , , PUNCT , 5 punct
        failed fail VERB VBD 0 root
        in in ADP IN 9 case
        May May PROPN NNP 7 obl";
    assert_eq!(told(tree), ["Ada (said): The talks, Ada said, failed in May"]);
}

#[test]
fn according_to_takes_the_clause_around_it() {
    let tree = "Rain rain NOUN NN 2 nsubj
        fell fall VERB VBD 0 root SpaceAfter=No
        , , PUNCT , 6 punct
        according accord VERB VBG 6 case
        to to ADP IN 4 fixed
        Ada Ada PROPN NNP 2 obl M=person SpaceAfter=No
        . . PUNCT . 2 punct";
    assert_eq!(told(tree), ["Ada (according to): Rain fell"]);
}

#[test]
fn what_is_not_said_is_no_quote() {
    let tree = "Ada Ada PROPN NNP 4 nsubj M=person
        did do AUX VBD 4 aux
        not not PART RB 4 advmod
        say say VERB VB 0 root
        that that SCONJ IN 7 mark
        rain rain NOUN NN 7 nsubj
        fell fall VERB VBD 4 ccomp";
    assert!(told(tree).is_empty());
    let title = "She she PRON PRP 2 nsubj
        read read VERB VBD 0 root
        the the DET DT 5 det
        “ “ PUNCT `` 5 punct SpaceAfter=No
        Daily daily PROPN NNP 7 compound
        News News PROPN NNP 5 flat SpaceAfter=No
        ” ” PUNCT '' 8 punct
        magazine magazine NOUN NN 2 obj";
    assert!(told(title).is_empty());
}

#[test]
fn fragments_belong_to_the_verb_that_governs_them() {
    let tree = "Ada Ada PROPN NNP 2 nsubj M=person
        called call VERB VBD 0 root
        it it PRON PRP 2 obj
        “ “ PUNCT `` 6 punct SpaceAfter=No
        a a DET DT 6 det
        disgrace disgrace NOUN NN 2 xcomp SpaceAfter=No
        ” ” PUNCT '' 6 punct
        . . PUNCT . 2 punct";
    assert_eq!(told(tree), ["Ada (called): it “a disgrace”"]);
}

#[test]
fn a_name_like_a_relative_pronoun_speaks() {
    let tree = "WHO WHO PROPN NNP 2 nsubj M=organization
        said say VERB VBD 0 root
        it it PRON PRP 4 nsubj
        waits wait VERB VBZ 2 ccomp
        for for ADP IN 6 case
        results result NOUN NNS 4 obl";
    assert_eq!(told(tree), ["WHO (said): it waits for results"]);
}

#[test]
fn the_name_right_before_the_verb_speaks_where_the_parser_sees_no_subject() {
    let tree = "At at ADP IN 3 case
        a a DET DT 3 det
        briefing briefing NOUN NN 7 obl SpaceAfter=No
        , , PUNCT , 3 punct
        Ada Ada PROPN NNP 3 appos M=person+2
        Low Low PROPN NNP 5 flat
        said say VERB VBD 0 root
        talks talk NOUN NNS 9 nsubj
        failed fail VERB VBD 7 ccomp
        again again ADV RB 9 advmod";
    assert_eq!(told(tree), ["Ada Low (said): talks failed again"]);
}

#[test]
fn whom_somebody_asks_does_not_ask() {
    let tree = "Asked ask VERB VBN 7 advcl
        whether whether SCONJ IN 4 mark
        talks talk NOUN NNS 4 nsubj
        failed fail VERB VBD 1 ccomp SpaceAfter=No
        , , PUNCT , 1 punct
        Ada Ada PROPN NNP 7 nsubj M=person
        left leave VERB VBD 0 root";
    assert!(told(tree).is_empty());
    let quoted = "Wire Wire PROPN NNP 2 nsubj M=organization
        quoted quote VERB VBD 0 root
        Ada Ada PROPN NNP 2 obj M=person
        as as SCONJ IN 5 mark
        saying say VERB VBG 2 advcl
        talks talk NOUN NNS 7 nsubj
        failed fail VERB VBD 5 ccomp
        again again ADV RB 7 advmod";
    assert_eq!(told(quoted), ["Ada (saying): talks failed again"]);
}

#[test]
fn what_another_says_behind_a_semicolon_is_no_part_of_it() {
    let tree = "Ada Ada PROPN NNP 2 nsubj M=person
        said say VERB VBD 0 root
        talks talk NOUN NNS 4 nsubj
        failed fail VERB VBD 2 ccomp SpaceAfter=No
        ; ; PUNCT : 7 punct
        Bo Bo PROPN NNP 7 nsubj M=person
        reported report VERB VBD 4 parataxis
        rain rain NOUN NN 9 nsubj
        fell fall VERB VBD 7 ccomp";
    assert_eq!(told(tree), ["Ada (said): talks failed", "Bo (reported): rain fell"]);
}

#[test]
fn a_clause_beside_the_verb_without_a_conjunction_is_said() {
    let tree = "Ada Ada PROPN NNP 2 nsubj M=person
        says say VERB VBZ 0 root
        only only ADV RB 4 advmod
        rain rain NOUN NN 5 nsubj
        fell fall VERB VBD 2 conj
        again again ADV RB 5 advmod";
    assert_eq!(told(tree), ["Ada (says): only rain fell again"]);
}

#[test]
fn a_request_names_who_is_to_do_it() {
    let tree = "Ada Ada PROPN NNP 2 nsubj M=person
        asked ask VERB VBD 0 root
        Bo Bo PROPN NNP 2 obj M=person
        to to PART TO 5 mark
        leave leave VERB VB 2 xcomp
        town town NOUN NN 5 obj";
    assert_eq!(told(tree), ["Ada (asked): Bo to leave town"]);
    let things = "Ada Ada PROPN NNP 2 nsubj M=person
        asked ask VERB VBD 0 root
        maps map NOUN NN 2 obj M=product/nominal
        to to PART TO 5 mark
        leave leave VERB VB 2 xcomp
        town town NOUN NN 5 obj";
    assert!(told(things).is_empty());
}

#[test]
fn the_latter_of_two() {
    let tree = "Acme Acme PROPN NNP 4 nsubj M=organization
        and and CCONJ CC 3 cc
        Norsk Norsk PROPN NNP 1 conj M=organization
        met meet VERB VBD 0 root
        , , PUNCT , 8 punct
        the the DET DT 7 det
        latter latter ADJ JJ 8 nsubj
        saying say VERB VBG 4 advcl
        that that SCONJ IN 11 mark
        talks talk NOUN NNS 11 nsubj
        failed fail VERB VBD 8 ccomp";
    assert_eq!(told(tree), ["Norsk (saying): that talks failed"]);
}

#[test]
fn a_source_that_is_cited_says_it() {
    let tree = "Acme Acme PROPN NNP 2 nsubj M=organization
        cited cite VERB VBD 0 root
        a a DET DT 4 det
        diplomat diplomat NOUN NN 2 obj M=person/nominal
        that that SCONJ IN 7 mark
        talks talk NOUN NNS 7 nsubj
        failed fail VERB VBD 4 acl";
    let found = told(tree);
    assert_eq!(found.len(), 1);
    assert!(found[0].ends_with("(cited): that talks failed") && !found[0].starts_with("Acme"), "{found:?}");
}

#[test]
fn judging_says_nothing_but_its_reason() {
    let judged = |rest: &str| {
        told(&format!(
            "Ada Ada PROPN NNP 2 nsubj M=person
        praised praise VERB VBD 0 root
        the the DET DT 4 det
        nurses nurse NOUN NNS 2 obj M=person/nominal
        of of ADP IN 7 case
        the the DET DT 7 det
        ward ward NOUN NN 4 nmod{rest}"
        ))
    };
    assert!(judged("").is_empty());
    let reason = "
        for for SCONJ IN 9 mark
        staying stay VERB VBG 2 advcl";
    assert_eq!(judged(reason), ["Ada (praised): the nurses of the ward for staying"]);
}

#[test]
fn a_capital_goes_on_with_the_name() {
    let tree = "Hamad Hamad PROPN NNP 4 nsubj M=person+2
        bin bin PROPN NNP 1 flat
        Said say VERB VBD 4 parataxis
        met meet VERB VBD 0 root
        the the DET DT 6 det
        envoys envoy NOUN NNS 4 obj";
    assert!(told(tree).is_empty());
}

#[test]
fn the_number_of_the_verb_tells_whose_it_is() {
    let tree = "Officers officer NOUN NNS 2 nsubj M=person/nominal
        say say VERB VBP 0 root
        Low Low PROPN NNP 4 nsubj M=person
        fled flee VERB VBD 2 ccomp
        and and CCONJ CC 7 cc
        have have AUX VBP 7 aux
        found find VERB VBN 4 conj
        a a DET DT 9 det
        trail trail NOUN NN 7 obj";
    assert_eq!(told(tree), ["Officers (say): Low fled"]);
}

#[test]
fn a_subject_before_the_teller_belongs_to_what_is_told() {
    let tree = "The the DET DT 2 det
        mayor mayor NOUN NN 8 nsubj
        , , PUNCT , 6 punct
        the the DET DT 5 det
        court court NOUN NN 6 nsubj M=organization/nominal
        said say VERB VBD 8 parataxis
        , , PUNCT , 6 punct
        took take VERB VBD 0 root
        the the DET DT 10 det
        money money NOUN NN 8 obj";
    assert_eq!(told(tree), ["court (said): The mayor , the court said , took the money"]);
}

#[test]
fn who_is_moved_goes_on_to_speak() {
    let tree = |first: &str| {
        format!(
            "{first}
        . . PUNCT . 3 punct

        “ “ PUNCT `` 3 punct SpaceAfter=No
        We we PRON PRP 3 nsubj
        lost lose VERB VBD 0 root
        all all DET DT 6 det
        the the DET DT 6 det
        points point NOUN NNS 3 obj
        there there ADV RB 3 advmod SpaceAfter=No
        . . PUNCT . 3 punct SpaceAfter=No
        ” ” PUNCT '' 3 punct"
        )
    };
    let furious = "Ada Ada PROPN NNP 3 nsubj M=person
        was be AUX VBD 3 cop
        furious furious ADJ JJ 0 root";
    assert_eq!(told(&tree(furious)), ["Ada (Ada): [We lost all the points there.]"]);
    let killed = "Ada Ada PROPN NNP 3 nsubj:pass M=person
        was be AUX VBD 3 aux:pass
        killed kill VERB VBN 0 root";
    assert_eq!(told(&tree(killed)), ["? (): [We lost all the points there.]"]);
}

#[test]
fn labels_in_one_line() {
    let tree = "Low Low PROPN NNP 6 nsubj M=person SpaceAfter=No
        : : PUNCT : 6 punct
        “ “ PUNCT `` 6 punct SpaceAfter=No
        We we PRON PRP 6 nsubj
        must must AUX MD 6 aux
        stay stay VERB VB 0 root
        here here ADV RB 6 advmod SpaceAfter=No
        . . PUNCT . 6 punct SpaceAfter=No
        ” ” PUNCT '' 6 punct

        Stern Stern PROPN NNP 6 nsubj M=person SpaceAfter=No
        : : PUNCT : 6 punct
        “ “ PUNCT `` 6 punct SpaceAfter=No
        We we PRON PRP 6 nsubj
        must must AUX MD 6 aux
        leave leave VERB VB 0 root
        now now ADV RB 6 advmod SpaceAfter=No
        . . PUNCT . 6 punct SpaceAfter=No
        ” ” PUNCT '' 6 punct";
    assert_eq!(told(tree), ["Low (:): [We must stay here.]", "Stern (:): [We must leave now.]"]);
}

#[test]
fn whoever_is_told_says_nothing() {
    let tree = "Oslo Oslo PROPN NNP 4 nsubj:pass M=place
        has have AUX VBZ 4 aux
        been be AUX VBN 4 aux:pass
        warned warn VERB VBN 0 root
        and and CCONJ CC 8 cc
        has have AUX VBZ 8 aux
        been be AUX VBN 8 aux:pass
        told tell VERB VBN 4 conj
        to to PART TO 10 mark
        prepare prepare VERB VB 8 xcomp
        for for ADP IN 13 case
        the the DET DT 13 det
        siege siege NOUN NN 10 obl";
    assert!(told(tree).iter().all(|quote| !quote.starts_with("Oslo")), "{:?}", told(tree));
}

#[test]
fn few_say_nothing() {
    let tree = |few: &str| {
        format!(
            "{few}
             experts expert NOUN NNS 3 nsubj M=person/nominal
             said say VERB VBD 0 root
             that that SCONJ IN 6 mark
             Low Low PROPN NNP 6 nsubj M=person
             lied lie VERB VBD 3 ccomp"
        )
    };
    assert_eq!(told(&tree("Few few ADJ JJ 2 amod")), [""; 0]);
    assert_eq!(told(&tree("Some some DET DT 2 det")).len(), 1);
}

#[test]
fn an_exception_belongs_to_what_is_said() {
    let tree = "Low Low PROPN NNP 2 nsubj M=person
        believed believe VERB VBD 0 root
        Stern Stern PROPN NNP 5 nsubj M=person
        would would AUX MD 5 aux
        win win VERB VB 2 ccomp SpaceAfter=No
        , , PUNCT , 9 punct
        but but CCONJ CC 9 cc
        not not PART RB 9 advmod
        until until ADP IN 2 conj
        June June PROPN NNP 9 obl SpaceAfter=No
        . . PUNCT . 2 punct";
    assert_eq!(told(tree), ["Low (believed): Stern would win, but not until June"]);
}

#[test]
fn the_last_speaker_goes_on_and_not_whom_he_spoke_of() {
    let tree = |named: &str| {
        format!(
            "Mark Mark PROPN NNP 3 nsubj M=person+2|C=a
        Low Low PROPN NNP 1 flat
        said say VERB VBD 0 root
        Peter Peter PROPN NNP 6 nsubj M=person+2|C=b
        Stern Stern PROPN NNP 4 flat
        lied lie VERB VBD 3 ccomp SpaceAfter=No
        . . PUNCT . 3 punct

        “ “ PUNCT `` 3 punct SpaceAfter=No
        It it PRON PRP 3 nsubj
        ends end VERB VBZ 8 ccomp
        badly badly ADV RB 3 advmod SpaceAfter=No
        , , PUNCT , 8 punct SpaceAfter=No
        ” ” PUNCT '' 3 punct
        he he PRON PRP 8 nsubj M=person/pronoun|C={named}
        said say VERB VBD 0 root SpaceAfter=No
        . . PUNCT . 8 punct"
        )
    };
    for named in ["a", "b"] {
        assert_eq!(told(&tree(named))[1], "Mark Low (said): [It ends badly]", "{:?}", told(&tree(named)));
    }
}

#[test]
fn whoever_praises_goes_on_and_not_whom_he_praised() {
    let tree = "Mark Mark PROPN NNP 3 nsubj M=person+2|C=a
        Low Low PROPN NNP 1 flat
        praised praise VERB VBD 0 root
        Peter Peter PROPN NNP 3 obj M=person+2|C=b
        Stern Stern PROPN NNP 4 flat SpaceAfter=No
        . . PUNCT . 3 punct

        “ “ PUNCT `` 3 punct SpaceAfter=No
        It it PRON PRP 3 nsubj
        went go VERB VBD 8 ccomp
        well well ADV RB 3 advmod SpaceAfter=No
        , , PUNCT , 8 punct SpaceAfter=No
        ” ” PUNCT '' 3 punct
        he he PRON PRP 8 nsubj M=person/pronoun|C=b
        said say VERB VBD 0 root SpaceAfter=No
        . . PUNCT . 8 punct";
    assert_eq!(told(tree), ["Mark Low (said): [It went well]"]);
}

#[test]
fn intentions_wishes_and_gerunds_are_told() {
    let to = |verb: &str| {
        told(&format!(
            "Ada Ada PROPN NNP 2 nsubj M=person
        {verb}
        to to PART TO 4 mark
        leave leave VERB VB 2 xcomp
        town town NOUN NN 4 obj"
        ))
    };
    assert_eq!(to("plans plan VERB VBZ 0 root"), ["Ada (plans): to leave town"]);
    assert!(to("likes like VERB VBZ 0 root").is_empty());
    let gerund = "Ada Ada PROPN NNP 2 nsubj M=person
        denied deny VERB VBD 0 root
        taking take VERB VBG 2 xcomp
        the the DET DT 5 det
        boat boat NOUN NN 3 obj";
    assert_eq!(told(gerund), ["Ada (denied): taking the boat"]);
    let wish = "Ada Ada PROPN NNP 3 nsubj M=person
        would would AUX MD 3 aux
        like like VERB VB 0 root
        to to PART TO 5 mark
        leave leave VERB VB 3 xcomp
        town town NOUN NN 5 obj";
    assert_eq!(told(wish), ["Ada (like): to leave town"]);
}

#[test]
fn what_is_wanted_outside_the_infinitive_is_no_statement() {
    let tree = "Walls wall NOUN NNS 0 root
        that that PRON WDT 6 obj
        Ada Ada PROPN NNP 4 nsubj M=person
        wants want VERB VBZ 1 acl:relcl
        to to PART TO 6 mark
        build build VERB VB 4 xcomp
        quickly quickly ADV RB 6 advmod";
    assert!(told(tree).is_empty());
}

#[test]
fn nobody_named_expects_and_accuses() {
    let expected = "Ada Ada PROPN NNP 3 nsubj:pass M=person
        is be AUX VBZ 3 aux:pass
        expected expect VERB VBN 0 root
        to to PART TO 5 mark
        leave leave VERB VB 3 xcomp
        town town NOUN NN 5 obj";
    assert_eq!(told(expected), ["? (expected): to leave town"]);
    let accused = "Ada Ada PROPN NNP 3 nsubj:pass M=person
        was be AUX VBD 3 aux:pass
        accused accuse VERB VBN 0 root
        of of SCONJ IN 5 mark
        taking take VERB VBG 3 advcl
        boats boat NOUN NNS 5 obj";
    assert_eq!(told(accused), ["? (accused of): taking boats"]);
    let active = "Ada Ada PROPN NNP 2 nsubj M=person
        accused accuse VERB VBD 0 root
        Bo Bo PROPN NNP 2 obj M=person
        of of SCONJ IN 5 mark
        lying lie VERB VBG 2 advcl";
    assert_eq!(told(active), ["Ada (accused): Bo of lying"]);
}

#[test]
fn adjectives_carry_infinitives_and_phrases() {
    let tree = "Ada Ada PROPN NNP 3 nsubj M=person
        is be AUX VBZ 3 cop
        eager eager ADJ JJ 0 root
        to to PART TO 5 mark
        leave leave VERB VB 3 xcomp
        town town NOUN NN 5 obj";
    assert_eq!(told(tree), ["Ada (eager): to leave town"]);
    let tree = "Ada Ada PROPN NNP 3 nsubj M=person
        is be AUX VBZ 3 cop
        wary wary ADJ JJ 0 root
        of of ADP IN 7 case
        a a DET DT 7 det
        new new ADJ JJ 7 amod
        vote vote NOUN NN 3 obl";
    assert_eq!(told(tree), ["Ada (wary of): a new vote"]);
}

#[test]
fn a_poll_finds_what_follows_it() {
    let tree = "In in ADP IN 3 case
        a a DET DT 3 det
        poll poll NOUN NN 6 obl
        , , PUNCT , 6 punct
        voters voter NOUN NNS 6 nsubj
        favored favor VERB VBD 0 root
        Ada Ada PROPN NNP 6 obj M=person";
    assert!(told(tree).iter().any(|quote| quote.ends_with("(In): voters favored Ada")), "{:?}", told(tree));
}

#[test]
fn what_somebody_is_said_to_want_is_no_statement_of_its_own() {
    let (article, document) = document_from_conllu(
        "Ada Ada PROPN NNP 2 nsubj M=person
        said say VERB VBD 0 root
        Bo Bo PROPN NNP 4 nsubj M=person
        hopes hope VERB VBZ 2 ccomp
        to to PART TO 6 mark
        win win VERB VB 4 xcomp
        soon soon ADV RB 6 advmod",
    );
    let rules = Rules::load(None).unwrap();
    let found = super::extract(&article, &document, &rules);
    assert_eq!(found.len(), 2);
    let kept = super::without_second_hand(&document, &rules, found);
    assert_eq!(kept.len(), 1);
    assert!(kept[0].content.of(&article.text).starts_with("Bo hopes"));
}
