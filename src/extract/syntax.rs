//! A document's dependency trees with the look-ups that rules need, and the arguments of verbs and nouns.

use crate::document::{ChainId, Document, EntityType, Form, Token, TokenId};

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

/// The arguments of a predicate by logical role, whatever the construction.
#[derive(Debug, Clone, Default)]
pub(crate) struct Frame {
    /// Who does it: subject, agent of a passive, controller of an infinitive, holder of a light verb.
    pub(crate) subjects: Vec<TokenId>,
    /// To whom or what: object, subject of a passive, antecedent of a relative clause.
    pub(crate) objects: Vec<TokenId>,
    /// Indirect objects.
    pub(crate) indirect: Vec<TokenId>,
    /// Preposition (lower case; empty where there is none) and head of its noun phrase, nearest attachments first.
    pub(crate) obliques: Vec<(String, TokenId)>,
    /// Heads of clausal complements.
    pub(crate) complements: Vec<TokenId>,
    /// Possessors of a noun.
    pub(crate) possessors: Vec<TokenId>,
    /// Adjectives and nouns before a noun.
    pub(crate) modifiers: Vec<TokenId>,
    /// To whom a noun is done, by the verb that carries it: "faced criticism".
    pub(crate) undergoers: Vec<TokenId>,
    /// Whether a verb is in the passive.
    pub(crate) passive: bool,
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

    /// Whether `at` has the mark "to" of an infinitive.
    pub(crate) fn is_infinitive(&self, at: TokenId) -> bool {
        self.by(at, "mark").any(|mark| self.lemma(mark) == "to")
    }

