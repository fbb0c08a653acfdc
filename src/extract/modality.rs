//! How a text tells an event: from its trigger up the tree, every word above or beside it has its say.
//!
//! The table of words is `ontology/lexicon/operators.csv`; this file knows how their effects combine. In doubt an
//! event is not asserted.

mod clauses;
mod hung;

use crate::claim::Modality::{self, Alleged, Asserted, Conditional, Denied, Planned, Requested};
use crate::document::TokenId;
use crate::extract::attribution;
use crate::extract::lexicon_operators::{Effect, Operators};
use crate::extract::syntax::Tree;

use hung::{accuser, is_known_by, is_sought};

use clauses::{
    is_argument, is_aside, is_awaited, is_background, is_definite, is_generic, is_given, is_hypothetical,
    is_imperative, is_in_infinitive, is_inverted, is_never, is_past, is_present, is_ranked, is_restricted,
    is_scheduled, is_told_past, lasts_until, took_place,
};

/// How an event is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Telling {
    /// With what certainty.
    pub(crate) modality: Modality,
    /// The words for who says so, nearest first; empty where the article itself does.
    pub(crate) speakers: Vec<TokenId>,
    /// Whether it is told on somebody's word, known or not; what is presupposed is not.
    pub(crate) reported: bool,
    /// The words that the clause hangs on, nearest first, as far as they have a say.
    pub(crate) governors: Vec<TokenId>,
    /// The words that made something else of it than an assertion, nearest first.
    pub(crate) cues: Vec<TokenId>,
}

/// The effect of `outer` on what is told as `inner`.
///
/// | outer \ inner | asserted | denied | planned | alleged | conditional | requested |
/// |---|---|---|---|---|---|---|
/// | denied | denied | conditional | denied | denied | denied | denied |
/// | planned | planned | denied | planned | alleged | conditional | requested |
/// | alleged | alleged | denied | planned | alleged | conditional | requested |
/// | conditional | conditional | conditional | conditional | alleged | conditional | requested |
/// | requested | requested | conditional | requested | alleged | conditional | requested |
pub(crate) fn combine(outer: Modality, inner: Modality) -> Modality {
    match (outer, inner) {
        (Asserted, _) => inner,
        (Denied, Denied) => Conditional,
        (Denied, _) => Denied,
        (_, Asserted) => outer,
        (Planned, _) => inner,
        (Alleged, _) => inner,
        (Conditional, Planned | Denied) => Conditional,
        (Conditional, _) => inner,
        (Requested, Planned) => Requested,
        (Requested, Denied) => Conditional,
        (Requested, _) => inner,
    }
}

/// How far the words around a clause reach.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Reach {
    /// A noun presupposed by its clause, a relative clause: only attribution is still collected.
    fixed: bool,
    /// An adjunct: a denial of the main clause does not deny it.
    adjunct: bool,
}

