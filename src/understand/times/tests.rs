use jiff::civil::date;

use super::*;
use crate::document::{Chain, Mention};

/// Surfaces and values found in a text published on Wednesday, 12 November 2014.
fn read(text: &str) -> Vec<(String, String)> {
    read_on(text, Some(date(2014, 11, 12)))
}

fn read_on(text: &str, published: Option<Date>) -> Vec<(String, String)> {
    let mut document = fixture::document(text);
    annotate(text, published, &mut document);
    document.times.iter().map(|time| (time.span.of(text).to_owned(), time.value.clone())).collect()
}

fn assert_reads(cases: &[(&str, &str, &str)]) {
    for (text, surface, value) in cases {
        let found = read(text);
        assert_eq!(found, [(surface.to_string(), value.to_string())], "{text}");
    }
}

#[test]
fn absolute_dates_in_all_styles() {
    assert_reads(&[
        ("They met on November 12, 2014.", "November 12, 2014", "2014-11-12"),
        ("They met on Wednesday, Nov. 12, 2014, in Beijing.", "Wednesday, Nov. 12, 2014", "2014-11-12"),
        ("They met on 12 November 2014.", "12 November 2014", "2014-11-12"),
        ("They met on the 12th of November, 2014.", "the 12th of November, 2014", "2014-11-12"),
        ("Filed 2014-11-12 by wire.", "2014-11-12", "2014-11-12"),
        ("Filed 11/12/2014 by wire.", "11/12/2014", "2014-11-12"),
        ("In November 2009 he left.", "November 2009", "2009-11"),
        ("He left in 2009.", "2009", "2009"),
        ("It began in the 1990s.", "the 1990s", "199"),
        ("It began in the '90s.", "the '90s", "199"),
        ("In the 20th century", "the 20th century", "19"),
        ("They left in early 2014.", "early 2014", "2014"),
        ("He left in mid-2009.", "mid-2009", "2009"),
        ("In summer 2012 it rained.", "summer 2012", "2012-SU"),
        ("It fell in the third quarter of 2009.", "the third quarter of 2009", "2009-Q3"),
        ("In fiscal 2009 it fell.", "fiscal 2009", "2009"),
    ]);
}

#[test]
fn dates_without_a_year_follow_the_tense() {
    assert_reads(&[
        ("They met on Friday.", "Friday", "2014-11-07"),
        ("They will meet on Friday.", "Friday", "2014-11-14"),
        ("They met on Wednesday.", "Wednesday", "2014-11-12"),
        ("He resigned last Wednesday.", "last Wednesday", "2014-11-05"),
        ("In May, the U.S. indicted five officers.", "May", "2014-05"),
        ("It fell in December.", "December", "2013-12"),
        ("The talks will begin in January.", "January", "2015-01"),
        ("He died on Oct. 3.", "Oct. 3", "2014-10-03"),
        ("He was born on April 3.", "April 3", "2014-04-03"),
        ("It rose in the year ended Dec. 3.", "Dec. 3", "2013-12-03"),
        ("He resigned last May.", "last May", "2014-05"),
        ("It fell in the third quarter.", "the third quarter", "2014-Q3"),
        ("It closed this summer.", "this summer", "2014-SU"),
        ("Shops closed on Christmas Eve.", "Christmas Eve", "2013-12-24"),
    ]);
}

#[test]
fn relative_expressions() {
    assert_reads(&[
        ("It happened yesterday.", "yesterday", "2014-11-11"),
        ("at this week's summit", "this week", "2014-W46"),
        ("He left last week.", "last week", "2014-W45"),
        ("He left earlier this month.", "earlier this month", "2014-11"),
        ("He left late last year.", "late last year", "2013"),
        ("He left three days ago.", "three days ago", "2014-11-09"),
        ("He left five years ago.", "five years ago", "2009"),
        ("He left a decade ago.", "a decade ago", "200"),
        ("It rained last night.", "last night", "2014-11-11TNI"),
        ("It rained this morning.", "this morning", "2014-11-12TMO"),
        ("It rained on Monday night.", "Monday night", "2014-11-10TNI"),
        ("He is now in Paris.", "now", "PRESENT_REF"),
        ("He recently left.", "recently", "PAST_REF"),
        ("It fell over the weekend.", "the weekend", "2014-W45-WE"),
        ("The bus left at 10:35 a.m. on time.", "10:35 a.m.", "2014-11-12T10:35"),
        ("It left at 18:00 UTC.", "18:00 UTC", "2014-11-12T18:00Z"),
    ]);
}

