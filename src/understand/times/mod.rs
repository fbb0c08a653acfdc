//! Time expressions with TIMEX3 values (ISO-TimeML), by a grammar that can be read.
//!
//! ```text
//! words → grammar (calendar, clock, relative, duration, recurrence, part) → anchor → value and bounds
//! ```
//!
//! Tokens give the words; tags and dependencies, where there are any, tell the tense. The lexicon is
//! `data/language/times.csv`.

mod anchor;
mod calendar;
mod clock;
mod direction;
mod duration;
mod grammar;
mod lexicon;
mod meaning;
mod number;
mod part;
mod recurrence;
mod relative;
mod stretch;
mod words;

use jiff::civil::Date;

use crate::article::Span;
use crate::document::{Document, EntityType, Form, TimeExpression, TimeKind};

use anchor::Context;
use meaning::{Found, Meaning, Recurring};
use stretch::Stretch;
use words::{Word, Words};

/// How many days after its dateline an article may be published and still be news of that day.
const SOON_DAYS: i32 = 3;
/// How far into the article a dateline may stand, in bytes.
const DATELINE_REACH: usize = 400;

/// Finds the time expressions of an article and puts them into `document.times`.
///
/// Dates are resolved against the day of a dateline at the head of the article where it was published soon after, else
/// against `published`, else against dates spoken of before; what stays unknown stays `X` in the value ("In May" without an anchor is `XXXX-05`).
/// Names already in `document.mentions` keep their words: no Sunday is found in "the Sunday Times".
pub fn annotate(text: &str, published: Option<Date>, document: &mut Document) {
    let sentences = words::sentences(text, document);
    let mut found: Vec<(usize, Vec<(usize, Found)>)> = Vec::new();
    for (number, words) in sentences.iter().enumerate() {
        let mut list = grammar::scan(Words(words));
        list.retain(|(first, expression)| {
            let span = span_of(words, *first, expression.end);
            !inside_name(text, document, span)
        });
        found.push((number, list));
    }
    let reference = reference(published, dateline(text, published, &sentences, &found));
    let mut context = Context::new(reference);
    let mut times = Vec::new();
    for (number, list) in &found {
        let words = Words(&sentences[*number]);
        for (first, expression) in list {
            let direction = direction::direction(document, words, *first..expression.end);
            let anchored = context.anchor(&expression.meaning, *number, direction);
            let stretch = anchored.stretch;
            if let Some(stretch) = stretch.filter(|_| speaks_of_a_time(&expression.meaning)) {
                context.remember(*number, stretch);
            }
            let dated = matches!(expression.kind, TimeKind::Date | TimeKind::Time);
            let bounds = stretch.filter(|_| dated).and_then(Stretch::days);
            times.push(TimeExpression {
                span: span_of(words.0, *first, expression.end),
                kind: expression.kind,
                value: anchored.value,
                bounds: bounds.map(|(from, to)| (from.to_string(), to.to_string())),
            });
        }
    }
    document.times = times;
}

fn span_of(words: &[Word], first: usize, end: usize) -> Span {
    Span::new(words[first].span.start, words[end.min(words.len()) - 1].span.end)
}

/// Whether an expression is part of a name of a person, organization, product or work ("the Sunday Times", "Theresa
/// May"), or is a name by itself. Years in names of events and places stay times ("the 2014 Winter Olympics").
fn inside_name(text: &str, document: &Document, span: Span) -> bool {
    let first = document.mentions.partition_point(|mention| mention.span.start + 200 < span.start);
    document.mentions[first..].iter().take_while(|mention| mention.span.start < span.end).any(|mention| {
        let named = mention.form == Form::Name
            && matches!(
                mention.kind,
                EntityType::Person | EntityType::Organization | EntityType::Product | EntityType::Work
            );
        named && mention.span.overlaps(span) && !is_only_time(text, mention.span, span)
    })
}

/// A "name" that covers nothing but a date was mistaken for one.
fn is_only_time(text: &str, name: Span, time: Span) -> bool {
    time.contains(name) && name.of(text).contains(|c: char| c.is_ascii_digit())
}

/// The date of a dateline ("BEIJING, Nov. 12, 2014 —", "BEIJING, Nov. 12 —") or of a line of its own at the head of the
/// article. Without a year it is the last such day before publication, or nothing.
fn dateline(
    text: &str,
    published: Option<Date>,
    sentences: &[Vec<Word>],
    found: &[(usize, Vec<(usize, Found)>)],
) -> Option<Date> {
    for (number, list) in found {
        for (first, expression) in list {
            let span = span_of(&sentences[*number], *first, expression.end);
            if span.start > DATELINE_REACH {
                return None;
            }
            let Some(day) = day_of(&expression.meaning, published) else { continue };
            let line_start = text[..span.start].rfind('\n').map_or(0, |at| at + 1);
            let before = text[line_start..span.start].trim();
            let after = text[span.end..].trim_start_matches([' ', '\t', '.', ')']);
            let place = before.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase);
            let alone = after.is_empty() || after.starts_with(['\n', '\r']);
            let dashed = after.starts_with(['-', '–', '—', '(', '_', '|']);
            if (before.is_empty() && alone) || (place && (alone || dashed)) {
                return Some(day);
            }
        }
    }
    None
}

