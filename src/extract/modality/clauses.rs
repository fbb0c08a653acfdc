//! What a clause or noun shows by its form: tense, mood, whether it points at something known.

use crate::document::TokenId;
use crate::extract::syntax::Tree;

/// Whether a clause asks only for the circumstances of what it tells: "why he resigned".
pub(super) fn is_given(tree: &Tree<'_>, clause: TokenId) -> bool {
    tree.by(clause, "advmod").any(|at| matches!(tree.lemma(at), "why" | "how" | "where" | "when"))
}

/// Whether a verb is told to somebody: "free the hostages", "vote and go home".
pub(super) fn is_imperative(tree: &Tree<'_>, verb: TokenId, depth: usize) -> bool {
    let token = tree.token(verb);
    if token.xpos != "VB" || depth > 8 {
        return false;
    }
    let stands_alone = !tree.children(verb).iter().any(|&child| {
        let aux = tree.token(child).relation() == "aux" && !matches!(tree.form(child).as_str(), "do" | "don't");
        aux || matches!(tree.token(child).relation(), "nsubj" | "csubj" | "mark" | "expl")
    });
    stands_alone
        && match (token.relation(), token.head) {
            ("conj", Some(head)) => is_imperative(tree, head, depth + 1),
            ("parataxis" | "ccomp", _) | (_, None) => true,
            _ => false,
        }
}

/// Whether a verb is an infinitive, or joined to one: "to deter and *destroy* them".
pub(super) fn is_in_infinitive(tree: &Tree<'_>, verb: TokenId) -> bool {
    let mut at = verb;
    for _ in 0..8 {
        if tree.is_infinitive(at) {
            return true;
        }
        let bare = tree.token(at).xpos == "VB" && tree.by(at, "aux").chain(tree.by(at, "nsubj")).next().is_none();
        match tree.token(at).head {
            Some(head) if bare && tree.token(at).relation() == "conj" => at = head,
            _ => return false,
        }
    }
    false
}

/// Whether an infinitive says in what somebody was the first or only one, which he then was: "the first to condemn it".
pub(super) fn is_ranked(tree: &Tree<'_>, infinitive: TokenId) -> bool {
    const RANKS: [&str; 8] = ["first", "second", "third", "last", "latest", "only", "youngest", "oldest"];
    let ranked = |head: TokenId| {
        RANKS.contains(&tree.lemma(head))
            || tree.by(head, "amod").any(|rank| RANKS.contains(&tree.lemma(rank)) || tree.token(rank).xpos == "JJS")
    };
    matches!(tree.token(infinitive).relation(), "acl" | "advcl" | "xcomp")
        && tree.token(infinitive).head.is_some_and(ranked)
}

/// Whether a verb is told of whoever it may be, as true at any time: "when you kill an animal", "people who take it".
pub(super) fn is_generic(tree: &Tree<'_>, verb: TokenId) -> bool {
    if !is_present(tree, verb) {
        return false;
    }
    let anyone = |at: TokenId| {
        let person = matches!(tree.lemma(at), "people" | "person" | "somebody" | "someone" | "those" | "everyone");
        person
            && tree.by(at, "nummod").next().is_none()
            && tree.by(at, "nmod").next().is_none()
            && !is_definite(tree, at)
    };
    let token = tree.token(verb);
    let subject_is_anyone = tree.by(verb, "nsubj").any(|at| matches!(tree.lemma(at), "you" | "one"));
    subject_is_anyone && token.relation() == "advcl" || token.deprel == "acl:relcl" && token.head.is_some_and(anyone)
}

/// Whether a verb stands in the simple present.
pub(super) fn is_present(tree: &Tree<'_>, verb: TokenId) -> bool {
    let mut auxiliaries = tree.children(verb).iter().filter(|&&at| matches!(tree.token(at).relation(), "aux" | "cop"));
    match tree.token(verb).xpos.as_str() {
        "VBP" | "VBZ" => auxiliaries.next().is_none(),
        "VBN" => {
            tree.is_passive(verb)
                && auxiliaries.all(|&at| matches!(tree.form(at).as_str(), "is" | "are" | "'re" | "'s"))
        }
        _ => false,
    }
}

