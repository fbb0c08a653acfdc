//! Who does the saying: subjects, agents, and what the parser missed.

use super::telling::Telling;
use crate::article::Span;
use crate::document::{EntityType, Form, TokenId};

/// Furthest that a subject is looked for before its verb, in tokens.
const REACH: usize = 40;

impl Telling<'_> {
    /// Head of the phrase that names who does the saying: subject, agent, or what a participle or a coordinated verb
    /// shares with the clause it hangs on.
    pub(super) fn speaker(&self, verb: TokenId) -> Option<TokenId> {
        let scene = &self.scene;
        if let Some(outer) = self.outer(verb) {
            return self.speaker(outer);
        }
        // "when asked whether", "told that": whoever did it is not the subject.
        let aux = || scene.child(verb, &["aux"]).or_else(|| scene.child(scene.first_conjunct(verb), &["aux"]));
        if scene.document.tokens[verb].xpos == "VBN"
            && matches!(scene.relation(verb), "acl" | "advcl")
            && aux().is_none()
            && self.lexicon.adjective(&scene.lower(verb)).is_none()
            && scene.child(verb, &["nsubj"]).is_none()
        {
            return scene.document.children(verb).find(|&child| scene.deprel(child) == "obl:agent");
        }
        // "has been placed on alert *and told* to": whoever is told says nothing.
        let passive = |&child: &TokenId| scene.deprel(child) == "aux:pass";
        if scene.document.children(verb).find(passive).is_some_and(|aux| aux < verb) {
            return scene.document.children(verb).find(|&child| scene.deprel(child) == "obl:agent");
        }
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
            // "used stronger language, *saying* …": a thing before the comma is no subject of the participle.
            let apart = |child: TokenId| {
                scene.document.tokens[at].xpos == "VBG"
                    && child + 2 == at
                    && scene.lower(child + 1) == ","
                    && !self.surely_tells(child)
            };
            let subjects = || children().filter(|&child| scene.relation(child) == "nsubj" && !apart(child));
            if let Some(subject) = subjects().filter(|&child| child < at).last().or_else(|| subjects().next()) {
                return match self.is_relative(subject) {
                    true => self.antecedent(at),
                    false => Some(self.whole_subject(subject, at)),
                };
            }
            if at == verb
                && let Some(subject) = self.plain_subject(verb)
            {
                return Some(subject);
            }
            // "The plan, said *Ana Low*, is sound": the plan is no subject of both.
            if at == verb
                && scene.relation(verb) == "parataxis"
                && let Some(name) = self.inverted(verb)
                && scene.name_over(name).is_some()
                && scene.actor(name).is_some_and(|actor| actor.named && can_speak(actor.kind))
            {
                return Some(name);
            }
            let head = scene.head(at)?;
            // Hung on what is quoted: "we agree," he said, *calling it fair*.
            if let Some(teller) = self.around_quotation(at) {
                at = teller;
                continue;
            }
            match scene.relation(at) {
                "acl" => return self.holder_of(head, at),
                "conj" | "xcomp" | "advcl" | "parataxis" | "ccomp"
                    if matches!(scene.upos(head), "VERB" | "NOUN" | "ADJ" | "PROPN") =>
                {
                    // A clause of its own ("if …, say") has no part in the outer subject unless it is a participle.
                    if scene.relation(at) == "ccomp" && scene.document.tokens[at].xpos != "VBG" {
                        return None;
                    }
                    // "quoted her as saying".
                    let quoted = scene.child(head, &["obj"]).filter(|quoted| (head..at).contains(quoted));
                    let as_said = scene.document.children(at).any(|mark| scene.lower(mark) == "as");
                    if quoted.is_some() && as_said && matches!(scene.lemma(head).as_str(), "quote" | "cite") {
                        return quoted;
                    }
                    // "criticized Lewis *for claiming* that": Lewis claims it.
                    let blamed = scene.document.tokens[at].xpos == "VBG"
                        && scene.relation(at) != "conj"
                        && scene.document.children(at).any(|mark| matches!(scene.lower(mark).as_str(), "for" | "of"))
                        && self.verb(head).is_some_and(|frames| frames.contains("judge") || frames.contains("of"));
                    if let Some(blamed) =
                        scene.child(head, &["obj"]).filter(|object| blamed && (head..at).contains(object))
                    {
                        return Some(blamed);
                    }
                    // "led him to say", "forced her to admit".
                    let made = scene.child(head, &["obj"]).filter(|made| (head..at).contains(made));
                    if made.is_some() && self.lexicon.leads_on(&scene.lemma(head)) {
                        return made;
                    }
                    at = head;
                }
                _ => return None,
            }
        }
        None
    }

    pub(super) fn is_relative(&self, subject: TokenId) -> bool {
        let token = &self.scene.document.tokens[subject];
        // Not the World Health Organization.
        token.upos != "PROPN" && matches!(self.scene.lower(subject).as_str(), "who" | "which" | "that")
    }

    /// Whether a noun phrase is governed by a preposition before it, as one in a place's name may be: "in Munich,
    /// *Germany*".
    fn is_governed(&self, head: TokenId) -> bool {
        let scene = &self.scene;
        let first = self.phrase_start(head);
        let Some(before) = first.checked_sub(1) else { return false };
        match scene.upos(before) {
            "ADP" => true,
            "PUNCT" if scene.lower(before) == "," => {
                let place = |at: TokenId| scene.actor(at).is_some_and(|actor| actor.kind == EntityType::Place);
                before.checked_sub(1).is_some_and(|town| {
                    place(head) && place(town) && scene.upos(town) == "PROPN" && {
                        let first = self.phrase_start(town);
                        first.checked_sub(1).is_some_and(|at| scene.upos(at) == "ADP")
                    }
                })
            }
            _ => false,
        }
    }

    /// First token of the nominal phrase that ends with `head`.
    pub(super) fn phrase_start(&self, head: TokenId) -> TokenId {
        let scene = &self.scene;
        let own = scene.name_over(head).map_or(head, |name| scene.document.mentions[name].first.min(head));
        let sentence = scene.document.sentence_of(head).map_or(own, |at| scene.document.sentences[at].first);
        let mut first = own;
        while first > sentence
            && (matches!(scene.upos(first - 1), "NOUN" | "PROPN" | "ADJ" | "DET" | "NUM")
                || (scene.upos(first - 1) == "PRON" && scene.document.tokens[first - 1].xpos == "PRP$")
                || matches!(scene.lower(first - 1).as_str(), "'s" | "-"))
            && self.quotation_of(first - 1).is_none()
        {
            first -= 1;
        }
        first
    }

    /// The subject that the parser gives, or the phrase that it is only the last part of: "the minister speaking to *the
    /// council* said", "the ministry in Munich, *Germany* confirmed".
    fn whole_subject(&self, subject: TokenId, verb: TokenId) -> TokenId {
        if let Some(name) = self.name_before(subject, verb).or_else(|| self.named_behind(subject, verb)) {
            return name;
        }
        if let Some(name) = self.named_after_office(subject, verb) {
            return name;
        }
        let given = subject < verb && verb - subject <= 3;
        // "the Party of Order nominee *Ana Low* said": the title ends what the preposition governs.
        let scene = &self.scene;
        let titled = scene.name_over(subject).is_some_and(|at| {
            let name = &scene.document.mentions[at];
            let before = name.first.checked_sub(1);
            name.kind == EntityType::Person
                && before.is_some_and(|at| scene.upos(at) == "NOUN" && scene.role(at).is_some())
        });
        if given && !titled && self.is_governed(subject) {
            return self.ungoverned(subject, verb).unwrap_or(subject);
        }
        subject
    }

    /// The person named right behind a verb, though the parser has what is said before a comma for its subject: "we need
    /// to set aside the plan, said *secretary Ana Low*".
    fn named_behind(&self, subject: TokenId, verb: TokenId) -> Option<TokenId> {
        let scene = &self.scene;
        let comma = verb.checked_sub(1).filter(|&at| at > subject && scene.lower(at) == ",")?;
        let within = !(subject..comma).any(|at| scene.lower(at) == ",");
        let opens = matches!(scene.document.tokens.get(verb + 1)?.upos.as_str(), "NOUN" | "PROPN" | "ADJ" | "DET");
        let found = self.inverted(verb).filter(|_| within && opens)?;
        let named = scene.actor(found).or_else(|| scene.actor(self.name_behind(found)?))?;
        (named.named && can_speak(named.kind)).then_some(found)
    }

    /// The person named right before a verb whose subject describes them: "one of its authors, botanist *Ana Low*, said".
    fn name_before(&self, subject: TokenId, verb: TokenId) -> Option<TokenId> {
        let scene = &self.scene;
        let described = scene.actor(subject).is_none_or(|actor| !actor.named);
        let last = verb.checked_sub(1)?;
        let last = if scene.lower(last) == "," { last.checked_sub(1)? } else { last };
        let head = scene.document.mentions[scene.name_over(last)?].head;
        let actor = scene.actor(head).filter(|actor| actor.named && actor.kind == EntityType::Person)?;
        let mention = &scene.document.mentions[actor.mention];
        let ends = mention.end == last + 1 && mention.first > subject;
        // "PG&E President and CEO *Ana Low*".
        let titles = (subject..mention.first).all(|at| {
            matches!(scene.upos(at), "NOUN" | "PROPN" | "ADJ") && scene.name_over(at).is_none()
                || scene.lower(at) == "and"
        });
        let apart = titles && scene.role(mention.first - 1).is_some()
            || (subject..mention.first).any(|at| scene.lower(at) == ",");
        let below = scene.document.subtree(subject).contains(&head);
        let beside = matches!(scene.relation(mention.head), "appos" | "flat" | "conj" | "nmod");
        let governed = self.is_governed(head);
        (described && ends && apart && below && beside && !governed && scene.upos(subject) != "PRON").then_some(head)
    }

    /// "*Undersecretary for Education Mr. Low* says": the name behind what an office is for, where the parser sees one
    /// phrase.
    fn named_after_office(&self, subject: TokenId, verb: TokenId) -> Option<TokenId> {
        let scene = &self.scene;
        let document = scene.document;
        let name = &document.mentions[scene.name_over(verb.checked_sub(1).filter(|&last| last > subject)?)?];
        let capital = |at: TokenId| scene.surface(document.tokens[at].span).starts_with(char::is_uppercase);
        let titled = |at: TokenId| matches!(scene.lower(at).trim_end_matches('.'), "mr" | "mrs" | "ms" | "dr");
        let before = name.first.checked_sub(1)?;
        let last = if titled(before) { before.checked_sub(1)? } else { before };
        let known = scene.actor(subject).is_some_and(|actor| actor.chain == name.chain);
        let office = !known
            && scene.role(subject).is_some()
            && capital(subject)
            && scene.document.children(subject).all(|child| scene.relation(child) != "det");
        let within = last > subject + 1
            && matches!(scene.lower(subject + 1).as_str(), "for" | "of")
            && (subject + 2..=last)
                .all(|at| matches!(scene.upos(at), "NOUN" | "PROPN" | "ADJ" | "CCONJ") && scene.role(at).is_none());
        (office && within && name.end == verb && name.kind == EntityType::Person && name.form == Form::Name)
            .then_some(name.head)
    }

    /// The phrase right before a finite verb that could be its subject, where the parser gives none: "Ana Low said".
    fn plain_subject(&self, verb: TokenId) -> Option<TokenId> {
        let scene = &self.scene;
        let tokens = &scene.document.tokens;
        let perfect = || scene.document.children(verb).any(|child| child < verb && scene.relation(child) == "aux");
        let finite = match tokens[verb].xpos.as_str() {
            "VBD" | "VBZ" | "VBP" => true,
            "VBN" | "VBG" => perfect(),
            _ => false,
        };
        if !finite {
            return None;
        }
        let first = scene.document.sentences[scene.document.sentence_of(verb)?].first;
        let mut at = verb.checked_sub(1)?;
        while at > first && (matches!(scene.upos(at), "ADV" | "AUX") || self.is_time(at)) {
            at -= 1;
        }
        // "Ana Low (D-Ohio) said".
        if scene.lower(at) == ")" {
            at = (first..at).rev().take(8).find(|&at| scene.lower(at) == "(")?.checked_sub(1)?;
        }
        if at < first || self.quotation_of(at).is_some() || self.is_relative(at) {
            return None;
        }
        let head = match scene.upos(at) {
            "PROPN" => scene.document.mentions[scene.name_over(at)?].head,
            "NOUN" => at,
            "PRON" if tokens[at].xpos == "PRP" => at,
            _ => return None,
        };
        let found = if self.is_governed(head) { self.ungoverned(head, verb)? } else { head };
        let free = !self.is_no_teller(found) && self.can_tell(found);
        // The object of another verb is no subject of this one.
        let start = self.phrase_start(found);
        let opens = start == first || start.checked_sub(1).is_none_or(|before| scene.upos(before) != "VERB");
        (free && opens).then_some(found)
    }

    /// Whether a token belongs to a time expression.
    pub(super) fn is_time(&self, token: TokenId) -> bool {
        let span = self.scene.document.tokens[token].span;
        let times = &self.scene.document.times;
        times
            .get(times.partition_point(|time| time.span.end <= span.start))
            .is_some_and(|time| time.span.contains(span))
    }

    /// The nearest actor before a phrase that no preposition governs, within the clause.
    fn ungoverned(&self, phrase: TokenId, verb: TokenId) -> Option<TokenId> {
        let scene = &self.scene;
        let first = scene.document.sentences[scene.document.sentence_of(verb)?].first;
        let start = self.phrase_start(phrase);
        let finite = |at: TokenId| matches!(scene.document.tokens[at].xpos.as_str(), "VBD" | "VBZ" | "VBP" | "MD");
        (first..start)
            .rev()
            .take(REACH)
            .take_while(|&at| !finite(at) && self.quotation_of(at).is_none() && scene.lower(at) != ";")
            .filter(|&at| matches!(scene.upos(at), "NOUN" | "PROPN"))
            .find(|&at| {
                let mention = scene.mention(at).map(|at| &scene.document.mentions[at]);
                mention.is_some_and(|mention| mention.head == at && can_speak(mention.kind))
                    && !self.is_governed(at)
                    && !self.is_time(at)
                    && matches!(scene.relation(at), "nsubj" | "conj" | "appos" | "obl" | "nmod" | "dep" | "root")
            })
    }

    /// The name or noun right behind a verb of saying, where the parser sees no subject: "said Lewis".
    pub(super) fn inverted(&self, verb: TokenId) -> Option<TokenId> {
        let scene = &self.scene;
        let next = verb + 1;
        let tokens = &scene.document.tokens;
        if !matches!(tokens[verb].xpos.as_str(), "VBD" | "VBZ" | "VBP" | "VBN") {
            return None;
        }
        let at = (next..tokens.len().min(next + 6)).find(|&at| matches!(scene.upos(at), "PROPN" | "NOUN" | "PRON"))?;
        if (next..at).any(|between| scene.is_punctuation(between) || scene.upos(between) == "ADP") {
            return None;
        }
        // The head of that phrase.
        let mut head = at;
        while let Some(up) = scene.head(head).filter(|&up| up > verb && up < verb + 12) {
            if !matches!(scene.relation(head), "compound" | "amod" | "nmod" | "flat" | "det") {
                break;
            }
            head = up;
        }
        Some(head).filter(|&head| self.quotation_of(head).is_none())
    }

    /// Whom a relative clause is about.
    pub(super) fn antecedent(&self, clause: TokenId) -> Option<TokenId> {
        let clause = self.scene.first_conjunct(clause);
        let noun = self.scene.head(clause).filter(|_| self.scene.relation(clause) == "acl")?;
        // "Lewis is *a man who* has promised to go": Lewis.
        let subject = self.scene.child(noun, &["nsubj"]).filter(|_| self.scene.child(noun, &["cop"]).is_some());
        let named =
            subject.filter(|&at| self.scene.actor(at).is_some_and(|actor| actor.named && can_speak(actor.kind)));
        Some(named.or_else(|| self.name_behind(noun)).unwrap_or(noun))
    }

    /// The person named right behind a noun for them, where the parser does not join the two: "former governor *Ana Low*",
    /// "President and CEO *Ana Low*".
    pub(super) fn name_behind(&self, noun: TokenId) -> Option<TokenId> {
        let scene = &self.scene;
        let title = |at: TokenId| {
            matches!(scene.upos(at), "NOUN" | "PROPN") && scene.name_over(at).is_none() && scene.role(at).is_some()
        };
        if !title(noun) || scene.actor(noun).is_some_and(|actor| actor.named) {
            return None;
        }
        let others = scene.document.children_by(noun, "conj").filter(|&other| other > noun && title(other));
        let last = others.max().unwrap_or(noun);
        let mention = &scene.document.mentions[scene.name_over(last + 1)?];
        (mention.first == last + 1 && mention.kind == EntityType::Person).then_some(mention.head)
    }

    /// Whose a statement is: "her claim that", "a letter from X saying", "X issued a statement saying".
    pub(super) fn holder_of(&self, noun: TokenId, clause: TokenId) -> Option<TokenId> {
        let scene = &self.scene;
        // "used stronger *language*, saying": not the language.
        let how = scene.document.tokens[clause].xpos == "VBG"
            && clause.checked_sub(1).is_some_and(|at| scene.lower(at) == ",")
            && scene.relation(noun) == "obj"
            && self.lexicon.noun(&scene.lemma(noun)).is_none()
            && !self.surely_tells(noun);
        if how && let Some(verb) = scene.head(noun).filter(|&head| scene.upos(head) == "VERB" && head != clause) {
            return self.speaker(verb);
        }
        if self.lexicon.noun(&scene.lemma(noun)).is_none() && !self.lexicon.is_source(&scene.lemma(noun)) {
            // "a man saying that": the noun itself; of "met the press, saying that" the subject.
            let participle = scene.document.tokens[clause].xpos == "VBG";
            let apart = clause.checked_sub(1).is_some_and(|at| scene.lower(at) == ",");
            let tells = if participle && apart { self.surely_tells(noun) } else { self.can_tell(noun) };
            if (participle || scene.deprel(clause) == "acl:relcl") && tells {
                return Some(noun);
            }
            let verb = scene.head(noun).filter(|&head| scene.upos(head) == "VERB" && head != clause);
            // "the party is based on the old teachings, *calling for* reform".
            let about = |verb| {
                let passive = scene.document.children(verb).find(|&child| scene.deprel(child) == "nsubj:pass");
                passive.or_else(|| self.speaker(verb))
            };
            return verb.filter(|_| participle && apart).and_then(about);
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
        // "all they got was *a message* stating".
        if scene.child(noun, &["cop"]).is_some() && clause > noun {
            return Some(noun);
        }
        let verb = scene.head(noun).filter(|&head| scene.upos(head) == "VERB")?;
        let held = (scene.relation(noun) == "obl" && scene.document.tokens[clause].xpos == "VBG")
            || (scene.relation(noun) == "obj" && self.lexicon.is_light(&scene.lemma(verb)));
        if held && verb != clause {
            return self.speaker(verb);
        }
        // "received *a letter* saying": of what only comes to somebody, the thing itself.
        let thing = scene.relation(noun) == "obj" && clause == noun + 1 && self.lexicon.is_document(&scene.lemma(noun));
        Some(noun).filter(|_| scene.relation(noun) == "nsubj" || thing)
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
                    "nmod" => child < head || (child < head + 6 && !self.is_time(child)),
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

    /// Whether nobody in particular speaks: the writer or the reader ("I", "you"), nobody, or an empty "it".
    pub(super) fn is_no_teller(&self, token: TokenId) -> bool {
        let word = self.scene.lower(token);
        match word.as_str() {
            // The United States.
            _ if self.scene.upos(token) == "PROPN" => false,
            "i" | "me" | "we" | "us" | "you" | "there" | "what" | "this" | "that" | "nobody" | "none" | "anyone"
            | "anybody" | "everyone" | "everybody" | "nothing" => true,
            // "One in five"; "no one".
            "one" => {
                self.scene.child(token, &["nmod"]).is_none()
                    || self.scene.document.children(token).any(|child| self.scene.lower(child) == "no")
            }
            // A company or a country, but not the weather.
            "few" => !self.scene.document.children(token).any(|child| self.scene.lower(child) == "a"),
            "it" => self.scene.actor(token).is_none_or(|actor| !can_speak(actor.kind)),
            _ => {
                let before = |word: &str| {
                    self.scene.document.children(token).any(|child| child < token && self.scene.lower(child) == word)
                };
                self.scene.document.children(token).any(|child| {
                    self.scene.relation(child) == "det" && matches!(self.scene.lower(child).as_str(), "no" | "neither")
                }) || before("few") && !(before("a") || before("the") || before("these"))
            }
        }
    }

    /// Whether a phrase can be said to tell, show or suggest something: an actor, somebody in a role, or a source such
    /// as a report.
    pub(super) fn can_tell(&self, speaker: TokenId) -> bool {
        let plural = self.scene.document.tokens[speaker].xpos == "NNS" && self.scene.actor(speaker).is_none();
        plural || self.surely_tells(speaker)
    }

    /// As [`Telling::can_tell`], without plurals of which nobody knows what they are.
    pub(super) fn surely_tells(&self, speaker: TokenId) -> bool {
        let scene = &self.scene;
        scene.upos(speaker) == "PRON"
            || scene.actor(speaker).is_some_and(|actor| can_speak(actor.kind))
            || scene.role(speaker).is_some()
            || self.lexicon.is_source(&scene.lemma(speaker))
            || self.is_of_two(speaker)
    }

    /// "the former", "the latter": one of two named before.
    pub(super) fn is_of_two(&self, token: TokenId) -> bool {
        matches!(self.scene.lower(token).as_str(), "latter" | "former")
            && token.checked_sub(1).is_some_and(|at| self.scene.lower(at) == "the")
            && self.scene.relation(token) != "amod"
    }
}

/// Whether actors of a kind speak.
pub(super) fn can_speak(kind: EntityType) -> bool {
    matches!(kind, EntityType::Person | EntityType::Organization | EntityType::Place | EntityType::Group)
}
