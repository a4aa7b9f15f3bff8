//! Whether to compare values or their changes: what the outcome itself calls for.

use super::prepare::{Prepared, Transform};
use super::series::Series;
use outturn_core::stats::autocorrelation_pairwise;
use serde::{Deserialize, Serialize};

/// Changes whose autocorrelation is below this mostly undo each other. Changes of values without memory have −0.5.
const CHANGES_UNDO_EACH_OTHER: f64 = -0.4;
/// Values whose autocorrelation is below this do not drift.
const NO_DRIFT: f64 = 0.5;
/// Values whose autocorrelation is above this drift. A random walk has nearly 1.
const DRIFT: f64 = 0.8;

/// A better way to compare. The bounds are rules of thumb.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Advice {
    /// The outcome does not drift: differences mostly undo each other and drown what there is to see.
    CompareLevels {
        /// Of its differences, at lag one.
        autocorrelation: f64,
    },
    /// The outcome drifts: its levels look related to whatever else drifts.
    CompareDifferences {
        /// Of its levels, at lag one.
        autocorrelation: f64,
    },
}

impl Advice {
    /// Whether another way of comparing than this one would say more of the outcome; `None` when it would not, or when the outcome has
    /// too few values to tell.
    #[must_use]
    pub fn on(outcome: &Series, transform: Transform) -> Option<Self> {
        // What the outcome does each year says nothing of how it drifts.
        let calm = Prepared::new(outcome, Transform::LEVELS).values;
        let values: Vec<Option<f64>> = calm.iter().map(|v| v.is_finite().then_some(*v)).collect();
        let changes: Vec<Option<f64>> = values.windows(2).map(|w| Some(w[1]? - w[0]?)).collect();
        let of_values = autocorrelation_pairwise(&values)?;
        let of_changes = autocorrelation_pairwise(&changes)?;
        match transform.differences {
            true if of_changes < CHANGES_UNDO_EACH_OTHER && of_values < NO_DRIFT => {
                Some(Self::CompareLevels {
                    autocorrelation: of_changes,
                })
            }
            false if of_values > DRIFT => Some(Self::CompareDifferences {
                autocorrelation: of_values,
            }),
            _ => None,
        }
    }

    /// The way of comparing that is advised, with logarithms as before.
    #[must_use]
    pub fn transform(self, log: bool) -> Transform {
        let differences = matches!(self, Self::CompareDifferences { .. });
        Transform { differences, log }
    }
}

impl Transform {
    /// The way of comparing that fits an outcome: differences, which are not fooled by series that merely both grow; levels where
    /// differences would only add noise.
    #[must_use]
    pub fn fitting(outcome: &Series) -> Self {
        match Advice::on(outcome, Self::DIFFERENCES) {
            Some(Advice::CompareLevels { .. }) => Self::LEVELS,
            _ => Self::DIFFERENCES,
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)] // in a test a panic is the report
mod tests {
    use super::*;
    use outturn_core::calendar::{Grain, Period};
    use rstest::rstest;

    fn monthly(values: impl IntoIterator<Item = f64>) -> Series {
        let first = Period::containing_date("2024-01-01".parse().unwrap(), Grain::Month);
        let points = values.into_iter().enumerate();
        let points = points.map(|(i, v)| (first.shifted(i as i32), Some(v)));
        Series::new("s", "S", Grain::Month, points).unwrap()
    }

    /// Each value unlike the last: what goes up comes down again.
    fn to_and_fro() -> Series {
        monthly((0..36).map(|i| f64::from(i * 7 % 5)))
    }

    /// Each value near the last, each change near the last change.
    fn steady_growth() -> Series {
        monthly((0..36).map(|i| f64::from(i).powi(2)))
    }

    /// Neither: months of high and of low values in turn.
    fn waves() -> Series {
        monthly((0..36).map(|i| (f64::from(i) * 0.9).sin()))
    }

    #[rstest]
    #[case::no_drift_as_differences(to_and_fro(), Transform::DIFFERENCES, Some(Transform::LEVELS))]
    #[case::no_drift_as_levels(to_and_fro(), Transform::LEVELS, None)]
    #[case::drift_as_levels(steady_growth(), Transform::LEVELS, Some(Transform::DIFFERENCES))]
    #[case::drift_as_differences(steady_growth(), Transform::DIFFERENCES, None)]
    #[case::in_between_as_levels(waves(), Transform::LEVELS, None)]
    #[case::in_between_as_differences(waves(), Transform::DIFFERENCES, None)]
    fn the_outcome_says_how_it_is_compared_best(
        #[case] outcome: Series,
        #[case] now: Transform,
        #[case] better: Option<Transform>,
    ) {
        let advice = Advice::on(&outcome, now);
        assert_eq!(advice.map(|a| a.transform(false)), better, "{advice:?}");
    }

    #[rstest]
    #[case::no_drift(to_and_fro(), Transform::LEVELS)]
    #[case::drift(steady_growth(), Transform::DIFFERENCES)]
    #[case::in_between(waves(), Transform::DIFFERENCES)]
    #[case::too_short_to_tell(monthly([1.0, 2.0]), Transform::DIFFERENCES)]
    fn until_it_is_chosen_the_way_that_fits_is_taken(
        #[case] outcome: Series,
        #[case] fitting: Transform,
    ) {
        assert_eq!(Transform::fitting(&outcome), fitting);
    }

    /// First-order memory of a known strength, to find the bounds from both sides.
    fn with_memory(rho: f64) -> Series {
        let noise =
            |i: i32| f64::from(i.wrapping_mul(1_103_515_245).rotate_left(13)) / 2_147_483_648.0;
        let mut last = 0.0;
        monthly((1..400).map(|i| {
            last = rho * last + noise(i);
            last
        }))
    }

    #[test]
    fn the_bounds_are_where_they_are_said_to_be() {
        let of_values = |s: &Series| {
            let values: Vec<_> = s.points().iter().map(|(_, v)| *v).collect();
            autocorrelation_pairwise(&values).unwrap()
        };
        for rho in [0.3, 0.5, 0.7, 0.78, 0.82, 0.9] {
            let outcome = with_memory(rho);
            let drifts = of_values(&outcome) > DRIFT;
            let advised = Advice::on(&outcome, Transform::LEVELS).is_some();
            assert_eq!(advised, drifts, "{rho}");
        }
    }
}
