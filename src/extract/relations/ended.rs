//! Posts that an event of the article ends: who is killed, dies, is dismissed or resigns holds them no more.

use std::collections::BTreeSet;

use crate::article::Span;
use crate::claim::{Event, Modality, Relation};
use crate::document::ChainId;

/// Relations that end with a life.
const POSTS: [&str; 6] = ["headOf", "positionHeld", "worksFor", "memberOf", "representativeOf", "spokespersonFor"];
/// Those that end with a dismissal; who leaves an office is still in the party.
const OFFICES: [&str; 3] = ["headOf", "positionHeld", "spokespersonFor"];

/// Marks as former what is over by the events of the same article. One who resigned from one post may have others: a
/// dismissal or resignation counts for posts that its own sentence tells.
pub(crate) fn mark(events: &[Event], relations: &mut Vec<Relation>) {
    let (mut dead, mut left): (BTreeSet<ChainId>, BTreeSet<(ChainId, Span)>) = Default::default();
    for event in events.iter().filter(|event| event.modality == Modality::Asserted) {
        match event.subtype.as_str() {
            "die" | "kill" | "execute" | "assassinate" => dead.extend(&event.targets),
            "dismiss" => left.extend(event.targets.iter().map(|&person| (person, event.evidence))),
            "resign" | "retire" => left.extend(event.sources.iter().map(|&person| (person, event.evidence))),
            _ => {}
        }
    }
    for relation in relations.iter_mut().filter(|relation| relation.modality == Modality::Asserted) {
        let (subject, predicate) = (relation.subject, relation.predicate.as_str());
        relation.former |= POSTS.contains(&predicate) && dead.contains(&subject)
            || OFFICES.contains(&predicate) && left.contains(&(subject, relation.evidence));
    }
    // What was told as former beside it is the same relation now.
    let mut told = BTreeSet::new();
    relations.retain(|relation| {
        let key = (relation.subject, relation.predicate.clone(), relation.object, relation.former, relation.modality);
        told.insert(key)
    });
}

#[cfg(test)]
mod tests {
    use crate::article::Article;
    use crate::extract::testing::document_from_conllu;
    use crate::extract::{Rules, claims};

    fn former(conllu: &str) -> Vec<(String, bool)> {
        let (article, document): (Article, _) = document_from_conllu(conllu);
        let claims = claims(&article, &document, &Rules::load(None).unwrap());
        claims.relations.into_iter().map(|relation| (relation.predicate, relation.former)).collect()
    }

    #[test]
    fn the_dead_and_the_dismissed_hold_no_post() {
        let killed = "Gunmen gunman NOUN NNS 2 nsubj
             killed kill VERB VBD 0 root
             Ana Ana PROPN NNP 2 obj M=person
             Low Low PROPN NNP 3 flat
             , , PUNCT , 6 punct
             chief chief NOUN NN 3 appos
             of of ADP IN 8 case
             Interpol Interpol PROPN NNP 6 nmod M=organization";
        assert_eq!(former(killed), [("headOf".to_owned(), true)]);
        assert_eq!(former(&killed.replace("killed kill", "met meet")), [("headOf".to_owned(), false)]);
        let fired =
            killed.replace("Gunmen gunman NOUN NNS", "Rome Rome PROPN NNP").replace("killed kill", "fired fire");
        assert_eq!(former(&fired), [("headOf".to_owned(), true)]);
    }
}
