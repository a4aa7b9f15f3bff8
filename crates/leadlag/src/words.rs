//! What was found, in words.

use outturn_core::calendar::Grain;
use serde::{Deserialize, Serialize};

/// Who moves first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Relation {
    /// The leader, by so many periods.
    Leads(u32),
    /// Neither: they move in the same period.
    Together,
    /// The outcome, by so many periods: what was to lead comes after.
    Follows(u32),
}

impl Relation {
    /// The relation that a lag means: positive when the leader comes first.
    #[must_use]
    pub fn of_lag(lag: i32) -> Self {
        match lag.signum() {
            1 => Self::Leads(lag.unsigned_abs()),
            0 => Self::Together,
            _ => Self::Follows(lag.unsigned_abs()),
        }
    }

    /// The relation as a sentence without its full stop.
    ///
    /// ```
    /// use outturn_core::calendar::Grain;
    /// use outturn_leadlag::Relation;
    /// let say = |relation: Relation| relation.sentence("Adoption", "revenue", Grain::Quarter);
    /// assert_eq!(say(Relation::Leads(2)), "Adoption leads revenue by 2 quarters");
    /// assert_eq!(say(Relation::Together), "Adoption and revenue move together");
    /// assert_eq!(say(Relation::Follows(1)), "Adoption follows revenue by 1 quarter");
    /// ```
    #[must_use]
    pub fn sentence(self, leader: &str, outcome: &str, by: impl Into<LagUnit>) -> String {
        let by = by.into();
        match self {
            Self::Leads(n) => format!("{leader} leads {outcome} by {}", by.count(n.into())),
            Self::Together => format!("{leader} and {outcome} move together"),
            Self::Follows(n) => format!("{leader} follows {outcome} by {}", by.count(n.into())),
        }
    }
}

/// What lags are counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LagUnit {
    /// Periods of a length.
    Of(Grain),
    /// Steps of an order without dates.
    Step,
}

impl From<Grain> for LagUnit {
    fn from(grain: Grain) -> Self {
        Self::Of(grain)
    }
}

impl LagUnit {
    /// One of them, for people: `month`, `step`.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Of(grain) => grain.word(),
            Self::Step => "step",
        }
    }

    /// `1 month`, `2 months`, `0 months`.
    #[must_use]
    pub fn count(self, n: u64) -> String {
        format!("{n} {}{}", self.word(), if n == 1 { "" } else { "s" })
    }
}
