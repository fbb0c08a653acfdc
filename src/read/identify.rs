//! Readable identifiers: given, or made from web address or file name; unique within a run.

use std::collections::BTreeMap;

use crate::article::Article;

/// Longest identifier that is made here, in characters.
const LONGEST: usize = 80;

/// The identifiers given out so far.
#[derive(Debug, Default)]
pub(super) struct Identifiers {
    /// Identifier → how many articles asked for it.
    used: BTreeMap<String, usize>,
}

impl Identifiers {
    /// The identifier of `article`: its own, else from its web address, else from `stem`; a repeated one gets `-2`, `-3`…
    pub(super) fn assign(&mut self, article: &Article, stem: &str) -> String {
        let given = article.id.trim();
        let wanted = if given.is_empty() {
            article.url.as_deref().and_then(of_url).unwrap_or_else(|| slug(stem))
        } else if given.contains("://") {
            of_url(given).unwrap_or_else(|| slug(given))
        } else {
            given.to_owned()
        };
        let wanted = if wanted.is_empty() { "article".to_owned() } else { wanted };
        let mut id = wanted.clone();
        while self.used.contains_key(&id) {
            let count = self.used.entry(wanted.clone()).or_insert(1);
            *count += 1;
            id = format!("{wanted}-{count}");
        }
        self.used.insert(id.clone(), 1);
        id
    }
}

/// An identifier from the telling part of a web address: its last path segment with words, else path and query.
fn of_url(url: &str) -> Option<String> {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let rest = &percent_decoded(rest.split('#').next().unwrap_or_default());
    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
    let (path, query) = path.split_once('?').unwrap_or((path, ""));
    let segments: Vec<String> = path.split('/').map(|segment| slug(without_extension(segment))).collect();
    let telling = segments.iter().rev().find(|segment| {
        let letters = segment.chars().filter(char::is_ascii_alphabetic).count();
        letters >= 8 && letters * 2 > segment.len() && segment.contains('-')
    });
    let id = match telling {
        Some(segment) => segment.clone(),
        None => slug(&format!("{host} {path} {query}", host = host.trim_start_matches("www."))),
    };
    Some(id).filter(|id| !id.is_empty())
}

/// Text with `%C3%A1` and its like decoded where they make UTF-8.
fn percent_decoded(text: &str) -> String {
    let (bytes, mut decoded, mut at) = (text.as_bytes(), Vec::with_capacity(text.len()), 0);
    while at < bytes.len() {
        let code = text.get(at + 1..at + 3).and_then(|digits| u8::from_str_radix(digits, 16).ok());
        match code.filter(|_| bytes[at] == b'%') {
            Some(byte) => {
                decoded.push(byte);
                at += 3;
            }
            None => {
                decoded.push(bytes[at]);
                at += 1;
            }
        }
    }
    String::from_utf8(decoded).unwrap_or_else(|_| text.to_owned())
}

/// A path segment without the extension of a page.
fn without_extension(segment: &str) -> &str {
    const PAGES: [&str; 10] = ["html", "htm", "php", "asp", "aspx", "shtml", "stm", "story", "cms", "ece"];
    segment.rsplit_once('.').filter(|(_, extension)| PAGES.contains(extension)).map_or(segment, |(stem, _)| stem)
}

/// Lower-case ASCII letters and digits with single hyphens between, at most [`LONGEST`], cut at a hyphen.
pub(super) fn slug(text: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    let mut slug = String::new();
    for c in text.nfkd().filter(|c| !unicode_normalization::char::is_combining_mark(*c)) {
        if c.is_ascii_alphanumeric() {
            slug.push(c.to_ascii_lowercase());
        } else if !matches!(c, '\'' | '’') && !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
        if slug.len() > LONGEST + 40 {
            break;
        }
    }
    if slug.len() > LONGEST {
        let cut = slug[..=LONGEST].rfind('-').filter(|&cut| cut > LONGEST / 2).unwrap_or(LONGEST);
        slug.truncate(cut);
    }
    slug.trim_end_matches('-').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn assign(ids: &mut Identifiers, id: &str, url: Option<&str>, stem: &str) -> String {
        ids.assign(&Article { id: id.into(), url: url.map(Into::into), ..Article::default() }, stem)
    }

    #[test]
    fn identifiers_come_from_the_best_source() {
        let mut ids = Identifiers::default();
        assert_eq!(assign(&mut ids, "a1", Some("https://x.example/y"), "stem"), "a1");
        let wiki = Some("https://en.wikinews.org//wiki/Samoan_government_ends_emergency");
        assert_eq!(assign(&mut ids, "", wiki, "stem"), "samoan-government-ends-emergency");
        assert_eq!(assign(&mut ids, "", None, "US, China & São Paulo"), "us-china-sao-paulo");
        assert_eq!(assign(&mut ids, "", None, "中国"), "article");
    }

    #[test]
    fn urls_give_their_telling_part() {
        let url = |url: &str| of_url(url).unwrap();
        assert_eq!(url("https://a.example/2019/11/19/three-prisoners-flown.html?x=1#top"), "three-prisoners-flown");
        assert_eq!(url("https://a.example/news/three-prisoners-flown/1234"), "three-prisoners-flown");
        assert_eq!(url("https://a.example/wiki/President_Fern%C3%A1ndez"), "president-fernandez");
        assert_eq!(url("https://www.a.example/story?id=77"), "a-example-story-id-77");
        assert_eq!(url("https://a.example/"), "a-example");
    }

    #[test]
    fn repeated_identifiers_get_numbers_and_never_collide() {
        let mut ids = Identifiers::default();
        let all: Vec<String> =
            ["a", "a-2", "a", "a", "a-2"].iter().map(|id| assign(&mut ids, id, None, "stem")).collect();
        assert_eq!(all, ["a", "a-2", "a-3", "a-4", "a-2-2"]);
    }

    #[test]
    fn slugs_are_short_and_clean() {
        let long = slug(&"word ".repeat(100));
        assert!(long.len() <= LONGEST && !long.ends_with('-') && long.starts_with("word-word"));
        assert_eq!(slug("--It’s  over!--"), "its-over");
    }
}
