//! Who tells, by which word: cues and their subjects.

use super::lexicon::{Frames, Lexicon};
use super::marks::Quoted;
use crate::article::Span;
use crate::document::{EntityType, Form, TokenId};
use crate::extract::relations::scene::Scene;

/// A document with its quoted stretches.
#[derive(Debug)]
pub(super) struct Telling<'a> {
    pub(super) scene: Scene<'a>,
    pub(super) lexicon: &'a Lexicon,
    pub(super) quoted: Vec<Quoted>,
    /// Per token the quoted stretch around it.
    inside: Vec<Option<usize>>,
}

/// A word of saying with who says it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cue {
    /// Words of the cue.
    pub(super) span: Span,
    /// Head of the phrase that names the speaker.
    pub(super) speaker: Option<TokenId>,
}

impl<'a> Telling<'a> {
    pub(super) fn new(scene: Scene<'a>, lexicon: &'a Lexicon, quoted: Vec<Quoted>) -> Self {
        let mut inside = vec![None; scene.document.tokens.len()];
        let mut at = 0;
        for (token, slot) in scene.document.tokens.iter().zip(&mut inside) {
            while at < quoted.len() && quoted[at].outer.end <= token.span.start {
                at += 1;
            }
            *slot = quoted.get(at).filter(|quoted| quoted.outer.overlaps(token.span)).map(|_| at);
        }
        Self { scene, lexicon, quoted, inside }
    }

    /// The quoted stretch around a token.
    pub(super) fn quotation_of(&self, token: TokenId) -> Option<usize> {
        self.inside.get(token).copied().flatten()
    }

    /// The quoted stretches that share a byte with `span`.
    pub(super) fn quoted_over(&self, span: Span) -> std::ops::Range<usize> {
        let first = self.quoted.partition_point(|quoted| quoted.outer.end <= span.start);
        let count = self.quoted[first..].partition_point(|quoted| quoted.outer.start < span.end);
        first..first + count
    }

