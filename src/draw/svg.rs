//! A scene as SVG.

use std::fmt::Write as _;

use super::font::FAMILIES;
use super::scene::{Anchor, Scene, Shape, Text};
use super::theme::Color;
use crate::markup::escape;

pub(super) fn write(scene: &Scene) -> String {
    let (width, height) = (number(scene.width), number(scene.height));
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" \
         role=\"img\" font-family=\"{FAMILIES}\">\n<title>{}</title>\n\
         <rect width=\"100%\" height=\"100%\" fill=\"{}\"/>\n",
        escape(&scene.title),
        hex(scene.background)
    );
    for shape in &scene.shapes {
        // Writing to a string cannot fail.
        let _ = shape_to(&mut out, shape);
    }
    out.push_str("</svg>\n");
    out
}

fn shape_to(out: &mut String, shape: &Shape) -> std::fmt::Result {
    match shape {
        Shape::Line { from, to, width, color, opacity } => {
            write!(
                out,
                "<line x1=\"{}\" y1=\"{}\" x2=\"{}\" y2=\"{}\" stroke=\"{}\" stroke-width=\"{}\"",
                number(from[0]),
                number(from[1]),
                number(to[0]),
                number(to[1]),
                hex(*color),
                number(*width)
            )?;
            if *opacity < 1.0 {
                write!(out, " stroke-opacity=\"{}\"", number(*opacity))?;
            }
            writeln!(out, "/>")
        }
        Shape::Circle { middle, radius, fill, edge, hint } => {
            write!(
                out,
                "<circle cx=\"{}\" cy=\"{}\" r=\"{}\" fill=\"{}\" stroke=\"{}\"",
                number(middle[0]),
                number(middle[1]),
                number(*radius),
                hex(*fill),
                hex(*edge)
            )?;
            if hint.is_empty() {
                writeln!(out, "/>")
            } else {
                writeln!(out, "><title>{}</title></circle>", escape(hint))
            }
        }
        Shape::Text(text) => text_to(out, text),
    }
}

fn text_to(out: &mut String, text: &Text) -> std::fmt::Result {
    write!(
        out,
        "<text x=\"{}\" y=\"{}\" font-size=\"{}\" fill=\"{}\"",
        number(text.at[0]),
        number(text.at[1]),
        number(text.size),
        hex(text.color)
    )?;
    match text.anchor {
        Anchor::Start => {}
        Anchor::Middle => write!(out, " text-anchor=\"middle\"")?,
        Anchor::End => write!(out, " text-anchor=\"end\"")?,
    }
    if text.strong {
        write!(out, " font-weight=\"600\"")?;
    }
    if let Some(halo) = text.halo {
        let width = number(text.size * 0.25);
        write!(
            out,
            " paint-order=\"stroke\" stroke=\"{}\" stroke-width=\"{width}\" stroke-linejoin=\"round\"",
            hex(halo)
        )?;
    }
    writeln!(out, ">{}</text>", escape(&text.text))
}

fn number(value: f64) -> String {
    let rounded = (value * 100.0).round() / 100.0;
    // No minus before a zero.
    format!("{}", rounded + 0.0)
}

fn hex([r, g, b]: Color) -> String {
    format!("#{r:02x}{g:02x}{b:02x}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_short() {
        assert_eq!((number(-0.001), number(2.5)), ("0".to_owned(), "2.5".to_owned()));
    }
}
