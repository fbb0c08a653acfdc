//! Pages that would overwhelm a parser: elements nested without end, pages of nothing but tags.
//!
//! A page whose markup stays within limits that no real page comes near is passed on untouched. Any other loses the
//! tags beyond the limits; its text stays.

use std::borrow::Cow;

/// Elements nested deeper than this are unwrapped. Browsers stop at 512.
const DEEPEST: usize = 300;
/// Formatting elements open at once, which a parser opens anew in each block.
const MOST_FORMATTING: usize = 24;
/// Longest tag, attributes included, in bytes; images in attributes are long.
const LONGEST_TAG: usize = 4 << 20;
/// Most elements of a page.
const MOST_TAGS: usize = 200_000;

const VOID: [&str; 16] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr",
    "!doctype", "?xml",
];
/// Elements whose content is not markup.
const RAW: [&str; 8] = ["script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes"];
const FORMATTING: [&str; 13] =
    ["b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"];
/// Elements that a paragraph in them does not close an outer one beyond.
const SCOPES: [&str; 18] = [
    "applet",
    "button",
    "caption",
    "html",
    "table",
    "td",
    "th",
    "marquee",
    "object",
    "template",
    "foreignobject",
    "desc",
    "mi",
    "mo",
    "mn",
    "ms",
    "mtext",
    "annotation-xml",
];
/// Start tags that close an open paragraph.
const BLOCKS: [&str; 30] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "center",
    "details",
    "dialog",
    "dir",
    "div",
    "dl",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "main",
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "ul",
];

/// The page within limits: itself where it is, else without the tags beyond them.
pub(in crate::read) fn tame(html: &str) -> Cow<'_, str> {
    let mut within = Limits::default();
    let mut beyond = None;
    for tag in Tags::new(html) {
        if !within.admits(&tag) {
            beyond = Some(tag.start);
            break;
        }
    }
    let Some(start) = beyond else { return Cow::Borrowed(html) };
    let mut limits = Limits::default();
    let mut kept = String::with_capacity(html.len());
    let mut at = 0;
    for tag in Tags::new(html) {
        if tag.start < start {
            limits.admits(&tag);
            continue;
        }
        if !limits.admits(&tag) {
            kept.push_str(&html[at..tag.start]);
            kept.push(' ');
            at = tag.end;
        }
    }
    kept.push_str(&html[at..]);
    Cow::Owned(kept)
}

/// Whether XML nests elements deeper than any feed does.
pub(in crate::read) fn is_nested_too_deep(xml: &str) -> bool {
    let mut depth = 0usize;
    let mut rest = xml;
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        if let Some(data) = rest.strip_prefix("![CDATA[") {
            rest = data.find("]]>").map_or("", |end| &data[end..]);
        } else if let Some(comment) = rest.strip_prefix("!--") {
            rest = comment.find("-->").map_or("", |end| &comment[end..]);
        } else if rest.starts_with('/') {
            depth = depth.saturating_sub(1);
        } else if rest.starts_with(|c: char| c.is_alphabetic()) {
            let end = rest.find('>').unwrap_or(rest.len());
            depth += usize::from(!rest[..end].ends_with('/'));
        }
        if depth > DEEPEST {
            return true;
        }
    }
    false
}

/// A tag and where it stands.
struct Tag {
    name: String,
    is_end: bool,
    start: usize,
    end: usize,
}

/// The tags of a page in order, comments and raw text passed over.
struct Tags<'a> {
    html: &'a str,
    at: usize,
}

impl<'a> Tags<'a> {
    const fn new(html: &'a str) -> Self {
        Self { html, at: 0 }
    }
}

impl Iterator for Tags<'_> {
    type Item = Tag;

    fn next(&mut self) -> Option<Tag> {
        let bytes = self.html.as_bytes();
        loop {
            let start = self.at + bytes.get(self.at..)?.iter().position(|&b| b == b'<')?;
            let after = &self.html[start + 1..];
            if let Some(comment) = after.strip_prefix("!--") {
                self.at = comment.find("-->").map_or(bytes.len(), |end| start + 4 + end + 3);
                continue;
            }
            let is_end = after.starts_with('/');
            let name_at = start + 1 + usize::from(is_end);
            if !bytes.get(name_at).is_some_and(u8::is_ascii_alphabetic) {
                self.at = start + 1;
                continue;
            }
            let length =
                bytes[name_at..].iter().take(40).take_while(|b| b.is_ascii_alphanumeric() || **b == b'-').count();
            let name = self.html[name_at..name_at + length].to_ascii_lowercase();
            let end = tag_end(bytes, name_at + length);
            self.at = end;
            if !is_end && RAW.contains(&name.as_str()) {
                self.at = raw_end(bytes, end, &name);
            }
            return Some(Tag { name, is_end, start, end });
        }
    }
}

/// The index after the `>` that ends a tag; quotes around attribute values may hold others.
fn tag_end(bytes: &[u8], from: usize) -> usize {
    let mut quote = None;
    let mut before = b' ';
    for (at, &byte) in bytes.iter().enumerate().skip(from) {
        match quote {
            Some(open) if byte == open => quote = None,
            Some(_) => {}
            None if byte == b'>' => return at + 1,
            // A quotation mark opens a value only after an equals sign.
            None if matches!(byte, b'"' | b'\'') && before == b'=' => quote = Some(byte),
            None => {}
        }
        if !byte.is_ascii_whitespace() {
            before = byte;
        }
    }
    bytes.len()
}

