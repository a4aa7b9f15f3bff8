//! Rates per year and per month.

const MONTHS_PER_YEAR: f64 = 12.0;

/// The effective rate per month that grows to `rate_per_year` in twelve months: `(1 + r)^(1/12) − 1`.
///
/// This is not the nominal convention `r / 12`, which compounds to more than `r`. `NaN` for rates below −1.
///
/// ```
/// use outturn_core::finance::{annual_rate, monthly_rate};
/// let monthly = monthly_rate(0.10);
/// assert!((monthly - 0.007974140428903764).abs() < 1e-16);
/// assert!((annual_rate(monthly) - 0.10).abs() < 1e-15);
/// ```
#[must_use]
pub fn monthly_rate(rate_per_year: f64) -> f64 {
    (rate_per_year.ln_1p() / MONTHS_PER_YEAR).exp_m1()
}

/// The effective rate per year of a rate per month: `(1 + m)^12 − 1`. `NaN` for rates below −1.
#[must_use]
pub fn annual_rate(rate_per_month: f64) -> f64 {
    (rate_per_month.ln_1p() * MONTHS_PER_YEAR).exp_m1()
}
