//! The whole flow: the only module that knows every stage.
