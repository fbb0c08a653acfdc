//! Simple shapes, in the order they are painted.

use super::theme::Color;
use super::{png, svg};
use crate::error::Result;

/// A picture.
#[derive(Debug, Clone, PartialEq)]
pub struct Scene {
    pub(super) width: f64,
    pub(super) height: f64,
    pub(super) background: Color,
    /// For those who cannot see it.
    pub(super) title: String,
    pub(super) shapes: Vec<Shape>,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) enum Shape {
    Line { from: [f64; 2], to: [f64; 2], width: f64, color: Color, opacity: f64 },
    Circle { middle: [f64; 2], radius: f64, fill: Color, edge: Color, hint: String },
    Text(Text),
}

#[derive(Debug, Clone, PartialEq)]
pub(super) struct Text {
    /// Start, middle or end of the base line, as `anchor` says.
    pub(super) at: [f64; 2],
    pub(super) text: String,
    pub(super) size: f64,
    pub(super) color: Color,
    pub(super) anchor: Anchor,
    pub(super) strong: bool,
    /// Painted around the letters, so that lines behind do not disturb.
    pub(super) halo: Option<Color>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

impl Scene {
    pub(super) fn text(&mut self, at: [f64; 2], text: impl Into<String>, size: f64, color: Color) {
        let text = text.into();
        self.shapes.push(Shape::Text(Text { at, text, size, color, anchor: Anchor::Start, strong: false, halo: None }));
    }

    pub(super) fn heading(&mut self, at: [f64; 2], text: &str, size: f64, color: Color) {
        let text = text.to_owned();
        self.shapes.push(Shape::Text(Text { at, text, size, color, anchor: Anchor::Start, strong: true, halo: None }));
    }

    pub(super) fn line(&mut self, from: [f64; 2], to: [f64; 2], width: f64, color: Color) {
        self.shapes.push(Shape::Line { from, to, width, color, opacity: 1.0 });
    }

    pub(super) fn dot(&mut self, middle: [f64; 2], radius: f64, fill: Color, edge: Color) {
        self.shapes.push(Shape::Circle { middle, radius, fill, edge, hint: String::new() });
    }

    /// As SVG 1.1.
    pub fn to_svg(&self) -> String {
        svg::write(self)
    }

    /// As PNG, twice as many pixels as units.
    ///
    /// # Errors
    /// [`crate::Error::Data`] where the picture is too large.
    pub fn to_png(&self) -> Result<Vec<u8>> {
        png::write(self)
    }
}
