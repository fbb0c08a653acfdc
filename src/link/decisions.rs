//! What people decided about identities: an append-only log that always wins over the program's own judgement.
//!
//! `decisions.csv` has the columns `when,who,judgement,left,right,why`, one decision a line, oldest first. A reference
//! (`left`, `right`) is the identifier of an actor of the gazetteer (`barack-obama`), or whoever one article calls by a
//! name (`john-smith@article-7`): that stays true whatever other articles come, and when articles are understood anew.
//!
//! Of several decisions on one pair that of the latest `when` counts, so that logs of several people give the same in
//! whatever order they are put together. `unsure` and `undone` take a decision back.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, OpenOptions};
use std::io::Write;
use std::path::Path;

use crate::error::{Error, Result};

/// What was decided about two references.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Judgement {
    /// They are one actor.
    Same,
    /// They are two actors.
    Different,
    /// Nobody knows: the program decides, and review does not ask again.
    Unsure,
    /// As if never decided.
    Undone,
}

impl Judgement {
    /// The word in the log.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::Different => "different",
            Self::Unsure => "unsure",
            Self::Undone => "undone",
        }
    }

    /// The judgement of that word.
    pub fn parse(word: &str) -> Option<Self> {
        [Self::Same, Self::Different, Self::Unsure, Self::Undone]
            .into_iter()
            .find(|judgement| judgement.as_str() == word)
    }

    /// Whether it says who is who.
    pub const fn decides(self) -> bool {
        matches!(self, Self::Same | Self::Different)
    }
}

/// One line of the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// When: ISO 8601 date or time.
    pub when: String,
    /// Who decided.
    pub who: String,
    /// What.
    pub judgement: Judgement,
    /// One actor, or one actor in one article (`actor@article`).
    pub left: String,
    /// The other.
    pub right: String,
    /// Why, in the person's words.
    pub why: String,
}

const HEADER: [&str; 6] = ["when", "who", "judgement", "left", "right", "why"];

/// Decisions that cannot all hold, or on which two people disagree.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Contradiction {
    /// Their lines in the log, ascending.
    pub lines: Vec<u64>,
    /// What they say, and what counts.
    pub message: String,
}

/// The log, in the order of its lines.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Decisions {
    list: Vec<Decision>,
    lines: Vec<u64>,
}

impl Decisions {
    /// Reads a log; a missing file is an empty log.
    ///
    /// # Errors
    /// A file that cannot be read, or the first line that is no decision, by number.
    pub fn load(path: &Path) -> Result<Self> {
        match fs::read_to_string(path) {
            Ok(text) => Self::parse(&text, &path.display().to_string()),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(Self::default()),
            Err(error) => Err(Error::io(path, "read")(error)),
        }
    }

    /// Reads a log's text; `origin` is the file name for messages.
    ///
    /// # Errors
    /// The first line that is no decision, by number.
    pub fn parse(text: &str, origin: &str) -> Result<Self> {
        let mut reader = csv::ReaderBuilder::new().flexible(true).has_headers(false).from_reader(text.as_bytes());
        let (mut list, mut lines) = (Vec::new(), Vec::new());
        for (at, record) in reader.records().enumerate() {
            let record = record.map_err(|error| Error::data(origin, format!("not CSV: {error}")))?;
            let line = record.position().map_or(at as u64 + 1, csv::Position::line);
            let here = || format!("{origin}:{line}");
            if at == 0 {
                if record.iter().map(|field| field.trim_start_matches('\u{feff}')).ne(HEADER) {
                    return Err(Error::data(here(), format!("the first line must be {}", HEADER.join(","))));
                }
                continue;
            }
            if record.len() != HEADER.len() {
                let message = format!("{} fields where {} are due ({})", record.len(), HEADER.len(), HEADER.join(","));
                return Err(Error::data(here(), message));
            }
            let field = |at: usize| record.get(at).unwrap_or_default().trim().to_owned();
            let Some(judgement) = Judgement::parse(&field(2)) else {
                return Err(Error::data(here(), format!("“{}” is not same, different, unsure or undone", field(2))));
            };
            let decision =
                Decision { when: field(0), who: field(1), judgement, left: field(3), right: field(4), why: field(5) };
            decision.validate().map_err(|message| Error::data(here(), message))?;
            list.push(decision);
            lines.push(line);
        }
        Ok(Self { list, lines })
    }

