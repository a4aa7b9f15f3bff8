//! One definition of each statistic, with its source; every stage below uses these and no other.
//!
//! # Missing values
//!
//! The slices hold values that are there: whoever has gaps drops them first, or calls a `_pairwise` form, which leaves out
//! every pair with a gap. [`sum()`] answers NaN when a NaN is among the values, as the addition does. Everything that answers
//! an `Option` never holds NaN: it is `None` for too few values, for a NaN among them, and where the statistic is undefined
//! (the correlation of a constant). No data is not zero.

mod moments;
mod quantile;
mod sum;

pub use moments::{mean, standard_deviation, variance};
pub use quantile::{median, quantile, quantile_sorted, quantiles};
pub use sum::{Sum, sum};

/// `Some(value)` unless it is NaN.
fn known(value: f64) -> Option<f64> {
    (!value.is_nan()).then_some(value)
}
