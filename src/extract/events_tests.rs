use crate::claim::{Event, Modality};
use crate::document::Document;
use crate::extract::testing::document_from_conllu;
use crate::extract::{Rules, events};

fn events_of(conllu: &str) -> (Vec<Event>, Document) {
    let (article, document) = document_from_conllu(conllu);
    let rules = Rules::load(None).unwrap();
    (events::extract(&article, &document, &rules), document)
}

/// `type/subtype source,… > target,… @place time modality !speaker` for each event.
pub(super) fn told(conllu: &str) -> Vec<String> {
    let (events, document) = events_of(conllu);
    let name = |&chain: &usize| document.chains[chain].name.as_str();
    let names = |chains: &[usize]| chains.iter().map(name).collect::<Vec<_>>().join(",");
    events
        .iter()
        .map(|event| {
            let mut text =
                format!("{}/{} {} > {}", event.kind, event.subtype, names(&event.sources), names(&event.targets));
            if let Some(place) = &event.place {
                text += &format!(" @{}", name(place));
            }
            if let Some(time) = &event.time {
                text += &format!(" {}", time.value);
            }
            text += &format!(" {}", event.modality.as_str());
            if let Some(speaker) = &event.attributed_to {
                text += &format!(" !{}", name(speaker));
            }
            text
        })
        .collect()
}

#[test]
fn coordinated_subjects_of_a_reciprocal_verb() {
    let met = told(
        "President President PROPN NNP 2 nmod:desc
         Lopez Lopez PROPN NNP 6 nsubj M=person
         and and CCONJ CC 5 cc
         Premier Premier PROPN NNP 5 nmod:desc
         Wang Wang PROPN NNP 2 conj M=person
         met meet VERB VBD 0 root
         at at ADP IN 10 case
         a a DET DT 10 det
         trade trade NOUN NN 10 compound
         summit summit NOUN NN 6 obl
         in in ADP IN 12 case
         Oslo Oslo PROPN NNP 10 nmod M=place
         on on ADP IN 14 case
         Monday Monday PROPN NNP 6 obl T=2015-03-02",
    );
    assert_eq!(met, ["consult/meet Lopez > Wang @Oslo 2015-03-02 asserted"]);
}

#[test]
fn passive_with_agent_and_reduced_relative() {
    let charged = told(
        "Two two NUM CD 2 nummod
         officers officer NOUN NNS 7 nsubj:pass M=person/nominal
         indicted indict VERB VBN 2 acl
         by by ADP IN 5 case
         Chile Chile PROPN NNP 3 obl:agent M=place
         were be AUX VBD 7 aux:pass
         arrested arrest VERB VBN 0 root
         by by ADP IN 9 case
         police police NOUN NN 7 obl:agent M=organization/nominal
         . . PUNCT . 7 punct",
    );
    assert_eq!(charged, ["accuse/charge Chile > officers asserted", "coerce/arrest police > officers asserted"]);
}

#[test]
fn a_light_verb_lends_its_subject() {
    let talks = told(
        "Peru Peru PROPN NNP 2 nsubj M=place
         held hold VERB VBD 0 root
         talks talk NOUN NNS 2 obj
         with with ADP IN 5 case
         Ecuador Ecuador PROPN NNP 3 nmod M=place
         in in ADP IN 7 case
         May May PROPN NNP 2 obl T=XXXX-05",
    );
    assert_eq!(talks, ["consult/negotiate Peru > Ecuador XXXX-05 asserted"]);
}

#[test]
fn a_denied_light_verb_denies_the_noun() {
    let talks = told(
        "Peru Peru PROPN NNP 4 nsubj M=place
         did do AUX VBD 4 aux
         not not PART RB 4 advmod
         hold hold VERB VB 0 root
         talks talk NOUN NNS 4 obj
         with with ADP IN 7 case
         Ecuador Ecuador PROPN NNP 5 nmod M=place",
    );
    assert_eq!(talks, ["consult/negotiate Peru > Ecuador denied"]);
}

