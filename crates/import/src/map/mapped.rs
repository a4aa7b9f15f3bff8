//! What a mapping makes of a file.

use super::super::report::LeftOut;
use super::super::rule::Repair;
use outturn_core::table::{Table, TableKind};
use std::sync::Arc;

/// A canonical table made of a file.
#[derive(Debug, Clone)]
pub struct Mapped {
    /// Columns under canonical names, in canonical types; label columns of metric series under their own.
    pub table: Arc<Table>,
    /// Which table it is.
    pub kind: TableKind,
    /// Data rows in the file.
    pub rows_read: usize,
    /// Data rows of the file that are in the table.
    pub rows_used: usize,
    /// The others, in order, those among them that could not even be read.
    pub left_out: Vec<LeftOut>,
    /// Of the rows that are in the table, what is no figure and says which thing each is: `id`, the file's own where the table has no
    /// such column, and `changed`, when the row was last changed.
    pub beside: Arc<Table>,
    /// What was repaired in cells where numbers or moments were wanted of text, besides what was repaired in the file.
    pub repairs: Vec<Repair>,
    /// What the user should know, in sentences.
    pub notes: Vec<String>,
}
