//! Indirect speech: the clause, infinitive or phrase that a verb of saying carries.

use super::according::{according_to, in_survey, last_clause};
use super::content::{Content, content, stretch};
use super::headings::by_colon;
use super::lexicon::Frames;
use super::loose::loose_clause;
use super::nouns::{by_adjective, by_noun};
use super::objects::by_object;
use super::passive::by_passive;
use super::telling::{Cue, Telling};
use crate::article::Span;
use crate::document::TokenId;

/// All indirect speech, in the order of its cues.
pub(super) fn contents(telling: &Telling) -> Vec<Content> {
    let mut found = Vec::new();
    for token in 0..telling.scene.document.tokens.len() {
        found.extend(by_verb(telling, token).or_else(|| by_passive(telling, token)));
        found.extend(by_noun(telling, token));
        found.extend(by_adjective(telling, token));
        found.extend(according_to(telling, token));
        found.extend(in_survey(telling, token));
        found.extend(by_colon(telling, token));
    }
    found.retain(|content| !content.parts.is_empty());
    found
}

fn by_verb(telling: &Telling, verb: TokenId) -> Option<Content> {
    let frames = telling.verb(verb)?;
    if is_within_finding(telling, verb, frames) {
        return None;
    }
    let untold = telling.is_untold(verb) && !telling.is_wished(verb, frames);
    if untold || telling.is_aim(verb) || telling.is_of_open(verb) || is_put_to(telling, verb) {
        return None;
    }
    if let Some(found) = by_source(telling, verb) {
        return Some(found);
    }
    let cue = telling.cue(verb);
    let speaker = cue.speaker.filter(|&speaker| !telling.is_no_teller(speaker))?;
    // "suggests", "finds", "shows" tell something only of somebody or of a source.
    if frames.contains("show") && !telling.can_tell(speaker) {
        return None;
    }
    let told = by_clause(telling, verb, frames, cue)
        .or_else(|| around(telling, verb, frames, cue))
        .or_else(|| by_preposition(telling, verb, frames, cue))
        .or_else(|| by_object(telling, verb, frames, cue, speaker))
        .or_else(|| trailing(telling, verb, frames, cue))
        .or_else(|| loose_clause(telling, verb, frames, cue));
    let told = told.map(|told| whole_sentence(telling, verb, frames, told));
    let told = told.map(|told| with_subject(telling, verb, told));
    told.map(|told| with_exception(telling, verb, told))
}

/// "*Lewis* died on Monday, the paper reported", where the parser takes Lewis for another subject of the report.
fn with_subject(telling: &Telling, verb: TokenId, mut told: Content) -> Content {
    let scene = &telling.scene;
    if let [part] = told.parts.as_mut_slice()
        && part.end <= told.cue.span.start
    {
        let first = telling.tokens_in(*part).start;
        let subject = scene.document.children(verb).find(|&child| {
            let reach = scene.document.subtree(child);
            scene.relation(child) == "nsubj"
                && Some(child) != told.cue.speaker
                && (reach.end..first).all(|at| scene.is_punctuation(at))
                && reach.end <= first
        });
        let own = |subject: TokenId| {
            let reach = scene.document.subtree(subject);
            reach.clone().all(|at| telling.quotation_of(at).is_none()).then_some(reach.start)
        };
        if let Some(start) = subject.and_then(own) {
            *part = part.cover(scene.document.tokens[start].span);
        }
    }
    told
}

