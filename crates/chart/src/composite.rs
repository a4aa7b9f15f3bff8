//! A weighted score and its parts: each a block as wide as its weight, filled to its score.
//!
//! A part without a score keeps its block, unfilled, and says that it has none; it adds nothing.

use super::Figure;
use super::geometry::{Point, Rect};
use super::model::{DataTable, Reading, Stops};
use super::plane::nothing;
use super::scene::{Anchor, Scene, TextMark};
use super::text::{Measure, Role, Table};
use super::theme::Ink;
use super::unit::fixed;
use outturn_format::{Digits, Locale, percent};

/// One category of the score.
#[derive(Debug, Clone, PartialEq)]
pub struct Part {
    /// Its name.
    pub name: String,
    /// Its weight as a share of one; those not above zero are not drawn.
    pub weight: f64,
    /// Its score, 0 to 100; `None` where there is none.
    pub score: Option<f64>,
}

/// The parts of a score.
#[derive(Debug, Clone, PartialEq)]
pub struct CompositeChart {
    /// In drawing order; their colours follow it.
    pub parts: Vec<Part>,
}

const STRIP: f64 = 20.0;
const LABEL_GAP: f64 = 13.0;
/// Height of a part when each has its own row.
const ROW: f64 = 38.0;
const SPACE: f64 = 3.0;

impl Part {
    fn drawn(&self) -> bool {
        self.weight.is_finite() && self.weight > 0.0
    }

    fn shown_score(&self) -> Option<f64> {
        self.score.filter(|s| s.is_finite())
    }

    /// The sum in words: `85 × 25% = 21.3`.
    fn sum(&self, locale: &Locale) -> String {
        let whole = (self.weight * 100.0).fract().abs() <= 0.05;
        let weight = percent(self.weight, Digits::Fixed(u8::from(!whole)), locale);
        match self.shown_score() {
            Some(score) => {
                let digits = usize::from(score.fract().abs() > 0.05);
                format!(
                    "{} × {weight} = {}",
                    fixed(score, digits, locale),
                    fixed(score * self.weight, 1, locale)
                )
            }
            None => format!("no score × {weight}"),
        }
    }

    fn text_width(&self, locale: &Locale) -> f64 {
        Table.width(&self.name, Role::Label) + 6.0 + Table.width(&self.sum(locale), Role::Axis)
    }
}

impl CompositeChart {
    fn total(&self) -> f64 {
        self.parts
            .iter()
            .filter(|p| p.drawn())
            .map(|p| p.weight)
            .sum()
    }

    /// Left edge, right edge of each part's block and the top of its strip; side by side where the labels fit, else in rows.
    fn blocks(&self, area: Rect, locale: &Locale) -> Vec<Option<Rect>> {
        let total = self.total();
        if total <= 0.0 || !total.is_finite() {
            return vec![None; self.parts.len()];
        }
        let width = |p: &Part| p.weight / total * area.width();
        let drawn = |p: &&Part| p.drawn();
        let aligned = self
            .parts
            .iter()
            .filter(drawn)
            .all(|p| p.text_width(locale) + 12.0 <= width(p));
        let (mut x, mut y) = (area.left, area.top + if aligned { 0.0 } else { 18.0 });
        let mut blocks = Vec::with_capacity(self.parts.len());
        for part in &self.parts {
            if !part.drawn() {
                blocks.push(None);
                continue;
            }
            let right = (x + width(part) - if aligned { SPACE } else { 0.0 }).max(x + 1.0);
            let height = if aligned { STRIP } else { 12.0 };
            let block = Rect::new(x, y, right, y + height);
            blocks.push((block.bottom <= area.bottom + 0.5).then_some(block));
            if aligned {
                x += width(part);
            } else {
                y += ROW;
            }
        }
        blocks
    }

    fn in_rows(&self, area: Rect, locale: &Locale) -> bool {
        self.blocks(area, locale)
            .iter()
            .flatten()
            .any(|b| b.top > area.top)
    }

