//! `newsgraph draw`: a network or a timeline, as SVG or PNG.

use std::path::Path;
use std::process::ExitCode;

use newsgraph::analyze::Analysis;
use newsgraph::draw::{self, NetworkPicture, Scene, Theme, TimelinePicture};
use newsgraph::network::{self, Selection};
use newsgraph::report::{self, Subject};
use newsgraph::store::Graph;
use newsgraph::{Error, Result};

use super::analyze::value;
use super::output::{Output, written};
use super::view;
use crate::cli::{By, Common, DrawArgs, PictureFormat, ThemeName};

pub(crate) fn run(common: &Common, args: &DrawArgs) -> Result<ExitCode> {
    let format = format(args)?;
    let selection = view::selection(&args.view)?;
    if args.timeline.is_some() && (selection.is_filtered() || args.view.view.is_some()) {
        return Err(Error::Usage(
            "--timeline shows the events of an actor or story; leave views and filters out".to_owned(),
        ));
    }
    let graph = Graph::open(&common.graph)?;
    let scene = match &args.timeline {
        Some(name) => timeline(&graph, name, args)?,
        None => network(&graph, &selection, args)?,
    };
    let bytes = match format {
        PictureFormat::Svg => scene.to_svg().into_bytes(),
        PictureFormat::Png => scene.to_png()?,
    };
    let mut out = Output::open(&args.output)?;
    written(out.writer().write_all(&bytes))?;
    out.finish()?;
    Ok(ExitCode::SUCCESS)
}

/// What to write: as asked for, or as the file's name says.
fn format(args: &DrawArgs) -> Result<PictureFormat> {
    if let Some(format) = args.format {
        return Ok(format);
    }
    if args.output.as_os_str() == "-" {
        return Ok(PictureFormat::Svg);
    }
    match extension(&args.output).as_deref() {
        Some("svg") => Ok(PictureFormat::Svg),
        Some("png") => Ok(PictureFormat::Png),
        _ => Err(Error::Usage(format!("{}: end the name in .svg or .png, or say --format", args.output.display()))),
    }
}

pub(super) fn extension(path: &Path) -> Option<String> {
    path.extension().map(|extension| extension.to_string_lossy().to_lowercase())
}

const fn theme(name: ThemeName) -> Theme {
    match name {
        ThemeName::Light => Theme::Light,
        ThemeName::Dark => Theme::Dark,
    }
}

fn network(graph: &Graph, selection: &Selection, args: &DrawArgs) -> Result<Scene> {
    let network = network::network(graph.store(), selection)?;
    let directed = selection.view.is_directed();
    let analysis = Analysis::of(&network, directed);
    if analysis.ties.pairs() == 0 {
        return Err(Error::Usage("there is no tie to draw; try --view co-mention".to_owned()));
    }
    let importance = analysis.measures.iter().map(|measures| value(args.by, measures)).collect();
    let picture = NetworkPicture {
        title: args.title.clone().unwrap_or_else(|| title(selection)),
        theme: theme(args.theme),
        top: usize::from(args.top),
        measure: measure(args.by).to_owned(),
        importance,
        directed,
    };
    Ok(draw::network(&network, &picture))
}

const fn measure(by: By) -> &'static str {
    match by {
        By::Degree => "ties",
        By::Strength => "statements",
        By::Pagerank => "PageRank",
        By::Betweenness => "betweenness",
        By::Closeness => "closeness",
        By::Eigenvector => "eigenvector centrality",
        By::Core => "core number",
        By::Clustering => "clustering",
    }
}

/// What the selection shows, in words.
fn title(selection: &Selection) -> String {
    let mut title = match selection.view {
        network::View::Actors | network::View::Ties | network::View::Claims => "Actors and their ties".to_owned(),
        network::View::CoMention(_) => "Actors named together".to_owned(),
        network::View::Events => "Actors and events".to_owned(),
        network::View::Full => "Articles, actors and claims".to_owned(),
    };
    if !selection.around.is_empty() {
        title += &format!(" around {}", selection.around.join(", "));
    }
    if !selection.actors.is_empty() {
        title += &format!(" of {}", selection.actors.join(", "));
    }
    if !selection.types.is_empty() {
        title += &format!(": {}", selection.types.join(", "));
    }
    match (&selection.from, &selection.to) {
        (Some(from), Some(to)) => title += &format!(", {from} to {to}"),
        (Some(from), None) => title += &format!(", from {from}"),
        (None, Some(to)) => title += &format!(", until {to}"),
        (None, None) => {}
    }
    title
}

fn timeline(graph: &Graph, name: &str, args: &DrawArgs) -> Result<Scene> {
    let subject = Subject::find(graph.store(), name, false)?;
    let events = report::events(graph.store(), &subject)?;
    let (marks, dated) = report::marks(&events, usize::from(args.top));
    if marks.is_empty() {
        return Err(Error::Usage(format!("no event of {} has a day; `newsgraph timeline` lists all", subject.name())));
    }
    let which = match dated {
        all if all > marks.len() => format!("{} of {all} events: those that most articles tell", marks.len()),
        1 => "one event".to_owned(),
        all => format!("{all} events"),
    };
    let title = args.title.clone().unwrap_or_else(|| match &subject {
        Subject::Story { name, articles } => format!("The story “{name}” in {} articles", articles.len()),
        _ => subject.name().to_owned(),
    });
    let picture = TimelinePicture { title, subtitle: which, theme: theme(args.theme), marks };
    Ok(draw::timeline(&picture))
}
