use std::sync::LazyLock;

use super::*;

static GAZETTEER: LazyLock<Gazetteer> = LazyLock::new(|| Gazetteer::load().unwrap());

fn read(text: &str) -> Result<Imported> {
    read_as(text, &Options::default())
}

fn read_as(text: &str, options: &Options) -> Result<Imported> {
    parse(text, "list", options, &GAZETTEER)
}

fn person() -> Options {
    Options { kind: Some(EntityType::Person), ..Options::default() }
}

#[test]
fn a_newsrooms_table() {
    let text = "Full name;Also known as;Type;Nationality;Date of birth;Job title;From;Until\n\
                Ann Roe;Annie Roe|A. Roe;Person;United Kingdom;1961-08-04;Mayor;2001-05-03;2005\n\
                Roe Mills;RM;Company;gb;;;;\n\
                ;;;;;;;\n\
                Bo;;Dragon;;;;;\n";
    let imported = read(text).unwrap();
    assert_eq!((imported.format, imported.rows, imported.entries.len()), ("a table", 4, 2));
    let ann = &imported.entries[0];
    assert_eq!((ann.id.as_str(), ann.kind, ann.country.as_deref()), ("ann-roe", EntityType::Person, Some("GB")));
    assert_eq!(ann.aliases, ["Annie Roe", "A. Roe"]);
    assert_eq!((ann.family.as_deref(), ann.born.as_deref()), (Some("Roe"), Some("1961-08-04")));
    assert_eq!(ann.terms[0].role, "Mayor");
    assert_eq!(ann.terms[0].to, Some(jiff::civil::date(2005, 12, 31)));
    assert_eq!((imported.entries[1].kind, imported.entries[1].class.as_str()), (EntityType::Organization, "company"));
    let skipped: Vec<_> = imported.skipped.iter().map(|remark| (remark.at.as_str(), remark.text.as_str())).collect();
    assert_eq!(skipped[0], ("line 4", "no name"));
    assert!(skipped[1].0 == "line 5" && skipped[1].1.contains("“Dragon” is no type I know"), "{skipped:?}");
}

const OBAMA: &str = "http://www.wikidata.org/entity/Q76";

#[test]
fn a_wikidata_result_in_its_three_forms() {
    let csv = format!(
        "person,personLabel,personAltLabel,positionLabel,start,end\n\
         {OBAMA},Barack Obama,\"Barack Obama II, President Obama\",President of the United States,2009-01-20T00:00:00Z,2017-01-20T00:00:00Z\n\
         {OBAMA},Barack Obama,,Senator,2005-01-03T00:00:00Z,\n\
         http://www.wikidata.org/entity/Q99999999,Q99999999,,,,\n"
    );
    let term = |value: &str| serde_json::json!({"type": "literal", "value": value});
    let binding = |cells: &[(&str, &str)]| {
        serde_json::Value::Object(cells.iter().map(|(name, value)| ((*name).to_owned(), term(value))).collect())
    };
    let president = [
        ("person", OBAMA),
        ("personLabel", "Barack Obama"),
        ("personAltLabel", "Barack Obama II, President Obama"),
        ("positionLabel", "President of the United States"),
        ("start", "2009-01-20T00:00:00Z"),
        ("end", "2017-01-20T00:00:00Z"),
    ];
    let senator = [
        ("person", OBAMA),
        ("personLabel", "Barack Obama"),
        ("positionLabel", "Senator"),
        ("start", "2005-01-03T00:00:00Z"),
    ];
    let nobody = [("person", "http://www.wikidata.org/entity/Q99999999"), ("personLabel", "Q99999999")];
    let bindings = [binding(&president), binding(&senator), binding(&nobody)];
    let sparql = serde_json::json!({"head": {"vars": ["person"]}, "results": {"bindings": bindings}}).to_string();
    let flat = |cells: &[(&str, &str)]| -> serde_json::Value {
        cells
            .iter()
            .copied()
            .collect::<BTreeMap<_, _>>()
            .into_iter()
            .map(|(a, b)| (a.to_owned(), b.into()))
            .collect::<serde_json::Map<_, _>>()
            .into()
    };
    let simple = serde_json::Value::from(vec![flat(&president), flat(&senator), flat(&nobody)]).to_string();
    for text in [csv, sparql, simple] {
        let imported = read_as(&text, &person()).unwrap();
        assert_eq!((imported.rows, imported.entries.len(), imported.by_identifier), (3, 1, 1), "{text}");
        assert_eq!(imported.skipped.len(), 1);
        let obama = &imported.entries[0];
        assert_eq!((obama.id.as_str(), obama.wikidata.as_deref()), ("barack-obama", Some("Q76")));
        assert_eq!(obama.aliases, ["Barack Obama II", "President Obama"]);
        assert_eq!(obama.terms.len(), 2);
        assert_eq!(obama.terms[0].from, Some(jiff::civil::date(2009, 1, 20)));
    }
}