    fn label(&self, part: &Part, block: Rect, rows: bool, scene: &mut Scene<'_>) {
        let y = if rows {
            block.top - 9.0
        } else {
            block.bottom + LABEL_GAP
        };
        let name = TextMark::new(
            &part.name,
            Point::new(block.left, y),
            Anchor::Start,
            Role::Label,
            Ink::Ink,
        );
        let after = block.left + scene.width(&part.name, Role::Label) + 6.0;
        if scene.text(name) {
            let at = Point::new(after, y);
            scene.text(TextMark::new(
                part.sum(&scene.locale),
                at,
                Anchor::Start,
                Role::Axis,
                Ink::Ink3,
            ));
        }
    }
}

impl Figure for CompositeChart {
    fn lay_out(&self, area: Rect, scene: &mut Scene<'_>) {
        let locale = scene.locale;
        let blocks = self.blocks(area, &locale);
        if blocks.iter().flatten().next().is_none() {
            return nothing(area, scene);
        }
        let rows = self.in_rows(area, &locale);
        for (k, (part, block)) in self.parts.iter().zip(blocks).enumerate() {
            let Some(block) = block else { continue };
            scene.block(block, Ink::Sunken);
            let share = part.shown_score().unwrap_or(0.0).clamp(0.0, 100.0) / 100.0;
            let filled = Rect {
                right: block.left + block.width() * share,
                ..block
            };
            scene.block(filled, Ink::Series(k));
            self.label(part, block, rows, scene);
        }
    }

    fn stops(&self, area: Rect, locale: &Locale) -> Stops {
        let blocks = self.blocks(area, locale);
        if self.in_rows(area, locale) {
            Stops::Down(
                blocks
                    .iter()
                    .map(|b| b.map_or(f64::NAN, |b| b.middle_y()))
                    .collect(),
            )
        } else {
            Stops::Across(
                blocks
                    .iter()
                    .map(|b| b.map_or(f64::NAN, |b| b.middle_x()))
                    .collect(),
            )
        }
    }

    fn points_len(&self) -> usize {
        self.parts.len()
    }

    fn reading(&self, area: Rect, index: usize, locale: &Locale) -> Option<Reading> {
        let part = self.parts.get(index)?;
        let block = self.blocks(area, locale).get(index).copied().flatten()?;
        let share = part.shown_score().unwrap_or(0.0).clamp(0.0, 100.0) / 100.0;
        let at = Point::new(block.left + block.width() * share, block.middle_y());
        let adds = part
            .shown_score()
            .map_or_else(|| "—".into(), |s| fixed(s * part.weight, 1, locale));
        Some(Reading {
            index,
            at,
            rule: (
                Point::new(at.x, block.top - 3.0),
                Point::new(at.x, block.bottom + 3.0),
            ),
            dots: Vec::new(),
            heading: part.name.clone(),
            rows: vec![
                ("Contribution".into(), adds),
                ("Sum".into(), part.sum(locale)),
            ],
        })
    }

    fn table(&self, locale: &Locale) -> DataTable {
        let mut table = DataTable::new(["Category", "Score", "Weight, %", "Contribution"]);
        for p in &self.parts {
            let text = |v: Option<f64>| v.map_or_else(|| "—".into(), |v| fixed(v, 1, locale));
            table.rows.push(vec![
                p.name.clone(),
                text(p.shown_score()),
                text(Some(p.weight * 100.0).filter(|w| w.is_finite())),
                text(
                    p.shown_score()
                        .map(|s| s * p.weight)
                        .filter(|c| c.is_finite()),
                ),
            ]);
        }
        table
    }

    fn natural_height(&self, width: f64, locale: &Locale) -> f64 {
        let area = Rect::new(0.0, 0.0, width, 1e4);
        if self.in_rows(area, locale) {
            self.parts.iter().filter(|p| p.drawn()).count() as f64 * ROW
        } else {
            STRIP + LABEL_GAP + 10.0
        }
    }
}
