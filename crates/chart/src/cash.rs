//! Cumulative cash of one or more scenarios, with the month each pays back.

use super::Figure;
use super::geometry::{Point, Rect};
use super::model::{DataTable, Reading, Stops};
use super::names::End;
use super::plane::{Plane, Wanted, natural_height, nothing};
use super::scale::extent;
use super::scene::{Anchor, Scene, TextMark};
use super::text::Role;
use super::theme::Ink;
use super::unit::{AxisUnit, fixed};
use outturn_format::Locale;

/// One scenario's cumulative cash.
#[derive(Debug, Clone, PartialEq)]
pub struct CashLine {
    /// Its name; may be empty for a lone scenario.
    pub name: String,
    /// What has come in less what has gone out by the end of month 0, 1, 2 …; what is not finite is a gap.
    pub cumulative: Vec<f64>,
    /// Months until it pays back, fractions allowed; `None` when it never does.
    pub payback_months: Option<f64>,
}

/// Cumulative cash over months.
#[derive(Debug, Clone, PartialEq)]
pub struct CashChart {
    /// The currency.
    pub unit: AxisUnit,
    /// The scenarios; their colours follow their order.
    pub lines: Vec<CashLine>,
}

/// Steps between labelled months.
const STEPS: [usize; 9] = [1, 3, 6, 12, 24, 36, 60, 120, 240];

impl CashChart {
    fn months(&self) -> usize {
        self.lines
            .iter()
            .map(|l| l.cumulative.len())
            .max()
            .unwrap_or(0)
    }

    fn plane(&self, area: Rect, locale: &Locale) -> Option<Plane> {
        let (low, high) = extent(self.lines.iter().flat_map(|l| l.cumulative.iter().copied()))?;
        let ends = self
            .lines
            .iter()
            .enumerate()
            .filter(|(_, l)| !l.name.is_empty())
            .filter_map(|(k, l)| {
                let value = l.cumulative.iter().rev().copied().find(|v| v.is_finite())?;
                Some(End {
                    text: self.end_text(l, locale),
                    ink: Ink::Series(k),
                    value,
                    dashed: false,
                })
            });
        Some(Plane::new(Wanted {
            area,
            unit: &self.unit,
            locale,
            values: (low.min(0.0), high.max(0.0)),
            across: (0.0, self.months().saturating_sub(1) as f64),
            ends: ends.collect(),
            lane: false,
            caption: "",
        }))
    }

    fn foot(&self, plane: &Plane, scene: &mut Scene<'_>) {
        let last = self.months().saturating_sub(1);
        let label = |m: usize| format!("{m} mo");
        let room = scene.width(&label(last), Role::Axis) + 14.0;
        let fits = |step: &usize| last as f64 / *step as f64 * room <= plane.plot.width();
        let step = STEPS.into_iter().find(fits).unwrap_or(last.max(1));
        plane.foot(
            (0..=last).step_by(step).map(|m| (m as f64, label(m))),
            scene,
        );
    }

    /// A dot where each scenario pays back; a lone scenario's is named beside it.
    fn mark_payback(&self, plane: &Plane, scene: &mut Scene<'_>) {
        for (k, line) in self.lines.iter().enumerate() {
            let Some(at) = self.payback(line).and_then(|m| plane.at(m, 0.0)) else {
                continue;
            };
            scene.dot(at, 3.0, Ink::Series(k));
        }
        let [line] = &self.lines[..] else { return };
        let Some(month) = self.payback(line) else {
            return;
        };
        let Some(at) = plane.at(month, 0.0) else {
            return;
        };
        // Before the crossing and above it, or after and below: where a line that rises has not been.
        let near = |(dx, dy): (f64, f64)| {
            let anchor = if dx < 0.0 { Anchor::End } else { Anchor::Start };
            (Point::new(at.x + dx, at.y + dy), anchor)
        };
        let away = [
            (-6.0, -13.0),
            (6.0, 14.0),
            (-6.0, -28.0),
            (6.0, 28.0),
            (6.0, -13.0),
            (-6.0, 14.0),
        ];
        let text = format!(
            "pays back, month {}",
            fixed(month.round(), 0, &scene.locale)
        );
        let mark = TextMark::new(text, at, Anchor::Start, Role::Label, Ink::Ink);
        let taken = scene.text_at_one_of(&mark, &away.map(near), true);
        if let Some((_, dy)) = taken.and_then(|i| away.get(i)) {
            let end = Point::new(at.x, at.y + dy + 6.0_f64.copysign(*dy));
            scene.rule(at, end, Ink::Ink2, 1.0);
        }
    }

