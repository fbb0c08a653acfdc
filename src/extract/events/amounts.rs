//! Numbers as texts give them: "at least 12 people", "nearly $2 million", "between five and ten", "dozens of".

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use crate::Result;
use crate::document::{TimeKind, TokenId};
use crate::extract::lexicon;
use crate::extract::syntax::Tree;

const SHIPPED: &str = include_str!("../../../ontology/lexicon/amounts.csv");

/// Words between two numbers that make a range of them.
const TO: [&str; 5] = ["to", "-", "–", "—", "or"];

/// What the words around a number make of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Bound {
    Least,
    Most,
    About,
}

/// The words of numbers, `ontology/lexicon/amounts.csv`.
#[derive(Debug, Default)]
pub(crate) struct Amounts {
    numbers: BTreeMap<String, f64>,
    times: BTreeMap<String, f64>,
    /// Longest first.
    vague: Vec<(Vec<String>, f64)>,
    before: Vec<(Vec<String>, Bound)>,
    after: Vec<(Vec<String>, Bound)>,
    currencies: BTreeMap<String, String>,
    periods: BTreeSet<String>,
    measures: BTreeSet<String>,
}

/// What is counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Unit {
    /// Nothing that the text names: "killed 12".
    Unsaid,
    /// People or things: the noun.
    Noun(TokenId),
    /// Money: the code of its currency.
    Money(String),
    /// Time: the noun.
    Period(TokenId),
}

/// A number as a text gives it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Amount {
    /// The number that is named.
    pub(crate) value: Option<f64>,
    pub(crate) least: Option<f64>,
    pub(crate) most: Option<f64>,
    pub(crate) approximate: bool,
    pub(crate) unit: Unit,
    /// From its first word …
    pub(crate) first: TokenId,
    /// … to before this one.
    pub(crate) end: TokenId,
}

impl Amounts {
    /// The shipped words and those of `dir`.
    ///
    /// # Errors
    /// For a row that does not fit, with file and line.
    pub(crate) fn load(dir: Option<&Path>) -> Result<Self> {
        let mut amounts = Self::default();
        for row in lexicon::rows("amounts.csv", SHIPPED, &["words", "means", "value"], dir)? {
            let number = || {
                let value: Option<f64> = row.cells[2].parse().ok();
                value
                    .filter(|value| value.is_finite() && *value > 0.0)
                    .ok_or_else(|| row.error(format!("\"{}\" is no number above 0", row.cells[2])))
            };
            for words in row.list(0) {
                let phrase = || words.split(' ').map(str::to_owned).collect::<Vec<_>>();
                match row.cells[1].as_str() {
                    "number" => drop(amounts.numbers.insert(words, number()?)),
                    "times" => drop(amounts.times.insert(words, number()?)),
                    "vague" => amounts.vague.push((phrase(), number()?)),
                    "least" => amounts.before.push((phrase(), Bound::Least)),
                    "most" => amounts.before.push((phrase(), Bound::Most)),
                    "about" => amounts.before.push((phrase(), Bound::About)),
                    "least after" => amounts.after.push((phrase(), Bound::Least)),
                    "most after" => amounts.after.push((phrase(), Bound::Most)),
                    "about after" => amounts.after.push((phrase(), Bound::About)),
                    "currency" => drop(amounts.currencies.insert(words, row.cells[2].clone())),
                    "period" => drop(amounts.periods.insert(words)),
                    "measure" => drop(amounts.measures.insert(words)),
                    other => {
                        return Err(row.error(format!(
                            "unknown meaning \"{other}\"; there are number, times, vague, least, most, about, \
                             \"least after\", \"most after\", \"about after\", currency, period, measure"
                        )));
                    }
                }
            }
        }
        amounts.vague.sort_by_key(|(words, _)| std::cmp::Reverse(words.len()));
        amounts.before.sort_by_key(|(words, _)| std::cmp::Reverse(words.len()));
        amounts.after.sort_by_key(|(words, _)| std::cmp::Reverse(words.len()));
        Ok(amounts)
    }

