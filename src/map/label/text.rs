//! The small grammar of labels: lists, articles, lengths.

/// As many names stand in a list; the rest is counted.
const NAMES: usize = 3;

/// "A", "A and B", "A, B and C", "A, B, C and 4 others".
pub(super) fn list(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] if names.len() <= NAMES => format!("{} and {last}", first.join(", ")),
        _ => {
            let others = names.len() - NAMES;
            let plural = if others == 1 { "" } else { "s" };
            format!("{} and {others} other{plural}", names[..NAMES].join(", "))
        }
    }
}

/// The same inside a sentence, each name with the article it wants.
pub(super) fn list_inside(names: &[String]) -> String {
    list(&names.iter().map(|name| with_article(name)).collect::<Vec<_>>())
}

/// Words of the text for the inside of a sentence: "The deal" → "the deal".
pub(super) fn lower_article(text: &str) -> String {
    const WORDS: &str = "The A An This That These Those Some Many Several Both All Most Other His Her Its Their Our No \
        Neither Two Three Four Five Six Seven Eight Nine Ten";
    match text.split_once(' ') {
        Some((first, rest)) if WORDS.split(' ').any(|word| word == first) => format!("{} {rest}", first.to_lowercase()),
        _ => text.to_owned(),
    }
}

/// A role without the preposition that may end it ("spokesman for").
pub(super) fn plain_role(role: &str) -> &str {
    let role = role.trim();
    match role.rsplit_once(' ') {
        Some((rest, "of" | "for" | "at" | "to" | "in" | "with")) => rest.trim_end(),
        _ => role,
    }
}

/// "the United States", "the Department of Homeland Security": after a verb or preposition some names want an article.
///
/// Those are names of common nouns: they end in one, or have one before their "of" or "for".
pub(super) fn with_article(name: &str) -> String {
    const NOUNS: &str = "States Kingdom Nations Emirates Republic Islands Union Netherlands Philippines Bahamas Maldives \
        Gambia Administration Agency Alliance Army Assembly Association Authority Bank Board Bureau Cabinet \
        Center Centre Coalition Command Commission Committee Confederation Congress Council Court Department \
        Directorate Federation Forces Front Fund Guard House Institute League Ministry Movement Navy Office \
        Organization Organisation Parliament Party Police Secretariat Senate Service Society Times Post \
        Treasury Tribunal";
    let words: Vec<&str> = name.split_whitespace().take_while(|&word| word != "of" && word != "for").collect();
    let common = words.last().is_some_and(|word| NOUNS.split(' ').any(|noun| noun == *word));
    let alone = words.len() == 1 && words.len() == name.split_whitespace().count();
    let plain = alone && matches!(name, "States" | "Kingdom" | "Nations" | "Union" | "Times" | "Post");
    if common && !plain && !name.to_lowercase().starts_with("the ") { format!("the {name}") } else { name.to_owned() }
}

/// At most `length` characters, cut at a word, on one line.
pub(super) fn shorten(text: &str, length: usize) -> String {
    let mut out = String::new();
    let mut count = 0;
    for word in text.split_whitespace() {
        let letters = word.chars().count();
        if count > 0 && count + 1 + letters > length {
            return format!("{} …", without_small_words(&out));
        }
        if count > 0 {
            out.push(' ');
            count += 1;
        }
        if letters > length {
            out.extend(word.chars().take(length));
            return format!("{out}…");
        }
        out.push_str(word);
        count += letters;
    }
    out
}

/// A cut text ends in a word that says something.
fn without_small_words(text: &str) -> &str {
    const SMALL: &str = "a an and as at but by for from in into of on or over the their to with";
    let mut text = text;
    while let Some((rest, last)) = text.rsplit_once(' ') {
        if !SMALL.split(' ').any(|word| word.eq_ignore_ascii_case(last)) {
            break;
        }
        text = rest;
    }
    text
}

pub(super) fn capitalize(text: &str) -> String {
    let mut letters = text.chars();
    // Names keep their own spelling ("iPhone", "al-Qaeda"): only a word all in lower case is raised.
    let first: String = text.chars().take_while(|letter| !letter.is_whitespace()).collect();
    match letters.next() {
        Some(letter) if first.chars().all(|letter| letter.is_lowercase()) => {
            letter.to_uppercase().chain(letters).collect()
        }
        _ => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_lists_are_counted() {
        let names: Vec<String> = ["A", "B", "C", "D", "E"].map(str::to_owned).into();
        assert_eq!(list(&names[..1]), "A");
        assert_eq!(list(&names[..2]), "A and B");
        assert_eq!(list(&names[..3]), "A, B and C");
        assert_eq!(list(&names[..4]), "A, B, C and 1 other");
        assert_eq!(list(&names), "A, B, C and 2 others");
    }

    #[test]
    fn a_preposition_after_the_role_is_said_once() {
        assert_eq!(plain_role("spokesman for"), "spokesman");
        assert_eq!(plain_role(" president "), "president");
    }

    #[test]
    fn long_text_is_cut_at_a_word() {
        assert_eq!(shorten("one two three", 7), "one two …");
        assert_eq!(shorten(" one\n two ", 7), "one two");
        assert_eq!(shorten("members of the army", 15), "members …");
        assert_eq!(shorten("abcdefghij", 4), "abcd…");
        assert_eq!(shorten("日本語日本語", 3), "日本語…");
    }

    #[test]
    fn articles_stand_where_english_wants_them() {
        assert_eq!(with_article("United States"), "the United States");
        assert_eq!(with_article("Czech Republic"), "the Czech Republic");
        assert_eq!(with_article("the Netherlands"), "the Netherlands");
        assert_eq!(with_article("Department of Homeland Security"), "the Department of Homeland Security");
        assert_eq!(with_article("Bank of America"), "the Bank of America");
        assert_eq!(with_article("University"), "University");
        assert_eq!(with_article("Union"), "Union");
        assert_eq!(list_inside(&["China".to_owned(), "United States".to_owned()]), "China and the United States");
        assert_eq!(lower_article("The deal"), "the deal");
        assert_eq!(lower_article("Theresa May"), "Theresa May");
        assert_eq!(with_article("China"), "China");
    }
}
