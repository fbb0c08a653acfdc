//! Integration tests: one binary, one module a topic.

#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used)]

mod analysis;
mod architecture;
mod bad_input;
mod cases;
mod cli;
mod exports;
mod extending;
mod gazetteer;
mod graph;
mod incremental;
mod linking;
mod modality;
mod readers;
mod review;
mod sameness;
mod senses;
mod support;
