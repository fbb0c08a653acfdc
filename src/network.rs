//! Actors and claims as a graph of nodes and edges.