    /// The preposition of a noun phrase or clause: "with", "out of", "accord to"; empty where there is none.
    pub(crate) fn preposition(&self, at: TokenId) -> String {
        let mut words = Vec::new();
        for &child in self.children(at) {
            let relation = self.token(child).relation();
            if relation == "case" || (relation == "mark" && self.lemma(child) != "to") {
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
                self.by(all[next], "conj").filter(|&conjunct| self.is_nominal(conjunct) || !self.is_nominal(at)),
            );
            next += 1;
        }
        all
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

    /// The noun that a relative clause is about, where `verb` (or a verb it is coordinated with) heads one.
    pub(crate) fn antecedent(&self, verb: TokenId) -> Option<TokenId> {
        let mut at = verb;
        for _ in 0..DEPTH {
            let token = self.token(at);
            match token.deprel.as_str() {
                "acl:relcl" => return token.head.map(|noun| self.subject_of(noun)),
                "conj" | "xcomp" => at = token.head?,
                _ => return None,
            }
        }
        None
    }

    /// Who a noun is said of, where it is a predicate: "Ann is a historian who has written", "Ann and Bo are rebels and
    /// writers who".
    fn subject_of(&self, noun: TokenId) -> TokenId {
        let mut at = noun;
        while self.token(at).relation() == "conj" && self.by(at, "cop").next().is_none() {
            let Some(head) = self.token(at).head else { break };
            at = head;
        }
        if self.token(noun).upos != "NOUN" || self.by(at, "cop").next().is_none() {
            return noun;
        }
        let said_of = self.by(at, "nsubj").find(|&subject| match self.token(subject).upos.as_str() {
            "NOUN" | "PROPN" => true,
            "PRON" => matches!(self.lemma(subject), "he" | "she" | "they" | "i" | "we"),
            _ => false,
        });
        said_of.unwrap_or(noun)
    }

    /// Replaces a relative pronoun by its antecedent.
    fn referent(&self, at: TokenId, verb: TokenId) -> TokenId {
        let relative = matches!(self.lemma(at), "who" | "whom" | "which" | "that" | "whose")
            && self.token(at).upos != "DET"
            && self.token(at).xpos.starts_with('W');
        if relative { self.antecedent(verb).unwrap_or(at) } else { at }
    }

    /// The grammatical subject of a verb, its own or the one it shares: with a coordinated verb, with the verb that
    /// governs its infinitive (control and raising), with the noun it modifies.
    pub(crate) fn subjects(&self, verb: TokenId) -> Vec<TokenId> {
        self.subjects_within(verb, 0)
    }

    fn subjects_within(&self, verb: TokenId, depth: usize) -> Vec<TokenId> {
        // Of two subjects, the nearer: "Vice President Joe Biden won" may be parsed as two.
        let own = self.by(verb, "nsubj").min_by_key(|&subject| subject.abs_diff(verb));
        if own.is_some() || depth > DEPTH {
            return own.map(|subject| self.referent(subject, verb)).into_iter().collect();
        }
        let token = self.token(verb);
        let Some(head) = token.head else { return Vec::new() };
        match token.deprel.as_str() {
            "conj" | "parataxis" if self.is_predicate(head) => self.subjects_within(head, depth + 1),
            // "the votes required to win": not the votes do.
            "xcomp" | "advcl"
                if self.is_infinitive(verb)
                    && self.is_passive(head)
                    && matches!(self.lemma(head), "need" | "require" | "use" | "design" | "intend") =>
            {
                Vec::new()
            }
            // "paid the rebels' allies money to attack", "sent arms to Oman to fight": whoever has it then, not the giver.
            // "To help him" is still the giver's.
            "advcl"
                if self.is_infinitive(verb)
                    && self.gives(head)
                    && !self.by(verb, "obj").any(|object| self.token(object).upos == "PRON") =>
            {
                Vec::new()
            }
            // "called on the network to dismiss her": the network is to.
            "xcomp" | "advcl" if self.is_infinitive(verb) && !self.called(head, verb).is_empty() => {
                self.called(head, verb)
            }
            "xcomp" => {
                let object: Vec<TokenId> = self.by(head, "obj").chain(self.by(head, "iobj")).collect();
                let subject_control = matches!(self.lemma(head), "promise" | "threaten" | "vow" | "offer");
                if object.is_empty() || subject_control || self.is_passive(head) {
                    self.subjects_within(head, depth + 1)
                } else {
                    object
                }
            }
            "advcl" | "ccomp"
                if token.xpos == "VBG" && matches!(self.preposition(verb).as_str(), "for" | "of" | "from") =>
            {
                // "accused him of lying", "was jailed for spying": who is accused.
                let frame = self.verb_frame_within(head, depth + 1);
                if frame.objects.is_empty() { frame.subjects } else { frame.objects }
            }
            // "delegates are needed to win": who wins is whoever needs them.
            "advcl" if self.is_infinitive(verb) && self.is_passive(head) => Vec::new(),
            "ccomp" | "advcl" if self.is_infinitive(verb) || token.xpos == "VBG" || token.xpos == "VBN" => {
                // "grieves the passing of": a noun in all but its tag.
                if token.xpos == "VBG" && self.by(verb, "det").next().is_some() {
                    return Vec::new();
                }
                if self.is_nominal(head) && !self.is_predicate(head) {
                    return self.controller(head, depth + 1);
                }
                self.subjects_within(head, depth + 1)
            }
            "acl:relcl" => vec![self.subject_of(head)],
            // "accused the opposition of plotting": parsers hang the gerund on whom it is said of.
            "acl"
                if token.xpos == "VBG"
                    && self.is_someone(head)
                    && matches!(self.token(head).relation(), "obj" | "nsubj")
                    && matches!(self.preposition(verb).as_str(), "of" | "for" | "from") =>
            {
                vec![head]
            }
            "acl" if self.is_infinitive(verb) || !self.preposition(verb).is_empty() => self.controller(head, depth + 1),
            // "is based on teachings, advocating": after a comma the clause's subject goes on.
            "acl" if token.xpos == "VBG" && self.goes_on(verb, head) => self.clause_subject(head, depth + 1),
            "acl" => vec![head],
            _ => Vec::new(),
        }
    }

    /// Who is called on, before an infinitive that says to what.
    fn called(&self, head: TokenId, verb: TokenId) -> Vec<TokenId> {
        if !matches!(self.lemma(head), "call" | "appeal" | "plead" | "press" | "push" | "wait" | "rely" | "count") {
            return Vec::new();
        }
        let addressed = |&at: &TokenId| {
            let preposition = self.preposition(at);
            at < verb && matches!(preposition.as_str(), "on" | "upon" | "for" | "to" | "with") && self.is_someone(at)
        };
        self.by(head, "obl").filter(addressed).flat_map(|at| self.conjuncts(at)).collect()
    }

    /// Whether a noun stands for somebody who can act.
    fn is_someone(&self, noun: TokenId) -> bool {
        self.mention(noun).is_some_and(|at| self.document.mentions[at].kind != EntityType::Misc)
    }

    /// Whether a verb gives something to somebody.
    fn gives(&self, verb: TokenId) -> bool {
        let to_somebody = self.by(verb, "obl").any(|at| self.preposition(at) == "to" && self.is_someone(at));
        let object = self.by(verb, "obj").next().is_some();
        object && (to_somebody || self.by(verb, "iobj").next().is_some())
    }

    /// Whether a participle after a comma goes on with the clause rather than describing the noun that it was attached to.
    fn goes_on(&self, verb: TokenId, noun: TokenId) -> bool {
        let comma = verb > 0 && self.forms[verb - 1] == ",";
        comma && matches!(self.token(noun).relation(), "obj" | "obl" | "nmod")
    }

    /// The subject of the clause that a noun stands in.
    fn clause_subject(&self, noun: TokenId, depth: usize) -> Vec<TokenId> {
        let mut at = noun;
        for _ in 0..DEPTH {
            let Some(head) = self.token(at).head else { return Vec::new() };
            if self.is_predicate(head) {
                // Of a passive the one who suffers: "was arrested at his home, accused of".
                return self.subjects_within(head, depth + 1);
            }
            at = head;
        }
        Vec::new()
    }

    /// Whose plan, effort or decision a noun is: the understood subject of the infinitive below it.
    fn controller(&self, noun: TokenId, depth: usize) -> Vec<TokenId> {
        // "for a candidate to win"; not "for a rally to protest".
        if self.is_someone(noun) && self.preposition(noun) == "for" {
            return vec![noun];
        }
        let possessors: Vec<TokenId> =
            self.children(noun).iter().copied().filter(|&child| self.token(child).deprel == "nmod:poss").collect();
        if !possessors.is_empty() || depth > DEPTH {
            return possessors;
        }
        let by: Vec<TokenId> =
            self.by(noun, "nmod").filter(|&child| matches!(self.preposition(child).as_str(), "by" | "of")).collect();
        if !by.is_empty() {
            return by;
        }
        let token = self.token(noun);
        match (token.relation(), token.head) {
            ("obj" | "obl" | "xcomp", Some(head)) => self.subjects_within(head, depth + 1),
            _ => Vec::new(),
        }
    }

    /// The arguments of a verb (or predicative adjective).
    pub(crate) fn verb_frame(&self, verb: TokenId) -> Frame {
        self.verb_frame_within(verb, 0)
    }

    fn verb_frame_within(&self, verb: TokenId, depth: usize) -> Frame {
        let mut frame = Frame { passive: self.is_passive(verb), ..Frame::default() };
        let surface = self.subjects_within(verb, depth);
        for &child in self.children(verb) {
            match self.token(child).relation() {
                "obj" => frame.objects.push(self.referent(child, verb)),
                "iobj" => frame.indirect.push(self.referent(child, verb)),
                "obl" => self.push_oblique(&mut frame, self.preposition(child), self.referent(child, verb)),
                "xcomp" | "ccomp" => frame.complements.push(child),
                "advcl" if self.is_infinitive(child) => frame.complements.push(child),
                // "criticized for lying", "charged with theft": as good as a noun.
                "advcl" if self.token(child).xpos == "VBG" && !self.preposition(child).is_empty() => {
                    self.push_oblique(&mut frame, self.preposition(child), child);
                }
                _ => {}
            }
        }
        if frame.passive {
            frame.subjects = frame.obliques.iter().filter(|(word, _)| word == "by").map(|&(_, agent)| agent).collect();
            // "was given a prize": the subject of a passive with an object is the recipient.
            if frame.objects.is_empty() { frame.objects = surface } else { frame.indirect.extend(surface) }
        } else {
            frame.subjects = surface;
            if frame.objects.is_empty() {
                frame.objects = self.shared_objects(verb);
            }
            if frame.objects.is_empty() {
                // "allowed the candidate to stand" may be parsed as an indirect object.
                frame.objects.clone_from(&frame.indirect);
            }
        }
        for object in frame.objects.clone() {
            // "signed an accord to supply Peru", "made a promise to help".
            frame.complements.extend(self.by(object, "acl").filter(|&clause| self.is_infinitive(clause)));
            for nmod in self.by(object, "nmod").filter(|&nmod| self.token(nmod).deprel != "nmod:poss") {
                self.push_oblique(&mut frame, self.preposition(nmod), nmod);
            }
            self.push_deeper(&mut frame, object);
        }
        frame
    }

    /// "a suspension of links with Chile", "reservists for a war against Mali": what hangs on what hangs on the noun, last.
    fn push_deeper(&self, frame: &mut Frame, noun: TokenId) {
        for nmod in self.by(noun, "nmod").filter(|&nmod| matches!(self.preposition(nmod).as_str(), "of" | "for" | "on"))
        {
            for below in self.by(nmod, "nmod").filter(|&below| self.token(below).deprel != "nmod:poss") {
                let preposition = self.preposition(below);
                if matches!(preposition.as_str(), "with" | "against" | "between" | "to" | "by") {
                    self.push_oblique(frame, preposition, below);
                }
            }
        }
    }

    fn push_oblique(&self, frame: &mut Frame, preposition: String, at: TokenId) {
        if preposition == "out of" {
            frame.obliques.push(("from".to_owned(), at));
            frame.obliques.push(("of".to_owned(), at));
        } else {
            frame.obliques.push((preposition, at));
        }
    }

    /// The object that a verb shares with a coordinated one, or the antecedent of an object relative clause.
    fn shared_objects(&self, verb: TokenId) -> Vec<TokenId> {
        let token = self.token(verb);
        if token.deprel == "acl:relcl" && self.gap_is_object(verb) {
            return token.head.into_iter().collect();
        }
        if let ("conj", Some(first)) = (token.relation(), token.head) {
            // "arrested and deported three men": the object follows both verbs.
            let shared: Vec<TokenId> = self.by(first, "obj").filter(|&object| object > verb).collect();
            if !shared.is_empty() {
                return shared;
            }
        }
        // "killed or wounded 50 people", with the object attached to the second verb.
        self.by(verb, "conj")
            .filter(|&second| second <= verb + 2 && self.by(second, "nsubj").next().is_none())
            .flat_map(|second| self.by(second, "obj"))
            .collect()
    }

    fn gap_is_object(&self, verb: TokenId) -> bool {
        let mut subject = false;
        for &child in self.children(verb) {
            match self.token(child).relation() {
                "nsubj" => subject = self.referent(child, verb) == child,
                "obj" | "xcomp" | "ccomp" => return false,
                "advmod" if matches!(self.lemma(child), "where" | "when" | "why" | "how") => return false,
                "obl" if self.referent(child, verb) != child => return false,
                "case" => return false,
                _ => {}
            }
        }
        subject
    }

    /// The arguments of a noun, without those of a verb it depends on.
    pub(crate) fn noun_frame(&self, noun: TokenId) -> Frame {
        let mut frame = Frame::default();
        for &child in self.children(noun) {
            let token = self.token(child);
            match token.relation() {
                "nmod" if token.deprel == "nmod:poss" => frame.possessors.push(child),
                "nmod" if token.deprel == "nmod:desc" => frame.modifiers.push(child),
                "nmod" | "obl" => self.push_oblique(&mut frame, self.preposition(child), child),
                "amod" | "compound" => frame.modifiers.push(child),
                "acl" if self.is_infinitive(child) => frame.complements.push(child),
                "acl" | "ccomp" | "xcomp" => frame.complements.push(child),
                _ => {}
            }
        }
        self.push_deeper(&mut frame, noun);
        frame
    }
}
