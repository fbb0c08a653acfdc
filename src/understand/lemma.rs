//! Dictionary forms: exceptions and suffix rules learned from the training treebanks.
//!
//! `training/lemmas.py` writes both files and holds the same rules.

use std::collections::HashMap;
use std::sync::LazyLock;

static LEMMAS: LazyLock<Lemmas> = LazyLock::new(|| {
    Lemmas::parse(include_str!("../../data/model/lemmas.tsv"), include_str!("../../data/model/lemma_rules.tsv"))
});

/// Tags whose words keep their case.
const KEEP_CASE: [&str; 9] = ["ADD", "AFX", "FW", "GW", "LS", "NFP", "NNP", "NNPS", "SYM"];
/// Characters that a rule must leave before its suffix.
const SHORTEST_STEM: usize = 2;

/// The dictionary form of a word with a Penn tag.
pub(super) fn lemma(form: &str, xpos: &str) -> String {
    LEMMAS.of(form, xpos)
}

struct Lemmas {
    /// Form and tag → lemma.
    exceptions: HashMap<(&'static str, &'static str), &'static str>,
    /// Class → suffix and replacement, longest suffix first.
    rules: HashMap<&'static str, Vec<(&'static str, &'static str)>>,
}

impl Lemmas {
    fn parse(exceptions: &'static str, rules: &'static str) -> Self {
        let mut lemmas = Self { exceptions: HashMap::new(), rules: HashMap::new() };
        for line in exceptions.lines() {
            if let [form, xpos, lemma] = line.split('\t').collect::<Vec<_>>()[..] {
                lemmas.exceptions.insert((form, xpos), lemma);
            }
        }
        for line in rules.lines() {
            if let [class, suffix, replacement] = line.split('\t').collect::<Vec<_>>()[..] {
                let rules = lemmas.rules.entry(class).or_default();
                let at = rules.partition_point(|(other, _)| other.len() >= suffix.len());
                rules.insert(at, (suffix, replacement));
            }
        }
        lemmas
    }

    fn of(&self, form: &str, xpos: &str) -> String {
        let straight = form.replace(['’', '‘'], "'");
        let lower = straight.to_lowercase();
        let exception = |form: &str| self.exceptions.get(&(form, xpos)).copied();
        if let Some(lemma) = exception(&straight).or_else(|| exception(&lower)) {
            return lemma.to_owned();
        }
        let mut base = if KEEP_CASE.contains(&xpos) { straight } else { lower };
        if xpos == "CD" && base.contains(|c: char| c.is_ascii_digit()) {
            base.retain(|c| c != ',');
        }
        let lower = base.to_lowercase();
        let rule = self.rules.get(class_of(xpos)).and_then(|rules| {
            rules.iter().find(|(suffix, _)| {
                lower.strip_suffix(suffix).is_some_and(|stem| stem.chars().count() >= SHORTEST_STEM)
                    // Lower-casing can change a word's length in bytes.
                    && base.is_char_boundary(base.len().wrapping_sub(suffix.len()))
            })
        });
        if let Some((suffix, replacement)) = rule {
            base.truncate(base.len() - suffix.len());
            base.push_str(replacement);
        }
        base
    }
}

fn class_of(xpos: &str) -> &str {
    match xpos {
        "VBN" => "VBD",
        "NNPS" => "NNS",
        "RBR" => "JJR",
        "RBS" => "JJS",
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::lemma;

    #[test]
    fn rules_and_exceptions() {
        for (form, xpos, wanted) in [
            ("accused", "VBD", "accuse"),
            ("fled", "VBD", "flee"),
            ("struck", "VBN", "strike"),
            ("committing", "VBG", "commit"),
            ("flies", "VBZ", "fly"),
            ("wives", "NNS", "wife"),
            ("Republicans", "NNPS", "Republican"),
            ("larger", "JJR", "large"),
            ("1,000", "CD", "1000"),
            ("’s", "POS", "'s"),
            ("n't", "RB", "not"),
            ("These", "DT", "this"),
            ("Obama", "NNP", "Obama"),
            ("They", "PRP", "they"),
            ("me", "PRP", "I"),
            ("American", "JJ", "American"),
        ] {
            assert_eq!(lemma(form, xpos), wanted, "{form} {xpos}");
        }
    }
}
