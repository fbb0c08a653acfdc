//! A report as one HTML file: style and pictures are in it, nothing is fetched, everything is escaped.

use std::fmt::Write as _;

use super::{Entry, Report, Section};
use crate::markup::escape;

const STYLE: &str = "
:root{color-scheme:light dark;--text:#1c1e22;--muted:#5c636e;--back:#fff;--rule:#dcdfe4;--soft:#f5f6f8;--link:#0b5cad}
@media(prefers-color-scheme:dark){:root{--text:#eceef1;--muted:#a0a7b2;--back:#181b20;--rule:#353b45;--soft:#20242b;--link:#7db8f5}}
*{box-sizing:border-box}
body{margin:0 auto;padding:2rem 1.25rem 4rem;max-width:62rem;background:var(--back);color:var(--text);
 font:16px/1.5 system-ui,'Noto Sans','Helvetica Neue',Arial,sans-serif;overflow-wrap:anywhere}
h1{font-size:1.9rem;line-height:1.2;margin:0}
h2{font-size:1.25rem;margin:2.4rem 0 .6rem;padding-bottom:.3rem;border-bottom:1px solid var(--rule)}
.sub,.note,.more,.about,footer{color:var(--muted)}
.sub{margin:.3rem 0 1rem}
.about{font-size:.92rem;margin:.2rem 0 .8rem}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.2rem 1.2rem;margin:1rem 0}
dt{color:var(--muted)}dd{margin:0}
nav{margin:1rem 0;font-size:.95rem}nav a{margin-right:1.1rem;white-space:nowrap}
a{color:var(--link)}
ol,ul{list-style:none;margin:0;padding:0}
li.e{padding:.5rem 0;border-bottom:1px solid var(--rule);break-inside:avoid}
li.e:last-child{border-bottom:0}
.when{font-variant-numeric:tabular-nums;color:var(--muted);margin-right:.6rem;white-space:nowrap}
.note{font-size:.92rem;margin-left:.5rem}
blockquote{margin:.3rem 0 .1rem;padding:.1rem .8rem;border-left:3px solid var(--rule);font-size:.94rem}
cite{color:var(--muted);font-style:normal}
details summary{cursor:pointer;color:var(--muted);font-size:.9rem}
figure{margin:1.5rem 0;overflow-x:auto}
figure svg{width:100%;height:auto;min-width:44rem;border:1px solid var(--rule);border-radius:6px}
.dark{display:none}
@media screen and (prefers-color-scheme:dark){.dark{display:block}.light{display:none}}
footer{margin-top:3rem;font-size:.88rem;border-top:1px solid var(--rule);padding-top:.8rem}
@media print{:root{--text:#000;--muted:#444;--back:#fff;--rule:#bbb;--link:#000}
 body{max-width:none;padding:0;font-size:10.5pt}nav{display:none}figure{break-inside:avoid;overflow:visible}
 figure svg{min-width:0;max-height:24cm;border:0}.dark{display:none!important}.light{display:block!important}
 h2{break-after:avoid}@page{margin:18mm}}
";

pub(super) fn write(report: &Report) -> String {
    let mut out = String::new();
    // Writing to a string cannot fail.
    let _ = page(&mut out, report);
    out
}

fn page(out: &mut String, report: &Report) -> std::fmt::Result {
    let title = escape(&report.title);
    write!(
        out,
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <title>{title}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<header>\n<h1>{title}</h1>\n<p class=\"sub\">{}</p>\n",
        escape(&report.subtitle)
    )?;
    if !report.facts.is_empty() {
        writeln!(out, "<dl>")?;
        for (name, value) in &report.facts {
            writeln!(out, "<dt>{}</dt><dd>{}</dd>", escape(name), escape(value))?;
        }
        writeln!(out, "</dl>")?;
    }
    writeln!(out, "</header>\n<nav>")?;
    for (number, section) in report.sections.iter().enumerate() {
        let count = section.entries.len() + section.more;
        writeln!(out, "<a href=\"#s{number}\">{} ({count})</a>", escape(&section.title))?;
    }
    writeln!(out, "</nav>\n<main>")?;
    for picture in &report.pictures {
        // The pictures are ours, and escaped where they were made.
        writeln!(
            out,
            "<figure aria-label=\"{}\"><div class=\"light\">{}</div><div class=\"dark\">{}</div></figure>",
            escape(&picture.caption),
            picture.light,
            picture.dark
        )?;
    }
    for (number, part) in report.sections.iter().enumerate() {
        section(out, number, part)?;
    }
    writeln!(
        out,
        "</main>\n<footer>Made by newsgraph {} from the articles named under Sources. It tells what they say, as a program \
         read them: read the sentence before you quote a fact.</footer>\n</body>\n</html>",
        env!("CARGO_PKG_VERSION")
    )
}

fn section(out: &mut String, number: usize, section: &Section) -> std::fmt::Result {
    writeln!(out, "<section>\n<h2 id=\"s{number}\">{}</h2>", escape(&section.title))?;
    if !section.about.is_empty() {
        writeln!(out, "<p class=\"about\">{}</p>", escape(&section.about))?;
    }
    writeln!(out, "<ul>")?;
    for item in &section.entries {
        entry(out, item)?;
    }
    writeln!(out, "</ul>")?;
    if section.more > 0 {
        writeln!(out, "<p class=\"more\">… and {} more (--limit shows more)</p>", section.more)?;
    }
    writeln!(out, "</section>")
}

fn entry(out: &mut String, entry: &Entry) -> std::fmt::Result {
    write!(out, "<li class=\"e\">")?;
    if !entry.when.is_empty() {
        write!(out, "<span class=\"when\">{}</span>", escape(&entry.when))?;
    }
    if is_web_address(&entry.link) {
        write!(out, "<a href=\"{}\" rel=\"noreferrer\">{}</a>", escape(&entry.link), escape(&entry.text))?;
    } else {
        write!(out, "{}", escape(&entry.text))?;
    }
    if !entry.note.is_empty() {
        write!(out, "<span class=\"note\">{}</span>", escape(&entry.note))?;
    }
    for (sentence, source) in &entry.evidence {
        write!(out, "<blockquote>{}", escape(sentence))?;
        if !source.is_empty() {
            write!(out, " <cite>— {}</cite>", escape(source))?;
        }
        write!(out, "</blockquote>")?;
    }
    writeln!(out, "</li>")
}

/// Whether a link may be followed: an article could claim any address, also one that runs a script.
pub(super) fn is_web_address(link: &str) -> bool {
    link.starts_with("https://") || link.starts_with("http://")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_from_an_article_becomes_markup() {
        let bad = "<script>alert('x')</script>\"&\u{8}";
        let entry = Entry {
            when: bad.into(),
            text: bad.into(),
            note: bad.into(),
            evidence: vec![(bad.into(), bad.into())],
            link: "javascript:alert(1)".into(),
        };
        let report = Report {
            title: bad.into(),
            subtitle: bad.into(),
            facts: vec![(bad.into(), bad.into())],
            sections: vec![Section { title: bad.into(), about: bad.into(), entries: vec![entry], more: 2 }],
            ..Report::default()
        };
        let html = write(&report);
        assert!(!html.contains("<script") && !html.contains("javascript:") && !html.contains('\u{8}'), "{html}");
        assert!(html.contains("&lt;script&gt;alert(&#39;x&#39;)") && html.contains("and 2 more"));
    }
}
