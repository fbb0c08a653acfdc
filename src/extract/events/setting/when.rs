//! When an event happened: the time that its clause tells, or shares with the clauses around it.

use crate::claim::{ClaimTime, HalfOpen};
use crate::document::{Document, EntityType, TimeExpression, TimeKind, TokenId};
use crate::extract::syntax::Tree;

use super::around::{Around, above, around, beside, says_when};
use super::is_bodily;

/// The words that tell an event, the trigger first, then the light verbs that carry it; and of what kind it is.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Clause<'a> {
    pub(crate) words: &'a [TokenId],
    pub(crate) kind: &'a str,
    pub(crate) subtype: &'a str,
    /// Whether the clause that a noun is part of counts as well.
    pub(crate) outer: bool,
}

impl Clause<'_> {
    /// Done because of something that happened before: "charged with the murder in May".
    fn answers(self) -> bool {
        matches!(self.kind, "accuse" | "justice" | "coerce")
    }

    /// What law does, "in" the crime that it is about: "charged in the murder", but "criticized in a speech".
    fn prosecutes(self) -> bool {
        self.answers() && (self.kind != "accuse" || matches!(self.subtype, "charge" | "investigate" | "sue"))
    }

    /// A quarter of a game rather than of a year: "scored in the fourth quarter".
    fn plays_through(self, date: &Date) -> bool {
        let bodily = matches!(self.kind, "life" | "health" | "aid" | "assault") && date.value.starts_with('X');
        date.value.contains("-Q") && (self.kind == "contest" || bodily)
    }

    /// Whether it is done when what it is done to takes place: "attended Sunday's service", "won Tuesday's primary".
    fn joins(self) -> bool {
        let subtypes = ["attend", "meet", "host", "win-votes", "hold-election", "vote", "elect", "demonstrate"];
        self.kind == "contest" || subtypes.contains(&self.subtype)
    }

    fn has(self, word: Option<TokenId>) -> bool {
        word.is_some_and(|word| self.words.contains(&word))
    }
}

/// How far a date reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reach {
    On,
    /// "since May"
    From,
    /// "by May"
    To,
}

/// A time expression of the sentence, as it dates what it hangs on.
#[derive(Debug, Clone)]
struct Date {
    head: TokenId,
    reach: Reach,
    value: String,
    bounds: Option<(String, String)>,
}

impl Date {
    fn is_vague(&self) -> bool {
        self.value.ends_with("_REF")
    }

    /// As an interval of time values where only one end is told: `2012-11/..`.
    fn told(&self) -> ClaimTime {
        let days = self.bounds.clone();
        let half = |value: String, open: Option<HalfOpen>| ClaimTime { value, bounds: None, open };
        match self.reach {
            Reach::On => ClaimTime { value: self.value.clone(), bounds: days, open: None },
            Reach::From => half(format!("{}/..", self.value), days.map(|(first, _)| HalfOpen::From(first))),
            Reach::To => half(format!("../{}", self.value), days.map(|(_, last)| HalfOpen::To(last))),
        }
    }
}

/// The time expression attached to a clause, else the one that it shares with the clauses around it.
pub(crate) fn time(tree: &Tree<'_>, clause: Clause<'_>) -> Option<ClaimTime> {
    let near = clause.words.iter().copied().min()?;
    let mut dates = dates(tree, near)?;
    dates.retain(|date| !clause.plays_through(date));
    let nearest = |clause: Clause<'_>, holds: &dyn Fn(&Date) -> bool| {
        let near = clause.words.iter().copied().min()?;
        let distances = dates.iter().enumerate().filter(|(_, date)| holds(date)).filter_map(|(n, date)| {
            let vague = usize::from(date.is_vague());
            Some((1_000 * vague + 100 * distance(tree, date, clause)? + date.head.abs_diff(near), n))
        });
        distances.min().map(|(_, n)| n)
    };
    let shares = |around: Around| {
        let shared = Clause { words: &[around.verb], ..clause };
        // "a bomb on Friday killed two and wounded six"
        let subject = |date: &Date| {
            let head = tree.token(date.head).head;
            is_bodily(clause.kind)
                && head.is_some_and(|head| tree.by(around.verb, "nsubj").any(|subject| subject == head))
        };
        nearest(shared, &|date| {
            let direct = tree.token(date.head).head == Some(around.verb);
            around.holds(date.head) && (direct || inside(tree, date, shared) || subject(date))
        })
    };
    let trigger = *clause.words.first()?;
    let own_noun = || {
        let beside = beside(tree, trigger);
        dates.iter().position(|date| beside.contains(&date.head))
    };
    let named = || {
        // "on March 3, when both parties vote"
        let head = tree.token(trigger).head.filter(|_| says_when(tree, trigger))?;
        dates.iter().position(|date| date.head == head && date.reach == Reach::On)
    };
    let told_of = || {
        // "a 2009 incident where he shot", "the May raid in which six died"
        let noun = happens_in(tree, trigger)?;
        let before = |date: &Date| tree.token(date.head).head == Some(noun) && date.head < noun;
        dates.iter().position(|date| before(date) && date.reach == Reach::On && !tree.is_in_name(date.head))
    };
    let shared = || clause.words.iter().flat_map(|&word| around(tree, word)).find_map(shares);
    let outer = || above(tree, trigger).filter(|_| clause.outer).and_then(shares);
    let found =
        nearest(clause, &|_| true).or_else(own_noun).or_else(named).or_else(told_of).or_else(shared).or_else(outer)?;
    dates.get(found).map(Date::told)
}

