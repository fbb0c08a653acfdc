//! `newsgraph why`: the sentences behind a claim or an actor.

use std::process::ExitCode;

use newsgraph::entity::Identities;
use newsgraph::query;
use newsgraph::store::Graph;
use newsgraph::vocabulary::article_id;
use newsgraph::{Error, Result, explain};
use serde::Serialize;

use super::actors::told;
use super::output::{self, Output, printable, written};
use crate::cli::{Common, Listing};

/// What the IRIs of articles begin with.
const ARTICLES: &str = "https://w3id.org/newsgraph/article/";

#[derive(Serialize)]
struct Reason {
    claim: String,
    text: String,
    modality: String,
    confidence: String,
    said_by: String,
    rule: String,
    evidence: String,
    begin: String,
    end: String,
    /// What led to it, line by line.
    because: Vec<String>,
    article: String,
    origin: String,
}

pub(crate) fn run(common: &Common, what: &str, format: Listing) -> Result<ExitCode> {
    let graph = Graph::open(&common.graph)?;
    let pattern = match claim_iri(what) {
        Some(iri) => format!("VALUES ?claim {{ <{iri}> }}"),
        None => {
            let actor = query::find_actor(graph.store(), what)?;
            format!(
                "?claim ng:source|ng:target|ng:recipient|ng:participant|ng:subject|ng:object|ng:speaker <{}> .",
                actor.iri
            )
        }
    };
    let rows = query::rows(
        graph.store(),
        &format!(
            "SELECT DISTINCT ?claim ?text ?modality ?confidence ?by ?rule ?evidence ?begin ?end ?article ?origin {{ {pattern} \
               ?claim a ng:Claim ; rdfs:label ?text ; ng:confidence ?confidence ; ng:evidence ?sentence ; prov:wasDerivedFrom ?source . \
               ?sentence nif:anchorOf ?evidence ; nif:beginIndex ?begin ; nif:endIndex ?end . ?source rdfs:label ?article . \
               OPTIONAL {{ ?claim ng:modality/rdfs:label ?modality }} OPTIONAL {{ ?claim ng:attributedTo/rdfs:label ?by }} \
               OPTIONAL {{ ?claim ng:rule ?rule }} OPTIONAL {{ ?source ng:origin ?origin }} }} ORDER BY ?source ?begin ?claim"
        ),
    )?;
    if rows.is_empty() {
        return Err(Error::Usage(format!(
            "nothing is claimed under `{what}`; `newsgraph query newest-claims` lists claims"
        )));
    }
    let identities = graph.identities()?;
    let reasons: Vec<Reason> = rows
        .into_iter()
        .filter_map(|row| {
            let [claim, text, modality, confidence, said_by, rule, evidence, begin, end, article, origin] =
                <[String; 11]>::try_from(row).ok()?;
            let claim = claim.strip_prefix(ARTICLES).unwrap_or(&claim).to_owned();
            let because = because(&graph, &identities, &claim);
            Some(Reason {
                claim,
                text,
                modality,
                confidence,
                said_by,
                rule,
                evidence,
                begin,
                end,
                because,
                article,
                origin,
            })
        })
        .collect();
    let mut out = Output::open("-".as_ref())?;
    match format {
        Listing::Json => output::json(out.writer(), &reasons)?,
        Listing::Table => {
            for reason in &reasons {
                show(reason, &mut out)?;
            }
        }
    }
    out.finish()?;
    Ok(ExitCode::SUCCESS)
}

/// What the article as it was understood says about a claim: its words, what decided on its modality, who is who. Nothing
/// where a claim was made in linking.
fn because(graph: &Graph, identities: &Identities, claim: &str) -> Vec<String> {
    let known = claim.rsplit_once('#').and_then(|(article, id)| {
        let article = graph.article(&article_id(&format!("{ARTICLES}{article}"))?).ok()??;
        explain::claim(&article, Some(identities), graph.ontology().as_deref(), id)
    });
    known.map(|known| known.lines).unwrap_or_default()
}

/// `ARTICLE#e3` in any spelling, as an IRI.
fn claim_iri(what: &str) -> Option<String> {
    let (article, claim) = what.rsplit_once('#')?;
    let well_formed =
        claim.starts_with(['e', 'r', 'q']) && claim.len() > 1 && claim[1..].bytes().all(|b| b.is_ascii_digit());
    if !well_formed || what.contains(['<', '>', '"', ' ', '{', '}', '\\', '^', '`', '|']) {
        return None;
    }
    let article = article.strip_prefix(ARTICLES).or_else(|| article.strip_prefix("article:")).unwrap_or(article);
    Some(format!("{ARTICLES}{article}#{claim}"))
}

fn show(reason: &Reason, out: &mut Output) -> Result<()> {
    let by = if reason.said_by.is_empty() { String::new() } else { format!(", says {}", reason.said_by) };
    let head = format!("{}{}{by}", reason.text, told(&reason.modality));
    let place = format!(
        "    {}  characters {}–{} of {}{}",
        reason.claim,
        reason.begin,
        reason.end,
        reason.article,
        if reason.origin.is_empty() { String::new() } else { format!(" ({})", reason.origin) },
    );
    let mut lines = vec![head, format!("    “{}”", reason.evidence)];
    if reason.because.is_empty() {
        let rule = if reason.rule.is_empty() { String::new() } else { format!("  by {}", reason.rule) };
        lines.push(format!("    confidence {}{rule}", reason.confidence));
    }
    lines.extend(reason.because.iter().map(|line| format!("    {line}")));
    lines.push(place);
    for line in lines {
        written(writeln!(out.writer(), "{}", printable(&line)))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn claims_in_any_spelling() {
        let whole = Some(format!("{ARTICLES}a-b#e3"));
        assert_eq!(claim_iri("a-b#e3"), whole);
        assert_eq!(claim_iri("article:a-b#e3"), whole);
        assert_eq!(claim_iri(&format!("{ARTICLES}a-b#e3")), whole);
        assert_eq!(claim_iri("C# developers"), None);
        assert_eq!(claim_iri("x> } #e3"), None);
    }
}
