//! The saved queries: `ontology/queries/*.rq`, with title, description and parameters in their first comments.
//!
//! ```sparql
//! # What happened to an actor in a period
//! # Events in which the actor takes part, oldest first.
//! # @param actor actor the actor, by name or identifier
//! # @param from date=0001-01-01 first day
//! SELECT … { ?event ng:source {{actor}} … }
//! ```

use std::collections::BTreeMap;

use oxigraph::model::{Literal, NamedNode, Term};
use oxigraph::store::Store;

use super::search::find_actor;
use crate::error::{Error, Result};
use crate::vocabulary;

/// A query shipped with newsgraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SavedQuery {
    /// Name on the command line: the file's stem.
    pub name: String,
    /// One line.
    pub title: String,
    /// A sentence or two.
    pub description: String,
    /// In order of declaration.
    pub parameters: Vec<Parameter>,
    /// SPARQL with `{{name}}` for each parameter.
    pub template: String,
}

/// A place in a saved query that the caller fills.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parameter {
    /// Its name.
    pub name: String,
    /// What it takes.
    pub kind: ParameterKind,
    /// Used where none is given.
    pub default: Option<String>,
    /// For `newsgraph queries`.
    pub description: String,
}

/// What a parameter takes, and as which RDF term it enters the query.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ParameterKind {
    /// An actor's name or identifier → its IRI.
    Actor,
    /// Text → a plain literal.
    Text,
    /// An ISO 8601 day → `xsd:date`.
    Date,
    /// A whole number.
    Number,
    /// An event type's name → its concept.
    EventType,
}

impl ParameterKind {
    fn parse(name: &str) -> Option<Self> {
        Some(match name {
            "actor" => Self::Actor,
            "text" => Self::Text,
            "date" => Self::Date,
            "number" => Self::Number,
            "event" => Self::EventType,
            _ => return None,
        })
    }

    /// The word used in `@param` lines and help.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Actor => "actor",
            Self::Text => "text",
            Self::Date => "date",
            Self::Number => "number",
            Self::EventType => "event",
        }
    }
}

macro_rules! queries {
    ($($name:literal),* $(,)?) => {
        &[$(($name, include_str!(concat!("../../ontology/queries/", $name, ".rq")))),*]
    };
}

/// In the order an analyst meets them.
const SOURCES: &[(&str, &str)] = queries![
    "most-connected",
    "co-mentions",
    "who-met-whom",
    "most-reported",
    "what-happened-to",
    "positions",
    "said-about",
    "speaks-of",
    "events-by-type",
    "events-by-country",
    "unnamed-actors",
    "deadliest-events",
    "story-bridges",
    "disputed-claims",
    "articles",
    "articles-about",
    "newest-claims",
    "evidence-between",
    "conflicts",
    "relations-of",
];

/// All saved queries.
///
/// # Errors
/// [`Error::Data`] where a file's header is malformed; a test holds that none is.
pub fn saved_queries() -> Result<Vec<SavedQuery>> {
    SOURCES.iter().map(|(name, source)| SavedQuery::parse(name, source)).collect()
}

/// The saved query of that name.
///
/// # Errors
/// [`Error::Usage`] with the nearest name where there is none.
pub fn saved_query(name: &str) -> Result<SavedQuery> {
    if let Some((name, source)) = SOURCES.iter().find(|(known, _)| *known == name) {
        return SavedQuery::parse(name, source);
    }
    let nearest = SOURCES
        .iter()
        .map(|(known, _)| (strsim::jaro_winkler(known, name), *known))
        .filter(|(score, _)| *score > 0.7)
        .max_by(|a, b| a.0.total_cmp(&b.0));
    let hint = nearest.map(|(_, known)| format!("; did you mean `{known}`?")).unwrap_or_default();
    Err(Error::Usage(format!("no saved query is called `{name}`{hint} `newsgraph queries` lists them")))
}

impl SavedQuery {
    /// Reads a query file.
    ///
    /// # Errors
    /// [`Error::Data`] naming file and line.
    pub fn parse(name: &str, source: &str) -> Result<Self> {
        let origin = |line: usize| format!("ontology/queries/{name}.rq:{line}");
        let mut header = Vec::new();
        let mut parameters = Vec::new();
        let mut body = String::new();
        for (number, line) in source.lines().enumerate() {
            match line.strip_prefix('#').filter(|_| body.is_empty()) {
                Some(comment) => {
                    match comment.trim().strip_prefix("@param ") {
                        Some(text) => parameters.push(Parameter::parse(text).ok_or_else(|| {
                            Error::data(origin(number + 1), "expected `@param NAME KIND[=DEFAULT] …`")
                        })?),
                        None => header.push(comment.trim().to_owned()),
                    }
                }
                None => {
                    body.push_str(line);
                    body.push('\n');
                }
            }
        }
        if header.is_empty() {
            return Err(Error::data(origin(1), "the first line must be a comment with the title"));
        }
        let title = header.remove(0);
        Ok(Self { name: name.to_owned(), title, description: header.join(" "), parameters, template: body })
    }

