//! What the value of a longer period, or of several labels, is made of. It is part of a metric's definition: the same on every screen.

use outturn_core::units::Per;

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
}

/// What tells a change from chance: a change within the 95 % interval of the difference, or smaller than the last digit shown, counts
/// as unchanged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unchanged {
    /// Nothing but the last digit shown: amounts, shares of time, what stands in a register.
    LastDigit,
    /// Shares of events: Newcombe (1998), method 10, from two Wilson intervals.
    Newcombe,
    /// Means: Welch (1947), with unequal variances.
    Welch,
    /// Quantiles: the intervals that the order of the values gives, their distances combined as Newcombe does.
    Ranks,
    /// Counts and what is per time or per thousand: the exact conditional test of two Poisson counts.
    Poisson,
}
