//! How far ahead an indicator runs: its correlation with the outcome at every lag, the band that chance alone would give, the
//! best lag named.

use super::Figure;
use super::geometry::{Point, Rect};
use super::model::{DataTable, Reading, Stops};
use super::plane::{Plane, Wanted, nothing};
use super::scene::{Anchor, Scene, TextMark};
use super::text::Role;
use super::theme::Ink;
use super::unit::{AxisUnit, fixed};
use outturn_format::{Digits, Locale, number};

/// The correlation at one lag.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LagPoint {
    /// Periods by which the indicator comes first; negative when the outcome does.
    pub lag: i32,
    /// Correlation, −1 to 1; `None` where the overlap was too short.
    pub r: Option<f64>,
    /// Half width of the band that chance alone would give; `None` where it is not known.
    pub chance: Option<f64>,
}

/// A lollipop for every lag.
#[derive(Debug, Clone, PartialEq)]
pub struct LagChart {
    /// The lags, ascending.
    pub points: Vec<LagPoint>,
    /// The lag to bring out, if one was found.
    pub best: Option<i32>,
    /// What to write on it: `leads by 2 months`.
    pub best_label: String,
    /// Words under the axis: `months by which the indicator comes first`.
    pub caption: String,
}

impl LagChart {
    fn plane(&self, area: Rect, locale: &Locale) -> Option<Plane> {
        if !self.points.iter().any(|p| shown(p.r).is_some()) {
            return None;
        }
        let (first, last) = (self.points.first()?.lag, self.points.last()?.lag);
        Some(Plane::new(Wanted {
            area,
            unit: &AxisUnit::Number(String::new()),
            locale,
            values: (-1.0, 1.0),
            across: (f64::from(first) - 0.5, f64::from(last) + 0.5),
            ends: Vec::new(),
            lane: false,
            caption: &self.caption,
        }))
    }

    /// The band where it is known: each lag's own width, joined; a gap where it is not.
    fn chance_band(&self, plane: &Plane, scene: &mut Scene<'_>) {
        let known =
            |p: &LagPoint| shown(p.chance).map(|half| (f64::from(p.lag), half.abs().min(1.0)));
        for run in self.points.split(|p| known(p).is_none()) {
            let half: Vec<_> = run.iter().filter_map(known).collect();
            let (Some(first), Some(last)) = (half.first(), half.last()) else {
                continue;
            };
            // Half a lag to either side, so that the outermost lollipops stand in the band.
            let widened = [(first.0 - 0.5, first.1)]
                .into_iter()
                .chain(half.iter().copied());
            let upper: Vec<_> = widened.chain([(last.0 + 0.5, last.1)]).collect();
            let lower = upper.iter().rev().map(|(x, h)| (*x, -h));
            let outline = upper
                .iter()
                .copied()
                .chain(lower)
                .filter_map(|(x, y)| plane.at(x, y));
            scene.area(outline.collect(), Ink::NoneSoft, 1.0);
        }
    }

    fn sticks(&self, plane: &Plane, scene: &mut Scene<'_>) {
        for point in &self.points {
            let Some(r) = shown(point.r) else { continue };
            let x = f64::from(point.lag);
            let (Some(foot), Some(head)) = (plane.at(x, 0.0), plane.at(x, r)) else {
                continue;
            };
            let (ink, width, radius) = self.look(point.lag);
            scene.rule(foot, head, ink, width);
            scene.dot(head, radius, ink);
        }
    }

    fn look(&self, lag: i32) -> (Ink, f64, f64) {
        if self.best == Some(lag) {
            (Ink::Series(1), 4.0, 5.0)
        } else {
            (Ink::Series(0), 2.0, 3.0)
        }
    }

