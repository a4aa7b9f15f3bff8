//! Series that remember their past: how strongly, and what that costs in evidence. Missing values: see [`super`].

use super::sum;

/// The lag-one autocorrelation of a series in the order of time, −1..=1, over the neighbours that are both there.
///
/// Without gaps it is the usual estimator (Box, Jenkins, Reinsel, *Time Series Analysis*, chapter 2; statsmodels and R `acf`): products of neighbours about the mean of the whole series ÷ its sum of squares. With gaps both sums are scaled to
/// the number of terms they would have had. `None` for fewer than two values, no neighbours, or a constant series.
///
/// ```
/// use outturn_core::stats::autocorrelation_pairwise;
/// let alternating: Vec<_> = (0..100).map(|i| Some(f64::from(i % 2))).collect();
/// assert!((autocorrelation_pairwise(&alternating).unwrap() + 0.99).abs() < 1e-12);
/// ```
#[must_use]
pub fn autocorrelation_pairwise(series: &[Option<f64>]) -> Option<f64> {
    let present = || series.iter().copied().flatten();
    let n = present().count() as f64;
    let mean = sum(present()) / n;
    let squares = sum(present().map(|v| (v - mean).powi(2)));
    let neighbours = || {
        series
            .windows(2)
            .filter_map(|w| Some((w[0]? - mean) * (w[1]? - mean)))
    };
    let pairs = neighbours().count() as f64;
    if pairs == 0.0 || squares <= n * (1e-13 * mean).powi(2) {
        return None;
    }
    let r = sum(neighbours()) / squares * ((n - 1.0) / pairs);
    (!r.is_nan()).then(|| r.clamp(-1.0, 1.0))
}

/// How many independent pairs `n` pairs of two series are worth, when each value resembles the one before it:
/// n · (1 − ρx ρy) ÷ (1 + ρx ρy), from the lag-one autocorrelations. Never more than `n`.
///
/// Two series that drift slowly look alike by chance far more often than their number of points suggests; intervals and
/// probabilities counted from this number allow for it, as far as the memory is that of a first-order autoregression.
///
/// Sources: M. S. Bartlett, "Some aspects of the time-correlation problem in regard to tests of significance", J. Royal
/// Statistical Society 98 (1935) 536–543; C. S. Bretherton et al., "The effective number of spatial degrees of freedom of a
/// time-varying field", J. Climate 12 (1999) 1990–2009.
///
/// ```
/// use outturn_core::stats::effective_pairs;
/// assert_eq!(effective_pairs(100.0, 0.5, 0.5), 60.0);
/// assert_eq!(effective_pairs(100.0, 0.9, 0.0), 100.0);
/// ```
#[must_use]
pub fn effective_pairs(n: f64, autocorrelation_x: f64, autocorrelation_y: f64) -> f64 {
    let memory = autocorrelation_x * autocorrelation_y;
    // Opposite memories would make pairs worth more than themselves; that is true only of an exact first-order process.
    n * ((1.0 - memory) / (1.0 + memory)).min(1.0)
}
