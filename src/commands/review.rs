//! `newsgraph review`: pairs that may be one actor, one after the other, with what speaks for and against.

use std::io::{self, BufRead, IsTerminal};
use std::process::ExitCode;

use newsgraph::link::review::{Candidate, Side};
use newsgraph::link::{Decision, Judgement};
use newsgraph::pipeline::Pipeline;
use newsgraph::store::Graph;
use newsgraph::{Error, Result};

use super::decide::{self, Log};
use super::output::{self, Output, printable, written};
use crate::cli::{Common, Listing, ReviewArgs};

pub(crate) fn run(common: &Common, args: &ReviewArgs) -> Result<ExitCode> {
    let pipeline = Pipeline::load()?;
    let graph = Graph::open(&common.graph)?;
    let mut pairs = pipeline.review(&graph)?;
    pairs.retain(|pair| args.kind.as_deref().is_none_or(|kind| pair.left.kind == kind || pair.right.kind == kind));
    if let Some(limit) = args.limit {
        pairs.truncate(limit);
    }
    if args.format == Listing::Json {
        let mut out = Output::open("-".as_ref())?;
        output::json(out.writer(), &pairs)?;
        out.finish()?;
        return Ok(ExitCode::SUCCESS);
    }
    let log = Log::open(&graph)?;
    drop(graph);
    if pairs.is_empty() {
        eprintln!("nothing to review: no pair lies between sure and unlikely");
        return Ok(ExitCode::SUCCESS);
    }
    let mut session = Session { common, args, pairs, log, steps: Vec::new() };
    session.run(&mut Answers::open())?;
    let decided = session.steps.iter().filter(|step| !step.decisions.is_empty()).count();
    if decided > 0 {
        pipeline.relink(&common.graph)?;
    }
    if !common.quiet {
        let judged = |judgement: Judgement| {
            let made = session.steps.iter().filter_map(|step| step.decisions.first());
            made.filter(|decision| decision.judgement == judgement).count()
        };
        eprintln!(
            "{} same, {} different, {} unsure, {} skipped; {} pairs left",
            judged(Judgement::Same),
            judged(Judgement::Different),
            judged(Judgement::Unsure),
            session.steps.len() - decided,
            session.pairs.len() - session.steps.iter().map(|step| step.pair + 1).max().unwrap_or(0),
        );
        if decided > 0 {
            eprintln!("kept in {}; the graph is linked anew", session.log.path.display());
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// A pair that was answered: its place, and what was decided (nothing where it was skipped).
struct Step {
    pair: usize,
    decisions: Vec<Decision>,
}

/// What a person can answer.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Answer {
    Judge(Judgement, String),
    Skip,
    Undo,
    Quit,
    Help,
}

struct Session<'a> {
    common: &'a Common,
    args: &'a ReviewArgs,
    pairs: Vec<Candidate>,
    log: Log,
    steps: Vec<Step>,
}

const HELP: &str = "s same   d different   u unsure (not asked again)   k skip (asked next time)   z undo the last answer   \
                    q quit   ? this\nAfter a letter a reason may follow, where answers come in lines: `d another generation`.";

impl Session<'_> {
    fn run(&mut self, answers: &mut Answers) -> Result<()> {
        let mut at = 0;
        loop {
            let Some(pair) = self.pairs.get(at) else {
                if self.steps.is_empty() {
                    return Ok(());
                }
                eprintln!("that was the last pair: z takes the last answer back, anything else ends");
                match answers.next(self.common)? {
                    Answer::Undo => at = self.undo()?.unwrap_or(at),
                    _ => return Ok(()),
                }
                continue;
            };
            // Earlier answers may have settled it.
            let settled = self.log.all.implied(&pair.left.references, &pair.right.references);
            if settled.is_some() && !self.steps.iter().any(|step| step.pair == at) {
                at += 1;
                continue;
            }
            show(pair, at + 1, self.pairs.len())?;
            loop {
                match answers.next(self.common)? {
                    Answer::Help => eprintln!("{HELP}"),
                    Answer::Quit => return Ok(()),
                    Answer::Undo => match self.undo()? {
                        Some(back) => {
                            at = back;
                            break;
                        }
                        None => eprintln!("nothing to undo"),
                    },
                    Answer::Skip => {
                        self.steps.push(Step { pair: at, decisions: Vec::new() });
                        at += 1;
                        break;
                    }
                    Answer::Judge(judgement, reason) => {
                        let decisions = self.decisions(at, judgement, &reason);
                        self.log.add(decisions.clone())?;
                        self.steps.push(Step { pair: at, decisions });
                        at += 1;
                        break;
                    }
                }
            }
        }
    }

    /// The decisions of an answer: one for each article that a doubtful link is about.
    fn decisions(&self, at: usize, judgement: Judgement, reason: &str) -> Vec<Decision> {
        let pair = &self.pairs[at];
        let reason = if reason.is_empty() { self.args.why.as_str() } else { reason };
        let found = format!("review, {:.2}: {}", pair.score, pair.reasons.join(", "));
        let why = if reason.is_empty() { found } else { format!("{reason} ({found})") };
        let (when, who) = (decide::now(), decide::who(self.args.who.as_deref()));
        let one = |left: &String, right: &String| Decision {
            when: when.clone(),
            who: who.clone(),
            judgement,
            left: left.clone(),
            right: right.clone(),
            why: why.clone(),
        };
        let pairs =
            pair.left.references.iter().flat_map(|left| pair.right.references.iter().map(move |right| (left, right)));
        pairs.filter(|(left, right)| left != right).map(|(left, right)| one(left, right)).collect()
    }

    /// Takes the last answer back; where the pair stands that is asked again.
    fn undo(&mut self) -> Result<Option<usize>> {
        let Some(step) = self.steps.pop() else { return Ok(None) };
        let undone = step.decisions.into_iter().map(|decision| Decision {
            when: decide::now(),
            judgement: Judgement::Undone,
            why: "taken back in review".to_owned(),
            ..decision
        });
        self.log.add(undone.collect())?;
        Ok(Some(step.pair))
    }
}