    /// The number in the noun phrase at `head`, of whatever it counts.
    pub(crate) fn read(&self, tree: &Tree<'_>, head: TokenId) -> Option<Amount> {
        let core = self.core(tree, head)?;
        // "several hundred": the vague word stands first.
        let vague = [Some(core), core.checked_sub(1)]
            .into_iter()
            .flatten()
            .find_map(|at| self.vague_at(tree, at).filter(|&(_, end)| end > core).map(|(least, end)| (least, at, end)));
        let (mut amount, first, end) = match vague {
            Some((least, first, end)) => (plain(None, Some(least), None, true), first, end),
            None => self.numbers(tree, core)?,
        };
        if self.is_other(tree, first, end) {
            return None;
        }
        amount.unit = self.unit(tree, head, first, end)?;
        (amount.first, amount.end) = (first, end);
        self.qualify(tree, head, &mut amount);
        // "2.5 million euros", "12 young soldiers".
        let noun = match amount.unit {
            Unit::Noun(noun) | Unit::Period(noun) => Some(noun),
            Unit::Money(_) => Some(head).filter(|&head| self.currency(tree, head).is_some()),
            Unit::Unsaid => None,
        };
        if let Some(noun) = noun.filter(|&noun| noun >= amount.end && noun < amount.end + 5) {
            amount.end = noun + 1;
        }
        Some(amount)
    }

    /// Whether the noun phrase at `head` is a sum of money.
    pub(crate) fn is_money(&self, tree: &Tree<'_>, head: TokenId) -> bool {
        self.read(tree, head).is_some_and(|amount| matches!(amount.unit, Unit::Money(_)))
    }

    /// The number word from which the amount of a noun phrase is read: its head, or the nearest before it.
    fn core(&self, tree: &Tree<'_>, head: TokenId) -> Option<TokenId> {
        let after = |symbol: TokenId| Some(symbol + 1).filter(|&next| self.is_number(tree, next));
        if self.is_number(tree, head) || self.vague_at(tree, head).is_some() {
            return Some(head);
        }
        if self.is_symbol(tree, head) {
            return after(head);
        }
        let before = tree.children(head).iter().rev().copied().filter(|&child| child < head);
        let counts = before.filter(|&child| {
            matches!(tree.token(child).relation(), "nummod" | "compound" | "amod" | "det" | "nmod" | "obl" | "dep")
                && tree.preposition(child).is_empty()
        });
        counts.into_iter().find_map(|child| {
            if self.is_number(tree, child) || self.vague_at(tree, child).is_some() {
                Some(child)
            } else if self.is_symbol(tree, child) {
                after(child)
            } else {
                None
            }
        })
    }

    fn is_number(&self, tree: &Tree<'_>, at: TokenId) -> bool {
        at < tree.document.tokens.len() && (self.value(tree, at).is_some() || self.power(tree, at).is_some())
    }

    /// What a word is as a number: "12", "1,200", "twelve".
    fn value(&self, tree: &Tree<'_>, at: TokenId) -> Option<f64> {
        let token = tree.token(at);
        if token.upos != "NUM" && tree.form(at) != "half" {
            return None;
        }
        let form = tree.form(at);
        if let Some(value) = self.numbers.get(&form) {
            return Some(*value);
        }
        let digits = form.starts_with(|first: char| first.is_ascii_digit())
            && form.chars().all(|letter| letter.is_ascii_digit() || matches!(letter, ',' | '.'));
        let grouped = || form.split(',').skip(1).all(|group| group.split('.').next().is_some_and(|g| g.len() == 3));
        if !digits || !grouped() {
            return None;
        }
        form.replace(',', "").parse().ok().filter(|value: &f64| value.is_finite())
    }

    /// What a word multiplies by: "million".
    fn power(&self, tree: &Tree<'_>, at: TokenId) -> Option<f64> {
        let fits = tree.token(at).upos == "NUM" || tree.token(at).xpos == "NN";
        let known = || self.times.get(tree.lemma(at)).or_else(|| self.times.get(&tree.form(at)));
        known().copied().filter(|_| fits)
    }

