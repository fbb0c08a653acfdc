//! RSS, Atom and JSON Feed.

use feed_rs::model::{Entry, Feed, Text};

use crate::article::Article;
use crate::error::{Error, Result};

use super::inputs::Source;
use super::{Found, Items, dates, html, people, tags};

/// The articles of a feed, one an entry.
///
/// # Errors
///
/// Content that is no feed, or a malformed one.
pub(super) fn items(content: &str, source: &Source) -> Result<Items> {
    let content = without_declaration(content.trim_start_matches('\u{feff}').trim_start());
    if html::is_nested_too_deep(content) {
        return Err(Error::input(source.to_string(), "not a feed: elements are nested too deep"));
    }
    // The parser would make up random identifiers for entries that have none.
    let parser = feed_rs::parser::Builder::new().id_generator(|_, _, _| String::new()).build();
    let feed = parser.parse(content.as_bytes()).map_err(|error| {
        let reason = error.to_string();
        let reason = reason.strip_prefix("unable to parse feed: ").unwrap_or(&reason);
        Error::input(source.to_string(), format!("not a well-formed RSS, Atom or JSON feed: {reason}"))
    })?;
    if feed.entries.is_empty() {
        return Err(Error::input(source.to_string(), "the feed has no entries"));
    }
    let source = source.clone();
    let channel = Channel::of(&feed);
    Ok(Box::new(feed.entries.into_iter().enumerate().map(move |(index, entry)| {
        let number = index + 1;
        let article = article(entry, &channel, format!("{source}, item {number}"));
        Ok(Found { article, stem: format!("{}-{number}", source.stem()) })
    })))
}

/// The content in UTF-8, which its XML declaration may deny.
fn without_declaration(content: &str) -> &str {
    match content.strip_prefix("<?xml").and_then(|rest| rest.split_once("?>")) {
        Some((_, rest)) => rest,
        None => content,
    }
}

/// What a feed says for all of its entries.
struct Channel {
    title: Option<String>,
    language: Option<String>,
}

impl Channel {
    fn of(feed: &Feed) -> Self {
        Self { title: plain(feed.title.as_ref()), language: feed.language.clone() }
    }
}

fn article(entry: Entry, channel: &Channel, origin: String) -> Article {
    let page = entry.links.iter().find(|link| matches!(link.rel.as_deref(), None | Some("alternate")));
    let url = page.or(entry.links.first()).map(|link| link.href.clone());
    let url = url.or_else(|| Some(entry.id.clone()).filter(|id| id.starts_with("http")));
    let content = entry.content.and_then(|content| content.body).filter(|body| !body.trim().is_empty());
    let summary = entry.summary.map(|summary| summary.content);
    let names: Vec<String> = entry.authors.into_iter().filter_map(|person| person.name.or(person.email)).collect();
    let categories: Vec<String> = entry
        .categories
        .into_iter()
        .map(|category| category.label.filter(|label| !label.trim().is_empty()).unwrap_or(category.term))
        .collect();
    let time = |time: String| dates::normalize(&time);
    Article {
        id: Some(entry.id).filter(|_| url.is_none()).unwrap_or_default(),
        url,
        title: plain(entry.title.as_ref()),
        published: entry.published.map(|at| at.to_rfc3339()).and_then(time),
        modified: entry.updated.map(|at| at.to_rfc3339()).and_then(time),
        source: entry.source.filter(|source| !source.contains("://")).or_else(|| channel.title.clone()),
        authors: people::split_authors(&names),
        language: entry.language.or_else(|| channel.language.clone()),
        tags: tags::clean(categories),
        section: None,
        text: html::fragment_text(&content.or(summary).unwrap_or_default()),
        origin,
        duplicate_of: None,
    }
}

/// A title without markup.
fn plain(text: Option<&Text>) -> Option<String> {
    let text = html::fragment_text(&text?.content);
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    Some(text).filter(|text| !text.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(content: &str) -> Vec<Article> {
        let items = items(content, &Source::File("news.xml".into())).unwrap();
        items.map(|item| item.unwrap().article).collect()
    }

    #[test]
    fn rss_with_full_content() {
        let articles = read(
            r#"<?xml version="1.0" encoding="ISO-8859-1"?>
            <rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
            <channel><title>The Gazette</title><link>https://gazette.example/</link><description>d</description><language>en-gb</language>
            <item><title>Ministers &amp; mayors meet</title><link>https://gazette.example/a/ministers-meet</link>
              <guid isPermaLink="false">4711</guid><pubDate>Wed, 12 Nov 2014 08:30:00 +0100</pubDate>
              <dc:creator>Ann Lee</dc:creator><category>Politics</category>
              <description>Short.</description>
              <content:encoded><![CDATA[<p>First paragraph of the café story.</p><script>x()</script><p>Second one.</p>]]></content:encoded></item>
            <item><title>Second</title><description>Only a summary.</description></item>
            </channel></rss>"#,
        );
        let first = &articles[0];
        assert_eq!(first.title.as_deref(), Some("Ministers & mayors meet"));
        assert_eq!(first.text, "First paragraph of the café story.\n\nSecond one.");
        assert_eq!(first.url.as_deref(), Some("https://gazette.example/a/ministers-meet"));
        assert_eq!(first.published.as_deref(), Some("2014-11-12T07:30:00Z"));
        assert_eq!((first.source.as_deref(), &first.authors[..]), (Some("The Gazette"), &["Ann Lee".to_owned()][..]));
        assert_eq!(first.tags, ["Politics"]);
        assert_eq!(articles[1].text, "Only a summary.");
        assert_eq!(articles[1].origin, "news.xml, item 2");
    }

    #[test]
    fn atom_and_json_feed() {
        let atom = read(
            r#"<feed xmlns="http://www.w3.org/2005/Atom"><title>Wire</title><id>f</id><updated>2020-01-05T00:00:00Z</updated>
            <entry><title>T</title><id>tag:x,2020:1</id><published>2020-01-05T10:00:00Z</published><updated>2020-01-06T10:00:00Z</updated>
            <link rel="self" href="https://wire.example/self"/><link href="https://wire.example/story"/>
            <content type="html">&lt;p&gt;Body text.&lt;/p&gt;</content></entry></feed>"#,
        );
        assert_eq!(atom[0].url.as_deref(), Some("https://wire.example/story"));
        assert_eq!((atom[0].text.as_str(), atom[0].modified.as_deref()), ("Body text.", Some("2020-01-06T10:00:00Z")));
        let json = read(
            r#"{"version": "https://jsonfeed.org/version/1.1", "title": "J", "items":
            [{"id": "1", "url": "https://j.example/1", "content_html": "<p>Hello there.</p>", "date_published": "2020-01-05T10:00:00Z"}]}"#,
        );
        assert_eq!((json[0].text.as_str(), json[0].source.as_deref()), ("Hello there.", Some("J")));
    }

    #[test]
    fn malformed_feeds_are_one_clear_error() {
        let deep = "<rss version='2.0'>".to_owned() + &"<a>".repeat(100_000);
        for bad in ["<rss version='2.0'><channel><item>", "<feed", "<html></html>", "{}", deep.as_str()] {
            let error = items(bad, &Source::File("news.xml".into())).map(|_| ()).unwrap_err().to_string();
            assert!(error.starts_with("news.xml: ") && error.contains("feed"), "{error}");
        }
    }
}
