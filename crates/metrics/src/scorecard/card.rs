//! Cards: a metric in a period, and all that its card and its drill-down show.

use super::compared::Reading;
use super::comparisons::Against;
use super::period::Standing;
use super::targets::Agreement;
use super::{Judged, Receipt, Status, judge};
use crate::{Bucket, Direction, Kind, Target, Unavailable};
use outturn_core::calendar::{Grain, Period, Span};
use outturn_core::table::TableKind;
use outturn_core::units::{Currency, Unit};
use serde::{Deserialize, Serialize};

/// A value against another of the same metric.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Comparison {
    /// First and last period compared with: one twice, unless the value is of several.
    pub to: (Period, Period),
    /// The value then.
    pub value: f64,
    /// Now − then, in the base unit.
    pub change: f64,
    /// (Now − then) ÷ |then|; `None` when then was zero.
    pub change_ratio: Option<f64>,
    /// The days of that period compared with, where it is not all of it: as many as have passed of the one shown.
    pub part: Option<Span>,
    /// Rows that went into the value then.
    pub n: u64,
    /// What the change says.
    pub reading: Reading,
    /// The 95 % interval of the change, where the metric's kind has one.
    pub interval: Option<(f64, f64)>,
    /// How the value then would stand against the target of now.
    pub status: Status,
}

impl Comparison {
    /// The days compared with.
    #[must_use]
    pub fn span(&self) -> Span {
        let (first, last) = self.to;
        self.part.unwrap_or(first.span().joined(last.span()))
    }
}

/// One point of a card's series.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Point {
    /// The period.
    pub period: Period,
    /// The value; `None` is a gap.
    pub value: Option<f64>,
    /// Rows that went into it.
    pub n: u64,
    /// The data covers all of the period.
    pub whole: bool,
}

/// A metric in a period.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Card {
    /// Stable id.
    pub id: String,
    /// Name for people.
    pub label: String,
    /// Where it stands.
    pub bucket: Bucket,
    /// Leading or lagging.
    pub kind: Kind,
    /// Base unit.
    pub unit: Unit,
    /// Currency of a money value.
    pub currency: Option<Currency>,
    /// First and last period that the value is of: one period twice, unless it is of everything loaded. `None` without data.
    pub periods: Option<(Period, Period)>,
    /// Their days.
    pub span: Option<Span>,
    /// Whether the data covers that period, or ended before the one that the scorecard shows.
    pub standing: Standing,
    /// The days of it that the data covers, where it does not cover all.
    pub observed: Option<Span>,
    /// The data ends before the period does.
    pub to_date: bool,
    /// The period begins after today: what is in it is planned.
    pub planned: bool,
    /// What each value stands for, where that is longer than the period.
    pub stands_for: Option<Grain>,
    /// Whether it stands for half of that.
    pub stands_for_half: bool,
    /// The columns that the newest rows still lack, such as the labels of predictions, where that is what ends the metric's data.
    pub late: Vec<String>,
    /// The value in the base unit.
    pub value: Option<f64>,
    /// Rows that went into it.
    pub n: u64,
    /// The events that a verdict rests on; `None` where they are not known, as of a ready-made value.
    pub cases: Option<u64>,
    /// What they are: `incidents`.
    pub noun: String,
    /// With fewer of them there is no verdict.
    pub least_n: u64,
    /// Status and score.
    pub judged: Judged,
    /// Why there is no value, in a sentence; what to load.
    pub reason: Option<String>,
    /// What it cannot be computed without; `None` where there is a value, or no row for one.
    pub lack: Option<Unavailable>,
    /// The target held against.
    pub target: Target,
    /// Where the target comes from.
    pub target_origin: TargetOrigin,
    /// The name of the series or band that it is taken from; empty for another target.
    pub target_name: String,
    /// Who agreed to the target, and when.
    pub agreed: Agreement,
    /// Which way is better.
    pub good: Direction,
    /// Against the period before, like with like.
    pub previous: Option<Comparison>,
    /// Against all that it is compared with; empty until that is asked.
    pub comparisons: Vec<Against>,
    /// The last periods up to this one.
    pub series: Vec<Point>,
    /// What was done with values that were supplied, where there are several: `mean of 3 months as supplied`.
    pub made: Option<String>,
    /// Which of rival definitions it is computed by, where that is not the catalogue's: `median`.
    pub definition: Option<String>,
    /// Who answers for it.
    pub owner: String,
    /// One of the few that everything else serves.
    pub north_star: bool,
    /// Where the number comes from.
    pub receipt: Receipt,
}

impl Card {
    /// The period of the value by name, as it is kept with what was measured: `Aug 2026`, `Jan 2026 – Aug 2026`; empty without data.
    /// What is shown is written in the reader's locale instead.
    #[must_use]
    pub fn period_label(&self) -> String {
        match self.periods {
            Some((first, last)) if first != last => {
                format!("{} – {}", first.label(), last.label())
            }
            Some((period, _)) => period.label(),
            None => String::new(),
        }
    }

    /// The table that must be loaded, or must have more columns, before there can be a value. `None` where there is one, where there is
    /// something else to be done about it, and where only no row falls into the period.
    #[must_use]
    pub fn table_lacking(&self) -> Option<TableKind> {
        match self.lack {
            Some(Unavailable::Table(table) | Unavailable::Column { table, .. }) => Some(table),
            _ => None,
        }
    }

    /// How another value of the metric would stand against the target of now; for a trend, how the card itself does: held against the one
    /// before it, another value would be another question.
    #[must_use]
    pub fn status_of(&self, value: f64) -> Status {
        match self.target {
            Target::Fixed(_) => judge(Some(value), None, self.target, self.good).status,
            Target::Trend | Target::None => self.judged.status,
        }
    }

    /// Whether two periods or more have a value, so that a line can be drawn.
    #[must_use]
    pub fn has_line(&self) -> bool {
        self.series
            .iter()
            .filter(|p| p.value.is_some())
            .nth(1)
            .is_some()
    }
}

/// Where a target comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TargetOrigin {
    /// The catalogue.
    Default,
    /// The user.
    User,
    /// A `target` column of the data.
    Column,
    /// A series that the user chose.
    Series,
    /// A band of a benchmark.
    Benchmark,
}
