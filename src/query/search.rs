//! Finding actors of a graph by name, alias or identifier.

use oxigraph::store::Store;

use super::rows;
use crate::error::{Error, Result};
use crate::vocabulary;

/// An actor found by name.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct ActorHit {
    /// Its IRI.
    pub iri: String,
    /// Its identifier: the last part of the IRI.
    pub id: String,
    /// Name to show.
    pub name: String,
    /// `person`, `organization`, ….
    pub kind: String,
    /// What tells it from others of its name.
    pub description: String,
    /// In how many articles it is mentioned.
    pub articles: usize,
    /// Other names.
    pub aliases: Vec<String>,
}

/// All actors, or those whose name, alias or identifier matches `name` (case and accents do not matter), best match
/// first, then by number of articles.
///
/// # Errors
/// As [`super::run`].
pub fn find_actors(store: &Store, name: Option<&str>) -> Result<Vec<ActorHit>> {
    let found = rows(
        store,
        "SELECT ?actor (SAMPLE(?label) AS ?name) (SAMPLE(?type) AS ?kind) (SAMPLE(?about) AS ?description) \
           (COUNT(DISTINCT ?article) AS ?articles) (GROUP_CONCAT(DISTINCT ?alias; SEPARATOR=\"\\n\") AS ?aliases) { \
           ?actor a ng:Actor ; a ?type ; rdfs:label ?label . \
           VALUES ?type { ng:Person ng:Organization ng:Place ng:NamedEvent ng:Product ng:Work ng:Group ng:OtherActor } \
           OPTIONAL { ?actor schema:description ?about } \
           OPTIONAL { ?actor schema:alternateName ?alias } \
           OPTIONAL { ?article ng:mentions ?actor } \
         } GROUP BY ?actor",
    )?;
    let wanted = name.map(fold);
    let mut hits: Vec<(u32, ActorHit)> = found
        .into_iter()
        .filter_map(|row| {
            let [iri, name, kind, description, articles, aliases] = <[String; 6]>::try_from(row).ok()?;
            let mut aliases: Vec<String> = aliases.lines().map(str::to_owned).collect();
            aliases.sort();
            let id = vocabulary::actor_id(&iri).unwrap_or_else(|| iri.clone());
            let kind = super::kind_of_class(&kind).to_owned();
            let hit = ActorHit { id, iri, name, kind, description, articles: articles.parse().unwrap_or(0), aliases };
            let rank = wanted.as_deref().map_or(Some(0), |wanted| rank(&hit, wanted))?;
            Some((rank, hit))
        })
        .collect();
    hits.sort_by(|(a_rank, a), (b_rank, b)| (a_rank, b.articles, &a.id).cmp(&(b_rank, a.articles, &b.id)));
    Ok(hits.into_iter().map(|(_, hit)| hit).collect())
}

/// The one actor meant by `name`: an identifier or IRI, an exact name, an exact alias, or the only actor that has it as
/// part of its name.
///
/// # Errors
/// [`Error::Usage`] where nobody or several equally good candidates are found; it lists them.
pub fn find_actor(store: &Store, name: &str) -> Result<ActorHit> {
    let mut hits = find_actors(store, Some(name))?;
    let wanted = fold(name);
    let best = hits.first().and_then(|hit| rank(hit, &wanted));
    let Some(best) = best else {
        return Err(nobody(store, name)?);
    };
    hits.retain(|hit| rank(hit, &wanted) == Some(best));
    // Of several that share a name, one that towers over the others is meant; identifiers tell the rest apart.
    let clear = hits.len() == 1 || hits[0].articles >= 3 * hits[1].articles.max(1);
    if clear {
        return Ok(hits.swap_remove(0));
    }
    let list: Vec<String> =
        hits.iter().take(8).map(|hit| format!("  {}  ({}, {} articles)", hit.id, hit.kind, hit.articles)).collect();
    Err(Error::Usage(format!("`{name}` may be any of these; use the identifier:\n{}", list.join("\n"))))
}

fn nobody(store: &Store, name: &str) -> Result<Error> {
    let wanted = fold(name);
    let mut near: Vec<(f64, ActorHit)> = find_actors(store, None)?
        .into_iter()
        .map(|hit| (strsim::jaro_winkler(&fold(&hit.name), &wanted), hit))
        .filter(|(score, _)| *score > 0.85)
        .collect();
    near.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.id.cmp(&b.1.id)));
    let hint = match near.first() {
        Some((_, hit)) => format!("; did you mean `{}`?", hit.name),
        None => "; `newsgraph actors` lists all".to_owned(),
    };
    Ok(Error::Usage(format!("no actor of this graph is called `{name}`{hint}")))
}

/// 0 identifier, 1 name, 2 alias, 3 a whole word of the name, 4 part of a name or alias.
fn rank(hit: &ActorHit, wanted: &str) -> Option<u32> {
    let name = fold(&hit.name);
    if hit.iri == wanted || hit.id == wanted || hit.iri.ends_with(&format!("/{wanted}")) {
        return Some(0);
    }
    if name == wanted {
        return Some(1);
    }
    if hit.aliases.iter().any(|alias| fold(alias) == wanted) {
        return Some(2);
    }
    if name.split(|c: char| !c.is_alphanumeric()).any(|word| word == wanted) {
        return Some(3);
    }
    (name.contains(wanted) || hit.aliases.iter().any(|alias| fold(alias).contains(wanted))).then_some(4)
}

/// Lower case without accents.
pub(super) fn fold(text: &str) -> String {
    use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};
    text.trim().nfd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase).collect()
}
