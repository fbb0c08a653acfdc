//! Who tells, by which word: cues and their subjects.

use super::lexicon::{Frames, Lexicon};
use super::marks::Quoted;
use crate::article::Span;
use crate::document::TokenId;
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
        let in_name = self.scene.name_over(token).is_some() || self.goes_on_with_name(token);
        if self.scene.upos(token) != "VERB" || in_name || self.quotation_of(token).is_some() {
            return None;
        }
        let lemma = self.scene.lemma(token);
        let particle = self.particle(token).map(|at| self.scene.lower(at)).unwrap_or_default();
        self.lexicon.verb(&lemma, &particle).or_else(|| self.lexicon.verb(&lemma, ""))
    }

    /// Whether a capital shows that a word is the rest of a name: "Hamad bin *Said*", but not in a headline.
    fn goes_on_with_name(&self, token: TokenId) -> bool {
        const PARTICLES: [&str; 8] = ["bin", "ibn", "ben", "bint", "al", "el", "abu", "ould"];
        let document = self.scene.document;
        let capital = |at: TokenId| self.scene.surface(document.tokens[at].span).starts_with(char::is_uppercase);
        let sentence = document.sentence_of(token).map(|at| &document.sentences[at]);
        let Some(sentence) = sentence.filter(|sentence| sentence.first < token && capital(token)) else { return false };
        let before = token - 1;
        let named = self.scene.upos(before) == "PROPN" || PARTICLES.contains(&self.scene.lower(before).as_str());
        let plain = (sentence.first..sentence.end).any(|at| {
            matches!(self.scene.upos(at), "VERB" | "NOUN" | "ADJ" | "ADV")
                && document.tokens[at].span.len() > 3
                && !capital(at)
        });
        named && plain
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
        // "as its name suggests", "the fact tells us that"
        let mute = |child| {
            // "a sign *that* read": what the relative clause is about.
            let noun = Some(child).filter(|_| !self.is_relative(child)).or_else(|| self.antecedent(verb));
            noun.is_some_and(|noun| self.lexicon.is_mute(&self.scene.lemma(noun)))
        };
        // Of two subjects the nearer counts.
        let subjects = || self.scene.document.children(verb).filter(|&child| self.scene.relation(child) == "nsubj");
        if subjects().filter(|&child| child < verb).last().or_else(|| subjects().next()).is_some_and(mute) {
            return true;
        }
        self.scene.document.children(verb).any(|child| {
            let word = self.scene.lower(child);
            matches!(self.scene.relation(child), "advmod" | "aux" | "mark" | "cc")
                && matches!(
                    word.as_str(),
                    "not"
                        | "nor"
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
                        | "unless"
                        | "until"
                        | "whether"
                )
        })
    }

    /// "would like to go": a wish told with "would", which is meant as it stands.
    pub(super) fn is_wished(&self, verb: TokenId, frames: &Frames) -> bool {
        let children = || self.scene.document.children(verb).filter(|&child| child < verb);
        let would = |child: TokenId| matches!(self.scene.lower(child).as_str(), "would" | "'d" | "’d");
        let other = |child: TokenId| {
            matches!(self.scene.relation(child), "advmod" | "mark")
                && matches!(
                    self.scene.lower(child).as_str(),
                    "not" | "n't" | "n’t" | "never" | "if" | "unless" | "until" | "whether"
                )
        };
        frames.contains("would") && children().any(would) && !children().any(other)
    }

    /// Whether a verb is an infinitive that tells what is aimed at, not what is said: "tests to confirm that", "declined
    /// to say whether"; "went on to say" and "wrote to say" do say it.
    pub(super) fn is_aim(&self, verb: TokenId) -> bool {
        let scene = &self.scene;
        let first = scene.first_conjunct(verb);
        let infinitive =
            scene.document.children(first).any(|mark| scene.relation(mark) == "mark" && scene.lower(mark) == "to");
        if !infinitive || (first != verb && scene.child(verb, &["nsubj"]).is_some()) {
            return false;
        }
        let Some(head) = scene.head(first) else { return false };
        match scene.relation(first) {
            "xcomp" | "ccomp" | "acl" => !self.lexicon.leads_on(&scene.lemma(head)),
            "advcl" => self.is_open(head) || self.verb(verb).is_some_and(|frames| !frames.contains("quote")),
            _ => false,
        }
    }

    /// Whether a participle tells how something would be done: "could press them *by urging* voters to stay away".
    pub(super) fn is_of_open(&self, verb: TokenId) -> bool {
        let scene = &self.scene;
        let mut at = verb;
        for _ in 0..8 {
            if scene.document.tokens[at].xpos != "VBG" || scene.child(at, &["nsubj"]).is_some() {
                break;
            }
            match scene.head(at) {
                Some(head) if matches!(scene.relation(at), "advcl" | "conj") => at = head,
                _ => break,
            }
        }
        let by = || scene.document.children(scene.first_conjunct(verb)).any(|mark| scene.lower(mark) == "by");
        at != verb && by() && self.is_untold(at)
    }

    /// Whether nobody says that something happens: "would like *to follow* it up".
    fn is_open(&self, verb: TokenId) -> bool {
        let scene = &self.scene;
        let mut at = verb;
        for _ in 0..8 {
            if self.is_untold(at) {
                return true;
            }
            match scene.head(at) {
                Some(head) if scene.relation(at) == "xcomp" => at = head,
                _ => break,
            }
        }
        false
    }

    /// Whether the object of a verb is whom is spoken to: "told *the press*".
    pub(super) fn is_addressee(&self, verb: TokenId, object: TokenId) -> bool {
        object > verb && self.lexicon.tells_somebody(&self.scene.lemma(verb)) && self.can_tell(object)
    }

    /// The tokens from the first that starts at or after `start` to the last that ends by `end`.
    pub(super) fn tokens_in(&self, span: Span) -> std::ops::Range<TokenId> {
        let tokens = &self.scene.document.tokens;
        let first = tokens.partition_point(|token| token.span.start < span.start);
        let end = tokens.partition_point(|token| token.span.end <= span.end);
        first..end.max(first)
    }

    /// Number of words (not signs) in a range of tokens.
    pub(super) fn words(&self, range: std::ops::Range<TokenId>) -> usize {
        range.filter(|&at| !self.scene.is_punctuation(at)).count()
    }
}
