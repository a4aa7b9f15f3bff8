//! Payback: how long until the money is back.

use super::npv::discounted;
use crate::stats::Sum;
use serde::{Deserialize, Serialize};

/// When the cumulative cash comes back to zero, and whether it stays there.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Payback {
    /// Periods from time 0 to the **first** moment at which cumulative cash is no longer negative.
    pub periods: f64,
    /// Whether cumulative cash stays at or above zero from then on. When it falls below again, say so beside the figure.
    pub lasts: bool,
}

/// Periods until cumulative cash turns ≥ 0, interpolated linearly inside the period in which it does: a flow is thought to
/// arrive evenly over its period. `None` when that never happens.
///
/// Nothing to pay back is 0 periods: the first flow that is not zero is positive, or all are zero. When cumulative cash
/// turns ≥ 0 more than once, the first time counts and [`Payback::lasts`] is false.
///
/// ```
/// use outturn_core::finance::payback;
/// let flows = [-180_000.0, 60_000.0, 40_000.0, 70_000.0, 125_000.0, 35_000.0];
/// assert_eq!(payback(&flows).map(|p| (p.periods, p.lasts)), Some((3.08, true)));
/// ```
#[must_use]
pub fn payback(flows: &[f64]) -> Option<Payback> {
    turning_point(flows.iter().copied())
}

/// As [`payback`], on flows discounted to time 0 at `rate_per_period` (`flows[0]` is not discounted: a common factor
/// would not move the moment). `None` also for a rate of −1 or less.
#[must_use]
pub fn discounted_payback(rate_per_period: f64, flows: &[f64]) -> Option<Payback> {
    if rate_per_period.is_nan() || rate_per_period <= -1.0 {
        return None;
    }
    turning_point(discounted(rate_per_period, flows, 0))
}

fn turning_point(flows: impl Iterator<Item = f64>) -> Option<Payback> {
    let mut total = Sum::default();
    let mut was_negative = false;
    let mut found: Option<Payback> = None;
    for (period, flow) in flows.enumerate() {
        let before = total.value();
        total.add(flow);
        let after = total.value();
        if !after.is_finite() {
            return None;
        }
        match &mut found {
            Some(payback) => payback.lasts &= after >= 0.0,
            None if after < 0.0 => was_negative = true,
            None if was_negative => {
                // `before` is negative and `after` is not, so the flow is positive and the share lies in (0, 1].
                let periods = (period - 1) as f64 + -before / (after - before);
                found = Some(Payback {
                    periods,
                    lasts: true,
                });
            }
            None if after > 0.0 => {
                found = Some(Payback {
                    periods: 0.0,
                    lasts: true,
                });
            }
            None => {}
        }
    }
    let nothing_to_pay_back = Payback {
        periods: 0.0,
        lasts: true,
    };
    found.or((!was_negative).then_some(nothing_to_pay_back))
}
