//! Events that a verb tells: who did it, in a form of the verb that fits the modality, and the words beside it.

use super::text::{list, list_inside, lower_article, shorten};
use super::{Cast, is_plural, marked, names, preposition, tokens, verb};
use crate::article::Span;
use crate::claim::{Event, Modality};
use crate::document::{ChainId, TokenId};

/// Event types that one has *with* another, wherever the text names the other.
const MUTUAL: [&str; 9] =
    ["agree", "consult", "cooperate", "correspond", "discuss", "exchange", "negotiate", "reach-agreement", "trade"];
/// Longest words of the text beside a verb, in characters.
const PHRASE_LENGTH: usize = 50;

/// An event that a verb tells, as a sentence: passive where nobody is known to have done it.
pub(super) fn verbal(cast: &Cast<'_>, event: &Event, verb: TokenId) -> String {
    let words = Words::of(cast, event, verb);
    let frame = Frame::of(cast, event, verb);
    let (sources, targets) = (names(cast, &event.sources), names(cast, &event.targets));
    if !sources.is_empty() {
        // "Neither government" says the denial already.
        let negative =
            ["neither ", "no ", "nobody", "none "].iter().any(|no| sources[0].to_lowercase().starts_with(no));
        let denied = event.modality == Modality::Denied;
        let modality = if negative && denied { Modality::Asserted } else { event.modality };
        let verb = words.active(modality, is_plural(cast, &event.sources));
        let object = frame.object.as_ref().map_or(String::new(), |object| format!(" {}", object.text));
        return format!("{} {verb}{object}{}", list(&sources), frame.targets(cast, event, &targets));
    }
    // Somebody or something it happened to; where that is no actor, in the text's words.
    match &frame.object {
        Some(object) if frame.is_undergoer => {
            let verb = words.passive(event.modality, object.plural);
            format!("{} {verb}{}", object.text, frame.targets(cast, event, &targets))
        }
        _ if targets.is_empty() => marked(cast, event),
        // "12 people died": it happens to them, and still they are its subject.
        _ if is_intransitive(cast, verb) => {
            format!("{} {}", list(&targets), words.active(event.modality, is_plural(cast, &event.targets)))
        }
        _ => format!("{} {}", list(&targets), words.passive(event.modality, is_plural(cast, &event.targets))),
    }
}

