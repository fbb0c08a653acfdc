//! Understanding: [`Article`](crate::article::Article) → [`Document`].
//!
//! Words are found by rule; one small transformer encoder then says where sentences begin, what every word is, how words
//! depend on each other and which are names. It runs on 8-bit weights and gives the same answer on every machine.

pub mod coreference;
pub mod dateline;
mod encoder;
mod kernel;
mod lemma;
pub mod measure;
mod model;
mod names;
mod parser;
mod phrases;
mod projective;
mod segment;
pub mod ties;
pub mod times;
mod tokenize;
mod wordpiece;

#[cfg(test)]
mod tests;

use std::ops::Range;
use std::sync::Arc;

use crate::article::Span;
use crate::document::{Chain, Document, Form, Mention, Sentence, Token};
use crate::{Error, Result};
use encoder::Batch;
use kernel::Rows8;
use measure::Stage;
use model::{HIDDEN, Model};
use names::{Name, Tags};
pub use phrases::Phrases;
use segment::Boundary;
use wordpiece::Vocabulary;

pub use crate::document::Tier;
pub use kernel::Level;

/// Rows (wordpieces and marks) that go through the encoder together, at least: what is between its layers then stays in
/// the caches.
const BATCH_ROWS: usize = 144;

/// Wordpieces of a window of several sentences: more neighbours make names no better and attention slower.
const WINDOW: usize = 96;

/// The language engine. Cloning it is cheap, and one engine serves any number of threads.
#[derive(Debug, Clone)]
pub struct Engine(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    model: Arc<Model>,
    vocabulary: Arc<Vocabulary>,
    tags: Arc<Tags>,
    ties: Option<Arc<ties::Weights>>,
    level: Level,
    tier: Tier,
}

/// Buffers of one analysis.
#[derive(Default)]
struct Scratch {
    batch: Batch,
    encoder: encoder::Scratch,
    parser: parser::Scratch,
    bytes: Rows8,
    words: Vec<f32>,
    tags: Vec<f32>,
    hidden: Vec<f32>,
    names: Vec<f32>,
    vectors: Vec<f32>,
    phrases: phrases::Scratch,
}

/// The words of a text and their wordpieces.
struct Words<'a> {
    text: &'a str,
    spans: Vec<Span>,
    pieces: Vec<u32>,
    /// End of every token's pieces.
    ends: Vec<usize>,
    classes: Vec<u8>,
}

impl Engine {
    /// Unpacks the weights that are compiled into the program; takes a fraction of a second.
    ///
    /// # Errors
    /// Where the program was built with a damaged model file.
    pub fn load() -> Result<Self> {
        let model = Model::read(include_bytes!("../../data/model/model.safetensors"))?;
        let vocabulary = Vocabulary::parse(include_str!("../../data/model/vocab.txt"))?;
        if vocabulary.len() != model.embeddings.word_scale.len() {
            return Err(Error::data("data/model/vocab.txt", "its length is not that of the model's embeddings"));
        }
        let tags = Tags::new(&model.labels.names, model.config.names_bias_o);
        // Empty while they are still to be trained: they are trained on what the rest of the engine says.
        let ties: &[u8] = include_bytes!("../../data/model/relations.safetensors");
        let ties = if ties.is_empty() { None } else { Some(ties::Weights::read(ties)?) };
        Ok(Self::new(model, vocabulary, tags, ties))
    }

    fn new(model: Model, vocabulary: Vocabulary, tags: Tags, ties: Option<ties::Weights>) -> Self {
        Self(Arc::new(Inner {
            ties: ties.map(Arc::new),
            model: Arc::new(model),
            vocabulary: Arc::new(vocabulary),
            tags: Arc::new(tags),
            level: Level::detect(),
            tier: Tier::Accurate,
        }))
    }

    /// The instructions it runs on.
    pub fn level(&self) -> Level {
        self.0.level
    }

    /// How thoroughly it reads.
    pub fn tier(&self) -> Tier {
        self.0.tier
    }

    /// The same engine, its weights shared, on other instructions and in another tier.
    #[must_use]
    pub fn with(&self, level: Level, tier: Tier) -> Self {
        let Inner { model, vocabulary, tags, ties, .. } = &*self.0;
        let (model, vocabulary, tags) = (Arc::clone(model), Arc::clone(vocabulary), Arc::clone(tags));
        Self(Arc::new(Inner { model, vocabulary, tags, ties: ties.clone(), level, tier }))
    }

    /// Sentences, words and names of a text. Every name is a mention in a chain of its own; later stages join chains.
    ///
    /// Any text will do, in any length; the result depends on nothing but the text.
    pub fn analyze(&self, text: &str) -> Document {
        self.read(text).0
    }

    /// [`Engine::analyze`], with the phrases that coreference compares.
    pub fn read(&self, text: &str) -> (Document, Phrases) {
        self.read_watched(text, &mut |_, _| {})
    }