#[test]
fn control_and_embedded_targets() {
    let agreed = told(
        "Norway Norway PROPN NNP 2 nsubj M=place
         agreed agree VERB VBD 0 root
         to to PART TO 4 mark
         support support VERB VB 2 xcomp
         Kenya Kenya PROPN NNP 4 obj M=place",
    );
    assert_eq!(agreed, ["agree/accept Norway > Kenya asserted", "support/endorse Norway > Kenya planned"]);
}

#[test]
fn agreed_talks_between_two() {
    let agreed = told(
        "China China PROPN NNP 2 nsubj M=place|C=china
         agreed agree VERB VBD 0 root
         to to ADP IN 4 case
         talks talk NOUN NNS 2 obl
         between between ADP IN 7 case
         its its PRON PRP$ 7 nmod:poss M=place/pronoun|C=china
         ministry ministry NOUN NN 4 nmod M=organization/nominal
         and and CCONJ CC 10 cc
         the the DET DT 10 det
         FBI FBI PROPN NNP 7 conj M=organization",
    );
    assert_eq!(agreed[1], "consult/negotiate ministry > FBI planned");
    assert!(agreed[0].starts_with("agree/"), "{agreed:?}");
}

#[test]
fn reported_and_denied() {
    let denied = told(
        "Officials official NOUN NNS 2 nsubj M=person/nominal
         said say VERB VBD 0 root
         Iran Iran PROPN NNP 4 nsubj M=place
         denied deny VERB VBD 2 ccomp
         attacking attack VERB VBG 4 xcomp
         Oman Oman PROPN NNP 5 obj M=place",
    );
    assert_eq!(denied.last().unwrap(), "assault/attack Iran > Oman denied !Officials");
}

#[test]
fn nominal_trigger_with_possessor() {
    let left = told(
        "France France PROPN NNP 3 nmod:poss M=place
         's 's PART POS 1 case
         withdrawal withdrawal NOUN NN 6 nsubj
         from from ADP IN 5 case
         Mali Mali PROPN NNP 3 nmod M=place
         surprised surprise VERB VBD 0 root
         allies ally NOUN NNS 6 obj",
    );
    assert_eq!(left, ["retreat/withdraw France > Mali asserted"]);
}

#[test]
fn particle_verbs() {
    let left = told(
        "Peru Peru PROPN NNP 2 nsubj M=place
         pulled pull VERB VBD 0 root
         out out ADV RB 2 advmod
         of of ADP IN 7 case
         a a DET DT 7 det
         trade trade NOUN NN 7 compound
         bloc bloc NOUN NN 2 obl
         . . PUNCT . 2 punct",
    );
    assert_eq!(left, ["retreat/withdraw Peru >  asserted"]);
}

#[test]
fn must_is_a_demand_of_who_says_it() {
    let demand = told(
        "Russia Russia PROPN NNP 2 nsubj M=place
         said say VERB VBD 0 root
         Sudan Sudan PROPN NNP 5 nsubj M=place
         must must AUX MD 5 aux
         apologize apologize VERB VB 2 ccomp",
    );
    assert_eq!(demand, ["request/demand Russia > Sudan asserted", "support/apologize Sudan >  requested !Russia"]);
}

#[test]
fn rule_names_the_line() {
    let (events, _) = events_of(
        "Lopez Lopez PROPN NNP 2 nsubj M=person
         praised praise VERB VBD 0 root
         Wang Wang PROPN NNP 2 obj M=person",
    );
    assert!(events[0].rule.starts_with("events.csv:") && events[0].rule.ends_with(" praise"), "{}", events[0].rule);
    assert_eq!(events[0].modality, Modality::Asserted);
}

#[test]
fn nouns_without_actors_are_no_events() {
    assert!(told("The the DET DT 2 det\nmeeting meeting NOUN NN 3 nsubj\nended end VERB VBD 0 root").is_empty());
}

