//! Published bands that values are held against, one literal each.
//!
//! A band is reached at its edge. Reports leave gaps between bands, and levels that share a range: a value is in the best band whose edge
//! it reaches, and bands that cannot be told apart are named together.

use crate::{Direction, Thresholds};
use outturn_core::units::{SECONDS_PER_DAY, SECONDS_PER_HOUR, SECONDS_PER_WEEK};
use serde::{Deserialize, Serialize};

/// A report that publishes bands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Edition {
    /// DORA, Accelerate State of DevOps 2021.
    Dora2021,
    /// DORA, Accelerate State of DevOps 2023.
    #[default]
    Dora2023,
}

impl Edition {
    /// All of them, the oldest first.
    pub const ALL: [Self; 2] = [Self::Dora2021, Self::Dora2023];

    /// Its name: `DORA 2023`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Dora2021 => "DORA 2021",
            Self::Dora2023 => "DORA 2023",
        }
    }

    /// Where its bands are published.
    #[must_use]
    pub fn source(self) -> &'static str {
        match self {
            Self::Dora2021 => {
                "DORA, Accelerate State of DevOps 2021, software delivery performance: elite, high, medium, low"
            }
            Self::Dora2023 => {
                "DORA, Accelerate State of DevOps Report 2023 (v. 2023-12), chapter 1, How do you compare?"
            }
        }
    }
}

/// A band of performance.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Band {
    /// Its name: `elite`.
    pub name: &'static str,
    /// The value that reaches it, in the metric's base unit; `None` for the last, which all reach.
    pub edge: Option<f64>,
}

/// The bands of a metric in one report.
#[derive(Debug, Clone, Copy)]
pub struct Benchmark {
    /// The report.
    pub edition: Edition,
    /// Id of the metric.
    pub metric: &'static str,
    /// What the report says, the best first.
    pub published: &'static str,
    /// How the report's measure differs from the metric; empty where it does not.
    pub differs: &'static str,
    /// The best first.
    pub bands: &'static [Band],
}

const fn band(name: &'static str, edge: f64) -> Band {
    Band {
        name,
        edge: Some(edge),
    }
}

const fn rest(name: &'static str) -> Band {
    Band { name, edge: None }
}

/// Once a day, in deployments per week.
const DAILY: f64 = 7.0;
/// Once in a month of a twelfth of 365.25 days, in deployments per week.
const MONTHLY: f64 = 7.0 * 12.0 / 365.25;
/// Once in six of them.
const HALF_YEARLY: f64 = MONTHLY / 6.0;

/// The same in both reports.
const RECOVERY: &[Band] = &[
    band("elite", SECONDS_PER_HOUR),
    band("high", SECONDS_PER_DAY),
    band("medium", SECONDS_PER_WEEK),
    rest("low"),
];
const FROM_COMMIT: &str = "DORA counts from the commit, this metric from the approval: it looks better than it would there.";
const ONE_PER_MONTH_OF_DAYS: f64 = 30.4375 * SECONDS_PER_DAY;

/// Every benchmark there is.
pub const BENCHMARKS: &[Benchmark] = &[
    Benchmark {
        edition: Edition::Dora2021,
        metric: "deployment_frequency",
        published: "several times a day; once a week to once a month; once a month to once in six months; fewer",
        differs: "",
        bands: &[
            band("elite", DAILY),
            band("high", MONTHLY),
            band("medium", HALF_YEARLY),
            rest("low"),
        ],
    },
    Benchmark {
        edition: Edition::Dora2023,
        metric: "deployment_frequency",
        published: "on demand; once a day to once a week; once a week to once a month (medium and low)",
        differs: "",
        bands: &[
            band("elite", DAILY),
            band("high", 1.0),
            band("medium", MONTHLY),
            rest("low"),
        ],
    },
    Benchmark {
        edition: Edition::Dora2021,
        metric: "deployment_duration",
        published: "under an hour; a day to a week; a month to six months; more than six months",
        differs: FROM_COMMIT,
        bands: &[
            band("elite", SECONDS_PER_HOUR),
            band("high", SECONDS_PER_WEEK),
            band("medium", 6.0 * ONE_PER_MONTH_OF_DAYS),
            rest("low"),
        ],
    },
    Benchmark {
        edition: Edition::Dora2023,
        metric: "deployment_duration",
        published: "under a day; a day to a week; a week to a month (medium and low)",
        differs: FROM_COMMIT,
        bands: &[
            band("elite", SECONDS_PER_DAY),
            band("high", SECONDS_PER_WEEK),
            band("medium", ONE_PER_MONTH_OF_DAYS),
            rest("low"),
        ],
    },
    Benchmark {
        edition: Edition::Dora2021,
        metric: "change_failure_rate",
        published: "0 to 15 %; 16 to 30 % (high, medium and low)",
        differs: "",
        bands: &[band("elite", 0.15), rest("high, medium or low")],
    },
    Benchmark {
        edition: Edition::Dora2023,
        metric: "change_failure_rate",
        published: "5 %; 10 %; 15 %; 64 %",
        differs: "",
        bands: &[
            band("elite", 0.05),
            band("high", 0.10),
            band("medium", 0.15),
            rest("low"),
        ],
    },
    Benchmark {
        edition: Edition::Dora2021,
        metric: "mttr",
        published: "under an hour; under a day; a day to a week; more than six months",
        differs: "",
        bands: RECOVERY,
    },
    Benchmark {
        edition: Edition::Dora2023,
        metric: "mttr",
        published: "under an hour; under a day; a day to a week; a month to six months",
        differs: "DORA 2023 counts only failures that a deployment caused, this metric all incidents.",
        bands: RECOVERY,
    },
];

impl Benchmark {
    /// The bands of a metric in a report; `None` where none are published.
    ///
    /// ```
    /// use outturn_metrics::{Benchmark, Direction, Edition};
    /// let cfr = |edition| Benchmark::of("change_failure_rate", edition).unwrap().band_of(0.12, Direction::Down).name;
    /// assert_eq!((cfr(Edition::Dora2021), cfr(Edition::Dora2023)), ("elite", "medium"));
    /// ```
    #[must_use]
    pub fn of(metric: &str, edition: Edition) -> Option<&'static Self> {
        let mut all = BENCHMARKS.iter();
        all.find(|one| one.metric == metric && one.edition == edition)
    }

    /// The band that a value is in: the best whose edge it reaches.
    #[must_use]
    pub fn band_of(&self, value: f64, good: Direction) -> Band {
        let reaches = |band: &&Band| {
            band.edge.is_none_or(|edge| match good {
                Direction::Up => value >= edge,
                Direction::Down | Direction::Stable | Direction::Unset => value <= edge,
            })
        };
        let found = self.bands.iter().find(reaches);
        found.copied().unwrap_or(rest("none"))
    }

    /// A band as a target: met at its edge, missed past that of the next one, where that has another.
    #[must_use]
    pub fn target(&self, name: &str) -> Option<Thresholds> {
        let at = self.bands.iter().position(|band| band.name == name)?;
        let met = self.bands[at].edge?;
        let next = self.bands.get(at + 1).and_then(|band| band.edge);
        Some(Thresholds {
            met,
            missed: next.unwrap_or(met),
        })
    }

    /// The bands that can be a target: all but the last, which every value reaches.
    pub fn targets(&self) -> impl Iterator<Item = Band> + use<> {
        let bands: &'static [Band] = self.bands;
        bands.iter().copied().filter(|band| band.edge.is_some())
    }
}
