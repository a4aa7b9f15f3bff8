//! Whether two values differ by more than chance gives.

use super::special::incomplete_beta;
use super::tail::student_t_two_sided;

/// The value that a standard normal one stays below with a probability of 0.975.
const Z: f64 = 1.959_963_984_540_054;

/// The 95 % interval of a difference `a − b` from the values and the 95 % interval of each, by the squares of their distances: method 10
/// of R. G. Newcombe, Statistics in Medicine 17 (1998) 873–890, where the intervals are those of Wilson; for others G. Y. Zou and
/// A. Donner, Statistics in Medicine 27 (2008) 1693–1702.
#[must_use]
pub fn difference_interval(
    (a, (a_low, a_high)): (f64, (f64, f64)),
    (b, (b_low, b_high)): (f64, (f64, f64)),
) -> (f64, f64) {
    let below = (a - a_low).hypot(b_high - b);
    let above = (a_high - a).hypot(b - b_low);
    (a - b - below, a - b + above)
}

/// The 95 % interval of a share of `n` events: E. B. Wilson, JASA 22 (1927) 209–212. `None` without events or for a share outside 0..=1.
///
/// ```
/// use outturn_core::stats::wilson_interval;
/// let (low, high) = wilson_interval(0.8, 70.0).unwrap(); // 56 of 70
/// assert!((low - 0.6918).abs() < 1e-4 && (high - 0.8770).abs() < 1e-4);
/// ```
#[must_use]
pub fn wilson_interval(share: f64, n: f64) -> Option<(f64, f64)> {
    if !(n > 0.0 && (0.0..=1.0).contains(&share)) {
        return None;
    }
    let z2 = Z * Z;
    let middle = share + z2 / (2.0 * n);
    let half = Z * ((share * (1.0 - share) + z2 / (4.0 * n)) / n).sqrt();
    let whole = 1.0 + z2 / n;
    Some(((middle - half) / whole, (middle + half) / whole))
}

/// Number, mean and sample variance of some values.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Moments {
    /// How many.
    pub n: f64,
    /// Their mean.
    pub mean: f64,
    /// Their sample variance, with n − 1.
    pub variance: f64,
}

/// The two-sided p-value of two equal means with unequal variances: B. L. Welch, Biometrika 34 (1947) 28–35. `None` for fewer than two
/// values on a side; 0 or 1 where neither side varies.
#[must_use]
pub fn welch_p_value(a: Moments, b: Moments) -> Option<f64> {
    if a.n < 2.0 || b.n < 2.0 {
        return None;
    }
    let (u, v) = (a.variance / a.n, b.variance / b.n);
    let difference = a.mean - b.mean;
    if u + v <= 0.0 {
        return Some(if difference == 0.0 { 1.0 } else { 0.0 });
    }
    let degrees = (u + v).powi(2) / (u * u / (a.n - 1.0) + v * v / (b.n - 1.0));
    student_t_two_sided(difference / (u + v).sqrt(), degrees)
}

/// The 95 % interval of the difference `a − b` of two means, by the same distribution: what lies outside has a smaller
/// [p-value](welch_p_value) than 0.05. `None` where that is.
#[must_use]
pub fn welch_interval(a: Moments, b: Moments) -> Option<(f64, f64)> {
    let difference = a.mean - b.mean;
    let of = |by: f64| welch_p_value(Moments { mean: by, ..a }, Moments { mean: 0.0, ..b });
    // The p-value falls with the distance: doubled until it is below, then halved to the last digit.
    let mut high = (a.variance / a.n + b.variance / b.n).sqrt();
    while high > 0.0 && high.is_finite() && of(high)? > 0.05 {
        high *= 2.0;
    }
    let mut low = 0.0;
    for _ in 0..BISECTIONS {
        let middle = f64::midpoint(low, high);
        match of(middle)? > 0.05 {
            true => low = middle,
            false => high = middle,
        }
    }
    Some((difference - high, difference + high))
}

/// Halvings that find a number to its last digit.
const BISECTIONS: usize = 64;

/// The two-sided p-value of two counts of rare events with the same rate, seen over so much time each: twice the smaller tail of the
/// binomial distribution that the first count has, given both (J. Przyborowski, H. Wilenski, Biometrika 31 (1940) 313–323). `None` for
/// counts below zero or no time; 1 where nothing happened.
#[must_use]
pub fn poisson_p_value((a, a_time): (f64, f64), (b, b_time): (f64, f64)) -> Option<f64> {
    let known = a >= 0.0 && b >= 0.0 && a_time > 0.0 && b_time > 0.0;
    if !known || !(a + b + a_time + b_time).is_finite() {
        return None;
    }
    let n = a + b;
    let (p, q) = (a_time / (a_time + b_time), b_time / (a_time + b_time));
    // P(X ≥ a) and P(X ≤ a) as incomplete beta functions (NIST 8.17.5).
    let at_least = if a > 0.0 {
        incomplete_beta(a, b + 1.0, p, q)
    } else {
        1.0
    };
    let at_most = if b > 0.0 {
        incomplete_beta(b, a + 1.0, q, p)
    } else {
        1.0
    };
    (n >= 0.0).then(|| (2.0 * at_least.min(at_most)).min(1.0))
}

