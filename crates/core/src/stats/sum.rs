//! Summation without rounding errors, so that a sum does not depend on the order of what is added.

/// The sum of the values, rounded once: the double nearest to what they add up to exactly, whatever their order.
///
/// Infinite when an infinity is among the values (or a sum on the way leaves the range of `f64`), NaN when a NaN or both infinities
/// are; 0 for no values.
///
/// Source: J. R. Shewchuk, "Adaptive precision floating-point arithmetic and fast robust geometric predicates", Discrete &
/// Computational Geometry 18 (1997) 305–363, and its rounding at the end as in Python's `math.fsum`.
///
/// ```
/// use outturn_core::stats::sum;
/// assert_eq!(sum([1.0, 1e100, 1.0, -1e100]), 2.0);
/// assert_eq!(sum(std::iter::repeat_n(0.1, 10)), 1.0);
/// ```
#[must_use]
pub fn sum(values: impl IntoIterator<Item = f64>) -> f64 {
    let mut total = Sum::default();
    for value in values {
        total.add(value);
    }
    total.value()
}

/// A [`sum`] that grows value by value.
///
/// ```
/// use outturn_core::stats::Sum;
/// let mut bill = Sum::default();
/// for _ in 0..10 {
///     bill.add(0.1);
/// }
/// assert_eq!(bill.value(), 1.0);
/// ```
#[derive(Debug, Clone, Default)]
pub struct Sum {
    total: f64,
    /// What the additions to `total` have rounded away.
    lost: f64,
    /// What the additions to `lost` have: nothing, as a rule. Each part is smaller than the last digit of the next.
    rest: Vec<f64>,
}

/// The rounded sum of two numbers and, exactly, what the rounding took (Knuth's two-sum).
#[inline]
fn two_sum(a: f64, b: f64) -> (f64, f64) {
    let sum = a + b;
    let of_b = sum - a;
    (sum, (a - (sum - of_b)) + (b - of_b))
}

/// Adds a number to parts of which each is smaller than the last digit of the next.
fn grow(parts: &mut Vec<f64>, value: f64) {
    let (mut carried, mut kept) = (value, 0);
    for at in 0..parts.len() {
        let (sum, left) = two_sum(carried, parts[at]);
        if left != 0.0 {
            parts[kept] = left;
            kept += 1;
        }
        carried = sum;
    }
    parts.truncate(kept);
    parts.push(carried);
}

impl Sum {
    /// Adds one value.
    #[inline]
    pub fn add(&mut self, value: f64) {
        let (total, lost) = two_sum(self.total, value);
        let (lost, left) = two_sum(self.lost, lost);
        (self.total, self.lost) = (total, lost);
        if left != 0.0 {
            self.set_aside(left);
        }
    }

    /// Past the range of `f64` what was rounded away is no number, and means nothing.
    #[cold]
    fn set_aside(&mut self, left: f64) {
        if left.is_finite() {
            grow(&mut self.rest, left);
        }
    }

    /// The sum so far.
    #[must_use]
    pub fn value(&self) -> f64 {
        if !self.total.is_finite() {
            return self.total;
        }
        if self.lost == 0.0 && self.rest.is_empty() {
            return self.total;
        }
        let mut parts = self.rest.clone();
        grow(&mut parts, self.lost);
        grow(&mut parts, self.total);
        rounded(&parts)
    }
}

/// The double nearest to the sum of parts of which each is smaller than the last digit of the next.
fn rounded(parts: &[f64]) -> f64 {
    let mut rest = parts.iter().rev().copied();
    let (mut sum, mut left) = (rest.next().unwrap_or(0.0), 0.0);
    for part in rest.by_ref() {
        (sum, left) = two_sum(sum, part);
        if left != 0.0 {
            break;
        }
    }
    // Just between two doubles, what is smaller still decides.
    let beyond = rest.next().unwrap_or(0.0);
    if (left < 0.0 && beyond < 0.0) || (left > 0.0 && beyond > 0.0) {
        let further = sum + left * 2.0;
        if further - sum == left * 2.0 {
            return further;
        }
    }
    sum
}
