//! One to six series over time, with target, status zones and markers.

use super::Figure;
use super::geometry::{Point, Rect};
use super::happened::{self, Happened};
use super::model::{DataTable, Reading, Series, Stops};
use super::names::End;
use super::plane::{Plane, Wanted, natural_height, nothing};
use super::scale::{Labels, extent, time_ticks};
use super::scene::Scene;
use super::target::Target;
use super::text::Role;
use super::theme::Ink;
use super::unit::AxisUnit;
use outturn_core::calendar::{Grain, Period, date_of, is_of_order, step_number};
use outturn_core::units::Timestamp;
use outturn_format::{Locale, period, whole};

/// Something that happened: a release, an incident.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Marker {
    /// When.
    pub at: Timestamp,
    /// What, in a few words.
    pub label: String,
}

/// One to six series over time; their colours follow their order.
#[derive(Debug, Clone, PartialEq)]
pub struct LineChart {
    /// What the values count in.
    pub unit: AxisUnit,
    /// The periods that the values stand for.
    pub grain: Grain,
    /// Starts of the periods, ascending.
    pub times: Vec<Timestamp>,
    /// Values, one for each time.
    pub series: Vec<Series>,
    /// Drawn as a dashed line over faint zones of met, near and missed.
    pub target: Option<Target>,
    /// A value whose line carries meaning, such as the 100 of an index; zero by default.
    pub baseline: f64,
    /// Drawn as hairlines with their names above.
    pub markers: Vec<Marker>,
    /// Drawn as ticks and bars at foot and head.
    pub happened: Vec<Happened>,
    /// Values that the axis has room for besides its own, so that several charts have one axis.
    pub room: Option<(f64, f64)>,
    /// The lower and the upper limit of what is routine: drawn as fine dashes with their names beside.
    pub limits: Option<(f64, f64)>,
}

impl LineChart {
    /// A chart of these series, without target and markers.
    #[must_use]
    pub fn new(unit: AxisUnit, grain: Grain, times: Vec<Timestamp>, series: Vec<Series>) -> Self {
        Self {
            unit,
            grain,
            times,
            series,
            target: None,
            baseline: 0.0,
            markers: Vec::new(),
            happened: Vec::new(),
            room: None,
            limits: None,
        }
    }

    fn values(&self, series: &Series) -> impl Iterator<Item = Option<(f64, f64)>> {
        self.times
            .iter()
            .enumerate()
            .map(|(i, t)| series.at(i).map(|v| (t.0 as f64, v)))
    }

    fn plane(&self, area: Rect, locale: &Locale) -> Option<Plane> {
        let drawn = self
            .series
            .iter()
            .flat_map(|s| (0..self.times.len()).filter_map(|i| s.at(i)));
        let (low, high) = extent(drawn)?;
        let target = self.target.map(|t| t.value);
        let (lower, upper) = self.limits.unzip();
        let (least, most) = self.room.unzip();
        let all = [Some(low), Some(high), target, lower, upper, least, most];
        let (low, high) = extent(all.into_iter().flatten())?;
        // Start at zero where it is near: an axis that starts elsewhere exaggerates the change.
        let low = if low > 0.0 && low <= 0.5 * high {
            0.0
        } else {
            low
        };
        let across = (self.times.first()?.0 as f64, self.times.last()?.0 as f64);
        Some(Plane::new(Wanted {
            area,
            unit: &self.unit,
            locale,
            values: (low, high),
            across,
            ends: self.ends(locale),
            lane: !self.markers.is_empty(),
            caption: "",
        }))
    }

    fn ends(&self, locale: &Locale) -> Vec<End> {
        let series = self
            .series
            .iter()
            .enumerate()
            .filter(|(_, s)| !s.name.is_empty())
            .filter_map(|(k, s)| {
                let last = (0..self.times.len()).rev().find_map(|i| s.at(i))?;
                Some(End {
                    text: s.name.clone(),
                    ink: Ink::Series(k),
                    value: last,
                    dashed: false,
                })
            });
        let target = self.target.filter(|t| t.value.is_finite()).map(|t| End {
            text: t.words(&self.unit, locale),
            ink: Ink::Ink2,
            value: t.value,
            dashed: true,
        });
        let (lower, upper) = self.limits.unzip();
        let limits = [("lower limit", lower), ("upper limit", upper)];
        let limits = limits.into_iter().filter_map(|(name, value)| {
            Some(End {
                text: name.to_owned(),
                ink: Ink::Ink3,
                value: value?,
                dashed: true,
            })
        });
        series.chain(target).chain(limits).collect()
    }

    fn draw_zones(&self, plane: &Plane, scene: &mut Scene<'_>) {
        let Some(target) = self.target else { return };
        let (low, high) = plane.span();
        for (from, to, ink) in target.zones(low, high) {
            if let (Some(bottom), Some(top)) = (plane.y.at(from), plane.y.at(to)) {
                let Rect { left, right, .. } = plane.plot;
                let corners = [(left, top), (right, top), (right, bottom), (left, bottom)];
                scene.area(corners.map(|(x, y)| Point::new(x, y)).to_vec(), ink, 0.4);
            }
        }
    }

    /// The target, and the limits of what is routine.
    fn draw_levels(&self, plane: &Plane, scene: &mut Scene<'_>) {
        let (lower, upper) = self.limits.unzip();
        let target = self.target.map(|target| target.value);
        let levels = [(lower, Ink::Ink3), (upper, Ink::Ink3), (target, Ink::Ink2)];
        for (value, ink) in levels {
            if let Some(y) = value.and_then(|value| plane.y.at(value)) {
                let Rect { left, right, .. } = plane.plot;
                scene.dashes(Point::new(left, y), Point::new(right, y), ink, 1.0);
            }
        }
    }

