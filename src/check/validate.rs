//! Shapes against quads, over the union of all graphs.

use std::collections::{BTreeMap, BTreeSet};

use oxigraph::model::vocab::{rdf, rdfs};
use oxigraph::model::{Literal, NamedNode, NamedNodeRef, NamedOrBlankNode, Term};
use oxigraph::sparql::{QueryResults, SparqlEvaluator};
use oxigraph::store::Store;

use super::literal::{compare, is_of, number};
use super::shapes::{Constraints, Property, Shape};
use super::{Violation, short, unreadable};
use crate::{Error, Result};

/// Everything that does not fit, in no particular order.
pub(super) fn validate(store: &Store, shapes: &[Shape]) -> Result<Vec<Violation>> {
    let mut validator = Validator { store, classes: Classes::read(store)?, found: Vec::new() };
    for shape in shapes {
        validator.shape(shape)?;
    }
    Ok(validator.found)
}

/// Instances of every class, those of narrower classes among them. Terms are kept as text, which has an order.
struct Classes {
    instances: BTreeMap<String, BTreeSet<String>>,
}

impl Classes {
    fn read(store: &Store) -> Result<Self> {
        let mut wider: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for quad in store.quads_for_pattern(None, Some(rdfs::SUB_CLASS_OF), None, None) {
            let quad = quad.map_err(unreadable)?;
            wider.entry(quad.subject.to_string()).or_default().insert(quad.object.to_string());
        }
        let mut instances: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for quad in store.quads_for_pattern(None, Some(rdf::TYPE), None, None) {
            let quad = quad.map_err(unreadable)?;
            let node = quad.subject.to_string();
            let mut open = vec![quad.object.to_string()];
            let mut seen = BTreeSet::new();
            while let Some(class) = open.pop() {
                open.extend(wider.get(&class).into_iter().flatten().filter(|class| !seen.contains(*class)).cloned());
                instances.entry(class.clone()).or_default().insert(node.clone());
                seen.insert(class);
            }
        }
        Ok(Self { instances })
    }

    fn of(&self, class: NamedNodeRef<'_>) -> impl Iterator<Item = &String> {
        self.instances.get(&class.to_string()).into_iter().flatten()
    }

    fn has(&self, class: NamedNodeRef<'_>, node: &Term) -> bool {
        self.instances.get(&class.to_string()).is_some_and(|nodes| nodes.contains(&node.to_string()))
    }
}

struct Validator<'a> {
    store: &'a Store,
    classes: Classes,
    found: Vec<Violation>,
}

