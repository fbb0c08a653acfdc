//! Command-line definitions only: flags, help and examples.

mod analysis;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

pub(crate) use analysis::*;

/// Turn news articles into a knowledge graph: who did what to whom, when, where, and who says so.
#[derive(Debug, Parser)]
#[command(
    name = "newsgraph",
    version,
    max_term_width = 110,
    after_help = "Start with:\n  newsgraph build data/articles\n  newsgraph actors\n  newsgraph query who-met-whom\n  newsgraph export --format graphml -o actors.graphml\n\nExit status: 0 success, 1 failure, 2 wrong usage, 3 finished, but some inputs were skipped."
)]
pub(crate) struct Cli {
    #[command(flatten)]
    pub(crate) common: Common,
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// Options that mean the same everywhere.
#[derive(Debug, Args)]
pub(crate) struct Common {
    /// Graph folder
    #[arg(long, global = true, value_name = "DIR", default_value = "graph", env = "NEWSGRAPH_GRAPH")]
    pub(crate) graph: PathBuf,
    /// Say nothing but results and errors
    #[arg(long, short, global = true)]
    pub(crate) quiet: bool,
    /// Worker threads; the result does not depend on it [default: one a core]
    #[arg(long, global = true, value_name = "N")]
    pub(crate) threads: Option<usize>,
    /// Vector instructions of the language engine: portable, avx2, avx-vnni or avx512; the result does not depend on it
    /// [default: the best there are]
    #[arg(long, global = true, value_name = "SET", env = "NEWSGRAPH_INSTRUCTIONS", hide_short_help = true)]
    pub(crate) instructions: Option<String>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Read articles and add them to the graph
    #[command(
        after_help = "Examples:\n  newsgraph build articles/\n  newsgraph build 'news/*.html' feed.xml archive.csv.gz\n  newsgraph build table.csv --column text=body --column title=headline\n  curl -s https://example.org/feed | newsgraph build -\n\nReads .txt .md .html RSS/Atom/JSON Feed .csv .tsv .jsonl .json, each also gzipped. Articles that are in the graph\nalready and have not changed are not read again."
    )]
    Build(BuildArgs),
    /// Retract articles: their claims go, with actors that nothing else names
    #[command(after_help = "Example:\n  newsgraph remove us-china-cybersecurity")]
    Remove {
        /// Article identifiers, as `newsgraph query articles` or `stats` show them
        #[arg(required = true, value_name = "ARTICLE")]
        articles: Vec<String>,
    },
    /// Ask a SPARQL query, given or saved
    #[command(
        after_help = "Examples:\n  newsgraph query who-met-whom\n  newsgraph query said-about actor='Xi Jinping' topic=cyber\n  newsgraph query 'SELECT ?name { ?a a ng:Person ; rdfs:label ?name }' --format csv\n  newsgraph query -f question.rq --timeout 300\n\nThe prefixes ng: event: actor: article: schema: sem: prov: nif: skos: rdf: rdfs: xsd: need not be declared."
    )]
    Query(QueryArgs),
    /// List the saved queries, with what they take
    Queries {
        /// Output format
        #[arg(long, value_enum, default_value_t = Listing::Table)]
        format: Listing,
        /// Show the SPARQL of one query
        name: Option<String>,
    },
    /// List actors, or show all that is known of one
    #[command(
        after_help = "Examples:\n  newsgraph actors\n  newsgraph actors --kind organization\n  newsgraph actors 'Xi Jinping'\n  newsgraph actors xi-jinping --format json"
    )]
    Actors {
        /// A name, an alias or an identifier
        name: Option<String>,
        /// Only actors of this kind
        #[arg(long, value_parser = ["person", "organization", "place", "event", "product", "work", "group", "misc"])]
        kind: Option<String>,
        /// At most this many
        #[arg(long, default_value_t = 40)]
        limit: usize,
        /// Output format
        #[arg(long, value_enum, default_value_t = Listing::Table)]
        format: Listing,
    },
    /// What happened to an actor, in order of time, with the sentences that say so
    #[command(after_help = "Example:\n  newsgraph timeline 'Barack Obama' --from 2014-01-01")]
    Timeline {
        /// A name, an alias or an identifier
        name: String,
        /// First day
        #[arg(long, value_name = "DAY")]
        from: Option<String>,
        /// Last day
        #[arg(long, value_name = "DAY")]
        to: Option<String>,
        /// Output format
        #[arg(long, value_enum, default_value_t = Listing::Table)]
        format: Listing,
    },
    /// Show the sentences behind a claim, or behind everything said of an actor
    #[command(after_help = "Examples:\n  newsgraph why us-china-cybersecurity#e3\n  newsgraph why 'James Lewis'")]
    Why {
        /// A claim (ARTICLE#e3, #r1, #q2) or an actor's name
        what: String,
        /// Output format
        #[arg(long, value_enum, default_value_t = Listing::Table)]
        format: Listing,
    },
    /// Say that two actors are one and the same, for good
    #[command(after_help = "Example:\n  newsgraph merge xi-jinping president-xi --why 'same person'")]
    Merge(DecisionArgs),
    /// Say that two actors are different, for good
    #[command(
        after_help = "Examples:\n  newsgraph split john-smith john-smith-2\n  newsgraph split john-smith john-smith@archive-3 --why 'another John Smith there'"
    )]
    Split(DecisionArgs),
    /// Why two names are one actor, or are not
    #[command(after_help = "Example:\n  newsgraph why-linked obama 'President Obama'")]
    WhyLinked {
        /// An actor: identifier or name
        a: String,
        /// Another name or actor
        b: String,
    },
    /// Go through pairs that may be one actor, the most valuable first, and decide
    #[command(
        after_help = "Examples:\n  newsgraph review\n  newsgraph review --kind person --limit 20\n  newsgraph review --format json\n  printf 's\\nd another generation\\nq\\n' | newsgraph review --who ann\n\nAnswers: s same, d different, u unsure (not asked again), k skip, z undo, q quit. On a terminal one key is enough;\nelse answers are read line by line, and a reason may follow. Decisions go to decisions.csv in the graph folder at once;\nthe graph is linked anew at the end. Pairs are those that the program keeps apart though they may be one, and links\nthat it made on little; the most valuable come first: likelihood of an error times articles concerned."
    )]
    Review(ReviewArgs),
    /// Show the log of decisions, or share it with other graphs
    #[command(subcommand)]
    Decisions(DecisionsCommand),
    /// Bring in lists of people, organizations and places of your own, so that articles link to them
    #[command(subcommand)]
    Gazetteer(GazetteerCommand),
    /// Write the graph for other tools
    #[command(after_help = format!("{EXPORT_EXAMPLES}\n\n{VIEW_EXAMPLES}"))]
    Export(ExportArgs),
    /// Compute who is central, who belongs together, what the network hangs by and how it changes
    #[command(after_help = format!("{ANALYZE_EXAMPLES}\n\n{VIEW_EXAMPLES}"))]
    Analyze(Box<AnalyzeArgs>),
    /// Show how two actors are connected, with the sentences along the way
    #[command(after_help = format!("{PATH_EXAMPLES}\n\n{VIEW_EXAMPLES}"))]
    Path(Box<PathArgs>),
    /// Draw a network, or a timeline, as SVG or PNG
    #[command(after_help = format!("{DRAW_EXAMPLES}\n\n{VIEW_EXAMPLES}"))]
    Draw(Box<DrawArgs>),
    /// Write a report on an actor, a story or the whole graph, as HTML or Markdown
    #[command(after_help = REPORT_EXAMPLES)]
    Report(ReportArgs),
    /// Annotate articles without storing anything: one JSON object an article
    #[command(
        after_help = "Examples:\n  newsgraph extract article.txt\n  newsgraph extract corpus.jsonl --tokens > annotations.jsonl\n  echo 'Xi Jinping met Barack Obama in Beijing.' | newsgraph extract -"
    )]
    Extract {
        #[command(flatten)]
        input: InputArgs,
        /// Tokens with tags and dependencies too
        #[arg(long)]
        tokens: bool,
        /// File to write, `-` for standard output
        #[arg(short, long, value_name = "FILE", default_value = "-")]
        output: PathBuf,
    },
    /// Validate the graph: SHACL shapes, and every claim against its characters
    Check {
        /// Output format
        #[arg(long, value_enum, default_value_t = Listing::Table)]
        format: Listing,
    },
    /// Count what the graph holds
    Stats {
        /// Output format
        #[arg(long, value_enum, default_value_t = Listing::Table)]
        format: Listing,
    },
    /// Print a completion script
    #[command(
        after_help = "Example:\n  newsgraph completions bash > ~/.local/share/bash-completion/completions/newsgraph"
    )]
    Completions {
        /// Shell
        #[arg(value_enum)]
        shell: clap_complete::Shell,
    },
}