    /// As [`Engine::read`]; `watch` is called when a part of a stage has ended, with the number of its rows.
    fn read_watched(&self, text: &str, watch: &mut impl FnMut(Stage, usize)) -> (Document, Phrases) {
        let words = self.words(text);
        let boundaries = segment::boundaries(text, &words.spans);
        let sizes: Vec<usize> = (0..words.spans.len()).map(|token| words.pieces_of(token).len()).collect();
        let windows = segment::windows(&boundaries, &sizes, WINDOW, self.0.model.config.max_pieces);
        let mut document = Document::default();
        // The fast tier leaves coreference to the rules.
        let weights = self.0.model.phrases.as_ref().filter(|_| self.0.tier == Tier::Accurate);
        let mut phrases = weights.map(|weights| weights.phrases(self.0.level)).unwrap_or_default();
        let mut found = Vec::new();
        let mut scratch = Scratch::default();
        watch(Stage::Tokenize, words.pieces.len());
        let mut done = 0;
        while done < windows.len() {
            scratch.batch.clear();
            let mut end = done;
            while end < windows.len() && (end == done || scratch.batch.len() < BATCH_ROWS) {
                let tokens = windows[end].clone().map(|token| (words.pieces_of(token), words.classes[token]));
                scratch.batch.push(self.0.vocabulary.cls, self.0.vocabulary.sep, tokens);
                end += 1;
            }
            let (sentences, names) = (document.sentences.len(), found.len());
            self.read_batch(&words, &boundaries, &windows[done..end], &mut scratch, &mut document, &mut found, watch);
            if let Some(weights) = weights {
                let batch = phrases::Sentences {
                    base: windows[done].start,
                    sentences: document.sentences[sentences..].iter().map(Sentence::tokens).collect(),
                    names: found[names..].iter().map(|name| name.tokens.clone()).collect(),
                };
                let head = |tokens: &Range<usize>| head_of(&document, tokens);
                weights.find(self.0.level, &scratch.words, &batch, head, &mut scratch.phrases, &mut phrases);
                let rows = windows[end - 1].end - windows[done].start;
                phrases.keep(self.0.level, &scratch.words[..rows * HIDDEN], self.0.ties.as_ref());
                watch(Stage::Phrases, 0);
            }
            done = end;
        }
        names::settle(&mut found, |token| words.form(token), |tokens| words.surface(tokens));
        add_mentions(&words, &found, &mut document);
        watch(Stage::Names, 0);
        (document, phrases)
    }

    /// Words, wordpieces and casing classes.
    fn words<'a>(&self, text: &'a str) -> Words<'a> {
        self.pieces(text, tokenize::tokenize(text))
    }

    /// Wordpieces and casing classes of given words.
    fn pieces<'a>(&self, text: &'a str, spans: Vec<Span>) -> Words<'a> {
        let mut words =
            Words { text, pieces: Vec::with_capacity(spans.len() * 2), ends: Vec::new(), classes: Vec::new(), spans };
        for span in &words.spans {
            let form = span.of(text);
            self.0.vocabulary.encode(form, &mut words.pieces);
            words.ends.push(words.pieces.len());
            words.classes.push(wordpiece::casing(form));
        }
        words
    }

    /// Encodes the windows of `scratch.batch` and reads every head.
    #[allow(clippy::too_many_arguments)]
    fn read_batch(
        &self,
        words: &Words<'_>,
        boundaries: &[Boundary],
        windows: &[Range<usize>],
        scratch: &mut Scratch,
        document: &mut Document,
        found: &mut Vec<Name>,
        watch: &mut impl FnMut(Stage, usize),
    ) {
        let Inner { model, tags, level, tier, .. } = &*self.0;
        let level = *level;
        encoder::encode(model, level, *tier, &scratch.batch, &mut scratch.encoder, &mut scratch.words);
        watch(Stage::Encode, scratch.batch.len());
        model.heads.tags.apply_floats(level, &scratch.words, &mut scratch.bytes, &mut scratch.tags);
        model.parser.vectors(level, &scratch.words, &mut scratch.parser, &mut scratch.vectors);
        watch(Stage::Parse, 0);
        model.heads.names_hidden.apply_floats(level, &scratch.words, &mut scratch.bytes, &mut scratch.hidden);
        kernel::gelu(level, &mut scratch.hidden);
        model.heads.names.apply_floats(level, &scratch.hidden, &mut scratch.bytes, &mut scratch.names);
        watch(Stage::Names, 0);
        let Some(base) = windows.first().map(|window| window.start) else { return };
        for window in windows {
            let starts = self.sentence_starts(words, boundaries, window, base, scratch);
            for (nth, &first) in starts.iter().enumerate() {
                let end = starts.get(nth + 1).copied().unwrap_or(window.end);
                self.read_sentence(words, base, first..end, scratch, document);
                watch(Stage::Parse, end - first);
                let width = model.heads.names.outputs();
                let rows = &scratch.names[(first - base) * width..(end - base) * width];
                found.extend(
                    tags.decode(rows, width)
                        .into_iter()
                        .map(|name| Name { tokens: name.tokens.start + first..name.tokens.end + first, ..name }),
                );
                watch(Stage::Names, end - first);
            }
        }
        debug_assert_eq!(scratch.words.len() % HIDDEN, 0);
    }

    /// First tokens of the sentences of a window: where the model says so, more readily where a stop stands before, and at
    /// paragraphs. A mark that opens or closes goes with the words it touches.
    fn sentence_starts(
        &self,
        words: &Words<'_>,
        boundaries: &[Boundary],
        window: &Range<usize>,
        base: usize,
        scratch: &Scratch,
    ) -> Vec<usize> {
        let width = self.0.model.heads.tags.outputs();
        let mut starts = vec![window.start];
        for (token, boundary) in window.clone().zip(&boundaries[window.clone()]).skip(1) {
            let threshold = match boundary {
                Boundary::Never => f32::INFINITY,
                Boundary::None => 2.0,
                Boundary::Weak => 1.0,
                Boundary::Sentence => -4.0,
                Boundary::Paragraph => f32::NEG_INFINITY,
            };
            if scratch.tags[(token - base) * width] > threshold {
                let start = segment::beside_marks(words.text, &words.spans[window.clone()], token - window.start);
                let start = start + window.start;
                if start < window.end && starts.last().is_none_or(|&last| start > last) {
                    starts.push(start);
                }
            }
        }
        starts
    }

    /// Tags and parses one sentence.
    fn read_sentence(
        &self,
        words: &Words<'_>,
        base: usize,
        tokens: Range<usize>,
        scratch: &mut Scratch,
        document: &mut Document,
    ) {
        let model = &self.0.model;
        let rows = tokens.start - base..tokens.end - base;
        let width = model.parser.width();
        let tag_width = model.heads.tags.outputs();
        let vectors = &scratch.vectors[rows.start * width..rows.end * width];
        let arcs = model.parser.parse(self.0.level, vectors, &mut scratch.parser);
        let labels = &model.labels;
        for ((token, row), arc) in tokens.clone().zip(rows).zip(arcs) {
            let scores = &scratch.tags[row * tag_width..][..tag_width];
            let upos = greatest(&scores[1..=labels.upos.len()]);
            let xpos = greatest(&scores[1 + labels.upos.len()..][..labels.xpos.len()]);
            let xpos = labels.xpos[xpos].clone();
            document.tokens.push(Token {
                span: words.spans[token],
                upos: labels.upos[upos].clone(),
                lemma: lemma::lemma(words.form(token), &xpos),
                xpos,
                head: arc.head.map(|head| head + tokens.start),
                deprel: labels.deprel[arc.relation].clone(),
            });
        }
        join_clefts(document, tokens.clone());
        let span = words.spans[tokens.start].cover(words.spans[tokens.end - 1]);
        document.sentences.push(Sentence { span, first: tokens.start, end: tokens.end });
    }
}

