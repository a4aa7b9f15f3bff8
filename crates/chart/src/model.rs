//! Charts as values: what is shown, before where and in which colours.
//!
//! A value that is missing (`None`) or not finite is a gap: it is never drawn, joined across or counted as zero, and tables and
//! readings show `—` for it.

use super::geometry::Point;
use super::theme::Ink;
use super::{
    Bars, BulletChart, CashChart, CompositeChart, LagChart, LineChart, OverlayChart, Sparkline,
    TornadoChart,
};
use outturn_format::Locale;

/// A chart with the words that go with it.
#[derive(Debug, Clone, PartialEq)]
pub struct Chart {
    /// What it shows, in the reader's words.
    pub title: String,
    /// The quiet line beside the title; may be empty.
    pub subtitle: String,
    /// Where the numbers come from, printed under an exported picture; may be empty.
    pub source: String,
    /// How its figures and dates are written.
    pub locale: Locale,
    /// The picture.
    pub kind: Kind,
}

/// The kinds of picture.
#[derive(Debug, Clone, PartialEq)]
pub enum Kind {
    /// One to six series over time.
    Line(LineChart),
    /// The trend on a card.
    Sparkline(Sparkline),
    /// A value between missed and met, on a card.
    Bullet(BulletChart),
    /// Cumulative cash of scenarios.
    Cash(CashChart),
    /// What each driver alone does to a result.
    Tornado(TornadoChart),
    /// Correlation by lag.
    Lag(LagChart),
    /// An indicator laid over the outcome it leads.
    Overlay(OverlayChart),
    /// A breakdown by category.
    Bars(Bars),
    /// A weighted score and its parts.
    Composite(CompositeChart),
}

/// Names and values of one line; values stand beside the chart's times, one each.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Series {
    /// Its name, written at the end of the line; may be empty for a lone series.
    pub name: String,
    /// Values in base units; `None` where there is none.
    pub values: Vec<Option<f64>>,
}

impl Series {
    /// A named series.
    pub fn new(name: impl Into<String>, values: Vec<Option<f64>>) -> Self {
        Self {
            name: name.into(),
            values,
        }
    }

    /// The value at a place, if there is one that can be drawn.
    #[must_use]
    pub fn at(&self, index: usize) -> Option<f64> {
        self.values
            .get(index)
            .copied()
            .flatten()
            .filter(|v| v.is_finite())
    }
}

/// The same data as a table.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DataTable {
    /// Column names.
    pub header: Vec<String>,
    /// As many cells as there are column names in each.
    pub rows: Vec<Vec<String>>,
}

impl DataTable {
    pub(crate) fn new<const N: usize>(header: [&str; N]) -> Self {
        Self {
            header: header.iter().map(|&s| s.to_owned()).collect(),
            rows: Vec::new(),
        }
    }
}

/// What the crosshair says at one point of a chart. Places are CSS pixels of the bare chart.
#[derive(Debug, Clone, PartialEq)]
pub struct Reading {
    /// Which point, from 0 to [`Chart::points_len`] exclusive.
    pub index: usize,
    /// Where a tooltip points.
    pub at: Point,
    /// The hairline through the point; beside its row where points follow each other downwards.
    pub rule: (Point, Point),
    /// The values' dots.
    pub dots: Vec<(Point, Ink)>,
    /// The period, lag or driver that is read.
    pub heading: String,
    /// Names and values.
    pub rows: Vec<(String, String)>,
}

impl Reading {
    /// As one sentence, for a live region: `Jan 2026: Availability 99.94%`.
    #[must_use]
    pub fn sentence(&self) -> String {
        let rows: Vec<_> = self
            .rows
            .iter()
            .map(|(name, value)| format!("{name} {value}"))
            .collect();
        format!("{}: {}", self.heading, rows.join(", "))
    }
}

/// Along which side the points of a chart follow each other, and where they stand.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Stops {
    /// From left to right.
    Across(Vec<f64>),
    /// From top to bottom.
    Down(Vec<f64>),
}

impl Stops {
    /// The stop nearest to a place; the earlier of two equally near.
    pub(crate) fn nearest(&self, at: Point) -> Option<usize> {
        let (stops, v) = match self {
            Self::Across(stops) => (stops, at.x),
            Self::Down(stops) => (stops, at.y),
        };
        let distance = |s: &f64| (s - v).abs();
        let near =
            |(_, a): &(usize, &f64), (_, b): &(usize, &f64)| distance(a).total_cmp(&distance(b));
        stops
            .iter()
            .enumerate()
            .filter(|(_, s)| s.is_finite())
            .min_by(near)
            .map(|(i, _)| i)
    }
}
