//! Cards, their status, and the composite score.
//!
//! A card is a metric held against its target in one period, with what is needed to defend it: comparison, series and receipt.

mod around;
mod card;
mod compared;
mod comparisons;
mod composite;
mod detail;
mod filtered;
mod making;
mod period;
mod process;
mod receipt;
mod rival_values;
mod status;
mod targets;
mod verdict;

pub use around::{
    Happened, Happening, Happenings, Multiples, happenings, multiples, told_apart_by,
};
pub use card::{Card, Comparison, Point, TargetOrigin};
pub use compared::Reading;
pub use comparisons::{
    Against, Comparisons, Found, MOST_AGO, NotComparable, With, compare, distinct,
};
pub use composite::{
    Composite, MetricPart, Move, Part, SWING, Stability, WeightRefused, Weights, composite,
    composite_of, default_weights, shares, with_share,
};
pub use detail::{Breakdown, BreakdownRow, Detail, NONE, Statistic, detail};
pub use filtered::{
    Filtered, Filters, NotBy, View, card_by, cards_by, condition_words, detail_by, filter_words,
    label_words,
};
pub use making::{card, cards, cards_of, grain_for};
pub use period::{Choice, Shared, Standing, When};
pub use process::{Process, Side};
pub use receipt::{Receipt, receipt};
pub use rival_values::{BandOf, RivalValue};
pub use status::{Judged, Status, judge, thresholds};
pub use targets::{Agreement, Bound, TOLERANCE_OF_DATA, TargetFrom, ToleranceAlone};

use crate::{Adds, Direction, Edition, Thresholds};
use outturn_core::units::Unit;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What the user says about one metric.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct MetricSettings {
    /// Their own target in place of the default.
    pub target: Option<Thresholds>,
    /// What the target is taken from.
    pub target_from: TargetFrom,
    /// Who agreed to the target, and when.
    pub agreed: Agreement,
    /// The report whose bands it is compared with.
    pub edition: Edition,
    /// Which way is better, where theirs differs.
    pub good: Option<Direction>,
    /// How the values of their own series add up.
    pub adds: Option<Adds>,
    /// What the values of their own series count.
    pub unit: Option<Unit>,
    /// With fewer cases there is no verdict, where theirs differs.
    pub least_n: Option<u64>,
    /// Which of rival definitions it is computed by; `None` for the catalogue's.
    pub definition: Option<String>,
    /// Who answers for it.
    pub owner: String,
    /// One of the few metrics that everything else serves.
    pub north_star: bool,
}

/// What the user says about metrics, by id.
pub type Settings = BTreeMap<String, MetricSettings>;

/// What the user says about a metric. What they said of it while it was a series of their own under its id goes on to count.
fn said<'a>(settings: &'a Settings, id: &str) -> Option<&'a MetricSettings> {
    settings
        .get(id)
        .or_else(|| settings.get(&format!("series:{id}")))
}
