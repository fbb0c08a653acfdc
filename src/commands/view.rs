//! From the options that choose a part of the graph to a [`Selection`].

use newsgraph::claim::Modality;
use newsgraph::document::EntityType;
use newsgraph::network::{Selection, View, Within};
use newsgraph::{Error, Result};

use crate::cli::{ViewArgs, ViewName, WithinName};

/// The selection that the options ask for.
pub(crate) fn selection(args: &ViewArgs) -> Result<Selection> {
    let within = match args.within {
        Some(WithinName::Article) => Within::Article,
        Some(WithinName::Sentence) | None => Within::Sentence,
    };
    let view = match args.view.unwrap_or(ViewName::Actors) {
        ViewName::Actors => View::Actors,
        ViewName::Ties => View::Ties,
        ViewName::Claims => View::Claims,
        ViewName::CoMention => View::CoMention(within),
        ViewName::Events => View::Events,
        ViewName::Full => View::Full,
    };
    if args.within.is_some() && args.view != Some(ViewName::CoMention) {
        return Err(Error::Usage(format!("--within goes with --view co-mention, not with --view {}", view.name())));
    }
    Ok(Selection {
        view,
        actors: args.actors.clone(),
        kinds: args.kinds.iter().filter_map(|kind| EntityType::parse(kind)).collect(),
        from: args.from.clone(),
        to: args.to.clone(),
        articles: args.articles.clone(),
        publishers: args.publishers.clone(),
        types: args.types.clone(),
        modalities: Modality::ALL
            .into_iter()
            .filter(|modality| args.modalities.iter().any(|name| name == modality.as_str()))
            .collect(),
        min_weight: args.min_weight,
        min_confidence: args.min_confidence,
        around: args.around.clone(),
        steps: args.steps.unwrap_or(1),
    })
}
