//! Direct quotations: which quoted stretches are speech, and whose.

use super::beside::cue_beside;
use super::telling::{Cue, Telling};
use crate::article::Span;
use crate::document::{ChainId, EntityType, TokenId};

/// Speech inside quotation marks.
#[derive(Debug, Clone, Copy)]
pub(super) struct Speech {
    /// Index of the quoted stretch.
    pub(super) quoted: usize,
    pub(super) cue: Option<Cue>,
    /// With the writer's words before it, where its sentence begins with them.
    pub(super) mixed: Option<Span>,
    pub(super) confidence: f32,
}

/// The quoted stretches that stand for themselves as speech, with who speaks, in text order.
pub(super) fn speeches(telling: &Telling) -> Vec<Speech> {
    let mut found: Vec<Speech> = Vec::new();
    for at in 0..telling.quoted.len() {
        if !stands_alone(telling, at) {
            continue;
        }
        let cue = match labelled(telling, at).or_else(|| cue_beside(telling, at)) {
            Some(cue) => Some((cue, 0.95)),
            None if is_signed_title(telling, at) => continue,
            None => continued(telling, &found, at).or_else(|| led(telling, at)).map(|cue| (cue, 0.75)),
        };
        // Nobody is named: only what is long enough to be no title or catchword.
        if cue.is_some() || (telling.words(telling.tokens_in(telling.quoted[at].inner)) >= 6 && !is_listed(telling, at))
        {
            let mixed = cue.and_then(|_| begun_outside(telling, at));
            let confidence = cue.map_or(0.5, |(_, confidence)| confidence);
            found.push(Speech { quoted: at, cue: cue.map(|(cue, _)| cue), mixed, confidence });
        }
    }
    found
}

/// Whose turn opens inside the marks: "LOW: We agree."
fn labelled(telling: &Telling, at: usize) -> Option<Cue> {
    let scene = &telling.scene;
    let first = telling.tokens_in(telling.quoted[at].inner).start;
    let name = &scene.document.mentions[scene.name_over(first)?];
    let colon = scene.document.tokens.get(name.end).filter(|_| scene.lower(name.end) == ":")?;
    let capital = name.span.of(scene.text).chars().all(|c| !c.is_lowercase());
    (capital && name.first == first).then_some(Cue { span: colon.span, speaker: Some(name.head) })
}

/// Whether a quoted stretch is a sentence of its own and no fragment of the writer's: it begins where a sentence or a
/// statement may begin, and ends like one.
fn stands_alone(telling: &Telling, at: usize) -> bool {
    let quoted = telling.quoted[at];
    let text = telling.scene.text;
    let range = telling.tokens_in(quoted.inner);
    let words = telling.words(range.clone());
    let inner = quoted.inner.of(text).trim();
    let ends = inner.ends_with([',', '.', '!', '?', '…', '—', '–'])
        || text[quoted.outer.end..].trim_start_matches([')', ' ']).starts_with([',', '.', '?', '!'])
        || text[quoted.outer.end..].trim_start_matches(' ').starts_with('\n')
        || text[quoted.outer.end..].trim().is_empty();
    let before = text[..quoted.outer.start].trim_end_matches([' ', '\u{a0}']);
    let opens =
        before.is_empty() || before.ends_with(['\n', ',', ':', '.', '!', '?', '—', '–', '-', ')', '”', '"', ';']);
    let mut ahead = telling.tokens_in(Span::new(0, quoted.outer.start)).rev();
    let after_cue = ahead
        .find(|&last| !matches!(telling.scene.lower(last).as_str(), "," | ":" | "that"))
        .is_some_and(|last| telling.verb(last).is_some_and(|frames| frames.contains("quote")));
    let first = inner.chars().find(|c| c.is_alphanumeric());
    let capital = first.is_some_and(|c| c.is_uppercase() || c.is_numeric());
    if is_title(inner) {
        return false;
    }
    let verbal = range.clone().any(|token| matches!(telling.scene.upos(token), "VERB" | "AUX"));
    let enough = words >= 3 && verbal || inner.ends_with(['!', '?', ',']) || words >= 6;
    // However, "it is not over", she said.
    let next = telling.tokens_in(Span::new(quoted.outer.end, text.len())).start;
    let tokens = &telling.scene.document.tokens;
    let told = (next..tokens.len().min(next + 5)).any(|at| {
        telling.verb(at).is_some_and(|frames| frames.contains("quote"))
            && matches!(tokens[at].xpos.as_str(), "VBD" | "VBZ")
    });
    let joined = inner.ends_with(',') || text[quoted.outer.end..].starts_with(',');
    if enough && verbal && words >= 4 && opens && told && joined && before.ends_with(',') {
        return true;
    }
    // "a", "b" and "c": a list of catchwords opens after a comma too, but in small letters.
    ends && enough && (after_cue || (opens && (capital || before.ends_with(':') || resumes(telling, at))))
        || (first.is_some_and(char::is_uppercase) && words >= 8 && verbal && ends)
}

