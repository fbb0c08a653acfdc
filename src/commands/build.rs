//! `newsgraph build`: articles → graph.

use std::io::IsTerminal;
use std::process::ExitCode;
use std::time::Instant;

use newsgraph::Result;
use newsgraph::document::Tier;
use newsgraph::pipeline::Built;
use newsgraph::query;
use newsgraph::store::Graph;

use super::{SOME_SKIPPED, input, progress};
use crate::cli::{BuildArgs, Common};

/// Graphs of up to so many articles are introduced after every build, bigger ones only when most of them was read now.
const INTRODUCED: usize = 200;

pub(crate) fn run(common: &Common, args: &BuildArgs) -> Result<ExitCode> {
    let started = Instant::now();
    let found = input::read(common, &args.input)?;
    let pipeline = super::pipeline(common, &args.input)?;
    let bar = progress::bar(common, found.articles.len(), "understanding");
    let built = pipeline.build(&common.graph, found.articles, |done| bar.step(done));
    bar.finish();
    let built = built?;
    if !common.quiet {
        summary(common, &built, found.skipped, started)?;
    }
    Ok(if found.skipped > 0 { ExitCode::from(SOME_SKIPPED) } else { ExitCode::SUCCESS })
}

/// What the graph holds now, who and what stands out, and what to ask next.
fn summary(common: &Common, built: &Built, skipped: usize, started: Instant) -> Result<()> {
    let counts = built.manifest.counts;
    let bold = |text: &str| match std::io::stderr().is_terminal() {
        true => console::style(text).bold().to_string(),
        false => text.to_owned(),
    };
    eprintln!(
        "{} holds {} articles: {} actors, {} events, {} relations, {} quotes",
        bold(&common.graph.display().to_string()),
        counts.articles,
        counts.actors,
        counts.events,
        counts.relations,
        counts.quotes
    );
    let mut notes = vec![format!("{} read in {:.1} s", built.understood, started.elapsed().as_secs_f64())];
    if built.manifest.tier == Tier::Fast {
        notes.push("fast mode".to_owned());
    }
    if built.unchanged > 0 {
        notes.push(format!("{} unchanged", built.unchanged));
    }
    if built.duplicates > 0 {
        notes.push(format!("{} near-duplicates", built.duplicates));
    }
    if skipped > 0 {
        notes.push(format!("{skipped} skipped"));
    }
    eprintln!("{}", notes.join(", "));
    // Looking around in a big graph takes longer than adding a few articles to it.
    if counts.articles > INTRODUCED && built.understood < counts.articles / 2 {
        return Ok(());
    }

    let graph = Graph::open(&common.graph)?;
    let names = |kind: &str| -> Result<Vec<String>> {
        let hits = query::find_actors(graph.store(), None)?;
        Ok(hits.into_iter().filter(|hit| hit.kind == kind).take(5).map(|hit| hit.name).collect())
    };
    let people = names("person")?;
    for (title, list) in [("people", &people), ("organizations", &names("organization")?), ("places", &names("place")?)]
    {
        if !list.is_empty() {
            eprintln!("  most named {title}: {}", list.join(", "));
        }
    }
    let sparql = "SELECT ?label ?evidence { ?e a ng:Event ; ng:modality ng:asserted ; ng:source ?a ; ng:target ?b ; rdfs:label ?label ; \
                  ng:confidence ?sure ; ng:evidence/nif:anchorOf ?evidence . ?a a ng:Actor . ?b a ng:Actor } \
                  ORDER BY DESC(?sure) ?e LIMIT 1";
    if let Some([label, evidence]) = query::rows(graph.store(), sparql)?.first().map(Vec::as_slice) {
        eprintln!("  for instance: {label}\n    because “{}”", super::output::printable(evidence));
    }
    let option = match common.graph.as_os_str() == "graph" {
        true => String::new(),
        false => format!(" --graph {}", common.graph.display()),
    };
    eprintln!("\n{}", bold("Ask it:"));
    let person = people.first().map_or("NAME", String::as_str);
    for command in [
        format!("actors '{person}'{option}"),
        format!("timeline '{person}'{option}"),
        format!("query who-met-whom{option}"),
        format!("query conflicts{option}"),
        format!("export --format graphml -o actors.graphml{option}"),
    ] {
        if !command.contains("'NAME'") {
            eprintln!("  newsgraph {command}");
        }
    }
    Ok(())
}
