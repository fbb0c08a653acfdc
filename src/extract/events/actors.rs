//! From the head word of an argument to the chains that it names.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use crate::Result;
use crate::document::{ChainId, EntityType, Form, Mention, TokenId};
use crate::extract::events::further::Things;
use crate::extract::events::lists;
use crate::extract::events::pronouns::{is_doubtful, is_what_was_said, of_two, parallel, several, speaker};
use crate::extract::events::senses::Senses;
use crate::extract::lexicon;
use crate::extract::syntax::Tree;

const SHIPPED: &str = include_str!("../../../ontology/lexicon/actors.csv");

const SPEAKERS: [&str; 9] = ["i", "we", "you", "my", "our", "your", "me", "us", "one"];

/// Nouns of places that a name after "of" names: "the town of Sderot".
const SETTLED: [&str; 12] = [
    "town",
    "city",
    "village",
    "hamlet",
    "island",
    "state",
    "province",
    "county",
    "municipality",
    "republic",
    "kingdom",
    "township",
];

/// Nouns that do not stand for themselves.
#[derive(Debug)]
pub(crate) struct Quantities {
    /// They stand for others: "members of", "hundreds of".
    words: BTreeSet<String>,
    /// They stand for nobody one could point at: "anyone".
    nobody: BTreeSet<String>,
    /// What they are of does not own them: "a statue of Columbus".
    pub(crate) images: BTreeSet<String>,
    /// Names that end in them are of what is written or awarded: "the Clean Air Act".
    papers: BTreeSet<String>,
    /// Nouns for what is done to whom they are of ("the killing of"), and to whose they are ("his death").
    done_to: BTreeMap<String, bool>,
    /// Instruments and settings, for the roles besides source and target.
    pub(crate) things: Things,
}

impl Quantities {
    /// The shipped list and that of `dir`.
    ///
    /// # Errors
    /// For a row that does not fit, with file and line.
    pub(crate) fn load(dir: Option<&Path>, senses: &Senses) -> Result<Self> {
        let (mut words, mut nobody, mut images) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
        let mut papers = BTreeSet::new();
        let mut things = Things::default();
        for row in lexicon::rows("actors.csv", SHIPPED, &["word", "kind"], dir)? {
            let list = match row.cells[1].as_str() {
                "quantity" => &mut words,
                "nobody" => &mut nobody,
                "image" => &mut images,
                "paper" => &mut papers,
                "instrument" => &mut things.instruments,
                "setting" => &mut things.settings,
                "site" => &mut things.sites,
                other => {
                    return Err(row.error(format!(
                        "unknown kind \"{other}\"; there are quantity, nobody, image, paper, instrument, setting, site"
                    )));
                }
            };
            list.extend(row.list(0));
        }
        Ok(Self { words, nobody, images, papers, done_to: senses.done_to(), things })
    }
}

impl Quantities {
    /// Whether a noun tells what is done to those whom it is of: "killing".
    pub(crate) fn is_done_to(&self, lemma: &str) -> bool {
        self.done_to.contains_key(lemma)
    }

    /// Whether a name is that of a law, a treaty or a prize, which does nothing.
    pub(crate) fn is_paper(&self, name: &str) -> bool {
        name.split_whitespace().next_back().is_some_and(|last| self.papers.contains(&last.to_lowercase()))
    }

    /// Whether a word stands for nobody one could point at.
    pub(crate) fn is_nobody(&self, lemma: &str) -> bool {
        self.nobody.contains(lemma)
    }
}

/// How an actor is reached from an argument.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Way {
    /// The argument names it.
    Itself,
    /// By the nationality before it: "Iraqi civilians".
    Nationality,
    /// By whose it is: "China's embassy", "Apple shares".
    Possessor,
    /// By what hangs on it: "the embassy in Oslo".
    Below,
}

/// A chain found for an argument.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Actor {
    pub(crate) chain: ChainId,
    pub(crate) kind: EntityType,
    pub(crate) way: Way,
    /// The head of the words that name it.
    pub(crate) at: TokenId,
}

