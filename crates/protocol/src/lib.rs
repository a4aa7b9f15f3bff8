//! What page and worker say to each other: plain values that cross from one to the other as bytes.
//!
//! The worker owns the loaded tables; only answers cross to the page. It has a helper of the same program, which reads a part of a long
//! file ([`Request::Prefetch`]). Programs that are loaded on demand answer a [`Query`] each.

mod file;
mod message;
mod query;
mod wire;

pub use file::{
    ColumnProfile, ColumnSummary, FileSummary, JoinOffer, LeftOutPage, LeftOutRow, RowsPage,
    RowsView, Treatment, is_open,
};
pub use message::{
    Answer, Envelope, FileId, LeadLagAnswer, LeadLagQuestion, MeasuredAnswer, Request, RequestId,
    ScorecardAnswer, SeriesName,
};
pub use query::{
    Member, Program, Query, ReadSheet, Told, WriteSnapshot, WriteWorkspace, WrittenWorkspace,
};
pub use wire::{WireError, decode, encode};
