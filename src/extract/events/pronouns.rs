//! Whom pronouns and their like stand for, as far as the chains leave it open.

use crate::document::{EntityType, Form, Mention, TokenId};
use crate::extract::events::actors::{Actor, Quantities, actors, one};
use crate::extract::syntax::Tree;

/// Verbs whose "it" is a matter, not somebody.
const SAYING: [&str; 10] =
    ["deny", "confirm", "admit", "say", "announce", "acknowledge", "explain", "know", "believe", "mean"];

/// Probability of a pronoun's chain below which who it stands for is left open: a wrong actor is worse than none. People
/// are told apart by gender and number, so that less is enough for them than for "it", and most for "this" or "both".
const SURE: f32 = 0.65;
const SURE_IT: f32 = 0.6;
const SURE_SOMEBODY: f32 = 0.55;

/// Enough where what it stands for is the subject just before: what a text goes on about.
const SURE_SUBJECT: f32 = 0.45;

/// Whether it is left open whom a pronoun stands for. A description always stands for itself.
pub(super) fn is_doubtful(tree: &Tree<'_>, mention: &Mention) -> bool {
    if mention.form != Form::Pronoun {
        return false;
    }
    let least = match tree.lemma(mention.head) {
        "he" | "she" | "they" | "his" | "her" | "their" | "him" | "them" => SURE_SOMEBODY,
        "it" | "its" => SURE_IT,
        _ => SURE,
    };
    let least = if mention.confidence < least && takes_up_subject(tree, mention) { SURE_SUBJECT } else { least };
    mention.confidence < least || looks_ahead(tree, mention)
}

/// Whether a pronoun is a subject that stands for a subject of its sentence or the one before.
fn takes_up_subject(tree: &Tree<'_>, pronoun: &Mention) -> bool {
    let document = tree.document;
    let (Some(here), Some(chain)) = (document.sentence_of(pronoun.head), document.chains.get(pronoun.chain)) else {
        return false;
    };
    let subject = |head: TokenId| tree.token(head).relation() == "nsubj";
    let near = |head: TokenId| document.sentence_of(head).is_some_and(|there| there + 1 == here || there == here);
    subject(pronoun.head)
        && chain.mentions.iter().map(|&at| &document.mentions[at]).any(|other| {
            other.form != Form::Pronoun && other.head < pronoun.head && subject(other.head) && near(other.head)
        })
}

/// Those whom "they" are, where it takes up a coordination: "Weber and Lang said they would resign".
pub(super) fn several(tree: &Tree<'_>, quantities: &Quantities, head: TokenId, depth: usize) -> Vec<Actor> {
    let document = tree.document;
    let plural = matches!(tree.lemma(head), "they" | "them" | "their" | "both");
    let Some(pronoun) = tree.mention(head).map(|at| &document.mentions[at]) else { return Vec::new() };
    if !plural || depth > 0 || pronoun.form != Form::Pronoun || is_doubtful(tree, pronoun) {
        return Vec::new();
    }
    let joined = |other: &&Mention| {
        let inside = |conjunct: TokenId| (other.first..other.end).contains(&conjunct);
        let whole = tree.token(other.head).relation() != "conj";
        other.form == Form::Nominal && other.head < head && whole && tree.by(other.head, "conj").any(inside)
    };
    let mut mentions = document.chains[pronoun.chain].mentions.iter().map(|&at| &document.mentions[at]);
    let Some(last) = mentions.rfind(joined) else { return Vec::new() };
    let members = tree.conjuncts(last.head).into_iter().filter(|at| (last.first..last.end).contains(at));
    let each = members.flat_map(|member| one(tree, quantities, member, depth + 1));
    let each: Vec<Actor> =
        each.filter(|actor| actor.chain != pronoun.chain).map(|actor| Actor { at: head, ..actor }).collect();
    if each.len() > 1 { each } else { Vec::new() }
}

/// Those who say what "they" or "it", which nothing else explains, will do: "the unions said they would strike".
pub(super) fn speaker(tree: &Tree<'_>, quantities: &Quantities, head: TokenId, depth: usize) -> Vec<Actor> {
    let token = tree.token(head);
    let plural = tree.lemma(head) == "they";
    let pronoun = tree.mention(head).map(|at| &tree.document.mentions[at]);
    let open = pronoun.is_none_or(|pronoun| !tree.is_described(pronoun.chain) || is_doubtful(tree, pronoun));
    if depth > 0 || token.relation() != "nsubj" || !(plural || tree.lemma(head) == "it") || !open {
        return Vec::new();
    }
    let clause = token.head.filter(|&verb| tree.token(verb).relation() == "ccomp");
    let Some(verb) = clause.and_then(|verb| tree.token(verb).head) else { return Vec::new() };
    let Some(subject) = tree.by(verb, "nsubj").find(|&subject| subject < head) else { return Vec::new() };
    let found = actors(tree, quantities, subject);
    let several = found.len() > 1 || tree.token(subject).xpos.ends_with('S');
    let fits = |actor: &Actor| match actor.kind {
        EntityType::Organization => plural || found.len() == 1,
        EntityType::Group => plural,
        EntityType::Place => !plural && found.len() == 1,
        _ => plural && several,
    };
    if found.iter().any(|actor| actor.is_owner()) || !found.iter().all(fits) {
        return Vec::new();
    }
    found.iter().map(|actor| Actor { at: head, ..*actor }).collect()
}

