//! How a word hangs on the one above it, in the terms of the table of operators.

use super::clauses::{is_aside, is_definite};
use crate::document::TokenId;
use crate::extract::syntax::Tree;

/// How `at` hangs on its head, in the terms of the table.
pub(crate) fn edges(tree: &Tree<'_>, at: TokenId) -> Vec<String> {
    let token = tree.token(at);
    let preposition = tree.preposition(at);
    let mut edges: Vec<&str> = Vec::new();
    // "having agreed" is as good as "agreeing"; "to be agreeing" is an infinitive.
    let gerund =
        !tree.is_infinitive(at) && (token.xpos == "VBG" || tree.by(at, "aux").any(|aux| tree.form(aux) == "having"));
    match token.relation() {
        "xcomp" if gerund => edges.push("ger"),
        // "called it a murder" asks for none.
        "xcomp" if matches!(token.upos.as_str(), "NOUN" | "PROPN") && !tree.is_infinitive(at) => {}
        // "wants the court to": somebody else is to do it.
        "xcomp" if token.head.is_some_and(|head| tree.by(head, "obj").next().is_some()) => edges.extend(["inf", "ask"]),
        "xcomp" => edges.push("inf"),
        "ccomp" if tree.is_infinitive(at) => edges.push("inf"),
        "ccomp" if gerund && preposition.is_empty() && tree.by(at, "nsubj").next().is_none() => edges.push("ger"),
        // "her winning it is unlikely to help".
        "csubj" if gerund => {}
        "ccomp" | "csubj" => edges.extend(["clause", "report"]),
        "parataxis" => edges.push("report"),
        "acl" | "advcl" if tree.is_infinitive(at) => edges.push("inf"),
        // "the allegation (that) he lied": parsers waver between relative and content clause.
        // "the rumour that he had died" is a clause, "the man killed" is none.
        // "a charge that he has denied" is no charge that he has.
        "acl" if is_relative(tree, at) => {}
        "acl" if !gerund && (token.xpos != "VBN" || tree.by(at, "aux").next().is_some()) => edges.push("clause"),
        "acl" if token.deprel == "acl:relcl" && !is_relative(tree, at) => edges.push("clause"),
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

/// Whether a clause has a relative pronoun as its object: the noun that it hangs on is what is done to.
fn is_relative(tree: &Tree<'_>, clause: TokenId) -> bool {
    let relative = |at: TokenId| tree.token(at).upos == "PRON" && matches!(tree.lemma(at), "that" | "which");
    tree.token(clause).deprel == "acl:relcl" && tree.by(clause, "obj").any(relative)
}
