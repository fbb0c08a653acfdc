//! A document's dependency trees with the look-ups that rules need.

mod arguments;
mod control;

pub(crate) use arguments::Frame;

use crate::document::{ChainId, Document, Form, Token, TokenId};

/// Indexes over the trees and mentions of a document, made once for an article.
#[derive(Debug)]
pub(crate) struct Tree<'a> {
    pub(crate) document: &'a Document,
    children: Vec<Vec<TokenId>>,
    lemmas: Vec<String>,
    forms: Vec<String>,
    headed: Vec<Option<usize>>,
    covering: Vec<Option<usize>>,
    /// Per chain whether more than pronouns stand for it.
    described: Vec<bool>,
}

/// Deepest chain of governors that is followed; sentences are shallower, malformed trees end here.
const DEPTH: usize = 12;

impl<'a> Tree<'a> {
    /// Indexes `document`.
    pub(crate) fn new(text: &str, document: &'a Document) -> Self {
        let n = document.tokens.len();
        let mut children = vec![Vec::new(); n];
        for (at, token) in document.tokens.iter().enumerate() {
            if let Some(siblings) = token.head.and_then(|head| children.get_mut(head)) {
                siblings.push(at);
            }
        }
        let (mut headed, mut covering) = (vec![None; n], vec![None; n]);
        for (at, mention) in document.mentions.iter().enumerate() {
            let longer = |other: Option<usize>| {
                other.is_none_or(|other: usize| document.mentions[other].span.len() < mention.span.len())
            };
            // A name says more than a description of the same head, which may be that of a whole coordination.
            let named = |at: usize| document.mentions[at].form == Form::Name;
            let better = |other: Option<usize>| match other {
                Some(other) if named(other) != named(at) => named(at),
                other => longer(other),
            };
            if mention.head < n && better(headed[mention.head]) {
                headed[mention.head] = Some(at);
            }
            for slot in covering.iter_mut().take(mention.end.min(n)).skip(mention.first) {
                // The shortest mention around a word says best what the word is part of.
                if slot.is_none() || !longer(*slot) {
                    *slot = Some(at);
                }
            }
        }
        let mut described = vec![false; document.chains.len()];
        for mention in document.mentions.iter().filter(|mention| mention.form != Form::Pronoun) {
            if let Some(described) = described.get_mut(mention.chain) {
                *described = true;
            }
        }
        let lemmas = document.tokens.iter().map(|token| token.lemma.to_lowercase()).collect();
        let forms = document.tokens.iter().map(|token| token.span.of(text).to_lowercase()).collect();
        Self { document, children, lemmas, forms, headed, covering, described }
    }

    /// Whether a name or a description stands for the chain, not pronouns only.
    pub(crate) fn is_described(&self, chain: ChainId) -> bool {
        self.described.get(chain).copied().unwrap_or_default()
    }

