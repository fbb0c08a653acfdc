//! Who else is in a list of names that a tree tells only in part: parsers hang the later names of "Minister Ann Lee,
//! President Bo Ray and Mayor Cy Poe" on a title, on each other, or on what the first ones do.

use crate::document::kin::is_kin;
use crate::document::{EntityType, Form, Mention, TokenId};
use crate::extract::syntax::Tree;

/// Most words that are looked at below the head of a list.
const MOST: usize = 64;

/// The further heads of the list at `head`, beside those that the tree coordinates with it.
pub(super) fn more(tree: &Tree<'_>, head: TokenId) -> Vec<TokenId> {
    let mut found = people(tree, head);
    found.extend(bodies(tree, head));
    found.extend(with_the_same_preposition(tree, head));
    found.extend(on_a_ticket(tree, head));
    found
}

fn name<'a>(tree: &Tree<'a>, at: TokenId) -> Option<&'a Mention> {
    let mention = tree.mention(at).map(|at| &tree.document.mentions[at])?;
    (mention.form == Form::Name).then_some(mention)
}

/// Whether a comma or "and" stands in `first..end`.
fn is_parted(tree: &Tree<'_>, first: TokenId, end: TokenId) -> bool {
    (first..end).any(|at| tree.form(at) == "," || tree.token(at).relation() == "cc")
}

/// Full names of people below `head`, where commas part them and "and" joins them.
fn people(tree: &Tree<'_>, head: TokenId) -> Vec<TokenId> {
    let joins = |child: &TokenId| match tree.token(*child).relation() {
        "conj" | "appos" | "flat" => true,
        "nmod" => tree.token(*child).deprel != "nmod:poss" && tree.preposition(*child).is_empty(),
        _ => false,
    };
    let mut below = vec![head];
    let mut next = 0;
    while next < below.len() && below.len() < MOST {
        below.extend(tree.children(below[next]).iter().copied().filter(joins));
        next += 1;
    }
    let full = |at: &TokenId| {
        let mention = name(tree, *at)?;
        (mention.kind == EntityType::Person && mention.end - mention.first > 1).then_some(mention)
    };
    let mut names: Vec<&Mention> = below.iter().filter_map(full).collect();
    names.sort_by_key(|name| name.first);
    names.dedup_by_key(|name| name.first);
    let parted = names.windows(2).all(|pair| is_parted(tree, pair[0].end, pair[1].first));
    let (Some(first), Some(last)) = (names.first(), names.last()) else { return Vec::new() };
    let joined = (first.end..last.first).any(|at| tree.token(at).relation() == "cc");
    if parted && joined { names.iter().map(|name| name.head).collect() } else { Vec::new() }
}

/// Countries, firms and the like that are parsed as the same as the first of the list: "Chad, Niger and Mali".
fn bodies(tree: &Tree<'_>, head: TokenId) -> Vec<TokenId> {
    let body = |at: TokenId| {
        name(tree, at).is_some_and(|mention| {
            matches!(mention.kind, EntityType::Organization | EntityType::Place | EntityType::Group)
        })
    };
    if !body(head) || !matches!(tree.token(head).relation(), "nsubj" | "obj") {
        return Vec::new();
    }
    let listed = |&same: &TokenId| {
        let goes_on = |next: TokenId| next > same && tree.by(next, "cc").next().is_some() && tree.form(next - 1) != ",";
        body(same) && tree.by(head, "conj").chain(tree.by(same, "conj")).any(goes_on)
    };
    tree.by(head, "appos").filter(listed).flat_map(|same| tree.conjuncts(same)).filter(|&at| body(at)).collect()
}

/// "sympathy to the victims of the flood and to their families": the families are parsed as those of the flood.
fn with_the_same_preposition(tree: &Tree<'_>, head: TokenId) -> Vec<TokenId> {
    let preposition = tree.preposition(head);
    if preposition.is_empty() || preposition == "of" {
        return Vec::new();
    }
    let same = |&at: &TokenId| tree.is_nominal(at) && tree.preposition(at) == preposition;
    tree.by(head, "nmod").flat_map(|part| tree.by(part, "conj")).filter(same).collect()
}

/// "a ticket of Ann Lee for president and Bo Ray for vice president": the second is parsed as what the first runs for.
fn on_a_ticket(tree: &Tree<'_>, head: TokenId) -> Vec<TokenId> {
    let token = tree.token(head);
    let ticket =
        token.head.filter(|&noun| matches!(tree.lemma(noun), "ticket" | "slate") && token.relation() == "nmod");
    let offices = ticket.into_iter().flat_map(|noun| [noun, head]).chain(tree.by(head, "appos"));
    let office = |&at: &TokenId| tree.preposition(at) == "for";
    offices
        .flat_map(|at| tree.by(at, "nmod"))
        .filter(office)
        .flat_map(|at| tree.by(at, "conj"))
        .filter(|&at| ticket.is_some() && tree.mention(at).is_some())
        .collect()
}