/// Believed they would win, *but not until Lewis agrees*: an exception belongs to what is said, wherever the parser hangs
/// it.
fn with_exception(telling: &Telling, verb: TokenId, mut told: Content) -> Content {
    let scene = &telling.scene;
    let Some(part) = told.parts.last_mut().filter(|part| part.start >= told.cue.span.end) else { return told };
    let Some(sentence) = scene.document.sentence_of(verb).map(|at| &scene.document.sentences[at]) else { return told };
    let next = telling.tokens_in(Span::new(part.end, sentence.span.end)).start;
    let word = |at: TokenId| if at < sentence.end { scene.lower(at) } else { String::new() };
    let but = if word(next) == "," { next + 1 } else { next };
    let excepts = word(but) == "but"
        && matches!(word(but + 1).as_str(), "not" | "only")
        && matches!(word(but + 2).as_str(), "until" | "if" | "when" | "after" | "before" | "unless" | "once");
    let last = (but..sentence.end).rev().find(|&at| !scene.is_punctuation(at));
    if let Some(last) = last.filter(|&last| excepts && last > but + 2) {
        let plain = (but..last).all(|at| telling.verb(at).is_none() && scene.lower(at) != ";");
        if plain {
            *part = part.cover(scene.document.tokens[last].span);
            let over = telling.quoted_over(*part);
            for quoted in &telling.quoted[over] {
                *part = part.cover(quoted.outer);
            }
        }
    }
    told
}

/// "A man beside his car, whom nobody knew, *was shot, police said*": all of the sentence so far, where the parser has
/// less of it below the verb and nobody else says the rest.
fn whole_sentence(telling: &Telling, verb: TokenId, frames: &Frames, mut told: Content) -> Content {
    if let [part] = told.parts.as_mut_slice()
        && part.end <= told.cue.span.start
        && let Some(all) = trailing(telling, verb, frames, told.cue)
        && let [whole] = all.parts[..]
        && whole.start <= part.start
        && whole.end >= part.end
        && whole != *part
    {
        // "*She said* the plan was void, the radio reported", cut short behind the first verb.
        let said = telling.tokens_in(*part).next_back().is_some_and(|last| telling.verb(last).is_some());
        if whole.start == part.start {
            if said {
                *part = whole;
            }
            return told;
        }
        let missed = telling.tokens_in(Span::new(whole.start, part.start));
        let plain = missed.clone().all(|at| telling.verb(at).is_none() && telling.quotation_of(at).is_none());
        let before = |at: TokenId| telling.scene.document.tokens[at].span.end <= part.start;
        if plain && missed.clone().all(before) {
            *part = whole;
        }
    }
    told
}

/// "Lewis noted *the findings show* that …": what somebody says of a thing that shows something is theirs.
fn is_within_finding(telling: &Telling, verb: TokenId, frames: &Frames) -> bool {
    let scene = &telling.scene;
    let thing = scene.child(verb, &["nsubj"]).filter(|&at| telling.lexicon.is_document(&scene.lemma(at)));
    let outer = scene.head(verb).filter(|_| scene.relation(verb) == "ccomp");
    frames.contains("show")
        && thing.is_some_and(|thing| telling.teller(thing).is_none_or(|actor| !actor.named))
        && outer.is_some_and(|outer| {
            let says = telling.verb(outer).is_some_and(|frames| frames.contains("quote"));
            says && telling.speaker(outer).is_some_and(|speaker| telling.surely_tells(speaker))
        })
}

/// *Asked whether* he would go, Lewis said …: somebody else asked.
fn is_put_to(telling: &Telling, verb: TokenId) -> bool {
    let scene = &telling.scene;
    let opens = scene.document.sentence_of(verb).is_some_and(|at| scene.document.sentences[at].first == verb);
    opens
        && matches!(scene.lower(verb).as_str(), "asked" | "told" | "informed" | "quoted")
        && scene.child(verb, &["nsubj"]).is_none()
}

/// "The paper cited *a source that the talks failed*": the source says so.
fn by_source(telling: &Telling, verb: TokenId) -> Option<Content> {
    let scene = &telling.scene;
    if !matches!(scene.lemma(verb).as_str(), "cite" | "quote") {
        return None;
    }
    let source = scene.child(verb, &["obj"]).filter(|&source| source > verb && telling.surely_tells(source))?;
    let clause = scene.document.children(source).find(|&clause| {
        let that = scene.child(clause, &["mark"]).is_some_and(|mark| scene.lower(mark) == "that" && mark > source);
        scene.relation(clause) == "acl" && that && scene.child(clause, &["nsubj", "expl", "csubj"]).is_some()
    })?;
    // "a report that …" is what is cited, and whose it is.
    let thing = telling.lexicon.is_document(&scene.lemma(source)) && scene.actor(source).is_none();
    let cue = Cue { span: scene.document.tokens[verb].span, speaker: Some(source) };
    (!thing).then(|| content(telling, &[clause], None, cue, 0.7))
}