    /// Adds a decision to the log in memory.
    ///
    /// # Errors
    /// A decision about nothing, or about one reference twice.
    pub fn push(&mut self, decision: Decision) -> Result<()> {
        decision.validate().map_err(|message| Error::Usage(message.to_owned()))?;
        self.lines.push(self.lines.last().map_or(2, |line| line + 1));
        self.list.push(decision);
        Ok(())
    }

    /// The decisions of another log that this one lacks, in their order.
    pub fn missing(&self, other: &Self) -> Vec<Decision> {
        let mut known: BTreeSet<_> = self.list.iter().map(Decision::content).collect();
        other.list.iter().filter(|decision| known.insert(decision.content())).cloned().collect()
    }

    /// Appends decisions to a log file, which is made where it is missing. Nothing already there is touched.
    ///
    /// # Errors
    /// An invalid decision, or a file that cannot be written.
    pub fn append(path: &Path, decisions: &[Decision]) -> Result<()> {
        for decision in decisions {
            decision.validate().map_err(|message| Error::Usage(message.to_owned()))?;
        }
        let old = match fs::read(path) {
            Ok(old) => old,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Vec::new(),
            Err(error) => return Err(Error::io(path, "read")(error)),
        };
        let mut bytes = text(decisions, old.is_empty(), &path.display().to_string())?;
        if old.last().is_some_and(|&last| last != b'\n') {
            bytes.insert(0, b'\n');
        }
        let mut file = OpenOptions::new().create(true).append(true).open(path).map_err(Error::io(path, "open"))?;
        file.write_all(&bytes).and_then(|()| file.sync_all()).map_err(Error::io(path, "write"))
    }

    /// The whole log as a file has it.
    ///
    /// # Errors
    /// None in practice: a log in memory can be written.
    pub fn to_csv(&self) -> Result<Vec<u8>> {
        text(&self.list, true, "decisions")
    }

    /// All decisions, in the order of their lines.
    pub fn iter(&self) -> impl Iterator<Item = &Decision> {
        self.list.iter()
    }

    /// All decisions with their lines.
    pub fn with_lines(&self) -> impl Iterator<Item = (u64, &Decision)> {
        self.lines.iter().copied().zip(&self.list)
    }

    /// Whether nothing was decided yet.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// Positions in the order of time; of one instant in the order of lines.
    fn by_time(&self) -> Vec<usize> {
        let mut order: Vec<usize> = (0..self.list.len()).collect();
        order.sort_by_cached_key(|&at| (self.list[at].instant(), at));
        order
    }

    /// The latest word on each pair, in the order of time, each with its number (from 1).
    pub fn latest(&self) -> Vec<(usize, &Decision)> {
        let mut last: BTreeMap<(&str, &str), (usize, usize)> = BTreeMap::new();
        for (rank, at) in self.by_time().into_iter().enumerate() {
            last.insert(self.list[at].pair(), (rank, at));
        }
        let mut latest: Vec<(usize, usize)> = last.into_values().collect();
        latest.sort_unstable();
        latest.into_iter().map(|(_, at)| (at + 1, &self.list[at])).collect()
    }

    /// The decisions in force, in the order of time, each with its number (from 1): the latest on each pair, where it
    /// says who is who.
    pub fn in_force(&self) -> Vec<(usize, &Decision)> {
        self.latest().into_iter().filter(|(_, decision)| decision.judgement.decides()).collect()
    }