    fn vague_at(&self, tree: &Tree<'_>, at: TokenId) -> Option<(f64, TokenId)> {
        let fits = |words: &[String]| {
            words.iter().enumerate().all(|(n, word)| at + n < tree.document.tokens.len() && tree.form(at + n) == *word)
        };
        let (words, least) = self.vague.iter().find(|(words, _)| fits(words))?;
        // "several hundred people": hundreds.
        let end = at + words.len();
        match (words.len() == 1).then(|| self.power(tree, end)).flatten() {
            Some(power) => Some((2.0 * power, end + 1)),
            None => Some((*least, end)),
        }
    }

    fn is_symbol(&self, tree: &Tree<'_>, at: TokenId) -> bool {
        let token = tree.token(at);
        let symbol = !tree.form(at).chars().all(char::is_alphabetic);
        self.currency(tree, at).is_some() && (symbol || matches!(token.upos.as_str(), "SYM" | "PROPN"))
    }

    fn currency(&self, tree: &Tree<'_>, at: TokenId) -> Option<&String> {
        self.currencies.get(&tree.form(at)).or_else(|| self.currencies.get(tree.lemma(at)))
    }

    /// The currency of a symbol with the letters before it that say whose it is: "NZ $ 26 million". Those of a country that
    /// the list lacks leave it open.
    fn prefixed(&self, tree: &Tree<'_>, symbol: TokenId) -> Option<String> {
        let own = self.currency(tree, symbol).cloned();
        let Some(before) = symbol.checked_sub(1).filter(|_| tree.form(symbol) == "$") else { return own };
        let (letters, sign) = (tree.token(before), tree.token(symbol));
        let gap = sign.span.start - letters.span.end.min(sign.span.start);
        let form = tree.form(before);
        let country = gap <= 1
            && form.len() <= 3
            && letters.upos != "DET"
            && letters.upos != "ADP"
            && letters.upos != "VERB"
            && letters.upos != "AUX"
            && (gap == 0 || form.len() > 1)
            && form.chars().all(char::is_alphabetic)
            && letters.lemma.chars().any(char::is_uppercase);
        if !country {
            return own;
        }
        self.currencies.get(&format!("{form}$")).cloned()
    }

    /// The number or range that the word at `core` is part of, and where it stands.
    fn numbers(&self, tree: &Tree<'_>, core: TokenId) -> Option<(Amount, TokenId, TokenId)> {
        let (first, end) = self.run(tree, core);
        let value = self.evaluate(tree, first, end)?;
        let word = |at: usize| tree.form(at);
        let n = tree.document.tokens.len();
        let sentence = &tree.document.sentences[tree.document.sentence_of(core)?];
        let joins = |at: TokenId, from: TokenId| {
            TO.contains(&word(at).as_str())
                || (word(at) == "and" && from > sentence.first && word(from - 1) == "between")
        };
        if first >= sentence.first + 2 && self.is_number(tree, first - 2) {
            let (from, middle) = self.run(tree, first - 2);
            // "rose from 5 to 10" is 10.
            let change = from > sentence.first && word(from - 1) == "from";
            if middle == first - 1 && joins(first - 1, from) && !change {
                let low = self.evaluate(tree, from, middle)? * self.shared_power(tree, (from, middle), (first, end));
                return ranged(low, value).map(|amount| (amount, from, end));
            }
        }
        if end + 1 < sentence.end.min(n) && self.is_number(tree, end + 1) && joins(end, first) {
            let (_, last) = self.run(tree, end + 1);
            let high = self.evaluate(tree, end + 1, last)?;
            let low = value * self.shared_power(tree, (first, end), (end + 1, last));
            return ranged(low, high).map(|amount| (amount, first, last));
        }
        Some((plain(Some(value), Some(value), Some(value), false), first, end))
    }

    /// What the lower number of a range shares with the higher one: "two to three hundred", "15 to 25 million".
    fn shared_power(&self, tree: &Tree<'_>, low: (TokenId, TokenId), high: (TokenId, TokenId)) -> f64 {
        let own = (low.0..low.1).any(|at| self.power(tree, at).is_some());
        let leading = self.value(tree, high.0).filter(|leading| {
            self.evaluate(tree, low.0, low.1).is_some_and(|low| low < *leading) && high.1 > high.0 + 1
        });
        match leading.filter(|_| !own) {
            Some(_) => (high.0..high.1).filter_map(|at| self.power(tree, at)).product(),
            None => 1.0,
        }
    }

