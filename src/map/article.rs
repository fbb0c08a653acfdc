//! An article itself: metadata, sentences, mentions, and who takes part in its claims.

use std::collections::{BTreeMap, BTreeSet};

use oxigraph::model::{Literal, NamedNode};

use super::{Quads, literal};
use crate::article::{Article, CodePoints, Span};
use crate::claim::Description;
use crate::document::{ChainId, EntityType, Form};
use crate::entity::{Actor, Annotated, Identities, Unnamed};
use crate::vocabulary::{
    Ontology, actor_iri, article_iri, fragment_iri, itsrdf, ng, nif, rdf, rdfs, schema, unnamed_iri, xsd,
};

/// Who is who in one article, and what else its quads need to know.
pub(super) struct Cast<'a> {
    pub(super) annotated: &'a Annotated,
    pub(super) iri: NamedNode,
    identities: &'a Identities,
    pub(super) ontology: &'a Ontology,
    points: CodePoints,
    /// Chains without a name that a claim speaks of.
    unnamed: BTreeSet<ChainId>,
}

impl<'a> Cast<'a> {
    pub(super) fn new(
        annotated: &'a Annotated,
        identities: &'a Identities,
        ontology: &'a Ontology,
        iri: NamedNode,
    ) -> Self {
        let points = CodePoints::new(&annotated.article.text);
        Self { annotated, iri, identities, ontology, points, unnamed: BTreeSet::new() }
    }

    /// The actor of a chain, where it has one.
    pub(super) fn actor(&self, chain: ChainId) -> Option<&'a Actor> {
        self.identities.actor(&self.annotated.article.id, chain)
    }

    /// How sure it is that a chain is its actor.
    fn certainty(&self, chain: ChainId) -> Option<f32> {
        let link = self.identities.links.get(&(self.annotated.article.id.clone(), chain))?;
        Some(link.confidence)
    }

    /// The name of whoever a chain is.
    pub(super) fn name(&self, chain: ChainId) -> &'a str {
        match self.actor(chain) {
            Some(actor) => &actor.name,
            None => self.annotated.document.chains.get(chain).map_or("", |chain| &chain.name),
        }
    }

    /// What a chain is.
    pub(super) fn kind(&self, chain: ChainId) -> Option<EntityType> {
        match self.actor(chain) {
            Some(actor) => Some(actor.kind),
            None => self.annotated.document.chains.get(chain).map(|chain| chain.kind),
        }
    }

    /// The node of a chain that takes part in a claim: its actor, or a node of this article where it has no name.
    pub(super) fn node(&mut self, chain: ChainId) -> Option<NamedNode> {
        if let Some(actor) = self.actor(chain) {
            return Some(actor_iri(&actor.id));
        }
        self.annotated.document.chains.get(chain)?;
        self.unnamed.insert(chain);
        Some(fragment_iri(&self.iri, 'x', chain))
    }

    /// Nodes of the sentences that hold a stretch of text.
    pub(super) fn sentences(&self, span: Span) -> impl Iterator<Item = NamedNode> + '_ {
        let sentences = &self.annotated.document.sentences;
        let first = sentences.partition_point(|sentence| sentence.span.end <= span.start);
        let count = sentences[first..].iter().take_while(|sentence| sentence.span.start < span.end).count();
        (first..first + count).map(|number| fragment_iri(&self.iri, 's', number))
    }

    /// The characters of a stretch of text.
    pub(super) fn surface(&self, span: Span) -> &'a str {
        span.of(&self.annotated.article.text)
    }

    /// Adds where a node stands in the body.
    pub(super) fn offsets(&self, quads: &mut Quads, node: &NamedNode, span: Span) {
        quads.add(node, nif::BEGIN_INDEX, literal::integer(self.points.from_byte(span.start)));
        quads.add(node, nif::END_INDEX, literal::integer(self.points.from_byte(span.end)));
    }
}

/// What is known about an article, and its body.
pub(super) fn metadata(quads: &mut Quads, article: &Article, iri: &NamedNode) {
    let title = article.title.as_deref();
    quads.add(iri, rdf::TYPE, schema::NEWS_ARTICLE.into_owned());
    quads.add_if(iri, rdfs::LABEL, literal::some_text(title).or_else(|| Some(literal::text(&article.id))));
    quads.add_if(iri, schema::HEADLINE, literal::some_text(title));
    quads.add_if(iri, schema::DATE_PUBLISHED, article.published.as_deref().and_then(literal::timestamp));
    quads.add_if(iri, schema::DATE_MODIFIED, article.modified.as_deref().and_then(literal::timestamp));
    let url = article.url.as_deref().map(str::trim).filter(|url| !url.is_empty());
    quads.add_if(iri, schema::URL, url.map(|url| Literal::new_typed_literal(url, xsd::ANY_URI)));
    for author in &article.authors {
        quads.add_if(iri, schema::AUTHOR, literal::some_text(Some(author)));
    }
    quads.add_if(iri, schema::PUBLISHER, literal::some_text(article.source.as_deref()));
    for tag in &article.tags {
        quads.add_if(iri, schema::KEYWORDS, literal::some_text(Some(tag)));
    }
    quads.add_if(iri, schema::ARTICLE_SECTION, literal::some_text(article.section.as_deref()));
    quads.add_if(iri, schema::IN_LANGUAGE, literal::some_text(article.language.as_deref()));
    quads.add_if(iri, ng::DUPLICATE_OF, article.duplicate_of.as_deref().map(article_iri));
    quads.add_if(iri, ng::ORIGIN, literal::some_text(Some(&article.origin)));
    quads.add(iri, ng::BODY, literal::text(&article.text));
}

