//! The one type that every metric of the catalogue is a literal of.

use outturn_core::table::TableKind;
use outturn_core::units::Unit;
use outturn_expr::Value;
use serde::{Deserialize, Serialize};

/// Which way is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// More is better.
    Up,
    /// Less is better.
    Down,
    /// Neither: it should stay where it is.
    Stable,
}

/// What the metric tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Moves before the outcome does.
    Leading,
    /// The outcome itself.
    Lagging,
}

/// The part of the scorecard a metric stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Bucket {
    /// Does it run, and how fast is it mended?
    Reliability,
    /// Is it right?
    Quality,
    /// How fast does change reach production, and how much is served?
    Velocity,
    /// What does it cost and save?
    Value,
    /// Who uses the platform, and how do people fare?
    Platform,
    /// Series that the user brought ready-made.
    Series,
}

impl Bucket {
    /// All buckets in the order of the screen.
    pub const ALL: [Self; 6] = [
        Self::Reliability,
        Self::Quality,
        Self::Velocity,
        Self::Value,
        Self::Platform,
        Self::Series,
    ];

    /// The buckets that can have a weight in the composite score.
    pub const WEIGHTED: [Self; 5] = [
        Self::Reliability,
        Self::Quality,
        Self::Velocity,
        Self::Value,
        Self::Platform,
    ];

    /// The heading.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Reliability => "Reliability",
            Self::Quality => "Quality",
            Self::Velocity => "Velocity and scale",
            Self::Value => "Value",
            Self::Platform => "Platform and team",
            Self::Series => "Your own series",
        }
    }
}

/// Two values in the metric's base unit: at or past `met` is met, past `missed` is missed, between them is near.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Thresholds {
    /// At or past it the target is met.
    pub met: f64,
    /// Past it the target is missed. The same as `met` leaves no room for near.
    pub missed: f64,
}

/// What a value is held against.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Target {
    /// Fixed values.
    Fixed(Thresholds),
    /// The period before: not worse is met, worse by up to a tenth is near, by more is missed.
    Trend,
    /// Nothing: the value informs.
    None,
}

/// A further statistic shown with a metric, such as the median beside the mean.
#[derive(Debug, Clone, Copy)]
pub struct SecondaryStatistic {
    /// What it is called: `median`.
    pub label: &'static str,
    /// Its base unit.
    pub unit: Unit,
    /// How it is computed.
    pub value: Value,
}

/// A table of a worked example, as CSV with canonical columns.
#[derive(Debug, Clone, Copy)]
pub struct ExampleTable {
    /// Which table.
    pub kind: TableKind,
    /// Header and rows.
    pub csv: &'static str,
}

/// A worked example: small tables, and the value anyone can work out from them by hand.
#[derive(Debug, Clone, Copy)]
pub struct Example {
    /// The tables.
    pub tables: &'static [ExampleTable],
    /// The value over all their rows, in the base unit.
    pub value: f64,
    /// How one gets there by hand.
    pub why: &'static str,
}

/// One metric: everything that is said about it anywhere is said here.
#[derive(Debug, Clone, Copy)]
pub struct Definition {
    /// Stable name in files and links: `mttr`.
    pub id: &'static str,
    /// Name for people: `Time to recover`.
    pub label: &'static str,
    /// What it is, in one sentence.
    pub meaning: &'static str,
    /// Base unit of the value.
    pub unit: Unit,
    /// Which way is better.
    pub good: Direction,
    /// The default target; the user's to change.
    pub target: Target,
    /// Leading or lagging.
    pub kind: Kind,
    /// Where it stands on the scorecard.
    pub bucket: Bucket,
    /// Who defines it so.
    pub source: &'static str,
    /// What must be loaded, in words, for the card that has no data yet.
    pub needs: &'static str,
    /// The table whose time column gives the periods.
    pub table: TableKind,
    /// Columns of that table by which the value can be broken down.
    pub breakdowns: &'static [&'static str],
    /// How it is computed.
    pub value: Value,
    /// What it is about, as a number of events, for what happens in a month; `None` where that says nothing.
    pub events: Option<Value>,
    /// Further statistics shown with it.
    pub also: &'static [SecondaryStatistic],
    /// A worked example; a test runs it.
    pub example: Example,
}
