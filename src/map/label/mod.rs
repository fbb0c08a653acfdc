//! Labels of claims: short sentences that a person can read without looking anything up.
//!
//! A label never says more than its claim: what is not asserted reads as denied, planned, alleged, conditional or
//! requested ("Barack Obama did not meet Xi Jinping").

mod text;
mod verb;
mod verbal;

use super::article::Cast;
use crate::article::Span;
use crate::claim::{Event, Modality, Quote, Relation};
use crate::document::{ChainId, Document, Mention, TokenId};
use text::{capitalize, list_inside, lower_article, plain_role, shorten, with_article};
use verbal::verbal;

/// Longest name and longest quotation in a label, in characters.
const NAME_LENGTH: usize = 60;
const QUOTE_LENGTH: usize = 90;

/// "Barack Obama met Xi Jinping in Beijing"; "Meeting of Barack Obama and Xi Jinping" where a noun tells it.
pub(in crate::map) fn event(cast: &Cast<'_>, event: &Event) -> String {
    let mut label = match trigger_verb(cast, event) {
        Some(verb) => verbal(cast, event, verb),
        None if is_modal(cast, event) => bare(cast, event),
        None => nominal(cast, event),
    };
    if let Some(place) = event.place.filter(|place| !event.sources.contains(place) && !event.targets.contains(place)) {
        let name = shorten(cast.name(place), NAME_LENGTH);
        if !name.is_empty() && !label.contains(&name) {
            label = format!("{label} in {}", with_article(&name));
        }
    }
    capitalize(&label)
}

/// An event that neither a verb nor a noun tells ("should"): who takes part, and the type.
fn bare(cast: &Cast<'_>, event: &Event) -> String {
    let who = names(cast, &[event.sources.as_slice(), &event.targets].concat());
    let label = cast.ontology.events.get(&event.subtype).map_or(event.subtype.as_str(), |known| known.label.as_str());
    let marker = if event.modality == Modality::Asserted { "" } else { event.modality.as_str() };
    let what = format!("{marker} {}", label.to_lowercase());
    if who.is_empty() { what.trim().to_owned() } else { format!("{}: {}", list_inside(&who), what.trim()) }
}

/// An event that a noun tells, as a noun phrase: "planned talks of Iran and Norway", "attack by hackers on a bank".
fn nominal(cast: &Cast<'_>, event: &Event) -> String {
    let noun = marked(cast, event);
    let (sources, targets) = (names(cast, &event.sources), names(cast, &event.targets));
    let of = list_inside;
    let heads: Vec<TokenId> = tokens(&cast.annotated.document, event.trigger).collect();
    match (sources.is_empty(), targets.is_empty()) {
        (true, true) => noun,
        (false, true) => {
            let preposition = preposition(cast, &heads, &event.sources).filter(|word| word == "by" || word == "from");
            format!("{noun} {} {}", preposition.as_deref().unwrap_or("of"), of(&sources))
        }
        (true, false) => {
            let preposition = preposition(cast, &heads, &event.targets);
            format!("{noun} {} {}", preposition.as_deref().unwrap_or("of"), of(&targets))
        }
        (false, false) => match preposition(cast, &heads, &event.targets).as_deref() {
            Some(word @ ("on" | "against" | "to" | "at" | "of" | "for" | "from" | "over" | "in")) => {
                format!("{noun} by {} {word} {}", of(&sources), of(&targets))
            }
            _ => format!("{noun} of {}", of(&[sources, targets].concat())),
        },
    }
}

