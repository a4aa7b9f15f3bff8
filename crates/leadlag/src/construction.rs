//! Series that move together because one is made of the other, or both of the same.

use super::series::Series;
use outturn_core::stats::pearson_pairwise;
use serde::{Deserialize, Serialize};

/// A correlation this near to 1 or −1 is that of one series on two scales, but for the rounding of its figures.
const COPY: f64 = 1.0 - 1e-9;

/// Why two series cannot but move together; `Display` says it of a leader and its outcome, without a full stop.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum Construction {
    /// Both are computed from these.
    #[error("both are made of {}", .0.join(", "))]
    SharedInputs(Vec<String>),
    /// They are the same figures on two scales.
    #[error("one is the other on another scale")]
    SameFigures,
}

/// What is known beforehand of a leader and the outcome.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    /// The leader's id.
    pub leader: String,
    /// Why the two cannot but move together.
    pub construction: Construction,
}

impl Construction {
    /// What the figures themselves show.
    pub(super) fn of_figures(leader: &Series, outcome: &Series) -> Option<Self> {
        let (Some(&(first, _)), true) =
            (outcome.points().first(), leader.grain() == outcome.grain())
        else {
            return None;
        };
        let moved =
            super::series::number(first) - super::series::number(leader.points().first()?.0);
        let own = |place: usize| {
            let place = usize::try_from(place as i64 + moved).ok()?;
            leader.points().get(place)?.1
        };
        let pairs = outcome.points().iter().enumerate();
        let found = pearson_pairwise(pairs.map(|(place, (_, value))| (own(place), *value)));
        let enough = found.n >= super::sweep::MIN_PAIRS;
        (enough && found.r.is_some_and(|r| r.abs() >= COPY)).then_some(Self::SameFigures)
    }
}