#[derive(Debug, Args)]
pub(crate) struct ReviewArgs {
    /// At most this many pairs
    #[arg(long)]
    pub(crate) limit: Option<usize>,
    /// Only pairs with an actor of this kind
    #[arg(long, value_parser = ["person", "organization", "place", "event", "product", "work", "group", "misc"])]
    pub(crate) kind: Option<String>,
    /// Output format; json lists the pairs and asks nothing
    #[arg(long, value_enum, default_value_t = Listing::Table)]
    pub(crate) format: Listing,
    /// A reason, kept with every decision
    #[arg(long, default_value = "")]
    pub(crate) why: String,
    /// Who decides [default: the user's name]
    #[arg(long)]
    pub(crate) who: Option<String>,
}

/// What to do with the log of decisions.
#[derive(Debug, Subcommand)]
pub(crate) enum DecisionsCommand {
    /// Show all decisions, with what became of each
    List {
        /// Output format
        #[arg(long, value_enum, default_value_t = Listing::Table)]
        format: Listing,
    },
    /// Write the log for another graph
    #[command(after_help = "Example:\n  newsgraph decisions export -o ours.csv")]
    Export {
        /// File to write, `-` for standard output
        #[arg(short, long, value_name = "FILE", default_value = "-")]
        output: PathBuf,
    },
    /// Add the decisions of other logs, each once; the graph is linked anew
    #[command(
        after_help = "Example:\n  newsgraph decisions import theirs.csv\n\nOf several decisions on one pair the latest counts, whatever the order in which logs come together. Where two people\njudge differently, that is told, with the lines."
    )]
    Import {
        /// Logs, as `export` and every graph folder have them
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,
    },
}

