//! The annotation contract: one JSON object an article, offsets in Unicode code points into `text`, end exclusive.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};

use oxigraph::model::NamedNode;
use serde::Serialize;

use crate::article::{CodePoints, Span};
use crate::claim::{ClaimTime, EventMention, Quantity};
use crate::document::topic::{Mentioned, keywords};
use crate::document::{ChainId, EntityType, Form};
use crate::entity::{Annotated, Happening, Identities, Unnamed};
use crate::vocabulary;

/// Confidence of a word that may tell of an event and is no claim.
const BARE: f32 = 0.5;

/// What goes into the annotations.
#[derive(Debug, Clone, Copy, Default)]
pub struct Options {
    /// Tokens with tags and dependencies.
    pub tokens: bool,
}

/// What linking found, ready to be looked up for every article.
#[derive(Debug)]
pub struct Linked<'a> {
    identities: &'a Identities,
    happenings: BTreeMap<(&'a str, usize), &'a Happening>,
}

impl<'a> Linked<'a> {
    /// Indexes what linking found.
    pub fn new(identities: &'a Identities) -> Self {
        let words = identities.happenings.iter().flat_map(|happening| {
            let mentions = happening.mentions.iter();
            mentions
                .flat_map(move |(article, words)| words.iter().map(move |&word| ((article.as_str(), word), happening)))
        });
        Self { identities, happenings: words.collect() }
    }
}

/// Writes one article as a line of JSON. With `linked`, the actors of named chains are IRIs that hold over all
/// articles, and words that tell of events are mentions too, those of one event with one IRI, and so are dates and what
/// articles of one story describe alike; without, actors are `a0`, `a1`, … of this article.
///
/// # Errors
/// Where `out` fails.
pub fn write(
    annotated: &Annotated,
    linked: Option<&Linked<'_>>,
    options: Options,
    out: &mut dyn Write,
) -> io::Result<()> {
    serde_json::to_writer(&mut *out, &Line::new(annotated, linked, options))?;
    out.write_all(b"\n")
}

#[derive(Serialize)]
struct Line<'a> {
    id: &'a str,
    title: Option<&'a str>,
    published: Option<&'a str>,
    text: &'a str,
    language: Option<&'a str>,
    sentences: Vec<Offsets>,
    #[serde(skip_serializing_if = "Option::is_none")]
    tokens: Option<Vec<TokenLine<'a>>>,
    mentions: Vec<MentionLine>,
    actors: Vec<ActorLine<'a>>,
    events: Vec<EventLine<'a>>,
    relations: Vec<RelationLine<'a>>,
    quotes: Vec<QuoteLine>,
    times: Vec<TimeLine<'a>>,
}

#[derive(Serialize, Clone, Copy)]
struct Offsets {
    start: usize,
    end: usize,
}

#[derive(Serialize)]
struct TokenLine<'a> {
    start: usize,
    end: usize,
    upos: &'a str,
    xpos: &'a str,
    lemma: &'a str,
    head: i64,
    deprel: &'a str,
}

#[derive(Serialize)]
struct MentionLine {
    id: String,
    start: usize,
    end: usize,
    head_start: usize,
    head_end: usize,
    #[serde(rename = "type")]
    kind: &'static str,
    form: &'static str,
    actor: String,
    confidence: f32,
}

#[derive(Serialize)]
struct ActorLine<'a> {
    id: String,
    #[serde(rename = "type")]
    kind: &'static str,
    name: &'a str,
    named: bool,
    /// Walk of life of somebody without a name.
    #[serde(skip_serializing_if = "Option::is_none")]
    sector: Option<&'a str>,
    /// Whose or where from somebody without a name is.
    #[serde(skip_serializing_if = "Option::is_none")]
    of: Option<String>,
    mentions: Vec<String>,
}

