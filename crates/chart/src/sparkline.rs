//! The trend on a card: a line without axes and a dot on the latest value.

use super::Figure;
use super::geometry::{Point, Rect};
use super::model::{DataTable, Reading, Series, Stops};
use super::plane::nothing;
use super::scale::{Linear, extent};
use super::scene::Scene;
use super::theme::Ink;
use super::unit::{AxisUnit, fixed};
use outturn_format::Locale;

/// A trend without axes.
#[derive(Debug, Clone, PartialEq)]
pub struct Sparkline {
    /// What the values count in.
    pub unit: AxisUnit,
    /// Names of the periods, one each; where there is none the point is numbered.
    pub labels: Vec<String>,
    /// Values, evenly apart.
    pub values: Vec<Option<f64>>,
}

impl Sparkline {
    /// Plain numbers without period names.
    #[must_use]
    pub fn numbers(values: Vec<Option<f64>>) -> Self {
        Self {
            unit: AxisUnit::Number(String::new()),
            labels: Vec::new(),
            values,
        }
    }

    fn series(&self) -> Series {
        Series {
            name: String::new(),
            values: self.values.clone(),
        }
    }

    fn scales(&self, area: Rect) -> Option<(Linear, Linear)> {
        let ends = extent(self.values.iter().flatten().copied())?;
        let last = self.values.len().saturating_sub(1) as f64;
        // Room for the dot on all sides.
        let inner = area.inset(4.0_f64.min(area.width().min(area.height()) / 2.0));
        let x = Linear::new((0.0, last), (inner.left, inner.right));
        Some((x, Linear::new(ends, (inner.bottom, inner.top))))
    }

    fn label(&self, index: usize, locale: &Locale) -> String {
        self.labels
            .get(index)
            .cloned()
            .unwrap_or_else(|| fixed((index + 1) as f64, 0, locale))
    }
}

impl Figure for Sparkline {
    fn lay_out(&self, area: Rect, scene: &mut Scene<'_>) {
        let Some((x, y)) = self.scales(area) else {
            return nothing(area, scene);
        };
        let series = self.series();
        let place = |i: usize| Some(Point::new(x.at(i as f64)?, y.at(series.at(i)?)?));
        let mut run: Vec<Point> = Vec::new();
        let mut latest = None;
        for point in (0..self.values.len()).map(place).chain([None]) {
            if let Some(p) = point {
                run.push(p);
                latest = Some(p);
            } else {
                if let [alone] = run[..] {
                    scene.dot(alone, 1.5, Ink::Series(0));
                }
                scene.line(std::mem::take(&mut run), Ink::Series(0), 1.5);
            }
        }
        if let Some(latest) = latest {
            scene.dot(latest, 3.0, Ink::Series(0));
        }
    }

    fn stops(&self, area: Rect, _locale: &Locale) -> Stops {
        let Some((x, _)) = self.scales(area) else {
            return Stops::Across(Vec::new());
        };
        Stops::Across(
            (0..self.values.len())
                .map(|i| x.at(i as f64).unwrap_or(f64::NAN))
                .collect(),
        )
    }

    fn points_len(&self) -> usize {
        self.values.len()
    }

    fn reading(&self, area: Rect, index: usize, locale: &Locale) -> Option<Reading> {
        let (scale_x, scale_y) = self.scales(area)?;
        let x = scale_x.at(index as f64)?;
        let value = self.series().at(index);
        let y = value.and_then(|v| scale_y.at(v));
        let at = Point::new(x, y.unwrap_or(area.middle_y()));
        Some(Reading {
            index,
            at,
            rule: (Point::new(x, area.top), Point::new(x, area.bottom)),
            dots: y.map(|_| (at, Ink::Series(0))).into_iter().collect(),
            heading: self.label(index, locale),
            rows: vec![(
                "Value".into(),
                self.unit.value(value.unwrap_or(f64::NAN), locale),
            )],
        })
    }

    fn table(&self, locale: &Locale) -> DataTable {
        let mut table = DataTable::new(["Period", "Value"]);
        for (i, value) in self.values.iter().enumerate() {
            table.rows.push(vec![
                self.label(i, locale),
                self.unit.value(value.unwrap_or(f64::NAN), locale),
            ]);
        }
        table
    }

    fn natural_height(&self, _width: f64, _locale: &Locale) -> f64 {
        40.0
    }
}