/// The noun that a relative clause of where, when or in which tells more of: all of it happened then.
fn happens_in(tree: &Tree<'_>, verb: TokenId) -> Option<TokenId> {
    let token = tree.token(verb);
    let noun = token.head.filter(|_| token.deprel == "acl:relcl")?;
    let adverb = tree.by(verb, "advmod").any(|word| matches!(tree.lemma(word), "where" | "when"));
    let in_which = || {
        tree.by(verb, "obl").any(|at| {
            tree.lemma(at) == "which" && matches!(tree.preposition(at).as_str(), "in" | "during" | "at" | "on")
        })
    };
    (adverb || in_which()).then_some(noun)
}

/// The dates in the sentence of a word.
fn dates(tree: &Tree<'_>, word: TokenId) -> Option<Vec<Date>> {
    let document = tree.document;
    let sentence = document.sentences.get(document.sentence_of(word)?)?;
    let first = document.times.partition_point(|time| time.span.start < sentence.span.start);
    let times = document.times[first..].iter().take_while(|time| time.span.start < sentence.span.end);
    let all: Vec<(&TimeExpression, TokenId)> = times
        .filter(|time| sentence.span.contains(time.span) && time.kind != TimeKind::Set)
        .filter_map(|time| Some((time, head_of(document, sentence.tokens(), time)?)))
        .collect();
    let date = |&(time, head): &(&TimeExpression, TokenId)| {
        if let Some(end) = end_of(tree, head, &all) {
            // "between now and May"
            if time.value.ends_with("_REF") || end.value.ends_with("_REF") {
                return None;
            }
            let bounds = time.bounds.as_ref().zip(end.bounds.as_ref());
            let bounds = bounds.map(|((first, _), (_, last))| (first.clone(), last.clone()));
            return Some(Date { head, reach: Reach::On, value: format!("{}/{}", time.value, end.value), bounds });
        }
        let open = time.kind == TimeKind::Duration || says_nothing(&time.value);
        let value = if open { relative(tree, time, head)? } else { time.value.clone() };
        let reach = reach(tree, head, &value)?;
        (reach == Reach::On || !value.ends_with("_REF")).then(|| Date {
            head,
            reach,
            value,
            bounds: time.bounds.clone().filter(|_| !open),
        })
    };
    Some(all.iter().filter_map(date).collect())
}

