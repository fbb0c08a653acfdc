//! Names: the best tag path of a sentence, and rules that look at a whole article.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Range;
use std::sync::LazyLock;

use super::kernel::softmax;
use crate::document::EntityType;

/// Surfaces whose type is known beforehand: countries are places, the great alliances organizations.
static KNOWN: LazyLock<HashMap<String, EntityType>> = LazyLock::new(|| {
    let alliances = ["UN", "U.N.", "United Nations", "EU", "E.U.", "European Union", "NATO"];
    let mut known: HashMap<String, EntityType> =
        alliances.iter().map(|form| ((*form).to_owned(), EntityType::Organization)).collect();
    let mut table = csv::Reader::from_reader(include_str!("../../data/gazetteer/countries.csv").as_bytes());
    for row in table.records().flatten() {
        let aliases = row.get(2).into_iter().flat_map(|aliases| aliases.split('|'));
        for form in row.get(1).into_iter().chain(aliases).filter(|form| !SHARED.contains(form)) {
            known.insert(form.to_owned(), EntityType::Place);
        }
    }
    known
});

/// Forms of address and offices that stand before a person's name, in lower case and without dot.
static TITLES: LazyLock<BTreeSet<String>> = LazyLock::new(|| {
    let mut table = csv::Reader::from_reader(include_str!("../../data/gazetteer/titles.csv").as_bytes());
    let titles = table.records().flatten().filter_map(|row| row.get(0).map(str::to_owned));
    titles.filter(|title| !title.contains(' ') && title != "saint").collect()
});

/// Names of countries that are names of people and firms as well.
const SHARED: [&str; 5] = ["Chad", "Georgia", "Jordan", "GB", "America"];

/// What a tag says: the type and whether it begins a name; nothing for "no name".
type Tag = Option<(EntityType, bool)>;

/// The tag inventory.
#[derive(Debug)]
pub(super) struct Tags {
    tags: Vec<Tag>,
    /// Tags that may follow each tag; the last row is for the first word of a sentence.
    follows: Vec<Vec<usize>>,
    /// Added to the score of "no name".
    bias: f32,
}

/// A name in a sentence.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Name {
    /// Its tokens, counted as those of the sentence or article.
    pub(super) tokens: Range<usize>,
    pub(super) kind: EntityType,
    /// Probability of every type, in the order of [`EntityType::ALL`].
    pub(super) probabilities: [f32; EntityType::ALL.len()],
}

impl Name {
    /// Probability of its type.
    pub(super) fn confidence(&self) -> f32 {
        self.probabilities[self.kind as usize]
    }
}

impl Tags {
    /// From the labels "O", "B-person", "I-person", ….
    pub(super) fn new(labels: &[String], bias: f32) -> Self {
        let tags: Vec<Tag> = labels
            .iter()
            .map(|label| {
                let (position, kind) = label.split_once('-')?;
                Some((EntityType::parse(kind).unwrap_or(EntityType::Misc), position == "B"))
            })
            .collect();
        let may_follow = |before: Tag, tag: Tag| match tag {
            Some((kind, false)) => before.is_some_and(|(other, _)| other == kind),
            _ => true,
        };
        let row = |before: Tag| (0..tags.len()).filter(|&tag| may_follow(before, tags[tag])).collect();
        let follows = tags.iter().copied().chain([None]).map(row).collect();
        Self { tags, follows, bias }
    }

    /// Names of a sentence, given rows of `width` scores, the first of which belong to the tags.
    pub(super) fn decode(&self, scores: &[f32], width: usize) -> Vec<Name> {
        let rows = Rows { tags: self, scores, width };
        let path = self.viterbi(&rows);
        let mut names = Vec::new();
        let mut at = 0;
        while at < path.len() {
            let Some((kind, _)) = self.tags[path[at]] else {
                at += 1;
                continue;
            };
            let mut end = at + 1;
            while end < path.len() && self.tags[path[end]] == Some((kind, false)) {
                end += 1;
            }
            names.push(Name { tokens: at..end, kind, probabilities: self.probabilities(&rows, at..end) });
            at = end;
        }
        names
    }

