//! An understood article: sentences, tokens with dependencies, mentions, chains and times.

pub mod kin;
pub mod topic;

use serde::{Deserialize, Serialize};

use crate::article::Span;

/// Index of a token in [`Document::tokens`].
pub type TokenId = usize;
/// Index of a chain in [`Document::chains`].
pub type ChainId = usize;

/// How thoroughly articles are read.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Tier {
    /// With the whole encoder.
    #[default]
    Accurate,
    /// With its first layers only, in about half the time.
    Fast,
}

impl Tier {
    /// Its name: "accurate" or "fast".
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Accurate => "accurate",
            Self::Fast => "fast",
        }
    }
}

/// Everything the language engine says about one article. Offsets are bytes into the article's text.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Document {
    /// In text order, not overlapping.
    pub sentences: Vec<Sentence>,
    /// In text order; syntactic words of Universal Dependencies.
    pub tokens: Vec<Token>,
    /// Names, nominals and pronouns, sorted by span.
    pub mentions: Vec<Mention>,
    /// Coreference chains; every mention is in exactly one, many chains hold one mention only.
    pub chains: Vec<Chain>,
    /// Time expressions in text order.
    pub times: Vec<TimeExpression>,
    /// Relations between named chains as the encoder reads them, sorted.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ties: Vec<Tie>,
}

/// A relation that the encoder reads between two chains.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Tie {
    /// Who or what.
    pub subject: ChainId,
    /// To whom or what.
    pub object: ChainId,
    /// Local name of the property (`locatedIn`).
    pub predicate: String,
    /// 0 to 1.
    pub probability: f32,
    /// Head word of the subject's mention that was looked at.
    pub subject_head: TokenId,
    /// Head word of the object's mention that was looked at.
    pub object_head: TokenId,
}

/// A sentence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sentence {
    /// From its first to its last token.
    pub span: Span,
    /// Its tokens, `first..end`.
    pub first: TokenId,
    /// One past its last token.
    pub end: TokenId,
}

impl Sentence {
    /// Its token indexes.
    pub fn tokens(&self) -> std::ops::Range<TokenId> {
        self.first..self.end
    }
}

/// A syntactic word.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Token {
    /// Where it stands.
    pub span: Span,
    /// Universal part of speech (`NOUN`, `PROPN`, `VERB`, …).
    pub upos: String,
    /// Penn Treebank tag (`VBD`, `NNS`, …): tense and number.
    pub xpos: String,
    /// Dictionary form.
    pub lemma: String,
    /// Its governor in the same sentence; `None` for a root.
    pub head: Option<TokenId>,
    /// Universal dependency relation with subtype (`nsubj:pass`, `acl:relcl`, …).
    pub deprel: String,
}

impl Token {
    /// The relation without its subtype.
    pub fn relation(&self) -> &str {
        self.deprel.split(':').next().unwrap_or(&self.deprel)
    }
}

/// What kind of thing a mention, chain or actor is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum EntityType {
    /// A human being.
    Person,
    /// Company, government body, party, team, armed force, alliance.
    Organization,
    /// Country, city, region, building, body of water.
    Place,
    /// A named happening: a summit, war, championship, storm.
    Event,
    /// A thing made and sold: vehicle, device, software, weapon.
    Product,
    /// Book, film, song, law, treaty.
    Work,
    /// Nationality, religious, ethnic or political group.
    Group,
    /// Any other name.
    Misc,
}

impl EntityType {
    /// All types, in order.
    pub const ALL: [Self; 8] = [
        Self::Person,
        Self::Organization,
        Self::Place,
        Self::Event,
        Self::Product,
        Self::Work,
        Self::Group,
        Self::Misc,
    ];

    /// The name used in annotations and in the graph.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Organization => "organization",
            Self::Place => "place",
            Self::Event => "event",
            Self::Product => "product",
            Self::Work => "work",
            Self::Group => "group",
            Self::Misc => "misc",
        }
    }

    /// The type of that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == name)
    }
}

/// How a mention refers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Form {
    /// By name: "Barack Obama", "the FBI".
    Name,
    /// By description: "the ministry", "Chinese hackers".
    Nominal,
    /// By pronoun: "he", "their".
    Pronoun,
}

impl Form {
    /// The name used in annotations.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Nominal => "nominal",
            Self::Pronoun => "pronoun",
        }
    }
}

