//! The event lexicon: `ontology/lexicon/events.csv` as senses with conditions and roles.

mod cells;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use crate::Result;
use crate::claim::Modality;
use crate::document::EntityType;
use crate::extract::events::classes::{Classes, Scene};
use crate::extract::lexicon::{self, Row};
use crate::extract::lexicon_types::Types;

pub(crate) use cells::slot;
use cells::{condition, roles};

const SHIPPED: &str = include_str!("../../../ontology/lexicon/events.csv");
const HEADER: [&str; 7] = ["lemma", "pos", "type", "when", "roles", "modality", "flags"];
const FLAGS: [&str; 11] =
    ["reciprocal", "weak", "agent", "strict", "where", "placed", "happens", "speech", "enacted", "alone", "apart"];

/// Where an argument stands relative to its trigger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Slot {
    /// Logical subject: who does it, also as agent of a passive or subject of a light verb.
    Subject,
    /// Logical object: also as subject of a passive.
    Object,
    /// Indirect object.
    Indirect,
    /// Possessor of a noun.
    Possessor,
    /// Adjective or noun before a noun.
    Modifier,
    /// Adverb of a verb: "treated well".
    Adverb,
    /// What the trigger hangs on: the noun that it modifies ("attack ad"), the verb and copula of an auxiliary.
    Head,
    /// The first actor inside a clausal complement, other than its subject.
    Complement,
    /// The subject that a clausal complement has for itself.
    ComplementSubject,
    /// Who the clause is attributed to.
    Speaker,
    /// After this preposition.
    Preposition(String),
}

/// What must hold of the filler of a slot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Value {
    /// Its head, or a word that says what kind it is, has this lemma: "food" of "tons of food", "emergency food".
    Lemma(String),
    /// Its head has this lemma: `^law`, which "law books" are not.
    Head(String),
    /// It is a mention of this type.
    Kind(EntityType),
    /// It is a mention of any type that acts.
    Actor,
    /// It is a mention of something that has a name.
    Named,
    /// It is no actor but has an owner that is one.
    Owned,
    /// It is a common noun for what cannot act: a victory, not "Democrats".
    Thing,
}

/// A question about the surroundings of a trigger.
#[derive(Debug, Clone)]
pub(crate) enum Test {
    /// One of the slots is filled, by one of the values where there are any.
    Slot(Vec<Slot>, Vec<Value>),
    /// An infinitive depends on it.
    Infinitive,
    /// A finite clause depends on it.
    Clause,
    /// A verb in the passive.
    Passive,
    /// Negated.
    Negated,
    /// A noun in the plural: "talks" are held, "a talk" is given.
    Plural,
    /// What the sentence, or else the article, is about.
    Scene(Scene),
    /// Any of these lemmas or forms stands elsewhere in the sentence.
    Near(BTreeSet<String>),
}

/// A test, possibly to fail.
#[derive(Debug, Clone)]
pub(crate) struct Condition {
    pub(crate) test: Test,
    pub(crate) wanted: bool,
}

/// Who a slot's filler is in the event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    Source,
    Target,
    Recipient,
    Instrument,
    Topic,
}

/// Part of speech of a trigger.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Pos {
    Verb,
    Noun,
    Adjective,
    Auxiliary,
}

/// One meaning of a trigger.
#[derive(Debug, Clone)]
pub(crate) struct Sense {
    /// The trigger's words; the first is the head of a verb, the last that of a noun.
    pub(crate) words: Vec<String>,
    pub(crate) pos: Pos,
    /// Top-level type; `None` for an idiom that is no event.
    pub(crate) kind: Option<String>,
    pub(crate) subtype: String,
    pub(crate) when: Vec<Condition>,
    /// In the order in which they are filled; a filler is used once.
    pub(crate) roles: Vec<(Role, Vec<Slot>)>,
    /// Whether the lexicon says who has which role, rather than leaving it to what is usual.
    pub(crate) told_roles: bool,
    pub(crate) modality: Option<Modality>,
    /// All who take part do the same: "X and Y met".
    pub(crate) reciprocal: bool,
    /// Only with both roles filled.
    pub(crate) weak: bool,
    /// A place name before the noun is where it happened: "the Boston bombing".
    pub(crate) located: bool,
    /// A place alone will do.
    pub(crate) placed: bool,
    /// What was said cannot be undone by being rejected: "rejected the demand".
    pub(crate) speech: bool,
    /// Only who or what is named itself, not its owner: killing a man's brother is not killing the man.
    pub(crate) strict: bool,
    /// Only with a source.
    pub(crate) agent: bool,
    /// File and line.
    pub(crate) origin: String,
    /// Of equally specific senses, added ones win, then earlier ones.
    pub(crate) added: bool,
    /// Told even where nobody takes part: "the flaw was patched".
    pub(crate) alone: bool,
    /// A noun for a thing that is held or happens: its own date, or a verb that says so, will do.
    pub(crate) happens: bool,
    /// An act that its means performs: "marched to protest" is told as a protest, not as a plan of one.
    pub(crate) enacted: bool,
    /// What its conditions name tells an event of its own: "mourned the death of".
    pub(crate) apart: bool,
}

