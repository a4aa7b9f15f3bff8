//! The ground that line-like charts share: value axis with its unit, hairlines, and names at the ends of lines.
//!
//! Where the plot lies is reckoned from the table of widths alone, so that pointer and picture agree on every backend.

use super::geometry::{Point, Rect, crisp};
use super::names::{End, GAP, Names};
use super::scale::{Linear, ticks_around};
use super::scene::{Anchor, Scene, TextMark};
use super::text::{Measure, Role, Table};
use super::theme::Ink;
use super::unit::AxisUnit;
use outturn_format::Locale;

/// Height of the row above the plot that holds the unit and the markers' names.
const LANE: f64 = 20.0;
/// Height under the plot for the labels of the lower axis.
const FOOT: f64 = 22.0;

/// What a plane is made for.
pub(super) struct Wanted<'a> {
    pub area: Rect,
    pub unit: &'a AxisUnit,
    pub locale: &'a Locale,
    /// Lowest and highest value, in base units.
    pub values: (f64, f64),
    /// Ends of the lower axis, in its own unit.
    pub across: (f64, f64),
    pub ends: Vec<End>,
    /// Whether names of markers need a row above the plot.
    pub lane: bool,
    /// Words under the lower axis; empty for none.
    pub caption: &'a str,
}

/// Scales and places of a line-like chart.
pub(super) struct Plane {
    area: Rect,
    /// Where data is drawn.
    pub plot: Rect,
    /// From the lower axis's unit to pixels.
    pub x: Linear,
    /// From base units to pixels.
    pub y: Linear,
    ticks: Vec<(f64, String)>,
    unit: String,
    names: Names,
    lane_middle: f64,
    caption: String,
}

impl Plane {
    pub fn new(wanted: Wanted<'_>) -> Self {
        let Wanted {
            area,
            unit,
            locale,
            values,
            across,
            ends,
            lane,
            caption,
        } = wanted;
        let scaled = unit.scaled(values.0.abs().max(values.1.abs()), locale);
        let lane_height = if lane || !scaled.name.is_empty() {
            LANE
        } else {
            GAP
        };
        let caption_height = if caption.is_empty() {
            0.0
        } else {
            Role::Axis.line() + 2.0
        };
        let bottom = area.bottom - FOOT - caption_height;

        let names = Names::new(ends, area, bottom - area.top, lane_height);
        let top = (area.top + names.height_above() + lane_height).min(bottom - 1.0);
        let most = ((bottom - top) / 20.0).floor().clamp(1.0, 8.0) as usize;
        let ticks = ticks_around((values.0 / scaled.one, values.1 / scaled.one), most);
        let labels = scaled.labels(&ticks, locale);
        let gutter = labels
            .iter()
            .map(|l| Table.width(l, Role::Axis))
            .fold(0.0, f64::max)
            + GAP
            + 2.0;
        let left = (area.left + gutter.ceil()).min(area.right - 2.0);
        let right = (area.right - names.width_beside().ceil()).max(left + 1.0);
        let (low, high) = ticks.span();
        Self {
            area,
            plot: Rect::new(left, top, right, bottom),
            x: Linear::new(across, (left, right)),
            y: Linear::new((low * scaled.one, high * scaled.one), (bottom, top)),
            ticks: ticks
                .values
                .iter()
                .map(|v| v * scaled.one)
                .zip(labels)
                .collect(),
            unit: scaled.name,
            names,
            lane_middle: top - lane_height + 6.5,
            caption: caption.to_owned(),
        }
    }

    /// Lowest and highest value of the axis, in base units.
    pub fn span(&self) -> (f64, f64) {
        self.y.domain()
    }

    /// The place of a value; `None` when it is not finite.
    pub fn at(&self, across: f64, value: f64) -> Option<Point> {
        Some(Point::new(self.x.at(across)?, self.y.at(value)?))
    }