/// "said that the talks failed", "asked whether …", "vowed to help".
fn by_clause(telling: &Telling, verb: TokenId, frames: &Frames, cue: Cue) -> Option<Content> {
    let scene = &telling.scene;
    let has = |frame: &str| frames.contains(frame);
    let takes_infinitive = has("to") || telling.is_wished(verb, frames);
    let children: Vec<TokenId> = scene.document.children(verb).collect();
    let clause = |relation: &str| children.iter().copied().find(|&child| scene.relation(child) == relation);
    let mark = |child: TokenId| mark_of(telling, child);
    if let Some(child) = clause("ccomp") {
        let asked = matches!(mark(child).as_str(), "whether" | "if") || opens_with_question(telling, child);
        // "indicated whether" leaves open what is so.
        let open = matches!(mark(child).as_str(), "whether" | "if") && !has("wh") && !has("quote");
        if !open && (has("that") || has("show")) || (has("wh") && asked) {
            // What the parser cut in two is one clause still.
            let more = |&other: &TokenId| {
                let between = child.min(other)..child.max(other);
                // "*claims* she was tired and *ended up* ill": past, as what is said and not as the word of saying.
                let past = || {
                    scene.relation(other) == "conj"
                        && other > child
                        && scene.document.tokens[other].xpos == "VBD"
                        && matches!(scene.document.tokens[verb].xpos.as_str(), "VBZ" | "VBP")
                        && scene.child(other, &["nsubj", "expl", "csubj"]).is_none()
                        && telling.verb(other).is_none()
                        && (child..child + 1)
                            .chain(scene.document.children(child).filter(|&aux| scene.relation(aux) == "aux"))
                            .any(|at| scene.document.tokens[at].xpos == "VBD")
                };
                other == child
                    || past()
                    || (scene.relation(other) == "ccomp"
                        && child > verb
                        && !between.into_iter().any(|at| matches!(scene.lower(at).as_str(), ":" | ";")))
            };
            let roots: Vec<TokenId> = children.iter().copied().filter(more).collect();
            let mut found = content(telling, &roots, Some(verb), cue, 0.88);
            fronted(telling, verb, cue, &mut found);
            if let Some(part) = found.parts.first_mut() {
                from_mark(telling, verb, part);
            }
            // "claimed the plan was unfair": a finite clause whose subject the parser took for the verb's object.
            let between = |&at: &TokenId| at > verb && at < child;
            let bare = clause("obj").filter(between);
            let bare =
                bare.or_else(|| children.iter().copied().filter(between).find(|&at| scene.relation(at) == "nsubj"));
            if let (Some(object), [part]) = (bare, found.parts.as_mut_slice())
                && scene.child(child, &["nsubj", "mark", "expl", "csubj"]).is_none()
            {
                let start = scene.document.subtree(object).start.max(verb + 1);
                *part = part.cover(scene.document.tokens[start].span);
            }
            return Some(found);
        }
        if takes_infinitive && mark(child) == "to" {
            return by_infinitive(telling, verb, frames, child, cue);
        }
    }
    if let Some(child) = clause("xcomp").filter(|&child| takes_infinitive && mark(child) == "to") {
        return by_infinitive(telling, verb, frames, child, cue);
    }
    if let Some(child) = by_gerund(telling, verb, frames) {
        return Some(content(telling, &[child], Some(verb), cue, 0.65));
    }
    // "says the gap that he decries makes it unlikely": a clause that the parser took for an object.
    let object = clause("obj").filter(|&object| object > verb && has("that") && !has("np") && has("quote"))?;
    let verbal = scene
        .document
        .children(object)
        .any(|child| scene.deprel(child) == "acl:relcl" && scene.child(child, &["obj", "xcomp", "ccomp"]).is_some());
    let range = scene.document.subtree(object);
    // "maintained *a policy of* turning boats away, which many criticised" is a phrase.
    let phrase = scene.child(object, &["nmod"]).is_some() && scene.relation(object) == "obj" && {
        let first = scene.document.subtree(object).start.max(verb + 1);
        matches!(scene.lower(first).as_str(), "a" | "an")
    };
    let found = verbal && !phrase && telling.quotation_of(object).is_none();
    found.then(|| stretch(telling, range.start.max(verb + 1)..range.end, cue, 0.55, true))
}

