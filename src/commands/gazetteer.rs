//! `newsgraph gazetteer`: lists of an analyst's own.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::ExitCode;

use newsgraph::document::EntityType;
use newsgraph::link::Entry;
use newsgraph::link::gazetteer::import::{self, Field, Imported, Options};
use newsgraph::link::gazetteer::lists;
use newsgraph::pipeline::Pipeline;
use newsgraph::query;
use newsgraph::store::Graph;
use newsgraph::{Error, Result};

use super::SOME_SKIPPED;
use super::output::{self, Output, printable};
use crate::cli::{Common, GazetteerCommand, Listing};

/// How many remarks on rows are told one by one.
const TOLD: usize = 20;

pub(crate) fn run(common: &Common, command: GazetteerCommand) -> Result<ExitCode> {
    match command {
        GazetteerCommand::Import { files, name, kind, columns, iri_prefix, by_identifier_only } => {
            let kind = kind.as_deref().and_then(EntityType::parse);
            let options = Options { kind, columns: mapping(&columns)?, iri_prefix, by_identifier_only };
            import(common, &files, name.as_deref(), &options)
        }
        GazetteerCommand::List { format } => list(common, format),
        GazetteerCommand::Remove { names } => remove(common, &names),
    }
}

fn mapping(columns: &[String]) -> Result<BTreeMap<Field, String>> {
    let read = |column: &String| {
        let (field, name) = column
            .split_once('=')
            .ok_or_else(|| Error::Usage(format!("--column {column}: expected FIELD=COLUMN, such as name=Who")))?;
        Ok((field.parse::<Field>()?, name.to_owned()))
    };
    columns.iter().map(read).collect()
}

/// Reads all files before anything is written: one that cannot be used changes nothing.
fn import(common: &Common, files: &[PathBuf], name: Option<&str>, options: &Options) -> Result<ExitCode> {
    let pipeline = Pipeline::load()?;
    let names: Vec<String> =
        files.iter().map(|file| lists::name_of(name.map_or(file.as_path(), |name| name.as_ref()))).collect();
    let old: Vec<String> = lists::lists(&common.graph)?.into_iter().map(|list| list.name).collect();
    // Lists that this import replaces are no longer known while it looks for known entries.
    let mut gazetteer = pipeline.gazetteer(&common.graph, &names)?;
    let mut new: BTreeMap<String, Vec<Entry>> = BTreeMap::new();
    let mut skipped = 0;
    for (file, name) in files.iter().zip(&names) {
        let imported = import::read(file, options, &gazetteer)?;
        skipped += imported.skipped.len();
        tell(common, &file.display().to_string(), &imported);
        // Each file sees those before it.
        gazetteer.add_entries(name, imported.entries.clone());
        let list = new.entry(name.clone()).or_default();
        for entry in imported.entries {
            match list.iter_mut().find(|known| known.id == entry.id) {
                Some(known) => known.overlay(entry),
                None => list.push(entry),
            }
        }
    }
    let lists: Vec<(String, Vec<Entry>)> = new.into_iter().collect();
    let manifest = pipeline.import_lists(&common.graph, &lists)?;
    if !common.quiet {
        for (name, entries) in &lists {
            let verb = if old.contains(name) { "replaces the list of that name in" } else { "is kept in" };
            let path = common.graph.join("gazetteer").join(format!("{name}.csv"));
            eprintln!("{name}: {} entries; {verb} {}", entries.len(), path.display());
        }
        match manifest {
            Some(_) => {
                let named = named(common)?;
                for (name, _) in &lists {
                    eprintln!("{} of {name} are named in the articles of the graph", named.get(name).unwrap_or(&0));
                }
            }
            None => eprintln!("there is no graph yet: `newsgraph build` will use it"),
        }
    }
    Ok(if skipped > 0 { ExitCode::from(SOME_SKIPPED) } else { ExitCode::SUCCESS })
}