impl Actor {
    /// Whether it is not the argument itself, but whose that is.
    pub(crate) fn is_owner(self) -> bool {
        self.way != Way::Itself
    }
}

/// Whether a chain can act or be acted upon in an event: named things other than happenings and works, and people,
/// organizations, groups and places that are described. What only pronouns stand for is nobody one could name.
fn acts(tree: &Tree<'_>, id: ChainId) -> bool {
    let chain = &tree.document.chains[id];
    match chain.kind {
        EntityType::Event | EntityType::Work => false,
        EntityType::Product | EntityType::Misc => chain.named,
        _ => chain.named || tree.is_described(id),
    }
}

/// The actors that the noun phrase at `head` names, with those coordinated with it.
pub(crate) fn actors(tree: &Tree<'_>, quantities: &Quantities, head: TokenId) -> Vec<Actor> {
    let mut found: Vec<Actor> = Vec::new();
    let mut conjuncts = tree.conjuncts(head);
    // "old foes Chad and Libya": the names are coordinated, not the noun before them.
    for child in tree.by(head, "appos").chain(tree.by(head, "flat")).chain(tree.by(head, "nmod")) {
        if tree.token(child).upos == "PROPN" && tree.preposition(child).is_empty() {
            let names: Vec<TokenId> = tree.by(child, "conj").filter(|&name| tree.token(name).upos == "PROPN").collect();
            if tree.token(head).xpos == "NNS" && !names.is_empty() {
                conjuncts[0] = child;
            } else if is_another_person(tree, head, child) {
                conjuncts.push(child);
            }
            conjuncts.extend(names);
        }
    }
    conjuncts.extend(lists::more(tree, head));
    let title = |&at: &TokenId| conjuncts.iter().any(|&other| other > at && lists::is_title_of(tree, at, other));
    let said = |&at: &TokenId| conjuncts.iter().any(|&other| other < at && lists::says_of(tree, other, at));
    for conjunct in conjuncts.iter().copied().filter(|at| !title(at) && !said(at)) {
        for actor in one(tree, quantities, conjunct, 0) {
            if !found.iter().any(|other| other.chain == actor.chain) {
                found.push(actor);
            }
        }
    }
    found
}

/// Whether a name after another is that of somebody else, whatever the parser says: "Ann Lee, Minister Tom Reed and".
fn is_another_person(tree: &Tree<'_>, head: TokenId, after: TokenId) -> bool {
    let person = |at: TokenId| {
        let mention = tree.mention(at).map(|at| &tree.document.mentions[at])?;
        (mention.form == Form::Name && mention.kind == EntityType::Person && mention.end - mention.first > 1)
            .then_some(mention)
    };
    let (Some(first), Some(second)) = (person(head), person(after)) else { return false };
    let comma = (first.end..second.first).any(|at| tree.form(at) == ",");
    first.chain != second.chain && comma
}

