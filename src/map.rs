//! Articles, claims and identities → quads with provenance.
