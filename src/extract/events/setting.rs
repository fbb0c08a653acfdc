//! Where and when an event happened: the nearest licensed modifier, never the next best.

use std::collections::BTreeSet;

use crate::claim::ClaimTime;
use crate::document::{ChainId, Document, EntityType, Form, TimeKind, TokenId};
use crate::extract::events::actors;
use crate::extract::syntax::{Frame, Tree};

const LOCATIVE: [&str; 17] = [
    "in",
    "at",
    "near",
    "on",
    "outside",
    "inside",
    "across",
    "around",
    "off",
    "throughout",
    "within",
    "along",
    "through",
    "over",
    "to",
    "into",
    "from",
];

/// Prepositions of being somewhere: behind them an organization with walls ("at the hospital") is a place.
const INSIDE: [&str; 5] = ["in", "at", "near", "outside", "inside"];

/// Nouns for places that tell nothing of where.
const VAGUE: [&str; 12] =
    ["world", "globe", "earth", "place", "way", "part", "back", "front", "side", "head", "middle", "border"];

/// What somebody does to somebody: a name before it is who does it.
const BLOWS: [&str; 12] = [
    "strike",
    "airstrike",
    "raid",
    "attack",
    "assault",
    "offensive",
    "operation",
    "shelling",
    "bombardment",
    "war",
    "campaign",
    "crackdown",
];

/// Prepositions before a noun that tells when: what follows it is its own ("before his death on Saturday").
const BEFORE: [&str; 8] = ["before", "after", "since", "following", "follow", "until", "ahead of", "over"];

/// The place of an event with these arguments, where it happens: named before described, its own before one that it shares
/// with the clauses around it, that before where its `undergoers` are. `located` nouns have it before them: "the Boston
/// bombing".
pub(crate) fn place(
    tree: &Tree<'_>,
    frame: &Frame,
    trigger: TokenId,
    undergoers: &[TokenId],
    located: bool,
    bodily: bool,
    sites: &BTreeSet<String>,
) -> Option<ChainId> {
    let stays = |word: &str| LOCATIVE[..14].contains(&word);
    let sorted = |mut obliques: Vec<(String, TokenId)>| {
        obliques.retain(|(word, _)| stays(word));
        obliques.sort_by_key(|(word, _)| LOCATIVE.iter().position(|other| other == word));
        obliques
    };
    let own = sorted(frame.obliques.clone());
    let named = |obliques: &[(String, TokenId)]| {
        obliques.iter().find_map(|(word, at)| place_of(tree, word, *at, sites)).or_else(|| {
            // "at the summit in Beijing", "in the capital of Kenya".
            // What is fought over or thought of lies elsewhere.
            let set = obliques.iter().filter(|(word, _)| word != "over");
            let inner = set.flat_map(|(_, at)| tree.noun_frame(*at).obliques);
            inner
                .filter(|(word, _)| stays(word) || word == "of")
                .find_map(|(word, below)| place_of(tree, &word, below, sites))
        })
    };
    // "killed in Nairobi bus crash", "hurt in the Lagos market fire"; not by whom an "Israel strike" is.
    let compound = || {
        let set = own.iter().filter(|(word, _)| word == "in" && bodily);
        // "a Lagos hospital" is a place itself.
        let happens = |at: TokenId| tree.token(at).upos == "NOUN" && tree.mention(at).is_none();
        let nouns = set.filter(|(_, at)| happens(*at) && !BLOWS.contains(&tree.lemma(*at)));
        nouns
            .flat_map(|(_, at)| tree.by(*at, "compound"))
            .filter(|&at| tree.token(at).upos == "PROPN")
            .find_map(|at| place_of(tree, "in", at, sites))
    };
    let before = || {
        let modifiers = frame.modifiers.iter().filter(|_| located);
        modifiers.filter(|&&at| tree.token(at).upos != "ADJ").find_map(|&at| place_of(tree, "in", at, sites))
    };
    let shared = || {
        let heads = around(tree, trigger).into_iter().flat_map(|around| around.adjuncts(tree));
        sorted(heads.chain(beside(tree, trigger)).map(|at| (tree.preposition(at), at)).collect())
    };
    // "wounded a man and two women in Lyon", "three workers at a plant in Leeds died": where they were, it was.
    let theirs = || sorted(undergoers.iter().flat_map(|&at| tree.noun_frame(at).obliques).collect());
    named(&own)
        .or_else(compound)
        .or_else(before)
        .or_else(|| named(&shared()))
        .or_else(|| named(&theirs()))
        .or_else(|| own.iter().find_map(|(word, at)| described_place(tree, word, *at, sites)))
}

