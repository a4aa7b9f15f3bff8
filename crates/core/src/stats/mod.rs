//! One definition of each statistic, with its source; every stage below uses these and no other.
//!
//! # Missing values
//!
//! The slices hold values that are there: whoever has gaps drops them first, or calls a `_pairwise` form, which leaves out
//! every pair with a gap. [`sum()`] answers NaN when a NaN is among the values, as the addition does. Everything that answers
//! an `Option` never holds NaN: it is `None` for too few values, for a NaN among them, and where the statistic is undefined
//! (the correlation of a constant). No data is not zero.

mod classification;
mod correlation;
mod difference;
mod distance;
mod moments;
mod multiple;
mod process;
mod quantile;
mod serial;
mod special;
mod sum;
mod tail;

pub use classification::Confusion;
pub use correlation::{
    Correlation, correlation_interval, correlation_p_value, pearson, pearson_pairwise, spearman,
};
pub use difference::{
    Moments, difference_interval, poisson_p_value, quantile_bounds, welch_interval, welch_p_value,
    wilson_interval,
};
pub use distance::{
    by_bin, chi_square, jensen_shannon, kolmogorov_smirnov, population_stability, reference_bins,
    wasserstein,
};
pub use moments::{mean, standard_deviation, variance};
pub use multiple::holm;
pub use process::{ProcessLimits, process_limits};
pub use quantile::{interpolated, median, quantile, quantile_sorted, quantiles};
pub use serial::{autocorrelation_pairwise, effective_pairs};
pub use sum::{Sum, sum};
pub use tail::{
    chi_square_upper_tail, f_upper_tail, normal_quantile, normal_upper_tail, student_t_two_sided,
};

/// `Some(value)` unless it is NaN.
fn known(value: f64) -> Option<f64> {
    (!value.is_nan()).then_some(value)
}
