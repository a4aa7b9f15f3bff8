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
    /// Something has to follow, or is being typed.
    pub wanted: bool,
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
    /// It is at the end: the formula may only not be finished.
    pub unfinished: bool,
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

impl FormulaRead {
    /// The formula with a candidate in its place, and where the cursor is then, in bytes.
    ///
    /// ```
    /// use outturn_protocol::{FormulaCandidate, FormulaRead};
    /// let read = FormulaRead {
    ///     formula: "median(res - detected_at)".into(),
    ///     place: 7..10,
    ///     candidates: vec![FormulaCandidate {
    ///         label: "resolved_at".into(),
    ///         insert: "resolved_at".into(),
    ///         says: "fixed".into(),
    ///     }],
    ///     ..FormulaRead::default()
    /// };
    /// assert_eq!(read.completed(0), Some(("median(resolved_at - detected_at)".into(), 18)));
    /// ```
    #[must_use]
    pub fn completed(&self, candidate: usize) -> Option<(String, usize)> {
        let insert = &self.candidates.get(candidate)?.insert;
        let before = self.formula.get(..self.place.start)?;
        let behind = self.formula.get(self.place.end..)?;
        let cursor = before.len() + insert.len();
        Some((format!("{before}{insert}{behind}"), cursor))
    }
}

/// A place of a text that browsers count in UTF-16 units, in bytes.
///
/// ```
/// use outturn_protocol::{byte_at, units_at};
/// assert_eq!(byte_at("a−b", 2), 4);
/// assert_eq!(units_at("a−b", 4), 2);
/// assert_eq!(byte_at("a", 9), 1);
/// ```
#[must_use]
pub fn byte_at(text: &str, units: usize) -> usize {
    let mut passed = 0;
    let place = text.char_indices().find(|(_, c)| {
        let is_here = passed >= units;
        passed += c.len_utf16();
        is_here
    });
    place.map_or(text.len(), |(byte, _)| byte)
}

/// The other way round.
#[must_use]
pub fn units_at(text: &str, byte: usize) -> usize {
    let before = text.char_indices().take_while(|(at, _)| *at < byte);
    before.map(|(_, c)| c.len_utf16()).sum()
}