    /// The month a scenario pays back, when it lies on the chart.
    fn payback(&self, line: &CashLine) -> Option<f64> {
        line.payback_months
            .filter(|m| (0.0..self.months() as f64).contains(m))
    }

    /// What stands at the end of a line: its name, and beside others its payback.
    fn end_text(&self, line: &CashLine, locale: &Locale) -> String {
        match self.payback(line).filter(|_| self.lines.len() > 1) {
            Some(month) => format!("{}, back in {} mo", line.name, fixed(month, 1, locale)),
            None => line.name.clone(),
        }
    }

    fn name_of(line: &CashLine) -> &str {
        if line.name.is_empty() {
            "Cumulative cash"
        } else {
            &line.name
        }
    }

    fn text(&self, line: &CashLine, month: usize, locale: &Locale) -> String {
        let value = line.cumulative.get(month).copied().unwrap_or(f64::NAN);
        self.unit.value(value, locale)
    }
}

impl Figure for CashChart {
    fn lay_out(&self, area: Rect, scene: &mut Scene<'_>) {
        let Some(plane) = self.plane(area, &scene.locale) else {
            return nothing(area, scene);
        };
        plane.ground(Some(0.0), scene);
        self.foot(&plane, scene);
        plane.names(scene);
        for (k, line) in self.lines.iter().enumerate().rev() {
            let points = line
                .cumulative
                .iter()
                .enumerate()
                .map(|(m, v)| v.is_finite().then_some((m as f64, *v)));
            plane.curve(points, Ink::Series(k), scene);
        }
        self.mark_payback(&plane, scene);
    }

    fn stops(&self, area: Rect, locale: &Locale) -> Stops {
        let Some(plane) = self.plane(area, locale) else {
            return Stops::Across(Vec::new());
        };
        Stops::Across(
            (0..self.months())
                .map(|m| plane.x.at(m as f64).unwrap_or(f64::NAN))
                .collect(),
        )
    }

    fn points_len(&self) -> usize {
        self.months()
    }

    fn reading(&self, area: Rect, index: usize, locale: &Locale) -> Option<Reading> {
        let plane = self.plane(area, locale)?;
        let x = plane.x.at(index as f64)?;
        let place = |l: &CashLine| {
            l.cumulative
                .get(index)
                .and_then(|v| plane.at(index as f64, *v))
        };
        let dots: Vec<_> = self
            .lines
            .iter()
            .enumerate()
            .filter_map(|(k, l)| place(l).map(|p| (p, Ink::Series(k))))
            .collect();
        Some(Reading {
            index,
            at: dots
                .first()
                .map_or(Point::new(x, plane.plot.middle_y()), |(p, _)| *p),
            rule: plane.hairline(x),
            dots,
            heading: format!("Month {index}"),
            rows: self
                .lines
                .iter()
                .map(|l| (Self::name_of(l).to_owned(), self.text(l, index, locale)))
                .collect(),
        })
    }

    fn table(&self, locale: &Locale) -> DataTable {
        let mut table = DataTable::new(["Month"]);
        table
            .header
            .extend(self.lines.iter().map(|l| Self::name_of(l).to_owned()));
        for month in 0..self.months() {
            let mut row = vec![month.to_string()];
            row.extend(self.lines.iter().map(|l| self.text(l, month, locale)));
            table.rows.push(row);
        }
        table
    }

    fn natural_height(&self, width: f64, _locale: &Locale) -> f64 {
        natural_height(width)
    }
}