impl Validator<'_> {
    fn shape(&mut self, shape: &Shape) -> Result<()> {
        let targets: BTreeSet<String> =
            shape.targets.iter().flat_map(|class| self.classes.of(class.as_ref())).cloned().collect();
        for target in &targets {
            let Some(node) = node(target) else { continue };
            self.node(shape, &node)?;
        }
        for query in &shape.queries {
            for (this, _) in self.select(&query.select)? {
                if targets.contains(&this.to_string()) {
                    self.add(shape, &this, None, query.message.clone());
                }
            }
        }
        for property in &shape.properties {
            let (Some(pattern), Some(path)) = (&property.pattern, &property.path) else { continue };
            let pattern_literal = Literal::new_simple_literal(pattern);
            let query =
                format!("SELECT ?this ?value {{ ?this {path} ?value FILTER(!REGEX(STR(?value), {pattern_literal})) }}");
            for (this, value) in self.select(&query)? {
                if targets.contains(&this.to_string()) {
                    let value = value.map_or_else(String::new, |value| shown(&value));
                    self.add(shape, &this, Some(property), format!("{value} does not match {pattern}"));
                }
            }
        }
        Ok(())
    }

    fn node(&mut self, shape: &Shape, node: &NamedOrBlankNode) -> Result<()> {
        let mut values: BTreeMap<NamedNode, Vec<Term>> = BTreeMap::new();
        for quad in self.store.quads_for_pattern(Some(node.as_ref()), None, None, None) {
            let quad = quad.map_err(unreadable)?;
            let values = values.entry(quad.predicate).or_default();
            // The same statement in two graphs is one.
            if !values.contains(&quad.object) {
                values.push(quad.object);
            }
        }
        let term = Term::from(node.clone());
        for message in self.failures(&shape.node, &term) {
            self.add(shape, &term, None, shape.message.clone().unwrap_or(message));
        }
        for property in &shape.properties {
            for message in self.property(property, &values) {
                self.add(shape, &term, Some(property), message);
            }
        }
        Ok(())
    }

    fn property(&self, property: &Property, values: &BTreeMap<NamedNode, Vec<Term>>) -> Vec<String> {
        let at =
            |path: &Option<NamedNode>| path.as_ref().and_then(|path| values.get(path)).map_or(&[][..], Vec::as_slice);
        let own = at(&property.path);
        let mut failures = Vec::new();
        if property.min.is_some_and(|min| own.len() < min) {
            failures.push("is missing".to_owned());
        }
        if property.max.is_some_and(|max| own.len() > max) {
            // Stores give values back in no order that could be relied on.
            let mut shown: Vec<String> = own.iter().map(shown).collect();
            shown.sort();
            failures.push(format!("has {} values: {}", own.len(), shown.join(", ")));
        }
        for value in own {
            failures.extend(self.failures(&property.values, value));
            for other in at(&property.less) {
                if !compare(value, other).is_some_and(|order| order.is_lt()) {
                    failures.push(format!("{} is not less than {}", shown(value), shown(other)));
                }
            }
            for other in at(&property.less_or_equal) {
                if !compare(value, other).is_some_and(|order| order.is_le()) {
                    failures.push(format!("{} is greater than {}", shown(value), shown(other)));
                }
            }
        }
        failures
    }

    /// How a term fails.
    fn failures(&self, constraints: &Constraints, term: &Term) -> Vec<String> {
        let mut failures = Vec::new();
        let shown = || shown(term);
        if let Some(datatype) = constraints.datatype.as_ref().filter(|datatype| !is_of(term, datatype.as_ref())) {
            failures.push(format!("{} is no {}", shown(), short(datatype.as_str())));
        }
        for class in constraints.classes.iter().filter(|class| !self.classes.has(class.as_ref(), term)) {
            failures.push(format!("{} is no {}", shown(), short(class.as_str())));
        }
        let kind = match term {
            Term::NamedNode(_) => "IRI",
            Term::Literal(_) => "Literal",
            _ => "BlankNode",
        };
        if let Some(wanted) = constraints.node_kind.as_ref().filter(|wanted| *wanted != kind) {
            failures.push(format!("{} is no {wanted}", shown()));
        }
        if let Some(allowed) = constraints.one_of.as_ref().filter(|allowed| !allowed.contains(term)) {
            let allowed: Vec<String> = allowed.iter().map(self::shown).collect();
            failures.push(format!("{} is none of {}", shown(), allowed.join(", ")));
        }
        if let Some(min) = &constraints.min
            && !matches!((number(term), number(min)), (Some(value), Some(min)) if value >= min)
        {
            failures.push(format!("{} is less than {}", shown(), self::shown(min)));
        }
        if let Some(max) = &constraints.max
            && !matches!((number(term), number(max)), (Some(value), Some(max)) if value <= max)
        {
            failures.push(format!("{} is greater than {}", shown(), self::shown(max)));
        }
        for alternatives in &constraints.any {
            if !alternatives.iter().any(|alternative| self.failures(alternative, term).is_empty()) {
                failures.push(format!("{} is of no kind that may stand here", shown()));
            }
        }
        failures
    }

    /// Solutions of a query for `?this` and `?value`.
    fn select(&self, query: &str) -> Result<Vec<(Term, Option<Term>)>> {
        let failed = |error: &dyn std::fmt::Display| Error::data("ontology/shapes.ttl", error.to_string());
        let mut prepared = SparqlEvaluator::new().parse_query(query).map_err(|error| failed(&error))?;
        prepared.dataset_mut().set_default_graph_as_union();
        let QueryResults::Solutions(solutions) =
            prepared.on_store(self.store).execute().map_err(|error| failed(&error))?
        else {
            return Err(failed(&"sh:select must be a SELECT query"));
        };
        let mut rows = Vec::new();
        for solution in solutions {
            let solution = solution.map_err(|error| failed(&error))?;
            if let Some(this) = solution.get("this") {
                rows.push((this.clone(), solution.get("value").cloned()));
            }
        }
        Ok(rows)
    }

    fn add(&mut self, shape: &Shape, node: &Term, property: Option<&Property>, message: String) {
        let message = property.and_then(|property| property.message.clone()).unwrap_or(message);
        self.found.push(Violation {
            node: node.to_string().trim_matches(['<', '>']).to_owned(),
            path: property.and_then(|property| property.path.as_ref()).map(|path| path.as_str().to_owned()),
            message,
            shape: Some(shape.name.clone()),
        });
    }
}

/// A node from its text.
fn node(text: &str) -> Option<NamedOrBlankNode> {
    match text.strip_prefix('<').and_then(|text| text.strip_suffix('>')) {
        Some(iri) => Some(NamedNode::new_unchecked(iri).into()),
        None => text.strip_prefix("_:").map(|id| oxigraph::model::BlankNode::new_unchecked(id).into()),
    }
}

/// A term for people.
fn shown(term: &Term) -> String {
    match term {
        Term::NamedNode(node) => short(node.as_str()),
        Term::Literal(literal) => format!("“{}”", literal.value()),
        other => other.to_string(),
    }
}
