//! Small invented data sets that show every screen with one click, bundled with the page.
//!
//! The files are CSV in the canonical tables, written by `examples/make_samples`; no figure comes from any real organisation.
//! Their names begin with `sample-`, so that nobody mistakes them for their own data.

/// A bundled file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SampleFile {
    /// Name it is loaded under; begins with `sample-`.
    pub name: &'static str,
    /// Its whole text.
    pub text: &'static str,
}

/// A set of files that belong together.
///
/// ```
/// for sample in outturn::samples::ALL {
///     assert!(sample.files.iter().all(|file| file.name.starts_with("sample-")));
/// }
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sample {
    /// Stable name, such as `churn`.
    pub id: &'static str,
    /// Name for people.
    pub title: &'static str,
    /// What it holds and what it shows, in a sentence or two.
    pub about: &'static str,
    /// Its files.
    pub files: &'static [SampleFile],
}

macro_rules! file {
    ($name:literal) => {
        SampleFile {
            name: $name,
            text: include_str!(concat!("data/", $name)),
        }
    };
}

/// Every sample, in the order in which they are offered.
pub const ALL: &[Sample] = &[
    Sample {
        id: "churn",
        title: "Churn model, a year of operation",
        about: "Invented data, October 2025 to September 2026: incidents, deployments, daily roll-ups of predictions, volumes, \
                costs in dollars and outages. A second model is rolled out in a bad spring; by autumn recovery is faster, \
                failures are rarer and predictions cheaper.",
        files: &[
            file!("sample-churn-incidents.csv"),
            file!("sample-churn-deployments.csv"),
            file!("sample-churn-predictions.csv"),
            file!("sample-churn-volumes.csv"),
            file!("sample-churn-costs.csv"),
            file!("sample-churn-uptime.csv"),
        ],
    },
    Sample {
        id: "claims",
        title: "Claims desk, before and after",
        about: "Invented data, April 2025 to September 2026: cases with the minutes they take, costs in euros, calls of the \
                model and incidents, nine months before and nine after a model reads the post. What did it return?",
        files: &[
            file!("sample-claims-cases.csv"),
            file!("sample-claims-volumes.csv"),
            file!("sample-claims-costs.csv"),
            file!("sample-claims-incidents.csv"),
        ],
    },
    Sample {
        id: "leading",
        title: "Leading indicators, three years",
        about: "Invented data, October 2023 to September 2026: eight monthly indicators beside revenue protected, of which three \
                truly lead it and five are chance, and three metrics with their targets. Which would you follow?",
        files: &[
            file!("sample-leading-indicators.csv"),
            file!("sample-leading-targets.csv"),
        ],
    },
];

/// The sample with this id.
#[must_use]
pub fn by_id(id: &str) -> Option<&'static Sample> {
    ALL.iter().find(|sample| sample.id == id)
}
