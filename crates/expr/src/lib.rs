//! Expressions over the rows of loaded tables: data that is evaluated, put into words, and asked which columns it reads.
//!
//! ```text
//! Row (what a row is worth), Test (whether it counts) → Value (counts, sums, means, quantiles of rows; their quotients)
//! Sources (loaded tables) → Scope (which rows, cut into which slices) → Value::evaluate → an Observation a slice
//! ```
//!
//! People write expressions as text: see [`language`].
//!
//! An expression is a literal: it owns nothing, holds no function but a named [`Custom`], and can be compared and printed.
//!
//! **Missing values**, once for all of them. A row that lacks a value the expression needs is not used and is counted as skipped; a
//! slice in which no row is usable has no value, unless [`Silence`] says that no row means that nothing happened. Nothing missing is
//! ever taken as zero. A [`Test`] knows three answers: yes, no, and that it cannot be said.
//!
//! ```
//! use outturn_core::calendar::Span;
//! use outturn_core::table::{Column, Table, TableKind};
//! use outturn_core::units::{Timestamp, Unit};
//! use outturn_expr::{Events, Row, Scope, Slices, SourceFile, SourcePart, Sources, Value};
//!
//! const RECOVERY: Value = Value::Mean {
//!     of: Row::Seconds { from: "detected_at", to: "resolved_at" },
//!     events: Events::of(TableKind::Incidents, "incidents"),
//!     total: ("total time", Unit::Seconds),
//!     counted: "incidents with both times",
//! };
//! assert_eq!(RECOVERY.words(), "mean of resolved_at − detected_at");
//!
//! let at = |hour: f64| Some(Timestamp::from_seconds(hour * 3600.0));
//! let mut table = Table::new(2);
//! table.push("detected_at", Column::from_timestamps(vec![at(1.0), at(2.0)]));
//! table.push("resolved_at", Column::from_timestamps(vec![at(3.0), at(5.0)]));
//! let mut sources = Sources::default();
//! let file = SourceFile { file: "incidents.csv".into(), ..SourceFile::default() };
//! sources.add(TableKind::Incidents, SourcePart::new(TableKind::Incidents, table.into(), file));
//! let day = Span::covering(Timestamp(0), Timestamp(1));
//! let observed = RECOVERY.evaluate(&Scope::new(&sources, Slices::Spans(vec![day])))?;
//! assert_eq!(observed[0].value, Some(9_000.0)); // 2 h and 3 h
//! # Ok::<(), outturn_expr::Unavailable>(())
//! ```

pub mod language;

mod aggregate;
mod cache;
mod covered;
mod evaluate;
mod filter;
mod formula;
mod involved;
mod left_out;
mod made_of;
mod needs;
mod observation;
mod program;
mod quantile;
mod reads;
mod row;
mod rows;
mod scope;
mod shared;
mod sources;
mod spread;
mod standing;
mod timed;
mod value;
mod words;
mod working;

pub use filter::{Condition, Counted, Filter, label_of};
pub use formula::Formula;
pub use involved::{Involved, Involvement, place_of};
pub use made_of::Ingredient;
pub use observation::{Input, Observation, Unavailable};
pub use reads::Read;
pub use row::{Row, Test, Vocabulary};
pub use rows::{Rows, Slices};
pub use scope::Scope;
pub use sources::{Caveat, SourceFile, SourcePart, SourceTable, Sources};
pub use spread::Spread;
pub use standing::{Registers, Standing};
pub use timed::Timed;
pub use value::{Custom, Elapsed, Events, Silence, Value};
pub use working::working_seconds;
