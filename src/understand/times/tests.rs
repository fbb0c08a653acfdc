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

fn read_kind(text: &str) -> Vec<TimeKind> {
    let mut document = fixture::document(text);
    annotate(text, None, &mut document);
    document.times.iter().map(|time| time.kind).collect()
}

/// Every text holds just one expression, with this surface and value. An empty surface: it holds none.
fn assert_reads(cases: &[(&str, &str, &str)]) {
    let mut wrong = Vec::new();
    for (text, surface, value) in cases {
        let found = read(text);
        let expected = [(surface.to_string(), value.to_string())];
        let expected: &[(String, String)] = if surface.is_empty() { &[] } else { &expected };
        if found != expected {
            wrong.push(format!("{text}\n    {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The values of all expressions of every text.
fn assert_values(cases: &[(&str, &[&str])]) {
    let mut wrong = Vec::new();
    for (text, values) in cases {
        let found = read(text);
        if found.iter().map(|found| found.1.as_str()).ne(values.iter().copied()) {
            wrong.push(format!("{text}\n    {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
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
        ("It rose in the season ended Dec. 3.", "Dec. 3", "2013-12-03"),
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
fn numeric_dates() {
    assert_reads(&[
        ("Posted 2014-11-12T09:30:00Z by staff.", "2014-11-12T09:30:00Z", "2014-11-12T09:30Z"),
        ("Posted 2014/11/12 by staff.", "2014/11/12", "2014-11-12"),
        ("Posted 12-Nov-2014 by staff.", "12-Nov-2014", "2014-11-12"),
        ("Born c. 1818 in Ulm.", "1818", "1818"),
        ("Who will host 2014 Oscars?", "2014", "2014"),
        ("Posted 12.11.2014 by staff.", "12.11.2014", "2014-11-12"),
        ("Posted 25/12/2013 by staff.", "25/12/2013", "2013-12-25"),
        ("Since the Sept. 11 attacks he has fled.", "Sept. 11", "2001-09-11"),
        ("It was the worst attack since 9/11.", "9/11", "2001-09-11"),
        ("It scored 9/10 and 3/4.", "", ""),
        ("Version 10.11.12 is out.", "", ""),
        ("Call 555-2014.", "", ""),
        ("Results for 2013/14", "2013", "2013"),
    ]);
}

#[test]
fn lists_and_ranges_of_days() {
    assert_values(&[
        ("They met on April 24 and 25, 2013.", &["2013-04-24", "2013-04-25"]),
        ("They met on 5-7 June 2013.", &["2013-06-05", "2013-06-07"]),
        ("They met on 3 and 4 May.", &["2014-05-03", "2014-05-04"]),
        ("They met on April 24-26, 2013.", &["2013-04-24", "2013-04-26"]),
        ("They met on April 24, 25 and 26.", &["2014-04-24", "2014-04-25", "2014-04-26"]),
        ("They met from March 3 to May 5, 2009.", &["2009-03-03", "2009-05-05"]),
        ("He worked there from 2009 to 2011.", &["2009", "2011"]),
        ("He worked there between June and August.", &["2014-06", "2014-08"]),
        ("On April 24, 25 people came.", &["2014-04-24"]),
        ("On Oct. 26: a recap", &["2014-10-26"]),
        ("He worked in 1999, 2000 and 2001.", &["1999", "2000", "2001"]),
        ("In the first and second quarters of 2013 it fell.", &["2013-Q1", "2013-Q2"]),
    ]);
}

#[test]
fn neighbours_of_a_date() {
    assert_reads(&[
        ("They met the day before Christmas.", "the day before Christmas", "2013-12-24"),
        ("They met the day after Nov. 4.", "the day after Nov. 4", "2014-11-05"),
        ("They met on Tuesday of last week.", "Tuesday of last week", "2014-11-04"),
        ("They will meet Tuesday next week.", "Tuesday next week", "2014-11-18"),
        ("They met on the 10th.", "the 10th", "2014-11-10"),
        ("They met on the 15th.", "the 15th", "2014-10-15"),
        ("They met on the 15th floor.", "", ""),
        ("They met the week before last.", "the week before last", "2014-W44"),
        ("They met the year before last.", "the year before last", "2012"),
        ("They will meet the week of Dec. 1.", "the week of Dec. 1", "2014-W49"),
        ("They met the week after July 1, 2012.", "the week after July 1, 2012", "2012-W27"),
        ("The day before the vote he left.", "", ""),
        ("In the weeks before the vote he left.", "weeks", "PXW"),
    ]);
    assert_values(&[
        ("It earned $3 million in 2009, down from $4 million the year before.", &["2009", "2008"]),
        ("He was arrested on March 3. The next morning he left.", &["2014-03-03", "2014-03-04TMO"]),
        ("He was arrested on March 3. She was freed on the 9th.", &["2014-03-03", "2014-03-09"]),
        ("He was arrested on March 3. That night he fled.", &["2014-03-03", "2014-03-03TNI"]),
        ("He was arrested on March 3. He left the same evening.", &["2014-03-03", "2014-03-03TEV"]),
        ("He was arrested on March 3. The following day he left.", &["2014-03-03", "2014-03-04"]),
        ("He was arrested on March 3. Three weeks later he left.", &["2014-03-03", "2014-W13"]),
        ("The war began in 1990. A decade later it ended.", &["1990", "2000"]),
    ]);
}

#[test]
fn fiscal_years_quarters_and_halves() {
    assert_reads(&[
        ("Sales fell in FY2013.", "FY2013", "2013"),
        ("Sales fell in FY13.", "FY13", "2013"),
        ("Sales fell in fiscal year 2013.", "fiscal year 2013", "2013"),
        ("Sales fell in the fiscal third quarter of 2013.", "the fiscal third quarter of 2013", "2013-Q3"),
        ("Sales fell in Q3 2013.", "Q3 2013", "2013-Q3"),
        ("Sales fell in Q3.", "Q3", "2014-Q3"),
        ("Sales fell in 3Q 2013.", "3Q 2013", "2013-Q3"),
        ("Sales fell in H1 2013.", "H1 2013", "2013-H1"),
        ("Sales fell in the first half of 2013.", "the first half of 2013", "2013-H1"),
        ("Sales fell in the second half of last year.", "the second half of last year", "2013-H2"),
        ("Sales fell last quarter.", "last quarter", "2014-Q3"),
        ("It equals a quarter of the total.", "", ""),
        ("Sales fell for two quarters.", "two quarters", "P2Q"),
        ("It makes three-quarters of the cars.", "", ""),
        ("It should be in place by year-end.", "year-end", "2014"),
        ("It should be in place by the end of the year.", "the end of the year", "2014"),
    ]);
}

#[test]
fn eras_decades_and_centuries() {
    assert_reads(&[
        ("Caesar died in 44 BC.", "44 BC", "BC0044"),
        ("Rome burned in AD 64.", "AD 64", "0064"),
        ("It was built in 500 B.C. by hand.", "500 B.C.", "BC0500"),
        ("It began in the late 1980s.", "the late 1980s", "198"),
        ("It began in the early nineties.", "the early nineties", "199"),
        ("It began in the mid-90s.", "the mid-90s", "199"),
        ("It began in the 19th century.", "the 19th century", "18"),
        ("It is the best of this decade.", "this decade", "201"),
        ("It was the worst of the past decade.", "the past decade", "P10Y"),
        ("It will fall over the next decade.", "the next decade", "P10Y"),
        ("It fell last decade.", "last decade", "200"),
        ("The class of '98 met.", "'98", "1998"),
        ("He told '60 Minutes' so.", "", ""),
        ("It says '27 companies left.", "", ""),
        ("They came some 5,000 years ago.", "some 5,000 years ago", "BC2987"),
    ]);
}

#[test]
fn holidays_and_seasons() {
    assert_reads(&[
        ("They will meet on Easter Monday.", "Easter Monday", "2015-04-06"),
        ("They met on Good Friday 2013.", "Good Friday 2013", "2013-03-29"),
        ("They will meet on Thanksgiving.", "Thanksgiving", "2014-11-27"),
        ("Voters chose him on Election Day.", "Election Day", "2014-11-04"),
        ("They met over Labor Day weekend.", "Labor Day weekend", "2014-09-01"),
        ("They met on New Year's Eve.", "New Year's Eve", "2013-12-31"),
        ("They marched on May Day.", "May Day", "2014-05-01"),
        ("They left last summer.", "last summer", "2014-SU"),
        ("They will leave next spring.", "next spring", "2015-SP"),
        ("They left in the winter of 2010.", "the winter of 2010", "2010-WI"),
        ("It happened in late summer.", "late summer", "2014-SU"),
        ("They play in the Summer Olympics.", "", ""),
        ("They fall and spring up.", "", ""),
    ]);
}

#[test]
fn clock_times() {
    assert_reads(&[
        ("He left at 5 p.m. on Tuesday.", "5 p.m. on Tuesday", "2014-11-11T17:00"),
        ("He left at 9 a.m. Tuesday.", "9 a.m. Tuesday", "2014-11-11T09:00"),
        ("He left at 8 p.m. this evening.", "8 p.m. this evening", "2014-11-12T20:00"),
        ("He left at 10:35 a.m. (0735 GMT) Friday.", "10:35 a.m. (0735 GMT) Friday", "2014-11-07T10:35"),
        ("He left at four in the morning.", "four in the morning", "2014-11-12T04:00"),
        ("He left at half past nine.", "half past nine", "2014-11-12T09:30"),
        ("He left at quarter to five in the afternoon.", "quarter to five in the afternoon", "2014-11-12T16:45"),
        ("He left at nine o'clock.", "nine o'clock", "2014-11-12T09:00"),
        ("He left at 9:25 Thursday morning.", "9:25 Thursday morning", "2014-11-06T09:25"),
        ("He left at 1.30pm.", "1.30pm", "2014-11-12T13:30"),
        ("He left at 0925 hours.", "0925 hours", "2014-11-12T09:25"),
        ("Updated 14:25 Sun Sep 14 2014", "14:25 Sun Sep 14 2014", "2014-09-14T14:25"),
        ("He left at noon.", "noon", "2014-11-12T12:00"),
        ("He left at 12:30 am.", "12:30 am", "2014-11-12T00:30"),
        ("He left in the morning.", "the morning", "2014-11-12TMO"),
        ("By mid-afternoon he had left.", "mid-afternoon", "2014-11-12TAF"),
        ("It rained overnight.", "overnight", "2014-11-12TNI"),
        ("It was an overnight success.", "", ""),
        ("They won 10:35 and 4-3.", "", ""),
    ]);
}

#[test]
fn lengths_in_all_forms() {
    assert_reads(&[
        ("They waited two to three weeks.", "two to three weeks", "P2W"),
        ("They waited two hours and 15 minutes.", "two hours and 15 minutes", "PT2H15M"),
        ("He left 1 year 6 months ago.", "1 year 6 months ago", "2013-05"),
        ("They waited three and a half decades.", "three and a half decades", "P35Y"),
        ("They waited a quarter of a century.", "a quarter of a century", "P25Y"),
        ("They waited 12-18 months.", "12-18 months", "P12M"),
        ("They waited two more weeks.", "two more weeks", "P2W"),
        ("They waited for eight trading days.", "eight trading days", "P8D"),
        ("They waited a week or so.", "a week or so", "P1W"),
        ("They waited a year or two.", "a year or two", "P1Y"),
        ("They waited half an hour.", "half an hour", "PT0.5H"),
        ("They waited 5 1/2 hours.", "5 1/2 hours", "PT5.5H"),
        ("They waited for the past three years.", "the past three years", "P3Y"),
        ("They waited the first six months.", "the first six months", "P6M"),
        ("A 10-day truce began.", "10-day", "P10D"),
        ("A decade-long war ended.", "A decade", "P10Y"),
        ("He left a year and a half ago.", "a year and a half ago", "2013-05"),
        ("He left about two years ago.", "about two years ago", "2012"),
        ("He will leave two weeks from now.", "two weeks from now", "2014-W48"),
        ("He will one day leave.", "one day", "FUTURE_REF"),
        ("He left in one day.", "one day", "P1D"),
        ("They changed to a calendar year.", "", ""),
        ("The 24-year-old man and a girl aged 12 years left.", "", ""),
    ]);
}

#[test]
fn recurrences() {
    assert_reads(&[
        ("They meet every two weeks.", "every two weeks", "P2W"),
        ("They meet every other day.", "every other day", "P2D"),
        ("They meet once every four years.", "once every four years", "P4Y"),
        ("They meet three times a year.", "three times a year", "P1Y"),
        ("They meet every Monday morning.", "every Monday morning", "XXXX-WXX-1TMO"),
        ("They meet each summer.", "each summer", "XXXX-SU"),
        ("They meet each May.", "each May", "XXXX-05"),
        ("They meet annually.", "annually", "P1Y"),
        ("They meet at weekends.", "weekends", "XXXX-WXX-WE"),
        ("They meet on Sundays.", "Sundays", "XXXX-WXX-7"),
        ("They make 700 cars a week.", "a week", "P1W"),
        ("They do dozens of interviews a day.", "a day", "P1D"),
        ("It was a night of drama.", "", ""),
        ("They make 700 cars per week.", "per week", "P1W"),
        ("They read the party daily Granma.", "", ""),
    ]);
    assert_eq!(read_kind("They make 700 cars a week."), [TimeKind::Set]);
}

#[test]
fn vague_references() {
    assert_reads(&[
        ("It is currently raining.", "currently", "PRESENT_REF"),
        ("He left in recent years.", "recent years", "PAST_REF"),
        ("In the past it had failed.", "the past", "PAST_REF"),
        ("It will end in the near future.", "the near future", "FUTURE_REF"),
        ("It will fall in future years.", "future years", "FUTURE_REF"),
        ("He left a long time ago.", "a long time ago", "PAST_REF"),
        ("He left the other day.", "the other day", "PAST_REF"),
        ("He left several years ago.", "several years ago", "PAST_REF"),
        ("The past president left.", "", ""),
    ]);
}

#[test]
fn words_before_a_time_tell_its_direction() {
    assert_reads(&[
        ("They could vote as early as Friday.", "Friday", "2014-11-14"),
        ("They must answer no later than Friday.", "Friday", "2014-11-14"),
        ("A rally scheduled for Friday was banned.", "Friday", "2014-11-14"),
        ("It has risen since Friday.", "Friday", "2014-11-07"),
        ("The March summit failed.", "March", "2014-03"),
        ("The March on Washington failed.", "", ""),
        ("The 1992 protests failed.", "1992", "1992"),
        ("It cost 1992 dollars.", "", ""),
        ("He lives at 1600 Pennsylvania Avenue.", "", ""),
    ]);
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
        let form = Form::Name;
        document.mentions.push(Mention { span, extent: span, head, first: 0, end: 1, kind, form, confidence, chain });
    };
    name("Sunday Times", EntityType::Organization, 0);
    name("Theresa May", EntityType::Person, 1);
    document.chains = Vec::<Chain>::new();
    annotate(text, Some(date(2014, 11, 12)), &mut document);
    let values: Vec<&str> = document.times.iter().map(|time| time.value.as_str()).collect();
    assert_eq!(values, ["2014-11-09"]);
    assert_eq!(document.times[0].bounds, Some(("2014-11-09".into(), "2014-11-09".into())));
}

/// Pieces that time expressions are made of, and that trip them up.
const PIECES: &[&str] = &[
    "Friday",
    "May",
    "12",
    "2014",
    "1990s",
    "'",
    "s",
    "the",
    "next",
    "last",
    "week",
    "weeks",
    "of",
    "after",
    "before",
    "morning",
    "at",
    "5",
    ":",
    "30",
    "p.m.",
    "(",
    ")",
    "GMT",
    "-",
    "/",
    ",",
    ".",
    "and",
    "to",
    "three",
    "half",
    "a",
    "year",
    "ago",
    "later",
    "quarter",
    "Q3",
    "Easter",
    "every",
    "00",
    "99999999999",
    "BC",
    "AD",
    "T",
    "Z",
    "é",
    "夏",
    "\u{a0}",
];

proptest::proptest! {
    #[test]
    fn any_words_are_read_in_order(
        picks in proptest::collection::vec((0..PIECES.len(), proptest::bool::ANY), 0..30),
        dated in proptest::bool::ANY,
    ) {
        let mut text = String::new();
        for (pick, space) in picks {
            text.push_str(PIECES[pick]);
            if space {
                text.push(' ');
            }
        }
        let mut document = fixture::document(&text);
        annotate(&text, dated.then(|| date(2014, 11, 12)), &mut document);
        let mut end = 0;
        for time in &document.times {
            proptest::prop_assert!(time.span.start >= end && time.span.end > time.span.start, "{text}");
            proptest::prop_assert!(text.get(time.span.range()).is_some(), "{text}");
            proptest::prop_assert!(!time.value.is_empty(), "{text}");
            end = time.span.end;
        }
    }
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

#[test]
fn the_next_month_of_a_story_and_of_its_teller() {
    let mut context = anchor::Context::new(Some(date(2014, 11, 12)));
    context.remember(0, stretch::Stretch::Month { year: 2009, month: 11 });
    let next = Meaning::Offset(lexicon::Unit::Month, 1, meaning::Base::Narrated);
    assert_eq!(context.anchor(&next, 1, anchor::Direction::Past).value, "2009-12");
    assert_eq!(context.anchor(&next, 1, anchor::Direction::Future).value, "2014-12");
    assert_values(&[
        ("It will meet again the next month.", &["2014-12"]),
        ("On 3 May 2009 he fell. Two days later he left.", &["2009-05-03", "2009-05-05"]),
        ("Rebels took Elm. Two days later they left.", &["XXXX-XX-XX"]),
    ]);
}