/// The mention that the noun phrase at `head` itself is.
pub(crate) fn direct(tree: &Tree<'_>, head: TokenId) -> Option<Actor> {
    let mentions = &tree.document.mentions;
    let title = || {
        let names = |&child: &TokenId| {
            let token = tree.token(child);
            match token.relation() {
                "flat" | "appos" => true,
                // "Secretary of State Mike Pompeo": the preposition is that of the title.
                "nmod" => match token.deprel.as_str() {
                    "nmod:desc" => true,
                    "nmod" => token.upos == "PROPN" && tree.preposition(child).is_empty(),
                    _ => false,
                },
                _ => false,
            }
        };
        tree.children(head).iter().copied().filter(names).find_map(|child| tree.mention(child))
    };
    let mut at = tree.mention(head);
    let unnamed = |at: usize| !tree.document.chains[mentions[at].chain].named;
    if at.is_none_or(unnamed) {
        // "the journalist, Samir Kassir", "President Obama" parsed with the title as head.
        let next = || tree.mention_at(head + 1);
        let better = title()
            .or_else(next)
            .filter(|&name| mentions[name].form == Form::Name && mentions[name].kind == EntityType::Person);
        // "the brothers, Ann and Bo": the first name alone is not both.
        let several = tree.token(head).xpos == "NNS";
        let person = !several && at.is_none_or(|at| mentions[at].kind == EntityType::Person);
        // "the retailer Holm", whatever the retailer was taken for.
        let firm = || {
            let name = &mentions[tree.mention_at(head + 1)?];
            let beside = matches!(tree.token(name.head).relation(), "appos" | "flat" | "nmod" | "conj");
            let body = name.form == Form::Name && name.kind == EntityType::Organization;
            (body && beside && !several && tree.token(head).upos == "NOUN").then(|| tree.mention_at(head + 1))?
        };
        at = better.filter(|_| person).or_else(|| at.and_then(|_| firm())).or(at);
    }
    if at.is_none() {
        // The parser and the name recogniser may disagree on the head of a name.
        at = tree.mention_around(head).filter(|&around| {
            let around = &mentions[around];
            around.form == Form::Name && tree.token(head).upos == "PROPN"
        });
    }
    let mention = &mentions[at?];
    let chain = tree.document.chains.get(mention.chain)?;
    if is_doubtful(tree, mention) {
        return None;
    }
    // "You" is anybody; who "we" are is known only where a speaker is.
    if mention.form == Form::Pronoun && matches!(tree.lemma(mention.head), "you" | "your" | "yours" | "yourself") {
        return None;
    }
    if !chain.named && mention.form == Form::Pronoun && SPEAKERS.contains(&tree.lemma(mention.head)) {
        return None;
    }
    let actor = Actor { chain: mention.chain, kind: chain.kind, way: Way::Itself, at: mention.head };
    acts(tree, mention.chain).then_some(actor)
}

/// Whom a word before a noun stands for: "the Israeli raid", "the police raid", where the police are spoken of elsewhere.
pub(crate) fn before(tree: &Tree<'_>, at: TokenId) -> Option<Actor> {
    let bare = |other: &&Mention| {
        other.form == Form::Nominal
            && matches!(other.kind, EntityType::Organization | EntityType::Group)
            && tree.lemma(other.head) == tree.lemma(at)
            && tree
                .children(other.head)
                .iter()
                .all(|&child| matches!(tree.token(child).relation(), "det" | "case" | "punct" | "cc" | "appos" | "acl"))
    };
    let elsewhere = || {
        let unspoken = tree.token(at).upos == "NOUN" && tree.mention_around(at).is_none();
        let mentions = tree.document.mentions.iter().filter(|_| unspoken);
        let same = mentions.filter(bare).min_by_key(|other| (other.head > at, other.head.abs_diff(at)))?;
        let chain = tree.document.chains.get(same.chain)?;
        Some(Actor { chain: same.chain, kind: chain.kind, way: Way::Itself, at })
    };
    direct(tree, at).or_else(elsewhere)
}

/// Whether it is an office, and nobody in it: "ran for mayor", "the duties of president".
fn is_office(tree: &Tree<'_>, head: TokenId) -> bool {
    let bare = |&child: &TokenId| matches!(tree.token(child).relation(), "case" | "punct" | "cc" | "conj");
    let mention = tree.mention(head).map(|at| &tree.document.mentions[at]);
    let alone = |mention: &Mention| {
        mention.form == Form::Nominal && mention.kind == EntityType::Person && mention.end - mention.first == 1
    };
    tree.token(head).xpos == "NN"
        && matches!(tree.preposition(head).as_str(), "for" | "as" | "of")
        && tree.children(head).iter().all(bare)
        && mention.is_some_and(alone)
}

