//! How much speaks for two unnamed things being one. The weights were set by hand on the training part of ECB+.

use super::{Item, Told};
use crate::document::EntityType;
use crate::entity::Unnamed;
use crate::link::events::Key;
use crate::link::story::Stories;

/// What stands for the likeness of articles within one.
const ONE_ARTICLE: f32 = 0.6;
/// A modifier of both, and how many count.
const MODIFIER: f32 = 0.1;
const MODIFIERS: usize = 2;
/// Both narrowed, and by nothing common.
const CLASH: f32 = 0.1;

/// Compares unnamed things.
pub(crate) struct Scorer<'a> {
    pub(crate) items: &'a [Item<'a>],
    pub(crate) stories: &'a Stories,
}

impl Scorer<'_> {
    /// How much speaks for one thing; `None` where they cannot be one.
    pub(crate) fn score(&self, a: usize, b: usize) -> Option<f32> {
        let (mine, theirs) = (self.items[a], self.items[b]);
        let story = if mine.article == theirs.article {
            ONE_ARTICLE
        } else {
            self.stories.likeness(mine.article, theirs.article)?
        };
        self.score_in(a, b, story)
    }

    /// Whether two things cannot be one, whatever others say: number, kind, a count or a name tells them apart.
    pub(crate) fn apart(&self, a: usize, b: usize) -> bool {
        apart(self.items[a].told, self.items[b].told)
    }

    /// The same, the likeness of their articles being known.
    pub(crate) fn score_in(&self, a: usize, b: usize, story: f32) -> Option<f32> {
        let (Item { article, told: a }, Item { article: other, told: b }) = (self.items[a], self.items[b]);
        let chains = matches!((a.what, b.what), (Unnamed::Chain(_), Unnamed::Chain(_)));
        // Coreference kept them apart.
        if article == other && chains || shared(&a.nouns, &b.nouns) == 0 || apart(a, b) {
            return None;
        }
        let narrowed = shared(&a.modifiers, &b.modifiers) + shared(&a.names, &b.names) + shared(&a.numbers, &b.numbers);
        let clash = if differ(&a.modifiers, &b.modifiers) { CLASH } else { 0.0 };
        Some(story + MODIFIER * narrowed.min(MODIFIERS) as f32 - clash)
    }
}

fn apart(a: &Told, b: &Told) -> bool {
    let kinds = a.kind != b.kind && a.kind != EntityType::Misc && b.kind != EntityType::Misc;
    a.plural != b.plural || kinds || differ(&a.numbers, &b.numbers) || differ(&a.names, &b.names)
}

fn shared(a: &[Key], b: &[Key]) -> usize {
    a.iter().filter(|key| b.binary_search(key).is_ok()).count()
}

/// Both say something, and nothing alike.
fn differ(a: &[Key], b: &[Key]) -> bool {
    !a.is_empty() && !b.is_empty() && shared(a, b) == 0
}
