//! What a first name tells of "he" and "she": `data/language/first-names.csv`.

use std::collections::BTreeMap;
use std::sync::LazyLock;

const TABLE: &str = include_str!("../../../data/language/first-names.csv");

/// Whether a first name is a woman's (`true`) or a man's; `None` where it is neither or nobody knows.
pub(super) fn is_female(name: &str) -> Option<bool> {
    static NAMES: LazyLock<BTreeMap<&'static str, bool>> = LazyLock::new(|| {
        let sexes = |line: &'static str| match line.split_once(',')? {
            (name, "female") => Some((name, true)),
            (name, "male") => Some((name, false)),
            _ => None,
        };
        TABLE.lines().filter_map(sexes).collect()
    });
    NAMES.get(name.to_lowercase().as_str()).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_tell_or_do_not() {
        assert_eq!(is_female("Angela"), Some(true));
        assert_eq!(is_female("Mark"), Some(false));
        assert_eq!(is_female("Xq"), None);
    }
}