/// All senses, found by the lemma of their head word.
#[derive(Debug)]
pub(crate) struct Senses {
    all: Vec<Sense>,
    by_head: BTreeMap<String, Vec<usize>>,
}

impl Senses {
    /// The shipped lexicon and that of `dir`.
    ///
    /// # Errors
    /// For a row that does not fit, with file and line.
    pub(crate) fn load(dir: Option<&Path>) -> Result<Self> {
        let types = Types::load(dir)?;
        let classes = Classes::load(dir)?;
        let mut senses = Self { all: Vec::new(), by_head: BTreeMap::new() };
        for row in lexicon::rows("events.csv", SHIPPED, &HEADER, dir)? {
            senses.add(&row, &types, &classes)?;
        }
        Ok(senses)
    }

    fn add(&mut self, row: &Row, types: &Types, classes: &Classes) -> Result<()> {
        let pos = match row.cells[1].as_str() {
            "verb" => Pos::Verb,
            "noun" => Pos::Noun,
            "adj" => Pos::Adjective,
            "aux" => Pos::Auxiliary,
            other => return Err(row.error(format!("part of speech \"{other}\"; there are verb, noun, adj, aux"))),
        };
        let subtype = &row.cells[2];
        let kind = match types.top(subtype) {
            Some(kind) => Some(kind),
            None if subtype == "-" => None,
            None => return Err(row.error(format!("no event type \"{subtype}\" in events.ttl"))),
        };
        let when =
            row.cells[3].split_whitespace().map(|text| condition(row, classes, text)).collect::<Result<Vec<_>>>()?;
        let flags: Vec<&str> = row.cells[6].split_whitespace().collect();
        for flag in &flags {
            if !FLAGS.contains(flag) {
                return Err(row.error(format!("unknown flag \"{flag}\"")));
            }
        }
        let flag = |name: &str| flags.contains(&name);
        let modality = match row.cells[5].as_str() {
            "" => None,
            name => Some(
                Modality::ALL
                    .into_iter()
                    .find(|modality| modality.as_str() == name)
                    .ok_or_else(|| row.error(format!("unknown modality \"{name}\"")))?,
            ),
        };
        let lemmas = row.list(0);
        if lemmas.is_empty() {
            return Err(row.error("no lemma"));
        }
        for lemma in lemmas {
            let words: Vec<String> = lemma.split_whitespace().map(str::to_owned).collect();
            let head = if pos == Pos::Noun { words.last() } else { words.first() };
            let Some(head) = head.cloned() else { continue };
            self.by_head.entry(head).or_default().push(self.all.len());
            self.all.push(Sense {
                added: row.added,
                enacted: flag("enacted"),
                apart: flag("apart"),
                alone: flag("alone"),
                happens: flag("happens"),
                words,
                pos,
                kind: kind.map(str::to_owned),
                subtype: subtype.clone(),
                when: when.clone(),
                roles: roles(row, pos)?,
                told_roles: !row.cells[4].is_empty(),
                modality,
                reciprocal: flag("reciprocal"),
                weak: flag("weak"),
                located: flag("where"),
                placed: flag("placed"),
                speech: flag("speech"),
                strict: flag("strict"),
                agent: flag("agent"),
                origin: row.rule.clone(),
            });
        }
        Ok(())
    }

    /// The lemma under which the lexicon knows a word: its own or, where that is unknown, one that its form may regularly
    /// come from ("upgraded" → "upgrade"), as taggers err on rare forms.
    pub(crate) fn lemma<'a>(&'a self, lemma: &'a str, form: &str) -> &'a str {
        if self.by_head.contains_key(lemma) {
            return lemma;
        }
        const ENDINGS: [(&str, &[&str]); 4] = [("ied", &["y"]), ("ed", &["", "e"]), ("ing", &["", "e"]), ("s", &[""])];
        let stems = ENDINGS.iter().filter_map(|(ending, instead)| Some((form.strip_suffix(ending)?, instead)));
        let candidates = stems.flat_map(|(stem, instead)| {
            let mut letters = stem.chars().rev();
            let doubled = matches!((letters.next(), letters.next()), (Some(a), Some(b)) if a == b);
            let single =
                doubled.then(|| stem[..stem.len() - stem.chars().next_back().map_or(0, char::len_utf8)].to_owned());
            instead.iter().map(move |end| format!("{stem}{end}")).chain(single)
        });
        let known = candidates.filter(|word| word.len() > 2).find_map(|word| self.by_head.get_key_value(&word));
        known.map_or(lemma, |(known, _)| known.as_str())
    }

