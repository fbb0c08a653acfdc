//! Whole runs over files of every kind, good and bad.

use std::io::Write;
use std::path::Path;

use proptest::prelude::*;
use tempfile::TempDir;

use super::*;

const STORY: &str = "The ministers of the two countries met in Geneva on Tuesday to talk about trade and the war at sea. \
    Nothing was signed at the end of a long day, a spokesman said, but they would meet again.";

fn files(files: &[(&str, &[u8])]) -> TempDir {
    let dir = tempfile::tempdir().unwrap();
    for (name, content) in files {
        std::fs::write(dir.path().join(name), content).unwrap();
    }
    dir
}

fn all(dir: &Path, options: &ReadOptions) -> Vec<Result<Article, String>> {
    let prefix = format!("{}/", dir.display());
    let articles = read(&[dir.to_str().unwrap().to_owned()], options).unwrap();
    articles.map(|item| item.map_err(|error| error.to_string().replace(&prefix, ""))).collect()
}

fn one_file(name: &str, content: &[u8]) -> Vec<Result<Article, String>> {
    all(files(&[(name, content)]).path(), &ReadOptions::default())
}

fn error(name: &str, content: &[u8]) -> String {
    one_file(name, content).remove(0).unwrap_err()
}

#[test]
fn a_folder_of_everything() {
    let gzip = {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        encoder.write_all(format!("Title here\n\n{STORY}").as_bytes()).unwrap();
        encoder.finish().unwrap()
    };
    let dir = files(&[
        ("a.txt", format!("Talks go nowhere\n\n{STORY}").as_bytes()),
        ("b.txt.gz", &gzip),
        ("c.md", format!("# Talks\n\n{STORY}").as_bytes()),
        ("d.html", format!("<title>Talks</title><body><article><p>{STORY}</p><p>{STORY}</p></article>").as_bytes()),
        ("e.csv", format!("title,date,text\nTalks,2014-11-12,\"{STORY}\"\n").as_bytes()),
        ("f.jsonl", format!("{{\"id\":\"j\",\"text\":\"{STORY}\"}}\n").as_bytes()),
        ("g.xml", format!("<rss version='2.0'><channel><title>F</title><item><title>T</title><description>{STORY}</description></item></channel></rss>").as_bytes()),
        ("h.json", format!("[{{\"title\":\"T\",\"content\":\"{STORY}\"}}]").as_bytes()),
        ("i.png", b"\x89PNG"),
    ]);
    let articles: Vec<Article> = all(dir.path(), &ReadOptions::default()).into_iter().map(Result::unwrap).collect();
    let ids: Vec<&str> = articles.iter().map(|article| article.id.as_str()).collect();
    assert_eq!(ids, ["a", "b", "c", "d", "e-2", "j", "g-1", "h-1"]);
    assert!(
        articles
            .iter()
            .all(|article| article.text.starts_with("The ministers") && article.language.as_deref() == Some("en"))
    );
    assert!(articles[4].origin.ends_with("e.csv, row 2"));
    assert_eq!(articles[4].published.as_deref(), Some("2014-11-12"));
}

#[test]
fn json_text_is_verbatim() {
    let text = " {mosads}Tags  a b\n\nShare\r\n<p>no</p> “é” \u{200b}";
    let line = serde_json::json!({"id": "A/1 ß", "title": "T", "published": "Jan 5, 2020", "text": text}).to_string();
    let article = one_file("a.jsonl", line.as_bytes()).remove(0).unwrap();
    assert_eq!((article.text.as_str(), article.id.as_str()), (text, "A/1 ß"));
    assert_eq!(article.published.as_deref(), Some("2020-01-05"));
}

#[test]
fn a_malformed_line_is_told_and_the_rest_goes_on() {
    let content = "{\"text\":\"One.\"}\n\n{\"text\":\n[1]\n{\"title\":\"x\",\"lead\":\"y\"}\n{\"text\":\"\"}\n{\"text\":\"Two.\"}";
    let items = one_file("a.jsonl", content.as_bytes());
    let shown: Vec<String> = items
        .into_iter()
        .map(|item| item.map_or_else(|error| error, |article| format!("{} {}", article.id, article.text)))
        .collect();
    assert_eq!(shown[0], "a-1 One.");
    assert!(shown[1].starts_with("a.jsonl, line 3: not valid JSON"), "{}", shown[1]);
    assert!(shown[2].starts_with("a.jsonl, line 4: not a JSON object"));
    assert!(
        shown[3].starts_with("a.jsonl, line 5: no text") && shown[3].ends_with("fields are lead, title"),
        "{}",
        shown[3]
    );
    assert!(shown[4].starts_with("a.jsonl, line 6: the article is empty"));
    assert_eq!(shown[5], "a-7 Two.");
}