    /// What the decisions in force say of two, each under any of these references: that they are one, directly or
    /// through others, or that what they are one with is kept apart.
    pub fn implied(&self, left: &[String], right: &[String]) -> Option<Judgement> {
        let in_force = self.in_force();
        let reach = |from: &[String]| -> BTreeSet<String> {
            let mut out: BTreeSet<String> = from.iter().cloned().collect();
            loop {
                let size = out.len();
                for (_, decision) in in_force.iter().filter(|(_, decision)| decision.judgement == Judgement::Same) {
                    if out.contains(&decision.left) || out.contains(&decision.right) {
                        out.extend([decision.left.clone(), decision.right.clone()]);
                    }
                }
                if out.len() == size {
                    return out;
                }
            }
        };
        let (left, right) = (reach(left), reach(right));
        let apart = in_force.iter().any(|(_, decision)| {
            let across =
                |a: &BTreeSet<String>, b: &BTreeSet<String>| a.contains(&decision.left) && b.contains(&decision.right);
            decision.judgement == Judgement::Different && (across(&left, &right) || across(&right, &left))
        });
        match (apart, left.is_disjoint(&right)) {
            (true, _) => Some(Judgement::Different),
            (false, false) => Some(Judgement::Same),
            (false, true) => None,
        }
    }

    /// Decisions that contradict each other: a pair that two people judge differently (the later one counts), and pairs
    /// judged different that others make one through a third (they stay apart). Somebody who thinks better of it
    /// contradicts nobody.
    pub fn contradictions(&self) -> Vec<Contradiction> {
        let mut out = Vec::new();
        let mut seen: BTreeMap<(&str, &str), usize> = BTreeMap::new();
        for at in self.by_time() {
            let decision = &self.list[at];
            let Some(before) = seen.insert(decision.pair(), at) else { continue };
            let old = &self.list[before];
            let both = decision.judgement.decides() && old.judgement.decides();
            if both && decision.judgement != old.judgement && decision.who != old.who {
                let said = |at: usize| {
                    let Decision { who, judgement, .. } = &self.list[at];
                    format!("line {} ({who}) says {}", self.lines[at], judgement.as_str())
                };
                let message = format!(
                    "{} and {}: {}, {}; the later one counts",
                    decision.left,
                    decision.right,
                    said(before),
                    said(at)
                );
                out.push(Contradiction { lines: sorted([self.lines[before], self.lines[at]]), message });
            }
        }
        let in_force = self.in_force();
        let mut joins: BTreeMap<&str, Vec<(&str, usize)>> = BTreeMap::new();
        for (number, decision) in in_force.iter().filter(|(_, decision)| decision.judgement == Judgement::Same) {
            joins.entry(&decision.left).or_default().push((&decision.right, *number));
            joins.entry(&decision.right).or_default().push((&decision.left, *number));
        }
        for (number, decision) in in_force.iter().filter(|(_, decision)| decision.judgement == Judgement::Different) {
            let Some(chain) = chain(&joins, &decision.left, &decision.right) else { continue };
            let line = |number: usize| self.lines[number - 1];
            let names: Vec<&str> =
                std::iter::once(decision.left.as_str()).chain(chain.iter().map(|step| step.0)).collect();
            let lines = sorted(chain.iter().map(|step| line(step.1)));
            let word = if lines.len() == 1 { "line" } else { "lines" };
            let message = format!(
                "line {} says {} and {} are different, but {word} {} make them one ({}); they stay apart",
                line(*number),
                decision.left,
                decision.right,
                lines.iter().map(u64::to_string).collect::<Vec<_>>().join(", "),
                names.join(" = "),
            );
            out.push(Contradiction { lines: sorted(lines.into_iter().chain([line(*number)])), message });
        }
        out.sort();
        out
    }
}

fn sorted(lines: impl IntoIterator<Item = u64>) -> Vec<u64> {
    let lines: BTreeSet<u64> = lines.into_iter().collect();
    lines.into_iter().collect()
}

