//! Reading the articles that a command was given, reporting and counting what cannot be used.

use newsgraph::article::Article;
use newsgraph::read::{self, Field, Format, ReadOptions};
use newsgraph::{Error, Result};

use crate::cli::{Common, InputArgs};

/// What reading gave.
pub(crate) struct Input {
    pub(crate) articles: Vec<Article>,
    /// How many inputs were reported and skipped.
    pub(crate) skipped: usize,
}

/// How many problems are told one by one.
const TOLD: usize = 20;

/// Reads everything; what cannot be used is told on standard error and counted.
pub(crate) fn read(common: &Common, args: &InputArgs) -> Result<Input> {
    let mut options = ReadOptions { any_language: args.any_language, ..ReadOptions::default() };
    for column in &args.columns {
        let (field, name) = column
            .split_once('=')
            .ok_or_else(|| Error::Usage(format!("--column {column}: expected FIELD=COLUMN, such as text=body")))?;
        options.columns.set(field.parse::<Field>()?, name);
    }
    if let Some(format) = &args.input_format {
        options.format = Some(format.parse::<Format>()?);
    }
    let mut articles = Vec::new();
    let mut skipped = 0;
    for article in read::read(&args.paths, &options)? {
        match article {
            Ok(article) => articles.push(article),
            Err(error) => {
                skipped += 1;
                if skipped <= TOLD {
                    eprintln!("skipped: {error}");
                } else if skipped == TOLD + 1 && !common.quiet {
                    eprintln!("skipped: … (further ones are only counted)");
                }
            }
        }
    }
    if articles.is_empty() {
        return Err(Error::Usage(match skipped {
            0 => "no article was found in what was given".to_owned(),
            n => format!("none of the {n} inputs could be used"),
        }));
    }
    Ok(Input { articles, skipped })
}
