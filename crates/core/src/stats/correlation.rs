//! Correlation of two series, and how sure it is. Missing values: see [`super`].

use super::tail::{normal_quantile, student_t_two_sided};
use serde::{Deserialize, Serialize};

/// A correlation coefficient and the number of pairs behind it.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Correlation {
    /// −1..=1; `None` where it is undefined.
    pub r: Option<f64>,
    /// Pairs with both values.
    pub n: usize,
}

/// Pearson's product-moment correlation, −1..=1.
///
/// `None` for unequal lengths, fewer than two pairs, values that are not finite, and when one side is constant: it counts as
/// constant when its spread is below 1e−13 of its mean, which is rounding (scipy warns at the same place).
///
/// Two passes with the correction of Chan, Golub and LeVeque (see [`variance`](super::variance)).
///
/// ```
/// use outturn_core::stats::pearson;
/// assert_eq!(pearson(&[1.0, 2.0, 3.0], &[5.0, 4.0, 3.0]), Some(-1.0));
/// assert_eq!(pearson(&[1.0, 2.0, 3.0], &[5.0, 5.0, 5.0]), None);
/// ```
#[must_use]
pub fn pearson(x: &[f64], y: &[f64]) -> Option<f64> {
    if x.len() != y.len() || x.len() < 2 {
        return None;
    }
    let products = Products::of(x, y);
    if products.in_range() {
        return products.r();
    }
    // Squares left the range of f64, or there is nothing but a constant: look again on a common scale.
    Products::of(&scaled(x)?, &scaled(y)?).r()
}

/// [`pearson`] over the pairs that have both values.
///
/// ```
/// use outturn_core::stats::pearson_pairwise;
/// let pairs = [(Some(1.0), Some(2.0)), (None, Some(9.0)), (Some(2.0), Some(4.0)), (Some(3.0), None)];
/// let found = pearson_pairwise(pairs);
/// assert_eq!((found.r, found.n), (Some(1.0), 2));
/// ```
#[must_use]
pub fn pearson_pairwise(
    pairs: impl IntoIterator<Item = (Option<f64>, Option<f64>)>,
) -> Correlation {
    let (x, y): (Vec<f64>, Vec<f64>) = pairs.into_iter().filter_map(|(x, y)| x.zip(y)).unzip();
    Correlation {
        r: pearson(&x, &y),
        n: x.len(),
    }
}

/// Spearman's rank correlation: [`pearson`] of the ranks, equal values sharing their mean rank. `None` as there.
///
/// ```
/// use outturn_core::stats::spearman;
/// assert_eq!(spearman(&[1.0, 2.0, 3.0, 4.0], &[1.0, 8.0, 27.0, 64.0]), Some(1.0));
/// ```
#[must_use]
pub fn spearman(x: &[f64], y: &[f64]) -> Option<f64> {
    if x.iter().chain(y).any(|v| v.is_nan()) {
        return None;
    }
    pearson(&ranks(x), &ranks(y))
}

/// The interval that holds the true correlation with the given confidence (0.95 for 95 %), by Fisher's z with standard error
/// 1 ÷ √(n − 3). `n` is the number of independent pairs and need not be whole (see
/// [`effective_pairs`](super::effective_pairs)).
///
/// With `n` of 3 or less nothing is known and the interval is all of −1..=1. `None` for an `r` outside −1..=1 or a confidence
/// outside 0..1.
///
/// Source: R. A. Fisher, "On the 'probable error' of a coefficient of correlation deduced from a small sample", Metron 1
/// (1921) 3–32.
///
/// ```
/// use outturn_core::stats::correlation_interval;
/// let (low, high) = correlation_interval(0.5, 28.0, 0.95).unwrap();
/// assert!((low - 0.156).abs() < 5e-4 && (high - 0.736).abs() < 5e-4);
/// ```
#[must_use]
pub fn correlation_interval(r: f64, n: f64, confidence: f64) -> Option<(f64, f64)> {
    if !(-1.0..=1.0).contains(&r) || n.is_nan() || !(confidence > 0.0 && confidence < 1.0) {
        return None;
    }
    if n <= 3.0 {
        return Some((-1.0, 1.0));
    }
    let half = normal_quantile(f64::midpoint(1.0, confidence))? / (n - 3.0).sqrt();
    Some(((r.atanh() - half).tanh(), (r.atanh() + half).tanh()))
}