/// What else each event has: `subtype kind:bounds unit; with …; about …; to …`.
fn further(conllu: &str) -> Vec<String> {
    let (article, document) = document_from_conllu(conllu);
    let events = events::extract(&article, &document, &Rules::load(None).unwrap());
    let line = |event: &Event| {
        let mut text = event.subtype.clone();
        for quantity in &event.quantities {
            text += &format!(" {}:{} {}", quantity.kind, quantity.bounds(), quantity.unit.as_deref().unwrap_or("-"));
        }
        for (word, spans) in [("on", &event.themes), ("with", &event.instruments), ("about", &event.topics)] {
            for span in spans {
                text += &format!("; {word} {}", span.of(&article.text));
            }
        }
        for &chain in &event.recipients {
            text += &format!("; to {}", document.chains[chain].name);
        }
        text
    };
    events.iter().map(line).collect()
}

#[test]
fn the_dead_are_counted_even_where_nobody_is_named() {
    let killed = further(
        "At at ADP IN 2 case
         least least ADJ JJS 3 nmod
         12 12 NUM CD 4 nummod
         soldiers soldier NOUN NNS 9 nsubj:pass M=person/nominal
         and and CCONJ CC 7 cc
         five five NUM CD 7 nummod
         civilians civilian NOUN NNS 4 conj M=person/nominal
         were be AUX VBD 9 aux:pass
         killed kill VERB VBN 0 root
         with with ADP IN 11 case
         knives knife NOUN NNS 9 obl
         . . PUNCT . 9 punct

         The the DET DT 3 det
         death death NOUN NN 3 compound
         toll toll NOUN NN 4 nsubj
         rose rise VERB VBD 0 root
         to to ADP IN 6 case
         120 120 NUM CD 4 obl
         . . PUNCT . 4 punct",
    );
    assert_eq!(killed, ["kill killed:at least 12 soldier killed:5 civilian; with knives", "die killed:120 -"]);
}

#[test]
fn money_topics_and_recipients() {
    let told = further(
        "Oman Oman PROPN NNP 2 nsubj M=place
         deported deport VERB VBD 0 root
         Lopez Lopez PROPN NNP 2 obj M=person
         to to ADP IN 5 case
         Peru Peru PROPN NNP 2 obl M=place
         . . PUNCT . 2 punct

         Oman Oman PROPN NNP 2 nsubj M=place
         gave give VERB VBD 0 root
         Peru Peru PROPN NNP 2 iobj M=place
         nearly nearly ADV RB 5 advmod
         $ $ SYM $ 2 obj
         2.5 2.5 NUM CD 7 compound
         million million NUM CD 5 nummod
         in in ADP IN 9 case
         aid aid NOUN NN 5 nmod
         . . PUNCT . 2 punct

         Oman Oman PROPN NNP 2 nsubj M=place
         held hold VERB VBD 0 root
         talks talk NOUN NNS 2 obj
         with with ADP IN 5 case
         Peru Peru PROPN NNP 3 nmod M=place
         on on ADP IN 8 case
         fishing fishing NOUN NN 8 compound
         rights right NOUN NNS 3 nmod
         on on ADP IN 10 case
         Monday Monday PROPN NNP 2 obl T=2015-03-02
         . . PUNCT . 2 punct",
    );
    assert_eq!(told, ["deport; to Peru", "give-aid money:about 2500000 USD", "negotiate; about fishing rights"]);
}

#[test]
fn letters_before_a_symbol_say_whose_money_it_is() {
    let told = further(
        "Oman Oman PROPN NNP 2 nsubj M=place
         gave give VERB VBD 0 root
         Peru Peru PROPN NNP 2 iobj M=place
         NZ NZ PROPN NNP 5 compound
         $ $ SYM $ 2 obj
         26 26 NUM CD 7 compound
         million million NUM CD 5 nummod
         in in ADP IN 9 case
         aid aid NOUN NN 5 nmod
         . . PUNCT . 2 punct",
    );
    assert_eq!(told, ["give-aid money:26000000 NZD"]);
}

#[test]
fn what_it_is_done_to_where_that_is_a_thing() {
    let told = further(
        "Rebels rebel NOUN NNS 2 nsubj M=person/nominal
         destroyed destroy VERB VBD 0 root
         Elm Elm PROPN NNP 2 obj M=place
         and and CCONJ CC 6 cc
         several several ADJ JJ 6 amod
         trucks truck NOUN NNS 3 conj
         . . PUNCT . 2 punct

         Oman Oman PROPN NNP 2 nsubj M=place
         fired fire VERB VBD 0 root
         shells shell NOUN NNS 2 obj
         at at ADP IN 5 case
         Peru Peru PROPN NNP 2 obl M=place
         . . PUNCT . 2 punct",
    );
    assert_eq!(told, ["destroy destroyed:at least about 3 truck; on several trucks", "bomb; with shells"]);
}

