//! Compensated summation.

/// The sum of the values, with the rounding errors of the additions carried along and added at the end.
///
/// The error is about that of one addition, however many values there are, unless they cancel almost wholly. Infinite when an
/// infinity is among the values (or the sum leaves the range of `f64`), NaN when a NaN or both infinities are; 0 for no values.
///
/// Source: A. Neumaier, "Rundungsfehleranalyse einiger Verfahren zur Summation endlicher Summen", ZAMM 54 (1974) 39–51.
///
/// ```
/// use outturn::engine::stats::sum;
/// assert_eq!(sum([1.0, 1e100, 1.0, -1e100]), 2.0);
/// assert_eq!(sum(std::iter::repeat_n(0.1, 10)), 1.0);
/// ```
#[must_use]
pub fn sum(values: impl IntoIterator<Item = f64>) -> f64 {
    let (mut total, mut lost) = (0.0_f64, 0.0_f64);
    for value in values {
        let next = total + value;
        lost += if total.abs() >= value.abs() {
            (total - next) + value
        } else {
            (value - next) + total
        };
        total = next;
    }
    // Past the range of f64 the errors are infinite or NaN themselves and mean nothing.
    if total.is_finite() {
        total + lost
    } else {
        total
    }
}
