//! The arguments of verbs and nouns by logical role: passives, relative clauses, control and raising are undone.

use super::control::TASKS;
use super::{DEPTH, Tree};
use crate::document::TokenId;

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
    /// Possessors of a noun, of a verb those of its object.
    pub(crate) possessors: Vec<TokenId>,
    /// Adjectives and nouns before a noun.
    pub(crate) modifiers: Vec<TokenId>,
    /// To whom a noun is done, by the verb that carries it: "faced criticism".
    pub(crate) undergoers: Vec<TokenId>,
    /// Whether a verb is in the passive.
    pub(crate) passive: bool,
}

impl Tree<'_> {
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
        // "Ann writes and is a critic who has said"
        let shared = || match self.token(at).relation() {
            "conj" => self.token(at).head.and_then(|verb| self.by(verb, "nsubj").next()),
            _ => None,
        };
        let pointed = |&subject: &TokenId| self.token(subject).upos == "PROPN";
        said_of.or_else(|| shared().filter(pointed)).unwrap_or(noun)
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

    pub(super) fn subjects_within(&self, verb: TokenId, depth: usize) -> Vec<TokenId> {
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
            // "gave the governor the power to dismiss them": the governor.
            "advcl" if self.is_infinitive(verb) && !self.empowered(head).is_empty() => self.empowered(head),
            // "paid the rebels' allies money to attack", "sent arms to Oman to fight": whoever has it then, not the giver.
            // "To help him" is still the giver's.
            "advcl"
                if self.is_infinitive(verb)
                    && self.gives(head)
                    && !self.by(verb, "obj").any(|object| self.token(object).upos == "PRON") =>
            {
                Vec::new()
            }
            // "subpoenaed her to testify", "hired him to run it": whoever is told or given the task.
            "advcl"
                if self.is_infinitive(verb) && !self.is_passive(head) && TASKS.contains(&self.lemma(head)) && {
                    self.by(head, "obj").any(|object| object < verb && self.is_someone(object))
                } =>
            {
                self.by(head, "obj").filter(|&object| object < verb).collect()
            }
            // "called on the network to dismiss her": the network is to.
            "xcomp" | "advcl" if self.is_infinitive(verb) && !self.called(head, verb).is_empty() => {
                self.called(head, verb)
            }
            "xcomp" => {
                // "spent Monday visiting": the day visits nobody.
                let someone = |&at: &TokenId| !self.is_date(at);
                let object: Vec<TokenId> = self
                    .by(head, "obj")
                    .chain(self.by(head, "iobj"))
                    .chain(self.bare_object(head))
                    .filter(someone)
                    .collect();
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
            // "created a committee to investigate": the committee does.
            "acl"
                if self.is_infinitive(verb)
                    && self.is_someone(head)
                    && self.token(head).relation() == "obj"
                    && self.token(head).head.is_some_and(|above| TASKS.contains(&self.lemma(above))) =>
            {
                vec![head]
            }
            "acl" if self.is_infinitive(verb) || !self.preposition(verb).is_empty() => self.controller(head, depth + 1),
            // "is based on teachings, advocating": after a comma the clause's subject goes on.
            "acl" if token.xpos == "VBG" && self.goes_on(verb, head) => self.clause_subject(head, depth + 1),
            // "began the week visiting", where the participle hangs on the week.
            "acl" if token.xpos == "VBG" && self.is_date(head) => self.clause_subject(head, depth + 1),
            // "footage of the senator hugging a guest": he does, not the footage.
            "acl" if token.xpos == "VBG" && !self.shown_before(verb, head).is_empty() => self.shown_before(verb, head),
            "acl" => vec![head],
            _ => Vec::new(),
        }
    }

    /// The arguments of a verb (or predicative adjective).
    pub(crate) fn verb_frame(&self, verb: TokenId) -> Frame {
        self.verb_frame_within(verb, 0)
    }

    fn verb_frame_within(&self, verb: TokenId, depth: usize) -> Frame {
        let mut frame = Frame { passive: self.is_passive(verb), ..Frame::default() };
        let mut surface = self.subjects_within(verb, depth);
        surface.extend(self.likewise(verb));
        surface.extend(self.along_with(verb));
        for &child in self.children(verb) {
            match self.token(child).relation() {
                "obj" => frame.objects.push(self.referent(child, verb)),
                "iobj" => frame.indirect.push(self.referent(child, verb)),
                "obl" => self.push_oblique(&mut frame, self.preposition(child), self.referent(child, verb)),
                "xcomp" | "ccomp" => frame.complements.push(child),
                // "fired shells, aimed at the port"
                "advcl" if self.is_aimed(child) => self.push_aim(&mut frame, child),
                "advcl" if self.is_infinitive(child) => frame.complements.push(child),
                // "criticized for lying", "charged with theft": as good as a noun.
                "advcl" if self.token(child).xpos == "VBG" && !self.preposition(child).is_empty() => {
                    self.push_oblique(&mut frame, self.preposition(child), child);
                }
                _ => {}
            }
        }
        frame.objects.extend(self.bare_object(verb));
        frame.objects.extend(self.gapped_objects(verb));
        if frame.passive {
            frame.subjects = frame.obliques.iter().filter(|(word, _)| word == "by").map(|&(_, agent)| agent).collect();
            if frame.subjects.is_empty() {
                frame.subjects = self.far_agents(verb);
            }
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
        // "was fined $5 million", "fined the bank $5 million": whoever is fined, not the sum.
        if !frame.objects.is_empty() && frame.objects.iter().all(|&object| self.is_sum(object)) {
            frame.objects.extend(frame.indirect.iter().copied().filter(|&at| self.is_someone(at)));
        }
        for object in frame.objects.clone() {
            let owners = self.by(object, "nmod").filter(|&owner| self.token(owner).deprel == "nmod:poss");
            frame.possessors.extend(owners);
            // "signed an accord to supply Peru", "made a promise to help".
            frame.complements.extend(self.by(object, "acl").filter(|&clause| self.is_infinitive(clause)));
            for nmod in self.by(object, "nmod").filter(|&nmod| self.token(nmod).deprel != "nmod:poss") {
                self.push_oblique(&mut frame, self.preposition(nmod), nmod);
            }
            self.push_deeper(&mut frame, object);
            for aimed in self.by(object, "acl").filter(|&verb| self.is_aimed(verb)) {
                self.push_aim(&mut frame, aimed);
            }
            // "announced a freeze of assets and bans against four officers"
            for joined in self.conjuncts(object).into_iter().filter(|&joined| joined != object) {
                let nouns = self.token(joined).upos == "NOUN";
                for nmod in self.by(joined, "nmod").filter(|_| nouns) {
                    let preposition = self.preposition(nmod);
                    if matches!(preposition.as_str(), "against" | "on" | "with" | "between") {
                        self.push_oblique(&mut frame, preposition, nmod);
                    }
                    // What hangs on "bans on travel" as a whole may hang on its last word.
                    for below in self.by(nmod, "nmod").filter(|&below| self.preposition(below) == "against") {
                        self.push_oblique(&mut frame, "against".to_owned(), below);
                    }
                }
            }
        }
        frame
    }

    /// Whether a clause tells at whom what it hangs on is aimed: "shells aimed at", "missiles that were fired at".
    fn is_aimed(&self, verb: TokenId) -> bool {
        let token = self.token(verb);
        matches!(self.lemma(verb), "aim" | "target" | "direct" | "point")
            && (token.xpos == "VBN" || token.xpos == "VBD" || token.deprel == "acl:relcl")
            && self.by(verb, "obj").next().is_none()
    }

    fn push_aim(&self, frame: &mut Frame, aimed: TokenId) {
        for at in self.by(aimed, "obl") {
            let preposition = self.preposition(at);
            if matches!(preposition.as_str(), "at" | "against" | "toward" | "towards") {
                self.push_oblique(frame, preposition, at);
            }
        }
    }

    /// Whether it is an amount of money, time or the like: "$5 million", "three years".
    fn is_sum(&self, at: TokenId) -> bool {
        let token = self.token(at);
        let symbol = |at: TokenId| self.token(at).upos == "SYM" || self.forms[at].ends_with(['$', '€', '£', '¥']);
        let counted = || self.by(at, "nummod").next().is_some() && self.mention(at).is_none();
        matches!(token.upos.as_str(), "NUM" | "SYM")
            || symbol(at)
            || (token.upos == "NOUN" && (counted() || self.children(at).iter().any(|&child| symbol(child))))
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
