//! What a reader of text hands over at its end, whatever the format.

use super::frame::Frame;
use super::report::{LeftOut, RepairLog};

/// What a reader has in the end.
#[derive(Debug, Default)]
pub(super) struct Outcome {
    pub(super) frame: Frame,
    pub(super) left_out: Vec<LeftOut>,
    pub(super) repairs: RepairLog,
    pub(super) rows_read: usize,
    pub(super) ending: Ending,
}

/// How the text ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Ending {
    /// The last row has no line end.
    pub(super) bare: bool,
    /// The file stops inside a quoted cell.
    pub(super) in_quote: bool,
    /// The file stops before its JSON is complete.
    pub(super) cut: bool,
}
