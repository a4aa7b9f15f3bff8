//! A chart laid out: marks with places and meanings, before any colour or backend.
//!
//! A mark with a coordinate that is not finite is never taken in; a text that would overlap another or leave the picture is left
//! out whole, never cut.

use super::geometry::{Point, Rect};
use super::text::{Measure, Role};
use super::theme::Ink;
use outturn_format::Locale;

/// Which part of a text its place names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Anchor {
    /// The left end.
    Start,
    /// The middle.
    Middle,
    /// The right end.
    End,
}

/// One stroke, fill or text.
#[derive(Debug, Clone, PartialEq)]
pub enum Mark {
    /// An open line through the points.
    Line {
        /// At least two.
        points: Vec<Point>,
        /// Its meaning.
        ink: Ink,
        /// Stroke width in CSS pixels.
        width: f64,
    },
    /// A filled polygon.
    Area {
        /// Its corners.
        points: Vec<Point>,
        /// Its meaning.
        ink: Ink,
        /// 0 to 1.
        opacity: f64,
    },
    /// A filled rectangle.
    Block {
        /// Its edges.
        rect: Rect,
        /// Its meaning.
        ink: Ink,
    },
    /// A filled circle.
    Dot {
        /// Its centre.
        centre: Point,
        /// In CSS pixels.
        radius: f64,
        /// Its meaning.
        ink: Ink,
    },
    /// One line of text; the place is the middle of its height.
    Text(TextMark),
}

/// One line of text.
#[derive(Debug, Clone, PartialEq)]
pub struct TextMark {
    /// What it says.
    pub text: String,
    /// Where its anchor is; the middle of its height.
    pub at: Point,
    /// Which end `at` is.
    pub anchor: Anchor,
    /// Its style.
    pub role: Role,
    /// Its meaning.
    pub ink: Ink,
}

impl TextMark {
    /// A text at a place.
    pub fn new(text: impl Into<String>, at: Point, anchor: Anchor, role: Role, ink: Ink) -> Self {
        Self {
            text: text.into(),
            at,
            anchor,
            role,
            ink,
        }
    }

    /// The box it fills, given its width.
    #[must_use]
    pub fn bounds(&self, width: f64) -> Rect {
        let left = match self.anchor {
            Anchor::Start => self.at.x,
            Anchor::Middle => self.at.x - width / 2.0,
            Anchor::End => self.at.x - width,
        };
        let half = self.role.size() * 0.58;
        Rect::new(left, self.at.y - half, left + width, self.at.y + half)
    }
}

/// Marks in drawing order, and the places already taken.
pub struct Scene<'a> {
    /// How figures are written.
    pub locale: Locale,
    bounds: Rect,
    measure: &'a dyn Measure,
    marks: Vec<Mark>,
    texts: Vec<Rect>,
}

impl<'a> Scene<'a> {
    /// An empty scene that keeps its texts within `bounds`.
    pub fn new(bounds: Rect, measure: &'a dyn Measure, locale: Locale) -> Self {
        Self {
            locale,
            bounds,
            measure,
            marks: Vec::new(),
            texts: Vec::new(),
        }
    }

    /// The marks, in drawing order.
    #[must_use]
    pub fn into_marks(self) -> Vec<Mark> {
        self.marks
    }

    /// Width of a text on the backend that will draw it.
    #[must_use]
    pub fn width(&self, text: &str, role: Role) -> f64 {
        self.measure.width(text, role)
    }

    /// A line through points; fewer than two, or any that is not finite, draws nothing.
    pub fn line(&mut self, points: Vec<Point>, ink: Ink, width: f64) {
        if points.len() > 1 && points.iter().all(|p| p.is_finite()) {
            self.marks.push(Mark::Line { points, ink, width });
        }
    }

    /// A straight line.
    pub fn rule(&mut self, from: Point, to: Point, ink: Ink, width: f64) {
        self.line(vec![from, to], ink, width);
    }

    /// A straight dashed line: plotters' backends know no dashes, so each dash is a line.
    pub fn dashes(&mut self, from: Point, to: Point, ink: Ink, width: f64) {
        const DASH: f64 = 5.0;
        const SPACE: f64 = 4.0;
        let length = (to.x - from.x).hypot(to.y - from.y);
        if !length.is_finite() || length == 0.0 {
            return;
        }
        let along = |d: f64| {
            let share = (d / length).min(1.0);
            Point::new(
                from.x + (to.x - from.x) * share,
                from.y + (to.y - from.y) * share,
            )
        };
        let count = (length / (DASH + SPACE)).ceil() as usize;
        for i in 0..count {
            let start = i as f64 * (DASH + SPACE);
            self.rule(along(start), along(start + DASH), ink, width);
        }
    }