/// "Xi Jinping is president of China".
pub(in crate::map) fn relation(cast: &Cast<'_>, relation: &Relation) -> String {
    let known = cast.ontology.relations.get(&relation.predicate);
    let phrase = match (known.and_then(|known| known.role_phrase.as_ref()), relation.role.as_deref()) {
        (Some(phrase), Some(role)) if !role.trim().is_empty() => phrase.replace("{role}", plain_role(role)),
        _ => known.map_or_else(|| relation.predicate.clone(), |known| known.phrase.clone()),
    };
    let mut suffix = Vec::new();
    let phrase = match (relation.former, phrase.split_once(' ')) {
        (true, Some(("is", rest))) => format!("was {rest}"),
        (true, _) => {
            suffix.push("former");
            phrase
        }
        (false, _) => phrase,
    };
    if relation.modality != Modality::Asserted {
        suffix.push(relation.modality.as_str());
    }
    let subject = shorten(cast.name(relation.subject), NAME_LENGTH);
    let object = with_article(&shorten(cast.name(relation.object), NAME_LENGTH));
    let suffix = if suffix.is_empty() { String::new() } else { format!(" ({})", suffix.join(", ")) };
    capitalize(&format!("{subject} {phrase} {object}{suffix}"))
}

/// "James Lewis: “There’s still a disconnect.”"; without quotation marks where the words are the article's.
pub(in crate::map) fn quote(cast: &Cast<'_>, quote: &Quote) -> String {
    let content = shorten(cast.surface(quote.content), QUOTE_LENGTH);
    let content = if quote.direct { format!("“{content}”") } else { content };
    let named = quote.speaker.map(|chain| cast.name(chain)).filter(|name| !name.is_empty());
    let speaker = named.or_else(|| quote.speaker_span.map(|words| cast.surface(words)));
    match speaker.map(|speaker| shorten(speaker, NAME_LENGTH)) {
        Some(speaker) => capitalize(&format!("{speaker}: {content}")),
        None => content,
    }
}

/// The trigger in the text's words, a noun with its modifiers, marked where it is no fact: "planned nuclear talks".
fn marked(cast: &Cast<'_>, event: &Event) -> String {
    let document = &cast.annotated.document;
    let mut span = event.trigger;
    for token in tokens(document, event.trigger) {
        for child in document.children(token) {
            if matches!(document.tokens[child].relation(), "amod" | "compound") && child < token {
                // "four-day state visit": what belongs to the modifier, too.
                span = span.cover(document.tokens[document.subtree(child).start].span);
            }
        }
    }
    // "at least 56 deaths"
    let counted = event.quantities.iter().map(|quantity| quantity.span).find(|counted| counted.contains(event.trigger));
    if let Some(counted) = counted.filter(|_| event.modality == Modality::Asserted) {
        span = span.cover(counted);
    }
    let words = lower_article(&shorten(cast.surface(span), NAME_LENGTH));
    let words = if words.is_empty() { event.subtype.replace(['-', '_'], " ") } else { words };
    match event.modality {
        Modality::Asserted => words,
        Modality::Conditional => format!("possible {words}"),
        modality => format!("{} {words}", modality.as_str()),
    }
}

/// The verb of a trigger.
fn trigger_verb(cast: &Cast<'_>, event: &Event) -> Option<TokenId> {
    let document = &cast.annotated.document;
    tokens(document, event.trigger).find(|&token| document.tokens[token].upos == "VERB")
}

/// Whether the trigger is an auxiliary.
fn is_modal(cast: &Cast<'_>, event: &Event) -> bool {
    let document = &cast.annotated.document;
    tokens(document, event.trigger).all(|token| document.tokens[token].upos == "AUX")
}

/// The preposition between one of these words and the first of these chains: "talked *with* Xi Jinping".
fn preposition(cast: &Cast<'_>, heads: &[TokenId], chains: &[ChainId]) -> Option<String> {
    let document = &cast.annotated.document;
    let head = mentions_beside(document, *chains.first()?, *heads.first()?).find_map(|mention| {
        let token = document.tokens.get(mention.head)?;
        (heads.contains(&token.head?) && matches!(token.relation(), "obl" | "nmod")).then_some(mention.head)
    })?;
    let case = document.children_by(head, "case").next()?;
    let word = cast.surface(document.tokens[case].span).to_lowercase();
    // A possessive ending is no preposition.
    (word.chars().all(char::is_alphabetic) && word != "s").then_some(word)
}

