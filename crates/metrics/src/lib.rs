//! What a metric is, how it is evaluated over loaded tables, and the catalogue of all of them.
//!
//! Rows → [`Scope`] (which rows, cut into which slices) → a definition's `measure` → [`Observation`] per slice. A card, its series
//! by period and its breakdown by severity are the same measure over differently cut rows, so they cannot disagree.

use crate as metrics;
use outturn_core::{calendar, decimal, order, sorted, stats, table, units};

pub mod catalogue;
mod definition;
mod kept;
pub mod measure;
mod metric;
mod observation;
mod roll_up;
mod scope;
pub mod scorecard;
pub mod series;
mod sources;

pub use definition::{
    Also, Bucket, Definition, Direction, Example, ExampleTable, Kind, Measure, Target, Thresholds,
};
pub use metric::{Metric, all, loaded_series};
pub use observation::{Input, Lack, Observation};
pub use roll_up::{RollUp, RollUpRow, roll_up};
pub use scope::{Rows, Scope, Slices};
pub use sources::{SourceFile, SourcePart, SourceTable, Sources};