    /// Hairlines, value labels, unit, caption; `strong` is the value whose line carries meaning.
    pub fn ground(&self, strong: Option<f64>, scene: &mut Scene<'_>) {
        let tolerance = (self.span().1 - self.span().0) * 1e-9;
        for (value, label) in &self.ticks {
            let Some(y) = self.y.at(*value) else { continue };
            let meant = strong.is_some_and(|s| (s - value).abs() <= tolerance);
            let ink = if meant { Ink::RuleStrong } else { Ink::Rule };
            let (from, to) = (
                Point::new(self.plot.left, crisp(y)),
                Point::new(self.plot.right, crisp(y)),
            );
            scene.rule(from, to, ink, 1.0);
            let at = Point::new(self.plot.left - GAP, y);
            scene.text(TextMark::new(label, at, Anchor::End, Role::Axis, Ink::Ink3));
        }
        let at = Point::new(self.area.left, self.lane_middle);
        scene.text(TextMark::new(
            &self.unit,
            at,
            Anchor::Start,
            Role::Axis,
            Ink::Ink3,
        ));
        let at = Point::new(self.plot.right, self.area.bottom - Role::Axis.line() / 2.0);
        scene.text(TextMark::new(
            &self.caption,
            at,
            Anchor::End,
            Role::Axis,
            Ink::Ink3,
        ));
    }

    /// Labels of the lower axis, each centred under its place but never over the picture's edge.
    pub fn foot(&self, labels: impl IntoIterator<Item = (f64, String)>, scene: &mut Scene<'_>) {
        for (across, label) in labels {
            let Some(x) = self.x.at(across) else { continue };
            let half = scene.width(&label, Role::Axis) / 2.0;
            let middle = x.min(self.area.right - half).max(self.area.left + half);
            let at = Point::new(middle, self.plot.bottom + 14.0);
            if scene.text(TextMark::new(
                label,
                at,
                Anchor::Middle,
                Role::Axis,
                Ink::Ink3,
            )) {
                let top = Point::new(crisp(x), self.plot.bottom);
                scene.rule(top, Point::new(top.x, top.y + 4.0), Ink::RuleStrong, 1.0);
            }
        }
    }

    /// One series: joined where values follow each other, a dot where one stands alone, nothing where there is none.
    pub fn curve(
        &self,
        points: impl Iterator<Item = Option<(f64, f64)>>,
        ink: Ink,
        scene: &mut Scene<'_>,
    ) {
        let mut run: Vec<Point> = Vec::new();
        for point in points
            .map(|p| p.and_then(|(x, y)| self.at(x, y)))
            .chain([None])
        {
            match point {
                Some(p) => run.push(p),
                None => {
                    if let [alone] = run[..] {
                        scene.dot(alone, 2.5, ink);
                    }
                    scene.line(std::mem::take(&mut run), ink, 2.0);
                }
            }
        }
    }

    /// The names of the lines, at their ends or in rows above the plot.
    pub fn names(&self, scene: &mut Scene<'_>) {
        self.names.draw(self.area.top, self.plot, &self.y, scene);
    }

    /// A marker: a dashed hairline down the plot, its name above it where there is room.
    pub fn marker(&self, across: f64, name: &str, scene: &mut Scene<'_>) {
        let Some(x) = self.x.at(across).map(crisp) else {
            return;
        };
        let top = self.plot.top - 4.0;
        scene.dashes(
            Point::new(x, top),
            Point::new(x, self.plot.bottom),
            Ink::RuleStrong,
            1.0,
        );
        let y = self.lane_middle;
        let mark =
            |dx, anchor| TextMark::new(name, Point::new(x + dx, y), anchor, Role::Axis, Ink::Ink2);
        let _ = scene.text(mark(0.0, Anchor::Middle))
            || scene.text(mark(-3.0, Anchor::Start))
            || scene.text(mark(3.0, Anchor::End));
    }

    /// The hairline of the crosshair.
    pub fn hairline(&self, x: f64) -> (Point, Point) {
        (
            Point::new(crisp(x), self.plot.top),
            Point::new(crisp(x), self.plot.bottom),
        )
    }
}

/// Says that there is nothing to draw.
pub(super) fn nothing(area: Rect, scene: &mut Scene<'_>) {
    let at = Point::new(area.middle_x(), area.middle_y());
    scene.text(TextMark::new(
        "no data",
        at,
        Anchor::Middle,
        Role::Axis,
        Ink::Ink3,
    ));
}

/// Height of a line-like chart: shallow on a wide page, never lower than a phone can show.
pub(super) fn natural_height(width: f64) -> f64 {
    (width * 0.32).clamp(200.0, 320.0).round()
}