/// What to do with lists.
#[derive(Debug, Subcommand)]
pub(crate) enum GazetteerCommand {
    /// Read lists into the graph folder; the graph is linked again
    #[command(
        after_help = "Examples:\n  newsgraph gazetteer import senators.csv --type person\n  newsgraph gazetteer import query.json --name ministers\n  newsgraph gazetteer import entities.ftm.json --iri-prefix https://www.opensanctions.org/entities/\n  newsgraph gazetteer import staff.csv --column name=Who --column position='Job title'\n\nReads tables (CSV, TSV, JSON; the columns are guessed from their names), results of the Wikidata query service (CSV,\nJSON) and FollowTheMoney entities (JSON lines), each also gzipped. A row that shares an identifier with a known entry,\nor its full name where nothing speaks against it, adds to that entry; where the two differ, the row wins. The list\nstays in the graph folder as gazetteer/NAME.csv, which you may edit; importing it again replaces it.\n\nFields: id name given family aliases weak type class country wikidata same_as description roles position from to born\ndied topics latitude longitude point"
    )]
    Import {
        /// Lists to read
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,
        /// Name of the list [default: the file's name]
        #[arg(long)]
        name: Option<String>,
        /// What the rows are, where the file does not say
        #[arg(long = "type", value_name = "TYPE", value_parser = ["person", "organization", "place", "event", "product", "work", "group", "misc"])]
        kind: Option<String>,
        /// Column of a field, where its name does not tell
        #[arg(long = "column", value_name = "FIELD=COLUMN")]
        columns: Vec<String>,
        /// Makes IRIs of the file's own identifiers: put before each
        #[arg(long, value_name = "IRI")]
        iri_prefix: Option<String>,
        /// Add to known entries by a shared identifier only, not by name
        #[arg(long)]
        by_identifier_only: bool,
    },
    /// Show the lists of the graph
    List {
        /// Output format
        #[arg(long, value_enum, default_value_t = Listing::Table)]
        format: Listing,
    },
    /// Take lists out of the graph folder; the graph is linked again
    #[command(after_help = "Example:\n  newsgraph gazetteer remove senators")]
    Remove {
        /// Names of lists
        #[arg(required = true, value_name = "NAME")]
        names: Vec<String>,
    },
}

/// Articles to read.
#[derive(Debug, Args)]
pub(crate) struct InputArgs {
    /// Files, folders, globs, or `-` for standard input
    #[arg(required = true, value_name = "PATH")]
    pub(crate) paths: Vec<String>,
    /// Column of a table for a field: text, title, date, url, id, source, author, language, section or tags
    #[arg(long = "column", value_name = "FIELD=COLUMN")]
    pub(crate) columns: Vec<String>,
    /// Input format, where the name does not tell: text, md, html, feed, csv, jsonl or json
    #[arg(long, value_name = "FORMAT")]
    pub(crate) input_format: Option<String>,
    /// Keep articles in other languages than English (the engine reads English only)
    #[arg(long)]
    pub(crate) any_language: bool,
    /// Read about twice as fast and less exactly; a graph keeps the mode that it was begun in
    #[arg(long)]
    pub(crate) fast: bool,
}

