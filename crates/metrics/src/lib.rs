//! What a metric is, how it is evaluated over loaded tables, and the catalogue of all of them.
//!
//! Rows → [`Scope`] (which rows, cut into which slices) → a definition's `value` → [`Observation`] per slice. A card, its series by
//! period and its breakdown by severity are the same expression over differently cut rows, so they cannot disagree.

pub mod catalogue;
pub mod custom;
mod definition;
pub mod events;
mod metric;
mod roll_up;
pub mod scorecard;
pub mod series;

pub use definition::{
    Also, Bucket, Definition, Direction, Example, ExampleTable, Kind, Target, Thresholds,
};
pub use metric::{Metric, all, loaded_series};
pub use outturn_expr::{
    Input, Observation, Rows, Scope, Slices, SourceFile, SourcePart, SourceTable, Sources,
    Unavailable,
};
pub use roll_up::{RollUp, RollUpRow, roll_up};
