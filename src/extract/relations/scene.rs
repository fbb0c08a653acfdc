//! A document seen by the relation and quote rules: quick look-ups of mentions, prepositions and conjuncts.

use super::Rules;
use super::lexicon::Lexicon;
use crate::article::{Article, Span};
use crate::document::{ChainId, Document, EntityType, Form, Mention, TokenId};

/// A mention seen as somebody or something that can stand in a relation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Actor {
    /// Index of the mention.
    pub(crate) mention: usize,
    /// Its chain.
    pub(crate) chain: ChainId,
    /// Kind of the chain.
    pub(crate) kind: EntityType,
    /// How the mention refers.
    pub(crate) form: Form,
    /// Whether the chain has a name.
    pub(crate) named: bool,
}

/// A document with its text and an index of mentions by token.
#[derive(Debug)]
pub(crate) struct Scene<'a> {
    pub(crate) text: &'a str,
    pub(crate) document: &'a Document,
    pub(super) lexicon: &'a Lexicon,
    /// Year of the article.
    pub(super) published: Option<i16>,
    /// Per token the best mention headed by it.
    headed: Vec<Option<usize>>,
    /// Per token the longest name that covers it.
    covering: Vec<Option<usize>>,
}

impl<'a> Scene<'a> {
    /// Indexes the mentions of `document`.
    pub(crate) fn new(article: &'a Article, document: &'a Document, rules: &'a Rules) -> Self {
        let count = document.tokens.len();
        let (mut headed, mut covering) = (vec![None; count], vec![None; count]);
        // Names win over nominals and pronouns, then longer mentions.
        let rank = |at: usize| {
            let mention: &Mention = &document.mentions[at];
            (mention.form == Form::Name, mention.span.len())
        };
        let claim = |slot: &mut Option<usize>, at: usize| {
            if slot.is_none_or(|old| rank(old) < rank(at)) {
                *slot = Some(at);
            }
        };
        for (at, mention) in document.mentions.iter().enumerate() {
            if let Some(slot) = headed.get_mut(mention.head) {
                claim(slot, at);
            }
            if mention.form == Form::Name {
                for slot in covering.iter_mut().take(mention.end.min(count)).skip(mention.first) {
                    claim(slot, at);
                }
            }
        }
        let published = article.published_date().map(|date| date.year());
        Self { text: &article.text, document, lexicon: &rules.lexicon, published, headed, covering }
    }

    /// The words of a token, lower-cased, with plain apostrophes.
    pub(crate) fn lower(&self, token: TokenId) -> String {
        self.document.tokens[token].span.of(self.text).to_lowercase().replace('’', "'")
    }

    /// The lemma of a token, lower-cased.
    pub(crate) fn lemma(&self, token: TokenId) -> String {
        self.document.tokens[token].lemma.to_lowercase()
    }

