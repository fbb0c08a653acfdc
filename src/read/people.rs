//! Bylines → names.

/// Splits bylines ("By Ann Lee and Bo Chan, Reuters") into names, each once, in order.
pub(super) fn split_authors(bylines: &[String]) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for byline in bylines {
        // A web address or an account name is no name.
        if byline.contains("://") || byline.starts_with('@') {
            continue;
        }
        let byline = byline.split_whitespace().collect::<Vec<_>>().join(" ");
        let byline = strip_by(&byline);
        for part in byline.split([',', ';', '|', '/', '&']).flat_map(|part| part.split(" and ")) {
            let name = strip_by(part.trim().trim_end_matches('.')).trim();
            let known = names.iter().any(|known| known.eq_ignore_ascii_case(name));
            if !known && is_name(name) {
                names.push(name.to_owned());
            }
        }
    }
    names
}

fn strip_by(text: &str) -> &str {
    let start = text.get(..3).unwrap_or_default();
    if start.eq_ignore_ascii_case("by ") { text[3..].trim_start() } else { text }
}

/// Whether a part of a byline can be a name at all: some letters, few words, no address.
fn is_name(text: &str) -> bool {
    text.chars().filter(|c| c.is_alphabetic()).count() >= 2
        && text.len() <= 80
        && text.split(' ').count() <= 6
        && !text.contains(['@', ':', '(', '{', '<', '_'])
        && !text.chars().any(|c| c.is_ascii_digit())
        && !["admin", "administrator", "editor", "staff", "guest"].contains(&text.to_ascii_lowercase().as_str())
        // Initials and degrees.
        && !(text.len() <= 4 && text.chars().all(|c| c.is_ascii_uppercase()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(byline: &str) -> Vec<String> {
        split_authors(&[byline.into()])
    }

    #[test]
    fn bylines_become_names() {
        assert_eq!(split("By Ann Lee and Bo Chan"), ["Ann Lee", "Bo Chan"]);
        assert_eq!(split("by Ann Lee, Bo  Chan; Cy Diaz"), ["Ann Lee", "Bo Chan", "Cy Diaz"]);
        assert_eq!(split_authors(&["Ann Lee".into(), "ann lee".into(), "Bo Chan".into()]), ["Ann Lee", "Bo Chan"]);
        assert_eq!(split("Jean-Pierre Müller"), ["Jean-Pierre Müller"]);
    }

    #[test]
    fn what_is_no_name_is_left_out() {
        assert!(split("https://example.org/people/ann").is_empty());
        assert!(split("ann@example.org").is_empty());
        assert!(split("@ann").is_empty() && split("admin").is_empty());
        assert_eq!(split("Ann Lee, MS, RDN"), ["Ann Lee"]);
        assert_eq!(split("Ann Lee, updated 12 May"), ["Ann Lee"]);
    }
}