/// Makes the clause of a cleft a relative clause of the noun that it is about, which treebanks tell apart from others: "it
/// was Peru *that signed*".
fn join_clefts(document: &mut Document, tokens: Range<usize>) {
    for at in tokens {
        let noun = document.tokens[at]
            .head
            .is_some_and(|head| matches!(document.tokens[head].upos.as_str(), "NOUN" | "PROPN" | "PRON" | "NUM"));
        if noun && document.tokens[at].deprel == "advcl:relcl" {
            "acl:relcl".clone_into(&mut document.tokens[at].deprel);
        }
    }
}

impl<'a> Words<'a> {
    fn pieces_of(&self, token: usize) -> &[u32] {
        let start = token.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.pieces[start..self.ends[token]]
    }

    /// The surface of a token; nothing after the last.
    fn form(&self, token: usize) -> &'a str {
        self.spans.get(token).map_or("", |span| span.of(self.text))
    }

    fn span(&self, tokens: &Range<usize>) -> Span {
        self.spans[tokens.start].cover(self.spans[tokens.end - 1])
    }

    fn surface(&self, tokens: &Range<usize>) -> &'a str {
        self.span(tokens).of(self.text)
    }
}

/// Makes every name a mention in a chain of its own.
fn add_mentions(words: &Words<'_>, names: &[Name], document: &mut Document) {
    for (at, name) in names.iter().enumerate() {
        document.mentions.push(Mention {
            span: words.span(&name.tokens),
            extent: words.span(&name.tokens),
            head: head_of(document, &name.tokens),
            first: name.tokens.start,
            end: name.tokens.end,
            kind: name.kind,
            form: Form::Name,
            confidence: (name.confidence().clamp(0.0, 1.0) * 100.0).round() / 100.0,
            chain: at,
        });
        document.chains.push(Chain {
            kind: name.kind,
            name: words.surface(&name.tokens).to_owned(),
            named: true,
            plural: false,
            mentions: vec![at],
        });
    }
}

/// The first token whose governor lies outside.
fn head_of(document: &Document, tokens: &Range<usize>) -> usize {
    let outside = |&token: &usize| document.tokens[token].head.is_none_or(|head| !tokens.contains(&head));
    tokens.clone().find(outside).unwrap_or(tokens.start)
}

/// Index of the greatest value, the first of equals.
fn greatest(values: &[f32]) -> usize {
    (0..values.len()).fold(0, |best, at| if values[at] > values[best] { at } else { best })
}
