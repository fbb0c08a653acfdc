//! Markdown → plain text.

/// Takes the markup off `text`. The first heading becomes `title` where there is none yet.
pub(super) fn to_text(text: &str, title: &mut Option<String>) -> String {
    let text = without_comments(text);
    let mut paragraphs: Vec<String> = Vec::new();
    let mut open = String::new();
    let mut fenced = false;
    for line in text.lines() {
        let trimmed = line.trim();
        if trimmed.starts_with("```") || trimmed.starts_with("~~~") {
            fenced = !fenced;
            close(&mut open, &mut paragraphs);
            continue;
        }
        if fenced {
            continue;
        }
        let content = trimmed.trim_start_matches(['>', ' ']);
        if content.is_empty() || is_rule(content) || is_definition(content) {
            let underlined = content.starts_with("==") || content.starts_with("--");
            if underlined && !open.is_empty() {
                let heading = std::mem::take(&mut open);
                head(inline(heading.trim()), title, &mut paragraphs);
            }
            close(&mut open, &mut paragraphs);
        } else if let Some(heading) = heading(content) {
            close(&mut open, &mut paragraphs);
            head(inline(heading), title, &mut paragraphs);
        } else if let Some(item) = item(content) {
            close(&mut open, &mut paragraphs);
            open.push_str(item);
        } else {
            if !open.is_empty() {
                open.push(' ');
            }
            open.push_str(&content.replace('|', " "));
        }
    }
    close(&mut open, &mut paragraphs);
    paragraphs.join("\n\n")
}

fn close(open: &mut String, paragraphs: &mut Vec<String>) {
    let paragraph = inline(open.trim());
    open.clear();
    if !paragraph.is_empty() {
        paragraphs.push(paragraph);
    }
}

fn head(heading: String, title: &mut Option<String>, paragraphs: &mut Vec<String>) {
    if title.is_none() && paragraphs.is_empty() {
        *title = Some(heading);
    } else if !heading.is_empty() {
        paragraphs.push(heading);
    }
}

fn heading(line: &str) -> Option<&str> {
    let text = line.trim_start_matches('#');
    let level = line.len() - text.len();
    ((1..=6).contains(&level) && text.starts_with(' ')).then(|| text.trim().trim_end_matches('#').trim())
}

/// The text of a list item.
fn item(line: &str) -> Option<&str> {
    let bullet = line.strip_prefix("- ").or_else(|| line.strip_prefix("* ")).or_else(|| line.strip_prefix("+ "));
    bullet.or_else(|| {
        let rest = line.trim_start_matches(|c: char| c.is_ascii_digit());
        let digits = line.len() - rest.len();
        // "2014. That was the year" is a sentence that begins a line.
        if (1..=2).contains(&digits) { rest.strip_prefix(". ").or_else(|| rest.strip_prefix(") ")) } else { None }
    })
}

/// A thematic break, the line under a heading, or the line under the head of a table.
fn is_rule(line: &str) -> bool {
    line.len() >= 2 && line.chars().all(|c| matches!(c, '-' | '*' | '_' | '=' | ' ' | '|' | ':'))
}

/// `[label]: https://…`
fn is_definition(line: &str) -> bool {
    line.starts_with('[')
        && line.split_once("]:").is_some_and(|(label, _)| !label.contains(']') && !label.starts_with("[^"))
}

fn without_comments(text: &str) -> String {
    let mut clean = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("<!--") {
        clean.push_str(before);
        rest = after.split_once("-->").map_or("", |(_, after)| after);
    }
    clean + rest
}

