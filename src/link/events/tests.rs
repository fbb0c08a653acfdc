//! Events over articles: joined on evidence, kept apart on evidence, the same in any order.

use super::told::key;
use crate::link::{Decisions, Gazetteer, Linker};

#[test]
fn keys_tell_their_parts_apart() {
    assert_ne!(key(&["a", "bc"]), key(&["ab", "c"]));
}

#[test]
fn nothing_comes_of_nothing() {
    let gazetteer = Gazetteer::load().unwrap();
    let decisions = Decisions::default();
    assert!(Linker::new(&gazetteer, &decisions).link(&[]).happenings.is_empty());
}
