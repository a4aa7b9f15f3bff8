//! Small invented data sets that show every screen with one click.
//!
//! The files are CSV in the canonical tables. They are not bundled but written when asked for, by seeded generators that write the
//! same bytes on every machine: a small part of the size. No figure comes from any real organisation, and the names begin with
//! `sample-`, so that nobody mistakes them for their own data.

mod churn;
mod claims;
mod incidents;
mod leading;
mod random;
mod time;

/// A file of a sample.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SampleFile {
    /// Name it is loaded under; begins with `sample-`.
    pub name: &'static str,
    /// Its whole text.
    pub text: String,
}

/// A set of files that belong together.
///
/// ```
/// for sample in outturn_samples::ALL {
///     assert!(sample.files().iter().all(|file| file.name.starts_with("sample-")));
/// }
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Sample {
    /// Stable name, such as `churn`.
    pub id: &'static str,
    /// Name for people.
    pub title: &'static str,
    /// What it holds and what it shows, in a sentence or two.
    pub about: &'static str,
}

impl Sample {
    /// Its files, the same at every call.
    #[must_use]
    pub fn files(&self) -> Vec<SampleFile> {
        let found = GENERATORS.iter().find(|(id, _)| *id == self.id);
        found.map_or_else(Vec::new, |(_, write)| write())
    }
}

type Generator = fn() -> Vec<SampleFile>;

/// What writes each sample, by its id. Apart from [`ALL`], so that a program which only offers samples does not hold their generators.
const GENERATORS: &[(&str, Generator)] = &[
    ("churn", churn::files),
    ("claims", claims::files),
    ("leading", leading::files),
];

/// Every sample, in the order in which they are offered.
pub const ALL: &[Sample] = &[
    Sample {
        id: "churn",
        title: "Churn model, a year of operation",
        about: "Invented data, October 2025 to September 2026: incidents, deployments, daily roll-ups of predictions, volumes, \
                costs in dollars and outages. A second model is rolled out in a bad spring; by autumn recovery is faster, \
                failures are rarer and predictions cheaper.",
    },
    Sample {
        id: "claims",
        title: "Claims desk, before and after",
        about: "Invented data, April 2025 to September 2026: cases with the minutes they take, costs in euros, calls of the \
                model and incidents, nine months before and nine after a model reads the post. What did it return?",
    },
    Sample {
        id: "leading",
        title: "Leading indicators, three years",
        about: "Invented data, October 2023 to September 2026: eight monthly indicators beside revenue protected, of which three \
                truly lead it and five are chance, and three metrics with their targets. Which would you follow?",
    },
];

/// The sample with this id.
#[must_use]
pub fn by_id(id: &str) -> Option<&'static Sample> {
    ALL.iter().find(|sample| sample.id == id)
}

/// A CSV file of a header and rows of cells that need no quotes.
fn csv(name: &'static str, header: &str, rows: impl IntoIterator<Item = String>) -> SampleFile {
    let mut text = format!("{header}\n");
    for row in rows {
        text.push_str(&row);
        text.push('\n');
    }
    SampleFile { name, text }
}

/// Yes or no as the tables write it.
fn boolean(yes: bool) -> &'static str {
    if yes { "true" } else { "false" }
}