    /// The query with its parameters filled in. Values enter as RDF terms, never as SPARQL text.
    ///
    /// # Errors
    /// [`Error::Usage`] for unknown, missing or malformed parameters, and actors that are not in the graph.
    pub fn fill(&self, store: &Store, given: &BTreeMap<String, String>) -> Result<String> {
        if let Some(unknown) = given.keys().find(|key| !self.parameters.iter().any(|p| &p.name == *key)) {
            let known: Vec<_> = self.parameters.iter().map(|p| p.name.as_str()).collect();
            let known = if known.is_empty() { "none".to_owned() } else { known.join(", ") };
            return Err(Error::Usage(format!("`{}` has no parameter `{unknown}`; it takes: {known}", self.name)));
        }
        let mut sparql = self.template.clone();
        for parameter in &self.parameters {
            let value = given.get(&parameter.name).or(parameter.default.as_ref()).ok_or_else(|| {
                Error::Usage(format!(
                    "`{}` needs {} ({}); give it as {}=…",
                    self.name, parameter.name, parameter.description, parameter.name
                ))
            })?;
            let term = parameter.term(store, value)?;
            sparql = sparql.replace(&format!("{{{{{}}}}}", parameter.name), &in_sparql(&term));
        }
        Ok(sparql)
    }
}

/// A term as SPARQL spells it; whole numbers bare, so that they fit LIMIT too.
fn in_sparql(term: &Term) -> String {
    match term {
        Term::Literal(literal) if literal.datatype() == oxigraph::model::vocab::xsd::INTEGER => {
            literal.value().to_owned()
        }
        term => term.to_string(),
    }
}

impl Parameter {
    /// `NAME KIND[=DEFAULT] description`
    fn parse(text: &str) -> Option<Self> {
        let mut parts = text.splitn(3, ' ');
        let name = parts.next()?.to_owned();
        let kind = parts.next()?;
        let (kind, default) = match kind.split_once('=') {
            Some((kind, default)) => (kind, Some(default.to_owned())),
            None => (kind, None),
        };
        let description = parts.next().unwrap_or_default().trim().to_owned();
        Some(Self { name, kind: ParameterKind::parse(kind)?, default, description })
    }

    fn term(&self, store: &Store, value: &str) -> Result<Term> {
        let wrong = |wanted: &str| Error::Usage(format!("{}: `{value}` is not {wanted}", self.name));
        Ok(match self.kind {
            ParameterKind::Actor => NamedNode::new(find_actor(store, value)?.iri)
                .map_err(|error| Error::Usage(format!("{}: {error}", self.name)))?
                .into(),
            ParameterKind::Text => Literal::new_simple_literal(value).into(),
            ParameterKind::Date => {
                value.parse::<jiff::civil::Date>().map_err(|_| wrong("a day like 2014-11-12"))?;
                Literal::new_typed_literal(value, oxigraph::model::vocab::xsd::DATE).into()
            }
            ParameterKind::Number => Literal::from(value.parse::<i64>().map_err(|_| wrong("a whole number"))?).into(),
            ParameterKind::EventType => vocabulary::event_iri(value.trim_start_matches("event:")).into(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_saved_query_has_a_title_and_parses() {
        let store = Store::new().unwrap();
        for query in saved_queries().unwrap() {
            assert!(!query.title.is_empty() && !query.description.is_empty(), "{}", query.name);
            let mut sparql = query.template.clone();
            for parameter in &query.parameters {
                let mark = format!("{{{{{}}}}}", parameter.name);
                assert!(sparql.contains(&mark), "{}: {mark} is not used", query.name);
                let sample = match parameter.kind {
                    ParameterKind::Actor | ParameterKind::EventType => "<urn:x>".to_owned(),
                    _ => in_sparql(&parameter.term(&store, parameter.default.as_deref().unwrap_or("x")).unwrap()),
                };
                sparql = sparql.replace(&mark, &sample);
            }
            assert!(!sparql.contains("{{"), "{}: an undeclared parameter", query.name);
            super::super::run(&store, &sparql, &super::super::Limits::default())
                .unwrap_or_else(|error| panic!("{}: {error}", query.name));
        }
    }

    #[test]
    fn text_parameters_cannot_break_out() {
        let query = SavedQuery::parse("x", "# T\n# D\n# @param t text words\nSELECT * { ?s ?p {{t}} }").unwrap();
        let given = BTreeMap::from([("t".to_owned(), "\" } DROP ALL #".to_owned())]);
        let sparql = query.fill(&Store::new().unwrap(), &given).unwrap();
        assert!(sparql.contains(r#""\" } DROP ALL #""#), "{sparql}");
    }

    #[test]
    fn a_typo_gets_a_suggestion() {
        let error = saved_query("who-met-who").unwrap_err().to_string();
        assert!(error.contains("`who-met-whom`"), "{error}");
    }
}
