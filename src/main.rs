//! The binary: parses arguments, runs a command, reports errors.

mod cli;
mod commands;

use std::process::ExitCode;

use clap::Parser;

fn main() -> ExitCode {
    let cli = cli::Cli::parse();
    match commands::run(cli) {
        Ok(code) => code,
        Err(error) if commands::is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            let mut cause = std::error::Error::source(&error);
            while let Some(inner) = cause {
                // Most variants already say what their source says.
                if !error.to_string().contains(&inner.to_string()) {
                    eprintln!("  because: {inner}");
                }
                cause = inner.source();
            }
            if matches!(error, newsgraph::Error::Usage(_)) { ExitCode::from(2) } else { ExitCode::FAILURE }
        }
    }
}