/// Whether a finite clause has a verb or auxiliary in the past tense.
pub(super) fn is_told_past(tree: &Tree<'_>, clause: TokenId) -> bool {
    let mut auxiliaries =
        tree.children(clause).iter().filter(|&&at| matches!(tree.token(at).relation(), "aux" | "cop"));
    tree.token(clause).xpos == "VBD" || auxiliaries.any(|&at| tree.token(at).xpos == "VBD")
}

/// Whether a verb is told as past or done: "threatened", "has threatened".
pub(super) fn is_past(tree: &Tree<'_>, verb: TokenId) -> bool {
    let auxiliaries: Vec<&str> = tree.by(verb, "aux").map(|at| tree.token(at).xpos.as_str()).collect();
    match tree.token(verb).xpos.as_str() {
        "VBD" => true,
        "VBN" => !auxiliaries.contains(&"MD"),
        _ => false,
    }
}

/// Whether a clause only says when, by something that has happened: "a plan to … after Obama met Xi". What stands above
/// makes nothing of it.
pub(super) fn is_background(tree: &Tree<'_>, verb: TokenId) -> bool {
    let when = |&child: &TokenId| {
        matches!(tree.token(child).relation(), "mark" | "advmod")
            && child < verb
            && matches!(tree.lemma(child), "after" | "when" | "since" | "as" | "while" | "once")
    };
    tree.token(verb).relation() == "advcl"
        && is_past(tree, verb)
        && !is_awaited(tree, verb)
        && tree.children(verb).iter().any(when)
}

/// Whether a clause says when something will be, by what is to happen first: "once it has signed, they will leave".
pub(super) fn is_awaited(tree: &Tree<'_>, verb: TokenId) -> bool {
    let when = |&child: &TokenId| {
        matches!(tree.token(child).relation(), "mark" | "advmod")
            && child < verb
            && matches!(tree.lemma(child), "after" | "when" | "once" | "before" | "until")
    };
    let perfect = || {
        let mut auxiliaries = tree.by(verb, "aux");
        tree.token(verb).xpos == "VBN"
            && auxiliaries.any(|aux| matches!(tree.form(aux).as_str(), "has" | "have" | "'s" | "'ve"))
    };
    let ahead = |main: TokenId| {
        tree.by(main, "aux")
            .any(|aux| matches!(tree.form(aux).as_str(), "will" | "'ll" | "shall" | "can" | "must" | "may" | "should"))
    };
    tree.token(verb).relation() == "advcl"
        && tree.children(verb).iter().any(when)
        && (is_present(tree, verb) || perfect())
        && tree.token(verb).head.is_some_and(ahead)
}

/// Whether a condition is told by the order of words: "*had they attacked*, …", "*were he to go*, …".
pub(super) fn is_inverted(tree: &Tree<'_>, verb: TokenId) -> bool {
    let Some(subject) = tree.by(verb, "nsubj").next() else { return false };
    let first = tree.document.subtree(verb).start;
    let opens = |aux: TokenId| {
        let word = tree.form(aux);
        let fits = word == "had" || word == "should" || (word == "were" && tree.is_infinitive(verb));
        aux == first && aux < subject && fits
    };
    subject < verb && tree.by(verb, "aux").any(opens)
}

/// Whether a participle clause stands beside the main clause, not below its verb: "decided the case, reversing the ban".
pub(super) fn is_aside(tree: &Tree<'_>, clause: TokenId) -> bool {
    tree.token(clause).head.is_none_or(|head| clause < head || (head..clause).any(|at| tree.form(at) == ","))
}

/// Whether a noun is the subject of what would be: "the arrest would shock the party".
pub(super) fn is_hypothetical(tree: &Tree<'_>, noun: TokenId) -> bool {
    let token = tree.token(noun);
    let would = |head: TokenId| {
        // "I think the toll would have been higher" tells what did not come to be.
        let perfect = tree.by(head, "aux").any(|aux| matches!(tree.form(aux).as_str(), "have" | "'ve" | "’ve"));
        let reported = matches!(tree.token(head).relation(), "ccomp" | "parataxis");
        (!reported || perfect)
            && tree.by(head, "aux").any(|aux| matches!(tree.form(aux).as_str(), "would" | "'d" | "’d"))
    };
    token.relation() == "nsubj" && token.head.is_some_and(would)
}

