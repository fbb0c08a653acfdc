//! NIF 2.0 (<https://persistence.uni-leipzig.org/nlp2rdf/>): the annotations of articles as Turtle, each stretch of text
//! named by its offsets in code points, as RFC 5147 has them.

use std::io::Write;
use std::path::Path;

use oxigraph::io::{RdfFormat, RdfSerializer, WriterQuadSerializer};
use oxigraph::model::{GraphName, Literal, NamedNode, NamedNodeRef, Quad, Term};

use super::annotations::Options;
use crate::article::{CodePoints, Span};
use crate::entity::{Annotated, Identities};
use crate::error::{Error, Result};
use crate::vocabulary::{
    PREFIXES, actor_classes, actor_iri, article_iri, event_iri, fragment_iri, itsrdf, rdf, schema, xsd,
};

const NIF: &str = "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#";

/// Writes articles one by one.
pub struct Writer<'a, W: Write> {
    serializer: WriterQuadSerializer<W>,
    identities: &'a Identities,
    options: Options,
}

/// One article while it is written.
struct Context<'a> {
    annotated: &'a Annotated,
    article: NamedNode,
    context: NamedNode,
    points: CodePoints,
}

impl<'a, W: Write> Writer<'a, W> {
    /// Begins the document.
    ///
    /// # Errors
    /// Where a prefix is no IRI, which a test rules out.
    pub fn new(out: W, identities: &'a Identities, options: Options) -> Result<Self> {
        let mut serializer = RdfSerializer::from_format(RdfFormat::Turtle);
        for (name, iri) in PREFIXES {
            serializer = serializer.with_prefix(name, iri).map_err(|error| Error::Query(error.to_string()))?;
        }
        Ok(Self { serializer: serializer.for_writer(out), identities, options })
    }

    /// Writes an article: its text, sentences, mentions of actors, words that tell events; all words, if asked for.
    ///
    /// # Errors
    /// [`Error::Io`] where the writer fails.
    pub fn article(&mut self, annotated: &Annotated) -> Result<()> {
        self.all(annotated).map_err(Error::io(Path::new("output"), "write"))
    }

    /// Ends the document.
    ///
    /// # Errors
    /// [`Error::Io`] where the writer fails.
    pub fn finish(self) -> Result<()> {
        let mut out = self.serializer.finish().map_err(Error::io(Path::new("output"), "write"))?;
        out.flush().map_err(Error::io(Path::new("output"), "write"))
    }

    fn all(&mut self, annotated: &Annotated) -> std::io::Result<()> {
        let article = article_iri(&annotated.article.id);
        let points = CodePoints::new(&annotated.article.text);
        let end = points.from_byte(annotated.article.text.len());
        let context = Context { annotated, context: char_iri(&article, 0, end), article, points };
        self.context(&context, end)?;
        for sentence in &annotated.document.sentences {
            self.stretch(&context, sentence.span, "Sentence")?;
        }
        if self.options.tokens {
            self.words(&context)?;
        }
        self.mentions(&context)?;
        self.events(&context)
    }

    fn context(&mut self, context: &Context<'_>, end: usize) -> std::io::Result<()> {
        let node = context.context.clone();
        self.add(&node, rdf::TYPE, nif("Context"))?;
        self.add(&node, rdf::TYPE, nif("RFC5147String"))?;
        self.add(&node, nif("beginIndex").as_ref(), index(0))?;
        self.add(&node, nif("endIndex").as_ref(), index(end))?;
        self.add(&node, nif("isString").as_ref(), Literal::from(context.annotated.article.text.as_str()))?;
        self.add(&node, nif("sourceUrl").as_ref(), context.article.clone())?;
        if let Some(title) = &context.annotated.article.title {
            self.add(&node, schema::HEADLINE, Literal::from(title.as_str()))?;
        }
        Ok(())
    }

