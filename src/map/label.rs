//! Labels of claims: short sentences that a person can read without looking anything up.
//!
//! A label never says more than its claim: what is not asserted reads as denied, planned, alleged, conditional or
//! requested ("Barack Obama did not meet Xi Jinping").

use super::article::Cast;
use super::verb;
use crate::article::Span;
use crate::claim::{Event, Modality, Quote, Relation};
use crate::document::{ChainId, Document, TokenId};
use crate::vocabulary::ontology;

/// Longest name and longest quotation in a label, in characters.
const NAME_LENGTH: usize = 60;
const QUOTE_LENGTH: usize = 90;
/// As many names stand in a list; the rest is counted.
const NAMES: usize = 3;

/// "Barack Obama met Xi Jinping in Beijing"; "Meeting of Barack Obama and Xi Jinping" where a noun tells it.
pub(super) fn event(cast: &Cast<'_>, event: &Event) -> String {
    let mut label = match trigger_verb(cast, event) {
        Some(verb) => verbal(cast, event, &Words::of(cast, event, verb)),
        None => nominal(cast, event),
    };
    if let Some(place) = event.place.filter(|place| !event.sources.contains(place) && !event.targets.contains(place)) {
        let name = shorten(cast.name(place), NAME_LENGTH);
        if !name.is_empty() {
            label = format!("{label} in {}", with_article(&name));
        }
    }
    capitalize(&label)
}

/// An event that a verb tells, as a sentence: passive where nobody is known to have done it.
fn verbal(cast: &Cast<'_>, event: &Event, words: &Words) -> String {
    let (sources, targets) = (names(cast, &event.sources), names(cast, &event.targets));
    if sources.is_empty() && targets.is_empty() {
        return marked(cast, event);
    }
    if sources.is_empty() {
        return format!("{} {}", list(&targets), words.passive(event.modality, is_plural(cast, &event.targets)));
    }
    let verb = words.active(event.modality, is_plural(cast, &event.sources));
    let mut label = format!("{} {verb}", list(&sources));
    if !targets.is_empty() {
        // The agent of a passive is no target.
        if let Some(preposition) = preposition(cast, event, &event.targets).filter(|word| word != "by") {
            label = format!("{label} {preposition}");
        }
        label = format!("{label} {}", with_article(&list(&targets)));
    }
    label
}

/// An event that a noun tells, as a noun phrase: "planned talks of Iran and Norway", "attack by hackers on a bank".
fn nominal(cast: &Cast<'_>, event: &Event) -> String {
    let noun = marked(cast, event);
    let (sources, targets) = (names(cast, &event.sources), names(cast, &event.targets));
    let of = |names: &[String]| with_article(&list(names));
    match (sources.is_empty(), targets.is_empty()) {
        (true, true) => noun,
        (false, true) => {
            let preposition = preposition(cast, event, &event.sources).filter(|word| word == "by" || word == "from");
            format!("{noun} {} {}", preposition.as_deref().unwrap_or("of"), of(&sources))
        }
        (true, false) => {
            let preposition = preposition(cast, event, &event.targets);
            format!("{noun} {} {}", preposition.as_deref().unwrap_or("of"), of(&targets))
        }
        (false, false) => match preposition(cast, event, &event.targets).as_deref() {
            Some(word @ ("on" | "against" | "to" | "at" | "of" | "for" | "from" | "over" | "in")) => {
                format!("{noun} by {} {word} {}", of(&sources), of(&targets))
            }
            _ => format!("{noun} of {}", of(&[sources, targets].concat())),
        },
    }
}

