//! Tags and keywords: lists as data, and the tag lines of saved web pages that lost their separators.

/// Longest tag, in characters.
const LONGEST: usize = 60;

/// Splits lists of tags as tables, meta tags and JSON carry them: "a, b", "a; b", "a|b", "['a', 'b']", "#a #b".
pub(super) fn split_list(values: &[String]) -> Vec<String> {
    let mut tags = Vec::new();
    for value in values {
        let value = value.trim().trim_start_matches('[').trim_end_matches(']');
        if value.trim_start().starts_with('#') && !value.contains([',', ';']) {
            tags.extend(value.split('#').map(str::to_owned));
        } else {
            let separator = [',', ';', '|'].into_iter().find(|separator| value.contains(*separator)).unwrap_or(',');
            tags.extend(value.split(separator).map(str::to_owned));
        }
    }
    clean(tags)
}

/// Tags without quotes and surplus space, each once; those that only machines read are left out.
pub(super) fn clean(tags: Vec<String>) -> Vec<String> {
    let mut clean: Vec<String> = Vec::new();
    for tag in tags {
        let tag = tag.split_whitespace().collect::<Vec<_>>().join(" ");
        let tag = tag.trim_matches(|c: char| matches!(c, '"' | '\'' | '#' | ' ' | '“' | '”'));
        let tag = topic(tag);
        let known = clean.iter().any(|known| known.to_lowercase() == tag.to_lowercase());
        let for_machines = tag.starts_with(['@', '/']) || tag.contains(['_', '=', ':']) || tag.len() < 2;
        if !known && !for_machines && tag.chars().any(char::is_alphanumeric) && tag.chars().count() <= LONGEST {
            clean.push(tag.to_owned());
        }
    }
    clean
}

/// The tag in "topic: Trade".
fn topic(tag: &str) -> &str {
    match tag.split_once(':') {
        Some((kind, topic)) if ["topic", "tag", "keyword", "subject"].contains(&kind.to_lowercase().as_str()) => {
            topic.trim()
        }
        _ => tag,
    }
}

/// Splits a tag line without separators ("Barack Obama cybersecurity Electronic warfare"), `text` being the article.
///
/// The likeliest cut is found by dynamic programming: names are runs of capitalised words, other tags begin with at
/// most one capital, what the article mentions is more likely a tag of its own, and pages list tags in order of the
/// alphabet.
pub(super) fn split_line(line: &str, text: &str) -> Vec<String> {
    if line.contains([',', ';', '|', '#', '•', '·']) {
        return split_list(&[line.replace(['•', '·'], ",")]);
    }
    let words: Vec<&str> = line.split_whitespace().take(60).collect();
    let text = format!(" {} ", normal(text));
    // best[end] = (cost, start of the last tag) for each way to end a tag before word `end`.
    let mut best: Vec<Vec<(u32, usize)>> = vec![Vec::new(); words.len() + 1];
    for end in 1..=words.len() {
        for start in end.saturating_sub(MOST_WORDS)..end {
            let own = cost(&words[start..end], &text);
            let before = best[start]
                .iter()
                .map(|&(cost, previous)| cost + disorder(&words[previous..start], &words[start..end]))
                .min();
            if start == 0 || before.is_some() {
                best[end].push((own + before.unwrap_or(0), start));
            }
        }
    }
    let mut cuts = vec![words.len()];
    while let Some(&end) = cuts.last().filter(|&&end| end > 0) {
        let next = cuts.len().checked_sub(2).map(|at| cuts[at]);
        let cost_here = |&&(cost, start): &&(u32, usize)| {
            cost + next.map_or(0, |next| disorder(&words[start..end], &words[end..next]))
        };
        let Some(&(_, start)) = best[end].iter().min_by_key(cost_here) else { break };
        cuts.push(start);
    }
    cuts.reverse();
    clean(cuts.windows(2).map(|cut| words[cut[0]..cut[1]].join(" ")).collect())
}

const MOST_WORDS: usize = 5;

fn normal(text: &str) -> String {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect::<Vec<_>>().join(" ")
}

/// How unlikely `words` are to be one tag; `text` is normalized and padded with spaces.
fn cost(words: &[&str], text: &str) -> u32 {
    let capital = |word: &&str| word.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
    let small = |word: &&str| ["of", "the", "and", "for", "in", "on", "to", "&"].contains(word);
    let mentioned = text.contains(&format!(" {} ", normal(&words.join(" "))));
    let capitals = words.iter().filter(|word| capital(word)).count();
    let shape = match words.len() {
        1 if capitals == 1 => 5,
        1 => 6,
        // A name, "Barack Obama", or "Department of Justice".
        _ if capital(&words[0])
            && words.iter().all(|word| capital(word) || small(word))
            && words.last().is_some_and(capital) =>
        {
            1 + 2 * words.iter().filter(|word| capital(word)).count().max(2) as u32
        }
        // "Electronic warfare", "climate change".
        n if capitals == usize::from(capital(&words[0])) && !words.last().is_some_and(small) => 3 + n as u32,
        n => 8 + 2 * n as u32,
    };
    if mentioned { shape.saturating_sub(4) } else { shape }
}

/// The price of a tag that stands before one that precedes it in the alphabet.
fn disorder(first: &[&str], second: &[&str]) -> u32 {
    let key = |words: &[&str]| words.join(" ").to_lowercase();
    if key(first) > key(second) { 3 } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(value: &str) -> Vec<String> {
        split_list(&[value.into()])
    }

    #[test]
    fn lists_in_their_spellings() {
        assert_eq!(list("trade, Climate change, AT&T, Trade"), ["trade", "Climate change", "AT&T"]);
        assert_eq!(list("['trade', 'New York']"), ["trade", "New York"]);
        assert_eq!(list("#trade #climate"), ["trade", "climate"]);
        assert_eq!(list("topic: Trade; section: World;@id:7; /news;auto_play"), ["Trade"]);
        assert_eq!(list(""), Vec::<String>::new());
    }

    #[test]
    fn tag_lines_without_separators() {
        let text = "Ministers met on cybersecurity in Geneva. Park said little. The climate summit went on.";
        let line = "Ann Park cybersecurity Cyberwarfare Electronic warfare Geneva Lee Chan";
        assert_eq!(
            split_line(line, text),
            ["Ann Park", "cybersecurity", "Cyberwarfare", "Electronic warfare", "Geneva", "Lee Chan"]
        );
        assert_eq!(
            split_line("climate Department of Justice trade", text),
            ["climate", "Department of Justice", "trade"]
        );
        assert_eq!(split_line("ice • fire", ""), ["ice", "fire"]);
        assert_eq!(split_line("", text), Vec::<String>::new());
    }
}
