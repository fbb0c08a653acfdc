//! Where and when an event happened: the nearest licensed modifier, never the next best.

mod around;
mod when;

use std::collections::BTreeSet;

use crate::document::{ChainId, EntityType, Form, TokenId};
use crate::extract::events::actors;
use crate::extract::syntax::{Frame, Tree};

use around::{above, around, beside};
pub(crate) use when::{Clause, time};

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
const VAGUE: [&str; 13] = [
    "world", "globe", "earth", "place", "way", "part", "back", "front", "side", "head", "middle", "border", "backyard",
];

/// What somebody does to somebody: a name before it is who does it.
pub(super) const BLOWS: [&str; 12] = [
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

/// Nouns behind "on" that one can be on: elsewhere what follows is what is spoken of ("agreed on borders in the north").
const OUTINGS: [&str; 8] = ["visit", "trip", "tour", "sideline", "margin", "stop", "mission", "street"];

/// What an event says of where it may be.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Scene<'a> {
    pub(crate) kind: &'a str,
    pub(crate) subtype: &'a str,
    /// Who undergoes it, where it happens where they are.
    pub(crate) undergoers: &'a [TokenId],
    /// The place may stand before the noun: "the Boston bombing".
    pub(crate) located: bool,
    pub(crate) sites: &'a BTreeSet<String>,
    /// Whether the clause that a noun is part of counts as well.
    pub(crate) outer: bool,
    /// Who takes part already, where that is no place of it: "checked into the clinic in Malibu".
    pub(crate) taken: &'a [ChainId],
}

impl Scene<'_> {
    /// Whether what happens to a noun behind this preposition happens where that is: "held at a camp in Ash", but not
    /// "charged in the murder of a man in Ash".
    fn reaches_into(self, tree: &Tree<'_>, preposition: &str, noun: TokenId) -> bool {
        let crime = matches!(self.kind, "accuse" | "justice") && preposition == "in" && tree.mention(noun).is_none();
        let thing = tree.token(noun).upos == "NOUN";
        let topic = thing && preposition == "on" && !is_bodily(self.kind) && !OUTINGS.contains(&tree.lemma(noun));
        // What is fought over or thought of lies elsewhere; who is beaten is there: "a win over Evansville in Ash".
        (preposition != "over" || self.kind == "contest") && !crime && !topic
    }

    /// Whether one is where one is sent: "rushed to hospital", "evacuated from the square".
    fn moves(self, preposition: &str) -> bool {
        match preposition {
            "from" => {
                let leaves =
                    ["withdraw", "repress", "launch-spacecraft", "evacuate", "flee", "deport", "shoot", "bomb"];
                leaves.contains(&self.subtype)
            }
            "to" | "into" => matches!(self.subtype, "treat" | "migrate" | "flee" | "demonstrate"),
            _ => false,
        }
    }
}

/// Whether events of a kind are done to somebody's body: they are where that somebody is, when what caused them was. Who is
/// criticized may be anywhere.
pub(super) fn is_bodily(kind: &str) -> bool {
    matches!(kind, "assault" | "life" | "disaster" | "health" | "coerce")
}

