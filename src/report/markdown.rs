//! A report as Markdown (CommonMark).

use std::fmt::Write as _;

use super::html::is_web_address;
use super::{Entry, Report};

pub(super) fn write(report: &Report) -> String {
    let mut out = String::new();
    // Writing to a string cannot fail.
    let _ = text(&mut out, report);
    out
}

fn text(out: &mut String, report: &Report) -> std::fmt::Result {
    writeln!(out, "# {}\n", escape(&report.title))?;
    if !report.subtitle.is_empty() {
        writeln!(out, "{}\n", escape(&report.subtitle))?;
    }
    for (name, value) in &report.facts {
        writeln!(out, "- **{}**: {}", escape(name), escape(value))?;
    }
    for section in &report.sections {
        writeln!(out, "\n## {}\n", escape(&section.title))?;
        if !section.about.is_empty() {
            writeln!(out, "{}\n", escape(&section.about))?;
        }
        for item in &section.entries {
            entry(out, item)?;
        }
        if section.more > 0 {
            writeln!(out, "\n… and {} more", section.more)?;
        }
    }
    writeln!(
        out,
        "\n---\n\nMade by newsgraph {}: what the articles say, as a program read them. Read the sentence before you quote a fact.",
        env!("CARGO_PKG_VERSION")
    )
}

fn entry(out: &mut String, entry: &Entry) -> std::fmt::Result {
    write!(out, "- ")?;
    if !entry.when.is_empty() {
        write!(out, "{}: ", escape(&entry.when))?;
    }
    let link = &entry.link;
    if is_web_address(link) && !link.contains(['<', '>']) && !link.contains(char::is_whitespace) {
        write!(out, "[{}](<{link}>)", escape(&entry.text))?;
    } else {
        write!(out, "{}", escape(&entry.text))?;
    }
    if !entry.note.is_empty() {
        write!(out, " *({})*", escape(&entry.note))?;
    }
    writeln!(out)?;
    for (sentence, source) in &entry.evidence {
        let source = if source.is_empty() { String::new() } else { format!(" — {}", escape(source)) };
        writeln!(out, "  > {}{source}\n", escape(sentence))?;
    }
    Ok(())
}

/// On one line, with everything escaped that Markdown or HTML would take for its own.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '#' | '|' | '~' => {
                out.push('\\');
                out.push(c);
            }
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::Section;
    use super::*;

    #[test]
    fn text_stays_text() {
        let entry = Entry {
            text: "*a* <b> [c](d)\n# e".into(),
            link: "https://example.org/x y".into(),
            evidence: vec![("s_1_".into(), String::new())],
            ..Entry::default()
        };
        let report = Report {
            title: "T".into(),
            sections: vec![Section { title: "S".into(), entries: vec![entry], ..Section::default() }],
            ..Report::default()
        };
        let text = write(&report);
        assert!(text.contains("- \\*a\\* &lt;b&gt; \\[c\\](d) \\# e\n  > s\\_1\\_\n"), "{text}");
    }
}
