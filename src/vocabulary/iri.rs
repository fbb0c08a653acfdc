//! IRIs of articles, actors and what lies in an article, from any identifier and back.

use std::fmt::Write as _;

use oxigraph::model::NamedNode;

use super::BASE;

/// Percent-encodes everything but the unreserved characters of RFC 3986, so that any text is one path segment.
pub fn encode(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    // Dot segments would be taken for folders by whoever normalises the IRI.
    let dots = !text.is_empty() && text.len() <= 2 && text.bytes().all(|byte| byte == b'.');
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'~') || (byte == b'.' && !dots) {
            out.push(char::from(byte));
        } else {
            // Writing to a string cannot fail.
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

/// Undoes [`encode`]; `None` for a broken escape or bytes that are not UTF-8.
pub fn decode(text: &str) -> Option<String> {
    let mut out = Vec::with_capacity(text.len());
    let mut bytes = text.bytes();
    while let Some(byte) = bytes.next() {
        if byte == b'%' {
            let high = char::from(bytes.next()?).to_digit(16)?;
            let low = char::from(bytes.next()?).to_digit(16)?;
            out.push(u8::try_from(high * 16 + low).ok()?);
        } else {
            out.push(byte);
        }
    }
    String::from_utf8(out).ok()
}

/// The IRI of an article, which also names its graph.
pub fn article_iri(id: &str) -> NamedNode {
    NamedNode::new_unchecked(format!("{BASE}article/{}", encode(id)))
}

/// The identifier in an article's IRI, or in that of something in the article (`…#e3`).
pub fn article_id(iri: &str) -> Option<String> {
    let rest = iri.strip_prefix(BASE)?.strip_prefix("article/")?;
    decode(rest.split('#').next().unwrap_or(rest))
}

/// The IRI of an actor.
pub fn actor_iri(id: &str) -> NamedNode {
    NamedNode::new_unchecked(format!("{BASE}actor/{}", encode(id)))
}

/// The identifier in an actor's IRI.
pub fn actor_id(iri: &str) -> Option<String> {
    let rest = iri.strip_prefix(BASE)?.strip_prefix("actor/")?;
    if rest.contains('#') { None } else { decode(rest) }
}

/// The IRI of an event type (`meet`).
pub fn event_iri(id: &str) -> NamedNode {
    NamedNode::new_unchecked(format!("{BASE}event/{}", encode(id)))
}

/// The IRI of a happening: its identifier is that of an article with something in it (`ARTICLE/e3`).
pub fn happening_iri(id: &str) -> NamedNode {
    let (article, report) = id.rsplit_once('/').unwrap_or(("", id));
    NamedNode::new_unchecked(format!("{BASE}happening/{}/{}", encode(article), encode(report)))
}

/// The IRI that unnamed things of several articles share: its identifier is that of the first of them (`ARTICLE/x3`).
pub fn unnamed_iri(id: &str) -> NamedNode {
    let (article, thing) = id.rsplit_once('/').unwrap_or(("", id));
    NamedNode::new_unchecked(format!("{BASE}unnamed/{}/{}", encode(article), encode(thing)))
}

/// The IRI of a date, by its TIMEX3 value (`2014-11-12`).
pub fn time_iri(value: &str) -> NamedNode {
    NamedNode::new_unchecked(format!("{BASE}time/{}", encode(value)))
}

/// The IRI of a relation's property (`headOf`).
pub fn relation_iri(name: &str) -> NamedNode {
    NamedNode::new_unchecked(format!("{BASE}ontology#{}", encode(name)))
}

/// The IRI of something in an article: its `number`th event (`e`), relation (`r`), quote (`q`), sentence (`s`),
/// mention (`m`) or unnamed participant (`x`).
pub fn fragment_iri(article: &NamedNode, letter: char, number: usize) -> NamedNode {
    NamedNode::new_unchecked(format!("{}#{letter}{number}", article.as_str()))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn readable_ids_stay_readable() {
        assert_eq!(
            article_iri("us-china-cybersecurity").as_str(),
            "https://w3id.org/newsgraph/article/us-china-cybersecurity"
        );
        assert_eq!(happening_iri("a b/c/e3").as_str(), "https://w3id.org/newsgraph/happening/a%20b%2Fc/e3");
        assert_eq!(unnamed_iri("a b/c/x3").as_str(), "https://w3id.org/newsgraph/unnamed/a%20b%2Fc/x3");
        assert_eq!(time_iri("2014-11-12").as_str(), "https://w3id.org/newsgraph/time/2014-11-12");
        assert_eq!(fragment_iri(&article_iri("a b"), 'e', 3).as_str(), "https://w3id.org/newsgraph/article/a%20b#e3");
    }

    #[test]
    fn an_id_is_found_again_in_what_lies_in_its_article() {
        assert_eq!(article_id("https://w3id.org/newsgraph/article/a%23b#e3").as_deref(), Some("a#b"));
        assert_eq!(article_id("https://w3id.org/newsgraph/actor/x"), None);
        assert_eq!(actor_id("https://w3id.org/newsgraph/actor/barack-obama").as_deref(), Some("barack-obama"));
        assert_eq!(decode("%E9"), None, "not UTF-8");
        assert_eq!(decode("%4"), None, "cut escape");
    }

    proptest! {
        #[test]
        fn any_id_makes_a_valid_iri_and_comes_back(id in any::<String>()) {
            let iri = article_iri(&id);
            prop_assert!(NamedNode::new(iri.as_str()).is_ok());
            prop_assert_eq!(article_id(iri.as_str()), Some(id.clone()));
            prop_assert_eq!(actor_id(actor_iri(&id).as_str()), Some(id));
        }

        #[test]
        fn different_ids_make_different_iris(one in any::<String>(), other in any::<String>()) {
            prop_assert_eq!(one == other, article_iri(&one) == article_iri(&other));
        }
    }
}
