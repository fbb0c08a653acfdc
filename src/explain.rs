//! Why a claim says what it says, for people: the sentence with its words marked, the rule that found it, what decided on
//! its modality, and which words led to each actor.

use std::path::Path;

use crate::article::Span;
use crate::claim::{Event, Modality, Part, Quantity, Quote, Relation};
use crate::document::topic::{Mentioned, keywords};
use crate::document::{ChainId, Document, Form};
use crate::entity::{Annotated, Identities};
use crate::extract::rule_text;

/// How many mentions of a chain are shown between the one that is used and the one that names it.
const STEPS: usize = 4;

/// One claim, line by line.
pub struct Explanation {
    /// `e3`, `r0`, `q2`.
    pub id: String,
    /// What is claimed, in short.
    pub claim: String,
    /// Everything behind it.
    pub lines: Vec<String>,
}

/// All claims of an article, events first. `added` is the folder of a user's ontology, for the lines of its tables.
pub fn article(annotated: &Annotated, identities: Option<&Identities>, added: Option<&Path>) -> Vec<Explanation> {
    let claims = &annotated.claims;
    let ids = (0..claims.events.len()).map(|at| format!("e{at}"));
    let ids = ids.chain((0..claims.relations.len()).map(|at| format!("r{at}")));
    let ids = ids.chain((0..claims.quotes.len()).map(|at| format!("q{at}")));
    ids.filter_map(|id| claim(annotated, identities, added, &id)).collect()
}

/// The claim `e3`, `r0` or `q2` of an article; `None` where there is none.
pub fn claim(
    annotated: &Annotated,
    identities: Option<&Identities>,
    added: Option<&Path>,
    id: &str,
) -> Option<Explanation> {
    let view = View { annotated, identities, added };
    let number: usize = id.get(1..)?.parse().ok()?;
    let (claim, lines) = match id.get(..1)? {
        "e" => view.event(annotated.claims.events.get(number)?),
        "r" => view.relation(annotated.claims.relations.get(number)?),
        "q" => view.quote(annotated.claims.quotes.get(number)?),
        _ => return None,
    };
    Some(Explanation { id: id.to_owned(), claim, lines })
}

struct View<'a> {
    annotated: &'a Annotated,
    identities: Option<&'a Identities>,
    added: Option<&'a Path>,
}

