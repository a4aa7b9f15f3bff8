//! What the page asks and what is answered: plain values that cross from one to the other as bytes.

mod file;
mod message;
mod wire;

pub use file::{
    ColumnProfile, ColumnSummary, FileSummary, JoinOffer, LeftOutPage, LeftOutRow, RowsPage,
    RowsView, Treatment, is_open,
};
pub use message::{
    Advice, Answer, Envelope, FileId, Hindrance, LeadLagAnswer, LeadLagQuestion, MeasuredAnswer,
    Request, RequestId, ScorecardAnswer, SeriesName,
};
pub use wire::{WireError, decode, encode};
