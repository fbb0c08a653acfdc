//! Clauses that share their setting: what is told beside a verb often says where and when for the next one as well.

use crate::document::TokenId;
use crate::extract::syntax::Tree;

/// Prepositions before a noun that tells when: what follows it is its own ("before his death on Saturday").
const BEFORE: [&str; 8] = ["before", "after", "since", "following", "follow", "until", "ahead of", "over"];

/// Verbs that are done when what they govern is: "began to fire", "refused to sign".
const TOGETHER: [&str; 16] = [
    "begin", "start", "continue", "keep", "go", "resume", "stop", "finish", "end", "fail", "refuse", "decline",
    "manage", "try", "attempt", "help",
];

/// Verbs of harm, which come in pairs for one blow: "killed six soldiers and wounded ten in Jaffna on Friday".
const HARMS: [&str; 22] = [
    "kill",
    "wound",
    "injure",
    "hurt",
    "maim",
    "slay",
    "murder",
    "massacre",
    "slaughter",
    "burn",
    "bury",
    "trap",
    "destroy",
    "damage",
    "devastate",
    "raze",
    "level",
    "flatten",
    "wreck",
    "leave",
    "claim",
    "displace",
];

/// A clause whose adjuncts also hold for one beside it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Around {
    pub(super) verb: TokenId,
    /// Only those before its verb: "in Paris, police shot him and fled", "a bus on Friday left the road and crashed".
    early: bool,
}

impl Around {
    pub(super) fn holds(self, adjunct: TokenId) -> bool {
        !self.early || adjunct < self.verb
    }

    pub(super) fn adjuncts(self, tree: &Tree<'_>) -> Vec<TokenId> {
        tree.by(self.verb, "obl").filter(|&at| self.holds(at)).collect()
    }
}

/// The clauses that share their setting with that of a verb: what it is coordinated with under one subject, what a
/// participle goes on from ("rebels attacked the town, killing six"), what began or failed to be done, and either side of
/// "when".
pub(super) fn around(tree: &Tree<'_>, verb: TokenId) -> Vec<Around> {
    let mut found = Vec::new();
    if tree.token(verb).upos != "VERB" {
        return found;
    }
    let own_subject = |at: TokenId| tree.by(at, "nsubj").next().is_some();
    let pair = |second: TokenId, first: TokenId| second <= first + 2 && tree.by(first, "obj").all(|at| at > second);
    found.extend(
        tree.by(verb, "conj")
            .filter(|&second| pair(second, verb) || harm_alike(tree, verb, second))
            .filter(|&second| !own_subject(second) && tree.token(second).upos == "VERB")
            .map(|verb| Around { verb, early: false }),
    );
    // "40 died when a ferry sank off Zanzibar on Monday"
    let inner = |&clause: &TokenId| clause > verb && tree.token(clause).upos == "VERB" && says_when(tree, clause);
    let when: Vec<TokenId> = tree.by(verb, "advcl").filter(inner).collect();
    let mut at = verb;
    for _ in 0..4 {
        let token = tree.token(at);
        let Some(head) = token.head.filter(|&head| tree.is_predicate(head)) else { break };
        let aside = token.relation() == "advcl" && says_when(tree, at);
        if !aside && (own_subject(at) || tree.token(head).upos != "VERB") {
            break;
        }
        let early = match token.relation() {
            "conj" => at != verb || !pair(at, head),
            // "in May they were at sea when he fell ill"
            "advcl" if aside => false,
            "advcl" if tree.is_participle(at) && head < at && tree.preposition(at).is_empty() => false,
            "xcomp" if TOGETHER.contains(&tree.lemma(head)) => false,
            // "were reported killed on Monday"
            "xcomp" if tree.token(at).xpos == "VBN" && tree.is_passive(head) => false,
            _ => break,
        };
        found.push(Around { verb: head, early });
        at = head;
    }
    found.extend(first_to(tree, verb));
    found.extend(fronted(tree, verb));
    found.extend(occurring(tree, verb));
    found.extend(when.into_iter().map(|verb| Around { verb, early: false }));
    found
}

/// Whether two verbs in a row tell of one blow: "killed six and wounded ten".
fn harm_alike(tree: &Tree<'_>, first: TokenId, second: TokenId) -> bool {
    let harms = |verb: TokenId| HARMS.contains(&tree.lemma(verb));
    harms(first) && harms(second) && tree.by(second, "cc").all(|word| tree.lemma(word) == "and")
}