/// The shortest way from one reference to another over joins: each reference with the number of the join before it.
fn chain<'a>(
    joins: &BTreeMap<&'a str, Vec<(&'a str, usize)>>,
    from: &'a str,
    to: &'a str,
) -> Option<Vec<(&'a str, usize)>> {
    let mut before: BTreeMap<&str, (&str, usize)> = BTreeMap::new();
    let mut queue = std::collections::VecDeque::from([from]);
    while let Some(at) = queue.pop_front() {
        for &(next, number) in joins.get(at).into_iter().flatten() {
            if next != from && !before.contains_key(next) {
                before.insert(next, (at, number));
                queue.push_back(next);
            }
        }
    }
    let mut out = Vec::new();
    let mut at = to;
    while at != from {
        let &(previous, number) = before.get(at)?;
        out.push((at, number));
        at = previous;
    }
    out.reverse();
    Some(out)
}

/// Decisions as lines of a log.
fn text(decisions: &[Decision], header: bool, origin: &str) -> Result<Vec<u8>> {
    let failed = |error: String| Error::data(origin, error);
    let mut writer = csv::Writer::from_writer(Vec::new());
    if header {
        writer.write_record(HEADER).map_err(|error| failed(error.to_string()))?;
    }
    for Decision { when, who, judgement, left, right, why } in decisions {
        let record = [when, who, judgement.as_str(), left, right, why];
        writer.write_record(record).map_err(|error| failed(error.to_string()))?;
    }
    writer.into_inner().map_err(|error| failed(error.to_string()))
}

impl Decision {
    /// The two references in a fixed order.
    pub fn pair(&self) -> (&str, &str) {
        if self.left <= self.right { (&self.left, &self.right) } else { (&self.right, &self.left) }
    }

    /// All that makes it this decision and no other.
    fn content(&self) -> (&str, &str, Judgement, (&str, &str), &str) {
        (&self.when, &self.who, self.judgement, self.pair(), &self.why)
    }

    /// When, comparable: a bare date is its first moment, a time without an offset is taken for UTC.
    fn instant(&self) -> Option<jiff::Timestamp> {
        let when = self.when.as_str();
        when.parse().ok().or_else(|| jiff::tz::TimeZone::UTC.to_timestamp(when.parse().ok()?).ok())
    }

    fn validate(&self) -> Result<(), &'static str> {
        if self.left.is_empty() || self.right.is_empty() {
            return Err("a decision needs two actors, left and right");
        }
        if self.left == self.right {
            return Err("left and right are one and the same reference");
        }
        if self.instant().is_none() {
            return Err("when must be an ISO 8601 date or time (2024-05-31)");
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decision(judgement: Judgement, left: &str, right: &str) -> Decision {
        let (when, who, why) = ("2024-05-31".into(), "ann".into(), "known, surely".into());
        Decision { when, who, judgement, left: left.into(), right: right.into(), why }
    }

    #[test]
    fn appends_and_reads_back() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("decisions.csv");
        assert!(Decisions::load(&path).unwrap().is_empty());
        let first = decision(Judgement::Same, "a", "b");
        let second = decision(Judgement::Different, "c@x", "c@y");
        Decisions::append(&path, std::slice::from_ref(&first)).unwrap();
        Decisions::append(&path, std::slice::from_ref(&second)).unwrap();
        let log = Decisions::load(&path).unwrap();
        assert_eq!(log.iter().collect::<Vec<_>>(), [&first, &second]);
    }

    #[test]
    fn a_bad_line_is_named() {
        let text = "when,who,judgement,left,right,why\n2024-05-31,ann,same,a,b,\n2024-05-31,ann,perhaps,a,b,\n";
        let message = Decisions::parse(text, "decisions.csv").unwrap_err().to_string();
        assert!(message.starts_with("decisions.csv:3: “perhaps”"), "{message}");
        assert!(Decisions::parse("left,right\n", "d.csv").unwrap_err().to_string().contains("d.csv:1"));
        let text = "when,who,judgement,left,right,why\nyesterday,ann,same,a,b,\n";
        assert!(Decisions::parse(text, "d.csv").unwrap_err().to_string().contains("d.csv:2: when"));
    }