/// Between which quantiles of `n` values the one of their population at `q` lies with a probability of 95 %, by the order of the values
/// alone: H. A. David, H. N. Nagaraja, Order Statistics (2003), section 7.1, with the normal approximation of the ranks. Where there
/// are too few values beyond, the smallest and the largest. `None` for fewer than two values.
///
/// ```
/// use outturn_core::stats::quantile_bounds;
/// // Of 101 values the 40th and the 62nd: 50.5 ∓ 9.85, outwards.
/// assert_eq!(quantile_bounds(0.5, 101.0), Some((0.39, 0.61)));
/// ```
#[must_use]
pub fn quantile_bounds(q: f64, n: f64) -> Option<(f64, f64)> {
    if !(n >= 2.0 && (0.0..=1.0).contains(&q)) {
        return None;
    }
    let half = Z * (n * q * (1.0 - q)).sqrt();
    let low = (n * q - half).floor().max(1.0);
    let high = ((n * q + half).ceil() + 1.0).min(n);
    Some(((low - 1.0) / (n - 1.0), (high - 1.0) / (n - 1.0)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    fn close(found: f64, expected: f64) {
        assert!(
            (found - expected).abs() < 1e-12,
            "found {found}, expected {expected}"
        );
    }

    /// statsmodels 0.14: confint_proportions_2indep(…, method="newcomb"). The first is Newcombe's own example (a), 0.0524 to 0.3339.
    #[rstest]
    #[case((56.0, 70.0), (48.0, 80.0), (0.05243147240236498, 0.33387265403690614))]
    #[case((0.0, 10.0), (0.0, 20.0), (-0.1611251580528194, 0.27753279986288926))]
    #[case((9.0, 10.0), (3.0, 10.0), (0.1705227239345029, 0.809017973535488))]
    fn a_difference_of_shares(
        #[case] a: (f64, f64),
        #[case] b: (f64, f64),
        #[case] expected: (f64, f64),
    ) {
        let one = |(k, n): (f64, f64)| (k / n, wilson_interval(k / n, n).unwrap());
        let (low, high) = difference_interval(one(a), one(b));
        close(low, expected.0);
        close(high, expected.1);
    }

    /// scipy 1.x: ttest_ind([3.1, 4.5, 2.2, 6.0, 5.1], [7.9, 5.5, 6.1, 8.8], equal_var=False).
    #[test]
    fn a_difference_of_means() {
        let a = Moments {
            n: 5.0,
            mean: 4.18,
            variance: 2.337,
        };
        let b = Moments {
            n: 4.0,
            mean: 7.075,
            variance: 2.362_500_000_000_001,
        };
        close(welch_p_value(a, b).unwrap(), 0.027844168310671068);
        assert_eq!(welch_p_value(a, Moments { n: 1.0, ..b }), None);
        // The same test's confidence_interval().
        let (low, high) = welch_interval(a, b).unwrap();
        close(low, -5.361522295040999);
        close(high, -0.42847770495900184);
        assert_eq!(
            welch_interval(
                Moments { variance: 0.0, ..a },
                Moments { variance: 0.0, ..a }
            ),
            Some((0.0, 0.0))
        );
        assert_eq!(welch_interval(a, Moments { n: 1.0, ..b }), None);
        let constant = Moments { variance: 0.0, ..a };
        assert_eq!(welch_p_value(constant, constant), Some(1.0));
    }

    /// scipy 1.x: twice the smaller of binom.cdf(a, n, p) and binom.sf(a − 1, n, p).
    #[rstest]
    #[case((11.0, 800.0), (21.0, 3011.0), 0.11201731957539936)]
    #[case((2.0, 31.0), (8.0, 28.0), 0.07792178754343808)]
    #[case((0.0, 31.0), (3.0, 30.0), 0.23790537533978615)]
    #[case((1000.0, 30.0), (1100.0, 30.0), 0.03072070786424249)]
    #[case((5.0, 28.0), (5.0, 31.0), 1.0)]
    #[case((0.0, 1.0), (0.0, 1.0), 1.0)]
    fn a_difference_of_counts(#[case] a: (f64, f64), #[case] b: (f64, f64), #[case] expected: f64) {
        close(poisson_p_value(a, b).unwrap(), expected);
        close(poisson_p_value(b, a).unwrap(), expected);
    }

    #[test]
    fn what_cannot_be_told_is_none() {
        assert_eq!(wilson_interval(0.5, 0.0), None);
        assert_eq!(wilson_interval(f64::NAN, 5.0), None);
        assert_eq!(poisson_p_value((f64::NAN, 1.0), (1.0, 1.0)), None);
        assert_eq!(poisson_p_value((1.0, 0.0), (1.0, 1.0)), None);
        assert_eq!(quantile_bounds(0.5, 1.0), None);
        assert_eq!(quantile_bounds(0.99, 10.0), Some((8.0 / 9.0, 1.0)));
    }
}
