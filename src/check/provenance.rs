//! Does everything in an article's graph lead back to characters of its body?

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use oxigraph::model::{GraphName, NamedNodeRef, NamedOrBlankNode, Term};
use oxigraph::store::Store;

use super::{Violation, short, unreadable};
use crate::Result;
use crate::article::{CodePoints, Span};
use crate::store::Graph;
use crate::vocabulary::{BASE, ONTOLOGY_GRAPH, article_id, article_iri, ng, nif, prov, rdf, schema};

/// Examines the graph of every article.
pub(super) fn quads(store: &Store) -> Result<Vec<Violation>> {
    let mut names = Vec::new();
    for name in store.named_graphs() {
        if let NamedOrBlankNode::NamedNode(name) = name.map_err(unreadable)?
            && article_id(name.as_str()).is_some()
        {
            names.push(name);
        }
    }
    names.sort();
    let relations = relations(store)?;
    let mut found = Vec::new();
    for name in names {
        let graph = GraphName::from(name.clone());
        let mut nodes = Nodes::new();
        for quad in store.quads_for_pattern(None, None, None, Some(graph.as_ref())) {
            let quad = quad.map_err(unreadable)?;
            let subject = quad.subject.to_string().trim_matches(['<', '>']).to_owned();
            nodes.entry(subject).or_default().entry(quad.predicate.into_string()).or_default().push(quad.object);
        }
        found.extend(Examined::new(name.as_str(), &nodes, &relations).examine());
    }
    Ok(found)
}

/// Compares the folder's understood articles with those of the graph.
pub(super) fn cache(graph: &Graph) -> Result<Vec<Violation>> {
    let mut found = Vec::new();
    let mut told = BTreeSet::new();
    for quad in graph.store().quads_for_pattern(None, Some(rdf::TYPE), Some(schema::NEWS_ARTICLE.into()), None) {
        if let NamedOrBlankNode::NamedNode(article) = quad.map_err(unreadable)?.subject {
            told.extend(article_id(article.as_str()));
        }
    }
    for annotated in graph.annotated()? {
        let annotated = match annotated {
            Ok(annotated) => annotated,
            Err(error) => {
                let node = graph.dir().join(Path::new("articles")).display().to_string();
                found.push(Violation { node, path: None, message: error.to_string(), shape: None });
                continue;
            }
        };
        let iri = article_iri(&annotated.article.id);
        if !told.remove(&annotated.article.id) {
            found.push(broken(iri.as_str(), None, "is understood but not in the graph; build again".to_owned()));
            continue;
        }
        let mut bodies = graph.store().quads_for_pattern(Some(iri.as_ref().into()), Some(ng::BODY), None, None);
        let body = bodies.next().transpose().map_err(unreadable)?.map(|quad| quad.object);
        if !matches!(&body, Some(Term::Literal(body)) if body.value() == annotated.article.text) {
            found.push(broken(
                iri.as_str(),
                Some(ng::BODY),
                "is not the text that was understood; build again".to_owned(),
            ));
        }
    }
    for id in told {
        let message = "is in the graph but was never understood; build it again".to_owned();
        found.push(broken(article_iri(&id).as_str(), None, message));
    }
    Ok(found)
}

fn broken(node: &str, path: Option<NamedNodeRef<'_>>, message: String) -> Violation {
    Violation { node: node.to_owned(), path: path.map(|path| path.as_str().to_owned()), message, shape: None }
}

/// Subject → predicate → objects.
type Nodes = BTreeMap<String, BTreeMap<String, Vec<Term>>>;

/// One article's graph under examination.
struct Examined<'a> {
    article: &'a str,
    nodes: &'a Nodes,
    relations: &'a BTreeSet<String>,
    body: &'a str,
    points: CodePoints,
    found: Vec<Violation>,
}

impl<'a> Examined<'a> {
    fn new(article: &'a str, nodes: &'a Nodes, relations: &'a BTreeSet<String>) -> Self {
        let body = text(nodes, article, ng::BODY).unwrap_or_default();
        Self { article, nodes, relations, body, points: CodePoints::new(body), found: Vec::new() }
    }

    fn examine(mut self) -> Vec<Violation> {
        for (node, properties) in self.nodes {
            if node.split('#').next() == Some(self.article) {
                self.characters(node);
                self.claim(node);
            } else {
                self.direct(node, properties);
            }
        }
        self.found
    }

    /// What the graph quotes at an offset is what stands there.
    fn characters(&mut self, node: &str) {
        let Some(span) = self.span(node) else {
            if !values(self.nodes, node, nif::BEGIN_INDEX).is_empty() {
                self.add(node, nif::END_INDEX, "does not lie in the body".to_owned());
            }
            return;
        };
        let surface = span.of(self.body);
        for property in [nif::ANCHOR_OF, ng::TRIGGER, ng::TEXT] {
            if let Some(quoted) = text(self.nodes, node, property)
                && quoted != surface
            {
                self.add(node, property, format!("the body has “{surface}” there, not “{quoted}”"));
            }
        }
        for sentence in iris(self.nodes, node, nif::SENTENCE) {
            match self.span(sentence) {
                Some(around) if around.overlaps(span) => {}
                Some(_) => self.add(node, nif::SENTENCE, "does not stand in its sentence".to_owned()),
                None => self.add(node, nif::SENTENCE, format!("{} is not in this article", short(sentence))),
            }
        }
    }