/// What a file gave, and every row that gave less than it seems.
fn tell(common: &Common, file: &str, imported: &Imported) {
    for (word, remarks) in [("skipped", &imported.skipped), ("note", &imported.notes)] {
        for remark in remarks.iter().take(TOLD) {
            eprintln!("{word}: {file}, {}: {}", remark.at, printable(&remark.text));
        }
        if remarks.len() > TOLD {
            eprintln!("{word}: … and {} more", remarks.len() - TOLD);
        }
    }
    if common.quiet {
        return;
    }
    let known = imported.by_identifier + imported.by_name.len();
    eprintln!(
        "{file}: {} rows read as {}, {} skipped; {} entries, of which {} known by identifier, {} by name, {} new",
        imported.rows,
        imported.format,
        imported.skipped.len(),
        imported.entries.len(),
        imported.by_identifier,
        imported.by_name.len(),
        imported.entries.len().saturating_sub(known),
    );
    if !imported.other.is_empty() {
        let other: Vec<String> = imported.other.iter().map(|(schema, count)| format!("{count} {schema}")).collect();
        eprintln!("  no actors by themselves: {}", other.join(", "));
    }
    for (name, id) in imported.by_name.iter().take(TOLD) {
        eprintln!("  by name: “{}” is {id}", printable(name));
    }
    if imported.by_name.len() > TOLD {
        eprintln!("  by name: … and {} more (their identifiers stand in the list)", imported.by_name.len() - TOLD);
    }
}

/// How many actors of each list the articles of the graph name.
fn named(common: &Common) -> Result<BTreeMap<String, usize>> {
    let graph = Graph::open(&common.graph)?;
    let sparql = "SELECT ?list (COUNT(DISTINCT ?actor) AS ?n) { ?actor ng:onList ?list . ?article ng:mentions ?actor } \
                  GROUP BY ?list";
    let rows = query::rows(graph.store(), sparql)?;
    Ok(rows.into_iter().filter_map(|row| Some((row.first()?.clone(), row.get(1)?.parse().ok()?))).collect())
}

fn list(common: &Common, format: Listing) -> Result<ExitCode> {
    let lists = lists::lists(&common.graph)?;
    let named = if Graph::open(&common.graph).is_ok() { named(common)? } else { BTreeMap::new() };
    let mut out = Output::open("-".as_ref())?;
    let row = |list: &lists::List| {
        let mut kinds: BTreeMap<&str, usize> = BTreeMap::new();
        list.entries.iter().for_each(|entry| *kinds.entry(entry.kind.as_str()).or_default() += 1);
        let kinds: Vec<String> = kinds.into_iter().map(|(kind, count)| format!("{count} {kind}")).collect();
        (named.get(&list.name).copied().unwrap_or(0), kinds)
    };
    match format {
        Listing::Json => {
            let all: Vec<_> = lists
                .iter()
                .map(|list| {
                    serde_json::json!({
                        "name": list.name, "path": list.path, "entries": list.entries.len(), "named": row(list).0,
                    })
                })
                .collect();
            output::json(out.writer(), &all)?;
        }
        Listing::Table if lists.is_empty() => {
            if !common.quiet {
                eprintln!("{} has no lists; `newsgraph gazetteer import FILE` brings one in", common.graph.display());
            }
        }
        Listing::Table => {
            let rows: Vec<Vec<String>> = lists
                .iter()
                .map(|list| {
                    let (named, kinds) = row(list);
                    let (entries, path) = (list.entries.len().to_string(), list.path.display().to_string());
                    vec![list.name.clone(), entries, named.to_string(), kinds.join(", "), path]
                })
                .collect();
            output::table(out.writer(), &["list", "entries", "named", "of which", "file"], &rows)?;
        }
    }
    out.finish()?;
    Ok(ExitCode::SUCCESS)
}

fn remove(common: &Common, names: &[String]) -> Result<ExitCode> {
    Pipeline::load()?.remove_lists(&common.graph, names)?;
    if !common.quiet {
        eprintln!("{} removed; the graph is linked without", names.join(", "));
    }
    Ok(ExitCode::SUCCESS)
}