/// How the event at `trigger` is told, starting from its own modality.
///
/// `enacted` marks acts that their means perform ("marched to protest"); `speech` marks nouns for what was said or happened already ("the demand", "his death"), which no rejection undoes; `told` marks
/// triggers whose sense already speaks for their negation or auxiliary ("would not accept").
pub(crate) fn telling(
    tree: &Tree<'_>,
    operators: &Operators,
    trigger: TokenId,
    own: Modality,
    Told { speech, told, enacted }: Told,
) -> Telling {
    let noun = !tree.is_predicate(trigger);
    let mut modality = own;
    // "approved the raids that took place on Monday": whatever becomes of the clause, they did.
    let mut reach = Reach { fixed: noun && took_place(tree, trigger), adjunct: false };
    let mut speakers = Vec::new();
    let mut reported = false;
    let mut governed_infinitive = false;
    // Once it is what somebody says or finds, a denial of that leaves it open: "failed to prove that".
    let mut said = false;
    let mut at = trigger;
    let mut below = None;
    let mut governors = Vec::new();
    let mut cues = Vec::new();
    if !told {
        modality = combine(beside(tree, operators, at, true, &mut cues), modality);
    }
    // A tree has no cycles; the bound guards against a malformed one.
    for _ in 0..64 {
        if let Some(found) = attribution::beside(tree, operators, at, below) {
            reported |= !reach.fixed;
            speakers.extend(found);
            if !reach.fixed && attribution::is_claimed(tree, operators, at) {
                modality = combine(Alleged, modality);
            }
        }
        let Some(head) = tree.token(at).head else { break };
        let head = accuser(tree, operators, at, head).unwrap_or(head);
        let before = modality;
        if !reach.fixed {
            governors.push(head);
        }
        let edges = edges(tree, at);
        let first_noun = noun && at == trigger;
        // "claims falsely that".
        let untrue = |word: TokenId| {
            matches!(tree.lemma(word), "falsely" | "wrongly" | "incorrectly" | "mistakenly" | "erroneously")
        };
        let clause = edges.iter().any(|edge| edge == "clause");
        if clause && !reach.fixed && tree.is_predicate(head) && tree.by(head, "advmod").any(untrue) {
            modality = combine(Denied, modality);
        }
        let mut governed = false;
        for operator in operators.governing(tree, head, &edges) {
            match operator.effect {
                Effect::Reported => {
                    said |= !edges.iter().any(|edge| edge == "ger" || edge == "inf");
                    reported |= !reach.fixed;
                    speakers.extend(attribution::speakers(tree, head));
                    if tree.is_passive(head) && speakers.is_empty() {
                        modality = combine(Alleged, modality);
                    }
                    // What nobody would say is not said: "did not say that".
                    // It is none the less so where only its reason is not said: "did not say why".
                    let around = beside(tree, operators, head, true, &mut Vec::new());
                    if around != Asserted && !reach.fixed && !is_given(tree, at) {
                        modality = combine(Conditional, modality);
                    }
                }
                // Suspicions and inquiries presuppose what they are about: "suspected of the murder of".
                Effect::Modality(Alleged) if first_noun && is_definite(tree, at) && !effect_is_on_clause(&edges) => {
                    reach.fixed = true;
                }
                Effect::Modality(_) if reach.fixed => {}
                Effect::Modality(Denied) if speech && first_noun => {}
                // A deal that is announced is made, a strike is to come.
                Effect::Modality(Planned)
                    if first_noun && operator.governs("new") && operators.beside(tree, at, "done").is_some() => {}
                Effect::Modality(effect) => {
                    governed = true;
                    governed_infinitive |= edges.iter().any(|edge| edge == "inf");
                    let effect = if effect == Denied && (reach.adjunct || said) { Conditional } else { effect };
                    said |= effect == Asserted && edges.iter().any(|edge| edge == "clause");
                    modality = combine(effect, modality);
                    // "is not true that" denies what it tells; "did not say that" denies the saying.
                    let clause = edges.iter().any(|edge| edge == "clause") && tree.token(head).upos != "ADJ";
                    if !(clause || told && first_noun) {
                        modality = combine(beside(tree, operators, head, true, &mut cues), modality);
                    } else if clause && !tree.is_predicate(head) {
                        // "no evidence that" leaves it open.
                        let around = beside(tree, operators, head, true, &mut Vec::new());
                        modality = combine(if around == Denied { Conditional } else { around }, modality);
                    }
                }
                Effect::Implied if reach.fixed => {}
                Effect::Implied => {
                    governed = true;
                    governed_infinitive = true;
                    if tree.by(head, "advmod").chain(tree.by(at, "advmod")).any(|word| tree.lemma(word) == "yet") {
                        // "has yet to sign".
                        modality = combine(Denied, modality);
                    } else if is_told_past(tree, head) || is_past(tree, head) {
                        modality = combine(beside(tree, operators, head, true, &mut cues), modality);
                    } else {
                        modality = combine(Conditional, modality);
                    }
                }
            }
        }
        let relation = tree.token(at).relation();
        let sought = (!reach.fixed && !governed).then(|| is_sought(tree, operators, at)).flatten();
        if reach.fixed {
            // Only who says so still matters.
        } else if let Some(effect) = sought {
            modality = combine(effect, modality);
            reach.fixed = true;
        } else if (tree.token(at).deprel == "acl:relcl" && !governed)
            || is_background(tree, at)
            || (is_given(tree, at) && is_told_past(tree, at) && relation != "advcl")
            || (!governed && is_known_by(tree, operators, at))
        {
            reach.fixed = true;
        } else if relation == "conj" {
            let own_subject = tree.by(at, "nsubj").next().is_some();
            let own_auxiliary = tree.by(at, "aux").next().is_some();
            if tree.is_predicate(head) && !own_subject && !own_auxiliary {
                let either = tree.by(at, "cc").any(|cc| matches!(tree.lemma(cc), "or" | "nor"));
                modality = combine(beside(tree, operators, head, either, &mut cues), modality);
            }
        } else if !governed && !edges.iter().any(|edge| edge == "clause") {
            if noun && !tree.is_predicate(at) {
                if tree.is_predicate(head) {
                    // An argument of a verb that is no operator: presupposed, unless indefinite in an unreal clause.
                    // "there were no talks" is denied once, by the noun's own "no".
                    let around =
                        if modality == Denied { Asserted } else { beside(tree, operators, head, true, &mut cues) };
                    if around != Asserted && (!is_definite(tree, at) || is_hypothetical(tree, at)) {
                        modality = combine(Conditional, modality);
                    }
                    reach.fixed = true;
                } else {
                    modality = combine(beside(tree, operators, head, false, &mut cues), modality);
                    reach.fixed = is_definite(tree, at) && relation != "compound";
                }
            } else if at != trigger && is_argument(tree, at) && tree.is_predicate(head) {
                // "there may be people killed": the noun that the participle says more of is no known one.
                if !is_definite(tree, at) && beside(tree, operators, head, true, &mut cues) != Asserted {
                    modality = combine(Conditional, modality);
                }
            } else if relation == "advcl" && is_told_past(tree, at) {
                // "tried to sell the seat after Obama was elected": told as past, whatever becomes of the main clause.
                reach.fixed = true;
            } else if matches!(relation, "advcl" | "acl" | "obl" | "csubj") {
                reach.adjunct = true;
            } else if relation == "xcomp"
                && (tree.is_infinitive(at) || tree.token(at).xpos == "VB")
                && !(enacted && at == trigger)
            {
                // An infinitive below a verb the table does not know; with a passive it tells the purpose.
                modality = combine(if tree.is_passive(head) { Planned } else { Conditional }, modality);
                governed_infinitive = true;
            }
        }
        if !governed_infinitive
            && !noun
            && at == trigger
            && is_in_infinitive(tree, at)
            && !reach.fixed
            && !enacted
            && !is_ranked(tree, at)
        {
            modality = combine(Planned, modality);
        }
        if modality != before && !cues.contains(&head) {
            cues.push(head);
        }
        below = Some(at);
        at = head;
    }
    if !noun && tree.token(trigger).head.is_none() && tree.is_infinitive(trigger) {
        modality = combine(Planned, modality);
    }
    if is_imperative(tree, told_by(tree, trigger), 0) && !reach.fixed {
        modality = combine(Requested, modality);
    }
    if tree.is_question(trigger) && !reach.fixed {
        modality = combine(Conditional, modality);
    }
    if modality == Asserted {
        cues.clear();
    }
    Telling { modality, speakers, reported, governors, cues }
}

