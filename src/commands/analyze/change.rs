//! `newsgraph analyze change`: two periods side by side.

use std::process::ExitCode;

use newsgraph::analyze::{self, Change, Tie};
use newsgraph::network::{self, Selection};
use newsgraph::store::Graph;
use newsgraph::{Error, Result};

use super::LIST;
use super::show::{heading, line};
use crate::cli::{AnalysisFormat, AnalyzeArgs};
use crate::commands::output::{self, Output};
use crate::commands::view;

/// Standard errors from which a change is told as more than chance.
const CLEAR: f64 = 2.0;

pub(super) fn run(graph: &Graph, args: &AnalyzeArgs) -> Result<ExitCode> {
    let (before, after) = periods(args)?;
    let of = |selection: &Selection, name: &str| {
        network::network(graph.store(), selection).map_err(|error| match error {
            Error::Usage(message) => Error::Usage(format!("the {name} period: {message}")),
            other => other,
        })
    };
    let mut change = analyze::change(&of(&before, "first")?, &of(&after, "second")?);
    let mut out = Output::open("-".as_ref())?;
    if args.format == AnalysisFormat::Json {
        if let Some(limit) = args.limit {
            change.actors.truncate(limit);
            change.new.truncate(limit);
            change.gone.truncate(limit);
            change.turned.truncate(limit);
        }
        output::json(out.writer(), &change)?;
    } else {
        let name = |selection: &Selection| match (&selection.from, &selection.to) {
            (None, Some(to)) => format!("until {to}"),
            (Some(from), None) => format!("from {from}"),
            (Some(from), Some(to)) => format!("{from} to {to}"),
            (None, None) => "ever".to_owned(),
        };
        show(&change, &name(&before), &name(&after), args.limit.unwrap_or(LIST.min(15)), &mut out)?;
    }
    out.finish()?;
    Ok(ExitCode::SUCCESS)
}

/// The selections of both periods.
fn periods(args: &AnalyzeArgs) -> Result<(Selection, Selection)> {
    let (mut before, mut after) = (view::selection(&args.view)?, view::selection(&args.view)?);
    if let Some(day) = &args.split {
        let split: jiff::civil::Date =
            day.parse().map_err(|_| Error::Usage(format!("--split {day}: expected a day, such as 2020-03-15")))?;
        let eve = split.yesterday().map_err(|_| Error::Usage(format!("--split {day}: nothing lies before")))?;
        before.to = Some(eve.to_string());
        after.from = Some(split.to_string());
    } else if let (Some(first), Some(second)) = (&args.before, &args.after) {
        for (option, text, selection) in [("--before", first, &mut before), ("--after", second, &mut after)] {
            let (from, to) = text.split_once("..").ok_or_else(|| {
                Error::Usage(format!(
                    "{option} {text}: expected FROM..TO, such as 2020-01..2020-03; one may be left out"
                ))
            })?;
            let bound = |text: &str| (!text.is_empty()).then(|| text.to_owned());
            (selection.from, selection.to) = (bound(from), bound(to));
        }
    }
    Ok((before, after))
}

fn show(change: &Change, before: &str, after: &str, limit: usize, out: &mut Output) -> Result<()> {
    line(out, &format!("{before}: {} statements between actors; {after}: {}", change.before, change.after))?;
    line(out, "A tie that is told of no more need not be over: nobody may have written of it.")?;
    let row = |shift: &analyze::Shift| {
        let rank = |rank: usize| if rank == 0 { "–".to_owned() } else { rank.to_string() };
        vec![
            shift.name.clone(),
            shift.before.to_string(),
            shift.after.to_string(),
            rank(shift.rank_before),
            rank(shift.rank_after),
            format!("{:+.1}", shift.surprise),
        ]
    };
    let header = ["name", "statements before", "after", "rank before", "after", "standard errors"];
    let rose: Vec<Vec<String>> =
        change.actors.iter().filter(|shift| shift.surprise >= CLEAR).take(limit).map(row).collect();
    let fell: Vec<Vec<String>> =
        change.actors.iter().rev().filter(|shift| shift.surprise <= -CLEAR).take(limit).map(row).collect();
    for (title, rows) in [("Who rose", rose), ("Who fell", fell)] {
        heading(out, title)?;
        if rows.is_empty() {
            line(out, "nobody beyond what chance would give")?;
        } else {
            output::table(out.writer(), &header, &rows)?;
        }
    }
    ties("New ties", &change.new, limit, out)?;
    ties("Ties told of no more", &change.gone, limit, out)?;
    ties("Ties that turned", &change.turned, limit, out)
}

fn ties(title: &str, ties: &[Tie], limit: usize, out: &mut Output) -> Result<()> {
    heading(out, &format!("{title}: {}", ties.len()))?;
    for tie in ties.iter().take(limit) {
        let sign = match (tie.sign_before, tie.sign_after) {
            (0, 0) => String::new(),
            (before, after) if tie.before > 0.0 && tie.after > 0.0 => format!(", sign {before:+} then {after:+}"),
            (before, after) => format!(", sign {:+}", before + after),
        };
        let count = |before: f64, after: f64| match (before, after) {
            (0.0, 1.0) | (1.0, 0.0) => "1 statement".to_owned(),
            (0.0, count) | (count, 0.0) => format!("{count} statements"),
            (before, after) => format!("{before} statements, then {after}"),
        };
        line(out, &format!("  {} – {}: {} ({}{sign})", tie.a, tie.b, tie.label, count(tie.before, tie.after)))?;
        line(out, &format!("    “{}”", tie.evidence))?;
    }
    if ties.len() > limit {
        line(out, &format!("  … and {} more (--limit)", ties.len() - limit))?;
    }
    Ok(())
}