/// The other end of a stretch that begins at a date: "between March and May", "from 2012 to 2019".
fn end_of<'a>(tree: &Tree<'_>, head: TokenId, all: &[(&'a TimeExpression, TokenId)]) -> Option<&'a TimeExpression> {
    let same = |at: TokenId| tree.token(at).head == tree.token(head).head;
    let ends = |at: TokenId| match tree.preposition(head).as_str() {
        "between" => tree.token(at).head == Some(head) && tree.token(at).relation() == "conj",
        "from" => {
            at > head
                && (same(at) || tree.token(at).head == Some(head))
                && matches!(tree.preposition(at).as_str(), "to" | "until" | "till" | "through")
        }
        _ => false,
    };
    all.iter().find(|&&(time, at)| ends(at) && time.kind != TimeKind::Duration).map(|&(time, _)| time)
}

/// How far a date reaches behind its preposition; `None` where it does not date what it hangs on.
fn reach(tree: &Tree<'_>, head: TokenId, value: &str) -> Option<Reach> {
    let clock = value.contains('T');
    let day = value.matches('-').count() > 1 || value.contains("-Q");
    match tree.preposition(head).as_str() {
        // "did not sign until July"
        "until" | "till" => {
            let verb = tree.token(head).head?;
            let denied = tree.by(verb, "advmod").any(|word| matches!(tree.lemma(word), "not" | "n't" | "never"));
            denied.then_some(Reach::On)
        }
        "to" | "through" => None,
        // "scheduled for October 22", but not "the budget for 2016".
        "for" => (day && tree.token(head).relation() == "obl").then_some(Reach::On),
        "since" | "from" => Some(Reach::From),
        "by" | "before" | "prior to" if !clock => Some(Reach::To),
        "by" => None,
        _ => Some(Reach::On),
    }
}

/// Whether a value is all open, of a "yesterday" that nothing anchors.
fn says_nothing(value: &str) -> bool {
    value.starts_with("XX") && !value.bytes().any(|byte| byte.is_ascii_digit())
}

/// On which side of now a time lies whose days are not known: "yesterday" in an article without a date, "over the past
/// few weeks", "in the next ten days", "retires in two months".
fn relative(tree: &Tree<'_>, time: &TimeExpression, head: TokenId) -> Option<String> {
    let tokens = &tree.document.tokens;
    let first = tokens.partition_point(|token| token.span.start < time.span.start);
    let end = tokens.partition_point(|token| token.span.start < time.span.end).max(first);
    let duration = time.kind == TimeKind::Duration;
    let preposition = tree.preposition(head);
    if duration
        && !(tree.token(head).relation() == "obl"
            && matches!(preposition.as_str(), "" | "in" | "within" | "over" | "during" | "through" | "throughout"))
    {
        return None;
    }
    let side = (first..(end + 1).min(tokens.len())).find_map(|at| match tree.form(at).as_str() {
        // The word behind it counts only where it closes the expression: "a few days back".
        "ago" | "back" | "earlier" => Some("PAST_REF"),
        _ if at >= end => None,
        "yesterday" | "last" | "past" | "previous" | "recent" => Some("PAST_REF"),
        // "the next day" is that after another.
        "next" if !duration && at > 0 && tree.form(at - 1) == "the" => None,
        "tomorrow" | "next" | "coming" => Some("FUTURE_REF"),
        "today" | "tonight" | "this" if !duration => Some("PRESENT_REF"),
        _ => None,
    });
    let ahead = || {
        let verb = tree.token(head).head?;
        let will = tree.by(verb, "aux").any(|aux| matches!(tree.lemma(aux), "will" | "shall"));
        (duration && preposition == "in" && (will || tree.is_infinitive(verb))).then_some("FUTURE_REF")
    };
    side.or_else(ahead).map(str::to_owned)
}

fn head_of(document: &Document, tokens: std::ops::Range<TokenId>, time: &TimeExpression) -> Option<TokenId> {
    let inside = |at: TokenId| time.span.contains(document.tokens[at].span);
    tokens.filter(|&at| inside(at)).find(|&at| document.tokens[at].head.is_none_or(|head| !inside(head)))
}

/// How far a date is from a clause that it dates, in steps.
fn distance(tree: &Tree<'_>, date: &Date, clause: Clause<'_>) -> Option<usize> {
    let above = tree.token(date.head).head;
    if inside(tree, date, clause) {
        return Some(4);
    }
    // "the 2020 Olympics" names an event, it does not date this one.
    if tree.is_in_name(date.head) {
        return None;
    }
    if let Some(verb) = said_first(tree, date.head) {
        return clause.has(Some(verb)).then_some(1);
    }
    if date.reach != Reach::On {
        return (clause.has(above) && tree.token(date.head).relation() == "obl").then_some(1);
    }
    attached(tree, date, clause).or_else(|| clause.has(asked_then(tree, date.head)).then_some(2))
}

/// The verb of saying that a date right behind it belongs to, though it is parsed as part of what is said: "he said on
/// Friday, two houses burned".
fn said_first(tree: &Tree<'_>, date: TokenId) -> Option<TokenId> {
    let verb = tree.token(date).head.filter(|&verb| tree.token(verb).relation() == "ccomp")?;
    let said = tree.token(verb).head?;
    let subject = tree.by(verb, "nsubj").next()?;
    let span = tree.document.subtree(date);
    // The comma may be parsed as its own.
    let end = span.end.checked_sub(1)?;
    let closes = tree.form(end) == "," || tree.next_form(end).is_some_and(|next| next == "," || next == "that");
    (span.start == said + 1 && date < subject && closes).then_some(said)
}

/// The verb that a time gone by belongs to, where it is parsed as part of what was to be done: "invited them to return two
/// weeks ago".
fn asked_then(tree: &Tree<'_>, date: TokenId) -> Option<TokenId> {
    let infinitive = |verb: TokenId| tree.is_infinitive(verb) || tree.token(verb).xpos == "VB";
    let verb = tree.token(date).head.filter(|&verb| infinitive(verb) && verb < date)?;
    let asked = tree.token(verb).head.filter(|_| matches!(tree.token(verb).relation(), "xcomp" | "advcl"))?;
    let words = std::iter::once(date).chain(tree.children(date).iter().copied());
    let gone = words.into_iter().any(|word| matches!(tree.lemma(word), "ago" | "yesterday" | "last"));
    (gone && tree.token(asked).xpos != "VBG").then_some(asked)
}

/// Whether a date tells when something was on which the event is part of: "killed in the 2012 attack", "said at Monday's
/// debate", "Friday's storm killed six", "third-quarter profit rose".
fn inside(tree: &Tree<'_>, date: &Date, clause: Clause<'_>) -> bool {
    let token = tree.token(date.head);
    let Some(noun) = token.head.filter(|noun| !clause.words.contains(noun)) else { return false };
    let before = date.head < noun && matches!(token.relation(), "compound" | "amod" | "nummod" | "nmod");
    let kind = |at: usize| tree.document.mentions[at].kind;
    let happening = |at: usize| matches!(kind(at), EntityType::Event | EntityType::Misc);
    if !before
        || date.reach != Reach::On
        || !tree.token(noun).head.is_some_and(|head| clause.has(Some(head)) && tree.is_predicate(head))
        || tree.mention(noun).is_some_and(|at| !happening(at))
        || tree.is_in_name(date.head) && !tree.mention_around(date.head).is_some_and(happening)
    {
        return false;
    }
    match tree.token(noun).relation() {
        "obl" => matches!(tree.preposition(noun).as_str(), "in" | "at" | "during") && !clause.prosecutes(),
        "obj" => clause.joins(),
        "nsubj" => is_bodily(clause.kind) || clause.kind == "business" && date.value.contains("-Q"),
        _ => false,
    }
}

/// Whether a noun tells of one thing that was: "the shooting of two guards", rather than "murder".
fn is_one_thing(tree: &Tree<'_>, noun: TokenId) -> bool {
    let says_which = |relation: &str| matches!(relation, "det" | "compound" | "nmod" | "nummod");
    let own =
        |&child: &TokenId| says_which(tree.token(child).relation()) && !tree.document.is_time(tree.token(child).span);
    tree.token(noun).upos == "NOUN" && tree.children(noun).iter().any(own)
}

/// How many steps lead from a time up to one of the words, over nouns that are no events of their own.
fn attached(tree: &Tree<'_>, date: &Date, clause: Clause<'_>) -> Option<usize> {
    let mut at = date.head;
    for steps in 0..4 {
        if clause.words.contains(&at) {
            return Some(steps);
        }
        let token = tree.token(at);
        let preposition = tree.preposition(at);
        // "according to officials on Saturday": they spoke then.
        if preposition.starts_with("accord") {
            return None;
        }
        // "charged with the shooting of a guard in May", "grew to 25 percent from 20 percent last year".
        let about = match preposition.as_str() {
            "at" | "during" | "" => false,
            "in" => clause.prosecutes(),
            _ => clause.answers(),
        };
        let elsewhere = about && is_one_thing(tree, at);
        if steps > 0 && (elsewhere || matches!(preposition.as_str(), "from" | "than")) {
            return None;
        }
        // "a court in Oslo on Friday jailed him"; "a fire on Friday killed him", but not "the visit on Friday was praised".
        let before_verb = || {
            let verb = token.head.and_then(|subject| tree.token(subject).head.map(|verb| (subject, verb)));
            verb.is_some_and(|(subject, verb)| {
                let between = at + 1..verb;
                tree.token(subject).relation() == "nsubj"
                    && (is_bodily(clause.kind) || tree.mention(subject).is_some())
                    && clause.words.contains(&verb)
                    && between.clone().all(|at| matches!(tree.token(at).upos.as_str(), "AUX" | "ADV" | "PART"))
            })
        };
        if steps == 0 && token.relation() == "nmod" && before_verb() {
            return Some(1);
        }
        let licensed = match token.relation() {
            // "into its currently strong chain"
            "obl" | "advmod" => {
                !(steps == 0 && date.is_vague() && token.head.is_some_and(|head| tree.is_nominal(head)))
                    || clause.has(token.head)
            }
            // "Tuesday's attack", "the 2014 attack" date the attack; "the 1996 nominee" nothing.
            "compound" | "amod" | "nummod" => clause.has(token.head),
            "nmod" if token.deprel == "nmod:poss" => clause.has(token.head),
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
        if tree.token(at).upos == "VERB" && !clause.words.contains(&at) {
            return None;
        }
        // "was convicted before his arrest on Tuesday"
        let before = |noun: TokenId| {
            let happening = tree.preposition(noun) == "before" && tree.mention(noun).is_none();
            happening && beside(tree, noun).contains(&date.head)
        };
        if steps == 0 && clause.words.contains(&at) && tree.by(at, "obl").any(before) {
            return None;
        }
    }
    None
}
