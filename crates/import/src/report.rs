//! What was not taken as it stood, as data: rows left out, and the count of repairs.

use super::rule::{Repair, RepairRule};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt;

/// One row that is in the file and not in the table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeftOut {
    /// Data row in the file, from 1; the header and blank lines are not counted.
    pub row: u32,
    /// Why.
    pub reason: LeftOutReason,
    /// The source column at fault, where it is one.
    pub column: Option<String>,
    /// What was found there.
    pub found: Option<String>,
}

/// What is wrong with a line of metrics.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SampleFault {
    /// No metric's name in front.
    Name,
    /// Labels that are not in braces, with values in quotes and commas between.
    Labels,
    /// No number behind them.
    Value,
    /// A time that is no number.
    Time,
    /// Something behind the time.
    Surplus,
}

/// Why a row was left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LeftOutReason {
    /// More cells than the header has names, and not all of the surplus is empty.
    WrongCellCount {
        /// Cells in the header.
        expected: u32,
        /// Cells in this row.
        found: u32,
    },
    /// Fewer cells than the header has names, where short rows are not to be filled.
    ShortRow {
        /// Cells in the header.
        expected: u32,
        /// Cells in this row.
        found: u32,
    },
    /// A quote inside a quoted cell that is not doubled, where such are not to be taken as text.
    LoneQuote,
    /// The file stops inside a quoted cell of this row.
    CutOff,
    /// A row of sums under the data.
    TotalsRow,
    /// A JSON element that is not an object.
    NotAnObject,
    /// A line among lines of JSON that is none.
    NotJson,
    /// A line of metrics that is not a sample.
    NotASample {
        /// Line of the file, from 1; comments and blank lines are counted.
        line: u32,
        /// Which part of it is wrong.
        fault: SampleFault,
    },
    /// No value where the table cannot do without.
    MissingRequired,
    /// Text where a number is needed.
    NotANumber,
    /// Text where a date is needed.
    NotADate,
    /// A number where a date is needed, and it says none.
    NoMoment,
    /// A date whose day and month cannot be told apart; choosing the order brings the row back.
    AmbiguousDate,
    /// A number whose sign is between thousands or before fractions; choosing which brings the row back.
    AmbiguousNumber,
    /// An amount in another currency than the one that is counted.
    OtherCurrency,
    /// A column that was chosen to be text.
    KeptAsText,
    /// A value that stands for no value.
    Placeholder,
    /// Neither yes nor no.
    NotYesOrNo,
    /// The mapping lets rows with such a cell go by.
    Filtered,
    /// A column that is needed waits for the user's answer; giving it brings the row back.
    Unanswered,
    /// A later row of the file tells of the same thing.
    Superseded {
        /// The data row that is kept in its place.
        by: u32,
    },
    /// Another row of the file is the same word for word.
    Repeated {
        /// That data row.
        of: u32,
    },
    /// Another file has the same thing.
    InAnotherFile,
    /// What a bill's commitment cost, where the use that it covers is counted at a price of its own.
    CommitmentPurchase,
    /// The first of a running total, of which it is not known what was added when.
    FirstOfTotal,
}

