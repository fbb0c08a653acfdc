//! The font of the pictures: how wide text is, and what its letters look like.

use std::sync::OnceLock;

use ttf_parser::{Face, GlyphId};

/// Latin, Greek and Cyrillic letters of Noto Sans (SIL Open Font License).
static NOTO_SANS: &[u8] = include_bytes!("../../data/font/NotoSans.ttf");

/// Families to look for where a picture is shown, the nearest in width first.
pub(super) const FAMILIES: &str = "'Noto Sans', 'Open Sans', 'DejaVu Sans', Verdana, Arial, sans-serif";

/// The face; nothing where the font cannot be read, which a test rules out.
pub(super) fn face() -> Option<&'static Face<'static>> {
    static FACE: OnceLock<Option<Face<'static>>> = OnceLock::new();
    FACE.get_or_init(|| Face::parse(NOTO_SANS, 0).ok()).as_ref()
}

/// The glyph of a character; that of a missing one where the font has none.
pub(super) fn glyph(face: &Face<'_>, c: char) -> GlyphId {
    face.glyph_index(c).or_else(|| face.glyph_index('\u{fffd}')).unwrap_or_default()
}

/// Width of a character in parts of the size of the font.
pub(super) fn advance(c: char) -> f64 {
    let known = face().and_then(|face| {
        let glyph = face.glyph_index(c)?;
        Some(f64::from(face.glyph_hor_advance(glyph)?) / f64::from(face.units_per_em()))
    });
    // Ideographs and emoji are square.
    known.unwrap_or(if c as u32 >= 0x1100 { 1.0 } else { 0.6 })
}

/// Width of text.
pub(super) fn width(text: &str, size: f64) -> f64 {
    text.chars().map(advance).sum::<f64>() * size
}

/// The text, cut with an ellipsis where it is wider than that.
pub(super) fn fit(text: &str, size: f64, most: f64) -> String {
    if width(text, size) <= most {
        return text.to_owned();
    }
    let room = most - width("…", size);
    let (mut used, mut cut) = (0.0, String::new());
    for c in text.chars() {
        used += advance(c) * size;
        if used > room {
            break;
        }
        cut.push(c);
    }
    format!("{}…", cut.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_font_is_there_and_measures() {
        let face = face().unwrap();
        for c in "AzÄéşЖжΩ“”–…·".chars() {
            assert!(face.glyph_index(c).is_some(), "{c}");
        }
        assert!(width("WWW", 10.0) > width("iii", 10.0));
        assert_eq!(width("习", 10.0), 10.0);
    }

    #[test]
    fn long_text_is_cut() {
        assert_eq!(fit("short", 10.0, 100.0), "short");
        let cut = fit("a rather long text", 10.0, 50.0);
        assert!(cut.ends_with('…') && width(&cut, 10.0) <= 50.0, "{cut}");
    }
}
