//! How far two samples, or two sets of shares, are apart: what drift is measured by.
//!
//! Of numbers there are [`kolmogorov_smirnov`] and [`wasserstein`]; of counts by class or by bin [`population_stability`],
//! [`jensen_shannon`] and [`chi_square`]. [`reference_bins`] cuts numbers into bins.

use super::{chi_square_upper_tail, known, quantile_sorted, sum};

/// What a share of nothing is taken for, so that its logarithm exists.
const LEAST_SHARE: f64 = 1e-4;

fn sorted(values: &[f64]) -> Option<Vec<f64>> {
    let has_all = !values.is_empty() && values.iter().all(|value| value.is_finite());
    let mut sorted = values.to_vec();
    sorted.sort_unstable_by(f64::total_cmp);
    has_all.then_some(sorted)
}

/// The largest distance between two empirical distribution functions, 0 to 1: the two-sample Kolmogorov–Smirnov statistic.
///
/// `None` when a sample is empty or not finite. Source: scipy.stats.ks_2samp.
///
/// ```
/// use outturn_core::stats::kolmogorov_smirnov;
/// assert_eq!(kolmogorov_smirnov(&[1.0, 2.0, 3.0, 4.0], &[3.0, 4.0, 5.0, 6.0]), Some(0.5));
/// ```
#[must_use]
pub fn kolmogorov_smirnov(a: &[f64], b: &[f64]) -> Option<f64> {
    let (a, b) = (sorted(a)?, sorted(b)?);
    let mut largest: f64 = 0.0;
    steps(&a, &b, |below_a, below_b, _| {
        largest = largest.max((below_a - below_b).abs());
    });
    Some(largest)
}

/// The area between two empirical distribution functions, in the unit of the values: what it takes to move one sample onto the other.
///
/// `None` when a sample is empty or not finite. Source: scipy.stats.wasserstein_distance.
///
/// ```
/// use outturn_core::stats::wasserstein;
/// assert_eq!(wasserstein(&[0.0, 1.0, 3.0], &[5.0, 6.0, 8.0]), Some(5.0));
/// ```
#[must_use]
pub fn wasserstein(a: &[f64], b: &[f64]) -> Option<f64> {
    let (a, b) = (sorted(a)?, sorted(b)?);
    let mut areas = Vec::with_capacity(a.len() + b.len());
    steps(&a, &b, |below_a, below_b, width| {
        areas.push((below_a - below_b).abs() * width);
    });
    known(sum(areas))
}

/// Calls `each` with both distribution functions after each value of either sample, and the distance to the next value.
fn steps(a: &[f64], b: &[f64], mut each: impl FnMut(f64, f64, f64)) {
    let (mut i, mut j) = (0, 0);
    while i < a.len() || j < b.len() {
        let next = |i: usize, j: usize| match (a.get(i), b.get(j)) {
            (Some(x), Some(y)) => Some(x.min(*y)),
            (x, y) => x.or(y).copied(),
        };
        let Some(at) = next(i, j) else { break };
        i += a[i..].iter().take_while(|x| **x <= at).count();
        j += b[j..].iter().take_while(|y| **y <= at).count();
        let width = next(i, j).map_or(0.0, |to| to - at);
        each(i as f64 / a.len() as f64, j as f64 / b.len() as f64, width);
    }
}

/// Bounds between bins that each hold about as many values of a reference sample: its quantiles, each once. Values at a bound are in the
/// bin below it; the first and the last bin have no outer bound. Empty for a constant.
///
/// `None` when the sample is empty or not finite.
///
/// ```
/// use outturn_core::stats::{by_bin, reference_bins};
/// let bounds = reference_bins(&[1.0, 2.0, 3.0, 4.0, 5.0], 2).unwrap();
/// assert_eq!(bounds, [3.0]);
/// assert_eq!(by_bin(&[0.0, 3.0, 9.0], &bounds), [2.0, 1.0]);
/// ```
#[must_use]
pub fn reference_bins(reference: &[f64], bins: usize) -> Option<Vec<f64>> {
    let reference = sorted(reference)?;
    let inner = (1..bins).map(|bin| quantile_sorted(&reference, bin as f64 / bins as f64));
    let mut bounds = inner.collect::<Option<Vec<f64>>>()?;
    bounds.dedup();
    let highest = reference.last().copied();
    bounds.retain(|bound| Some(*bound) != highest);
    Some(bounds)
}

