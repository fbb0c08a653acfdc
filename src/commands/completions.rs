//! `newsgraph completions`

use std::process::ExitCode;

use clap::CommandFactory;
use newsgraph::Result;

use super::output::{Output, written};
use crate::cli::Cli;

pub(crate) fn run(shell: clap_complete::Shell) -> Result<ExitCode> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "newsgraph", &mut script);
    let mut out = Output::open("-".as_ref())?;
    written(out.writer().write_all(&script))?;
    out.finish()?;
    Ok(ExitCode::SUCCESS)
}
