//! Raw text → syntactic words of Universal Dependencies, after the conventions of the English treebanks EWT and GUM:
//! contractions and hyphenated compounds are divided ("do|n't", "long|-|term"), abbreviations, numbers, addresses and
//! emoticons are not. What is particular to a word stands in `data/tokenizer.tsv`; only shapes are decided here.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use crate::article::Span;

static TABLE: LazyLock<Table> = LazyLock::new(|| Table::parse(include_str!("../../data/language/tokenizer.tsv")));

/// Longest stretch without a space that is looked at as one; a longer one is cut there.
const LONGEST_CHUNK: usize = 1000;

/// Spans of the words of `text`, in order, not overlapping.
pub(crate) fn tokenize(text: &str) -> Vec<Span> {
    let mut spans = Vec::with_capacity(text.len() / 5);
    let mut chars = Vec::new();
    let mut rest = text.char_indices().peekable();
    while let Some((start, c)) = rest.next() {
        if is_space(c) {
            continue;
        }
        chars.clear();
        chars.push((start, c));
        while let Some(&(at, c)) = rest.peek()
            && (!is_space(c) || joins(text, at, c))
            && chars.len() < LONGEST_CHUNK
        {
            chars.push((at, c));
            rest.next();
        }
        let end = rest.peek().map_or(text.len(), |&(at, _)| at);
        Chunk { text, chars: &chars, end, next: next_chunk(&text[end..]), spans: &mut spans }.split();
    }
    spans
}

/// Whether the invisible character `c` at `at` stands inside a word: a soft hyphen or a joiner between two letters.
fn joins(text: &str, at: usize, c: char) -> bool {
    is_joiner(c)
        && text[..at].chars().next_back().is_some_and(char::is_alphanumeric)
        && text[at + c.len_utf8()..].chars().next().is_some_and(char::is_alphanumeric)
}

const fn is_joiner(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200c}' | '\u{200d}' | '\u{2060}' | '\u{feff}')
}

/// Whether `c` separates words: white space, control characters and invisible characters.
pub(super) fn is_space(c: char) -> bool {
    c.is_whitespace()
        || c.is_control()
        || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}' | '\u{feff}')
}

/// Whether an abbreviation with its full stop, such as "Mr.", never ends a sentence.
pub(super) fn is_title(form: &str) -> bool {
    TABLE.titles.contains(form)
}

/// The next word in the same paragraph, or nothing.
fn next_chunk(rest: &str) -> &str {
    let mut newlines = 0;
    for (at, c) in rest.char_indices() {
        if c == '\n' {
            newlines += 1;
        }
        if newlines > 1 {
            return "";
        }
        if !is_space(c) {
            let word = &rest[at..];
            // Of a longer word the beginning tells enough.
            let ends = |&(nth, (_, c)): &(usize, (usize, char))| nth == LONGEST_CHUNK || is_space(c);
            let end = word.char_indices().enumerate().find(ends).map_or(word.len(), |(_, (at, _))| at);
            return &word[..end];
        }
    }
    ""
}

/// The parsed table.
#[derive(Default)]
struct Table {
    titles: HashSet<&'static str>,
    abbreviations: HashSet<&'static str>,
    before_digit: HashSet<&'static str>,
    prefixes: HashSet<&'static str>,
    whole: HashSet<&'static str>,
    /// Lower-case form → lengths of its parts in characters.
    splits: HashMap<&'static str, Vec<usize>>,
    units: HashSet<&'static str>,
    domains: HashSet<&'static str>,
    /// Longest first.
    emoticons: Vec<Vec<char>>,
    starters: HashSet<&'static str>,
}

impl Table {
    fn parse(file: &'static str) -> Self {
        let mut table = Self::default();
        for line in file.lines().filter(|line| !line.starts_with('#')) {
            let mut fields = line.split('\t');
            let (Some(kind), Some(form)) = (fields.next(), fields.next()) else { continue };
            match kind {
                "title" => drop(table.titles.insert(form)),
                "abbreviation" => drop(table.abbreviations.insert(form)),
                "before-digit" => drop(table.before_digit.insert(form)),
                "prefix" => drop(table.prefixes.insert(form)),
                "whole" => drop(table.whole.insert(form)),
                "split" => {
                    let parts = fields.next().unwrap_or(form).split(' ').map(|part| part.chars().count()).collect();
                    table.splits.insert(form, parts);
                }
                "unit" => drop(table.units.insert(form)),
                "domain" => drop(table.domains.insert(form)),
                "emoticon" => table.emoticons.push(form.chars().collect()),
                "starter" => drop(table.starters.insert(form)),
                _ => {}
            }
        }
        table.emoticons.sort_by_key(|form| std::cmp::Reverse(form.len()));
        table
    }
}