/// Whether `second` only says what `first` is, whatever the tree: "the Elm Fund, a new lender; Ash Bank".
pub(super) fn says_of(tree: &Tree<'_>, first: TokenId, second: TokenId) -> bool {
    let Some(named) = name(tree, first) else { return false };
    let Some(said) = tree.mention(second).map(|at| &tree.document.mentions[at]) else { return false };
    said.form == Form::Nominal
        && named.kind == said.kind
        && said.first == named.end + 1
        && tree.form(named.end) == ","
        && matches!(tree.form(said.first).as_str(), "a" | "an")
        && tree.by(second, "cc").next().is_none()
}

/// Whether `first` is only a title or an initial of who follows as `second`: "author and critic Ann Lee", "C. Ann Lee".
pub(super) fn is_title_of(tree: &Tree<'_>, first: TokenId, second: TokenId) -> bool {
    let letters = tree.form(first).trim_end_matches('.').len();
    if tree.token(first).upos == "PROPN"
        && letters < 4
        && tree.mention_at(first + 1).is_some_and(|at| tree.document.mentions[at].head == second)
    {
        return true;
    }
    let points = |at: TokenId| {
        let pointing = |&child: &TokenId| {
            let token = tree.token(child);
            matches!(token.relation(), "det" | "nummod") || token.deprel == "nmod:poss"
        };
        tree.children(at).iter().any(pointing)
    };
    let someone = |at: TokenId| tree.mention(at).map(|at| &tree.document.mentions[at]);
    let description = |mention: &Mention| mention.form == Form::Nominal && mention.kind == EntityType::Person;
    let named = someone(second).is_some_and(|mention| tree.document.chains[mention.chain].named);
    let titled = someone(second).is_some_and(description)
        || tree.by(second, "nmod").any(|at| tree.token(at).deprel == "nmod:desc");
    let joined = tree.by(second, "cc").any(|cc| cc > first && tree.form(cc - 1) != ",");
    matches!(tree.token(first).xpos.as_str(), "NN" | "NNP")
        && someone(first).is_some_and(description)
        && tree.by(first, "appos").chain(tree.by(first, "flat")).next().is_none()
        // "her mother and sister Ann": relatives are several.
        && !is_kin(tree.lemma(first))
        && (named && titled && joined)
        && !points(first)
        && !points(second)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::testing::document_from_conllu;

    fn forms(conllu: &str, head: TokenId) -> Vec<String> {
        let (article, document) = document_from_conllu(conllu);
        let tree = Tree::new(&article.text, &document);
        more(&tree, head).into_iter().map(|at| tree.form(at)).collect()
    }

    #[test]
    fn names_hung_on_a_title() {
        let owners = "owner owner NOUN NN 0 root M=person/nominal
             Jan Jan PROPN NNP 1 flat M=person+2
             Olm Olm PROPN NNP 2 flat
             , , PUNCT , 6 punct
             chair chair NOUN NN 6 nmod:desc
             Eva Eva PROPN NNP 1 flat M=person+2
             Rask Rask PROPN NNP 6 flat
             and and CCONJ CC 9 cc
             Per Per PROPN NNP 1 flat M=person+2
             Holt Holt PROPN NNP 9 flat";
        assert_eq!(forms(owners, 0), ["jan", "eva", "per"]);
        let maiden = "Eva Eva PROPN NNP 0 root M=person+2
             Rask Rask PROPN NNP 1 flat
             , , PUNCT , 4 punct
             Eva Eva PROPN NNP 1 appos M=person+2
             Holt Holt PROPN NNP 4 flat";
        assert!(forms(maiden, 0).is_empty());
    }

    #[test]
    fn countries_parsed_as_one() {
        let three = "Chad Chad PROPN NNP 6 nsubj M=place
             , , PUNCT , 3 punct
             Niger Niger PROPN NNP 1 appos M=place
             and and CCONJ CC 5 cc
             Mali Mali PROPN NNP 1 conj M=place
             agreed agree VERB VBD 0 root";
        assert_eq!(forms(three, 0), ["niger"]);
    }

    #[test]
    fn a_title_is_nobody_else() {
        let (article, document) = document_from_conllu(
            "author author NOUN NN 5 nsubj M=person/nominal
             and and CCONJ CC 3 cc
             critic critic NOUN NN 1 conj M=person/nominal+2|C=lee
             Lee Lee PROPN NNP 3 flat M=person|C=lee
             wrote write VERB VBD 0 root",
        );
        assert!(is_title_of(&Tree::new(&article.text, &document), 0, 2));
        let (article, document) = document_from_conllu(
            "mother mother NOUN NN 0 root M=person/nominal
             and and CCONJ CC 3 cc
             sister sister NOUN NN 1 conj M=person/nominal",
        );
        assert!(!is_title_of(&Tree::new(&article.text, &document), 0, 2));
    }
}
