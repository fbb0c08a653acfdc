//! Options of the commands that compute, draw and report.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::ViewArgs;

pub(crate) const ANALYZE_EXAMPLES: &str = "Examples:
  newsgraph analyze                                   an overview
  newsgraph analyze actors --by betweenness --limit 50
  newsgraph analyze communities --view co-mention --min-weight 2
  newsgraph analyze brokers --kind person
  newsgraph analyze change --split 2020-07-01
  newsgraph analyze change --before 2020-01..2020-03 --after 2020-10..2020-12
  newsgraph analyze --format turtle > measures.ttl    as triples about the actors
  newsgraph analyze --format json | jq .communities

A tie is what at least one statement tells that is no denial; more statements make it weigh more. Paths are counted in
ties, without direction. docs/analysis.md says what each measure means, and where it comes from.";

pub(crate) const PATH_EXAMPLES: &str = "Examples:
  newsgraph path 'Barack Obama' 'Xi Jinping'
  newsgraph path 'Joe Biden' Twitter --paths 5
  newsgraph path 'Joe Biden' Twitter --kind person --kind organization    leave places out
  newsgraph path 'Joe Biden' Twitter --view co-mention                    through who is named together
  newsgraph path obama xi --format json

The likeliest path comes first: the product of the confidence of its ties is greatest.";

pub(crate) const DRAW_EXAMPLES: &str = "Examples:
  newsgraph draw -o network.svg
  newsgraph draw --top 300 --theme dark -o network.png
  newsgraph draw --around 'Xi Jinping' --steps 2 -o xi.svg
  newsgraph draw --view co-mention --min-weight 2 -o together.png
  newsgraph draw --timeline 'Joe Biden' -o biden.svg
  newsgraph draw --timeline 'Impeachment' -o story.svg";

pub(crate) const REPORT_EXAMPLES: &str = "Examples:
  newsgraph report 'Joe Biden' -o biden.html
  newsgraph report 'Joe Biden' -o biden.md
  newsgraph report impeachment -o story.html          a story: the events and topics that have the word
  newsgraph report --all -o graph.html                the whole graph
  newsgraph report 'Joe Biden' --format markdown | less";

/// What `analyze` computes.
#[derive(Debug, Args)]
pub(crate) struct AnalyzeArgs {
    /// What to show
    #[arg(value_enum, default_value_t = Aspect::Overview)]
    pub(crate) what: Aspect,
    /// The measure that actors are ordered by
    #[arg(long, value_enum, default_value_t = By::Strength)]
    pub(crate) by: By,
    /// At most this many of each list [default: 10, of one list 40]
    #[arg(long, value_name = "N")]
    pub(crate) limit: Option<usize>,
    /// Compare what comes before this day with what comes from it on (change)
    #[arg(long, value_name = "DAY", conflicts_with_all = ["before", "after"])]
    pub(crate) split: Option<String>,
    /// The first of two periods (change)
    #[arg(long, value_name = "DAY..DAY", requires = "after", conflicts_with_all = ["from", "to"])]
    pub(crate) before: Option<String>,
    /// The second of two periods (change)
    #[arg(long, value_name = "DAY..DAY", requires = "before")]
    pub(crate) after: Option<String>,
    /// Output format
    #[arg(long, value_enum, default_value_t = AnalysisFormat::Table)]
    pub(crate) format: AnalysisFormat,
    #[command(flatten)]
    pub(crate) view: ViewArgs,
}

/// Parts of an analysis.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Aspect {
    /// A little of everything
    Overview,
    /// Who is central: all measures of each actor
    Actors,
    /// Groups with many ties among them
    Communities,
    /// Who stands between communities
    Brokers,
    /// Ties and actors that the network would fall apart without
    Bridges,
    /// Triangles of cooperation and conflict
    Balance,
    /// What changed between two periods
    Change,
}

/// Measures to order by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum By {
    /// Actors that it is tied to
    Degree,
    /// Statements that tie it
    Strength,
    /// Weighted PageRank
    Pagerank,
    /// How many shortest paths run through it
    Betweenness,
    /// How near the others are
    Closeness,
    /// Tied to those who are well tied
    Eigenvector,
    /// How thick the thickest group is that it belongs to
    Core,
    /// How many of those it is tied to are tied themselves
    Clustering,
}

/// How an analysis is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum AnalysisFormat {
    /// For people
    Table,
    /// For scripts
    Json,
    /// Triples about the actors: measures and communities
    Turtle,
}

/// What `path` looks for.
#[derive(Debug, Args)]
pub(crate) struct PathArgs {
    /// An actor: a name, an alias or an identifier
    pub(crate) a: String,
    /// Another actor
    pub(crate) b: String,
    /// How many paths
    #[arg(long, value_name = "K", default_value_t = 3, value_parser = clap::value_parser!(u16).range(1..=100))]
    pub(crate) paths: u16,
    /// Output format
    #[arg(long, value_enum, default_value_t = super::Listing::Table)]
    pub(crate) format: super::Listing,
    #[command(flatten)]
    pub(crate) view: ViewArgs,
}

/// What `draw` draws.
#[derive(Debug, Args)]
pub(crate) struct DrawArgs {
    /// Draw no network but the events of an actor, or of a story, in order of time
    #[arg(long, value_name = "NAME")]
    pub(crate) timeline: Option<String>,
    /// At most this many nodes: the most central ones; events, in a timeline
    #[arg(long, value_name = "N", default_value_t = 60, value_parser = clap::value_parser!(u16).range(1..=2000))]
    pub(crate) top: u16,
    /// The measure that nodes are chosen and sized by
    #[arg(long, value_enum, default_value_t = By::Strength)]
    pub(crate) by: By,
    /// Colours
    #[arg(long, value_enum, default_value_t = ThemeName::Light)]
    pub(crate) theme: ThemeName,
    /// Heading of the picture [default: says what is shown]
    #[arg(long)]
    pub(crate) title: Option<String>,
    /// What to write [default: as the file's name says, else svg]
    #[arg(long, value_enum)]
    pub(crate) format: Option<PictureFormat>,
    /// File to write, `-` for standard output
    #[arg(short, long, value_name = "FILE", default_value = "-")]
    pub(crate) output: PathBuf,
    #[command(flatten)]
    pub(crate) view: ViewArgs,
}

/// Colours of a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ThemeName {
    /// Dark on white
    Light,
    /// Light on dark
    Dark,
}

/// Formats of pictures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum PictureFormat {
    /// Scales without loss
    Svg,
    /// For slides and mails
    Png,
}

/// What `report` reports on.
#[derive(Debug, Args)]
pub(crate) struct ReportArgs {
    /// An actor, or a word of the story; nothing for the whole graph
    pub(crate) name: Option<String>,
    /// Report on the whole graph
    #[arg(long, conflicts_with = "name")]
    pub(crate) all: bool,
    /// NAME is a word of a story, also where an actor is called so
    #[arg(long, requires = "name")]
    pub(crate) story: bool,
    /// What to write [default: as the file's name says, else html]
    #[arg(long, value_enum)]
    pub(crate) format: Option<ReportFormat>,
    /// At most this many of each list
    #[arg(long, value_name = "N", default_value_t = 50, value_parser = clap::value_parser!(u16).range(1..))]
    pub(crate) limit: u16,
    /// File to write, `-` for standard output
    #[arg(short, long, value_name = "FILE", default_value = "-")]
    pub(crate) output: PathBuf,
}

/// Formats of reports.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ReportFormat {
    /// One file with its pictures
    Html,
    /// Text, without pictures
    Markdown,
}
