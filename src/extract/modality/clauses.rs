//! What a clause or noun shows by its form: tense, mood, whether it points at something known.

use crate::claim::Modality;
use crate::document::TokenId;
use crate::extract::lexicon_operators::{Effect, Operators};
use crate::extract::syntax::Tree;

/// Whether a clause asks only for the circumstances of what it tells: "why he resigned".
pub(super) fn is_given(tree: &Tree<'_>, clause: TokenId) -> bool {
    tree.by(clause, "advmod").any(|at| matches!(tree.lemma(at), "why" | "how" | "where" | "when"))
        || asks_who(tree, clause)
}

/// Whether a clause only asks who or what it was: "did not say *who had attacked it*".
fn asks_who(tree: &Tree<'_>, clause: TokenId) -> bool {
    let who = |at: TokenId| matches!(tree.lemma(at), "who" | "whom" | "whose" | "what" | "which");
    let named = |&at: &TokenId| {
        at < clause
            && matches!(tree.token(at).relation(), "nsubj" | "obj" | "obl")
            && (who(at) || tree.by(at, "det").chain(tree.by(at, "nmod")).any(who))
    };
    matches!(tree.token(clause).relation(), "ccomp" | "csubj") && tree.children(clause).iter().any(named)
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

/// Whether a finite clause tells something, and does not ask for it: "insists that he *left*", not "that he *leave*".
pub(super) fn is_indicative(tree: &Tree<'_>, clause: TokenId) -> bool {
    let finite = |at: TokenId| matches!(tree.token(at).xpos.as_str(), "VBD" | "VBZ");
    let auxiliaries: Vec<TokenId> = tree.by(clause, "aux").chain(tree.by(clause, "cop")).collect();
    let modal = auxiliaries.iter().any(|&at| tree.token(at).xpos == "MD");
    let has = auxiliaries.iter().any(|&at| tree.form(at) == "have" && tree.token(at).xpos == "VBP");
    // "proposed: “I ask you”": words of their own.
    let quoted = || {
        let head = tree.token(clause).head.filter(|&head| head < clause);
        head.is_some_and(|head| (head + 1..clause).any(|at| tree.form(at) == ":"))
    };
    !modal && (finite(clause) || has || auxiliaries.iter().any(|&at| finite(at)) || quoted())
}

/// Whether a clause asks for what it tells: "that he *be* sent", "that he *leave*".
pub(super) fn is_subjunctive(tree: &Tree<'_>, clause: TokenId) -> bool {
    let subject = tree.by(clause, "nsubj").next().is_some();
    let that = tree.by(clause, "mark").any(|mark| tree.lemma(mark) == "that");
    let mut auxiliaries = tree.by(clause, "aux").chain(tree.by(clause, "cop")).peekable();
    subject
        && match auxiliaries.peek() {
            Some(_) => that && auxiliaries.all(|at| tree.form(at) == "be"),
            None => tree.token(clause).xpos == "VB",
        }
}

/// Whether who speaks asks leave for what they do with it: "*let me* thank", "*allow us* to thank", "*I would like* to".
pub(super) fn is_invited(tree: &Tree<'_>, verb: TokenId) -> bool {
    let own = |at: TokenId| matches!(tree.form(at).as_str(), "i" | "we" | "me" | "us");
    let subject = || tree.by(verb, "nsubj").any(own);
    match tree.lemma(verb) {
        "let" | "allow" | "permit" => {
            tree.by(verb, "obj").chain(tree.by(verb, "iobj")).any(own) && tree.by(verb, "nsubj").next().is_none()
        }
        "like" | "want" | "wish" | "glad" | "happy" | "proud" | "pleased" | "delighted" | "honored" | "honoured" => {
            subject() && !tree.by(verb, "advmod").any(|at| matches!(tree.lemma(at), "not" | "never"))
        }
        _ => false,
    }
}

/// Whether who speaks says with it what is said: "*I* must announce that", "*we* would like to state that".
pub(super) fn is_performed(tree: &Tree<'_>, verb: TokenId) -> bool {
    let token = tree.token(verb);
    let own = |at: TokenId| matches!(tree.form(at).as_str(), "i" | "we");
    let below = token.relation() == "xcomp" && tree.is_infinitive(verb);
    let subject = |verb: TokenId| tree.by(verb, "nsubj").any(own);
    let conditional = |verb: TokenId| tree.token(verb).relation() == "advcl";
    match token.head {
        Some(head) if below => matches!(tree.lemma(head), "want" | "like" | "have" | "need" | "wish") && subject(head),
        _ => subject(verb) && !conditional(verb) && tree.by(verb, "aux").next().is_some(),
    }
}

/// Whether a question asks for a deed: "can you tell us".
pub(super) fn is_request(tree: &Tree<'_>, verb: TokenId) -> bool {
    let modal = |at: TokenId| matches!(tree.form(at).as_str(), "can" | "could" | "would" | "will");
    let first = tree.document.subtree(verb).start;
    tree.by(verb, "nsubj").any(|at| tree.lemma(at) == "you")
        && tree.by(verb, "aux").any(|aux| modal(aux) && (first..aux).all(|at| !tree.token(at).xpos.starts_with('W')))
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

/// Whether a verb is told as past, done or going on: "forced", "has forced", "is forcing", "…, forcing".
pub(super) fn is_under_way(tree: &Tree<'_>, verb: TokenId) -> bool {
    let modal = || tree.by(verb, "aux").any(|aux| tree.token(aux).xpos == "MD");
    // "getting them to agree is hard", "a man having to leave": only named.
    let participle = || tree.token(verb).relation() == "advcl" && tree.preposition(verb).is_empty();
    let going_on = || tree.token(verb).xpos == "VBG" && (tree.by(verb, "aux").next().is_some() || participle());
    is_told_past(tree, verb) || is_past(tree, verb) || going_on() && !modal()
}

/// Whether a clause only says when, by something that has happened: "a plan to … after Obama met Xi". What stands above
/// makes nothing of it.
pub(super) fn is_background(tree: &Tree<'_>, verb: TokenId) -> bool {
    let when = |&child: &TokenId| {
        matches!(tree.token(child).relation(), "mark" | "advmod")
            && child < verb
            && matches!(tree.lemma(child), "after" | "when" | "since" | "as" | "while" | "once" | "now")
    };
    // "whether he lied while testifying": at the time of what is told as past.
    let meanwhile = || {
        tree.token(verb).xpos == "VBG"
            && tree.by(verb, "mark").any(|mark| matches!(tree.lemma(mark), "while" | "since"))
            && tree.token(verb).head.is_some_and(|head| tree.token(head).xpos == "VBD")
    };
    tree.token(verb).relation() == "advcl"
        && (is_past(tree, verb) || meanwhile())
        && !is_awaited(tree, verb)
        && tree.children(verb).iter().any(when)
}

/// Auxiliaries of what is to come.
const AHEAD: [&str; 10] = ["will", "'ll", "’ll", "shall", "can", "must", "may", "should", "would", "could"];

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
    let ahead = |main: TokenId| tree.by(main, "aux").any(|aux| AHEAD.contains(&tree.form(aux).as_str()));
    // "weeks before she takes office": whatever the main clause tells.
    let to_come = tree.by(verb, "mark").any(|mark| matches!(tree.lemma(mark), "before" | "until"));
    // "until they cast their votes" may be of any time.
    let unmarked = tree.token(verb).xpos == "VBD" && tree.form(verb) == tree.lemma(verb);
    let main_ahead = tree.token(verb).head.is_some_and(ahead);
    tree.token(verb).relation() == "advcl"
        && tree.children(verb).iter().any(when)
        && (is_present(tree, verb) || perfect() || unmarked && main_ahead)
        && (to_come || main_ahead)
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
///
/// "The debate that was scheduled" has not been.
pub(super) fn took_place(tree: &Tree<'_>, operators: &Operators, noun: TokenId) -> bool {
    let object = ["obj".to_owned()];
    let real = |at: TokenId| {
        let mut open = operators.governing(tree, at, &object).map(|operator| operator.effect);
        !open.any(|effect| matches!(effect, Effect::Modality(modality) if modality != Modality::Asserted))
    };
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
            tree.token(at).deprel == "acl:relcl"
                && relative(at)
                && is_told_past(tree, at)
                && real(at)
                && (any || happens())
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
