//! What the value of a longer period, or of several labels, is made of. It is part of a metric's definition: the same on every screen.

use outturn_core::units::Per;
use serde::{Deserialize, Serialize};

/// How a metric adds up. From rows a value is always computed over all rows of the period; of a ready-made series only the values of
/// its parts are known, and they are put together so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Additivity {
    /// Counts and amounts: the sum of the parts.
    Sum,
    /// Events ÷ events: numerators and denominators each add up. Of a series: its mean, weighted by `n` where all of it is given.
    Ratio,
    /// A share of the time observed: the mean, weighted by the length of the parts.
    TimeWeighted,
    /// The mean or median of how long things took. Of a series: its mean, weighted by `n` where all of it is given.
    Duration,
    /// A quantile: those of the parts do not say that of the whole.
    Quantile,
    /// Events or hours per length of time: the mean, weighted by the length of the parts. Labels measured at one time add up.
    Rate(Per),
    /// The state at the end of the period: the last value.
    Latest,
    /// What people answered: the mean, weighted by `n`, the number of answers, where all of it is given.
    Answers,
    /// Events ÷ the mean of a stock, brought to a year: the mean, weighted by the length of the parts.
    Annualised,
    /// A distance between windows, or a gap between groups, which is recomputed. Of a series: the worst value, the mean beside it.
    Recomputed,
}

impl Additivity {
    /// How the value of a longer period comes about, for the receipt.
    #[must_use]
    pub fn words(self) -> String {
        match self {
            Self::Sum => "the sum of shorter ones".to_owned(),
            Self::Ratio => {
                "all numerators ÷ all denominators, not the mean of shorter ones".to_owned()
            }
            Self::TimeWeighted => "shorter ones weighted by the time observed".to_owned(),
            Self::Duration | Self::Answers | Self::Recomputed => {
                "computed over all their rows, not from shorter ones".to_owned()
            }
            Self::Quantile => {
                "the exact quantile of all their rows; those of shorter ones cannot be combined"
                    .to_owned()
            }
            Self::Rate(per) => format!("their total ÷ the {}s in them", per.word()),
            Self::Latest => "as of their end".to_owned(),
            Self::Annualised => "brought to a year over all the time in them".to_owned(),
        }
    }

    /// The same of values that were supplied: nothing is known of them but themselves.
    #[must_use]
    pub fn supplied_words(self) -> &'static str {
        match self {
            Self::Sum => "the sum of the values supplied; a missing one is named, not taken for 0",
            Self::Ratio | Self::Duration | Self::Answers => {
                "the mean of the values supplied, weighted by n where all of it is given"
            }
            Self::TimeWeighted | Self::Rate(_) | Self::Annualised => {
                "the mean of the values supplied, weighted by their length"
            }
            Self::Quantile => "only the range of the values supplied: quantiles cannot be combined",
            Self::Latest => "the last of the values supplied",
            Self::Recomputed => "the worst of the values supplied, their mean beside it",
        }
    }
}

/// What tells a change from chance: a change within the 95 % interval of the difference, or smaller than the last digit shown, counts
/// as unchanged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unchanged {
    /// Nothing but the last digit shown: amounts, shares of time, what stands in a register.
    LastDigit,
    /// Shares of events: Newcombe (1998), method 10, from two Wilson intervals.
    Newcombe,
    /// Gaps between groups: the intervals of the lowest and of the highest rate by Wilson, of as many cases as the smallest group has,
    /// combined as Newcombe does; of a ratio of two rates from the ends of both.
    Groups,
    /// Means: Welch (1947), with unequal variances.
    Welch,
    /// Quantiles: the intervals that the order of the values gives, their distances combined as Newcombe does.
    Ranks,
    /// Counts and what is per time or per thousand: the exact conditional test of two Poisson counts.
    Poisson,
}

/// How the values of one's own series come to that of a longer period, as the user says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Adds {
    /// They are added: amounts and counts.
    Sum,
    /// Their mean: ratios, durations, levels.
    Mean,
    /// The last one: what stands at the end.
    Latest,
}

impl Adds {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::Sum, Self::Mean, Self::Latest];

    /// For people.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Sum => "added up",
            Self::Mean => "averaged",
            Self::Latest => "the last one counts",
        }
    }

    /// The rule.
    #[must_use]
    pub const fn additivity(self) -> Additivity {
        match self {
            Self::Sum => Additivity::Sum,
            Self::Mean => Additivity::Ratio,
            Self::Latest => Additivity::Latest,
        }
    }
}
