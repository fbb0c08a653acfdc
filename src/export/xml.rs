//! Writing XML element by element, indented, without a copy of any text: exports have tens of millions of elements.

use std::io::{self, Write};

/// Attributes of an element.
pub(super) type Attributes<'a> = &'a [(&'a str, &'a str)];

/// An XML document in the making. `depth` is how far an element is indented.
pub(super) struct Xml<'a> {
    out: &'a mut dyn Write,
}

impl<'a> Xml<'a> {
    /// Begins a document.
    pub(super) fn new(out: &'a mut dyn Write) -> io::Result<Self> {
        out.write_all(b"<?xml version=\"1.0\" encoding=\"UTF-8\"?>")?;
        Ok(Self { out })
    }

    /// Ends the document.
    pub(super) fn finish(self) -> io::Result<()> {
        self.out.write_all(b"\n")?;
        self.out.flush()
    }

    /// `<name …>`
    pub(super) fn open(&mut self, depth: usize, name: &str, attributes: Attributes<'_>) -> io::Result<()> {
        self.tag(depth, name, attributes)?;
        self.out.write_all(b">")
    }

    /// `</name>`
    pub(super) fn close(&mut self, depth: usize, name: &str) -> io::Result<()> {
        self.indent(depth)?;
        write!(self.out, "</{name}>")
    }

    /// `<name …/>`
    pub(super) fn empty(&mut self, depth: usize, name: &str, attributes: Attributes<'_>) -> io::Result<()> {
        self.tag(depth, name, attributes)?;
        self.out.write_all(b"/>")
    }

    /// `<name …>text</name>`
    pub(super) fn leaf(&mut self, depth: usize, name: &str, attributes: Attributes<'_>, text: &str) -> io::Result<()> {
        self.open(depth, name, attributes)?;
        escaped(self.out, text)?;
        write!(self.out, "</{name}>")
    }

    fn tag(&mut self, depth: usize, name: &str, attributes: Attributes<'_>) -> io::Result<()> {
        self.indent(depth)?;
        self.out.write_all(b"<")?;
        self.out.write_all(name.as_bytes())?;
        for (name, value) in attributes {
            self.out.write_all(b" ")?;
            self.out.write_all(name.as_bytes())?;
            self.out.write_all(b"=\"")?;
            escaped(self.out, value)?;
            self.out.write_all(b"\"")?;
        }
        Ok(())
    }

    fn indent(&mut self, depth: usize) -> io::Result<()> {
        const SPACES: &[u8] = b"\n          ";
        self.out.write_all(&SPACES[..SPACES.len().min(depth + 1)])
    }
}

/// Text that stands for itself in content and in attributes; what XML 1.0 forbids is left out.
fn escaped(out: &mut dyn Write, text: &str) -> io::Result<()> {
    let mut written = 0;
    for (at, c) in text.char_indices() {
        let instead: &[u8] = match c {
            '&' => b"&amp;",
            '<' => b"&lt;",
            '>' => b"&gt;",
            '"' => b"&quot;",
            // Else readers turn them into spaces in attributes, or a carriage return into a line feed.
            '\t' => b"&#9;",
            '\n' => b"&#10;",
            '\r' => b"&#13;",
            ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'.. => continue,
            _ => b"",
        };
        out.write_all(&text.as_bytes()[written..at])?;
        out.write_all(instead)?;
        written = at + c.len_utf8();
    }
    out.write_all(&text.as_bytes()[written..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_escaped_and_forbidden_characters_go() {
        let mut out = Vec::new();
        escaped(&mut out, "a\u{0}b\u{1f}c\u{fffe}d\te <\"&'> 😀\r\n").unwrap();
        assert_eq!(String::from_utf8(out).unwrap(), "abcd&#9;e &lt;&quot;&amp;'&gt; 😀&#13;&#10;");
    }

    #[test]
    fn elements_are_indented() {
        let mut out = Vec::new();
        let mut xml = Xml::new(&mut out).unwrap();
        xml.open(0, "a", &[("b", "\"")]).unwrap();
        xml.empty(1, "c", &[]).unwrap();
        xml.leaf(1, "d", &[("e", "f")], "g").unwrap();
        xml.close(0, "a").unwrap();
        xml.finish().unwrap();
        let wanted = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<a b=\"&quot;\">\n <c/>\n <d e=\"f\">g</d>\n</a>\n";
        assert_eq!(String::from_utf8(out).unwrap(), wanted);
    }
}