#[derive(Debug, Args)]
pub(crate) struct BuildArgs {
    #[command(flatten)]
    pub(crate) input: InputArgs,
}

#[derive(Debug, Args)]
pub(crate) struct QueryArgs {
    /// A saved query's name or SPARQL text
    #[arg(value_name = "NAME|SPARQL", required_unless_present = "file")]
    pub(crate) query: Option<String>,
    /// Parameters of a saved query, NAME=VALUE
    #[arg(value_name = "NAME=VALUE")]
    pub(crate) parameters: Vec<String>,
    /// Read the query from a file, `-` for standard input
    #[arg(short, long, value_name = "FILE", conflicts_with = "query")]
    pub(crate) file: Option<PathBuf>,
    /// Output format; ttl, nt and jsonld are for CONSTRUCT and DESCRIBE [default: table, or ttl]
    #[arg(long, value_enum)]
    pub(crate) format: Option<ResultFormat>,
    /// Stop the query after so many seconds
    #[arg(long, default_value_t = 60, value_name = "SECONDS", value_parser = clap::value_parser!(u64).range(1..))]
    pub(crate) timeout: u64,
}

#[derive(Debug, Args)]
pub(crate) struct DecisionArgs {
    /// An actor: identifier or name
    pub(crate) left: String,
    /// Another actor
    pub(crate) right: String,
    /// The reason, kept in the decision log
    #[arg(long, default_value = "")]
    pub(crate) why: String,
    /// Who decides [default: the user's name]
    #[arg(long)]
    pub(crate) who: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct ExportArgs {
    /// Format to write
    #[arg(long, value_enum)]
    pub(crate) format: ExportFormat,
    /// File to write, `-` for standard output
    #[arg(short, long, value_name = "FILE", default_value = "-")]
    pub(crate) output: PathBuf,
    /// Tokens with tags and dependencies too (annotations, nif)
    #[arg(long)]
    pub(crate) tokens: bool,
    /// With what `newsgraph analyze` computes of each node: centralities, community, core number (network formats)
    #[arg(long)]
    pub(crate) measures: bool,
    /// With yEd's own labels and shapes (graphml)
    #[arg(long)]
    pub(crate) yed: bool,
    /// With RDF 1.2 reifiers: the claim of a relation reifies its triple (turtle, trig, ntriples, nquads)
    #[arg(long)]
    pub(crate) reifiers: bool,
    #[command(flatten)]
    pub(crate) view: ViewArgs,
}

const EXPORT_EXAMPLES: &str = "Examples:
  newsgraph export --format graphml -o actors.graphml
  newsgraph export --format graphml --view claims -o claims.graphml
  newsgraph export --format graphml --measures -o measured.graphml
  newsgraph export --format gexf --view events -o events.gexf
  newsgraph export --format dot --around 'Xi Jinping' | sfdp -Tsvg -o xi.svg
  newsgraph export --format csv -o graph.csv          (writes graph.nodes.csv and graph.edges.csv)
  newsgraph export --format neo4j --view full -o graph
                       (writes graph.nodes.csv, graph.relationships.csv and graph.cypher)
  newsgraph export --format icalendar --type consult -o talks.ics
  newsgraph export --format turtle | gzip > graph.ttl.gz
  newsgraph export --format annotations > annotations.jsonl";

/// Examples of [`ViewArgs`], for the help of every command that has them.
pub(crate) const VIEW_EXAMPLES: &str = "Choosing what to show:
  --around 'Xi Jinping' --steps 2                 the neighbourhood of an actor
  --actor China --actor Japan --type consult      meetings and talks of either
  --view co-mention --within article --min-weight 3
  --view events --from 2020-03 --to 2020-04 --modality asserted
  --kind person --kind organization --min-confidence 0.7
  --article 'us-china-*' --publisher 'Wikinews'";

/// Which part of the graph a network shows.
#[derive(Debug, Args)]
#[command(next_help_heading = "What to show")]
pub(crate) struct ViewArgs {
    /// What nodes and edges are [default: actors]
    #[arg(long, value_enum)]
    pub(crate) view: Option<ViewName>,
    /// What actors must share to be named together (co-mention) [default: sentence]
    #[arg(long, value_enum)]
    pub(crate) within: Option<WithinName>,
    /// Only ties that this actor has; repeat it for more
    #[arg(long = "actor", value_name = "NAME")]
    pub(crate) actors: Vec<String>,
    /// Only the neighbourhood of this actor; repeat it for more
    #[arg(long, value_name = "NAME")]
    pub(crate) around: Vec<String>,
    /// How many edges the neighbourhood reaches [default: 1]
    #[arg(long, value_name = "N", requires = "around")]
    pub(crate) steps: Option<usize>,
    /// Only actors of this kind; repeat it for more
    #[arg(long = "kind", value_name = "KIND", value_parser = ["person", "organization", "place", "event", "product", "work", "group", "misc"])]
    pub(crate) kinds: Vec<String>,
    /// Only ties of this event type, narrower ones included, or relation: consult, meet, headOf; repeat it for more
    #[arg(long = "type", value_name = "TYPE")]
    pub(crate) types: Vec<String>,
    /// Only what is told in this way; repeat it for more
    #[arg(long = "modality", value_name = "MODALITY", value_parser = ["asserted", "denied", "planned", "alleged", "conditional", "requested"])]
    pub(crate) modalities: Vec<String>,
    /// First day, month or year; a claim without a time counts on the day its article appeared
    #[arg(long, value_name = "DAY")]
    pub(crate) from: Option<String>,
    /// Last day, month or year
    #[arg(long, value_name = "DAY")]
    pub(crate) to: Option<String>,
    /// Only what this article says; `*` stands for anything; repeat it for more
    #[arg(long = "article", value_name = "ARTICLE")]
    pub(crate) articles: Vec<String>,
    /// Only what articles of this outlet say; repeat it for more
    #[arg(long = "publisher", value_name = "NAME")]
    pub(crate) publishers: Vec<String>,
    /// Only edges that so many statements support
    #[arg(long, value_name = "N", default_value_t = 0.0, hide_default_value = true)]
    pub(crate) min_weight: f64,
    /// Only statements of at least this confidence, 0 to 1
    #[arg(long, value_name = "P", default_value_t = 0.0, hide_default_value = true)]
    pub(crate) min_confidence: f64,
}

/// How lists are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Listing {
    /// For people
    Table,
    /// For scripts
    Json,
}