    /// A token.
    pub(crate) fn token(&self, at: TokenId) -> &'a Token {
        &self.document.tokens[at]
    }

    /// Whether a token is this word, also where the tagger took its plural for the lemma: "troops".
    pub(crate) fn is_word(&self, at: TokenId, word: &str) -> bool {
        let lemma = self.lemma(at);
        lemma == word || (self.token(at).xpos == "NNS" && lemma.strip_suffix('s') == Some(word))
    }

    /// A token's lemma in lower case.
    pub(crate) fn lemma(&self, at: TokenId) -> &str {
        &self.lemmas[at]
    }

    /// The tokens governed by `at`, in text order.
    pub(crate) fn children(&self, at: TokenId) -> &[TokenId] {
        &self.children[at]
    }

    /// The children with a relation (without subtype).
    pub(crate) fn by<'b>(&'b self, at: TokenId, relation: &'b str) -> impl Iterator<Item = TokenId> + 'b {
        self.children[at].iter().copied().filter(move |&child| self.token(child).relation() == relation)
    }

    /// The longest mention whose head is `at`.
    pub(crate) fn mention(&self, at: TokenId) -> Option<usize> {
        self.headed[at]
    }

    /// The shortest mention that begins at `at`: the name after a title that the parser has left beside it.
    pub(crate) fn mention_at(&self, at: TokenId) -> Option<usize> {
        let found = (*self.covering.get(at)?)?;
        (self.document.mentions[found].first == at).then_some(found)
    }

    /// The shortest mention that `at` lies in.
    pub(crate) fn mention_around(&self, at: TokenId) -> Option<usize> {
        self.covering[at]
    }

    /// Whether `at` is part of a name: "Said" in "Qaboos bin Said", "Treaty" in "the North Atlantic Treaty".
    pub(crate) fn is_in_name(&self, at: TokenId) -> bool {
        self.covering[at].is_some_and(|mention| self.document.mentions[mention].form == Form::Name)
    }

    /// Whether the token is a verb, or an adjective or noun that a copula makes a predicate.
    pub(crate) fn is_predicate(&self, at: TokenId) -> bool {
        self.token(at).upos == "VERB" || self.by(at, "cop").next().is_some()
    }

    /// Whether it is a noun, name, pronoun or number.
    pub(crate) fn is_nominal(&self, at: TokenId) -> bool {
        matches!(self.token(at).upos.as_str(), "NOUN" | "PROPN" | "PRON" | "NUM")
    }

    /// Who is left in a state that an adjective tells, where the adjective is parsed as if it described them: "left 12
    /// people dead and 30 wounded".
    pub(crate) fn left_behind(&self, adjective: TokenId) -> Option<TokenId> {
        let token = self.token(adjective);
        let noun = token.head.filter(|&noun| token.relation() == "amod" && noun < adjective)?;
        let verb = self.token(noun).head.filter(|_| self.token(noun).relation() == "obj")?;
        (self.lemma(verb) == "leave").then_some(noun)
    }

    /// The number of those whom a participle without a noun is about: "15 people dead and 30 wounded".
    pub(crate) fn bare_number(&self, participle: TokenId) -> Option<TokenId> {
        let number = participle.checked_sub(1).filter(|&before| self.token(before).upos == "NUM")?;
        let counts_nothing = matches!(self.token(number).relation(), "conj" | "nsubj" | "obl" | "dep");
        let reduced =
            self.token(participle).xpos == "VBN" && matches!(self.token(participle).relation(), "acl" | "conj");
        (counts_nothing && reduced && self.token(number).head != Some(participle)).then_some(number)
    }

    /// Whether `at` has the mark "to" of an infinitive; "to" before a gerund is a preposition.
    pub(crate) fn is_infinitive(&self, at: TokenId) -> bool {
        self.by(at, "mark").any(|mark| self.is_infinitive_mark(mark))
    }

    fn is_infinitive_mark(&self, mark: TokenId) -> bool {
        self.lemma(mark) == "to" && self.token(mark).xpos != "IN"
    }

    /// The preposition of a noun phrase or clause: "with", "out of", "accord to"; empty where there is none.
    pub(crate) fn preposition(&self, at: TokenId) -> String {
        let mut words = Vec::new();
        for &child in self.children(at) {
            let relation = self.token(child).relation();
            if relation == "case" || (relation == "mark" && !self.is_infinitive_mark(child)) {
                words.push(self.lemma(child));
                words.extend(self.by(child, "fixed").map(|fixed| self.lemma(fixed)));
            }
        }
        words.retain(|word| *word != "'s" && *word != "’s" && *word != "'" && *word != "’");
        let head = self.token(at).head;
        match head {
            // "ahead of his visit", where the visit hangs on "ahead".
            Some(head) if words == ["of"] && self.lemma(head) == "ahead" => return "ahead of".to_owned(),
            // "of having sold", where both hang on the word before.
            Some(_) if words.is_empty() && at > 0 && self.token(at).xpos == "VBN" => {
                let helper = self.token(at - 1);
                if helper.xpos == "VBG" && helper.head == head && matches!(self.lemma(at - 1), "have" | "be") {
                    return self.preposition(at - 1);
                }
            }
            _ => {}
        }
        words.join(" ")
    }

    /// A token's surface in lower case.
    pub(crate) fn form(&self, at: TokenId) -> String {
        self.forms[at].clone()
    }

    /// The surface of the token after `at`.
    pub(crate) fn next_form(&self, at: TokenId) -> Option<String> {
        self.forms.get(at + 1).cloned()
    }

    /// Whether `words` (lemmas or forms) follow `at` directly.
    pub(crate) fn follows(&self, at: TokenId, words: &[String]) -> bool {
        words.iter().enumerate().all(|(n, word)| {
            let next = at + 1 + n;
            next < self.lemmas.len() && (self.lemmas[next] == *word || self.forms[next] == *word)
        })
    }

    /// Whether "no" stands right before `at`: "no longer".
    pub(crate) fn follows_no(&self, at: TokenId) -> bool {
        at > 0 && self.forms[at - 1] == "no"
    }

    /// Whether a verb has a particle that makes another verb of it: "set off"; "eat up" is still eating.
    pub(crate) fn changes_meaning(&self, verb: TokenId) -> bool {
        self.children(verb).iter().any(|&child| {
            self.token(child).deprel == "compound:prt"
                && matches!(
                    self.lemma(child),
                    "off" | "out" | "over" | "on" | "away" | "back" | "in" | "through" | "around" | "about"
                )
        })
    }

    /// Whether `words` belong to the verb `at`: particles, prepositions and objects of an idiom, in order after it.
    pub(crate) fn has_words(&self, at: TokenId, words: &[String]) -> bool {
        let mut from = at + 1;
        for word in words {
            let end = (at + 7).min(self.lemmas.len());
            let Some(found) = (from..end)
                .find(|&next| (self.lemmas[next] == *word || self.forms[next] == *word) && self.belongs(next, at))
            else {
                return false;
            };
            from = found + 1;
        }
        true
    }

    fn belongs(&self, word: TokenId, verb: TokenId) -> bool {
        let token = self.token(word);
        let Some(head) = token.head else { return false };
        if head == verb {
            // "hit in the back" hits nobody back.
            let phrase = token.relation() == "obl" && token.upos == "NOUN" && self.by(word, "case").next().is_some();
            return !phrase && !matches!(token.relation(), "mark" | "conj" | "cc" | "nsubj");
        }
        token.relation() == "case" && self.token(head).head == Some(verb) && self.token(head).relation() == "obl"
    }

    /// Whether the noun `at` has `words` right before it.
    pub(crate) fn has_words_before(&self, at: TokenId, words: &[String]) -> bool {
        at >= words.len()
            && words.iter().rev().enumerate().all(|(n, word)| {
                let before = at - 1 - n;
                self.lemmas[before] == *word || self.forms[before] == *word
            })
    }

    /// Whether a verb form is a participle used like an adjective: "is expected to".
    pub(crate) fn is_participle(&self, at: TokenId) -> bool {
        matches!(self.token(at).xpos.as_str(), "VBN" | "VBG")
    }

    /// Whether the sentence of `at` ends in a question mark.
    pub(crate) fn is_question(&self, at: TokenId) -> bool {
        let Some(sentence) = self.document.sentence_of(at) else { return false };
        let tokens = self.document.sentences[sentence].tokens();
        tokens.rev().take(2).any(|token| self.forms[token] == "?")
    }

    /// `at` and what is coordinated with it.
    pub(crate) fn conjuncts(&self, at: TokenId) -> Vec<TokenId> {
        let mut all = vec![at];
        let mut next = 0;
        while next < all.len() && all.len() < 32 {
            all.extend(
                self.by(all[next], "conj")
                    .filter(|&conjunct| self.is_nominal(conjunct) || !self.is_nominal(at))
                    .filter(|&conjunct| !self.is_ruled_out(conjunct)),
            );
            next += 1;
        }
        all
    }

    /// Whether a noun is joined to others only to say that it is not meant: "Peru, not Chile,", "Peru rather than Chile".
    fn is_ruled_out(&self, noun: TokenId) -> bool {
        let of = |relation: &'static str, words: &[&str]| {
            self.by(noun, relation).any(|at| at < noun && words.contains(&self.lemma(at)))
        };
        self.is_nominal(noun) && (of("advmod", &["not", "never"]) || of("cc", &["not", "rather", "instead"]))
    }

    /// Whether a verb stands in the passive, with or without an auxiliary.
    pub(crate) fn is_passive(&self, verb: TokenId) -> bool {
        self.passive(verb, 0)
    }

    fn passive(&self, verb: TokenId, depth: usize) -> bool {
        let children = || self.children(verb).iter().map(|&child| self.token(child).deprel.as_str());
        if children().any(|relation| matches!(relation, "nsubj:pass" | "aux:pass" | "csubj:pass")) {
            return true;
        }
        let token = self.token(verb);
        // "were both convicted" may be parsed as a copula.
        let auxiliary = |&at: &TokenId| {
            matches!(self.token(at).relation(), "aux" | "cop") && matches!(self.lemma(at), "be" | "get")
        };
        if token.xpos == "VBN" && self.children(verb).iter().any(auxiliary) {
            return true;
        }
        // "the people killed in the war", where the tagger took the participle for a past tense.
        if token.xpos == "VBD"
            && verb > 0
            && token.relation() == "acl"
            && self.forms[verb - 1] != ","
            && !children().any(|relation| matches!(relation, "aux" | "nsubj" | "obj" | "ccomp" | "xcomp" | "csubj"))
        {
            return true;
        }
        if token.xpos != "VBN"
            || depth > DEPTH
            || children().any(|relation| matches!(relation, "aux" | "nsubj" | "obj"))
        {
            return false;
        }
        match token.relation() {
            "acl" | "advcl" | "xcomp" | "amod" => true,
            "conj" => token.head.is_some_and(|head| self.token(head).xpos == "VBN" && self.passive(head, depth + 1)),
            _ => false,
        }
    }
}