/// The text of inline markup: links, images, emphasis, code, tags, escapes.
fn inline(text: &str) -> String {
    let text = without_links(text, 0);
    let mut clean = String::with_capacity(text.len());
    let characters: Vec<char> = text.chars().collect();
    let mut at = 0;
    while let Some(&c) = characters.get(at) {
        let next = characters.get(at + 1).copied();
        match c {
            '\\' if next.is_some_and(|next| next.is_ascii_punctuation()) => {
                clean.extend(next);
                at += 1;
            }
            '`' | '~' if c == '`' || next == Some('~') || (at > 0 && characters[at - 1] == '~') => {}
            '*' if next.is_some_and(|next| !next.is_whitespace())
                || (at > 0 && !characters[at - 1].is_whitespace()) => {}
            '_' if next.is_none_or(|next| !next.is_alphanumeric())
                || at == 0
                || !characters[at - 1].is_alphanumeric() => {}
            '<' => match tag_end(&characters[at..]) {
                Some(length) => at += length - 1,
                None => clean.push(c),
            },
            c => clean.push(c),
        }
        at += 1;
    }
    for (entity, character) in
        [("&nbsp;", " "), ("&quot;", "\""), ("&#39;", "'"), ("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")]
    {
        if clean.contains(entity) {
            clean = clean.replace(entity, character);
        }
    }
    clean.trim().to_owned()
}

/// The length of an HTML tag or an address in angle brackets that begins `text`.
fn tag_end(text: &[char]) -> Option<usize> {
    let second = text.get(1)?;
    if !second.is_ascii_alphabetic() && *second != '/' {
        return None;
    }
    text.iter().take(300).position(|&c| c == '>').map(|at| at + 1)
}

/// Links become their text, images and footnote marks nothing.
fn without_links(text: &str, depth: usize) -> String {
    let mut clean = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('[') {
        let image = rest[..at].ends_with('!');
        clean.push_str(&rest[..at - usize::from(image)]);
        rest = &rest[at..];
        let Some((label, target)) = link(rest) else {
            clean.push_str(if image { "![" } else { "[" });
            rest = &rest[1..];
            continue;
        };
        if !image && !label.starts_with('^') {
            if depth < 3 { clean.push_str(&without_links(label, depth + 1)) } else { clean.push_str(label) }
        }
        rest = &rest[label.len() + 2 + target..];
    }
    clean.push_str(rest);
    clean
}

/// The label of a link that begins `text`, and the length of its target after the label's bracket.
fn link(text: &str) -> Option<(&str, usize)> {
    let mut depth = 0;
    let close = text.bytes().take(1000).position(|byte| {
        depth += i32::from(byte == b'[') - i32::from(byte == b']');
        depth == 0
    })?;
    let label = text.get(1..close)?;
    let after = &text[close + 1..];
    let target = match after.bytes().next() {
        Some(b'(') => after.bytes().take(2000).position(|byte| byte == b')')? + 1,
        Some(b'[') => after.bytes().take(200).position(|byte| byte == b']')? + 1,
        _ if label.starts_with('^') => 0,
        _ => return None,
    };
    Some((label, target))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn strip(text: &str) -> String {
        to_text(text, &mut Some(String::new()))
    }

    #[test]
    fn markup_goes_and_text_stays() {
        assert_eq!(
            strip("A **bold** and _soft_ `code` ~~gone~~ snake_case 2 * 3."),
            "A bold and soft code gone snake_case 2 * 3."
        );
        assert_eq!(
            strip("See [the *talks*](https://x.example/a_b \"t\") and [that][1].\n\n[1]: https://y.example"),
            "See the talks and that."
        );
        assert_eq!(
            strip("![a view](i.png)Text.[^1] He [the president] said \\*no\\*."),
            "Text. He [the president] said *no*."
        );
        assert_eq!(strip("> quoted\n> on\n\n- one\n- two\n\n1. first"), "quoted on\n\none\n\ntwo\n\nfirst");
        assert_eq!(
            strip("Broken\nline.\n\n---\n\n<!-- hidden\n -->Next <br> one &amp; all."),
            "Broken line.\n\nNext  one & all."
        );
    }

    #[test]
    fn the_first_heading_is_the_title() {
        let mut title = None;
        assert_eq!(to_text("# Talks *fail*\n\nText.\n\n## Later\n\nMore.", &mut title), "Text.\n\nLater\n\nMore.");
        assert_eq!(title.as_deref(), Some("Talks fail"));
        let mut title = None;
        assert_eq!(to_text("Talks\n=====\nText.", &mut title), "Text.");
        assert_eq!(title.as_deref(), Some("Talks"));
    }

    proptest! {
        #[test]
        fn never_panics(text in "\\PC{0,80}|[\\[\\]()!*_`~<>#|\\\\\n a-c^-]{0,60}") {
            strip(&text);
        }
    }
}