#[test]
fn follow_the_money() {
    let text = r#"{"id":"x-1","schema":"Person","caption":"Ivan Roe","properties":{"name":["Roe, Ivan","Иван Роу","Ivan Roe"],"lastName":["Roe"],"weakAlias":["the Fox"],"alias":["Vanya Roe"],"citizenship":["ru"],"country":["ru","cy"],"position":["Minister (2010-2014)"],"birthDate":["1960"],"topics":["role.pep","sanction"]}}
{"id":"x-2","schema":"Company","properties":{"name":["Roe Shipping Ltd"],"country":["cy"],"opencorporatesUrl":["https://opencorporates.com/companies/cy/1"]}}
{"id":"x-3","schema":"Ownership","properties":{"owner":["x-1"],"asset":["x-2"]}}
{"id":"x-4","schema":"Occupancy","properties":{"holder":["x-1"],"post":["x-5"],"startDate":["2015-02-01"]}}
{"id":"x-5","schema":"Position","caption":"Governor of Roeland","properties":{"name":["Governor of Roeland"]}}
{"id":"x-6","schema":"Address","properties":{"full":["1 Roe Street, Roeville"],"country":["cy"]}}
{"id":"x-7","schema":"PublicBody","properties":{"name":["Ministry of Roes"],"jurisdiction":["cy"]}}
{"id":"Q76","schema":"Person","properties":{"name":["Barack Obama"],"wikidataId":["Q76"]}}
{"id":"x-8","schema":"LegalEntity","properties":{"name":["公司"]}}
"#;
    let options = Options { iri_prefix: Some("https://list.example/".to_owned()), ..Options::default() };
    let imported = read_as(text, &options).unwrap();
    assert_eq!((imported.rows, imported.entries.len(), imported.by_identifier), (9, 5, 1));
    assert_eq!(imported.other.keys().collect::<Vec<_>>(), ["Occupancy", "Ownership", "Position"]);
    assert!(imported.skipped.len() == 1 && imported.skipped[0].at == "line 9", "{:?}", imported.skipped);
    let by_id = |id: &str| imported.entries.iter().find(|entry| entry.id == id).unwrap_or_else(|| panic!("no {id}"));
    let ivan = by_id("ivan-roe");
    assert_eq!((ivan.country.as_deref(), ivan.born.as_deref()), (Some("RU"), Some("1960")));
    assert_eq!((&ivan.aliases, &ivan.weak), (&vec!["Vanya Roe".to_owned()], &vec!["the Fox".to_owned()]));
    assert_eq!(ivan.topics, ["role.pep", "sanction"]);
    assert_eq!(ivan.same_as, ["https://list.example/x-1"]);
    let posts: Vec<_> = ivan.terms.iter().map(|term| (term.role.as_str(), term.from.map(|day| day.year()))).collect();
    assert_eq!(posts, [("Minister", Some(2010)), ("Governor of Roeland", Some(2015))]);
    assert_eq!(by_id("roe-shipping-ltd").same_as[0], "https://opencorporates.com/companies/cy/1");
    assert_eq!(by_id("1-roe-street-roeville").kind, EntityType::Place);
    assert_eq!(by_id("ministry-of-roes").class, "agency");
    assert!(by_id("barack-obama").wikidata.is_some());
}

