//! SPARQL queries, saved and given.