    fn draw_series(&self, plane: &Plane, scene: &mut Scene<'_>) {
        // The first series last: it lies on top.
        for (k, series) in self.series.iter().enumerate().rev() {
            plane.curve(self.values(series), Ink::Series(k), scene);
            if let Some((x, y)) = self.values(series).flatten().last()
                && let Some(end) = plane.at(x, y)
            {
                scene.dot(end, 3.0, Ink::Series(k));
            }
        }
    }

    fn markers_at(&self, index: usize) -> impl Iterator<Item = &Marker> {
        let from = self.times.get(index).copied();
        let to = self.times.get(index + 1).copied();
        self.markers.iter().filter(move |m| {
            from.is_some_and(|f| m.at >= f || index == 0) && to.is_none_or(|t| m.at < t)
        })
    }

    fn happened_at(&self, index: usize) -> Vec<(String, String)> {
        let ends = [index, index + 1].map(|at| self.times.get(at).copied());
        happened::told(&self.happened, ends[0], ends[1])
    }

    fn period(&self, index: usize, locale: &Locale) -> Option<String> {
        let time = *self.times.get(index)?;
        let day = date_of(time);
        if is_of_order(day) {
            return Some(format!(
                "Step {}",
                whole(step_number(day).unsigned_abs().into(), locale)
            ));
        }
        Some(period(&Period::containing(time, self.grain), locale))
    }

    /// A series's name, or the word for a lone one without a name.
    fn name_of(series: &Series) -> &str {
        if series.name.is_empty() {
            "Value"
        } else {
            &series.name
        }
    }
}

impl Figure for LineChart {
    fn lay_out(&self, area: Rect, scene: &mut Scene<'_>) {
        let Some(plane) = self.plane(area, &scene.locale) else {
            return nothing(area, scene);
        };
        self.draw_zones(&plane, scene);
        plane.ground(Some(self.baseline), scene);
        let ticks = match (self.times.first(), self.times.last()) {
            (Some(first), Some(last)) => {
                let width = |s: &str| scene.width(s, Role::Axis);
                let labels = Labels {
                    grain: self.grain,
                    locale: &scene.locale,
                    pixels: plane.plot.width(),
                    width: &width,
                };
                time_ticks(*first, *last, labels)
            }
            _ => Vec::new(),
        };
        plane.foot(ticks.into_iter().map(|t| (t.at.0 as f64, t.label)), scene);
        plane.names(scene);
        self.draw_levels(&plane, scene);
        for marker in &self.markers {
            let inside = self.times.first().is_some_and(|t| marker.at >= *t)
                && self.times.last().is_some_and(|t| marker.at <= *t);
            if inside {
                plane.marker(marker.at.0 as f64, &marker.label, scene);
            }
        }
        if let (Some(first), Some(last)) = (self.times.first(), self.times.last()) {
            let shown = (first.0 as f64, last.0 as f64);
            happened::draw(&self.happened, &plane, shown, scene);
        }
        self.draw_series(&plane, scene);
    }

    fn stops(&self, area: Rect, locale: &Locale) -> Stops {
        let Some(plane) = self.plane(area, locale) else {
            return Stops::Across(Vec::new());
        };
        Stops::Across(
            self.times
                .iter()
                .map(|t| plane.x.at(t.0 as f64).unwrap_or(f64::NAN))
                .collect(),
        )
    }

    fn points_len(&self) -> usize {
        self.times.len()
    }

    fn reading(&self, area: Rect, index: usize, locale: &Locale) -> Option<Reading> {
        let plane = self.plane(area, locale)?;
        let across = self.times.get(index)?.0 as f64;
        let x = plane.x.at(across)?;
        let mut dots = Vec::new();
        let mut rows = Vec::new();
        for (k, series) in self.series.iter().enumerate() {
            let value = series.at(index);
            if let Some(p) = value.and_then(|v| plane.at(across, v)) {
                dots.push((p, Ink::Series(k)));
            }
            let text = self.unit.value(value.unwrap_or(f64::NAN), locale);
            rows.push((Self::name_of(series).to_owned(), text));
        }
        rows.extend(
            self.markers_at(index)
                .map(|m| ("Marked".to_owned(), m.label.clone())),
        );
        rows.extend(self.happened_at(index));
        let at = dots
            .first()
            .map_or(Point::new(x, plane.plot.middle_y()), |(p, _)| *p);
        Some(Reading {
            index,
            at,
            rule: plane.hairline(x),
            dots,
            heading: self.period(index, locale)?,
            rows,
        })
    }

    fn table(&self, locale: &Locale) -> DataTable {
        let mut table = DataTable::new(["Period"]);
        table
            .header
            .extend(self.series.iter().map(|s| Self::name_of(s).to_owned()));
        if !self.markers.is_empty() {
            table.header.push("Marked".into());
        }
        if !self.happened.is_empty() {
            table.header.push("Happened".into());
        }
        for i in 0..self.times.len() {
            let mut row = vec![self.period(i, locale).unwrap_or_default()];
            row.extend(
                self.series
                    .iter()
                    .map(|s| self.unit.value(s.at(i).unwrap_or(f64::NAN), locale)),
            );
            if !self.markers.is_empty() {
                let marked: Vec<_> = self.markers_at(i).map(|m| m.label.as_str()).collect();
                row.push(marked.join(", "));
            }
            if !self.happened.is_empty() {
                let told = self.happened_at(i).into_iter();
                let told = told.map(|(kind, words)| format!("{kind}: {words}"));
                row.push(told.collect::<Vec<_>>().join(". "));
            }
            table.rows.push(row);
        }
        table
    }

    fn natural_height(&self, width: f64, _locale: &Locale) -> f64 {
        natural_height(width)
    }
}
