//! Metadata of a page: JSON-LD first, then OpenGraph and other meta tags, then the markup itself.

use std::collections::BTreeMap;

use dom_query::Document;

use crate::article::Article;
use crate::read::{dates, people, tags};

use super::json_ld::Graph;
use super::plain;

const PUBLISHED: [&str; 18] = [
    "article:published_time",
    "og:published_time",
    "article:published",
    "datepublished",
    "date",
    "pubdate",
    "publishdate",
    "publish-date",
    "publish_date",
    "publication_date",
    "parsely-pub-date",
    "sailthru.date",
    "dc.date.issued",
    "dcterms.created",
    "dc.date",
    "dcterms.date",
    "originalpublicationdate",
    "cxenseparse:recs:publishtime",
];
const MODIFIED: [&str; 6] =
    ["article:modified_time", "og:updated_time", "datemodified", "lastmod", "last-modified", "dcterms.modified"];

/// Everything about the article but its text, origin and identifier.
pub(super) fn read(document: &Document) -> Article {
    let graph = Graph::of(document);
    let described = graph.article();
    let stated = |property: &str| described.and_then(|object| graph.string(object, property));
    let metas = Metas::of(document);
    let url = link(document).or_else(|| metas.first(&["og:url", "twitter:url"])).or_else(|| stated("url"));
    let url = url.or_else(|| stated("mainEntityOfPage")).filter(|url| url.starts_with("http"));
    let source = stated("publisher").or_else(|| metas.first(&["og:site_name", "application-name", "dc.publisher"]));
    let source = source.map(|name| name.split(" | ").next().unwrap_or_default().trim().to_owned());
    let source = source.or_else(|| url.as_deref().and_then(host));
    let title = stated("headline").or_else(|| metas.first(&["og:title", "twitter:title", "dc.title"]));
    let date = |stated: Option<String>, names: &[&str]| {
        let metas = metas.all(names);
        stated.into_iter().chain(metas).find_map(|date| dates::normalize(&date))
    };
    let published = date(stated("datePublished"), &PUBLISHED).or_else(|| time(document));
    let published = published.or_else(|| url.as_deref().and_then(date_in_url));
    let authors = described.map(|object| graph.strings(object, "author")).unwrap_or_default();
    let mut authors = people::split_authors(&authors);
    // Many pages state the outlet as author of what has no byline.
    authors.retain(|author| source.as_deref().is_none_or(|source| super::letters(source) != super::letters(author)));
    let keywords = described.map(|object| graph.strings(object, "keywords")).unwrap_or_default();
    let section = stated("articleSection").or_else(|| metas.first(&["article:section", "section"]));
    Article {
        title: title.or_else(|| heading(document)).map(|title| without_site(&title, source.as_deref())),
        authors: if authors.is_empty() { bylines(document, &metas) } else { authors },
        tags: first_list([
            metas.all(&["article:tag"]),
            keywords,
            metas.all(&["news_keywords", "keywords", "parsely-tags"]),
        ]),
        section: section.map(|section| section.split(',').next().unwrap_or_default().trim().to_owned()),
        language: stated("inLanguage")
            .or_else(|| language(document))
            .or_else(|| metas.first(&["og:locale", "content-language"])),
        modified: date(stated("dateModified"), &MODIFIED),
        published,
        source,
        url,
        ..Article::default()
    }
}

/// Meta tags: name in lower case → contents in order.
struct Metas(BTreeMap<String, Vec<String>>);

impl Metas {
    fn of(document: &Document) -> Self {
        let mut metas: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for meta in document.select("meta[content]").nodes().iter().take(1000) {
            let name = ["property", "name", "itemprop", "http-equiv"].iter().find_map(|key| meta.attr(key));
            let (Some(name), Some(content)) = (name, meta.attr("content")) else { continue };
            let content = plain(&content);
            if !content.is_empty() {
                metas.entry(name.trim().to_ascii_lowercase()).or_default().push(content);
            }
        }
        Self(metas)
    }

    fn all(&self, names: &[&str]) -> Vec<String> {
        names.iter().filter_map(|name| self.0.get(*name)).flatten().cloned().collect()
    }

    fn first(&self, names: &[&str]) -> Option<String> {
        names.iter().find_map(|name| self.0.get(*name)?.first().cloned())
    }
}

fn link(document: &Document) -> Option<String> {
    Some(document.select_single("link[rel='canonical'][href]").attr("href")?.trim().to_owned())
        .filter(|url| url.starts_with("http"))
}

fn host(url: &str) -> Option<String> {
    let host = url.split_once("://")?.1.split(['/', '?', '#']).next()?;
    let host = host.rsplit('@').next()?.split(':').next()?;
    Some(host.trim_start_matches("www.").to_owned()).filter(|host| host.contains('.'))
}

/// The publication time in markup: one that says so, else the first that has a date.
fn time(document: &Document) -> Option<String> {
    ["[itemprop='datePublished']", "time[pubdate]", "article time[datetime]", "time[datetime]"].iter().find_map(
        |query| {
            document.select(query).nodes().iter().take(5).find_map(|node| {
                let stated = node.attr("datetime").or_else(|| node.attr("content"));
                dates::normalize(&stated.unwrap_or_else(|| node.text()))
            })
        },
    )
}