/// The place of an event with these arguments, where it happens: named before described, its own before one that it shares
/// with the clauses around it, that before where those are who undergo it or what does it.
pub(crate) fn place(tree: &Tree<'_>, frame: &Frame, trigger: TokenId, scene: Scene<'_>) -> Option<ChainId> {
    let stays = |word: &str| LOCATIVE[..14].contains(&word);
    let sorted = |mut obliques: Vec<(String, TokenId)>| {
        obliques.retain(|(word, _)| stays(word));
        obliques.sort_by_key(|(word, _)| LOCATIVE.iter().position(|other| other == word));
        obliques
    };
    let own = sorted(frame.obliques.clone());
    let named = |obliques: &[(String, TokenId)]| {
        obliques.iter().find_map(|(word, at)| place_of(tree, word, *at, scene)).or_else(|| {
            // "at the summit in Beijing", "in the capital of Kenya".
            let set = obliques.iter().filter(|(word, at)| scene.reaches_into(tree, word, *at));
            let inner = set.flat_map(|(_, at)| tree.noun_frame(*at).obliques);
            inner
                .filter(|(word, _)| stays(word) || word == "of")
                .find_map(|(word, below)| place_of(tree, &word, below, scene))
        })
    };
    // "killed in Nairobi bus crash", "hurt in the Lagos market fire"; not by whom an "Israel strike" is.
    let compound = || {
        let set = own.iter().filter(|(word, _)| word == "in" && is_bodily(scene.kind));
        // "a Lagos hospital" is a place itself.
        let happens = |at: TokenId| tree.token(at).upos == "NOUN" && tree.mention(at).is_none();
        let nouns = set.filter(|(_, at)| happens(*at) && !BLOWS.contains(&tree.lemma(*at)));
        nouns
            .flat_map(|(_, at)| tree.by(*at, "compound"))
            .filter(|&at| tree.token(at).upos == "PROPN")
            .find_map(|at| place_of(tree, "in", at, scene))
    };
    let before = || {
        let modifiers = frame.modifiers.iter().filter(|_| scene.located);
        modifiers.filter(|&&at| tree.token(at).upos != "ADJ").find_map(|&at| place_of(tree, "in", at, scene))
    };
    let shared = || {
        let heads = around(tree, trigger).into_iter().chain(above(tree, trigger).filter(|_| scene.outer));
        let adjuncts = heads.flat_map(|around| around.adjuncts(tree));
        sorted(adjuncts.chain(beside(tree, trigger)).map(|at| (tree.preposition(at), at)).collect())
    };
    // "wounded a man and two women in Lyon", "three workers at a plant in Leeds died": where they were, it was.
    // "razed houses in Qeshm"
    let things = || {
        let struck = frame.objects.iter().copied().filter(|_| is_bodily(scene.kind));
        struck.filter(|at| tree.token(*at).upos == "NOUN" && !scene.undergoers.contains(at))
    };
    let theirs = || {
        sorted(scene.undergoers.iter().copied().chain(things()).flat_map(|at| tree.noun_frame(at).obliques).collect())
    };
    // "an airstrike in Idlib killed six"
    let causes = || {
        let happens =
            |at: &TokenId| is_bodily(scene.kind) && tree.token(*at).upos == "NOUN" && tree.mention(*at).is_none();
        let causes = frame.subjects.iter().copied().filter(happens);
        sorted(causes.flat_map(|at| tree.noun_frame(at).obliques).collect())
    };
    // "offered during talks in Oslo", "this month in Iowa"
    let then = || {
        let set = frame
            .obliques
            .iter()
            .filter(|(word, at)| word == "during" || word.is_empty() && tree.document.is_time(tree.token(*at).span));
        sorted(set.flat_map(|(_, at)| tree.noun_frame(*at).obliques).collect())
    };
    let moved = || {
        frame.obliques.iter().filter(|(word, _)| scene.moves(word)).find_map(|(_, at)| place_of(tree, "at", *at, scene))
    };
    named(&own)
        .or_else(|| where_it_is(tree, trigger, scene))
        .or_else(compound)
        .or_else(before)
        .or_else(|| named(&shared()))
        .or_else(|| named(&theirs()))
        .or_else(|| named(&causes()))
        .or_else(|| named(&then()))
        .or_else(moved)
        .or_else(|| own.iter().find_map(|(word, at)| described_place(tree, word, *at, scene)))
}

/// "flew to Oslo, where she met": the place that the relative clause is about.
fn where_it_is(tree: &Tree<'_>, verb: TokenId, scene: Scene<'_>) -> Option<ChainId> {
    let token = tree.token(verb);
    let place = token.head.filter(|_| token.deprel.starts_with("acl") || token.relation() == "advcl")?;
    let says_where = tree.by(verb, "advmod").chain(tree.by(verb, "mark")).any(|word| tree.lemma(word) == "where");
    if says_where { place_of(tree, "at", place, scene) } else { None }
}