    /// The words of one number around `core`: "two hundred and fifty", "twenty-five", "half a million".
    fn run(&self, tree: &Tree<'_>, core: TokenId) -> (TokenId, TokenId) {
        let (mut first, mut end) = (core, core + 1);
        while first > 0 {
            if self.follows(tree, first - 1, first) {
                first -= 1;
            } else if first > 1 && self.joined(tree, first - 2, first - 1, first) {
                first -= 2;
            } else {
                break;
            }
        }
        while end < tree.document.tokens.len() {
            if self.follows(tree, end - 1, end) {
                end += 1;
            } else if self.joined(tree, end - 1, end, end + 1) {
                end += 2;
            } else {
                break;
            }
        }
        (first, end)
    }

    /// Whether two words beside each other are parts of one number.
    fn follows(&self, tree: &Tree<'_>, left: TokenId, right: TokenId) -> bool {
        let counts = |at| self.value(tree, at).is_some() || self.power(tree, at).is_some();
        counts(left) && counts(right) && tree.document.sentence_of(left) == tree.document.sentence_of(right)
    }

    /// Whether three words are parts of one number: "hundred and fifty", "twenty-five", "half a million".
    fn joined(&self, tree: &Tree<'_>, left: TokenId, middle: TokenId, right: TokenId) -> bool {
        if right >= tree.document.tokens.len() {
            return false;
        }
        let spelled = |at: TokenId| self.numbers.get(&tree.form(at)).copied();
        match tree.form(middle).as_str() {
            "and" => self.power(tree, left).is_some() && spelled(right).is_some(),
            "-" | "‐" | "‑" => {
                spelled(left).is_some_and(|ten| ten >= 20.0) && spelled(right).is_some_and(|one| one < 10.0)
            }
            "a" => tree.form(left) == "half" && self.power(tree, right).is_some(),
            _ => false,
        }
    }

    fn evaluate(&self, tree: &Tree<'_>, first: TokenId, end: TokenId) -> Option<f64> {
        let (mut total, mut current): (f64, Option<f64>) = (0.0, None);
        for at in first..end {
            if let Some(value) = self.value(tree, at) {
                current = match current {
                    None => Some(value),
                    Some(before) if (before >= 20.0 && value < 10.0) || before % 100.0 == 0.0 => Some(before + value),
                    Some(_) => return None,
                };
            } else if let Some(power) = self.power(tree, at) {
                let count = current.unwrap_or(1.0) * power;
                if power < 1000.0 {
                    current = Some(count);
                } else {
                    total += count;
                    current = None;
                }
            }
        }
        Some(total + current.unwrap_or(0.0)).filter(|value| *value < 1e16)
    }

    /// Whether the number is no amount: a day, a year, a share, an age, a name's.
    fn is_other(&self, tree: &Tree<'_>, first: TokenId, end: TokenId) -> bool {
        let document = tree.document;
        let span = document.tokens[first].span.cover(document.tokens[end - 1].span);
        let dated = document.times_over(span).any(|time| !matches!(time.kind, TimeKind::Duration | TimeKind::Set));
        let next = |at: TokenId| document.tokens.get(at).map(|_| tree.form(at)).unwrap_or_default();
        let share = matches!(next(end).as_str(), "%" | "percent" | "per" | "percentage")
            || (next(end) == "in" && document.tokens.get(end + 1).is_some() && self.is_number(tree, end + 1));
        let numbered = first > 0
            && matches!(tree.form(first - 1).as_str(), "no" | "no." | "number" | "#" | "aged" | "article" | "section");
        let year = end == first + 1
            && tree.form(first).len() == 4
            && self.value(tree, first).is_some_and(|value| (1900.0..2100.0).contains(&value));
        dated || share || numbered || year || tree.is_in_name(first)
    }

