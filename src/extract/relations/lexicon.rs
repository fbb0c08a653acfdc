//! What the relation rules know about words: role nouns, their readings, titles and verbs.

use std::collections::BTreeMap;
use std::path::Path;

use super::table::{Row, rows};
use crate::Result;
use crate::document::EntityType;

/// How the thing named beside a role noun stands to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Link {
    /// After a preposition: "president *of* France".
    Preposition(String),
    /// Possessive: "France's president".
    Possessive,
    /// Noun before the noun: "Google spokeswoman".
    Modifier,
    /// Nationality before the noun: "Chinese president", "US official".
    Demonym,
    /// Party before the noun: "Republican senator".
    Party,
}

impl Link {
    /// The name used in `role_classes.csv`.
    pub(crate) fn name(&self) -> &str {
        match self {
            Self::Preposition(word) => word,
            Self::Possessive => "poss",
            Self::Modifier => "mod",
            Self::Demonym => "demonym",
            Self::Party => "party",
        }
    }
}

/// One reading of a class of role nouns.
#[derive(Debug, Clone)]
pub(crate) struct Reading {
    holder: Vec<EntityType>,
    links: Vec<String>,
    argument: Vec<EntityType>,
    /// Local name of the property.
    pub(crate) predicate: String,
    /// Whether the argument is the subject.
    pub(crate) reverse: bool,
}

impl Reading {
    /// Whether a holder and an argument of these kinds, linked so, have this reading.
    pub(crate) fn fits(&self, holder: EntityType, link: &Link, argument: EntityType) -> bool {
        self.holder.contains(&holder)
            && self.argument.contains(&argument)
            && self.links.iter().any(|name| name == link.name())
    }
}

/// Which argument of a verb the other actor is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Slot {
    /// The direct object.
    Object,
    /// An oblique with this preposition.
    Oblique(String),
}

/// What the telling of a verb means for the time of its relation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Status {
    /// The verb tells the state itself: past tense leaves its end open.
    State,
    /// The verb tells its beginning: it holds once told in the past ("joined", "bought").
    Done,
    /// The verb tells its end ("left", "divorced").
    Former,
    /// As `State`, where the object's name is a school's.
    School,
    /// A beginning, where the other actor is a body of members.
    Society,
}

/// A verb that tells a relation.
#[derive(Debug, Clone)]
pub(crate) struct VerbFrame {
    /// Particle ("take *over*"), or empty.
    pub(crate) particle: String,
    /// Whether it is told in the passive.
    pub(crate) passive: bool,
    /// Where the other actor stands.
    pub(crate) slot: Slot,
    /// Prepositions beside the verb that make it another sense ("led the team *to* a win").
    pub(crate) without: Vec<String>,
    /// Kinds of the grammatical subject.
    pub(crate) subject: Vec<EntityType>,
    /// Kinds of the other actor.
    pub(crate) object: Vec<EntityType>,
    /// Local name of the property.
    pub(crate) predicate: String,
    /// Whether the other actor is the subject of the relation.
    pub(crate) reverse: bool,
    /// What past tense means.
    pub(crate) status: Status,
}

/// What a word beside a role noun does to it: `role_words.csv`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Effect {
    /// The role is over: "former".
    Over,
    /// It has not begun: "-elect".
    Ahead,
    /// Somebody only calls it so: "self-styled".
    Called,
    /// A word of time or praise that is no part of the role's name.
    Time,
    /// Makes a head a post: "deputy".
    Lower,
    /// Names the kind of body: "party leader".
    Neutral,
    /// Says what the name beside it is: "the Hamas movement".
    Named,
    /// A party or who belongs to one.
    Party,
    /// A country's name used as an adjective: "US".
    Country,
    /// Makes half a word of a nationality after it: "African American".
    Half,
    /// Says of what kind or faith something is, not whose: "a Christian charity".
    Kind,
}

/// Everything read from `ontology/lexicon` for relations.
#[derive(Debug)]
pub(crate) struct Lexicon {
    /// Role noun (lower case, blanks for hyphens) → class.
    nouns: BTreeMap<String, String>,
    /// Class → readings in order.
    classes: BTreeMap<String, Vec<Reading>>,
    /// Title or abbreviation → role noun, empty for forms of address.
    titles: BTreeMap<String, String>,
    /// Verb lemma → frames.
    verbs: BTreeMap<String, Vec<VerbFrame>>,
    /// Word beside a role noun → what it does to it.
    words: BTreeMap<String, Effect>,
    /// Most words in a role noun.
    longest: usize,
}

