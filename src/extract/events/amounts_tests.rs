//! Numbers as texts give them.

use proptest::prelude::*;

use super::*;
use crate::extract::testing::document_from_conllu;

/// The amount before "soldiers" in a phrase of words, each `word` or `word/UPOS/XPOS`, as "bounds from-to".
fn amount(words: &str) -> Option<String> {
    let words: Vec<&str> = words.split(' ').collect();
    let head = words.len() + 1;
    let mut conllu = String::new();
    for word in &words {
        let mut parts = word.split('/');
        let form = parts.next().unwrap_or_default();
        let number = form.starts_with(|first: char| first.is_ascii_digit());
        let tags = parts.next().unwrap_or(if number { "NUM" } else { "X" });
        let relation = if tags == "NUM" || tags == "SYM" { "nummod" } else { "advmod" };
        conllu += &format!("{form} {} {tags} CD {head} {relation}\n", form.to_lowercase());
    }
    conllu += &format!("soldiers soldier NOUN NNS {} nsubj\ndied die VERB VBD 0 root", head + 1);
    let (article, document) = document_from_conllu(&conllu);
    let tree = Tree::new(&article.text, &document);
    let found = Amounts::load(None).unwrap().read(&tree, head - 1)?;
    let quantity = crate::claim::Quantity {
        kind: String::new(),
        value: found.value,
        least: found.least,
        most: found.most,
        approximate: found.approximate,
        unit: None,
        span: document.tokens[found.first].span.cover(document.tokens[found.end - 1].span),
    };
    Some(format!("{} ({})", quantity.bounds(), quantity.span.of(&article.text)))
}

#[test]
fn numbers_and_their_bounds() {
    for (words, expected) in [
        ("12", "12 (12 soldiers)"),
        ("the 1,200", "1200 (1,200 soldiers)"),
        ("twelve/NUM", "12 (twelve soldiers)"),
        ("twenty/NUM - five/NUM", "25 (twenty - five soldiers)"),
        ("two/NUM hundred/NUM and fifty/NUM", "250 (two hundred and fifty soldiers)"),
        ("half a million/NUM", "500000 (half a million soldiers)"),
        ("2.5 million/NUM", "2500000 (2.5 million soldiers)"),
        ("at least 12", "at least 12 (at least 12 soldiers)"),
        ("at least a dozen/NUM", "at least 12 (at least a dozen soldiers)"),
        ("more than 40", "at least 40 (more than 40 soldiers)"),
        ("up to six/NUM", "at most 6 (up to six soldiers)"),
        ("nearly 300", "about 300 (nearly 300 soldiers)"),
        ("between 5 and 10", "5 to 10 (between 5 and 10 soldiers)"),
        ("two/NUM to three/NUM hundred/NUM", "200 to 300 (two to three hundred soldiers)"),
        ("20 - 25", "20 to 25 (20 - 25 soldiers)"),
        ("five/NUM or six/NUM", "5 to 6 (five or six soldiers)"),
        ("several/NUM hundred/NUM", "at least about 200 (several hundred soldiers)"),
        ("10 or more", "at least 10 (10 or more soldiers)"),
    ] {
        assert_eq!(amount(words).as_deref(), Some(expected), "{words}");
    }
}

#[test]
fn what_is_no_amount() {
    for words in ["young", "2014", "no 12", "12,34", "1e9"] {
        assert_eq!(amount(words), None, "{words}");
    }
}

proptest! {
    #[test]
    fn any_words_are_read_or_not(words in "((at|least|more|than|between|and|to|or|a|[$]/SYM|12|1,000|[0-9.,]{1,6}|five/NUM|hundred/NUM|million/NUM|dozens|several) ){1,8}x") {
        let _ = amount(&words);
    }

    #[test]
    fn whole_numbers_stay_themselves(value in 1_u32..1_000_000) {
        prop_assume!(!(1900..2100).contains(&value));
        let told = amount(&value.to_string());
        let expected = format!("{value} ({value} soldiers)");
        prop_assert_eq!(told.as_deref(), Some(expected.as_str()));
    }
}