/// The named place that a noun phrase behind a preposition is or belongs to.
fn place_of(tree: &Tree<'_>, preposition: &str, at: TokenId, sites: &BTreeSet<String>) -> Option<ChainId> {
    let named = |chain: ChainId| tree.document.chains[chain].named;
    let actor = actors::direct(tree, at)?;
    // "In the House", "in the Supreme Court" are of a body rather than of its walls.
    let inside = INSIDE.contains(&preposition) && !(named(actor.chain) && preposition == "in");
    let site = actor.kind == EntityType::Organization && inside && is_site(tree, actor.at, sites);
    if actor.kind != EntityType::Place && !site {
        return None;
    }
    if named(actor.chain) {
        return Some(actor.chain);
    }
    // "in the city of Aleppo", "the town, Rafah", "a hospital in Cairo".
    let inner = tree.by(at, "nmod").chain(tree.by(at, "appos"));
    inner
        .filter_map(|below| actors::direct(tree, below))
        .find(|below| below.kind == EntityType::Place && named(below.chain))
        .map(|below| below.chain)
}

/// A place that is only described, if it can be pointed at: "at his home", not "in prison" or "around the world".
fn described_place(tree: &Tree<'_>, preposition: &str, at: TokenId, sites: &BTreeSet<String>) -> Option<ChainId> {
    let actor = actors::direct(tree, at).filter(|actor| !tree.document.chains[actor.chain].named)?;
    let site = INSIDE.contains(&preposition) && is_site(tree, at, sites);
    let pointed = tree.token(at).xpos == "NNS"
        || tree.children(at).iter().any(|&child| {
            matches!(tree.token(child).relation(), "det" | "nmod" | "nummod" | "amod" | "compound") && child < at
        });
    let vague = VAGUE.contains(&tree.lemma(at)) || preposition == "over";
    (tree.token(at).upos == "NOUN" && pointed && !vague && (site || actor.kind == EntityType::Place))
        .then_some(actor.chain)
}

/// Whether a word of the name or noun phrase around `head` says that it has walls: "Muhimbili Medical Center".
fn is_site(tree: &Tree<'_>, head: TokenId, sites: &BTreeSet<String>) -> bool {
    let mention = tree.mention(head).map(|at| &tree.document.mentions[at]);
    let name = mention.filter(|mention| mention.form == Form::Name).map(|mention| mention.first..mention.end);
    name.unwrap_or(head..head + 1).any(|at| sites.contains(tree.lemma(at)) || sites.contains(&tree.form(at)))
}

/// A clause whose adjuncts also hold for one beside it.
#[derive(Debug, Clone, Copy)]
struct Around {
    verb: TokenId,
    /// Only those at its beginning: "in Paris, police shot him and fled".
    fronted: bool,
}

impl Around {
    fn holds(self, tree: &Tree<'_>, adjunct: TokenId) -> bool {
        !self.fronted || (adjunct < self.verb && tree.by(self.verb, "nsubj").all(|subject| adjunct < subject))
    }

    fn adjuncts(self, tree: &Tree<'_>) -> Vec<TokenId> {
        tree.by(self.verb, "obl").filter(|&at| self.holds(tree, at)).collect()
    }
}

/// The clauses that share their setting with that of a verb: what it is coordinated with under one subject, and what a
/// participle goes on from ("rebels attacked the town, killing six").
fn around(tree: &Tree<'_>, verb: TokenId) -> Vec<Around> {
    let mut found = Vec::new();
    if tree.token(verb).upos != "VERB" {
        return found;
    }
    let own_subject = |at: TokenId| tree.by(at, "nsubj").next().is_some();
    let pair = |second: TokenId, first: TokenId| second <= first + 2 && tree.by(first, "obj").all(|at| at > second);
    found.extend(
        tree.by(verb, "conj")
            .filter(|&second| pair(second, verb) && !own_subject(second) && tree.token(second).upos == "VERB")
            .map(|verb| Around { verb, fronted: false }),
    );
    // "40 died when a ferry sank off Zanzibar on Monday"
    let when = |&clause: &TokenId| {
        let says_when = |&child: &TokenId| matches!(tree.token(child).relation(), "mark" | "advmod");
        let mut words = tree.children(clause).iter().filter(|child| says_when(child));
        clause > verb && tree.token(clause).upos == "VERB" && words.any(|&child| tree.lemma(child) == "when")
    };
    let when: Vec<TokenId> = tree.by(verb, "advcl").filter(when).collect();
    let mut at = verb;
    for _ in 0..4 {
        let token = tree.token(at);
        let Some(head) = token.head.filter(|&head| tree.token(head).upos == "VERB" && !own_subject(at)) else { break };
        match token.relation() {
            "conj" => found.push(Around { verb: head, fronted: at != verb || !pair(at, head) }),
            "advcl" if token.xpos == "VBG" && head < at && tree.preposition(at).is_empty() => {
                found.push(Around { verb: head, fronted: false });
            }
            _ => break,
        }
        at = head;
    }
    found.extend(when.into_iter().map(|verb| Around { verb, fronted: false }));
    found
}

