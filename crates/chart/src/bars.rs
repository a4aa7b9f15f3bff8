//! A breakdown: one bar a category, its value at its end.
//!
//! Bars start at zero. A category without a value keeps its row and says `—`.

use super::Figure;
use super::geometry::{Point, Rect, crisp};
use super::model::{DataTable, Reading, Stops};
use super::plane::nothing;
use super::scale::{Linear, extent};
use super::scene::{Anchor, Scene, TextMark};
use super::text::{Measure, Role, Table};
use super::theme::Ink;
use super::unit::{AxisUnit, fixed};
use outturn_format::Locale;

/// One category.
#[derive(Debug, Clone, PartialEq)]
pub struct Bar {
    /// Its name.
    pub name: String,
    /// Its value in base units; `None` where there is none.
    pub value: Option<f64>,
}

/// Bars from zero, in the order given.
#[derive(Debug, Clone, PartialEq)]
pub struct Bars {
    /// What the values count in.
    pub unit: AxisUnit,
    /// What the categories are: `Model`.
    pub category: String,
    /// The categories.
    pub bars: Vec<Bar>,
}

const ROW: f64 = 24.0;
/// The least a row shrinks to before categories are left out.
const LEAST_ROW: f64 = 18.0;
/// Height of a bar, as a share of its row.
const BAR: f64 = 0.6;
const FOOT: f64 = 18.0;
const WIDEST_GUTTER: f64 = 0.38;

struct Layout {
    x: Linear,
    left: f64,
    row: f64,
    above: f64,
    shown: usize,
}

impl Bars {
    fn layout(&self, area: Rect, locale: &Locale) -> Option<Layout> {
        let (low, high) = extent(self.bars.iter().filter_map(|b| b.value))?;
        let width_of = |text: &str| Table.width(text, Role::Axis);
        let name = self
            .bars
            .iter()
            .map(|b| width_of(&b.name))
            .fold(0.0, f64::max);
        let value = self
            .bars
            .iter()
            .map(|b| width_of(&self.text(b, locale)))
            .fold(0.0, f64::max)
            + 6.0;
        let beside = name + 8.0 <= area.width() * WIDEST_GUTTER;
        let above = if beside { 0.0 } else { Role::Axis.line() + 1.0 };
        let all = self.bars.len();
        let row = (area.height() / all as f64 - above).clamp(LEAST_ROW, ROW) + above;
        let fit =
            |foot: f64| (((area.height() - foot) / row + 1e-6).floor().max(0.0) as usize).min(all);
        let shown = if fit(0.0) == all { all } else { fit(FOOT) };
        let left = area.left + if beside { name + 8.0 } else { 0.0 };
        let from = left + if low < 0.0 { value } else { 0.0 };
        let to = (area.right - if high > 0.0 { value } else { 2.0 }).max(from + 1.0);
        let ends = (low.min(0.0), high.max(0.0));
        let ends = if ends.0 < ends.1 { ends } else { (0.0, 1.0) };
        Some(Layout {
            x: Linear::new(ends, (from, to)),
            left,
            row,
            above,
            shown,
        })
    }

    fn text(&self, bar: &Bar, locale: &Locale) -> String {
        self.unit.value(bar.value.unwrap_or(f64::NAN), locale)
    }

    fn draw_bar(
        &self,
        index: usize,
        bar: &Bar,
        layout: &Layout,
        area: Rect,
        scene: &mut Scene<'_>,
    ) {
        let middle = Self::middle_of(layout, area, index);
        let half = (layout.row - layout.above) * BAR / 2.0;
        let (at, anchor) = if layout.above > 0.0 {
            (
                Point::new(area.left, middle - half - layout.above / 2.0),
                Anchor::Start,
            )
        } else {
            (Point::new(layout.left - 8.0, middle), Anchor::End)
        };
        scene.text(TextMark::new(&bar.name, at, anchor, Role::Axis, Ink::Ink2));
        let Some(zero) = layout.x.at(0.0) else {
            return;
        };
        let end = bar.value.and_then(|v| layout.x.at(v));
        let end_x = end.unwrap_or(zero);
        let block = Rect::new(
            zero.min(end_x),
            middle - half,
            zero.max(end_x),
            middle + half,
        );
        scene.block(block, Ink::Series(0));
        let (at, anchor) = if end_x < zero {
            (Point::new(end_x - 5.0, middle), Anchor::End)
        } else {
            (Point::new(end_x + 5.0, middle), Anchor::Start)
        };
        scene.text(TextMark::new(
            self.text(bar, &scene.locale),
            at,
            anchor,
            Role::Axis,
            Ink::Ink3,
        ));
    }

    fn middle_of(layout: &Layout, area: Rect, index: usize) -> f64 {
        area.top + index as f64 * layout.row + layout.above + (layout.row - layout.above) / 2.0
    }
}

impl Figure for Bars {
    fn lay_out(&self, area: Rect, scene: &mut Scene<'_>) {
        let Some(layout) = self.layout(area, &scene.locale) else {
            return nothing(area, scene);
        };
        for (i, bar) in self.bars.iter().take(layout.shown).enumerate() {
            self.draw_bar(i, bar, &layout, area, scene);
        }
        let bottom = area.top + layout.shown as f64 * layout.row;
        if let Some(x) = layout.x.at(0.0).map(crisp) {
            scene.rule(
                Point::new(x, area.top),
                Point::new(x, bottom),
                Ink::RuleStrong,
                1.0,
            );
        }
        let left_out = self.bars.len() - layout.shown;
        if left_out > 0 {
            let at = Point::new(layout.left, bottom + FOOT / 2.0);
            scene.text(TextMark::new(
                format!("{} more", fixed(left_out as f64, 0, &scene.locale)),
                at,
                Anchor::Start,
                Role::Axis,
                Ink::Ink3,
            ));
        }
    }

    fn stops(&self, area: Rect, locale: &Locale) -> Stops {
        let Some(layout) = self.layout(area, locale) else {
            return Stops::Down(Vec::new());
        };
        Stops::Down(
            (0..layout.shown)
                .map(|i| Self::middle_of(&layout, area, i))
                .collect(),
        )
    }

    fn points_len(&self) -> usize {
        self.bars.len()
    }

    fn reading(&self, area: Rect, index: usize, locale: &Locale) -> Option<Reading> {
        let layout = self.layout(area, locale)?;
        let bar = self.bars.get(index)?;
        let y = Self::middle_of(&layout, area, index);
        let end = bar.value.and_then(|v| layout.x.at(v));
        let half = (layout.row - layout.above) / 2.0;
        let at = Point::new(end.or_else(|| layout.x.at(0.0))?, y);
        Some(Reading {
            index,
            at,
            rule: (
                Point::new(layout.left - 4.0, y - half),
                Point::new(layout.left - 4.0, y + half),
            ),
            dots: Vec::new(),
            heading: bar.name.clone(),
            rows: vec![("Value".into(), self.text(bar, locale))],
        })
    }

    fn table(&self, locale: &Locale) -> DataTable {
        let mut table = DataTable::new([self.category.as_str(), "Value"]);
        table.rows = self
            .bars
            .iter()
            .map(|b| vec![b.name.clone(), self.text(b, locale)])
            .collect();
        table
    }

    fn natural_height(&self, width: f64, locale: &Locale) -> f64 {
        let row = self
            .layout(Rect::new(0.0, 0.0, width, 1e4), locale)
            .map_or(ROW, |l| l.row);
        (self.bars.len() as f64 * row).max(ROW)
    }
}
