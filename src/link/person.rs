//! Names of people: title, given and family names, suffix; and whether two names can be one person's.

use std::collections::BTreeSet;

use super::name::{key, strip_possessive};
use super::words::{Gender, Words};

/// A person's name in its parts; all words as keys.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct PersonName {
    /// Given, middle and family names in the order written, without particles.
    pub(crate) words: Vec<String>,
    /// "jr", "iii".
    pub(crate) suffix: Option<String>,
    /// Roles that titles in the name tell.
    pub(crate) roles: BTreeSet<String>,
    /// Gender that a title or the given name tells.
    pub(crate) gender: Option<Gender>,
}

/// How two names stand to each other.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Likeness {
    /// The same words.
    Same,
    /// Forms of one name: initials, nicknames, spellings, missing middle names; 0 to 1.
    Variant(f32),
    /// One is the family name, or a given name, of the other.
    Part,
    /// Different given names, middle initials or suffixes before the same family name.
    Conflict,
    /// Different names.
    Unrelated,
}

const SUFFIXES: [&str; 14] =
    ["jr", "sr", "junior", "senior", "ii", "iii", "iv", "v", "md", "phd", "esq", "qc", "mp", "dds"];
const PARTICLES: [&str; 22] = [
    "al", "el", "bin", "ibn", "ben", "de", "da", "do", "dos", "das", "del", "della", "di", "du", "la", "le", "van",
    "von", "der", "den", "der", "ten",
];
/// Titles that make a full name of one more word: "Prince William", "Pope Francis", "Lady Gaga".
const REGNAL: [&str; 17] = [
    "king", "queen", "prince", "princess", "pope", "lady", "lord", "saint", "emperor", "sultan", "sheikh", "mullah",
    "duke", "duchess", "mother", "crown", "shah",
];

impl PersonName {
    /// Takes a name apart.
    pub(crate) fn parse(name: &str, words: &Words) -> Self {
        let mut parsed = Self::default();
        let mut all: Vec<String> = Vec::new();
        let mut quoted = false;
        for word in strip_possessive(name.trim()).split_whitespace() {
            // A nickname in quotation marks or parentheses stands between the names and is no part of them.
            quoted |= word.starts_with(['"', '“', '(', '‘']);
            let inside = quoted;
            quoted &= !word.trim_end_matches(',').ends_with(['"', '”', ')', '’']);
            if !inside {
                all.extend(key(word).split(' ').filter(|word| !word.is_empty()).map(str::to_owned));
            }
        }
        while all.len() > 1 {
            let Some((title, n)) = words.title(&all).filter(|(_, n)| *n < all.len()) else { break };
            if all.len() - n == 1 && REGNAL.contains(&all[n - 1].as_str()) {
                break;
            }
            parsed.roles.extend(title.role.clone());
            parsed.gender = parsed.gender.or(title.gender);
            all.drain(..n);
        }
        while all.len() > 1 && all.last().is_some_and(|word| SUFFIXES.contains(&word.as_str())) {
            parsed.suffix = all.pop().map(|suffix| match suffix.as_str() {
                "junior" => "jr".to_owned(),
                "senior" => "sr".to_owned(),
                _ => suffix,
            });
        }
        if all.len() > 1 {
            let given = all.iter().find(|word| word.chars().count() > 1);
            parsed.gender = parsed.gender.or_else(|| words.gender(given?));
        }
        let content: Vec<String> = all.iter().filter(|word| !PARTICLES.contains(&word.as_str())).cloned().collect();
        parsed.words = if content.is_empty() { all } else { content };
        parsed
    }

    /// Whether it has more than one word.
    pub(crate) fn is_full(&self) -> bool {
        self.words.len() > 1
    }

    /// The last word: the family name in most languages.
    pub(crate) fn last(&self) -> &str {
        self.words.last().map_or("", String::as_str)
    }

    /// The first word.
    pub(crate) fn first(&self) -> &str {
        self.words.first().map_or("", String::as_str)
    }

