//! The pictures of a report: the network around the subject, and its timeline.

use oxigraph::store::Store;

use super::Picture;
use super::events::{Event, marks};
use super::subject::Subject;
use crate::analyze::Ties;
use crate::draw::{self, NetworkPicture, Scene, Theme, TimelinePicture};
use crate::error::{Error, Result};
use crate::network::{Selection, View, network};
use crate::vocabulary::article_id;

const NODES: usize = 60;
const MARKS: usize = 40;

pub(super) fn of(store: &Store, subject: &Subject, events: &[Event]) -> Result<Vec<Picture>> {
    let mut pictures = Vec::new();
    let selection = match subject {
        Subject::Actor(actor) => Selection { around: vec![actor.id.clone()], ..Selection::from(View::Actors) },
        Subject::Story { articles, .. } => {
            let names = articles.iter().filter_map(|iri| article_id(iri));
            let articles = names.map(|id| glob::Pattern::escape(&id)).collect();
            Selection { articles, ..Selection::from(View::Actors) }
        }
        Subject::Whole => Selection::from(View::Actors),
    };
    match network(store, &selection) {
        Ok(graph) if graph.edge_count() > 0 => {
            let ties = Ties::of(&graph, true);
            let importance: Vec<f64> = (0..ties.nodes()).map(|node| ties.mutual.strength(node)).collect();
            let title = match subject {
                Subject::Actor(actor) => format!("The network around {}", actor.name),
                Subject::Story { name, .. } => format!("Actors of the story: {name}"),
                Subject::Whole => "Actors of the graph".to_owned(),
            };
            pictures.push(both(&title, |theme| {
                draw::network(
                    &graph,
                    &NetworkPicture {
                        title: title.clone(),
                        theme,
                        top: NODES,
                        measure: "statements".to_owned(),
                        importance: importance.clone(),
                        directed: true,
                    },
                )
            }));
        }
        // A subject without ties has no network; that is no failure of the report.
        Ok(_) | Err(Error::Usage(_)) => {}
        Err(error) => return Err(error),
    }
    let (marks, dated) = marks(events, MARKS);
    if marks.len() > 1 {
        let title = format!("Timeline: {}", subject.name());
        let subtitle = match dated {
            all if all > marks.len() => format!("{} of {all} events: those that most articles tell", marks.len()),
            all => format!("{all} events"),
        };
        pictures.push(both(&title, |theme| {
            draw::timeline(&TimelinePicture {
                title: title.clone(),
                subtitle: subtitle.clone(),
                theme,
                marks: marks.clone(),
            })
        }));
    }
    Ok(pictures)
}

fn both(caption: &str, draw: impl Fn(Theme) -> Scene) -> Picture {
    Picture { caption: caption.to_owned(), light: draw(Theme::Light).to_svg(), dark: draw(Theme::Dark).to_svg() }
}