/// The actors that a noun phrase names without what is coordinated with it; `depth` bounds the way through its owners.
pub(super) fn one(tree: &Tree<'_>, quantities: &Quantities, head: TokenId, depth: usize) -> Vec<Actor> {
    // "each other", "anyone": whoever that is.
    let other = |word: &str| tree.by(head, "det").chain(tree.by(head, "fixed")).any(|at| tree.lemma(at) == word);
    let reciprocal = tree.lemma(head) == "other" && other("each") || tree.lemma(head) == "each" && other("other");
    // "with no reports of casualties": nobody.
    let none = tree.by(head, "det").any(|at| tree.lemma(at) == "no");
    if reciprocal
        || none
        || is_office(tree, head)
        || quantities.nobody.contains(tree.lemma(head))
        || is_what_was_said(tree, head)
    {
        return Vec::new();
    }
    for found in [
        several(tree, quantities, head, depth),
        speaker(tree, quantities, head, depth),
        parallel(tree, quantities, head, depth),
    ] {
        if !found.is_empty() {
            return found;
        }
    }
    if let Some(named) = of_two(tree, head) {
        return one(tree, quantities, named, depth + 1);
    }
    if let Some(actor) = direct(tree, head) {
        // A place without a name stands for the named one it belongs to: "a region of Israel", "Iraq's borders"; a house
        // does not.
        let land = !quantities.things.sites.contains(tree.lemma(head));
        let nowhere = actor.kind == EntityType::Place && land && !tree.document.chains[actor.chain].named;
        let mut owners = if nowhere && depth == 0 { owners(tree, quantities, head, depth + 1) } else { Vec::new() };
        // "the town of Sderot" is Sderot, "a suburb of Paris" part of it.
        let same = SETTLED.contains(&tree.lemma(head));
        for owner in owners.iter_mut().filter(|owner| same && owner.kind == EntityType::Place) {
            // "the cities of Lagos and Abuja"
            let mut names = tree.by(head, "nmod").filter(|&at| tree.preposition(at) == "of");
            if names.any(|first| tree.conjuncts(first).contains(&owner.at)) {
                owner.way = Way::Itself;
            }
        }
        let named = owners.iter().any(|owner| tree.document.chains[owner.chain].named);
        return if named { owners } else { vec![actor] };
    }
    // Whoever "his party" is, it is not him.
    if tree.mention(head).is_some_and(|at| is_doubtful(tree, &tree.document.mentions[at])) {
        return Vec::new();
    }
    if depth > 3 {
        return Vec::new();
    }
    let quantity = tree.token(head).upos == "NUM" || quantities.words.contains(tree.lemma(head));
    let parts = tree.by(head, "nmod").filter(|&part| matches!(tree.preposition(part).as_str(), "of" | "among"));
    if quantity {
        return parts
            .flat_map(|part| tree.conjuncts(part))
            .flat_map(|part| one(tree, quantities, part, depth + 1))
            .collect();
    }
    owners(tree, quantities, head, depth)
}

