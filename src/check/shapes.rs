//! Shapes read from SHACL: the part of it that our own shapes use, and nothing passed over in silence.

use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::vocab::rdf;
use oxigraph::model::{Graph as Triples, NamedNode, NamedOrBlankNode, Term, TermRef};

use crate::{Error, Result};

const SH: &str = "http://www.w3.org/ns/shacl#";

/// A node shape.
#[derive(Debug, Default)]
pub(super) struct Shape {
    /// IRI of the shape.
    pub(super) name: String,
    /// Classes whose instances it is for.
    pub(super) targets: Vec<NamedNode>,
    /// What to say when the node itself does not fit.
    pub(super) message: Option<String>,
    /// What the node itself must be.
    pub(super) node: Constraints,
    /// What its properties must be.
    pub(super) properties: Vec<Property>,
    /// Queries that find nodes which do not fit.
    pub(super) queries: Vec<Query>,
}

/// A property shape.
#[derive(Debug, Default)]
pub(super) struct Property {
    pub(super) path: Option<NamedNode>,
    pub(super) message: Option<String>,
    pub(super) min: Option<usize>,
    pub(super) max: Option<usize>,
    /// What every value must be.
    pub(super) values: Constraints,
    pub(super) pattern: Option<String>,
    /// Properties whose values every value must be less than, or not greater than.
    pub(super) less: Option<NamedNode>,
    pub(super) less_or_equal: Option<NamedNode>,
}

/// What a term must be.
#[derive(Debug, Default)]
pub(super) struct Constraints {
    pub(super) datatype: Option<NamedNode>,
    pub(super) classes: Vec<NamedNode>,
    /// Local name of the node kind: `IRI`, `Literal`, `BlankNode`.
    pub(super) node_kind: Option<String>,
    pub(super) one_of: Option<Vec<Term>>,
    pub(super) min: Option<Term>,
    pub(super) max: Option<Term>,
    /// Each list: at least one of these.
    pub(super) any: Vec<Vec<Constraints>>,
}

/// A SPARQL constraint: what it finds as `$this` does not fit.
#[derive(Debug, Default)]
pub(super) struct Query {
    pub(super) message: String,
    pub(super) select: String,
}

/// Reads shapes from Turtle.
///
/// # Errors
/// [`Error::Data`] naming the line where it is no Turtle, or the term where it is SHACL that this program does not know.
pub(super) fn parse(origin: &str, turtle: &str) -> Result<Vec<Shape>> {
    let mut triples = Triples::new();
    for quad in RdfParser::from_format(RdfFormat::Turtle).for_slice(turtle.as_bytes()) {
        let quad = quad.map_err(|error| Error::data(origin, error.to_string()))?;
        triples.insert(&oxigraph::model::Triple::new(quad.subject, quad.predicate, quad.object));
    }
    let reader = Reader { origin, triples: &triples };
    let class = NamedNode::new_unchecked(format!("{SH}NodeShape"));
    let mut names: Vec<NamedOrBlankNode> =
        triples.subjects_for_predicate_object(rdf::TYPE, &class).map(|name| name.into_owned()).collect();
    names.sort_by_key(ToString::to_string);
    names.iter().map(|name| reader.shape(name)).collect()
}

struct Reader<'a> {
    origin: &'a str,
    triples: &'a Triples,
}