/// Whether a verb stands in the active without an object.
fn is_intransitive(cast: &Cast<'_>, verb: TokenId) -> bool {
    let document = &cast.annotated.document;
    let has = |relations: &[&str]| {
        document.children(verb).any(|child| relations.contains(&document.tokens[child].deprel.as_str()))
    };
    let perfect = || {
        let mut auxiliaries = document.children_by(verb, "aux");
        auxiliaries.any(|at| document.tokens[at].lemma.eq_ignore_ascii_case("have"))
    };
    !has(&["obj", "aux:pass", "nsubj:pass"]) && has(&["nsubj"]) && (document.tokens[verb].xpos != "VBN" || perfect())
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

/// What stands with the verb of an event besides its actors.
struct Frame {
    /// Its object, subject of a passive, or complement, where that is no target.
    object: Option<Phrase>,
    /// Whether it happens to the object, so that a passive may begin with it.
    is_undergoer: bool,
    /// The verb and its object: where prepositions of targets hang.
    heads: Vec<TokenId>,
}

/// Words of the text.
struct Phrase {
    text: String,
    span: Span,
    plural: bool,
}

impl Frame {
    fn of(cast: &Cast<'_>, event: &Event, verb: TokenId) -> Self {
        let document = &cast.annotated.document;
        let child = |relations: &[&str]| {
            document.children(verb).find(|&child| relations.contains(&document.tokens[child].deprel.as_str()))
        };
        let mut heads: Vec<TokenId> = tokens(document, event.trigger).collect();
        let is_actor = |token: TokenId| {
            let chains = event.sources.iter().chain(&event.targets);
            chains.into_iter().any(|&chain| mentions_headed(cast, chain, token))
        };
        if let Some(token) = child(&["obj", "nsubj:pass"]) {
            heads.push(token);
            // A pronoun on its own ("what", "that") says nothing.
            let speaks = document.tokens[token].upos != "PRON" && !event.trigger.contains(document.tokens[token].span);
            let object = (speaks && !is_actor(token)).then(|| Phrase::of(cast, token));
            return Self { is_undergoer: object.is_some(), object, heads };
        }
        // "agreed to buy aircraft": only where nothing better is known.
        let complement = child(&["xcomp", "ccomp"]).filter(|_| event.targets.is_empty() && !event.sources.is_empty());
        let object = complement.map(|token| Phrase::clause(cast, token));
        Self { object: object.filter(|object| !object.text.is_empty()), is_undergoer: false, heads }
    }

    /// " with Xi Jinping": the targets with their preposition, unless the object's words name them already.
    fn targets(&self, cast: &Cast<'_>, event: &Event, targets: &[String]) -> String {
        let document = &cast.annotated.document;
        let covered = |object: &Phrase| {
            let mentions = event.targets.iter().filter_map(|&chain| document.chains.get(chain));
            let mut mentions = mentions.flat_map(|chain| &chain.mentions).filter_map(|&at| document.mentions.get(at));
            mentions.any(|mention| object.span.contains(mention.span))
        };
        if targets.is_empty() || self.object.as_ref().is_some_and(covered) {
            return String::new();
        }
        // The agent of a passive is no target.
        let preposition = preposition(cast, &self.heads, &event.targets).filter(|word| word != "by");
        let direct =
            self.heads.iter().any(|&head| event.targets.iter().any(|&target| mentions_headed(cast, target, head)));
        let mutual = !direct && MUTUAL.contains(&event.subtype.as_str());
        let preposition = preposition.or_else(|| (mutual || self.object.is_some()).then(|| "with".to_owned()));
        let targets = list_inside(targets);
        preposition.map_or_else(|| format!(" {targets}"), |preposition| format!(" {preposition} {targets}"))
    }
}

impl Phrase {
    /// The words of a clause, cut short.
    fn clause(cast: &Cast<'_>, head: TokenId) -> Self {
        let document = &cast.annotated.document;
        let range = document.subtree(head);
        let (first, last) = (document.tokens[range.start].span, document.tokens[range.end - 1].span);
        let span = first.cover(last);
        let text = shorten(cast.surface(span), PHRASE_LENGTH);
        let text = text.trim_matches(|letter: char| letter.is_whitespace() || ",“”\"'".contains(letter)).to_owned();
        Self { text, span, plural: false }
    }

    /// A noun with what makes it understood, but without clauses, appositions and the rest of a list.
    fn of(cast: &Cast<'_>, head: TokenId) -> Self {
        let document = &cast.annotated.document;
        let (mut first, mut last, mut open) = (head, head, vec![head]);
        while let Some(token) = open.pop() {
            (first, last) = (first.min(token), last.max(token));
            open.extend(document.children(token).filter(|&child| {
                let relation = document.tokens[child].relation();
                !matches!(relation, "acl" | "appos" | "parataxis" | "conj" | "cc" | "punct" | "advcl" | "dep" | "case")
                    || (relation == "case" && token != head)
            }));
        }
        let token = &document.tokens[head];
        let plural =
            matches!(token.xpos.as_str(), "NNS" | "NNPS") || document.children_by(head, "conj").next().is_some();
        let span = document.tokens[first].span.cover(document.tokens[last].span);
        Self { text: lower_article(&shorten(cast.surface(span), PHRASE_LENGTH)), span, plural }
    }
}

/// Whether a chain has a mention with this head.
fn mentions_headed(cast: &Cast<'_>, chain: ChainId, head: TokenId) -> bool {
    super::mentions_beside(&cast.annotated.document, chain, head).any(|mention| mention.head == head)
}
