//! Text within HTML and XML.

/// `text` as it may stand in content and in quoted attributes of both; what XML 1.0 forbids and other control characters
/// become spaces.
pub(crate) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\n' | '\t' => out.push(c),
            '\u{fffe}' | '\u{ffff}' => out.push(' '),
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_becomes_markup() {
        let escaped = "&lt;a href=&quot;x&quot; b=&#39;y&#39;&gt;&amp;   🙂\n";
        assert_eq!(escape("<a href=\"x\" b='y'>&\u{1}\u{fffe}\r🙂\n"), escaped);
    }
}
