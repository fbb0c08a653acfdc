"""Training of the newsgraph language model (see README.md)."""
