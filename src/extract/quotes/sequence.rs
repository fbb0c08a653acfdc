//! Who goes on speaking: "he" right after somebody spoke.

use super::telling::Telling;
use crate::article::Span;
use crate::claim::Quote;
use crate::document::{ChainId, EntityType, Form};

/// Gives quotes of a pronoun to whoever spoke last in its paragraph, where the paragraph does not name the one that
/// coreference found.
pub(super) fn carry_on(telling: &Telling, quotes: &mut [Quote]) {
    for at in 1..quotes.len() {
        let Some((chain, words)) = quotes[at].speaker.zip(quotes[at].speaker_span) else { continue };
        let pronoun = words.of(telling.scene.text).to_lowercase();
        if !matches!(pronoun.as_str(), "he" | "she") {
            continue;
        }
        let start = telling.scene.text[..words.start].rfind('\n').map_or(0, |line| line + 1);
        let paragraph = Span::new(start, words.start);
        if mentioned(telling, chain, paragraph) {
            continue;
        }
        let before = quotes[..at].iter().filter(|quote| {
            quote.speaker_span.is_some_and(|speaker| paragraph.contains(speaker))
                && quote.cue.is_some_and(|cue| paragraph.contains(cue))
        });
        let last = before.max_by_key(|quote| quote.cue.map(|cue| cue.start)).and_then(|quote| quote.speaker);
        if let Some(last) = last.filter(|&last| last != chain && fits(telling, last, &pronoun)) {
            quotes[at].speaker = Some(last);
        }
    }
}

/// Whether a chain is mentioned in a stretch of text.
fn mentioned(telling: &Telling, chain: ChainId, within: Span) -> bool {
    telling.scene.document.mentions.iter().any(|mention| mention.chain == chain && within.contains(mention.span))
}

/// Whether a named person may be "he" or "she", by the pronouns that the article has for them.
fn fits(telling: &Telling, chain: ChainId, pronoun: &str) -> bool {
    let document = telling.scene.document;
    let other: &[&str] = if pronoun == "he" { &["she", "her", "hers"] } else { &["he", "him", "his"] };
    let person = document.chains.get(chain).is_some_and(|chain| chain.named && chain.kind == EntityType::Person);
    person
        && !document.mentions.iter().any(|mention| {
            let word = || mention.span.of(telling.scene.text).to_lowercase();
            mention.chain == chain && mention.form == Form::Pronoun && other.contains(&word().as_str())
        })
}