/// Who goes on to do more, where nothing else explains "it": "The league sued the mill. It also accused the mayor".
pub(super) fn parallel(tree: &Tree<'_>, quantities: &Quantities, head: TokenId, depth: usize) -> Vec<Actor> {
    let document = tree.document;
    let pronoun = tree.mention(head).map(|at| &document.mentions[at]);
    let open = pronoun.is_none_or(|pronoun| !tree.is_described(pronoun.chain) || is_doubtful(tree, pronoun));
    let token = tree.token(head);
    if depth > 0 || tree.lemma(head) != "it" || token.deprel != "nsubj" || !open {
        return Vec::new();
    }
    let also =
        |&verb: &TokenId| tree.token(verb).upos == "VERB" && tree.by(verb, "advmod").any(|at| tree.lemma(at) == "also");
    let before = document.sentence_of(head).filter(|&here| document.sentences[here].first == head);
    let (Some(before), Some(_)) = (before.and_then(|here| here.checked_sub(1)), token.head.filter(also)) else {
        return Vec::new();
    };
    let root = document.sentences[before].tokens().find(|&at| tree.token(at).head.is_none());
    let Some(subject) = root.and_then(|root| tree.by(root, "nsubj").find(|&at| tree.token(at).deprel == "nsubj"))
    else {
        return Vec::new();
    };
    let found = actors(tree, quantities, subject);
    let one = found.len() == 1
        && found.iter().all(|actor| {
            let body = matches!(actor.kind, EntityType::Organization | EntityType::Place);
            body && !actor.is_owner() && document.chains[actor.chain].named
        });
    if one { found.iter().map(|actor| Actor { at: head, ..*actor }).collect() } else { Vec::new() }
}

/// Whom "the latter" or "the former" is of those joined just before.
pub(super) fn of_two(tree: &Tree<'_>, head: TokenId) -> Option<TokenId> {
    let latter = match tree.lemma(head) {
        "latter" => true,
        "former" => false,
        _ => return None,
    };
    tree.by(head, "det").next()?;
    let document = tree.document;
    let here = document.sentence_of(head)?;
    let from = document.sentences[here.saturating_sub(1)].first;
    let joined = |&at: &TokenId| {
        let nominal =
            |at: TokenId| matches!(tree.token(at).upos.as_str(), "NOUN" | "PROPN") && tree.mention(at).is_some();
        tree.token(at).relation() != "conj" && nominal(at) && tree.by(at, "conj").any(nominal)
    };
    let members = tree.conjuncts((from..head).rev().find(joined)?);
    if latter { members.last().copied() } else { members.first().copied() }
}

/// Whether a pronoun in a clause before the main one may stand for the main one's subject: "when she left, Ann led".
fn looks_ahead(tree: &Tree<'_>, pronoun: &Mention) -> bool {
    if pronoun.form != Form::Pronoun || !matches!(tree.lemma(pronoun.head), "he" | "she") {
        return false;
    }
    let clause = tree.token(pronoun.head).head.filter(|&verb| tree.token(verb).relation() == "advcl");
    let main = clause.and_then(|verb| tree.token(verb).head.filter(|&main| main > verb));
    let subject = main.and_then(|main| tree.by(main, "nsubj").find(|&subject| subject > pronoun.head));
    let named = subject.and_then(|subject| tree.mention(subject)).map(|at| &tree.document.mentions[at]);
    named.is_some_and(|other| {
        other.form == Form::Name && other.kind == EntityType::Person && other.chain != pronoun.chain
    })
}

/// "Kigali denied it": what somebody said, though a chain may take "it" for Rwanda.
pub(super) fn is_what_was_said(tree: &Tree<'_>, head: TokenId) -> bool {
    let token = tree.token(head);
    token.relation() == "obj"
        && matches!(tree.lemma(head), "it" | "this" | "that")
        && token.head.is_some_and(|verb| SAYING.contains(&tree.lemma(verb)))
}
