//! The names of lines: beside their ends, moved apart, or in rows above the plot where they are too long for that.

use super::geometry::{Point, Rect, crisp};
use super::scale::Linear;
use super::scene::{Anchor, Scene, TextMark, spread};
use super::text::{Measure, Role, Table, wrap};
use super::theme::Ink;

/// Space between the plot and the names beside it.
pub(super) const GAP: f64 = 8.0;
/// Names at line ends take at most this share of the width; longer ones stand in rows above the plot, if that leaves it
/// [`EASY_HEIGHT`]; else up to [`WIDEST_GUTTER`].
const EASY_GUTTER: f64 = 0.30;
const WIDEST_GUTTER: f64 = 0.50;
const EASY_HEIGHT: f64 = 72.0;
/// With less height than this names are left to the reading and the table.
const LEAST_HEIGHT: f64 = 40.0;
const SWATCH: f64 = 18.0;

/// A name to be written at the end of its line.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct End {
    pub text: String,
    pub ink: Ink,
    /// Where the line ends, in base units.
    pub value: f64,
    /// Whether its line is dashed.
    pub dashed: bool,
}

impl End {
    /// Lines are named in bold, targets quietly.
    fn role(&self) -> Role {
        if self.dashed { Role::Axis } else { Role::Label }
    }
}

/// The names of a chart's lines and where they stand.
pub(super) struct Names {
    ends: Vec<End>,
    place: Place,
}

enum Place {
    /// Right of the plot, in this width.
    Beside(f64),
    /// In rows above it, in this height.
    Above(f64, Vec<KeyLine>),
    /// There are none, or no room for them.
    Nowhere,
}

impl Names {
    /// Finds the place for names in an area, `height` of which is left to the plot, the row above it (`lane`) and the names.
    pub fn new(ends: Vec<End>, area: Rect, height: f64, lane: f64) -> Self {
        let widest = ends
            .iter()
            .map(|e| Table.width(&e.text, e.role()))
            .fold(0.0, f64::max)
            + GAP
            + 2.0;
        let lines = ends.len() as f64 * Role::Label.line();
        let beside_up_to = |share: f64| widest <= area.width() * share && lines <= height;
        let key = key_lines(&ends, area);
        let above = key.last().map_or(0.0, |l| l.at.y - area.top + 10.0);
        let left = height - lane - above;
        let place = if ends.is_empty() {
            Place::Nowhere
        } else if beside_up_to(EASY_GUTTER) {
            Place::Beside(widest)
        } else if left >= EASY_HEIGHT {
            Place::Above(above, key)
        } else if beside_up_to(WIDEST_GUTTER) {
            Place::Beside(widest)
        } else if left >= LEAST_HEIGHT {
            Place::Above(above, key)
        } else {
            Place::Nowhere
        };
        Self { ends, place }
    }

    /// Width they take right of the plot, the gap included.
    pub fn width_beside(&self) -> f64 {
        if let Place::Beside(width) = self.place {
            width
        } else {
            GAP
        }
    }

    /// Height they take above the plot and its lane.
    pub fn height_above(&self) -> f64 {
        if let Place::Above(height, _) = self.place {
            height
        } else {
            0.0
        }
    }

    /// Draws them; `top` is the upper edge of the chart.
    pub fn draw(&self, top: f64, plot: Rect, y: &Linear, scene: &mut Scene<'_>) {
        match &self.place {
            Place::Nowhere => {}
            Place::Above(_, key) => key.iter().for_each(|line| line.draw(scene)),
            Place::Beside(_) => self.draw_beside(top, plot, y, scene),
        }
    }

    fn draw_beside(&self, top: f64, plot: Rect, y: &Linear, scene: &mut Scene<'_>) {
        let line = Role::Label.line();
        let wanted: Vec<f64> = self
            .ends
            .iter()
            .map(|e| y.at(e.value).unwrap_or(plot.bottom))
            .collect();
        // Where the plot is too low for all of them the corner above it is free too.
        let fit = self.ends.len() as f64 * line <= plot.height();
        let low = if fit { plot.top } else { top + line / 2.0 };
        let placed = spread(&wanted, line, low, plot.bottom);
        for (end, y) in self.ends.iter().zip(placed) {
            let at = Point::new(plot.right + GAP, y);
            scene.text(TextMark::new(
                &end.text,
                at,
                Anchor::Start,
                end.role(),
                end.ink,
            ));
        }
    }
}

/// One line of the names above the plot.
struct KeyLine {
    role: Role,
    at: Point,
    text: String,
    ink: Ink,
    /// Solid or dashed; `None` where a name goes on.
    swatch: Option<bool>,
}

impl KeyLine {
    fn draw(&self, scene: &mut Scene<'_>) {
        let (from, to) = (self.at.x - SWATCH, self.at.x - SWATCH + 13.0);
        let (from, to) = (
            Point::new(from, crisp(self.at.y)),
            Point::new(to, crisp(self.at.y)),
        );
        match self.swatch {
            Some(true) => scene.dashes(from, to, self.ink, 1.0),
            Some(false) => scene.rule(from, to, self.ink, 2.0),
            None => {}
        }
        scene.text(TextMark::new(
            &self.text,
            self.at,
            Anchor::Start,
            self.role,
            self.ink,
        ));
    }
}

/// Names in rows from the upper left, as many beside each other as fit.
fn key_lines(ends: &[End], area: Rect) -> Vec<KeyLine> {
    let mut lines: Vec<KeyLine> = Vec::new();
    let (mut x, mut y) = (area.left, area.top + Role::Label.line() / 2.0);
    for end in ends {
        let width = SWATCH + Table.width(&end.text, end.role());
        if x > area.left && x + width > area.right {
            x = area.left;
            y += Role::Label.line() + 1.0;
        }
        for (i, text) in wrap(&end.text, end.role(), area.width() - SWATCH)
            .into_iter()
            .enumerate()
        {
            if i > 0 {
                y += Role::Label.line() + 1.0;
            }
            let swatch = (i == 0).then_some(end.dashed);
            lines.push(KeyLine {
                role: end.role(),
                at: Point::new(x + SWATCH, y),
                text,
                ink: end.ink,
                swatch,
            });
        }
        x += width + 14.0;
    }
    lines
}