    /// What is counted; `None` for what is no amount of people, things, money or time.
    fn unit(&self, tree: &Tree<'_>, head: TokenId, first: TokenId, end: TokenId) -> Option<Unit> {
        if first > 0 && self.is_symbol(tree, first - 1) {
            return self.prefixed(tree, first - 1).map(Unit::Money);
        }
        let noun = if (first..end).contains(&head) {
            let parts = tree.by(head, "nmod").chain(tree.by(end - 1, "nmod"));
            let found = parts.into_iter().find(|&part| tree.preposition(part) == "of" && part >= end);
            match found {
                // "dozens of them"
                Some(part) if tree.token(part).upos == "PRON" => return Some(Unit::Unsaid),
                Some(part) => part,
                None => return Some(Unit::Unsaid),
            }
        } else {
            head
        };
        let lemma = tree.lemma(noun);
        if self.periods.contains(lemma) {
            return Some(Unit::Period(noun));
        }
        if let Some(code) = self.currency(tree, noun) {
            return Some(Unit::Money(code.clone()));
        }
        // "12-year-old boys" are not twelve.
        match lemma {
            "other" => Some(Unit::Unsaid),
            // "the Top Two policy" is one policy.
            _ if end > first && tree.token(noun).xpos == "NN" && tree.form(first) != "one" => None,
            _ => (!self.measures.contains(lemma)).then_some(Unit::Noun(noun)),
        }
    }

    /// Takes in what stands around a number: "at least", "or more".
    fn qualify(&self, tree: &Tree<'_>, head: TokenId, amount: &mut Amount) {
        let sentence = tree.document.sentence_of(amount.first).map(|at| &tree.document.sentences[at]);
        let Some(sentence) = sentence else { return };
        if amount.first > sentence.first && self.is_symbol(tree, amount.first - 1) {
            amount.first -= 1;
        }
        let mut start = amount.first;
        if start > sentence.first && matches!(tree.form(start - 1).as_str(), "a" | "an") {
            start -= 1;
        }
        let before = |words: &[String]| {
            start >= sentence.first + words.len()
                && words.iter().rev().enumerate().all(|(n, word)| tree.form(start - 1 - n) == *word)
                && !(words.len() == 1 && self.is_preposition(tree, head, start - 1))
        };
        let after = |words: &[String]| {
            words
                .iter()
                .enumerate()
                .all(|(n, word)| amount.end + n < sentence.end && tree.form(amount.end + n) == *word)
        };
        let found = self.before.iter().find(|(words, _)| before(words));
        let (bound, first, end) = if let Some((words, bound)) = found {
            (*bound, start - words.len(), amount.end)
        } else if let Some((words, bound)) = self.after.iter().find(|(words, _)| after(words)) {
            (*bound, amount.first, amount.end + words.len())
        } else {
            if start > sentence.first && tree.form(start - 1) == "between" {
                amount.first = start - 1;
            }
            return;
        };
        (amount.first, amount.end) = (first, end);
        match bound {
            Bound::Least => amount.most = None,
            Bound::Most => amount.least = None,
            Bound::About => {
                amount.approximate = true;
                (amount.least, amount.most) = (amount.least.filter(|_| amount.value.is_none()), None);
            }
        }
    }

    /// Whether a word like "over" is the preposition of the phrase, not part of its number: "a dispute over two islands".
    fn is_preposition(&self, tree: &Tree<'_>, head: TokenId, at: TokenId) -> bool {
        let mut cases = tree.by(head, "case");
        matches!(tree.token(head).relation(), "obl" | "nmod") && cases.next() == Some(at) && cases.next().is_none()
    }
}

fn plain(value: Option<f64>, least: Option<f64>, most: Option<f64>, approximate: bool) -> Amount {
    Amount { value, least, most, approximate, unit: Unit::Unsaid, first: 0, end: 0 }
}

fn ranged(low: f64, high: f64) -> Option<Amount> {
    (low < high).then(|| plain(None, Some(low), Some(high), false))
}

#[cfg(test)]
#[path = "amounts_tests.rs"]
mod tests;
