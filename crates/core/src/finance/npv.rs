//! Net present value.

use crate::stats::sum;
use serde::{Deserialize, Serialize};

/// When the first flow of a list happens: the one point on which spreadsheets and textbooks differ for NPV.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, Default)]
#[serde(rename_all = "snake_case")]
pub enum Timing {
    /// The first flow is now and is not discounted: textbooks, numpy-financial.
    #[default]
    FirstFlowNow,
    /// The first flow comes after one period, and every flow is discounted one period more: Excel's `NPV`.
    AfterOnePeriod,
}

impl Timing {
    /// Both choices, the default first.
    pub const ALL: [Self; 2] = [Self::FirstFlowNow, Self::AfterOnePeriod];

    /// The words a person reads.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::FirstFlowNow => "first flow now",
            Self::AfterOnePeriod => "first flow after one period, as Excel's NPV",
        }
    }

    fn first_exponent(self) -> i32 {
        match self {
            Self::FirstFlowNow => 0,
            Self::AfterOnePeriod => 1,
        }
    }
}

/// Net present value: `Σ flows[t] / (1 + rate)^t`, or `^(t + 1)` under [`Timing::AfterOnePeriod`].
///
/// Zero for no flows; `NaN` for a rate of −1 or less, where discounting means nothing.
///
/// ```
/// use outturn_core::finance::{npv, Timing};
/// let flows = [-10_000.0, 3_000.0, 4_200.0, 6_800.0];
/// assert!((npv(0.10, &flows, Timing::AfterOnePeriod) - 1188.44).abs() < 0.005); // Excel's documented example
/// assert!((npv(0.10, &flows, Timing::FirstFlowNow) - 1307.29).abs() < 0.005);
/// ```
#[must_use]
pub fn npv(rate_per_period: f64, flows: &[f64], timing: Timing) -> f64 {
    if rate_per_period.is_nan() || rate_per_period <= -1.0 {
        return f64::NAN;
    }
    sum(discounted(rate_per_period, flows, timing.first_exponent()))
}

/// Each flow at its value at time 0, the first one discounted `first_exponent` periods.
///
/// The growth factor is a running product, not a power: the digits are then the same on every platform.
pub(super) fn discounted(
    rate_per_period: f64,
    flows: &[f64],
    first_exponent: i32,
) -> impl Iterator<Item = f64> {
    let step = 1.0 + rate_per_period;
    let mut growth = (0..first_exponent).fold(1.0, |factor, _| factor * step);
    flows.iter().map(move |flow| {
        let value = flow / growth;
        growth *= step;
        value
    })
}