#[test]
fn a_relative_clause_is_about_whom_its_noun_is_said_of() {
    let attacked = told(
        "Lee Lee PROPN NNP 4 nsubj M=person
         is be AUX VBZ 4 cop
         a a DET DT 4 det
         rebel rebel NOUN NN 0 root M=person/nominal
         who who PRON WP 6 nsubj
         attacked attack VERB VBD 4 acl:relcl
         Oman Oman PROPN NNP 6 obj M=place
         . . PUNCT . 4 punct",
    );
    assert_eq!(attacked, ["assault/attack Lee > Oman asserted"]);
}

#[test]
fn who_we_and_you_are_is_left_open() {
    let attacked = told(
        "Peru Peru PROPN NNP 2 nsubj M=place|C=peru
         left leave VERB VBD 0 root
         . . PUNCT . 2 punct

         We we PRON PRP 2 nsubj M=place/pronoun|C=peru
         attacked attack VERB VBD 0 root
         Oman Oman PROPN NNP 2 obj M=place
         . . PUNCT . 2 punct

         You you PRON PRP 2 nsubj M=place/pronoun|C=peru
         attacked attack VERB VBD 0 root
         Chad Chad PROPN NNP 2 obj M=place
         . . PUNCT . 2 punct",
    );
    assert_eq!(attacked, ["assault/attack  > Oman asserted", "assault/attack  > Chad asserted"]);
}

#[test]
fn words_nearby_tell_the_sense() {
    let attacked = |thing: &str| {
        told(&format!(
            "Gangs gang NOUN NNS 2 nsubj M=group
             attacked attack VERB VBD 0 root
             Lopez Lopez PROPN NNP 2 obj M=person
             with with ADP IN 5 case
             {thing} {thing} NOUN NN 2 obl"
        ))
    };
    assert_eq!(attacked("malware"), ["coerce/cyberattack Gangs > Lopez asserted"]);
    assert_eq!(attacked("knives"), ["assault/attack Gangs > Lopez asserted"]);
}

#[test]
fn an_adverb_tells_the_sense() {
    let treated = |adverb: &str| {
        told(&format!(
            "Doctors doctor NOUN NNS 2 nsubj M=group
             treated treat VERB VBD 0 root
             Lopez Lopez PROPN NNP 2 obj M=person
             {adverb} {adverb} ADV RB 2 advmod
             for for ADP IN 6 case
             burns burn NOUN NNS 2 obl"
        ))
    };
    assert_eq!(treated("quickly"), ["aid/treat Doctors > Lopez asserted"]);
    assert!(treated("unfairly").is_empty());
}

#[test]
fn what_the_trigger_hangs_on_tells_the_sense() {
    let found = told(
        "Lopez Lopez PROPN NNP 3 nsubj:pass M=person
         was be AUX VBD 3 aux:pass
         found find VERB VBN 0 root
         guilty guilty ADJ JJ 3 xcomp
         of of ADP IN 6 case
         fraud fraud NOUN NN 4 obl",
    );
    assert!(!found.iter().any(|event| event.starts_with("accuse/blame")), "{found:?}");
}

#[test]
fn things_do_not_threaten() {
    let gangs = told(
        "Gangs gang NOUN NNS 2 nsubj M=group
         threatened threaten VERB VBD 0 root
         Lopez Lopez PROPN NNP 2 obj M=person",
    );
    assert_eq!(gangs, ["threaten/threaten Gangs > Lopez asserted"]);
    let drought = told(
        "The the DET DT 2 det
         drought drought NOUN NN 3 nsubj
         threatened threaten VERB VBD 0 root
         Lopez Lopez PROPN NNP 3 obj M=person",
    );
    assert!(drought.is_empty(), "{drought:?}");
}