/// What a trigger's sense says about how it may be told.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Told {
    /// A noun for what was said or happened already.
    pub(crate) speech: bool,
    /// The sense speaks for its negation or auxiliary itself.
    pub(crate) told: bool,
    /// An act that its means performs.
    pub(crate) enacted: bool,
}

/// The verb that tells what a word is part of: itself, or the verb that a noun is the object of.
fn told_by(tree: &Tree<'_>, word: TokenId) -> TokenId {
    let token = tree.token(word);
    match token.head {
        Some(head) if token.relation() == "obj" && !tree.is_predicate(word) => head,
        _ => word,
    }
}

fn effect_is_on_clause(edges: &[String]) -> bool {
    edges.iter().any(|edge| matches!(edge.as_str(), "clause" | "inf" | "obj"))
}

/// What the words right beside a predicate or noun make of it: auxiliaries, negation, adverbs, adjectives, marks.
fn beside(tree: &Tree<'_>, operators: &Operators, at: TokenId, negation: bool, cues: &mut Vec<TokenId>) -> Modality {
    let mut modality = Asserted;
    let noun = !tree.is_predicate(at);
    let mut denied = 0;
    for &child in tree.children(at) {
        let token = tree.token(child);
        let effect = match token.relation() {
            "aux" if tree.lemma(child) == "be" && tree.is_infinitive(at) => Some(Planned),
            // "should they attack": a condition, not a demand.
            "aux" if tree.form(child) == "should" && tree.token(at).relation() == "advcl" => Some(Conditional),
            "aux" => operators.beside(tree, child, "aux").map(|effect| backshift(tree, at, child, effect)),
            // "at no time", "under no circumstances", "by no means".
            "obl" if is_never(tree, child) => {
                denied += 1;
                cues.push(child);
                None
            }
            // "in the novel, Britain invades France".
            "obl" if tree.preposition(child) == "in" && (is_present(tree, at) || child < at) => {
                operators.beside(tree, child, "fiction")
            }
            // "ahead of his visit" is parsed as an adverb with a preposition.
            "advmod" if noun && tree.lemma(child) == "ahead" => Some(Planned),
            "advmod" if tree.form(child) == "longer" && tree.follows_no(child) => {
                denied += 1;
                cues.push(child);
                None
            }
            "advmod" | "cc" | "discourse" => match operators.beside(tree, child, "neg") {
                Some(Denied)
                    if tree.next_form(child).is_none_or(|next| next != "only" && next != "just")
                        && !is_restricted(tree, at, child) =>
                {
                    denied += 1;
                    cues.push(child);
                    None
                }
                Some(_) => None,
                None => operators
                    .beside(tree, child, "adv")
                    .or_else(|| operators.beside(tree, child, "habit").filter(|_| is_present(tree, at))),
            },
            "det" | "amod" | "case" | "mark" if tree.lemma(child) == "without" => Some(Denied),
            "det" => match operators.beside(tree, child, "det") {
                Some(Denied) => {
                    denied += 1;
                    cues.push(child);
                    None
                }
                effect => effect,
            },
            "amod" if noun => operators.beside(tree, child, "adj"),
            // "stayed until they hired him" tells that they did.
            "mark" if tree.lemma(child) == "until" && is_told_past(tree, at) => None,
            "mark" => operators.beside(tree, child, "mark"),
            // "retaliate if": what the condition hangs on, unless it is told as past ("threatened … unless").
            "advcl" if !is_past(tree, at) => {
                let mut marks = tree.by(child, "mark").filter_map(|mark| operators.beside(tree, mark, "mark"));
                marks.find(|&effect| effect == Conditional)
            }
            "nsubj" | "obj" if !noun => {
                let words = tree.by(child, "det").chain(tree.by(child, "cc")).chain([child]);
                let found = words.filter_map(|word| operators.beside(tree, word, "det")).next();
                // "not one passenger".
                let counted = tree.by(child, "nummod").flat_map(|count| tree.by(count, "advmod"));
                let none =
                    tree.by(child, "advmod").chain(counted).any(|word| word < child && tree.lemma(word) == "not");
                if found == Some(Denied) || none && token.relation() == "nsubj" {
                    denied += 1;
                    cues.push(child);
                }
                None
            }
            _ => None,
        };
        if let Some(effect) = effect {
            modality = combine(effect, modality);
            if effect != Asserted {
                cues.push(child);
            }
        }
    }
    let clause = matches!(tree.token(at).relation(), "advcl" | "acl" | "conj" | "obl");
    if (noun || clause)
        && let Some(effect) = operators.preposition(&tree.preposition(at))
    {
        modality = combine(effect, modality);
    }
    if !noun && is_generic(tree, at) {
        modality = combine(Conditional, modality);
    }
    if !noun && (is_scheduled(tree, at) || is_awaited(tree, at)) {
        modality = combine(Planned, modality);
    }
    // "had they attacked, …".
    if !noun && is_inverted(tree, at) {
        modality = combine(Conditional, modality);
    }
    // "did not sign until July": it signed then.
    if denied > 0 && !noun && lasts_until(tree, at) {
        denied = 0;
        cues.clear();
    }
    if negation && denied > 0 { combine(Denied, modality) } else { modality }
}

