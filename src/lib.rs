//! newsgraph turns news articles into a knowledge graph.
//!
//! ```text
//! read → understand → extract → link → map → store → query / export
//! Article  Document    Claims   Identities  quads   graph folder
//! ```
//!
//! The modules stand in that order. The plain types ([`article`], [`document`], [`claim`], [`entity`]) import nothing
//! of ours; a stage imports plain types only; [`pipeline`] alone knows every stage.

pub mod error;

pub mod article;
pub mod claim;
pub mod document;
pub mod entity;
pub mod transcript;

pub mod read;
pub mod understand;

pub mod extract;

pub mod link;

pub mod vocabulary;

pub mod map;
pub mod store;

pub mod analyze;
pub mod check;
pub mod network;
pub mod query;

pub mod draw;
pub mod export;
mod markup;
pub mod report;

pub mod explain;

pub mod pipeline;

pub use error::{Error, Result};
