//! Coordinated clauses: which belong to what is said, and which go on from the word of saying.

use super::telling::Telling;
use crate::document::{EntityType, TokenId};

impl Telling<'_> {
    /// The verb of saying that a coordinated one goes on from, though the parser hangs it on what the first one says:
    /// *said* there was no plan *and urged* them to wait.
    pub(super) fn outer(&self, verb: TokenId) -> Option<TokenId> {
        let scene = &self.scene;
        let subject = |of: TokenId| {
            scene.document.children(of).find(|&child| matches!(scene.relation(child), "nsubj" | "expl" | "csubj"))
        };
        if self.comments(verb) {
            return scene.head(verb).and_then(|host| scene.head(host));
        }
        if scene.relation(verb) != "conj" || subject(verb).is_some() {
            return None;
        }
        if let Some(teller) = self.around_quotation(verb) {
            return Some(teller);
        }
        let mut host = scene.head(verb)?;
        for _ in 0..16 {
            if subject(host).is_some() || scene.relation(host) != "conj" {
                break;
            }
            host = scene.head(host)?;
        }
        let first = scene.first_conjunct(host);
        let outer = scene.head(first).filter(|_| scene.relation(first) == "ccomp")?;
        self.verb(outer)?;
        let frames = self.verb(verb)?;
        // "had watched and thought": may be one perfect.
        let perfect =
            scene.document.children(host).any(|aux| scene.lemma(aux) == "have" && scene.relation(aux) == "aux");
        if perfect && !frames.contains("quote") && !frames.contains("to") {
            return None;
        }
        let form = |at: TokenId| &scene.document.tokens[at].xpos;
        let adds = scene.lemma(verb) == "add" && matches!(form(verb).as_str(), "VBD" | "VBZ" | "VBP");
        if outer > first || (form(outer) != form(verb) && !adds) {
            return None;
        }
        let inner = subject(host);
        let mute = inner.is_none_or(|inner| scene.relation(inner) != "nsubj" || !self.surely_tells(inner));
        let again = scene.lemma(verb) == scene.lemma(outer) || scene.lemma(verb) == "add";
        let same = || {
            let (one, other) = (inner.and_then(|inner| scene.actor(inner)), self.speaker(outer));
            let other = other.and_then(|other| scene.actor(other));
            one.zip(other).is_some_and(|(one, other)| one.chain == other.chain)
        };
        (mute || again || same()).then_some(outer)
    }

    /// Whether a coordinated clause is a statement of its own and no part of what `speaker` says before it: "said the
    /// talks failed, *but he also warned …*".
    pub(super) fn departs(&self, verb: TokenId, speaker: Option<TokenId>) -> bool {
        let scene = &self.scene;
        if self.comments(verb) {
            return true;
        }
        if scene.relation(verb) == "conj"
            && scene.child(verb, &["nsubj", "expl", "csubj"]).is_none()
            && (self.around_quotation(verb).is_some()
                || self.turns_back(verb)
                || self.agrees_with_teller(verb, speaker))
        {
            return true;
        }
        if scene.relation(verb) != "conj" {
            return false;
        }
        let Some(frames) = self.verb(verb) else { return false };
        match scene.child(verb, &["nsubj"]) {
            Some(own) => {
                let (one, other) = (scene.actor(own), speaker.and_then(|speaker| scene.actor(speaker)));
                let says = frames.contains("quote") || frames.contains("that");
                says && one.zip(other).is_some_and(|(one, other)| one.chain == other.chain)
            }
            None => self.outer(verb).is_some(),
        }
    }

    /// Whether a participle of saying is hung on what is said, though what that is about cannot speak: announced that
    /// the debate was off, *citing concerns*.
    fn comments(&self, verb: TokenId) -> bool {
        let scene = &self.scene;
        if scene.relation(verb) != "advcl" || scene.document.tokens[verb].xpos != "VBG" || self.verb(verb).is_none() {
            return false;
        }
        let comma = verb.checked_sub(1).is_some_and(|at| scene.lower(at) == ",");
        let host = scene.head(verb).filter(|&host| host < verb && scene.relation(host) == "ccomp");
        let Some((host, outer)) = host.and_then(|host| Some((host, scene.head(host)?))) else { return false };
        let subject = scene.child(host, &["nsubj", "csubj", "expl"]);
        // "said he would not go, *claiming* it was unsafe": nobody but the speaker claims that.
        let same = |subject: TokenId| {
            let own = scene.child(outer, &["nsubj"]).and_then(|own| scene.actor(own));
            own.zip(scene.actor(subject)).is_some_and(|(one, other)| one.chain == other.chain)
        };
        let told = subject.is_some_and(|subject| !self.surely_tells(subject) || same(subject));
        comma && self.verb(outer).is_some() && outer < host && told
    }

    /// The verb of saying around a quotation that a verb outside of it is hung on: said *"we must wait"* and left.
    pub(super) fn around_quotation(&self, verb: TokenId) -> Option<TokenId> {
        let scene = &self.scene;
        let xpos = |at: TokenId| scene.document.tokens[at].xpos.as_str();
        if scene.upos(verb) != "VERB" || self.quotation_of(verb).is_some() {
            return None;
        }
        let mut at = scene.head(verb)?;
        let quotation = self.quotation_of(at)?;
        for _ in 0..16 {
            if self.quotation_of(at) != Some(quotation) {
                break;
            }
            at = scene.head(at)?;
        }
        let same = xpos(at) == xpos(verb) || xpos(verb) == "VBG";
        (at < verb && same && self.verb(at).is_some()).then_some(at)
    }

    /// Whether a coordinated verb has the number of who speaks and not of who is spoken of: "they believe he fled, *and
    /// have* a trail", "she says the talks failed *and blames* Rome".
    fn agrees_with_teller(&self, verb: TokenId, speaker: Option<TokenId>) -> bool {
        let scene = &self.scene;
        let finite = |at: TokenId| match scene.document.tokens[at].xpos.as_str() {
            "VBZ" => Some(false),
            "VBP" => Some(true),
            _ => None,
        };
        let auxiliaries = || scene.document.children(verb).filter(|&at| matches!(scene.relation(at), "aux" | "cop"));
        let Some(plural) = finite(verb).or_else(|| auxiliaries().find_map(finite)) else { return false };
        let mut first = verb;
        let mut subject = None;
        for _ in 0..8 {
            let Some(head) = scene.head(first).filter(|_| scene.relation(first) == "conj") else { break };
            first = head;
            subject = scene.child(first, &["nsubj"]);
            if subject.is_some() {
                break;
            }
        }
        let (Some(subject), Some(speaker)) = (subject, speaker) else { return false };
        let many = |at: TokenId| self.is_plural(at);
        let between = |at: TokenId| at < verb && scene.document.sentence_of(at) == scene.document.sentence_of(verb);
        between(speaker)
            && speaker < subject
            && many(subject).is_some_and(|subject| subject != plural)
            && many(speaker) == Some(plural)
    }

    /// Whether a phrase takes a plural verb; `None` where its form does not tell.
    fn is_plural(&self, at: TokenId) -> Option<bool> {
        let scene = &self.scene;
        if scene.document.children_by(at, "conj").next().is_some() {
            return Some(true);
        }
        match scene.lower(at).as_str() {
            "he" | "she" | "it" => return Some(false),
            "they" | "we" | "i" | "you" => return Some(true),
            "who" | "which" | "that" => return None,
            _ => {}
        }
        match scene.document.tokens[at].xpos.as_str() {
            "NNS" => Some(true),
            // "the team have", "police say", "the United States".
            "NN" | "NNP" => scene.actor(at).is_some_and(|actor| actor.kind == EntityType::Person).then_some(false),
            _ => None,
        }
    }

    /// Whether a finite verb without a subject is hung on a clause with a modal, to which it cannot belong: hinted that
    /// the force would be disbanded, *but later reversed himself*.
    fn turns_back(&self, verb: TokenId) -> bool {
        let scene = &self.scene;
        let xpos = |at: TokenId| scene.document.tokens[at].xpos.as_str();
        let first = scene.first_conjunct(verb);
        let outer = scene.head(first).filter(|_| scene.relation(first) == "ccomp");
        let modal = |at: TokenId| scene.document.children(at).any(|child| xpos(child) == "MD");
        matches!(xpos(verb), "VBD" | "VBZ")
            && scene.child(verb, &["aux"]).is_none()
            && outer.is_some_and(|outer| self.verb(outer).is_some() && xpos(outer) == xpos(verb))
            && modal(first)
    }
}