    /// The senses whose head word has this lemma.
    pub(crate) fn of<'a>(&'a self, lemma: &str) -> impl Iterator<Item = &'a Sense> {
        self.by_head.get(lemma).into_iter().flatten().map(|&at| &self.all[at])
    }

    /// Nouns for what is done to those whom they are of ("the killing of"), with whether it is also done to whose they
    /// are ("his death", which nobody does). Speech and contests are between people and are not meant.
    pub(crate) fn done_to(&self) -> BTreeMap<String, bool> {
        let mut found = BTreeMap::new();
        let fills = |sense: &Sense, role: Role, slot: &Slot| {
            sense.roles.iter().any(|(other, slots)| *other == role && slots.contains(slot))
        };
        let of = Slot::Preposition("of".to_owned());
        for sense in &self.all {
            let noun = sense.pos == Pos::Noun && sense.words.len() == 1 && sense.kind.is_some();
            // "the support of voters", "a visit of the king": there whose it is does it.
            let does = !sense.told_roles || fills(sense, Role::Source, &of);
            if noun && !sense.reciprocal && !does && fills(sense, Role::Target, &of) {
                let whose = fills(sense, Role::Target, &Slot::Possessor);
                *found.entry(sense.words[0].clone()).or_insert(whose) &= whose;
            }
        }
        found
    }

    /// How many there are.
    #[cfg(test)]
    pub(crate) fn len(&self) -> usize {
        self.all.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn add(line: &str) -> Result<Senses> {
        let mut senses = Senses { all: Vec::new(), by_head: BTreeMap::new() };
        let header = HEADER.join(",");
        let text: &'static str = Box::leak(format!("{header}\n{line}\n").into_boxed_str());
        for row in lexicon::rows("mine.csv", text, &HEADER, None)? {
            senses.add(&row, &Types::load(None)?, &Classes::load(None)?)?;
        }
        Ok(senses)
    }

    #[test]
    fn shipped_lexicon_is_valid_and_large() {
        let senses = Senses::load(None).unwrap();
        assert!(senses.len() > 2_500, "{}", senses.len());
        assert!(senses.of("meet").any(|sense| sense.subtype == "meet" && sense.kind.as_deref() == Some("consult")));
        assert!(senses.of("breach").any(|sense| sense.words == ["data", "breach"]));
    }

    #[test]
    fn forms_that_the_tagger_does_not_know() {
        let senses = Senses::load(None).unwrap();
        for (lemma, form, known) in [
            ("upgrad", "upgraded", "upgrade"),
            ("protested", "protested", "protest"),
            ("deportting", "deporting", "deport"),
            ("stabb", "stabbed", "stab"),
            ("meet", "met", "meet"),
            ("zzed", "zzed", "zzed"),
        ] {
            assert_eq!(senses.lemma(lemma, form), known);
        }
    }

    #[test]
    fn errors_name_file_and_line() {
        for (line, message) in [
            ("zap,verb,zapping", "mine.csv:2: no event type \"zapping\" in events.ttl"),
            ("zap,adverb,meet", "mine.csv:2: part of speech \"adverb\"; there are verb, noun, adj, aux"),
            ("zap,verb,meet,obj=%zots", "mine.csv:2: no class \"zots\" in classes.csv"),
            ("zap,verb,meet,scene=zots", "mine.csv:2: unknown scene \"zots\""),
            ("zap,verb,meet,near=@person", "mine.csv:2: \"near\" takes words and classes of words only"),
            ("zap,verb,meet,obj=@zots", "mine.csv:2: unknown class \"@zots\""),
            (
                "zap,verb,meet,,agent=subj",
                "mine.csv:2: unknown role \"agent\"; there are source, target, recipient, instrument and topic",
            ),
            ("zap,verb,meet,,,maybe", "mine.csv:2: unknown modality \"maybe\""),
            ("zap,verb,meet,,,,loud", "mine.csv:2: unknown flag \"loud\""),
            (",verb,meet", "mine.csv:2: no lemma"),
        ] {
            assert_eq!(add(line).unwrap_err().to_string(), message);
        }
        assert!(add("zap,verb,meet,zot=me").unwrap_err().to_string().contains("unknown slot \"zot\""));
    }

    #[test]
    fn alternatives_are_senses() {
        let senses = add("zap|zip up,verb,attack,obj=@person !with,source=subj target=obj|of,alleged,weak").unwrap();
        assert_eq!(senses.len(), 2);
        let zip = senses.of("zip").next().unwrap();
        assert_eq!(zip.words, ["zip", "up"]);
        assert!(!zip.added);
        assert_eq!(zip.modality, Some(Modality::Alleged));
        assert!(zip.weak && !zip.reciprocal && !zip.when[1].wanted);
    }
}
