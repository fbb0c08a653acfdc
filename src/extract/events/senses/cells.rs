//! The cells of the event lexicon: conditions and slots as they are written.

use std::collections::BTreeSet;

use super::{Condition, Pos, Role, Slot, Test, Value};
use crate::Result;
use crate::document::EntityType;
use crate::extract::events::classes::Classes;
use crate::extract::lexicon::{Row, alternatives};

const PREPOSITIONS: [&str; 42] = [
    "about",
    "across",
    "after",
    "against",
    "along",
    "alongside",
    "amid",
    "among",
    "around",
    "as",
    "at",
    "before",
    "behind",
    "between",
    "by",
    "concern",
    "concerning",
    "for",
    "from",
    "in",
    "inside",
    "into",
    "near",
    "of",
    "off",
    "on",
    "onto",
    "outside",
    "over",
    "past",
    "regard",
    "regarding",
    "through",
    "during",
    "to",
    "toward",
    "towards",
    "under",
    "upon",
    "with",
    "within",
    "without",
];

/// A condition of the column `when`.
pub(super) fn condition(row: &Row, classes: &Classes, text: &str) -> Result<Condition> {
    let (wanted, text) = text.strip_prefix('!').map_or((true, text), |rest| (false, rest));
    let (slots, values) = text.split_once('=').unwrap_or((text, ""));
    let test = match (slots, values) {
        ("inf", "") => Test::Infinitive,
        ("clause", "") => Test::Clause,
        ("passive", "") => Test::Passive,
        ("neg", "") => Test::Negated,
        ("plural", "") => Test::Plural,
        ("near", names) if !names.is_empty() => Test::Near(near(row, classes, names)?),
        ("scene", names) => Test::Scene(
            classes.scene(&alternatives(names)).map_err(|name| row.error(format!("unknown scene \"{name}\"")))?,
        ),
        _ => {
            let mut all = Vec::new();
            for name in alternatives(values) {
                values_of(row, classes, &name, &mut all)?;
            }
            Test::Slot(alternatives(slots).iter().map(|name| slot(row, name)).collect::<Result<_>>()?, all)
        }
    };
    Ok(Condition { test, wanted })
}

/// Where an argument stands, by its name.
pub(crate) fn slot(row: &Row, name: &str) -> Result<Slot> {
    Ok(match name {
        "subj" => Slot::Subject,
        "obj" => Slot::Object,
        "iobj" => Slot::Indirect,
        "poss" => Slot::Possessor,
        "mod" => Slot::Modifier,
        "adv" => Slot::Adverb,
        "head" => Slot::Head,
        "comp" => Slot::Complement,
        "compsubj" => Slot::ComplementSubject,
        "speaker" => Slot::Speaker,
        preposition if PREPOSITIONS.contains(&preposition) => Slot::Preposition(preposition.to_owned()),
        other => {
            return Err(row.error(format!(
                "unknown slot \"{other}\"; there are subj, obj, iobj, poss, mod, adv, head, comp, compsubj, speaker and prepositions"
            )));
        }
    })
}

/// The words of a condition `near`: themselves, or all words of a class.
fn near(row: &Row, classes: &Classes, names: &str) -> Result<BTreeSet<String>> {
    let mut all = Vec::new();
    for name in alternatives(names) {
        values_of(row, classes, &name, &mut all)?;
    }
    all.into_iter()
        .map(|value| match value {
            Value::Lemma(word) => Ok(word),
            _ => Err(row.error("\"near\" takes words and classes of words only")),
        })
        .collect()
}

/// What a value of a condition stands for: itself, or all words of a class, "%cause".
fn values_of(row: &Row, classes: &Classes, name: &str, all: &mut Vec<Value>) -> Result<()> {
    let Some(class) = name.strip_prefix('%') else {
        all.push(value(row, name)?);
        return Ok(());
    };
    let words = classes.words(class).ok_or_else(|| row.error(format!("no class \"{class}\" in classes.csv")))?;
    all.extend(words.map(|word| Value::Lemma(word.clone())));
    Ok(())
}

fn value(row: &Row, name: &str) -> Result<Value> {
    if let Some(lemma) = name.strip_prefix('^') {
        return Ok(Value::Head(lemma.to_owned()));
    }
    Ok(match name.strip_prefix('@') {
        None => Value::Lemma(name.to_owned()),
        Some("actor") => Value::Actor,
        Some("owned") => Value::Owned,
        Some("thing") => Value::Thing,
        Some("named") => Value::Named,
        Some(kind) => {
            Value::Kind(EntityType::parse(kind).ok_or_else(|| row.error(format!("unknown class \"@{kind}\"")))?)
        }
    })
}

/// The slots of every role, of the column `roles`.
pub(super) fn roles(row: &Row, pos: Pos) -> Result<Vec<(Role, Vec<Slot>)>> {
    let text = match (row.cells[4].as_str(), pos) {
        ("", Pos::Noun) => "source=by|subj|poss|mod target=of|against|on|with|to",
        ("", _) => "source=subj target=obj",
        (text, _) => text,
    };
    text.split_whitespace()
        .map(|part| {
            let (role, slots) = part.split_once('=').unwrap_or((part, ""));
            let role = match role {
                "source" => Role::Source,
                "target" => Role::Target,
                "recipient" => Role::Recipient,
                "instrument" => Role::Instrument,
                "topic" => Role::Topic,
                other => {
                    return Err(row.error(format!(
                        "unknown role \"{other}\"; there are source, target, recipient, instrument and topic"
                    )));
                }
            };
            Ok((role, alternatives(slots).iter().map(|name| slot(row, name)).collect::<Result<_>>()?))
        })
        .collect()
}
