//! Hard cases of linking, written down in `cases.txt`; determinism and decisions over them.

mod articles;

use newsgraph::entity::{Annotated, Identities};
use newsgraph::link::{Decision, Decisions, Gazetteer, Judgement, Linker};

const CASES: &str = include_str!("cases.txt");

/// A case: its name, its articles, what is expected of them.
struct Case {
    name: String,
    articles: Vec<Annotated>,
    expected: Vec<String>,
}

/// Reads cases: `# name`, `@ id date` and text for an article, then expectations:
/// `= a1:Obama barack-obama` (is that actor), `! a1:Bush george-w-bush` (is not), `+ a1:X a2:Y` (one actor),
/// `- a1:X a2:Y` (two).
fn cases(text: &str) -> Vec<Case> {
    let mut out: Vec<Case> = Vec::new();
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        if let Some(name) = line.strip_prefix("# ") {
            out.push(Case { name: name.to_owned(), articles: Vec::new(), expected: Vec::new() });
            continue;
        }
        let case = out.last_mut().expect("a case begins with its name");
        if let Some(head) = line.strip_prefix("@ ") {
            let (id, rest) = head.split_once(' ').expect("@ id date text");
            let (date, body) = rest.split_once(' ').expect("@ id date text");
            case.articles.push(articles::annotated(id, Some(date).filter(|date| *date != "-"), body));
        } else {
            case.expected.push(line.to_owned());
        }
    }
    out
}

/// The actor of a name in an article (`a1:Barack Obama`).
fn actor_of(case: &Case, identities: &Identities, reference: &str) -> String {
    let (article, name) = reference.split_once(':').expect("article:name");
    let annotated = case.articles.iter().find(|annotated| annotated.article.id == article);
    let annotated = annotated.unwrap_or_else(|| panic!("{}: no article {article}", case.name));
    let chain = annotated.document.mentions.iter().find(|mention| mention.span.of(&annotated.article.text) == name);
    let chain = chain.unwrap_or_else(|| panic!("{}: no mention {name} in {article}", case.name)).chain;
    let actor = identities.actor(article, chain);
    actor.unwrap_or_else(|| panic!("{}: {reference} is not linked", case.name)).id.clone()
}

/// What an expectation says that does not hold.
fn failure(case: &Case, identities: &Identities, expectation: &str) -> Option<String> {
    let (sign, rest) = expectation.split_at(1);
    let rest = rest.trim();
    let told = |holds: bool, found: String| (!holds).then(|| format!("{}: {expectation}: {found}", case.name));
    if sign == "=" || sign == "!" {
        let (reference, id) = rest.rsplit_once(' ').expect("reference id");
        let found = actor_of(case, identities, reference);
        return told((found == id) == (sign == "="), found);
    }
    let at = rest.char_indices().skip(1).find(|(at, _)| {
        let tail = &rest[*at..];
        rest[..*at].ends_with(' ')
            && tail
                .split_once(':')
                .is_some_and(|(article, _)| case.articles.iter().any(|annotated| annotated.article.id == article))
    });
    let (at, _) = at.expect("two references");
    let (a, b) = (actor_of(case, identities, rest[..at].trim()), actor_of(case, identities, &rest[at..]));
    told((a == b) == (sign == "+"), format!("{a}, {b}"))
}

#[test]
fn hard_cases() {
    let gazetteer = Gazetteer::load().unwrap();
    let decisions = Decisions::default();
    let linker = Linker::new(&gazetteer, &decisions);
    let (mut right, mut wrong, mut merged) = (0, Vec::new(), Vec::new());
    for case in cases(CASES) {
        let identities = linker.link(&case.articles);
        for expectation in &case.expected {
            match failure(&case, &identities, expectation) {
                None => right += 1,
                Some(failure) if expectation.starts_with(['-', '!']) => merged.push(failure),
                Some(failure) => wrong.push(failure),
            }
        }
    }
    assert!(merged.is_empty(), "wrong merges:\n{}\nmissed:\n{}", merged.join("\n"), wrong.join("\n"));
    let all = right + wrong.len();
    println!("{right} of {all} right; missed:\n{}", wrong.join("\n"));
    assert!(right * 10 >= all * 9, "{right} of {all} right; missed:\n{}", wrong.join("\n"));
}

/// All cases as one graph, in two orders: the same identities, and no article's links depend on the order.
#[test]
fn order_does_not_matter() {
    let gazetteer = Gazetteer::load().unwrap();
    let decisions = Decisions::default();
    let linker = Linker::new(&gazetteer, &decisions);
    let mut articles: Vec<Annotated> = Vec::new();
    for (number, case) in cases(CASES).into_iter().enumerate() {
        articles.extend(case.articles.into_iter().map(|mut annotated| {
            annotated.article.id = format!("{number}-{}", annotated.article.id);
            annotated
        }));
    }
    let forward = linker.link(&articles);
    articles.reverse();
    assert_eq!(linker.link(&articles), forward);
    for chain in forward.links.values() {
        assert!(forward.actors.contains_key(&chain.actor));
        assert!((0.0..=1.0).contains(&chain.confidence) && !chain.reason.is_empty());
    }
}

fn decided(judgement: Judgement, left: &str, right: &str) -> Decision {
    let (when, who, why) = ("2024-05-31".to_owned(), "ann".to_owned(), "known".to_owned());
    Decision { when, who, judgement, left: left.to_owned(), right: right.to_owned(), why }
}

const DECIDED: &str = "# decisions
@ a1 2015-01-01 [person Jane Roe] of [organization Acme Corp] spoke in [place Springfield].
@ a2 2015-02-01 [person J. R. Roe] of [organization Acme Corp] spoke in [place Springfield].
@ a3 2015-03-01 [person Mary Contrary] met [person Jane Roe] and [person Barack Obama].";

