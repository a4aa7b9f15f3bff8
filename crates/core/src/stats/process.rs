//! Process behaviour charts: which values are routine variation.

use super::mean;

/// Natural process limits of a series of single values (the X chart of an XmR pair).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ProcessLimits {
    /// The mean of the values.
    pub mean: f64,
    /// Below it a value is no routine variation.
    pub lower: f64,
    /// Above it neither.
    pub upper: f64,
}

/// 3 ÷ d₂ for moving ranges of two values, as Wheeler's tables give it.
const SCALE: f64 = 2.66;

/// The limits of these values, in their order: their mean ± 2.66 × the mean moving range. `None` for fewer than two values, and where one
/// is no number. (Wheeler, *Understanding Variation*, 1993.)
///
/// ```
/// use outturn_core::stats::process_limits;
/// // Moving ranges 2, 1 and 3: mean 2.
/// let limits = process_limits(&[10.0, 12.0, 11.0, 14.0]).unwrap();
/// assert_eq!((limits.mean, limits.upper), (11.75, 11.75 + 2.66 * 2.0));
/// ```
#[must_use]
pub fn process_limits(values: &[f64]) -> Option<ProcessLimits> {
    let ranges: Vec<f64> = values
        .windows(2)
        .map(|pair| (pair[1] - pair[0]).abs())
        .collect();
    let (centre, range) = (mean(values)?, mean(&ranges)?);
    Some(ProcessLimits {
        mean: centre,
        lower: centre - SCALE * range,
        upper: centre + SCALE * range,
    })
}
