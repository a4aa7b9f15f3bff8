//! What each driver alone does to a result, widest first: one bar from the result at its low input to that at its high input. The inputs
//! are printed at the ends of the bar; the results are read off the axis.

use super::Figure;
use super::geometry::{Point, Rect, crisp};
use super::model::{DataTable, Reading, Stops};
use super::plane::nothing;
use super::scale::{Linear, extent, ticks_around};
use super::scene::{Anchor, Scene, TextMark};
use super::text::{Measure, Role, Table};
use super::theme::Ink;
use super::unit::{AxisUnit, fixed};
use outturn_format::Locale;

/// One driver and what it does.
#[derive(Debug, Clone, PartialEq)]
pub struct Driver {
    /// Its name.
    pub name: String,
    /// The result when it is low; not finite where there is none.
    pub low: f64,
    /// The result when it is high; not finite where there is none.
    pub high: f64,
    /// Its low input in words: `$0.015`; may be empty.
    pub low_input: String,
    /// Its high input in words; may be empty.
    pub high_input: String,
}

/// Bars around the base result.
#[derive(Debug, Clone, PartialEq)]
pub struct TornadoChart {
    /// What the result counts in.
    pub unit: AxisUnit,
    /// What the result is: `NPV`.
    pub result: String,
    /// The result with every driver at its base.
    pub base: f64,
    /// In the order they are drawn, top down; widest first is usual.
    pub drivers: Vec<Driver>,
}

const ROW: f64 = 26.0;
/// The least a row shrinks to before drivers are left out.
const LEAST_ROW: f64 = 19.0;
/// Height of a bar, as a share of its row.
const BAR: f64 = 0.62;
/// Height of the axis with its unit.
const AXIS: f64 = 20.0;
/// Height of the axis and of what stands under it.
const FOOT: f64 = AXIS + 20.0;
/// Most ticks of the axis, so that their labels keep apart.
const TICKS: usize = 5;
/// Names take at most this share of the width; longer ones stand above their bars.
const WIDEST_GUTTER: f64 = 0.38;

struct Layout {
    x: Linear,
    bars: Rect,
    /// Height of a bar with the space around it.
    row: f64,
    /// Space for a name above its bar; zero when names stand on the left.
    above: f64,
    /// How many drivers have room.
    shown: usize,
}

impl TornadoChart {
    fn layout(&self, area: Rect, locale: &Locale) -> Option<Layout> {
        let results = self
            .drivers
            .iter()
            .flat_map(|d| [d.low, d.high])
            .chain([self.base]);
        let ends = extent(results).filter(|_| self.base.is_finite() && !self.drivers.is_empty())?;
        let widest = |texts: &mut dyn Iterator<Item = String>| {
            texts
                .map(|t| Table.width(&t, Role::Axis))
                .fold(0.0, f64::max)
        };
        let name = widest(&mut self.drivers.iter().map(|d| d.name.clone()));
        let value = widest(&mut self.drivers.iter().flat_map(|d| {
            [(d.low, &d.low_input), (d.high, &d.high_input)]
                .map(|(result, input)| self.text(result, input, locale))
        }));
        let beside = name + 8.0 <= area.width() * WIDEST_GUTTER;
        let above = if beside { 0.0 } else { Role::Axis.line() + 1.0 };
        let room = area.height() - FOOT;
        let row = (room / self.drivers.len() as f64 - above).clamp(LEAST_ROW, ROW);
        let shown =
            ((room / (row + above) + 1e-6).floor().max(0.0) as usize).min(self.drivers.len());
        let left = area.left + if beside { name + 8.0 } else { 0.0 };
        let bars = Rect::new(
            left,
            area.top,
            area.right,
            area.top + shown as f64 * (row + above),
        );
        // An input stands at the outer end of its bar.
        let range = (
            bars.left + value + 6.0,
            (bars.right - value - 6.0).max(bars.left + value + 7.0),
        );
        let ends = if ends.0 < ends.1 {
            ends
        } else {
            (ends.0 - 1.0, ends.1 + 1.0)
        };
        Some(Layout {
            x: Linear::new(ends, range),
            bars,
            row,
            above,
            shown,
        })
    }

    /// What stands at an end of a bar: the input tried, or the result where that is not said.
    fn text(&self, result: f64, input: &str, locale: &Locale) -> String {
        match (input.is_empty(), result.is_finite()) {
            (false, _) => input.to_owned(),
            (true, true) => self.unit.value(result, locale),
            (true, false) => String::new(),
        }
    }