/// A stretch of text without space, and what follows it.
struct Chunk<'a> {
    text: &'a str,
    chars: &'a [(usize, char)],
    end: usize,
    next: &'a str,
    spans: &'a mut Vec<Span>,
}

impl Chunk<'_> {
    fn split(&mut self) {
        let mut at = 0;
        while at < self.chars.len() {
            let end = self
                .address(at)
                .or_else(|| self.emoticon(at))
                .or_else(|| self.marked_word(at))
                .or_else(|| self.word(at))
                .unwrap_or_else(|| {
                    let end = self.punctuation(at);
                    self.push(at, end);
                    end
                });
            at = end.max(at + 1);
        }
    }

    fn at(&self, index: usize) -> char {
        self.chars.get(index).map_or(' ', |&(_, c)| c)
    }

    fn byte(&self, index: usize) -> usize {
        self.chars.get(index).map_or(self.end, |&(byte, _)| byte)
    }

    fn slice(&self, from: usize, to: usize) -> &str {
        &self.text[self.byte(from)..self.byte(to)]
    }

    fn push(&mut self, from: usize, to: usize) {
        if from < to {
            self.spans.push(Span::new(self.byte(from), self.byte(to)));
        }
    }

    /// Web and e-mail addresses, hosts and file names.
    fn address(&mut self, from: usize) -> Option<usize> {
        let rest = self.slice(from, self.chars.len());
        let lower = |n: usize| rest.get(..n).map(str::to_ascii_lowercase).unwrap_or_default();
        let url = ["http://", "https://", "ftp://", "mailto:"].iter().any(|scheme| lower(scheme.len()) == **scheme)
            || lower(4) == "www.";
        if !url && !(is_word(self.at(from)) && (rest.contains('@') || rest.contains('.'))) {
            return None;
        }
        let allowed = |c: char| is_word(c) || (if url { "-._~:/?#[]@!$&'()*+,;=%|" } else { "-._@+%" }).contains(c);
        let mut end = from;
        while end < self.chars.len() && allowed(self.at(end)) {
            end += 1;
        }
        // A web address in brackets or at the end of a sentence.
        while end > from && (".,;:!?'([".contains(self.at(end - 1)) || self.unbalanced(from, end)) {
            end -= 1;
        }
        let form = self.slice(from, end);
        let is_address =
            url || form.split_once('@').is_some_and(|(name, host)| {
                !name.is_empty() && host.starts_with(|c: char| c.is_alphabetic()) && !host.contains('@')
            }) || is_host(form);
        if !is_address || end == from {
            return None;
        }
        self.push(from, end);
        Some(end)
    }

    fn unbalanced(&self, from: usize, end: usize) -> bool {
        let count = |c| self.chars[from..end].iter().filter(|&&(_, other)| other == c).count();
        match self.at(end - 1) {
            ')' => count(')') > count('('),
            ']' => count(']') > count('['),
            _ => false,
        }
    }

    /// An emoticon that is not the edge of a word or number.
    fn emoticon(&mut self, from: usize) -> Option<usize> {
        if from > 0 && is_word(self.at(from)) && is_word(self.at(from - 1)) {
            return None;
        }
        let rest = &self.chars[from..];
        let form = TABLE.emoticons.iter().find(|form| {
            form.len() <= rest.len()
                && form.iter().zip(rest).all(|(&a, &(_, b))| a == b)
                && !rest.get(form.len()).is_some_and(|&(_, c)| is_word(c) || c == '/' || c == '-' || c == '=')
                && (from == 0 || !"=-".contains(self.at(from - 1)))
                // ":)" after "(…" is a colon and a bracket.
                && !(from > 0 && form.ends_with(&[')']) && self.chars[..from].iter().any(|&(_, c)| c == '('))
        })?;
        let end = from + form.len();
        self.push(from, end);
        Some(end)
    }

    /// "#tag", "@user", "+44", ".5", "US$", "'90s", "'em", and the "'s" of "U.S.'s".
    fn marked_word(&mut self, from: usize) -> Option<usize> {
        let run = |start: usize| {
            let mut end = start;
            while is_word(self.at(end)) || self.at(end) == '_' {
                end += 1;
            }
            end
        };
        let end = match self.at(from) {
            '#' | '@' if self.at(from + 1).is_alphabetic() => run(from + 1),
            '+' if self.at(from + 1).is_ascii_digit() && from == 0 => {
                let mut end = from + 1;
                while self.at(end).is_ascii_digit() || (self.at(end) == '-' && self.at(end + 1).is_ascii_digit()) {
                    end += 1;
                }
                end
            }
            '.' if self.at(from + 1).is_ascii_digit() && (from == 0 || "$£€(-~±<>".contains(self.at(from - 1))) => {
                let mut end = from + 1;
                while self.at(end).is_ascii_digit() {
                    end += 1;
                }
                end
            }
            '\'' | '’' if from > 0 && ".!)\"%".contains(self.at(from - 1)) && self.is_clitic(from) => run(from + 1),
            // "rock 'n' roll"
            '\'' | '’' | '‘' if matches!(self.at(from + 1), 'n' | 'N') && self.is_quote(from + 2) => from + 3,
            '\'' | '’' | '‘' => {
                let end = run(from + 1);
                let form = self.slice(from + 1, end).to_lowercase();
                let decade = form.trim_end_matches('s');
                let year = decade.len() == 2 && decade.bytes().all(|c| c.is_ascii_digit());
                if !(year || matches!(form.as_str(), "em" | "n" | "til" | "cause" | "tis" | "twas"))
                    || self.is_quote(end)
                {
                    return None;
                }
                end
            }
            c if c.is_ascii_uppercase() => {
                let end = run(from);
                if end - from > 3 || self.at(end) != '$' {
                    return None;
                }
                end + 1
            }
            _ => return None,
        };
        self.push(from, end);
        Some(end)
    }

    /// Whether the apostrophe at `at` begins "'s" or "'d" and the like.
    fn is_clitic(&self, at: usize) -> bool {
        let end = (at + 1..).find(|&at| !is_word(self.at(at))).unwrap_or(at + 1);
        matches!(self.slice(at + 1, end).to_lowercase().as_str(), "s" | "d" | "ll" | "ve" | "re" | "m")
    }

    fn is_quote(&self, at: usize) -> bool {
        matches!(self.at(at), '\'' | '’')
    }

    /// Letters and digits with the connectors between them.
    fn word(&mut self, from: usize) -> Option<usize> {
        if !is_word(self.at(from)) {
            return None;
        }
        let mut end = from;
        let mut connectors = Vec::new();
        while is_word(self.at(end)) || (is_connector(self.at(end)) && is_word(self.at(end + 1))) {
            if is_connector(self.at(end)) {
                connectors.push(end);
            }
            end += 1;
        }
        let whole = TABLE.whole.contains(self.slice(from, end).to_lowercase().as_str());
        let mut start = from;
        if !whole && !self.is_phone(from, end) {
            for (nth, &at) in connectors.iter().enumerate() {
                if at < start {
                    continue;
                }
                let left = nth.checked_sub(1).map_or(from, |before| connectors[before] + 1);
                let right_end = connectors.get(nth + 1).copied().unwrap_or(end);
                match self.connect(from, left, at, right_end) {
                    Connection::Join => {}
                    Connection::Divide => {
                        self.piece(start, at);
                        self.push(at, at + 1);
                        start = at + 1;
                    }
                    Connection::Clitic(cut) => {
                        self.piece(start, cut);
                        start = cut;
                    }
                }
            }
        }
        let ellipsis = self.at(end + 1) == '.' && self.at(end + 2) == '.';
        if self.at(end) == '.' && !ellipsis && self.keeps_full_stop(start, end) {
            end += 1;
        }
        // A word broken off, or the first half of "pre- and post-war".
        if self.at(end) == '-' && self.at(end + 1) != '-' && end > start && self.at(end - 1).is_alphabetic() {
            end += 1;
        }
        if self.at(end) == '/' && self.slice(start, end).eq_ignore_ascii_case("w") {
            end += 1;
        }
        self.piece(start, end);
        Some(end)
    }

    /// What the connector at `at` does between the segment from `left` and the one that ends at `right`.
    fn connect(&self, first: usize, left: usize, at: usize, right: usize) -> Connection {
        let (before, after) = (self.slice(left, at), self.slice(at + 1, right));
        let digits = |s: &str| s.bytes().all(|c| c.is_ascii_digit());
        let join = match self.at(at) {
            '_' => true,
            '.' => {
                if self.is_fused_abbreviation(before, after) {
                    return Connection::Clitic(at + 1);
                }
                (digits(before) && (digits(after) || has_unit(after)))
                    || (before.chars().count() == 1 && after.chars().count() <= 2 && !digits(before))
                    || TABLE.abbreviations.contains(format!("{before}.{after}.").as_str())
            }
            ',' => {
                let group = after.bytes().take_while(u8::is_ascii_digit).count();
                digits(before) && group == 3 && (after.len() == 3 || has_unit(after))
            }
            ':' => {
                let minutes = after.bytes().take_while(u8::is_ascii_digit).count();
                digits(before) && minutes == 2
            }
            '/' => (digits(before) && digits(after)) || (before.chars().count() == 1 && after.chars().count() == 1),
            '&' => before.chars().count() <= 3 && after.chars().count() <= 3,
            '-' | '‐' | '‑' => {
                let inner = left > first && matches!(self.at(left - 1), '-' | '‐' | '‑');
                let lower = before.to_lowercase();
                let either = |form: &str| TABLE.whole.contains(form);
                (!inner && TABLE.prefixes.contains(lower.as_str()) && before.len() > 1)
                    || either(format!("{lower}-{}", after.to_lowercase()).as_str())
            }
            '\'' | '’' | '`' => return self.apostrophe(left, at, right),
            _ => false,
        };
        if join { Connection::Join } else { Connection::Divide }
    }

    /// "Mr.Smith", "No.7", "Jan.6": an abbreviation that lacks its space.
    fn is_fused_abbreviation(&self, before: &str, after: &str) -> bool {
        let form = format!("{before}.");
        let form = form.as_str();
        let number = after.starts_with(|c: char| c.is_ascii_digit());
        let name = after.starts_with(char::is_uppercase) && after.chars().nth(1).is_some_and(char::is_lowercase);
        (number && form.len() > 2 && (TABLE.before_digit.contains(form) || TABLE.abbreviations.contains(form)))
            || (name && form.len() > 2 && form.starts_with(char::is_uppercase) && TABLE.titles.contains(form))
    }

    /// Contractions and possessive endings; other apostrophes belong to the word.
    fn apostrophe(&self, left: usize, at: usize, right: usize) -> Connection {
        let (before, after) = (self.slice(left, at), self.slice(at + 1, right).to_lowercase());
        let number = before.bytes().all(|c| c.is_ascii_digit());
        match after.as_str() {
            "t" if at > left + 1 && matches!(self.at(at - 1), 'n' | 'N') => Connection::Clitic(at - 1),
            "s" if number => Connection::Join,
            "s" | "m" | "re" | "ve" | "ll" | "d" => Connection::Clitic(at),
            _ => Connection::Join,
        }
    }

    /// Telephone numbers, dates and postcodes with hyphens.
    fn is_phone(&self, from: usize, end: usize) -> bool {
        let form = self.slice(from, end);
        if !form.contains('-') || !form.bytes().all(|c| c.is_ascii_digit() || b"-/".contains(&c)) {
            return false;
        }
        let lengths: Vec<usize> = form.split('-').map(str::len).collect();
        lengths.len() > 2 || matches!(lengths[..], [3 | 5.., 4])
    }

    /// Whether the full stop after the word `start..dot` belongs to it.
    fn keeps_full_stop(&self, start: usize, dot: usize) -> bool {
        let form = self.slice(start, dot + 1);
        let bare = &form[..form.len() - 1];
        let last = dot + 1 == self.chars.len();
        let next = if last { self.next } else { "" };
        let next_word = next.trim_start_matches(['"', '“', '(', '\'', '‘']);
        let before_digit = next.starts_with(|c: char| c.is_ascii_digit());
        if TABLE.titles.contains(form) || TABLE.titles.contains(capitalised(form).as_str()) && is_upper(bare) {
            return !next.is_empty() || !last;
        }
        if self.is_spaced_half(bare, next) {
            return true;
        }
        if TABLE.before_digit.contains(form) {
            return before_digit;
        }
        let initial = bare.chars().count() == 1 && is_upper(bare);
        let acronym = bare.contains('.')
            && bare.split('.').all(|part| (1..3).contains(&part.chars().count()))
            && bare.chars().any(char::is_alphabetic);
        if initial {
            let name = next_word.starts_with(char::is_uppercase) && !TABLE.starters.contains(word_of(next_word));
            return bare != "I" && if last { name } else { matches!(self.at(dot + 1), ',' | ';' | ':' | '-') };
        }
        let known = TABLE.abbreviations.contains(form)
            || TABLE.abbreviations.contains(capitalised(form).as_str()) && is_upper(bare) && bare.len() > 2;
        if !(acronym || known) {
            return false;
        }
        // At the end of a sentence the full stop is a word of its own.
        if !last {
            let quote = matches!(self.at(dot + 1), '"' | '”' | '’' | '\'') && !self.is_clitic(dot + 1);
            // "(He lives at 5 Elm Ave.) Then", but "(D-N.Y.) Then" and "at 5 Elm Ave.)."
            let bracket = self.at(dot + 1) == ')' && self.at(0) != '(' && !".,;:!?".contains(self.at(dot + 2));
            let closes = quote || bracket;
            return !closes || !self.next_begins_sentence(self.next);
        }
        !(next.is_empty() || TABLE.starters.contains(word_of(next_word)))
    }

    /// The halves of "5 p. m.".
    fn is_spaced_half(&self, bare: &str, next: &str) -> bool {
        let before = self.text[..self.byte(0)].trim_end();
        match bare {
            "a" | "p" => next.starts_with("m.") && before.ends_with(|c: char| c.is_ascii_digit()),
            "m" => {
                let ends = self.next.is_empty() || TABLE.starters.contains(word_of(self.next));
                (before.ends_with(" a.") || before.ends_with(" p.")) && !ends
            }
            _ => false,
        }
    }

    fn next_begins_sentence(&self, next: &str) -> bool {
        next.is_empty() || next.starts_with(|c: char| c.is_uppercase())
    }

    /// A word without connectors that divide it: numbers with units, fused words.
    fn piece(&mut self, from: usize, to: usize) {
        if from >= to {
            return;
        }
        let form = self.slice(from, to);
        let number = form.bytes().take_while(|c| c.is_ascii_digit() || b".,:".contains(c)).count();
        if form.as_bytes()[0].is_ascii_digit() && number < form.len() && TABLE.units.contains(&form[number..]) {
            // Digits are one byte each, so bytes count characters here.
            self.push(from, from + number);
            self.push(from + number, to);
            return;
        }
        if let Some(parts) = TABLE.splits.get(form.to_lowercase().as_str())
            && parts.iter().sum::<usize>() == to - from
        {
            let mut at = from;
            for &part in parts {
                self.push(at, at + part);
                at += part;
            }
            return;
        }
        self.push(from, to);
    }

    /// End of the punctuation mark that begins at `from`: runs of stops, dashes and rules are one mark.
    fn punctuation(&self, from: usize) -> usize {
        let c = self.at(from);
        let run = |allowed: &str| {
            let mut end = from;
            while end < self.chars.len() && allowed.contains(self.at(end)) {
                end += 1;
            }
            end
        };
        match c {
            '.' | '!' | '?' | '…' | '。' | '！' | '？' => {
                let end = run(".!?…。！？");
                // "end.)" has one stop; ".?" and "!." are one mark as well.
                end.max(from + 1)
            }
            '-' => run("-"),
            '*' | '=' | '_' | '~' | '+' | '|' | '•' | '\\' | '^' | '$' => run(c.encode_utf8(&mut [0; 4])),
            '<' | '>' => run(c.encode_utf8(&mut [0; 4])),
            '\'' if self.at(from + 1) == '\'' => from + 2,
            '`' if self.at(from + 1) == '`' => from + 2,
            '’' if self.at(from + 1) == '’' => from + 2,
            _ => {
                // A base character keeps its combining marks and joiners (emoji sequences).
                let mut end = from + 1;
                while matches!(self.at(end), '\u{300}'..='\u{36f}' | '\u{fe00}'..='\u{fe0f}' | '\u{1f3fb}'..='\u{1f3ff}' | '\u{20e3}')
                {
                    end += 1;
                }
                end
            }
        }
    }
}

