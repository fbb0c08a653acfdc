//! The graph folder and the RDF store in it.
