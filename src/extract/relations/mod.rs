//! Relations between actors, one rule family a file.
//!
//! | file | reads |
//! |---|---|
//! | `titles` | "Chinese President Xi Jinping", "Sen. Ted Cruz (R-Texas)" |
//! | `appositions` | "James Lewis, an expert at the center" |
//! | `copulas` | "Lewis is a fellow at the center", "was appointed chairman of" |
//! | `possessives` | "China's Ministry of Public Security", "Beijing-based Baidu" |
//! | `verbs` | "founded", "is owned by", "was born in" |
//! | `homes` | "his Oslo home", "her house in Bergen" |
//! | `places` | "Cambridge, Massachusetts" |
//! | `ties` | what the encoder reads beyond them |
//!
//! The first three find who bears a role; `roles` reads what the role says about the things named beside it.

mod appositions;
mod confidence;
mod copulas;
pub(super) mod ended;
mod homes;
mod levels;
mod lexicon;
mod nationality;
mod places;
mod possessives;
mod roles;
pub(crate) mod scene;
mod status;
pub(crate) mod table;
mod ties;
mod titles;
mod verbs;

#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use self::lexicon::{Effect, Lexicon};
use self::roles::{Argument, Role};
use self::scene::{Actor, Scene};
use self::status::{Status, is_lasting};
use crate::Result;
use crate::article::Article;
use crate::claim::{Modality, Relation};
use crate::document::{ChainId, Document, EntityType, TokenId};
use crate::extract::lexicon_operators::Operators;
use crate::extract::modality;
use crate::extract::syntax::Tree;

/// What the relation rules know.
#[derive(Debug)]
pub struct Rules {
    lexicon: Lexicon,
    predications: copulas::Predications,
}

impl Rules {
    /// The shipped rules, extended by those of `dir`.
    ///
    /// # Errors
    /// [`Error::Data`](crate::Error::Data) for an entry that does not fit, with file and line.
    pub fn load(dir: Option<&Path>) -> Result<Self> {
        Ok(Self { lexicon: Lexicon::load(dir)?, predications: copulas::Predications::load(dir)? })
    }
}

/// The relations of an article, in text order, each told once.
pub fn extract(article: &Article, document: &Document, rules: &super::Rules) -> Vec<Relation> {
    let tree = Tree::new(&article.text, document);
    let operators = &rules.operators;
    let rules = &rules.relations;
    let scene = Scene::new(article, document, rules);
    let mut finder = Finder { scene, tree, operators, rules, found: Vec::new() };
    titles::find(&mut finder);
    appositions::find(&mut finder);
    copulas::find(&mut finder);
    possessives::find(&mut finder);
    verbs::find(&mut finder);
    places::find(&mut finder);
    homes::find(&mut finder);
    ties::find(&mut finder);
    finder.finish()
}

/// Collects what the rule families find.
struct Finder<'a> {
    scene: Scene<'a>,
    tree: Tree<'a>,
    operators: &'a Operators,
    rules: &'a Rules,
    found: Vec<(TokenId, Relation)>,
}

/// How a rule came to a relation.
#[derive(Debug, Clone)]
struct How {
    /// The word that tells it: evidence and order follow it.
    anchor: TokenId,
    /// Name of the rule, for `why`.
    rule: String,
    /// The chain of nouns between the role and what it names makes it less sure.
    nested: bool,
    status: Status,
    /// On whose word.
    attributed_to: Option<ChainId>,
}

impl How {
    fn new(rule: impl Into<String>, anchor: TokenId) -> Self {
        Self { anchor, rule: rule.into(), nested: false, status: Status::default(), attributed_to: None }
    }
}