    fn draw_driver(
        &self,
        driver: &Driver,
        top: f64,
        layout: &Layout,
        area: Rect,
        scene: &mut Scene<'_>,
    ) {
        let middle = top + layout.above + layout.row / 2.0;
        let half = layout.row * BAR / 2.0;
        let name = if layout.above > 0.0 {
            let at = Point::new(area.left, top + layout.above / 2.0 + 3.0);
            TextMark::new(&driver.name, at, Anchor::Start, Role::Axis, Ink::Ink2)
        } else {
            let at = Point::new(layout.bars.left - 8.0, middle);
            TextMark::new(&driver.name, at, Anchor::End, Role::Axis, Ink::Ink2)
        };
        scene.text(name);
        let Some(base) = layout.x.at(self.base) else {
            return;
        };
        let sides = [(driver.low, Ink::Series(1)), (driver.high, Ink::Series(0))];
        for (value, ink) in sides {
            let Some(end) = layout.x.at(value) else {
                continue;
            };
            scene.block(
                Rect::new(base.min(end), middle - half, base.max(end), middle + half),
                ink,
            );
        }
        self.draw_ends(driver, (base, middle), layout, scene);
    }

    /// The inputs, each beside the end of its bar. Where both results are on one side, the nearer one's stands on the other.
    fn draw_ends(
        &self,
        driver: &Driver,
        (base, middle): (f64, f64),
        layout: &Layout,
        scene: &mut Scene<'_>,
    ) {
        let far = |value: f64| (value - self.base).abs();
        let low_is_nearer = far(driver.low) < far(driver.high);
        let ends = [
            (driver.low, driver.high, &driver.low_input, low_is_nearer),
            (driver.high, driver.low, &driver.high_input, !low_is_nearer),
        ];
        for (value, other, input, is_nearer) in ends {
            let Some(end) = layout.x.at(value) else {
                continue;
            };
            let crowded = is_nearer && (value > self.base) == (other > self.base);
            let right = (value > self.base) != crowded;
            let end = if crowded { base } else { end };
            let (x, anchor) = match right {
                true => (end + 5.0, Anchor::Start),
                false => (end - 5.0, Anchor::End),
            };
            let text = self.text(value, input, &scene.locale);
            let at = Point::new(x, middle);
            scene.text(TextMark::new(text, at, anchor, Role::Axis, Ink::Ink2));
        }
    }

    /// The axis under the bars, with lines up to the top.
    fn axis(&self, layout: &Layout, area: Rect, scene: &mut Scene<'_>) {
        let (low, high) = layout.x.domain();
        let unit = self.unit.scaled(low.abs().max(high.abs()), &scene.locale);
        let ticks = ticks_around((low / unit.one, high / unit.one), TICKS);
        let labels = unit.labels(&ticks, &scene.locale);
        let y = layout.bars.bottom + 10.0;
        // In the column of the names, or before the first tick.
        let (x, anchor) = match layout.above > 0.0 {
            true => (area.left, Anchor::Start),
            false => (layout.bars.left - 8.0, Anchor::End),
        };
        let name = self.axis_name(layout, &scene.locale);
        let at = Point::new(x, y);
        scene.text(TextMark::new(name, at, anchor, Role::Axis, Ink::Ink3));
        for (tick, label) in ticks.values.iter().zip(labels) {
            let within = |x: &f64| (layout.bars.left..=layout.bars.right).contains(x);
            let Some(x) = layout.x.at(tick * unit.one).filter(within) else {
                continue;
            };
            let (top, bottom) = (area.top, layout.bars.bottom + 3.0);
            let x = crisp(x);
            scene.rule(Point::new(x, top), Point::new(x, bottom), Ink::Rule, 1.0);
            let at = Point::new(x, y);
            scene.text(TextMark::new(
                label,
                at,
                Anchor::Middle,
                Role::Axis,
                Ink::Ink3,
            ));
        }
    }

    /// What the axis counts in: `NPV, $ M`.
    fn axis_name(&self, layout: &Layout, locale: &Locale) -> String {
        let (low, high) = layout.x.domain();
        let unit = self.unit.scaled(low.abs().max(high.abs()), locale);
        match unit.name.is_empty() {
            true => self.result.clone(),
            false => format!("{}, {}", self.result, unit.name),
        }
    }