/// Whether a stretch stands in a list of titles: — "The town that time forgot," by Ida Holm.
fn is_listed(telling: &Telling, at: usize) -> bool {
    let text = telling.scene.text;
    let outer = telling.quoted[at].outer;
    let before = text[..outer.start].trim_end();
    let behind = text[outer.end..].trim_start_matches([' ', ',']);
    before.ends_with(['—', '–', '•', '*']) || behind.starts_with("by ")
}

/// Whether a stretch says where somebody wrote the quotation before it: "…" Ida Holm, *"Why the town forgot"*.
fn is_signed_title(telling: &Telling, at: usize) -> bool {
    let text = telling.scene.text;
    let outer = telling.quoted[at].outer;
    let before = text[..outer.start].trim_end();
    let line = before.rfind('\n').map_or(0, |line| line + 1);
    let previous = at.checked_sub(1).map(|at| telling.quoted[at].outer).filter(|previous| previous.start >= line);
    let Some(previous) = previous.filter(|_| before.ends_with(',')) else { return false };
    let between = telling.tokens_in(Span::new(previous.end, outer.start));
    let plain = between.clone().all(|at| !matches!(telling.scene.upos(at), "VERB" | "AUX" | "CCONJ"));
    let capital = text[previous.end..].trim_start().starts_with(char::is_uppercase);
    plain && capital && (1..=10).contains(&telling.words(between))
}

/// Whether a stretch looks like a title: every long word with a capital ("Fox News Sunday").
pub(super) fn is_title(inner: &str) -> bool {
    let mut long = inner.split_whitespace().filter(|word| word.chars().count() >= 4).peekable();
    long.peek().is_some()
        && !inner.ends_with(['!', '?'])
        && inner.split_whitespace().count() <= 8
        && long.all(|word| word.trim_start_matches(|c: char| !c.is_alphanumeric()).starts_with(char::is_uppercase))
}

/// With thousands of systems, "there is no single point of failure," he said: what is said begins before the marks.
pub(super) fn begun_outside(telling: &Telling, at: usize) -> Option<Span> {
    let quoted = telling.quoted[at];
    let small = quoted.inner.of(telling.scene.text).trim_start().starts_with(char::is_lowercase);
    let sentence = telling.scene.document.sentences[telling.scene.document.sentence_at(quoted.inner.start)?].span;
    let before = Span::new(sentence.start, quoted.outer.start.max(sentence.start));
    let tokens = telling.tokens_in(before);
    let plain = tokens.clone().all(|token| telling.quotation_of(token).is_none() && telling.verb(token).is_none());
    (small && plain && telling.words(tokens) >= 2).then_some(Span::new(before.start, quoted.outer.end))
}

/// Whether a stretch in small letters goes on after its cue: "We agree," she said, "but not now."
fn resumes(telling: &Telling, at: usize) -> bool {
    let Some(previous) = at.checked_sub(1).map(|before| telling.quoted[before]) else { return false };
    let between = Span::new(previous.outer.end, telling.quoted[at].outer.start);
    let text = between.of(telling.scene.text);
    !text.contains('\n') && telling.tokens_in(between).any(|token| telling.verb(token).is_some())
}

/// Whose a quotation without a cue is: it goes on from the one before it, in its paragraph or in a paragraph of its own.
fn continued(telling: &Telling, found: &[Speech], at: usize) -> Option<Cue> {
    let text = telling.scene.text;
    if let Some(cue) = told_before(telling, at) {
        return Some(cue);
    }
    let last = found.last()?;
    let (previous, this) = (telling.quoted[last.quoted], telling.quoted[at]);
    let between = text.get(previous.outer.end..this.outer.start)?;
    if !between.contains('\n') {
        return last.cue;
    }
    // A paragraph that is nothing but a quotation, after one with speech in it.
    let own_paragraph = text[..this.outer.start].trim_end_matches([' ', '\u{a0}']).ends_with('\n')
        && text[this.outer.end..].trim_start_matches([' ', '\u{a0}', '.']).starts_with('\n');
    let breaks = between.split('\n').filter(|line| !line.trim().is_empty()).count();
    let rest_of_previous = between.split('\n').next().unwrap_or_default().trim();
    let adjacent = breaks == usize::from(!rest_of_previous.is_empty());
    last.cue.filter(|_| own_paragraph && adjacent)
}