#[test]
fn json_in_other_shapes() {
    let wrapped = br#"{"status":"ok","totalResults":1,"articles":[{"source":{"id":null,"name":"The Gazette"},
        "author":"Ann Lee, Bo Chan","title":"T","url":"https://g.example/talks-go-nowhere","publishedAt":"2020-01-05T10:00:00Z",
        "content":"<p>Full <b>text</b>.</p>"}]}"#;
    let article = one_file("a.json", wrapped).remove(0).unwrap();
    assert_eq!(article.source.as_deref(), Some("The Gazette"));
    assert_eq!((article.id.as_str(), article.text.as_str()), ("talks-go-nowhere", "Full text."));
    assert_eq!(article.authors, ["Ann Lee", "Bo Chan"]);
    let single = one_file("a.json", b"{\n \"text\": \"One.\",\n \"tags\": [\"ice\", \"fire\"]\n}").remove(0).unwrap();
    assert_eq!((single.id.as_str(), single.tags.len()), ("a", 2));
    assert!(error("a.json", b"[{]").starts_with("a.json: not valid JSON: "));
    assert!(error("a.json", b"[1, 2]").starts_with("a.json, item 1: not a JSON object"));
}

#[test]
fn tables_in_their_dialects() {
    for content in [
        "Headline;Pub Date;Body\nTalks;12.11.2014;\"One; two.\"\n",
        "headline\tpublished_at\tcontent\nTalks\t2014-11-12\tOne; two.\n",
        "\u{feff}title|date|article_text\nTalks|12 November 2014|One; two.\n",
    ] {
        let article = one_file("a.csv", content.as_bytes()).remove(0).unwrap();
        assert_eq!(article.title.as_deref(), Some("Talks"), "{content}");
        assert_eq!((article.published.as_deref(), article.text.as_str()), (Some("2014-11-12"), "One; two."));
    }
    let utf16: Vec<u8> = "\u{feff}title,text\nT,Déjà vu.\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(one_file("a.csv", &utf16).remove(0).unwrap().text, "Déjà vu.");
    assert_eq!(
        one_file("a.csv", b"title,text\nT,D\xe9j\xe0 vu \x96 \x93so\x94.\n").remove(0).unwrap().text,
        "Déjà vu – “so”."
    );
}

#[test]
fn tables_with_missing_columns_and_rows() {
    let message = error("a.csv", b"name,when\nx,y\n");
    assert!(message.contains("no column holds the text; columns are name, when"), "{message}");
    let options = ReadOptions { columns: "text=when,title=nothing".parse().unwrap(), ..ReadOptions::default() };
    let message = all(files(&[("a.csv", b"name,when\nx,y\n")]).path(), &options).remove(0).unwrap_err();
    assert!(message.contains("no column \"nothing\" for title; columns are name, when"), "{message}");
    let options = ReadOptions { columns: "text=when".parse().unwrap(), ..ReadOptions::default() };
    let article = all(files(&[("a.csv", b"name,when\nx,y\n")]).path(), &options).remove(0).unwrap();
    assert_eq!((article.title.as_deref(), article.text.as_str()), (Some("x"), "y"));
    let rows = one_file("a.csv", b"title,text\nonly\n\nt,\n\"a\",\"multi\nline\"\nt,Text.,surplus\n");
    assert!(rows[0].as_ref().unwrap_err().starts_with("a.csv, row 2: no text: the row has 1 of 2 fields"));
    assert!(rows[1].as_ref().unwrap_err().starts_with("a.csv, row 3: the text is empty"), "{:?}", rows[1]);
    assert_eq!(rows[3].as_ref().unwrap().text, "Text.");
}

