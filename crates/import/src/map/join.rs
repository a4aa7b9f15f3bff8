//! Two files brought together where a tool splits what belongs in one row: predictions and the truth that arrives later,
//! deployments and their statuses.
//!
//! Every row of the first file stays, in order, once. A row whose key has no match has no value in the columns that are taken.

use super::super::error::ImportError;
use super::super::file::RawFile;
use super::super::room::Room;
use super::rows::RowFilter;
use super::source;
use outturn_core::steps::{Steps, pause};
use outturn_core::table::Column;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

/// How the second file's rows find those of the first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Join {
    /// The key of the first file.
    pub key: String,
    /// How its cells are read.
    pub key_rule: KeyRule,
    /// The key of the second file.
    pub other_key: String,
    /// How its cells are read.
    pub other_rule: KeyRule,
    /// Rows of the second file that count.
    pub other_rows: Vec<RowFilter>,
    /// Of the second file's rows of one key the latest by this column is used; the first in the file where there is none.
    pub latest_by: Option<String>,
    /// Columns of the second file that are taken, and the names they get.
    pub take: Vec<(String, String)>,
}

/// How keys are read from a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum KeyRule {
    /// The cell is the key.
    Whole,
    /// The key is what follows the last slash, as in the address of a deployment.
    LastSegment,
    /// The cell is a JSON list of keys, or several with commas or spaces between.
    Each,
}

/// What a join did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct JoinReceipt {
    /// The first file's key column.
    pub key: String,
    /// The second file's name.
    pub other_file: String,
    /// SHA-256 of the second file's bytes, in hexadecimal.
    pub other_sha256: String,
    /// The second file's key column.
    pub other_key: String,
    /// Rows of the first file that found one.
    pub matched: usize,
    /// Rows of the first file that found none.
    pub unmatched: usize,
    /// Rows of the second file that were used by none.
    pub other_unused: usize,
    /// Keys that the second file has more than once, among the rows that count.
    pub other_repeated: usize,
}

/// The first file with the second's columns.
#[derive(Debug, Clone)]
pub struct Joined {
    /// To be recognised and mapped like any other. Its hash is the first file's.
    pub file: RawFile,
    /// What was matched.
    pub receipt: JoinReceipt,
}

/// Brings two files together.
///
/// # Errors
/// When a column that is named is not there.
///
/// ```
/// use outturn_import::{self as import, ReadOptions};
/// let read = |name: &str, text: &str| import::read_all(name, text.as_bytes(), &ReadOptions::default());
/// let log = read("log.csv", "id,timestamp,y_pred\n7,2026-01-01,1\n8,2026-01-01,0\n")?;
/// let truth = read("truth.csv", "id,y_true\n8,1\n")?;
/// let join = import::propose_join(&log, &truth).expect("one has what the other lacks");
/// let joined = import::join(&log, &truth, &join)?;
/// assert_eq!((joined.receipt.matched, joined.receipt.unmatched), (1, 1));
/// # Ok::<(), import::ImportError>(())
/// ```
pub fn join(first: &RawFile, second: &RawFile, join: &Join) -> Result<Joined, ImportError> {
    let room = Room {
        limit: u64::MAX,
        held: 0,
    };
    Steps::new(join_within(first, second, join, room)).finish()
}

/// The same in steps, within so much memory, that of the first file included. A step looks up a few thousand keys, or takes one column.
///
/// # Errors
/// As [`join`], and where the memory is not enough; then nothing was copied.
pub async fn join_within(
    first: &RawFile,
    second: &RawFile,
    join: &Join,
    room: Room,
) -> Result<Joined, ImportError> {
    /// Bytes that a key takes while it is looked for, and at most those of a cell that is not text.
    const KEY: u64 = 80;
    const CELL: u64 = 9;
    let (rows, others) = (first.table.rows() as u64, second.table.rows() as u64);
    let taken = join
        .take
        .iter()
        .filter_map(|(name, _)| second.table.column(name));
    let copied: u64 = taken
        .map(|column| rows * CELL + column.bytes() as u64)
        .sum();
    let needed = first.needs() + others * KEY + rows * size_of::<u32>() as u64 + copied;
    if let Some(fault) = room.lacks(needed) {
        return Err(source::refuse(first, fault));
    }
    let Matches { found, receipt } = matches(first, second, join).await?;
    let mut file = first.clone();
    for (name, renamed) in &join.take {
        if second.is_open(name) {
            // Nothing is taken of it until that file's question is answered.
            file.table
                .push(renamed, Column::from_texts(found.iter().map(|_| None)));
            let name = &second.name;
            file.warnings
                .push(format!("{renamed} waits for an answer about {name}."));
            continue;
        }
        let column = source::column(second, name)?.take(&found);
        pause().await;
        file.table.push(renamed, column);
        if let Some(choice) = second.written.columns.get(name) {
            file.written.columns.insert(renamed.clone(), choice.clone());
        }
    }
    Ok(Joined { file, receipt })
}