/// Who acts in the clause that a colon before a quotation ends: In his message, *he thanked* the crowd: "We made it."
fn led(telling: &Telling, at: usize) -> Option<Cue> {
    let scene = &telling.scene;
    let before = scene.text[..telling.quoted[at].outer.start].trim_end_matches([' ', '\u{a0}']);
    let colon = before.strip_suffix(':')?.len();
    let sentence = &scene.document.sentences[scene.document.sentence_at(colon)?];
    let end = telling.tokens_in(Span::new(0, colon)).end.min(sentence.end);
    let cue = (sentence.first..end).find_map(|verb| {
        let main = matches!(scene.relation(verb), "root" | "parataxis") && scene.upos(verb) == "VERB";
        let outside = telling.quotation_of(verb).is_none() && !telling.is_untold(verb);
        (main && outside).then(|| telling.cue(verb))
    })?;
    cue.speaker.filter(|&speaker| speaker < end && telling.can_tell(speaker)).map(|_| cue)
}

/// Who tells the sentence right before a quotation in its paragraph: It was unfair, *Lewis said*. "We must wait."
fn told_before(telling: &Telling, at: usize) -> Option<Cue> {
    let scene = &telling.scene;
    let quoted = telling.quoted[at];
    let before = scene.text[..quoted.outer.start].trim_end_matches([' ', '\u{a0}']);
    if !before.ends_with(['.', '!', '?', '”', '"']) {
        return None;
    }
    let last = telling.tokens_in(Span::new(0, before.len())).next_back()?;
    let sentence = &scene.document.sentences[scene.document.sentence_of(last)?];
    let own = scene
        .document
        .sentence_at(quoted.inner.start)
        .is_some_and(|at| scene.document.sentences[at].first == sentence.first);
    if own || Span::new(sentence.span.start, quoted.outer.start).of(scene.text).trim_start().contains('\n') {
        return None;
    }
    let told = (sentence.first..sentence.end).rev().find_map(|verb| {
        let says = telling.verb(verb).is_some_and(|frames| frames.contains("quote"));
        let main = matches!(scene.relation(scene.first_conjunct(verb)), "root" | "parataxis");
        let cue = (says && main && !telling.is_untold(verb)).then(|| telling.cue(verb))?;
        let speaker = cue.speaker.filter(|&speaker| !telling.is_no_teller(speaker) && telling.can_tell(speaker));
        speaker.map(|_| cue)
    });
    told.or_else(|| only_person(telling, sentence.first..sentence.end))
}

/// Of whom a sentence says how they look or feel, and who goes on to speak: *Lewis* was furious. "It was unfair."
fn in_mood(telling: &Telling, mut sentence: std::ops::Range<TokenId>) -> Option<Cue> {
    const MOODS: [&str; 9] = ["look", "seem", "feel", "sound", "appear", "agree", "disagree", "concur", "shrug"];
    let scene = &telling.scene;
    let root = sentence.find(|&at| scene.relation(at) == "root")?;
    let is_adjective = scene.upos(root) == "ADJ" && scene.child(root, &["cop"]).is_some();
    let mood = is_adjective || MOODS.contains(&scene.lemma(root).as_str());
    let subject = scene.child(root, &["nsubj"]).filter(|&at| mood && !telling.is_no_teller(at))?;
    let person = scene.actor(subject).is_some_and(|actor| actor.kind == EntityType::Person);
    person.then(|| Cue { span: scene.document.tokens[subject].span, speaker: Some(subject) })
}

/// The one person that a sentence is about, who goes on to speak: The defeat left *Lewis* unimpressed. "It was unfair."
fn only_person(telling: &Telling, sentence: std::ops::Range<TokenId>) -> Option<Cue> {
    let scene = &telling.scene;
    if sentence.clone().any(|at| telling.quotation_of(at).is_some()) {
        return None;
    }
    if let Some(mood) = in_mood(telling, sentence.clone()) {
        return Some(mood);
    }
    let mut found: Option<(TokenId, ChainId)> = None;
    for at in sentence {
        let Some(actor) = scene.actor(at).filter(|actor| actor.kind == EntityType::Person) else { continue };
        let mention = &scene.document.mentions[actor.mention];
        match found {
            _ if mention.head != at => {}
            // The writer's own story.
            _ if matches!(scene.lower(at).as_str(), "i" | "me" | "my" | "we" | "us") => return None,
            Some((_, chain)) if chain != actor.chain => return None,
            Some(_) => {}
            None => found = Some((at, actor.chain)),
        }
    }
    let (speaker, chain) = found?;
    // Whom something is done to is not the one who speaks of it, but "left *Lewis* unimpressed" says how he feels.
    let moved = || scene.head(speaker).is_some_and(|verb| scene.child(verb, &["xcomp"]).is_some());
    let takes_part = match scene.deprel(speaker) {
        "nsubj" | "conj" | "appos" => true,
        "obj" => moved(),
        _ => false,
    };
    (takes_part && scene.document.chains[chain].named)
        .then(|| Cue { span: scene.document.tokens[speaker].span, speaker: Some(speaker) })
}
