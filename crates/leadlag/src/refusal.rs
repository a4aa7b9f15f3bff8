//! Why two series were not compared.

use super::season::Season;
use super::words::LagUnit;
use outturn_core::calendar::Grain;
use serde::{Deserialize, Serialize};

/// A reason, as facts; `Display` says it in a sentence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum Refusal {
    /// The two are not by the same period.
    #[error("{} is by {leader_grain} and {} is by {outcome_grain}: show both by {}.", quoted(leader), quoted(outcome), leader_grain.max(outcome_grain).word(), leader_grain = leader_grain.word(), outcome_grain = outcome_grain.word())]
    DifferentGrain {
        /// The leader's label.
        leader: String,
        /// Its grain.
        leader_grain: Grain,
        /// The outcome's label.
        outcome: String,
        /// Its grain.
        outcome_grain: Grain,
    },
    /// At no lag are both known in enough periods.
    #[error("{} and {} share {}{} at the best lag, and {need} are needed: load a longer history, or look by shorter periods.", quoted(leader), quoted(outcome), unit.count(*have as u64), beside(*calendar))]
    TooShort {
        /// The leader's label.
        leader: String,
        /// The outcome's label.
        outcome: String,
        /// What lags of them are counted in.
        unit: LagUnit,
        /// Periods in which both are known, at the lag that has most, less those that their patterns of the calendar cost.
        have: usize,
        /// What these cost.
        calendar: usize,
        /// Periods that are needed.
        need: usize,
    },
    /// One of the two never changes (or, compared by differences, always by the same amount), so nothing can move with it.
    #[error(
        "{} does not vary where the two overlap: nothing can be seen to move with it.",
        quoted(series)
    )]
    Constant {
        /// The label of the series.
        series: String,
    },
    /// One of the two is a pattern of the calendar and nothing else.
    #[error("{} does the same every {} and nothing else: it cannot be told from the calendar what it moves with.", quoted(series), season.every())]
    OnlySeason {
        /// The label of the series.
        series: String,
        /// What it repeats.
        season: Season,
        /// Whether the other one is nothing else either.
        both: bool,
    },
}

/// What is not among those that two series share.
fn beside(calendar: usize) -> String {
    match calendar {
        0 => String::new(),
        n => format!(" (beside {n} that taking out their patterns of the calendar costs)"),
    }
}

fn quoted(label: &str) -> String {
    format!("“{label}”")
}
