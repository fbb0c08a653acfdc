//! Whether a clause tells of the past or of what is to come.
//!
//! The words directly before a time ("as soon as", "effective", "until") say most; then the verb that the time belongs to.
//! A verb further up, beyond a noun, says little: in "he praised the vote of May 3" and "she will sign the bill of
//! May 3" the tense is that of praising and signing.

use std::ops::Range;

use crate::document::{Document, Token, TokenId};

use super::anchor::Direction;
use super::words::Words;

/// Auxiliaries that turn a clause to the future.
const WILL: &[&str] = &["will", "'ll", "shall", "wo"];
/// Auxiliaries that do so for a time that belongs to their verb: "it could vote on Friday".
const MODAL: &[&str] = &["would", "may", "might", "should", "must", "can", "'d"];
/// Words whose infinitive is to come: "is expected to meet on Friday".
const EXPECTING: &[&str] = &[
    "expect", "plan", "schedule", "set", "intend", "hope", "due", "agree", "vow", "promise", "slate", "prepare", "aim",
    "want", "decide", "likely", "ready", "propose", "ask", "need", "be", "have", "go", "pledge", "invite", "urge",
    "demand", "order", "tell", "poised",
];
/// Verbs and adjectives whose own time is to come, whatever their tense: "planned for May", "postponed until Friday".
const FIXING: &[&str] = &[
    "schedule",
    "plan",
    "slate",
    "expect",
    "postpone",
    "reschedule",
    "delay",
    "defer",
    "adjourn",
    "due",
    "payable",
    "effective",
    "book",
    "anticipate",
];
/// Verbs that last, so that "until Friday" is over for them.
const LASTING: &[&str] = &[
    "last", "stay", "remain", "continue", "run", "wait", "live", "work", "serve", "hold", "be", "keep", "rule", "lead",
    "know", "stand", "sit", "go",
];
/// Verbs whose present tense reports what was said.
const SAYING: &[&str] = &[
    "say", "report", "show", "write", "claim", "tell", "note", "announce", "warn", "suggest", "quote", "cite",
    "follow", "come", "mark", "recall", "remember", "have", "be", "accuse", "deny",
];
/// How far up the tree a verb is looked for.
const REACH: usize = 40;

/// Surfaces that turn a clause to the future where no tags are known.
const AHEAD_SURFACES: &[&str] = &[
    "will",
    "ll",
    "shall",
    "would",
    "expected",
    "expects",
    "scheduled",
    "plans",
    "planned",
    "due",
    "upcoming",
    "slated",
    "intends",
    "hopes",
    "next",
];

/// The direction of the clause around the words `range` of a sentence.
pub(super) fn direction(document: &Document, words: Words, range: Range<usize>) -> Direction {
    if let Some(direction) = by_words_before(words, range.start) {
        return direction;
    }
    match head(document, words, range.clone()) {
        Some(token) if !document.tokens[token].xpos.is_empty() => by_tree(document, words, range.start, token),
        _ => by_surface(words, range.start),
    }
}

/// What the words directly before a time say.
fn by_words_before(words: Words, at: usize) -> Option<Direction> {
    let before = |back| words.before(at, back);
    let at_the_earliest = before(1) == "as" && matches!(before(2), "soon" | "early" | "late") && before(3) == "as";
    if at_the_earliest {
        return (before(2) != "late").then_some(Direction::Future);
    }
    match (before(2), before(1)) {
        ("later" | "earlier" | "sooner", "than") if before(3) == "no" || before(3) == "not" => Some(Direction::Future),
        ("scheduled" | "due" | "set" | "planned" | "slated" | "expected" | "booked", "for") => Some(Direction::Future),
        (_, "effective" | "upcoming" | "forthcoming") => Some(Direction::Future),
        (_, "since" | "dated" | "ended") => Some(Direction::Over),
        _ => None,
    }
}

/// The token of `range` whose governor lies outside it.
fn head(document: &Document, words: Words, range: Range<usize>) -> Option<TokenId> {
    let first = words.get(range.start)?.token;
    let last = words.get(range.end.checked_sub(1)?)?.token;
    let outside = |token: &TokenId| {
        document.tokens.get(*token).is_some_and(|token| token.head.is_none_or(|head| head < first || head > last))
    };
    (first..=last).find(outside).or(Some(first)).filter(|token| *token < document.tokens.len())
}

/// Climbs to the verbs above a token: the first that tells the tense decides.
fn by_tree(document: &Document, words: Words, at: usize, token: TokenId) -> Direction {
    let until = matches!(words.before(at, 1), "until" | "till");
    let through = matches!(words.before(at, 1), "through" | "thru" | "to");
    // Whether the time belongs to a noun, or to an infinitive, below the verb. A bare time behind a name belongs to the
    // verb, whatever the parser says: "flew to the United States Thursday".
    let bare = document.children_by(token, "case").next().is_none();
    let mut below = false;
    let mut current = token;
    for step in 0..REACH {
        let Some(word) = document.tokens.get(current) else { break };
        if step > 0 {
            let noun = matches!(word.upos.as_str(), "NOUN" | "PROPN");
            if (!noun && FIXING.contains(&lemma(word).as_str())) || is_planned(document, current) {
                return Direction::Future;
            }
            let verb = Verb::read(document, current);
            match verb.direction(word, !below) {
                Some(Direction::Past) if until && !verb.is_over(word) => return Direction::Future,
                // "A vote on the bill of May 3 was called", "rose through May", "was extended to May 3"
                Some(Direction::Past) if below || through => return Direction::Unclear,
                Some(direction) => return direction,
                None => below |= (noun && !(bare && word.upos == "PROPN" && current < token)) || verb.infinitive,
            }
        }
        match word.head {
            Some(head) => current = head,
            None => break,
        }
    }
    Direction::Unclear
}