#[derive(Serialize)]
struct EventLine<'a> {
    id: String,
    #[serde(rename = "type")]
    kind: &'a str,
    subtype: &'a str,
    trigger: Offsets,
    sources: Vec<String>,
    targets: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    participants: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    recipients: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    themes: Vec<Offsets>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    instruments: Vec<Offsets>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    topics: Vec<Offsets>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    quantities: Vec<QuantityLine<'a>>,
    time: Option<&'a str>,
    place: Option<String>,
    modality: &'static str,
    attributed_to: Option<String>,
    confidence: f32,
    evidence: Offsets,
    rule: &'a str,
    /// The event that this and other claims report.
    #[serde(skip_serializing_if = "Option::is_none")]
    happening: Option<String>,
    /// What this event is about: what was demanded, refused, threatened.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    content: Vec<EventLine<'a>>,
}

/// How many and how much: what is counted, the number that the text names, and its bounds as far as it tells them.
#[derive(Serialize)]
struct QuantityLine<'a> {
    kind: &'a str,
    value: Option<f64>,
    min: Option<f64>,
    max: Option<f64>,
    approximate: bool,
    unit: Option<&'a str>,
    start: usize,
    end: usize,
}

#[derive(Serialize)]
struct RelationLine<'a> {
    subject: String,
    predicate: &'a str,
    object: String,
    role: Option<&'a str>,
    former: bool,
    modality: &'static str,
    attributed_to: Option<String>,
    time: Period<'a>,
    confidence: f32,
    evidence: Offsets,
    rule: &'a str,
}

#[derive(Serialize)]
struct Period<'a> {
    from: Option<&'a str>,
    to: Option<&'a str>,
}

#[derive(Serialize)]
struct QuoteLine {
    speaker: Option<String>,
    speaker_span: Option<Offsets>,
    content: Offsets,
    cue: Option<Offsets>,
    direct: bool,
    /// Named actors that the words mention, the speaker aside.
    about: Vec<String>,
    /// Nouns of the words.
    keywords: BTreeSet<String>,
    confidence: f32,
}

#[derive(Serialize)]
struct TimeLine<'a> {
    start: usize,
    end: usize,
    #[serde(rename = "type")]
    kind: crate::document::TimeKind,
    value: &'a str,
}

/// Turns byte spans and chains of one article into what the contract says.
struct View<'a> {
    points: CodePoints,
    annotated: &'a Annotated,
    identities: Option<&'a Identities>,
    linked: Option<&'a Linked<'a>>,
    /// What other articles likely mean too.
    unnamed: BTreeMap<Unnamed, &'a str>,
}

impl<'a> View<'a> {
    fn offsets(&self, span: Span) -> Offsets {
        Offsets { start: self.points.from_byte(span.start), end: self.points.from_byte(span.end) }
    }

    fn actor(&self, chain: ChainId) -> String {
        let actor = self.identities.and_then(|identities| identities.actor(&self.annotated.article.id, chain));
        match (actor, self.unnamed.get(&Unnamed::Chain(chain))) {
            (Some(actor), _) => vocabulary::actor_iri(&actor.id).into_string(),
            (None, Some(id)) => vocabulary::unnamed_iri(id).into_string(),
            (None, None) => format!("a{chain}"),
        }
    }

    fn actors(&self, chains: &[ChainId]) -> Vec<String> {
        chains.iter().map(|&chain| self.actor(chain)).collect()
    }

