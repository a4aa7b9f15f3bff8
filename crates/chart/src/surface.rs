//! From marks to strokes on a plotters backend.
//!
//! # Units
//! plotters counts in whole pixels (`i32`). Lines of a chart need finer steps, so everything is handed over in eighths of a CSS
//! pixel: a backend for our charts declares a size [`UNITS_PER_PIXEL`] times that of the picture and divides all it receives,
//! coordinates, stroke widths and font sizes alike, by it. A backend that does not divide draws the same picture eight
//! times larger.

use super::geometry::{Point, Size};
use super::scene::{Anchor, Mark, TextMark};
use super::text::{Measure, Role, Table};
use super::theme::{Ink, Theme};
use plotters::coord::Shift;
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};
use thiserror::Error;

/// How many units of a backend make one CSS pixel.
pub const UNITS_PER_PIXEL: f64 = 8.0;

/// Why a chart could not be drawn.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum DrawError {
    /// The backend refused a stroke.
    #[error("the drawing surface refused the chart: {0}; try again, or export it as SVG")]
    Surface(String),
}

/// The size a backend declares for a picture: width and height in units.
#[must_use]
pub fn units(size: Size) -> (u32, u32) {
    let size = size.drawable();
    (
        (size.width * UNITS_PER_PIXEL).round() as u32,
        (size.height * UNITS_PER_PIXEL).round() as u32,
    )
}

/// A coordinate, width or font size in CSS pixels, from units.
#[must_use]
pub fn pixels(units: f64) -> f64 {
    units / UNITS_PER_PIXEL
}

fn to_units(v: f64) -> i32 {
    // Held well inside i32: a mark far outside the picture is as invisible there.
    (v * UNITS_PER_PIXEL).round().clamp(-1e7, 1e7) as i32
}

fn place(p: Point) -> (i32, i32) {
    (to_units(p.x), to_units(p.y))
}

/// A plotters drawing area that marks are painted on.
pub(crate) struct Surface<B: DrawingBackend> {
    area: DrawingArea<B, Shift>,
}

impl<B: DrawingBackend> Surface<B> {
    pub(crate) fn new(backend: B) -> Self {
        Self {
            area: backend.into_drawing_area(),
        }
    }

    pub(crate) fn paint(&self, marks: &[Mark], theme: &Theme) -> Result<(), DrawError> {
        for mark in marks {
            self.mark(mark, theme)
                .map_err(|e| DrawError::Surface(e.to_string()))?;
        }
        self.area
            .present()
            .map_err(|e| DrawError::Surface(e.to_string()))
    }

    fn mark(&self, mark: &Mark, theme: &Theme) -> Result<(), DrawingAreaErrorKind<B::ErrorType>> {
        match mark {
            Mark::Line { points, ink, width } => {
                let stroke = to_units(*width).max(1).unsigned_abs();
                let style = paint(theme, *ink, 1.0).stroke_width(stroke);
                let points: Vec<_> = points.iter().copied().map(place).collect();
                self.area.draw(&PathElement::new(points, style))
            }
            Mark::Area {
                points,
                ink,
                opacity,
            } => {
                let points: Vec<_> = points.iter().copied().map(place).collect();
                self.area
                    .draw(&Polygon::new(points, paint(theme, *ink, *opacity).filled()))
            }
            Mark::Block { rect, ink } => {
                let corners = [
                    place(Point::new(rect.left, rect.top)),
                    place(Point::new(rect.right, rect.bottom)),
                ];
                self.area
                    .draw(&Rectangle::new(corners, paint(theme, *ink, 1.0).filled()))
            }
            Mark::Dot {
                centre,
                radius,
                ink,
            } => {
                let style = paint(theme, *ink, 1.0).filled();
                self.area
                    .draw(&Circle::new(place(*centre), to_units(*radius), style))
            }
            Mark::Text(text) => self.text(text, theme),
        }
    }

    fn text(
        &self,
        mark: &TextMark,
        theme: &Theme,
    ) -> Result<(), DrawingAreaErrorKind<B::ErrorType>> {
        let h_pos = match mark.anchor {
            Anchor::Start => HPos::Left,
            Anchor::Middle => HPos::Center,
            Anchor::End => HPos::Right,
        };
        let colour = paint_colour(theme, mark.ink);
        let style = font(mark.role)
            .color(&colour)
            .pos(Pos::new(h_pos, VPos::Center));
        self.area.draw_text(&mark.text, &style, place(mark.at))
    }
}

impl<B: DrawingBackend> Measure for Surface<B> {
    /// As the backend measures it; from the table when it cannot.
    fn width(&self, text: &str, role: Role) -> f64 {
        self.area
            .estimate_text_size(text, &font(role))
            .map_or_else(|_| Table.width(text, role), |(w, _)| pixels(f64::from(w)))
    }
}

fn font(role: Role) -> TextStyle<'static> {
    let style = if role.strong() {
        FontStyle::Bold
    } else {
        FontStyle::Normal
    };
    let desc = FontDesc::new(FontFamily::SansSerif, role.size() * UNITS_PER_PIXEL, style);
    TextStyle::from(desc)
}

fn paint_colour(theme: &Theme, ink: Ink) -> RGBColor {
    let c = theme.colour(ink);
    RGBColor(c.0, c.1, c.2)
}

fn paint(theme: &Theme, ink: Ink, opacity: f64) -> ShapeStyle {
    ShapeStyle::from(&paint_colour(theme, ink).mix(opacity))
}