    /// The frames of a verb of saying, with its particle and its span; `None` for other words.
    pub(super) fn verb(&self, token: TokenId) -> Option<&'a Frames> {
        if self.scene.upos(token) != "VERB" || self.quotation_of(token).is_some() {
            return None;
        }
        let lemma = self.scene.lemma(token);
        let particle = self.particle(token).map(|at| self.scene.lower(at)).unwrap_or_default();
        self.lexicon.verb(&lemma, &particle).or_else(|| self.lexicon.verb(&lemma, ""))
    }

    fn particle(&self, token: TokenId) -> Option<TokenId> {
        self.scene.document.children(token).find(|&child| self.scene.deprel(child) == "compound:prt")
    }

    /// The cue of a verb of saying.
    pub(super) fn cue(&self, verb: TokenId) -> Cue {
        let span = self.scene.document.tokens[verb].span;
        let span = match self.particle(verb).filter(|&at| at == verb + 1) {
            Some(at) => span.cover(self.scene.document.tokens[at].span),
            None => span,
        };
        Cue { span, speaker: self.speaker(verb) }
    }

    /// Whether a verb says that something is not said, or only may be.
    pub(super) fn is_untold(&self, verb: TokenId) -> bool {
        self.scene.document.children(verb).any(|child| {
            let word = self.scene.lower(child);
            matches!(self.scene.relation(child), "advmod" | "aux" | "mark")
                && matches!(
                    word.as_str(),
                    "not"
                        | "n't"
                        | "never"
                        | "will"
                        | "would"
                        | "could"
                        | "may"
                        | "might"
                        | "should"
                        | "can"
                        | "must"
                        | "'ll"
                        | "if"
                )
        })
    }

    /// Head of the phrase that names who does the saying: subject, agent, or what a participle or a coordinated verb
    /// shares with the clause it hangs on.
    pub(super) fn speaker(&self, verb: TokenId) -> Option<TokenId> {
        let scene = &self.scene;
        let mut at = verb;
        for _ in 0..16 {
            let children =
                || scene.document.children(at).filter(|&child| self.quotation_of(child).is_none() || at != verb);
            if let Some(passive) = children().find(|&child| scene.deprel(child) == "nsubj:pass") {
                // "was accused by", "was told by"; a participle shares the subject: "was arrested, saying".
                return if at == verb {
                    children().find(|&child| scene.deprel(child) == "obl:agent")
                } else {
                    Some(passive)
                };
            }
            // Of two subjects before the verb, one is a stray part of the other's phrase: the nearer counts.
            let subjects = || children().filter(|&child| scene.relation(child) == "nsubj");
            if let Some(subject) = subjects().filter(|&child| child < at).last().or_else(|| subjects().next()) {
                let relative = matches!(scene.lower(subject).as_str(), "who" | "which" | "that");
                return if relative { self.antecedent(at) } else { Some(subject) };
            }
            let head = scene.head(at)?;
            match scene.relation(at) {
                "acl" => return self.holder_of(head, at),
                "conj" | "xcomp" | "advcl" | "parataxis" | "ccomp"
                    if matches!(scene.upos(head), "VERB" | "NOUN" | "ADJ" | "PROPN") =>
                {
                    // A clause of its own ("if …, say") has no part in the outer subject unless it is a participle.
                    if scene.relation(at) == "ccomp" && scene.document.tokens[at].xpos != "VBG" {
                        return None;
                    }
                    at = head;
                }
                _ => return None,
            }
        }
        None
    }

    fn antecedent(&self, clause: TokenId) -> Option<TokenId> {
        let clause = self.scene.first_conjunct(clause);
        self.scene.head(clause).filter(|_| self.scene.relation(clause) == "acl")
    }

    /// Whose a statement is: "her claim that", "a letter from X saying", "X issued a statement saying".
    pub(super) fn holder_of(&self, noun: TokenId, clause: TokenId) -> Option<TokenId> {
        let scene = &self.scene;
        if self.lexicon.noun(&scene.lemma(noun)).is_none() && !self.lexicon.is_source(&scene.lemma(noun)) {
            // "a man saying that": the noun itself.
            let participle = scene.document.tokens[clause].xpos == "VBG" || scene.deprel(clause) == "acl:relcl";
            return Some(noun).filter(|_| participle && self.can_tell(noun));
        }
        let named = |child: &TokenId| scene.relation(*child) == "compound" && scene.name_over(*child).is_some();
        let owners = || scene.document.children(noun).filter(|&child| child < noun);
        if let Some(owner) = owners().find(|&child| scene.deprel(child) == "nmod:poss").or_else(|| owners().find(named))
        {
            return Some(owner);
        }
        let by = |child: &TokenId| {
            scene.relation(*child) == "nmod"
                && matches!(scene.preposition(*child).as_deref(), Some("by" | "from" | "of"))
        };
        if let Some(author) = scene.document.children(noun).filter(|&child| child < clause).find(by) {
            return Some(author);
        }
        let verb = scene.head(noun).filter(|&head| scene.upos(head) == "VERB")?;
        let held = (scene.relation(noun) == "obl" && scene.document.tokens[clause].xpos == "VBG")
            || (scene.relation(noun) == "obj" && self.lexicon.is_light(&scene.lemma(verb)));
        if held && verb != clause { self.speaker(verb) } else { Some(noun).filter(|_| scene.relation(noun) == "nsubj") }
    }

    /// The span that names a speaker: a pronoun or nominal as it stands, a name with the title before it.
    pub(super) fn speaker_span(&self, token: TokenId) -> Span {
        let document = self.scene.document;
        let mut span = document.tokens[token].span;
        let mut own = None;
        if let Some(actor) = self.scene.actor(token) {
            let mention = &document.mentions[actor.mention];
            if mention.form == Form::Pronoun {
                return mention.span;
            }
            own = Some(mention.head);
            span = span.cover(mention.span);
        }
        // Without relative clauses, appositions and what else comes after a noun.
        for head in [Some(token), own.filter(|&own| own != token)].into_iter().flatten() {
            for child in document.children(head).filter(|&child| self.quotation_of(child).is_none()) {
                let keep = match self.scene.relation(child) {
                    "det" | "amod" | "compound" | "nummod" | "flat" => true,
                    "nmod" => child < head || child < head + 6,
                    _ => false,
                };
                if keep {
                    let reach = document.subtree(child);
                    let end = reach.clone().find(|&at| self.scene.lower(at) == ",").unwrap_or(reach.end);
                    if end > reach.start {
                        span = span.cover(document.tokens[reach.start].span).cover(document.tokens[end - 1].span);
                    }
                }
            }
        }
        span
    }

    /// Whether the speaker is the writer or the reader: "I", "we", "you".
    pub(super) fn is_first_or_second(&self, token: TokenId) -> bool {
        matches!(
            self.scene.lower(token).as_str(),
            "i" | "we" | "you" | "it" | "there" | "one" | "what" | "this" | "that"
        )
    }

    /// The tokens from the first that starts at or after `start` to the last that ends by `end`.
    pub(super) fn tokens_in(&self, span: Span) -> std::ops::Range<TokenId> {
        let tokens = &self.scene.document.tokens;
        let first = tokens.partition_point(|token| token.span.start < span.start);
        let end = tokens.partition_point(|token| token.span.end <= span.end);
        first..end.max(first)
    }

    /// Whether a phrase can be said to tell, show or suggest something: an actor, somebody in a role, or a source such
    /// as a report.
    pub(super) fn can_tell(&self, speaker: TokenId) -> bool {
        let scene = &self.scene;
        scene.upos(speaker) == "PRON"
            || scene.actor(speaker).is_some_and(|actor| {
                matches!(
                    actor.kind,
                    EntityType::Person | EntityType::Organization | EntityType::Place | EntityType::Group
                )
            })
            || scene.role(speaker).is_some()
            || self.lexicon.is_source(&scene.lemma(speaker))
            || (scene.upos(speaker) == "NOUN" && scene.document.tokens[speaker].xpos == "NNS")
    }

    /// Number of words (not signs) in a range of tokens.
    pub(super) fn words(&self, range: std::ops::Range<TokenId>) -> usize {
        range.filter(|&at| !self.scene.is_punctuation(at)).count()
    }
}