#[test]
fn durations_and_sets() {
    assert_reads(&[
        ("for the last twenty four hours", "the last twenty four hours", "PT24H"),
        ("a five-year plan", "five-year", "P5Y"),
        ("almost two and a half years", "almost two and a half years", "P2.5Y"),
        ("a couple of weeks", "a couple of weeks", "P2W"),
        ("It has lasted for decades.", "decades", "PXY"),
        ("It sells 15 a year.", "a year", "P1Y"),
        ("They meet every Thursday.", "every Thursday", "XXXX-WXX-4"),
        ("They meet daily.", "daily", "P1D"),
        ("They meet twice a week.", "twice a week", "P1W"),
    ]);
}

#[test]
fn traps_are_no_times() {
    let texts = [
        "A 24-year-old man was held.",
        "She is 24 years old.",
        "He may leave. May he rest.",
        "The second man, a second term, one second thought.",
        "Thousands march.",
        "It cost $2000 and 2000 people came.",
        "Prices fall; in the first half they scored.",
        "The Daily Mail said so.",
        "The score was 3:16.",
        "Boeing 747 and flight 1549s",
    ];
    for text in texts {
        assert_eq!(read(text), [], "{text}");
    }
}

#[test]
fn nothing_is_invented_without_an_anchor() {
    let cases = [
        ("In May, the U.S. indicted five officers.", "XXXX-05"),
        ("at this week's summit", "XXXX-WXX"),
        ("They met on Friday.", "XXXX-WXX-5"),
        ("They met on Dec. 3.", "XXXX-12-03"),
        ("He left last year.", "XXXX"),
        ("He left yesterday.", "XXXX-XX-XX"),
        ("He left three days earlier.", "XXXX-XX-XX"),
    ];
    for (text, value) in cases {
        assert_eq!(read_on(text, None).first().map(|found| found.1.as_str()), Some(value), "{text}");
    }
}

#[test]
fn a_dateline_or_a_date_spoken_of_anchors() {
    let text = "BEIJING, Nov. 12, 2014 — They met on Monday.";
    assert_eq!(read_on(text, None)[1].1, "2014-11-10");
    let text = "He was arrested on March 3, 2009. Two days later he was freed. A year earlier he had left.";
    let values: Vec<String> = read_on(text, None).into_iter().map(|found| found.1).collect();
    assert_eq!(values, ["2009-03-03", "2009-03-05", "2008-03-05"]);
    let text = "From March 3 to May 5, 2009, it rained.";
    assert_eq!(read(text)[0].1, "2009-03-03");
}

#[test]
fn names_keep_their_words() {
    let text = "The Sunday Times asked Theresa May on Sunday.";
    let mut document = fixture::document(text);
    let mut name = |from: &str, kind, chain| {
        let start = text.find(from).unwrap();
        let span = Span::new(start, start + from.len());
        let (head, confidence) = (0, 1.0);
        document.mentions.push(Mention { span, head, first: 0, end: 1, kind, form: Form::Name, confidence, chain });
    };
    name("Sunday Times", EntityType::Organization, 0);
    name("Theresa May", EntityType::Person, 1);
    document.chains = Vec::<Chain>::new();
    annotate(text, Some(date(2014, 11, 12)), &mut document);
    let values: Vec<&str> = document.times.iter().map(|time| time.value.as_str()).collect();
    assert_eq!(values, ["2014-11-09"]);
    assert_eq!(document.times[0].bounds, Some(("2014-11-09".into(), "2014-11-09".into())));
}

/// Prints annotations for a file of articles, to be scored: `TIMES_ARTICLES=… cargo test --release times_of_a_file -- --ignored --nocapture`.
#[test]
#[ignore = "a tool for measuring, not a test"]
fn times_of_a_file() {
    let path = std::env::var("TIMES_ARTICLES").unwrap();
    for line in std::fs::read_to_string(path).unwrap().lines() {
        let row: serde_json::Value = serde_json::from_str(line).unwrap();
        let text = row["text"].as_str().unwrap();
        let published = row["published"].as_str().and_then(|day| day.get(..10)?.parse().ok());
        let mut document = fixture::document(text);
        annotate(text, published, &mut document);
        let points = crate::article::CodePoints::new(text);
        let times: Vec<serde_json::Value> = document
            .times
            .iter()
            .map(|time| {
                serde_json::json!({
                    "start": points.from_byte(time.span.start),
                    "end": points.from_byte(time.span.end),
                    "type": time.kind,
                    "value": time.value,
                })
            })
            .collect();
        println!("@{}", serde_json::json!({ "id": row["id"], "times": times }));
    }
}