    #[test]
    fn later_decisions_count() {
        let mut log = Decisions::default();
        log.push(decision(Judgement::Same, "a", "b")).unwrap();
        log.push(decision(Judgement::Different, "b", "a")).unwrap();
        log.push(decision(Judgement::Same, "c", "d")).unwrap();
        log.push(decision(Judgement::Unsure, "d", "c")).unwrap();
        let in_force = log.in_force();
        assert_eq!(in_force.len(), 1);
        assert_eq!((in_force[0].0, in_force[0].1.judgement), (2, Judgement::Different));
    }

    #[test]
    fn contradictions_are_told() {
        let mut log = Decisions::default();
        log.push(decision(Judgement::Same, "a", "b")).unwrap();
        log.push(decision(Judgement::Same, "b", "c")).unwrap();
        assert!(log.contradictions().is_empty());
        log.push(decision(Judgement::Different, "a", "c")).unwrap();
        let found = log.contradictions();
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].lines, [2, 3, 4]);
        assert!(found[0].message.contains("lines 2, 3 make them one (a = b = c)"), "{found:?}");
        // Thinking better of it is no contradiction; another person's word is one.
        log.push(decision(Judgement::Same, "a", "c")).unwrap();
        assert!(log.contradictions().is_empty());
        let bob = Decision { who: "bob".to_owned(), ..decision(Judgement::Different, "c", "b") };
        log.push(bob).unwrap();
        let found = log.contradictions();
        assert_eq!(found[0].lines, [2, 5, 6], "{found:?}");
        assert_eq!(found[1].lines, [3, 6]);
        assert!(found[1].message.contains("line 6 (bob) says different"), "{found:?}");
    }

    #[test]
    fn what_follows_from_decisions() {
        let mut log = Decisions::default();
        log.push(decision(Judgement::Same, "a", "b")).unwrap();
        log.push(decision(Judgement::Same, "b", "c")).unwrap();
        log.push(decision(Judgement::Different, "c", "d")).unwrap();
        let implied = |a: &str, b: &str| log.implied(&[a.to_owned()], &[b.to_owned()]);
        assert_eq!(implied("a", "c"), Some(Judgement::Same));
        assert_eq!(implied("d", "a"), Some(Judgement::Different));
        assert_eq!(implied("a", "x"), None);
    }

    #[test]
    fn the_latest_counts_whatever_the_order_of_lines() {
        let at = |when: &str, judgement| Decision { when: when.to_owned(), ..decision(judgement, "a", "b") };
        let early = at("2024-05-31", Judgement::Same);
        let late = at("2024-05-31T12:00:00+02:00", Judgement::Different);
        let later = at("2024-05-31T11:00:00Z", Judgement::Same);
        for order in [[&early, &late, &later], [&later, &late, &early], [&late, &later, &early]] {
            let mut log = Decisions::default();
            order.into_iter().for_each(|decision| log.push(decision.clone()).unwrap());
            assert_eq!(log.in_force()[0].1, &later);
        }
    }

    #[test]
    fn logs_are_put_together_once() {
        let (mut mine, mut theirs) = (Decisions::default(), Decisions::default());
        mine.push(decision(Judgement::Same, "a", "b")).unwrap();
        theirs.push(decision(Judgement::Same, "b", "a")).unwrap();
        theirs.push(decision(Judgement::Same, "b", "c")).unwrap();
        theirs.push(decision(Judgement::Same, "b", "c")).unwrap();
        assert_eq!(mine.missing(&theirs), [decision(Judgement::Same, "b", "c")]);
        let again = Decisions::parse(&String::from_utf8(theirs.to_csv().unwrap()).unwrap(), "x").unwrap();
        assert_eq!(again, theirs);
    }
}