/// What [`join`] would do, without the joined file.
///
/// # Errors
/// As [`join`].
pub fn join_receipt(
    first: &RawFile,
    second: &RawFile,
    join: &Join,
) -> Result<JoinReceipt, ImportError> {
    Ok(Steps::new(matches(first, second, join)).finish()?.receipt)
}

/// Which row of the second file each row of the first one finds.
struct Matches {
    /// A row of the second file; past its end where there is none, which is taken as missing.
    found: Vec<u32>,
    receipt: JoinReceipt,
}

/// Finds each row of the first file its row of the second. Nothing is copied.
async fn matches(first: &RawFile, second: &RawFile, join: &Join) -> Result<Matches, ImportError> {
    let mut counts = vec![true; second.table.rows()];
    for filter in &join.other_rows {
        for (counts, passes) in counts.iter_mut().zip(filter.passes(second)?) {
            *counts &= passes;
        }
        pause().await;
    }
    let latest = join.latest_by.as_deref();
    let latest = latest
        .map(|name| source::column(second, name))
        .transpose()?;
    let other_keys = source::column(second, &join.other_key)?;
    let mut by_key: FxHashMap<String, u32> = FxHashMap::default();
    let mut repeated = FxHashMap::default();
    for (row, counts) in counts.iter().enumerate() {
        end_step(row).await;
        if !counts {
            continue;
        }
        for key in keys(&other_keys, row, join.other_rule) {
            let Some(known) = by_key.get_mut(&key) else {
                by_key.insert(key, row as u32);
                continue;
            };
            let later = |column: &Column| at(column, row) > at(column, *known as usize);
            if latest.as_deref().is_some_and(later) {
                *known = row as u32;
            }
            repeated.insert(key, ());
        }
    }
    let own_keys = source::column(first, &join.key)?;
    let mut used = vec![false; second.table.rows()];
    let mut found = Vec::with_capacity(first.table.rows());
    for row in 0..first.table.rows() {
        end_step(row).await;
        let mut all = keys(&own_keys, row, join.key_rule).into_iter();
        let row = all.find_map(|key| by_key.get(&key).copied());
        // Past the end: taken as missing.
        let row = row.inspect(|&row| used[row as usize] = true);
        found.push(row.unwrap_or(u32::MAX));
    }
    let matched = found.iter().filter(|&&row| row != u32::MAX).count();
    let receipt = JoinReceipt {
        key: join.key.clone(),
        other_file: second.name.clone(),
        other_sha256: second.sha256.clone(),
        other_key: join.other_key.clone(),
        matched,
        unmatched: found.len() - matched,
        other_unused: used.iter().filter(|used| !**used).count(),
        other_repeated: repeated.len(),
    };
    Ok(Matches { found, receipt })
}

/// Ends the step at every so many rows.
async fn end_step(row: usize) {
    /// Keys that are looked up in a few milliseconds.
    const ROWS: usize = 8 << 10;
    if row % ROWS == ROWS - 1 {
        pause().await;
    }
}

/// What rows are ordered by: a moment or a number; a row without one comes first.
fn at(column: &Column, row: usize) -> f64 {
    let micros = column.timestamp(row).map(|t| t.0 as f64);
    micros
        .or_else(|| column.number(row))
        .unwrap_or(f64::NEG_INFINITY)
}

/// The keys in a cell.
fn keys(column: &Column, row: usize, rule: KeyRule) -> Vec<String> {
    let Some(cell) = column.display(row) else {
        return Vec::new();
    };
    let cell = cell.trim();
    match rule {
        KeyRule::Whole => vec![cell.to_owned()],
        KeyRule::LastSegment => {
            let last = cell.trim_end_matches('/').rsplit('/').next();
            vec![last.unwrap_or(cell).to_owned()]
        }
        KeyRule::Each => cell
            .split(|c: char| c.is_whitespace() || matches!(c, ',' | '[' | ']' | '"' | '\''))
            .filter(|part| !part.is_empty())
            .map(str::to_owned)
            .collect(),
    }
}