/// Every sentence with its characters.
pub(super) fn sentences(quads: &mut Quads, cast: &Cast<'_>) {
    for (number, sentence) in cast.annotated.document.sentences.iter().enumerate() {
        let node = fragment_iri(&cast.iri, 's', number);
        quads.add(&node, rdf::TYPE, nif::SENTENCE_CLASS.into_owned());
        cast.offsets(quads, &node, sentence.span);
        quads.add(&node, nif::ANCHOR_OF, literal::text(cast.surface(sentence.span)));
        quads.add(&node, schema::IS_PART_OF, cast.iri.clone());
    }
}

/// Every mention of a named actor, and who is mentioned at all.
pub(super) fn mentions(quads: &mut Quads, cast: &Cast<'_>) {
    let mut mentioned = BTreeSet::new();
    for (number, mention) in cast.annotated.document.mentions.iter().enumerate() {
        let Some(actor) = cast.actor(mention.chain) else { continue };
        let actor_node = actor_iri(&actor.id);
        let node = fragment_iri(&cast.iri, 'm', number);
        quads.add(&node, rdf::TYPE, nif::PHRASE.into_owned());
        quads.add(&node, nif::ANCHOR_OF, literal::text(cast.surface(mention.span)));
        cast.offsets(quads, &node, mention.span);
        for sentence in cast.sentences(mention.span) {
            quads.add(&node, nif::SENTENCE, sentence);
        }
        quads.add(&node, itsrdf::TA_IDENT_REF, actor_node.clone());
        quads.add_if(&node, itsrdf::TA_CONFIDENCE, cast.certainty(mention.chain).map(literal::decimal));
        quads.add(&node, ng::FORM, literal::text(mention.form.as_str()));
        quads.add(&node, ng::CONFIDENCE, literal::decimal(mention.confidence));
        if mentioned.insert(&actor.id) {
            quads.add(&cast.iri, ng::MENTIONS, actor_node);
        }
    }
}

/// Names that only articles call an actor by: here those of this one, so that it is this article's word and goes with it.
pub(super) fn names(quads: &mut Quads, cast: &Cast<'_>) {
    let document = &cast.annotated.document;
    let mut said = BTreeSet::new();
    for mention in document.mentions.iter().filter(|mention| mention.form == Form::Name) {
        let Some(actor) = cast.actor(mention.chain).filter(|actor| !actor.seen.is_empty()) else { continue };
        let surface = cast.surface(mention.span).split_whitespace().collect::<Vec<_>>().join(" ");
        // The name may stand in the text with an article before it and a possessive after it.
        let name = actor.seen.iter().filter(|name| surface.contains(*name)).max_by_key(|name| name.len());
        if let Some(name) = name.filter(|name| said.insert((&actor.id, *name))) {
            quads.add(&actor_iri(&actor.id), schema::ALTERNATE_NAME, literal::text(name));
        }
    }
}

/// Participants of claims that have no name.
pub(super) fn unnamed(quads: &mut Quads, cast: &Cast<'_>) {
    let shared: BTreeMap<Unnamed, &str> = cast.identities.unnamed_in(&cast.annotated.article.id).collect();
    let descriptions = &cast.annotated.claims.descriptions;
    for &number in &cast.unnamed {
        let chain = &cast.annotated.document.chains[number];
        let node = fragment_iri(&cast.iri, 'x', number);
        quads.add(&node, rdf::TYPE, ng::UNNAMED_ACTOR.into_owned());
        let name = chain.name.trim();
        quads.add(&node, rdfs::LABEL, literal::text(if name.is_empty() { "somebody" } else { name }));
        quads.add(&node, ng::KIND, literal::text(chain.kind.as_str()));
        quads.add(&node, ng::PLURAL, literal::boolean(chain.plural));
        if let Ok(at) = descriptions.binary_search_by_key(&number, |description| description.chain) {
            let Description { sector, of, .. } = &descriptions[at];
            quads.add_if(&node, ng::SECTOR, literal::some_text(sector.as_deref()));
            let of = of.and_then(|of| cast.actor(of));
            quads.add_if(&node, ng::OF, of.map(|actor| actor_iri(&actor.id)));
            // Google's employees are of Google, but need not be of its country.
            let country = of.filter(|actor| matches!(actor.kind, EntityType::Place | EntityType::Group));
            quads.add_if(&node, ng::COUNTRY, country.and_then(|actor| literal::some_text(actor.country.as_deref())));
        }
        quads.add_if(&node, ng::LIKELY_SAME, shared.get(&Unnamed::Chain(number)).map(|id| unnamed_iri(id)));
    }
}
