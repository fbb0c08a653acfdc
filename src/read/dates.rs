//! Dates as people and machines write them → ISO 8601. A date that is not sure is no date.

use jiff::civil::Date;

/// Normalizes a date, with or without time, to ISO 8601: `2014-11-12`, `2014-11-12T08:30:00Z`, or with the offset or
/// without any, as it was given.
///
/// Understands ISO 8601 in its spellings, RFC 2822, dates in English words in either order, `31/12/2020` where day and
/// month cannot be mistaken for each other, `31.12.2020`, compact digits, and seconds or milliseconds since 1970.
/// `None` for everything else, and for a date that leaves day or year open.
pub fn normalize(text: &str) -> Option<String> {
    let text = text.trim();
    if text.is_empty() || text.len() > 100 {
        return None;
    }
    epoch(text).or_else(|| Scan::new(text).moment().map(|moment| moment.to_string()))
}

/// The date of a line that holds nothing else: "Published: Wednesday, 12 November 2014, 8:30 a.m. ET".
pub(super) fn of_line(line: &str) -> Option<String> {
    const AROUND: &str =
        "published posted updated first last modified date created on at the of and release for immediate";
    if line.len() > 100 {
        return None;
    }
    let mut scan = Scan::new(line);
    let moment = scan.moment()?;
    let rest_is_about_time = scan.unused_words().all(|word| {
        weekday(word)
            || zone(word).is_some()
            || AROUND.split(' ').any(|known| known == word)
            || word == "et"
            || word == "pt"
    });
    rest_is_about_time.then(|| moment.to_string())
}

/// Seconds or milliseconds since 1970 between 1973 and 2100.
fn epoch(digits: &str) -> Option<String> {
    if !digits.bytes().all(|b| b.is_ascii_digit() || b == b'.') {
        return None;
    }
    let whole = digits.split('.').next()?;
    let number: i64 = whole.parse().ok()?;
    let seconds = match whole.len() {
        9 | 10 => number,
        12 | 13 => number / 1000,
        _ => return None,
    };
    let plausible = (100_000_000..4_102_444_800).contains(&seconds);
    plausible.then(|| jiff::Timestamp::from_second(seconds).ok()).flatten().map(|time| time.to_string())
}

/// Hour, minute and second.
type Clock = (i8, i8, i8);

/// A date, perhaps with a time of day and its distance from UTC in minutes.
struct Moment {
    date: Date,
    time: Option<Clock>,
    offset: Option<i32>,
}