/// How many values are in each of the bins between these bounds.
#[must_use]
pub fn by_bin(values: &[f64], bounds: &[f64]) -> Vec<f64> {
    let mut counts = vec![0.0; bounds.len() + 1];
    for value in values {
        counts[bounds.partition_point(|bound| bound < value)] += 1.0;
    }
    counts
}

/// The population stability index of counts by class or bin: Σ (p − q) ln(p ÷ q), of the shares p now and q of the reference. A share of
/// nothing is taken for 0.0001. Usual bounds: 0.1 and 0.25.
///
/// `None` when the two differ in length or one has no count. Source: Siddiqi (2006), Credit Risk Scorecards.
///
/// ```
/// use outturn_core::stats::population_stability;
/// let psi = population_stability(&[50.0, 50.0], &[60.0, 40.0]).unwrap();
/// assert!((psi - 0.040_546_510_810_816_44).abs() < 1e-15); // 0.1 ln 1.2 + 0.1 ln 1.25
/// ```
#[must_use]
pub fn population_stability(reference: &[f64], now: &[f64]) -> Option<f64> {
    let (q, p) = shares(reference, now)?;
    let parts = p.iter().zip(&q).map(|(p, q)| {
        let (p, q) = (p.max(LEAST_SHARE), q.max(LEAST_SHARE));
        (p - q) * (p / q).ln()
    });
    known(sum(parts))
}

/// The Jensen–Shannon distance of counts by class or bin, 0 to 1: the square root of the divergence in bits.
///
/// `None` when the two differ in length or one has no count. Source: scipy.spatial.distance.jensenshannon with base 2.
///
/// ```
/// use outturn_core::stats::jensen_shannon;
/// assert_eq!(jensen_shannon(&[1.0, 0.0], &[0.0, 1.0]), Some(1.0));
/// ```
#[must_use]
pub fn jensen_shannon(reference: &[f64], now: &[f64]) -> Option<f64> {
    let (q, p) = shares(reference, now)?;
    let bits = |share: f64, middle: f64| match share > 0.0 {
        true => share * (share / middle).log2(),
        false => 0.0,
    };
    let parts = p.iter().zip(&q).flat_map(|(p, q)| {
        let middle = f64::midpoint(*p, *q);
        [bits(*p, middle), bits(*q, middle)]
    });
    known((sum(parts) / 2.0).max(0.0).sqrt())
}

/// The chi-square statistic of counts now against the shares of the reference, and the probability that chance gives as much.
///
/// `None` when the two differ in length, there is only one class, one has no count, or there is something now in a class that the
/// reference does not have. Source: scipy.stats.chisquare.
///
/// ```
/// use outturn_core::stats::chi_square;
/// let (statistic, p) = chi_square(&[50.0, 50.0], &[60.0, 40.0]).unwrap();
/// assert_eq!(statistic, 4.0);
/// assert!((p - 0.045_500_263_896_358_42).abs() < 1e-14);
/// ```
#[must_use]
pub fn chi_square(reference: &[f64], now: &[f64]) -> Option<(f64, f64)> {
    let (q, _) = shares(reference, now)?;
    let n = sum(now.iter().copied());
    let mut parts = Vec::with_capacity(now.len());
    for (count, share) in now.iter().zip(&q) {
        let expected = share * n;
        match (expected > 0.0, *count > 0.0) {
            (true, _) => parts.push((count - expected).powi(2) / expected),
            (false, true) => return None,
            (false, false) => {}
        }
    }
    let degrees = parts.len().checked_sub(1).filter(|degrees| *degrees > 0)?;
    let statistic = sum(parts);
    Some((statistic, chi_square_upper_tail(statistic, degrees as f64)?))
}

/// The shares of two sets of counts.
fn shares(reference: &[f64], now: &[f64]) -> Option<(Vec<f64>, Vec<f64>)> {
    let of = |counts: &[f64]| {
        let valid = counts.iter().all(|count| *count >= 0.0);
        let n = sum(counts.iter().copied());
        (valid && n > 0.0 && n.is_finite()).then(|| counts.iter().map(|count| count / n).collect())
    };
    (reference.len() == now.len()).then_some(())?;
    Some((of(reference)?, of(now)?))
}