const ROLES: &str = include_str!("../../../ontology/lexicon/roles.csv");
const CLASSES: &str = include_str!("../../../ontology/lexicon/role_classes.csv");
const TITLES: &str = include_str!("../../../ontology/lexicon/titles.csv");
const WORDS: &str = include_str!("../../../ontology/lexicon/role_words.csv");
const VERBS: &str = include_str!("../../../ontology/lexicon/relations.csv");

impl Lexicon {
    /// The shipped lexicon, extended by `dir/lexicon/*.csv`.
    ///
    /// # Errors
    /// [`Error::Data`](crate::Error::Data) with file and line for a row that does not fit.
    pub(crate) fn load(dir: Option<&Path>) -> Result<Self> {
        let mut lexicon = Self {
            nouns: BTreeMap::new(),
            classes: BTreeMap::new(),
            titles: BTreeMap::new(),
            verbs: BTreeMap::new(),
            words: BTreeMap::new(),
            longest: 1,
        };
        let columns = ["class", "holder", "links", "argument", "predicate", "reverse"];
        for row in rows("role_classes.csv", CLASSES, dir, &columns)? {
            let reading = Reading {
                holder: kinds(&row, 1)?,
                links: row.words(2),
                argument: kinds(&row, 3)?,
                predicate: predicate(&row, 4)?,
                reverse: row.field(5) == "yes",
            };
            lexicon.classes.entry(row.field(0).to_owned()).or_default().push(reading);
        }
        for row in rows("roles.csv", ROLES, dir, &["noun", "class"])? {
            if !lexicon.classes.contains_key(row.field(1)) {
                return Err(row.error(format!("no class {:?} in role_classes.csv", row.field(1))));
            }
            let noun = row.field(0).to_lowercase().replace('-', " ");
            lexicon.longest = lexicon.longest.max(noun.split(' ').count());
            lexicon.nouns.insert(noun, row.field(1).to_owned());
        }
        for row in rows("titles.csv", TITLES, dir, &["title", "noun"])? {
            lexicon.titles.insert(row.field(0).to_lowercase(), row.field(1).to_owned());
        }
        for row in rows("role_words.csv", WORDS, dir, &["word", "effect"])? {
            lexicon.words.insert(row.field(0).to_lowercase(), effect(&row)?);
        }
        let columns = ["verb", "particle", "voice", "slot", "subject", "object", "predicate", "reverse", "status"];
        for row in rows("relations.csv", VERBS, dir, &columns)? {
            // "-" takes the shipped patterns of the verb in this slot away.
            if row.is_added() && row.field(6) == "-" {
                let (particle, passive, slot) = (row.field(1), row.field(2) == "passive", slot(&row)?.0);
                if let Some(frames) = lexicon.verbs.get_mut(row.field(0)) {
                    frames.retain(|frame| frame.particle != particle || frame.passive != passive || frame.slot != slot);
                }
                continue;
            }
            let frame = verb_frame(&row)?;
            lexicon.verbs.entry(row.field(0).to_owned()).or_default().push(frame);
        }
        Ok(lexicon)
    }

    /// The class of a role noun in normal form.
    pub(crate) fn class(&self, noun: &str) -> Option<&str> {
        self.nouns.get(noun).map(String::as_str)
    }

    /// The readings of a class.
    pub(crate) fn readings(&self, class: &str) -> &[Reading] {
        self.classes.get(class).map_or(&[], Vec::as_slice)
    }

    /// The role noun a title stands for; `Some("")` for a form of address.
    pub(crate) fn title(&self, word: &str) -> Option<&str> {
        self.titles.get(word).map(String::as_str)
    }

    /// The frames of a verb.
    pub(crate) fn verb(&self, lemma: &str) -> &[VerbFrame] {
        self.verbs.get(lemma).map_or(&[], Vec::as_slice)
    }

    /// What a word (lower case) does to a role noun beside it.
    pub(crate) fn effect(&self, word: &str) -> Option<Effect> {
        self.words.get(word).copied()
    }