impl View<'_> {
    fn document(&self) -> &Document {
        &self.annotated.document
    }

    fn text(&self, span: Span) -> &str {
        span.of(&self.annotated.article.text)
    }

    fn event(&self, event: &Event) -> (String, Vec<String>) {
        let mut marks = vec![(event.trigger, "trigger")];
        marks.extend(event.arguments.iter().map(|argument| (argument.span, argument.part.as_str())));
        marks.extend(event.cues.iter().map(|&cue| (cue, "cue")));
        marks.extend(event.themes.iter().map(|&span| (span, "theme")));
        marks.extend(event.instruments.iter().map(|&span| (span, "instrument")));
        marks.extend(event.topics.iter().map(|&span| (span, "topic")));
        marks.extend(event.quantities.iter().map(|quantity| (quantity.span, "quantity")));
        if let Some(span) = event.place.and_then(|place| self.nearest(place, event.evidence)) {
            marks.push((span, Part::Place.as_str()));
        }
        let mut lines = vec![self.marked(event.evidence, marks)];
        lines.push(format!("trigger “{}” by {}", self.text(event.trigger), self.rule(&event.rule)));
        for argument in &event.arguments {
            let how = if argument.owner { ", whose it is" } else { "" };
            lines.push(format!(
                "{} {}{how}",
                argument.part.as_str(),
                self.resolved(argument.chain, Some(argument.span))
            ));
        }
        lines.extend(event.themes.iter().map(|&span| format!("theme “{}”", self.text(span))));
        lines.extend(event.instruments.iter().map(|&span| format!("instrument “{}”", self.text(span))));
        lines.extend(event.topics.iter().map(|&span| format!("topic “{}”", self.text(span))));
        lines.extend(event.quantities.iter().map(|quantity| self.quantity(quantity)));
        if let Some(place) = event.place {
            lines.push(format!("place {}", self.resolved(place, self.nearest(place, event.evidence))));
        }
        if let Some(time) = &event.time {
            lines.push(format!("time {}", time.value));
        }
        let cues: Vec<String> = event.cues.iter().map(|&cue| format!("“{}”", self.text(cue))).collect();
        lines.push(modality(event.modality, &cues));
        if let Some(outer) =
            event.within.and_then(|outer| self.annotated.claims.events.get(outer).map(|event| (outer, event)))
        {
            lines.push(format!("content of e{} ({}, “{}”)", outer.0, outer.1.subtype, self.text(outer.1.trigger)));
        }
        lines.push(format!("confidence {:.2}", event.confidence));
        let names = |chains: &[ChainId]| chains.iter().map(|&chain| self.name(chain)).collect::<Vec<_>>().join(", ");
        let claim =
            format!("{} ({}): {} → {}", event.subtype, event.kind, names(&event.sources), names(&event.targets));
        (claim, lines)
    }

    /// "quantity killed: at least 12 people (“at least 12 people”)".
    fn quantity(&self, quantity: &Quantity) -> String {
        let unit = quantity.unit.as_ref().map(|unit| format!(" {unit}")).unwrap_or_default();
        format!("quantity {}: {}{unit} (“{}”)", quantity.kind, quantity.bounds(), self.text(quantity.span))
    }

    fn relation(&self, relation: &Relation) -> (String, Vec<String>) {
        let mut lines = Vec::new();
        let parts = [("subject", relation.subject), ("object", relation.object)];
        let spans = parts.map(|(part, chain)| (part, chain, self.nearest(chain, relation.evidence)));
        lines.push(
            self.marked(relation.evidence, spans.iter().filter_map(|&(part, _, span)| Some((span?, part))).collect()),
        );
        lines.push(format!("by {}", self.rule(&relation.rule)));
        for (part, chain, span) in spans {
            lines.push(format!("{part} {}", self.resolved(chain, span)));
        }
        lines.push(modality(relation.modality, &[]));
        if let Some(by) = relation.attributed_to {
            lines.push(format!("said by {}", self.resolved(by, self.nearest(by, relation.evidence))));
        }
        lines.push(format!("confidence {:.2}", relation.confidence));
        let former = if relation.former { "formerly " } else { "" };
        let role = relation.role.as_ref().map(|role| format!(" ({role})")).unwrap_or_default();
        let claim = format!(
            "{former}{}{role}: {} → {}",
            relation.predicate,
            self.name(relation.subject),
            self.name(relation.object)
        );
        (claim, lines)
    }

    fn quote(&self, quote: &Quote) -> (String, Vec<String>) {
        let mut around = quote.content;
        let mut marks = vec![(quote.content, "content")];
        for (span, what) in [(quote.speaker_span, "speaker"), (quote.cue, "cue")] {
            if let Some(span) = span {
                marks.push((span, what));
                around = around.cover(span);
            }
        }
        let mut lines = vec![self.marked(around, marks)];
        lines.push(match quote.speaker {
            Some(speaker) => format!("speaker {}", self.resolved(speaker, quote.speaker_span)),
            None => match quote.speaker_span {
                Some(words) => format!("speaker “{}”, who stands for no actor", self.text(words)),
                None => "speaker unknown".to_owned(),
            },
        });
        let about = Mentioned::new(self.document()).within(quote.content).into_iter();
        let named = |chain: &ChainId| self.document().chains.get(*chain).is_some_and(|chain| chain.named);
        let actors = about.filter(|chain| Some(*chain) != quote.speaker && named(chain)).map(|chain| self.name(chain));
        let topics: Vec<String> = actors.chain(keywords(self.document(), quote.content)).collect();
        if !topics.is_empty() {
            lines.push(format!("about {}", topics.join(", ")));
        }
        lines.push(format!("confidence {:.2}", quote.confidence));
        let words = || quote.speaker_span.map_or("somebody", |words| self.text(words)).to_owned();
        let who = quote.speaker.map_or_else(words, |speaker| self.name(speaker));
        (format!("{} by {who}", if quote.direct { "direct quote" } else { "quote" }), lines)
    }

    /// Where a rule stands and, where it is a line of a table, what the line says.
    fn rule(&self, rule: &str) -> String {
        match rule_text(rule, self.added) {
            Some(line) => format!("{rule}: {line}"),
            None => rule.to_owned(),
        }
    }

    /// A stretch of text with spans in brackets: `[Peru]source [condemned]trigger …`.
    fn marked(&self, around: Span, mut marks: Vec<(Span, &str)>) -> String {
        marks.retain(|(span, _)| around.contains(*span));
        marks.sort_by_key(|(span, what)| (span.start, std::cmp::Reverse(span.end), *what));
        marks.dedup();
        let mut out = String::from("“");
        let mut open: Vec<(usize, &str)> = Vec::new();
        let text = self.text(around);
        for (at, letter) in text.char_indices() {
            let at = around.start + at;
            while let Some((_, what)) = open.pop_if(|(end, _)| *end <= at) {
                out += &format!("]{what}");
            }
            for (span, what) in
                marks.iter().filter(|(span, _)| span.start == at && !span.of(&self.annotated.article.text).is_empty())
            {
                // A mark that begins inside another and outlives it would cross it: it ends with it.
                let end = open.last().map_or(span.end, |(end, _)| span.end.min(*end));
                out.push('[');
                open.push((end, what));
            }
            out.push(if letter.is_whitespace() { ' ' } else { letter });
        }
        while let Some((_, what)) = open.pop() {
            out += &format!("]{what}");
        }
        out + "”"
    }

    /// The mention of a chain within a stretch of text, the first one.
    fn nearest(&self, chain: ChainId, around: Span) -> Option<Span> {
        let members = &self.document().chains.get(chain)?.mentions;
        members.iter().map(|&at| self.document().mentions[at].span).find(|&span| around.contains(span))
    }

    fn name(&self, chain: ChainId) -> String {
        let linked = self.identities.and_then(|identities| identities.actor(&self.annotated.article.id, chain));
        linked.map_or_else(
            || self.document().chains.get(chain).map(|chain| chain.name.clone()).unwrap_or_default(),
            |actor| actor.name.clone(),
        )
    }

    /// "“he” = “Obama” (sentence 2) = “President Barack Obama” (sentence 1), person → actor:barack-obama".
    fn resolved(&self, chain: ChainId, used: Option<Span>) -> String {
        let document = self.document();
        let Some(known) = document.chains.get(chain) else { return format!("chain {chain}") };
        let mentions = || known.mentions.iter().map(|&at| &document.mentions[at]);
        let place = |token| document.sentence_of(token).map_or(0, |sentence| sentence + 1);
        let mut steps: Vec<String> = used.map(|span| format!("“{}”", self.text(span))).into_iter().collect();
        let before = |span: Span| {
            mentions().filter(move |mention| mention.span.start < span.start && mention.form != Form::Pronoun)
        };
        let mut shown: Vec<&str> = used.map(|span| self.text(span)).into_iter().collect();
        if let Some(span) = used {
            let earlier: Vec<_> = before(span).collect();
            for mention in earlier.iter().rev().take(STEPS) {
                let words = self.text(mention.span);
                if !shown.contains(&words) {
                    steps.push(format!("“{words}” (sentence {})", place(mention.head)));
                    shown.push(words);
                }
            }
        }
        if !shown.contains(&known.name.as_str()) {
            let named = mentions().find(|mention| self.text(mention.span) == known.name);
            let at = named.map(|mention| format!(" (sentence {})", place(mention.head))).unwrap_or_default();
            steps.push(format!("“{}”{at}", known.name));
        }
        let named = if known.named { "" } else { ", not named" };
        let key = (self.annotated.article.id.clone(), chain);
        let linked = self.identities.and_then(|identities| identities.links.get(&key));
        let actor = linked.map(|link| format!(" → actor:{} ({})", link.actor, link.reason));
        format!("{}, {}{named}{}", steps.join(" = "), known.kind.as_str(), actor.unwrap_or_default())
    }
}