impl std::fmt::Display for Moment {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.date)?;
        let Some((hour, minute, second)) = self.time else { return Ok(()) };
        // Tables write midnight for "no time known".
        if (hour, minute, second) == (0, 0, 0) && self.offset.is_none() {
            return Ok(());
        }
        write!(f, "T{hour:02}:{minute:02}:{second:02}")?;
        match self.offset {
            None => Ok(()),
            Some(0) => f.write_str("Z"),
            Some(offset) => {
                let sign = if offset < 0 { '-' } else { '+' };
                write!(f, "{sign}{:02}:{:02}", offset.abs() / 60, offset.abs() % 60)
            }
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Token<'a> {
    Number(&'a str),
    Word(&'a str),
    Mark(char),
    Space,
}

/// A text in tokens, of which some have been understood.
struct Scan<'a> {
    tokens: Vec<Token<'a>>,
    used: Vec<bool>,
}

impl<'a> Scan<'a> {
    fn new(text: &'a str) -> Self {
        let mut tokens = Vec::new();
        let mut rest = text;
        while let Some(first) = rest.chars().next() {
            let run = |of: fn(char) -> bool| rest.find(|c: char| !of(c)).unwrap_or(rest.len());
            let (token, length) = if first.is_ascii_digit() {
                let length = run(|c| c.is_ascii_digit());
                (Token::Number(&rest[..length]), length)
            } else if first.is_alphabetic() {
                let length = run(char::is_alphabetic);
                (Token::Word(&rest[..length]), length)
            } else if first.is_whitespace() {
                (Token::Space, run(char::is_whitespace))
            } else {
                (Token::Mark(first), first.len_utf8())
            };
            tokens.push(token);
            rest = &rest[length..];
        }
        let used = vec![false; tokens.len()];
        Self { tokens, used }
    }

    fn moment(&mut self) -> Option<Moment> {
        // The time first: what is left cannot mistake its numbers for days.
        let time = self.time();
        let (time, offset) = time.map_or((None, None), |(time, offset)| (Some(time), offset));
        if let Some((date, compact)) = self.compact() {
            return Some(Moment {
                date,
                time: compact.or(time),
                offset: if compact.is_some() { self.zone_left() } else { offset },
            });
        }
        let date = self.numeric().or_else(|| self.worded())?;
        Some(Moment { date, time, offset })
    }

    /// Words that no date or time has used up, in lower case, without ordinals and the T and Z of ISO 8601.
    fn unused_words(&self) -> impl Iterator<Item = &'static str> + use<'_, 'a> {
        self.tokens.iter().zip(&self.used).filter_map(|(token, used)| match token {
            Token::Word(word) if !used && !["st", "nd", "rd", "th", "T", "Z"].contains(word) => Some(known(word)),
            Token::Number(_) if !used => Some("?"),
            _ => None,
        })
    }

    fn at(&self, index: usize) -> Option<Token<'a>> {
        self.tokens.get(index).copied()
    }

    fn number(&self, index: usize, digits: std::ops::RangeInclusive<usize>) -> Option<i16> {
        match self.at(index)? {
            Token::Number(number) if !self.used[index] && digits.contains(&number.len()) => number.parse().ok(),
            _ => None,
        }
    }

    /// The index of the next token after `index` that is neither space nor one of `marks`.
    fn skip(&self, mut index: usize, marks: &[char]) -> usize {
        loop {
            index += 1;
            match self.at(index) {
                Some(Token::Space) => {}
                Some(Token::Mark(mark)) if marks.contains(&mark) => {}
                _ => return index,
            }
        }
    }

    fn back(&self, index: usize, marks: &[char]) -> Option<usize> {
        (0..index).rev().find(|&at| match self.tokens[at] {
            Token::Space => false,
            Token::Mark(mark) => !marks.contains(&mark),
            Token::Word(word) => !matches!(word.to_ascii_lowercase().as_str(), "st" | "nd" | "rd" | "th" | "of"),
            Token::Number(_) => true,
        })
    }

    fn use_up(&mut self, indexes: &[usize]) {
        for &index in indexes {
            self.used[index] = true;
        }
    }

    /// `20141112`, `20141112083000`, `20141112T083000`.
    fn compact(&mut self) -> Option<(Date, Option<Clock>)> {
        let at =
            self.tokens.iter().position(|token| matches!(token, Token::Number(n) if n.len() == 8 || n.len() == 14))?;
        let Some(Token::Number(digits)) = self.at(at) else { return None };
        let date = date(digits[..4].parse().ok()?, digits[4..6].parse().ok()?, digits[6..8].parse().ok()?)?;
        let after = match (self.at(at + 1), self.at(at + 2)) {
            _ if digits.len() == 14 => Some(&digits[8..]),
            (Some(Token::Word("T" | "t")), Some(Token::Number(clock))) if clock.len() == 6 => Some(clock),
            _ => None,
        };
        let clock = after
            .and_then(|clock| time(clock[..2].parse().ok()?, clock[2..4].parse().ok()?, clock[4..6].parse().ok()?));
        self.use_up(&[at]);
        Some((date, clock))
    }

    /// A date in numbers only.
    fn numeric(&mut self) -> Option<Date> {
        for at in 0..self.tokens.len().saturating_sub(4) {
            let (Some(Token::Mark(mark)), Some(Token::Mark(second))) = (self.at(at + 1), self.at(at + 3)) else {
                continue;
            };
            if mark != second || !matches!(mark, '-' | '/' | '.') {
                continue;
            }
            let found = if let Some(year) = self.number(at, 4..=4) {
                let (month, day) = (self.number(at + 2, 1..=2), self.number(at + 4, 1..=2));
                month.zip(day).and_then(|(month, day)| date(year, month, day))
            } else if let Some(year) = self.number(at + 4, 4..=4) {
                self.number(at, 1..=2).zip(self.number(at + 2, 1..=2)).and_then(|(a, b)| match mark {
                    '.' => date(year, b, a),
                    _ if a > 12 || a == b => date(year, b, a),
                    _ if b > 12 => date(year, a, b),
                    _ => None,
                })
            } else {
                None
            };
            if let Some(date) = found {
                self.use_up(&[at, at + 2, at + 4]);
                return Some(date);
            }
        }
        None
    }

    /// A date with the month in words.
    fn worded(&mut self) -> Option<Date> {
        for at in 0..self.tokens.len() {
            let Some(Token::Word(word)) = self.at(at) else { continue };
            let Some(month) = month(word) else { continue };
            let next = self.skip(at, &['.', ',', '-', '/']);
            let before = self.back(at, &['.', ',', '-', '/']).filter(|&index| self.number(index, 1..=2).is_some());
            let (day_at, year_from) = match (before, self.number(next, 1..=2)) {
                // "12 Nov 2014", but also "12-Nov-14".
                (Some(before), two_digits)
                    if self.number(next, 4..=4).is_some()
                        || (two_digits.is_some() && self.at(at + 1) == Some(Token::Mark('-'))) =>
                {
                    (before, next)
                }
                (_, Some(_)) => {
                    let mut after = self.skip(next, &['.', ',', '-', '/']);
                    if matches!(self.at(after), Some(Token::Word("st" | "nd" | "rd" | "th"))) {
                        after = self.skip(after, &['.', ',', '-', '/']);
                    }
                    (next, after)
                }
                _ => continue,
            };
            let day = self.number(day_at, 1..=2)?;
            // The year stands right there, or after the time as in "Nov 20 05:52:00 +0000 2019".
            let year_at = match self
                .number(year_from, 4..=4)
                .or(self.number(year_from, 2..=2).filter(|_| before == Some(day_at)))
            {
                Some(_) => Some(year_from),
                None => {
                    (year_from..self.tokens.len()).find(|&index| self.number(index, 4..=4).is_some_and(|y| y > 1600))
                }
            }?;
            let year = self.number(year_at, 2..=4)?;
            let year = if year < 70 {
                2000 + year
            } else if year < 100 {
                1900 + year
            } else {
                year
            };
            if let Some(date) = date(year, month, day) {
                self.use_up(&[at, day_at, year_at]);
                return Some(date);
            }
        }
        None
    }

    /// A time of day and its offset: "8:30", "08:30:00.123+01:00", "8.30 p.m. EST", "10 am".
    fn time(&mut self) -> Option<(Clock, Option<i32>)> {
        for at in 0..self.tokens.len() {
            let Some(hour) = self.number(at, 1..=2) else { continue };
            let mut used = vec![at];
            let mut last = at;
            let (mut minute, mut second) = (0, 0);
            let clock = self.at(at + 1) == Some(Token::Mark(':')) && self.number(at + 2, 2..=2).is_some();
            if clock {
                minute = self.number(at + 2, 2..=2)?;
                last = at + 2;
                if self.at(at + 3) == Some(Token::Mark(':')) && self.number(at + 4, 2..=2).is_some() {
                    second = self.number(at + 4, 2..=2)?;
                    last = at + 4;
                    if matches!(self.at(at + 5), Some(Token::Mark('.' | ','))) && self.number(at + 6, 1..=9).is_some() {
                        last = at + 6;
                    }
                }
                used.extend((at..=last).step_by(2));
            }
            let (half, end) = self.half_of_day(last);
            if !clock && half.is_none() {
                continue;
            }
            used.extend(last + 1..end.min(self.tokens.len()));
            let hour = match half {
                Some(pm) if (1..=12).contains(&hour) => hour % 12 + if pm { 12 } else { 0 },
                _ => hour,
            };
            let Some(time) = time(hour, minute, second.min(59)) else { continue };
            let (offset, end) = self.offset(end);
            used.extend(last + 1..end.min(self.tokens.len()));
            self.use_up(&used);
            return Some((time, offset));
        }
        None
    }

    /// Whether "am" or "pm" follows `last`, and the index after it.
    fn half_of_day(&self, last: usize) -> (Option<bool>, usize) {
        let at = self.skip(last, &[]);
        let Some(Token::Word(word)) = self.at(at) else { return (None, last + 1) };
        match word.to_ascii_lowercase().as_str() {
            "am" => (Some(false), at + 1),
            "pm" => (Some(true), at + 1),
            half @ ("a" | "p")
                if self.at(at + 1) == Some(Token::Mark('.'))
                    && matches!(self.at(at + 2), Some(Token::Word("m" | "M"))) =>
            {
                let dot = usize::from(self.at(at + 3) == Some(Token::Mark('.')));
                (Some(half == "p"), at + 3 + dot)
            }
            _ => (None, last + 1),
        }
    }

    /// The offset from UTC in minutes that stands from `from` on, and the index after it.
    fn offset(&self, from: usize) -> (Option<i32>, usize) {
        let mut at = from;
        while matches!(self.at(at), Some(Token::Space | Token::Mark('(' | ','))) {
            at += 1;
        }
        let named = match self.at(at) {
            Some(Token::Word(word)) => zone(known(word)).or_else(|| word.eq_ignore_ascii_case("z").then_some(0)),
            _ => None,
        };
        let at = if named.is_some() { at + 1 } else { at };
        let sign = match self.at(at) {
            Some(Token::Mark('+')) => 1,
            Some(Token::Mark('-' | '−')) => -1,
            _ => return (named, if named.is_some() { at } else { from }),
        };
        let minutes = |hours: &str, minutes: &str| Some(hours.parse::<i32>().ok()? * 60 + minutes.parse::<i32>().ok()?);
        let (offset, end) = match (self.at(at + 1), self.at(at + 2), self.at(at + 3)) {
            (Some(Token::Number(h)), Some(Token::Mark(':')), Some(Token::Number(m)))
                if h.len() == 2 && m.len() == 2 =>
            {
                (minutes(h, m), at + 4)
            }
            (Some(Token::Number(hm)), _, _) if hm.len() == 4 => (minutes(&hm[..2], &hm[2..]), at + 2),
            (Some(Token::Number(h)), None, _) if h.len() == 2 => (minutes(h, "0"), at + 2),
            _ => (None, from),
        };
        match offset.filter(|offset| *offset <= 14 * 60) {
            Some(offset) => (Some(sign * offset), end),
            None => (named, if named.is_some() { at } else { from }),
        }
    }

    fn zone_left(&self) -> Option<i32> {
        self.tokens.iter().any(|token| matches!(token, Token::Word("Z"))).then_some(0)
    }
}

