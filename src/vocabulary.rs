//! The ontology’s names as constants.