/// Whether a clause is one with "when".
pub(super) fn says_when(tree: &Tree<'_>, clause: TokenId) -> bool {
    let says_when = |&child: &TokenId| matches!(tree.token(child).relation(), "mark" | "advmod");
    let mut words = tree.children(clause).iter().filter(|child| says_when(child));
    words.any(|&child| tree.lemma(child) == "when")
}

/// "On Friday she became the first woman to win": she won when she became so.
fn first_to(tree: &Tree<'_>, verb: TokenId) -> Option<Around> {
    let noun = tree.token(verb).head.filter(|_| tree.token(verb).relation() == "acl" && tree.is_infinitive(verb))?;
    let ranked = tree.by(noun, "amod").any(|word| matches!(tree.lemma(word), "first" | "second" | "third" | "last"));
    let became = tree.token(noun).head.filter(|_| tree.token(noun).relation() == "xcomp")?;
    (ranked && tree.lemma(became) == "become").then_some(Around { verb: became, early: false })
}

/// "In May, police cleared the square and rebels killed six": what stands before the first clause holds for both.
fn fronted(tree: &Tree<'_>, verb: TokenId) -> Option<Around> {
    let head = tree.token(verb).head.filter(|_| tree.token(verb).relation() == "conj")?;
    let subject = tree.by(head, "nsubj").next().filter(|_| tree.token(head).upos == "VERB")?;
    let front = tree.by(head, "obl").any(|at| at < subject);
    let both = tree.by(verb, "nsubj").next().is_some() && tree.by(verb, "cc").all(|word| tree.lemma(word) == "and");
    (front && both).then_some(Around { verb: head, early: true })
}

/// "The vote is scheduled to take place this week": it says when for what it is about.
fn occurring(tree: &Tree<'_>, verb: TokenId) -> Option<Around> {
    let occurs = |&at: &TokenId| matches!(tree.lemma(at), "take" | "occur" | "happen" | "begin" | "start" | "hold");
    let mut below = tree.by(verb, "xcomp").filter(|&at| tree.is_infinitive(at));
    let planned = matches!(tree.lemma(verb), "schedule" | "set" | "plan" | "slate");
    below.find(occurs).filter(|_| planned).map(|verb| Around { verb, early: false })
}

/// Clauses that say where and when for a noun in them: "said in a speech on Monday", "there were 300 deaths in May",
/// "reported 12 deaths on Sunday".
pub(super) fn above(tree: &Tree<'_>, noun: TokenId) -> Option<Around> {
    if tree.token(noun).upos != "NOUN" {
        return None;
    }
    let mut at = noun;
    let mut counted = false;
    for _ in 0..3 {
        counted |= tree.by(at, "nummod").next().is_some();
        let token = tree.token(at);
        let head = token.head?;
        let preposition = tree.preposition(at);
        let there = token.relation() == "nsubj" && tree.by(head, "expl").next().is_some();
        let within = at == noun
            && token.relation() == "obl"
            && (matches!(preposition.as_str(), "in" | "at" | "during")
                || preposition == "on" && matches!(tree.lemma(noun), "trip" | "visit" | "tour")
                || preposition == "to" && tree.lemma(head) == "lead");
        let listed = counted && token.relation() == "obj" && !tree.by(at, "det").any(|det| tree.lemma(det) == "the");
        if tree.is_predicate(head) && (there || within || listed) {
            return Some(Around { verb: head, early: false });
        }
        if !matches!(token.relation(), "conj" | "nmod") || !tree.is_nominal(head) {
            return None;
        }
        at = head;
    }
    None
}

/// Adjuncts that parsers hang on the verb above a noun, though they are the noun's: "before his death on Saturday".
pub(super) fn beside(tree: &Tree<'_>, noun: TokenId) -> Vec<TokenId> {
    let token = tree.token(noun);
    let Some(verb) = token.head.filter(|_| token.upos == "NOUN") else { return Vec::new() };
    if token.relation() == "nsubj" && tree.by(verb, "expl").next().is_some() {
        return tree.by(verb, "obl").filter(|&at| at > noun).collect();
    }
    if !BEFORE.contains(&tree.preposition(noun).as_str()) {
        return Vec::new();
    }
    let end = tree.document.subtree(noun).end;
    let follows = |&at: &TokenId| tree.document.subtree(at).start == end && tree.form(end - 1) != ",";
    tree.by(verb, "obl").filter(follows).collect()
}
