//! An analysis as tables.

use newsgraph::Result;

use super::facts::{Bridge, Facts};
use super::value;
use crate::cli::{Aspect, By};
use crate::commands::output::{self, Output, printable, written};

pub(super) fn show(facts: &Facts, what: Aspect, by: By, out: &mut Output) -> Result<()> {
    match what {
        Aspect::Overview => {
            overall(facts, out)?;
            heading(out, "Who is central")?;
            actors(facts, by, out)?;
            heading(out, "Communities")?;
            communities(facts, out)?;
            heading(out, "Brokers between communities")?;
            brokers(facts, out)?;
            heading(out, "What the network hangs by")?;
            bridges(facts, out)?;
            heading(out, "Balance of cooperation and conflict")?;
            balance(facts, out)
        }
        Aspect::Actors => actors(facts, by, out),
        Aspect::Communities => communities(facts, out),
        Aspect::Brokers => brokers(facts, out),
        Aspect::Bridges => bridges(facts, out),
        Aspect::Balance => balance(facts, out),
        Aspect::Change => Ok(()),
    }
}

pub(super) fn line(out: &mut Output, text: &str) -> Result<()> {
    written(writeln!(out.writer(), "{}", printable(text)))
}

pub(super) fn heading(out: &mut Output, text: &str) -> Result<()> {
    written(writeln!(out.writer(), "\n{text}"))
}

fn overall(facts: &Facts, out: &mut Output) -> Result<()> {
    let network = &facts.network;
    line(
        out,
        &format!(
            "{} actors, {} pairs tied by {} statements (density {:.4})",
            network.nodes, network.tied_pairs, network.statements, network.density
        ),
    )?;
    line(
        out,
        &format!(
            "{} parts, the largest of {} actors; {} communities (modularity {:.2}); mean clustering {:.2}",
            network.components,
            network.largest_component,
            network.communities,
            network.modularity,
            network.mean_clustering
        ),
    )?;
    if let Some(sample) = network.sample {
        line(
            out,
            &format!(
                "betweenness and closeness are estimates from {} searches: with 95 % certainty no betweenness is off by more than {:.3}",
                sample.searched, sample.error
            ),
        )?;
    }
    Ok(())
}

fn actors(facts: &Facts, by: By, out: &mut Output) -> Result<()> {
    let header = [
        "name",
        "kind",
        "ties",
        "in",
        "out",
        "statements",
        "pagerank",
        "betweenness",
        "closeness",
        "eigenvector",
        "core",
        "clustering",
        "community",
    ];
    let rows: Vec<Vec<String>> = facts
        .actors
        .iter()
        .filter(|actor| value(by, &actor.measures) > 0.0)
        .map(|actor| {
            let measures = &actor.measures;
            vec![
                actor.name.clone(),
                actor.kind.clone(),
                measures.degree.to_string(),
                measures.in_degree.to_string(),
                measures.out_degree.to_string(),
                measures.strength.to_string(),
                format!("{:.4}", measures.pagerank),
                format!("{:.4}", measures.betweenness),
                format!("{:.3}", measures.closeness),
                format!("{:.3}", measures.eigenvector),
                measures.core.to_string(),
                format!("{:.2}", measures.clustering),
                measures.community.to_string(),
            ]
        })
        .collect();
    output::table(out.writer(), &header, &rows)
}

fn communities(facts: &Facts, out: &mut Output) -> Result<()> {
    for community in facts.communities.iter().filter(|community| community.size > 1) {
        line(
            out,
            &format!(
                "{:>3}  {}  ({} actors; {} statements inside, {} to others)",
                community.number,
                community.name,
                community.size,
                community.statements_inside,
                community.statements_outside
            ),
        )?;
        if community.size > 3 {
            line(out, &format!("     {}", community.others()))?;
        }
    }
    Ok(())
}

fn brokers(facts: &Facts, out: &mut Output) -> Result<()> {
    if facts.brokers.is_empty() {
        return line(out, "none: no actor has ties into another community");
    }
    let rows: Vec<Vec<String>> = facts
        .brokers
        .iter()
        .map(|broker| {
            let reaches: Vec<&str> = broker.reaches.iter().take(3).map(|(name, _)| name.as_str()).collect();
            let more = broker.reaches.len().saturating_sub(3);
            let tail = if more > 0 { format!(" and {more} more") } else { String::new() };
            vec![
                broker.name.clone(),
                format!("{:.4}", broker.betweenness),
                format!("{:.2}", broker.participation),
                broker.community.clone(),
                reaches.join(" | ") + &tail,
            ]
        })
        .collect();
    output::table(out.writer(), &["name", "betweenness", "participation", "own community", "reaches"], &rows)
}

fn bridges(facts: &Facts, out: &mut Output) -> Result<()> {
    if facts.articulations.is_empty() && facts.bridges.is_empty() {
        return line(out, "nothing: no single tie or actor holds it together");
    }
    for cut in &facts.articulations {
        line(out, &format!("without {}: {} pieces, {} actors cut off", cut.name, cut.pieces, cut.cut_off))?;
    }
    for Bridge { a, b, cut_off } in &facts.bridges {
        line(out, &format!("without the tie {a} – {b}: {cut_off} actors cut off"))?;
    }
    Ok(())
}

fn balance(facts: &Facts, out: &mut Output) -> Result<()> {
    let counts = &facts.balance;
    line(
        out,
        &format!("{} pairs mostly cooperate, {} are mostly in conflict", counts.positive_pairs, counts.negative_pairs),
    )?;
    let Some(share) = facts.balanced else {
        return line(out, "no three actors have a sign on every side");
    };
    line(
        out,
        &format!(
            "signed triangles: {}, {:.0} % balanced: {} of three friends, {} of two friends with a common enemy; \
             under tension: {} of two enemies with a common friend, {} of three enemies",
            counts.triangles(),
            100.0 * share,
            counts.three_positive,
            counts.one_positive,
            counts.two_positive,
            counts.none_positive
        ),
    )?;
    for tense in &facts.tense {
        let [a, b, c] = &tense.actors;
        let [ab, bc, ac] = tense.signs;
        line(out, &format!("  under tension: {a} – {b} {ab:+}, {b} – {c} {bc:+}, {a} – {c} {ac:+}"))?;
    }
    Ok(())
}
