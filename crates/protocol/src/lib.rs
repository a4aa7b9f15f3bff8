//! What page and worker say to each other: plain values that cross from one to the other as bytes.
//!
//! Whatever is asked is a [`Query`], which names the type of its answer. The worker owns the loaded tables; only answers cross to the
//! page. It has a helper of the same program, which reads a part of a long file ([`Call::Prefetch`]). Programs that are loaded on
//! demand answer the questions that are [`OnDemand`].

mod behind;
mod file;
mod formulas;
pub mod mapping;
mod message;
mod query;
mod questions;
mod wire;

pub use behind::{
    Around, Behind, BehindOrder, BehindPage, BehindRow, BehindTable, ListBehind, Looked,
    ShowAround, WriteBehind,
};
pub use file::{
    ColumnProfile, ColumnSummary, FileStanding, FileSummary, JoinOffer, LeftOutPage, LeftOutRow,
    Part, RowsPage, RowsView, Standings, Treatment, is_open,
};
pub use formulas::{
    FormulaCandidate, FormulaMistake, FormulaRead, ReadFormula, SetFormulas, byte_at, units_at,
};
pub use message::{
    Call, Envelope, FileId, LeadLagAnswer, LeadLagQuestion, MeasuredAnswer, Reply, RequestId,
    ScorecardAnswer, SeriesName, Unanswered,
};
pub use query::{
    Member, OnDemand, Program, Query, ReadSheet, ReadSnapshot, Told, WriteSample, WriteSnapshot,
    WriteWorkspace, WrittenWorkspace,
};
pub use questions::{
    DoneOf, ExplainTerms, ForgetFile, GatherEverything, HashFile, ListLabels, ListLeftOut,
    ListRows, MeasureInputs, OfferJoins, OrderFiles, ProfileColumn, ReadFile, ReadProgress,
    RemapFile, SetCalendar, SetComparisons, SetNow, ShowDetail, ShowScorecard, TellStanding,
    WriteLeftOut, WriteRolledUp,
};
pub use wire::{WireError, decode, encode};