fn modality(modality: Modality, cues: &[String]) -> String {
    match cues {
        [] => modality.as_str().to_owned(),
        cues => format!("{} because of {}", modality.as_str(), cues.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::testing::document_from_conllu;
    use crate::extract::{Rules, claims};

    fn explained(conllu: &str) -> Vec<Explanation> {
        let (article, document) = document_from_conllu(conllu);
        let claims = claims(&article, &document, &Rules::load(None).unwrap());
        super::article(&Annotated { article, document, claims }, None, None)
    }

    #[test]
    fn marks_words_and_follows_chains() {
        let told = explained(
            "Obama Obama PROPN NNP 2 nsubj M=person|C=obama
             left leave VERB VBD 0 root

             Syria Syria PROPN NNP 2 nsubj M=place
             urged urge VERB VBD 0 root
             him he PRON PRP 2 obj M=person/pronoun|C=obama
             to to PART TO 5 mark
             attack attack VERB VB 2 xcomp
             Oman Oman PROPN NNP 5 obj M=place
             . . PUNCT . 2 punct",
        );
        let urged = &told[0];
        assert_eq!(urged.claim, "urge (request): Syria → Obama");
        assert_eq!(urged.lines[0], "“[Syria]source [urged]trigger [him]target to attack Oman .”");
        assert!(urged.lines[1].starts_with("trigger “urged” by events.csv:") && urged.lines[1].contains(",verb,urge,"));
        assert!(urged.lines.contains(&"target “him” = “Obama” (sentence 1), person".to_owned()), "{:?}", urged.lines);
        let attack = &told[1];
        assert!(attack.lines.contains(&"requested because of “urged”".to_owned()), "{:?}", attack.lines);
        assert!(attack.lines.contains(&"content of e0 (urge, “urged”)".to_owned()), "{:?}", attack.lines);
    }

    #[test]
    fn unknown_claims_are_none() {
        let (article, document) = document_from_conllu("Rain rain NOUN NN 2 nsubj\nfell fall VERB VBD 0 root");
        let annotated = Annotated { article, document, claims: crate::claim::Claims::default() };
        for id in ["e0", "r1", "q", "x3", "", "é1"] {
            assert!(claim(&annotated, None, None, id).is_none());
        }
    }
}
