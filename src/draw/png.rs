//! A scene as PNG.

use tiny_skia::{FillRule, LineCap, LineJoin, Paint, PathBuilder, Pixmap, Stroke, Transform};
use ttf_parser::OutlineBuilder;

use super::font;
use super::scene::{Anchor, Scene, Shape, Text};
use super::theme::Color;
use crate::error::{Error, Result};

/// Pixels a unit.
const SCALE: f64 = 2.0;

pub(super) fn write(scene: &Scene) -> Result<Vec<u8>> {
    let failed = |why: &str| Error::data("picture", format!("{why}; show less with --top, or write SVG"));
    let pixels = |length: f64| (length * SCALE).ceil() as u32;
    let mut canvas =
        Pixmap::new(pixels(scene.width), pixels(scene.height)).ok_or_else(|| failed("is too large for a PNG"))?;
    canvas.fill(color(scene.background, 1.0));
    for shape in &scene.shapes {
        draw(&mut canvas, shape);
    }
    canvas.encode_png().map_err(|error| failed(&error.to_string()))
}

fn color([r, g, b]: Color, opacity: f64) -> tiny_skia::Color {
    tiny_skia::Color::from_rgba8(r, g, b, (opacity * 255.0).round() as u8)
}

fn paint(fill: Color, opacity: f64) -> Paint<'static> {
    let mut paint = Paint::default();
    paint.set_color(color(fill, opacity));
    paint.anti_alias = true;
    paint
}

fn pixel(value: f64) -> f32 {
    (value * SCALE) as f32
}

fn draw(canvas: &mut Pixmap, shape: &Shape) {
    let still = Transform::identity();
    match shape {
        Shape::Line { from, to, width, color, opacity } => {
            let mut builder = PathBuilder::new();
            builder.move_to(pixel(from[0]), pixel(from[1]));
            builder.line_to(pixel(to[0]), pixel(to[1]));
            let stroke = Stroke { width: pixel(*width), line_cap: LineCap::Round, ..Stroke::default() };
            if let Some(path) = builder.finish() {
                canvas.stroke_path(&path, &paint(*color, *opacity), &stroke, still, None);
            }
        }
        Shape::Circle { middle, radius, fill, edge, .. } => {
            if let Some(path) = PathBuilder::from_circle(pixel(middle[0]), pixel(middle[1]), pixel(*radius)) {
                canvas.fill_path(&path, &paint(*fill, 1.0), FillRule::Winding, still, None);
                let stroke = Stroke { width: pixel(1.0), ..Stroke::default() };
                canvas.stroke_path(&path, &paint(*edge, 1.0), &stroke, still, None);
            }
        }
        Shape::Text(text) => letters(canvas, text),
    }
}

fn letters(canvas: &mut Pixmap, text: &Text) {
    let Some(face) = font::face() else { return };
    let scale = text.size * SCALE / f64::from(face.units_per_em());
    let start = match text.anchor {
        Anchor::Start => text.at[0],
        Anchor::Middle => text.at[0] - font::width(&text.text, text.size) / 2.0,
        Anchor::End => text.at[0] - font::width(&text.text, text.size),
    };
    let mut pen = Pen { builder: PathBuilder::new(), x: start * SCALE, y: text.at[1] * SCALE, scale };
    for c in text.text.chars() {
        face.outline_glyph(font::glyph(face, c), &mut pen);
        pen.x += font::advance(c) * text.size * SCALE;
    }
    let Some(path) = pen.builder.finish() else { return };
    let still = Transform::identity();
    let stroke = |width: f64| Stroke { width: pixel(width), line_join: LineJoin::Round, ..Stroke::default() };
    if let Some(halo) = text.halo {
        canvas.stroke_path(&path, &paint(halo, 1.0), &stroke(text.size * 0.25), still, None);
    }
    canvas.fill_path(&path, &paint(text.color, 1.0), FillRule::Winding, still, None);
    if text.strong {
        // The font has one weight: a thin stroke makes it heavier.
        canvas.stroke_path(&path, &paint(text.color, 1.0), &stroke(text.size * 0.03), still, None);
    }
}

/// Draws outlines of glyphs, whose y axis points up, at a place on the canvas.
struct Pen {
    builder: PathBuilder,
    x: f64,
    y: f64,
    scale: f64,
}

impl Pen {
    fn at(&self, x: f32, y: f32) -> (f32, f32) {
        ((self.x + f64::from(x) * self.scale) as f32, (self.y - f64::from(y) * self.scale) as f32)
    }
}

impl OutlineBuilder for Pen {
    fn move_to(&mut self, x: f32, y: f32) {
        let (x, y) = self.at(x, y);
        self.builder.move_to(x, y);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        let (x, y) = self.at(x, y);
        self.builder.line_to(x, y);
    }

    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        let ((x1, y1), (x, y)) = (self.at(x1, y1), self.at(x, y));
        self.builder.quad_to(x1, y1, x, y);
    }

    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        let ((x1, y1), (x2, y2), (x, y)) = (self.at(x1, y1), self.at(x2, y2), self.at(x, y));
        self.builder.cubic_to(x1, y1, x2, y2, x, y);
    }

    fn close(&mut self) {
        self.builder.close();
    }
}