/// Whether a noun points at something known: "the attack", "their talks", "Tuesday's bombing".
pub(super) fn is_definite(tree: &Tree<'_>, noun: TokenId) -> bool {
    tree.children(noun).iter().any(|&child| {
        let token = tree.token(child);
        token.deprel == "nmod:poss"
            || (token.relation() == "det" && matches!(tree.lemma(child), "the" | "this" | "that" | "these" | "those"))
    })
}

/// Whether a denial holds only up to a time in the past: "did not sign until July".
pub(super) fn lasts_until(tree: &Tree<'_>, verb: TokenId) -> bool {
    let until = |at: TokenId| tree.by(at, "case").chain(tree.by(at, "mark")).any(|word| tree.lemma(word) == "until");
    let mut phrases =
        tree.children(verb).iter().filter(|&&at| matches!(tree.token(at).relation(), "obl" | "advcl" | "nmod"));
    is_told_past(tree, verb) && phrases.any(|&at| until(at))
}

/// Whether a verb in the present or a participle is told of a day to come: "are voting tomorrow".
pub(super) fn is_scheduled(tree: &Tree<'_>, verb: TokenId) -> bool {
    let present = |at: TokenId| tree.token(at).xpos != "VBD" && tree.form(at) != "been";
    let form = match tree.token(verb).xpos.as_str() {
        "VBG" => tree.by(verb, "aux").all(present),
        "VBZ" | "VBP" => true,
        _ => false,
    };
    let ahead = |&at: &TokenId| {
        tree.lemma(at) == "tomorrow"
            || (matches!(tree.lemma(at), "week" | "month" | "year")
                && tree.by(at, "amod").any(|word| tree.lemma(word) == "next")
                && tree.by(at, "case").next().is_none())
    };
    let times = |&&at: &&TokenId| matches!(tree.token(at).relation(), "obl" | "advmod" | "nmod");
    form && tree.children(verb).iter().filter(times).any(ahead)
}

/// Whether a denial is only of a limit: "did not attack *just* the port".
pub(super) fn is_restricted(tree: &Tree<'_>, verb: TokenId, negation: TokenId) -> bool {
    let only = |at: TokenId| matches!(tree.lemma(at), "just" | "only" | "solely" | "merely" | "simply" | "exclusively");
    let below = |&at: &TokenId| matches!(tree.token(at).relation(), "obj" | "obl" | "advmod" | "advcl");
    tree.children(verb).iter().filter(|at| below(at)).any(|&at| {
        at > negation && only(at) || tree.by(at, "advmod").any(|word| word > negation && word < at && only(word))
    })
}

/// Whether a clause about a noun tells as past that it was: "the raids that took place on Monday".
pub(super) fn took_place(tree: &Tree<'_>, noun: TokenId) -> bool {
    let relative = |at: TokenId| {
        let subject = tree.by(at, "nsubj").next();
        subject.is_some_and(|subject| matches!(tree.lemma(subject), "that" | "which"))
    };
    let happened = |holder: TokenId, any: bool| {
        tree.by(holder, "acl").any(|at| {
            let happens = || {
                matches!(tree.lemma(at), "happen" | "occur")
                    || tree.lemma(at) == "take" && tree.by(at, "obj").any(|obj| tree.lemma(obj) == "place")
            };
            tree.token(at).deprel == "acl:relcl" && relative(at) && is_told_past(tree, at) && (any || happens())
        })
    };
    // "the raids on the ports that took place": hung on the ports.
    let below = || tree.by(noun, "nmod").chain(tree.by(noun, "nmod").flat_map(|at| tree.by(at, "nmod")));
    happened(noun, true) || below().any(|at| happened(at, false))
}

/// Whether an oblique says "never".
pub(super) fn is_never(tree: &Tree<'_>, at: TokenId) -> bool {
    matches!(tree.lemma(at), "time" | "circumstance" | "circumstances" | "way" | "means" | "mean" | "point" | "case")
        && tree.by(at, "det").any(|det| tree.lemma(det) == "no")
}

/// Whether a noun is an argument of what stands above it.
pub(super) fn is_argument(tree: &Tree<'_>, at: TokenId) -> bool {
    tree.is_nominal(at) && matches!(tree.token(at).relation(), "nsubj" | "obj" | "obl" | "iobj" | "nmod")
}
