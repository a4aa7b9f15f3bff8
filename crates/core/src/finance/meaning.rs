//! When an internal rate of return is a number and says nothing.
//!
//! A rate of return relates what comes back to what is laid out. Where next to nothing ever is laid out, or for a moment only, the rate
//! grows beyond all measure with it, and a year of it is no return that anybody could have had.

use super::irr::Irr;
use super::payback::payback;
use crate::stats::Sum;
use serde::{Deserialize, Serialize};

/// Up to this rate per year (1,000 %) a rate of return is told as it is.
const PLAUSIBLE: f64 = 10.0;
/// Beyond this one (10,000 %) none is.
const BEYOND: f64 = 100.0;
/// What is laid out at most must be at least this share of all that comes in.
const LEAST_LAID_OUT: f64 = 0.1;

/// Why an internal rate of return says nothing.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NoMeaning {
    /// The money is back within the first period.
    BackAtOnce,
    /// So little is ever laid out against what comes in.
    LittleLaidOut {
        /// The lowest point of cumulative cash; positive.
        most: f64,
        /// All flows that come in.
        comes_in: f64,
    },
    /// The money is back after these few periods, and the rate of those is compounded to a year.
    BackSoon {
        /// Periods until payback.
        periods: f64,
    },
}

/// Why the one internal rate of return, given per year, says nothing about these flows; `None` where it does, or where there is not
/// exactly one.
///
/// ```
/// use outturn_core::finance::{Irr, NoMeaning, without_meaning};
/// // 1 out, 20 back a month later: 20 − 1 = 1,900 % a month.
/// let per_year = Irr::One(20_f64.powi(12) - 1.0);
/// assert_eq!(without_meaning(&per_year, &[-1.0, 20.0]), Some(NoMeaning::BackAtOnce));
/// // numpy-financial's documented example, of years.
/// assert_eq!(without_meaning(&Irr::One(0.28095), &[-100.0, 39.0, 59.0, 55.0, 20.0]), None);
/// ```
#[must_use]
pub fn without_meaning(per_year: &Irr, flows: &[f64]) -> Option<NoMeaning> {
    let Irr::One(rate) = per_year else {
        return None;
    };
    if *rate <= PLAUSIBLE {
        return None;
    }
    let back = payback(flows).map(|payback| payback.periods);
    if back.is_some_and(|periods| periods <= 1.0) {
        return Some(NoMeaning::BackAtOnce);
    }
    let (mut total, mut comes_in, mut lowest) = (Sum::default(), Sum::default(), 0.0_f64);
    for flow in flows {
        total.add(*flow);
        comes_in.add(flow.max(0.0));
        lowest = lowest.min(total.value());
    }
    let (most, comes_in) = (-lowest, comes_in.value());
    if most < LEAST_LAID_OUT * comes_in {
        return Some(NoMeaning::LittleLaidOut { most, comes_in });
    }
    let periods = back.filter(|_| *rate > BEYOND)?;
    Some(NoMeaning::BackSoon { periods })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finance::{annual_rate, irr};
    use rstest::rstest;

    fn of(flows: &[f64]) -> Option<NoMeaning> {
        without_meaning(&irr(flows).map(annual_rate), flows)
    }

    /// Monthly flows; the rates a year by numpy-financial 1.0: `(1 + irr(flows)) ** 12 - 1`.
    #[rstest]
    // 19.7 % a year.
    #[case::an_investment([[-100.0].as_slice(), &[5.0; 24]].concat(), None)]
    // 403 % a year: high, and told.
    #[case::a_good_one([[-100.0].as_slice(), &[15.0; 24]].concat(), None)]
    // 11,764,800 %: sevenfold after two months.
    #[case::sevenfold_in_two_months(vec![-100.0, 0.0, 700.0], Some(NoMeaning::BackSoon { periods: 1.0 + 100.0 / 700.0 }))]
    #[case::at_once(vec![-100.0, 250.0, 250.0], Some(NoMeaning::BackAtOnce))]
    // Only the ramp is negative: 142,831 %.
    #[case::a_ramp(
        [[0.0, -9.0, -1.0, 8.0].as_slice(), &[20.0; 36]].concat(),
        Some(NoMeaning::LittleLaidOut { most: 10.0, comes_in: 728.0 })
    )]
    #[case::a_loss(vec![-100.0, 10.0, 10.0], None)]
    #[case::nothing_laid_out(vec![0.0, 10.0, 10.0], None)]
    fn a_rate_says_something_where_something_is_laid_out(
        #[case] flows: Vec<f64>,
        #[case] expected: Option<NoMeaning>,
    ) {
        assert_eq!(of(&flows), expected);
    }
}
