//! What a metric is, how it is evaluated over loaded tables, and the catalogue of all of them.
//!
//! Rows → [`Scope`] (which rows, cut into which slices) → a definition's `value` → [`Observation`] per slice. A card, its series by
//! period and its breakdown by severity are the same expression over differently cut rows, so they cannot disagree.
//!
//! # Adding a metric
//!
//! One [`Definition`] in a file of [`catalogue`], with a worked example that a test computes. What it is worth is an expression over the
//! columns of a canonical table; its formula in words, the tables and columns that it reads, and what is lacking follow from it, and its
//! breakdowns from the table's labels. The net promoter score, for example, is the share of promoters less that of detractors:
//!
//! ```
//! use outturn_core::table::TableKind::Surveys;
//! use outturn_core::units::Unit;
//! use outturn_expr::{Events, Row, Test, Value};
//! use outturn_metrics::{
//!     Additivity, Bucket, Definition, Direction, Example, ExampleTable, Kind, Target, Thresholds, Unchanged,
//! };
//!
//! const fn scored(from: f64, to: f64) -> Test {
//!     Test::Within { of: &Row::Column("score"), from, to }
//! }
//! const NPS: Definition = Definition {
//!     id: "nps",
//!     label: "Net promoter score",
//!     meaning: "Share of promoters (9 or 10) less the share of detractors (0 to 6), times a hundred.",
//!     unit: Unit::Points,
//!     good: Direction::Up,
//!     target: Target::Fixed(Thresholds { met: 40.0, missed: 0.0 }),
//!     kind: Kind::Leading,
//!     bucket: Bucket::Platform,
//!     source: "Reichheld (2003), The one number you need to grow",
//!     table: Surveys,
//!     also_by: &[],
//!     value: Value::Times(
//!         &Value::Mean {
//!             of: Row::Minus(&Row::Flag(&scored(9.0, 10.0)), &Row::Flag(&scored(0.0, 6.0))),
//!             events: Events::of(Surveys, "answers").only(&Test::Is { column: "kind", word: "nps" }),
//!             total: ("promoters less detractors", Unit::Count),
//!             counted: "answers",
//!         },
//!         &Value::Number(100.0),
//!     ),
//!     // How longer periods come about, how few answers are too few, and what tells a change from chance.
//!     additivity: Additivity::Answers,
//!     least_n: 30,
//!     unchanged: Unchanged::Welch,
//!     events: None,
//!     also: &[],
//!     example: Example {
//!         tables: &[ExampleTable {
//!             kind: Surveys,
//!             csv: "date,kind,score\n2026-03-02,nps,10\n2026-03-02,nps,9\n2026-03-03,nps,8\n2026-03-03,nps,4\n",
//!         }],
//!         value: 25.0,
//!         why: "2 promoters and 1 detractor of 4",
//!     },
//! };
//! let columns: Vec<&str> = NPS.value.reads().iter().map(|read| read.column).collect();
//! assert_eq!(columns, ["date", "kind", "score"]);
//! assert_eq!(NPS.value.needs(), "surveys");
//! ```
//!
//! Most metrics of a bucket share fields: each file has a `BASE` that a literal completes with `..BASE`, as `csat` does, which says no
//! more than its name, meaning, source and example. The least n and what counts as unchanged are part of the definition: below the one a card
//! gives no verdict, and a change within the other is none.
//!
//! **Ready-made series.** A metric whose tables are not loaded is read from a series under its id, and its values are put together as
//! [`Additivity`] says. The receipt says what was done: `mean of 3 months as supplied, weighted by n`.
//!
//! What relational algebra does not say (a union of intervals, the busiest minute, classes of labels) is a named
//! [`Custom`](outturn_expr::Custom) in [`custom`], which states what a query would say.

mod additivity;
mod benchmarks;
pub mod catalogue;
mod covered;
pub mod custom;
mod definition;
pub mod events;
mod labels;
mod metric;
mod own;
mod ready_made;
mod rivals;
mod roll_up;
pub mod scorecard;
pub mod series;
mod supplied;
mod typed;

pub use additivity::{Additivity, Adds, Unchanged};
pub use benchmarks::{BENCHMARKS, Band, Benchmark, Edition};
pub use covered::Covered;
pub use definition::{
    BUCKETS, Bucket, BucketDefinition, Definition, Direction, Example, ExampleTable, Kind,
    SecondaryStatistic, Target, Thresholds,
};
pub use labels::{Label, labels};
pub use metric::Metric;
pub use outturn_expr::label_of;
pub use outturn_expr::language;
pub use outturn_expr::{
    Caveat, Condition, Filter, Input, Involved, Involvement, Observation, Rows, Scope, Slices,
    SourceFile, SourcePart, SourceTable, Sources, Unavailable, place_of,
};
pub use own::Own;
pub use rivals::{RIVALS, Rival, Rivals, rival_of};
pub use roll_up::{RollUp, RollUpRow, roll_up};
pub use supplied::{all, loaded_series};
pub use typed::{TYPED_PREFIX, Typed, known, rows, typed};