    /// A filled polygon.
    pub fn area(&mut self, points: Vec<Point>, ink: Ink, opacity: f64) {
        if points.len() > 2 && points.iter().all(|p| p.is_finite()) {
            self.marks.push(Mark::Area {
                points,
                ink,
                opacity,
            });
        }
    }

    /// A filled rectangle; one without width or height draws nothing.
    pub fn block(&mut self, rect: Rect, ink: Ink) {
        let finite = [rect.left, rect.top, rect.right, rect.bottom]
            .iter()
            .all(|v| v.is_finite());
        if finite && rect.width() > 0.0 && rect.height() > 0.0 {
            self.marks.push(Mark::Block { rect, ink });
        }
    }

    /// A filled circle.
    pub fn dot(&mut self, centre: Point, radius: f64, ink: Ink) {
        if centre.is_finite() {
            self.marks.push(Mark::Dot {
                centre,
                radius,
                ink,
            });
        }
    }

    /// A text, if it fits: inside the picture and clear of all texts so far. Says whether it was taken in.
    pub fn text(&mut self, mark: TextMark) -> bool {
        let room = self.bounds_of(&mark);
        let fits = mark.at.is_finite()
            && !mark.text.is_empty()
            && self.bounds.holds(&room)
            && !self.texts.iter().any(|taken| taken.overlaps(&room));
        if fits {
            self.texts.push(room);
            self.marks.push(Mark::Text(mark));
        }
        fits
    }

    /// A text at the first of several places at which it is clear of texts, lines and dots; `must` takes the first at which it
    /// is clear of texts alone when there is none. Gives the place taken.
    pub fn text_at_one_of(
        &mut self,
        mark: &TextMark,
        places: &[(Point, Anchor)],
        must: bool,
    ) -> Option<usize> {
        let marks: Vec<_> = places
            .iter()
            .map(|(at, anchor)| TextMark {
                at: *at,
                anchor: *anchor,
                ..mark.clone()
            })
            .collect();
        let clear = marks.iter().position(|m| {
            let room = self.bounds_of(m);
            self.bounds.holds(&room)
                && !self.texts.iter().any(|t| t.overlaps(&room))
                && !self.meets_strokes(&room.inset(-1.5))
        });
        if let Some(i) = clear {
            return marks
                .get(i)
                .cloned()
                .filter(|m| self.text(m.clone()))
                .map(|_| i);
        }
        if must {
            marks.into_iter().position(|m| self.text(m))
        } else {
            None
        }
    }

    fn bounds_of(&self, mark: &TextMark) -> Rect {
        mark.bounds(self.measure.width(&mark.text, mark.role))
    }

    /// Whether a line that carries data, or a dot, runs through the room. Hairlines of the grid do not count.
    fn meets_strokes(&self, room: &Rect) -> bool {
        self.marks.iter().any(|m| match m {
            Mark::Line { points, ink, .. } if !matches!(ink, Ink::Rule | Ink::RuleStrong) => points
                .windows(2)
                .any(|pair| room.meets_segment(pair[0], pair[1])),
            Mark::Dot { centre, radius, .. } => room.inset(-radius).meets_segment(*centre, *centre),
            _ => false,
        })
    }
}