/// The index of the end tag that closes raw text.
fn raw_end(bytes: &[u8], from: usize, name: &str) -> usize {
    let mut at = from;
    while let Some(found) = bytes[at..].iter().position(|&b| b == b'<') {
        at += found + 1;
        let is_end = bytes[at..].first() == Some(&b'/')
            && bytes.get(at + 1..at + 1 + name.len()).is_some_and(|end| end.eq_ignore_ascii_case(name.as_bytes()));
        if is_end {
            return at - 1;
        }
    }
    bytes.len()
}

/// The open elements, as a parser would have them.
#[derive(Default)]
struct Limits {
    open: Vec<Open>,
    /// Formatting elements without their end tag so far: blocks that end around them do not close them for good.
    formatting: [usize; FORMATTING.len()],
    tags: usize,
}

#[derive(Clone, Copy)]
struct Open {
    name: u32,
    is_scope: bool,
}

/// A number for a name, so that a deep stack is searched fast (FNV-1a).
const fn key(name: &str) -> u32 {
    let (bytes, mut at, mut hash) = (name.as_bytes(), 0, 0x811c_9dc5_u32);
    while at < bytes.len() {
        hash = (hash ^ bytes[at] as u32).wrapping_mul(0x0100_0193);
        at += 1;
    }
    hash
}

impl Limits {
    /// Follows a tag; false for one beyond the limits.
    fn admits(&mut self, tag: &Tag) -> bool {
        let name = tag.name.as_str();
        self.tags += 1;
        if self.tags > MOST_TAGS || tag.end - tag.start > LONGEST_TAG {
            return false;
        }
        if VOID.contains(&name) {
            return true;
        }
        let formatting = FORMATTING.iter().position(|formatting| *formatting == name);
        if tag.is_end {
            if let Some(kind) = formatting {
                self.formatting[kind] = self.formatting[kind].saturating_sub(1);
            }
            if let Some(at) = self.open.iter().rposition(|open| open.name == key(name)) {
                self.open.truncate(at);
            }
            return true;
        }
        self.close_implied(name);
        let full = self.formatting.iter().sum::<usize>() >= MOST_FORMATTING;
        if self.open.len() >= DEEPEST || (formatting.is_some() && full) {
            return false;
        }
        if let Some(kind) = formatting {
            self.formatting[kind] += 1;
        }
        self.open.push(Open { name: key(name), is_scope: SCOPES.contains(&name) });
        true
    }

    /// Closes the elements that a start tag ends without saying so.
    fn close_implied(&mut self, name: &str) {
        if BLOCKS.contains(&name) {
            // Blocks end a drawing or a formula around them.
            let shielded = self.open.iter().rposition(|open| open.is_scope).map_or(0, |at| at + 1);
            for closed in ["svg", "math", "p"] {
                self.close_from(shielded, closed);
            }
        }
        match name {
            "li" => self.close_within("li", &["ul", "ol", "table", "td", "th"]),
            "dt" | "dd" => {
                self.close_within("dt", &["dl", "table", "td", "th"]);
                self.close_within("dd", &["dl", "table", "td", "th"]);
            }
            "td" | "th" => {
                self.close_within("td", &["table"]);
                self.close_within("th", &["table"]);
            }
            "tr" => self.close_within("tr", &["table"]),
            "tbody" | "thead" | "tfoot" => {
                for section in ["tbody", "thead", "tfoot"] {
                    self.close_within(section, &["table"]);
                }
            }
            "option" => self.close_within("option", &["select"]),
            "a" => self.close_within("a", &["table", "td", "th"]),
            _ => {}
        }
    }

    /// Closes the outermost open `name` that none of `bounds` holds.
    fn close_within(&mut self, name: &str, bounds: &[&str]) {
        let keys: Vec<u32> = bounds.iter().map(|bound| key(bound)).collect();
        let bound = self.open.iter().rposition(|open| keys.contains(&open.name)).map_or(0, |at| at + 1);
        self.close_from(bound, name);
    }

    fn close_from(&mut self, from: usize, name: &str) {
        let inside = self.open.get(from..).unwrap_or_default();
        if let Some(at) = inside.iter().position(|open| open.name == key(name)) {
            self.open.truncate(from + at);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn real_pages_pass_untouched() {
        let page = "<!doctype html><html><head><title>a<b></title><script>if (a<b) '<div>'</script></head>".to_owned()
            + "<body>"
            + &"<p>One <b>bold</b> and <i>more</i>".repeat(500)
            + &"<ul><li>a<li>b</ul>".repeat(500)
            + &"<table><tr><td>1<td>2<tr><td>3</table>".repeat(500)
            + &"<!-- <div> -->".repeat(500);
        assert!(matches!(tame(&page), Cow::Borrowed(_)));
    }

    #[test]
    fn depth_is_cut_and_text_stays() {
        let deep = "<div>".repeat(100_000) + "text" + &"</div>".repeat(100_000);
        let tamed = tame(&deep);
        assert!(tamed.matches("<div>").count() <= DEEPEST);
        assert!(tamed.contains("text"));
        let bold = (0..10_000).map(|n| format!("<b class={n}><p>x")).collect::<String>();
        assert!(tame(&bold).matches("<b ").count() <= MOST_FORMATTING);
    }

    proptest! {
        #[test]
        fn never_panics(html in "\\PC{0,100}|[<>/a-c!\"'= é-]{0,100}|(</?(p|b|div|td|table|script|li)>?|x|<!--|-->){0,60}") {
            tame(&html);
            is_nested_too_deep(&html);
        }
    }
}