/// The day that a date names by itself, or with the help of the publication date.
fn day_of(meaning: &Meaning, published: Option<Date>) -> Option<Date> {
    match *meaning {
        Meaning::Fixed(Stretch::Day(day)) => Some(day),
        Meaning::Recurring(Recurring::Day(month, day), _) => {
            let published = published?;
            [published.year(), published.year() - 1]
                .into_iter()
                .filter_map(|year| Date::new(year, month, day).ok())
                .find(|day| *day <= published)
        }
        _ => None,
    }
}

/// What "today" is: the day of the dateline where the article was published soon after, else the day of publication.
fn reference(published: Option<Date>, dateline: Option<Date>) -> Option<Date> {
    match (published, dateline) {
        (Some(published), Some(written)) => {
            let soon = stretch::add_days(written, SOON_DAYS).is_some_and(|latest| published <= latest);
            Some(if written <= published && soon { written } else { published })
        }
        _ => published.or(dateline),
    }
}

/// Whether later expressions may count from this one: "now" and "today" are no topics of their own.
fn speaks_of_a_time(meaning: &Meaning) -> bool {
    match meaning {
        Meaning::Calendar(unit, 0) => *unit != lexicon::Unit::Day,
        // "A year earlier" compares; the story stays where it was.
        Meaning::AtPrevious(_) | Meaning::Offset(lexicon::Unit::Year, -1, _) => false,
        Meaning::Same(_, years) => *years == 0,
        _ => true,
    }
}

#[cfg(test)]
pub(crate) mod fixture {
    //! Documents cut by a trivial tokenizer, so that the grammar can be tried without the language engine.

    use crate::article::Span;
    use crate::document::{Document, Sentence, Token};

    use super::words::{Word, sentences};

    /// Tokens at spaces and marks, sentences at full stops before a capital and at line breaks.
    pub(crate) fn document(text: &str) -> Document {
        let mut document = Document::default();
        let mut first = 0;
        let chars: Vec<(usize, char)> = text.char_indices().collect();
        let mut n = 0;
        while n < chars.len() {
            let (start, c) = chars[n];
            if c == '\n' {
                close(&mut document, &mut first);
            }
            if c.is_whitespace() {
                n += 1;
                continue;
            }
            let inner = |c: char| c.is_alphanumeric() || matches!(c, '-' | '.' | ',' | '/');
            let mut m = n + 1;
            if c.is_alphanumeric() {
                while m < chars.len() && inner(chars[m].1) {
                    m += 1;
                }
                while m > n + 1 && matches!(chars[m - 1].1, ',' | '-' | '/') {
                    m -= 1;
                }
                if chars[m - 1].1 == '.' && !abbreviation(&text[start..chars[m - 1].0]) {
                    m -= 1;
                }
            }
            let end = chars.get(m).map_or(text.len(), |(at, _)| *at);
            document.tokens.push(Token {
                span: Span::new(start, end),
                upos: String::new(),
                xpos: String::new(),
                lemma: String::new(),
                head: None,
                deprel: String::new(),
            });
            let next = text[end..].trim_start_matches(['"', '”', '\'', '’']);
            let stops = matches!(c, '.' | '!' | '?');
            if stops && next.trim_start().starts_with(|c: char| c.is_uppercase() || c == '"' || c == '“') {
                close(&mut document, &mut first);
            }
            n = m;
        }
        close(&mut document, &mut first);
        document
    }

    fn abbreviation(word: &str) -> bool {
        let short = ["Jan", "Feb", "Mar", "Apr", "Jun", "Jul", "Aug", "Sep", "Sept", "Oct", "Nov", "Dec", "Mr", "St"];
        word.contains('.') || word.len() == 1 || short.contains(&word)
    }

    fn close(document: &mut Document, first: &mut usize) {
        let end = document.tokens.len();
        if end > *first {
            let span = document.tokens[*first].span.cover(document.tokens[end - 1].span);
            document.sentences.push(Sentence { span, first: *first, end });
            *first = end;
        }
    }

    /// The words of a text, as one sentence.
    pub(super) fn words_of(text: &str) -> Vec<Word> {
        sentences(text, &document(text)).concat()
    }
}

#[cfg(test)]
mod tests;
