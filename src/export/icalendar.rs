//! iCalendar (RFC 5545): the events whose day, or month, an article tells.

use std::io::{self, Write};

use jiff::civil::Date;

use super::timeline::{Entry, entries};
use crate::network::Network;

/// A calendar is no place for "some time last year".
const LONGEST: i32 = 31;

/// One `VEVENT` an event; tells how many.
pub(super) fn write(graph: &Network, out: &mut dyn Write) -> io::Result<usize> {
    for text in ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//newsgraph//newsgraph//EN", "CALSCALE:GREGORIAN"] {
        line(out, text)?;
    }
    let mut count = 0;
    for entry in entries(graph).iter().filter(|entry| entry.told) {
        if let Some(days) = days(entry) {
            event(out, entry, days)?;
            count += 1;
        }
    }
    line(out, "END:VCALENDAR")?;
    out.flush()?;
    Ok(count)
}

/// First day and the day after the last.
fn days(entry: &Entry<'_>) -> Option<(Date, Date)> {
    let first: Date = entry.from.parse().ok()?;
    let last: Date = if entry.to.is_empty() { first } else { entry.to.parse().ok()? };
    let length = first.until(last).ok()?.get_days();
    (0..LONGEST).contains(&length).then(|| last.tomorrow().ok().map(|after| (first, after))).flatten()
}

fn event(out: &mut dyn Write, entry: &Entry<'_>, (first, after): (Date, Date)) -> io::Result<()> {
    let day = |date: Date| date.strftime("%Y%m%d").to_string();
    // When the calendar was made would differ from run to run; what it says is as old as its article.
    let stamp = entry.report.reported_from.parse().unwrap_or(first);
    let status = match entry.report.modality.as_str() {
        "asserted" => "CONFIRMED",
        "denied" => "CANCELLED",
        _ => "TENTATIVE",
    };
    line(out, "BEGIN:VEVENT")?;
    line(out, &format!("UID:{}", entry.node.iri))?;
    line(out, &format!("DTSTAMP:{}T000000Z", day(stamp)))?;
    line(out, &format!("DTSTART;VALUE=DATE:{}", day(first)))?;
    line(out, &format!("DTEND;VALUE=DATE:{}", day(after)))?;
    line(out, &format!("SUMMARY:{}", escaped(&entry.node.label)))?;
    line(out, &format!("DESCRIPTION:{}", escaped(&entry.report.evidence)))?;
    let places = entry.all("place");
    if !places.is_empty() {
        line(out, &format!("LOCATION:{}", escaped(&places.join(", "))))?;
    }
    line(out, &format!("CATEGORIES:{}", escaped(&entry.node.category)))?;
    line(out, &format!("STATUS:{status}"))?;
    line(out, "TRANSP:TRANSPARENT")?;
    line(out, "END:VEVENT")
}

/// A content line, folded after at most 75 bytes, never within a character.
fn line(out: &mut dyn Write, text: &str) -> io::Result<()> {
    let mut rest = text;
    let mut room = 75;
    while rest.len() > room {
        let cut = (0..=room).rev().find(|&at| rest.is_char_boundary(at)).unwrap_or(rest.len());
        write!(out, "{}\r\n ", &rest[..cut])?;
        rest = &rest[cut..];
        // The space that a folded line begins with counts.
        room = 74;
    }
    write!(out, "{rest}\r\n")
}

/// A value of type TEXT.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | ';' | ',' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_escaped() {
        assert_eq!(escaped("a, b; c\\d\ne\r\u{1b}f"), "a\\, b\\; c\\\\d\\ne  f");
    }

    #[test]
    fn long_lines_are_folded_between_characters() {
        let mut out = Vec::new();
        let text = format!("SUMMARY:{}", "نص é 😀 ".repeat(20));
        line(&mut out, &text).unwrap();
        let written = String::from_utf8(out).unwrap();
        assert!(written.split("\r\n").all(|part| part.len() <= 75), "{written}");
        assert_eq!(written.replace("\r\n ", "").trim_end_matches("\r\n"), text);
    }
}
