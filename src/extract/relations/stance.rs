//! How a clause presents what it tells: a local check of negation, modals and what governs the clause.

use super::scene::Scene;
use crate::claim::Modality;
use crate::document::TokenId;

impl Scene<'_> {
    /// How the clause headed by `token` presents its content.
    pub(crate) fn stance(&self, token: TokenId) -> Modality {
        let mut at = token;
        for _ in 0..32 {
            if let Some(modality) = self.own_stance(at) {
                return modality;
            }
            let Some(head) = self.head(at) else { break };
            let lemma = self.lemma(head);
            match self.relation(at) {
                "xcomp" if OPEN.contains(&lemma.as_str()) => return Modality::Planned,
                "ccomp" | "xcomp" if DENYING.contains(&lemma.as_str()) => return Modality::Denied,
                "ccomp" | "xcomp" if ASKING.contains(&lemma.as_str()) => return Modality::Requested,
                "ccomp" if DOUBTFUL.contains(&lemma.as_str()) => return Modality::Alleged,
                "ccomp" if WISHING.contains(&lemma.as_str()) => return Modality::Conditional,
                "xcomp" | "ccomp" | "conj" => {}
                "advcl" if self.upos(head) == "VERB" && self.document.tokens[at].xpos == "VBG" => {}
                _ => break,
            }
            at = head;
        }
        Modality::Asserted
    }

    fn own_stance(&self, token: TokenId) -> Option<Modality> {
        let mut stance = None;
        for child in self.document.children(token) {
            let word = self.lower(child);
            match self.relation(child) {
                "advmod" | "det" | "cc"
                    if matches!(word.as_str(), "not" | "n't" | "never" | "no" | "neither" | "nor") =>
                {
                    return Some(Modality::Denied);
                }
                "advmod" if matches!(word.as_str(), "reportedly" | "allegedly" | "supposedly") => {
                    stance = Some(Modality::Alleged);
                }
                "advmod" if matches!(word.as_str(), "perhaps" | "maybe" | "possibly") => {
                    stance = Some(Modality::Conditional)
                }
                "aux" if matches!(word.as_str(), "will" | "'ll" | "shall" | "wo") => stance = Some(Modality::Planned),
                "aux"
                    if matches!(
                        word.as_str(),
                        "may" | "might" | "could" | "would" | "should" | "must" | "can" | "ca"
                    ) =>
                {
                    stance = Some(Modality::Conditional);
                }
                "mark" if matches!(word.as_str(), "if" | "unless" | "whether") => stance = Some(Modality::Conditional),
                // An infinitive that no finite verb carries: a purpose or a plan.
                "mark" if word == "to" && matches!(self.relation(token), "advcl" | "acl") => {
                    stance = Some(Modality::Planned)
                }
                "punct" if word == "?" => stance = Some(Modality::Conditional),
                _ => {}
            }
        }
        stance
    }
}

const OPEN: &[&str] = &[
    "want", "plan", "agree", "hope", "expect", "intend", "promise", "vow", "pledge", "seek", "try", "attempt", "offer",
    "threaten", "prepare", "decide", "refuse", "decline", "fail", "like", "wish", "aim", "consider", "propose", "go",
];
const DENYING: &[&str] = &["deny", "refute", "reject", "dispute", "refuse", "fail", "decline"];
const ASKING: &[&str] = &["ask", "urge", "demand", "request", "call", "order"];
const DOUBTFUL: &[&str] = &["allege", "claim", "accuse", "suspect", "speculate", "believe", "think", "assert"];
const WISHING: &[&str] = &["hope", "wish", "suggest", "doubt", "wonder", "fear", "imagine"];
