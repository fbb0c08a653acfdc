//! SPARQL queries over a graph: given ones and the saved ones of `ontology/queries`.

mod saved;
mod search;

use std::sync::mpsc;
use std::time::Duration;

use oxigraph::model::{NamedNodeRef, Term, Triple, Variable};
use oxigraph::sparql::{CancellationToken, PreparedSparqlQuery, QueryEvaluationError, QueryResults, SparqlEvaluator};
use oxigraph::store::Store;

pub use saved::{Parameter, ParameterKind, SavedQuery, saved_queries, saved_query};
pub use search::{ActorHit, find_actor, find_actors};

use crate::document::EntityType;
use crate::error::{Error, Result};
use crate::vocabulary;

/// What a query may cost before it is stopped.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Wall-clock time.
    pub timeout: Duration,
    /// Rows or triples kept; a larger answer is an error, not a silent cut.
    pub rows: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { timeout: Duration::from_secs(60), rows: 5_000_000 }
    }
}

/// The answer to a query.
#[derive(Debug, Clone, PartialEq)]
pub enum Answer {
    /// Of a SELECT.
    Solutions {
        /// The columns.
        variables: Vec<Variable>,
        /// One term or nothing a column.
        rows: Vec<Vec<Option<Term>>>,
    },
    /// Of an ASK.
    Boolean(bool),
    /// Of a CONSTRUCT or DESCRIBE: sorted, each triple once.
    Graph(Vec<Triple>),
}

/// Runs a SPARQL 1.1 query over the union of all named graphs; the prefixes of [`vocabulary::PREFIXES`] need not be
/// declared.
///
/// # Errors
/// [`Error::Query`] with line and column where the query cannot be parsed, asks for a remote `SERVICE`, or answers more
/// than `limits.rows`; [`Error::Timeout`] where it runs too long.
pub fn run(store: &Store, sparql: &str, limits: &Limits) -> Result<Answer> {
    let token = CancellationToken::new();
    let mut evaluator = SparqlEvaluator::new().with_cancellation_token(token.clone());
    for (name, iri) in vocabulary::PREFIXES {
        evaluator = evaluator.with_prefix(name, iri).map_err(|error| Error::Query(error.to_string()))?;
    }
    let mut query = evaluator.parse_query(sparql).map_err(|error| syntax_error(sparql, &error.to_string()))?;
    if query.dataset().is_default_dataset() {
        query.dataset_mut().set_default_graph_as_union();
    }
    // The evaluator looks at the token only when it reads statements, not while it multiplies what it has read: so it
    // works in a thread of its own, which is left behind where it does not listen.
    let (sender, receiver) = mpsc::channel();
    let (store, limits) = (store.clone(), *limits);
    std::thread::spawn(move || sender.send(evaluate(query, &store, &limits)));
    match receiver.recv_timeout(limits.timeout) {
        Ok(answer) => answer,
        Err(mpsc::RecvTimeoutError::Timeout) => {
            token.cancel();
            Err(Error::Timeout(limits.timeout.as_secs()))
        }
        Err(mpsc::RecvTimeoutError::Disconnected) => Err(Error::Query("the query broke the evaluator".into())),
    }
}

fn evaluate(query: PreparedSparqlQuery, store: &Store, limits: &Limits) -> Result<Answer> {
    let failed = |error| evaluation_error(error, limits);
    Ok(match query.on_store(store).execute().map_err(failed)? {
        QueryResults::Boolean(value) => Answer::Boolean(value),
        QueryResults::Solutions(solutions) => {
            let variables = solutions.variables().to_vec();
            let mut rows = Vec::new();
            for solution in solutions {
                rows.push(solution.map_err(failed)?.values().to_vec());
                within(rows.len(), limits)?;
            }
            Answer::Solutions { variables, rows }
        }
        QueryResults::Graph(graph) => {
            let mut triples = Vec::new();
            for triple in graph {
                triples.push(triple.map_err(failed)?);
                within(triples.len(), limits)?;
            }
            triples.sort_by_cached_key(ToString::to_string);
            triples.dedup();
            Answer::Graph(triples)
        }
    })
}

/// The rows of a SELECT of our own, each cell as plain text (IRIs whole, literals by value, nothing as "").
///
/// # Errors
/// As [`run`].
pub fn rows(store: &Store, sparql: &str) -> Result<Vec<Vec<String>>> {
    match run(store, sparql, &Limits::default())? {
        Answer::Solutions { rows, .. } => {
            Ok(rows.into_iter().map(|row| row.into_iter().map(|cell| plain(cell.as_ref())).collect()).collect())
        }
        _ => Err(Error::Query("a SELECT was expected".into())),
    }
}