/// "said it would withdraw" tells a plan, "would withdraw" alone a condition.
fn backshift(tree: &Tree<'_>, verb: TokenId, auxiliary: TokenId, effect: Modality) -> Modality {
    let would = matches!(tree.form(auxiliary).as_str(), "would" | "'d" | "’d");
    let below = matches!(tree.token(verb).relation(), "ccomp" | "parataxis");
    // "said it would have withdrawn" tells what did not come to be.
    let perfect = tree.by(verb, "aux").any(|at| matches!(tree.form(at).as_str(), "have" | "'ve" | "’ve"));
    if would && below && !perfect { Planned } else { effect }
}

/// How `at` hangs on its head, in the terms of the table.
pub(crate) fn edges(tree: &Tree<'_>, at: TokenId) -> Vec<String> {
    let token = tree.token(at);
    let preposition = tree.preposition(at);
    let mut edges: Vec<&str> = Vec::new();
    // "having agreed" is as good as "agreeing".
    let gerund = token.xpos == "VBG" || tree.by(at, "aux").any(|aux| tree.form(aux) == "having");
    match token.relation() {
        "xcomp" if gerund => edges.push("ger"),
        // "called it a murder" asks for none.
        "xcomp" if matches!(token.upos.as_str(), "NOUN" | "PROPN") && !tree.is_infinitive(at) => {}
        // "wants the court to": somebody else is to do it.
        "xcomp" if token.head.is_some_and(|head| tree.by(head, "obj").next().is_some()) => edges.extend(["inf", "ask"]),
        "xcomp" => edges.push("inf"),
        "ccomp" if tree.is_infinitive(at) => edges.push("inf"),
        "ccomp" if gerund && preposition.is_empty() && tree.by(at, "nsubj").next().is_none() => edges.push("ger"),
        "ccomp" | "csubj" => edges.extend(["clause", "report"]),
        "parataxis" => edges.push("report"),
        "acl" | "advcl" if tree.is_infinitive(at) => edges.push("inf"),
        // "the allegation (that) he lied": parsers waver between relative and content clause.
        // "the rumour that he had died" is a clause, "the man killed" is none.
        "acl" if !gerund && (token.xpos != "VBN" || tree.by(at, "aux").next().is_some()) => edges.push("clause"),
        "acl" if token.deprel == "acl:relcl" => edges.push("clause"),
        "advcl" if gerund && preposition.is_empty() && !is_aside(tree, at) => edges.push("ger"),
        "obj" | "iobj" => edges.push("obj"),
        "nsubj" if token.deprel == "nsubj:pass" => edges.push("obj"),
        "nsubj" if token.head.is_some_and(|head| tree.is_passive(head)) => edges.push("obj"),
        "nsubj" => edges.push("subj"),
        "compound" => edges.extend(["compound", "of", "for"]),
        "nmod" if token.deprel == "nmod:poss" => edges.push("of"),
        _ => {}
    }
    // "an attack launched by": the participle's noun is its object.
    let mut edges: Vec<String> = edges.into_iter().map(str::to_owned).collect();
    if edges.iter().any(|edge| edge == "obj") && !is_definite(tree, at) {
        edges.push("new".to_owned());
    }
    // "made him leave", not "made it easier to leave".
    if token.xpos == "VB" && edges.iter().any(|edge| edge == "inf") && !tree.is_infinitive(at) {
        edges.push("bare".to_owned());
    }
    if !preposition.is_empty() && matches!(token.relation(), "obl" | "nmod" | "advcl" | "acl" | "ccomp" | "xcomp") {
        edges.push(preposition);
    }
    edges
}

#[cfg(test)]
#[path = "modality_tests.rs"]
mod tests;
