//! On whose word a clause stands: reporting verbs above or beside it, "according to".

use crate::article::Span;
use crate::claim::{Argument, Event, Modality, Part, Quote, Relation};
use crate::document::{ChainId, Document, EntityType, Form, Mention, TokenId};
use crate::extract::lexicon_operators::{Effect, Operators};
use crate::extract::syntax::Tree;

/// Who speaks at a reporting verb or noun: its subject, the agent of a passive, the owner of "a statement".
pub(crate) fn speakers(tree: &Tree<'_>, at: TokenId) -> Vec<TokenId> {
    if tree.token(at).upos == "NOUN" {
        let frame = tree.noun_frame(at);
        let by = frame.obliques.iter().filter(|(word, _)| matches!(word.as_str(), "by" | "from" | "of"));
        let mut owners: Vec<TokenId> = frame.possessors.clone();
        owners.extend(by.map(|&(_, owner)| owner));
        return owners;
    }
    // "Lee was quoted as saying": Lee says it.
    let quoted = tree
        .token(at)
        .head
        .filter(|&head| tree.lemma(head) == "quote" && tree.is_passive(head) && tree.preposition(at) == "as");
    match quoted {
        Some(head) => {
            let frame = tree.verb_frame(head);
            if frame.objects.is_empty() { frame.subjects } else { frame.objects }
        }
        None => tree.verb_frame(at).subjects,
    }
}

/// An attribution that hangs on the clause at `at` itself: ", officials said", "according to the ministry".
///
/// `Some` with nobody in it means that it is reported by nobody named: ", it was reported". What is told of the report
/// itself, `below` it, does not stand on its word: "according to data released by the ministry".
pub(crate) fn beside(
    tree: &Tree<'_>,
    operators: &Operators,
    at: TokenId,
    below: Option<TokenId>,
) -> Option<Vec<TokenId>> {
    for &child in tree.children(at).iter().filter(|&&child| Some(child) != below) {
        match tree.token(child).relation() {
            "parataxis"
                if tree.token(child).upos == "VERB" && !tree.is_in_name(child) && says_nothing_else(tree, child) =>
            {
                let report = ["report".to_owned()];
                if operators.governing(tree, child, &report).any(|operator| operator.effect == Effect::Reported) {
                    return Some(speakers(tree, child));
                }
            }
            "obl" | "nmod" if is_according(tree, child) => return Some(vec![child]),
            _ => {}
        }
    }
    None
}

/// Whether who says so beside a clause only claims it: ", the army claimed".
pub(crate) fn is_claimed(tree: &Tree<'_>, operators: &Operators, at: TokenId) -> bool {
    let clause = ["clause".to_owned()];
    tree.by(at, "parataxis").filter(|&verb| says_nothing_else(tree, verb)).any(|verb| {
        operators.governing(tree, verb, &clause).any(|operator| operator.effect == Effect::Modality(Modality::Alleged))
    })
}

/// Whether a reporting verb has no content of its own, so that the clause it hangs on is what it reports.
fn says_nothing_else(tree: &Tree<'_>, verb: TokenId) -> bool {
    !tree.children(verb).iter().any(|&child| matches!(tree.token(child).relation(), "ccomp" | "xcomp" | "obj"))
}

fn is_according(tree: &Tree<'_>, at: TokenId) -> bool {
    tree.by(at, "case").any(|case| tree.form(case) == "according")
}

/// Who speaks in a sentence that is set out like a heading or a transcript: "Mayor: bridge is safe", "Two die in fire:
/// police".
pub(crate) fn heading(tree: &Tree<'_>, at: TokenId) -> Option<TokenId> {
    let document = tree.document;
    let sentence = document.sentences.get(document.sentence_of(at)?)?;
    let mut colons = sentence.tokens().filter(|&token| tree.form(token) == ":");
    let colon = colons.next().filter(|_| colons.next().is_none())?;
    let before = sentence.tokens().start..colon;
    let after = colon + 1..sentence.tokens().end;
    let speaker = if at > colon { before } else { after };
    let ends = |token: &TokenId| tree.token(*token).upos == "PUNCT" && speaker.start < *token;
    let end = speaker.clone().rev().find(|token| !ends(token))? + 1;
    let somebody = |mention: &&Mention| {
        let kind = matches!(mention.kind, EntityType::Person | EntityType::Organization | EntityType::Group);
        kind && mention.first == speaker.start && mention.end == end && mention.form != Form::Pronoun
    };
    let start = tree.token(speaker.start).span.start;
    let first = document.mentions.partition_point(|mention| mention.extent.start < start);
    let here = document.mentions[first..].iter().take_while(|mention| mention.first <= speaker.start);
    here.filter(|mention| mention.first == speaker.start).find(somebody).map(|mention| mention.head)
}