#[test]
fn known_by_name_only_where_nothing_speaks_against_it() {
    let ids = |text: &str, options: &Options| -> Vec<String> {
        read_as(text, options).unwrap().entries.into_iter().map(|entry| entry.id).collect()
    };
    assert_eq!(ids("name,country\nNancy Pelosi,us\n", &person()), ["nancy-pelosi"]);
    assert_ne!(ids("name,country\nNancy Pelosi,fr\n", &person()), ["nancy-pelosi"], "of another country");
    assert_ne!(ids("name,wikidata\nBarack Obama,Q1\n", &person()), ["barack-obama"], "another item");
    assert_eq!(ids("name\nNancy Pelosi\nNancy Pelosi\n", &person()).len(), 2, "two of one name are two");
    let strict = Options { by_identifier_only: true, ..person() };
    assert_ne!(ids("name,country\nNancy Pelosi,us\n", &strict), ["nancy-pelosi"]);
    assert_eq!(
        ids("id,name\nnancy-pelosi,Nan Pelosi\nroe-ann,Ann Roe\nx17,Bo Roe\n", &strict),
        ["nancy-pelosi", "roe-ann", "bo-roe"]
    );
    assert_ne!(ids("name\nGeorgia\n", &Options { kind: Some(EntityType::Place), ..Options::default() }), ["georgia"]);
}

#[test]
fn family_names_come_first_in_the_east() {
    let imported = read_as("name,country\nQuan Minghua,CN\nAnn Minghua,CN\nAnn Roe,US\n", &person()).unwrap();
    let families: Vec<_> = imported.entries.iter().map(|entry| entry.family.clone().unwrap()).collect();
    assert_eq!(families, ["Quan", "Minghua", "Roe"]);
}

#[test]
fn a_malformed_file_is_named_with_line_and_remedy() {
    for (text, place, words) in [
        ("a,b\n1,2\n", "list:1: ", "no column holds names; the columns are a, b; say which one with --column"),
        ("name,type\nx,person\ny,person,z\n", "list:3: ", "3 fields where the header has 2; put quotation marks"),
        ("{\"schema\":\"Person\",\"properties\":{\"name\":[\"A B\"]}}\n{\"schema\":\n", "list:2: ", "not JSON"),
        ("{\"name\": \"x\"}\n{broken\n", "list:2: ", "not JSON"),
        ("[1, 2]", "list:1: ", "item 1 is no object"),
        ("name\n", "list: ", "it has no rows"),
        ("name\nRoe Mills\n", "list: ", "--type"),
    ] {
        let message = read(text).unwrap_err().to_string();
        assert!(message.starts_with(place) && message.contains(words), "{text:?}: {message}");
    }
    let options = Options { columns: BTreeMap::from([(Field::Name, "Who".to_owned())]), ..person() };
    assert!(read_as("name\nAnn Roe\n", &options).unwrap_err().to_string().contains("no column “Who” for name"));
    assert_eq!(read_as("x,who\n1,Ann Roe\n", &options).unwrap().entries[0].name, "Ann Roe");
}

proptest::proptest! {
    /// Whatever stands in a file, reading it ends with entries that can be written and read again, or with a message.
    #[test]
    fn any_text_is_read_or_refused(text in "[ -~\\n]{0,200}") {
        for text in [text.clone(), format!("name,country,born,position,from,to\n{text}")] {
            if let Ok(imported) = read_as(&text, &person()) {
                let written = String::from_utf8(crate::link::gazetteer::lists::text(&imported.entries).unwrap()).unwrap();
                let again = crate::link::gazetteer::rows::entries(&written, "x.csv");
                proptest::prop_assert!(again.is_ok(), "{:?}\n{}", again, written);
                proptest::prop_assert_eq!(again.unwrap().len(), imported.entries.len());
            }
        }
    }
}