fn lemma(token: &Token) -> String {
    token.lemma.to_lowercase()
}

/// "The planned strike of May 3", "upcoming talks on Friday".
fn is_planned(document: &Document, at: TokenId) -> bool {
    document.children_by(at, "amod").any(|child| {
        matches!(
            lemma(&document.tokens[child]).as_str(),
            "upcoming" | "forthcoming" | "planned" | "scheduled" | "plan" | "schedule"
        )
    })
}

/// What the auxiliaries of a word say; most words are no verbs and have none.
#[derive(Default)]
struct Verb<'a> {
    /// Tag of the finite verb.
    finite: &'a str,
    /// Lemma of what governs an infinitive, empty for a root.
    above: String,
    infinitive: bool,
    will: bool,
    modal: bool,
    perfect: bool,
    negated: bool,
    bare: bool,
}

impl<'a> Verb<'a> {
    fn read(document: &'a Document, at: TokenId) -> Self {
        let token = &document.tokens[at];
        let mut verb = Self { finite: &token.xpos, bare: true, ..Self::default() };
        for child in document.children(at) {
            let part = &document.tokens[child];
            match part.relation() {
                "aux" | "cop" => {
                    let form = lemma(part);
                    verb.bare = false;
                    verb.will |= WILL.contains(&form.as_str());
                    verb.modal |= MODAL.contains(&form.as_str()) && part.xpos == "MD";
                    verb.perfect |= form == "have";
                    if matches!(part.xpos.as_str(), "VBD" | "VBZ" | "VBP") {
                        verb.finite = &part.xpos;
                    }
                }
                "mark" if part.xpos == "TO" => {
                    verb.infinitive = true;
                    verb.above = token.head.and_then(|head| document.tokens.get(head)).map(lemma).unwrap_or_default();
                }
                "advmod" => verb.negated |= matches!(lemma(part).as_str(), "not" | "n't" | "never"),
                _ => {}
            }
        }
        verb
    }

    /// The direction that it tells; `own` where the time belongs to it, not to something below it.
    fn direction(&self, token: &Token, own: bool) -> Option<Direction> {
        let if_own = |direction| Some(if own { direction } else { Direction::Unclear });
        if self.will {
            return Some(Direction::Future);
        }
        if self.modal && !self.perfect {
            return if_own(Direction::Future);
        }
        if self.infinitive {
            // "Obama to meet Xi on Friday", "is to meet", "expected to meet"
            let ahead = !self.bare || self.above.is_empty() || EXPECTING.contains(&self.above.as_str());
            return ahead.then_some(Direction::Future);
        }
        let verb = matches!(token.upos.as_str(), "VERB" | "AUX");
        match self.finite {
            "VBD" => Some(Direction::Past),
            // "the letter sent on Friday"
            "VBN" if verb && self.bare && own && matches!(token.relation(), "acl" | "advcl") => Some(Direction::Past),
            // "has met" is past; "meets on Friday", "is heard in May" are to come; "says" tells nothing.
            "VBZ" | "VBP" if self.perfect => Some(Direction::Past),
            "VBZ" | "VBP" if verb && !SAYING.contains(&lemma(token).as_str()) => if_own(Direction::Future),
            "VBZ" | "VBP" => Some(Direction::Unclear),
            _ => None,
        }
    }

    /// Whether "until" a time is over: "lasted until Friday", "had not spoken until Friday".
    fn is_over(&self, token: &Token) -> bool {
        self.negated || LASTING.contains(&lemma(token).as_str())
    }
}

/// Looks for a word of the future near by, as far as marks and clause openers let it.
fn by_surface(words: Words, at: usize) -> Direction {
    let stop = |word: &str| {
        matches!(word, "," | ";" | ":" | "\"" | "”" | "“" | "said" | "that" | "which" | "who" | "was" | "were" | "had")
    };
    let back = (0..at).rev().take(10).map(|n| words.text(n)).take_while(|word| !stop(word));
    // "On Friday the court will rule": a time at the head of its clause looks ahead.
    let opens = at <= 1 || words.before(at, 2) == ",";
    let ahead = (at..words.0.len()).take(if opens { 9 } else { 3 }).map(|n| words.text(n)).filter(|word| *word != ",");
    let ahead = ahead.take_while(|word| !stop(word));
    if back.clone().chain(ahead).any(|word| AHEAD_SURFACES.contains(&word)) {
        return Direction::Future;
    }
    let past = |word: &str| {
        word.len() > 4 && word.ends_with("ed")
            || matches!(word, "fell" | "rose" | "met" | "left" | "died" | "won" | "made")
    };
    let opens_past = at <= 1;
    let past_near = back.take(4).any(past) || words.is(at.saturating_sub(1), &["was", "were"]);
    if opens_past || past_near { Direction::Past } else { Direction::Unclear }
}