    fn mentions(&mut self, context: &Context<'_>) -> std::io::Result<()> {
        for mention in &context.annotated.document.mentions {
            let Some(actor) = self.identities.actor(&context.annotated.article.id, mention.chain) else { continue };
            let node = self.stretch(context, mention.span, "Phrase")?;
            self.add(&node, itsrdf::TA_IDENT_REF, actor_iri(&actor.id))?;
            let (class, counterpart) = actor_classes(actor.kind);
            self.add(&node, nif_its("taClassRef").as_ref(), class.into_owned())?;
            if let Some(counterpart) = counterpart {
                self.add(&node, nif_its("taClassRef").as_ref(), counterpart.into_owned())?;
            }
            self.add(&node, nif_its("taConfidence").as_ref(), decimal(mention.confidence))?;
        }
        Ok(())
    }

    fn events(&mut self, context: &Context<'_>) -> std::io::Result<()> {
        for (number, event) in context.annotated.claims.events.iter().enumerate() {
            let node = self.stretch(context, event.trigger, "Phrase")?;
            self.add(&node, itsrdf::TA_IDENT_REF, fragment_iri(&context.article, 'e', number))?;
            self.add(&node, nif_its("taClassRef").as_ref(), event_iri(&event.subtype))?;
            self.add(&node, nif_its("taConfidence").as_ref(), decimal(event.confidence))?;
        }
        Ok(())
    }

    fn words(&mut self, context: &Context<'_>) -> std::io::Result<()> {
        let document = &context.annotated.document;
        for token in &document.tokens {
            let node = self.stretch(context, token.span, "Word")?;
            self.add(&node, nif("posTag").as_ref(), Literal::from(token.xpos.as_str()))?;
            self.add(&node, nif("lemma").as_ref(), Literal::from(token.lemma.as_str()))?;
            let sentence = document.sentences.iter().find(|sentence| sentence.span.end > token.span.start);
            if let Some(sentence) = sentence {
                self.add(&node, nif("sentence").as_ref(), context.iri(sentence.span))?;
            }
            if let Some(head) = token.head.and_then(|head| document.tokens.get(head)) {
                self.add(&node, nif("dependency").as_ref(), context.iri(head.span))?;
                self.add(&node, nif("dependencyRelationType").as_ref(), Literal::from(token.deprel.as_str()))?;
            }
        }
        Ok(())
    }

    /// A stretch of the text, and what it is.
    fn stretch(&mut self, context: &Context<'_>, span: Span, class: &str) -> std::io::Result<NamedNode> {
        let node = context.iri(span);
        self.add(&node, rdf::TYPE, nif(class))?;
        self.add(&node, rdf::TYPE, nif("RFC5147String"))?;
        self.add(&node, nif("referenceContext").as_ref(), context.context.clone())?;
        self.add(&node, nif("beginIndex").as_ref(), index(context.points.from_byte(span.start)))?;
        self.add(&node, nif("endIndex").as_ref(), index(context.points.from_byte(span.end)))?;
        self.add(&node, nif("anchorOf").as_ref(), Literal::from(span.of(&context.annotated.article.text)))?;
        Ok(node)
    }

    fn add(&mut self, node: &NamedNode, predicate: NamedNodeRef<'_>, object: impl Into<Term>) -> std::io::Result<()> {
        let quad = Quad::new(node.clone(), predicate.into_owned(), object, GraphName::DefaultGraph);
        self.serializer.serialize_quad(&quad)
    }
}

impl Context<'_> {
    fn iri(&self, span: Span) -> NamedNode {
        char_iri(&self.article, self.points.from_byte(span.start), self.points.from_byte(span.end))
    }
}

/// `…#char=0,12`.
fn char_iri(article: &NamedNode, begin: usize, end: usize) -> NamedNode {
    NamedNode::new_unchecked(format!("{}#char={begin},{end}", article.as_str()))
}

fn nif(name: &str) -> NamedNode {
    NamedNode::new_unchecked(format!("{NIF}{name}"))
}

fn nif_its(name: &str) -> NamedNode {
    NamedNode::new_unchecked(format!("http://www.w3.org/2005/11/its/rdf#{name}"))
}

fn index(number: usize) -> Literal {
    Literal::new_typed_literal(number.to_string(), xsd::NON_NEGATIVE_INTEGER)
}

fn decimal(number: f32) -> Literal {
    Literal::new_typed_literal(format!("{number:.2}"), xsd::DECIMAL)
}