impl Reader<'_> {
    fn shape(&self, name: &NamedOrBlankNode) -> Result<Shape> {
        let mut shape = Shape { name: name.to_string().trim_matches(['<', '>']).to_owned(), ..Shape::default() };
        for (term, object) in self.terms(name) {
            match term.as_str() {
                "type" => {}
                "targetClass" => shape.targets.push(self.iri(&object)?),
                "message" => shape.message = Some(self.text(&object)?),
                "property" => shape.properties.push(self.property(&self.node(&object)?)?),
                "sparql" => shape.queries.push(self.query(&self.node(&object)?)?),
                _ => self.constrain(&mut shape.node, &term, &object)?,
            }
        }
        // The triples come in no particular order.
        shape.properties.sort_by(|one, other| one.path.cmp(&other.path));
        shape.queries.sort_by(|one, other| one.select.cmp(&other.select));
        Ok(shape)
    }

    fn property(&self, node: &NamedOrBlankNode) -> Result<Property> {
        let mut property = Property::default();
        for (term, object) in self.terms(node) {
            match term.as_str() {
                "type" => {}
                "path" => property.path = Some(self.iri(&object)?),
                "message" => property.message = Some(self.text(&object)?),
                "minCount" => property.min = Some(self.count(&object)?),
                "maxCount" => property.max = Some(self.count(&object)?),
                "pattern" => property.pattern = Some(self.text(&object)?),
                "lessThan" => property.less = Some(self.iri(&object)?),
                "lessThanOrEquals" => property.less_or_equal = Some(self.iri(&object)?),
                _ => self.constrain(&mut property.values, &term, &object)?,
            }
        }
        if property.path.is_none() { Err(self.error("a property shape has no sh:path")) } else { Ok(property) }
    }

    fn constrain(&self, constraints: &mut Constraints, term: &str, object: &Term) -> Result<()> {
        match term {
            "datatype" => constraints.datatype = Some(self.iri(object)?),
            "class" => constraints.classes.push(self.iri(object)?),
            "nodeKind" => {
                let kind = self.iri(object)?;
                constraints.node_kind = kind.as_str().strip_prefix(SH).map(str::to_owned);
            }
            "in" => constraints.one_of = Some(self.list(object)?),
            "minInclusive" => constraints.min = Some(object.clone()),
            "maxInclusive" => constraints.max = Some(object.clone()),
            "or" => {
                let alternatives = self.list(object)?.into_iter().map(|alternative| {
                    let mut constraints = Constraints::default();
                    for (term, object) in self.terms(&self.node(&alternative)?) {
                        self.constrain(&mut constraints, &term, &object)?;
                    }
                    Ok(constraints)
                });
                constraints.any.push(alternatives.collect::<Result<_>>()?);
            }
            _ => return Err(self.error(&format!("sh:{term} is not understood here"))),
        }
        Ok(())
    }

    fn query(&self, node: &NamedOrBlankNode) -> Result<Query> {
        let mut query = Query::default();
        for (term, object) in self.terms(node) {
            match term.as_str() {
                "type" => {}
                "message" => query.message = self.text(&object)?,
                "select" => query.select = self.text(&object)?,
                _ => return Err(self.error(&format!("sh:{term} is not understood in sh:sparql"))),
            }
        }
        Ok(query)
    }

    /// Local names of the SHACL terms of a node, with their values; `type` for its classes. What else is said of it
    /// (labels, comments) is nobody's business here.
    fn terms(&self, node: &NamedOrBlankNode) -> Vec<(String, Term)> {
        let triples = self.triples.triples_for_subject(node);
        let terms = triples.filter_map(|triple| {
            let name =
                if triple.predicate == rdf::TYPE { Some("type") } else { triple.predicate.as_str().strip_prefix(SH) };
            Some((name?.to_owned(), triple.object.into_owned()))
        });
        terms.collect()
    }

    fn list(&self, head: &Term) -> Result<Vec<Term>> {
        let mut items = Vec::new();
        let mut at = head.clone();
        while at.as_ref() != TermRef::NamedNode(rdf::NIL) {
            let node = self.node(&at)?;
            let item = self.triples.object_for_subject_predicate(&node, rdf::FIRST);
            let rest = self.triples.object_for_subject_predicate(&node, rdf::REST);
            let (Some(item), Some(rest)) = (item, rest) else { return Err(self.error("a list is broken")) };
            items.push(item.into_owned());
            at = rest.into_owned();
            if items.len() > self.triples.len() {
                return Err(self.error("a list has no end"));
            }
        }
        Ok(items)
    }

    fn node(&self, term: &Term) -> Result<NamedOrBlankNode> {
        match term {
            Term::NamedNode(node) => Ok(node.clone().into()),
            Term::BlankNode(node) => Ok(node.clone().into()),
            other => Err(self.error(&format!("{other} should be a node"))),
        }
    }

    fn iri(&self, term: &Term) -> Result<NamedNode> {
        match term {
            Term::NamedNode(node) => Ok(node.clone()),
            other => Err(self.error(&format!("{other} should be an IRI"))),
        }
    }

    fn text(&self, term: &Term) -> Result<String> {
        match term {
            Term::Literal(literal) => Ok(literal.value().to_owned()),
            other => Err(self.error(&format!("{other} should be text"))),
        }
    }

    fn count(&self, term: &Term) -> Result<usize> {
        let text = self.text(term)?;
        text.parse().map_err(|_| self.error(&format!("{text} should be a count")))
    }

    fn error(&self, message: &str) -> Error {
        Error::data(self.origin, message)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_understood_is_an_error() {
        let parse = |body: &str| {
            let turtle =
                format!("@prefix sh: <{SH}> . @prefix e: <https://example.org/> . e:S a sh:NodeShape ; {body} .");
            parse("mine.ttl", &turtle).map_err(|error| error.to_string())
        };
        assert!(parse("sh:property [ sh:path e:p ; sh:minCount 1 ]").is_ok());
        for (body, said) in [
            ("sh:closed true", "mine.ttl: sh:closed is not understood here"),
            ("sh:property [ sh:path e:p ; sh:uniqueLang true ]", "mine.ttl: sh:uniqueLang is not understood here"),
            ("sh:property [ sh:minCount 1 ]", "mine.ttl: a property shape has no sh:path"),
            ("sh:property [ sh:path e:p ; sh:minCount \"many\" ]", "mine.ttl: many should be a count"),
            ("sh:property \"p\"", "mine.ttl: \"p\" should be a node"),
        ] {
            assert_eq!(parse(body).err().as_deref(), Some(said));
        }
        assert!(parse("oops").err().is_some_and(|error| error.contains("mine.ttl")));
    }
}
