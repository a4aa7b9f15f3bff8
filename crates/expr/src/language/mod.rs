//! The language in which people write formulas: text → [`Expression`] → [`Value`](crate::Value).
//!
//! ```text
//! count(status = "error") / count()
//! median(resolved_at - detected_at) where severity = "high"
//! sum(cost where category = "inference") / sum(volumes.predictions)
//! ```
//!
//! A formula makes one number of many rows: [functions](FUNCTIONS) of rows, put together by arithmetic. What rows are worth and which of
//! them count is said with the columns of the canonical tables. The table follows from the columns; where they are in several it is
//! asked for: `incidents.severity`. Quantities are checked, so that no duration is added to an amount of money; the unit of the result
//! follows from them.
//!
//! **Missing values** are as in the whole crate: a row of which something cannot be said is left out and counted as such. So
//! `count(a) / count()` is the share of the rows of which `a` can be said, and not of all rows.
//!
//! A reading is made of literals as the catalogue's are: its parts are kept for as long as the program runs.

mod complete;
mod mistake;
mod names;
mod parse;
mod print;
mod quantity;
mod reading;
mod rows;
mod simple;
mod syntax;
mod tables;
mod tokens;

pub use complete::{Candidate, Completion, complete};
pub use mistake::{Mistake, What};
pub use names::{FUNCTIONS, Function, Known};
pub use parse::{LONGEST, parse};
pub use reading::{Reading, read};
pub use simple::{How, MAKES, Of, Only, Simple, parts_of};
pub use syntax::{Expression, Measure, Node, Operator};
pub use tables::{Unsaid, unsaid};

use std::collections::BTreeSet;
use std::sync::Mutex;

/// Part of a formula's text, in bytes.
pub type Place = std::ops::Range<usize>;

/// A word that is kept for as long as the program runs, once.
#[must_use]
pub fn word(text: &str) -> &'static str {
    static WORDS: Mutex<BTreeSet<&'static str>> = Mutex::new(BTreeSet::new());
    let mut words = WORDS
        .lock()
        .unwrap_or_else(std::sync::PoisonError::into_inner);
    match words.get(text) {
        Some(known) => known,
        None => {
            let kept: &'static str = Box::leak(text.into());
            words.insert(kept);
            kept
        }
    }
}

/// A part of an expression that is kept for as long as the program runs.
#[must_use]
pub fn kept<T>(part: T) -> &'static T {
    Box::leak(Box::new(part))
}
