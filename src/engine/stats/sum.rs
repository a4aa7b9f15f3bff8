//! Compensated summation.

/// The sum of the values, with the rounding errors of the additions carried along and added at the end.
///
/// The error is about that of one addition, however many values there are, unless they cancel almost wholly. Infinite when an
/// infinity is among the values (or the sum leaves the range of `f64`), NaN when a NaN or both infinities are; 0 for no values.
///
/// Source: A. Neumaier, "Rundungsfehleranalyse einiger Verfahren zur Summation endlicher Summen", ZAMM 54 (1974) 39–51.
///
/// ```
/// use outturn_engine::stats::sum;
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
/// use outturn_engine::stats::Sum;
/// let mut bill = Sum::default();
/// for _ in 0..10 {
///     bill.add(0.1);
/// }
/// assert_eq!(bill.value(), 1.0);
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Sum {
    total: f64,
    lost: f64,
}

impl Sum {
    /// Adds one value.
    #[inline]
    pub fn add(&mut self, value: f64) {
        let next = self.total + value;
        self.lost += if self.total.abs() >= value.abs() {
            (self.total - next) + value
        } else {
            (value - next) + self.total
        };
        self.total = next;
    }

    /// The sum so far.
    #[inline]
    #[must_use]
    pub fn value(self) -> f64 {
        // Past the range of f64 the errors are infinite or NaN themselves and mean nothing.
        if self.total.is_finite() {
            self.total + self.lost
        } else {
            self.total
        }
    }
}
