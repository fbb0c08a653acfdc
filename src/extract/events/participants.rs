//! Those who speak of themselves and to each other: "we" in somebody's mouth is whoever speaks, with others; "you" in a
//! question of an interview is who answers. Only once quotes have their speakers is it known who that is.

use crate::article::{Article, Span};
use crate::claim::{Argument, Event, Part, Quote};
use crate::document::{ChainId, Document, TokenId};
use crate::extract::Rules;
use crate::extract::events::roles::Candidate;
use crate::extract::events::senses::{Role, Sense, Slot};
use crate::extract::syntax::Tree;
use crate::transcript::{self, Turn};

/// Fills roles that "I", "we" or "you" hold and nobody else does.
pub(crate) fn fill(article: &Article, document: &Document, rules: &Rules, quotes: &[Quote], events: &mut [Event]) {
    let open = |event: &&mut Event| event.sources.is_empty() || event.targets.is_empty();
    let mut open = events.iter_mut().filter(open).peekable();
    if open.peek().is_none() {
        return;
    }
    let tree = Tree::new(&article.text, document);
    let turns = transcript::turns(&article.text);
    for event in open {
        let at = document.tokens.partition_point(|token| token.span.start < event.trigger.start);
        let Some(sense) = rules.events.sense(&event.rule) else { continue };
        if document.tokens.get(at).is_none_or(|token| token.upos != "VERB") {
            continue;
        }
        let candidate = Candidate {
            tree: &tree,
            quantities: &rules.events.quantities,
            trigger: at,
            frame: tree.verb_frame(at),
            speakers: Vec::new(),
        };
        for (part, role) in [(Part::Source, Role::Source), (Part::Target, Role::Target)] {
            let held = if part == Part::Source { &event.sources } else { &event.targets };
            let Some(pronoun) = pronoun(&candidate, sense, role).filter(|_| held.is_empty()) else { continue };
            let who = match person(&tree, pronoun) {
                Some(Person::First) => event.attributed_to,
                Some(Person::Second) => answers(&article.text, &turns, quotes, event.trigger),
                None => None,
            };
            let Some(chain) = who.filter(|who| !event.sources.contains(who) && !event.targets.contains(who)) else {
                continue;
            };
            if part == Part::Source {
                event.sources.push(chain)
            } else {
                event.targets.push(chain)
            }
            event.arguments.push(Argument { part, chain, span: tree.token(pronoun).span, owner: false });
        }
    }
}

/// Who speaks, or who is spoken to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Person {
    First,
    Second,
}

fn person(tree: &Tree<'_>, at: TokenId) -> Option<Person> {
    match tree.form(at).as_str() {
        "i" | "we" | "me" | "us" => Some(Person::First),
        "you" => Some(Person::Second),
        _ => None,
    }
}

/// The pronoun that holds a role: in the first of its slots that has anybody.
fn pronoun(candidate: &Candidate<'_>, sense: &Sense, role: Role) -> Option<TokenId> {
    let (_, slots) = sense.roles.iter().find(|(other, _)| *other == role)?;
    let direct = |slot: &&Slot| !matches!(slot, Slot::Complement | Slot::ComplementSubject | Slot::Speaker);
    let fillers = slots.iter().filter(direct).map(|slot| candidate.fillers(slot)).find(|found| !found.is_empty())?;
    fillers.into_iter().find(|&at| person(candidate.tree, at).is_some())
}

/// Who answers the questions of whoever speaks at `span`, where that is who asks: the next who says something else.
fn answers(text: &str, turns: &[Turn], quotes: &[Quote], span: Span) -> Option<ChainId> {
    let at = turns.iter().position(|turn| turn.words.contains(span))?;
    let here = turns[at].label.of(text);
    let other = turns[at..].iter().find(|turn| turn.label.of(text) != here)?.label;
    let mostly_asks = |who: &str| {
        let own = || turns.iter().filter(|turn| turn.label.of(text) == who);
        2 * own().filter(|turn| turn.words.of(text).contains('?')).count() > own().count()
    };
    if !mostly_asks(here) || mostly_asks(other.of(text)) {
        return None;
    }
    quotes.iter().find(|quote| quote.speaker_span == Some(other))?.speaker
}
