use super::*;

#[test]
fn countries_by_all_their_names() {
    let gazetteer = Gazetteer::load().unwrap();
    for (name, id) in [
        ("the U.S.", "united-states"),
        ("Britain", "united-kingdom"),
        ("DPRK", "north-korea"),
        ("Côte d’Ivoire", "ivory-coast"),
    ] {
        assert_eq!(gazetteer.country_named(name).map(|entry| entry.id.as_str()), Some(id), "{name}");
    }
    assert_eq!(gazetteer.demonym("Chinese").unwrap().entry.id, "china");
    assert_eq!(gazetteer.demonym("Americans").unwrap().by, NameKind::People);
    assert_eq!(gazetteer.country("FR").unwrap().name, "France");
}

#[test]
fn an_analysts_list_adds_and_wins() {
    let mut gazetteer = Gazetteer::load().unwrap();
    let list = "id,name,type,aliases,weak,topics\n\
                ann-example,Ann Example,person,A. Example,the Zorp,sanction\n\
                france,French Republic,place,Gaul,,\n";
    gazetteer.add_list("mine", list, "mine.csv").unwrap();
    assert_eq!(gazetteer.find("Ann Example")[0].entry.id, "ann-example");
    assert_eq!(gazetteer.find("Example")[0].by, NameKind::Family);
    assert!(gazetteer.find("the Zorp").is_empty(), "a weak name is nobody's key");
    assert!(gazetteer.get("ann-example").unwrap().actor().aliases.contains(&"the Zorp".to_owned()));
    let france = gazetteer.country("FR").unwrap();
    assert_eq!((france.name.as_str(), france.list.as_deref()), ("French Republic", Some("mine")));
    assert!(["France", "Gaul"].iter().all(|name| france.aliases.contains(&(*name).to_owned())), "{france:?}");
    assert!(france.is_country(), "what a list does not say stays");
}

#[test]
fn countries_in_any_spelling() {
    let gazetteer = Gazetteer::load().unwrap();
    for text in ["us", "US", "USA", "United States of America", "http://www.wikidata.org/entity/Q30", "Q30", "American"]
    {
        assert_eq!(gazetteer.country_code(text), Some("US"), "{text}");
    }
    assert_eq!(gazetteer.country_code("gb-sct"), Some("GB"));
    assert_eq!(gazetteer.country_code("zz"), None);
    assert_eq!(gazetteer.country_code("Ruritania"), None);
}

#[test]
fn iris_and_items() {
    assert!(is_item("Q76") && !is_item("Q") && !is_item("Q0") && !is_item("q76"));
    assert!(is_iri("https://example.org/a#b") && is_iri("urn:x:1"));
    assert!(!is_iri("example.org") && !is_iri("https://a b") && !is_iri("x:<y>"));
}

#[test]
fn shipped_data_fits_together() {
    let gazetteer = Gazetteer::load().unwrap();
    let entries = gazetteer.entries();
    assert_eq!(entries.iter().filter(|entry| entry.is_country()).count(), 197);
    let mut items = BTreeMap::new();
    for entry in entries {
        if let Some(capital) = &entry.capital {
            assert!(gazetteer.get(capital).is_some(), "{}: no entry for its capital {capital}", entry.id);
        }
        if let Some(item) = &entry.wikidata {
            assert_eq!(items.insert(item, &entry.id), None, "{item} is there twice");
        }
        assert!(entry.name.trim() == entry.name && !entry.name.contains("  "), "{}", entry.id);
        assert!(!entry.aliases.contains(&entry.name), "{}: its name among its aliases", entry.id);
    }
    let total: usize = SHIPPED.iter().map(|(file, text)| rows::entries(text, file).unwrap().len()).sum();
    assert_eq!(total, entries.len(), "an identifier is in two files");
}

/// A name of several entries is never merged silently: it stands in `ambiguous.csv`, with all of them.
#[test]
fn shared_names_are_marked_ambiguous() {
    let gazetteer = Gazetteer::load().unwrap();
    let listed: BTreeMap<String, Vec<String>> = rows::ambiguous(AMBIGUOUS, "ambiguous.csv")
        .unwrap()
        .into_iter()
        .map(|row| {
            assert!(row.prefer.as_ref().is_none_or(|id| row.ids.contains(id)), "{}", row.name);
            let mut ids = row.ids;
            ids.sort();
            (key(&row.name), ids)
        })
        .collect();
    let mut shared: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (name, named) in &gazetteer.by_name {
        let mut ids: Vec<String> = named
            .iter()
            .filter(|named| named.by <= NameKind::Alias)
            .map(|named| gazetteer.entries[named.entry].id.clone())
            .collect();
        ids.sort();
        ids.dedup();
        if ids.len() > 1 {
            shared.insert(name.clone(), ids);
        }
    }
    assert_eq!(shared, listed);
}

#[test]
fn descriptions_are_made() {
    let gazetteer = Gazetteer::load().unwrap();
    let description = |id: &str| gazetteer.get(id).unwrap().description.clone().unwrap();
    assert_eq!(description("barack-obama"), "President of the United States, 2009–2017");
    assert_eq!(description("ban-ki-moon"), "Secretary-General of the United Nations, 2007–2016");
    assert_eq!(description("paris"), "city, France");
}