/// The probability of a correlation at least this far from 0 between `n` independent pairs of normal values that are not
/// related: two-sided, by Student's t with n − 2 degrees of freedom. `n` need not be whole; with 2 or less it is 1.
///
/// `None` for an `r` outside −1..=1 or an `n` that is NaN.
///
/// ```
/// use outturn_core::stats::correlation_p_value;
/// assert_eq!(correlation_p_value(1.0, 10.0), Some(0.0));
/// assert_eq!(correlation_p_value(0.9, 2.0), Some(1.0));
/// ```
#[must_use]
pub fn correlation_p_value(r: f64, n: f64) -> Option<f64> {
    if !(-1.0..=1.0).contains(&r) || n.is_nan() {
        return None;
    }
    if n <= 2.0 {
        return Some(1.0);
    }
    let t = r * ((n - 2.0) / ((1.0 - r) * (1.0 + r))).sqrt();
    // Both factors may be at their ends: r of 0 among infinitely many pairs.
    student_t_two_sided(if t.is_nan() { 0.0 } else { t }, n - 2.0)
}

/// Sums of squares and products about the means.
struct Products {
    xx: f64,
    yy: f64,
    xy: f64,
    /// The squared spread that is rounding only, for each side.
    noise: (f64, f64),
}

/// Independent running sums, so that the additions overlap (and the compiler may use vector registers).
const LANES: usize = 4;

impl Products {
    /// Of slices of the same length, not empty.
    fn of(x: &[f64], y: &[f64]) -> Self {
        let n = x.len() as f64;
        let (mean_x, mean_y) = (lane_sum(x) / n, lane_sum(y) / n);
        // In this order: x², y², xy, and x and y themselves, which would be 0 were the means exact.
        let mut sums = [[0.0_f64; LANES]; 5];
        let mut add = |lane: usize, x: f64, y: f64| {
            let (dx, dy) = (x - mean_x, y - mean_y);
            sums[0][lane] += dx * dx;
            sums[1][lane] += dy * dy;
            sums[2][lane] += dx * dy;
            sums[3][lane] += dx;
            sums[4][lane] += dy;
        };
        let ((chunks_x, rest_x), (chunks_y, rest_y)) = (x.as_chunks(), y.as_chunks());
        for (cx, cy) in chunks_x.iter().zip(chunks_y) {
            let (cx, cy): (&[f64; LANES], &[f64; LANES]) = (cx, cy);
            for lane in 0..LANES {
                add(lane, cx[lane], cy[lane]);
            }
        }
        for (&x, &y) in rest_x.iter().zip(rest_y) {
            add(0, x, y);
        }
        let [xx, yy, xy, drift_x, drift_y] = sums.map(|lanes| lanes.iter().sum::<f64>());
        let noise = |mean: f64| n * (1e-13 * mean).powi(2);
        Self {
            xx: xx - drift_x * drift_x / n,
            yy: yy - drift_y * drift_y / n,
            xy: xy - drift_x * drift_y / n,
            noise: (noise(mean_x), noise(mean_y)),
        }
    }

    /// Whether the sums of squares, and their product, neither overflow nor vanish.
    fn in_range(&self) -> bool {
        let within = |v: f64| v > 1e-140 && v < 1e140;
        within(self.xx) && within(self.yy)
    }

    fn r(&self) -> Option<f64> {
        let varies = self.xx > self.noise.0 && self.yy > self.noise.1;
        (varies && self.in_range())
            .then(|| (self.xy / (self.xx * self.yy).sqrt()).clamp(-1.0, 1.0))
            .filter(|r| !r.is_nan())
    }
}

fn lane_sum(values: &[f64]) -> f64 {
    let (chunks, rest) = values.as_chunks::<LANES>();
    let mut sums = [0.0; LANES];
    for chunk in chunks {
        for lane in 0..LANES {
            sums[lane] += chunk[lane];
        }
    }
    sums.iter().chain(rest).sum()
}

/// The values on a scale on which the largest is 1; `None` when that is impossible.
fn scaled(values: &[f64]) -> Option<Vec<f64>> {
    let largest = values.iter().fold(0.0_f64, |m, v| m.max(v.abs()));
    (largest > 0.0 && largest.is_finite()).then(|| values.iter().map(|v| v / largest).collect())
}

/// The rank of each value, from 1; equal ones share the mean of their ranks.
fn ranks(values: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|&a, &b| values[a].total_cmp(&values[b]));
    let mut ranks = vec![0.0; values.len()];
    let mut first = 0;
    for equal in order.chunk_by(|&a, &b| values[a] == values[b]) {
        let shared = first as f64 + (equal.len() + 1) as f64 / 2.0;
        for &place in equal {
            ranks[place] = shared;
        }
        first += equal.len();
    }
    ranks
}
