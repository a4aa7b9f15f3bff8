//! What the words on the page mean: the catalogue's metrics and the levers as they are defined, and the terms that all of them share.

use outturn_core::units::Unit;
use outturn_metrics::{Definition, Direction, Target, catalogue};
use outturn_scenario::{LEVERS, LeverDefinition};
use serde::{Deserialize, Serialize};

/// A word with what it means.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Term {
    /// The word.
    pub word: String,
    /// Under which heading it stands.
    pub group: String,
    /// What it means, in a sentence.
    pub meaning: String,
    /// How it is computed, in words; empty of a term that is no figure.
    pub formula: String,
    /// Who defines it so; empty where it is the page's own word.
    pub source: String,
    /// Of a metric: its unit, which way is better, and its target until the user sets another.
    pub judged: Option<(Unit, Direction, Target)>,
}

impl Term {
    /// Whether it says something about what was typed, in whatever case.
    ///
    /// ```
    /// use outturn_report::glossary::terms;
    /// let found: Vec<_> = terms().into_iter().filter(|term| term.is_about("PAYBACK")).collect();
    /// assert!(found.iter().any(|term| term.word == "Payback"));
    /// ```
    #[must_use]
    pub fn is_about(&self, typed: &str) -> bool {
        let typed = typed.trim().to_lowercase();
        let said = [&self.word, &self.meaning, &self.formula];
        said.iter().any(|said| said.to_lowercase().contains(&typed))
    }
}

/// All of them, in the order in which they are read: the terms first, then the metrics by bucket, then the levers.
#[must_use]
pub fn terms() -> Vec<Term> {
    let shared = SHARED.iter().map(|(group, word, meaning)| Term {
        word: (*word).to_owned(),
        group: (*group).to_owned(),
        meaning: (*meaning).to_owned(),
        formula: String::new(),
        source: String::new(),
        judged: None,
    });
    let mut metrics: Vec<&Definition> = catalogue::all().chain(catalogue::SUPPLIED).collect();
    metrics.sort_by_key(|definition| definition.bucket);
    let metrics = metrics.into_iter().map(of_metric);
    shared.chain(metrics).chain(LEVERS.map(of_lever)).collect()
}

fn of_metric(definition: &Definition) -> Term {
    Term {
        word: definition.label.to_owned(),
        group: definition.bucket.label().to_owned(),
        meaning: definition.meaning.to_owned(),
        formula: definition.value.words(),
        source: definition.source.to_owned(),
        judged: Some((definition.unit, definition.good, definition.target)),
    }
}

fn of_lever(lever: &'static LeverDefinition) -> Term {
    Term {
        word: lever.label.to_owned(),
        group: "Levers".to_owned(),
        meaning: format!(
            "{}, in money per month at full effect.",
            lever.category.label()
        ),
        formula: lever.formula.words(),
        source: String::new(),
        judged: None,
    }
}

const TIME: &str = "Periods";
const JUDGEMENT: &str = "Judgement";
const MONEY: &str = "Return on investment";
const LEADS: &str = "Leading and lagging";

/// Heading, word, meaning.
const SHARED: [(&str, &str, &str); 27] = [
    (
        TIME,
        "Complete period",
        "A period that the data of a metric covers from its first day to its last.",
    ),
    (
        TIME,
        "To date",
        "The part of a period up to where the data ends. It is held against the same part of the period before.",
    ),
    (
        TIME,
        "Last complete",
        "The last period that is complete for most of the loaded metrics: what the scorecard shows unless you choose another.",
    ),
    (
        TIME,
        "Stale",
        "The data of this metric ended before the period shown. It is named, and neither scored nor in the headline.",
    ),
    (
        JUDGEMENT,
        "Target",
        "At it or on its better side the metric is met.",
    ),
    (
        JUDGEMENT,
        "Tolerance",
        "Between target and tolerance the metric is near; past the tolerance it is missed.",
    ),
    (
        JUDGEMENT,
        "Too few",
        "Fewer cases than a verdict can rest on. The figure is shown, without a verdict.",
    ),
    (
        JUDGEMENT,
        "Unchanged",
        "The change is below what is shown, or no more than chance gives with so many cases.",
    ),
    (
        JUDGEMENT,
        "Routine variation",
        "The value lies within the process limits of its own history: nothing says that anything has changed.",
    ),
    (
        JUDGEMENT,
        "Signal",
        "The value lies beyond the process limits, or a run of values on one side: something has changed.",
    ),
    (
        JUDGEMENT,
        "Process limits",
        "Mean ± 2.66 × the mean difference of neighbouring values (an XmR chart).",
    ),
    (
        JUDGEMENT,
        "Score",
        "Weighted mean of the buckets; a bucket is the mean of its metrics. Met counts 100, missed 0, near by where it lies between tolerance and target.",
    ),
    (
        JUDGEMENT,
        "Receipt",
        "Definition, formula, rows and files of a figure: what is needed to work it out again.",
    ),
    (
        MONEY,
        "NPV",
        "Net present value: all flows discounted to the start, added up. Above zero the case earns more than the discount rate.",
    ),
    (
        MONEY,
        "ROI",
        "(Benefits − costs) ÷ costs over the horizon, undiscounted.",
    ),
    (
        MONEY,
        "IRR (annual)",
        "The discount rate at which NPV is zero, as an effective annual rate. There can be several, or none.",
    ),
    (
        MONEY,
        "MIRR",
        "Modified internal rate of return: what comes back is reinvested, and what is spent financed, at the discount rate.",
    ),
    (
        MONEY,
        "Payback",
        "Months until the money is back, interpolated within the month.",
    ),
    (
        MONEY,
        "Discount rate",
        "What money costs in a year. A month is discounted by (1 + rate)^(1/12).",
    ),
    (
        MONEY,
        "Ramp-up",
        "Months over which benefits rise evenly from nothing to their full amount.",
    ),
    (
        MONEY,
        "Break-even",
        "The value of an input at which NPV is zero, all else as it stands.",
    ),
    (
        MONEY,
        "Unconfirmed",
        "A starting value of the program's that nobody has looked at yet.",
    ),
    (
        LEADS,
        "Leading",
        "What moves before the outcome does, by at least one step.",
    ),
    (
        LEADS,
        "Lagging",
        "The outcome itself: it is known when it is too late to change it.",
    ),
    (
        LEADS,
        "By construction",
        "The two share an input, or one is made of the other: that they move together proves nothing.",
    ),
    (
        LEADS,
        "Moves together",
        "They move in the same step. Neither leads.",
    ),
    (LEADS, "Lag", "By how many steps the one follows the other."),
];
