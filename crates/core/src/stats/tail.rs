//! Tail probabilities of the normal, Student's t, F and chi-square distributions. A NaN argument answers `None`.

use super::special::incomplete_beta;
use statrs::function::erf::erfc_inv;
use statrs::function::gamma::checked_gamma_ur;

/// Degrees of freedom past which the gamma function's series takes longer than anybody waits.
const MOST_DEGREES: f64 = 1e12;

/// The probability that a standard normal value exceeds `z`. Keeps its digits far out, where 1 − Φ(z) would be 0.
///
/// ```
/// use outturn_core::stats::normal_upper_tail;
/// assert!((normal_upper_tail(1.96).unwrap() - 0.025).abs() < 1e-5);
/// ```
#[must_use]
pub fn normal_upper_tail(z: f64) -> Option<f64> {
    if z.is_nan() {
        return None;
    }
    // Through the gamma function: the library's complementary error function is good to ten digits only.
    let beyond = upper_gamma(0.5, z * z / 2.0)? / 2.0;
    Some(if z < 0.0 { 1.0 - beyond } else { beyond })
}

/// The value that a standard normal one stays below with the given probability; `None` outside 0..1, both excluded.
///
/// ```
/// use outturn_core::stats::normal_quantile;
/// assert!((normal_quantile(0.975).unwrap() - 1.959963984540054).abs() < 1e-14);
/// ```
#[must_use]
pub fn normal_quantile(probability: f64) -> Option<f64> {
    let inside = probability > 0.0 && probability < 1.0;
    inside.then(|| -std::f64::consts::SQRT_2 * erfc_inv(2.0 * probability))
}

/// The probability that a value of Student's t distribution is at least as far from 0 as `t`, on either side.
///
/// Degrees of freedom need not be whole; `None` when they are not above 0.
///
/// ```
/// use outturn_core::stats::student_t_two_sided;
/// assert!((student_t_two_sided(-1.0, 1.0).unwrap() - 0.5).abs() < 1e-14);
/// ```
#[must_use]
pub fn student_t_two_sided(t: f64, degrees_of_freedom: f64) -> Option<f64> {
    if t.is_nan() || degrees_of_freedom.is_nan() || degrees_of_freedom <= 0.0 {
        return None;
    }
    if degrees_of_freedom.is_infinite() {
        return normal_upper_tail(t.abs()).map(|p| 2.0 * p);
    }
    let ratio = t * (t / degrees_of_freedom);
    if ratio.is_infinite() {
        return Some(0.0);
    }
    let (x, y) = (1.0 / (1.0 + ratio), ratio / (1.0 + ratio));
    Some(incomplete_beta(degrees_of_freedom / 2.0, 0.5, x, y))
}

/// The probability that a value of the F distribution exceeds `f`; degrees of freedom need not be whole.
///
/// `None` when they are not both above 0.
///
/// ```
/// use outturn_core::stats::f_upper_tail;
/// assert!((f_upper_tail(1.0, 5.0, 5.0).unwrap() - 0.5).abs() < 1e-14);
/// ```
#[must_use]
pub fn f_upper_tail(f: f64, between: f64, within: f64) -> Option<f64> {
    if f.is_nan() || !(between > 0.0 && within > 0.0 && between.is_finite() && within.is_finite()) {
        return None;
    }
    if f <= 0.0 || f.is_infinite() {
        return Some(if f <= 0.0 { 1.0 } else { 0.0 });
    }
    let (explained, rest) = (between * f, within);
    let (x, y) = (rest / (rest + explained), explained / (rest + explained));
    Some(incomplete_beta(within / 2.0, between / 2.0, x, y))
}

/// The probability that a chi-square value exceeds `statistic`; `None` when the degrees of freedom are not above 0, or past 10¹².
///
/// ```
/// use outturn_core::stats::chi_square_upper_tail;
/// assert!((chi_square_upper_tail(3.841_458_820_694_124, 1.0).unwrap() - 0.05).abs() < 1e-14);
/// ```
#[must_use]
pub fn chi_square_upper_tail(statistic: f64, degrees_of_freedom: f64) -> Option<f64> {
    let valid = degrees_of_freedom > 0.0 && degrees_of_freedom <= MOST_DEGREES;
    if statistic.is_nan() || !valid {
        return None;
    }
    upper_gamma(degrees_of_freedom / 2.0, statistic / 2.0)
}

/// The regularised upper incomplete gamma function Q(a, x) for a > 0, its ends among its arguments.
fn upper_gamma(a: f64, x: f64) -> Option<f64> {
    if x <= 0.0 || x.is_infinite() {
        return Some(if x <= 0.0 { 1.0 } else { 0.0 });
    }
    checked_gamma_ur(a, x).ok()
}