fn date(year: i16, month: i16, day: i16) -> Option<Date> {
    if !(1600..=2100).contains(&year) {
        return None;
    }
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

fn time(hour: i16, minute: i16, second: i16) -> Option<Clock> {
    let fits = hour < 24 && minute < 60 && second < 60;
    fits.then_some((hour as i8, minute as i8, second as i8))
}

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];
const WEEKDAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
/// Zone abbreviations with one meaning in English-language news, in minutes east of UTC.
const ZONES: [(&str, i32); 17] = [
    ("utc", 0),
    ("gmt", 0),
    ("bst", 60),
    ("cet", 60),
    ("cest", 120),
    ("est", -300),
    ("edt", -240),
    ("cst", -360),
    ("cdt", -300),
    ("mst", -420),
    ("mdt", -360),
    ("pst", -480),
    ("pdt", -420),
    ("aest", 600),
    ("aedt", 660),
    ("jst", 540),
    ("sgt", 480),
];
const OTHER_WORDS: [&str; 19] = [
    "published",
    "posted",
    "updated",
    "first",
    "last",
    "modified",
    "date",
    "created",
    "on",
    "at",
    "the",
    "of",
    "and",
    "release",
    "for",
    "immediate",
    "et",
    "pt",
    "sept",
];

/// The word in lower case if it is one that dates use, else "?".
fn known(word: &str) -> &'static str {
    let all = MONTHS.iter().chain(&WEEKDAYS).chain(&OTHER_WORDS).chain(ZONES.iter().map(|(name, _)| name));
    let mut all = all.copied();
    all.find(|known| known.eq_ignore_ascii_case(word)).unwrap_or_else(|| match weekday(word) {
        true => "monday",
        false => "?",
    })
}