    fn tokens(&self) -> Vec<TokenLine<'a>> {
        let line = |token: &'a crate::document::Token| {
            let Offsets { start, end } = self.offsets(token.span);
            TokenLine {
                start,
                end,
                upos: &token.upos,
                xpos: &token.xpos,
                lemma: &token.lemma,
                head: token.head.and_then(|head| i64::try_from(head).ok()).unwrap_or(-1),
                deprel: &token.deprel,
            }
        };
        self.annotated.document.tokens.iter().map(line).collect()
    }

    fn mentions(&self) -> Vec<MentionLine> {
        let document = &self.annotated.document;
        let line = |(at, mention): (usize, &crate::document::Mention)| {
            let Offsets { start, end } = self.offsets(mention.extent);
            let head = self.offsets(document.tokens.get(mention.head).map_or(mention.span, |token| token.span));
            MentionLine {
                id: format!("m{at}"),
                start,
                end,
                head_start: head.start,
                head_end: head.end,
                kind: mention.kind.as_str(),
                form: mention.form.as_str(),
                actor: self.actor(mention.chain),
                confidence: mention.confidence,
            }
        };
        let mut mentions: Vec<MentionLine> = document.mentions.iter().enumerate().map(line).collect();
        if let Some(linked) = self.linked {
            mentions.extend(self.event_mentions(linked));
            mentions.extend(self.bare_participants());
            mentions.extend(self.dates());
        }
        mentions
    }

    /// What takes part in events and is in no chain.
    fn bare_participants(&self) -> Vec<MentionLine> {
        let line = |at: usize| {
            let word = self.offsets(self.annotated.document.tokens[at].span);
            self.other('n', at, word, word, self.unnamed(Unnamed::Word(at)))
        };
        self.annotated.bare_participants().into_iter().map(line).collect()
    }

    /// Time expressions: one IRI a date, and one for what articles of a story call by one word.
    fn dates(&self) -> Vec<MentionLine> {
        let document = &self.annotated.document;
        let line = |(at, time): (usize, &crate::document::TimeExpression)| {
            let from = document.tokens.partition_point(|token| token.span.end <= time.span.start);
            let inside = document.tokens[from..].iter().take_while(|token| token.span.start < time.span.end);
            let heads = inside.filter(|token| {
                token.head.and_then(|head| document.tokens.get(head)).is_none_or(|head| !head.span.overlaps(time.span))
            });
            let head = self.offsets(heads.last().map_or(time.span, |token| token.span));
            let dated = time.bounds.as_ref().map(|_| vocabulary::time_iri(&time.value));
            let actor = dated.or_else(|| self.unnamed(Unnamed::Time(at)));
            self.other('t', at, self.offsets(time.span), head, actor)
        };
        document.times.iter().enumerate().map(line).collect()
    }

    /// What an unnamed thing shares with those of other articles.
    fn unnamed(&self, what: Unnamed) -> Option<NamedNode> {
        self.unnamed.get(&what).map(|id| vocabulary::unnamed_iri(id))
    }

    /// A mention of what is neither actor nor event: the `number`th word (`n`) or time (`t`) of its article, where
    /// nothing else is known of it.
    fn other(
        &self,
        letter: char,
        number: usize,
        span: Offsets,
        head: Offsets,
        actor: Option<NamedNode>,
    ) -> MentionLine {
        let article = vocabulary::article_iri(&self.annotated.article.id);
        let actor = actor.unwrap_or_else(|| vocabulary::fragment_iri(&article, letter, number));
        MentionLine {
            id: format!("{letter}{number}"),
            start: span.start,
            end: span.end,
            head_start: head.start,
            head_end: head.end,
            kind: EntityType::Misc.as_str(),
            form: Form::Nominal.as_str(),
            actor: actor.into_string(),
            confidence: BARE,
        }
    }

    /// Words that tell of events: one IRI an event, over all articles.
    fn event_mentions(&self, linked: &Linked<'_>) -> Vec<MentionLine> {
        let Annotated { article, document, claims } = self.annotated;
        let line = |(at, mention): (usize, &EventMention)| {
            let Offsets { start, end } = self.offsets(mention.span);
            let head = self.offsets(document.tokens.get(mention.head).map_or(mention.span, |token| token.span));
            let event = mention.event.and_then(|event| claims.events.get(event));
            let happening = linked.happenings.get(&(article.id.as_str(), at));
            let alone = || match mention.event {
                Some(event) => format!("{}/e{event}", article.id),
                None => format!("{}/w{at}", article.id),
            };
            MentionLine {
                id: format!("w{at}"),
                start,
                end,
                head_start: head.start,
                head_end: head.end,
                kind: EntityType::Event.as_str(),
                form: Form::Nominal.as_str(),
                actor: vocabulary::happening_iri(&happening.map_or_else(alone, |happening| happening.id.clone()))
                    .into_string(),
                confidence: event.map_or(BARE, |event| event.confidence),
            }
        };
        claims.event_mentions.iter().enumerate().map(line).collect()
    }

    /// One entry an actor: chains that linking found to be one actor are joined.
    fn cast(&self) -> Vec<ActorLine<'a>> {
        let mut lines: Vec<ActorLine<'a>> = Vec::new();
        let mut places: BTreeMap<String, usize> = BTreeMap::new();
        for (chain, value) in self.annotated.document.chains.iter().enumerate() {
            let id = self.actor(chain);
            let mentions = value.mentions.iter().map(|at| format!("m{at}"));
            if let Some(&at) = places.get(&id) {
                lines[at].mentions.extend(mentions);
                continue;
            }
            let known = self
                .identities
                .and_then(|identities| identities.actor(&self.annotated.article.id, chain))
                .map(|actor| (actor.kind, actor.name.as_str()));
            let (kind, name) = known.unwrap_or((value.kind, &value.name));
            places.insert(id.clone(), lines.len());
            let descriptions = &self.annotated.claims.descriptions;
            let described = descriptions.binary_search_by_key(&chain, |description| description.chain);
            let described = described.ok().map(|at| &descriptions[at]);
            lines.push(ActorLine {
                id,
                kind: kind.as_str(),
                name,
                named: value.named,
                sector: described.and_then(|description| description.sector.as_deref()),
                of: described.and_then(|description| description.of).map(|chain| self.actor(chain)),
                mentions: mentions.collect(),
            });
        }
        lines
    }

    fn events(&self) -> Vec<EventLine<'a>> {
        let Annotated { article, claims, .. } = self.annotated;
        let words = claims.event_mentions.iter().enumerate();
        let happenings: BTreeMap<usize, &str> = words
            .filter_map(|(word, mention)| {
                let happening = self.linked?.happenings.get(&(article.id.as_str(), word))?;
                Some((mention.event?, happening.id.as_str())).filter(|_| happening.is_reported())
            })
            .collect();
        let line = |(at, event): (usize, &'a crate::claim::Event)| EventLine {
            id: format!("e{at}"),
            kind: &event.kind,
            subtype: &event.subtype,
            trigger: self.offsets(event.trigger),
            sources: self.actors(&event.sources),
            targets: self.actors(&event.targets),
            participants: self.actors(&event.participants),
            recipients: self.actors(&event.recipients),
            themes: event.themes.iter().map(|&span| self.offsets(span)).collect(),
            instruments: event.instruments.iter().map(|&span| self.offsets(span)).collect(),
            topics: event.topics.iter().map(|&span| self.offsets(span)).collect(),
            quantities: event.quantities.iter().map(|quantity| self.quantity(quantity)).collect(),
            time: value(event.time.as_ref()),
            place: event.place.map(|chain| self.actor(chain)),
            modality: event.modality.as_str(),
            attributed_to: event.attributed_to.map(|chain| self.actor(chain)),
            confidence: event.confidence,
            evidence: self.offsets(event.evidence),
            rule: &event.rule,
            happening: happenings.get(&at).map(|id| vocabulary::happening_iri(id).into_string()),
            content: Vec::new(),
        };
        nested(claims.events.iter().enumerate().map(|(at, event)| (line((at, event)), event.within)).collect())
    }

    fn quantity(&self, quantity: &'a Quantity) -> QuantityLine<'a> {
        let Offsets { start, end } = self.offsets(quantity.span);
        QuantityLine {
            kind: &quantity.kind,
            value: quantity.value,
            min: quantity.least,
            max: quantity.most,
            approximate: quantity.approximate,
            unit: quantity.unit.as_deref(),
            start,
            end,
        }
    }

    fn relations(&self) -> Vec<RelationLine<'a>> {
        let line = |relation: &'a crate::claim::Relation| RelationLine {
            subject: self.actor(relation.subject),
            predicate: &relation.predicate,
            object: self.actor(relation.object),
            role: relation.role.as_deref(),
            former: relation.former,
            modality: relation.modality.as_str(),
            attributed_to: relation.attributed_to.map(|chain| self.actor(chain)),
            time: Period { from: value(relation.from.as_ref()), to: value(relation.to.as_ref()) },
            confidence: relation.confidence,
            evidence: self.offsets(relation.evidence),
            rule: &relation.rule,
        };
        self.annotated.claims.relations.iter().map(line).collect()
    }

    fn quotes(&self) -> Vec<QuoteLine> {
        let document = &self.annotated.document;
        let mentioned = Mentioned::new(document);
        let named = |chain: &ChainId| document.chains.get(*chain).is_some_and(|chain| chain.named);
        let about = |quote: &crate::claim::Quote| {
            let chains = mentioned.within(quote.content).into_iter();
            chains
                .filter(|chain| Some(*chain) != quote.speaker && named(chain))
                .map(|chain| self.actor(chain))
                .collect()
        };
        let line = |quote: &crate::claim::Quote| QuoteLine {
            speaker: quote.speaker.map(|chain| self.actor(chain)),
            speaker_span: quote.speaker_span.map(|span| self.offsets(span)),
            content: self.offsets(quote.content),
            cue: quote.cue.map(|span| self.offsets(span)),
            direct: quote.direct,
            about: about(quote),
            keywords: keywords(document, quote.content),
            confidence: quote.confidence,
        };
        self.annotated.claims.quotes.iter().map(line).collect()
    }

    fn times(&self) -> Vec<TimeLine<'a>> {
        let line = |time: &'a crate::document::TimeExpression| {
            let Offsets { start, end } = self.offsets(time.span);
            TimeLine { start, end, kind: time.kind, value: &time.value }
        };
        self.annotated.document.times.iter().map(line).collect()
    }
}

