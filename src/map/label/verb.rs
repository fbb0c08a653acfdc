//! Forms of English verbs, as far as labels need them: past tense and past participle from the dictionary form.

/// Irregular verbs of the news: dictionary form, past tense, past participle.
const IRREGULAR: &[(&str, &str, &str)] = &[
    ("be", "was", "been"),
    ("bear", "bore", "born"),
    ("beat", "beat", "beaten"),
    ("become", "became", "become"),
    ("begin", "began", "begun"),
    ("bid", "bid", "bid"),
    ("bind", "bound", "bound"),
    ("blow", "blew", "blown"),
    ("break", "broke", "broken"),
    ("bring", "brought", "brought"),
    ("broadcast", "broadcast", "broadcast"),
    ("build", "built", "built"),
    ("burst", "burst", "burst"),
    ("buy", "bought", "bought"),
    ("cast", "cast", "cast"),
    ("catch", "caught", "caught"),
    ("choose", "chose", "chosen"),
    ("come", "came", "come"),
    ("cut", "cut", "cut"),
    ("deal", "dealt", "dealt"),
    ("do", "did", "done"),
    ("draw", "drew", "drawn"),
    ("drive", "drove", "driven"),
    ("eat", "ate", "eaten"),
    ("fall", "fell", "fallen"),
    ("feel", "felt", "felt"),
    ("fight", "fought", "fought"),
    ("find", "found", "found"),
    ("flee", "fled", "fled"),
    ("fly", "flew", "flown"),
    ("forbid", "forbade", "forbidden"),
    ("freeze", "froze", "frozen"),
    ("get", "got", "got"),
    ("give", "gave", "given"),
    ("go", "went", "gone"),
    ("hang", "hanged", "hanged"),
    ("have", "had", "had"),
    ("hear", "heard", "heard"),
    ("hide", "hid", "hidden"),
    ("hit", "hit", "hit"),
    ("hold", "held", "held"),
    ("hurt", "hurt", "hurt"),
    ("keep", "kept", "kept"),
    ("know", "knew", "known"),
    ("lay", "laid", "laid"),
    ("lead", "led", "led"),
    ("leave", "left", "left"),
    ("lend", "lent", "lent"),
    ("let", "let", "let"),
    ("lie", "lied", "lied"),
    ("lose", "lost", "lost"),
    ("make", "made", "made"),
    ("mean", "meant", "meant"),
    ("meet", "met", "met"),
    ("overthrow", "overthrew", "overthrown"),
    ("pay", "paid", "paid"),
    ("put", "put", "put"),
    ("quit", "quit", "quit"),
    ("read", "read", "read"),
    ("ride", "rode", "ridden"),
    ("rise", "rose", "risen"),
    ("run", "ran", "run"),
    ("say", "said", "said"),
    ("see", "saw", "seen"),
    ("seek", "sought", "sought"),
    ("sell", "sold", "sold"),
    ("send", "sent", "sent"),
    ("set", "set", "set"),
    ("shake", "shook", "shaken"),
    ("shoot", "shot", "shot"),
    ("show", "showed", "shown"),
    ("shut", "shut", "shut"),
    ("sink", "sank", "sunk"),
    ("sit", "sat", "sat"),
    ("speak", "spoke", "spoken"),
    ("spend", "spent", "spent"),
    ("split", "split", "split"),
    ("spread", "spread", "spread"),
    ("stand", "stood", "stood"),
    ("steal", "stole", "stolen"),
    ("strike", "struck", "struck"),
    ("sue", "sued", "sued"),
    ("swear", "swore", "sworn"),
    ("sweep", "swept", "swept"),
    ("swim", "swam", "swum"),
    ("take", "took", "taken"),
    ("teach", "taught", "taught"),
    ("tell", "told", "told"),
    ("think", "thought", "thought"),
    ("throw", "threw", "thrown"),
    ("undergo", "underwent", "undergone"),
    ("uphold", "upheld", "upheld"),
    ("wear", "wore", "worn"),
    ("win", "won", "won"),
    ("withdraw", "withdrew", "withdrawn"),
    ("withhold", "withheld", "withheld"),
    ("write", "wrote", "written"),
];

/// Verbs of more than one syllable, stressed on the last, whose last letter doubles.
const DOUBLING: &[&str] =
    &["admit", "commit", "compel", "control", "expel", "occur", "permit", "prefer", "refer", "repel"];

/// Past tense.
pub(super) fn past(lemma: &str) -> String {
    irregular(lemma).map_or_else(|| regular(lemma), |(_, past, _)| (*past).to_owned())
}

/// Past participle.
pub(super) fn participle(lemma: &str) -> String {
    irregular(lemma).map_or_else(|| regular(lemma), |(.., participle)| (*participle).to_owned())
}

fn irregular(lemma: &str) -> Option<&'static (&'static str, &'static str, &'static str)> {
    IRREGULAR.iter().find(|(base, ..)| *base == lemma)
}

fn regular(lemma: &str) -> String {
    let letters: Vec<char> = lemma.chars().collect();
    let vowel = |letter: char| "aeiou".contains(letter);
    match letters[..] {
        [.., 'e'] => format!("{lemma}d"),
        [.., before, 'y'] if !vowel(before) => format!("{}ied", &lemma[..lemma.len() - 1]),
        [.., 'c'] => format!("{lemma}ked"),
        // ban → banned: one syllable, one vowel, one consonant.
        [.., before, middle, last]
            if !vowel(last)
                && !"wxy".contains(last)
                && vowel(middle)
                && !vowel(before)
                && (letters.iter().filter(|&&letter| vowel(letter)).count() == 1 || DOUBLING.contains(&lemma)) =>
        {
            format!("{lemma}{last}ed")
        }
        _ => format!("{lemma}ed"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn verbs_take_their_past() {
        for (lemma, expected) in [
            ("arrest", "arrested"),
            ("accuse", "accused"),
            ("ban", "banned"),
            ("deny", "denied"),
            ("deploy", "deployed"),
            ("visit", "visited"),
            ("expel", "expelled"),
            ("attack", "attacked"),
            ("mimic", "mimicked"),
            ("raid", "raided"),
            ("meet", "met"),
            ("steal", "stole"),
            ("été", "étéed"),
            ("", "ed"),
        ] {
            assert_eq!(past(lemma), expected);
        }
        assert_eq!(participle("steal"), "stolen");
        assert_eq!(participle("arrest"), "arrested");
    }
}
