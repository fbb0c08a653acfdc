//! Reports: a dossier on an actor, a story or the whole graph, as one HTML file or as Markdown.
//!
//! [`report`] gathers what the graph says into a [`Report`] of sections and entries; `html` and `markdown` write it.

mod contradictions;
mod events;
mod html;
mod markdown;
mod pictures;
mod sections;
mod subject;

use crate::error::Result;
use crate::store::Graph;

pub use events::{Event, events, marks};
pub use subject::Subject;

/// A report, ready to be written.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Report {
    /// Heading.
    pub title: String,
    /// What it is about, in a line.
    pub subtitle: String,
    /// Names and values that come first.
    pub facts: Vec<(String, String)>,
    /// Pictures.
    pub pictures: Vec<Picture>,
    /// What follows.
    pub sections: Vec<Section>,
}

/// A picture as SVG, for bright and for dark screens.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Picture {
    /// What it shows.
    pub caption: String,
    /// On white.
    pub light: String,
    /// On black.
    pub dark: String,
}

/// A part of a report.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Section {
    /// Heading.
    pub title: String,
    /// A sentence on how to read it, or empty.
    pub about: String,
    /// What it says.
    pub entries: Vec<Entry>,
    /// How many entries were left out.
    pub more: usize,
}

/// A statement with its evidence.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Entry {
    /// Day or days, or empty.
    pub when: String,
    /// What is said.
    pub text: String,
    /// How it is told, by whom and how often, or empty.
    pub note: String,
    /// Sentences, each with its source.
    pub evidence: Vec<(String, String)>,
    /// An address outside, or empty.
    pub link: String,
}

/// What a report may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Entries of a section.
    pub entries: usize,
    /// Whether it has pictures.
    pub pictures: bool,
}

impl Report {
    /// As one HTML file that needs nothing else.
    pub fn to_html(&self) -> String {
        html::write(self)
    }

    /// As Markdown (CommonMark), without the pictures.
    pub fn to_markdown(&self) -> String {
        markdown::write(self)
    }
}

/// Gathers a report.
///
/// # Errors
/// [`crate::Error::Query`] where the store fails.
pub fn report(graph: &Graph, subject: &Subject, limits: Limits) -> Result<Report> {
    let store = graph.store();
    let events = events(store, subject)?;
    let mut report = sections::heading(graph, subject)?;
    let mut sections = match subject {
        Subject::Actor(actor) => vec![sections::roles(store, actor)?, sections::ties(store, actor)?],
        Subject::Story { .. } => vec![sections::cast(store, subject)?],
        Subject::Whole => vec![sections::central(store)?, sections::communities(store)?],
    };
    sections.extend([
        sections::timeline(&events, subject, limits.entries),
        sections::quotes(store, subject)?,
        contradictions::section(store, subject, &events)?,
        sections::sources(store, subject)?,
    ]);
    for mut section in sections {
        if section.entries.len() > limits.entries {
            section.more += section.entries.len() - limits.entries;
            section.entries.truncate(limits.entries);
        }
        if !section.entries.is_empty() {
            report.sections.push(section);
        }
    }
    if limits.pictures {
        report.pictures = pictures::of(store, subject, &events)?;
    }
    Ok(report)
}