/// "asked him to leave": with whom the speaker wants to do it. "Requested ballots to vote" says what for.
fn by_infinitive(telling: &Telling, verb: TokenId, frames: &Frames, clause: TokenId, cue: Cue) -> Option<Content> {
    let scene = &telling.scene;
    if is_gapped(telling, verb) {
        return None;
    }
    let doer = scene
        .child(verb, &["obj", "iobj"])
        .or_else(|| scene.document.children(verb).find(|&child| scene.deprel(child) == "nsubj:pass"));
    // "a man who asked not to be named"
    if matches!(scene.lemma(clause).as_str(), "name" | "identify") && scene.child(clause, &["aux"]).is_some() {
        return None;
    }
    match doer {
        Some(doer) if !frames.contains("any") && !telling.can_tell(doer) => None,
        Some(doer) if (verb..clause).contains(&doer) && telling.quotation_of(doer).is_none() => {
            let start = scene.document.subtree(doer).start.max(verb + 1);
            let end = scene.document.subtree(clause).end;
            Some(stretch(telling, start..end, cue, 0.75, false))
        }
        _ => Some(content(telling, &[clause], Some(verb), cue, 0.75)),
    }
}

/// "the wall that he wants *to build*", "whom they plan *to vote for*": what is wanted stands outside the infinitive.
fn is_gapped(telling: &Telling, verb: TokenId) -> bool {
    let scene = &telling.scene;
    let mut clause = verb;
    for _ in 0..8 {
        match scene.head(clause) {
            Some(head) if head < clause && scene.child(clause, &["nsubj"]).is_none() => match scene.relation(clause) {
                "conj" | "xcomp" => clause = head,
                _ => break,
            },
            _ => break,
        }
    }
    let subject = || scene.child(clause, &["nsubj"]);
    scene.relation(clause) == "acl"
        && scene.document.tokens[clause].xpos != "VBG"
        && subject().is_some_and(|subject| !telling.is_relative(subject))
}

/// "denied *taking* the money", "suggested *raising* the fee": a gerund that is said or thought of.
fn by_gerund(telling: &Telling, verb: TokenId, frames: &Frames) -> Option<TokenId> {
    let scene = &telling.scene;
    scene.document.children(verb).find(|&child| {
        frames.contains("ing")
            && child == scene.document.subtree(child).start.max(verb + 1)
            && matches!(scene.relation(child), "xcomp" | "ccomp")
            && scene.document.tokens[child].xpos == "VBG"
            && scene.upos(child) == "VERB"
    })
}

/// "said that the plans …": what is said begins with "that" however little of it the parser has below the verb.
fn from_mark(telling: &Telling, verb: TokenId, part: &mut Span) {
    let scene = &telling.scene;
    let Some(that) = scene.document.tokens.get(verb + 1).filter(|_| scene.lower(verb + 1) == "that") else { return };
    let behind = that.span.end <= part.start && scene.sentence(verb).contains(*part);
    if behind && that.upos == "SCONJ" && telling.quotation_of(verb + 1).is_none() {
        *part = part.cover(that.span);
    }
}