    fn foot(&self, layout: &Layout, area: Rect, scene: &mut Scene<'_>) {
        let Some(base) = layout.x.at(self.base) else {
            return;
        };
        let bottom = layout.bars.bottom + 4.0;
        scene.rule(
            Point::new(crisp(base), area.top),
            Point::new(crisp(base), bottom),
            Ink::RuleStrong,
            1.0,
        );
        let y = layout.bars.bottom + AXIS + 9.0;
        let text = format!(
            "{} {}",
            self.result,
            self.unit.value(self.base, &scene.locale)
        );
        let half = scene.width(&text, Role::Label) / 2.0;
        let middle = base.min(area.right - half).max(area.left + half);
        scene.text(TextMark::new(
            text,
            Point::new(middle, y),
            Anchor::Middle,
            Role::Label,
            Ink::Ink,
        ));
        let (low, high) = (
            Point::new(middle - half - 12.0, y),
            Point::new(middle + half + 12.0, y),
        );
        scene.text(TextMark::new(
            "low input",
            low,
            Anchor::End,
            Role::Axis,
            Ink::Series(1),
        ));
        scene.text(TextMark::new(
            "high input",
            high,
            Anchor::Start,
            Role::Axis,
            Ink::Series(0),
        ));
        let left_out = self.drivers.len() - layout.shown;
        if left_out > 0 {
            let at = Point::new(area.right, y);
            let text = format!("{} more", fixed(left_out as f64, 0, &scene.locale));
            scene.text(TextMark::new(
                text,
                at,
                Anchor::Start,
                Role::Axis,
                Ink::Ink3,
            ));
        }
    }

    fn middle_of(layout: &Layout, index: usize) -> f64 {
        layout.bars.top
            + index as f64 * (layout.row + layout.above)
            + layout.above
            + layout.row / 2.0
    }
}

impl Figure for TornadoChart {
    fn lay_out(&self, area: Rect, scene: &mut Scene<'_>) {
        let Some(layout) = self.layout(area, &scene.locale) else {
            return nothing(area, scene);
        };
        self.axis(&layout, area, scene);
        for (i, driver) in self.drivers.iter().take(layout.shown).enumerate() {
            let top = layout.bars.top + i as f64 * (layout.row + layout.above);
            self.draw_driver(driver, top, &layout, area, scene);
        }
        self.foot(&layout, area, scene);
    }

    fn stops(&self, area: Rect, locale: &Locale) -> Stops {
        let Some(layout) = self.layout(area, locale) else {
            return Stops::Down(Vec::new());
        };
        Stops::Down(
            (0..layout.shown)
                .map(|i| Self::middle_of(&layout, i))
                .collect(),
        )
    }

    fn points_len(&self) -> usize {
        self.drivers.len()
    }

    fn reading(&self, area: Rect, index: usize, locale: &Locale) -> Option<Reading> {
        let layout = self.layout(area, locale)?;
        let driver = self.drivers.get(index)?;
        let y = Self::middle_of(&layout, index);
        let edge = layout.bars.left - 4.0;
        let half = layout.row / 2.0;
        let side = |word: &str, input: &str| {
            if input.is_empty() {
                word.to_owned()
            } else {
                format!("{word}, {input}")
            }
        };
        Some(Reading {
            index,
            at: Point::new(layout.x.at(self.base)?, y),
            rule: (Point::new(edge, y - half), Point::new(edge, y + half)),
            dots: Vec::new(),
            heading: driver.name.clone(),
            rows: vec![
                (
                    side("Low", &driver.low_input),
                    self.unit.value(driver.low, locale),
                ),
                (
                    side("High", &driver.high_input),
                    self.unit.value(driver.high, locale),
                ),
            ],
        })
    }

    fn table(&self, locale: &Locale) -> DataTable {
        let mut table = DataTable::new(["Driver", "Low input", "High input"]);
        table.header.push(format!("{} at low", self.result));
        table.header.push(format!("{} at high", self.result));
        for d in &self.drivers {
            table.rows.push(vec![
                d.name.clone(),
                d.low_input.clone(),
                d.high_input.clone(),
                self.unit.value(d.low, locale),
                self.unit.value(d.high, locale),
            ]);
        }
        table
    }

    fn natural_height(&self, width: f64, locale: &Locale) -> f64 {
        let row = self
            .layout(Rect::new(0.0, 0.0, width, 1e4), locale)
            .map_or(ROW, |l| l.row + l.above);
        (self.drivers.len() as f64 * row + FOOT).max(64.0)
    }
}