fn month(word: &str) -> Option<i16> {
    let word = word.to_ascii_lowercase();
    let word = if word == "sept" { "sep" } else { word.as_str() };
    MONTHS.iter().position(|&name| name == word || &name[..3] == word).map(|index| index as i16 + 1)
}

fn weekday(word: &str) -> bool {
    let word = word.to_ascii_lowercase();
    WEEKDAYS.iter().any(|name| *name == word || (word.len() >= 3 && word.len() <= 5 && name.starts_with(&word)))
}

fn zone(word: &str) -> Option<i32> {
    ZONES.iter().find(|(name, _)| *name == word).map(|(_, offset)| *offset)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn common_spellings() {
        for (given, expected) in [
            ("2014-11-12", "2014-11-12"),
            ("2014-11-12T08:30:00Z", "2014-11-12T08:30:00Z"),
            ("2014-11-12T08:30:00.123+01:00", "2014-11-12T08:30:00+01:00"),
            ("2014-11-12 08:30:00-0500", "2014-11-12T08:30:00-05:00"),
            ("2014-11-12 08:30", "2014-11-12T08:30:00"),
            ("2014-11-12 00:00:00", "2014-11-12"),
            ("2014/11/2", "2014-11-02"),
            ("20141112", "2014-11-12"),
            ("20141112083000", "2014-11-12T08:30:00"),
            ("20141112T083000Z", "2014-11-12T08:30:00Z"),
            ("Wed, 12 Nov 2014 08:30:00 GMT", "2014-11-12T08:30:00Z"),
            ("Wed, 12 Nov 2014 08:30:00 +0100", "2014-11-12T08:30:00+01:00"),
            ("Wed Nov 20 05:52:00 +0000 2019", "2019-11-20T05:52:00Z"),
            ("Jan 5, 2020", "2020-01-05"),
            ("5 January 2020", "2020-01-05"),
            ("Sunday, 5th of January, 2020", "2020-01-05"),
            ("Sept. 3rd, 2020 at 3:04 p.m. EST", "2020-09-03T15:04:00-05:00"),
            ("November 19, 2019 | 4:20am", "2019-11-19T04:20:00"),
            ("Nov. 19, 2019 12:02 am ET", "2019-11-19T00:02:00"),
            ("12-Nov-14", "2014-11-12"),
            ("12-Nov-2014", "2014-11-12"),
            ("31/12/2020", "2020-12-31"),
            ("12/31/2020 10:15", "2020-12-31T10:15:00"),
            ("31.12.2020", "2020-12-31"),
            ("5.6.2020", "2020-06-05"),
            ("5:52 AM - 20 Nov 2019", "2019-11-20T05:52:00"),
            ("1578182400", "2020-01-05T00:00:00Z"),
            ("1578182400000", "2020-01-05T00:00:00Z"),
            ("1578182400.0", "2020-01-05T00:00:00Z"),
        ] {
            assert_eq!(normalize(given).as_deref(), Some(expected), "{given}");
        }
    }

    #[test]
    fn unsure_dates_are_none() {
        for given in [
            "",
            "yesterday",
            "May 2020",
            "12 May",
            "2014-05",
            "05/06/2020",
            "2014-13-01",
            "31 February 2020",
            "4711",
            "99999999999999999999",
            "May 1234 people",
        ] {
            assert_eq!(normalize(given), None, "{given}");
        }
    }

    #[test]
    fn lines_that_are_dates() {
        let is = |line: &str| of_line(line).is_some();
        assert!(is("Wednesday, November 12, 2014"));
        assert!(is("Published: 12 November 2014, 8:30 a.m. ET"));
        assert!(is("Updated 10:01 pm PST, Tuesday, November 19, 2019"));
        assert!(!is("The treaty of November 12, 2014"));
        assert!(!is("In May 2014, 12 people met"));
        assert!(!is("BEIJING, Nov 12, 2014"));
    }

    proptest! {
        #[test]
        fn never_panics_and_only_gives_dates(text in "\\PC{0,60}|[0-9:/.,T+ -]{0,40}|(Nov|12|2014|:|pm|[+-]| ){0,9}") {
            if let Some(date) = normalize(&text) {
                prop_assert!(date[..10].parse::<Date>().is_ok(), "{date}");
            }
            of_line(&text);
        }
    }
}