    /// A claim is told by sentences of this article, and its words stand in them.
    fn claim(&mut self, node: &str) {
        if !iris(self.nodes, node, rdf::TYPE).any(|class| class == ng::CLAIM.as_str()) {
            return;
        }
        let from: Vec<&str> = iris(self.nodes, node, prov::WAS_DERIVED_FROM).collect();
        if from != [self.article] {
            self.add(node, prov::WAS_DERIVED_FROM, "is not the article that tells the claim".to_owned());
        }
        let mut evidence = Vec::new();
        for sentence in iris(self.nodes, node, ng::EVIDENCE) {
            match self.span(sentence) {
                Some(span) => evidence.push(span),
                None => self.add(node, ng::EVIDENCE, format!("{} is no sentence of this article", short(sentence))),
            }
        }
        if let Some(span) = self.span(node)
            && !evidence.iter().any(|sentence| sentence.overlaps(span))
        {
            self.add(node, ng::EVIDENCE, "the words of the claim stand in none of its sentences".to_owned());
        }
        if let Some(cue) = text(self.nodes, node, ng::CUE)
            && !self.body.contains(cue)
        {
            self.add(node, ng::CUE, format!("“{cue}” is not in the body"));
        }
    }

    /// A triple between actors stands on a claim that this article asserts; a name of an actor stands in its body.
    fn direct(&mut self, node: &str, properties: &BTreeMap<String, Vec<Term>>) {
        for (predicate, objects) in properties {
            for object in objects {
                if self.is_name(node, predicate, object) {
                    continue;
                }
                if !node.starts_with(BASE) || !self.relations.contains(predicate) {
                    self.found.push(Violation {
                        node: node.to_owned(),
                        path: Some(predicate.clone()),
                        message: format!("does not belong into the graph of {}", short(self.article)),
                        shape: None,
                    });
                } else if !self.is_asserted(node, predicate, object) {
                    self.found.push(Violation {
                        node: node.to_owned(),
                        path: Some(predicate.clone()),
                        message: format!("{} asserts no such claim", short(self.article)),
                        shape: None,
                    });
                }
            }
        }
    }

    fn is_name(&self, node: &str, predicate: &str, object: &Term) -> bool {
        let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        predicate == schema::ALTERNATE_NAME.as_str()
            && iris(self.nodes, self.article, ng::MENTIONS).any(|actor| actor == node)
            && matches!(object, Term::Literal(name) if words(self.body).contains(name.value()))
    }

    fn is_asserted(&self, subject: &str, predicate: &str, object: &Term) -> bool {
        let is = |node: &str, property, value: &str| iris(self.nodes, node, property).any(|found| found == value);
        let object = object.to_string();
        self.nodes.keys().any(|claim| {
            is(claim, ng::SUBJECT, subject)
                && is(claim, ng::PREDICATE, predicate)
                && is(claim, ng::OBJECT, object.trim_matches(['<', '>']))
                && is(claim, ng::MODALITY, ng::ASSERTED.as_str())
                && values(self.nodes, claim, ng::FORMER).is_empty()
                && values(self.nodes, claim, ng::ATTRIBUTED_TO).is_empty()
        })
    }

    /// Where a node stands in the body, in bytes; `None` where it has no place or one outside of the body.
    fn span(&self, node: &str) -> Option<Span> {
        let at = |property| text(self.nodes, node, property).and_then(|offset| offset.parse::<usize>().ok());
        let (begin, end) = (at(nif::BEGIN_INDEX)?, at(nif::END_INDEX)?);
        let span = Span::new(self.points.to_byte(begin), self.points.to_byte(end));
        (begin <= end && self.points.from_byte(span.end) == end).then_some(span)
    }

    fn add(&mut self, node: &str, property: NamedNodeRef<'_>, message: String) {
        self.found.push(broken(node, Some(property), message));
    }
}

/// The relations that the ontology of the graph knows, the shipped and a user's.
fn relations(store: &Store) -> Result<BTreeSet<String>> {
    let phrases = store.quads_for_pattern(None, Some(ng_phrase()), None, Some(ONTOLOGY_GRAPH.into()));
    let subjects =
        phrases.map(|quad| Ok(quad.map_err(unreadable)?.subject.to_string().trim_matches(['<', '>']).to_owned()));
    subjects.collect()
}

/// Which every relation has, and nothing else.
fn ng_phrase() -> NamedNodeRef<'static> {
    NamedNodeRef::new_unchecked("https://w3id.org/newsgraph/ontology#phrase")
}

fn values<'a>(nodes: &'a Nodes, node: &str, property: NamedNodeRef<'_>) -> &'a [Term] {
    nodes.get(node).and_then(|properties| properties.get(property.as_str())).map_or(&[], Vec::as_slice)
}

fn text<'a>(nodes: &'a Nodes, node: &str, property: NamedNodeRef<'_>) -> Option<&'a str> {
    values(nodes, node, property).iter().find_map(|value| match value {
        Term::Literal(literal) => Some(literal.value()),
        _ => None,
    })
}

fn iris<'a>(nodes: &'a Nodes, node: &str, property: NamedNodeRef<'_>) -> impl Iterator<Item = &'a str> {
    values(nodes, node, property).iter().filter_map(|value| match value {
        Term::NamedNode(node) => Some(node.as_str()),
        _ => None,
    })
}