/// What is said, and nothing in it attributes to somebody else, stands on the speaker's word: in "…," she said. "They
/// killed twelve" the second sentence has no verb of saying. Whoever speaks directly and is unknown alleges.
///
/// `quotes` are in text order.
pub(crate) fn to_speakers(document: &Document, quotes: &[Quote], events: &mut [Event], relations: &mut [Relation]) {
    let states = |quote: &&Quote| quote.direct || quote.speaker.is_some() && is_clause(document, quote.content);
    let direct: Vec<&Quote> = quotes.iter().filter(states).collect();
    // "they", of whom nobody knows who they are, is nobody's word.
    let known = |chain: ChainId| {
        document.chains.get(chain).is_none_or(|chain| chain.named)
            || document.mentions.iter().any(|mention| mention.chain == chain && mention.form != Form::Pronoun)
    };
    let outer = enclosing(&direct);
    let around = |span: Span| {
        let last = direct.partition_point(|quote| quote.content.start <= span.start).checked_sub(1);
        std::iter::successors(last, |&at| outer[at]).map(|at| direct[at]).find(|quote| quote.content.contains(span))
    };
    let alleged = |modality: Modality| if modality == Modality::Asserted { Modality::Alleged } else { modality };
    for event in events.iter_mut().filter(|event| event.attributed_to.is_none()) {
        let Some(quote) = around(event.trigger) else { continue };
        // "Lewis said they should go": that he demands it is no word of his.
        let own =
            quote.speaker.is_some_and(|speaker| event.sources.contains(&speaker)) && is_modal(document, event.trigger);
        if !quote.direct && (own || !quote.speaker.is_some_and(known)) {
            continue;
        }
        event.attributed_to = quote.speaker;
        match (quote.speaker, quote.speaker_span) {
            (Some(chain), Some(span)) => {
                event.arguments.push(Argument { part: Part::Speaker, chain, span, owner: false });
            }
            (Some(_), None) => {}
            (None, _) => event.modality = alleged(event.modality),
        }
    }
    // A sentence with words outside the quotation may tell its relation there.
    for relation in relations.iter_mut().filter(|relation| relation.attributed_to.is_none()) {
        let Some(quote) = around(relation.evidence) else { continue };
        if !quote.direct && !quote.speaker.is_some_and(known) {
            continue;
        }
        relation.attributed_to = quote.speaker;
        if quote.speaker.is_none() {
            relation.modality = alleged(relation.modality);
        }
    }
}

fn is_modal(document: &Document, trigger: Span) -> bool {
    let at = document.tokens.partition_point(|token| token.span.start < trigger.start);
    document.tokens.get(at).is_some_and(|token| token.upos == "AUX")
}

/// Whether words are a clause with a subject of its own, which states something, and no phrase about what is known.
fn is_clause(document: &Document, content: Span) -> bool {
    let first = document.tokens.partition_point(|token| token.span.start < content.start);
    let end = document.tokens.partition_point(|token| token.span.end <= content.end).max(first);
    let subject = |at: TokenId| matches!(document.tokens[at].relation(), "nsubj" | "csubj" | "expl");
    (first..end).any(|at| {
        let top = document.tokens[at].head.is_none_or(|head| !(first..end).contains(&head));
        top && document.children(at).any(|child| subject(child) && (first..end).contains(&child))
    })
}

/// For each quote the nearest one before it that goes on beyond its beginning.
fn enclosing(quotes: &[&Quote]) -> Vec<Option<usize>> {
    let mut outer: Vec<Option<usize>> = Vec::with_capacity(quotes.len());
    for (at, quote) in quotes.iter().enumerate() {
        let before = std::iter::successors(at.checked_sub(1), |&before| outer[before]);
        let found = before.into_iter().find(|&before| quotes[before].content.end > quote.content.start);
        outer.push(found);
    }
    outer
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::testing::document_from_conllu;

    #[test]
    fn a_claim_stands_in_the_innermost_quote_around_it() {
        let quote = |start, end, speaker| Quote {
            speaker: Some(speaker),
            speaker_span: None,
            content: Span::new(start, end),
            cue: None,
            direct: true,
            confidence: 1.0,
            evidence: Span::new(start, end),
        };
        // A long answer with many short quotes in it, the last of which holds another.
        let mut quotes = vec![quote(0, 1_000, 0)];
        quotes.extend((1..40).map(|n| quote(n * 10, n * 10 + 5, n)));
        quotes.push(quote(500, 600, 90));
        quotes.push(quote(520, 530, 91));
        let relation = |start| Relation {
            subject: 0,
            predicate: "knows".to_owned(),
            object: 1,
            role: None,
            former: false,
            from: None,
            to: None,
            modality: Modality::Asserted,
            attributed_to: None,
            confidence: 1.0,
            evidence: Span::new(start, start + 2),
            rule: String::new(),
        };
        let mut relations = [12, 17, 450, 522, 540, 700, 1_200].map(relation);
        to_speakers(&Document::default(), &quotes, &mut [], &mut relations);
        let found: Vec<_> = relations.iter().map(|relation| relation.attributed_to).collect();
        assert_eq!(found, [Some(1), Some(0), Some(0), Some(91), Some(90), Some(0), None]);
    }

    #[test]
    fn according_to() {
        let (article, document) = document_from_conllu(
            "Troops troops NOUN NNS 2 nsubj
             left leave VERB VBD 0 root
             , , PUNCT , 7 punct
             according accord VERB VBG 7 case
             to to ADP IN 4 fixed
             the the DET DT 7 det
             ministry ministry NOUN NN 2 obl",
        );
        let tree = Tree::new(&article.text, &document);
        let operators = Operators::load(None).unwrap();
        assert_eq!(beside(&tree, &operators, 1, None), Some(vec![6]));
        assert_eq!(beside(&tree, &operators, 1, Some(6)), None);
    }
}