/// The day in an address such as `https://…/2019/11/20/…`.
fn date_in_url(url: &str) -> Option<String> {
    let segments: Vec<&str> = url.split('/').collect();
    let day = |parts: &[&str]| {
        let digits =
            |text: &str, length| text.len() <= length && text.bytes().all(|b| b.is_ascii_digit()) && !text.is_empty();
        (parts[0].len() == 4 && digits(parts[0], 4) && digits(parts[1], 2) && digits(parts[2], 2))
            .then(|| dates::normalize(&parts.join("-")))
            .flatten()
    };
    segments.windows(3).find_map(day)
}

fn heading(document: &Document) -> Option<String> {
    let text = |query: &str| Some(plain(&document.select_single(query).text())).filter(|text| !text.is_empty());
    text("article h1").or_else(|| text("h1")).or_else(|| text("title"))
}

/// A title without the name of the site that many pages add to it.
fn without_site(title: &str, source: Option<&str>) -> String {
    let Some(source) = source.map(super::letters) else { return title.to_owned() };
    for separator in [" | ", " - ", " – ", " — ", " :: ", " » ", " · "] {
        if let Some((rest, site)) = title.rsplit_once(separator) {
            let site = super::letters(site);
            if !site.is_empty() && (source.contains(&site) || site.contains(&source)) && rest.contains(' ') {
                return rest.trim().to_owned();
            }
        }
    }
    title.to_owned()
}

fn language(document: &Document) -> Option<String> {
    let language = document.select_single("html[lang]").attr("lang")?;
    Some(language.trim().to_owned()).filter(|language| !language.is_empty())
}

fn bylines(document: &Document, metas: &Metas) -> Vec<String> {
    let names = metas.all(&["author", "article:author", "byl", "dc.creator", "parsely-author", "sailthru.author"]);
    let names = people::split_authors(&names);
    if !names.is_empty() {
        return names;
    }
    let marked = document.select("[itemprop='author'] [itemprop='name'], [rel='author'], [itemprop='author']");
    people::split_authors(&marked.nodes().iter().take(5).map(|node| plain(&node.text())).collect::<Vec<_>>())
}

/// The tags of the first source that has any.
fn first_list(sources: [Vec<String>; 3]) -> Vec<String> {
    sources.iter().map(|source| tags::split_list(source)).find(|tags| !tags.is_empty()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_ld_comes_first() {
        let page = r##"<html lang="en"><head><title>Talks | The Gazette</title>
            <meta property="og:title" content="Other"><meta property="og:site_name" content="gazette">
            <meta name="keywords" content="x"><link rel="canonical" href="https://www.gazette.example/2014/11/talks-fail">
            <script type="application/ld+json">{"@context": "https://schema.org", "@graph": [
              {"@type": "Organization", "@id": "#org", "name": "The Gazette"},
              {"@type": ["NewsArticle"], "headline": "Talks &amp; more | The Gazette", "datePublished": "2014-11-12T08:30:00+01:00",
               "dateModified": "2014-11-13", "author": [{"@type": "Person", "name": "Ann Lee"}, {"name": "Bo Chan"}],
               "publisher": {"@id": "#org"}, "keywords": "trade, climate", "articleSection": "World", "inLanguage": "en-GB"}]}</script></head>"##;
        let article = read(&Document::from(page));
        assert_eq!(article.title.as_deref(), Some("Talks & more"));
        assert_eq!(article.published.as_deref(), Some("2014-11-12T08:30:00+01:00"));
        assert_eq!(article.modified.as_deref(), Some("2014-11-13"));
        assert_eq!(article.authors, ["Ann Lee", "Bo Chan"]);
        assert_eq!(article.source.as_deref(), Some("The Gazette"));
        assert_eq!(article.tags, ["trade", "climate"]);
        assert_eq!((article.section.as_deref(), article.language.as_deref()), (Some("World"), Some("en-GB")));
        assert_eq!(article.url.as_deref(), Some("https://www.gazette.example/2014/11/talks-fail"));
    }

    #[test]
    fn meta_tags_and_markup_are_next() {
        let page = r#"<html><head><title>Talks fail - gazette.example</title><meta property="og:url" content="https://www.gazette.example/2014/11/12/talks">
            <meta property="article:tag" content="trade"><meta property="article:tag" content="climate"><meta name="author" content="By Ann Lee">
            <script type="application/ld+json">{broken</script></head><body><h1>Talks fail</h1>"#;
        let article = read(&Document::from(page));
        assert_eq!(article.title.as_deref(), Some("Talks fail"));
        assert_eq!(article.source.as_deref(), Some("gazette.example"));
        assert_eq!(article.published.as_deref(), Some("2014-11-12"));
        assert_eq!(
            (article.authors, article.tags),
            (vec!["Ann Lee".to_owned()], vec!["trade".to_owned(), "climate".to_owned()])
        );
        let timed = read(&Document::from("<body><time datetime='2014-11-12T08:30Z'>then</time>"));
        assert_eq!(timed.published.as_deref(), Some("2014-11-12T08:30:00Z"));
    }
}
