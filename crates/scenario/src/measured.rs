//! What the loaded data says, as levers and costs see it.

use super::document::Range;
use super::lever::When;
use super::window::{Doubt, Lacking};
use outturn_core::units::{Currency, Unit};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What the loaded data says, by metric id. Metrics without a value are not in it.
pub type Measured = BTreeMap<String, MeasuredMetric>;

/// One metric as the levers see it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MeasuredMetric {
    /// The metric's base unit; `mttr` in seconds, `work_removed` in hours a month …
    pub unit: Unit,
    /// Over the baseline, or why there is none.
    pub baseline: Result<Reading, Lacking>,
    /// From go-live on, where that is known; else in the period that the scorecard shows.
    pub now: Result<Reading, Lacking>,
    /// Whether `now` begins with go-live.
    pub since_go_live: bool,
    /// Over all that is loaded, where that is [asked for](crate::is_asked_whole).
    pub whole: Option<Reading>,
}

impl MeasuredMetric {
    /// Over the time that is asked about.
    pub(super) fn over(&self, when: When) -> Result<&Reading, Lacking> {
        match when {
            When::Everything => self.whole.as_ref().ok_or(Lacking::NothingPaidOnce),
            When::SinceGoLive if self.since_go_live => self.now.as_ref().map_err(|lack| *lack),
            When::SinceGoLive | When::Baseline => self.baseline.as_ref().map_err(|lack| *lack),
        }
    }
}

/// A metric over a span of days.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Reading {
    /// Value in the metric's base unit.
    pub value: f64,
    /// Of money: its currency.
    pub currency: Option<Currency>,
    /// How many rows the value rests on.
    pub n: u64,
    /// How many months of the span the data covers.
    pub months: f64,
    /// How many events of the kind the metric is about (incidents for `mttr`, deployments for `change_failure_rate`, cases for
    /// `work_removed`, predictions for `cost_per_prediction` and `model_accuracy`), where that means something.
    pub events: Option<f64>,
    /// The value's lowest and highest month.
    pub value_range: Option<Range>,
    /// The lowest and highest month of the events.
    pub events_range: Option<Range>,
    /// Where it comes from, for people: files, days.
    pub source: String,
    /// Which rows of that time do not count, each reason with their number.
    pub left_out: Vec<(String, u64)>,
    /// What is to be known of the rows that do, in a few words each: `without 12 rows dated ahead`.
    pub caveats: Vec<String>,
}

impl Reading {
    /// Why it is not taken for what comes.
    #[must_use]
    pub fn doubt(&self) -> Option<Doubt> {
        Doubt::of(self.months, self.events)
    }

    /// Which rows do not count, and what is to be known of those that do, behind them.
    pub(super) fn not_counted(&self) -> String {
        let lines = self.left_out.iter();
        let lines = lines.map(|(reason, rows)| format!("; {rows} {reason}"));
        let known = self.caveats.iter().map(|known| format!("; {known}"));
        lines.chain(known).collect()
    }

    /// Events in a month of the time observed.
    #[must_use]
    pub fn events_per_month(&self) -> Option<f64> {
        let a_month = self.events? / self.months;
        Some(a_month).filter(|n| n.is_finite() && *n > 0.0)
    }
}
