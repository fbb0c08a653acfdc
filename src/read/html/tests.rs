//! Whole pages, benign and hostile.

use std::time::{Duration, Instant};

use proptest::prelude::*;

use super::*;
use crate::article::Article;

fn page(html: &str) -> Article {
    article(html, &Source::File("page.html".into())).unwrap().article
}

const STORY: [&str; 4] = [
    "The ministers of the two countries met in Geneva on Tuesday to talk about trade, climate and the war at sea.",
    "Nothing was signed at the end of a long day, a spokesman said, but both sides would meet again in the spring.",
    "“There is still a gap between us,” said Ann Park, who leads the delegation of the smaller of the two countries.",
    "Exports between them fell by a third last year, after tariffs on steel and grain were raised in both capitals.",
];

fn story(between: &str) -> String {
    STORY.map(|paragraph| format!("<p>{paragraph}</p>")).join(between)
}

#[test]
fn furniture_goes_and_the_story_stays() {
    let html = format!(
        r#"<html><head><title>Talks fail | Gazette</title><meta property="og:site_name" content="Gazette"></head><body>
        <nav><a href="/">Home</a><a href="/world">World</a></nav>
        <article><h1>Talks fail</h1><div class="byline">By Bo Chan</div><time datetime="2014-11-12">Nov 12</time>
        <figure><img src="a.jpg"><figcaption>Ministers in Geneva. Photo: Wire</figcaption></figure>
        {} <div class="social-share"><a>Tweet</a></div></article>
        <aside><h3>Most popular</h3><a href="/x">Ten cats</a></aside><footer>© Gazette</footer></body></html>"#,
        story(r#"<p><a href="/y">Read more: Why trade matters</a></p><p>Advertisement</p>"#)
    );
    let article = page(&html);
    assert_eq!(article.text, STORY.join("\n\n"));
    assert_eq!(article.title.as_deref(), Some("Talks fail"));
    assert_eq!(article.published.as_deref(), Some("2014-11-12"));
}

#[test]
fn a_stated_body_replaces_a_missed_one_and_checks_a_found_one() {
    let body = STORY.join("\\n\\n");
    let script = format!(
        r#"<script type="application/ld+json">{{"@type":"NewsArticle","headline":"T","articleBody":"{body}"}}</script>"#
    );
    assert_eq!(page(&format!("<html><head>{script}</head><body><div id=app></div></body>")).text, STORY.join("\n\n"));
    let stray = "<p>Our shop has a sale of all kinds of chairs and tables until the end of the month of May.</p>";
    let found = page(&format!("<html><head>{script}</head><body><article>{}</article></body>", story("") + stray));
    assert_eq!(found.text, STORY.join("\n\n"));
}

#[test]
fn pieces_of_pages() {
    assert_eq!(fragment_text("plain, as it is"), "plain, as it is");
    assert_eq!(fragment_text("A &amp; B"), "A & B");
    assert_eq!(
        fragment_text("<p>One <a href=x>link</a>.</p><ul><li>two</li></ul>three<br>four"),
        "One link.\n\ntwo\n\nthree\n\nfour"
    );
    assert!(looks_like_markup("a<br />b") && looks_like_markup("<a href=x>b</a>"));
    assert!(!looks_like_markup("1 < 2 and <x>") && !looks_like_markup("as simple as <img src=… in a message"));
}

/// Pages made to hang, overflow or mislead; each must come back soon, with the story where it has one.
#[test]
fn hostile_pages_are_survived() {
    let story = story("");
    let many = |piece: &str, times: usize| piece.repeat(times);
    let hostile = [
        format!("<body>{}{story}{}", many("<div>", 100_000), many("</div>", 100_000)),
        format!("<body>{}{story}", many("<b><p>", 20_000)),
        format!("<body>{}{story}", (0..20_000).map(|n| format!("<font color={n}>")).collect::<String>()),
        format!("<body>{}{story}", many("<table><tr><td>", 20_000)),
        format!("<body>{}{story}", many("<svg><g>", 20_000)),
        format!("<body>{}", many("<svg><foreignObject><p>", 20_000)),
        format!("<body>{}", many("<svg><desc><b><table>", 20_000)),
        format!("<body>{}", many("<math><mi><li>", 20_000)),
        format!("<body>{}", many("<template><div>", 20_000)),
        format!("<body>{story}{}", many("<a href=x>y</a>", 100_000)),
        format!("<body>{story}{}", many("<br>", 100_000)),
        format!("<body>{story}{}", many("<p>x", 100_000)),
        format!("<body>{story}{}", many("</p>", 100_000)),
        format!("<body>{story}{}", many("<form>", 100_000)),
        format!("<body>{story}{}", many("<select><option>", 20_000)),
        format!("<body>{story}{}", many("<ruby><rt>", 20_000)),
        format!("<body><p title=\"{}\">{story}", many("x", 6 << 20)),
        format!("<body {}>{story}", (0..50_000).map(|n| format!("a{n}=1 ")).collect::<String>()),
        format!("<body class=\"{}\">{story}", many("share-x ", 200_000)),
        format!("<body>{story}<script>{}</script>", many("<div>", 100_000)),
        format!("<body>{story}<p>{}", many("&amp;&#x0;&notanentity;&#xD800;&#99999999;", 20_000)),
        format!("<body>{story}<!-- {}", many("<!--", 100_000)),
        format!("<body>{story}{}", many("<", 500_000)),
        format!("<body>{story}{}", many("<x ", 200_000)),
        format!("<body>{story}<p>{}</p>", many("[embed]{{", 100_000)),
        format!("<script type='application/ld+json'>{}</script><body>{story}", many("[", 100_000)),
        format!("<script type='application/ld+json'>{}</script><body>{story}", many("{\"author\":[", 100_000)),
        "<frameset><frame src=javascript:alert(1)></frameset>".into(),
        "<html><body onload=alert(1)><script>document.write('<p>evil</p>')</script></body></html>".into(),
    ];
    for html in hostile {
        let start = Instant::now();
        let shown = html.chars().take(60).collect::<String>();
        let article = page(&html);
        let took = start.elapsed();
        assert!(took < Duration::from_secs(20), "{took:?} for {shown}");
        assert!(!html.contains("Geneva") || article.text.contains("Geneva"), "text lost: {shown}");
        assert!(!article.text.contains("evil") && !article.text.contains("alert"), "{}", article.text);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn any_page_is_survived(html in "\\PC{0,200}|(</?(p|b|a|div|table|td|tr|ul|li|script|form|article|h1|svg|select|template)( class=share| href=x)?>|x. |<!--|-->|&amp;){0,80}") {
        page(&html);
        fragment_text(&html);
    }
}
