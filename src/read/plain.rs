//! Cleaning of plain text as people save it from web pages: furniture goes, tags and dates become metadata.

use crate::article::Article;

use super::furniture::{self, Verdict};
use super::{dates, people, tags};

/// Words at the head of a line that lists tags.
const TAG_LABELS: [&str; 8] =
    ["tags:", "tags", "tag:", "keywords:", "topics:", "filed under:", "tagged:", "related topics:"];
/// How many paragraphs at the head may hold date and byline.
const HEAD: usize = 6;

/// Cleans `text` and puts it, and the metadata found in it, into `article`. Metadata that is there already stays.
pub(super) fn clean_into(text: &str, article: &mut Article) {
    let text = furniture::without_placeholders(&normalize_space(text));
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    let mut kept: Vec<String> = Vec::new();
    let mut tag_lines: Vec<String> = Vec::new();
    let mut under_heading = false;
    let mut in_tags = false;
    let mut seen = 0;
    for (index, line) in lines.iter().enumerate() {
        if line.is_empty() {
            in_tags = false;
            kept.push(String::new());
            continue;
        }
        seen += 1;
        if in_tags && !furniture::is_prose(line) && line.split(' ').count() <= 5 {
            tag_lines.push(format!("{line},"));
            continue;
        }
        in_tags = false;
        if let Some(list) = tag_line(line) {
            let late = index * 2 >= lines.len() || seen <= HEAD;
            if late && !furniture::is_prose(line) {
                in_tags = list.is_empty();
                tag_lines.push(list.to_owned());
                continue;
            }
        }
        if seen <= HEAD && take_head_line(line, article) {
            continue;
        }
        match furniture::judge(line) {
            Verdict::Heading => under_heading = true,
            Verdict::Drop => {}
            Verdict::Keep if under_heading && !furniture::is_prose(line) => {}
            Verdict::Keep => {
                under_heading = false;
                kept.push((*line).to_owned());
            }
        }
    }
    article.text = paragraphs(&kept);
    if article.tags.is_empty() {
        let found = tag_lines.iter().filter(|line| !line.is_empty());
        article.tags = tags::clean(found.flat_map(|line| tags::split_line(line, &article.text)).collect());
    }
}

/// The tags that a line lists after a label, as one string.
fn tag_line(line: &str) -> Option<&str> {
    TAG_LABELS.into_iter().find_map(|label| {
        let start = line.get(..label.len())?;
        let rest = &line[label.len()..];
        let ends = label.ends_with(':') || rest.is_empty() || rest.starts_with(' ');
        (start.eq_ignore_ascii_case(label) && ends).then(|| rest.trim().trim_start_matches(':').trim())
    })
}

/// Takes a date line or a byline out of the head of an article; false for every other line.
fn take_head_line(line: &str, article: &mut Article) -> bool {
    if let Some(date) = dates::of_line(line) {
        let updated = line.to_ascii_lowercase().contains("updated") && !line.to_ascii_lowercase().contains("published");
        let slot = if updated { &mut article.modified } else { &mut article.published };
        slot.get_or_insert(date);
        return true;
    }
    let Some(names) = byline(line) else { return false };
    if article.authors.is_empty() {
        article.authors = people::split_authors(&[names.to_owned()]);
    }
    true
}

/// The names in a line such as "By Ann Lee and Bo Chan"; `None` for sentences that begin with "By".
fn byline(line: &str) -> Option<&str> {
    let names = line.strip_prefix("By ").or_else(|| line.strip_prefix("BY ")).or_else(|| line.strip_prefix("by "))?;
    let small = ["and", "of", "for", "the", "de", "van", "von", "in", "at", "bin", "al"];
    let mut words = names.split([' ', ',', ';', '|', '/', '&']).filter(|word| !word.is_empty());
    let named = words.all(|word| word.starts_with(char::is_uppercase) || small.contains(&word));
    (named && names.split(' ').count() <= 12 && !names.ends_with(['.', '!', '?', ':'])).then_some(names)
}

/// Line ends, spaces and invisible characters made even.
pub(super) fn normalize_space(text: &str) -> String {
    let mut even = String::with_capacity(text.len());
    let mut characters = text.chars().peekable();
    while let Some(c) = characters.next() {
        match c {
            '\r' => {
                if characters.peek() != Some(&'\n') {
                    even.push('\n');
                }
            }
            '\u{2028}' | '\u{85}' | '\u{b}' | '\u{c}' => even.push('\n'),
            '\u{2029}' => even.push_str("\n\n"),
            '\n' => even.push('\n'),
            // Soft hyphens, zero-width characters, marks of direction and byte order.
            '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{feff}' => {}
            c if c.is_whitespace() || c.is_control() => even.push(' '),
            c => even.push(c),
        }
    }
    even
}