impl<'a> Line<'a> {
    fn new(annotated: &'a Annotated, linked: Option<&'a Linked<'a>>, options: Options) -> Self {
        let article = &annotated.article;
        let view = View {
            points: CodePoints::new(&article.text),
            annotated,
            identities: linked.map(|linked| linked.identities),
            linked,
            unnamed: linked.map_or_else(BTreeMap::new, |linked| linked.identities.unnamed_in(&article.id).collect()),
        };
        Self {
            id: &article.id,
            title: article.title.as_deref(),
            published: article.published.as_deref(),
            text: &article.text,
            language: article.language.as_deref(),
            sentences: annotated.document.sentences.iter().map(|sentence| view.offsets(sentence.span)).collect(),
            tokens: options.tokens.then(|| view.tokens()),
            mentions: view.mentions(),
            actors: view.cast(),
            events: view.events(),
            relations: view.relations(),
            quotes: view.quotes(),
            times: view.times(),
        }
    }
}

/// Puts the content of events below them.
fn nested<'a>(lines: Vec<(EventLine<'a>, Option<usize>)>) -> Vec<EventLine<'a>> {
    let outer: Vec<Option<usize>> = lines.iter().map(|(_, within)| *within).collect();
    // A tree of clauses has no cycle; a damaged cache may have: what it holds then stays on top.
    let depth = |at: usize| {
        let up = std::iter::successors(Some(at), |&at| outer.get(at).copied().flatten());
        Some(up.take(outer.len() + 1).count() - 1).filter(|&depth| depth < outer.len()).unwrap_or(0)
    };
    let mut order: Vec<usize> = (0..lines.len()).collect();
    order.sort_by_key(|&at| std::cmp::Reverse((depth(at), at)));
    let mut lines: Vec<Option<EventLine<'a>>> = lines.into_iter().map(|(line, _)| Some(line)).collect();
    for at in order {
        let Some(parent) = outer[at].filter(|&parent| depth(at) > 0 && lines.get(parent).is_some_and(Option::is_some))
        else {
            continue;
        };
        let line = lines[at].take();
        if let Some(parent) = lines[parent].as_mut() {
            parent.content.splice(0..0, line);
        }
    }
    lines.into_iter().flatten().collect()
}

fn value(time: Option<&ClaimTime>) -> Option<&str> {
    time.map(|time| time.value.as_str())
}