/// Adjuncts that parsers hang on the verb above a noun, though they are the noun's: "before his death on Saturday", "there
/// were 300 deaths in May".
fn beside(tree: &Tree<'_>, noun: TokenId) -> Vec<TokenId> {
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

/// The time expression attached to the clause of one of these words: the trigger, or the light verb that carries it; else
/// the one that it shares with the clauses around it. What `harms` somebody happens when what caused it does.
pub(crate) fn time(tree: &Tree<'_>, clause: &[TokenId], harms: bool) -> Option<ClaimTime> {
    let document = tree.document;
    let near = clause.iter().copied().min()?;
    let sentence = document.sentences.get(document.sentence_of(near)?)?;
    let first = document.times.partition_point(|time| time.span.start < sentence.span.start);
    let times = document.times.iter().enumerate().skip(first);
    let dates: Vec<(usize, TokenId)> = times
        .take_while(|(_, time)| time.span.start < sentence.span.end)
        .filter(|(_, time)| {
            sentence.span.contains(time.span)
                && !matches!(time.kind, TimeKind::Duration | TimeKind::Set)
                && !says_nothing(&time.value)
        })
        .filter_map(|(n, time)| Some((n, head_of(document, sentence.tokens(), time.span)?)))
        .filter(|&(_, head)| {
            // "the 2020 Olympics" names an event, it does not date this one.
            // "until May", "since 2012" bound what lasts; they do not date what happens.
            let bound =
                matches!(tree.preposition(head).as_str(), "until" | "till" | "to" | "through" | "by" | "for" | "since");
            !bound && !tree.is_in_name(head)
        })
        .collect();
    let best = |clause: &[TokenId], holds: &dyn Fn(TokenId) -> bool| {
        let near = clause.iter().copied().min()?;
        let distances = dates.iter().filter(|&&(_, head)| holds(head)).filter_map(|&(n, head)| {
            let vague = usize::from(document.times[n].value.ends_with("_REF"));
            Some((1_000 * vague + 100 * attached(tree, head, clause, harms)? + head.abs_diff(near), n))
        });
        distances.min().map(|(_, n)| n)
    };
    let trigger = *clause.first()?;
    let own_noun = || {
        let beside = beside(tree, trigger);
        dates.iter().find(|(_, head)| beside.contains(head)).map(|&(n, _)| n)
    };
    let shared = || {
        let mut around = around(tree, trigger).into_iter();
        around.find_map(|around| {
            best(&[around.verb], &|head| around.holds(tree, head) && tree.token(head).head == Some(around.verb))
        })
    };
    let time = &document.times[best(clause, &|_| true).or_else(own_noun).or_else(shared)?];
    Some(ClaimTime { value: time.value.clone(), bounds: time.bounds.clone() })
}

/// Whether a value is all open, of a "yesterday" that nothing anchors.
fn says_nothing(value: &str) -> bool {
    value.starts_with("XX") && !value.bytes().any(|byte| byte.is_ascii_digit())
}

fn head_of(document: &Document, tokens: std::ops::Range<TokenId>, span: crate::article::Span) -> Option<TokenId> {
    let inside = |at: TokenId| span.contains(document.tokens[at].span);
    tokens.filter(|&at| inside(at)).find(|&at| document.tokens[at].head.is_none_or(|head| !inside(head)))
}

/// How many steps lead from a time up to one of the words, over nouns that are no events of their own.
fn attached(tree: &Tree<'_>, time: TokenId, clause: &[TokenId], harms: bool) -> Option<usize> {
    let mut at = time;
    for steps in 0..4 {
        if clause.contains(&at) {
            return Some(steps);
        }
        let token = tree.token(at);
        // "a court in Oslo on Friday jailed him"; "a fire on Friday killed him", but not "the visit on Friday was praised".
        let before_verb = || {
            let verb = token.head.and_then(|subject| tree.token(subject).head.map(|verb| (subject, verb)));
            verb.is_some_and(|(subject, verb)| {
                let between = at + 1..verb;
                tree.token(subject).relation() == "nsubj"
                    && (harms || tree.mention(subject).is_some())
                    && clause.contains(&verb)
                    && between.clone().all(|at| matches!(tree.token(at).upos.as_str(), "AUX" | "ADV" | "PART"))
            })
        };
        if steps == 0 && token.relation() == "nmod" && before_verb() {
            return Some(1);
        }
        let licensed = match token.relation() {
            "obl" | "advmod" => true,
            // "Tuesday's attack", "the 2014 attack" date the attack; "the 1996 nominee" nothing.
            "compound" | "amod" | "nummod" => token.head.is_some_and(|head| clause.contains(&head)),
            "nmod" if token.deprel == "nmod:poss" => token.head.is_some_and(|head| clause.contains(&head)),
            "nmod" | "appos" | "flat" | "dep" => true,
            "obj" => steps > 0,
            "conj" => steps == 0,
            _ => false,
        };
        if !licensed {
            return None;
        }
        // A verb that is not one of ours has the time for itself.
        at = token.head?;
        if tree.token(at).upos == "VERB" && !clause.contains(&at) {
            return None;
        }
    }
    None
}