/// Joins lines into paragraphs with an empty line between them. Text that was broken at a column is unbroken; in all
/// other text a line is a paragraph.
fn paragraphs(lines: &[String]) -> String {
    let mut paragraphs: Vec<String> = Vec::new();
    for block in lines.split(|line| line.is_empty()).filter(|block| !block.is_empty()) {
        if is_wrapped(block) {
            paragraphs.push(single_spaced(&block.join(" ")));
        } else {
            paragraphs.extend(block.iter().map(|line| single_spaced(line)));
        }
    }
    paragraphs.join("\n\n")
}

/// Whether the lines of a block were broken at a column: all but the last have nearly the same length, and most do not
/// end a sentence.
fn is_wrapped(block: &[String]) -> bool {
    let Some((_, broken)) = block.split_last() else { return false };
    let lengths: Vec<usize> = broken.iter().map(|line| line.chars().count()).collect();
    let (Some(&most), Some(&least)) = (lengths.iter().max(), lengths.iter().min()) else { return false };
    let open = broken.iter().filter(|line| !line.ends_with(['.', '!', '?', ':', '”', '"'])).count();
    (40..=120).contains(&most) && least + 25 >= most && open * 3 >= broken.len() * 2
}

fn single_spaced(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn clean(text: &str) -> Article {
        let mut article = Article::default();
        clean_into(text, &mut article);
        article
    }

    const SAVED: &str = "By Ann Lee and Bo Chan\nNov. 12, 2014 8:30 a.m.\n\n\
        {adslot}The ministers met in Geneva on Tuesday to talk about trade.\n\nADVERTISEMENT\n\n\
        Read more: Why trade matters\n\nNothing was signed, a spokesman said.\n\nShare this article\n\n\
        Tags Ann Park Geneva trade\n\nMost Popular\n\nTen cats you must see\nStorm hits coast\n\nLoad more\n\n\
        © 2014 The Paper. All rights reserved.\n";

    #[test]
    fn saved_pages_lose_their_furniture_and_keep_their_metadata() {
        let article = clean(SAVED);
        assert_eq!(
            article.text,
            "The ministers met in Geneva on Tuesday to talk about trade.\n\nNothing was signed, a spokesman said."
        );
        assert_eq!(article.tags, ["Ann Park", "Geneva", "trade"]);
        assert_eq!(article.authors, ["Ann Lee", "Bo Chan"]);
        assert_eq!(article.published.as_deref(), Some("2014-11-12T08:30:00"));
    }

    #[test]
    fn prose_is_never_lost_after_a_heading() {
        let article = clean(
            "First sentence of the story here.\n\nRelated\n\nOther headline\n\nThe story went on after that, as stories do.",
        );
        assert_eq!(article.text, "First sentence of the story here.\n\nThe story went on after that, as stories do.");
    }

    #[test]
    fn sentences_that_look_like_furniture_stay() {
        let text = "By Monday the river had risen.\n\nTags on the bags were changed, police said.\n\nIn May 2014, 12 people met.";
        assert_eq!(clean(text).text, text);
    }

    #[test]
    fn broken_lines_are_joined_and_lines_of_prose_are_not() {
        let wrapped = "The ministers met in Geneva on Tuesday to talk about\ntrade and many other things, but nothing was signed at\nthe end.";
        assert_eq!(clean(wrapped).text, wrapped.replace('\n', " "));
        assert_eq!(clean("A first line of prose.\nA second one.").text, "A first line of prose.\n\nA second one.");
    }

    #[test]
    fn datelines_are_text() {
        let text = "BEIJING (AP) — Leaders met on Tuesday.";
        assert_eq!(clean(text).text, text);
    }

    #[test]
    fn a_label_alone_heads_a_list_of_tags() {
        let article =
            clean("The story is told here in full.\n\nTags:\ntrade\nClimate change\n\nMore of the story follows here.");
        assert_eq!(article.tags, ["trade", "Climate change"]);
        assert_eq!(article.text, "The story is told here in full.\n\nMore of the story follows here.");
    }
}
