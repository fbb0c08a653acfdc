//! `newsgraph extract`: articles in, annotations out, nothing stored.

use std::path::Path;
use std::process::ExitCode;

use newsgraph::Result;
use newsgraph::export::annotations::{self, Options};

use super::output::{Output, written};
use super::{SOME_SKIPPED, input, progress};
use crate::cli::{Common, InputArgs};

pub(crate) fn run(common: &Common, args: &InputArgs, tokens: bool, output: &Path) -> Result<ExitCode> {
    let found = input::read(common, args)?;
    let pipeline = super::pipeline(common, args)?;
    let mut out = Output::open(output)?;
    let bar = progress::bar(common, found.articles.len(), "understanding");
    let annotated = pipeline.annotate_all(
        found.articles,
        |done| bar.step(done),
        |article| written(annotations::write(&article, None, Options { tokens }, out.writer())),
    );
    bar.finish();
    annotated?;
    out.finish()?;
    Ok(if found.skipped > 0 { ExitCode::from(SOME_SKIPPED) } else { ExitCode::SUCCESS })
}