/// "*Too often*, Lewis said, the debate …": between commas, the word of saying breaks what is said.
fn fronted(telling: &Telling, verb: TokenId, cue: Cue, found: &mut Content) {
    let scene = &telling.scene;
    let (Some(speaker), Some(sentence)) = (cue.speaker, scene.document.sentence_of(verb)) else { return };
    let start = telling.phrase_start(speaker);
    let comma = |at: TokenId| at < scene.document.tokens.len() && scene.lower(at) == ",";
    let first = scene.document.sentences[sentence].first;
    let beside = speaker < verb && (speaker + 1..verb).all(|at| matches!(scene.upos(at), "PROPN" | "AUX"));
    let Some(before) = start.checked_sub(1).filter(|&at| at > first && comma(at) && comma(verb + 1) && beside) else {
        return;
    };
    let first = (first..before).find(|&at| !scene.is_punctuation(at) && scene.upos(at) != "CCONJ").unwrap_or(before);
    let plain = (first..before).all(|at| telling.verb(at).is_none() && telling.quotation_of(at).is_none());
    // "In a statement on Monday, he wrote, “…": where and when it was said.
    let situates = scene.upos(first) == "ADP"
        && (first..before).any(|at| {
            telling.is_time(at)
                || scene.actor(at).is_some_and(|actor| actor.named)
                || telling.lexicon.is_medium(&scene.lemma(at))
                || telling.lexicon.noun_or_document(&scene.lemma(at))
        });
    if situates || telling.quotation_of(verb + 2).is_some() {
        return;
    }
    let own = found.parts.first().is_some_and(|part| part.start > scene.document.tokens[verb].span.start);
    if plain && own && telling.words(first..before) >= 2 {
        let front = stretch(telling, first..before, cue, 0.8, false);
        found.parts.splice(0..0, front.parts);
    }
}

fn mark_of(telling: &Telling, clause: TokenId) -> String {
    let scene = &telling.scene;
    let mark = scene.document.children(clause).find(|&mark| scene.relation(mark) == "mark");
    mark.map(|mark| scene.lower(mark)).unwrap_or_default()
}

fn opens_with_question(telling: &Telling, clause: TokenId) -> bool {
    let first = telling.scene.document.subtree(clause).start;
    matches!(
        telling.scene.lower(first).as_str(),
        "what" | "who" | "how" | "why" | "when" | "where" | "which" | "whether"
    )
}

/// A cue inside or beside what is said: "The talks, he said, were long", "as Lewis said".
fn around(telling: &Telling, verb: TokenId, frames: &Frames, cue: Cue) -> Option<Content> {
    let scene = &telling.scene;
    let child = |relations: &[&str]| scene.child(verb, relations);
    if child(&["obj"]).is_some_and(|object| !telling.is_addressee(verb, object)) {
        return None;
    }
    let host = scene.head(verb)?;
    let shows = frames.contains("show") && cue.speaker.is_some_and(|speaker| telling.can_tell(speaker));
    let says = frames.contains("that") || frames.contains("quote") || shows;
    if scene.relation(verb) == "parataxis" && says && scene.upos(host) != "PUNCT" {
        return Some(content(telling, &[host], Some(verb), cue, 0.85));
    }
    // "as he remarked on the inquiry" is only when.
    let bare = scene
        .document
        .children(verb)
        .all(|child| scene.relation(child) != "obl" || scene.preposition(child).is_none_or(|word| word == "in"));
    if scene.relation(verb) == "advcl"
        && mark_of(telling, verb) == "as"
        && frames.contains("that")
        && child(&["nsubj"]).is_some()
        && bare
    {
        return Some(content(telling, &[host], Some(verb), cue, 0.7));
    }
    None
}

