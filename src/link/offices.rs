//! Offices that a title tells only together with knowledge: in an article of 2014 "President Obama" says that he is
//! president of the United States, though no word of it names the country beside him.

use std::fmt::Write as _;

use super::{Gazetteer, Linker};
use crate::claim::{Modality, Relation};
use crate::document::{ChainId, EntityType, Form};
use crate::entity::{Annotated, Identities, Unnamed};

/// Titles of those who lead a state or its government, as they stand before a name, and the post they tell.
const TITLES: [(&str, &str); 12] = [
    ("president", "President"),
    ("prime minister", "Prime Minister"),
    ("premier", "Premier"),
    ("premier", "Prime Minister"),
    ("chancellor", "Chancellor"),
    ("king", "King"),
    ("queen", "Queen"),
    ("emperor", "Emperor"),
    ("taoiseach", "Taoiseach"),
    ("supreme leader", "Supreme Leader"),
    ("emir", "Emir"),
    ("pope", "Pope"),
];

const PREDICATE: &str = "headOf";
/// The text has the title, the gazetteer the country: surer than a guess, less sure than a sentence.
const CONFIDENCE: f32 = 0.75;

impl Linker<'_> {
    /// Relations that bare titles tell of people whom the gazetteer knows to hold that post on the article's day: only
    /// towards countries that the article names itself, and only where it does not say so in full.
    pub fn offices(&self, annotated: &Annotated, identities: &Identities) -> Vec<Relation> {
        let Annotated { article, document, claims } = annotated;
        let mut found = Vec::new();
        for (person, chain) in document.chains.iter().enumerate().filter(|(_, chain)| chain.named) {
            let said = claims.relations.iter().any(|known| known.subject == person && known.predicate == PREDICATE);
            let entry = identities.actor(&article.id, person).and_then(|actor| self.gazetteer.get(&actor.id));
            let Some(entry) = entry.filter(|entry| entry.kind == EntityType::Person && !said) else { continue };
            let Some(country) = self.country_chain(entry.country.as_deref(), annotated, identities) else { continue };
            let mentions = chain.mentions.iter().filter_map(|&at| document.mentions.get(at));
            for mention in mentions.filter(|mention| mention.form == Form::Name) {
                let Some(role) = title_before(&article.text, mention.span.start) else { continue };
                let held = entry.terms.iter().any(|term| {
                    TITLES.iter().any(|&(title, post)| title == role && term.role == post)
                        && article.published_date().is_none_or(|day| term.holds(day))
                });
                let Some(sentence) = document.sentence_of(mention.head).filter(|_| held) else { continue };
                found.push(Relation {
                    subject: person,
                    predicate: PREDICATE.to_owned(),
                    object: country,
                    role: Some(role.to_owned()),
                    former: false,
                    from: None,
                    to: None,
                    modality: Modality::Asserted,
                    attributed_to: None,
                    confidence: CONFIDENCE,
                    evidence: document.sentences[sentence].span,
                    rule: "title, with the post from the gazetteer".to_owned(),
                });
                break;
            }
        }
        found
    }

    /// All that the quads of an article take from identities and gazetteer: as long as it is the same, so are they.
    pub fn basis(&self, article: &str, identities: &Identities) -> String {
        let links = identities.links.range((article.to_owned(), 0)..=(article.to_owned(), ChainId::MAX));
        let mut basis = String::new();
        for ((_, chain), link) in links {
            let Some(actor) = identities.actors.get(&link.actor) else { continue };
            let entry = self.gazetteer.get(&actor.id).filter(|entry| entry.kind == EntityType::Person);
            let posts = entry.map(|entry| (&entry.terms, &entry.country));
            let country = entry.and_then(|entry| country(self.gazetteer, entry.country.as_deref()?));
            // Writing to a string cannot fail.
            let (id, kind, name, seen) = (&actor.id, actor.kind, &actor.name, &actor.seen);
            let sure = link.confidence;
            let _ = write!(basis, "{chain} {id:?} {kind:?} {name:?} {seen:?} {posts:?} {country:?} {sure};");
        }
        for (what, id) in identities.unnamed_in(article).filter(|(what, _)| matches!(what, Unnamed::Chain(_))) {
            let _ = write!(basis, "{what} {id:?};");
        }
        basis
    }

    fn country_chain(&self, code: Option<&str>, annotated: &Annotated, identities: &Identities) -> Option<ChainId> {
        let country = &country(self.gazetteer, code?)?;
        (0..annotated.document.chains.len())
            .find(|&chain| identities.actor(&annotated.article.id, chain).is_some_and(|actor| &actor.id == country))
    }
}

fn country(gazetteer: &Gazetteer, code: &str) -> Option<String> {
    gazetteer.country(code).map(|entry| entry.id.clone())
}

/// The title that ends right before a byte offset.
fn title_before(text: &str, start: usize) -> Option<&'static str> {
    let before = text.get(..start)?.trim_end();
    TITLES.iter().map(|&(title, _)| title).find(|title| {
        let Some(at) = before.len().checked_sub(title.len()) else { return false };
        let whole_word = before.get(..at).is_some_and(|rest| !rest.ends_with(char::is_alphanumeric));
        // "vice president", "former president", "then-President": other posts, or no longer this one.
        let other = before.get(..at).is_some_and(|rest| {
            let rest = rest.trim_end_matches([' ', '-']).to_lowercase();
            ["vice", "former", "deputy", "then", "ex", "late"].iter().any(|word| rest.ends_with(word))
        });
        whole_word && !other && before.get(at..).is_some_and(|word| word.eq_ignore_ascii_case(title))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_stand_right_before_the_name() {
        for (text, title) in [
            ("when President ", Some("president")),
            ("Prime Minister ", Some("prime minister")),
            ("Vice President ", None),
            ("former President ", None),
            ("then-President ", None),
            ("the vicepresident ", None),
            ("said that ", None),
            ("", None),
        ] {
            assert_eq!(title_before(text, text.len()), title, "{text}");
        }
    }
}
