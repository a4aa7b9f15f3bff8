//! The one type that every metric of the catalogue is a literal of.

use crate::{Additivity, Unchanged};
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
    /// Nobody has said: nothing is judged by it. Of the user's own series until they say.
    Unset,
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
    /// Do data and systems hang together?
    Systems,
    /// What does it cost and save?
    Value,
    /// Is it under control?
    Governance,
    /// Who uses the platform, and how do people fare?
    Platform,
    /// Series that the user brought ready-made.
    Series,
    /// Formulas that the user typed.
    Own,
}

/// What is said of a bucket.
#[derive(Debug, Clone, Copy)]
pub struct BucketDefinition {
    /// Which one.
    pub bucket: Bucket,
    /// The heading.
    pub label: &'static str,
    /// Its weight in the composite score before the user changes it; `None` where it cannot have one.
    pub weight: Option<f64>,
}

const fn weighted(bucket: Bucket, label: &'static str, weight: f64) -> BucketDefinition {
    BucketDefinition {
        bucket,
        label,
        weight: Some(weight),
    }
}

/// All buckets, in the order of the screen.
pub const BUCKETS: [BucketDefinition; 9] = [
    weighted(Bucket::Reliability, "Reliability", 0.25),
    weighted(Bucket::Quality, "Quality", 0.30),
    weighted(Bucket::Velocity, "Velocity and scale", 0.25),
    weighted(Bucket::Systems, "Data and systems", 0.0),
    weighted(Bucket::Value, "Value", 0.20),
    weighted(Bucket::Governance, "Risk and governance", 0.0),
    weighted(Bucket::Platform, "Platform and team", 0.0),
    BucketDefinition {
        bucket: Bucket::Series,
        label: "Your own series",
        weight: None,
    },
    BucketDefinition {
        bucket: Bucket::Own,
        label: "Your own metrics",
        weight: None,
    },
];

impl Bucket {
    /// All buckets in the order of the screen.
    pub const ALL: [Self; BUCKETS.len()] = {
        let mut all = [Self::Series; BUCKETS.len()];
        let mut at = 0;
        while at < all.len() {
            all[at] = BUCKETS[at].bucket;
            at += 1;
        }
        all
    };

    /// That of the metric of this id; what is not known is a series of the user's own.
    #[must_use]
    pub fn of_id(id: &str) -> Self {
        match crate::Metric::find(id) {
            Some(known) => known.bucket(),
            None if id.starts_with(crate::TYPED_PREFIX) => Self::Own,
            None => Self::Series,
        }
    }

    /// The buckets that can have a weight in the composite score, in the order of the screen.
    pub fn weighted() -> impl Iterator<Item = Self> {
        let weighted = BUCKETS.iter().filter(|bucket| bucket.weight.is_some());
        weighted.map(|bucket| bucket.bucket)
    }

    /// The heading.
    #[must_use]
    pub fn label(self) -> &'static str {
        let own = BUCKETS.iter().find(|bucket| bucket.bucket == self);
        own.map_or("", |own| own.label)
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

impl Thresholds {
    /// These thresholds with one bound, or both, set anew. A bound that was never set is that of the other: there is no near then, and
    /// nothing is made up.
    ///
    /// ```
    /// use outturn_metrics::Thresholds;
    /// let met = Thresholds::with(None, Some(150.0), None).unwrap();
    /// assert_eq!(met, Thresholds { met: 150.0, missed: 150.0 });
    /// let both = Thresholds::with(Some(met), None, Some(200.0)).unwrap();
    /// assert_eq!(both, Thresholds { met: 150.0, missed: 200.0 });
    /// ```
    #[must_use]
    pub fn with(now: Option<Self>, met: Option<f64>, missed: Option<f64>) -> Option<Self> {
        let apart = now.filter(|now| now.met != now.missed);
        let (met, missed) = match (met, missed) {
            (None, None) => return now,
            (Some(met), Some(missed)) => (met, missed),
            (Some(met), None) => (met, apart.map_or(met, |now| now.missed)),
            (None, Some(missed)) => (now.map_or(missed, |now| now.met), missed),
        };
        Some(Self { met, missed })
    }

    /// The bound past which a target is missed, where it is another than that of being met.
    #[must_use]
    pub fn missed_apart(self) -> Option<f64> {
        (self.missed != self.met).then_some(self.missed)
    }

    /// Whether values above are the better ones. Where the metric itself has no better side, the order of the two says it.
    #[must_use]
    pub fn is_floor(self, good: Direction) -> bool {
        match good {
            Direction::Up => true,
            Direction::Down => false,
            Direction::Stable | Direction::Unset => self.met >= self.missed,
        }
    }

    /// Whether the one lies on the better side of the other, or where it is: a target that is met below where it is missed is none.
    ///
    /// ```
    /// use outturn_metrics::{Direction, Thresholds};
    /// let wrong = Thresholds { met: 0.80, missed: 0.95 };
    /// assert!(!wrong.is_in_order(Direction::Up) && wrong.is_in_order(Direction::Down));
    /// ```
    #[must_use]
    pub fn is_in_order(self, good: Direction) -> bool {
        match good {
            Direction::Up => self.met >= self.missed,
            Direction::Down => self.met <= self.missed,
            Direction::Stable | Direction::Unset => true,
        }
    }

    /// Whether it is known which side of it is the better one: one value alone does not say so of a metric without a better side.
    #[must_use]
    pub fn has_side(self, good: Direction) -> bool {
        good != Direction::Unset || self.met != self.missed
    }
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
    /// The table whose time column gives the periods, and whose labels the value can be broken down by.
    pub table: TableKind,
    /// Further columns of that table to break it down by, such as how requests ended, which is no label of them.
    pub also_by: &'static [&'static str],
    /// How it is computed over the rows of a period.
    pub value: Value,
    /// What the value of a longer period or of several labels is made of.
    pub additivity: Additivity,
    /// Below so many events a value is too uncertain for a verdict; 0 where any number of them will do.
    pub least_n: u64,
    /// What tells a change from chance.
    pub unchanged: Unchanged,
    /// What it is about, as a number of events, for what happens in a month; `None` where that says nothing.
    pub events: Option<Value>,
    /// Further statistics shown with it.
    pub also: &'static [SecondaryStatistic],
    /// A worked example; a test runs it.
    pub example: Example,
}

impl Definition {
    /// Columns of its table that the value can be broken down by, in the order in which they are shown.
    pub fn breakdowns(&self) -> impl Iterator<Item = &'static str> {
        let labels = self.table.schema().labels.iter();
        labels.chain(self.also_by).copied()
    }
}
