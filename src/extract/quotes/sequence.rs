//! Who goes on speaking: "he" right after somebody spoke.

use super::first_names::is_female;
use super::telling::Telling;
use crate::article::Span;
use crate::claim::Quote;
use crate::document::{ChainId, EntityType, Form};

/// Gives quotes of a pronoun to whoever spoke last, where coreference found one who cannot speak here: one whom nobody
/// mentions in the paragraph, one whom the last speaker only speaks of ("Lewis said Stone was wrong. “…,” he said"), or one
/// whom the quotation itself names.
pub(super) fn carry_on(telling: &Telling, quotes: &mut [Quote]) {
    for at in 0..quotes.len() {
        let Some((chain, words)) = quotes[at].speaker.zip(quotes[at].speaker_span) else { continue };
        let pronoun = words.of(telling.scene.text).to_lowercase();
        if !matches!(pronoun.as_str(), "he" | "she") {
            continue;
        }
        let paragraph = Span::new(paragraph_start(telling.scene.text, words.start), words.start);
        let before = Span::new(paragraph_start(telling.scene.text, paragraph.start.saturating_sub(2)), words.start);
        let own = quotes[at].content;
        let names_itself = quotes[at].direct && names(telling, chain, own);
        let mut told: Vec<Span> = Vec::new();
        let (within, last) = match last_speaker(quotes, at, paragraph) {
            Some(last) => (paragraph, last),
            None => match (last_judge(telling, own.start, paragraph), last_speaker(quotes, at, before)) {
                (Some((judge, judged)), _) => {
                    told.push(judged);
                    (paragraph, judge)
                }
                (None, Some(last)) => (before, last),
                (None, None) => continue,
            },
        };
        if last == chain || !fits(telling, last, &pronoun) {
            continue;
        }
        let far = within == before;
        let others = quotes.iter().enumerate().filter(|&(other, quote)| other != at && quote.speaker == Some(last));
        told.extend(others.map(|(_, quote)| quote.content));
        let only_spoken_of = mentions(telling, chain, within)
            .all(|mention| own.contains(mention) || told.iter().any(|content| content.contains(mention)));
        // Nobody but the last speaker is there at all, or it takes a sign that he may be meant.
        let unmentioned = !far && mentions(telling, chain, paragraph).next().is_none();
        let other_sex = named_person(telling, chain) && !fits(telling, chain, &pronoun);
        if unmentioned || names_itself || (other_sex || only_spoken_of) && is_surely(telling, last, &pronoun) {
            quotes[at].speaker = Some(last);
        }
    }
}

fn paragraph_start(text: &str, at: usize) -> usize {
    let mut end = at;
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text[..end].rfind('\n').map_or(0, |line| line + 1)
}

/// Who speaks in the last of the quotes before one that lie in a stretch, with the words for them.
fn last_speaker(quotes: &[Quote], at: usize, within: Span) -> Option<ChainId> {
    let before = quotes[..at].iter().filter(|quote| {
        quote.speaker_span.is_some_and(|speaker| within.contains(speaker))
            && quote.cue.is_some_and(|cue| within.contains(cue))
    });
    before.max_by_key(|quote| quote.cue.map(|cue| cue.start)).and_then(|quote| quote.speaker)
}

/// Who judges somebody in the sentence before a place in a paragraph, and the words for whom: *Lewis* praised *Stone*.
/// "…," he said.
fn last_judge(telling: &Telling, at: usize, paragraph: Span) -> Option<(ChainId, Span)> {
    let scene = &telling.scene;
    let document = scene.document;
    let sentence = document.sentence_at(at)?.checked_sub(1).map(|before| &document.sentences[before])?;
    let root = (sentence.first..sentence.end).find(|&at| scene.relation(at) == "root")?;
    let judges = telling.verb(root).is_some_and(|frames| frames.contains("judge") || frames.contains("np"));
    let subject = scene.child(root, &["nsubj"]).filter(|_| judges && paragraph.contains(sentence.span))?;
    let object = document.subtree(scene.child(root, &["obj"]).filter(|&object| object > root)?);
    let judged = document.tokens[object.start].span.cover(document.tokens[object.end.checked_sub(1)?].span);
    Some((scene.actor(subject)?.chain, judged))
}

/// The mentions of a chain in a stretch of text.
fn mentions<'a>(telling: &'a Telling, chain: ChainId, within: Span) -> impl Iterator<Item = Span> + 'a {
    let all = telling.scene.document.mentions.iter();
    all.filter(move |mention| mention.chain == chain && within.contains(mention.span)).map(|mention| mention.span)
}

/// Whether a chain is named in a stretch of text.
fn names(telling: &Telling, chain: ChainId, within: Span) -> bool {
    let mut all = telling.scene.document.mentions.iter();
    all.any(|mention| mention.chain == chain && mention.form == Form::Name && within.contains(mention.span))
}

fn has_pronoun(telling: &Telling, chain: ChainId, words: &[&str]) -> bool {
    telling.scene.document.mentions.iter().any(|mention| {
        let word = || mention.span.of(telling.scene.text).to_lowercase();
        mention.chain == chain && mention.form == Form::Pronoun && words.contains(&word().as_str())
    })
}

/// Pronouns for a woman, and for a man.
const PRONOUNS: [[&str; 3]; 2] = [["she", "her", "hers"], ["he", "him", "his"]];

fn named_person(telling: &Telling, chain: ChainId) -> bool {
    let known = telling.scene.document.chains.get(chain);
    known.is_some_and(|chain| chain.named && chain.kind == EntityType::Person)
}

/// Whether a named person may be "he" or "she", by the pronouns that the article has for them and their first name.
fn fits(telling: &Telling, chain: ChainId, pronoun: &str) -> bool {
    let female = pronoun == "she";
    named_person(telling, chain)
        && first_name(telling, chain).and_then(is_female).is_none_or(|named| named == female)
        && !has_pronoun(telling, chain, &PRONOUNS[usize::from(female)])
}

/// Whether the pronouns that the article has for a person or their first name show that they are "he" or "she".
fn is_surely(telling: &Telling, chain: ChainId, pronoun: &str) -> bool {
    let female = pronoun == "she";
    has_pronoun(telling, chain, &PRONOUNS[usize::from(!female)])
        || first_name(telling, chain).and_then(is_female) == Some(female)
}

/// The first of several words of a person's name.
fn first_name<'a>(telling: &'a Telling, chain: ChainId) -> Option<&'a str> {
    telling.scene.document.chains.get(chain)?.name.split_once(' ').map(|(first, _)| first)
}
