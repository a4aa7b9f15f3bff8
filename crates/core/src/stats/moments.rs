//! Mean, variance, standard deviation. Missing values: see [`super`].

use super::{known, sum};

/// The arithmetic mean. `None` without values.
///
/// ```
/// use outturn_core::stats::mean;
/// assert_eq!(mean(&[1.0, 2.0, 4.5]), Some(2.5));
/// assert_eq!(mean(&[]), None);
/// ```
#[must_use]
pub fn mean(values: &[f64]) -> Option<f64> {
    (!values.is_empty())
        .then(|| sum(values.iter().copied()) / values.len() as f64)
        .and_then(known)
}

/// The sample variance: squared distances from the mean ÷ (n − 1), numpy's `ddof=1`. `None` for fewer than two values.
///
/// Two passes with the correction for the rounded mean: T. F. Chan, G. H. Golub, R. J. LeVeque, "Algorithms for computing the
/// sample variance", The American Statistician 37 (1983) 242–247.
///
/// ```
/// use outturn_core::stats::variance;
/// assert_eq!(variance(&[2.0, 4.0, 4.0, 4.0, 5.0, 5.0, 7.0, 9.0]), Some(32.0 / 7.0));
/// ```
#[must_use]
pub fn variance(values: &[f64]) -> Option<f64> {
    if values.len() < 2 {
        return None;
    }
    let n = values.len() as f64;
    let mean = mean(values)?;
    let squares = sum(values.iter().map(|v| (v - mean).powi(2)));
    let drift = sum(values.iter().map(|v| v - mean));
    known(((squares - drift * drift / n) / (n - 1.0)).max(0.0))
        .filter(|_| values.iter().all(|v| v.is_finite()))
}

/// The sample standard deviation: the root of [`variance`], in the unit of the values.
///
/// ```
/// use outturn_core::stats::standard_deviation;
/// assert_eq!(standard_deviation(&[1.0, 2.0, 3.0]), Some(1.0));
/// assert_eq!(standard_deviation(&[1.0]), None);
/// ```
#[must_use]
pub fn standard_deviation(values: &[f64]) -> Option<f64> {
    variance(values).map(f64::sqrt)
}