/// A stretch of text that refers to something.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Mention {
    /// The mention without relative clauses and appositions; for names without title, article and possessive ending.
    pub span: Span,
    /// For descriptions the whole noun phrase, clauses and all; else as `span`.
    pub extent: Span,
    /// Its head word.
    pub head: TokenId,
    /// Its tokens, `first..end`.
    pub first: TokenId,
    /// One past its last token.
    pub end: TokenId,
    /// What it refers to.
    pub kind: EntityType,
    /// How it refers.
    pub form: Form,
    /// 0 to 1, rounded to two decimals.
    pub confidence: f32,
    /// Its chain.
    pub chain: ChainId,
}

/// Mentions of one thing within an article.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Chain {
    /// Type of the whole chain.
    pub kind: EntityType,
    /// The fullest name, or the fullest description where nothing names it.
    pub name: String,
    /// Whether a name mention is in it: only named chains become actors of the graph.
    pub named: bool,
    /// Whether it stands for several ("officials", "the two leaders", "they").
    pub plural: bool,
    /// Indexes into [`Document::mentions`], in text order.
    pub mentions: Vec<usize>,
}

/// TIMEX3 kind of a time expression.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum TimeKind {
    /// A calendar date or a stretch of the calendar.
    Date,
    /// A time of day.
    Time,
    /// A length of time.
    Duration,
    /// A recurrence.
    Set,
}

/// A time expression and its meaning.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TimeExpression {
    /// Where it stands.
    pub span: Span,
    /// Its kind.
    pub kind: TimeKind,
    /// TIMEX3 value (`2014-05`, `XXXX-05`, `P3D`, `PRESENT_REF`): what has no anchor stays `X`.
    pub value: String,
    /// First and last day (ISO 8601) of a date whose year is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bounds: Option<(String, String)>,
}

impl Document {
    /// Index of the sentence that holds a byte offset.
    pub fn sentence_at(&self, byte: usize) -> Option<usize> {
        let at = self.sentences.partition_point(|sentence| sentence.span.end <= byte);
        self.sentences.get(at).filter(|sentence| sentence.span.start <= byte).map(|_| at)
    }

    /// The time expressions that share a byte with `span`.
    pub fn times_over(&self, span: Span) -> impl Iterator<Item = &TimeExpression> {
        let from = self.times.partition_point(|time| time.span.end <= span.start);
        self.times[from..].iter().take_while(move |time| time.span.start < span.end)
    }

    /// Whether a time expression shares a byte with `span`.
    pub fn is_time(&self, span: Span) -> bool {
        self.times_over(span).next().is_some()
    }

    /// Index of the sentence of a token.
    pub fn sentence_of(&self, token: TokenId) -> Option<usize> {
        let at = self.sentences.partition_point(|sentence| sentence.end <= token);
        self.sentences.get(at).filter(|sentence| sentence.first <= token).map(|_| at)
    }

    /// The tokens whose head is `token`, in text order. They lie in one sentence, so this is short.
    pub fn children(&self, token: TokenId) -> impl Iterator<Item = TokenId> + '_ {
        let range = self.sentence_of(token).map_or(0..0, |sentence| self.sentences[sentence].tokens());
        range.filter(move |&child| self.tokens[child].head == Some(token))
    }

    /// The children of `token` with this relation (without subtype).
    pub fn children_by<'a>(&'a self, token: TokenId, relation: &'a str) -> impl Iterator<Item = TokenId> + 'a {
        self.children(token).filter(move |&child| self.tokens[child].relation() == relation)
    }

    /// The mention, the longest where several do, whose head is `token`.
    pub fn mention_headed_by(&self, token: TokenId) -> Option<usize> {
        (0..self.mentions.len())
            .filter(|&at| self.mentions[at].head == token)
            .max_by_key(|&at| (self.mentions[at].span.len(), std::cmp::Reverse(at)))
    }

    /// First and last token of the subtree below `token`, end exclusive.
    pub fn subtree(&self, token: TokenId) -> std::ops::Range<TokenId> {
        let (mut first, mut end) = (token, token + 1);
        let Some(sentence) = self.sentence_of(token) else { return first..end };
        for other in self.sentences[sentence].tokens() {
            let mut at = other;
            // A tree has no cycles; the bound guards against a malformed one.
            for _ in 0..self.sentences[sentence].tokens().len() {
                if at == token {
                    first = first.min(other);
                    end = end.max(other + 1);
                    break;
                }
                match self.tokens[at].head {
                    Some(head) => at = head,
                    None => break,
                }
            }
        }
        first..end
    }
}