#[cfg(test)]
mod tests {
    use super::super::fixture;
    use super::super::words::sentences;
    use super::*;
    use crate::document::Sentence;

    /// The direction of the last word of a sentence given as `word/tag/head/relation`, heads counted from 1.
    fn of(annotated: &str) -> Direction {
        let rows: Vec<Vec<&str>> = annotated.split(' ').map(|word| word.split('/').collect()).collect();
        let text = rows.iter().map(|row| row[0]).collect::<Vec<_>>().join(" ");
        let mut document = fixture::document(&text);
        assert_eq!(document.tokens.len(), rows.len(), "{text}");
        for (token, row) in document.tokens.iter_mut().zip(&rows) {
            token.xpos = row[1].to_owned();
            token.upos = match row[1] {
                "NN" | "NNS" => "NOUN",
                "NNP" => "PROPN",
                "MD" => "AUX",
                tag if tag.starts_with("VB") && !matches!(row[3], "aux" | "cop") => "VERB",
                _ => "X",
            }
            .to_owned();
            token.lemma = row.get(4).unwrap_or(&row[0]).to_lowercase();
            token.head = row[2].parse::<usize>().unwrap().checked_sub(1);
            token.deprel = row[3].to_owned();
        }
        let span = document.tokens[0].span.cover(document.tokens[rows.len() - 1].span);
        document.sentences = vec![Sentence { span, first: 0, end: rows.len() }];
        let words = sentences(&text, &document);
        let last = words[0].len() - 1;
        direction(&document, Words(&words[0]), last..last + 1)
    }

    #[test]
    fn the_verb_of_a_time_tells() {
        for (sentence, direction) in [
            ("They/PRP/2/nsubj met/VBD/0/root/meet on/IN/4/case Friday/NNP/2/obl", Direction::Past),
            ("They/PRP/3/nsubj will/MD/3/aux meet/VB/0/root Friday/NNP/3/obl", Direction::Future),
            ("They/PRP/3/nsubj would/MD/3/aux meet/VB/0/root Friday/NNP/3/obl", Direction::Future),
            ("They/PRP/4/nsubj would/MD/4/aux have/VB/4/aux met/VBN/0/root/meet Friday/NNP/4/obl", Direction::Unclear),
            ("They/PRP/3/nsubj have/VBP/3/aux met/VBN/0/root/meet Friday/NNP/3/obl", Direction::Past),
            ("It/PRP/2/nsubj starts/VBZ/0/root/start Friday/NNP/2/obl", Direction::Future),
            ("He/PRP/2/nsubj says/VBZ/0/root/say Friday/NNP/2/obl", Direction::Unclear),
            ("Xi/NNP/3/nsubj to/TO/3/mark visit/VB/0/root Friday/NNP/3/obl", Direction::Future),
            ("He/PRP/2/nsubj vowed/VBD/0/root/vow to/TO/4/mark go/VB/2/xcomp Friday/NNP/4/obl", Direction::Future),
            ("a/DT/2/det letter/NN/0/root sent/VBN/2/acl/send Friday/NNP/3/obl", Direction::Past),
        ] {
            assert_eq!(of(sentence), direction, "{sentence}");
        }
    }

    #[test]
    fn a_noun_between_makes_the_tense_unclear() {
        let nmod = "He/PRP/2/nsubj praised/VBD/0/root/praise the/DT/4/det vote/NN/2/obj of/IN/6/case May/NNP/4/nmod";
        assert_eq!(of(nmod), Direction::Unclear);
        let planned = "He/PRP/2/nsubj banned/VBD/0/root/ban a/DT/5/det planned/VBN/5/amod/plan march/NN/2/obj on/IN/7/case Friday/NNP/5/nmod";
        assert_eq!(of(planned), Direction::Future);
        let name = "He/PRP/2/nsubj flew/VBD/0/root/fly to/IN/4/case Cuba/NNP/2/obl Friday/NNP/4/nmod";
        assert_eq!(of(name), Direction::Past);
    }

    #[test]
    fn until_looks_ahead_unless_the_verb_lasts() {
        let gave = "He/PRP/2/nsubj gave/VBD/0/root/give them/PRP/2/iobj until/IN/5/case Friday/NNP/2/obl";
        assert_eq!(of(gave), Direction::Future);
        let stayed = "He/PRP/2/nsubj stayed/VBD/0/root/stay until/IN/4/case Friday/NNP/2/obl";
        assert_eq!(of(stayed), Direction::Past);
        let negated =
            "He/PRP/4/nsubj did/VBD/4/aux/do not/RB/4/advmod speak/VB/0/root until/IN/6/case Friday/NNP/4/obl";
        assert_eq!(of(negated), Direction::Past);
    }
}
