//! What an article claims: events, relations and quotes, each with its modality, attribution and evidence.

use serde::{Deserialize, Serialize};

use crate::article::Span;
use crate::document::{ChainId, TokenId};

/// How a text presents a claim: never more certain than its words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Modality {
    /// Told as fact.
    #[default]
    Asserted,
    /// Told as not so.
    Denied,
    /// Told as going to happen: plans, promises, expectations.
    Planned,
    /// Told on somebody's word without the article's own: accusations, unproven charges.
    Alleged,
    /// Told as depending on something, or as possible.
    Conditional,
    /// Told as asked for.
    Requested,
}

impl Modality {
    /// All modalities, in order.
    pub const ALL: [Self; 6] =
        [Self::Asserted, Self::Denied, Self::Planned, Self::Alleged, Self::Conditional, Self::Requested];

    /// The name used in annotations and in the graph.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Asserted => "asserted",
            Self::Denied => "denied",
            Self::Planned => "planned",
            Self::Alleged => "alleged",
            Self::Conditional => "conditional",
            Self::Requested => "requested",
        }
    }
}

/// All claims of one article, each list in text order.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Claims {
    /// Who did what to whom.
    pub events: Vec<Event>,
    /// What holds between two actors.
    pub relations: Vec<Relation>,
    /// Who said what.
    pub quotes: Vec<Quote>,
    /// Words that tell that something happens: those of `events`, and those of which no more is known.
    #[serde(default)]
    pub event_mentions: Vec<EventMention>,
    /// What the text says of those whom it does not name, in order of chain.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub descriptions: Vec<Description>,
}

/// What a description says of somebody without a name: "riot police in Berlin", "Chinese hackers".
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Description {
    /// Who is described: a chain without a name.
    pub chain: ChainId,
    /// Walk of life, a sector of `ontology/lexicon/sectors.csv` (`police`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sector: Option<String>,
    /// Whose or where from they are: a named chain.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of: Option<ChainId>,
}

/// A word that tells that something happens. Linking finds out which of them, in this and other articles, tell of one
/// event; only those with an [`Event`] are claims.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EventMention {
    /// The word, or the words of the event's trigger.
    pub span: Span,
    /// Its head word.
    pub head: TokenId,
    /// What "arrested", "arrests" and "arresting" have in common.
    pub stem: String,
    /// Second-level types that it may be of, sorted: the event's own, or all that the lexicon knows for the word.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub types: Vec<String>,
    /// The claim that it triggers: an index into [`Claims::events`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub event: Option<usize>,
}

/// When a claim is placed: a time expression's value and, for a known year, its first and last day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClaimTime {
    /// TIMEX3 value, possibly underspecified (`XXXX-05`).
    pub value: String,
    /// First and last day, ISO 8601.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bounds: Option<(String, String)>,
    /// The one day that is known where the text tells only from when or until when: "since May 2012".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub open: Option<HalfOpen>,
}

/// The known end of a time that is open at the other, ISO 8601.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum HalfOpen {
    /// First day on which it may have been.
    From(String),
    /// Last day on which it may have been.
    To(String),
}

impl HalfOpen {
    /// First and last day, of which one is known.
    pub fn days(&self) -> (Option<&str>, Option<&str>) {
        match self {
            Self::From(day) => (Some(day), None),
            Self::To(day) => (None, Some(day)),
        }
    }
}

/// First and last day, as far as known: both of a closed time, one of one that is open at an end.
pub fn days<'a>(
    bounds: Option<&'a (String, String)>,
    open: Option<&'a HalfOpen>,
) -> (Option<&'a str>, Option<&'a str>) {
    match (bounds, open) {
        (Some((first, last)), _) => (Some(first), Some(last)),
        (None, Some(open)) => open.days(),
        (None, None) => (None, None),
    }
}

impl ClaimTime {
    /// First and last day on which it may have been, as far as known.
    pub fn days(&self) -> (Option<&str>, Option<&str>) {
        days(self.bounds.as_ref(), self.open.as_ref())
    }
}