impl LeftOutReason {
    /// A stable word that groups like reasons for counting: `not_a_date`.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::WrongCellCount { .. } => "wrong_cell_count",
            Self::ShortRow { .. } => "short_row",
            Self::LoneQuote => "lone_quote",
            Self::CutOff => "cut_off",
            Self::TotalsRow => "totals_row",
            Self::NotAnObject => "not_an_object",
            Self::NotJson => "not_json",
            Self::NotASample { .. } => "not_a_sample",
            Self::MissingRequired => "missing_required",
            Self::NotANumber => "not_a_number",
            Self::NotADate => "not_a_date",
            Self::NoMoment => "no_moment",
            Self::AmbiguousDate => "ambiguous_date",
            Self::AmbiguousNumber => "ambiguous_number",
            Self::OtherCurrency => "other_currency",
            Self::KeptAsText => "kept_as_text",
            Self::Placeholder => "placeholder",
            Self::NotYesOrNo => "not_yes_or_no",
            Self::Filtered => "filtered",
            Self::Unanswered => "unanswered",
            Self::Superseded { .. } => "superseded",
            Self::Repeated { .. } => "repeated",
            Self::InAnotherFile => "in_another_file",
            Self::CommitmentPurchase => "commitment_purchase",
            Self::FirstOfTotal => "first_of_total",
        }
    }

    /// What rows of this code have in common, for people.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::WrongCellCount { .. } => "more cells than the header has names",
            Self::ShortRow { .. } => "fewer cells than the header has names",
            Self::LoneQuote => "a quote inside a quoted cell that is not doubled",
            Self::CutOff => "cut off by the end of the file",
            Self::TotalsRow => "a row of totals",
            Self::NotAnObject => "not a JSON object",
            Self::NotJson => "a line that is not JSON",
            Self::NotASample { .. } => "not a sample of a metric",
            Self::MissingRequired => "no value in a column that is needed",
            Self::NotANumber => "not a number",
            Self::NotADate => "not a date",
            Self::NoMoment => "a number that says no date",
            Self::AmbiguousDate => "day and month cannot be told apart",
            Self::AmbiguousNumber => "thousands and fractions cannot be told apart",
            Self::OtherCurrency => "in another currency than the one that is counted",
            Self::KeptAsText => "in a column that was chosen to be text",
            Self::Placeholder => "a placeholder for no value",
            Self::NotYesOrNo => "neither yes nor no",
            Self::Filtered => "filtered out by the mapping",
            Self::Unanswered => "a question about a needed column is open",
            Self::Superseded { .. } => "superseded by a later row of the same item",
            Self::Repeated { .. } => "the same row again",
            Self::InAnotherFile => "counted from another file",
            Self::CommitmentPurchase => "purchase of a commitment, whose use is counted",
            Self::FirstOfTotal => "the first of a running total: what came before it has no date",
        }
    }
}

impl fmt::Display for LeftOutReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::WrongCellCount { expected, found } | Self::ShortRow { expected, found } => {
                write!(f, "{found} cells where the header names {expected}")
            }
            Self::NotASample { line, fault } => {
                let fault = match fault {
                    SampleFault::Name => "no metric's name is in front",
                    SampleFault::Labels => "its labels cannot be read",
                    SampleFault::Value => "its value is not a number",
                    SampleFault::Time => "its time is not a number",
                    SampleFault::Surplus => "something follows its time",
                };
                write!(f, "line {line} is not a sample of a metric: {fault}")
            }
            Self::Superseded { by } => {
                write!(f, "superseded by row {by}, a later row of the same item")
            }
            Self::Repeated { of } => write!(f, "the same as row {of}"),
            _ => f.write_str(self.label()),
        }
    }
}

/// Repairs while they are counted.
#[derive(Debug, Clone, Default)]
pub(super) struct RepairLog(BTreeMap<RepairRule, (u64, String)>);

impl RepairLog {
    /// Counts one use; `example` is asked for the first time only.
    pub(super) fn note(&mut self, rule: RepairRule, example: impl FnOnce() -> String) {
        self.add(rule, 1, example);
    }

    /// Counts `count` uses.
    pub(super) fn add(&mut self, rule: RepairRule, count: u64, example: impl FnOnce() -> String) {
        if count > 0 {
            self.0.entry(rule).or_insert_with(|| (0, example())).0 += count;
        }
    }

    /// Whether none was used.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// All that were used, in the order of their rules.
    pub(super) fn finish(self) -> Vec<Repair> {
        self.0
            .into_iter()
            .map(|(rule, (count, example))| Repair {
                rule,
                count,
                example,
            })
            .collect()
    }
}

/// The beginning of a text, short enough to show as an example: 120 characters.
#[must_use]
pub fn excerpt(text: &str) -> String {
    const MOST: usize = 120;
    match text.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}