/// Whether a part of a number is digits with a unit: "3bn" of "5.3bn".
fn has_unit(form: &str) -> bool {
    let digits = form.bytes().take_while(u8::is_ascii_digit).count();
    digits > 0 && TABLE.units.contains(&form[digits..])
}

/// What a connector inside a word does.
enum Connection {
    /// One word.
    Join,
    /// Two words with the connector as a third between.
    Divide,
    /// Two words, the second beginning here.
    Clitic(usize),
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '\u{300}'..='\u{36f}') || is_joiner(c)
}

fn is_connector(c: char) -> bool {
    matches!(c, '-' | '‐' | '‑' | '\'' | '’' | '`' | '.' | ',' | ':' | '/' | '&' | '_')
}

fn is_upper(form: &str) -> bool {
    !form.is_empty() && form.chars().all(char::is_uppercase)
}

fn capitalised(form: &str) -> String {
    let mut chars = form.chars();
    chars.next().map_or_else(String::new, |first| first.to_string() + &chars.as_str().to_lowercase())
}

fn word_of(chunk: &str) -> &str {
    &chunk[..chunk.find(|c: char| !c.is_alphanumeric()).unwrap_or(chunk.len())]
}

/// "example.co.uk", "report_2.doc": ends in a known domain or file ending.
fn is_host(form: &str) -> bool {
    let Some((name, ending)) = form.rsplit_once('.') else { return false };
    let lower = ending.to_ascii_lowercase();
    !name.is_empty()
        && !name.contains("..")
        && (ending == lower || is_upper(ending) || ending == capitalised(&lower))
        && (TABLE.domains.contains(lower.as_str()) || is_newsgroup(form))
        && name.bytes().all(|c| c.is_ascii_alphanumeric() || b"-._".contains(&c))
        && name.chars().any(char::is_alphanumeric)
        // "U.S.ca" and "9.de" are no hosts.
        && name.len() > 2
}

