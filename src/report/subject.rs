//! What a report is about.

use oxigraph::store::Store;

use crate::error::{Error, Result};
use crate::query::{ActorHit, find_actor, rows};

/// An actor, a story or everything.
#[derive(Debug, Clone, PartialEq)]
pub enum Subject {
    /// An actor.
    Actor(Box<ActorHit>),
    /// Articles whose headline, keywords or events have a word.
    Story {
        /// The word or words.
        name: String,
        /// IRIs of the articles, in order.
        articles: Vec<String>,
    },
    /// The whole graph.
    Whole,
}

impl Subject {
    /// The actor, or else the story, that is called so; `story`: no actor is looked for.
    ///
    /// # Errors
    /// [`Error::Usage`] where there is neither, or where several actors may be meant.
    pub fn find(store: &Store, name: &str, story: bool) -> Result<Self> {
        let actor = if story { None } else { Some(find_actor(store, name)) };
        if let Some(Ok(actor)) = actor {
            return Ok(Self::Actor(Box::new(actor)));
        }
        let articles = articles(store, name)?;
        match (articles.is_empty(), actor) {
            (true, Some(Err(Error::Usage(message)))) => {
                Err(Error::Usage(format!("{message}; and no headline, keyword or event of an article has it")))
            }
            (true, Some(Err(error))) => Err(error),
            (true, _) => Err(Error::Usage(format!(
                "no headline, keyword or event of an article has `{name}`; try one word of it"
            ))),
            // Several actors may be meant: that is for the user to say.
            (false, Some(Err(Error::Usage(message)))) if message.contains("may be any of these") => {
                Err(Error::Usage(format!("{message}\n  or the story of {} articles: --story", articles.len())))
            }
            (false, _) => Ok(Self::Story { name: name.trim().to_owned(), articles }),
        }
    }

    /// What it is called.
    pub fn name(&self) -> &str {
        match self {
            Self::Actor(actor) => &actor.name,
            Self::Story { name, .. } => name,
            Self::Whole => "The whole graph",
        }
    }

    /// A SPARQL pattern that holds a claim to the subject: for events, those of the actor; for quotes and relations
    /// their own patterns are given.
    pub(super) fn claims(&self, of_actor: &str) -> String {
        match self {
            Self::Actor(actor) => of_actor.replace("ACTOR", &format!("<{}>", actor.iri)),
            Self::Story { articles, .. } => {
                let list: Vec<String> = articles.iter().map(|iri| format!("<{iri}>")).collect();
                format!("VALUES ?source {{ {} }} ", list.join(" "))
            }
            Self::Whole => String::new(),
        }
    }
}

/// Articles whose headline, keywords or events have a word.
fn articles(store: &Store, name: &str) -> Result<Vec<String>> {
    let word = name.trim().to_lowercase();
    if word.is_empty() {
        return Err(Error::Usage("an empty name names nothing".to_owned()));
    }
    let literal = oxigraph::model::Literal::from(word);
    let found = rows(
        store,
        &format!(
            "SELECT DISTINCT ?article {{ ?article a schema:NewsArticle . \
               {{ ?article rdfs:label ?text }} UNION {{ ?article schema:keywords ?text }} UNION \
               {{ ?event prov:wasDerivedFrom ?article ; a ng:Event ; rdfs:label ?text }} \
               FILTER(CONTAINS(LCASE(STR(?text)), {literal})) }} ORDER BY ?article"
        ),
    )?;
    Ok(found.into_iter().filter_map(|row| row.into_iter().next()).collect())
}