    /// Whether many people have such a name.
    pub(crate) fn is_common(&self, words: &Words) -> bool {
        let family = words.is_common_family(self.last()) || words.is_common_family(self.first());
        let given = words.is_given(self.first())
            || words.is_given(self.last())
            || self.words.iter().all(|word| word.len() <= 5);
        self.words.len() == 2 && family && given
    }

    /// Compares two names.
    pub(crate) fn likeness(&self, other: &Self, words: &Words) -> Likeness {
        let (a, b) = (&self.words, &other.words);
        if a.is_empty() || b.is_empty() {
            return Likeness::Unrelated;
        }
        if let (Some(x), Some(y)) = (&self.suffix, &other.suffix)
            && x != y
        {
            return Likeness::Conflict;
        }
        if let (Some(x), Some(y)) = (self.gender, other.gender)
            && x != y
        {
            return if self.last() == other.last() { Likeness::Conflict } else { Likeness::Unrelated };
        }
        if a == b {
            return Likeness::Same;
        }
        if a.len() == 1 || b.len() == 1 {
            let (one, many) = if a.len() == 1 { (&a[0], b) } else { (&b[0], a) };
            let part = many.iter().any(|word| same_word(one, word) == Some(1.0));
            return if part { Likeness::Part } else { Likeness::Unrelated };
        }
        match same_word(self.last(), other.last()) {
            Some(last) => self.given_likeness(other, words, last),
            None => rearranged(a, b),
        }
    }

    /// Compares what stands before family names that agree (`last`: how well).
    fn given_likeness(&self, other: &Self, words: &Words, last: f32) -> Likeness {
        let (a, b) = (&self.words[..self.words.len() - 1], &other.words[..other.words.len() - 1]);
        let first = match same_given(&a[0], &b[0], words) {
            Some(first) => first,
            // "J. Edgar Hoover" and "Edgar Hoover"
            None if a.len() > 1 && a[0].len() == 1 && same_given(&a[1], &b[0], words) == Some(1.0) => 0.8,
            None if b.len() > 1 && b[0].len() == 1 && same_given(&b[1], &a[0], words) == Some(1.0) => 0.8,
            None => return if last == 1.0 { Likeness::Conflict } else { Likeness::Unrelated },
        };
        let (short, long) = if a.len() <= b.len() { (&a[1..], &b[1..]) } else { (&b[1..], &a[1..]) };
        let mut rest = long.iter();
        let middle = short.iter().all(|word| rest.any(|other| same_given(word, other, words).is_some()));
        if !middle {
            return Likeness::Conflict;
        }
        let missing = if short.len() == long.len() { 1.0 } else { 0.95 };
        Likeness::Variant(first * last * missing)
    }
}

/// Names whose last words differ: family name first, or a second family name left out.
fn rearranged(a: &[String], b: &[String]) -> Likeness {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let mut sorted = [a.to_vec(), b.to_vec()];
    sorted.iter_mut().for_each(|words| words.sort());
    if sorted[0] == sorted[1] {
        return Likeness::Variant(0.9);
    }
    let mut rest = long.iter();
    let in_order = short.iter().all(|word| rest.any(|other| same_word(word, other) == Some(1.0)));
    if in_order && short[0] == long[0] && short.iter().all(|word| word.len() > 1) {
        return Likeness::Variant(0.85);
    }
    Likeness::Unrelated
}

/// How well two given or middle names agree; `None` where they contradict each other.
fn same_given(a: &str, b: &str, words: &Words) -> Option<f32> {
    let initial = |short: &str, long: &str| short.chars().count() == 1 && long.starts_with(short);
    if a == b {
        Some(1.0)
    } else if initial(a, b) || initial(b, a) {
        Some(0.75)
    } else if words.same_given(a, b) {
        Some(0.92)
    } else {
        same_word(a, b).filter(|_| !(words.is_given(a) && words.is_given(b)) || sound(a) == sound(b))
    }
}

/// 1 for equal words, less for spellings of one sound; `None` for different words.
fn same_word(a: &str, b: &str) -> Option<f32> {
    if a == b {
        return Some(1.0);
    }
    let (x, y) = (sound(a), sound(b));
    if a.len() > 2 && b.len() > 2 && x == y {
        return Some(0.9);
    }
    (x.len() >= 6 && y.len() >= 6 && strsim::damerau_levenshtein(&x, &y) == 1 && x.get(..1) == y.get(..1))
        .then_some(0.82)
}

