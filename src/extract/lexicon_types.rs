//! The event types of `ontology/events.ttl`: each with its top-level type.

use std::collections::BTreeMap;
use std::path::Path;

use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::Term;

use crate::extract::lexicon;
use crate::{Error, Result};

const SHIPPED: &str = include_str!("../../ontology/events.ttl");
const EVENT: &str = "https://w3id.org/newsgraph/event/";
const BROADER: &str = "http://www.w3.org/2004/02/skos/core#broader";
const COLUMNS: [&str; 4] = ["type", "broader", "label", "definition"];
const TOP: &str = "http://www.w3.org/2004/02/skos/core#topConceptOf";

/// Local names of event types: narrower → broader, `None` for a top-level type.
#[derive(Debug, Default)]
pub(crate) struct Types {
    broader: BTreeMap<String, Option<String>>,
}

impl Types {
    /// The shipped scheme, extended by `dir/events.ttl` where there is one.
    ///
    /// # Errors
    /// For Turtle that does not parse (with line), or a type below one that is not there.
    pub(crate) fn load(dir: Option<&Path>) -> Result<Self> {
        let mut types = Self::default();
        types.add("events.ttl", SHIPPED)?;
        if let Some(path) = dir.map(|dir| dir.join("events.ttl")).filter(|path| path.is_file()) {
            let text = std::fs::read_to_string(&path).map_err(Error::io(&path, "read"))?;
            types.add(&path.display().to_string(), &text)?;
        }
        if let Some(path) = dir.map(|dir| dir.join("event_types.csv")).filter(|path| path.is_file()) {
            let text = std::fs::read_to_string(&path).map_err(Error::io(&path, "read"))?;
            for row in lexicon::parse(&path.display().to_string(), &text, &COLUMNS, true)? {
                let broader = Some(row.cells[1].clone()).filter(|broader| !broader.is_empty());
                types.broader.insert(row.cells[0].clone(), broader);
            }
        }
        for (name, broader) in &types.broader {
            if broader.as_ref().is_some_and(|broader| !types.broader.contains_key(broader)) {
                let broader = broader.as_deref().unwrap_or_default();
                return Err(Error::data(
                    "events.ttl",
                    format!("event:{name} is below event:{broader}, which is not there"),
                ));
            }
        }
        Ok(types)
    }

    /// All types.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.broader.keys().map(String::as_str)
    }

    /// A type and its wider types, narrowest first.
    pub(crate) fn upwards<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        let up = |name: &&'a str| self.broader.get(*name)?.as_deref();
        std::iter::successors(Some(name), up).take(8)
    }

    fn add(&mut self, origin: &str, turtle: &str) -> Result<()> {
        for quad in RdfParser::from_format(RdfFormat::Turtle).for_slice(turtle.as_bytes()) {
            let quad = quad.map_err(|error| {
                let line = error.location().map_or(0, |at| at.start.line + 1);
                Error::data(format!("{origin}:{line}"), error.to_string())
            })?;
            let Some(name) = quad.subject.to_string().strip_prefix('<').and_then(local) else { continue };
            match (quad.predicate.as_str(), &quad.object) {
                (BROADER, Term::NamedNode(broader)) => {
                    self.broader.insert(name, local(broader.as_str()));
                }
                (TOP, _) => {
                    self.broader.insert(name, None);
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// The top-level type of `name`; `None` where there is no such type.
    pub(crate) fn top<'a>(&'a self, name: &'a str) -> Option<&'a str> {
        let mut at = name;
        // The scheme is two or three levels deep; the bound guards against a cycle.
        for _ in 0..8 {
            match self.broader.get(at)? {
                Some(broader) => at = broader,
                None => return Some(at),
            }
        }
        None
    }
}

fn local(iri: &str) -> Option<String> {
    let name = iri.strip_prefix(EVENT)?.trim_end_matches('>');
    (!name.is_empty()).then(|| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shipped_types_have_tops() {
        let types = Types::load(None).unwrap();
        assert_eq!(types.top("meet"), Some("consult"));
        assert_eq!(types.top("consult"), Some("consult"));
        assert_eq!(types.top("nothing"), None);
        let tops = types.broader.values().filter(|broader| broader.is_none()).count();
        assert!(tops >= 16, "{tops}");
    }

    #[test]
    fn errors_name_the_line() {
        let error = Types::default().add("mine.ttl", "@prefix a: <http://a/> .\na:b a:c .\n").unwrap_err();
        assert!(error.to_string().starts_with("mine.ttl:2: "), "{error}");
    }
}