/// Moves places apart so that neighbours are at least `gap` apart and all stay within `low ..= high`, each as near as can be to
/// where it wanted to be (clusters share their mean wish). The order of the result is that of `wanted`. When they cannot all fit
/// they keep the gap and run past `high`.
///
/// ```
/// use outturn_chart::spread;
/// assert_eq!(spread(&[50.0, 52.0, 90.0], 14.0, 0.0, 100.0), [44.0, 58.0, 90.0]);
/// ```
#[must_use]
pub fn spread(wanted: &[f64], gap: f64, low: f64, high: f64) -> Vec<f64> {
    let mut order: Vec<usize> = (0..wanted.len()).collect();
    order.sort_by(|&a, &b| wanted[a].total_cmp(&wanted[b]));
    // Clusters of neighbours: (start, members). A later cluster that would run into an earlier one joins it.
    let mut clusters: Vec<(f64, Vec<usize>)> = Vec::new();
    for i in order {
        let mut members = vec![i];
        let mut start = settle(wanted, &members, gap, low, high);
        while let Some((earlier, _)) = clusters.last() {
            let count = clusters.last().map_or(0, |c| c.1.len()) as f64;
            if earlier + count * gap <= start {
                break;
            }
            let mut joined = clusters.pop().map(|c| c.1).unwrap_or_default();
            joined.append(&mut members);
            members = joined;
            start = settle(wanted, &members, gap, low, high);
        }
        clusters.push((start, members));
    }
    let mut placed = vec![0.0; wanted.len()];
    for (start, members) in clusters {
        for (k, i) in members.into_iter().enumerate() {
            placed[i] = start + k as f64 * gap;
        }
    }
    placed
}

/// Where a cluster starts so that its members are, on average, where they wanted to be.
fn settle(wanted: &[f64], members: &[usize], gap: f64, low: f64, high: f64) -> f64 {
    let count = members.len() as f64;
    let wish: f64 = members
        .iter()
        .enumerate()
        .map(|(k, i)| wanted[*i] - k as f64 * gap)
        .sum();
    (wish / count).min(high - (count - 1.0) * gap).max(low)
}

#[cfg(test)]
mod tests {
    use super::super::text::Table;
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_text_that_would_overlap_or_leave_is_left_out() {
        let mut scene = Scene::new(Rect::new(0.0, 0.0, 100.0, 40.0), &Table, Locale::EN);
        let text = |x| {
            TextMark::new(
                "Jan 24",
                Point::new(x, 20.0),
                Anchor::Start,
                Role::Axis,
                Ink::Ink3,
            )
        };
        assert!(scene.text(text(0.0)));
        assert!(!scene.text(text(20.0)), "overlaps the first");
        assert!(!scene.text(text(80.0)), "would be cut at the right edge");
        assert!(scene.text(text(50.0)));
        assert!(!scene.text(text(f64::NAN)));
        assert_eq!(scene.into_marks().len(), 2);
    }

    #[test]
    fn a_label_avoids_the_line_when_it_can() {
        let mut scene = Scene::new(Rect::new(0.0, 0.0, 100.0, 100.0), &Table, Locale::EN);
        scene.rule(
            Point::new(0.0, 20.0),
            Point::new(100.0, 20.0),
            Ink::Series(0),
            2.0,
        );
        let places = [
            (Point::new(50.0, 20.0), Anchor::Middle),
            (Point::new(50.0, 60.0), Anchor::Middle),
        ];
        let mark = TextMark::new("best", places[0].0, Anchor::Middle, Role::Label, Ink::Ink);
        assert_eq!(scene.text_at_one_of(&mark, &places, false), Some(1));
        assert_eq!(scene.text_at_one_of(&mark, &places[..1], false), None);
    }

    #[test]
    fn what_is_not_finite_is_never_taken_in() {
        let mut scene = Scene::new(Rect::new(0.0, 0.0, 100.0, 100.0), &Table, Locale::EN);
        let bad = Point::new(f64::NAN, 1.0);
        scene.line(vec![bad, Point::new(1.0, 1.0)], Ink::Ink, 1.0);
        scene.area(vec![bad, bad, bad], Ink::Ink, 1.0);
        scene.dot(bad, 2.0, Ink::Ink);
        scene.block(Rect::new(0.0, 0.0, f64::INFINITY, 1.0), Ink::Ink);
        scene.dashes(bad, bad, Ink::Ink, 1.0);
        assert!(scene.into_marks().is_empty());
    }

    proptest! {
        #[test]
        fn spread_keeps_gap_order_and_bounds(wanted in prop::collection::vec(0.0..200.0f64, 0..9)) {
            let placed = spread(&wanted, 15.0, 0.0, 200.0);
            let mut order: Vec<usize> = (0..wanted.len()).collect();
            order.sort_by(|a, b| wanted[*a].total_cmp(&wanted[*b]));
            for pair in order.windows(2) {
                prop_assert!(placed[pair[1]] - placed[pair[0]] >= 15.0 - 1e-9);
            }
            prop_assert!(placed.iter().all(|p| (-1e-9..=200.0 + 1e-9).contains(p)));
        }
    }
}
