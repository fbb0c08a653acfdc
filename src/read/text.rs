//! Plain text and Markdown files, one article each.

use crate::article::Article;
use crate::error::Result;

use super::inputs::Source;
use super::{Found, dates, front_matter, furniture, markdown, plain};

/// The article in a text file.
pub(super) fn article(content: &str, source: &Source, is_markdown: bool) -> Result<Found> {
    let mut article = Article { origin: source.to_string(), ..Article::default() };
    let content = plain::normalize_space(content);
    let body = front_matter::take(&content, &mut article);
    let body = if is_markdown { markdown::to_text(body, &mut article.title) } else { body.to_owned() };
    let body = match title(&body) {
        Some((title, rest)) if article.title.is_none() => {
            article.title = Some(title);
            rest
        }
        // A title known from front matter is often repeated.
        Some((title, rest)) if article.title.as_deref().is_some_and(|known| same(known, &title)) => rest,
        _ => &body,
    };
    plain::clean_into(body, &mut article);
    Ok(Found { article, stem: source.stem() })
}

/// The headline of a text and what follows it, where the first line is one.
fn title(text: &str) -> Option<(String, &str)> {
    let start = text.trim_start();
    let (line, rest) = start.split_once('\n')?;
    let line = line.trim();
    let words = line.split_whitespace().count();
    let ends_sentence = line.ends_with('.') && !line.ends_with("...") && !ends_in_abbreviation(line);
    let is_title = (1..=25).contains(&words)
        && line.chars().count() <= 200
        && !ends_sentence
        && !line.ends_with([',', ';', ':'])
        && line.chars().any(char::is_alphabetic)
        && dates::of_line(line).is_none()
        && furniture::judge(line) == furniture::Verdict::Keep
        && !has_dateline(line);
    // In text broken at a column the first line of prose looks like a title, but the next line goes on with it.
    let apart = rest.lines().next().is_none_or(|next| next.trim().is_empty())
        || rest.lines().next().is_some_and(|next| next.trim().chars().count() > 120);
    let followed = rest.lines().any(|line| line.split_whitespace().count() > words.min(8));
    (is_title && followed && (apart || begins_anew(rest)))
        .then(|| (line.split_whitespace().collect::<Vec<_>>().join(" "), rest))
}

/// Whether the line after a headline is a date or a byline.
fn begins_anew(rest: &str) -> bool {
    let next = rest.lines().next().unwrap_or_default().trim();
    dates::of_line(next).is_some() || next.starts_with("By ") || next.starts_with("http")
}

/// "Talks with the U.S." ends in an abbreviation, not in a sentence.
fn ends_in_abbreviation(line: &str) -> bool {
    let last = line.rsplit(' ').next().unwrap_or_default().trim_end_matches('.');
    !last.is_empty() && (last.contains('.') || matches!(last, "Jr" | "Sr" | "Inc" | "Co" | "Corp" | "Ltd"))
}

/// "BEIJING (AP) — Leaders…" begins the text itself.
fn has_dateline(line: &str) -> bool {
    let dash = ["—", "–", " - ", "--"].iter().filter_map(|dash| line.find(dash)).min();
    dash.is_some_and(|at| at <= 60 && line[..at].trim_end().ends_with(')') && line.starts_with(char::is_uppercase))
}

fn same(a: &str, b: &str) -> bool {
    let letters =
        |text: &str| text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>();
    letters(a) == letters(b)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(content: &str, markdown: bool) -> Article {
        article(content, &Source::File("a.txt".into()), markdown).unwrap().article
    }

    #[test]
    fn the_first_line_is_the_title_where_it_is_one() {
        let article = read("Talks go nowhere\n\nThe ministers met in Geneva on Tuesday, and that was all.\n", false);
        assert_eq!(article.title.as_deref(), Some("Talks go nowhere"));
        assert_eq!(article.text, "The ministers met in Geneva on Tuesday, and that was all.");
        for text in [
            "The ministers met in Geneva.\n\nNothing was signed at the end of the long day.",
            "GENEVA (AP) — Ministers met\n\nNothing was signed at the end of the long day.",
            "Only one line of text",
        ] {
            assert_eq!(read(text, false).title, None, "{text}");
            assert_eq!(read(text, false).text, text);
        }
        assert_eq!(
            read("Talks with the U.S.\n\nThe ministers met in Geneva on Tuesday, and that was all.", false)
                .title
                .as_deref(),
            Some("Talks with the U.S.")
        );
    }

    #[test]
    fn wrapped_prose_has_no_title() {
        let text = "The ministers met in Geneva on Tuesday to talk about\ntrade and many other things, but nothing was signed at\nthe end.";
        assert_eq!(read(text, false).title, None);
    }

    #[test]
    fn markdown_with_front_matter() {
        let article = read(
            "---\ntitle: Talks go nowhere\ndate: 2014-11-12\n---\n# Talks go nowhere\n\nThe **ministers** met in [Geneva](https://x.example).\n",
            true,
        );
        assert_eq!(
            (article.title.as_deref(), article.published.as_deref()),
            (Some("Talks go nowhere"), Some("2014-11-12"))
        );
        assert_eq!(article.text, "The ministers met in Geneva.");
    }
}