    /// The best path through the rows on which no name begins in its middle.
    fn viterbi(&self, rows: &Rows<'_>) -> Vec<usize> {
        let (count, length) = (self.tags.len(), rows.len());
        if length == 0 {
            return Vec::new();
        }
        let mut values = vec![f32::NEG_INFINITY; count];
        for &tag in &self.follows[count] {
            values[tag] = rows.score(0, tag);
        }
        let mut next = values.clone();
        // Per row and tag the tag before it.
        let mut back = vec![0; length * count];
        for row in 1..length {
            let back = &mut back[row * count..][..count];
            next.fill(f32::NEG_INFINITY);
            for (before, &value) in values.iter().enumerate() {
                for &tag in &self.follows[before] {
                    if value > next[tag] {
                        (next[tag], back[tag]) = (value, before);
                    }
                }
            }
            for (tag, value) in next.iter_mut().enumerate() {
                *value += rows.score(row, tag);
            }
            std::mem::swap(&mut values, &mut next);
        }
        let mut tag = (0..count).fold(0, |best, tag| if values[tag] > values[best] { tag } else { best });
        let mut path = vec![tag; length];
        for row in (1..length).rev() {
            tag = back[row * count + tag];
            path[row - 1] = tag;
        }
        path
    }

    /// Probability of every type over all words of a name: the mean of the words' own.
    fn probabilities(&self, rows: &Rows<'_>, tokens: Range<usize>) -> [f32; EntityType::ALL.len()] {
        let mut sums = [0.0; EntityType::ALL.len()];
        let count = tokens.len() as f32;
        let mut shares = Vec::with_capacity(self.tags.len());
        for row in tokens {
            shares.clear();
            shares.extend((0..self.tags.len()).map(|tag| rows.score(row, tag)));
            softmax(&mut shares);
            for (p, tag) in shares.iter().zip(&self.tags) {
                if let Some((kind, _)) = tag {
                    sums[*kind as usize] += p;
                }
            }
        }
        sums.map(|sum| sum / count)
    }
}

/// Scores of the tags, a row a token.
struct Rows<'a> {
    tags: &'a Tags,
    scores: &'a [f32],
    width: usize,
}

impl Rows<'_> {
    fn len(&self) -> usize {
        self.scores.len() / self.width
    }

    fn score(&self, row: usize, tag: usize) -> f32 {
        let score = self.scores[row * self.width + tag];
        if self.tags.tags[tag].is_none() { score + self.tags.bias } else { score }
    }
}

/// Words within personal names that no name ends with.
const PARTICLES: [&str; 12] = ["bin", "ibn", "bint", "abu", "van", "von", "de", "del", "della", "dos", "der", "ter"];

/// Trims names to what annotations call a name, drops what cannot be one, and gives one type to one surface.
///
/// `form` gives the surface of a token.
pub(super) fn settle<'a>(
    names: &mut Vec<Name>,
    form: impl Fn(usize) -> &'a str,
    surface: impl Fn(&Range<usize>) -> &'a str,
) {
    complete(names, &form);
    names.retain_mut(|name| {
        while name.tokens.len() > 1 && is_leading(form(name.tokens.start), name.kind) {
            name.tokens.start += 1;
        }
        while name.tokens.len() > 1 && is_trailing(form(name.tokens.end - 1)) {
            name.tokens.end -= 1;
        }
        let surface = surface(&name.tokens);
        surface.contains(char::is_alphanumeric) && !is_address(surface)
    });
    let mut totals: BTreeMap<&str, [f32; EntityType::ALL.len()]> = BTreeMap::new();
    for name in names.iter() {
        let total = totals.entry(surface(&name.tokens)).or_default();
        for (sum, p) in total.iter_mut().zip(name.probabilities) {
            *sum += p;
        }
    }
    for name in names.iter_mut() {
        let surface = surface(&name.tokens);
        if let Some(&kind) = KNOWN.get(surface) {
            name.kind = kind;
            name.probabilities[kind as usize] = name.probabilities.iter().sum();
        } else if let Some(total) = totals.get(surface) {
            let best = EntityType::ALL
                .into_iter()
                .fold(name.kind, |best, kind| if total[kind as usize] > total[best as usize] { kind } else { best });
            name.kind = best;
        }
    }
}

