//! Which rows of a file are rows of the table.

use super::super::error::ImportError;
use super::super::file::RawFile;
use super::source;
use outturn_core::table::Column;
use rustc_hash::FxHashSet;
use serde::{Deserialize, Serialize};

/// Which rows stand for those that tell of the same thing.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RowRule {
    /// Every thing once: of rows that have the same id the newest.
    #[default]
    All,
    /// Every row, whatever is in it twice.
    Each,
    /// The last one of those that have the same value in a column. Rows without a value there all stay.
    LastPer {
        /// The column.
        column: String,
        /// The column by whose moments or numbers they are ordered; by their place in the file where there is none.
        #[serde(default)]
        by: Option<String>,
    },
    /// The last one, by their place in the file, of those that have the same values in all of these columns.
    LastOf {
        /// The columns.
        columns: Vec<String>,
    },
}

/// Whose rows count where another file of the same columns has the same things, otherwise told, and neither is newer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Overlap {
    /// It is asked, and nothing is computed from the two files until then.
    #[default]
    Open,
    /// This file's.
    Own,
    /// The other file's.
    Others,
    /// Both: they are of different things.
    Both,
}

/// Rows that are used: those whose cell passes. The others are left out as filtered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowFilter {
    /// The file's column.
    pub column: String,
    /// What its cell must be.
    pub test: CellTest,
}

/// What a cell is asked. Words are compared without the case of Latin letters and without space around them; a missing cell is no word.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CellTest {
    /// It is one of these.
    Is(Vec<String>),
    /// It is none of these.
    IsNot(Vec<String>),
    /// It names one of these, alone or among others: `bug, prod`, or a list of JSON.
    Names(Vec<String>),
    /// It has a value.
    Filled,
    /// It has none.
    Empty,
}

impl RowFilter {
    /// Rows whose cell is one of these words.
    #[must_use]
    pub fn is(column: &str, words: &[&str]) -> Self {
        Self {
            column: column.to_owned(),
            test: CellTest::Is(words.iter().map(|w| (*w).to_owned()).collect()),
        }
    }

    /// Whether each row passes.
    pub(super) fn passes(&self, raw: &RawFile) -> Result<Vec<bool>, ImportError> {
        let column = source::column(raw, &self.column)?;
        if let Column::Text(text) = column.as_ref() {
            // Each distinct text is asked once.
            let asked = self.test.asked();
            let entries: Vec<bool> = text.entries().map(|e| asked(Some(e))).collect();
            let missing = asked(None);
            let of = |row| text.code(row).and_then(|code| entries.get(code as usize));
            return Ok((0..text.len())
                .map(|row| of(row).copied().unwrap_or(missing))
                .collect());
        }
        let asked = self.test.asked();
        Ok((0..column.len())
            .map(|row| asked(column.display(row).as_deref()))
            .collect())
    }
}

impl CellTest {
    /// The test of one cell after the other. There may be as many words as rows, so they are looked up.
    fn asked(&self) -> impl Fn(Option<&str>) -> bool + '_ {
        let folded = |word: &str| word.trim().to_ascii_lowercase();
        let words: FxHashSet<String> = match self {
            Self::Is(words) | Self::IsNot(words) | Self::Names(words) => {
                words.iter().map(|w| folded(w)).collect()
            }
            Self::Filled | Self::Empty => FxHashSet::default(),
        };
        move |cell| {
            let cell = cell.map(str::trim).filter(|c| !c.is_empty());
            let among = || cell.is_some_and(|cell| words.contains(&folded(cell)));
            match self {
                Self::Is(_) => among(),
                Self::IsNot(_) => !among(),
                Self::Names(_) => {
                    let names = cell.map(Self::named_in).unwrap_or_default();
                    names.iter().any(|name| words.contains(&folded(name)))
                }
                Self::Filled => cell.is_some(),
                Self::Empty => cell.is_none(),
            }
        }
    }

    /// What a cell of labels names: the entries of a JSON list, or their names, or what stands between commas, semicolons or bars.
    pub(crate) fn named_in(cell: &str) -> Vec<String> {
        use serde_json::Value;
        let cell = cell.trim();
        if let Ok(Value::Array(entries)) = serde_json::from_str(cell) {
            let names = entries.into_iter().filter_map(|entry| match entry {
                Value::String(name) => Some(name),
                Value::Object(members) => Some(members.get("name")?.as_str()?.to_owned()),
                _ => None,
            });
            return names.collect();
        }
        let names = cell.split([',', ';', '|']).map(str::trim);
        names
            .filter(|name| !name.is_empty())
            .map(str::to_owned)
            .collect()
    }
}
