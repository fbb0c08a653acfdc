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
fn an_analysts_list_adds_and_replaces() {
    let mut gazetteer = Gazetteer::load().unwrap();
    gazetteer
        .add_csv("id,name,type,aliases\nann-example,Ann Example,person,A. Example\nfrance,France,place,\n", "mine.csv")
        .unwrap();
    assert_eq!(gazetteer.find("Ann Example")[0].entry.id, "ann-example");
    assert_eq!(gazetteer.find("Example")[0].by, NameKind::Family);
    assert!(gazetteer.country("FR").is_none());
}
