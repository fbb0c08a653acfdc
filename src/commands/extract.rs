//! `newsgraph extract`: articles in, annotations out, nothing stored.

use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;

use newsgraph::entity::Annotated;
use newsgraph::export::annotations::{self, Options};
use newsgraph::{Result, explain};

use super::output::{Output, printable, written};
use super::{SOME_SKIPPED, input, progress};
use crate::cli::{Common, InputArgs};

/// What is written of an article.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Form {
    /// Tokens too.
    pub(crate) tokens: bool,
    /// For people.
    pub(crate) explain: bool,
}

pub(crate) fn run(common: &Common, args: &InputArgs, form: Form, output: &Path) -> Result<ExitCode> {
    let found = input::read(common, args)?;
    let pipeline = super::pipeline(common, args)?;
    let mut out = Output::open(output)?;
    let bar = progress::bar(common, found.articles.len(), "understanding");
    let annotated = pipeline.annotate_all(
        found.articles,
        |done| bar.step(done),
        |article| match form.explain {
            true => written(explained(&article, super::ontology(args), out.writer())),
            false => written(annotations::write(&article, None, Options { tokens: form.tokens }, out.writer())),
        },
    );
    bar.finish();
    annotated?;
    out.finish()?;
    Ok(if found.skipped > 0 { ExitCode::from(SOME_SKIPPED) } else { ExitCode::SUCCESS })
}

/// Every claim of an article with what is behind it.
fn explained(annotated: &Annotated, added: Option<&Path>, out: &mut dyn Write) -> io::Result<()> {
    let article = &annotated.article;
    writeln!(out, "{}", printable(article.title.as_deref().unwrap_or(&article.id)))?;
    let claims = explain::article(annotated, None, added);
    if claims.is_empty() {
        writeln!(out, "  no claims\n")?;
    }
    for claim in claims {
        writeln!(out, "  {}  {}", claim.id, printable(&claim.claim))?;
        for line in claim.lines {
            writeln!(out, "      {}", printable(&line))?;
        }
        writeln!(out)?;
    }
    Ok(())
}