/// "Xi Jinping is president of China".
pub(super) fn relation(cast: &Cast<'_>, relation: &Relation) -> String {
    let known = ontology().relations.get(&relation.predicate);
    let phrase = match (known.and_then(|known| known.role_phrase.as_ref()), relation.role.as_deref()) {
        (Some(phrase), Some(role)) if !role.trim().is_empty() => phrase.replace("{role}", role.trim()),
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
pub(super) fn quote(cast: &Cast<'_>, quote: &Quote) -> String {
    let content = shorten(cast.surface(quote.content), QUOTE_LENGTH);
    let content = if quote.direct { format!("“{content}”") } else { content };
    let speaker = quote.speaker.map(|chain| shorten(cast.name(chain), NAME_LENGTH)).filter(|name| !name.is_empty());
    match speaker {
        Some(speaker) => capitalize(&format!("{speaker}: {content}")),
        None => content,
    }
}

/// The verb of an event in the forms that a label may need.
struct Words {
    /// Dictionary form with what follows it: "set up", "meet".
    base: String,
    past: String,
    participle: String,
    /// As the text has it, where that is a finite form already.
    finite: Option<String>,
}

impl Words {
    fn of(cast: &Cast<'_>, event: &Event, verb: TokenId) -> Self {
        let token = &cast.annotated.document.tokens[verb];
        let surface = cast.surface(token.span).to_lowercase();
        let lemma = if token.lemma.is_empty() { surface.clone() } else { token.lemma.to_lowercase() };
        // "set up": what follows the verb in the trigger stays.
        let rest = cast.surface(Span::new(token.span.end, event.trigger.end.max(token.span.end))).to_lowercase();
        let rest = rest.split_whitespace().fold(String::new(), |rest, word| format!("{rest} {word}"));
        let finite = matches!(token.xpos.as_str(), "VBD" | "VBZ" | "VBP").then(|| format!("{surface}{rest}"));
        let participle = if token.xpos == "VBN" { surface } else { verb::participle(&lemma) };
        Self {
            past: format!("{}{rest}", verb::past(&lemma)),
            participle: format!("{participle}{rest}"),
            base: format!("{lemma}{rest}"),
            finite,
        }
    }

    fn active(&self, modality: Modality, plural: bool) -> String {
        let base = &self.base;
        match modality {
            Modality::Asserted => self.finite.as_ref().unwrap_or(&self.past).clone(),
            Modality::Denied => format!("did not {base}"),
            Modality::Planned => format!("to {base}"),
            Modality::Alleged => format!("allegedly {}", self.past),
            Modality::Conditional => format!("may {base}"),
            Modality::Requested => format!("{} asked to {base}", if plural { "are" } else { "is" }),
        }
    }

    fn passive(&self, modality: Modality, plural: bool) -> String {
        let (was, participle) = (if plural { "were" } else { "was" }, &self.participle);
        match modality {
            Modality::Asserted => format!("{was} {participle}"),
            Modality::Denied => format!("{was} not {participle}"),
            Modality::Planned => format!("to be {participle}"),
            Modality::Alleged => format!("{was} allegedly {participle}"),
            Modality::Conditional => format!("may be {participle}"),
            Modality::Requested => format!("should be {participle}"),
        }
    }
}

/// The trigger in the text's words, marked where it is no fact: "planned talks".
fn marked(cast: &Cast<'_>, event: &Event) -> String {
    let words = shorten(cast.surface(event.trigger), NAME_LENGTH);
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

/// The preposition between the trigger and the first of these chains: "talked *with* Xi Jinping".
fn preposition(cast: &Cast<'_>, event: &Event, chains: &[ChainId]) -> Option<String> {
    let document = &cast.annotated.document;
    let chain = document.chains.get(*chains.first()?)?;
    let head = chain.mentions.iter().find_map(|&mention| {
        let head = document.mentions.get(mention)?.head;
        let token = document.tokens.get(head)?;
        let governor = document.tokens.get(token.head?)?;
        (event.trigger.contains(governor.span) && matches!(token.relation(), "obl" | "nmod")).then_some(head)
    })?;
    let case = document.children_by(head, "case").next()?;
    let word = cast.surface(document.tokens[case].span).to_lowercase();
    // A possessive ending is no preposition.
    (word.chars().all(char::is_alphabetic) && word != "s").then_some(word)
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
        if !name.is_empty() && !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

/// "A", "A and B", "A, B and C", "A, B, C and 4 others".
fn list(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] if names.len() <= NAMES => format!("{} and {last}", first.join(", ")),
        _ => {
            let others = names.len() - NAMES;
            let plural = if others == 1 { "" } else { "s" };
            format!("{} and {others} other{plural}", names[..NAMES].join(", "))
        }
    }
}

fn is_plural(cast: &Cast<'_>, chains: &[ChainId]) -> bool {
    let plural = |chain: &ChainId| cast.annotated.document.chains.get(*chain).is_some_and(|chain| chain.plural);
    match chains {
        [one] => cast.actor(*one).is_none() && plural(one),
        _ => true,
    }
}

/// "the United States": after a verb or preposition some names want an article.
fn with_article(name: &str) -> String {
    const WORDS: [&str; 12] = [
        "States",
        "Kingdom",
        "Nations",
        "Emirates",
        "Republic",
        "Islands",
        "Union",
        "Netherlands",
        "Philippines",
        "Bahamas",
        "Maldives",
        "Gambia",
    ];
    let last = name.split_whitespace().last().unwrap_or_default();
    let wants = name.split_whitespace().count() > 1 || !matches!(last, "States" | "Kingdom" | "Nations" | "Union");
    if WORDS.contains(&last) && wants && !name.to_lowercase().starts_with("the ") {
        format!("the {name}")
    } else {
        name.to_owned()
    }
}

/// At most `length` characters, cut at a word, on one line.
fn shorten(text: &str, length: usize) -> String {
    let mut out = String::new();
    let mut count = 0;
    for word in text.split_whitespace() {
        let letters = word.chars().count();
        if count > 0 && count + 1 + letters > length {
            return format!("{out} …");
        }
        if count > 0 {
            out.push(' ');
            count += 1;
        }
        if letters > length {
            out.extend(word.chars().take(length));
            return format!("{out}…");
        }
        out.push_str(word);
        count += letters;
    }
    out
}

fn capitalize(text: &str) -> String {
    let mut letters = text.chars();
    // Names keep their own spelling ("iPhone", "al-Qaeda"): only a word all in lower case is raised.
    let first: String = text.chars().take_while(|letter| !letter.is_whitespace()).collect();
    match letters.next() {
        Some(letter) if first.chars().all(|letter| letter.is_lowercase()) => {
            letter.to_uppercase().chain(letters).collect()
        }
        _ => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use oxigraph::model::vocab::rdfs;

    use super::*;
    use crate::entity::Annotated;
    use crate::map::{article_quads, testing};

    /// The label of a node after a change of the sample article.
    fn label(fragment: &str, change: impl FnOnce(&mut Annotated)) -> String {
        let mut annotated = testing::annotated();
        change(&mut annotated);
        let quads = article_quads(&annotated, &testing::identities());
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
    fn an_event_without_actors_keeps_its_words() {
        let change = |annotated: &mut Annotated| {
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

    #[test]
    fn long_lists_are_counted() {
        let names: Vec<String> = ["A", "B", "C", "D", "E"].map(str::to_owned).into();
        assert_eq!(list(&names[..1]), "A");
        assert_eq!(list(&names[..2]), "A and B");
        assert_eq!(list(&names[..3]), "A, B and C");
        assert_eq!(list(&names[..4]), "A, B, C and 1 other");
        assert_eq!(list(&names), "A, B, C and 2 others");
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

    #[test]
    fn long_text_is_cut_at_a_word() {
        assert_eq!(shorten("one two three", 7), "one two …");
        assert_eq!(shorten(" one\n two ", 7), "one two");
        assert_eq!(shorten("abcdefghij", 4), "abcd…");
        assert_eq!(shorten("日本語日本語", 3), "日本語…");
    }

    #[test]
    fn articles_stand_where_english_wants_them() {
        assert_eq!(with_article("United States"), "the United States");
        assert_eq!(with_article("Czech Republic"), "the Czech Republic");
        assert_eq!(with_article("the Netherlands"), "the Netherlands");
        assert_eq!(with_article("Union"), "Union");
        assert_eq!(with_article("China"), "China");
    }
}