/// How query results are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ResultFormat {
    /// For people
    Table,
    /// SPARQL 1.1 Query Results CSV
    Csv,
    /// SPARQL 1.1 Query Results TSV
    Tsv,
    /// SPARQL 1.1 Query Results JSON
    Json,
    /// SPARQL Query Results XML
    Xml,
    /// Turtle
    Ttl,
    /// N-Triples
    Nt,
    /// JSON-LD
    Jsonld,
}

/// What `export` writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ExportFormat {
    /// Gephi, Cytoscape, networkx, igraph; with --yed also yEd
    Graphml,
    /// Gephi with its timeline: colours, positions, times
    Gexf,
    /// Graphviz
    Dot,
    /// Pajek, igraph, networkx
    Pajek,
    /// Cytoscape.js, and Cytoscape as .cyjs
    Cytoscape,
    /// Node-link JSON: networkx, D3
    NodeLink,
    /// Two tables: nodes and edges
    Csv,
    /// Tables for Neo4j's bulk import and a Cypher script
    Neo4j,
    /// FollowTheMoney entities, a line of JSON each: Aleph
    Ftm,
    /// Events in order of time, as a table
    Timeline,
    /// Events in order of time, as a Vega-Lite chart
    VegaLite,
    /// Events with a date, as iCalendar
    Icalendar,
    /// RDF, all graphs merged, readable
    Turtle,
    /// RDF with one graph an article, readable
    Trig,
    /// RDF with one graph an article, a line each
    Nquads,
    /// RDF, all graphs merged, a line each
    Ntriples,
    /// RDF with one graph an article, as JSON
    Jsonld,
    /// NIF 2.0 as Turtle: sentences and mentions of every article
    Nif,
    /// One JSON object an article, with linked actors
    Annotations,
}

/// Views of the graph.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ViewName {
    /// Actors; one edge a pair and direction, weighted, signed by cooperation and conflict
    Actors,
    /// Actors; one edge a pair, direction and kind of tie
    Ties,
    /// Actors; one edge a statement
    Claims,
    /// Actors that are named together; undirected
    CoMention,
    /// Actors and events: who takes part in what
    Events,
    /// Articles, actors, events, relations and quotes as nodes
    Full,
}

/// What actors must share to be named together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum WithinName {
    /// A sentence
    Sentence,
    /// An article
    Article,
}
