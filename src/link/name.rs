//! Names as keys: what two spellings of one name have in common, and identifiers made from names.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The comparison key of a name: lower case, without accents, punctuation, a leading article or a closing possessive;
/// full stops inside abbreviations vanish (`U.S.` → `us`), hyphens and other marks become single spaces.
pub(crate) fn key(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for c in strip_possessive(name.trim()).nfd() {
        match c {
            '.' | '\'' | '’' | '‘' | '`' | 'ʻ' | 'ʼ' => {}
            'ø' | 'Ø' => out.push('o'),
            'ł' | 'Ł' => out.push('l'),
            'đ' | 'Đ' | 'ð' | 'Ð' => out.push('d'),
            'ı' => out.push('i'),
            'ə' | 'Ə' => out.push('a'),
            'ß' => out.push_str("ss"),
            'æ' | 'Æ' => out.push_str("ae"),
            'œ' | 'Œ' => out.push_str("oe"),
            'þ' | 'Þ' => out.push_str("th"),
            '&' => out.push_str(" and "),
            c if is_combining_mark(c) => {}
            c if c.is_alphanumeric() => out.extend(c.to_lowercase()),
            _ => out.push(' '),
        }
    }
    let mut words: Vec<&str> = out.split_whitespace().collect();
    if words.len() > 1 && words[0] == "the" {
        words.remove(0);
    }
    words.join(" ")
}

/// The name without a closing `'s` or `s'` apostrophe.
pub(crate) fn strip_possessive(name: &str) -> &str {
    ["'s", "’s", "'", "’"].iter().find_map(|ending| name.strip_suffix(ending)).unwrap_or(name)
}

/// A readable identifier: the key with hyphens; `actor` where a name has no letters or digits.
pub fn slug(name: &str) -> String {
    let key = key(name);
    if key.is_empty() { "actor".to_owned() } else { key.replace(' ', "-") }
}

/// Whether a name is written as an acronym: two to six letters, most of them capitals (`FBI`, `U.S.`, `MoD`).
pub(crate) fn is_acronym(name: &str) -> bool {
    let name = strip_possessive(name.trim());
    if name.contains(char::is_whitespace) {
        return false;
    }
    let letters: Vec<char> = name.chars().filter(|c| c.is_alphanumeric()).collect();
    let capitals = letters.iter().filter(|c| c.is_uppercase() || c.is_numeric()).count();
    (2..=6).contains(&letters.len()) && capitals >= 2 && capitals * 3 >= letters.len() * 2
}

/// Words that an acronym skips.
const SMALL: [&str; 14] = ["of", "the", "and", "for", "in", "on", "to", "a", "an", "at", "de", "la", "du", "des"];

/// Whether a word is an article, preposition or conjunction inside a name.
pub(crate) fn is_small(word: &str) -> bool {
    SMALL.contains(&word)
}

/// Whether `acronym` abbreviates the words of `full`: its letters are the initials in order, small words optional,
/// and a word may give its first two letters (`Interpol` does not count, `NATO`, `CSIS`, `DoD`, `USAID` do).
pub(crate) fn abbreviates(acronym: &str, full: &str) -> bool {
    let letters: Vec<char> = key(acronym).chars().filter(|c| c.is_alphanumeric()).collect();
    let full = key(full);
    let words: Vec<&str> = full.split(' ').filter(|word| !word.is_empty()).collect();
    if letters.len() < 2 || words.len() < 2 {
        return false;
    }
    matches(&letters, &words)
}

fn matches(letters: &[char], words: &[&str]) -> bool {
    let Some((word, rest)) = words.split_first() else { return letters.is_empty() };
    let Some(&first) = letters.first() else { return words.iter().all(|word| is_small(word)) };
    if is_small(word) && matches(letters, rest) {
        return true;
    }
    word.starts_with(first) && matches(&letters[1..], rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_meet() {
        assert_eq!(key("the U.S."), "us");
        assert_eq!(key("Erdoğan’s"), key("Erdogan"));
        assert_eq!(key("AT&T"), "at and t");
        assert_eq!(key("Ban Ki-moon"), "ban ki moon");
        assert_eq!(key("Lech Wałęsa"), "lech walesa");
        assert_eq!(key("The"), "the");
    }

    #[test]
    fn slugs_are_readable() {
        assert_eq!(slug("U.S. Department of Defense"), "us-department-of-defense");
        assert_eq!(slug("…"), "actor");
    }

    #[test]
    fn acronyms() {
        for yes in ["FBI", "U.S.", "MoD", "DHS", "APEC", "G20"] {
            assert!(is_acronym(yes), "{yes}");
        }
        for no in ["Us", "Obama", "Apple", "A", "IT Company"] {
            assert!(!is_acronym(no), "{no}");
        }
        assert!(abbreviates("CSIS", "Center for Strategic and International Studies"));
        assert!(abbreviates("DoD", "Department of Defense"));
        assert!(abbreviates("DHS", "Department of Homeland Security"));
        assert!(!abbreviates("CIA", "Center for Strategic and International Studies"));
        assert!(!abbreviates("WHO", "World Trade Organization"));
    }
}
