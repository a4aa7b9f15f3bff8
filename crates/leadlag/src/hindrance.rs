//! Why a series cannot be compared with the outcome, where its dates alone say so.

use super::rhythm::Rhythm;
use super::series::Series;
use outturn_core::calendar::Grain;
use serde::{Deserialize, Serialize};

/// Why a series cannot be compared with an outcome; `Display` is the sentence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum Hindrance {
    /// Fewer than half of the steps have a value.
    #[error("“{label}” has values by {0} only: choose steps of a {0}.", grain.word())]
    LongerSteps {
        /// The series.
        label: String,
        /// The shortest period of which most have a value.
        grain: Grain,
    },
    /// The two have no period in common.
    #[error("“{label}” runs {runs}, “{outcome}” {outcome_runs}: the two have no time in common.")]
    OtherTime {
        /// The series.
        label: String,
        /// From when to when it has values.
        runs: String,
        /// The outcome.
        outcome: String,
        /// From when to when that has values.
        outcome_runs: String,
    },
    /// Its data covers no step from end to end.
    #[error("“{label}” covers no whole {0}: choose shorter steps.", grain.word())]
    NoWholeStep {
        /// The series.
        label: String,
        /// The length of one step.
        grain: Grain,
    },
}

impl Hindrance {
    /// What keeps a series at its step from being compared with the outcome, given the rhythm of each; `None` when only trying can tell.
    #[must_use]
    pub fn of(
        series: &Series,
        rhythm: Rhythm,
        outcome: &str,
        outcome_rhythm: Rhythm,
    ) -> Option<Self> {
        let (label, grain) = (series.label().to_owned(), series.grain());
        if rhythm.natural > grain && series.known() * 2 < series.points().len() {
            return Some(Self::LongerSteps {
                label,
                grain: rhythm.natural,
            });
        }
        if !rhythm.meets(outcome_rhythm, grain) {
            return Some(Self::OtherTime {
                label,
                runs: rhythm.words(),
                outcome: outcome.to_owned(),
                outcome_runs: outcome_rhythm.words(),
            });
        }
        (series.known() == 0).then_some(Self::NoWholeStep { label, grain })
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)] // in a test a panic is the report
mod tests {
    use super::*;
    use outturn_core::calendar::Period;
    use rstest::rstest;

    /// A series with a value on each of these days, at steps of a grain, and its rhythm.
    fn on(label: &str, days: &[&str], grain: Grain) -> (Series, Rhythm) {
        let by = |grain| {
            let period = |day: &&str| Period::containing_date(day.parse().unwrap(), grain);
            let known: Vec<Period> = days.iter().map(period).collect();
            let (first, last) = (known[0], known[known.len() - 1]);
            let points = (0..)
                .map(|i| first.shifted(i))
                .take_while(|p| *p <= last)
                .map(|p| (p, known.contains(&p).then_some(1.0)));
            Series::new(label, label, grain, points).unwrap()
        };
        (by(grain), Rhythm::of(&by(Grain::Day)).unwrap())
    }

    const QUARTERS: [&str; 4] = ["2025-01-01", "2025-04-01", "2025-07-01", "2025-10-01"];
    /// Four of eight months, and six of eight.
    const HALF: [&str; 4] = ["2025-01-01", "2025-03-01", "2025-06-01", "2025-08-01"];
    const MOST: [&str; 6] = [
        "2025-01-01",
        "2025-02-01",
        "2025-03-01",
        "2025-05-01",
        "2025-06-01",
        "2025-08-01",
    ];
    const MONTHS: [&str; 4] = ["2025-01-31", "2025-02-28", "2025-03-31", "2025-04-30"];
    const LONG_AGO: [&str; 4] = ["1959-01-31", "1959-02-28", "1959-03-31", "1959-04-30"];

    #[rstest]
    #[case::same_steps_same_time(&MONTHS, Grain::Month, None)]
    #[case::longer_steps_than_the_axis(&QUARTERS, Grain::Month, Some("“NPS” has values by quarter only: choose steps of a quarter."))]
    #[case::half_of_the_steps_will_do(&HALF, Grain::Month, None)]
    #[case::most_of_the_steps_will_do(&MOST, Grain::Month, None)]
    #[case::steps_as_long_as_its_own(&QUARTERS, Grain::Quarter, None)]
    #[case::another_time(&LONG_AGO, Grain::Month, Some("“NPS” runs from Jan 1959 to Apr 1959, “Revenue” from Jan 2025 to Apr 2025: the two have no time in common."))]
    fn said_before_anything_is_tried(
        #[case] days: &[&str],
        #[case] grain: Grain,
        #[case] expected: Option<&str>,
    ) {
        let (series, rhythm) = on("NPS", days, grain);
        let (_, outcome) = on("Revenue", &MONTHS, grain);
        let found = Hindrance::of(&series, rhythm, "Revenue", outcome);
        assert_eq!(found.map(|h| h.to_string()).as_deref(), expected);
    }
}