/// "called for an end to the war", "accused him of leaving", "called on him to leave", "pointed to the figures".
fn by_preposition(telling: &Telling, verb: TokenId, frames: &Frames, cue: Cue) -> Option<Content> {
    let scene = &telling.scene;
    let phrases = || {
        scene.document.children(verb).filter(|&child| {
            child > verb && matches!(scene.relation(child), "obl" | "advcl") && telling.quotation_of(child).is_none()
        })
    };
    let introduces =
        |phrase: TokenId| scene.document.children(phrase).find(|&case| matches!(scene.relation(case), "case" | "mark"));
    let with_cue = |case: TokenId| {
        // "called for": the preposition belongs to the cue.
        let word = scene.document.tokens[case].span;
        let adjoins = Span::new(cue.span.end.min(word.start), word.start).of(scene.text).trim().is_empty();
        if adjoins { Cue { span: cue.span.cover(word), ..cue } } else { cue }
    };
    for phrase in phrases() {
        let Some(case) = introduces(phrase) else { continue };
        let word = scene.lower(case);
        let own = telling.lexicon.verb(&scene.lemma(verb), &word);
        let noun = scene.relation(phrase) == "obl" && case == verb + 1;
        if let Some(own) = own.filter(|_| noun) {
            let start = scene.document.subtree(phrase).start.max(case + 1);
            let aim = phrases().find(|&clause| clause > phrase && mark_of(telling, clause) == "to").or_else(|| {
                scene.child(verb, &["xcomp"]).filter(|&clause| clause > phrase && mark_of(telling, clause) == "to")
            });
            if let Some(aim) = aim.filter(|_| own.contains("to")) {
                let end = scene.document.subtree(aim).end;
                return Some(stretch(telling, start..end, with_cue(case), 0.75, false));
            }
            if own.contains("object") {
                let end = scene.document.subtree(phrase).end;
                let found = telling.words(start..end) >= 3;
                return found.then(|| stretch(telling, start..end, with_cue(case), 0.55, false));
            }
        }
        let fits = match word.as_str() {
            "for" => frames.contains("for"),
            "of" | "against" => frames.contains("of"),
            _ => false,
        };
        // "apologized for the remarks": of what, nobody says.
        let bare = scene.relation(phrase) == "obl"
            && word == "for"
            && telling.quotation_of(phrase).is_none()
            && telling.words(scene.document.subtree(phrase)) <= 3
            && scene.child(phrase, &["nmod", "acl"]).is_none();
        // "accused *Lewis of lying*": of whom it is said belongs to it, unless it is said to them.
        let accused = scene.child(verb, &["obj"]).filter(|&at| {
            at > verb && at < phrase && word == "of" && !telling.lexicon.tells_somebody(&scene.lemma(verb))
        });
        if let Some(accused) = accused.filter(|_| fits) {
            let start = scene.document.subtree(accused).start.max(verb + 1);
            return Some(stretch(telling, start..scene.document.subtree(phrase).end, cue, 0.65, false));
        }
        if fits && !bare {
            return Some(content(telling, &[phrase], Some(case), with_cue(case), 0.6));
        }
    }
    None
}

/// "The plan is sound, Lewis said." where the parser sees no tie between the two.
fn trailing(telling: &Telling, verb: TokenId, frames: &Frames, cue: Cue) -> Option<Content> {
    let scene = &telling.scene;
    let speaker = cue.speaker?;
    let says = frames.contains("quote") && frames.contains("that");
    let shows = frames.contains("show") && telling.can_tell(speaker);
    if !says && !shows {
        return None;
    }
    let sentence = &scene.document.sentences[scene.document.sentence_of(verb)?];
    let named = scene.document.subtree(speaker);
    let named = if speaker < verb { telling.phrase_start(speaker)..named.end.min(verb) } else { named };
    let start = named.start.min(verb);
    let object = scene.child(verb, &["obj"]);
    let told = object.filter(|&object| telling.is_addressee(verb, object));
    let told = told.map(|told| scene.document.subtree(told));
    let ends = (verb.max(named.end.saturating_sub(1)) + 1..sentence.end).all(|at| {
        scene.is_punctuation(at)
            || scene.upos(at) == "ADV"
            || telling.is_time(at)
            || told.as_ref().is_some_and(|told| told.contains(&at))
            || (at == verb + 1 && scene.lower(at) == "on")
    });
    // "officials have said".
    let before = named.end <= verb && (named.end..verb).all(|at| matches!(scene.upos(at), "AUX" | "ADV"));
    let beside = before || named.start == verb + 1;
    let comma = start.checked_sub(1).filter(|&at| at > sentence.first && scene.lower(at) == ",")?;
    if !ends
        || !beside
        || (scene.deprel(verb) == "acl:relcl" && scene.head(verb).is_some_and(|noun| noun > comma))
        || telling.quotation_of(comma).is_some()
        || scene.child(verb, &["mark"]).is_some()
        || object.is_some() != told.is_some()
    {
        return None;
    }
    let first = last_clause(telling, sentence.first, comma);
    Some(stretch(telling, first..comma, cue, 0.7, false))
}
