//! Extraction: [`Document`](crate::document::Document) → [`Claims`](crate::claim::Claims).
