//! What a metric is, how it is evaluated over loaded tables, and the catalogue of all of them.
//!
//! Rows → [`Scope`] (which rows, cut into which slices) → a definition's `value` → [`Observation`] per slice. A card, its series by
//! period and its breakdown by severity are the same expression over differently cut rows, so they cannot disagree.
//!
//! # Adding a metric
//!
//! One [`Definition`] in a file of [`catalogue`], with a worked example that a test computes. What it is worth is an expression over the
//! columns of a canonical table; its formula in words, the tables and columns that it reads, and what is lacking follow from it. The net
//! promoter score, for example, is the share of promoters less that of detractors:
//!
//! ```
//! use outturn_core::table::TableKind::Surveys;
//! use outturn_core::units::Unit;
//! use outturn_expr::{Events, Row, Test, Value};
//!
//! const fn scored(from: f64, to: f64) -> Test {
//!     Test::Within { of: &Row::Column("score"), from, to }
//! }
//! const NPS: Value = Value::Mean {
//!     of: Row::Minus(&Row::Flag(&scored(9.0, 10.0)), &Row::Flag(&scored(0.0, 6.0))),
//!     events: Events::of(Surveys, "answers").only(&Test::Is { column: "kind", word: "nps" }),
//!     total: ("promoters less detractors", Unit::Count),
//!     counted: "answers",
//! };
//! let columns: Vec<&str> = NPS.reads().iter().map(|read| read.column).collect();
//! assert_eq!(columns, ["date", "kind", "score"]);
//! ```
//!
//! What relational algebra does not say (a union of intervals, the busiest minute, classes of labels) is a named
//! [`Custom`](outturn_expr::Custom) in [`custom`], which states what a query would say.

mod additivity;
pub mod catalogue;
pub mod custom;
mod definition;
pub mod events;
mod metric;
mod ready_made;
mod roll_up;
pub mod scorecard;
pub mod series;

pub use additivity::{Additivity, Unchanged};
pub use definition::{
    BUCKETS, Bucket, BucketDefinition, Definition, Direction, Example, ExampleTable, Kind,
    SecondaryStatistic, Target, Thresholds,
};
pub use metric::{Metric, all, loaded_series};
pub use outturn_expr::{
    Input, Observation, Rows, Scope, Slices, SourceFile, SourcePart, SourceTable, Sources,
    Unavailable,
};
pub use roll_up::{RollUp, RollUpRow, roll_up};
