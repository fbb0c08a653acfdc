//! What people decided about identities: an append-only log that always wins over the program's own judgement.
//!
//! `decisions.csv` has the columns `when,who,judgement,left,right,why`, one decision a line, oldest first. A reference
//! (`left`, `right`) is an actor's identifier (`barack-obama`) or that actor as one article has it
//! (`john-smith@article-7`). Later decisions on the same pair replace earlier ones; `unsure` takes a decision back.

use std::collections::BTreeMap;
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
    /// Nobody knows: the program decides.
    Unsure,
}

impl Judgement {
    /// The word in the log.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::Different => "different",
            Self::Unsure => "unsure",
        }
    }

    /// The judgement of that word.
    pub fn parse(word: &str) -> Option<Self> {
        [Self::Same, Self::Different, Self::Unsure].into_iter().find(|judgement| judgement.as_str() == word)
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

/// The log, oldest decision first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Decisions {
    list: Vec<Decision>,
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
        let mut list = Vec::new();
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
                return Err(Error::data(here(), format!("“{}” is not same, different or unsure", field(2))));
            };
            let decision =
                Decision { when: field(0), who: field(1), judgement, left: field(3), right: field(4), why: field(5) };
            decision.validate().map_err(|message| Error::data(here(), message))?;
            list.push(decision);
        }
        Ok(Self { list })
    }

    /// Adds a decision to the log in memory.
    ///
    /// # Errors
    /// A decision about nothing, or about one reference twice.
    pub fn push(&mut self, decision: Decision) -> Result<()> {
        decision.validate().map_err(|message| Error::Usage(message.to_owned()))?;
        self.list.push(decision);
        Ok(())
    }

    /// Appends a decision to a log file, which is made where it is missing. Nothing already there is touched.
    ///
    /// # Errors
    /// An invalid decision, or a file that cannot be written.
    pub fn append(path: &Path, decision: &Decision) -> Result<()> {
        decision.validate().map_err(|message| Error::Usage(message.to_owned()))?;
        let mut writer = csv::Writer::from_writer(Vec::new());
        let write = |writer: &mut csv::Writer<Vec<u8>>, fields: [&str; 6]| {
            writer.write_record(fields).map_err(|error| Error::data(path.display().to_string(), error.to_string()))
        };
        let old = fs::read(path).unwrap_or_default();
        if old.is_empty() {
            write(&mut writer, HEADER)?;
        }
        let Decision { when, who, judgement, left, right, why } = decision;
        write(&mut writer, [when, who, judgement.as_str(), left, right, why])?;
        let mut bytes =
            writer.into_inner().map_err(|error| Error::data(path.display().to_string(), error.to_string()))?;
        if old.last().is_some_and(|&last| last != b'\n') {
            bytes.insert(0, b'\n');
        }
        let mut file = OpenOptions::new().create(true).append(true).open(path).map_err(Error::io(path, "open"))?;
        file.write_all(&bytes).and_then(|()| file.sync_all()).map_err(Error::io(path, "write"))
    }

    /// All decisions, oldest first.
    pub fn iter(&self) -> impl Iterator<Item = &Decision> {
        self.list.iter()
    }

    /// Whether nothing was decided yet.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// The decisions in force, each with its number (from 1): the last one on each pair that is not `unsure`.
    pub fn in_force(&self) -> Vec<(usize, &Decision)> {
        let mut last: BTreeMap<(&str, &str), (usize, &Decision)> = BTreeMap::new();
        for (at, decision) in self.list.iter().enumerate() {
            last.insert(decision.pair(), (at + 1, decision));
        }
        let mut out: Vec<_> =
            last.into_values().filter(|(_, decision)| decision.judgement != Judgement::Unsure).collect();
        out.sort_by_key(|(number, _)| *number);
        out
    }

    /// Decisions that cannot all hold: a pair judged both ways over time (the later one counts), and pairs judged
    /// different that other decisions join through a third. One sentence each.
    pub fn contradictions(&self) -> Vec<String> {
        let mut out = Vec::new();
        let mut seen: BTreeMap<(&str, &str), (usize, Judgement)> = BTreeMap::new();
        for (at, decision) in self.list.iter().enumerate() {
            if let Some((number, before)) = seen.insert(decision.pair(), (at + 1, decision.judgement))
                && before != decision.judgement
                && before != Judgement::Unsure
                && decision.judgement != Judgement::Unsure
            {
                out.push(format!(
                    "decision {} says {} and {} are {}, decision {number} said {}; the later one counts",
                    at + 1,
                    decision.left,
                    decision.right,
                    decision.judgement.as_str(),
                    before.as_str()
                ));
            }
        }
        let in_force = self.in_force();
        let mut parent: BTreeMap<&str, &str> = BTreeMap::new();
        for (_, decision) in &in_force {
            if decision.judgement == Judgement::Same {
                let (left, right) = (root(&parent, &decision.left), root(&parent, &decision.right));
                if left != right {
                    parent.insert(right, left);
                }
            }
        }
        for (number, decision) in &in_force {
            if decision.judgement == Judgement::Different
                && root(&parent, &decision.left) == root(&parent, &decision.right)
            {
                out.push(format!(
                    "decision {number} says {} and {} are different, but other decisions join them; they stay apart where an article names them",
                    decision.left, decision.right
                ));
            }
        }
        out
    }
}

fn root<'a>(parent: &BTreeMap<&'a str, &'a str>, mut at: &'a str) -> &'a str {
    while let Some(&next) = parent.get(at) {
        at = next;
    }
    at
}

impl Decision {
    /// The two references in a fixed order.
    pub fn pair(&self) -> (&str, &str) {
        if self.left <= self.right { (&self.left, &self.right) } else { (&self.right, &self.left) }
    }

    fn validate(&self) -> Result<(), &'static str> {
        if self.left.is_empty() || self.right.is_empty() {
            return Err("a decision needs two actors, left and right");
        }
        if self.left == self.right {
            return Err("left and right are one and the same reference");
        }
        if self.when.get(..10).is_none_or(|day| day.parse::<jiff::civil::Date>().is_err()) {
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
        Decisions::append(&path, &first).unwrap();
        Decisions::append(&path, &second).unwrap();
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
        log.push(decision(Judgement::Different, "a", "c")).unwrap();
        assert_eq!(log.contradictions().len(), 1);
        log.push(decision(Judgement::Same, "a", "c")).unwrap();
        assert!(log.contradictions()[0].contains("decision 4"));
    }
}