/// Somebody does something, possibly to somebody, at some place and time (SEM event, PLOVER type).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Event {
    /// PLOVER type or, for general news, our own top-level type: a concept of `ontology/events.ttl` (`consult`).
    pub kind: String,
    /// Second-level concept (`meet`); equal to `kind` where none is known.
    pub subtype: String,
    /// The word or words that tell it.
    pub trigger: Span,
    /// Who does it.
    pub sources: Vec<ChainId>,
    /// To whom it is done.
    pub targets: Vec<ChainId>,
    /// Others who take part.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub participants: Vec<ChainId>,
    /// Who receives what is given, handed over or said, where that is not the target.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub recipients: Vec<ChainId>,
    /// To what it is done, where that is a thing that nothing else names, in the text's words.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub themes: Vec<Span>,
    /// With what it is done, in the text's words.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub instruments: Vec<Span>,
    /// What it is about, in the text's words.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub topics: Vec<Span>,
    /// How many and how much.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub quantities: Vec<Quantity>,
    /// Where.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<ChainId>,
    /// When.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time: Option<ClaimTime>,
    /// How the text presents it.
    pub modality: Modality,
    /// On whose word.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub attributed_to: Option<ChainId>,
    /// 0 to 1, rounded to two decimals.
    pub confidence: f32,
    /// The sentence that tells it.
    pub evidence: Span,
    /// The rule or lexicon entry that found it, for `why`.
    pub rule: String,
    /// The event whose content this is, an index into [`Claims::events`]: what was demanded, refused, threatened.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub within: Option<usize>,
    /// Through which words each part was found, for `why`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub arguments: Vec<Argument>,
    /// The words that decided on the modality, nearest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cues: Vec<Span>,
}

/// A number that an event has, as the text bounds it: "at least 12" dead, "nearly $2 million".
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Quantity {
    /// What is counted: `killed`, `injured`, `arrested`, …, `money`, or the role in which they stand (`target`).
    pub kind: String,
    /// The number that the text names; none where it names a range or says "dozens".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<f64>,
    /// At least so many, as far as the text says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub least: Option<f64>,
    /// At most so many, as far as the text says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub most: Option<f64>,
    /// Not to be taken to the letter: "about", "nearly", "dozens".
    #[serde(default)]
    pub approximate: bool,
    /// The noun that is counted, the code of a currency (ISO 4217), a span of time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// The words.
    pub span: Span,
}

impl Quantity {
    /// The number with its bounds: `12`, `at least 12`, `5 to 10`, `about 2000000`.
    pub fn bounds(&self) -> String {
        let about = if self.approximate { "about " } else { "" };
        match (self.value, self.least, self.most) {
            (Some(value), Some(least), None) if least >= value => format!("at least {value}"),
            (Some(value), None, Some(_)) => format!("at most {value}"),
            (Some(value), ..) => format!("{about}{value}"),
            (None, Some(least), Some(most)) => format!("{least} to {most}"),
            (None, Some(least), None) => format!("at least {about}{least}"),
            (None, None, Some(most)) => format!("at most {most}"),
            (None, None, None) => String::new(),
        }
    }
}

/// What somebody is in an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Part {
    /// Who does it.
    Source,
    /// To whom it is done.
    Target,
    /// Who receives it.
    Recipient,
    /// Where.
    Place,
    /// On whose word.
    Speaker,
}

impl Part {
    /// The name that explanations use.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Source => "source",
            Self::Target => "target",
            Self::Recipient => "recipient",
            Self::Place => "place",
            Self::Speaker => "said by",
        }
    }
}

/// The words that put an actor into an event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Argument {
    /// As what.
    pub part: Part,
    /// Whom.
    pub chain: ChainId,
    /// The mention, or where there is none the head of the phrase.
    pub span: Span,
    /// Whether the actor is whose the thing in that place is: "China" in "attacked China's embassy".
    #[serde(default)]
    pub owner: bool,
}

/// A relation between two actors: a predicate of `ontology/relations.ttl`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Relation {
    /// Who or what.
    pub subject: ChainId,
    /// Local name of the property (`headOf`).
    pub predicate: String,
    /// To whom or what.
    pub object: ChainId,
    /// The post or role in the text's words, lower-cased (`president`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<String>,
    /// No longer so ("former", "then").
    #[serde(default)]
    pub former: bool,
    /// From when, where told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<ClaimTime>,
    /// Until when, where told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<ClaimTime>,
    /// How the text presents it.
    pub modality: Modality,
    /// On whose word.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub attributed_to: Option<ChainId>,
    /// 0 to 1, rounded to two decimals.
    pub confidence: f32,
    /// The sentence that tells it.
    pub evidence: Span,
    /// The rule that found it, for `why`.
    pub rule: String,
}

impl Relation {
    /// The rule of relations that the encoder reads where no pattern tells them.
    pub const READ: &'static str = "read";
    /// The rule of relations that it gathers from what stands near, though no phrase or sentence says so: most are
    /// true, but a graph of what is told has no place for them.
    pub const INFERRED: &'static str = "inferred";
}

/// Something somebody said, in their words or in the article's.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Quote {
    /// Who said it, where known.
    pub speaker: Option<ChainId>,
    /// The words that name the speaker beside the quote.
    pub speaker_span: Option<Span>,
    /// What was said, without the outer quotation marks.
    pub content: Span,
    /// The word of saying.
    pub cue: Option<Span>,
    /// Wholly inside quotation marks.
    pub direct: bool,
    /// 0 to 1, rounded to two decimals.
    pub confidence: f32,
    /// The sentence of its beginning.
    pub evidence: Span,
}