#[test]
fn people_decide() {
    let gazetteer = Gazetteer::load().unwrap();
    let case = cases(DECIDED).remove(0);
    let link = |decisions: &Decisions| Linker::new(&gazetteer, decisions).link(&case.articles);
    let mut decisions = Decisions::default();
    let before = link(&decisions);
    assert_eq!(actor_of(&case, &before, "a1:Jane Roe"), actor_of(&case, &before, "a3:Jane Roe"));
    // Two are one.
    decisions.push(decided(Judgement::Same, "jane-roe", "mary-contrary")).unwrap();
    let joined = link(&decisions);
    assert_eq!(actor_of(&case, &joined, "a3:Mary Contrary"), "jane-roe");
    let reasons: Vec<&str> = joined.links.values().map(|link| link.reason.as_str()).collect();
    assert!(reasons.iter().any(|reason| reason.starts_with("decision 1")), "{reasons:?}");
    // Taken back: as before.
    let plan = Linker::new(&gazetteer, &decisions).split_plan(&joined, "jane-roe");
    assert_eq!(plan, [("jane-roe".to_owned(), "mary-contrary".to_owned())]);
    decisions.push(decided(Judgement::Different, &plan[0].0, &plan[0].1)).unwrap();
    assert_eq!(link(&decisions).actors, before.actors);
    // One is two.
    decisions.push(decided(Judgement::Different, "jane-roe", "jane-roe@a3")).unwrap();
    let split = link(&decisions);
    assert_ne!(actor_of(&case, &split, "a1:Jane Roe"), actor_of(&case, &split, "a3:Jane Roe"));
    // Somebody is an entry of the gazetteer.
    decisions.push(decided(Judgement::Same, "angela-merkel", "mary-contrary")).unwrap();
    assert_eq!(actor_of(&case, &link(&decisions), "a3:Mary Contrary"), "angela-merkel");
    // Somebody is not the entry the program took.
    decisions.push(decided(Judgement::Different, "barack-obama", "barack-obama@a3")).unwrap();
    assert_ne!(actor_of(&case, &link(&decisions), "a3:Barack Obama"), "barack-obama");
}

#[test]
fn explanations() {
    let gazetteer = Gazetteer::load().unwrap();
    let decisions = Decisions::default();
    let linker = Linker::new(&gazetteer, &decisions);
    let case = cases(DECIDED).remove(0);
    let identities = linker.link(&case.articles);
    let one = linker.explain(&identities, "jane-roe", "Jane Roe");
    assert!(one[0].contains("both are Jane Roe") && one.len() > 1, "{one:?}");
    let two = linker.explain(&identities, "jane-roe", "mary-contrary");
    assert!(two.iter().any(|line| line.contains("nothing in common")), "{two:?}");
    assert!(linker.explain(&identities, "jane-roe", "nobody")[0].contains("no actor is called nobody"));
}

/// What an article calls an actor of the gazetteer, by a slip perhaps, pulls nobody in.
#[test]
fn names_of_articles_are_no_keys() {
    let gazetteer = Gazetteer::load().unwrap();
    let decisions = Decisions::default();
    let case = cases(
        "# slip
@ a1 2015-01-01 [organization Apple Inc.#Apple Inc.] sued over harbour phones. [organization Zorp#Apple Inc.] said that the harbour phones sold.
@ a2 2015-01-02 [organization Zorp] sold harbour phones, phones of the harbour.",
    )
    .remove(0);
    let identities = Linker::new(&gazetteer, &decisions).link(&case.articles);
    assert_eq!(actor_of(&case, &identities, "a1:Apple Inc."), "apple");
    assert_ne!(actor_of(&case, &identities, "a2:Zorp"), "apple");
    let apple = &identities.actors["apple"];
    assert!(apple.seen.contains(&"Zorp".to_owned()) && !apple.aliases.contains(&"Zorp".to_owned()));
}

/// Decisions between names in articles hold while clustering: the others go where they belong.
#[test]
fn decided_apart_before_clustering() {
    let gazetteer = Gazetteer::load().unwrap();
    let case = cases(
        "# namesakes
@ a1 2015-01-01 [person Wilhelmina Oxenforth] won the chess prize.
@ a2 2015-01-02 [person Wilhelmina Oxenforth] lost the chess prize.
@ a3 2015-01-03 [person Wilhelmina Oxenforth] sold a bakery.
@ a4 2015-01-04 [person Barack Obama] spoke in [place Springfield].",
    )
    .remove(0);
    let mut decisions = Decisions::default();
    decisions.push(decided(Judgement::Different, "wilhelmina-oxenforth@a1", "wilhelmina-oxenforth@a3")).unwrap();
    decisions.push(decided(Judgement::Different, "barack-obama", "barack-obama@a4")).unwrap();
    let linker = Linker::new(&gazetteer, &decisions);
    let identities = linker.link(&case.articles);
    let of = |article: &str| actor_of(&case, &identities, &format!("{article}:Wilhelmina Oxenforth"));
    assert_eq!(of("a1"), of("a2"));
    assert_ne!(of("a1"), of("a3"));
    assert_ne!(actor_of(&case, &identities, "a4:Barack Obama"), "barack-obama");
    let a3 = linker.actor_of("wilhelmina-oxenforth@a3", &identities).map(|actor| actor.id.clone());
    assert_eq!(a3, Some(of("a3")));
    let order: Vec<_> = case.articles.iter().rev().cloned().collect();
    assert_eq!(linker.link(&order), identities);
}
