//! Metrics of the user's own, as they are typed.

use super::query::Query;
use outturn_core::table::TableKind;
use outturn_core::units::Unit;
use outturn_metrics::Typed;
use outturn_metrics::scorecard::{Card, Choice};
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// These are the metrics of the user's own from now on, whatever is loaded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SetFormulas {
    /// All of them, in their order.
    pub typed: Vec<Typed>,
}

impl Query for SetFormulas {
    type Progress = ();
    type Answer = ();
    const NAME: &'static str = "formulas";
}

/// Read a formula while it is typed: what is wrong with it or what it comes to, and what can follow.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ReadFormula {
    /// The metric as it is typed so far.
    pub typed: Typed,
    /// Where the cursor is in the formula, in bytes.
    pub at: usize,
    /// The period whose value is wanted.
    pub choice: Choice,
}

impl Query for ReadFormula {
    type Progress = ();
    type Answer = FormulaRead;
    const NAME: &'static str = "formula";
    const REPLACES: bool = true;
}

/// What a formula comes to so far.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct FormulaRead {
    /// The formula that was read.
    pub formula: String,
    /// What is wrong with it.
    pub mistake: Option<FormulaMistake>,
    /// The part of the text that a candidate takes the place of, in bytes.
    pub place: Range<usize>,
    /// What can follow.
    pub candidates: Vec<FormulaCandidate>,
    /// What it says in words.
    pub words: String,
    /// What follows from it as the unit of the result; `None` where it cannot be read.
    pub unit: Option<Unit>,
    /// The table that gives the periods and the breakdowns.
    pub table: Option<TableKind>,
    /// Its value in the period; `None` where it cannot be read.
    pub card: Option<Card>,
    /// What is worth knowing of it, in sentences: words that no row says.
    pub notes: Vec<String>,
}

/// What is wrong with a formula.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormulaMistake {
    /// Where, in bytes.
    pub place: Range<usize>,
    /// The sentence.
    pub sentence: String,
    /// The part of the formula around it, and a line under it that points at the place.
    pub pointed: [String; 2],
}

/// Something that can follow.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormulaCandidate {
    /// What it is called in the list.
    pub label: String,
    /// What is put into the text.
    pub insert: String,
    /// What it is, in a few words.
    pub says: String,
}