/// Goes on with names cut within: "Northern District of | Georgia", "Qaboos bin | Said".
fn complete<'a>(names: &mut Vec<Name>, form: &impl Fn(usize) -> &'a str) {
    for at in (0..names.len()).rev() {
        let tokens = names[at].tokens.clone();
        let last = form(tokens.end - 1);
        let particle = names[at].kind == EntityType::Person && PARTICLES.contains(&last.to_lowercase().as_str());
        if tokens.len() < 2 || !(last == "of" || particle) {
            continue;
        }
        if names.get(at + 1).is_some_and(|next| next.tokens.start == tokens.end) {
            let next = names.remove(at + 1);
            names[at].tokens.end = next.tokens.end;
        } else if particle && form(tokens.end).starts_with(char::is_uppercase) {
            names[at].tokens.end += 1;
        }
    }
}

/// Articles and forms of address that stand before a name, not in it.
fn is_leading(form: &str, kind: EntityType) -> bool {
    // The article of a title belongs to it: "The Third Man".
    form == "the"
        || (matches!(form, "The" | "THE") && kind != EntityType::Work)
        || (kind == EntityType::Person && TITLES.contains(form.trim_end_matches('.').to_lowercase().as_str()))
        || matches!(form, "\"" | "“" | "‘" | "'" | "(" | "," | "-" | "@")
}

fn is_trailing(form: &str) -> bool {
    matches!(form, "'s" | "’s" | "'S" | "’S" | "'" | "’" | "\"" | "”" | ")" | "," | "." | ":" | ";" | "-" | "of")
}

/// Web and e-mail addresses are no names.
fn is_address(surface: &str) -> bool {
    surface.contains("://") || surface.starts_with("www.") || (surface.contains('@') && !surface.starts_with('@'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tags() -> Tags {
        let labels = ["O", "B-person", "I-person", "B-place", "I-place"];
        Tags::new(&labels.map(String::from), 0.5)
    }

    #[test]
    fn inside_tags_only_after_their_own_type() {
        let tags = tags();
        // Argmax would be B-person, I-place.
        let names = tags.decode(&[0.0, 5.0, 0.0, 1.0, 0.0, 0.0, 0.0, 3.0, 0.0, 4.0], 5);
        assert_eq!(names.len(), 1);
        assert_eq!((names[0].tokens.clone(), names[0].kind), (0..2, EntityType::Person));
        assert!(tags.decode(&[0.0, 0.4, 0.0, 0.0, 0.0], 5).is_empty(), "the bias decides");
        assert!(tags.decode(&[], 5).is_empty());
    }

    #[test]
    fn one_type_for_one_surface_and_trimmed_edges() {
        let words = ["the", "Blair", "Group", "'s", "Blair", "Blair", "a@b.org"];
        let name = |tokens, kind, p| {
            let mut probabilities = [0.0; EntityType::ALL.len()];
            probabilities[kind as usize] = p;
            Name { tokens, kind, probabilities }
        };
        let mut names = vec![
            name(0..4, EntityType::Organization, 0.9),
            name(4..5, EntityType::Person, 0.9),
            name(5..6, EntityType::Organization, 0.6),
            name(6..7, EntityType::Person, 0.6),
        ];
        let joined = words.join(" ");
        let starts: Vec<usize> = words
            .iter()
            .scan(0, |at, word| {
                let start = *at;
                *at += word.len() + 1;
                Some(start)
            })
            .collect();
        settle(
            &mut names,
            |at| words[at],
            |range| &joined[starts[range.start]..starts[range.end - 1] + words[range.end - 1].len()],
        );
        assert_eq!(names.len(), 3);
        assert_eq!(names[0].tokens, 1..3);
        assert_eq!(names[2].kind, EntityType::Person);
    }
}