/// Where answers come from: single keys of a terminal, or lines.
enum Answers {
    Keys(console::Term),
    Lines(io::Lines<io::StdinLock<'static>>),
}

impl Answers {
    fn open() -> Self {
        if io::stdin().is_terminal() {
            Self::Keys(console::Term::stderr())
        } else {
            Self::Lines(io::stdin().lock().lines())
        }
    }

    /// The next answer that makes sense; the end of input quits.
    fn next(&mut self, common: &Common) -> Result<Answer> {
        loop {
            let text = match self {
                Self::Keys(terminal) => {
                    let prompt = "same, different, unsure, skip, undo, quit? [s d u k z q ?] ";
                    terminal.write_str(prompt).map_err(stopped)?;
                    match terminal.read_key() {
                        Ok(console::Key::Char(key)) => {
                            terminal.write_line(&key.to_string()).map_err(stopped)?;
                            key.to_string()
                        }
                        Ok(console::Key::Escape | console::Key::CtrlC) | Err(_) => {
                            eprintln!();
                            return Ok(Answer::Quit);
                        }
                        Ok(_) => {
                            eprintln!();
                            continue;
                        }
                    }
                }
                Self::Lines(lines) => match lines.next() {
                    Some(line) => line.map_err(stopped)?,
                    None => return Ok(Answer::Quit),
                },
            };
            match parse(&text) {
                Some(answer) => return Ok(answer),
                None if text.trim().is_empty() => {}
                None => {
                    eprintln!("“{}” is no answer; {}", printable(text.trim()), if common.quiet { "?" } else { HELP })
                }
            }
        }
    }
}

fn stopped(error: io::Error) -> Error {
    Error::io("answers".as_ref(), "read")(error)
}

fn parse(text: &str) -> Option<Answer> {
    let text = text.trim();
    let (word, reason) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
    let judge = |judgement| Some(Answer::Judge(judgement, reason.trim().to_owned()));
    match word.to_lowercase().as_str() {
        "s" | "same" => judge(Judgement::Same),
        "d" | "different" => judge(Judgement::Different),
        "u" | "unsure" => judge(Judgement::Unsure),
        "k" | "skip" => Some(Answer::Skip),
        "z" | "undo" => Some(Answer::Undo),
        "q" | "quit" => Some(Answer::Quit),
        "?" | "h" | "help" => Some(Answer::Help),
        _ => None,
    }
}

/// Shows a pair, its two sides beside each other.
fn show(pair: &Candidate, number: usize, of: usize) -> Result<()> {
    let width = if io::stdout().is_terminal() { usize::from(console::Term::stdout().size().1) } else { 100 };
    let column = (width.clamp(60, 160) - 3) / 2;
    let state = if pair.linked { "made one on little: are they?" } else { "kept apart: are they one?" };
    let articles = if pair.articles == 1 { "1 article".to_owned() } else { format!("{} articles", pair.articles) };
    let mut out = Output::open("-".as_ref())?;
    let to = out.writer();
    written(writeln!(to, "\n{number} of {of}: {state}  (likely {:.0} %, {articles})", pair.score * 100.0))?;
    written(writeln!(to, "{}", printable(&pair.reasons.join("; "))))?;
    for (left, right) in facts(&pair.left).into_iter().zip(facts(&pair.right)) {
        let (left, right) = (wrapped(&printable(&left), column), wrapped(&printable(&right), column));
        for line in 0..left.len().max(right.len()) {
            let cell = |side: &[String]| side.get(line).cloned().unwrap_or_default();
            let (left, right) = (cell(&left), cell(&right));
            let gap = column.saturating_sub(console::measure_text_width(&left));
            written(writeln!(to, "{}", format!("{left}{} | {right}", " ".repeat(gap)).trim_end()))?;
        }
    }
    out.finish()
}

/// What is told of a side, a line a fact; always the same number of lines.
fn facts(side: &Side) -> Vec<String> {
    let list = |label: &str, list: &[String]| {
        if list.is_empty() { String::new() } else { format!("{label}: {}", list.join(", ")) }
    };
    let description = side.description.as_deref().map_or_else(String::new, |text| format!(", {text}"));
    let sentence =
        |at: usize| side.sentences.get(at).map_or_else(String::new, |sentence| format!("“{}”", cut(&sentence.text)));
    let source = |at: usize| {
        side.sentences.get(at).map_or_else(String::new, |sentence| {
            format!("  {}  {}", sentence.date.as_deref().unwrap_or("no date"), sentence.article)
        })
    };
    vec![
        format!("{} ({}{description})", side.name, side.kind),
        match side.articles {
            0 => "no article names it yet".to_owned(),
            1 => "1 article".to_owned(),
            count => format!("{count} articles"),
        },
        list("also", &side.names),
        list("roles", &side.roles),
        list("countries", &side.countries),
        list("with", &side.with),
        sentence(0),
        source(0),
        sentence(1),
        source(1),
    ]
}

/// How much of a sentence is shown.
const SENTENCE: usize = 260;

fn cut(sentence: &str) -> String {
    match sentence.char_indices().nth(SENTENCE) {
        Some((end, _)) => format!("{} …", sentence[..end].trim_end()),
        None => sentence.to_owned(),
    }
}

/// Lines of at most `width` columns, broken between words.
fn wrapped(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace().flat_map(|word| pieces(word, width)) {
        let room = |line: &String| console::measure_text_width(line) + 1 + console::measure_text_width(&word) <= width;
        match lines.last_mut() {
            Some(line) if room(line) => {
                line.push(' ');
                line.push_str(&word);
            }
            _ => lines.push(word),
        }
    }
    lines
}

/// A word in pieces that fit.
fn pieces(word: &str, width: usize) -> Vec<String> {
    let characters: Vec<char> = word.chars().collect();
    characters.chunks(width.max(1)).map(|piece| piece.iter().collect()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers() {
        assert_eq!(parse(" S "), Some(Answer::Judge(Judgement::Same, String::new())));
        assert_eq!(parse("d his son"), Some(Answer::Judge(Judgement::Different, "his son".to_owned())));
        assert_eq!(parse("undo"), Some(Answer::Undo));
        assert_eq!(parse("x"), None);
        assert_eq!(parse(""), None);
    }

    #[test]
    fn lines_fit_their_column() {
        let lines = wrapped("one two three four", 9);
        assert_eq!(lines, ["one two", "three", "four"]);
        assert!(wrapped("", 9).is_empty());
    }
}