/// `person`, `organization`, … for the IRI of an actor class; empty for any other.
pub fn kind_of_class(class: &str) -> &'static str {
    vocabulary::actor_kind(NamedNodeRef::new_unchecked(class)).map_or("", EntityType::as_str)
}

/// A term as plain text.
pub fn plain(term: Option<&Term>) -> String {
    match term {
        Some(Term::NamedNode(node)) => node.as_str().to_owned(),
        Some(Term::Literal(literal)) => literal.value().to_owned(),
        Some(Term::BlankNode(node)) => node.to_string(),
        #[allow(unreachable_patterns)]
        Some(other) => other.to_string(),
        None => String::new(),
    }
}

fn within(found: usize, limits: &Limits) -> Result<()> {
    if found > limits.rows {
        return Err(Error::Query(format!(
            "the answer has more than {} rows; add a LIMIT, or narrow the query",
            limits.rows
        )));
    }
    Ok(())
}

fn evaluation_error(error: QueryEvaluationError, limits: &Limits) -> Error {
    match error {
        QueryEvaluationError::Cancelled => Error::Timeout(limits.timeout.as_secs()),
        QueryEvaluationError::UnsupportedService(name) => {
            Error::Query(format!("SERVICE {name} is not followed: newsgraph works offline"))
        }
        other => Error::Query(other.to_string()),
    }
}

/// Puts the offending line and a caret under the parser's message (`error at 2:17: expected …`).
fn syntax_error(sparql: &str, message: &str) -> Error {
    let place = message.strip_prefix("error at ").and_then(|rest| {
        let (place, expected) = rest.split_once(": ")?;
        let (line, column) = place.split_once(':')?;
        // A range "2:17-2:20" ends its first column at the dash.
        let column = column.split('-').next()?;
        Some((line.parse::<usize>().ok()?, column.parse::<usize>().ok()?, expected))
    });
    match place {
        Some((line, column, expected)) => {
            let source = sparql.lines().nth(line.saturating_sub(1)).unwrap_or_default();
            let caret = " ".repeat(column.saturating_sub(1));
            Error::Query(format!("line {line}, column {column}: {expected}\n  | {source}\n  | {caret}^"))
        }
        None => Error::Query(message.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn store() -> Store {
        let store = Store::new().unwrap();
        let data = (0..300).map(|n| format!("<urn:s{n}> <urn:p> \"{n}\" <urn:g{}> .\n", n % 3)).collect::<String>();
        store.load_from_reader(oxigraph::io::RdfFormat::NQuads, data.as_bytes()).unwrap();
        store
    }

    #[test]
    fn the_default_graph_is_the_union() {
        let rows = rows(&store(), "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }").unwrap();
        assert_eq!(rows, [["300"]]);
    }

    #[test]
    fn prefixes_are_known() {
        assert!(matches!(run(&store(), "ASK { ?s a ng:Event }", &Limits::default()), Ok(Answer::Boolean(false))));
    }

    #[test]
    fn a_syntax_error_names_the_place() {
        let error = run(&store(), "SELECT ?s\nWHERE { ?s ?p }", &Limits::default()).unwrap_err().to_string();
        assert!(error.starts_with("line 2, column "), "{error}");
        assert!(error.contains("| WHERE { ?s ?p }"), "{error}");
    }

    #[test]
    fn an_endless_query_is_stopped() {
        let limits = Limits { timeout: Duration::from_millis(200), rows: usize::MAX };
        let endless = "SELECT (COUNT(*) AS ?n) { ?a ?p1 ?b . ?c ?p2 ?d . ?e ?p3 ?f . ?g ?p4 ?h }";
        let started = std::time::Instant::now();
        let error = run(&store(), endless, &limits).unwrap_err();
        assert!(matches!(error, Error::Timeout(_)), "{error}");
        assert!(started.elapsed() < Duration::from_secs(20));
    }

    #[test]
    fn a_large_answer_is_an_error() {
        let limits = Limits { rows: 10, ..Limits::default() };
        assert!(matches!(run(&store(), "SELECT * { ?s ?p ?o }", &limits), Err(Error::Query(_))));
    }
}
