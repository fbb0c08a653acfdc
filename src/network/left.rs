//! What filters leave: for the message where it is nothing.

use std::collections::BTreeMap;

use super::facts::Facts;
use super::filter::PERIOD;
use crate::error::Error;

/// How much each filter left out.
#[derive(Default)]
pub(super) struct Left {
    /// Statements, sentences or articles looked at.
    pub(super) seen: usize,
    rejected: BTreeMap<&'static str, usize>,
    after: Vec<(&'static str, usize)>,
}

impl Left {
    /// Notes what an option leaves out.
    pub(super) fn reject(&mut self, why: &'static str) {
        *self.rejected.entry(why).or_default() += 1;
    }

    /// Notes how many edges an option left.
    pub(super) fn after(&mut self, option: &'static str, edges: usize) {
        self.after.push((option, edges));
    }

    /// The message that nothing is left, and why.
    pub(super) fn nothing(&self, facts: &Facts) -> Error {
        let mut parts: Vec<String> =
            self.rejected.iter().map(|(option, count)| format!("{option} leaves out {count}")).collect();
        parts.extend(self.after.iter().map(|(option, edges)| format!("{option} leaves {edges} edges")));
        let published =
            || facts.articles.values().map(|article| article.published.as_str()).filter(|day| !day.is_empty());
        let period = match (published().min(), published().max()) {
            (Some(first), Some(last)) if self.rejected.contains_key(PERIOD) => {
                format!("; articles are of {first} to {last}")
            }
            _ => String::new(),
        };
        Error::Usage(format!("nothing is left of {} statements: {}{period}", self.seen, parts.join(", ")))
    }
}
