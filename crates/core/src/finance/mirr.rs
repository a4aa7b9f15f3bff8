//! Modified internal rate of return.

use super::npv::discounted;
use crate::stats::sum;

/// Modified internal rate of return per period: what is paid in is financed at `finance_rate`, what comes out is put to work at
/// `reinvest_rate` until the last period:
/// `(future value of the positive flows ÷ −present value of the negative flows)^(1 / (n − 1)) − 1`.
///
/// `None` without a positive or without a negative flow, for rates of −1 or less, and where the figure is not finite. As
/// numpy-financial's and Excel's `MIRR`.
///
/// ```
/// use outturn_core::finance::mirr;
/// let flows = [-120_000.0, 39_000.0, 30_000.0, 21_000.0, 37_000.0, 46_000.0];
/// assert!((mirr(&flows, 0.10, 0.12).unwrap() - 0.126094).abs() < 5e-7); // Excel's documented example
/// ```
#[must_use]
pub fn mirr(flows: &[f64], finance_rate: f64, reinvest_rate: f64) -> Option<f64> {
    let rates_mean_something = finance_rate > -1.0 && reinvest_rate > -1.0;
    let earns = flows.iter().any(|flow| *flow > 0.0);
    let spends = flows.iter().any(|flow| *flow < 0.0);
    if !rates_mean_something || !earns || !spends {
        return None;
    }
    let outflows: Vec<f64> = flows.iter().map(|flow| flow.min(0.0)).collect();
    let inflows: Vec<f64> = flows.iter().map(|flow| flow.max(0.0)).collect();
    let periods = (flows.len() - 1) as f64;
    let paid_in = -sum(discounted(finance_rate, &outflows, 0));
    let earned = sum(discounted(reinvest_rate, &inflows, 0));
    // Through logarithms: the future value itself may be beyond a number's range while the rate is not.
    let growth = ((earned / paid_in).ln() / periods) + reinvest_rate.ln_1p();
    let rate = growth.exp_m1();
    (rate.is_finite() && flows.iter().all(|flow| flow.is_finite())).then_some(rate)
}