/// A rough sound of a word that does not depend on how it was transliterated: Gaddafi, Qadhafi; Yanukovych, Yanukovich.
pub(crate) fn sound(word: &str) -> String {
    let mut text = word.to_owned();
    for (from, to) in [
        ("sch", "s"),
        ("tch", "c"),
        ("dzh", "j"),
        ("dj", "j"),
        ("kh", "k"),
        ("gh", "g"),
        ("dh", "d"),
        ("th", "t"),
        ("ph", "f"),
        ("ch", "c"),
        ("sh", "s"),
        ("zh", "z"),
        ("ts", "c"),
        ("ck", "k"),
        ("ou", "u"),
        ("oo", "u"),
        ("ee", "i"),
        ("ie", "i"),
        ("iy", "i"),
        ("yi", "i"),
        ("ae", "a"),
        ("oe", "o"),
        ("ue", "u"),
        ("aa", "a"),
    ] {
        text = text.replace(from, to);
    }
    let mut out = String::new();
    for c in text.chars() {
        let c = match c {
            // Gaddafi, Qadhafi, Kadafi: one Arabic letter.
            'q' | 'g' => 'k',
            'w' => 'v',
            'y' => 'i',
            'o' => 'u',
            c => c,
        };
        if !out.ends_with(c) {
            out.push(c);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn compare(a: &str, b: &str) -> Likeness {
        let words = Words::load().unwrap();
        PersonName::parse(a, &words).likeness(&PersonName::parse(b, &words), &words)
    }

    #[test]
    fn parses() {
        let words = Words::load().unwrap();
        let name = PersonName::parse("President George W. Bush Jr.", &words);
        assert_eq!(name.words, ["george", "w", "bush"]);
        assert_eq!(name.suffix.as_deref(), Some("jr"));
        assert!(name.roles.contains("president") && name.gender == Some(Gender::Male));
        assert_eq!(PersonName::parse("Prince William", &words).words, ["prince", "william"]);
        assert_eq!(PersonName::parse("Mrs Clinton", &words).gender, Some(Gender::Female));
        assert_eq!(PersonName::parse("Joaquín “El Chapo” Guzmán", &words).words, ["joaquin", "guzman"]);
    }

    #[test]
    fn forms_of_one_name() {
        for (a, b) in [
            ("Bill Clinton", "William Clinton"),
            ("Barack H. Obama", "Barack Obama"),
            ("Muammar Gaddafi", "Muammar Qaddafi"),
            ("Viktor Yanukovych", "Viktor Yanukovich"),
            ("J. Edgar Hoover", "Edgar Hoover"),
            ("Hugo Chavez", "Hugo Chávez Frías"),
            ("Jinping Xi", "Xi Jinping"),
            ("Abdullah al-Thani", "Abdullah Al Thani"),
            ("Juan Santos", "Juan Manuel Santos"),
        ] {
            assert!(matches!(compare(a, b), Likeness::Same | Likeness::Variant(_)), "{a} / {b}: {:?}", compare(a, b));
        }
    }

    #[test]
    fn different_people() {
        for (a, b) in [
            ("Bill Clinton", "Hillary Clinton"),
            ("George W. Bush", "George H. Bush"),
            ("John Smith Jr.", "John Smith Sr."),
            ("Kim Jong Il", "Kim Jong Un"),
            ("Lech Kaczyński", "Jarosław Kaczyński"),
            ("Mr. Smith", "Mrs. Smith"),
            ("Joseph Kabila", "Laurent Kabila"),
            ("Steven Smith", "Stuart Smith"),
            ("Li Peng", "Li Keqiang"),
        ] {
            assert!(
                matches!(compare(a, b), Likeness::Conflict | Likeness::Unrelated),
                "{a} / {b}: {:?}",
                compare(a, b)
            );
        }
        assert_eq!(compare("Obama", "Barack Obama"), Likeness::Part);
    }
}