    /// Most words in a role noun.
    pub(crate) fn longest_noun(&self) -> usize {
        self.longest
    }
}

fn effect(row: &Row) -> Result<Effect> {
    Ok(match row.field(1) {
        "over" => Effect::Over,
        "ahead" => Effect::Ahead,
        "called" => Effect::Called,
        "time" => Effect::Time,
        "lower" => Effect::Lower,
        "neutral" => Effect::Neutral,
        "named" => Effect::Named,
        "party" => Effect::Party,
        "country" => Effect::Country,
        "half" => Effect::Half,
        "kind" => Effect::Kind,
        other => return Err(row.error(format!("{other:?} is no effect; see the head of role_words.csv"))),
    })
}

fn verb_frame(row: &Row) -> Result<VerbFrame> {
    let passive = match row.field(2) {
        "active" => false,
        "passive" => true,
        other => return Err(row.error(format!("voice is active or passive, not {other:?}"))),
    };
    let status = match row.field(8) {
        "" => Status::State,
        "done" => Status::Done,
        "former" => Status::Former,
        "school" => Status::School,
        "society" => Status::Society,
        other => return Err(row.error(format!("status is empty, done, former or school, not {other:?}"))),
    };
    let (slot, without) = slot(row)?;
    Ok(VerbFrame {
        particle: row.field(1).to_owned(),
        passive,
        slot,
        without,
        subject: kinds(row, 4)?,
        object: kinds(row, 5)?,
        predicate: predicate(row, 6)?,
        reverse: row.field(7) == "yes",
        status,
    })
}

/// Where the other actor stands, and the prepositions that must not: `obj !to`.
fn slot(row: &Row) -> Result<(Slot, Vec<String>)> {
    let mut words = row.words(3).into_iter();
    let slot = match words.next().as_deref() {
        Some("obj") => Slot::Object,
        Some(word) if !word.starts_with('!') => Slot::Oblique(word.to_owned()),
        _ => return Err(row.error("slot is obj or a preposition")),
    };
    let without =
        words
            .map(|word| match word.strip_prefix('!') {
                Some(word) if !word.is_empty() => Ok(word.to_owned()),
                _ => Err(row
                    .error(format!("{word:?} after the slot should be a preposition that must not stand there: !to"))),
            })
            .collect::<Result<_>>()?;
    Ok((slot, without))
}

fn kinds(row: &Row, column: usize) -> Result<Vec<EntityType>> {
    let words = row.words(column);
    if words.is_empty() {
        return Err(row.error(format!("column {} names no kind of actor", column + 1)));
    }
    words
        .iter()
        .map(|word| EntityType::parse(word).ok_or_else(|| row.error(format!("{word:?} is no kind of actor"))))
        .collect()
}

fn predicate(row: &Row, column: usize) -> Result<String> {
    let name = row.field(column);
    if name.is_empty() || !name.chars().all(char::is_alphanumeric) {
        return Err(row.error(format!("{name:?} is no local name of a relation")));
    }
    Ok(name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shipped_lexicon_loads_and_reads_roles() {
        let lexicon = Lexicon::load(None).unwrap();
        assert_eq!(lexicon.class("secretary of state"), Some("officer"));
        assert_eq!(lexicon.title("sen."), Some("senator"));
        let head = lexicon.readings("head");
        assert!(head.iter().any(|reading| {
            reading.fits(EntityType::Person, &Link::Demonym, EntityType::Group) && reading.predicate == "headOf"
        }));
        for noun in lexicon.titles.values().filter(|noun| !noun.is_empty()) {
            assert!(lexicon.class(noun).is_some(), "{noun} is no role noun");
        }
    }

    #[test]
    fn a_bad_class_is_reported_by_line() {
        let dir = tempfile::tempdir().unwrap();
        std::fs::create_dir(dir.path().join("lexicon")).unwrap();
        std::fs::write(dir.path().join("lexicon/roles.csv"), "noun,class\ngnome,garden\n").unwrap();
        let error = Lexicon::load(Some(dir.path())).unwrap_err().to_string();
        assert!(error.contains("roles.csv:2") && error.contains("garden"), "{error}");
    }
}