/// "comp.sources.unix"
fn is_newsgroup(form: &str) -> bool {
    ["alt.", "comp.", "misc.", "rec.", "sci.", "soc.", "talk.", "news."].iter().any(|top| form.starts_with(top))
        && form.split('.').count() > 2
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> String {
        tokenize(text).iter().map(|span| span.of(text)).collect::<Vec<_>>().join("|")
    }

    #[test]
    fn contractions_and_possessives() {
        assert_eq!(words("I don't, can't and won't."), "I|do|n't|,|ca|n't|and|wo|n't|.");
        assert_eq!(words("It’s China’s; they'll say he'd"), "It|’s|China|’s|;|they|'ll|say|he|'d");
        assert_eq!(words("the players' cannot gonna"), "the|players|'|can|not|gon|na");
        assert_eq!(words("O'Reilly at 5 o'clock in the '90s"), "O'Reilly|at|5|o'clock|in|the|'90s");
    }

    #[test]
    fn hyphens_divide_compounds_not_prefixes() {
        assert_eq!(words("long-term non-profit US-based e-mail"), "long|-|term|non-profit|US|-|based|e-mail");
        assert_eq!(words("2014-15 and 713-853-3989"), "2014|-|15|and|713-853-3989");
    }

    #[test]
    fn abbreviations() {
        assert_eq!(words("Mr. Smith of the U.S. Army met J. Doe."), "Mr.|Smith|of|the|U.S.|Army|met|J.|Doe|.");
        assert_eq!(
            words("They live in the U.S. He left at 5 p.m. on Dec. 3."),
            "They|live|in|the|U.S|.|He|left|at|5|p.m.|on|Dec.|3|."
        );
        assert_eq!(words("apples, etc."), "apples|,|etc|.");
    }

    #[test]
    fn numbers_money_and_units() {
        assert_eq!(words("$5m, 1,000 or 3.5% at 7:30pm"), "$|5|m|,|1,000|or|3.5|%|at|7:30|pm");
        assert_eq!(words("US$20bn (10km)"), "US$|20|bn|(|10|km|)");
    }

    #[test]
    fn addresses_and_marks() {
        assert_eq!(words("See http://www.x.org/a_(b)?c=1."), "See|http://www.x.org/a_(b)?c=1|.");
        assert_eq!(words("Write to a.b@example.com, now :)"), "Write|to|a.b@example.com|,|now|:)");
        assert_eq!(words("Well...yes--no?! “Quite.”"), "Well|...|yes|--|no|?!|“|Quite|.|”");
    }

    #[test]
    fn odd_input_is_no_trouble() {
        assert_eq!(words(""), "");
        assert_eq!(words("\0 \u{feff}\t\n"), "");
        assert_eq!(words("👍🏽👍"), "👍🏽|👍");
        assert_eq!(tokenize(&"a".repeat(2500)).len(), 3);
    }
}