    /// Relation of a token to its head, with subtype.
    pub(crate) fn deprel(&self, token: TokenId) -> &'a str {
        &self.document.tokens[token].deprel
    }

    /// Relation of a token to its head, without subtype.
    pub(crate) fn relation(&self, token: TokenId) -> &'a str {
        self.document.tokens[token].relation()
    }

    /// Universal part of speech.
    pub(crate) fn upos(&self, token: TokenId) -> &'a str {
        &self.document.tokens[token].upos
    }

    /// The head of a token.
    pub(crate) fn head(&self, token: TokenId) -> Option<TokenId> {
        self.document.tokens[token].head
    }

    /// The first child with one of these relations (without subtype).
    pub(crate) fn child(&self, token: TokenId, relations: &[&str]) -> Option<TokenId> {
        self.document.children(token).find(|&child| relations.contains(&self.relation(child)))
    }

    /// The mention that a phrase headed by `token` is: one headed by it, or else the name around it.
    pub(crate) fn mention(&self, token: TokenId) -> Option<usize> {
        self.headed.get(token).copied().flatten().or_else(|| self.name_over(token))
    }

    /// The longest name that covers `token`.
    pub(crate) fn name_over(&self, token: TokenId) -> Option<usize> {
        self.covering.get(token).copied().flatten()
    }

    /// The actor that a phrase headed by `token` is: "spokesman Nick Low" and "the president, Ana Rojas," are who they
    /// name.
    pub(crate) fn actor(&self, token: TokenId) -> Option<Actor> {
        let is_name = |at: usize| self.document.mentions[at].form == Form::Name;
        let own = self.mention(token);
        if own.is_none_or(|at| !is_name(at))
            && let Some(name) = self.name_beside(token)
        {
            return self.actor_of(name);
        }
        own.and_then(|at| self.actor_of(at))
    }

    /// Whether a noun has a name of its own beside it.
    pub(crate) fn bears_name(&self, noun: TokenId) -> bool {
        self.name_beside(noun).is_some()
    }

    /// The name that stands in apposition behind a common noun.
    fn name_beside(&self, noun: TokenId) -> Option<usize> {
        if self.upos(noun) == "PRON" || self.document.tokens[noun].xpos.ends_with('S') {
            return None;
        }
        self.document
            .children(noun)
            .filter(|&child| child > noun && matches!(self.relation(child), "appos" | "flat"))
            .filter(|&child| !(noun..child).any(|at| matches!(self.lower(at).as_str(), ";" | ":" | "(")))
            .find_map(|child| self.headed[child].filter(|&at| self.document.mentions[at].form == Form::Name))
    }

    /// The persons named within a range of words.
    pub(crate) fn persons(&self, range: std::ops::Range<TokenId>) -> impl Iterator<Item = Actor> {
        range
            .filter_map(|at| self.headed[at])
            .filter(|&at| self.document.mentions[at].form == Form::Name)
            .filter_map(|at| self.actor_of(at))
            .filter(|actor| actor.kind == EntityType::Person)
            // "Creighton coach Greg Low": no person of its own.
            .filter(|actor| self.relation(self.document.mentions[actor.mention].head) != "compound")
    }

    /// As [`Scene::actor`], only where its chain has a name.
    pub(crate) fn named(&self, token: TokenId) -> Option<Actor> {
        self.actor(token).filter(|actor| actor.named)
    }

    /// The actor of a mention.
    pub(crate) fn actor_of(&self, mention: usize) -> Option<Actor> {
        let found = self.document.mentions.get(mention)?;
        let chain = self.document.chains.get(found.chain)?;
        Some(Actor { mention, chain: found.chain, kind: chain.kind, form: found.form, named: chain.named })
    }

    /// The preposition of a phrase, lower-cased; several words are joined by blanks ("according to").
    pub(crate) fn preposition(&self, token: TokenId) -> Option<String> {
        let case = self
            .document
            .children(token)
            .find(|&child| self.relation(child) == "case" && !matches!(self.lower(child).as_str(), "'s" | "'"))?;
        let mut words = self.lower(case);
        for part in self.document.children(case).filter(|&part| self.relation(part) == "fixed") {
            words.push(' ');
            words.push_str(&self.lower(part));
        }
        Some(words)
    }

    /// `token` and what is coordinated with it, in text order.
    pub(crate) fn coordinated(&self, token: TokenId) -> Vec<TokenId> {
        let mut all = vec![token];
        let mut at = 0;
        while at < all.len() && all.len() < 64 {
            let more: Vec<_> =
                self.document.children_by(all[at], "conj").filter(|child| !all.contains(child)).collect();
            all.extend(more);
            at += 1;
        }
        all.sort_unstable();
        all
    }

    /// The first of the conjuncts that `token` is one of.
    pub(crate) fn first_conjunct(&self, token: TokenId) -> TokenId {
        let mut at = token;
        for _ in 0..64 {
            match self.head(at) {
                Some(head) if self.relation(at) == "conj" => at = head,
                _ => break,
            }
        }
        at
    }

    /// Surface between two byte offsets.
    pub(crate) fn surface(&self, span: Span) -> &'a str {
        span.of(self.text)
    }

    /// The sentence around `token`.
    pub(crate) fn sentence(&self, token: TokenId) -> Span {
        self.document.sentence_of(token).map_or(self.document.tokens[token].span, |at| self.document.sentences[at].span)
    }

    /// Whether a token is a quotation mark, comma or other sign.
    pub(crate) fn is_punctuation(&self, token: TokenId) -> bool {
        self.upos(token) == "PUNCT"
    }
}