/// The named place that a noun phrase behind a preposition is or belongs to.
fn place_of(tree: &Tree<'_>, preposition: &str, at: TokenId, scene: Scene<'_>) -> Option<ChainId> {
    let named = |chain: ChainId| tree.document.chains[chain].named;
    let actor = actors::direct(tree, at)?;
    // "In the House", "in the Supreme Court" are of a body rather than of its walls, but one is tried in a court.
    let tried = matches!(scene.kind, "accuse" | "justice") && tree.lemma(at) == "court";
    let inside = INSIDE.contains(&preposition) && (tried || !(named(actor.chain) && preposition == "in"));
    let site = actor.kind == EntityType::Organization && inside && is_site(tree, actor.at, scene.sites);
    if actor.kind != EntityType::Place && !site {
        return None;
    }
    // "in the city of Aleppo", "the town, Rafah", "a hospital in Cairo"; "in the District Court in Leeds" tells more.
    let inner = || {
        let inner = tree.by(at, "nmod").chain(tree.by(at, "appos"));
        let mut places = inner.filter_map(|below| actors::direct(tree, below));
        places.find(|below| below.kind == EntityType::Place && named(below.chain)).map(|below| below.chain)
    };
    match named(actor.chain) {
        _ if scene.taken.contains(&actor.chain) => {
            inner().filter(|place| actor.kind != EntityType::Place && !scene.taken.contains(place))
        }
        true if site && tried => inner().or(Some(actor.chain)),
        true => Some(actor.chain),
        false => inner().filter(|place| !scene.taken.contains(place)),
    }
}

/// A place that is only described, if it can be pointed at: "at his home", not "in prison" or "around the world".
fn described_place(tree: &Tree<'_>, preposition: &str, at: TokenId, scene: Scene<'_>) -> Option<ChainId> {
    let actor = actors::direct(tree, at).filter(|actor| !tree.document.chains[actor.chain].named)?;
    let site = INSIDE.contains(&preposition) && is_site(tree, at, scene.sites);
    // "died in prison"
    let met = matches!(scene.subtype, "visit" | "meet" | "treat");
    let confined = (is_bodily(scene.kind) || met) && preposition == "in" && matches!(tree.lemma(at), "prison" | "jail");
    let pointed = confined
        || tree.token(at).xpos == "NNS"
        || tree.children(at).iter().any(|&child| {
            matches!(tree.token(child).relation(), "det" | "nmod" | "nummod" | "amod" | "compound") && child < at
        });
    // "won on the road", "scored off the bench"
    let away = scene.kind == "contest" && matches!(preposition, "on" | "off");
    let vague = VAGUE.contains(&tree.lemma(at)) || preposition == "over" || away;
    // "fired at the town of Elm": Elm takes part already.
    let behind = tree.by(at, "nmod").chain(tree.by(at, "appos")).filter(|&below| below > at);
    let named = behind.filter_map(|below| actors::direct(tree, below));
    let free = !named.chain([actor]).any(|one| scene.taken.contains(&one.chain));
    (tree.token(at).upos == "NOUN" && pointed && !vague && free && (site || actor.kind == EntityType::Place))
        .then_some(actor.chain)
}

/// Whether a word of the name or noun phrase around `head` says that it has walls: "Muhimbili Medical Center".
fn is_site(tree: &Tree<'_>, head: TokenId, sites: &BTreeSet<String>) -> bool {
    let mention = tree.mention(head).map(|at| &tree.document.mentions[at]);
    let name = mention.filter(|mention| mention.form == Form::Name).map(|mention| mention.first..mention.end);
    name.unwrap_or(head..head + 1).any(|at| sites.contains(tree.lemma(at)) || sites.contains(&tree.form(at)))
}