    fn name_best(&self, plane: &Plane, scene: &mut Scene<'_>) {
        let best = self.points.iter().find(|p| Some(p.lag) == self.best);
        let Some((x, r)) = best.and_then(|p| Some((f64::from(p.lag), shown(p.r)?))) else {
            return;
        };
        let Some(head) = plane.at(x, r) else { return };
        let away = if r < 0.0 { 1.0 } else { -1.0 };
        let place = |dx: f64, dy: f64, anchor| (Point::new(head.x + dx, head.y + dy), anchor);
        let mut places = vec![
            place(10.0, away * 4.0, Anchor::Start),
            place(-10.0, away * 4.0, Anchor::End),
            place(0.0, away * 15.0, Anchor::Middle),
        ];
        // Above or below its head, moved inside the picture.
        let half = scene.width(&self.best_label, Role::Label) / 2.0;
        let middle = head
            .x
            .min(plane.plot.right - half)
            .max(plane.plot.left + half);
        places.push((Point::new(middle, head.y + away * 15.0), Anchor::Middle));
        let mark = TextMark::new(
            &self.best_label,
            head,
            Anchor::Middle,
            Role::Label,
            Ink::Ink,
        );
        scene.text_at_one_of(&mark, &places, true);
    }
}

fn shown(value: Option<f64>) -> Option<f64> {
    value.filter(|v| v.is_finite())
}

fn lag_text(lag: i32, locale: &Locale) -> String {
    fixed(f64::from(lag), 0, locale)
}

/// A correlation in two decimals.
fn r_text(value: Option<f64>, locale: &Locale) -> String {
    number(value.unwrap_or(f64::NAN), Digits::Fixed(2), locale)
}

impl Figure for LagChart {
    fn lay_out(&self, area: Rect, scene: &mut Scene<'_>) {
        let Some(plane) = self.plane(area, &scene.locale) else {
            return nothing(area, scene);
        };
        self.chance_band(&plane, scene);
        plane.ground(Some(0.0), scene);
        let widest = self
            .points
            .iter()
            .map(|p| scene.width(&lag_text(p.lag, &scene.locale), Role::Axis))
            .fold(0.0, f64::max);
        let each = plane.plot.width() / self.points.len().max(1) as f64;
        let step = ((widest + 8.0) / each).ceil().clamp(1.0, 1e6) as i32;
        let labels = self.points.iter().filter(|p| p.lag % step == 0);
        let locale = scene.locale;
        let labels = labels.map(|p| (f64::from(p.lag), lag_text(p.lag, &locale)));
        plane.foot(labels, scene);
        self.sticks(&plane, scene);
        self.name_best(&plane, scene);
    }

    fn stops(&self, area: Rect, locale: &Locale) -> Stops {
        let Some(plane) = self.plane(area, locale) else {
            return Stops::Across(Vec::new());
        };
        Stops::Across(
            self.points
                .iter()
                .map(|p| plane.x.at(f64::from(p.lag)).unwrap_or(f64::NAN))
                .collect(),
        )
    }

    fn points_len(&self) -> usize {
        self.points.len()
    }

    fn reading(&self, area: Rect, index: usize, locale: &Locale) -> Option<Reading> {
        let plane = self.plane(area, locale)?;
        let point = self.points.get(index)?;
        let x = f64::from(point.lag);
        let head = shown(point.r).and_then(|r| plane.at(x, r));
        let at = head.or_else(|| plane.at(x, 0.0))?;
        let chance =
            shown(point.chance).map_or_else(|| "—".into(), |c| format!("±{}", fixed(c, 2, locale)));
        Some(Reading {
            index,
            at,
            rule: plane.hairline(at.x),
            dots: head
                .map(|p| (p, self.look(point.lag).0))
                .into_iter()
                .collect(),
            heading: format!("Lag {}", lag_text(point.lag, locale)),
            rows: vec![
                ("r".into(), r_text(point.r, locale)),
                ("By chance".into(), chance),
            ],
        })
    }

    fn table(&self, locale: &Locale) -> DataTable {
        let mut table = DataTable::new(["Lag", "r", "By chance, ±", "Best"]);
        for p in &self.points {
            let best = if Some(p.lag) == self.best {
                self.best_label.clone()
            } else {
                String::new()
            };
            table.rows.push(vec![
                lag_text(p.lag, locale),
                r_text(p.r, locale),
                r_text(p.chance, locale),
                best,
            ]);
        }
        table
    }

    fn natural_height(&self, width: f64, _locale: &Locale) -> f64 {
        (width * 0.45).clamp(220.0, 280.0).round()
    }
}