impl Finder<'_> {
    /// How the clause headed by `token` is told, and on whose word.
    fn told(&self, token: TokenId, how: &mut How) {
        let telling =
            modality::telling(&self.tree, self.operators, token, Modality::Asserted, modality::Told::default());
        let own = self.scene.document.subtree(token);
        let given = self.is_given(token) && !telling.cues.iter().any(|cue| own.contains(cue));
        how.status.modality = if given { Modality::Asserted } else { telling.modality };
        how.attributed_to =
            telling.speakers.first().and_then(|&speaker| self.scene.actor(speaker)).map(|actor| actor.chain);
    }

    /// Whether a clause describes a noun and is taken for granted, whatever becomes of the noun's own clause: "… to begin
    /// in the court, located in London", "the first senator to be a member of".
    fn is_given(&self, clause: TokenId) -> bool {
        let scene = &self.scene;
        let Some(noun) = scene.head(clause).filter(|_| scene.relation(clause) == "acl") else { return false };
        let participle = matches!(scene.document.tokens[clause].xpos.as_str(), "VBN" | "VBG");
        let ordinal = || {
            let words = scene.document.children_by(noun, "amod");
            words
                .into_iter()
                .any(|at| matches!(scene.lower(at).as_str(), "first" | "second" | "third" | "last" | "only"))
        };
        participle || ordinal()
    }

    /// Whether an actor is a political party, by its name or because the article calls it one.
    fn is_party(&self, actor: Actor) -> bool {
        let document = self.scene.document;
        let chain = &document.chains[actor.chain];
        let name = chain.name.to_lowercase();
        let called = |&at: &usize| self.scene.lower(document.mentions[at].head) == "party";
        name.split(' ').any(|word| word == "party")
            || self.rules.lexicon.effect(&name) == Some(Effect::Party)
            || chain.mentions.iter().any(called)
    }

    /// Records a relation unless an end of it has no name or both are one, or somebody only asks for it.
    fn add(&mut self, subject: Actor, predicate: &str, object: Actor, role: Option<String>, how: &How) {
        if subject.chain == object.chain || !subject.named || !object.named || self.is_any(object) {
            return;
        }
        if !self.is_whole_name(subject) || !self.is_whole_name(object) {
            return;
        }
        // "U.S. District Judge": the court is not named.
        let judge = role.as_ref().is_some_and(|role| role.ends_with("judge") || role.ends_with("attorney"));
        if judge && self.scene.document.chains[object.chain].name.ends_with(" District") {
            return;
        }
        let status = &how.status;
        if status.modality != Modality::Asserted && self.is_question(how.anchor) {
            return;
        }
        // "a contender for the party's nomination" stands for nobody yet.
        if predicate == "candidateFor" && how.nested && self.is_party(object) {
            return;
        }
        // One runs for a seat, but as a member of a party, and stays one.
        let runs = predicate == "candidateFor" && self.is_party(object);
        let predicate = if runs { "memberOf" } else { predicate };
        let relation = Relation {
            subject: subject.chain,
            predicate: predicate.to_owned(),
            object: object.chain,
            role,
            // What was never so is not over.
            former: status.former && !runs && !is_lasting(predicate) && status.modality != Modality::Denied,
            from: status.from.clone(),
            to: status.to.clone(),
            modality: status.modality,
            attributed_to: how.attributed_to,
            confidence: confidence::of(&how.rule, predicate, how.nested, status.modality, [subject.form, object.form]),
            evidence: self.scene.sentence(how.anchor),
            rule: how.rule.clone(),
        };
        self.found.push((how.anchor, relation));
    }

    /// Whether a chain's name is one: not "Mayor" for a person, not "Northern District of".
    fn is_whole_name(&self, actor: Actor) -> bool {
        let name = &self.scene.document.chains[actor.chain].name;
        let post = || actor.kind == EntityType::Person && self.rules.lexicon.class(&name.to_lowercase()).is_some();
        !name.ends_with(" of") && !post()
    }

    /// Whether the sentence around a word is a question.
    fn is_question(&self, at: TokenId) -> bool {
        let sentence = self.scene.surface(self.scene.sentence(at));
        sentence.trim_end_matches(|sign: char| sign.is_whitespace() || "\"'”’)]".contains(sign)).ends_with('?')
    }

    /// Whether a mention stands for any of a kind, and none of a name: "would play for a European federation".
    fn is_any(&self, actor: Actor) -> bool {
        let head = self.scene.document.mentions[actor.mention].head;
        let within = matches!(self.scene.relation(head), "compound" | "flat" | "amod");
        let mut words = self.scene.document.children_by(head, "det");
        !within
            && words.any(|at| matches!(self.scene.lower(at).as_str(), "a" | "an" | "any" | "every" | "another" | "no"))
    }

    /// Records what the coordinated roles around `noun` say about their holder; `extra` are things named elsewhere that
    /// may belong to any of them.
    fn bear(&mut self, holder: Actor, roles: &[Role], extra: &[Argument], how: &How) {
        let arguments = self.shared_arguments(roles);
        let statuses: Vec<Status> = roles.iter().map(|role| self.scene.status(role)).collect();
        let over = statuses.first().is_some_and(|status| status.former);
        for ((role, own), status) in roles.iter().zip(arguments).zip(statuses) {
            let mut how = how.clone();
            // "a former governor and two-term mayor" is neither any more, "and now a mayor" is one.
            how.status.former |= status.former || (over && !self.scene.begins_anew(role));
            how.status.from = how.status.from.or(status.from);
            how.status.to = how.status.to.or(status.to);
            if how.status.modality == Modality::Asserted {
                how.status.modality = status.modality;
            }
            let words = (role.class != "place" && role.class != "body" && role.class != "statebody")
                .then(|| self.scene.role_words(role));
            let mut used: Vec<String> = Vec::new();
            let every = || own.iter().chain(extra);
            // "the Ohio director of the Herald" has no post of Ohio, nor has "Ohio party chairman".
            let bodied = matches!(role.class.as_str(), "head" | "chief" | "officer" | "staff")
                && every().any(|argument| {
                    matches!(
                        argument.link,
                        lexicon::Link::Preposition(_) | lexicon::Link::Party | lexicon::Link::Modifier
                    ) && argument.actors.iter().any(|actor| actor.kind == EntityType::Organization)
                });
            let place = |argument: &Argument| {
                argument.link == lexicon::Link::Modifier
                    && argument.actors.iter().all(|actor| actor.kind == EntityType::Place)
            };
            for argument in every().filter(|argument| !(bodied && place(argument))) {
                let class = match self.scene.rank(role, argument.nested) {
                    class if !argument.nested => class,
                    class => match class.as_str() {
                        "officer" | "official" | "staff" | "adviser" | "spokesperson" | "envoy" | "coach"
                        | "unknown" | "soldier" | "lawmaker" | "fellow" | "candidate" => class,
                        "member" => "officer".to_owned(),
                        _ => continue,
                    },
                };
                let mut now: Vec<String> = Vec::new();
                for actor in &argument.actors {
                    let readings = self.rules.lexicon.readings(&class);
                    let fitting = readings.iter().find(|reading| reading.fits(holder.kind, &argument.link, actor.kind));
                    let Some(reading) = fitting.filter(|reading| !used.contains(&reading.predicate)) else { continue };
                    // One is the candidate of a party, and of nothing else.
                    let of_party = argument.link == lexicon::Link::Party || self.is_party(*actor);
                    if class == "candidate" && reading.predicate == "memberOf" && !of_party {
                        continue;
                    }
                    now.push(reading.predicate.clone());
                    let mut how = how.clone();
                    how.rule = format!("{}/{class}", how.rule);
                    how.nested = argument.nested;
                    // The candidacy is over, not the membership.
                    how.status.former &= role.class != "candidate" || reading.predicate != "memberOf";
                    // "the city of Independence, Missouri": the state, behind it, holds the city.
                    let held = class == "place" && self.stands_before(*actor, holder);
                    let (subject, object) = if reading.reverse != held { (*actor, holder) } else { (holder, *actor) };
                    self.add(subject, &reading.predicate, object, words.clone(), &how);
                }
                used.extend(now);
            }
        }
    }

    /// Whether two names stand side by side with nothing but a comma between them.
    fn stands_before(&self, first: Actor, second: Actor) -> bool {
        let mentions = &self.scene.document.mentions;
        let (end, start) = (mentions[first.mention].end, mentions[second.mention].first);
        end + 1 == start && self.scene.lower(end) == ","
    }

    /// The arguments of coordinated roles; one that has none shares those after a later and before an earlier one:
    /// "Tesla founder and chief executive", "founder and chief executive of Tesla".
    fn shared_arguments(&self, roles: &[Role]) -> Vec<Vec<Argument>> {
        let own: Vec<Vec<Argument>> = roles.iter().map(|role| self.scene.arguments(role)).collect();
        (0..roles.len())
            .map(|at| {
                // "a union leader and founder of the party": a role with a field of its own needs no party.
                let bare = self.scene.role_words(&roles[at]).split(' ').count() <= roles[at].end - roles[at].first;
                if !own[at].is_empty() || !bare {
                    return own[at].clone();
                }
                // "economist and former member of the Herald's board": the board is the member's.
                let direct =
                    |from: std::ops::Range<usize>| own[from].iter().flatten().filter(|argument| !argument.nested);
                let after = direct(at + 1..own.len()).filter(|argument| is_after(argument));
                let before = direct(0..at).filter(|argument| !is_after(argument));
                after.chain(before).cloned().collect()
            })
            .collect()
    }

    /// The roles coordinated with `noun`, itself first, or the unknown role where `noun` describes a person.
    fn roles(&self, noun: TokenId, unknown: bool) -> Vec<Role> {
        let mut roles: Vec<Role> = (self.scene.coordinated(noun).into_iter())
            .filter(|&token| token == noun || !self.scene.bears_name(token))
            .filter_map(|token| self.scene.role(token).filter(|_| self.scene.name_over(token).is_none()))
            .collect();
        if roles.is_empty() && unknown {
            roles.extend(self.scene.unknown_role(noun));
        }
        roles
    }

    /// One relation for each subject, predicate, object and way of being told, the best evidence first.
    fn finish(mut self) -> Vec<Relation> {
        self.found.sort_by_key(|(anchor, _)| *anchor);
        let mut told: BTreeMap<(ChainId, String, ChainId, bool, Modality), usize> = BTreeMap::new();
        let mut kept: Vec<Relation> = Vec::new();
        for (_, relation) in self.found {
            let key =
                (relation.subject, relation.predicate.clone(), relation.object, relation.former, relation.modality);
            match told.get(&key) {
                Some(&at) => merge(&mut kept[at], relation),
                None => {
                    told.insert(key, kept.len());
                    kept.push(relation);
                }
            }
        }
        // "joined in 1996" of one who is told to be a former member: over.
        let over: BTreeSet<(ChainId, String, ChainId)> = (kept.iter())
            .filter(|relation| relation.former && relation.modality == Modality::Asserted)
            .map(|relation| (relation.subject, relation.predicate.clone(), relation.object))
            .collect();
        kept.retain(|relation| {
            let begun = relation.rule.starts_with("verb/") && !relation.former && !is_lasting(&relation.predicate);
            let key = (relation.subject, relation.predicate.clone(), relation.object);
            !(begun && relation.modality == Modality::Asserted && over.contains(&key))
        });
        kept
    }
}

/// Whether an argument stands behind its noun.
fn is_after(argument: &Argument) -> bool {
    matches!(argument.link, lexicon::Link::Preposition(_))
}

/// Keeps what a later telling of the same relation adds.
fn merge(kept: &mut Relation, other: Relation) {
    let longer = other.role.as_ref().map_or(0, String::len) > kept.role.as_ref().map_or(0, String::len);
    if longer {
        kept.role = other.role;
    }
    kept.from = kept.from.take().or(other.from);
    kept.to = kept.to.take().or(other.to);
    // A second telling makes a reading surer.
    kept.confidence = kept.confidence.max(other.confidence);
}