/// Whose the thing at `head` is: its possessor, the name or nationality before it, the name after "of", "by", "from", "in".
fn owners(tree: &Tree<'_>, quantities: &Quantities, head: TokenId, depth: usize) -> Vec<Actor> {
    if !matches!(tree.token(head).upos.as_str(), "NOUN" | "PROPN") {
        return Vec::new();
    }
    let by = |way: Way| move |actor: Actor| Actor { way: way.max(actor.way), ..actor };
    let frame = tree.noun_frame(head);
    // "condemned the killing of Ann", "mourned Ann's death" are not done to Ann; "condemned the killing by" is.
    let done_to = quantities.done_to.get(tree.lemma(head)).copied();
    let is_pronoun = |at: TokenId| tree.token(at).upos == "PRON";
    let owner = |at: TokenId| !is_pronoun(at) && done_to != Some(true);
    for &possessor in frame.possessors.iter().filter(|&&at| owner(at)) {
        let found = one(tree, quantities, possessor, depth + 1);
        if !found.is_empty() {
            return found.into_iter().map(by(Way::Possessor)).collect();
        }
    }
    let before: Vec<Actor> = frame
        .modifiers
        .iter()
        .flat_map(|&at| tree.conjuncts(at))
        .filter_map(|at| {
            let way = if tree.token(at).upos == "ADJ" { Way::Nationality } else { Way::Possessor };
            // "the border agreement" is no border's.
            let acts = |actor: &Actor| actor.kind != EntityType::Place || tree.document.chains[actor.chain].named;
            direct(tree, at).filter(acts).map(by(way))
        })
        .collect();
    if !before.is_empty() {
        return before;
    }
    // What lies in a place is the place's only where it is a place itself: "a jail in Israel".
    let place = tree.mention(head).is_some_and(|at| tree.document.mentions[at].kind == EntityType::Place);
    let all = ["by", "from", "of", "between", "with", "against", "to", "in"];
    let image = quantities.images.contains(tree.lemma(head));
    for preposition in if done_to.is_some() || image { &all[..2] } else { &all[..] } {
        for (_, at) in frame.obliques.iter().filter(|(word, _)| word == preposition && (place || word != "in")) {
            let found: Vec<Actor> = tree
                .conjuncts(*at)
                .into_iter()
                .flat_map(|at| one(tree, quantities, at, depth + 1))
                .map(by(Way::Below))
                .collect();
            if !found.is_empty() {
                return found;
            }
        }
    }
    // "assurances sent by Oslo"
    if done_to.is_none() && !image {
        let reduced = tree.by(head, "acl").filter(|&verb| tree.token(verb).xpos == "VBN");
        for agent in reduced.flat_map(|verb| tree.by(verb, "obl")) {
            if matches!(tree.preposition(agent).as_str(), "by" | "from") {
                let found: Vec<Actor> =
                    one(tree, quantities, agent, depth + 1).into_iter().map(by(Way::Below)).collect();
                if !found.is_empty() {
                    return found;
                }
            }
        }
    }
    // "their ties with Oslo" are first of all Oslo's: whose "their" is, the other arguments say.
    frame
        .possessors
        .iter()
        .filter(|&&at| is_pronoun(at) && done_to != Some(true) && !SPEAKERS.contains(&tree.form(at).as_str()))
        .flat_map(|&at| one(tree, quantities, at, depth + 1))
        .map(by(Way::Possessor))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::testing::document_from_conllu;

    fn names(conllu: &str, head: TokenId) -> Vec<(String, bool)> {
        let (article, document) = document_from_conllu(conllu);
        let tree = Tree::new(&article.text, &document);
        let quantities = Quantities::load(None, &Senses::load(None).unwrap()).unwrap();
        let found = actors(&tree, &quantities, head);
        found.iter().map(|actor| (document.chains[actor.chain].name.clone(), actor.is_owner())).collect()
    }

    #[test]
    fn climbs_to_parts_and_owners() {
        let members = "hundreds hundred NOUN NNS 0 root
             of of ADP IN 3 case
             Serbs Serbs PROPN NNPS 1 nmod M=group
             and and CCONJ CC 5 cc
             Croats Croats PROPN NNPS 3 conj M=group";
        assert_eq!(names(members, 0), [("Serbs".to_owned(), false), ("Croats".to_owned(), false)]);
        let embassy = "the the DET DT 3 det
             Chinese Chinese ADJ JJ 3 amod M=group
             embassy embassy NOUN NN 0 root";
        assert_eq!(names(embassy, 2), [("Chinese".to_owned(), true)]);
    }

    #[test]
    fn prefers_the_name_in_apposition() {
        let person = "a a DET DT 2 det
             journalist journalist NOUN NN 0 root M=person/nominal
             , , PUNCT , 4 punct
             Ann Ann PROPN NNP 2 appos M=person+2
             Lee Lee PROPN NNP 4 flat";
        assert_eq!(names(person, 1), [("Ann Lee".to_owned(), false)]);
    }
}
