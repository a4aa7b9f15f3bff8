//! What is repaired in a column while it is read.

use super::super::options::ReadOptions;
use super::super::report::RepairLog;
use super::super::rule::RepairRule;
use outturn_core::table::Column;
use serde::{Deserialize, Serialize};

/// What was counted in a column: how many, and the first.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct Counts {
    /// Words for no value.
    pub(super) nulls: (u64, String),
    /// Dashes among them that stood in a typed column.
    #[serde(default)]
    pub(super) dashes: u64,
    /// Numbers that the format said to be text.
    pub(super) told: (u64, String),
    /// Some of them have another number of digits behind their point than three.
    #[serde(default)]
    pub(super) plain_points: bool,
}

impl Counts {
    /// Adds what was counted below.
    pub(super) fn append(&mut self, below: Self) {
        self.dashes += below.dashes;
        self.plain_points |= below.plain_points;
        let both = [(&mut self.nulls, below.nulls), (&mut self.told, below.told)];
        for ((count, first), (more, first_below)) in both {
            if *count == 0 {
                *first = first_below;
            }
            *count += more;
        }
    }

    /// Notes how many digits a number that was said to be text has behind its point.
    pub(super) fn tell_places(&mut self, number: &str) {
        let places = number.split_once('.').map(|(_, behind)| behind.len());
        self.plain_points |= places.is_some_and(|places| places != 3);
    }

    /// Whether its numbers were said to be text, and their points may be between thousands.
    pub(crate) fn may_have_thousands(&self) -> bool {
        self.told.0 > 0 && !self.plain_points
    }

    /// Tells the log of repairs.
    pub(crate) fn note(&self, name: &str, column: &Column, repairs: &mut RepairLog) {
        let (count, example) = &self.nulls;
        repairs.add(RepairRule::NullWord, *count, || {
            format!("{example} in {name}")
        });
        if matches!(column, Column::I64(_) | Column::F64(_)) {
            let (count, example) = &self.told;
            repairs.add(RepairRule::NumberInText, *count, || {
                format!("\"{example}\" → {example} in {name}")
            });
        }
    }
}

/// Which repairs a column makes while it is read.
#[derive(Debug, Clone, Copy)]
pub(super) struct Rules {
    pub(super) null_words: bool,
    pub(super) number_in_text: bool,
}

impl Rules {
    pub(super) fn of(options: &ReadOptions) -> Self {
        Self {
            null_words: options.repairs(RepairRule::NullWord),
            number_in_text: options.repairs(RepairRule::NumberInText),
        }
    }
}

/// Counts one more, and keeps the first.
pub(super) fn count((count, first): &mut (u64, String), text: &str) {
    if *count == 0 {
        text.clone_into(first);
    }
    *count += 1;
}