#[test]
fn bad_files_are_one_clear_message_each() {
    assert_eq!(error("a.txt", b""), "a.txt: the file is empty");
    assert_eq!(error("a.txt", b" \n\n "), "a.txt: the file is empty");
    assert!(error("a.txt", b"%PDF-1.4").contains("PDF"));
    assert!(error("a.html", b"<html><body><script>x</script></body></html>").contains("empty"));
    assert!(error("a.xml", b"<rss version='2.0'><channel><item>").contains("not a well-formed"));
    assert!(error("a.csv", b"\x00\x01\x02").contains("binary"));
    let german = "Die Bundesregierung hat am Mittwoch in Berlin neue Maßnahmen gegen die steigenden Energiepreise beschlossen. \
        Der Kanzler sagte nach der Sitzung, man werde die Bürgerinnen und Bürger nicht allein lassen.";
    assert_eq!(
        error("a.txt", german.as_bytes()),
        "a.txt: in German, which newsgraph does not read; --any-language keeps it all the same"
    );
    let options = ReadOptions { any_language: true, ..ReadOptions::default() };
    let kept = all(files(&[("a.txt", german.as_bytes())]).path(), &options).remove(0).unwrap();
    assert_eq!(kept.language.as_deref(), Some("de"));
}

#[cfg(unix)]
#[test]
fn files_that_cannot_be_read_do_not_stop_the_rest() {
    let dir = files(&[("b.txt", STORY.as_bytes())]);
    std::os::unix::fs::symlink(dir.path().join("nowhere"), dir.path().join("a.txt")).unwrap();
    let items = all(dir.path(), &ReadOptions::default());
    assert!(items[0].as_ref().unwrap_err().contains("a.txt: cannot read"), "{items:?}");
    assert!(items[1].is_ok());
}

#[test]
fn long_articles_are_read_and_endless_ones_refused() {
    let long = STORY.repeat((5 << 20) / STORY.len() + 1);
    assert_eq!(one_file("a.txt", long.as_bytes()).remove(0).unwrap().text.len(), long.len());
    let html = format!("<body><article>{}</article>", format!("<p>{STORY}</p>").repeat((5 << 20) / STORY.len() + 1));
    assert!(one_file("a.html", html.as_bytes()).remove(0).unwrap().text.len() > 5 << 20);
    let endless = vec![b'a'; (65 << 20) + 1];
    assert!(error("a.txt", &endless).contains("longer than 64 MB"));
    let mut lines = b"{\"text\":\"".to_vec();
    lines.extend(&endless);
    lines.extend(b"\"}\n{\"text\":\"Two.\"}\n");
    let items = one_file("a.jsonl", &lines);
    assert!(items[0].as_ref().unwrap_err().contains("line 1: longer than 64 MB"));
    assert_eq!(items[1].as_ref().unwrap().text, "Two.");
    let mut open_quote = b"title,text\nT,\"".to_vec();
    open_quote.extend(&endless);
    assert!(error("a.csv", &open_quote).contains("quotation mark"));
}

#[test]
fn a_forced_format_wins() {
    let options = ReadOptions { format: Some(Format::Text), ..ReadOptions::default() };
    let dir = files(&[("a.json", format!("Not JSON at all\n\n{STORY}").as_bytes())]);
    assert_eq!(all(dir.path(), &options).remove(0).unwrap().title.as_deref(), Some("Not JSON at all"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn no_bytes_make_any_reader_panic(
        bytes in prop_oneof![
            proptest::collection::vec(any::<u8>(), 0..300),
            "(title,text\n|\"|,|\n|a|\\{\"text\":|\\}|\\[|<rss version='2.0'>|<channel>|<item>|<p>|---\n|# |Tags |By |é| ){0,60}".prop_map(String::into_bytes),
        ],
        extension in prop_oneof![Just("txt"), Just("md"), Just("html"), Just("xml"), Just("csv"), Just("jsonl"), Just("json"), Just("gz")],
    ) {
        let dir = files(&[]);
        let path = dir.path().join(format!("a.{extension}"));
        std::fs::write(&path, bytes).unwrap();
        let articles = read(&[path.to_str().unwrap().to_owned()], &ReadOptions::default()).unwrap();
        for article in articles.flatten() {
            prop_assert!(!article.id.is_empty() && !article.text.trim().is_empty());
        }
    }
}