/// Mentions of a chain in the sentence of a token. A chain may have thousands in a long article.
fn mentions_beside(document: &Document, chain: ChainId, token: TokenId) -> impl Iterator<Item = &Mention> {
    let sentence = document.sentence_of(token).map_or(0..0, |at| document.sentences[at].tokens());
    let mentions = document.chains.get(chain).map_or(&[][..], |chain| &chain.mentions);
    let first = mentions.partition_point(|&at| document.mentions[at].first < sentence.start);
    mentions[first..].iter().map(|&at| &document.mentions[at]).take_while(move |mention| mention.first < sentence.end)
}

/// Tokens of a stretch of text.
fn tokens(document: &Document, span: Span) -> impl Iterator<Item = TokenId> + '_ {
    let first = document.tokens.partition_point(|token| token.span.end <= span.start);
    (first..document.tokens.len()).take_while(move |&token| document.tokens[token].span.start < span.end)
}

/// Names of whoever these chains are, each once.
fn names(cast: &Cast<'_>, chains: &[ChainId]) -> Vec<String> {
    let mut names = Vec::new();
    for &chain in chains {
        let name = shorten(cast.name(chain), NAME_LENGTH);
        let name = if cast.actor(chain).is_some() { name } else { lower_article(&name) };
        if !name.is_empty() && !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

fn is_plural(cast: &Cast<'_>, chains: &[ChainId]) -> bool {
    let plural = |chain: &ChainId| cast.annotated.document.chains.get(*chain).is_some_and(|chain| chain.plural);
    match chains {
        [one] => cast.actor(*one).is_none() && plural(one),
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use oxigraph::model::vocab::rdfs;

    use super::*;
    use crate::entity::Annotated;
    use crate::map::{article_quads, testing};
    use crate::vocabulary::ontology;

    /// The label of a node after a change of the sample article.
    fn label(fragment: &str, change: impl FnOnce(&mut Annotated)) -> String {
        let mut annotated = testing::annotated();
        change(&mut annotated);
        let quads = article_quads(&annotated, &testing::identities(), ontology());
        let label = quads
            .iter()
            .find(|quad| quad.predicate == rdfs::LABEL && quad.subject.to_string().ends_with(&format!("#{fragment}>")));
        match label.map(|quad| &quad.object) {
            Some(oxigraph::model::Term::Literal(label)) => label.value().to_owned(),
            other => panic!("no label: {other:?}"),
        }
    }

    #[test]
    fn events_read_as_their_modality() {
        for (modality, expected) in [
            (Modality::Asserted, "Barack Obama met Xi Jinping in Beijing"),
            (Modality::Denied, "Barack Obama did not meet Xi Jinping in Beijing"),
            (Modality::Planned, "Barack Obama to meet Xi Jinping in Beijing"),
            (Modality::Alleged, "Barack Obama allegedly met Xi Jinping in Beijing"),
            (Modality::Conditional, "Barack Obama may meet Xi Jinping in Beijing"),
            (Modality::Requested, "Barack Obama is asked to meet Xi Jinping in Beijing"),
        ] {
            assert_eq!(label("e0", |annotated| annotated.claims.events[0].modality = modality), expected);
        }
    }

    #[test]
    fn an_event_without_source_is_passive() {
        let expected = "Xi Jinping and China were met in Beijing";
        let change = |annotated: &mut Annotated| {
            annotated.claims.events[0].sources.clear();
            annotated.claims.events[0].targets = vec![1, 3];
        };
        assert_eq!(label("e0", change), expected);
    }

    #[test]
    fn nobody_does_nothing_twice() {
        let change = |annotated: &mut Annotated| {
            annotated.document.chains[5].name = "Neither government".to_owned();
            annotated.claims.events[0].sources = vec![5];
            annotated.claims.events[0].modality = Modality::Denied;
        };
        assert_eq!(label("e0", change), "Neither government met Xi Jinping in Beijing");
    }

    #[test]
    fn an_auxiliary_names_the_type() {
        let change = |annotated: &mut Annotated| {
            annotated.document.tokens.iter_mut().for_each(|token| token.upos = "AUX".to_owned());
            annotated.claims.events[0].place = None;
        };
        assert_eq!(label("e0", change), "Barack Obama and Xi Jinping: meet");
    }

    /// Takes the object out of the tree.
    fn without_object(annotated: &mut Annotated) {
        for token in annotated.document.tokens.iter_mut().filter(|token| token.deprel == "obj") {
            token.deprel = "dep".to_owned();
        }
    }

    #[test]
    fn an_event_without_actors_keeps_its_words() {
        let change = |annotated: &mut Annotated| {
            without_object(annotated);
            let event = &mut annotated.claims.events[0];
            event.sources.clear();
            event.targets.clear();
            event.modality = Modality::Planned;
        };
        assert_eq!(label("e0", change), "Planned met in Beijing");
    }

    /// A noun tells the event: "talks", of the chain whose head hangs on it by this preposition.
    fn talks(annotated: &mut Annotated, preposition: &str) {
        let tokens = &mut annotated.document.tokens;
        let trigger = tokens.iter().position(|token| token.lemma == "meet").unwrap();
        tokens[trigger].upos = "NOUN".to_owned();
        let head = annotated.document.mentions[annotated.document.chains[1].mentions[0]].head;
        tokens[head].head = Some(trigger);
        tokens[head].deprel = "nmod".to_owned();
        // "in" of the sample text plays the preposition.
        let case = (0..tokens.len()).find(|&token| tokens[token].lemma == preposition).unwrap();
        tokens[case].head = Some(head);
        tokens[case].deprel = "case".to_owned();
        annotated.claims.events[0].place = None;
    }

    #[test]
    fn a_noun_reads_as_a_noun_phrase() {
        assert_eq!(label("e0", |annotated| talks(annotated, "in")), "Met by Barack Obama in Xi Jinping");
        assert_eq!(label("e0", |annotated| talks(annotated, "is")), "Met of Barack Obama and Xi Jinping");
        let planned = |annotated: &mut Annotated| {
            talks(annotated, "in");
            annotated.claims.events[0].targets.clear();
            annotated.claims.events[0].modality = Modality::Planned;
        };
        assert_eq!(label("e0", planned), "Planned met of Barack Obama");
    }

    /// Hangs the word `child` on `head` by `relation`.
    fn attach(annotated: &mut Annotated, child: &str, head: &str, relation: &str) {
        let text = annotated.article.text.clone();
        let tokens = &mut annotated.document.tokens;
        let find = |word: &str| tokens.iter().position(|token| token.span.of(&text) == word).unwrap();
        let (child, head) = (find(child), find(head));
        tokens[child].head = Some(head);
        tokens[child].deprel = relation.to_owned();
    }

    #[test]
    fn an_object_that_is_no_actor_stays_in_the_words_of_the_text() {
        // "met … Wednesday" with Xi Jinping by the preposition "on".
        let change = |annotated: &mut Annotated| {
            attach(annotated, "Wednesday", "met", "obj");
            attach(annotated, "Jinping", "met", "obl");
            attach(annotated, "on", "Jinping", "case");
            annotated.claims.events[0].place = None;
        };
        assert_eq!(label("e0", change), "Barack Obama met Wednesday on Xi Jinping");
        let passive = |annotated: &mut Annotated| {
            change(annotated);
            annotated.claims.events[0].sources.clear();
        };
        assert_eq!(label("e0", passive), "Wednesday was met on Xi Jinping");
    }

    #[test]
    fn a_complement_tells_what_an_event_without_target_is_about() {
        let change = |annotated: &mut Annotated| {
            attach(annotated, "Wednesday", "met", "xcomp");
            attach(annotated, "on", "Wednesday", "mark");
            without_object(annotated);
            annotated.claims.events[0].targets.clear();
            annotated.claims.events[0].place = None;
        };
        assert_eq!(label("e0", change), "Barack Obama met on Wednesday");
    }

    #[test]
    fn relations_name_the_role_and_what_is_past() {
        assert_eq!(label("r0", |_| {}), "Xi Jinping is president of China");
        assert_eq!(
            label("r0", |annotated| {
                annotated.claims.relations[0].former = true;
                annotated.claims.relations[0].role = None;
                annotated.claims.relations[0].modality = Modality::Alleged;
            }),
            "Xi Jinping was head of China (alleged)"
        );
    }
}
