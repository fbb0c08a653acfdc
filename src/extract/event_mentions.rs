//! Event mentions: every word that tells that something happens, be it a claim or not.
//!
//! A claim needs a type and somebody who takes part; "the shooting" two sentences later has neither, and still tells
//! of the same event. Verbs, words of the event lexicon and nouns made from verbs count.

use crate::article::{Article, Span};
use crate::claim::{Event, EventMention};
use crate::document::{Document, Form, TokenId};

/// Verbs that say too little to tell an event.
const LIGHT: [&str; 11] = ["be", "have", "do", "get", "go", "make", "take", "let", "become", "seem", "'s"];
/// Endings of nouns that are made from verbs.
const NOUN_ENDINGS: [&str; 6] = ["ing", "ion", "ment", "ence", "ance", "al"];
/// Endings that forms of one verb differ in, longer ones first.
const STEM_ENDINGS: [&str; 8] = ["ation", "ment", "ance", "ence", "ing", "ion", "ate", "er"];
/// Least length of what is left of a word.
const STEM: usize = 3;

/// The event mentions of an article, in text order.
pub fn extract(article: &Article, document: &Document, events: &[Event], rules: &super::Rules) -> Vec<EventMention> {
    let mut found: Vec<EventMention> = Vec::new();
    for (number, event) in events.iter().enumerate() {
        if let Some(head) = head_of(document, event.trigger) {
            found.push(EventMention {
                span: event.trigger,
                head,
                stem: stem(&document.tokens[head].lemma),
                types: vec![event.subtype.clone()],
                event: Some(number),
            });
        }
    }
    let claimed: Vec<TokenId> = found.iter().map(|mention| mention.head).collect();
    let named = named_tokens(document);
    for (at, token) in document.tokens.iter().enumerate() {
        if named[at] || claimed.contains(&at) || token.span.of(&article.text).is_empty() {
            continue;
        }
        let lemma = token.lemma.to_lowercase();
        let types = rules.events.types_of(&lemma, &token.upos);
        let tells = match token.upos.as_str() {
            "VERB" => !LIGHT.contains(&lemma.as_str()),
            "NOUN" => types.is_some() || NOUN_ENDINGS.iter().any(|ending| is_made_with(&lemma, ending)),
            _ => types.is_some(),
        };
        if tells {
            let types = types.unwrap_or_default();
            found.push(EventMention { span: token.span, head: at, stem: stem(&lemma), types, event: None });
        }
    }
    found.sort_by_key(|mention| (mention.span, mention.event));
    found
}

/// The word that a trigger is about: its verb, else its last noun, else its first word.
fn head_of(document: &Document, trigger: Span) -> Option<TokenId> {
    let first = document.tokens.partition_point(|token| token.span.start < trigger.start);
    let count = document.tokens[first..].iter().take_while(|token| token.span.end <= trigger.end).count();
    let tokens = first..first + count;
    let of = |upos: &'static str| tokens.clone().filter(move |&at| document.tokens[at].upos == upos);
    of("VERB").next().or_else(|| of("NOUN").next_back()).or_else(|| tokens.clone().next())
}

/// Which tokens stand inside a name.
fn named_tokens(document: &Document) -> Vec<bool> {
    let mut named = vec![false; document.tokens.len()];
    for mention in document.mentions.iter().filter(|mention| mention.form == Form::Name) {
        named[mention.first..mention.end.min(document.tokens.len())].fill(true);
    }
    named
}

fn is_made_with(lemma: &str, ending: &str) -> bool {
    lemma.strip_suffix(ending).is_some_and(|rest| rest.chars().count() >= STEM)
}

/// What forms of one verb and the nouns made from it have in common; a rough cut, for comparing only.
fn stem(lemma: &str) -> String {
    let lemma = lemma.to_lowercase();
    let cut = STEM_ENDINGS.iter().find(|ending| is_made_with(&lemma, ending)).map_or(0, |ending| ending.len());
    let mut stem = &lemma[..lemma.len() - cut];
    let ending = if cut == 0 || !stem.ends_with("at") { "e" } else { "at" };
    stem = stem.strip_suffix(ending).filter(|rest| rest.chars().count() >= STEM).unwrap_or(stem);
    let mut letters = stem.chars().rev();
    match (letters.next(), letters.next()) {
        // "cutting", "hitting"; not "killing", "passing".
        (Some(last), Some(before)) if last == before && !matches!(last, 'l' | 's' | 'f' | 'z') && cut > 0 => {
            stem[..stem.len() - last.len_utf8()].to_owned()
        }
        _ => stem.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::testing::document_from_conllu;

    #[test]
    fn forms_of_one_verb_share_a_stem() {
        for forms in [
            ["arrest", "arresting"],
            ["shoot", "shooting"],
            ["kill", "killing"],
            ["announce", "announcement"],
            ["nominate", "nomination"],
            ["cut", "cutting"],
            ["murder", "murder"],
            ["elect", "election"],
        ] {
            assert_eq!(stem(forms[0]), stem(forms[1]), "{forms:?}");
        }
        assert_ne!(stem("bring"), stem("break"));
        assert_eq!(stem("éner"), "én".to_owned() + "er", "too short to cut");
    }

    #[test]
    fn claims_and_bare_words_are_mentions() {
        let (article, document) = document_from_conllu(
            "Police Police PROPN NNP 2 nsubj M=organization
             arrested arrest VERB VBD 0 root
             Lee Lee PROPN NNP 2 obj M=person
             after after ADP IN 6 case
             the the DET DT 6 det
             shooting shooting NOUN NN 2 obl",
        );
        let rules = crate::extract::Rules::load(None).unwrap();
        let events = crate::extract::events::extract(&article, &document, &rules);
        let mentions = extract(&article, &document, &events, &rules);
        let told: Vec<(&str, Option<usize>)> =
            mentions.iter().map(|mention| (mention.span.of(&article.text), mention.event)).collect();
        assert_eq!(told, [("arrested", Some(0)), ("shooting", None)]);
        assert!(!mentions[0].types.is_empty());
    }
}
